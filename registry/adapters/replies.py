"""Answers to questions from a user's table, each found for the question it answers."""

from __future__ import annotations

from collections.abc import Sequence

from podium.registry import names
from podium.registry.adapters.base import Task
from podium.registry.adapters.choices import read_choices, reference_columns
from podium.registry.adapters.prompts import stored_reply
from podium.registry.adapters.tables import UserTable, check_keys, first_names, key_column
from podium.registry.benchmark import Answer, Choose
from podium.registry.card import Observation
from podium.registry.errors import DataError

_TEXT = ("text", "answer", "response")
_LABEL = ("label", "finding")
_ID = "id"


def read_answers(table: UserTable, task: Task) -> dict[str, Answer]:
    """Return the answer to every question of a task, by the item's id.

    A row names its question by the column ``id``, or by one of the benchmark's key columns; where
    several questions share that key, the column ``label`` (or ``finding``) says which, in any spelling
    or by a synonym. What is said to a :class:`~podium.registry.benchmark.Choose` is read as
    :func:`podium.registry.adapters.choices.read_choices` says. The reply to a
    :class:`~podium.registry.benchmark.Generate` stands in ``text``, ``answer`` or ``response``, or in one of
    the benchmark's own columns of replies; an empty one is a reply. Beside others ``answer`` is the reference; see
    :func:`podium.registry.adapters.choices.reference_columns`.

    Args:
        table: The user's table.
        task: What is asked; an item's label is its ``attributes["label"]``.

    Raises:
        DataError: If a column is missing or ambiguous, a cell is not what its column holds, a label is unknown or
            not the question's, or a question is answered twice or not at all or is not of the split; it names the row.
    """
    asked = {item.id: item.request for item in task.known if isinstance(item.request, Choose)}
    texts: list[str] = []
    if len(asked) < len(task.known):
        own = task.benchmark.reply_columns
        wanted = [name for name in dict.fromkeys((*_TEXT, *own)) if name not in reference_columns(table, own)]
        texts = table.texts(_single(table, wanted, "the replies"))
    rows = _rows(table, task)
    answers = read_choices(table, rows, asked, task.benchmark.reply_columns) if asked else {}
    return answers | {name: stored_reply(texts[row]) for name, row in rows.items() if name not in asked}


def _rows(table: UserTable, task: Task) -> dict[str, int]:
    """Return the position of the row of every question, by the item's id."""
    column = key_column(table, tuple(dict.fromkeys((_ID, *task.benchmark.key_columns))))
    asked = _questions(table, task, column)
    labels = _labels(table, task)
    found: dict[str, int] = {}
    unknown: list[int] = []
    for position, cell in enumerate(table.columns[column]):
        if cell is None or not str(cell).strip():
            raise table.error(position, column, "the key is empty")
        key = task.benchmark.key(column, str(cell))
        questions = asked.get(key, {})
        label = labels[position] if labels else next(iter(questions), "")
        if labels and len(questions) == 1 and label not in questions:
            raise table.error(position, column, f"{cell!r} asks about {next(iter(questions))}, the row about {label}")
        if label not in questions:
            unknown.append(position)
            continue
        if questions[label] in found:
            first = table.row(found[questions[label]])
            raise table.error(position, column, f"{_named(str(cell), labels, label)} stands in row {first} already")
        found[questions[label]] = position
    missing = [item.id for item in task.items if item.id not in found]
    lacking = foreign = ""
    if missing:
        lacking = f"no row for {len(missing)} of {len(task.items)} questions of split {task.split}"
        lacking += f": {first_names(missing)}"
    if unknown:
        cells = [_named(str(table.columns[column][row]), labels, labels[row] if labels else "") for row in unknown]
        foreign = f"{len(unknown)} of {table.count} rows answer nothing that split {task.split} asks"
        foreign += f": {first_names(cells)}, from row {table.row(unknown[0])} on"
    check_keys(table, lacking, foreign, "add them: an answer that was not given is an empty cell")
    return found


def _questions(table: UserTable, task: Task, column: str) -> dict[str, dict[str, str]]:
    """Return the ids of the split's questions by key and label.

    Raises:
        DataError: If the key does not tell the questions apart, and labels do not either.
    """
    asked: dict[str, dict[str, str]] = {}
    shared = ""
    for item in task.known:
        key = item.id if column == _ID else task.benchmark.item_key(column, item)
        questions = asked.setdefault(key, {})
        label = str(item.attributes.get("label", ""))
        if label in questions:
            other = "id, or a key of single items"
            raise DataError(f"{table.path}: column {column} names several items by {key!r}", f"name each by {other}")
        questions[label] = item.id
        shared = shared or (key if len(questions) > 1 else "")
    if shared and not any(name in table.columns for name in _LABEL):
        what = f"column {column} names several questions by {shared!r}"
        raise DataError(f"{table.path}: {what}", f"say which in a column {' or '.join(_LABEL)}, or name them by id")
    return asked


def _single(table: UserTable, wanted: Sequence[str], what: str) -> str:
    found = [name for name in wanted if name in table.columns]
    if len(found) == 1:
        return found[0]
    if found:
        raise DataError(f"{table.path}: {' and '.join(found)} could both be {what}", "leave one of them")
    columns = ", ".join(list(table.columns)[:6])
    raise DataError(f"{table.path}: no column with {what} ({' or '.join(wanted)})", f"the columns are {columns}")


def _labels(table: UserTable, task: Task) -> list[str]:
    """Return the label that each row names; nothing where no column does."""
    if not any(name in table.columns for name in _LABEL):
        return []
    asked = dict.fromkeys(str(item.attributes.get("label", "")) for item in task.known)
    if set(asked) == {""}:
        return []
    column = _single(table, _LABEL, "the labels")
    known = _names(tuple(asked), task.benchmark.card.observations)
    labels = []
    for position, cell in enumerate(table.columns[column]):
        label = known.get(names.key(str(cell or "")))
        if label is None:
            near = names.nearest(str(cell or ""), list(asked), limit=1)
            error = table.error(position, column, f"{cell!r} is none of {', '.join(asked)}")
            error.hint = f"did you mean {near[0]}?" if near else ""
            raise error
        labels.append(label)
    return labels


def _names(labels: Sequence[str], observations: Sequence[Observation]) -> dict[str, str]:
    synonyms = {observation.name: observation.synonyms for observation in observations}
    return {names.key(name): label for label in labels for name in (*synonyms.get(label, ()), label)}


def _named(cell: str, labels: Sequence[str], label: str) -> str:
    return f"{cell!r} ({label})" if labels else repr(cell)
