"""Loading plugins, one at a time, so that a bad one costs only itself.

Each candidate is found, imported, checked and registered in its own ``try``. Whatever goes wrong
becomes an :class:`Outcome` with its stage and reason; every other plugin goes on working.
"""

from __future__ import annotations

import hashlib
import importlib.util
import re
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

import pluggy

from podium.registry import accepting, hooks, names, plugin_choices
from podium.registry.benchmark import API_VERSION
from podium.registry.candidates import BUILT_IN as BUILT_IN
from podium.registry.candidates import Candidate as Candidate
from podium.registry.candidates import find_candidates, source_of
from podium.registry.outcomes import Outcome as Outcome
from podium.registry.outcomes import OwnedBenchmark as OwnedBenchmark
from podium.registry.outcomes import PluginSet as PluginSet
from podium.registry.plugin_stages import Refused, Stages, left_out
from podium.registry.version import __version__


def discover(folders: Sequence[Path] = (), load_only: str | None = None, always: Sequence[Path] = ()) -> PluginSet:
    """Load every plugin that can be loaded, and that the user has not disabled.

    Args:
        folders: Folders of single-file plugins.
        load_only: ``PODIUM_LOAD_PLUGINS``: None loads all, an empty text none but Podium's own, a
            comma-separated list only the distributions or plugins it names.
        always: Folders of single-file plugins that ``load_only`` does not restrict.

    Returns:
        The accepted benchmarks and an outcome for every candidate. Never raises for a bad plugin.
    """
    choices = plugin_choices.read()
    files = [path for folder in (*folders, *always) for path in (folder, *folder.glob("*.py"))]
    stamps = plugin_choices.stamps(files) | {str(plugin_choices.file()): choices.stamp}
    found = PluginSet(trouble=choices.trouble, stamps=stamps)
    manager = _manager()
    unrestricted = {str(path) for folder in always for path in folder.glob("*.py")}
    for candidate in find_candidates([*folders, *always]):
        hung = plugin_choices.still_hung(candidate, choices)
        if candidate.identity in choices.disabled:
            reason = f"podium plugins enable {candidate.name} takes it back"
            found.outcomes.append(_outcome(candidate, "disabled", reason=reason))
        elif candidate.target not in unrestricted and not _allowed(candidate, load_only):
            reason = "not named in PODIUM_LOAD_PLUGINS"
            found.outcomes.append(_outcome(candidate, "disabled", reason=reason))
        elif hung is not None:
            reason = left_out(hung["reason"], candidate.name)
            found.outcomes.append(_outcome(candidate, "failed", stage=hung["stage"], reason=reason))
            found.files.extend(source_of(candidate))
        else:
            found.outcomes.append(_try(Stages(candidate), manager, found))
    return found


def discover_file(path: Path) -> PluginSet:
    """Load one single-file plugin by itself, beside no other.

    Args:
        path: The file.

    Returns:
        What it brought, and the one outcome. Never raises for a bad plugin.
    """
    return _alone(Candidate(path.stem, "", "", str(path)))


def discover_entry_point(distribution: str, name: str) -> PluginSet:
    """Load one installed plugin by itself, beside no other.

    Args:
        distribution: The distribution it comes from.
        name: Its entry point's name.

    Returns:
        What it brought and its outcome; neither where there is none of that name. Never raises for a bad plugin.
    """
    for candidate in find_candidates(()):
        if (candidate.distribution, candidate.name) == (distribution, name):
            return _alone(candidate)
    return PluginSet()


def _alone(candidate: Candidate) -> PluginSet:
    found = PluginSet()
    stages = Stages(candidate, remembers=False)
    found.outcomes.append(_try(stages, _manager(), found))
    return found


def _manager() -> pluggy.PluginManager:
    manager = pluggy.PluginManager(hooks.PROJECT)
    manager.add_hookspecs(hooks)
    return manager


def _allowed(candidate: Candidate, load_only: str | None) -> bool:
    if load_only is None or candidate.distribution == BUILT_IN:
        return True
    wanted = {names.key(name) for name in load_only.split(",") if name.strip()}
    return names.key(candidate.name) in wanted or names.key(candidate.distribution or candidate.name) in wanted


def _outcome(candidate: Candidate, status: str, **more: Any) -> Outcome:
    return Outcome(candidate.name, candidate.distribution, candidate.version, candidate.target, status, **more)


def _try(stages: Stages, manager: pluggy.PluginManager, found: PluginSet) -> Outcome:
    candidate = stages.candidate
    try:
        try:
            module = _import(stages, found)
            # To look at a module may run code of it: it may have a __getattr__.
            stages.run("version", partial(_check_api_version, module, stages))
            stages.run("register", partial(_register, manager, module, stages))
            owned = accepting.benchmarks(_answers(manager, "podium_benchmarks", module, stages, "card"), stages, found)
            labelers = accepting.labelers(_answers(manager, "podium_labelers", module, stages, "labelers"), found)
            adapters = accepting.adapters(
                _answers(manager, "podium_adapters", module, stages, "adapters", whole=True), found
            )
        except (Refused, KeyboardInterrupt):
            raise
        except BaseException as error:  # a property of what a plugin brought may do anything
            raise stages.refusal(error) from error
    except Refused as refused:
        trace = "".join(traceback.format_exception(refused.__cause__)) if refused.__cause__ else ""
        more: Mapping[str, Any] = {"stage": refused.stage, "reason": str(refused), "trace": trace}
        return _outcome(candidate, refused.status, **more, **stages.facts)
    for one in owned:
        found.benchmarks[one.benchmark.card.slug] = one
        found.taken |= accepting.claims(one.benchmark.card, candidate)
    found.labelers |= labelers
    found.adapters |= adapters
    brought = {
        "benchmarks": tuple(one.benchmark.card.slug for one in owned),
        "adapters": tuple(adapters),
        "labelers": tuple(labelers),
    }
    return _outcome(candidate, "loaded", **brought, **stages.facts)


def _import(stages: Stages, found: PluginSet) -> ModuleType:
    candidate = stages.candidate
    if candidate.broken:
        found.files.extend(source_of(candidate))
        raise Refused("find", candidate.broken)
    try:
        module = stages.call("import", "import", lambda: _module(candidate))
        if not isinstance(module, ModuleType):
            raise Refused("import", f"entry point {candidate.target} is not a module")
        found.files.extend(_files_of(module))
    except BaseException:
        found.files.extend(source_of(candidate))
        # As Python itself does: others look through all modules, and this one may be odd or half made.
        sys.modules.pop(_name_of_file(candidate), None)
        raise
    return module


def _name_of_file(candidate: Candidate) -> str:
    path = Path(candidate.target)
    digest = hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:8]
    return f"podium_file_plugin_{digest}_{path.stem}"


def _module(candidate: Candidate) -> Any:
    if candidate.entry_point is not None:
        return candidate.entry_point.load()
    path, name = Path(candidate.target), _name_of_file(candidate)
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise Refused("import", f"{path} cannot be imported")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def _check_api_version(module: ModuleType, stages: Stages) -> None:
    written_for = getattr(module, "PODIUM_API_VERSION", API_VERSION)
    if not isinstance(written_for, int) or isinstance(written_for, bool):
        reason = f"PODIUM_API_VERSION is {written_for!r}, not a whole number: write PODIUM_API_VERSION = {API_VERSION}"
        raise Refused("version", reason)
    stages.facts["api_version"] = written_for
    if written_for == API_VERSION:
        return
    mine = stages.candidate.distribution
    reason = f"written for plugin API {written_for}, and Podium {__version__} has {API_VERSION}: "
    if written_for > API_VERSION:
        reason += f"upgrade Podium, or install an older {mine}" if mine else "upgrade Podium"
    else:
        reason += f"podium plugins install {mine} --upgrade" if mine else "ask its author for a newer file"
    raise Refused("version", reason, "incompatible")


def _register(manager: pluggy.PluginManager, module: ModuleType, stages: Stages) -> None:
    known = [name for name in vars(hooks) if name.startswith("podium_")]
    if manager.is_registered(module):
        raise Refused("register", "another entry point brought this module already")
    try:
        manager.register(module)
        manager.check_pending()
    except BaseException as error:
        # An unknown hook that is left behind would be laid at the door of the next plugin.
        if manager.is_registered(module):
            manager.unregister(module)
        if not isinstance(error, pluggy.PluginValidationError):
            raise
        # The module is named by its path on another line already.
        said = re.sub(r" in plugin <module [^<>]*>", "", " ".join(str(error).split()))
        raise Refused("register", f"{said}; hooks are {', '.join(known)}") from error
    callers = manager.get_hookcallers(module)
    if not callers:
        raise Refused("register", f"defines no Podium hook; mark a function with @hookimpl: {', '.join(known)}")
    stages.facts["hooks"] = tuple(sorted({caller.name for caller in callers}, key=known.index))


def _answers(
    manager: pluggy.PluginManager, hook: str, module: ModuleType, stages: Stages, stage: str, *, whole: bool = False
) -> list[Any]:
    """Return what one plugin's functions for a hook return: what is in the lists, or each answer as a ``whole``.

    pluggy would call the functions of all plugins, and end at the first that raises.
    """
    answers: list[Any] = []
    for implementation in getattr(manager.hook, hook).get_hookimpls():
        if implementation.plugin is module:
            function: Callable[[], Any] = implementation.function
            # A list is read at this stage too: a generator runs the plugin's code only then.
            wanted = function if whole else partial(_listed, function)
            answer = stages.call(stage, f"{hook}()", wanted)
            answers += [answer] if whole else answer
    return answers


def _listed(function: Callable[[], Any]) -> list[Any]:
    return list(function())


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
