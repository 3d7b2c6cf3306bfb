"""The figures of benchmarks as Markdown, and their place in ``docs/performance.md``.

    python -m benchmarks.report FILE ...

A benchmark prints its figures as Markdown and, with ``--json``, writes them to a file together with that text. This
puts the texts of such files into the page, each between the two marks of its benchmark, so that nobody copies a figure
by hand. What the machine is, and how busy it was, stands with the figures.
"""

from __future__ import annotations

import datetime
import json
import os
import platform
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

PAGE = Path(__file__).resolve().parent.parent / "docs" / "performance.md"
_BEGIN, _END = "<!-- figures of {}, made by make bench-{} -->", "<!-- end of the figures of {} -->"


def machine(*packages: str, **others: Mapping[str, str]) -> dict[str, Any]:
    """Return what figures are made with, and how busy it is before they are.

    Args:
        packages: Names of installed distributions whose releases matter; those that are not installed are left out.
        others: Releases in the environments of peers, by whose environment it is.
    """
    return {
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "cpu": _cpu(),
        "cpus": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
        "packages": _releases(packages),
        "others": {name: dict(releases) for name, releases in others.items()},
    }


def _cpu() -> str:
    try:
        told = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.processor() or platform.machine()
    found = re.search(r"^model name\s*:\s*(.+)$", told, re.MULTILINE)
    return found.group(1).strip() if found else platform.machine()


def _releases(packages: Iterable[str]) -> dict[str, str]:
    found = {}
    for name in packages:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    """Return a table as lines of Markdown; None is an empty cell."""
    cells = [["" if cell is None else str(cell) for cell in row] for row in rows]
    return [f"| {' | '.join(row)} |" for row in (header, ["---"] * len(header), *cells)]


def verdict(kept: bool | None) -> str:
    """Return whether a budget is kept, in a table's words; nothing where there is none."""
    return "" if kept is None else "met" if kept else "**missed**"


def number(value: float) -> str:
    """Return a figure with two or three digits that say something: 0.43, 1.7, 86, 1,240."""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.2g}" if abs(value) >= 1 else f"{value:.2f}"


def publish(name: str, figures: Mapping[str, Any], lines: Iterable[str], path: Path | None) -> int:
    """Print a benchmark's figures and, where asked to, write them for the page.

    Args:
        name: Of the benchmark, as in ``make bench-NAME``.
        figures: All that was measured, for JSON: ``machine`` as :func:`machine` gives it, ``missed`` in words where
            there are budgets.
        lines: The figures as Markdown.
        path: File to write, or None.

    Returns:
        The exit code: 1 where something is missed.
    """
    missed: Sequence[str] | None = figures.get("missed")
    end = [] if missed is None else ["", f"Missed: {'; '.join(missed)}." if missed else "Every budget is kept."]
    text = "\n".join([_made(name, figures["machine"]), "", *lines, *end])
    print(text)
    if path is not None:
        told = {"benchmark": name, **figures, "text": text}
        path.write_text(json.dumps(told, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return 1 if missed else 0


def _made(name: str, on: Mapping[str, Any]) -> str:
    packages = [f"{one} {release}" for one, release in on["packages"].items()]
    others = [
        f"{whose}: {', '.join(f'{one} {release}' for one, release in releases.items())}"
        for whose, releases in on["others"].items()
        if releases
    ]
    busy = f"load {on['load']:g} before it began"
    software = ", ".join([f"Python {on['python']}", *packages])
    return (
        f"**`make bench-{name}`**, {on['date']}; {on['cpu']}, {on['cpus']} CPUs, no GPU used, {busy}; "
        f"{'; '.join([software, *others])}."
    )


def placed(page: str, name: str, text: str) -> str:
    """Return the page with the figures of a benchmark in the place of those that stand there.

    Raises:
        ValueError: If the page has no place for them.
    """
    begin, end = _BEGIN.format(name, name), _END.format(name)
    before, found, rest = page.partition(begin)
    _, closed, after = rest.partition(end)
    if not (found and closed):
        raise ValueError(f"{PAGE.name} has no place for the figures of {name}: {begin} ... {end}")
    return f"{before}{begin}\n\n{text}\n\n{end}{after}"


def main(paths: Sequence[str]) -> None:
    """Put the figures of these files into the page."""
    page = PAGE.read_text(encoding="utf-8")
    for path in paths:
        told = json.loads(Path(path).read_text(encoding="utf-8"))
        page = placed(page, told["benchmark"], told["text"])
    PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
