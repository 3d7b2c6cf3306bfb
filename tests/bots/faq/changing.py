"""Questions of the open files with one thing changed that changes what is asked: a restriction, a turn, another name.

A changed question may be answered otherwise, refused or asked back, but never with the answer to the plain one.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from podium.bots.faq.checking import corpus
from podium.bots.faq.engine import Engine
from podium.bots.faq.understanding.intents import RANKING

#: Restrictions that the registry cannot follow, or that leave other models than those meant.
RESTRICTIONS = (
    "on weekends", "for Spanish", "in Spanish", "with 5 shots", "excluding Chinese labs", "after fine-tuning",
    "before 1990", "in Europe", "per parameter", "on CPU", "at temperature 0", "on the hard subset", "for women",
    "with majority voting", "in int8", "adjusted for contamination", "by latency", "last Tuesday", "at night",
    "among startups", "for children", "when quantised to 4 bits", "by inference speed", "without pretraining",
    "excluding chemistry", "weighted by subject", "under time pressure", "that run on a phone", "that fit in 24 GB",
    "with function calling", "from universities", "by energy use", "in the old days", "except on Mondays",
    "if cost were no issue", "within an hour", "for rare diseases", "with audio", "by BLEU", "and Gemma 9 Ultra",
    "and GSM8K", "or on ImageNet", "compared to last month", "with a system prompt", "according to Reddit",
    "in the private set", "for paying customers", "three years ago", "next year", "rather than the best",
    "if you leave out the first", "as of its release", "on launch day", "from the same lab", "for each maker",
    "by vote", "of the first version", "among chat models", "from scratch",
)  # fmt: skip
#: Words in the place of which another stands that turns the question.
TURNS = (
    {"best": "worst", "highest": "lowest", "top": "bottom", "leads": "trails", "most": "fewest", "first": "last"},
    {"newest": "oldest", "cheapest": "dearest", "largest": "smallest", "above": "below", "under": "over"},
    {"open": "closed", "before": "after", "since": "until", "more": "less"},
    {"leads": "almost leads", "best": "second best", "highest": "second highest"},
    {"who": "why"},
    {"when": "why"},
    {"how many": "why"},
    {"scores?|accuracy": "speed"},
    {"models?": "students"},
)


def questions(seed: int, number: int, files: Path) -> list[str]:
    """Return some of the questions of the open files; those that are only run are none of them."""
    found = {
        wording
        for path in files.glob("*.yaml")
        if path.name != "held_out.yaml"
        for entry in corpus.load(path)
        if not entry.talk
        for question in entry.turns
        for wording in question.wordings
    }
    return random.Random(seed).sample(sorted(found), number)


def changed(question: str) -> Iterator[str]:
    """Yield a question with each change that can be made to it."""
    end = len(question.rstrip("?.! "))
    for restriction in RESTRICTIONS:
        yield f"{question[:end]} {restriction}{question[end:]}"
    for turn in TURNS:
        for word, other in turn.items():
            turned, times = re.subn(rf"(?<![\w-])(?:{word})(?![\w-])", other, question, count=1, flags=re.IGNORECASE)
            if times:
                yield turned
                break


def unchanged(
    engine: Engine, asked: list[str], changes: Callable[[str], Iterator[str]] = changed
) -> tuple[int, list[str]]:
    """Return how many changed questions about results were asked, and those that got the answer to the plain one."""
    number, same = 0, list[str]()
    for question in asked:
        plain, frames = engine.answer(question), engine.understand(question).frames
        if plain.kind != "answer" or not frames or any(frame.intent not in RANKING for frame in frames):
            continue
        for other in changes(question):
            number += 1
            reply = engine.answer(other)
            if reply.kind == "answer" and reply.body == plain.body:
                same.append(other)
    return number, same
