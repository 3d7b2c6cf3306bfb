"""What a judge is asked, how its reply is read, and the reports with a judge and without one."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from podium.plugins.charxiv.card import OFFICIAL_JUDGE
from podium.plugins.charxiv.plugin import CharXivReasoning
from podium.plugins.charxiv.prompts import judge_prompt
from podium.registry import FAILED, JUDGED, UNPARSED, Answer, Generate, Grade, Item, PodiumError, Report, Score
from podium.tests.plugins.charxiv.support import judged, load, write_original

BENCHMARK = CharXivReasoning()
#: Replies to the questions in the order of their figures: 3, 5, 7, 12 and 101.
REPLIES = ("40000", "it goes up and then down", "The curve is λ = 0.5.", "No", "9.2")
OTHER = "some-judge"


@pytest.fixture
def items(tmp_path: Path) -> Sequence[Item]:
    return load(write_original(tmp_path / "charxiv")).items


def score_of(report: Report, name: str) -> Score:
    return next(score for score in report.scores if score.metric == name)


def score(items: Sequence[Item], answers: Sequence[Answer]) -> Report:
    return BENCHMARK.score(items, answers, "cpu", bootstrap=50)


def test_the_judge_gets_the_rubric_of_the_type_with_the_bare_question_and_no_chart(items: Sequence[Item]) -> None:
    request = BENCHMARK.judge_request(items[4], Answer(text="It falls by 9.2."), 0)
    assert isinstance(request, Generate)
    assert request.prompt == judge_prompt("By how much {does} it fall?", 4, "9.17", "It falls by 9.2.")
    assert "decimal places" not in request.prompt
    assert (request.images, request.schema, request.system) == ((), "{}", "")


def test_a_verdict_that_cannot_be_read_gets_more_room_up_to_1024_tokens(items: Sequence[Item]) -> None:
    answer = Answer(text="b")
    requests = [BENCHMARK.judge_request(items[0], answer, attempt) for attempt in range(BENCHMARK.judge_attempts)]
    assert [request.max_tokens for request in requests if request] == [256, 512, *[1024] * 8]
    assert len({request.prompt for request in requests if request}) == 1


@pytest.mark.parametrize(
    ("answer", "rule"),
    [
        (Answer(error="timed out"), FAILED),
        (Answer(text=""), UNPARSED),
        (Answer(text=" \n", thoughts="<think>so"), UNPARSED),
        (Answer(), UNPARSED),
    ],
)
def test_an_answer_that_is_none_is_not_judged_and_counts_as_failed_and_an_empty_one_as_unparsed(
    items: Sequence[Item], answer: Answer, rule: str
) -> None:
    assert BENCHMARK.judge_request(items[0], answer, 0) is None
    assert list(BENCHMARK.grade(items[:1], [answer])) == [Grade(None, rule, 0.0, 0.0)]
    rates = {name: score_of(score(items[:1], [answer]), name).value for name in ("unparsed-rate", "failed-rate")}
    assert rates == {"unparsed-rate": float(rule == UNPARSED), "failed-rate": float(rule == FAILED)}
    assert BENCHMARK.correct(items[0], answer) == 0.0


@pytest.mark.parametrize(
    ("reply", "read"),
    [
        ('{"extracted_answer": "b", "score": 1}', ("b", 1)),
        ('{"extract_answer": "b", "score": 0}', ("b", 0)),
        ('{"score": 1.0, "extracted_answer": 0.012}', ("0.012", 1)),
        ('{"extracted_answer": null, "score": 0}', ("", 0)),
        ('```json\n{"extracted_answer": "{x}", "score": 1}\n```', ("{x}", 1)),
        ('{"extracted_answer": "b"}', None),
        ('{"score": 1}', None),
        ('{"extracted_answer": "b", "score": -1}', None),
        ('{"extracted_answer": "b", "score": 0.5}', None),
        ('{"extracted_answer": "b", "score": "1"}', ("b", 1)),
        ('{"extracted_answer": "b", "score": "0"}', ("b", 0)),
        ('{"extracted_answer": "b", "score": "yes"}', None),
        ('{"extracted_answer": "b", "score": [1]}', None),
        ('{"extracted_answer": "b", "score": true}', ("b", 1)),
        ('{"extracted_answer": "b", "score": false}', ("b", 0)),
        ('{"extracted_answer": "b", "score": NaN}', None),
        ('{"extracted_answer": "b", "sco', None),
        ("The score is 1.", None),
        ("[1]", None),
        ("", None),
        ("{" * 5000 + "}" * 5000, None),
    ],
)
def test_both_keys_of_the_official_prompt_are_read_and_nothing_but_0_and_1(
    items: Sequence[Item], reply: str, read: tuple[str, int] | None
) -> None:
    wanted = None if read is None else {"extracted": read[0], "score": read[1]}
    assert BENCHMARK.read_verdict(items[0], Answer(text=reply)) == wanted


@given(
    st.text()
    | st.dictionaries(
        st.sampled_from(["extract_answer", "extracted_answer", "score"]),
        st.none() | st.integers() | st.text() | st.lists(st.integers()),
    ).map(json.dumps)
)
def test_any_reply_of_a_judge_is_a_verdict_of_0_or_1_or_none(reply: str) -> None:
    found = BENCHMARK.read_verdict(Item("1", Generate("Q"), "1"), Answer(text=reply))
    assert found is None or (found["score"] in (0, 1) and isinstance(found["extracted"], str))


def test_without_a_judge_rules_give_each_grade_with_what_they_read(items: Sequence[Item]) -> None:
    found = BENCHMARK.grade(items, [Answer(text=text) for text in REPLIES])
    assert list(found) == [
        Grade("40000", "rule: number", 1.0, 1.0),
        Grade(None, "undecided", 0.0, 0.0, undecided=True),
        Grade("λ = 0.5", "rule: terms", 1.0, 1.0),
        Grade("no", "rule: choice", 0.0, 0.0),
        Grade("9.2", "rule: number", 0.0, 0.0),
    ]
    shown = [BENCHMARK.correct(item, Answer(text=text)) for item, text in zip(items, REPLIES, strict=True)]
    assert shown == [1.0, 0.0, 1.0, 0.0, 0.0]


def test_without_a_judge_the_report_is_of_rules_with_their_coverage(items: Sequence[Item]) -> None:
    report = score(items, [Answer(text=text) for text in REPLIES])
    assert (report.boards["rules"].metric, report.boards["rules"].value) == ("charxiv-r-rules", 0.4)
    assert "judged" not in report.boards
    assert report.withheld["judged"] == (
        f"its figures are judged by {OFFICIAL_JUDGE}; no judge was asked: --judge with an endpoint of that model"
    )
    assert (score_of(report, "rules-coverage").value, score_of(report, "rules-coverage").n) == (0.8, 5)
    coverage = next(table for table in report.tables if table.name == "coverage")
    assert coverage.rows == (
        ("text in chart", 1, 1, 1.0),
        ("text in general", 2, 1, 0.5),
        ("number in chart", 1, 1, 1.0),
        ("number in general", 1, 1, 1.0),
    )
    assert "scored by rules, without a judge: they decided 4 of all 5 questions" in report.notes


def test_the_official_judge_gives_the_judged_board_and_a_failed_verdict_counts_0_and_is_told(
    items: Sequence[Item],
) -> None:
    marks = (1, 1, 0, None, 1)
    answers = [judged(text, mark, OFFICIAL_JUDGE) for text, mark in zip(REPLIES, marks, strict=True)]
    report = score(items, answers)
    metric = f"accuracy (judge {OFFICIAL_JUDGE})"
    assert (report.boards["judged"].metric, report.boards["judged"].value) == (metric, 0.6)
    assert (report.boards["judged"].n, list(report.boards)) == (5, ["judged"])
    assert report.withheld["rules"] == f"judged by {OFFICIAL_JUDGE}; rules alone enter this board"
    assert [grade.rule for grade in BENCHMARK.grade(items, answers)] == [JUDGED, JUDGED, JUDGED, "undecided", JUDGED]
    assert BENCHMARK.grade(items, answers)[1].parsed == REPLIES[1]
    assert report.counts["undecided"] == 1
    assert score_of(report, "judge-failed-rate").value == 0.2
    assert {"answer_type", "source", "year", "subplots", "subjects"} <= {table.name for table in report.tables}


def test_with_a_judge_the_rules_are_laid_beside_it_where_both_decided(items: Sequence[Item]) -> None:
    marks = (1, 1, 0, 0, 1)
    answers = [judged(text, mark, OTHER) for text, mark in zip(REPLIES, marks, strict=True)]
    report = score(items, answers)
    # Rules: 1, open, 1, 0, 0; judge: 1, 1, 0, 0, 1.
    agreement = score_of(report, f"rules-agreement (judge {OTHER})")
    assert (agreement.value, agreement.n) == (0.5, 4)
    assert score_of(report, f"rules-kappa (judge {OTHER})").value == pytest.approx(
        cohen_kappa_score([1, 1, 0, 0], [1, 0, 0, 1])
    )
    assert (score_of(report, "rules-coverage").value, score_of(report, "rules-coverage").n) == (0.8, 5)
    table = next(table for table in report.tables if table.name == "rules-judge")
    assert [(row[0], row[1], row[4], row[5]) for row in table.rows] == [
        ("rule: choice", 1, 0, 0),
        ("rule: number", 2, 0, 1),
        ("rule: terms", 1, 1, 0),
        ("all", 4, 1, 1),
    ]


def test_another_judge_keeps_the_run_off_both_boards_and_is_named_in_the_metric(items: Sequence[Item]) -> None:
    report = score(items, [judged(text, 1, OTHER) for text in REPLIES])
    assert report.boards == {}
    assert report.withheld == {
        "rules": f"judged by {OTHER}; rules alone enter this board",
        "judged": f"its figures are judged by {OFFICIAL_JUDGE}; judged by {OTHER}",
    }
    assert score_of(report, f"accuracy (judge {OTHER})").value == 1.0
    assert score_of(report, f"rules-kappa (judge {OTHER})").value == 0.0


def test_agreement_beyond_chance_is_undefined_where_nothing_differs_and_the_reason_is_said(
    items: Sequence[Item],
) -> None:
    report = score(items, [judged(str(item.target), 1, OTHER) for item in items])
    assert score_of(report, f"rules-agreement (judge {OTHER})").value == 1.0
    kappa = score_of(report, f"rules-kappa (judge {OTHER})")
    assert (kappa.value, kappa.n) == (None, 4)
    assert kappa.reason == "rules and judge gave every answer one and the same mark"


def test_a_judge_that_failed_on_everything_gives_zero_and_says_so(items: Sequence[Item]) -> None:
    report = score(items, [judged(text, None, OFFICIAL_JUDGE) for text in REPLIES])
    assert report.boards["judged"].value == 0.0
    assert score_of(report, f"rules-agreement (judge {OFFICIAL_JUDGE})").value is None
    assert score_of(report, "judge-failed-rate").value == 1.0


def test_verdicts_of_two_judges_are_not_mixed(items: Sequence[Item]) -> None:
    answers = [judged(text, 1, judge) for text, judge in zip(REPLIES, (OTHER, *[OFFICIAL_JUDGE] * 4), strict=True)]
    with pytest.raises(PodiumError, match=f"verdicts of several judges: {OFFICIAL_JUDGE}, {OTHER}"):
        score(items, answers)


def test_an_answer_that_the_judge_has_not_reached_counts_as_without_a_verdict(items: Sequence[Item]) -> None:
    answers = [judged(REPLIES[0], 1, OTHER), *(Answer(text=text) for text in REPLIES[1:])]
    report = score(items, answers)
    assert score_of(report, f"accuracy (judge {OTHER})").value == 0.2
    assert score_of(report, "undecided-rate").value == 0.8


def test_two_runs_are_compared_only_by_the_same_judge_or_both_by_rules(items: Sequence[Item]) -> None:
    plain = [Answer(text=text) for text in REPLIES]
    better = [Answer(text=str(item.target)) for item in items]
    settings = ({"bootstrap": 50}, {"bootstrap": 50})
    report = BENCHMARK.compare(items, better, plain, "cpu", settings)
    # Undecided on both sides is one question; the rules find 2 of 5 and 4 of 5.
    assert report.scores[0].value == pytest.approx(0.4)
    with_judge = [judged(text, 1, OTHER) for text in REPLIES]
    same = BENCHMARK.compare(items, with_judge, with_judge, "cpu", settings)
    assert same.scores[0].value == 0.0
    with pytest.raises(PodiumError, match=f"the first run is graded by {OTHER}, the second by rules"):
        BENCHMARK.compare(items, with_judge, plain, "cpu", settings)


def test_the_rules_coverage_is_of_all_questions_answered_or_not(items: Sequence[Item]) -> None:
    report = score(items, [Answer(error="gone")] * 5)
    assert report.boards["rules"].value == 0.0
    assert score_of(report, "rules-coverage") == Score("rules-coverage", 0.0, 5)
    report = score(items, [Answer(text="40000"), Answer(text=""), *[Answer(error="gone")] * 3])
    assert score_of(report, "rules-coverage") == Score("rules-coverage", 0.2, 5)
    coverage = next(table for table in report.tables if table.name == "coverage")
    assert sum(row[1] for row in coverage.rows if isinstance(row[1], int)) == 5
    assert "scored by rules, without a judge: they decided 1 of all 5 questions" in report.notes
