"""Whatever texts a registry holds, every command shows them as text: to terminals, programs, pages and papers."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import struct
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import click
import pytest
from markdown_it import MarkdownIt

from podium.cli.root import cli
from podium.tests.cli.site.markup import Page, read
from podium.tests.malice import hostile
from podium.tests.malice.bounded import Ended, run
from podium.tests.malice.texts import EVIL, MARK

#: Questions about what is hostile, and such that try to be more than questions.
QUESTIONS = (
    "who leads hostile?", "what is hostile?", "who leads hostile second?", "what does zqx-1 score on hostile?",
    "compare zqx-1 and zqx-2", "why is it hostile?", "what is malevolence?", "what licence has hostile?",
    "how did the record on hostile come about?", "what was corrected on hostile?", "which models are by lab 1?",
    EVIL[:400], "'; DROP TABLE results; --", '" OR 1=1 NEAR(a) NOT *', "[bold]who leads[/bold]?",
    "list the models of hostile",
)  # fmt: skip
ONE, TWO = f"{MARK}-1", f"{MARK}-2"

#: What is given to each command, in order; RUN is the run's id and OUT a folder. Of the rest it is said why not.
WALKED: dict[str, tuple[tuple[str, ...], ...]] = {
    "ask": ((QUESTIONS[0],), (QUESTIONS[-1],), (QUESTIONS[-1], "--explain")),
    "chat": ((),),
    "benchmarks": ((),),
    "show": (("hostile",),),
    "leaderboard": (
        ("hostile",),
        ("hostile", "--board", "second"),
        ("--category", "general"),
        ("hostile", "--format", "md"),
        ("hostile", "--format", "csv"),
        ("hostile", "--org", "Lab 1"),
        ("hostile", "--org", EVIL),
    ),
    "categories": ((), ("--format", "md"), ("--format", "csv")),
    "related": (("hostile",), ("hostile", "--format", "md"), ("hostile", "--format", "csv")),
    "progress": (
        ("hostile",),
        ("hostile", "-o", "OUT/progress.svg"),
        ("hostile", "-o", "OUT/progress.png"),
    ),
    "compare": ((ONE, TWO), (ONE, TWO, "--format", "md"), (ONE, TWO, "--format", "csv")),
    "models": (("--limit", "0"),),
    "model": ((ONE,), (f"{MARK}-12",), (EVIL[:200],)),
    "watch": ((),),
    "score": (("hostile", "--predictions", "HOME/answers.csv", "--model-name", EVIL, "-o", "OUT/score.md"),),
    "label reports": (
        ("OUT/report.txt",),
        ("OUT/report.txt", "--explain"),
        ("OUT/report.txt", "--html", "OUT/label.html"),
    ),
    "runs list": ((),),
    "runs show": (("RUN",), ("RUN", "--all")),
    "runs about": (("RUN",),),
    "runs items": (("RUN", "--replies"), ("RUN", "--nl")),
    "runs export": (("RUN", *(f"OUT/run.{form}" for form in ("html", "md", "json", "csv", "svg", "png"))),),
    "runs table": (
        ("RUN",),
        ("RUN", "-o", "OUT/table.tex"),
        ("RUN", "-o", "OUT/table.md"),
        ("RUN", "-o", "OUT/table.csv"),
    ),
    "runs verify": (("--all",),),
    "results export": (
        (),
        ("--format", "json"),
        ("hostile", "--format", "csv"),
        ("hostile", "--format", "jsonl", "-o", "OUT/results.jsonl"),
        ("hostile", "-o", "OUT/results.csv"),
    ),
    "corrections list": ((), ("--status", "all")),
    "corrections show": (("1",), ("2",), ("3",)),
    "plugins show": (("hostile",),),
    "plugins check": (("hostile",),),
    "db check": ((),),
    "faq list": ((), ("hostile",)),
    "faq check": (("OUT/questions.yaml",),),
    "doctor": ((),),
    "site build": (("OUT/site", "--title", EVIL, "--base-url", "https://podium.example"),),
}
LEFT_OUT = {
    "completion": "prints a script of its own",
    "evaluate": "fills this registry",
    "results import": "fills this registry",
    "corrections add": "fills this registry",
    "corrections accept": "fills this registry",
    "corrections reject": "fills this registry",
    "bot check": "tells of the bot alone",
    "bot discord": "is walked through its faces",
    "bot invite": "prints an address of Discord's",
    "bot sync": "tells of the bot's own commands",
    "data fetch": "needs the hub",
    "data verify": "tells of official files",
    "db backup": "prints a path",
    "db migrate": "prints names of migrations",
    "db path": "prints a path",
    "db restore": "prints a path",
    "demo": "shows shipped texts",
    "faq eval": "prints what faq check and ask do",
    "label compare": "prints figures",
    "plugins disable": "prints a name that was typed",
    "plugins enable": "prints a name that was typed",
    "plugins install": "needs an index",
    "plugins new": "prints a name that was typed",
    "plugins uninstall": "prints a name that was typed",
    "runs compare": "needs two runs; prints what runs table does",
    "runs judge": "needs a judge",
    "runs prune": "prints counts",
    "runs rescore": "prints what runs show does",
    "runs thresholds": "needs labels",
    "site serve": "serves what site build wrote",
    "train": "needs images",
}


def leaves(group: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    """Yield every command that is no group, by its words."""
    if not isinstance(group, click.Group):
        yield " ".join(path), group
        return
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield from leaves(command, (*path, name))


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> hostile.Hostile:
    return hostile.make(tmp_path_factory.mktemp("hostile") / "home")


@pytest.fixture(scope="module")
def out(registry: hostile.Hostile) -> Path:
    """The folder that commands write to."""
    folder = registry.home.parent / "out"
    folder.mkdir()
    text = f"Small pleural effusion. {EVIL}".replace("\0", "")
    (folder / "report.txt").write_text(text, encoding="utf-8")
    entry = [{"ask": [EVIL, "who leads hostile?"], "kind": "answer", "facts": {"model": EVIL}}]
    (folder / "questions.yaml").write_text(json.dumps(entry))
    return folder


def _words(registry: hostile.Hostile, out: Path) -> list[tuple[str, ...]]:
    places = {"OUT": str(out), "HOME": str(registry.home)}
    found = []
    for name, calls in WALKED.items():
        for call in calls:
            words = [registry.run if word == "RUN" else word for word in call]
            words = [re.sub(r"^(OUT|HOME)(?=/)", lambda match: places[match[0]], word) for word in words]
            found.append((*name.split(), *words))
    return found


@pytest.fixture(scope="module")
def plain(registry: hostile.Hostile, out: Path) -> dict[tuple[str, ...], Ended]:
    """What every command prints into a pipe."""
    words = _words(registry, out)
    return dict(zip(words, run(words, registry.file, registry.home, "\n".join(QUESTIONS)), strict=True))


@pytest.fixture(scope="module")
def coloured(registry: hostile.Hostile, out: Path, plain: object) -> dict[tuple[str, ...], Ended]:
    """What every command that writes no file prints on a terminal of 100 columns."""
    words = [one for one in _words(registry, out) if not any(str(out) in word for word in one)]
    done = run(words, registry.file, registry.home, "\n".join(QUESTIONS), FORCE_COLOR="1", COLUMNS="100")
    return dict(zip(words, done, strict=True))


@pytest.fixture(scope="module")
def as_json(registry: hostile.Hostile, out: Path, plain: object) -> dict[tuple[str, ...], Ended]:
    """What every command prints that can print JSON."""
    able = {name for name, command in leaves(cli) if any("--json" in one.opts for one in command.params)}
    words = [(*one, "--json") for one in _words(registry, out) if " ".join(one[:2]) in able or one[0] in able]
    words = [one for one in words if not {"--format", "-o", "--nl", "--report", "--html", "site"} & {*one}]
    return dict(zip(words, run(words, registry.file, registry.home, "\n".join(QUESTIONS)), strict=True))


def test_every_command_is_walked_or_it_is_said_why_not() -> None:
    assert {name for name, _ in leaves(cli)} == WALKED.keys() | LEFT_OUT.keys()


def test_nothing_was_refused_but_addresses_that_are_none(registry: hostile.Hostile) -> None:
    imported, *others = registry.filled
    assert imported.code == 4 and imported.out.count("is not an http(s) address") == len(hostile.SCHEMES)
    assert [one.code for one in others] == [0] * len(others)


@pytest.mark.parametrize("character", ["\\u0000", "\\ud800"])
def test_a_character_that_no_text_has_is_refused_wherever_it_is_brought(
    registry: hostile.Hostile, out: Path, character: str
) -> None:
    file = out / "no-text.json"
    model = {"slug": "new", "name": "New X", "aliases": ["also X"], "organisation": "X"}
    row = hostile.results()[0] | {"note": "X", "setting": "other"}
    contents = json.dumps({"format": 1, "models": [model | {"name": "New"}, model], "results": [row]})
    file.write_text(contents.replace("X", character))
    (ended,) = run([["results", "import", file]], registry.file, registry.home)
    assert ended.code == 4 and "bug" not in ended.err
    assert ended.out.count("which is no character") == 3, ended.out


def test_every_command_ends_as_it_should(plain: dict[tuple[str, ...], Ended]) -> None:
    for words, one in plain.items():
        assert one.code in (0, 1, 3, 4), (words, one)
        assert "bug in" not in one.err and "Traceback" not in one.err, (words, one.err)


def test_no_command_prints_what_a_terminal_would_obey(plain: dict[tuple[str, ...], Ended]) -> None:
    for words, one in plain.items():
        if words[:2] == ("results", "export") and "csv" in words:
            # It is for programs, which import it as it was; a terminal gets it spelt out, see below.
            continue
        for line in (one.out + one.err).split("\n"):
            assert line.isprintable(), (words, line)


#: The styles and links that Podium itself puts on a terminal.
STYLED = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;[^;\x1b]*;(https?://[!-~]*)?\x1b\\")
#: How a bar of progress on stderr is drawn again in its place.
REDRAWN = re.compile(r"\x1b\[\?25[lh]|\r?\x1b\[[12]?[AK]|\r(?=\n|$)")


def test_on_a_terminal_styles_and_links_are_those_of_podium(coloured: dict[tuple[str, ...], Ended]) -> None:
    for words, one in coloured.items():
        for line in STYLED.sub("", one.out + REDRAWN.sub("", one.err)).split("\n"):
            assert line.isprintable(), (words, line)
        assert MARK not in "".join(re.findall(r"\x1b\]8;[^;\x1b]*;http://(\S*?)\x1b", one.out)), words


def test_json_is_json_and_no_terminal_obeys_it(as_json: dict[tuple[str, ...], Ended]) -> None:
    assert len(as_json) > 25
    for words, one in as_json.items():
        if one.code in (0, 4):
            found = [json.loads(line) for line in one.out.splitlines()] if words[0] == "chat" else json.loads(one.out)
            assert found is not None
        for line in (one.out + one.err).split("\n"):
            assert line.isprintable(), (words, line)


def written(plain: dict[tuple[str, ...], Ended], out: Path, form: str) -> Iterator[tuple[str, str]]:
    """Yield what was written and printed in a format."""
    for path in sorted(out.rglob(f"*.{form}")):
        yield str(path), path.read_text(encoding="utf-8")
    for words, one in plain.items():
        if words[-2:] == ("--format", form):
            yield " ".join(words)[:80], one.out


def test_markdown_has_no_markup_that_a_text_brought(plain: dict[tuple[str, ...], Ended], out: Path) -> None:
    found = list(written(plain, out, "md"))
    assert len(found) >= 6
    for where, text in found:
        for token in MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).parse(text):
            for one in (token, *(token.children or ())):
                assert one.type not in ("html_block", "image", "code_inline", "s_open", "em_open"), (where, one)
                assert one.type != "html_inline" or one.content == "<br>", (where, one)
                address = str(one.attrGet("href") or "https://")
                assert re.match(r"https?://", address), (where, address)
            assert token.type != "heading_open" or token.markup.startswith("#"), where


def test_no_cell_of_a_csv_is_a_formula(plain: dict[tuple[str, ...], Ended], out: Path) -> None:
    found = list(written(plain, out, "csv"))
    assert len(found) >= 6
    for where, text in found:
        for cell in (cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row):
            assert not re.match(r"[=+@\t\r]|-(?![\d.]+$)", cell), (where, cell)


def brought(page: Page) -> Iterator[str]:
    """Yield what of a page a text has made."""
    for one in page.elements:
        yield from (f"{one.tag} {name}" for name in one.attributes if name.startswith("on") or name == "srcdoc")
        yield from (one.tag for bad in ("iframe", "object", "embed", "base") if one.tag == bad)
        if one.attributes.get("id") == MARK or one.tag == "svg/onload" or one.attributes.get("src") == "x":
            yield one.tag
        if one.tag == "script" and MARK in one.text and "json" not in (one.attributes.get("type") or ""):
            yield "script"
    for address in page.addresses:
        scheme, colon, _ = address.strip().partition(":")
        if colon and not re.search(r"[/?#]", scheme) and scheme.lower() not in ("https", "http", "mailto", "data"):
            yield address
        if scheme.lower() == "data" and not address.startswith("data:image/"):
            yield address


def test_pages_have_no_element_attribute_or_address_that_a_text_brought(plain: object, out: Path) -> None:
    pages = {path.name: text for path in out.rglob("*.html") if MARK in (text := path.read_text(encoding="utf-8"))}
    assert pages.keys() >= {"run.html", "label.html", "index.html", "hostile.html", "second.html", f"{ONE}.html"}
    for name, text in pages.items():
        page = read(text)
        assert page.errors == [], name
        assert list(brought(page)) == [], name


def test_pages_that_are_a_file_of_their_own_may_load_and_run_nothing(plain: object, out: Path) -> None:
    for name in ("run.html", "label.html"):
        page = read((out / name).read_text(encoding="utf-8"))
        (policy,) = page.of("meta", http_equiv="Content-Security-Policy")
        assert "default-src 'none'" in str(policy.attributes["content"])
        assert "script" not in str(policy.attributes["content"]) and page.of("script") == []


def test_pictures_are_pictures(plain: object, out: Path) -> None:
    drawn = sorted(out.rglob("*.svg"))
    assert len(drawn) >= 2
    for path in drawn:
        for one in ElementTree.fromstring(path.read_bytes()).iter():
            name = str(one.tag).rpartition("}")[2]
            assert name not in ("script", "foreignObject", "image", "iframe", "animate", "set"), (path, name)
            for attribute, value in one.attrib.items():
                assert not attribute.lower().startswith("on"), path
                assert attribute.rpartition("}")[2] != "href" or value.startswith("#"), (path, value)
    for path in sorted(out.rglob("*.png")):
        said = [text.decode("latin-1") for kind, text in chunks(path.read_bytes()) if kind in (b"tEXt", b"iTXt")]
        assert all(text.replace("\0", "").isprintable() for text in said), (path, said)


def chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the kinds and contents of a PNG's parts."""
    place = 8
    while place < len(png):
        (size,) = struct.unpack(">I", png[place : place + 4])
        yield png[place + 4 : place + 8], png[place + 8 : place + 8 + size]
        place += size + 12


def test_tables_for_papers_run_no_command_of_latex(plain: object, out: Path) -> None:
    (path,) = out.rglob("*.tex")
    text = "\n".join(line for line in path.read_text(encoding="utf-8").split("\n") if not line.startswith("%"))
    assert "write18" in text
    # Backslashes in pairs end lines; one before a letter begins a command.
    commands = set(re.findall(r"(?<!\\)(?:\\\\)*\\([A-Za-z]+)", text))
    assert not commands & {"input", "immediate", "write", "include", "catcode", "def", "openin", "read"}, commands


def test_the_registry_holds_every_text_as_it_was_given(registry: hostile.Hostile) -> None:
    with sqlite3.connect(registry.file) as connection:
        assert connection.execute("SELECT count(*) FROM models WHERE name LIKE '%DROP TABLE%'").fetchone()[0]
        assert connection.execute("SELECT count(*) FROM results").fetchone()[0] > 2_000
