"""What a word means that stands in the place of a command: a benchmark or a model, in the registry as it is."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from podium.registry.errors import NotFound


def how_to_look(db: Path | None, words: Sequence[str]) -> str:
    """Return what is called so and the command that shows it, or nothing.

    The registry is not made or brought up to date for it, and no plugin is loaded: the complaint about the command
    stands whatever is wrong with the file.

    Args:
        db: The registry file, or None for the default one.
        words: The first word of the command line and what follows it; all of them are tried as one name, then the
            first.
    """
    from podium.registry import database, leaderboard

    path = db or database.default_path()
    try:
        if not path.is_file():
            return ""
        with closing(database.connect(path)) as connection:
            for name in dict.fromkeys((" ".join(words), words[0])):
                for kind, command, find in (
                    ("benchmark", "show", leaderboard.find_benchmark),
                    ("model", "model", leaderboard.find_model),
                ):
                    try:
                        slug = find(connection, name)
                    except NotFound:
                        continue
                    return f"{'it' if name == words[0] else repr(name)} is a {kind}: podium {command} {slug}"
    except Exception:  # the file may be damaged, locked, older or anything else
        return ""
    return ""
