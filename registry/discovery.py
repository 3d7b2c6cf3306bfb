"""Finding plugins, one at a time, so that a bad one costs only itself.

Each candidate is found, imported, checked and registered in its own ``try``. Whatever goes wrong
becomes an :class:`Outcome` with its stage and reason; every other plugin goes on working.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib
import importlib.metadata
import importlib.util
import re
import sys
import traceback
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import pluggy

from podium.registry import hooks, names
from podium.registry.adapters import KINDS, Opener
from podium.registry.benchmark import API_VERSION, Benchmark
from podium.registry.card import Card
from podium.registry.errors import PodiumError
from podium.registry.labeling import ReportLabeler
from podium.registry.result_rows import check_result
from podium.registry.version import __version__

GROUP = "podium.plugins"
BUILT_IN = "podium"
_PREFIX = re.compile(r"[a-z][a-z0-9-]*")


@dataclass(frozen=True)
class Candidate:
    """A plugin that was found but not yet imported.

    Args:
        name: Entry-point name, or the file's stem.
        distribution: Installed distribution it comes from; empty for a single file.
        version: The distribution's version.
        target: Module name of an entry point, or path of a single file.
        entry_point: How to import it, or None for a single file.
    """

    name: str
    distribution: str
    version: str
    target: str
    entry_point: importlib.metadata.EntryPoint | None = None


@dataclass(frozen=True)
class Outcome:
    """What became of a candidate.

    Args:
        name: As in :class:`Candidate`.
        distribution: As in :class:`Candidate`.
        version: As in :class:`Candidate`.
        target: As in :class:`Candidate`.
        status: ``"loaded"``, ``"failed"``, ``"incompatible"`` or ``"disabled"``.
        stage: Where it failed: ``"import"``, ``"version"``, ``"register"``, ``"card"``, ``"results"``,
            ``"labelers"`` or ``"adapters"``.
        reason: One line, or empty.
        benchmarks: Slugs it brought.
        adapters: Prefixes of the kinds of model it brought.
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
    trace: str = ""


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
    """

    benchmarks: dict[str, OwnedBenchmark] = field(default_factory=dict)
    labelers: dict[str, ReportLabeler] = field(default_factory=dict)
    adapters: dict[str, Opener] = field(default_factory=dict)
    outcomes: list[Outcome] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    _names: dict[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def failures(self) -> list[Outcome]:
        """The candidates that should have loaded but did not."""
        return [outcome for outcome in self.outcomes if outcome.status in ("failed", "incompatible")]


class _Refused(Exception):
    """A candidate that is refused at a stage, with a reason in one line."""

    def __init__(self, stage: str, reason: str, status: str = "failed") -> None:
        super().__init__(reason)
        self.stage = stage
        self.status = status


def find_candidates(folders: Sequence[Path]) -> list[Candidate]:
    """Return the installed entry points, Podium's own first, then the ``*.py`` files of ``folders``."""
    found = []
    for entry_point in importlib.metadata.entry_points(group=GROUP):
        dist = entry_point.dist
        name, version = (dist.name, dist.version) if dist is not None else ("", "")
        found.append(Candidate(entry_point.name, name, version, entry_point.value, entry_point))
    found.sort(key=lambda candidate: (candidate.distribution != BUILT_IN, candidate.distribution, candidate.name))
    for folder in folders:
        for path in sorted(folder.glob("*.py")):
            found.append(Candidate(path.stem, "", "", str(path)))
    return list({(c.distribution, c.name, c.target): c for c in found}.values())


def discover(folders: Sequence[Path] = (), load_only: str | None = None, always: Sequence[Path] = ()) -> PluginSet:
    """Load every plugin that can be loaded.

    Args:
        folders: Folders of single-file plugins.
        load_only: ``PODIUM_LOAD_PLUGINS``: None loads all, an empty text none but Podium's own, a
            comma-separated list only the distributions or plugins it names.
        always: Folders of single-file plugins that ``load_only`` does not restrict.

    Returns:
        The accepted benchmarks and an outcome for every candidate. Never raises for a bad plugin.
    """
    found = PluginSet()
    manager = pluggy.PluginManager(hooks.PROJECT)
    manager.add_hookspecs(hooks)
    unrestricted = {str(path) for folder in always for path in folder.glob("*.py")}
    for candidate in find_candidates([*folders, *always]):
        if candidate.target not in unrestricted and not _allowed(candidate, load_only):
            reason = "not named in PODIUM_LOAD_PLUGINS"
            found.outcomes.append(_outcome(candidate, "disabled", reason=reason))
            continue
        found.outcomes.append(_try(candidate, manager, found))
    return found


def discover_file(path: Path) -> PluginSet:
    """Load one single-file plugin by itself, beside no other.

    Args:
        path: The file.

    Returns:
        What it brought, and the one outcome. Never raises for a bad plugin.
    """
    found = PluginSet()
    manager = pluggy.PluginManager(hooks.PROJECT)
    manager.add_hookspecs(hooks)
    found.outcomes.append(_try(Candidate(path.stem, "", "", str(path)), manager, found))
    return found


def _allowed(candidate: Candidate, load_only: str | None) -> bool:
    if load_only is None or candidate.distribution == BUILT_IN:
        return True
    wanted = {names.key(name) for name in load_only.split(",") if name.strip()}
    return names.key(candidate.name) in wanted or names.key(candidate.distribution or candidate.name) in wanted


def _outcome(candidate: Candidate, status: str, **more: Any) -> Outcome:
    return Outcome(candidate.name, candidate.distribution, candidate.version, candidate.target, status, **more)


def _try(candidate: Candidate, manager: pluggy.PluginManager, found: PluginSet) -> Outcome:
    try:
        try:
            module = _import(candidate)
        except _Refused:
            found.files.extend(_source_of(candidate))
            raise
        found.files.extend(_files_of(module))
        _check_api_version(module)
        _register(manager, module)
        owned = _collect(manager, module, candidate, found)
        labelers = _labelers(manager, module, found)
        adapters = _adapters(manager, module, found)
    except _Refused as refused:
        trace = "".join(traceback.format_exception(refused.__cause__)) if refused.__cause__ else ""
        return _outcome(candidate, refused.status, stage=refused.stage, reason=str(refused), trace=trace)
    for one in owned:
        card = one.benchmark.card
        found.benchmarks[card.slug] = one
        found._names |= _claims(card, candidate)
    found.labelers |= labelers
    found.adapters |= adapters
    slugs = tuple(one.benchmark.card.slug for one in owned)
    return _outcome(candidate, "loaded", benchmarks=slugs, adapters=tuple(adapters))


@contextlib.contextmanager
def _stage(stage: str) -> Iterator[None]:
    """Turn whatever a plugin's code raises into a refusal at this stage; what it prints goes to stderr."""
    try:
        with contextlib.redirect_stdout(sys.stderr):
            yield
    except _Refused:
        raise
    except (Exception, SystemExit) as error:
        text = str(error).strip().splitlines()
        detail = text[0] if text else "no message"
        plain = isinstance(error, PodiumError)
        raise _Refused(stage, detail if plain else f"{type(error).__name__}: {detail}") from error


def _import(candidate: Candidate) -> ModuleType:
    with _stage("import"):
        if candidate.entry_point is not None:
            loaded = candidate.entry_point.load()
            if not isinstance(loaded, ModuleType):
                raise _Refused("import", f"entry point {candidate.target} is not a module")
            return loaded
        path = Path(candidate.target)
        digest = hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:8]
        name = f"podium_file_plugin_{digest}_{path.stem}"
        spec = importlib.util.spec_from_file_location(name, path)
        if spec is None or spec.loader is None:
            raise _Refused("import", f"{path} cannot be imported")
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
        return module


def _check_api_version(module: ModuleType) -> None:
    written_for = getattr(module, "PODIUM_API_VERSION", API_VERSION)
    if written_for != API_VERSION:
        mend = "upgrade Podium" if isinstance(written_for, int) and written_for > API_VERSION else "upgrade the plugin"
        reason = f"written for plugin API {written_for}, Podium {__version__} has {API_VERSION}: {mend}"
        raise _Refused("version", reason, "incompatible")


def _register(manager: pluggy.PluginManager, module: ModuleType) -> None:
    known = [name for name in vars(hooks) if name.startswith("podium_")]
    try:
        manager.register(module)
        manager.check_pending()
    except pluggy.PluginValidationError as error:
        if manager.is_registered(module):
            manager.unregister(module)
        raise _Refused("register", f"{' '.join(str(error).split())}; hooks are {', '.join(known)}") from error
    if not manager.get_hookcallers(module):
        manager.unregister(module)
        raise _Refused("register", f"defines no Podium hook; mark a function with @hookimpl: {', '.join(known)}")


def _collect(
    manager: pluggy.PluginManager, module: ModuleType, candidate: Candidate, found: PluginSet
) -> list[OwnedBenchmark]:
    owned: list[OwnedBenchmark] = []
    taken = dict(found._names)
    try:
        for implementation in manager.hook.podium_benchmarks.get_hookimpls():
            if implementation.plugin is not module:
                continue
            with _stage("card"):
                returned: Any = implementation.function()
                benchmarks = list(returned)
            for benchmark in benchmarks:
                one = _check(benchmark, candidate, taken)
                owned.append(one)
                taken |= _claims(one.benchmark.card, candidate)
    except _Refused:
        manager.unregister(module)
        raise
    return owned


def _labelers(manager: pluggy.PluginManager, module: ModuleType, found: PluginSet) -> dict[str, ReportLabeler]:
    labelers: dict[str, ReportLabeler] = {}
    try:
        for implementation in manager.hook.podium_labelers.get_hookimpls():
            if implementation.plugin is not module:
                continue
            with _stage("labelers"):
                answer: Any = implementation.function()
                returned = list(answer)
            for labeler in returned:
                if not isinstance(labeler, ReportLabeler):
                    raise _Refused("labelers", f"podium_labelers returned {type(labeler).__name__}, no ReportLabeler")
                if labeler.name in found.labelers | labelers:
                    raise _Refused("labelers", f"the name {labeler.name!r} of a report labeler is taken")
                labelers[labeler.name] = labeler
    except _Refused:
        manager.unregister(module)
        raise
    return labelers


def _adapters(manager: pluggy.PluginManager, module: ModuleType, found: PluginSet) -> dict[str, Opener]:
    adapters: dict[str, Opener] = {}
    try:
        for implementation in manager.hook.podium_adapters.get_hookimpls():
            if implementation.plugin is not module:
                continue
            with _stage("adapters"):
                answer: Any = implementation.function()
                if not isinstance(answer, Mapping):
                    raise _Refused("adapters", f"podium_adapters returned {type(answer).__name__}, no mapping")
                for prefix, opener in answer.items():
                    _check_adapter(prefix, opener, found)
                adapters |= answer
    except _Refused:
        manager.unregister(module)
        raise
    return adapters


def _check_adapter(prefix: object, opener: object, found: PluginSet) -> None:
    if not isinstance(prefix, str) or not _PREFIX.fullmatch(prefix):
        raise _Refused("adapters", f"prefix {prefix!r} is not of small letters, digits and hyphens")
    if prefix in KINDS or prefix in found.adapters:
        owner = next((one.name for one in found.outcomes if prefix in one.adapters), BUILT_IN)
        raise _Refused("adapters", f"the prefix {prefix!r} is taken by {owner!r}")
    if not callable(opener):
        raise _Refused("adapters", f"{prefix!r} is opened by {type(opener).__name__}, which cannot be called")


def _check(benchmark: object, candidate: Candidate, taken: Mapping[str, tuple[str, str]]) -> OwnedBenchmark:
    if not isinstance(benchmark, Benchmark):
        raise _Refused("card", f"podium_benchmarks returned {type(benchmark).__name__}, not a Benchmark")
    card = getattr(benchmark, "card", None)
    if not isinstance(card, Card):
        raise _Refused("card", f"{type(benchmark).__name__} has no card")
    for name in _card_names(card):
        if names.key(name) in taken:
            slug, owner = taken[names.key(name)]
            raise _Refused("card", f"name {name!r} of benchmark {card.slug!r} is taken by {slug!r} of plugin {owner!r}")
    boards = {board.slug: board for board in card.boards}
    with _stage("results"):
        rows = []
        for position, row in enumerate(benchmark.results(), 1):
            try:
                rows.append(check_result(row, boards))
            except PodiumError as error:
                raise _Refused("results", f"shipped result {position}: {error}") from error
            if row["benchmark"] != card.slug:
                raise _Refused("results", f"shipped result {position} is for {row['benchmark']!r}, not {card.slug!r}")
    return OwnedBenchmark(benchmark, candidate.name, candidate.distribution, candidate.version, tuple(rows))


def _card_names(card: Card) -> list[str]:
    return list({names.key(name): name for name in (card.slug, card.name, *card.aliases)}.values())


def _source_of(candidate: Candidate) -> list[Path]:
    """Return the file of a candidate that could not be imported, so that mending it is noticed."""
    if candidate.entry_point is None:
        return [Path(candidate.target)]
    try:
        spec = importlib.util.find_spec(candidate.entry_point.module)
    except Exception:  # finding a submodule imports its parents, which may be what fails
        return []
    return [Path(spec.origin)] if spec is not None and spec.origin else []


def _claims(card: Card, candidate: Candidate) -> dict[str, tuple[str, str]]:
    return {names.key(name): (card.slug, candidate.name) for name in _card_names(card)}


def _files_of(module: ModuleType) -> list[Path]:
    file = getattr(module, "__file__", None)
    if file is None:
        return []
    path = Path(file)
    if "." not in module.__name__:
        return [path]
    return [
        path,
        *sorted(other for other in path.parent.iterdir() if other.suffix in (".py", ".json") and other != path),
    ]
