"""More words for what is asked of models: ends of an order, a maker's models, what a model does best or worst.

They come in many pairs ("lowest token price", "smallest price tag"), so that most are written as products.
"""

from __future__ import annotations

from podium.bots.faq.language.phrases import Product

_LEAST = "lowest|smallest|least|minimum"
_MOST = "highest|biggest|largest|steepest"
_OF_TOKENS = "-|token|api|list|overall|total"
_PRICES = "price|prices|price tag|price tags|cost|costs|fee|fees|bill|tariff"
_PURSES = "wallet|pocket|purse|budget|pockets|wallets|bank account"
_TO_TAKE = (
    "take|takes|taking|take in|takes in|accept|accepts|read|reads|handle|handles|hold|holds|fit|fits|process|processes|"
    "digest|digests|swallow|swallows|ingest|ingests"
)
_TEXT = "tokens|text|texts|documents|pages|prompts|input|inputs"
_AT_ONCE = "at once|at a time|at one time|in one go|in one prompt"

#: Concept by concept, as in :data:`podium.bots.faq.language.idioms.IDIOMS`: for every question.
WANTS: dict[str, tuple[str | Product, ...]] = {
    "CHEAP": (
        Product("-|has|have|with|having", "-|the", _LEAST, _OF_TOKENS, _PRICES),
        Product("cost|costs|costing|charge|charges|set|sets", "me|us|you|one", "the least|least"),
        Product("set|sets|setting", "me|us|you|one", "back", "the least|least|the smallest amount"),
        Product("cheaper than", "all|any|all the|any of the|everything|every", "other|others|else"),
        Product("save|saving", "-|some", "money|cash|cost|costs|bucks|budget"),
        "most inexpensive, most budget friendly, most low cost, cheaper than the rest, cheaper than all of them, "
        "bottom of the price list, foot of the price list, end of the price list",
    ),
    "EXPENSIVE": (
        Product("-|has|have|with|having", "-|the", _MOST, _OF_TOKENS, _PRICES),
        Product("cost|costs|costing|charge|charges", "me|us|you|one", "the most|most"),
        Product("set|sets|setting", "me|us|you|one", "back", "the most|most"),
        "top of the price list, head of the price list, dearer than the rest",
    ),
    "CHEAPER": (
        Product("easier|lighter|kinder|gentler|softer", "on|to|for", "-|the|my|our|your|ones|a", _PURSES),
        "charge less, charges less, charging less",
    ),
    "DEARER": (
        Product("harder|heavier|tougher", "on|to|for", "-|the|my|our|your|ones|a", _PURSES),
        "charge more, charges more, charging more",
    ),
    "PRICE": (Product("what|how much", "do|does|would|will|did", "they|it|one|you", "want|charge|demand", "for"),),
    "ABOUT_WORD": (Product("no|not a|havent a|without a|got no", "clue|idea", "what|about|of"),),
    "MAX_CONTEXT": (
        Product(
            _TO_TAKE,
            "-|the",
            "most|longest|largest number of|greatest number of|highest number of",
            f"{_TEXT}|document|text|prompt|input|file|book",
        ),
    ),
    "USES": ("swallow, swallows, digest, digests, ingest, ingests",),
    "MODELS": ("model range, range of models, model line up, model lineup, line up of models, lineup of models",),
    "NEWEST_MODEL": (
        Product("last|final", "one|model|llm|release", "to come|to come out|to be released|to appear|that came out"),
        Product("came|comes|come", "last", "from"),
        Product("new|newest|latest", "kid", "on the block"),
    ),
    "VALUE": (
        Product("ratio of|ratio between", "price|cost|costs|score|performance|quality", "and|to|with", "-|price|cost"),
        Product("price|cost", "quality|score|performance|result|accuracy", "ratio|relation|trade off|tradeoff"),
    ),
    "SIGNIFICANT": (
        Product("mean|means|meant", "anything|something|much"),
        "within error bars, within the error bars, within their error bars, inside the error bars",
    ),
}

#: The same for what means something only beside the name of a model, where no benchmark is named.
MODEL_WANTS: dict[str, str | tuple[str | Product, ...]] = {
    "STRENGTH": (
        Product(
            "best|highest|top|strongest|finest|worst|lowest|weakest|poorest",
            "result|results|rank|ranks|ranking|rankings|place|places|placement|placements|placing|placings|position|"
            "positions|showing|finish|performance",
        ),
        Product("strong|strongest|weak|weakest|high|low|sore", "point|points|side|sides|area|areas|subject|subjects"),
        Product("lag|lags|fall|falls|trail|trails", "-|behind|back", "most|the most|furthest|the furthest"),
        Product("fail|fails|struggle|struggles|suffer|suffers|stumble|stumbles", "most|the most|-", "with|at|on|-"),
        Product("hardest|toughest|roughest|worst|easiest|best", "time"),
        Product("hardest|toughest|easiest|most difficult|most challenging", "for"),
        "shine, shines, shining, good at, great at, strong at, best at, excel, excels, trouble, hard time, suits best, "
        "suits most, struggle, struggles, suits, come off worst, comes off worst, come off best, comes off best, "
        "do best, does best, do worst, does worst, place best, places best, rank best, ranks best, rank highest, ranks "
        "highest, rank lowest, ranks lowest, perform best, performs best, perform worst, performs worst",
    ),
    "TESTED_ON": (Product("appear|appears|show up|shows up|included|represented|listed|featured|present", "in|on"),),
    # What lies between the releases of two models: "how many months lie between GPT-5 and GPT-5.2".
    "TIME_BETWEEN": (
        Product(
            "how many|how much",
            "months|years|time",
            "-|lie|lies|lay|passed|went by|are|were|is|was",
            "between|apart",
        ),
        "how long between, how far apart were",
    ),
    "PARAMETERS": "sizes of, size of, sizes for, size for",
    "ABOUT_WORD": "specs, spec sheet, specification, specifications, spec, data sheet, datasheet",
    "PRICE": "quote, quote me, quote us",
    "USES": "handle, handles, can handle, manages, manage",
    "MORE_CONTEXT": (
        Product(_TO_TAKE, "more|longer|larger|bigger", f"{_TEXT}|{_AT_ONCE}"),
        Product("more|longer|larger|bigger", _AT_ONCE),
        "more context tokens",
    ),
    "LESS_CONTEXT": (
        Product(_TO_TAKE, "less|fewer|shorter|smaller", f"{_TEXT}|{_AT_ONCE}"),
        "fewer context tokens, less context tokens",
    ),
    "OUT_LATER": (
        Product("later|newer|more recent|younger", "one|model|of", "-|of|of the two"),
        "came out after, come out after, appeared later, was later",
    ),
    "OUT_EARLIER": (
        Product("earlier|older|less recent", "one|model|of", "-|of|of the two"),
        "was first, were first, came out before, come out before, appeared earlier, appeared first, was earlier, was "
        "there first, was out first",
    ),
    "COMPARE": (Product("compare|comparing|contrast", "the two|these two|those two|both|the pair|the 2|these 2"),),
}
