"""From text to reply: the names and the intent, one read, the words. A pure function of registry and text.

How a question is decided, in this order; the first that fits is the reply:

1. Empty or longer than :data:`words.LONGEST` characters: help.
2. An instruction to the engine ("ignore your instructions"): declined.
3. A question that a named benchmark's card answers, in the author's words: that answer. A plain "who
   leads" or "highest score" is left to the results, which know better than a written text.
4. Medical advice: declined.
5. Names: an unknown or incomplete benchmark name is reported or asked back, never replaced by a near one
   in silence; without any benchmark the reply asks which one, lists them, points to the model's
   page, or declines other topics.
6. Per benchmark: its board, then the intent. Words that would change the answer and are not understood
   (a year, "under 10B", "closed", a maker's name) lead to help instead of an answer to another question.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from podium.bots.faq import refusals, words
from podium.bots.faq.intents import RANKING, Asked, Intent, read_intent
from podium.bots.faq.page import Page
from podium.bots.faq.replies import BY_INTENT, card_answer, model_scores
from podium.bots.faq.reply import Fact, Reply, joined
from podium.bots.faq.vocabulary import Link, Vocabulary
from podium.bots.faq.words import Token
from podium.registry import leaderboard
from podium.registry.views import BenchmarkView

_MOST_BENCHMARKS = 4
