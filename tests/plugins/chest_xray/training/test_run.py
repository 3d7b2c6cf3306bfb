from __future__ import annotations

import hashlib
import json
import math
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image
from torch.nn import functional
from transformers import ViTForImageClassification, ViTImageProcessorPil

from podium.plugins.chest_xray.observations import NAMES
from podium.plugins.chest_xray.policies import training_targets
from podium.plugins.chest_xray.training import trainer
from podium.plugins.chest_xray.training.cases import XrayImages, read_cases
from podium.plugins.chest_xray.training.model import build
from podium.plugins.chexpert.plugin import CheXpert
from podium.plugins.mimic_cxr.plugin import MimicCxr
from podium.registry import DataError, PodiumError, TrainingPlan
from podium.registry.adapters import AdapterOptions, open_adapter
from podium.registry.adapters.base import Task
from podium.registry.training import SoftTargets, TrainingInterrupted, describe
from podium.tests.plugins.chest_xray.training.support import RESNET, config, silent, train


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("chexpert")
    CheXpert().write_sample(folder)
    return folder


@pytest.fixture
def arch(tmp_path: Path) -> Path:
    return config(tmp_path / "arch")


def weights(folder: Path) -> str:
    return hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()


def record(folder: Path) -> Any:
    return json.loads((folder / "training.json").read_text())


def codes(sample: Path) -> Any:
    return np.array([item.target for item in CheXpert().load(sample, "train", uncertainty="code", blanks="code")])


def soft_targets(sample: Path, **changes: Any) -> SoftTargets:
    dataset = CheXpert().load(sample, "train")
    answers = {item.id: tuple(0.25 + 0.01 * column for column in range(14)) for item in dataset}
    values = {"by_item": answers, "run": "abc", "teacher": "hf:teacher", "data": dataset.fingerprint}
    return SoftTargets(**(values | changes))


def test_a_training_leaves_a_model_and_says_how_it_was_made(sample: Path, arch: Path, tmp_path: Path) -> None:
    facts = train(sample, tmp_path / "out", arch, policy="ignore", batch_size=10)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "config.json",
        "model.safetensors",
        "preprocessor_config.json",
        "training.json",
    ]
    said = record(tmp_path / "out")
    cells = codes(sample)
    assert said["status"] == "finished"
    assert said["data"]["rows"] == facts["images"] == 24
    assert said["data"]["sample"] is True
    assert said["labels"]["names"] == list(NAMES)
    for name, code in (("positive", 1), ("negative", 0), ("uncertain", -1), ("blank", -2)):
        assert said["labels"][name] == (cells == code).sum()
    assert said["labels"]["masked"] == (cells == -1).sum() > 0
    assert said["labels"]["uncertain_changed"] == 0
    assert said["steps"] == 2 * 3 and len(said["losses"]) == 2
    assert said["plan"]["seed"] == 0 and said["versions"]["torch"] == torch.__version__
    note = f"{(cells == -1).sum()} uncertain labels: left out; {(cells == -2).sum()} blank labels: count as negative"
    assert note in describe(tmp_path / "out")
    assert describe(tmp_path) == ""


def test_the_loss_told_is_the_mean_over_the_cells_that_count(sample: Path, arch: Path, tmp_path: Path) -> None:
    # One step over all images: the loss before it can be computed by hand from the same first weights.
    train(sample, tmp_path / "out", arch, policy="ignore", blanks="ignore", epochs=1, batch_size=24)
    plan = TrainingPlan(sample, tmp_path, str(arch), image_size=32)
    built = build(plan, NAMES)
    dataset = CheXpert().load(sample, "train", uncertainty="ignore", blanks="ignore")
    targets = torch.tensor([item.target for item in dataset])
    cases = read_cases(CheXpert().load(sample, "train", uncertainty="code", blanks="code"))
    images = XrayImages(cases, training_targets(cases.codes, "ignore", "ignore"), built.processor)
    pixels = torch.stack([images[place]["pixel_values"] for place in range(len(images))])
    logits = built.model.train()(pixel_values=pixels).logits
    known = ~targets.isnan()
    expected = functional.binary_cross_entropy_with_logits(logits[known], targets[known])
    (told,) = record(tmp_path / "out")["losses"]
    assert told == pytest.approx(expected.item(), abs=1e-5)


def test_a_training_sees_the_very_pixels_that_an_evaluation_sees(sample: Path, arch: Path, tmp_path: Path) -> None:
    CheXpert().write_sample(tmp_path / "data")
    first = sorted((tmp_path / "data" / "train").rglob("*.jpg"))[0]
    # Large enough for a JPEG to be decoded at a part of its size.
    with Image.open(first) as small:
        small.resize((700, 900)).save(first, "JPEG", quality=95)
    train(tmp_path / "data", tmp_path / "out", arch, epochs=1)
    dataset = CheXpert().load(tmp_path / "data", "train")
    adapter = open_adapter(f"hf:{tmp_path / 'out'}", AdapterOptions())
    adapter.prepare(Task(CheXpert(), "train", list(dataset), {}, lambda split: []))
    cases = read_cases(CheXpert().load(tmp_path / "data", "train", uncertainty="code", blanks="code"))
    model = ViTForImageClassification.from_pretrained(tmp_path / "out")
    processor = ViTImageProcessorPil.from_pretrained(tmp_path / "out")
    images = XrayImages(cases, training_targets(cases.codes, "ones", "zeros"), processor)
    pixels = torch.stack([images[place]["pixel_values"] for place in range(4)])
    with torch.inference_mode():
        mine = model(pixel_values=pixels).logits.double().sigmoid()
    theirs = [answer.probabilities for answer in adapter.answer(list(dataset)[:4])]
    np.testing.assert_allclose(mine, np.array(theirs, np.float64), atol=1e-9)


def test_the_same_seed_gives_the_same_weights_and_another_gives_others(
    sample: Path, arch: Path, tmp_path: Path
) -> None:
    for name, seed in (("a", 3), ("b", 3), ("c", 4)):
        train(sample, tmp_path / name, arch, policy="ones", seed=seed)
    assert weights(tmp_path / "a") == weights(tmp_path / "b") != weights(tmp_path / "c")


def test_each_policy_teaches_something_else(sample: Path, arch: Path, tmp_path: Path) -> None:
    hashes = set()
    for policy in ("ignore", "zeros", "ones", "selftrained"):
        soft = soft_targets(sample) if policy == "selftrained" else None
        train(sample, tmp_path / policy, arch, policy=policy, soft_targets=soft, epochs=1)
        hashes.add(weights(tmp_path / policy))
    train(sample, tmp_path / "blanks", arch, policy="ignore", blanks="ignore", epochs=1)
    assert len(hashes | {weights(tmp_path / "blanks")}) == 5
    said = record(tmp_path / "selftrained")
    assert said["teacher"] == {"run": "abc", "model": "hf:teacher"}
    assert said["labels"]["uncertain_changed"] == (codes(sample) == -1).sum()


def test_evenly_spaced_checkpoints_become_members_of_an_ensemble(sample: Path, arch: Path, tmp_path: Path) -> None:
    train(sample, tmp_path / "three", arch, policy="ones", checkpoints=3, batch_size=8)
    assert json.loads((tmp_path / "three" / "ensemble.json").read_text()) == {
        "members": ["checkpoint-1", "checkpoint-2", "checkpoint-3"]
    }
    assert not (tmp_path / "three" / "config.json").exists()
    members = [tmp_path / "three" / f"checkpoint-{number}" for number in (1, 2, 3)]
    assert len({weights(member) for member in members}) == 3
    assert all((member / "preprocessor_config.json").is_file() for member in members)
    # 24 images in batches of 8 are 3 steps an epoch: the second member is what 4 of the 6 steps give.
    train(sample, tmp_path / "one", arch, policy="ones", batch_size=8)
    assert weights(members[2]) == weights(tmp_path / "one")
    plan = TrainingPlan(sample, tmp_path, str(arch), checkpoints=3, epochs=2, batch_size=8)
    assert list(trainer.members(plan, 6).values()) == [2, 4, 6]


class Stop:
    """Interrupts a training once it has done so many steps."""

    def __init__(self, step: int) -> None:
        self.step = step

    def __call__(self, stage: str, done: int, total: int) -> None:
        if done == self.step:
            raise KeyboardInterrupt


@pytest.mark.parametrize("checkpoints", [1, 4])
def test_an_interrupted_training_goes_on_and_gives_the_model_of_an_unbroken_one(
    sample: Path, arch: Path, tmp_path: Path, checkpoints: int
) -> None:
    options: dict[str, Any] = {"image_size": 32, "epochs": 4, "batch_size": 8, "policy": "ignore"}
    options |= {"learning_rate": 1e-3, "checkpoints": checkpoints}
    plan = TrainingPlan(sample, tmp_path / "broken", str(arch), **options)
    with pytest.raises(TrainingInterrupted, match=r"step 7 of 12 is kept in .*--resume"):
        CheXpert().train(plan, Stop(8))
    assert record(tmp_path / "broken")["status"] == "running"
    with pytest.raises(PodiumError, match=r"is not empty \(--resume goes on with the training in it\)"):
        CheXpert().train(plan, silent)
    with pytest.raises(PodiumError, match=r"was begun with policy ignore, not ones"):
        train(sample, tmp_path / "broken", arch, **(options | {"policy": "ones", "resume": True}))
    train(sample, tmp_path / "broken", arch, **options, resume=True)
    train(sample, tmp_path / "whole", arch, **options)
    names = ["."] if checkpoints == 1 else [f"checkpoint-{number}" for number in range(1, 5)]
    for name in names:
        assert weights(tmp_path / "broken" / name) == weights(tmp_path / "whole" / name)
    first, second = record(tmp_path / "broken"), record(tmp_path / "whole")
    assert first["losses"] == pytest.approx(second["losses"], abs=1e-12)
    assert not (tmp_path / "broken" / "unfinished").exists()
    with pytest.raises(PodiumError, match="is finished"):
        train(sample, tmp_path / "broken", arch, **options, resume=True)


def test_an_interruption_before_the_first_checkpoint_begins_anew(sample: Path, arch: Path, tmp_path: Path) -> None:
    options: dict[str, Any] = {"image_size": 32, "epochs": 2, "batch_size": 12, "learning_rate": 1e-3}
    plan = TrainingPlan(sample, tmp_path / "broken", str(arch), **options)
    with pytest.raises(TrainingInterrupted, match=r"step 0 of 4 "):
        CheXpert().train(plan, Stop(1))
    assert train(sample, tmp_path / "broken", arch, **options, resume=True)["steps"] == 4


def test_a_checkpoint_that_was_cut_off_is_not_gone_on_with(tmp_path: Path) -> None:
    for step, whole in ((9, True), (100, True), (110, False)):
        folder = tmp_path / "unfinished" / f"checkpoint-{step}"
        folder.mkdir(parents=True)
        (folder / "model.safetensors").touch()
        if whole:
            (folder / "history.json").touch()
    assert trainer.last_checkpoint(tmp_path) == tmp_path / "unfinished" / "checkpoint-100"
    assert trainer.step_of(None) == 0


@pytest.mark.parametrize("resume", [False, True])
def test_a_folder_with_anything_else_in_it_is_left_alone(
    sample: Path, arch: Path, tmp_path: Path, resume: bool
) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("mine")
    with pytest.raises(PodiumError, match="no training in" if resume else "is not empty"):
        train(sample, tmp_path / "out", arch, resume=resume)
    (tmp_path / "out" / "training.json").write_text("{}")
    with pytest.raises(PodiumError, match="is not the record of a training"):
        train(sample, tmp_path / "out", arch, resume=resume)
    with pytest.raises(PodiumError, match="is a file"):
        train(sample, tmp_path / "out" / "thesis.txt", arch, resume=resume)
    assert (tmp_path / "out" / "thesis.txt").read_text() == "mine"


def test_a_loss_that_is_not_a_number_stops_the_training_and_names_the_step(
    sample: Path, arch: Path, tmp_path: Path
) -> None:
    with pytest.raises(PodiumError, match=r"the loss is (nan|inf) at step [2-9]\d*: training stopped") as caught:
        train(sample, tmp_path / "out", arch, learning_rate=1e30, epochs=9)
    assert "--learning-rate" in caught.value.hint
    assert record(tmp_path / "out")["status"] == "running"


@pytest.mark.parametrize("workers", [0, 2])
def test_an_image_that_was_cut_off_is_named_in_one_line_whoever_decodes_it(
    arch: Path, tmp_path: Path, workers: int
) -> None:
    CheXpert().write_sample(tmp_path / "data")
    image = sorted((tmp_path / "data" / "train").rglob("*.jpg"))[7]
    whole = image.read_bytes()
    image.write_bytes(whole[:900])
    with pytest.raises(DataError) as caught:
        train(tmp_path / "data", tmp_path / "out", arch, workers=workers)
    assert re.match(rf"image {image} cannot be read: ", str(caught.value))
    assert "\n" not in str(caught.value) and "--resume" in str(caught.value)
    image.write_bytes(whole)
    assert train(tmp_path / "data", tmp_path / "out", arch, workers=workers, resume=True)["steps"] == 4


def test_missing_images_are_refused_or_left_out_and_counted(arch: Path, tmp_path: Path) -> None:
    CheXpert().write_sample(tmp_path / "data")
    sorted((tmp_path / "data" / "train").rglob("*.jpg"))[3].unlink()
    with pytest.raises(DataError, match="1 of 24 images"):
        train(tmp_path / "data", tmp_path / "out", arch)
    assert not (tmp_path / "out").exists()
    assert train(tmp_path / "data", tmp_path / "out", arch, allow_partial=True)["images"] == 23
    assert "partial 23/24" in record(tmp_path / "out")["data"]["shortfall"]


def test_a_last_batch_of_one_image_is_left_out_and_told(sample: Path, tmp_path: Path) -> None:
    resnet = config(tmp_path / "resnet", RESNET)
    facts = train(sample, tmp_path / "out", resnet, batch_size=23, epochs=1)
    assert (facts["steps"], facts["images_left_out_per_epoch"]) == (1, 1)
    assert trainer.steps_of(TrainingPlan(sample, tmp_path, "", epochs=3, batch_size=23), 24) == (3, True)
    assert trainer.steps_of(TrainingPlan(sample, tmp_path, "", epochs=3, batch_size=1), 24) == (72, False)
    assert trainer.steps_of(TrainingPlan(sample, tmp_path, "", epochs=3, batch_size=16), 1) == (3, False)


def test_soft_targets_that_do_not_fit_are_refused(sample: Path, arch: Path, tmp_path: Path) -> None:
    good = soft_targets(sample)
    first, *others = good.by_item
    unknown = {item: (None, *row[1:]) if item == first else row for item, row in good.by_item.items()}
    column = next(place for place, code in enumerate(codes(sample)[0 + 2]) if code == -1)
    third = list(good.by_item)[2]
    hollow = {
        item: tuple(None if (item, place) == (third, column) else value for place, value in enumerate(row))
        for item, row in good.by_item.items()
    }
    cases: list[tuple[dict[str, Any], str]] = [
        ({"by_item": {item: good.by_item[item] for item in others}}, f"no answer for 1 of 24 images, first {first}"),
        ({"data": "other"}, "is of other data"),
        ({"by_item": {item: row[:5] for item, row in good.by_item.items()}}, "has 5 probabilities for"),
        ({"by_item": hollow}, f"has no probability of {NAMES[column]} for {third}, which is uncertain"),
    ]
    for changes, message in cases:
        with pytest.raises(DataError, match=re.escape(message)):
            train(sample, tmp_path / "out", arch, policy="selftrained", soft_targets=soft_targets(sample, **changes))
    assert not (tmp_path / "out").exists()
    # The first study is labelled plainly: what the teacher does not know of it is not needed.
    train(sample, tmp_path / "out", arch, policy="selftrained", soft_targets=soft_targets(sample, by_item=unknown))


def test_a_plan_that_contradicts_itself_is_refused(sample: Path, arch: Path, tmp_path: Path) -> None:
    cases: list[tuple[dict[str, Any], str]] = [
        ({"policy": "selftrained"}, "needs a teacher's answers: --soft-targets RUN_ID"),
        ({"policy": "ones", "soft_targets": soft_targets(sample)}, "policy ones takes no soft targets"),
        ({"policy": "maybe"}, "policy 'maybe' is not one of ignore"),
        ({"blanks": "ones"}, "blanks 'ones' is not one of zeros, ignore"),
        ({"device": "cuda:1"}, "CUDA_VISIBLE_DEVICES=1"),
        ({"checkpoints": 99}, r"99 checkpoints are more than the training has steps \(4\)"),
    ]
    for options, message in cases:
        with pytest.raises(PodiumError, match=message):
            train(sample, tmp_path / "out", arch, **options)
    assert not (tmp_path / "out").exists()


def test_a_split_without_a_label_to_learn_from_is_refused(arch: Path, tmp_path: Path) -> None:
    CheXpert().write_sample(tmp_path / "data")
    table = tmp_path / "data" / "train.csv"
    header, *rows = table.read_text().splitlines()
    table.write_text("\n".join([header, *(",".join([*row.split(",")[:5], *[""] * 14]) for row in rows)]) + "\n")
    with pytest.raises(DataError, match="policy ones with blanks ignore leaves no label to learn from"):
        train(tmp_path / "data", tmp_path / "out", arch, policy="ones", blanks="ignore")
    table.unlink()
    with pytest.raises(DataError, match="no labels of the train split"):
        train(tmp_path / "data", tmp_path / "out", arch)


def test_mimic_trains_by_the_same_code_on_the_chexpert_labels(arch: Path, tmp_path: Path) -> None:
    MimicCxr().write_sample(tmp_path / "data")
    plan = TrainingPlan(tmp_path / "data", tmp_path / "out", str(arch), "zeros", image_size=32, epochs=1)
    facts = MimicCxr().train(plan, silent)
    dataset = MimicCxr().load(tmp_path / "data", "train", labels="chexpert")
    assert facts["images"] == len(dataset) > 20
    said = record(tmp_path / "out")
    assert said["data"]["fingerprint"] == dataset.fingerprint
    assert said["labels"]["names"] == sorted(NAMES)
    outputs = json.loads((tmp_path / "out" / "config.json").read_text())["id2label"]
    assert list(outputs.values()) == sorted(NAMES)
    assert math.isfinite(float(facts["last_epoch_loss"]))
