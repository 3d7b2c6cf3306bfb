"""A model: what is known of it, and where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from podium.bots.discord import limits
from podium.bots.discord.custom_ids import Press
from podium.bots.discord.faces.base import INDENT, WEIGHTS, Tone, face, fitting, joined, linked, name, words
from podium.bots.discord.faces.pager import turning
from podium.bots.discord.outgoing import Button, Outgoing, Select
from podium.registry import formats
from podium.registry.standings import Placed
from podium.registry.views import ModelFacts

#: Boards on a page.
BOARDS = 10


@dataclass(frozen=True)
class ModelPage:
    """A page of the boards of a model.

    Args:
        model: The model.
        boards: On how many boards it is.
        page: From 1.
        placed: Its places on the boards of the page.
        source: Whom to credit.
        as_of: The newest day of the figures.
        research_only: Whether a figure of the page is for research only.
    """

    model: ModelFacts
    boards: int
    page: int
    placed: Sequence[Placed]
    source: str
    as_of: str | None
    research_only: bool

    @property
    def pages(self) -> int:
        """Number of pages, at least one."""
        return max(1, -(-self.boards // BOARDS))


def model_face(found: ModelPage, owner: int | None = None) -> Outgoing:
    """Return a page of a model.

    Args:
        found: What was read.
        owner: Who may turn its pages; whoever else presses gets a page of their own.
    """
    model = found.model
    lines = facts(model)
    lines += ["", f"On {formats.count(found.boards, 'board')}" if found.boards else "No results yet."]
    embed = face(
        Tone.CARD,
        model.name or model.slug,
        fitting([*lines, *(_row(place, link=link) for place in found.placed)] for link in (True, False)),
        url=model.source_url,
        source=found.source,
        as_of=found.as_of,
        remark="research use only" if found.research_only else "",
    )
    controls: list[Sequence[Button] | Select] = []
    if found.pages > 1:
        controls.append(
            turning(found.page, found.pages, lambda role, to: Press("model", (role, model.slug, str(to)), owner))
        )
    return Outgoing(embed, tuple(controls))


def facts(model: ModelFacts) -> list[str]:
    """Return what the catalogue knows of a model, in a few lines."""
    released, size, context = formats.released(model), formats.size(model.parameters_b), model.context_tokens
    prices = formats.price(model)
    opened = WEIGHTS[model.open_weights]
    lines = (
        joined(words(model.organisation), f"released {released}" if released else None),
        joined(
            f"{size} parameters" if size else None,
            f"context {formats.context(context)}" if context is not None else None,
            {"open": "open weights"}.get(opened or "", opened),
            {True: "text and images", False: "text", None: None}[model.multimodal],
        ),
        f"${prices} per million tokens in / out{_dated(model)}" if prices else "",
        f"Licence: {limits.safe(model.licence, 100)}" if model.licence else "",
    )
    return [line for line in lines if line]


def _dated(model: ModelFacts) -> str:
    return f" ({limits.safe(model.price_as_of, 20)})" if model.price_as_of else ""


def _row(place: Placed, *, link: bool) -> str:
    row, board = place.row, place.figure.board
    standing = words(formats.standing(row))
    title = None if board.headline else limits.safe(board.title, 40)
    return "\n".join(
        (
            joined(f"**{name(place.figure.benchmark_name, row.benchmark)}**", title),
            INDENT
            + joined(
                f"{formats.rank(row)} of {place.size:,}",
                f"{limits.clip(formats.score(row), 60)} {limits.safe(board.metric_name, 40)}",
                linked(standing, row.source_url) if link else standing,
            ),
        )
    )
