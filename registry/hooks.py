"""The plugin hooks: pluggy's markers and the hook specifications."""

from __future__ import annotations

from collections.abc import Iterable

import pluggy

from podium.registry.benchmark import Benchmark
from podium.registry.labeling import ReportLabeler

PROJECT = "podium"

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def podium_benchmarks() -> Iterable[Benchmark]:  # type: ignore[empty-body]
    """Return the benchmarks that this plugin brings."""


@hookspec
def podium_labelers() -> Iterable[ReportLabeler]:  # type: ignore[empty-body]
    """Return the report labelers that this plugin brings."""
