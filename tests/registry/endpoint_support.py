"""An endpoint adapter before a server that does what a test tells it to."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pytest
from PIL import Image

from podium.registry.adapters import AdapterOptions
from podium.registry.adapters.base import EndpointOptions, Task
from podium.registry.adapters.endpoint import Endpoint
from podium.registry.adapters.endpoint_client import Client
from podium.registry.benchmark import Answer, Generate, Item, Request
from podium.tests.fakes.hostile_server import Asked, HostileServer, Reply, chat
from podium.tests.registry.support import Listed

#: Requests that prepare an adapter for questions of one kind for text, beside the one for the list of models.
TRIES = 1


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Short waits and no key; import it into a module of tests."""
    for name in ("PODIUM_API_KEY", "OPENAI_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(Client, "first_wait", 0.01)
    monkeypatch.setattr(Client, "longest_wait", 0.05)


def items(*requests: Request) -> list[Item]:
    return [Item(f"item-{number}", request, "") for number, request in enumerate(requests)]


@contextmanager
def ready(
    behave: Callable[[Asked], Reply], asked: Sequence[Item], target: str = "#org/tiny", **more: Any
) -> Iterator[tuple[Endpoint, HostileServer]]:
    """Give an adapter prepared for items, and its server; ``more`` are choices about the endpoint or of the adapter."""
    known = EndpointOptions.__dataclass_fields__
    of_endpoint = {"patience": 5.0} | {name: more.pop(name) for name in list(more) if name in known}
    options = AdapterOptions(endpoint=EndpointOptions(**of_endpoint), **more)
    with HostileServer(behave) as server:
        adapter = Endpoint(server.url + target, options)
        try:
            adapter.prepare(Task(Listed(), "test", asked, {}, lambda split: []))
            yield adapter, server
        finally:
            adapter.close()


def png(colour: int = 0) -> bytes:
    """Return a small grey image as a file."""
    file = io.BytesIO()
    Image.new("L", (3, 2), colour).save(file, "PNG")
    return file.getvalue()


def questions(count: int) -> list[Item]:
    """Return items that ask for text."""
    return items(*(Generate(f"question {number}") for number in range(count)))


def echo(asked: Asked) -> Reply:
    """Answer a question by itself."""
    return chat(f"reply to {asked.prompt}")


def replies(count: int) -> list[Answer]:
    """Return the answers to :func:`questions` by :func:`echo`."""
    return [Answer(text=f"reply to question {number}", finish="stop") for number in range(count)]
