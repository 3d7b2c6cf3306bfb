"""Plain calls of the fake's REST side and gateway, for what discord.py would not send."""

from __future__ import annotations

import asyncio
import json
import urllib.error
import urllib.request
from collections.abc import Sequence
from typing import Any

import aiohttp

from podium.tests.fakes.discord import FakeDiscord

_BOUNDARY = "a-boundary-between-parts"


def ask(
    fake: FakeDiscord,
    method: str,
    path: str,
    body: Any = None,
    *,
    files: dict[str, bytes] | None = None,
    token: str | None = None,
) -> tuple[int, Any]:
    """Return the status and the JSON of one call."""
    headers = {"Authorization": f"Bot {token or fake.token}"}
    data = None if body is None else json.dumps(body).encode()
    if files is not None:
        headers["Content-Type"] = f"multipart/form-data; boundary={_BOUNDARY}"
        data = _multipart(body or {}, files)
    elif data is not None:
        headers["Content-Type"] = "application/json"
    request = urllib.request.Request(f"{fake.api}{path}", data, headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=30) as response:
            raw = response.read()
            return response.status, json.loads(raw) if raw else None
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read())


def _multipart(body: Any, files: dict[str, bytes]) -> bytes:
    parts = [('name="payload_json"', json.dumps(body).encode())]
    parts += [(f'name="files[{n}]"; filename="{name}"', content) for n, (name, content) in enumerate(files.items())]
    made = b"".join(
        f"--{_BOUNDARY}\r\nContent-Disposition: form-data; {head}\r\n\r\n".encode() + content + b"\r\n"
        for head, content in parts
    )
    return made + f"--{_BOUNDARY}--\r\n".encode()


def identify(fake: FakeDiscord, **changes: Any) -> dict[str, Any]:
    """Return an IDENTIFY that is taken, with changes."""
    return {"op": 2, "d": {"token": fake.token, "intents": 1 | 1 << 9, "properties": {}, **changes}}


def gateway(fake: FakeDiscord, frames: Sequence[dict[str, Any] | str], *, answers: int = 0) -> tuple[list[Any], int]:
    """Send frames, and return what is answered after HELLO, and the code of the close.

    Args:
        fake: The Discord.
        frames: What to send: objects, or text as it is.
        answers: How many answers to wait for; with 0 until the connection is closed from there.
    """

    async def talk() -> tuple[list[Any], int]:
        received: list[Any] = []
        async with (
            aiohttp.ClientSession() as session,
            session.ws_connect(f"{fake.world.base}/gateway", timeout=aiohttp.ClientWSTimeout(ws_close=5)) as socket,
        ):
            hello = await socket.receive_json(timeout=10)
            assert hello["op"] == 10
            for frame in frames:
                await socket.send_str(frame if isinstance(frame, str) else json.dumps(frame))
            while not answers or len(received) < answers:
                message = await socket.receive(timeout=10)
                if message.type is not aiohttp.WSMsgType.TEXT:
                    break
                received.append(json.loads(message.data))
            await socket.close(code=4000)
            return received, socket.close_code or 0

    return asyncio.run(talk())


def option(name: str = "o", kind: int = 3, **changes: Any) -> dict[str, Any]:
    """Return an option of a command, with changes."""
    return {"name": name, "type": kind, "description": "d", **changes}


def command(name: str = "c", **changes: Any) -> dict[str, Any]:
    """Return a command, with changes."""
    return {"name": name, "description": "d", "type": 1, **changes}


def choices(number: int, **changes: Any) -> list[dict[str, Any]]:
    """Return choices of an option, with changes."""
    return [{"name": f"name {n}", "value": f"value {n}", **changes} for n in range(number)]
