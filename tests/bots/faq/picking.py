"""Questions for models picked from a board, made of independent parts, and plain SQL for the models they ask for.

Nothing of the engine is used here: the words are made beside what they mean, and the registry is read with SQL alone.
"""

from __future__ import annotations

import random
import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

#: Benchmarks and boards in the words of people: slug of the benchmark, of the board ("" for the headline one), words.
BOARDS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("mmlu", "", ("MMLU", "mmlu", "the MMLU", "Massive Multitask Language Understanding", "the mmlu benchmark")),
    ("mmlu-pro", "", ("MMLU-Pro", "mmlu pro", "MMLUPro", "mmlu-pro", "the MMLU Pro benchmark")),
    ("mmmu", "", ("MMMU", "mmmu", "the MMMU benchmark", "MMMU (val)")),
    ("mmmu-pro", "", ("MMMU-Pro", "mmmu pro", "MMMU Pro", "mmmupro")),
    ("hle", "", ("HLE", "hle", "Humanity's Last Exam", "humanitys last exam", "the Last Exam", "Humanity’s Last Exam")),
    ("charxiv-r", "", ("CharXiv", "charxiv", "CharXiv-R", "CharXiv reasoning", "char xiv")),
    ("mmlu", "helm", ("the HELM board of MMLU", "MMLU (HELM)", "mmlu helm", "MMLU as run by HELM")),
    ("mmlu", "epoch", ("the Epoch AI board of MMLU", "mmlu epoch hub", "MMLU (Epoch AI)")),
    ("mmlu-pro", "helm", ("the HELM board of MMLU-Pro", "mmlu-pro (helm)", "MMLU Pro on HELM")),
    ("mmlu-pro", "tiger-lab", ("TIGER-Lab's MMLU-Pro board", "mmlu pro tiger-lab", "the TIGER-Lab board of mmlu-pro")),
    ("hle", "reported-with-tools", ("HLE with tools", "humanity's last exam with tools", "hle (tools allowed)")),
    ("hle", "epoch", ("the Scale SEAL board of HLE", "hle seal", "HLE (SEAL leaderboard)")),
    ("chexpert", "auroc-competition", ("the CheXpert competition", "chexpert by AUROC", "CheXpert hidden test set")),
    ("charxiv-r", "charxiv-site", ("the CharXiv site board of CharXiv", "charxiv, official leaderboard,")),
    ("mmmu", "mmmu-site", ("the MMMU site board of MMMU", "mmmu official leaderboard")),
)  # fmt: skip
#: How often each of :data:`BOARDS` comes: plain benchmarks more than their other boards.
_BOARD_WEIGHTS = tuple(1 if board else 5 for _, board, _ in BOARDS)

_NOUNS = (
    "model", "model", "model", "system", "LLM", "llm", "AI", "entry", "checkpoint", "language model", "AI model",
    "contender", "network", "net", "candidate", "foundation model", "participant", "submission",
)  # fmt: skip
_PLURALS = ("models", "models", "models", "systems", "LLMs", "ones", "entries", "AIs", "checkpoints", "contenders")

#: Verbs with what is between them and the board; an empty second part where the board is their object.
_VERBS = {
    "first": (
        ("leads", ""), ("tops", ""), ("wins", ""), ("dominates", ""), ("is number one", "on"), ("is #1", "on"),
        ("is first", "on"), ("is best", "on"), ("is the best", "on"), ("is on top", "of"), ("ranks first", "on"),
        ("has the highest score", "on"), ("has the best score", "on"), ("has the top score", "on"),
        ("scores highest", "on"), ("scores best", "on"), ("is at the summit", "of"), ("is at the top", "of"),
        ("performs best", "on"), ("does best", "on"), ("holds first place", "on"), ("comes first", "on"),
        ("is the leader", "on"), ("is the winner", "of"), ("is strongest", "on"), ("is in the lead", "on"),
        ("is ahead", "on"), ("gets the highest accuracy", "on"), ("sits atop", ""), ("takes gold", "on"),
        ("holds the crown", "on"), ("is king", "of"), ("is the champion", "of"), ("is the front-runner", "on"),
        ("beats all others", "on"), ("outperforms everyone else", "on"), ("achieves the highest result", "on"),
        ("is state of the art", "on"), ("is SOTA", "on"), ("heads", ""), ("has the record", "on"),
        ("is the strongest", "on"), ("is ranked 1st", "on"), ("is the most accurate", "on"), ("excels most", "on"),
    ),
    "last": (
        ("is last", "on"), ("is at the bottom", "of"), ("scores lowest", "on"), ("scores worst", "on"),
        ("has the lowest score", "on"), ("has the worst score", "on"), ("is the worst", "on"), ("performs worst", "on"),
        ("does worst", "on"), ("is dead last", "on"), ("comes last", "on"), ("ranks last", "on"),
        ("brings up the rear", "on"), ("is the weakest", "on"), ("is the lowest", "on"), ("is in last place", "on"),
        ("gets the lowest accuracy", "on"), ("is the least accurate", "on"), ("props up", ""),
        ("trails everyone", "on"),
    ),
    "place": (
        ("is {nth}", "on"), ("comes {nth}", "on"), ("ranks {nth}", "on"), ("takes {nth} place", "on"),
        ("is in {nth} place", "on"), ("holds rank {k}", "on"), ("is number {k}", "on"), ("is #{k}", "on"),
        ("is ranked {nth}", "on"), ("is at position {k}", "on"), ("has the {nth} best score", "on"),
        ("is {nth} best", "on"), ("places {nth}", "on"), ("finishes {nth}", "on"), ("sits at no. {k}", "on"),
        ("has the {nth} highest score", "on"), ("occupies the {nth} spot", "on"),
    ),
}  # fmt: skip
_ADJECTIVES = {
    "first": (
        "best", "best", "top", "top", "highest-scoring", "leading", "strongest", "number one", "top-ranked", "#1",
        "most accurate", "best-performing", "top performing", "highest ranked", "highest scoring", "winning",
        "number 1", "top scoring", "best scoring", "most capable", "smartest", "first-placed", "finest",
    ),
    "last": (
        "worst", "weakest", "lowest-scoring", "lowest ranked", "poorest", "last", "worst-performing", "bottom",
        "least accurate", "lowest scoring", "last-placed", "bottom-ranked",
    ),
    "place": (
        "{nth} best", "{nth}-best", "number {k}", "{nth}-ranked", "{nth} highest scoring", "{nth} placed", "#{k}",
        "rank {k}", "{nth} strongest",
    ),
    "top": ("top {k}", "first {k}", "best {k}", "{k} best", "top {word}", "{word} best", "{word} highest-scoring"),
    "range": ("rank {k} to {l}", "ranks {k}-{l}", "places {k} to {l}", "{k}th to {l}th"),
}  # fmt: skip
_NTH = {2: ("second", "2nd"), 3: ("third", "3rd"), 4: ("fourth", "4th"), 5: ("fifth", "5th"), 7: ("seventh", "7th")}
_NUMERALS = {3: "three", 4: "four", 5: "five", 10: "ten"}

_MAKERS = {
    "OpenAI": ("OpenAI", "openai"),
    "Google": ("Google", "google"),
    "Anthropic": ("Anthropic", "anthropic"),
    "Meta": ("Meta", "meta"),
    "DeepSeek": ("DeepSeek", "deepseek"),
    "Microsoft": ("Microsoft", "microsoft"),
    "Mistral AI": ("Mistral", "Mistral AI", "mistral"),
    "xAI": ("xAI", "xai"),
    "NVIDIA": ("NVIDIA", "Nvidia", "nvidia"),
    "Zhipu AI": ("Zhipu", "Zhipu AI"),
    "Moonshot AI": ("Moonshot", "Moonshot AI"),
    "Allen Institute for AI": ("the Allen Institute for AI", "Ai2"),
}


@dataclass(frozen=True)
class Part:
    """A restriction: its words before or after the noun, and a condition on ``m`` (the model) and ``r`` (its result).

    Args:
        words: The words.
        before: Whether they stand before the noun: "open models"; else after it: "models by Google".
        where: The condition, in SQL.
        values: The values of its marks.
    """

    words: str
    before: bool
    where: str
    values: tuple[str | float, ...] = ()


@dataclass(frozen=True)
class Picked:
    """A question and which models it asks for.

    Args:
        text: The question.
        kind: ``first``, ``last``, ``place``, ``top`` or ``range``.
        benchmark: Slug.
        board: Slug; empty for the headline board.
        parts: The restrictions.
        k: The place, the first place of a range, or how many.
        last: The last place of a range.
    """

    text: str
    kind: str
    benchmark: str
    board: str
    parts: tuple[Part, ...]
    k: int = 1
    last: int = 0


def expected(connection: sqlite3.Connection, question: Picked) -> list[set[str]]:
    """Return the names of the models that may stand at each place asked for, best first; fewer where there are fewer.

    Scores that read the same to three decimals are one place, whoever of them stands there.
    """
    where = "".join(f" AND coalesce({part.where}, 0)" for part in question.parts)
    rows = connection.execute(
        "SELECT m.name, printf('%.3f', round(r.value, 3)) AS score FROM current_results AS r"
        " JOIN boards AS b ON b.benchmark = r.benchmark AND b.slug = r.board JOIN models AS m ON m.slug = r.model"
        " WHERE r.benchmark = ? AND CASE ? WHEN '' THEN b.headline = 1 ELSE b.slug = ? END"
        f"{where} ORDER BY r.value * CASE b.higher_is_better WHEN 1 THEN -1 ELSE 1 END",
        (question.benchmark, question.board, question.board, *(v for part in question.parts for v in part.values)),
    ).fetchall()
    alike: dict[str, set[str]] = {}
    for name, score in rows:
        alike.setdefault(score, set()).add(name)
    places = [alike[score] for _, score in rows]
    if question.kind == "last":
        return places[-1:]
    if question.kind == "top":
        return places[: question.k]
    if question.kind == "range":
        return places[question.k - 1 : question.last]
    return places[question.k - 1 : question.k]


def picked(seed: int) -> Picked:
    """Return the question of a seed."""
    return _Maker(random.Random(seed)).question()


class _Maker:
    """Makes one question."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._one = chance.choice

    def question(self) -> Picked:
        one, chance = self._one, self._chance
        benchmark, board, names = chance.choices(BOARDS, _BOARD_WEIGHTS)[0]
        kind = chance.choices(("first", "last", "place", "top", "range"), (10, 3, 4, 3, 1))[0]
        k, last = 1, 0
        if kind == "place":
            k = one(tuple(_NTH))
        elif kind == "top":
            k = one(tuple(_NUMERALS))
        elif kind == "range":
            k, last = one(((6, 10), (4, 8), (11, 15)))
        parts = self._parts()
        text = self._sentence(kind, one(names), parts, k, last)
        return Picked(self._dressed(text), kind, benchmark, board, parts, k, last)

    def _parts(self) -> tuple[Part, ...]:
        number = self._chance.choices((0, 1, 2, 3), (4, 8, 4, 1))[0]
        makers = (self._open, self._maker, self._size, self._released, self._figure, self._context, self._price)
        chosen: list[int] = []
        while len(chosen) < number:
            i = self._chance.choices(range(len(makers)), (5, 6, 4, 4, 2, 2, 1))[0]
            if i not in chosen:
                chosen.append(i)
        return tuple(makers[i]() for i in chosen)

    def _open(self) -> Part:
        if self._chance.random() < 0.6:
            before: tuple[str, ...] = (
                "open", "open-weights", "open weight", "open-source", "open source", "non-proprietary", "downloadable",
                "self-hostable", "openly available", "opensource", "free-to-download", "non-closed",
            )  # fmt: skip
            after: tuple[str, ...] = (
                "with public weights", "with open weights", "whose weights are public", "that is open source",
                "I can download", "that can be self-hosted", "that is not proprietary", "with downloadable weights",
                "you can run yourself", "that isn't closed", "whose weights are available", "I can host myself",
            )  # fmt: skip
            return self._either(before, after, "m.open_weights = 1")
        before = ("closed", "proprietary", "closed-source", "API-only", "closed-weights", "non-open", "closed source")
        after = (
            "with closed weights", "that is proprietary", "that is not open", "only available through an API",
            "without open weights", "that isn't open source", "whose weights are not public", "that is closed",
        )  # fmt: skip
        return self._either(before, after, "m.open_weights = 0")

    def _maker(self) -> Part:
        maker = self._one(tuple(_MAKERS))
        name = self._one(_MAKERS[maker])
        if self._chance.random() < 0.7:
            before: tuple[str, ...] = (f"{name}", f"{name}'s", f"{name}-made", f"{name}-built")
            after: tuple[str, ...] = (
                f"by {name}", f"from {name}", f"made by {name}", f"built by {name}", f"of {name}", f"from {name}'s lab",
                f"developed by {name}", f"that {name} made", f"that comes from {name}", f"created by {name}",
                f"{name} released", f"trained by {name}",
            )  # fmt: skip
            return self._either(before, after, "m.organisation = ?", maker)
        before = (f"non-{name}",)
        after = (
            f"except {name}", f"other than {name}", f"not counting {name}", f"not by {name}", f"not from {name}",
            f"excluding {name}", f"that isn't from {name}", f"not made by {name}", f"apart from {name}'s",
            f"besides {name}", f"ignoring {name}", f"without {name}", f"outside of {name}", f"that is not {name}'s",
            f"except for those by {name}", f"leaving out {name}", f"aside from {name}",
        )  # fmt: skip
        return self._either(before, after, "m.organisation <> ?", maker)

    def _size(self) -> Part:
        size = self._one((4, 7, 8, 10, 13, 20, 30, 70, 100))
        unit = self._one((f"{size}B", f"{size}b", f"{size} billion parameters", f"{size}B params", f"{size} B"))
        sign, words = self._one(
            (
                ("<", ("under", "below", "smaller than", "less than", "with fewer than", "with less than",
                       "with under")),
                ("<=", ("up to", "at most", "of at most", "no more than", "with no more than", "not bigger than",
                        "not exceeding", "not larger than", "with up to", "of max")),
                (">", ("above", "bigger than", "larger than", "over", "with more than", "exceeding", "beyond")),
                (">=", ("at least", "with at least", "no smaller than", "of at least", "not smaller than",
                        "with a minimum of")),
            )
        )  # fmt: skip
        if sign == "<" and self._chance.random() < 0.2:
            return Part(f"sub-{size}B", True, "m.parameters_b < ?", (size,))
        return Part(f"{self._one(words)} {unit}", False, f"m.parameters_b {sign} ?", (size,))

    def _released(self) -> Part:
        year = self._one((2023, 2024, 2025, 2026))
        out = self._one(("released", "that came out", "published", "launched", "that was released", "announced"))
        if self._chance.random() < 0.35:
            number, month = self._one(((2, "February"), (3, "March"), (6, "June"), (9, "September"), (11, "Nov")))
            first, after = f"{year}-{number:02d}-01", f"{year}-{number + 1:02d}-01"
            time = self._one((f"{month} {year}", f"{month} of {year}"))
        else:
            first, after, time = f"{year}-01-01", f"{year + 1}-01-01", f"{year}"
        # A date known to the month counts where the whole month does.
        end = "CASE m.released_precision WHEN 'month' THEN date(m.released, '+1 month', '-1 day') ELSE m.released END"
        sign = self._one(("in", "in", "before", "since", "after"))
        if sign == "in":
            words = self._one((f"{out} in {time}", f"from {time}", f"{out} in {time}", f"{out} during {time}"))
            return Part(words, False, f"(m.released >= ? AND {end} < ?)", (first, after))
        if sign == "before":
            words = self._one((f"{out} before {time}", f"{out} prior to {time}", f"older than {time}"))
            return Part(words, False, f"{end} < ?", (first,))
        if sign == "since":
            words = self._one((f"{out} since {time}", f"{out} from {time} on", f"{out} in {time} or later"))
            return Part(words, False, "m.released >= ?", (first,))
        words = self._one((f"{out} after {time}", f"{out} later than {time}", f"newer than {time}"))
        return Part(words, False, "m.released >= ?", (after,))

    def _figure(self) -> Part:
        where, before, after = self._one(
            (
                (
                    "r.standing IN ('independent', 'reproduced')",
                    ("verified", "independently verified"),
                    ("with verified results", "counting only verified results", "by verified scores",
                     "with a verified score", "that has been verified", "by independently checked figures"),
                ),
                (
                    "r.standing = 'self-reported'",
                    ("self-reported",),
                    ("with self-reported results", "by self-reported scores", "counting only self-reported figures",
                     "with a self-reported score", "going by what vendors report themselves"),
                ),
            )
        )  # fmt: skip
        return self._either(before, after, where)

    def _context(self) -> Part:
        tokens, words = self._one(((100000, "100k"), (200000, "200k"), (1000000, "1M"), (128000, "128k")))
        after = (
            f"with at least {words} context", f"with a context window of at least {words} tokens",
            f"with {words}+ context", f"with a context of {words} or more", f"with {words} context or more",
            f"that can read at least {words} tokens",
        )  # fmt: skip
        return Part(self._one(after), False, "m.context_tokens >= ?", (tokens,))

    def _price(self) -> Part:
        price = self._one((1, 2, 3, 5))
        after = (
            f"under ${price} per million input tokens", f"that costs less than ${price} per million tokens",
            f"below ${price} per million", f"cheaper than ${price} per 1M input tokens", f"for less than ${price}",
        )  # fmt: skip
        return Part(self._one(after), False, "m.input_price < ?", (price,))

    def _either(self, before: Sequence[str], after: Sequence[str], where: str, *values: str | float) -> Part:
        if self._chance.random() < 0.5:
            return Part(self._one(before), True, where, values)
        return Part(self._one(after), False, where, values)

    def _sentence(self, kind: str, board: str, parts: Sequence[Part], k: int, last: int) -> str:
        one = self._one
        before = " ".join(part.words for part in parts if part.before)
        after = one((" and ", " ", " ", ", ")).join(part.words for part in parts if not part.before)
        words = {"k": str(k), "l": str(last), "word": _NUMERALS.get(k, ""), "nth": one(_NTH.get(k, ("",)))}
        noun = one(_NOUNS if kind not in ("top", "range") else _PLURALS)
        if noun.startswith("AI") and before.endswith("open"):
            # "Open AI" is a maker.
            noun = "model"
        adjective = one(_ADJECTIVES[kind]).format(**words)
        if kind in _VERBS and self._chance.random() < 0.5:
            verb, link = one(_VERBS[kind])
            return self._verbal(verb.format(**words), link, noun, board, before, after)
        return self._nominal(kind, adjective, noun, board, before, after)

    def _verbal(self, verb: str, link: str, noun: str, board: str, before: str, after: str) -> str:
        plural = self._one(_PLURALS)
        on = self._one((link, link, "in")) if link == "on" else link
        if not before and not after:
            forms: tuple[str, ...] = (
                f"who {verb} {on} {board}",
                f"which {noun} {verb} {on} {board}",
                f"what {noun} {verb} {on} {board}",
            )
            if link == "on":
                forms += (f"on {board} who {verb}", f"on {board}, which {noun} {verb}", f"{board}: who {verb}")
            return self._one(forms)
        forms = (
            f"which {before} {noun} {after} {verb} {on} {board}",
            f"what {before} {noun} {after} {verb} {on} {board}",
            f"among {before} {plural} {after}, who {verb} {on} {board}",
            f"of the {before} {plural} {after} which one {verb} {on} {board}",
            f"who {verb} {on} {board} among {before} {plural} {after}",
            f"who {verb} {on} {board} if we only look at {before} {plural} {after}",
            f"looking only at {before} {plural} {after}, who {verb} {on} {board}",
            f"which one of the {before} {plural} {after} {verb} {on} {board}",
        )
        if link == "on":
            forms += (
                f"on {board}, which {before} {noun} {after} {verb}",
                f"{board}: which {before} {noun} {after} {verb}",
            )
        return self._one(forms)

    def _nominal(self, kind: str, adjective: str, noun: str, board: str, before: str, after: str) -> str:
        start = self._one(
            ("what is the", "what's the", "whats the", "which is the", "show me the", "tell me the", "give me the",
             "name the", "I need the", "find the", "I'm looking for the", "", "", "the", "list the")
        )  # fmt: skip
        if kind in ("top", "range"):
            start = start.replace("what is", "what are").replace("what's", "what are").replace("which is", "which are")
        on = self._one(("on", "on", "on", "in", "for", "at"))
        name = f"{adjective} {before} {noun}" if self._chance.random() < 0.7 else f"{before} {noun} {adjective}"
        if kind != "range" and not name.startswith(adjective):
            name = f"{adjective} {before} {noun}"
        plural = self._one(_PLURALS)
        forms: tuple[str, ...] = (
            f"{start} {name} {after} {on} {board}",
            f"{start} {name} {after} {on} {board}",
            f"{start} {name} {on} {board} {after}",
            f"{on} {board}, {start or 'the'} {name} {after}",
            f"{board} {name} {after}",
            f"{board}: {name} {after}",
            f"{board}, {name}, {after}" if after else f"{board}, {name}",
        )
        if before or after:
            forms += (
                f"among {before} {plural} {after}, {start} {adjective} {on} {board}",
                f"{start} {adjective} {on} {board} among {before} {plural} {after}",
            )
        return self._one(forms)

    def _dressed(self, text: str) -> str:
        """Return a question with courtesies, a mark at its end, lower case and a slip of the finger, all by chance."""
        chance, one = self._chance, self._one
        if chance.random() < 0.25:
            opening = ("hi, ", "hey ", "please ", "quick question: ", "sorry, ", "so ", "hello! ", "ok ", "I wonder ")
            text = one(opening) + text
        text += one(("?", "?", "?", "", "", "", " please", " pls?", " right now?", ", thanks", " atm", "??", "."))
        if chance.random() < 0.25:
            text = text.lower()
        text = re.sub(r"\s+([,.?])", r"\1", re.sub(r"\s+", " ", text)).strip(" ,")
        return self._slipped(text) if chance.random() < 0.1 else text

    def _slipped(self, text: str) -> str:
        """Return a text with two letters of a longer word the other way round, or one left out."""
        words = [match for match in re.finditer(r"[A-Za-z]{5,}", text)]
        if not words:
            return text
        word = self._one(words)
        i = self._chance.randrange(word.start() + 1, word.end() - 2)
        swapped = text[i + 1] + text[i] if self._chance.random() < 0.5 else text[i]
        return text[:i] + swapped + text[i + 2 :]
