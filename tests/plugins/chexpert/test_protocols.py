"""CheXpert's boards: which run enters which, and the questions by image and finding."""

from __future__ import annotations

from pathlib import Path

import pytest
from sklearn.metrics import f1_score, roc_auc_score

from podium.plugins.chest_xray.observations import FIVE, NAMES
from podium.plugins.chexpert.facts import FACTS
from podium.plugins.chexpert.plugin import CheXpert
from podium.registry import Answer, DataError, Generate, Item
from podium.registry.adapters import AdapterOptions, open_adapter
from podium.registry.adapters.base import Task
from podium.tests.plugins.chexpert.support import KEYS, classic, load, row, write_table
from podium.tests.plugins.chexpert.test_published import copied, official

FINDINGS, QUESTIONS = "another protocol: --set protocol=findings", "another protocol: --set protocol=f1x5-image"


def probable(items: list[Item]) -> list[Answer]:
    """Return answers that are right in most places."""
    return [
        Answer(
            probabilities=tuple(
                abs(value - ((place * 7 + column) % 10 == 0)) for column, value in enumerate(item.target)
            )
        )
        for place, item in enumerate(items)
    ]


def test_one_run_on_the_test_split_gives_both_mean_aurocs_and_the_readers(tmp_path: Path) -> None:
    items = list(load(copied(tmp_path, "test", official("test")), "test"))
    answers = probable(items)
    report = CheXpert().score(items, answers, "cpu", bootstrap=0)
    assert list(report.boards) == ["auroc5-study", "auroc14-study", "readers-study"]
    assert dict(report.withheld) == {"f1x5-image": QUESTIONS}
    studies: dict[str, list[int]] = {}
    for place, item in enumerate(items):
        studies.setdefault(item.attributes["study"], []).append(place)
    aurocs = {}
    for column, name in enumerate(NAMES):
        truth = [items[places[0]].target[column] for places in studies.values()]
        scores = [
            max((answers[place].probabilities or ())[column] or 0.0 for place in places) for places in studies.values()
        ]
        aurocs[name] = roc_auc_score(truth, scores)
    assert report.boards["auroc5-study"].value == pytest.approx(sum(aurocs[name] for name in FIVE) / 5, abs=1e-9)
    assert report.boards["auroc14-study"].value == pytest.approx(sum(aurocs.values()) / 14, abs=1e-9)
    assert (report.boards["auroc14-study"].metric, report.boards["auroc14-study"].n) == ("mean-auroc-14", 500)


def test_the_five_tasks_alone_close_the_board_of_fourteen_by_name(tmp_path: Path) -> None:
    items = list(load(copied(tmp_path, "test", official("test")), "test"))
    answers = [
        Answer(probabilities=tuple(value if name in FIVE else None for name, value in zip(NAMES, one, strict=True)))
        for one in (answer.probabilities or () for answer in probable(items))
    ]
    report = CheXpert().score(items, answers, "cpu", bootstrap=0)
    assert list(report.boards) == ["auroc5-study", "readers-study"]
    assert "Fracture: not predicted" in report.withheld["auroc14-study"]


def test_the_validation_split_has_its_own_board_and_names_fracture_as_undefined(tmp_path: Path) -> None:
    items = list(load(copied(tmp_path, "valid", official("valid")), "valid"))
    report = CheXpert().score(items, probable(items), "cpu", bootstrap=0)
    assert list(report.boards) == ["auroc5-valid"]
    assert (report.boards["auroc5-valid"].metric, report.boards["auroc5-valid"].n) == ("mean-auroc-5", 200)
    assert "Fracture: no positives among 200 studies; left out of the means" in report.notes
    assert dict(report.withheld) == {}
    assert [table.name for table in report.tables if table.name.startswith("readers")] == []


def test_every_report_carries_the_facts_of_the_data(tmp_path: Path) -> None:
    items = list(load(copied(tmp_path, "valid", official("valid")), "valid"))
    facts = CheXpert().score(items, probable(items), "cpu", bootstrap=0).facts
    assert {key: facts[key] for key in FACTS} == FACTS
    assert "Pleural Effusion 0.53" in facts["agreement"]
    assert all(text.endswith(".") and "  " not in text for text in FACTS.values())


def test_a_key_column_that_does_not_match_its_rows_is_refused(tmp_path: Path) -> None:
    items = list(load(classic(tmp_path / "data"), "test"))
    for column, keys in (("Study", KEYS["test"]), ("Path", ("patient64741/study1", "patient64742/study1"))):
        path = tmp_path / f"{column}.csv"
        path.write_text("\n".join([f"{column},Edema", *(f"CheXpert-v1.0/test/{key},0.5" for key in keys)]))
        adapter = open_adapter(f"file:{path}", AdapterOptions())
        with pytest.raises(DataError, match=rf"no row for . of . {column} keys of split test: patient64741/study1"):
            adapter.prepare(Task(CheXpert(), "test", items, {}, lambda split: items))


# --- questions


def test_a_question_is_asked_of_every_image_and_finding_in_order(tmp_path: Path) -> None:
    home = classic(tmp_path)
    items = list(load(home, "test", protocol="f1x5-image"))
    assert len(items) == 5 * len(KEYS["test"])
    assert [item.id for item in items[5:7]] == [f"{KEYS['test'][1]}#atelectasis", f"{KEYS['test'][1]}#cardiomegaly"]
    first = items[0]
    assert isinstance(first.request, Generate)
    assert first.request.images == (home / "test" / KEYS["test"][0],)
    assert (first.target, first.group) == (0.0, "patient64741")
    wanted = {"split": "test", "study": "patient64741/study1", "view": "frontal", "label": "Atelectasis"}
    assert {name: first.attributes[name] for name in wanted} == wanted
    plain, asked = load(home, "test"), load(home, "test", protocol="f1x5-image")
    assert (asked.fingerprint, asked.shortfall) == (plain.fingerprint, plain.shortfall)


def test_labels_by_study_cannot_be_asked_by_image(tmp_path: Path) -> None:
    write_table(tmp_path / "groundtruth.csv", [{**row("x"), "Study": "patient64741/study1"}], ("Study", *NAMES))
    with pytest.raises(DataError, match="labels studies, but protocol f1x5-image asks about each image"):
        load(tmp_path, "test", protocol="f1x5-image")


def test_keys_of_questions_are_paths_with_any_prefix() -> None:
    benchmark = CheXpert()
    key = "patient64741/study1/view1_frontal.jpg"
    assert benchmark.key("id", f"CheXpert-v1.0/test/{key}#Edema ") == f"{key}#edema"
    item = Item(f"{key}#edema", Generate("?"), 1.0, attributes={"study": "patient64741/study1", "image": key})
    keys = [benchmark.item_key(column, item) for column in ("id", "Path", "Study")]
    assert keys == [item.id, key, "patient64741/study1"]


def test_replies_on_the_whole_official_split_enter_their_board_only(tmp_path: Path) -> None:
    dataset = load(copied(tmp_path, "test", official("test")), "test", protocol="f1x5-image")
    assert dataset.shortfall == ""
    items = list(dataset)
    said = [(item.target == 1) != (place % 6 == 0) for place, item in enumerate(items)]
    answers = [Answer(text=f"Final Answer: {'yes' if yes else 'no'}") for yes in said]
    report = CheXpert().score(items, answers, "cpu", bootstrap=0, aggregate="max", threshold=0.5, scores="probability")
    f1s = [
        f1_score(
            [item.target for item in items if item.attributes["label"] == name],
            [yes for item, yes in zip(items, said, strict=True) if item.attributes["label"] == name],
        )
        for name in FIVE
    ]
    assert list(report.boards) == ["f1x5-image"]
    assert report.boards["f1x5-image"].value == pytest.approx(sum(f1s) / 5, abs=1e-12)
    assert (report.boards["f1x5-image"].metric, report.boards["f1x5-image"].n) == ("macro-f1-top5", 668)
    assert dict(report.withheld) == dict.fromkeys(("auroc5-study", "auroc14-study", "readers-study"), FINDINGS)
    assert report.facts["data_source"] == FACTS["data_source"]


def test_the_trap_rows_of_the_data_can_be_asked_about_too(tmp_path: Path) -> None:
    path = "test/patient64743/study1/view1_lateral.jpg"
    table = [row(f"test/{key}") for key in KEYS["test"]] + [row(path, Age="0", Edema="1.0")]
    home = copied(tmp_path, "test", table)
    items = [item for item in load(home, "test", protocol="f1x5-image") if item.group == "patient64743"]
    assert [(item.attributes["label"], item.target) for item in items if item.target] == [("Edema", 1.0)]
    assert {(item.attributes["view"], item.attributes["age"]) for item in items} == {("lateral", None)}
