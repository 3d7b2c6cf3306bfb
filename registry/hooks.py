"""The plugin hooks: pluggy's markers and the hook specifications."""

from __future__ import annotations

from collections.abc import Iterable

import pluggy

from podium.registry.benchmark import Benchmark

PROJECT = "podium"

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def podium_benchmarks() -> Iterable[Benchmark]:  # type: ignore[empty-body]
    """Return the benchmarks that this plugin brings."""
