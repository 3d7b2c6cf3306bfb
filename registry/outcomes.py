"""What became of the plugins: an outcome for each, and what the accepted ones brought."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from podium.registry.candidates import Candidate

if TYPE_CHECKING:
    from podium.registry.adapters import Opener
    from podium.registry.benchmark import Benchmark
    from podium.registry.labeling import ReportLabeler


@dataclass(frozen=True)
class Outcome:
    """What became of a candidate.

    Args:
        name: As in :class:`Candidate`.
        distribution: As in :class:`Candidate`.
        version: As in :class:`Candidate`.
        target: As in :class:`Candidate`.
        status: ``"loaded"``, ``"failed"``, ``"incompatible"`` or ``"disabled"``.
        stage: Where it failed: ``"find"``, ``"import"``, ``"version"``, ``"register"``, ``"card"``, ``"results"``,
            ``"labelers"`` or ``"adapters"``.
        reason: One line, or empty.
        benchmarks: Slugs it brought.
        adapters: Prefixes of the kinds of model it brought.
        labelers: Names of the report labelers it brought.
        hooks: Names of the hooks it implements; empty where it did not come so far.
        api_version: The plugin API it is written for, or None where it did not come so far.
        trace: The traceback, for ``--debug``.
    """

    name: str
    distribution: str
    version: str
    target: str
    status: str
    stage: str = ""
    reason: str = ""
    benchmarks: tuple[str, ...] = ()
    adapters: tuple[str, ...] = ()
    labelers: tuple[str, ...] = ()
    hooks: tuple[str, ...] = ()
    api_version: int | None = None
    trace: str = ""

    @property
    def identity(self) -> str:
        """What stands for it in the user's choices; as that of the candidate."""
        return Candidate(self.name, self.distribution, self.version, self.target).identity


@dataclass(frozen=True)
class OwnedBenchmark:
    """An accepted benchmark, the plugin it came with and its shipped results in normal form."""

    benchmark: Benchmark
    plugin: str
    distribution: str
    version: str
    results: tuple[Mapping[str, Any], ...] = ()


@dataclass
class PluginSet:
    """Everything discovery found.

    Args:
        benchmarks: Accepted benchmarks by slug.
        labelers: Accepted report labelers by name.
        adapters: What opens each accepted kind of model, by the prefix of its specs.
        outcomes: One per candidate, in the order they were tried.
        files: Files whose change makes another discovery necessary.
        trouble: Why the user's choices could not be read, or empty.
        stamps: When files had last been changed before they were read; they may have been changed again meanwhile.
        taken: Every name of an accepted benchmark, in its form for comparison, with its slug and its plugin.
    """

    benchmarks: dict[str, OwnedBenchmark] = field(default_factory=dict)
    labelers: dict[str, ReportLabeler] = field(default_factory=dict)
    adapters: dict[str, Opener] = field(default_factory=dict)
    outcomes: list[Outcome] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    trouble: str = ""
    stamps: dict[str, int | None] = field(default_factory=dict)
    taken: dict[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def absent(self) -> list[str]:
        """Names of the plugins that did not load: disabled, left out or failed."""
        return [outcome.name for outcome in self.outcomes if outcome.status != "loaded"]

    @property
    def failures(self) -> list[Outcome]:
        """The candidates that should have loaded but did not."""
        return [outcome for outcome in self.outcomes if outcome.status in ("failed", "incompatible")]
