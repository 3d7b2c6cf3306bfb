"""What the labeler does: stages, spans, aggregation, No Finding, and the examples everybody tries first."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from podium.plugins.chest_xray import label_report
from podium.plugins.chest_xray.labeler import Labeler
from podium.plugins.chest_xray.observations import NAMES


def seen(text: str, compat: bool = False) -> dict[str, int]:
    """Return the labels that are not blank."""
    return {name: code for name, code in label_report(text, compat).labels.items() if code is not None}


def test_labels_stand_in_the_order_of_chexperts_files() -> None:
    assert tuple(label_report("Lungs are clear.").labels) == NAMES


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("No pleural effusion.", "Pleural Effusion", 0),
        ("Pleural effusion.", "Pleural Effusion", 1),
        ("Possible pleural effusion.", "Pleural Effusion", -1),
        ("The effusion is no longer seen.", "Pleural Effusion", 0),
        ("Cannot exclude pneumonia.", "Pneumonia", -1),
        ("Atelectasis or pneumonia.", "Atelectasis", -1),
        ("Atelectasis or pneumonia.", "Pneumonia", -1),
        ("No atelectasis or pneumonia.", "Pneumonia", 0),
        ("The cardiac silhouette is stable.", "Cardiomegaly", -1),
        ("Plate-like atelectasis.", "Atelectasis", 1),
        ("No new consolidation.", "Consolidation", -1),
    ],
)
def test_the_first_examples_everybody_tries(text: str, name: str, code: int) -> None:
    assert seen(text)[name] == code


@pytest.mark.parametrize("text", ["Plate-like atelectasis.", "Old tuberculosis.", "Tubular opacity.", "Outlined mass."])
def test_a_word_inside_another_is_no_device(text: str) -> None:
    assert label_report(text).labels["Support Devices"] is None


@pytest.mark.parametrize(
    "text",
    [
        "PICC line projects over the heart.",
        "Swan-Ganz catheter in the right heart is unchanged.",
        "A catheter overlies the mediastinum.",
    ],
)
def test_where_a_device_lies_says_nothing_of_the_heart(text: str) -> None:
    labels = label_report(text).labels
    assert (labels["Support Devices"], labels["Cardiomegaly"], labels["Enlarged Cardiomediastinum"]) == (1, None, None)


def test_stages_are_tried_in_order_so_that_no_new_is_uncertain_and_no_or_is_negative() -> None:
    (mention,) = label_report("No new effusion.").mentions
    assert (mention.stage, mention.cue, mention.decision) == ("uncertain_before_negation", "No new", "uncertain")
    decisions = {mention.observation: mention.stage for mention in label_report("No effusion or edema.").mentions}
    assert decisions == {"Pleural Effusion": "negation", "Edema": "negation"}
    (mention,) = label_report("Possible effusion.").mentions
    assert mention.stage == "uncertain_after_negation"


def test_a_mention_knows_its_place_its_sentence_and_what_decided_it() -> None:
    text = "Heart normal. No  Pleural \t EFFUSION; stable."
    mention = next(one for one in label_report(text).mentions if one.observation == "Pleural Effusion")
    assert text[mention.start : mention.end] == mention.text == "Pleural \t EFFUSION"
    assert text[slice(*mention.sentence)].strip() == "No  Pleural \t EFFUSION"
    assert mention.cue_span is not None
    assert text[slice(*mention.cue_span)] == mention.cue == "No"
    assert (mention.decision, mention.implies) == ("negative", "")


def test_positive_comes_before_uncertain_before_negative() -> None:
    both = "No effusion on the right. Possible effusion on the left."
    assert seen(both)["Pleural Effusion"] == -1
    assert seen(f"{both} Effusion in the fissure.")["Pleural Effusion"] == 1


def test_compat_lets_negated_and_uncertain_be_uncertain_beside_a_positive_mention() -> None:
    text = "No effusion on the right. Possible effusion on the left. Effusion in the fissure."
    assert seen(text, compat=True)["Pleural Effusion"] == -1
    assert seen("Effusion. Possible effusion.", compat=True)["Pleural Effusion"] == 1


def test_heart_failure_makes_cardiomegaly_uncertain_unless_it_is_negated_or_cardiomegaly_is_seen() -> None:
    assert seen("Mild CHF.") == {"Edema": 1, "Cardiomegaly": -1}
    assert seen("Possible heart failure.") == {"Edema": -1, "Cardiomegaly": -1}
    assert seen("No CHF.") == {"Edema": 0, "No Finding": 1}
    assert seen("CHF. Cardiomegaly.")["Cardiomegaly"] == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The lungs are clear.", 1),
        ("PICC in place. No effusion.", 1),
        ("Possible effusion.", None),
        ("Emphysema.", None),
        ("No emphysema.", 1),
        ("Possible emphysema.", None),
        ("", None),
    ],
)
def test_no_finding_needs_text_and_no_positive_or_uncertain_finding_devices_aside(
    text: str, expected: int | None
) -> None:
    assert label_report(text).labels["No Finding"] == expected


def test_what_is_asked_or_was_once_is_set_aside() -> None:
    (mention,) = label_report("Rule out pneumonia.").mentions
    assert (mention.decision, mention.stage) == ("set aside", "set_aside")
    assert seen("History of pneumonia.") == {"No Finding": 1}


def test_a_sentence_remembered_is_read_as_one_that_is_not() -> None:
    texts = ["No effusion in 3 of 7 films.", "No effusion in 4 of 9 films.", "Heart 12 cm, enlarged.", "Edema?"]
    fresh, kept = Labeler(remember=False), Labeler()
    for text in [*texts, *texts]:
        assert kept.label(text) == fresh.label(text)


@settings(deadline=None)
@given(st.text())
def test_any_text_has_labels_and_mentions_inside_it(text: str) -> None:
    labeled = Labeler(remember=False).label(text)
    assert set(labeled.labels.values()) <= {1, 0, -1, None}
    for mention in labeled.mentions:
        assert 0 <= mention.sentence[0] <= mention.start < mention.end <= mention.sentence[1] <= len(text)


WORDS = (
    "no effusion heart is enlarged , or and possible not seen . pneumonia may represent stable normal versus with "
    "resolved ? : / edema picc"
).split()


@settings(deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=30))
def test_any_order_of_cues_and_findings_is_read(words: list[str]) -> None:
    text = " ".join(words)
    labeled = Labeler(remember=False).label(text)
    for mention in labeled.mentions:
        assert text[mention.start : mention.end] == mention.text
        assert mention.cue_span is None or text[slice(*mention.cue_span)] == mention.cue


def test_the_labeler_is_imported_only_when_it_is_asked_for_and_brings_nothing_heavy() -> None:
    code = (
        "import sys, podium.plugins.chest_xray as c; before = 'podium.plugins.chest_xray.labeler' in sys.modules;"
        "c.label_report('No effusion.');"
        "print(before, [m for m in ('numpy', 'torch', 'pyarrow', 'pandas') if m in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.PIPE, text=True)
    assert result.stdout == "False []\n"
