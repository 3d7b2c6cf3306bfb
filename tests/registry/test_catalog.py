"""The shipped model catalogue."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path

import podium.registry.catalog as catalog
from podium.registry.catalog import shipped_models
from podium.registry.names import key
from podium.registry.store import MODEL_FIELDS

TYPES: dict[str, type | tuple[type, ...]] = {
    "slug": str,
    "name": str,
    "organisation": str,
    "released": str,
    "released_precision": str,
    "parameters_b": float,
    "context_tokens": int,
    "input_price": float,
    "output_price": float,
    "price_as_of": str,
    "licence": str,
    "open_weights": bool,
    "multimodal": bool,
    "aliases": list,
    "source_url": str,
    "llm_stats_id": str,
}


def test_the_catalogue_holds_764_models_sorted_by_unique_slug() -> None:
    slugs = [model["slug"] for model in shipped_models()]
    assert len(slugs) == 764
    assert slugs == sorted(set(slugs))


def test_every_model_has_only_known_keys_of_the_right_type_and_nothing_empty() -> None:
    assert set(MODEL_FIELDS) <= set(TYPES)
    for model in shipped_models():
        assert {"slug", "name", "multimodal", "source_url"} <= set(model)
        for field, value in model.items():
            assert isinstance(value, TYPES[field]), (model["slug"], field)
            assert value not in ("", [], "Unknown"), (model["slug"], field)
        assert model["source_url"].startswith("https://")
        assert not isinstance(model.get("context_tokens"), bool)


def test_what_is_known_of_the_models_is_exactly_this_much() -> None:
    known = Counter(field for model in shipped_models() for field in model)
    assert known == {
        "slug": 764,
        "name": 764,
        "multimodal": 764,
        "source_url": 764,
        "released": 746,
        "open_weights": 538,
        "released_precision": 520,
        "organisation": 618,
        "licence": 349,
        "parameters_b": 325,
        "context_tokens": 214,
        "llm_stats_id": 163,
        "input_price": 158,
        "output_price": 158,
        "price_as_of": 158,
        "aliases": 93,
    }


def test_dates_sizes_and_prices_make_sense() -> None:
    for model in shipped_models():
        if "released" in model:
            assert date(2019, 1, 1) <= date.fromisoformat(model["released"]) <= date(2026, 12, 31)
        assert model.get("released_precision", "day") in ("day", "month")
        assert "released" in model or "released_precision" not in model
        assert model.get("parameters_b", 1.0) > 0
        assert model.get("context_tokens", 1) > 0
        priced = [field in model for field in ("input_price", "output_price", "price_as_of")]
        assert len(set(priced)) == 1
        if priced[0]:
            assert model["input_price"] >= 0 and model["output_price"] >= 0
            date.fromisoformat(model["price_as_of"])


def test_the_leader_of_both_chest_sets_is_described() -> None:
    (model,) = [model for model in shipped_models() if model["slug"] == "medgemma-4b-it"]
    source = model["source_url"]
    assert source.startswith("https://github.com/JonathanChavezTamales/llm-leaderboard/blob/")
    assert {field: value for field, value in model.items() if field != "source_url"} == {
        "slug": "medgemma-4b-it",
        "name": "MedGemma 4B IT",
        "organisation": "Google",
        "released": "2025-05-20",
        "released_precision": "day",
        "parameters_b": 4.3,
        "licence": "Health AI Developer Foundations terms of use",
        "open_weights": True,
        "multimodal": True,
        "llm_stats_id": "medgemma-4b-it",
    }


def test_only_these_names_mean_more_than_one_model() -> None:
    owners: dict[str, set[str]] = {}
    for model in shipped_models():
        for name in (model["slug"], model["name"], *model.get("aliases", ())):
            owners.setdefault(key(name), set()).add(model["slug"])
    assert {name: slugs for name, slugs in owners.items() if len(slugs) > 1} == {
        "claude35sonnet": {"claude-3-5-sonnet-20240620", "claude-3-5-sonnet-20241022"},
        "commandr": {"command-r", "command-r-plus-04-2024"},
        "deepcnns": {"chexpert-deep-cnns-20190731", "chexpert-deepcnns-20191230"},
        "densenet121": {"chexpert-densenet121-20190512", "chexpert-densenet121-20190730"},
        "gpt4o": {"gpt-4o-2024-05-13", "gpt-4o-2024-08-06"},
        "llavacriticr1": {"llava-critic-r1", "llava-critic-r1-plus"},
    }


def test_an_instruct_model_is_not_an_alias_of_its_base_model() -> None:
    names = {model["slug"]: model["name"] for model in shipped_models()}
    assert names["llama-3-8b-instruct"] == "Llama 3 8B Instruct"
    assert names["llama-3-8b"] == "Llama 3 8B (base)"


def test_models_stand_one_a_line_so_that_changes_read_well() -> None:
    path = Path(catalog.__file__).with_name("models.json")
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[:3] == ["{", '  "format": 1,', '  "models": [']
    assert [json.loads(line.strip().rstrip(",")) for line in lines[3:-2]] == shipped_models()


def test_the_notice_counts_every_model_once_and_gives_the_credits_asked_for() -> None:
    text = Path(catalog.__file__).with_name("NOTICE.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1:-1] for line in text.splitlines() if line.startswith("| ")][1:]
    assert sum(int(count) for _, count, _ in rows) == 764
    for credit in ("LLM Stats (llm-stats.com)", "CC BY 4.0", "HELM, Stanford CRFM", "mmmu-benchmark.github.io"):
        assert credit in text
    for credit in ("Epoch AI, Benchmarking Hub, epoch.ai/benchmarks", "CharXiv, charxiv.github.io", "CC BY-SA 4.0"):
        assert credit in text
