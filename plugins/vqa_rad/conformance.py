"""Cases that state the protocol's rules of reading, each by an example."""

from __future__ import annotations

from functools import partial

from podium.plugins.vqa_rad.reading import words, worth
from podium.registry import Case

_RULES = "the protocol of Podium's own boards, docs/protocols.md"


def cases() -> list[Case]:
    """Return all cases; none needs the data."""
    return [
        Case(
            "words",
            "case, punctuation, articles",
            partial(words, "The LEFT upper-lobe."),
            ["left", "upper", "lobe"],
            _RULES,
        ),
        Case("words", "a decimal number stays whole", partial(words, "4.5 cm, T2"), ["4.5", "cm", "t2"], _RULES),
        Case("words", "an article alone stays", partial(words, "A"), ["a"], _RULES),
        _closed("begins with yes", "Yes, there is no effusion.", "Yes", 1.0),
        _closed("has one of both", "There is no effusion.", "no", 1.0),
        _closed("has neither", "Probably.", "no", 0.0),
        _closed("has both", "It is yes or no.", "yes", 0.0),
        _closed("after the last Answer:", "No idea yet. Answer: yes", "yes", 1.0),
        _closed("a closed choice", "Right side", "right", 0.0),
        _closed("a closed choice in equal words", "The right.", "Right", 1.0),
        Case("open", "recall", lambda: worth("left lung base", "the left upper lung", False).recall, 2 / 3, _RULES),
        Case("open", "token F1", lambda: worth("left lung base", "the left upper lung", False).f1, 2 / 3, _RULES),
        Case(
            "open",
            "a long reply keeps its recall",
            lambda: worth("it is a chest x-ray", "x-ray", False).recall,
            1.0,
            _RULES,
        ),
        Case("open", "and loses F1", lambda: worth("it is a chest x-ray", "x-ray", False).f1, 4 / 7, _RULES),
        Case("open", "an empty reply", lambda: worth("", "x-ray", False).f1, 0.0, _RULES),
    ]


def _closed(name: str, reply: str, reference: str, expected: float) -> Case:
    return Case("closed", name, lambda: worth(reply, reference, True).exact, expected, _RULES)
