"""What frames a question and asks nothing: the head of a quiz, what is not wanted, and who told the asker so."""

from __future__ import annotations

import re

from podium.bots.faq.language import lexicon

_SAID = (
    r"(?:told|tells|assured|informed)\s+(?:me|us)|(?:says?|said|claim(?:s|ed)?|insist(?:s|ed)?|argue[sd]?|swears?|swore"
    r"|maintain(?:s|ed)?|believe[sd]?|thinks?|thought|reckon(?:s|ed)?|state[sd]?)"
)
_NUMBER = r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|twenty|fifty|hundred)"
#: How a quiz opens a question: "For two points:", "Bonus round:", "Question 3:".
_QUIZ = re.compile(
    r"\A\s*(?:and\s+|now\s+|ok(?:ay)?\W+)?(?:"
    rf"(?:for|worth)\s+(?:{_NUMBER}|a|the|some|extra|bonus|full)\s+(?:\w+\s+)?(?:points?|marks?|credits?)\s*[:,;-]"
    r"|(?:the\s+)?(?:bonus|final|last|next|first|opening|closing|extra|lightning|quiz|trivia|tie-?\s?break(?:er)?)"
    r"\s+(?:round|question)\s*[:;.-]"
    rf"|(?:question|round|item)\s+(?:number\s+|no\.?\s*|#\s*)?{_NUMBER}\s*[:;.)-]"
    r"|(?:a\s+|just\s+a\s+)?(?:quick|short|small|simple|brief)\s+(?:one|question)(?:\s+from\s+[^:?!.\s][^:?!.]{0,49}+)?\s*+:"
    r")\s*(?=\w)",
    re.IGNORECASE,
)
#: What is said not to be wanted before what is: "not the best but the second", "instead of the score I want the price".
_NOT_BUT = re.compile(
    r"(?:\A|(?<=[,;:.!?])|\b(?=instead of|rather than))\s*(?:"
    r"not\s+(?:the\s+|its\s+)?(?P<one>\w+)(?:\s+(?:one|model|place|spot|rank))?\s*"
    r"(?:(?:,\s*)?\bbut\b\s*(?!also\b)|[,;:]\s*(?=(?:the|a|an|its|who|what|which|give|show|tell)\b))"
    r"|(?:instead\s+of|rather\s+than)\s+(?:the\s+|its\s+)?(?P<two>\w+)\s*(?:,\s*)?"
    r"(?=(?:i\s+(?:want|need|would|d\b)|i'd|we\s+(?:want|need)|give|show|tell|what|which|who|how)\b)"
    r"|(?:i|we)\s+(?:do\s+not|don'?t|couldn'?t)\s+(?:really\s+)?(?:care|mind|bother)(?:\s+(?:about|for|with))?\s+"
    r"(?:the\s+|its\s+)?(?P<three>\w+)\s*[,;.]\s*"
    r")",
    re.IGNORECASE,
)
#: What may be set aside for something else that is asked.
_ASKED_FOR = frozenset(
    {
        "LEAD", "HIGH", "WORST", "LOW", "CHEAP", "EXPENSIVE", "SCORE", "RESULT", "PRICE", "CONTEXT", "PARAMETERS",
        "LICENCE", "RELEASED", "RANK", "NEWEST", "OLDEST", "LARGEST", "SMALLEST", "PAPER", "METRIC", "METRIC_NAME",
    }
)  # fmt: skip
_FIGURES = frozenset({"accuracy", "auroc", "f1"})
#: A ranking of results with or without something is one of all: "with tools or without, who is first?".
_EITHER_WAY = re.compile(
    r"[,(]?\s?\b(?:with|w/)\s+(?:or|and/or)\s+(?:without|w/o)\s+(?:any\s+)?[\w-]+\s*[,)]?"
    r"|[,(]?\s?\b(?:with|using)\s+(?:any\s+)?[\w-]+\s+or\s+(?:without|not)(?:\s+(?:them|it|any))?\s*(?=[,?!.)]|\Z)[,)]?"
    r"|[,(]?\s?\b(?:without|w/o)\s+(?:any\s+)?[\w-]+\s+or\s+with(?:\s+(?:them|it))?\s*(?=[,?!.)]|\Z)[,)]?",
    re.IGNORECASE,
)
#: Words that begin a question which of the two it is.
_WHICH_OF_TWO = re.compile(r"\A\W*(?:is|was|are|were|does|did|do|has|have|had|can|could)\b", re.IGNORECASE)
_RANKED = frozenset({"LEAD", "HIGH", "WORST", "LOW", "BOARD", "RANK", "CHEAP"})
#: A claim with a word that asks whether it is so: "a vendor told us GPT-5 tops MMLU. Correct?".
_CLAIMED = re.compile(
    r"\A\s*(?:(?:an?|my|our|some|the|one|another)\s+(?:of\s+(?:my|our)\s+)?(?:\w+\s+)?\w+|somebody|someone|he|she|they)"
    rf"\s+(?:{_SAID})\s+(?:that\s+)?(?P<claim>[^.?!;\s][^.?!;]{{6,118}}?[^.?!;\s])\s*[.,;!?]\s*"
    r"(?:is\s+(?:that|this|it)\s+)?(?P<check>correct|true|right|so|accurate|really)[\s?]*\Z",
    re.IGNORECASE,
)
_STATES = re.compile(
    r"\b(?:is|are|has|have|was|had|costs?|tops?|leads?|beats?|scored?|scores|got|gets)\b", re.IGNORECASE
)
#: The other side of a dispute, which asks nothing further.
_CONTRARY = re.compile(
    r",?\s?\b(?:while|whereas|but|and|though|although)\s+(?:i|we|he|she|they|(?:my|our|the)\s+\w+)\s+"
    r"(?:am\s+sure|are\s+sure|bet|say|says|said|think|thinks|believe|believes|claim|claims|insist|insists|argue|argues)"
    r"\s+(?:that\s+)?(?:(?:it\s+is|it'?s|it\s+was)\s+)?(?:just\s+|exactly\s+)?the\s+"
    r"(?:other\s+way\s+a?round|opposite|contrary|reverse)",
    re.IGNORECASE,
)
#: Who wants to know it, behind the question: "..., members want to know".
_WANTING = re.compile(
    r"(?<=\w)[?!.]?(?:\s?[,;(]|\s-)\s?(?:(?:the|my|our|some|several|many|all|a\s+few)\s+)?[a-z]+\s+(?:"
    r"(?:wants?|wanted|would\s+like|needs?)\s+to\s+know|(?:is|are|was|were|keeps?|kept)\s+asking)"
    r"(?:\s+(?:me|us|this|that))?[\s.)!?]*\Z",
    re.IGNORECASE,
)
#: An event by which a time is told that is named beside it: "when ChatGPT came out, in November 2022".
_EVENT = re.compile(
    r"\b(?<!since )when\s+(?!was\b|did\b|it\b)[\w.-]+(?:\s+[\w.-]+){0,2}?\s+(?:came\s+out|launched|appeared"
    r"|was\s+(?:released|launched|published))\s*[,(]\s*(?=in\s+(?:[A-Za-z]{3,9}\s+)?(?:19|20)\d\d\b)",
    re.IGNORECASE,
)
#: Where the one and the other of two figures stand: "0.889 in one table and 0.405 in the other".
_PLACE = r"(?:tables?|boards?|lists?|places?|papers?|pages?|leaderboards?|rankings?)"
_IN_ONE = re.compile(
    rf"\s(?:in|on|at)\sone\s{_PLACE}\b(?P<between>[^?!;]{{3,40}}?)\s(?:in|on|at)\s(?:the\sother|another)(?:\sone|\s{_PLACE})?\b",
    re.IGNORECASE,
)
#: "True that it's self-reported?" asks whether it is.
_TRUE_THAT = re.compile(
    r"\A\s*(?:so\s+|and\s+|but\s+)?(?:is\s+it\s+|is\s+that\s+|it'?s\s+)?(?:true|correct|right)\s+that\s+"
    r"(?P<who>it|this|that|they|he|she)(?:\s?(?:'s|'re)|\s+(?P<verb>is|are|was|were|has|does|did|can))\s+",
    re.IGNORECASE,
)


#: Whether somebody was first in the past: at any time, as now it would be "is".
_WAS_FIRST = re.compile(
    r"\A(\s*(?:was|were) (?!the\b|it\b|that\b|this\b|there\b|ever\b|they\b)[\w.-]{1,25}(?: [\w.-]{1,25}){0,2}?) "
    r"((?:the )?(?:first|number one|number 1|no\.? ?1|#1|on top|leading|in the lead|the leader|in first place)\b"
    r"(?! (?:model|to|that|which|who)\b))",
    re.IGNORECASE,
)
#: What is cried out over the answer before, and no question: "hmm, that bad? who is last?".
_CRY = re.compile(
    r"\A\s*(?:(?:hm+|wow|oh|huh|damn|ok|okay|whoa|really|ouch)[ ,!.]{1,3})?(?:that|so|this) "
    r"(?:bad|good|low|high|much|little|few|many|old|new|cheap|expensive|big|small|close|far)\s?[?!]+\s*(?=\w)",
    re.IGNORECASE,
)
#: What leads up to a question by which somebody says not to know: "I do not understand why o3 has two scores".
_PUZZLED = re.compile(
    r"\A\s*(?:sorry,? |hi,? |hello,? )?(?:i|we) (?:do not|don'?t|cannot|can'?t|could not|couldn'?t|did not|didn'?t) "
    r"(?:really |quite |fully )?(?:understand|get|see|grasp|know|remember|find(?: out)?|figure out) "
    r"(?=(?:why|how|who|which|what|when|where)\b)",
    re.IGNORECASE,
)


#: What somebody wants something for: "for a slide", "for the methods section", "for table 1 of my paper".
_USED = (
    r"(?:slides?|deck|presentation|talk|section|chapter|paper|thesis|dissertation|report|poster|timeline|footnote|table"
    r"|figure|caption|budget|review|proposal|grant|journal\s+club|lecture|class|course|seminar|newsletter|blog|post|article"
    r"|summary|meeting|survey|appendix|introduction|background|spreadsheet|wiki|homework|handout|brochure|memo|minutes"
    r"|briefing|bibliography|data\s?loader|script|notebook|readme|documentation|dashboard)"
)
_MINE = r"(?:an?|my|our|the|this|some|tomorrow's|today's)"
_PURPOSE = re.compile(
    rf"\A\s*for\s+(?:{_MINE}\s+)?(?:(?:short|quick|next|weekly|monthly|annual|phd|master'?s|research|compute|conference"
    r"|workshop|methods?|results|related\s+work|news|press|team|lab|group|board|blog|data)\s+)?"
    rf"{_USED}(?:\s+\d{{1,2}})?(?:\s+(?:of|in|about)\s+{_MINE}\s+{_USED})?\s?(?:[:,;-]\s?|\s(?=(?:i|we)\s+(?:need|want|would)\b))"
    r"(?=\w)",
    re.IGNORECASE,
)
_PURPOSE_BEHIND = re.compile(rf"(?<=\w)\s+for\s+(?:my|our)\s+{_USED}(?=\s?[.?!]?\s?\Z)", re.IGNORECASE)
#: Who asks, before what is asked: "legal asks: what terms ...".
_ASKS = re.compile(
    r"\A\s*(?:(?:my|our|the)\s+)?(?:legal|boss|manager|team|colleague|supervisor|lawyers?|procurement|reviewer|professor"
    r"|teacher|client|customer|students?|editor)\s+(?:asks?|asked|wants\s+to\s+know|wonders?)(?:\s+me|\s+us)?\s?[:,]\s?(?=\w)",
    re.IGNORECASE,
)


def unframed(text: str) -> str:
    """Return a text without what stands around its question and asks nothing.

    "For two points: who is second?" asks who is second; "not the best but the second" asks for the second.
    """
    text = _WAS_FIRST.sub(r"\1 ever \2", text)
    text = _PURPOSE_BEHIND.sub("", _PURPOSE.sub("", _ASKS.sub("", text, count=1), count=1))
    text = _WANTING.sub("", _PUZZLED.sub("", _CRY.sub("", _QUIZ.sub("", text, count=1), count=1)))
    text = _NOT_BUT.sub(_without_unwanted, text)
    if not _WHICH_OF_TWO.match(text) and _is_ranking(_EITHER_WAY.sub(" ", text)):
        text = _EITHER_WAY.sub(" ", text)
    text = _IN_ONE.sub(lambda match: match["between"], _CLAIMED.sub(_as_claim, text))
    text = _EVENT.sub("", _CONTRARY.sub("", text))
    return _TRUE_THAT.sub(lambda match: f"{match['verb'] or 'is'} {match['who']} ", text)


def _without_unwanted(match: re.Match[str]) -> str:
    """Return nothing in the place of what is set aside, and all of it where it restricts or is no question's matter."""
    word = (match["one"] or match["two"] or match["three"]).lower()
    return " " if word in _FIGURES or lexicon.meaning(word) & _ASKED_FOR else match.group()


def _is_ranking(text: str) -> bool:
    return any(lexicon.meaning(word) & _RANKED for word in re.findall(r"[a-z]+", text.lower()))


def _as_claim(match: re.Match[str]) -> str:
    return f"{match['claim']}, {match['check']}?" if _STATES.search(match["claim"]) else match.group()
