"""Small words that turn a question: "rather than the best", "since its release", "from the same lab", "by vote".

Each of their words may stand in any question, so that none of them would be missed alone. What they say together no
answer here tells, so that it stands in the way of each.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from podium.bots.faq.language import lexicon, ordinary, words
from podium.bots.faq.names.reading import Reading
from podium.bots.faq.understanding.pieces import Piece

#: Words that leave out what comes next.
_LEAVING = (
    ("rather", "than"), ("leave", "out"), ("leaving", "out"), ("apart", "from"), ("aside", "from"), ("other", "than"),
    ("instead", "of"), ("ignoring",), ("ignore",), ("except",), ("besides",), ("excluding",), ("exclude",),
    ("skipping",), ("skip",), ("disregarding",), ("not", "counting"), ("without", "counting"), ("setting", "aside"),
)  # fmt: skip
_EXTREMES = frozenset({"LEAD", "NEWEST", "OLDEST", "CHEAP", "EXPENSIVE", "LARGEST", "SMALLEST", "WORST"})
_PLACED = frozenset({"LEAD", "WORST", "NTH"})
_CAME_OUT = words.word_set("release launch publication debut announcement introduction")
_AT_A_TIME = words.word_set("since at on upon of after before until from by")
_ITS = words.ARTICLES | words.word_set("its their his her this that these those own initial first original")
_DAYS = words.word_set("day time date week")
_ATTRIBUTES = words.word_set(
    "lab labs company maker vendor team organisation organization price cost licence license size parameters context"
    " window year month day week country family series architecture budget amount number quality"
    " performance"
)
_LASTING = words.word_set("day week month quarter year")
_EACH = words.word_set("each every per")
_MAKERS = words.word_set("maker makers company companies lab labs vendor vendors organisation organization")
_WHICH_ONE = words.word_set(
    "first original old older oldest previous earlier second third last initial updated prior former early revised"
)
_VERSIONS = words.word_set("version versions edition editions revision revisions iteration")
_BY_THE_WAY = words.word_set(
    "way chance name default mistake accident means hand heart definition contrast now then side far"
)
_WHETHER = words.word_set("is are do does have has")

_Span = tuple[int, int] | None


def turned(reading: Reading, pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces of a question, and unknown ones for the words that turn it."""
    spans: list[tuple[int, int]] = []
    said = reading.words
    for i, word in enumerate(said) if not _RULES.keys().isdisjoint(said) else ():
        for rule in _RULES.get(word, ()) if i or word == "their" else ():
            span = rule(reading, pieces, i)
            if span is not None:
                spans.append(span)
    if not spans:
        return list(pieces)
    inside = {i for start, end in spans for i in range(start, end)}
    kept = [piece for piece in pieces if inside.isdisjoint(range(piece.start, piece.end))]
    return [*kept, *(Piece("unknown", start, end) for start, end in spans)]


def _leaves_out(reading: Reading, pieces: Sequence[Piece], i: int) -> _Span:
    """Read "rather than the best": a place that is left out of what is asked before."""
    said = reading.words
    phrase = next((one for one in _LEAVING if tuple(said[i : i + len(one)]) == one), None)
    if phrase is None:
        return None
    after = i + len(phrase)
    while after < len(said) and said[after] in words.ARTICLES:
        after += 1
    placed = any(
        piece.start == after and piece.concepts & _PLACED and piece.kind == "concept" for piece in pieces
    ) or any(value.start == after and value.kind in ("place", "top") for value in reading.values)
    return (i, after + 1) if placed and i > 2 else None


def _of_a_time(reading: Reading, pieces: Sequence[Piece], i: int) -> _Span:
    """Read "since its release", "on launch day": a time that no answer goes by."""
    said = reading.words
    before = i - 1
    while before > 0 and said[before] in _ITS:
        before -= 1
    pointed = before < i - 1 and said[before + 1] in ("its", "their")
    day = i + 1 < len(said) and said[i + 1] in _DAYS and not reading.tokens[i + 1].breaks
    timed = said[before] in _AT_A_TIME and not reading.tokens[i].breaks
    return (before, i + 1) if timed and (pointed or day) and before > 0 else None


def _of_the_same(reading: Reading, pieces: Sequence[Piece], i: int) -> _Span:
    """Read "from the same lab": what is the same as that of something else."""
    said = reading.words
    if _next(said, i) not in _ATTRIBUTES or said[i - 1] != "the" or said[0] in _WHETHER:
        return None
    return None if sum(link.kind == "model" for link in reading.links) > 1 else (i, i + 2)


def _of_each(reading: Reading, pieces: Sequence[Piece], i: int) -> _Span:
    """Read "for each maker": one answer for every one of them."""
    return (i, i + 2) if "ORGANISATION" in lexicon.meaning(_next(reading.words, i)) else None


def _in_a_row(reading: Reading, pieces: Sequence[Piece], i: int) -> _Span:
    """Read "in a row": several together."""
    return (i, i + 3) if reading.words[i : i + 3] == ["in", "a", "row"] else None


def _of_a_version(reading: Reading, pieces: Sequence[Piece], i: int) -> _Span:
    """Read "of the first version": which version of the data a result is of is not recorded."""
    said = reading.words
    placed = i >= 3 and said[i - 1] in _WHICH_ONE and said[i - 3] in ("of", "on", "for", "in")
    return (i - 1, i + 1) if placed else None


def _by_something(reading: Reading, pieces: Sequence[Piece], i: int) -> _Span:
    """Read "by vote", "by jury", "by maker": a way to rank that no board goes by."""
    tokens, one, end = reading.tokens, _next(reading.words, i), i + 2
    if not one or tokens[i + 1].breaks or one in _BY_THE_WAY or i + 1 in reading.named():
        return None
    if end < len(tokens) and not tokens[end].breaks:
        return None
    if one in _MAKERS:
        return (i, end)
    bare = ordinary.is_ordinary(one) and not (ordinary.is_adverb(one) or ordinary.is_adjective(one))
    return (i, end) if bare and not lexicon.meaning(one) and not ordinary.is_participle(one) else None


def _of_both(reading: Reading, pieces: Sequence[Piece], i: int) -> _Span:
    """Read "on both" where one benchmark alone is named."""
    alone = len(reading.of_kind("benchmark")) == 1 and not any(piece.kind in ("board", "metric") for piece in pieces)
    return (i - 1, i + 1) if reading.words[i - 1] in ("on", "in") and alone else None


def _of_all_boards(reading: Reading, pieces: Sequence[Piece], i: int) -> _Span:
    """Read "across all boards": who leads each of them is told beside the main one, and nothing else is."""
    said = reading.words
    if said[i - 1] not in ("across", "over") or _next(said, i) not in words.BOARD:
        return None
    led = any(piece.concepts & {"LEAD", "HIGH"} for piece in pieces)
    return None if led or not reading.of_kind("benchmark") else (i - 1, i + 2)


def _kind_of_models(reading: Reading, pieces: Sequence[Piece], i: int) -> _Span:
    """Read "among chat models": a kind of models that is not recorded."""
    said, tokens = reading.words, reading.tokens
    one, after = _next(said, i), _next(said, i + 1)
    if after not in words.NARROWED or tokens[i + 2].breaks or lexicon.meaning(one) or one[:1].isdigit():
        return None
    return (i + 1, i + 2) if i + 1 not in reading.named() else None


def _of_nobody(reading: Reading, pieces: Sequence[Piece], i: int) -> _Span:
    """Read "their best" where no maker is named, nor known from before: then a name stands in the place of "their"."""
    named = any(link.kind in ("organisation", "model", "family") for link in reading.links)
    return None if named or not lexicon.meaning(_next(reading.words, i)) & _EXTREMES else (i, i + 1)


def _from_then(reading: Reading, pieces: Sequence[Piece], i: int) -> _Span:
    """Read "a year later": later than something that only the answer before can tell."""
    return (i - 1, i + 1) if reading.words[i - 1].removesuffix("s") in _LASTING else None


def _within_points(reading: Reading, pieces: Sequence[Piece], i: int) -> _Span:
    """Read "within 2 points of the leader": a distance from a score, which is no limit by itself."""
    near = {"point", "points", "percent", "pp"}.intersection(reading.words[i + 1 : i + 4])
    return (i, i + 2) if near and "of" in reading.words[i + 2 : i + 5] else None


def _taking_long(reading: Reading, pieces: Sequence[Piece], i: int) -> _Span:
    """Read "how long does it take": a time that nothing here tells."""
    said = reading.words
    # "How long a prompt can it take" asks for its context window.
    sized = any("CONTEXT" in piece.concepts for piece in pieces)
    return (i, i + 1) if any(said[j : j + 2] == ["how", "long"] for j in range(i)) and not sized else None


def _next(said: Sequence[str], i: int) -> str:
    return said[i + 1] if i + 1 < len(said) else ""


#: What is looked for, by the word that it may begin with or turn on.
_THAN_IT = frozenset({"CHEAPER", "DEARER", "OUT_LATER", "OUT_EARLIER", "SMALLER", "BIGGER", "MORE_CONTEXT"})
_DOING = words.word_set("does do performs perform scores score")


def _as_good(reading: Reading, pieces: Sequence[Piece], i: int) -> _Span:
    """Read "a cheaper model as good as o3": which is as good is asked on no benchmark."""
    said = reading.words
    good = _next(said, i) == "good" or (_next(said, i) == "well" and said[i - 1] in _DOING)
    if not good or reading.of_kind("benchmark") or not any(piece.concepts & _THAN_IT for piece in pieces):
        return None
    return (i, i + 2)


_RULES: dict[str, tuple[Callable[[Reading, Sequence[Piece], int], _Span], ...]] = {
    **dict.fromkeys((one[0] for one in _LEAVING), (_leaves_out,)),
    **dict.fromkeys(_CAME_OUT, (_of_a_time,)),
    **dict.fromkeys(_EACH, (_of_each,)),
    **dict.fromkeys(_VERSIONS, (_of_a_version,)),
    **dict.fromkeys(("among", "amongst"), (_kind_of_models,)),
    "same": (_of_the_same,),
    "as": (_as_good,),
    "in": (_in_a_row,),
    "by": (_by_something,),
    "both": (_of_both,),
    "all": (_of_all_boards,),
    "their": (_of_nobody,),
    "within": (_within_points,),
    **dict.fromkeys(("later", "earlier", "afterwards"), (_from_then,)),
    **dict.fromkeys(("take", "takes", "took", "last", "lasts"), (_taking_long,)),
}
