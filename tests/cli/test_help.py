"""Every command's help: it fits the terminal, shows an example that works, and each command has a test."""

from __future__ import annotations

import ast
import re
import shlex
import shutil
from collections.abc import Iterator
from functools import cache
from itertools import count
from pathlib import Path

import click
import pytest

from podium.cli.app import CONTEXT_SETTINGS
from podium.cli.root import cli, walk
from podium.registry import journal
from podium.tests.cli.support import podium

TESTS = Path(__file__).parents[1]
COMMANDS = dict(walk(cli))

#: Why an example is only read, and not run, by the tests here.
NOT_RUN = {
    "podium bot": "asks Discord",
    "podium chat": "talks with a person",
    "podium data fetch": "asks the hub",
    "--data hub": "asks the hub",
    "podium demo": "makes and scores a model; it has a test of its own",
    "podium doctor --full": "starts torch, as its own tests do",
    "--output progress.png": "draws a picture, as its own tests do",
    "podium runs export": "draws pictures, as its own tests do",
    "podium plugins check": "has tests of its own, which take a while",
    "podium plugins install": "changes the environment",
    "podium plugins uninstall": "changes the environment",
    "podium site": "builds or serves hundreds of pages; the site has tests of its own",
    "podium train": "trains a model",
    "podium faq eval": "asks hundreds of questions",
    "--follow": "goes on until it is ended",
    "openai:": "asks a server",
    "hf:./my-judge": "asks a language model",
    "cuda:": "needs a GPU",
    "f1x5": "needs a language model",
    "mimic-cxr": "reads credentialed files",
    "--unparsed": "needs a run of questions",
    "--nl": "needs a run of questions",
    "--report 1": "needs a run that was scored again",
}


def help_at(path: str, width: int) -> str:
    """Return a command's help on a terminal of a width."""
    names = CONTEXT_SETTINGS["help_option_names"]
    with click.Context(COMMANDS[path], info_name=path, terminal_width=width, help_option_names=names) as context:
        return COMMANDS[path].get_help(context)


def examples(path: str) -> list[str]:
    """Return the example lines of a command's help as they can be typed, those parted by a backslash put together."""
    part = re.search(r"^ *Examples?:\n((?: {4}.*\n?)+)", help_at(path, 80), re.MULTILINE)
    assert part is not None, f"{path} --help shows no example"
    return [line.strip() for line in re.sub(r"\\\n +", "", part[1]).splitlines()]


EXAMPLES = {line: path for path in COMMANDS for line in examples(path)}
RUN = [line for line in EXAMPLES if not any(part in line for part in NOT_RUN)]


@pytest.mark.parametrize("width", [80, 120])
def test_no_line_of_a_help_is_wider_than_the_terminal(width: int) -> None:
    for path in COMMANDS:
        assert [line for line in help_at(path, width).splitlines() if len(line) > width] == [], path


def test_every_command_shows_an_example_of_itself_or_of_what_is_below_it() -> None:
    for path in COMMANDS:
        assert any(re.search(rf"\b{path}\b", line) for line in examples(path)), path


def test_every_option_says_what_it_does() -> None:
    for path, command in COMMANDS.items():
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert parameter.help and parameter.help.endswith((".", "]")), f"{path} {parameter.name}"


def test_what_a_command_says_of_itself_is_a_sentence() -> None:
    for path, command in COMMANDS.items():
        assert (command.help or "").strip().endswith("."), path


@cache
def invocations() -> str:
    """Return what the tests type, one a line: the words that stand in a row in a call, a list or a line of text."""
    found = set()
    for room in ("cli", "plugins", "registry", "faults", "bots/discord"):
        for file in (TESTS / room).rglob("*.py"):
            if file == Path(__file__):
                continue
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                words = node.args if isinstance(node, ast.Call) else getattr(node, "elts", [node])
                found.add(" ".join(str(word.value) if isinstance(word, ast.Constant) else "" for word in words))
    return "\n".join(line for line in found if line.strip())


@pytest.mark.parametrize("path", COMMANDS)
def test_a_command_has_a_test_that_calls_it(path: str) -> None:
    words = " ".join(path.split()[1:]) or "--help"
    assert re.search(rf"(^| ){words}($| )", invocations(), re.MULTILINE), f"no test calls {path}"


@pytest.fixture(scope="module")
def desk(filled_registry: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return a folder with what the examples name: a registry with two runs and three reports, data, tables."""
    from podium.plugins.chest_xray.observations import NAMES
    from podium.tests.cli.chexpert_runs import write_predictions, write_sample
    from podium.tests.fakes.models import vit_classifier

    folder = tmp_path_factory.mktemp("desk")
    ids = (f"{head}{number:06}" for number, head in zip(count(), ("3f2a", "91bc"), strict=False))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("PODIUM_HOME", str(filled_registry.parent))
        patch.setenv("PODIUM_DB", str(shutil.copy(filled_registry, folder / "registry.db")))
        patch.setattr(journal, "new_id", lambda: next(ids))
        for name in ("D", "CheXpert-v1.0", "CheXpert-v1.0-small"):
            write_sample(folder / name)
        for name, seed in (("mine", 0), ("ones", 1)):
            write_predictions(Path(f"{name}.csv"), folder / "D", "test", 0.5, seed)
            write_predictions(Path(f"{name}-valid.csv"), folder / "D", "valid", 0.5, seed)
            words = ("--split", "valid", "--data", "CheXpert-v1.0", "--bootstrap", "20")
            podium("score", "chexpert", "--predictions", f"{name}-valid.csv", *words)
        vit_classifier(folder / "my-vit", NAMES)
        missing = ("mmlu/reported", "MedGemma 4B IT", "--value", "0.5")
        for target in (("11", "--value", "0.5"), ("12", "--withdraw"), missing):
            podium("corrections", "add", *target, "--source", "https://example.org", "--because", "a test")
        write_files(folder)
    yield folder


def write_files(folder: Path) -> None:
    """Write the small files that examples read."""
    (folder / "paper.csv").write_text(
        "benchmark,board,model,value,standing,source_url\nmmlu,reported,gpt-5,0.9,third-party,https://example.org\n"
    )
    (folder / "reports.csv").write_text("study_id,report\n5,No effusion.\n6,Edema.\n")
    (folder / "report.txt").write_text("No effusion.")
    for name in ("a", "b"):
        podium("label", folder / "reports.csv", "-o", folder / f"{name}.csv")
    (folder / "about.toml").write_text('intended_use = "A test."\n')
    shutil.copy(TESTS / "fakes" / "plugins" / "quiz.py", folder / "my_plugin.py")
    (folder / "tests").symlink_to(TESTS)
    (folder / "mimic-cxr-2.0.0-chexpert.csv.gz").write_bytes(b"")


def typed(line: str) -> list[str]:
    """Return the words after ``podium`` of an example, without what the shell does with its output."""
    line = re.sub(r'^eval "\$\((.*)\)"$', r"\1", line)
    return shlex.split(re.split(r" [<>|] ", line.rpartition("| ")[2])[0])[1:]


@pytest.fixture
def here(desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Go to a folder of this test's own, in which everything lies that lies on the desk."""
    folder = tmp_path / "here"
    folder.mkdir()
    for one in desk.iterdir():
        if not one.name.startswith(("registry.db", "monday.db")):
            (folder / one.name).symlink_to(one)
    monkeypatch.setenv("PODIUM_DB", str(shutil.copy(desk / "registry.db", folder / "registry.db")))
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize("line", EXAMPLES)
def test_an_example_is_read_by_the_command_it_is_of(line: str, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[str] = []
    monkeypatch.setattr(click.Command, "invoke", lambda self, ctx: called.append(ctx.command_path))
    for name in ("public", "podium-shapes"):
        (here / name).mkdir()
    for name in ("token", "labels.csv", "monday.db"):
        (here / name).touch()
    podium(*typed(line))
    assert called[-1] in COMMANDS


@pytest.mark.parametrize("line", RUN)
def test_an_example_does_what_it_says(line: str, here: Path, own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if re.search(r"plugins (new|disable|enable)", line):
        monkeypatch.setenv("PODIUM_HOME", str(own_home))
    monkeypatch.setenv("HOME", str(here))
    if "db restore" in line:
        podium("db", "backup", "monday.db")
    before = set(here.iterdir())
    assert podium(*typed(line)).output or set(here.iterdir()) > before
