"""The images of a training split with their coded labels, and what each teaches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch.utils.data import Dataset as TorchDataset

from podium.plugins.chest_xray.policies import UNCERTAIN, Targets
from podium.registry import Classify, DataError, Dataset, PodiumError
from podium.registry.adapters.pixels import Pixels
from podium.registry.images import open_image
from podium.registry.training import SoftTargets


@dataclass(frozen=True, eq=False)
class Cases:
    """One row per image, with the labels of its study.

    Args:
        ids: The items' ids.
        paths: The images.
        labels: Names of the columns.
        codes: Label codes 1, 0, -1 and -2 (blank), int8 [N, L].
    """

    ids: tuple[str, ...]
    paths: tuple[str, ...]
    labels: tuple[str, ...]
    codes: NDArray[np.int8]


def read_cases(dataset: Dataset) -> Cases:
    """Return the images of a dataset whose targets are label codes.

    Raises:
        DataError: If there are none.
    """
    ids, paths, rows = [], [], []
    labels: tuple[str, ...] = ()
    for item in dataset:
        assert isinstance(item.request, Classify)
        if not item.request.images:
            raise DataError("this copy of the data has labels but no images to train on")
        (path,) = item.request.images
        labels = item.request.labels
        ids.append(item.id)
        paths.append(str(path))
        rows.append(item.target)
    if not rows:
        raise DataError(f"there is no image in split {dataset.split} to train on")
    return Cases(tuple(ids), tuple(paths), labels, np.array(rows, np.int8))


def soft_matrix(cases: Cases, soft: SoftTargets, fingerprint: str) -> NDArray[np.float64]:
    """Return the teacher's probabilities, float64 [N, L]; NaN where it knows no such label.

    Args:
        cases: The images.
        soft: The teacher's answers.
        fingerprint: The dataset's.

    Raises:
        DataError: If the teacher was asked about other data, or lacks an image, or a label that is
            uncertain somewhere.
    """
    hint = "evaluate the teacher on the whole training split of this very copy"
    lacking = [item for item in cases.ids if item not in soft.by_item]
    if lacking:
        raise DataError(
            f"run {soft.run} has no answer for {len(lacking):,} of {len(cases.ids):,} images, first {lacking[0]}", hint
        )
    if soft.data != fingerprint:
        raise DataError(f"run {soft.run} is of other data: its labels or images are not these", hint)
    width = len(cases.labels)
    rows = [soft.by_item[item] for item in cases.ids]
    odd = next((number for number, row in enumerate(rows) if len(row) != width), None)
    if odd is not None:
        raise DataError(f"run {soft.run} has {len(rows[odd])} probabilities for {cases.ids[odd]}, not {width}", hint)
    matrix = np.array([[np.nan if value is None else value for value in row] for row in rows], np.float64)
    unknown = np.argwhere((cases.codes == UNCERTAIN) & ~((matrix >= 0) & (matrix <= 1)))
    if len(unknown):
        row, column = unknown[0].tolist()
        raise DataError(
            f"run {soft.run} has no probability of {cases.labels[column]} for {cases.ids[row]}, which is uncertain",
            "the teacher must know each label",
        )
    return matrix


class XrayImages(TorchDataset[dict[str, Any]]):
    """Images as a model sees them, with targets; decoded when they are asked for.

    Each has ``pixel_values`` float32 [3, S, S], ``targets`` float32 [L] and ``mask`` bool [L]; or only
    an ``error`` where the image cannot be read.

    Args:
        cases: The images.
        targets: What they teach.
        processor: The model's image processor.
    """

    def __init__(self, cases: Cases, targets: Targets, processor: Any) -> None:
        self._paths = cases.paths
        self._targets = targets
        self._pixels = Pixels(processor)

    def __len__(self) -> int:
        return len(self._paths)

    def __getitem__(self, place: int) -> dict[str, Any]:
        # The adapter's own reading, with the processor that is saved, so that an evaluation sees these very pixels.
        try:
            image = open_image(Path(self._paths[place]), self._pixels.least)
        except PodiumError as error:
            # Raised here it would come as a worker's traceback, and the workers would take seconds to end.
            return {"error": DataError(error.message, error.hint)}
        return {
            "pixel_values": self._pixels.batch([self._pixels.prepare(image)])[0],
            "targets": torch.from_numpy(self._targets.values[place]),
            "mask": torch.from_numpy(self._targets.mask[place]),
        }


def batch(images: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return images as one batch, or only the first ``error`` among them."""
    for image in images:
        if "error" in image:
            return image
    return {name: torch.stack([image[name] for image in images]) for name in images[0]}
