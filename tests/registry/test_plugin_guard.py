"""Other people's code is cut off in time in any thread, and what was there before is there again afterwards."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time

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
    with pytest.raises(TooSlow), limited(limit()):
        time.sleep(60)
    assert time.monotonic() - began < 30


@pytest.mark.usefixtures("brief")
def test_another_thread_is_interrupted_in_a_busy_loop() -> None:
    caught: list[type[BaseException]] = []

    def work() -> None:
        try:
            with limited(limit()):
                while True:
                    pass
        except BaseException as error:
            caught.append(type(error))

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(60)
    assert caught == [TooSlow]


@pytest.mark.usefixtures("brief")
def test_what_swallows_the_first_attempt_is_too_slow_all_the_same() -> None:
    with pytest.raises(TooSlow), limited(limit()):
        try:
            time.sleep(60)
        except TooSlow:
            pass


def test_code_in_time_is_left_alone_and_the_callers_timer_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    rung: list[int] = []
    handler = signal.signal(signal.SIGALRM, lambda number, _: rung.append(number))
    try:
        signal.setitimer(signal.ITIMER_REAL, 60)
        with limited(limit()):
            pass
        assert 0 < signal.getitimer(signal.ITIMER_REAL)[0] <= 60
        signal.raise_signal(signal.SIGALRM)
        assert rung == [signal.SIGALRM]
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, handler)


def test_an_error_of_the_code_stays_what_it_is() -> None:
    with pytest.raises(KeyError), limited(limit()):
        raise KeyError("x")


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
