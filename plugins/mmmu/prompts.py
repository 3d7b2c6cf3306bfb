"""The authors' prompts of MMMU, to the byte."""

from __future__ import annotations

from collections.abc import Sequence

from podium.plugins.mmmu_family.choices import letters

#: Most tokens of a reply: ``max_new_tokens`` of the authors' run of LLaVA 1.5.
MAX_TOKENS = 128
# mmmu/configs/llava1.5.yaml of github.com/MMMU-Benchmark/MMMU at bb0b95a (Apache-2.0), as a YAML reader gives it:
# what looks like empty lines there are single line ends.
_CHOICE = "{}\n{}\nAnswer with the option's letter from the given choices directly."
_OPEN = "{}\nAnswer the question using a single word or phrase."


def choice_prompt(question: str, options: Sequence[str]) -> str:
    """Return the prompt of a multiple-choice question; each option ends its line, so that an empty one follows."""
    listed = "".join(f"({name}) {text}\n" for name, text in zip(letters(len(options)), options, strict=True))
    return _CHOICE.format(question, listed)


def open_prompt(question: str) -> str:
    """Return the prompt of an open question."""
    return _OPEN.format(question)
