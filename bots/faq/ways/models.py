"""Ways to ask about models, alone and compared."""

from __future__ import annotations

from podium.bots.faq.frame import Attribute, Intent
from podium.bots.faq.ways.way import BOARD as _BOARD
from podium.bots.faq.ways.way import CARD as _CARD
from podium.bots.faq.ways.way import CATALOGUE as _CATALOGUE
from podium.bots.faq.ways.way import way as _s

# fmt: off
MODELS = (
    _s(Intent.MODEL, "", "WHAT WHO MODEL MEANS ABOUT_WORD SORT", "", "m", weight=0.1),
    _s(Intent.MODEL, "ABOUT_WORD|MEANS", "WHAT WHO MODEL MODELS MEANS ABOUT_WORD CAPABILITY LISTING SUMMARY",
       "HOW_MANY LEAD RESULT", "m"),
    _s(Intent.MODEL, "SAME", "WHAT WHO MODEL MODELS LISTING", "HOW_MANY LEAD", "m", weight=-0.3),
    _s(Intent.MODEL, "WHO|ORGANISATION PARAMETERS|CONTEXT|PRICE|WHEN|RELEASED", "WHAT HOW WHEN RELEASED"
       " PARAMETERS CONTEXT PRICE OPEN LICENCE SIZE", "LEAD RESULT MADE", "m", weight=-0.3),
    _s(Intent.RESULTS, "TESTED_ON ALL|BENCHMARKS|WHERE|WHAT|WHICH|HOW",
       f"{_BOARD} TESTED_ON ALL BENCHMARKS LISTING WHERE RANK HOW GOOD FOR BOARD ABOUT_WORD",
       "LEAD PRICE WHEN ", "m o?", weight=0.3),
    _s(Intent.RESULTS, "TESTED_ON", f"{_BOARD} ALL BENCHMARKS LISTING WHERE RANK HOW GOOD FOR BOARD HOW_MANY",
       "LEAD PRICE WHEN", "m", weight=0.2),
    _s(Intent.RESULTS, "BENCHMARKS", f"{_BOARD} TESTED_ON ALL LISTING WHERE RANK HOW GOOD HOW_MANY LEAD",
       "PRICE WHEN", "m", weight=0.2),
    _s(Intent.RESULTS, "ALL HOW|SCORE|GOOD", f"{_BOARD} GOOD TESTED_ON", "PRICE WHEN LEAD", "m", weight=0.1),
    _s(Intent.RESULTS, "GOOD|RANK", f"{_BOARD} TESTED_ON ALL LISTING WHERE", "PRICE WHEN LEAD", "m", weight=0.1),
    _s(Intent.SCORE, "",
       f"{_BOARD} SOURCE PROTOCOL VERIFIED SELF_REPORTED THIRD_PARTY NOUN USES NOT GOOD BOARD LEAD HIGH TESTED_ON"
       " FOR HOW AND_MORE AUTHORS MADE PUBLISHED", "HOW_MANY WHEN PRICE WHY WORST", "m+ b board?",
       "score score_below", weight=0.2),
    _s(Intent.SCORE, "SCORE|GOOD", f"{_BOARD} GOOD BOARD LEAD HIGH TESTED_ON FOR HOW AND_MORE",
       "HOW_MANY WHEN PRICE WHY WORST", "m+ b board?", weight=-0.5),
    _s(Intent.RANK, "RANK", f"{_BOARD} GOOD BOARD HOW WHERE FOR TESTED_ON LEAD HIGH GAP", "HOW_MANY WHEN PRICE",
       "m+ b board?", weight=0.3),
    _s(Intent.RANK, "WHERE", f"{_BOARD} GOOD", "HOW_MANY WHEN PRICE SOURCE ACCESS PAPER", "m+ b board?", weight=-0.6),
    _s(Intent.RANK, "", f"{_BOARD} RANK GOOD BOARD FOR LEAD HIGH IT", "HOW_MANY WHEN PRICE WORST", "m b board?", "!top",
       weight=0.8),
    _s(Intent.RANK, "", f"{_BOARD} RANK GOOD BOARD FOR LEAD HIGH IT GAP", "HOW_MANY WHEN PRICE WORST", "m b board?",
       "!place", weight=0.5),
    _s(Intent.RANK, "BETTER|ABOVE WHO|MODELS|THERE|HOW_MANY",
       f"{_BOARD} RANK LEAD HIGH GAP BETTER ABOVE LISTING", "WHEN PRICE WHY", "m b board?", weight=-0.2),
    _s(Intent.RANK, "GAP|LAG", f"{_BOARD} GOOD BOARD HOW WHERE FOR TESTED_ON LEAD HIGH GAP LAG",
       "HOW_MANY WHEN PRICE", "m b board?", weight=0.3),
    _s(Intent.TWO_SCORES, "TWO_SCORES", f"{_BOARD} WHY DIFFERENCE HOW BOARD", "LEAD PRICE", "m b?", weight=0.7),
    _s(Intent.TWO_SCORES, "DIFFERENCE WHY SCORE", f"{_BOARD} BOARD", "LEAD PRICE", "m b?", weight=0.4),
    _s(Intent.CONTAMINATION, "CONTAMINATION", f"{_CARD} MODEL MODELS HOW TESTED SPLIT SCORE", "HOW_MANY PRICE",
       "m? b", weight=0.7),
    _s(Intent.CALL_COST, "",
       "PRICE CHEAP CALLS HOW_MANY HOW INPUT OUTPUT FOR MODEL USES AND_MORE CONTEXT WHAT RUN ALL TOKENS", "",
       "m", "!calls tokens_in tokens_out number", weight=1.0),
    _s(Intent.CALL_COST, "PRICE",
       "CALLS CHEAP HOW_MANY HOW INPUT OUTPUT FOR MODEL USES AND_MORE CONTEXT WHAT RUN ALL TOKENS", "",
       "m", "calls !tokens_in tokens_out number", weight=1.0),
    *(
        _s(Intent.FACT, needs, f"{may} WHAT WHICH MODEL HOW ABOUT_WORD SIZE SCORE FOR", never, "m", weight=0.4,
           attribute=attribute)
        for attribute, needs, may, never in (
            (Attribute.PARAMETERS, "PARAMETERS", "HOW_MANY LARGEST SIZE TOKENS USES", "RESULT CONTEXT"),
            (Attribute.CONTEXT, "CONTEXT", "HOW_MANY LARGEST SIZE PARAMETERS HIGH TOKENS USES", "PRICE"),
            (Attribute.PRICE, "PRICE",
               "HOW_MANY CHEAP EXPENSIVE USES CONTEXT FOR INPUT OUTPUT AND_MORE RUN WHEN UPDATED TOKENS", "CALLS"),
            (Attribute.PRICE, "CHEAP|EXPENSIVE", "HOW_MANY USES PRICE RUN", "LARGEST"),
            (Attribute.PRICE, "HOW_MUCH", "USES PRICE RUN", "RESULT BETTER GAP"),
            (Attribute.INPUT_PRICE, "PRICE INPUT", "HOW_MANY HOW_MUCH USES CONTEXT FOR TOKENS", "CALLS OUTPUT"),
            (Attribute.OUTPUT_PRICE, "PRICE OUTPUT", "HOW_MANY HOW_MUCH USES CONTEXT FOR TOKENS", "CALLS INPUT"),
            (Attribute.LICENCE, "LICENCE", "COMMERCIAL USES RELEASED WHERE UNDER OPEN MADE PUBLISHED FOR", "RESULT"),
            (Attribute.LICENCE, "COMMERCIAL", "USES LICENCE", ""),
            (Attribute.RELEASED, "RELEASED", "WHEN", "RESULT WHO"),
            (Attribute.RELEASED, "WHEN RELEASED|MADE|PUBLISHED", "EVER", "RESULT "),
            (Attribute.ORGANISATION, "ORGANISATION", "WHO MADE", "LEAD HOW_MANY"),
            (Attribute.ORGANISATION, "MADE WHO", "ORGANISATION", "LEAD HOW_MANY"),
            (Attribute.OPEN, "OPEN|CLOSED", "COMPARE ACCESS WHERE RUN SOURCE", "LEAD RESULT HOW_MANY"),
            (Attribute.MULTIMODAL, "MULTIMODAL_MODEL|SEEN", "USES INPUT", "LEAD RESULT HOW_MANY"),
            (Attribute.ALIASES, "ALIAS", "SAME", ""),
        )
    ),
    _s(Intent.FACT, "", "WHAT MODEL", "LEAD RESULT HOW_MANY", "m cat", weight=-0.2, attribute=Attribute.MULTIMODAL),
)

COMPARING = (
    _s(Intent.COMPARE, "COMPARE|BETTER|DIFFERENCE|GAP",
       f"{_BOARD} COMPARE BETTER DIFFERENCE AND_MORE WHICH HOW FOR LEAD HIGH GAP HOW_MANY ALL GOOD RANK MODELS",
       "PRICE WHY WHEN", "ms b? board?", weight=0.5),
    _s(Intent.COMPARE, "", f"{_BOARD} AND_MORE FOR", "PRICE WHY WHEN HOW_MANY RANK GOOD", "ms", weight=0.1),
    _s(Intent.SIGNIFICANT, "SIGNIFICANT", f"{_BOARD} COMPARE BETTER DIFFERENCE GAP AND_MORE HOW FOR LEAD",
       "PRICE WHY", "ms b board?", weight=1.0),
    _s(Intent.MODELS_OF, "MODELS",
       f"{_CATALOGUE} ORGANISATION TESTED_ON TESTED RELEASED MADE ALL BENCHMARK SCORE USES SAME RESULT",
       "LEAD HOW_MANY CHEAP", "o b?", weight=0.6),
    _s(Intent.MODELS_OF, "NEW|NEWEST|NEWNESS", f"{_CATALOGUE} RELEASED NEW UPDATED UPDATE_WORD",
       "LEAD HOW_MANY CHEAP RESULT", "o", weight=0.1),
    _s(Intent.MODELS_OF, "", "WHAT WHO ORGANISATION ABOUT_WORD MEANS MODELS MODEL LISTING TESTED SAME GOOD",
       "LEAD HOW_MANY CHEAP", "o b?", weight=0.2),
    _s(Intent.MODELS_OF, "BOARDS", f"{_CATALOGUE} ORGANISATION TESTED_ON RANK SCORE SAME USES HOW",
       "LEAD HOW_MANY CHEAP", "o", weight=0.3),
    _s(Intent.MODELS_OF, "TESTED_ON|RANK|SCORE|BENCHMARKS", f"{_CATALOGUE} ORGANISATION GOOD HOW",
       "LEAD HOW_MANY CHEAP", "o b?", weight=-0.8),
    *(
        _s(Intent.EXTREME, needs, f"{_CATALOGUE} BENCHMARK TESTED PRICE SIZE FOR BOARD RANK SCORE {may}",
           f"HOW_MANY WHY BENCHMARKS {never}", "b? board? f", weight=weight, attribute=attribute, order=order)
        for attribute, order, needs, may, never, weight in (
            (Attribute.PRICE, "least", "CHEAP", "LEAD", "VALUE", 0.6),
            (Attribute.PRICE, "most", "EXPENSIVE", "LARGEST", "", 0.6),
            (Attribute.INPUT_PRICE, "least", "CHEAP INPUT", "LEAD", "VALUE", 0.3),
            (Attribute.OUTPUT_PRICE, "least", "CHEAP OUTPUT", "LEAD", "VALUE", 0.3),
            (Attribute.RELEASED, "most", "NEWEST MODEL|MODELS|RELEASED|WHO|OPEN|CLOSED", "RELEASED NEW", "", 0.6),
            (Attribute.RELEASED, "most", "NEWEST_MODEL", "RELEASED NEW LISTING", "", 0.6),
            (Attribute.RELEASED, "least", "OLDEST MODEL|MODELS|RELEASED|WHO|OPEN|CLOSED", "RELEASED EVER", "", 0.7),
            (Attribute.PARAMETERS, "most", "LARGEST MODEL|MODELS|WHO|OPEN|CLOSED", "PARAMETERS", "CONTEXT RESULT ",
               0.1),
            (Attribute.PARAMETERS, "most", "LARGEST PARAMETERS", "", "CONTEXT", 0.5),
            (Attribute.PARAMETERS, "least", "SMALLEST MODEL|MODELS|WHO|OPEN|CLOSED", "PARAMETERS", "CONTEXT ", 0.3),
            (Attribute.PARAMETERS, "least", "SMALLEST PARAMETERS", "", "CONTEXT", 0.5),
            (Attribute.CONTEXT, "most", "LARGEST|HIGH|MANY CONTEXT", "USES HIGH LEAD PARAMETERS", "", 0.8),
            (Attribute.CONTEXT, "least", "SMALLEST CONTEXT", "USES PARAMETERS WORST LOW", "", 0.8),
        )
    ),
    _s(Intent.EXTREME, "RELEASED MODELS|MODEL|WHO|OPEN|CLOSED",
       f"{_CATALOGUE} BENCHMARK TESTED BOARD RESULT NEW NEWNESS MADE ORGANISATION RELEASED ALL",
       "HOW_MANY WHY HOW LEAD WORST BENCHMARKS WHEN", "b? board? f F", weight=0.5, attribute=Attribute.RELEASED,
       order="most"),
    _s(Intent.EXTREME, "RELEASED WHAT|WHICH|LISTING", f"{_CATALOGUE} NEW NEWNESS MADE ORGANISATION RELEASED ALL",
       "HOW_MANY WHY HOW LEAD WORST BENCHMARKS WHEN RESULT", "f F", weight=-0.2, attribute=Attribute.RELEASED,
       order="most"),
    _s(Intent.EXTREME, "SMALLEST", f"{_CATALOGUE} SIZE", "HOW_MANY RESULT WHY", "b f", weight=0.1,
       attribute=Attribute.PARAMETERS, order="least"),
    _s(Intent.VALUE, "VALUE", f"{_BOARD} LEAD HIGH PRICE CHEAP FOR LISTING COMPARE MANY USES", "HOW_MANY", "b f",
       weight=0.7),
    _s(Intent.VALUE, "RESULT|GOOD PRICE", f"{_BOARD} LEAD HIGH CHEAP FOR COMPARE", "HOW_MANY EXPENSIVE WHEN", "b f",
       weight=-0.6),
    _s(Intent.CHEAPEST_ABOVE, "CHEAP|VALUE", f"{_BOARD} ABOVE PASSED SCORE PRICE HOW USES CHEAP NEEDS", "", "b f",
       "!score",
       weight=0.9),
)
# fmt: on
