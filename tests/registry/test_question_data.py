"""Checking a copy of a benchmark of questions, by the quiz and by questions with images."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from podium.registry import Choose, DataError, Dataset, Item, MissingFiles, Part, Verification, verify_questions
from podium.registry.discovery import discover
from podium.registry.kept_images import keep_image
from podium.registry.verification import LEVELS
from podium.tests.fakes import quiz_data

PUBLISHED = {"anatomy": 12, "astronomy": 12, "virology": 12}


@pytest.fixture(scope="module")
def quiz() -> Any:
    plugins = Path(__file__).parents[1] / "fakes" / "plugins"
    return discover([], "", [plugins]).benchmarks["quiz"].benchmark


def parts(quiz: Any, root: Path, published: Mapping[str, int] = PUBLISHED) -> list[Part]:
    def load(split: str, images: bool) -> Iterable[Item]:
        if not (root / split).is_dir():
            raise MissingFiles(f"{root} has no {split}", "get it")
        found: Iterable[Item] = quiz.load(root, split, 0, "likelihood")
        return found

    return [
        Part("test", partial(load, "test"), 36, published),
        Part("dev", partial(load, "dev"), 15),
    ]


def check(root: Path, found: list[Part], level: str = "columns") -> Verification:
    return verify_questions(root, found, level, lambda stage, done, total: None)


def lines(found: Verification) -> list[str]:
    return [f"{one.status} {one.name}: {one.detail}" for one in found.checks]


def test_a_copy_as_published_and_its_counts_beside_the_published_ones(quiz: Any, tmp_path: Path) -> None:
    root = quiz_data.write(tmp_path / "quiz")
    found = check(root, parts(quiz, root))
    assert lines(found) == [
        "ok test: questions: 36 could be read",
        "ok test: counts: as published, those of each subject included",
        "ok dev: questions: 15 could be read",
        "ok dev: counts: as published",
    ]
    assert found.ok
    (table,) = found.tables
    assert table.columns == ("of", "here", "published")
    assert table.rows == (
        ("test questions", 36, 36),
        ("test anatomy", 12, 12),
        ("test astronomy", 12, 12),
        ("test virology", 12, 12),
        ("dev questions", 15, 15),
        ("dev anatomy", 5, None),
        ("dev astronomy", 5, None),
        ("dev virology", 5, None),
    )


def test_other_counts_are_a_warning_that_names_the_subjects(quiz: Any, tmp_path: Path) -> None:
    root = quiz_data.write(tmp_path / "quiz", subjects=("anatomy", "botany"))
    found = check(root, parts(quiz, root))
    assert found.checks[1].status == "warning"
    assert found.checks[1].detail == (
        "not the published set: 24 questions, 36 were published; no board takes figures from it"
    )
    assert found.checks[1].examples == (
        "astronomy: 0 instead of 12",
        "virology: 0 instead of 12",
        "botany: not a published subject",
    )
    assert ("test botany", 12, None) in found.tables[0].rows
    assert found.ok


def test_a_part_that_is_not_there_is_a_warning_and_a_damaged_one_a_problem(quiz: Any, tmp_path: Path) -> None:
    root = quiz_data.write(tmp_path / "quiz")
    (root / "dev").rename(tmp_path / "dev")

    def load(images: bool) -> Iterable[Item]:
        raise DataError(f"{root}/x.csv, row 3, column answer: 'E' is no option", "fetch it again")

    found = check(root, [*parts(quiz, root)[1:], Part("test", load, 36)])
    assert lines(found) == [
        f"warning dev: not there: {root} has no dev (get it)",
        f"problem test: questions: {root}/x.csv, row 3, column answer: 'E' is no option (fetch it again)",
    ]
    assert not found.ok
    with pytest.raises(MissingFiles, match="has no dev"):
        check(root, parts(quiz, root)[1:])


def test_ids_that_name_two_questions_and_the_loaders_own_words_are_told() -> None:
    items = [Item(name, Choose("?", ("a", "b")), 0, attributes={"subject": "x"}) for name in ("1", "2", "1")]
    dataset = Dataset(items, "test", shortfall="3 rows (the revision of May)", notes=("2 of them are doubled",))
    found = check(Path("/nowhere"), [Part("test", lambda images: dataset, 3)])
    assert lines(found) == [
        "ok test: questions: 3 could be read",
        "problem test: ids: ids that name more than one question: 1",
        "warning test: counts: not the published set: 3 rows (the revision of May); no board takes figures from it",
        "ok test: note: 2 of them are doubled",
    ]
    assert found.checks[1].examples == ("1",)


def test_sample_data_is_not_compared_with_what_was_published(quiz: Any, own_home: Path) -> None:
    root = quiz_data.write(own_home / "samples" / "quiz-1", test=2)
    found = check(root, parts(quiz, root))
    assert "ok test: counts: a synthetic sample, so not compared with the published ones" in lines(found)
    assert {row[2] for row in found.tables[0].rows} == {None}


def pictures(root: Path, count: int = 3) -> list[Item]:
    (root / "images").mkdir(parents=True)
    items = []
    for number in range(count):
        path = root / "images" / f"{number}.jpg"
        Image.linear_gradient("L").save(path)
        items.append(Item(str(number), Choose("?", ("a", "b"), (path, path)), 0))
    return items


def test_images_are_looked_for_at_paths_and_decoded_at_images(tmp_path: Path) -> None:
    items = pictures(tmp_path)
    part = Part("val", lambda images: items, 3)
    assert len(check(tmp_path, [part], "columns").checks) == 2
    assert lines(check(tmp_path, [part], "paths"))[2:] == ["ok val: images: all 3 are there"]
    assert lines(check(tmp_path, [part], "images"))[3:] == ["ok val: image files: all 3 can be decoded"]
    (tmp_path / "images" / "0.jpg").unlink()
    whole = (tmp_path / "images" / "2.jpg").read_bytes()
    (tmp_path / "images" / "2.jpg").write_bytes(whole[:-200])
    found = check(tmp_path, [part], "images")
    assert [(one.status, one.detail) for one in found.checks[2:]] == [
        ("problem", "2 of 3 are there"),
        ("problem", "1 of 2 cannot be decoded"),
    ]
    assert found.checks[2].examples == ("missing: images/0.jpg",)
    assert found.checks[3].examples[0].startswith(f"image {tmp_path}/images/2.jpg cannot be read: ")


def test_images_inside_tables_are_opened_and_written_at_the_level_images_alone(tmp_path: Path, own_home: Path) -> None:
    Image.linear_gradient("L").save(tmp_path / "one.png")
    content = (tmp_path / "one.png").read_bytes()
    asked = []

    def load(images: bool) -> list[Item]:
        asked.append(images)
        path = keep_image(content, "quiz", "one", "row 1", write=images)
        return [Item("1", Choose("?", ("a", "b"), (path,)), 0)]

    part = Part("val", load, 1)
    assert lines(check(tmp_path, [part], "paths"))[2] == "ok val: images: 1 lie inside the tables"
    assert not (own_home / "images").exists()
    assert lines(check(tmp_path, [part], "images"))[2:] == [
        "ok val: images: all 1 are there",
        "ok val: image files: all 1 can be decoded",
    ]
    assert asked == [False, True]


def test_files_in_the_hubs_cache_are_compared_with_the_checksum_they_are_called_by(quiz: Any, tmp_path: Path) -> None:
    root = quiz_data.write(tmp_path / "snapshots" / "0123")
    blobs = tmp_path / "blobs"
    blobs.mkdir()
    assert lines(check(root, parts(quiz, root), "hashes"))[-1] == (
        "ok hashes: nothing to compare with: only files in the hub's cache carry their checksum"
    )
    for path in (root / "test").iterdir():
        blob = blobs / hashlib.sha256(path.read_bytes()).hexdigest()
        path.rename(blob)
        path.symlink_to(blob)
    assert lines(check(root, parts(quiz, root), "hashes"))[-1] == "ok hashes: 3 files are what the hub has"
    blob = (root / "test" / "anatomy_test.csv").resolve()
    blob.write_bytes(blob.read_bytes().replace(b"heart", b"liver"))
    (last,) = check(root, parts(quiz, root), "hashes").checks[-1:]
    assert (last.status, last.detail) == ("problem", "1 of 3 files are not what the hub has")
    assert last.examples == ("test/anatomy_test.csv: another content than its checksum",)


@pytest.mark.parametrize("level", LEVELS)
def test_how_far_it_is_is_told(tmp_path: Path, level: str) -> None:
    items = pictures(tmp_path)
    told: list[tuple[str, int, int]] = []
    verify_questions(tmp_path, [Part("val", lambda images: items, 3)], level, lambda *one: told.append(one))
    assert told[0] == ("questions", 0, 1)
    assert ("images", 2, 3) in told or level in ("columns", "paths")
