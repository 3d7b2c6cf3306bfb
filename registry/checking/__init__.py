"""The conformance kit: what is checked of a plugin's benchmarks before they are shared.

``podium plugins check`` runs it, and :class:`podium.registry.testing.PluginTests` in an author's own tests.
"""

from podium.registry.checking.finding import Check, Finding, Seen
from podium.registry.checking.running import CHECKS, check_benchmark
from podium.registry.checking.subject import Asker, Replied, Subject

__all__ = ["CHECKS", "Asker", "Check", "Finding", "Replied", "Seen", "Subject", "check_benchmark"]
