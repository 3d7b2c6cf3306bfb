"""Models side by side, board by board: who is ahead, and whether that can be told from chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from podium.bots.discord import limits
from podium.bots.discord.custom_ids import Press
from podium.bots.discord.faces.base import INDENT, WEIGHTS, Tone, face, fitting, joined, linked, name, note, words
from podium.bots.discord.faces.pager import turning
from podium.bots.discord.outgoing import Button, Outgoing, Select
from podium.registry import formats
from podium.registry.side_by_side import Shared, tally
from podium.registry.standings import Placed
from podium.registry.views import ModelFacts

#: Boards on a page.
BOARDS = 6


@dataclass(frozen=True)
class Comparison:
    """A page of a comparison.

    Args:
        models: Two or three, in the order in which they were named.
        shared: All boards that every one of them is on.
        page: From 1.
        source: Whom to credit for the figures of the page.
        as_of: The newest day of these figures.
        research_only: Whether a figure of the page is for research only.
    """

    models: Sequence[ModelFacts]
    shared: Sequence[Shared]
    page: int
    source: str
    as_of: str | None
    research_only: bool

    @property
    def pages(self) -> int:
        """Number of pages, at least one."""
        return max(1, -(-len(self.shared) // BOARDS))

    @property
    def shown(self) -> Sequence[Shared]:
        """The boards of the page."""
        return self.shared[(self.page - 1) * BOARDS : self.page * BOARDS]


def compare_face(found: Comparison, owner: int | None = None) -> Outgoing:
    """Return a page of a comparison.

    Args:
        found: What was read.
        owner: Who may turn its pages; whoever else presses gets a page of their own.
    """
    head = [_fact(model) for model in found.models]
    head += ["", *_summary(found)]
    unsure = any(len(one.best) == 1 and one.told_apart is None for one in found.shown)
    end = ["", note("† Without intervals it can't be told from chance.")] if unsure else []
    embed = face(
        Tone.CARD,
        " · ".join(limits.plain(model.name, 38) or model.slug[:38] for model in found.models),
        fitting([*head, *(_board(one, link=link) for one in found.shown), *end] for link in (True, False)),
        source=found.source,
        as_of=found.as_of,
        remark="research use only" if found.research_only else "",
    )
    slugs = [model.slug for model in found.models]
    controls: list[Sequence[Button] | Select] = []
    if found.pages > 1:
        controls.append(
            turning(found.page, found.pages, lambda role, to: Press("compare", (role, str(to), *slugs), owner))
        )
    controls.append(
        [
            Button(limits.plain(model.name, 60) or model.slug[:60], Press("model", ("o", model.slug, "1"), owner))
            for model in found.models
        ]
    )
    return Outgoing(embed, tuple(controls))


def _fact(model: ModelFacts) -> str:
    released, prices = formats.released(model), formats.price(model)
    return joined(
        f"**{name(model.name, model.slug)}**",
        words(model.organisation),
        released,
        formats.size(model.parameters_b),
        WEIGHTS[model.open_weights],
        f"${prices} per M in / out" if prices else None,
    )


def _summary(found: Comparison) -> list[str]:
    """Return on how many boards each is ahead; scores of different boards are never put together."""
    if not found.shared:
        return ["There is no board that all of them are on, so nothing can be compared."]
    counted = tally(
        [[place.figure for place in one.placed] for one in found.shared], [model.slug for model in found.models]
    )
    counts = [f"{name(model.name, model.slug)} ahead on {counted.ahead[model.slug]}" for model in found.models]
    counts += [f"tied on {counted.same}"] if counted.same else []
    counts += [f"not told apart on {counted.overlapping} (intervals overlap)"] if counted.overlapping else []
    lines = [f"{formats.count(len(found.shared), 'shared board')}: {', '.join(counts)}"]
    if counted.repeated:
        verb = "repeats" if counted.repeated == 1 else "repeat"
        lines.append(note(f"{formats.count(counted.repeated, 'board')} {verb} another's figures and are not counted."))
    return [*lines, ""]


def _board(shared: Shared, *, link: bool) -> str:
    board = shared.board
    title = None if board.headline else limits.safe(board.title, 40)
    lines = [
        joined(
            f"**{name(shared.benchmark_name, board.benchmark)}**",
            title,
            f"{limits.safe(board.metric_name, 40)}{formats.direction(board)}",
        )
    ]
    lines += [INDENT + _score(place, link=link) for place in shared.placed]
    return "\n".join([*lines, INDENT + verdict(shared)])


def _score(place: Placed, *, link: bool) -> str:
    row = place.row
    standing = words(formats.standing(row))
    return joined(
        f"{limits.clip(formats.score(row), 60)} {limits.safe(row.model.name, 32) or limits.safe(row.model.slug, 32)}",
        f"{formats.rank(row)} of {place.size:,}",
        linked(standing, row.source_url) if link else standing,
    )


def verdict(shared: Shared) -> str:
    """Return who is ahead on a board, and whether that is more than chance, where that can be told."""
    if len(shared.best) == len(shared.placed):
        return "→ the same to three decimals"
    first = formats.listed([limits.safe(one.row.model.name, 32) or one.model[:32] for one in shared.best])
    if len(shared.best) > 1:
        return f"→ {first} read the same, ahead of the rest"
    told = {
        True: "ahead, beyond the intervals",
        False: "reads best, not told apart: the intervals overlap",
        None: "ahead †",
    }
    return f"→ {first} {told[shared.told_apart]}"
