"""From a reading of the question to frames: which benchmark, board and models are meant, or what to ask back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from podium.bots.faq.frame import Filters, Frame, Intent
from podium.bots.faq.language import ordinary, words
from podium.bots.faq.names.board_names import BoardName
from podium.bots.faq.names.vocabulary import Entity, Link
from podium.bots.faq.replies import refusals
from podium.bots.faq.replies.desk import Desk
from podium.bots.faq.replies.models import shared_fact
from podium.bots.faq.understanding import bounds
from podium.bots.faq.understanding.apart import MOST_MODELS, apart
from podium.bots.faq.understanding.asked import Asked
from podium.bots.faq.understanding.built import Built, Unfit
from podium.bots.faq.understanding.conversation import is_complete
from podium.bots.faq.understanding.intents import Candidate, Spec
from podium.bots.faq.understanding.sides import sides
from podium.bots.faq.understanding.sights import Sight
from podium.bots.faq.understanding.slots import WHETHER, Slots
from podium.bots.faq.understanding.subjects import is_either

#: Intents of a score that one model may be wanted to reach on several benchmarks.
_OF_ONE_SCORE = frozenset({Intent.ABOVE, Intent.CHEAPEST_ABOVE, Intent.REACHED})
#: Words of an end of the numbers, of an end of what is good, and of metrics that count what is wrong.
_LOWEST = frozenset({"lowest", "least", "minimum", "min", "smallest", "low"})
_HIGHEST = frozenset({"highest", "most", "maximum", "max", "largest", "biggest"})
_WORST = frozenset({"worst", "last", "bottom", "weakest", "poorest"})
_ERRORS = frozenset({"error", "errors", "loss", "perplexity"})
#: Words of models that have results on each of the benchmarks named.
_HAVING = words.word_set(
    "with have has tested evaluated appear appears share shared sharing appear appears appearing tested scored"
)
#: Kinds of results that count as verified.
_VERIFIED_KINDS = ("independent", "reproduced")


#: Verbs of what a benchmark has, and what it is that some have and others have not.
_HAVE = words.word_set("with have has having contain contains containing include includes including use uses using")
_HAD = words.word_set("question questions answer answers item items task tasks option options choices labels solutions")
_WITHIN = 4


def _are_some(asked: Asked) -> bool:
    """Return whether only some benchmarks are meant, by the questions they have: "with long answers"."""
    said = asked.words
    after = (said[i + 1 : i + _WITHIN] for i, word in enumerate(said) if word in _HAVE)
    return any(not _HAD.isdisjoint(words_after) for words_after in after)


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
        if (
            self.spec.intent is Intent.OBSERVATIONS
            and self.asked.has("HOW")
            and not _LABELLED.isdisjoint(self.asked.words)
        ):
            # How labels were made is another question than which there are.
            raise Unfit
        categories = self._categories()
        if len(categories) > 1 and self.spec.takes("cat") and self.spec.intent is not Intent.CATEGORIES:
            # An answer for one of two categories would be silent on the other.
            if not self._lists_benchmarks() or is_either(self.asked):
                return Built(reply=refusals.one_category(categories))
        slots = Slots(self.asked, self.spec, self.base)
        frame = Frame(self.spec.intent, **slots.values(), **slots.subjects(), **slots.fixed())
        frame = replace(frame, filters=slots.filters())
        if len(categories) > 1 and frame.category is not None and self._lists_benchmarks():
            frame = replace(frame, category=categories[0], other_categories=tuple(categories[1:]))
        if "sides" in self.spec.slots:
            frame = replace(frame, sides=sides(self.asked))
        elif frame.intent is Intent.MAKERS and self.base is not None and not self.asked.has("MAKERS"):
            # "And on MMLU-Pro?" after two makers were set beside one another.
            frame = replace(frame, sides=self.base.sides)
        if frame.intent is Intent.HISTORY and frame.organisation:
            frame = self._of_another_maker(frame)
        if frame.counted == "benchmarks" and frame.category is not None:
            frame = replace(frame, intent=Intent.BENCHMARKS, counted=None)
        if frame.intent is Intent.BASELINES and self._counts_ahead():
            frame = replace(frame, counted="ahead")
        if frame.counted == "verified":
            frame = self._of_one_kind(frame)
        if frame.counted in ("benchmarks", "categories") and not self._counts_tested(frame):
            return Built(reply=refusals.not_counted())
        if frame == Frame(Intent.BENCHMARKS) and _are_some(self.asked):
            # A list of all benchmarks would leave out which are meant.
            raise Unfit
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
        if {"one", "boards"} & self.spec.slots and len(sights) > 1:
            # The boards of one of two benchmarks are not what is compared.
            raise Unfit
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
        if "series" in self.spec.slots:
            return self._of_series(frame)
        if not sights:
            return self._with_models(frame, None)
        if len(sights) > 1 and self.asked.of_kind("board") and not all(sight.boards for sight in sights):
            # "MMLU and HLE with tools": one of them has no such board.
            raise Unfit
        return _together([self._of_board(frame, sight) for sight in sights])

    def _of_series(self, frame: Frame) -> Built:
        """Return what all models of a series share: "who makes the Phi models?"."""
        start = self.asked.of_kind("family")[0].start
        link = next(link for link in self.asked.reading.links if link.start == start)
        reply = shared_fact(self.desk, replace(frame, models=tuple(entity.slug for entity in link.entities)))
        if reply is None:
            raise Unfit
        return Built(reply=replace(reply, intent=frame.intent.value))

    def _of_another_maker(self, frame: Frame) -> Frame:
        """Return whether a maker ever led, asked of another one: "and Google?"."""
        makers = frame.filters.organisations
        if len(makers) > 1:
            raise Unfit
        return (
            replace(frame, organisation=makers[0], filters=replace(frame.filters, organisations=()))
            if makers
            else frame
        )

    def _categories(self) -> list[str]:
        """Return the categories that the question names, but for those that only tell of the asker."""
        starts = {piece.start for piece in self.asked.of_kind("category")}
        links = [link for link in self.asked.reading.of_kind("category") if link.start in starts]
        return list(dict.fromkeys(link.entities[0].slug for link in links))

    def _counts_ahead(self) -> bool:
        """Return whether it is asked how many models are better than people."""
        return "many" in self.asked.words and self.asked.has("HUMAN") and self.asked.has("MODEL", "MODELS", "BETTER")

    def _lists_benchmarks(self) -> bool:
        return self.spec.intent is Intent.BENCHMARKS or self.spec.fixed.get("counted") == "benchmarks"

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
        both = "both" in self.asked.words and len(built.frames) > 1
        if self._is_of_all(built.frames, both):
            slugs = tuple(dict.fromkeys(frame.benchmark for frame in built.frames))
            frame = Frame(Intent.RELATION, slugs, counted="shared", filters=built.frames[0].filters)
            return Built((frame,))
        # "In the top 5 of both" and "how many are on both" are asked of those that are on the two.
        within = both and built.frames[0].intent is Intent.TOP and "in the top" in " ".join(self.asked.words)
        if within or (both and built.frames[0].intent in (*_OF_ONE_SCORE, Intent.COUNT)):
            # That one model does it on both is another question than which does it on each.
            views = [self.desk.view(frame.benchmark) for frame in built.frames]
            return Built(reply=refusals.one_at_a_time([view.name for view in views]))
        frames = tuple(one for frame in built.frames for one in apart(self.asked, self._bounded(frame)))
        choices = tuple((name, self._bounded(frame)) for name, frame in built.choices)
        pending = None if built.pending is None else self._bounded(built.pending)
        return replace(built, frames=frames, choices=choices, pending=pending)

    def _is_of_all(self, frames: Sequence[Frame], both: bool) -> bool:
        """Return whether those models are asked for that have results on each of several benchmarks."""
        slugs = {frame.benchmark for frame in frames if frame.benchmarks}
        if len(slugs) < 2 or len(slugs) < len(frames) or any(frame.boards for frame in frames):
            return False
        intent, said = frames[0].intent, self.asked.words
        if intent is Intent.COUNT:
            return both or self.asked.has("COMMON")
        if intent not in (Intent.LEADERBOARD, Intent.LEADER) or self.asked.has("LEAD", "HIGH", "BOARD"):
            return False
        having = self.asked.has("MODELS", "WHO") and not _HAVING.isdisjoint(said)
        return (both and self.asked.has("MODELS", "WHO")) or (having and "and" in said and "or" not in said)

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
        of_registry = self.spec.intent is Intent.AUTHORS and self.asked.has("PODIUM", "CATALOGUE", "SAME")
        # "How much stuff is in here?"
        much = self.asked.has("HOW_MUCH") and not self.asked.has("MODEL", "MODELS", "RESULT", "TESTED")
        of_registry |= self.spec.intent is Intent.COUNT and much
        if self.asked.has("BENCHMARKS") or of_registry or self._asks_of_others():
            # "Which of the benchmarks can be run" and "which universities have models" are asked of none.
            return Built(reply=refusals.general_help(self.desk.vocabulary))
        vocabulary = self.desk.vocabulary
        topic = self.asked.topic
        pending = self._pending(frame)
        slugs = list(topic.slugs) if topic is not None else vocabulary.by_models
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
        # With another name missing too, a choice is no question yet.
        choices = tuple(choice for choice in choices if is_complete(choice[1]) or choice[1].score)
        return Built(reply=reply, choices=choices, pending=pending)

    def _asks_of_others(self) -> bool:
        """Return whether a question begins with what is no model and no benchmark: "which universities"."""
        said = self.asked.words
        if " ".join(said).startswith(("what is a ", "what is an ", "whats a ", "whats an ", "what does ")):
            # "What is an observation" and "what does LLM mean" ask for a meaning.
            return not self.asked.has("STATISTICS", "GOOD") and (said[1] != "does" or said[-1] in ("mean", "means"))
        if said[:3] == ["how", "do", "you"]:
            # "How do you handle contaminated results?" is asked of Podium.
            return True
        foreign = {piece.start for piece in self.asked.of_kind("foreign")}
        return said[0] in ("which", "what") and 1 in foreign and ordinary.is_thing(said[1])

    def _pending(self, frame: Frame) -> Frame:
        """Return the frame with the models that are plain, for when its benchmark is known."""
        plain = [link.entities[0].slug for link in self._links() if len(link.entities) == 1]
        if "ms" in self.spec.slots and not plain and self.base is not None:
            plain = list(self.base.models[:2])
        return replace(frame, models=tuple(plain))

    def _of_board(self, frame: Frame, sight: Sight) -> Built:
        frame = replace(frame, benchmarks=(sight.view.slug,))
        if frame.intent is Intent.OBSERVATIONS and sight.count and not sight.view.card["observations"]:
            # "How many disciplines are there": that they are not named is another matter.
            frame = replace(frame, intent=Intent.SIZES, observation=None)
        if frame.intent is Intent.SIZES and sight.count:
            return Built((replace(frame, counted=sight.count),))
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
            whether = self.asked.words[0] in WHETHER
            cut = len(links) == 1 and self.spec.intent is not Intent.FACT
            before = len(entities) == 1 and self.asked.has("BEFORE", "UNSEATED")
            if (
                cut
                and link.guessed
                and self.asked.has("LEAD", "HIGH")
                and (len(entities) > 1 or not (whether or before))
            ):
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
        return Built((replace(frame, models=tuple(chosen), order=self._order(frame)),))

    def _order(self, frame: Frame) -> str | None:
        """Return the order of a frame; who is ahead of a model is not asked where it is the one that beats others."""
        if frame.intent is Intent.HISTORY and frame.order == "after":
            return "before" if self._unseats() else frame.order
        if frame.intent is not Intent.RANK or frame.order is None:
            return frame.order
        verb = next((piece.start for piece in self.asked.pieces if piece.concepts & {"BETTER", "ABOVE"}), 0)
        named = next((piece.start for piece in self.asked.of_kind("model")), -1)
        return frame.order if verb < named and _WORSE.isdisjoint(self.asked.words) else None

    def _unseats(self) -> bool:
        """Return whether the model named took the lead and did not lose it: "who did o3 dethrone", "ousted by o3"."""
        said = self.asked.words
        its = [piece.start for piece in self.asked.of_kind("concept") if "IT" in piece.concepts]
        start = next(iter([*(piece.start for piece in self.asked.of_kind("model")), *its]), 0)
        verb = next((piece.start for piece in self.asked.of_kind("concept") if "UNSEATED" in piece.concepts), 0)
        lost = said[verb] in ("lose", "lost")
        active = start < verb and ("did" in said[:start] or "was" not in said[:start]) and not lost
        return bool(start) and (active or said[start - 1] == "by")

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
        shared = None
        if self.spec.intent is Intent.FACT and len(self._links()) == 1:
            # "Who made MiMo": whichever of them is meant, the answer is the same.
            shared = shared_fact(self.desk, replace(frame, models=tuple(entity.slug for entity in entities)))
        if shared is not None:
            reply = shared
        elif sight is not None:
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


_LABELLED = words.word_set("labelled labeled annotated labelling labeling annotating")
_WORSE = words.word_set("worse lower below weaker inferior behind under poorer less")


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
