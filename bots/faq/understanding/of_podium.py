"""What is asked of Podium itself in words that no entry of its FAQ has: what is kept, who runs models, how ties rank.

Each topic is told by words of several kinds, one of each of which has to be said. Every other word has to be a small
one or one of the topic, so that a question about something else is never taken for one of these.
"""

from __future__ import annotations

from typing import NamedTuple

from podium.bots.faq.language import words
from podium.bots.faq.understanding.asked import Asked


class _Topic(NamedTuple):
    key: str
    groups: tuple[frozenset[str], ...]
    beside: frozenset[str] = frozenset()


_YOU = words.word_set("you your u ur podium bot this here yourself yourselves")
_HOW = words.word_set("how what whats where when which why who if whether is are does do can")
_SCORES = words.word_set(
    "score scores number numbers figure figures result results rank ranks ranking rankings leaderboard leaderboards"
)
_KEEP = words.word_set(
    "store stores stored keep keeps kept save saves saved log logs logged record records recorded remember send sends"
    " sent share shares shared upload uploads uploaded collect collects collected transmit transmitted leak leaks leave"
    " leaves"
)
_TYPED = words.word_set(
    "question questions message messages chat chats input inputs text texts query queries prompt prompts type typed"
    " write wrote ask asked data predictions answers anything everything evaluate images"
)
_MODELS = words.word_set("model models them llms")
_RUN = words.word_set("run runs ran running test tests tested evaluate evaluates evaluated measure measures measured")
_SELVES = words.word_set("yourself yourselves self selves own")
_TAKE = words.word_set(
    "copy copied copies take took taken borrow collect collected gather gathered import scrape scraped"
)
_CLINIC = words.word_set(
    "department hospital hospitals clinic clinics clinical patient patients ward practice radiology doctor doctors"
    " physicians medicine bedside"
)
_CHOICE = words.word_set(
    "choose pick select buy use using safe mean means rely trust decide decision decisions purchase reliable good"
    " enough useful ready"
)

_TOPICS = (
    _Topic(
        "privacy",
        (_KEEP, _TYPED, _YOU | {"i", "my", "our", "we"}),
        words.word_set(
            "out off anywhere elsewhere server servers somewhere internet third party parties back or cloud"
            " third-party outside online what"
        ),
    ),  # fmt: skip
    _Topic(
        "who-runs",
        (_RUN, _MODELS, _SELVES | _TAKE, _YOU),
        _SCORES | words.word_set("elsewhere others other people somebody someone or just from papers vendors online"),
    ),
    _Topic(
        "ranking",
        (
            words.word_set("how what which why"),
            words.word_set("rank ranks ranked ranking rankings place places placed position positions"),
            words.word_set("equal equally same tie ties tied identical"),
        ),
        _SCORES
        | _MODELS
        | words.word_set(
            "two several more computed calculated decided determined made given happens when have share get gets both"
        ),
    ),  # fmt: skip
    _Topic(
        "registry-file",
        (
            words.word_set("registry database db sqlite"),
            words.word_set("file files stored kept saved path located location folder lies lie live lives find disk"),
            words.word_set("where which what how path location"),
        ),
        words.word_set("podium machine computer my your"),
    ),
    _Topic(
        "clinical",
        (_SCORES | {"leading", "leader", "best", "first", "top"}, _CLINIC, _CHOICE),
        _MODELS | words.word_set("tool tools system systems product ai high higher good one if that"),
    ),
    _Topic(
        "needs",
        (
            words.word_set("need needs require requires required necessary without"),
            words.word_set("torch pytorch gpu gpus cuda internet network graphics nvidia"),
            words.word_set("podium you bot this it install answer run questions ask"),
        ),
        words.word_set(
            "or and card a to answer answering questions run running use using connection work works no any"
        ),
    ),
    _Topic(
        "slash-commands",
        (words.word_set("slash"), words.word_set("command commands")),
        words.word_set("got get have has there any which what list show other discord bot know support"),
    ),
    _Topic(
        "not-mixed",
        (
            words.word_set("why"),
            words.word_set("average averages mean combined overall single sum total"),
            words.word_set("benchmarks boards scores tests everything"),
        ),
        words.word_set(
            "calculated calculate computed compute no not one all over across there score number shown show"
            " give given made make do dont doesnt isnt"
        ),
    ),  # fmt: skip
    _Topic(
        "report-wrong",
        (
            words.word_set("listed list included include appear added leaderboard"),
            words.word_set("i my we our be"),
            words.word_set("send submit upload weights give hand share cost costs pay free register sign"),
        ),
        _MODELS
        | words.word_set("have must need get want anything result results score scores board on how checkpoint"),
    ),
    _Topic(
        "verified-meaning",
        (
            words.word_set("check checks checked verify verifies verified validate review"),
            words.word_set("you u podium"),
            words.word_set("anything everything numbers scores results figures list listed entries claims"),
        ),
        words.word_set("even any what all lol before they really ever do does how which"),
    ),
)


def of_podium(asked: Asked) -> str | None:
    """Return the key of the entry of Podium's own FAQ that is asked for; None where it is none of these.

    Args:
        asked: The question.
    """
    if (
        asked.sights
        or asked.models
        or any(one.kind != "number" for one in asked.values)
        or any(link.kind != "term" for link in asked.reading.links)
    ):
        return None
    said = frozenset(asked.words)
    for topic in _TOPICS:
        if any(said.isdisjoint(group) for group in topic.groups):
            continue
        if said <= words.FILLER.union(_HOW, topic.beside, *topic.groups):
            return topic.key
    return None
