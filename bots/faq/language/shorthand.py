"""Signs, shorthand and turns of phrase that are read as the plain words they stand for."""

from __future__ import annotations

import re
from collections.abc import Callable

#: What has a date of its own: when a price is from is not when its model came out.
_DATED = re.compile(r"\b(?:price|cost|score|figure|number|result)s?\b", re.IGNORECASE)


def _released(match: re.Match[str]) -> str:
    return match.group() if _DATED.search(match[2]) else f"{match[1]} was {match[2]} released"


#: What follows "per million" where it is of calls or of a context, and no price.
_NO_CALLS = r"(?! ?(?:in|out|input|output|calls?|requests?|quer|ctx|context|window))"
#: Signs and shorthand that stand for words, with what they are read as.
SHORTHAND: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"(?<![\w/])y ?/ ?n(?![\w/])|(?<![\w/])yes ?/ ?no(?![\w/])", re.IGNORECASE), ""),
    (
        re.compile(rf"(?:\bper|/) ?1 ?m(?:il|illion)?(?: ?tok(?:en)?s?)?\b{_NO_CALLS}", re.IGNORECASE),
        " per million tokens",
    ),
    (
        re.compile(rf"\b(costs?|charges?|price) 1 ?m(?:il|illion)?(?: ?tok(?:en)?s?)?\b{_NO_CALLS}", re.IGNORECASE),
        r"\1 per million tokens",
    ),
    (re.compile(r"\$ ?/ ?m(?:tok(?:en)?s?)?(?!\w)(?: tokens?\b)?", re.IGNORECASE), "price per million tokens"),
    (re.compile(r"\blike (?:i'?m|i am) (?:5|five|a 5 year old|a five year old)\b", re.IGNORECASE), "in simple words"),
    (re.compile(r"\bper 1 ?m(?:il|illion)? (?=(?:in|out)put)", re.IGNORECASE), "per million "),
    (re.compile(r"\bper (?:mi?ll?|million) out(?=\W|\Z)", re.IGNORECASE), "per million output"),
    (re.compile(r"\bper (?:mi?ll?|million) in(?=\W*\Z)", re.IGNORECASE), "per million input"),
    (re.compile(r"\bper mi?ll?(?=\W)(?! second)", re.IGNORECASE), "per million"),
    # "What are 2 million input tokens on o3?" asks what they cost.
    (
        re.compile(
            r"\b(?:what|how much) (?:are|is|would be) (?=[\w.,]+ ?(?:thousand|million|billion|[kmb])? ?"
            r"(?:in|out|input|output|prompt|completion)[ -]tokens? (?:on|with|of|for|at|in|from|by)\b)",
            re.IGNORECASE,
        ),
        "what is the cost of ",
    ),
    (re.compile(r"(?<![\w.-])p50(?![\w-])", re.IGNORECASE), "median"),
    (re.compile(r"(?<!\w)in(?: ?/ ?| and )out(?!\w)(?! of)", re.IGNORECASE), "input and output"),
    (
        re.compile(r"\bnewcomers? (?:of|in|from) (?=(?:20\d\d|(?:last|this) year)\b)", re.IGNORECASE),
        "model released in ",
    ),
    # Stars in a word, a copy to others, an exclamation that slipped.
    (
        re.compile(
            r"\bfor \w\*+\w* sake\b|\b\w\*{2,}\w*(?=\s)|\bcc\b:?\s*(?=@|\Z)|(?<=!)1+(?=[!\s]|\Z)", re.IGNORECASE
        ),
        " ",
    ),
    (re.compile(r"\br(?= (?:u|you|ya)\b)", re.IGNORECASE), "are"),
    (re.compile(r"\bwe['’`ʼ]re\b", re.IGNORECASE), "we are"),
    # The mark of verified results.
    (
        re.compile(
            r"\b(the|a|this|that|with|has) (?:green |blue |little )?(?:[✓✔☑✅]\ufe0f?|check ?mark|tick(?: mark)?)"
            r"(?: (?:sign|symbol|mark|icon))?(?!\w)",
            re.IGNORECASE,
        ),
        r"\1 verified",
    ),
    (re.compile(r"# of\b", re.IGNORECASE), "number of"),
    (re.compile(r"\bbests\b", re.IGNORECASE), "best"),
    (re.compile(r"\bthe most (?:high |large |big )?(?:number|amount|quantity) of\b", re.IGNORECASE), "the most"),
    (re.compile(r"\bthe worse (?=model|one|score|result|ai\b|system)", re.IGNORECASE), "the worst "),
    (re.compile(r"\bw(?:/| )tools\b", re.IGNORECASE), "with tools"),
    (re.compile(r"\bwo tools\b", re.IGNORECASE), "without tools"),
    (re.compile(r"\bog (?=[A-Za-z])", re.IGNORECASE), "original "),
    # "The last 3 models added to MMLU" are the newest, and no bottom three.
    (
        re.compile(
            r"\b(?:last|latest|most recent) (?P<k>\d{1,2}|two|three|four|five|ten) (?:models|results|entries) "
            r"(?:(?:that|which) were )?(?:added|released|entered|reported|submitted|published)(?: (?:to|on|in|for))?\b",
            re.IGNORECASE,
        ),
        r"newest \g<k> models on",
    ),
    (
        re.compile(
            r"\bwhy (?:are|were) there (?:two|several|multiple|different|2|three) (?:different )?"
            r"([\w.-]{1,20}(?: [\w.-]{1,20}){0,2}?) (?:scores|results|numbers|figures|entries)\b",
            re.IGNORECASE,
        ),
        r"why are there two scores of \1",
    ),
    (re.compile(r"#1s\b|\b(?:number|no\.?) ?(?:ones|1s)\b", re.IGNORECASE), "first places"),
    (
        re.compile(r"\b(categor|stud|compan|quer|entr|abnormalit|modalit|famil|histor|countr)ys\b", re.IGNORECASE),
        r"\1ies",
    ),
    (
        re.compile(
            r"\bhow much of (?:all |the )*(?=(?:[\w'-]{1,20} ){0,3}(?:results|scores|entries|figures|models)\b)",
            re.IGNORECASE,
        ),
        "what share of the ",
    ),
    (
        re.compile(r"\bthe (\d{1,2}|two|three|four|five|six|seven|eight|nine|ten) first\b", re.IGNORECASE),
        r"the first \1",
    ),
    (re.compile(r"\bhow (?:mnay|manny|amny|mny|maby)\b|\b(?:hwo|ohw|hw) many\b", re.IGNORECASE), "how many"),
    (re.compile(r"\b(?:modles|modesl|mdoels|moddels|modells)\b", re.IGNORECASE), "models"),
    (re.compile(r"(?<=models )r(?= (?:on|in|there|at)\b)|(?<=\bwho )r(?= )"), "are"),
    (re.compile(r"(?<= )r(?= (?:open|closed|proprietary|the|these|those|they|there|models|u)\b)"), "are"),
    (
        re.compile(
            r"(?:(?<![\d.])\$|\busd|\bdollars?|€)\s?(?:/|per)\s?1?m(?:tok)?\b(?=\W*\Z| (?:in|out))", re.IGNORECASE
        ),
        "price per million tokens",
    ),
    (re.compile(r"\bteach me (?=the|what|which|who|how|about|where|when)", re.IGNORECASE), "tell me "),
    (re.compile(r"\b(please|kindly|and|pls|can you|could you) share (?=the |me |with |us |[A-Z])"), r"\1 show "),
    (
        re.compile(rf"\b(?:for|per|each|every) (?:a |one |1 )?millions? (?:of )?tokens?\b{_NO_CALLS}", re.IGNORECASE),
        "per million tokens",
    ),
    # "Is it still first, or has somebody dethroned it?" asks one thing twice.
    (
        re.compile(
            r",? ?\bor (?:has|have|did|was) (?:(?:some|any)(?:body|one|thing)(?: else)?|another(?: model)?|it)"
            r" (?:\w+ )?(?:dethrone|overtake|overtook|overthrow|beat|pass|surpass|replace|topple|outdo|eclipse)\w*"
            r"(?: it| him| them| by now| since| already| now| in the meantime)*",
            re.IGNORECASE,
        ),
        "",
    ),
    # Who last broke the record holds it.
    (
        re.compile(
            r"\b(?:last|most recently) (?:broke|set|improved|raised|beat|took)"
            r" (?=(?:the |a )?(?:[\w'-]+ ){0,3}record\b)",
            re.IGNORECASE,
        ),
        "holds ",
    ),
    (
        re.compile(
            r"\b(?:broke|set|improved|raised|beat|took) ((?:the |a )?(?:[\w'-]+ ){0,3}record(?: on [\w-]+| of [\w-]+)?)"
            r" (?:most recently|last)\b(?! (?:year|month|week|time))",
            re.IGNORECASE,
        ),
        r"holds \1",
    ),
    (re.compile(r"\b(of|both|all|between|among) '?em\b", re.IGNORECASE), r"\1 them"),
    (re.compile(r"\bper (input|output)\b(?! ?tok)", re.IGNORECASE), r"per \1 token"),
    (re.compile(r"\b(?:nr|nbr)\.? (?=of\b)", re.IGNORECASE), "number "),
    (re.compile(r"(?<=\d)( ?[bkm])?[ -]?ish\b", re.IGNORECASE), r"\1"),
    (re.compile(r"\A(\W{0,3}(?:hey |hi |so )?)(?:u|you|ya) got (?=\w)", re.IGNORECASE), r"\1do you have "),
    (re.compile(r"\bpredictions? (?:csv|tsv|jsonl?|parquet|txt)\b(?: file)?", re.IGNORECASE), "predictions file"),
    # A way to score that no board here has.
    (re.compile(r"\b(?:pass|maj|cons|best|avg) ?@ ?(?:\d{1,4}|[kn])\b", re.IGNORECASE), "passk"),
    # "When is GPT-4o from?" asks when it was released.
    (
        re.compile(
            r"\b(when|what (?:date|year|month|day)|which (?:date|year|month|day)) (?:is|was|are) ([^?!;,]{2,60}?)"
            r"(?<!images)(?<!rays)(?<!scans)(?<!films)(?<!studies)(?<!radiographs)(?<!pictures)(?<!data) from"
            r"(?=\W*$|\W+(?:please|pls|plz|exactly|again|btw|by the way|currently|thanks|thx|thank you|at the moment"
            r"|right now|these days|according to you)\b)",
            re.IGNORECASE,
        ),
        _released,
    ),
    (re.compile(r"\b(?:nr|no|num)\.?(?=\d{1,2}\b)|\bn[°º] ?(?=\d)|\bnr\.? (?=\d{1,2}\b)", re.IGNORECASE), "#"),
    (re.compile(r"(?<=[a-z]) 4 (?=(?:u|me|the|my|buck|real|us|free|it)\b)", re.IGNORECASE), " for "),
)
