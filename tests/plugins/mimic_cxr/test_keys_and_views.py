from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podium.plugins.mimic_cxr.keys import normal_key, patient_folder
from podium.plugins.mimic_cxr.views import view_of
from podium.tests.plugins.mimic_cxr.support import dicom

NAME = dicom(7)


@pytest.mark.parametrize(
    ("column", "text", "key"),
    [
        ("dicom_id", NAME, NAME),
        ("dicom_id", f"files/p10/p10000032/s50414267/{NAME}.jpg", NAME),
        ("dicom_id", f" {NAME.upper()}.dcm\n", NAME),
        ("dicom_id", "something else ", "something else"),
        ("study_id", "50414267", "50414267"),
        ("study_id", "s50414267", "50414267"),
        ("study_id", "files/p10/p10000032/s50414267/", "50414267"),
        ("study_id", " 50414267 ", "50414267"),
        ("study_id", "10000032", "10000032"),
    ],
)
def test_images_and_studies_are_known_by_name_or_by_path(column: str, text: str, key: str) -> None:
    assert normal_key(column, text) == key


@given(st.sampled_from(["dicom_id", "study_id"]), st.text(max_size=80))
def test_a_key_is_its_own_key(column: str, text: str) -> None:
    key = normal_key(column, text)
    assert normal_key(column, key) == key


def test_a_patient_s_folder_is_grouped_by_its_first_three_characters() -> None:
    assert patient_folder(10_000_032) == "p10/p10000032"
    assert patient_folder(19_999_987) == "p19/p19999987"


@pytest.mark.parametrize(
    ("position", "code", "procedure", "view"),
    [
        ("AP", "", "", ("frontal", "AP")),
        ("PA", "lateral", "", ("frontal", "PA")),
        ("LATERAL", "", "", ("lateral", "")),
        ("LL", "", "", ("lateral", "LL")),
        ("LAO", "antero-posterior", "CHEST (PORTABLE AP)", ("other", "LAO")),
        ("", "postero-anterior", "CHEST (PORTABLE AP)", ("frontal", "PA")),
        ("", "antero-posterior", "", ("frontal", "AP")),
        ("", "left lateral", "", ("lateral", "LL")),
        ("", "lateral", "", ("lateral", "")),
        ("", "", "CHEST (PORTABLE AP)", ("frontal", "AP")),
        ("", "", "CHEST PA ONLY", ("frontal", "PA")),
        ("", "", "CHEST (PA AND LAT)", ("unknown", "")),
        ("", "", "CHEST (SINGLE VIEW)", ("unknown", "")),
        ("", "", "ABDOMEN, PAPER", ("unknown", "")),
        ("", "", "", ("unknown", "")),
    ],
)
def test_the_first_field_that_tells_the_view_decides(
    position: str, code: str, procedure: str, view: tuple[str, str]
) -> None:
    assert view_of(position, code, procedure) == view
