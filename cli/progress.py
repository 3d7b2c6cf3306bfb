"""How far a long command is, on standard error, where a person looks at it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from podium.cli import output
from podium.cli.app import App


@contextmanager
def shown(app: App, first: str) -> Iterator[Callable[[str, int, int], None]]:
    """Show a bar; what is yielded takes the stage, how much is done, and of how much (0 where it is not known).

    Args:
        app: With ``--quiet``, or where standard error is no terminal, nothing is shown.
        first: The stage to begin with.
    """
    if app.quiet or not output.on_terminal(sys.stderr):
        yield lambda stage, done, total: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=output.stderr(), transient=True) as bar:
        task = bar.add_task(first, total=None)
        yield lambda stage, done, total: bar.update(task, description=stage, completed=done, total=total or None)
