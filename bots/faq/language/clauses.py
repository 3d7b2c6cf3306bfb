"""Clauses: which part of a message asks, and what the rest tells around it.

"In our department we discuss MIMIC CXR; which model is first?" asks in its second half. What stands around the clause
that asks is read for names, amounts and filters; its other words neither ask nor block.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from podium.bots.faq.language import ordinary, words
from podium.bots.faq.language.lexicon import FIGURES, FILTERS
from podium.bots.faq.names.reading import Reading
from podium.bots.faq.understanding.asides import narrows
from podium.bots.faq.understanding.asked import Asked
from podium.bots.faq.understanding.pieces import Piece

#: Concepts that say which models are meant, or that ask for something else, wherever they stand.
_KEPT = FILTERS | {
    "EXCEPT", "EXCEPT_AFTER", "NOT", "CHEAP", "EXPENSIVE", "LARGEST", "SMALLEST", "NEWEST", "OLDEST", "WORST", "VALUE",
    "SMALL", "LICENCE", "PRICE", "PARAMETERS", "MACHINE", "OFFLINE", "UNRECORDED", "CONTEXT", "HOW_MANY", "WHY",
    "AVERAGE", "STATISTICS",
}  # fmt: skip
#: Concepts of what is most often asked.
_SOUGHT = frozenset({"LEAD", "HIGH", "BOARD", "HOW_MANY", "RANK"})
_CLAIMS = words.word_set("say says said think thinks claim claims bet bets believe believes guess guesses swear swears")
_WORKPLACES = words.word_set(
    "department team institute institution hospital clinic firm office course class group company school faculty"
    " lab unit conference journal student professor colleague registrar resident trainee fellow"
    " researcher club practice staff"
)
#: How the words for those who work in a field end.
_PEOPLE = ("ers", "ors", "ists", "ians", "eons", "er", "or", "ist", "ian", "eon")
_MERE_NUMBERS = frozenset({"number", "several", "NUMBER"})
_MACHINES = words.word_set("gpu gpus card laptop machine computer server servers hardware vram workstation")
#: Words of which a story may hold any, and a question none that is not explained.
_WHEN_TOLD = words.word_set(
    "next tomorrow yesterday day days week weeks month months start began begin beginning late early end two three four"
    " five six seven eight nine ten"
)
#: Words with which a clause turns to its question: "..., but what does it measure?".
_BEGUN_WITH = words.word_set("but so now then well")
#: Words that a clause begins with which asks.
_ASKING = words.HEADS | words.word_set("is are does do did has have can could name list show tell give")


def ends_clause(reading: Reading, position: int) -> bool:
    """Return whether a sign that ends a clause stands before a word."""
    gap = reading.text[reading.tokens[position - 1].end : reading.tokens[position].start]
    return any(sign in gap for sign in ".!?;:,\n") and gap.endswith((" ", "\n"))


def clauses(reading: Reading) -> list[range]:
    """Return the words of each clause."""
    starts = [0, *(i for i in range(1, len(reading.tokens)) if ends_clause(reading, i) or _turns(reading, i))]
    ends = [*starts[1:], len(reading.tokens)]
    return [range(a, b) for a, b in zip(starts, ends, strict=True)]


def _turns(reading: Reading, position: int) -> bool:
    """Return whether a sentence turns to its question at a word: "they asked which model leads", "and I need the"."""
    word, before = reading.tokens[position].word, reading.tokens[position - 1].word
    if word in words.WHO:
        if before in words.NARROWED | _THINGS or (word == "whose" and before not in _TOLD_WHOSE):
            # "The model which leads", "something whose weights I may download".
            return False
        return position > 1 and before not in words.NARROWING | _NOT_TURNING
    after = reading.tokens[position + 1].word if position + 1 < len(reading.tokens) else ""
    return word in ("and", "but", "so") and after in _SPEAKING


_THINGS = words.word_set("thing things something anything stuff")
_TOLD_WHOSE = words.word_set("me us know wonder see asks ask asking asked tell out is")
#: Words before "which" and "who" that hold a sentence together.
_NOT_TURNING = words.word_set(
    "and or than to about between into of the those ones model models one anyone someone people"
)
_SPEAKING = words.word_set("i im id we need want would wonder wondered wondering was am")


def without_story(asked: Asked) -> Iterator[Asked]:
    """Yield the question as each of its clauses asks it, without what the others only tell; the last clause first."""
    parts = clauses(asked.reading)
    if len(parts) < 2:
        return
    for asking in _askings(asked, parts):
        others = [part for part in parts if part is not asking]
        # "Could you tell me" goes with "which model leads".
        meant = {piece.start for piece in asked.pieces if not piece.weak}
        full = [part for part in others if not meant.isdisjoint(part)]
        if any(_asks(asked, part) and not _leads_up(asked, part, asking) for part in full):
            continue
        # "Who leads MMLU? On a laptop." goes on with the question.
        others = [part for part in others if not _goes_on(asked, part, asking)]
        told = {i for part in others if not _is_subject(asked, part) and not _is_item(asked, part) for i in part}
        asked = _limited(asked, told)
        kept = tuple(piece for piece in asked.pieces if piece.start not in told or _matters(asked, piece))
        if len(kept) < len(asked.pieces):
            yield replace(asked, pieces=kept)


def _askings(asked: Asked, parts: list[range]) -> list[range]:
    """Return the clauses that may be the one that asks, the last first: those with a question mark, if any."""
    reading = asked.reading
    # A name alone asks nothing.
    meant = {piece.start for piece in asked.pieces if not piece.weak and piece.kind in ("concept", "value", "board")}
    full = [part for part in reversed(parts) if not meant.isdisjoint(part)]
    sought = {piece.start for piece in asked.pieces if piece.concepts & _SOUGHT}
    marked = [part for part in full if "?" in reading.text[reading.tokens[part.stop - 1].end :][:4]]
    if all(sought.isdisjoint(part) and not _asks(asked, part) for part in marked):
        # "MMMU-Pro, 3 most accurate, not below 8B?" is marked where it does not ask.
        marked = []
    begun = [part for part in full if _asks(asked, part)]
    return marked or begun or [part for part in full if not sought.isdisjoint(part)] or full


def _goes_on(asked: Asked, part: range, asking: range) -> bool:
    """Return whether a few words only restrict the question beside them: "... ? In German", "in Python: ..."."""
    said = [asked.words[i] for i in part]
    if len(part) > (_MOST_AFTER if part.start < asking.stop else 2 * _MOST_AFTER):
        return False
    if part.start < asking.stop:
        # "For radiologists: who leads MMLU?"
        text, tokens = asked.reading.text, asked.reading.tokens
        gap = text[tokens[part.stop - 1].end : tokens[asking.start].start] if part.stop == asking.start else ""
        return (":" in gap or _OWN.isdisjoint(said)) and said[0] in words.NARROWING
    if _OWN.isdisjoint(said) and not _RESTRICTING.isdisjoint(said[1:]):
        # "..., according to you with 5 shots", and not "please with source", "measured in parameters".
        pieces = [piece for piece in asked.pieces if piece.start in part and not piece.weak]
        return any(piece.kind != "concept" or piece.concepts.isdisjoint(_TOLD_ANYHOW) for piece in pieces)
    return len(part) <= _MOST_AFTER and asked.words[part.start] in words.NARROWING | {"only", "but", "not"}


def _is_item(asked: Asked, part: range) -> bool:
    """Return whether a few words without a verb name a thing that is wanted, as forms do: "SLA 99.9%, cheapest"."""
    said = [asked.words[i] for i in part]
    if len(part) > _MOST_OF_ITEM or not _PERSONAL.isdisjoint(said) or not _TELLS.isdisjoint(said):
        return False
    if ":" in asked.reading.text[asked.reading.tokens[part.stop - 1].end :][:2]:
        # "Field: licence", "quick question: ..." head what comes then.
        return False
    wanted = _WANTED | _OF_CATALOGUE if asked.models and not asked.sights else _WANTED
    if any(piece.start in part and piece.concepts & wanted for piece in asked.of_kind("concept")):
        # "Knowledge cutoff, best on HLE", "GPT-5.2: price, release date".
        return True
    odd = [asked.words[piece.start] for piece in asked.of_kind("foreign") if piece.start in part]
    return any(ordinary.is_thing(one) and not ordinary.is_occasion(one) and not ordinary.is_verb(one) for one in odd)


#: What such an item may be of.
_WANTED = frozenset({"CONTAMINATION", "SPAN", "PROTOCOL", "SHARE"})
#: What one may be of where a model is asked about.
_OF_CATALOGUE = frozenset({"RELEASED", "PUBLISHED", "ORGANISATION", "OPEN", "CLOSED", "MULTIMODAL_MODEL"})
#: Most words of such an item, and words that make a clause a sentence.
_MOST_OF_ITEM = 4
_TELLS = words.word_set("is are was were be been am has have had do does did can could will would said says told heard")


def _is_subject(asked: Asked, part: range) -> bool:
    """Return whether a few words name what is asked about, so that none of them is told by the way.

    "MMLU with images: leader" asks for no leader of MMLU.
    """
    if len(part) > _MOST_AFTER or not _FIRST_PERSON.isdisjoint(asked.words[i] for i in part):
        return False
    pieces = [piece for piece in asked.pieces if piece.start in part]
    return pieces[0].kind == "benchmark" and pieces[0].start == part.start if pieces else False


#: What replies tell without being asked, or what is kept of every clause.
_TOLD_ANYHOW = _KEPT | {"SOURCE", "TESTED", "WHO", "METRIC"}
_OWN = words.word_set("i im ive my we our me us")
_RESTRICTING = words.NARROWING | words.word_set("and or than per as relative compared twice excluding except next")
_FIRST_PERSON = words.word_set("i im ive we our my me us you your")
#: Most words beside a question that restrict it.
_MOST_AFTER = 6


def _leads_up(asked: Asked, part: range, asking: range) -> bool:
    return part.stop == asking.start and not ends_clause(asked.reading, asking.start)


def without_claims(asked: Asked) -> Asked:
    """Return the question without the makers that somebody is told to believe are the answer: "he says OpenAI"."""
    if not asked.of_kind("organisation"):
        return asked
    parts = clauses(asked.reading)
    told = {i for part in parts for i in part if len(parts) > 1 and not _asks(asked, part)}
    tag = parts[-1] if len(parts) > 1 and len(parts[-1]) <= _MOST_OF_TAG else range(0)
    if tag and asked.words[tag[-1]] in _TAGS and any(one.start in tag for one in asked.of_kind("organisation")):
        # "How many items, Google set right?" is answered, and so is whether they are right.
        return replace(asked, pieces=tuple(piece for piece in asked.pieces if piece.start not in tag))
    kept = tuple(
        piece
        for piece in asked.pieces
        if piece.kind != "organisation" or piece.start not in told or not _claimed(asked, piece)
    )
    return asked if len(kept) == len(asked.pieces) else replace(asked, pieces=kept)


#: Words that ask to be told that one is right, and most words of a clause that ends with one.
_TAGS = words.word_set("right correct yes yeah no innit")
_MOST_OF_TAG = 4


def _asks(asked: Asked, part: range) -> bool:
    """Return whether a clause begins as a question does: another one is not left out."""
    first = part.start + (asked.words[part.start] in _BEGUN_WITH and len(part) > 1)
    return asked.words[first] in _ASKING


def _limited(asked: Asked, told: set[int]) -> Asked:
    """Return the question with the size that a machine bears as a limit: "my laptop has room for 8B"."""
    if not any(_sized(asked, piece) for piece in asked.pieces if piece.start in told):
        return asked
    values = tuple(
        replace(value, bound="most")
        if value.kind == "parameters" and value.start in told and not value.bound
        else value
        for value in asked.values
    )
    return replace(asked, values=values)


def _sized(asked: Asked, piece: Piece) -> bool:
    """Return whether a machine is told of for the size that it bears: "my GPU only fits 20B"."""
    if _MACHINES.isdisjoint(asked.words[piece.start : piece.end]):
        return False
    if asked.words[piece.start] == "machine" and asked.words[piece.start - 1] not in words.ARTICLES:
        # "The max-scoring machine" is a model.
        return False
    return any("parameters" in value.concepts for value in asked.of_kind("value"))


def _denies(asked: Asked, piece: Piece) -> bool:
    """Return whether a negation of a story is of something that matters: "we cannot use Google", not "I cannot say"."""
    part = next(part for part in clauses(asked.reading) if piece.start in part)
    return any(
        other.start in part
        and other.start > piece.start
        # "Nobody uses MMLU anymore, how old is it?" is asked of it all the same.
        and (other.kind != "benchmark" or not asked.has("IT"))
        and (not other.weak or (other.concepts & FILTERS and not _is_contrasted(asked, other)))
        # "Leaving out the leader, who is best?" is not asked of all.
        and (_matters(asked, other) or (other.concepts & _PLACES and "EXCEPT" in piece.concepts))
        for other in asked.pieces
        if not other.concepts & {"NOT", "EXCEPT", "LACKING"}
    )


#: What says which place of a board is meant.
_PLACES = frozenset({"LEAD", "NTH", "WORST"})


def _is_contrasted(asked: Asked, piece: Piece) -> bool:
    """Return whether other figures are asked for than those that a word names: "not self-reported: best verified"."""
    return bool(piece.concepts & FIGURES) and any(one is not piece and one.concepts & FIGURES for one in asked.pieces)


def _claimed(asked: Asked, piece: Piece) -> bool:
    """Return whether a name is what somebody says the answer is: "my friend says OpenAI"."""
    words_before = [token.word for token in asked.reading.tokens[max(0, piece.start - 3) : piece.start]]
    return not _CLAIMS.isdisjoint(words_before)


def _counts_models(asked: Asked, piece: Piece) -> bool:
    """Return whether a number counts models: "6 through 10 bots", "3 most accurate solutions"."""
    tokens = asked.reading.tokens
    for i in range(piece.end, min(piece.end + 4, len(tokens))):
        if tokens[i].breaks:
            return i == piece.end and asked.words[piece.start - 1] in _TO
        if tokens[i].word in words.NARROWED or (i == piece.end and tokens[i].word in words.NARROWING | {"to"}):
            return True
    return piece.end == len(tokens) and asked.words[piece.start - 1] in _TO


_TO = words.word_set("to through thru until")


def _describes_models(asked: Asked, piece: Piece) -> bool:
    """Return whether words stand right before those for models: "among gated players"."""
    tokens = asked.reading.tokens
    after = piece.end
    described = {other.start: other for other in asked.pieces}
    while after in described and _is_of_models(described[after]) and not tokens[after].breaks:
        after = described[after].end
    if piece.weak or after >= len(tokens) or tokens[after].breaks or piece.concepts & _ABOUT_MODELS:
        return False
    return tokens[after].word in words.NARROWED


def _is_of_models(piece: Piece) -> bool:
    """Return whether a piece says which models are meant, so that others before it do as well."""
    return piece.kind in ("organisation", "excluded") or bool(piece.concepts & (FILTERS | {"EXCEPT", "NOT"}))


#: Concepts of words that say no more before "models" than that they are asked for.
_ABOUT_MODELS = frozenset(
    {
        "WHICH",
        "WHAT",
        "WHO",
        "ALL",
        "HOW_MANY",
        "LISTING",
        "FOR",
        "LEAD",
        "HIGH",
        "MODEL",
        "MODELS",
        "YOU",
        "NOW",
        "THERE",
        "USES",
        "TESTED",
        "GREET",
        "NOISE",
    }
)


#: Words with which somebody speaks of himself or to the one asked, and of what he must have.
_PERSONAL = _FIRST_PERSON | words.word_set("thank thanks hope forgive sorry excuse writing reader writer greetings")
_NEEDING = words.word_set(
    "need needs needed want wants must require requires required should only prefer prefers preferably allowed may can"
    " cannot cant looking interested care cares insist insists unless except speak speaks language languages"
    " run runs running use uses using fit fits limit limited restricted patients"
)


def _of_asker(asked: Asked, piece: Piece) -> bool:
    """Return whether a word is of a clause in which somebody tells of himself, and names and wants nothing.

    "First of all thank you for this wonderful service", "I'm a first-year resident and quite new to all this".
    """
    part = next(part for part in clauses(asked.reading) if piece.start in part)
    said = [asked.words[i] for i in part]
    token = asked.reading.tokens[piece.start]
    if token.named or ordinary.is_restricting(token.word) or asked.words[piece.start - 1] in words.NARROWING:
        # "Our data are in French" asks for a model that reads it.
        return False
    if _PERSONAL.isdisjoint(said) or not _NEEDING.isdisjoint(said):
        return False
    beside = [other for other in asked.pieces if other.start in part and other is not piece]
    return not any(
        other.kind in ("benchmark", "model", "organisation", "family", "licence", "board", "excluded", "observation")
        or (other.kind == "value" and not other.concepts <= _MERE_NUMBERS)
        or other.concepts & (FILTERS | {"MODEL", "MODELS", "RESULT"})
        for other in beside
    )


def _matters(asked: Asked, piece: Piece) -> bool:
    """Return whether a piece of a story names or restricts something, so that what is asked must take it in."""
    if piece.kind in ("foreign", "unknown", "concept") and _sized(asked, piece):
        return False
    if piece.kind in ("foreign", "unknown") and _of_asker(asked, piece):
        return False
    if piece.kind == "foreign":
        # A strange word with hyphens is a name: "llava-next-vicnua-7b's score on MMMU-Pro, ...".
        glued = asked.reading.tokens[piece.start].glued and piece.start in asked.reading.strange
        return glued or narrows(asked, piece.start)
    if piece.kind == "value":
        return not piece.concepts <= _MERE_NUMBERS or _counts_models(asked, piece)
    if piece.kind in ("category", "unknown", "observation"):
        after = asked.reading.tokens[piece.end].word if piece.end < len(asked.reading.tokens) else ""
        # "In our radiology department" is where one works.
        typed = asked.reading.tokens[piece.start].word
        if piece.kind == "category" and asked.words[piece.start - 1] in ("our", "my") and typed.endswith(_PEOPLE):
            # "Our lawyers only accept MIT" tells who does, and of no field.
            return False
        own = not _OWN.isdisjoint(asked.words[: piece.start]) and words.singular(after) not in ("model", "llm")
        if piece.kind == "category" and asked.sights and own:
            # "I am choosing a model for medical exams; who is first on MedQA?"
            return False
        return words.singular(after) not in _WORKPLACES and not (piece.kind == "unknown" and typed in _WHEN_TOLD)
    if piece.kind == "model" and _claimed(asked, piece):
        return False
    if piece.kind == "concept":
        if piece.concepts & {"NOT", "EXCEPT", "LACKING"} and not piece.concepts & FILTERS:
            return _denies(asked, piece)
        return bool(piece.concepts & _KEPT) or _describes_models(asked, piece)
    return piece.kind != "about"
