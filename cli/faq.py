"""``podium faq``: the questions that cards answer, and how well the engine answers many."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from podium.cli import completing, output, progress
from podium.cli.app import App, example, pass_app
from podium.cli.faq_engine import encoder_option, open_engine
from podium.cli.output import Column, Screen
from podium.registry import formats
from podium.registry.errors import EXIT_FAILURE

if TYPE_CHECKING:
    from podium.bots.faq.checking.corpus import Figures, Judged

#: Failures that are shown where no number is given.
_FAILURES = 20

files_argument = click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)


@click.group(epilog=example("podium faq list chexpert", "podium faq eval tests/faq/cards.yaml"))
def faq() -> None:
    """List the cards' questions, or measure the replies."""


@faq.command("list", epilog=example("podium faq list chexpert"))
@click.argument("benchmark", required=False, shell_complete=completing.benchmarks)
@output.json_option
@pass_app
def list_command(app: App, benchmark: str | None, as_json: bool) -> None:
    """List the questions that the cards answer.

    Those of one benchmark with their answers, or those of all benchmarks without.
    """
    from podium.registry import leaderboard

    connection = app.read()
    if benchmark is None:
        slugs = [one.slug for one in leaderboard.benchmarks(connection)]
    else:
        slugs = [leaderboard.find_benchmark(connection, benchmark)]
    views = [leaderboard.benchmark(connection, slug) for slug in slugs]
    if as_json:
        output.print_json([{"benchmark": view.slug} | dict(entry) for view in views for entry in view.card["faq"]])
        return
    screen = Screen()
    for number, view in enumerate(views):
        if number:
            screen.blank()
        screen.title(view.name, view.slug)
        if not view.card["faq"]:
            screen.faint("Its card answers no question.")
        for entry in view.card["faq"]:
            screen.item(entry["question"])
            if benchmark is not None:
                screen.indented(entry["answer"], "dim")
    screen.print()


@faq.command(epilog=example("podium faq check tests/faq/cards.yaml"))
@files_argument
@pass_app
def check(app: App, files: tuple[Path, ...]) -> None:
    """Look up what files of questions expect, without asking anything.

    Ends with 1 where the registry lacks something that a file expects.
    """
    from podium.bots.faq.checking import corpus

    entries = [entry for path in files for entry in corpus.load(path)]
    broken = corpus.check(app.read(), entries)
    for line in broken:
        output.complain("error", line)
    if broken:
        click.get_current_context().exit(EXIT_FAILURE)
    print(f"{formats.count(corpus.wordings(entries), 'question')}: the registry has everything that they expect")


@faq.command("eval", epilog=example("podium faq eval tests/faq/cards.yaml --failures 5"))
@files_argument
@output.json_option
@click.option(
    "--failures", type=click.IntRange(min=0), default=_FAILURES, show_default=True, help="Failures to show at most."
)
@click.option("--figures", is_flag=True, help="Only the figures: no question, no reply; for files kept unseen.")
@click.option(
    "--at-least",
    type=click.FloatRange(0, 1),
    default=0.0,
    help="End with 1 where the accuracy is below this share, 0 to 1.",
)
@encoder_option
@pass_app
def evaluate(
    app: App,
    files: tuple[Path, ...],
    as_json: bool,
    failures: int,
    figures: bool,
    at_least: float,
    encoder: str | None,
) -> None:
    """Ask the questions of files and count the right replies.

    A reply is right if it is of the expected kind and has every expected fact and suggestion. A fact is wrong if it is
    missing from an answer, contradicts the registry, or is stated without being among the reply's facts, and any
    answer is wrong where there should be none. What is expected is read from the registry at that moment.

    Ends with 1 where a fact is wrong, where a question ends in an error, where the accuracy is below --at-least,
    or where the registry lacks something that a file expects.
    """
    from podium.bots.faq.checking import corpus

    loaded = [(path, corpus.load(path)) for path in files]
    connection = app.read()
    engine = open_engine(connection, encoder)
    judged: dict[str, list[Judged]] = {}
    total = corpus.wordings([entry for _, entries in loaded for entry in entries])
    done = 0
    with progress.shown(app, "asking") as tell:

        def told() -> None:
            nonlocal done
            done += 1
            tell("asking", done, total)

        for path, entries in loaded:
            judged[str(path)] = corpus.judge(engine, connection, entries, told)
    every = [one for some in judged.values() for one in some]
    overall = corpus.Figures.of(every)
    failed = [one for one in every if one.verdict != "right"]
    if as_json:
        by_file = {path: corpus.Figures.of(some).to_json() for path, some in judged.items()}
        shown = [] if figures else [_failure_json(one) for one in failed]
        output.print_json({"files": by_file, "all": overall.to_json(), "failures": shown})
    else:
        _show_figures({path: corpus.Figures.of(some) for path, some in judged.items()}, overall)
        if not figures:
            _show_failures(failed, failures)
    _warn_of_broken(app, every)
    if any(overall.counts[one] for one in ("wrong", "crashed", "broken")) or overall.rate("right") < at_least:
        click.get_current_context().exit(EXIT_FAILURE)


def _show_figures(by_file: dict[str, Figures], overall: Figures) -> None:
    rows = [(path, figures) for path, figures in by_file.items()]
    if len(rows) > 1:
        rows.append(("all", overall))
    screen = Screen()
    screen.table(
        [
            Column("File", shrink=True),
            Column("Questions", "right"),
            Column("Right", "right", style="cyan"),
            Column("Wrong fact", "right"),
            Column("Refused", "right"),
            Column("Other", "right", rank=1),
            Column("Crashed", "right"),
            Column("p50 ms", "right", rank=3),
            Column("p99 ms", "right", rank=2),
        ],
        [
            (
                name,
                f"{one.asked:,}",
                *(f"{100 * one.rate(verdict):.1f}%" for verdict in ("right", "wrong", "refused", "other", "crashed")),
                f"{one.milliseconds(50):.1f}",
                f"{one.milliseconds(99):.1f}",
            )
            for name, one in rows
        ],
        strong=[len(rows) - 1] if len(rows) > 1 else [],
    )
    screen.print()


def _show_failures(failed: list[Judged], most: int) -> None:
    """Print what was asked and what came, the wrong facts first."""
    order = ("crashed", "wrong", "refused", "other", "broken")
    screen = Screen()
    for one in sorted(failed, key=lambda one: order.index(one.verdict))[:most]:
        screen.blank()
        screen.prose(f"{one.verdict}: {one.question or '(nothing)'}", "bold")
        screen.indented(one.place, "dim")
        screen.indented(f"expected {' or '.join(one.expected)}, got {one.kind or 'nothing'}")
        for problem in one.problems:
            screen.indented(problem, "yellow")
        if one.line:
            screen.indented(one.line, "dim")
    hidden = len(failed) - most
    if hidden > 0:
        screen.blank()
        screen.faint(f"… and {formats.count(hidden, 'more failure')}; --failures {len(failed)} shows all")
    screen.print()


def _failure_json(one: Judged) -> dict[str, object]:
    return {
        "place": one.place,
        "question": one.question,
        "verdict": one.verdict,
        "expected": list(one.expected),
        "kind": one.kind or None,
        "problems": list(one.problems),
        "reply": one.line,
    }


def _warn_of_broken(app: App, judged: list[Judged]) -> None:
    broken = list(dict.fromkeys(one.place for one in judged if one.verdict == "broken"))
    if broken:
        more = f" and {formats.count(len(broken) - 1, 'other entry', 'other entries')}" if len(broken) > 1 else ""
        app.warn(f"{broken[0]}{more}: the registry lacks what is expected there; podium faq check says what")
