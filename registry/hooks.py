"""The plugin hooks: pluggy's markers and the hook specifications."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pluggy

from podium.registry.adapters import Opener
from podium.registry.benchmark import Benchmark
from podium.registry.labeling import ReportLabeler

PROJECT = "podium"

hookspec = pluggy.HookspecMarker(PROJECT)
#: Marks a function of a plugin's module as the implementation of the hook that it is named after.
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def podium_benchmarks() -> Iterable[Benchmark]:  # type: ignore[empty-body]
    """Return the benchmarks that this plugin brings."""


@hookspec
def podium_labelers() -> Iterable[ReportLabeler]:  # type: ignore[empty-body]
    """Return the report labelers that this plugin brings."""


@hookspec
def podium_adapters() -> Mapping[str, Opener]:  # type: ignore[empty-body]
    """Return the kinds of model that this plugin brings: prefix of a model spec -> what opens it.

    An opener is called with what follows the prefix and the user's :class:`AdapterOptions`, and returns
    an :class:`Adapter`; the adapter's class itself will do.
    """
