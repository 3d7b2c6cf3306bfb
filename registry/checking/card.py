"""Whether a card says all it should, and nothing that cannot be."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlsplit

from podium.registry import formats, names
from podium.registry.benchmark import Dataset
from podium.registry.card import Board, Card
from podium.registry.checking.finding import Check, Seen, Unusable, failed, passed, skipped, some, warned
from podium.registry.checking.subject import Subject
from podium.registry.errors import PodiumError
from podium.registry.samples import is_sample

#: Benchmarks are younger than the first of them, on which machines read digits.
_EARLIEST = date(1950, 1, 1)
_COMMIT = re.compile(r"[0-9a-f]{40}")


def _complete(subject: Subject) -> Iterator[Seen]:
    card = subject.benchmark.card
    absent = [what for what, there in _recommended(card).items() if not there]
    if absent:
        yield warned(f"left out: {', '.join(what.partition(':')[0] for what in absent)}", "; ".join(absent))
    boards = [board.slug for board in card.boards if not board.protocol]
    if boards:
        yield warned(
            f"no protocol on board {some(boards)}",
            "Board(protocol=...): one sentence on data, unit, prompt and whose figures, so that only like meets like",
        )
    if subject.benchmark.can_evaluate and not card.splits:
        yield failed("card.splits is empty", "state the splits that load takes and their official number of items")
    if subject.benchmark.can_evaluate and card.splits and not any(board.split for board in card.boards):
        yield warned("no board has a split", "Board(split=...) on the board that a whole local run may enter")
    if not absent and not boards:
        yield passed("every recommended field is there")


def _recommended(card: Card) -> dict[str, bool]:
    """Return whether each recommended field is there, by its name and what it is for."""
    paper = card.paper
    fields = {
        "measures: one sentence on what a score says; it answers “what does it measure?”": bool(card.measures),
        "dataset_url: where the data is at home": bool(card.dataset_url),
        "licence: the data's licence or agreement": bool(card.licence),
        "faq: questions that only you can answer, as FAQEntry(question, answer, source_url)": bool(card.faq),
        "paper: Paper(title, authors, url, published), or the page that introduces it": paper is not None,
    }
    if paper is not None:
        fields |= {
            "paper.url: where the paper can be read": bool(paper.url),
            "paper.published: its date": paper.published is not None,
            "paper.abstract: what it says, in your own words": bool(paper.abstract),
        }
    return fields


def _truthful(subject: Subject) -> Iterator[Seen]:
    card = subject.benchmark.card
    seen = [*_addresses(card), *_dates(card), *_counts(card), *_boards(card), *_baselines(card), *_references(subject)]
    yield from seen
    if not seen:
        yield passed("addresses, dates, counts, boards and baselines are plausible")


def _addresses(card: Card) -> Iterator[Seen]:
    """Look at every field of the card that is called ``url`` or ends with it."""
    for place, text in _urls(card, "card"):
        parts = urlsplit(text)
        if parts.scheme not in ("http", "https") or "." not in (parts.hostname or "") or text != text.strip():
            yield failed(f"{place} is {text!r}", "write a whole address, https://...")


def _urls(thing: object, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(thing, tuple):
        for number, one in enumerate(thing):
            yield from _urls(one, f"{place}[{number}]")
    elif dataclasses.is_dataclass(thing):
        for field in dataclasses.fields(thing):
            value = getattr(thing, field.name)
            if field.name.endswith("url") and isinstance(value, str):
                if value:
                    yield f"{place}.{field.name}", value
            else:
                yield from _urls(value, f"{place}.{field.name}")


def _dates(card: Card) -> Iterator[Seen]:
    published: Any = card.paper.published if card.paper is not None else None
    if published is None:
        return
    today = datetime.now(UTC).date()
    if not isinstance(published, date):
        yield failed(f"card.paper.published is {published!r}", "write datetime.date(2025, 1, 31)")
    elif not _EARLIEST <= published <= today:
        when = "in the future" if published > today else f"before {_EARLIEST.year}"
        yield failed(f"card.paper.published is {published}, {when}", "write the date of first publication")


def _counts(card: Card) -> Iterator[Seen]:
    for field in ("splits", "sizes"):
        for name, count in getattr(card, field).items():
            if isinstance(count, bool) or not isinstance(count, int) or count < 1:
                yield failed(f"card.{field}[{name!r}] is {count!r}", "write a number of things, 1 or more")


def _boards(card: Card) -> Iterator[Seen]:
    for board in card.boards:
        low, high = board.minimum, board.maximum
        if low is not None and high is not None and low >= high:
            yield failed(f"board {board.slug} goes from {low:g} to {high:g}", "minimum must be below maximum")
        if board.higher_is_better and _is_error(board):
            yield warned(
                f"board {board.slug} ranks {board.metric_name}, and higher is better",
                "Board(higher_is_better=False) where less of it is better",
            )


def _is_error(board: Board) -> bool:
    words = set(re.split(r"[^a-z]+", f"{board.metric} {board.metric_name}".lower()))
    return bool(words & {"error", "errors", "loss", "perplexity", "brier", "ece", "mae", "rmse", "mse", "wer", "cer"})


def _baselines(card: Card) -> Iterator[Seen]:
    boards = {board.slug: board for board in card.boards}
    for baseline in card.baselines:
        board = boards.get(baseline.board) if baseline.board else card.headline
        if board is None:
            yield failed(
                f"baseline {baseline.name!r} is on board {baseline.board!r}, which is not there",
                f"the boards are {', '.join(boards)}",
            )
        elif not _within(baseline.value, board):
            yield failed(
                f"baseline {baseline.name!r} is {baseline.value:g}, outside board {board.slug} ({_range(board)})",
                "write fractions, not percent, and name the board it belongs to",
            )


def _within(value: float, board: Board) -> bool:
    return (board.minimum is None or value >= board.minimum) and (board.maximum is None or value <= board.maximum)


def _range(board: Board) -> str:
    low, high = ("unbounded" if end is None else f"{end:g}" for end in (board.minimum, board.maximum))
    return f"{low} to {high}"


def _references(subject: Subject) -> Iterator[Seen]:
    card, hub = subject.benchmark.card, subject.benchmark.hub
    if card.slug in card.related:
        yield failed(f"card.related names {card.slug!r} itself", "leave it out")
    doubled = sorted({one.name for one in card.observations if [o.name for o in card.observations].count(one.name) > 1})
    if doubled:
        yield failed(f"two observations are called {doubled[0]!r}", "give every observation a name of its own")
    if hub is not None and not _COMMIT.fullmatch(hub.revision):
        yield warned(
            f"hub.revision is {hub.revision!r}", "name a commit, 40 hexadecimal digits: files that change move figures"
        )


def _data_counts(subject: Subject) -> Iterator[Seen]:
    subject.need_evaluation()
    if subject.root is None:
        yield skipped("without --data the card's counts are not held against the data")
        return
    for split, official in subject.benchmark.card.splits.items():
        try:
            found = subject.load(split=split)
            count = len(list(found))
        except PodiumError as error:
            yield skipped(f"split {split}: {subject.told(error)}")
            continue
        except Exception:
            yield skipped(f"split {split} could not be loaded, see loader-loads")
            continue
        shortfall = getattr(found, "shortfall", "")
        if is_sample(subject.data):
            yield skipped(f"split {split}: this is sample data")
        elif shortfall:
            yield warned(f"split {split} is not whole: {shortfall}", "give the whole official split to --data")
        elif count != official:
            # A Dataset that says it is whole may have another unit than the card; of other items Podium counts.
            tell = warned if isinstance(found, Dataset) else failed
            yield tell(
                f"split {split} has {count:,} items, the card says {official:,}",
                "state the official number in card.splits, or load the whole split",
            )
        else:
            yield passed(f"split {split}: {count:,} items, as on the card")
    yield from _verified(subject)


def _verified(subject: Subject) -> Iterator[Seen]:
    """Hold the data against what was published, where the benchmark can."""
    if not subject.benchmark.brings("verify") or is_sample(subject.data):
        return
    for check in subject.benchmark.verify(subject.data, "paths", lambda *told: None).checks:
        if check.status != "ok":
            tell = failed if check.status == "problem" else warned
            yield tell(
                f"verify: {check.name}: {check.detail}", "podium data verify tells more; mend the copy or verify"
            )


def _free(subject: Subject) -> Iterator[Seen]:
    card, clash = subject.benchmark.card, False
    own: dict[str, str] = {}
    for name in dict.fromkeys((card.slug, card.name, *card.aliases)):
        key = names.key(name)
        if key in subject.taken:
            clash = True
            slug, owner = subject.taken[key]
            yield failed(
                f"the name {name!r} is taken by {slug!r} of plugin {owner!r}",
                "choose another, or remove that plugin: whichever loads second is refused",
            )
        own.setdefault(key, name)
    if not own or "" in own:
        clash = True
        yield failed(f"the name {own.get('', '')!r} has no letter or digit", "leave it out: nobody can ask for it")
    if not clash:
        yield passed(f"{formats.count(len(own), 'name')}, none of another benchmark")


def _results(subject: Subject) -> Iterator[Seen]:
    rows = list(subject.benchmark.results())
    if not rows:
        raise Unusable("no results ship with the plugin")
    seen: dict[tuple[str, ...], int] = {}
    for number, row in enumerate(rows, 1):
        identity = tuple(row.get(name) or "" for name in ("board", "model", "setting"))
        if identity in seen:
            yield failed(
                f"results {seen[identity]} and {number} are both {row['model']} on {row['board']}",
                "one row per board, model and setting: say in `setting` what tells them apart",
            )
        seen[identity] = number
    if len(seen) == len(rows):
        yield passed(f"{formats.count(len(rows), 'result')}, each with its source")


CHECKS = (
    Check("card-complete", "The card says all that people ask for.", _complete),
    Check("card-truthful", "What the card says can be.", _truthful),
    Check("card-counts", "The card's counts are those of the data.", _data_counts),
    Check("names-free", "Slug, name and aliases are no other benchmark's.", _free),
    Check("results", "Shipped results are one per board, model and setting.", _results),
)
