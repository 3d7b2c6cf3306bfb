"""The protocols ``report-findings`` and ``report-impression``: a model writes a section of a study's report."""

from __future__ import annotations

#: Protocols, which are the slugs of their boards too, and the section that each asks for.
SECTIONS = {"report-findings": "findings", "report-impression": "impression"}

_PROMPTS = {
    "findings": (
        "Write the findings section of a radiology report on this chest X-ray study. Describe what the images show,"
        " normal and abnormal, in plain sentences. Reply with the text of the section only."
    ),
    "impression": (
        "Write the impression section of a radiology report on this chest X-ray study. Sum up what matters in what the"
        " images show, in one to five short sentences. Reply with the text of the section only."
    ),
}


def prompt(section: str) -> str:
    """Return what a model is asked for a section."""
    return _PROMPTS[section]
