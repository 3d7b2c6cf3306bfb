"""What a handler works with: the registry, open for reading, and its names."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from podium.bots.faq.frame import Frame
from podium.bots.faq.page import Page
from podium.bots.faq.vocabulary import Vocabulary
from podium.registry import leaderboard, ranking
from podium.registry.views import BenchmarkView


@dataclass(frozen=True)
class Desk:
    """The registry as a handler reads it.

    Args:
        connection: Open for reading; rows can be read by column name.
        vocabulary: The names in it, for near names and choices.
    """

    connection: sqlite3.Connection
    vocabulary: Vocabulary

    def view(self, slug: str) -> BenchmarkView:
        """Return a benchmark: its card and which boards it has."""
        return leaderboard.benchmark(self.connection, slug)

    def page(self, frame: Frame) -> Page:
        """Return the first benchmark of a frame with its boards and the board that is meant.

        Rows are read where they are looked at, so that a reply about one board reads no other.
        """
        view = self.view(frame.benchmark)
        return Page(view, ranking.boards(self.connection, view), frame.board)

    def card(self, frame: Frame) -> Page:
        """Return the first benchmark of a frame without rows, for replies that need its card alone."""
        return Page(self.view(frame.benchmark), ())
