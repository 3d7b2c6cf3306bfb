"""Adapters: one module per kind of model. Each makes a real model answer a benchmark's requests."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path

from podium.registry.adapters.base import Adapter, AdapterOptions
from podium.registry.errors import PodiumError
from podium.registry.names import nearest

__all__ = ["KINDS", "Adapter", "AdapterOptions", "Opener", "open_adapter"]

#: Prefix of a model spec -> module and class or function, and what may follow the prefix.
KINDS = {
    "hf": ("podium.registry.adapters.huggingface:open_model", "PATH_OR_ID of a transformers model"),
    "openai": ("podium.registry.adapters.endpoint:Endpoint", "BASE_URL#MODEL of a server with OpenAI's interface"),
    "file": ("podium.registry.adapters.predictions:PredictionsFile", "PATH of answers or of another harness's log"),
    "baseline": ("podium.registry.adapters.baseline:Baseline", "prior, always-yes, always-no, first-option or random"),
}

#: Makes an adapter of what follows the prefix and the user's choices.
Opener = Callable[[str, AdapterOptions], Adapter]


def open_adapter(
    spec: str, options: AdapterOptions, more: Mapping[str, Opener] | None = None, absent: Sequence[str] = ()
) -> Adapter:
    """Return the adapter a model spec names, such as ``hf:./my-vit``; nothing is loaded yet.

    Args:
        spec: Prefix, colon, and what the adapter knows the model by.
        options: The user's choices.
        more: Further kinds, by prefix, that plugins bring.
        absent: Plugins that did not load, any of which may bring a kind that is not known.

    Raises:
        PodiumError: If the spec has no known prefix or nothing after it, or a plugin's adapter cannot be made.
    """
    kind, _, rest = spec.partition(":")
    if rest and kind in (more or {}):
        return _plugin(kind, (more or {})[kind], rest, options)
    if kind not in KINDS or not rest:
        near = nearest(kind, (*KINDS, *(more or ())), limit=1) if rest else []
        forms = [f"{name}:{what}" for name, (_, what) in KINDS.items()] + [f"{name}:..." for name in more or {}]
        hint = f"did you mean {near[0]}:{rest}?" if near else f"write one of {'; '.join(forms)}"
        if spec and not rest and Path(spec).exists():
            hint = f"did you mean {'hf' if Path(spec).is_dir() else 'file'}:{spec}?"
        if absent and rest and not near:
            hint = f"it may be of {' or '.join(absent)}, which did not load: podium plugins; else {hint}"
        raise PodiumError(f"model {spec!r} is not of a known kind", hint)
    module, _, name = KINDS[kind][0].partition(":")
    opener: Opener = getattr(import_module(module), name)
    return opener(rest, options)


def _plugin(kind: str, opener: Opener, rest: str, options: AdapterOptions) -> Adapter:
    """Open a plugin's adapter; whatever is wrong with it is said of the plugin."""
    try:
        adapter = opener(rest, options)
    except PodiumError:
        raise
    except Exception as error:
        what = f"{type(error).__name__}: {error}".splitlines()[0]
        raise PodiumError(
            f"the adapter for {kind}: failed: {what}", "podium plugins tells which plugin it is of"
        ) from error
    # The journal and the tables know a model by its spec, which begins with the adapter's kind.
    if not isinstance(adapter, Adapter) or adapter.kind != kind:
        found = f"is of kind {adapter.kind!r}" if isinstance(adapter, Adapter) else f"is {type(adapter).__name__}"
        raise PodiumError(f"what opens {kind}: {found}, not an Adapter whose kind is {kind!r}", "mend the plugin")
    return adapter
