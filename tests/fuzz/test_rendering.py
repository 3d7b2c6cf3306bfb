"""Whatever stands in replies, rows and reports: shown, and obeyed by nobody: on terminals, in Markdown and in HTML."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from podium.bots.discord.faces.reply import reply_face
from podium.bots.faq.reply import Reply
from podium.cli import explain, explain_page, markdown, markdown_text, replies, report
from podium.cli.columns import Column
from podium.cli.output import Screen, complain
from podium.cli.site.page import report_page
from podium.plugins.chest_xray.labeler import SHARED
from podium.plugins.chest_xray.observations import NAMES
from podium.registry.journal import Run
from podium.registry.report import Curve, Interval, Mark, Report, Score, Table
from podium.tests.bots.discord.test_reply_face import REPLIES, check
from podium.tests.cli.site import markup
from podium.tests.cli.support import terminal
from podium.tests.fuzz.damage import HARD_TEXTS
from podium.tests.fuzz.profile import examples

HOSTILE = some.one_of(
    some.sampled_from((*HARD_TEXTS, "|", "| a | b |", "`", "```", "# x", "<b>", "&lt;", "]]>", "</script>", "\\")),
    some.text(max_size=30),
    some.text(some.characters(categories=("Cc", "Cf", "Cs", "Zl", "Zp", "Mn")), max_size=8),
)
#: What sets colours, and opens and closes links; nothing else may reach a terminal.
STYLES = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b\x07]*\x1b\\")
WIDTHS = (20, 40, 80, 200)


def obeyed(text: str) -> set[str]:
    """Return the characters of a text that a terminal would obey, but for ends of lines and styles."""
    return {char for char in STYLES.sub("", text) if unicodedata.category(char) in ("Cc", "Cf", "Cs") and char != "\n"}


@some.composite
def screens(draw: some.DrawFn) -> Screen:
    """Draw what a command prints: blocks of every kind, full of hostile texts."""
    screen = Screen()
    for _ in range(draw(some.integers(1, 4))):
        how = draw(some.sampled_from("title heading prose faint whole links item facts table".split()))
        if how == "title":
            screen.title(draw(HOSTILE), draw(HOSTILE))
        elif how == "links":
            screen.links(draw(HOSTILE), draw(some.lists(some.tuples(HOSTILE, HOSTILE), max_size=3)))
        elif how == "item":
            screen.item(draw(HOSTILE))
        elif how == "facts":
            screen.facts(
                draw(some.lists(some.tuples(HOSTILE, some.one_of(HOSTILE, some.integers(), some.none())), max_size=4))
            )
        elif how == "table":
            heads = draw(some.lists(HOSTILE, min_size=1, max_size=4))
            row = some.lists(HOSTILE, min_size=len(heads), max_size=len(heads))
            columns = [
                Column(head, draw(some.sampled_from(["left", "right"])), shrink=draw(some.booleans())) for head in heads
            ]
            screen.table(columns, draw(some.lists(row, min_size=1, max_size=4)))
        else:
            getattr(screen, how)(draw(HOSTILE))
    return screen


@examples(60)
@given(screen=screens(), width=some.sampled_from(WIDTHS))
def test_nothing_that_a_command_prints_is_obeyed(
    screen: Screen, width: int, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = terminal(screen.print, width)
    assert not obeyed(shown), shown
    shown.encode()
    screen.print()
    plain = capsys.readouterr().out
    assert not obeyed(plain) and "\x1b" not in plain
    screen.print(markdown=True)
    assert not obeyed(capsys.readouterr().out)


@examples(40)
@given(message=HOSTILE, hint=HOSTILE)
def test_an_error_is_one_line_whatever_it_quotes(message: str, hint: str, capsys: pytest.CaptureFixture[str]) -> None:
    complain("error", message, hint)
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and not obeyed(said)


@examples(60)
@given(rows=some.lists(some.lists(HOSTILE, min_size=3, max_size=3), min_size=1, max_size=4))
def test_a_cell_of_a_markdown_table_stays_one_cell_without_markup(rows: list[list[str]]) -> None:
    lines = markdown_text.table(("a", "b", "c"), rows).split("\n")
    assert len(lines) == 2 + len(rows)
    for line in lines:
        bare = re.sub(r"\\.", "", line)
        assert bare.count("|") == 4
        assert not set(bare.replace("<br>", "")) & set("<>`*_[]")


@examples(60)
@given(reply=REPLIES, more=some.lists(HOSTILE, min_size=3, max_size=3), width=some.sampled_from(WIDTHS))
def test_no_reply_is_obeyed_by_a_terminal_or_refused_by_discord(reply: Reply, more: list[str], width: int) -> None:
    told = Reply(
        reply.kind, f"{reply.text}\n{more[0]}", reply.facts, reply.sources, (*reply.suggestions, more[1]), (more[2],)
    )
    for one in (reply, told):
        assert not obeyed(terminal(lambda: replies.show(one, links=True), width))  # noqa: B023 - called at once
        found = reply_face(one)
        check(found)
        json.dumps(found.embed.to_dict()).encode()


@examples(40)
@given(text=some.lists(some.one_of(HOSTILE, some.sampled_from(["No edema.", "Effusion? ", "FINDINGS:\n"])), max_size=8))
def test_a_report_on_a_page_of_labels_is_its_text_and_nothing_else(text: list[str]) -> None:
    written = " ".join(text)
    told = explain.Explained(written[:50], written, SHARED.label(written), NAMES)
    page = explain_page.page([told])
    assert "<script" not in page.lower().replace("&lt;script", "")
    body = re.search(r"<pre>(.*)</pre>", page, re.DOTALL)
    assert body is not None
    import html

    # Names of findings stand in attributes of marks; what is left is the report.
    assert html.unescape(re.sub(r"<[^>]*>", "", body[1])) == written


SCORES = some.one_of(
    some.builds(Score, some.sampled_from(["auroc", "accuracy"]), some.floats(0, 1), some.integers(0, 10**9)),
    some.builds(
        Score,
        some.just("f1"),
        some.floats(0, 1),
        some.integers(0, 99),
        some.builds(Interval, some.floats(0, 1), some.floats(0, 1)),
    ),
    some.builds(Score, some.just("auroc"), some.none(), some.just(0), some.none(), HOSTILE),
)
CELLS = some.one_of(HOSTILE, SCORES, some.integers(), some.none())
POINTS = some.lists(some.tuples(some.floats(0, 1), some.floats(0, 1)), min_size=2, max_size=5).map(tuple)


@some.composite
def tables(draw: some.DrawFn) -> Table:
    columns = tuple(draw(some.lists(HOSTILE, min_size=2, max_size=4)))
    row = some.tuples(HOSTILE, *[CELLS] * (len(columns) - 1))
    return Table("t", draw(HOSTILE), columns, tuple(draw(some.lists(row, min_size=1, max_size=4))))


REPORTS = some.builds(
    Report,
    boards=some.dictionaries(some.sampled_from(["main", "other"]), SCORES, max_size=2),
    scores=some.lists(SCORES, max_size=3).map(tuple),
    tables=some.lists(tables(), max_size=2).map(tuple),
    counts=some.dictionaries(HOSTILE, some.integers(0, 10**9), max_size=2),
    settings=some.dictionaries(HOSTILE, HOSTILE, max_size=2),
    notes=some.lists(HOSTILE, max_size=3).map(tuple),
    withheld=some.dictionaries(some.just("third"), HOSTILE, max_size=1),
    curves=some.lists(
        some.builds(
            Curve,
            some.sampled_from(["roc", "x"]),
            HOSTILE,
            HOSTILE,
            HOSTILE,
            POINTS,
            some.just((Mark("<b>", 0.5, 0.5),)),
        ),
        max_size=2,
    ).map(tuple),
)
FACTS = some.dictionaries(some.sampled_from(["model", "data", "podium", "adapter", "x"]), HOSTILE, max_size=3)


def _run(told: Report, texts: list[str], facts: Mapping[str, Any]) -> Run:
    model, spec, setting, why = texts
    return Run(
        id="3f2a77b1", benchmark="quiz", split="test", model=model, spec=f"file:{spec}", fingerprint="f",
        status="finished", sample=False, items=10, answered=10, settings={"seed": 0, "by": setting},
        provenance={"model": {"name": model}, "versions": facts}, eligibility={"main": "", "other": why}, report=told,
        error="", started_at="2026-11-26T00:00:00+00:00", finished_at="2026-11-26T00:01:00+00:00",
    )  # fmt: skip


@examples(12)
@given(told=REPORTS, texts=some.lists(HOSTILE, min_size=4, max_size=4), facts=FACTS, name=HOSTILE)
def test_no_report_is_obeyed_on_a_page_in_markdown_or_on_a_terminal(
    told: Report, texts: list[str], facts: dict[str, str], name: str
) -> None:
    run = _run(told, texts, facts)
    card = {"name": name, "slug": "quiz", "dataset_url": name, "licence": name, "research_use_only": True, "boards": []}
    page = report_page(run, card)
    assert not markup.read(page).errors
    page.encode()
    text = markdown.report_markdown(run, card)
    assert not obeyed(text)
    json.loads(json.dumps(report.run_json(run)))
