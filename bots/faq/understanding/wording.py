"""The words of a question that name nothing: concepts, words from elsewhere, words without a meaning here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from podium.bots.faq.language import lexicon, ordinary, words
from podium.bots.faq.language.value import PRICES
from podium.bots.faq.language.words import Token
from podium.bots.faq.names.reading import Reading
from podium.bots.faq.understanding.neighbours import Found as _Found
from podium.bots.faq.understanding.neighbours import by_neighbours
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
    said = _Said(reading, tokens, taken, nouns, beside_model)
    mentions = lexicon.mentions(
        [token.word for token in tokens],
        [token.breaks for token in tokens],
        [i in taken for i in range(len(tokens))],
        beside_model,
    )
    spoken = -1
    for start, end, concepts in mentions:
        if start == spoken and start in said.foreign:
            # "Can I ask in French": any language is meant.
            yield Piece("about", start, end)
            continue
        if "LANGUAGES" in concepts and tokens[end - 1].word == "in":
            spoken = end
        word = tokens[start].word
        found = by_neighbours(reading, start, end, concepts)
        if found is not None:
            yield from found
            continue
        turns = word in _TURNING or not concepts.isdisjoint(_TURNING_CONCEPTS) or words.singular(word) in nouns
        for rule in _RULES if turns else _PLAIN_RULES:
            found = rule(said, start, end, concepts)
            if found is not None:
                yield from found
                break


@dataclass(frozen=True)
class _Said:
    """A question around the words that are looked at."""

    reading: Reading
    tokens: Sequence[Token]
    taken: set[int]
    nouns: frozenset[str]
    beside_model: bool

    @cached_property
    def foreign(self) -> set[int]:
        return set(self.reading.foreign)

    @cached_property
    def amounts(self) -> set[int]:
        return {i for value in self.reading.values for i in range(value.start, value.end)}

    @cached_property
    def placed(self) -> set[int]:
        return {value.end for value in self.reading.values if value.kind in ("top", "place")}

    @cached_property
    def bounded(self) -> set[int]:
        return {value.start for value in self.reading.values if value.kind == "score" and value.bound}

    @cached_property
    def sizes(self) -> set[str]:
        return {value.bound for value in self.reading.values if value.kind == "parameters"}

    @cached_property
    def makers(self) -> set[int]:
        """Positions where the names of makers start."""
        return {link.start for link in self.reading.of_kind("organisation")}

    @cached_property
    def scored(self) -> set[int]:
        """Positions right after scores."""
        return {value.end for value in self.reading.values if value.kind == "score"}

    @cached_property
    def awarded(self) -> bool:
        """Whether a place is asked for by its medal."""
        return any(
            self.tokens[value.start].word in ("bronze", "silver", "gold")
            for value in self.reading.values
            if value.kind in ("place", "top")
        )

    @cached_property
    def priced(self) -> bool:
        return any(value.kind in PRICES and value.bound for value in self.reading.values)

    def before(self, start: int) -> str:
        """Return the word before a position; nothing before the first."""
        return self.tokens[start - 1].word if start else ""

    def after(self, end: int) -> str:
        """Return the word at a position, after the words that end there; nothing after the last."""
        return self.tokens[end].word if end < len(self.tokens) else ""


def _noise(start: int, end: int) -> _Found:
    return (Piece("concept", start, end, frozenset({"NOISE"}), True),)


def _unknown(start: int, end: int) -> _Found:
    return (Piece("unknown", start, end),)


def _asks_for_a_meaning(tokens: Sequence[Token], position: int) -> bool:
    """Return whether "mean" is the verb of a question: "what does independent mean on a score"."""
    before = [token.word for token in tokens[:position]]
    return before[:1] == ["what"] and before[1:2] in (["does"], ["do"]) and before[-1] not in words.ARTICLES


def _passing(said: _Said, start: int, end: int, concepts: frozenset[str]) -> _Found:
    """Read words that may be said in passing: times, "mean", "in", "when"."""
    tokens, word, alone = said.tokens, said.tokens[start].word, end == start + 1
    if word in _TIMES and concepts <= _CHATTING and alone and _is_lapse(tokens, start, said.amounts):
        return _unknown(start, end)
    if word == "mean" and alone:
        # "The mean MMLU score" is an average; "what does the score mean" is not.
        later = any(lexicon.meaning(token.word) & {"RESULT", "MODEL"} for token in tokens[end : end + 10])
        later &= tokens[start - 1].word != "what" and (start == 0 or tokens[start - 1].word != "it")
        later &= not _asks_for_a_meaning(tokens, start)
        return (Piece("concept", start, end, frozenset({"AVERAGE"}) if later else concepts),)
    if word == "in" and alone and not _is_side(said.reading, start):
        # "The cheapest in the top 10" is of no tokens that are sent.
        return ()
    if word == "when" and any(
        token.word in words.WHO and after.word != "knows" for token, after in pairwise(tokens[: start + 1])
    ):
        # "Who is best when tools are allowed?" asks for no time.
        return _noise(start, end)
    if word == "when" and alone and _is_if(said.reading, start, said.taken):
        return ()
    if word == "when" and alone and said.tokens[0].word == "why" and end in said.taken:
        # "Why make MMLU-Pro when MMLU exists?"
        return ()
    if word == "then" and said.before(start) in ("by", "since", "until", "till", "before"):
        # "By then" is a time that was told before, if any.
        return _unknown(start, end)
    if word == "up" and said.after(end) == "to" and said.after(end + 1) in _SOME and end + 1 not in said.amounts:
        # "Up to a point"
        return _unknown(start, end)
    if word == "even" and alone and end < len(tokens) and not tokens[end].breaks:
        # "Is HLE even text only?" asks for no tie.
        return ()
    return None


def _ordering(said: _Said, start: int, end: int, concepts: frozenset[str]) -> _Found:
    """Read words of an order that an amount or the question has said already."""
    word, alone = said.tokens[start].word, end == start + 1
    if word in ("budget", "cheap") and said.priced:
        # "Cheap stuff: below $1" says by the amount what is cheap.
        return _noise(start, end)
    if "HOLD" in concepts and said.tokens[end - 1].word == "for":
        # "On top for CheXpert" says where, and not how long.
        named = any(link.start == end for link in said.reading.of_kind("benchmark"))
        return (Piece("concept", start, end, frozenset({"LEAD", "HIGH"})),) if named else None
    if alone and ((word in _SMALL and "most" in said.sizes) or (word in _LARGE and "least" in said.sizes)):
        # "The best small model under 9B" says by the amount what is small.
        return _noise(start, end)
    if word in _FAIR and alone and said.bounded and said.before(start) in ("with", "a", "has", "have"):
        # "With a decent MMMU, over 70"
        return _noise(start, end)
    if word in _AFTER_PLACE and alone and start in said.placed:
        # "The 5 highest-rated"
        return _noise(start, end)
    if word == "best" and alone and said.tokens[0].word in words.HEADS and not said.reading.of_kind("model"):
        # "Which open one is best there" asks for no better ones than the one told of.
        return (Piece("concept", start, end, concepts - {"BETTER"}),)
    if word in ("nobody", "none") and start + 1 in said.bounded:
        # "Nobody above 95?" is answered by who is.
        return (Piece("concept", start, end, frozenset({"ABOVE", "WHO"})),)
    if word == "no" and said.after(end) == "of":
        # "No. of questions".
        return (Piece("concept", start, end, frozenset({"HOW_MANY"})),)
    if word in _BARS and alone and start in said.scored:
        # "Cleared the 85 percent bar", "over the 80% hurdle".
        return _noise(start, end)
    if word in _FALLING and alone and start in said.scored:
        # "First time 70 fell".
        return (Piece("concept", start, end, frozenset({"PASSED"})),)
    if word in ("number", "count") and alone and said.tokens[start].breaks and end == len(said.tokens):
        # "Models with vision input: number?"
        return (Piece("concept", start, end, concepts | {"HOW_MANY"}),)
    if word == "time" and alone and said.before(start) in _EACH and _has_calls(said.reading):
        # "1500 tokens going in and 500 coming back each time".
        return ()
    if word in ("medal", "medals") and alone and said.awarded:
        # "Medals for MedQA: who gets bronze".
        return _noise(start, end)
    if word == "dust" and alone and not _EATING.isdisjoint(token.word for token in said.tokens[:start]):
        # "Eating the proprietary ones' dust".
        return (Piece("concept", start, end, frozenset({"LAG"})),)
    if word == "rules" and alone and _is_ruling(said.tokens, start):
        # "Which model rules HLE with tools" asks for no rules.
        return (Piece("concept", start, end, frozenset({"LEAD"})),)
    return None


def _of_somebody(said: _Said, start: int, end: int, concepts: frozenset[str]) -> _Found:
    """Read words that are of the asker or of other people."""
    tokens, word = said.tokens, said.tokens[start].word
    if "HUMAN" in concepts and said.before(start) == "for" and _is_meant_for(said.reading, start, end):
        # "Is HealthBench for doctors?" asks for no figure of theirs.
        return _unknown(start, end)
    if word == "boss" and said.before(start) in _WHOSE_BOSS:
        # "My boss asked" tells of the asker; who is boss on a board leads it.
        return ()
    if "HUMAN" in concepts and _has_models(tokens, end):
        # "Students' models" are models by students, and not how well students do.
        return _unknown(start, end)
    if word == "cooking" and said.before(start) in ("at", "for"):
        # Who is cooking on a board leads it; better at cooking is by no score.
        return _unknown(start, end)
    if word == "one" and end == start + 1 and _is_anybody(tokens, start):
        return ()
    if word == "spot" and end == start + 1 and said.before(start) in _SPOTTING:
        # "Which findings must one spot": found, and no place.
        return ()
    if word in _FOLK and said.before(start) == "for" and said.after(end) in _HAVING and said.priced:
        # "For people with less than $1" has a limit, and asks for no people's score.
        return ()
    if word == "own" and end == start + 1 and said.before(start) in ("their", "its", "his", "her"):
        # "With a model of their own", "on its own"
        return _unknown(start, end)
    if word == "every" and "ORGANISATION" in lexicon.meaning(said.after(end)):
        # "The best by every maker" are several.
        return _unknown(start, end)
    if word in ("paid", "used", "should", "would", "could", "might", "ought") and _is_unreal(tokens, start):
        # "Who paid for MMLU", "who should have won", "who used to lead" ask for none that leads now.
        return _unknown(start, start + 1)
    return None


def _of_models(said: _Said, start: int, end: int, concepts: frozenset[str]) -> _Found:
    """Read words that would say another thing of models than is meant."""
    tokens, word = said.tokens, said.tokens[start].word
    if word in ("page", "pages") and said.before(start) == "in" and said.beside_model:
        # "The context in pages".
        return _unknown(start, end)
    if "TEXT_MODEL" in concepts and said.after(end) in _PARTS_OF_DATA:
        # "The text-only part" is of the questions, and of no models.
        return _unknown(start, end + 1)
    if word == "version" and said.after(start + 1)[:1].isdigit():
        # "On version 2": which version a result is of is not recorded; that of a name is part of it.
        return _unknown(start, end)
    if word == "single" and said.before(start) in words.HIGH and _before_models(tokens, end):
        # "The best single model" is none of several put together.
        return _unknown(start, end)
    return None


def _of_data(said: _Said, start: int, end: int, concepts: frozenset[str]) -> _Found:
    """Read words of the data of a benchmark."""
    word, alone = said.tokens[start].word, end == start + 1
    if word in ("include", "includes") and start in {link.end for link in said.reading.of_kind("benchmark")}:
        # "Does MMMU include images" asks for nothing to be added.
        return (Piece("concept", start, end, concepts - {"ADD"}, True),)
    if word == "test" and alone and said.after(end) in _DATA_NOUNS:
        # "How many test questions": of the split, and no benchmark.
        return (Piece("concept", start, end, concepts - {"BENCHMARK"} | {"SPLIT"}),)
    if word in _EXTENTS and said.before(start) in _PICTURES:
        # "What image size does MIMIC have" asks how large an image is, and for no count.
        return _unknown(start, end)
    if word == "pathology" and lexicon.meaning(said.after(end)) & _OF_CARDS:
        # "Which pathology benchmarks are there" names a field, and no finding.
        return _unknown(start, end)
    if words.singular(word) in said.nouns and alone:
        # What a card counts under the name of a category is what it asks about: the domains of MMLU-Pro.
        also = {"NOUN", "OBSERVATION"} if "CATEGORY" in concepts else {"NOUN"}
        return (Piece("concept", start, end, concepts | also, word in _SHARED_NOUNS),)
    return None


def _known(said: _Said, start: int, end: int, concepts: frozenset[str]) -> _Found:
    """Read words with a meaning of their own; it is weak where any question may have them."""
    if not concepts:
        return None
    filler = all(said.tokens[i].word in words.FILLER for i in range(start, end))
    strong = end == start + 1 and said.tokens[start].word in _STRONG
    strong |= bool(concepts & {"POPULAR", "UNRECORDED", "SEPARATE", "AT_WORK"})
    # "My model to take the test" is what is asked, "own model" may be said in passing.
    strong |= "RUN" in concepts and end > start + 2
    weak = (filler and not strong) or concepts <= _WEAK_PHRASES
    return (Piece("concept", start, end, concepts, weak),)


def _without_meaning(said: _Said, start: int, end: int, concepts: frozenset[str]) -> _Found:
    """Read words that mean nothing by themselves: what is an aside, what is from elsewhere, what is in the way."""
    tokens, word = said.tokens, said.tokens[start].word
    if word in _SAYING and _is_somebodys(said.reading, start):
        # "What did Sam Altman say about MMLU?"
        return _unknown(start, end)
    if word in _PER and said.before(start) in _EACH and _has_calls(said.reading) and _is_one_unit(said.reading):
        # "250 requests a day": the cost is that of a day.
        return ()
    if word in _TIMES and _is_lapse(tokens, start, said.amounts):
        # "At night", "in the old days", "last Tuesday": times that are not read.
        return _unknown(start, end)
    if word == "old" and said.after(start + 1) in words.NARROWED:
        # "The best old model": how old is not said, and the best of all is another.
        return _unknown(start, end)
    if word in words.FILLER or (word in lexicon.CHATTER and said.before(start) != "many"):
        return ()
    if word == "x" and (start - 1 in said.amounts or end in said.amounts):
        # "250 calls x 3000 in": a sign between the numbers.
        return ()
    if word == "per" and said.after(end) in _PER and _has_calls(said.reading) and _is_one_unit(said.reading):
        return ()
    if word == "per" and end in said.amounts:
        # "Per 1M tokens" is a price's unit.
        return ()
    if start + 2 in said.makers and _describes_maker(said.tokens, start):
        # "The Chinese lab DeepSeek": whose it is is said by the name.
        return ()
    if start in said.foreign:
        return (Piece("foreign", start, end),)
    if start in said.reading.numbers or word.isdigit():
        return (Piece("foreign", start, end, frozenset({"NUMBER"})),)
    if word not in words.NOT_YET and ordinary.is_ordinary(word):
        # A word that has a meaning in phrases only, "hall" of "hall of fame", is any other word by itself.
        return (Piece("foreign", start, end),)
    return _unknown(start, end)


#: How words are read: those that say another thing here than elsewhere first.
_PLAIN_RULES = (_known, _without_meaning)
_RULES = (_passing, _ordering, _of_somebody, _of_models, _of_data, *_PLAIN_RULES)
_SAYING = words.word_set(
    "say says said think thinks thought claim claims claimed announce announced tweet tweeted mean"
)
_PER = words.word_set("day week month hour")
_EACH = words.word_set("a per each every one")


def _is_meant_for(reading: Reading, start: int, end: int) -> bool:
    """Return whether it is asked of a benchmark whether it is for somebody: "is HealthBench for doctors?"."""
    named = any(link.end == start - 1 for link in reading.of_kind("benchmark"))
    return named and end == len(reading.tokens) and reading.words[0] in ("is", "was")


def _is_somebodys(reading: Reading, position: int) -> bool:
    """Return whether a verb asks what a maker says: "what did Google say about MMLU"."""
    makers = [link for link in reading.of_kind("organisation") if link.end == position]
    return any(link.start and reading.words[link.start - 1] in _AUXILIARY for link in makers)


def _has_calls(reading: Reading) -> bool:
    return any(value.kind == "calls" for value in reading.values)


def _describes_maker(tokens: Sequence[Token], position: int) -> bool:
    """Return whether what a maker is stands between a word and its name: "the Chinese lab DeepSeek"."""
    kind, name = tokens[position + 1 : position + 3]
    return not (kind.breaks or name.breaks) and "ORGANISATION" in lexicon.meaning(kind.word)


def _is_one_unit(reading: Reading) -> bool:
    """Return whether one time alone is spoken of: the cost of a month is not that of "250 requests a day"."""
    return len({words.singular(word) for word in reading.words if words.singular(word) in _PER}) == 1


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
#: Words of sizes and of scores that an amount beside them says better.
_SMALL = words.word_set("small smaller little tiny compact lightweight")
_LARGE = words.word_set("large big huge")
_FAIR = words.word_set("decent reasonable respectable acceptable fair solid")
#: Words that stand after a score as what is passed, or as what becomes of it.
_FALLING = words.word_set("fell falls fallen")
_BARS = words.word_set("bar hurdle hurdles barrier threshold mark line wall milestone ceiling")
_EATING = words.word_set("eat eats ate eating eaten")
_SPOTTING = words.word_set("one to must should can could i we you they models model ai")
_FOLK = words.word_set("people folks persons users those teams someone somebody anyone")
_HAVING = words.word_set("with having on")
_SOME = words.word_set("a an some that this which what")
#: Words and concepts that the rules before the plain ones know.
_TURNING_CONCEPTS = frozenset({"HUMAN", "TEXT_MODEL", "HOLD"})
_TURNING = (
    _TIMES
    | _SMALL
    | _LARGE
    | _FAIR
    | _EXTENTS
    | _BARS
    | _FALLING
    | _FOLK
    | words.word_set(
        "mean in when even then up own budget cheap best nobody none no rules boss cooking one every paid used should"
        " would could might ought page pages version single test pathology rated scoring ranked capable performing"
        " tier notch holding placed time number count medal medals dust spot include includes"
    )
)


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
