"""Finding the files of a split: where a copy may lie, files of several, what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from podium.registry import DataError, MissingFiles, find_files

PATTERNS = ("data/test-*.parquet", "test.csv")


def touch(*paths: Path) -> None:
    for path in paths:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()


def find(root: Path, patterns: Sequence[str] = PATTERNS) -> list[str]:
    found = find_files(root, patterns, "the test split of Quiz", "get it at example.org")
    return [str(path.relative_to(root.resolve().parent)) for path in found]


def refusal(root: Path, patterns: Sequence[str] = PATTERNS) -> str:
    with pytest.raises(DataError) as caught:
        find(root, patterns)
    return str(caught.value).replace(str(root.parent), "DIR")


@pytest.mark.parametrize("folder", ["", "Quiz", "datasets--org--quiz/snapshots/0123", "snapshots/0123"])
def test_the_folder_the_one_above_and_a_repository_in_the_hubs_cache_are_all_fine(tmp_path: Path, folder: str) -> None:
    root = tmp_path / "root"
    name = "test-00000-of-00001.parquet"
    touch(root / folder / "data" / name, root / ".cache" / "data" / name, root / "blobs" / "data")
    here = root / "datasets--org--quiz" if folder.startswith("datasets") else root
    assert [str(path.relative_to(root)) for path in find_files(here, PATTERNS, "it", "")] == [
        str(Path(folder) / "data" / name)
    ]


def test_the_folder_that_the_pattern_begins_with_is_the_folder_too(tmp_path: Path) -> None:
    touch(tmp_path / "Quiz" / "data" / "test-0.parquet")
    assert find(tmp_path / "Quiz" / "data") == ["Quiz/data/test-0.parquet".removeprefix("Quiz/")]


def test_the_first_pattern_that_fits_is_taken_and_names_with_brackets_and_spaces_are_names(tmp_path: Path) -> None:
    root = tmp_path / "a [copy] of (it)"
    touch(root / "standard (10 options)" / "test-1.parquet", root / "standard (10 options)" / "test-0.parquet")
    touch(root / "test.csv")
    assert find(root, ("standard (10 options)/test-*.parquet", "test.csv")) == [
        f"{root.name}/standard (10 options)/test-0.parquet",
        f"{root.name}/standard (10 options)/test-1.parquet",
    ]
    assert find(root) == [f"{root.name}/test.csv"]


def test_several_folders_that_have_it_are_named_instead_of_choosing_one(tmp_path: Path) -> None:
    touch(
        tmp_path / "root" / "HLE" / "data" / "test-0.parquet",
        tmp_path / "root" / "MMLU-Pro" / "data" / "test-0.parquet",
    )
    assert refusal(tmp_path / "root") == (
        "2 folders of DIR/root have the test split of Quiz: HLE, MMLU-Pro (give one of them to --data)"
    )


def test_what_is_missing_is_named_with_how_to_get_it(tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    assert refusal(root) == (
        "DIR/root is empty, it has no data/test-*.parquet or test.csv: the test split of Quiz (get it at example.org)"
    )
    touch(root / "README.md")
    with pytest.raises(MissingFiles):
        find(root)
    assert refusal(root) == (
        "DIR/root has no data/test-*.parquet or test.csv: the test split of Quiz (get it at example.org)"
    )
    assert refusal(tmp_path / "none").startswith("DIR/none cannot be listed: No such file or directory")


@pytest.mark.parametrize("ending", ["", "-6f01ab23cd45ef67"])
def test_files_of_several_are_all_wanted_with_a_hash_in_their_names_or_without(tmp_path: Path, ending: str) -> None:
    names = [f"test-{number:05}-of-00003{ending}.parquet" for number in range(3)]
    touch(*(tmp_path / "root" / "data" / name for name in names))
    assert find(tmp_path / "root") == [f"root/data/{name}" for name in names]
    (tmp_path / "root" / "data" / names[1]).unlink()
    assert refusal(tmp_path / "root") == (
        "DIR/root/data lacks 1 of 3 files: test-00001-of-00003.parquet (get it at example.org)"
    )


@pytest.mark.parametrize("other", ["test-00000-of-00002.parquet", "test-00000-of-00001-6f01ab23cd45ef67.parquet"])
def test_files_of_two_revisions_beside_each_other_are_refused(tmp_path: Path, other: str) -> None:
    touch(tmp_path / "root" / "data" / "test-00000-of-00001.parquet", tmp_path / "root" / "data" / other)
    said = refusal(tmp_path / "root")
    assert said.startswith("DIR/root/data holds files of two revisions: ")
    assert other in said and said.endswith("(fetch it anew into an empty folder)")


def test_tables_of_other_subjects_are_counted_apart(tmp_path: Path) -> None:
    files = [f"{subject}/test-{number:05}-of-00002.parquet" for subject in ("Art", "Math") for number in range(2)]
    touch(*(tmp_path / "root" / file for file in files))
    assert find(tmp_path / "root", ("*/test-*.parquet",)) == [f"root/{file}" for file in files]
