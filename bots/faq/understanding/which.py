"""Which benchmarks are asked for by what their cards say: "which benchmarks are under MIT", "published before 2021"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from podium.bots.faq.frame import CardFilters, Frame, Intent
from podium.bots.faq.language import words
from podium.bots.faq.names.licences import LicenceName, find_licences, licence_names
from podium.bots.faq.replies.desk import Desk
from podium.bots.faq.replies.which import countable, data_licence
from podium.bots.faq.replies.wording import plural
from podium.bots.faq.understanding.asked import Asked
from podium.bots.faq.understanding.formalities import formalities
from podium.bots.faq.understanding.pieces import Piece
from podium.bots.faq.understanding.subjects import is_either

#: Words of who can get the data, by the access class of a card.
_ACCESS = {
    **dict.fromkeys(("open", "openly", "public", "publicly", "free", "freely", "downloadable"), "open"),
    **dict.fromkeys(("gated", "request"), "gated"),
    **dict.fromkeys(("credentialed", "credentialled", "credentials"), "credentialed"),
    **dict.fromkeys(("registration", "register", "registering"), "registration"),
    **dict.fromkeys(("private", "secret", "closed", "hidden"), "private"),
}
#: What a question about benchmarks may hold beside the filters.
_BESIDE = frozenset(
    {
        "BENCHMARKS", "BENCHMARK", "WHAT", "WHICH", "LISTING", "ALL", "YOU", "THERE", "HOW_MANY", "USES", "FOR", "DATA",
        "YES_NO", "AND_MORE", "IT", "CATEGORY", "GREET", "NOISE", "ABOUT_WORD", "CATALOGUE", "NEEDS",
    }
)  # fmt: skip
_MODELS = frozenset({"MODELS", "MODEL", "RESULT", "RESULTS_COUNTED"})
_DATED = frozenset({"PUBLISHED", "RELEASED", "MADE", "DATE_WORD"})
#: Words beside a time that say only that a benchmark was there then: "with a paper earlier than 2020".
_IN_TIME = words.word_set("date dates dating existed exist existing around paper papers out there appeared old")
_DENIALS = words.word_set("not no non isnt arent without lacking neither nor dont havent hasnt")
_UNDER = words.word_set("under with")
_FORMALITY = words.word_set("licence license licences licenses licensed licenced licensing under a an the of data")


def of_cards(desk: Desk, asked: Asked) -> Frame | None:
    """Return the frame of a question for the benchmarks whose cards say something; None for any other question.

    Every word has to be one of the filters or of asking for benchmarks.
    """
    named = asked.has("BENCHMARKS", "BENCHMARK")
    if asked.sights or asked.models or not (named or asked.topic or not _INSTEAD.isdisjoint(asked.words)):
        return None
    found: dict[str, Any] = {}
    frame: dict[str, Any] = {}
    used: set[int] = set()
    for filters, starts in _filters(desk, asked):
        found |= filters
        used |= starts
    if not found or not (named or _of_any_benchmark(asked, found)):
        return None
    for piece in asked.pieces:
        if piece.start in used:
            continue
        if piece.kind == "topic" and asked.topic is not None:
            frame["benchmarks"] = asked.topic.slugs
            frame["observation"] = asked.topic.observation or asked.typed(piece)
        elif piece.kind == "category":
            link = next(link for link in asked.reading.links if link.start == piece.start)
            if "category" not in frame:
                frame["category"] = link.entities[0].slug
            elif is_either(asked):
                return None
            else:
                frame["other_categories"] = (*frame.get("other_categories", ()), link.entities[0].slug)
        elif "SEEN" in piece.concepts and asked.words[piece.start] in _IMAGES:
            frame["modality"] = "image"
        elif "SEEN" in piece.concepts and asked.words[piece.start] in _TEXT:
            frame["modality"] = "text"
        elif asked.words[piece.start : piece.end] == ["whose"]:
            continue
        elif "published" in found and asked.words[piece.start] in _IN_TIME:
            continue
        elif "most_models" in found and piece.concepts & _BOARDS:
            continue
        elif "access" in found and "ACCESS" in piece.concepts:
            continue
        elif "licences" in found and piece.concepts & _DATED:
            # "Released under the MIT licence"
            continue
        elif piece.kind != "concept" or _denies(asked, piece) or piece.concepts.isdisjoint(_BESIDE) and not piece.weak:
            return None
    return Frame(Intent.BENCHMARKS, **frame, cards=CardFilters(**found))


def both_ends(frame: Frame, asked: Asked) -> tuple[Frame, ...]:
    """Return the frame of each end where both are asked for: "the oldest and the newest benchmark"."""
    cards, said = frame.cards, asked.words
    for ends in (_AGES, _AMOUNTS) if cards is not None and cards.order else ():
        places = {order: next((i for i, word in enumerate(said) if word in of), None) for order, of in ends.items()}
        if cards is not None and cards.order in ends and None not in places.values():
            orders = sorted(places, key=lambda order: places[order] or 0)
            return tuple(replace(frame, cards=replace(cards, order=order)) for order in orders)
    return (frame,)


def _of_any_benchmark(asked: Asked, found: Mapping[str, Any]) -> bool:
    """Return whether benchmarks are asked for by another word: which data, which boards, which chest X-ray sets."""
    if "access" in found:
        return "data" in asked.words
    boards = not _INSTEAD.isdisjoint(asked.words)
    return ("most_models" in found and boards) or ("counted" in found and asked.topic is not None)


_BOARDS = frozenset({"BOARD", "BOARDS"})
#: Words for benchmarks where it is told what is asked of them.
_INSTEAD = words.word_set("leaderboard leaderboards data")
_IMAGES = words.word_set("image images picture pictures visual imaging photo photos")
_TEXT = words.word_set("text texts textual")


def _filters(desk: Desk, asked: Asked) -> Iterator[tuple[Mapping[str, Any], set[int]]]:
    """Yield what is asked of cards, each with where the pieces start that say so."""
    covered: set[int] = set()
    for filters, pieces in (*_licences(desk, asked), *_counts(desk, asked), *formalities(asked), *_alone(asked)):
        covered |= {i for piece in pieces for i in range(piece.start, piece.end)}
        yield filters, {piece.start for piece in pieces}
    for i, piece in enumerate(asked.pieces):
        after = asked.pieces[i + 1] if i + 1 < len(asked.pieces) else None
        if piece.start in covered:
            continue
        if piece.kind == "value":
            yield from _amounts(asked, piece, after)
        elif _is_of_access(asked, piece):
            said = {_ACCESS[word] for word in asked.words[piece.start : piece.end] if word in _ACCESS}
            denied = [other for other in asked.pieces if _denies(asked, other) and other.start not in covered]
            if len(said) == 1 and not denied:
                yield {"access": tuple(said)}, {piece.start}
            elif len(said) == 1 and denied[0].end in (piece.start, piece.end):
                others = tuple(one for one in dict.fromkeys(_ACCESS.values()) if one not in said)
                yield {"access": others}, {piece.start, denied[0].start}
        elif _denies(asked, piece) and after is not None and after.concepts & _MODELS and not asked.has("EXCEPT"):
            yield {"most_models": 0}, {piece.start, after.start}
        elif piece.concepts & {"NEWEST", "OLDEST"} and not asked.has(*_MODELS, "HOW_MANY", "UPDATE_WORD"):
            yield {"order": "newest" if "NEWEST" in piece.concepts else "oldest"}, {piece.start}


#: What boards hold, words of having none of it, and words of having one.
_ENTRIES = words.word_set("model models result results score scores entry entries submission submissions")
_NONE = words.word_set("without no zero")
_ONLY = words.word_set("only just exactly single sole")
_ONE = words.word_set("a any one 1 single sole only just exactly")


def _alone(asked: Asked) -> Iterator[tuple[Mapping[str, Any], list[Piece]]]:
    """Yield that boards have one model or none: "with only one model", "without any results yet"."""
    said = asked.words
    for i, word in enumerate(said):
        start = i
        while start > 0 and said[start - 1] in _ONE:
            start -= 1
        if word not in _ENTRIES:
            continue
        if start > 0 and said[start - 1] in _NONE and not _ONLY & set(said[start:i]):
            yield {"most_models": 0}, _within(asked, start - 1, i + 1)
        elif _ONLY & set(said[start:i]) and not _NONE & set(said):
            yield {"least_models": 1, "most_models": 1}, _within(asked, start, i + 1)


def _is_of_access(asked: Asked, piece: Piece) -> bool:
    """Return whether words say who can get the data: "gated", "free to download", "which need registration"."""
    if piece.kind in ("foreign", "unknown"):
        return asked.has("NEEDS", "ACCESS") and asked.words[piece.start] in _ACCESS
    formal = asked.has("LICENCE") and "LICENCE" not in piece.concepts
    return piece.kind == "concept" and bool(piece.concepts & {"ACCESS", "OPEN", "CLOSED"}) and not formal


def _denies(asked: Asked, piece: Piece) -> bool:
    return not _DENIALS.isdisjoint(asked.words[piece.start : piece.end])


def _amounts(asked: Asked, piece: Piece, after: Piece | None) -> Iterator[tuple[Mapping[str, Any], set[int]]]:
    value = next(value for value in asked.values if value.start == piece.start)
    if value.kind == "period" and value.period is not None:
        dated = {other.start for other in asked.pieces if other.kind == "concept" and other.concepts & _DATED}
        yield {"published": value.period}, {piece.start, *dated}
    elif value.kind == "number" and value.bound and after is not None and after.concepts & _MODELS:
        step = int(value.strict)
        limits = {
            "least": {"least_models": int(value.amount) + step},
            "most": {"most_models": int(value.amount) - step},
        }
        yield limits[value.bound], {piece.start, after.start}


_AGES = {"newest": words.word_set("newest latest youngest recent"), "oldest": words.word_set("oldest earliest")}
#: Words for the most and the fewest of what cards count, and what may stand between one of them and that.
_MOST = words.word_set("most largest biggest highest greatest")
_FEWEST = words.word_set("fewest least smallest lowest")
_TO_COUNTED = words.ARTICLES | words.word_set(
    "number of count amount by in terms total test benchmark benchmarks dataset datasets measured set individual"
)
_SETS = [[word] for word in ("set", "sets", "count", "counts", "number", "bank", "pool", "collection")]


def _counts(desk: Desk, asked: Asked) -> Iterator[tuple[Mapping[str, Any], list[Piece]]]:
    """Yield limits on what cards count, or that the most or the fewest of it are asked for: "over 10,000 questions"."""
    nouns = desk.once("what cards count", lambda: countable(desk))
    said = asked.words
    kinds = {i for piece in asked.pieces if _is_kind(piece) for i in range(piece.start, piece.end)}
    unit = _unit_of_topic(desk, asked)
    for value in asked.values:
        end = value.end + (said[value.end : value.end + 1] == ["test"])
        noun = said[end] if end < len(said) and value.bound and value.kind in ("number", "score") else ""
        if noun in nouns:
            amount, step = int(value.amount if value.kind == "number" else value.typed), int(value.strict)
            limit = {"least_count": amount + step} if value.bound == "least" else {"most_count": amount - step}
            yield {"counted": nouns[noun], **limit}, _within(asked, value.start, end + 1)
    for i, word in enumerate(said):
        if word in _MOST | _FEWEST:
            end = next((j for j in range(i + 1, len(said)) if said[j] not in _TO_COUNTED and j not in kinds), len(said))
            noun = said[end] if end < len(said) else ""
            if said[end + 1 : end + 2] in _SETS and f"{noun}s" in nouns:
                # "The largest question set"
                noun, end = f"{noun}s", end + 1
            if noun not in nouns and unit in nouns and word in _LARGE and not asked.has(*_MODELS):
                yield {"counted": nouns[unit], "order": _LARGE[word]}, _within(asked, i, i + 1)
            elif noun in nouns:
                order = "most" if word in _MOST else "fewest"
                # "Has the highest" is one phrase.
                said_so = [piece for piece in asked.pieces if piece.start < i < piece.end]
                yield {"counted": nouns[noun], "order": order}, [*said_so, *_within(asked, i, end + 1)]


_AMOUNTS = {"most": _MOST, "fewest": _FEWEST}
_LARGE = {"largest": "most", "biggest": "most", "smallest": "fewest"}


def _unit_of_topic(desk: Desk, asked: Asked) -> str:
    """Return what all benchmarks of a topic have items of: "images" for the largest chest X-ray dataset."""
    if asked.topic is None:
        return ""
    units = {str(desk.view(slug).card["unit"]) for slug in asked.topic.slugs}
    return plural(units.pop()) if len(units) == 1 else ""


def _within(asked: Asked, start: int, end: int) -> list[Piece]:
    return [piece for piece in asked.pieces if start <= piece.start and piece.end <= end and not _is_kind(piece)]


def _is_kind(piece: Piece) -> bool:
    return piece.kind in ("category", "topic")


def _licences(desk: Desk, asked: Asked) -> Iterator[tuple[Mapping[str, Any], list[Piece]]]:
    """Yield the licence that is asked for: one that cards name, or any open one."""
    written = desk.once("licences of data", lambda: _written(desk))
    found = find_licences(written, asked.reading.tokens, asked.reading.named())
    formal = {i for piece in asked.pieces if "LICENCE" in piece.concepts for i in range(piece.start, piece.end)}
    names = [one for one in found if formal or _is_under(asked, one.start)]
    spans = formal | {i for one in names for i in range(one.start, one.end)}
    pieces = [piece for piece in asked.pieces if piece.kind == "licence" or spans & set(range(piece.start, piece.end))]
    if not pieces or asked.has("COMMERCIAL"):
        return
    denials = [piece for piece in asked.pieces if _denies(asked, piece) or piece.concepts & _EXCEPTING]
    said = {word for piece in pieces for word in asked.words[piece.start : piece.end]} - _FORMALITY
    opened = [piece for piece in asked.of_kind("concept") if "OPEN" in piece.concepts]
    named = {word for one in names for word in asked.words[one.start : one.end]}
    if denials:
        before = all(_said_before(asked, piece, names) for piece in denials) and len(denials) == 1
        if names and before and said <= named | _LEAVING:
            yield {"excluded_licences": _all_of(names)}, [*pieces, *denials]
    elif names and said <= named:
        yield {"licences": _all_of(names)}, pieces
    elif opened and not names and not said - {"open", "openly", "permissive", "permissively"}:
        yield {"open_licence": True}, [*pieces, *opened]


_EXCEPTING = frozenset({"EXCEPT", "EXCEPT_AFTER"})
#: Words of leaving something out, and what may stand between them and a licence.
_LEAVING = words.word_set("not other than anything everything but except excluding besides without isnt arent any")
_TO_LICENCE = words.ARTICLES | words.word_set(
    "under with licence license licensed licences licenses by on from released published available of"
)


def _said_before(asked: Asked, piece: Piece, names: Sequence[LicenceName]) -> bool:
    """Return whether a word of leaving out stands right before a licence: "not under MIT", "other than Apache"."""
    return any(piece.end <= one.start and set(asked.words[piece.end : one.start]) <= _TO_LICENCE for one in names)


def _is_under(asked: Asked, start: int) -> bool:
    """Return whether a name stands after "under" or "with", maybe over words of leaving it out."""
    before = start - 1
    while before > 0 and asked.words[before] in _LEAVING:
        before -= 1
    return asked.words[before] in _UNDER


def _all_of(names: Sequence[LicenceName]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for one in names for name in one.licences))


def _written(desk: Desk) -> Mapping[str, tuple[str, ...]]:
    rows = desk.connection.execute("SELECT DISTINCT json_extract(card, '$.licence') FROM benchmarks")
    return licence_names(data_licence(licence) for (licence,) in rows if licence)
