"""Answers to questions from a user's table, each found for the question it answers."""

from __future__ import annotations

from collections.abc import Sequence

from podium.registry import names
from podium.registry.adapters.base import Task
from podium.registry.adapters.choices import choice_columns, read_choices
from podium.registry.adapters.prompts import stored_reply
from podium.registry.adapters.reply_columns import ambiguous, check_alone, reference_columns, reply_column
from podium.registry.adapters.tables import UserTable, check_keys, first_names, key_column
from podium.registry.benchmark import Answer, Choose
from podium.registry.card import Observation
from podium.registry.errors import DataError

_LABEL = ("label", "finding")
_ID = "id"


def read_answers(table: UserTable, task: Task) -> dict[str, Answer]:
    """Return the answer to every question of a task, by the item's id.

    A row names its question by the column ``id``, or by one of the benchmark's key columns; where
    several questions share that key, the column ``label`` (or ``finding``) says which, in any spelling
    or by a synonym. What is said to a :class:`~podium.registry.benchmark.Choose` is read as
    :func:`podium.registry.adapters.choices.read_choices` says. The reply to a
    :class:`~podium.registry.benchmark.Generate` stands in ``text``, ``answer`` or ``response``, in one of
    the benchmark's own columns of replies, or in one with another usual name of replies; an empty one is a reply.
    Beside others ``answer`` is the reference; see
    :func:`podium.registry.adapters.reply_columns.reference_columns`.

    Args:
        table: The user's table.
        task: What is asked; an item's label is its ``attributes["label"]``.

    Raises:
        DataError: If a column is missing or ambiguous, a cell is not what its column holds, a label is unknown or
            not the question's, or a question is answered twice or not at all or is not of the split; it names the row.
    """
    asked = {item.id: item.request for item in task.known if isinstance(item.request, Choose)}
    own = task.benchmark.reply_columns
    texts = table.texts(reply_column(table, own)) if len(asked) < len(task.known) else []
    rows = _rows(table, task)
    answers = read_choices(table, rows, asked, own) if asked else {}
    check_alone(table, own, (_ID, *task.benchmark.key_columns))
    return answers | {name: stored_reply(texts[row]) for name, row in rows.items() if name not in asked}


def columns_read(table: UserTable, task: Task) -> str:
    """Return a sentence that names the columns :func:`read_answers` reads replies from, and those it leaves out.

    Args:
        table: The user's table.
        task: What is asked.
    """
    own = task.benchmark.reply_columns
    kinds = {isinstance(item.request, Choose) for item in task.known}
    found = [reply_column(table, own)] if False in kinds else []
    found = list(dict.fromkeys([*found, *(choice_columns(table, own) if True in kinds else ())]))
    shown = f"{found[0]} to {found[-1]}" if len(found) > 3 else " and ".join(found)
    read = f"the replies were read from column{'s' if len(found) > 1 else ''} {shown}"
    left = reference_columns(table, own)
    are = "are taken for the reference and were" if len(left) > 1 else "is taken for the reference and was"
    return f"{read}; {' and '.join(left)} {are} not read" if left else read


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


def _labels(table: UserTable, task: Task) -> list[str]:
    """Return the label that each row names; nothing where no column does."""
    if not any(name in table.columns for name in _LABEL):
        return []
    asked = dict.fromkeys(str(item.attributes.get("label", "")) for item in task.known)
    if set(asked) == {""}:
        return []
    found = [name for name in _LABEL if name in table.columns]
    if len(found) > 1:
        raise ambiguous(table, found, "the labels")
    column = found[0]
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
