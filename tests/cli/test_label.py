"""``podium label``: files in, labels out."""

from __future__ import annotations

import csv
import gzip
import io
import json
from pathlib import Path

import pytest

from podium.cli import explain
from podium.cli.explain_page import page
from podium.plugins.chest_xray import label_report
from podium.plugins.chest_xray.observations import NAMES
from podium.tests.cli.support import failure, podium, podium_json, terminal

REPORTS = "study_id,report\n5,No effusion.\n6,Edema.\n7,\n5,Possible effusion.\n"


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    (tmp_path / "reports.csv").write_text(REPORTS)
    return tmp_path / "reports.csv"


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_a_table_of_reports_gives_a_table_of_labels_in_chexperts_order(reports: Path, tmp_path: Path) -> None:
    result = podium("label", "reports", reports, "-o", tmp_path / "labels.csv")
    assert result.stdout == ""
    text = (tmp_path / "labels.csv").read_text()
    assert text.splitlines()[0] == ",".join(["study_id", *NAMES])
    found = {row["study_id"]: {name: row[name] for name in NAMES if row[name]} for row in rows(text)}
    assert found == {"5": {"Pleural Effusion": "-1.0"}, "6": {"Edema": "1.0"}, "7": {}}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["labels.csv", "reports.csv"]


def test_two_reports_of_one_study_and_empty_ones_are_told(reports: Path) -> None:
    lines = podium("label", reports).stderr.splitlines()
    assert lines == [
        "warning: 1 report of 3 without text to read; the labels are blank",
        "warning: 1 key with more than one report, read as one: 5",
    ]


def test_mimics_order_is_alphabetical(reports: Path) -> None:
    header = podium("label", reports, "--order", "mimic").stdout.splitlines()[0]
    assert header == ",".join(["study_id", *sorted(NAMES)])


def test_the_section_that_mimics_labels_come_from_can_be_read_alone(tmp_path: Path) -> None:
    folder = tmp_path / "files" / "p10" / "p10000001"
    folder.mkdir(parents=True)
    (folder / "s50000001.txt").write_bytes(b" FINDINGS:\r\n Edema.\r\n \r\n IMPRESSION:\r\n No effusion.\r\n")
    (folder / "s50000002.txt").write_text(" FINDINGS:\n Edema.\n")
    (folder / "s50000003.txt").write_text(" INDICATION: Cough.\n")

    def found(*options: str) -> dict[str, dict[str, str]]:
        table = rows(podium("label", tmp_path, *options).stdout)
        return {row["study_id"]: {name: row[name] for name in NAMES if row[name]} for row in table}

    assert found()["50000001"] == {"Edema": "1.0", "Pleural Effusion": "0.0"}
    assert found("--sections", "mimic") == {
        "50000001": {"Pleural Effusion": "0.0", "No Finding": "1.0"},
        "50000002": {"Edema": "1.0"},
        "50000003": {},
    }
    told = podium("label", tmp_path, "--sections", "mimic").stderr
    assert told == (
        "warning: 1 report of 3 without the section that is read (its header begins with a space);"
        " the labels are blank\n"
    )


def test_several_processes_give_the_same_as_one(tmp_path: Path) -> None:
    texts = ["No effusion.", "Possible edema.", "Heart enlarged.", "Fracture or nodule."]
    lines = "".join(f"{number},{texts[number % 4]} Film {number}.\n" for number in range(900))
    (tmp_path / "many.csv").write_text(f"study_id,report\n{lines}")
    assert podium("label", tmp_path / "many.csv", "--jobs", "2").stdout == podium("label", tmp_path / "many.csv").stdout


def test_json_is_one_line_per_study(reports: Path) -> None:
    lines = [json.loads(line) for line in podium("label", reports, "--json").stdout.splitlines()]
    assert [line["study_id"] for line in lines] == ["5", "6", "7"]
    assert lines[1]["labels"]["Edema"] == 1
    assert lines[2]["labels"]["Edema"] is None


def test_a_report_on_stdin_is_shown_and_explained() -> None:
    result = podium("label", "-", stdin="No effusion. Mild edema.")
    assert "Edema             positive" in result.stdout
    explained = podium("label", "-", "--explain", stdin="No effusion. Mild edema.").stdout
    assert 'Pleural Effusion: negative, by "No", negation: effusion' in explained


def test_a_report_as_json_has_its_mentions_with_their_places(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("No effusion.")
    found = podium_json("label", tmp_path / "a.txt")
    assert found["report"] == "a"
    assert found["mentions"][0]["cue_span"] == [0, 2]
    assert found["mentions"][0]["decision"] == "negative"


def test_a_report_on_a_terminal_is_coloured_and_cannot_move_the_cursor() -> None:
    text = "No effusion. Edema\x1b[2J."
    told = explain.Explained("a", text, label_report(text), NAMES)
    shown = terminal(lambda: explain.show(told, sentences=True))
    assert "\x1b[4mNo\x1b[0m" in shown
    assert "\x1b[2J" not in shown


def test_the_page_colours_mentions_escapes_the_text_and_greys_what_is_not_read(tmp_path: Path) -> None:
    text = 'INDICATION: <script>alert(1)</script>\n\nFINDINGS: No effusion & no "edema".'
    (tmp_path / "a.txt").write_text(text)
    podium("label", tmp_path / "a.txt", "--html", tmp_path / "a.html")
    found = (tmp_path / "a.html").read_text()
    assert "<script>" not in found
    assert '<span class="unread">INDICATION: &lt;script&gt;' in found
    assert '<span class="cue">No</span> <mark class="negative"' in found
    assert "http:" not in found and "https:" not in found
    assert found == page([explain.Explained("a", text, label_report(text), NAMES)])


def test_compat_sums_up_as_the_released_tool(tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text("id,report\n1,No edema. Possible edema. Edema.\n")
    assert rows(podium("label", tmp_path / "r.csv").stdout)[0]["Edema"] == "1.0"
    assert rows(podium("label", tmp_path / "r.csv", "--compat").stdout)[0]["Edema"] == "-1.0"


def test_a_file_of_labels_agrees_with_itself(reports: Path, tmp_path: Path) -> None:
    podium("label", reports, "-o", tmp_path / "a.csv")
    found = podium_json("label", "compare", tmp_path / "a.csv", tmp_path / "a.csv")
    assert found["counts"] == {"studies": 3}
    assert {row[2] for row in found["tables"][0]["rows"]} == {0}
    assert "Agreement" in podium("label", "compare", tmp_path / "a.csv", tmp_path / "a.csv").stdout


def test_a_failure_leaves_no_half_written_file(tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text("id,report\n1,a\n2,b,c\n")
    assert "row 3 has 3 cells" in failure("label", tmp_path / "r.csv", "-o", tmp_path / "labels.csv", code=1)
    assert [path.name for path in tmp_path.iterdir()] == ["r.csv"]


def test_what_is_no_report_is_said_in_one_line(tmp_path: Path) -> None:
    assert "gone.csv does not exist" in failure("label", tmp_path / "gone.csv", code=1)
    assert "stdin is not text" in failure("label", "-", code=1, stdin=b"\x00\x01")


def test_labels_are_never_written_over_the_reports(tmp_path: Path) -> None:
    reports = tmp_path / "reports"
    reports.mkdir()
    text = reports / "s1.txt"
    text.write_text("No pneumothorax.")
    assert failure("label", text, "-o", text, code=1) == (
        f"{text} is the reports themselves; name another file, so that none is lost"
    )
    inside = reports / "page.html"
    assert failure("label", reports, "--html", inside, code=1).startswith(f"{inside} lies among the reports")
    assert text.read_text() == "No pneumothorax." and not inside.exists()
    lost = tmp_path / "nowhere" / "labels.csv"
    assert failure("label", text, "-o", lost, code=1) == (
        f"there is no folder {lost.parent} to write labels.csv to; make it first"
    )


def test_labels_with_the_ending_gz_are_compressed_and_read_again(tmp_path: Path) -> None:
    reports, plain, packed = (tmp_path / name for name in ("reports.csv", "labels.csv", "labels.csv.gz"))
    reports.write_text("study_id,report\n1,No pneumothorax.\n2,Mild edema.\n")
    for target in (plain, packed):
        podium("label", reports, "-o", target)
    assert gzip.decompress(packed.read_bytes()).decode() == plain.read_text()
    podium("label", "compare", plain, packed)


def test_text_that_no_rule_knows_is_warned_about(tmp_path: Path) -> None:
    reports = tmp_path / "reports.csv"
    reports.write_text("study_id,report\n1,foo\n2,bar\n3,No pneumothorax.\n")
    stderr = podium("label", reports).stderr
    assert "2 reports of 3 mention no observation and were labelled No Finding; are they in English" in stderr
    reports.write_text("study_id,report\n1,foo\n2,Edema.\n")
    assert "No Finding;" not in podium("label", reports).stderr
