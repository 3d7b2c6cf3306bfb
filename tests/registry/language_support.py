"""What the tests of language models share: the quiz, prepared adapters, and a plain reference."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from podium.registry.adapters import AdapterOptions
from podium.registry.adapters.base import Preview, Task
from podium.registry.adapters.language import LanguageModel
from podium.registry.benchmark import Benchmark, Choose, Item
from podium.registry.discovery import discover
from podium.registry.errors import PodiumError

PLUGINS = Path(__file__).parents[1] / "fakes" / "plugins"


def quiz() -> Benchmark:
    return discover([], None, [PLUGINS]).benchmarks["quiz"].benchmark


def task(items: Sequence[Item]) -> Task:
    return Task(quiz(), "test", items, {}, lambda other: items)


def prepared(folder: Path, items: Sequence[Item], **options: Any) -> LanguageModel:
    adapter = LanguageModel(str(folder), AdapterOptions(**options))
    adapter.prepare(task(items))
    return adapter


def previewed(adapter: LanguageModel, item: Item) -> Preview:
    preview = adapter.preview(item)
    assert preview is not None
    return preview


def refusal(folder: Path, items: Sequence[Item], **options: Any) -> str:
    try:
        prepared(folder, items, **options)
    except PodiumError as error:
        assert "\n" not in str(error)
        return str(error)
    raise AssertionError("not refused")


def choose(prompt: str, continuations: Sequence[str] = (), count: int = 4) -> Item:
    options = tuple(continuations) or tuple(f"option {number}" for number in range(count))
    return Item(prompt[:20], Choose(prompt, options, continuations=tuple(continuations)), 0)


def load(folder: Path) -> tuple[Any, Any]:
    """Return model and tokenizer, loaded without the adapter."""
    from transformers import AutoModelForCausalLM, AutoTokenizer

    words: Any = AutoTokenizer
    models: Any = AutoModelForCausalLM
    return models.from_pretrained(folder).eval(), words.from_pretrained(folder)


def encode_pair(words: Any, context: str, continuation: str) -> tuple[list[int], list[int]]:
    """Split a text as lm-evaluation-harness 0.4.13 does in ``TemplateLM._encode_pair`` and ``loglikelihood``."""
    if not context:
        own = words.encode(continuation, add_special_tokens=False)
        first = words.bos_token_id
        return ([first], own) if own[0] != first else (own[:1], own[1:])
    blanks = len(context) - len(context.rstrip())
    if blanks:
        continuation, context = context[-blanks:] + continuation, context[:-blanks]
    special = not context.startswith(words.bos_token)
    whole = words.encode(context + continuation, add_special_tokens=special)
    own = words.encode(context, add_special_tokens=special)
    return own, whole[len(own) :]


def expected(model: Any, words: Any, context: str, continuation: str, limit: int = 10**9) -> float:
    """Return a continuation's log-likelihood by one forward pass of one row over every position."""
    import torch

    before, after = encode_pair(words, context, continuation)
    ids = (before + after)[-(limit + 1) :][:-1]
    with torch.inference_mode():
        found = model(input_ids=torch.tensor([ids])).logits[0].double().log_softmax(-1)
    return float(found[-len(after) :][torch.arange(len(after)), torch.tensor(after)].sum())


@contextmanager
def counted(model: Any) -> Iterator[list[tuple[int, int]]]:
    """Note rows and tokens of every forward pass."""
    shapes: list[tuple[int, int]] = []

    def note(module: Any, given: Any, named: Any) -> None:
        shapes.append(tuple(named["input_ids"].shape))

    handle = model.register_forward_pre_hook(note, with_kwargs=True)
    try:
        yield shapes
    finally:
        handle.remove()
