"""What a handler works with: the registry, open for reading, and its names."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from podium.bots.faq.frame import Frame
from podium.bots.faq.names.vocabulary import Vocabulary
from podium.bots.faq.replies.page import Page
from podium.registry import leaderboard, ranking
from podium.registry.views import BenchmarkView

_Read = TypeVar("_Read")
#: Most benchmarks that are kept as they were read.
_MOST_VIEWS = 64


@dataclass(frozen=True, eq=False, repr=False)
class Desk:
    """The registry as a handler reads it.

    Args:
        connection: Open for reading; rows can be read by column name.
        vocabulary: The names in it, for near names and choices.
        kept: What replies read of many benchmarks and keep for the next ones; whoever makes desks starts it anew when
            the registry changed.
    """

    connection: sqlite3.Connection
    vocabulary: Vocabulary
    kept: dict[Hashable, Any] = field(default_factory=dict)

    def view(self, slug: str) -> BenchmarkView:
        """Return a benchmark: its card and which boards it has; the last ones asked about are kept."""
        views: dict[str, BenchmarkView] = self.once("views", dict)
        if slug not in views:
            if len(views) >= _MOST_VIEWS:
                views.pop(next(iter(views)))
            views[slug] = leaderboard.benchmark(self.connection, slug)
        return views[slug]

    def page(self, frame: Frame) -> Page:
        """Return the first benchmark of a frame with its boards and the board that is meant.

        Rows are read where they are looked at, so that a reply about one board reads no other.
        """
        view = self.view(frame.benchmark)
        return Page(view, ranking.boards(self.connection, view), frame.board)

    def once(self, key: Hashable, read: Callable[[], _Read]) -> _Read:
        """Return what is kept under a key, which is read first where it is not there yet."""
        if key not in self.kept:
            self.kept[key] = read()
        found: _Read = self.kept[key]
        return found

    def card(self, frame: Frame) -> Page:
        """Return the first benchmark of a frame without rows, for replies that need its card alone."""
        return Page(self.view(frame.benchmark), ())
