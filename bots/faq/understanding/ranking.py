"""A question compared with every way of asking: what it may ask, the likeliest first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from podium.bots.faq.frame import Intent
from podium.bots.faq.language import words
from podium.bots.faq.language.value import PRICES
from podium.bots.faq.understanding.asides import is_counted, is_defined, is_what_is_asked, narrows
from podium.bots.faq.understanding.asked import Asked
from podium.bots.faq.understanding.explaining import drops, explains, is_restriction
from podium.bots.faq.understanding.intents import KINDS_OF_MODELS, RANKING, Candidate, Spec
from podium.bots.faq.understanding.missing import missing
from podium.bots.faq.understanding.pieces import Piece
from podium.bots.faq.ways import SPECS

_NEED = 2.0
_NAME = 1.0
_MAY = 0.3
_MISSING = 1.2
#: What a missing name counts that the message before can give.
_REMEMBERED = 0.5
#: What two missing models count that it compared.
_PAIR = 0.2
_UNEXPLAINED = 3.0
#: A foreign word that stands where it narrows nothing: an aside, a slang verb.
_ASIDE = 0.4
#: An ordinary word of English there, and a concept that only repeats what is asked.
_ORDINARY = 0.05
_ECHO = 0.2


def rank(asked: Asked, remembered: frozenset[str] | None = None) -> list[Candidate]:
    """Return the intents that fit a question, the likeliest first, each in its likeliest way of asking.

    Args:
        asked: The question.
        remembered: Which names the message before can give: ``"b"``, ``"m"``, ``"both"`` where it was about
            both, and ``"ms"`` for two models; None where there was none.
    """
    strange = asked.reading.strange
    asides = {
        piece.start: _ASIDE if piece.start in strange else _ORDINARY
        for piece in asked.of_kind("foreign")
        if not narrows(asked, piece.start)
    }
    best: dict[Intent, Candidate] = {}
    present = frozenset[str]().union(*(piece.concepts for piece in asked.pieces if piece.kind != "value"))
    kinds = frozenset[str]().union(*(piece.concepts for piece in asked.of_kind("value")))
    for spec in _within(present):
        if not spec.needed_values <= kinds:
            continue
        candidate = _compare(spec, asked, asides, remembered)
        if candidate is None:
            continue
        if spec.intent not in best or candidate.score > best[spec.intent].score:
            best[spec.intent] = candidate
    return sorted(best.values(), key=lambda candidate: -candidate.score)


def _within(present: frozenset[str]) -> Iterator[Spec]:
    """Yield the ways of asking that need nothing which these concepts do not hold, in their order."""
    index = _by_concept()
    places = index[""].union(*(index[concept] for concept in present if concept in index))
    for place in sorted(places):
        spec = SPECS[place]
        if all(not present.isdisjoint(group) for group in spec.needs):
            yield spec


@cache
def _by_concept() -> Mapping[str, frozenset[int]]:
    """Return where the ways of asking stand of which a group that they need holds a concept; under "" those without."""
    found: dict[str, set[int]] = {"": set()}
    for place, spec in enumerate(SPECS):
        # A few of hundreds are looked at: those of whose smallest group the question has something.
        for concept in min(spec.needs, key=len, default=frozenset({""})):
            found.setdefault(concept, set()).add(place)
    return {concept: frozenset(places) for concept, places in found.items()}


def loosely(asked: Asked, intent: Intent, fixed: Mapping[str, Any]) -> list[Candidate]:
    """Return how a question can ask for an intent if its words of asking are left aside, the likeliest way first.

    All that it needs is there and all names and amounts are explained or among the unexplained.

    Args:
        asked: The question.
        intent: What it is taken to ask.
        fixed: Slots that the way of asking has to fill so: ``attribute``, ``order``, ``counted``.
    """
    kinds = frozenset[str]().union(*(piece.concepts for piece in asked.of_kind("value")))
    present = frozenset[str]().union(*(piece.concepts for piece in asked.pieces if piece.kind != "value"))
    found = []
    for spec in SPECS:
        if spec.intent is not intent or not spec.needed_values <= kinds:
            continue
        if any(spec.fixed.get(name) != value for name, value in fixed.items()) or missing(spec, asked, None) != ():
            continue
        # "Not" is explained by a way of asking for what is not there only where all of that is asked.
        whole = all(present & group for group in spec.needs)
        needed = frozenset[str]().union(*spec.needs)
        everything = spec.may | needed if whole else spec.may - needed
        told = [piece for piece in asked.pieces if not piece.weak or is_restriction(piece, asked)]
        left = tuple(piece for piece in told if not explains(spec, piece, everything, asked))
        found.append(Candidate(spec, spec.weight + len(spec.needed_values) - len(left), left))
    return sorted(found, key=lambda one: -one.score)


def _compare(spec: Spec, asked: Asked, asides: dict[int, float], remembered: frozenset[str] | None) -> Candidate | None:
    matched = _matched(spec, asked.pieces)
    if matched is None:
        return None
    lacked = missing(spec, asked, remembered)
    if lacked is None:
        return None
    score = spec.weight + _NEED * len(spec.needs) + _NAME * len(spec.needed_values)
    score -= _missed(spec, asked, lacked, remembered)
    if asked.lent and spec.slots & {"b", "bs"} and not (_both(remembered) and spec.takes("m")) and "ms" not in lacked:
        score -= _REMEMBERED
    term_spans = asked.terms if spec.takes("term") else ()
    score += _NAME if term_spans else 0.0
    unexplained = []
    everything = frozenset[str]().union(spec.may, *spec.needs)
    ranks = spec.intent in RANKING
    # Mostly unknown words, with a name missing: what is known of them is no question.
    told = sum(not piece.weak and piece.kind != "foreign" for piece in asked.pieces)
    odd = (bool(lacked) or asked.lent) and len(asides) > told
    # "Is OpenAI going bankrupt?" has a name and a word from elsewhere, and asks for no ranking.
    odd |= remembered is None and bool(lacked) and bool(asides) and not spec.needs and told <= 1
    bare = _is_bare(spec, asked)
    for i, piece in enumerate(asked.pieces):
        if ranks and piece.kind == "concept" and drops(spec, piece, everything):
            # "Open models" speaks of models, which most ways of asking may, and restricts them, which few can follow.
            unexplained.append(piece)
            continue
        if i in matched:
            if piece.concepts & spec.never & KINDS_OF_MODELS:
                # "What open models are on HLE?" asks of models, and not whether HLE is open.
                return None
            continue
        if term_spans and any(term.start <= piece.start and piece.end <= term.end for term in asked.terms):
            # "Leaderboard" alone asks for one, and not what the word means.
            score -= 0.6 if piece.kind == "concept" and not piece.weak and not spec.needs else 0.0
            continue
        if not piece.concepts.isdisjoint(spec.never) and _is_barred(piece, spec, asked):
            return None
        if explains(spec, piece, everything, asked):
            score += _NAME if piece.kind not in ("concept", "value") else 0.0 if piece.weak else _MAY
        elif piece.kind == "foreign" and piece.start in asides and not odd and _is_aside(piece, spec, asked, bare):
            score -= asides[piece.start]
        elif piece.kind == "concept" and not piece.weak and _echoes(spec, piece, asked):
            score -= _ECHO
        elif not piece.weak or (ranks and is_restriction(piece, asked)):
            # "Open" says little of a benchmark, and which models are meant on its boards.
            unexplained.append(piece)
    return Candidate(spec, score - _UNEXPLAINED * len(unexplained), tuple(unexplained), lacked)


def _is_aside(piece: Piece, spec: Spec, asked: Asked, bare: bool) -> bool:
    """Return whether an unknown word that narrows nothing is none of what a way of asking is about."""
    return (
        not _before_term(spec, asked, piece)
        and not (bare and is_what_is_asked(asked, piece.start))
        and not (spec.intent in _COUNTING and is_counted(asked, piece.start))
        and not (spec.intent is Intent.ABOUT and asked.words[piece.start - 1] in _OWNED_BY)
        and not is_defined(asked, piece.start)
    )


def _is_barred(piece: Piece, spec: Spec, asked: Asked) -> bool:
    """Return whether a word that a way of asking never has makes a question another one."""
    if piece.kind == "board":
        # "Get me the average accuracy": the average is asked for, whatever the metric.
        return "AVERAGE" in piece.concepts & spec.never
    return piece.kind == "concept" and not _is_harmless(piece, spec, asked)


def _is_harmless(piece: Piece, spec: Spec, asked: Asked) -> bool:
    """Return whether a word that a way of asking never has is harmless here.

    An "and" between two things that are asked for does not go on from the last reply, and with a limit "cost" says
    which models are meant: "how many models cost less than $1".
    """
    if piece.concepts & spec.never == {"PRICE"} and spec.intent is Intent.COUNTS and spec.filters:
        return any(value.kind in PRICES and value.bound for value in asked.values)
    return piece.start > 1 and asked.words[piece.start] == "and" and piece.concepts & spec.never == {"FOLLOW"}


#: Intents that a name alone asks for, or a name and "where" or "how": whatever else is said may be all that is asked.
_OF_A_NAME = frozenset({Intent.DESCRIBE, Intent.MODEL, Intent.RESULTS, Intent.MODELS_OF, Intent.SCORE})


def _is_bare(spec: Spec, asked: Asked) -> bool:
    """Return whether a way of asking needs one name and hardly a word: "what is o3", "where does o3 stand"."""
    if spec.intent in (Intent.CATEGORIES, Intent.SIZES) and asked.has("SEEN"):
        # "What image resolution does MMMU have" says of images alone what they are.
        return True
    if spec.intent not in _OF_A_NAME or (asked.models and asked.sights):
        return False
    return not spec.needs or all(group & {"WHERE", "TESTED_ON", "RANK", "GOOD"} for group in spec.needs)


#: Whose thing it is that Podium is asked to do something with: "can it fix my radio?".
_OWNED_BY = words.word_set("my our his her their")
#: Intents that say how many there are, or how what there is is split.
_COUNTING = frozenset(
    {
        Intent.COUNT, Intent.COUNTS, Intent.SIZES, Intent.ABOVE, Intent.PROTOCOL, Intent.OBSERVATIONS, Intent.DESCRIBE,
    }
)  # fmt: skip


def _before_term(spec: Spec, asked: Asked, piece: Piece) -> bool:
    """Return whether an unknown word stands before a word of the glossary alone: "gpqa sota" asks of GPQA."""
    return spec.takes("term") and not spec.needs and bool(asked.terms) and piece.start < asked.terms[0].start


def _both(remembered: frozenset[str] | None) -> bool:
    return remembered is not None and "both" in remembered


def _missed(spec: Spec, asked: Asked, lacked: Sequence[str], remembered: frozenset[str] | None) -> float:
    """Return what the names that are missing count against a way of asking."""
    known = remembered or frozenset()
    if _both(remembered) and {"b", "m"} <= set(lacked):
        # "Rank?" after a model's score asks for its rank there.
        return _REMEMBERED
    # Two models that were just compared are what "is it significant?" is about.
    lacks = sum((_PAIR if name == "ms" else _REMEMBERED) if name in known else _MISSING for name in lacked)
    # Which model is meant is asked where one is pointed at: "what does it cost?".
    pointed = "m" in known or asked.has("IT", "MODEL")
    return lacks if "m" not in lacked or pointed else lacks + _MISSING


def _matched(spec: Spec, pieces: Sequence[Piece]) -> set[int] | None:
    """Return positions of pieces that fill the needed groups, each a different one; None where that cannot be."""
    chosen: dict[int, int] = {}

    def place(group: int, seen: set[int]) -> bool:
        for i, piece in enumerate(pieces):
            if (
                piece.kind in ("concept", "board", "metric")
                and i not in seen
                and not piece.concepts.isdisjoint(spec.needs[group])
            ):
                seen.add(i)
                if i not in chosen or place(chosen[i], seen):
                    chosen[i] = group
                    return True
        return False

    for group in range(len(spec.needs)):
        if not place(group, set()):
            return None
    return set(chosen)


def _is_read(asked: Asked, piece: Piece) -> bool:
    """Return whether a word says what models do with what a benchmark shows: "the strongest chart-reading model"."""
    nouns = {other.end for other in asked.of_kind("concept") if other.concepts == {"NOUN"}}
    tokens = asked.reading.tokens
    verb = piece.end if piece.concepts == {"NOUN"} else piece.start if piece.start in nouns else 0
    return 0 < verb < len(tokens) and tokens[verb].glued and tokens[verb].word in _READS


#: What says no more than the question about a board that it stands in: that there are results, that they came out.
_ECHOES = frozenset({"USES", "RANK", "RESULT", "SCORE", "TESTED", "TESTED_ON", "BENCHMARK", "SUMMARY"})
_READS = words.word_set(
    "read reads reading interpret interprets interpreting answer answers answering label labels solve"
    " solves solving classify classifies tag tags"
)
_PASSES = words.word_set("pass passes passing")
_CAME_OUT = frozenset({"PUBLISHED", "RELEASED", "MADE"})
_LISTED = frozenset({"LISTING", "ALL"})
_EACH = words.word_set("each every everywhere everything")


def _echoes(spec: Spec, piece: Piece, asked: Asked) -> bool:
    """Return whether a concept that a spec does not list says nothing that the question does not say without it."""
    word = asked.reading.tokens[piece.start].word
    if piece.concepts & _LISTED and word not in _EACH:
        return True
    if word in _EACH and asked.of_kind("value"):
        # "100 calls, each with 500 tokens".
        return True
    if word == "different" and asked.has("HOW_MANY", "BENCHMARKS"):
        return True
    if not spec.takes("board"):
        return False
    if word in _PASSES and asked.has("LEAD") and not asked.values:
        # "Which model would pass the USMLE best?"
        return True
    if _is_read(asked, piece):
        return True
    if piece.concepts == {"NOUN"} and not _READS.isdisjoint(asked.words[max(0, piece.start - 3) : piece.start]):
        # "Reads chest films best" says what is done on the benchmark.
        return True
    if piece.concepts & _ECHOES:
        return True
    return piece.concepts <= _CAME_OUT and not asked.has("WHEN") and not asked.of_kind("value")
