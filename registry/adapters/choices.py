"""Choices among options from a user's table: letters, indices, texts, log-likelihoods or replies in words."""

from __future__ import annotations

import contextlib
import re
import string
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from podium.registry import json_text
from podium.registry.adapters.letters import read_letter
from podium.registry.adapters.prompts import MOST_LETTERS, stored_reply
from podium.registry.adapters.reply_columns import (
    READ_FROM_REPLY,
    REFERENCE,
    ambiguous,
    only,
    reference_columns,
    text_columns,
)
from podium.registry.adapters.tables import UserTable
from podium.registry.benchmark import Answer, Choose
from podium.registry.errors import DataError

CHOICE = ("choice", "answer", "prediction")
INDEX = ("choice_index", "answer_index", "prediction_index")
_LIST = "log_likelihoods"
_NAMED = "logprob_"
_FORMS = "choice, choice_index, log_likelihoods, logprob_A and so on, A, B and so on, or text"
_COUNTED = re.compile(r"[+-]?\d+(\.0*)?")
_LETTER = re.compile(r"\(?([A-Za-z])[).]?")
#: A log-likelihood that was computed in float32 may come out above 0 by rounding.
_ROUNDING = 1e-3

Reader = Callable[[int, Choose], Answer]


def read_choices(
    table: UserTable, rows: Mapping[str, int], asked: Mapping[str, Choose], more: Sequence[str] = ()
) -> dict[str, Answer]:
    """Return the answer to every request that has a row.

    What a row says is read from the first of these that the table has:

    - ``choice``, ``answer`` or ``prediction``: a letter in either case, the text of one option, or a reply
      in words. A number is refused unless it is the text of an option, as it could count from 0 or from 1;
    - ``choice_index``, ``answer_index`` or ``prediction_index``: the option's index, counted from 0;
    - ``log_likelihoods``: a list (in CSV as JSON) of one log-likelihood per option, in nats; or
      ``logprob_A``, ``logprob_B`` and so on, a column each, empty beyond an item's options;
    - ``text`` or ``response``: a reply in words, read by :func:`podium.registry.adapters.letters.read_letter`;
    - columns ``A``, ``B`` and so on, where there is nothing else: log-likelihoods.

    Where there is no ``prediction``, ``pred`` is one; ``output``, ``completion`` and other usual names of replies
    are read as ``response`` is. Beside any of these or a column of replies of the benchmark's own, ``answer`` and
    ``answer_index`` are the reference, as in the files that benchmarks release, and not read; see
    :func:`podium.registry.adapters.reply_columns.reference_columns`.

    Log-likelihoods and a reply beside a choice are kept with it. A cell that names no option is an answer
    without a choice; its text is kept.

    Args:
        table: The user's table.
        rows: The position of each item's row, by the item's id.
        asked: The requests, by the item's id.
        more: Further columns that may hold replies.

    Raises:
        DataError: If no column or more than one could be meant, or a cell cannot be what its column holds.
    """
    read = _reader(table, _columns(table, more))
    return {name: read(position, asked[name]) for name, position in rows.items() if name in asked}


def choice_columns(table: UserTable, more: Sequence[str]) -> list[str]:
    """Return the columns that :func:`read_choices` reads.

    Args:
        table: The user's table.
        more: Further columns that may hold replies.

    Raises:
        DataError: As :func:`read_choices` does for columns.
    """
    columns = _columns(table, more)
    return [*filter(None, (columns.said, columns.reply)), *columns.likely]


@dataclass(frozen=True)
class _Columns:
    """The columns with the choice, with the words it was given in, and with log-likelihoods, where there are any."""

    said: str | None
    reply: str | None
    likely: Sequence[str]


def _columns(table: UserTable, more: Sequence[str]) -> _Columns:
    own = [name for name in more if name in table.columns]
    reference = reference_columns(table, more)
    choices = (*CHOICE, *(() if own else READ_FROM_REPLY), *INDEX)
    said = only(table, [name for name in choices if name not in reference and name not in own], "the choices")
    reply = only(table, text_columns(table, more, choices), "the replies")
    if said in REFERENCE and reply is not None:
        raise ambiguous(table, (reply, said), "the replies")
    likely = _explicit(table)
    if said is None and reply is None and not likely:
        likely = [letter for letter in string.ascii_uppercase if letter in table.columns]
    if said is None and reply is None and not likely:
        columns = ", ".join(list(table.columns)[:6])
        raise DataError(f"{table.path}: no column with choices ({_FORMS})", f"the columns are {columns}")
    return _Columns(said, reply, likely)


def _reader(table: UserTable, columns: _Columns) -> Reader:
    said, reply, likely = columns.said, columns.reply, _likelihoods(table, columns.likely)
    replies = [stored_reply(text) for text in table.texts(reply)] if reply is not None else None

    def read(position: int, request: Choose) -> Answer:
        told = replies[position] if replies is not None else Answer()
        log_likelihoods = likely(position, request) if likely is not None else None
        if said is not None:
            choice = _said(table, position, said, request)
            if choice is None and told.text is None:
                told = stored_reply(str(_cell(table, said, position)))
            _agree(table, position, said, choice, log_likelihoods)
        elif log_likelihoods is not None:
            choice = max(range(len(log_likelihoods)), key=log_likelihoods.__getitem__)
        else:
            choice = read_letter(told.text or "", request.options)
        return replace(told, choice=choice, log_likelihoods=log_likelihoods)

    return read


def _cell(table: UserTable, column: str, position: int) -> Any:
    cell = table.columns[column][position]
    return "" if cell is None else cell


def _said(table: UserTable, position: int, column: str, request: Choose) -> int | None:
    cell = _cell(table, column, position)
    if isinstance(cell, bool) or not isinstance(cell, (str, int, float)):
        raise table.error(position, column, f"{cell!r} is no choice")
    # A column of whole numbers with a gap is read as fractions.
    text = f"{cell:g}" if isinstance(cell, float) else str(cell).strip()
    if column in INDEX:
        return _index(table, position, column, text, len(request.options))
    flat = " ".join(text.split()).casefold()
    same = [place for place, option in enumerate(request.options) if " ".join(option.split()).casefold() == flat]
    letter = _LETTER.fullmatch(text)
    place = string.ascii_uppercase.index(letter.group(1).upper()) if letter else len(request.options)
    meant = {*same, place} if place < len(request.options) else set(same)
    if len(meant) > 1 and text:
        names = " and ".join(map(_called, sorted(meant)))
        error = table.error(position, column, f"{cell!r} could be options {names}")
        error.hint = "count the options from 0 in a column choice_index"
        raise error
    if meant:
        return meant.pop()
    if _COUNTED.fullmatch(text):
        error = table.error(position, column, f"{cell!r} could count the options from 0 or from 1")
        error.hint = "write letters, or call the column choice_index and count from 0"
        raise error
    return read_letter(text, request.options)


def _called(place: int) -> str:
    """Return an option's letter, or what it is called where there is none."""
    return string.ascii_uppercase[place] if place < MOST_LETTERS else f"number {place + 1}"


def _index(table: UserTable, position: int, column: str, text: str, count: int) -> int | None:
    if not text:
        return None
    if not _COUNTED.fullmatch(text) or not 0 <= int(float(text)) < count:
        raise table.error(position, column, f"{text!r} is no index of {count} options, counted from 0")
    return int(float(text))


def _agree(
    table: UserTable, position: int, column: str, choice: int | None, log_likelihoods: tuple[float, ...] | None
) -> None:
    if choice is None or log_likelihoods is None or log_likelihoods[choice] >= max(log_likelihoods):
        return
    best = _called(log_likelihoods.index(max(log_likelihoods)))
    what = f"{_called(choice)} is chosen, but {best} is the likeliest"
    error = table.error(position, column, what)
    error.hint = "leave out the column that does not hold the answers"
    raise error


def _explicit(table: UserTable) -> list[str]:
    """Return the columns that are called log-likelihoods."""
    named = [f"{_NAMED}{letter}" for letter in string.ascii_uppercase if f"{_NAMED}{letter}" in table.columns]
    if named and _LIST in table.columns:
        raise DataError(f"{table.path}: {_LIST} and {named[0]} could both be meant", "leave one of them")
    return [_LIST] if _LIST in table.columns else named


def _likelihoods(table: UserTable, columns: Sequence[str]) -> Callable[[int, Choose], tuple[float, ...]] | None:
    if not columns:
        return None

    def read(position: int, request: Choose) -> tuple[float, ...]:
        count = len(request.options)
        if columns[0] == _LIST:
            cells = _listed(table, position, count)
        else:
            if count > MOST_LETTERS:
                what = f"the item has {count} options, and there are {MOST_LETTERS} letters"
                raise table.error(position, columns[0], f"{what}; write a list in {_LIST}")
            prefix = columns[0][:-1]
            cells = {f"{prefix}{letter}": None for letter in string.ascii_uppercase[:count]}
            cells |= {column: table.columns[column][position] for column in columns}
            for column, cell in list(cells.items())[count:]:
                if cell not in (None, ""):
                    raise table.error(position, column, f"a log-likelihood, but the item has {count} options")
                del cells[column]
        return tuple(_number(table, position, column, cell) for column, cell in cells.items())

    return read


def _listed(table: UserTable, position: int, count: int) -> dict[str, Any]:
    cell = listed = table.columns[_LIST][position]
    if isinstance(cell, str):
        with contextlib.suppress(ValueError):
            listed = json_text.parse(cell)
    if not isinstance(listed, list):
        raise table.error(position, _LIST, f"{cell!r} is no list of numbers")
    if len(listed) != count:
        raise table.error(position, _LIST, f"{len(listed)} log-likelihoods, but the item has {count} options")
    return {f"{_LIST}[{place}]": number for place, number in enumerate(listed)}


def _number(table: UserTable, position: int, column: str, cell: Any) -> float:
    value = table.number(column, position, cell)
    if value > _ROUNDING:
        error = table.error(position, column, f"{value:g} is above 0, so it is no log-likelihood")
        error.hint = "write natural logarithms of probabilities, or the choice alone"
        raise error
    return value
