"""What a run records of how options were compared, and which settings could tip a near tie."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from podium.registry import evaluation
from podium.registry.adapters import AdapterOptions, open_adapter
from podium.registry.adapters.recorded import SEVERAL, SINGLE, known_tokens, seen_tokens, unsteady, unsteady_note
from podium.registry.benchmark import Benchmark, Item
from podium.registry.evaluation import Plan
from podium.tests.fakes import causal
from podium.tests.fakes.language import llama
from podium.tests.registry.language_support import choose, prepared

JOINING = "tokens of context and option together, less the context's; blanks between belong to the option"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return llama(tmp_path_factory.mktemp("llama") / "tiny", chat=True)


def facts(folder: Path, items: list[Item], **options: str) -> dict[str, object]:
    adapter = prepared(folder, items, **options)
    adapter.answer(items)
    kept = {**adapter.provenance(), **adapter.seen()}
    return {name.removeprefix("likelihood_"): value for name, value in kept.items() if name.startswith("likelihood_")}


def test_letters_after_a_plain_prompt_are_recorded_as_such(folder: Path) -> None:
    assert facts(folder, [choose("Which bone?")]) == {
        "options": "letters",
        "beginning": "<s>",
        "chat_template": "off",
        "leading_space": "yes",
        "joining": JOINING,
        "option_tokens": "single tokens",
    }


def test_a_chat_template_takes_the_space_and_brings_the_beginning(folder: Path) -> None:
    found = facts(folder, [choose("Which bone?")], chat="on")
    assert (found["chat_template"], found["leading_space"]) == ("on", "no")
    assert found["beginning"] == "as the chat template writes it"


def test_texts_of_the_protocol_may_be_several_tokens_and_begin_in_both_ways(folder: Path) -> None:
    items = [choose("Which bone?", [" a long bone", "light"]), choose("Which?")]
    found = facts(folder, items)
    assert found["options"] == "letters and the protocol's own texts"
    assert (found["leading_space"], found["option_tokens"]) == ("some", "several tokens and single tokens")
    assert facts(folder, [choose("Which?", ["light", "star"])])["leading_space"] == "no"


def test_a_tokenizer_that_puts_nothing_before_a_text_is_recorded_too(tmp_path: Path) -> None:
    from transformers import PreTrainedTokenizerFast

    saved = causal.save(tmp_path / "gpt2", "gpt2")
    words = PreTrainedTokenizerFast.from_pretrained(saved)
    words.backend_tokenizer.post_processor = None
    words.save_pretrained(saved)
    assert facts(saved, [choose("Which bone?")])["beginning"] == "none"


def test_all_of_it_stands_in_the_record_of_the_run_also_of_a_resumed_one(
    connection: sqlite3.Connection, folder: Path, quiz: Benchmark, quiz_folder: Path
) -> None:
    plan = Plan(quiz, open_adapter(f"hf:{folder}", AdapterOptions()), quiz_folder)
    model = evaluation.run(connection, plan).provenance["model"]
    assert model["likelihood_option_tokens"] == "single tokens"
    assert (model["likelihood_beginning"], model["likelihood_chat_template"]) == ("<s>", "off")
    assert model["likelihood_leading_space"] == "yes"
    assert seen_tokens({SINGLE, SEVERAL}) == {"likelihood_option_tokens": "several tokens and single tokens"}
    assert known_tokens(seen_tokens({SINGLE, SEVERAL})) == {SINGLE, SEVERAL}
    assert known_tokens({}) == set()


def test_replies_alone_record_nothing_of_likelihoods(
    connection: sqlite3.Connection, folder: Path, quiz: Benchmark, quiz_folder: Path
) -> None:
    plan = Plan(quiz, open_adapter(f"hf:{folder}", AdapterOptions()), quiz_folder, settings={"protocol": "letter"})
    model = evaluation.run(connection, plan).provenance["model"]
    assert not [name for name in model if name.startswith("likelihood_")]


# --- near ties


def test_float32_on_a_processor_has_nothing_to_tell(folder: Path) -> None:
    adapter = prepared(folder, [choose("Which?")])
    assert adapter.provenance()["near_ties"] is None
    assert adapter.notes() == ()


def test_what_is_in_force_is_named_and_nothing_else(folder: Path) -> None:
    rounding = "bfloat16, in which the size of a batch changes the rounding"
    adapter = prepared(folder, [choose("Which?")], dtype="bfloat16")
    assert adapter.provenance()["near_ties"] == rounding
    assert adapter.notes() == (f"another run may answer otherwise where two answers are almost a tie: {rounding}",)
    assert unsteady(adapter._model, replace(adapter.options, attention="sdpa")) == [rounding, "sdpa attention"]


def test_every_setting_that_can_tip_a_tie_has_words() -> None:
    model = SimpleNamespace(dtype="torch.float16", config=SimpleNamespace(_attn_implementation="flash_attention_2"))
    options = AdapterOptions(device="cuda:1", quantization="4bit", compile=True)
    assert unsteady(model, options) == [
        "float16, in which the size of a batch changes the rounding",
        "4bit weights",
        "flash_attention_2 attention",
        "--compile",
        "the kernels of cuda:1",
    ]
    assert unsteady_note([]) == []
    whole = SimpleNamespace(dtype="torch.float32", config=SimpleNamespace(_attn_implementation="sdpa"))
    assert unsteady(whole, AdapterOptions(device_map="auto")) == ["the kernels of auto"]
    assert unsteady(whole, AdapterOptions()) == []
