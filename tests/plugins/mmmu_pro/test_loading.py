"""Loading MMMU-Pro: its three configurations, six protocols, and data that is not as it should be."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest

from podium.plugins.mmmu_family.subjects import DISCIPLINE_OF, SUBJECTS
from podium.plugins.mmmu_pro.plugin import MMMUPro
from podium.plugins.mmmu_pro.prompts import PROTOCOLS
from podium.registry import DataError, Dataset, text_digest
from podium.registry.adapters.prompts import interleaved
from podium.tests.plugins.mmmu.support import BLUE, GREEN, RED, asked, picture_row, pro_row, pro_written

TEN, FOUR, VISION = "standard (10 options)", "standard (4 options)", "vision"


def load(root: Path, protocol: str = "standard10-cot", **settings: str) -> Dataset:
    return MMMUPro().load(root, "test", protocol=protocol, **settings)


def complaint(root: Path, protocol: str, *parts: str) -> None:
    """Check that loading fails with one line that has these parts."""
    with pytest.raises(DataError) as error:
        load(root, protocol)
    line = str(error.value)
    assert "\n" not in line
    assert [part for part in parts if part not in line] == []


@pytest.mark.parametrize("protocol", ["standard10-direct", "standard10-cot", "standard4-direct", "standard4-cot"])
def test_questions_in_words_have_their_images_at_their_marks(tmp_path: Path, protocol: str) -> None:
    images = {1: RED, 2: BLUE, 3: GREEN}
    made = pro_row(question="Compare <image 2> and <image 1>.", options="['x', '<image 3>']", images=images)
    (item,) = load(pro_written(tmp_path, [made], PROTOCOLS[protocol].config), protocol)
    request = asked(item)
    shown = interleaved(request.prompt, request.images)
    assert [part.read_bytes() for part in shown if isinstance(part, Path)] == [BLUE, RED, GREEN]
    text = "".join("<image>" if isinstance(part, Path) else part for part in shown)
    method = protocol.rpartition("-")[2]
    assert text_digest(text) == {"direct": "107 3ca667dc308e6e9a", "cot": "261 7254115ab7fce637"}[method]
    # Two characters more per mark, for a blank and a number: the digests above are of one token for all marks.
    assert text_digest(request.prompt).startswith(f"{int(text_digest(text).split()[0]) + 6} ")
    assert (item.target, request.max_tokens, item.attributes["options"]) == ("A", 4096, ("x", "<image 3>"))


@pytest.mark.parametrize(
    ("protocol", "digest"), [("vision-direct", "195 93ddd7c4b2e95c24"), ("vision-cot", "240 01d63d81542b48e8")]
)
def test_a_question_as_a_picture_says_only_how_to_answer_and_its_letters_come_from_the_options(
    tmp_path: Path, protocol: str, digest: str
) -> None:
    rows = [picture_row(1), picture_row(2, picture=BLUE, options="['a', 'b', 'c']", answer="C")]
    first, second = load(pro_written(tmp_path, rows, VISION), protocol)
    text, image = interleaved(asked(second).prompt, asked(second).images)
    assert isinstance(text, str) and isinstance(image, Path)
    assert text_digest(text) == digest
    assert image.read_bytes() == BLUE
    assert asked(first).prompt == asked(second).prompt
    assert (second.target, second.attributes["option_count"]) == ("C", 3)
    assert "difficulty" not in second.attributes


def test_the_default_is_ten_options_with_chain_of_thought(tmp_path: Path) -> None:
    root = pro_written(tmp_path / "MMMU_Pro", [pro_row(1), pro_row(2)])
    items = list(MMMUPro().load(tmp_path, "test"))
    assert [item.id for item in items] == ["test_Art_1", "test_Art_2"]
    assert asked(items[0]).prompt.endswith("Think step by step before answering.")
    assert {setting.name: setting.default for setting in MMMUPro().settings}["protocol"] == "standard10-cot"
    complaint(root, "vision-cot", "vision/test-*.parquet", "hf download MMMU/MMMU_Pro --repo-type dataset")
    complaint(root, "standard4-cot", "standard (4 options)/test-*.parquet", "--set protocol=standard4-cot")


@pytest.mark.parametrize("count", [1, 2, 9, 12])
def test_any_number_of_options_has_letters_of_its_own(tmp_path: Path, count: int) -> None:
    last = chr(ord("A") + count - 1)
    made = pro_row(options=str([f"text {place}" for place in range(count)]), answer=last)
    (item,) = load(pro_written(tmp_path, [made]))
    assert item.target == last
    assert f"\n{last}. text {count - 1}\nAnswer the preceding" in asked(item).prompt


def test_a_nested_option_is_loaded_told_and_cannot_be_answered_right(tmp_path: Path) -> None:
    made = pro_row(29, "Accounting", id="validation_Accounting_29", options="[['$5', '$6']]", answer="B")
    found = load(pro_written(tmp_path, [made, pro_row(1)]))
    assert found.notes == (
        "an option of validation_Accounting_29 is itself a list: the data is so, and no letter may be right",
    )
    nested = next(item for item in found if item.id == "validation_Accounting_29")
    assert "\nA. ['$5', '$6']\n" in asked(nested).prompt
    assert (nested.target, nested.attributes["option_count"]) == ("B", 1)


@pytest.mark.parametrize(
    ("cells", "parts"),
    [
        ({"options": "one, two"}, ("column options", "is not a Python list")),
        ({"options": "[]"}, ("column options", "without options")),
        ({"answer": "K"}, ("column answer", "'K' is none of the 2 options A to B")),
        ({"subject": "Arts"}, ("column subject", "'Arts' is none of the 30 subjects")),
        ({"id": "dev_Art_2"}, ("column id", "dev_Art_2 is not of test or validation")),
        ({"id": "test_Art_1"}, ("column id", "test_Art_1 stands in", "row 1 already")),
        ({"question": "<image 3>"}, ("column image_3", "it holds no image, and the question shows <image 3>")),
        ({"images": {1: b"no image"}}, ("column image_1", "is not an image")),
    ],
)
def test_a_bad_cell_is_one_line_with_its_file_and_column(
    tmp_path: Path, cells: dict[str, Any], parts: tuple[str, ...]
) -> None:
    complaint(pro_written(tmp_path, [pro_row(1), pro_row(2, **cells)]), "standard10-cot", *parts, "test-0000")


def test_a_question_as_a_picture_needs_its_picture(tmp_path: Path) -> None:
    row = picture_row() | {"image": None}
    complaint(pro_written(tmp_path, [row], VISION), "vision-cot", "column image: it holds no image", "row 1")
    complaint(pro_written(tmp_path / "other", [pro_row()], VISION), "vision-cot", "has no column image")


def test_a_whole_configuration_has_no_shortfall_and_another_number_of_rows_is_told(tmp_path: Path) -> None:
    sizes = {name: 58 - (place < 10) for place, name in enumerate(SUBJECTS)}
    rows = [pro_row(n, name, images={}, question="?") for name, size in sizes.items() for n in range(1, size + 1)]
    whole = load(pro_written(tmp_path / "whole", rows), images="skip")
    assert (len(whole), whole.shortfall) == (1730, "")
    assert "1,729 rows" in load(pro_written(tmp_path / "less", rows[:-1])).shortfall
    assert "as many as MMMU's validation split has" in load(pro_written(tmp_path / "other", rows[:900])).shortfall


def test_a_copy_is_checked_form_by_form(tmp_path: Path) -> None:
    MMMUPro().write_sample(tmp_path)
    checked = MMMUPro().verify(tmp_path, "images", lambda *_: None)
    assert checked.ok
    told = {check.name: check.detail for check in checked.checks}
    assert [name for name in told if name.endswith(": questions")] == [
        f"{one}: questions" for one in (TEN, VISION, FOUR)
    ]
    assert told["vision: image files"] == "all 90 can be decoded"


def test_without_looking_at_images_the_items_are_the_same(tmp_path: Path, own_home: Path) -> None:
    root = pro_written(tmp_path, [picture_row(1), picture_row(2, picture=GREEN)], VISION)
    skipped = load(root, "vision-cot", images="skip")
    assert not (own_home / "images").exists()
    assert list(skipped) == list(load(root, "vision-cot"))


def test_the_sample_has_the_same_questions_in_all_three_forms_and_is_the_same_every_time(tmp_path: Path) -> None:
    for name in ("first", "second"):
        MMMUPro().write_sample(tmp_path / name)
    files = sorted(path.relative_to(tmp_path / "first") for path in (tmp_path / "first").rglob("*") if path.is_file())
    assert len(files) == 7
    for path in files:
        one, other = ((tmp_path / name / path).read_bytes() for name in ("first", "second"))
        assert hashlib.sha256(one).digest() == hashlib.sha256(other).digest()
    loaded = {name: load(tmp_path / "first", name) for name in PROTOCOLS}
    assert {len(dataset) for dataset in loaded.values()} == {90}
    ids = [item.id for item in loaded["vision-cot"]]
    assert all([item.id for item in dataset] == ids for dataset in loaded.values())
    ten, vision = loaded["standard10-cot"], loaded["vision-direct"]
    assert [item.target for item in ten] == [item.target for item in vision]
    counts = {item.attributes["option_count"] for item in ten}
    assert max(counts) == 10 and len(counts) > 3
    assert max(item.attributes["option_count"] for item in loaded["standard4-cot"]) == 4
    assert {item.attributes["discipline"] for item in ten} == set(DISCIPLINE_OF.values())
