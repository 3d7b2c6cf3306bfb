"""Words that are one thing or another by the names and words beside them: "open the board", "pubmedqa mean"."""

from __future__ import annotations

from podium.bots.faq.language import words
from podium.bots.faq.names.reading import Reading
from podium.bots.faq.understanding.pieces import Piece

#: What a word turns out to be; None where its neighbours tell nothing.
Found = tuple[Piece, ...] | None


def by_neighbours(reading: Reading, start: int, end: int, concepts: frozenset[str]) -> Found:
    """Read a word or a phrase by what stands beside it."""
    word, alone = reading.words[start], end == start + 1
    if word == "open" and alone and _is_order(reading, start):
        # "Open the SuperGPQA board" restricts it to no open models.
        return (Piece("concept", start, end, frozenset({"LISTING"}), True),)
    if word == "mean" and alone and (_is_mean_of_name(reading, start) or _is_noun(reading, start)):
        return (Piece("concept", start, end, frozenset({"AVERAGE"})),)
    if "SEEN" in concepts and alone and start and reading.words[start - 1] in _MORE:
        # "Which has more images" counts them.
        return (Piece("concept", start, end, frozenset({"DATA"})),)
    if word in _SHARING and alone and len(reading.of_kind("benchmark")) > 1 and not _SCORED.intersection(reading.words):
        # "Which models do MMLU and PubMedQA share" asks for no ties.
        return (Piece("concept", start, end, frozenset({"ALL"})),)
    if "VERIFIED" in concepts and reading.words[end : end + 1] == ["by"] and _is_maker(reading, end + 1):
        # Who verified a figure is told of none: "verified by Stanford" asks for no models of Stanford's.
        return (Piece("unknown", start, end),)
    if word == "ones" and alone and reading.words[start - 1] == "which" and _BENCHMARKS.intersection(reading.words):
        # "Are there benchmarks with images? Which ones?"
        return (Piece("concept", start, end, frozenset({"NOISE"}), True),)
    return None


_OF_IT = words.word_set("on of for in over across there then please pls thanks and is")
_MORE = words.word_set("more fewer most fewest")
_SHARING = words.word_set("share shares shared sharing")
_SCORED = words.word_set("score scores place rank first lead")
_BENCHMARKS = words.word_set("benchmarks tests evals datasets")
_POLITE = words.word_set(
    "please pls plz can could would will you u we i to lets let just kindly now then and hi hey hello"
)


def _is_order(reading: Reading, position: int) -> bool:
    """Return whether "open" is what one is told to do with a board: "please open the MMLU board"."""
    after = reading.words[position + 1 : position + 2]
    boards = words.BOARD.intersection(reading.words[position + 1 :])
    told = after in (["the"], ["me"], ["up"]) and _POLITE.issuperset(reading.words[:position])
    return told and bool(boards) and not _MODELS.intersection(reading.words[position + 1 :])


_MODELS = words.word_set("model models weights weight source llm llms one ones")


def _is_mean_of_name(reading: Reading, position: int) -> bool:
    """Return whether "mean" stands after the name of a benchmark that is all the question has: "pubmedqa mean"."""
    links = reading.of_kind("benchmark")
    if len(links) != 1 or position != len(reading.tokens) - 1 or links[0].end != position:
        return False
    return set(reading.words[: links[0].start]) <= words.ARTICLES | _POLITE


def _is_noun(reading: Reading, position: int) -> bool:
    """Return whether a word that is a verb as well is a noun: "the mean on MMLU", "and the mean?"."""
    said = reading.words
    after, last = said[position + 1 : position + 2], position + 1 == len(said)
    if position and said[position - 1] in ("the", "a", "an", "its"):
        # "What does that mean" asks for a meaning.
        return last or after[0] in _OF_IT or reading.tokens[position + 1].breaks
    return said[:position] in ([], ["and"]) and not last and after[0] in ("on", "of", "for", "in")


def _is_maker(reading: Reading, position: int) -> bool:
    while reading.words[position : position + 1] == ["the"]:
        position += 1
    return any(link.start == position for link in reading.of_kind("organisation"))
