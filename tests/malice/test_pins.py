"""What an installation brings is what was tried: every package of every extra, and what these need, has one version."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

CONSTRAINTS = Path(__file__).resolve().parents[2] / "constraints.txt"
#: They come with the environment that installs the rest.
OF_THE_ENVIRONMENT = {"pip", "setuptools"}


def pins() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in CONSTRAINTS.read_text().splitlines():
        written = line.partition("#")[0].strip()
        if written:
            name, equals, version = written.partition("==")
            assert equals and version and not set(version) & set("*<>=!~, "), line
            found[canonicalize_name(name)] = version.partition(";")[0].strip()
    return found


def closure() -> Iterator[str]:
    """Yield what Podium with all its extras requires on this platform, and what that requires, and so on."""
    extras = distribution("podium").metadata.get_all("Provides-Extra") or []
    open_, seen = [("podium", extra) for extra in ("", *extras)], set[tuple[str, str]]()
    while open_:
        name, extra = open_.pop()
        if (name, extra) in seen:
            continue
        seen.add((name, extra))
        yield name
        try:
            requires = distribution(name).requires or ()
        except PackageNotFoundError:
            continue  # Of an extra that the tests do not install.
        for one in map(Requirement, requires):
            if one.marker is None or one.marker.evaluate({"extra": extra}):
                open_ += [(canonicalize_name(one.name), wanted) for wanted in ("", *one.extras)]


def test_everything_that_is_installed_has_one_version() -> None:
    needed = set(closure()) - OF_THE_ENVIRONMENT - {"podium"}
    assert len(needed) > 100
    assert needed - pins().keys() == set()
