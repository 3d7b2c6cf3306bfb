"""What a benchmark is for, and what of its card a question asks in words of its own: "is MMLU for children?".

Every word of such a question has to be of asking that, so that no restriction is left out.
"""

from __future__ import annotations

from collections.abc import Sequence

from podium.bots.faq.frame import Frame, Intent
from podium.bots.faq.language import words
from podium.bots.faq.replies.desk import Desk
from podium.bots.faq.replies.wording import counts_of
from podium.bots.faq.understanding.asked import Asked
from podium.bots.faq.understanding.sayings import LANGUAGES
from podium.registry.views import BenchmarkView

_WHETHER = words.word_set("is are was were does do did has have can")
#: Whom a benchmark may be thought to be made for.
_AUDIENCE = words.word_set(
    "child children kid kids adult adults pupil pupils student students beginner beginners expert experts teenager"
    " teenagers graduate graduates undergraduate undergraduates layman laymen laypeople amateurs professionals"
    " specialists doctors nurses lawyers residents"
)
#: How hard or how old what it asks is.
_LEVEL = words.word_set("level levels age ages grade grades")
_ITEMS = words.word_set("question questions item items task tasks exam exams test tests content")
_AROUND_AIM = words.ARTICLES | words.word_set(
    "is are was were it its they them this that for to at of in on what which who kind sort by or and rather more also"
    " made meant written suited suitable designed intended aimed appropriate have has does do be s school college high"
    " university old difficulty there from taken mainly only just benchmark dataset"
)
_MEASURES = words.word_set(
    "check checks test tests measure measures assess assesses examine examines probe probes evaluate evaluates judge"
    " judges show shows tell tells verify verifies look looks"
)
_WHETHER_CLAUSE = words.word_set("whether if how")
#: Words of naming what is counted.
_NAMING = words.word_set("name names named list which ones what called")
_AROUND_NAMING = words.ARTICLES | words.word_set(
    "how many number count total of does do has have are is there and or also then please pls their its they them it"
    " in on with for those these all each tell me give s card cover covers contain contains nr"
)
_WITHOUT = words.word_set("without no none zero any not free normal")
_AROUND_WITHOUT = words.ARTICLES | words.word_set(
    "how many number count of are is have has had having there in that which with show shows contain contains them its"
    " all total does do on at s"
)
_LANGUAGES = LANGUAGES | {"english"}
_AROUND_LANGUAGE = words.ARTICLES | words.word_set(
    "is are does do has have was were can there it its in on for to of or and also any only available exist exists"
    " offered written language languages version versions questions question items item translated translation"
    " edition come comes text texts part parts data dataset benchmark i get find s too exam exams"
)


def of_purpose(desk: Desk, asked: Asked) -> Frame | None:
    """Return the frame of such a question; None for any other."""
    if len(asked.sights) != 1 or asked.lent:
        return None
    view = asked.sights[0].view
    if asked.models:
        return _of_paper_on(view, asked)
    named = {i for link in asked.reading.of_kind("benchmark") for i in link.span}
    rest = [word for i, word in enumerate(asked.words) if i not in named]
    if not rest:
        return None
    frame = _of_aim(view, asked.words, rest) or _of_names(view, rest)
    return frame or _of_without(view, rest) or _of_tongue(view, rest) or _of_unit(asked)


def _of_paper_on(view: BenchmarkView, asked: Asked) -> Frame | None:
    """Read "what does the paper say about o3?" where what is told of the paper speaks of that model."""
    named = {i for link in asked.reading.links for i in link.span}
    said = {word for i, word in enumerate(asked.words) if i not in named}
    if said.isdisjoint(_PAPER) or said.isdisjoint(_SAYING) or not said <= _PAPER | _SAYING | _AROUND_PAPER:
        return None
    told = words.joined_key(view.card["paper"]["abstract"] if view.card["paper"] else "")
    names = {words.joined_key(asked.reading.typed(link.start, link.end)) for link in asked.models}
    return Frame(Intent.ABSTRACT, (view.slug,)) if all(name in told for name in names) else None


_PAPER = words.word_set("paper abstract article publication preprint")
_SAYING = words.word_set("say says said tell tells state states report reports write mention mentions find finds")
_AROUND_PAPER = words.ARTICLES | words.word_set("what does do did whats is of on about in there its s regarding")


def _of_unit(asked: Asked) -> Frame | None:
    """Read "is the AUROC computed per image or per study?", which the protocol of the board tells."""
    (sight,) = asked.sights
    named = {i for link in asked.reading.of_kind("benchmark") for i in link.span}
    named |= {i for piece in asked.of_kind("board") for i in range(piece.start, piece.end)}
    said = {word for i, word in enumerate(asked.words) if i not in named or word in _UNITS}
    units = said & _UNITS
    if len(units) < 2 or said.isdisjoint(("per", "level", "by", "each")) or not said <= _UNITS | _AROUND_UNIT:
        return None
    slug = sight.boards[0].slug if len(sight.boards) == 1 else sight.view.headline.slug
    protocol = next(board.protocol for board, _ in sight.view.boards if board.slug == slug)
    told = {words.singular(token.word) for token in words.tokens(protocol)}
    if told.isdisjoint(words.singular(unit) for unit in units):
        return None
    return Frame(Intent.PROTOCOL, (sight.view.slug,), (slug,) if sight.boards else ())


_UNITS = words.word_set(
    "image images study studies patient patients subject subjects question questions item items label labels finding"
    " findings view views case cases conversation conversations exam exams"
)
_AROUND_UNIT = words.ARTICLES | words.word_set(
    "is are was were does do it per by at on or level each one over across for in of computed calculated scored",
    "measured averaged taken evaluated aggregated counted reported score scores metric metrics auroc auc accuracy f1",
    "result results number mean board which what analysis unit s",
)


def _of_aim(view: BenchmarkView, said: Sequence[str], rest: Sequence[str]) -> Frame | None:
    """Read "is it for children?", "what level are the questions?", "does it test whether a model can diagnose?"."""
    told = Frame(Intent.DESCRIBE, (view.slug,))
    words_said = set(rest)
    aimed = bool(words_said & _AUDIENCE) and "for" in words_said
    levelled = bool(words_said & _LEVEL) and (words_said & _ITEMS or "what" in words_said)
    if (aimed or levelled) and words_said <= _AROUND_AIM | _AUDIENCE | _LEVEL | _ITEMS:
        return told
    if said[0] in _WHETHER:
        clauses = [i for i in range(len(rest) - 1) if rest[i] in _MEASURES and rest[i + 1] in _WHETHER_CLAUSE]
        if clauses and set(rest[: clauses[0]]) <= _AROUND_AIM | _ITEMS:
            return told
    return None


def _of_names(view: BenchmarkView, rest: Sequence[str]) -> Frame | None:
    """Read "how many findings does it have and which ones?": what is counted is named as well."""
    nouns = _nouns(view)
    said = set(rest)
    counted = bool(said & {"many", "number", "count", "nr"})
    named = bool(said & {"name", "names", "list", "called"}) or _asks_which(rest)
    if not (view.card["observations"] and said & nouns and counted and named):
        return None
    return Frame(Intent.OBSERVATIONS, (view.slug,)) if said <= nouns | _NAMING | _AROUND_NAMING else None


def _asks_which(rest: Sequence[str]) -> bool:
    """Return whether it is asked which they are, after how many they are."""
    return any(rest[i] in ("which", "what") for i in range(1, len(rest)) if "many" in rest[:i] or "number" in rest[:i])


def _nouns(view: BenchmarkView) -> frozenset[str]:
    """Return the words for what a benchmark lists: those of its card, and those that people use."""
    many = frozenset(text for text, number in counts_of(view.card) if number == len(view.card["observations"]))
    return many | _LISTED


_LISTED = words.word_set("finding findings observation observations label labels subject subjects category categories")
_ILL = words.word_set("disease diseases pathology pathologies abnormality abnormalities")


def _of_without(view: BenchmarkView, rest: Sequence[str]) -> Frame | None:
    """Read "the number of images which have no finding" where the card counts those: "images without any of them"."""
    said = set(rest)
    if said.isdisjoint(_WITHOUT) or said.isdisjoint(("many", "number", "count")):
        return None
    for text, _ in counts_of(view.card):
        label = text.split()
        if "without" in label[1:] and label[0] in said:
            around = _AROUND_WITHOUT.union(_WITHOUT, _ILL, _nouns(view), label)
            return Frame(Intent.SIZES, (view.slug,)) if said <= around else None
    return None


def _of_tongue(view: BenchmarkView, rest: Sequence[str]) -> Frame | None:
    """Read "is it available in Japanese?" where the card says in which languages it is."""
    said = set(rest)
    if said.isdisjoint(_LANGUAGES) or not said <= _LANGUAGES | _AROUND_LANGUAGE:
        return None
    for position, entry in enumerate(view.card["faq"]):
        told = {token.word for token in words.tokens(entry["answer"])}
        if told & LANGUAGES and ("from" in entry["question"] or "language" in entry["question"]):
            return Frame(Intent.CARD, (view.slug,), entry=position)
    described = {token.word for token in words.tokens(view.card["description"])}
    return Frame(Intent.DESCRIBE, (view.slug,)) if described & _LANGUAGES else None
