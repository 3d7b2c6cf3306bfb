"""MIMIC's radiologist's labels and its questions: who is joined with whom, what is left out, which board is entered."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from podium.plugins.mimic_cxr.facts import facts
from podium.plugins.mimic_cxr.plugin import MimicCxr
from podium.plugins.mimic_cxr.published import LABELLED_STUDIES, difference
from podium.registry import Answer, DataError, Generate, PodiumError
from podium.tests.plugins.mimic_cxr.support import LABELS, Copy, dicom, load, write_table

GOLD = "mimic-cxr-2.1.0-test-set-labeled.csv"
COLUMNS = tuple("Airspace Opacity" if name == "Lung Opacity" else name for name in reversed(LABELS))


def gold(home: Path, *studies: str, name: str = GOLD, **cells: str) -> Path:
    """Write a copy, and the radiologist's labels of some studies: no patient, other names and order."""
    Copy().write(home)
    blank = dict.fromkeys(COLUMNS, "") | {name.replace("_", " "): cell for name, cell in cells.items()}
    rows = [{"study_id": study, **blank} for study in studies]
    write_table(home / name, rows, (*COLUMNS[:3], "study_id", *COLUMNS[3:]))
    return home


@pytest.mark.parametrize("name", [GOLD, f"{GOLD}.gz"])
def test_the_radiologists_labels_are_joined_by_study_and_name(tmp_path: Path, name: str) -> None:
    cells = {"Airspace_Opacity": "1.0", "Edema": "-1.0", "Fracture": "0.0"}
    dataset = load(gold(tmp_path, "50000004", "50000003", name=name, **cells), "test", labels="gold")
    assert [item.id for item in dataset] == [dicom(3), dicom(4), dicom(5)]
    target = dict(zip(LABELS, dataset.items[2].target, strict=True))
    assert (target["Lung Opacity"], target["Fracture"], target["Atelectasis"]) == (1.0, 0.0, 0.0)
    assert target["Edema"] != target["Edema"]  # uncertain is excluded
    assert {item.attributes["reference"] for item in dataset} == {"gold labels, uncertainty=ignore, blanks=zeros"}
    assert f"4 images of 3 studies of 1 patients, labels from {name}" in dataset.notes
    assert "left out because their study has no labels: 1 of 4 images" in dataset.notes


def test_studies_of_other_splits_and_of_none_are_counted_and_are_a_shortfall(tmp_path: Path) -> None:
    dataset = load(gold(tmp_path, "50000003", "50000001", "59999999"), "test", labels="gold")
    assert len(dataset) == 2
    assert f"1 of 3 studies of {GOLD} are not in the test split" in dataset.notes
    assert f"1 of 3 studies of {GOLD} are in no split" in dataset.notes
    assert "1 studies labelled by a radiologist instead of 687" in dataset.shortfall


def test_only_687_labelled_studies_of_the_test_split_are_the_official_ones() -> None:
    whole = (5_159, 3_269, 293)
    assert difference("test", whole, 687, gold=True) == ""
    assert difference("test", whole, 686, gold=True) == (
        "not the published test split: 686 studies labelled by a radiologist instead of 687"
    )
    assert difference("test", whole, LABELLED_STUDIES) == ""


def test_wrong_files_of_the_radiologist_are_refused_by_row(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=f"no {GOLD}, also .gz, in"):
        load(Copy().write(tmp_path / "none"), "test", labels="gold")
    with pytest.raises(DataError, match=rf"{GOLD}, row 3, column study_id: 50000003 is there already, in row 2"):
        load(gold(tmp_path / "twice", "50000003", "50000003"), "test", labels="gold")
    with pytest.raises(DataError, match=rf"{GOLD}, row 2, column Edema: '2' is not 1, 0, -1 or blank"):
        load(gold(tmp_path / "cell", "50000003", Edema="2"), "test", labels="gold")
    with pytest.raises(DataError, match=rf"{GOLD} labels no study of the validate split \(the radiologist labelled"):
        load(gold(tmp_path / "split", "50000003"), "validate", labels="gold")


def test_the_radiologists_board_averages_fourteen_labels_or_says_which_is_undefined(tmp_path: Path) -> None:
    benchmark = MimicCxr()
    benchmark.write_sample(tmp_path)
    items = list(benchmark.load(tmp_path, "test", labels="gold"))
    assert len({item.attributes["study"] for item in items}) == 20
    answers = [Answer(probabilities=tuple(float(value == 1) for value in item.target)) for item in items]
    report = benchmark.score(items, answers, "cpu", bootstrap=0)
    assert (report.boards["gold687"].metric, report.boards["gold687"].value) == ("mean-auroc-14", 1.0)
    others = {"auroc14-test-chexpert": "chexpert", "auroc14-test-negbio": "negbio"}
    assert {board: report.withheld[board] for board in others} == {
        board: f"other labels: --set labels={labels}" for board, labels in others.items()
    }
    # Without Edema's positives the mean over fourteen has no value, and the reason names it.
    spoilt = []
    for item in items:
        target = tuple(0.0 if name == "Edema" else value for name, value in zip(LABELS, item.target, strict=True))
        spoilt.append(replace(item, target=target))
    closed = benchmark.score(spoilt, answers, "cpu", bootstrap=0)
    assert "gold687" not in closed.boards
    assert "Edema: no positives among 20 studies" in closed.withheld["gold687"]


# --- questions


def test_questions_count_blank_and_uncertain_as_negative(tmp_path: Path) -> None:
    copy = Copy()
    copy.chexpert[1] |= {"Edema": "1.0", "Atelectasis": "-1.0"}
    dataset = load(copy.write(tmp_path), "test", protocol="f1x5-image")
    items = list(dataset)
    assert len(items) == 5 * 3
    assert [(item.id, item.target) for item in items if item.target != 0] == [
        (f"{dicom(3)}#edema", 1.0),
        (f"{dicom(4)}#edema", 1.0),
    ]
    assert isinstance(items[0].request, Generate)
    assert items[0].attributes["reference"] == "chexpert labels, uncertainty=zeros, blanks=zeros"
    assert any("2 uncertain labels: count as negative" in note for note in dataset.notes)
    benchmark = MimicCxr()
    assert benchmark.item_key("dicom_id", items[0]) == dicom(3)
    assert benchmark.item_key("id", items[0]) == benchmark.key("id", f"{dicom(3)}#atelectasis") == items[0].id


@pytest.mark.parametrize(
    ("settings", "problem"),
    [
        ({"uncertainty": "ones"}, "not by uncertainty=ones (leave uncertainty out)"),
        ({"blanks": "ignore"}, "not by blanks=ignore (leave blanks out)"),
    ],
)
def test_another_policy_contradicts_the_questions(tmp_path: Path, settings: dict[str, str], problem: str) -> None:
    with pytest.raises(PodiumError) as caught:
        load(Copy().write(tmp_path), "test", protocol="f1x5-image", **settings)
    assert str(caught.value) == f"protocol f1x5-image counts uncertain and blank labels as negative, {problem}"


@pytest.mark.parametrize(("labels", "open_board"), [("chexpert", True), ("negbio", False), ("gold", False)])
def test_replies_enter_the_public_board_by_the_labels_it_names(tmp_path: Path, labels: str, open_board: bool) -> None:
    benchmark = MimicCxr()
    benchmark.write_sample(tmp_path)
    items = list(benchmark.load(tmp_path, "test", labels=labels, protocol="f1x5-image"))
    answers = [Answer(text="yes" if item.target == 1 else "no") for item in items]
    report = benchmark.score(items, answers, "cpu", bootstrap=0)
    assert (report.settings["uncertainty"], report.settings["blanks"]) == ("zeros", "zeros")
    probable = ("auroc14-test-chexpert", "auroc14-test-negbio", "gold687")
    others = dict.fromkeys(probable, "another protocol: --set protocol=findings") | {
        board: f"another protocol: --set protocol={board}" for board in ("report-findings", "report-impression")
    }
    if open_board:
        assert [(board, score.value) for board, score in report.boards.items()] == [("f1x5-test-public", 1.0)]
        assert dict(report.withheld) == others
    else:
        assert dict(report.boards) == {}
        assert dict(report.withheld) == others | {"f1x5-test-public": "other labels: --set labels=chexpert"}


def test_the_facts_follow_the_labels() -> None:
    assert set(facts("gold")) - set(facts("chexpert")) == {"disagreements"}
    assert "radiologist" in facts("gold")["reference_standard"]
    assert "histogram equalised" in facts("negbio")["preprocessing"]
    assert all(text.endswith(".") for labels in ("chexpert", "negbio", "gold") for text in facts(labels).values())
