"""``podium train``, and evaluating what it leaves."""

from __future__ import annotations

import json
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from podium.cli.root import cli
from podium.plugins.chest_xray.observations import FIVE
from podium.plugins.chexpert.plugin import CheXpert
from podium.registry.training import POLICIES
from podium.tests.cli.support import PODIUM, failure, podium, podium_json
from podium.tests.plugins.chest_xray.training.support import RESNET, config, drawn_tree

SHORT = ("--image-size", "32", "--epochs", "1")


@pytest.fixture(autouse=True)
def _registry(registry_file: Path) -> None:
    """Give each test a filled registry."""


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return drawn_tree(tmp_path_factory.mktemp("data"), 20)


@pytest.fixture
def arch(tmp_path: Path) -> Path:
    return config(tmp_path / "arch", RESNET)


def trained(data: Path, output: Path, arch: Path | str, policy: str, *words: str | Path) -> Any:
    fixed = ("--arch", arch, "--data", data, "-o", output, "--policy", policy)
    return podium_json("--quiet", "train", "chexpert", *fixed, *(words or SHORT))


def evaluated(data: Path, model: Path, *words: str) -> Any:
    fixed = ("--model", f"hf:{model}", "--data", data, "--bootstrap", "0")
    return podium_json("--quiet", "evaluate", "chexpert", *fixed, *words)


def auroc(run: Any) -> float:
    """Return the mean AUROC over the competition's five tasks."""
    return float(run["report"]["boards"]["auroc5-study"]["value"])


def test_a_training_says_what_it_did_and_what_to_type_next(sample: Path, arch: Path, tmp_path: Path) -> None:
    words = ("--policy", "zeros", "--arch", arch, "--data", sample, "-o", tmp_path / "out", *SHORT)
    result = podium("train", "chexpert", *words)
    assert "policy zeros, blanks zeros" in " ".join(result.stdout.split())
    assert f"Next: podium evaluate chexpert --model hf:{tmp_path / 'out'} --data {sample}" in result.stdout
    assert result.stderr == ""
    said = json.loads((tmp_path / "out" / "training.json").read_text())
    facts = trained(sample, tmp_path / "again", arch, "zeros")
    assert facts["images"] == said["data"]["rows"] == 30
    assert facts["last_epoch_loss"] == said["losses"][-1]
    assert facts["uncertain_changed"] == said["labels"]["uncertain"] > 0


def test_without_data_the_sample_is_trained_on_and_said_so(arch: Path, tmp_path: Path) -> None:
    words = ("--policy", "ones", "--arch", arch, "-o", tmp_path / "out", *SHORT)
    result = podium("train", "mimic-cxr", *words)
    assert "this is the synthetic sample of MIMIC CXR" in result.stderr
    assert "Next: podium evaluate mimic-cxr" in result.stdout
    assert "synthetic sample of MIMIC CXR" in result.stdout


def test_a_trained_model_is_evaluated_and_knows_more_than_an_untrained_one(arch: Path, tmp_path: Path) -> None:
    data = drawn_tree(tmp_path / "data", 120)
    quick = ("--image-size", "48", "--learning-rate", "3e-3", "--batch-size", "8")
    trained(data, tmp_path / "trained", arch, "ones", *quick, "--epochs", "5")
    trained(data, tmp_path / "untrained", arch, "ones", *quick[:2], "--epochs", "1", "--learning-rate", "1e-12")
    after, before = (auroc(evaluated(data, tmp_path / name)) for name in ("trained", "untrained"))
    assert after > 0.8 and before < 0.7


def test_the_three_classes_become_the_probability_of_positive_against_negative(
    sample: Path, arch: Path, tmp_path: Path
) -> None:
    trained(sample, tmp_path / "out", arch, "multiclass", *SHORT)
    run = evaluated(sample, tmp_path / "out")
    (table,) = [table for table in run["report"]["tables"] if table["name"] == "findings"]
    told = {row[0]: row[table["columns"].index("auroc")]["value"] for row in table["rows"]}

    import torch
    from transformers import AutoImageProcessor, AutoModelForImageClassification

    from podium.registry.adapters.classifier import read_image

    model = AutoModelForImageClassification.from_pretrained(tmp_path / "out")
    processor = AutoImageProcessor.from_pretrained(tmp_path / "out", backend="pil")  # type: ignore[no-untyped-call]
    items = list(CheXpert().load(sample, "test"))
    images = [read_image(item.request.images[0]) for item in items]
    with torch.inference_mode():
        logits = model(**processor(images, return_tensors="pt")).logits.double().reshape(len(items), 14, 3)
    names = [name.removesuffix("=0") for name in list(model.config.id2label.values())[::3]]
    scores = logits[:, :, :2].softmax(dim=2)[:, :, 1].numpy()
    studies = sorted({item.attributes["study"] for item in items})
    for label in FIVE:
        column = names.index(label)
        rows = [[place for place, item in enumerate(items) if item.attributes["study"] == study] for study in studies]
        score = [max(scores[row, column]) for row in rows]
        truth = [items[row[0]].target[names.index(label)] for row in rows]
        assert told[label] == pytest.approx(roc_auc_score(truth, score), abs=1e-9)


def test_the_mean_of_the_checkpoints_is_what_an_ensemble_answers(sample: Path, arch: Path, tmp_path: Path) -> None:
    quick = ("--image-size", "32", "--epochs", "2", "--learning-rate", "3e-3", "--batch-size", "8")
    trained(sample, tmp_path / "out", arch, "zeros", *quick, "--checkpoints", "2")
    answers = [answered(evaluated(sample, tmp_path / "out" / name)["id"]) for name in ("checkpoint-1", "checkpoint-2")]
    together = answered(evaluated(sample, tmp_path / "out")["id"])
    assert not np.allclose(answers[0], answers[1])
    np.testing.assert_allclose(together, np.mean(answers, axis=0), atol=1e-6)


def answered(run: str) -> Any:
    """Return a run's probabilities."""
    import os
    import sqlite3

    from podium.registry import journal

    connection = sqlite3.connect(os.environ["PODIUM_DB"])
    connection.row_factory = sqlite3.Row
    try:
        return np.array([answer.probabilities for _, answer in journal.answered(connection, run).values()])
    finally:
        connection.close()


def test_a_teacher_s_answers_become_the_soft_targets_of_its_pupil(sample: Path, arch: Path, tmp_path: Path) -> None:
    trained(sample, tmp_path / "teacher", arch, "ignore", *SHORT)
    run = evaluated(sample, tmp_path / "teacher", "--split", "train")["id"]
    facts = trained(sample, tmp_path / "pupil", arch, "selftrained", *SHORT, "--soft-targets", run[:6])
    assert facts["teacher_run"] == run
    assert facts["teacher_model"] == f"hf:{tmp_path / 'teacher'}"
    report = evaluated(sample, tmp_path / "pupil")
    assert any("policy selftrained, blanks zeros" in note for note in report["report"]["notes"])
    assert report["provenance"]["model"]["training"] == facts["training"]


def test_a_run_that_is_no_teacher_of_this_training_is_refused(sample: Path, arch: Path, tmp_path: Path) -> None:
    trained(sample, tmp_path / "teacher", arch, "ignore", *SHORT)
    words = ("train", "chexpert", "--arch", arch, "--data", sample, "-o", tmp_path / "out", *SHORT)
    pupil = ("--quiet", *words, "--policy", "selftrained", "--soft-targets")
    whole = evaluated(sample, tmp_path / "teacher")["id"]
    assert "is of chexpert, split test, not of chexpert, split train" in failure(*pupil, whole, code=1)
    part = evaluated(sample, tmp_path / "teacher", "--split", "train", "--limit", "4")["id"]
    assert "has no answer for 26 of 30 images" in failure(*pupil, part, code=1)
    changed = tmp_path / "changed"
    shutil.copytree(sample, changed)
    table = changed / "train.csv"
    header, first, *rows = table.read_text().splitlines()
    table.write_text("\n".join([header, re.sub(r",1\.0$|,0\.0$|,-1\.0$|,$", ",-1.0", first), *rows]) + "\n")
    other = evaluated(changed, tmp_path / "teacher", "--split", "train")["id"]
    assert f"run {other} is of other data" in failure(*pupil, other, code=1)
    assert "no run called 'zzzz'" in failure(*pupil, "zzzz", code=3)
    without = failure("--quiet", *words, "--policy", "selftrained", code=1)
    assert "podium train chexpert --policy ignore" in without
    assert "podium evaluate chexpert --split train --model hf:TEACHER" in without
    assert "takes no soft targets" in failure("--quiet", *words, "--policy", "ones", "--soft-targets", part, code=1)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("changes", "code", "message"),
    [
        ({"--policy": "twos"}, 2, "'twos' is not one of"),
        ({"--arch": "/nowhere"}, 1, "architecture /nowhere does not exist"),
        ({"--data": "/nowhere"}, 1, "data folder /nowhere does not exist"),
        ({"--epochs": "0"}, 2, "--epochs"),
        ({"--learning-rate": "0"}, 2, "--learning-rate"),
        ({"--device": "tpu"}, 2, "'tpu' is not auto, cpu, cuda"),
        ({"--checkpoints": "1000"}, 1, "1000 checkpoints are more than the training has steps"),
        ({"--image-size": "100000"}, 1, "cannot take RGB images of 100000 x 100000"),
    ],
)
def test_bad_input_is_one_line(
    sample: Path, arch: Path, tmp_path: Path, changes: dict[str, str], code: int, message: str
) -> None:
    options: dict[str, str | Path] = {"--policy": "ones", "--arch": arch, "--data": sample, "-o": tmp_path / "out"}
    options |= {"--image-size": "32", "--epochs": "1"} | changes
    words = [word for pair in options.items() for word in pair]
    assert message in failure("--quiet", "train", "chexpert", *words, code=code)
    assert not (tmp_path / "out").exists()


def test_a_benchmark_without_training_says_so(arch: Path, tmp_path: Path) -> None:
    words = ("--policy", "ones", "--arch", arch, "-o", tmp_path / "out")
    assert "MMLU has no training" in failure("train", "mmlu", *words, code=1)
    assert "did you mean chexpert" in failure("train", "chexprt", *words, code=3)


def test_a_missing_library_names_the_extra(
    arch: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sample: Path
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "accelerate", None)
    words = ("--policy", "ones", "--arch", arch, "--data", sample, "-o", tmp_path / "out")
    message = failure("--quiet", "train", "chexpert", *words, code=1)
    assert "training needs accelerate, which is not installed" in message
    assert ".[train]" in message


def test_ctrl_c_keeps_a_checkpoint_and_the_same_command_goes_on(sample: Path, arch: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    words = ["train", "chexpert", "--policy", "ones", "--arch", str(arch), "--data", str(sample), "-o", str(out)]
    words += ["--image-size", "32", "--epochs", "10", "--batch-size", "4"]
    process = subprocess.Popen([PODIUM, *words], text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    deadline = time.monotonic() + 120
    while not list((out / "unfinished").glob("checkpoint-*/history.json")):
        assert process.poll() is None and time.monotonic() < deadline
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    stdout, stderr = process.communicate(timeout=120)
    assert process.returncode == 130, stderr
    assert stdout == ""
    assert re.fullmatch(
        r"error: interrupted: step \d+ of 80 is kept in .*; the same command with --resume .*\n", stderr
    )
    assert "--resume goes on" in failure(*words, code=1)
    assert podium_json(*words, "--resume")["steps"] == 80


def test_the_help_of_train_stands_under_evaluate() -> None:
    assert "train" in cli.list_commands(None)  # type: ignore[arg-type]
    shown = podium("--help").stdout
    assert re.search(r"Evaluate:.*\btrain +Train a classifier.*Look after", shown, re.DOTALL)


@pytest.mark.slow
def test_every_policy_learns_the_drawn_findings(arch: Path, tmp_path: Path) -> None:
    data = drawn_tree(tmp_path / "data", 240)
    options = ("--image-size", "48", "--epochs", "6", "--batch-size", "8", "--learning-rate", "3e-3")
    reached = {}
    for policy in POLICIES:
        soft: tuple[str, ...] = ()
        if policy == "selftrained":
            soft = ("--soft-targets", evaluated(data, tmp_path / "ignore", "--split", "train")["id"])
        trained(data, tmp_path / policy, arch, policy, *options, *soft)
        reached[policy] = auroc(evaluated(data, tmp_path / policy))
    trained(data, tmp_path / "untrained", arch, "ones", *options[:2], "--epochs", "1", "--learning-rate", "1e-12")
    untrained = auroc(evaluated(data, tmp_path / "untrained"))
    assert min(reached.values()) > 0.85 > untrained + 0.15, (reached, untrained)
