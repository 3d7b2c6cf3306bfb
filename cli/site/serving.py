"""Showing a folder of pages on this machine only."""

from __future__ import annotations

import functools
from collections.abc import Callable
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from podium.cli.site.build import STATE
from podium.registry.errors import PodiumError


class _Quiet(SimpleHTTPRequestHandler):
    """Serves files and logs nothing."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: whoever looks at pages does not want a line for each."""


def serve(folder: Path, port: int, tell: Callable[[str], None]) -> None:
    """Serve a built site on the loopback interface until it is interrupted.

    Args:
        folder: A site built before.
        port: 0 for any that is free.
        tell: Takes the address.

    Raises:
        PodiumError: If the folder holds no site, or the port is taken.
    """
    if not (folder / STATE).exists():
        raise PodiumError(f"{folder} holds no site", f"podium site build {folder} makes one")
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), functools.partial(_Quiet, directory=str(folder)))
    except OSError as error:
        raise PodiumError(f"port {port}: {error.strerror}", "choose another with --port") from error
    with server:
        tell(f"http://127.0.0.1:{server.server_port}/")
        server.serve_forever()
