"""Files that would run code, or fill memory and disk, where they are read without care."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import pickle
import tarfile
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, Any

#: More than any file of a few kilobytes may unpack to.
BOMB = 80 << 20
_BLOCK = 1 << 20


class Payload:
    """What makes a file, the mark, when it is unpickled.

    Args:
        mark: The file.
    """

    def __init__(self, mark: Path) -> None:
        self._mark = mark

    def __reduce__(self) -> tuple[Any, ...]:
        return open, (str(self._mark), "w")


def pickled(mark: Path) -> bytes:
    """Return the bytes of a pickle that makes the mark."""
    return pickle.dumps(Payload(mark))


def as_numpy(mark: Path) -> tuple[bytes, bytes]:
    """Return an array and an archive of arrays that make the mark where pickles are allowed."""
    import numpy as np

    one, many = io.BytesIO(), io.BytesIO()
    array = np.array([Payload(mark)], dtype=object)
    np.save(one, array, allow_pickle=True)
    np.savez(many, array=array)
    return one.getvalue(), many.getvalue()


def as_weights(mark: Path) -> bytes:
    """Return a checkpoint of torch that makes the mark."""
    import torch

    file = io.BytesIO()
    torch.save({"weight": Payload(mark)}, file)
    return file.getvalue()


def as_yaml(mark: Path) -> str:
    """Return YAML that makes the mark where its tags are obeyed."""
    return f"- !!python/object/apply:builtins.open [{mark}, w]\n"


def gzipped(path: Path, head: bytes, line: bytes) -> Path:
    """Write a gzip file of a few kilobytes that unpacks to a head and a line again and again."""
    block = line * max(1, _BLOCK // len(line))
    with gzip.open(path, "wb", 9) as file:
        file.write(head)
        for _ in range(BOMB // len(block)):
            file.write(block)
    return path


def zipped(path: Path, members: Sequence[str]) -> Path:
    """Write a zip of a few kilobytes whose members together unpack to a bomb."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in members:
            archive.writestr(name, b" " * (BOMB // len(members)))
    return path


_OPENERS: dict[str, Callable[..., IO[bytes]]] = {"gz": gzip.open, "bz2": bz2.open, "xz": lzma.open}  # type: ignore[dict-item]


def header_bomb(path: Path) -> Path:
    """Write a tar, compressed as its suffix says, whose first header of names would fill the memory."""
    header = tarfile.TarInfo("a.txt")
    header.type, header.size = tarfile.XHDTYPE, BOMB
    with _OPENERS[path.suffix.removeprefix(".")](path, "wb") as file:
        file.write(header.tobuf(tarfile.USTAR_FORMAT))
        for _ in range(BOMB // _BLOCK):
            file.write(bytes(_BLOCK))
        file.write(tarfile.TarInfo("a.txt").tobuf() + bytes(1024))
    return path


def sparse(path: Path, member: str) -> Path:
    """Write a tar of 2 KiB whose one member is stored sparsely, and claims to have a terabyte."""
    header = tarfile.TarInfo(member)
    header.type, header.size = tarfile.GNUTYPE_SPARSE, 512
    block = bytearray(header.tobuf(tarfile.GNU_FORMAT))
    block[386:410] = b"%011o\0%011o\0" % (0, 512)
    block[483:495] = b"\x80" + (1 << 40).to_bytes(11, "big")
    block[148:156] = b" " * 8
    block[148:156] = b"%06o\0 " % sum(block)
    path.write_bytes(bytes(block) + b"x" * 512 + bytes(1024))
    return path


def leading_out(path: Path, secret: Path, names: Sequence[str]) -> Path:
    """Write a tar with a file, and with members of other names that are links to a secret or lead out of the archive.

    Args:
        path: The archive.
        secret: A file outside.
        names: Of a symbolic and a hard link.
    """
    with tarfile.open(path, "w") as archive:
        for name, kind in zip(names, (tarfile.SYMTYPE, tarfile.LNKTYPE), strict=True):
            link = tarfile.TarInfo(name)
            link.type, link.linkname = kind, str(secret)
            archive.addfile(link)
        for name in ("inside.txt", "../outside.txt", str(path.parent / "absolute.txt")):
            file = tarfile.TarInfo(name)
            file.size = 6
            archive.addfile(file, io.BytesIO(b"edema\n"))
    return path


def absurd_rows(path: Path) -> Path:
    """Write a Parquet file of a few kilobytes with four million rows."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq

    column = pa.DictionaryArray.from_arrays(pa.array(np.zeros(1 << 22, dtype=np.int32)), ["a"])
    pq.write_table(pa.table({"id": column, "response": column}), path, compression="zstd", row_group_size=1 << 22)
    return path


def absurd_cell(path: Path, columns: Sequence[str]) -> Path:
    """Write a Parquet file of a few kilobytes with one row, whose first cell is a bomb."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    cells = {name: ["a" if number else "x" * BOMB] for number, name in enumerate(columns)}
    pq.write_table(pa.table(cells), path, compression="zstd", use_dictionary=False, write_statistics=False)
    return path


def laughs(first: str) -> str:
    """Return a list in YAML that ten lines of references blow up to billions of entries, after a first line."""
    lists = ["&l0 [x, x, x, x, x, x, x, x, x]"]
    lists += [f"&l{level} [{', '.join([f'*l{level - 1}'] * 9)}]" for level in range(1, 10)]
    return f"{first} [{', '.join(lists)}]\n"
