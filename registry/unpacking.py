"""How much a small file may become: compressed files and tables that would fill the memory are told before they do."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

from podium.registry.errors import DataError

if TYPE_CHECKING:
    import zipfile

    from pyarrow.parquet import FileMetaData

#: Bytes that any file may unpack to.
ALWAYS = 64 << 20
#: How many times its own size a file may unpack to beyond that; texts and tables stay far below.
TIMES = 100
#: Rows that any table may have, and beyond them no more than it has bytes.
ROWS = 1_000_000

_HINT = "no honest file is packed that tightly; fetch it again from where it is published"


def most_unpacked(size: int) -> int:
    """Return how many bytes a file of a size may unpack to."""
    return max(ALWAYS, TIMES * size)


def too_much(path: Path, what: str = "") -> DataError:
    """Return the error for a file that unpacks to more than it may.

    Args:
        path: The file.
        what: What is too much; by default the bytes that it may unpack to are named.
    """
    size = path.stat().st_size
    return DataError(f"{path}: its {size:,} bytes {what or f'unpack to more than {most_unpacked(size):,}'}", _HINT)


class Bounded(io.RawIOBase):
    """What a compressed file unpacks to, which ends in an error where it is too much.

    Args:
        stream: The unpacked content; closed with this.
        path: The file.
    """

    def __init__(self, stream: io.BufferedIOBase, path: Path) -> None:
        self._stream, self._path = stream, path
        self._left = most_unpacked(path.stat().st_size)

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill a buffer.

        Raises:
            DataError: If the file has unpacked to more than it may.
        """
        count = self._stream.readinto(buffer)
        self._left -= count
        if self._left < 0:
            raise too_much(self._path)
        return count

    def close(self) -> None:
        """Close the file."""
        self._stream.close()
        super().close()


def bounded(stream: io.BufferedIOBase, path: Path) -> io.BufferedReader:
    """Return what a compressed file unpacks to, read in blocks and bounded.

    Args:
        stream: The unpacked content, such as of ``gzip.open``.
        path: The file.
    """
    return io.BufferedReader(Bounded(stream, path), 1 << 16)


def check_zip(path: Path, archive: zipfile.ZipFile) -> None:
    """Refuse an archive whose files together unpack to more than they may; no more is read of one than it states.

    Raises:
        DataError: If they do.
    """
    if sum(member.file_size for member in archive.infolist()) > most_unpacked(path.stat().st_size):
        raise too_much(path)


def check_parquet(path: Path, about: FileMetaData) -> None:
    """Refuse a Parquet file that states more bytes or rows than one of its size can mean.

    Raises:
        DataError: If it does.
    """
    size = path.stat().st_size
    groups = (about.row_group(number) for number in range(about.num_row_groups))
    if sum(max(group.total_byte_size, 0) for group in groups) > most_unpacked(size):
        raise too_much(path)
    if about.num_rows > max(ROWS, size):
        raise too_much(path, f"state {about.num_rows:,} rows")
