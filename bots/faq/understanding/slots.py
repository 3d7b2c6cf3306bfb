"""What fills a frame beside benchmark and models: amounts, times, subjects and filters."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from podium.bots.faq.frame import Filters, Frame, Intent, Period
from podium.bots.faq.language.value import Value
from podium.bots.faq.language.words import word_set
from podium.bots.faq.understanding.asked import Asked
from podium.bots.faq.understanding.built import Unfit
from podium.bots.faq.understanding.filtering import (
    filters_of,
    merged,
    narrower,
    of_counted_models,
    of_figures,
    scope_of,
)
from podium.bots.faq.understanding.intents import Spec

#: Intents that take filters over from the frame before, since they read the same board.
ON_BOARD = frozenset(
    {
        Intent.LEADER, Intent.TOP_SCORE, Intent.LEADERBOARD, Intent.TOP, Intent.PLACE, Intent.LAST, Intent.STATISTICS,
        Intent.ABOVE, Intent.LEADER_AT, Intent.HISTORY, Intent.REACHED, Intent.EXTREME, Intent.VALUE,
        Intent.CHEAPEST_ABOVE, Intent.COUNT, Intent.CATEGORY_BEST, Intent.MAKERS,
    }
)  # fmt: skip
#: Words that take back what the question before was restricted to.
_EVERYONE = word_set("all every everyone everybody everything any overall altogether regardless")
#: Words that point at models told of before: "all of them" are these.
_THOSE = word_set("them those these they")
#: Intents that look at models of the catalogue, at least where no benchmark is named.
_OF_CATALOGUE = frozenset({Intent.EXTREME, Intent.RELATION, Intent.NEW})
#: Intents that are about the first or last few, or about one place.
_COUNTED = frozenset(
    {
        Intent.TOP, Intent.PLACE, Intent.LAST, Intent.CATEGORY_BEST, Intent.TIES, Intent.EXTREME, Intent.MODELS_OF,
        Intent.MAKERS,
    }
)  # fmt: skip
#: Words of the glossary that are said in passing.
EVERYDAY_TERMS = frozenset({"benchmark", "board", "leaderboard", "model", "score", "metric", "category", "result"})
#: Words with which a question begins that asks whether, so that "is the leader verified?" restricts nothing.
WHETHER = frozenset({"is", "are", "was", "has", "have", "does", "do", "did"})


@dataclass(eq=False, repr=False)
class Slots:
    """What a question says of a way of asking, completed from the frame before.

    Args:
        asked: The question.
        spec: The way of asking.
        base: The frame that fills what the question leaves out.
    """

    asked: Asked
    spec: Spec
    base: Frame | None

    def fixed(self) -> dict[str, Any]:
        """Return what the way of asking fills by itself."""
        fixed = dict(self.spec.fixed)
        if self.spec.intent is Intent.PLACE and "k" not in self.values():
            third = self.asked.has("NTH") and any(word in ("bronze",) for word in self.asked.words)
            fixed["k"] = 3 if third else 2
        return fixed

    def values(self) -> dict[str, Any]:
        """Return the numbers and times that the way of asking takes."""
        spec, filled = self.spec, dict[str, Any]()
        names = {"top": "k", "place": "k", "score": "score", "calls": "calls", "tokens_in": "input_tokens",
                 "tokens_out": "output_tokens"}  # fmt: skip
        wanted = spec.values | spec.needed_values
        for value in self.asked.values:
            if names.get(value.kind) == "k" and (spec.intent not in _COUNTED or self._is_scope(value)):
                continue
            if value.first:
                if spec.intent is not Intent.TOP:
                    raise Unfit
                filled["places"] = (int(value.first), int(value.amount))
            if value.kind in names and (value.kind in wanted or (value.kind == "top" and {"bottom", "count"} & wanted)):
                whole = value.kind != "score"
                filled.setdefault(names[value.kind], int(value.amount) if whole else value.amount)
            elif value.kind == "number" and {"several", "chosen"} & wanted:
                filled.setdefault("k", int(value.amount))
            elif value.kind == "period" and "period" in wanted:
                filled["period"] = narrower(filled.get("period"), value.period)
        if spec.intent is Intent.GAP:
            filled["places"] = self._pair()
        if self.spec.intent is Intent.CALL_COST:
            numbers = [value for value in self.asked.values if value.kind == "number" and value.amount >= 1]
            if len(numbers) == 1 and "calls" not in filled:
                # "30,000 invoices of 1,500 tokens" are so many calls.
                filled["calls"] = int(numbers[0].amount)
            filled.setdefault("calls", 1)
        if self.base is not None and self.base.intent is spec.intent:
            for name in ("k", "score", "period", "calls", "input_tokens", "output_tokens"):
                remembered = getattr(self.base, name)
                if remembered is not None:
                    filled.setdefault(name, remembered)
        return filled

    def _is_scope(self, value: Value) -> bool:
        """Return whether the first so many are those among which is looked, so that all of them are meant."""
        return value.kind == "top" and scope_of(self.asked, self.spec) == value

    def _pair(self) -> tuple[int, ...]:
        """Return the two places that a gap lies between; none for the first two."""
        asked = self.asked
        places = [int(value.amount) for value in asked.values if value.kind == "place"]
        tops = [int(value.amount) for value in asked.values if value.kind == "top"]
        places += [int(value.first) for value in asked.values if value.first]
        if len(places) == 1 and any(value.first for value in asked.values):
            # "From rank 2 to rank 5"
            places, tops = [*places, *tops], []
        if len(places) > 2 or (tops and places):
            raise Unfit
        if len(places) == 1:
            places.insert(0, 1)
        if tops:
            places = [1, tops[0]]
        pair = tuple(sorted(set(places)))
        return pair if len(pair) == 2 and pair != (1, 2) else ()

    def subjects(self) -> dict[str, Any]:
        """Return maker, category, modality, topic and term, where the question is about one."""
        spec, asked, found = self.spec, self.asked, dict[str, Any]()
        if spec.takes("o"):
            makers = asked.reading.of_kind("organisation")
            link = next(iter(makers), None)
            if spec.intent is Intent.MODELS_OF and len({one.entities[0].slug for one in makers}) > 1:
                # "Who has more models, OpenAI or Google": an answer about the one would be silent on the other.
                raise Unfit
            if link is not None:
                found["organisation"] = link.entities[0].slug
        if spec.takes("cat") and spec.intent is not Intent.CATEGORIES:
            link = next((link for link in asked.reading.of_kind("category")), None)
            if link is not None and not of_counted_models(spec, asked, link):
                found["category"] = link.entities[0].slug
        of_category = "category" in found and spec.fixed.get("counted") == "benchmarks"
        if spec.takes("modality") or spec.intent is Intent.BENCHMARKS or of_category:
            link = next(iter(asked.reading.of_kind("modality")), None)
            modality = link.entities[0].slug if link is not None else None
            if modality is not None and asked.has("TEXT_MODEL"):
                # "Benchmarks without images".
                modality = "text"
            if modality is None and spec.intent is Intent.BENCHMARKS and asked.has("MULTIMODAL_MODEL"):
                # "Which of them work with pictures?"
                modality = "image"
            if modality is not None:
                found["modality"] = modality
        if "topic" in spec.slots and asked.topic is not None:
            found["observation"] = asked.topic.observation or asked.reading.typed(asked.topic.start, asked.topic.end)
        if spec.takes("term"):
            keys = [term.key for term in asked.terms]
            # "What does it mean that a benchmark is saturated?" asks about the rarer word.
            found["term"] = next((key for key in keys if key not in EVERYDAY_TERMS), keys[0] if keys else None)
        if self.base is not None:
            for name in (
                "organisation",
                "category",
                "modality",
                "observation",
                "term",
                "attribute",
                "order",
                "counted",
            ):
                remembered = getattr(self.base, name)
                if name == "observation" and remembered is not None and self.asked.of_kind("observation"):
                    if all(sight.observation is None for sight in self.asked.sights):
                        # "And fractures?" of a benchmark that has none is not asked of the finding before.
                        raise Unfit
                    continue
                if remembered is not None and self.base.intent is spec.intent and name not in spec.fixed:
                    found.setdefault(name, remembered)
        return found

    def filters(self) -> Filters:
        """Return which models are meant.

        Raises:
            Unfit: If the question names one that the way of asking cannot follow.
        """
        whether = self.asked.words[0] in WHETHER
        if self.spec.intent is Intent.SCORE and not whether:
            # A model is named; of its figures those are meant that are verified or the like.
            return Filters(**of_figures(self.asked))
        if not self.spec.filters:
            return Filters()
        found = filters_of(self.asked, self.spec)
        if "sides" in self.spec.slots:
            # Who is set beside whom restricts the board to none of them.
            found = replace(found, organisations=(), family="", family_models=())
        if self.spec.intent is Intent.COUNT and not replace(found, verified=None, standing=()):
            # The answer says how many are verified and the like, whether that is asked or not.
            found = Filters()
        if whether and found.licences and self.spec.intent in (Intent.LEADER, Intent.PLACE, Intent.LAST):
            # "Is the leader MIT licensed?" asks about the leader, and not for the best of those.
            raise Unfit
        if whether and self.spec.intent in (Intent.LEADER, Intent.TOP_SCORE):
            # Whose figure it is stands beside the score.
            found = replace(found, verified=None, standing=())
        if found.figures and not self._knows_figures(found):
            raise Unfit
        if self.base is None or self.base.intent not in ON_BOARD or self.spec.intent not in ON_BOARD:
            return found
        before = self._before(self.base)
        return merged(before, self._of_same_side(before, found))

    def _of_same_side(self, before: Filters, now: Filters) -> Filters:
        """Return filters whose price is of the tokens that the one before was of, where nothing is said of it."""
        sided = any(value.sided or value.kind == "output_price" for value in self.asked.values)
        of_output = before.max_output_price is not None or before.min_output_price is not None
        if sided or not of_output or before.max_price is not None or before.min_price is not None:
            return now
        if now.max_price is None and now.min_price is None:
            return now
        strict = tuple(name.replace("_price", "_output_price") for name in now.strict)
        return replace(
            now, max_price=None, min_price=None, max_output_price=now.max_price, min_output_price=now.min_price,
            strict=strict,
        )  # fmt: skip

    def _knows_figures(self, filters: Filters) -> bool:
        """Return whether an answer can look at whose figures there are, which the catalogue of models cannot tell."""
        if self.spec.intent is Intent.COUNTS:
            plain = not replace(filters, standing=()) and self.spec.fixed.get("counted") == "results"
            return not filters.standing or (plain and not self.asked.of_kind("category"))
        if self.spec.intent not in _OF_CATALOGUE:
            return True
        return self.spec.takes("board") and bool(self.asked.sights)

    def _before(self, base: Frame) -> Filters:
        """Return the filters of the frame before; a time that the new question does not take stays one of the models.

        Who led in 2024 is told of the models that were there by its end, and so is who was last.
        """
        if not _EVERYONE.isdisjoint(self.asked.words) and _THOSE.isdisjoint(self.asked.words):
            return Filters()
        takes = "period" in self.spec.values | self.spec.needed_values
        if base.period is None or takes or base.filters.released is not None or self.asked.has("NOW", "UNSEATED"):
            # Who took the lead from whoever led then did so later.
            return base.filters
        period = Period(None, base.period.last) if base.period.last else base.period
        return replace(base.filters, released=period)
