"""The report of questions: exact figures, what is said of replies that were not read, boards, views and groups."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from podium.registry import (
    FAILED,
    JUDGED,
    LIKELIHOOD,
    QUESTION_SETTINGS,
    UNPARSED,
    Answer,
    Grade,
    Item,
    PodiumError,
    Report,
    Score,
    Table,
    Verdict,
    View,
    judged,
    question_report,
)
from podium.registry.benchmark import Generate
from podium.registry.grading import settled, variant
from podium.registry.metrics import accuracy, wilson_interval
from podium.registry.running import wilson

RIGHT, WRONG = Grade("B", "answer is (X)", 1, 1), Grade("C", "answer is (X)", 0, 0)
LUCKY, UNLUCKY = Grade(None, UNPARSED, 1, 0, guessed=True), Grade(None, UNPARSED, 0, 0, guessed=True)


def asked(subjects: str, **more: Sequence[str]) -> list[Item]:
    """Return a question per word, which names its subject."""
    return [
        Item(f"q{place}", Generate("?"), "B", attributes={"subject": subject} | {k: v[place] for k, v in more.items()})
        for place, subject in enumerate(subjects.split())
    ]


def report_of(subjects: str, grades: Sequence[Grade], answers: Sequence[Answer] | None = None, **more: Any) -> Report:
    given = answers or [Answer(text="x", finish="stop") for _ in grades]
    return question_report(asked(subjects), given, grades, **more)


def scores(report: Report) -> dict[str, float | None]:
    return {score.metric: score.value for score in report.scores}


def score(report: Report, name: str) -> Score:
    return next(score for score in report.scores if score.metric == name)


def table(report: Report, name: str) -> Table:
    return next(table for table in report.tables if table.name == name)


def row(report: Report, name: str, key: str) -> dict[str, Any]:
    found = table(report, name)
    cells = next(row for row in found.rows if row[0] == key)
    return {
        column: cell.value if isinstance(cell, Score) else cell
        for column, cell in zip(found.columns, cells, strict=True)
    }


def test_one_of_one_and_one_of_three_is_a_half_micro_and_two_thirds_macro() -> None:
    report = report_of("s1 s2 s2 s2", [RIGHT, RIGHT, WRONG, WRONG])
    found = scores(report)
    assert found["accuracy"] == found["accuracy-strict"] == 0.5
    assert found["macro-accuracy"] == pytest.approx(0.6667, abs=5e-5)
    assert row(report, "subjects", "s1")["official"] == 1.0
    assert row(report, "subjects", "s2") == {
        "subject": "s2", "n": 3, "official": 1 / 3, "strict": 1 / 3, "unparsed": 0,
    }  # fmt: skip


def test_the_scores_come_in_pairs_then_the_rates_and_their_order_never_changes() -> None:
    report = report_of("a b", [RIGHT, WRONG], groups={"g": ("a", "b")}, views=[View("v", "V", frozenset("a"))])
    assert [one.metric for one in report.scores] == [
        "accuracy", "accuracy-strict", "macro-accuracy", "macro-accuracy-strict", "group-macro-accuracy",
        "group-macro-accuracy-strict", "accuracy-v", "accuracy-v-strict", "unparsed-rate", "guessed-rate",
        "truncated-rate", "failed-rate",
    ]  # fmt: skip
    assert [one.name for one in report.tables] == ["subjects", "groups", "views", "rules"]


def test_a_lucky_guess_counts_officially_and_not_strictly_and_is_told() -> None:
    report = report_of("a a b b", [RIGHT, LUCKY, UNLUCKY, WRONG], board="all")
    assert scores(report) | {"macro-accuracy": None} == {
        "accuracy": 0.5, "accuracy-strict": 0.25, "macro-accuracy": None, "macro-accuracy-strict": 0.25,
        "unparsed-rate": 0.5, "guessed-rate": 0.5, "truncated-rate": 0.0, "failed-rate": 0.0,
    }  # fmt: skip
    assert report.boards["all"] == score(report, "accuracy")
    assert report.counts == {"questions": 4, "guessed": 2, "unparsed": 2}
    assert report.notes == (
        "2 of 4 replies named no answer that could be read: official draws one at random, from a fixed seed (1 of"
        " 2 right), strict counts them wrong",
    )


def test_the_rules_are_counted_with_the_share_that_each_got_right_and_what_was_not_read_comes_last() -> None:
    other = Grade("A", "last letter", 1, 1)
    report = report_of("a a a a a", [LUCKY, UNLUCKY, LUCKY, RIGHT, other])
    assert table(report, "rules").rows == (
        ("answer is (X)", 1, 0.2, 1.0, 1.0),
        ("last letter", 1, 0.2, 1.0, 1.0),
        (UNPARSED, 3, 0.6, 2 / 3, 0.0),
    )


def test_unread_replies_that_nothing_is_drawn_for_are_said_to_be_wrong() -> None:
    nothing = Grade(None, UNPARSED, 0, 0)
    assert report_of("a a", [RIGHT, nothing]).notes == (
        "1 of 2 replies named no answer that could be read; it counts as wrong",
    )


def test_replies_cut_off_are_counted_and_the_option_that_mends_it_is_named() -> None:
    answers = [Answer(text="x", finish="length"), Answer(text="x", finish="length"), Answer(text="B", finish="stop")]
    report = report_of("a a a", [WRONG, RIGHT, RIGHT], answers)
    assert score(report, "truncated-rate").value == 2 / 3 and report.counts["truncated"] == 2
    assert "2 of 3 replies were cut off at the limit of tokens; --max-new-tokens raises it" in report.notes


def test_a_question_without_an_answer_is_wrong_whatever_its_grade_says() -> None:
    report = report_of("a a", [RIGHT, LUCKY], [Answer(text="B"), Answer(error="the server is gone")])
    assert scores(report)["accuracy"] == scores(report)["accuracy-strict"] == 0.5
    assert report.counts == {"questions": 2, "failed": 1}
    assert table(report, "rules").rows[-1] == (FAILED, 1, 0.5, 0.0, 0.0)


def test_what_the_judge_failed_on_and_what_nothing_could_decide_have_rates_only_where_they_can_occur() -> None:
    said = [
        Answer(text="x", verdict=Verdict("o3", {"correct": "yes"})),
        Answer(text="x", verdict=Verdict("o3", error="it answers HTML")),
        Answer(text="x"),
    ]
    grades = [Grade("3", JUDGED, 1, 1), Grade(None, JUDGED, 0, 0), Grade("4", JUDGED, 0, 0, undecided=True)]
    report = report_of("a a a", grades, said, metric=judged("accuracy", "o3"))
    assert list(scores(report)) == [
        "accuracy (judge o3)", "accuracy-strict (judge o3)", "macro-accuracy (judge o3)",
        "macro-accuracy-strict (judge o3)", "unparsed-rate", "guessed-rate", "truncated-rate", "failed-rate",
        "judge-failed-rate", "undecided-rate",
    ]  # fmt: skip
    assert report.counts == {"questions": 3, "judged": 1, "judge_failed": 1, "undecided": 1}
    assert report.notes == (
        "1 of 3 replies was not judged and counts as wrong: the judge failed",
        "of 1 of 3 replies nothing could tell whether right; it counts as wrong",
    )
    bare = report_of("a", [Grade("4", "rules", 0, 0, undecided=True)])
    assert bare.notes[0].endswith("; a judge (--judge) can tell")
    assert "undecided-rate" not in scores(report_of("a", [RIGHT]))


def test_views_enter_their_boards_unless_these_are_withheld_and_one_without_questions_is_undefined() -> None:
    views = [
        View("medical", "Medical", frozenset(("anatomy", "virology")), board="medical"),
        View("law", "Law", frozenset(("law",)), board="law"),
        View("sky", "Sky", frozenset(("astronomy",)), board="sky"),
        View("none", "None here", frozenset(("chess",))),
    ]
    report = report_of(
        "anatomy virology law astronomy anatomy",
        [RIGHT, RIGHT, WRONG, RIGHT, LUCKY],
        views=views,
        withheld={"law": "asked with 0 examples; --set shots=5", "all": "the same"},
        board="all",
    )
    assert {slug: one.value for slug, one in report.boards.items()} == {"medical": 1.0, "sky": 1.0}
    assert report.withheld["law"].startswith("asked with 0")
    assert scores(report)["accuracy-medical-strict"] == 2 / 3
    assert row(report, "views", "Medical") == {
        "view": "Medical", "subjects": 2, "n": 3, "official": 1.0, "strict": 2 / 3, "unparsed": 1,
    }  # fmt: skip
    empty = score(report, "accuracy-none")
    assert (empty.value, empty.n, empty.reason) == (None, 0, "none of its questions was asked")


def test_groups_are_micro_inside_and_their_mean_is_macro() -> None:
    groups = {"life": ("anatomy", "virology"), "sky": ("astronomy",), "law": ("torts",)}
    report = report_of("anatomy anatomy anatomy virology astronomy", [RIGHT, WRONG, WRONG, RIGHT, RIGHT], groups=groups)
    assert row(report, "groups", "life")["official"] == 0.5
    assert row(report, "groups", "sky")["official"] == 1.0
    assert row(report, "groups", "law")["official"] is None
    assert scores(report)["group-macro-accuracy"] == 0.75
    assert scores(report)["macro-accuracy"] == pytest.approx((1 / 3 + 1 + 1) / 3)
    assert "no question of law was asked; means over groups are over the others" in report.notes


def test_questions_of_subjects_in_no_group_are_told_and_take_no_part_in_the_mean_of_groups() -> None:
    report = report_of("a b", [RIGHT, WRONG], groups={"g": ("a",)})
    assert score(report, "group-macro-accuracy").value == 1.0 and score(report, "group-macro-accuracy").n == 1
    assert "of subjects in no group: b, 1 question in all" in report.notes


def test_further_attributes_have_tables_of_their_own_and_a_missing_value_is_a_row() -> None:
    items = asked("a a a", kind=["open", "choice", ""])
    report = question_report(items, [Answer(text="x")] * 3, [RIGHT, WRONG, LUCKY], by=("kind",))
    assert [(cells[0], cells[1]) for cells in table(report, "kind").rows] == [("choice", 1), ("none", 1), ("open", 1)]
    assert table(report, "kind").title == "By kind (Wilson intervals)"


def test_without_subjects_there_is_neither_a_table_nor_a_mean_over_them() -> None:
    report = report_of("a b", [RIGHT, WRONG], subject="")
    assert "macro-accuracy" not in scores(report) and [one.name for one in report.tables] == ["rules"]


def test_the_table_of_subjects_is_called_as_the_attribute_that_names_them() -> None:
    items = [Item("q", Generate("?"), "B", attributes={"category": "law"})]
    report = question_report(items, [Answer(text="x")], [RIGHT], subject="category")
    assert table(report, "subjects").columns[0] == "category"
    assert report.facts == {
        "unit": "question", "subgroups": "Reported: see the table “By category (Wilson intervals)”",
    }  # fmt: skip


def test_intervals_are_those_of_the_metrics_and_say_how_they_were_made() -> None:
    names = ["a"] * 10 + ["b"] * 10
    grades = [RIGHT if place % 3 else WRONG for place in range(20)]
    report = report_of(" ".join(names), grades, bootstrap=400, seed=7)
    right = [grade.official for grade in grades]
    subjects = [0] * 10 + [1] * 10
    micro = accuracy(right, subjects, replicates=400, seed=7).micro
    macro = accuracy(right, subjects, stratified=True, replicates=400, seed=7).macro
    found = score(report, "accuracy").interval
    assert found is not None and (found.low, found.high, found.replicates) == (micro.low, micro.high, 400)
    assert found.method == "bootstrap over questions, percentile"
    mean = score(report, "macro-accuracy").interval
    assert mean is not None and (mean.low, mean.high) == (macro.low, macro.high)
    assert mean.method == "bootstrap over questions within subjects, percentile"
    low, high = wilson_interval(sum(right[:10]), 10)
    cell = table(report, "subjects").rows[0][2]
    assert isinstance(cell, Score) and cell.interval is not None
    assert (cell.interval.low, cell.interval.high, cell.interval.method) == (float(low), float(high), "Wilson")
    assert report.settings == {"bootstrap": 400, "seed": 7, "resample": "question"}


def test_drawing_subjects_widens_the_interval_where_questions_of_a_subject_are_alike() -> None:
    subjects = " ".join(name for name in "abcdefgh" for _ in range(10))
    grades = [RIGHT if name in "abcd" else WRONG for name in subjects.split()]
    alone, together = (
        score(report_of(subjects, grades, resample=unit), "accuracy").interval for unit in ("question", "subject")
    )
    assert alone is not None and together is not None
    assert together.method == "bootstrap over subjects, percentile"
    assert together.high - together.low > 2 * (alone.high - alone.low)
    places = [ord(name) - ord("a") for name in subjects.split()]
    expected = accuracy([grade.official for grade in grades], clusters=places).micro
    assert (together.low, together.high) == (expected.low, expected.high)


def test_drawing_subjects_where_there_is_one_gives_no_interval_and_where_there_are_none_an_error() -> None:
    report = report_of("a a", [RIGHT, WRONG], resample="subject")
    assert score(report, "accuracy") == Score("accuracy", 0.5, 2)
    assert "there is one subject, and no interval by drawing subjects" in report.notes
    with pytest.raises(PodiumError, match="these questions have no subjects"):
        report_of("a a", [RIGHT, WRONG], resample="subject", subject="")


def test_subjects_with_one_question_are_said_to_make_the_interval_of_the_mean_too_narrow() -> None:
    assert any("2 of 2 subjects have one question" in note for note in report_of("a b", [RIGHT, WRONG]).notes)
    assert not any("too narrow" in note for note in report_of("a a b b", [RIGHT, WRONG] * 2).notes)


def ends(found: Score) -> tuple[float, float]:
    assert found.interval is not None
    return found.interval.low, found.interval.high


NO_SPREAD = "figures of exactly 0 or 1 have Wilson's interval: resampling has no spread there"


@pytest.mark.parametrize(("grade", "right"), [(RIGHT, 4), (WRONG, 0)])
def test_where_all_is_right_or_wrong_every_figure_has_wilsons_interval(grade: Grade, right: int) -> None:
    groups = {"g": ("a",), "h": ("b",)}
    report = report_of("a a b b", [grade] * 4, groups=groups, views=[View("v", "V", frozenset("a"))], board="all")
    whole, half = (tuple(map(float, wilson_interval(number, n))) for number, n in ((right, 4), (right // 2, 2)))
    for one in report.scores[:8]:
        assert ends(one) == pytest.approx(half if "-v" in one.metric else whole, abs=1e-12)
        assert one.interval is not None and (one.interval.method, one.interval.replicates) == ("Wilson", 0)
    assert (1.0 if right else 0.0) in ends(report.boards["all"])
    for name in ("groups", "views"):
        for cell in table(report, name).rows[0]:
            if isinstance(cell, Score):
                assert ends(cell) == pytest.approx(half, abs=1e-12)
    assert report.notes == (NO_SPREAD,)


def test_a_strict_figure_of_0_beside_an_official_one_of_a_half_has_wilsons_interval_and_the_other_has_not() -> None:
    report = report_of("a a b b", [LUCKY, UNLUCKY] * 2)
    strict, official = score(report, "accuracy-strict").interval, score(report, "accuracy").interval
    assert strict is not None and (strict.method, strict.low) == ("Wilson", 0.0)
    assert strict.high == pytest.approx(float(wilson_interval(0, 4).high))
    assert official is not None and official.method == "bootstrap over questions, percentile"
    assert NO_SPREAD in report.notes
    assert NO_SPREAD not in report_of("a a b b", [RIGHT, WRONG] * 2).notes


def test_wilsons_interval_of_a_mean_is_of_as_many_units_as_it_weighs_equally() -> None:
    names = "a " * 10 + "b"
    report = report_of(names, [RIGHT] * 11)
    # A mean of ten questions and of one: 2^2 / (1/10 + 1/1) questions, which is fewer than four.
    assert ends(score(report, "macro-accuracy"))[0] == pytest.approx(wilson(1.0, 4 / 1.1)[0], abs=1e-12)
    assert ends(score(report, "accuracy"))[0] == pytest.approx(float(wilson_interval(11, 11).low), abs=1e-12)
    drawn = report_of("a a b b c c", [RIGHT] * 6, resample="subject")
    for name in ("accuracy", "macro-accuracy"):
        found = score(drawn, name)
        assert ends(found)[0] == pytest.approx(float(wilson_interval(3, 3).low), abs=1e-12)
        assert found.interval is not None and found.interval.method == "Wilson over subjects"


def test_drawing_subjects_gives_means_over_subjects_and_groups_the_intervals_of_their_bootstrap() -> None:
    rng = np.random.default_rng(4)
    sizes = rng.integers(2, 12, 30)
    names = [f"s{place:02d}" for place in range(30)]
    places = np.repeat(np.arange(30), sizes)
    right = rng.random(len(places)) < np.repeat(rng.random(30), sizes)
    groups = {"x": names[:4], "y": names[4:14], "z": names[14:]}
    report = report_of(
        " ".join(names[place] for place in places),
        [RIGHT if one else WRONG for one in right],
        groups=groups,
        resample="subject",
        bootstrap=20_000,
    )
    won = np.bincount(places, weights=right)
    rows = np.random.default_rng(0).integers(0, 30, (20_000, 30))
    macro = (won / sizes)[rows].mean(1)
    mean = np.zeros(20_000)
    for first, last in ((0, 4), (4, 14), (14, 30)):
        rows = np.random.default_rng(first).integers(first, last, (20_000, last - first))
        mean += won[rows].sum(1) / sizes[rows].sum(1) / 3
    for name, draws, method in (
        ("macro-accuracy", macro, "bootstrap over subjects, percentile"),
        ("group-macro-accuracy", mean, "bootstrap over subjects within groups, percentile"),
    ):
        found = score(report, name)
        assert ends(found) == pytest.approx(tuple(np.quantile(draws, [0.025, 0.975])), abs=0.006)
        assert found.interval is not None and (found.interval.method, found.interval.undefined) == (method, 0)
    assert report.notes == ()


def test_drawing_subjects_says_which_parts_have_one_and_so_no_interval() -> None:
    views = [View("law", "Law", frozenset(("law",)))]
    names = "law law anatomy anatomy virology virology"
    groups = {"society": ("law",), "life": ("anatomy", "virology")}
    grades = [RIGHT, WRONG, RIGHT, RIGHT, WRONG, WRONG]
    report = report_of(names, grades, views=views, groups=groups, resample="subject")
    assert score(report, "accuracy-law").interval is None
    assert score(report, "group-macro-accuracy").interval is not None
    assert report.notes == (
        "no interval by drawing subjects where there is one: society",
        "means over groups have intervals that are too narrow: these groups show no spread",
        "no interval by drawing subjects where there is one: Law",
    )
    every = report_of(names, grades, groups={name: (name,) for name in names.split()}, resample="subject")
    assert score(every, "group-macro-accuracy").interval is None
    assert "means over groups have none either" in every.notes


def test_the_whole_is_the_first_board_whatever_views_there_are() -> None:
    views = [View("medical", "Medical", frozenset("a"), board="medical")]
    report = report_of("a b", [RIGHT, WRONG], views=views, board="whole")
    assert list(report.boards) == ["whole", "medical"]
    assert list(Report.from_json(json.loads(json.dumps(report.to_json()))).boards) == ["whole", "medical"]


def test_a_benchmark_words_what_its_official_rules_do_where_they_cannot_read() -> None:
    report = report_of("a a", [LUCKY, Grade(None, UNPARSED, 0, 0)], guess="takes the last option")
    assert report.notes[0] == (
        "2 of 2 replies named no answer that could be read: for 1 of them official takes the last option (1 of 1"
        " right), strict counts them wrong"
    )


def test_tables_by_a_number_are_in_the_order_of_the_numbers_and_a_missing_one_is_last() -> None:
    def order(*values: str) -> list[Any]:
        items = asked("a " * len(values), kind=values)
        report = question_report(items, [Answer(text="x")] * len(values), [RIGHT] * len(values), by=("kind",))
        return [cells[0] for cells in table(report, "kind").rows]

    assert order("10", "9", "", "4", "10") == ["4", "9", "10", "none"]
    assert order("10", "9", "4a") == ["10", "4a", "9"]
    assert order("10", "9", "nan") == ["10", "9", "nan"]


def test_other_settings_of_the_plugin_are_left_alone_and_the_defaults_are_the_declared_ones() -> None:
    usual = {setting.name: setting.default for setting in QUESTION_SETTINGS}
    assert report_of("a b", [RIGHT, WRONG], last_bin="drop").settings == usual


@pytest.mark.parametrize(
    ("grades", "answers"), [([], 0), ([RIGHT], 2), ([RIGHT, WRONG], 1), ([Grade("B", "rule", 0.5, 0)], 1)]
)
def test_grades_that_do_not_fit_the_answers_are_refused(grades: list[Grade], answers: int) -> None:
    with pytest.raises(ValueError):
        question_report(asked("a " * answers), [Answer(text="x")] * answers, grades)


def test_names_derive_from_the_metric_and_keep_the_judge_at_the_end() -> None:
    assert variant(judged("accuracy", "o3-mini (high)"), "macro-", "-strict") == (
        "macro-accuracy-strict (judge o3-mini (high))"
    )
    assert variant("accuracy", "", "-law") == "accuracy-law"


def test_settled_keeps_every_other_grade_as_it_is() -> None:
    assert settled([Answer(text="x"), Answer(error="no")], [LUCKY, RIGHT]) == [LUCKY, Grade(None, FAILED, 0, 0)]


@st.composite
def graded_questions(draw: st.DrawFn) -> list[tuple[str, Grade]]:
    kinds = st.sampled_from([RIGHT, WRONG, LUCKY, UNLUCKY, Grade("D", LIKELIHOOD, 0, 1)])
    return draw(st.lists(st.tuples(st.sampled_from("abc"), kinds), min_size=1, max_size=30))


@settings(max_examples=40, deadline=None)
@given(graded_questions(), st.randoms(use_true_random=False))
def test_figures_are_means_of_grades_survive_json_and_do_not_depend_on_the_order(
    questions: list[tuple[str, Grade]], shuffler: Any
) -> None:
    def made(rows: Sequence[tuple[str, Grade]]) -> Report:
        return report_of(" ".join(name for name, _ in rows), [grade for _, grade in rows], bootstrap=50)

    report = made(questions)
    official = [grade.official for _, grade in questions]
    assert scores(report)["accuracy"] == pytest.approx(sum(official) / len(official))
    by = {name: [grade.strict for other, grade in questions if other == name] for name, _ in questions}
    macro = sum(sum(values) / len(values) for values in by.values()) / len(by)
    assert scores(report)["macro-accuracy-strict"] == pytest.approx(macro)
    for one in report.scores:
        if one.interval is not None and one.value is not None:
            assert 0 <= one.interval.low <= one.interval.high <= 1
    assert sum(cells[1] for cells in table(report, "rules").rows) == len(questions)  # type: ignore[misc]
    assert Report.from_json(json.loads(json.dumps(report.to_json()))) == report
    shuffled = list(questions)
    shuffler.shuffle(shuffled)
    assert made(shuffled) == report
