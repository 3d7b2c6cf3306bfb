"""Whether items can be told apart, compared and asked."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from podium.registry import loading
from podium.registry.benchmark import Choose, Classify, Generate, Item
from podium.registry.checking.finding import Check, Seen, failed, passed, some, warned
from podium.registry.checking.subject import Subject

_PLAIN = (str, int, float, bool, type(None))


class _Tally:
    """Problems by what they are and how to mend them, each with the items that have it."""

    def __init__(self) -> None:
        self.items: dict[tuple[str, str, str], list[str]] = {}

    def add(self, item: Item, saw: str, mend: str, verdict: str = "fail") -> None:
        """Count a problem of an item."""
        self.items.setdefault((verdict, saw, mend), []).append(str(item.id))

    def seen(self) -> Iterator[Seen]:
        """Yield every problem once, with the first items that have it."""
        for (verdict, saw, mend), ids in self.items.items():
            yield Seen(verdict, f"{saw}: {some(ids)}", mend)


def _unique(subject: Subject) -> Iterator[Seen]:
    items, tally = subject.items, _Tally()
    for item in items:
        name: Any = item.id
        if not isinstance(name, str) or not name.strip():
            what = "empty" if isinstance(name, str) else f"of type {type(name).__name__}, not text"
            tally.add(item, f"the id is {what}", "give every item an id that is text and stable")
    yield from tally.seen()
    doubled = [name for name, count in Counter(str(item.id) for item in items).items() if count > 1]
    if doubled:
        yield failed(
            f"{len(doubled):,} ids stand for several items: {some(doubled)}",
            "an id is unique within its split: answers are stored under it",
        )
    elif not tally.items:
        yield passed(f"{len(items):,} items, {len(items):,} ids")


def _plain(subject: Subject) -> Iterator[Seen]:
    tally = _Tally()
    for item in subject.items:
        for name, value in (("request", item.request), ("target", item.target)):
            try:
                hash(value)
            except TypeError:
                what = _unhashable(value) if name == "request" else f"target is of type {type(value).__name__}"
                tally.add(item, what, "write a tuple: what is asked and what is right must be hashable and not change")
        group: Any = item.group
        attributes: Any = item.attributes
        if not isinstance(group, str):
            tally.add(item, f"group is of type {type(group).__name__}", "write str(...): groups are compared as text")
        if not isinstance(attributes, Mapping):
            tally.add(item, "attributes is no mapping", "write {name: value}")
            continue
        for name, value in attributes.items():
            if not isinstance(name, str) or not _is_plain(value):
                tally.add(
                    item,
                    f"attribute {name!r} is of type {type(value).__name__}",
                    "give text, numbers, truth values, None or tuples of these: int(...), str(...), tuple(...)",
                )
        if not _equals_itself(item):
            tally.add(item, "the item cannot be compared with itself", "use plain values, no arrays or tensors")
    if not tally.items:
        yield passed("requests and targets are hashable, groups and attributes plain")
    yield from tally.seen()


def _is_plain(value: object) -> bool:
    return type(value) in _PLAIN or (isinstance(value, tuple) and all(map(_is_plain, value)))


def _unhashable(request: Any) -> str:
    for name, value in vars(request).items():
        try:
            hash(value)
        except TypeError:
            return f"{type(request).__name__}.{name} is of type {type(value).__name__}"
    return f"the request is of type {type(request).__name__}"


def _equals_itself(item: Item) -> bool:
    try:
        return bool(item == item) and isinstance(loading.item_key(item), str)
    except Exception:
        return False


def _requests(subject: Subject) -> Iterator[Seen]:
    tally = _Tally()
    items = subject.items
    for item in items:
        request: Any = item.request
        if not isinstance(request, Classify | Choose | Generate):
            tally.add(item, f"the request is of type {type(request).__name__}", "ask with Classify, Choose or Generate")
            continue
        for saw, mend, verdict in _problems(subject, item):
            tally.add(item, saw, mend, verdict)
    yield from tally.seen()
    labels = {item.request.labels for item in items if isinstance(item.request, Classify)}
    if len(labels) > 1 and not tally.items:
        yield failed(
            f"items ask for {len(labels)} different lists of labels", "ask every item for the same labels in one order"
        )
    elif not tally.items:
        kinds = Counter(type(item.request).__name__ for item in items)
        yield passed(", ".join(f"{count:,} {kind}" for kind, count in kinds.items()))


Problem = tuple[str, str, str]


def _problems(subject: Subject, item: Item) -> Iterator[Problem]:
    request = item.request
    if isinstance(request, Classify):
        yield from _classify(item, request)
    elif isinstance(request, Choose):
        yield from _choose(subject, item, request)
    else:
        yield from _generate(item, request)
    if not isinstance(request, Classify) and not request.prompt.strip():
        yield "the prompt is empty", "say what is asked", "fail"
    images: tuple[Any, ...] = request.images
    for path in images:
        if not isinstance(path, Path):
            yield f"an image is of type {type(path).__name__}", "give images as pathlib.Path", "fail"
        elif not path.is_file():
            yield "an image is not there", "give paths that exist, or raise MissingFiles at load", "fail"


def _classify(item: Item, request: Classify) -> Iterator[Problem]:
    yield from _distinct("labels", request.labels, "fail")
    target: Any = item.target
    if not isinstance(target, Sequence) or isinstance(target, str) or len(target) != len(request.labels):
        yield (
            "the target is not one number per label",
            "Classify's target: a tuple of 1.0, 0.0 or NaN per label",
            "fail",
        )
    elif any(isinstance(one, bool) or not _is_label(one) for one in target):
        yield "a target is not 1.0, 0.0 or NaN", "1.0 present, 0.0 absent, math.nan not assessed", "fail"


def _is_label(value: Any) -> bool:
    # 1 and 0 without a point are the same numbers.
    return isinstance(value, int | float) and (value in (0.0, 1.0) or math.isnan(value))


def _choose(subject: Subject, item: Item, request: Choose) -> Iterator[Problem]:
    # Official data has doubled options, which its plugin cannot mend.
    yield from _distinct("options", request.options, "fail" if subject.root is None else "warn")
    if len(request.options) < 2:
        yield f"there are {len(request.options)} options", "give at least two to choose from", "fail"
    target: Any = item.target
    if isinstance(target, bool) or not isinstance(target, int):
        yield (
            f"the target is of type {type(target).__name__}",
            "Choose's target: the right option's index, from 0",
            "fail",
        )
    elif not 0 <= target < len(request.options):
        what = f"the target is option {target}, and the options are 0 to {len(request.options) - 1}"
        yield what, "the first option's index is 0", "fail"
    if request.continuations and len(request.continuations) != len(request.options):
        yield "there is not one continuation per option", "give as many continuations as options, or none", "fail"
    yield from _examples(request)


def _generate(item: Item, request: Generate) -> Iterator[Problem]:
    if request.max_tokens < 1:
        yield f"max_tokens is {request.max_tokens}", "let a reply have at least one token", "fail"
    if item.target is None or item.target == "":
        yield "there is no target", "state the right answer, as the scorer compares it", "warn"
    if any(not isinstance(one, str) or not one for one in request.stop):
        yield "a stop text is empty", "leave it out: every reply would end at once", "fail"
    if request.schema:
        try:
            json.loads(request.schema)
        except ValueError:
            yield "schema is no JSON", "give json.dumps(schema)", "fail"
    yield from _examples(request)


def _examples(request: Choose | Generate) -> Iterator[Problem]:
    places = request.examples
    rising = all(one < other for one, other in pairwise(places))
    if places and (not rising or places[0] < 0 or places[-1] > len(request.prompt)):
        yield "examples are no offsets in the prompt", "rising offsets: where each example begins, then the end", "fail"


def _distinct(what: str, texts: Iterable[str], verdict: str) -> Iterator[Problem]:
    texts = list(texts)
    if any(not isinstance(text, str) for text in texts):
        yield f"{what} are not all text", f"write {what} as a tuple of str", "fail"
    elif len(set(texts)) != len(texts):
        yield f"two {what} are the same", f"{what} must be distinct: nobody could tell which is meant", verdict
    if not texts:
        yield f"there are no {what}", f"give {what} as a tuple of str", "fail"


def _keys(subject: Subject) -> Iterator[Seen]:
    benchmark, tally = subject.benchmark, _Tally()
    items = subject.items
    subject.need("items-unique")
    for item in items:
        for column in benchmark.key_columns:
            key = benchmark.item_key(column, item)
            if benchmark.key(column, key) != key:
                tally.add(
                    item,
                    f"item_key({column!r}) gives what key({column!r}) does not give back",
                    "key(column, item_key(column, item)) must be item_key(column, item), else no predictions file fits",
                )
    if not tally.items:
        yield passed(f"a predictions file may name items by {', '.join(benchmark.key_columns)}")
    yield from tally.seen()
    if not benchmark.key_columns:
        yield warned("key_columns is empty", "name the column by which a predictions file names an item")


CHECKS = (
    Check("items-unique", "Every item has an id of its own.", _unique),
    Check("items-plain", "Items are made of plain values that can be hashed and compared.", _plain),
    Check("items-requests", "What is asked can be answered, and the target is an answer to it.", _requests),
    Check("items-keys", "A predictions file can name the items.", _keys),
)
