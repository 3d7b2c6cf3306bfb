"""``podium runs items``: a run question by question, and where two runs read or grade replies otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from podium.cli import completing, output
from podium.cli.app import App, example, pass_app
from podium.cli.output import Cell, Column, Screen
from podium.cli.run_compare import called, plugin_of
from podium.registry import formats, names
from podium.registry.benchmark import Choose
from podium.registry.errors import NotFound, PodiumError
from podium.registry.grading import UNPARSED

if TYPE_CHECKING:
    from podium.registry.benchmark import Answer, Item, Verdict
    from podium.registry.graded import Graded
    from podium.registry.grading import Grade
    from podium.registry.journal import Run

_WITHHELD = "what is asked must not be shown: targets, replies and what was read from them are left out"

#: Longest text in a table of what was read from a reply; --json has it whole.
_PARSED = 40


@click.command(
    epilog=example("podium runs items 3f2a --unparsed --replies", "podium runs items 3f2a --against 91bc --nl")
)
@click.argument("run_id", metavar="ID", shell_complete=completing.runs)
@click.option(
    "--against",
    metavar="ID",
    shell_complete=completing.runs,
    help="Only items that this run read otherwise; those graded otherwise first.",
)
@click.option("--wrong", is_flag=True, help="Only items that count as wrong officially.")
@click.option("--unparsed", is_flag=True, help="Only replies that no rule could read.")
@click.option("--rule", metavar="NAME", help="Only replies that this rule read.")
@click.option("--subject", "subjects", multiple=True, metavar="PATTERN", help="Only these subjects; repeatable.")
@click.option(
    "--subset", multiple=True, metavar="PATTERN", help="Only ids that fit, or NAME=PATTERN of an attribute; repeatable."
)
@click.option("--limit", type=click.IntRange(1), metavar="N", help="At most so many items.")
@click.option("--replies", is_flag=True, help="With the replies, and what the model thought aloud.")
@click.option("--data", type=click.Path(path_type=Path), help="Folder of the data, if it is no longer where it was.")
@click.option("--nl", "as_lines", is_flag=True, help="Print JSON, one item a line.")
@output.json_option
@pass_app
def items(
    app: App,
    run_id: str,
    against: str | None,
    wrong: bool,
    unparsed: bool,
    rule: str | None,
    subjects: tuple[str, ...],
    subset: tuple[str, ...],
    limit: int | None,
    replies: bool,
    data: Path | None,
    as_lines: bool,
    as_json: bool,
) -> None:
    """Show how each answer of a run was read, and what it counts.

    The data is read again and the stored answers are graded by today's rules; no model is loaded. Under `rule`
    stands what read the reply; `official` and `strict` are 1 where it counts as right; a `guess` was drawn at random.

    With --against only items are shown that two runs read otherwise, first those that also count otherwise: two
    wrong letters are read otherwise and graded alike. The filters look at the first of the two runs.

    Of a benchmark whose questions must not be shown, neither targets nor replies are printed.
    """
    from podium.registry import graded, journal
    from podium.registry.locking import standing

    connection = app.read()
    chosen = [journal.find_run(connection, text) for text in ((run_id,) if against is None else (run_id, against))]
    chosen = [replace(run, status=standing(connection, run.id, run.status)) for run in chosen]
    if len(chosen) == 2:
        _check_pair(*chosen)
    benchmark = plugin_of(app, chosen[0].benchmark)
    found = [graded.grade_run(connection, run, benchmark, data, subjects, subset) for run in chosen]
    rows: list[tuple[Graded, ...]] = [(one,) for one in found[0]]
    total = len(rows)
    if len(found) == 2:
        differing, total = graded.disputes(*found)
        rows = [*differing]
    rows = [row for row in rows if _fits(row[0], wrong, unparsed)]
    if rule is not None:
        _check_rule(rule, found[0])
        rows = [row for row in rows if row[0].grade.rule == rule]
    otherwise = sum(graded.graded_otherwise(*row) for row in rows) if len(chosen) == 2 else 0
    private = benchmark.card.keeps_questions
    shown = Listing(chosen, benchmark.card.name, rows[:limit], len(rows), total, replies, private, otherwise)
    if as_lines or as_json:
        shown.print_json(as_lines)
    else:
        shown.show()


def _check_pair(first: Run, second: Run) -> None:
    if first.id == second.id:
        raise PodiumError(f"both are run {first.id}", "give two runs; podium runs lists them")
    for what, one, other in (
        ("benchmark", first.benchmark, second.benchmark),
        ("split", first.split, second.split),
    ):
        if one != other:
            raise PodiumError(f"runs {first.id} and {second.id} cannot be compared: {what} {one} and {other}")


def _fits(one: Graded, wrong: bool, unparsed: bool) -> bool:
    return not (wrong and one.grade.official) and not (unparsed and one.grade.rule != UNPARSED)


def _check_rule(rule: str, found: Sequence[Graded]) -> None:
    known = list(dict.fromkeys(one.grade.rule for one in found))
    if rule not in known:
        raise NotFound("rule", rule, names.nearest(rule, known), f"what read these replies is {', '.join(known)}")


@dataclass(frozen=True)
class Listing:
    """The items to show.

    Args:
        runs: The run, or the two that are held against each other.
        benchmark: Name of their benchmark.
        rows: Per item, what each run made of it.
        fitting: Number of items before the limit.
        total: Number of items looked at.
        replies: Whether replies are shown.
        withheld: Whether what is asked, and what was replied, must not be shown.
        otherwise: Number of the fitting items that two runs grade otherwise; the rest they only read otherwise.
    """

    runs: Sequence[Run]
    benchmark: str
    rows: Sequence[tuple[Graded, ...]]
    fitting: int
    total: int
    replies: bool
    withheld: bool
    otherwise: int = 0

    def print_json(self, lines: bool) -> None:
        """Print it as one JSON object, or its items as JSON lines."""
        data = [self._item(row) for row in self.rows]
        if lines:
            output.print_json_lines(data)
            return
        output.print_json(
            {
                "benchmark": self.runs[0].benchmark,
                "split": self.runs[0].split,
                "runs": [{"run": run.id, "model": run.model} for run in self.runs],
                "looked_at": self.total,
                "fitting": self.fitting,
                **({"graded_otherwise": self.otherwise} if len(self.runs) == 2 else {}),
                "withheld": self.withheld,
                "items": data,
            }
        )

    def show(self) -> None:
        """Print it as a table, or with replies as one paragraph per item."""
        screen, run = Screen(), self.runs[0]
        screen.title(f"{self.benchmark} · {run.split} · {' against '.join(called(self.runs))}")
        if self.withheld:
            screen.prose(f"{self.benchmark}: {_WITHHELD}", "yellow")
        different = f"read otherwise, {self.otherwise:,} of them graded otherwise" if len(self.runs) == 2 else "to show"
        cut = f", the first {len(self.rows):,} of them here" if len(self.rows) < self.fitting else ""
        screen.faint(f"{self.fitting:,} of {formats.count(self.total, 'item')} {different}{cut}")
        if self.rows and self.replies and not self.withheld:
            self._show_replies(screen)
        elif self.rows:
            screen.blank()
            screen.table(*(self._pairs() if len(self.runs) == 2 else self._grades()))
        screen.print()

    def _grades(self) -> tuple[list[Column], list[list[Cell]]]:
        """Return the table of one run; columns that no row fills are left out."""
        columns = [
            Column("id"),
            Column("subject", shrink=True, rank=1),
            Column("parsed", shrink=True),
            Column("rule"),
            Column("official", "right"),
            Column("strict", "right"),
            Column("guess", rank=2),
            Column("finish", rank=3),
        ]
        rows: list[list[Cell]] = [
            [
                one.item.id,
                one.subject,
                self._parsed(one.grade),
                _rule(one.grade),
                int(one.grade.official),
                int(one.grade.strict),
                "guess" if one.grade.guessed else None,
                "failed" if one.answer.error is not None else one.answer.finish,
            ]
            for (one,) in self.rows
        ]
        kept = [place for place in range(len(columns)) if any(row[place] not in (None, "") for row in rows)]
        return [columns[place] for place in kept], [[row[place] for place in kept] for row in rows]

    def _parsed(self, grade: Grade) -> str | None:
        """Return what was read from a reply as a table has room for it."""
        if self.withheld or grade.parsed is None:
            return None
        text = str(grade.parsed)
        return text if len(text) <= _PARSED else f"{text[: _PARSED - 1]}…"

    def _pairs(self) -> tuple[list[Column], list[list[Cell]]]:
        """Return the table of two runs: what each made of the item."""
        columns = [Column("id"), Column("subject", shrink=True, rank=1)]
        for name in "AB":
            columns += [Column(name, shrink=True), Column(f"{name} rule"), Column(f"{name} right", "right")]
        rows: list[list[Cell]] = []
        for row in self.rows:
            line: list[Cell] = [row[0].item.id, row[0].subject]
            for one in row:
                line += [self._parsed(one.grade), _rule(one.grade), _right(one.grade)]
            rows.append(line)
        kept = [place for place in range(len(columns)) if any(row[place] not in (None, "") for row in rows)]
        return [columns[place] for place in kept], [[row[place] for place in kept] for row in rows]

    def _show_replies(self, screen: Screen) -> None:
        for row in self.rows:
            first = row[0]
            screen.blank()
            screen.prose(" · ".join(filter(None, (first.item.id, first.subject))), "bold")
            if isinstance(first.item.target, str | int | float):
                screen.indented(f"target: {_target(first.item)}", "dim")
            for name, one in zip(called(self.runs), row, strict=True):
                who = f"{name}: " if len(row) == 2 else ""
                parsed = f"read as {one.grade.parsed}" if one.grade.parsed is not None else "nothing read"
                screen.indented(f"{who}{parsed} ({_rule(one.grade)}), {_worth(one.grade)}", "dim")
                for label, text in (("thoughts", one.answer.thoughts), ("error", one.answer.error)):
                    if text:
                        screen.indented(f"{label}: {text}", "dim")
                screen.indented(_said(one.answer))
                if one.answer.verdict is not None:
                    screen.indented(_judged(one.answer.verdict), "dim")

    def _item(self, row: tuple[Graded, ...]) -> dict[str, Any]:
        from podium.registry.graded import plain_target

        item = row[0].item
        data: dict[str, Any] = {"id": item.id, "subject": row[0].subject}
        if not self.withheld:
            data["target"] = plain_target(item)
        if len(row) == 1:
            return data | self._grade(row[0])
        return data | {name: self._grade(one) for name, one in zip("ab", row, strict=True)}

    def _grade(self, one: Graded) -> dict[str, Any]:
        """Return what is said of an answer; of a gated benchmark nothing that was written, by whomever."""
        grade, answer = one.grade, one.answer
        data: dict[str, Any] = {
            "rule": grade.rule,
            "official": int(grade.official),
            "strict": int(grade.strict),
            "guessed": grade.guessed,
            "undecided": grade.undecided,
            "finish": answer.finish,
            "failed": answer.error is not None,
        }
        if self.withheld:
            return data
        data |= {"parsed": grade.parsed, "error": answer.error}
        data["log_likelihoods"] = None if answer.log_likelihoods is None else list(answer.log_likelihoods)
        if answer.verdict is not None:
            fields = None if answer.verdict.fields is None else dict(answer.verdict.fields)
            data["verdict"] = {"judge": answer.verdict.judge, "fields": fields, "error": answer.verdict.error}
        if self.replies:
            data |= {"text": answer.text, "thoughts": answer.thoughts}
        return data


def _rule(grade: Grade) -> str:
    return f"{grade.rule}, undecided" if grade.undecided else grade.rule


def _right(grade: Grade) -> str:
    """Return 1 or 0, and both where the official figure and the strict one differ."""
    official, strict = int(grade.official), int(grade.strict)
    return str(official) if official == strict else f"{official}/{strict}"


def _worth(grade: Grade) -> str:
    guess = ", a guess" if grade.guessed else ""
    return f"official {int(grade.official)}{guess}, strict {int(grade.strict)}"


def _said(answer: Answer) -> str:
    if answer.text is not None:
        return f"{answer.text}{' […cut off]' if answer.finish == 'length' else ''}" or "(an empty reply)"
    if answer.log_likelihoods is not None:
        return f"log-likelihoods {', '.join(f'{value:.3f}' for value in answer.log_likelihoods)}"
    return "" if answer.error is not None else f"option {answer.choice}"


def _judged(verdict: Verdict) -> str:
    said = verdict.error or "; ".join(f"{name}: {value}" for name, value in (verdict.fields or {}).items())
    return f"judge {verdict.judge}: {said or 'nothing to judge'}"


def _target(item: Item) -> str:
    """Return the target as text, of options the one it names."""
    from podium.registry.graded import plain_target

    if isinstance(item.request, Choose) and isinstance(item.target, int):
        return f"{plain_target(item)}: {item.request.options[item.target]}"
    return str(item.target)
