"""Whether what somebody was told is so: "is 0.889 on MIMIC for real?", "has Google ever been on top of HLE?"."""

from __future__ import annotations

from podium.bots.faq.frame import Frame, Intent
from podium.bots.faq.language import words
from podium.bots.faq.understanding.asked import Asked

#: Words that ask whether a number is to be believed.
_BELIEVING = words.word_set(
    "real true legit legitimate genuine correct accurate trustworthy trust trusted believe believed believable"
    " credible reliable fake faked bogus invented right wrong verified unverified reproduced reproducible confirmed"
    " checked official independent self reported legitimately authentic solid serious"
)
#: What else such a question may be made of.
_BESIDE = words.ARTICLES | words.word_set(
    "is was are isnt be been can could should do does did i we you one really actually truly for on at in of with by to"
    " score scores scored result results number numbers figure figures value accuracy that this it so ok hey hi please"
    " or not just about any claimed as there up made be leaderboard board some"
)
_NAMES = frozenset({"benchmark", "model", "board", "metric", "organisation"})
_ASKING = words.word_set("is was are can could should do does did isnt")


def of_a_number(asked: Asked) -> Frame | None:
    """Return the frame of a question whether a score is to be believed; None for any other question.

    Every word has to be a name, the number, or one of asking that.
    """
    scores = [value for value in asked.values if value.kind == "score" and not value.bound]
    if (
        len(scores) != 1
        or len(asked.values) != 1
        or len(asked.sights) != 1
        or _ASKING.isdisjoint([*asked.words[:2], *asked.words[-2:]])
    ):
        return None
    slugs = [link.entities[0].slug for link in asked.models if len(link.entities) == 1]
    if len(slugs) != len(asked.models) or len(slugs) > 1:
        return None
    told = {i for piece in asked.pieces if piece.kind in _NAMES or piece.kind == "value"
            for i in range(piece.start, piece.end)}  # fmt: skip
    rest = {word for i, word in enumerate(asked.words) if i not in told}
    if rest.isdisjoint(_BELIEVING) or not rest <= _BELIEVING | _BESIDE:
        return None
    sight = asked.sights[0]
    # A metric that several boards go by names none of them.
    boards = tuple(board.slug for board in sight.boards) if len(sight.boards) == 1 else ()
    return Frame(Intent.SCORE, (sight.view.slug,), boards, tuple(slugs), score=scores[0].amount)


_COUNTED = {
    **dict.fromkeys(("model", "models", "llm", "llms", "system", "systems"), "models"),
    **dict.fromkeys(("benchmark", "benchmarks", "dataset", "datasets"), "benchmarks"),
    **dict.fromkeys(("organisation", "organisations", "organization", "organizations"), "organisations"),
}
#: What a claim of how many there are may be made of beside the number, and the words that make it one.
_BESIDE_COUNT = _BESIDE | words.word_set(
    "only just exactly precisely there has have had says say said lists list shows show leaderboard podium registry"
    " catalogue here evaluated tested ranked listed but surely and its it in total altogether overall table page know"
)
_ASKED_COUNT = _ASKING | words.word_set("only just exactly right correct true really does do has have")


def of_a_count(asked: Asked) -> Frame | None:
    """Return the frame of a question whether there are so many models: "there are 211 models on MMLU, right?".

    How many there are is told. Every word has to be a name, the number, or one of asking that.
    """
    numbers = [value for value in asked.values if value.kind == "number" and not value.bound]
    if len(numbers) != 1 or len(asked.values) != 1 or asked.models or len(asked.sights) > 1:
        return None
    value, said = numbers[0], asked.words
    what = _COUNTED.get(said[value.end]) if value.end < len(said) else None
    if what is None or (asked.sights and what != "models"):
        return None
    told = {i for piece in asked.pieces if piece.kind in ("benchmark", "board") for i in range(piece.start, piece.end)}
    rest = {word for i, word in enumerate(said) if i not in told and not value.start <= i <= value.end}
    if rest.isdisjoint(_ASKED_COUNT) or not rest <= _BELIEVING - _OF_FIGURES | _BESIDE_COUNT:
        return None
    if not asked.sights:
        return Frame(Intent.COUNTS, counted=what)
    sight = asked.sights[0]
    boards = tuple(board.slug for board in sight.boards) if len(sight.boards) == 1 else ()
    return Frame(Intent.COUNT, (sight.view.slug,), boards)


#: Words that say of which figures models are counted.
_OF_FIGURES = words.word_set("verified unverified reproduced reproducible official independent self reported confirmed")


_LED = frozenset({"LEAD", "LED", "HIGH", "HOLD", "BETTER", "EVER", "RANK", "BOARD", "MODEL", "MODELS"})
_EVER = words.word_set("ever once never")


def of_a_maker(asked: Asked) -> Frame | None:
    """Return the frame of a question whether a maker ever led, or when it last did; None for any other question."""
    makers = asked.of_kind("organisation")
    if len(makers) != 1 or len(asked.sights) != 1 or asked.models or asked.values:
        return None
    # When it did so the last time is told with how often it did.
    dated = asked.words[:1] == ["when"] and "last" in asked.words
    whether = asked.words[0] in ("has", "have", "did", "was", "were", "had") and not _EVER.isdisjoint(asked.words)
    if not (dated or whether) or not asked.has("LEAD", "LED", "HIGH", "HOLD"):
        return None
    led = _LED | {"WHEN"} if dated else _LED
    if any(piece.kind not in ("organisation", "benchmark", "board") and not piece.concepts & led and not piece.weak
           for piece in asked.pieces):  # fmt: skip
        return None
    link = next(link for link in asked.reading.of_kind("organisation") if link.start == makers[0].start)
    sight = asked.sights[0]
    boards = tuple(board.slug for board in sight.boards) if len(sight.boards) == 1 else ()
    if len(link.entities) != 1 or len(boards) != len(sight.boards):
        return None
    return Frame(Intent.HISTORY, (sight.view.slug,), boards, organisation=link.entities[0].slug)
