"""Made-up reports for the synthetic sample, in the layout of MIMIC-CXR's, that say what a study's labels say."""

from __future__ import annotations

from collections.abc import Mapping

_PHRASES = {
    "Enlarged Cardiomediastinum": "widening of the mediastinum",
    "Cardiomegaly": "cardiomegaly",
    "Lung Opacity": "lung opacity",
    "Lung Lesion": "lung nodule",
    "Edema": "pulmonary edema",
    "Consolidation": "consolidation",
    "Pneumonia": "pneumonia",
    "Atelectasis": "atelectasis",
    "Pneumothorax": "pneumothorax",
    "Pleural Effusion": "pleural effusion",
    "Pleural Other": "pleural thickening",
    "Fracture": "rib fracture",
    "Support Devices": "endotracheal tube",
}
_SENTENCES = {"1.0": "There is {}.", "0.0": "No {}.", "-1.0": "There may be {}."}
#: Every so many studies a report has no findings section, as many real ones have none.
_WITHOUT_FINDINGS = 4


def sample_report(number: int, cells: Mapping[str, str]) -> str:
    """Return the report of a study.

    Args:
        number: Of the study in its split.
        cells: Cells of a label file by finding; without any the report says nothing of the images.
    """
    parts = {"EXAMINATION": ["Chest. SYNTHETIC SAMPLE, not a patient's report."], "INDICATION": ["___ with cough."]}
    said = {name: _SENTENCES[cells[name]].format(phrase) for name, phrase in _PHRASES.items() if cells.get(name)}
    if cells:
        if number % _WITHOUT_FINDINGS != _WITHOUT_FINDINGS - 1:
            parts["FINDINGS"] = list(said.values()) or ["The lungs are clear."]
        main = [sentence for name, sentence in said.items() if cells[name] != "0.0"]
        parts["IMPRESSION"] = main or ["No acute cardiopulmonary process."]
    lines = [line for header, sentences in parts.items() for line in (f"{header}:", "", *sentences, "")]
    return "\n".join(f" {line}" for line in ("FINAL REPORT", *lines)) + "\n"
