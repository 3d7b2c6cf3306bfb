"""The options of ``podium evaluate``: under which heading, for which models, and what they come to."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import click
import pytest

from podium.cli import evaluate_options
from podium.cli.evaluate import evaluate, score
from podium.registry.adapters import KINDS, AdapterOptions
from podium.registry.adapters.base import EndpointOptions
from podium.tests.cli.support import failure, podium
from podium.tests.fakes.language import llama
from podium.tests.fakes.models import vit_classifier

#: A value for each option that takes one and is not for every kind of model.
GIVEN = {
    "revision": ("--revision", "main"),
    "dtype": ("--dtype", "float32"),
    "device_map": ("--device-map", "auto"),
    "attention": ("--attention", "sdpa"),
    "quantization": ("--quantization", "8bit"),
    "compile": ("--compile",),
    "trust_remote_code": ("--trust-remote-code",),
    "allow_pickle": ("--allow-pickle",),
    "activation": ("--activation", "softmax"),
    "chat": ("--chat", "on"),
    "max_new_tokens": ("--max-new-tokens", "3"),
    "temperature": ("--temperature", "0.5"),
    "batch_size": ("--batch-size", "2"),
    "batch_tokens": ("--batch-tokens", "100"),
    "api": ("--api", "chat"),
    "concurrency": ("--concurrency", "2"),
    "timeout": ("--timeout", "5"),
    "patience": ("--patience", "5"),
    "max_tokens": ("--max-tokens", "5"),
    "max_cost": ("--max-cost", "5"),
    "input_price": ("--input-price", "5"),
    "output_price": ("--output-price", "5"),
    "engine": ("--engine", "ray"),
    "ray_address": ("--ray-address", "auto"),
    "workers": ("--workers", "2"),
}


def parsed(*words: str) -> dict[str, Any]:
    context = evaluate.make_context("evaluate", ["mmlu", *words])
    return context.params


def options(registry: Path, *words: str) -> AdapterOptions:
    import sqlite3

    connection = sqlite3.connect(registry)
    connection.row_factory = sqlite3.Row
    try:
        return evaluate_options.adapter_options(connection, parsed(*words), "cpu")
    finally:
        connection.close()


def sections(command: click.Command) -> dict[str, list[str]]:
    """Return the headings of a help and the options below each."""
    found: dict[str, list[str]] = {}
    heading = ""
    for line in podium(command.name or "", "--help").stdout.splitlines():
        if re.fullmatch(r"\S.*:", line):
            heading = line[:-1]
        elif match := re.match(r"  (?:-\w, )?(--[\w-]+)", line):
            found.setdefault(heading, []).append(match[1])
    return found


def test_the_help_lists_the_options_under_headings() -> None:
    found = sections(evaluate)
    assert list(found) == [
        "Model",
        "Asking",
        "Server (openai:)",
        "What runs",
        "Where",
        "Scoring and record",
        "Judge",
        "Output",
    ]
    assert found["Model"][:4] == ["--model", "--model-name", "--revision", "--dtype"]
    assert found["What runs"][-4:] == ["--subset", "--retry-failed", "--fresh", "--dry-run"]
    assert found["Where"] == ["--device", "--engine", "--ray-address", "--workers"]
    assert found["Output"] == ["--json", "--help"]
    assert "--resume" not in podium("evaluate", "--help").stdout
    scoring = sections(score)
    assert list(scoring) == ["Predictions", "What runs", "Where", "Scoring and record", "Judge", "Output"]
    assert not {"--dtype", "--concurrency", "--engine"} & {name for names in scoring.values() for name in names}


def test_every_option_is_listed_once_and_has_its_help() -> None:
    for command in (evaluate, score):
        names = [name for found in sections(command).values() for name in found]
        declared = [one for one in command.params if isinstance(one, click.Option)]
        assert sorted(names) == sorted([*(one.opts[-1 if one.opts[0][1] != "-" else 0] for one in declared), "--help"])
        assert all(one.help and one.help.endswith(".") for one in declared)


def test_every_option_for_some_kinds_of_model_is_tried_below() -> None:
    assert set(GIVEN) == set(evaluate_options._SPECIAL)
    assert set(evaluate_options._KINDS) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", GIVEN)
def test_an_option_that_does_not_fit_the_kind_of_model_is_a_usage_error(name: str, kind: str) -> None:
    fits = name in evaluate_options._KINDS[kind]
    words = ("evaluate", "chexpert", "--model", f"{kind}:/nowhere", *GIVEN[name])
    if fits:
        evaluate_options.check_fit(f"{kind}:/nowhere", frozenset({"spec", name}))
    else:
        message = failure(*words, code=2)
        assert f"{GIVEN[name][0]} is for models of " in message
        assert f"not for {kind}:" in message


def test_the_message_names_the_kinds_that_an_option_is_for() -> None:
    message = failure("evaluate", "mmlu", "--model", "hf:x", "--concurrency", "4", code=2)
    assert message.startswith("--concurrency is for models of openai:, not for hf:")
    message = failure("evaluate", "mmlu", "--model", "file:x", "--temperature", "1", code=2)
    assert message.startswith("--temperature is for models of hf: and openai:, not for file:")


def test_a_kind_that_a_plugin_brings_may_use_any_option() -> None:
    evaluate_options.check_fit("mine:x", frozenset(GIVEN))


def test_what_an_image_classifier_and_a_language_model_cannot_use_is_refused(tmp_path: Path) -> None:
    vit = vit_classifier(tmp_path / "vit", ("Spot", "Bar"))
    message = failure("evaluate", "chexpert", "--model", f"hf:{vit}", "--chat", "on", code=2)
    assert message.startswith(f"--chat has no meaning for hf:{vit}, which is read as an image classifier")
    words = ("evaluate", "chexpert", "--model", f"hf:{llama(tmp_path / 'llama')}", "--activation", "softmax")
    assert "which is read as a language model" in failure(*words, code=2)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--fresh", "--retry-failed"), "--fresh starts anew and --retry-failed goes on; give one of them"),
        (("--ray-address", "auto"), "--ray-address is for --engine ray"),
        (("--temperature", "-1"), "--temperature: -1.0 is not in the range x>=0"),
        (("--limit", "0"), "--limit: 0 is not in the range x>=1"),
        (("--resume",), "no option called '--resume'"),
    ],
)
def test_what_contradicts_itself_is_a_usage_error(words: tuple[str, ...], message: str) -> None:
    assert message in failure("evaluate", "chexpert", "--model", "hf:/nowhere", *words, code=2)


def test_every_option_of_an_adapter_can_be_given(registry_file: Path) -> None:
    words = [word for name, given in GIVEN.items() if name != "ray_address" for word in given]
    found = options(registry_file, "--model", "mine:x", *words, "--seed", "7")
    assert found == AdapterOptions(
        device="cpu",
        dtype="float32",
        activation="softmax",
        batch_size=2,
        batch_tokens=100,
        revision="main",
        attention="sdpa",
        quantization="8bit",
        device_map="auto",
        compile=True,
        trust_remote_code=True,
        allow_pickle=True,
        chat="on",
        max_new_tokens=3,
        temperature=0.5,
        seed=7,
        endpoint=EndpointOptions("chat", 2, 5.0, 5.0, 5, 5.0, 5.0, 5.0),
    )


def test_without_options_an_adapter_has_its_own_defaults(registry_file: Path) -> None:
    assert options(registry_file, "--model", "hf:x") == AdapterOptions()


# --- prices


def catalogue_model(registry: Path, *, priced: bool) -> tuple[str, float, float]:
    import sqlite3

    condition = "input_price IS NOT NULL AND output_price IS NOT NULL" if priced else "input_price IS NULL"
    with sqlite3.connect(registry) as connection:
        found: tuple[str, float, float] = connection.execute(
            f"SELECT name, input_price, output_price FROM models WHERE {condition} ORDER BY slug LIMIT 1"
        ).fetchone()
    return found


def test_the_most_cost_takes_the_catalogues_prices_of_a_known_model(registry_file: Path) -> None:
    name, input_price, output_price = catalogue_model(registry_file, priced=True)
    words = ("--model", "openai:http://localhost#m", "--max-cost", "2", "--model-name", name)
    endpoint = options(registry_file, *words).endpoint
    assert (endpoint.input_price, endpoint.output_price) == (input_price, output_price)
    own = options(registry_file, *words, "--input-price", "9").endpoint
    assert (own.input_price, own.output_price) == (9.0, output_price)


def test_the_most_cost_without_prices_is_a_usage_error_that_says_so(registry_file: Path) -> None:
    words = ("evaluate", "chexpert", "--model", "openai:http://localhost#m", "--max-cost", "2")
    how = "give --input-price and --output-price, per million tokens, or a --model-name of the catalogue with prices"
    assert failure(*words, code=2).startswith(f"--max-cost needs to know the prices; {how}")
    message = failure(*words, "--model-name", "nobody's model", code=2)
    assert message.startswith('--max-cost: the catalogue has no model "nobody\'s model"')
    unpriced = catalogue_model(registry_file, priced=False)[0]
    message = failure(*words, "--model-name", unpriced, code=2)
    assert message.startswith(f"--max-cost: the catalogue has no prices of {unpriced}; {how}")


# --- settings


def test_the_seed_is_the_benchmarks_and_also_the_one_of_a_model_that_draws() -> None:
    params = parsed("--model", "hf:x", "--seed", "3")
    assert evaluate_options.benchmark_settings(params, ["shots"]) == {"seed": "3"}
    params = parsed("--model", "hf:x", "--seed", "3", "--temperature", "1")
    assert evaluate_options.benchmark_settings(params, ["shots"]) == {}
    assert evaluate_options.benchmark_settings(params, ["shots", "seed"]) == {"seed": "3"}
    params = parsed("--model", "baseline:random", "--seed", "3")
    assert evaluate_options.benchmark_settings(params, ["shots"]) == {}


def test_a_revision_of_a_folder_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(click.UsageError, match="--revision is for models of the hub; hf:.* is a folder here"):
        evaluate_options.check_fit(f"hf:{tmp_path}", frozenset({"spec", "revision"}))
    evaluate_options.check_fit("hf:org/model", frozenset({"spec", "revision"}))
