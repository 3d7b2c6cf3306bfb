"""How well a GPU is used: images through a classifier, and likelihoods beside the floor of their matrix products.

Usage: ``python -m benchmarks.evaluation.gpu [--device cuda] [--images 20000] [--questions 2000] [--small]``

*Busy* is the share of the time in which the model did not wait for images. The *floor* is the time that the
tokens which went through the model would take at the speed of large matrix products on the same device: two
operations per weight and token. Exit status 1 if less than 85% is busy, or the floor is exceeded by more than half.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch

from benchmarks.evaluation import data, models
from podium.registry.adapters import AdapterOptions, open_adapter
from podium.registry.adapters.base import Task
from podium.registry.benchmark import Benchmark, Choose, Classify, Item
from podium.registry.card import Board, Card

BUSY, FLOOR = 0.85, 1.5
_LABELS = ("Spot", "Bar", "Ring", "Line", "Dot")


def answered(folder: Path, items: Sequence[Item], device: str) -> tuple[float, dict[str, Any]]:
    """Ask a saved model everything; return the seconds of answering and what the adapter says of its pace."""
    benchmark = Benchmark()
    benchmark.card = Card(
        slug="gpu",
        name="GPU",
        modality="text",
        categories=("knowledge",),
        description="Made up.",
        boards=(Board("accuracy", headline=True, split="test", unit="item", protocol="none"),),
        splits={"test": len(items)},
    )
    adapter = open_adapter(f"hf:{folder}", AdapterOptions(device=device))
    adapter.prepare(Task(benchmark, "test", items, {}, lambda split: items))
    began = time.perf_counter()
    count = sum(len(answers) for answers in adapter.stream(enumerate(items)))
    seconds = time.perf_counter() - began
    assert count == len(items)
    speed = dict(adapter.speed())
    adapter.close()
    return seconds, speed


def classifier(folder: Path, count: int, device: str, small: bool) -> dict[str, Any]:
    """Classify JPEG files of 512 x 512 pixels by a ViT-B/16, or a small one."""
    import numpy as np
    from PIL import Image
    from transformers import ViTConfig, ViTForImageClassification, ViTImageProcessorPil

    sizes = {"hidden_size": 32, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 64}
    config = ViTConfig(
        id2label=dict(enumerate(_LABELS)), problem_type="multi_label_classification", **(sizes if small else {})
    )
    ViTForImageClassification(config).save_pretrained(folder / "vit")
    ViTImageProcessorPil(size={"height": 224, "width": 224}).save_pretrained(folder / "vit")
    draw, drawn = np.random.default_rng(0), min(count, 256)
    for number in range(count):
        path = folder / f"{number}.jpg"
        if number < drawn:
            small_image = Image.fromarray(draw.integers(0, 256, (32, 32), dtype=np.uint8))
            small_image.resize((512, 512), Image.Resampling.BICUBIC).save(path, quality=90)
        else:
            shutil.copyfile(folder / f"{number % drawn}.jpg", path)
    items = [Item(str(n), Classify((folder / f"{n}.jpg",), _LABELS), (0.0,) * len(_LABELS)) for n in range(count)]
    seconds, speed = answered(folder / "vit", items, device)
    busy = 1 - float(speed["waited_seconds"]) / float(speed["seconds"])
    return {"images": count, "images_per_second": count / seconds, "busy": busy, "target": BUSY, "met": busy >= BUSY}


def likelihood(folder: Path, count: int, device: str, small: bool) -> dict[str, Any]:
    """Answer questions in MMLU's form, 5-shot, by a Llama of 1.1 billion weights, or a small one."""
    from transformers import LlamaConfig, LlamaForCausalLM

    text = models.tokenizer(32000)
    sizes = (64, 176, 2, 2) if small else (2048, 5632, 22, 32)
    names = ("hidden_size", "intermediate_size", "num_hidden_layers", "num_attention_heads")
    config = LlamaConfig(vocab_size=32000, max_position_embeddings=4096, **dict(zip(names, sizes, strict=True)))
    torch.manual_seed(0)
    model = LlamaForCausalLM(config).to(torch.bfloat16)
    weights = sum(one.numel() for one in model.model.parameters()) - model.model.embed_tokens.weight.numel()
    model.save_pretrained(folder / "llama")
    text.save_pretrained(folder / "llama")
    del model
    data.write_questions(folder, count)
    start = data.head(data.read_questions(folder, "dev"), 5)
    rows = data.read_questions(folder, "test")
    items = [Item(row["id"], Choose(start + row["question"], tuple(row["choices"])), row["answer"]) for row in rows]
    seconds, speed = answered(folder / "llama", items, device)
    tokens = int(speed["prompt_tokens"]) - int(speed["shared_tokens"])
    floor = 2 * weights * tokens / _operations(device, small)
    ratio = seconds / floor
    return {
        "questions": count,
        "seconds": seconds,
        "tokens": tokens,
        "floor": floor,
        "ratio": ratio,
        "target": FLOOR,
        "met": ratio <= FLOOR,
    }


def _operations(device: str, small: bool) -> float:
    """Return the operations per second of large matrix products in the precision the model has."""
    size = 512 if small else 8192
    dtype = torch.bfloat16 if device.startswith("cuda") else torch.float32
    first, second = (torch.randn(size, size, device=device, dtype=dtype) for _ in range(2))
    times = []
    for _ in range(10):
        began = time.perf_counter()
        # The number is read, so that the product is done when the clock is.
        float((first @ second)[0, 0])
        times.append(time.perf_counter() - began)
    return 2 * size**3 / min(times)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run both and print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--device", default="cuda")
    parser.add_argument("--images", type=int, default=20_000)
    parser.add_argument("--questions", type=int, default=2_000)
    parser.add_argument("--small", action="store_true", help="Small models, to try the script where there is no GPU.")
    chosen = parser.parse_args(arguments)
    name = torch.cuda.get_device_name(chosen.device) if chosen.device.startswith("cuda") else chosen.device
    with tempfile.TemporaryDirectory() as folder:
        found = {
            "device": name,
            "classifier": classifier(Path(folder), chosen.images, chosen.device, chosen.small),
            "likelihood": likelihood(Path(folder), chosen.questions, chosen.device, chosen.small),
        }
    print(json.dumps(found, indent=1))
    return int(not (found["classifier"]["met"] and found["likelihood"]["met"]))


if __name__ == "__main__":
    raise SystemExit(main())
