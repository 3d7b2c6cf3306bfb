"""Cases that prove prompts and parsers equal to those of the authors' scripts."""

from __future__ import annotations

from functools import partial

from podium.plugins.mmlu_pro.parsing import FIRST, SECOND, THIRD, drawn, plain, read_letter
from podium.plugins.mmlu_pro.prompts import API, LOCAL, request
from podium.plugins.mmlu_pro.questions import LETTERS, Question, from_row
from podium.registry import Case, Row, text_digest

_LOCAL_SOURCE = "github.com/TIGER-AI-Lab/MMLU-Pro at f418b11, evaluate_from_local.py"
_API_SOURCE = "github.com/TIGER-AI-Lab/MMLU-Pro at f418b11, evaluate_from_api.py"
_ROW = {"question_id": 2, "question": "What is 2+2?", "answer": "B", "answer_index": 1, "category": "math", "src": "x"}
_ASKED = from_row(Row("row", _ROW | {"options": ["3", "4", "N/A"], "cot_content": ""}))
_SOLUTION = "A: Let's think step by step. 1+1=2. The answer is (B)."
_SOLVED = Question(1, "What is 1+1?", ("1", "2"), 1, "math", _SOLUTION)

#: A reply, what the first rule alone makes of it, what all three do, and which of them read it.
_REPLIES = (
    ("The answer is (C).", "C", "C", FIRST),
    ("The answer is: (B)", None, "B", THIRD),
    ("The answer is (A). Wait, the answer is (B).", "A", "A", FIRST),
    ("I think it is 42", None, "I", THIRD),
    ("Answer: C\nAnswer: D", None, "C", SECOND),
    ("answer is (K)", None, None, None),
    ("", None, None, None),
    ("The answer is **(B)**", None, "B", THIRD),
)


def cases() -> list[Case]:
    """Return all cases; none needs the data."""
    found = [
        Case("prompt", "local, 0-shot", partial(_prompt, 0), "259 c279e1d145291050", _LOCAL_SOURCE),
        Case("prompt", "local, 1-shot", partial(_prompt, 1), "362 2831fda93ba630f1", _LOCAL_SOURCE),
        Case("prompt", "local, 1-shot that does not fit", _cropped, "259 c279e1d145291050", _LOCAL_SOURCE),
        Case("prompt", "api, the question", _api_block, "77 8f7e864ec4aa001f", _API_SOURCE),
        Case("parser", "local, N/A taken out", lambda: _ASKED.options, ("3", "4"), _LOCAL_SOURCE),
    ]
    for reply, first, letter, rule in _REPLIES:
        shown = repr(reply)
        found.append(Case("parser", f"first rule, {shown}", partial(_level_1, reply), first, _LOCAL_SOURCE))
        found.append(Case("parser", f"all rules, {shown}", partial(_read, reply), (letter, rule), _LOCAL_SOURCE))
    bold = "The answer is **(B)**"
    found.append(Case("parser", f"api, {bold!r}", lambda: _read(plain(bold)), ("B", FIRST), _API_SOURCE))
    for options, letter in ((1, "A"), (3, "B"), (4, "D"), (7, "D"), (10, "G")):
        got = partial(_drawn, options)
        found.append(Case("parser", f"no letter, {options} options", got, letter, _LOCAL_SOURCE))
    return found


def _prompt(shots: int) -> str:
    return text_digest(request(LOCAL, (_SOLVED,)[:shots], _ASKED, 0).prompt)


def _cropped() -> str:
    """Return the digest of a prompt without its example, cut out by the offsets of the request."""
    whole = request(LOCAL, (_SOLVED,), _ASKED, 0)
    return text_digest(whole.prompt[: whole.examples[0]] + whole.prompt[whole.examples[1] :])


def _api_block() -> str:
    """Return the digest of what follows the solved examples."""
    whole = request(API, (_SOLVED,), _ASKED, 0)
    return text_digest(whole.prompt[whole.examples[-1] :])


def _read(reply: str) -> tuple[str | None, str | None]:
    return read_letter(reply) or (None, None)


def _level_1(reply: str) -> str | None:
    letter, rule = _read(reply)
    return letter if rule == FIRST else None


def _drawn(options: int) -> str:
    return LETTERS[drawn(options)]
