"""Finding the files of a split in a user's copy of a dataset: its folder, the folder above, a clone, a snapshot."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath

from podium.registry.data_files import check_is_file
from podium.registry.errors import DataError, MissingFiles

#: ``test-00000-of-00003.parquet``, and with a hash as older versions of the hub's library wrote it.
_SHARD = re.compile(r"(?P<name>.*)-(?P<number>\d{5})-of-(?P<total>\d{5})(?:-[0-9a-f]{8,})?(?P<suffix>\.[^.]+)")


def find_files(root: Path, patterns: Sequence[str], what: str, hint: str) -> list[Path]:
    """Return the files of a split, in the order of their names.

    Looked for are ``root`` itself, then the folders in it, then the snapshots of a repository in the hub's cache.
    Where ``root`` is a folder that a pattern begins with, such as ``data``, the pattern may begin above it.

    Args:
        root: Folder of the user's copy, or its parent.
        patterns: Glob patterns below the copy's folder, the first that fits something is taken.
        what: What is looked for, such as ``"the test split of MMLU-Pro"``.
        hint: How to get it.

    Raises:
        MissingFiles: If there are none, naming what is missing and how to get it.
        DataError: If several folders of ``root`` have some, a file of several is missing, files of two
            revisions lie together, or something that is no file has the name of one.
    """
    try:
        for bases in (_here(root, patterns), _folders(root), _folders(root / "snapshots")):
            found = {base: files for base in bases if (files := _fitting(base, patterns))}
            if len(found) > 1:
                which = ", ".join(base.name for base in found)
                raise DataError(f"{len(found)} folders of {root} have {what}: {which}", "give one of them to --data")
            for files in found.values():
                _check_shards(files, hint)
                return files
        empty = not any(root.iterdir())
    except OSError as error:
        raise DataError(f"{error.filename or root} cannot be listed: {error.strerror}") from error
    lacks = "is empty, it has no" if empty else "has no"
    raise MissingFiles(f"{root} {lacks} {' or '.join(patterns)}: {what}", hint)


def _here(root: Path, patterns: Sequence[str]) -> list[Path]:
    whole = root.resolve()
    inside = any(whole.name == PurePosixPath(pattern).parts[0] for pattern in patterns)
    return [root] if not inside or _fitting(root, patterns) else [whole.parent]


def _folders(root: Path) -> list[Path]:
    if not root.is_dir():
        return []
    return sorted(path for path in root.iterdir() if path.is_dir() and not path.name.startswith("."))


def _fitting(base: Path, patterns: Iterable[str]) -> list[Path]:
    found: Iterator[list[Path]] = (sorted(base.glob(one)) for one in patterns)
    files = next((files for files in found if files), [])
    for path in files:
        # What is left out without a word is missed by no one: a link to nothing is a file that is lost.
        check_is_file(path)
    return files


def _check_shards(files: Sequence[Path], hint: str) -> None:
    """Check that of tables in several files, which say how many they are, each is there once."""
    tables: dict[tuple[Path, str, str], dict[tuple[int, int], Path]] = {}
    for path in files:
        if shard := _SHARD.fullmatch(path.name):
            table = tables.setdefault((path.parent, shard["name"], shard["suffix"]), {})
            place = int(shard["number"]), int(shard["total"])
            others = [other for (number, total), other in table.items() if total != place[1] or number == place[0]]
            if others:
                raise DataError(
                    f"{path.parent} holds files of two revisions: {others[0].name} and {path.name}",
                    "fetch it anew into an empty folder",
                )
            table[place] = path
    for (folder, name, suffix), table in tables.items():
        total = next(iter(table))[1]
        missing = [number for number in range(total) if (number, total) not in table]
        if missing:
            shown = ", ".join(f"{name}-{number:05}-of-{total:05}{suffix}" for number in missing[:3])
            more = f" and {len(missing) - 3} more" if len(missing) > 3 else ""
            raise DataError(f"{folder} lacks {len(missing)} of {total} files: {shown}{more}", hint)
