"""What is told of a run while it goes on: exact lines, exact views, and how often."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from rich.console import Console

from podium.cli import meter as measuring
from podium.cli.app import App
from podium.cli.dashboard import Watch, duration, line, shortened, speed_of, view, watching
from podium.cli.meter import Figures, Meter
from podium.registry.plans import Progress
from podium.registry.report import Interval, Score

USUAL = Figures(
    label="MMLU · test · llama-3.2-1b",
    stage="answering",
    run="3f2a9c01de",
    done=1200,
    total=14042,
    seconds=14.2,
    recent=85.3,
    overall=80.1,
    left=121,
    tokens=12400,
    failed=3,
    retried=2,
    score="accuracy 0.412 [0.384, 0.440]",
    ram=1_200_000_000,
    gpu=(3_400_000_000, 80_000_000_000),
)
NAME = "CheXpert CXR · valid · /a/[red]long[/red]/path/字字字字字字/to/a/checkpoint-12345-of-all-seeds"
LONG = replace(USUAL, label=NAME)


class Hands:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def drawn(figures: Figures, width: int) -> list[str]:
    """Return what a terminal with colours shows, without them."""
    options: Any = {"force_terminal": True, "color_system": "standard", "markup": False, "highlight": False}
    console = Console(file=io.StringIO(), width=width, record=True, **options)
    console.print(view(figures, width))
    return [text.rstrip() for text in console.export_text().splitlines()]


def step(done: int, total: int = 100, stage: str = "answering", **more: Any) -> Progress:
    return Progress(stage, done, total, "3f2a9c01de", **more)


# --- the view


def test_the_view_shows_everything_on_a_terminal_of_80_columns() -> None:
    assert drawn(USUAL, 80) == [
        "MMLU · test · llama-3.2-1b                                        run 3f2a9c01de",
        "answering ━━━━╺━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 1,200 of 14,042 · 8 %",
        "speed    85 items/s · 80 items/s overall · 12,400 tokens/s",
        "time     2 min left · 14 s so far",
        "so far   accuracy 0.412 [0.384, 0.440]",
        "trouble  3 failed · 2 asked again",
        "memory   1.2 GB RAM · 3.4 GB of 80.0 GB GPU",
    ]


def test_on_40_columns_the_bar_has_its_own_line_and_what_matters_least_is_left_out() -> None:
    assert drawn(USUAL, 40) == [
        "MMLU · test · llama-3.2-1b",
        "answering 1,200 of 14,042 · 8 %",
        "━━━╺━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━",
        "speed    85 items/s · 80 items/s overall",
        "time     2 min left · 14 s so far",
        "so far   accuracy 0.412 [0.384, 0.440]",
        "trouble  3 failed · 2 asked again",
        "memory   1.2 GB RAM",
    ]


def test_a_long_name_loses_its_middle_and_is_never_read_as_markup() -> None:
    assert drawn(LONG, 130)[0] == NAME + " " * (130 - len(NAME) - len("字字字字字字") - 14) + "run 3f2a9c01de"
    assert drawn(LONG, 80)[0] == "CheXpert CXR · valid …字字字/to/a/checkpoint-12345-of-all-seeds   run 3f2a9c01de"
    assert drawn(LONG, 40)[0] == "CheXpert CXR …ckpoint-12345-of-all-seeds"


@pytest.mark.parametrize("width", [1, 5, 12, 20, 33, 40, 61, 80, 200])
@pytest.mark.parametrize("figures", [USUAL, LONG, Figures(), Figures("m", "loading model", total=9)], ids=str)
def test_no_line_of_the_view_is_wider_than_the_terminal(figures: Figures, width: int) -> None:
    from rich.cells import cell_len

    lines = drawn(figures, width)
    assert max(map(cell_len, lines)) <= width
    assert len(lines) <= 9


def test_without_colour_the_view_holds_no_escape_sequence_for_it() -> None:
    out = io.StringIO()
    console = Console(file=out, width=80, force_terminal=True, no_color=True, markup=False, highlight=False)
    console.print(view(USUAL, 80))
    assert "\x1b[3" not in out.getvalue() and "\x1b[9" not in out.getvalue()
    assert "1,200 of 14,042 · 8 %" in out.getvalue()


def test_before_the_first_answer_nothing_is_invented() -> None:
    begun = Figures("Quiz · test · m", "answering", "3f2a9c01de", 0, 36, 3.0)
    assert drawn(begun, 80)[2:] == ["speed    nothing answered yet", "time     time left not known yet · 3 s so far"]
    assert line(begun) == "answering 0 of 36"


def test_a_server_that_hangs_shows_a_speed_of_zero_and_what_was_spent() -> None:
    hanging = replace(USUAL, recent=0.0, overall=0.41, left=31320, gpu=None, cost=1.2345, seconds=300, tokens=None)
    assert drawn(hanging, 80)[2:] == [
        "speed    0 items/s · 0.41 items/s overall",
        "time     8 h 42 min left · 5 min so far",
        "so far   accuracy 0.412 [0.384, 0.440]",
        "trouble  3 failed · 2 asked again",
        "cost     1.2345",
        "memory   1.2 GB RAM",
    ]


def test_while_a_model_loads_there_is_a_moving_bar_and_no_count() -> None:
    lines = drawn(Figures("Quiz · test · m", "loading model", total=36), 40)
    assert lines[0] == "Quiz · test · m"
    assert lines[1].startswith("loading model ━━━") and "36" not in lines[1]


# --- plain words


def test_the_plain_line_is_the_one_of_the_manual() -> None:
    assert line(replace(USUAL, failed=0)) == (
        "answering 1,200 of 14,042, 85 items/s, 2 min left, accuracy 0.412 [0.384, 0.440]"
    )
    assert line(replace(USUAL, cost=1.2345)).endswith("accuracy 0.412 [0.384, 0.440], 3 failed, cost 1.23")
    assert line(Figures(stage="loading model", total=36)) == "loading model"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0.2, "0 s"), (59.4, "59 s"), (59.6, "1 min"), (150.1, "3 min"), (3599, "1 h"), (11400, "3 h 10 min"),
     (172799, "2 days"), (180000, "2 days 2 h")],
)  # fmt: skip
def test_a_duration_is_said_as_a_person_would(seconds: float, words: str) -> None:
    assert duration(seconds) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [(0.0, "0 items/s"), (0.02, "1.2 items/min"), (0.5, "0.5 items/s"), (8.46, "8.5 items/s"), (9.96, "10 items/s"),
     (1234.5, "1,234 items/s")],
)  # fmt: skip
def test_a_speed_has_two_figures_at_least(number: float, words: str) -> None:
    assert speed_of(number) == words


def test_shortening_keeps_both_ends_within_the_cells() -> None:
    assert shortened("abcdefghij", 10) == "abcdefghij"
    assert shortened("abcdefghij", 5) == "a…hij"
    assert shortened("abc", 1) == "…"
    assert shortened("abc", 0) == ""


# --- what is measured


def test_speed_and_time_left_count_only_what_this_sitting_answered() -> None:
    clock = Hands()
    meter = Meter(clock)
    meter.about("x")
    meter.note(step(40, kept=40))
    clock.now += 4
    meter.note(step(60, kept=40, speed={"prompt_tokens": 900, "new_tokens": 100, "seconds": 4.0}))
    figures = meter.figures()
    assert (figures.overall, figures.recent, figures.left) == (5.0, 5.0, 8.0)
    assert figures.tokens == 250.0
    assert (figures.done, figures.total, figures.seconds) == (60, 100, 4.0)


def test_the_speed_of_late_falls_to_zero_when_nothing_comes_any_more() -> None:
    clock = Hands()
    meter = Meter(clock)
    meter.about("x")
    for done in range(0, 50, 10):
        meter.note(step(done))
        clock.now += 1
    assert meter.figures().recent == pytest.approx(40 / 5)
    clock.now += 60
    figures = meter.figures()
    assert figures.recent == 0.0
    assert figures.overall == pytest.approx(40 / 65)


def test_a_million_batches_are_noted_in_little_memory() -> None:
    clock = Hands()
    meter = Meter(clock)
    meter.about("x")
    for done in range(20_000):
        clock.now += 0.003
        meter.note(step(done, 20_000))
    assert len(meter._seen) <= 12


def scored(value: float) -> Score:
    return Score("accuracy", value, 10, Interval(value - 0.1, value + 0.1, 0.95, "bootstrap", 1000))


def test_the_running_score_is_asked_for_once_a_second_at_most_and_for_little_of_the_time() -> None:
    clock = Hands()
    meter = Meter(clock)
    meter.about("x")
    asked: list[float] = []

    def running(takes: float) -> Callable[[], Score]:
        def score() -> Score:
            asked.append(clock.now)
            clock.now += takes
            return scored(0.5)

        return score

    for done in range(1, 100):
        meter.note(step(done, running=running(0.0)))
        clock.now += 0.1
    assert len(asked) == 10
    assert meter.figures().score == "accuracy 0.500 [0.400, 0.600]"
    asked.clear()
    for _ in range(1000):
        meter.note(step(99, running=running(2.0)))
        clock.now += 0.1
    assert [round(later - sooner) for sooner, later in zip(asked, asked[1:], strict=False)] == [42, 42]


def test_a_score_that_is_undefined_so_far_is_not_shown() -> None:
    assert measuring.in_words(Score("accuracy", None, 0, reason="nothing to score")) == ""
    assert measuring.in_words(None) == ""
    assert measuring.in_words(Score("accuracy", 0.25, 4)) == "accuracy 0.250"


def test_the_memory_of_this_process_is_real() -> None:
    import resource

    now = measuring.memory()
    assert now is not None
    assert 10_000_000 < now <= resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 + 4_000_000


def test_without_a_gpu_in_use_none_is_asked_for() -> None:
    assert measuring.gpu_memory() is None


# --- how often


def lines_of(capsys: pytest.CaptureFixture[str], seconds: float, total: int, every: float) -> list[str]:
    clock = Hands()
    watch = Watch(quiet=False, clock=clock)
    watch.about("x", "loading data")
    count = round(seconds / every)
    for number in range(count + 1):
        watch(step(round(total * number / count), total))
        clock.now += every
    return capsys.readouterr().err.splitlines()


def test_a_short_run_says_nothing_in_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    assert lines_of(capsys, 9, 1000, 0.05) == []


def test_in_a_pipe_there_is_a_line_every_ten_seconds_at_most(capsys: pytest.CaptureFixture[str]) -> None:
    lines = lines_of(capsys, 40, 1000, 0.5)
    assert lines == [
        "answering 250 of 1,000, 25 items/s, 30 s left",
        "answering 500 of 1,000, 25 items/s, 20 s left",
        "answering 750 of 1,000, 25 items/s, 10 s left",
        "answering 1,000 of 1,000, 25 items/s, 0 s left",
    ]


def test_a_long_run_says_something_every_minute_at_least_and_not_much_more(capsys: pytest.CaptureFixture[str]) -> None:
    lines = lines_of(capsys, 3600, 100_000, 1)
    assert 55 <= len(lines) <= 65
    assert lines[-1].startswith("answering 100,000 of 100,000")


def test_what_is_gone_on_with_is_said_once_and_quiet_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    for quiet in (False, True):
        watch = Watch(quiet)
        watch.about("x", "loading data")
        for done in (40, 41, 42):
            watch(step(done, 1500, kept=40))
        told = capsys.readouterr().err
        assert told == ("" if quiet else "note: going on with run 3f2a9c01de: 40 of 1,500 answers are kept\n")


def test_what_changed_is_said_where_a_run_is_not_gone_on_with(capsys: pytest.CaptureFixture[str]) -> None:
    watch = Watch(quiet=False)
    watch.about("x", "loading data")
    watch(step(0, previous="0123456789", changed=("dtype float32 → bfloat16", "limit 5 → 10")))
    assert capsys.readouterr().err == (
        "note: run 0123456789 is not continued: dtype float32 → bfloat16; limit 5 → 10;"
        " this is a new run (3f2a9c01de)\n"
    )


def test_a_stage_that_lasts_is_told_of_after_ten_seconds_and_then_ever_less_often(
    capsys: pytest.CaptureFixture[str],
) -> None:
    clock = Hands()
    watch = Watch(quiet=False, clock=clock)
    watch.about("x", "loading data")
    watch(step(0, stage="loading model"))
    for _ in range(100):
        watch.still()
        clock.now += 1
    seconds = (10, 20, 40, 80)
    assert capsys.readouterr().err.splitlines() == [f"loading model, {duration(number)} so far" for number in seconds]
    watch(step(0))
    assert capsys.readouterr().err == "answering 0 of 100\n"
    clock.now += 1000
    watch.still()
    assert capsys.readouterr().err == ""


def test_what_the_registry_warns_of_is_a_note_of_the_run_and_stays_in_the_view_until_the_next_answer(
    capsys: pytest.CaptureFixture[str],
) -> None:
    log = logging.getLogger("podium")
    with watching(App()) as watch:
        watch.about("x", "answering")
        watch(step(1))
        log.warning("http://127.0.0.1:8000/v1 gives %s; asking again, for up to 900 s", "500 Internal Server Error")
        held = watch._meter.figures()
        watch(step(2))
        assert watch._meter.figures().trouble == ""
    told = "http://127.0.0.1:8000/v1 gives 500 Internal Server Error; asking again, for up to 900 s"
    assert capsys.readouterr().err == f"note: {told}\n" and held.trouble == told
    assert any(text.startswith("trouble") and "500 Internal" in text for text in drawn(held, 100))
    assert log.handlers == []


def test_the_last_score_is_that_of_all_answers_however_soon_after_the_one_before() -> None:
    meter = Meter(lambda: 0.0)
    asked: list[int] = []
    for done in (20, 40, 80, 84, 84):

        def running(done: int = done) -> Score:
            asked.append(done)
            return Score("accuracy", 4 / done, done)

        meter.note(Progress("answering", done, 84, "r", running=running))
    assert asked == [20, 84]
    assert meter.figures().score == "accuracy 0.048"
