from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from podium.plugins.chexpert.index import index_split
from podium.plugins.chexpert.keys import image_name, normal_key, study_key
from podium.plugins.chexpert.plugin import CheXpert
from podium.tests.plugins.chexpert.support import classic, load, row, write_table


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("CheXpert-v1.0/train/patient00001/study1/view1_frontal.jpg", "patient00001/study1/view1_frontal.jpg"),
        ("CheXpert-v1.0-small/valid/patient64541/study1/view2_lateral.jpg", "patient64541/study1/view2_lateral.jpg"),
        ("test/patient64741/study1/view1_frontal.jpg", "patient64741/study1/view1_frontal.jpg"),
        ("CheXpert-v1.0/TEST/patient64741/study1/view1_frontal.jpg", "patient64741/study1/view1_frontal.jpg"),
        ("patient64741/study1/view1_frontal.jpg", "patient64741/study1/view1_frontal.jpg"),
        ("/data/training/val/patient64541/study1/view1_frontal.jpg", "patient64541/study1/view1_frontal.jpg"),
        (r"D:\CheXpert\test\patient64741\study1\view1_frontal.jpg", "patient64741/study1/view1_frontal.jpg"),
        ("CheXpert-v1.0/test/patient64741/study1", "patient64741/study1"),
        ("CheXpert-v1.0/test/patient64741/study1/", "patient64741/study1"),
        ("  patient64741/study12/ \n", "patient64741/study12"),
        ("patient6474/study1", None),
        ("patient647411/study1", None),
        ("xpatient64741/study1", None),
        ("patient64741/study01", None),
        ("patient64741/study1/view1_oblique.jpg", None),
        ("patient64741/study1/view1_frontal.jpg.png", None),
        ("patient64741", None),
        ("", None),
    ],
)
def test_a_path_is_read_from_its_end(text: str, key: str | None) -> None:
    assert normal_key(text) == key


KEYS = st.builds(
    lambda patient, study, view, lateral: f"{study_key(patient, study)}/{image_name(view, lateral)}",
    st.integers(0, 99_999),
    st.integers(1, 9_999),
    st.integers(1, 99),
    st.booleans(),
)
PREFIXES = st.lists(st.text("abCX-_. 0129", min_size=1, max_size=8), max_size=3).map(
    lambda parts: "".join(f"{part}/" for part in parts)
)


@given(PREFIXES, KEYS, st.sampled_from(["", "/", " ", "\n"]))
def test_whatever_stands_before_a_key_does_not_change_it(prefix: str, key: str, tail: str) -> None:
    assert normal_key(prefix + key + tail) == key
    assert normal_key(prefix.upper() + key.upper()) == key
    study = key.rpartition("/")[0]
    assert normal_key(prefix + study + tail) == study


@given(st.text(max_size=80))
def test_any_text_has_a_key_that_is_its_own_key_or_none(text: str) -> None:
    key = normal_key(text)
    assert key is None or normal_key(key) == key
    assert CheXpert().key("Path", text) == (text.strip() if key is None else key)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(PREFIXES, KEYS), min_size=1, max_size=12, unique_by=lambda pair: pair[1]))
def test_a_table_s_paths_are_read_as_single_paths_are(paths: list[tuple[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        table = write_table(Path(folder, "t.csv"), [row(prefix + key) for prefix, key in paths])
        index = index_split(table, expert=True)
    read = [index.key(place) for place in range(len(index))]
    assert sorted(read) == sorted(key for _, key in paths)
    assert [paths[place][1] for place in index.row] == read


def test_items_are_named_by_path_or_by_study_in_the_official_submission_form(tmp_path: Path) -> None:

    benchmark = CheXpert()
    item = load(classic(tmp_path), "test").items[0]
    assert item.id == "patient64741/study1/view1_frontal.jpg"
    assert benchmark.key_columns == ("Path", "Study")
    by_path = benchmark.key("Path", "CheXpert-v1.0/test/patient64741/study1/view1_frontal.jpg")
    by_study = benchmark.key("Study", "CheXpert-v1.0/test/patient64741/study1/")
    assert by_path == benchmark.item_key("Path", item)
    assert by_study == benchmark.item_key("Study", item) == "patient64741/study1"
