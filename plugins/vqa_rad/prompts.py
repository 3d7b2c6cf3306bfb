"""What a model is asked; the same for closed and for open questions, since their kind is part of the reference."""

from __future__ import annotations

from pathlib import Path

from podium.registry import Generate, Setting

SHORT, PLAIN = "short", "plain"
PROMPT = Setting(
    "prompt",
    SHORT,
    "How it is asked: for one word or a short phrase, or the question alone.",
    (SHORT, PLAIN),
    stage="load",
)
_MAX_TOKENS = {SHORT: 64, PLAIN: 256}


def request(question: str, image: Path, prompt: str) -> Generate:
    """Return what is asked about an image, which comes before the words.

    Args:
        question: As the dataset has it.
        image: Its image.
        prompt: :data:`SHORT` or :data:`PLAIN`.
    """
    text = question
    if prompt == SHORT:
        text = f"{question}\nAnswer the question about this image with one word or a short phrase."
    return Generate(text, (image,), max_tokens=_MAX_TOKENS[prompt])
