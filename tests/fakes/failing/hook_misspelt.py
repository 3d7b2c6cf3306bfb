"""Fails at register: there is no such hook."""

from podium.registry import hookimpl


@hookimpl
def podium_benchmark():
    return []
