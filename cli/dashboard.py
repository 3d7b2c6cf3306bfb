"""How an evaluation goes, on standard error: a live view on a terminal, now and then a line anywhere else.

Figures are worked out when they are drawn, four times a second; see :mod:`podium.cli.meter` for what a batch costs.
"""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from podium.cli import output
from podium.cli.app import App
from podium.cli.meter import COUNTED, RECENT, Clock, Figures, Meter

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.live import Live
    from rich.text import Text

    from podium.registry.plans import Progress

#: Seconds between two drawings of the view.
_FRAME = 0.25
#: Seconds between two lines where there is no terminal, and without much progress.
_LINE, _LINE_AT_LEAST = 10.0, 60.0
#: Cells of the names before the figures, and the fewest a bar is drawn in.
_NAMES, _LEAST_BAR = 8, 10
#: Cells from which on the run's id always has its place.
_ROOMY = 60


def speed_of(number: float, what: str = "items") -> str:
    """Return a speed: ``"1,234 items/s"``, ``"8.5 items/s"``, ``"1.2 items/min"``."""
    if 0 < number < 0.1:
        return f"{number * 60:.2g} {what}/min"
    return f"{number:,.0f} {what}/s" if number >= 10 or number == 0 else f"{number:.2g} {what}/s"


def duration(seconds: float) -> str:
    """Return a time as one says it: ``"45 s"``, ``"2 min"``, ``"3 h 10 min"``, ``"4 days 2 h"``."""
    minutes = round(seconds / 60)
    if round(seconds) < 60:
        return f"{round(seconds)} s"
    if minutes < 60:
        return f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    if hours < 48:
        return f"{hours} h {minutes} min" if minutes else f"{hours} h"
    days, hours = divmod(hours, 24)
    return f"{days} days {hours} h" if hours else f"{days} days"


def size(number: int) -> str:
    """Return bytes in decimal gigabytes: ``"1.2 GB"``."""
    return f"{number / 1e9:.1f} GB"


def line(figures: Figures) -> str:
    """Return the figures in one line of plain text."""
    counts = f" {figures.done:,} of {figures.total:,}" if figures.total and figures.stage in COUNTED else ""
    parts = [f"{figures.stage}{counts}"]
    if figures.stage in COUNTED:
        rate = figures.recent if figures.recent is not None else figures.overall
        parts += [speed_of(rate)] if rate is not None else []
        parts += [f"{duration(figures.left)} left"] if figures.left is not None else []
    parts += [figures.score] if figures.score else []
    parts += [f"{figures.failed:,} failed"] if figures.failed else []
    parts += [f"cost {figures.cost:,.2f}"] if figures.cost is not None else []
    return ", ".join(parts)


def view(figures: Figures, width: int) -> RenderableType:
    """Return the figures as they stand on a terminal of ``width`` columns; no line is longer."""
    from rich.console import Group
    from rich.text import Text

    lines: list[RenderableType] = [_title(figures, width), *_bar(figures, width)]
    for name, parts in _facts(figures):
        value = _fitting(parts, max(1, width - _NAMES - 1))
        lines.append(Text.assemble((f"{name:<{_NAMES}} ", "dim"), value, no_wrap=True, overflow="ellipsis"))
    return Group(*lines)


def _title(figures: Figures, width: int) -> Text:
    from rich.text import Text

    run = f"run {figures.run}" if figures.run else ""
    # Beside a name cut to a few characters the run's id would not help.
    room = width - len(run) - 2 if run and width >= _ROOMY else width
    label = shortened(output.clean(figures.label), room)
    gap = width - output.width_of(label) - len(run)
    if run and gap >= 2:
        return Text.assemble((label, "bold"), (" " * gap + run, "dim"), no_wrap=True)
    return Text(label, "bold", no_wrap=True)


def _bar(figures: Figures, width: int) -> list[RenderableType]:
    from rich.progress_bar import ProgressBar
    from rich.table import Table
    from rich.text import Text

    counted = bool(figures.total) and figures.stage in COUNTED
    share = f"{100 * figures.done // figures.total} %" if counted else ""
    counts = f"{figures.done:,} of {figures.total:,}" if counted else ""
    words = " · ".join(filter(None, (counts, share)))
    # Each of the three columns is followed by a cell.
    room = width - len(figures.stage) - len(words) - 3
    beside = room >= _LEAST_BAR
    bar = ProgressBar(
        figures.total or 1,
        figures.done if counted else 0,
        width=room if beside else width,
        complete_style="cyan",
        finished_style="green",
        pulse_style="cyan",
        pulse=not counted,
        animation_time=time.monotonic(),
    )
    grid = Table.grid(padding=(0, 1, 0, 0) if beside else 0)
    if beside:
        grid.add_row(Text(figures.stage, "cyan", no_wrap=True), bar, Text(words, no_wrap=True))
        return [grid]
    grid.add_row(bar)
    return [Text(shortened(f"{figures.stage} {words}".rstrip(), width), "cyan", no_wrap=True), grid]


def _facts(figures: Figures) -> Iterator[tuple[str, list[str]]]:
    """Yield a name and what is to be said, the most important first."""
    if figures.stage in COUNTED:
        speeds = [speed_of(figures.recent)] if figures.recent is not None else ["nothing answered yet"]
        if figures.overall is not None and figures.seconds > RECENT:
            speeds.append(f"{speed_of(figures.overall)} overall")
        if figures.tokens is not None:
            speeds.append(speed_of(figures.tokens, "tokens"))
        yield "speed", speeds
        left = f"{duration(figures.left)} left" if figures.left is not None else "time left not known yet"
        yield "time", [left, f"{duration(figures.seconds)} so far"]
    if figures.score:
        yield "so far", [figures.score]
    troubles = [f"{figures.failed:,} failed"] if figures.failed else []
    troubles += [f"{figures.retried:,} asked again"] if figures.retried else []
    troubles = [figures.trouble, *troubles] if figures.trouble else troubles
    if troubles:
        yield "trouble", troubles
    if figures.cost is not None:
        yield "cost", [f"{figures.cost:,.4f}"]
    space = [f"{size(figures.ram)} RAM"] if figures.ram is not None else []
    space += [f"{size(figures.gpu[0])} of {size(figures.gpu[1])} GPU"] if figures.gpu is not None else []
    if space:
        yield "memory", space


def _fitting(parts: Sequence[str], width: int) -> str:
    """Return as many of the parts as fit into ``width`` cells; the first always, cut short if it must be."""
    text = shortened(parts[0], width)
    for part in parts[1:]:
        longer = f"{text} · {part}"
        if output.width_of(longer) > width:
            break
        text = longer
    return text


@lru_cache(maxsize=32)
def shortened(text: str, width: int) -> str:
    """Return ``text`` in ``width`` cells; what goes is in the middle, since the ends of names tell most."""
    if output.width_of(text) <= width:
        return text
    head, tail, room = "", "", width - 1
    left, right = 0, len(text) - 1
    while left <= right:
        back = output.width_of(tail) <= 2 * output.width_of(head)
        character = text[right] if back else text[left]
        if output.width_of(head + tail + character) > room:
            break
        if back:
            tail, right = character + tail, right - 1
        else:
            head, left = head + character, left + 1
    return f"{head}…{tail}" if width > 0 else ""


class Watch:
    """What a command tells of its runs as they go on; made by :func:`watching`."""

    def __init__(self, quiet: bool, clock: Clock = time.monotonic) -> None:
        self._quiet, self._clock = quiet, clock
        self._meter = Meter(clock)
        self._live: Live | None = None
        self._told = False
        self._said: tuple[float, int] = (clock(), 0)
        self._spoke = False
        #: Since when the stage lasts, and how many seconds until that is said next.
        self._stage: tuple[float, float] = (clock(), _LINE)

    def about(self, label: str, stage: str) -> None:
        """Go over to a run."""
        self._meter.about(label, stage)
        self._told = False
        self._stage = (self._clock(), _LINE)

    def __call__(self, step: Progress) -> None:
        """Take note of a step of the run."""
        if self._quiet:
            return
        if step.stage != self._meter.stage:
            self._stage = (self._clock(), _LINE)
        self._meter.note(step)
        if step.stage == "answering" and not self._told:
            self._told = True
            for text in beginnings(step):
                self.say("note", text)
        if self._live is None:
            self._line(step)

    def say(self, label: str, text: str) -> None:
        """Print a line that stays, above the view if there is one."""
        if self._quiet:
            return
        output.complain(label, text, console=self._live.console if self._live is not None else None)

    def trouble(self, text: str) -> None:
        """Say what holds the run up, and keep it in the view until it goes on."""
        self._meter.trouble = text
        self.say("note", text)

    def still(self) -> None:
        """Print a plain line where a stage that counts nothing lasts: after 10 seconds, 20, 40 and so on."""
        (since, due), stage = self._stage, self._meter.stage
        lasts = self._clock() - since
        if self._quiet or self._live is not None or not stage or stage in COUNTED or lasts < due:
            return
        self._stage = (since, 2 * due)
        print(output.clean(f"{stage}, {duration(lasts)} so far"), file=sys.stderr, flush=True)

    def _line(self, step: Progress) -> None:
        now, (at, done) = self._clock(), self._said
        ended = self._spoke and step.stage in COUNTED and step.done == step.total != done
        if not ended and now - at < _LINE:
            return
        little = 10 * abs(step.done - done) < step.total
        if not ended and step.stage in COUNTED and little and self._spoke and now - at < _LINE_AT_LEAST:
            return
        self._said, self._spoke = (now, step.done), True
        print(output.clean(line(self._meter.figures())), file=sys.stderr, flush=True)

    def draw(self, live: Live) -> None:
        """Draw on ``live`` from now on."""
        self._live = live

    def renderable(self, console: Console) -> RenderableType:
        """Return the view as it is now."""
        return view(self._meter.figures(), console.width)

    def close(self) -> None:
        """Take the view away; lines that are printed later stand where it was."""
        if self._live is not None:
            self._live.stop()
            self._live = None


def beginnings(step: Progress) -> Iterator[str]:
    """Yield what the user must know as the answering begins: what is gone on with, or why nothing is."""
    if step.kept:
        yield f"going on with run {step.run}: {step.kept:,} of {step.total:,} answers are kept"
    elif step.changed:
        yield f"run {step.previous} is not continued: {'; '.join(step.changed)}; this is a new run ({step.run})"


@contextmanager
def watching(app: App) -> Iterator[Watch]:
    """Show how runs go until the block ends.

    On a terminal that is a view that is drawn again and again and goes away at the end. Elsewhere it is a line
    every ten seconds at most, so that short runs say nothing. With ``--quiet`` it is nothing.

    The first Ctrl-C takes the view away and lets the run stop cleanly; a second one ends the process at once.
    """
    watch = Watch(app.quiet)
    with _stopping(watch), _listening(watch):
        if app.quiet or not _live():
            with _speaking(watch):
                yield watch
            return
        from rich.live import Live

        console = output.stderr()
        live = Live(
            console=console,
            get_renderable=lambda: watch.renderable(console),
            refresh_per_second=1 / _FRAME,
            transient=True,
        )
        live.start()
        watch.draw(live)
        try:
            yield watch
        finally:
            watch.close()


@contextmanager
def _listening(watch: Watch) -> Iterator[None]:
    """Tell the user what the registry warns of while a run goes on, such as a server that is waited for."""
    import logging

    class Told(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            watch.trouble(record.getMessage())

    handler, log = Told(logging.WARNING), logging.getLogger("podium")
    log.addHandler(handler)
    try:
        yield
    finally:
        log.removeHandler(handler)


@contextmanager
def _speaking(watch: Watch) -> Iterator[None]:
    """Let a plain log say now and then that a long stage lasts; who loads a model tells nothing meanwhile."""
    ended = threading.Event()

    def speak() -> None:
        while not ended.wait(1.0):
            watch.still()

    thread = threading.Thread(target=speak, name="podium-still", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()


def _live() -> bool:
    # FORCE_COLOR asks for colour, and makes no terminal of a log file that a view could be drawn on again.
    return sys.stderr.isatty() and output.on_terminal(sys.stderr)


@contextmanager
def _stopping(watch: Watch) -> Iterator[None]:
    """Close the view at the first Ctrl-C, and leave the second to the system, which nothing can hold up."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(number: int, frame: Any) -> None:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        watch.close()
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
