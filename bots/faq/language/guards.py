"""What the guards against what is declined share: words, how phrases of them are found, and what benchmarks speak of.

Each guard looks at the words of a question as :func:`podium.bots.faq.language.words.tokens` reads them: lower case,
accents folded. A question about benchmarks must pass even where it shares words with what is declined: "which model is
best at detecting pneumonia?" is a question for the registry, "do I have pneumonia?" is none. So a word alone rarely
decides; what stands beside it does.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache


@cache
def word_set(*texts: str) -> frozenset[str]:
    """Return the words of blank-separated lists."""
    return frozenset(" ".join(texts).split())


def by_first_word(*texts: str) -> dict[str, list[list[str]]]:
    """Return phrases, parted by bars, by the word they begin with."""
    found: dict[str, list[list[str]]] = {}
    for phrase in "|".join(texts).split("|"):
        found.setdefault(phrase.split()[0], []).append(phrase.split())
    return found


#: Words that make a text one about benchmarks, whatever else it mentions.
DOMAIN = word_set(
    "model models benchmark benchmarks bench benches leaderboard leaderboards llm llms vlm vlms lm ai dataset datasets",
    "accuracy auroc auc f1 metric metrics eval evals sota podium scores ranking rankings protocol shot parameters",
    "weights classifier classifiers network networks algorithm algorithms category categories registry results",
)
#: Words of manners before an order.
SOFT = word_set("please pls can could would you kindly now hey bot just simply then")


def says(found: Sequence[str], phrases: dict[str, list[list[str]]]) -> bool:
    """Return whether one of the phrases stands in the text."""
    for i, word in enumerate(found):
        if any(list(found[i : i + len(phrase)]) == phrase for phrase in phrases.get(word, ())):
            return True
    return False
