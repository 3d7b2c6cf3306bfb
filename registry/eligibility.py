"""Which boards a run may enter, and entering them."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from podium.registry import journal, store
from podium.registry.benchmark import Answer, Choose, Generate, Item
from podium.registry.card import Board
from podium.registry.plans import Prepared
from podium.registry.report import Report, Score

#: Why a run without a board's value is not on it, where the scorer does not say.
NO_PROTOCOL = "the run did not follow the board's protocol; the notes say why"

#: Fewer replies may well all be the reference's words.
_MANY = 20
COPIED = "every reply is letter for letter the reference"


def copied(kind: str, items: Sequence[Item], answers: Sequence[Answer]) -> str:
    """Return what is said of a file whose replies in words are the references, or nothing.

    No model says a reference, and nothing else, every time: a file of such replies has the wrong column read.

    Args:
        kind: Kind of the adapter that gave the answers; only what comes from files is looked at.
        items: What was asked.
        answers: Their answers.
    """
    if kind != "file" or sum(isinstance(item.request, Generate) for item in items) < _MANY:
        return ""
    for item, answer in zip(items, answers, strict=True):
        if isinstance(item.request, Generate) and not _says(answer.text, item.target):
            return ""
    return COPIED


def _says(text: str | None, target: Any) -> bool:
    # Where several references are right, a column of them holds one or the whole list.
    several = [*target, str(list(target))] if isinstance(target, (list, tuple)) else []
    known = [target] if isinstance(target, str) else several
    return text is not None and text.strip() in {one.strip() for one in known if isinstance(one, str)}


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
    stored = journal.find_run(connection, run)
    boards = [board for board in prepared.plan.benchmark.card.boards if board.split]
    return {board.slug: _reason(connection, prepared, stored, board, report, failed) for board in boards}


def _reason(
    connection: sqlite3.Connection, prepared: Prepared, run: journal.Run, board: Board, report: Report, failed: str
) -> str:
    withheld = report.withheld.get(board.slug, "")
    if common := _of_the_run(prepared, board, withheld):
        # What the board itself asks for comes first: it is the same once the rest is mended.
        return "; ".join(filter(None, (withheld, common)))
    if board.slug not in report.boards or report.boards[board.slug].value is None:
        return withheld or NO_PROTOCOL
    return failed or _asked_otherwise(prepared) or other_items(connection, run, board.slug)


def _of_the_run(prepared: Prepared, board: Board, withheld: str) -> str:
    """Return what keeps a run off a board whatever its protocol, or nothing."""
    plan, loaded = prepared.plan, prepared.loaded
    if loaded.dataset.sample:
        return "synthetic sample data"
    if not plan.adapter.ranks:
        return "a baseline is a reference, not a model"
    if loaded.dataset.split != board.split and f"--split {board.split}" not in withheld:
        return f"split {loaded.dataset.split} is not the board's split ({board.split})"
    return loaded.shortfall


def _asked_otherwise(prepared: Prepared) -> str:
    """Return what makes replies others than the protocol has them, or nothing: a benchmark cannot see it in them.

    Longer replies than the items ask for are allowed: models that think aloud need them, and the result's setting
    tells.
    """
    adapter = prepared.plan.adapter
    options = adapter.options
    requests = [item.request for item in prepared.loaded.items]
    most = max((request.max_tokens for request in requests if isinstance(request, Generate)), default=0)
    if most and options.temperature > 0:
        return f"replies were drawn at --temperature {options.temperature:g}; the board's are greedy"
    if options.max_new_tokens is not None and options.max_new_tokens < most:
        return f"replies were cut at --max-new-tokens {options.max_new_tokens:,}; the protocol has {most:,}"
    if adapter.compares_plainly and options.chat == "on" and any(isinstance(one, Choose) for one in requests):
        return "the prompt went through the model's chat template: leave --chat out"
    return ""


def other_items(connection: sqlite3.Connection, run: journal.Run, board: str) -> str:
    """Say which run on a board was asked other items, or nothing; figures of other items are not ranked together.

    An older result of the same model in the same way does not count: this run takes its place.
    """
    rows = connection.execute(
        "SELECT c.run, c.model, c.setting, json_extract(r.provenance, '$.content') AS content,"
        " json_extract(r.provenance, '$.items') AS items FROM current_results AS c JOIN runs AS r ON r.id = c.run"
        " WHERE c.benchmark = ? AND c.board = ? AND c.standing = 'reproduced' AND c.run <> ? ORDER BY c.id",
        (run.benchmark, board, run.id),
    ).fetchall()
    content = run.provenance.get("content")
    for row in rows:
        if (row["model"], row["setting"]) == _entrant(connection, run):
            continue
        # Of runs from before the content was recorded, ids and targets are all that is known.
        by = "item" if None in (content, row["content"]) else "key"
        if by == "key" and row["content"] == content:
            continue
        if by == "item" and row["items"] in (None, run.provenance.get("items")):
            continue
        shared = journal.in_common(connection, run.id, row["run"], by)
        return f"its items differ from those of run {row['run']} on this board: {shared} of {run.items} in common"
    return ""


def holder(connection: sqlite3.Connection, run: journal.Run, board: str) -> str:
    """Return the id of the run whose result holds the place on a board that this one's would take, or nothing."""
    row = connection.execute(
        "SELECT run FROM current_results WHERE origin = 'run' AND benchmark = ? AND board = ? AND model = ?"
        " AND coalesce(setting, '') = ?",
        (run.benchmark, board, *_entrant(connection, run)),
    ).fetchone()
    return str(row["run"]) if row is not None else ""


def today(connection: sqlite3.Connection, run: journal.Run) -> dict[str, str]:
    """Return for each board an empty text or why the run is not on it now; others may have taken its place since.

    Args:
        connection: Registry; may be read-only.
        run: A run.
    """
    places = dict(run.eligibility)
    current = {row[0] for row in connection.execute("SELECT board FROM current_results WHERE run = ?", (run.id,))}
    for board in [board for board, reason in places.items() if not reason and board not in current]:
        after = connection.execute(
            "SELECT run, reason FROM results WHERE board = ? AND supersedes IN"
            " (SELECT id FROM results WHERE run = ? AND board = ?) ORDER BY id DESC LIMIT 1",
            (board, run.id, board),
        ).fetchone()
        if after is None:
            places[board] = "another run of this model holds the place"
        elif after["run"] not in (None, run.id):
            places[board] = f"run {after['run']} took its place"
        else:
            places[board] = "withdrawn since" + (f": {after['reason']}" if after["reason"] else "")
    return places


def _entrant(connection: sqlite3.Connection, run: journal.Run) -> tuple[str, str]:
    """Return the slug and the setting under which a run's results stand."""
    setting = run.spec.partition(":")[0]
    identity = run.provenance.get("identity") or {}
    if setting == "hf" and (chat := _chat_of_replies(identity)):
        setting += ", chat template" if chat == "on" else ", plain text"
    longest = identity.get("model max_new_tokens")
    if longest is not None:
        setting += f", replies of up to {longest:,} tokens"
    return store.ensure_model(connection, run.model), setting


def _chat_of_replies(identity: Mapping[str, Any]) -> str:
    """Return ``"on"`` or ``"off"``: whether replies were asked for through the chat template; nothing without replies.

    Args:
        identity: A run's identity, whose ``model chat`` is one word for all ways of asking, or one after each.
    """
    asked = str(identity.get("model asked") or "").split(", ")
    told = str(identity.get("model chat") or "")
    if "generated" not in asked:
        return ""
    return dict(way.rpartition(" ")[::2] for way in told.split(", ")).get("generated", "") if " " in told else told


def enter(connection: sqlite3.Connection, run: journal.Run, board: str, score: Score) -> None:
    """Append a run's result to a board; inside a transaction."""
    model, setting = _entrant(connection, run)
    row: dict[str, Any] = {
        "benchmark": run.benchmark,
        "board": board,
        "model": model,
        "split": run.split,
        "setting": setting,
        "standing": "reproduced",
        "reported_by": f"run {run.id}",
        "as_of": store.now()[:10],
        "provenance": "podium-run",
    }
    store.append_run_result(connection, row | figures(score), run.id)


def figures(score: Score) -> dict[str, Any]:
    """Return the fields of a result row that a score fills."""
    ends = {"low": score.interval.low, "high": score.interval.high} if score.interval is not None else {}
    return {"value": score.value, "n": score.n} | ends
