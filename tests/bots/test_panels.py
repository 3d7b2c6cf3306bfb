"""Which pictures a report gives: known kinds first, unknown ones too, axes that hold everything."""

from __future__ import annotations

import pytest

from podium.bots.panels import forests, groups
from podium.registry.question_figures import UNPARSED_RATE
from podium.registry.question_marks import OFFICIAL, SUBJECTS
from podium.registry.report import Curve, Interval, Mark, Report, Score, Table
from podium.tests.fakes.reports import FINDINGS, HOSTILE, rich_report


def test_known_kinds_come_first_and_an_unknown_one_is_drawn_all_the_same() -> None:
    found = groups(rich_report())
    assert [group.title for group in found] == ["ROC curves", "Precision-recall curves", "Calibration", "Training loss"]
    assert [panel.curve.name for panel in found[0].panels] == list(FINDINGS)
    assert found[0].labels == ("bc4", "bc6", "bc8", "majority of readers")
    assert found[3].labels == ()


def test_a_panel_carries_the_figure_of_its_finding_and_says_itself_in_words() -> None:
    roc, precise, calibrated, loss = (group.panels[0] for group in groups(rich_report()))
    assert roc.figure == "AUROC 0.800 [0.750, 0.850]"
    assert precise.figure == "AP 0.600 [0.550, 0.650]"
    assert calibrated.figure == "ECE 0.040 [0.030, 0.050]"
    assert loss.figure == ""
    assert roc.alternative == (
        "Atelectasis: sensitivity over 1 - specificity, 103 points; AUROC 0.800 [0.750, 0.850];"
        " bc4 at 0.210, 0.800; bc6 at 0.180, 0.710; bc8 at 0.310, 0.920; majority of readers at 0.225, 0.889"
    )


@pytest.mark.parametrize(
    ("points", "marks", "horizontal", "vertical"),
    [
        (((0.2, 0.3),), (), (0.0, 1.0), (0.0, 1.0)),
        (((0, 0.5), (100, 2.5)), (), (0.0, 105.0), (0.4, 2.6)),
        (((0, 0.5), (1, 1)), (Mark("far", 3, -1),), (0.0, 3.15), (-1.1, 1.1)),
        (((5, -2), (5, -2)), (), (4.75, 5.25), (-2.1, -1.9)),
    ],
)
def test_axes_hold_curve_and_marks(
    points: tuple[tuple[float, float], ...],
    marks: tuple[Mark, ...],
    horizontal: tuple[float, float],
    vertical: tuple[float, float],
) -> None:
    report = Report({}, curves=(Curve("odd", "one", "x", "y", points, marks), Curve("odd", "none", "x", "y", ())))
    (group,) = groups(report)
    (panel,) = group.panels
    assert panel.horizontal == pytest.approx(horizontal)
    assert panel.vertical == pytest.approx(vertical)


def test_the_forests_are_the_findings_with_their_mean_and_the_gaps_of_subgroups() -> None:
    main, gaps = forests(rich_report())
    assert [bar.name for bar in main.bars] == [*FINDINGS, HOSTILE, "mean"]
    assert main.bars[-1].strong and main.bars[-1].text == "0.850 [0.800, 0.900]"
    assert (main.title, main.axis, main.reference) == ("AUROC, findings", "AUROC", 0.5)
    assert main.limits == pytest.approx((0.2, 1.0))
    assert gaps.reference == 0.0
    assert gaps.limits == pytest.approx((-0.1, 0.1))
    assert (gaps.bars[0].name, gaps.bars[0].text) == ("sex: female", "-0.040 [-0.070, -0.010]")
    assert gaps.title == "Gaps between subgroups, 1 more suppressed"
    assert all(bar.value is not None for bar in gaps.bars)


def test_subgroups_that_are_all_suppressed_give_no_forest() -> None:
    few = Score("gap", None, reason="fewer than 10 positives")
    assert forests(Report({}, tables=(Table("subgroups", "Subgroups", ("group", "gap"), (("a", few),)),))) == ()


def test_another_benchmarks_first_table_with_intervals_is_drawn() -> None:
    cell = Score("accuracy", 0.61, 40, Interval(0.58, 0.63))
    plain = Table("x", "X", ("a", "b"), (("p", 1),))
    table = Table("subjects", "Subjects", ("subject", "n", "accuracy"), (("law", 40, cell), ("art", 0, None)))
    (forest,) = forests(Report({}, tables=(plain, table)))
    assert (forest.title, forest.reference) == ("Accuracy, subjects", None)
    assert forest.limits == pytest.approx((0.58, 0.63))
    assert [bar.text for bar in forest.bars] == ["0.610 [0.580, 0.630]", "undefined"]
    assert forests(Report({}, tables=(plain,))) == ()


def test_a_view_of_one_subject_is_drawn_once() -> None:
    columns = ("name", OFFICIAL)
    here, there = Score("accuracy", 0.25, 8), Score("accuracy", 0.5, 8)
    tables = (
        Table("views", "Views", columns, (("Health", here), ("Law", here))),
        Table(SUBJECTS, "By subject", columns, (("health", here), ("law", there))),
    )
    whole = Score("accuracy", 0.25, 16)
    report = Report(boards={}, scores=(whole, Score(UNPARSED_RATE, 0.0, 16)), tables=tables)
    (forest,) = forests(report)
    assert [(bar.name, bar.value) for bar in forest.bars] == [
        ("all questions", 0.25), ("Health", 0.25), ("Law", 0.25), ("law", 0.5),
    ]  # fmt: skip


def test_a_group_says_what_its_intervals_are_of() -> None:
    said = {group.kind: group.about for group in groups(rich_report())}
    area = "The interval is of the area; the curve itself has no band."
    assert said == {
        "roc": area,
        "precision-recall": area,
        "calibration": "Bars are 95% Wilson intervals of the shares.",
        "training loss": "",
    }
    alone = Report({}, curves=(Curve("roc", "a", "x", "y", ((0.0, 0.0), (1.0, 1.0))),))
    assert [group.about for group in groups(alone)] == [""]


def test_bars_lie_within_the_axes() -> None:
    curve = Curve("loss", "a", "x", "y", ((0.0, 2.0), (1.0, 3.0)), bars=((1.0, 2.5), (2.0, 5.0)))
    ((panel,),) = (group.panels for group in groups(Report({}, curves=(curve,))))
    assert panel.vertical[0] <= 1.0 and panel.vertical[1] >= 5.0
