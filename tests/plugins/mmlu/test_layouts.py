"""Every official layout of MMLU gives the same questions, down to the letter."""

from __future__ import annotations

import tarfile
from pathlib import Path

import pytest

from podium.plugins.mmlu.plugin import MMLU
from podium.plugins.mmlu.subjects import GROUPS, HEALTH, MULTIMEDQA, TEST_COUNTS
from podium.registry import Choose, PodiumError, loading
from podium.tests.plugins.mmlu.copies import LAYOUTS, load, rows_of, sample, write

ODD = ['Which is it,\nthe "first" line\nor, with commas, this?', "None", "N/A", "4.0", " 007", "C"]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("split", ["test", "validation"])
@pytest.mark.parametrize("parent", [False, True])
def test_every_layout_gives_the_same_items_from_the_folder_or_its_parent(
    tmp_path: Path, layout: str, split: str, parent: bool
) -> None:
    expected = load(sample(tmp_path / "sample"), split)
    root = write(tmp_path / "copies" / "mmlu", layout, rows_of(tmp_path / "sample"))
    found = load(root.parent if parent else root, split)
    assert list(found.items) == list(expected.items)
    assert found.fingerprint == expected.fingerprint
    assert found.shortfall == expected.shortfall
    assert len(found) == {"test": 96, "validation": 24}[split]


def test_the_archive_itself_may_be_given_whatever_lies_beside_it(
    tmp_path: Path,
) -> None:
    root = write(tmp_path / "copy", "archive", rows_of(sample(tmp_path / "sample")))
    write(tmp_path / "copy", "unpacked", {("test", "sociology"): [ODD], ("dev", "sociology"): [ODD] * 5})
    (root / "data.tar").rename(root / "mmlu.tar")
    found = loading.load(MMLU(), root / "mmlu.tar", None, {})
    assert list(found.items) == list(load(tmp_path / "sample").items)
    with pytest.raises(PodiumError, match=r"sociology_test.csv is a file \(give the folder it is in to --data\)"):
        loading.load(MMLU(), root / "data" / "test" / "sociology_test.csv", None, {})


@pytest.mark.parametrize("layout", LAYOUTS)
def test_texts_with_quotes_lines_and_words_that_look_empty_stay_as_they_are(tmp_path: Path, layout: str) -> None:
    root = write(tmp_path, layout, {("test", "sociology"): [ODD], ("dev", "sociology"): [ODD] * 5})
    (item,) = load(root).items
    assert isinstance(item.request, Choose)
    assert item.request.options == ("None", "N/A", "4.0", " 007")
    assert item.request.prompt.endswith("\n\n" + ODD[0])
    assert item.request.prompt.count("\nA. None\nB. N/A\nC. 4.0\nD.  007\nAnswer: C\n\n") == 5
    assert item.target == 2


def test_an_item_is_named_by_subject_and_place_and_knows_its_group(tmp_path: Path) -> None:
    items = load(sample(tmp_path)).items
    assert [item.id for item in items[:3]] == ["abstract_algebra-0", "abstract_algebra-1", "abstract_algebra-2"]
    assert items[12].id == "anatomy-0"
    assert items[12].group == "anatomy"
    assert items[12].attributes == {
        "split": "test",
        "subject": "anatomy",
        "group": "other (business, health, miscellaneous)",
        "shots": 5,
    }


@pytest.mark.parametrize("shots", range(6))
def test_each_of_the_offsets_marks_the_beginning_or_the_end_of_a_solved_example(tmp_path: Path, shots: int) -> None:
    for item in load(sample(tmp_path), shots=shots, room=0).items:
        request = item.request
        assert isinstance(request, Choose)
        assert request.room == 0
        assert len(request.examples) == (shots + 1 if shots else 0)
        head = request.prompt[: request.examples[0]] if shots else request.prompt.split("\n\n")[0] + "\n\n"
        name = item.group.replace("_", " ")
        assert head == f"The following are multiple choice questions (with answers) about  {name}.\n\n"
        for begin, end in zip(request.examples, request.examples[1:], strict=False):
            assert request.prompt[begin:end].endswith(tuple(f"\nAnswer: {letter}\n\n" for letter in "ABCD"))
            assert request.prompt[begin:end].count("\nAnswer: ") == 1


def test_the_dev_split_is_asked_without_examples_only_and_the_training_questions_not_at_all(tmp_path: Path) -> None:
    root = sample(tmp_path)
    assert len(load(root, "dev", shots=0)) == 40
    with pytest.raises(PodiumError, match=r"split dev of MMLU with 5 shots: .* \(--set shots=0\)"):
        load(root, "dev")
    with pytest.raises(PodiumError, match="split auxiliary_train of MMLU is for training"):
        load(root, "auxiliary_train")


def test_the_numbers_of_questions_are_the_published_ones() -> None:
    assert sum(TEST_COUNTS.values()) == 14_042
    assert len(TEST_COUNTS) == 57
    assert list(TEST_COUNTS) == sorted(TEST_COUNTS)
    sizes = {group: sum(TEST_COUNTS[name] for name in names) for group, names in GROUPS.items()}
    assert list(sizes.values()) == [3_018, 4_705, 3_077, 3_242]
    assert sum(TEST_COUNTS[name] for name in MULTIMEDQA) == 1_089
    assert sum(TEST_COUNTS[name] for name in HEALTH) == 1_640
    assert (len(MULTIMEDQA), len(HEALTH)) == (6, 8)


def test_a_copy_with_the_official_numbers_has_no_shortfall_and_one_question_less_is_told(tmp_path: Path) -> None:
    row = ["What?", "a", "b", "c", "d", "A"]
    rows = {("test", subject): [row] * count for subject, count in TEST_COUNTS.items()}
    assert load(write(tmp_path / "whole", "hub", rows), shots=0).shortfall == ""
    rows["test", "anatomy"] = [row] * 134
    rows["test", "virology"] = [row] * 167
    assert (
        load(write(tmp_path / "moved", "hub", rows), shots=0).shortfall == "anatomy 134 not 135, virology 167 not 166"
    )
    del rows["test", "virology"]
    told = load(write(tmp_path / "less", "unpacked", rows), shots=0).shortfall
    assert told == "13,875 rows, the official split has 14,042; anatomy 134 not 135, virology 0 not 166"


def test_files_of_an_archive_made_on_a_mac_are_passed_over(tmp_path: Path) -> None:
    root = write(tmp_path, "unpacked", rows_of(sample(tmp_path / "sample")))
    (root / "data" / "test" / "._anatomy_test.csv").write_bytes(b"\x00\x05\x16\x07")
    assert len(load(root)) == 96
    (tmp_path / "tar").mkdir()
    with tarfile.open(tmp_path / "tar" / "data.tar", "w") as archive:
        archive.add(root / "data", "data")
    assert len(load(tmp_path / "tar")) == 96


def test_the_sample_has_the_same_bytes_every_time(tmp_path: Path) -> None:
    first, second = sample(tmp_path / "one"), sample(tmp_path / "two")
    files = sorted(path.relative_to(first) for path in first.rglob("*.csv"))
    assert len(files) == 24
    assert all((first / path).read_bytes() == (second / path).read_bytes() for path in files)
    sample(first)
    assert all((first / path).read_bytes() == (second / path).read_bytes() for path in files)
    items = load(first).items
    assert {item.target for item in items} == {0, 1, 2, 3}
    assert any("\n" in row[0] for rows in rows_of(first).values() for row in rows)
