"""A question of MMLU, read from a line of the authors' CSV files or from a row of the hub's Parquet files."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from podium.registry import DataError, Row

LETTERS = "ABCD"
_COLUMNS = "question, A, B, C, D, answer"
_REVISION = "take the authors' data.tar or the hub's cais/mmlu"


@dataclass(frozen=True, slots=True)
class Question:
    """One question.

    Args:
        text: The question.
        options: Its four options, as written: ``None``, ``N/A`` and ``4.0`` are texts.
        answer: Place of the right one, from 0.
    """

    text: str
    options: tuple[str, ...]
    answer: int


def read_csv(data: bytes, where: str) -> Iterator[Question]:
    """Yield the questions of one of the authors' CSV files, which have no header.

    Args:
        data: The file.
        where: Its name, for messages.

    Raises:
        DataError: If it is not UTF-8 or a row is not six columns with a letter of A to D in the last.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DataError(f"{where}, line {line}: byte 0x{data[error.start]:02X} is not UTF-8", _REVISION) from None
    rows = csv.reader(io.StringIO(text, newline=""))
    number = 0
    try:
        for row in rows:
            if not row:
                continue
            number += 1
            yield _from_csv(row, f"{where}, row {number}")
    except csv.Error as error:
        raise DataError(f"{where}, line {rows.line_num}: {error}", _REVISION) from error


def _from_csv(row: list[str], where: str) -> Question:
    if len(row) != len(LETTERS) + 2:
        raise DataError(f"{where}: it has {len(row)} columns, not six ({_COLUMNS})", _REVISION)
    text, *options, answer = row
    if len(answer) != 1 or answer not in LETTERS:
        raise DataError(f"{where}, column 6 (answer): {answer!r} is not A, B, C or D", _REVISION)
    _check_texts(text, options, (f"{where}, column 1 (question)", f"{where}, columns 2 to 5 (A to D)"))
    return Question(text, tuple(options), LETTERS.index(answer))


def _check_texts(text: str, options: Sequence[str], where: tuple[str, str]) -> None:
    """Refuse what nobody could answer; a single empty option may be meant so."""
    if not text.strip():
        raise DataError(f"{where[0]}: the question is empty", _REVISION)
    if not any(option.strip() for option in options):
        raise DataError(f"{where[1]}: all options are empty", _REVISION)


#: Columns of the hub's files that are read, and their kinds.
COLUMNS = {"question": "text", "subject": "text", "choices": "texts", "answer": "integer"}


def from_row(row: Row) -> Question:
    """Return the question of a row of the hub's files.

    Raises:
        DataError: If it has not four options that are texts, or the answer is none of them.
    """
    options = row["choices"]
    if len(options) != len(LETTERS):
        raise DataError(f"{row.where}, column choices: {len(options)} options, not four", _REVISION)
    if not all(isinstance(option, str) for option in options):
        raise DataError(f"{row.where}, column choices: an option is not a text", _REVISION)
    if row["answer"] not in range(len(LETTERS)):
        raise DataError(f"{row.where}, column answer: {row['answer']} is the place of none of four options", _REVISION)
    _check_texts(row["question"], options, (f"{row.where}, column question", f"{row.where}, column choices"))
    return Question(row["question"], tuple(options), row["answer"])
