"""Names as people type them: case, hyphens, spaces and small typos do not matter."""

from __future__ import annotations

import re
from collections.abc import Iterable

_NOT_ALNUM = re.compile(r"[^a-z0-9]+")
_APOSTROPHES = str.maketrans("", "", "'’`")


#: Similarity (0-100) from which a name counts as near.
NEAR = 70.0


def key(text: str) -> str:
    """Return the comparison form of a name: lower-case letters and digits only.

    ``"MMLU-Pro"``, ``"mmlu pro"`` and ``"mmlu_pro"`` share the key ``"mmlupro"``.
    """
    return _NOT_ALNUM.sub("", text.lower().translate(_APOSTROPHES))


def slug(text: str) -> str:
    """Return a name as a slug: ``"MedGemma 4B IT"`` becomes ``"medgemma-4b-it"``."""
    return _NOT_ALNUM.sub("-", text.lower().translate(_APOSTROPHES)).strip("-") or "unnamed"


def nearest(name: str, known: Iterable[str], *, limit: int = 3, cutoff: float = NEAR) -> list[str]:
    """Return the known names nearest to ``name``, best first.

    Args:
        name: As typed.
        known: The names to choose from.
        limit: Most names to return.
        cutoff: Least similarity, 0 to 100, by normalised edit distance with a bonus for a shared start.
    """
    from rapidfuzz import fuzz, process

    candidates = list(known)
    wanted = key(name)
    if not wanted:
        return []
    keys = [key(candidate) for candidate in candidates]
    found = process.extract(wanted, keys, scorer=fuzz.WRatio, limit=limit * 3, score_cutoff=cutoff)
    names: list[str] = []
    for _, _, position in found:
        if candidates[position] not in names:
            names.append(candidates[position])
    return names[:limit]
