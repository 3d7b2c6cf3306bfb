"""Questions for the benchmark: wordings of all kinds, filled with names of the registry."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence

#: ``{b}``, ``{c}``: benchmarks, ``{m}``, ``{n}``: models, ``{o}``: a maker, ``{k}``: a category.
WORDINGS = (
    "who leads {b}?",
    "what is {b}",
    "top 5 on {b}",
    "who is second on {b}",
    "what is the highest score on {b}?",
    "show me the {b} leaderboard",
    "how many models are evaluated on {b}?",
    "best open model on {b}",
    "best model under 10B on {b}",
    "best {b} model from {o}",
    "where is the paper of {b}?",
    "how recent are the {b} results?",
    "what did {m} score on {b}?",
    "where does {m} rank on {b}",
    "what is {m}?",
    "what was {m} tested on?",
    "how much does {m} cost?",
    "{m} vs {n} on {b}",
    "compare {m} and {n}",
    "who led {b} in 2024?",
    "how has the best score on {b} changed?",
    "when was 80% first passed on {b}?",
    "how far do open models trail on {b}?",
    "which models does {o} have?",
    "cheapest model above 50% on {b}",
    "best value on {b}",
    "what is the best model for {k}?",
    "which benchmarks cover {k}?",
    "how many benchmarks are there?",
    "which benchmark has the most models?",
    "how is {b} scored?",
    "what is the difference between {b} and {c}?",
    "is {b} saturated?",
    "what is AUROC?",
    "how do I add a benchmark?",
    "what is the weather like?",
    "who leads Nosuchthing-9?",
    "hmm, dunno, tell me something",
)

#: What the lexical reading leaves unsure.
UNSURE = (
    "which contestant wears the laurels in {b}",
    "how do flesh and blood fare on {b}",
    "do machines still have a way to go on {b}",
    "any gossip about {b}",
    "who deserves applause for making {b}",
    "could {m} have peeked at {b}",
)


def asked(names: Mapping[str, Sequence[str]], number: int, wordings: Sequence[str] = WORDINGS) -> Iterator[str]:
    """Yield questions: every wording in turn, a fifth with a typo in the name of its benchmark or model.

    Args:
        names: Names by kind, as :func:`benchmarks.registries.names_of` gives them.
        number: How many.
        wordings: What to fill.
    """
    draw = random.Random(1)
    for i in range(number):
        filled = {
            "b": draw.choice(names["benchmark"]),
            "c": draw.choice(names["benchmark"]),
            "m": draw.choice(names["model"]),
            "n": draw.choice(names["model"]),
            "o": draw.choice(names["organisation"]),
            "k": draw.choice(names["category"]),
        }
        if i % 5 == 0:
            filled |= {"b": _mistyped(draw, filled["b"]), "m": _mistyped(draw, filled["m"])}
        yield wordings[i % len(wordings)].format(**filled).lower()


def _mistyped(draw: random.Random, name: str) -> str:
    """Return a name with two of its letters swapped."""
    places = [i for i in range(1, len(name) - 2) if name[i].isalpha() and name[i + 1].isalpha()]
    if not places:
        return name
    i = draw.choice(places)
    return name[:i] + name[i + 1] + name[i] + name[i + 2 :]
