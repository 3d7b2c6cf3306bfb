"""Times that the release of a model marks: "when GPT-4o came out", "since the launch of o3", "the day o1 was released".

A question is written anew with the day in their place, so that all that knows days knows these.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from podium.bots.faq.language import lexicon, words
from podium.bots.faq.names.reading import Reading
from podium.bots.faq.names.vocabulary import Entity, Link, Vocabulary

_OUT = (
    r"(?:coming|came|come|comes|went) out|(?:(?:was|were|got|is|being) )?(?:first )?"
    r"(?:released|launched|announced|published|shipped|introduced|dropped|unveiled)|"
    r"launches|launch|released?|releases|debuted|appeared|arrived|landed|dropped|shipped|hit the market|"
    r"became available|was out"
)
_EVENT = r"(?:release|launch|debut|arrival|introduction|publication|announcement|releasing|launching)"
_MAKES = r"(?:released|launched|announced|published|shipped|introduced|dropped|unveiled|put out|brought out)"
#: What stands before such a time, by the word that a day is written with there.
_AT = (
    r"(?:back |right |just |exactly )?when|as|by the time(?: that| when)?|"
    r"(?:(?:at|on|by|in) )?(?:the |that )?(?:very |same )?(?:time|day|moment|date|point)(?: that| when| at which)?"
)
_SIDE = r"(?:ever )?(?P<side>since|after|before|until|till|prior to|up to|as of)"
_MAKER = r"(?:(?:the )?[a-z][\w.-]*(?: [a-z][\w.-]*)?)"

_NOT_WITHIN = r"(?<![\w-])"
_ENDS = r"(?![\w-])"
#: What stands before a name and after it.
_FORMS = (
    # "When GPT-4o came out", "since GPT-4o was released".
    (
        re.compile(rf"{_NOT_WITHIN}(?:{_AT}|{_SIDE}(?: (?:the day|the time|when))?) \Z", re.IGNORECASE),
        re.compile(rf"(?:['’]s|s)? (?:{_OUT}){_ENDS}", re.IGNORECASE),
    ),
    # "At GPT-4o's launch".
    (
        re.compile(
            rf"{_NOT_WITHIN}(?:(?:at|on|upon|by|around|with) (?:the (?:time|day|date) of )?|{_SIDE} )\Z", re.IGNORECASE
        ),
        re.compile(rf"(?:['’]s?)? {_EVENT}(?: date| day| time)?{_ENDS}", re.IGNORECASE),
    ),
    # "At the launch of GPT-4o", "on the release day of GPT-4o".
    (
        re.compile(
            rf"{_NOT_WITHIN}(?:(?:at|on|upon|by|around|with) |{_SIDE} )(?:the )?"
            rf"(?:(?:time|day|date|moment) of (?:the )?)?{_EVENT}(?: date| day| time)? of (?:the )?\Z",
            re.IGNORECASE,
        ),
        re.compile(_ENDS),
    ),
    # "When OpenAI released GPT-4o".
    (
        re.compile(rf"{_NOT_WITHIN}(?:{_AT}|{_SIDE}) {_MAKER} (?:first )?{_MAKES} (?:the )?\Z", re.IGNORECASE),
        re.compile(rf"{_ENDS}(?! (?:was|is|came|had))", re.IGNORECASE),
    ),
    # "DeepSeek-R1 release time, who is first".
    (
        re.compile(r"\A(?:at |on |in )?\Z", re.IGNORECASE),
        re.compile(
            rf"(?:['’]s)? {_EVENT} (?:time|day|date|moment)(?= ?[,:] ?(?:who|which|what|whose|best|top)\b)",
            re.IGNORECASE,
        ),
    ),
    # "GPT-5 come out that day, who is first".
    (
        re.compile(r"\A(?:at |on |in )?\Z", re.IGNORECASE),
        re.compile(rf" (?:{_OUT}) (?:that|the|at that|on that|in that) (?:time|day|date|moment){_ENDS}", re.IGNORECASE),
    ),
    # "Released after GPT-5".
    (
        re.compile(rf"{_NOT_WITHIN}(?P<kept>(?:{_OUT}) ){_SIDE} (?:the )?\Z", re.IGNORECASE),
        re.compile(r"(?= ?(?:[?!.,;]|\Z|(?:on|in|at|for|did|do|does)\b))", re.IGNORECASE),
    ),
    # "Since GPT-4".
    (
        re.compile(rf"{_NOT_WITHIN}(?:ever )?(?P<side>since) \Z", re.IGNORECASE),
        re.compile(r"(?= ?(?:[?!.,;]|\Z|(?:on|in|at|for)\b))", re.IGNORECASE),
    ),
)
#: What the word before a day is called where it is another one.
_SIDES = {"till": "until", "prior to": "before", "up to": "until", "as of": "on"}
#: What a question has to be about beside the time: places, records, models, results.
_ASKED = frozenset(
    {"LEAD", "HIGH", "LED", "WORST", "RANK", "BOARD", "MODELS", "NEW", "NEWNESS", "RESULT", "HISTORY", "PASSED", "HOLD"}
    | {"ABOVE", "SATURATED", "HOW_MANY", "RESULTS_COUNTED"}
)
#: Words that point at the model of the time, so that the question is of it as well.
_POINTING = words.word_set("it its itself they their")
#: Words for the time that is named already.
_THEN = re.compile(
    r" (?:(?:at|in|on|by) )?(?:that (?:same )?|the same )(?:time|day|moment|point|date)\b", re.IGNORECASE
)
#: How far before a name such a time begins, in characters.
_FAR = 80


@dataclass(frozen=True)
class Moment:
    """A time that a model's release marks.

    Args:
        text: The question with the day in its place.
        model: The model.
        day: When it was released.
    """

    text: str
    model: Entity
    day: str


def moment_of(vocabulary: Vocabulary, reading: Reading) -> Moment | None:
    """Return the time in a question that the release of a model marks; None where there is none, or no day known."""
    for link in reading.of_kind("model"):
        start, end = reading.tokens[link.start].start, reading.tokens[link.end - 1].end
        for before, after in _FORMS:
            lead, rest = before.search(reading.text, max(0, start - _FAR), start), after.match(reading.text, end)
            if lead is None or rest is None or not _asks_more(reading, lead.start(), rest.end()):
                continue
            released = _released(vocabulary, reading, link)
            if released is None:
                return None
            model, day = released
            said = lead.groupdict()
            side = (said.get("side") or "on").lower()
            head = f"{reading.text[: lead.start()]}{said.get('kept') or ''}{_SIDES.get(side, side)} {day}"
            return Moment(_THEN.sub("", head + reading.text[rest.end() :]), model, day)
    return None


def _asks_more(reading: Reading, start: int, end: int) -> bool:
    """Return whether a question is about more than the release, and not about the model that was released."""
    others = [token for token in reading.tokens if token.end <= start or end <= token.start]
    said = [token.word for token in others]
    if not said or not _POINTING.isdisjoint(said) or said[0] == "and":
        return False
    after = next((token.word for token in others if token.start >= end), "")
    if after == "and":
        # "When was GPT-5 released and what is the best score": two questions.
        return False
    breaks = [token.breaks for token in others]
    return any(found.concepts & _ASKED for found in lexicon.mentions(said, breaks, [False] * len(said)))


def _released(vocabulary: Vocabulary, reading: Reading, link: Link) -> tuple[Entity, str] | None:
    """Return the model and when it was released: of the versions of one name, the first."""
    typed = words.joined_key(reading.typed(link.start, link.end))
    # "GPT-4o" came out with its first version, "GPT-4o (May 2024)"; "Claude" with none in particular.
    meant = [one for one in link.entities if words.joined_key(one.name.partition(" (")[0]) == typed]
    meant = list(link.entities) if len(link.entities) == 1 and not link.guessed else meant
    days = vocabulary.released([one.slug for one in meant])
    found = [(day, one) for one in meant if (day := days.get(one.slug))]
    if not found or len(found) < len(meant):
        return None
    day, model = min(found, key=lambda pair: pair[0])
    return model, day
