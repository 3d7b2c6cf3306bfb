"""Workers of a Ray cluster: two nodes on this machine; the same answers as one process, whatever is killed."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from podium.registry import evaluation, journal, ray_workers
from podium.registry.adapters import AdapterOptions, open_adapter
from podium.registry.benchmark import Answer
from podium.registry.discovery import discover
from podium.registry.dispatch import DEATHS
from podium.registry.engines import on_workers
from podium.registry.errors import DataError, NotFound, PodiumError
from podium.registry.evaluation import Plan, Progress
from podium.registry.startup import Place, write_to
from podium.tests.fakes import spots_data
from podium.tests.fakes.models import vit_classifier
from podium.tests.registry.crews import answered, crew, many, questions, task
from podium.tests.settled import settle

PLUGINS = Path(__file__).parents[1] / "fakes" / "plugins"


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Two nodes of one core each; the second one is where the second worker must go."""
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    from ray.cluster_utils import Cluster

    node = {"num_cpus": 1, "object_store_memory": 80 * 2**20, "include_dashboard": False}
    made = Cluster(initialize_head=True, head_node_args=node)
    made.add_node(num_cpus=1, object_store_memory=80 * 2**20)
    yield made
    made.shutdown()  # type: ignore[no-untyped-call]


def test_ray_workers_that_are_killed_cost_no_answer_and_their_errors_are_what_they_are_here(
    cluster: Any, capfd: pytest.CaptureFixture[str]
) -> None:
    pair = crew("fast", "ray", address=cluster.address)
    pair.prepare(task(many(3)))
    try:
        first, second = pair.pids
        found = answered(pair, many(3000), lambda: os.kill(first, signal.SIGKILL))
        assert found == {number: Answer(text=f"question {number}!") for number in range(3000)}
        assert pair.speed()["workers_lost"] == 1
        assert answered(pair, questions("a", "die", "b")) == {
            0: Answer(text="a!"),
            1: Answer(error=f"the worker died {DEATHS} times with this item"),
            2: Answer(text="b!"),
        }
        with pytest.raises(DataError, match=r"q0: the picture is cut off \(copy it again\)"):
            pair.answer(questions("bad"))
        preview = pair.preview(questions("how many?")[0])
        assert preview is not None and preview.prompt == "how many?"
        assert {name: pair.provenance()[name] for name in ("engine", "workers", "devices")} == {
            "engine": "ray", "workers": 2, "devices": "cpu, cpu",
        }  # fmt: skip
    finally:
        pair.close()
    # Neither standard output nor standard error has a word of Ray's, which reports the dead on both.
    assert capfd.readouterr() == ("", "")


def test_a_run_on_ray_of_which_a_worker_is_killed_reports_what_the_unbroken_run_on_one_process_does(
    cluster: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PODIUM_HOME", str(tmp_path / "home"))
    connection = write_to(settle(Place(tmp_path / "home" / "registry.db", (PLUGINS,))))
    spots = discover([], "", [PLUGINS]).benchmarks["spots"].benchmark
    data = spots_data.write(tmp_path / "data", test=1500)
    spec, options = f"hf:{vit_classifier(tmp_path / 'vit', ['Spot', 'Bar'])}", AdapterOptions(batch_size=5)
    unbroken = evaluation.run(connection, Plan(spots, open_adapter(spec, options), data))
    # Items one by one, so that there is work left when the first answers are known.
    single = AdapterOptions(batch_size=1)
    crew = on_workers(spec, single, ("cpu", "cpu"), engine="ray", address=cluster.address)
    killed: list[int] = []

    def observe(progress: Progress) -> None:
        if progress.stage == "answering" and progress.done and not killed:
            killed.append(crew.pids[0])
            os.kill(killed[0], signal.SIGKILL)

    try:
        broken = evaluation.run(connection, Plan(spots, crew, data), observe)
        assert crew.speed()["workers_lost"] == len(killed) == 1
    finally:
        crew.close()
    assert (broken.answered, broken.report) == (1500, unbroken.report)
    both = (journal.entries(connection, run.id) for run in (broken, unbroken))
    for ours, theirs in zip(*both, strict=True):
        assert (ours.position, ours.item, ours.key) == (theirs.position, theirs.item, theirs.key)
        assert ours.answer.probabilities == pytest.approx(theirs.answer.probabilities, abs=1e-6)
    # The same model asked in the same way: a run that one engine began, another may finish.
    assert broken.fingerprint == unbroken.fingerprint and broken.id != unbroken.id


def test_a_node_that_is_lost_leaves_its_work_to_the_others(cluster: Any) -> None:
    pair = crew("fast", "ray", address=cluster.address)
    pair.prepare(task(many(3)))
    try:
        found = answered(pair, many(200), lambda: cluster.remove_node(cluster.worker_nodes.copy().pop()))
        assert found == {number: Answer(text=f"question {number}!") for number in range(200)}
        assert pair.speed()["workers_lost"] == 1
    finally:
        pair.close()


def test_a_cluster_that_is_too_small_is_refused_before_anything_waits(cluster: Any) -> None:
    with pytest.raises(PodiumError, match="CPUs, too few for 9 workers"):
        crew("fast", "ray", ("cpu",) * 9, address=cluster.address).prepare(task(many(1)))
    with pytest.raises(PodiumError, match="the Ray cluster has 0 GPUs, too few for 2 workers"):
        crew("fast", "ray", ("cuda", "cuda"), address=cluster.address).prepare(task(many(1)))
    with pytest.raises(NotFound, match="did you mean slow"):
        crew("unknown", "ray", ("cpu",), address=cluster.address).prepare(task(many(1)))


def test_ctrl_c_that_python_dropped_in_a_call_from_ray_is_raised_again(cluster: Any) -> None:
    pair = crew("fast", "ray", ("cpu",), address=cluster.address)
    pair.prepare(task(many(1)))
    try:
        answering = pair.stream(enumerate(many(5000)))
        next(answering)
        with contextlib.suppress(KeyboardInterrupt):  # as Python does in a callback
            signal.raise_signal(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            list(answering)
    finally:
        pair.close()
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_an_address_where_nothing_listens_is_refused_at_once_in_one_line(capfd: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        place = f"127.0.0.1:{free.getsockname()[1]}"
    began = time.monotonic()
    with pytest.raises(PodiumError, match=f"^no Ray cluster is reached at {place}: Connection refused "):
        crew("fast", "ray", address=place).prepare(task(many(3)))
    assert time.monotonic() - began < 10 and capfd.readouterr() == ("", "")


def test_an_address_that_is_not_of_a_cluster_is_refused() -> None:
    with pytest.raises(PodiumError, match="ray://head:10001 is the address of a Ray client server"):
        crew("fast", "ray", address="ray://head:10001").prepare(task(many(1)))


def test_each_worker_gets_the_most_cores_that_leave_room_for_all() -> None:
    assert ray_workers._cores(3, [3, 3]) == 1
    assert ray_workers._cores(2, [3, 3]) == 3
    assert ray_workers._cores(8, [64, 64]) == 16
    assert ray_workers._cores(3, [1, 1]) == 0
    assert ray_workers._cores(1, []) == 0
