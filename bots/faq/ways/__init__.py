"""The table of ways to ask, by room. One line is one way.

:class:`podium.bots.faq.understanding.intents.Spec` says what the columns mean.
"""

from __future__ import annotations

from podium.bots.faq.frame import Intent
from podium.bots.faq.understanding.intents import Spec
from podium.bots.faq.ways.about import ABOUT
from podium.bots.faq.ways.boards import BOARDS
from podium.bots.faq.ways.cards import CARDS, METHODS
from podium.bots.faq.ways.makers import MAKERS
from podium.bots.faq.ways.models import COMPARING, MODELS
from podium.bots.faq.ways.pairs import PAIRS
from podium.bots.faq.ways.registry import REGISTRY
from podium.bots.faq.ways.time import TIME

SPECS: tuple[Spec, ...] = (*CARDS, *METHODS, *BOARDS, *TIME, *MODELS, *COMPARING, *PAIRS, *MAKERS, *REGISTRY, *ABOUT)


def _going_on() -> dict[Intent, Spec]:
    """Return for each intent how a message goes on with it that says only what has changed."""
    specs: dict[Intent, Spec] = {}
    for spec in SPECS:
        first = specs.get(spec.intent, Spec(spec.intent, slots=spec.slots))
        values = first.values | spec.values | spec.needed_values
        specs[spec.intent] = Spec(spec.intent, slots=first.slots, values=values)
    return specs


GOING_ON = _going_on()
