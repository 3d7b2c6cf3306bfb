"""One REST call: what came, what was answered, and the table of routes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from podium.tests.fakes.discord.refusals import Refused
from podium.tests.fakes.discord.world import Upload, World

API = "/api/v10"


@dataclass(eq=False, repr=False)
class Request:
    """A line of the log of requests."""

    method: str
    #: Without the API's prefix and the query.
    path: str
    query: Mapping[str, str]
    body: Any
    files: Mapping[str, bytes]
    at: float
    #: The route it matched, such as "POST /channels/{channel}/messages".
    route: str = ""
    status: int = 0
    refusal: Refused | None = None
    #: Its answer was ordered by the test.
    injected: bool = False

    def __repr__(self) -> str:
        why = f" ({self.refusal.code} {self.refusal})" if self.refusal else ""
        return f"{self.method} {self.path} -> {self.status}{why}"


@dataclass(frozen=True)
class Call:
    """What a handler of a route gets."""

    world: World
    params: Mapping[str, str]
    query: Mapping[str, str]
    upload: Upload

    @property
    def body(self) -> dict[str, Any]:
        """The JSON object that was sent."""
        if not isinstance(self.upload.body, dict):
            raise Refused(400, 50109, "The request body contains invalid JSON.")
        return self.upload.body


@dataclass(frozen=True)
class Answer:
    """A status, what is said with it, and headers."""

    status: int
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)

    def response(self) -> web.Response:
        """Return the answer as Discord sends it."""
        headers = {"Via": "1.1 fake", **self.headers}
        headers = {name: value for name, value in headers.items() if value}
        if self.status == 204:
            return web.Response(status=204, headers=headers)
        # Exactly this content type: discord.py takes JSON with a charset for text.
        return web.Response(
            status=self.status, body=json.dumps(self.body).encode(), content_type="application/json", headers=headers
        )


Handler = Callable[[Call], Answer]


@dataclass(frozen=True)
class Route:
    """A method and a path with names in it."""

    method: str
    template: str
    handler: Handler
    #: The path carries its own token: interactions and webhooks.
    open: bool = False

    def match(self, method: str, path: str) -> dict[str, str] | None:
        """Return the named parts of a path, or None for another path."""
        found = re.fullmatch(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", self.template), path)
        return found.groupdict() if found and method == self.method else None

    def __str__(self) -> str:
        return f"{self.method} {self.template}"


async def read_upload(request: web.Request) -> Upload:
    """Return what a request brought."""
    if request.content_type != "multipart/form-data":
        raw = await request.read()
        if not raw:
            return Upload(body={} if request.method in ("POST", "PATCH", "PUT") else None)
        try:
            return Upload(body=json.loads(raw))
        except ValueError:
            return Upload(body=None)
    body: Any = {}
    files: dict[int, tuple[str, bytes]] = {}
    form = await request.post()
    for name, part in form.items():
        numbered = re.fullmatch(r"files\[(\d+)\]", name)
        if name == "payload_json":
            raw_body = part.file.read() if isinstance(part, web.FileField) else part
            assert not isinstance(raw_body, bytearray)
            body = json.loads(raw_body)
        elif numbered and isinstance(part, web.FileField):
            files[int(numbered[1])] = (part.filename, part.file.read())
    return Upload(body, files)
