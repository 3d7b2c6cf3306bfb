"""How far two files of labels agree, as the makers of MIMIC-CXR-JPG compared their two labelers."""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from collections import Counter
from pathlib import Path

from podium.plugins.chest_xray.observations import NAMES, finding, plain
from podium.registry import unpacking
from podium.registry.errors import DataError
from podium.registry.report import Report, Score, Table

_CODES = {"1.0": 1, "1": 1, "0.0": 0, "0": 0, "-1.0": -1, "-1": -1, "": None}
#: The four values of a cell in the order of the tables, and their names.
_VALUES = (1, 0, -1, None)
_WORDS = {1: "positive", 0: "negative", -1: "uncertain", None: "blank"}
_KEYS = ("subject id", "study id", "study", "path", "report", "report id", "id", "uid", "accession", "row")

Labels = dict[str, int | None]


def agreement(first: Path, second: Path) -> Report:
    """Return the agreement of two files of labels on the studies that both have.

    Cells have one of four values: positive, negative, uncertain, blank. Per observation the report has
    the share of equal cells, Cohen's kappa (Cohen 1960, doi:10.1177/001316446002000104) over the four
    values, and the confusion counts.

    Args:
        first: CSV file with a key column and a column per observation, plain or gzipped.
        second: Another.

    Raises:
        DataError: If a file cannot be read, or they have no key column, observation or study in common.
    """
    one, one_keys = _read(first)
    two, two_keys = _read(second)
    if set(one_keys) != set(two_keys):
        one, two, keys = _by_shared(first, second, one, two, one_keys, two_keys)
    else:
        keys = one_keys
        order = [two_keys.index(name) for name in one_keys]
        two = {tuple(key[position] for position in order): labels for key, labels in two.items()}
    both = [key for key in one if key in two]
    if not both:
        raise DataError(f"{first} and {second} have no study in common", f"compared by {', '.join(keys)}")
    names = [name for name in NAMES if name in one[both[0]] and name in two[both[0]]]
    if not names:
        raise DataError(f"{first} and {second} have no observation in common", f"columns are {', '.join(NAMES)}")
    counts = {name: Counter((one[key][name], two[key][name]) for key in both) for name in names}
    left_out = (len(one) - len(both), len(two) - len(both))
    notes = tuple(
        f"{number:,} studies are only in {path} and were left out"
        for number, path in zip(left_out, (first, second), strict=True)
        if number
    )
    return Report(
        boards={},
        tables=(_summary(counts), _confusion(counts)),
        counts={"studies": len(both)},
        notes=notes,
    )


def _summary(counts: dict[str, Counter[tuple[int | None, int | None]]]) -> Table:
    rows: list[tuple[str | int | Score, ...]] = []
    for name, pairs in counts.items():
        n = pairs.total()
        same = sum(number for (one, two), number in pairs.items() if one == two)
        rows.append((name, n, n - same, Score("agreement", same / n, n), _kappa(pairs)))
    return Table("agreement", "Agreement", ("observation", "n", "differ", "agreement", "kappa"), tuple(rows))


def _kappa(pairs: Counter[tuple[int | None, int | None]]) -> Score:
    n = pairs.total()
    observed = sum(number for (one, two), number in pairs.items() if one == two) / n
    ones: Counter[int | None] = Counter()
    twos: Counter[int | None] = Counter()
    for (one, two), number in pairs.items():
        ones[one] += number
        twos[two] += number
    expected = sum(ones[value] * twos[value] for value in _VALUES) / n**2
    if expected == 1:
        return Score("kappa", None, n, reason="both files have one and the same value throughout")
    return Score("kappa", (observed - expected) / (1 - expected), n)


def _confusion(counts: dict[str, Counter[tuple[int | None, int | None]]]) -> Table:
    rows: list[tuple[str | int, ...]] = [
        (name, _WORDS[one], *(pairs[one, two] for two in _VALUES))
        for name, pairs in counts.items()
        for one in _VALUES
        if any(pairs[one, two] for two in _VALUES)
    ]
    columns = ("observation", "first file", *(f"second: {_WORDS[value]}" for value in _VALUES))
    return Table("confusion", "Confusion", columns, tuple(rows))


def _read(path: Path) -> tuple[dict[tuple[str, ...], Labels], list[str]]:
    """Return the labels by key, and the plain names of the key columns."""
    try:
        packed = path.name.endswith(".gz")
        opened = unpacking.bounded(gzip.GzipFile(path), path) if packed else path.open("rb")
        with io.TextIOWrapper(opened, encoding="utf-8-sig", newline="") as stream:
            reader = csv.reader(stream, strict=True)
            header = next(reader, [])
            keys = [position for position, name in enumerate(header) if plain(name) in _KEYS]
            columns = {position: name for position, column in enumerate(header) if (name := finding(column))}
            if not keys or not columns:
                what = "no column that names a study" if not keys else "no column of an observation"
                raise DataError(f"{path} has {what}", "it is a CSV file with study_id and a column per observation")
            labels: dict[tuple[str, ...], Labels] = {}
            for number, row in enumerate(reader, 2):
                if not row:
                    continue
                if len(row) != len(header):
                    raise DataError(f"{path} row {number} has {len(row)} cells, its header has {len(header)}")
                key = tuple(row[position].strip().rstrip("/") for position in keys)
                if key in labels:
                    raise DataError(f"{path} row {number}: a second row for {', '.join(key)}", "keep one")
                labels[key] = {name: _code(path, number, row[position], name) for position, name in columns.items()}
            if not labels:
                raise DataError(f"{path} has no row")
            return labels, [plain(header[position]) for position in keys]
    except (OSError, EOFError, zlib.error, UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}") from error


def _code(path: Path, number: int, text: str, name: str) -> int | None:
    try:
        return _CODES[text.strip()]
    except KeyError:
        raise DataError(f"{path} row {number}, {name}: {text!r} is not 1, 0, -1 or blank") from None


def _by_shared(
    first: Path,
    second: Path,
    one: dict[tuple[str, ...], Labels],
    two: dict[tuple[str, ...], Labels],
    one_keys: list[str],
    two_keys: list[str],
) -> tuple[dict[tuple[str, ...], Labels], dict[tuple[str, ...], Labels], list[str]]:
    """Return both tables by the key columns that both have."""
    shared = [name for name in one_keys if name in two_keys]
    if not shared:
        problem = f"{first} names studies by {', '.join(one_keys)}, {second} by {', '.join(two_keys)}"
        raise DataError(problem, "give them a common column")
    tables = []
    for path, table, names in ((first, one, one_keys), (second, two, two_keys)):
        cut = {tuple(key[names.index(name)] for name in shared): labels for key, labels in table.items()}
        if len(cut) != len(table):
            raise DataError(f"{path} has several rows with one {', '.join(shared)}", "give both files a full key")
        tables.append(cut)
    return tables[0], tables[1], shared
