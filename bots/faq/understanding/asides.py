"""Which words from elsewhere are asides, and which restrict what is asked or are all that is asked."""

from __future__ import annotations

from podium.bots.faq.language import lexicon, ordinary, words
from podium.bots.faq.understanding.asked import Asked
from podium.bots.faq.understanding.intents import KINDS_OF_MODELS
from podium.bots.faq.understanding.narrowing import (
    NARROWED_BY_ANY,
    PLACING,
    conditional,
    described,
    does_most,
    is_degree,
    is_equipped,
    is_kind,
    is_led,
    is_predicated,
    ordinary_narrows,
    qualified,
    turns_the_lead,
)

_DEFINING = words.word_set("define definition meaning explain")
_OF_MEANING = words.word_set("a an the of what whats term word is are")


def is_defined(asked: Asked, position: int) -> bool:
    """Return whether the meaning of a strange word is asked for: "define u-sleftrained", "nebgio in the context of"."""
    if position not in asked.reading.strange:
        return False
    said, run = asked.words, asked.reading.strange_runs.get(position, (position, position + 1))
    before = run[0] - 1
    while before >= 0 and said[before] in _OF_MEANING:
        before -= 1
    named = before >= 0 and said[before] in _DEFINING
    after = said[run[1]] if run[1] < len(said) and not asked.reading.tokens[run[1]].breaks else "on"
    if _WHAT.intersection(said[before + 1 : run[0]]) and after in words.NARROWING | {"of"}:
        # "MIMIC: what is u-mulitclass?"
        return True
    return named or said[run[1] : run[1] + 4] == ["in", "the", "context", "of"]


def is_counted(asked: Asked, position: int) -> bool:
    """Return whether a foreign word is what is counted: "how many test stuides", and not "how many freaking models"."""
    said = asked.words
    after = said[position + 1 : position + 3]
    if position in asked.reading.strange and (after[:1] in (["number"], ["count"]) or after == ["how", "many"]):
        return True
    head = next((i for i in (position - 1, position - 2, position - 3) if i > 0 and said[i] in ("many", "of")), None)
    if head is None or (said[head - 1], said[head]) not in _HOW_MANY:
        return False
    between = said[head + 1 : position]
    named = any(lexicon.meaning(word) & KINDS_OF_MODELS for word in (*between, *after[:1]))
    return not named and (position in asked.reading.strange or ordinary.is_thing(said[position]))


_HOW_MANY = frozenset({("how", "many"), ("number", "of"), ("count", "of")})


def narrows(asked: Asked, position: int) -> bool:
    """Return whether a foreign word stands where it restricts what is asked: "in german", "Chinese models"."""
    reading = asked.reading
    token = reading.tokens[position]
    if asked.topic is not None and asked.topic.start <= position < asked.topic.end:
        return False
    if position in asked.ends("THERE"):
        # "Is there gluten in MMLU?" asks for it, and not for MMLU.
        return True
    if asks_what_is_done(asked, position):
        return True
    if position and not token.breaks and asked.words[position - 1] in _ANY:
        # "Anything French with vision?"
        return True
    if ordinary.is_restricting(token.word) or qualified(asked, position) or is_kind(asked, position):
        return True
    if token.word in _OF_PEOPLE and asked.words[position + 1 : position + 2] == ["of"]:
        # "The email of the first author".
        return True
    if position > 1 and asked.words[position - 1] in _ABOUT and not token.breaks:
        # "How many questions are about oncology" is asked of some of them, "a benchmark about drugs" of one of these.
        if asked.has("HOW_MANY") or (not asked.sights and _asks_for_benchmarks(asked, position)):
            return True
    after = asked.words[position + 1 : position + 2]
    if after and not asked.sights and not asked.models and "SEEN" in lexicon.meaning(after[0]):
        # "Skin images" are not all images.
        return True
    if (
        is_predicated(asked, position)
        or does_most(asked, position)
        or turns_the_lead(asked, position)
        or is_equipped(asked, position)
    ):
        return True
    if position not in reading.strange:
        return ordinary_narrows(asked, position)
    return _strange_narrows(asked, position)


def _asks_for_benchmarks(asked: Asked, position: int) -> bool:
    """Return whether benchmarks are spoken of before a word: "which benchmarks are about skin"."""
    return any(lexicon.meaning(word) & {"BENCHMARK", "BENCHMARKS"} for word in asked.words[:position])


_ABOUT = words.word_set("about cover covers covering concern concerns concerning contain contains")
_ANY = words.word_set("anything something nothing everything")


def _strange_narrows(asked: Asked, position: int) -> bool:
    """Return whether a word that is none of English restricts what is asked, by what stands around it and its like."""
    reading = asked.reading
    token = reading.tokens[position]
    run = reading.strange_runs.get(position)
    if run is None:
        return True
    start, end = run
    if asked.topic is not None and start <= asked.topic.start < end:
        return False
    # "Zuck's best model" is somebody's.
    if token.named or token.key != token.word or not token.word.isalpha() or not token.word.isascii():
        return True
    if start in asked.ends("HOW_MANY"):
        return True
    if start in asked.after_places:
        # "Top 3 zorgs on MMLU".
        return True
    after = reading.tokens[end].word if end < len(reading.tokens) else ""
    if after == "than":
        # "Is GPT-5 kinder than o3" is by no score.
        return True
    belongs = start > 1 and tuple(asked.words[start - 2 : start]) in _BELONGING
    if belongs or is_led(asked, start) or is_degree(asked, start, end):
        return True
    before = described(asked, start)
    narrowing = before >= 0 and reading.tokens[before].word in words.NARROWING | words.HIGH | PLACING | _LEAVING
    beside = start in asked.ends("benchmark") and not reading.tokens[start].breaks
    beside |= start == 0 and end in asked.starts_of_benchmarks and not reading.tokens[end].breaks
    # "The colour of o3" asks for its colour.
    return conditional(asked, position) or narrowing or after == "of" or after in NARROWED_BY_ANY or beside


def asks_what_is_done(asked: Asked, position: int) -> bool:
    """Return whether a verb is what is asked: "do they hand the models", "is the page gathering dust"."""
    said = asked.reading.words
    word = said[position]
    if _is_main_verb(asked, position):
        return True
    if said[position + 1 : position + 2] in _SAYS and not _DOING.isdisjoint(said[:position]):
        # "What did critics say about the paper"
        return True
    if said[0] not in _BEING and _DOING.isdisjoint(said[:position]):
        return False
    if not ordinary.is_verb(word) or ordinary.is_adjective(word):
        return False
    before = position - 1
    while before > 0 and ordinary.is_adverb(said[before]):
        before -= 1
    if before > 0 and said[before] in _DOERS and said[before - 1] in _DOING:
        return True
    return word.endswith("ing") and said[0] in _BEING and any(piece.end == position for piece in asked.pieces)


def _is_main_verb(asked: Asked, position: int) -> bool:
    """Return whether a verb is all that is asked of a name: "who invested in o3", "which models has IBM bought".

    Where a best is asked for, what somebody does is said beside that.
    """
    said, word = asked.reading.words, asked.reading.words[position]
    if not word.endswith("ed") and word not in _PAST or asked.has("LEAD", "HIGH", "WORST", "LOW", "BETTER", "LED"):
        return False
    if said[position + 1 : position + 2] == ["to"]:
        # "What is it supposed to capture"
        return False
    before = position - 1
    while before > 0 and ordinary.is_adverb(said[before]):
        before -= 1
    if before >= 0 and said[before] == "who":
        return True
    name = next((piece for piece in asked.pieces if piece.kind in _NAMES and piece.start <= before < piece.end), None)
    paper = asked.words[before] in _WORKS
    if name is None and not paper:
        return False
    start = name.start if name is not None else before
    helping = next((i for i in range(start - 1, -1, -1) if said[i] in _HELPING), None)
    return helping is not None and all(
        said[i] in words.ARTICLES or any(p.kind in _NAMES and p.start <= i < p.end for p in asked.pieces)
        for i in range(helping + 1, start)
    )


_SAYS = [[word] for word in ("say", "think", "claim", "write", "report", "feel")]
_PAST = words.word_set("bought sold sued won lost beaten spent paid hired fired stolen")
_HELPING = words.word_set("has have had was were is are did")
_WORKS = words.word_set("paper article publication preprint dataset data benchmark model test questions")
#: Who may be asked about, and verbs that ask what they do.
_DOERS = words.word_set("they it he she somebody someone anybody anyone everybody people")
_DOING = words.word_set("do does did will would can could should must may might")
_BEING = words.word_set("is are was were")
#: What people have and papers do not tell of their authors.
_OF_PEOPLE = words.word_set("email emails address affiliation affiliations nationality homepage phone")
#: Words after which a strange one is what is left out: "anyone but Moonsht".
_LEAVING = words.word_set("but except excluding besides minus bar barring sans skipping excepting")
_BELONGING = frozenset((verb, "to") for verb in ("belong", "belongs", "belonging", "devoted", "dedicated"))
#: Words with which a question begins that asks whether something is so of what is named next, or how it is.
_ASKS_OF = words.word_set(
    "is are was were does do did has have had can could will would should may might must isnt doesnt cant why how where"
)
_NAMES = frozenset({"benchmark", "model", "organisation"})


def is_what_is_asked(asked: Asked, position: int) -> bool:
    """Return whether a foreign word says what is asked of a name: "what colour is MMLU", "is o3 a good cook"."""
    tokens = asked.reading.tokens
    word = tokens[position].word
    if ordinary.is_adverb(word) or word in _FARING:
        return False
    name = next((piece for piece in asked.pieces if piece.kind in _NAMES), None)
    if name is None:
        return False
    if position == 0 and ordinary.is_verb(word) and word not in _TELLING and tokens[1].word in _TO_ME | words.ARTICLES:
        # "Cook me MMLU" is no way to ask what it is.
        return True
    if position < name.start:
        # "What colour is MMLU", "the smell of MMMU".
        head = tokens[0].word in _WHAT and (position == 1 or _is_head(asked, position))
        of = tokens[position + 1].word == "of" and position + 2 >= name.start - 1
        return head or (of and not ordinary.is_adjective(word))
    if any(token.breaks for token in tokens[name.end : position + 1]):
        return False
    between = [token.word for token in tokens[name.end : position]]
    noun = ordinary.is_thing(word) or position in asked.reading.strange
    if noun and all(ordinary.is_adjective(other) or other in words.ARTICLES for other in between):
        # "GPT-5's favourite colour".
        return True
    if _ASKS_OF.isdisjoint(token.word for token in tokens[: name.start]):
        return False
    # "Does MMLU have a girlfriend", and not "is MMLU about law, for my seminar".
    return not ordinary.is_occasion(word) or _LITTLE.issuperset(between)


def _is_head(asked: Asked, position: int) -> bool:
    """Return whether a word is the noun after "what" and what describes it: "what image resolution does it have"."""
    tokens = asked.reading.tokens
    return position < 4 and not tokens[position].breaks and tokens[position + 1].word in _ASKS_OF


_TO_ME = words.word_set("me us")
_TELLING = words.word_set(
    "introduce present unpack brief enlighten educate walk help decode sketch outline clarify fill bring fetch remind"
    " read pull open load look send hand provide offer throw grant lend spare inform advise acquaint update guide take"
    " teach get let describe explain define tell show give summarise summarize"
)
_LITTLE = words.ARTICLES | words.word_set("have has had got be been really very so any some")
#: Verbs that ask how somebody does.
_FARING = words.word_set("fare fares fared faring hold holds held stand stands stood behave behaves come comes")
_WHAT = words.word_set("what whats which")
