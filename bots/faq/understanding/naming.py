"""The names of a question as pieces: of benchmarks, models, makers, fields and boards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from podium.bots.faq.language import lexicon, words
from podium.bots.faq.names.board_names import METRICS
from podium.bots.faq.names.reading import Reading
from podium.bots.faq.names.topics import Topic
from podium.bots.faq.names.vocabulary import Link, Vocabulary
from podium.bots.faq.understanding.pieces import Piece
from podium.bots.faq.understanding.sights import Sight, alone

#: Kinds of names that are pieces of their own; words of the others are words of asking as well.
_PIECES = frozenset({"benchmark", "family", "organisation", "category", "observation"})
#: Words that belong to the name of a board beside them: "mean AUROC", "the authors' list", "using tools".
_BEFORE_BOARD = words.word_set("mean average macro micro avg averaged using use uses under authors run runs")
_AFTER_BOARD = words.word_set(
    "list lists hub site report reports reported protocol use used using board boards labels part parts"
)
_METRIC = frozenset({"METRIC_NAME"})
#: Words after a field of work that tell of the asker and restrict nothing: "in our radiology department".
_CIRCUMSTANCES = words.word_set(
    "department registrar resident clinic ward unit practice hospital group team journal newspaper magazine conference"
    " seminar course class lecture thesis student teacher professor journalist researcher consultant company firm"
    " startup lab office agency editor reporter nurse colleague community forum meeting workshop"
)
#: Words that tell how a board's results came together: "collected by Epoch AI".
_GATHERED = words.word_set("collected compiled gathered published run measured kept maintained hosted provided")
#: Most words of a model's name before and after one of them.
_LONGEST_NAME = 6
_PERMITTED = words.word_set("allowed permitted enabled used available given")
_TO_BE = words.word_set("is are was were be being may")
#: Concepts whose phrases have names of fields in them.
_PHRASES = frozenset({"TEXT_MODEL", "IDENTITY", "NOISE", "HUMAN", "LANGUAGES", "ORIGIN"})


def boards_of_any(vocabulary: Vocabulary, reading: Reading) -> Iterable[Piece]:
    """Return the words that name a board of any benchmark, where none is named: "who leads HELM?"."""
    terms = {i for link in reading.of_kind("term") for i in link.span if not lexicon.meaning(reading.tokens[i].word)}
    listed = not words.BOARD.isdisjoint(reading.words)
    makers = {i for link in reading.of_kind("organisation") if alone(reading.tokens, link) for i in link.span}
    if makers and listed and vocabulary.boards.benchmarks_with(reading.tokens, sorted(makers)):
        # "On the TIGER-Lab board"
        return [Piece("board", i, i + 1) for i in sorted(makers)]
    said = sorted({*reading.foreign, *terms} - reading.named())
    said = [i for i in said if not lexicon.meaning(reading.tokens[i].word) or i in terms]
    said = [i for i in said if not _is_of_version(vocabulary, reading, i)]
    if not said or not vocabulary.boards.benchmarks_with(reading.tokens, said):
        return []
    found = {i: Piece("board", i, i + 1, _metric(reading, i)) for i in said}
    for i in said:
        for beside, near in ((i - 1, _BEFORE_BOARD), (i + 1, _AFTER_BOARD)):
            # "By mean AUROC", "by adjudicated labels"
            if 0 <= beside < len(reading.tokens) and beside not in found and reading.words[beside] in near:
                found[beside] = Piece("board", beside, beside + 1, _average(reading, beside))
    return list(found.values())


def _asks_how(reading: Reading, position: int) -> bool:
    """Return whether a board's protocol is all that is asked: "the protocol of HELM", "MMLU HELM protocol"."""
    last = reading.words[position] == "protocol" and position == len(reading.words) - 1
    return last and not any(lexicon.meaning(word) & {"LEAD", "HIGH", "WORST", "SCORE"} for word in reading.words)


def _is_of_version(vocabulary: Vocabulary, reading: Reading, position: int) -> bool:
    """Return whether words with the number after them are written like a version of a model: "Claude Opus 9"."""
    tokens, foreign = reading.tokens, set(reading.foreign)
    start, end = position, position + 1
    while start > max(0, position - _LONGEST_NAME) and start - 1 in foreign and not tokens[start].breaks:
        start -= 1
    while (
        end < min(len(tokens), position + _LONGEST_NAME)
        and end in foreign
        and not tokens[end].breaks
        and not tokens[end].word[0].isdigit()
    ):
        end += 1
    versioned = end < len(tokens) and tokens[end].word[0].isdigit() and not tokens[end].breaks
    return versioned and any(vocabulary.starts_model(tokens[i].word) for i in range(start, position + 1))


def names_in(reading: Reading, models: Iterable[Link], sights: Sequence[Sight], said: set[int]) -> Iterable[Piece]:
    """Return the names of a question as pieces, with the words that belong to the boards among them."""
    spans: list[tuple[int, int]] = []
    for link in models:
        spans.append((link.start, link.end))
        yield Piece("model", link.start, link.end)
    for link in reading.links:
        if link.kind in _PIECES and not any(start < link.end and link.start < end for start, end in spans):
            piece = _named(reading, link, sights, said)
            if piece is not None:
                spans.append((link.start, link.end))
                yield piece
    taken = {i for start, end in spans for i in range(start, end)}
    for sight in sights:
        yield from _of_board(reading, sight, taken)
        yield from _of_topics(reading, sight, taken)


def _named(reading: Reading, link: Link, sights: Sequence[Sight], said: set[int]) -> Piece | None:
    """Return a name that is no model's as a piece; None where it is only a part of something else."""
    if link.kind == "category" and (_in_phrase(reading, link) or (sights and _in_model(reading, link))):
        return None
    if link.kind == "category" and (_is_circumstance(reading, link) or link.end in said):
        return Piece("about", link.start, link.end)
    if link.kind == "organisation" and _is_hub(reading, link):
        return Piece("concept", link.start, link.end, frozenset({"OPEN"}))
    inside_board = link.kind != "benchmark" and said.issuperset(link.span)
    if link.kind == "organisation" and alone(reading.tokens, link) and not said.isdisjoint(link.span):
        return Piece("board", link.start, link.end)
    if inside_board or _in_board_name(link, sights):
        return None
    # "Are the top five all Google?" asks about the top five, whosever they are.
    guessed = link.kind == "organisation" and reading.words[0] in ("are", "is")
    guessed = guessed and link.start > 0 and reading.words[link.start - 1] in ("all", "both", "only")
    guessed = guessed and reading.words[link.end : link.end + 1] not in (["models"], ["ones"], ["llms"])
    return Piece("about" if guessed else link.kind, link.start, link.end)


def _of_board(reading: Reading, sight: Sight, taken: set[int]) -> Iterable[Piece]:
    """Yield the words that belong to a board or name a metric, and add them to those that are taken."""
    for i in sorted(sight.said - taken):
        first = i - 1
        while first >= 0 and any(link.kind == "benchmark" and first in link.span for link in reading.links):
            first -= 1
        for beside, near in ((first, _BEFORE_BOARD), (i + 1, _AFTER_BOARD)):
            free = 0 <= beside < len(reading.tokens) and beside not in taken | sight.said
            free = free and not _asks_how(reading, beside)
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


def _of_topics(reading: Reading, sight: Sight, taken: set[int]) -> Iterable[Piece]:
    """Yield what is said of what a benchmark is about, and add it to the words that are taken."""
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


def _is_hub(reading: Reading, link: Link) -> bool:
    """Return whether a maker is named as the place where weights are: "with weights on Hugging Face"."""
    if reading.words[link.start - 1 : link.start] != ["on"] or link.entities[0].slug != "Hugging Face":
        return False
    return not {"weights", "available", "published", "released", "downloadable"}.isdisjoint(reading.words[: link.start])


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
