"""From the official file to items, and what a wrong record says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from podium.registry import DataError, Generate
from podium.tests.plugins.vqa_rad.support import FILE, RECORDS, jpeg, load, record, write_copy


def test_the_test_is_what_the_file_marks_by_test(tmp_path: Path) -> None:
    dataset = load(write_copy(tmp_path))
    items = list(dataset)
    assert [item.id for item in items] == ["10", "12"]
    assert [item.target for item in items] == ["Yes", "2"]
    assert [item.group for item in items] == ["a.jpg", "b.jpg"]
    assert dict(items[1].attributes) == {
        "split": "test",
        "prompt": "short",
        "kind": "open",
        "organ": "chest",
        "types": "COUNT",
    }
    assert isinstance(items[0].request, Generate)
    assert items[0].request.prompt == (
        "Is there an effusion?\nAnswer the question about this image with one word or a short phrase."
    )
    assert items[0].request.images[0].read_bytes() == jpeg()
    assert dataset.shortfall == "2 rows, the official split has 451"
    assert dataset.notes == (
        f"2 questions about 2 images from {FILE}",
        "the official split shares images: 1 of 2 have training questions too",
    )


def test_the_training_split_leaves_out_what_comes_twice_or_in_the_test_too(tmp_path: Path) -> None:
    dataset = load(write_copy(tmp_path), "train")
    assert [item.id for item in dataset] == ["11", "15"]
    assert dataset.notes[1] == "left out because they come twice, or in the test too: 2 questions"
    (ct,) = (item for item in dataset if item.id == "15")
    assert (ct.attributes["organ"], ct.attributes["types"]) == ("head", "MODALITY, PLANE")


def test_a_question_in_other_letters_is_not_one_that_comes_twice(tmp_path: Path) -> None:
    # Whoever counted 1,793 compared before anything was normalised.
    again = (
        record(20, "freeform", "is there an effusion?", "Yes"),
        record(21, "freeform", "Is there an effusion? ", "Yes"),
        record(22, "freeform", "Is there an effusion?", "yes"),
    )
    dataset = load(write_copy(tmp_path, (RECORDS[0], *again)), "train")
    assert [item.id for item in dataset] == ["20", "21", "22"]
    assert not any("twice" in note for note in dataset.notes)


def test_the_question_alone_is_another_prompt(tmp_path: Path) -> None:
    first = next(iter(load(write_copy(tmp_path), prompt="plain")))
    assert isinstance(first.request, Generate)
    assert (first.request.prompt, first.attributes["prompt"]) == ("Is there an effusion?", "plain")


@pytest.mark.parametrize("images", ["VQA_RAD Image Folder", "VQA_RAD_Image_Folder", "images", "."])
def test_images_are_found_beside_the_file_or_in_a_folder_below(tmp_path: Path, images: str) -> None:
    write_copy(tmp_path / "osf", images=images)
    assert all(item.request.images[0].is_file() for item in load(tmp_path))


def test_images_may_lie_beside_the_folder_of_the_file_whose_name_may_have_underscores(tmp_path: Path) -> None:
    write_copy(tmp_path / "annotations", file="VQA_RAD_Dataset_Public.json", images="../images")
    assert [item.request.images[0].parent.name for item in load(tmp_path)] == ["images", "images"]


def test_a_folder_of_other_images_beside_the_copy_is_passed_over(tmp_path: Path) -> None:
    copy = write_copy(tmp_path / "vqa-rad", images=".")
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "other.jpg").write_bytes(jpeg())
    assert {item.request.images[0].parent for item in load(copy)} == {copy}


def test_a_missing_image_names_the_record_and_can_be_skipped(tmp_path: Path) -> None:
    copy = write_copy(tmp_path)
    (copy / "VQA_RAD Image Folder" / "b.jpg").unlink()
    with pytest.raises(DataError) as caught:
        load(copy)
    place = f"{copy / FILE}, record 3, field image_name: b.jpg is not in {copy / 'VQA_RAD Image Folder'}"
    assert caught.value.message == place
    assert len(load(copy, images="skip")) == 2
    assert len(load(copy, "train")) == 2


def _without(field: str) -> dict[str, Any]:
    return {name: value for name, value in RECORDS[0].items() if name != field}


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (_without("answer"), "record 2, field answer: it is missing"),
        (record(1, "test_para", "Q?", "  "), "record 2, field answer: '  ' is not a text"),
        (record(1, "test_para", "Q?", None), "record 2, field answer: None is not a text"),
        (record(1, "test_para", "Q?", True), "record 2, field answer: True is not a text"),
        (
            record(1, "exam", "Q?", "Yes"),
            "record 2, field phrase_type: 'exam' is not one of freeform, para, test_freeform",
        ),
        (
            record(1, "para", "Q?", "Yes", answer_type="MAYBE"),
            "record 2, field answer_type: 'MAYBE' is not one of CLOSED, OPEN",
        ),
        (
            record(1, "para", "Q?", "Yes", image_organ="LEG"),
            "record 2, field image_organ: 'LEG' is not one of HEAD, CHEST, ABD",
        ),
        (
            record(1, "para", "Q?", "Yes", image_name="../a.jpg"),
            "record 2, field image_name: '../a.jpg' is not the name of a file",
        ),
        (record(10, "para", "Q?", "Yes"), "record 2, field qid: 10 is there already, in record 1"),
        ("Q?", "record 2: it is not an object with fields"),
    ],
)
def test_a_wrong_record_is_one_line_with_file_record_and_field(tmp_path: Path, wrong: Any, message: str) -> None:
    import json

    copy = write_copy(tmp_path)
    (copy / FILE).write_text(json.dumps([RECORDS[0], wrong]), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load(copy)
    assert caught.value.message.startswith(str(copy / FILE)) and message in caught.value.message
    assert "\n" not in caught.value.message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[{]", ", line 1: it is not JSON"),
        ("{}", ": it is not a list of questions"),
        ("[]", ": it is not a list of questions"),
        ("<!DOCTYPE html><html></html>", "is a web page, not JSON"),
    ],
)
def test_a_file_of_another_kind_says_so(tmp_path: Path, text: str, message: str) -> None:
    copy = write_copy(tmp_path)
    (copy / FILE).write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match="VQA_RAD Dataset Public.json") as caught:
        load(copy)
    assert message in caught.value.message


def test_a_split_without_questions_a_folder_of_something_else_and_two_copies_are_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no VQA_RAD Dataset Public.json in "):
        load(tmp_path)
    write_copy(tmp_path / "a", RECORDS[1:2])
    with pytest.raises(DataError, match="no question of the test split"):
        load(tmp_path)
    write_copy(tmp_path / "b")
    with pytest.raises(DataError, match="could both be meant"):
        load(tmp_path)
    with pytest.raises(DataError, match="is not there"):
        load(tmp_path / "nowhere")


def test_the_fingerprint_follows_the_questions_of_the_split_alone(tmp_path: Path) -> None:
    one = load(write_copy(tmp_path / "a")).fingerprint
    assert one == load(write_copy(tmp_path / "b", RECORDS[:4])).fingerprint
    changed = (record(10, "test_freeform", "Is there an effusion?", "No"), *RECORDS[1:])
    assert one != load(write_copy(tmp_path / "c", changed)).fingerprint
