"""Two models on the same questions, against scipy and by hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest

from podium.registry import UNPARSED, Answer, Grade, Item, PodiumError, Report, Score, compare_grades, question_report
from podium.registry.benchmark import Generate
from podium.registry.metrics import accuracy_difference, mcnemar

PLAIN: tuple[dict[str, Any], dict[str, Any]] = ({}, {})


def grade(right: int, strict: int | None = None) -> Grade:
    return Grade("B", "rule", right, right if strict is None else strict)


def asked(subjects: str) -> list[Item]:
    return [
        Item(f"q{place}", Generate("?"), "B", attributes={"subject": name})
        for place, name in enumerate(subjects.split())
    ]


def compared(subjects: str, first: Sequence[int], second: Sequence[int], **more: Any) -> Report:
    pair = [grade(right) for right in first], [grade(right) for right in second]
    return compare_grades(asked(subjects), *pair, **({"settings": PLAIN} | more))


def rows(report: Report, name: str) -> list[dict[str, Any]]:
    table = next(table for table in report.tables if table.name == name)
    return [
        {
            column: cell.value if isinstance(cell, Score) else cell
            for column, cell in zip(table.columns, row, strict=True)
        }
        for row in table.rows
    ]


FIRST = [1] * 12 + [0] * 3 + [1] * 5
SECOND = [1] * 3 + [0] * 9 + [1] * 2 + [0] * 6
SUBJECTS = "a " * 8 + "b " * 7 + "c " * 5


def test_the_first_score_is_the_paired_difference_that_decides() -> None:
    report = compared(SUBJECTS, FIRST, SECOND)
    expected = accuracy_difference(FIRST, SECOND).micro
    decides = report.scores[0]
    assert (decides.metric, decides.value, decides.n) == ("accuracy-difference", 0.6, 20)
    assert decides.interval is not None
    assert (decides.interval.low, decides.interval.high) == (expected.low, expected.high)
    assert decides.interval.method == "paired bootstrap over questions, percentile"
    assert report.facts["compared"] == "accuracy over 20 questions"
    assert [score.metric for score in report.scores] == [
        "accuracy-difference", "accuracy-strict-difference", "macro-accuracy-difference",
        "macro-accuracy-strict-difference",
    ]  # fmt: skip


def test_mcnemar_is_scipys_exact_binomial_test_of_the_discordant_questions() -> None:
    (official, _) = rows(compared(SUBJECTS, FIRST, SECOND), "mcnemar")
    assert (official["only_a_right"], official["only_b_right"]) == (14, 2)
    assert official["p"] == pytest.approx(binomtest(2, 16, 0.5).pvalue, rel=1e-12)


def test_subjects_are_tested_one_by_one_with_holm_over_them() -> None:
    found = rows(compared(SUBJECTS, FIRST, SECOND), "subjects")
    one, other = np.array(FIRST), np.array(SECOND)
    names = np.array(SUBJECTS.split())
    raw = []
    for row in found:
        here = names == row["subject"]
        only = int((one[here] > other[here]).sum()), int((one[here] < other[here]).sum())
        assert (row["only_a_right"], row["only_b_right"]) == only
        assert row["difference"] == pytest.approx((one[here] - other[here]).mean())
        raw.append(binomtest(only[0], sum(only), 0.5).pvalue)
        assert row["p"] == pytest.approx(raw[-1])
    ordered = sorted(range(3), key=lambda place: raw[place])
    highest = 0.0
    for rank, place in enumerate(ordered):
        highest = max(highest, min(1.0, (3 - rank) * raw[place]))
        assert found[place]["p_holm"] == pytest.approx(highest)


def test_strict_figures_are_compared_apart_and_what_was_not_read_stands_beside() -> None:
    lucky = Grade(None, UNPARSED, 1, 0, guessed=True)
    report = compare_grades(asked("a a a"), [lucky, lucky, grade(1)], [grade(0)] * 3, settings=PLAIN)
    assert [score.value for score in report.scores[:2]] == [1.0, pytest.approx(1 / 3)]
    assert rows(report, "reading") == [
        {"replies": "unparsed", "a": 2, "b": 0},
        {"replies": "guessed", "a": 2, "b": 0},
        {"replies": "guessed right", "a": 2, "b": 0},
    ]


def test_groups_are_compared_with_holm_and_one_without_questions_stays_undefined() -> None:
    groups = {"ab": ("a", "b"), "c": ("c",), "none": ("z",)}
    found = rows(compared(SUBJECTS, FIRST, SECOND, groups=groups), "groups")
    assert [(row["group"], row["subjects"], row["n"]) for row in found] == [("ab", 2, 15), ("c", 1, 5), ("none", 0, 0)]
    assert found[1]["difference"] == 1.0 and found[1]["p_holm"] == 2 * found[1]["p"]
    assert found[2]["difference"] is None and found[2]["p"] is None


def test_drawing_subjects_makes_the_subject_the_unit_of_the_interval_and_of_the_test() -> None:
    how = {"resample": "subject", "bootstrap": 200, "seed": 3}
    report = compared(SUBJECTS, FIRST, SECOND, settings=(how, how))
    places = [ord(name) - ord("a") for name in SUBJECTS.split()]
    expected = accuracy_difference(FIRST, SECOND, clusters=places, replicates=200, seed=3).micro
    found = report.scores[0].interval
    assert found is not None and (found.low, found.high) == (expected.low, expected.high)
    assert found.method == "paired bootstrap over subjects, percentile"
    assert rows(report, "mcnemar")[0]["p"] == mcnemar(FIRST, SECOND, places).p_exact
    one = compared("a a", [1, 0], [0, 0], settings=(how, how))
    assert one.scores[0].interval is None and "there is one subject" in one.notes[0]


def test_drawing_subjects_the_difference_of_the_means_over_subjects_is_that_over_the_subjects_drawn() -> None:
    rng = np.random.default_rng(6)
    subjects = np.repeat(np.arange(20), rng.integers(2, 9, 20))
    first, second = (rng.random((2, len(subjects))) < np.array([[0.7], [0.5]])).astype(int)
    how = {"resample": "subject", "bootstrap": 20_000}
    names = " ".join(f"s{place:02d}" for place in subjects)
    report = compared(names, first.tolist(), second.tolist(), settings=(how, how))
    gaps = np.array([(first - second)[subjects == place].mean() for place in range(20)])
    draws = gaps[np.random.default_rng(0).integers(0, 20, (20_000, 20))].mean(1)
    found = report.scores[2]
    assert found.metric == "macro-accuracy-difference" and found.value == pytest.approx(gaps.mean())
    assert found.interval is not None and found.interval.undefined == 0
    assert (found.interval.low, found.interval.high) == pytest.approx(
        tuple(np.quantile(draws, [0.025, 0.975])), abs=0.008
    )


def test_figures_of_rules_are_called_by_their_metric_and_never_accuracy() -> None:
    report = compared("a", [1], [0], settings=(stored("quiz-rules"), stored("quiz-rules")), groups={"g": ("a",)})
    assert report.tables[0].title == "quiz-rules"
    cells = [cell for table in report.tables for row in table.rows for cell in row if isinstance(cell, Score)]
    assert cells and not [cell.metric for cell in cells if "accuracy" in cell.metric]
    assert compared("a", [1], [0]).tables[0].title == "Accuracy"


def test_two_equal_models_are_tied_with_a_p_of_one() -> None:
    report = compared("a b", [1, 0], [1, 0])
    assert report.scores[0].value == 0 and rows(report, "mcnemar")[0]["p"] == 1.0


def test_resampling_that_differs_falls_back_to_the_default() -> None:
    report = compared("a b", [1, 0], [0, 0], settings=({"bootstrap": 50, "seed": 1}, {"bootstrap": 60, "seed": 1}))
    assert report.settings == {"bootstrap": 1000, "seed": 1, "resample": "question"}


def test_runs_scored_by_other_settings_of_the_scorer_are_refused() -> None:
    with pytest.raises(PodiumError, match="A was scored with rules=loose, B with rules=exact") as caught:
        compared("a", [1], [0], settings=({"rules": "loose"}, {"rules": "exact"}))
    assert "podium runs rescore ID --set rules=VALUE" in caught.value.hint


def stored(metric: str, **how: Any) -> dict[str, Any]:
    report = question_report(asked("a"), [Answer(text="x")], [grade(1)], metric=metric)
    return {"report": Report({}, scores=report.scores, settings={**report.settings, **how})}


def test_figures_of_two_judges_are_refused_and_of_one_are_called_by_it() -> None:
    with pytest.raises(PodiumError, match=r"A has accuracy \(judge x\) and B has accuracy \(judge y\)"):
        compared("a", [1], [0], settings=(stored("accuracy (judge x)"), stored("accuracy (judge y)")))
    report = compared("a", [1], [0], settings=(stored("accuracy (judge x)"), stored("accuracy (judge x)")))
    assert report.scores[0].metric == "accuracy-difference (judge x)"
    assert report.facts["compared"] == "accuracy (judge x) over 1 question"


def test_models_that_were_asked_in_different_ways_are_compared_and_that_is_said() -> None:
    pair = stored("accuracy", shots=0, images="skip"), stored("accuracy", shots=5, images="check")
    assert compared("a", [1], [0], settings=pair).notes == (
        "A and B were asked in different ways, so this compares more than models: shots 0 and 5",
    )


def test_grades_of_other_items_are_refused() -> None:
    with pytest.raises(ValueError, match="two grades per item"):
        compare_grades(asked("a a"), [grade(1)], [grade(0)], settings=PLAIN)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 1), st.integers(0, 1)), min_size=1, max_size=25))
def test_swapping_the_models_turns_every_difference_and_keeps_every_p(questions: list[tuple[str, int, int]]) -> None:
    names = " ".join(name for name, _, _ in questions)
    first, second = [one for _, one, _ in questions], [other for _, _, other in questions]
    there, back = compared(names, first, second), compared(names, second, first)
    for one, other in zip(there.scores, back.scores, strict=True):
        assert one.value == pytest.approx(-other.value if other.value is not None else None)
    for table in ("mcnemar", "subjects"):
        pairs = zip(rows(there, table), rows(back, table), strict=True)
        assert all(one["p"] == other["p"] and one["only_a_right"] == other["only_b_right"] for one, other in pairs)
