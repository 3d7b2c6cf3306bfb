"""Report generation on MIMIC-CXR, from reports in their official layout to figures. Every report here is made up."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from podium.plugins.mimic_cxr.plugin import MimicCxr
from podium.registry import Answer, DataError, Generate, PodiumError
from podium.tests.cli.support import failure, podium, podium_json
from podium.tests.plugins.mimic_cxr.reports import (
    REPORTS,
    SECRET,
    copy_with_reports,
    write_folder,
    write_tar,
    write_zip,
)
from podium.tests.plugins.mimic_cxr.support import Copy, dicom, image_path, load

FINDINGS = {
    "s50000003": f"There is moderate pulmonary edema.\n No pleural effusion. {SECRET}.",
    "s50000004": "Small left pleural effusion. The heart is enlarged.",
}
TEST = {study: REPORTS[study] for study in (50000003, 50000004, 50000005)}


def test_an_item_asks_for_a_studys_section_with_all_its_images(tmp_path: Path) -> None:
    dataset = load(copy_with_reports(tmp_path), "test", protocol="report-findings")
    first, second = dataset.items
    assert {item.id: item.target for item in dataset} == FINDINGS
    assert isinstance(first.request, Generate)
    assert [path.stem for path in first.request.images] == [dicom(3), dicom(4)]
    assert all(path.is_file() for path in first.request.images)
    assert "findings section" in first.request.prompt
    assert (second.group, second.attributes["study"]) == ("p10000003", "s50000004")
    assert "left out because their report has no findings section: 1 of 3 studies" in dataset.notes
    assert "not the published test split: 4 images instead of 5,159" in dataset.shortfall


def test_the_impression_is_another_reference_and_another_fingerprint(tmp_path: Path) -> None:
    copy_with_reports(tmp_path)
    findings, impression = (load(tmp_path, "test", protocol=f"report-{name}") for name in ("findings", "impression"))
    assert {item.id: item.target for item in impression} == {
        "s50000003": "Pulmonary edema.",
        "s50000005": "No acute cardiopulmonary process.",
    }
    request = impression.items[0].request
    assert isinstance(request, Generate) and "impression section" in request.prompt
    assert findings.fingerprint != impression.fingerprint
    changed = {**REPORTS, 50000004: ("10000003", " FINDINGS: Small left pleural effusion.\n")}
    write_folder(tmp_path, changed)
    assert load(tmp_path, "test", protocol="report-findings").fingerprint != findings.fingerprint


@pytest.mark.parametrize("write", [write_folder, write_zip, write_tar])
@pytest.mark.parametrize("place", ["in the copy", "beside it", "in a folder beside it"])
def test_reports_are_found_in_every_packing_in_the_copy_and_beside_it(
    tmp_path: Path, write: Callable[[Path], None], place: str
) -> None:
    home = Copy().write(tmp_path / "mimic-cxr-jpg")
    folder = {"in the copy": home, "beside it": tmp_path, "in a folder beside it": tmp_path / "mimic-cxr-reports"}
    folder[place].mkdir(exist_ok=True)
    write(folder[place])
    found = load(home, "test", protocol="report-findings")
    assert {item.id: item.target for item in found} == FINDINGS


def test_no_reports_at_all_say_where_they_are_looked_for(tmp_path: Path) -> None:
    home = Copy().write(tmp_path)
    with pytest.raises(DataError, match="no reports in .* or beside it: neither files nor mimic-cxr-reports.zip"):
        load(home, "test", protocol="report-findings")


def test_a_missing_report_stops_the_load_or_is_a_shortfall(tmp_path: Path) -> None:
    copy_with_reports(tmp_path, {study: TEST[study] for study in (50000003, 50000005)})
    with pytest.raises(DataError, match="has no report of 1 of 3 studies: s50000004"):
        load(tmp_path, "test", protocol="report-findings")
    dataset = load(tmp_path, "test", protocol="report-findings", allow_partial="yes")
    assert [item.id for item in dataset] == ["s50000003"]
    assert dataset.shortfall.endswith("partial 2/3 reports")
    assert "left out because their report has no findings section: 1 of 3 studies" in dataset.notes


def test_a_missing_image_stops_the_load_unless_images_are_not_looked_at(tmp_path: Path) -> None:
    copy_with_reports(tmp_path)
    image_path(tmp_path, Copy().images[2]).unlink()
    with pytest.raises(DataError, match="1 of 3 images is missing"):
        load(tmp_path, "test", protocol="report-findings")
    assert len(load(tmp_path, "test", protocol="report-findings", images="skip")) == 2


def test_a_report_of_another_patient_and_a_split_without_the_section_are_refused(tmp_path: Path) -> None:
    home = Copy().write(tmp_path)
    write_zip(home, {**TEST, 50000004: ("10000001", " FINDINGS: Edema.\n")})
    with pytest.raises(DataError, match="study 50000004 is of patient 10000001 here, but of 10000003"):
        load(home, "test", protocol="report-findings")
    write_zip(home, dict.fromkeys(TEST, ("10000003", " IMPRESSION: Edema.\n")))
    with pytest.raises(DataError, match="no report of the test split in .* has a section called findings"):
        load(home, "test", protocol="report-findings")


def test_the_board_of_the_section_has_a_value_and_the_others_say_why_not(tmp_path: Path) -> None:
    items = list(load(copy_with_reports(tmp_path), "test", protocol="report-findings"))
    report = MimicCxr().score(items, [Answer(text=item.target) for item in items], "cpu", bootstrap=0)
    assert [(board, score.metric, score.value) for board, score in report.boards.items()] == [
        ("report-findings", "rule-label-f1-micro14", 1.0)
    ]
    assert report.withheld["report-impression"] == "another protocol: --set protocol=report-impression"
    assert report.withheld["auroc14-test-chexpert"] == "another protocol: --set protocol=findings"
    assert report.withheld["f1x5-test-public"] == "another protocol: --set protocol=f1x5-image"
    assert "radiologist wrote" in report.facts["reference_standard"]


def test_files_of_annotations_belong_to_written_reports_only(tmp_path: Path) -> None:
    benchmark = MimicCxr()
    items = list(load(Copy().write(tmp_path), "test"))
    answers = [Answer(probabilities=(0.5,) * 14) for _ in items]
    with pytest.raises(PodiumError, match="chexbert is of written reports"):
        benchmark.score(items, answers, "cpu", bootstrap=0, chexbert="labels.csv", radgraph="")


PREDICTED = 'study_id,findings\ns50000003,"Pulmonary edema. Pleural effusion."\n50000004,\n'


def scored(data: Path, predictions: str, *options: str) -> dict[str, object]:
    (data.parent / "reports.csv").write_text(predictions)
    found: dict[str, object] = podium_json(
        "score",
        "mimic-cxr",
        "--predictions",
        data.parent / "reports.csv",
        "--set",
        "protocol=report-findings",
        "--data",
        data,
        *options,
    )
    return found


def test_a_file_of_reports_is_scored_from_the_command_line(tmp_path: Path, registry_file: Path) -> None:
    run = scored(copy_with_reports(tmp_path / "data"), PREDICTED)
    report = run["report"]
    assert isinstance(report, dict)
    assert report["counts"] == {"studies": 2, "patients": 1, "empty_predictions": 1}
    # Both name the edema; the prediction adds an effusion; of the second study it names nothing.
    values = {score["metric"]: score["value"] for score in report["scores"]}
    assert values["rule-label-f1-micro14"] == report["boards"]["report-findings"]["value"] == pytest.approx(2 / 5)
    assert values["rule-label-f1-macro5"] is None
    assert "s50000003" not in json.dumps(run)


def test_the_references_are_stored_nowhere(
    tmp_path: Path, registry_file: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    data = copy_with_reports(tmp_path / "data")
    run = scored(data, PREDICTED)
    podium("score", "mimic-cxr", "--predictions", tmp_path / "reports.csv", "--set", "protocol=report-findings",
           "--data", data)  # fmt: skip
    with sqlite3.connect(registry_file) as connection:
        dump = "\n".join(connection.iterdump())
    assert "Pulmonary edema. Pleural effusion." in dump  # what the model wrote is
    assert SECRET not in dump
    assert SECRET not in json.dumps(run)
    assert SECRET not in "".join(capfd.readouterr())
    files = [path for path in tmp_path.rglob("*") if path.is_file() and data not in path.parents]
    assert registry_file in files
    assert not [path for path in files if SECRET.encode() in path.read_bytes()]


@pytest.mark.parametrize(
    ("predictions", "said"),
    [
        ("study_id,text\ns50000003,a\n", "no row for 1 of 2 questions"),
        (
            "study_id,text\ns50000003,a\ns50000004,b\ns50000003,c\n",
            "row 4, column study_id: 's50000003' stands in row 2",
        ),
        ("study_id,text\ns50000003,a\ns50000004,b\ns50000005,c\n", "1 of 3 rows answer nothing"),
        ("study_id,text,report\ns50000003,a,b\ns50000004,b,c\n", "text and report could both be the replies"),
        ("study_id,words\ns50000003,a\ns50000004,b\n", "no column with the replies"),
    ],
)
def test_predictions_are_paired_strictly_by_study(
    tmp_path: Path, registry_file: Path, predictions: str, said: str
) -> None:
    data = copy_with_reports(tmp_path / "data")
    (tmp_path / "reports.csv").write_text(predictions)
    told = failure("score", "mimic-cxr", "--predictions", tmp_path / "reports.csv", "--set",
                   "protocol=report-findings", "--data", data, code=1)  # fmt: skip
    assert said in told
    assert SECRET not in told


def test_scores_of_single_studies_are_exported_on_request_only(tmp_path: Path, registry_file: Path) -> None:
    run = scored(copy_with_reports(tmp_path / "data"), PREDICTED)
    for name in ("run.json", "run.csv", "run.md"):
        podium("runs", "export", str(run["id"]), tmp_path / name)
        assert "s50000003" not in (tmp_path / name).read_text()
    podium("runs", "export", str(run["id"]), tmp_path / "studies.csv", "--units")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "studies.csv").read_text())))
    assert [(row["study"], row["patient"], row["empty"]) for row in rows] == [
        ("s50000003", "p10000003", "0"),
        ("s50000004", "p10000003", "1"),
    ]
    assert [(row["findings_both"], row["findings_added"], row["findings_left_out"]) for row in rows] == [
        ("1", "1", "0"),
        ("0", "0", "2"),
    ]
    told = failure("runs", "export", str(run["id"]), tmp_path / "studies.md", "--units", code=1)
    assert "unknown suffix '.md'" in told


def test_two_runs_are_compared_on_the_same_resamples(tmp_path: Path, registry_file: Path) -> None:
    data = copy_with_reports(tmp_path / "data")
    first = scored(data, "study_id,text\n" + "".join(f'{study},"{text}"\n' for study, text in FINDINGS.items()))
    second = scored(data, PREDICTED)
    found = podium_json("runs", "compare", str(first["id"]), str(second["id"]))
    score = found["report"]["scores"][0]
    assert (score["metric"], score["value"]) == ("rule-label-f1-micro14_difference", pytest.approx(1 - 2 / 5))
    assert "is ahead of" in found["verdict"]
    assert SECRET not in json.dumps(found)
