"""Two figures of one board set against each other: who is ahead, by how much, and whether that can be told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from podium.bots.faq.replies.catalogue import name_of
from podium.bots.faq.replies.wording import listed, plain
from podium.bots.faq.reply import Fact
from podium.registry.standings import Figure
from podium.registry.views import BoardFacts, overlap, shown


@dataclass(frozen=True)
class Verdict:
    """What tells two figures of one board apart.

    Args:
        ahead: The one with the better score; None in a tie.
        difference: How far apart they are, without a sign.
        why: ``"same"``: they read the same; ``"overlap"``: their intervals overlap; ``"apart"``: they do not;
            ``"unknown"``: one has no interval, so whether the difference is chance cannot be told.
        lacking: Those without an interval.
    """

    ahead: Figure | None
    difference: float
    why: str
    lacking: tuple[Figure, ...] = ()

    @classmethod
    def of(cls, one: Figure, other: Figure) -> Verdict:
        """Return the verdict on two figures of one board."""
        difference = abs(one.row.value - other.row.value)
        if shown(one.row.value) == shown(other.row.value):
            return cls(None, difference, "same")
        higher, lower = (one, other) if one.row.value > other.row.value else (other, one)
        ahead = higher if one.board.higher_is_better else lower
        lacking = tuple(each for each in (one, other) if each.row.low is None or each.row.high is None)
        if lacking:
            return cls(ahead, difference, "unknown", lacking)
        if overlap((one.row.low, one.row.high), (other.row.low, other.row.high)):
            return cls(None, difference, "overlap")
        return cls(ahead, difference, "apart")

    def sentence(self, board: BoardFacts) -> str:
        """Return the verdict in words."""
        if self.why == "same" or self.ahead is None:
            if self.why == "same":
                return "Their scores read the same, so that is a tie."
            return f"That is a tie: they are {apart(self.difference, board)} apart and their intervals overlap."
        line = f"{name_of(self.ahead.row.model)} is ahead by {apart(self.difference, board)}"
        if self.why == "apart":
            return f"{line}, and their intervals do not overlap."
        whose = listed([name_of(each.row.model) for each in self.lacking])
        return f"{line}; whether that is more than chance cannot be told: no interval is recorded for {whose}."

    def facts(self, board: BoardFacts) -> list[Fact]:
        """Return what :meth:`sentence` states beyond the facts of the figures."""
        return [] if self.why == "same" else [Fact("difference", self.difference, board.benchmark, board.slug)]


def apart(difference: float, board: BoardFacts) -> str:
    """Return a difference of scores; of a share in points as well."""
    if board.maximum == 1 and board.minimum in (0, None):
        return f"{shown(difference)} ({100 * difference:.1f} percentage points)"
    return shown(difference)


def settings(figures: Sequence[Figure]) -> str:
    """Return whether figures were measured in the same setting."""
    unstated = [name_of(one.row.model) for one in figures if not one.row.setting]
    if unstated:
        return f"The setting of {listed(unstated)} is not recorded, so whether they were measured alike cannot be told."
    told = [(name_of(one.row.model), plain(one.row.setting or "")) for one in figures]
    if len({" ".join(setting.casefold().split()) for _, setting in told}) == 1:
        return f"The setting is the same: “{told[0][1]}”."
    each = listed([f"{name} “{setting}”" for name, setting in told])
    return f"Their settings differ, and part of the difference may come from that: {each}."
