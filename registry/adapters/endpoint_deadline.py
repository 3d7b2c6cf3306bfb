"""A time by which a whole exchange with a server is over.

httpx2 bounds each wait for the next bytes, not their sum: a server that sends a byte now and then is waited for without
end. So the streams below its connections are given less and less time.
"""

from __future__ import annotations

import math
import ssl
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import httpcore2
import httpx2

#: Bytes that are sent in one go; a stream bounds each of its own waits only.
_PIECE = 1 << 16


class Deadline(threading.local):
    """When the exchange is to be over that this thread is in."""

    end = math.inf

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Let no exchange of this thread last longer."""
        self.end = time.monotonic() + seconds
        try:
            yield
        finally:
            del self.end

    def left(self, timeout: float | None, late: type[Exception]) -> float | None:
        """Return how long may be waited now.

        Args:
            timeout: How long may be waited at most.
            late: What is raised where the time is over.
        """
        left = self.end - time.monotonic()
        if left <= 0:
            raise late
        return timeout if left == math.inf else left if timeout is None else min(left, timeout)


class _Stream(httpcore2.NetworkStream):
    """A stream that keeps to a deadline."""

    def __init__(self, stream: httpcore2.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left(timeout, httpcore2.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        for start in range(0, len(buffer), _PIECE):
            left = self._deadline.left(timeout, httpcore2.WriteTimeout)
            self._stream.write(buffer[start : start + _PIECE], left)

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        left = self._deadline.left(timeout, httpcore2.ConnectTimeout)
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class _Backend(httpcore2.NetworkBackend):
    """What makes such streams."""

    def __init__(self, backend: httpcore2.NetworkBackend, deadline: Deadline) -> None:
        self._backend = backend
        self._deadline = deadline

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        left = self._deadline.left(timeout, httpcore2.ConnectTimeout)
        stream = self._backend.connect_tcp(host, port, left, local_address, socket_options)
        return _Stream(stream, self._deadline)

    def sleep(self, seconds: float) -> None:
        self._backend.sleep(seconds)


def bounded(client: httpx2.Client) -> Deadline:
    """Have all connections of a client, also those through proxies, keep to a deadline, and return it.

    httpx2 has no way to say on which network its pools of connections stand, though httpcore2's take one. Should it
    keep them otherwise one day, each wait would be bounded as it is without this.
    """
    deadline = Deadline()
    for transport in (client._transport, *client._mounts.values()):
        pool: Any = getattr(transport, "_pool", None)
        if hasattr(pool, "_network_backend"):
            pool._network_backend = _Backend(pool._network_backend, deadline)
    return deadline
