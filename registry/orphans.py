"""Processes that help another end when that one is killed; nobody else would end them."""

from __future__ import annotations

import os
import threading


def end_with_parent() -> None:
    """Have this process end as soon as the one that started it has ended, however it did.

    The workers of a :class:`concurrent.futures.ProcessPoolExecutor` otherwise finish what was handed to them and then
    wait for more without end.
    """
    threading.Thread(target=_watch, daemon=True).start()


def _watch() -> None:
    from multiprocessing import connection, parent_process

    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
