"""The fourteen findings of ChestX-ray14, in the order of the dataset's own listing."""

from __future__ import annotations

from podium.registry import Observation

#: What a cell says where none of the fourteen is named.
NO_FINDING = "No Finding"

OBSERVATIONS = (
    Observation("Atelectasis", (), "Partial collapse of the lung."),
    Observation("Cardiomegaly", (), "The heart is enlarged."),
    Observation("Effusion", ("Pleural Effusion",), "Fluid between the lung and the chest wall."),
    Observation("Infiltration", ("Infiltrate",), "A substance denser than air in the lung tissue."),
    Observation("Mass", (), "A large focal lesion of the lung."),
    Observation("Nodule", (), "A small focal lesion of the lung."),
    Observation("Pneumonia", (), "Infection of the lung."),
    Observation("Pneumothorax", (), "Air between the lung and the chest wall."),
    Observation("Consolidation", (), "Air spaces of the lung filled with fluid or tissue."),
    Observation("Edema", ("Pulmonary Edema", "Oedema"), "Fluid in the lung tissue."),
    Observation("Emphysema", (), "Air spaces of the lung enlarged for good."),
    Observation("Fibrosis", (), "Scarring of the lung tissue."),
    Observation("Pleural Thickening", (), "The pleura is thickened."),
    Observation("Hernia", (), "An organ of the abdomen reaches into the chest."),
)

#: Their names; the official files write Pleural_Thickening.
FOURTEEN = tuple(observation.name for observation in OBSERVATIONS)
