"""``/leaderboard``: a board page by page, with its other boards, filters, and the whole of it as a file."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any, Literal

import discord
from discord import app_commands

from podium.bots.discord import completing, limits, responding
from podium.bots.discord.client import PodiumBot
from podium.bots.discord.crediting import as_of, credit
from podium.bots.discord.custom_ids import Press
from podium.bots.discord.faces.base import home, research
from podium.bots.discord.faces.board import ROWS, BoardPage, BoardState, board_face, csv_face
from podium.bots.discord.looking import Missed, looking, or_near, slug_of, whole
from podium.bots.discord.outgoing import Outgoing
from podium.bots.discord.reader import Desk
from podium.bots.discord.viewing import Viewer, sharable, viewer
from podium.bots.faq.frame import Filters
from podium.bots.faq.replies.selecting import Selection, select
from podium.registry import flat_rows, formats, leaderboard, model_reads, ranking
from podium.registry.errors import PodiumError
from podium.registry.rank_ranges import rank_ranges
from podium.registry.views import BenchmarkView, Row


def add(bot: PodiumBot) -> None:
    """Register ``/leaderboard`` and its buttons."""

    async def shown(state: BoardState, viewer: Viewer) -> Outgoing:
        return await bot.reader.read(lambda desk: answer(desk, state, viewer))

    @bot.tree.command(name="leaderboard")
    @app_commands.describe(
        benchmark="Name of the benchmark",
        board="Another board than its main one",
        only="Only some of the models",
        organisation="Only models of this maker",
        max_params="Only models up to so many parameters, such as 10B",
        page="Page to begin with",
        private="Whether only you see the answer",
    )
    @app_commands.autocomplete(
        benchmark=completing.benchmarks, board=completing.boards, organisation=completing.organisations
    )
    async def _leaderboard(
        interaction: discord.Interaction[Any],
        benchmark: app_commands.Range[str, 1, 100],
        board: app_commands.Range[str, 1, 100] = "",
        only: Literal["open", "proprietary", "verified"] | None = None,
        organisation: app_commands.Range[str, 1, 100] = "",
        max_params: app_commands.Range[str, 1, 20] = "",
        page: app_commands.Range[int, 1, 100_000] = 1,
        private: bool = False,
    ) -> None:
        """Rank the models on a benchmark."""
        state = BoardState(benchmark, board, only or "", organisation, _size(max_params), page)
        await responding.respond(interaction, shown(state, viewer(interaction, private=private)), private=private)

    async def turned(interaction: discord.Interaction[Any], press: Press, values: tuple[str, ...]) -> None:
        state = BoardState.of(press)
        if values:
            # A select of boards of this benchmark, or one of benchmarks.
            state = BoardState(values[0]) if press.fields[:1] == ("o",) else replace(state, board=values[0])
        await responding.follow(interaction, press, shown(state, viewer(interaction, press=press)))

    async def filed(interaction: discord.Interaction[Any], press: Press, values: tuple[str, ...]) -> None:
        benchmark, board, *_ = (*press.fields, "", "")
        state = BoardState(benchmark, board)
        work = bot.reader.paint(lambda desk: as_file(desk, state, interaction.filesize_limit))
        await responding.respond(interaction, work, private=True)

    bot.on_press("board", turned, anyone=True)
    bot.on_press("csv", filed)


def _size(text: str) -> str:
    if not text:
        return ""
    size = formats.read_size(text)
    if size is None:
        raise PodiumError(f"{text!r} is not a size", "write 10B for ten billion parameters, or 500M")
    return f"{size:.12g}"


def answer(desk: Desk, state: BoardState, viewer: Viewer) -> Outgoing:
    """Return a page of a board, or near names where one is not known.

    Args:
        desk: Reads the registry.
        state: What is asked for.
        viewer: Who asks.
    """

    def make() -> Outgoing:
        page = read_page(desk, state)
        return sharable(board_face(page, viewer.id), page.state.press("a", viewer.id), viewer)

    return or_near(desk.index, make, lambda field, value: _with(state, field, value).press(viewer.again, viewer.id))


def _with(state: BoardState, field: str, value: str) -> BoardState:
    changed: dict[str, Any] = {field: value}
    return replace(state, **changed)


def read_page(desk: Desk, state: BoardState) -> BoardPage:
    """Return a page of a board; of the rows, those of the page alone are read whole.

    Raises:
        Missed: If a name is not known.
    """
    view, board = find_board(desk, state)
    state = replace(state, benchmark=view.slug, board=board.board.slug)
    filters, state = _filters(desk, state)
    chosen = select(board.rows, filters, board=board.board)
    pages = max(1, -(-len(chosen.rows) // ROWS))
    state = replace(state, page=min(max(state.page, 1), pages))
    rows = chosen.rows[(state.page - 1) * ROWS : state.page * ROWS]
    figures = [(row, view.card) for row in rows]
    return BoardPage(
        state,
        view.name,
        board.board,
        view.boards,
        len(board.rows),
        len(chosen.rows),
        _chosen(chosen) if filters else (),
        formats.ties(board),
        rows,
        # They say something where there are intervals, and take a look at every row of the board.
        rank_ranges(board.rows) if any(row.low is not None for row in rows) else {},
        credit(figures),
        as_of(figures),
        home(view.card),
        research(view.card),
    )


def find_board(desk: Desk, state: BoardState) -> tuple[BenchmarkView, ranking.RankedBoard]:
    """Return the benchmark and the board that are asked for, whose rows are read where they are looked at.

    Raises:
        Missed: If one of them is not known.
    """
    with looking("benchmark"):
        slug = slug_of("benchmark", desk.index.benchmarks, state.benchmark)
        view = leaderboard.benchmark(desk.connection, slug)
    boards = ranking.boards(desk.connection, view)
    wanted = whole(state.board, desk.index.boards.get(slug)) or None
    with looking("board", slug):
        facts = leaderboard.board_called([one.board for one in boards], view.name, wanted)
    return view, next(one for one in boards if one.board == facts)


def _filters(desk: Desk, state: BoardState) -> tuple[Filters, BoardState]:
    organisation = whole(state.organisation, desk.index.organisations)
    with looking("organisation"):
        makers = model_reads.organisations(desk.connection, [organisation] if organisation else [])
    most = formats.read_size(state.max_params)
    filters = Filters(
        open_weights={"open": True, "proprietary": False}.get(state.only),
        organisations=makers,
        max_params_b=most,
        verified=True if state.only == "verified" else None,
    )
    return filters, replace(state, organisation=makers[0] if makers else "")


def _chosen(chosen: Selection[Row]) -> list[str]:
    found = f"{len(chosen.rows):,} of the {formats.count(chosen.total, 'model')}: {chosen.phrase}."
    return [found, *chosen.lines()]


def as_file(desk: Desk, state: BoardState, most: int) -> Outgoing:
    """Return a whole board as CSV.

    Args:
        desk: Reads the registry.
        state: Which board.
        most: Most bytes that Discord takes here.

    Raises:
        PodiumError: If the board is not there any more, or too large.
    """
    try:
        view, board = find_board(desk, state)
    except Missed as missed:
        raise missed.error from None
    ranges = rank_ranges(board.rows)
    text = io.StringIO()
    flat_rows.write_csv(text, flat_rows.COLUMNS, [flat_rows.flat(row, ranges[row.id]) for row in board.rows])
    data = text.getvalue().encode()
    if len(data) > min(most, limits.FILE):
        raise PodiumError(f"{board.board.title} is too large to be attached here, {len(data) / 2**20:.0f} MiB")
    return csv_face(view.name, board.board, len(board.rows), data)
