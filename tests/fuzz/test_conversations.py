"""Questions of the open files, changed word by word and letter by letter, alone and as conversations."""

from __future__ import annotations

import json
import re
import sqlite3
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from podium.bots.faq import Engine, Reply
from podium.bots.faq.checking import corpus
from podium.bots.faq.checking.audit import names_of, unstated
from podium.bots.faq.language.words import LONGEST
from podium.bots.faq.understanding.conversation import Conversation
from podium.registry import database
from podium.tests.bots.faq.test_anything import KINDS
from podium.tests.fuzz.damage import HARD_TEXTS
from podium.tests.fuzz.profile import examples

FAQ = Path(__file__).parents[1] / "faq"
#: The one file that is only ever measured.
NOT_OPEN = "held_out.yaml"


@cache
def talks() -> list[tuple[str, ...]]:
    """Return the first wordings of the questions of the open files, those of one conversation together."""
    entries = [one for path in sorted(FAQ.glob("*.yaml")) if path.name != NOT_OPEN for one in corpus.load(path)]
    return [tuple(turn.wordings[0] for turn in entry.turns) for entry in entries]


@cache
def questions() -> list[str]:
    return [question for talk in talks() for question in talk]


@pytest.fixture(scope="module")
def connection(filled_registry: Path) -> Iterator[sqlite3.Connection]:
    found = database.connect(filled_registry)
    yield found
    found.close()


@pytest.fixture(scope="module")
def engine(connection: sqlite3.Connection) -> Engine:
    return Engine(connection)


@pytest.fixture(scope="module")
def names(connection: sqlite3.Connection) -> frozenset[str]:
    return names_of(connection)


SIGNS = (*"?!.,;:…()\"'-—/\n\t\u00a0#%", "??")
JOINTS = (" and ", "; ", ", ", " or ", " but not ", " vs ", ". ", "? ", " except ", " then ")
FILLERS = (
    "please just only not no never without except besides actually roughly over under top best first last in on by"
).split()
NUMBERS = "0 1 2 3 10 0.5 90% 7b 2024 june 1e9 -1 1,000 ½ ٣ first 100th 3.5".split()
CHANGES = "drop twice swap letter other sign filler join hard number".split()


@some.composite
def changed(draw: some.DrawFn, question: str) -> str:
    """Draw a question that was changed in one to three places."""
    words = question.split()
    for _ in range(draw(some.integers(1, 3))):
        how = draw(some.sampled_from(CHANGES))
        place = draw(some.integers(0, max(0, len(words) - 1)))
        if how == "drop":
            del words[place : place + 1]
        elif how == "twice":
            words[place:place] = words[place : place + 1]
        elif how == "swap":
            words[place : place + 2] = reversed(words[place : place + 2])
        elif how == "letter" and words:
            words[place] = draw(_misspelt(words[place]))
        elif how == "other" and words:
            # A word of another question: a name where there was a verb, another benchmark, another time.
            words[place] = draw(some.sampled_from(draw(some.sampled_from(questions())).split() or [""]))
        elif how == "sign" and words:
            words[place] += draw(some.sampled_from(SIGNS))
        elif how == "filler":
            words.insert(place, draw(some.sampled_from(FILLERS)))
        elif how == "join":
            joint = draw(some.sampled_from(JOINTS))
            words = (" ".join(words) + joint + draw(some.sampled_from(questions()))).split()
        elif how == "hard":
            words.insert(place, draw(some.sampled_from(HARD_TEXTS)))
        elif how == "number":
            words.insert(
                place,
                draw(some.sampled_from(NUMBERS)),
            )
    return " ".join(words)


@some.composite
def _misspelt(draw: some.DrawFn, word: str) -> str:
    place = draw(some.integers(0, len(word)))
    how = draw(some.sampled_from(["drop", "twice", "swap", "other", "case"]))
    if how == "drop":
        return word[:place] + word[place + 1 :]
    if how == "twice":
        return word[:place] + word[place - 1 : place] + word[place:]
    if how == "swap":
        return word[:place] + word[place + 1 : place + 2] + word[place : place + 1] + word[place + 2 :]
    if how == "other":
        return word[:place] + draw(some.sampled_from("aeiou1-_' é")) + word[place + 1 :]
    return word.swapcase()


def holds(reply: Reply, names: frozenset[str]) -> None:
    """Check what must hold of any reply."""
    assert reply.kind in KINDS
    assert reply.text
    assert json.loads(json.dumps(reply.to_json())) == reply.to_json()
    told = [reply.text, *(suggestion for suggestion in reply.suggestions)]
    told += [cell for row in (reply.table.rows if reply.table else ()) for cell in row]
    shown = set("".join(told)) - {"\n"}
    assert not [char for char in shown if unicodedata.category(char) in ("Cc", "Cf", "Cs")]
    assert unstated(reply, names) == ()


@examples(120)
@given(data=some.data())
def test_a_changed_question_gets_a_reply_that_states_its_facts_alone_and_the_same_one_again(
    data: some.DataObject, engine: Engine, names: frozenset[str]
) -> None:
    question = data.draw(changed(data.draw(some.sampled_from(questions()))))
    reply = engine.answer(question)
    holds(reply, names)
    assert engine.answer(question) == reply


@examples(40)
@given(data=some.data())
def test_a_changed_conversation_gets_replies_that_state_their_facts_alone_and_the_same_again(
    data: some.DataObject, engine: Engine, names: frozenset[str]
) -> None:
    talk = list(data.draw(some.sampled_from([talk for talk in talks() if len(talk) > 1])))
    talk = [data.draw(changed(turn)) if data.draw(some.booleans()) else turn for turn in talk]
    other_turn = data.draw(some.sampled_from([*questions(), "1", "2", "why?", "and hle?"]))
    talk.insert(data.draw(some.integers(0, len(talk))), other_turn)
    one, other = Conversation(), Conversation()
    for turn in talk:
        reply = engine.answer(turn, one)
        holds(reply, names)
        assert engine.answer(turn, other) == reply


#: What is typed otherwise and means the same.
SAME = (
    lambda text: f"  {text}  ",
    lambda text: text.replace(" ", "   "),
    lambda text: text.replace(" ", "\u00a0"),
    lambda text: text.replace(" ", "\n"),
    lambda text: f"{text}\r\n",
    lambda text: re.sub(r"[?.! ]+$", "", text),
    lambda text: f"\ufeff{text}",
    str.upper,
    str.lower,
)


@examples(60)
@given(question=some.sampled_from(questions()), how=some.sampled_from(range(len(SAME))))
def test_case_and_spaces_do_not_change_what_is_told(question: str, how: int, engine: Engine) -> None:
    other = SAME[how](question)
    if len(other) > LONGEST:
        return
    first, second = engine.answer(question), engine.answer(other)
    assert second.kind == first.kind
    # The asker's own words are given back as they were typed.
    facts, others = ([fact for fact in reply.facts if fact.name != "asked"] for reply in (first, second))
    assert others == facts
