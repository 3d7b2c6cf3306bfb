"""Recognising the questions that a benchmark's author answers on its card."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from podium.bots.faq.language import ordinary, words
from podium.bots.faq.names.reading import Reading
from podium.bots.faq.names.vocabulary import Vocabulary
from podium.bots.faq.replies.desk import Desk
from podium.bots.faq.understanding.card_words import ASKING, TOO_LITTLE, content_of, core_of, slips_of
from podium.registry.views import BenchmarkView

#: Share of the words of both questions together that they must have in common. At this height only
#: questions of seven and more words may differ, and in one word.
_LIKE = 0.85

#: From here on words that are one letter apart are looked for.
_SLIPS_FROM = 0.3

#: How a card asks what its scores are worth in practice.
_CLINICAL = ("Can I use it clinically?", "Can its scores be relied on in the clinic?")
#: How a card asks where its data are, so that "how do I get it" finds the author's answer.
_GETTING = ("How can I get the data?", "Where can I get the data?", "Can I download it?", "Where can I download it?")

#: Words that ask whether two benchmarks are one, and those of the question on a card.
_COMPARING = words.word_set(
    "same different difference differences differ differs identical equal equals mean means refer refers relate relates"
    " related another name renamed one versus vs confuse confused distinguish apart distinct synonym alias called"
)
_SAID_SAME = words.word_set("is the same as a an of it")
_SHORTEST = 2
#: Words that name a split without saying so.
_PARTS = words.word_set("test validation train training")

#: How a card asks where what it asks is from.
_SOURCES = ("Where are the questions from?", "Where do the questions come from?")

#: How a card asks why figures of one model are not alike, and what its splits have in common.
_DIFFERING = ("Why do scores for the same model differ?",)
_LEAKING = ("Is there leakage between the splits?", "Does the split share images between training and test?")

#: How a card asks whether what counts as right is, and how its parts make one score.
_ERRING = ("Are there errors in it?",)
_COMPOSED = ("How is the overall score made?",)

#: How a card says what its scores are no good for, and what is wrong with it, the weightiest first.
_LIMITS = (
    "Can scores be relied on in the clinic?",
    "Can I use it clinically?",
    "Are there errors in it?",
    "Are its scores comparable?",
    "Are scores of different dates comparable?",
    "Why do scores for the same model differ?",
)
#: Words that ask for that.
_LIMITED = words.word_set(
    "limitation limitations limits caveat caveats weakness weaknesses drawback drawbacks shortcoming shortcomings",
    "pitfall pitfalls criticism criticisms criticised criticized flaw flaws downside downsides disadvantage",
    "disadvantages deficiency deficiencies imperfection imperfections gotcha gotchas",
)
#: Words that may stand beside these.
_BESIDE_LIMITS = (
    words.FILLER
    | words.HEADS
    | words.word_set(
        "aware watch mind should careful regarding concerning practice main major known biggest key benchmark"
        " scores score suffer suffers there its data dataset reading interpreting"
    )
)

#: Words beside those of a card's question that make it another one.
_OTHER = (
    words.LEAD
    | words.HIGH
    | words.BOARD
    | words.NEWEST
    | words.WHO
    | words.word_set("lowest worst cheapest proportion")
)
#: Words of a card's question that alone do not tell it.
_VAGUE = words.word_set(
    "compute answer podium work run right same called data 1 two label r reply low evaluated split vision half study"
)
#: Fewest words of its own that a question without a benchmark's name must have to be looked for on every card.
_TOLD = 2
#: Most cards that are looked at for it.
_MOST_CARDS = 20
#: Most words that a question may have beside those of a card's question.
_MOST_BESIDE = 4


class CardQuestions:
    """Compares a question with those on the cards, word for word, whatever the order.

    Args:
        vocabulary: The registry's names, so that a benchmark counts as the same word by any of its names.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._known: dict[str, list[tuple[frozenset[str], int]]] = {}
        self._kept: dict[str, list[tuple[frozenset[str], int]]] = {}

    def find(self, view: BenchmarkView, reading: Reading) -> int | None:
        """Return the position of the card's entry whose question, or a variant of it, is asked; None without one.

        Args:
            view: The benchmark; leaving its name out or naming it makes no difference.
            reading: The question. It is compared as typed, and again with its typos mended.
        """
        typed = words.tokens(reading.text)
        narrowing = frozenset(_narrowing(reading))
        position = self._like(view, content_of(view.slug, typed, reading.links), narrowing)
        if position is None and len(typed) == len(reading.tokens):
            position = self._like(view, content_of(view.slug, reading.tokens, reading.links), narrowing)
        return position

    def alike(self, view: BenchmarkView, reading: Reading, short: bool) -> int | None:
        """Return the position of the entry whose words a question has among others; None without one.

        It is for questions that would get no answer, or only a general one: "is it legitimate to compare scores of
        different dates" has the words of "are scores of different dates comparable".

        Args:
            view: The benchmark.
            reading: The question.
            short: Whether the question may lack some of the entry's words.
        """
        asked = core_of(content_of(view.slug, reading.tokens, reading.links))
        narrowing = core_of(frozenset(_narrowing(reading)))
        if not asked or any(word.startswith("@") for word in asked):
            return None
        best: tuple[float, int | None] = (0.0, None)
        for wanted, position in self._cores(view):
            beside = asked - wanted - self._said(view, position)
            if wanted <= asked:
                told = len(wanted) > 1 or (not beside and not asked & _VAGUE)
            else:
                told = short and not beside and len(asked) > 1 and 2 * len(asked & wanted) >= len(wanted)
            if (
                not told
                or beside & narrowing
                or len(beside) > _MOST_BESIDE
                or beside & _OTHER
                or any(map(str.isdigit, beside))
            ):
                continue
            like = len(asked & wanted) + 1 / (1 + len(asked ^ wanted))
            if like > best[0]:
                best = (like, position)
        return best[1]

    def _cores(self, view: BenchmarkView) -> list[tuple[frozenset[str], int]]:
        if view.slug not in self._kept:
            found = ((core_of(content), position) for content, position in self._entries(view))
            self._kept[view.slug] = [(core, position) for core, position in found if core]
        return self._kept[view.slug]

    def _said(self, view: BenchmarkView, entry: int) -> frozenset[str]:
        """Return all words of an entry's question and its variants."""
        return frozenset[str]().union(*(core for core, position in self._cores(view) if position == entry))

    def anywhere(self, desk: Desk, reading: Reading) -> list[tuple[str, int]]:
        """Return the cards that answer a question without a benchmark's name, each with the position of its entry."""
        tokens = reading.tokens
        content = content_of("", tokens, reading.links) - words.HEADS
        if len(content - ASKING) < _TOLD:
            return []
        # The text of a question stands on the card as it is; its longest words tell which cards are worth a look.
        typed = {t.key for t in tokens if len(t.key) > 2 and t.key.isalpha() and t.key.isascii()} - ASKING - TOO_LITTLE
        if not typed:
            return []
        longest = sorted(typed, key=len)[-2:]
        condition = " AND ".join("card LIKE ?" for _ in longest)
        rows = desk.connection.execute(
            f"SELECT slug FROM benchmarks WHERE {condition} ORDER BY name COLLATE NOCASE LIMIT {_MOST_CARDS}",
            [f"%{word.rstrip('s')}%" for word in longest],
        )
        stems = [word.rstrip("s") for word in longest]
        views = [view for view in (desk.view(slug) for (slug,) in rows.fetchall()) if _asks(view, stems)]
        found = [(view.slug, self.find(view, reading)) for view in views]
        return [(slug, position) for slug, position in found if position is not None]

    def getting(self, view: BenchmarkView) -> int | None:
        """Return the position of the entry that says where the benchmark's data are; None where the card has none."""
        return self.first_of(view, _GETTING)

    def other(self, view: BenchmarkView, reading: Reading) -> int | None:
        """Return the position of the entry on whether the benchmark is the same as another one that a question names.

        The other one need not be registered: "is SuperGPQA the same as GPQA?".
        """
        said = set(reading.words)
        if _COMPARING.isdisjoint(said) and "=" not in reading.text or not said.isdisjoint(_OTHER):
            return None
        named = reading.named()
        others = {token.key for i, token in enumerate(reading.tokens) if i not in named and len(token.key) > _SHORTEST}
        for position, entry in enumerate(view.card["faq"]):
            text = words.cleaned(entry["question"])
            wanted = words.tokens(text)
            if {"same", "as"} <= {token.word for token in wanted}:
                own = {i for link in self._vocabulary.link(wanted, text) for i in range(link.start, link.end)}
                rest = [token for i, token in enumerate(wanted) if i not in own and token.word not in _SAID_SAME]
                name = {token.key for token in rest}
                if name and (name <= others or "".join(token.key for token in rest) in others):
                    return position
        return None

    def source(self, view: BenchmarkView) -> int | None:
        """Return the position of the entry that says where the questions are from; None where the card has none."""
        return self.first_of(view, _SOURCES)

    def differing(self, view: BenchmarkView) -> int | None:
        """Return the position of the entry that says why scores of one model differ; None where the card has none."""
        return self.first_of(view, _DIFFERING)

    def same(self, before: BenchmarkView, entry: int, view: BenchmarkView) -> int | None:
        """Return the position of the entry of a card that asks what an entry of another card does; None if none does.

        Args:
            before: The benchmark whose card answered.
            entry: Position of the entry that did.
            view: The benchmark that is asked about now.
        """
        asked = before.card["faq"][entry]
        for text in (asked["question"], *asked["variants"]):
            said = words.cleaned(text)
            tokens = words.tokens(said)
            content = content_of(before.slug, tokens, self._vocabulary.link(tokens, said))
            found = self._like(view, content - {f"@{view.slug}"})
            if found is not None:
                return found
        return None

    def leaking(self, view: BenchmarkView) -> int | None:
        """Return the position of the entry on what splits have in common; None where the card has none."""
        return self.first_of(view, _LEAKING)

    def erring(self, view: BenchmarkView) -> int | None:
        """Return the position of the entry on errors in what counts as right; None where the card has none."""
        return self.first_of(view, _ERRING)

    def composed(self, view: BenchmarkView) -> int | None:
        """Return the position of the entry on how the overall score is made; None where the card has none."""
        return self.first_of(view, _COMPOSED)

    def clinical(self, view: BenchmarkView) -> int | None:
        """Return the position of the entry that says what scores mean for patients; None where the card has none."""
        return self.first_of(view, _CLINICAL)

    def limits(self, view: BenchmarkView, reading: Reading) -> int | None:
        """Return the position of the entry that says what scores are no good for, where a question asks for limits."""
        named = reading.named()
        said = {token.word for i, token in enumerate(reading.tokens) if i not in named}
        if _LIMITED.isdisjoint(said) or not said <= _LIMITED | _BESIDE_LIMITS:
            return None
        return self.first_of(view, _LIMITS)

    def first_of(self, view: BenchmarkView, texts: Sequence[str]) -> int | None:
        """Return the position of the first entry that asks one of these; None where the card has none."""
        found = (self._like(view, content_of(view.slug, words.tokens(text), ())) for text in texts)
        return next((position for position in found if position is not None), None)

    def _like(self, view: BenchmarkView, asked: frozenset[str], narrowing: frozenset[str] = frozenset()) -> int | None:
        if not asked - words.HEADS:
            return None
        best: tuple[float, int | None] = (0.0, None)
        core = asked - ASKING
        for wanted, position in self._entries(view):
            # "Label noise of MMLU" has all that the question is made of, but for how it asks.
            bare = wanted - ASKING
            # "CharXiv test answers where" is of the test split.
            parted = core | {"split"} == bare and not _PARTS.isdisjoint(core)
            if len(core) > 1 and (core == bare or parted):
                return position
            shared = len(asked & wanted)
            if (asked - wanted) & narrowing:
                continue
            if 2 * shared < len(wanted):
                continue
            if _SLIPS_FROM <= shared / len(asked | wanted) < _LIKE:
                slips = slips_of(asked - wanted, wanted - asked)
                like = (shared + slips) / (len(asked | wanted) - slips)
            else:
                like = shared / len(asked | wanted)
            if like > best[0]:
                best = (like, position)
        return best[1] if best[0] >= _LIKE else None

    def _entries(self, view: BenchmarkView) -> list[tuple[frozenset[str], int]]:
        if view.slug not in self._known:
            self._known[view.slug] = [
                (content, position)
                for position, entry in enumerate(view.card["faq"])
                for text in (entry["question"], *entry["variants"])
                for said in (words.cleaned(text),)
                for found in (words.tokens(said),)
                for content in (content_of(view.slug, found, self._vocabulary.link(found, said)),)
                if content - words.HEADS
            ]
        return self._known[view.slug]


def _narrowing(reading: Reading) -> Iterator[str]:
    """Yield the words that may restrict what is asked: "in Spanish", "for paying customers", "after fine-tuning"."""
    for i in range(1, len(reading.tokens)):
        word, before = reading.words[i], i - 1
        while before > 0 and (
            reading.words[before] in words.ARTICLES or before == i - 1 and _describes(reading, before)
        ):
            before -= 1
        if not _UNLIKE.isdisjoint(reading.words[before + 1 : i]):
            # "In different papers" is of all of them.
            continue
        if word == "default" or word in words.NARROWED or ordinary.is_occasion(word):
            continue
        if reading.words[before] in _RESTRICTING:
            yield words.singular(word)


def _describes(reading: Reading, position: int) -> bool:
    return reading.words[position] not in _RESTRICTING and position not in reading.named()


_UNLIKE = words.word_set("different various several multiple differing many")
_RESTRICTING = words.word_set("for in on with without after before by per to among except excluding if than outside")


def _asks(view: BenchmarkView, stems: Sequence[str]) -> bool:
    """Return whether a question on the card has all of these parts of words; cheaper than reading its words."""
    return any(
        all(stem in text.lower() for stem in stems)
        for entry in view.card["faq"]
        for text in (entry["question"], *entry["variants"])
    )
