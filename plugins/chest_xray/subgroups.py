"""Groups of units that are compared: by sex, age, projection, view, devices, number of images."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from podium.plugins.chest_xray.units import Units
from podium.registry import Classify, Item

Flags = NDArray[np.bool_]

#: Upper ends of the age bands, in years; 90 stands for 90 and more in these datasets.
_BANDS = ((39, "<40"), (59, "40-59"), (79, "60-79"))
_OLDEST = "80+"
_DEVICES = "Support Devices"


@dataclass(frozen=True)
class Partition:
    """A way to divide the units; a group is compared with the other groups together.

    Args:
        name: What divides them.
        groups: By name of the group, bool [U]: which units are in it. No unit is in two; empty groups are left out.
        unknown: How many units are in none.
    """

    name: str
    groups: Mapping[str, Flags]
    unknown: int


def partitions(units: Units) -> tuple[list[Partition], list[str]]:
    """Return how the units can be divided, and by what they cannot because nothing tells.

    Where an attribute differs between the images of a study the study is in no group.
    """
    sizes = Counter(item.attributes.get("study") for images in units.images for item in images)
    by_study = units.plural == "studies"
    kinds: dict[str, tuple[tuple[str, ...], Callable[[Sequence[Item]], str]]] = {
        "sex": (("Female", "Male"), lambda images: _same(images, "sex")),
        "age": ((*(name for _, name in _BANDS), _OLDEST), lambda images: _band(_same(images, "age"))),
        "projection": (("AP", "PA"), _projection),
        "view": (_views(by_study), lambda images: _view(images, by_study)),
        _DEVICES: (("present", "absent"), _device),
        "images": (("one", "several"), lambda images: _number(images, sizes)),
    }
    found, lacking = [], []
    for name, (groups, tell) in kinds.items():
        told = np.array([tell(images) for images in units.images])
        masks = {group: told == group for group in groups}
        held = {group: mask for group, mask in masks.items() if mask.any()}
        if held:
            found.append(Partition(name, held, len(told) - sum(int(mask.sum()) for mask in held.values())))
        else:
            lacking.append(name)
    return found, lacking


def _same(images: Sequence[Item], name: str) -> Any:
    """Return the attribute that all images share, or nothing."""
    values = {item.attributes.get(name) for item in images}
    return values.pop() if len(values) == 1 else None


def _band(age: Any) -> str:
    if not isinstance(age, int | float):
        return ""
    return next((name for last, name in _BANDS if age <= last), _OLDEST)


def _frontals(images: Sequence[Item]) -> list[Item]:
    return [item for item in images if item.attributes.get("view") == "frontal"]


def _projection(images: Sequence[Item]) -> str:
    return str(_same(_frontals(images), "projection") or "")


def _views(by_study: bool) -> tuple[str, str]:
    return ("with a frontal", "lateral only") if by_study else ("frontal", "lateral")


def _view(images: Sequence[Item], by_study: bool) -> str:
    frontal, lateral = _views(by_study)
    if _frontals(images):
        return frontal
    return lateral if _same(images, "view") == "lateral" else ""


def _device(images: Sequence[Item]) -> str:
    """Say whether the reference sees a device, also where the model does not predict that."""
    asks = images[0].request
    if not isinstance(asks, Classify) or _DEVICES not in asks.labels:
        return ""
    return {1.0: "present", 0.0: "absent"}.get(images[0].target[asks.labels.index(_DEVICES)], "")


def _number(images: Sequence[Item], sizes: Mapping[Any, int]) -> str:
    """Say how many images the study has; labels by study without images tell nothing of that."""
    asks, study = images[0].request, images[0].attributes.get("study")
    if study is None or not isinstance(asks, Classify) or not asks.images:
        return ""
    return "one" if sizes[study] == 1 else "several"
