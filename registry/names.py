"""Names as people type them: case, hyphens, spaces and small typos do not matter."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence

_NOT_ALNUM = re.compile(r"[^a-z0-9]+")
_APOSTROPHES = str.maketrans("", "", "'’`")


#: Similarity (0-100) from which a name counts as near.
NEAR = 70.0

#: Most characters of a slug.
LONGEST_SLUG = 120

#: Characters from which a word is looked for inside the names; shorter ones are inside too many.
LEAST_PART = 4

#: Characters from which a slip is looked for in the first words of longer names, and how many there are to a slip.
LEAST_BEGINNING = 5


def key(text: str) -> str:
    """Return the comparison form of a name: lower-case letters and digits only.

    ``"MMLU-Pro"``, ``"mmlu pro"`` and ``"mmlu_pro"`` share the key ``"mmlupro"``.
    """
    return _NOT_ALNUM.sub("", text.lower().translate(_APOSTROPHES))


def slug(text: str) -> str:
    """Return a name as a slug: ``"MedGemma 4B IT"`` becomes ``"medgemma-4b-it"``.

    Files are called by slugs, so one that is too long for that is cut, and a digest keeps it apart from its like.
    """
    whole = _NOT_ALNUM.sub("-", text.lower().translate(_APOSTROPHES)).strip("-") or "unnamed"
    if len(whole) <= LONGEST_SLUG:
        return whole
    digest = hashlib.sha256(whole.encode()).hexdigest()[:8]
    return f"{whole[: LONGEST_SLUG - 9].rstrip('-')}-{digest}"


def nearest(name: str, known: Iterable[str], *, limit: int = 3, cutoff: float = NEAR) -> list[str]:
    """Return the known names nearest to ``name``, best first.

    First come misspellings, then names that it is a part of, then those whose first words it misspells: ``MedGema``
    means one of the MedGemma models.

    Args:
        name: As typed.
        known: The names to choose from.
        limit: Most names to return.
        cutoff: Least similarity of a misspelling, 0 to 100, by the normalised optimal string alignment distance:
            insertions, deletions, substitutions and swapped neighbours, each counted as one, over the length of the
            longer name. A short name must so be nearly right.
    """
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    candidates = list(known)
    wanted = key(name)
    if not wanted:
        return []
    keys = [key(candidate) for candidate in candidates]
    scorer = OSA.normalized_similarity
    misspelt = process.extract(wanted, keys, scorer=scorer, limit=None, score_cutoff=cutoff / 100)
    found = [position for _, _, position in misspelt]
    if len(wanted) >= LEAST_PART:
        holding = (position for position, other in enumerate(candidates) if _has_part(other, wanted))
        found += sorted(holding, key=lambda position: len(keys[position]))
    if len(wanted) >= LEAST_BEGINNING:
        found += _misspelt_beginnings(wanted, candidates)
    return list(dict.fromkeys(candidates[position] for position in found))[:limit]


def _misspelt_beginnings(wanted: str, candidates: Sequence[str]) -> list[int]:
    """Return the positions of names whose first words it nearly is, the nearest first and the shortest of those."""
    from rapidfuzz.distance import OSA

    slips = len(wanted) // LEAST_BEGINNING
    found = []
    for position, name in enumerate(candidates):
        words = _words(name)
        for end in range(1, len(words)):
            beginning = "".join(words[:end])
            distance = OSA.distance(wanted, beginning, score_cutoff=slips) if beginning[:1] == wanted[0] else slips + 1
            if distance <= slips:
                found.append((distance, len("".join(words)), position))
    return [position for _, _, position in sorted(found)]


def _has_part(name: str, wanted: str) -> bool:
    """Return whether a word of ``name`` and what follows it begin with ``wanted``."""
    words = _words(name)
    return any("".join(words[start:]).startswith(wanted) for start in range(len(words)))


def _words(name: str) -> list[str]:
    return _NOT_ALNUM.split(name.lower().translate(_APOSTROPHES))
