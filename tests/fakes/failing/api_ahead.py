"""Fails at version: written for a Podium that does not exist yet."""

from podium.registry import hookimpl

PODIUM_API_VERSION = 2


@hookimpl
def podium_benchmarks():
    return []
