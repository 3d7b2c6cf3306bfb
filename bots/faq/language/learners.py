"""What learners of English write, as English has it: "more big", "the most cheap", "have been evaluate"."""

from __future__ import annotations

import re
from collections.abc import Callable

_COMPARED = {
    "big": "bigg", "large": "larg", "small": "small", "cheap": "cheap", "new": "new", "old": "old", "high": "high",
    "low": "low", "strong": "strong", "smart": "smart", "long": "long", "short": "short", "quick": "quick",
    "weak": "weak", "tiny": "tini", "huge": "hug", "great": "great", "young": "young", "late": "lat",
    "hard": "hard", "difficult": "hard", "easy": "easi",
}  # fmt: skip
#: Things of which there may be more that are new or small: "the most new models" counts them.
_THINGS = r"models?|llms?|vlms?|ones|results?|scores?|entries|benchmarks?|releases"
_DEGREE = re.compile(rf"\b(more|most)\s+({'|'.join(_COMPARED)})\b(?!\s+(?:{_THINGS})\b)", re.IGNORECASE)
_ONE = r"model|llm|vlm|one"
_SAID = "|".join(_COMPARED)
#: "The more cheap model" and "the model more cheap" are the cheapest.
_ONE_OF = re.compile(rf"\bthe\s+(?:more|most)\s+({_SAID})\s+(?=(?:{_ONE}|score|result)\b)", re.IGNORECASE)
_AFTER = re.compile(rf"\bthe\s+({_ONE})\s+(?:the\s+)?(?:more|most)\s+({_SAID})\b(?!\s+than)", re.IGNORECASE)
#: Verbs whose base form stands after "been" where a participle belongs, and those that are no nouns.
_PARTICIPLES = re.compile(
    r"\b(been\s+(?:evaluate|test|benchmark|measure|score|rank|list|report|release|publish|update|train|verify|include)"
    r"|(?:was|were)\s+(?:evaluate|publish|verify|announce|create|develop|introduce|include))\b",
    re.IGNORECASE,
)


#: "Who make it" asks who did.
_WHO_DO = re.compile(
    r"\bwho\s+(make|create|build|write|develop|publish|design)s?\s+(?=(?!the\b)\w+(?:[^\w\s]+\w+)*+\W*+\Z)",
    re.IGNORECASE,
)
#: "How big is difference between" asks what it is.
_HOW_BIG = re.compile(
    r"\bhow\s+(?:big|large|great|wide)\s+is\s+(?:the\s+)?(?=(?:difference|gap|margin|distance)\s+(?:between|of)\b)",
    re.IGNORECASE,
)
_LEAD_ON = re.compile(
    r"\bhow\s+(?:big|large|great|wide|clear|comfortable|narrow|slim|small|strong)\s+is\s+(?:the|its|their|that|this)\s+"
    r"(?:(?:lead|advantage)|(?:gap|margin|distance) to (?:the )?(?:next(?: one| model)?|second(?: one)?|runner[ -]?up"
    r"|number two))(?=\s+(?:on|in|at|there|for|over)\b|\W*\Z)",
    re.IGNORECASE,
)
_DID = {"make": "made", "build": "built", "write": "wrote"}
#: "Models w/ vision" take images, and are of no category.
_SEEING = re.compile(r"(?<!\w)(?:with|w/)\s+vision\b(?!\s+(?:input|support|language|capab))", re.IGNORECASE)


#: "Wtf is a rubric score" asks what it is.
_WHAT_ON_EARTH = re.compile(r"\bwt[fh](?=(?:'?s|\s+(?:is|are|was|does|do|did))\b)", re.IGNORECASE)


#: "Overpass", "became added", "at 2025 end", "which was the better model in 2024", "beat ppl".
_TENS = ("twen", "thir", "fort", "fift", "sixt", "seve", "eigh", "nine")
_UNITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_SLIPS: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    # "Where I can download?" asks where one can.
    (
        re.compile(
            r"\A(\W{0,3}(?:and |but |so )?(?:where|how|when|why|what)) (i|we|you|one) (can|could|should|must|may|do)\b"
            r"(?! (?:use|do|get|find|know) (?:is|are|was|for)\b)",
            re.IGNORECASE,
        ),
        r"\1 \3 \2",
    ),
    # "Since when is o3 holding the record" asks since when it holds it.
    (
        re.compile(r"\bsince when is ((?:[\w.-]+ ){1,4})(hold|lead|keep|own)ing\b", re.IGNORECASE),
        r"since when does \1\2",
    ),
    (
        re.compile(
            r"\b(?:is|was|has) (?=(?:[\w'-]+ ){0,3}record\b)([^.?!,;]{6,60}?) not (?:been )?(?:broken|beaten)\b", re.I
        ),
        r"does \1 stand",
    ),
    (re.compile(r"\bwhat says (the [^?!.;]{2,60}?)(?= (?:on|about)\b|[?!.]|\Z)", re.IGNORECASE), r"what does \1 say"),
    (
        re.compile(
            r"\b(can|could|may|might) (i|we|you|one) have (?=(?:(?:a|the|its|your|all|some) )?"
            r"(?:dataset|data|images|files|questions|test set|labels)\b)",
            re.IGNORECASE,
        ),
        r"\1 \2 get ",
    ),
    (re.compile(r"\bfirst authors?\b", re.IGNORECASE), "authors"),
    (re.compile(r"\b(?:image|visual)[ -]question(?:[ -]answer(?:ing)?)? pairs\b", re.IGNORECASE), "questions"),
    (
        re.compile(
            r"\b(benchmarks?|tests|datasets) (?:that |which )?can be (?:evaluated|run|scored|executed)"
            r"(?= (?:here|locally|(?:with|in|by) podium)\b)",
            re.IGNORECASE,
        ),
        r"\1 can I run",
    ),
    (re.compile(r",? \bnot (?:only|just|merely) (?:looked up|listed|shown|seen|read)(?=\W*\Z)", re.IGNORECASE), ""),
    (re.compile(r"\boverpass(?:es|ed|ing)?\b", re.IGNORECASE), "exceed"),
    (re.compile(r"\b(leng|streng)ht(?=s?\b)", re.IGNORECASE), r"\1th"),
    (re.compile(r"(?<=\w) @ (?=\w)"), " at "),
    (re.compile(r"\b(?:finds|find) (?:itself|himself|themselves)\b", re.IGNORECASE), "is"),
    (re.compile(r"\balgorithm\b", re.IGNORECASE), "model"),
    (re.compile(r"\bcheapest (?:way|ticket) into\b", re.IGNORECASE), "cheapest model in"),
    (re.compile(r"\bon both sides\b", re.IGNORECASE), ""),
    (re.compile(r"\bpodium's (?:source )?code\b", re.IGNORECASE), "podium"),
    (re.compile(r"\bconcours\b", re.IGNORECASE), "competition"),
    (re.compile(r"\bfor (?:a|my|the|our) (?:table|slide|footnote|caption|poster)(?=\W?\Z)", re.IGNORECASE), ""),
    (re.compile(r"\bhow many (?:persons|people) were x-?rayed\b", re.IGNORECASE), "how many patients are there"),
    (
        re.compile(
            r"\A\W?((?:images|pictures|questions|items|patients|studies|samples|subjects|labels|options|charts|findings"
            r"|conversations) (?:in|of) [^=]{2,60}?) ?= ?\?{0,3}\Z",
            re.IGNORECASE,
        ),
        r"how many \1",
    ),
    # "MMMU and its Pro version": the name is said once.
    (
        re.compile(
            r"\b([a-z][\w-]{1,20})((?:,? (?:and|or|versus|vs\.?|from|with))) (?:its|the) (pro|hard|plus)"
            r"(?: (?:version|variant|edition|sibling|one))?\b",
            re.IGNORECASE,
        ),
        r"\1\2 \1-\3",
    ),
    # "Is MMMU-Pro just MMMU with more options?"
    (
        re.compile(
            r"\A\W{0,3}is ([\w-]{2,25}(?: [\w-]{1,15})?) (?:just|only|simply|merely|basically) ([\w-]{2,25})"
            r" with (?:more|fewer|harder|other|extra|additional) \w{3,20}(?: \w{3,20})?\W{0,3}\Z",
            re.IGNORECASE,
        ),
        r"what is the difference between \1 and \2",
    ),
    # "When is an HLE answer considered correct?"
    (
        re.compile(
            r"\bwhen (?=(?:is|are|does|do) (?:an? |the )?(?:[\w'-]{2,20} ){0,3}(?:answer|reply|response)s? "
            r"(?:considered|deemed|regarded|count|counted|judged)\b)",
            re.IGNORECASE,
        ),
        "how ",
    ),
    (
        re.compile(
            r"\b(?:point|direct|refer|guide|steer) (?:me|us) (?:to|at|towards) (?=(?:the |a )?(?:[\w'-]{2,20} ){0,3}"
            r"(?:paper|publication|article|preprint|dataset|data|download|repository|repo)\b)",
            re.IGNORECASE,
        ),
        "where is ",
    ),
    # "How many items it holds": what holds them leads nothing.
    (
        re.compile(r"\b(how many|number of)( [^?!.]{3,60} )(?:holds?|held)(?=\W{0,3}\Z)", re.IGNORECASE),
        r"\1\2contains",
    ),
    # "Its labels, what are they?"
    (
        re.compile(
            r"\A(?:and )?(the|its|all) ([^,:?]{3,60})[,:] ?what are (?:they|those|these)\W{0,3}\Z", re.IGNORECASE
        ),
        r"what are \1 \2",
    ),
    # "What does the Pro in MMMU-Pro add?"
    (
        re.compile(r"\bwhat (?:does|did|do) (?:the )?pro in ([\w]{2,20})-pro (?:add|change|bring)\b", re.IGNORECASE),
        r"what is the difference between \1-pro and \1",
    ),
    # "Is it on Hugging Face?"
    (
        re.compile(
            r"\A(\W?(?:and |so )?)(?:is|are) ((?:it|that|this|they|the data|the dataset|the questions|that benchmark"
            r"|this benchmark|the benchmark)) (?:also |available )?(?:on|at|hosted on|hosted at) "
            r"(?:hugging ?face|hf|kaggle|github|zenodo|physionet)\b",
            re.IGNORECASE,
        ),
        r"\1where can i download \2",
    ),
    (re.compile(r"\bcosts? (?:the )?least\b", re.IGNORECASE), "is the cheapest"),
    (re.compile(r"\b(?:a|my) (?:colleague|friend) sent me(?: here)?\b[.!,]?", re.IGNORECASE), ""),
    (re.compile(r"\bwhat our (?:staff|team|students|people|users) ask\b", re.IGNORECASE), "what we ask"),
    (re.compile(r"\A([\w-]{2,30}) on (?:hugging ?face|hf)(?=\W?\Z)", re.IGNORECASE), r"where to download \1"),
    (re.compile(r"\bwho or what\b(?= is\b)", re.IGNORECASE), "what"),
    (re.compile(r"\bwho or what\b", re.IGNORECASE), "who"),
    (re.compile(r"\bchest films?\b", re.IGNORECASE), "chest x-rays"),
    (re.compile(r"\bcollection of (?=(?:chest|x-?ray|image|question|scan)\w{0,5}\b)", re.IGNORECASE), "dataset of "),
    # "With a context of 1M tokens or more", "if models of 10B or more are left out".
    (
        re.compile(r"\b(context(?: window)? of) ((?:\w+ ){1,3}tokens) or (?:more|longer|larger)\b", re.IGNORECASE),
        r"\1 at least \2",
    ),
    (
        re.compile(
            r"\bif (models|those|ones) ((?:\S{1,12} ){1,5})(?:are|is) (?:left out|excluded|ignored|not counted)",
            re.IGNORECASE,
        ),
        r"excluding \1 \2",
    ),
    (re.compile(r"(?<=\w) as well as on (?=\w)", re.IGNORECASE), " and on "),
    (
        re.compile(r"\b(?:free|open|permissive) (licen[cs]e),? (?:such as|like|for example|e\.?g\.?) [\w.-]+", re.I),
        r"open \1",
    ),
    (
        re.compile(r"[.,;] {0,2}(?:any )?(?:options|ideas|suggestions|recommendations|candidates)\W{0,3}\Z", re.I),
        ", which models?",
    ),
    (
        re.compile(
            r"\b(twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[ -]"
            r"(one|two|three|four|five|six|seven|eight|nine)"
            r"(?=(?:\s+(?:and|to|or|percent|per\s+cent|points?)\b|%))",
            re.IGNORECASE,
        ),
        lambda match: f"{_TENS.index(match.group(1).lower()[:4]) + 2}{_UNITS.index(match.group(2).lower()) + 1}",
    ),
    (re.compile(r"\bMCQs\b", re.IGNORECASE), "questions"),
    (re.compile(r"\bat least one (?=(?:model|llm)\b)", re.IGNORECASE), "a "),
    (re.compile(r"(?<=\w )w (?=(?:more|fewer|less|only|the|a|no|ten|four)\b)", re.IGNORECASE), "with "),
    (re.compile(r"\bnew best (?:value|score|result|mark)\b", re.IGNORECASE), "new record"),
    (re.compile(r"\bwhat(?:'s| is) the reason\b", re.IGNORECASE), "why"),
    (
        re.compile(r"\b(newest|latest|oldest|cheapest|largest|smallest) one (?=(?:from|by|of)\b)", re.IGNORECASE),
        r"\1 model ",
    ),
    (re.compile(r"\bsay me\b", re.IGNORECASE), "tell me"),
    (re.compile(r"\b(which|what) society\b", re.IGNORECASE), r"\1 company"),
    (re.compile(r"\b(i|we) search (?:for )?(?=(?:a|an|the|some|one)\b)", re.IGNORECASE), r"\1 need "),
    (re.compile(r"\bwhich is the better (?=(?:on|in|at|for)\b)", re.IGNORECASE), "which is the best "),
    (re.compile(r"\bthe (\d{1,2}|two|three|four|five|ten) firsts\b", re.IGNORECASE), r"the first \1"),
    (re.compile(r"\b(?:during|for) (?:the )?(?:more|most) time\b", re.IGNORECASE), "longest"),
    (re.compile(r"\btpo (?=\d)", re.IGNORECASE), "top "),
    (re.compile(r"\bau?gust?\b(?= (?:20)?\d\d\b)", re.IGNORECASE), "august"),
    (re.compile(r"\b(20\d\d) year(?:'?s)? (?=\w)", re.IGNORECASE), r"\1 "),
    (re.compile(r"\bthe high score\b", re.IGNORECASE), "the highest score"),
    (re.compile(r"\b(which|what) all (?=(?:models?|llms?|benchmarks?|boards?)\b)", re.IGNORECASE), r"\1 "),
    (re.compile(r"\bwhich all (?=\w)", re.IGNORECASE), "which "),
    # "A model that makes more than 85%" has that score.
    (
        re.compile(
            r"\b(?:makes?|made|takes?|obtains?|obtained)"
            r"(?= (?:(?:more|less) than |over |above |at least |under |below )?\d{1,3}(?:\.\d{1,3})? ?"
            r"(?:%|percent\b|points\b))",
            re.IGNORECASE,
        ),
        "scores",
    ),
    (
        re.compile(
            r"\b(?:in|on) which (?:tests?|benchmarks?|boards?|exams?|leaderboards?) (?:does |do |is )?(it|he|this|that)"
            r" (?:appears?|figures?|is|shows? up|participates?|exists?)\b",
            re.IGNORECASE,
        ),
        r"on which benchmarks was \1 tested",
    ),
    (re.compile(r"\bwins? (?:to|against|from|over) (?=[A-Z\d])"), "beats "),
    (re.compile(r"\btop[ -]most\b", re.IGNORECASE), "top"),
    (re.compile(r"\bas on (?:date|today)\b", re.IGNORECASE), "now"),
    (
        re.compile(r"\blast year (?:same|this) time\b|\b(?:same|this) time last year\b|\bsame time a year ago\b", re.I),
        "a year ago",
    ),
    (re.compile(r"\b(?:last time )?actuali[sz]ed\b", re.IGNORECASE), "last updated"),
    (re.compile(r"\b(best|highest|top|worst|lowest) note\b", re.IGNORECASE), r"\1 score"),
    (re.compile(r"\buntil now\b", re.IGNORECASE), "so far"),
    (re.compile(r"\b(?:the )?whole year (?:of )?(20\d\d)\b|\b(?:in )?(20\d\d) whole year\b", re.I), r"in \1\2"),
    (re.compile(r"(?<=chexpert )comp\b", re.IGNORECASE), "competition"),
    (re.compile(r"\bbecame (added|released|reported|published|new)\b", re.IGNORECASE), r"were \1"),
    (re.compile(r"\b(?:at |by |in )?(?:the )?(20\d\d)(?:'s)? (?:year )?end\b", re.IGNORECASE), r"at the end of \1"),
    (
        re.compile(
            rf"\b(which|what) (was|is) the better ({_ONE})(?= (?:in|on|at|of|for)\b)"
            r"(?![^.?!]{0,60}(?:,| (?:or|vs|than|and) ))",
            re.IGNORECASE,
        ),
        r"\1 \2 the best \3",
    ),
    (
        re.compile(r"\b(beat(?:s|en|ing)?|than|outperforms?|outperformed|surpass(?:es|ed)?|vs|versus|do) ppl\b", re.I),
        r"\1 people",
    ),
)


def as_english(text: str) -> str:
    """Return a text with the degrees and participles that learners get wrong put right, and what is cut short."""
    text = _SEEING.sub("with vision input", _WHAT_ON_EARTH.sub("what", text))
    for slip, meant in _SLIPS:
        text = slip.sub(meant, text)
    text = _AFTER.sub(lambda match: f"the {_highest(match.group(2))} {match.group(1)}", text)
    text = _ONE_OF.sub(lambda match: f"the {_highest(match.group(1))} ", text)
    text = _DEGREE.sub(_of_degree, text)
    text = _LEAD_ON.sub("what is the gap between first and second", _HOW_BIG.sub("what is the ", text))
    text = _WHO_DO.sub(lambda match: f"who {_past(match.group(1))} ", text)
    return _PARTICIPLES.sub(lambda match: _participle(match.group()), text)


def _highest(word: str) -> str:
    return f"{_COMPARED[word.lower()]}est"


def _of_degree(match: re.Match[str]) -> str:
    return _COMPARED[match.group(2).lower()] + ("er" if match.group(1).lower() == "more" else "est")


def _past(verb: str) -> str:
    verb = verb.lower()
    return _DID.get(verb) or (f"{verb}d" if verb.endswith("e") else f"{verb}ed")


def _participle(phrase: str) -> str:
    if phrase.endswith("e"):
        return f"{phrase}d"
    return f"{phrase[:-1]}ied" if phrase.endswith("y") else f"{phrase}ed"
