"""Adapters: one module per kind of model. Each makes a real model answer a benchmark's requests."""

from __future__ import annotations

from importlib import import_module

from podium.registry.adapters.base import Adapter, AdapterOptions
from podium.registry.errors import PodiumError

__all__ = ["KINDS", "Adapter", "AdapterOptions", "open_adapter"]

#: Prefix of a model spec -> module and class, and what may follow the prefix.
KINDS = {
    "hf": ("podium.registry.adapters.classifier:ImageClassifier", "PATH_OR_ID of a transformers image classifier"),
    "file": (
        "podium.registry.adapters.predictions:PredictionsFile",
        "PATH of a CSV, Parquet or JSONL file",
    ),
    "baseline": ("podium.registry.adapters.baseline:Baseline", "prior, always-yes or always-no"),
}


def open_adapter(spec: str, options: AdapterOptions) -> Adapter:
    """Return the adapter a model spec names, such as ``hf:./my-vit``; nothing is loaded yet.

    Raises:
        PodiumError: If the spec has no known prefix or nothing after it.
    """
    kind, _, rest = spec.partition(":")
    forms = "; ".join(f"{name}:{what}" for name, (_, what) in KINDS.items())
    if kind not in KINDS or not rest:
        raise PodiumError(f"model {spec!r} is not of a known kind", f"write one of {forms}")
    module, _, name = KINDS[kind][0].partition(":")
    adapter: Adapter = getattr(import_module(module), name)(rest, options)
    return adapter
