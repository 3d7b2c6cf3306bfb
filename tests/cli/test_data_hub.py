"""``--data hub`` and ``podium data fetch`` as a user types them; the hub is on loopback."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from podium.tests.cli.support import failure, podium, podium_json, process
from podium.tests.fakes import quiz_data
from podium.tests.fakes.hub_server import COMMIT, FakeHub, served_hub, use_hub

QUIZ = (Path(__file__).parents[1] / "fakes" / "plugins" / "quiz.py").read_text()

#: The quiz, and what its author would add for it to be fetched and checked.
WITH_HUB = QUIZ.replace(
    "    def grade(",
    f"""    hub = Hub("org/quiz", "{COMMIT}", ("dev/*.csv", "test/*.csv"))

    def verify(self, root, level, observe):
        parts = [
            Part(split, lambda images, split=split: self.load(root, split, 0, "likelihood"), self.card.splits[split])
            for split in ("test", "dev")
        ]
        return verify_questions(root, parts, level, observe)

    def grade(""",
    1,
).replace("    Generate,\n", "    Generate,\n    Hub,\n    Part,\n    verify_questions,\n", 1)


@pytest.fixture
def plugins(tmp_path: Path) -> Path:
    (tmp_path / "plugins").mkdir()
    (tmp_path / "plugins" / "quiz.py").write_text(WITH_HUB)
    return tmp_path / "plugins"


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeHub]:
    root = quiz_data.write(tmp_path / "official")
    files = {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*.csv")}
    with served_hub(FakeHub(files)) as server:
        use_hub(server, tmp_path / "cache", monkeypatch)
        yield server


def test_a_run_on_the_hubs_files_is_that_of_a_copy_and_records_repository_and_commit(
    hub: FakeHub, plugins: Path, tmp_path: Path
) -> None:
    words = ("--plugins-dir", plugins, "evaluate", "quiz", "--model", "baseline:first-option", "--data")
    run = podium_json(*words, "hub")
    copy = podium_json(*words, tmp_path / "official", "--fresh")
    assert run["report"]["boards"] == copy["report"]["boards"]
    assert run["provenance"]["hub"] == {"repository": "org/quiz", "revision": COMMIT}
    assert run["provenance"]["data"] == str(tmp_path / "cache" / "datasets--org--quiz" / "snapshots" / COMMIT)
    assert copy["provenance"]["hub"] is None
    shown = podium("--plugins-dir", plugins, "runs", "show", run["id"]).stdout
    assert "org/quiz at 0123456789ab, from the hub" in shown
    assert "from the hub" not in podium("--plugins-dir", plugins, "runs", "show", copy["id"]).stdout


def test_a_run_on_the_hubs_files_is_scored_again_from_the_cache(hub: FakeHub, plugins: Path, tmp_path: Path) -> None:
    words = ("--plugins-dir", plugins)
    run = podium_json(*words, "evaluate", "quiz", "--model", "baseline:first-option", "--data", "hub")
    hub.trouble = "503"
    assert "verified" in podium(*words, "runs", "verify", run["id"]).stdout
    assert "No figure changed." in podium(*words, "runs", "rescore", run["id"]).stdout
    shutil.rmtree(tmp_path / "cache")
    said = failure(*words, "runs", "rescore", run["id"], code=1)
    assert said.startswith(f"the data of run {run['id']} is no longer in ")
    assert said.endswith("; podium data fetch quiz brings it back")
    hub.trouble = ""
    podium(*words, "data", "fetch", "quiz")
    podium(*words, "runs", "rescore", run["id"])


def test_fetch_prints_the_folder_and_verify_takes_the_same_word(hub: FakeHub, plugins: Path, tmp_path: Path) -> None:
    folder = tmp_path / "cache" / "datasets--org--quiz" / "snapshots" / COMMIT
    result = podium("--plugins-dir", plugins, "data", "fetch", "the quiz")
    assert (result.stdout, result.stderr) == (f"{folder}\n", "")
    assert podium_json("--plugins-dir", plugins, "data", "fetch", "quiz") == {
        "benchmark": "quiz",
        "folder": str(folder),
        "repository": "org/quiz",
        "revision": COMMIT,
    }
    checked = podium("--plugins-dir", plugins, "data", "verify", "quiz", "--data", "hub", "--level", "hashes").stdout
    assert str(folder) in checked
    assert "✓ test: counts: as published" in checked
    assert "✓ hashes: 6 files are what the hub has" in checked


def test_a_folder_called_hub_is_still_reached_by_its_path(
    plugins: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quiz_data.write(tmp_path / "hub")
    monkeypatch.chdir(tmp_path)
    data = podium_json("--plugins-dir", plugins, "data", "verify", "quiz", "--data", "./hub")
    assert (data["ok"], data["data"]) == (True, "hub")


def test_what_cannot_be_fetched_is_one_line_and_no_run(hub: FakeHub, plugins: Path) -> None:
    assert failure("data", "fetch", "chexpert", code=1).startswith(
        "CheXpert CXR cannot be fetched from the hub; get the files at https://"
    )
    hub.trouble = "gated"
    words = ("--plugins-dir", plugins, "evaluate", "quiz", "--model", "baseline:first-option", "--data", "hub")
    said = failure(*words, code=1)
    assert said.startswith("org/quiz is gated, and HF_TOKEN is ")
    assert f"; accept the terms at {hub.address}/datasets/org/quiz" in said
    assert podium_json("runs") == []


def test_the_hubs_own_variables_are_obeyed_in_a_process_of_its_own(hub: FakeHub, plugins: Path, tmp_path: Path) -> None:
    settings = {"HF_ENDPOINT": hub.address, "HF_HUB_CACHE": str(tmp_path / "own"), "HF_TOKEN": "hf_secret"}
    words = ("--plugins-dir", str(plugins), "data", "fetch", "quiz")
    done = process(*words, env=os.environ | settings)
    folder = tmp_path / "own" / "datasets--org--quiz" / "snapshots" / COMMIT
    assert (done.stdout, done.stderr, done.returncode) == (f"{folder}\n", "", 0)
    assert hub.tokens == {"Bearer hf_secret"}
    (folder / "test" / "anatomy_test.csv").unlink()
    done = process(*words, env=os.environ | settings | {"HF_HUB_OFFLINE": "1"})
    assert done.stderr.startswith("error: org/quiz is not wholly in the hub's cache, and HF_HUB_OFFLINE is set")
