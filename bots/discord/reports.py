"""What a person types into the form for missing or incorrect data, and what becomes of it in the registry."""

from __future__ import annotations

import logging
import re
import sqlite3
from dataclasses import dataclass
from decimal import Decimal

from podium.bots.discord.failing import NO_REGISTRY
from podium.bots.discord.looking import looking, whole
from podium.bots.discord.names import Index, Scale
from podium.bots.discord.reader import Desk
from podium.registry import corrections, leaderboard, names, standings
from podium.registry.corrections import Correction
from podium.registry.errors import PodiumError, RegistryFileError

#: What the registry says of who reported something: who it was is known to the bot alone.
REPORTER = "a Discord user"

#: Most characters that a model is called by in the form.
LONGEST_MODEL = 100
log = logging.getLogger(__name__)

_NUMBER = re.compile(r"[-+−]?(?:\d++(?:\.\d*)?|\.\d+)", re.ASCII)
#: What the registry says in its own words, and what people read here, who see neither ids nor fields.
_SAID = (
    (
        re.compile(r"^(?:source_url )?('.*') is not an http\(s\) address"),
        r"\1 is not an address (write it like https://…)",
    ),
    (re.compile(r"^value (\S+) is outside the range of board '.*' \("), r"\1 is outside the range of this board ("),
    (
        re.compile(r"^result \d+ no longer stands: result \d+ replaced it"),
        "this row no longer stands: another replaced it",
    ),
    (re.compile(r"^result \d+ "), "this row "),
    (re.compile(r"^this is correction (\d+) already"), r"this was reported already, in report \1"),
    (re.compile(r"\(reject the report"), "(refuse the report"),
)
#: Boards on which a percentage has a plain meaning: those of fractions, and those of percentages.
_PERCENT = (1.0, 100.0)


@dataclass(frozen=True)
class Draft:
    """A report as it was typed.

    Args:
        benchmark: Slug.
        board: Slug; the headline board where it is empty.
        model: Name.
        value: The right value; empty where the row should be removed.
        source: Address of where it can be read.
        statement: What is wrong.
    """

    benchmark: str
    board: str = ""
    model: str = ""
    value: str = ""
    source: str = ""
    statement: str = ""


@dataclass(frozen=True)
class Place:
    """The board that a report is about, from memory.

    Args:
        benchmark: Slug.
        benchmark_name: Its name.
        board: Slug.
        board_title: Its heading.
        scale: What its figures are.
    """

    benchmark: str
    benchmark_name: str
    board: str
    board_title: str
    scale: Scale


def place_in(index: Index, benchmark: str, board: str = "") -> Place | None:
    """Return the board that names mean, or None where there is none; nothing is read.

    Args:
        index: The names.
        benchmark: As it was typed, or as a button carries it.
        board: As it was typed, or as a button carries it; the headline board where it is empty.
    """
    found = index.benchmarks.named(whole(benchmark, index.benchmarks))
    boards = index.boards.get(found.slug) if found is not None else None
    if found is None or boards is None or not boards.entries:
        return None
    known = boards.named(whole(board, boards)) if board else boards.entries[0]
    if known is None:
        return None
    return Place(found.slug, found.name, known.slug, known.name, index.scales[found.slug, known.slug])


def model_name(index: Index, typed: str) -> str:
    """Return what is to stand in the form for a model: its name where that leads back to it, otherwise its slug.

    Args:
        index: The names.
        typed: A slug, as lists and buttons carry it; or whatever was typed, which stays as it is.
    """
    slug = _named(index, whole(typed, index.models))
    if slug is None:
        return typed
    name = index.models.by_slug[slug].name
    return name if len(name) <= LONGEST_MODEL and _named(index, name) == slug else slug


def _named(index: Index, typed: str) -> str | None:
    """Return the slug of the model that is called so, by its name or its slug alone."""
    found = index.models.named(typed)
    return found.slug if found is not None and names.key(typed) in map(names.key, (found.name, found.slug)) else None


def read_value(typed: str, scale: Scale) -> float | None:
    """Return the value that was typed, as the board writes it; None where the row should be removed.

    Raises:
        PodiumError: If it is no number, or a percentage where that means nothing.
    """
    text = typed.strip()
    number = text.removesuffix("%").rstrip()
    if not text:
        return None
    if not _NUMBER.fullmatch(number):
        raise PodiumError(f"{text[:40]!r} is not a number", "write it like 0.512, without commas or other words")
    value = Decimal(number.replace("−", "-"))
    if number != text:
        if scale.maximum not in _PERCENT:
            raise PodiumError(f"{text[:40]!r} is a percentage, which this board does not have")
        value = value * Decimal(scale.maximum) / 100
    return float(value)


@dataclass(frozen=True)
class Report:
    """A report that the registry can take.

    Args:
        target: Row id of the result that is wrong or, where one is missing, slugs of benchmark, board and model.
        value: The right value, None where the row should be removed.
        source: Where it can be read.
        statement: What is wrong.
    """

    target: int | tuple[str, str, str]
    value: float | None
    source: str
    statement: str


def understood(desk: Desk, draft: Draft) -> Report:
    """Return a report whose names are those of the registry. Of several rows of a model it is about the one shown.

    Raises:
        Missed: If the model is not known.
        PodiumError: If the board is not known any more, or the value is none.
    """
    place = place_in(desk.index, draft.benchmark, draft.board)
    if place is None:
        raise PodiumError("this board is not in the registry any more", "see /leaderboard")
    value = read_value(draft.value, place.scale)
    with looking("model"):
        model = _named(desk.index, draft.model) or leaderboard.find_model(desk.connection, draft.model)
    at = (place.benchmark, place.board, model)
    row = standings.placing(desk.connection, *at)
    return Report(at if row is None else row, value, draft.source, draft.statement)


def keep(connection: sqlite3.Connection, report: Report) -> Correction:
    """Put a report into the registry.

    Raises:
        PodiumError: What :func:`~podium.registry.corrections.add` raises.
    """
    return corrections.add(
        connection,
        report.target,
        statement=report.statement,
        value=report.value,
        source_url=report.source,
        reporter=REPORTER,
    )


def words(error: PodiumError) -> str:
    """Return what a person is told of a refusal, without the commands of a terminal and the files of the machine."""
    if isinstance(error, RegistryFileError):
        log.error("a report was not taken or decided: %s", error)
        return NO_REGISTRY
    text = error.message if "podium " in error.hint else str(error)
    for pattern, instead in _SAID:
        text = pattern.sub(instead, text)
    return text
