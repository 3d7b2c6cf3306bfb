"""Deciding what a question asks: see :mod:`podium.bots.faq.engine` for the order of the steps."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from podium.bots.faq.frame import Filters, Frame, Intent
from podium.bots.faq.language import ordinary, words
from podium.bots.faq.language.clauses import without_claims
from podium.bots.faq.names.reading import Reading, read
from podium.bots.faq.names.unknown import Unknown
from podium.bots.faq.names.vocabulary import Entity, Link, Vocabulary
from podium.bots.faq.replies import refusals
from podium.bots.faq.replies.desk import Desk
from podium.bots.faq.replies.which import countable
from podium.bots.faq.reply import Reply
from podium.bots.faq.understanding.asked import Asked, ask, with_names
from podium.bots.faq.understanding.building import build
from podium.bots.faq.understanding.built import Built, Unfit
from podium.bots.faq.understanding.by_subject import asking_about, compared_for, needing_images
from podium.bots.faq.understanding.called import of_two_names
from podium.bots.faq.understanding.card_questions import CardQuestions
from podium.bots.faq.understanding.claimed import of_a_count, of_a_maker, of_a_number
from podium.bots.faq.understanding.collected import asks_when_collected
from podium.bots.faq.understanding.conversation import (
    Conversation,
    is_tied,
)
from podium.bots.faq.understanding.dating import of_year
from podium.bots.faq.understanding.difficulty import harder
from podium.bots.faq.understanding.filtering import filters_of
from podium.bots.faq.understanding.formalities import of_one
from podium.bots.faq.understanding.going_on import GoingOn
from podium.bots.faq.understanding.instead import instead
from podium.bots.faq.understanding.intents import Candidate
from podium.bots.faq.understanding.judging import (
    LEAST,
    asking,
    in_the_way,
    lacks_a_side,
    leaves_out_of_what,
    names_before,
    of_others,
    refers,
)
from podium.bots.faq.understanding.lacking import of_missing
from podium.bots.faq.understanding.larger import of_two
from podium.bots.faq.understanding.leading_most import leading_most
from podium.bots.faq.understanding.leaning import of_pair, of_tied
from podium.bots.faq.understanding.matters import of_matter
from podium.bots.faq.understanding.metrics import of_metric, whether_of
from podium.bots.faq.understanding.narrowed_list import in_full, merged
from podium.bots.faq.understanding.nearby import near_another
from podium.bots.faq.understanding.of_figures import of_tools, of_two_figures
from podium.bots.faq.understanding.of_two import better_value, matters_of_two
from podium.bots.faq.understanding.origins import origin
from podium.bots.faq.understanding.other_boards import of_other_boards
from podium.bots.faq.understanding.outdoing import cheaper_and_better
from podium.bots.faq.understanding.owning import Owners
from podium.bots.faq.understanding.persons import of_maker, of_person
from podium.bots.faq.understanding.pointers import points_at_several
from podium.bots.faq.understanding.pointing import Pointing
from podium.bots.faq.understanding.purposes import of_purpose
from podium.bots.faq.understanding.ranking import rank
from podium.bots.faq.understanding.returning import of_both
from podium.bots.faq.understanding.saving import saved
from podium.bots.faq.understanding.sayings import Sayings
from podium.bots.faq.understanding.sights import Sight
from podium.bots.faq.understanding.sorted_categories import of_categories
from podium.bots.faq.understanding.standings import whose_figures
from podium.bots.faq.understanding.subjects import best_at, is_of_something
from podium.bots.faq.understanding.tasks import of_answering, of_source, of_task
from podium.bots.faq.understanding.trying import of_sample
from podium.bots.faq.understanding.understood import Understanding, said
from podium.bots.faq.understanding.untested import of_untested
from podium.bots.faq.understanding.vocatives import without_vocative
from podium.bots.faq.understanding.which import both_ends, of_cards
from podium.bots.faq.understanding.whose import (
    with_their_maker,
)
from podium.bots.faq.understanding.written import Written
from podium.registry.views import BenchmarkView

if TYPE_CHECKING:
    from podium.bots.faq.similarity.semantic import Vote

#: Amounts that are places of a board.
_PLACED = frozenset({"top", "place"})
#: Most benchmarks that one reply answers for.
_MOST_BENCHMARKS = 4
#: Least lead over an intent of another meaning; with less the encoder is asked, where there is one.
_MARGIN = 0.15
#: Words with which it is asked whether something is there.
_LOOKS = words.word_set("is are does do has have and also")
#: Words of the whole registry.
_WHOLE = words.word_set("you your registry catalogue catalog podium altogether overall total there")
_BY_OBSERVATION = (Intent.LEADER, Intent.TOP_SCORE, Intent.LEADERBOARD, Intent.TOP, Intent.SCORE, Intent.PLACE)


#: Intents that look for others beside a benchmark.
_BESIDE_ONE = frozenset({Intent.RELATED, Intent.DIFFERENCE})


def _is_chatter(asked: Asked) -> bool:
    """Return whether a message is but small words, none of which begins a question: "well, you know, like"."""
    return all(piece.weak for piece in asked.pieces) and words.HEADS.isdisjoint(asked.words)


class Encoder(Protocol):
    """Tells what a question is most like in meaning. Asked only where the words leave it open."""

    def votes(self, asked: Asked) -> list[Vote]:
        """Return what the question may mean, the likeliest first."""
        ...


class Decider:
    """Decides what questions ask, against the names of a registry as they are now.

    Args:
        connection: The registry.
        vocabulary: Its names.
        encoder: Asked where the words leave open what is meant.
    """

    def __init__(self, connection: sqlite3.Connection, vocabulary: Vocabulary, encoder: Encoder | None) -> None:
        self._connection = connection
        self._vocabulary = vocabulary
        self._encoder = encoder
        self._owners = Owners(connection, vocabulary)
        self._sayings = Sayings(connection)
        self._desk = Desk(connection, vocabulary)
        self._written = Written(self._desk, self._sayings)
        self._card_questions = CardQuestions(vocabulary)
        self._pointing = Pointing(self._desk, self._ask)
        self._going_on = GoingOn(self._desk, self._ask, self._pointing)

    def decide(self, reading: Reading, conversation: Conversation | None, supposed: bool = False) -> Understanding:
        """Return what a question asks, completed from the conversation where it leaves something out.

        Args:
            reading: The question.
            conversation: What is remembered.
            supposed: Whether a name of it is only supposed, so that no further ones are.
        """
        conversation = of_pair(reading, conversation)
        links = reading.of_kind("benchmark")
        unsure = next((link for link in links if len(link.entities) > 1), None)
        if unsure is not None:
            return self._several(reading, unsure, conversation)
        slugs = list(dict.fromkeys(link.entities[0].slug for link in links))
        if len(slugs) > _MOST_BENCHMARKS:
            return said("guard", refusals.which_benchmark(self._vocabulary, slugs), reading)
        views = [self._desk.view(slug) for slug in slugs]
        last = conversation.last() if conversation is not None else None
        reading = with_their_maker(reading, self._connection, conversation)
        reading = self._owners.families_of_makers(self._owners.with_owners(reading), slugs, last)
        views = views or self._of_one_board(reading, conversation)
        asked = without_vocative(without_claims(self._ask(reading, views)))
        if last is not None and last.benchmarks and self._is_of_last(asked, last):
            asked = replace(self._ask(reading, [self._desk.view(last.benchmark)]), lent=True)
        candidates = rank(asked, names_before(conversation))
        if not any(one.sure for one in candidates):
            asked, candidates = asking(asked, candidates, names_before(conversation))
        understood = Understanding("intent", reading, asked, candidates, supposed=supposed)
        if last is not None and not asked.sights and last.benchmarks:
            self._remembered(understood, asked, last, conversation)
        if conversation is not None and not supposed:
            link = self._pointing.placed(asked, conversation)
            if link is not None:
                return self.decide(with_names(reading, [*reading.links, link]), conversation, supposed=True)
        for step in (
            self._of_list,
            self._going_on.leant,
            self._going_on.whose,
            self._going_on.pointed,
            self._going_on.gone_on,
            self._of_cards,
            self._written.card,
            self._called,
            self._collected,
            self._claimed,
            self._written.defined,
            self._written.guarded,
            self._written.podium,
            self._going_on.corrected,
            self._from_elsewhere,
            self._written.unnamed,
            self._written.beyond,
            self._written.in_texts,
            self._unknown,
        ):
            built = step(understood, conversation)
            if built is not None:
                understood.built = built
                if step == self._going_on.gone_on:
                    return of_tied(self._of_each(understood, conversation), conversation)
                return of_tied(understood, conversation) if step == self._going_on.pointed else understood
        understood.decided = "intent"
        return of_tied(self._of_each(self._decide(understood, conversation, last), conversation), conversation)

    def _of_each(self, understood: Understanding, conversation: Conversation | None) -> Understanding:
        """Ask of each of the benchmarks that the last answer was about what a message asks that names none of them.

        "How many questions does it have?" after two were compared is no question about the first.
        """
        slugs = conversation.benchmarks if conversation is not None else ()
        asked, frames = understood.asked, understood.frames
        if conversation is not None and asked is not None and len(frames) == 1:
            both = of_both(frames[0], asked, conversation.frame)
            if both:
                understood.built = replace(understood.built, frames=both, pending=conversation.frame)
                return understood
        if asked is None or not 1 < len(slugs) <= _MOST_BENCHMARKS or asked.of_kind("benchmark") or len(frames) != 1:
            return understood
        frame = frames[0]
        before = conversation.frame if conversation is not None else None
        listed = before is not None and before.intent is Intent.BENCHMARKS
        if listed or frame.benchmarks != slugs[:1] or frame.boards or frame.entry is not None:
            return understood
        each = tuple(replace(frame, benchmarks=(slug,)) for slug in slugs)
        understood.built = replace(understood.built, frames=each)
        return understood

    def _ask(self, reading: Reading, views: Sequence[BenchmarkView]) -> Asked:
        counted: Collection[str] = ()
        if not views and "many" in reading.words:
            counted = self._desk.once("what cards count", lambda: countable(self._desk))
        return ask(self._vocabulary, reading, views, self._sayings.terms(reading), counted)

    def _is_of_last(self, asked: Asked, last: Frame) -> bool:
        """Return whether what several benchmarks ask about is looked for in the last one: "is pneumonia in there?"."""
        topic = asked.topic
        if topic is None or asked.sights or last.benchmark not in topic.slugs or len(topic.slugs) < 2:
            return False
        return asked.words[0] in _LOOKS and asked.has("IT", "THERE")

    def _of_one_board(self, reading: Reading, conversation: Conversation | None) -> list[BenchmarkView]:
        """Return the benchmark whose board a question names that names no benchmark: "who leads the SEAL board?"."""
        last = conversation.last() if conversation is not None else None
        if last is not None and last.benchmarks:
            return []
        asked = self._ask(reading, ())
        if not asked.has("LEAD", "HIGH", "WORST", "LOW") and not any(one.kind in _PLACED for one in asked.values):
            return []
        said = [piece.start for piece in asked.of_kind("board")]
        if words.BOARD.isdisjoint(reading.words) and all(ordinary.is_ordinary(reading.words[i]) for i in said):
            # "Who leads the competition?" may be about any.
            return []
        slugs = self._vocabulary.boards.benchmarks_with(reading.tokens, said) if said else []
        return [self._desk.view(slugs[0])] if len(slugs) == 1 else []

    def _several(self, reading: Reading, link: Link, conversation: Conversation | None) -> Understanding:
        """Ask which of the benchmarks that a name fits is meant, with what each choice would ask."""
        others = [other for other in reading.links if other is not link]
        choices = []
        # Where more names are unsure, no answer to this one tells what is asked.
        sure = all(len(other.entities) == 1 for other in others if other.kind == "benchmark")
        for entity in link.entities[: refusals.MOST_CHOICES] if sure else ():
            one = with_names(reading, [*others, link._replace(entities=(entity,))])
            understood = self.decide(one, conversation)
            if understood.frames:
                choices.append((entity.name, understood.frames[0]))
        slugs = [entity.slug for entity in link.entities]
        reply = refusals.which_benchmark(self._vocabulary, slugs, reading.typed(link.start, link.end))
        return Understanding("guard", reading, built=Built(reply=reply, choices=tuple(choices)))

    def _of_cards(self, understood: Understanding, conversation: Conversation | None) -> Built | None:
        """Return the frame of a question for the benchmarks whose cards say something, or for what two of them say."""
        asked = understood.asked
        assert asked is not None
        one = saved(asked)
        both = harder(asked) if one is None else (one,)
        own = Built(both) if both else self._written.own_topic(understood, conversation)
        if own is not None:
            understood.decided = "intent"
            return own
        desk = self._desk
        last = conversation.benchmark if conversation is not None else ""
        frame = of_cards(desk, asked) or of_two(desk, asked, last) or of_person(desk, asked)
        frame = frame or of_missing(desk, asked) or of_one(asked) or of_sample(asked) or of_categories(asked)
        frame = frame or of_purpose(desk, asked) or best_at(desk, asked) or of_other_boards(asked)
        frame = frame or whether_of(asked) or of_year(asked)
        frame = frame or of_metric(desk, asked) or of_task(asked) or of_source(self._card_questions, asked)
        frame = frame or whose_figures(asked) or leading_most(self._vocabulary, asked) or of_answering(asked)
        frame = frame or needing_images(asked) or asking_about(asked) or compared_for(desk, asked)
        before = conversation.last() if conversation is not None and not asked.sights else None
        if frame is None and before is not None and before.benchmarks:
            view = self._desk.view(before.benchmark)
            frame = of_matter(self._card_questions, replace(self._ask(asked.reading, [view]), lent=True))
        frame = frame or of_matter(self._card_questions, asked)
        if frame is None:
            reply = of_maker(asked) or of_untested(self._vocabulary, asked)
            return None if reply is None else Built(reply=reply)
        if frame.cards is not None and frame.cards.author:
            # A person's name is none of the benchmark that it is a part of a name of.
            links = [link for link in asked.reading.links if not link.guessed]
            understood.reading = with_names(asked.reading, links)
        understood.decided = "intent"
        return Built(both_ends(frame, asked))

    def _called(self, understood: Understanding, conversation: Conversation | None) -> Built | None:
        """Return the frame of a question whether two names are those of one benchmark."""
        assert understood.asked is not None
        frame = of_two_names(understood.asked)
        if frame is None:
            return None
        understood.decided = "intent"
        return Built((frame,))

    def _of_list(self, understood: Understanding, conversation: Conversation | None) -> Built | None:
        """Return the frame of a question for some of the benchmarks that were listed last, or for others like them."""
        assert understood.asked is not None
        reading, last = understood.asked.reading, conversation.frame if conversation is not None else None
        full = in_full(reading, last)
        if not full or last is None:
            return None
        frames = self.decide(read(self._vocabulary, full), None).frames
        if len(frames) != 1 or frames[0].intent not in (Intent.BENCHMARKS, Intent.MOST_MODELS):
            return None
        understood.decided = "conversation"
        return Built((merged(frames[0], last, reading, conversation.listed if conversation is not None else ()),))

    def _collected(self, understood: Understanding, conversation: Conversation | None) -> Built | None:
        """Return the frame of a question of when a benchmark's data were made."""
        assert understood.asked is not None
        if not asks_when_collected(understood.asked):
            return None
        understood.decided = "intent"
        return Built((Frame(Intent.PUBLISHED, (understood.asked.sights[0].view.slug,), order="data"),))

    def _claimed(self, understood: Understanding, conversation: Conversation | None) -> Built | None:
        """Return the frame of a question whether a number is believable, whether a maker ever led, or who is near."""
        asked = understood.asked
        assert asked is not None
        outdone = cheaper_and_better(self._desk, asked) or better_value(asked) or matters_of_two(asked)
        if outdone is not None:
            understood.decided = "intent"
            return outdone
        frame = of_a_number(asked) or of_a_count(asked) or of_a_maker(asked) or near_another(asked)
        frame = frame or of_tools(asked) or of_two_figures(self._desk, asked)
        if frame is None:
            return None
        understood.decided = "intent"
        return Built((frame,))

    def _from_elsewhere(self, understood: Understanding, conversation: Conversation | None) -> Built | None:
        """Return the reply to a question of where makers are from, which nothing here tells."""
        assert understood.asked is not None
        typed = origin(understood.asked)
        if not typed:
            return None
        understood.decided = "guard"
        slug = understood.asked.sights[0].view.slug if understood.asked.sights else None
        return Built(reply=refusals.no_country(self._vocabulary, slug, typed))

    def _unknown(self, understood: Understanding, conversation: Conversation | None) -> Built | None:
        """Return the reply to a name that the registry does not have."""
        assert understood.asked is not None
        understood.decided = "guard"
        last = conversation.last() if conversation is not None else None
        unknown = Unknown(self._desk, understood.asked, understood.candidates, last)
        reply = unknown.reply()
        if reply is None:
            return None
        if conversation is not None and unknown.span is not None and not understood.supposed:
            choices = self._instead(understood.asked.reading, unknown.span, reply, conversation)
            if choices:
                return Built(reply=reply, choices=choices, pending=self._waiting(understood))
        tied = last is not None and last.benchmarks and understood.asked.has("FOLLOW")
        waiting = self._waiting(understood)
        if tied and waiting is not None and waiting.intent is Intent.DESCRIBE:
            # "And of GPQA?" still asks what was asked of the one before.
            waiting = last
        return Built(reply=reply, pending=waiting)

    def _waiting(self, understood: Understanding) -> Frame | None:
        """Return what a question about an unknown benchmark asks; None where it lacks none or is not understood."""
        assert understood.asked is not None
        best = next((one for one in understood.candidates if "b" in one.missing), None)
        if best is None:
            return None
        try:
            filters = filters_of(understood.asked, best.spec) if best.spec.filters else Filters()
        except Unfit:
            return None
        return Frame(best.intent, filters=filters)

    def _instead(
        self, reading: Reading, span: tuple[int, int], reply: Reply, conversation: Conversation
    ) -> tuple[tuple[str, Frame], ...]:
        """Return what a question asks with each of the suggested names in the place of the unknown one."""
        others = [link for link in reading.links if link.end <= span[0] or span[1] <= link.start]
        entities = {model.name: model for model in self._vocabulary.models.values() if model.name in reply.suggestions}
        entities |= {
            name: Entity("benchmark", slug, name)
            for slug, name in self._vocabulary.benchmarks.items()
            if name in reply.suggestions
        }
        choices = []
        for name in reply.suggestions:
            if name in entities:
                link = Link(*span, (entities[name],))
                understood = self.decide(with_names(reading, [*others, link]), conversation, supposed=True)
                if understood.frames:
                    choices.append((name, understood.frames[0]))
        return tuple(choices)

    def _decide(
        self, understood: Understanding, conversation: Conversation | None, last: Frame | None
    ) -> Understanding:
        asked, subject = understood.asked, conversation.subject if conversation is not None else ()
        assert asked is not None
        ranked = understood.candidates
        sure = [one for one in ranked if one.sure and one.score >= LEAST]
        thin = len(sure) > 1 and sure[0].score - sure[1].score < _MARGIN
        aside = bool(sure) and not asked.lent and bool(asked.of_kind("foreign"))
        if self._encoder is not None and (not sure or thin or aside):
            sure = self._encoded(understood, sure)
            if understood.frames:
                return understood
        for candidate in sure:
            if last is not None and points_at_several(asked) and of_others(asked, candidate, len(last.benchmarks) > 1):
                continue
            if lacks_a_side(asked, candidate, last):
                continue
            if candidate.intent is Intent.BENCHMARKS and is_of_something(asked):
                continue
            if candidate.intent in _BESIDE_ONE and last is None and "b" in candidate.missing and _is_chatter(asked):
                continue
            base = last if candidate.missing or asked.lent or refers(asked, candidate) else None
            try:
                understood.built = build(self._desk, asked, candidate, base, subject)
            except Unfit:
                continue
            return understood
        refusal = self._not_understood(asked, ranked, understood.encoder or ())
        understood.decided, understood.built = "guard", Built(reply=refusal)
        return understood

    def _remembered(
        self, understood: Understanding, asked: Asked, last: Frame, conversation: Conversation | None
    ) -> None:
        """Read the question as asked about the last benchmark, where it needs one and names none."""
        best = next((one for one in understood.candidates if one.sure), None)
        if best is not None and "b" not in best.missing and not (is_tied(asked) and best.missing):
            of_last = best.intent is Intent.EXTREME and leaves_out_of_what(asked, last, conversation)
            if not of_last and not (best.intent is Intent.COUNTS and self._counts_in(asked, last)):
                return
        again = replace(self._ask(asked.reading, [self._desk.view(last.benchmark)]), lent=True)
        ranked = rank(again, names_before(conversation))
        sure = next((one for one in ranked if one.sure), None)
        if sure is not None:
            understood.asked, understood.candidates = again, ranked

    def _counts_in(self, asked: Asked, last: Frame) -> bool:
        """Return whether it is counted what the card of the last benchmark counts: "how many fields?"."""
        said = asked.words
        if "many" not in said[:-1] or not _WHOLE.isdisjoint(said):
            return False
        noun = words.singular(said[said.index("many") + 1])
        sight = Sight.of(self._vocabulary, asked.reading, self._desk.view(last.benchmark))
        return noun in sight.nouns

    def _encoded(self, understood: Understanding, sure: list[Candidate]) -> list[Candidate]:
        """Return the candidates with those in front that the encoder takes the question for, if it may be."""
        from podium.bots.faq.similarity import taking

        assert self._encoder is not None and understood.asked is not None
        understood.encoder = self._encoder.votes(understood.asked)
        if sure and not taking.backed(understood.asked, sure[0], understood.encoder):
            if sure[0].missing and not taking.taken(understood.asked, understood.encoder):
                # To ask back for a name does no harm.
                return sure
            # An odd word was taken for an aside, and may be all that is asked: "the tail-ender of MMLU".
            understood.candidates, sure = [], []
        if sure:
            # The words leave two readings: the nearest sample tells which.
            preferred = taking.preferred(sure, understood.encoder)
            if preferred is not sure[0]:
                understood.decided = "encoder"
            return [preferred, *sure]
        written = taking.written(understood.asked, understood.encoder)
        if written is not None:
            understood.decided, understood.built = "encoder", Built((written,))
            return []
        taken = taking.taken(understood.asked, taking.weighed(understood.encoder, understood.candidates))
        if taken:
            understood.decided = "encoder"
        return taken

    def _not_understood(self, asked: Asked, ranked: Sequence[Candidate], votes: Sequence[Vote]) -> Reply:
        vocabulary = self._vocabulary
        for sight in asked.sights:
            observation = sight.observation
            if observation is not None and any(one.intent in _BY_OBSERVATION for one in ranked):
                return refusals.no_board_for(sight.view, observation.observation)
        typed = in_the_way(asked, ranked)
        if ranked:
            machine = next((one for one in ranked[0].unexplained if "MACHINE" in one.concepts), None)
            if machine is not None and not asked.models and (asked.sights or asked.has("LEAD", "MODEL", "MODELS")):
                slug = asked.sights[0].view.slug if asked.sights else None
                return refusals.no_machine(vocabulary, slug, asked.typed(machine))
        near = instead(self._desk, asked, ranked, votes)
        if asked.sights:
            view = asked.sights[0].view
            return refusals.not_answered(view.name, view.slug, typed, near)
        if asked.models:
            return refusals.not_answered_of(asked.models[0].entities[0], typed, near)
        return refusals.general_help(vocabulary, typed, near)
