"""What a run records of how it was made."""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
import sqlite3
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from podium.registry import auditing, evaluation, journal, loading, provenance
from podium.registry.adapters import AdapterOptions, open_adapter
from podium.registry.adapters.base import Facts
from podium.registry.benchmark import Benchmark, Choose, Classify, Item
from podium.registry.evaluation import Plan
from podium.registry.loading import ItemKeys, item_key
from podium.registry.version import __version__
from podium.tests.fakes.adapters import Guesses
from podium.tests.fakes.language import llama
from podium.tests.fakes.models import vit_classifier
from podium.tests.registry.test_evaluation_resume import begun


def git(folder: Path, *words: str) -> str:
    command = ["git", "-C", str(folder), "-c", "user.name=A", "-c", "user.email=a@example.org", *words]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def test_a_run_records_everything_it_depended_on(
    connection: sqlite3.Connection, quiz: Benchmark, quiz_folder: Path
) -> None:
    run = evaluation.run(connection, Plan(quiz, Guesses(options=AdapterOptions(seed=7)), quiz_folder))
    record = run.provenance
    items = loading.load(quiz, quiz_folder, "test", {}).items
    first = items[0].request
    assert isinstance(first, Choose)
    keys = b"".join(bytes.fromhex(item_key(item)) for item in items)
    assert record["content"] == hashlib.sha256(keys).hexdigest()
    assert record["prompt"] == {"sha256": hashlib.sha256(first.prompt.encode()).hexdigest(), "podium": __version__}
    assert (record["options"]["seed"], record["options"]["temperature"], record["batch_size"]) == (7, 0.0, 16)
    for name in ("numpy", "safetensors", "tokenizers", "accelerate", "torch", "transformers", "pillow", "pyarrow"):
        assert record["packages"][name] == importlib.metadata.version(name)
    assert record["hardware"]["cores"] == len(os.sched_getaffinity(0))
    assert record["hardware"]["memory_mb"] > 100 and record["hardware"]["cpu"]
    assert record["outcome"] == {"failed": 0, "truncated": 0, "unparsed": 0}
    assert record["memory"]["peak_mb"] > 10
    assert run.digest == journal.run_digest(connection, run.id)


class Timed(Guesses):
    """Says that it took two seconds, as an adapter that measures would."""

    def speed(self) -> Facts:
        count = len(self.asked)
        return {
            "items": count, "prompt_tokens": 10 * count, "new_tokens": count, "preprocess_seconds": 0.5,
            "forward_seconds": 1.5,
        }  # fmt: skip


def test_durations_and_counts_of_all_sittings_are_added_up(
    connection: sqlite3.Connection, quiz: Benchmark, quiz_folder: Path
) -> None:
    begun(connection, Plan(quiz, Guesses(), quiz_folder))
    half = journal.runs(connection)[0].provenance
    assert half["asked"] == {"items": 10}
    record = evaluation.run(connection, Plan(quiz, Timed(), quiz_folder)).provenance
    assert record["asked"] == {"items": 36, "prompt_tokens": 260, "new_tokens": 26}
    durations = record["durations"]
    assert (durations["preprocess"], durations["forward"]) == (0.5, 1.5)
    assert durations["answering"] > half["durations"]["answering"] >= 0
    assert durations["total"] >= durations["load"] + durations["score"]
    assert record["rates"]["items_per_second"] == pytest.approx(36 / durations["answering"], rel=0.2)
    assert record["rates"]["tokens_per_second"] == pytest.approx(286 / durations["answering"], rel=0.2)
    assert record["speed"]["items"] == 26


def test_the_commit_of_the_working_directory_is_recorded_with_whether_it_was_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert "folder" not in provenance.commits()
    git(tmp_path, "init", "-q")
    (tmp_path / "a.txt").write_text("a")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "first")
    commit = git(tmp_path, "rev-parse", "--short", "HEAD")
    assert provenance.commits()["folder"] == commit
    (tmp_path / "a.txt").write_text("b")
    assert provenance.commits()["folder"] == f"{commit}-dirty"


def test_without_git_no_commit_is_recorded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert provenance.commits() == {}


def test_a_real_models_record_names_its_weights_and_has_no_prompt(
    connection: sqlite3.Connection, spots: Benchmark, data: Path, tmp_path: Path
) -> None:
    spec = f"hf:{vit_classifier(tmp_path / 'vit', ['Spot', 'Bar'])}"
    record = evaluation.run(connection, Plan(spots, open_adapter(spec, AdapterOptions()), data)).provenance
    assert record["identity"]["model weights"] == record["model"]["weights"]
    assert record["identity"]["model weights"].startswith("sha256:")
    assert record["prompt"] is None and "prompt" not in record["identity"]


def test_a_model_that_batches_by_tokens_records_how_many_and_no_number_of_items(
    connection: sqlite3.Connection, quiz: Benchmark, quiz_folder: Path, tmp_path: Path
) -> None:
    spec = f"hf:{llama(tmp_path / 'llama')}"
    by_tokens = Plan(quiz, open_adapter(spec, AdapterOptions(batch_tokens=700)), quiz_folder)
    record = evaluation.run(connection, by_tokens).provenance
    assert (record["batch_size"], record["model"]["batch_tokens"]) == (None, 700)
    limited = Plan(quiz, open_adapter(spec, AdapterOptions(batch_size=3)), quiz_folder, fresh=True)
    assert evaluation.run(connection, limited).provenance["batch_size"] == 3


def test_keys_are_kept_in_eight_bytes_and_read_as_they_were(quiz: Benchmark, quiz_folder: Path) -> None:
    items = loading.load(quiz, quiz_folder, "test", {}).items
    keys = ItemKeys(items)
    expected = [item_key(item) for item in items]
    assert list(keys) == expected and keys[-1] == expected[-1] and keys[3:5] == expected[3:5]
    assert all(len(key) == 16 for key in keys) and len(set(keys)) == len(keys) == 36


def test_a_key_tells_the_prompt_the_target_and_the_images_name_and_not_where_the_data_is() -> None:
    def key(path: str, target: float = 1.0, label: str = "A") -> str:
        return item_key(Item("x", Classify((Path(path),), (label,)), (target,)))

    assert key("/here/data/a.png") == key("/elsewhere/a.png")
    others = {key("/here/data/a.png"), key("/here/data/b.png"), key("/here/a.png", 0.0), key("/here/a.png", 1.0, "B")}
    assert len(others) == 4


def test_a_resumed_run_tells_where_and_with_what_it_was_finished_and_what_was_otherwise_before(
    connection: sqlite3.Connection, quiz: Benchmark, quiz_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = Plan(quiz, Guesses(), quiz_folder, model_name="First")
    with monkeypatch.context() as patch:
        patch.setattr(provenance, "packages", lambda: {"numpy": "1.0"})
        stopped = begun(connection, plan)
    moved = quiz_folder.rename(tmp_path / "moved")
    again = replace(plan, adapter=Guesses(), root=moved, device="cpu:0", model_name="Second")
    run = evaluation.run(connection, again)
    assert (run.id, run.model) == (stopped.id, "Second")
    assert (run.provenance["data"], run.provenance["scoring_device"]) == (str(moved), "cpu:0")
    assert run.provenance["packages"] == provenance.packages()
    (earlier,) = run.provenance["earlier"]
    assert earlier == {"data": str(quiz_folder), "scoring_device": "cpu", "packages": {"numpy": "1.0"}}
    assert auditing.audit(connection, run, quiz).ok
    names = connection.execute(
        "SELECT m.name FROM current_results AS c JOIN models AS m ON m.slug = c.model"
    ).fetchall()
    assert [name for (name,) in names if name in ("First", "Second")] == ["Second"]
