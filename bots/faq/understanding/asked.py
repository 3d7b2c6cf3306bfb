"""A question in pieces: the names, amounts and concepts in it, each with the words that it accounts for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from podium.bots.faq.language import lexicon, words
from podium.bots.faq.language.value import Value
from podium.bots.faq.names.licences import LicenceName, find_licences
from podium.bots.faq.names.reading import Reading
from podium.bots.faq.names.topics import Topic
from podium.bots.faq.names.vocabulary import Link, Vocabulary
from podium.bots.faq.understanding.amounts import BY_OTHER, amount, ranks
from podium.bots.faq.understanding.excepting import beyond_limits, excluded, opposed
from podium.bots.faq.understanding.naming import boards_of_any, names_in
from podium.bots.faq.understanding.pieces import Piece, TermName
from podium.bots.faq.understanding.sights import Sight
from podium.bots.faq.understanding.turning import turned
from podium.bots.faq.understanding.wording import concepts_in
from podium.registry.views import BenchmarkView


@dataclass(frozen=True)
class Asked:
    """A question in pieces.

    Args:
        reading: Its words and the names in them.
        sights: How each benchmark it is about sees it, in the order of the question.
        models: Links to the models it names.
        pieces: All of it that means something, in order.
        values: Its amounts and times.
        topic: What it says benchmarks are about, where it names none.
        terms: The words of the glossary in it.
        lent: Whether its benchmark is that of the message before.
        licences: The licences of models that it names.
    """

    reading: Reading
    sights: tuple[Sight, ...]
    models: tuple[Link, ...]
    pieces: tuple[Piece, ...]
    values: tuple[Value, ...] = ()
    topic: Topic | None = None
    terms: tuple[TermName, ...] = ()
    lent: bool = False
    licences: tuple[LicenceName, ...] = ()

    def of_kind(self, kind: str) -> list[Piece]:
        """Return the pieces of a kind."""
        return [piece for piece in self.pieces if piece.kind == kind]

    def has(self, *concepts: str) -> bool:
        """Return whether a piece can mean one of these."""
        return any(piece.kind == "concept" and not piece.concepts.isdisjoint(concepts) for piece in self.pieces)

    def typed(self, piece: Piece) -> str:
        """Return a piece as the asker wrote it."""
        return self.reading.typed(piece.start, piece.end)

    @cached_property
    def after_places(self) -> frozenset[int]:
        """Positions right after "top 3" and the like, where it stands what of."""
        return frozenset(value.end for value in self.values if value.kind in ("top", "bottom"))

    @cached_property
    def _ends(self) -> dict[str, set[int]]:
        found: dict[str, set[int]] = {}
        for piece in self.pieces:
            for name in (piece.kind, *piece.concepts):
                found.setdefault(name, set()).add(piece.end)
        return found

    def ends(self, name: str) -> set[int]:
        """Return the positions right after the pieces of a kind, or those that can mean something."""
        return self._ends.get(name, set())

    @cached_property
    def starts_of_benchmarks(self) -> frozenset[int]:
        """Positions where the names of benchmarks start."""
        return frozenset(piece.start for piece in self.of_kind("benchmark"))

    @property
    def words(self) -> list[str]:
        """All words in order."""
        return self.reading.words

    def is_excluded(self, link: Link) -> bool:
        """Return whether a name is to be left out, as in "besides GPT-5"."""
        return any(piece.kind == "excluded" and piece.start == link.start for piece in self.pieces)


def ask(
    vocabulary: Vocabulary,
    reading: Reading,
    views: Sequence[BenchmarkView],
    terms: Sequence[TermName] = (),
    counted: Collection[str] = (),
) -> Asked:
    """Take a question apart.

    Args:
        vocabulary: The registry's names.
        reading: The question.
        views: The benchmarks it is about, named or remembered.
        terms: The words of the glossary in it.
        counted: What cards count, for a question that names no benchmark.
    """
    sights = _without_board_names(reading, [Sight.of(vocabulary, reading, view) for view in views])
    said = {i for sight in sights for i in (*sight.said, *sight.metrics)}
    models = tuple(link for link in reading.of_kind("model") if said.isdisjoint(link.span))
    beside_model = bool(models) and not sights
    pieces = list(names_in(reading, models, sights, said))
    phrased = _phrased_of_models(reading, models) if beside_model else set()
    # "Published on Hugging Face" says where, and not by whom.
    pieces = [piece for piece in pieces if piece.kind == "model" or phrased.isdisjoint(range(piece.start, piece.end))]
    if not sights and not models:
        whole = lexicon.phrased(reading.words, [token.breaks for token in reading.tokens])
        # "Models with vision input" names no board of what is seen.
        of_any = [piece for piece in boards_of_any(vocabulary, reading) if piece.start not in whole]
        covered = {i for piece in of_any for i in range(piece.start, piece.end)}
        pieces = [piece for piece in pieces if covered.isdisjoint(range(piece.start, piece.end))]
        pieces.extend(of_any)
    pieces = [_with_maker(vocabulary, reading, models, piece) for piece in pieces]
    taken = {i for piece in pieces for i in range(piece.start, piece.end)}
    licences = (_licences_of_one if models else _licences)(vocabulary, reading, taken)
    for one in licences:
        pieces.append(Piece("licence", one.start, one.end))
        taken.update(range(one.start, one.end))
    if licences:
        reading = replace(reading, foreign=tuple(i for i in reading.foreign if i not in taken))
    amounts = reading.values
    for value in amounts:
        if taken.isdisjoint(range(value.start, value.end)):
            pieces.append(amount(reading, value))
            taken.update(range(value.start, value.end))
    found = tuple(
        term
        for term in terms
        if reading.named().isdisjoint(range(term.start, term.end))
        and not _describes_models(reading, term)
        and not ((sights or len(terms) > 1) and "BENCHMARK" in lexicon.meaning(reading.tokens[term.start].word))
    )
    topic = None
    if not sights:
        topic = _topic(vocabulary, reading, taken)
        if topic is not None and not phrased.isdisjoint(range(topic.start, topic.end)):
            topic = None
        if topic is not None and models and _is_of_use(reading, topic):
            pieces = [piece for piece in pieces if piece.start != topic.start]
            taken -= set(range(topic.start, topic.end))
            topic = None
        if topic is not None:
            pieces = [piece for piece in pieces if (piece.start, piece.end) != (topic.start, topic.end)]
            pieces.append(Piece("topic", topic.start, topic.end))
            taken.update(range(topic.start, topic.end))
    if sights and not models:
        taken |= _of_makers(reading, pieces) - taken
    for start, end in sights[0].labels if len(sights) == 1 else ():
        across = [piece for piece in pieces if piece.start < end and start < piece.end]
        if across and all(piece.kind == "category" for piece in across):
            # "Radiology images" are counted, and no category is asked for.
            pieces = [piece for piece in pieces if piece not in across]
            taken -= {i for piece in across for i in range(piece.start, piece.end)}
        if taken.isdisjoint(range(start, end)):
            pieces.append(Piece("concept", start, end, frozenset({"NOUN", "CARD_NOUN"})))
            taken.update(range(start, end))
            reading = replace(reading, foreign=tuple(i for i in reading.foreign if i not in range(start, end)))
    nouns = frozenset[str]().union(*(sight.nouns for sight in sights))
    if counted and not sights and not models:
        nouns |= _counted(reading, counted)
    pieces.extend(concepts_in(reading, taken, nouns, beside_model))
    pieces, meant = beyond_limits(reading, excluded(reading, pieces), amounts)
    pieces = turned(reading, opposed(reading, pieces))
    pieces.sort(key=lambda piece: piece.start)
    pieces = _without_labels(reading, pieces)
    kept = tuple(value for value in meant if any(p.kind == "value" and p.start == value.start for p in pieces))
    return Asked(reading, tuple(sights), models, tuple(pieces), kept, topic, found, licences=tuple(licences))


def _counted(reading: Reading, counted: Collection[str]) -> set[str]:
    """Return what cards count that is asked for, in the singular: "how many patients are there"."""
    after = {word for before, word in pairwise(reading.words) if before == "many" and not lexicon.meaning(word)}
    return {words.singular(word) for word in after if word in counted}


def _describes_models(reading: Reading, term: TermName) -> bool:
    """Return whether a word of a card says what models take: "models with vision input"."""
    said = reading.words[max(0, term.start - 2) : term.start]
    return (
        said[-1:] == ["with"]
        and bool(lexicon.meaning(said[0]) & {"MODEL", "MODELS"})
        and not reading.of_kind("benchmark")
    )


def _is_of_use(reading: Reading, topic: Topic) -> bool:
    """Return whether a word says for what a model may be used, and not what benchmarks ask: "for business use"."""
    said = reading.words
    return any(
        "COMMERCIAL" in lexicon.phrase(said[start:end])
        for start in range(topic.start - 2, topic.start + 1)
        for end in (topic.end, topic.end + 1)
        if start >= 0 and end - start > 1
    )


#: Labels of a form, by what stands behind the colon: "vendor: Mistral / metric: accuracy".
_LABELS = {
    "organisation": "ORGANISATION", "model": "MODEL", "benchmark": "BENCHMARK", "metric": "METRIC", "board": "METRIC",
}  # fmt: skip


def _without_labels(reading: Reading, pieces: Sequence[Piece]) -> list[Piece]:
    """Leave out the words of a form that say of what kind the name behind their colon is."""
    kept = list(pieces)
    for label, value in pairwise(pieces):
        gap = reading.text[reading.tokens[label.end - 1].end : reading.tokens[value.start].start]
        if label.end == value.start and gap.strip() == ":" and _LABELS.get(value.kind) in label.concepts:
            kept.remove(label)
    return kept


#: What makers do with models, and what they are called by after their name.
_MAKES = words.word_set("made built developed trained created produced makes builds develops trains creates")
_MAKING = [[word] for word in sorted(_MAKES)]
_BROUGHT = words.word_set("published shipped launched released")
_LABS = words.word_set("lab labs team group")


def _of_makers(reading: Reading, pieces: Iterable[Piece]) -> set[int]:
    """Return the positions of words that say no more than the maker beside them whose the ranked models are.

    "Built by Google", "xAI-made", "that Meta trained", "from Google's lab".
    """
    makers = [piece for piece in pieces if piece.kind in ("organisation", "excluded")]
    if not makers:
        return set()
    said = reading.words
    if not ranks(reading):
        return {p.end for p in makers if said[p.end : p.end + 1] in _MAKING and reading.tokens[p.end].glued}
    timed = any(value.period for value in reading.values)
    found: set[int] = set()
    for piece in makers:
        after = said[piece.end] if piece.end < len(said) and not reading.tokens[piece.end].breaks else ""
        # "Released by then" needs the word.
        if after in _MAKES | _LABS or (after in _CAME_OUT_OF and not timed):
            found.add(piece.end)
        before = piece.start - 1
        before -= before >= 0 and said[before] in words.ARTICLES
        if before > 0 and said[before] in ("by", "at") and said[before - 1] in _MAKES | (set() if timed else _BROUGHT):
            found |= {before, before - 1}
    return found


_CAME_OUT_OF = words.word_set("released published launched")
#: Concepts of a question about models in an order, which a licence restricts.
_OF_MODELS = frozenset(
    {"LEAD", "HIGH", "WORST", "LOW", "MODEL", "MODELS", "MANY", "HOW_MANY", "RANK"} | {"AVERAGE", "BOARD"}
)


def _licences(vocabulary: Vocabulary, reading: Reading, taken: set[int]) -> Sequence[LicenceName]:
    """Return the licences that restrict which models are meant; "is MMLU under MIT?" asks for its own."""
    # "Apache only" restricts what was asked before.
    only = "only" in reading.words and len(reading.words) < 4
    # "Anything Apache with vision?"
    only = only or any("ANY" in lexicon.meaning(word) and word.endswith("thing") for word in reading.words)
    if not only and not any(lexicon.meaning(word) & (_OF_MODELS | BY_OTHER) for word in reading.words):
        return ()
    found = find_licences(vocabulary.licences, reading.tokens, taken)
    return [one for one in found if not _is_place(reading, one)]


def _licences_of_one(vocabulary: Vocabulary, reading: Reading, taken: set[int]) -> Sequence[LicenceName]:
    """Return the licences that a question asks of one model: "is DeepSeek-V3.2 MIT?"."""
    said = reading.words
    if any(lexicon.meaning(word) & {"LEAD", "HIGH", "WORST", "MODELS", "HOW_MANY"} for word in said):
        return ()
    asks = said[0] in _WHETHER or "under" in said or any("LICENCE" in lexicon.meaning(word) for word in said)
    if not asks:
        return ()
    return [one for one in find_licences(vocabulary.licences, reading.tokens, taken) if not _is_place(reading, one)]


_WHETHER = words.word_set("is are was does do did has have can")


def _is_place(reading: Reading, one: LicenceName) -> bool:
    """Return whether a name is where models come from and no licence: "the best model from MIT"."""
    before = reading.words[one.start - 1] if one.start else ""
    after = reading.words[one.end] if one.end < len(reading.tokens) else ""
    return before in ("from", "by", "at") and "LICENCE" not in lexicon.meaning(after)


def _topic(vocabulary: Vocabulary, reading: Reading, taken: set[int]) -> Topic | None:
    """Return what a question without a benchmark says benchmarks are about."""
    link = next(iter(reading.of_kind("observation")), None)
    if link is not None:
        slugs = tuple(dict.fromkeys(entity.slug for entity in link.entities))
        return Topic(link.start, link.end, slugs, link.entities[0].name)
    topic = vocabulary.topics.shared(reading.tokens, tuple(reading.runs(reading.foreign)), reading.named())
    return topic if topic is not None and taken.isdisjoint(range(topic.start, topic.end)) else None


def _with_maker(vocabulary: Vocabulary, reading: Reading, models: Sequence[Link], piece: Piece) -> Piece:
    """Mark a maker that is named beside its own model: "did DeepSeek publish the weights of DeepSeek-R1?"."""
    if piece.kind != "organisation" or not models:
        return piece
    makers = {vocabulary.makers.get(entity.slug) for link in models for entity in link.entities}
    named = {entity.slug for link in reading.links if link.start == piece.start for entity in link.entities}
    return piece._replace(concepts=frozenset({"OWN_MAKER"})) if makers <= named else piece


def _phrased_of_models(reading: Reading, models: Iterable[Link]) -> set[int]:
    """Return the positions of words in phrases that mean something of a model."""
    tokens = reading.tokens
    named = {i for link in models for i in link.span}
    return lexicon.of_models(
        [token.word for token in tokens],
        [token.breaks for token in tokens],
        [i in named for i in range(len(tokens))],
    )


def _without_board_names(reading: Reading, sights: list[Sight]) -> list[Sight]:
    """Leave out benchmarks that are only named inside the title of another one's board, as in "CheXpert labels"."""
    kept = []
    for sight in sights:
        links = [link for link in reading.of_kind("benchmark") if link.entities[0].slug == sight.view.slug]
        mine = {i for link in links for i in range(link.start, link.end)}
        if not mine or not any(mine <= other.said for other in sights if other is not sight):
            kept.append(sight)
    return kept or sights


def with_names(reading: Reading, links: Sequence[Link]) -> Reading:
    """Return a reading with other names in it."""
    taken = {i for link in links for i in range(link.start, link.end)}
    foreign = tuple(i for i in reading.foreign if i not in taken)
    return replace(reading, links=tuple(sorted(links, key=lambda link: link.start)), foreign=foreign)
