"""From a training plan to a folder that ``podium evaluate --model hf:FOLDER`` takes."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from typing import Any

from podium.plugins.chest_xray.policies import AS_CODE, training_targets
from podium.plugins.chest_xray.training import record
from podium.plugins.chest_xray.training.cases import XrayImages, read_cases, soft_matrix
from podium.plugins.chest_xray.training.model import Built, build
from podium.plugins.chest_xray.training.trainer import History, fit, last_checkpoint, members, step_of, steps_of
from podium.registry import Benchmark, DataError, Dataset, PodiumError, TrainingPlan
from podium.registry.training import BLANKS, ENSEMBLE, POLICIES, SPLIT, TrainingInterrupted
from podium.registry.verification import Observer

Facts = Mapping[str, str | int | float]


def run(benchmark: Benchmark, plan: TrainingPlan, observe: Observer) -> Facts:
    """Carry out a plan; see :func:`podium.plugins.chest_xray.training.train`."""
    _check(plan, benchmark.card.slug)
    earlier = record.check_output(plan)
    observe("reading the labels", 0, 0)
    dataset = benchmark.load(
        plan.root, SPLIT, uncertainty=AS_CODE, blanks=AS_CODE, allow_partial="yes" if plan.allow_partial else "no"
    )
    assert isinstance(dataset, Dataset)
    cases = read_cases(dataset)
    soft = soft_matrix(cases, plan.soft_targets, dataset.fingerprint) if plan.soft_targets else None
    targets = training_targets(cases.codes, plan.policy, plan.blanks, soft)
    if not targets.mask.any():
        raise DataError(f"policy {plan.policy} with blanks {plan.blanks} leaves no label to learn from")
    observe("building the model", 0, 0)
    built = build(plan, cases.labels)
    steps, alone = steps_of(plan, len(cases.ids))
    if plan.checkpoints > steps:
        raise PodiumError(f"{plan.checkpoints} checkpoints are more than the training has steps ({steps})")
    facts = record.plan_facts(plan, cases, dataset)
    if earlier is not None:
        record.check_same(earlier, facts, plan.output)
    now = earlier or record.begun(benchmark.card.name, plan, facts, dataset, cases, targets)
    now["left_out_per_epoch"] = int(alone)
    record.write(plan.output, now)
    history = _fit(plan, built, XrayImages(cases, targets, built.processor), steps, observe)
    _finish(plan, built, history, steps, now)
    return _facts(plan, now)


def _check(plan: TrainingPlan, slug: str) -> None:
    for name, value, known in (("policy", plan.policy, POLICIES), ("blanks", plan.blanks, BLANKS)):
        if value not in known:
            raise PodiumError(f"{name} {value!r} is not one of {', '.join(known)}")
    if plan.policy == "selftrained" and plan.soft_targets is None:
        hint = (
            f"first: podium train {slug} --policy ignore --arch {plan.arch} -o TEACHER; then: podium evaluate {slug}"
            f" --split {SPLIT} --model hf:TEACHER --data DIR; its run's id is the RUN_ID"
        )
        raise PodiumError("policy selftrained needs a teacher's answers: --soft-targets RUN_ID", hint)
    if plan.policy != "selftrained" and plan.soft_targets is not None:
        raise PodiumError(f"policy {plan.policy} takes no soft targets", "--policy selftrained does")
    kind, _, number = plan.device.partition(":")
    if number not in ("", "0"):
        raise PodiumError(
            f"training cannot be put on {plan.device}", f"set CUDA_VISIBLE_DEVICES={number} and give --device {kind}"
        )


def _fit(plan: TrainingPlan, built: Built, images: XrayImages, steps: int, observe: Observer) -> History:
    again = "the same command with --resume goes on"
    try:
        return fit(plan, built, images, observe)
    except KeyboardInterrupt:
        kept = step_of(last_checkpoint(plan.output))
        raise TrainingInterrupted(f"interrupted: step {kept} of {steps} is kept in {plan.output}", again) from None
    except DataError as error:
        error.hint = f"{error.hint}; then {again}"
        raise


def _finish(plan: TrainingPlan, built: Built, history: History, steps: int, now: dict[str, Any]) -> None:
    """Write what the training was, and clear away what it needed to go on."""
    if plan.checkpoints > 1:
        names = [folder.name for folder in members(plan, steps)]
        (plan.output / ENSEMBLE).write_text(json.dumps({"members": names}) + "\n", encoding="utf-8")
    now["status"] = "finished"
    now["model"] = {
        "architecture": type(built.model).__name__,
        "parameters": int(built.model.num_parameters()),
        "start": built.start,
        "device": plan.device,
    }
    now["steps"] = steps
    now["losses"] = history.losses()
    now["seconds"] = round(history.elapsed(), 3)
    record.write(plan.output, now)
    shutil.rmtree(plan.output / record.UNFINISHED, ignore_errors=True)


def _facts(plan: TrainingPlan, now: Mapping[str, Any]) -> Facts:
    labels, losses = now["labels"], now["losses"]
    teacher = now["teacher"] or {}
    return {
        "model": str(plan.output),
        "architecture": now["model"]["architecture"],
        "parameters": now["model"]["parameters"],
        "start": now["model"]["start"],
        "training": now["summary"],
        **{f"teacher_{name}": value for name, value in teacher.items()},
        "images": now["data"]["rows"],
        "images_left_out_per_epoch": now["left_out_per_epoch"],
        "labels_masked": labels["masked"],
        "uncertain_changed": labels["uncertain_changed"],
        "checkpoints": plan.checkpoints,
        "steps": now["steps"],
        "first_epoch_loss": losses[0],
        "last_epoch_loss": losses[-1],
        "seconds": now["seconds"],
    }
