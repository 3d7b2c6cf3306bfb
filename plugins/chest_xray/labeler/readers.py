"""Reads reports out of a CSV file, a text, a folder, a zip or a tar archive, one after the other.

Nothing is unpacked to disk, and a report is held in memory only while it is read.
"""

from __future__ import annotations

import csv
import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePosixPath

from podium.plugins.chest_xray.archives import DAMAGED, bounded, tar_files, unreadable
from podium.plugins.chest_xray.observations import plain
from podium.registry import unpacking
from podium.registry.errors import DataError
from podium.registry.labeling import Decoder, Reports, Written

#: A file larger than this, in bytes, is no report.
MOST_BYTES = 16 << 20

#: Columns that name a study, plain; those that are there are kept.
_KEYS = (
    "subject id",
    "study id",
    "study",
    "path",
    "report id",
    "id",
    "uid",
    "accession",
    "accession number",
    "dicom id",
)

#: Columns that hold a whole report, plain, in order of preference; else these parts of one, joined.
_WHOLE = ("report", "report text", "text", "radiology report", "full report", "note text", "note")
_SECTIONS = ("findings", "impression")

_MIMIC = re.compile(r"(?:^|/)p(\d{8})/s(\d{8})\.txt$")
_UNREADABLE = (OSError, EOFError, zlib.error, csv.Error)
_ARCHIVES = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")


def read_reports(source: Path, columns: Sequence[str] = ()) -> Reports:
    """Return the reports of ``source``.

    A report of a CSV file is named by its columns called ``study_id``, ``subject_id``, ``Study``,
    ``Path`` and the like, or by its row; a file in MIMIC-CXR's layout by subject and study; any other
    file by its path.

    Args:
        source: ``.csv`` or ``.csv.gz``, ``.zip``, ``.tar``, ``.tgz``, another file that is one report, or a folder.
        columns: Columns of a CSV file that hold the text; those of several are read as one report.

    Raises:
        DataError: If there is no report, or something cannot be read.
    """
    name = source.name.lower()
    if not source.exists():
        raise DataError(f"{source} does not exist", "give a CSV file, a folder, an archive, a text, or - for stdin")
    if name.endswith((".csv", ".csv.gz")):
        return _table(source, columns)
    if columns:
        raise DataError(f"{source} is no CSV file, so it has no columns", "leave out --column")
    if source.is_dir():
        return _texts(source, _folder(source))
    if name.endswith(".zip"):
        return _texts(source, _zip(source))
    if name.endswith(_ARCHIVES):
        return _texts(source, tar_files(source, _is_report, MOST_BYTES))
    single = _texts(source, ((path.name, _read(path)) for path in (source,)))
    single.total = 1
    return single


def _texts(source: Path, files: Iterator[tuple[str, bytes]]) -> Reports:
    """Return the reports of single files; the first file's name tells the layout."""
    try:
        first = next(files, None)
    except DAMAGED as error:
        raise unreadable(source, error) from error
    if first is None:
        raise DataError(f"{source} has no report: no file in it ends in .txt", "give the folder of the reports")
    mimic = _MIMIC.search(first[0]) is not None or re.fullmatch(r"s\d{8}\.txt", first[0]) is not None
    notes: list[str] = []

    def walk() -> Iterator[Written]:
        decode = Decoder()
        try:
            yield Written(_key(first[0], mimic), decode(first[1], first[0]))
            for name, data in files:
                yield Written(_key(name, mimic), decode(data, name))
        except DataError:
            raise
        except DAMAGED as error:
            raise unreadable(source, error) from error
        notes.extend(decode.notes("report"))

    return Reports(("subject_id", "study_id") if mimic else ("report",), walk(), None, notes)


def _key(name: str, mimic: bool) -> tuple[str, ...]:
    stem = name.removesuffix(".txt")
    if not mimic:
        return (stem,)
    found = _MIMIC.search(name)
    if found is not None:
        return found.groups()
    last = stem.rpartition("/")[2]
    return ("", last.removeprefix("s") if re.fullmatch(r"s\d{8}", last) else stem)


def _folder(source: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(source.rglob("*.txt")):
        if path.is_file() and not path.name.startswith("."):
            yield path.relative_to(source).as_posix(), _read(path)


def _zip(source: Path) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(source) as archive:
        unpacking.check_zip(source, archive)
        for member in archive.infolist():
            if _is_report(member.filename) and not member.is_dir():
                with archive.open(member) as stream:
                    yield member.filename, bounded(stream.read(MOST_BYTES + 1), member.filename, MOST_BYTES)


def _is_report(name: str) -> bool:
    path = PurePosixPath(name)
    # Archives made on a Mac hold a "._" twin of each file.
    return path.suffix.lower() == ".txt" and not path.name.startswith(".") and "__MACOSX" not in path.parts


def _read(path: Path) -> bytes:
    with path.open("rb") as stream:
        return bounded(stream.read(MOST_BYTES + 1), str(path), MOST_BYTES)


def _spoilt(source: Path, error: BaseException) -> DataError:
    """Return the error for a table that cannot be read; its reader says why."""
    reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return DataError(f"{source} cannot be read: {reason}", "copy it again")


def _table(source: Path, columns: Sequence[str]) -> Reports:
    decode = Decoder()
    rows = _rows(source, decode)
    try:
        header = next(rows, [])
    except _UNREADABLE as error:
        raise _spoilt(source, error) from error
    texts = _text_columns(source, header, columns)
    keys = [position for position, name in enumerate(header) if plain(name) in _KEYS and position not in texts]
    notes: list[str] = []

    def walk() -> Iterator[Written]:
        number = 1
        try:
            for number, row in enumerate(rows, 2):
                if not row:
                    continue
                if len(row) != len(header):
                    problem = f"has {len(row)} cells, its header has {len(header)}"
                    raise DataError(f"{source} row {number} {problem}", "quote texts with commas and line breaks")
                key = tuple(row[position] for position in keys) or (str(number),)
                yield Written(key, _text(header, row, texts))
        except DataError:
            raise
        except _UNREADABLE as error:
            raise DataError(f"{source} row {number + 1} cannot be read: {error}", "mend the row") from error
        notes.extend(decode.notes("line"))

    return Reports(tuple(header[position] for position in keys) or ("row",), walk(), None, notes)


def _text_columns(source: Path, header: Sequence[str], asked: Sequence[str]) -> list[int]:
    places = {plain(name): position for position, name in enumerate(header)}
    if asked:
        missing = [name for name in asked if plain(name) not in places]
        if missing:
            raise DataError(f"{source} has no column {missing[0]!r}", f"it has {', '.join(header)}")
        return [places[plain(name)] for name in asked]
    whole = next((name for name in _WHOLE if name in places), None)
    if whole is not None:
        return [places[whole]]
    parts = [places[name] for name in _SECTIONS if name in places]
    if not parts:
        what = f"it has {', '.join(header)[:200]}" if header else "it is empty"
        raise DataError(f"{source} has no column called report, text, findings or impression: {what}", "use --column")
    return parts


def _text(header: Sequence[str], row: Sequence[str], places: Sequence[int]) -> str:
    if len(places) == 1:
        return row[places[0]]
    return "\n\n".join(f"{header[place].upper()}: {row[place]}" for place in places if row[place].strip())


def _rows(source: Path, decode: Callable[[bytes, str], str]) -> Iterator[list[str]]:
    # The module's own limit is below a report of 1 MB.
    csv.field_size_limit(max(csv.field_size_limit(), MOST_BYTES))
    zipped = source.name.lower().endswith(".gz")
    opened = unpacking.bounded(gzip.GzipFile(source), source) if zipped else source.open("rb")
    with opened as stream:
        if stream.peek(2)[:2] in (b"\xff\xfe", b"\xfe\xff"):
            yield from csv.reader(io.TextIOWrapper(stream, "utf-16", newline=""), strict=True)
            return
        yield from csv.reader((decode(line, str(source)) for line in _lines(stream, source)), strict=True)


def _lines(stream: io.BufferedReader, source: Path) -> Iterator[bytes]:
    while line := stream.readline(MOST_BYTES + 1):
        yield bounded(line, f"a line of {source}", MOST_BYTES)
