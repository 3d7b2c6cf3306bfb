"""Which pieces of a question a way of asking explains, and which of them say what models are meant."""

from __future__ import annotations

from podium.bots.faq.frame import Attribute, Intent
from podium.bots.faq.language import lexicon, ordinary, words
from podium.bots.faq.language.lexicon import FIGURES, FILTERS
from podium.bots.faq.understanding.asides import narrows
from podium.bots.faq.understanding.asked import Asked
from podium.bots.faq.understanding.bounds import WITHIN
from podium.bots.faq.understanding.intents import FILTER_VALUES, RANKING, WITHIN_FIRST, Spec
from podium.bots.faq.understanding.pieces import Piece

#: Filters that are not both meant: "independent rather than self-reported" names one to rule it out.
_OPPOSITES = (frozenset({"OPEN", "CLOSED"}), FIGURES)


def drops(spec: Spec, piece: Piece, everything: frozenset[str]) -> bool:
    """Return whether words say which models are meant, and a way of asking takes them for something else."""
    restricting = piece.concepts & FILTERS
    return bool(restricting) and not spec.filters and restricting.isdisjoint(everything)


def explains(spec: Spec, piece: Piece, everything: frozenset[str], asked: Asked) -> bool:
    """Return whether a way of asking takes a piece in, with all concepts that it needs or may have."""
    kind = piece.kind
    if kind == "concept":
        if spec.intent in RANKING and drops(spec, piece, everything):
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
        if spec.intent is Intent.BENCHMARKS and "bounded" in piece.concepts:
            # Which benchmarks have more than so many of something is no list of them all.
            return False
        if not piece.concepts.isdisjoint(spec.values | spec.needed_values):
            return True
        if "period" in piece.concepts and "then" in spec.values:
            return True
        if "within" in piece.concepts and spec.filters and spec.intent in WITHIN_FIRST:
            return True
        return spec.filters and (is_restriction(piece, asked) or _limits_scores(spec, piece, asked))
    if kind == "benchmark":
        return bool(spec.slots & {"b", "b?", "bs", "bs?"})
    if kind == "model" and "sides" in spec.slots:
        return True
    if kind == "model":
        if spec.intent is Intent.RUN:
            # "How do I evaluate Gemma on MMLU?" is told how any model is.
            return asked.has("HOW", "RUN")
        return bool(spec.slots & {"m", "m?", "ms", "m+", "ms?"})
    if kind == "organisation":
        # "How big is Qwen" asks of one of its models, without saying which.
        of_some = spec.intent is Intent.FACT and "m" in spec.slots and not asked.models
        # Whose model it is says the model's name as well.
        own = "OWN_MAKER" in piece.concepts and spec.intent in _OF_ONE_MODEL
        # "Is GPT-5 made by Google?" is told whose it is.
        if spec.intent is Intent.HISTORY and asked.words[0] in ("has", "have", "did", "was", "is"):
            # "Has Google ever led MMLU?" is no question of the records among its models.
            return False
        if spec.intent is Intent.MODELS_OF and _of_benchmarks(piece, asked):
            return False
        whose = spec.fixed.get("attribute") is Attribute.ORGANISATION and spec.intent is Intent.FACT
        return spec.takes("o") or spec.filters or of_some or own or whose
    if kind == "family":
        return spec.filters or "series" in spec.slots
    if kind == "licence":
        asked_for = spec.intent in (Intent.LICENCE, Intent.ACCESS)
        # "Does it have the licence MIT?" is told its licence.
        asked_for |= spec.intent is Intent.FACT and spec.fixed.get("attribute") is Attribute.LICENCE
        return (spec.filters and not asked.has("NOT", "EXCEPT", "EXCEPT_AFTER")) or asked_for
    if kind == "excluded":
        return spec.filters
    if kind == "category" and asked.typed(piece).lower() == "languages" and spec.intent is Intent.CATEGORIES:
        # "SLAKE languages?" asks which they are, and not whether language is a category of it.
        return False
    if kind == "category" and spec.intent is Intent.FACT:
        # "Is o3 multimodal" is told what it takes; "only on medical ones" is not.
        slugs = {link.entities[0].slug for link in asked.reading.links if link.start == piece.start}
        return spec.takes("cat") and slugs <= {"multimodal", "vision"}
    if kind == "category":
        return spec.takes("cat") or (spec.filters and takes_images(piece, asked))
    if kind in ("board", "metric", "term") and spec.intent is Intent.EXTREME and not asked.sights:
        # "The cheapest model with tools", "by AUROC": the catalogue knows neither.
        return False
    if kind == "board":
        return spec.takes("board") or spec.takes("boards") or spec.takes("any")
    if kind == "metric":
        return spec.takes("board") or spec.takes("any")
    if kind == "observation":
        return spec.takes("obs") or spec.takes("any")
    if kind == "about":
        return True
    if kind == "unknown" and spec.intent in _OF_PAPERS and ordinary.is_restricting(asked.words[piece.start]):
        # "Is the paper written in German" is no question of who wrote it.
        return False
    if kind == "foreign":
        # What a card is asked about may be any words but those that restrict.
        if spec.intent is Intent.OBSERVATIONS and not ordinary.is_restricting(asked.words[piece.start]):
            # "Is COVID-19 labelled in MIMIC CXR?"
            return spec.takes("any")
        return spec.takes("any") and not narrows(asked, piece.start)
    if kind == "topic":
        return "topic" in spec.slots or ("b" in spec.slots and (spec.takes("board") or spec.intent is Intent.DESCRIBE))
    return spec.takes(kind) or spec.takes("any") or kind == "term" and spec.takes("board")


#: Intents that a paper tells, and no language or place.
_OF_PAPERS = frozenset({Intent.AUTHORS, Intent.ABSTRACT, Intent.PAPER, Intent.PUBLISHED})


def _of_benchmarks(piece: Piece, asked: Asked) -> bool:
    """Return whether benchmarks of a maker are asked for, which cards do not tell: "benchmarks by OpenAI"."""
    if not asked.has("BENCHMARKS") or asked.has("MODELS"):
        return False
    before = [word for word in asked.words[: piece.start] if word not in words.ARTICLES]
    # "Benchmarks led by Google" are not made by it.
    return before[-1:] in (["by"], ["from"], ["of"]) and _LED_BY.isdisjoint(before[-2:-1])


_LED_BY = words.word_set("led headed topped dominated won")


def restricts(spec: Spec, piece: Piece, asked: Asked) -> bool:
    """Return whether a piece is the restriction that a way of asking needs; a maker's models are asked otherwise."""
    if "counted" in spec.fixed and piece.kind == "organisation":
        return False
    return is_restriction(piece, asked) or takes_images(piece, asked)


def takes_images(piece: Piece, asked: Asked) -> bool:
    """Return whether the name of a category says what models take: "multimodal models", "the best vision model"."""
    if piece.kind != "category":
        return False
    typed = asked.typed(piece).lower()
    after = asked.words[piece.end] if piece.end < len(asked.words) else ""
    sees = typed in ("vision", "visual") and bool(asked.sights) and bool(lexicon.meaning(after) & {"MODEL", "MODELS"})
    return sees or (typed == "multimodal" and asked.has("MODEL", "MODELS"))


#: Intents whose answer is about a model and nothing else, so that the name of its maker changes nothing.
_OF_ONE_MODEL = frozenset({Intent.FACT, Intent.MODEL, Intent.CALL_COST, Intent.SCORE, Intent.RANK, Intent.RESULTS})


def is_restriction(piece: Piece, asked: Asked) -> bool:
    """Return whether a piece says which models are meant."""
    if piece.kind == "value":
        if "released" in piece.concepts:
            return True
        if "period" in piece.concepts:
            # Without a benchmark, "models from 2026" are those that came out then.
            return asked.has("RELEASED", "NEWEST", "NEWEST_MODEL", "OLDEST") or _of_catalogue(asked)
        return bool(FILTER_VALUES & piece.concepts) and _is_bounded(asked, piece)
    if piece.kind in ("organisation", "family", "excluded", "licence"):
        return True
    return piece.kind == "concept" and not piece.concepts.isdisjoint(FILTERS)


def _of_catalogue(asked: Asked) -> bool:
    """Return whether models of the catalogue are asked for, and none of a board, a maker's rank or a record."""
    told = asked.has("LEAD", "LED", "HIGH", "NEW", "NEWNESS", "HISTORY", "WORST", "RESULT", "BENCHMARKS")
    return not asked.sights and not asked.models and asked.has("MODELS") and not told


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
    if kinds & {"period", "released"}:
        found.add("RELEASED")
    if "parameters" in kinds:
        found |= {"PARAMETERS", "SMALL"}
    if "context" in kinds:
        found |= {"CONTEXT", "TOKENS"}
    if "price" in kinds:
        found |= {"PRICE", "INPUT", "TOKENS"}
    if "output_price" in kinds:
        found |= {"PRICE", "OUTPUT", "TOKENS"}
    if asked.has("COMMERCIAL") or asked.licences:
        found |= {"LICENCE", "USES"}
    if asked.licences:
        found.add("RELEASED")
    return frozenset(found)


def _is_bounded(asked: Asked, piece: Piece) -> bool:
    """Return whether an amount is a limit: "under 10B"; a context window without a word is one from below.

    A size without a word is a class of models: "the best 7B model".
    """
    value = next(value for value in asked.values if value.start == piece.start)
    if value.kind == "parameters" and not value.bound:
        ordered = asked.has("LEAD", "WORST", "HIGH", "LOW", "HOW_MANY", "CHEAP", "EXPENSIVE", "NEWEST")
        return ordered or bool(asked.of_kind("benchmark"))
    return bool(value.bound) or value.kind == "context"
