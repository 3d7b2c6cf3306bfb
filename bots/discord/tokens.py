"""The bot's token: out of the environment or a file, never from the command line, which other users can read."""

from __future__ import annotations

import base64
import os
import stat
from collections.abc import MutableMapping
from dataclasses import dataclass, field
from pathlib import Path

from podium.registry.errors import SettingError

VARIABLE = "PODIUM_DISCORD_TOKEN"

_WHERE = "your application's page Bot at https://discord.com/developers/applications shows it once, by Reset Token"


@dataclass(frozen=True)
class Token:
    """The bot's token, which no representation shows.

    Args:
        text: The token itself.
        source: Where it was read, for messages.
        warning: What is wrong with that place, or empty.
    """

    text: str = field(repr=False)
    source: str
    warning: str = ""

    @property
    def application(self) -> int | None:
        """Id of the application, which a token begins with; None where it does not."""
        first = self.text.partition(".")[0]
        try:
            digits = base64.urlsafe_b64decode(first + "=" * (-len(first) % 4)).decode("ascii")
        except ValueError:
            return None
        return int(digits) if digits.isdecimal() and len(digits) <= 20 else None


def read_token(file: Path | None, environment: MutableMapping[str, str] = os.environ) -> Token:
    """Return the token of a file, or else of the environment.

    It is taken out of the environment, so that neither plugins nor processes started from here find it there.

    Raises:
        SettingError: If there is none, or the file cannot be read.
    """
    text = environment.pop(VARIABLE, "")
    if file is not None:
        return _of_file(file)
    if not text.strip():
        raise SettingError(f"no token: {VARIABLE} is not set", f"set it, or name a file with --token-file; {_WHERE}")
    return Token(_checked(text, VARIABLE), VARIABLE)


def _of_file(file: Path) -> Token:
    try:
        with file.open(encoding="utf-8") as stream:
            mode = os.fstat(stream.fileno()).st_mode
            text = stream.read(10_000)
    except OSError as error:
        raise SettingError(
            f"token file {file} cannot be read: {error.strerror}", "name another with --token-file, or make it readable"
        ) from error
    except UnicodeDecodeError as error:
        raise SettingError(f"token file {file} is no text", "write the token and nothing else into it") from error
    if not text.strip():
        raise SettingError(f"token file {file} is empty", f"write the token into it; {_WHERE}")
    others = mode & (stat.S_IROTH | stat.S_IWOTH)
    warning = f"token file {file} can be read by every user of this machine: chmod 600 {file}" if others else ""
    return Token(_checked(text, f"token file {file}"), str(file), warning)


def trouble(text: str) -> str:
    """Return what keeps a text from being a bot's token, such as ``"stands in quotes"``, or nothing."""
    text = text.strip()
    if text.lower().startswith(("bot ", "bearer ")):
        return f"has {text.split()[0]} in front, which goes with the token and is no part of it"
    return odd_signs(text)


def odd_signs(text: str) -> str:
    """Return what is in a text that is in no token or key, or nothing."""
    if text[:1] in "'\"" and text[:1] == text[-1:] != "":
        return "stands in quotes, which are taken for a part of it"
    if not text.isascii() or any(char.isspace() or not char.isprintable() for char in text):
        return "has spaces or other signs in it"
    return ""


def _checked(text: str, source: str) -> str:
    text = text.strip()
    wrong = trouble(text)
    if wrong:
        # It would be sent in a header; what it is must not stand in the message.
        raise SettingError(f"{source} holds no token: it {wrong}", _WHERE)
    return text
