"""What the guides show can be typed, and the walk of the chest X-ray guide leads to its end."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from podium.cli.root import cli
from podium.registry.discovery import discover
from podium.registry.loading import read_settings
from podium.tests.cli.support import podium, podium_json
from podium.tests.fakes.models import vit_classifier

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def commands(page: Path) -> list[str]:
    """Return every command of Podium that a page shows in a block for the console, comments left out."""
    blocks = re.findall(r"```console\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    lines = [line[2:] for block in blocks for line in block.splitlines() if line.startswith("$ podium ")]
    return [re.split(r"  +#| [<>] | \| ", line)[0] for line in lines]


SHOWN = [pytest.param(line, id=f"{page.stem}: {line}") for page in PAGES for line in commands(page)]


@pytest.mark.parametrize("line", SHOWN)
def test_a_command_in_the_guides_has_the_options_and_settings_it_shows(line: str) -> None:
    _, *words = shlex.split(line.replace("…", "x"))
    command: click.Command = cli
    while isinstance(command, click.Group) and words and command.get_command(click.Context(command), words[0]):
        command = command.get_command(click.Context(command), words.pop(0)) or command
    if isinstance(command, click.Group) and hasattr(command, "default"):
        command = command.commands[command.default]
    assert command is not cli, line
    known = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)}
    assert {word.partition("=")[0] for word in words if word[:1] == "-" != word} <= {*known, "--help", "-h"}
    given = [words[place + 1].partition("=") for place, word in enumerate(words) if word == "--set"]
    if given:
        benchmark = discover().benchmarks[words[0]].benchmark
        read_settings(benchmark, {name: value for name, _, value in given})


#: Every page that a reader may come to, with the text outside of its blocks.
TEXTS = {
    page: re.sub(r"^ *```.*?^ *```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    for page in (
        *PAGES,
        *(ROOT / "plugins").glob("*/README.md"),
        *(ROOT / "benchmarks").glob("*/README.md"),
        *(ROOT / name for name in ("CHANGELOG.md", "SECURITY.md", "registry/catalog/NOTICE.md")),
    )
}


def links(page: Path) -> list[tuple[Path, str]]:
    """Return the files that a page links to or shows, each with the heading that is meant, or nothing."""
    text = re.sub(r"`[^`]*`", "", TEXTS[page])
    targets = [target for target in re.findall(r"\]\(([^)\s]+)\)", text) if not re.match(r"https?:|mailto:", target)]
    parts = [target.partition("#") for target in targets]
    return [((page.parent / file).resolve() if file else page, heading) for file, _, heading in parts]


def headings(page: Path) -> set[str]:
    """Return how the headings of a page are linked to."""
    lines = re.findall(r"^#+ (.*)$", TEXTS[page], re.MULTILINE)
    return {re.sub(r"[^\w -]", "", line.strip().lower()).replace(" ", "-") for line in lines}


@pytest.mark.parametrize("page", TEXTS, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    for target, heading in links(page):
        assert target.exists(), target
        assert not heading or heading in headings(target), f"{target}#{heading}"


def test_every_page_and_picture_can_be_come_to() -> None:
    linked = {target for page in TEXTS for target, _ in links(page)}
    there = {path for kind in ("*.md", "*.png", "images/*") for path in (ROOT / "docs").glob(kind)}
    assert {path for path in there if path.resolve() not in linked} == set()


@pytest.mark.parametrize("page", TEXTS, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_block_of_a_page_says_what_it_is_written_in(page: Path) -> None:
    fences = re.findall(r"^ *```(.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(fences) % 2 == 0
    assert all(fences[::2]) and not any(fences[1::2])


def test_the_guides_show_commands_at_all() -> None:
    assert len(SHOWN) > 30
    assert len(commands(ROOT / "docs" / "chest-xray.md")) >= 12


def test_the_walk_of_the_chest_x_ray_guide_leads_to_a_table_and_a_page(tmp_path: Path) -> None:
    from podium.plugins.chest_xray.observations import NAMES

    assert "Everything is as it should be" in podium("data", "verify", "chexpert", "--level", "images").stdout
    models = [f"hf:{vit_classifier(tmp_path / name, NAMES, seed=seed)}" for seed, name in enumerate(("a", "b"))]
    valid = podium_json("evaluate", "chexpert", "--model", models[0], "--split", "valid")["id"]
    frozen = tmp_path / "thresholds.json"
    podium("runs", "thresholds", valid, "--rule", "youden", "-o", frozen)
    first = podium_json("evaluate", "chexpert", "--model", models[0], "--thresholds", frozen)["id"]
    second = podium_json("evaluate", "chexpert", "--model", models[1])["id"]
    compared = podium("runs", "compare", first, second).stdout
    assert "p Holm" in compared and "Right calls (McNemar, exact)" in compared
    table, page, data = tmp_path / "table.tex", tmp_path / "report.html", tmp_path / "report.csv"
    podium("runs", "table", first, second, "-o", table)
    assert table.read_text().count("\\\\") == 4  # the sample's mark, the heading, two runs
    about = tmp_path / "about.toml"
    about.write_text(podium("runs", "about", first).stdout + '\nintended_use = "A test of the guide."\n')
    podium("runs", "about", first, about)
    podium("runs", "export", first, page, data)
    text = page.read_text(encoding="utf-8")
    assert "A test of the guide." in text and "youden on valid" in text and str(tmp_path) not in text
    assert "calibration" in data.read_text(encoding="utf-8")
