"""Deciding what a question asks: see :mod:`podium.bots.faq.engine` for the order of the steps."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from podium.bots.faq.frame import Filters, Frame, Intent
from podium.bots.faq.language import guards, lexicon, ordinary, outside, words
from podium.bots.faq.language.clauses import without_claims, without_story
from podium.bots.faq.language.lexicon import FILTERS
from podium.bots.faq.names.reading import Reading
from podium.bots.faq.names.unknown import Unknown
from podium.bots.faq.names.vocabulary import Entity, Link, Vocabulary
from podium.bots.faq.replies import refusals
from podium.bots.faq.replies.desk import Desk
from podium.bots.faq.reply import Reply
from podium.bots.faq.understanding import subjects
from podium.bots.faq.understanding.asked import Asked, Piece, ask, with_names
from podium.bots.faq.understanding.beyond import is_elsewhere
from podium.bots.faq.understanding.building import Built, Unfit, build, filters_of
from podium.bots.faq.understanding.card_questions import CardQuestions
from podium.bots.faq.understanding.conversation import (
    Conversation,
    continued,
    is_bare,
    is_complete,
    is_tied,
    says_only_a_name,
    says_only_filters,
)
from podium.bots.faq.understanding.defining import defined
from podium.bots.faq.understanding.intents import Candidate, narrows, rank
from podium.bots.faq.understanding.pointing import Pointing, points_at_several
from podium.bots.faq.understanding.sayings import Sayings
from podium.registry import leaderboard
from podium.registry.views import BenchmarkView

if TYPE_CHECKING:
    from podium.bots.faq.similarity.semantic import Vote

#: Amounts that are places of a board.
_PLACED = frozenset({"top", "place"})
#: Most benchmarks that one reply answers for.
_MOST_BENCHMARKS = 4
#: Score below which a reading that explains everything is still no reading: it is made of asides.
_LEAST = 0.05
#: Least lead over an intent of another meaning; with less the encoder is asked, where there is one.
_MARGIN = 0.15
#: Questions with these intents and such a first word are left to the results, whatever a card says.
_RANKINGS = (Intent.LEADER, Intent.TOP_SCORE)
#: Intents that answer from a field of the card, which its author's words on the very matter go before.
_GENERAL = frozenset(
    {
        Intent.DESCRIBE, Intent.METRIC, Intent.ACCESS, Intent.SIZES, Intent.OBSERVATIONS, Intent.AUTHORS,
        Intent.CATEGORIES, Intent.ABOUT, Intent.PROTOCOL,
    }
)  # fmt: skip
_FIRST_WORDS = words.WHO | words.word_set("what whats wat wut")


class Encoder(Protocol):
    """Tells what a question is most like in meaning. Asked only where the words leave it open."""

    def votes(self, asked: Asked) -> list[Vote]:
        """Return what the question may mean, the likeliest first."""
        ...


@dataclass
class Understanding:
    """What a question was understood to ask, before it is answered.

    Args:
        decided: See :class:`podium.bots.faq.understanding.explanation.Explanation`.
        reading: Its words and names.
        asked: It in pieces, where it came so far.
        candidates: Its readings, best first.
        built: The frames, or what to say instead.
        encoder: What the encoder said, if it was asked.
        supposed: Whether a name of it is only supposed.
    """

    decided: str
    reading: Reading | None = None
    asked: Asked | None = None
    candidates: list[Candidate] = field(default_factory=list)
    built: Built = field(default_factory=Built)
    encoder: list[Vote] | None = None
    supposed: bool = False

    @property
    def frames(self) -> tuple[Frame, ...]:
        """What is asked, one frame for each benchmark it is asked of."""
        return self.built.frames


_CORRECTING = words.word_set("no nope nah version variant meant mean actually rather sorry not that wrong what about")
_BY_OBSERVATION = (Intent.LEADER, Intent.TOP_SCORE, Intent.LEADERBOARD, Intent.TOP, Intent.SCORE, Intent.PLACE)


#: What is asked of several models, so that the name of a family is not that of one.
_OF_SEVERAL = frozenset({"LEAD", "WORST", "CHEAP", "NEWEST"})
_MADE_BY = words.word_set("by from of")


def _owned_span(reading: Reading, maker: Link, model: Link) -> tuple[int, int] | None:
    """Return the words of a model with its maker right before or after it; None where they do not stand together."""
    tokens = reading.tokens
    if maker.end == model.start and not tokens[model.start].breaks:
        return maker.start, model.end
    between = range(model.end, maker.start)
    if len(between) == 1 and tokens[model.end].word in _MADE_BY and not tokens[model.end].breaks:
        return model.start, maker.end
    gap = reading.text[tokens[model.end - 1].end : tokens[maker.start].start] if maker.start == model.end else ""
    return (model.start, maker.end) if gap.strip() == "(" else None


def said(decided: str, reply: Reply, reading: Reading | None = None) -> Understanding:
    """Return the understanding of a text that gets this reply without anything being asked of the registry."""
    return Understanding(decided, reading, built=Built(reply=reply))


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
        self._card_questions = CardQuestions(vocabulary)
        self._sayings = Sayings(connection)
        self._desk = Desk(connection, vocabulary)
        self._pointing = Pointing(self._desk, self._ask)

    def decide(self, reading: Reading, conversation: Conversation | None, supposed: bool = False) -> Understanding:
        """Return what a question asks, completed from the conversation where it leaves something out.

        Args:
            reading: The question.
            conversation: What is remembered.
            supposed: Whether a name of it is only supposed, so that no further ones are.
        """
        links = reading.of_kind("benchmark")
        unsure = next((link for link in links if len(link.entities) > 1), None)
        if unsure is not None:
            return self._several(reading, unsure, conversation)
        slugs = list(dict.fromkeys(link.entities[0].slug for link in links))
        if len(slugs) > _MOST_BENCHMARKS:
            return said("guard", refusals.which_benchmark(self._vocabulary, slugs), reading)
        views = [leaderboard.benchmark(self._connection, slug) for slug in slugs]
        reading = self._families_of_makers(self._with_owners(reading), slugs)
        views = views or self._of_one_board(reading, conversation)
        asked = without_claims(self._ask(reading, views))
        candidates = rank(asked, _known(conversation))
        if not any(one.sure for one in candidates):
            asked, candidates = _asking(asked, candidates, _known(conversation))
        understood = Understanding("intent", reading, asked, candidates, supposed=supposed)
        last = conversation.last() if conversation is not None else None
        if last is not None and not asked.sights and last.benchmarks:
            self._remembered(understood, asked, last, conversation)
        if conversation is not None and not supposed:
            link = self._pointing.placed(asked, conversation)
            if link is not None:
                return self.decide(with_names(reading, [*reading.links, link]), conversation, supposed=True)
        for step in (
            self._pointed,
            self._gone_on,
            self._card,
            self._defined,
            self._guarded,
            self._podium,
            self._corrected,
            self._unnamed,
            self._beyond,
            self._unknown,
        ):
            built = step(understood, conversation)
            if built is not None:
                understood.built = built
                return understood
        understood.decided = "intent"
        return self._decide(understood, conversation, last)

    def _ask(self, reading: Reading, views: Sequence[BenchmarkView]) -> Asked:
        return ask(self._vocabulary, reading, views, self._sayings.terms(reading))

    def _with_owners(self, reading: Reading) -> Reading:
        """Read a maker beside its own model as part of that model's name: "Baidu's Ernie 5.0", "o3 by OpenAI"."""
        makers = reading.of_kind("organisation")
        if not makers or not reading.of_kind("model"):
            return reading
        links = list(reading.links)
        for link in reading.of_kind("model"):
            for maker in makers:
                span = _owned_span(reading, maker, link)
                if span is None or maker not in links or self._makers_of(link) != [maker.entities[0].slug]:
                    continue
                links.remove(maker)
                whole = link._replace(start=span[0], end=span[1])
                if len(whole.entities) > 1:
                    whole = self._vocabulary.versions(reading.tokens, whole)
                links[links.index(link)] = whole
                link = whole
        return with_names(reading, links)

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
        return [leaderboard.benchmark(self._connection, slugs[0])] if len(slugs) == 1 else []

    def _families_of_makers(self, reading: Reading, slugs: Sequence[str]) -> Reading:
        """Read a family as its maker in "the best Claude", where all that the maker has there is of it."""
        families = [link for link in reading.of_kind("model") if link.guessed and len(link.entities) > 1]
        ranked = any(lexicon.meaning(word) & _OF_SEVERAL for word in reading.words)
        if not families or not ranked or len(slugs) > 1:
            return reading
        links = list(reading.links)
        for link in families:
            maker = self._maker_of(link, slugs[0] if slugs else None)
            if maker is not None:
                entity = Entity("organisation", maker, maker)
                links[links.index(link)] = link._replace(entities=(entity,), guessed=False)
        return replace(reading, links=tuple(links))

    def _maker_of(self, link: Link, slug: str | None) -> str | None:
        makers = self._makers_of(link)
        if len(makers) != 1 or makers[0] is None:
            return None
        marks = ",".join("?" * len(link.entities))
        family = [entity.slug for entity in link.entities]
        of: tuple[str, ...] = ()
        if slug is None:
            sql = "models AS m WHERE"
        else:
            sql, of = "current_results AS r JOIN models AS m ON m.slug = r.model WHERE r.benchmark = ? AND", (slug,)
        others = self._connection.execute(
            f"SELECT 1 FROM {sql} m.organisation = ? AND m.slug NOT IN ({marks}) LIMIT 1", (*of, makers[0], *family)
        ).fetchone()
        return makers[0] if others is None else None

    def _makers_of(self, link: Link) -> list[str | None]:
        """Return the makers of the models that a name fits."""
        marks = ",".join("?" * len(link.entities))
        rows = self._connection.execute(
            f"SELECT DISTINCT organisation FROM models WHERE slug IN ({marks})",
            [entity.slug for entity in link.entities],
        )
        return [row[0] for row in rows]

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

    def _card(self, understood: Understanding, conversation: Conversation | None) -> Built | None:
        """Return the frame of a question that a card answers in its author's words."""
        asked = understood.asked
        assert asked is not None
        best = understood.candidates[0] if understood.candidates else None
        plain = best is not None and best.intent in _RANKINGS and asked.words[0] in _FIRST_WORDS
        for sight in asked.sights:
            entry = None if plain else self._card_questions.find(sight.view, asked.reading)
            if entry is None and best is not None and best.intent is Intent.ACCESS and best.sure:
                entry = self._card_questions.getting(sight.view)
            if entry is None and not plain and len(asked.sights) == 1 and not asked.models and not self._advises(asked):
                sure = best is not None and best.sure
                if not sure or (best is not None and best.intent in _GENERAL):
                    short = not sure or (best is not None and best.intent is Intent.DESCRIBE)
                    entry = self._card_questions.alike(sight.view, asked.reading, short)
            if (
                entry is None
                and len(asked.sights) == 1
                and not asked.models
                and (best is None or not best.sure or best.intent in _GENERAL)
            ):
                entry = self._card_questions.limits(sight.view, asked.reading)
            if entry is not None:
                understood.decided = "card"
                like = Frame(best.intent, (sight.view.slug,)) if best is not None and best.sure else None
                frames = [Frame(Intent.CARD, (sight.view.slug,), entry=entry)]
                if like is not None and like.intent is Intent.SIZES and asked.has("HOW_MANY"):
                    # What the card counts is told beside what its author says of it.
                    frames.append(like)
                return Built(tuple(frames), pending=like)
        return None

    def _advises(self, asked: Asked) -> bool:
        """Return whether a question asks for medical advice, and not for what a benchmark asks about."""
        return guards.is_medical([token.word for token in words.tokens(asked.reading.text)]) and not asked.has(
            "OBSERVATION"
        )

    def _defined(self, understood: Understanding, conversation: Conversation | None) -> Built | None:
        """Return the frames of a question for what words mean."""
        asked = understood.asked
        assert asked is not None
        frames = defined(asked, asked.terms, understood.candidates)
        if not frames or (not asked.sights and self._sayings.about(asked.reading) is not None):
            # What Podium's own FAQ explains at length is answered from there.
            return None
        understood.decided = "intent"
        return Built(frames)

    def _guarded(self, understood: Understanding, conversation: Conversation | None) -> Built | None:
        """Return the reply that declines medical advice, other topics and what is to come."""
        asked = understood.asked
        assert asked is not None
        understood.decided = "guard"
        typed = [token.word for token in words.tokens(asked.reading.text)]
        if guards.is_medical(typed):
            for sight in asked.sights[:1] if guards.is_clinical_use(typed) else ():
                entry = self._card_questions.clinical(sight.view)
                if entry is not None:
                    understood.decided = "card"
                    return Built((Frame(Intent.CARD, (sight.view.slug,), entry=entry),))
            return Built(reply=refusals.declined(refusals.MEDICAL))
        best = understood.candidates[0] if understood.candidates else None
        about = best is not None and best.sure and best.intent is Intent.ABOUT
        # "How do I install this on my laptop" is about Podium.
        if about:
            return None
        if outside.is_off_topic(typed, named=bool(asked.of_kind("benchmark") or asked.models)):
            return Built(reply=refusals.declined(refusals.OFF_TOPIC))
        if outside.is_prediction(typed, compared=len(asked.models) > 1):
            return Built(reply=refusals.declined(refusals.PREDICTED))
        return None

    def _beyond(self, understood: Understanding, conversation: Conversation | None) -> Built | None:
        """Return the reply that declines a question in everyday words about something else."""
        assert understood.asked is not None
        if not is_elsewhere(understood.asked, understood.candidates):
            return None
        understood.decided = "guard"
        return Built(reply=refusals.declined(refusals.OFF_TOPIC))

    def _podium(self, understood: Understanding, conversation: Conversation | None) -> Built | None:
        """Return the frame of a courtesy or of a question about Podium itself in known words."""
        asked = understood.asked
        assert asked is not None
        if _takes_for_a_model(asked):
            return Built((Frame(Intent.ABOUT, topic="made-up"),))
        if asked.reading.links or asked.models:
            return None
        key = self._sayings.greeting(asked.reading)
        talking = conversation is not None
        if key is not None and (talking or key != "pleased"):
            return Built((Frame(Intent.GREETING, topic=key),))
        if conversation is not None and all(piece.weak or "WHY" in piece.concepts for piece in asked.pieces):
            if conversation.frame is not None and asked.has("WHY"):
                return Built((Frame(Intent.ABOUT, topic="sources"),))
        if conversation is not None and conversation.subject and asked.has("IT"):
            # "How much does it cost?" after an answer about a model is not asked of Podium.
            return None
        key = self._sayings.about(asked.reading)
        return None if key is None else Built((Frame(Intent.ABOUT, topic=key),))

    def _unnamed(self, understood: Understanding, conversation: Conversation | None) -> Built | None:
        """Return the frames of a question that a card answers, or for benchmarks of a subject, where none is named."""
        asked = understood.asked
        assert asked is not None
        if asked.sights or asked.models or (conversation is not None and conversation.last() is not None):
            return None
        sure = next((one for one in understood.candidates if one.sure and one.score >= _LEAST), None)
        if sure is not None and "b" not in sure.missing and (not asked.topic or sure.intent is not Intent.DESCRIBE):
            return None
        frame = subjects.benchmarks_about(self._desk, asked)
        if frame is not None:
            understood.decided = "intent"
            return Built((frame,))
        found = self._card_questions.anywhere(self._desk, asked.reading)
        if not found or (len(found) > 1 and sure is not None):
            return None
        understood.decided = "card"
        frames = tuple(Frame(Intent.CARD, (slug,), entry=entry) for slug, entry in found)
        if len(frames) == 1:
            return Built(frames)
        reply = refusals.which_benchmark(self._vocabulary, [slug for slug, _ in found])
        choices = tuple((self._vocabulary.benchmarks[frame.benchmark], frame) for frame in frames)
        return Built(reply=reply, choices=choices[: refusals.MOST_CHOICES])

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

    def _pointed(self, understood: Understanding, conversation: Conversation | None) -> Built | None:
        """Return the frames of a message that points back at models or at a figure of the last reply."""
        assert understood.asked is not None
        found = None if conversation is None else self._pointing.resolved(understood.asked, conversation)
        if found is None:
            return None
        understood.decided, understood.asked = "conversation", found[0]
        return found[1]

    def _gone_on(self, understood: Understanding, conversation: Conversation | None) -> Built | None:
        """Return the frames of a message that says only what has changed since the last one."""
        last, asked = conversation.last() if conversation is not None else None, understood.asked
        assert asked is not None
        if conversation is None or last is None:
            return None
        if not asked.sights and last.benchmarks:
            # The words may name one of its boards: "and with tools?".
            asked = self._ask(asked.reading, [self._desk.view(last.benchmark)])
        # "Mmlu?" after an answer about another benchmark or about a model asks the same again.
        named = says_only_a_name(asked) and bool(conversation.frame and (conversation.frame.benchmarks or last.models))
        says_only = says_only_filters(asked) or (named and is_complete(last))
        if not is_bare(asked) or not (is_tied(asked) or conversation.waiting or says_only):
            return None
        spec = continued(last, asked)
        if spec is None:
            return None
        try:
            built = build(self._desk, asked, Candidate(spec, 0.0), last, conversation.subject)
        except Unfit:
            return None
        understood.decided, understood.asked = "conversation", asked
        return built

    def _corrected(self, understood: Understanding, conversation: Conversation | None) -> Built | None:
        """Return the frame of a message that corrects a name by its end: "no, the pro version"."""
        asked = understood.asked
        assert asked is not None
        if conversation is None or conversation.frame is None or asked.of_kind("benchmark") or asked.models:
            return None
        if not asked.has("CORRECTION", "FOLLOW", "VERSION"):
            return None
        rest = [
            token.word
            for token in asked.reading.tokens
            if token.word not in words.FILLER and token.word not in _CORRECTING
        ]
        frame = self._renamed(conversation.frame, rest) if 0 < len(rest) <= 3 else None
        if frame is None:
            return None
        understood.decided = "conversation"
        return Built((frame,))

    def _renamed(self, frame: Frame, rest: Sequence[str]) -> Frame | None:
        vocabulary = self._vocabulary
        for slug in frame.benchmarks[:1]:
            for name in (vocabulary.benchmarks.get(slug, ""), slug):
                found = words.tokens(f"{name} {' '.join(rest)}")
                for link in vocabulary.link(found):
                    if link.kind == "benchmark" and (link.start, link.end) == (0, len(found)):
                        return replace(frame, benchmarks=(link.entities[0].slug,), boards=())
        for slug in frame.models[:1]:
            if slug in vocabulary.models:
                stem = [token.key for token in words.tokens(vocabulary.models[slug].name)]
                for kept in range(len(stem), 0, -1):
                    found = words.tokens(f"{' '.join(stem[:kept])} {' '.join(rest)}")
                    for link in vocabulary.link(found):
                        if link.kind == "model" and (link.start, link.end) == (0, len(found)):
                            return replace(frame, models=(link.entities[0].slug, *frame.models[1:]))
        return None

    def _decide(
        self, understood: Understanding, conversation: Conversation | None, last: Frame | None
    ) -> Understanding:
        asked, subject = understood.asked, conversation.subject if conversation is not None else ()
        assert asked is not None
        ranked = understood.candidates
        sure = [one for one in ranked if one.sure and one.score >= _LEAST]
        thin = len(sure) > 1 and sure[0].score - sure[1].score < _MARGIN
        aside = bool(sure) and not asked.lent and bool(asked.of_kind("foreign"))
        if self._encoder is not None and (not sure or thin or aside):
            sure = self._encoded(understood, sure)
            if understood.frames:
                return understood
        for candidate in sure:
            if last is not None and points_at_several(asked) and _of_others(asked, candidate):
                continue
            if _lacks_a_side(asked, candidate, last):
                continue
            base = last if candidate.missing or asked.lent or _refers(asked, candidate) else None
            try:
                understood.built = build(self._desk, asked, candidate, base, subject)
            except Unfit:
                continue
            return understood
        refusal = self._not_understood(asked, ranked)
        understood.decided, understood.built = "guard", Built(reply=refusal)
        return understood

    def _remembered(
        self, understood: Understanding, asked: Asked, last: Frame, conversation: Conversation | None
    ) -> None:
        """Read the question as asked about the last benchmark, where it needs one and names none."""
        best = next((one for one in understood.candidates if one.sure), None)
        if best is not None and "b" not in best.missing and not (is_tied(asked) and best.missing):
            if best.intent is not Intent.EXTREME or not _leaves_out_of_what(asked, last, conversation):
                return
        again = replace(self._ask(asked.reading, [self._desk.view(last.benchmark)]), lent=True)
        ranked = rank(again, _known(conversation))
        sure = next((one for one in ranked if one.sure), None)
        if sure is not None:
            understood.asked, understood.candidates = again, ranked

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

    def _not_understood(self, asked: Asked, ranked: Sequence[Candidate]) -> Reply:
        vocabulary = self._vocabulary
        for sight in asked.sights:
            observation = sight.observation
            if observation is not None and any(one.intent in _BY_OBSERVATION for one in ranked):
                return refusals.no_board_for(sight.view, observation.observation)
        typed = _in_the_way(asked, ranked)
        if ranked:
            machine = next((one for one in ranked[0].unexplained if "MACHINE" in one.concepts), None)
            if machine is not None and not asked.models and (asked.sights or asked.has("LEAD", "MODEL", "MODELS")):
                slug = asked.sights[0].view.slug if asked.sights else None
                return refusals.no_machine(vocabulary, slug, asked.typed(machine))
        if asked.sights:
            view = asked.sights[0].view
            return refusals.not_answered(view.name, view.slug, typed)
        if asked.models:
            return refusals.not_answered_of(asked.models[0].entities[0], typed)
        return refusals.general_help(vocabulary, typed)


def _takes_for_a_model(asked: Asked) -> bool:
    """Return whether a message asks if the one who answers is a model: "are you Claude?"."""
    named = ("model", "organisation")
    if asked.words[:2] not in (["are", "you"], ["you", "are"], ["arent", "you"]) or len(asked.words) > 8:
        return False
    return any(piece.kind in named for piece in asked.pieces) and all(
        piece.kind in named or piece.weak for piece in asked.pieces
    )


def _in_the_way(asked: Asked, ranked: Sequence[Candidate]) -> str:
    """Return the words, as typed, that no likely reading explains: a strange one rather than one with a meaning."""
    if not ranked or not ranked[0].unexplained:
        return ""
    if all(piece.kind == "benchmark" for piece in ranked[0].unexplained):
        # "The best medical model on MMMU": the field is in the way of what is asked of the benchmark.
        others = [one for one in ranked if one.unexplained and all(p.kind != "benchmark" for p in one.unexplained)]
        ranked = others or ranked
    likely = [one for one in ranked if one.score >= ranked[0].score - 1]

    def blocks(piece: Piece) -> tuple[bool, int]:
        strange = piece.kind in ("foreign", "unknown")
        return strange and not piece.weak, sum(piece in one.unexplained for one in likely)

    return asked.typed(max(ranked[0].unexplained, key=blocks))


def _known(conversation: Conversation | None) -> frozenset[str] | None:
    """Return which names the last message can give."""
    last = conversation.last() if conversation is not None else None
    if conversation is None or last is None:
        return None
    known = {"b"} if last.benchmarks else set()
    if conversation.subject or last.models:
        known.add("m")
    if conversation.frame is not None and conversation.frame.benchmarks and last.models:
        known.add("both")
    if len(last.models) > 1:
        known.add("ms")
    return frozenset(known)


def _asking(
    asked: Asked, candidates: list[Candidate], remembered: frozenset[str] | None
) -> tuple[Asked, list[Candidate]]:
    """Return the question without the story around it, where that is understood and the whole is not."""
    for part in without_story(asked):
        ranked = rank(part, remembered)
        if any(one.sure and one.score >= _LEAST for one in ranked):
            return part, ranked
    return asked, candidates


def _matters(asked: Asked, piece: Piece) -> bool:
    """Return whether a piece names or restricts something, so that what is asked must take it in."""
    if piece.kind == "foreign":
        return narrows(asked, piece.start)
    if piece.kind == "concept":
        return bool(piece.concepts & {*FILTERS, "EXCEPT", "NOT", "UNRECORDED"})
    return piece.kind not in ("unknown", "about")


#: Words that say more of one thing than of another, and words that say of which.
_MORE_OF = words.word_set("cheaper bigger larger smaller newer older longer pricier")
_OF_WHICH = words.word_set("than models model what anything something model there find get name list show")


def _lacks_a_side(asked: Asked, candidate: Candidate, last: Frame | None) -> bool:
    """Return whether one of two is asked for that were not named, or a name that everything has is meant of one thing.

    "Which of the two is cheaper" is not about the cheapest of all, nor "the human baseline" about any.
    """
    said = asked.words
    if candidate.intent is Intent.TERM and asked.has("HUMAN") and not asked.has("MEANS"):
        i = next(piece.start for piece in asked.pieces if "HUMAN" in piece.concepts)
        return i > 0 and said[i - 1] == "the"
    if last is not None and len(last.models) > 1:
        return False
    if candidate.intent is not Intent.EXTREME or asked.sights or asked.models or _MORE_OF.isdisjoint(said):
        return False
    text = " ".join(said)
    two = any(words_ in text for words_ in ("of the two", "of both", "of them", "of these", "of those"))
    # Models of a kind are sought among all: "a cheaper open one".
    return two or _OF_WHICH.isdisjoint(said)


def _leaves_out_of_what(asked: Asked, last: Frame, conversation: Conversation | None) -> bool:
    """Return whether "the cheapest?" is asked of the board before: neither models nor the registry are spoken of."""
    if len(last.models) > 1 or conversation is None or conversation.frame is None or not conversation.frame.benchmarks:
        return False
    return not asked.has("MODEL", "MODELS", "CATALOGUE", "PODIUM", "YOU", "BENCHMARKS", "ALL")


def _of_others(asked: Asked, candidate: Candidate) -> bool:
    """Return whether a reading of a message about models told of before is about others.

    "How many of them" is not asked of the whole registry, nor "are they all from Google?" of the best of Google's.
    """
    if candidate.intent in _RANKINGS:
        return asked.words[0] in ("are", "were", "is", "do", "have") and not asked.has("LEAD", "HIGH", "WHO")
    return candidate.intent is Intent.COUNTS


def _refers(asked: Asked, candidate: Candidate) -> bool:
    """Return whether a question that names all it needs still points back, as "compare it with GPT-5" does."""
    return "ms" in candidate.spec.slots and sum(piece.kind == "model" for piece in asked.pieces) < 2
