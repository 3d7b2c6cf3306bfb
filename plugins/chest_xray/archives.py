"""Files of an archive, read one by one and never unpacked, and how one that is damaged is named."""

from __future__ import annotations

import gzip
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from podium.registry import DataError

#: What reading an archive, or a file that is gone or forbidden, raises.
DAMAGED = (
    OSError,
    EOFError,
    zlib.error,
    gzip.BadGzipFile,
    zipfile.BadZipFile,
    tarfile.TarError,
    # What zipfile says of an encrypted member and of a compression that Python lacks.
    RuntimeError,
    NotImplementedError,
)

_BLOCK = 1 << 20


def tar_files(source: Path, wanted: Callable[[str], object], most: int) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of the files of a tar, compressed or not, in its order.

    Args:
        source: The archive, read from its start.
        wanted: Whether a file of this name is read.
        most: Bytes that no file may exceed.

    Raises:
        DataError: If the archive is damaged or ends too early, or a file is too long.
    """
    try:
        # gzip, unlike tarfile's own reader, notices an end that is missing and a wrong checksum.
        with _unpacked(source) as stream, tarfile.open(fileobj=stream, mode="r|*") as archive:
            for member in archive:
                # A tar keeps every member that it has met, which nobody asks for again here.
                archive.members = []  # type: ignore[attr-defined]
                content = archive.extractfile(member) if member.isfile() and wanted(member.name) else None
                if content is not None:
                    yield member.name, bounded(content.read(most + 1), f"{source}: {member.name}", most)
            while stream.read(_BLOCK):
                pass
    except DAMAGED as error:
        raise unreadable(source, error) from None


def _unpacked(path: Path) -> BinaryIO:
    with path.open("rb") as stream:
        packed = stream.read(2) == b"\x1f\x8b"
    return cast(BinaryIO, gzip.open(path)) if packed else path.open("rb")


def bounded(data: bytes, place: str, most: int) -> bytes:
    """Return ``data``.

    Raises:
        DataError: If it is longer than ``most`` bytes; it names the place.
    """
    if len(data) > most:
        raise DataError(f"{place} is longer than {most:,} bytes, which no report is", "copy it again")
    return data


def unreadable(source: Path, error: BaseException, place: str = "") -> DataError:
    """Return the error for an archive or file that cannot be read.

    Args:
        source: The archive or folder.
        error: One of :data:`DAMAGED`.
        place: The file in it, where that is known.
    """
    where = f"{source}: {place}" if place else str(source)
    if isinstance(error, (RuntimeError, NotImplementedError)):
        return DataError(f"{where} cannot be read: {error}", "the official archive is not encrypted; copy it again")
    reason = error.strerror if isinstance(error, OSError) and error.strerror else "it is damaged or incomplete"
    return DataError(f"{where} cannot be read: {reason}", "copy it again")
