"""Fetching official files from the hub: the cache, gates, what is gone, what breaks off. The hub is on loopback."""

from __future__ import annotations

import errno
import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import huggingface_hub
import pytest
from huggingface_hub import constants

from podium.registry import Benchmark, Board, Card, DataError, Hub, PodiumError
from podium.registry.hub import fetch, how_to_get, origin
from podium.tests.fakes.hub_server import COMMIT, FakeHub, served_hub, use_hub

FILES = {
    "README.md": b"# Quiz",
    "standard (10 options)/test-00000-of-00001.parquet": b"questions" * 5000,
    "standard (10 options)/validation-00000-of-00001.parquet": b"examples",
    "train/train-00000-of-00001.parquet": b"not wanted",
}
PATTERNS = ("standard (10 options)/test-*.parquet", "standard (10 options)/validation-*.parquet")
TOKEN = "hf_secretsecretsecret"
#: What fetches them on another machine.
COMMAND = (
    f"hf download org/quiz --repo-type dataset --revision {COMMIT} --include '{PATTERNS[0]}' --include '{PATTERNS[1]}'"
    " --local-dir quiz"
)
BY_HAND = f"fetch it where there is one and give the folder quiz to --data: {COMMAND}"
TERMS = "accept the terms at https://example.org/quiz and set HF_TOKEN to a token of that account, then "


class Quiz(Benchmark):
    card = Card(
        slug="quiz", name="Quiz", description="Questions.", modality="text", categories=("knowledge",),
        boards=(Board("accuracy", headline=True),), dataset_url="https://example.org/quiz",
    )  # fmt: skip
    hub = Hub("org/quiz", COMMIT, PATTERNS)


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeHub]:
    """Serve a hub, and let the library use it with a cache of this test's own."""
    monkeypatch.setenv("HF_TOKEN", TOKEN)
    with served_hub(FakeHub(FILES)) as server:
        use_hub(server, tmp_path / "cache", monkeypatch)
        yield server


def refusal(benchmark: Benchmark | None = None) -> str:
    with pytest.raises(PodiumError) as caught:
        fetch(benchmark or Quiz())
    said = str(caught.value)
    assert "\n" not in said and TOKEN not in said
    return said


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_files_that_the_loader_reads_are_fetched_into_the_hubs_cache_once(hub: FakeHub, tmp_path: Path) -> None:
    folder = fetch(Quiz())
    assert folder == tmp_path / "cache" / "datasets--org--quiz" / "snapshots" / COMMIT
    wanted = {name: content for name, content in FILES.items() if name.startswith("standard")}
    assert files(folder) == wanted
    assert hub.tokens == {f"Bearer {TOKEN}"}
    hub.asked.clear()
    assert fetch(Quiz()) == folder
    assert hub.asked == []


def test_how_far_it_is_is_told_in_megabytes(hub: FakeHub, capfd: pytest.CaptureFixture[str]) -> None:
    hub.files = {name: name[-30:].encode() * 100_000 for name in FILES}
    wanted = round(sum(len(content) for name, content in hub.files.items() if name.startswith("standard")) / 1e6)
    told: list[tuple[str, int, int]] = []
    fetch(Quiz(), lambda *one: told.append(one))
    assert {stage for stage, _, _ in told} == {"fetching, MB"}
    assert told[-1][1:] == (wanted, wanted) == (6, 6)
    assert [done for _, done, _ in told] == sorted(done for _, done, _ in told)
    assert capfd.readouterr() == ("", "")


def test_all_files_are_fetched_where_no_patterns_are_given(hub: FakeHub) -> None:
    class Whole(Quiz):
        hub = Hub("org/quiz", COMMIT)

    assert files(fetch(Whole())) == FILES


def test_what_is_in_the_cache_is_found_offline_and_what_is_not_is_one_line(
    hub: FakeHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = fetch(Quiz())
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    assert fetch(Quiz()) == folder

    class More(Quiz):
        hub = Hub("org/quiz", COMMIT, ("train/*",))

    for benchmark, by_hand in (
        (More(), f"{BY_HAND.partition(' --include')[0]} --include 'train/*' --local-dir quiz"),
        (Quiz(), BY_HAND),
    ):
        assert refusal(benchmark) == (
            "org/quiz is not wholly in the hub's cache, and HF_HUB_OFFLINE is set"
            f" (unset it to fetch the files; without a network here, {by_hand})"
        )
        monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "other"))


def test_a_gate_names_the_page_of_the_terms_and_the_variable_of_the_token(
    hub: FakeHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub.trouble = "gated"
    after = f"(accept the terms at {hub.address}/datasets/org/quiz and set HF_TOKEN to a token of that account)"
    assert refusal() == f"org/quiz is gated, and HF_TOKEN is of an account that has not accepted them {after}"
    monkeypatch.delenv("HF_TOKEN")
    monkeypatch.setattr(constants, "HF_TOKEN_PATH", str(tmp_path / "none"))
    assert refusal() == f"org/quiz is gated, and HF_TOKEN is not given {after}"
    hub.trouble = ""
    fetch(Quiz())


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        (
            "no repository",
            "the hub has no dataset org/quiz, or does not show it to you (look at PAGE)",
        ),
        ("no revision", f"org/quiz no longer has the revision {COMMIT} (look at PAGE)"),
        ("bad token", "the hub answers 401 (HF_TOKEN is not a token of the hub's; make a new one or unset it)"),
        ("403", "the hub answers 403 (HF_TOKEN has no right to read it)"),
        ("429", "the hub answers 429 (try again later; the same command goes on with what is there)"),
        ("503", "the hub answers 503 (try again later; the same command goes on with what is there)"),
    ],
)
def test_what_the_hub_refuses_is_one_line(hub: FakeHub, trouble: str, said: str) -> None:
    hub.trouble = trouble
    assert refusal().replace(f"{hub.address}/datasets/org/quiz", "PAGE").endswith(said)


def test_without_a_network_it_says_where_nobody_answers(hub: FakeHub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(constants, "ENDPOINT", "http://127.0.0.1:9")
    assert refusal() == (
        "org/quiz cannot be fetched: http://127.0.0.1:9 does not answer (ConnectError)"
        f" (without a network here, {BY_HAND})"
    )

    class Gated(Quiz):
        card = replace(Quiz.card, access="gated")

    assert refusal(Gated()).endswith(f" does not answer (ConnectError) (without a network here, {TERMS}{BY_HAND})")


def test_a_hint_for_who_lacks_the_files_names_the_terms_podiums_command_and_that_for_another_machine() -> None:
    assert how_to_get(Quiz.card, Quiz.hub) == (
        f"podium data fetch quiz, or --data hub; without a network here, {BY_HAND}"
    )
    gated = replace(Quiz.card, access="gated")
    assert how_to_get(gated, Quiz.hub) == f"{TERMS}{how_to_get(Quiz.card, Quiz.hub)}"
    assert how_to_get(Quiz.card, Hub("org/quiz", COMMIT)).endswith(f" --revision {COMMIT} --local-dir quiz")


def test_the_command_for_another_machine_fetches_the_files_that_the_loader_reads_and_no_others(
    hub: FakeHub, tmp_path: Path
) -> None:
    program, *words = shlex.split(COMMAND)
    variables = {**os.environ, "HF_ENDPOINT": hub.address, "HF_HOME": str(tmp_path / "home"), "HF_HUB_OFFLINE": "0"}
    subprocess.run([Path(sys.executable).with_name(program), *words], cwd=tmp_path, env=variables, check=True)
    wanted = {name: content for name, content in FILES.items() if name.startswith("standard")}
    assert {path: text for path, text in files(tmp_path / "quiz").items() if not path.startswith(".cache")} == wanted


def test_a_download_that_is_cut_off_once_is_whole_in_the_end(hub: FakeHub) -> None:
    hub.cut_after, hub.cuts = 1000, 2
    assert files(fetch(Quiz()))[PATTERNS[0].replace("*", "00000-of-00001")] == b"questions" * 5000
    assert hub.cuts == 0


def test_a_download_that_is_always_cut_off_says_so_and_leaves_nothing_that_looks_whole(hub: FakeHub) -> None:
    hub.cut_after, hub.cuts = 0, 10_000
    said = refusal()
    assert said.startswith("fetching org/quiz broke off: ")
    assert said.endswith("(the same command goes on with what is there)")
    hub.cuts = 0
    assert len(files(fetch(Quiz()))) == 2


def test_a_full_disk_is_told_as_such(hub: FakeHub, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*words: Any, **more: Any) -> str:
        raise OSError(errno.ENOSPC, "No space left on device", "/secret/path")

    monkeypatch.setattr(huggingface_hub, "snapshot_download", full)
    assert refusal() == (
        "fetching org/quiz broke off: No space left on device (the same command goes on with what is there)"
    )


def test_a_revision_without_the_files_that_the_plugin_names_is_refused(hub: FakeHub) -> None:
    class Other(Quiz):
        hub = Hub("org/quiz", COMMIT, (*PATTERNS, "images/*.zip"))

    with pytest.raises(DataError) as caught:
        fetch(Other())
    assert str(caught.value) == (
        "org/quiz has no images/*.zip at revision 0123456789ab (the plugin names files that are not there)"
    )


def test_a_benchmark_that_is_not_on_the_hub_says_where_its_files_are() -> None:
    class Elsewhere(Benchmark):
        card = Quiz.card

    assert refusal(Elsewhere()) == (
        "Quiz cannot be fetched from the hub"
        " (get the files at https://example.org/quiz and give their folder to --data)"
    )


def test_a_folder_in_the_hubs_cache_says_its_repository_and_commit_and_no_other_folder_does(tmp_path: Path) -> None:
    folder = tmp_path / "datasets--TIGER-Lab--MMLU-Pro" / "snapshots" / COMMIT
    (folder / "data").mkdir(parents=True)
    told = {"repository": "TIGER-Lab/MMLU-Pro", "revision": COMMIT}
    assert origin(folder) == origin(folder / "data") == told
    assert origin(tmp_path) is None and origin(folder.parent) is None
