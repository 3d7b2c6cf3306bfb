"""A server with OpenAI's interface on loopback that misbehaves as a test tells it to, and keeps what it was asked."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

MODELS = {"object": "list", "data": [{"id": "org/tiny", "object": "model", "owned_by": "lab", "max_model_len": 512}]}


@dataclass(frozen=True)
class Asked:
    """One request as the server got it."""

    number: int
    method: str
    route: str
    headers: Mapping[str, str]
    body: Mapping[str, Any]
    at: float

    @property
    def prompt(self) -> str:
        """The text of the prompt, or of the user's message."""
        if "prompt" in self.body:
            return str(self.body["prompt"])
        content = self.body["messages"][-1]["content"]
        if isinstance(content, str):
            return content
        return "".join(part["text"] for part in content if part["type"] == "text")


@dataclass(frozen=True)
class Reply:
    """What the server does: a status and content, perhaps late, cut off after some bytes, or nothing at all."""

    content: Any = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    cut: int | None = None
    hang_up: bool = False


def chat(
    text: str | None, *, finish: str | None = "stop", usage: tuple[int, int] | None = (10, 2), **more: Any
) -> Reply:
    """Return a good reply of the chat interface; ``more`` goes into the choice, ``message`` into its message."""
    message = {"role": "assistant", "content": text} | more.pop("message", {})
    return _good([{"index": 0, "message": message, "finish_reason": finish, **more}], usage)


def completion(text: str, *, finish: str = "stop", usage: tuple[int, int] | None = (10, 2), **more: Any) -> Reply:
    """Return a good reply of the completions interface."""
    return _good([{"index": 0, "text": text, "finish_reason": finish, **more}], usage)


def listed(tokens: Mapping[str, float]) -> dict[str, Any]:
    """Return the log-probabilities of a chat reply's first token, the likeliest first."""
    entries = [{"token": token, "logprob": value} for token, value in tokens.items()]
    return {"content": [{**max(entries, key=lambda entry: entry["logprob"]), "top_logprobs": entries}]}


def _good(choices: list[dict[str, Any]], usage: tuple[int, int] | None) -> Reply:
    content: dict[str, Any] = {"id": "x", "choices": choices, "system_fingerprint": "fp_1"}
    if usage is not None:
        content["usage"] = {"prompt_tokens": usage[0], "completion_tokens": usage[1], "total_tokens": sum(usage)}
    return Reply(content)


class HostileServer:
    """Answers by ``behave``; ``GET /v1/models`` by ``models`` unless that is None.

    Args:
        behave: What to do with a request to a route that answers; called in several threads.
        models: The list of models.
    """

    def __init__(self, behave: Callable[[Asked], Reply], models: Any = MODELS) -> None:
        self.behave = behave
        self.models = models
        self.asked: list[Asked] = []
        self.most_at_once = 0
        self._at_once = 0
        self._lock = threading.Lock()
        self._port = 0
        self._server: ThreadingHTTPServer | None = None

    def __enter__(self) -> HostileServer:
        self.come()
        return self

    def __exit__(self, *_: object) -> None:
        self.leave()

    @property
    def url(self) -> str:
        """The base address."""
        return f"http://127.0.0.1:{self._port}/v1"

    @property
    def posts(self) -> list[Asked]:
        """The requests for an answer."""
        return [asked for asked in self.asked if asked.method == "POST"]

    def come(self) -> None:
        """Begin to listen, at the port from before if there was one."""
        self._server = _Listener(("127.0.0.1", self._port), _handler(self))
        self._port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def leave(self) -> None:
        """Stop listening: connections are refused from now on."""
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def take(self, method: str, route: str, headers: Mapping[str, str], body: Mapping[str, Any]) -> Reply:
        """Keep a request and return what to do."""
        with self._lock:
            asked = Asked(len(self.asked), method, route, headers, body, time.monotonic())
            self.asked.append(asked)
            if method == "POST":
                self._at_once += 1
                self.most_at_once = max(self.most_at_once, self._at_once)
        if method == "GET":
            return self.models if isinstance(self.models, Reply) else Reply(self.models)
        try:
            reply = self.behave(asked)
            time.sleep(reply.seconds)
            return reply
        finally:
            with self._lock:
                self._at_once -= 1


class _Listener(ThreadingHTTPServer):
    daemon_threads = True
    # With the usual 5, connections that come together are broken, which a test means to do itself.
    request_queue_size = 128
    block_on_close = False


def _handler(server: HostileServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._serve("GET", {})

        def do_POST(self) -> None:
            self._serve("POST", json.loads(self.rfile.read(int(self.headers["content-length"]))))

        def _serve(self, method: str, body: Mapping[str, Any]) -> None:
            route = self.path.removeprefix("/v1")
            reply = server.take(method, route, {name.lower(): text for name, text in self.headers.items()}, body)
            if reply.hang_up:
                return
            content = reply.content
            data = content if isinstance(content, bytes) else json.dumps(content).encode()
            self.send_response(reply.status)
            for name, text in {"Content-Length": str(len(data)), **reply.headers}.items():
                self.send_header(name, text)
            self.end_headers()
            try:
                self.wfile.write(data[: reply.cut])
            except OSError:
                return  # The client has gone already.

        def log_message(self, *_: object) -> None:
            return

    return Handler
