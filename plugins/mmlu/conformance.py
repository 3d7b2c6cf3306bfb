"""Cases that prove prompt, choice and averages equal to those of the authors' scripts."""

from __future__ import annotations

from functools import partial

from podium.plugins.mmlu.prompts import request
from podium.plugins.mmlu.questions import LETTERS, Question, read_csv
from podium.plugins.mmlu.scoring import likeliest
from podium.registry import Case, text_digest

_AUTHORS = "github.com/hendrycks/test at 4450500, evaluate.py"
_SOLVED = (
    Question("What is 1+1?", ("1", "2", "3", "4"), 1),
    Question("Which is a bone?", ("femur", "liver", "skin", "lung"), 0),
)
_ASKED = Question("What is 2+2?", ("3", "4", "5", "6"), 1)
#: Digests of what the authors' functions make of these questions, by the number of examples.
_DIGESTS = ("125 f39aea3ab2fed042", "169 b75d12db1e205456", "231 12323b471667f75a")


def cases() -> list[Case]:
    """Return all cases; none needs the data."""
    return [
        *(Case("prompt", f"{k}-shot", partial(_prompt, k), _DIGESTS[k], _AUTHORS) for k in range(len(_DIGESTS))),
        Case("prompt", "2-shot, where only one fits", _cropped, _DIGESTS[1], _AUTHORS),
        _letter("the likeliest", (-1.2, -0.3, -4.0, -2.0), "B"),
        _letter("D is not listed", (-5.0, -6.0, -7.0, None), "A"),
        _letter("none is listed", (None, None, None, None), "A"),
        _letter("a tie", (-2.0, -2.0, -2.0, -2.0), "A"),
        Case("metric", "micro over questions", partial(_average, "micro"), 0.5, _AUTHORS),
        Case("metric", "macro over subjects", partial(_average, "macro"), 2 / 3, "mean of the subjects' accuracies"),
        Case("loader", "None, N/A and 4.0 are texts", _texts, (("None", "N/A", "3", "4.0"), 2), "the hub's Parquet"),
    ]


def _prompt(shots: int) -> str:
    # As the adapters show it: what is compared is what a model reads.
    from podium.registry.adapters.prompts import choice_prompt

    return text_digest(choice_prompt(request("abstract_algebra", _SOLVED[:shots], _ASKED, 0)))


def _cropped() -> str:
    """Return the digest of a prompt without its last example, cut out by the offsets of the request."""
    from podium.registry.adapters.prompts import choice_prompt

    whole = request("abstract_algebra", _SOLVED, _ASKED, 0)
    prompt = choice_prompt(whole)
    return text_digest(prompt[: whole.examples[-2]] + prompt[whole.examples[-1] :])


def _letter(name: str, values: tuple[float | None, ...], expected: str) -> Case:
    return Case("choice", name, lambda: LETTERS[likeliest(values)], expected, _AUTHORS)


def _average(which: str) -> float:
    """Return an average where one subject has its one question right, the other one of three."""
    from podium.registry.metrics import accuracy

    found = accuracy([1, 1, 0, 0], [0, 1, 1, 1], replicates=1, seed=0)
    return float(getattr(found, which).value)


def _texts() -> tuple[tuple[str, ...], int]:
    (question,) = read_csv(b'"Which?",None,N/A,3,4.0,C\n', "row")
    return question.options, question.answer
