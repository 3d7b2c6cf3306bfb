"""``podium runs export`` and ``podium runs about``: whole files, escaped, without folders of this machine."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from podium.cli import document
from podium.cli.markdown import report_markdown
from podium.cli.published import published
from podium.cli.run_export import SUFFIXES, write_reports
from podium.cli.site.page import report_page
from podium.registry.checklist import checklist
from podium.registry.errors import PodiumError
from podium.registry.report import Report, Score
from podium.tests.cli.support import failure, podium, podium_json
from podium.tests.fakes.reports import CARD, HOSTILE, rich_report, rich_run

VOID = {"meta", "br", "hr", "img", "input", "link", "circle", "path", "rect", "line"}


class Page(HTMLParser):
    """Reads a page strictly: every element is closed, in order; texts and tables are kept."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.tables: list[list[list[str]]] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs), attrs
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
        if tag == "table":
            self.tables.append([])
        if tag == "tr":
            self.tables[-1].append([])
        if tag in ("th", "td"):
            self.tables[-1][-1].append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, (tag, self.getpos())

    def handle_data(self, data: str) -> None:
        self.texts.append(data)
        if "td" in self.open or "th" in self.open:
            self.tables[-1][-1][-1] += f" {data}"


def page(**changes: Any) -> tuple[str, Page]:
    text = report_page(published(rich_run(**changes)), CARD)
    return text, Page(text)


def test_the_page_is_well_formed_and_has_every_cell_of_every_table() -> None:
    _, read = page()
    held = {" ".join(cell.split()) for table in read.tables for row in table for cell in row}
    for table in rich_report().tables:
        for row in table.rows:
            for cell in row:
                assert cell is None or " ".join(document.cell_text(cell).split()) in held, (table.name, cell)
    sizes = sorted((len(table), len(table[0])) for table in read.tables)
    for wanted in rich_report().tables:
        assert (len(wanted.rows) + 1, len(wanted.columns)) in sizes


def test_the_page_asks_nobody_for_anything_and_runs_nothing() -> None:
    text, read = page()
    tags = {tag for tag, _ in read.elements}
    assert not tags & {"script", "link", "img", "iframe", "object", "embed", "form", "base", "image", "use"}
    for tag, attributes in read.elements:
        assert not {"src", "srcset", "xlink:href", "background", "poster"} & attributes.keys()
        assert not [name for name in attributes if name.startswith("on")]
        assert tag == "a" or "href" not in attributes
    assert not re.search(r"url\(|@import|expression\(", text)
    assert {attributes["content"] for tag, attributes in read.elements if "http-equiv" in attributes} == {
        "default-src 'none'; style-src 'unsafe-inline'"
    }


def test_hostile_names_are_text_on_the_page() -> None:
    text, read = page()
    assert "<script" not in text
    assert "".join(read.texts).count(HOSTILE) >= 4
    assert (
        "javascript:"
        not in report_page(published(rich_run()), CARD | {"dataset_url": "javascript:alert(1)"}).split(
            'id="checklist"'
        )[0]
    )


def test_the_page_can_be_read_aloud() -> None:
    _, read = page()
    heads = [attributes for tag, attributes in read.elements if tag == "th"]
    assert heads and all(attributes.get("scope") in ("col", "row") for attributes in heads)
    captions = [tag for tag, _ in read.elements].count("caption")
    assert captions == len(rich_report().tables) + 1 + 2
    for tag, attributes in read.elements:
        if tag == "svg":
            assert attributes.get("aria-hidden") == "true" or (attributes["role"] == "img" and attributes["aria-label"])
    labels = [attributes["aria-label"] or "" for tag, attributes in read.elements if attributes.get("role") == "img"]
    assert len(labels) == len(rich_report().curves)
    assert "bc6 at 0.180, 0.710" in labels[0]
    assert ("html", {"lang": "en"}) in read.elements


def test_the_page_shows_marks_boards_checklist_provenance_and_the_command() -> None:
    _, read = page(sample=True, eligibility={"auroc5-study": "synthetic sample data"})
    said = " ".join(" ".join(read.texts).split())
    for wanted in (
        "SYNTHETIC SAMPLE, not the real data", "research use only, not for diagnosis", "0.871 [0.846, 0.896]",
        "not on the board: synthetic sample data", "not provided", "8 board-certified radiologists",
        "This run is on the synthetic sample", "sha256:" + "a" * 64, "d" * 64,
        "podium evaluate chexpert --model hf:./my-vit",
        "fewer than 10 positives: mean AUROC, gap of age: 80 and over",
    ):  # fmt: skip
        assert wanted in said, wanted
    (fields,) = [table for table in read.tables if table[0][:1] == [" Field"]]
    assert len(fields) == 1 + len(checklist(rich_run(), CARD))


def test_a_report_with_next_to_nothing_is_still_a_page_and_a_text() -> None:
    run = published(rich_run(report=Report({}), eligibility={}, provenance={}, settings={}))
    read = Page(report_page(run, {"name": "Odd"}))
    assert "Tables" not in read.texts
    assert report_markdown(run, {"name": "Odd"}).startswith("# Odd · test · ")


def test_markdown_has_whole_tables_and_reads_no_name_as_markup() -> None:
    text = report_markdown(published(rich_run()), CARD)
    rows = [line for line in text.splitlines() if line.startswith("|")]
    for table in rich_report().tables:
        (start,) = [
            place for place, line in enumerate(rows)
            if line.count(" | ") == len(table.columns) - 1 and line.startswith(f"| {table.columns[0]} | ")
            and all(document.label(name).replace("-", "") in line.replace("-", "") for name in table.columns[1:])
        ]  # fmt: skip
        body = rows[start + 2 : start + 2 + len(table.rows)]
        assert all(len(re.findall(r"(?<!\\)\|", line)) == len(table.columns) + 1 for line in body)
    assert "<script>" not in text and r"\<script\>" in text
    assert "| Intended use | Triage.<br>Tried out in my-vit. " in text
    assert "| Dates of the data | not provided | CLAIM, TRIPOD+AI |" in text


def test_csv_has_a_line_for_every_cell_with_numbers_that_are_not_rounded(tmp_path: Path) -> None:
    write_reports(rich_run(sample=True), CARD, (tmp_path / "r.csv",))
    rows = list(csv.DictReader(io.StringIO((tmp_path / "r.csv").read_text(encoding="utf-8"), newline="")))
    report = rich_report()
    cells = sum(len(table.rows) * len(table.columns) for table in report.tables)
    assert len(rows) == cells + 2 * len(report.boards) + 3 * len(report.scores)
    assert {(row["run"], row["split"], row["data"]) for row in rows} == {("3f2a9c01de", "test", "synthetic sample")}
    for table in report.tables:
        mine = iter([row for row in rows if row["table"] == table.name])
        for cells_of_row in table.rows:
            for column, cell in zip(table.columns, cells_of_row, strict=True):
                row = next(mine)
                assert row["column"] == column
                if isinstance(cell, Score):
                    assert row["reason"] == cell.reason
                    assert row["value"] == ("" if cell.value is None else repr(cell.value))
                    assert row["low"] == (repr(cell.interval.low) if cell.interval else "")
                else:
                    assert row["value"] == ("" if cell is None else str(cell))


@pytest.fixture
def stored(tmp_path: Path, registry_file: Path) -> dict[str, Any]:
    run: dict[str, Any] = podium_json("evaluate", "chexpert", "--model", "baseline:prior", "--bootstrap", "20")
    return run


def test_a_stored_run_is_exported_in_every_form(stored: dict[str, Any], tmp_path: Path) -> None:
    files = [tmp_path / f"report{suffix}" for suffix in SUFFIXES]
    result = podium("runs", "export", stored["id"][:6], *files)
    assert result.stdout.split() == [str(path) for path in files]
    assert sorted(path.name for path in tmp_path.glob("*report*")) == sorted(path.name for path in files)
    for path in files:
        content = path.read_bytes()
        assert len(content) > 1000
        assert path.stat().st_mode & 0o777 == 0o666 & ~umask()
        assert str(tmp_path).encode() not in content and b"podium-home" not in content
    data = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert data["report"] == stored["report"]
    assert "data" not in data["provenance"]
    asked = {field["key"]: field["value"] for field in data["checklist"]}
    assert "ethics" in asked and asked["ethics"] is None
    assert "SYNTHETIC SAMPLE, not the real data" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_a_run_is_shown_as_a_page_and_as_a_picture(stored: dict[str, Any], tmp_path: Path) -> None:
    page, picture = tmp_path / "r.html", tmp_path / "r.png"
    assert podium("runs", "show", stored["id"], "--html", page, "--png", picture).stdout == f"{page}\n{picture}\n"
    podium("runs", "export", stored["id"], tmp_path / "same.html", tmp_path / "same.png")
    assert page.read_bytes() == (tmp_path / "same.html").read_bytes()
    assert picture.read_bytes() == (tmp_path / "same.png").read_bytes()
    assert "is there already" in failure("runs", "show", stored["id"], "--html", page, code=1)
    assert podium_json("runs", "show", stored["id"], "--html", page, "--force")["id"] == stored["id"]
    assert "must end with .html" in failure("runs", "show", stored["id"], "--html", tmp_path / "r.txt", code=2)


def umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_a_file_that_is_there_is_kept_unless_forced(stored: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "r.md").write_text("mine")
    message = failure("runs", "export", stored["id"], tmp_path / "new.html", tmp_path / "r.md", code=1)
    assert message == f"{tmp_path / 'r.md'} is there already; --force overwrites it"
    assert (tmp_path / "r.md").read_text() == "mine" and not (tmp_path / "new.html").exists()
    podium("runs", "export", stored["id"], tmp_path / "r.md", "--force")
    assert (tmp_path / "r.md").read_text().startswith("# CheXpert CXR")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("r.doc", "unknown suffix '.doc'; the forms are .html, .png, .svg, .pdf, .md, .csv, .json"),
        ("report", "no suffix to say the form; the forms are .html"),
        ("nowhere/r.html", "there is no folder"),
    ],
)
def test_a_file_that_cannot_be_written_is_named(
    stored: dict[str, Any], tmp_path: Path, name: str, message: str
) -> None:
    assert message in failure("runs", "export", stored["id"], tmp_path / name, code=1)


def test_an_unfinished_run_is_not_exported(tmp_path: Path) -> None:
    with pytest.raises(PodiumError, match="run 3f2a9c01de is interrupted, not finished"):
        write_reports(rich_run(report=None, status="interrupted"), CARD, (tmp_path / "r.html",))


def test_a_write_that_fails_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: Any) -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / "r.md").write_text("mine")
    monkeypatch.setattr(os, "replace", broken)
    with pytest.raises(OSError, match="No space left"):
        write_reports(rich_run(), CARD, (tmp_path / "r.md",), force=True)
    assert [path.name for path in tmp_path.iterdir()] == ["r.md"]
    assert (tmp_path / "r.md").read_text() == "mine"


def test_without_jinja_the_extra_is_named(
    stored: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)
    message = failure("runs", "export", stored["id"], tmp_path / "r.html", code=1)
    assert message.startswith("a page needs jinja2, which is not installed; ") and ".[report]" in message


def test_what_only_the_user_knows_is_kept_with_the_run_and_leaves_the_report_alone(
    stored: dict[str, Any], tmp_path: Path
) -> None:
    about = tmp_path / "about.toml"
    template = podium("runs", "about", stored["id"]).stdout
    about.write_text(template.replace('# funding = ""', 'funding = "none"'))
    assert podium("runs", "about", stored["id"], about).stdout == (
        f"run {stored['id']}: 1 field kept; podium runs show {stored['id']} --all shows them\n"
    )
    run = podium_json("runs", "show", stored["id"])
    assert run["report"] == stored["report"]
    assert run["provenance"] == stored["provenance"] | {"about": {"funding": "none"}}
    assert {field["key"]: field["value"] for field in run["checklist"]}["funding"] == "none"
    assert 'funding = "none"' in podium("runs", "about", stored["id"]).stdout
    about.write_text('fundin = "x"')
    assert "did you mean funding?" in failure("runs", "about", stored["id"], about, code=1)


def test_a_run_begins_with_what_its_user_says_of_it(tmp_path: Path, registry_file: Path) -> None:
    about = tmp_path / "about.toml"
    about.write_text('training = "zero-shot: trained on none of the benchmark\'s data"')
    words = ("evaluate", "chexpert", "--model", "baseline:prior", "--bootstrap", "0", "--about", about)
    assert podium_json(*words)["provenance"]["about"] == {
        "training": "zero-shot: trained on none of the benchmark's data"
    }
    about.write_text("training = 3")
    assert "training is of type int, not a text" in failure("--quiet", *words, code=1)
