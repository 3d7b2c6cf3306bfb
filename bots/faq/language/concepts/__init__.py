"""What the words and phrases of a question can mean: the table of :mod:`podium.bots.faq.language.lexicon`."""

from __future__ import annotations

from podium.bots.faq.language.concepts.about import ABOUT
from podium.bots.faq.language.concepts.asking import ASKING
from podium.bots.faq.language.concepts.boards import BOARDS
from podium.bots.faq.language.concepts.cards import CARDS
from podium.bots.faq.language.concepts.causes import CAUSES
from podium.bots.faq.language.concepts.changes import CHANGES
from podium.bots.faq.language.concepts.collections import COLLECTIONS
from podium.bots.faq.language.concepts.models import MODELS
from podium.bots.faq.language.concepts.prices import PRICES
from podium.bots.faq.language.concepts.scoring import SCORING

#: Concept by concept, the words and phrases that carry it, parted by commas. A phrase hides the words in it.
LEXICON: dict[str, str] = {
    **ASKING,
    **BOARDS,
    **CARDS,
    **SCORING,
    **MODELS,
    **PRICES,
    **COLLECTIONS,
    **ABOUT,
    **CHANGES,
    **CAUSES,
}
