"""The registry file: where it is, whether it can be read and written, and what it lies on."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from podium.cli.db import UNSOUND
from podium.cli.doctor.finding import Finding
from podium.registry import absence, database, formats, soundness
from podium.registry.errors import PodiumError
from podium.registry.startup import Place

#: Bytes that must be free.
LEAST_FREE = 100e6

#: What the kernel has mounted, on Linux.
MOUNTS = Path("/proc/self/mounts")

#: File systems of other machines; SQLite's log needs memory that all its processes share.
_NETWORK = ("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "lustre", "beegfs", "gpfs", "ceph", "fuse.sshfs", "afs")

_ELSEWHERE = "use another with --db or PODIUM_HOME"
_DAY = 86_400.0


def look(place: Place) -> Iterator[Finding]:
    """Yield what is found of the registry file."""
    yield from _named()
    path = place.db
    yield from _state(path)
    folder = _nearest_folder(path)
    kind = _file_system(folder)
    if kind in _NETWORK:
        detail = f"{folder} is on a network file system ({kind}): two machines that write at once can damage the file"
        yield Finding("network", "warning", detail, "put it on a disk of this machine with PODIUM_HOME or --db")
    free = shutil.disk_usage(folder).free
    detail = f"{free / 1e9:.1f} GB free"
    few = "free some space: Podium keeps every answer of a run"
    yield Finding("disk", "ok", detail) if free >= LEAST_FREE else Finding("disk", "warning", detail, few)
    if path.is_file() and path.stat().st_mtime > time.time() + _DAY:
        written = datetime.fromtimestamp(path.stat().st_mtime, UTC).date()
        detail = f"{path} was written on {written}, and this machine's clock says {datetime.now(UTC).date()}"
        yield Finding("clock", "warning", detail, "set the clock: runs, results and events are dated by it")


def _named() -> Iterator[Finding]:
    """Yield what is odd about the variables that say where the registry is."""
    for name in ("PODIUM_HOME", "PODIUM_DB"):
        value = os.environ.get(name)
        if not value:
            continue
        if name == "PODIUM_HOME" and Path(value).expanduser().is_file():
            yield Finding("location", "failed", f"{name}={value} is a file", "give a folder; PODIUM_DB names a file")
        elif name == "PODIUM_DB" and value.startswith("~"):
            advice = f"write {Path(value).expanduser()}: nobody replaces a ~ in quotes"
            yield Finding("location", "warning", f"{name}={value} names a folder called ~", advice)
        elif not Path(value).expanduser().is_absolute():
            detail = f"{name}={value} is relative: every folder that Podium is started in has a registry of its own"
            yield Finding("location", "warning", detail, f"write {Path(value).absolute()}")


def _nearest_folder(path: Path) -> Path:
    """Return the nearest folder above ``path`` that exists."""
    return next(folder for folder in path.absolute().parents if folder.is_dir())


def _state(path: Path) -> Iterator[Finding]:
    folder = _nearest_folder(path)
    if path.exists():
        yield from _content(path)
        if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
            advice = f"reading works; to import or evaluate make it and its folder yours to write, or {_ELSEWHERE}"
            yield Finding("writing", "warning", f"{path} is read-only", advice)
    elif any(one.is_file() for one in path.absolute().parents):
        # Where PODIUM_HOME is at fault that is told already; a folder above it may be a file too.
        yield Finding("registry", "failed", f"{path} cannot be made: a file is in the way", _ELSEWHERE)
    elif os.access(folder, os.W_OK):
        yield Finding("registry", "info", f"{path} does not exist yet", "the first command that reads it creates it")
    else:
        detail = f"{path} cannot be made: {folder} is not writable"
        yield Finding("registry", "failed", detail, f"make it writable, or {_ELSEWHERE}")


def _content(path: Path) -> Iterator[Finding]:
    try:
        with closing(database.connect(path)) as connection, database.readable_errors(path):
            pending = database.pending_steps(connection, path)
    except PodiumError as error:
        yield Finding("registry", "failed", error.message, error.hint)
        return
    if pending:
        yield Finding("registry", "warning", f"{path}: {', '.join(pending)} pending", "podium db migrate")
        return
    wrong = [f"{check.name}: {check.detail}" for check in soundness.check_file(path) if not check.ok]
    if wrong:
        yield Finding("registry", "failed", f"{path}: {'; '.join(wrong)}", UNSOUND)
        return
    with closing(database.connect(path)) as connection:
        results = connection.execute("SELECT count(*) FROM results").fetchone()[0]
        gone = [slug for slug, why in absence.every(connection).items() if why == "not installed"]
    yield Finding("registry", "ok", f"{path}, {formats.count(results, 'result')}")
    if gone:
        detail = f"{formats.listed(gone)}: in the registry, and the plugin is not installed"
        yield Finding("absent", "info", detail, f"podium evaluate {gone[0]} says how to get it; what is there stays")


def _file_system(folder: Path) -> str:
    """Return the kind of file system that a folder is on; nothing where the system does not tell."""
    try:
        lines = MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    resolved = folder.resolve()
    found, kind = Path(), ""
    for line in lines:
        _, point, name, *_ = line.split(" ")
        mounted = Path(point.replace("\\040", " "))
        if resolved.is_relative_to(mounted) and len(mounted.parts) >= len(found.parts):
            found, kind = mounted, name
    return kind
