"""Ways to ask about the makers of the models on a board."""

from __future__ import annotations

from podium.bots.faq.frame import Attribute, Intent
from podium.bots.faq.ways.way import BOARD as _BOARD
from podium.bots.faq.ways.way import CATALOGUE as _CATALOGUE
from podium.bots.faq.ways.way import way as _s

_NEVER = "WHEN WHY WORST LOW AVERAGE STATISTICS PRICE CHEAP EXPENSIVE VALUE BENCHMARKS"

# fmt: off
MAKERS = (
    _s(Intent.MAKERS, "MAKERS RANK|BOARD|LEAD|HIGH|COMPARE|LISTING|ALL|GOOD|WHICH|WHAT|HOW|TESTED_ON",
       f"{_BOARD} RANK LEAD HIGH BETTER LISTING ALL GOOD HOW FOR COMPARE TESTED_ON THERE BOARD",
       f"{_NEVER} HOW_MANY", "b board? f", "several", weight=0.5),
    _s(Intent.MAKERS, "MAKERS", f"{_BOARD} RANK LEAD HIGH BETTER LISTING FOR FIRST_THREE GOOD", f"{_NEVER} HOW_MANY",
       "b board? f", "!top", weight=2.2),
    _s(Intent.MAKERS, "MAKERS", f"{_BOARD} RANK LEAD HIGH BETTER LISTING FOR GOOD", f"{_NEVER} HOW_MANY",
       "b board? f", "!several", weight=0.9),
    _s(Intent.MAKERS, "HOW_MANY MAKERS", f"{_BOARD} RANK LISTING FOR THERE ALL MADE LEAD HIGH", _NEVER,
       "b board? f", "score top",
       weight=0.8, counted="organisations"),
    _s(Intent.MAKERS, "MAKERS", f"{_BOARD} LISTING FOR THERE ANY ABOVE PASSED HOW_MANY ALL", _NEVER, "b board? f",
       "!score", weight=1.6),
    _s(Intent.MODELS_OF, "LEAD BENCHMARKS|BENCHMARK|BOARDS|WHERE|TESTED_ON",
       f"{_CATALOGUE} RANK SCORE HOW_MANY WHERE TESTED_ON HIGH BETTER ALL YOU THERE CATEGORY BOARD BENCHMARK",
       "WHEN WHY HISTORY CHEAP PRICE EVER NEWEST NOT", "o", weight=2.0, order="first"),
    *(
        # What a maker has of a kind: "has Anthropic got anything open?".
        _s(Intent.EXTREME, needs, f"{_CATALOGUE} ANY SCORE PASSED SAME IT EVER RELEASED MADE PUBLISHED USES THERE"
           f" OPEN CLOSED MULTIMODAL_MODEL TEXT_MODEL SEEN", "HOW_MANY WHY HOW LEAD HIGH WORST BENCHMARKS WHEN RESULT",
           "f F maker", weight=0.2, attribute=Attribute.RELEASED, order="most", counted="models")
        for needs in ("YES_NO OPEN|CLOSED|MULTIMODAL_MODEL|TEXT_MODEL", "YES_NO MODEL|MODELS")
    ),
    _s(Intent.EXTREME, "WHEN FINAL|NEWEST|NEWEST_MODEL RELEASED|MADE|PUBLISHED",
       f"{_CATALOGUE} MODEL NEW NEWEST SCORE IT ANY EVER RELEASED PUBLISHED MADE OPEN CLOSED",
       "HOW_MANY WHY HOW LEAD BENCHMARKS RESULT", "f maker", weight=0.6, attribute=Attribute.RELEASED, order="most"),
    _s(Intent.EXTREME, "WHEN NEWEST|NEWEST_MODEL", f"{_CATALOGUE} NEW NEWEST IT OPEN CLOSED",
       "HOW_MANY WHY HOW LEAD BENCHMARKS RESULT", "f maker", weight=0.2, attribute=Attribute.RELEASED, order="most"),
    *(
        # "How much cheaper is o4-mini than o3?"
        _s(Intent.EXTREME, f"HOW_MUCH|GAP|HOW {needs}", f"{_CATALOGUE} AND_MORE COMPARE BOTH SIZE HOW {may}",
           "WHY RESULT", "ms", weight=1.6, attribute=attribute, order=order, counted="gap")
        for attribute, order, needs, may in (
            (Attribute.PRICE, "least", "CHEAPER", "CHEAP PRICE INPUT OUTPUT TOKENS"),
            (Attribute.PRICE, "most", "DEARER", "EXPENSIVE PRICE INPUT OUTPUT TOKENS"),
            (Attribute.RELEASED, "most", "OUT_LATER", "NEW RELEASED"),
            (Attribute.RELEASED, "least", "OUT_EARLIER", "RELEASED"),
            (Attribute.PARAMETERS, "most", "BIGGER", "PARAMETERS"),
            (Attribute.PARAMETERS, "least", "SMALLER", "PARAMETERS"),
            (Attribute.CONTEXT, "most", "MORE_CONTEXT", "CONTEXT TOKENS"),
            (Attribute.CONTEXT, "most", "BIGGER CONTEXT", "TOKENS"),
        )
    ),
    _s(Intent.FACT, "ORGANISATION|MADE|WHO", "WHO WHAT WHICH MADE ORGANISATION AUTHORS MODELS MODEL RELEASED",
       "LEAD HOW_MANY RESULT HIGH", "series", weight=0.8, attribute=Attribute.ORGANISATION),
    _s(Intent.MAKERS, "BETTER|ABOVE|COMPARE|GAP|LEAD|DIFFERENCE|AND_MORE",
       f"{_BOARD} BETTER ABOVE COMPARE GAP LEAD HIGH DIFFERENCE AND_MORE HOW HOW_MANY HOW_MUCH GOOD RANK FOR PASSED"
       " LAG ORGANISATION MAKERS BOTH",
       f"{_NEVER} NOT CLOSED OPEN", "b board? f sides", weight=1.2),
    _s(Intent.MAKERS, "COMPARE BETTER|ABOVE|LEAD|HIGH|GAP",
       f"{_BOARD} BETTER ABOVE GAP LEAD HIGH DIFFERENCE HOW GOOD RANK FOR PASSED ORGANISATION MAKERS BOTH WHO",
       f"{_NEVER} NOT CLOSED OPEN", "b board? f sides", weight=1.8),
)
# fmt: on
