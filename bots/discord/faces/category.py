"""A category: its benchmarks with their leaders, and its models by the mean of their ranks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from podium.bots.discord import limits
from podium.bots.discord.custom_ids import Press, digest
from podium.bots.discord.faces.base import INDENT, Tone, face, fitting, joined, linked, name, note, words
from podium.bots.discord.faces.pager import turning
from podium.bots.discord.outgoing import Button, Look, Option, Outgoing, Select
from podium.registry import formats
from podium.registry.categories import CategoryRanking
from podium.registry.category_lines import Line
from podium.registry.views import Row, shown

#: Lines on a page.
LINES = 10

Part = Literal["benchmarks", "models"]


@dataclass(frozen=True)
class CategoryPage:
    """A page of a category.

    Args:
        ranking: Its benchmarks, and its models in order.
        part: What the page lists.
        page: From 1.
        leaders: Leaders by benchmark, of the benchmarks of the page.
        lines: Models of the page, where those are listed.
        source: Whom to credit for the figures.
        as_of: The newest day of the figures.
        research_only: Whether a benchmark of the page is for research only.
    """

    ranking: CategoryRanking
    part: Part
    page: int
    leaders: Mapping[str, Sequence[Row]]
    lines: Sequence[Line]
    source: str
    as_of: str | None
    research_only: bool

    @property
    def pages(self) -> int:
        """Number of pages, at least one."""
        whole = self.ranking.boards if self.part == "benchmarks" else self.ranking.means
        return max(1, -(-len(whole) // LINES))


def category_face(found: CategoryPage, owner: int | None = None) -> Outgoing:
    """Return a page of a category.

    Args:
        found: What was read.
        owner: Who may turn its pages; whoever else presses gets a page of their own.
    """
    ranking = found.ranking
    head = joined(
        formats.count(len(ranking.boards), "benchmark"), f"{formats.count(len(ranking.means), 'model')} by mean rank"
    )
    if found.part == "models":
        lines = [head, "", *_models(found)]
    else:
        lines = fitting([head, "", *_benchmarks(found, link=link)] for link in (True, False))
    embed = face(
        Tone.BOARD,
        f"{ranking.category} · {'by mean rank' if found.part == 'models' else 'benchmarks and their leaders'}",
        lines,
        source=found.source,
        as_of=found.as_of,
        remark="research use only" if found.research_only else "",
    )
    return Outgoing(embed, tuple(_controls(found, owner)))


def _benchmarks(found: CategoryPage, *, link: bool) -> list[str]:
    lines = []
    for board in found.ranking.boards[(found.page - 1) * LINES : found.page * LINES]:
        lines.append(joined(f"**{name(board.name, board.slug)}**", formats.count(board.models, "model")))
        rows = found.leaders.get(board.slug, ())
        if not rows:
            lines.append(f"{INDENT}no results yet")
            continue
        first = rows[0]
        others = f" and {formats.count(len(rows) - 1, 'other')}" if len(rows) > 1 else ""
        direction = "" if board.higher_is_better else " (lower is better)"
        figure = f"{limits.clip(shown(first.value), 40)} {limits.safe(board.metric_name, 40)}{direction}"
        standing = words(formats.standing(first))
        lines.append(
            INDENT
            + joined(
                f"{name(first.model.name, first.model.slug)}{others}",
                figure,
                linked(standing, first.source_url) if link else standing,
            )
        )
    return lines


def _models(found: CategoryPage) -> list[str]:
    ranking, counting = found.ranking, len(found.ranking.counting)
    if not ranking.means:
        return [f"No model is on {ranking.least} boards of this category that rank two or more models."]
    rule = note(
        f"Mean of a model's ranks on the {formats.count(counting, 'main board')} that rank two or more models,"
        f" among models on at least {ranking.least}; scores are never averaged."
    )
    lines = [
        f"{'=' if line.shared else ''}{line.rank}  **{name(line.model.name, line.model.slug)}**"
        f"{' · ' if line.model.organisation else ''}{words(line.model.organisation)}\n"
        f"{INDENT}mean rank {line.mean.mean:.1f} · on {line.mean.covered} of {counting} boards"
        for line in found.lines
    ]
    return [*lines, "", rule]


def _controls(found: CategoryPage, owner: int | None) -> list[Sequence[Button] | Select]:
    category = found.ranking.category

    def to(role: str, page: int, part: Part = found.part) -> Press:
        return Press("category", (role, category, part, str(page)), owner)

    rows: list[Sequence[Button] | Select] = []
    if found.pages > 1:
        rows.append(turning(found.page, found.pages, to))
    parts: tuple[tuple[Part, str], ...] = (("benchmarks", "Benchmarks"), ("models", "Models by mean rank"))
    rows.append(
        [
            Button(label, to(f"t{number}", 1, part), look=Look.MAIN if part == found.part else Look.PLAIN)
            for number, (part, label) in enumerate(parts)
        ]
    )
    boards = found.ranking.boards
    start = (found.page - 1) * LINES if found.part == "benchmarks" else 0
    options = tuple(
        Option(
            board.name,
            board.slug if len(board.slug) <= limits.OPTION else digest(board.slug),
            formats.count(board.models, "model"),
        )
        for board in boards[start : start + limits.OPTIONS]
    )
    if options:
        rows.append(Select("Leaderboard of …", Press("board", ("o", "chosen"), owner), options))
    return rows
