"""Rules that make damaged input out of valid input: far more of it reaches deep code than of random input."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from hypothesis import strategies as some

#: Parts of JSON texts that no Python value is written as: a text that is one of these names becomes the part.
RAW = {
    "@@digits": "7" * 5000,
    "@@exponent": "1e999",
    "@@deep": "[" * 3000 + "]" * 3000,
    "@@deep-objects": '{"a":' * 3000 + "1" + "}" * 3000,
    "@@half": '"\\ud800"',
    "@@nul": '"a\\u0000b"',
    "@@minus-zero": "-0.0",
}

#: Texts that trip what is written for ordinary ones.
HARD_TEXTS = (
    "",
    " ",
    "\0",
    "a\0b",
    "\ufeff",
    "\ud800",
    "x\udfff",
    "\r\n",
    "\u2028",
    "\u0085",
    "\u202eabc",
    "\x1b[31m",
    "\x1b]8;;http://x\x07",
    "e\u0301" * 40,
    "🏳️‍🌈",
    "ß",
    "İ",
    "٣",
    "²",
    "nan",
    "inf",
    "-inf",
    "1e999",
    "1_000",
    "0x10",
    "+1",
    "-0",
    "9" * 400,
    "true",
    "null",
    "None",
    "[]",
    "{}",
    "=1+1",
    "'",
    '"',
    "\\",
    "..",
    "/",
    "../../etc/passwd",
    "%s",
    "{0}",
    "[bold]",
    "@everyone",
    "<@1>",
    "2026-02-30",
    "0000-00-00",
    "9999-12-31",
    "http://",
    "https://[",
    "https://a b",
    "a" * 5000,
    "<script>",
)

TEXTS = some.one_of(some.sampled_from(HARD_TEXTS), some.text(max_size=20))
NUMBERS = some.one_of(
    some.sampled_from(
        [0, -1, 2**31, 2**63 - 1, 2**63, 10**30, 10**400, -(10**400), 0.1 + 0.2, 5e-324, 1.7e308, -0.0]
        + [float("nan"), float("inf"), float("-inf")]
    ),
    some.floats(),
    some.integers(),
)
SCALARS = some.one_of(some.none(), some.booleans(), NUMBERS, TEXTS, some.sampled_from(sorted(RAW)))
VALUES: some.SearchStrategy[Any] = some.one_of(
    SCALARS,
    some.lists(SCALARS, max_size=3),
    some.dictionaries(TEXTS, SCALARS, max_size=3),
    some.just([[]]),
    some.just([{}]),
)


def written(value: Any) -> str:
    """Return a value as a JSON text, parts of :data:`RAW` put in."""
    text = json.dumps(value)
    for name, part in RAW.items():
        text = text.replace(f'"{name}"', part)
    return text


def _places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path of a value and of all inside it."""
    yield path
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inside:
        yield from _places(one, (*path, key))


@some.composite
def values(draw: some.DrawFn, good: Any, most: int = 3) -> Any:
    """Draw a JSON value that was changed in one to ``most`` places."""
    value = copy.deepcopy(good)
    for _ in range(draw(some.integers(1, most))):
        path = draw(some.sampled_from(list(_places(value))))
        if not path:
            # The whole value: seldom, for whatever else was changed is lost.
            value = copy.deepcopy(draw(some.one_of(some.just(value), some.just([value]), VALUES)))
            continue
        above = value
        for key in path[:-1]:
            above = above[key]
        _change(draw, above, path[-1])
    return value


def _change(draw: some.DrawFn, above: Any, key: Any) -> None:
    how = draw(some.sampled_from(["replace", "replace", "delete", "twice", "rename", "move", "kind"]))
    held = above[key]
    if how == "delete":
        del above[key]
    elif how == "twice" and isinstance(above, list):
        above.insert(key, copy.deepcopy(held))
    elif how == "rename" and isinstance(above, dict):
        del above[key]
        above[draw(some.one_of(TEXTS, some.just(str(key).upper()), some.just(f" {key}")))] = held
    elif how == "move" and isinstance(above, dict):
        # Put last, under its own name or as the value of another.
        del above[key]
        above[draw(some.sampled_from([key, *above])) if above else key] = held
    elif how == "kind":
        above[key] = draw(some.sampled_from([str(held), [held], {"value": held}, None, not held]))
    else:
        # Drawn values may be shared, and are changed further.
        above[key] = copy.deepcopy(draw(VALUES))


@some.composite
def contents(draw: some.DrawFn, good: bytes) -> bytes:
    """Draw the content of a file that was damaged on its way: cut, flipped, coded otherwise, mixed with other bytes."""
    data = bytearray(good)
    for _ in range(draw(some.integers(1, 3))):
        how = draw(some.sampled_from(["cut", "flip", "insert", "delete", "double", "code", "ends", "empty-line"]))
        place = draw(some.integers(0, len(data)))
        if how == "cut":
            del data[place:]
        elif how == "flip" and data:
            data[place % len(data)] ^= 1 << draw(some.integers(0, 7))
        elif how == "insert":
            data[place:place] = draw(some.one_of(some.sampled_from(_BYTES), some.binary(max_size=4)))
        elif how == "delete":
            del data[place : place + draw(some.integers(1, 40))]
        elif how == "double":
            data[place:place] = data[place : place + draw(some.integers(1, 200))]
        elif how == "code":
            data = bytearray(recoded(bytes(data), draw(some.sampled_from(_CODES))))
        elif how == "ends":
            data = bytearray(bytes(data).replace(b"\n", draw(some.sampled_from([b"\r\n", b"\r", b"\n\n", b""]))))
        else:
            data[place:place] = b"\n"
    return bytes(data)


_BYTES = (b"\0", b"\xef\xbb\xbf", b"\xff\xfe", b"\xff", b"\xed\xa0\x80", b'"', b"'", b",", b"\\", b"{", b"]", b"\r")
_CODES = ("utf-16", "utf-16-le", "utf-8-sig", "latin-1", "utf-32")


def recoded(data: bytes, code: str) -> bytes:
    """Return a text in another encoding; what is no text stays as it is."""
    try:
        return data.decode("utf-8").encode(code)
    except UnicodeError:
        return data


@some.composite
def tables(draw: some.DrawFn, header: Sequence[str], rows: Sequence[Sequence[str]], most: int = 3) -> list[list[str]]:
    """Draw the cells of a table, its header first, that was changed in one to ``most`` places."""
    table = [list(header), *(list(row) for row in rows)]
    for _ in range(draw(some.integers(1, most))):
        how = draw(some.sampled_from(["cell", "cell", "cell", "row", "column", "order", "shift", "title"]))
        row = draw(some.integers(0, len(table) - 1))
        column = draw(some.integers(0, max(0, len(table[row]) - 1)))
        if how == "cell" and table[row]:
            table[row][column] = draw(CELLS)
        elif how == "row" and len(table) > 1:
            table.insert(row, list(table[row])) if draw(some.booleans()) else table.pop(row)
        elif how == "column":
            twice = draw(some.booleans())
            for line in table:
                if column < len(line):
                    line.insert(column, line[column]) if twice else line.pop(column)
        elif how == "order":
            table[1:] = draw(some.permutations(table[1:]))
        elif how == "shift":
            table[row] = table[row][1:] if draw(some.booleans()) else [*table[row], draw(CELLS)]
        elif table[0]:
            place = column % len(table[0])
            table[0][place] = draw(some.one_of(CELLS, some.sampled_from([table[0][place].upper(), " ", ""])))
    return table


CELLS = some.one_of(
    TEXTS,
    NUMBERS.map(lambda number: f"{number:.3g}" if isinstance(number, float) else str(number)),
    some.sampled_from(["1", "0.5", "-1", "1.0", "50%", "0,5", "NaN"]),
)


def csv_bytes(table: Sequence[Sequence[str]], mark: str = ",") -> bytes:
    """Return a table as CSV; half surrogates, which no file holds as text, become bytes that are no UTF-8."""
    import csv
    import io

    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=mark, lineterminator="\n", escapechar="\\").writerows(table)
    return stream.getvalue().encode("utf-8", "surrogatepass")


def json_files(good: Any) -> some.SearchStrategy[bytes]:
    """Draw JSON files: a changed value, or a valid file whose bytes were damaged."""
    changed = values(good).map(lambda value: written(value).encode("utf-8"))
    return some.one_of(changed, changed, contents(json.dumps(good, indent=1).encode()))


def json_lines(good: Sequence[Mapping[str, Any]]) -> some.SearchStrategy[bytes]:
    """Draw files of JSON lines, as :func:`json_files` draws files."""

    def lines(rows: Any) -> bytes:
        rows = rows if isinstance(rows, list) else [rows]
        return "".join(f"{written(row)}\n" for row in rows).encode("utf-8")

    changed = values(list(good)).map(lines)
    return some.one_of(changed, changed, contents("".join(f"{json.dumps(row)}\n" for row in good).encode()))


def csv_files(header: Sequence[str], rows: Sequence[Sequence[str]]) -> some.SearchStrategy[bytes]:
    """Draw CSV files, as :func:`json_files` draws files."""
    changed = some.builds(csv_bytes, tables(header, rows), some.sampled_from(",,,;\t"))
    return some.one_of(changed, changed, contents(csv_bytes([header, *rows])))


def parquet_files(good: bytes) -> some.SearchStrategy[bytes]:
    """Draw Parquet files: changed rows, columns of other types, or a valid file whose bytes were damaged."""
    return some.one_of(_changed_parquet(good), _changed_parquet(good), contents(good))


@some.composite
def _changed_parquet(draw: some.DrawFn, good: bytes) -> bytes:
    import io

    import pyarrow as pa
    import pyarrow.parquet as pq

    table = pq.read_table(io.BytesIO(good))
    for _ in range(draw(some.integers(1, 2))):
        how = draw(some.sampled_from(["cell", "cell", "cell", "type", "drop", "rename", "twice", "rows"]))
        place = draw(some.integers(0, table.num_columns - 1))
        name, column = table.column_names[place], table.column(place)
        if how == "cell":
            cells = column.to_pylist()
            cells[draw(some.integers(0, len(cells) - 1))] = draw(_ARROW_CELLS)
            table = table.set_column(place, name, pa.array(*_of_one_type(cells, column.type)))
        elif how == "type":
            table = table.set_column(place, name, _cast(column, draw(some.sampled_from(_ARROW_TYPES))))
        elif how == "drop" and table.num_columns > 1:
            table = table.remove_column(place)
        elif how == "rename":
            names = list(table.column_names)
            names[place] = draw(some.sampled_from([name.upper(), f" {name}", "", names[0]]))
            table = table.rename_columns(names)
        elif how == "twice":
            table = pa.concat_tables([table, table.slice(0, 1)])
        elif how == "rows":
            table = table.slice(0, draw(some.integers(0, table.num_rows)))
        if not table.num_rows:
            break
    stream = io.BytesIO()
    pq.write_table(table, stream)
    return stream.getvalue()


_ARROW_TYPES = ("int64", "int8", "float64", "binary", "string", "large_string", "null", "bool", "list", "dictionary")
_ARROW_CELLS = some.one_of(
    some.none(),
    some.sampled_from([text for text in HARD_TEXTS if text.isascii() or text.isprintable()]),
    some.text(some.characters(codec="utf-8"), max_size=20),
    some.integers(-(2**63), 2**63 - 1),
    some.floats(),
    some.binary(max_size=30),
    some.lists(some.one_of(some.none(), some.text(some.characters(codec="utf-8"), max_size=5)), max_size=12),
)


def _of_one_type(cells: list[Any], kind: Any) -> tuple[list[Any], Any]:
    """Return cells as a column takes them: of its own type, or all as texts where one of them is of another."""
    import pyarrow as pa

    try:
        pa.array(cells, kind)
    except (pa.ArrowException, TypeError, ValueError, OverflowError):
        return [None if cell is None else str(cell) for cell in cells], pa.string()
    return cells, kind


def _cast(column: Any, kind: str) -> Any:
    """Return a column in another type, or of empty cells where its own cells cannot be of it."""
    import pyarrow as pa

    of = {"list": pa.list_(pa.string()), "dictionary": pa.dictionary(pa.int32(), pa.string()), "bool": pa.bool_()}
    wanted = of.get(kind) or getattr(pa, kind)()
    try:
        return column.cast(wanted)
    except pa.ArrowException:
        return pa.nulls(len(column), wanted)
