"""Small words that turn a question: "rather than the best", "since its release", "from the same lab", "by vote".

Each of their words may stand in any question, so that none of them would be missed alone. What they say together no
answer here tells, so that it stands in the way of each.
"""

from __future__ import annotations

from collections.abc import Sequence

from podium.bots.faq.language import lexicon, ordinary, words
from podium.bots.faq.names.reading import Reading
from podium.bots.faq.understanding.pieces import Piece

#: Words that leave out what comes next.
_LEAVING = (
    ("rather", "than"), ("leave", "out"), ("leaving", "out"), ("apart", "from"), ("aside", "from"), ("other", "than"),
    ("instead", "of"), ("ignoring",), ("ignore",), ("except",), ("besides",), ("excluding",), ("exclude",),
    ("skipping",), ("skip",), ("disregarding",), ("not", "counting"), ("without", "counting"), ("setting", "aside"),
)  # fmt: skip
_PLACED = frozenset({"LEAD", "WORST", "NTH"})
_CAME_OUT = words.word_set("release launch publication debut announcement introduction")
_AT_A_TIME = words.word_set("since at on upon of after before until from by")
_ITS = words.ARTICLES | words.word_set("its their his her this that these those own initial first original")
_DAYS = words.word_set("day time date week")
_ATTRIBUTES = words.word_set(
    "lab labs company maker vendor team organisation organization price cost licence license size parameters context"
    " window year month day week country family series architecture budget amount number"
)
_EACH = words.word_set("each every per")
_MAKERS = words.word_set("maker makers company companies lab labs vendor vendors organisation organization")
_WHICH_ONE = words.word_set(
    "first original old older oldest previous earlier second third last initial updated prior former early revised"
)
_VERSIONS = words.word_set("version versions edition editions revision revisions iteration")
_BY_THE_WAY = words.word_set(
    "way chance name default mistake accident means hand heart definition contrast now then side far"
)


def turned(reading: Reading, pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces of a question, and unknown ones for the words that turn it."""
    spans = [
        span
        for i in range(1, len(reading.tokens))
        for rule in (
            _leaves_out,
            _of_a_time,
            _of_the_same,
            _of_each,
            _of_a_version,
            _by_something,
            _kind_of_models,
            _of_both,
            _of_all_boards,
        )
        if (span := rule(reading, pieces, i)) is not None
    ]
    if not spans:
        return list(pieces)
    inside = {i for start, end in spans for i in range(start, end)}
    kept = [piece for piece in pieces if inside.isdisjoint(range(piece.start, piece.end))]
    return [*kept, *(Piece("unknown", start, end) for start, end in spans)]


def _leaves_out(reading: Reading, pieces: Sequence[Piece], i: int) -> tuple[int, int] | None:
    """Read "rather than the best": a place that is left out of what is asked before."""
    said = reading.words
    phrase = next((one for one in _LEAVING if tuple(said[i : i + len(one)]) == one), None)
    if phrase is None:
        return None
    after = i + len(phrase)
    while after < len(said) and said[after] in words.ARTICLES:
        after += 1
    placed = [
        piece for piece in pieces if piece.start == after and piece.concepts & _PLACED and piece.kind == "concept"
    ]
    places = any(value.start == after and value.kind in ("place", "top") for value in reading.values)
    return (i, after + 1) if (placed or places) and i > 2 else None


def _of_a_time(reading: Reading, pieces: Sequence[Piece], i: int) -> tuple[int, int] | None:
    """Read "since its release", "on launch day": a time that no answer goes by."""
    said = reading.words
    if said[i] not in _CAME_OUT:
        return None
    before = i - 1
    while before > 0 and said[before] in _ITS:
        before -= 1
    pointed = before < i - 1 and said[before + 1] in ("its", "their")
    day = i + 1 < len(said) and said[i + 1] in _DAYS and not reading.tokens[i + 1].breaks
    timed = said[before] in _AT_A_TIME and not reading.tokens[i].breaks
    return (before, i + 1) if timed and (pointed or day) and before > 0 else None


def _of_the_same(reading: Reading, pieces: Sequence[Piece], i: int) -> tuple[int, int] | None:
    """Read "from the same lab": what is the same as that of something else."""
    said = reading.words
    if said[i] != "same" or said[i + 1 : i + 2] == [] or said[i + 1] not in _ATTRIBUTES:
        return None
    asks = said[0] in ("is", "are", "do", "does", "have", "has") or said[i - 1] != "the"
    return None if asks or sum(link.kind == "model" for link in reading.links) > 1 else (i, i + 2)


def _of_each(reading: Reading, pieces: Sequence[Piece], i: int) -> tuple[int, int] | None:
    """Read "for each maker" and "in a row": one answer for every one of them, or for several together."""
    said = reading.words
    one = said[i + 1] if i + 1 < len(said) else ""
    if said[i : i + 3] == ["in", "a", "row"]:
        return (i, i + 3)
    grouped = said[i] in _EACH or (said[i] == "by" and i + 2 == len(said) and one in _MAKERS)
    return (i, i + 2) if grouped and lexicon.meaning(one) & {"ORGANISATION"} else None


def _of_a_version(reading: Reading, pieces: Sequence[Piece], i: int) -> tuple[int, int] | None:
    """Read "of the first version": which version of the data a result is of is not recorded."""
    said = reading.words
    if (
        said[i] not in _VERSIONS
        or said[i - 1] not in _WHICH_ONE
        or i < 3
        or said[i - 3] not in ("of", "on", "for", "in")
    ):
        return None
    return (i - 1, i + 1)


def _by_something(reading: Reading, pieces: Sequence[Piece], i: int) -> tuple[int, int] | None:
    """Read "by vote", "by jury": a way to rank that no board goes by."""
    said, tokens = reading.words, reading.tokens
    if said[i - 1] != "by" or i < 2 or tokens[i].breaks or said[i] in _BY_THE_WAY or i in reading.named():
        return None
    ends = i + 1 == len(said) or tokens[i + 1].breaks
    bare = ordinary.is_ordinary(said[i]) and not ordinary.is_adverb(said[i]) and not ordinary.is_adjective(said[i])
    return (
        (i - 1, i + 1)
        if ends and bare and not lexicon.meaning(said[i]) and not ordinary.is_participle(said[i])
        else None
    )


def _of_both(reading: Reading, pieces: Sequence[Piece], i: int) -> tuple[int, int] | None:
    """Read "on both" where one benchmark alone is named."""
    said = reading.words
    benchmarks = sum(link.kind == "benchmark" for link in reading.links)
    alone = benchmarks == 1 and not any(piece.kind in ("board", "metric") for piece in pieces)
    return (i - 1, i + 1) if said[i] == "both" and said[i - 1] in ("on", "in") and alone else None


def _of_all_boards(reading: Reading, pieces: Sequence[Piece], i: int) -> tuple[int, int] | None:
    """Read "across all boards": who leads each of them is told beside the main one, and nothing else is."""
    said = reading.words
    if (
        said[i - 1] not in ("across", "over")
        or said[i : i + 1] != ["all"]
        or not words.BOARD & set(said[i + 1 : i + 2])
    ):
        return None
    led = any(piece.concepts & {"LEAD", "HIGH"} for piece in pieces)
    return None if led or not reading.of_kind("benchmark") else (i - 1, i + 2)


def _kind_of_models(reading: Reading, pieces: Sequence[Piece], i: int) -> tuple[int, int] | None:
    """Read "among chat models": a kind of models that is not recorded."""
    said, tokens = reading.words, reading.tokens
    after = said[i + 1] if i + 1 < len(said) and not tokens[i + 1].breaks else ""
    if said[i - 1] not in ("among", "amongst") or after not in words.NARROWED or lexicon.meaning(said[i]):
        return None
    return (i, i + 1) if i not in reading.named() and not said[i][:1].isdigit() else None
