"""A run that was stopped and goes on tells what an unbroken one tells, and does not go on with other weights."""

from __future__ import annotations

import sqlite3
from collections.abc import Generator, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from podium.registry import evaluation, journal
from podium.registry.adapters import AdapterOptions
from podium.registry.adapters.base import Answered, EndpointOptions, Numbered
from podium.registry.adapters.endpoint import Endpoint
from podium.registry.benchmark import Benchmark
from podium.registry.evaluation import Plan
from podium.tests.fakes import quiz_data
from podium.tests.fakes.hostile_server import Asked, HostileServer, Reply, chat
from podium.tests.registry.endpoint_support import impatient

__all__ = ["impatient"]


class Stopped(Endpoint):
    """Is interrupted after ten answers."""

    def stream(self, items: Iterable[Numbered]) -> Generator[Answered, None, None]:
        for number, answers in enumerate(super().stream(items), 1):
            yield answers
            if number == 10:
                raise KeyboardInterrupt


def models(**facts: Any) -> dict[str, Any]:
    return {"data": [{"id": "org/tiny", **facts}]}


class Bench:
    """A benchmark to be run before a server."""

    def __init__(self, quiz: Benchmark, connection: sqlite3.Connection, folder: Path) -> None:
        self.quiz, self.connection = quiz, connection
        self.data = quiz_data.write(folder / "data", test=4)

    def run(self, server: HostileServer, kind: type[Endpoint] = Endpoint, **more: Any) -> journal.Run:
        adapter = kind(server.url, AdapterOptions(endpoint=EndpointOptions(concurrency=1)))
        return evaluation.run(
            self.connection, Plan(self.quiz, adapter, self.data, settings={"protocol": "letter"}, **more)
        )

    def stop(self, server: HostileServer) -> None:
        with pytest.raises(evaluation.Interrupted):
            self.run(server, Stopped)


@pytest.fixture
def bench(quiz: Benchmark, connection: sqlite3.Connection, tmp_path: Path) -> Bench:
    return Bench(quiz, connection, tmp_path)


class Odd:
    """Cuts replies off, brings thoughts and fails now and then, at the first ten items of a run only."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, asked: Asked) -> Reply:
        self.count += 1
        if self.count == 4:
            return Reply({"error": "boom"}, 500)
        if self.count < 8:
            return chat("A", finish="length", message={"reasoning": "hm"}, usage=None if self.count > 2 else (9, 1))
        return chat("B")


def test_a_run_that_was_stopped_reports_what_an_unbroken_one_reports(bench: Bench) -> None:
    with HostileServer(Odd()) as server:
        unbroken = bench.run(server)
        server.behave = Odd()
        bench.stop(server)
        run = bench.run(server, fresh=False)
    assert run.provenance["sittings"] == 2
    assert run.report == unbroken.report
    assert unbroken.provenance["outcome"]["truncated"] == run.provenance["outcome"]["truncated"] == 5
    assert unbroken.provenance["speed"]["retries"] == 1
    assert unbroken.provenance["speed"]["reasons"] == "500 (1)"
    assert unbroken.provenance["speed"]["cut"] == 5


@pytest.mark.parametrize("name", ["root", "parent", "owned_by"])
def test_a_run_does_not_go_on_when_other_weights_are_behind_the_name(name: str, bench: Bench) -> None:
    with HostileServer(lambda asked: chat("A"), models(**{name: "llama-8b"}, max_model_len=512)) as server:
        bench.stop(server)
        (stopped,) = journal.runs(bench.connection)
        seen: list[evaluation.Progress] = []
        server.models = models(**{name: "llama-70b"})
        adapter = Endpoint(server.url, AdapterOptions())
        plan = Plan(bench.quiz, adapter, bench.data, settings={"protocol": "letter"})
        other = evaluation.run(bench.connection, plan, seen.append)
        assert other.id != stopped.id
        assert [step.changed for step in seen if step.changed][0] == (f"listed_{name} llama-8b → llama-70b",)
        # What does not identify the weights may change.
        server.models = models(**{name: "llama-8b"}, max_model_len=4096, created=5)
        assert bench.run(server).id == stopped.id


def test_what_the_server_called_its_configuration_in_all_sittings_is_kept_and_a_change_is_said(bench: Bench) -> None:
    def called(name: str) -> Any:
        def behave(asked: Asked) -> Reply:
            reply = chat("A")
            return replace(reply, content=reply.content | {"system_fingerprint": name})

        return behave

    with HostileServer(called("fp_2")) as server:
        assert bench.run(server).provenance["model"]["system_fingerprint"] == "fp_2"
        bench.stop(server)
        server.behave = called("fp_1")
        run = bench.run(server)
    assert run.provenance["sittings"] == 2
    assert run.provenance["model"]["system_fingerprint"] == "fp_1, fp_2"
    assert run.report is not None
    assert "the server changed while it was asked: fp_1, fp_2" in run.report.notes
