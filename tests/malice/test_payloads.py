"""Files that hold code: every command that reads a file refuses them in one line, and the code never runs."""

from __future__ import annotations

import pickle
import shutil
from pathlib import Path

import pytest

from podium.tests.malice import files
from podium.tests.malice.bounded import Ended, run

#: Under these names the pickle lies; each reader takes some of them for its own.
SUFFIXES = (
    "pkl", "csv", "csv.gz", "json", "jsonl", "parquet", "eval", "yaml", "toml", "txt", "zip", "tar", "db", "png", "dcm",
)  # fmt: skip


@pytest.fixture(scope="module")
def mark(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("payloads") / "the code has run"


@pytest.fixture(scope="module")
def ended(mark: Path, filled_registry: Path) -> dict[str, Ended]:
    """How every command ended, by its words."""
    folder = mark.parent / "files"
    folder.mkdir()
    for suffix in SUFFIXES:
        (folder / f"pickle.{suffix}").write_bytes(files.pickled(mark))
    (folder / "array.npy").write_bytes(files.as_numpy(mark)[0])
    (folder / "arrays.npz").write_bytes(files.as_numpy(mark)[1])
    (folder / "weights.pt").write_bytes(files.as_weights(mark))
    for suffix in ("yaml", "json", "csv"):
        (folder / f"tags.{suffix}").write_text(files.as_yaml(mark))
    call = f"__import__('pathlib').Path({str(mark)!r}).touch()"
    (folder / "call.json").write_text(f'[{{"id": 1, "response": {call}}}]')
    (folder / "call.csv").write_text(f'id,response\n"{call}",x\n')
    commands = [words for file in sorted(folder.iterdir()) for words in _commands(file)]
    commands += _datasets(folder)
    registry = Path(shutil.copy(filled_registry, mark.parent / "registry.db"))
    done = run(commands, registry, filled_registry.parent)
    return {" ".join(map(str, words)): one for words, one in zip(commands, done, strict=True)}


def _commands(file: Path) -> list[list[str | Path]]:
    """Return the commands that somebody may give a file to."""
    kind = file.name.partition(".")[2]
    found: list[list[str | Path]] = [["results", "import", file], ["faq", "check", file], ["db", "restore", file]]
    if kind not in ("yaml", "toml", "txt", "zip", "tar", "db", "png", "dcm"):
        found.append(["score", "vqa-rad", "--predictions", file])
    if file.stem == "pickle" and kind in ("csv", "txt", "zip", "tar"):
        found.append(["label", file])
    evaluate: list[str | Path] = ["evaluate", "chexpert", "--model", "baseline:prior"]
    return found + {"toml": [[*evaluate, "--about", file]], "json": [[*evaluate, "--thresholds", file]]}.get(kind, [])


def _datasets(folder: Path) -> list[list[str | Path]]:
    """Return commands that read a copy of a dataset, whose files are pickles."""
    found: list[list[str | Path]] = []
    pickle = folder / "pickle.pkl"
    for slug, names in {
        "mmlu": ("data.tar",),
        "mmlu-pro": ("data/test-00000-of-00001.parquet", "data/validation-00000-of-00001.parquet"),
        "hle": ("data/test-00000-of-00001.parquet",),
        "vqa-rad": ("VQA_RAD Dataset Public.json",),
        "charxiv-r": ("data/reasoning_val.json", "data/descriptive_val.json"),
        "chexpert": ("test.csv", "valid.csv", "train.csv"),
    }.items():
        home = folder.parent / slug
        for name in names:
            (home / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(pickle, home / name)
        settings = ("--set", "shots=0") if slug.startswith("mmlu") else ()
        found.append(["evaluate", slug, "--model", "baseline:random", *settings, "--data", home])
    return found


def test_the_payloads_would_run_where_they_are_obeyed(tmp_path: Path) -> None:
    import numpy as np
    import torch
    import yaml

    for number, load in enumerate(
        (
            lambda mark: pickle.loads(files.pickled(mark)),
            lambda mark: np.load(_kept(tmp_path / "a.npy", files.as_numpy(mark)[0]), allow_pickle=True),
            lambda mark: np.load(_kept(tmp_path / "a.npz", files.as_numpy(mark)[1]), allow_pickle=True)["array"],
            lambda mark: torch.load(_kept(tmp_path / "a.pt", files.as_weights(mark)), weights_only=False),
            lambda mark: yaml.unsafe_load(files.as_yaml(mark)),
        )
    ):
        mark = tmp_path / str(number)
        load(mark)  # type: ignore[no-untyped-call]
        assert mark.exists(), number


def _kept(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def test_no_file_runs_its_code(ended: dict[str, Ended], mark: Path) -> None:
    assert len(ended) > 90
    assert not mark.exists()


def test_each_is_refused_in_one_line(ended: dict[str, Ended]) -> None:
    for words, one in ended.items():
        assert one.code, words
        assert one.error, words
