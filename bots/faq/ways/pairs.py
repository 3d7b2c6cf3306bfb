"""Ways to ask about two models by what the catalogue holds of them, and about all models of a maker."""

from __future__ import annotations

from podium.bots.faq.frame import Attribute, Intent
from podium.bots.faq.ways.way import BOARD as _BOARD
from podium.bots.faq.ways.way import CATALOGUE as _CATALOGUE
from podium.bots.faq.ways.way import way as _s

# fmt: off
PAIRS = (
    *(
        # "What is the difference in price between GPT-5 and o3?", "compare the release dates of GPT-5 and o3".
        _s(Intent.EXTREME, needs,
           f"{_CATALOGUE} AND_MORE COMPARE FOR SIZE USES BOTH HOW DIFFERENCE GAP TOKENS HOW_MUCH INPUT OUTPUT {may}",
           "HOW_MANY WHY RESULT LEAD HIGH BETTER BENCHMARKS", "ms", weight=weight, attribute=attribute, order=order,
           **({"counted": "gap"} if "GAP" in needs or "TIME" in needs else {}))
        for attribute, order, needs, may, weight in (
            (Attribute.PRICE, "least", "PRICE DIFFERENCE|GAP", "PRICE", 1.4),
            (Attribute.CONTEXT, "most", "CONTEXT DIFFERENCE|GAP", "CONTEXT", 1.4),
            (Attribute.PARAMETERS, "most", "PARAMETERS DIFFERENCE|GAP", "PARAMETERS", 1.4),
            (Attribute.RELEASED, "most", "RELEASED DIFFERENCE|GAP", "RELEASED WHEN PUBLISHED DATE_WORD UPDATED"
             " UPDATE_WORD", 1.4),
            (Attribute.RELEASED, "most", "RELEASED COMPARE|BOTH", "RELEASED WHEN PUBLISHED DATE_WORD UPDATED"
             " UPDATE_WORD", 1.2),
            (Attribute.RELEASED, "most", "TIME_BETWEEN", "RELEASED WHEN PUBLISHED", 1.6),
            (Attribute.RELEASED, "most", "OUT_LATER", "RELEASED PUBLISHED WHEN", 1.3),
            (Attribute.RELEASED, "least", "OUT_EARLIER", "RELEASED PUBLISHED WHEN", 1.3),
            (Attribute.CONTEXT, "most", "MORE_CONTEXT", "CONTEXT ORGANISATION", 1.3),
            (Attribute.CONTEXT, "least", "LESS_CONTEXT", "CONTEXT ORGANISATION", 1.3),
        )
    ),
    # "Do the confidence intervals of GPT-5 and o3 overlap on MMLU?"
    _s(Intent.SIGNIFICANT, "INTERVAL COMMON", f"{_BOARD} COMPARE AND_MORE HOW FOR INTERVAL RELATION", "PRICE WHY",
       "ms b board?", weight=1.6),
    # "On how many benchmarks are both GPT-5 and o3?", "which boards do GPT-5 and o3 share?"
    _s(Intent.COMPARE, "COMMON BENCHMARKS|BOARDS|TESTED_ON|BENCHMARK",
       f"{_BOARD} BENCHMARKS BOARDS HOW_MANY COMPARE AND_MORE LISTING TESTED_ON ALL COMMON BOTH FOR THERE TIES SAME",
       "PRICE WHY WHEN LEAD", "ms", weight=1.4),
    # "Seed 2.0 Mini on SuperGPQA, how much?"
    _s(Intent.SCORE, "HOW_MUCH", f"{_BOARD} GOOD BOARD FOR", "PRICE WHEN WHY WORST LEAD CHEAP EXPENSIVE USES",
       "m b board?", weight=0.3),
    # "Which models has xAI released?" is not asked for the newest of them alone.
    _s(Intent.MODELS_OF, "MODELS RELEASED|MADE|PUBLISHED|PUT_OUT",
       f"{_CATALOGUE} ORGANISATION RELEASED MADE PUBLISHED PUT_OUT ALL SCORE OUTPUT THERE EVER",
       "LEAD HOW_MANY CHEAP NEWEST NEWEST_MODEL FINAL WHEN NEW NEWNESS OLDEST LARGEST SMALLEST RESULT WORST", "o",
       weight=2.4),
    _s(Intent.MODELS_OF, "WHAT|LISTING|ALL RELEASED|MADE|PUBLISHED",
       f"{_CATALOGUE} ORGANISATION RELEASED MADE PUBLISHED ALL SCORE OUTPUT THERE EVER",
       "LEAD HOW_MANY CHEAP NEWEST NEWEST_MODEL FINAL WHEN NEW NEWNESS OLDEST LARGEST SMALLEST RESULT WORST", "o",
       weight=2.4),
    _s(Intent.RESULTS, "BOARDS|BOARD ALL|LISTING|WHICH|HOW_MANY|TESTED_ON|FOR",
       f"{_BOARD} BOARD BOARDS TESTED_ON ALL LISTING WHERE RANK HOW HOW_MANY USES THERE", "PRICE WHEN LEAD WHY", "m",
       weight=0.4),
    _s(Intent.RESULTS, "STRENGTH",
       f"{_BOARD} LEAD HIGH WORST LOW TESTED_ON BENCHMARKS WHERE RANK HOW FOR AND_MORE STRENGTH ALL MANY BOARDS LISTING"
       " GOOD", "PRICE WHEN MODELS HOW_MANY", "m", weight=1.4),
    # "Which Claude is the newest one?"
    *(
        _s(Intent.EXTREME, f"{needs} WHICH|WHAT|WHO", f"{_CATALOGUE} EVER RELEASED",
           "HOW_MANY WHY RESULT BENCHMARKS DATA CONTEXT PRICE FOLLOW", "f F", weight=1.0, attribute=attribute,
           order=order)
        for attribute, order, needs in ((Attribute.RELEASED, "most", "NEWEST"), (Attribute.RELEASED, "least", "OLDEST"))
    ),
    # "I want good scores on MMLU without paying much, what should I pick?"
    _s(Intent.VALUE, "CHEAP COMPARE GOOD|RESULT|SCORE|LEAD|HIGH", f"{_BOARD} LEAD HIGH GOOD FOR COMPARE USES",
       "HOW_MANY EXPENSIVE WHEN", "b f", weight=1.2),
    # "Does o3 lead anything?"
    _s(Intent.RESULTS, "LEAD BOARDS|BENCHMARKS|ANY", f"{_BOARD} LEAD HIGH ANY BOARDS BENCHMARKS HOW_MANY LISTING THERE",
       "PRICE WHEN WHY MODELS WORST", "m", weight=1.6),
    # "Grok-3 is from 2025, right?"
    _s(Intent.FACT, "", "MODEL FOR RELEASED", "RESULT LEAD HIGH BETTER GAP CALLS BOARD WHICH WHAT", "m", "!period",
       weight=0.3, attribute=Attribute.RELEASED),
)
# fmt: on
