"""What a file of a dataset is where it is not the file it should be: a folder, a pipe, a web page, a pointer."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path

from podium.registry.errors import DataError

AGAIN = "fetch it again"
#: As much of a file as tells what it is.
HEAD = 512


def check_is_file(path: Path) -> None:
    """Refuse what is there under a file's name and is none: opening a pipe would wait for ever.

    Raises:
        DataError: If it is a folder, a pipe, a device, a link to nothing or to itself, or cannot be looked at.
    """
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        broken = path.is_symlink()
        target = f"is a link to {os.readlink(path)}, which is not there" if broken else "does not exist"
        raise DataError(f"{path} {target}", AGAIN) from None
    except OSError as error:
        raise DataError(f"{path} cannot be read: {error.strerror}", AGAIN) from None
    if stat.S_ISREG(mode):
        return
    what = "a folder" if stat.S_ISDIR(mode) else "a pipe" if stat.S_ISFIFO(mode) else "a device or a socket"
    raise DataError(f"{path} is {what}, not a file", "put the file in its place")


def check_head(head: bytes, where: str, kind: str) -> None:
    """Refuse what downloads leave in place of a file.

    Args:
        head: The first :data:`HEAD` bytes, or all.
        where: The file, for messages.
        kind: What it should be, such as ``"Parquet"``.

    Raises:
        DataError: If it is a Git LFS pointer or a web page.
    """
    if head.startswith(b"version https://git-lfs"):
        raise DataError(f"{where} is a Git LFS pointer, not the data", "in the clone: git lfs pull")
    if head.removeprefix(b"\xef\xbb\xbf").lstrip().lower().startswith((b"<!doctype", b"<html", b"<?xml")):
        hint = "a page was saved in place of the file, perhaps because a login is needed; download the file itself"
        raise DataError(f"{where} is a web page, not {kind}", hint)


def read_data_file(path: Path, kind: str) -> bytes:
    """Return the content of a file.

    Args:
        path: The file.
        kind: What it should be, for messages.

    Raises:
        DataError: If it is no file, cannot be read, or is a Git LFS pointer or a web page.
    """
    check_is_file(path)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise DataError(f"{path} cannot be read: {error.strerror}", AGAIN) from None
    check_head(content[:HEAD], str(path), kind)
    return content


def near_path(typed: str, *, folders: bool = False) -> str:
    """Return what lies beside a path that is not there and is called nearly so, written as the path was typed.

    Args:
        typed: The path.
        folders: Whether only folders are meant.

    Returns:
        The path, or nothing where no name is near.
    """
    from podium.registry.names import nearest

    wanted = Path(typed).expanduser()
    with suppress(OSError):
        there = [one.name for one in wanted.parent.iterdir() if one.is_dir() or not folders]
        near = nearest(wanted.name, there, limit=1)
        if near:
            # What stands before the name stays.
            return typed.rstrip("/").removesuffix(wanted.name) + near[0]
    return ""
