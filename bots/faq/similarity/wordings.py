"""The wordings that come with Podium, each with what it means: what the fallback compares a question with."""

from __future__ import annotations

from pathlib import Path

from podium.bots.faq.similarity.masking import PLACEHOLDERS
from podium.bots.faq.similarity.meaning import NOTHING, Meaning, Target

#: The samples made of the open files of questions: meaning, tab, wording.
SAMPLES = Path(__file__).with_name("samples.tsv")
#: Samples written by hand in words that stand in no lexicon: idioms, images, slang. Fields as in the prototypes.
IDIOMS = Path(__file__).with_name("idioms.tsv")
#: What the names of the prototypes' fields are.
_FILLED = {
    "b": PLACEHOLDERS["benchmark"],
    "m": PLACEHOLDERS["model"],
    "n": "Mistral",
    "o": PLACEHOLDERS["organisation"],
    "c": PLACEHOLDERS["category"],
}


def known() -> list[tuple[Target, str]]:
    """Return the wordings that come with Podium, each with what it means."""
    from podium.bots.faq.knowledge.about_entries import ENTRIES
    from podium.bots.faq.similarity.prototypes import PROTOTYPES

    pairs: list[tuple[Target, str]] = [
        (Meaning(intent), text.format_map(_FILLED)) for intent, wordings in PROTOTYPES.items() for text in wordings
    ]
    for path in (IDIOMS, SAMPLES):
        for line in path.read_text(encoding="utf-8").splitlines():
            meaning, _, text = line.partition("\t")
            text = text.format_map(_FILLED) if path is IDIOMS else text
            pairs.append((meaning if meaning == NOTHING else Meaning.parse(meaning), text))
    for entry in ENTRIES.values():
        pairs += [(("about", entry.key), text) for text in (entry.question, *entry.variants)]
    return pairs
