"""The score that is shown while a run goes on."""

from __future__ import annotations

import math
import random
import sqlite3
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import roc_auc_score

from podium.registry import evaluation, running
from podium.registry.benchmark import Answer, Benchmark, Choose, Classify, Generate, Item
from podium.registry.evaluation import Plan, Progress
from podium.registry.metrics import wilson_interval
from podium.registry.report import Score
from podium.registry.running import ScoreSoFar
from podium.tests.fakes.adapters import Guesses


class Plain(Benchmark):
    """A benchmark that leaves everything as it is."""


def chosen(target: Any, choice: int | None) -> tuple[Item, Answer]:
    return Item("x", Choose("?", ("a", "b")), target), Answer(choice=choice)


def drawn(count: int, seed: int = 0) -> list[tuple[Item, Answer]]:
    """Return classified items of three labels, the third of which is never present."""
    draw = random.Random(seed)
    rows = []
    for number in range(count):
        targets = (float(draw.random() < 0.4), draw.choice((0.0, 1.0, math.nan)), 0.0)
        scores = tuple(round(0.3 * (target == 1.0) + 0.7 * draw.random(), 2) for target in targets)
        item = Item(f"i{number}", Classify((), ("A", "B", "C")), targets, group=f"g{number // 2}")
        rows.append((item, Answer(probabilities=scores)))
    return rows


@given(st.integers(1, 5000), st.data())
def test_a_share_has_wilsons_interval(count: int, data: st.DataObject) -> None:
    right = data.draw(st.integers(0, count))
    expected = wilson_interval(right, count)
    assert running.wilson(right / count, count) == pytest.approx((float(expected.low), float(expected.high)), abs=1e-12)


def test_choices_are_right_where_they_are_the_target_and_no_choice_is_wrong() -> None:
    score = ScoreSoFar(Plain())
    assert score() is None
    for target, choice in ((1, 1), (0, 1), (1, None), (0, 0)):
        score.add(*chosen(target, choice))
    found = score()
    assert found is not None and found.interval is not None
    assert (found.metric, found.value, found.n, found.interval.method) == ("accuracy", 0.5, 4, "Wilson")
    assert (found.interval.low, found.interval.high) == pytest.approx((0.15003, 0.84997), abs=1e-5)


def test_what_only_the_scorer_can_tell_has_no_score_so_far() -> None:
    score = ScoreSoFar(Plain())
    score.add(Item("x", Generate("?"), "yes"), Answer(text="yes"))
    score.add(*chosen("text", 1))
    assert score() is None


def test_a_plugin_may_tell_how_right_a_reply_is() -> None:
    class Half(Plain):
        def correct(self, item: Item, answer: Answer) -> float | None:
            return {"yes": 1.0, "maybe": 0.5}.get(answer.text or "", 0.0)

    score = ScoreSoFar(Half())
    for text in ("yes", "maybe", "no"):
        score.add(Item("x", Generate("?"), "yes"), Answer(text=text))
    found = score()
    assert found is not None and found.value == 0.5


def test_a_share_is_called_as_the_benchmark_says_and_rules_in_place_of_a_judge_are_not_accuracy() -> None:
    class Strict(Plain):
        running_metric = "accuracy-strict"

    class Judged(Plain):
        def judge_request(self, item: Item, answer: Answer, attempt: int) -> Generate | None:
            return None

    class Ruled(Judged):
        running_metric = "quiz-rules"

    def name(score: ScoreSoFar) -> str | None:
        score.add(*chosen(1, 1))
        found = score()
        return found.metric if found is not None else None

    assert name(ScoreSoFar(Plain())) == "accuracy"
    assert name(ScoreSoFar(Strict())) == "accuracy-strict"
    assert name(ScoreSoFar(Judged())) is None
    assert name(ScoreSoFar(Ruled())) == "quiz-rules"
    assert name(ScoreSoFar(Ruled(), "o3")) == name(ScoreSoFar(Judged(), "o3")) == "accuracy (judge o3)"


def test_the_score_so_far_of_every_benchmark_of_questions_is_one_of_its_final_figures() -> None:
    from podium.registry.discovery import discover

    found = discover([], "", []).benchmarks
    names = {slug: found[slug].benchmark.running_metric for slug in found}
    assert {slug: name for slug, name in names.items() if name} == {
        "mmlu-pro": "accuracy-strict",
        "mmmu": "accuracy-strict",
        "mmmu-pro": "accuracy-strict",
        "hle": "hle-rules",
        "charxiv-r": "charxiv-r-rules",
        "vqa-rad": "token F1",
    }


def test_a_plugin_that_cannot_tell_ends_the_display_and_not_the_run(
    connection: sqlite3.Connection, quiz: Benchmark, quiz_folder: Path
) -> None:
    class Broken(type(quiz)):  # type: ignore[misc]
        def correct(self, item: Item, answer: Answer) -> float | None:
            raise ZeroDivisionError("division by zero")

    seen: list[Progress] = []
    run = evaluation.run(connection, Plan(Broken(), Guesses(), quiz_folder), seen.append)
    told = seen[-2].running()
    assert run.status == "finished"
    assert told is not None and told.value is None
    assert told.reason == "the plugin cannot tell what is right: ZeroDivisionError: division by zero"


def test_labels_have_the_mean_area_over_those_that_have_both_kinds_by_now() -> None:
    score, rows = ScoreSoFar(Plain()), drawn(300)
    for item, answer in rows:
        score.add(item, answer)
    found = score()
    assert found is not None and found.interval is not None
    areas = []
    for label in range(2):
        known = [(item.target[label], answer.probabilities[label]) for item, answer in rows]  # type: ignore[index]
        targets, scores = zip(*[pair for pair in known if not math.isnan(pair[0])], strict=True)
        areas.append(roc_auc_score(targets, scores))
    assert found.value == pytest.approx(float(np.mean(areas)), abs=1e-12)
    assert (found.metric, found.n, found.interval.method) == ("auroc", 300, "DeLong")
    assert found.interval.low < found.value < found.interval.high  # type: ignore[operator]


def test_before_both_kinds_were_seen_the_area_is_undefined_and_says_why() -> None:
    score = ScoreSoFar(Plain())
    score.add(Item("x", Classify((), ("A",)), (1.0,)), Answer(probabilities=(0.5,)))
    found = score()
    assert found is not None
    assert (found.value, found.n, found.reason) == (None, 1, "no label has both kinds of cases yet")


def test_labels_the_model_does_not_know_and_failed_items_are_left_out() -> None:
    score = ScoreSoFar(Plain())
    for place in range(8):
        item = Item(f"i{place}", Classify((), ("A", "B")), (float(place % 2), float(place % 3 == 0)))
        score.add(item, Answer(probabilities=(place % 2 / 2, None)))
        score.add(item, Answer(error="unreadable"))
    found = score()
    assert found is not None and (found.value, found.n) == (1.0, 8)


def test_of_many_items_a_sample_is_kept_that_is_drawn_from_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "SAMPLE", 200)
    score, rows = ScoreSoFar(Plain()), drawn(4000)
    for item, answer in rows:
        score.add(item, answer)
    kept = [int(item.id[1:]) for _, item in score._rows]
    assert len(kept) == len(set(kept)) == 200
    assert 1700 < sum(kept) / 200 < 2300
    found = score()
    assert found is not None and found.n == 200


def test_a_run_tells_the_score_so_far_with_the_answers_of_earlier_sittings(
    connection: sqlite3.Connection, quiz: Benchmark, quiz_folder: Path
) -> None:
    from podium.tests.registry.test_evaluation_resume import begun

    plan = Plan(quiz, Guesses(), quiz_folder)
    begun(connection, plan)
    seen: list[tuple[int, Score | None]] = []

    def observe(progress: Progress) -> None:
        if progress.stage == "answering":
            seen.append((progress.done, progress.running()))

    run = evaluation.run(connection, plan, observe)
    assert [(done, score.n if score else 0) for done, score in (seen[0], seen[-1])] == [(10, 10), (36, 36)]
    last = seen[-1][1]
    assert run.report is not None and last is not None
    assert last.value == pytest.approx(run.report.boards["accuracy"].value)
