"""The REST side: each call is logged, matched with its route, limited, and answered or refused."""

from __future__ import annotations

import traceback
from urllib.parse import unquote

from aiohttp import web

from podium.tests.fakes.discord import answers, basics, channel_messages
from podium.tests.fakes.discord.calls import API, Answer, Call, Request, Route, read_upload
from podium.tests.fakes.discord.faults import Fault, Faults
from podium.tests.fakes.discord.refusals import Refused
from podium.tests.fakes.discord.world import Upload, World

_ROUTES: list[Route] = [*basics.ROUTES, *channel_messages.ROUTES, *answers.ROUTES]


class Rest:
    """Answers REST calls and keeps their log."""

    def __init__(self, world: World, faults: Faults) -> None:
        self._world = world
        self._faults = faults
        self.requests: list[Request] = []
        #: Tracebacks of errors of the fake itself.
        self.crashes: list[str] = []

    async def serve(self, request: web.Request) -> web.Response:
        """Answer one call."""
        world = self._world
        upload = await read_upload(request)
        path = unquote(request.path.removeprefix(API))
        entry = Request(request.method, path, dict(request.query), upload.body, upload.by_name, world.clock.now())
        gate = self._faults.gate(request.method, path)
        with world.changed:
            self.requests.append(entry)
            if gate:
                gate.waiting += 1
            world.changed.notify_all()
        if gate:
            await gate.opened.wait()
        with world.changed:
            answer = self._answer(request, entry, upload)
            entry.status = answer.status
            world.changed.notify_all()
        return answer.response()

    def _answer(self, request: web.Request, entry: Request, upload: Upload) -> Answer:
        fault = self._faults.take(entry.method, entry.path)
        if fault and not fault.after:
            entry.injected = True
            return fault.answer
        answer = self._judged(request, entry, upload)
        return self._lost(entry, fault, answer) if fault else answer

    @staticmethod
    def _lost(entry: Request, fault: Fault, answer: Answer) -> Answer:
        entry.injected = entry.refusal is None
        return fault.answer if entry.injected else answer

    def _judged(self, request: web.Request, entry: Request, upload: Upload) -> Answer:
        headers: dict[str, str] = {}
        try:
            route, params = self._match(request, entry)
            if not route.open:
                self._authorise(request)
                self._faults.count()
            headers |= self._faults.spend(entry.method, entry.path)
            answer = route.handler(Call(self._world, params, entry.query, upload))
            return Answer(answer.status, answer.body, headers)
        except Refused as refused:
            entry.refusal = refused
            if refused.status == 429:
                headers |= {"Retry-After": str(refused.extra["retry_after"])}
            return Answer(refused.status, refused.body(), headers)
        except Exception:
            self.crashes.append(f"{entry.method} {entry.path}\n{traceback.format_exc()}")
            return Answer(500, {"message": "The fake Discord failed; see its crashes.", "code": 0})

    @staticmethod
    def _match(request: web.Request, entry: Request) -> tuple[Route, dict[str, str]]:
        for route in _ROUTES:
            params = route.match(entry.method, entry.path) if request.path.startswith(API + "/") else None
            if params is not None:
                entry.route = str(route)
                return route, params
        raise Refused(404, 0, f"404: Not Found: the fake has no route {entry.method} {entry.path}")

    def _authorise(self, request: web.Request) -> None:
        if request.headers.get("Authorization") != f"Bot {self._world.token}":
            raise Refused(401, 0, "401: Unauthorized")

    async def download(self, request: web.Request) -> web.Response:
        """Answer a call for an attached file."""
        with self._world.changed:
            content = self._world.files.get(request.match_info["attachment"])
        if content is None:
            return web.Response(status=404)
        return web.Response(body=content, content_type="application/octet-stream")
