"""What every command shares: where the registry is, how talkative to be, and how to open it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    import sqlite3

    from podium.registry.startup import Place

#: ``-h`` beside ``--help`` everywhere.
CONTEXT_SETTINGS: Any = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


#: Starts the command anew where a plugin was cut off: given by the program, not where it is called by another.
start_again: Callable[[], None] | None = None


class App:
    """The options before the command.

    Args:
        db: Registry file given with ``--db`` or ``PODIUM_DB``, or None for the default one.
        plugins_dirs: Folders given with ``--plugins-dir``.
        quiet: Whether warnings and progress are left out.
        debug: Whether tracebacks are shown.
    """

    def __init__(
        self, db: Path | None = None, plugins_dirs: tuple[Path, ...] = (), quiet: bool = False, debug: bool = False
    ) -> None:
        self.db = db
        self.plugins_dirs = plugins_dirs
        self.quiet = quiet
        self.debug = debug
        self._said_wait = False
        self._warned: set[str] = set()

    @property
    def place(self) -> Place:
        """Where the registry file and the plugins are; from now on a long wait for another process is said."""
        from podium.registry import database, plugin_guard
        from podium.registry.startup import Place

        database.on_wait = self._say_wait
        plugin_guard.on_slow = self._say_slow
        if start_again is not None:
            plugin_guard.start_again = start_again
        return Place(self.db or database.default_path(), self.plugins_dirs)

    def read(self) -> sqlite3.Connection:
        """Return the registry open for reading until the command ends; plugin warnings go to stderr.

        Raises:
            RegistryFileError: If the file is corrupt, too new, or missing and cannot be made.
        """
        from podium.registry.startup import open_registry

        opened = open_registry(self.place)
        click.get_current_context().call_on_close(opened.connection.close)
        self.warn(*opened.warnings)
        return opened.connection

    def write(self) -> sqlite3.Connection:
        """Return the registry open for writing until the command ends.

        Raises:
            RegistryFileError: If the file cannot be written.
        """
        from podium.registry.startup import write_to

        connection = write_to(self.place)
        click.get_current_context().call_on_close(connection.close)
        return connection

    def _say_wait(self, path: Path) -> None:
        # Opening the file and then writing to it may both have to wait.
        if not self.quiet and not self._said_wait:
            from podium.cli import output

            self._said_wait = True
            output.complain("note", f"waiting for another process that is writing to {path}")

    def _say_slow(self, plugin: str) -> None:
        if not self.quiet:
            from podium.cli import output

            output.complain("note", f"waiting for plugin {plugin} to load")

    def warn(self, *lines: str) -> None:
        """Print one warning a line to stderr, each once, unless ``--quiet`` is given."""
        new = [line for line in lines if line not in self._warned]
        if new and not self.quiet:
            from podium.cli import output

            self._warned.update(new)
            for line in new:
                output.complain("warning", line)


def example(*lines: str, title: str = "") -> str:
    """Return the ``epilog`` of a command: lines below its options that click does not wrap.

    Args:
        lines: What can be typed, or what ``title`` names; a backslash and a line end part one that is long.
        title: Heading of the lines, in place of ``Example`` or ``Examples``.
    """
    title = title or ("Example" if len(lines) == 1 else "Examples")
    lines = tuple(part for line in lines for part in line.split("\n"))
    # To click, a backspace alone on its line says that the paragraph keeps its lines.
    return "\n".join(("\b", f"{title}:", *(f"  {line}" for line in lines)))


pass_app = click.make_pass_decorator(App, ensure=True)
