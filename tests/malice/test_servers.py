"""A server of models that means harm gets little: replies without end, headers without end, and packed replies."""

from __future__ import annotations

import gzip
import itertools
import socket
import threading
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

import pytest

from podium.registry.adapters import AdapterOptions
from podium.registry.adapters.base import EndpointOptions
from podium.registry.adapters.endpoint import Endpoint
from podium.registry.adapters.endpoint_calls import Call, Trouble

BLOCK = b"x" * (1 << 16)
#: More than the buffers of both ends hold.
LARGE = 64 << 20
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


@contextmanager
def serving(write: Callable[[socket.socket], object]) -> Iterator[str]:
    """Answer every connection by what ``write`` sends; the address is given."""
    listener = socket.create_server(("127.0.0.1", 0))

    def answer(connection: socket.socket) -> None:
        with connection:
            connection.recv(1 << 16)
            try:
                write(connection)
            except OSError:
                return  # The client has had enough.

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=answer, args=(connection,), daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    with closing(listener):
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/v1"


def endless_body(connection: socket.socket) -> None:
    connection.sendall(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
    while True:
        connection.sendall(b"10000\r\n" + BLOCK + b"\r\n")


def endless_header(connection: socket.socket) -> None:
    connection.sendall(HEAD + b"X-Long: ")
    while True:
        connection.sendall(BLOCK)


def endless_headers(connection: socket.socket) -> None:
    connection.sendall(HEAD)
    while True:
        connection.sendall(b"X: y\r\n" * 1_000)


def claimed_length(connection: socket.socket) -> None:
    connection.sendall(HEAD + b"Content-Length: 1000000000000\r\n\r\n")
    while True:
        connection.sendall(BLOCK)


def packed(connection: socket.socket) -> None:
    bomb = gzip.compress(bytes(100 << 20), 9)
    connection.sendall(HEAD + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(bomb) + bomb)


def one_byte_at_a_time(connection: socket.socket) -> None:
    connection.sendall(HEAD + b"Content-Length: 1000000\r\n\r\n")
    dripping(connection)


def dripping(connection: socket.socket, head: bytes = b"") -> None:
    for byte in itertools.chain(head, itertools.repeat(ord(" "))):
        connection.sendall(bytes([byte]))
        threading.Event().wait(0.05)


def head_one_byte_at_a_time(connection: socket.socket) -> None:
    dripping(connection, HEAD + b"X-Long: ")


def reading_slowly(connection: socket.socket) -> None:
    read = 0
    while read < LARGE and (part := connection.recv(1 << 16)):
        read += len(part)
        threading.Event().wait(0.01)
    connection.sendall(HEAD + b"Content-Length: 2\r\n\r\n{}")


@pytest.mark.parametrize(
    ("write", "said"),
    [
        (endless_body, "a reply of more than 64 MiB"),
        (claimed_length, "a reply of more than 64 MiB"),
        (packed, "a reply of more than 64 MiB"),
        (endless_header, "a broken connection"),
        (endless_headers, "a broken connection"),
        (one_byte_at_a_time, "no whole reply in 1 s"),
        (head_one_byte_at_a_time, "no reply in 1 s"),
        (reading_slowly, "no reply in 1 s"),
    ],
)
def test_a_reply_without_end_is_given_up_and_takes_little_memory(
    write: Callable[[socket.socket], object], said: str
) -> None:
    with serving(write) as address:
        options = EndpointOptions(timeout=1.0 if said.endswith("in 1 s") else 60.0)
        client = Endpoint(f"{address}#m", AdapterOptions(endpoint=options)).client
        asked = "x" * (LARGE if write is reading_slowly else 1)
        tracemalloc.start()
        try:
            with pytest.raises(Trouble, match=said):
                client._once(Call("/chat/completions", {"prompt": asked}, lambda reply: ""), "POST")
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
            client.close()
    assert peak < 300 << 20


def test_a_connection_that_was_good_before_is_waited_for_no_longer() -> None:
    good = b'{"choices": []}'

    def well_then_dripping(connection: socket.socket) -> None:
        connection.sendall(HEAD + b"Content-Length: %d\r\n\r\n" % len(good) + good)
        connection.recv(1 << 16)
        dripping(connection, HEAD)

    with serving(well_then_dripping) as address:
        client = Endpoint(f"{address}#m", AdapterOptions(endpoint=EndpointOptions(timeout=1.0))).client
        call = Call("/chat/completions", {"model": "m"}, lambda reply: "")
        with closing(client):
            assert client._once(call, "POST") == {"choices": []}
            with pytest.raises(Trouble, match="no reply in 1 s"):
                client._once(call, "POST")
