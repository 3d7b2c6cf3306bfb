"""Ways to ask about Podium itself."""

from __future__ import annotations

from podium.bots.faq.frame import Intent
from podium.bots.faq.ways.way import way as _s

# fmt: off
ABOUT = (
    _s(Intent.ABOUT, "IDENTITY", "YOU WHAT WHICH HOW MODEL USES PODIUM RESULT", "LEAD HOW_MANY", "", weight=0.5,
       topic="made-up"),
    _s(Intent.ABOUT, "PODIUM LICENCE|PRICE|OPEN", "YOU WHAT WHICH HOW DATA USES COMMERCIAL RUN", "LEAD HOW_MANY",
       "", weight=0.5, topic="licence"),
    _s(Intent.ABOUT, "PODIUM LICENCE DATA|RESULT", "YOU WHAT WHICH HOW USES COMMERCIAL", "LEAD HOW_MANY", "",
       weight=0.5, topic="reuse"),
    _s(Intent.ABOUT, "PODIUM MADE|AUTHORS|ORGANISATION", "YOU WHO WHICH HOW", "LEAD HOW_MANY", "", weight=0.6,
       topic="makers"),
    _s(Intent.ABOUT, "PODIUM", "YOU WHAT MEANS ABOUT_WORD IT", "LEAD HOW_MANY", "", weight=0.2, topic="identity"),
    _s(Intent.ABOUT, "SOURCE", "YOU WHAT WHICH HOW RESULT SCORE DATA WHERE ACCESS LISTING MODELS IT WHO PODIUM SOURCE"
       " ALL",
       "ADD REPORT_WRONG LEAD", "", weight=0.3, topic="sources"),
    _s(Intent.ABOUT, "REPORT_WRONG",
       "YOU WHAT WHICH HOW RESULT SCORE MODEL MODELS BOARD WHERE WHO DATA BENCHMARK WHY ADD IT TWO_SCORES TESTED"
       " REPORT_WRONG ABOUT_WORD",
       "LEAD HOW_MANY WHEN", "b? m?", weight=0.3, topic="report-wrong"),
    _s(Intent.ABOUT, "ADD RESULT|SCORE|MODEL", "YOU WHAT WHICH HOW DATA WHERE WHO BOARD BENCHMARK NEW NEWNESS",
       "LEAD HOW_MANY WHEN", "b? m?", weight=0.4, topic="report-wrong"),
    _s(Intent.ABOUT, "ADD BENCHMARK|BENCHMARKS|DATA", "YOU WHAT WHICH HOW DATA WHERE WHO NEW NEWNESS",
       "LEAD HOW_MANY WHEN RESULT", "", weight=0.5, topic="add-benchmark"),
    _s(Intent.ABOUT, "ADD PODIUM", "YOU WHAT WHICH HOW DATA WHERE WHO NEW NEWNESS AUTHORS MADE IT BENCHMARK ADD"
       " BENCHMARKS",
       "LEAD HOW_MANY WHEN RESULT MODEL", "", weight=1.0, topic="add-benchmark"),
    _s(Intent.ABOUT, "ADD BENCHMARK|BENCHMARKS PODIUM", "YOU WHAT WHICH HOW DATA WHERE WHO NEW NEWNESS AUTHORS MADE IT",
       "LEAD HOW_MANY WHEN RESULT", "", weight=0.5, topic="add-benchmark"),
    _s(Intent.ABOUT, "DISCORD", "YOU HOW PODIUM IT RUN WHAT WHERE ACCESS CAPABILITY ADD USES LISTING INSTALL FOR",
       "LEAD HOW_MANY RESULT", "", weight=1.2, topic="discord"),
    _s(Intent.ABOUT, "LANGUAGES", "YOU HOW PODIUM WHAT CAPABILITY USES FOR INPUT LISTING",
       "LEAD HOW_MANY RESULT BENCHMARKS BENCHMARK MODEL MODELS", "cat?", weight=1.2, topic="languages"),
    _s(Intent.ABOUT, "UPDATED YOUR DATA|RESULT|CATALOGUE|BOARD|BENCHMARKS|MODELS",
       "YOU HOW PODIUM WHAT WHEN YOUR ABOUT_WORD",
       "LEAD HOW_MANY", "", weight=0.3, topic="updates"),
    _s(Intent.ABOUT, "WHY NOT", "MODEL MODELS BOARD RESULT SCORE TESTED TESTED_ON LISTING THERE RANK FOR YOU ALL SAME",
       "LEAD HOW_MANY BETTER COMPARE OPEN CLOSED AVERAGE", "b? m board?", weight=0.3, topic="no-score"),
    _s(Intent.ABOUT, "INSTALL", "YOU HOW PODIUM IT MODEL OPEN RUN WHAT WHERE ACCESS NEEDS CAPABILITY",
       "LEAD HOW_MANY RESULT WHO", "", weight=0.9, topic="install"),
    _s(Intent.ABOUT, "PREDICTIONS", "YOU HOW PODIUM IT MODEL RUN WHAT SCORE RESULT METRIC LISTING CAPABILITY",
       "LEAD HOW_MANY WHO", "", weight=0.5, topic="evaluate"),
    _s(Intent.ABOUT, "WHY|THERE|NOT COMBINED",
       "YOU WHAT WHICH HOW WHY NOT THERE COMBINED MODELS BENCHMARKS BENCHMARK AVERAGE BOARD FOR ALL LISTING",
       "LEAD HOW_MANY WHO", "", weight=0.6, topic="not-mixed"),
    _s(Intent.ABOUT, "RULES LEAD|RANK|BOARD", "WHAT WHICH HOW MODEL MODELS WHO FOR YOU RULES LEAD HIGH",
       "HOW_MANY WHEN", "", weight=0.4, topic="ranking"),
    _s(Intent.ABOUT, "CAPABILITY", "YOU WHAT WHICH HOW MEANS LISTING ABOUT_WORD ALL", "", "", weight=0.4,
       topic="capabilities"),
    _s(Intent.ABOUT, "REUSE",
       "YOU WHAT WHICH HOW DATA RESULT ACCESS LICENCE LISTING USES PAPER COMMERCIAL SCORE UNDER REUSE",
       "LEAD HOW_MANY", "", weight=0.3, topic="reuse"),
    _s(Intent.ABOUT, "REFRESH", "YOU WHAT WHICH HOW UPDATED UPDATE_WORD RESULT DATA BOARD NEW", "LEAD HOW_MANY", "",
       weight=0.5, topic="updates"),
    _s(Intent.ABOUT, "TIES RULES", "WHAT WHICH HOW MODEL MODELS RANK BOARD WHO FOR YOU TIES", "LEAD HOW_MANY WHEN", "",
       weight=0.6,
       topic="ranking"),
    _s(Intent.ABOUT, "SEPARATE BOARDS|BOARD|PROTOCOL",
       "WHAT WHICH HOW WHY RESULT SCORE DIFFERENCE MODELS BOARDS FOR TWO_SCORES",
       "LEAD HOW_MANY WHEN", "", weight=0.6, topic="not-mixed"),
    _s(Intent.ABOUT, "PRIVACY", "YOU WHAT WHICH HOW DATA LISTING PRIVACY WHERE ALL IT PODIUM",
       "LEAD HOW_MANY RESULT MODEL MODELS BENCHMARK BENCHMARKS", "", weight=0.3, topic="privacy"),
)
# fmt: on
