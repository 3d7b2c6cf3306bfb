"""The answer that a server's replies to the questions of one request make."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from podium.registry.adapters import endpoint_replies as replies
from podium.registry.adapters import prompts
from podium.registry.adapters.endpoint_questions import CONTINUATION_SCORES, LETTER_SCORES, YES_NO_SCORES, Question
from podium.registry.adapters.letters import read_letter
from podium.registry.benchmark import Answer, Choose, Classify, Request

#: What is odd about a reply, as it is counted: a wanted token is not among those listed; it names no option, or
#: neither yes nor no; it was cut off; it came after thoughts.
ODD = UNLISTED, UNREAD, CUT, THOUGHT = "unlisted", "unread", "cut", "thought"


def read_answer(
    request: Request, way: str, questions: Sequence[Question], found: Sequence[replies.Json], told: Counter[str]
) -> Answer:
    """Return the answer to a request.

    Args:
        request: What was asked.
        way: How the answer is found, one of :mod:`podium.registry.adapters.endpoint_questions`.
        questions: What the server was asked for it.
        found: Its replies, in the same order.
        told: What is odd about the replies is added here.
    """
    if isinstance(request, Classify):
        return _classified(way, found, told)
    if isinstance(request, Choose) and way == CONTINUATION_SCORES:
        return _continued(request, found)
    said = replies.said(found[0], questions[0].stop)
    told[THOUGHT] += said.thoughts is not None
    if isinstance(request, Choose) and way == LETTER_SCORES:
        return _compared(request, said, found[0], told)
    if said.finish == "content_filter":
        return Answer(error="the server's content filter held the reply back")
    told[CUT] += said.finish == "length"
    if not isinstance(request, Choose):
        return Answer(text=said.text, finish=said.finish, thoughts=said.thoughts)
    choice = read_letter(said.text, request.options)
    told[UNREAD] += choice is None
    return Answer(choice=choice, text=said.text, finish=said.finish, thoughts=said.thoughts)


def _compared(request: Choose, said: replies.Said, reply: replies.Json, told: Counter[str]) -> Answer:
    """Return the choice of the likeliest letter; where none is listed, nothing is chosen."""
    values, known = replies.scores(replies.first_token(reply), prompts.letters(len(request.options)))
    if not any(known):
        told[UNREAD] += 1
        return Answer(text=said.text, finish=said.finish, thoughts=said.thoughts)
    told[UNLISTED] += not all(known)
    # What is not listed is less likely than what is, so it is never chosen.
    return Answer(choice=values.index(max(values)), log_likelihoods=values)


def _continued(request: Choose, found: Sequence[replies.Json]) -> Answer:
    values: list[float] = []
    # A try asks for the first option alone.
    for continuation, reply in zip(request.continuations, found, strict=False):
        value = replies.continuation_score(reply, request.prompt, continuation)
        if value is None:
            return Answer(error="the tokens the server repeats do not line up with what was sent")
        values.append(value)
    return Answer(choice=values.index(max(values)), log_likelihoods=tuple(values))


def _classified(way: str, found: Sequence[replies.Json], told: Counter[str]) -> Answer:
    values: list[float | None] = []
    for reply in found:
        if way == YES_NO_SCORES:
            score = replies.yes_no(replies.first_token(reply))
            told[UNLISTED] += score is not None and not score[1]
            values.append(None if score is None else score[0])
        else:
            said = replies.said(reply, ())
            told[THOUGHT] += said.thoughts is not None
            word = prompts.read_yes_no(said.text)
            values.append(None if word is None else float(word))
    told[UNREAD] += values.count(None)
    return Answer(probabilities=tuple(values))
