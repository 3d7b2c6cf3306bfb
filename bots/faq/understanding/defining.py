"""Recognising that a question asks what a word means, whatever words it asks with.

Beside the word, and perhaps the benchmark that uses it, such a question has only words of asking: for whom it is to
be said, what kind of word it is, how little is known of it. One word more, a model, a place or an amount, and it is
another question.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

from podium.bots.faq.frame import Frame, Intent
from podium.bots.faq.language import words
from podium.bots.faq.understanding.asides import narrows
from podium.bots.faq.understanding.asked import Asked
from podium.bots.faq.understanding.intents import Candidate
from podium.bots.faq.understanding.pieces import TermName

#: Words that ask for a meaning by themselves.
CUES = words.word_set(
    "mean means meaning meanings meant define defines defined defining definition definitions explain explains",
    "explained explaining explanation clarify clarifies clarified clarification clarifying understand understanding",
    "understood interpret interprets interpreted interpreting interpretation notion concept concepts gist acronym",
    "acronyms abbreviation abbreviations abbreviate abbreviates abbreviated initialism eli5 layman laymans",
    "layperson laypeople laymen jargon glossary dummies decipher demystify demystified elaborate elaborated heard",
    "unpack decode disambiguate lingo terminology stands signify signifies denote denotes confuse confused",
    "confusing confuses explainer tutorial primer teach grasp definiton defintion explian spell beginner beginners",
    "refer refers referring referred context",
    "conditions required requirements requirement criteria criterion",
    "newbie newbies novice novices noob noobs qualify qualifies considered deemed regarded",
)
#: Words that tell two things apart, or ask which is which.
APART = words.word_set(
    "vs versus or and difference differences differ differs different between from distinguish distinguishes",
    "distinction compared compare comparison against unlike apart than contrast confuse confused same opposed",
    "relate related",
)
#: Which end of a metric is the better one: "is a Brier score good when low or high?".
BOTH_ENDS = words.word_set("low high")
#: Words of asking, and what stands for the word that is asked about.
_ASKING = words.word_set(
    "what whats wat wut how hows why when who a an the this that these those it its they them their there here in",
    "on of to for at by from with about as and or but so if is are was were be been being am do does did done doing",
    "has have had can could would will shall should might must may i im ive id me my we us our you u ur your yours",
    "one people person everyone everybody everbody somebody someone anyone anybody nobody guys folks all always",
    "also ever never not no dont doesnt didnt cant couldnt havent isnt please pls plz plss kindly thanks thank thx",
    "cheers hi hello hey yo dear sir madam mate bro dude bot podium ok okay well just really actually exactly",
    "precisely precise simply basically essentially roughly briefly quick quickly short shortly long brief sentence",
    "sentences line lines word words wording wordings phrase term terms expression thing things stuff idea ideas",
    "letters letter name names label labels tag tags badge mark marker column row figure figures number numbers",
    "score scores result results metric metrics measure measures statistic statistics value values stat kind type",
    "sort category class status form full expanded expansion expand spell spelt spelled write written out up break",
    "broken down give gives given tell tells told say says said saying show shows describe describes described",
    "description call calls called known know knows knew get gets got getting see sees saw seen seeing read reads",
    "reading keep keeps keeping mention mentions mentioned mentioning talk talks talking use uses used using stand",
    "stands come comes make makes made making count counts counted counting consider considers considered regard",
    "regarded qualify qualifies qualified treated behind like need want wanna wondering wonder curious help new",
    "newbie newcomer beginner beginners novice noob starter first time lay plain simple simpler easy english",
    "everyday language non technical nontechnical nutshell child kid kids year old five 5 grandma grandmother",
    "mother mum mom boss manager journalist reporter student students colleague friend physician clinician",
    "radiologist doctor nurse statistician engineer outsider expert context sense field ai ml machine learning",
    "pages tables boards leaderboards rows columns lists settings under",
    "world place page site table leaderboard board benchmark benchmarks model models evaluation evaluations anyway",
    "again still too then now right sorry ask asking question stupid silly dumb supposed intended actual refer",
    "refers referring point purpose work works working compute computed calculated tests testing something anything",
    "everything whatever imagine suppose possible bit little lot more some any much into parts part composition",
    "composed consist consists consisting constituents ingredients comprise comprises combined combine combines",
    "formed weighted weighting makeup breakdown goes go met came across stumbled encounter encountered ran higher",
    "lower bigger better worse proper correct correctly formal official formally technically literally whole thats",
    "theres lets let ahead hmm uh um erm lol btw tbh idk anyhow maybe perhaps familiar unfamiliar clue sure unsure",
    "remember forget forgot struggling struggle learn learned info information details detail detailed look looks",
    "looking important matter matters useful care good thought think thinking through via per each other two both",
    "depend depends depending mix mixed mixing wrong because only equals equal example examples dummies",
)
_CLEAR = words.FILLER - words.word_set(
    "verified independent reproduced self third party most rank ranks place places position spot list lists within"
    " without organisation organization company companies lab labs vendor vendors team teams maker makers old across"
    " over off down many count amount total current currently link links url address"
)
_PLAIN = _ASKING | CUES | APART | _CLEAR
#: Words that ask what a score is put together from.
_PARTS = words.word_set(
    "into parts composition composed consist consists consisting constituents ingredients comprise comprises",
    "combined combine combines formed weighted weighting makeup breakdown",
)
#: Concepts that make it another question, whatever its words.
_OTHERWISE = frozenset({"HOW_MANY", "AVERAGE", "PRICE", "WORST", "RELEASED", "TWO_SCORES"})
#: What may stand between "what is" and the word: "the" would mean a certain one.
_ONE_SUCH = words.word_set("is are a an this that these those exactly actually really even would be does was were s")
#: What may stand beside a word that is all that is said.
_COURTEOUS = words.word_set("a an please pls plz kindly hi hello hey bot thanks thx sorry um erm hmm so and")
_ENDS = words.word_set("higher lower bigger better worse good")
_WHAT = words.word_set("what whats wat wut")
#: Words of the glossary that questions have in passing.
_IN_PASSING = frozenset(
    "benchmark board run card protocol plugin tools study parameters contextwindow baseline split testsplit"
    " standing multimodal tie judge directanswer discipline officialscore temperature".split()
)
#: Intents that a question is taken for because of a word that is a part of a card's own: "adjudicated labels".
_BY_PART = frozenset({Intent.TERM, Intent.OBSERVATIONS, Intent.DESCRIBE, Intent.SAME, Intent.CATEGORIES, Intent.SIZES})
#: Fewest letters of a part of a word by which it is spoken of, and who publishes figures.
_SHORT = 3
_PUBLISHERS = words.word_set(
    "vendor vendors maker makers company companies competitor competitors lab labs published publish publishes itself"
    " measured"
)
#: Words of "work out", "came across" and of who published a figure, which ask for no release.
_PASSED_OVER = words.word_set("out came published")
#: Most words that one reply explains.
_MOST = 3


def defined(asked: Asked, terms: Sequence[TermName], candidates: Sequence[Candidate]) -> tuple[Frame, ...]:
    """Return the frames of a question for the meaning of words, one for each; nothing where it asks something else.

    Args:
        asked: The question.
        terms: The words of the glossary and of the cards in it.
        candidates: What else it may ask, the likeliest first.
    """
    if not terms or asked.models or len(asked.sights) > 1:
        return ()
    if asked.has("HUMAN") and asked.sights and not _REACHING.isdisjoint(asked.words) and CUES.isdisjoint(asked.words):
        # "What do human experts get on MMMU-Pro?"
        return ()
    spans = {i for term in terms for i in range(term.start, term.end)}
    found = asked.reading.words
    rest = [i for i in range(len(found)) if i not in spans]
    named = {i for link in asked.reading.of_kind("benchmark") for i in link.span}
    ends = BOTH_ENDS if {found[i] for i in rest} >= BOTH_ENDS else frozenset[str]()
    if not all(i in named or found[i] in ends or _is_asking(asked, i) for i in rest):
        return ()
    # "Does third-party mean that a competitor published it" asks for no mean.
    passed = _PASSED_OVER | {"mean"} if found[0] in ("does", "do", "did") else _PASSED_OVER
    if any(
        piece.start not in spans and piece.concepts & _OTHERWISE and found[piece.start] not in passed
        for piece in asked.pieces
    ):
        return ()
    keys = list(dict.fromkeys(term.key for term in terms))
    rarer = [key for key in keys if key not in _IN_PASSING]
    sure = next((one for one in candidates if one.sure and one.score > 0), None)
    said = {found[i] for i in rest}
    view = asked.sights[0].view if asked.sights else None
    if view is not None:
        from podium.bots.faq.knowledge.terms import on_card

        # A word of the card's own may have another meaning in the glossary.
        terms = [
            term._replace(key=typed)
            if on_card(view.card["terms"], term.key) is None and on_card(view.card["terms"], typed) is not None
            else term
            for term in terms
            for typed in ("".join(token.key for token in asked.reading.tokens[term.start : term.end]),)
        ]
        keys = list(dict.fromkeys(term.key for term in terms))
        own = [key for key in keys if on_card(view.card["terms"], key) is not None]
        if not own or not _of_card(asked, terms, own, said, sure):
            return ()
        return tuple(Frame(Intent.TERM, (view.slug,), term=key) for key in own[:_MOST])
    if not _for_meaning(asked, terms, said, sure, rarer):
        return ()
    return tuple(Frame(Intent.TERM, term=key) for key in (rarer or keys)[:_MOST])


def _is_asking(asked: Asked, position: int) -> bool:
    """Return whether a word is one of asking, or an ordinary one that restricts nothing."""
    word = asked.reading.words[position]
    if word in _PLAIN or any(word in term.key for term in asked.terms if len(word) > _SHORT):
        # "The macro in macro-F1".
        return True
    if word == "which" and _is_called(asked.reading.words) and any(term.key in _STANDINGS for term in asked.terms):
        return True
    if word == "across" and asked.reading.words[position - 1] in ("came", "come", "ran"):
        return True
    standing = any(term.key in _STANDINGS for term in asked.terms)
    if word in _PUBLISHERS and (standing or not CUES.isdisjoint(asked.reading.words)):
        return True
    foreign = any(piece.kind == "foreign" and piece.start <= position < piece.end for piece in asked.pieces)
    return foreign and position not in asked.reading.strange and not narrows(asked, position)


def _of_card(
    asked: Asked, terms: Sequence[TermName], own: Collection[str], said: Collection[str], sure: Candidate | None
) -> bool:
    """Return whether a word of a benchmark's own card is asked about, and not what the word counts or ranks."""
    if not CUES.isdisjoint(said) or not _PARTS.isdisjoint(said) or sure is None:
        return True
    long = any(term.end - term.start > 1 for term in terms if term.key in own)
    if long and sure.intent is not Intent.SIZES and _asks_what(asked, terms) and _WHAT.intersection(said):
        return True
    return sure.intent in _BY_PART and (long or sure.intent is Intent.TERM) and sure.intent is not Intent.SIZES


def _for_meaning(
    asked: Asked, terms: Sequence[TermName], said: Collection[str], sure: Candidate | None, rarer: Sequence[str]
) -> bool:
    if asked.has("HUMAN") and "the" in said and not CUES.intersection(said):
        return False
    if sure is None or sure.intent is Intent.TERM:
        return sure is not None or bool(rarer) or not CUES.isdisjoint(said)
    if not rarer:
        return False
    if BOTH_ENDS.issubset(said) or _of_standing(asked, rarer):
        return True
    if not CUES.isdisjoint(said):
        return True
    if len(rarer) > 1 and not APART.isdisjoint(said):
        return True
    # What lacks a name would be asked back for one.
    return bool(sure.missing) and (
        _COURTEOUS.issuperset(said) or _asks_what(asked, terms) or _asks_which_end(said, rarer)
    )


def _asks_which_end(said: Collection[str], keys: Sequence[str]) -> bool:
    """Return whether it is asked if more of something is better: "is a higher Brier score better?"."""
    return len(keys) == 1 and len(_ENDS.intersection(said)) > 1


def _asks_what(asked: Asked, terms: Sequence[TermName]) -> bool:
    """Return whether "what" is asked of a word alone: "what is an independent result", "tokens: what are those"."""
    found = asked.reading.words
    first, last = terms[0], terms[-1]
    before = first.start - 1
    if "makes" in found[:before] and found[max(0, found.index("makes") - 1)] in _WHAT:
        return True
    while before >= 0 and found[before] in _ONE_SUCH:
        before -= 1
    ends = all(word in words.FILLER | words.SCORE or word in _ONE_SUCH for word in found[last.end :])
    if before >= 0 and found[before] in _WHAT and ends:
        return True
    return not _WHAT.union(("how",)).isdisjoint(found[last.end :])


_REACHING = words.word_set("get gets reach reaches score scores achieve achieves obtain manage perform do")
#: Keys of the words that say whose figure a result is, who may publish one, and what may be called one.
_STANDINGS = frozenset({"verified", "selfreported", "thirdparty", "independent", "reproduced", "secondhand"})
_PUBLISHING = words.word_set("report reports reported measured measures measure publishes published publish is are")
_CALLED = (("count", "as"), ("counts", "as"), ("are", "called"), ("is", "called"), ("labelled", "as"), ("marked", "as"))


def _of_standing(asked: Asked, keys: Sequence[str]) -> bool:
    """Return whether it is asked whose figure one is that is called so: "who reports a self-reported score?"."""
    found = asked.reading.words
    if asked.sights or not _STANDINGS.intersection(keys) or asked.has("LEAD", "HIGH"):
        return False
    who = not words.WHO.isdisjoint(found) and "which" not in found and not _PUBLISHING.isdisjoint(found)
    return who or _is_called(found)


def _is_called(found: Sequence[str]) -> bool:
    """Return whether it is said what something is called or counts as."""
    return any(pair in _CALLED for pair in pairwise(found))
