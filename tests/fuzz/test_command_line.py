"""Command lines made from the commands themselves, with good and bad values: a result, or one clear line.

What is not called, and why, is in :data:`NOT_CALLED`. Everything else is called through the program's first line.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping
from pathlib import Path

import click
import pytest
from hypothesis import given
from hypothesis import strategies as some

from podium.cli.root import cli, walk
from podium.plugins.mmlu.plugin import MMLU
from podium.registry import soundness
from podium.registry.startup import Place, update
from podium.tests.fuzz.calls import call, rows
from podium.tests.fuzz.damage import HARD_TEXTS
from podium.tests.fuzz.profile import examples

#: Commands that are not called, each with its reason.
NOT_CALLED: Mapping[str, str] = {
    "podium bot check": "asks Discord",
    "podium bot discord": "runs until it is ended",
    "podium bot invite": "asks Discord",
    "podium bot sync": "asks Discord",
    "podium data fetch": "fetches from the network",
    "podium demo": "trains a model; takes no option",
    "podium plugins check": "starts processes of its own; takes seconds",
    "podium plugins install": "installs packages",
    "podium plugins uninstall": "uninstalls packages",
    "podium site build": "writes thousands of files; takes seconds",
    "podium site serve": "runs until it is ended",
    "podium train": "trains a model",
}
#: Options that are not given: they wait for ever, or ask a server.
NOT_GIVEN = {"--follow", "--judge", "--ray-address"}
#: Commands that change the registry file; the one that lists plugins brings it in step with them.
WRITES = {
    "podium evaluate",
    "podium score",
    "podium runs judge",
    "podium runs prune",
    "podium runs rescore",
    "podium runs verify",
    "podium results import",
    "podium corrections accept",
    "podium corrections add",
    "podium corrections reject",
    "podium db migrate",
    "podium db restore",
    "podium plugins",
}

COMMANDS = {
    path: command
    for path, command in walk(cli)
    if path not in NOT_CALLED and (not isinstance(command, click.Group) or command.invoke_without_command)
}

#: Words that mean something to some command, right or nearly.
NAMES = (
    *("mmlu", "MMLU-Pro", "mmlu/reported", "chexpert", "hle", "charxiv-r", "mmm", "mmul", "healthcare", "knowledge"),
    *("gpt-5", "GPT-4o", "claude opus 4.5", "OpenAI", "google", "no-such-thing", "quiz", "baseline:random"),
    *("baseline:nothing", "hf:/nowhere", "openai:", "openai:http://127.0.0.1:9#m", "file:answers.csv", "test", "dev"),
    *("accuracy", "protocol=likelihood", "shots=0", "shots=x", "=", "a=b=c", "seed=1", "1", "0", "-1", "999999"),
)
FILES = tuple("answers.csv good.json folder missing.json broken.json - out.csv out.md out.json / .".split())
NUMBERS = (*"0 1 2 -1 0.5 1e3 1e999 nan inf -inf x 50% 1_000 0x1 ٣".split(), "", "9" * 30)
DAYS = ("2026-01-01", "2026", "2026-13-45", "yesterday", "0", "99999-01-01", "7d", "last week")


def _texts(names: tuple[str, ...]) -> some.SearchStrategy[str]:
    # A command line holds no U+0000, and half of a pair only where its bytes are no UTF-8.
    hard = [text for text in HARD_TEXTS if "\0" not in text and "\udfff" not in text and len(text) < 1000]
    hard[hard.index("\ud800")] = "\udcff"
    return some.one_of(some.sampled_from(names), some.sampled_from(names), some.sampled_from(hard))


def _values(parameter: click.Parameter) -> some.SearchStrategy[str]:
    """Draw values of a parameter by its type, good ones and bad ones."""
    kind = parameter.type
    if isinstance(kind, click.Choice):
        return some.one_of(some.sampled_from(list(map(str, kind.choices))), _texts(NAMES))
    if isinstance(kind, (click.Path, click.File)):
        return some.one_of(some.sampled_from(FILES), some.sampled_from(FILES), _texts(NAMES))
    if kind.name in ("integer", "integer range", "float", "float range", "size", "age"):
        return some.sampled_from((*NUMBERS, "10B", "500M", "3d", "2w"))
    if kind.name == "date":
        return some.sampled_from(DAYS)
    return _texts((*NAMES, *DAYS[:2]))


@some.composite
def calls(draw: some.DrawFn, path: str) -> list[str]:
    """Draw the words of a call of a command: mostly well-formed, now and then with a slip."""
    command = COMMANDS[path]
    words = path.split()[1:]
    given: list[str] = []
    for parameter in command.params:
        if isinstance(parameter, click.Argument):
            count = draw(some.integers(1, 2)) if parameter.nargs != 1 else 1
            if parameter.required or draw(some.booleans()):
                given += [draw(_values(parameter)) for _ in range(count)]
        elif isinstance(parameter, click.Option) and not NOT_GIVEN & {*parameter.opts}:
            if not parameter.required and draw(some.integers(0, 3)):
                continue
            name = draw(some.sampled_from(parameter.opts))
            given += [name] if parameter.is_flag else [name, draw(_values(parameter))]
    if not draw(some.integers(0, 9)):
        given = _slipped(draw, given)
    return [*words, *given]


def _slipped(draw: some.DrawFn, given: list[str]) -> list[str]:
    """Return words with an option misspelt, left out, twice, or without its value."""
    how = draw(some.sampled_from(["typo", "drop", "twice", "unknown", "end"]))
    place = draw(some.integers(0, max(0, len(given) - 1)))
    if how == "typo" and given:
        given[place] = given[place][:-1] + "x"
    elif how == "drop":
        del given[place : place + 1]
    elif how == "twice":
        given[place:place] = given[place : place + 2]
    elif how == "unknown":
        given.insert(place, draw(some.sampled_from(["--no-such-option", "-z", "--jsom", "--help", "--"])))
    else:
        given.append("--limit")
    return given


@pytest.fixture(scope="module")
def whole(filled_registry: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return a home of Podium in which calls may do what they will, and a copy of how it is before them."""
    home = tmp_path_factory.mktemp("called") / "home"
    home.mkdir()
    shutil.copy(filled_registry, home / "registry.db")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PODIUM_HOME", str(home))
        update(Place(home / "registry.db"))
    return home, Path(shutil.copytree(home, home.with_name("whole")))


@pytest.fixture
def home(whole: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder with files to name, and with a home of Podium's own."""
    (tmp_path / "folder").mkdir()
    MMLU().write_sample(tmp_path / "folder" / "mmlu")
    (tmp_path / "answers.csv").write_text("id,response\na,B\n")
    (tmp_path / "good.json").write_text('{"format": 1, "results": []}')
    (tmp_path / "broken.json").write_bytes(b'{"format": 1, "results": [\xff')
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PODIUM_HOME", str(whole[0]))
    return whole[0]


def content(db: Path) -> str:
    """Return a digest of all that a registry file holds."""
    log = db.with_name(f"{db.name}-wal")
    return hashlib.sha256(db.read_bytes() + (log.read_bytes() if log.exists() else b"")).hexdigest()


@pytest.mark.parametrize("path", COMMANDS)
@examples(3)
@given(data=some.data())
def test_any_command_line_ends_in_a_result_or_one_clear_line(
    path: str, data: some.DataObject, home: Path, whole: tuple[Path, Path]
) -> None:
    words = data.draw(calls(path))
    shutil.rmtree(home)
    shutil.copytree(whole[1], home)
    db = home / "registry.db"
    before = content(db)
    said = call(*words, stdin=data.draw(some.sampled_from([b"", b"who leads mmlu?\n", b"\xff\xfe\0", b"{}"])))
    if said.code == 0 and said.out and "--json" in words and "--help" not in words and "-h" not in words:
        json.loads(said.out)
    if path not in WRITES:
        assert content(db) == before
    elif content(db) != before:
        assert [one for one in soundness.check_file(db) if not one.ok] == []
        assert rows(db)["results"] > 0


def test_every_command_is_called_or_left_out_for_a_reason() -> None:
    every = {path for path, command in walk(cli) if not isinstance(command, click.Group)}
    assert set(NOT_CALLED) < every
    assert every - set(NOT_CALLED) <= set(COMMANDS)
    assert WRITES < set(COMMANDS)
