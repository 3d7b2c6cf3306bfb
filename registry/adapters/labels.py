"""Matching a benchmark's labels with a model's by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from podium.registry import names
from podium.registry.card import Observation
from podium.registry.errors import PodiumError


class SameMeaning(PodiumError):
    """Two names that a model's outputs, or a file's columns, have mean one label.

    Args:
        names: Both.
        label: What they mean.
    """

    def __init__(self, names: Sequence[str], label: str) -> None:
        self.said = f"{' and '.join(map(repr, names))} both mean {label!r}"
        super().__init__(f"the model's outputs {self.said}", "rename one in its id2label")


def match_labels(
    wanted: Sequence[str], offered: Mapping[int, str], observations: Sequence[Observation]
) -> list[int | None]:
    """Return, for each wanted label, the model's output that means it, or None.

    Case, spaces, hyphens and underscores do not matter, and the observations' synonyms count as names.

    Args:
        wanted: The request's labels.
        offered: The model's ``id2label``.
        observations: The benchmark's observations, with synonyms.

    Raises:
        SameMeaning: If two outputs of the model mean one label.
    """
    synonyms = {observation.name: observation.synonyms for observation in observations}
    matched: list[int | None] = []
    for label in wanted:
        keys = {names.key(name) for name in (label, *synonyms.get(label, ()))}
        positions = [position for position, name in offered.items() if names.key(str(name)) in keys]
        exact = [position for position in positions if names.key(str(offered[position])) == names.key(label)]
        if len(positions) > 1 and len(exact) != 1:
            raise SameMeaning([offered[position] for position in positions], label)
        found = exact or positions
        matched.append(found[0] if found else None)
    return matched
