"""The table of ways to ask. One line is one way; :class:`podium.bots.faq.intents.Spec` says what its columns mean."""

from __future__ import annotations

from typing import Any

from podium.bots.faq.frame import Attribute, Intent
from podium.bots.faq.intents import Spec

#: What may stand in any question about models on a board.
_BOARD = "WHO WHICH WHAT MODEL MODELS TESTED BENCHMARK SCORE RESULT"
#: What may stand in any question about the benchmark itself.
_CARD = "WHAT WHICH BENCHMARK DATA ABOUT_WORD HOW"
_CATALOGUE = "WHAT WHICH WHO MODEL MODELS LISTING"


def _s(
    intent: Intent, needs: str = "", may: str = "", never: str = "", slots: str = "", values: str = "",
    weight: float = 0.0, **fixed: Any,
) -> Spec:  # fmt: skip
    kinds = values.split()
    if "board?" in slots.split():
        may += " BOARD"
    return Spec(
        intent,
        tuple(frozenset(group.split("|")) for group in needs.split()),
        frozenset(may.split()),
        frozenset(never.split()),
        frozenset(slots.split()),
        frozenset(kind for kind in kinds if not kind.startswith("!")),
        frozenset(kind[1:] for kind in kinds if kind.startswith("!")),
        weight,
        fixed,
    )


_CARDS = (
    _s(Intent.DESCRIBE, "", "WHAT BENCHMARK DATA USES", "", "b", weight=0.2),
    _s(Intent.DESCRIBE, "ABOUT_WORD", f"{_CARD} CAPABILITY", "HOW_MANY LEAD RESULT PAPER ", "b", weight=0.1),
    _s(Intent.DESCRIBE, "MEANS", f"{_CARD} CAPABILITY", "HOW_MANY LEAD RESULT PAPER", "b"),
    _s(Intent.PAPER, "PAPER", f"{_CARD} WHERE ACCESS MADE PUBLISHED SOURCE", "HOW_MANY", "b any"),
    _s(Intent.PAPER, "PAPER WHERE|ACCESS", f"{_CARD} WHERE ACCESS MADE PUBLISHED", "HOW_MANY", "b any", weight=0.1),
    _s(Intent.AUTHORS, "AUTHORS", f"{_CARD} WHO PAPER", "HOW_MANY LEAD", "b any"),
    _s(Intent.AUTHORS, "MADE WHO|ORGANISATION", f"{_CARD} PAPER ORGANISATION", "HOW_MANY LEAD WHEN WHERE", "b any", weight=-0.1),
    _s(Intent.AUTHORS, "AUTHORS PAPER", f"{_CARD} WHO", "HOW_MANY LEAD", "b any", weight=0.2),
    _s(Intent.ABSTRACT, "SUMMARY PAPER", f"{_CARD} FOR", "HOW_MANY WHERE WHO", "b any", weight=0.2),
    _s(Intent.ABSTRACT, "ABSTRACT", f"{_CARD} PAPER", "HOW_MANY", "b any"),
    _s(Intent.ABSTRACT, "ABOUT_WORD PAPER WHAT", f"{_CARD} FOR", "HOW_MANY WHERE WHO", "b any", weight=0.2),
    _s(Intent.PAPER, "WHERE PUBLISHED|MADE", _CARD, "HOW_MANY LEAD", "b any"),
    _s(Intent.PUBLISHED, "WHEN PUBLISHED", f"{_CARD} PAPER MADE", "RESULT UPDATE_WORD ", "b any"),
    _s(Intent.PUBLISHED, "PUBLISHED", f"{_CARD} WHEN PAPER", "RESULT MODEL MODELS LEAD WHO WHERE", "b", weight=-0.6),
    _s(Intent.CATEGORIES, "CATEGORY", f"{_CARD} LISTING USES UNDER", "HOW_MANY LEAD", "b", "number top", weight=-0.2),
    _s(Intent.CATEGORIES, "CATEGORY CATEGORY", f"{_CARD} LISTING USES UNDER", "HOW_MANY LEAD", "b", weight=0.3),
    _s(Intent.CATEGORIES, "SORT", f"{_CARD}", "HOW_MANY LEAD MODELS", "b"),
    _s(Intent.CATEGORIES, "SEEN|TEXT_MODEL", f"{_CARD} USES COMPARE CATEGORY", "HOW_MANY LEAD MODEL MODELS", "b cat?"),
    _s(Intent.CATEGORIES, "", f"{_CARD} CATEGORY USES MULTIMODAL_MODEL FOR COMPARE SEEN", "HOW_MANY LEAD MODEL MODELS WHO", "b cat", weight=0.3),
    _s(Intent.CATEGORIES, "MULTIMODAL_MODEL", f"{_CARD} CATEGORY USES", "HOW_MANY LEAD MODEL MODELS WHO", "b cat?", weight=-0.5),
    _s(Intent.SIZES, "NOUN", f"{_CARD} SPLIT SIZE", "LEAD BOARD RESULT MODEL MODELS WHO METRIC DIFFERENCE WHY OBSERVATION", "b", weight=-0.4),
    _s(Intent.SIZES, "SIZE", f"{_CARD} SPLIT NOUN HOW_MANY USES", "LEAD BOARD RESULT MODEL MODELS", "b"),
    _s(Intent.SIZES, "SPLIT", f"{_CARD} NOUN HOW_MANY SIZE LISTING", "LEAD BOARD RESULT MODEL MODELS RUN LICENCE", "b"),
    _s(Intent.SIZES, "HOW_MANY NOUN|SPLIT|DATA", f"{_CARD} SPLIT NOUN LISTING USES", "LEAD BOARD MODELS ", "b", weight=0.2),
    _s(Intent.OBSERVATIONS, "OBSERVATION", f"{_CARD} HOW_MANY LISTING CATEGORY USES METRIC", "LEAD BOARD MODEL MODELS WHO", "b obs? any", "number top"),
    _s(Intent.OBSERVATIONS, "", f"{_CARD} CATEGORY USES OBSERVATION FOR LISTING BENCHMARK METRIC TESTED", "LEAD BOARD MODEL MODELS WHO HOW_MANY SIZE HIGH", "b obs"),
    _s(Intent.LICENCE, "LICENCE", f"{_CARD} ACCESS CATEGORY USES WHERE UNDER", "LEAD BOARD RESULT MODEL MODELS HOW_MANY", "b any"),
    _s(Intent.LICENCE, "COMMERCIAL", f"{_CARD} ACCESS USES", "LEAD BOARD RESULT MODEL MODELS HOW_MANY", "b any", weight=-0.2),
    _s(Intent.LICENCE, "LICENCE COMMERCIAL", f"{_CARD} ACCESS USES", "LEAD BOARD RESULT MODEL MODELS HOW_MANY", "b any" ),
    _s(Intent.ACCESS, "ACCESS", f"{_CARD} WHERE USES SPLIT LICENCE WHO OPEN", "LEAD BOARD RESULT MODEL MODELS HOW_MANY PAPER", "b any o?", weight=-0.1),
    _s(Intent.ACCESS, "WHERE", f"{_CARD} ACCESS SPLIT", "LEAD BOARD RESULT MODEL MODELS HOW_MANY PAPER", "b any o?", weight=-0.4),
    _s(Intent.ACCESS, "OPEN", f"{_CARD} ACCESS SPLIT", "LEAD BOARD RESULT MODEL MODELS HOW_MANY PAPER LAG GAP COMPARE", "b named", weight=-0.4),
)

_METHODS = (
    _s(Intent.METRIC, "METRIC", f"{_CARD} RESULT SCORE MEANS HIGH USES BETTER HIGHER", "HOW_MANY WHO MODELS WHEN OBSERVATION", "b board?"),
    _s(Intent.METRIC, "METRIC HOW|WHAT|WHICH", f"{_CARD} RESULT SCORE MEANS HIGH", "HOW_MANY WHO MODELS WHEN", "b board?", weight=-1.8),
    _s(Intent.METRIC, "HIGHER BETTER", f"{_CARD} RESULT SCORE MEANS HIGH", "HOW_MANY WHO MODELS WHEN", "b board?"),
    _s(Intent.METRIC, "MEANS RESULT", f"{_CARD} SCORE BOARD", "HOW_MANY WHO MODELS WHEN", "b board?"),
    _s(Intent.PROTOCOL, "PROTOCOL", f"{_CARD} USES HOW_MANY RUN WHICH SPLIT METRIC", "LEAD MODEL MODELS NOT", "b board?", "number top"),
    _s(Intent.PROTOCOL, "RUN HOW", f"{_CARD} RESULT", "LEAD HOW_MANY WHO", "b board", weight=0.3),
    _s(Intent.PROTOCOL, "SPLIT WHICH|RESULT|USES", f"{_CARD} RESULT BOARD METRIC", "LEAD MODEL MODELS HOW_MANY", "b board?", weight=-1.0),
    _s(Intent.RUN, "RUN", f"{_CARD} YOU MODEL ACCESS METRIC SCORE FOR OPEN", "LEAD BOARD HOW_MANY WHO PRICE", "b"),
    _s(Intent.BOARDS, "BOARDS WHICH|WHAT|HOW_MANY|LISTING|WHY", f"{_CARD} LISTING BOARD HOW_MANY DIFFERENCE", "LEAD", "b", weight=0.3),
    _s(Intent.BOARDS, "BOARDS", _CARD, "LEAD MODELS RESULT", "b", weight=0.2),
    _s(Intent.BOARDS, "BOARDS DIFFERENCE", f"{_CARD} BOARD", "LEAD", "b", weight=0.3),
    _s(Intent.BASELINES, "HUMAN|BASELINE", f"{_BOARD} {_CARD} GAP LEAD HIGH BETTER SCORE RESULT RANK COMPARE HOW GOOD FOR BASELINE CHANCE ABOVE PASSED HOW_MANY LAG AVERAGE NOT HUMAN HISTORY TESTED", "WHEN", "b board?", weight=0.6),
    _s(Intent.BASELINES, "CHANCE", f"{_BOARD} {_CARD} GAP LEAD HIGH BETTER SCORE RESULT RANK COMPARE HOW GOOD FOR BASELINE HUMAN ABOVE HOW_MANY", "WHEN SIGNIFICANT", "b board?", "score", weight=0.6),
    _s(Intent.RELATED, "RELATED", f"{_CARD} BENCHMARKS LISTING SAME", "LEAD HOW_MANY MODEL MODELS", "b"),
    _s(Intent.RELATED, "RELATED BENCHMARKS|BENCHMARK", f"{_CARD} LISTING", "LEAD HOW_MANY MODEL MODELS", "b", weight=-0.2),
    _s(Intent.DIFFERENCE, "DIFFERENCE", f"{_CARD} BENCHMARKS COMPARE BETTER AND_MORE SAME", "LEAD HOW_MANY MODELS RESULT", "bs", weight=0.5),
    _s(Intent.DIFFERENCE, "COMPARE", f"{_CARD} BENCHMARKS DIFFERENCE BETTER AND_MORE", "LEAD HOW_MANY MODELS RESULT", "bs", weight=0.3),
    _s(Intent.DIFFERENCE, "SAME", f"{_CARD} BENCHMARKS DIFFERENCE AND_MORE", "LEAD HOW_MANY MODELS RESULT TIES", "bs", weight=0.2),
    _s(Intent.DIFFERENCE, "DIFFERENCE", f"{_CARD} BOARD BOARDS AND_MORE RESULT", "LEAD HOW_MANY", "b boards", weight=0.6),
    _s(Intent.SAME, "SAME", f"{_CARD} LISTING MEANS BENCHMARKS", "LEAD HOW_MANY MODELS MODEL RESULT BOARD PAPER BOARDS WHERE WHO  HUMAN BASELINE RELATED SPLIT", "b", weight=-0.1),
)

_BOARDS = (
    _s(Intent.LEADER, "LEAD", f"{_BOARD} BOARD ORGANISATION RANK HIGH FOR USES ", "AVERAGE HOW_MANY WHEN WORST WHY STATISTICS CHEAP VALUE", "b board? f", "claim"),
    _s(Intent.LEADER, "LEAD WHO", f"{_BOARD} BOARD ORGANISATION RANK HIGH FOR USES", "AVERAGE HOW_MANY WHEN WORST WHY STATISTICS CHEAP VALUE", "b board? f", weight=-0.7),
    _s(Intent.LEADER, "SCORE MANY WHO", _BOARD, "AVERAGE HOW_MANY WHEN", "b board? f"),
    _s(Intent.TOP_SCORE, "HIGH RESULT", f"{_CARD} LEAD SCORE BOARD EVER RANK TESTED", "WHO MODEL WHEN WORST AVERAGE WHY ", "b board? f", weight=0.5),
    _s(Intent.TOP_SCORE, "HIGH", f"{_CARD} LEAD SCORE BOARD EVER RANK RESULT", "WHO MODEL MODELS WHEN WORST AVERAGE ORGANISATION WHY", "b metric f", weight=-0.6),
    _s(Intent.TOP_SCORE, "PEAK", f"{_CARD} LEAD HIGH SCORE BOARD EVER RANK RESULT", "WHO MODEL MODELS WHEN WORST AVERAGE ORGANISATION WHY PRICE CONTEXT PARAMETERS", "b board? f", weight=0.4),
    _s(Intent.TOP_SCORE, "HIGH METRIC_NAME", f"{_CARD} LEAD SCORE BOARD EVER RANK RESULT", "WHO MODEL MODELS WHEN WORST AVERAGE WHY", "b board? f", weight=0.5),
    _s(Intent.LEADER, "USES MODEL|MODELS|WHO|OPEN|CLOSED", f"{_BOARD} FOR", "HOW_MANY WHEN WHY", "b f", weight=-1.4),
    _s(Intent.TOP_SCORE, "RESULT WHAT", f"{_CARD} SCORE", "WHO MODEL MODELS WHEN WORST HOW_MANY AVERAGE WHY", "b board? f", weight=-1.9),
    _s(Intent.LEADERBOARD, "BOARD", f"{_BOARD} {_CARD} WHERE LISTING ALL ACCESS", "LEAD WORST HOW_MANY AVERAGE STATISTICS ADD WHY DIFFERENCE COMPARE SATURATED", "b board? f"),
    _s(Intent.LEADERBOARD, "LEAD|HIGH MODELS", f"{_BOARD} LISTING BOARD", "WHO HOW_MANY AVERAGE WHEN WORST WHY CHEAP VALUE", "b board? f", weight=0.5),
    _s(Intent.LEADERBOARD, "ALL MODELS|RESULT", f"{_BOARD} LISTING BOARD", "HOW_MANY AVERAGE WHEN WORST WHY LEAD", "b board? f"),
    _s(Intent.LEADER, "", f"{_BOARD} BOARD FOR", "HOW_MANY AVERAGE WHEN WORST WHY LEAD PRICE MEANS DIFFERENCE COMPARE", "b board? f F", weight=1.0),
    _s(Intent.LEADERBOARD, "", f"{_CARD} BOARD FOR", "HOW_MANY AVERAGE WHEN WORST WHY LEAD PRICE DIFFERENCE", "b board", weight=0.3),
    _s(Intent.TOP_SCORE, "GOOD LEAD", f"{_BOARD} BOARD HIGH", "HOW_MANY AVERAGE WHEN WORST WHY PRICE", "b board? f", weight=0.2),
    _s(Intent.TOP, "LEAD|HIGH MODELS|WHO", f"{_BOARD} LEAD HIGH BOARD LISTING RANK", "WORST HOW_MANY AVERAGE WHEN WHY", "b board? f", "!several"),
    _s(Intent.TOP, "", f"{_BOARD} LEAD HIGH BOARD LISTING RANK", "WORST HOW_MANY AVERAGE WHEN WHY", "b board? f", "!top", weight=1.5),
    _s(Intent.PLACE, "", f"{_BOARD} LEAD HIGH BOARD RANK NTH FOR BETTER", "WORST HOW_MANY AVERAGE WHEN WHY GAP", "b board? f", "!place", weight=1.5),
    _s(Intent.PLACE, "NTH", f"{_BOARD} LEAD HIGH BOARD RANK", "WORST HOW_MANY AVERAGE WHEN GAP", "b board? f", "place"),
    _s(Intent.LAST, "", f"{_BOARD} BOARD LISTING RANK", "HOW_MANY AVERAGE WHEN WHY", "b board? f", "!bottom", weight=1.5),
    _s(Intent.LAST, "WORST", f"{_BOARD} {_CARD} BOARD RANK LISTING LOW", "HOW_MANY AVERAGE WHEN WHY ", "b board? f", "top", weight=0.2),
    _s(Intent.LAST, "LOW RESULT", f"{_BOARD} {_CARD} BOARD LISTING", "HOW_MANY AVERAGE WHEN", "b board? f", "top", weight=0.2),
    _s(Intent.STATISTICS, "STATISTICS", f"{_BOARD} {_CARD} BOARD AVERAGE HIGH LOW AND_MORE", "WHY HUMAN", "b board? f", weight=0.3),
    _s(Intent.COUNT, "VERIFIED|SELF_REPORTED RESULT", f"{_BOARD} LISTING TESTED", "LEAD WHEN MEANS WHAT", "b board? f", weight=0.1),
    _s(Intent.COUNT, "SIZE BOARD", f"{_BOARD}", "LEAD WHEN MEANS", "b board? f", weight=0.3),
    _s(Intent.STATISTICS, "AVERAGE", f"{_BOARD} {_CARD} BOARD STATISTICS", "LEAD WHY HUMAN", "b board? f", weight=0.3),
    _s(Intent.COUNT, "HOW_MANY MODELS", f"{_BOARD} BOARD LISTING TESTED RESULTS_COUNTED", "LEAD WHEN ", "b board? f", weight=0.2),
    _s(Intent.COUNT, "HOW_MANY TESTED|RESULT", f"{_BOARD} BOARD LISTING TESTED", "LEAD WHEN ", "b board? f", weight=-0.1),
    _s(Intent.COUNT, "HOW_MANY MODEL|VERIFIED|SELF_REPORTED", f"{_BOARD} BOARD LISTING TESTED", "LEAD WHEN", "b board? f"),
    _s(Intent.COUNT, "HOW_MANY", f"{_BOARD} LISTING", "LEAD WHEN", "b board? f", weight=-0.5),
    _s(Intent.ABOVE, "ABOVE|HOW_MANY|MODELS|WHO|LISTING", f"{_BOARD} ABOVE HOW_MANY LISTING BOARD PASSED", "WHEN CHEAP EVER WHY", "b board? f", "!score", weight=0.8),
    _s(Intent.ABOVE, "", f"{_BOARD} BOARD", "WHEN CHEAP EVER WHY LEAD", "b board? f", "!score !bounded", weight=-1.0),
    _s(Intent.ABOVE, "SCORE ABOVE|LISTING", f"{_BOARD} HOW_MANY BOARD", "WHEN CHEAP EVER WHY", "b board? f", "!score", weight=0.3),
    _s(Intent.UPDATED, "UPDATE_WORD", f"{_BOARD} {_CARD} BOARD WHEN UPDATED LISTING WORST NEWEST NEW", "HOW_MANY WHO ", "b board?", weight=0.4),
    _s(Intent.UPDATED, "UPDATED RESULT", f"{_BOARD} {_CARD} BOARD WHEN LISTING WORST UPDATE_WORD ADD NEWNESS NEW", "HOW_MANY WHO", "b board?", weight=0.6),
    _s(Intent.UPDATED, "UPDATED BOARD", f"{_BOARD} {_CARD} WHEN LISTING WORST UPDATE_WORD", "HOW_MANY WHO", "b board?", weight=0.5),
    _s(Intent.TIES, "TIES", f"{_BOARD} BOARD LISTING LEAD HIGH RANK HOW_MANY NTH FOR", "WHEN", "b board?", "place", weight=0.6),
    _s(Intent.GAP, "GAP", f"{_BOARD} {_CARD} LEAD HIGH RANK SIGNIFICANT HOW_MANY BOARD NTH DIFFERENCE FOR HOW BETTER AND_MORE ABOVE", "WHEN HUMAN OPEN CLOSED", "b board?", "place top", weight=0.6),
    _s(Intent.GAP, "SIGNIFICANT", f"{_BOARD} {_CARD} LEAD HIGH RANK GAP DIFFERENCE BOARD NTH FOR BETTER", "WHEN HUMAN", "b board?", "place top", weight=0.5),
    _s(Intent.GAP, "LEAD BETTER|DIFFERENCE", f"{_BOARD} {_CARD} HIGH RANK GAP HOW HOW_MANY NTH", "HUMAN CHANCE WHO MODELS", "b board?", "!place", weight=0.4),
    _s(Intent.GAP, "DIFFERENCE", f"{_BOARD} {_CARD} HIGH RANK GAP HOW HOW_MANY NTH LEAD AND_MORE", "HUMAN CHANCE MODELS", "b board?", "!place", weight=0.8),
    _s(Intent.SATURATED, "SATURATED", f"{_BOARD} {_CARD} BOARD LEAD HOW BETTER HIGH LISTING", "WHEN HOW_MANY OPEN CLOSED", "b board?", weight=0.6),
)

_TIME = (
    _s(Intent.LEADER_AT, "LED|LEAD", f"{_BOARD} BOARD HIGH ORGANISATION LED FOR RANK", "HOW_MANY WORST RELEASED CHEAP", "b board? f", "!period", weight=0.7),
    _s(Intent.LEADER_AT, "HIGH RESULT", f"{_BOARD} BOARD LED FOR", "HOW_MANY WORST RELEASED CHEAP", "b board? f", "!period", weight=0.7),
    _s(Intent.HISTORY, "HISTORY", f"{_BOARD} {_CARD} BEFORE LEAD HIGH BOARD LISTING WHO HOW LED EVER PUBLISHED", "HOW_MANY WORST MANY", "b board? f", "period", weight=0.5),
    _s(Intent.HISTORY, "HISTORY LEAD|HIGH|SCORE|HOW", f"{_BOARD} {_CARD} LEAD HIGH BOARD LISTING HOW", "HOW_MANY WORST MANY", "b board? f", "period", weight=-1.0),
    _s(Intent.HISTORY, "HOLD LEAD", f"{_BOARD} LED HIGH HOW", "HOW_MANY WORST", "b board? f m?", weight=0.6),
    _s(Intent.HISTORY, "WHEN LEAD", f"{_BOARD} HIGH PASSED LED", "HOW_MANY WORST", "b board? f m?", weight=0.4),
    _s(Intent.HISTORY, "LED|LEAD BEFORE", f"{_BOARD} LEAD HIGH LED", "HOW_MANY WORST", "b board? f", weight=0.4),
    _s(Intent.HISTORY, "LED", f"{_BOARD} LEAD HIGH LISTING", "HOW_MANY WORST", "b board? f", weight=-0.4),
    _s(Intent.REACHED, "PASSED WHEN|EVER|WHO", f"{_BOARD} LEAD EVER ABOVE HIGH WHEN WHO ORGANISATION", "HOW_MANY CHEAP WHY", "b board? f", "!score", weight=0.5),
    _s(Intent.REACHED, "WHEN|EVER", f"{_BOARD} LEAD EVER ABOVE HIGH PASSED WHEN", "HOW_MANY CHEAP WHY", "b board? f", "!score", weight=0.8),
    _s(Intent.REACHED, "LEAD PASSED|SCORE", f"{_BOARD} EVER ABOVE WHEN", "HOW_MANY CHEAP WHY MODELS", "b board? f", "!score", weight=0.4),
    _s(Intent.NEW, "NEWNESS", f"{_BOARD} NEW LISTING BOARD UPDATED YOU BENCHMARKS", "LEAD HOW WHY WHEN", "b?", "period", weight=0.6),
    _s(Intent.NEW, "NEW RESULT|BENCHMARKS", f"{_BOARD} NEWNESS LISTING BOARD UPDATED", "LEAD HOW WHY WHEN", "b?", "!period", weight=0.6),
    _s(Intent.NEW, "NEW", f"{_BOARD} NEWNESS LISTING BOARD UPDATED RESULT", "LEAD HOW WHY WHEN", "b?", "!period", weight=0.3),
    _s(Intent.NEW, "RELEASED MODELS|MODEL|WHO", f"{_BOARD} LISTING BOARD", "LEAD HOW WHY HOW_MANY WORST", "b?", "!period", weight=0.2),
    _s(Intent.OPEN_LAG, "LAG OPEN", f"{_BOARD} CLOSED HOW COMPARE GAP WHEN", "WHY", "b board?", weight=0.8),
    _s(Intent.OPEN_LAG, "GAP|DIFFERENCE|COMPARE|BETTER OPEN CLOSED", f"{_BOARD} HOW COMPARE LAG AND_MORE LEAD HIGH", "WHY", "b board?", weight=0.8),
)

_MODELS = (
    _s(Intent.MODEL, "", "WHAT WHO MODEL MEANS ABOUT_WORD", "", "m", weight=0.1),
    _s(Intent.MODEL, "ABOUT_WORD|MEANS", "WHAT WHO MODEL MODELS MEANS ABOUT_WORD CAPABILITY LISTING", "HOW_MANY LEAD", "m"),
    _s(Intent.MODEL, "SAME", "WHAT WHO MODEL MODELS LISTING", "HOW_MANY LEAD", "m", weight=-0.3),
    _s(Intent.RESULTS, "TESTED_ON ALL|BENCHMARKS|WHERE|WHAT|WHICH|HOW", f"{_BOARD} TESTED_ON ALL BENCHMARKS LISTING WHERE RANK HOW GOOD FOR BOARD", "LEAD PRICE WHEN ", "m o?", weight=0.3),
    _s(Intent.RESULTS, "TESTED_ON", f"{_BOARD} ALL BENCHMARKS LISTING WHERE RANK HOW GOOD FOR BOARD HOW_MANY", "LEAD PRICE WHEN", "m", weight=0.2),
    _s(Intent.RESULTS, "BENCHMARKS", f"{_BOARD} TESTED_ON ALL LISTING WHERE RANK HOW GOOD HOW_MANY LEAD", "PRICE WHEN", "m", weight=0.2),
    _s(Intent.RESULTS, "ALL HOW|SCORE|GOOD", f"{_BOARD} GOOD TESTED_ON", "PRICE WHEN LEAD", "m", weight=0.1),
    _s(Intent.RESULTS, "GOOD|RANK", f"{_BOARD} TESTED_ON ALL LISTING WHERE", "PRICE WHEN LEAD", "m", weight=0.1),
    _s(Intent.SCORE, "", f"{_BOARD} SOURCE PROTOCOL VERIFIED SELF_REPORTED THIRD_PARTY NOUN USES NOT GOOD BOARD LEAD HIGH TESTED_ON FOR HOW AND_MORE", "HOW_MANY WHEN PRICE WHY WORST", "m+ b board?", "score", weight=0.2),
    _s(Intent.SCORE, "SCORE|GOOD", f"{_BOARD} GOOD BOARD LEAD HIGH TESTED_ON FOR HOW AND_MORE", "HOW_MANY WHEN PRICE WHY WORST", "m+ b board?", weight=-0.5),
    _s(Intent.RANK, "RANK", f"{_BOARD} GOOD BOARD HOW WHERE FOR TESTED_ON LEAD HIGH GAP", "HOW_MANY WHEN PRICE", "m+ b board?", weight=0.3),
    _s(Intent.RANK, "WHERE", f"{_BOARD} GOOD", "HOW_MANY WHEN PRICE SOURCE ACCESS PAPER", "m+ b board?", weight=-0.6),
    _s(Intent.RANK, "GAP|LAG", f"{_BOARD} GOOD BOARD HOW WHERE FOR TESTED_ON LEAD HIGH GAP LAG", "HOW_MANY WHEN PRICE", "m b board?", weight=0.3),
    _s(Intent.TWO_SCORES, "TWO_SCORES", f"{_BOARD} WHY DIFFERENCE HOW BOARD", "LEAD PRICE", "m b?", weight=0.7),
    _s(Intent.TWO_SCORES, "DIFFERENCE WHY SCORE", f"{_BOARD} BOARD", "LEAD PRICE", "m b?", weight=0.4),
    _s(Intent.CONTAMINATION, "CONTAMINATION", f"{_CARD} MODEL MODELS HOW TESTED SPLIT SCORE", "HOW_MANY PRICE", "m? b", weight=0.7),
    _s(Intent.CALL_COST, "", "PRICE CALLS HOW_MANY HOW INPUT OUTPUT FOR MODEL USES AND_MORE CONTEXT WHAT RUN", "", "m", "!calls tokens_in tokens_out number", weight=1.0),
    _s(Intent.CALL_COST, "PRICE", "CALLS HOW_MANY HOW INPUT OUTPUT FOR MODEL USES AND_MORE CONTEXT WHAT RUN", "", "m", "calls !tokens_in tokens_out number", weight=1.0),
    *(
        _s(Intent.FACT, needs, f"{may} WHAT WHICH MODEL HOW ABOUT_WORD SIZE", never, "m", weight=0.4, attribute=attribute)
        for attribute, needs, may, never in (
            (Attribute.PARAMETERS, "PARAMETERS", "HOW_MANY LARGEST SIZE TOKENS", "RESULT CONTEXT"),
            (Attribute.CONTEXT, "CONTEXT", "HOW_MANY LARGEST SIZE PARAMETERS HIGH TOKENS", "PRICE"),
            (Attribute.PRICE, "PRICE", "HOW_MANY CHEAP EXPENSIVE USES CONTEXT FOR INPUT OUTPUT AND_MORE RUN WHEN UPDATED TOKENS", "CALLS"),
            (Attribute.PRICE, "CHEAP|EXPENSIVE", "HOW_MANY USES PRICE RUN", "LARGEST"),
            (Attribute.PRICE, "HOW_MUCH", "USES PRICE RUN", "RESULT BETTER GAP"),
            (Attribute.INPUT_PRICE, "PRICE INPUT", "HOW_MANY USES CONTEXT", "CALLS OUTPUT"),
            (Attribute.OUTPUT_PRICE, "PRICE OUTPUT", "HOW_MANY USES CONTEXT", "CALLS INPUT"),
            (Attribute.LICENCE, "LICENCE", "COMMERCIAL USES RELEASED WHERE UNDER", "RESULT"),
            (Attribute.LICENCE, "COMMERCIAL", "USES LICENCE", ""),
            (Attribute.RELEASED, "RELEASED", "WHEN", "RESULT WHO"),
            (Attribute.RELEASED, "WHEN RELEASED|MADE", "", "RESULT "),
            (Attribute.ORGANISATION, "ORGANISATION", "WHO MADE", "LEAD HOW_MANY"),
            (Attribute.ORGANISATION, "MADE WHO", "ORGANISATION", "LEAD HOW_MANY"),
            (Attribute.OPEN, "OPEN|CLOSED", "COMPARE ACCESS WHERE RUN SOURCE", "LEAD RESULT HOW_MANY"),
            (Attribute.MULTIMODAL, "MULTIMODAL_MODEL|SEEN", "USES", "LEAD RESULT HOW_MANY"),
            (Attribute.ALIASES, "ALIAS", "SAME", ""),
        )
    ),
    _s(Intent.FACT, "", "WHAT MODEL", "LEAD RESULT HOW_MANY", "m cat", weight=-0.2, attribute=Attribute.MULTIMODAL),
)

_COMPARING = (
    _s(Intent.COMPARE, "COMPARE|BETTER|DIFFERENCE|GAP", f"{_BOARD} COMPARE BETTER DIFFERENCE AND_MORE WHICH HOW FOR LEAD HIGH GAP HOW_MANY ALL GOOD RANK MODELS", "PRICE WHY WHEN", "ms b? board?", weight=0.5),
    _s(Intent.COMPARE, "", f"{_BOARD} AND_MORE FOR", "PRICE WHY WHEN HOW_MANY RANK GOOD", "ms", weight=0.1),
    _s(Intent.SIGNIFICANT, "SIGNIFICANT", f"{_BOARD} COMPARE BETTER DIFFERENCE GAP AND_MORE HOW FOR LEAD", "PRICE WHY", "ms b board?", weight=1.0),
    _s(Intent.MODELS_OF, "MODELS", f"{_CATALOGUE} ORGANISATION TESTED_ON TESTED RELEASED MADE ALL BENCHMARK SCORE USES SAME RESULT", "LEAD HOW_MANY CHEAP", "o b?", weight=0.3),
    _s(Intent.MODELS_OF, "", "WHAT WHO ORGANISATION ABOUT_WORD MEANS MODELS MODEL LISTING TESTED SAME GOOD", "LEAD HOW_MANY CHEAP", "o b?", weight=0.2),
    _s(Intent.MODELS_OF, "TESTED_ON|RANK|SCORE|BENCHMARKS", f"{_CATALOGUE} ORGANISATION GOOD HOW", "LEAD HOW_MANY CHEAP", "o b?", weight=-0.8),
    *(
        _s(Intent.EXTREME, needs, f"{_CATALOGUE} BENCHMARK TESTED PRICE SIZE FOR BOARD RANK {may}", f"HOW_MANY WHY BENCHMARKS {never}", "b? board? f", weight=weight, attribute=attribute, order=order)
        for attribute, order, needs, may, never, weight in (
            (Attribute.PRICE, "least", "CHEAP", "LEAD", "VALUE", 0.6),
            (Attribute.PRICE, "most", "EXPENSIVE", "LARGEST", "", 0.6),
            (Attribute.INPUT_PRICE, "least", "CHEAP INPUT", "LEAD", "VALUE", 0.3),
            (Attribute.OUTPUT_PRICE, "least", "CHEAP OUTPUT", "LEAD", "VALUE", 0.3),
            (Attribute.RELEASED, "most", "NEWEST MODEL|MODELS|RELEASED|WHO|OPEN|CLOSED", "RELEASED NEW", "", 0.6),
            (Attribute.RELEASED, "least", "OLDEST MODEL|MODELS|RELEASED|WHO|OPEN|CLOSED", "RELEASED EVER", "", 0.7),
            (Attribute.PARAMETERS, "most", "LARGEST MODEL|MODELS|WHO|OPEN|CLOSED", "PARAMETERS", "CONTEXT RESULT ", 0.1),
            (Attribute.PARAMETERS, "most", "LARGEST PARAMETERS", "", "CONTEXT", 0.5),
            (Attribute.PARAMETERS, "least", "SMALLEST MODEL|MODELS|WHO|OPEN|CLOSED", "PARAMETERS", "CONTEXT ", 0.3),
            (Attribute.PARAMETERS, "least", "SMALLEST PARAMETERS", "", "CONTEXT", 0.5),
            (Attribute.CONTEXT, "most", "LARGEST|HIGH|MANY CONTEXT", "USES HIGH LEAD PARAMETERS", "", 0.8),
            (Attribute.CONTEXT, "least", "SMALLEST CONTEXT", "USES PARAMETERS WORST LOW", "", 0.8),
        )
    ),
    _s(Intent.EXTREME, "SMALLEST", f"{_CATALOGUE} SIZE", "HOW_MANY RESULT WHY", "b f", weight=0.1, attribute=Attribute.PARAMETERS, order="least"),
    _s(Intent.VALUE, "VALUE", f"{_BOARD} LEAD HIGH PRICE CHEAP FOR LISTING COMPARE MANY", "HOW_MANY", "b f", weight=0.7),
    _s(Intent.VALUE, "RESULT|GOOD PRICE", f"{_BOARD} LEAD HIGH CHEAP FOR COMPARE", "HOW_MANY EXPENSIVE WHEN", "b f", weight=-0.6),
    _s(Intent.CHEAPEST_ABOVE, "CHEAP", f"{_BOARD} ABOVE PASSED SCORE PRICE HOW USES", "", "b f", "!score", weight=0.9),
)

_REGISTRY = (
    _s(Intent.BENCHMARKS, "BENCHMARKS", "WHAT WHICH LISTING CATEGORY SEEN USES FOR MULTIMODAL_MODEL ALL YOU ABOUT_WORD BENCHMARK SAME OBSERVATION OPEN CATEGORIES ACCESS", "LEAD RESULT MODELS MODEL POPULAR RELATED WHY ADD", "cat? modality?", weight=0.3),
    _s(Intent.BENCHMARKS, "BENCHMARKS LISTING|WHICH|WHAT|SEEN", "WHAT WHICH LISTING CATEGORY SEEN USES FOR ALL YOU ABOUT_WORD SAME", "HOW_MANY LEAD RESULT MODELS MODEL POPULAR RELATED WHY ADD", "cat?", weight=-1.4),
    _s(Intent.BENCHMARKS, "BENCHMARK", "WHAT WHICH LISTING CATEGORY SEEN USES FOR YOU SAME", "HOW_MANY LEAD RESULT MODELS MODEL WHY ADD RELATED MEANS", "cat", weight=-0.3),
    _s(Intent.BENCHMARKS, "SEEN BENCHMARKS|BENCHMARK", "WHAT WHICH LISTING CATEGORY USES FOR YOU SAME", "HOW_MANY LEAD RESULT MODELS MODEL WHY ADD", "cat?"),
    _s(Intent.MOST_MODELS, "POPULAR BENCHMARKS|BENCHMARK", "WHAT WHICH LISTING MODELS LEAD LARGEST TESTED RESULT USES MODEL FOR CATEGORY", "HOW_MANY WHO", "cat?", weight=1.0),
    _s(Intent.MOST_MODELS, "POPULAR BOARD", "WHAT WHICH LISTING MODELS LEAD LARGEST TESTED RESULT USES MODEL", "HOW_MANY WHO", "cat?", weight=0.8),
    _s(Intent.CATEGORY_LIST, "CATEGORIES", "WHAT WHICH LISTING ALL YOU BENCHMARKS BENCHMARK CATEGORY ABOUT_WORD USES FOR", "HOW_MANY LEAD RESULT MODELS MODEL WHY", "", weight=0.4),
    _s(Intent.CATEGORY_LIST, "SORT BENCHMARKS", "WHAT WHICH LISTING ALL YOU CATEGORY", "HOW_MANY LEAD RESULT MODELS MODEL WHY", "", weight=0.4),
    _s(Intent.CATEGORY_BEST, "LEAD", f"{_BOARD} BENCHMARKS HIGH FOR CATEGORY BOARD RANK USES SORT", "HOW_MANY WHEN WORST RELATED", "cat f", "top", weight=0.4),
    _s(Intent.CATEGORY_BEST, "LEAD|HIGH SEEN", f"{_BOARD} BENCHMARKS FOR CATEGORY USES", "HOW_MANY WHEN WORST", "cat? f", weight=-0.5),
    *(
        _s(Intent.COUNTS, f"HOW_MANY {needs}", f"LISTING WHAT YOU TESTED ALL BENCHMARK MODEL {may}", f"LEAD WHEN PRICE {never}", "cat? f", weight=weight, counted=counted)
        for counted, needs, may, never, weight in (
            ("benchmarks", "BENCHMARKS|BENCHMARK", "USES FOR", "", 1.0),
            ("models", "MODELS|MODEL", "", "BENCHMARKS", 0.9),
            ("results", "RESULTS_COUNTED", "", "BENCHMARKS", 1.0),
            ("organisations", "ORGANISATION", "", "BENCHMARKS", 0.9),
            ("categories", "CATEGORIES", "BENCHMARKS", "", 0.7),
            ("verified", "VERIFIED", "RESULTS_COUNTED RESULT", "BENCHMARKS", 1.1),
            ("open_models", "OPEN", "MODELS", "BENCHMARKS", 1.1),
        )
    ),
    _s(Intent.RELATION, "RELATION", f"{_CARD} COMPARE SCORE RESULT HIGH MODELS MODEL WHO AND_MORE GOOD FOR BETTER BENCHMARKS MEANS LEAD", "HOW_MANY WHEN", "bs", weight=0.8),
    _s(Intent.RELATION, "BETTER|HIGH MEANS", f"{_CARD} COMPARE SCORE RESULT BETTER HIGH", "HOW_MANY WHEN WHO", "bs", weight=0.5),
    _s(Intent.OBSERVED_BY, "BENCHMARKS|BENCHMARK", "WHAT WHICH LISTING USES CATEGORY OBSERVATION FOR SAME", "LEAD HOW_MANY RESULT MODELS MODEL WHO RELATED", "topic", weight=0.5),
    _s(Intent.OBSERVED_BY, "OBSERVATION|CATEGORY|USES WHICH|WHAT|WHO", "LISTING USES CATEGORY OBSERVATION FOR BENCHMARKS", "LEAD HOW_MANY RESULT MODELS MODEL", "topic"),
    _s(Intent.OBSERVED_BY, "WHAT|MEANS|ABOUT_WORD", "MEANS ABOUT_WORD USES", "LEAD HOW_MANY RESULT MODELS MODEL WHO RELATED BENCHMARK BOARD", "topic", weight=0.4),
    _s(Intent.OBSERVED_BY, "WHERE OBSERVATION|TESTED", "USES", "LEAD HOW_MANY RESULT MODELS MODEL WHO RELATED BENCHMARK", "topic", weight=0.4),
    _s(Intent.TERM, "ABOUT_WORD", "WHAT MEANS ABOUT_WORD HOW BOARD BENCHMARK", "LEAD HOW_MANY WHO WHEN", "term", weight=0.3),
    _s(Intent.TERM, "WHAT", "WHAT MEANS ABOUT_WORD HOW BOARD", "LEAD HOW_MANY WHO WHEN IT THERE", "term", weight=0.3),
    _s(Intent.TERM, "", "WHAT MEANS ABOUT_WORD HOW BOARD", "LEAD HOW_MANY WHO WHEN IT", "term", weight=-0.4),
    _s(Intent.TERM, "MEANS|DIFFERENCE", "WHAT MEANS ABOUT_WORD HOW AND_MORE BOARD BENCHMARK COMPARE", "LEAD HOW_MANY WHO WHEN", "term b?", weight=0.5),
)

_ABOUT = (
    _s(Intent.ABOUT, "IDENTITY", "YOU WHAT WHICH HOW MODEL USES PODIUM RESULT", "LEAD HOW_MANY", "", weight=0.5, topic="made-up"),
    _s(Intent.ABOUT, "PODIUM LICENCE|PRICE|OPEN", "YOU WHAT WHICH HOW DATA USES COMMERCIAL RUN", "LEAD HOW_MANY", "", weight=0.5, topic="licence"),
    _s(Intent.ABOUT, "PODIUM LICENCE DATA|RESULT", "YOU WHAT WHICH HOW USES COMMERCIAL", "LEAD HOW_MANY", "", weight=0.5, topic="reuse"),
    _s(Intent.ABOUT, "PODIUM MADE|AUTHORS|ORGANISATION", "YOU WHO WHICH HOW", "LEAD HOW_MANY", "", weight=0.6, topic="makers"),
    _s(Intent.ABOUT, "PODIUM", "YOU WHAT MEANS ABOUT_WORD IT", "LEAD HOW_MANY", "", weight=0.2, topic="identity"),
    _s(Intent.ABOUT, "SOURCE", "YOU WHAT WHICH HOW RESULT SCORE DATA WHERE ACCESS LISTING MODELS IT WHO", "ADD REPORT_WRONG LEAD", "", weight=0.3, topic="sources"),
    _s(Intent.ABOUT, "REPORT_WRONG", "YOU WHAT WHICH HOW RESULT SCORE MODEL MODELS BOARD WHERE WHO DATA BENCHMARK WHY ADD IT TWO_SCORES", "LEAD HOW_MANY WHEN", "b? m?", weight=0.3, topic="report-wrong"),
    _s(Intent.ABOUT, "ADD RESULT|SCORE|MODEL", "YOU WHAT WHICH HOW DATA WHERE WHO BOARD BENCHMARK NEW NEWNESS", "LEAD HOW_MANY WHEN", "b? m?", weight=0.4, topic="report-wrong"),
    _s(Intent.ABOUT, "ADD BENCHMARK|BENCHMARKS|DATA", "YOU WHAT WHICH HOW DATA WHERE WHO NEW NEWNESS", "LEAD HOW_MANY WHEN RESULT", "", weight=0.5, topic="add-benchmark"),
    _s(Intent.ABOUT, "CAPABILITY", "YOU WHAT WHICH HOW MEANS LISTING ABOUT_WORD ALL", "", "", weight=0.4, topic="capabilities"),
    _s(Intent.ABOUT, "REUSE", "YOU WHAT WHICH HOW DATA RESULT ACCESS LICENCE LISTING USES PAPER COMMERCIAL", "LEAD HOW_MANY", "", weight=0.3, topic="reuse"),
    _s(Intent.ABOUT, "REFRESH", "YOU WHAT WHICH HOW UPDATED UPDATE_WORD RESULT DATA BOARD NEW", "LEAD HOW_MANY", "", weight=0.5, topic="updates"),
    _s(Intent.ABOUT, "PRIVACY", "YOU WHAT WHICH HOW DATA LISTING", "LEAD HOW_MANY RESULT MODEL MODELS BENCHMARK BENCHMARKS", "", weight=0.3, topic="privacy"),
)

SPECS: tuple[Spec, ...] = (
    *_CARDS, *_METHODS, *_BOARDS, *_TIME, *_MODELS, *_COMPARING, *_REGISTRY, *_ABOUT,
)  # fmt: skip


def _going_on() -> dict[Intent, Spec]:
    """Return for each intent how a message goes on with it that says only what has changed."""
    specs: dict[Intent, Spec] = {}
    for spec in SPECS:
        first = specs.get(spec.intent, Spec(spec.intent, slots=spec.slots))
        values = first.values | spec.values | spec.needed_values
        specs[spec.intent] = Spec(spec.intent, slots=first.slots, values=values)
    return specs


GOING_ON = _going_on()
