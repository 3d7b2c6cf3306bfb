"""What a way of asking lacks in a question: names that can be asked for, or something without which it is another."""

from __future__ import annotations

import re

from podium.bots.faq.frame import Intent
from podium.bots.faq.language import words
from podium.bots.faq.understanding.asked import Asked
from podium.bots.faq.understanding.explaining import restricts
from podium.bots.faq.understanding.intents import Spec
from podium.bots.faq.understanding.sides import sides
from podium.bots.faq.understanding.slots import EVERYDAY_TERMS


def missing(spec: Spec, asked: Asked, remembered: frozenset[str] | None) -> tuple[str, ...] | None:
    """Return the names that are missing and can be asked for; None where something else is missing."""
    names = _names(spec, asked, remembered)
    if names is None or not _has_things(spec, asked) or _is_asked_otherwise(spec, asked, names):
        return None
    return tuple(names) if _has_what_is_told(spec, asked, remembered) else None


def _names(spec: Spec, asked: Asked, remembered: frozenset[str] | None) -> list[str] | None:
    """Return the names of benchmarks and models that are missing; None where they cannot be asked for."""
    models = sum(piece.kind == "model" for piece in asked.pieces)
    found: list[str] = []
    if spec.slots & {"b", "bs"} and not asked.sights and not (asked.topic and "b" in spec.slots):
        found.append("b")
    if "bs" in spec.slots and len(asked.sights) == 1:
        found.append("bs")
    if spec.slots & {"m", "m+"} and not models:
        if spec.intent is Intent.EXTREME and "ms" in (remembered or ()):
            # "Which one is cheaper?" after two were compared is asked of the two.
            return None
        found.append("m")
    if "ms" in spec.slots and models < 2:
        if not models and "ms" not in (remembered or ()):
            return None
        found.append("ms")
    if "m" in spec.slots and models > 1 and "ms" not in spec.slots:
        return None
    # Without a message before, a second name is never asked for, nor a model where a benchmark is named.
    if remembered is None and ({"bs", "ms"} & set(found) or ("m" in found and "b" in spec.slots)):
        return None
    return found


def _has_things(spec: Spec, asked: Asked) -> bool:
    """Return whether a question names the makers, categories and the like that a way of asking is about."""
    if "topic" in spec.slots and not (asked.topic and asked.topic.observation):
        return False
    for slot, kind in (("o", "organisation"), ("cat", "category"), ("lic", "licence"), ("obs", "observation"),
                       ("topic", "topic")):  # fmt: skip
        if slot in spec.slots and not asked.of_kind(kind):
            return False
    if "term" in spec.slots and not asked.terms:
        return False
    return True


def _is_asked_otherwise(spec: Spec, asked: Asked, names: list[str]) -> bool:
    """Return whether the words of a question make it another one than what its intent answers."""
    if spec.intent is Intent.BASELINES and asked.has("HUMAN") and _of_another_field(asked):
        # "How well do radiologists do on CharXiv?" is answered by no figure of people in general.
        return True
    if spec.intent in (Intent.DESCRIBE, Intent.PROTOCOL) and _asks_leave(asked):
        # "May I use CheXpert for a product" asks for its licence.
        return True
    if spec.intent is Intent.RESULTS and not asked.models and asked.of_kind("category") and not asked.has("IT"):
        # "The best in healthcare" asks of no one model.
        return True
    if spec.intent is Intent.HISTORY and _is_before_maker(asked):
        # "Who led before Qwen" asks for none of Qwen's.
        return True
    if spec.intent is Intent.RANK and _BEATEN.search(" ".join(asked.words)):
        # "Who beat o3 first" is asked of time, and not of the order of scores.
        return True
    if spec.intent in _OVER_TIME and _is_out_of_maker(asked):
        # "Who was first when Claude came out" asks for a time that no release marks, and for none of Anthropic's.
        return True
    if spec.intent is Intent.RANK and "m" in names and asked.has("WHO") and asked.has("LEAD") and not asked.has("IT"):
        # "And the board with public labels, who is first there?" is asked of no model told of.
        return True
    if spec.intent is Intent.SIZES and asked.has("SHARE"):
        # What share of the questions is of a kind is none of the counts on a card.
        return True
    if spec.intent is Intent.GAP and len(asked.sights) > 1 and asked.has("DIFFERENCE"):
        # "Is MMMU-Pro harder than MMMU, and by how much?" is asked of the two, and not of first and second.
        return True
    if spec.intent is Intent.BENCHMARKS and asked.has("FORMAT"):
        # The form of the questions is on no card, so that a list of all would leave it out.
        return True
    if spec.intent is Intent.TERM and asked.has("WHICH", "BENCHMARKS") and _is_everyday(asked):
        # "Which open-ended benchmarks are there?" asks for no meaning of the word.
        return True
    return False


def _has_what_is_told(spec: Spec, asked: Asked, remembered: frozenset[str] | None) -> bool:
    """Return whether a question says what a way of asking needs beside names: sides, makers, boards, restrictions."""
    if "leave" in spec.slots and not _asks_leave(asked):
        return False
    if "own" in spec.slots and not (asked.sights and asked.reading.of_kind("term")):
        return False
    if "named" in spec.slots and not asked.of_kind("benchmark"):
        return False
    beside = sides(asked) if "sides" in spec.slots or ("ms" in spec.slots and asked.sights) else ()
    if bool(beside) != ("sides" in spec.slots):
        # "Claude or GPT on MMLU" is asked of no two models.
        return False
    if "series" in spec.slots and (asked.models or len(asked.of_kind("family")) != 1):
        return False
    if spec.intent is Intent.MAKERS and remembered is None and not (beside or asked.sights):
        # "Which companies are in the registry?" is asked of no board.
        return False
    if spec.intent is Intent.MAKERS and asked.of_kind("excluded") and asked.has("LEAD"):
        # "Not from the labs OpenAI and Google, which is the best on MMLU?" asks for a model.
        return False
    if "maker" in spec.slots and not asked.of_kind("organisation"):
        return False
    if "os" in spec.slots and (len(asked.of_kind("organisation")) < 2 or "than" in asked.words):
        return False
    if "F" in spec.slots and not any(restricts(spec, piece, asked) for piece in asked.pieces):
        return False
    if "board" in spec.slots and not asked.of_kind("board"):
        return False
    if "one" in spec.slots and not any(len(sight.boards) == 1 for sight in asked.sights):
        return False
    if "boards" in spec.slots and not any(
        len(sight.boards) == 2 if "two" in spec.slots else len(sight.boards) > 1 for sight in asked.sights
    ):
        return False
    return True


_MEDICAL = words.word_set("radiologist radiologists doctor doctors physician physicians clinician clinicians medics")


def _of_another_field(asked: Asked) -> bool:
    """Return whether physicians are asked for on a benchmark of another field, whose people are no physicians."""
    if _MEDICAL.isdisjoint(asked.words) or not asked.sights:
        return False
    return all("healthcare" not in sight.view.card["categories"] for sight in asked.sights)


_LEAVE = words.word_set("may can could am are")
_WHO_ASKS = words.word_set("i we one somebody someone anyone anybody people companies students")


def _asks_leave(asked: Asked) -> bool:
    """Return whether somebody asks whether he may use a benchmark: "may I use CheXpert for a product"."""
    said = asked.words
    benchmarks = asked.of_kind("benchmark")
    if len(benchmarks) != 1 or asked.models or said[0] not in _LEAVE or said[1] not in _WHO_ASKS:
        return False
    return not {"use", "using"}.isdisjoint(said[2 : benchmarks[0].start])


def _is_before_maker(asked: Asked) -> bool:
    """Return whether a maker is said to come after what is asked for: "before Qwen"."""
    befores = {piece.end for piece in asked.of_kind("concept") if "BEFORE" in piece.concepts}
    return any(piece.start in befores for piece in asked.pieces if piece.kind in ("organisation", "family"))


_BEATEN = re.compile(
    r"\b(?:first|earliest) (?:model |one |llm )?(?:to|that) (?:beat|pass|overtake|surpass|top)"
    r"|\b(?:beat|beats|passed|overtook|surpassed|topped) .{0,80}\bfirst\Z"
)
_OVER_TIME = frozenset({Intent.HISTORY, Intent.LEADER_AT, Intent.LEADER, Intent.TOP_SCORE, Intent.NEW})
_FROM_THEN = words.word_set("when since after until")


def _is_out_of_maker(asked: Asked) -> bool:
    """Return whether a maker's models are said to come out: "when Claude came out", "since Qwen was released"."""
    outs = {piece.start for piece in asked.of_kind("concept") if piece.concepts & {"RELEASED", "PUBLISHED"}}
    makers = (piece for piece in asked.pieces if piece.kind in ("organisation", "family"))
    return any(one.end in outs and one.start and asked.words[one.start - 1] in _FROM_THEN for one in makers)


def _is_everyday(asked: Asked) -> bool:
    """Return whether the words of the glossary in a question are those that any question about benchmarks has."""
    if not all(term.key in EVERYDAY_TERMS for term in asked.terms):
        return False
    if asked.words[0] == "benchmarks" and len(asked.terms) == 1 and not asked.has("MEANS"):
        # "Benchmarks with charts": what follows says which are meant.
        return len(asked.pieces) > 1 and "ABOUT_WORD" not in asked.pieces[-1].concepts
    return asked.words[0] in ("which", "list", "show")
