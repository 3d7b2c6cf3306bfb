"""``podium plugins new``: a plugin that works at once, to be changed into one's own."""

from __future__ import annotations

import keyword
import os
import re
import shlex
from dataclasses import dataclass
from pathlib import Path

import click

from podium.cli import output
from podium.cli.app import App, example, pass_app
from podium.cli.output import Screen
from podium.registry import names
from podium.registry.errors import PodiumError

KINDS = ("classify", "choose", "generate")

#: The templates: whole modules and files, with the names of a benchmark that is called New Benchmark.
SCAFFOLD = Path(__file__).parent / "scaffold"

#: What goes into a package beside its plugin: the template, and where it is written.
_PARTS = {
    "package/pyproject.toml": "pyproject.toml",
    "package/README.md": "README.md",
    "package/test.yml": ".github/workflows/test.yml",
    "suite.py": "tests/test_plugin.py",
}

#: Lines of a template that a package does without: there they stand in a file of their own.
_ONE_FILE = re.compile(r" *# only in one file\n(.*?)\n *# end\n+", re.DOTALL)


@dataclass(frozen=True)
class Names:
    """What a new plugin calls its parts.

    Args:
        slug: As in ``podium show SLUG``.
    """

    slug: str

    @property
    def module(self) -> str:
        """Name of the file without its suffix, and of the entry point."""
        return self.slug.replace("-", "_")

    @property
    def title(self) -> str:
        """The benchmark's name in a sentence."""
        return " ".join(word[:1].upper() + word[1:] for word in self.slug.split("-"))

    @property
    def package(self) -> str:
        """Name of the distribution."""
        return f"podium-{self.slug}"

    def fill(self, text: str) -> str:
        """Return a template with these names."""
        given = self.title.replace(" ", "")
        # The class shares its module with what is imported there, and must be a name to Python at all.
        taken = given in re.findall(r"\b[A-Z]\w*", text) or keyword.iskeyword(given) or not given.isidentifier()
        kind = f"The{given}Benchmark" if taken else given
        text = text.replace("NewBenchmark", kind).replace("New Benchmark", self.title)
        return text.replace("new-benchmark", self.slug).replace("new_benchmark", self.module)


@click.command(
    epilog=example(
        "podium plugins new night-sky --kind classify",
        "podium plugins new night-sky --kind choose --package --into ~/src",
    )
)
@click.argument("name")
@click.option(
    "--kind",
    type=click.Choice(KINDS),
    default="choose",
    show_default=True,
    help="What is asked of a model: probabilities of labels, one of several options, or text.",
)
@click.option("--package", "as_package", is_flag=True, help="A folder podium-NAME that can be installed and shared.")
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder to write into; your plugins folder where left out, and the current one for a package.",
)
@output.json_option
@pass_app
def new(app: App, name: str, kind: str, as_package: bool, into: Path | None, as_json: bool) -> None:
    """Write a new plugin that works at once.

    NAME becomes the benchmark's slug: lower-case letters, digits and single hyphens. The plugin loads its own made-up
    sample, is listed, evaluated and checked as it stands; what it says and reads is then yours to change. Nothing that
    exists is written over.
    """
    called = Names(_free_slug(app, name))
    if as_package:
        files = _write(_package(called, kind), (into or Path()) / called.package, whole=True)
    else:
        text = _ONE_FILE.sub(r"\1\n\n", (SCAFFOLD / f"{kind}.py").read_text(encoding="utf-8"))
        files = _write({f"{called.module}.py": called.fill(text)}, into or app.place.user_folder)
    if as_json:
        data = {"name": called.module, "benchmark": called.slug, "kind": kind, "files": [str(path) for path in files]}
        output.print_json(data)
        return
    _show(called, files, as_package, into)


def _free_slug(app: App, name: str) -> str:
    """Return a name that is a slug and that no benchmark and no plugin goes by.

    Raises:
        PodiumError: If it is no slug, or taken.
    """
    from podium.registry.discovery import discover

    slug = names.slug(name)
    if name != slug or len(name) > names.LONGEST_SLUG:
        proper = f"write {slug}" if slug != "unnamed" else "write one such as night-sky"
        raise PodiumError(f"{name!r} is no name for a benchmark: it takes a-z, 0-9 and single hyphens", proper)
    place = app.place
    found = discover([place.user_folder], os.environ.get("PODIUM_LOAD_PLUGINS"), place.plugins_dirs)
    for one in found.benchmarks.values():
        card = one.benchmark.card
        if names.key(name) in {names.key(text) for text in (card.slug, card.name, *card.aliases)}:
            raise PodiumError(f"{name!r} is taken by {card.name} of plugin {one.plugin!r}", "choose another name")
    if any(names.key(name) == names.key(outcome.name) for outcome in found.outcomes):
        raise PodiumError(f"{name!r} is taken: there is a plugin of that name", "choose another name")
    return name


def _package(called: Names, kind: str) -> dict[str, str]:
    """Return the files of a package, by where they are written."""
    module = f"src/podium_{called.module}"
    plugin = _ONE_FILE.sub("\n", (SCAFFOLD / f"{kind}.py").read_text(encoding="utf-8"))
    files = {target: (SCAFFOLD / part).read_text(encoding="utf-8") for part, target in _PARTS.items()}
    files |= {
        f"{module}/__init__.py": '"""New Benchmark, as a plugin of Podium."""\n',
        f"{module}/plugin.py": plugin,
        f"{module}/results.json": '{"format": 1, "results": [\n]}\n',
        f"{module}/py.typed": "",
    }
    return {path: called.fill(text) for path, text in files.items()}


def _write(files: dict[str, str], folder: Path, whole: bool = False) -> list[Path]:
    """Write new files and return where they are.

    Args:
        files: Texts by their place in the folder.
        folder: Made where it is missing.
        whole: Whether the folder itself must be new.

    Raises:
        PodiumError: If the folder or one of the files exists.
    """
    paths = {folder / place: text for place, text in files.items()}
    existing = next((path for path in ([folder] if whole else paths) if os.path.lexists(path)), None)
    if existing is not None:
        raise PodiumError(
            f"{existing} exists and is left as it is", "choose another name, or another folder with --into"
        )
    for path, text in paths.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    return list(paths)


def _show(called: Names, files: list[Path], as_package: bool, into: Path | None) -> None:
    screen = Screen()
    screen.heading("Written")
    for path in files:
        screen.whole(str(path), "")
    screen.heading("It works as it is")
    if as_package:
        # Without a separator pip would look for a project of that name on its index.
        place = shlex.quote(f"{os.path.join('.', files[0].parent)}[test]")
        steps = [(f"pip install -e {place}", "install it where Podium is")]
        prefix = "podium"
    else:
        steps = []
        prefix = f"podium --plugins-dir {shlex.quote(str(into))}" if into is not None else "podium"
    steps += [
        (f"{prefix} plugins check {called.module}", "what Podium checks of a plugin"),
        (f"{prefix} evaluate {called.slug} --model baseline:prior", "a run on its made-up sample"),
        (f"{prefix} show {called.slug}", "its card"),
    ]
    screen.facts(steps)
    screen.blank()
    screen.prose(
        "Then make card, load and the rest say what your benchmark is: docs/plugins.md shows how, step by step."
    )
    screen.print()
