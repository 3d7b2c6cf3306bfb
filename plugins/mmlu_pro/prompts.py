"""The prompts of the authors' two scripts, byte for byte.

``local`` is that of ``evaluate_from_local.py`` with ``cot_prompt_lib/initial_prompt.txt``, ``api`` that of
``evaluate_from_api.py``, both in github.com/TIGER-AI-Lab/MMLU-Pro at f418b11 (Apache-2.0 licence).
"""

from __future__ import annotations

from collections.abc import Sequence

from podium.plugins.mmlu_pro.questions import LETTERS, Question
from podium.registry import Generate

LOCAL, API = "local", "api"
#: The file ends with three line breaks; the script adds one.
_LOCAL_HEADER = (
    "The following are multiple choice questions (with answers) about {}. Think step by step and then finish your"
    ' answer with "the answer is (X)" where X is the correct letter choice.\n\n\n\n'
)
_API_HEADER = (
    "The following are multiple choice questions (with answers) about {}. Think step by step and then output the"
    ' answer in the format of "The answer is (X)" at the end.\n\n'
)
_STEPS = "Let's think step by step."
#: Most tokens of a reply: half of the 4,096 that the local script gives a model, and what the other asks servers for.
_MOST = {LOCAL: 2048, API: 4000}


def request(protocol: str, examples: Sequence[Question], question: Question, room: int) -> Generate:
    """Return what is asked of a model.

    Args:
        protocol: ``"local"`` or ``"api"``.
        examples: Solved questions of the category, in the order of the file.
        question: The one that is asked.
        room: Most tokens of the prompt, for the local script; the other leaves out no example, unless the model
            cannot read as many. 0 for the model's own window.
    """
    local = protocol == LOCAL
    prompt, offsets = (_LOCAL_HEADER if local else _API_HEADER).format(question.category), []
    for example in examples:
        offsets.append(len(prompt))
        prompt += _local(example) + _solution(example) if local else _api(example)
    offsets += [len(prompt)] if offsets else []
    prompt += f"{_local(question)}Answer: {_STEPS}" if local else _api(question)
    return Generate(
        prompt,
        max_tokens=_MOST[protocol],
        stop=("Question:",) if local else (),
        examples=tuple(offsets),
        room=room if local else 0,
    )


def _listed(question: Question) -> str:
    return "".join(f"{letter}. {text}\n" for letter, text in zip(LETTERS, question.options, strict=False))


def _local(question: Question) -> str:
    return f"Question:\n{question.text}\nOptions:\n{_listed(question)}"


def _solution(example: Question) -> str:
    return example.solution.replace(f"A: {_STEPS}", f"Answer: {_STEPS}") + "\n\n"


def _api(question: Question) -> str:
    solution = (question.solution or _STEPS).removeprefix("A: ")
    return f"Question: {question.text}\nOptions: {_listed(question)}Answer: {solution}\n\n"
