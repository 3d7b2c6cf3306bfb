"""The opening and the close of a letter: whom it greets and who signs it asks nothing."""

from __future__ import annotations

import re

#: How letters open: the greeting with whoever is greeted, until the sign that ends it.
_OPENING = re.compile(
    r"\A\s*(?:"
    r"dear\s+[^,:;.!?\n\d]{1,60}"
    r"|to\s+whom\s+it\s+may\s+concern"
    r"|(?:hello|hi|hey|greetings|good\s+(?:day|morning|afternoon|evening))"
    r"(?:\s+(?:there|all|again|everyone|everybody|team|folks|podium|bot|sir|madam|or|and|dear|friends|colleagues))*"
    r"(?:\s+from\s+[A-Z]\w+)?"
    r")\s*[,:.!\n]",
    re.IGNORECASE,
)
#: How they close, after the end of a sentence: a few words of thanks or regards, and a name.
_CLOSE = re.compile(
    r"(?<=[.!?])\s+(?:"
    r"(?:(?:with|my|our|very|kind|best|warm|warmest|many|all|much|and)\s+){0,3}"
    r"(?:regards|wishes|thanks|gratitude|appreciation|greetings)"
    r"|(?:yours\s+)?(?:sincerely|faithfully|truly)|yours|best(?=\s*,)|cheers(?=\s*[,.!]|\s*\Z)"
    r"|thank(?:\s+you|ing\s+you)|thx|ta|obrigad[oa]|merci|danke|gracias|grazie"
    r")(?:\s+(?:again|so|very|much|a|lot|in|advance|for|your|you|the|this|help|time|support|reply|kind|quick|service"
    r"|attention|patience|all))*"
    r"\s*[,.!]?(?:\s+(?-i:[A-Z])[\w.'-]*){0,5}[.!\s]*\Z",
    re.IGNORECASE,
)
#: How a sentence leads up to what somebody wants to know.
_LEAD_IN = re.compile(
    r"(?:\A|(?<=[.!?:;]))\s*(?:(?:this\s+time|today|now|next|also|again|further(?:more)?|in\s+addition)(?:\s?,)?\s+)?(?:we|i|(?:our|my)(?:\s+\w+){1,3}?)\s+(?:would|should)\s+(?:(?:very\s+much|really|also|just)\s+)?"
    r"(?:like|love)\s+to\s+(?:know|learn|find\s+out|ask|understand)\s+(?:whether|if|(?=who|what|which|how|when|where|why))",
    re.IGNORECASE,
)
#: A sentence of thanks before the question.
_THANKS = re.compile(
    r"\A\s*(?:first\s+of\s+all,?\s+)?(?:many\s+)?(?:thanks|thank\s+you)(?:\s+(?:so|very|much|again|a\s+lot))*\s+for\s+"
    r"(?:your|the|all|being|this)\b[^.!?\n]{1,60}[.!]",
    re.IGNORECASE,
)
#: Fewest characters of what is asked between the two.
_LEAST = 12


def body(text: str) -> str:
    """Return a text with blanks in the place of its opening and of its close, so that nothing else moves.

    "Dear team, who leads MMLU? Kind regards, P. Olsen" asks who leads MMLU.
    """
    for pattern in (_OPENING, _CLOSE, _THANKS, _LEAD_IN):
        match = pattern.search(text)
        while match is not None:
            rest = text[: match.start()] + " " * len(match.group()) + text[match.end() :]
            if len(rest.strip()) < _LEAST:
                break
            text = rest
            # "Thank you very much. Kind regards, Tom"
            match = _CLOSE.search(text.rstrip()) if pattern is _CLOSE else None
    return text
