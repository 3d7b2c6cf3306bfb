"""A question in pieces: the names, amounts and concepts in it, each with the words that it accounts for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from podium.bots.faq.language import lexicon, ordinary, words
from podium.bots.faq.language.value import MENDED, Value
from podium.bots.faq.language.words import Token
from podium.bots.faq.names.board_names import METRICS, BoardName
from podium.bots.faq.names.licences import LicenceName, find_licences
from podium.bots.faq.names.reading import Reading
from podium.bots.faq.names.topics import Topic
from podium.bots.faq.names.vocabulary import Link, Vocabulary
from podium.registry.views import BenchmarkView

_OF_NUMBERS = words.word_set("many number count total")
_COUNTED = frozenset({("how", "many"), ("number", "of"), ("count", "of")})
#: Words of :data:`words.FILLER` that change what is asked where an intent does not explain them.
_STRONG = words.word_set(
    "verified independent reproduced self third party organisation organization company companies lab labs vendor"
    " vendors team teams maker makers old new rank ranks place places position spot count number numbers amount"
    " most more much many across within without list link links url out off down up over same using uses used use"
    " official org name names"
)
_WEAK_PHRASES = frozenset(
    {
        "FOLLOW",
        "IT",
        "YOU",
        "FOR",
        "YES_NO",
        "AND_MORE",
        "WHAT",
        "WHICH",
        "GREET",
        "VERSION",
        "SAME",
        "NOISE",
        "CORRECTION",
        "BOTH",
    }
)
#: Concepts of an order that is not by score.
_BY_OTHER = frozenset({"CHEAP", "EXPENSIVE", "NEWEST", "OLDEST", "LARGEST", "SMALLEST"})
_SINGULAR = words.word_set("model llm system vlm ai")
_AFTER_SIDE = words.word_set("and or plus out vs versus price prices cost costs tokens token per side")
_AMONG = words.word_set("in among amongst of within inside from make makes made enter entered reach reached")
_EXACTLY = words.word_set("exactly precisely equals equal")
_CAME_OUT = words.word_set(
    "entry model models llm llms vlm vlms system systems releases release one ones newcomers vintage"
)
_OF_MAKER = words.word_set("by from of best top excluding except besides non not ignoring than counting out outside")
#: Kinds of names that are pieces of their own; words of the others are words of asking as well.
_PIECES = frozenset({"benchmark", "organisation", "category", "observation"})
#: Words that belong to the name of a board beside them: "mean AUROC", "the authors' list", "using tools".
_BEFORE_BOARD = words.word_set("mean average macro micro avg averaged using use uses under authors run runs")
_AFTER_BOARD = words.word_set("list lists hub site report reports reported protocol use used using board boards labels")
_METRIC = frozenset({"METRIC_NAME"})
#: Words after a field of work that tell of the asker and restrict nothing: "in our radiology department".
_CIRCUMSTANCES = words.word_set(
    "department registrar resident clinic ward unit practice hospital group team journal newspaper magazine conference"
    " seminar course class lecture thesis student teacher professor journalist researcher consultant company firm"
    " startup lab office agency editor reporter nurse colleague community forum meeting workshop"
)
#: Words that tell how a board's results came together: "collected by Epoch AI".
_GATHERED = words.word_set("collected compiled gathered published run measured kept maintained hosted provided")
_PERMITTED = words.word_set("allowed permitted enabled used available given")
_WHOSE_BOSS = words.word_set("my our his her their your")
_TO_BE = words.word_set("is are was were be being may")
_AUXILIARY = words.word_set("did does do was were is are has have had will can could would should may might s")
#: Words after "when" that make it "if": "when considering open models".
_IF_WHEN = words.word_set(
    "search tools tool using allowing allowed only considering counting restricted limited evaluated measured scored"
    " looking asked run tested judged ranked sorted ordered reporting comparing"
)
_PRONOUN_BEFORE = words.word_set("can does should must may before if how would could when might did do will need where")
_PRONOUN_AFTER = words.word_set("is can obtains goes wants needs gets uses may must should would could has")
#: What is meant where such models are left out.
_OPPOSITE = {
    "SELF_REPORTED": "NOT_SELF", "NOT_SELF": "SELF_REPORTED", "VERIFIED": "UNVERIFIED", "UNVERIFIED": "VERIFIED",
    "THIRD_PARTY": "NOT_THIRD", "OPEN": "CLOSED", "CLOSED": "OPEN",
    "MULTIMODAL_MODEL": "TEXT_MODEL", "TEXT_MODEL": "MULTIMODAL_MODEL",
}  # fmt: skip
_EXCEPT_FILTER_GAP = words.word_set("all any the of results result scores score figures models model ones those")
_AFTER_NAME_GAP = words.ARTICLES | words.word_set(
    "model models is are was were be being results result scores figures and or"
)
#: Words that join the names of a list, and those that may stand behind one of its names.
_LIST_WORDS = words.word_set("and or nor plus n")
_OF_A_NAME = words.word_set("s model models ones")
_EXCEPT_GAP = words.ARTICLES | words.word_set(
    "by from of for than any model models made the being be built developed trained created released published coming"
)
#: Concepts whose phrases have names of fields in them.
_PHRASES = frozenset({"TEXT_MODEL", "IDENTITY", "NOISE", "HUMAN", "LANGUAGES", "ORIGIN"})
_SHARED_NOUNS = words.word_set("question questions data set test label image")


class TermName(NamedTuple):
    """A word of the glossary in a question.

    Args:
        start: First token.
        end: Token after the last.
        key: Its key.
    """

    start: int
    end: int
    key: str


class Piece(NamedTuple):
    """Some words of a question and what they are.

    Args:
        kind: ``"concept"``; a kind of name: ``"benchmark"``, ``"model"``, ``"organisation"``, ``"category"``;
            ``"licence"`` of models;
            ``"excluded"`` for a model or a maker that is to be left out; ``"board"``; ``"metric"`` that no board has;
            ``"observation"``; ``"value"``; ``"term"``; ``"topic"`` for words that say what benchmarks are about;
            ``"foreign"``; ``"unknown"`` for a word of asking without a meaning here.
        start: First token.
        end: Token after the last.
        concepts: What a concept can mean; the kind of an amount for a value.
        weak: Whether the words change nothing where they are not explained.
    """

    kind: str
    start: int
    end: int
    concepts: frozenset[str] = frozenset()
    weak: bool = False


@dataclass(frozen=True)
class Sight:
    """A question as one benchmark sees it.

    Args:
        view: The benchmark.
        boards: The boards it names, in the card's order; several where the words fit several.
        said: Positions of the words that name them.
        metrics: Positions of metrics that no board of the benchmark has.
        observation: One of the things the benchmark asks about that the question names.
        nouns: What the card counts, in the singular.
        labels: The words that name one of its counts, where it is asked how many there are.
    """

    view: BenchmarkView
    boards: tuple[BoardName, ...] = ()
    said: frozenset[int] = frozenset()
    metrics: tuple[int, ...] = ()
    observation: Topic | None = None
    topics: tuple[Topic, ...] = ()
    nouns: frozenset[str] = frozenset()
    labels: tuple[tuple[int, int], ...] = ()

    @classmethod
    def of(cls, vocabulary: Vocabulary, reading: Reading, view: BenchmarkView) -> Sight:
        """Look at a question from one of its benchmarks."""
        found = reading.tokens
        # A maker's name is that of its board where no models are spoken of: "on TIGER-Lab's own leaderboard".
        boardlike = [link for link in reading.of_kind("organisation") if _alone(found, link)]
        named = reading.named() - {i for link in boardlike for i in link.span}
        labels = _counted_labels(found, view)
        named |= {i for start, end in labels for i in range(start, end)}
        # "How many labels" asks of all, and not of those of one board.
        named |= {i for i in range(1, len(found)) if found[i - 1].word == "many" and found[i].word == "labels"}
        boards, said = vocabulary.boards.find(view.slug, found, named, vocabulary.starts_model)
        if all(found[i].word in words.BOARD for i in said - named):
            # "The MMMU leaderboard" is the one that a plain question means, whatever a site calls itself.
            boards, said = [], set()
        taken = {i for link in reading.links if link.kind in ("benchmark", "model", "organisation") for i in link.span}
        splits = {i for i, token in enumerate(found) if "SPLIT" in lexicon.meaning(token.word)}
        taken |= {i for start, end in labels for i in range(start, end)}
        topics = vocabulary.topics.within(view.slug, found, taken | said | splits)
        metrics = [i for i in vocabulary.boards.other_metrics(view.slug, found) if i not in named and i not in said]
        counted = [words.tokens(text) for text in (view.card["unit"], *view.card["sizes"])]
        nouns = frozenset(words.singular(token.word) for tokens in counted for token in tokens[-1:])
        # Of "options per question" the options are counted as well.
        nouns |= {
            words.singular(one.word) for found_ in counted for one, after in pairwise(found_) if after.word == "per"
        }
        observation = next((topic for topic in topics if topic.observation), None)
        return cls(view, tuple(boards), frozenset(said), tuple(metrics), observation, tuple(topics), nouns, labels)


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
) -> Asked:
    """Take a question apart.

    Args:
        vocabulary: The registry's names.
        reading: The question.
        views: The benchmarks it is about, named or remembered.
        terms: The words of the glossary in it.
    """
    sights = _without_board_names(reading, [Sight.of(vocabulary, reading, view) for view in views])
    said = {i for sight in sights for i in (*sight.said, *sight.metrics)}
    models = tuple(link for link in reading.of_kind("model") if said.isdisjoint(link.span))
    beside_model = bool(models) and not sights
    pieces = list(_names(reading, models, sights, said))
    phrased = _phrased_of_models(reading, models) if beside_model else set()
    # "Published on Hugging Face" says where, and not by whom.
    pieces = [piece for piece in pieces if piece.kind == "model" or phrased.isdisjoint(range(piece.start, piece.end))]
    if not sights and not models:
        of_any = list(_boards_of_any(vocabulary, reading))
        covered = {i for piece in of_any for i in range(piece.start, piece.end)}
        pieces = [piece for piece in pieces if covered.isdisjoint(range(piece.start, piece.end))]
        pieces.extend(of_any)
    pieces = [_with_maker(vocabulary, reading, models, piece) for piece in pieces]
    taken = {i for piece in pieces for i in range(piece.start, piece.end)}
    licences = () if models else _licences(vocabulary, reading, taken)
    for one in licences:
        pieces.append(Piece("licence", one.start, one.end))
        taken.update(range(one.start, one.end))
    if licences:
        reading = replace(reading, foreign=tuple(i for i in reading.foreign if i not in taken))
    amounts = reading.values
    for value in amounts:
        if taken.isdisjoint(range(value.start, value.end)):
            pieces.append(_amount(reading, value))
            taken.update(range(value.start, value.end))
    found = tuple(
        term
        for term in terms
        if reading.named().isdisjoint(range(term.start, term.end))
        and not ((sights or len(terms) > 1) and "BENCHMARK" in lexicon.meaning(reading.tokens[term.start].word))
    )
    topic = None
    if not sights:
        topic = _topic(vocabulary, reading, taken)
        if topic is not None and not phrased.isdisjoint(range(topic.start, topic.end)):
            topic = None
        if topic is not None:
            pieces = [piece for piece in pieces if (piece.start, piece.end) != (topic.start, topic.end)]
            pieces.append(Piece("topic", topic.start, topic.end))
            taken.update(range(topic.start, topic.end))
    if sights and not models:
        taken |= _of_makers(reading, pieces) - taken
    for start, end in sights[0].labels if len(sights) == 1 else ():
        if taken.isdisjoint(range(start, end)):
            pieces.append(Piece("concept", start, end, frozenset({"NOUN", "CARD_NOUN"})))
            taken.update(range(start, end))
            reading = replace(reading, foreign=tuple(i for i in reading.foreign if i not in range(start, end)))
    nouns = frozenset[str]().union(*(sight.nouns for sight in sights))
    pieces.extend(_concepts(reading, taken, nouns, beside_model))
    pieces = _opposed(reading, _excluded(reading, pieces))
    pieces.sort(key=lambda piece: piece.start)
    kept = tuple(value for value in amounts if any(p.kind == "value" and p.start == value.start for p in pieces))
    return Asked(reading, tuple(sights), models, tuple(pieces), kept, topic, found, licences=tuple(licences))


#: What makers do with models, and what they are called by after their name.
_MAKES = words.word_set("made built developed trained created produced makes builds develops trains creates")
_LABS = words.word_set("lab labs team group")


def _of_makers(reading: Reading, pieces: Iterable[Piece]) -> set[int]:
    """Return the positions of words that say no more than the maker beside them whose the ranked models are.

    "Built by Google", "xAI-made", "that Meta trained", "from Google's lab".
    """
    makers = [piece for piece in pieces if piece.kind in ("organisation", "excluded")]
    if not makers or not _ranks(reading):
        return set()
    said = reading.words
    timed = any(value.period for value in reading.values)
    found: set[int] = set()
    for piece in makers:
        after = said[piece.end] if piece.end < len(said) and not reading.tokens[piece.end].breaks else ""
        # "Released by then" needs the word.
        if after in _MAKES | _LABS or (after in _CAME_OUT_OF and not timed):
            found.add(piece.end)
        before = piece.start - 1
        before -= before >= 0 and said[before] in words.ARTICLES
        if before > 0 and said[before] in ("by", "at") and said[before - 1] in _MAKES:
            found |= {before, before - 1}
    return found


_CAME_OUT_OF = words.word_set("released published launched")


def _ranks(reading: Reading) -> bool:
    """Return whether a question asks for models by their places: "who leads", "top 3", "the worst"."""
    if any(value.kind in ("top", "place") for value in reading.values):
        return True
    tokens = reading.tokens
    found = lexicon.mentions([one.word for one in tokens], [one.breaks for one in tokens], [False] * len(tokens))
    return any(mention.concepts & {"LEAD", "WORST"} for mention in found)


#: Concepts of a question about models in an order, which a licence restricts.
_OF_MODELS = frozenset(
    {"LEAD", "HIGH", "WORST", "LOW", "MODEL", "MODELS", "MANY", "HOW_MANY", "RANK"} | {"AVERAGE", "BOARD"}
)


def _licences(vocabulary: Vocabulary, reading: Reading, taken: set[int]) -> Sequence[LicenceName]:
    """Return the licences that restrict which models are meant; "is MMLU under MIT?" asks for its own."""
    if not any(lexicon.meaning(word) & (_OF_MODELS | _BY_OTHER) for word in reading.words):
        return ()
    found = find_licences(vocabulary.licences, reading.tokens, taken)
    return [one for one in found if not _is_place(reading, one)]


def _is_place(reading: Reading, one: LicenceName) -> bool:
    """Return whether a name is where models come from and no licence: "the best model from MIT"."""
    before = reading.words[one.start - 1] if one.start else ""
    after = reading.words[one.end] if one.end < len(reading.tokens) else ""
    return before in ("from", "by", "at") and "LICENCE" not in lexicon.meaning(after)


def _amount(reading: Reading, value: Value) -> Piece:
    """Return the piece of an amount; to be in the first place is to lead."""
    last = any("WORST" in lexicon.meaning(word) for word in reading.words[value.start : value.end])
    if value.kind in ("place", "top") and value.amount == 1 and last:
        return Piece("concept", value.start, value.end, frozenset({"WORST", "LOW"}))
    if value.kind in ("place", "top") and value.amount == 1:
        return Piece("concept", value.start, value.end, frozenset({"LEAD", "HIGH", "EVER"}))
    kinds: set[str] = {value.kind, "bounded"} if value.bound else {value.kind}
    if value.kind == "top" and last:
        kinds = {"bottom"}
    if value.kind == "period" and _of_models(reading, value):
        kinds = {"released"}
    if value.kind == "score" and value.bound == "most":
        # "Under 10%" is the contrary of reaching it.
        kinds = {"score_below"}
    if value.kind == "score" and value.start and reading.words[value.start - 1] in _EXACTLY:
        # Which models have a score and no other is not what reaching it is.
        kinds = {"score_exact"}
    if value.kind == "top" and not any(
        "LEAD" in lexicon.meaning(word) for word in reading.words[value.start : value.end]
    ):
        # "The worst of the best five" is none of the last five.
        kinds.add("count")
        if (
            not last
            and _is_scope(reading, value)
            and any(lexicon.meaning(word) & {"LEAD", "WORST"} for word in reading.words)
        ):
            # "The best among the 20 cheapest": of others than the first of the board.
            kinds = {"subset"}
    elif value.kind == "top" and not last and not value.first:
        after = reading.words[value.end : value.end + 2]
        ordered = lexicon.phrase(after[:1]) | lexicon.phrase(after)
        if ordered & _BY_OTHER:
            kinds.add("count")
        elif _is_scope(reading, value):
            kinds.add("within")
    if value.kind == "number" and value.amount > 1:
        kinds.add("several")
    if value.kind == "score" and not value.bound and reading.claims(value.start, value.end):
        kinds.add("claim")
    return Piece("value", value.start, value.end, frozenset(kinds))


def _is_scope(reading: Reading, value: Value) -> bool:
    """Return whether the first few are those among which is looked: "the cheapest in the top 10", "of HLE's top 5"."""
    after = value.end
    if after < len(reading.tokens) and lexicon.meaning(reading.words[after]) & lexicon.FILTERS:
        # "Of the five best open models" are the first of these, whatever their ranks.
        return False
    while any(link.kind == "benchmark" and after in link.span for link in reading.links):
        after += 1
    if after < len(reading.tokens) and not reading.tokens[after].breaks and reading.words[after] in _SINGULAR:
        # "Which top-20 model is the smallest?"
        return True
    before = value.start - 1
    while before >= 0 and (
        reading.words[before]
        in words.ARTICLES | {"cheapest", "newest", "largest", "smallest", "oldest", "s", "its", "current"}
        or any(link.kind == "benchmark" and before in link.span for link in reading.links)
    ):
        if reading.tokens[before + 1].breaks:
            # "On the site board of CharXiv, the four best open models".
            return False
        before -= 1
    if before > 0 and reading.words[before] == "of" and reading.words[before - 1] in words.BOARD:
        return False
    return before >= 0 and not reading.tokens[before + 1].breaks and reading.words[before] in _AMONG


def _of_models(reading: Reading, value: Value) -> bool:
    """Return whether a time is when the models that are ranked came out: "best 2025 model", "top model from 2024"."""
    found = reading.words
    if MENDED.get(found[value.start], found[value.start]) in _OF_AGE:
        return True
    if not _ranks(reading) and not _counts_models(found):
        return False
    after = found[value.end] if value.end < len(found) and not reading.tokens[value.end].breaks else ""
    before = found[value.start - 1] if value.start else ""
    plain = found[value.start][:1].isdigit()
    if found[value.start] in ("from", "of") and before in ("are", "were") and _counts_models(found):
        return True
    before = "entry" if lexicon.meaning(before) & {"MODEL", "MODELS"} else before
    if found[value.start] == "from" and _WAS.isdisjoint(found) and value.period is not None and value.period.last:
        # "Top 3 on MMLU from 2025": who was first then is asked for in the past.
        return True
    return (plain and after in _CAME_OUT) or (found[value.start] in ("from", "of") and before in _CAME_OUT)


_OF_AGE = words.word_set("newer older younger more postdating predating post no not")
_WAS = words.word_set("was were led topped had held ruled to until then through")


def _counted_labels(found: Sequence[Token], view: BenchmarkView) -> tuple[tuple[int, int], ...]:
    """Return the words that name a count of the card, where it is asked how many: "how many test studies".

    A word by itself that says what a benchmark asks about, its subjects or labels, is left to what lists them.
    """
    said = [words.singular(token.word) for token in found]
    if _OF_NUMBERS.isdisjoint(said):
        return ()
    # "MMLU subjects number" asks how many, and for no list.
    closing = said[-1] in ("number", "count", "total")
    spans = []
    for text in view.card["sizes"]:
        label = [words.singular(token.word) for token in words.tokens(text)]
        if len(label) == 1 and "OBSERVATION" in lexicon.meaning(words.tokens(text)[0].word) and not closing:
            continue
        spans += [(i, i + len(label)) for i in range(len(said)) if said[i : i + len(label)] == label]
    spans.sort(key=lambda span: span[0] - span[1])
    kept: list[tuple[int, int]] = []
    for start, end in spans:
        if all(end <= first or last <= start for first, last in kept):
            kept.append((start, end))
    return tuple(kept)


def _counts_models(found: Sequence[str]) -> bool:
    """Return whether it is asked how many models there are: "how many 2024 models", "how many models are from 2020"."""
    return any(pair in _COUNTED for pair in pairwise(found)) and not _CAME_OUT.isdisjoint(found)


def _topic(vocabulary: Vocabulary, reading: Reading, taken: set[int]) -> Topic | None:
    """Return what a question without a benchmark says benchmarks are about."""
    link = next(iter(reading.of_kind("observation")), None)
    if link is not None:
        slugs = tuple(dict.fromkeys(entity.slug for entity in link.entities))
        return Topic(link.start, link.end, slugs, link.entities[0].name)
    topic = vocabulary.topics.shared(reading.tokens, tuple(reading.runs(reading.foreign)), reading.named())
    return topic if topic is not None and taken.isdisjoint(range(topic.start, topic.end)) else None


def _boards_of_any(vocabulary: Vocabulary, reading: Reading) -> Iterable[Piece]:
    """Return the words that name a board of any benchmark, where none is named: "who leads HELM?"."""
    terms = {i for link in reading.of_kind("term") for i in link.span if not lexicon.meaning(reading.tokens[i].word)}
    listed = not words.BOARD.isdisjoint(reading.words)
    makers = {i for link in reading.of_kind("organisation") if _alone(reading.tokens, link) for i in link.span}
    if makers and listed and vocabulary.boards.benchmarks_with(reading.tokens, sorted(makers)):
        # "On the TIGER-Lab board"
        return [Piece("board", i, i + 1) for i in sorted(makers)]
    said = sorted({*reading.foreign, *terms} - reading.named())
    said = [i for i in said if not lexicon.meaning(reading.tokens[i].word) or i in terms]
    said = [i for i in said if not _starts_version(vocabulary, reading, i)]
    if not said or not vocabulary.boards.benchmarks_with(reading.tokens, said):
        return []
    found = {i: Piece("board", i, i + 1, _metric(reading, i)) for i in said}
    for i in said:
        for beside, near in ((i - 1, _BEFORE_BOARD), (i + 1, _AFTER_BOARD)):
            # "By mean AUROC", "by adjudicated labels"
            if 0 <= beside < len(reading.tokens) and beside not in found and reading.words[beside] in near:
                found[beside] = Piece("board", beside, beside + 1, _average(reading, beside))
    return list(found.values())


def _starts_version(vocabulary: Vocabulary, reading: Reading, position: int) -> bool:
    """Return whether a word with the number after it is written like a version of a model: "GPT-7"."""
    after = reading.tokens[position + 1] if position + 1 < len(reading.tokens) else None
    versioned = after is not None and after.word[0].isdigit() and not after.breaks
    return versioned and vocabulary.starts_model(reading.tokens[position].word)


def _names(reading: Reading, models: Iterable[Link], sights: Sequence[Sight], said: set[int]) -> Iterable[Piece]:
    spans: list[tuple[int, int]] = []
    for link in models:
        spans.append((link.start, link.end))
        yield Piece("model", link.start, link.end)
    for link in reading.links:
        if link.kind in _PIECES and not any(start < link.end and link.start < end for start, end in spans):
            if link.kind == "category" and (_in_phrase(reading, link) or (sights and _in_model(reading, link))):
                continue
            if link.kind == "category" and (_is_circumstance(reading, link) or link.end in said):
                spans.append((link.start, link.end))
                yield Piece("about", link.start, link.end)
                continue
            inside_board = link.kind != "benchmark" and said.issuperset(link.span)
            if link.kind == "organisation" and _alone(reading.tokens, link) and not said.isdisjoint(link.span):
                spans.append((link.start, link.end))
                yield Piece("board", link.start, link.end)
                continue
            if not inside_board and not _in_board_name(link, sights):
                spans.append((link.start, link.end))
                # "Are the top five all Google?" asks about the top five, whosever they are.
                guessed = link.kind == "organisation" and reading.words[0] in ("are", "is")
                guessed = guessed and link.start > 0 and reading.words[link.start - 1] in ("all", "both", "only")
                yield Piece("about" if guessed else link.kind, link.start, link.end)
    taken = {i for start, end in spans for i in range(start, end)}
    for sight in sights:
        for i in sorted(sight.said - taken):
            first = i - 1
            while first >= 0 and any(link.kind == "benchmark" and first in link.span for link in reading.links):
                first -= 1
            for beside, near in ((first, _BEFORE_BOARD), (i + 1, _AFTER_BOARD)):
                free = 0 <= beside < len(reading.tokens) and beside not in taken | sight.said
                if free and reading.tokens[beside].word in near:
                    taken.add(beside)
                    yield Piece("board", beside, beside + 1, _average(reading, beside))
            for start, end in _around_board(reading, i):
                if taken.isdisjoint(range(start, end)):
                    taken.update(range(start, end))
                    yield Piece("board", start, end)
            yield Piece("board", i, i + 1, _metric(reading, i))
        for i in sight.metrics:
            if i not in taken:
                yield Piece("metric", i, i + 1, _METRIC)
        taken |= sight.said | set(sight.metrics)
        for topic in sight.topics:
            if not topic.observation and _in_phrase(reading, topic):
                # "Which language" asks for one, though the word is a part of the benchmark's long name.
                continue
            counted = topic.end == topic.start + 1 and words.singular(reading.tokens[topic.start].word) in sight.nouns
            if taken.isdisjoint(range(topic.start, topic.end)) and (topic.observation or not counted):
                taken.update(range(topic.start, topic.end))
                if not topic.observation and _is_counted(reading, topic):
                    yield Piece("concept", topic.start, topic.end, frozenset({"NOUN", "DATA"}))
                else:
                    yield Piece("observation" if topic.observation else "about", topic.start, topic.end)


def _is_circumstance(reading: Reading, link: Link) -> bool:
    """Return whether a field tells of the asker or of another word: "radiology registrar", "arithmetic mean"."""
    after = reading.words[link.end] if link.end < len(reading.tokens) else ""
    return after in _CIRCUMSTANCES or (after in ("mean", "average") and reading.words[link.start] == "arithmetic")


def _in_phrase(reading: Reading, link: Link | Topic) -> bool:
    """Return whether a field is a word of a phrase that says something else: "models without vision"."""
    found = reading.words
    return any(
        not _PHRASES.isdisjoint(lexicon.phrase(found[start:end]))
        for start in range(max(0, link.start - 4), link.start + 1)
        for end in range(link.end, min(len(found), link.end + 4) + 1)
        if end - start > link.end - link.start
    )


def _in_model(reading: Reading, link: Link) -> bool:
    """Return whether a field is a word of what models are called: "the best language model on MMLU"."""
    return reading.words[link.start] == "language" and bool(
        lexicon.phrase(reading.words[link.start : link.end + 1]) & {"MODEL", "MODELS"}
    )


def _average(reading: Reading, position: int) -> frozenset[str]:
    """Return that a word asks for an average, where it stands before a metric that is none itself."""
    after = reading.words[position + 1] if position + 1 < len(reading.tokens) else ""
    asks = reading.words[position] in ("mean", "average", "averaged", "avg") and after in ("accuracy", "score")
    return frozenset({"AVERAGE"}) if asks else frozenset()


def _around_board(reading: Reading, position: int) -> Iterable[tuple[int, int]]:
    """Return words that belong to a board's name beside them: "collected by Epoch AI", "tools are allowed"."""
    found = reading.words
    before = position - 1
    while before > 0 and found[before] in ("by", "the", "in", "of", "from"):
        before -= 1
    if before >= 0 and found[before] in _GATHERED:
        yield before, before + 1
    after = position + 1
    while after < len(found) and found[after] in _TO_BE:
        after += 1
    if after < len(found) and found[after] in _PERMITTED and not reading.tokens[after].breaks:
        yield after, after + 1


def _is_counted(reading: Reading, topic: Topic) -> bool:
    """Return whether it is asked how many there are of what a benchmark is about: "how many radiographs"."""
    return reading.words[max(0, topic.start - 2) : topic.start] in (["how", "many"], ["number", "of"])


def _alone(found: Sequence[Token], link: Link) -> bool:
    """Return whether a maker is named without its models: neither "by Google" nor "Google models"."""
    before = found[link.start - 1].word if link.start else ""
    after = found[link.end].word if link.end < len(found) else ""
    if after in ("best", "top"):
        # "TIGER-Lab best model" is a maker's, "TIGER-Lab best four" are on its board.
        return before not in _OF_MAKER and all(token.word not in words.NARROWED for token in found[link.end + 1 :][:3])
    return before not in _OF_MAKER and after not in words.NARROWED


def _metric(reading: Reading, position: int) -> frozenset[str]:
    """Return what a word of a board's name can mean besides."""
    word = reading.tokens[position].word
    also = lexicon.meaning(word) & {"OBSERVATION", "SPLIT"}
    if also and _ends_term(reading, position):
        # "Adjudicated labels" are some of the labels, which only the board tells.
        also = frozenset()
    return _METRIC | also if word in METRICS else also


def _ends_term(reading: Reading, position: int) -> bool:
    """Return whether a word is the last of several that a card explains together: "adjudicated labels"."""
    return any(link.end == position + 1 and link.start < position for link in reading.of_kind("term"))


def _in_board_name(link: Link, sights: Sequence[Sight]) -> bool:
    """Return whether a benchmark's name is only part of the title of another one's board: "CheXpert labels"."""
    if link.kind != "benchmark":
        return False
    slug = link.entities[0].slug
    return all(sight.view.slug != slug for sight in sights) and any(
        sight.said.issuperset(range(link.start, link.end)) for sight in sights
    )


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


def _concepts(reading: Reading, taken: set[int], nouns: frozenset[str], beside_model: bool) -> Iterable[Piece]:
    tokens = reading.tokens
    foreign = set(reading.foreign)
    amounts = {i for value in reading.values for i in range(value.start, value.end)}
    priced = any(value.kind == "price" and value.bound for value in reading.values)
    mentions = lexicon.mentions(
        [token.word for token in tokens],
        [token.breaks for token in tokens],
        [i in taken for i in range(len(tokens))],
        beside_model,
    )
    spoken = -1
    for start, end, concepts in mentions:
        word = tokens[start].word
        if start == spoken and start in foreign:
            # "Can I ask in French": any language is meant.
            yield Piece("about", start, end)
            continue
        if "LANGUAGES" in concepts and tokens[end - 1].word == "in":
            spoken = end
        if word == "mean" and end == start + 1:
            # "The mean MMLU score" is an average; "what does the score mean" is not.
            later = any(lexicon.meaning(token.word) & {"RESULT", "MODEL"} for token in tokens[end : end + 10])
            later &= tokens[start - 1].word != "what" and (start == 0 or tokens[start - 1].word != "it")
            yield Piece("concept", start, end, frozenset({"AVERAGE"}) if later else concepts)
        elif word == "in" and end == start + 1 and not _is_side(reading, start):
            # "The cheapest in the top 10" is of no tokens that are sent.
            continue
        elif word in ("budget", "cheap") and priced:
            # "Cheap stuff: below $1" says by the amount what is cheap.
            yield Piece("concept", start, end, frozenset({"NOISE"}), True)
        elif word == "when" and any(
            token.word in words.WHO and after.word != "knows" for token, after in pairwise(tokens[: start + 1])
        ):
            # "Who is best when tools are allowed?" asks for no time.
            yield Piece("concept", start, end, frozenset({"NOISE"}), True)
        elif word == "when" and end == start + 1 and _is_if(reading, start, taken):
            continue
        elif word == "boss" and start and tokens[start - 1].word in _WHOSE_BOSS:
            # "My boss asked" tells of the asker; who is boss on a board leads it.
            continue
        elif word == "cooking" and start and tokens[start - 1].word in ("at", "for"):
            # Who is cooking on a board leads it; better at cooking is by no score.
            yield Piece("unknown", start, end)
        elif word == "one" and end == start + 1 and _is_anybody(tokens, start):
            continue
        elif words.singular(word) in nouns and end == start + 1:
            # What a card counts under the name of a category is what it asks about: the domains of MMLU-Pro.
            also = {"NOUN", "OBSERVATION"} if "CATEGORY" in concepts else {"NOUN"}
            yield Piece("concept", start, end, concepts | also, word in _SHARED_NOUNS)
        elif concepts:
            filler = all(words.FILLER.__contains__(tokens[i].word) for i in range(start, end))
            strong = (end == start + 1 and word in _STRONG) or "POPULAR" in concepts
            strong |= "UNRECORDED" in concepts
            weak = (filler and not strong) or concepts <= _WEAK_PHRASES
            yield Piece("concept", start, end, concepts, weak)
        elif word == "old" and start + 1 < len(tokens) and tokens[start + 1].word in words.NARROWED:
            # "The best old model": how old is not said, and the best of all is another.
            yield Piece("unknown", start, end)
        elif word in words.FILLER or (word in lexicon.CHATTER and (not start or tokens[start - 1].word != "many")):
            continue
        elif word == "x" and (start - 1 in amounts or end in amounts):
            # "250 calls x 3000 in": a sign between the numbers.
            continue
        elif word == "per" and end in amounts:
            # "Per 1M tokens" is a price's unit.
            continue
        elif start in foreign:
            yield Piece("foreign", start, end)
        elif start in reading.numbers or word.isdigit():
            yield Piece("foreign", start, end, frozenset({"NUMBER"}))
        elif word not in words.NOT_YET and ordinary.is_ordinary(word):
            # A word that has a meaning in phrases only, "hall" of "hall of fame", is any other word by itself.
            yield Piece("foreign", start, end)
        else:
            yield Piece("unknown", start, end)


def _is_side(reading: Reading, position: int) -> bool:
    """Return whether "in" is the side of a price that is sent: "price in and out", "per million in"."""
    after = position + 1
    ends = after == len(reading.tokens) or reading.tokens[after].breaks
    return ends or reading.words[after] in _AFTER_SIDE


def _is_if(reading: Reading, position: int, taken: set[int]) -> bool:
    """Return whether "when" sets a condition and asks for no time: "when tools are allowed"."""
    found = reading.words
    after = position + 1
    while after < len(found) and found[after] in words.ARTICLES:
        after += 1
    if after >= len(found) or found[after] in _AUXILIARY:
        return False
    conditional = found[after] in _IF_WHEN or (after in taken and after not in reading.named())
    return conditional and (position > 0 or any(word in words.HEADS for word in found[after:]))


def _is_anybody(tokens: Sequence[Token], position: int) -> bool:
    """Return whether "one" is anybody: "how does one get the data"."""
    before = tokens[position - 1].word if position else ""
    after = tokens[position + 1].word if position + 1 < len(tokens) else ""
    return before in _PRONOUN_BEFORE or after in _PRONOUN_AFTER


def _opposed(reading: Reading, pieces: Sequence[Piece]) -> list[Piece]:
    """Turn a restriction that is to be left out into its contrary: "ignoring self-reported results"."""
    ordered = sorted(pieces, key=lambda piece: piece.start)
    result = list(ordered)
    for at, piece in enumerate(ordered):
        turned = piece.concepts & _OPPOSITE.keys()
        if piece.kind != "concept" or not turned:
            continue
        for step, concept, gap in ((-1, "EXCEPT", _EXCEPT_FILTER_GAP), (1, "EXCEPT_AFTER", _AFTER_NAME_GAP)):
            other = _next_beyond(reading, ordered, at, step, gap)
            if other is None or concept not in ordered[other].concepts:
                continue
            if reading.words[ordered[other].start] in ("not", "non", "without"):
                continue
            result[at] = piece._replace(concepts=frozenset(_OPPOSITE[one] for one in turned))
            result[other] = ordered[other]._replace(concepts=frozenset({"NOISE"}), weak=True)
    return result


def _next_beyond(reading: Reading, pieces: Sequence[Piece], at: int, step: int, gap: frozenset[str]) -> int | None:
    """Return the position of the nearest piece before or after one, beyond words that may stand between."""
    other = at + step
    while 0 <= other < len(pieces):
        if not gap.issuperset(reading.words[pieces[other].start : pieces[other].end]):
            return other
        other += step
    return None


def _excluded(reading: Reading, pieces: Sequence[Piece]) -> list[Piece]:
    """Mark the names after "besides", "not by" and the like."""
    exceptions = {i for piece in pieces if "EXCEPT" in piece.concepts for i in range(piece.start, piece.end)}
    exceptions.update(piece.start for piece in pieces if _is_without(reading, piece))
    later = _before_exception(reading, pieces)
    result = []
    previous: Piece | None = None
    for piece in sorted(pieces, key=lambda piece: piece.start):
        if piece.kind in ("model", "organisation"):
            before = piece.start - 1
            while before > 0 and before not in exceptions and reading.tokens[before].word in _EXCEPT_GAP:
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
        elif _is_without(reading, piece):
            piece = piece._replace(concepts=frozenset({"EXCEPT"}))
        elif _is_free_of(reading, piece) and piece.start in later:
            piece = piece._replace(concepts=frozenset({"EXCEPT_AFTER"}))
        result.append(piece)
    return result


def _is_without(reading: Reading, piece: Piece) -> bool:
    """Return whether "no" leaves out the name after it: "the winner, no Anthropic"; "is there no Claude" asks."""
    if piece.kind != "concept" or reading.words[piece.start : piece.end] != ["no"] or not piece.start:
        return False
    text, token = reading.text, reading.tokens[piece.start]
    gap = text[reading.tokens[piece.start - 1].end : token.start]
    return any(sign in gap for sign in ",;:(-") or reading.words[piece.start - 1] in ("but", "with", "and")


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
    names = {piece.end: piece.start for piece in pieces if piece.kind in ("model", "organisation")}
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
