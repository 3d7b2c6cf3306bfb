"""Questions that are answered from what is written: cards, meanings of words, Podium's own FAQ, refusals."""

from __future__ import annotations

from podium.bots.faq.frame import Frame, Intent
from podium.bots.faq.language import medicine, outside, words
from podium.bots.faq.replies import refusals
from podium.bots.faq.replies.cards import getting
from podium.bots.faq.replies.desk import Desk
from podium.bots.faq.understanding import subjects
from podium.bots.faq.understanding.asked import Asked
from podium.bots.faq.understanding.beyond import is_elsewhere
from podium.bots.faq.understanding.built import Built
from podium.bots.faq.understanding.card_matters import beside_reading
from podium.bots.faq.understanding.card_questions import CardQuestions
from podium.bots.faq.understanding.card_texts import CardTexts
from podium.bots.faq.understanding.card_wants import (
    FIGURES,
    QUESTIONS,
    counts_no_models,
    doubts_answers,
    is_composed,
    leaks_between_splits,
    of_source,
)
from podium.bots.faq.understanding.conversation import Conversation
from podium.bots.faq.understanding.defining import defined
from podium.bots.faq.understanding.intents import Candidate
from podium.bots.faq.understanding.judging import LEAST, RANKINGS, takes_for_a_model
from podium.bots.faq.understanding.own_topics import topic_of
from podium.bots.faq.understanding.sayings import Sayings
from podium.bots.faq.understanding.understood import Understanding
from podium.registry.views import BenchmarkView

#: Intents that answer from a field of the card, which its author's words on the very matter go before.
_GENERAL = frozenset(
    {
        Intent.DESCRIBE, Intent.METRIC, Intent.ACCESS, Intent.SIZES, Intent.OBSERVATIONS, Intent.AUTHORS,
        Intent.CATEGORIES, Intent.ABOUT, Intent.PROTOCOL, Intent.CONTAMINATION,
    }
)  # fmt: skip
#: Intents that say "will" and "predict" of what is recorded: "what will I be charged for 1,000 calls".
_NO_FORECASTS = frozenset({Intent.CALL_COST, Intent.RELATION})
_FIRST_WORDS = words.WHO | words.word_set("what whats wat wut")

#: Words that speak to the one who answers.
_TO_PODIUM = words.word_set("you your podium bot chatbot yourself")
#: Concepts of a message that asks the same of another benchmark.
_GOING_ON = frozenset({"FOLLOW", "FOR", "AND_MORE"})


def _is_of_figures(asked: Asked, entry: str) -> bool:
    """Return whether it is asked where the scores are from, and the card tells where the questions are."""
    figures = bool(FIGURES.intersection(asked.words)) and QUESTIONS.isdisjoint(asked.words)
    return figures and entry.startswith("Where are the questions")


def _why_differing(asked: Asked) -> bool:
    return asked.has("WHY") and asked.has("TWO_SCORES") and not asked.has("BOARDS", "SEPARATE") and not asked.models


def _asks_plainly(asked: Asked, intent: Intent) -> bool:
    """Return whether it is asked what a benchmark tests, or for something like it, in words that cards have as well."""
    if intent is Intent.RELATED:
        # "Is there something comparable to MedQA?" is not whether its scores are.
        return asked.has("ANY", "BENCHMARK", "BENCHMARKS")
    # "What does ChestX-ray14 test?" is of no test set.
    return intent is Intent.DESCRIBE and asked.words[0] == "what" and asked.words[-1] in ("test", "tests", "testing")


def _asks_where(like: Frame, asked: Asked, view: BenchmarkView, entry: int) -> bool:
    """Return whether it is asked where the data are, and the card's answer leaves out their address."""
    url = view.card["dataset_url"]
    if like.intent is not Intent.ACCESS or not asked.has("WHERE"):
        return False
    return bool(url) and url not in view.card["faq"][entry]["answer"]


#: Intents of who has a place, which no card's words answer.
_OF_PLACES = frozenset(
    {
        Intent.LEADER, Intent.TOP_SCORE, Intent.TOP, Intent.PLACE, Intent.LAST, Intent.EXTREME, Intent.SCORE,
        Intent.RANK, Intent.CHEAPEST_ABOVE, Intent.LEADER_AT,
    }
)  # fmt: skip


class Written:
    """Finds what is written for a question.

    Args:
        desk: The registry.
        sayings: Podium's own FAQ and the glossary.
    """

    def __init__(self, desk: Desk, sayings: Sayings) -> None:
        self._desk = desk
        self._vocabulary = desk.vocabulary
        self._sayings = sayings
        self._card_questions = CardQuestions(desk.vocabulary)
        self._card_texts = CardTexts(desk.vocabulary)

    def card(self, understood: Understanding, conversation: Conversation | None) -> Built | None:
        """Return the frame of a question that a card answers in its author's words."""
        asked = understood.asked
        assert asked is not None
        best = understood.candidates[0] if understood.candidates else None
        plain = best is not None and best.intent in RANKINGS and asked.words[0] in _FIRST_WORDS
        # Who wrote the questions is another matter than who wrote the paper.
        of_data = any("DATA" in piece.concepts and "IT" not in piece.concepts for piece in asked.pieces)
        plain |= best is not None and best.intent is Intent.AUTHORS and best.sure and not of_data
        plain |= best is not None and best.sure and _asks_plainly(asked, best.intent)
        # The protocol of a board that is named is told by the board.
        plain |= best is not None and best.intent is Intent.PROTOCOL and best.sure and bool(asked.of_kind("board"))
        again = self._same_entry(asked, conversation)
        for sight in asked.sights:
            entry = self._entry(sight.view, asked, best, plain, again)
            if entry is None and leaks_between_splits(asked):
                entry = self._card_questions.leaking(sight.view)
                if entry is None:
                    # Whether a model saw the test is another question.
                    understood.decided = "guard"
                    return Built(reply=refusals.not_answered(sight.view.name, sight.view.slug))
            if entry is None and len(asked.sights) == 1:
                entry = self._entry_alike(sight.view, asked, best, plain)
            if entry is not None and _is_of_figures(asked, sight.view.card["faq"][entry]["question"]):
                entry = None
            if entry is not None:
                understood.decided = "card"
                return self._told(sight.view, entry, asked, best)
        return None

    def _entry(
        self, view: BenchmarkView, asked: Asked, best: Candidate | None, plain: bool, again: int | None
    ) -> int | None:
        """Return the position of the entry whose question is asked, or that is what is asked for; None without one."""
        entry = None if plain else self._card_questions.find(view, asked.reading)
        entry = again if entry is None else entry
        if entry is not None or best is None or not best.sure:
            return entry
        if best.intent is Intent.ACCESS:
            return self._card_questions.getting(view)
        if best.intent is Intent.BOARDS and _why_differing(asked):
            return self._card_questions.differing(view)
        return None

    def _entry_alike(self, view: BenchmarkView, asked: Asked, best: Candidate | None, plain: bool) -> int | None:
        """Return the position of the entry that is nearest to a question of one benchmark; None without one."""
        if best is not None and best.sure and best.intent in _OF_PLACES:
            # "The fourth among those built by Moonshot" asks for none of a card's words.
            return None
        entry = None if asked.models else self._card_questions.other(view, asked.reading)
        if entry is None and doubts_answers(asked):
            entry = self._card_questions.erring(view)
        if entry is None and is_composed(asked):
            entry = self._card_questions.composed(view)
        if entry is None and of_source(asked):
            entry = self._card_questions.source(view)
        if entry is not None or asked.models:
            return entry
        sure = best is not None and best.sure
        general = not sure or (best is not None and (best.intent in _GENERAL or counts_no_models(asked, best)))
        if general and not plain and not self._advises(asked):
            short = not sure or (best is not None and best.intent is Intent.DESCRIBE)
            entry = self._card_questions.alike(view, asked.reading, short)
            entry = None if entry is None else self._card_texts.rather(view, asked.reading, entry)
        if entry is None and general:
            entry = self._card_questions.limits(view, asked.reading)
        return self._beside(view, asked, best) if entry is None and not plain else entry

    def _told(self, view: BenchmarkView, entry: int, asked: Asked, best: Candidate | None) -> Built:
        """Return the frame of an entry, with that of what the registry tells beside it."""
        like = Frame(best.intent, (view.slug,)) if best is not None and best.sure else None
        frames = [Frame(Intent.CARD, (view.slug,), entry=entry)]
        says = view.card["faq"][entry]["question"].startswith("How many questions are in")
        counts = like is not None and like.intent is Intent.SIZES and not says
        if like is not None and _asks_where(like, asked, view, entry):
            # With the address its author's words are told as well, where they are of getting the data.
            told = getting(self._desk, like) == view.card["faq"][entry]
            frames = [like] if told else [*frames, like]
        if like is not None and counts and asked.has("HOW_MANY"):
            # What the card counts is told beside what its author says of it.
            frames.append(like)
        return Built(tuple(frames), pending=like)

    def _same_entry(self, asked: Asked, conversation: Conversation | None) -> int | None:
        """Return the position of the entry that answers for another benchmark what a card has just answered.

        "And CharXiv?" after "which protocol does Podium run for MMLU?" asks that of CharXiv.
        """
        last = conversation.frame if conversation is not None else None
        if last is None or last.intent is not Intent.CARD or last.entry is None or len(asked.sights) != 1:
            return None
        others = [piece for piece in asked.pieces if piece.kind != "benchmark" and not piece.weak]
        if asked.lent or not asked.of_kind("benchmark") or any(not piece.concepts & _GOING_ON for piece in others):
            return None
        before, view = self._desk.view(last.benchmark), asked.sights[0].view
        return self._card_questions.same(before, last.entry, view)

    def _beside(self, view: BenchmarkView, asked: Asked, best: Candidate | None) -> int | None:
        """Return the position of the entry that tells more of a question than what its sure reading takes of it."""
        if best is None or not best.sure:
            return None
        beside = beside_reading(asked, best)
        return None if beside is None else self._card_texts.find(view, asked.reading, *beside)

    def _advises(self, asked: Asked) -> bool:
        """Return whether a question asks for medical advice, and not for what a benchmark asks about."""
        return medicine.is_medical([token.word for token in words.tokens(asked.reading.text)]) and not asked.has(
            "OBSERVATION"
        )

    def defined(self, understood: Understanding, conversation: Conversation | None) -> Built | None:
        """Return the frames of a question for what words mean."""
        asked = understood.asked
        assert asked is not None
        if asked.terms and outside.orders_something([token.word for token in words.tokens(asked.reading.text)]):
            # "Write me a poem about benchmarks" asks for no meaning.
            return None
        frames = defined(asked, asked.terms, understood.candidates)
        if not frames or (not asked.sights and self._sayings.about(asked.reading) is not None):
            # What Podium's own FAQ explains at length is answered from there.
            return None
        understood.decided = "intent"
        return Built(frames)

    def guarded(self, understood: Understanding, conversation: Conversation | None) -> Built | None:
        """Return the reply that declines medical advice, other topics and what is to come."""
        asked = understood.asked
        assert asked is not None
        understood.decided = "guard"
        typed = [token.word for token in words.tokens(asked.reading.text)]
        if medicine.is_medical(typed) and not (asked.sights and medicine.is_of_a_field(typed)):
            for sight in asked.sights[:1] if medicine.is_clinical_use(typed) else ():
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
        told = best is not None and best.sure and best.intent in _NO_FORECASTS
        if not told and outside.is_prediction(typed, compared=len(asked.models) > 1):
            return Built(reply=refusals.declined(refusals.PREDICTED))
        return None

    def beyond(self, understood: Understanding, conversation: Conversation | None) -> Built | None:
        """Return the reply that declines a question in everyday words about something else."""
        assert understood.asked is not None
        if not is_elsewhere(understood.asked, understood.candidates):
            return None
        understood.decided = "guard"
        return Built(reply=refusals.declined(refusals.OFF_TOPIC))

    def in_texts(self, understood: Understanding, conversation: Conversation | None) -> Built | None:
        """Return the frame of a question all of whose words stand in one entry of a card, where it has no reading."""
        asked = understood.asked
        assert asked is not None
        if any(one.sure and one.score >= LEAST for one in understood.candidates):
            return None
        if len(asked.sights) != 1 or asked.models:
            return None
        view = asked.sights[0].view
        entry = self._card_texts.find(view, asked.reading, fewest=2 if asked.lent else 0)
        if entry is None:
            return None
        understood.decided = "card"
        return Built((Frame(Intent.CARD, (view.slug,), entry=entry),))

    def podium(self, understood: Understanding, conversation: Conversation | None) -> Built | None:
        """Return the frame of a courtesy or of a question about Podium itself in known words."""
        asked = understood.asked
        assert asked is not None
        if takes_for_a_model(asked):
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
        known = conversation is not None and (conversation.subject or conversation.benchmark)
        if known and asked.has("IT") and _TO_PODIUM.isdisjoint(asked.words):
            # "How much does it cost?" after an answer about a model is not asked of Podium.
            return None
        key = self._sayings.about(asked.reading)
        return None if key is None else Built((Frame(Intent.ABOUT, topic=key),))

    def own_topic(self, understood: Understanding, conversation: Conversation | None) -> Built | None:
        """Return the frame of a question about Podium itself in words that nobody wrote down."""
        asked = understood.asked
        assert asked is not None
        known = conversation is not None and bool(conversation.subject or conversation.benchmark)
        if known and asked.has("IT") and _TO_PODIUM.isdisjoint(asked.words):
            return None
        topic = topic_of(asked, alone=not known)
        return None if topic is None else Built((Frame(Intent.ABOUT, topic=topic),))

    def unnamed(self, understood: Understanding, conversation: Conversation | None) -> Built | None:
        """Return the frames of a question that a card answers, or for benchmarks of a subject, where none is named."""
        asked = understood.asked
        assert asked is not None
        if asked.sights or asked.models or (conversation is not None and conversation.last() is not None):
            return None
        sure = next((one for one in understood.candidates if one.sure and one.score >= LEAST), None)
        # "Anything about skin?" asks for no list of all benchmarks.
        of_all = sure is not None and sure.intent is Intent.BENCHMARKS and subjects.is_of_something(asked)
        told = sure is not None and "b" not in sure.missing and not of_all
        if told and (not asked.topic or sure is None or sure.intent is not Intent.DESCRIBE):
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
