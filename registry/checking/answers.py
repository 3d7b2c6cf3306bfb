"""Answers to check a scorer with: perfect ones made from the targets, the opposite, and noise."""

from __future__ import annotations

import json
import math
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from podium.registry.adapters.prompts import YES_NO
from podium.registry.benchmark import Answer, Benchmark, Choose, Classify, Generate, Item
from podium.registry.checking.finding import Unusable
from podium.registry.checking.subject import quiet

_SEED = "podium"
#: Most replies that are tried as a wrong one.
_MOST_WRONG = 100
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#: Forms in which replies state an answer; the first that the benchmark counts as right is taken.
_FORMS: tuple[Callable[[str], str], ...] = (
    lambda text: text,
    lambda text: f"The answer is ({text}).",
    lambda text: f"Answer: {text}",
    lambda text: f"The answer is {text}.",
    lambda text: f"\\boxed{{{text}}}",
    lambda text: f"#### {text}",
    lambda text: json.dumps({"answer": text}),
)


def perfect(benchmark: Benchmark, items: Sequence[Item]) -> list[Answer]:
    """Return for each item the answer that its target calls for.

    A reply in words is tried in several forms; the first that :meth:`Benchmark.correct` counts as right is taken.

    Raises:
        Unusable: If no form of most replies in words is counted as right.
    """
    found = [_perfect(benchmark, item) for item in items]
    known = [answer for answer in found if answer is not None]
    if 2 * len(known) <= len(items):
        raise Unusable(
            f"from {len(items) - len(known):,} of {len(items):,} targets no reply could be made that `correct` counts"
            " as right"
        )
    return [answer if answer is not None else Answer(text="") for answer in found]


def _perfect(benchmark: Benchmark, item: Item) -> Answer | None:
    if isinstance(item.request, Classify):
        return Answer(probabilities=tuple(0.5 if math.isnan(target) else float(target) for target in item.target))
    if isinstance(item.request, Choose):
        return _choice(item.request, item.target)
    first = None
    for text in _texts(item):
        answer = Answer(text=text, finish="stop")
        first = first or answer
        with quiet():
            worth = benchmark.correct(item, answer)
        if worth is not None and worth >= 1:
            return answer
        if worth is None:
            # Only the scorer can tell: the plain form is as good as any.
            return first
    return None


def _choice(request: Choose, option: int) -> Answer:
    likely = tuple(-0.1 if place == option else -3.0 for place in range(len(request.options)))
    return Answer(choice=option, log_likelihoods=likely)


def _texts(item: Item) -> Iterator[str]:
    """Yield replies that may be right."""
    for plain in _plain(item.target):
        for form in _FORMS:
            yield form(plain)


def _plain(target: Any) -> Iterator[str]:
    """Yield what a target may be in words: the text, one of several texts, a letter, yes or no."""
    if isinstance(target, bool):
        yield f"{YES_NO[0 if target else 1]}."
    if isinstance(target, str):
        yield target
    elif isinstance(target, float) and target in (0.0, 1.0):
        yield f"{YES_NO[0 if target else 1]}."
    elif isinstance(target, Mapping):
        for value in target.values():
            yield from _plain(value)
    elif isinstance(target, Sequence):
        for value in target:
            yield from _plain(value)
    if isinstance(target, int) and 0 <= target < len(_LETTERS):
        yield _LETTERS[target]
    if isinstance(target, int | float):
        yield str(target)


def inverted(benchmark: Benchmark, items: Sequence[Item], right: Sequence[Answer]) -> list[Answer]:
    """Return for each item an answer as wrong as can be.

    Args:
        benchmark: The benchmark.
        items: The items.
        right: What :func:`perfect` gave; a reply in words is another item's.
    """
    texts = list(dict.fromkeys(answer.text for answer in right if answer.text))[:_MOST_WRONG]
    return [_inverted(benchmark, item, answer, texts) for item, answer in zip(items, right, strict=True)]


def _inverted(benchmark: Benchmark, item: Item, right: Answer, texts: Sequence[str]) -> Answer:
    if right.probabilities is not None:
        return Answer(probabilities=tuple(None if one is None else 1.0 - one for one in right.probabilities))
    if isinstance(item.request, Choose):
        return _choice(item.request, (item.target + 1) % len(item.request.options))
    # What reads alike is read by the same rule: a wrong letter is surer than a wrong word.
    for text in sorted(texts, key=lambda text: abs(len(text) - len(right.text or ""))):
        answer = Answer(text=text, finish="stop")
        with quiet():
            worth = benchmark.correct(item, answer) if text != right.text else 1.0
        if not worth:
            return answer
    return Answer(text="", finish="stop")


def noise(benchmark: Benchmark, items: Sequence[Item]) -> list[Answer]:
    """Return an answer for each item that has nothing to do with it, the same every time.

    Replies in words are other items' right ones.
    """
    chance = random.Random(_SEED)
    texts = [next(_plain(item.target), "") for item in items if isinstance(item.request, Generate)]
    chance.shuffle(texts)
    return [_noise(item, chance, texts) for item in items]


def _noise(item: Item, chance: random.Random, texts: list[str]) -> Answer:
    request = item.request
    if isinstance(request, Classify):
        return Answer(probabilities=tuple(round(chance.random(), 6) for _ in request.labels))
    if isinstance(request, Choose):
        return _choice(request, chance.randrange(len(request.options)))
    return Answer(text=texts.pop(), finish="stop")


def unknown(items: Sequence[Item]) -> list[Answer]:
    """Return answers that say nothing: no label known, no option named, an empty reply."""
    return [
        Answer(probabilities=(None,) * len(item.request.labels))
        if isinstance(item.request, Classify)
        else Answer(text="", finish="stop")
        for item in items
    ]
