"""Between which ranks a model really stands, where intervals are known.

Two models are told apart where their scores read differently and not both have 95% intervals that overlap. A model's
range goes from 1 plus the number of models that are better and told apart from it, to the number of models less those
that are worse and told apart from it. Overlapping intervals are a cautious rule: models may overlap and still differ
in a paired test on the same items.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from podium.registry.ranking import Entry, Margin, RankedRows
from podium.registry.views import shown


class RankRange(NamedTuple):
    """Ranks between which a model stands, both included, from 1."""

    best: int
    worst: int


def rank_ranges(ranked: RankedRows) -> dict[int, RankRange]:
    """Return the ranges of the rows of a board among one another, by row id.

    Args:
        ranked: The rows, best first.
    """
    entries = ranked.entries
    margins = {entry.id: ranked.margin(entry) for entry in entries}
    texts = [shown(entry.value) for entry in entries]
    # Position at which the rows of a text begin and end; they stand together, since the rows are in order.
    first = {text: position for position, text in reversed(list(enumerate(texts)))}
    last = {text: position + 1 for position, text in enumerate(texts)}
    whole = _Ends(entries, margins)
    alike = {text: _Ends(entries[start : last[text]], margins) for text, start in first.items()}
    size, found = len(entries), {}
    for entry, text in zip(entries, texts, strict=True):
        better, worse = first[text], size - last[text]
        low, high = margins[entry.id][:2]
        if low is not None and high is not None:
            above, below = whole.beyond(low, high)
            above_alike, below_alike = alike[text].beyond(low, high)
            above, below = above - above_alike, below - below_alike
            if entries[0].value < entries[-1].value:  # a lower score is the better one
                above, below = below, above
            before = whole.count_before(first[text])
            after = whole.size - whole.count_before(last[text])
            better, worse = better - before + above, worse - after + below
        found[entry.id] = RankRange(better + 1, size - worse)
    return found


class _Ends:
    """The ends of the intervals of some rows, in order, to count those beyond another interval."""

    def __init__(self, entries: Sequence[Entry], margins: Mapping[int, Margin]) -> None:
        known = [(low, high) for low, high, _ in (margins[one.id] for one in entries) if None not in (low, high)]
        self.size = len(known)
        self._lows = sorted(low for low, _ in known if low is not None)
        self._highs = sorted(high for _, high in known if high is not None)
        self._before = [0]
        for entry in entries:
            self._before.append(self._before[-1] + (None not in margins[entry.id][:2]))

    def beyond(self, low: float, high: float) -> tuple[int, int]:
        """Return how many intervals lie wholly above this one, and how many wholly below."""
        return self.size - bisect_right(self._lows, high), bisect_left(self._highs, low)

    def count_before(self, position: int) -> int:
        """Return how many of the rows before a position have an interval."""
        return self._before[position]
