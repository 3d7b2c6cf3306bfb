"""Messages as they are kept: ``golden(name, outgoing)`` compares one with ``golden_files/NAME.json``.

With ``PODIUM_GOLDEN=write`` in the environment the files are written anew; look at what changed before keeping it.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from podium.bots.discord.components import view_of
from podium.bots.discord.outgoing import Outgoing

FOLDER = Path(__file__).parent / "golden_files"
# Read once: the fixture that clears the environment of every test would hide it.
_WRITE = os.environ.get("PODIUM_GOLDEN") == "write"


def payload(outgoing: Outgoing) -> dict[str, Any]:
    """Return a message as it goes to Discord, with the names and descriptions of its files."""
    view = view_of(outgoing.rows)
    return {
        "embed": outgoing.embed.to_dict(),
        "components": [] if view is None else view.to_components(),
        "files": [{"name": one.name, "description": one.description} for one in outgoing.files],
        "private": outgoing.private,
    }


def golden(name: str, outgoing: Outgoing) -> None:
    """Assert that a message is as it is kept under a name."""
    path, found = FOLDER / f"{name}.json", payload(outgoing)
    if _WRITE:
        FOLDER.mkdir(exist_ok=True)
        path.write_text(json.dumps(found, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    assert found == json.loads(path.read_text(encoding="utf-8"))
