"""The 30 subjects of MMMU and MMMU-Pro in their six disciplines, and which of them an item is of."""

from __future__ import annotations

import re

from podium.registry import Observation

#: Subjects by discipline, in the order of the authors' code (github.com/MMMU-Benchmark/MMMU, eval/data_utils.py).
DISCIPLINES: dict[str, tuple[str, ...]] = {
    "Art and Design": ("Art", "Art_Theory", "Design", "Music"),
    "Business": ("Accounting", "Economics", "Finance", "Manage", "Marketing"),
    "Science": ("Biology", "Chemistry", "Geography", "Math", "Physics"),
    "Health and Medicine": (
        "Basic_Medical_Science",
        "Clinical_Medicine",
        "Diagnostics_and_Laboratory_Medicine",
        "Pharmacy",
        "Public_Health",
    ),
    "Humanities and Social Science": ("History", "Literature", "Sociology", "Psychology"),
    "Tech and Engineering": (
        "Agriculture",
        "Architecture_and_Engineering",
        "Computer_Science",
        "Electronics",
        "Energy_and_Power",
        "Materials",
        "Mechanical_Engineering",
    ),
}
DISCIPLINE_OF = {name: discipline for discipline, names in DISCIPLINES.items() for name in names}
#: In the order in which the authors walk them, which decides what a random fallback draws for whom.
SUBJECTS = tuple(sorted(DISCIPLINE_OF))
HEALTH = "Health and Medicine"
_ID = re.compile(r"(dev|validation|test)_(\w+)_\d+")


def observations() -> tuple[Observation, ...]:
    """Return the subjects for a card, discipline by discipline."""
    return tuple(
        Observation(name, (name.replace("_", " "),) if "_" in name else (), discipline)
        for name, discipline in DISCIPLINE_OF.items()
    )


def split_and_subject(name: str) -> tuple[str, str] | None:
    """Return the split and the subject in an item's name, such as ``validation_Art_Theory_3``; None where it has none.

    Items of MMMU-Pro keep the names, and so the splits, that they have in MMMU.
    """
    found = _ID.fullmatch(name)
    if found is None or found.group(2) not in DISCIPLINE_OF:
        return None
    return found.group(1), found.group(2)
