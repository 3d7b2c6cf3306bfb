"""A board, ten models at a time: who leads, who cannot be told from whom, whose figures these are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, get_args

from podium.bots.discord import limits
from podium.bots.discord.custom_ids import Press, digest
from podium.bots.discord.faces.base import INDENT, WEIGHTS, Tone, face, fitting, joined, linked, name, note, words
from podium.bots.discord.faces.pager import numbered, turning
from podium.bots.discord.outgoing import Button, File, Look, Option, Outgoing, Select
from podium.registry import formats
from podium.registry.rank_ranges import RankRange
from podium.registry.views import BoardFacts, Row

#: Models on a page.
ROWS = 10

Only = Literal["", "open", "proprietary", "verified"]
ONLY: tuple[Only, ...] = get_args(Only)
_FILTERS: Mapping[Only, str] = {"": "All", "open": "Open", "proprietary": "Proprietary", "verified": "Verified ✓"}

#: Most characters of a setting that stands in a line; longer ones would take it up, and are in the file alone.
_SETTING = 32
#: Longest score with its interval; nothing that is a share or a percentage comes near it.
_SCORE = 60


@dataclass(frozen=True)
class BoardState:
    """What a person looks at: it stands in the ids of the buttons, so that they work without anything being kept.

    Args:
        benchmark: Slug, or a name as it was typed.
        board: Slug or title; empty for the headline board.
        only: Which models.
        organisation: Only those of this maker; empty for all.
        max_params: Only those of at most so many billion parameters; empty for all.
        page: From 1.
    """

    benchmark: str
    board: str = ""
    only: Only = ""
    organisation: str = ""
    max_params: str = ""
    page: int = 1

    def press(self, role: str, owner: int | None = None) -> Press:
        """Return the press that leads here. The role keeps ids of one message apart, and says what is to happen."""
        fields = (role, self.benchmark, self.board, self.only, self.organisation, self.max_params, str(self.page))
        return Press("board", fields, owner)

    @classmethod
    def of(cls, press: Press) -> BoardState:
        """Return where a press leads. Ids can be forged: what makes no sense in them means nothing."""
        _, benchmark, board, only, organisation, most, page = (*press.fields, *[""] * 7)[:7]
        return cls(
            benchmark,
            board,
            next((one for one in ONLY if one == only), ""),
            organisation,
            most,
            numbered(page),
        )


@dataclass(frozen=True)
class BoardPage:
    """A page of a board.

    Args:
        state: What was asked for, names as they are.
        benchmark_name: Name of the benchmark.
        board: The board.
        boards: All boards of the benchmark, each with its number of models.
        models: Number of models on the board.
        matching: Number of those that the filters leave.
        chosen: What the filters say and what is not recorded, as sentences; empty where there are none.
        ties: Who cannot be told from the first, as sentences.
        rows: The models of the page.
        ranges: Between which ranks they stand, by row id, where that is known.
        source: Whom to credit.
        as_of: The newest day of the figures.
        url: More about the benchmark.
        remark: What a reader must know, such as that scores are for research only.
    """

    state: BoardState
    benchmark_name: str
    board: BoardFacts
    boards: Sequence[tuple[BoardFacts, int]]
    models: int
    matching: int
    chosen: Sequence[str]
    ties: Sequence[str]
    rows: Sequence[Row]
    ranges: Mapping[int, RankRange]
    source: str
    as_of: str | None
    url: str | None
    remark: str

    @property
    def pages(self) -> int:
        """Number of pages, at least one."""
        return max(1, -(-self.matching // ROWS))


def board_face(page: BoardPage, owner: int | None = None) -> Outgoing:
    """Return a page of a board.

    Args:
        page: What was read.
        owner: Who may turn its pages; whoever else presses gets a page of their own.
    """
    shared = {row.source_url for row in page.rows}
    lone = next(iter(shared)) if len(shared) == 1 else None
    head, rest = _head(page), _rest(page)
    # Links to the sources and the protocol are left out where they would not fit.
    lines = fitting(
        [*head, *(_row(row, page.ranges, link=link and lone is None) for row in page.rows), *end]
        for link, end in ((True, rest), (False, rest), (False, []))
    )
    embed = face(
        Tone.BOARD,
        f"{limits.clip(page.benchmark_name, 60)} · {page.board.title}",
        lines,
        url=lone or page.url,
        source=page.source,
        as_of=page.as_of,
        remark=page.remark,
    )
    return Outgoing(embed, tuple(_controls(page, owner)))


def _head(page: BoardPage) -> list[str]:
    metric = f"{limits.safe(page.board.metric_name, 80)}{formats.direction(page.board)}"
    head = [joined(metric, formats.count(page.models, "model"))]
    if not page.models:
        return [*head, "", "No results on this board yet."]
    head += [limits.safe(line, 200) for line in page.chosen]
    head += [limits.safe(line, 200) for line in page.ties if page.state.page == 1]
    return [*head, ""]


def _rest(page: BoardPage) -> list[str]:
    protocol = limits.safe(page.board.protocol, 240)
    longer = any(row.setting and not _is_short(row) for row in page.rows)
    lines = [note(protocol)] if protocol and page.state.page == 1 else []
    return ["", *lines, *([note("Settings of more words are in the CSV.")] if longer else [])]


def _is_short(row: Row) -> bool:
    return row.setting is not None and len(row.setting) <= _SETTING


def _row(row: Row, ranges: Mapping[int, RankRange], *, link: bool) -> str:
    model, between = row.model, formats.rank_range(row, ranges[row.id]) if row.id in ranges else None
    standing = words(formats.standing(row))
    return "\n".join(
        (
            f"{formats.rank(row)}  {joined(f'**{name(model.name, model.slug)}**', words(model.organisation))}",
            INDENT
            + joined(
                limits.clip(formats.score(row), _SCORE),
                f"rank {between}" if between else None,
                limits.safe(row.setting) if row.setting is not None and _is_short(row) else None,
                linked(standing, row.source_url) if link else standing,
                WEIGHTS[model.open_weights],
            ),
        )
    )


def _controls(page: BoardPage, owner: int | None) -> list[Sequence[Button] | Select]:
    state, rows = page.state, list[Sequence[Button] | Select]()
    if len(page.boards) > 1:
        rows.append(_boards(page, owner))
    if page.pages > 1:
        rows.append(turning(state.page, page.pages, lambda role, to: replace(state, page=to).press(role, owner)))
    if page.models > 1:
        rows.append(
            [
                Button(
                    label,
                    replace(state, only=only, page=1).press(f"f{number}", owner),
                    look=Look.MAIN if only == state.only else Look.PLAIN,
                )
                for number, (only, label) in enumerate(_FILTERS.items())
            ]
        )
    at = (state.benchmark, page.board.slug)
    rows.append(
        [
            *([Button(f"CSV ({page.models:,})", Press("csv", at)), _progress(at, owner)] if page.models else []),
            Button("About", Press("benchmark", ("o", state.benchmark), owner)),
            Button("Missing or incorrect?", Press("report", at)),
        ]
    )
    return rows


def _progress(at: tuple[str, str], owner: int | None) -> Button:
    return Button("Progress", Press("progress", ("o", *at, "light"), owner))


def _boards(page: BoardPage, owner: int | None) -> Select:
    shown = list(page.boards)
    at = next(place for place, (board, _) in enumerate(shown) if board.slug == page.board.slug)
    if at >= limits.OPTIONS:
        shown.insert(limits.OPTIONS - 1, shown.pop(at))
    return Select(
        "Another board",
        replace(page.state, board="", page=1).press("b", owner),
        tuple(
            Option(
                board.title,
                board.slug if len(board.slug) <= limits.OPTION else digest(board.slug),
                joined(formats.count(models, "model"), board.metric_name),
                board.slug == page.board.slug,
            )
            for board, models in shown[: limits.OPTIONS]
        ),
    )


def csv_face(benchmark_name: str, board: BoardFacts, rows: int, data: bytes) -> Outgoing:
    """Return a whole board as a file; only whoever asked for it sees it."""
    title = f"{limits.clip(benchmark_name, 60)} · {board.title}"
    line = f"All {formats.count(rows, 'row')} with intervals, standings, dates and sources."
    file = File(f"{board.benchmark[:50]}-{board.slug[:50]}.csv", data)
    return Outgoing(face(Tone.BOARD, title, [line]), files=(file,), private=True)
