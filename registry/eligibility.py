"""Which boards a run may enter, and entering them."""

from __future__ import annotations

import sqlite3
from typing import Any

from podium.registry import journal, store
from podium.registry.card import Board
from podium.registry.plans import Prepared
from podium.registry.report import Report


def eligibility(
    connection: sqlite3.Connection, prepared: Prepared, run: str, report: Report, failed: str = ""
) -> dict[str, str]:
    """Say for every board that local runs can enter why a run may not, or nothing if it may.

    Args:
        connection: Registry.
        prepared: What was asked.
        run: Id of the run.
        report: Its report.
        failed: What is said of items that could not be answered, or empty.
    """
    boards = [board for board in prepared.plan.benchmark.card.boards if board.split]
    return {board.slug: _reason(connection, prepared, run, board, report, failed) for board in boards}


def _reason(
    connection: sqlite3.Connection, prepared: Prepared, run: str, board: Board, report: Report, failed: str
) -> str:
    plan, loaded = prepared.plan, prepared.loaded
    withheld = report.withheld.get(board.slug, "")
    if loaded.dataset.sample:
        return "; ".join(filter(None, ["synthetic sample data", withheld]))
    if not plan.adapter.ranks:
        return "a baseline is a reference, not a model"
    if loaded.dataset.split != board.split:
        return f"split {loaded.dataset.split} is not the board's split ({board.split})"
    if loaded.shortfall:
        return loaded.shortfall
    if board.slug not in report.boards or report.boards[board.slug].value is None:
        return withheld or "the run did not follow the board's protocol; the notes say why"
    return failed or _other_items(connection, prepared, run, board)


def _other_items(connection: sqlite3.Connection, prepared: Prepared, run: str, board: Board) -> str:
    """Say which run on a board was asked other items, or nothing; figures of other items are not ranked together.

    An older result of the same model in the same way does not count: this run takes its place.
    """
    rows = connection.execute(
        "SELECT c.run, c.model, c.setting, json_extract(r.provenance, '$.content') AS content,"
        " json_extract(r.provenance, '$.items') AS items FROM current_results AS c JOIN runs AS r ON r.id = c.run"
        " WHERE c.benchmark = ? AND c.board = ? AND c.standing = 'reproduced' AND c.run <> ? ORDER BY c.id",
        (prepared.plan.benchmark.card.slug, board.slug, run),
    ).fetchall()
    content, total = prepared.keys.digest(), len(prepared.loaded.items)
    for row in rows:
        if row["content"] == content or (row["model"], row["setting"]) == _entrant(connection, prepared):
            continue
        # Of runs from before the content was recorded, ids and targets are all that is known.
        by = "key" if row["content"] is not None else "item"
        if by == "item" and row["items"] in (None, _items(connection, run)):
            continue
        shared = journal.in_common(connection, run, row["run"], by)
        return f"its items differ from those of run {row['run']} on this board: {shared} of {total} in common"
    return ""


def _items(connection: sqlite3.Connection, run: str) -> str:
    query = "SELECT json_extract(provenance, '$.items') FROM runs WHERE id = ?"
    return str(connection.execute(query, (run,)).fetchone()[0])


def _entrant(connection: sqlite3.Connection, prepared: Prepared) -> tuple[str, str]:
    """Return the slug and the setting under which a run's results stand."""
    plan = prepared.plan
    return store.ensure_model(connection, plan.model_name or plan.adapter.name), plan.adapter.kind


def enter(connection: sqlite3.Connection, prepared: Prepared, run: str, board: str, report: Report) -> None:
    """Append a run's result to a board; inside a transaction."""
    score = report.boards[board]
    model, setting = _entrant(connection, prepared)
    row: dict[str, Any] = {
        "benchmark": prepared.plan.benchmark.card.slug,
        "board": board,
        "model": model,
        "value": score.value,
        "n": score.n,
        "split": prepared.loaded.dataset.split,
        "setting": setting,
        "standing": "reproduced",
        "reported_by": f"run {run}",
        "as_of": store.now()[:10],
        "provenance": "podium-run",
    }
    if score.interval is not None:
        row |= {"low": score.interval.low, "high": score.interval.high}
    store.append_run_result(connection, row, run)
