"""Checkouts of LLM Stats in both layouts, in the form that its repository has."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any


def figure(dataset: str, score: Any, method: str = "Accuracy", **change: Any) -> dict[str, Any]:
    """Return an entry of a model's ``qualitative_metrics``."""
    return {
        "dataset_name": dataset,
        "score": score,
        "is_self_reported": True,
        "analysis_method": method,
        "date_recorded": "2025-05-20",
        "source_link": "https://huggingface.co/google/medgemma-4b-it",
    } | change


def model(name: str, figures: Sequence[Any] = (), **change: Any) -> dict[str, Any]:
    """Return a ``model.json`` of the first layout."""
    return {
        "canonical_model_id": None,
        "fine_tuned_from_model_id": None,
        "name": name,
        "description": "A model.",
        "release_date": "2025-05-20",
        "input_context_size": 128000,
        "output_context_size": 8192,
        "license": "Proprietary",
        "multimodal": True,
        "web_hydrated": False,
        "knowledge_cutoff": None,
        "api_ref_link": None,
        "scorecard_blog_link": "https://example.net/card",
        "paper_link": None,
        "repo_link": None,
        "weights_link": None,
        "param_count": None,
        "training_tokens": None,
        "qualitative_metrics": list(figures),
    } | change


def write(folder: Path, models: Mapping[str, Any]) -> Path:
    """Write a checkout of the first layout; a model is named by its maker's folder and its own."""
    for address, data in models.items():
        file = folder / "models" / address / "model.json"
        file.parent.mkdir(parents=True)
        file.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    return folder


def write_later(folder: Path, maker: str, slug: str, data: Mapping[str, Any], figures: Sequence[Any]) -> Path:
    """Write a model of the later layout."""
    home = folder / "data" / "organizations" / slug.partition("/")[0]
    place = home / "models" / slug.partition("/")[2]
    place.mkdir(parents=True)
    (home / "organization.json").write_text(json.dumps({"organization_id": home.name, "name": maker}))
    (place / "model.json").write_text(json.dumps(data))
    (place / "benchmarks.json").write_text(json.dumps(list(figures)))
    return folder
