"""Messages that ask the same again or more of what was told, in a few words that carry nothing of their own.

"HLE too, please", "could you tell me the same for HLE?" and "repeat that for HLE" are "and on HLE?". After two models
"release dates?", "which one is the cheapest?" and "is the first one cheaper?" are asked of these two, and after one
model "their other models?" of its maker and "its other results?" of the model. Each is recognised by what all its
words are: with a word that none of them has, nothing is taken to be said again.
"""

from __future__ import annotations

from collections.abc import Iterable

from podium.bots.faq.frame import Attribute, Intent
from podium.bots.faq.language import lexicon, words
from podium.bots.faq.names.maker_of import COMPANIES, OTHERS, written
from podium.bots.faq.names.reading import Reading
from podium.bots.faq.names.vocabulary import Vocabulary
from podium.bots.faq.understanding.conversation import Conversation
from podium.bots.faq.understanding.recalled import Recalled, put
from podium.bots.faq.understanding.slots import ON_BOARD

#: Words with which a message asks nothing but the same again.
_AGAIN = words.word_set("same too also well repeat again likewise ditto similarly equally")
_AROUND_AGAIN = words.word_set(
    "and on in for at with of the a that this it is was then so ok okay now please pls as what about how do does did"
    " could can would will you me us give tell show let see one them they two both thing question please i want need"
    " to know like just true there case"
)
_HOW_MUCH = (["and", "in"], ["and", "on"], ["and", "for"], ["and", "at"])
_AMONG = frozenset({Intent.COMPARE, Intent.SIGNIFICANT, Intent.EXTREME})
#: Intents that are asked of a benchmark, and a benchmark by itself asks them again.
_ON_ONE = frozenset({Intent.SCORE, Intent.RANK, Intent.COMPARE, Intent.SIGNIFICANT})


def _only(said: Iterable[str], *sets: frozenset[str]) -> bool:
    return all(any(word in one for one in sets) for word in said)


def same_again(vocabulary: Vocabulary, reading: Reading, conversation: Conversation) -> Recalled | None:
    """Return "HLE too, please", "and in HLE, how much?", "the two on HLE" as "and on HLE?"."""
    frame, said = conversation.frame, reading.words
    if frame is None or len(reading.links) != 1 or reading.values or len(said) < 2:
        return None
    (link,) = reading.links
    if link.kind not in ("benchmark", "model") or len(link.entities) != 1 or link.guessed:
        return None
    of_two = frame.intent is Intent.EXTREME and len(frame.models) == 2
    if not of_two and (not (frame.intent in ON_BOARD or frame.intent in _ON_ONE) or not frame.benchmarks):
        return None
    rest = [word for i, word in enumerate(said) if i not in link.span]
    asks = not _AGAIN.isdisjoint(rest)
    asks |= said[: link.start] in _HOW_MUCH and said[link.end :] in (["how", "much"], ["how", "many"])
    asks |= frame.intent in _AMONG and rest == ["the", "two", "on"]
    asks |= frame.intent in _ON_ONE and link.kind == "model" and _only(rest, words.word_set("ok okay so then now hm"))
    if not asks or not (_only(rest, _AGAIN, _AROUND_AGAIN) or rest[-2:] == ["how", "much"]):
        return None
    name = link.entities[0].name
    if link.kind == "benchmark" and of_two:
        # What the catalogue holds of two models is the same everywhere, so that their scores are meant.
        one, other = (vocabulary.models[slug].name for slug in frame.models)
        return Recalled(f"{one} vs {other} on {name}", frame.models, link.entities[0].slug, always=True, alone=True)
    if link.kind == "benchmark":
        return Recalled(f"and on {name}?", (), link.entities[0].slug, always=True)
    return Recalled(f"and {name}?", (link.entities[0].slug,), always=True)


_MORE = words.word_set("more higher better less lower worse")
_AROUND_MORE = words.word_set("is that this it a than score result so and was lot much")


def beside_that(vocabulary: Vocabulary, reading: Reading, conversation: Conversation) -> Recalled | None:
    """Return "is that more than Gemini 3 Pro?" after a score as that model beside the one that was told of."""
    frame, said = conversation.frame, reading.words
    if frame is None or frame.intent is not Intent.SCORE or len(frame.models) != 1 or len(frame.benchmarks) != 1:
        return None
    (link, *others) = reading.links or (None,)
    if link is None or others or link.kind != "model" or len(link.entities) != 1 or reading.values:
        return None
    rest = [word for i, word in enumerate(said) if i not in link.span]
    if "than" not in rest or _MORE.isdisjoint(rest) or not _only(rest, _MORE, _AROUND_MORE):
        return None
    one, other = vocabulary.models[frame.models[0]].name, link.entities[0].name
    where = vocabulary.benchmarks[frame.benchmark]
    slugs = (*frame.models, link.entities[0].slug)
    return Recalled(f"{one} vs {other} on {where}", slugs, frame.benchmark, always=True, alone=True)


def _told_alone(conversation: Conversation) -> str:
    """Return the slug of the model that the last answer told of; empty where it told of several."""
    return conversation.subject[0] if len(conversation.subject) == 1 and len(conversation.tied) < 2 else ""


_AS_GOOD = words.word_set("good well better same equally")
_AROUND_AS_GOOD = words.word_set(
    "is are there a an any some one ones model models which that s does do as just but and still with it cheaper"
    " something anything performs perform at least equal score result so ok can get i we"
)


def cheaper_and_as_good(vocabulary: Vocabulary, reading: Reading, conversation: Conversation) -> Recalled | None:
    """Return "is there a cheaper one that does as well?" with the model and the benchmark that were told of."""
    frame, said = conversation.frame, reading.words
    one = _told_alone(conversation)
    if frame is None or one not in vocabulary.models or reading.links or reading.values or not frame.benchmarks:
        return None
    if "cheaper" not in said or _AS_GOOD.isdisjoint(said) or not _only(said, _AS_GOOD, _AROUND_AS_GOOD):
        return None
    how = "better than" if "better" in said else "as good as"
    name, where = vocabulary.models[one].name, vocabulary.benchmarks[frame.benchmark]
    return Recalled(
        f"is there a cheaper model that is {how} {name} on {where}?", (one,), frame.benchmark, always=True, alone=True
    )


_BESIDE = words.word_set(
    "vs versus v against compared comparing compare to with and or that it what about is how then so"
)
_OF_FACTS = {
    Attribute.PRICE: "prices", Attribute.INPUT_PRICE: "prices", Attribute.OUTPUT_PRICE: "prices",
    Attribute.RELEASED: "release dates", Attribute.PARAMETERS: "sizes", Attribute.CONTEXT: "context windows",
}  # fmt: skip


def fact_beside_that(vocabulary: Vocabulary, reading: Reading, conversation: Conversation) -> Recalled | None:
    """Return "vs GPT-5 mini?" after a price as the prices of both: what was told is what is compared."""
    frame, said = conversation.frame, reading.words
    if frame is None or frame.intent is not Intent.FACT or len(frame.models) != 1 or reading.values:
        return None
    (link, *others) = reading.links or (None,)
    if link is None or others or link.kind != "model" or len(link.entities) != 1 or frame.attribute not in _OF_FACTS:
        return None
    rest = [word for i, word in enumerate(said) if i not in link.span]
    if not _only(rest, _BESIDE) or {"vs", "versus", "v", "against", "compared", "compare", "comparing"}.isdisjoint(
        rest
    ):
        return None
    one, other = vocabulary.models[frame.models[0]].name, link.entities[0].name
    slugs = (*frame.models, link.entities[0].slug)
    return Recalled(f"compare the {_OF_FACTS[frame.attribute]} of {one} and {other}", slugs, always=True, alone=True)


# --- Two models ----------------------------------------------------------------------------------------------

#: An end of an order among two is a comparison.
_OF_TWO = {
    "CHEAP": "cheaper", "CHEAPER": "cheaper", "EXPENSIVE": "more expensive", "DEARER": "more expensive",
    "NEWEST": "newer", "OUT_LATER": "newer", "OLDEST": "older", "OUT_EARLIER": "older", "LARGEST": "larger",
    "SMALLEST": "smaller", "BIGGER": "larger", "SMALLER": "smaller",
}  # fmt: skip
_AROUND_ENDS = words.word_set(
    "and which who whose what is are was were one ones the of them these those two both model models then so ok it s"
    " would be do does came come out released launched did out in between from"
)
#: What is asked of both in a word or two, as it is written out.
_MATTERS = {
    "date": "release dates", "dates": "release dates", "released": "release dates", "release": "release dates",
    "price": "prices", "prices": "prices", "pricing": "prices", "cost": "prices", "costs": "prices",
    "context": "context windows", "contexts": "context windows", "size": "sizes", "sizes": "sizes",
    "parameters": "sizes", "params": "sizes",
}  # fmt: skip
_AROUND_MATTERS = words.word_set(
    "and by the their of both them two what about how s then so ok windows window lengths length release each in terms"
    " is are please a for wise counts count"
)
_PLACE_OF_TWO = {"first": 0, "1st": 0, "former": 0, "second": 1, "2nd": 1, "latter": 1}


def of_these_two(vocabulary: Vocabulary, reading: Reading, conversation: Conversation) -> Recalled | None:
    """Return "release dates?", "which one is the cheapest?" after two models were compared with their names."""
    frame, said = conversation.frame, reading.words
    if frame is None or frame.intent not in _AMONG or len(frame.models) != 2 or reading.values:
        return None
    if any(link.kind != "term" for link in reading.links):
        return None
    one, other = (vocabulary.models[slug].name for slug in frame.models)
    matters = {_MATTERS[word] for word in said if word in _MATTERS}
    if len(matters) == 1 and _only(said, _AROUND_MATTERS, frozenset(_MATTERS)):
        return Recalled(f"compare the {matters.pop()} of {one} and {other}", frame.models, always=True, alone=True)
    if said in (["how", "much", "are", "they"], ["and", "how", "much", "are", "they"]):
        return Recalled(f"compare the prices of {one} and {other}", frame.models, always=True, alone=True)
    if "first" in said and "was" in said and _only(said, _AROUND_ENDS, frozenset({"first"})):
        return Recalled(f"which is older, {one} or {other}?", frame.models, always=True, alone=True)
    breaks = [token.breaks for token in reading.tokens]
    mentions = [one for one in lexicon.mentions(said, breaks, [False] * len(said), True) if _ends(one.concepts)]
    found = {more for one in mentions for more in _ends(one.concepts)}
    spans = {i for one in mentions for i in range(one.start, one.end)}
    rest = [word for i, word in enumerate(said) if i not in spans]
    if len(found) == 1 and _only(rest, _AROUND_ENDS) and (rest or not frame.benchmarks):
        return Recalled(f"which is {found.pop()}, {one} or {other}?", frame.models, always=True, alone=True)
    return _one_of_these(vocabulary, reading, frame.models)


def _ends(concepts: frozenset[str]) -> set[str]:
    return {_OF_TWO[one] for one in concepts if one in _OF_TWO}


def _one_of_these(vocabulary: Vocabulary, reading: Reading, models: tuple[str, ...]) -> Recalled | None:
    """Return "is the first one cheaper?" with the name of that one of the two models that were compared."""
    said = reading.words
    for i, word in enumerate(said):
        if word in _PLACE_OF_TWO and said[i - 1 : i] == ["the"] and said[i + 1 : i + 2] in (["one"], ["model"]):
            slug = models[_PLACE_OF_TWO[word]]
            return Recalled(put(reading, i - 1, i + 2, vocabulary.models[slug].name), (slug,), always=True)
    return None


# --- One model -----------------------------------------------------------------------------------------------

_THEY = {"they": "{}", "them": "{}", "their": "{}'s", "theirs": "by {}"}
_WHOLE = words.word_set("everything rest more else")
_OF_A_BOARD = words.word_set(
    "benchmark benchmarks board boards score scores result results test tests category categories question questions"
    " paper papers dataset datasets lead leads"
)


def others_of_maker(vocabulary: Vocabulary, reading: Reading, conversation: Conversation) -> Recalled | None:
    """Return "what other models do they have?", "everything they made" with the name of the maker told of."""
    maker, said = _maker(vocabulary, conversation), reading.words
    if not maker or any(link.kind not in ("term", "modality") for link in reading.links):
        return None
    if not _OF_A_BOARD.isdisjoint(said) or _only(said, OTHERS) or not {"it", "who"}.isdisjoint(said):
        return None
    if OTHERS.isdisjoint(said) and _WHOLE.isdisjoint(said):
        return None
    spans = [(i, i + 1, _THEY[word].format(maker)) for i, word in enumerate(said) if word in _THEY]
    if len(spans) != 1 or not COMPANIES.isdisjoint(said):
        return None
    return Recalled(written(reading, spans), always=True, alone=True)


def _maker(vocabulary: Vocabulary, conversation: Conversation) -> str:
    """Return the maker of the one model that the last answer told of, or the one whose models it told of."""
    frame = conversation.frame
    if frame is None:
        return ""
    if frame.intent is Intent.MODELS_OF:
        return frame.organisation or ""
    one = conversation.subject[0] if len(conversation.subject) == 1 else ""
    return vocabulary.makers.get(one, "") if len(frame.models) < 2 else ""


_RESULTS = words.word_set("benchmark benchmarks board boards score scores result results test tests numbers")
_AROUND_RESULTS = words.word_set(
    "its it on which what all the other further more else has have had been did do does done is was were show me list"
    " give please and you about of rest in complete full every are there appear tested ranked evaluated run too how how"
)


def its_results(vocabulary: Vocabulary, reading: Reading, conversation: Conversation) -> Recalled | None:
    """Return "its other results?", "which other benchmarks has it done" as all that one model was tested on."""
    frame, said = conversation.frame, reading.words
    one = _told_alone(conversation)
    if frame is None or one not in vocabulary.models or reading.links or reading.values:
        return None
    if len(frame.models) > 1 or _RESULTS.isdisjoint(said) or not _only(said, _RESULTS, _AROUND_RESULTS):
        return None
    pointing = "it" in said or "its" in said
    others = not OTHERS.isdisjoint(said)
    whole = pointing and "its" in said and not {"all", "every", "full", "complete"}.isdisjoint(said)
    if not (whole or (others and (pointing or (frame.models and "benchmarks" in said)))):
        return None
    return Recalled(f"on which benchmarks was {vocabulary.models[one].name} tested", (one,), always=True, alone=True)


_OPENNESS = words.word_set("open closed proprietary weights opensource oss locally host selfhost")
_AROUND_OPENNESS = words.word_set(
    "and so ok is are it its the or not source sourced weights out public available released published then really"
    " could can i we one run host self locally they do does there that this model here"
)


def its_openness(vocabulary: Vocabulary, reading: Reading, conversation: Conversation) -> Recalled | None:
    """Return "and is it open source?", "open or closed?", "are the weights out" with the name of the model told of."""
    frame, said = conversation.frame, reading.words
    one = _told_alone(conversation)
    if frame is None or one not in vocabulary.models or len(frame.models) > 1:
        return None
    if any(link.kind != "term" for link in reading.links) or _OPENNESS.isdisjoint(said):
        return None
    pointing = "it" in said or "its" in said or ["this", "model"] == said[1:3] or ["that", "model"] == said[1:3]
    whether = "or" in said or "weights" in said and said[0] in ("are", "is", "and")
    if not (pointing or whether) or len(said) < 3 or not _only(said, _OPENNESS, _AROUND_OPENNESS):
        return None
    return Recalled(f"is {vocabulary.models[one].name} open or closed?", (one,), always=True, alone=True)


_FIRST = words.word_set("first top best leader one number winner")
_AROUND_PLACE = words.word_set("does do is that this it make makes made put puts the a so then and in place at of now")
_BOARDS = words.word_set("leaderboard board table ranking list rankings")
_AROUND_WHERE = words.word_set("where is it on in the there that stand stands sit sits s and then land lands")


def its_place(vocabulary: Vocabulary, reading: Reading, conversation: Conversation) -> Recalled | None:
    """Return "does that make it first?", "where is it on the leaderboard" after a score as the rank of that model."""
    frame, said = conversation.frame, reading.words
    if frame is None or frame.intent is not Intent.SCORE or len(frame.models) != 1 or len(frame.benchmarks) != 1:
        return None
    if reading.links or reading.tokens and len(said) < 4:
        return None
    first = "it" in said and not _FIRST.isdisjoint(said) and _only(said, _FIRST, _AROUND_PLACE)
    where = "where" in said and not _BOARDS.isdisjoint(said) and _only(said, _BOARDS, _AROUND_WHERE)
    if not (first or where):
        return None
    name, board = vocabulary.models[frame.models[0]].name, vocabulary.benchmarks[frame.benchmark]
    return Recalled(f"what rank has {name} on {board}", frame.models, frame.benchmark, always=True)


_BIG = words.word_set("big small large huge tiny little")
_AROUND_BIG = words.word_set("is it that this a an one model or and so not rather very the then")


def its_size(vocabulary: Vocabulary, reading: Reading, conversation: Conversation) -> Recalled | None:
    """Return "is it a big one?" with the name of the model told of."""
    frame, said = conversation.frame, reading.words
    one = _told_alone(conversation)
    if frame is None or one not in vocabulary.models or len(frame.models) > 1 or reading.links:
        return None
    if "it" not in said or "is" not in said[:2] or _BIG.isdisjoint(said) or not _only(said, _BIG, _AROUND_BIG):
        return None
    return Recalled(f"how many parameters has {vocabulary.models[one].name}?", (one,), always=True, alone=True)


_FROM = words.word_set("which what company lab firm organisation organization team vendor maker is that this it from")


def its_company(vocabulary: Vocabulary, reading: Reading, conversation: Conversation) -> Recalled | None:
    """Return "which company is that from" with the name of the model told of."""
    frame, said = conversation.frame, reading.words
    one = conversation.subject[0] if len(conversation.subject) == 1 else ""
    if frame is None or one not in vocabulary.models or len(frame.models) > 1 or reading.links:
        return None
    if COMPANIES.isdisjoint(said) or frame.attribute is Attribute.ORGANISATION or not _only(said, _FROM):
        return None
    if {"that", "this", "it"}.isdisjoint(said):
        return None
    return Recalled(f"who makes {vocabulary.models[one].name}?", (one,), always=True, alone=True)


#: All of these; each reads messages that no other does.
AGAIN = (
    same_again,
    beside_that,
    fact_beside_that,
    cheaper_and_as_good,
    of_these_two,
    others_of_maker,
    its_results,
    its_openness,
    its_place,
    its_size,
    its_company,
)
