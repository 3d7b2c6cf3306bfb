"""Runs on questions on the screen and in files: pairs in a row, tables of several runs, comparison, picture, page."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import click
import pytest

from podium.bots.panels import forests
from podium.cli import document
from podium.cli.root import cli
from podium.registry import Answer, Report, evaluation, journal
from podium.registry.discovery import discover
from podium.registry.evaluation import Plan
from podium.tests.cli.quiz_runs import PLUGINS, change, guess, registry, runs, runs_json
from podium.tests.cli.support import podium, terminal
from podium.tests.cli.test_run_items import Says
from podium.tests.fakes import quiz_data, spots_data

NOTHING = Answer(text="nothing", finish="stop")
MANY = ("anatomy", "astronomy", "virology", *(f"high_school_subject_number_{place}" for place in range(9)))


def say(folder: Path, name: str, replies: Mapping[str, Answer]) -> journal.Run:
    """Run a model that is right but for the replies given."""
    found = discover([], "", [PLUGINS]).benchmarks["quiz"].benchmark
    with registry() as connection:
        return evaluation.run(connection, Plan(found, Says(name, replies), folder, settings={"protocol": "letter"}))


@pytest.fixture
def pair(tmp_path: Path) -> tuple[journal.Run, journal.Run]:
    """Return a run with two replies in 36 that cannot be read, and one with twelve."""
    folder = quiz_data.write(tmp_path / "quiz")
    few = {f"anatomy-{place}": NOTHING for place in range(2)}
    return say(folder, "good", few), say(folder, "bad", {f"virology-{place}": NOTHING for place in range(12)})


def runs_to_terminal(*words: str) -> None:
    cli(["--plugins-dir", str(PLUGINS), "runs", *words], prog_name="podium", standalone_mode=False)


def test_the_official_figure_and_the_strict_one_stand_in_one_row(pair: tuple[journal.Run, journal.Run]) -> None:
    lines = runs("show", pair[0].id).stdout.splitlines()
    at = lines.index("Official and strict")
    assert lines[at + 1].split() == ["metric", "official", "strict", "n"]
    assert lines[at + 2].split() == ["accuracy", "0.944", "[0.861,", "1.000]", "0.944", "[0.861,", "1.000]", "36"]
    assert [line.split()[0] for line in lines[at + 3 : at + 5]] == ["macro-accuracy", "group-macro-accuracy"]
    at = lines.index("Further figures")
    assert lines[at + 2].split() == ["unparsed-rate", "0.056", "36"]
    assert "· 2 of 36 replies named no answer that could be read; they count as wrong" in lines


def test_the_list_of_runs_shows_the_official_figure_of_a_run_that_is_on_no_board(
    pair: tuple[journal.Run, journal.Run],
) -> None:
    change("UPDATE runs SET report = json_remove(report, '$.boards.accuracy') WHERE id = ?", pair[0].id)
    line = next(line for line in runs("list").stdout.splitlines() if line.startswith(pair[0].id))
    assert "accuracy 0.944" in line


def test_a_report_without_pairs_has_its_means_as_before_and_one_without_scores_none() -> None:
    report = guess_report()
    assert [table.title for table in document.figures(report)] == ["Official and strict", "Further figures"]
    bare = Report({}, scores=tuple(score for score in report.scores if "strict" not in score.metric))
    assert [(table.title, len(table.rows)) for table in document.figures(bare)] == [("Means", len(bare.scores))]
    assert document.figures(Report({})) == []


def guess_report() -> Report:
    from podium.registry import Grade, Item, question_report
    from podium.registry.benchmark import Generate

    items = [Item(name, Generate("?"), "A", attributes={"subject": name[0]}) for name in ("a1", "a2", "b_1")]
    grades = [Grade("A", "rule", 1, 1), Grade("B", "rule", 0, 0), Grade("A", "rule", 1, 1)]
    return question_report(items, [NOTHING] * 3, grades, groups={"both": ("a", "b")})


def test_the_picture_shows_the_whole_the_groups_and_every_subject() -> None:
    (forest,) = forests(guess_report())
    assert [(bar.name, bar.strong) for bar in forest.bars] == [
        ("all questions", True), ("both", True), ("a", False), ("b", False),
    ]  # fmt: skip
    assert forest.bars[0].value == 2 / 3 and forest.bars[2].low is not None
    assert forest.axis == "accuracy" and forest.reference is None


def test_runs_stand_side_by_side_with_official_strict_and_what_was_not_read(
    pair: tuple[journal.Run, journal.Run],
) -> None:
    first, second = (run.id for run in pair)
    found = runs_json("table", first, second)
    assert (found["metric"], found["columns"]) == (
        "accuracy", ["official", "strict", "unparsed", "life", "sky"],
    )  # fmt: skip
    figures = found["rows"][0]["figures"]
    assert figures["official"]["value"] == 34 / 36 and figures["official"]["best"]
    assert figures["unparsed"] == {"value": 2 / 36, "low": None, "high": None, "best": False, "reason": ""}
    assert figures["life"]["value"] == 22 / 24
    other = found["rows"][1]["figures"]
    assert figures["life"]["best"] and not other["life"]["best"]
    # A rate is no score, and what is equal in all rows is the best of none.
    assert figures["sky"] == other["sky"] and not other["sky"]["best"]
    assert runs_json("table", first, second, "--metric", "strict")["columns"][:2] == ["strict", "official"]
    every = runs_json("table", first, second, "--all")["columns"]
    assert every == ["official", "strict", "unparsed", "life", "sky", "anatomy", "astronomy", "virology"]


def test_with_many_subjects_every_run_has_a_column_on_the_screen_and_in_documents_but_a_line_in_csv(
    tmp_path: Path,
) -> None:
    folder = quiz_data.write(tmp_path / "quiz", test=3, subjects=MANY)
    first, second = say(folder, "good", {}), say(folder, "bad", {"virology-0": NOTHING})
    wide, narrow = (
        click.unstyle(terminal(lambda: runs_to_terminal("table", first.id, second.id, "--all"), width)).splitlines()
        for width in (120, 60)
    )
    assert ["part", "good", "bad"] in [line.split() for line in wide]
    assert ["virology", "1.000*", "[0.439,", "1.000]", "0.667", "[0.208,", "0.939]"] in [line.split() for line in wide]
    assert ["virology", "1.000*", "0.667"] in [line.split() for line in narrow] and max(map(len, narrow)) <= 60
    assert "intervals are left out at this width" in narrow
    paths = [tmp_path / f"table{suffix}" for suffix in (".md", ".tex", ".csv")]
    for path in paths:
        runs("table", first.id, second.id, "--all", "-o", path)
    markdown, latex, rows = (path.read_text(encoding="utf-8") for path in paths)
    assert "| part | good | bad |" in markdown and "| virology | **1.000" in markdown
    assert "bold: the highest of its row, of unparsed the lowest." in markdown
    assert "\\begin{tabular}{lcc}" in latex and "\nvirology & \\textbf{1.000" in latex
    head, *body = csv.reader(io.StringIO(rows))
    assert len(body) == 2 and "virology low" in head and body[1][0] == "bad"


def test_runs_on_findings_have_no_accuracy_of_questions_and_the_other_way_round(
    pair: tuple[journal.Run, journal.Run], tmp_path: Path
) -> None:
    spots = guess(spots_data.write(tmp_path / "spots"), benchmark="spots")
    assert "has no accuracy of questions" in runs("table", spots.id, "--metric", "accuracy", code=1).stderr
    assert "has no AUROC by finding" in runs("table", pair[0].id, "--metric", "auroc", code=1).stderr


def test_a_comparison_says_who_is_ahead_by_what_with_mcnemar_below(pair: tuple[journal.Run, journal.Run]) -> None:
    first, second = (run.id for run in pair)
    said = runs("compare", first, second).stdout
    assert said.splitlines()[1].startswith("good is ahead of bad by 0.278 accuracy over 36 questions [")
    lines = [" ".join(line.split()) for line in said.splitlines()]
    assert "accuracy 12 2 0.013" in lines
    assert "unparsed 2 12" in lines
    found = runs_json("compare", first, second, "--bootstrap", "60", "--seed", "5")["report"]
    assert found["settings"] == {"bootstrap": 60, "seed": 5, "resample": "question"}
    assert found["scores"][0]["metric"] == "accuracy-difference"
    narrow = click.unstyle(terminal(lambda: runs_to_terminal("compare", first, second))).splitlines()
    assert any(line.split()[-2:] == ["p", "Holm"] for line in narrow if line) and max(map(len, narrow)) <= 80


def test_a_report_goes_to_every_form_of_file(pair: tuple[journal.Run, journal.Run], tmp_path: Path) -> None:
    paths = [tmp_path / f"report{suffix}" for suffix in (".md", ".csv", ".json", ".html", ".svg")]
    runs("export", pair[0].id, *paths)
    markdown, rows, data, page, picture = (path.read_text(encoding="utf-8") for path in paths)
    assert "## Official and strict\n\n| metric | official | strict | n |" in markdown
    assert (
        "| accuracy | 0.944 [0.861, 1.000] | 0.944 [0.861, 1.000] | 36 |".replace("[", "\\[").replace("]", "\\]")
        in markdown
    )
    means = [row for row in csv.DictReader(io.StringIO(rows)) if row["table"] == "means"]
    assert [row["name"] for row in means[:3:2]] == ["accuracy", "accuracy"]
    assert json.loads(data)["report"]["scores"][1]["metric"] == "accuracy-strict"
    assert "Official and strict</h2>" in page and "By subject (Wilson intervals)" in page
    assert "Official accuracy; intervals of subjects are Wilson" in picture or "<svg" in picture


@pytest.mark.parametrize("width", [60, 80, 100, 120])
def test_no_number_is_cut_at_any_width(pair: tuple[journal.Run, journal.Run], width: int) -> None:
    first, second = (run.id for run in pair)
    for words in (["show", first], ["compare", first, second], ["items", first], ["table", first, second]):
        call = ["--plugins-dir", str(PLUGINS), "runs", *words]
        text = terminal(partial(cli.main, call, prog_name="podium", standalone_mode=False), width)
        plain = re.sub(r"\x1b\[[0-9;]*m", "", text).partition("How it went")[0]
        assert not re.search(r"\d[\d.,]*…|\[[^\]\n]*…|^ *…|(?<=  )…", plain, re.M), plain
        figures = re.findall(r"(?<![\w.])[+-]?[01]\.\d*(?![\w.])", plain)
        assert words[0] == "items" or figures
        assert all(re.fullmatch(r"[+-]?[01]\.\d{3}", figure) for figure in figures), plain


def test_a_table_of_every_subject_counts_runs_and_says_whose_intervals_are_made_how(
    pair: tuple[journal.Run, journal.Run], tmp_path: Path
) -> None:
    target = tmp_path / "t.md"
    said = runs("table", pair[0].id, pair[1].id, "--all", "-o", target)
    assert f"note: 2 runs written to {target}" in said.stderr
    lines = [line for line in said.stdout.splitlines() if "95% intervals" in line]
    assert lines == [
        "· 95% intervals of official, strict, life: bootstrap over questions, percentile, B=1,000, seed 0",
        "· 95% intervals of sky, anatomy, astronomy, virology: Wilson",
    ]


def test_allow_partial_is_refused_in_its_own_words_where_there_is_no_such_choice(tmp_path: Path) -> None:
    folder = quiz_data.write(tmp_path / "quiz")
    words = ("evaluate", "quiz", "--model", "baseline:random", "--data", folder, "--allow-partial")
    assert podium("--plugins-dir", PLUGINS, *words, code=1).stderr == (
        "error: --allow-partial: Quiz has no such choice; a copy with fewer items runs as it is and stays off the"
        " boards\n"
    )
