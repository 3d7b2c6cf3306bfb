"""A run as other people may see it: without where its files lie, and without the names of machines and people."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

from podium.cli import document
from podium.cli.evaluate_options import ACTIVATIONS, DTYPES
from podium.cli.run_record import flat
from podium.registry.journal import Run
from podium.registry.report import Report

#: An absolute path of two parts or more, also behind a colon as in ``hf:/home/me/model``, but not an address.
_PATH = re.compile(r"(?<![\w./<~])(?:file://)?~?/(?!/)[^\s'\"()<>,;|]+/[^\s'\"()<>,;|]*|\b[A-Za-z]:\\[^\s'\"<>|;,]+")

#: Parts of provenance that mean this machine, its network or its user and nobody else's, wherever they stand in it.
_PRIVATE = ("data", "process", "host", "hostname", "node", "user", "username", "cwd", "argv", "ray_address")

#: Parts that repeat others, or that tell of the record and not of the run.
_REPEATED = ("identity", "asked", "removed", "about")

#: Ends of the names of machines that only their own network knows.
_INTERNAL = ("local", "localhost", "localdomain", "lan", "internal", "intranet", "corp", "home", "svc", "private")
SERVER = "SERVER"


def published(run: Run) -> Run:
    """Return a run in which every local path is cut to its last part, without the scores of single units.

    Cut are the folder of the data, the place of the model or predictions file, and whatever else looks
    like an absolute path, wherever it is named: in provenance, settings, notes, tables or the user's words.
    A server that is asked, be it as a judge, is called ``SERVER`` unless it is public, and credentials in its
    address go.
    """
    known = [str(run.provenance[name]) for name in _PRIVATE if run.provenance.get(name)]
    # Such as a file of thresholds; a path may hold blanks, by which it could not be told from the words around it.
    known += [value for value in run.settings.values() if isinstance(value, str) and Path(value).is_absolute()]
    kind, _, target = run.spec.partition(":")
    local = _is_local(run, kind, target)
    if local:
        known += [target, str(Path(target).expanduser().resolve())]
    judges = _judges(run)
    for judge in judges:
        own, _, place = str(judge.get("spec", "")).partition(":")
        known += [place] if _is_file(own, place, judge.get("fingerprint")) else []
    spoken = tuple(sorted({place for place in known if len(place) > 1}, key=len, reverse=True))
    asked = [target, *(str(judge.get("spec", "")).partition(":")[2] for judge in judges)]
    servers = dict(sorted(((name, public) for one in asked for name, public in _servers(one).items()), key=_longest))

    def clean(value: Any) -> Any:
        if isinstance(value, str):
            for name, public in servers.items():
                value = re.sub(rf"(?<![\w.-]){re.escape(name)}(?![\w-]|\.\w)", public, value)
            return without_paths(value, spoken)
        if isinstance(value, Mapping):
            return {clean(name): clean(entry) for name, entry in value.items()}
        return [clean(entry) for entry in value] if isinstance(value, list | tuple) else value

    fields = dict(vars(run))
    fields |= {name: clean(fields[name]) for name in ("model", "settings", "provenance", "eligibility", "error")}
    fields["provenance"] = _without_private(fields["provenance"])
    # A bare name would mean one on a hub.
    fields["spec"] = f"{kind}:{'' if kind == 'file' else './'}{_last(target)}" if local else clean(run.spec)
    if run.report is not None:
        fields["report"] = Report.from_json(clean(replace(run.report, units=()).to_json()))
    return Run(**fields)


def _judges(run: Run) -> list[Mapping[str, Any]]:
    """Return what is recorded of the run's judge and of those before it."""
    others = run.provenance.get("judges")
    found = [run.provenance.get("judge"), *(others.values() if isinstance(others, Mapping) else ())]
    return [one for one in found if isinstance(one, Mapping)]


def _longest(named: tuple[str, str]) -> int:
    return -len(named[0])


def _without_private(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: _without_private(value) if isinstance(value, Mapping) else value
        for name, value in facts.items()
        if name not in _PRIVATE
    }


def _servers(target: str) -> dict[str, str]:
    """Return what the server of a model spec is called in texts, longest first, with what it is called in public."""
    _, sign, rest = target.partition("://")
    if not sign:
        return {}
    authority = re.split(r"[/?#]", rest, maxsplit=1)[0]
    address = authority.rpartition("@")[2]
    host = re.sub(r":\d*$", "", address)
    if target.startswith("https:") and _is_public(host):
        return {authority: address} if authority != address else {}
    names = [authority, address, *([host] if "." in host or ":" in host else [])]
    return dict.fromkeys(names, SERVER)


def _is_public(host: str) -> bool:
    labels = host.lower().rstrip(".").split(".")
    return len(labels) > 1 and labels[-1].isalpha() and labels[-1] not in _INTERNAL


def _is_local(run: Run, kind: str, target: str) -> bool:
    """Return whether a spec names a file or folder of this machine, not a name on a hub or a baseline."""
    return _is_file(kind, target, run.provenance.get("model"))


def _is_file(kind: str, target: str, model: object) -> bool:
    weights = str(model.get("weights", "")) if isinstance(model, Mapping) else ""
    return kind == "file" or (kind == "hf" and not weights.startswith("hub:")) or target.startswith(("/", "~", "."))


def without_paths(text: str, known: tuple[str, ...] = ()) -> str:
    """Return a text with absolute paths cut to their last part.

    Args:
        text: Any text.
        known: Paths that are cut wherever they stand, though they hold blanks or are not absolute; longest first.
    """
    for place in known:
        if "/" in place or "\\" in place:
            text = re.sub(rf"(?<![\w/]){re.escape(place)}(?=$|[^\w])", lambda found: _last(found[0]), text)
    return _PATH.sub(lambda found: _last(found[0]), text)


def _last(path: str) -> str:
    return PurePosixPath(path.replace("\\", "/").removeprefix("file://")).name or "…"


#: Options that decide what a model answers, in the order in which they are told. How fast it is asked and where,
#: and how long or for how much money, is for whoever repeats a run to say.
_TOLD = {
    "hf": (
        "revision", "dtype", "device_map", "attention", "quantization", "compile", "trust_remote_code", "allow_pickle",
        "activation", "chat", "max_new_tokens", "temperature", "batch_size", "batch_tokens", "seed",
    ),
    "openai": ("api", "max_new_tokens", "temperature", "seed"),
    "file": ("seed",),
    "baseline": ("seed",),
}  # fmt: skip


def command(run: Run) -> str:
    """Return the command that repeats a published run; ``DIR`` and the model's folder are the reader's own."""
    kind, _, target = run.spec.partition(":")
    subset = run.provenance.get("subset") or ()
    if kind == "file" and not subset:
        words = ["podium", "score", run.benchmark, "--predictions", target]
    else:
        words = ["podium", "evaluate", run.benchmark, "--model", run.spec]
    words += [] if run.sample else ["--data", "DIR"]
    words += ["--split", run.split]
    for pattern in subset:
        words += ["--subset", str(pattern)]
    if run.provenance.get("limit"):
        words += ["--limit", str(run.provenance["limit"])]
    told = _told(run, kind)
    for name, value in told.items():
        words += [f"--{name.replace('_', '-')}", *([] if value is True else [str(value)])]
    for name, value in run.settings.items():
        # --seed is the setting too.
        again = name == "seed" and value == told.get("seed")
        words += ["--set", f"{name}={value}"] if value != "" and not again else []
    return shlex.join(words)


def _told(run: Run, kind: str) -> dict[str, Any]:
    """Return the options that decide what a model answers, as far as they are not as they always are."""
    kept = run.provenance.get("options")
    chosen: dict[str, Any]
    chosen = _chosen(kept) if isinstance(kept, Mapping) else {"batch_size": run.provenance.get("batch_size")}
    chosen |= chosen.pop("endpoint", {})
    model = run.provenance.get("model")
    if kind == "hf" and isinstance(model, Mapping):
        # What "auto" came to.
        known = {"dtype": DTYPES, "activation": ACTIVATIONS}
        chosen |= {name: model[name] for name, values in known.items() if model.get(name) in values}
    names = _TOLD.get(kind, tuple(dict.fromkeys(name for names in _TOLD.values() for name in names)))
    return {name: chosen[name] for name in names if chosen.get(name) not in (None, "", False)}


def provenance(run: Run) -> list[tuple[str, str]]:
    """Return what is needed to repeat a published run, as names and values."""
    lines = [("run", run.id), ("model", run.spec), ("started", run.started_at), ("finished", run.finished_at or "")]
    named = {name: value for name, value in run.provenance.items() if name not in _REPEATED}
    named["options"] = _chosen(named.get("options") or {})
    lines += [(_NAMES.get(name, name.replace("_", " ")), value) for name, value in flat(named)]
    settings = run.report.settings if run.report is not None else run.settings
    lines += [("settings", document.settings(settings))]
    lines += [("fingerprint of items, model and questions", f"sha256:{run.fingerprint}")]
    return [(name, value) for name, value in lines if value not in ("", "None")]


_NAMES = {
    "podium": "Podium",
    "python": "Python",
    "card": "version of the benchmark",
    "dataset": "fingerprint of the data",
    "items": "fingerprint of the items and their labels",
    "content": "fingerprint of all that is asked",
    "prompt sha256": "checksum of the first prompt",
    "git podium": "commit of Podium",
    "git folder": "commit of the working folder",
    "durations load": "seconds of loading",
    "durations answering": "seconds of answering",
    "durations score": "seconds of scoring",
    "durations total": "seconds in all",
    "memory peak_mb": "peak memory, MB",
    "memory gpu_peak_mb": "peak memory on GPUs, MB",
    "hardware memory_mb": "memory, MB",
    "model weights": "checksum of the weights",
    "model sha256": "checksum of the predictions file",
    "model processor": "checksum of the image processor",
}


def _chosen(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return those of an adapter's options that are not as they always are."""
    from dataclasses import asdict

    from podium.registry.adapters.base import AdapterOptions

    usual = asdict(AdapterOptions())
    return {
        name: {key: entry for key, entry in value.items() if entry != (usual.get(name) or {}).get(key)}
        if isinstance(value, Mapping)
        else value
        for name, value in options.items()
        if value != usual.get(name)
    }
