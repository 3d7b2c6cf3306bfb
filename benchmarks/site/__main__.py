"""How long ``podium site build`` takes on a registry of 1,000 benchmarks, 5,000 models and 200,000 results.

    python -m benchmarks.site [--pages FOLDER] [--json FILE]

The site is built from nothing, again without a change, and again after one result was added to one board: its page,
those of its models and categories, and the lists change. Beside the first build the same process makes the least
that a page of every benchmark could be: its rows by plain SQL in a bare table of Jinja. A second registry has one board
of 5,000 models.

The budgets: the build < 60 s on two cores and < 1 GB (the peaks of all its processes added up), the changed board
< 3 s, the page of a benchmark < 150 KB. The exit code is 1 where one is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from benchmarks import registries, report
from benchmarks.site.watched import Cost, podium
from podium.registry import database, store

_BUDGETS = {"build s": 60.0, "memory MB": 1000.0, "changed board s": 3.0, "largest page KB": 150.0}
_TABLE = """<!doctype html><title>{{ name }}</title><h1>{{ name }}</h1><table>
{% for row in rows %}<tr><td>{{ loop.index }}</td><td>{{ row.name }}</td><td>{{ row.organisation }}</td>
<td>{{ row.value }}</td></tr>{% endfor %}</table>"""
_ROWS = """
SELECT m.name, m.organisation, r.value FROM current_results AS r JOIN models AS m ON m.slug = r.model
WHERE r.benchmark = ? ORDER BY r.value DESC
"""


def main() -> int:
    """Measure, print, and say by the exit code whether every budget is kept."""
    options = _options()
    machine = report.machine("podium", "jinja2")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["PODIUM_HOME"] = folder
        figures = _measured(Path(folder), options.pages or Path(folder) / "site")
        figures["large board"] = _large_board(Path(folder))
    figures["missed"] = _missed(figures)
    return report.publish("site", {"machine": machine, **figures}, _lines(figures), options.json)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", type=Path, help="folder to leave the site in; it must be empty or new")
    parser.add_argument("--json", type=Path, help="file for the figures")
    return parser.parse_args()


def _measured(folder: Path, site: Path) -> dict[str, Any]:
    path = folder / "registry.db"
    registries.generate(path)
    podium("--db", path, "benchmarks")  # loads the plugins' own benchmarks, once
    built = _build(path, site)
    bare = _bare(path)
    again = _build(path, site)
    _change(path)
    changed = _build(path, site)
    return {
        "build": _told(built),
        "bare tables s": bare,
        "without a change": _told(again),
        "changed board": _told(changed),
        "KB": _sizes(site),
        "whole MB": sum(one.stat().st_size for one in site.rglob("*") if one.is_file()) / 1e6,
        "files": sum(one.is_file() for one in site.rglob("*")),
    }


def _build(path: Path, site: Path) -> Cost:
    return podium("--quiet", "--db", path, "site", "build", "--json", "--base-url", "https://example.org/", site)


def _told(cost: Cost) -> dict[str, Any]:
    made = json.loads(cost.output)
    return {
        "s": cost.wall,
        "cpu s": cost.cpu,
        "memory MB": cost.memory / 1e6,
        "made": made["made"],
        "of": made["pages"],
    }


def _bare(path: Path) -> float:
    """Return the seconds that bare tables of all benchmarks take, without writing them."""
    from jinja2 import Environment

    start = time.process_time()
    connection = database.connect(path)
    template = Environment(autoescape=True).from_string(_TABLE)
    for slug, name in connection.execute("SELECT slug, name FROM benchmarks").fetchall():
        template.render(name=name, rows=connection.execute(_ROWS, (slug,)).fetchall())
    return time.process_time() - start


def _change(path: Path) -> None:
    """Add a result of a model that was not yet on the board to the largest headline board."""
    connection = database.connect(path, write=True)
    benchmark, board = connection.execute(
        "SELECT s.benchmark, s.board FROM board_sizes AS s JOIN boards AS b ON b.benchmark = s.benchmark"
        " AND b.slug = s.board AND b.headline ORDER BY s.models DESC, s.benchmark LIMIT 1"
    ).fetchone()
    (model,) = connection.execute(
        "SELECT slug FROM models WHERE slug NOT IN (SELECT model FROM results WHERE benchmark = ?) ORDER BY slug"
        " LIMIT 1",
        (benchmark,),
    ).fetchone()
    row = {"benchmark": benchmark, "board": board, "model": model, "value": 0.5, "standing": "self-reported"}
    with database.transaction(connection):
        store.append_result(connection, row, origin="generated")
    connection.close()


def _sizes(site: Path) -> dict[str, dict[str, float]]:
    """Return how large the pages of each kind are."""
    kinds = {
        "benchmark": site.glob("benchmarks/*.html"),
        "board": site.glob("benchmarks/*/*.html"),
        "model": site.glob("models/*.html"),
        "category": site.glob("categories/*.html"),
        "home": site.glob("index.html"),
        "search.js": site.glob("search.js"),
    }
    return {kind: _spread(one.stat().st_size / 1e3 for one in found) for kind, found in kinds.items()}


def _spread(values: Iterable[float]) -> dict[str, float]:
    ordered = sorted(values)
    cuts = statistics.quantiles(ordered, n=100, method="inclusive") if len(ordered) > 1 else ordered * 99
    return {"number": len(ordered), "p50": cuts[49], "p99": cuts[98], "most": ordered[-1]}


def _large_board(folder: Path) -> dict[str, Any]:
    """Return what a board of 5,000 models costs: as a page, and in a terminal."""
    path, site = folder / "large.db", folder / "large"
    registries.generate_board(path, models=5_000)
    podium("--db", path, "benchmarks")
    (slug,) = database.connect(path).execute("SELECT benchmark FROM board_sizes WHERE models = 5000").fetchone()
    shown = podium("--db", path, "leaderboard", slug, "--limit", "0")
    first = podium("--db", path, "leaderboard", slug)
    built = podium("--quiet", "--db", path, "site", "build", "--json", site)
    return {
        "all rows in a terminal s": shown.wall,
        "first rows in a terminal s": first.wall,
        "site": _told(built),
        "page KB": (site / "benchmarks" / f"{slug}.html").stat().st_size / 1e3,
    }


def _missed(figures: Mapping[str, Any]) -> list[str]:
    kept = {
        "build s": figures["build"]["s"],
        "memory MB": figures["build"]["memory MB"],
        "changed board s": figures["changed board"]["s"],
        "largest page KB": figures["KB"]["benchmark"]["most"],
    }
    return [f"{name}: {kept[name]:.1f} of {budget:g}" for name, budget in _BUDGETS.items() if kept[name] >= budget]


def _lines(figures: Mapping[str, Any]) -> list[str]:
    whole = f"the whole site ({figures['files']:,} files, {figures['whole MB']:.0f} MB)"
    named = {"build": whole, "without a change": "again without a change", "changed board": "one changed board"}
    builds = [
        (told, f"{one['s']:.1f}", f"{one['cpu s']:.1f}", f"{one['memory MB']:.0f}", f"{one['made']:,} of {one['of']:,}")
        for told, one in ((told, figures[name]) for name, told in named.items())
    ]
    builds.append(("bare tables by Jinja", "", f"{figures['bare tables s']:.1f}", "", ""))
    pages = [
        (kind, f"{one['number']:,}", *(report.number(one[cut]) for cut in ("p50", "p99", "most")))
        for kind, one in figures["KB"].items()
    ]
    large = figures["large board"]
    return [
        *report.table(("", "on the clock, s", "processor, s", "memory, MB", "pages made"), builds),
        "",
        *report.table(("pages, KB", "number", "p50", "p99", "most"), pages),
        "",
        f"A board of 5,000 models: first rows in a terminal {large['first rows in a terminal s']:.1f} s, all rows"
        f" {large['all rows in a terminal s']:.1f} s; its site {large['site']['s']:.1f} s, page"
        f" {large['page KB']:,.0f} KB.",
    ]


if __name__ == "__main__":
    sys.exit(main())
