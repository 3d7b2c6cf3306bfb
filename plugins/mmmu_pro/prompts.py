"""The authors' prompts of MMMU-Pro, to the byte, and the six protocols they belong to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from podium.plugins.mmmu_family.choices import letters

#: Most tokens of a reply, as in infer_gpt.py and infer_lmdeploy.py, with chain of thought or without.
#: (infer_transformers.py stops after 50, in which no chain of thought comes to its answer.)
MAX_TOKENS = 4_096
# mmmu-pro/prompts.yaml of github.com/MMMU-Benchmark/MMMU at a76d44b (Apache-2.0).
_LAST_LINE = (
    "The last line of your response should be of the following format: 'Answer: $LETTER' (without quotes) where LETTER"
    " is one of options."
)
_STEPS = "Think step by step before answering."
_DIRECT = "Answer with the option letter from the given choices directly."
STANDARD = {
    "direct": _DIRECT,
    "cot": f"Answer the preceding multiple choice question. {_LAST_LINE} {_STEPS}",
}
VISION = {
    "direct": f"{_DIRECT} {_LAST_LINE}",
    "cot": f"Write out the multiple-choice question in the image and then solve it. {_LAST_LINE} {_STEPS}",
}


class Protocol(NamedTuple):
    """What is asked, and how.

    Args:
        config: Folder of the data.
        method: ``"direct"`` or ``"cot"``.
    """

    config: str
    method: str

    @property
    def sees_only(self) -> bool:
        """Whether the question is a picture of itself."""
        return self.config == "vision"


#: By the value of the setting ``protocol``, which is also the slug of the board.
PROTOCOLS = {
    f"{short}-{method}": Protocol(config, method)
    for short, config in (
        ("standard10", "standard (10 options)"),
        ("standard4", "standard (4 options)"),
        ("vision", "vision"),
    )
    for method in ("direct", "cot")
}
DEFAULT = "standard10-cot"
#: Boards of Health and Medicine, by the protocol they belong to.
HEALTH_BOARDS = {name: f"health-{name}" for name in ("standard10-cot", "vision-cot")}


def standard_prompt(question: str, options: Sequence[str], method: str) -> str:
    """Return the prompt of a question in words."""
    listed = (f"{name}. {text}" for name, text in zip(letters(len(options)), options, strict=True))
    return "\n".join((question, *listed, STANDARD[method]))


def vision_prompt(method: str) -> str:
    """Return what is said beside the picture of a question."""
    return VISION[method]
