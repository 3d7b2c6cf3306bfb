"""The benchmarks whose cards say what is asked for: by licence, access, date of publication and number of models."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from podium.bots.faq.frame import CardFilters, Frame
from podium.bots.faq.language import words
from podium.bots.faq.replies.desk import Desk
from podium.bots.faq.replies.phrasing import during
from podium.bots.faq.replies.wording import ACCESS, counted, listed, month, plural, usual_split
from podium.bots.faq.reply import Fact, Reply
from podium.registry.categories import HeadlineBoard

#: How licences begin that count as open ones.
_OPEN = re.compile(r"(?:MIT|Apache|BSD|CC0|CC[ -]BY(?:-SA)?(?![-A-Z])|ODC|ODbL|public domain)", re.IGNORECASE)
_OPEN_LICENCES = (
    "A licence counts as open here if it is MIT, Apache, BSD, CC BY, CC BY-SA, one of Open Data Commons, or leaves the"
    " data to the public."
)
#: Most benchmarks that are named; the rest is counted.
_MOST_NAMED = 30
_MOST_UNKNOWN = 6


def data_licence(licence: str) -> str:
    """Return the licence of the data from what a card says of licences: ``MIT`` of "MIT (data), Apache-2.0 (code)"."""
    return re.split(r"(?:(?<! ) ++)?[;(,]", licence, maxsplit=1)[0].strip()


class _Card(NamedTuple):
    board: HeadlineBoard
    licence: str
    access: str
    published: str
    number: int | None
    #: Of what split :attr:`number` is; empty for all.
    split: str
    #: How many there are in all splits.
    total: int
    authors: tuple[str, ...]
    #: The metrics of its boards, the main one's first.
    metrics: tuple[str, ...]


#: What any item of a benchmark is called.
_ITEMS = ("items", "samples", "examples", "instances")


def countable(desk: Desk) -> Mapping[str, str]:
    """Return what cards count, in one word, by how it is called: "questions", "patients", "subjects"."""
    found = dict.fromkeys(_ITEMS, _ITEMS[0])
    for (text,) in desk.connection.execute("SELECT card FROM benchmarks"):
        card = json.loads(text)
        found |= {word: word for word in (plural(card["unit"]), *card["sizes"]) if word.isalpha()}
    return found


def _count(card: Mapping[str, Any], counted: str) -> tuple[int | None, str]:
    """Return how many of something a card counts, and in which split: all, or those that scores are measured on."""
    unit = plural(card["unit"])
    if counted in card["sizes"]:
        return card["sizes"][counted], ""
    if counted == unit == "images" and card["splits"]:
        # Images are spoken of as a whole, whatever part of them models are scored on.
        return sum(card["splits"].values()), ""
    if counted in (unit, _ITEMS[0]):
        for split, number in usual_split(card["splits"]):
            return number, split
    names = (unit, _ITEMS[0]) if counted in (unit, _ITEMS[0]) else (counted,)
    return next((card["sizes"][name] for name in names if name in card["sizes"]), None), ""


def of_cards(desk: Desk, boards: Sequence[HeadlineBoard], what: str, facts: list[Fact], frame: Frame) -> Reply:
    """List those of some benchmarks whose cards say what is asked for.

    Args:
        desk: The registry.
        boards: The benchmarks to choose from.
        what: Which those are, as it stands behind the noun.
        facts: The facts of that.
        frame: What is asked.
    """
    wanted = frame.cards
    assert wanted is not None
    cards = [_card(desk, board, wanted) for board in boards]
    unknown = [card for card in cards if not _known(card, wanted)]
    found = [card for card in cards if _known(card, wanted) and _fits(card, wanted)]
    if wanted.order in ("most", "fewest") and found:
        end = max if wanted.order == "most" else min
        number = end(card.number or 0 for card in found)
        found = [card for card in found if card.number == number]
    elif wanted.order and found:
        day = (max if wanted.order == "newest" else min)(card.published for card in found)
        found = [card for card in found if card.published == day]
    elif wanted.counted:
        found.sort(key=lambda card: -(card.number or 0))
    what += _phrase(wanted)
    facts = [*facts, *_asked(wanted), Fact("benchmarks", len(found))]
    lines = [_found_line(found, what, wanted)]
    for card in found[:_MOST_NAMED]:
        facts += _card_facts(card, wanted)
    if len(found) > _MOST_NAMED:
        facts.append(Fact("more_choices", len(found) - _MOST_NAMED))
    if wanted.open_licence:
        lines.append(_OPEN_LICENCES)
    if wanted.author:
        lines.append("Cards name the first authors of a paper; further ones are only counted.")
    if any(card.split for card in found):
        lines.append(_COUNTED)
    if wanted.least_count is not None:
        more = [card for card in cards if card.split and (card.number or 0) < wanted.least_count <= card.total]
        if more:
            lines.append(f"With all their splits: {listed([f'{card.board.name} ({card.total:,})' for card in more])}.")
        facts += [Fact("benchmark", card.board.name, card.board.slug) for card in more]
        facts += [Fact("count", card.total, card.board.slug) for card in more]
    if unknown:
        names = [card.board.name for card in unknown[:_MOST_UNKNOWN]]
        rest = len(unknown) - len(names)
        lines.append(
            f"{_missing(wanted)} is not recorded for {listed([*names, *([f'{rest:,} more'] if rest else [])])}."
        )
        facts += [Fact("benchmark", card.board.name, card.board.slug) for card in unknown[:_MOST_UNKNOWN]]
        facts += [Fact("more_choices", rest)] if rest else []
    return Reply("answer" if found else "no_data", "\n".join(lines), tuple(facts), footer=("More: podium benchmarks",))


#: What is counted where a card tells splits.
_COUNTED = "Of a card that tells splits, the one that scores are usually measured on is counted."


def _card(desk: Desk, board: HeadlineBoard, wanted: CardFilters) -> _Card:
    row = desk.connection.execute("SELECT card FROM benchmarks WHERE slug = ?", (board.slug,)).fetchone()
    card = json.loads(row[0])
    published = (card.get("paper") or {}).get("published") or ""
    count = _count(card, wanted.counted) if wanted.counted else (None, "")
    total = sum(card["splits"].values())
    authors = tuple((card.get("paper") or {}).get("authors") or ())
    return _Card(
        board, card.get("licence") or "", card.get("access") or "", published, *count, total, authors, _metrics(card)
    )


def _metrics(card: Mapping[str, Any]) -> tuple[str, ...]:
    boards = sorted(card["boards"], key=lambda board: not board["headline"])
    return tuple(dict.fromkeys(board["metric_name"] for board in boards))


def by_metric(names: Iterable[str], wanted: str) -> list[str]:
    """Return those of some metrics that have the words of another in their name: "macro-F1 over five" those of "F1"."""
    said = [token.key for token in words.tokens(wanted)]
    found = []
    for name in names:
        keys = [token.key for token in words.tokens(name)]
        if any(keys[i : i + len(said)] == said for i in range(len(keys))):
            found.append(name)
    return found


def _known(card: _Card, wanted: CardFilters) -> bool:
    if _of_licence(wanted) and not card.licence:
        return False
    if wanted.counted and card.number is None:
        return False
    return bool(card.published) or not (wanted.published or wanted.order in ("newest", "oldest"))


def _of_licence(wanted: CardFilters) -> bool:
    return bool(wanted.licences or wanted.excluded_licences or wanted.open_licence)


def _fits(card: _Card, wanted: CardFilters) -> bool:
    licence = data_licence(card.licence)
    if (wanted.licences and licence not in wanted.licences) or (wanted.open_licence and not _OPEN.match(licence)):
        return False
    if licence in wanted.excluded_licences or (wanted.author and wanted.author not in card.authors):
        return False
    if wanted.metric and not by_metric(card.metrics, wanted.metric):
        return False
    if wanted.counted:
        fewest, most = wanted.least_count, wanted.most_count
        if (fewest is not None and (card.number or 0) < fewest) or (most is not None and (card.number or 0) > most):
            return False
    if wanted.access and card.access not in wanted.access:
        return False
    if wanted.published is not None:
        first, last = wanted.published.first or "", wanted.published.last or "9999"
        # A day that is known to the year alone is in a period that has all of the year.
        if not (card.published >= first[: len(card.published)] and card.published <= last):
            return False
    least, most = wanted.least_models, wanted.most_models
    return (least is None or card.board.models >= least) and (most is None or card.board.models <= most)


def _phrase(wanted: CardFilters) -> str:
    parts = list(_parts(wanted))
    return f" {listed(parts)}" if parts else ""


def _parts(wanted: CardFilters) -> Iterator[str]:
    if wanted.licences:
        yield f"with the licence {listed(wanted.licences, 'or')} for the data"
    if wanted.excluded_licences:
        yield f"whose data are not under {listed(wanted.excluded_licences, 'or')}"
    if wanted.least_count is not None:
        yield f"with at least {wanted.least_count:,} {wanted.counted}"
    if wanted.most_count is not None:
        yield f"with at most {wanted.most_count:,} {wanted.counted}"
    if wanted.open_licence:
        yield "with an open licence for the data"
    if wanted.access:
        yield f"whose data are {listed([ACCESS[one] for one in wanted.access], 'or')}"
    if wanted.metric:
        yield f"with a board by {wanted.metric}"
    if wanted.author:
        yield f"whose paper names {wanted.author} as an author"
    if wanted.published is not None:
        yield f"published {during(wanted.published)}"
    if wanted.least_models is not None and wanted.least_models == wanted.most_models:
        yield f"with {counted(wanted.least_models, 'model')} on the main board"
        return
    if wanted.least_models is not None:
        yield f"with at least {counted(wanted.least_models, 'model')} on the main board"
    if wanted.most_models is not None:
        some = wanted.most_models > 0
        yield (
            f"with at most {counted(wanted.most_models, 'model')} on the main board"
            if some
            else ("without a model on the main board")
        )


def _asked(wanted: CardFilters) -> Iterator[Fact]:
    if wanted.author or wanted.metric:
        yield Fact("asked", wanted.author or wanted.metric)
    limits = [
        limit for limit in (wanted.least_models, wanted.most_models, wanted.least_count, wanted.most_count) if limit
    ]
    yield from (Fact("asked", limit) for limit in limits)
    for name, day in (
        () if wanted.published is None else (("first_day", wanted.published.first), ("last_day", wanted.published.last))
    ):
        if day is not None:
            yield Fact(name, day)


def _found_line(found: Sequence[_Card], what: str, wanted: CardFilters) -> str:
    if len(found) < 2:
        what = what.replace(" that use ", " that uses ").replace(" that show ", " that shows ")
        what = what.replace(" that are ", " that is ")
    if not found:
        return f"No benchmark{what} is registered here."
    names = [f"{card.board.name} ({_detail(card, wanted)})" for card in found[:_MOST_NAMED]]
    more = len(found) - len(names)
    names += [f"{more:,} more (podium benchmarks lists them all)"] if more else []
    if wanted.order in ("most", "fewest"):
        verb = "has" if len(found) == 1 else "have"
        return f"{listed(names)} {verb} the {wanted.order} {wanted.counted} of the benchmarks here{what}."
    if wanted.order:
        verb = "is" if len(found) == 1 else "are"
        noun = "benchmark" if len(found) == 1 else "benchmarks"
        return f"The {wanted.order} {noun}{what} by publication {verb} {listed(names)}."
    verb = "is" if len(found) == 1 else "are"
    return f"There {verb} {counted(len(found), 'benchmark')}{what}: {listed(names)}."


def _detail(card: _Card, wanted: CardFilters) -> str:
    said = []
    if _of_licence(wanted):
        said.append(card.licence)
    if wanted.metric:
        said.append(by_metric(card.metrics, wanted.metric)[0])
    if wanted.counted:
        said.append(f"{card.number:,} {wanted.counted}{f' in “{card.split}”' if card.split else ''}")
    if wanted.published is not None or wanted.order in ("newest", "oldest"):
        said.append(month(card.published))
    if len(wanted.access) > 1:
        said.append(ACCESS[card.access])
    said.append(counted(card.board.models, "model"))
    return "; ".join(said)


def _card_facts(card: _Card, wanted: CardFilters) -> Iterator[Fact]:
    slug = card.board.slug
    yield Fact("benchmark", card.board.name, slug)
    yield Fact("models", card.board.models, slug, card.board.board)
    if _of_licence(wanted):
        yield Fact("licence", card.licence, slug)
    if wanted.metric:
        yield Fact("metric", by_metric(card.metrics, wanted.metric)[0], slug)
    if wanted.counted and card.number is not None:
        yield Fact("counted", wanted.counted, slug)
        yield Fact("count", card.number, slug)
        if card.split:
            yield Fact("split", card.split, slug)
    if wanted.access:
        yield Fact("access", card.access, slug)
    if wanted.published is not None or wanted.order in ("newest", "oldest"):
        yield Fact("paper_published", card.published, slug)


def _missing(wanted: CardFilters) -> str:
    if wanted.counted:
        return f"The number of {wanted.counted}"
    return "The licence" if _of_licence(wanted) else "The date of publication"
