"""A report on the terminal: the order, what gives way at 80 columns, and where the rest is."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from podium.cli import document, output, report
from podium.cli.markdown import report_markdown
from podium.cli.output import Screen
from podium.registry.journal import Run
from podium.registry.report import Report
from podium.tests.cli.support import podium, podium_json, terminal
from podium.tests.cli.test_evaluate import sample, write_predictions
from podium.tests.fakes.reports import CARD, FINDINGS, rich_run

__all__ = ["sample"]

ANSI = re.compile(r"\x1b\[[0-9;]*m")


def lines(run: Run, width: int = 80, everything: bool = False) -> list[str]:
    def show() -> None:
        screen = Screen()
        report.show_run(screen, run, CARD, everything)
        screen.print()

    return [line.rstrip() for line in ANSI.sub("", terminal(show, width)).splitlines()]


def part(shown: list[str], heading: str) -> list[str]:
    start = shown.index(heading) + 1
    return shown[start : shown.index("", start) if "" in shown[start:] else None]


def test_the_parts_stand_in_the_order_in_which_they_are_read() -> None:
    shown = lines(rich_run(sample=True))
    assert shown[:3] == [
        "CheXpert CXR · test",
        "SYNTHETIC SAMPLE, not the real data",
        "research use only, not for diagnosis",
    ]
    headings = [line for before, line in zip(["", *shown], shown, strict=False) if before == "" and line]
    assert headings[1:] == [
        "Boards", "Means", "Findings", "Decisions", "F1 beside trivial answers", "Readers", "Calibration", "Subgroups",
        "Findings by subgroup", "Policies", "Notes",
    ]  # fmt: skip


def test_the_settings_tell_what_the_user_chose_of_how_the_model_writes() -> None:
    def told(**options: object) -> list[str]:
        run = rich_run()
        run = replace(run, provenance={**run.provenance, "options": options})
        return [line for line in lines(run, 200) if line.startswith("settings")]

    usual = told(chat="auto", max_new_tokens=None, temperature=0.0)
    assert usual == told() and "--" not in usual[0]
    chosen = told(chat="on", max_new_tokens=64, temperature=0.7)
    assert chosen == [f"{usual[0]}, --chat on --max-new-tokens 64 --temperature 0.7"]


def test_tables_at_80_columns_keep_the_first_interval_and_say_what_gives_way() -> None:
    shown = lines(rich_run())
    assert part(shown, "Decisions") == [
        "finding           threshold                    F1   sens   spec  PPV",
        "─" * 68,
        *(f"{name:16}      0.500  0.600 [0.550, 0.650]  0.600  0.600    –" for name in FINDINGS),
        "· intervals not shown at this width: sens, spec",
        "– no positive calls among 500 studies: PPV of every row",
    ]
    assert part(shown, "F1 beside trivial answers") == [
        "answer                             Atelectasis  Cardiomegaly   mean",
        "─" * 67,
        "this model                               0.610         0.610  0.610",
        "always yes                               0.331         0.331  0.331",
        "coin at the prevalence (expected)        0.278         0.278  0.278",
        "not shown at this width: Consolidation, Edema, Pleural Effusion",
    ]
    assert part(shown, "Findings")[-3:] == [
        '<script>alert("x")</script> & | `co`  500    4  0.008  0.500 [0.200, 0.800]',
        "not shown at this width: AP",
        '· unstable: <script>alert("x")</script> & | `co`',
    ]
    assert part(shown, "Subgroups")[-2:] == [
        "age: 80 and over   12         0                     –                        –",
        "– fewer than 10 positives: mean AUROC, gap of age: 80 and over",
    ]


def test_at_120_columns_more_intervals_are_shown() -> None:
    shown = lines(rich_run(), 120)
    assert part(shown, "Decisions")[2].count("0.600 [0.550, 0.650]") == 3
    assert not [line for line in shown if line.startswith("not shown")]


@pytest.mark.parametrize("width", [60, 80, 100, 140])
def test_no_line_is_longer_than_the_terminal_is_wide(width: int) -> None:
    assert max(output.width_of(line) for line in lines(rich_run(), width, everything=True)) <= width


def test_a_long_table_is_told_and_shown_on_demand() -> None:
    assert part(lines(rich_run()), "Findings by subgroup") == ["30 rows: podium runs show 3f2a9c01de --all"]
    table = part(lines(rich_run(), everything=True), "Findings by subgroup")
    assert len(table) == 2 + 30 + 1
    assert table[-1] == "– fewer than 10 positives: AUROC gap of every row"


def test_the_checklist_closes_the_whole_report_and_names_what_is_not_provided() -> None:
    shown = lines(rich_run(sample=True), 100, everything=True)
    asked = shown[shown.index("What reviewers ask (CLAIM, TRIPOD+AI)") :]
    assert asked[1].startswith("This run is on the synthetic sample; what is said of the data")
    assert "Dates of the data             not provided" in asked
    assert "Annotators, qualification     8 board-certified radiologists" in asked
    assert asked[-1] == "Say more: podium runs about 3f2a9c01de FILE"
    assert "What reviewers ask (CLAIM, TRIPOD+AI)" not in lines(rich_run(sample=True))


def test_an_unfinished_run_says_how_to_go_on_and_still_has_its_checklist() -> None:
    shown = lines(rich_run(report=None, status="interrupted", answered=12), everything=True)
    assert "12 of 668 answers are in the journal. Run the same command again to go on." in shown
    assert "What reviewers ask (CLAIM, TRIPOD+AI)" in shown


def test_a_pipe_gets_every_column_and_the_remarks_in_their_place(capsys: pytest.CaptureFixture[str]) -> None:
    screen = Screen()
    report.show_run(screen, rich_run(), CARD)
    screen.print()
    shown = capsys.readouterr().out.splitlines()
    assert part(shown, "Findings")[0].split() == ["finding", "n", "n+", "prev", "AUROC", "AP", "note"]
    assert part(shown, "Findings")[-1].endswith("0.500 [0.200, 0.800]  0.100 [0.050, 0.150]  unstable")


def test_a_real_run_of_the_sample_fits_80_columns_and_shows_its_figures(sample: Path, tmp_path: Path) -> None:
    write_predictions(tmp_path / "mine.csv", sample, "test")
    scored = ("score", "chexpert", "--predictions", tmp_path / "mine.csv", "--data", sample, "--bootstrap", "50")
    run = podium_json(*scored)
    board = run["report"]["boards"]["auroc5-study"]
    figure = f"{board['value']:.3f} [{board['interval']['low']:.3f}, {board['interval']['high']:.3f}]"
    (table,) = [table for table in run["report"]["tables"] if table["name"] == "findings"]
    name, n, positives, prevalence = table["rows"][0][:4]
    assert name == "No Finding"
    whole = podium("runs", "show", run["id"], "--all").stdout
    assert re.search(rf"^auroc5-study +{re.escape(figure)}$", whole, re.MULTILINE)
    assert "SYNTHETIC SAMPLE, not the real data\n" in whole

    def show() -> None:
        from podium.cli.root import cli

        cli.main(["runs", "show", run["id"], "--all"], standalone_mode=False)

    for width in (80, 100, 140):
        shown = ANSI.sub("", terminal(show, width)).splitlines()
        assert max(map(output.width_of, shown)) <= width
        assert any(line.split()[:2] == ["auroc5-study", figure.split()[0]] for line in shown)
        findings = part([line.rstrip() for line in shown], "Findings")
        assert re.fullmatch(
            rf"No Finding +{n} +{positives} +{prevalence:.3f} +\d\.\d+ \[\d\.\d+, \d\.\d+\].*", findings[2]
        )
    assert re.search(r"^Model version and checksum +mine, predictions file sha256:[0-9a-f]{64}$", whole, re.MULTILINE)


SHORTFALL = "12 rows, the official split has 12,032"


@pytest.mark.parametrize(
    ("eligibility", "shared", "places"),
    [
        ({"a": SHORTFALL, "b": f"--set shots=0; {SHORTFALL}"}, SHORTFALL, ["", ": --set shots=0"]),
        ({"a": SHORTFALL, "b": SHORTFALL}, SHORTFALL, ["", ""]),
        ({"a": f"one; {SHORTFALL}", "b": "--set shots=0"}, "", [f": one; {SHORTFALL}", ": --set shots=0"]),
        ({"b": f"--set shots=0; {SHORTFALL}"}, "", [f": --set shots=0; {SHORTFALL}"]),
    ],
)
def test_what_keeps_a_run_off_every_board_is_said_once_and_each_board_says_its_own(
    eligibility: dict[str, str], shared: str, places: list[str]
) -> None:
    made = Report(boards={}, withheld={"b": "--set shots=0"})
    run = rich_run(eligibility=eligibility, report=made)
    assert document.off_every_board(run, made) == shared
    assert [line.place for line in document.boards(run, made)] == [f"not on the board{place}" for place in places]
    shown = lines(run)
    assert (f"on no board: {shared}" in shown) == bool(shared)
    assert "\n".join(shown).count(SHORTFALL) == 1
    assert report_markdown(run, CARD).count(SHORTFALL) == 1
