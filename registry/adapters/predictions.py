"""A file of answers: CSV in the official submission form, Parquet, JSON, or a log of another harness."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from podium.registry import names
from podium.registry.adapters import inspect_logs, lm_eval_logs
from podium.registry.adapters.base import Adapter, AdapterOptions, Facts, Task
from podium.registry.adapters.labels import SameMeaning, match_labels
from podium.registry.adapters.replies import columns_read, read_answers
from podium.registry.adapters.sample_logs import Log, Matched, match
from podium.registry.adapters.tables import UserTable, check_keys, first_names, key_column, read_table
from podium.registry.benchmark import Answer, Benchmark, Choose, Classify, Item
from podium.registry.data_files import near_path
from podium.registry.errors import DataError

#: Similarity from which a column without a label is taken for a misspelt one.
_MISSPELT = 65.0


class PredictionsFile(Adapter):
    """Answers from a table with one row per item, or from the log of another harness, told apart by content.

    A table has a key column and one column per label; for questions see
    :func:`podium.registry.adapters.replies.read_answers`. Columns and rows may stand in any order; further
    columns are ignored. A key of probabilities may name an item or, where the benchmark allows it, a whole
    study, whose items then share the row. Logs, files or folders of them, are those of lm-evaluation-harness
    and inspect_ai; see :func:`podium.registry.adapters.sample_logs.match`.
    """

    kind = "file"
    usual_batch = 1024

    def __init__(self, target: str, options: AdapterOptions) -> None:
        """Look whether there is something at the path; it is read by :meth:`prepare`.

        Raises:
            DataError: If there is nothing, or a folder without a log.
        """
        super().__init__(target, options)
        path = Path(target)
        if path.is_dir():
            _logs_in(path)
        elif not path.exists() and not path.is_symlink():
            near = near_path(target)
            raise DataError(f"predictions file {path} does not exist", f"did you mean {near}?" if near else "")

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
        self._notes: list[str] = []
        self._log = read_log(Path(self.target))
        if self._log is not None or not isinstance(request, Classify):
            answers = self._answers(task)
            self._look_up: Callable[[Item], Answer] = lambda item: answers[item.id]
            return
        table = read_table(Path(self.target), task.benchmark.key_columns, len(task.known))
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
        by_key = {
            key: Answer(probabilities=tuple(None if column is None else column[row] for column in values))
            for key, row in rows.items()
        }
        self._check_keys(table, task, rows)
        self._look_up = lambda item: by_key[task.benchmark.item_key(self._column, item)]

    def _answers(self, task: Task) -> Mapping[str, Answer]:
        """Return the answers to questions, by the item's id."""
        if self._log is None:
            table = read_table(Path(self.target), ("id", *task.benchmark.key_columns), len(task.known))
            answers: Mapping[str, Answer] = read_answers(table, task)
            self._notes.append(columns_read(table, task))
        else:
            matched = match(self._log, task)
            answers = matched.answers
            self._notes += _about(self._log, matched)
        chosen = [answers[item.id] for item in task.items if isinstance(item.request, Choose)]
        unread = sum(answer.choice is None and answer.error is None for answer in chosen)
        if unread:
            self._notes.append(f"{unread:,} of {len(chosen):,} answers name no option and count as no choice")
        return answers

    def _match(self, table: UserTable, labels: Sequence[str]) -> list[str | None]:
        """Return the column of each label, or None where the file has none."""
        offered = {position: name for position, name in enumerate(table.columns) if name != self._column}
        try:
            matched = match_labels(labels, offered, self._benchmark.card.observations)
        except SameMeaning as error:
            raise DataError(f"{table.path}: the columns {error.said}", "leave one of them") from None
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
        if task.known is task.items:
            known = asked
        else:
            known = {self._benchmark.item_key(self._column, item) for item in task.known}
        extra = sorted(rows.keys() - known, key=rows.__getitem__)
        lacking = foreign = ""
        if missing:
            lacking = f"no row for {len(missing)} of {len(asked)} {self._column} keys of split {task.split}"
            lacking += f": {first_names(missing)}"
        if extra:
            foreign = f"{len(extra)} of {len(rows)} keys name nothing that split {task.split} asks"
            foreign += f": {first_names(extra)}, from row {table.row(rows[extra[0]])} on"
        check_keys(table, lacking, foreign, "add them: an item without an answer cannot be scored")

    def fingerprint(self) -> Facts:
        """The bytes of the file, or of all files of a log."""
        paths = [Path(self.target)] if self._log is None else self._log.files
        digests = [hashlib.sha256(path.read_bytes()).hexdigest() for path in paths]
        return {"sha256": digests[0] if len(digests) == 1 else hashlib.sha256("\n".join(digests).encode()).hexdigest()}

    def provenance(self) -> Facts:
        """What a log states of itself."""
        log = self._log
        if log is None:
            return {}
        return {
            "harness": log.harness,
            "harness_version": log.version or None,
            "logged_model": log.model or None,
            "logged_tasks": ", ".join(log.tasks),
            "log_files": ", ".join(path.name for path in log.files),
        }

    def notes(self) -> Sequence[str]:
        """Name the labels the file has no column for, the log that was read, and how many answers name no option."""
        missing = [f"not predicted, no such column: {', '.join(self._missing)}"] if self._missing else []
        return [*missing, *self._notes]

    def answer(self, items: Sequence[Item]) -> list[Answer]:
        """Look the items up."""
        return [self._look_up(item) for item in items]


def read_log(path: Path) -> Log | None:
    """Return the log of another harness that a path is, a file or a folder, or None where it is none.

    Raises:
        DataError: If it is a damaged log, or a folder without a log or with those of two harnesses.
    """
    if not path.is_dir():
        # A pipe would be waited for; what is no file is named where tables are read.
        if not path.is_file():
            return None
        if inspect_logs.is_log(path):
            return inspect_logs.read_log([path])
        return lm_eval_logs.read_log([path]) if lm_eval_logs.is_log(path) else None
    theirs, others = _logs_in(path)
    return lm_eval_logs.read_log(theirs) if theirs else inspect_logs.read_log(others)


def _logs_in(folder: Path) -> tuple[list[Path], list[Path]]:
    """Return the logs in a folder by harness, of which one wrote all."""
    theirs, others = lm_eval_logs.log_files(folder), inspect_logs.log_files(folder)
    both = f"{lm_eval_logs.HARNESS} and {inspect_logs.HARNESS}"
    if theirs and others:
        raise DataError(f"{folder}: logs of {both}", "give the folder of one run")
    if not theirs and not others:
        raise DataError(
            f"{folder} is a folder without a log of {both.replace('and', 'or')}",
            "give the file of a table, or the folder that holds the log",
        )
    return theirs, others


def _about(log: Log, matched: Matched) -> list[str]:
    """Return what the report says of a log."""
    version = log.version or "of a version the log does not state"
    model = f"model {log.model}" if log.model else "a model the log does not name"
    many = f"{len(matched.tasks)} tasks from {matched.tasks[0]} on"
    tasks = f"task {matched.tasks[0]}" if len(matched.tasks) == 1 else many
    left = [f"not of this split, left out: {', '.join(matched.left_out)}"] if matched.left_out else []
    return [f"answers from a log of {log.harness} {version}: {model}, {tasks}", *log.notes, *left]


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
