"""Where a command reads a dataset from: the user's folder, or the hub's cache, filled when it is needed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from podium.cli import progress
from podium.cli.app import App

if TYPE_CHECKING:
    from podium.registry.benchmark import Benchmark

#: What is typed in place of a folder; a folder of that name is ``./hub``.
HUB = "hub"

HELP = "Folder of your copy of the data, or hub to fetch it."


class DataSource(click.ParamType[Path | str]):
    """A folder, or :data:`HUB`."""

    name = "path"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path | str:
        """Return the path, or the word where it was typed as such."""
        return HUB if value == HUB else Path(value)


def folder(app: App, benchmark: Benchmark, given: Path | str | None) -> Path | None:
    """Return the folder that ``--data`` means, after fetching what the hub's cache lacks of it.

    Args:
        app: With ``--quiet``, or where standard error is no terminal, no progress is shown.
        benchmark: Whose data it is.
        given: What :class:`DataSource` made of the option; None for the sample.

    Raises:
        PodiumError: As :func:`podium.registry.hub.fetch` does.
    """
    if not isinstance(given, str):
        return given
    from podium.registry import hub

    with progress.shown(app, "asking the hub") as observe:
        return hub.fetch(benchmark, observe)
