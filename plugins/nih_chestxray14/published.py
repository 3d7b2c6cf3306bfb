"""What was published, and what its label file holds: how a copy is known to be whole.

The two lists partition the images; the sizes of the whole and of the test list are the dataset's own. Positives were
counted on ``Data_Entry_2017_v2020.csv``.
"""

from __future__ import annotations

IMAGES, PATIENTS = 112_120, 30_805
SPLITS = {"train": 86_524, "test": 25_596}

#: Images per finding in the whole of ``Data_Entry_2017_v2020.csv``.
POSITIVES = {
    "Atelectasis": 11_559,
    "Cardiomegaly": 2_776,
    "Effusion": 13_317,
    "Infiltration": 19_894,
    "Mass": 5_782,
    "Nodule": 6_331,
    "Pneumonia": 1_431,
    "Pneumothorax": 5_302,
    "Consolidation": 4_667,
    "Edema": 2_303,
    "Emphysema": 2_516,
    "Fibrosis": 1_686,
    "Pleural Thickening": 3_385,
    "Hernia": 227,
}
#: Images there without any of them.
WITHOUT = 60_361
