"""Workers on this machine: the same answers as one process, none lost, none doubled, nothing left behind."""

from __future__ import annotations

import importlib.util
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from podium.registry.adapters import AdapterOptions, open_adapter
from podium.registry.adapters.base import Task
from podium.registry.benchmark import Answer
from podium.registry.discovery import discover
from podium.registry.dispatch import DEATHS
from podium.registry.engines import Crew, devices_of, on_workers
from podium.registry.errors import DataError, MissingExtra, NotFound, PodiumError
from podium.tests.fakes import echo, spots_data
from podium.tests.fakes.models import vit_classifier
from podium.tests.registry.crews import answered, closing_crew, crew, ends, many, questions, task

PLUGINS = Path(__file__).parents[1] / "fakes" / "plugins"


@pytest.fixture(scope="module")
def pair() -> Iterator[Crew]:
    """Two workers that are used by several tests; a test may kill them."""
    yield from closing_crew(crew("fast", "local"), many(3))


def test_what_a_crew_says_is_what_its_workers_say(pair: Crew) -> None:
    front = crew("fast", "local")
    assert (front.kind, front.spec, front.name, front.ranks, front.looks_at_images, front.usual_batch) == (
        "echo", "echo:fast", "fast", True, False, 4,
    )  # fmt: skip
    assert (pair.kind, pair.spec, pair.name, pair.ranks) == ("echo", "echo:fast", "fast", True)
    assert pair.fingerprint() == {"echo": "fast"}
    # One item stands for all of its kind, and the data stays here.
    assert pair.notes() == ("prepared for bench/test/5/1",)
    assert pair.provenance() == {
        "threads": "1", "engine": "local", "workers": 2, "devices": "cpu, cpu", "nodes": 1,
    }  # fmt: skip
    preview = pair.preview(questions("how many?")[0])
    assert preview is not None and (preview.prompt, preview.prompt_tokens) == ("how many?", 9)


def test_answers_come_from_all_workers_and_the_speed_is_theirs_together(pair: Crew) -> None:
    before = number(pair, "items")
    items = many(500)
    assert pair.answer(items) == [Answer(text=f"question {number}!") for number in range(500)]
    assert number(pair, "items") == before + 500
    # The echo says 10 tokens and half a second each time it is asked; both workers have been.
    assert number(pair, "prompt_tokens") == 20 * number(pair, "forward_seconds") >= 20
    for count in ("items", "prompt_tokens"):
        pace = number(pair, f"{count}_per_second")
        # Seconds are told to the nearest thousandth, the pace is of what was measured.
        assert abs(pace * number(pair, "seconds") - number(pair, count)) <= pace * 0.0006


def number(crew: Crew, name: str) -> float:
    value = crew.speed().get(name, 0)
    assert isinstance(value, (int, float))
    return value


def test_a_worker_killed_in_mid_run_costs_no_answer_and_doubles_none(pair: Crew) -> None:
    first, second = pair.pids
    lost = number(pair, "workers_lost")
    found = answered(pair, many(400), lambda: os.kill(first, signal.SIGKILL))
    assert found == {number: Answer(text=f"question {number}!") for number in range(400)}
    found = answered(pair, many(400), lambda: os.kill(second, signal.SIGKILL))
    assert found == {number: Answer(text=f"question {number}!") for number in range(400)}
    assert number(pair, "workers_lost") == lost + 2
    # A stream does not wait for a worker that is not needed any more; both come back in the next ones.
    deadline = time.monotonic() + 30
    while {first, second} & set(pair.pids) and time.monotonic() < deadline:
        answered(pair, many(40))
    assert not {first, second} & set(pair.pids)


def test_an_item_that_kills_its_worker_again_and_again_fails_alone(pair: Crew) -> None:
    prompts = [f"question {number}" for number in range(12)]
    prompts[5] = "die"
    prompts[6] = "alone"
    found = answered(pair, questions(*prompts))
    assert found.pop(5) == Answer(error=f"the worker died {DEATHS} times with this item")
    assert found.pop(6) == Answer(error="too long")
    assert found == {number: Answer(text=f"question {number}!") for number in range(12) if number not in (5, 6)}


def test_an_error_of_the_adapter_arrives_as_itself_after_the_answers_before_it(pair: Crew) -> None:
    items = questions("a", "b", "c", "d", "bad")
    found: list[int] = []
    with pytest.raises(DataError) as caught:
        for answers in pair.stream(enumerate(items)):
            found += [position for position, _ in answers]
    assert str(caught.value) == "q4: the picture is cut off (copy it again)"
    assert found == [0, 1, 2, 3]
    with pytest.raises(PodiumError, match=r"failed: ZeroDivisionError: division by zero at .*echo\.py:\d+$"):
        pair.answer(questions("crash"))
    assert pair.answer(questions("still there")) == [Answer(text="still there!")]


def test_every_error_class_of_podium_survives_a_copy() -> None:
    import copy

    for error in (NotFound("run", "x", ["y"]), MissingExtra("ray", "it", "ray"), DataError("a", "b")):
        same = copy.copy(error)
        assert type(same) is type(error) and vars(same) == vars(error) and str(same) == str(error)


@pytest.mark.parametrize(
    ("target", "devices", "kind", "message"),
    [
        ("unknown", ("cpu",), NotFound, r"no echo called 'unknown' \(did you mean slow\?\)"),
        ("trains", ("cpu",), PodiumError, "echo:trains needs the items of split train, which only the driver has"),
        ("no-memory", ("cpu",), PodiumError, r"worker 0 \(cpu\) was killed by SIGKILL, maybe for lack of memory"),
        ("by-device", ("cpu", "cuda:7"), PodiumError, r"worker \d \(.*\) has another model than the first: device is"),
    ],
)
def test_a_model_that_cannot_be_prepared_stops_before_anything_is_asked(
    target: str, devices: tuple[str, ...], kind: type[PodiumError], message: str
) -> None:
    with pytest.raises(kind, match=message):
        crew(target, "local", devices).prepare(task(many(1)))


@pytest.mark.parametrize(
    ("spec", "options", "message"),
    [
        ("file:a.csv", AdapterOptions(), "file: needs no workers: it only reads"),
        ("baseline:prior", AdapterOptions(), "baseline: needs no workers"),
        ("openai:http://localhost:8000/v1#m", AdapterOptions(), "raise --concurrency instead"),
        ("hf:a", AdapterOptions(device_map="auto"), "--device-map spreads one model"),
        ("nothing", AdapterOptions(), "not of a known kind"),
    ],
)
def test_models_that_workers_do_not_suit_are_refused_in_one_line(
    spec: str, options: AdapterOptions, message: str
) -> None:
    with pytest.raises(PodiumError, match=message):
        on_workers(spec, options, ("cpu", "cpu"), engine="local")


def test_the_adapter_of_a_single_file_plugin_goes_to_the_workers_with_its_file(tmp_path: Path) -> None:
    path = tmp_path / "shout.py"
    path.write_text(Path(echo.__file__).read_text().replace('}!"', '}!!!"'))
    # As plugins in single files are loaded: under a name that no import finds.
    name = "podium_file_plugin_0123_shout"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
        shouting = crew("fast", "local", ("cpu",), more={"echo": module.open_echo})
        shouting.prepare(task(many(1)))
        path.unlink()
        assert shouting.answer(questions("hello")) == [Answer(text="hello!!!")]
        shouting.close()
        nameless = crew("fast", "local", more={"echo": lambda target, options: echo.open_echo(target, options)})
        with pytest.raises(PodiumError, match="cannot be sent to a worker.*must make it at module level"):
            nameless.prepare(task(many(1)))
    finally:
        del sys.modules[name]


DRIVER = """
from podium.tests.registry.crews import crew, many, task
if __name__ == "__main__":
    slow = crew("slow", "local")
    slow.prepare(task(many(1)))
    print(*slow.pids, flush=True)
    for answers in slow.stream(enumerate(many(100_000))):
        print(len(answers), flush=True)
"""


@pytest.mark.parametrize("kill", [signal.SIGKILL, signal.SIGINT])
def test_workers_end_with_their_driver_however_it_ends(tmp_path: Path, kill: signal.Signals) -> None:
    (tmp_path / "driver.py").write_text(DRIVER)
    driver = subprocess.Popen(
        [sys.executable, str(tmp_path / "driver.py")], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert driver.stdout is not None
    pids = [int(word) for word in driver.stdout.readline().split()]
    # What a library prints in a worker is not in the driver's output.
    assert len(pids) == 2 and driver.stdout.readline() == "4\n"
    driver.send_signal(kill)
    driver.communicate()
    assert ends(pids)


def test_closing_a_crew_ends_its_workers_in_the_middle_of_their_work() -> None:
    slow = crew("slow", "local")
    slow.prepare(task(many(1)))
    pids = slow.pids
    answering = slow.stream(enumerate(many(10_000)))
    next(answering)
    answering.close()
    slow.close()
    assert ends(pids, 1.0)
    slow.close()


def test_two_processes_with_a_real_classifier_answer_as_one_does_also_when_one_is_killed(tmp_path: Path) -> None:
    spots = discover([], None, [PLUGINS]).benchmarks["spots"].benchmark
    data = spots_data.write(tmp_path / "data", test=150)
    spec = f"hf:{vit_classifier(tmp_path / 'vit', ['Spot', 'Bar'])}"
    items = list(spots.load(data, "test"))
    asked = Task(spots, "test", items, {}, lambda split: items)
    alone = open_adapter(spec, AdapterOptions(batch_size=5))
    alone.prepare(asked)
    both = on_workers(spec, AdapterOptions(batch_size=5), ("cpu", "cpu"), engine="local")
    assert both.looks_at_images
    both.prepare(asked)
    try:
        found = answered(both, items, lambda: os.kill(both.pids[0], signal.SIGKILL))
        expected = {position: answer for answers in alone.stream(enumerate(items)) for position, answer in answers}
        for position, answer in expected.items():
            # Where memory lies may decide the last bit.
            assert found[position].probabilities == pytest.approx(answer.probabilities, abs=1e-6)
        assert both.fingerprint() == alone.fingerprint()
        assert both.notes() == tuple(alone.notes())
        assert both.speed()["workers_lost"] == 1
    finally:
        both.close()


@pytest.mark.parametrize(
    ("text", "workers", "devices"),
    [
        ("cpu", None, ("cpu",)),
        ("cpu", 3, ("cpu", "cpu", "cpu")),
        ("cpu, cpu", None, ("cpu", "cpu")),
        ("cuda:all", None, ("cuda:0", "cuda:1", "cuda:2")),
        ("cuda:all", 2, ("cuda:0", "cuda:1")),
        ("cuda", 2, ("cuda:0", "cuda:1")),
        ("cuda", None, ("cuda",)),
        ("cuda:2,cuda:0", 2, ("cuda:2", "cuda:0")),
        ("", None, "names no device"),
        ("cpu", 0, "--workers 0 is less than 1"),
        ("cpu,cpu", 3, "--workers 3 does not fit --device cpu,cpu, which names 2"),
        ("cuda:3", None, "--device cuda:3: torch sees 3 GPUs here"),
        ("cuda:all", 4, "--device cuda:3: torch sees 3 GPUs here"),
        ("cuda:1,cuda:1", None, "--device cuda:1 is named twice"),
        ("cuda,cuda:1", None, "does not say which GPU"),
        ("gpu", None, "--device 'gpu' is no device"),
        ("cuda:x", None, "--device 'cuda:x' is no device"),
    ],
)
def test_devices_as_they_are_typed(
    monkeypatch: pytest.MonkeyPatch, text: str, workers: int | None, devices: tuple[str, ...] | str
) -> None:
    import torch

    monkeypatch.setattr(torch.cuda, "device_count", lambda: 3)
    if isinstance(devices, str):
        with pytest.raises(PodiumError, match=devices):
            devices_of(text, workers)
    else:
        assert devices_of(text, workers) == devices


def test_all_gpus_of_a_machine_without_one_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    import torch

    monkeypatch.setattr(torch.cuda, "device_count", lambda: 0)
    with pytest.raises(PodiumError, match="torch sees 0 GPUs here"):
        devices_of("cuda:all")


@pytest.mark.parametrize(
    ("text", "workers", "devices"),
    [
        ("cpu", 2, ("cpu", "cpu")),
        ("cuda", 64, ("cuda",) * 64),
        ("cuda:all", 8, ("cuda",) * 8),
        ("cuda:0,cuda:1", None, ("cuda", "cuda")),
        ("cuda:all", None, "say how many with --workers"),
        ("cpu,cuda:0", None, "all on cpu or all on cuda"),
        ("cuda:0,cuda:1", 3, "does not fit"),
    ],
)
def test_devices_of_a_cluster_are_only_counted(text: str, workers: int | None, devices: tuple[str, ...] | str) -> None:
    if isinstance(devices, str):
        with pytest.raises(PodiumError, match=devices):
            devices_of(text, workers, "ray")
    else:
        assert devices_of(text, workers, "ray") == devices
