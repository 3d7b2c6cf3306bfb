"""Recognising what is asked of Podium itself, whatever the words: each topic by the words it is made of.

A topic is asked for where each of its groups has a word in the message and no word of the message is from elsewhere:
one word more, a model, a board or an amount, and it is another question.
"""

from __future__ import annotations

from typing import NamedTuple

from podium.bots.faq.language import lexicon, words
from podium.bots.faq.understanding.asked import Asked

#: Small words, which change nothing.
_SMALL = lexicon.CHATTER | words.word_set(
    "a an the this that these those they them their it its of in on onto into for to at by from with as and or but",
    "be is are was were been do does did done doing has have had having can could would will should shall may might",
    "must i im ive id me my mine we us our you u ur your yours what whats how hows if so then than also too please pls",
    "plz hi hey hello bot podium podiums tell know explain say show ok okay about there theres any anything something",
    "dont doesnt isnt arent not no wont cant up own want like need ask asking question actually get gets one ones",
    "got let lets give find out whether",
)
_WHERE = "where wheres path location located locate folder directory disk"
_KEPT = "stored store stores kept keep keeps saved save saves live lives lie lies sit sits held hold holds holding"
_SCORES = "numbers number figures figure scores score results result values value data"
_TELLERS = "who whom whos whose where wheres which when why"
_HARDWARE = "gpu gpus cpu cpus cuda nvidia amd rocm graphics hardware"
_WRITTEN = "write writing wrote written made built created"
_BENCHMARK = "benchmark benchmarks dataset datasets eval evals"
_ADDING = (
    "add added adding contribute contributing contribution register registered registering include included including"
    " listed integrate integrating integrated bring bringing plug extend extending extended expand incorporate"
    " submit submitting submission host import publish upload into"
)
_ASKED_OF_USERS = (
    "message messages question questions chat chats conversation conversations query queries input prompts"
    " user users people personal"
)
_KEEPING = (
    "store stores stored storing save saves saved saving log logs logged logging keep keeps kept keeping record"
    " records recorded recording remember remembers remembered collect collects collected collecting track tracks"
    " tracked tracking share shared sharing read reads see sees handle handles handled private privacy confidential"
    " happens happen train trained training protected protect protection anonymous delete deleted retain retained"
    " sell sold spy spying monitor monitored"
)
_TYPED = "type typed write wrote written say said enter ask asked asks send sent post posted"
_AGGREGATE = "average averaged averages mean combined combine combining aggregate aggregated merged merge index sum"
_LONE = "overall total one single global general universal add adding"
_SCALES = "score scores ranking rankings leaderboard leaderboards number numbers figure figures index list rank"
_CHECK = (
    "checked check checks checking verify verifies validate validates validated control controls controlled"
    " controlling quality trustworthy vetted vet reviewed"
)
_FROM = (
    "source sources originate originates origin origins originated based base references reference rely relying"
    " gathered gather collected collect compiled compile assembled obtained sourced taken supplied supplies provided"
    " provides"
)

_KEPT_OR_SENT = (
    "store stores stored keep keeps kept save saves saved log logs logged record records recorded remember send sends"
    " sent share shares shared upload uploads uploaded collect collects collected transmit transmitted leak leaks leave"
    " leaves"
)
_WHAT_IS_TYPED = (
    "question questions message messages chat chats input inputs text texts query queries prompt prompts type typed"
    " write wrote ask asked data predictions answers anything everything evaluate images"
)
_ANSWERER = "you your u ur podium bot this here yourself yourselves"
_RUN = "run runs ran running test tests tested evaluate evaluates evaluated measure measures measured"
_MODELS = "model models them llms"
_TAKE = "copy copied copies take took taken borrow collect collected gather gathered import scrape scraped"
_FIGURES_OR_RANKS = (
    "score scores number numbers figure figures result results rank ranks ranking rankings leaderboard leaderboards"
)
_CLINIC = (
    "department hospital hospitals clinic clinics clinical patient patients ward practice radiology doctor doctors"
    " physicians medicine bedside"
)
_CHOICE = (
    "choose pick select buy use using safe mean means rely trust decide decision decisions purchase reliable good"
    " enough useful ready"
)


class _Way(NamedTuple):
    """Words by which a topic is asked for.

    Args:
        topic: Key of the entry of Podium's own FAQ.
        groups: A message has a word of each.
        beside: Words that it may have besides these and the small ones.
        never: Words that make it another question.
        alone: Whether it is asked of Podium only where nothing else was asked before.
        wide: Whether any word of asking may stand beside, but no name and no amount.
    """

    topic: str
    groups: tuple[frozenset[str], ...]
    beside: frozenset[str]
    never: frozenset[str]
    alone: bool
    wide: bool = False


def _way(topic: str, *groups: str, beside: str = "", never: str = "", alone: bool = False) -> _Way:
    sets = tuple(words.word_set(one) for one in groups)
    return _Way(topic, sets, words.word_set(beside), words.word_set(never), alone)


def _wide(topic: str, *groups: str, beside: str = "", never: str = "") -> _Way:
    """Return a way that may have any word of asking beside it."""
    way = _way(topic, *groups, beside=beside, never=never)
    return way._replace(beside=way.beside | words.FILLER | words.HEADS, wide=True)


_WAYS = (
    _way(
        "needs",
        _HARDWARE,
        "need needs needed require required requires requirement requirements necessary mandatory must have run runs"
        " running work works use using possible enough demands specs suffice recommended without on",
        beside="card cards laptop computer machine pc notebook only kind which still minimum minimal evaluation"
        " evaluations evaluate this it strong without no",
    ),
    _way(
        "needs",
        "computer machine pc laptop notebook workstation",
        "need needs needed require required requires requirements enough recommended suffice",
        "podium you bot this",
        beside="which strong big powerful kind sort run",
    ),
    _way(
        "registry-file",
        "db database databases sqlite registry file files",
        f"{_WHERE} {_KEPT} back backup backups file",
        beside=f"which {_SCORES} everything everyone all called name benchmarks models computer machine drive"
        " registry default",
        never="many number count total overall",
        alone=True,
    ),
    _way(
        "registry-file",
        "disk folder directory computer machine drive",
        f"{_KEPT} put puts",
        beside=f"{_WHERE} which {_SCORES} everything all results benchmarks",
    ),
    _way("registry-file", _SCORES, "where wheres", "stored kept saved store keep save", beside="all", alone=True),
    _way(
        "privacy",
        _ASKED_OF_USERS,
        _KEEPING,
        beside=f"{_TYPED} who long my your work data used use anywhere anyone else for",
        alone=True,
    ),
    _way(
        "privacy",
        _TYPED,
        f"{_KEEPING} do does doing",
        "i me my we people users",
        "what whatever anything everything",
        "with to store save log keep kept saved logged stored record recording recorded remember remembered read",
        beside="confidential data long work who here anywhere",
        alone=True,
    ),
    _way(
        "privacy",
        "collect store keep save know record remember track have",
        "about on",
        "me us users user people myself",
        beside="data information protection info",
        alone=True,
    ),
    _way(
        "privacy",
        "personal private privacy confidential gdpr",
        "data information info chat conversation privacy gdpr policy",
        beside="handle protect treat protection keep what happens safe",
    ),
    _way(
        "add-benchmark",
        _BENCHMARK,
        f"{_ADDING} in know list support get",
        "my our own mine inhouse house ours",
        beside=f"take takes steps procedure process possible go isnt way make makes missing {_WRITTEN} who another new",
        never="is did does",
    ),
    _way(
        "add-benchmark",
        _BENCHMARK,
        _ADDING,
        "another new extra more further made built created another custom",
        "how i we weve ive steps procedure process possible tell explain must can",
        beside=f"take takes steps procedure process possible go way registry who {_WRITTEN}",
        never="when did were was",
    ),
    _way(
        "add-benchmark",
        _BENCHMARK,
        "made built created wrote written developed made",
        "in into here podium listed",
        "ive weve i we",
        "want want like do get have see",
    ),
    _way("add-benchmark", "extend expand", "benchmark benchmarks dataset", "how", beside="another new registry"),
    _way(
        "report-wrong",
        "correct corrections correction fix amend rectify",
        "form users user people anyone somebody who whom",
        beside=f"{_SCORES} row rows entry entries submit request wrong error errors mistake mistakes",
        alone=True,
    ),
    _way(
        "verified-meaning",
        _SCORES + " leaderboard leaderboards",
        _CHECK,
        beside="who whos before listed reported report vendors makers makes make anybody yourself yourselves double"
        " independently someone whether list verified true right correct",
        alone=True,
    ),
    _way(
        "verified-meaning",
        _SCORES,
        "true correct right accurate",
        "sure whether know makes make guarantee guarantees",
        beside="who whos verified",
        never="where",
        alone=True,
    ),
    _way(
        "verified-meaning",
        "validate verify check checks",
        "vendors makers companies labs",
        "report reported claim claims publish",
        beside=f"{_SCORES} what",
        alone=True,
    ),
    _way(
        "ranking",
        "tie ties tied draw draws tiebreak tiebreaker tiebreakers tieing",
        "how happens rule rules handle handled handles treat treated treats dealt deal decide decided decides break"
        " breaking breaker share sharing case method policy there",
        beside=f"{_SCORES} rank ranks ranked ranking rankings place places model models two when which given first"
        " who breaker work works break do leaderboard",
        alone=True,
    ),
    _way("ranking", "tie ties", "when", "do does", beside="two models rank a there", alone=True),
    _way(
        "ranking",
        "same equal identical",
        "score scores scored result results points",
        "first placed comes come higher rank ranks ranked ranking order handle handled happens decide treat deal",
        beside="two several models model if when who whos which get what place listed leaderboard three",
        alone=True,
    ),
    _way(
        "not-mixed",
        f"{_AGGREGATE} {_LONE}",
        "why reason how against",
        "no not dont isnt arent cant cannot without never doesnt against couldnt wouldnt hasnt",
        f"{_SCALES} benchmarks boards everything average mean",
        beside="over come reason speaks speak all benchmark other sites across per model models calculate compute make"
        f" show up add together single {_LONE} {_AGGREGATE} {_SCALES} into to",
    ),
    _way(
        "not-mixed",
        "why",
        "merged merge combined combine averaged average mixed mix joined",
        "benchmarks boards leaderboards scores",
        beside="all one into single leaderboard not together across",
    ),
    _way(
        "not-mixed",
        "average combine merge sum add aggregate",
        "could cant why not just",
        "everything all benchmarks scores boards",
        "not",
        beside="together up one into number score everything single",
    ),
    _way(
        "sources",
        _SCORES + " leaderboards leaderboard",
        _FROM,
        beside="where wheres which all rankings wise",
        alone=True,
    ),
    _way("sources", _SCORES, "where wheres", "from", beside="come came taken", alone=True),
    _way("sources", "sources source references", "rely relying trust use", "you your", beside="which", alone=True),
    _way("sources", _SCORES, "come came", "by", "how", beside="all", alone=True),
    _way(
        "capabilities",
        "ask answer tell abilities ability capable help",
        "you your u",
        "what which kind sort type types things stuff abilities else",
        "can could do may should abilities capable able",
        beside="kind sort kinds sorts type types things stuff questions which else",
        alone=True,
    ),
    _way("capabilities", "abilities skills", "your you", alone=True),
    _wide(
        "privacy",
        _KEPT_OR_SENT,
        _WHAT_IS_TYPED,
        f"{_ANSWERER} i my our we",
        beside="anywhere back cloud elsewhere internet off online or out outside parties party server servers"
        " somewhere third third-party what",
    ),
    _wide(
        "who-runs",
        _RUN,
        _MODELS,
        f"{_TAKE} own self selves yourself yourselves",
        _ANSWERER,
        beside=f"{_FIGURES_OR_RANKS} elsewhere from just online or other others papers people somebody someone vendors",
    ),
    _wide(
        "ranking",
        "how what which why",
        "place placed places position positions rank ranked ranking rankings ranks",
        "equal equally identical same tie tied ties",
        beside=f"{_FIGURES_OR_RANKS} both calculated computed decided determined get gets given happens have"
        " llms made model models more several share them two when",
    ),
    _wide(
        "registry-file",
        "database db registry sqlite",
        "disk file files find folder kept lie lies live lives located location path saved stored",
        "how location path what where which",
        beside="computer machine my podium your",
    ),
    _wide(
        "clinical",
        f"{_FIGURES_OR_RANKS} best first leader leading top",
        _CLINIC,
        _CHOICE,
        beside="ai good high higher if llms model models one product system systems that them tool tools",
    ),
    _wide(
        "needs",
        "necessary need needs require required requires without",
        "cuda gpu gpus graphics internet network nvidia pytorch torch",
        "answer ask bot install it podium questions run this you",
        beside="a and answer answering any card connection no or questions run running to use using work works",
    ),
    _wide(
        "slash-commands",
        "slash",
        "command commands",
        beside="any bot discord get got has have know list other show support there what which",
    ),
    _wide(
        "not-mixed",
        "why",
        "average averages combined mean overall single sum total",
        "benchmarks boards everything scores tests",
        beside="across all calculate calculated compute computed do doesnt dont give given isnt made make no"
        " not number one over score show shown there",
    ),
    _wide(
        "report-wrong",
        "added appear include included leaderboard list listed",
        "be i my our we",
        "cost costs free give hand pay register send share sign submit upload weights",
        beside="anything board checkpoint get have how llms model models must need on result results score"
        " scores them want",
    ),
    _wide(
        "verified-meaning",
        "check checked checks review validate verified verifies verify",
        "podium u you",
        "anything claims entries everything figures list listed numbers results scores",
        beside="all any before do does even ever how lol really they what which",
        never="many",
    ),
)


def topic_of(asked: Asked, alone: bool) -> str | None:
    """Return the key of the entry of Podium's own FAQ that a message asks for; None where it asks something else.

    Args:
        asked: The message.
        alone: Whether nothing is remembered that it may be about.
    """
    said = frozenset(asked.reading.words)
    if asked.reading.of_kind("benchmark") and not said & _GUESSED:
        return None
    for way in _WAYS:
        if way.alone and not alone:
            continue
        if said & way.never:
            continue
        if way.wide and (asked.models or asked.reading.links or any(one.kind != "number" for one in asked.values)):
            continue
        if all(said & group for group in way.groups) and said <= _SMALL.union(way.beside, *way.groups):
            return way.topic
    return None


#: Words that are sometimes taken for the beginning of a benchmark's name.
_GUESSED = words.word_set("path")
