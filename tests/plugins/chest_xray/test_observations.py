from __future__ import annotations

import pytest

from podium.plugins.chest_xray.observations import FIVE, NAMES, OBSERVATIONS, finding


def test_there_are_the_fourteen_observations_in_the_order_of_chexpert_csv_files() -> None:
    assert NAMES == (
        "No Finding",
        "Enlarged Cardiomediastinum",
        "Cardiomegaly",
        "Lung Opacity",
        "Lung Lesion",
        "Edema",
        "Consolidation",
        "Pneumonia",
        "Atelectasis",
        "Pneumothorax",
        "Pleural Effusion",
        "Pleural Other",
        "Fracture",
        "Support Devices",
    )


def test_the_five_competition_tasks_are_observations() -> None:
    assert FIVE == ("Atelectasis", "Cardiomegaly", "Consolidation", "Edema", "Pleural Effusion")
    assert set(FIVE) < set(NAMES)


@pytest.mark.parametrize(
    ("column", "name"),
    [
        ("Pleural_Effusion", "Pleural Effusion"),
        ("pleural effusion", "Pleural Effusion"),
        (" PLEURAL  EFFUSION ", "Pleural Effusion"),
        ("Airspace Opacity", "Lung Opacity"),
        ("airspace_opacity", "Lung Opacity"),
        ("Lung Opacity", "Lung Opacity"),
        ("No_Finding", "No Finding"),
        ("Pleural", None),
        ("", None),
        ("Path", None),
    ],
)
def test_a_column_is_found_by_any_spelling_of_its_name(column: str, name: str | None) -> None:
    assert finding(column) == name


def test_no_synonym_means_two_observations() -> None:
    spellings = [text.lower() for seen in OBSERVATIONS for text in (seen.name, *seen.synonyms)]
    assert len(spellings) == len(set(spellings))
