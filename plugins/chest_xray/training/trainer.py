"""The loop: transformers' Trainer with a masked loss, checkpoints to go on from, and members of an ensemble."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import torch
import transformers
from torch.utils.data import Sampler

from podium.plugins.chest_xray.training.cases import XrayImages, batch
from podium.plugins.chest_xray.training.losses import cell_losses, mean_loss
from podium.plugins.chest_xray.training.model import Built
from podium.plugins.chest_xray.training.record import UNFINISHED
from podium.registry import PodiumError
from podium.registry.training import TrainingPlan
from podium.registry.verification import Observer

#: Checkpoints that a training leaves to go on from; what an interruption loses is at most one part.
_PARTS = 20
_HISTORY = "history.json"


class History:
    """What a training has seen so far; kept with each checkpoint.

    Args:
        epochs: Number of epochs.
    """

    def __init__(self, epochs: int) -> None:
        self.sums = [0.0] * epochs
        self.cells = [0] * epochs
        self.seconds = 0.0
        self._began = time.monotonic()

    def read(self, checkpoint: Path) -> None:
        """Go on from what a checkpoint holds."""
        kept = json.loads((checkpoint / _HISTORY).read_text(encoding="utf-8"))
        self.sums, self.cells, self.seconds = kept["sums"], kept["cells"], kept["seconds"]

    def write(self, checkpoint: Path) -> None:
        """Keep it with a checkpoint; a checkpoint without it was cut off."""
        kept = {"sums": self.sums, "cells": self.cells, "seconds": self.elapsed()}
        (checkpoint / _HISTORY).write_text(json.dumps(kept), encoding="utf-8")

    def elapsed(self) -> float:
        """Return the seconds trained, over all interruptions."""
        return self.seconds + time.monotonic() - self._began

    def losses(self) -> list[float]:
        """Return the mean loss of a cell in each epoch."""
        return [total / cells for total, cells in zip(self.sums, self.cells, strict=True) if cells]


class _Order(Sampler[int]):
    """The order of the images in an epoch, which follows from seed and epoch alone.

    The Trainer's own order is that of the first epoch once it resumes in the middle of one.
    """

    def __init__(self, size: int, seed: int, epoch: Callable[[], int]) -> None:
        self._size = size
        self._seed = seed
        self._epoch = epoch

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[int]:
        order: list[int] = np.random.default_rng((self._seed, self._epoch())).permutation(self._size).tolist()
        return iter(order)


class _Trainer(transformers.Trainer):
    def __init__(self, policy: str, history: History, **options: Any) -> None:
        super().__init__(**options)
        self._policy = policy
        self._history = history
        #: Loss of the last step.
        self.latest = math.nan

    def _epoch(self) -> int:
        return int(self.state.global_step * self.args.num_train_epochs // self.state.max_steps)

    def _get_train_sampler(self, train_dataset: Any = None) -> Any:
        images: Any = train_dataset if train_dataset is not None else self.train_dataset
        return _Order(len(images), self.args.seed, self._epoch)

    def _load_from_checkpoint(self, resume_from_checkpoint: str, model: Any = None) -> None:
        # The Trainer's own takes the saved names for the model's and leaves what is called otherwise as it was
        # at the start; many architectures are saved under older names than they have.
        own: Any = self.model
        kept = type(own).from_pretrained(resume_from_checkpoint, dtype=torch.float32)
        own.load_state_dict(kept.state_dict())

    def compute_loss(
        self,
        model: Any,
        inputs: dict[str, Any],
        return_outputs: bool = False,
        num_items_in_batch: Any = None,
    ) -> Any:
        if "error" in inputs:
            raise inputs["error"]
        logits = model(pixel_values=inputs["pixel_values"]).logits
        cells = cell_losses(logits, inputs["targets"], inputs["mask"], self._policy)
        loss = mean_loss(cells, logits)
        self.latest = float(loss.detach())
        if not math.isfinite(self.latest):
            hint = "try a lower --learning-rate"
            raise PodiumError(f"the loss is {self.latest} at step {self.state.global_step + 1}: training stopped", hint)
        epoch = self._epoch()
        self._history.sums[epoch] += float(cells.detach().sum())
        self._history.cells[epoch] += len(cells)
        return loss


class _Watch(transformers.TrainerCallback):
    """Keeps checkpoints to go on from, saves the members of the ensemble, and says how far it is."""

    def __init__(self, plan: TrainingPlan, built: Built, history: History, observe: Observer) -> None:
        self._plan = plan
        self._built = built
        self._history = history
        self._observe = observe
        self.trainer: Any = None

    def on_step_end(self, args: Any, state: Any, control: Any, **kwargs: Any) -> Any:
        step, total = state.global_step, state.max_steps
        epoch = min(math.ceil(state.epoch), self._plan.epochs)
        self._observe(f"epoch {epoch}/{self._plan.epochs}, loss {self.trainer.latest:.4f}", step, total)
        for folder, last in members(self._plan, total).items():
            if step == last:
                save(self._built, folder)
        if step % max(1, total // _PARTS) == 0 and step < total:
            control.should_save = True
        return control

    def on_save(self, args: Any, state: Any, control: Any, **kwargs: Any) -> Any:
        self._history.write(Path(args.output_dir) / f"checkpoint-{state.global_step}")
        return control


def members(plan: TrainingPlan, steps: int) -> dict[Path, int]:
    """Return the folder of each checkpoint that belongs to the model, and the step after which it is saved."""
    if plan.checkpoints == 1:
        return {plan.output: steps}
    count = plan.checkpoints
    return {plan.output / f"checkpoint-{number}": steps * number // count for number in range(1, count + 1)}


def save(built: Built, folder: Path) -> None:
    """Save the model as it is, with its processor.

    Raises:
        PodiumError: If a weight is not finite.
    """
    if not all(bool(torch.isfinite(weight).all()) for weight in built.model.parameters()):
        raise PodiumError("a weight of the model is not finite: training stopped", "try a lower --learning-rate")
    built.model.save_pretrained(folder)
    built.processor.save_pretrained(folder)


def steps_of(plan: TrainingPlan, images: int) -> tuple[int, bool]:
    """Return the number of steps, and whether the last image of each epoch is left out.

    One image alone is no batch for an architecture with batch normalisation.
    """
    alone = plan.batch_size > 1 and images > plan.batch_size and images % plan.batch_size == 1
    per_epoch = images // plan.batch_size if alone else math.ceil(images / plan.batch_size)
    return plan.epochs * per_epoch, alone


def fit(plan: TrainingPlan, built: Built, images: XrayImages, observe: Observer) -> History:
    """Train ``built`` in place, and save the members of the model.

    Raises:
        PodiumError: If the loss is not finite, or the device's memory does not suffice.
        DataError: If an image cannot be read.
        KeyboardInterrupt: On Ctrl-C; the last checkpoint is kept.
    """
    history = History(plan.epochs)
    watch = _Watch(plan, built, history, observe)
    arguments = _arguments(plan, steps_of(plan, len(images))[1])
    trainer: Any = _Trainer(
        plan.policy,
        history,
        model=built.model,
        args=arguments,
        train_dataset=images,
        data_collator=batch,
        callbacks=[watch],
    )
    watch.trainer = trainer
    for loud in (transformers.PrinterCallback, transformers.ProgressCallback):
        trainer.remove_callback(loud)
    checkpoint = last_checkpoint(plan.output) if plan.resume else None
    if checkpoint is not None:
        history.read(checkpoint)
    try:
        trainer.train(resume_from_checkpoint=str(checkpoint) if checkpoint else None)
    except torch.OutOfMemoryError as error:
        raise PodiumError(f"{plan.device} has not enough memory", "try a smaller --batch-size") from error
    return history


def last_checkpoint(output: Path) -> Path | None:
    """Return the newest checkpoint that is whole, or None if there is none."""
    whole = [path.parent for path in (output / UNFINISHED).glob(f"checkpoint-*/{_HISTORY}")]
    return max(whole, key=lambda path: int(path.name.rpartition("-")[2]), default=None)


def step_of(checkpoint: Path | None) -> int:
    """Return the step after which a checkpoint was made; 0 where there is none."""
    return int(checkpoint.name.rpartition("-")[2]) if checkpoint else 0


def _arguments(plan: TrainingPlan, drop_last: bool) -> Any:
    settings: Mapping[str, Any] = {
        "output_dir": str(plan.output / UNFINISHED),
        "per_device_train_batch_size": plan.batch_size,
        "num_train_epochs": plan.epochs,
        "learning_rate": plan.learning_rate,
        # AdamW without decay is Adam; its step size stays as it is.
        "optim": "adamw_torch",
        "weight_decay": 0.0,
        "lr_scheduler_type": "constant",
        "seed": plan.seed,
        "use_cpu": plan.device == "cpu",
        "dataloader_num_workers": plan.workers,
        "dataloader_pin_memory": plan.device != "cpu",
        "dataloader_drop_last": drop_last,
        "remove_unused_columns": False,
        "label_names": ["targets"],
        "save_strategy": "no",
        "save_total_limit": 2,
        "logging_strategy": "no",
        "report_to": "none",
        "disable_tqdm": True,
    }
    arguments: Any = transformers.TrainingArguments(**settings)
    if arguments.device.type != torch.device(plan.device).type:
        raise PodiumError(f"training runs on {arguments.device}, not on {plan.device}", "--device auto")
    # It would split each batch over all GPUs of the machine.
    arguments._n_gpu = min(arguments.n_gpu, 1)
    return arguments
