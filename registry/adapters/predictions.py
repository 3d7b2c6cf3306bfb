"""A file of predictions: CSV in the official submission form, Parquet, or JSON lines."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

from podium.registry import names
from podium.registry.adapters.base import Adapter, Facts, Task
from podium.registry.adapters.labels import match_labels
from podium.registry.adapters.replies import read_replies
from podium.registry.adapters.tables import BELONG, UserTable, first_names, key_column, read_table
from podium.registry.benchmark import Answer, Benchmark, Classify, Generate, Item
from podium.registry.errors import DataError, PodiumError

#: Similarity from which a column without a label is taken for a misspelt one.
_MISSPELT = 65.0


class PredictionsFile(Adapter):
    """Answers from a table with one row per item: a key column and one column per label, or the reply in words.

    Columns and rows may stand in any order; further columns are ignored. A key of probabilities may
    name an item or, where the benchmark allows it, a whole study, whose items then share the row. For
    replies see :func:`podium.registry.adapters.replies.read_replies`.
    """

    kind = "file"
    usual_batch = 1024

    @property
    def name(self) -> str:
        """The file's name without its suffix."""
        return Path(self.target).stem

    def prepare(self, task: Task) -> None:
        """Read the file and find a row for every item.

        Raises:
            DataError: If the file cannot be read, lacks a key or every label, misspells a label, holds
                a value that is no probability, names an item twice or not at all, or names one that
                is not of the split. With the setting ``scores=rank`` any finite number is a score.
        """
        request = task.items[0].request
        self._missing: list[str] = []
        if isinstance(request, Generate):
            replies = read_replies(read_table(Path(self.target)), task)
            self._look_up: Callable[[Item], Answer] = lambda item: replies[item.id]
            return
        if not isinstance(request, Classify):
            raise PodiumError(f"predictions files answer labels and questions, not {type(request).__name__} requests")
        table = read_table(Path(self.target))
        self._benchmark = task.benchmark
        self._column = key_column(table, task.benchmark.key_columns)
        if not any(label in table.columns for label in request.labels) and {"text", "finding"} <= table.columns.keys():
            raise DataError(
                f"{table.path}: replies in words, one per item and finding, but probabilities are asked for",
                "choose the protocol that asks questions, such as --set protocol=f1x5-image",
            )
        rows = _keyed_rows(table, self._column, task.benchmark)
        columns = self._match(table, request.labels)
        values = [None if column is None else table.numbers(column) for column in columns]
        if task.settings.get("scores") != "rank":
            _check_probabilities(table, columns, values)
        answers = {
            key: Answer(probabilities=tuple(None if column is None else column[row] for column in values))
            for key, row in rows.items()
        }
        self._check_keys(table, task, rows)
        self._look_up = lambda item: answers[task.benchmark.item_key(self._column, item)]

    def _match(self, table: UserTable, labels: Sequence[str]) -> list[str | None]:
        """Return the column of each label, or None where the file has none."""
        offered = {position: name for position, name in enumerate(table.columns) if name != self._column}
        matched = match_labels(labels, offered, self._benchmark.card.observations)
        self._missing = [label for label, position in zip(labels, matched, strict=True) if position is None]
        for position, name in offered.items():
            near = names.nearest(name, self._missing, limit=1, cutoff=_MISSPELT) if position not in matched else []
            if near:
                raise DataError(f"{table.path}: column {name!r} is none of the labels", f"did you mean {near[0]}?")
        if len(self._missing) == len(labels):
            raise DataError(f"{table.path}: no column is one of the labels {', '.join(labels)}")
        return [None if position is None else offered[position] for position in matched]

    def _check_keys(self, table: UserTable, task: Task, rows: dict[str, int]) -> None:
        asked = {self._benchmark.item_key(self._column, item) for item in task.items}
        missing = sorted(asked - rows.keys())
        if missing:
            what = f"no row for {len(missing)} of {len(asked)} {self._column} keys of split {task.split}"
            hint = "add them: an item without an answer cannot be scored"
            raise DataError(f"{table.path}: {what}: {first_names(missing)}", hint)
        if task.known is task.items:
            known = asked
        else:
            known = {self._benchmark.item_key(self._column, item) for item in task.known}
        extra = sorted(rows.keys() - known, key=rows.__getitem__)
        if extra:
            first = f"row {table.row(rows[extra[0]])}"
            what = f"{len(extra)} of {len(rows)} keys name nothing that split {task.split} asks"
            raise DataError(f"{table.path}: {what}: {first_names(extra)}, from {first} on", BELONG)

    def fingerprint(self) -> Facts:
        """The file's bytes."""
        return {"sha256": hashlib.sha256(Path(self.target).read_bytes()).hexdigest()}

    def notes(self) -> Sequence[str]:
        """Name the labels the file has no column for."""
        return [f"not predicted, no such column: {', '.join(self._missing)}"] if self._missing else []

    def answer(self, items: Sequence[Item]) -> list[Answer]:
        """Look the items up."""
        return [self._look_up(item) for item in items]


def _keyed_rows(table: UserTable, column: str, benchmark: Benchmark) -> dict[str, int]:
    rows: dict[str, int] = {}
    for position, text in enumerate(table.columns[column]):
        if text is None or not str(text).strip():
            raise table.error(position, column, "the key is empty")
        key = benchmark.key(column, str(text))
        if key in rows:
            raise table.error(position, column, f"{text!r} stands in row {table.row(rows[key])} already")
        rows[key] = position
    return rows


def _check_probabilities(
    table: UserTable, columns: Sequence[str | None], values: Sequence[Sequence[float] | None]
) -> None:
    for column, numbers in zip(columns, values, strict=True):
        for position, value in enumerate(numbers or ()):
            if column is not None and not 0.0 <= value <= 1.0:
                error = table.error(position, column, f"{value:g} is no probability")
                error.hint = "--set scores=rank scores the order of any numbers"
                raise error
