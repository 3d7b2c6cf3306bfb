"""Podium's checks of a plugin, and what only its author can know: exact figures, and what a wrong file says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from podium.registry import Answer, Choose, DataError
from podium.registry.testing import PluginTests
from podium_medqa.card import CARD, SPLITS
from podium_medqa.loader import FOLDER, file_name
from podium_medqa.plugin import MedQAUS

MEDQA = MedQAUS()


class TestMedQAUS(PluginTests):
    """One test for each check of ``podium plugins check medqa_us``."""

    plugin = "medqa_us"


def row(**changed: Any) -> dict[str, Any]:
    """Return a line of the file; ``None`` takes a field out."""
    line = {
        "question": "Which is a bone?",
        "answer": "femur",
        "options": {"A": "iris", "B": "femur", "C": "liver", "D": "spleen"},
        "meta_info": "step1",
        "answer_idx": "B",
        "metamap_phrases": [],
    } | changed
    return {name: value for name, value in line.items() if value is not None}


def write(root: Path, *rows: dict[str, Any] | str, home: Path = FOLDER, split: str = "test") -> Path:
    """Write a file of questions and return its path."""
    path = root / home / file_name(split)
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [one if isinstance(one, str) else json.dumps(one) for one in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_line_becomes_a_question_with_four_options(tmp_path: Path) -> None:
    """Look at two items, whole."""
    write(tmp_path, row(), row(meta_info="step2&3", answer_idx="D", answer="spleen"))
    first, second = MEDQA.load(tmp_path, "test")
    assert (first.id, second.id) == ("test-0", "test-1")
    assert first.request == Choose("Which is a bone?", ("iris", "femur", "liver", "spleen"))
    assert (first.target, second.target) == (1, 3)
    assert dict(first.attributes) == {"split": "test", "subject": "Step 1"}
    assert second.group == "Step 2 and 3"


@pytest.mark.parametrize("home", ["data_clean/questions/US/4_options", "questions/US/4_options", "4_options", "."])
def test_any_folder_of_the_download_may_be_named(tmp_path: Path, home: str) -> None:
    """Name the top folder, the last one, and those between."""
    write(tmp_path, row(), home=Path(home))
    assert len(MEDQA.load(tmp_path, "test")) == 1


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ("{", "row 2: it is not JSON"),
        ("[]", "row 2: it is not an object with fields"),
        (row(question=None), "row 2, field question: it is missing"),
        (row(question="  "), "row 2, field question: '  ' is not a text"),
        (row(options={"A": "x"}), "row 2, field options: they are not four texts called A to D"),
        (row(answer_idx="E"), "row 2, field answer_idx: 'E' is not A, B, C or D"),
        (row(answer="iris"), "row 2, field answer: it is not the text of option B"),
        (row(meta_info="step9"), "row 2, field meta_info: 'step9' is not one of step1, step2&3"),
    ],
)
def test_a_wrong_line_is_named_with_file_row_and_field(tmp_path: Path, wrong: Any, message: str) -> None:
    """Put one wrong line behind a right one."""
    path = write(tmp_path, row(), wrong)
    with pytest.raises(DataError) as caught:
        MEDQA.load(tmp_path, "test")
    assert caught.value.message.startswith(f"{path}, {message}")


def test_a_folder_of_something_else_and_an_empty_file_are_named(tmp_path: Path) -> None:
    """Leave the file out, then leave it empty."""
    with pytest.raises(DataError, match="no questions/US/4_options/phrases_no_exclude_test.jsonl in "):
        MEDQA.load(tmp_path, "test")
    write(tmp_path, "")
    with pytest.raises(DataError, match="it holds no question"):
        MEDQA.load(tmp_path, "test")


def test_two_of_three_right_is_two_thirds_by_step_too(tmp_path: Path) -> None:
    """Score answers by hand."""
    write(tmp_path, row(), row(), row(meta_info="step2&3"))
    items = list(MEDQA.load(tmp_path, "test"))
    letters = [(-3.0, -1.0, -4.0, -5.0), (-1.0, -3.0, -4.0, -5.0), (-3.0, -1.0, -4.0, -5.0)]
    answers = [Answer(choice=likely.index(max(likely)), log_likelihoods=likely) for likely in letters]
    report = MEDQA.score(items, answers, "cpu", bootstrap=10, seed=0, resample="question")
    assert report.boards["letters-0shot"].value == pytest.approx(2 / 3)
    subjects = next(table for table in report.tables if table.name == "subjects")
    assert [str(line[0]) for line in subjects.rows] == ["Step 1", "Step 2 and 3"]


def test_letters_that_were_not_compared_enter_no_board(tmp_path: Path) -> None:
    """Answer by a letter alone, as a file of predictions does."""
    write(tmp_path, row())
    items = list(MEDQA.load(tmp_path, "test"))
    report = MEDQA.score(items, [Answer(choice=1)], "cpu", bootstrap=10, seed=0, resample="question")
    assert report.boards == {}
    assert "1 of 1 answers are letters without likelihoods" in report.withheld["letters-0shot"]


def test_the_card_names_the_official_test_and_clashes_with_no_other() -> None:
    """The listed MedQA has a slug, aliases and boards of its own."""
    assert SPLITS == {"train": 10_178, "dev": 1_272, "test": 1_273}
    assert CARD.sizes["questions"] == 12_723
    assert (CARD.slug, CARD.related[0]) == ("medqa-us", "medqa")
    assert f"{SPLITS['test']:,} test questions" in CARD.headline.protocol


def test_the_sample_is_the_same_every_time(tmp_path: Path) -> None:
    """Write it twice."""
    for name in ("a", "b"):
        MEDQA.write_sample(tmp_path / name)
    for split, count in (("train", 12), ("dev", 8), ("test", 24)):
        files = [(tmp_path / name / FOLDER / file_name(split)).read_bytes() for name in ("a", "b")]
        assert files[0] == files[1]
        assert len(MEDQA.load(tmp_path / "a", split)) == count
