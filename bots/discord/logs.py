"""The bot's log: one record a line, as ``key=value`` or JSON, without tokens and without what people write.

discord.py's own records at DEBUG hold whole events of the gateway and whole requests. Of these only what is known to
be harmless is let through: numbers, addresses and single words. Of a network that fails, which it sees to by itself,
it tells at ERROR with pages of where in its code that was: that is a warning here, in a line.
"""

from __future__ import annotations

import hashlib
import json
import logging
import re
import secrets
import sys
from datetime import UTC, datetime
from typing import Any, Literal

import aiohttp
import discord

Format = Literal["text", "json"]

#: What makes the hashes of questions: they can be compared while the bot runs, and mean nothing afterwards.
_SALT = secrets.token_bytes(16)

_HIDDEN = "[hidden]"
#: In the addresses of interactions and webhooks a token follows the id; that of a bot is three parts with points.
_TOKENS = (
    (re.compile(r"(/(?:webhooks|interactions)/\d+/)[\w.%~-]+"), rf"\1{_HIDDEN}"),
    (re.compile(r"""(["']token\\?["']\s*:\s*\\?["'])[^"'\\]+"""), rf"\1{_HIDDEN}"),
    (re.compile(r"(?<![\w-])[\w-]{20,}\.[\w-]{5,}\.[\w-]{25,}"), _HIDDEN),
    (re.compile(r"\bBot [\w-]+\.[\w.-]+"), f"Bot {_HIDDEN}"),
)
_HARMLESS = re.compile(r"https?://\S+|[\w./:+-]{1,100}")
#: What the network and Discord do to every bot, and what answers that came too late are told.
_EXPECTED = (OSError, TimeoutError, aiohttp.ClientError, discord.HTTPException, discord.ConnectionClosed)
#: How discord.py writes the id of a person into a record.
_PERSON = ", User: %s"
_OWN_FIELDS = "fields"
_DETAILED = ("podium", "discord")


def set_up(style: Format, level: str, token: str) -> None:
    """Send every record of this process to standard error, from a level on, without the token.

    Details at DEBUG are told by the bot and discord.py alone, not by every package there is.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(OneLine(style, token))
    handler.addFilter(_temper)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(max(logging.getLevelNamesMapping()[level.upper()], logging.INFO))
    for name in _DETAILED:
        logging.getLogger(name).setLevel(level.upper())
    logging.captureWarnings(True)


def tell(log: logging.Logger, message: str, level: int = logging.INFO, **fields: object) -> None:
    """Log what happened, with figures beside it."""
    log.log(level, message, extra={_OWN_FIELDS: fields})


def question_hash(text: str) -> str:
    """Return what stands for a question in the log: equal for equal questions, until the bot is restarted."""
    return hashlib.blake2b(" ".join(text.casefold().split()).encode(), digest_size=6, key=_SALT).hexdigest()


class OneLine(logging.Formatter):
    """Writes a record as one line.

    Args:
        style: ``"text"`` for ``key=value``, or ``"json"``.
        token: The bot's token, which is hidden wherever it stands.
    """

    def __init__(self, style: Format, token: str) -> None:
        super().__init__()
        self._form = style
        self._token = token

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        fields: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            **getattr(record, _OWN_FIELDS, {}),
        }
        if record.exc_info and record.exc_info[1] is not None:
            error = record.exc_info[1]
            fields["error"] = f"{type(error).__name__}: {error}"
            fields["traceback"] = self.formatException(record.exc_info)
        line = _json(fields) if self._form == "json" else " ".join(f"{key}={_text(one)}" for key, one in fields.items())
        # Ends of lines and other signs that do not show stand as JSON writes them, in both forms.
        line = "".join(one if one.isprintable() else json.dumps(one)[1:-1] for one in line)
        return self._without_tokens(line)

    def _without_tokens(self, line: str) -> str:
        if self._token:
            line = line.replace(self._token, _HIDDEN)
        for pattern, instead in _TOKENS:
            line = pattern.sub(instead, line)
        return line


def _json(fields: dict[str, object]) -> str:
    return json.dumps(fields, ensure_ascii=False, default=str)


def _text(value: object) -> str:
    if isinstance(value, float):
        return f"{value:g}"
    text = str(value)
    plain = text.isprintable() and not any(char in ' "=' for char in text) and text
    return text if plain else json.dumps(text, ensure_ascii=False)


def _temper(record: logging.LogRecord) -> bool:
    """Take what concerns people, and stacks that tell nothing, out of discord.py's records; let every one through."""
    if record.name.split(".")[0] != "discord":
        return True
    given: Any = record.args
    if record.levelno < logging.INFO:
        if isinstance(given, dict):
            record.args = {name: _harmless(one) for name, one in given.items()}
        else:
            record.args = tuple(_harmless(one) for one in given or ())
    elif _PERSON in str(record.msg):
        record.args = (*given[:-1], _HIDDEN)
    error = record.exc_info[1] if record.exc_info else None
    if isinstance(error, _EXPECTED):
        record.msg, record.args = f"{record.getMessage()} ({type(error).__name__}: {error})", ()
        record.exc_info, record.levelno, record.levelname = None, logging.WARNING, "WARNING"
    return True


def _harmless(value: object) -> object:
    if value is None or isinstance(value, int | float):
        return value
    text = str(value)
    return text if _HARMLESS.fullmatch(text) else f"<{type(value).__name__} of {len(text)}>"
