"""``podium plugins show``: everything about one plugin, whether it loads or not."""

from __future__ import annotations

import dataclasses
import json
import os
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from podium.cli import completing, output, plugin_names
from podium.cli.app import App, example, pass_app
from podium.cli.output import Screen
from podium.registry import formats, names
from podium.registry.errors import NotFound, PodiumError

if TYPE_CHECKING:
    from podium.registry.benchmark import Benchmark
    from podium.registry.outcomes import Outcome, OwnedBenchmark, PluginSet

#: Labels of a project's addresses, the best to visit first.
_PAGES = ("homepage", "home", "documentation", "docs", "repository", "source", "sourcecode", "github")

_STYLES = {"failed": "bold red", "incompatible": "bold red", "disabled": "bold yellow"}


@dataclass(frozen=True)
class About:
    """What is known of a plugin without importing it.

    Args:
        summary: What it is, in a line.
        homepage: Where to read more.
        author: Who made it.
        file: Where its code is.
    """

    summary: str
    homepage: str
    author: str
    file: str


@click.command(epilog=example("podium plugins show chexpert"))
@click.argument("name", shell_complete=completing.plugins)
@output.json_option
@pass_app
def show(app: App, name: str, as_json: bool) -> None:
    """Show what a plugin brings, and where it is from.

    Its versions and hooks are shown as well. NAME is a plugin's, one of its benchmarks', or the path of a single file.
    It works for a plugin that failed or is disabled too, and then tells why, and what the registry still holds of it.
    With --debug the traceback is shown.
    """
    from podium.registry.discovery import discover

    place = app.place
    found = discover([place.user_folder], os.environ.get("PODIUM_LOAD_PLUGINS"), place.plugins_dirs)
    outcome = _named(name, found)
    about, stored = _about(outcome), _stored(app, outcome)
    asked = _asked(name, outcome, found)
    owned = [found.benchmarks[slug] for slug in outcome.benchmarks if asked in ("", slug)]
    if as_json:
        output.print_json(_json(outcome, about, owned, stored, app.debug))
        return
    screen = Screen()
    _head(screen, outcome, about)
    for one in owned:
        _benchmark(screen, one)
    if len(owned) < len(outcome.benchmarks):
        others = formats.count(len(outcome.benchmarks) - len(owned), "other benchmark")
        screen.blank()
        screen.faint(f"{outcome.name} brings {others}: podium plugins show {outcome.name}")
    _add_stored(screen, stored)
    if app.debug and outcome.trace:
        screen.blank()
        screen.indented(outcome.trace.rstrip(), "dim")
    screen.print()


def _asked(text: str, outcome: Outcome, found: PluginSet) -> str:
    """Return the benchmark that the plugin was named by, or nothing where it was named itself."""
    if text in (outcome.identity, outcome.target) or names.key(text) in map(
        names.key, (outcome.name, outcome.distribution)
    ):
        return ""
    return found.taken.get(names.key(text), ("", ""))[0]


def _named(text: str, found: PluginSet) -> Outcome:
    """Return the outcome of a plugin's name, or of one of its benchmarks'.

    Raises:
        NotFound: If there is none; near names are given.
        PodiumError: If it could be two.
    """
    exact = [one for one in found.outcomes if text in (one.identity, one.target)]
    alike = exact or [one for one in found.outcomes if names.key(one.name) == names.key(text)]
    if not alike:
        # The one plugin of a package may be called by that.
        packaged = [one for one in found.outcomes if names.key(one.distribution) == names.key(text)]
        alike = packaged if names.key(text) not in found.taken else []
    if len(alike) > 1:
        raise plugin_names.several(text, [one.identity for one in alike])
    if alike:
        return alike[0]
    slug, _ = found.taken.get(names.key(text), ("", ""))
    for one in found.outcomes:
        if slug in one.benchmarks:
            return one
    near = names.nearest(text, dict.fromkeys([*(one.name for one in found.outcomes), *found.benchmarks]))
    raise NotFound("plugin", text, near, "podium plugins lists them")


def _about(outcome: Outcome) -> About:
    from podium.registry.candidates import find_candidates, source_of

    if not outcome.distribution:
        return About(_first_line(Path(outcome.target)), "", "", outcome.target)
    from importlib import metadata

    try:
        facts: Any = metadata.metadata(outcome.distribution)
    except metadata.PackageNotFoundError:
        return About("", "", "", "")
    alike = (one for one in find_candidates([]) if one.identity == outcome.identity)
    files = [path for one in alike for path in source_of(one)]
    author = facts.get("Author") or facts.get("Author-email") or ""
    # A package of several plugins says more of each in the plugin's own file.
    summary = (_first_line(files[-1]) if files else "") or facts.get("Summary") or ""
    return About(summary, _homepage(facts), author, str(files[-1]) if files else "")


def _homepage(facts: Any) -> str:
    """Return the address that a distribution's metadata names first of all to visit."""
    if facts.get("Home-page"):
        return str(facts["Home-page"])
    pairs = [line.partition(",") for line in facts.get_all("Project-URL") or ()]
    pages = {names.key(label): address.strip() for label, _, address in pairs}
    return next((pages[label] for label in _PAGES if label in pages), next(iter(pages.values()), ""))


def _first_line(path: Path) -> str:
    """Return the first line of a file's docstring, which need not run."""
    import ast

    try:
        text = ast.get_docstring(ast.parse(path.read_bytes()))
    except (OSError, SyntaxError, ValueError):
        return ""
    return text.splitlines()[0] if text else ""


def _stored(app: App, outcome: Outcome) -> list[dict[str, Any]]:
    """Return what the registry holds of benchmarks that the plugin brought before and does not bring now."""
    from podium.registry import database

    path = app.place.db
    if outcome.status == "loaded" or not path.exists():
        return []
    query = (
        "SELECT k.slug, k.name, count(r.id) AS results FROM benchmarks AS k"
        " LEFT JOIN current_results AS r ON r.benchmark = k.slug"
        " WHERE k.plugin = ? AND k.distribution = ? GROUP BY k.slug ORDER BY k.name COLLATE NOCASE"
    )
    try:
        with closing(database.connect(path)) as connection, database.readable_errors(path):
            rows = connection.execute(query, (outcome.name, outcome.distribution)).fetchall()
    except PodiumError:  # a registry file that cannot be read must not keep this from telling the rest
        return []
    return [dict(row) for row in rows]


def _head(screen: Screen, outcome: Outcome, about: About) -> None:
    from podium.registry.benchmark import API_VERSION

    at = f" at {outcome.stage}" if outcome.stage else ""
    screen.title(outcome.name, f"plugin · {outcome.status}{at}")
    if about.summary:
        screen.prose(about.summary)
    if outcome.reason:
        screen.blank()
        screen.prose(f"{outcome.status.capitalize()}{at}: {outcome.reason}", _STYLES.get(outcome.status, ""))
    screen.blank()
    written_for = outcome.api_version
    screen.facts(
        [
            ("From", f"{outcome.distribution} {outcome.version}" if outcome.distribution else "a single file"),
            ("Module", outcome.target if outcome.distribution else None),
            ("File", about.file),
            ("Plugin API", None if written_for is None else f"{written_for} (Podium has {API_VERSION})"),
            ("Hooks", ", ".join(outcome.hooks)),
            ("Kinds of model", ", ".join(f"{prefix}:" for prefix in outcome.adapters)),
            ("Report labelers", ", ".join(outcome.labelers)),
            ("Author", about.author),
            ("Homepage", about.homepage),
        ]
    )


def _benchmark(screen: Screen, one: OwnedBenchmark) -> None:
    card = one.benchmark.card
    screen.heading(card.name)
    screen.prose(card.description)
    screen.facts(
        [
            ("Slug", card.slug),
            ("Aliases", ", ".join(card.aliases)),
            ("Kind", f"{card.modality} · {', '.join(card.categories)}"),
            ("Boards", ", ".join(board.slug for board in card.boards)),
            ("Splits", ", ".join(f"{split} ({count:,})" for split, count in card.splits.items())),
            ("Results", f"{formats.count(len(one.results), 'result')} shipped with it" if one.results else None),
            ("Evaluates", _evaluates(one.benchmark)),
            ("More", f"podium show {card.slug}"),
        ]
    )


def _evaluates(benchmark: Benchmark) -> str:
    if benchmark.lacks:
        return f"no, it brings no {benchmark.lacks}"
    return "yes" if benchmark.can_evaluate else "no, published results only"


def _add_stored(screen: Screen, stored: list[dict[str, Any]]) -> None:
    if stored:
        screen.heading("What the registry still holds of it")
    for one in stored:
        screen.item(f"{one['name']} ({one['slug']}) · {formats.count(one['results'], 'result')}")


def _json(
    outcome: Outcome, about: About, owned: list[OwnedBenchmark], stored: list[dict[str, Any]], debug: bool
) -> dict[str, Any]:
    from podium.registry.benchmark import API_VERSION
    from podium.registry.store import card_json

    data = dataclasses.asdict(outcome)
    if not debug:
        del data["trace"]
    cards = [
        {
            "card": json.loads(card_json(one.benchmark.card)),
            "evaluates": one.benchmark.can_evaluate,
            "results": len(one.results),
        }
        for one in owned
    ]
    return data | {"podium_api_version": API_VERSION} | vars(about) | {"cards": cards, "stored": stored}
