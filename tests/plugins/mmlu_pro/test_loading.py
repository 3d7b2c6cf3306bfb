"""MMLU-Pro as the hub has it: prompts, options that were taken out, and what is wrong with a copy."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from podium.plugins.mmlu_pro.questions import CATEGORIES
from podium.registry import DataError, Generate, PodiumError
from podium.tests.plugins.mmlu_pro.copies import load, record, rows_of, sample, write


def refusal(root: Path, **more: Any) -> str:
    with pytest.raises(DataError) as caught:
        load(root, **more)
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("home", ["data", "."])
@pytest.mark.parametrize("parent", [False, True])
def test_the_files_are_found_in_the_folder_in_data_and_below_the_parent(
    tmp_path: Path, home: str, parent: bool
) -> None:
    expected = load(sample(tmp_path / "sample"))
    root = tmp_path / "copies" / "MMLU-Pro"
    for split in ("test", "validation"):
        write(root, rows_of(tmp_path / "sample", split), split, home)
    found = load(root.parent if parent else root)
    assert list(found.items) == list(expected.items)
    assert (found.fingerprint, found.shortfall) == (expected.fingerprint, expected.shortfall)


def test_options_that_say_n_a_are_taken_out_and_the_others_keep_their_letters(tmp_path: Path) -> None:
    (item,) = load(write(tmp_path, [record()]), shots=0).items
    request = item.request
    assert isinstance(request, Generate)
    assert request.prompt.endswith("Options:\nA. 3\nB. 4\nAnswer: Let's think step by step.")
    assert (request.max_tokens, request.stop, request.room) == (2048, ("Question:",), 2047)
    assert (item.id, item.target, item.group) == ("1", "B", "math")
    assert item.attributes == {
        "split": "test",
        "category": "math",
        "source": "stemez",
        "options": 2,
        "protocol": "local",
        "shots": 0,
    }


def test_the_other_script_asks_for_longer_replies_without_an_end_mark_and_leaves_out_no_example(tmp_path: Path) -> None:
    request = load(sample(tmp_path), protocol="api").items[0].request
    assert isinstance(request, Generate)
    assert (request.max_tokens, request.stop, request.room) == (4000, (), 0)
    assert request.prompt.startswith(
        "The following are multiple choice questions (with answers) about biology. Think step by step and then output"
        ' the answer in the format of "The answer is (X)" at the end.\n\nQuestion: An invented'
    )
    assert request.prompt.endswith("\nAnswer: Let's think step by step.\n\n")
    assert request.prompt.count("\nOptions: A. ") == 6


@pytest.mark.parametrize("shots", range(6))
@pytest.mark.parametrize("protocol", ["local", "api"])
def test_the_offsets_mark_each_solved_example_of_the_category(tmp_path: Path, shots: int, protocol: str) -> None:
    for item in load(sample(tmp_path), shots=shots, protocol=protocol).items:
        request = item.request
        assert isinstance(request, Generate)
        parts = list(zip(request.examples, request.examples[1:], strict=False))
        assert len(parts) == shots
        for begin, end in parts:
            one = request.prompt[begin:end]
            assert one.startswith("Question:") and one.endswith(").\n\n") and one.count("Question:") == 1
            assert f"An invented {item.group} question" in one
            assert "\nAnswer: Let's think step by step. " in one
        assert request.prompt[request.examples[-1] if shots else 0 :].count("An invented") == 1


def test_the_validation_split_is_asked_without_examples_only(tmp_path: Path) -> None:
    assert len(load(sample(tmp_path), "validation", shots=0)) == 70
    assert load(tmp_path, "validation", shots=0).shortfall == ""
    with pytest.raises(PodiumError, match=r"split validation of MMLU-Pro with 5 shots: .* \(--set shots=0\)"):
        load(tmp_path, "validation")


def test_other_revisions_are_told_by_their_numbers_of_questions(tmp_path: Path) -> None:
    rows = [
        record(number, category=category)
        for number, category in enumerate(name for name, count in CATEGORIES.items() for _ in range(count))
    ]
    assert len(rows) == 12_032
    assert load(write(tmp_path / "official", rows), shots=0).shortfall == ""
    early = rows + [record(20_000 + number, category="law") for number in range(155)]
    told = load(write(tmp_path / "early", early), shots=0).shortfall
    assert told == "12,187 rows (an early revision), the official split has 12,032; law 1256 not 1,101"
    moved = [*rows[:-1], record(30_000, category="law")]
    assert load(write(tmp_path / "moved", moved), shots=0).shortfall == "law 1102 not 1,101, psychology 797 not 798"


def _renamed(row: dict[str, Any]) -> dict[str, Any]:
    return {("Options" if name == "options" else name): value for name, value in row.items()}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (_renamed, "no column options; nearest is Options"),
        (lambda row: row | {"category": "astrology"}, "row 2, column category: 'astrology' is none of biology, "),
        (lambda row: row | {"options": []}, "row 2, column options: 0 options, not 1 to 10"),
        (lambda row: row | {"options": ["N/A"] * 3}, "row 2, column options: 0 options, not 1 to 10"),
        (lambda row: row | {"options": list("abcdefghijk")}, "row 2, column options: 11 options, not 1 to 10"),
        (lambda row: row | {"answer_index": 2}, "row 2, column answer_index: 2 is the place of none of 2 options"),
        (lambda row: row | {"answer_index": -1}, "row 2, column answer_index: -1 is the place of none"),
        (lambda row: row | {"options": ["N/A", "3", "4"]}, "row 2, column answer_index: 1 is the place of none"),
        (lambda row: row | {"question": " "}, "row 2, column question: the question is empty"),
        (lambda row: row | {"options": ["", " "]}, "row 2, column options: all options are empty"),
        (lambda row: row | {"answer": "A"}, "row 2, column answer: 'A', but answer_index 1 is B"),
        (lambda row: row | {"answer": ""}, "row 2, column answer: '', but answer_index 1 is B"),
        (lambda row: row | {"question_id": 1}, "row 2, column question_id: 1 stands in an earlier row too"),
    ],
)
def test_a_bad_row_or_column_is_named(
    tmp_path: Path, change: Callable[[dict[str, Any]], dict[str, Any]], told: str
) -> None:
    rows = [record(1), record(2)]
    changed = [change(row) for row in rows] if change is _renamed else [rows[0], change(rows[1])]
    said = refusal(write(tmp_path, changed), shots=0)
    assert str(tmp_path / "data" / "test-00000-of-00001.parquet") in said
    assert told in said


def test_nested_options_are_named(tmp_path: Path) -> None:
    root = write(tmp_path, [record(options=[["3"], ["4"]])])
    assert "column options" in refusal(root, shots=0)


def test_missing_examples_are_named_with_how_to_get_them_or_do_without(tmp_path: Path) -> None:
    root = write(tmp_path / "data", [record()])
    said = refusal(root)
    assert "the validation split of MMLU-Pro" in said
    assert "hf download TIGER-Lab/MMLU-Pro" in said
    solved = record(2, cot_content="A: Let's think step by step. The answer is (B).")
    write(root, [solved, solved | {"question_id": 3, "category": "law"}], "validation")
    said = refusal(root)
    assert "the validation split has 1 of 5 solved examples of math" in said
    assert "--set shots=1" in said
    assert len(load(root, shots=1)) == 1
    write(root, [record(2)], "validation")
    assert "validation question 2 has no cot_content" in refusal(root, shots=1)


def test_a_folder_without_the_data_says_what_was_looked_for_and_how_to_get_it(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("Something else.")
    said = refusal(tmp_path)
    for part in ("data/test-*.parquet", "the test split of MMLU-Pro", "hf download TIGER-Lab/MMLU-Pro", "3373e0b"):
        assert part in said


def test_the_sample_has_the_same_bytes_every_time(tmp_path: Path) -> None:
    first, second = sample(tmp_path / "one"), sample(tmp_path / "two")
    for name in ("test", "validation"):
        path = f"data/{name}-00000-of-00001.parquet"
        assert (first / path).read_bytes() == (second / path).read_bytes()
    items = load(sample(first)).items
    assert len(items) == 84
    assert {item.attributes["options"] for item in items} == {3, 4, 9, 10}
    assert len({item.group for item in items}) == 14
