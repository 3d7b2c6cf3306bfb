r"""The texts of Humanity's Last Exam: what a model is asked, what a judge is asked, the form of its verdict.

The two texts are the protocol and stand as the authors wrote them: centerforaisafety/hle at commit 67b3251,
``hle_eval/run_model_predictions.py`` and ``hle_eval/run_judge_results.py``, MIT licence. The slips in them ("if there
if there", ``0|\%|``) are the authors' and change nothing that is counted.
"""

from __future__ import annotations

import json
from pathlib import Path

from podium.registry import Generate

#: What the authors advise for models that think before they answer, at the least.
MAX_TOKENS = 8192
#: Most tokens of a judge's reply.
JUDGE_TOKENS = 4096
#: Stands behind the question, so that the image is shown after the text, as in the authors' message. Adapters put
#: the image in its place, and it is no part of what a model reads.
_IMAGE = "<image 1>"

#: System message of every question, of either answer type, since June 2025.
SYSTEM = """\
Your response should be in the following format:
Explanation: {your explanation for your answer choice}
Answer: {your chosen answer}
Confidence: {your confidence score between 0% and 100% for your answer}"""

#: What a judge is asked; it sees texts only, also where the question has an image.
_JUDGE = """\
Judge whether the following [response] to [question] is correct or not based on the precise and unambiguous [correct_answer] below.

[question]: {question}

[response]: {response}

Your judgement must be in the format and criteria specified below:

extracted_final_answer: The final exact answer extracted from the [response]. Put the extracted answer as 'None' if there is no exact, final answer to extract from the response.

[correct_answer]: {correct_answer}

reasoning: Explain why the extracted_final_answer is correct or incorrect based on [correct_answer], focusing only on if there are meaningful differences between [correct_answer] and the extracted_final_answer. Do not comment on any background to the problem, do not attempt to solve the problem, do not argue for any answer different than [correct_answer], focus only on whether the answers match.

correct: Answer 'yes' if extracted_final_answer matches the [correct_answer] given above, or is within a small margin of error for numerical problems. Answer 'no' otherwise, i.e. if there if there is any inconsistency, ambiguity, non-equivalency, or if the extracted answer is incorrect.


confidence: The extracted confidence score between 0|\\%| and 100|\\%| from [response]. Put 100 if there is no confidence score available."""  # noqa: E501


#: The form of a verdict, as the authors' code asks an OpenAI server for it.
VERDICT_SCHEMA = json.dumps(
    {
        "title": "ExtractedAnswer",
        "type": "object",
        "properties": {
            "extracted_final_answer": {"type": "string"},
            "reasoning": {"type": "string"},
            "correct": {"type": "string", "enum": ["yes", "no"]},
            "confidence": {"type": "integer"},
            "strict": {"type": "boolean", "enum": [True]},
        },
        "required": ["extracted_final_answer", "reasoning", "correct", "confidence", "strict"],
        "additionalProperties": False,
    }
)


def question_request(question: str, image: Path | None) -> Generate:
    """Return what a model is asked: the system message, the question as it stands and, after it, its image."""
    if image is None:
        return Generate(question, system=SYSTEM, max_tokens=MAX_TOKENS)
    return Generate(question + _IMAGE, (image,), system=SYSTEM, max_tokens=MAX_TOKENS)


def question_text(request: Generate) -> str:
    """Return the question of a request that :func:`question_request` made, without the place of its image."""
    return request.prompt.removesuffix(_IMAGE) if request.images else request.prompt


def judge_prompt(question: str, correct_answer: str, response: str) -> str:
    """Return what a judge is asked about a response, byte for byte as the authors' code asks it."""
    return _JUDGE.format(question=question, correct_answer=correct_answer, response=response)
