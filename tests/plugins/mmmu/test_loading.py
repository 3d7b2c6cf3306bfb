"""Loading MMMU: official layouts, images at their marks, and data that is not as it should be."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from podium.plugins.mmmu.plugin import MMMU
from podium.plugins.mmmu_family.drawing import write_table
from podium.plugins.mmmu_family.subjects import SUBJECTS
from podium.registry import DataError, Dataset, PodiumError, text_digest
from podium.registry.adapters.prompts import interleaved
from podium.tests.plugins.mmmu.support import BLUE, GREEN, RED, asked, opened, row, written


def load(root: Path, split: str = "validation", **settings: str) -> Dataset:
    return MMMU().load(root, split, **settings)


def complaint(root: Path, *parts: str) -> None:
    """Check that loading fails with one line that has these parts."""
    with pytest.raises(DataError) as error:
        load(root)
    line = str(error.value)
    assert "\n" not in line
    assert [part for part in parts if part not in line] == []


def test_a_question_is_asked_in_the_authors_words_with_its_images_at_their_marks(tmp_path: Path) -> None:
    made = row(question="See <image 1>. Pick.", options="['x', 'y']", answer="B", images={1: RED})
    (item,) = load(written(tmp_path, [made]))
    request = asked(item)
    assert text_digest(request.prompt) == "98 b96e6e651d1525cf"
    assert (item.id, item.target, request.max_tokens, request.system) == ("validation_Art_1", "B", 128, "")
    assert [path.read_bytes() for path in request.images] == [RED]
    assert item.attributes == {
        "split": "validation",
        "subject": "Art",
        "discipline": "Art and Design",
        "question_type": "multiple-choice",
        "difficulty": "Easy",
        "options": ("x", "y"),
    }


def test_an_open_question_has_a_prompt_of_its_own_and_may_have_several_right_answers(tmp_path: Path) -> None:
    rows = [opened(1, question="See <image 1>. How many?"), opened(2, answer="['24/7', '3.429']")]
    one, several = load(written(tmp_path, rows))
    assert text_digest(asked(one).prompt) == "75 980cab808eeccd9a"
    assert (one.target, several.target) == ("30", ("24/7", "3.429"))
    assert one.attributes["options"] == ()


def test_marks_may_repeat_and_come_in_any_order_in_question_and_options(tmp_path: Path) -> None:
    made = row(
        question="<image 2> or <image 1>? See <image 2>.",
        options="['<image 3>', '<image 1>']",
        images={1: RED, 2: BLUE, 3: GREEN},
    )
    (item,) = load(written(tmp_path, [made]))
    shown = interleaved(asked(item).prompt, asked(item).images)
    images = [part.read_bytes() for part in shown if isinstance(part, Path)]
    assert images == [BLUE, RED, BLUE, GREEN, RED]
    assert "".join(part for part in shown if isinstance(part, str)).startswith(" or ? See .\n(A) \n(B) \n")


def test_a_mark_means_the_image_of_its_column_even_where_a_column_before_it_is_empty(tmp_path: Path) -> None:
    made = row(question="<image 4> and <image 2>?", images={2: BLUE, 4: GREEN})
    (item,) = load(written(tmp_path, [made]))
    shown = interleaved(asked(item).prompt, asked(item).images)
    assert [part.read_bytes() for part in shown if isinstance(part, Path)] == [GREEN, BLUE]


def test_an_image_without_a_mark_is_shown_before_the_question(tmp_path: Path) -> None:
    (item,) = load(written(tmp_path, [row(question="Which?")]))
    assert isinstance(interleaved(asked(item).prompt, asked(item).images)[0], Path)


def test_subjects_come_in_the_authors_order_whatever_the_files_are_called(tmp_path: Path) -> None:
    rows = [row(number, subject) for subject in ("Sociology", "Art_Theory", "Accounting", "Art") for number in (1, 2)]
    by_folder = load(written(tmp_path / "folders", rows))
    flat = tmp_path / "flat"
    write_table(flat / "data" / "validation-00000-of-00002.parquet", rows[:3])
    write_table(flat / "data" / "validation-00001-of-00002.parquet", rows[3:])
    names = [f"validation_{name}_{n}" for name in ("Accounting", "Art", "Art_Theory", "Sociology") for n in (1, 2)]
    assert [item.id for item in by_folder] == [item.id for item in load(flat)] == names
    assert by_folder.fingerprint == load(flat).fingerprint
    assert [item.id for item in load(flat / "data")] == names


def test_a_copy_is_found_from_its_parent_and_its_other_splits_are_left_alone(tmp_path: Path) -> None:
    root = written(tmp_path / "MMMU", [row()])
    written(root, [row(split="dev")], "dev")
    (root / "Art" / "test-00000-of-00003.parquet").write_bytes(b"not looked at")
    assert [item.id for item in load(tmp_path)] == ["validation_Art_1"]
    assert [item.id for item in load(tmp_path, "dev")] == ["dev_Art_1"]


def test_the_test_split_is_refused_and_the_line_says_where_replies_to_it_are_scored(tmp_path: Path) -> None:
    with pytest.raises(PodiumError, match=r"kept back.*EvalAI, https://eval.ai/web/challenges/challenge-page/2179"):
        load(written(tmp_path, [row(split="test")], "test"), "test")


def test_without_looking_at_images_the_items_and_their_keys_are_the_same_and_nothing_is_written(
    tmp_path: Path, own_home: Path
) -> None:
    root = written(tmp_path / "data", [row(images={1: RED, 2: BLUE}), opened(2)])
    skipped = load(root, images="skip")
    assert not (own_home / "images").exists()
    checked = load(root)
    assert list(skipped) == list(checked)
    assert skipped.fingerprint == checked.fingerprint
    assert all(path.exists() for item in checked for path in asked(item).images)


def test_what_is_missing_of_the_split_is_told_and_keeps_the_run_off_the_boards(tmp_path: Path) -> None:
    rows = [row(1, subject) for subject in SUBJECTS]
    assert "30 rows" in load(written(tmp_path / "some", rows)).shortfall
    several = load(written(tmp_path / "several", rows[3:])).shortfall
    assert several.endswith("no questions of Accounting, Agriculture, Architecture_and_Engineering")
    assert load(written(tmp_path / "one", rows[:1])).shortfall.endswith(
        "no questions of Agriculture, Architecture_and_Engineering, Art and 26 more"
    )
    dev = [row(number, subject) for subject in SUBJECTS for number in range(1, 6)]
    assert "as many as the dev split has" in load(written(tmp_path / "dev", dev)).shortfall


def test_a_whole_split_has_no_shortfall_unless_a_subject_has_too_many(tmp_path: Path) -> None:
    whole = [row(number, subject, images={}, question="?") for subject in SUBJECTS for number in range(1, 31)]
    found = load(written(tmp_path / "whole", whole))
    assert (len(found), found.shortfall, found.sample) == (900, "", False)
    checked = MMMU().verify(tmp_path / "whole", "images", lambda *_: None)
    assert checked.ok
    assert [check.status for check in checked.checks if check.name == "validation: counts"] == ["ok"]
    assert [check.detail.split(":")[0] for check in checked.checks if check.status == "warning"] == ["not there"]
    whole[0] = row(31, "Art", images={}, question="?")
    found = load(written(tmp_path / "uneven", whole))
    assert found.shortfall == "29 questions of Accounting, the official split has 30"


@pytest.mark.parametrize(
    ("cells", "parts"),
    [
        ({"options": "yes, no"}, ("column options", "'yes, no' is not a Python list")),
        ({"options": "('a', 'b')"}, ("column options", "is not a Python list")),
        ({"options": "__import__('os').getcwd()"}, ("column options", "is not a Python list")),
        ({"options": "[" * 500}, ("column options", "is not a Python list")),
        ({"options": str(list(range(27)))}, ("column options", "27 options, and there are 26 letters")),
        ({"options": "[]"}, ("column options", "a multiple-choice question without options")),
        ({"answer": "C"}, ("column answer", "'C' is none of the 2 options A to B")),
        ({"answer": "a"}, ("column answer", "'a' is none of the 2 options A to B")),
        ({"answer": "?"}, ("column answer", "'?' is none of the 2 options A to B")),
        ({"question_type": "short-answer"}, ("column question_type", "'short-answer' is neither")),
        ({"question": "<image 2>?"}, ("column image_2", "it holds no image, and the question shows <image 2>")),
        ({"options": "['<image 9>', 'b']"}, ("column image_9", "holds no image")),
        ({"id": "validation_Arts_2"}, ("column id", "'validation_Arts_2' does not name a split and one of the 30")),
        ({"id": "test_Art_2"}, ("column id", "test_Art_2 is not of validation")),
        ({"id": "validation_Art_1"}, ("column id", "validation_Art_1 stands in", "row 1 already")),
        ({"images": {1: b"GIF or so"}}, ("column image_1", "is not an image")),
        ({"images": {1: RED[:-20]}}, ("column image_1", "damaged")),
    ],
)
def test_a_bad_cell_is_one_line_with_its_file_row_and_column(
    tmp_path: Path, cells: dict[str, Any], parts: tuple[str, ...]
) -> None:
    write_table(tmp_path / "Art" / "validation-00000-of-00001.parquet", [row(1), row(2, **cells)])
    complaint(tmp_path, *parts, f"{tmp_path / 'Art' / 'validation-00000-of-00001.parquet'}, row 2")


@pytest.mark.parametrize("answer", ["", "[", "[]", "['']"])
def test_an_open_question_needs_an_answer(tmp_path: Path, answer: str) -> None:
    complaint(written(tmp_path, [opened(answer=answer)]), "column answer", "row 1")


def test_a_nested_option_is_shown_as_the_authors_code_writes_it(tmp_path: Path) -> None:
    (item,) = load(written(tmp_path, [row(options="[['a', 'b']]", answer="B")]))
    assert "(A) ['a', 'b']\n" in asked(item).prompt
    assert item.attributes["options"] == ("['a', 'b']",)


def test_a_missing_column_of_images_and_a_file_that_is_no_table_are_one_line_each(tmp_path: Path) -> None:
    path = written(tmp_path, [row()]) / "Art" / "validation-00000-of-00001.parquet"
    pq.write_table(pq.read_table(path).drop_columns(["image_3"]), path)
    complaint(tmp_path, str(path), "has no column image_3")
    path.write_text("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 99\n")
    complaint(tmp_path, str(path), "Git LFS pointer", "git lfs pull")
    shutil.rmtree(tmp_path / "Art")
    complaint(tmp_path, str(tmp_path), "*/validation-*.parquet", "hf download MMMU/MMMU --repo-type dataset")


def test_the_sample_has_all_subjects_and_kinds_of_question_and_is_the_same_every_time(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    MMMU().write_sample(first)
    MMMU().write_sample(second)
    files = sorted(path.relative_to(first) for path in first.rglob("*") if path.is_file())
    assert len(files) == 61
    for path in files:
        assert (
            hashlib.sha256((first / path).read_bytes()).digest()
            == hashlib.sha256((second / path).read_bytes()).digest()
        )
    items = list(load(first))
    assert (len(items), len(list(load(first, "dev")))) == (90, 30)
    assert {item.attributes["subject"] for item in items} == set(SUBJECTS)
    assert sum(item.attributes["question_type"] == "open" for item in items) == 10
    assert sum(isinstance(item.target, tuple) for item in items) == 5
    assert {len(item.attributes["options"]) for item in items} >= {0, 2, 4, 9}
    assert load(first).sample


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda path: path.mkdir(), "is a folder, not a file"),
        (os.mkfifo, "is a pipe, not a file"),
        (lambda path: path.symlink_to(path.name), "cannot be read: Too many levels of symbolic links"),
        (lambda path: path.symlink_to("nowhere"), "is a link to nowhere, which is not there"),
        (lambda path: None, "has no rows"),
    ],
)
def test_a_subject_whose_table_is_there_and_cannot_be_read_stops(
    tmp_path: Path, make: Callable[[Path], object], told: str
) -> None:
    root = written(tmp_path, [row(), row(subject="Math")])
    path = root / "Math" / "validation-00000-of-00001.parquet"
    if told == "has no rows":
        pq.write_table(pq.read_table(path).slice(0, 0), path)
    else:
        path.unlink()
        make(path)
    complaint(root, f"{path} {told}")


def test_subjects_that_are_missing_are_told_in_a_note_too(tmp_path: Path) -> None:
    found = load(written(tmp_path, [row(1, subject) for subject in SUBJECTS[2:]]))
    assert found.notes == (f"no questions of 2 of 30 subjects: {SUBJECTS[0]}, {SUBJECTS[1]}",)
    assert load(written(tmp_path, [row(1, subject) for subject in SUBJECTS])).notes == ()
