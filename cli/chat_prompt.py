"""The line that a conversation is typed on: history, completion of names, and the usual keys."""

from __future__ import annotations

import os
import sqlite3
import sys
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from prompt_toolkit import PromptSession
from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.styles import Style

from podium.cli import output
from podium.cli.app import App
from podium.cli.chat_session import COMMANDS, Chat
from podium.cli.output import Screen
from podium.registry import database, formats

if TYPE_CHECKING:
    from pathlib import Path

#: Most names that are offered at once.
_MOST = 30
#: Words of the longest beginning of a name that is looked for before the cursor.
_WORDS = 7
#: Characters that a beginning has at least; fewer fit half the names.
_LEAST = 2

_STYLE = Style.from_dict(
    {
        "prompt": "ansicyan bold",
        "auto-suggestion": "ansibrightblack",
        "completion-menu.completion.current": "bg:ansicyan ansiblack",
        "completion-menu.meta.completion.current": "bg:ansicyan ansiblack",
    }
)


def converse(chat: Chat, connection: sqlite3.Connection, app: App, keep: bool) -> None:
    """Talk at the terminal until the user leaves.

    Args:
        chat: The conversation.
        connection: The registry, for the names to complete.
        app: Takes warnings.
        keep: Whether what is typed is kept in a file for the next time.
    """
    _greet(connection)
    session: PromptSession[str] = PromptSession(
        [("class:prompt", "› ")],
        history=_history(app, database.home() / "chat_history") if keep else InMemoryHistory(),
        completer=Names(connection),
        complete_while_typing=False,
        auto_suggest=AutoSuggestFromHistory(),
        style=_STYLE,
        mouse_support=False,
    )
    while True:
        try:
            line = session.prompt()
            if not line.strip():
                continue
            print()
            if not chat.take(line):
                return
            print()
        except KeyboardInterrupt:
            continue
        except EOFError:
            return


def _greet(connection: sqlite3.Connection) -> None:
    """Say what can be asked here."""
    benchmarks, models, results = connection.execute(
        "SELECT (SELECT count(*) FROM benchmarks), (SELECT count(*) FROM models),"
        " (SELECT count(*) FROM current_results)"
    ).fetchone()
    numbers = (
        formats.count(benchmarks, "benchmark"),
        formats.count(models, "model"),
        formats.count(results, "result"),
    )
    screen = Screen()
    screen.title("Podium", " · ".join(numbers))
    screen.prose("Ask who leads, what a model scored, how two compare, what one costs, how a benchmark is scored.")
    screen.faint("Tab completes names · /help shows more · Ctrl-D leaves")
    screen.blank()
    screen.print()
    sys.stdout.flush()


def _history(app: App, path: Path) -> History:
    """Return the history in a file that only its owner can read; in memory where the file cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        app.warn(f"{path}: {error.strerror}; what is typed is not kept")
        return InMemoryHistory()
    return FileHistory(path)


class Names(Completer):
    """Completes names of benchmarks, models and makers anywhere in a line, and commands at its start.

    Args:
        connection: The registry; its names are read when the first one is completed.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        """Yield what the text before the cursor can become."""
        text = document.text_before_cursor
        if text.startswith("/"):
            for name, what in COMMANDS.items():
                if name.startswith(text[1:].lower()):
                    yield Completion(f"/{name}", -len(text), display_meta=what)
            return
        for typed in beginnings(text):
            if found := self._starting(typed):
                for name, kind in found[:_MOST]:
                    yield Completion(name, -len(typed), display=output.clean(name), display_meta=kind)
                return

    def _starting(self, typed: str) -> list[tuple[str, str]]:
        """Return the names in which a word begins as typed; first those that begin so themselves.

        Of these come benchmarks first, then makers, then models.
        """
        wanted = typed.lower()
        found = []
        position = bisect_left(self._starts, (wanted,))
        while position < len(self._starts) and self._starts[position][0].startswith(wanted):
            found.append(self._starts[position][1:])
            position += 1
        return list(dict.fromkeys((name, kind) for _, _, name, kind in sorted(found)))

    @cached_property
    def _starts(self) -> list[tuple[str, bool, int, str, str]]:
        """The names from each of their words on, in order; with them what they sort by, the name and what it is."""
        names = self._connection.execute(
            "SELECT 0, name, 'benchmark' FROM benchmarks"
            " UNION SELECT 1, organisation, 'maker' FROM models WHERE organisation IS NOT NULL"
            " UNION SELECT 2, name, 'model' FROM models"
        )
        found = []
        for order, name, kind in names:
            words = [place for place in range(len(name)) if place == 0 or name[place - 1] in " -/("]
            found += [(name[place:].lower(), place > 0, order, name, kind) for place in words if name[place].isalnum()]
        return sorted(found)


def beginnings(text: str) -> Iterator[str]:
    """Yield the ends of a line that may begin a name: its last words, the longest run first."""
    places = [
        place
        for place in range(len(text))
        if not text[place].isspace() and (place == 0 or text[place - 1] in " \t(\"'“,")
    ]
    for place in places[-_WORDS:]:
        if len(text) - place >= _LEAST:
            yield text[place:]
