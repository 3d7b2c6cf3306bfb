"""Reports as they really come: empty, garbled, shouted, unpunctuated, enormous."""

from __future__ import annotations

import time

import pytest

from podium.plugins.chest_xray import label_report
from podium.plugins.chest_xray.labeler import Labeler


def seen(text: str) -> dict[str, int]:
    return {name: code for name, code in label_report(text).labels.items() if code is not None}


CLEAR = {"Pleural Effusion": 0, "Pneumothorax": 0, "No Finding": 1}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n\t ",
        "FINDINGS:",
        "FINDINGS:\n\nIMPRESSION:\n",
        "INDICATION: cough.",
        "___",
        "...",
        "HISTORY: CHF.\n",
        "FINAL REPORT\n\nEXAMINATION:\n\nFINDINGS:\n\nIMPRESSION:\n",
    ],
)
def test_a_report_without_text_to_read_has_no_label_at_all(text: str) -> None:
    assert seen(text) == {}


@pytest.mark.parametrize(
    "text",
    [
        "No effusion or pneumothorax.",
        "NO EFFUSION OR PNEUMOTHORAX",
        "no effusion no pneumothorax",
        "- No effusion\n- No pneumothorax",
        "• No effusion • No pneumothorax",
        "1. No effusion.\n2. No pneumothorax.",
        "1) No effusion 2) No pneumothorax",
        "No effusion.No pneumothorax.",
        "No effusion\nNo pneumothorax\n",
        "No effusion\r\nNo pneumothorax\r\n",
        "No ___ effusion. No XXXX pneumothorax.",
        "There is no effusion, pneumothorax.",
        "Effusion: none. Pneumothorax: none.",
        "Effusion: no\nPneumothorax: no",
        "No effussion or pnuemothorax.",
        "No effusions or pneumothoraces!",
        "no evidence of effusion/pneumothorax",
        "The report says there is no effusion or\n pneumothorax in either lung as far as can be seen.",
    ],
)
def test_however_it_is_set_it_is_read_the_same(text: str) -> None:
    assert seen(text) == CLEAR


@pytest.mark.parametrize(
    ("british", "american"), [("oedema", "edema"), ("haemothorax", "hemothorax"), ("tumour", "tumor")]
)
def test_british_and_american_spellings_are_the_same(british: str, american: str) -> None:
    assert seen(f"There is {british}.") == seen(f"There is {american}.") != {"No Finding": 1}


@pytest.mark.parametrize(
    ("typo", "name"),
    [
        ("cardiomegally", "Cardiomegaly"),
        ("cardiomegay", "Cardiomegaly"),
        ("atelectsis", "Atelectasis"),
        ("atelectasiss", "Atelectasis"),
        ("consolidaton", "Consolidation"),
        ("pnuemothorax", "Pneumothorax"),
        ("pneumonai", "Pneumonia"),
        ("effusoin", "Pleural Effusion"),
        ("fractrue", "Fracture"),
        ("infiltrtae", "Lung Opacity"),
        ("pacemkaer", "Support Devices"),
    ],
)
def test_common_typos_of_findings_are_recognised(typo: str, name: str) -> None:
    assert seen(f"There is {typo}.")[name] == 1


@pytest.mark.parametrize(
    "word", ["diffusion", "infusions", "illusion", "pneumonectomy", "nodal", "capacity", "affection"]
)
def test_another_word_is_no_typo(word: str) -> None:
    assert seen(f"There is {word}.") == {"No Finding": 1}


def test_sections_that_say_why_or_what_was_before_are_not_read() -> None:
    text = (
        "EXAMINATION: Chest.\n\nINDICATION: Rule out pneumonia, history of effusion.\n\nTECHNIQUE: PA.\n\n"
        "COMPARISON: Prior with large pneumothorax.\n\nFINDINGS: Mild cardiomegaly.\n\nIMPRESSION: No edema."
    )
    assert seen(text) == {"Cardiomegaly": 1, "Edema": 0}
    assert seen("Indication: pneumonia. Findings: No edema.") == {"Edema": 0, "No Finding": 1}


def test_without_a_named_section_a_blank_line_ends_the_indication() -> None:
    assert seen("INDICATION: Pneumonia\n\nThe lungs are clear. No effusion.") == {
        "Pleural Effusion": 0,
        "No Finding": 1,
    }


def test_a_copied_earlier_report_is_not_read() -> None:
    text = "IMPRESSION: No effusion.\n\nPRIOR REPORT: Large effusion and pneumothorax.\n\nADDENDUM: There is edema."
    assert seen(text) == {"Pleural Effusion": 0, "Edema": 1}


def test_an_addendum_above_a_line_of_underscores_is_part_of_the_report() -> None:
    text = "ADDENDUM  A small pneumothorax is present.\n" + "_" * 40 + "\nFINAL REPORT\nFINDINGS: No effusion."
    assert seen(text) == {"Pneumothorax": 1, "Pleural Effusion": 0}


def test_a_wrapped_line_goes_on_and_a_short_line_ends() -> None:
    wrapped = "There is no evidence of consolidation, of pulmonary edema, or of a large\npleural effusion. Stable."
    assert seen(wrapped)["Pleural Effusion"] == 0
    assert seen("No consolidation\nPleural effusion\n") == {"Consolidation": 0, "Pleural Effusion": 1}


def test_control_characters_and_other_scripts_do_no_harm() -> None:
    assert seen("\x00\x07No effusion.\x1b[31m Плевра İstanbul 胸水 No pneumothorax.") == CLEAR


@pytest.mark.parametrize(
    "piece",
    [
        "No effusion or pneumothorax. ",
        "no effusion, ",
        "heart and ",
        "opacity or ",
        "possible ",
        "a",
        "FINDINGS: ",
        "\n",
        ": ",
        "stable enlarged ",
        "qwertyuiopas{} ",
        "normal ",
        "?",
    ],
)
def test_the_time_is_linear_in_the_length(piece: str) -> None:
    def seconds(size: int) -> float:
        text = "".join(piece.format(number) for number in range(size // len(piece)))[:size]
        start = time.process_time()
        Labeler(remember=False).marks(text)
        return time.process_time() - start

    small = large = float("inf")
    for _ in range(8):
        # Other work can only add time, so each length keeps the fastest of its turns.
        small, large = min(small, seconds(15_000)), min(large, seconds(120_000))
        # Eight times the text; a square would take 64 times as long.
        if large < 24 * small + 0.2:
            break
    assert large < 24 * small + 0.2


def test_a_megabyte_of_text_is_read_in_seconds() -> None:
    text = "The lungs are clear. No effusion. Heart size is normal and the mediastinum is stable. " * 12_000
    assert len(text) > 1_000_000
    start = time.process_time()
    labels = Labeler().label(text).labels
    assert time.process_time() - start < 20
    assert labels["Cardiomegaly"] == 0
