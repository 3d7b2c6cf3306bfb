"""Reading the authors' file, whole, in part, of another revision, and damaged."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from podium.plugins.hle.plugin import HumanitysLastExam
from podium.plugins.hle.prompts import SYSTEM
from podium.registry import DataError, Dataset, Generate, PodiumError
from podium.tests.plugins.hle.support import CANARY, png, row, uri, write

EXAM = HumanitysLastExam()


def load(root: Path, **settings: Any) -> Dataset:
    found = EXAM.load(root, "test", **settings)
    assert isinstance(found, Dataset)
    return found


def refused(root: Path, **settings: Any) -> DataError:
    """Load what must be refused in one line that repeats nothing of a row."""
    with pytest.raises(DataError) as caught:
        load(root, **settings)
    said = str(caught.value)
    assert "\n" not in said
    assert CANARY not in said
    assert caught.value.__cause__ is None or CANARY not in str(caught.value.__cause__)
    return caught.value


def test_a_row_becomes_a_question_in_the_authors_words_with_its_facts(tmp_path: Path) -> None:
    rows = [row(1, answer=" 42 "), row(2, answer="B", answer_type="multipleChoice", category="Biology/Medicine")]
    first, second = load(write(tmp_path, rows)).items
    assert first.id == "000000000000000000000001"
    assert isinstance(first.request, Generate)
    assert first.request == Generate(f"{CANARY} question 1?", system=SYSTEM, max_tokens=8192)
    assert first.target == " 42 "
    assert dict(second.attributes) == {
        "category": "Biology/Medicine",
        "answer_type": "multipleChoice",
        "image": "text only",
        "questions": "all",
    }


def test_an_image_in_the_table_becomes_a_file_of_its_own_and_only_its_path_where_nobody_looks(
    tmp_path: Path, own_home: Path
) -> None:
    data = write(tmp_path, [row(1, image=uri(png())), row(2)])
    seen = load(data, images="skip").items
    (path,) = seen[0].request.images
    assert not path.exists()
    assert load(data).items == seen
    assert path.read_bytes() == png()
    assert path.is_relative_to(own_home / "images" / "hle")
    assert seen[1].request.images == ()


def test_base64_with_line_breaks_is_the_same_image(tmp_path: Path) -> None:
    whole = uri(png())
    broken = whole[:60] + "\n" + whole[60:]
    first = load(write(tmp_path / "a", [row(1, image=whole)])).items
    assert load(write(tmp_path / "b", [row(1, image=broken)])).items == first


def test_text_questions_alone_are_asked_where_wanted_and_the_others_counted(tmp_path: Path) -> None:
    data = write(tmp_path, [row(1), row(2, image=uri(png())), row(3)])
    found = load(data, questions="text")
    assert [item.id[-1] for item in found.items] == ["1", "3"]
    assert found.notes == ("not asked, since they have an image: 1 questions",)
    assert {item.attributes["questions"] for item in found.items} == {"text"}


@pytest.mark.parametrize("place", [".", "hle", "hle/data"])
def test_the_folder_its_parent_or_the_one_of_the_file_may_be_named(tmp_path: Path, place: str) -> None:
    write(tmp_path / "hle", [row(1)])
    assert len(load(tmp_path / place)) == 1


def test_a_missing_file_is_named_with_the_page_of_the_terms_the_token_and_both_ways_to_get_it(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("nothing of it here", encoding="utf-8")
    found = refused(tmp_path)
    assert "the test split of Humanity's Last Exam" in found.message
    for said in (
        "https://huggingface.co/datasets/cais/hle",
        "accept the terms",
        "HF_TOKEN",
        "--data hub",
        "hf download cais/hle --repo-type dataset --revision 5a81a4c7271a2a2a312b9a690f0c2fde837e4c29",
    ):
        assert said in found.hint


def test_the_hub_is_pinned_to_a_commit() -> None:
    assert EXAM.hub is not None
    assert EXAM.hub.repository == "cais/hle"
    assert EXAM.hub.revision == "5a81a4c7271a2a2a312b9a690f0c2fde837e4c29"
    assert EXAM.hub.files == ("data/test-*.parquet",)


def many(count: int, pictures: int) -> list[dict[str, Any]]:
    image = uri(png())
    return [row(number, image=image if number < pictures else "") for number in range(count)]


@pytest.mark.parametrize(
    ("count", "pictures", "said"),
    [
        (2500, 342, ""),
        (3000, 410, "3,000 rows (an earlier revision, that of the first release), the official split has 2,500"),
        (2700, 370, "2,700 rows (an earlier revision), the official split has 2,500"),
        (2499, 342, "2,499 rows, the official split has 2,500"),
        (2500, 341, "2,159 questions without an image, the official split has 2,158"),
    ],
)
def test_a_count_that_is_not_the_official_one_is_a_shortfall_that_names_the_revision(
    tmp_path: Path, count: int, pictures: int, said: str
) -> None:
    data = write(tmp_path, many(count, pictures))
    assert load(data, images="skip").shortfall == said
    text = load(data, images="skip", questions="text")
    assert (text.shortfall, len(text)) == (said, count - pictures)


@pytest.mark.parametrize("column", ["id", "question", "image", "answer", "answer_type", "category"])
def test_a_renamed_column_is_named(tmp_path: Path, column: str) -> None:
    rows = [{f"{key}_text" if key == column else key: value for key, value in row(1).items()}]
    found = refused(write(tmp_path, rows))
    assert "test-00000-of-00001.parquet" in found.message
    assert f"no column {column}" in found.message


def test_columns_that_nobody_reads_may_be_missing(tmp_path: Path) -> None:
    kept = ("id", "question", "image", "answer", "answer_type", "category")
    assert len(load(write(tmp_path, [{key: row(1)[key] for key in kept}]))) == 1


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"id": "0" * 23 + "1"}, "row 3: its id is that of row 1 too"),
        ({"id": f"{CANARY} in two words"}, "row 3: id is not one word of at most 64 characters"),
        ({"id": ""}, "row 3"),
        ({"question": " "}, "row 3"),
        ({"answer": ""}, "row 3"),
        ({"answer_type": f"{CANARY}"}, "row 3: answer_type is neither multipleChoice nor exactMatch"),
        ({"category": f"{CANARY}"}, "row 3: category is none of Biology/Medicine, Chemistry, "),
        ({"answer_type": "multipleChoice"}, "row 3: answer of a multipleChoice question is not one letter"),
        (
            {
                "answer_type": "multipleChoice",
                "answer": "D",
                "question": f"{CANARY}?\n\nAnswer Choices:\nA. {CANARY}\nB. two\nC. three",
            },
            "row 3: answer is none of the 3 choices of its question",
        ),
        (
            {"image": f"https://{CANARY}.org/x.png"},
            "row 3, column image: is not an image written as data:image/...;base64,",
        ),
        ({"image": "data:image/png;base64,%%%"}, "row 3, column image: the base64 of its image is damaged"),
        ({"image": uri(png())[:-3]}, "row 3, column image: the base64 of its image is damaged"),
        ({"image": uri(b"no image at all")}, "row 3, column image is not an image"),
        ({"image": uri(png()[:-20])}, "row 3, column image: the image is damaged"),
    ],
)
def test_a_damaged_row_is_named_by_its_number_and_nothing_of_it_is_repeated(
    tmp_path: Path, more: dict[str, Any], said: str
) -> None:
    found = refused(write(tmp_path, [row(1), row(2), row(3, **more)]))
    assert said in found.message
    assert "test-00000-of-00001.parquet" in found.message


def test_choices_in_an_image_are_not_counted(tmp_path: Path) -> None:
    asked = f"{CANARY}?\n\nAnswer Choices:\nA. one\nB. two"
    more = {"answer_type": "multipleChoice", "answer": "E", "question": asked, "image": uri(png())}
    assert load(write(tmp_path, [row(1, **more)])).items[0].target == "E"


def test_a_file_that_is_no_parquet_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "data" / "test-00000-of-00001.parquet"
    path.parent.mkdir()
    path.write_text("version https://git-lfs.github.com/spec/v1\n", encoding="utf-8")
    assert "test-00000-of-00001.parquet" in refused(tmp_path).message


def test_the_sample_has_sixteen_questions_of_each_category_and_two_of_them_drawings(tmp_path: Path) -> None:
    EXAM.write_sample(tmp_path)
    found = load(tmp_path)
    assert len(found) == 128
    assert set(Counter(item.attributes["category"] for item in found.items).values()) == {16}
    pictured = [item for item in found.items if item.request.images]
    assert set(Counter(item.attributes["category"] for item in pictured).values()) == {2}
    assert Counter(item.attributes["answer_type"] for item in found.items) == {"exactMatch": 81, "multipleChoice": 47}
    assert [observation.name for observation in EXAM.card.observations] == list(
        dict.fromkeys(item.attributes["category"] for item in found.items)
    )


def test_the_sample_has_all_columns_of_the_release_and_says_that_it_is_invented(tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    EXAM.write_sample(tmp_path)
    table = pq.read_table(tmp_path / "data" / "test-00000-of-00001.parquet")
    assert table.column_names == list(row(1))
    assert set(table["canary"].to_pylist()) == {
        "SYNTHETIC SAMPLE, written for Podium: no question of Humanity's Last Exam is in it"
    }
    assert len(set(table["id"].to_pylist())) == 128
    assert "SYNTHETIC SAMPLE" in (tmp_path / "SAMPLE.txt").read_text(encoding="utf-8")


def test_the_sample_is_the_same_bytes_every_time_and_overwrites_only_itself(tmp_path: Path) -> None:
    path = Path("data") / "test-00000-of-00001.parquet"
    EXAM.write_sample(tmp_path / "a")
    EXAM.write_sample(tmp_path / "b")
    first = (tmp_path / "a" / path).read_bytes()
    assert first == (tmp_path / "b" / path).read_bytes()
    EXAM.write_sample(tmp_path / "a")
    assert first == (tmp_path / "a" / path).read_bytes()
    shutil.rmtree(tmp_path / "b")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(PodiumError, match="is not empty, and no sample data"):
        EXAM.write_sample(tmp_path / "b")


def test_a_copy_is_checked_by_its_questions_with_and_without_an_image_and_every_image(tmp_path: Path) -> None:
    whole = write(tmp_path / "whole", many(2500, 342))
    found = EXAM.verify(whole, "images", lambda *said: None)
    assert [(check.name, check.status) for check in found.checks] == [
        ("test: questions", "ok"),
        ("test: counts", "ok"),
        ("test: images", "ok"),
        ("test: image files", "ok"),
    ]
    assert found.tables[0].rows == (
        ("test questions", 2500, 2500),
        ("test text only", 2158, 2158),
        ("test with an image", 342, 342),
    )
    part = EXAM.verify(write(tmp_path / "part", many(5, 2)), "columns", lambda *said: None)
    assert [check.status for check in part.checks] == ["ok", "warning"]
