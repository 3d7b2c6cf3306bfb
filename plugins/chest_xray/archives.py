"""Files of an archive, read one by one and never unpacked, and how one that is damaged is named."""

from __future__ import annotations

import bz2
import gzip
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from podium.registry import DataError, unpacking

#: What reading an archive, or a file that is gone or forbidden, raises.
DAMAGED = (
    OSError,
    EOFError,
    zlib.error,
    gzip.BadGzipFile,
    zipfile.BadZipFile,
    tarfile.TarError,
    lzma.LZMAError,
    # What zipfile says of an encrypted member and of a compression that Python lacks.
    RuntimeError,
    NotImplementedError,
)

_BLOCK = 1 << 16
#: What opens an archive that begins so.
_PACKED: dict[bytes, type[gzip.GzipFile | bz2.BZ2File | lzma.LZMAFile]] = {
    b"\x1f\x8b": gzip.GzipFile,
    b"BZh": bz2.BZ2File,
    b"\xfd7zXZ\0": lzma.LZMAFile,
}


def tar_files(source: Path, wanted: Callable[[str], object], most: int) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of the files of a tar, compressed or not, in its order.

    Args:
        source: The archive, read from its start.
        wanted: Whether a file of this name is read.
        most: Bytes that no file may exceed.

    Raises:
        DataError: If the archive is damaged, ends too early or unpacks to too much, or a file is too long.
    """
    try:
        # Unlike tarfile's own reader these notice an end that is missing and a wrong checksum, and are bounded.
        with _unpacked(source) as stream, tarfile.open(fileobj=stream, mode="r|") as archive:
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
        head = stream.read(max(map(len, _PACKED)))
    opener = next((opener for mark, opener in _PACKED.items() if head.startswith(mark)), None)
    return path.open("rb") if opener is None else unpacking.bounded(opener(path), path)


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
