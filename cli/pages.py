"""The page of a benchmark, laid out for people."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from typing import Any

from podium.bots.faq.replies.wording import ACCESS, RESEARCH_ONLY
from podium.cli.boards import add_changes, add_rows, add_tie
from podium.cli.output import Column, Screen
from podium.cli.show import Page, frontier
from podium.registry import formats
from podium.registry.absence import SAID
from podium.registry.amendments import by_result
from podium.registry.course import clock
from podium.registry.progress import timeline
from podium.registry.rank_ranges import rank_ranges
from podium.registry.ranking import RankedRows
from podium.registry.views import BoardView, Row, shown

#: Rows of the headline board on the page.
TOP = 10


def page_screen(page: Page) -> Screen:
    """Return the page, ready to print."""
    screen = Screen()
    _head(screen, page)
    _board(screen, page)
    _progress(screen, page)
    _paper(screen, page.card["paper"])
    _dataset(screen, page.card)
    _observations(screen, page.card["observations"])
    _questions(screen, page)
    _related(screen, page)
    _foot(screen, page)
    return screen


def _head(screen: Screen, page: Page) -> None:
    card, view = page.card, page.benchmark
    kind = [card["modality"], ", ".join(card["categories"])]
    if view.absent:
        kind.append(f"its plugin {SAID[view.absent]}")
    else:
        kind.append("evaluates here" if view.evaluates else "published results only")
    screen.title(view.name, " · ".join(kind))
    screen.blank()
    screen.prose(card["description"])
    screen.blank()
    screen.prose(leader_sentence(page.headline), "bold")
    corrected = by_result(page.amendments)
    add_changes(screen, [corrected[row.id] for row in page.headline.leaders if row.id in corrected])
    screen.heading("What it measures")
    if card["measures"]:
        screen.prose(card["measures"])
    screen.prose(scope(card, page.headline))
    for category in card["categories"]:
        screen.faint(f"best for {category}: {_ranked(category)}")


def _ranked(category: str) -> str:
    """Return the command that ranks the models of a category."""
    return f"podium leaderboard --category {shlex.quote(category)}"


def leader_sentence(view: BoardView) -> str:
    """Return who leads a board, with how much, and among how many."""
    leaders, metric = view.leaders, view.board.metric_name
    if not leaders:
        return f"Nobody leads {view.benchmark_name} yet: there are no results."
    first = leaders[0]
    standing = formats.standing(first) if first.run else first.standing
    # The standing is that of the leader: of several models it stands before their number.
    among = f"{standing}; {len(view.rows):,} models" if len(view.rows) > 1 else f"1 model, {standing}"
    if len(leaders) == 1:
        return f"{_by(first)} leads {view.benchmark_name} with {shown(first.value)} {metric} ({among})."
    names = formats.listed([_by(row) for row in leaders])
    models = formats.count(len(view.rows), "model")
    return f"{names} share the lead of {view.benchmark_name} with {shown(first.value)} {metric} ({models})."


def _by(row: Row) -> str:
    return f"{row.model.name} by {row.model.organisation}" if row.model.organisation else row.model.name


def scope(card: Mapping[str, Any], view: BoardView) -> str:
    """Return what kind of benchmark it is, how many models it tracks, its best possible score and the average."""
    categories = formats.listed(card["categories"])
    text = f"{formats.an(card['modality']).capitalize()} benchmark in {categories}; "
    text += f"{formats.count(len(view.rows), 'model')} tracked"
    if view.board.maximum is not None:
        text += f"; the best possible score is {view.board.maximum:g}"
    if view.rows:
        if (view.board.minimum, view.board.maximum) == (0, 1):
            text += f", of which the leader has {100 * float(shown(view.rows[0].value)):.1f}%"
        mean = sum(row.value for row in view.rows) / len(view.rows)
        text += f"; the average so far is {shown(mean)}"
    return f"{text}."


def _board(screen: Screen, page: Page) -> None:
    head = page.headline
    screen.heading(f"{head.board.title} · {head.board.metric_name}{formats.direction(head.board)}")
    rest = f"podium leaderboard {page.benchmark.slug} --limit 0"
    ranges = rank_ranges(RankedRows.of(head.rows))
    add_rows(screen, head, head.rows[:TOP], ranges, total=len(head.rows), rest=rest, changed=by_result(page.amendments))
    screen.blank()
    if head.board.protocol:
        screen.prose(head.board.protocol)
    add_tie(screen, head)
    references = [_baseline(one) for one in page.card["baselines"]]
    if references:
        screen.faint(f"For comparison: {'; '.join(references)}.")
    if len(page.boards) > 1:
        screen.heading("Other boards")
    for view in page.boards[1:]:
        leader = f"{formats.leaders(view.leaders)} {shown(view.leaders[0].value)}, " if view.leaders else ""
        models = formats.count(len(view.rows), "model")
        screen.item(f"{view.board.slug}: {leader}{models} ({view.board.metric_name}{formats.direction(view.board)})")
        if view.board.protocol:
            screen.indented(view.board.protocol, "dim")


def _baseline(one: Mapping[str, Any]) -> str:
    setting = f" ({one['setting']})" if one["setting"] else ""
    return f"{one['name'][:1].lower()}{one['name'][1:]}{setting} {shown(one['value'])}"


def _progress(screen: Screen, page: Page) -> None:
    view = page.headline
    steps = frontier(view)
    if not steps:
        return
    screen.heading("Progress")
    weights = {True: "open", False: "proprietary", None: ""}
    screen.table(
        [Column("Since"), Column("Score", "right", style="cyan"), Column("Model"), Column("Weights", rank=1)],
        [(formats.when(row), shown(row.value), row.model.name, weights[row.model.open_weights]) for _, row in steps],
    )
    line = timeline(view)
    undated = f"; {formats.count(line.undated, 'result')} without a date left out" if line.undated else ""
    screen.faint(f"The best score so far: {formats.count(len(line.moments), 'result')}, {clock(line)}{undated}.")
    screen.faint(f"Every result over time, open and proprietary models apart: podium progress {page.benchmark.slug}")


def _paper(screen: Screen, paper: Mapping[str, Any] | None) -> None:
    if paper is None:
        return
    screen.heading("Paper")
    screen.prose(paper["title"])
    screen.facts(
        [
            ("authors", authors(paper)),
            ("published", paper["published"]),
            ("at", paper["url"]),
            ("note", paper.get("note")),
        ],
    )
    if paper["abstract"]:
        screen.blank()
        screen.prose(paper["abstract"])


def authors(paper: Mapping[str, Any]) -> str:
    """Return a paper's authors as a sentence names them: ``"A, B and 16 others"``."""
    names = list(paper["authors"])
    if paper["more_authors"]:
        names.append(formats.count(paper["more_authors"], "other"))
    return formats.listed(names)


def _dataset(screen: Screen, card: Mapping[str, Any]) -> None:
    unit = card["unit"]
    splits = ", ".join(f"{name} {formats.count(number, unit)}" for name, number in card["splits"].items())
    sizes = ", ".join(f"{number:,} {name}" for name, number in card["sizes"].items())
    facts = [
        ("home", card["dataset_url"]),
        ("access", ACCESS.get(card["access"], card["access"])),
        ("licence", card["licence"]),
        ("splits", splits),
        ("sizes", sizes),
    ]
    if any(value for _, value in facts):
        screen.heading("Dataset")
        screen.facts(facts)


def _observations(screen: Screen, observations: Sequence[Mapping[str, Any]]) -> None:
    if observations:
        screen.heading(f"What is asked about ({len(observations)})")
        screen.prose(", ".join(one["name"].replace("_", " ") for one in observations))


def _questions(screen: Screen, page: Page) -> None:
    screen.heading("Questions")
    # The footer of an answer asked alone would stand a dozen times on the page.
    asked = [(question, reply.body) for question, reply in page.answers]
    asked += [(entry.question, entry.text) for entry in page.entries]
    for number, (question, text) in enumerate(asked):
        if number:
            screen.blank()
        screen.item(question, "bold", bullet="?")
        screen.indented(text)


def _related(screen: Screen, page: Page) -> None:
    if not page.related:
        return
    screen.heading("Related benchmarks")
    for other in page.related:
        if other.view is None:
            screen.item(f"{other.slug}: no plugin installed")
            continue
        card = other.view.card
        counts = [f"{formats.count(other.models, 'model')} here"]
        counts += [f"{one['models']} on {one['site']} ({one['as_of']})" for one in card["listings"]]
        screen.item(f"{other.view.name} · {', '.join(_shared(page.card, card))} · {', '.join(counts)}")
        screen.indented(card["description"], "dim")
    first = page.card["categories"][0]
    screen.blank()
    screen.faint(f"All {first} benchmarks: podium categories; the models ranked over them: {_ranked(first)}")


def _shared(card: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    """Return the first category that two benchmarks share, and the other's modality."""
    common = [category for category in card["categories"] if category in other["categories"]]
    return list(dict.fromkeys([*common[:1], other["modality"]]))


def _foot(screen: Screen, page: Page) -> None:
    if page.card["sources"]:
        screen.heading("Credits")
        # Several provenances may be credited alike.
        for credit in dict.fromkeys((one["credit"], one["licence"]) for one in page.card["sources"]):
            screen.item(", ".join(filter(None, credit)))
    screen.heading("Missing or incorrect data?")
    screen.prose(
        "Say what is wrong or missing, the right value, and where it can be read; it changes nothing until somebody"
        " accepts it:"
    )
    screen.prose(
        f"podium corrections add {page.benchmark.slug} MODEL --value VALUE --source URL --because TEXT", "cyan"
    )
    if page.card["research_use_only"]:
        screen.blank()
        screen.prose(RESEARCH_ONLY, "bold")
