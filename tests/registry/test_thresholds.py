"""The file of frozen thresholds: what it holds, and what is refused."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podium.registry.errors import DataError
from podium.registry.thresholds import FrozenThresholds, digest, read_thresholds

GOOD: dict[str, Any] = {
    "version": 1, "rule": "max-f1", "benchmark": "b", "split": "valid", "sample": True, "run": "r", "dataset": "d",
    "model": {"name": "m"}, "settings": {},
    "thresholds": {"A": {"threshold": 0.25, "positives": 20}, "B": {"threshold": 0.5, "positives": 1, "fixed": "few"}},
}  # fmt: skip


def write(path: Path, data: Any) -> Path:
    path.write_text(json.dumps({**data, "sha256": digest(data)}))
    return path


def test_a_file_is_read_as_it_was_written_however_it_is_laid_out(tmp_path: Path) -> None:
    path = write(tmp_path / "t.json", GOOD)
    found = read_thresholds(path)
    assert found == FrozenThresholds(
        "max-f1", "b", "valid", True, "r", {"name": "m"}, "d", {}, {"A": 0.25, "B": 0.5}, {"B": "few"}, digest(GOOD)
    )
    path.write_text(json.dumps(json.loads(path.read_text()), indent=4, sort_keys=True) + "\n\n")
    assert read_thresholds(path) == found


def test_the_hash_is_that_of_canonical_json() -> None:
    data = {"b": 0.1, "a": "é", "sha256": "whatever"}
    assert digest(data) == hashlib.sha256('{"a":"é","b":0.1}'.encode()).hexdigest()


@given(st.floats(0, 1), st.floats(0, 1))
def test_two_thresholds_have_the_same_hash_only_if_they_are_equal(one: float, other: float) -> None:
    first, second = ({**GOOD, "thresholds": {"A": {"threshold": value}}} for value in (one, other))
    assert (digest(first) == digest(second)) == (repr(one) == repr(other))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("finding,threshold\nA,0.5\n", "{path} is not JSON (podium runs thresholds writes such a file)"),
        ("[" * 100_000, "{path} is not JSON (podium runs thresholds writes such a file)"),
        ("[]", "{path} is no file of thresholds (podium runs thresholds writes such a file)"),
        ('{"A": 0.5}', "{path} is no file of thresholds (podium runs thresholds writes such a file)"),
        (json.dumps(GOOD), "{path} was changed after it was written: its sha256 does not match (write it anew)"),
    ],
)
def test_what_is_no_such_file_is_refused(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "t.json"
    path.write_text(text)
    with pytest.raises(DataError) as caught:
        read_thresholds(path)
    assert str(caught.value) == message.format(path=path)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"version": 2}, "is of version 2; this Podium reads version 1"),
        ({"rule": "by eye"}, "does not say by which rule and on what its thresholds were chosen"),
        ({"split": None}, "does not say by which rule and on what its thresholds were chosen"),
        ({"model": "m"}, "does not say which model and settings its thresholds are for"),
        ({"thresholds": {"A": 0.5}}, "has no number as the threshold of 'A'"),
        ({"thresholds": {"A": {"threshold": "0.5"}}}, "has no number as the threshold of 'A'"),
        ({"thresholds": {"A": {"threshold": True}}}, "has no number as the threshold of 'A'"),
        ({"thresholds": {"A": {"threshold": float("nan")}}}, "has no number as the threshold of 'A'"),
    ],
)
def test_a_file_that_lacks_something_is_refused_though_its_hash_fits(
    tmp_path: Path, changed: dict[str, Any], message: str
) -> None:
    path = write(tmp_path / "t.json", {**GOOD, **changed})
    with pytest.raises(DataError) as caught:
        read_thresholds(path)
    assert str(caught.value).startswith(f"{path} {message}")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        read_thresholds(tmp_path / "none.json")
    assert str(caught.value) == f"thresholds {tmp_path / 'none.json'} cannot be read: No such file or directory"
