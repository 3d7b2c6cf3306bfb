"""Training a classifier of chest X-rays on a benchmark's training split; needs the ``train`` extra."""

from __future__ import annotations

from collections.abc import Mapping

from podium.registry import Benchmark, TrainingPlan
from podium.registry.errors import MissingExtra
from podium.registry.verification import Observer


def train(benchmark: Benchmark, plan: TrainingPlan, observe: Observer) -> Mapping[str, str | int | float]:
    """Train an image classifier and save it in the plan's output folder.

    One image is one row, with the labels of its study; frontal and lateral views are both used.

    Args:
        benchmark: A chest X-ray benchmark; its loader gives the images and the coded labels.
        plan: What to do.
        observe: Told the epoch with the last loss, and how many steps are done, of how many.

    Returns:
        Facts for the user; all of them and more are in the folder's ``training.json``.

    Raises:
        MissingExtra: If a library is not installed.
        PodiumError: If the data, the architecture or the plan is not usable, or the loss is not finite.
        TrainingInterrupted: On Ctrl-C; the training can be gone on with.
    """
    try:
        import accelerate  # noqa: F401
        import PIL  # noqa: F401
        import torch  # noqa: F401
        import transformers  # noqa: F401
    except ImportError as error:
        raise MissingExtra("train", "training", error.name or "accelerate") from error
    from podium.plugins.chest_xray.training.run import run

    return run(benchmark, plan, observe)
