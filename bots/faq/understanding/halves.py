"""Two questions in one message about the same model: "when was GPT-5 released and what does it cost?".

A message that is not understood as a whole is cut where a second question may begin. Both halves have to be understood
by themselves, the second one as a message that follows the first, so that no word of it is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from podium.bots.faq.frame import Attribute, Frame, Intent
from podium.bots.faq.language import words
from podium.bots.faq.language.words import Token
from podium.bots.faq.names.reading import Reading
from podium.bots.faq.understanding.asked import Asked

#: Attributes of a model, by what a list of them or a second question about it asks with.
ATTRIBUTES = (
    (Attribute.PARAMETERS, frozenset({"PARAMETERS", "SIZE"})),
    (Attribute.CONTEXT, frozenset({"CONTEXT"})),
    (Attribute.PRICE, frozenset({"PRICE", "HOW_MUCH"})),
    (Attribute.LICENCE, frozenset({"LICENCE", "COMMERCIAL"})),
    (Attribute.RELEASED, frozenset({"RELEASED", "WHEN"})),
    (Attribute.ORGANISATION, frozenset({"ORGANISATION", "MADE"})),
    (Attribute.OPEN, frozenset({"OPEN", "CLOSED"})),
)
#: What may be asked first: something whose answer is about one model.
_FIRST = frozenset(
    {
        Intent.LEADER, Intent.TOP_SCORE, Intent.PLACE, Intent.LAST, Intent.LEADER_AT, Intent.EXTREME, Intent.FACT,
        Intent.MODEL, Intent.SCORE, Intent.RANK, Intent.CHEAPEST_ABOVE,
    }
)  # fmt: skip
#: What may be asked then of that model.
_SECOND = frozenset({Intent.FACT, Intent.SCORE, Intent.RANK, Intent.RESULTS})
_AND = words.word_set("and plus also but yet though")
_ONE_TOLD = words.word_set("it that this")
_POINTING = words.word_set("it its that this")
_OPENNESS = words.word_set("open closed proprietary")
_WHETHER = words.word_set("is does has can was")
_OUT = words.word_set("release launch")
_DATES = words.word_set("date day month year")
_HEADS = words.word_set("what whats when how who whos where which under")
#: Words before the second question that are no part of it.
_BETWEEN = words.word_set("and plus also then so but yet though")
#: Most places where a message is cut, and most words and letters of one that is.
_MOST = 2
LONGEST = 30
LONGEST_TEXT = 240


#: What is asked of one card, which two halves of a message may ask of it.
_OF_CARD = frozenset(
    {
        Intent.PAPER, Intent.AUTHORS, Intent.PUBLISHED, Intent.LICENCE, Intent.ACCESS, Intent.SIZES, Intent.METRIC,
        Intent.CATEGORIES, Intent.RELATED, Intent.OBSERVATIONS, Intent.BASELINES, Intent.RUN,
    }
)  # fmt: skip
#: Second questions that leave out what was done: "when was it made and by whom".
_FULL = {
    **dict.fromkeys(("by whom", "from whom", "by who", "who by", "whose"), "who made it"),
    **dict.fromkeys(
        ("in which year", "in what year", "which year", "what year", "year", "since when"), "when was it published"
    ),
}


def splits(reading: Reading) -> Iterator[tuple[str, str]]:
    """Return the halves of a message, for each place where a second question may begin."""
    tokens = reading.tokens
    places = [
        i
        for i, token in enumerate(tokens)
        if i > 1
        and (token.word in _AND or (token.breaks and tokens[i - 1].word not in _AND))
        and not any(i in link.span and i > link.start for link in reading.links)
    ]
    for place in places[:_MOST]:
        after = place
        while after < len(tokens) and tokens[after].word in _BETWEEN:
            after += 1
        if after < len(tokens):
            second = " ".join(token.word for token in tokens[after:])
            yield reading.text[: tokens[place].start], _FULL.get(second, reading.text[tokens[after].start :])


def questions(reading: Reading) -> list[str]:
    """Return the questions of a message that plainly asks several: "who led in 2025 and who leads now"; none of others.

    Each begins with a word of asking, after an "and" or the end of a sentence.
    """
    tokens = reading.tokens
    named = {i for link in reading.links for i in link.span if i > link.start}
    starts = [0]
    for i in range(2, len(tokens) - 1):
        joined = tokens[i - 1].word in _JOINS or _ends(reading, i)
        if i in named or not joined or not _begins(reading, i) or i - starts[-1] < _SHORTEST:
            continue
        if len(tokens) - i < _SHORTEST or (len(starts) == 1 and not _asks(tokens[:i])):
            continue
        starts.append(i)
    if len(starts) == 1 or len(starts) > _MOST_QUESTIONS:
        return []
    ends = [i - 1 if tokens[i - 1].word in _JOINS else i for i in starts[1:]]
    return [
        reading.text[tokens[start].start : tokens[end - 1].end]
        for start, end in zip(starts, [*ends, len(tokens)], strict=True)
    ]


def _ends(reading: Reading, position: int) -> bool:
    gap = reading.text[reading.tokens[position - 1].end : reading.tokens[position].start]
    return any(sign in gap for sign in "?!;,\n") or (". " in gap)


def of_two_models(reading: Reading) -> list[str]:
    """Return the halves of a message that names a model on each side of its only "and"; none of any other."""
    models = [link for link in reading.of_kind("model")]
    joints = [i for i, word in enumerate(reading.words) if word in _JOINS]
    if len(models) != 2 or len(joints) != 1 or not models[0].end <= joints[0] < models[1].start:
        return []
    tokens = reading.tokens
    if models[0].end == joints[0] and models[1].start == joints[0] + 1:
        # "GPT-5 and o3 price" asks one thing of both.
        return []
    if joints[0] + 1 >= len(tokens):
        return []
    return [reading.text[: tokens[joints[0] - 1].end], reading.text[tokens[joints[0] + 1].start :]]


def _begins(reading: Reading, position: int) -> bool:
    """Return whether a question begins at a word: "who leads", "is GPT-5", and not "is it" and "does best"."""
    word, after = reading.words[position], reading.words[position + 1]
    if word in _QUESTIONS:
        return True
    named = any(link.start == position + 1 for link in reading.links)
    return word in _WHETHER | {"are"} and (named or after in words.ARTICLES | _OF_BOTH)


def _asks(tokens: Sequence[Token]) -> bool:
    """Return whether words before a second question ask one themselves, and do not lead up to it."""
    said = [token.word for token in tokens[:_LEADING]]
    return not _QUESTIONS.isdisjoint(said) or said[0] in _WHETHER or not _TELLING.isdisjoint(said[:3])


#: Those of two that were named: "and is one of them multimodal".
_OF_BOTH = words.word_set("one either both they")
#: Words that a second question begins with, what joins it to the first, fewest words of each, and most in a message.
_QUESTIONS = words.word_set("who whos what whats when where which how why")
_TELLING = words.word_set("tell show give list name")
_JOINS = words.word_set("and plus")
_SHORTEST = 3
#: Words of a first question among which it asks; what comes later is told: "I finetuned something, and see how".
_LEADING = 6
_MOST_QUESTIONS = 3


def of_two_ends(reading: Reading) -> list[str]:
    """Return a message once for each of two contrary ends that it asks for: "the cheapest and the most expensive"."""
    match = _TWO_ENDS.search(reading.text)
    if match is None:
        return []
    one, other = match["one"].lower(), match["other"].lower()
    if not any((one in a and other in b) or (one in b and other in a) for a, b in _CONTRARY):
        return []
    before, after = reading.text[: match.start()], reading.text[match.end() :]
    return [before + match["one"] + after, before + match["other"] + after]


#: Ends that are contrary to each other, and how two of them are asked for at once.
_CONTRARY = (
    (("cheapest", "least expensive"), ("most expensive", "priciest", "dearest", "costliest")),
    (("largest", "biggest", "heaviest"), ("smallest", "tiniest", "lightest")),
    (("newest", "latest", "youngest", "most recent"), ("oldest", "earliest")),
    (("longest",), ("shortest",)),
)
_END = "|".join(word.replace(" ", r"\s") for pair in _CONTRARY for side in pair for word in side)
_TWO_ENDS = re.compile(
    rf"\b(?P<one>{_END})\s(?:and|&|or|plus|as\swell\sas)\s(?:(?:also\s)?(?:the|which\sis\sthe|what\sis\sthe)\s)?(?P<other>{_END})\b",
    re.IGNORECASE,
)


def asks_twice(reading: Reading) -> bool:
    """Return whether a second question is plain to see: "who leads MMLU, and is it open?", "..., is that one open?"."""
    said = reading.words
    for i, word in enumerate(said[:-2]):
        joined = i > 2 and (said[i - 1] in _AND or reading.tokens[i].breaks)
        if joined and word in _WHETHER and said[i + 1] in _ONE_TOLD:
            return True
        if joined and word in ("whether", "if") and said[i + 1] in _ONE_TOLD and said[i + 2] in _WHETHER:
            return True
    return False


def asks_whether_open(reading: Reading) -> bool:
    """Return whether it is asked of a place of a board whether it is open: "is the leader of MMLU open?".

    "Top model on MMLU, open source or not?" asks it as well.
    """
    said = reading.words
    if said[-2:] == ["or", "not"] and not _OPENNESS.isdisjoint(said[-5:-2]):
        return True
    return len(said) > 4 and said[0] in ("is", "are") and said[1] == "the" and said[-1] in _OPENNESS


def asks_for_a_day(reading: Reading) -> bool:
    """Return whether the day is asked on which a place's model came out: "release date of the leader of MMLU"."""
    said = reading.words
    return any(word in _DATES and said[i - 1] in _OUT for i, word in enumerate(said) if i) and "of" in said


def facts_of(asked: Asked) -> tuple[Frame, ...]:
    """Return the frames of a list of what is asked of one model: "GPT-5 price, context and licence".

    Every word has to be of the list, the model's name or a word of asking.
    """
    if len(asked.models) != 1 or len(asked.models[0].entities) != 1 or asked.sights or asked.values:
        return ()
    found: list[Attribute] = []
    for piece in asked.pieces:
        if piece.kind == "model" or (piece.weak and piece.kind == "concept"):
            continue
        meant = [one for one, concepts in ATTRIBUTES if piece.concepts & concepts and piece.kind == "concept"]
        if meant:
            found.append(meant[0])
        elif piece.kind != "concept" or piece.concepts.isdisjoint(_OF_LIST):
            return ()
    wanted = list(dict.fromkeys(found))
    if Attribute.RELEASED in wanted and not asked.has("RELEASED", "PUBLISHED", "MADE", "DATE_WORD"):
        return ()
    slug = asked.models[0].entities[0].slug
    return tuple(Frame(Intent.FACT, models=(slug,), attribute=one) for one in wanted) if len(wanted) > 1 else ()


def of_each_model(asked: Asked) -> tuple[str, tuple[str, ...]] | None:
    """Return what is asked of each of several models, as asked of the first, and their slugs.

    "Do GPT-5 and o3 take images?" and "is GPT-5 open and is o3?" ask one thing of both.
    """
    models = asked.models
    if not 1 < len(models) <= _MOST_MODELS or asked.sights or asked.of_kind("excluded"):
        return None
    if any(len(link.entities) != 1 for link in models):
        return None
    slugs = tuple(dict.fromkeys(link.entities[0].slug for link in models))
    tokens, said = asked.reading.tokens, asked.words
    named = {i for link in models for i in link.span}
    start = models[0].start - (models[0].start > 0 and said[models[0].start - 1] == "both")
    first, last = tokens[models[0].start].start, tokens[models[-1].end - 1].end
    if all(i in named or said[i] in _LISTING for i in range(models[0].start, models[-1].end)):
        text = asked.reading.text
        return text[: tokens[start].start] + text[first : tokens[models[0].end - 1].end] + text[last:], slugs
    rest = range(models[0].end, len(tokens))
    joint = next((i for i in rest if said[i] in _JOINS), len(tokens))
    if joint < models[1].start and all(i in named or said[i] in _AGAIN for i in range(joint + 1, len(tokens))):
        return asked.reading.text[: tokens[joint - 1].end], slugs
    return None


#: Words of a list of models, and words that ask again what was asked of the model before.
_LISTING = words.word_set("and or nor plus as well both also")
_AGAIN = words.word_set("and is does do has have are can did was what about how also too of for same the with it that")
_MOST_MODELS = 4


def of_a_place(asked: Asked) -> tuple[str, Attribute] | None:
    """Return a ranking and what is asked of the model it finds: "licence of the best open model on HLE".

    The words that ask for a field of the catalogue are blanked out; what is left has to be understood by itself.
    """
    if asked.models or not asked.has(*_ENDS_OF) and not asked.of_kind("value"):
        return None
    if asked.words[0] == "if":
        # "If the leader dropped out, who would lead MMLU?" asks nothing of the leader.
        return None
    fields = [
        (piece, next(attribute for attribute, concepts in ATTRIBUTES if piece.concepts & concepts))
        for piece in asked.of_kind("concept")
        if any(piece.concepts & concepts for _, concepts in ATTRIBUTES)
    ]
    opened = asks_whether_open(asked.reading)
    wanted = list(dict.fromkeys(one for _, one in fields if (one is Attribute.OPEN) == opened))
    if Attribute.LICENCE in wanted and asked.licences:
        # "Is the leader of HLE MIT licensed?" does not ask for the best model under MIT.
        return None
    if Attribute.RELEASED in wanted and not asked.has("RELEASED", "PUBLISHED", "MADE"):
        # "When was MMLU first below 0.5" asks for another day.
        return None
    if len(wanted) != 1 or (wanted[0] is Attribute.ORGANISATION and asked.words[0] not in _WHOSE):
        return None
    blank = {i for piece, attribute in fields if attribute in wanted for i in range(piece.start, piece.end)}
    tokens = asked.reading.tokens
    if opened and asked.words[-2:] == ["or", "not"]:
        blank |= {len(tokens) - 2, len(tokens) - 1}
    for i, token in enumerate(tokens):
        if i not in blank and token.word not in _ASKING_OF:
            break
        blank.add(i)
    if len(blank) == len(tokens):
        return None
    text = list(asked.reading.text)
    for i in blank:
        text[tokens[i].start : tokens[i].end] = " " * (tokens[i].end - tokens[i].start)
    return "".join(text), wanted[0]


#: Concepts of the ends of rankings, at one of which one model is.
_ENDS_OF = ("LEAD", "LED", "HIGH", "WORST", "NTH", "CHEAP", "EXPENSIVE", "NEWEST", "OLDEST", "LARGEST", "SMALLEST")
_WHOSE = words.word_set("who whos which what whats whose")
#: Words that lead up to the model that something is asked of: "how big is", "what is the price of", "when did".
_ASKING_OF = (
    words.word_set(
        "what whats how when which who whos is are was were does did do has have had of for please tell me show give"
        " much big large old and a an many"
    )
    | words.ARTICLES
)
#: Rankings that find one model.
PLACES = frozenset(
    {
        Intent.LEADER,
        Intent.TOP_SCORE,
        Intent.PLACE,
        Intent.LAST,
        Intent.LEADER_AT,
        Intent.EXTREME,
        Intent.CHEAPEST_ABOVE,
    }
)


#: What may stand beside the list.
_OF_LIST = frozenset({"WHAT", "HOW", "MODEL", "AND_MORE", "FOR", "IT", "USES", "LISTING", "WHO", "HOW_MANY", "TOKENS"})


def goes_together(first: tuple[Frame, ...], second: tuple[Frame, ...], then: Reading, subject: str) -> bool:
    """Return whether two halves ask of one model, the second by pointing at it or with a bare word of the catalogue.

    Args:
        first: What the first half asks.
        second: What the second half asks after it.
        then: The second half.
        subject: The model that the answer to the first half is about.
    """
    if len(first) != 1 or len(second) != 1:
        return False
    one, other = first[0], second[0]
    if one.intent in _OF_CARD and other.intent in _OF_CARD and one.benchmarks == other.benchmarks:
        # "When was PubMedQA made and by whom?"
        return one != other
    if not subject:
        return False
    if one.intent not in _FIRST or then.of_kind("model"):
        return False
    if one == other:
        # "Who leads MMLU and is that verified?" is told with the figure.
        return not _POINTING.isdisjoint(then.words)
    if other.intent not in _SECOND or other.models[:1] != (subject,):
        return False
    points = not _POINTING.isdisjoint(then.words) or then.words[0] in _HEADS
    # "Who leads MMLU and is open" restricts who is meant; "GPT-5 price and licence" asks for both.
    return points or one.intent in (Intent.FACT, Intent.MODEL, Intent.SCORE, Intent.RANK)
