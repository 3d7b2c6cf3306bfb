"""Yes-or-no questions about findings, and what a model's reply in words says.

The form is that of the MedGemma report (arXiv:2507.05201, sections 3.1 and 3.3): one question per
image and condition, free reasoning allowed, a closing ``Final Answer: X``. How that report reads X
is not specified, so :func:`verdict` states the rules used here.
"""

from __future__ import annotations

import re
import unicodedata

_MARKUP = r"[\s*_`~]*"
_MARKER = re.compile(rf"final{_MARKUP}answer{_MARKUP}:", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][a-z0-9_|-]{0,20}/?>|\\(?:boxed|text|textbf|mathrm|mathbf)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?;](?:\s|$)|\n")
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
_EITHER = re.compile(
    r"\W*(yes|no|y|n|true|false|present|absent)\W*?(?:/|\||\bor\b)\W*(?:not|yes|no|y|n|true|false|present|absent)\b"
)

_VERDICTS = {"yes": True, "true": True, "present": True, "no": False, "false": False, "absent": False}
_LETTERS = {"y": True, "n": False}
#: Words that turn round what a later word of the sentence says.
_TURNED = frozenset({"present", "absent", "true", "false"})
_NEGATIONS = frozenset({"not", "no", "never", "isn't", "nor", "neither", "cannot", "aren't"})
#: How many words back a negation is looked for: "not clearly present".
_REACH = 3


def question(finding: str) -> str:
    """Return the prompt that asks whether ``finding`` is present in an image."""
    return (
        f"Is {finding.lower()} present in this image? You may reason freely first. "
        'End your reply with "Final Answer: X", where X is yes or no.'
    )


def verdict(text: str) -> bool | None:
    """Return whether a reply says yes (True) or no (False), or None where it says neither.

    Read is the first sentence after the last ``Final Answer:``, whatever markup, case and punctuation
    stand around it. It counts as the word it begins with: yes, no, y, n, true, false, present or
    absent. A sentence that begins otherwise ("edema is not present") counts as what all these words in
    it agree on, where a negation at most three words before turns "present", "absent", "true" and
    "false" round. An offer of both ("yes or no") says neither. A reply without the marker, or with
    nothing behind it, counts as the yes or no that it begins with.

    Args:
        text: The reply.
    """
    plain = _TAG.sub(" ", unicodedata.normalize("NFKC", text).replace("\u2019", "'")).lower()
    markers = list(_MARKER.finditer(plain))
    if markers:
        answer = _first_sentence(plain[markers[-1].end() :])
        if _WORD.search(answer):
            return _said(answer)
        plain = plain[: markers[0].start()]
    answer = _first_sentence(plain)
    words = _WORD.findall(answer)
    return _said(answer) if words and words[0] in ("yes", "no") else None


def _first_sentence(text: str) -> str:
    """Return the first sentence with a word in it; empty if there is none."""
    return next((part for part in _SENTENCE_END.split(text) if _WORD.search(part)), "")


def _said(sentence: str) -> bool | None:
    if _EITHER.match(sentence):
        return None
    words = _WORD.findall(sentence)
    first = (_VERDICTS | _LETTERS).get(words[0])
    if first is not None:
        return first
    said = set()
    for place, word in enumerate(words):
        if word in _VERDICTS:
            before = words[max(0, place - _REACH) : place]
            turned = word in _TURNED and any(other in _NEGATIONS for other in before)
            said.add(_VERDICTS[word] is not turned)
    return said.pop() if len(said) == 1 else None
