"""The kinds of question, declared: which concepts, names and amounts each needs, may have and never has.

A question is compared with every spec. What a spec explains counts for it; a content word that it does not explain
counts heavily against it, because a plain answer to a question that was not plain is the worst outcome.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from podium.bots.faq.frame import Attribute, Intent
from podium.bots.faq.language import lexicon, ordinary, words
from podium.bots.faq.language.lexicon import FIGURES, FILTERS
from podium.bots.faq.understanding.asked import Asked, Piece
from podium.bots.faq.understanding.bounds import WITHIN

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

#: Filters that are not both meant: "independent rather than self-reported" names one to rule it out.
_OPPOSITES = (frozenset({"OPEN", "CLOSED"}), FIGURES)
#: Kinds of an amount that restrict which models are meant.
FILTER_VALUES = frozenset({"parameters", "context", "price"})


#: Intents whose answers are made of results, so that a restriction which is left out makes them wrong.
RANKING = frozenset(
    {
        Intent.LEADER, Intent.TOP_SCORE, Intent.LEADERBOARD, Intent.TOP, Intent.PLACE, Intent.LAST, Intent.STATISTICS,
        Intent.COUNT, Intent.ABOVE, Intent.UPDATED, Intent.TIES, Intent.GAP, Intent.SATURATED, Intent.LEADER_AT,
        Intent.HISTORY, Intent.REACHED, Intent.NEW, Intent.OPEN_LAG, Intent.SCORE, Intent.RANK, Intent.RESULTS,
        Intent.COMPARE, Intent.SIGNIFICANT, Intent.MODELS_OF, Intent.EXTREME, Intent.VALUE, Intent.CHEAPEST_ABOVE,
        Intent.BASELINES, Intent.CATEGORY_BEST, Intent.COUNTS, Intent.RELATION, Intent.MOST_MODELS,
    }
)  # fmt: skip


#: Intents that can look among the first few of a board alone.
WITHIN_FIRST = frozenset(
    {Intent.LEADER, Intent.TOP_SCORE, Intent.LAST, Intent.STATISTICS, Intent.COUNT, Intent.EXTREME}
)


#: Concepts of phrases that name models beside what they are: "open models".
_KINDS_OF_MODELS = frozenset({"MODEL", "MODELS"})


@dataclass(frozen=True)
class Spec:
    """One way to ask for something.

    Args:
        intent: What is asked.
        needs: Groups of concepts; the question has one of each, each in words of its own.
        may: Concepts that it may have beside them.
        never: Concepts that make it another question.
        slots: The names it takes: ``b`` a benchmark, ``bs`` two of them, ``m`` a model, ``ms`` two or more, ``m+`` one
            or more, ``o`` a maker, ``cat``, ``obs``, ``topic``, ``board``, ``boards`` (two), ``term``, ``f`` for
            filters. ``own`` asks for a word that a card explains. ``?`` marks what may be missing.
        values: Kinds of amounts it takes; ``!`` marks one that it needs. ``then`` is a time that the board is told as
            of: by the models released until its end.
        weight: What decides between two specs that explain the same words.
        fixed: Slots of the frame that this way of asking fills.
    """

    intent: Intent
    needs: tuple[frozenset[str], ...] = ()
    may: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()
    slots: frozenset[str] = frozenset()
    values: frozenset[str] = frozenset()
    needed_values: frozenset[str] = frozenset()
    weight: float = 0.0
    fixed: dict[str, Any] = field(default_factory=dict)

    def takes(self, slot: str) -> bool:
        """Return whether the question may have names of a kind."""
        return slot in self.slots or f"{slot}?" in self.slots or f"{slot}+" in self.slots

    @property
    def filters(self) -> bool:
        """Whether it may be restricted to some models."""
        return "f" in self.slots


@dataclass(frozen=True)
class Candidate:
    """A reading of the question as one intent.

    Args:
        spec: The way of asking that fits best.
        score: How well it explains the question.
        unexplained: The pieces it does not explain.
        missing: Names that it needs and the question lacks.
    """

    spec: Spec
    score: float
    unexplained: tuple[Piece, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def intent(self) -> Intent:
        """What is asked."""
        return self.spec.intent

    @property
    def sure(self) -> bool:
        """Whether nothing is left over."""
        return not self.unexplained


def rank(asked: Asked, remembered: frozenset[str] | None = None) -> list[Candidate]:
    """Return the intents that fit a question, the likeliest first, each in its likeliest way of asking.

    Args:
        asked: The question.
        remembered: Which names the message before can give: ``"b"``, ``"m"``, ``"both"`` where it was about
            both, and ``"ms"`` for two models; None where there was none.
    """
    from podium.bots.faq.ways import SPECS

    strange = asked.reading.strange
    asides = {
        piece.start: _ASIDE if piece.start in strange else _ORDINARY
        for piece in asked.of_kind("foreign")
        if not narrows(asked, piece.start)
    }
    best: dict[Intent, Candidate] = {}
    present = frozenset[str]().union(*(piece.concepts for piece in asked.pieces if piece.kind != "value"))
    kinds = frozenset[str]().union(*(piece.concepts for piece in asked.of_kind("value")))
    for spec in SPECS:
        if not spec.needed_values <= kinds or not all(present & group for group in spec.needs):
            continue
        candidate = _compare(spec, asked, asides, remembered)
        if candidate is None:
            continue
        if spec.intent not in best or candidate.score > best[spec.intent].score:
            best[spec.intent] = candidate
    return sorted(best.values(), key=lambda candidate: -candidate.score)


def loosely(asked: Asked, intent: Intent, fixed: Mapping[str, Any]) -> list[Candidate]:
    """Return how a question can ask for an intent if its words of asking are left aside, the likeliest way first.

    All that it needs is there and all names and amounts are explained or among the unexplained.

    Args:
        asked: The question.
        intent: What it is taken to ask.
        fixed: Slots that the way of asking has to fill so: ``attribute``, ``order``, ``counted``.
    """
    from podium.bots.faq.ways import SPECS

    kinds = frozenset[str]().union(*(piece.concepts for piece in asked.of_kind("value")))
    found = []
    for spec in SPECS:
        if spec.intent is not intent or not spec.needed_values <= kinds:
            continue
        if any(spec.fixed.get(name) != value for name, value in fixed.items()) or _missing(spec, asked, None) != ():
            continue
        everything = frozenset[str]().union(spec.may, *spec.needs)
        told = [piece for piece in asked.pieces if not piece.weak or is_restriction(piece, asked)]
        left = tuple(piece for piece in told if not _explains(spec, piece, everything, asked))
        found.append(Candidate(spec, spec.weight + len(spec.needed_values) - len(left), left))
    return sorted(found, key=lambda one: -one.score)


def _compare(spec: Spec, asked: Asked, asides: dict[int, float], remembered: frozenset[str] | None) -> Candidate | None:
    matched = _matched(spec, asked.pieces)
    if matched is None:
        return None
    missing = _missing(spec, asked, remembered)
    if missing is None:
        return None
    score = spec.weight + _NEED * len(spec.needs) + _NAME * len(spec.needed_values)
    score -= _missed(spec, asked, missing, remembered)
    if asked.lent and spec.slots & {"b", "bs"} and not (_both(remembered) and spec.takes("m")) and "ms" not in missing:
        score -= _REMEMBERED
    term_spans = asked.terms if spec.takes("term") else ()
    score += _NAME if term_spans else 0.0
    unexplained = []
    everything = frozenset[str]().union(spec.may, *spec.needs)
    ranks = spec.intent in RANKING
    # Mostly unknown words, with a name missing: what is known of them is no question.
    told = sum(not piece.weak and piece.kind != "foreign" for piece in asked.pieces)
    odd = (bool(missing) or asked.lent) and len(asides) > told
    bare = _is_bare(spec, asked)
    for i, piece in enumerate(asked.pieces):
        if ranks and piece.kind == "concept" and _drops(spec, piece, everything):
            # "Open models" speaks of models, which most ways of asking may, and restricts them, which few can follow.
            unexplained.append(piece)
            continue
        if i in matched:
            if piece.concepts & spec.never & _KINDS_OF_MODELS:
                # "What open models are on HLE?" asks of models, and not whether HLE is open.
                return None
            continue
        if term_spans and any(term.start <= piece.start and piece.end <= term.end for term in asked.terms):
            # "Leaderboard" alone asks for one, and not what the word means.
            score -= 0.6 if piece.kind == "concept" and not piece.weak and not spec.needs else 0.0
            continue
        if piece.kind == "concept" and not piece.concepts.isdisjoint(spec.never):
            return None
        if piece.kind == "board" and "AVERAGE" in piece.concepts & spec.never:
            # "Get me the average accuracy": the average is asked for, whatever the metric.
            return None
        if _explains(spec, piece, everything, asked):
            score += _NAME if piece.kind not in ("concept", "value") else 0.0 if piece.weak else _MAY
        elif (
            piece.kind == "foreign"
            and piece.start in asides
            and not odd
            and not _before_term(spec, asked, piece)
            and not (bare and is_what_is_asked(asked, piece.start))
            and not (spec.intent in _COUNTING and _is_counted(asked, piece.start))
            and not _is_defined(asked, piece.start)
        ):
            score -= asides[piece.start]
        elif piece.kind == "concept" and not piece.weak and _echoes(spec, piece, asked):
            score -= _ECHO
        elif not piece.weak or (ranks and is_restriction(piece, asked)):
            # "Open" says little of a benchmark, and which models are meant on its boards.
            unexplained.append(piece)
    return Candidate(spec, score - _UNEXPLAINED * len(unexplained), tuple(unexplained), missing)


#: Intents that a name alone asks for, or a name and "where" or "how": whatever else is said may be all that is asked.
_OF_A_NAME = frozenset({Intent.DESCRIBE, Intent.MODEL, Intent.RESULTS, Intent.MODELS_OF, Intent.SCORE})


def _is_bare(spec: Spec, asked: Asked) -> bool:
    """Return whether a way of asking needs one name and hardly a word: "what is o3", "where does o3 stand"."""
    if spec.intent not in _OF_A_NAME or (asked.models and asked.sights):
        return False
    return not spec.needs or all(group & {"WHERE", "TESTED_ON", "RANK", "GOOD"} for group in spec.needs)


#: Intents that say how many there are, or how what there is is split.
_COUNTING = frozenset(
    {
        Intent.COUNT, Intent.COUNTS, Intent.SIZES, Intent.ABOVE, Intent.PROTOCOL, Intent.OBSERVATIONS, Intent.DESCRIBE,
    }
)  # fmt: skip
_DEFINING = words.word_set("define definition meaning explain")
_OF_MEANING = words.word_set("a an the of what whats term word is are")


def _is_defined(asked: Asked, position: int) -> bool:
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


def _is_counted(asked: Asked, position: int) -> bool:
    """Return whether a foreign word is what is counted: "how many test stuides", and not "how many freaking models"."""
    said = asked.words
    after = said[position + 1 : position + 3]
    if position in asked.reading.strange and (after[:1] in (["number"], ["count"]) or after == ["how", "many"]):
        return True
    head = next((i for i in (position - 1, position - 2, position - 3) if i > 0 and said[i] in ("many", "of")), None)
    if head is None or (said[head - 1], said[head]) not in _HOW_MANY:
        return False
    between = said[head + 1 : position]
    named = any(lexicon.meaning(word) & _KINDS_OF_MODELS for word in (*between, *after[:1]))
    return not named and (position in asked.reading.strange or ordinary.is_thing(said[position]))


_HOW_MANY = frozenset({("how", "many"), ("number", "of"), ("count", "of")})


def _drops(spec: Spec, piece: Piece, everything: frozenset[str]) -> bool:
    """Return whether words say which models are meant, and a way of asking takes them for something else."""
    restricting = piece.concepts & FILTERS
    return bool(restricting) and not spec.filters and restricting.isdisjoint(everything)


def _before_term(spec: Spec, asked: Asked, piece: Piece) -> bool:
    """Return whether an unknown word stands before a word of the glossary alone: "gpqa sota" asks of GPQA."""
    return spec.takes("term") and not spec.needs and bool(asked.terms) and piece.start < asked.terms[0].start


def _both(remembered: frozenset[str] | None) -> bool:
    return remembered is not None and "both" in remembered


def _missed(spec: Spec, asked: Asked, missing: Sequence[str], remembered: frozenset[str] | None) -> float:
    known = remembered or frozenset()
    if _both(remembered) and {"b", "m"} <= set(missing):
        # "Rank?" after a model's score asks for its rank there.
        return _REMEMBERED
    # Two models that were just compared are what "is it significant?" is about.
    lacks = sum((_PAIR if name == "ms" else _REMEMBERED) if name in known else _MISSING for name in missing)
    # Which model is meant is asked where one is pointed at: "what does it cost?".
    pointed = "m" in known or asked.has("IT", "MODEL")
    return lacks if "m" not in missing or pointed else lacks + _MISSING


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


def _missing(spec: Spec, asked: Asked, remembered: frozenset[str] | None) -> tuple[str, ...] | None:
    """Return the names that are missing and can be asked for; None where something else is missing."""
    models = sum(piece.kind == "model" for piece in asked.pieces)
    missing = []
    if spec.slots & {"b", "bs"} and not asked.sights and not (asked.topic and "b" in spec.slots):
        missing.append("b")
    if "bs" in spec.slots and len(asked.sights) == 1:
        missing.append("bs")
    if spec.slots & {"m", "m+"} and not models:
        if spec.intent is Intent.EXTREME and "ms" in (remembered or ()):
            # "Which one is cheaper?" after two were compared is asked of the two.
            return None
        missing.append("m")
    if "ms" in spec.slots and models < 2:
        if not models and "ms" not in (remembered or ()):
            return None
        missing.append("ms")
    if "m" in spec.slots and models > 1 and "ms" not in spec.slots:
        return None
    # Without a message before, a second name is never asked for, nor a model where a benchmark is named.
    if remembered is None and ({"bs", "ms"} & set(missing) or ("m" in missing and "b" in spec.slots)):
        return None
    if "topic" in spec.slots and not (asked.topic and asked.topic.observation):
        return None
    for slot, kind in (("o", "organisation"), ("cat", "category"), ("obs", "observation"), ("topic", "topic"),
                       ("cat", "category")):  # fmt: skip
        if slot in spec.slots and not asked.of_kind(kind):
            return None
    if "term" in spec.slots and not asked.terms:
        return None
    if spec.intent is Intent.SIZES and asked.has("SHARE"):
        # What share of the questions is of a kind is none of the counts on a card.
        return None
    if "own" in spec.slots and not (asked.sights and asked.reading.of_kind("term")):
        return None
    if "named" in spec.slots and not asked.of_kind("benchmark"):
        return None
    if "F" in spec.slots and not any(_restricts(spec, piece, asked) for piece in asked.pieces):
        return None
    if "board" in spec.slots and not asked.of_kind("board"):
        return None
    if "one" in spec.slots and not any(len(sight.boards) == 1 for sight in asked.sights):
        return None
    if "boards" in spec.slots and not any(len(sight.boards) > 1 for sight in asked.sights):
        return None
    return tuple(missing)


def _explains(spec: Spec, piece: Piece, everything: frozenset[str], asked: Asked) -> bool:
    kind = piece.kind
    if kind == "concept":
        if spec.intent in RANKING and _drops(spec, piece, everything):
            return False
        if spec.intent in RANKING and "SEEN" in piece.concepts - everything:
            # "The scores with images only" are of some of the data.
            return False
        # "Without" is no more than "for" where nothing is left out by it.
        meant = piece.concepts - {"FOR"} if "EXCEPT" in piece.concepts else piece.concepts
        if not meant.isdisjoint(everything):
            return True
        if not spec.filters or piece.concepts.isdisjoint(_filter_concepts(asked)):
            return False
        if not asked.has("NOT", "EXCEPT", "CORRECTION"):
            return True
        return not any(piece.concepts & pair and asked.has(*(pair - piece.concepts)) for pair in _OPPOSITES)
    if kind == "value":
        if not piece.concepts.isdisjoint(spec.values | spec.needed_values):
            return True
        if "period" in piece.concepts and "then" in spec.values:
            return True
        if "within" in piece.concepts and spec.filters and spec.intent in WITHIN_FIRST:
            return True
        return spec.filters and (is_restriction(piece, asked) or _limits_scores(spec, piece, asked))
    if kind == "benchmark":
        return bool(spec.slots & {"b", "b?", "bs", "bs?"})
    if kind == "model":
        return bool(spec.slots & {"m", "m?", "ms", "m+", "ms?"})
    if kind == "organisation":
        # "How big is Qwen" asks of one of its models, without saying which.
        of_some = spec.intent is Intent.FACT and "m" in spec.slots and not asked.models
        # Whose model it is says the model's name as well.
        own = "OWN_MAKER" in piece.concepts and spec.intent in _OF_ONE_MODEL
        # "Is GPT-5 made by Google?" is told whose it is.
        whose = spec.fixed.get("attribute") is Attribute.ORGANISATION and spec.intent is Intent.FACT
        return spec.takes("o") or spec.filters or of_some or own or whose
    if kind == "licence":
        asked_for = spec.intent in (Intent.LICENCE, Intent.ACCESS)
        return (spec.filters and not asked.has("NOT", "EXCEPT", "EXCEPT_AFTER")) or asked_for
    if kind == "excluded":
        return spec.filters
    if kind == "category":
        return spec.takes("cat") or (spec.filters and _takes_images(piece, asked))
    if kind == "board":
        return spec.takes("board") or spec.takes("boards") or spec.takes("any")
    if kind == "metric":
        return spec.takes("board") or spec.takes("any")
    if kind == "observation":
        return spec.takes("obs") or spec.takes("any")
    if kind == "about":
        return True
    if kind == "foreign":
        # What a card is asked about may be any words but those that restrict.
        if spec.intent is Intent.OBSERVATIONS and not ordinary.is_restricting(asked.words[piece.start]):
            # "Is COVID-19 labelled in MIMIC CXR?"
            return spec.takes("any")
        return spec.takes("any") and not narrows(asked, piece.start)
    if kind == "topic":
        return "topic" in spec.slots or ("b" in spec.slots and (spec.takes("board") or spec.intent is Intent.DESCRIBE))
    return spec.takes(kind) or spec.takes("any") or kind == "term" and spec.takes("board")


def _restricts(spec: Spec, piece: Piece, asked: Asked) -> bool:
    """Return whether a piece is the restriction that a way of asking needs; a maker's models are asked otherwise."""
    if "counted" in spec.fixed and piece.kind == "organisation":
        return False
    return is_restriction(piece, asked) or _takes_images(piece, asked)


def _takes_images(piece: Piece, asked: Asked) -> bool:
    """Return whether the name of a category says what models take: "multimodal models"."""
    return piece.kind == "category" and asked.typed(piece).lower() == "multimodal" and asked.has("MODEL", "MODELS")


#: Intents whose answer is about a model and nothing else, so that the name of its maker changes nothing.
_OF_ONE_MODEL = frozenset({Intent.FACT, Intent.MODEL, Intent.CALL_COST})


def is_restriction(piece: Piece, asked: Asked) -> bool:
    """Return whether a piece says which models are meant."""
    if piece.kind == "value":
        if "released" in piece.concepts:
            return True
        if "period" in piece.concepts:
            return asked.has("RELEASED", "NEWEST", "NEWEST_MODEL", "OLDEST")
        return bool(FILTER_VALUES & piece.concepts) and _is_bounded(asked, piece)
    if piece.kind in ("organisation", "excluded", "licence"):
        return True
    return piece.kind == "concept" and not piece.concepts.isdisjoint(FILTERS)


def _limits_scores(spec: Spec, piece: Piece, asked: Asked) -> bool:
    """Return whether a piece is a limit on scores that the intent can follow: "the best score below 0.9"."""
    if spec.intent not in WITHIN:
        return False
    if spec.intent is Intent.EXTREME and "score" in piece.concepts and "score_exact" not in piece.concepts:
        return True
    return "score_below" in piece.concepts or ({"score", "bounded"} <= piece.concepts and spec.intent in _ABOVE_TOO)


#: Intents for which a least score leaves a question: the best of those above one is the best of all.
_ABOVE_TOO = frozenset({Intent.LAST, Intent.STATISTICS, Intent.EXTREME})


def _filter_concepts(asked: Asked) -> frozenset[str]:
    """Return the concepts that are words of a filter in this question."""
    found = set(FILTERS | {"EXCEPT", "EXCEPT_AFTER"} if asked.of_kind("excluded") else FILTERS)
    kinds = {concept for piece in asked.of_kind("value") for concept in piece.concepts}
    if "period" in kinds:
        found.add("RELEASED")
    if "parameters" in kinds:
        found |= {"PARAMETERS", "SMALL"}
    if "context" in kinds:
        found |= {"CONTEXT", "TOKENS"}
    if "price" in kinds:
        found |= {"PRICE", "INPUT", "TOKENS"}
    if asked.has("COMMERCIAL") or asked.licences:
        found |= {"LICENCE", "USES"}
    if asked.licences:
        found.add("RELEASED")
    return frozenset(found)


def _is_bounded(asked: Asked, piece: Piece) -> bool:
    """Return whether an amount is a limit: "under 10B"; a context window without a word is one from below."""
    value = next(value for value in asked.values if value.start == piece.start)
    return bool(value.bound) or value.kind == "context"


def narrows(asked: Asked, position: int) -> bool:
    """Return whether a foreign word stands where it restricts what is asked: "in german", "Chinese models"."""
    reading = asked.reading
    token = reading.tokens[position]
    if asked.topic is not None and asked.topic.start <= position < asked.topic.end:
        return False
    if any("THERE" in piece.concepts and piece.end == position for piece in asked.pieces):
        # "Is there gluten in MMLU?" asks for it, and not for MMLU.
        return True
    if ordinary.is_restricting(token.word) or _qualified(asked, position) or _is_kind(asked, position):
        return True
    if position not in reading.strange:
        return _ordinary_narrows(asked, position)
    run = reading.strange_runs.get(position)
    if run is None:
        return True
    start, end = run
    if asked.topic is not None and start <= asked.topic.start < end:
        return False
    # "Zuck's best model" is somebody's.
    if token.named or token.key != token.word or not token.word.isalpha() or not token.word.isascii():
        return True
    if any("HOW_MANY" in piece.concepts and piece.end == start for piece in asked.pieces):
        return True
    after = reading.tokens[end].word if end < len(reading.tokens) else ""
    if after == "than":
        # "Is GPT-5 kinder than o3" is by no score.
        return True
    belongs = start > 1 and tuple(asked.words[start - 2 : start]) in _BELONGING
    if belongs or _is_led(asked, start) or _is_degree(asked, start, end):
        return True
    before = _described(asked, start)
    narrowing = before >= 0 and reading.tokens[before].word in words.NARROWING | words.HIGH | _PLACING
    beside = any(
        piece.kind == "benchmark"
        and start in (piece.end,)
        and not reading.tokens[start].breaks
        or piece.kind == "benchmark"
        and end == piece.start
        and not reading.tokens[end].breaks
        and start == 0
        for piece in asked.pieces
    )
    # "The colour of o3" asks for its colour.
    return _conditional(asked, position) or narrowing or after == "of" or after in _NARROWED_BY_ANY or beside


_BELONGING = frozenset((verb, "to") for verb in ("belong", "belongs", "belonging", "devoted", "dedicated"))
#: What a word right before it restricts.
_NARROWED_BY_ANY = words.NARROWED | words.BENCHMARKS | {"benchmark", "dataset", "category"}
#: Adjectives that say no more than that a model or a result is there.
_THERE = words.word_set(
    "available existing published reported recorded listed registered current evaluated tested known named given said"
    " present discussed mentioned certain possible own actual following participating ranked competing"
)


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
    if position < name.start:
        # "What colour is MMLU", "the smell of MMMU".
        head = position == 1 and tokens[0].word in _WHAT
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


_LITTLE = words.ARTICLES | words.word_set("have has had got be been really very so any some")
#: Verbs that ask how somebody does.
_FARING = words.word_set("fare fares fared faring hold holds held stand stands stood behave behaves come comes")
_WHAT = words.word_set("what whats which")

#: Words that make one word restrict with them: "the most consistent", "open-book".
_DEGREES = words.word_set("most least")
_FIRST_PARTS = words.word_set("open closed best top self multi non zero few")


#: Kinds of makers, and days: "from a startup", "released on a Monday".
_MAKERS = words.word_set(
    "startup startups university universities institute company companies firm firms nonprofit ngo academic academics"
    " consortium corporation corporations government newcomer newcomers lab laboratory volunteers students hobbyists"
    " individuals amateurs crowdworkers"
)
_UNITS = words.word_set("pages characters books bytes kilobytes megabytes gigabytes sentences")
_SEASONS = words.word_set("spring summer autumn fall winter christmas easter")
_SINCE = words.word_set("since until till")
_IN_SEASON = _SINCE | words.word_set("in last this before after by")
_DAYS = words.word_set("monday tuesday wednesday thursday friday saturday sunday weekday weekend")
_COMING = words.word_set("am im are were i we is come comes coming writing here question hello hi greetings regards")


def _is_kind(asked: Asked, position: int) -> bool:
    """Return whether a word tells a kind of makers or of days, or whose list is gone by: "according to Epoch"."""
    said = asked.words
    word = words.singular(said[position])
    before = _described(asked, position)
    if before < 0:
        return False
    if said[before] == "to" and before and said[before - 1] == "according":
        return not ordinary.is_occasion(word)
    if said[before] in _SINCE or (word in _SEASONS and said[before] in _IN_SEASON):
        # "Since spring" is a time that is not read.
        return not ordinary.is_occasion(word) or word in _SEASONS
    if said[position] in _UNITS and said[position - 1] == "in":
        return True
    earlier = said[before - 1] if before else ""
    if word in _MAKERS or said[position] in _MAKERS:
        return said[before] in ("from", "by") and earlier not in _COMING
    return word in _DAYS and (word != said[position] or said[position - 1] == "a") and said[before] in ("on", "at")


def _qualified(asked: Asked, position: int) -> bool:
    before = asked.reading.tokens[position - 1].word if position else ""
    return before in _DEGREES or (asked.reading.tokens[position].glued and before in _FIRST_PARTS)


def _described(asked: Asked, start: int) -> int:
    """Return the position of the word before a noun, over the articles, adjectives and participles that go with it."""
    tokens = asked.reading.tokens
    before = start - 1
    while before > 0 and not tokens[before + 1].breaks:
        word = tokens[before].word
        describing = word in words.ARTICLES or ordinary.is_adjective(word) or word.endswith("ing")
        if not describing or word in words.NARROWING | words.HIGH:
            break
        before -= 1
    return before


def _ordinary_narrows(asked: Asked, position: int) -> bool:
    """Return whether an ordinary word restricts: an adjective before models, a noun of what a model is wanted for."""
    tokens = asked.reading.tokens
    word = tokens[position].word
    after = tokens[position + 1].word if position + 1 < len(tokens) and not tokens[position + 1].breaks else ""
    verb = ordinary.is_adverb(word) or (ordinary.is_verb(word) and not ordinary.is_participle(word))
    if after in _NARROWED_BY_ANY and word not in _THERE and not verb:
        return True
    noun = ordinary.is_thing(word)
    if noun and (_is_led(asked, position) or _is_had(asked, position)):
        return True
    if word.endswith("ing") and position > 1 and tokens[position - 1].word == "at":
        # "Better at cooking".
        return True
    if (noun or ordinary.is_occasion(word)) and _counted(asked, position):
        return True
    before = _described(asked, position)
    if ordinary.is_occasion(word):
        return _is_purpose(asked, before, position)
    if not noun:
        return False
    return after == "of" or (before >= 0 and tokens[before].word in words.NARROWING)


#: Verbs of being first, and what one is first in without any restriction: "who leads the pack on MMLU".
_LEADING = words.word_set(
    "lead leads leading led tops top topped rules rule rules dominates dominate wins win won owns"
)
_CONTESTS = words.word_set(
    "race pack field charge way list competition contest match game league show crowd bunch battle war fight tournament"
    " hill mountain charts chart stage podium ladder table tables day round prize medal trophy cup title crown world"
    " ranking rankings heap pile standings parade line group party"
)


def _is_led(asked: Asked, position: int) -> bool:
    """Return whether a noun is what somebody is said to be first in: "who leads the kitchen on MMLU"."""
    tokens = asked.reading.tokens
    if position < 2 or tokens[position - 1].word not in words.ARTICLES or tokens[position].breaks:
        return False
    word = tokens[position].word
    return tokens[position - 2].word in _LEADING and word not in _CONTESTS and not ordinary.is_adjective(word)


def _is_degree(asked: Asked, start: int, end: int) -> bool:
    """Return whether an unknown word stands before a superlative, which it may turn: "the thid best"."""
    tokens, text = asked.reading.tokens, asked.reading.text
    if not start or end >= len(tokens) or asked.words[start - 1] not in words.ARTICLES:
        return False
    if not _CLAUSE_SIGNS.isdisjoint(text[tokens[end - 1].end : tokens[end].start]):
        return False
    return any(piece.start == end and piece.concepts & {"LEAD", "WORST"} for piece in asked.of_kind("concept"))


#: Words before a place or an occasion that nothing here knows of: "on Mars", "near Paris".
_PLACING = words.word_set("on near during around inside outside behind beneath")


def _is_had(asked: Asked, position: int) -> bool:
    """Return whether a noun is what somebody has most or best: "has the longest hair", "with the best canteen"."""
    tokens = asked.reading.tokens
    if position < 2 or tokens[position].breaks or tokens[position].word in _CONTESTS | _SPOTS:
        return False
    most = lexicon.meaning(tokens[position - 1].word) & {"LARGEST", "SMALLEST", "LEAD", "HIGH", "LOW", "WORST", "MANY"}
    return bool(most) and tokens[position - 2].word in words.ARTICLES


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


def _conditional(asked: Asked, position: int) -> bool:
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


#: What says no more than the question about a board that it stands in: that there are results, that they came out.
_ECHOES = frozenset({"USES", "RANK", "RESULT", "SCORE", "TESTED", "TESTED_ON", "BENCHMARK", "SUMMARY"})
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
    if piece.concepts & _ECHOES:
        return True
    return piece.concepts <= _CAME_OUT and not asked.has("WHEN") and not asked.of_kind("value")
