"""A real server, ``transformers serve`` on loopback, answers a benchmark as its model does without it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from podium.registry import evaluation, journal
from podium.registry.adapters import AdapterOptions, open_adapter, prompts
from podium.registry.adapters.base import EndpointOptions
from podium.registry.adapters.letters import read_letter
from podium.registry.benchmark import Answer, Benchmark, Choose, Generate, Item
from podium.registry.errors import PodiumError
from podium.registry.evaluation import Plan
from podium.tests.fakes import language, quiz_data
from podium.tests.fakes.serving import served


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return language.llama(tmp_path_factory.mktemp("served") / "tiny-llama", chat=True)


@pytest.fixture(scope="module")
def url(model: Path) -> Iterator[str]:
    with served(model) as address:
        yield address


@pytest.fixture(scope="module")
def alone(model: Path) -> Any:
    """The model and its tokenizer in this process."""
    from transformers import AutoModelForCausalLM, AutoTokenizer

    network: Any = AutoModelForCausalLM.from_pretrained(model)
    return network.eval(), AutoTokenizer.from_pretrained(model)


@pytest.fixture(autouse=True)
def no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PODIUM_API_KEY", "OPENAI_API_KEY"):
        monkeypatch.delenv(name, raising=False)


def greedy(alone: Any, text: str, *, chat: bool, most: int) -> tuple[str, int]:
    """Return what the model says by greedy decoding, and of how many tokens that is."""
    import torch

    network, words = alone
    if chat:
        message = [{"role": "user", "content": text}]
        ids = words.apply_chat_template(message, add_generation_prompt=True, return_tensors="pt", return_dict=True)
    else:
        ids = words(text, return_tensors="pt")
    with torch.inference_mode():
        found = network.generate(
            input_ids=ids["input_ids"], attention_mask=ids["attention_mask"], max_new_tokens=most, do_sample=False
        )
    new = found[0, ids["input_ids"].shape[1] :]
    return str(words.decode(new, skip_special_tokens=True)), len(new)


def expected(alone: Any, item: Item, *, chat: bool = True) -> Answer:
    """Return the answer the model gives without a server."""
    request = item.request
    if isinstance(request, Generate):
        text, count = greedy(alone, request.prompt, chat=chat, most=request.max_tokens)
        before, ends, _ = text.partition("\n")
        cut = "length" if count == request.max_tokens and not ends else "stop"
        return Answer(text=before, finish=cut)
    assert isinstance(request, Choose)
    asked = prompts.choice_message(request) if chat else prompts.choice_prompt(request)
    text, count = greedy(alone, asked, chat=chat, most=32)
    return Answer(choice=read_letter(text, request.options), text=text, finish="length" if count == 32 else "stop")


@pytest.mark.parametrize(
    ("protocol", "api", "asked"),
    [("letter", "auto", "text"), ("likelihood", "auto", "letter"), ("likelihood", "completions", "letter")],
)
def test_a_served_model_answers_as_it_does_without_a_server(
    protocol: str,
    api: str,
    asked: str,
    url: str,
    model: Path,
    alone: Any,
    quiz: Benchmark,
    connection: sqlite3.Connection,
    tmp_path: Path,
) -> None:
    data = quiz_data.write(tmp_path / "data", test=4)
    options = AdapterOptions(endpoint=EndpointOptions(api=api, concurrency=3))
    adapter = open_adapter(f"openai:{url}", options)
    run = evaluation.run(connection, Plan(quiz, adapter, data, settings={"protocol": protocol}))
    items = list(quiz.load(data, "test", shots=0, protocol=protocol))
    kept = journal.answered(connection, run.id)
    assert [kept[position][1] for position in range(12)] == [
        expected(alone, item, chat=api == "auto") for item in items
    ]
    assert run.status == "finished"
    assert run.model == "tiny-llama"
    facts = run.provenance["model"]
    assert (facts["address"], facts["model"], facts["asked"]) == (f"{url}/v1", str(model), asked)
    assert facts["server"] == "uvicorn"
    assert facts["listed_owned_by"] == "local"


def test_the_tokens_the_server_counts_are_the_models_own(
    url: str, alone: Any, quiz: Benchmark, connection: sqlite3.Connection, tmp_path: Path
) -> None:
    data = quiz_data.write(tmp_path / "data", test=2)
    adapter = open_adapter(f"openai:{url}", AdapterOptions(endpoint=EndpointOptions(input_price=1.0, output_price=3.0)))
    run = evaluation.run(connection, Plan(quiz, adapter, data, settings={"protocol": "letter"}))
    _, words = alone
    items = list(quiz.load(data, "test", shots=0, protocol="letter"))
    lengths = []
    for item in items:
        assert isinstance(item.request, Generate)
        message = [{"role": "user", "content": item.request.prompt}]
        lengths.append(len(words.apply_chat_template(message, add_generation_prompt=True)["input_ids"]))
    speed = run.provenance["speed"]
    # The first item is also what the server is tried with.
    assert speed["prompt_tokens"] == sum(lengths) + lengths[0]
    assert speed["cost"] == pytest.approx((speed["prompt_tokens"] + 3 * speed["new_tokens"]) / 1e6)
    assert speed["items"] == 6
    assert speed["requests"] == 8


def test_a_run_that_a_limit_has_stopped_goes_on_where_it_was(
    url: str, alone: Any, quiz: Benchmark, connection: sqlite3.Connection, tmp_path: Path
) -> None:
    data = quiz_data.write(tmp_path / "data", test=4)
    limited = AdapterOptions(endpoint=EndpointOptions(max_tokens=1200, concurrency=2))
    plan = Plan(quiz, open_adapter(f"openai:{url}", limited), data, settings={"protocol": "letter"})
    with pytest.raises(PodiumError, match="stopped before --max-tokens 1200 would be exceeded"):
        evaluation.run(connection, plan)
    stopped = journal.runs(connection)[0]
    before = journal.answered(connection, stopped.id)
    assert 0 < len(before) < 12
    again = replace(plan, adapter=open_adapter(f"openai:{url}", AdapterOptions()))
    run = evaluation.run(connection, again)
    assert run.id == stopped.id
    after = journal.answered(connection, run.id)
    assert {position: after[position] for position in before} == before
    items = list(quiz.load(data, "test", shots=0, protocol="letter"))
    assert [after[position][1] for position in range(12)] == [expected(alone, item) for item in items]
