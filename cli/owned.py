"""The plugin of a benchmark that the registry knows, for commands that need its code."""

from __future__ import annotations

from contextlib import closing

from podium.cli.app import App
from podium.registry.outcomes import OwnedBenchmark, PluginSet


def owned(app: App, slug: str, plugins: PluginSet | None = None) -> OwnedBenchmark:
    """Return a benchmark with its plugin.

    Args:
        app: The command's.
        slug: The benchmark.
        plugins: The plugins, where they are loaded already.

    Raises:
        PodiumError: If its plugin is not there or did not load; it says which, and how to get it.
    """
    from podium.registry import absence, database
    from podium.registry.startup import load_plugins

    plugins = load_plugins(app.place) if plugins is None else plugins
    found = plugins.benchmarks.get(slug)
    if found is None:
        with closing(database.connect(app.place.db)) as connection:
            raise absence.missing(connection, slug, plugins)
    return found
