"""What is measured of a run while it goes on.

Taking note of a batch costs a few microseconds. The running score is worked out at most once a second,
never for more than a twentieth of the time, and once more when all is done.
"""

from __future__ import annotations

import os
import sys
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from podium.cli import document
from podium.registry.views import shown

if TYPE_CHECKING:
    from podium.registry.plans import Progress
    from podium.registry.report import Score

#: Stages that tell how much of how much is done.
COUNTED = ("answering", "judging")
#: Seconds over which the speed "now" is measured.
RECENT = 10.0
#: Least seconds between two running scores, and between them as a multiple of what one takes.
_SCORE_EVERY, _SCORE_SHARE = 1.0, 20

Clock = Callable[[], float]


@dataclass(frozen=True)
class Figures:
    """What is shown of a run at one moment.

    Args:
        label: Benchmark, split and model.
        stage: What is being done.
        run: Its id, or empty before it has one.
        done: Items answered.
        total: Items in all, or 0 where that is not known.
        seconds: Since the answering began in this process.
        recent: Items per second of late, or None before one is done.
        overall: Items per second since the answering began, or None.
        left: Seconds the rest will take, or None where that cannot be told.
        tokens: Tokens per second, read and written, or None.
        failed: Items that could not be answered so far.
        retried: Questions that were asked again so far.
        trouble: What holds the run up now, or empty.
        cost: Spent so far, in the unit of the prices, or None.
        score: The running score in words, or empty.
        ram: Bytes of memory of this process, or None.
        gpu: Bytes taken and bytes there are on this process's GPUs, or None.
    """

    label: str = ""
    stage: str = ""
    run: str = ""
    done: int = 0
    total: int = 0
    seconds: float = 0.0
    recent: float | None = None
    overall: float | None = None
    left: float | None = None
    tokens: float | None = None
    failed: int = 0
    retried: int = 0
    trouble: str = ""
    cost: float | None = None
    score: str = ""
    ram: int | None = None
    gpu: tuple[int, int] | None = None


class Meter:
    """Takes note of a run's progress and works out its figures.

    Args:
        clock: Seconds that only ever go forward.
    """

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self.about("")

    def about(self, label: str, stage: str = "") -> None:
        """Begin with another run."""
        self.label, self.stage = label, stage
        #: What holds the run up; gone with the next answer.
        self.trouble = ""
        self.last: Progress | None = None
        self._began: tuple[float, int] | None = None
        self._counted = ""
        self._seen: deque[tuple[float, int]] = deque()
        self._score, self._next_score, self._scored = "", 0.0, 0

    def note(self, step: Progress) -> None:
        """Take note of a step."""
        now = self._clock()
        if step.stage != self.stage or (self.last is not None and step.done > self.last.done):
            self.trouble = ""
        self.stage, self.last = step.stage, step
        if step.stage not in COUNTED:
            return
        if step.stage != self._counted:
            # Neither the speed nor the score of one stage says anything of the next.
            self._counted, self._began = step.stage, None
            self._score, self._next_score, self._scored = "", 0.0, 0
            self._seen.clear()
        if self._began is None:
            self._began = now, step.done
        # A tenth of the window is fine enough for a speed, and bounds what is remembered.
        if not self._seen or now - self._seen[-1][0] >= RECENT / 10:
            self._seen.append((now, step.done))
        while len(self._seen) > 1 and now - self._seen[1][0] >= RECENT:
            self._seen.popleft()
        # The last score stays on the screen beside the count of all: it must be that of all.
        whole = step.done == step.total and self._scored != step.done
        if step.done and (whole or now >= self._next_score):
            self._score, self._scored = in_words(step.running()), step.done
            took = self._clock() - now
            self._next_score = now + took + max(_SCORE_EVERY, _SCORE_SHARE * took)

    def figures(self) -> Figures:
        """Return what there is to show now."""
        step, now = self.last, self._clock()
        if step is None:
            return Figures(self.label, self.stage, trouble=self.trouble, ram=memory())
        speed: Mapping[str, Any] = step.speed
        overall = recent = left = None
        seconds = 0.0
        if self._began is not None:
            seconds = now - self._began[0]
            answered = step.done - self._began[1]
            overall = answered / seconds if answered and seconds > 0 else None
            recent = self._of_late(now, step.done) if overall is not None else None
            left = (step.total - step.done) / overall if overall and step.stage in COUNTED else None
        counted = [float(speed[name]) for name in ("prompt_tokens", "new_tokens") if speed.get(name)]
        spent = float(speed.get("seconds") or 0.0)
        return Figures(
            label=self.label,
            stage=step.stage,
            run=step.run,
            done=step.done,
            total=step.total,
            seconds=seconds,
            recent=recent,
            overall=overall,
            left=left,
            tokens=sum(counted) / spent if counted and spent else None,
            failed=step.failed,
            retried=int(speed.get("retries") or 0),
            trouble=self.trouble,
            cost=speed.get("cost"),
            score=self._score,
            ram=memory(),
            gpu=gpu_memory(),
        )

    def _of_late(self, now: float, done: int) -> float:
        since, before = next(((at, count) for at, count in self._seen if now - at <= RECENT), (now - RECENT, done))
        return (done - before) / (now - since) if now > since else 0.0


def in_words(score: Score | None) -> str:
    """Return a running score: ``"accuracy 0.412 [0.384, 0.440]"``, or nothing where there is none."""
    if score is None or score.value is None:
        return ""
    interval = f" [{shown(score.interval.low)}, {shown(score.interval.high)}]" if score.interval else ""
    return f"{document.metric(score.metric)} {shown(score.value)}{interval}"


def memory() -> int | None:
    """Return the bytes of memory this process has, where the system tells."""
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return None


def gpu_memory() -> tuple[int, int] | None:
    """Return the bytes this process holds on its GPUs and the bytes they have, or None where it uses none."""
    torch = sys.modules.get("torch")
    cuda = getattr(torch, "cuda", None)
    # Not before something is on a GPU: asking it would start one.
    if cuda is None or not cuda.is_initialized():
        return None
    used = [(cuda.memory_reserved(one), cuda.get_device_properties(one).total_memory) for one in _devices(cuda)]
    held = [(taken, whole) for taken, whole in used if taken]
    return (sum(taken for taken, _ in held), sum(whole for _, whole in held)) if held else None


def _devices(cuda: Any) -> range:
    return range(cuda.device_count())
