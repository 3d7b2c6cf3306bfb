"""Which plugins the user has switched off, and which hung: a small file beside the registry file.

It is not in the registry file, so that a plugin can be switched off whatever state that is in.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from podium.registry import database, json_text
from podium.registry.candidates import Candidate, source_of
from podium.registry.errors import PodiumError

#: Seconds that is waited for other processes that change the file, which takes them a moment.
_PATIENCE = 10.0


@dataclass
class Choices:
    """What the file holds.

    Args:
        disabled: Identities of candidates that are switched off.
        hung: Identity of a candidate that was cut off -> the stage, the reason and the times of its files then.
        trouble: Why the file cannot be read, or empty.
        stamp: The time of the file's last change before it was read.
    """

    disabled: set[str] = field(default_factory=set)
    hung: dict[str, dict[str, Any]] = field(default_factory=dict)
    trouble: str = ""
    stamp: int | None = None


def file() -> Path:
    """Return the file's path."""
    return database.home() / "plugins.json"


def read() -> Choices:
    """Return the user's choices; none where there is no file, or one that cannot be read."""
    path = file()
    (stamp,) = stamps([path]).values()
    try:
        data = json_text.parse(path.read_text(encoding="utf-8"))
        disabled, hung = data.get("disabled", []), data.get("hung", {})
        if not (isinstance(disabled, list) and all(isinstance(one, str) for one in disabled)):
            raise ValueError("disabled is no list of names")
        if not (isinstance(hung, dict) and all(_is_record(one) for one in hung.values())):
            raise ValueError("hung is no table of records")
    except FileNotFoundError:
        return Choices(stamp=stamp)
    except (OSError, ValueError, AttributeError) as error:
        return Choices(trouble=f"{path} cannot be read, so no plugin is disabled: {error}", stamp=stamp)
    return Choices(set(disabled), hung, stamp=stamp)


def _is_record(value: object) -> bool:
    return isinstance(value, dict) and {"stage", "reason", "files"} <= value.keys() and isinstance(value["files"], dict)


@contextlib.contextmanager
def changing() -> Iterator[Choices]:
    """Yield the choices, and write them where the code inside has changed them; other processes wait with theirs.

    Raises:
        PodiumError: If they cannot be written.
    """
    path = file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # SQLite locks on every system, and no lock outlives its process.
        lock = sqlite3.connect(path.with_name("plugins.lock"), timeout=_PATIENCE, isolation_level=None)
    except (OSError, sqlite3.Error) as error:
        raise _unwritable(path, error) from error
    with contextlib.closing(lock):
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            raise _unwritable(path, error) from error
        choices = read()
        before = set(choices.disabled), dict(choices.hung)
        yield choices
        if before != (choices.disabled, choices.hung):
            _write(path, choices)


def _write(path: Path, choices: Choices) -> None:
    """Replace the file in one step, so that nobody reads half of it."""
    data = {"disabled": sorted(choices.disabled), "hung": choices.hung}
    aside = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        aside.write_text(json.dumps(data, indent=2, sort_keys=True) + "\n", encoding="utf-8")
        aside.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            aside.unlink()
        raise _unwritable(path, error) from error


def _unwritable(path: Path, error: Exception) -> PodiumError:
    said = getattr(error, "strerror", None) or error
    return PodiumError(f"{path} cannot be written: {said}", "make its folder yours to write")


def stamps(paths: Sequence[Path]) -> dict[str, int | None]:
    """Return the time of the last change of every file, or None of one that is gone."""
    times: dict[str, int | None] = {}
    for path in paths:
        try:
            times[str(path)] = path.stat().st_mtime_ns
        except OSError:
            times[str(path)] = None
    return times


def note_hung(candidate: Candidate, stage: str, reason: str) -> tuple[bool, bool]:
    """Keep in mind that a plugin was cut off.

    Returns:
        Whether that could be written down, and whether there was no note of it before. A file that cannot be read is
        left as it is: it may hold what the user has disabled.
    """
    try:
        with changing() as choices:
            if choices.trouble:
                return False, False
            first = candidate.identity not in choices.hung
            choices.hung[candidate.identity] = {"stage": stage, "reason": reason, "files": stamps(source_of(candidate))}
    except PodiumError:
        return False, False
    return True, first


def still_hung(candidate: Candidate, choices: Choices) -> Mapping[str, Any] | None:
    """Return what was noted of a plugin that was cut off and has not changed since, or None."""
    record = choices.hung.get(candidate.identity)
    return record if record is not None and record["files"] == stamps(source_of(candidate)) else None
