"""What the tests of models that see have in common: the models, the data, and the same model without an adapter."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from podium.registry.adapters import AdapterOptions, open_adapter, prompts
from podium.registry.adapters.base import Task
from podium.registry.adapters.processors import load_processor
from podium.registry.adapters.vision_language import VisionLanguageModel
from podium.registry.benchmark import Answer, Benchmark, Item
from podium.registry.discovery import discover
from podium.registry.images import read_image
from podium.tests.fakes import pictures_data, vision

PLUGINS = Path(__file__).parents[2] / "fakes" / "plugins"
SAVE: dict[str, Callable[[Path], Path]] = {
    "llava": vision.llava,
    "gemma3": vision.gemma3,
    "qwen2_vl": vision.qwen2_vl,
}
everywhere = pytest.mark.parametrize("name", SAVE)


def saved(root: Path) -> dict[str, Path]:
    """Save one model of each class."""
    return {name: save(root / name) for name, save in SAVE.items()}


def benchmark() -> Benchmark:
    return discover([], None, [PLUGINS]).benchmarks["pictures"].benchmark


def written(root: Path) -> Path:
    """Write the pictures, one of another size, for models whose tokens depend on it."""
    pictures_data.write(root)
    pictures_data.draw(root / "test_3_1.png", "cross", "red", (90, 34), 5)
    return root


def prepared(folder: Path, pictures: Benchmark, items: Sequence[Item], **options: Any) -> VisionLanguageModel:
    adapter = open_adapter(f"hf:{folder}", AdapterOptions(**options))
    adapter.prepare(Task(pictures, "test", items, {}, lambda other: items))
    assert isinstance(adapter, VisionLanguageModel)
    return adapter


def loaded(pictures: Benchmark, data: Path, protocol: str) -> list[Item]:
    return list(pictures.load(data, "test", protocol=protocol))


def asked(item: Item) -> Any:
    """Return an item's request, of whatever kind the test knows it to be."""
    return item.request


class Plain:
    """The same model, one prompt at a time and without anything shared."""

    def __init__(self, folder: Path) -> None:
        from transformers import AutoModelForImageTextToText

        auto: Any = AutoModelForImageTextToText
        self.model = auto.from_pretrained(folder).eval()
        self.processor = load_processor(str(folder), "hf:plain", AdapterOptions(), self.model.config)
        self.words = self.processor.tokenizer

    def inputs(self, prompt: str, images: Sequence[Path]) -> Any:
        parts = prompts.interleaved(prompt, images)
        content = [{"type": "text", "text": x} if isinstance(x, str) else {"type": "image"} for x in parts]
        text = self.processor.apply_chat_template(
            [{"role": "user", "content": content}], add_generation_prompt=True, tokenize=False
        )
        files = [read_image(x) for x in parts if isinstance(x, Path)]
        more = {"add_special_tokens": False} if text.startswith("<s>") else {}
        return self.processor(text=[text], images=[files] if files else None, return_tensors="pt", **more)

    def logits(self, prompt: str, images: Sequence[Path]) -> Any:
        """Return the log-probabilities at all positions, float64 [S, V]."""
        import torch

        with torch.inference_mode():
            return self.model(**self.inputs(prompt, images)).logits[0].double().log_softmax(dim=-1)

    def write(self, prompt: str, images: Sequence[Path], limit: int) -> list[int]:
        import torch

        inputs = self.inputs(prompt, images)
        with torch.inference_mode():
            row = self.model.generate(**inputs, max_new_tokens=limit, do_sample=False)[0]
        tokens: list[int] = row[inputs["input_ids"].shape[1] :].tolist()
        return tokens


def same(ours: Sequence[Answer], theirs: Sequence[Answer]) -> None:
    for one, other in zip(ours, theirs, strict=True):
        assert (one.text, one.finish, one.choice, one.error) == (other.text, other.finish, other.choice, other.error)
        for name in ("probabilities", "log_likelihoods"):
            assert (getattr(one, name) or ()) == pytest.approx(getattr(other, name) or (), abs=1e-4)


def templated(folder: Path, copy: Path, template: str) -> Path:
    shutil.copytree(folder, copy)
    (copy / "chat_template.jinja").write_text(template)
    return copy
