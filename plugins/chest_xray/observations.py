"""The 14 observations of the CheXpert labelling scheme, which MIMIC-CXR-JPG uses too.

Names and order are those of the CheXpert release (Irvin et al. 2019, arXiv:1901.07031). Other files
spell and order them differently, so columns are always found by name, never by position.
"""

from __future__ import annotations

from podium.registry import Observation

#: In the order of CheXpert's CSV files.
OBSERVATIONS = (
    Observation("No Finding", ("No Findings",), "No pathology is seen; devices may still be there in train labels."),
    Observation("Enlarged Cardiomediastinum", (), "The heart and mediastinum together look enlarged."),
    Observation("Cardiomegaly", (), "The heart is enlarged."),
    Observation("Lung Opacity", ("Airspace Opacity",), "Any opacity in the lungs, whatever its cause."),
    Observation("Lung Lesion", (), "A nodule, mass or other focal lesion of the lung."),
    Observation("Edema", ("Pulmonary Edema", "Oedema"), "Fluid in the lung tissue."),
    Observation("Consolidation", (), "Air spaces of the lung filled with fluid or tissue."),
    Observation("Pneumonia", (), "Infection of the lung."),
    Observation("Atelectasis", (), "Partial collapse of the lung."),
    Observation("Pneumothorax", (), "Air between the lung and the chest wall."),
    Observation("Pleural Effusion", ("Effusion",), "Fluid between the lung and the chest wall."),
    Observation("Pleural Other", (), "Another finding of the pleura, such as thickening."),
    Observation("Fracture", ("Fractures",), "A broken bone."),
    Observation("Support Devices", ("Support Device",), "Lines, tubes, pacemakers and other hardware."),
)

#: Names in the order of CheXpert's CSV files.
NAMES = tuple(observation.name for observation in OBSERVATIONS)

#: The tasks of the CheXpert competition, whose mean AUROC is its headline.
FIVE = ("Atelectasis", "Cardiomegaly", "Consolidation", "Edema", "Pleural Effusion")


def plain(column: str) -> str:
    """Return a column's name without case, underscores and spare blanks."""
    return " ".join(column.replace("_", " ").lower().split())


_NAME_OF = {plain(name): seen.name for seen in OBSERVATIONS for name in (seen.name, *seen.synonyms)}


def finding(column: str) -> str | None:
    """Return the observation that a column name means, or None if it means none.

    Underscores, case, spare blanks and synonyms do not matter: ``"airspace_opacity"`` is
    ``"Lung Opacity"``.
    """
    return _NAME_OF.get(plain(column))
