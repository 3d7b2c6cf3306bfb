"""Other people's code is cut off in time in any thread, and what was there before is there again afterwards."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable

import pytest

from podium.registry import plugin_guard
from podium.registry.plugin_guard import Limit, TooSlow, limited, output_aside


@pytest.fixture
def brief(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plugin_guard, "LOADING_SECONDS", 0.2)


def limit() -> Limit:
    return Limit("x", lambda: True)


@pytest.mark.usefixtures("brief")
def test_the_main_thread_is_interrupted_in_its_sleep() -> None:
    began = time.monotonic()
    with pytest.raises(TooSlow):
        limited(limit(), lambda: time.sleep(60))
    assert time.monotonic() - began < 30


@pytest.mark.usefixtures("brief")
def test_another_thread_is_interrupted_in_a_busy_loop() -> None:
    caught: list[type[BaseException]] = []

    def hang() -> None:
        while True:
            pass

    def work() -> None:
        try:
            limited(limit(), hang)
        except BaseException as error:
            caught.append(type(error))

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(60)
    assert caught == [TooSlow]


def swallow() -> None:
    try:
        time.sleep(60)
    except TooSlow:
        pass


def wrap() -> None:
    try:
        time.sleep(60)
    except BaseException as error:
        raise ImportError("something is wrong") from error


@pytest.mark.usefixtures("brief")
@pytest.mark.parametrize("function", [swallow, wrap])
def test_what_swallows_the_first_attempt_or_makes_another_error_of_it_is_too_slow_all_the_same(
    function: Callable[[], None],
) -> None:
    with pytest.raises(TooSlow):
        limited(limit(), function)


@pytest.mark.usefixtures("brief")
def test_ctrl_c_after_the_first_attempt_is_ctrl_c() -> None:
    def interrupted() -> None:
        swallow()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        limited(limit(), interrupted)


def test_code_in_time_is_left_alone_and_the_callers_timer_goes_on() -> None:
    rung: list[int] = []
    handler = signal.signal(signal.SIGALRM, lambda number, _: rung.append(number))
    try:
        signal.setitimer(signal.ITIMER_REAL, 60)
        assert limited(limit(), lambda: "done") == "done"
        assert 0 < signal.getitimer(signal.ITIMER_REAL)[0] <= 60
        signal.raise_signal(signal.SIGALRM)
        assert rung == [signal.SIGALRM]
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, handler)


def test_an_error_of_the_code_stays_what_it_is() -> None:
    with pytest.raises(KeyError):
        limited(limit(), lambda: dict[str, str]()["x"])


def test_a_program_that_is_started_again_has_no_timer_and_its_own_output(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def start() -> None:
        assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
        os.write(1, b"started\n")

    monkeypatch.setattr(plugin_guard, "start_again", start)
    handler = signal.signal(signal.SIGALRM, signal.SIG_IGN)
    try:
        signal.setitimer(signal.ITIMER_REAL, 60)
        with output_aside():
            plugin_guard.without_it()
            os.write(1, b"noise\n")
        # Where it could not be started again everything goes on as it was.
        assert signal.getitimer(signal.ITIMER_REAL)[0] > 0
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, handler)
    assert capfd.readouterr() == ("started\n", "noise\n")


def test_standard_output_is_led_aside_and_back(capfd: pytest.CaptureFixture[str]) -> None:
    print("before")
    with output_aside():
        print("print")
        os.write(1, b"write\n")
        subprocess.run([sys.executable, "-c", "print('child')"], check=True)
        with output_aside():
            os.write(1, b"inner\n")
        os.write(1, b"again\n")
    print("after")
    os.write(1, b"written\n")
    out, err = capfd.readouterr()
    assert out.splitlines() == ["before", "after", "written"] or sorted(out.splitlines()) == [
        "after",
        "before",
        "written",
    ]
    assert sorted(err.splitlines()) == ["again", "child", "inner", "print", "write"]


def test_a_closed_standard_output_is_no_trouble() -> None:
    program = (
        "import os, sys; from podium.registry.plugin_guard import output_aside\n"
        "os.close(1)\nwith output_aside():\n    print('x')\nprint('done', file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.stderr.splitlines()[:2] == ["x", "done"]
