"""How one word of a question restricts what is asked: by its kind, by what stands before it and after it."""

from __future__ import annotations

from podium.bots.faq.language import lexicon, ordinary, words
from podium.bots.faq.language.lexicon import FILTERS
from podium.bots.faq.understanding.asked import Asked

#: What a word right before it restricts.
NARROWED_BY_ANY = words.NARROWED | words.BENCHMARKS | {"benchmark", "dataset", "category"}
#: Adjectives that say no more than that a model or a result is there.
_THERE = words.word_set(
    "available existing published reported recorded listed registered current evaluated tested known named given said"
    " present discussed mentioned certain possible own actual following participating ranked competing"
)
#: Words that make one word restrict with them: "the most consistent", "open-book".
_DEGREES = words.word_set("most least")
_FIRST_PARTS = words.word_set("open closed best top self multi non zero few")
#: Kinds of makers, and days: "from a startup", "released on a Monday".
_MAKERS = words.word_set(
    "startup startups university universities institute company companies firm firms nonprofit ngo academic academics"
    " consortium corporation corporations government newcomer newcomers lab laboratory volunteers students hobbyists"
    " individuals amateurs crowdworkers"
)
_THIS_LIST = words.word_set("registry record records data list you site database board table source sources podium")
_UNITS = words.word_set("pages characters books bytes kilobytes megabytes gigabytes sentences")
_SEASONS = words.word_set("spring summer autumn fall winter christmas easter")
_SINCE = words.word_set("since until till")
_IN_SEASON = _SINCE | words.word_set("in last this before after by")
_DAYS = words.word_set("monday tuesday wednesday thursday friday saturday sunday weekday weekend")
_COMING = words.word_set("am im are were i we is come comes coming writing question hello hi greetings regards")


def is_kind(asked: Asked, position: int) -> bool:
    """Return whether a word tells a kind of makers or of days, or whose list is gone by: "according to Epoch"."""
    said = asked.words
    word = words.singular(said[position])
    before = described(asked, position)
    if before < 0:
        return False
    if said[before] == "to" and before and said[before - 1] == "according":
        # "According to Reddit" is by another list; according to this one is not.
        return word not in _THIS_LIST
    if said[before] in _SINCE or (word in _SEASONS and said[before] in _IN_SEASON):
        # "Since spring" and "since Monday" are times that are not read; "since the boss wants it" is a reason.
        return not ordinary.is_occasion(word) or word in _SEASONS or _ends(asked, position)
    if said[position] in _UNITS and said[position - 1] == "in":
        return True
    earlier = said[before - 1] if before else ""
    if word in _MAKERS or said[position] in _MAKERS:
        return said[before] in ("from", "by", "of") and earlier not in _COMING
    return word in _DAYS and (word != said[position] or said[position - 1] == "a") and said[before] in ("on", "at")


def _ends(asked: Asked, position: int) -> bool:
    """Return whether a word ends its clause."""
    tokens = asked.reading.tokens
    return position + 1 >= len(tokens) or tokens[position + 1].breaks


def qualified(asked: Asked, position: int) -> bool:
    """Return whether a word makes a restriction with the one before it: "most consistent", "open-book"."""
    before = asked.reading.tokens[position - 1].word if position else ""
    return before in _DEGREES or (asked.reading.tokens[position].glued and before in _FIRST_PARTS)


#: Words before a noun that say of which of its things: "in either direction".
_DISTRIBUTING = words.word_set("either each every both")


def described(asked: Asked, start: int) -> int:
    """Return the position of the word before a noun, over the articles, adjectives and participles that go with it."""
    tokens = asked.reading.tokens
    before = start - 1
    while before > 0 and not tokens[before + 1].breaks:
        word = tokens[before].word
        describing = word in words.ARTICLES or word in _DISTRIBUTING
        describing |= ordinary.is_adjective(word) or word.endswith("ing")
        if not describing or word in words.NARROWING | words.HIGH:
            break
        before -= 1
    return before


def _described_after(asked: Asked, position: int) -> str:
    """Return the word after a position, over filters that describe the same models: "secret self-reported bots"."""
    tokens = asked.reading.tokens
    filters = {i for piece in asked.pieces if piece.kind in ("organisation", "excluded") or piece.concepts & FILTERS
               for i in range(piece.start, piece.end)}  # fmt: skip
    after = position + 1
    # "Counting verified results" and "looking at open models" describe none of them.
    while (
        not tokens[position].word.endswith("ing")
        and after < len(tokens)
        and after in filters
        and not tokens[after].breaks
    ):
        after += 1
    return tokens[after].word if after < len(tokens) and not tokens[after].breaks else ""


def ordinary_narrows(asked: Asked, position: int) -> bool:
    """Return whether an ordinary word restricts: an adjective before models, a noun of what a model is wanted for."""
    tokens = asked.reading.tokens
    word = tokens[position].word
    after = _described_after(asked, position)
    verb = ordinary.is_adverb(word) or (ordinary.is_verb(word) and not ordinary.is_participle(word))
    if after in NARROWED_BY_ANY and word not in _THERE and not verb:
        return True
    noun = ordinary.is_thing(word)
    if (noun or ordinary.is_occasion(word)) and _is_topped(asked, position):
        return True
    if noun and (is_led(asked, position) or _is_had(asked, position)):
        return True
    if word.endswith("ing") and position > 1 and tokens[position - 1].word == "at":
        # "Better at cooking".
        return True
    if (noun or ordinary.is_occasion(word)) and _counted(asked, position):
        return True
    before = described(asked, position)
    if _is_state(asked, position):
        return True
    if ordinary.is_occasion(word):
        return _is_purpose(asked, before, position)
    if not noun:
        return False
    return after == "of" or (before >= 0 and tokens[before].word in words.NARROWING)


def _is_state(asked: Asked, position: int) -> bool:
    """Return whether a word that may be a verb is what something is done in or under: "under load", "in secret"."""
    tokens = asked.reading.tokens
    word = tokens[position].word
    if not position or not _ends(asked, position) or tokens[position - 1].word not in _STATING or word in _ANYHOW:
        return False
    verb = ordinary.is_verb(word) or ordinary.is_adjective(word)
    return verb and not ordinary.is_adverb(word) and not ordinary.is_participle(word)


_STATING = words.word_set("under in without")
#: What follows these in passing: "in short", "in turn".
_ANYHOW = words.word_set("general short brief fact particular question place case sum essence detail doubt fail")
#: Verbs of being first, and what one is first in without any restriction: "who leads the pack on MMLU".
_LEADING = words.word_set(
    "lead leads leading led tops top topped rules rule rules dominates dominate wins win won owns"
)
_CONTESTS = words.word_set(
    "race pack field charge way list competition contest match game league show crowd bunch battle war fight tournament"
    " hill mountain charts chart stage podium ladder table tables day round prize medal trophy cup title crown world"
    " ranking rankings heap pile standings parade line group party"
)


def is_led(asked: Asked, position: int) -> bool:
    """Return whether a noun is what somebody is said to be first in: "who leads the kitchen on MMLU"."""
    tokens = asked.reading.tokens
    if position < 2 or tokens[position - 1].word not in words.ARTICLES or tokens[position].breaks:
        return False
    word = tokens[position].word
    return tokens[position - 2].word in _LEADING and word not in _CONTESTS and not ordinary.is_adjective(word)


def is_degree(asked: Asked, start: int, end: int) -> bool:
    """Return whether an unknown word stands before a superlative, which it may turn: "the thid best"."""
    tokens, text = asked.reading.tokens, asked.reading.text
    if not start or end >= len(tokens) or asked.words[start - 1] not in words.ARTICLES:
        return False
    if not _CLAUSE_SIGNS.isdisjoint(text[tokens[end - 1].end : tokens[end].start]):
        return False
    return any(piece.start == end and piece.concepts & {"LEAD", "WORST"} for piece in asked.of_kind("concept"))


#: Words before a place or an occasion that nothing here knows of: "on Mars", "near Paris".
PLACING = words.word_set("on near during around inside outside behind beneath")


def _is_had(asked: Asked, position: int) -> bool:
    """Return whether a noun is what somebody has most or best: "has the longest hair", "with the best canteen"."""
    tokens = asked.reading.tokens
    if position < 2 or tokens[position].breaks or tokens[position].word in _CONTESTS | _SPOTS:
        return False
    most = lexicon.meaning(tokens[position - 1].word) & {"LARGEST", "SMALLEST", "LEAD", "HIGH", "LOW", "WORST", "MANY"}
    return bool(most) and tokens[position - 2].word in words.ARTICLES


def _is_superlative(word: str) -> bool:
    if word == "first":
        return False
    return word in ("best", "worst") or ordinary.is_superlative(word)


#: Nouns by which models or their scores are meant after a superlative.
_MEANT_BY_ALL = words.word_set(
    "option guy kid candidate of performance record figure rate result work effort attempt deal part stuff brain mind"
    " name person student pupil athlete fighter contender choice pick place position outcome finish grade number mark"
    " chap lad contestant product offering solution engine entrant participant entry machine item value answer runner"
    " challenger actor worker thing bunch case practice time today now fit horse creature being expert graduate"
)


def _is_topped(asked: Asked, position: int) -> bool:
    """Return whether a noun is what the best of is asked for: "best lunch on MMLU", "cheapest hotel"."""
    tokens = asked.reading.tokens
    if not position or tokens[position].breaks or not _is_superlative(tokens[position - 1].word):
        return False
    word = words.singular(tokens[position].word)
    return word not in _MEANT_BY_ALL | _CONTESTS | _SPOTS and tokens[position].word not in words.NARROWED


_IS = words.word_set("is are was were be been being get got")


def is_predicated(asked: Asked, position: int) -> bool:
    """Return whether a word says which of those that are counted are meant: "how many models are unpriced"."""
    if not asked.has("HOW_MANY") or not (asked.has("MODEL", "MODELS") or "many are" in " ".join(asked.words)):
        return False
    tokens = asked.reading.tokens
    word, before = tokens[position].word, position - 1
    while before > 0 and ordinary.is_adverb(tokens[before].word) and not tokens[before].breaks:
        before -= 1
    if before < 1 or tokens[position].breaks or word in _THERE | _PRESENT or ordinary.is_adverb(word):
        return False
    said = tokens[before].word
    return said in _IS or (position in asked.reading.strange and said in words.NARROWED and not tokens[before].breaks)


_PRESENT = words.word_set(
    "there here in on listed tracked held kept stored covered included represented counted gathered collected"
    " competing running entered placed found shown seen featured displayed enrolled signed lined assembled"
)
#: Verbs of those who are not first: "who just missed the crown", "who chases the leader".
_TURNING = words.word_set(
    "miss misses missed lose loses losing lost chase chases chasing pursue pursues pursuing threaten threatens"
    " threatening forfeit forfeited squander squandered surrender surrendered relinquish relinquished crave craves"
    " envy envies deserve deserves deserved inherit inherits inherited denied"
    " fear fears imitate imitates copies mimic mimics"
)


_MOST = words.word_set("most least hardest")


def does_most(asked: Asked, position: int) -> bool:
    """Return whether a verb says what is done most: "which model struggles most on MMLU"."""
    tokens = asked.reading.tokens
    after = position + 1
    after += after < len(tokens) and tokens[after].word == "the"
    if after >= len(tokens) or tokens[after].word not in _MOST or tokens[after].breaks:
        return False
    ends = after + 1 >= len(tokens) or tokens[after + 1].breaks or tokens[after + 1].word in words.NARROWING | {"of"}
    return ends and not ordinary.is_adverb(tokens[position].word)


def turns_the_lead(asked: Asked, position: int) -> bool:
    """Return whether a verb says that somebody is not the one in the lead that is named after it."""
    tokens = asked.reading.tokens
    if tokens[position].word not in _TURNING:
        return False
    for piece in asked.of_kind("concept"):
        if piece.concepts & {"LEAD", "WORST", "HIGH"} and position < piece.start <= position + 4:
            between = tokens[position + 1 : piece.start + 1]
            return not any(token.breaks or token.word in words.HEADS for token in between)
    return False


_EQUIPPED = words.word_set("with without having featuring supporting offering")


def is_equipped(asked: Asked, position: int) -> bool:
    """Return whether a word says what models have or can: "best model with function calling"."""
    tokens = asked.reading.tokens
    before = described(asked, position)
    if before < 1 or tokens[before].word not in _EQUIPPED or tokens[before].breaks or tokens[position].breaks:
        return False
    word = tokens[position].word
    return not (ordinary.is_occasion(word) or ordinary.is_adverb(word))


_SPOTS = words.word_set(
    "spot shot chance claim seat place position slot rank tier step end level bet score scores hit dog gun star"
)
#: Signs after which a clause begins.
_CLAUSE_SIGNS = frozenset(".!?;:,\n")


def _is_purpose(asked: Asked, before: int, position: int) -> bool:
    """Return whether an occasion is what a model is for: "for writing emails", "for essays", not "for my thesis"."""
    tokens, text = asked.reading.tokens, asked.reading.text
    if before < 0 or tokens[before].word not in words.NARROWING:
        return False
    if before and not _CLAUSE_SIGNS.isdisjoint(text[tokens[before - 1].end : tokens[before].start]):
        return False
    between = [token.word for token in tokens[before + 1 : position]]
    several = words.singular(tokens[position].word) != tokens[position].word
    return any(word.endswith("ing") for word in between) or (several and words.ARTICLES.isdisjoint(between))


def conditional(asked: Asked, position: int) -> bool:
    """Return whether a word stands in a clause that says under which condition: "if the model may browse"."""
    tokens = asked.reading.tokens
    for i in range(position, -1, -1):
        if tokens[i].word in _CONDITIONS:
            return True
        if i and not _CLAUSE_SIGNS.isdisjoint(asked.reading.text[tokens[i - 1].end : tokens[i].start]):
            return False
    return False


_CONDITIONS = words.word_set("if when unless provided providing assuming whenever")


def _counted(asked: Asked, position: int) -> bool:
    """Return whether a noun is what is counted: "number of test items"."""
    tokens = asked.reading.tokens
    for piece in asked.pieces:
        if "HOW_MANY" in piece.concepts and piece.end <= position <= piece.end + 2:
            between = tokens[piece.end : position]
            return not any(token.word in words.NARROWED or token.breaks for token in between)
    return False
