"""Ways to ask about records, progress and what is new."""

from __future__ import annotations

from podium.bots.faq.frame import Intent
from podium.bots.faq.ways.way import BOARD as _BOARD
from podium.bots.faq.ways.way import CARD as _CARD
from podium.bots.faq.ways.way import way as _s

# fmt: off
TIME = (
    _s(Intent.LEADER_AT, "LED|LEAD", f"{_BOARD} BOARD HIGH ORGANISATION LED FOR RANK HOLD",
       "HOW_MANY WORST RELEASED CHEAP", "b board? f", "!period", weight=0.7),
    _s(Intent.LEADER_AT, "HIGH RESULT", f"{_BOARD} BOARD LED FOR", "HOW_MANY WORST RELEASED CHEAP", "b board? f",
       "!period", weight=0.7),
    _s(Intent.HISTORY, "HISTORY", f"{_BOARD} {_CARD} BEFORE LEAD HIGH BOARD LISTING WHO HOW LED EVER PUBLISHED",
       "HOW_MANY WORST MANY", "b board? f", "period", weight=0.5),
    _s(Intent.HISTORY, "HISTORY|PEAK WHEN|UPDATE_WORD|AGE",
       f"{_BOARD} {_CARD} BEFORE LEAD HIGH BOARD LISTING WHO HOW LED EVER ALL HISTORY PEAK RELEASED UPDATED NOW NEWEST",
       "HOW_MANY WORST MANY", "b board? f m?", weight=0.9),
    _s(Intent.HISTORY, "AGE LEAD|HIGH", f"{_BOARD} HIGH LEAD LED HOW UPDATED", "HOW_MANY WORST", "b board? f m?",
       weight=0.8),
    _s(Intent.HISTORY, "UPDATE_WORD|WHEN LEAD|HIGH RESULT", f"{_BOARD} HIGH LEAD LED HOW EVER NOW",
       "HOW_MANY WORST WHO NEWEST", "b board? f", weight=0.3),
    _s(Intent.HISTORY, "HOLD LED", f"{_BOARD} LEAD HIGH HOW NOW BOARD", "HOW_MANY WORST", "b board? f m?", weight=0.7),
    _s(Intent.HISTORY, "HISTORY LEAD|HIGH|SCORE|HOW", f"{_BOARD} {_CARD} LEAD HIGH BOARD LISTING HOW",
       "HOW_MANY WORST MANY", "b board? f", "period", weight=-1.0),
    _s(Intent.HISTORY, "HOLD LEAD", f"{_BOARD} LED HIGH HOW", "HOW_MANY WORST", "b board? f m?", weight=0.6),
    _s(Intent.HISTORY, "WHEN LED", f"{_BOARD} HIGH LEAD PASSED LED", "HOW_MANY WORST WHO", "b board? f m?", weight=0.4),
    _s(Intent.HISTORY, "WHEN LEAD", f"{_BOARD} HIGH PASSED LED", "HOW_MANY WORST", "b board? f m?", weight=0.4),
    _s(Intent.HISTORY, "EVER LEAD|LED|HIGH", f"{_BOARD} EVER LEAD LED HIGH BETTER ABOVE PASSED SCORE VERSION BOARD",
       "HOW_MANY WORST WHEN PRICE WHO WHAT WHICH RESULT NOT", "m b board? f", weight=0.3),
    _s(Intent.HISTORY, "AGE|HOLD HOLD", f"{_BOARD} LEAD HIGH HOW NOW BOARD LED", "HOW_MANY WORST", "m b board? f",
       weight=0.6),
    _s(Intent.HISTORY, "LED|LEAD|HIGH|HOLD BEFORE",
       f"{_BOARD} LEAD HIGH LED HISTORY BOARD EVER HOLD", "HOW_MANY WORST PRICE", "m b board? f",
       weight=0.3, order="before"),
    _s(Intent.HISTORY, "LED|LEAD|HIGH BEFORE", f"{_BOARD} LEAD HIGH LED HISTORY NOW BOARD EVER", "HOW_MANY WORST",
       "b board? f", weight=0.6),
    _s(Intent.HISTORY, "LED", f"{_BOARD} LEAD HIGH LISTING", "HOW_MANY WORST", "b board? f", weight=-0.4),
    _s(Intent.REACHED, "PASSING WHO", f"{_BOARD} LEAD EVER ABOVE HIGH WHEN WHO ORGANISATION PASSED",
       "HOW_MANY CHEAP WHY SEVERAL", "b board? f", "!score", weight=0.5),
    _s(Intent.REACHED, "PASSED WHEN|EVER", f"{_BOARD} LEAD EVER ABOVE HIGH WHEN WHO ORGANISATION",
       "HOW_MANY CHEAP WHY SEVERAL", "b board? f", "!score", weight=0.5),
    _s(Intent.REACHED, "WHEN|EVER", f"{_BOARD} LEAD EVER ABOVE HIGH PASSED WHEN ORGANISATION", "HOW_MANY CHEAP WHY",
       "b board? f", "!score", weight=0.8),
    _s(Intent.REACHED, "LEAD PASSED|SCORE", f"{_BOARD} EVER ABOVE WHEN ORGANISATION", "HOW_MANY CHEAP WHY MODELS",
       "b board? f", "!score", weight=0.4),
    _s(Intent.NEW, "NEWNESS", f"{_BOARD} NEW LISTING BOARD UPDATED YOU BENCHMARKS", "LEAD HOW WHY WHEN", "b? f",
       "period", weight=0.6),
    _s(Intent.NEW, "NEW RESULT|BENCHMARKS", f"{_BOARD} NEWNESS LISTING BOARD UPDATED", "LEAD HOW WHY WHEN", "b? f",
       "!period", weight=0.6),
    _s(Intent.NEW, "NEWEST RESULTS_COUNTED", f"{_BOARD} NEWNESS NEW LISTING UPDATED WHAT",
       "LEAD HOW WHY WHEN MODEL PRICE CHEAP HOW_MANY WORST HIGH", "f", "period", weight=1.0),
    _s(Intent.NEW, "NEW", f"{_BOARD} NEWNESS LISTING BOARD UPDATED RESULT", "LEAD HOW WHY WHEN", "b? f", "!period",
       weight=0.3),
    _s(Intent.NEW, "MODELS|WHO", f"{_BOARD} LISTING BOARD", "LEAD HOW WHY HOW_MANY WORST HIGH ABOVE LED", "b f",
       "!period", weight=-0.2),
    _s(Intent.OPEN_LAG, "LAG OPEN", f"{_BOARD} CLOSED HOW COMPARE GAP WHEN HOW_MANY HOW_MUCH LEAD HIGH SIZE"
       " PARAMETERS", "WHY NTH WORST", "b board?", weight=0.8),
    _s(Intent.OPEN_LAG, "GAP OPEN LEAD|HIGH|ABOVE", f"{_BOARD} HOW COMPARE LAG LEAD HIGH", "WHY NTH WORST", "b board?",
       weight=0.8),
    _s(Intent.OPEN_LAG, "GAP|DIFFERENCE|COMPARE|BETTER OPEN CLOSED", f"{_BOARD} HOW COMPARE LAG AND_MORE LEAD HIGH",
       "WHY", "b board?", weight=0.8),
)
# fmt: on
