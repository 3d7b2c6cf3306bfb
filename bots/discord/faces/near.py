"""What is said where a name is not known: the near ones as buttons that go on with them."""

from __future__ import annotations

from collections.abc import Sequence

from podium.bots.discord import limits
from podium.bots.discord.custom_ids import Press
from podium.bots.discord.faces.base import Tone, face
from podium.bots.discord.outgoing import Button, Outgoing

#: Near names that are offered.
MOST = 5


def near_face(kind: str, name: str, choices: Sequence[tuple[str, Press]], hint: str) -> Outgoing:
    """Return the message for a name that is not known; only the asker sees it.

    Args:
        kind: What was looked for, such as ``"benchmark"``.
        name: As it was typed.
        choices: Near names, each with what goes on with it.
        hint: What to do where there are none.
    """
    line = "Did you mean one of these?" if choices else hint
    return Outgoing(
        face(Tone.QUESTION, f"No {limits.clip(kind, 60)} called “{limits.plain(name, 60)}”", [line]),
        ([Button(limits.plain(label, limits.LABEL) or "unnamed", press) for label, press in choices[:MOST]],)
        if choices
        else (),
        private=True,
    )
