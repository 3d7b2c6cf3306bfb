"""The part of the Hugging Face hub's interface that fetching a dataset needs, on loopback."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

COMMIT = "0123456789abcdef0123456789abcdef01234567"


@dataclass
class FakeHub:
    """What the server holds and does.

    Attributes:
        files: By path in the repository.
        trouble: ``"gated"``, ``"no repository"``, ``"no revision"``, a status to answer with, or empty.
        cut_after: Bytes after which a download breaks off, for as many as ``cuts`` downloads.
        asked: Method and path of every request.
        tokens: The authorization of every request that had one.
    """

    files: Mapping[str, bytes]
    repository: str = "org/quiz"
    trouble: str = ""
    cut_after: int = 0
    cuts: int = 0
    address: str = ""
    asked: list[str] = field(default_factory=list)
    tokens: set[str] = field(default_factory=set)


#: Status, code and text of the answers that the hub refuses with.
_TROUBLE = {
    "gated": (401, "GatedRepo", "Access to this dataset is restricted. Please log in."),
    "no repository": (401, "RepoNotFound", "Repository not found"),
    "no revision": (404, "RevisionNotFound", "Invalid rev id"),
    "bad token": (401, "", "Invalid credentials in Authorization header"),
}


@contextmanager
def served_hub(hub: FakeHub) -> Iterator[FakeHub]:
    """Serve a hub until the block ends; its address is filled in."""
    handler = type("Handler", (_Handler,), {"hub": hub})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    hub.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield hub
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def use_hub(hub: FakeHub, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let huggingface_hub, which reads its settings once, ask this server and keep what it gets in ``cache``."""
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(cache))
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    monkeypatch.setattr(constants, "ENDPOINT", hub.address)
    template = f"{hub.address}/{{repo_id}}/resolve/{{revision}}/{{filename}}"
    monkeypatch.setattr(constants, "HUGGINGFACE_CO_URL_TEMPLATE", template)
    # What it waits between its attempts.
    monkeypatch.setattr("time.sleep", lambda seconds: None)


class _Handler(BaseHTTPRequestHandler):
    hub: FakeHub
    protocol_version = "HTTP/1.1"

    def log_message(self, *words: Any) -> None:
        pass

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def _answer(self, with_body: bool) -> None:
        path = unquote(urlsplit(self.path).path)
        self.hub.asked.append(f"{self.command} {path}")
        if token := self.headers.get("Authorization"):
            self.hub.tokens.add(token)
        listing = f"/api/datasets/{self.hub.repository}/tree/{COMMIT}"
        content = f"/datasets/{self.hub.repository}/resolve/{COMMIT}/"
        name = path.removeprefix(content)
        # The hub lists the files of a gated dataset to everybody.
        if self.hub.trouble and not (self.hub.trouble == "gated" and path == listing):
            self._refuse(self.hub.trouble)
        elif path == listing:
            self._send(200, json.dumps([_entry(*one) for one in self.hub.files.items()]).encode(), with_body)
        elif path.startswith(content) and name in self.hub.files:
            self._file(self.hub.files[name], with_body)
        else:
            self._refuse("no revision" if self.hub.repository in path else "no repository")

    def _refuse(self, trouble: str) -> None:
        status, code, text = _TROUBLE[trouble] if trouble in _TROUBLE else (int(trouble), "", "")
        self._send(status, b"", False, {"X-Error-Code": code, "X-Error-Message": text})

    def _file(self, content: bytes, with_body: bool) -> None:
        headers = {
            "ETag": f'"{hashlib.sha256(content).hexdigest()}"',
            "X-Repo-Commit": COMMIT,
            "Accept-Ranges": "bytes",
        }
        start = int((self.headers.get("Range") or "bytes=0-").removeprefix("bytes=").partition("-")[0])
        status = 206 if start else 200
        if start:
            headers["Content-Range"] = f"bytes {start}-{len(content) - 1}/{len(content)}"
        if with_body and self.hub.cuts:
            self.hub.cuts -= 1
            self._send(status, content[start:], False, headers)
            self.wfile.write(content[start:][: self.hub.cut_after])
            self.close_connection = True
            return
        self._send(status, content[start:], with_body, headers)

    def _send(self, status: int, body: bytes, with_body: bool, headers: Mapping[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        if with_body:
            self.wfile.write(body)


def _entry(path: str, content: bytes) -> dict[str, Any]:
    digest = hashlib.sha256(content).hexdigest()
    large = {"oid": digest, "size": len(content), "pointerSize": 130}
    return {"type": "file", "path": path, "size": len(content), "oid": digest[:40], "lfs": large}
