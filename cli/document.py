"""What a run's report says, in the order and the words in which every form of it says it.

The terminal, the page, Markdown and CSV differ in layout only; what they share is here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from podium.registry.checklist import intervals
from podium.registry.grading import variant
from podium.registry.journal import Run
from podium.registry.question_marks import OFFICIAL, STRICT
from podium.registry.report import Cell, Report, Score, Table
from podium.registry.views import run_check, shown

RESEARCH_ONLY = "research use only, not for diagnosis"
SAMPLE = "SYNTHETIC SAMPLE, not the real data"
UNDEFINED = "–"
ABOUT_SAMPLE = (
    "This run is on the synthetic sample; what is said of the data is true of the benchmark, not of the sample."
)

#: The order of the tables we know: how good, by which decisions, against whom, how sure, for whom.
_ORDER = (
    "findings",
    "decisions",
    "baselines",
    "answers",
    "readers-beaten",
    "readers",
    "thresholds",
    "calibration",
    "subgroups",
    "subgroups-findings",
)

#: Words of column and metric names that are not written as they stand: in full, and short.
_WORDS = {
    "ap": ("AP", "AP"),
    "auprc": ("AUPRC", "AUPRC"),
    "auroc": ("AUROC", "AUROC"),
    "average_precision": ("average precision", "AP"),
    "brier": ("Brier", "Brier"),
    "ece": ("ECE", "ECE"),
    "f1": ("F1", "F1"),
    "fpr": ("FPR", "FPR"),
    "mcc": ("MCC", "MCC"),
    "npv": ("NPV", "NPV"),
    "positives": ("positives", "n+"),
    "ppv": ("PPV", "PPV"),
    "pr": ("PR", "PR"),
    "precision_recall": ("precision-recall", "PR"),
    "prevalence": ("prevalence", "prev"),
    "sensitivity": ("sensitivity", "sens"),
    "specificity": ("specificity", "spec"),
    "tpr": ("TPR", "TPR"),
    "youden": ("Youden", "Youden"),
}
_WORD = re.compile(rf"(?:{'|'.join(sorted(_WORDS, key=len, reverse=True))})(?![^_])|[^_]+")

#: Name of a column of remarks.
_REMARKS = "note"

#: Rows that are named one by one.
_NAMED = 6


@dataclass(frozen=True)
class BoardLine:
    """A board in a report.

    Args:
        slug: The board.
        figure: Its value with interval, or that it has none.
        detail: What the interval leaves out, or empty.
        place: Whether the run is on the board, or why not; without what :func:`off_every_board` says.
    """

    slug: str
    figure: str
    detail: str
    place: str


def marks(sample: bool, card: Mapping[str, Any]) -> list[str]:
    """Return what must stand beside every figure of a run on sample data, or on real data."""
    return [SAMPLE] * sample + [RESEARCH_ONLY] * bool(card.get("research_use_only"))


def counted(report: Report | None) -> str:
    """Return what was used, in one line."""
    counts = report.counts if report else {}
    return ", ".join(f"{number:,} {name.replace('_', ' ')}" for name, number in counts.items())


def settings(values: Mapping[str, Any]) -> str:
    """Return settings in one line; those left empty say nothing."""
    return ", ".join(f"{name}={value}" for name, value in values.items() if value != "")


def asked(run: Run) -> str:
    """Return what the user chose of how the model writes, as options, or nothing where all is as usual."""
    options = run.provenance.get("options") or {}
    usual = {"chat": "auto", "max_new_tokens": None, "temperature": 0.0}
    return " ".join(
        f"--{name.replace('_', '-')} {options[name]}"
        for name, value in usual.items()
        if options.get(name, value) != value
    )


def boards(run: Run, report: Report) -> list[BoardLine]:
    """Return a line for each board that has a value, or of which the run could have been."""
    lines, shared = [], off_every_board(run, report)
    for slug in dict.fromkeys((*report.boards, *run.eligibility)):
        score = report.boards.get(slug)
        figure = with_interval(score) if score is not None and score.value is not None else "no value"
        interval = score.interval if score is not None else None
        detail = ""
        if interval is not None and interval.undefined:
            lost, drawn = interval.undefined, interval.replicates
            detail = f"undefined in {lost:,} of {drawn:,} resamples, which the interval leaves out"
        reason = run.eligibility.get(slug, "a board of published figures only")
        own = "; ".join(part for part in _why(run, report, slug) if part != shared) if reason != shared else ""
        why = own if slug in run.eligibility else reason
        place = f"on the board, {_checked(run)}" if not reason else f"not on the board{': ' if why else ''}{why}"
        lines.append(BoardLine(slug, figure, detail, place))
    return lines


def off_every_board(run: Run, report: Report) -> str:
    """Return what keeps a run off each of several boards, which is said once; nothing where there is no such reason."""
    whole = {*run.eligibility.values()}
    if len(run.eligibility) < 2 or "" in whole:
        return ""
    if len(whole) == 1:
        return whole.pop()
    last = {parts[-1] if (parts := _why(run, report, slug)) else "" for slug in run.eligibility}
    return last.pop() if len(last) == 1 else ""


def _why(run: Run, report: Report, slug: str) -> list[str]:
    """Return why a run is not on a board: the board's own reason where it has one, and that of the run."""
    reason, own = run.eligibility.get(slug, ""), report.withheld.get(slug, "")
    if own and reason.startswith(f"{own}; "):
        return [own, reason.removeprefix(f"{own}; ")]
    return [reason] if reason else []


def _checked(run: Run) -> str:
    check = run_check(run.checked)
    if check is None:
        return "not yet checked"
    return f"verified {check.when[:10]}" if check.ok else f"differs when it is scored again, {check.when[:10]}"


def method(report: Report) -> str:
    """Return how the report's intervals were made, or nothing if it has none."""
    return intervals(report)


def tables(report: Report) -> list[Table]:
    """Return the tables in the order they are read; those of other benchmarks follow in their own order."""
    known = {name: place for place, name in enumerate(_ORDER)}
    return sorted(report.tables, key=lambda table: known.get(table.name, len(known)))


def means(report: Report) -> Table:
    """Return the figures over the whole split as a table."""
    return _figures("Means", report.scores)


def figures(report: Report) -> list[Table]:
    """Return the figures over the whole split as they are read: the official and the strict form of one in a row."""
    strict = {score.metric: score for score in report.scores}
    pairs = [(score, strict.get(variant(score.metric, "", f"-{STRICT}"))) for score in report.scores]
    paired = [(one, other) for one, other in pairs if other is not None]
    if not paired:
        return [means(report)] if report.scores else []
    told = {id(score) for pair in paired for score in pair}
    rows = tuple((metric(one.metric), one, other, one.n) for one, other in paired)
    others = [score for score in report.scores if id(score) not in told]
    table = Table("means", "Official and strict", ("metric", OFFICIAL, STRICT, "n"), rows)
    return [table, *([_figures("Further figures", others)] if others else [])]


def _figures(title: str, scores: Sequence[Score]) -> Table:
    rows = tuple((metric(score.metric), score, score.n) for score in scores)
    return Table("means", title, ("metric", "value", "n"), rows)


def metric(name: str) -> str:
    """Return a metric's identifier as words: ``"mean_average_precision"`` is ``"mean AP"``."""
    return label(name, short=True)


def label(name: str, short: bool = False) -> str:
    """Return a column's or metric's name as words, for narrow places in short ones."""
    found = _WORD.findall(name)
    return " ".join(_WORDS[word][short] if word in _WORDS else word for word in found)


def cell_text(cell: Cell) -> str:
    """Return a cell with its interval; a dash where it is undefined."""
    if isinstance(cell, Score):
        return with_interval(cell)
    return point(cell)


def point(cell: Cell) -> str:
    """Return a cell without an interval; a dash where it is undefined."""
    if isinstance(cell, Score):
        cell = cell.value
    if cell is None:
        return UNDEFINED
    return shown(cell) if isinstance(cell, float) else str(cell)


def with_interval(score: Score) -> str:
    """Return a score to three decimals with its interval, or a dash where it is undefined."""
    if score.value is None or score.interval is None:
        return point(score)
    return f"{shown(score.value)} [{shown(score.interval.low)}, {shown(score.interval.high)}]"


def without_remarks(table: Table) -> tuple[Table, list[str]]:
    """Return a table without its column of remarks, and the remarks with the rows that each holds for.

    A table whose last column is not called ``note`` stays as it is.
    """
    if table.columns[-1:] != (_REMARKS,):
        return table, []
    found: dict[str, list[str]] = {}
    for row in table.rows:
        if isinstance(row[-1], str) and row[-1]:
            found.setdefault(row[-1], []).append(row_name(row))
    bare = replace(table, columns=table.columns[:-1], rows=tuple(row[:-1] for row in table.rows))
    return bare, [f"{remark}: {_named(rows, len(table.rows))}" for remark, rows in found.items()]


def reasons(table: Table) -> list[str]:
    """Return why cells of a table are undefined: one line per reason, naming the columns and rows it holds for."""
    found: dict[str, dict[str, list[str]]] = {}
    for row in table.rows:
        for name, cell in zip(table.columns, row, strict=True):
            if isinstance(cell, Score) and cell.value is None and cell.reason:
                found.setdefault(cell.reason, {}).setdefault(label(name, short=True), []).append(row_name(row))
    return [f"{reason}: {'; '.join(_where(columns, len(table.rows)))}" for reason, columns in found.items()]


def _where(columns: Mapping[str, Sequence[str]], total: int) -> list[str]:
    """Return ``"AUROC, AP of Fracture, Edema"``: columns with the same rows are told together."""
    same: dict[tuple[str, ...], list[str]] = {}
    for column, rows in columns.items():
        same.setdefault(tuple(rows), []).append(column)
    return [f"{', '.join(names)} of {_named(rows, total)}" for rows, names in same.items()]


def _named(rows: Sequence[str], total: int) -> str:
    if len(rows) == total > 1:
        return "every row"
    more = f" and {len(rows) - _NAMED} more" if len(rows) > _NAMED else ""
    return ", ".join(rows[:_NAMED]) + more


def row_name(row: Sequence[Cell]) -> str:
    """Return what a row is about: the texts it begins with, such as a finding and a group."""
    words = []
    for cell in row:
        if not isinstance(cell, str):
            break
        words.append(cell)
    return " · ".join(words[:2]) or (point(row[0]) if row else "")


def unfinished(run: Run, verdicts: Mapping[str, int]) -> str:
    """Return how far an unfinished run is, and how to go on.

    Args:
        run: The run.
        verdicts: Number of verdicts there are, by the judge's name.
    """
    done = f"{run.answered} of {run.items} answers are in the journal"
    done += "".join(f", and {judge}'s verdicts on {number} of them" for judge, number in verdicts.items()) + "."
    why = f" It stopped: {run.error}" if run.error else ""
    return f"{done}{why} Run the same command again to go on."
