"""The FAQ engine as the commands open it: over the registry, with a sentence encoder where there is one."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from podium.bots.faq import Engine

Command = TypeVar("Command", bound=Callable[..., Any])


def encoder_option(command: Command) -> Command:
    """Add ``--encoder`` to a command that asks the engine."""
    return click.option(
        "--encoder",
        metavar="FOLDER",
        envvar="PODIUM_ENCODER",
        show_envvar=True,
        help="Sentence encoder to ask where the words leave open what is meant: a folder, or a name that the hub's"
        " cache has. By default all-MiniLM-L6-v2 if it is in that cache.",
    )(command)


def open_engine(connection: sqlite3.Connection, encoder: str | None) -> Engine:
    """Return an engine; an encoder is loaded when the first question needs it.

    Raises:
        PodiumError: If a folder is named that does not exist.
    """
    from podium.bots.faq.engine import Engine
    from podium.bots.faq.similarity.encoders import find_encoder

    name = find_encoder(encoder)
    if name is None:
        return Engine(connection)
    from podium.bots.faq.similarity.fallback import Fallback
    from podium.bots.faq.similarity.semantic import Encoder
    from podium.registry.database import home

    return Engine(connection, Fallback(connection, Encoder(name, _note), home() / "cache"))


def _note(text: str) -> None:
    from podium.cli import output

    output.complain("note", text)
