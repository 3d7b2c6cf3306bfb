"""From a reading of the question to frames: which benchmark, board and models are meant, or what to ask back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from podium.bots.faq.frame import Filters, Frame, Intent, Period
from podium.bots.faq.language.lexicon import FIGURES
from podium.bots.faq.language.value import Value
from podium.bots.faq.language.words import NARROWED, word_set
from podium.bots.faq.names.board_names import BoardName
from podium.bots.faq.names.vocabulary import Entity, Link
from podium.bots.faq.replies import refusals
from podium.bots.faq.replies.desk import Desk
from podium.bots.faq.reply import Reply
from podium.bots.faq.understanding import bounds
from podium.bots.faq.understanding.asked import Asked, Sight
from podium.bots.faq.understanding.intents import FILTER_VALUES, WITHIN_FIRST, Candidate, Spec, is_restriction

#: Most models that one reply is about.
MOST_MODELS = 4
#: Intents that take filters over from the frame before, since they read the same board.
ON_BOARD = frozenset(
    {
        Intent.LEADER, Intent.TOP_SCORE, Intent.LEADERBOARD, Intent.TOP, Intent.PLACE, Intent.LAST, Intent.STATISTICS,
        Intent.ABOVE, Intent.LEADER_AT, Intent.HISTORY, Intent.REACHED, Intent.EXTREME, Intent.VALUE,
        Intent.CHEAPEST_ABOVE, Intent.COUNT, Intent.CATEGORY_BEST,
    }
)  # fmt: skip


#: Words that take back what the question before was restricted to.
_EVERYONE = word_set("all every everyone everybody everything any overall altogether regardless")
#: Words that point at models told of before: "all of them" are these.
_THOSE = word_set("them those these they")
#: Intents that look at models of the catalogue, at least where no benchmark is named.
_OF_CATALOGUE = frozenset({Intent.EXTREME, Intent.RELATION, Intent.NEW})
#: Intents that are about the first or last few, or about one place.
_COUNTED = frozenset({Intent.TOP, Intent.PLACE, Intent.LAST, Intent.CATEGORY_BEST, Intent.TIES, Intent.EXTREME})
#: Intents of a score that one model may be wanted to reach on several benchmarks.
_OF_ONE_SCORE = frozenset({Intent.ABOVE, Intent.CHEAPEST_ABOVE, Intent.REACHED})
#: Words of an end of the numbers, of an end of what is good, and of metrics that count what is wrong.
_LOWEST = frozenset({"lowest", "least", "minimum", "min", "smallest", "low"})
_HIGHEST = frozenset({"highest", "most", "maximum", "max", "largest", "biggest"})
_WORST = frozenset({"worst", "last", "bottom", "weakest", "poorest"})
_ERRORS = frozenset({"error", "errors", "loss", "perplexity"})
_FIRST = frozenset({"first", "1st"})
#: Words of the glossary that are said in passing.
_EVERYDAY_TERMS = frozenset({"benchmark", "board", "leaderboard", "model", "score", "metric", "category", "result"})
#: Kinds of results that count as verified.
_VERIFIED_KINDS = ("independent", "reproduced")
#: Words with which a question begins that asks whether, so that "is the leader verified?" restricts nothing.
_WHETHER = frozenset({"is", "are", "was", "has", "have", "does", "do", "did"})


@dataclass(frozen=True)
class Built:
    """What a reading comes to.

    Args:
        frames: What is asked, one frame for each benchmark it is asked of.
        reply: What to say instead, where a name is missing, fits several things or is not on the board.
        choices: The frames that the reply offers to choose from, by the name that stands for each.
        pending: What is asked but for the missing name, so that the next message can complete it.
    """

    frames: tuple[Frame, ...] = ()
    reply: Reply | None = None
    choices: tuple[tuple[str, Frame], ...] = ()
    pending: Frame | None = None


class Unfit(Exception):
    """The reading lacks something that cannot be asked for; the next likeliest one is tried."""


def build(
    desk: Desk, asked: Asked, candidate: Candidate, base: Frame | None = None, subject: Sequence[str] = ()
) -> Built:
    """Return the frames of a reading.

    Args:
        desk: The registry.
        asked: The question.
        candidate: What it was read as.
        base: The frame that fills what the question leaves out.
        subject: Slugs of the models that the last reply was about, which "it" can mean.

    Raises:
        Unfit: If it lacks something that neither the frame before nor the asker can give.
    """
    builder = _Builder(desk, asked, candidate.spec, base, tuple(subject))
    return builder.bounded(builder.build())


@dataclass(eq=False, repr=False)
class _Builder:
    desk: Desk
    asked: Asked
    spec: Spec
    base: Frame | None
    subject: tuple[str, ...]

    def build(self) -> Built:
        categories = self._categories()
        if len(categories) > 1 and self.spec.takes("cat") and self.spec.intent is not Intent.CATEGORIES:
            # An answer for one of two categories would be silent on the other.
            return Built(reply=refusals.one_category(categories))
        frame = Frame(self.spec.intent, **self._values(), **self._subjects(), **self._fixed())
        frame = replace(frame, filters=self._filters())
        if frame.counted == "benchmarks" and frame.category is not None:
            frame = replace(frame, intent=Intent.BENCHMARKS, counted=None)
        if frame.counted == "verified":
            frame = self._of_one_kind(frame)
        if frame.counted in ("benchmarks", "categories") and not self._counts_tested(frame):
            return Built(reply=refusals.not_counted())
        counts = frame.intent is Intent.COUNTS
        if counts and frame.counted == "models" and frame.filters == Filters(open_weights=True):
            frame = replace(frame, counted="open_models", filters=Filters())
        wanted = self.spec.slots & {"b", "bs"}
        takes = wanted or self.spec.takes("b") or self.spec.takes("bs")
        sights = self.asked.sights if takes else ()
        if "bs" in self.spec.slots and len(sights) < 2:
            sights = self._two(sights)
        limited = frame.intent in bounds.WITHIN and any(value.kind == "score" for value in self.asked.values)
        limited = limited or frame.filters.first is not None
        if (wanted or limited) and not sights:
            # A score is one of a board, so that "the smallest model above 80%" asks for one.
            return self._which_benchmark(frame)
        if "one" in self.spec.slots:
            if not sights[0].boards:
                raise Unfit
            return Built((replace(frame, benchmarks=(sights[0].view.slug,), boards=_and_other(sights[0])),))
        if "boards" in self.spec.slots:
            sight = sights[0]
            slugs = tuple(board.slug for board in sight.boards[:2])
            return Built((replace(frame, benchmarks=(sight.view.slug,), boards=slugs),))
        if "bs" in self.spec.slots:
            return Built((replace(frame, benchmarks=tuple(sight.view.slug for sight in sights)),))
        if not sights:
            return self._with_models(frame, None)
        if len(sights) > 1 and self.asked.of_kind("board") and not all(sight.boards for sight in sights):
            # "MMLU and HLE with tools": one of them has no such board.
            raise Unfit
        return _together([self._of_board(frame, sight) for sight in sights])

    def _categories(self) -> list[str]:
        """Return the categories that the question names, but for those that only tell of the asker."""
        starts = {piece.start for piece in self.asked.of_kind("category")}
        links = [link for link in self.asked.reading.of_kind("category") if link.start in starts]
        return list(dict.fromkeys(link.entities[0].slug for link in links))

    def _of_one_kind(self, frame: Frame) -> Frame:
        """Return a count of verified results as one of those of a single kind, where only that kind is named."""
        said = self.asked.words
        kinds = tuple(kind for kind in _VERIFIED_KINDS if any(word.startswith(kind) for word in said))
        if len(kinds) != 1 or any(word.startswith("verif") for word in said):
            return frame
        return replace(frame, counted="results", filters=replace(frame.filters, verified=None, standing=kinds))

    def _counts_tested(self, frame: Frame) -> bool:
        """Return whether what restricts a count is about the models tested, and not about the benchmarks."""
        filters = frame.filters
        if not filters or frame.intent is not Intent.COUNTS:
            return True
        makers = Filters(organisations=filters.organisations, excluded_organisations=filters.excluded_organisations)
        return frame.counted == "benchmarks" and (filters == makers or self.asked.has("MODEL", "MODELS"))

    def bounded(self, built: Built) -> Built:
        """Return what was built with the limits that the question puts on scores."""
        if "both" in self.asked.words and len(built.frames) > 1 and built.frames[0].intent in _OF_ONE_SCORE:
            # That one model does it on both is another question than which does it on each.
            views = [self.desk.view(frame.benchmark) for frame in built.frames]
            return Built(reply=refusals.one_at_a_time([view.name for view in views]))
        frames = tuple(one for frame in built.frames for one in self._of_places(self._bounded(frame)))
        choices = tuple((name, self._bounded(frame)) for name, frame in built.choices)
        pending = None if built.pending is None else self._bounded(built.pending)
        return replace(built, frames=frames, choices=choices, pending=pending)

    def _of_places(self, frame: Frame) -> Sequence[Frame]:
        """Return a frame for each of several places that are asked for: "who is 2nd and 3rd?"."""
        if frame.intent is not Intent.PLACE or frame.k is None:
            return (frame,)
        places = [int(value.amount) for value in self.asked.values if value.kind == "place"]
        first = [word in _FIRST and "and" in self.asked.words[i : i + 3] for i, word in enumerate(self.asked.words)]
        places = list(dict.fromkeys([1, *places] if places and any(first) else places))
        return [replace(frame, k=place) for place in places] if len(places) > 1 else (frame,)

    def _bounded(self, frame: Frame) -> Frame:
        board = None
        if frame.benchmarks:
            view = self.desk.view(frame.benchmark)
            board = next((one for one, _ in view.boards if one.slug == frame.board), view.headline)
        found = bounds.bounded(frame, self.asked, board)
        if found is None:
            raise Unfit
        return found if board is None or board.higher_is_better else self._by_number(found)

    def _by_number(self, frame: Frame) -> Frame:
        """Return a frame with the end of the board that is meant where lower is better: the lowest score is best."""
        said = set(self.asked.words)
        if frame.intent is Intent.LAST and said & _LOWEST and not said & _WORST:
            return replace(frame, intent=Intent.TOP_SCORE if frame.k is None else Intent.TOP)
        if frame.intent is Intent.TOP_SCORE and said & _HIGHEST and said & _ERRORS:
            return replace(frame, intent=Intent.LAST)
        return frame

    def _two(self, sights: Sequence[Sight]) -> tuple[Sight, ...]:
        if self.base is None or not sights:
            raise Unfit
        slug = next((slug for slug in self.base.benchmarks if slug != sights[0].view.slug), None)
        if slug is None:
            raise Unfit
        return (Sight(self.desk.view(slug)), *sights)

    def _which_benchmark(self, frame: Frame) -> Built:
        vocabulary = self.desk.vocabulary
        topic = self.asked.topic
        pending = self._pending(frame)
        slugs = list(topic.slugs) if topic is not None else list(vocabulary.benchmarks)
        if topic is None:
            said = [piece.start for piece in self.asked.of_kind("board")]
            slugs = vocabulary.boards.benchmarks_with(self.asked.reading.tokens, said) or slugs
        elif len(slugs) == 1:
            return Built(reply=refusals.no_board_for(self.desk.view(slugs[0]), topic.observation))
        typed = self.asked.reading.typed(topic.start, topic.end) if topic is not None else ""
        reply = refusals.which_benchmark(vocabulary, slugs, typed)
        choices = tuple(
            (vocabulary.benchmarks[slug], replace(pending, benchmarks=(slug,)))
            for slug in slugs[: refusals.MOST_CHOICES]
        )
        return Built(reply=reply, choices=choices, pending=pending)

    def _pending(self, frame: Frame) -> Frame:
        """Return the frame with the models that are plain, for when its benchmark is known."""
        plain = [link.entities[0].slug for link in self._links() if len(link.entities) == 1]
        if "ms" in self.spec.slots and not plain and self.base is not None:
            plain = list(self.base.models[:2])
        return replace(frame, models=tuple(plain))

    def _of_board(self, frame: Frame, sight: Sight) -> Built:
        frame = replace(frame, benchmarks=(sight.view.slug,))
        if self.spec.takes("obs") and sight.observation is not None:
            frame = replace(frame, observation=sight.observation.observation)
        if not self.spec.takes("board"):
            return self._with_models(frame, sight)
        if sight.metrics and self.spec.intent is not Intent.METRIC:
            typed = self.asked.reading.typed(sight.metrics[0], sight.metrics[0] + 1)
            return Built(reply=refusals.no_such_board(sight.view, typed))
        boards = sight.boards
        if not boards and self._keeps_board(sight):
            return self._with_models(replace(frame, boards=self.base.boards if self.base else ()), sight)
        if not boards or any(board.headline for board in boards):
            return self._with_models(frame, sight)
        sizes = {board.slug: models for board, models in sight.view.boards}
        full = [board for board in boards if sizes[board.slug]] or list(boards[:1])
        if len(full) == 1 and len(boards) > 1 and not self._says_all_of(sight, full[0]):
            raise Unfit
        if len(full) == 1:
            return self._with_models(replace(frame, boards=(full[0].slug,)), sight)
        choices = tuple((board.title, self._on_scale(replace(frame, boards=(board.slug,)), sight)) for board in full)
        return Built(reply=refusals.which_board(sight.view.name, sight.view.slug, full), choices=choices, pending=frame)

    def _says_all_of(self, sight: Sight, board: BoardName) -> bool:
        """Return whether all words that name boards name this one: "with tools, biology" are of two."""
        return self.desk.vocabulary.boards.has_all(board, self.asked.reading.tokens, sight.said)

    def _on_scale(self, frame: Frame, sight: Sight) -> Frame:
        """Return the frame with its score as the board writes scores: "over 20" is 0.2 only where they end at 1."""
        said = [one for one in self.asked.values if one.kind == "score" and one.amount == frame.score]
        board = next((one for one, _ in sight.view.boards if one.slug == frame.board), sight.view.headline)
        return frame if not said or board.maximum == 1 else replace(frame, score=said[0].typed)

    def _keeps_board(self, sight: Sight) -> bool:
        return self.base is not None and self.base.benchmarks[:1] == (sight.view.slug,)

    # --- Models ------------------------------------------------------------------------------------

    def _links(self) -> list[Link]:
        return [link for link in self.asked.models if not self.asked.is_excluded(link)]

    def _with_models(self, frame: Frame, sight: Sight | None) -> Built:
        frame = frame if sight is None or frame.score is None else self._on_scale(frame, sight)
        slots = self.spec.slots
        links = self._links()
        if not slots & {"m", "m?", "m+", "ms", "ms?"}:
            return Built((frame,))
        if len(links) > MOST_MODELS:
            raise Unfit
        chosen: list[str] = []
        for i, link in enumerate(links):
            entities = self._on_board(link, frame) if sight is not None else link.entities
            typed = self.asked.reading.typed(link.start, link.end)
            if sight is not None and not entities:
                # Of two models, the one without a result is told by the handler.
                if len(links) == 1 and len(link.entities) > 1:
                    return Built(reply=refusals.no_result_of(link.entities, sight.view.name, sight.view.slug))
                entities = link.entities
            whether = self.asked.words[0] in _WHETHER
            cut = len(links) == 1 and self.spec.intent is not Intent.FACT
            if cut and link.guessed and self.asked.has("LEAD", "HIGH") and (len(entities) > 1 or not whether):
                # "The best GPT model" is a cut of the board, not a question about one model.
                raise Unfit
            if len(entities) > 1:
                return self._which_model(frame, typed, sight, entities, i)
            chosen.append(entities[0].slug)
        chosen = list(dict.fromkeys(chosen))
        remembered = self.subject or (self.base.models if self.base is not None else ())
        if "ms" in slots and len(chosen) < 2:
            others = [slug for slug in remembered if slug not in chosen]
            chosen = (
                [*others[: 2 - len(chosen)], *chosen] if chosen else list((self.base.models if self.base else ())[:2])
            )
            if len(chosen) < 2:
                raise Unfit
        if slots & {"m", "m+"} and not chosen:
            chosen = list(remembered[:1])
            if not chosen:
                return self._any_model(frame)
        return Built((replace(frame, models=tuple(chosen)),))

    def _on_board(self, link: Link, frame: Frame) -> tuple[Entity, ...]:
        """Return the models of a link that have a result on the board that is meant, or on any where none is."""
        if len(link.entities) == 1 and not link.guessed:
            return link.entities
        marks = ",".join("?" * len(link.entities))
        sql = f"SELECT DISTINCT model FROM current_results WHERE benchmark = ? AND model IN ({marks})"
        found = [frame.benchmark, *(entity.slug for entity in link.entities)]
        if frame.board is not None:
            sql += " AND board = ?"
            found.append(frame.board)
        there = {row[0] for row in self.desk.connection.execute(sql, found)}
        return tuple(entity for entity in link.entities if entity.slug in there)

    def _which_model(
        self, frame: Frame, typed: str, sight: Sight | None, entities: Sequence[Entity], position: int
    ) -> Built:
        if sight is not None:
            reply = refusals.which_model(typed, sight.view.name, entities)
        else:
            reply = refusals.about_model(entities, typed)
        others = [link.entities[0].slug for link in self._links()]
        choices = []
        for entity in entities:
            models = (*others[:position], entity.slug, *others[position + 1 :])
            choices.append((entity.name, replace(frame, models=models)))
        return Built(reply=reply, choices=tuple(choices), pending=frame)

    def _most_tested(self) -> list[str]:
        rows = self.desk.connection.execute(
            "SELECT model FROM current_results GROUP BY model ORDER BY count(DISTINCT benchmark) DESC, count(*) DESC,"
            " model LIMIT 3"
        )
        return [row[0] for row in rows]

    def _most_tested_of(self, maker: str) -> list[str]:
        rows = self.desk.connection.execute(
            "SELECT m.slug FROM models AS m JOIN current_results AS r ON r.model = m.slug WHERE m.organisation = ?"
            " GROUP BY m.slug ORDER BY count(DISTINCT r.benchmark) DESC, count(*) DESC, m.slug LIMIT 3",
            (maker,),
        )
        return [row[0] for row in rows]

    def _any_model(self, frame: Frame) -> Built:
        """Ask which model is meant, with those that have the most results as examples."""
        makers = self.asked.reading.of_kind("organisation")
        slugs = self._most_tested_of(makers[0].entities[0].slug) if makers else []
        slugs = slugs or self.desk.once("most tested models", self._most_tested)
        entities = [self.desk.vocabulary.models[slug] for slug in slugs if slug in self.desk.vocabulary.models]
        if not entities:
            raise Unfit
        choices = tuple((entity.name, replace(frame, models=(entity.slug,))) for entity in entities)
        return Built(reply=refusals.which_of_all_models(entities), choices=choices, pending=frame)

    # --- Slots -------------------------------------------------------------------------------------

    def _fixed(self) -> dict[str, Any]:
        fixed = dict(self.spec.fixed)
        if self.spec.intent is Intent.PLACE and "k" not in self._values():
            third = self.asked.has("NTH") and any(word in ("bronze",) for word in self.asked.words)
            fixed["k"] = 3 if third else 2
        return fixed

    def _values(self) -> dict[str, Any]:
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
            elif value.kind == "number" and "several" in wanted:
                filled.setdefault("k", int(value.amount))
            elif value.kind == "period" and "period" in wanted:
                filled["period"] = _narrower(filled.get("period"), value.period)
        if spec.intent is Intent.GAP:
            filled["places"] = self._pair()
        if self.spec.intent is Intent.CALL_COST:
            filled.setdefault("calls", 1)
        if self.base is not None and self.base.intent is spec.intent:
            for name in ("k", "score", "period", "calls", "input_tokens", "output_tokens"):
                remembered = getattr(self.base, name)
                if remembered is not None:
                    filled.setdefault(name, remembered)
        return filled

    def _is_scope(self, value: Value) -> bool:
        """Return whether the first so many are those among which is looked, so that all of them are meant."""
        return value.kind == "top" and _scope(self.asked, self.spec) == value

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

    def _subjects(self) -> dict[str, Any]:
        """Return maker, category, modality, topic and term, where the question is about one."""
        spec, asked, found = self.spec, self.asked, dict[str, Any]()
        if spec.takes("o"):
            link = next((link for link in asked.reading.of_kind("organisation")), None)
            if link is not None:
                found["organisation"] = link.entities[0].slug
        if spec.takes("cat") and spec.intent is not Intent.CATEGORIES:
            link = next((link for link in asked.reading.of_kind("category")), None)
            if link is not None and not _of_counted_models(spec, asked, link):
                found["category"] = link.entities[0].slug
        of_category = "category" in found and spec.fixed.get("counted") == "benchmarks"
        if spec.takes("modality") or spec.intent is Intent.BENCHMARKS or of_category:
            link = next(iter(asked.reading.of_kind("modality")), None)
            modality = link.entities[0].slug if link is not None else None
            if modality is not None and asked.has("TEXT_MODEL"):
                # "Benchmarks without images".
                modality = "text"
            if modality is not None:
                found["modality"] = modality
        if "topic" in spec.slots and asked.topic is not None:
            found["observation"] = asked.topic.observation or asked.reading.typed(asked.topic.start, asked.topic.end)
        if spec.takes("term"):
            keys = [term.key for term in asked.terms]
            # "What does it mean that a benchmark is saturated?" asks about the rarer word.
            found["term"] = next((key for key in keys if key not in _EVERYDAY_TERMS), keys[0] if keys else None)
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
                if remembered is not None and self.base.intent is spec.intent and name not in spec.fixed:
                    found.setdefault(name, remembered)
        return found

    def _filters(self) -> Filters:
        whether = self.asked.words[0] in _WHETHER
        if self.spec.intent is Intent.SCORE and not whether:
            # A model is named; of its figures those are meant that are verified or the like.
            return Filters(**_of_figures(self.asked))
        if not self.spec.filters:
            return Filters()
        found = filters_of(self.asked, self.spec)
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
        return merged(self._before(self.base), found)

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
        if base.period is None or takes or base.filters.released is not None or self.asked.has("NOW"):
            return base.filters
        period = Period(None, base.period.last) if base.period.last else base.period
        return replace(base.filters, released=period)


def _and_other(sight: Sight) -> tuple[str, ...]:
    """Return the board that is named and the one it is compared with where that is not named: the headline one."""
    named = sight.boards[0].slug
    others = [board.slug for board, models in sight.view.boards if board.slug != named and models]
    others.sort(key=lambda slug: slug != sight.view.boards[0][0].slug)
    return (named, *others[:1])


def _together(parts: Sequence[Built]) -> Built:
    """Return one result for several benchmarks; what has to be asked back about one of them is asked first."""
    if len(parts) == 1:
        return parts[0]
    asking = next((part for part in parts if part.choices), None)
    if asking is not None:
        return asking
    frames = tuple(frame for part in parts for frame in part.frames)
    reply = next((part.reply for part in parts if part.reply is not None), None)
    return Built(frames, None if frames else reply)


def filters_of(asked: Asked, spec: Spec) -> Filters:
    """Return which models a question restricts itself to."""
    found: dict[str, Any] = {}
    for piece in asked.pieces:
        if piece.kind == "excluded":
            links = [link for link in (*asked.models, *asked.reading.links) if link.start == piece.start]
            slugs = tuple(entity.slug for entity in links[0].entities)
            name = "excluded_organisations" if "organisation" in piece.concepts else "excluded"
            found[name] = tuple(dict.fromkeys((*found.get(name, ()), *slugs)))
        elif piece.kind == "organisation" and not (spec.takes("o") and "organisation" in found):
            link = next(link for link in asked.reading.links if link.start == piece.start)
            slugs = (*found.get("organisations", ()), *(entity.slug for entity in link.entities))
            found["organisations"] = tuple(dict.fromkeys(slugs))
        elif piece.kind == "category":
            link = next(link for link in asked.reading.links if link.start == piece.start)
            if not spec.takes("cat") or _of_counted_models(spec, asked, link):
                found["multimodal"] = True
        elif piece.kind == "concept":
            found.update(_of_concepts(piece.concepts, asked))
    found.update(_of_figures(asked) if spec.fixed.get("counted") != "verified" else {})
    if asked.has("OPEN") and asked.has("CLOSED") and not asked.has("NOT", "EXCEPT", "CORRECTION"):
        # "Open or closed": both are meant.
        found.pop("open_weights", None)
    if spec.takes("o"):
        found.pop("organisations", None)
    # What is counted restricts nothing else.
    found.pop({"verified": "verified", "open_models": "open_weights"}.get(spec.fixed.get("counted", ""), ""), None)
    if _toolless(asked.words):
        found["tools"] = False
    if asked.licences:
        found["licences"] = tuple(dict.fromkeys(name for one in asked.licences for name in one.licences))
    scope = _scope(asked, spec)
    if scope is not None:
        found["first"] = int(scope.amount)
    for value in asked.values:
        if isinstance(value.period, Period) and "then" in spec.values and not _said_released(asked, value):
            found["released"] = _narrower(found.get("released"), _until(value.period))
            continue
        if value.kind in FILTER_VALUES or (value.kind == "period" and "period" not in spec.values | spec.needed_values):
            more = _of_value(value)
            if "released" in more:
                more["released"] = _narrower(found.get("released"), more["released"])
            more["strict"] = (*found.get("strict", ()), *more.get("strict", ()))
            found.update(more)
    return Filters(**found)


def _scope(asked: Asked, spec: Spec) -> Value | None:
    """Return the number of places among which is looked: of "which open models are in the top 10" as well."""
    starts = {piece.start for piece in asked.of_kind("value") if "within" in piece.concepts}
    if spec.intent is Intent.TOP and not any(is_restriction(piece, asked) for piece in asked.pieces):
        return None
    if not starts or spec.intent not in WITHIN_FIRST | {Intent.TOP}:
        return None
    return next(value for value in asked.values if value.start in starts)


def _narrower(one: Period | None, other: Period | None) -> Period | None:
    """Return the one of two times that lies within the other: "mid-2025, say in June 2025".

    Raises:
        Unfit: If neither does, so that one of them would be left out.
    """
    if one is None or other is None:
        return one or other
    for inner, outer in ((other, one), (one, other)):
        after = (inner.first or "") >= (outer.first or "")
        if after and (inner.last or _NEVER) <= (outer.last or _NEVER):
            return inner
    raise Unfit


_NEVER = "9999-12-31"


def _of_counted_models(spec: Spec, asked: Asked, link: Link) -> bool:
    """Return whether a category says which models are counted: "how many multimodal models"."""
    after = asked.words[link.end] if link.end < len(asked.words) else ""
    counts = spec.intent is Intent.COUNTS and spec.fixed.get("counted") == "models"
    return counts and link.entities[0].slug == "multimodal" and after in NARROWED


def _said_released(asked: Asked, value: Value) -> bool:
    """Return whether a time is when the models that are meant came out."""
    piece = next(piece for piece in asked.pieces if piece.kind == "value" and piece.start == value.start)
    return is_restriction(piece, asked)


def _until(period: Period) -> Period:
    """Return the time of the models that were there in a period: all until its end.

    Raises:
        Unfit: If it has no end.
    """
    if period.last is None:
        raise Unfit
    return Period(None, period.last)


def _toolless(said: Sequence[str]) -> bool:
    """Return whether results without tools are asked for: "without tools", "no tool use", "tool-free"."""
    for i, word in enumerate(said):
        if word in ("tool", "tools"):
            before = [one for one in said[max(i - 3, 0) : i] if one not in ("any", "using", "use", "of", "the")]
            if before[-1:] and before[-1] in ("without", "no", "sans") or said[i + 1 : i + 2] == ["free"]:
                return True
    return False


def _of_concepts(concepts: Iterable[str], asked: Asked) -> dict[str, Any]:
    found: dict[str, Any] = {}
    names = set(concepts)
    # "Commercial closed-weights models" are those that are sold.
    sold = asked.has("CLOSED") and not asked.has("LICENCE", "USES", "OPEN")
    if "CLOSED" in names and (sold or not asked.has("COMMERCIAL")):
        found["open_weights"] = False
    elif "OPEN" in names:
        found["open_weights"] = True
    if "COMMERCIAL" in names and not sold:
        found["commercial"] = True
    if "TEXT_MODEL" in names:
        found["multimodal"] = False
    elif "MULTIMODAL_MODEL" in names:
        found["multimodal"] = True
    return found


def _of_figures(asked: Asked) -> dict[str, Any]:
    """Return whose figures are meant: all that are named, where several are."""
    concepts = [piece for piece in asked.pieces if piece.kind == "concept" and piece.concepts & FIGURES]
    names = [next(name for name in _FIGURES if name in piece.concepts) for piece in concepts]
    names = list(dict.fromkeys(names))
    if len(names) > 1:
        every = {one for name in names for one in _FIGURES[name]}
        return {"standing": tuple(one for one in _STANDINGS if one in every)}
    if names == ["VERIFIED"] and asked.typed(concepts[0]).lower() == "reproduced":
        return {"standing": ("reproduced",)}
    if names in (["VERIFIED"], ["UNVERIFIED"]):
        return {"verified": names == ["VERIFIED"]}
    return {"standing": _FIGURES[names[0]]} if names else {}


def _of_value(value: Value) -> dict[str, Any]:
    """Return the filters that an amount or a time stands for.

    Raises:
        Unfit: If it stands for none, so that it would be left out of the answer.
    """
    if isinstance(value.period, Period):
        return {"released": value.period}
    # A context window without a word is one from below, and a price one from above.
    bound = value.bound or {"context": "least", "price": "most"}.get(value.kind, "")
    name = _BOUNDED.get((value.kind, bound))
    if name is None:
        raise Unfit
    found: dict[str, Any] = {name: int(value.amount) if value.kind == "context" else value.amount}
    return {**found, "strict": (name,)} if value.strict else found


def merged(before: Filters, now: Filters) -> Filters:
    """Return filters that go on from those before: what is said now replaces what was said of the same thing."""
    plain = Filters()
    changed: dict[str, Any] = {}
    for group in _KINDS:
        if any(getattr(now, name) != getattr(plain, name) for name in group):
            changed |= {name: getattr(now, name) for name in group}
    names = (*_BOUNDED.values(), "min_score", "max_score")
    limits = {name for name in names if getattr(before, name) is not None and name not in changed}
    changed["strict"] = (*(name for name in before.strict if name in limits), *now.strict)
    return replace(before, **changed)


_STANDINGS = ("self-reported", "third-party", "independent", "reproduced")
#: What is said of whose figures are meant; the first that a word can mean counts.
_FIGURES: Mapping[str, tuple[str, ...]] = {
    "NOT_SELF": _STANDINGS[1:],
    "NOT_THIRD": (_STANDINGS[0], *_STANDINGS[2:]),
    "SELF_REPORTED": _STANDINGS[:1],
    "UNVERIFIED": _STANDINGS[:2],
    "VERIFIED": _STANDINGS[2:],
    "THIRD_PARTY": _STANDINGS[1:2],
}
#: The filter that a bound of an amount is.
_BOUNDED = {
    ("parameters", "most"): "max_params_b", ("parameters", "least"): "min_params_b",
    ("context", "most"): "max_context", ("context", "least"): "min_context",
    ("price", "most"): "max_price", ("price", "least"): "min_price",
}  # fmt: skip
#: Filters that are about one thing, so that what is said of it later takes the place of all of them.
_KINDS = (
    ("open_weights",), ("organisations", "excluded_organisations"), ("max_params_b", "min_params_b"),
    ("max_context", "min_context"), ("max_price", "min_price"), ("released",), ("verified", "standing"),
    ("commercial",), ("licences",), ("multimodal",), ("excluded",),
    ("tools",), ("min_score", "max_score"), ("first",), ("only",),
)  # fmt: skip
