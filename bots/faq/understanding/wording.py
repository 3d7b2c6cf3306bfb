"""The words of a question that name nothing: concepts, words from elsewhere, words without a meaning here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from podium.bots.faq.language import lexicon, ordinary, words
from podium.bots.faq.language.value import PRICES
from podium.bots.faq.language.words import Token
from podium.bots.faq.names.reading import Reading
from podium.bots.faq.understanding.pieces import Piece

#: Words of :data:`words.FILLER` that change what is asked where an intent does not explain them.
_STRONG = words.word_set(
    "verified independent reproduced self third party organisation organization company companies lab labs vendor"
    " vendors team teams maker makers old new rank ranks place places position spot count number numbers amount"
    " most more much many across within without list link links url out off down up over same using uses used use"
    " official org name names"
)
_WEAK_PHRASES = frozenset(
    {
        "FOLLOW",
        "IT",
        "YOU",
        "FOR",
        "YES_NO",
        "AND_MORE",
        "WHAT",
        "WHICH",
        "GREET",
        "VERSION",
        "SAME",
        "NOISE",
        "CORRECTION",
        "BOTH",
    }
)
_AFTER_SIDE = words.word_set("and or plus out vs versus price prices cost costs tokens token per side")
_WHOSE_BOSS = words.word_set("my our his her their your")
_AUXILIARY = words.word_set("did does do was were is are has have had will can could would should may might s")
#: Words after "when" that make it "if": "when considering open models".
_IF_WHEN = words.word_set(
    "search tools tool using allowing allowed only considering counting restricted limited evaluated measured scored"
    " looking asked run tested judged ranked sorted ordered reporting comparing"
)
_PRONOUN_BEFORE = words.word_set("can does should must may before if how would could when might did do will need where")
_PRONOUN_AFTER = words.word_set("is can obtains goes wants needs gets uses may must should would could has")
_EXTENTS = words.word_set("size sizes dimension dimensions")
_PICTURES = words.word_set("image picture photo film figure pixel file")
_OF_CARDS = frozenset({"BENCHMARK", "BENCHMARKS"})
_SHARED_NOUNS = words.word_set("question questions data set test label image")


def concepts_in(reading: Reading, taken: set[int], nouns: frozenset[str], beside_model: bool) -> Iterable[Piece]:
    """Return the words of a question that no name or amount has taken as pieces."""
    tokens = reading.tokens
    foreign = set(reading.foreign)
    amounts = {i for value in reading.values for i in range(value.start, value.end)}
    placed = {value.end for value in reading.values if value.kind in ("top", "place")}
    bounded = {value.start for value in reading.values if value.kind == "score" and value.bound}
    priced = any(value.kind in PRICES and value.bound for value in reading.values)
    mentions = lexicon.mentions(
        [token.word for token in tokens],
        [token.breaks for token in tokens],
        [i in taken for i in range(len(tokens))],
        beside_model,
    )
    spoken = -1
    for start, end, concepts in mentions:
        word = tokens[start].word
        if start == spoken and start in foreign:
            # "Can I ask in French": any language is meant.
            yield Piece("about", start, end)
            continue
        if "LANGUAGES" in concepts and tokens[end - 1].word == "in":
            spoken = end
        if word in _TIMES and concepts <= _CHATTING and end == start + 1 and _is_lapse(tokens, start, amounts):
            yield Piece("unknown", start, end)
        elif word == "mean" and end == start + 1:
            # "The mean MMLU score" is an average; "what does the score mean" is not.
            later = any(lexicon.meaning(token.word) & {"RESULT", "MODEL"} for token in tokens[end : end + 10])
            later &= tokens[start - 1].word != "what" and (start == 0 or tokens[start - 1].word != "it")
            yield Piece("concept", start, end, frozenset({"AVERAGE"}) if later else concepts)
        elif word == "in" and end == start + 1 and not _is_side(reading, start):
            # "The cheapest in the top 10" is of no tokens that are sent.
            continue
        elif word in ("budget", "cheap") and priced:
            # "Cheap stuff: below $1" says by the amount what is cheap.
            yield Piece("concept", start, end, frozenset({"NOISE"}), True)
        elif word in _AFTER_PLACE and end == start + 1 and start in placed:
            # "The 5 highest-rated"
            yield Piece("concept", start, end, frozenset({"NOISE"}), True)
        elif word == "best" and end == start + 1 and tokens[0].word in words.HEADS and not reading.of_kind("model"):
            # "Which open one is best there" asks for no better ones than the one told of.
            yield Piece("concept", start, end, concepts - {"BETTER"})
        elif word == "when" and any(
            token.word in words.WHO and after.word != "knows" for token, after in pairwise(tokens[: start + 1])
        ):
            # "Who is best when tools are allowed?" asks for no time.
            yield Piece("concept", start, end, frozenset({"NOISE"}), True)
        elif word == "when" and end == start + 1 and _is_if(reading, start, taken):
            continue
        elif word == "boss" and start and tokens[start - 1].word in _WHOSE_BOSS:
            # "My boss asked" tells of the asker; who is boss on a board leads it.
            continue
        elif "HUMAN" in concepts and _has_models(tokens, end):
            # "Students' models" are models by students, and not how well students do.
            yield Piece("unknown", start, end)
        elif word == "cooking" and start and tokens[start - 1].word in ("at", "for"):
            # Who is cooking on a board leads it; better at cooking is by no score.
            yield Piece("unknown", start, end)
        elif word == "one" and end == start + 1 and _is_anybody(tokens, start):
            continue
        elif word in ("page", "pages") and start and tokens[start - 1].word == "in" and beside_model:
            # "The context in pages".
            yield Piece("unknown", start, end)
        elif "TEXT_MODEL" in concepts and end < len(tokens) and tokens[end].word in _PARTS_OF_DATA:
            # "The text-only part" is of the questions, and of no models.
            yield Piece("unknown", start, end + 1)
        elif word == "even" and end == start + 1 and end < len(tokens) and not tokens[end].breaks:
            # "Is HLE even text only?" asks for no tie.
            continue
        elif word == "every" and end < len(tokens) and "ORGANISATION" in lexicon.meaning(tokens[end].word):
            # "The best by every maker" are several.
            yield Piece("unknown", start, end)
        elif word == "no" and [token.word for token in tokens[end : end + 1]] == ["of"]:
            # "No. of questions".
            yield Piece("concept", start, end, frozenset({"HOW_MANY"}))
        elif word == "version" and start + 1 < len(tokens) and tokens[start + 1].word[:1].isdigit():
            # "On version 2": which version a result is of is not recorded; that of a name is part of it.
            yield Piece("unknown", start, end)
        elif word == "single" and start and tokens[start - 1].word in words.HIGH and _before_models(tokens, end):
            # "The best single model" is none of several put together.
            yield Piece("unknown", start, end)
        elif word == "test" and end == start + 1 and end < len(tokens) and tokens[end].word in _DATA_NOUNS:
            # "How many test questions": of the split, and no benchmark.
            yield Piece("concept", start, end, concepts - {"BENCHMARK"} | {"SPLIT"})
        elif word in ("nobody", "none") and start + 1 in bounded:
            # "Nobody above 95?" is answered by who is.
            yield Piece("concept", start, end, frozenset({"ABOVE", "WHO"}))
        elif word in _EXTENTS and start and tokens[start - 1].word in _PICTURES:
            # "What image size does MIMIC have" asks how large an image is, and for no count.
            yield Piece("unknown", start, end)
        elif word == "pathology" and end < len(tokens) and lexicon.meaning(tokens[end].word) & _OF_CARDS:
            # "Which pathology benchmarks are there" names a field, and no finding.
            yield Piece("unknown", start, end)
        elif word in ("paid", "used", "should", "would", "could", "might", "ought") and _is_unreal(tokens, start):
            # "Who paid for MMLU", "who should have won", "who used to lead" ask for none that leads now.
            yield Piece("unknown", start, start + 1)
        elif word == "rules" and end == start + 1 and _is_ruling(tokens, start):
            # "Which model rules HLE with tools" asks for no rules.
            yield Piece("concept", start, end, frozenset({"LEAD"}))
        elif words.singular(word) in nouns and end == start + 1:
            # What a card counts under the name of a category is what it asks about: the domains of MMLU-Pro.
            also = {"NOUN", "OBSERVATION"} if "CATEGORY" in concepts else {"NOUN"}
            yield Piece("concept", start, end, concepts | also, word in _SHARED_NOUNS)
        elif concepts:
            filler = all(words.FILLER.__contains__(tokens[i].word) for i in range(start, end))
            strong = (end == start + 1 and word in _STRONG) or "POPULAR" in concepts
            strong |= "UNRECORDED" in concepts
            weak = (filler and not strong) or concepts <= _WEAK_PHRASES
            yield Piece("concept", start, end, concepts, weak)
        elif word in _SAYING and _is_somebodys(reading, start):
            # "What did Sam Altman say about MMLU?"
            yield Piece("unknown", start, end)
        elif word in _PER and start and tokens[start - 1].word in _EACH and _has_calls(reading):
            # "250 requests a day": the cost is that of a day.
            continue
        elif word in _TIMES and _is_lapse(tokens, start, amounts):
            # "At night", "in the old days", "last Tuesday": times that are not read.
            yield Piece("unknown", start, end)
        elif word == "old" and start + 1 < len(tokens) and tokens[start + 1].word in words.NARROWED:
            # "The best old model": how old is not said, and the best of all is another.
            yield Piece("unknown", start, end)
        elif word in words.FILLER or (word in lexicon.CHATTER and (not start or tokens[start - 1].word != "many")):
            continue
        elif word == "x" and (start - 1 in amounts or end in amounts):
            # "250 calls x 3000 in": a sign between the numbers.
            continue
        elif word == "per" and end in amounts:
            # "Per 1M tokens" is a price's unit.
            continue
        elif start in foreign:
            yield Piece("foreign", start, end)
        elif start in reading.numbers or word.isdigit():
            yield Piece("foreign", start, end, frozenset({"NUMBER"}))
        elif word not in words.NOT_YET and ordinary.is_ordinary(word):
            # A word that has a meaning in phrases only, "hall" of "hall of fame", is any other word by itself.
            yield Piece("foreign", start, end)
        else:
            yield Piece("unknown", start, end)


_SAYING = words.word_set(
    "say says said think thinks thought claim claims claimed announce announced tweet tweeted mean"
)
_PER = words.word_set("day week month hour")
_EACH = words.word_set("a per each every")


def _is_somebodys(reading: Reading, position: int) -> bool:
    """Return whether a verb asks what a maker says: "what did Google say about MMLU"."""
    makers = [link for link in reading.of_kind("organisation") if link.end == position]
    return any(link.start and reading.words[link.start - 1] in _AUXILIARY for link in makers)


def _has_calls(reading: Reading) -> bool:
    return any(value.kind == "calls" for value in reading.values)


_CHATTING = frozenset({"GREET", "FOLLOW", "NOW"})
_LAPSES = words.word_set(
    "night nights hour hours minute minutes day days week weeks month months year years decade decades century"
    " morning mornings evening evenings afternoon past future update"
)
_WEEKDAYS = words.word_set("monday tuesday wednesday thursday friday saturday sunday weekend")
_TIMES = _LAPSES | _WEEKDAYS
_TIMING = words.word_set("at within since during over after until in")
_CLOSE = words.word_set("last next")
_THIS_TIME = words.word_set("these this today now")


def _is_lapse(tokens: Sequence[Token], position: int, amounts: set[int]) -> bool:
    """Return whether a word is a time that nothing else of the question reads, and not the asker's own."""
    word = tokens[position].word
    if position in amounts or not position or tokens[position].breaks:
        return False
    if not _OWN.isdisjoint(token.word for token in tokens):
        # "I have a talk in an hour".
        return False
    if tokens[position - 1].word in _CLOSE:
        return True
    before = position - 1
    while before > 0 and (tokens[before].word in words.ARTICLES or ordinary.is_adjective(tokens[before].word)
                          or tokens[before].word in ("old", "early", "recent")):  # fmt: skip
        if tokens[before].word in _THIS_TIME:
            return False
        before -= 1
    return word in _LAPSES and tokens[before].word in _TIMING


_OWN = words.word_set("i im ive my we our")
_PARTS_OF_DATA = words.word_set("part parts portion subset half section split half")
_DATA_NOUNS = words.word_set("questions items images studies patients cases examples samples pictures scans problems")


def _before_models(tokens: Sequence[Token], end: int) -> bool:
    return end < len(tokens) and tokens[end].word in words.NARROWED and not tokens[end].breaks


def _has_models(tokens: Sequence[Token], end: int) -> bool:
    """Return whether people stand before models as those whose models they are: "students' models"."""
    if end >= len(tokens) or tokens[end].breaks or not tokens[end - 1].word.endswith("s"):
        return False
    return bool(lexicon.meaning(tokens[end].word) & {"MODEL", "MODELS"}) and tokens[end].word not in words.SCORE


def _is_unreal(tokens: Sequence[Token], position: int) -> bool:
    """Return whether a word after "who" says that somebody did or should do what nobody here knows."""
    before = tokens[position - 1].word if position else ""
    after = tokens[position + 1].word if position + 1 < len(tokens) else ""
    if before not in words.WHO - {"which", "whose"}:
        return False
    word = tokens[position].word
    return word == "paid" or after == ("to" if word in ("used", "ought") else "have")


def _is_ruling(tokens: Sequence[Token], position: int) -> bool:
    """Return whether "rules" says who is first: "who rules MMLU", "which product rules HLE"."""
    before = [token.word for token in tokens[:position]]
    asks = position > 0 and (before[-1] in words.WHO - {"which"} or any(word in words.HEADS for word in before[:-1]))
    return asks and before[-1] not in _HAVING_RULES


_HAVING_RULES = words.word_set("the what which of and ground scoring any those these its by house some grading")


def _is_side(reading: Reading, position: int) -> bool:
    """Return whether "in" is the side of a price that is sent: "price in and out", "per million in"."""
    after = position + 1
    ends = after == len(reading.tokens) or reading.tokens[after].breaks
    return ends or reading.words[after] in _AFTER_SIDE


_AFTER_PLACE = words.word_set("rated scoring ranked capable performing tier notch holding placed")
_LEFT_OUT = words.word_set("counted excluded banned considered included removed ignored omitted out count aside")


def _is_if(reading: Reading, position: int, taken: set[int]) -> bool:
    """Return whether "when" sets a condition and asks for no time: "when tools are allowed"."""
    found = reading.words
    after = position + 1
    while after < len(found) and found[after] in words.ARTICLES:
        after += 1
    if after >= len(found) or found[after] in _AUXILIARY:
        return False
    conditional = found[after] in _IF_WHEN or (after in taken and after not in reading.named())
    # "When OpenAI isn't counted" leaves it out.
    conditional |= after in reading.named() and not _LEFT_OUT.isdisjoint(found[after + 1 : after + 4])
    return conditional and (position > 0 or any(word in words.HEADS for word in found[after:]))


def _is_anybody(tokens: Sequence[Token], position: int) -> bool:
    """Return whether "one" is anybody: "how does one get the data"."""
    before = tokens[position - 1].word if position else ""
    after = tokens[position + 1].word if position + 1 < len(tokens) else ""
    return before in _PRONOUN_BEFORE or after in _PRONOUN_AFTER
