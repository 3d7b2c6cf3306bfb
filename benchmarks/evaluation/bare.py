"""The floor: a transformers loop without a framework, in a process of its own.

Usage: ``python -m benchmarks.evaluation.bare MODEL DATA choice|picture SHOTS LIMIT BATCH``; prints one line of JSON.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.evaluation.data import LETTERS, block, head, read_questions


def choices(folder: str, data: Path, shots: int, limit: int, size: int) -> tuple[list[str], float]:
    """Return the letter for each question, and the seconds from prompts to letters."""
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(folder, padding_side="left")
    model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()
    letters = [tokenizer(f" {letter}", add_special_tokens=False).input_ids[0] for letter in LETTERS]
    rows = read_questions(data, "test")[:limit]
    start = head(read_questions(data, "dev"), shots)
    began = time.perf_counter()
    prompts = [start + block(row) for row in rows]
    tokens = tokenizer(prompts).input_ids
    order = sorted(range(len(rows)), key=lambda position: -len(tokens[position]))
    found = [""] * len(rows)
    with torch.inference_mode():
        for first in range(0, len(order), size):
            batch = order[first : first + size]
            inputs = tokenizer.pad({"input_ids": [tokens[position] for position in batch]}, return_tensors="pt")
            logits = model(**inputs, logits_to_keep=1).logits[:, -1]
            chosen = logits.log_softmax(-1)[:, letters].argmax(-1).tolist()
            for position, choice in zip(batch, chosen, strict=True):
                found[position] = LETTERS[choice]
    return found, time.perf_counter() - began


def pictures(folder: str, data: Path, limit: int, size: int) -> tuple[list[str], float]:
    """Return the reply to each picture, 16 tokens long, and the seconds from files to replies."""
    import pyarrow.parquet as pq
    import torch
    from PIL import Image
    from transformers import AutoModelForImageTextToText, AutoTokenizer, CLIPImageProcessorPil, LlavaProcessor

    text = AutoTokenizer.from_pretrained(folder, padding_side="left")
    kept = json.loads((Path(folder) / "processor_config.json").read_text())
    names = ("patch_size", "vision_feature_select_strategy", "num_additional_image_tokens", "image_token")
    processor: Any = LlavaProcessor(
        CLIPImageProcessorPil.from_pretrained(folder), text, **{name: kept[name] for name in names}
    )
    template = (Path(folder) / "chat_template.jinja").read_text()
    model = AutoModelForImageTextToText.from_pretrained(folder, dtype=torch.float32).eval()
    rows = pq.read_table(data / "pictures.parquet", columns=["question"]).to_pylist()[:limit]
    began = time.perf_counter()
    found: list[str] = []
    with torch.inference_mode():
        for first in range(0, len(rows), size):
            batch = range(first, min(first + size, len(rows)))
            messages = [
                [{"role": "user", "content": [{"type": "image"}, {"type": "text", "text": rows[n]["question"]}]}]
                for n in batch
            ]
            prompts = text.apply_chat_template(
                messages, chat_template=template, tokenize=False, add_generation_prompt=True
            )
            images = [[Image.open(data / "images" / f"{number}.png").convert("RGB")] for number in batch]
            inputs = processor(images=images, text=prompts, padding=True, return_tensors="pt")
            written = model.generate(**inputs, max_new_tokens=16, do_sample=False)
            found += text.batch_decode(written[:, inputs["input_ids"].shape[1] :], skip_special_tokens=True)
    return found, time.perf_counter() - began


def main(arguments: Sequence[str]) -> None:
    """Run one loop and print what it said and how long it took."""
    folder, data, kind, shots, limit, size = arguments
    if kind == "choice":
        answers, seconds = choices(folder, Path(data), int(shots), int(limit), int(size))
    else:
        answers, seconds = pictures(folder, Path(data), int(limit), int(size))
    print(json.dumps({"answers": answers, "loop": seconds}))


if __name__ == "__main__":
    main(sys.argv[1:])
