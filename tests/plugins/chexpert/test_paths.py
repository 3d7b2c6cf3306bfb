"""A column of paths says the same as each path alone, whatever is before it and however it is written."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from podium.plugins.chest_xray import tables
from podium.plugins.chest_xray.observations import NAMES
from podium.plugins.chexpert.index import index_split
from podium.plugins.chexpert.keys import PATH
from podium.plugins.chexpert.paths import PARTS, parse_paths
from podium.registry import DataError

PIECES = st.one_of(
    st.sampled_from(["/", "\\", "patient", "PATIENT", "study", "view", "_frontal.jpg", "_lateral.jpg", "_Lateral.JPG"]),
    st.sampled_from(["00001", "64540", "1", "0", "10", "9", ":", "é", " ", "\n", "x" * 40, "_lrontal.jpg", ".png"]),
)
WHOLE = st.builds(
    "{}/patient{}/study{}/view{}_{}.jpg{}".format,
    st.sampled_from(["CheXpert-v1.0/train", "", "a", "é"]),
    st.sampled_from(["00001", "64540", "0001", "0000a", "０0001"]),
    st.sampled_from(["1", "9", "10", "99", "100", "0", "01", ":", ""]),
    st.sampled_from(["1", "9", "10", "0", "?"]),
    st.sampled_from(["frontal", "lateral", "Frontal", "lrontal"]),
    st.sampled_from(["", "/", " ", "x"]),
)


def one_by_one(texts: list[str]) -> list[tuple[int, int, int, bool]]:
    found = []
    for text in texts:
        match = PATH.search(text)
        if match is None:
            found.append((-1, 0, 0, False))
        else:
            kind = (match["kind"] or "").lower()
            found.append((int(match["patient"]), int(match["study"]), int(match["view"] or 0), kind == "lateral"))
    return found


@given(st.lists(WHOLE | st.lists(PIECES, max_size=9).map("".join), max_size=12), st.integers(0, 3))
def test_paths_are_read_as_the_pattern_reads_them_one_by_one(texts: list[str], skipped: int) -> None:
    parts = parse_paths(pa.array(texts, pa.string())[skipped:])
    assert parts.dtype == PARTS
    assert parts.tolist() == one_by_one(texts[skipped:])


def test_rows_are_numbered_through_all_pieces_of_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "_PIECE_BYTES", 2_000)
    header = "Path,Sex,Age,Frontal/Lateral,AP/PA," + ",".join(NAMES)
    lines = [
        f"train/patient{number:05d}/study{number % 12 + 1}/view1_frontal.jpg,Male,{number % 90 + 1},Frontal,AP"
        + f",{'1.0' if number % 3 else ''}" * 14
        for number in range(1, 301)
    ]
    table = tmp_path / "train.csv"
    table.write_text("\n".join([header, *lines]))
    index = index_split(table, expert=False)
    assert index.patient.tolist() == list(range(1, 301))
    assert index.study.tolist() == [number % 12 + 1 for number in range(1, 301)]
    assert (index.labels[:, 0] == np.where(np.arange(1, 301) % 3, 1, -2)).all()
    for column, cell, problem in ((0, "nowhere", "'nowhere' does not end like"), (6, "2.0", "'2.0' is not 1, 0, -1")):
        cells = lines[249].split(",")
        cells[column] = cell
        table.write_text("\n".join([header, *lines[:249], ",".join(cells), *lines[250:]]))
        with pytest.raises(DataError, match=f"row 251, column .*{problem}"):
            index_split(table, expert=False)
