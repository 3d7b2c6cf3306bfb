"""How far a long command is, on standard error, where a person looks at it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from podium.cli import output
from podium.cli.app import App

#: Takes the stage, how much is done, and of how much.
Tell = Callable[[str, int, int], None]
One = TypeVar("One")

#: Between how many the bar is moved: it costs more than taking one.
_EVERY = 100


def counted(all_of_them: Sequence[One], stage: str, tell: Tell) -> Iterator[One]:
    """Yield one after another, and tell how many were taken."""
    for done, one in enumerate(all_of_them):
        if done % _EVERY == 0:
            tell(stage, done, len(all_of_them))
        yield one
    tell(stage, len(all_of_them), len(all_of_them))


@contextmanager
def shown(app: App, first: str) -> Iterator[Tell]:
    """Show a bar; what is yielded takes the stage, how much is done, and of how much (0 where it is not known).

    Args:
        app: With ``--quiet``, or where standard error is no terminal, nothing is shown.
        first: The stage to begin with.
    """
    if app.quiet or not output.on_terminal(sys.stderr):
        yield lambda stage, done, total: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    # A stage may be called by what a plugin or a file says.
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=output.stderr(), transient=True) as bar:
        task = bar.add_task(output.clean(first), total=None)
        yield lambda stage, done, total: bar.update(
            task, description=output.clean(stage), completed=done, total=total or None
        )
