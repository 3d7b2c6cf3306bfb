"""Yes-or-no questions about findings, and what a model's reply in words says.

The form is that of the MedGemma report (arXiv:2507.05201, sections 3.1 and 3.3): one question per
image and condition, free reasoning allowed, a closing ``Final Answer: X``. How that report reads X
is not specified, so :func:`verdict` states the rules used here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_MARKUP = r"[\s*_`~]*"
_MARKER = re.compile(rf"final{_MARKUP}answer{_MARKUP}:", re.IGNORECASE)
#: Markup that is no word of the answer. Only these names: "<yes>" is an answer.
_TAG = re.compile(
    r"</?(?:b|i|u|s|em|strong|mark|code|pre|p|br|div|span|small|answer|think|eos|end_of_turn)\s*/?>"
    r"|\\(?:boxed|text|textbf|mathrm|mathbf)\b",
    re.IGNORECASE,
)
_APOSTROPHE = re.compile("[\u2018\u2019\u02bc]")
_SENTENCE_END = re.compile(r"(?<=\?)|(?<=[.!])(?=\s|$)|\n")
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_LETTER = re.compile(r"[\W_]*[yn][\W_]*")
_EITHER = re.compile(
    r"[\W_]*+(?:yes|no)(?:(?:[^\w/|]|_)*+[/|]|[\W_]*+\b(?:or|and)\b)[\W_]*+(?:not|yes|no|y|n|true|false|present|absent)\b"
)

_VERDICTS = {"yes": True, "true": True, "present": True, "no": False, "false": False, "absent": False}
#: Negations, beside the words that end in n't.
_NEGATIONS = frozenset(
    "not no non never nor neither none nothing without cannot hardly unlikely improbable doubt doubtful"
    " dont doesnt isnt arent cant".split()
)
#: Words that leave open what the sentence says.
_OPEN = frozenset({"whether", "if", "unclear", "uncertain"})


def question(finding: str) -> str:
    """Return the prompt that asks whether ``finding`` is present in an image."""
    return (
        f"Is {finding.lower()} present in this image? You may reason freely first. "
        'End your reply with "Final Answer: X", where X is yes or no.'
    )


def verdict(text: str) -> bool | None:
    """Return whether a reply says yes (True) or no (False), or None where it says neither.

    Read is the first sentence after the last ``Final Answer:`` that is no question, whatever markup,
    case and punctuation stand around it:

    - The letter y or n counts only as the whole answer: "N/A" says neither.
    - A sentence that begins with yes or no says that ("Yes, there is no doubt"), unless it offers both
      ("yes or no").
    - Any other says what all of yes, no, present, absent, true and false in it agree on. One negation
      anywhere before makes present and true a no. A negation before another of these words, a second
      one, one after a word for yes, and "whether" or "unclear" leave the verdict open: none makes a yes.

    A reply without the marker, or with nothing behind it, counts as the yes or no that it begins with.

    Args:
        text: The reply.
    """
    plain = _TAG.sub(" ", _APOSTROPHE.sub("'", unicodedata.normalize("NFKC", text))).lower()
    markers = list(_MARKER.finditer(plain))
    if markers:
        answer = plain[markers[-1].end() :]
        if _LETTER.fullmatch(answer):
            return "y" in answer
        if sentences := _sentences(answer):
            return _said(next((one for one in sentences if not one.endswith("?")), ""))
        plain = plain[: markers[0].start()]
    first = next(iter(_sentences(plain)), "")
    return None if first.endswith("?") else _begun(first)


def _sentences(text: str) -> list[str]:
    """Return the sentences that have a word, with the sign that ends them."""
    return [part for part in _SENTENCE_END.split(text) if _WORD.search(part)]


def _begun(sentence: str) -> bool | None:
    """Return the yes or no that a sentence begins with; None if there is none, or both are offered."""
    words: list[str] = _WORD.findall(sentence)
    if words[:1] not in (["yes"], ["no"]) or _EITHER.match(sentence) or set(words) == {"yes", "no"}:
        return None
    return words[0] == "yes"


def _said(sentence: str) -> bool | None:
    words = _WORD.findall(sentence)
    if words[:1] in (["yes"], ["no"]):
        return _begun(sentence)
    if not _OPEN.isdisjoint(words):
        return None
    negations = [place for place, word in enumerate(words) if word in _NEGATIONS or word.endswith("n't")]
    said = {_meant(word, place, negations) for place, word in enumerate(words) if word in _VERDICTS}
    return said.pop() if len(said) == 1 else None


def _meant(word: str, place: int, negations: Sequence[int]) -> bool | None:
    """Return what a word for yes or no says among the negations of its sentence, given by their places."""
    before = sum(other < place for other in negations)
    if not before:
        return None if _VERDICTS[word] and negations else _VERDICTS[word]
    # "not absent" stays open: in "not seen, absent" the negation belongs to another word.
    return False if before == 1 and word in ("present", "true") else None
