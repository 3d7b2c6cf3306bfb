"""Finding plugins without importing any: installed entry points, and files in folders."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.machinery import ModuleSpec
from pathlib import Path

GROUP = "podium.plugins"
BUILT_IN = "podium"
_NAME = re.compile(r"^Name:[ \t]*(\S+)", re.MULTILINE | re.IGNORECASE)


@dataclass(frozen=True)
class Candidate:
    """A plugin that was found but not yet imported.

    Args:
        name: Entry-point name, or the file's stem.
        distribution: Installed distribution it comes from; empty for a single file.
        version: The distribution's version.
        target: Module name of an entry point, or path of a single file; where what announces it cannot be read, that.
        entry_point: How to import it, or None for a single file.
        broken: Why what announces it cannot be read, or empty.
    """

    name: str
    distribution: str
    version: str
    target: str
    entry_point: importlib.metadata.EntryPoint | None = None
    broken: str = ""

    @property
    def identity(self) -> str:
        """What stands for it in the user's choices: distribution and name, or the file's path."""
        return f"{self.distribution}:{self.name}" if self.distribution else str(Path(self.target).resolve())


def find_candidates(folders: Sequence[Path]) -> list[Candidate]:
    """Return the installed entry points, Podium's own first, then the ``*.py`` files of ``folders``."""
    found = [one for distribution in distributions() for one in announced(distribution)]
    found.sort(key=lambda candidate: (candidate.distribution != BUILT_IN, candidate.distribution, candidate.name))
    for folder in folders:
        for path in sorted(folder.glob("*.py")):
            if _is_test(path):
                continue
            found.append(Candidate(path.stem, "", "", str(path)))
    return list({(c.distribution, c.name, c.target): c for c in found}.values())


def _is_test(path: Path) -> bool:
    """Return whether a file holds tests of the plugin beside it, and is none itself."""
    if not path.name.startswith("test_") and path.name != "conftest.py":
        return False
    try:
        return b"hookimpl" not in path.read_bytes()
    except OSError:
        return False


def distributions() -> Iterator[importlib.metadata.Distribution]:
    """Yield what is installed, of two copies the one that Python imports."""
    seen = set()
    for one in importlib.metadata.distributions():
        name = name_of(one)
        if name and name not in seen:
            seen.add(name)
            yield one


def name_of(distribution: importlib.metadata.Distribution) -> str:
    """Return a distribution's name, or nothing where its metadata is damaged.

    Only that line is looked for: to parse the metadata of all that is installed takes longer than most commands.
    """
    try:
        text = distribution.read_text("METADATA") or distribution.read_text("PKG-INFO") or ""
    except Exception:  # whatever reading a damaged file raises
        return ""
    found = _NAME.search(text.partition("\n\n")[0])
    return found[1] if found else ""


def folder_of(distribution: importlib.metadata.Distribution) -> Path:
    """Return the folder of a distribution's metadata, or what stands for it."""
    # Nothing public tells.
    folder = getattr(distribution, "_path", None)
    return folder if isinstance(folder, Path) else Path(f"{name_of(distribution)}.dist-info")


def announced(distribution: importlib.metadata.Distribution) -> list[Candidate]:
    """Return the plugins that a distribution announces; one candidate that is broken where that cannot be read.

    :func:`importlib.metadata.entry_points` would raise for everybody when a single package is damaged.
    """
    if not _mentions_podium(distribution):
        return []
    name, version = name_of(distribution), distribution.version or ""
    try:
        points = distribution.entry_points.select(group=GROUP)
        return [Candidate(one.name, name, version, one.value, one) for one in points]
    except Exception as error:  # a damaged file raises whatever its parser does
        reason = f"its entry_points.txt cannot be read ({type(error).__name__}); install {name} again"
        return [Candidate(name, name, version, str(folder_of(distribution) / "entry_points.txt"), broken=reason)]


def _mentions_podium(distribution: importlib.metadata.Distribution) -> bool:
    try:
        return GROUP in (distribution.read_text("entry_points.txt") or "")
    except UnicodeDecodeError as error:
        return GROUP.encode() in error.object
    except OSError:
        return False


def source_of(candidate: Candidate) -> list[Path]:
    """Return the files of a candidate that could not be loaded, so that mending them is noticed.

    The packages above an entry point's module are among them, as they may be what fails. Nothing is imported.
    """
    if candidate.entry_point is None:
        return [Path(candidate.target)]
    parts = candidate.entry_point.value.partition(":")[0].strip().split(".")
    files = []
    try:
        spec = importlib.util.find_spec(parts[0])
        for end in range(1, len(parts) + 1):
            if spec is not None and spec.origin and spec.has_location:
                files.append(Path(spec.origin))
            if end == len(parts) or spec is None or spec.submodule_search_locations is None:
                break
            spec = _spec_below(".".join(parts[: end + 1]), spec.submodule_search_locations)
    except Exception:  # a finder of somebody else's raises what it likes; a module may be without a spec
        return files
    return files


def _spec_below(name: str, folders: Sequence[str]) -> ModuleSpec | None:
    """Return the spec of a module in a package; the finders of editable installs know some that no folder holds."""
    specs = (finder.find_spec(name, folders, None) for finder in sys.meta_path if hasattr(finder, "find_spec"))
    return next((spec for spec in specs if spec is not None), None)
