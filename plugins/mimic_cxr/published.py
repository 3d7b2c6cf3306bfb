"""Published counts of MIMIC-CXR-JPG, by which a copy is known to be the official one.

They are those that the authors' own notebooks print (https://github.com/MIT-LCP/mimic-cxr).
"""

from __future__ import annotations

#: Images, studies and patients of each split, whether labelled or not.
SIZES = {
    "train": (368_960, 222_758, 64_586),
    "validate": (2_991, 1_808, 500),
    "test": (5_159, 3_269, 293),
}

#: Studies in a label file; 8 further studies have no section that could be labelled.
LABELLED_STUDIES = 227_827

#: Images of each view in each split. The paper's table also used a field of the DICOM files that was
#: not released, so that the public files do not give exactly these.
VIEWS = {
    "train": {"frontal": 248_020, "lateral": 120_795, "other": 145},
    "validate": {"frontal": 2_041, "lateral": 949, "other": 1},
    "test": {"frontal": 3_653, "lateral": 1_502, "other": 4},
}

#: Images whose ViewPosition is blank (https://github.com/MIT-LCP/mimic-cxr/issues/15).
UNPOSITIONED = 15_769

#: Studies of the test split that a radiologist labelled from the reports.
GOLD_STUDIES = 687

#: Reports, and which section the authors' code took the labels from.
REPORTS = 227_835
SECTIONS = {"impression": 189_561, "findings": 27_684, "last_paragraph": 10_514}


def difference(split: str, sizes: tuple[int, int, int], labelled_studies: int | None, gold: bool = False) -> str:
    """Return how a copy differs from the published one; empty if it does not.

    Args:
        split: A split.
        sizes: Its images, studies and patients in the copy.
        labelled_studies: Studies in the copy's label file, over all splits; with ``gold``, those of the
            split that a radiologist labelled; None where no labels are used.
        gold: Whether the labels are the radiologist's.
    """
    which, published = "labelled studies in all", LABELLED_STUDIES
    if gold:
        which, published = "studies labelled by a radiologist", GOLD_STUDIES
    counted = list(zip(("images", "studies", "patients"), sizes, SIZES[split], strict=True))
    if labelled_studies is not None:
        counted.append((which, labelled_studies, published))
    wrong = [f"{having:,} {name} instead of {wanted:,}" for name, having, wanted in counted if having != wanted]
    return f"not the published {split} split: {', '.join(wrong)}" if wrong else ""
