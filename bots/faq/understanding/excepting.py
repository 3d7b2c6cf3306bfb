"""What a question leaves out: names after "besides", and restrictions turned into their contraries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from podium.bots.faq.frame import Period
from podium.bots.faq.language import lexicon, words
from podium.bots.faq.language.value import Bound, Value
from podium.bots.faq.names.reading import Reading
from podium.bots.faq.understanding.pieces import Piece

#: What is meant where such models are left out.
_OPPOSITE = {
    "SELF_REPORTED": "NOT_SELF", "NOT_SELF": "SELF_REPORTED", "VERIFIED": "UNVERIFIED", "UNVERIFIED": "VERIFIED",
    "THIRD_PARTY": "NOT_THIRD", "OPEN": "CLOSED", "CLOSED": "OPEN",
    "MULTIMODAL_MODEL": "TEXT_MODEL", "TEXT_MODEL": "MULTIMODAL_MODEL",
}  # fmt: skip
_EXCEPT_FILTER_GAP = words.word_set(
    "all any the of results result scores score figures models model ones those numbers entries submissions values"
)
_AFTER_NAME_GAP = words.ARTICLES | words.word_set(
    "model models is are was were be being results result scores figures and or numbers entries submissions values get"
    " got systems llms ais"
)
#: Words that join the names of a list, and those that may stand behind one of its names.
_LIST_WORDS = words.word_set("and or nor plus n")
_OF_A_NAME = words.word_set("s model models ones")
_EXCEPT_GAP = words.ARTICLES | words.word_set(
    "everything anything stuff by from of for than any"
    " model models made the being be built developed trained created released published coming"
)


def opposed(reading: Reading, pieces: Sequence[Piece]) -> list[Piece]:
    """Turn a restriction that is to be left out into its contrary: "ignoring self-reported results"."""
    ordered = sorted(pieces, key=lambda piece: piece.start)
    result = list(ordered)
    for at, piece in enumerate(ordered):
        turned = piece.concepts & _OPPOSITE.keys()
        if piece.kind != "concept" or not turned:
            continue
        if reading.words[piece.start - 1] == "than" and not _RATHER.isdisjoint(reading.words[: piece.start - 1]):
            # "I would rather have HELM's view than the makers' own".
            result[at] = piece._replace(concepts=frozenset(_OPPOSITE[one] for one in turned))
            continue
        particle = _parted(reading, piece.start, piece.end)
        if particle is not None:
            # "Leave the closed ones out"
            result[at] = piece._replace(concepts=frozenset(_OPPOSITE[one] for one in turned))
            noise = frozenset({"NOISE"})
            result = [one._replace(concepts=noise, weak=True) if one.start == particle else one for one in result]
            continue
        for step, concept, gap in ((-1, "EXCEPT", _EXCEPT_FILTER_GAP), (1, "EXCEPT_AFTER", _AFTER_NAME_GAP)):
            other = _next_beyond(reading, ordered, at, step, gap)
            if other is None or concept not in ordered[other].concepts:
                continue
            if ordered[other].end - ordered[other].start == 1 and reading.words[ordered[other].start] in ("not", "non"):
                continue
            result[at] = piece._replace(concepts=frozenset(_OPPOSITE[one] for one in turned))
            result[other] = ordered[other]._replace(concepts=frozenset({"NOISE"}), weak=True)
    return result


def beyond_limits(
    reading: Reading, pieces: Sequence[Piece], amounts: Sequence[Value]
) -> tuple[list[Piece], list[Value]]:
    """Turn limits on the models that are left out into limits on those that are meant: "excluding models over 10B".

    Where more stands beside such a limit than one name in a list with it, what is left out is not told apart from what
    is meant, and the exception stays without a meaning: "excluding Google's models over 10B".
    """
    if all(_EXCEPTING.isdisjoint(piece.concepts) and piece.kind != "excluded" for piece in pieces):
        return list(pieces), list(amounts)
    ordered, values = sorted(pieces, key=lambda piece: piece.start), list(amounts)
    for at, piece in enumerate(ordered):
        i = next((i for i, value in enumerate(values) if piece.kind == "value" and value.start == piece.start), None)
        contrary = _contrary(values[i], piece) if i is not None else None
        found = _exception(reading, ordered, at) if contrary is not None else None
        if i is None or contrary is None or found is None:
            continue
        other, step = found
        beside = _next_beyond(reading, ordered, at, -step, _BEFORE_LIMIT | _LIST_WORDS | _OF_MAKERS)
        sure = ordered[other].concepts.isdisjoint(lexicon.FILTERS)
        sure &= ordered[other].kind == "concept" or _is_listed(reading, ordered, other, at)
        if sure and beside is not None and _limits(ordered[beside]):
            beyond = _next_beyond(reading, ordered, beside, -step, _BEFORE_LIMIT | _LIST_WORDS)
            alone = beyond is None or not _limits(ordered[beyond])
            sure = ordered[beside].kind in _NAMES and alone and _is_listed(reading, ordered, at, beside)
            if sure:
                name = ordered[beside]
                ordered[beside] = name._replace(kind="excluded", concepts=frozenset({name.kind}))
        if not sure:
            ordered[at] = Piece("unknown", piece.start, piece.end)
            continue
        values[i] = contrary
        if ordered[other].kind == "concept":
            ordered[other] = ordered[other]._replace(concepts=frozenset({"NOISE"}), weak=True)
    return ordered, values


def _exception(reading: Reading, pieces: Sequence[Piece], at: int) -> tuple[int, int] | None:
    """Return the position of what leaves out a limit, an exception or a name left out, and on which side it stands."""
    for step, concept, gap in ((-1, "EXCEPT", _BEFORE_LIMIT), (1, "EXCEPT_AFTER", _AFTER_NAME_GAP)):
        other = _next_beyond(reading, pieces, at, step, gap)
        if other is None:
            continue
        one = pieces[other]
        if one.kind == "concept" and concept in one.concepts and reading.words[one.start] not in ("not", "no", "non"):
            return other, step
        if step > 0 and one.kind == "excluded" and _LIST_WORDS.issuperset(reading.words[pieces[at].end : one.start]):
            return other, step
        # "Besides o3, under 100B" limits what is meant.
        models = not _MODELS.isdisjoint(reading.words[one.end : pieces[at].start])
        if step < 0 and one.kind == "excluded" and models:
            return other, step
        before = _next_beyond(reading, pieces, other, -1, _BEFORE_LIMIT) if step < 0 else None
        if before is not None and one.concepts & lexicon.FILTERS and "EXCEPT" in pieces[before].concepts:
            return other, step
    return None


def _is_listed(reading: Reading, pieces: Sequence[Piece], one: int, other: int) -> bool:
    """Return whether "and" or "or" joins two parts of what is left out."""
    first, second = sorted((pieces[one], pieces[other]), key=lambda piece: piece.start)
    return not _LIST_WORDS.isdisjoint(reading.words[first.end : second.start])


def _limits(piece: Piece) -> bool:
    return piece.kind in {*_NAMES, "family", "excluded", "value"} or bool(piece.concepts & lexicon.FILTERS)


_EXCEPTING = frozenset({"EXCEPT", "EXCEPT_AFTER"})
_NAMES = frozenset({"model", "organisation", "licence"})
_OF_MAKERS = words.word_set("by from")
_MODELS = words.word_set("model models llm llms ones those everything anything results scores")
_BEFORE_LIMIT = words.ARTICLES | words.word_set(
    "everything anything all of model models llm llms ones with that are result results score scores and or nor plus"
)
_OTHER_SIDE: dict[Bound, Bound] = {"most": "least", "least": "most"}
_LIMITED = frozenset({"parameters", "context", "price", "output_price"})


def _contrary(value: Value, piece: Piece) -> Value | None:
    """Return the limit of those beyond one: "at most 10B" of "over 10B"; None for what is no limit."""
    if value.kind in _LIMITED and value.bound:
        return replace(value, bound=_OTHER_SIDE[value.bound], strict=not value.strict)
    if "released" not in piece.concepts or value.period is None:
        return None
    first, last = value.period.first, value.period.last
    if first is None and last is not None:
        return replace(value, period=Period((date.fromisoformat(last) + timedelta(1)).isoformat(), None))
    if last is None and first is not None:
        return replace(value, period=Period(None, (date.fromisoformat(first) - timedelta(1)).isoformat()))
    return None


def _next_beyond(reading: Reading, pieces: Sequence[Piece], at: int, step: int, gap: frozenset[str]) -> int | None:
    """Return the position of the nearest piece before or after one, beyond words that may stand between."""
    other = at + step
    while 0 <= other < len(pieces):
        if not gap.issuperset(reading.words[pieces[other].start : pieces[other].end]):
            return other
        other += step
    return None


def excluded(reading: Reading, pieces: Sequence[Piece]) -> list[Piece]:
    """Mark the names after "besides", "not by" and the like."""
    exceptions = {i for piece in pieces if "EXCEPT" in piece.concepts for i in range(piece.start, piece.end)}
    licences = [piece for piece in pieces if piece.kind == "licence"]
    exceptions.update(piece.start for piece in pieces if _is_without(reading, piece, licences))
    exceptions.update(_headed(reading, pieces))
    out = _left_out(reading, pieces)
    later = _before_exception(reading, pieces) | out.keys()
    result = []
    previous: Piece | None = None
    for piece in sorted(pieces, key=lambda piece: piece.start):
        if piece.kind in ("model", "organisation", "licence"):
            gap = _EXCEPT_GAP | _LICENSING if piece.kind == "licence" else _EXCEPT_GAP
            before = piece.start - 1
            while before > 0 and before not in exceptions and reading.tokens[before].word in gap:
                before -= 1
            joined = previous is not None and _goes_on(reading, previous.end, piece.start)
            after = before in exceptions or piece.end in later
            if before in exceptions and reading.words[before] == "minus" and previous and previous.kind == "model":
                # "GPT-5 minus o3" is the difference of the two.
                after = False
            if after or (joined and previous is not None and previous.kind == "excluded"):
                piece = piece._replace(kind="excluded", concepts=frozenset({piece.kind}))
        if piece.kind != "concept":
            previous = piece
        elif _is_without(reading, piece, licences):
            piece = piece._replace(concepts=frozenset({"EXCEPT"}))
        elif piece.start in out.values() or (_is_free_of(reading, piece) and piece.start in later):
            piece = piece._replace(concepts=frozenset({"EXCEPT_AFTER"}))
        result.append(piece)
    return result


def _headed(reading: Reading, pieces: Sequence[Piece]) -> set[int]:
    """Return the ends of words that head a list of what is left out: "excluded vendors: Google, OpenAI"."""
    found = set()
    for piece in pieces:
        end = piece.end
        while end < len(reading.tokens) and reading.words[end] in _HEADED:
            end += 1
        colon = end < len(reading.tokens) and ":" in reading.text[reading.tokens[end - 1].end :][:2]
        if "EXCEPT_AFTER" in piece.concepts and colon:
            found.add(end - 1)
    return found


_RATHER = words.word_set("rather sooner")
_HEADED = words.word_set("vendors vendor makers maker companies company labs lab models model providers provider are")


def _is_without(reading: Reading, piece: Piece, licences: Sequence[Piece]) -> bool:
    """Return whether "no" leaves out the name after it: "the winner, no Anthropic"; "is there no Claude" asks."""
    if piece.kind != "concept":
        return False
    if _is_denied(reading, piece, licences):
        return True
    if reading.words[piece.start : piece.end] != ["no"]:
        return False
    after = next((word for word in reading.words[piece.end :] if word not in _RECORDED), "")
    if lexicon.meaning(after) & _COLUMNS and reading.words[piece.start - 1] == "with":
        # "Models with no context length".
        return False
    if not piece.start:
        return _is_first(reading)
    text, token = reading.text, reading.tokens[piece.start]
    gap = text[reading.tokens[piece.start - 1].end : token.start]
    return any(sign in gap for sign in ",;:(-") or reading.words[piece.start - 1] in ("but", "with", "and")


def _is_denied(reading: Reading, piece: Piece, licences: Sequence[Piece]) -> bool:
    """Return whether a name is said to be none of a maker's: "the best that isn't a Google product"."""
    if reading.words[piece.start : piece.end] not in _DENIALS or not piece.start:
        return False
    after = piece.end
    while after < len(reading.tokens) and reading.words[after] in words.ARTICLES | _MADE_BY | _LICENSING:
        after += 1
    if any(name.start == after for name in licences):
        # "The best that isn't MIT-licensed".
        return True
    link = next((link for link in reading.of_kind("organisation") if link.start == after), None)
    if link is None or reading.tokens[after].breaks or after == piece.end:
        return False
    made = not _MADE_BY.isdisjoint(reading.words[piece.end : after])
    return made or reading.words[link.end : link.end + 1] in _PRODUCTS


_COLUMNS = frozenset({"CONTEXT", "PARAMETERS", "PRICE", "RELEASED", "DATE_WORD", "LICENCE", "SIZE"})
_RECORDED = words.word_set("recorded known stated published listed given official public")
#: What may stand between an exception and a licence.
_LICENSING = words.word_set("under licence license licensed licenced with in on using use uses anything")
_MADE_BY = words.word_set("made built developed trained created produced released owned by from of")
_DENIALS = [[word] for word in ("isnt", "arent", "wasnt", "werent", "not")]
_PRODUCTS = [[word] for word in ("model", "models", "one", "product", "thing", "system", "llm", "ai", "release")]


def _is_first(reading: Reading) -> bool:
    """Return whether a question begins with what is left out: "no Google pls: MMLU-Pro best"."""
    named = any(link.start == 1 and link.kind in ("organisation", "model") for link in reading.links)
    ranked = any(lexicon.meaning(word) & {"LEAD", "HIGH", "WORST", "LOW"} for word in reading.words[2:])
    return named and ranked and not reading.tokens[1].breaks


def _is_free_of(reading: Reading, piece: Piece) -> bool:
    """Return whether a name before a hyphen is left out: "Claude-free"."""
    return reading.words[piece.start : piece.end] == ["free"] and reading.tokens[piece.start].glued


def _goes_on(reading: Reading, end: int, start: int) -> bool:
    """Return whether a list goes on between two names: "OpenAI, Google", "OpenAI, and the models of Google"."""
    between = {token.word for token in reading.tokens[end:start]}
    text = reading.text[reading.tokens[end - 1].end : reading.tokens[start].start]
    if any(sign in text for sign in ".!?;:()\n"):
        return False
    if between & _LIST_WORDS:
        return between <= _LIST_WORDS | _EXCEPT_GAP | _OF_A_NAME
    return between <= _OF_A_NAME and any(sign in text for sign in ",/&+")


def _before_exception(reading: Reading, pieces: Sequence[Piece]) -> set[int]:
    """Return the ends of names that words after them leave out: "if OpenAI's models are excluded", "Google aside"."""
    names = {piece.end: piece.start for piece in pieces if piece.kind in ("model", "organisation", "licence")}
    ends = set[int]()
    for piece in pieces:
        if "EXCEPT_AFTER" not in piece.concepts and not _is_free_of(reading, piece):
            continue
        end = piece.start
        while end > 0:
            if end in names:
                ends.add(end)
                end = names[end]
            elif reading.words[end - 1] in _AFTER_NAME_GAP:
                end -= 1
            else:
                break
    return ends


def _left_out(reading: Reading, pieces: Sequence[Piece]) -> dict[int, int]:
    """Return the ends of names between a verb and its "out", with the place of that: "leaving Google out"."""
    named = sorted((p for p in pieces if p.kind in ("model", "organisation", "licence")), key=lambda piece: piece.start)
    ends = dict[int, int]()
    for at, last in enumerate(named):
        first = at
        while first and _goes_on(reading, named[first - 1].end, named[first].start):
            first -= 1
        after = _parted(reading, named[first].start, last.end)
        if after is not None:
            ends.update((name.end, after) for name in named[first : at + 1])
    return ends


def _parted(reading: Reading, start: int, end: int) -> int | None:
    """Return the place of the "out" of a verb that stands around some words: "leave the closed ones out"."""
    while end < len(reading.tokens) and reading.words[end] in _OF_A_NAME:
        end += 1
    if reading.words[end : end + 1] not in _PARTICLES or reading.tokens[end].breaks:
        return None
    before = start - 1
    while before > 0 and reading.words[before] in _EXCEPT_GAP:
        before -= 1
    return end if before >= 0 and reading.words[before] in _PARTING else None


_PARTICLES = [[word] for word in ("out", "aside", "apart", "away", "off")]
_PARTING = words.word_set(
    "leave leaves leaving left take takes taking taken put puts putting set sets setting filter filters filtering cut"
    " cutting keep keeps keeping kept count counting throw throwing kick kicking rule ruling strike striking cross"
    " crossing strip stripping screen screening"
)
