"""Where a served model is found, and the key it is asked with; the key leaves this process in one header only."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from podium.registry.errors import PodiumError

#: Environment variables that may hold a model's key, and those that may hold a judge's; the one that wins first.
KEYS = ("PODIUM_API_KEY", "OPENAI_API_KEY")
JUDGE_KEYS = ("PODIUM_JUDGE_API_KEY", *KEYS)

_FORM = "write openai:http://127.0.0.1:8000/v1#MODEL"
_ROUTES = ("/chat/completions", "/completions", "/models")
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class Address:
    """A server and the name of a model on it.

    Args:
        base: What the routes are appended to, such as ``http://127.0.0.1:8000/v1``; without credentials.
        model: The model's name, or empty where the server has to say.
    """

    base: str
    model: str

    @property
    def host(self) -> str:
        """The server's name, with its port."""
        return urlsplit(self.base).netloc

    @property
    def is_local(self) -> bool:
        """Whether the server is this machine: no proxy lies between, and a key crosses no network."""
        return (urlsplit(self.base).hostname or "") in _LOOPBACK

    @property
    def is_encrypted(self) -> bool:
        """Whether requests are encrypted on their way."""
        return self.base.startswith("https://")


def read_address(target: str) -> Address:
    """Return the address that ``BASE_URL#MODEL`` means.

    A bare host gets the usual ``/v1``; a path is left as it is, without a route at its end.

    Raises:
        PodiumError: If it is not an http address, or holds a user name, a password or a query, where keys
            are kept that would end up in records; the message repeats none of them.
    """
    url, _, model = target.partition("#")
    url, model = url.strip(), model.strip()
    if any(character.isspace() or not character.isprintable() for character in url):
        raise PodiumError("the address after openai: holds a space", _FORM)
    if "@" in url or "?" in url:
        what = "a user name or password" if "@" in url else "a query"
        raise PodiumError(f"the address after openai: holds {what}", f"{_FORM} and put the key into {KEYS[1]}")
    if not url.lower().startswith(("http://", "https://")):
        raise PodiumError(f"{url!r} is not an address that begins with http:// or https://", _FORM)
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise PodiumError(f"{url!r} is not an address: {error}", _FORM) from None
    if not parts.hostname or port == 0:
        raise PodiumError(f"{url!r} names no server", _FORM)
    path = parts.path.rstrip("/")
    for route in _ROUTES:
        path = path.removesuffix(route)
    return Address(f"{parts.scheme}://{parts.netloc.lower()}{path or '/v1'}", model)


def read_key(names: Sequence[str] = KEYS) -> str:
    """Return the key from the environment, or an empty text.

    Args:
        names: The variables that may hold it, the one that wins first.

    Raises:
        PodiumError: If it holds a character that no header may; the message does not show it.
    """
    for name in names:
        key = os.environ.get(name, "").strip()
        if key and not (key.isascii() and key.isprintable() and " " not in key):
            raise PodiumError(f"{name} holds a character that no key has", "set it again, without quotes or spaces")
        if key:
            return key
    return ""
