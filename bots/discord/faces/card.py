"""A benchmark as a card: what it measures, who leads, its boards, its data and its paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from podium.bots.discord import limits
from podium.bots.discord.custom_ids import Press, digest
from podium.bots.discord.faces.base import WEIGHTS, Tone, face, home, joined, linked, name, research, words
from podium.bots.discord.outgoing import Button, Look, Option, Outgoing, Select
from podium.bots.faq.replies.wording import ACCESS
from podium.registry import formats
from podium.registry.views import BenchmarkView, Row

#: Boards that are listed; the select of the leaderboard has more.
_BOARDS = 6


@dataclass(frozen=True)
class BenchmarkCard:
    """What is shown of a benchmark.

    Args:
        view: The benchmark.
        leaders: The first of its main board: those who are named where many share the rank.
        sharing: How many share it.
        ties: Who cannot be told from the first, as sentences.
        related: Slugs and names of related benchmarks that are in the registry.
        questions: How many questions its card answers.
        source: Whom to credit for the leader's figure.
        as_of: When that was read.
    """

    view: BenchmarkView
    leaders: Sequence[Row]
    sharing: int
    ties: Sequence[str]
    related: Sequence[tuple[str, str]]
    questions: int
    source: str
    as_of: str | None


def card_face(found: BenchmarkCard, owner: int | None = None) -> Outgoing:
    """Return the card of a benchmark.

    Args:
        found: What was read.
        owner: Who asked; the buttons open messages for that person.
    """
    view, card = found.view, found.view.card
    told = card["measures"] or card["description"]
    others = [one for one in card["categories"] if one != card["modality"]]
    kind = joined(words(card["modality"]), limits.safe(", ".join(others), 120))
    lines = [kind, "", limits.safe(told, 400), "", *_lead(found), "", "**Boards**", *_boards(view), "", *_data(card)]
    embed = face(
        Tone.CARD, view.name, lines, url=home(card), source=found.source, as_of=found.as_of, remark=research(card)
    )
    return Outgoing(embed, tuple(_controls(found, owner)))


def _lead(found: BenchmarkCard) -> list[str]:
    board = found.view.headline
    if not found.leaders:
        return ["**Leads**  nobody yet: there are no results"]
    first = found.leaders[0]
    names = [joined(name(row.model.name, row.model.slug), words(row.model.organisation)) for row in found.leaders]
    if found.sharing > len(names):
        names.append(f"and {formats.count(found.sharing - len(names), 'other')}")
    standing = linked(words(formats.standing(first)), first.source_url)
    figure = f"{limits.clip(formats.score(first), 60)} {limits.safe(board.metric_name, 60)}{formats.direction(board)}"
    # Those who share the lead are named; what is left to say is whose intervals overlap.
    ties = found.ties[1:] if found.sharing > 1 else found.ties
    return [
        *(["**Lead together**", *names] if found.sharing > 1 else [f"**Leads**  {names[0]}"]),
        joined(figure, standing, WEIGHTS[first.model.open_weights]),
        *(limits.safe(line, 200) for line in ties),
    ]


def _boards(view: BenchmarkView) -> list[str]:
    ranking = [(board, models) for board, models in view.boards if models]
    empty = len(view.boards) - len(ranking)
    lines = [
        f"{limits.safe(board.title, 60)} · {formats.count(models, 'model')}" for board, models in ranking[:_BOARDS]
    ]
    more = len(ranking) - _BOARDS
    left = [f"… and {more} more" if more > 0 else "", f"{empty} without results yet" if empty else ""]
    return [*lines, *filter(None, [joined(*left)])]


def _data(card: Mapping[str, Any]) -> list[str]:
    sizes = [f"{limits.safe(split, 30)} {size:,}" for split, size in list(card["splits"].items())[:6]]
    lines = [f"**Data**  {joined(', '.join(sizes), limits.safe(card['licence'], 100), ACCESS[card['access']])}"]
    paper = card["paper"]
    if paper:
        authors = limits.safe(paper["authors"][0], 40) if paper["authors"] else None
        others = authors and (len(paper["authors"]) > 1 or paper["more_authors"])
        by = f"{authors} et al." if others else authors
        lines.append(f"**Paper**  {joined(linked(limits.safe(paper['title'], 120), paper['url']), by, _year(paper))}")
    return lines


def _year(paper: Mapping[str, Any]) -> str | None:
    return str(paper["published"])[:4] if paper["published"] else None


def _controls(found: BenchmarkCard, owner: int | None) -> list[Sequence[Button] | Select]:
    slug, board = found.view.slug, found.view.headline.slug
    models = dict((board.slug, models) for board, models in found.view.boards)[board]
    rows: list[Sequence[Button] | Select] = [
        [
            Button("Leaderboard", Press("board", ("o", slug, board, "", "", "", "1"), owner), look=Look.MAIN),
            *([Button("Progress", Press("progress", ("o", slug, board, "light"), owner))] if models else []),
            *([Button("FAQ", Press("faq", ("o", slug), owner))] if found.questions else []),
            Button("Missing or incorrect?", Press("report", (slug, board))),
        ]
    ]
    if found.related:
        options = tuple(
            Option(name, slug if len(slug) <= limits.OPTION else digest(slug))
            for slug, name in found.related[: limits.OPTIONS]
        )
        rows.append(Select("Related benchmarks", Press("benchmark", ("o", "related"), owner), options))
    return rows
