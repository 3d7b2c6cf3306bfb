"""From text to reply: the names and the intent, one read, the words. A pure function of registry and text.

How a question is decided, in this order; the first that fits is the reply:

1. Empty, or longer than :data:`words.LONGEST` characters: help.
2. An instruction to the engine ("ignore your instructions"): declined.
3. A benchmark name that fits several benchmarks: asked back.
4. Without a benchmark: medical advice and other topics are declined, what several benchmarks are about ("chest
   X-rays") is asked back, a model is pointed to its page, an unknown name is reported, a category or the whole
   list is told, a missing name is asked for; otherwise help.
5. A question that the card of a named benchmark answers in its author's words: that answer. A plain "who
   leads" or "highest score" is left to the results, which know better than a written text.
6. Medical advice and other topics: declined.
7. A name that goes on ("MMLU-Redux") or stands beside a known one: reported as unknown, with near names.
8. Per benchmark, its board, the models and the intent. Words that would change the answer and are not
   understood (a year, "under 10B", "closed", a maker's name) lead to help instead of the answer to another
   question, and one of the benchmark's observations to the statement that no board ranks it alone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from podium.bots.faq import refusals, words
from podium.bots.faq.card_questions import CardQuestions
from podium.bots.faq.desk import Desk
from podium.bots.faq.frame import Filters, Frame
from podium.bots.faq.frame import Intent as Slots
from podium.bots.faq.intents import Asked, Intent, read_intent
from podium.bots.faq.page import Page
from podium.bots.faq.question import Question, model_links, plain
from podium.bots.faq.reading import Reading, read
from podium.bots.faq.replies import handler
from podium.bots.faq.reply import Fact, Reply, joined
from podium.bots.faq.topics import Topic
from podium.bots.faq.vocabulary import OTHER_THINGS, Link, Vocabulary
from podium.registry import leaderboard
from podium.registry.views import BenchmarkView

#: Most benchmarks that one reply answers for.
_MOST_BENCHMARKS = 4
#: Most models whose scores one reply gives.
_MOST_MODELS = 4
#: A name with fewer characters that fits several benchmarks is asked back rather than called unknown.
_SHORT = 6
#: Most words of an unknown name that is asked about without any other word.
_LONGEST_NAME = 2

_LISTING = words.word_set("list lists show all know have")
_FROM_THE_CARD = (
    Intent.DESCRIBE,
    Intent.SIZES,
    Intent.LICENCE,
    Intent.ACCESS,
    Intent.PAPER,
    Intent.CATEGORIES,
)
#: Intents that a model in the question turns into something that has no answer.
_NOT_OF_MODELS = (Intent.COUNT, Intent.SIZES, Intent.LICENCE, Intent.ACCESS, Intent.BEST_OPEN)
#: How a card asks where its data are, so that "how do I get it" finds the author's answer.
_GETTING = ("How can I get the data?", "Where can I get the data?", "Can I download it?", "Where can I download it?")


def answer(connection: sqlite3.Connection, text: str) -> Reply:
    """Answer one question from the registry; nothing is written and nothing kept."""
    return Engine(connection).answer(text)


class Engine:
    """Answers questions from one registry. Its names are read once, and again when the registry changed.

    Args:
        connection: An open registry whose rows can be read by column name. Like it, an engine belongs to one
            thread.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._version: tuple[int, int] | None = None
        self._vocabulary = Vocabulary()
        self._card_questions = CardQuestions(self._vocabulary)

    def answer(self, text: str) -> Reply:
        """Return the reply to a question. Any text gets one, whatever it says."""
        vocabulary = self._names()
        if len(text) > words.LONGEST:
            return refusals.too_long(vocabulary)
        reading = plain(vocabulary, read(vocabulary, text))
        if not reading.tokens:
            return refusals.general_help(vocabulary)
        if words.is_injection(reading.words):
            return refusals.declined(refusals.INSTRUCTED)
        links = reading.of_kind("benchmark")
        unsure = next((link for link in links if len(link.entities) > 1), None)
        if unsure is not None:
            slugs = [entity.slug for entity in unsure.entities]
            return refusals.which_benchmark(vocabulary, slugs, reading.typed(unsure.start, unsure.end))
        slugs = list(dict.fromkeys(link.entities[0].slug for link in links))
        if not slugs:
            return self._without_benchmark(reading)
        if len(slugs) > _MOST_BENCHMARKS:
            return refusals.which_benchmark(vocabulary, slugs)
        return _with_guesses(reading, links, self._about_all(reading, slugs))

    def _names(self) -> Vocabulary:
        """Return the registry's names, read anew if this connection or another wrote since."""
        version = (self._connection.execute("PRAGMA data_version").fetchone()[0], self._connection.total_changes)
        if version != self._version:
            self._vocabulary = Vocabulary.read(self._connection)
            self._card_questions = CardQuestions(self._vocabulary)
            self._version = version
        return self._vocabulary

    def _about_all(self, reading: Reading, slugs: Sequence[str]) -> Reply:
        views = [leaderboard.benchmark(self._connection, slug) for slug in slugs]
        questions = _without_board_names([Question.of(self._vocabulary, reading, view) for view in views])
        for question in questions:
            if not question.is_plain_ranking:
                entry = self._card_questions.find(question.view, reading.text, reading.links)
                if entry is not None:
                    return self._card_answer(question.view, entry)
        if words.is_medical(reading.words):
            return refusals.declined(refusals.MEDICAL)
        explained = {i for question in questions for i in (*question.said, *question.metrics)}
        if any(reading.tokens[i].word in words.OFF_TOPIC for i in reading.foreign if i not in explained):
            return refusals.declined(refusals.OFF_TOPIC)
        stranger = self._stranger(reading, explained)
        if stranger is not None:
            return stranger
        replies = []
        for question in questions:
            reply = self._about(question)
            if reply.kind == "help":
                return reply
            replies.append(reply)
        return joined(replies)

    def _stranger(self, reading: Reading, explained: set[int]) -> Reply | None:
        """Return the reply to a benchmark name that the registry does not have, beside one that it has."""
        vocabulary = self._vocabulary
        foreign = {i for i in reading.foreign if i not in explained}
        for link in reading.of_kind("benchmark"):
            span = reading.extended(link, foreign)
            if span != (link.start, link.end):
                typed = reading.typed(*span)
                near = [link.entities[0].slug, *vocabulary.similar_benchmarks(typed)]
                return refusals.no_such_benchmark(vocabulary, typed, list(dict.fromkeys(near))[:3])
        for start, end in reading.runs(foreign):
            typed = reading.typed(start, end)
            near = vocabulary.similar_benchmarks(typed)
            listed = start > 0 and reading.tokens[start - 1].word in words.JOINING
            topic = vocabulary.topics.shared(reading.tokens, ((start, end),), reading.named())
            if listed and topic is not None:
                return self._about_topic(reading, topic)
            if near or listed:
                return self._no_such_benchmark(typed, near)
        return None

    def _no_such_benchmark(self, typed: str, near: list[str]) -> Reply:
        if len(near) > 1 and len(typed) < _SHORT and words.joined_key(typed) not in OTHER_THINGS:
            return refusals.which_benchmark(self._vocabulary, near, typed)
        return refusals.no_such_benchmark(self._vocabulary, typed, near)

    def _about(self, question: Question) -> Reply:
        view = question.view
        model = question.asks_for_model()
        if model:
            return refusals.no_such_model(model, self._vocabulary.similar_models(model))
        refusal = question.refused()
        if refusal is not None:
            return refusal
        if question.models and question.intent not in (Intent.PAPER, Intent.CATEGORIES):
            family = next((link for link in question.models if len(link.entities) > 1 and link.guessed), None)
            if family is not None and question.asked.has(words.LEAD | words.HIGH):
                # "The best GPT model" is a cut of the board, not a question about one model.
                typed = question.reading.typed(family.start, family.end)
                return refusals.not_answered(view.name, view.slug, typed)
            if question.intent in _NOT_OF_MODELS or len(question.models) > _MOST_MODELS:
                return refusals.not_answered(view.name, view.slug)
            return _compared([self._score_of(question, link) for link in question.models])
        if question.intent is None:
            return refusals.not_answered(view.name, view.slug, question.foreign_text())
        if question.intent is Intent.ACCESS:
            found = (self._card_questions.find(view, text, ()) for text in _GETTING)
            entry = next((entry for entry in found if entry is not None), None)
            if entry is not None:
                return self._card_answer(view, entry)
        if question.intent in _FROM_THE_CARD:
            return self._handled(Frame(Slots(question.intent), (view.slug,)))
        board = question.board()
        if isinstance(board, Reply):
            return board
        boards = () if board is None else (board,)
        if question.intent is Intent.BEST_OPEN:
            return self._handled(Frame(Slots.LEADER, (view.slug,), boards, filters=Filters(open_weights=True)))
        return self._handled(Frame(Slots(question.intent), (view.slug,), boards))

    def _handled(self, frame: Frame) -> Reply:
        return handler(frame.intent)(Desk(self._connection, self._vocabulary), frame)

    def _card_answer(self, view: BenchmarkView, entry: Mapping[str, Any]) -> Reply:
        return self._handled(Frame(Slots.CARD, (view.slug,), entry=view.card["faq"].index(entry)))

    def _score_of(self, question: Question, link: Link) -> Reply:
        view = question.view
        board = question.board()
        if isinstance(board, Reply):
            return board
        page = Page(view, leaderboard.boards(self._connection, view.slug), board)
        looked_at = page.boards if board is None else (page.asked,)
        standing = {row.model.slug for one in looked_at for row in one.rows}
        found = [entity for entity in link.entities if entity.slug in standing]
        if not found:
            return refusals.no_result_of(link.entities, view.name, view.slug)
        if len(found) > 1:
            return refusals.which_model(question.reading.typed(link.start, link.end), view.name, found)
        return self._handled(Frame(Slots.SCORE, (view.slug,), () if board is None else (board,), (found[0].slug,)))

    def _about_topic(self, reading: Reading, topic: Topic) -> Reply:
        if len(topic.slugs) > 1:
            return refusals.which_benchmark(self._vocabulary, topic.slugs, reading.typed(topic.start, topic.end))
        return refusals.no_board_for(leaderboard.benchmark(self._connection, topic.slugs[0]), topic.observation)

    def _without_benchmark(self, reading: Reading) -> Reply:
        vocabulary = self._vocabulary
        if words.is_medical(reading.words):
            return refusals.declined(refusals.MEDICAL)
        if words.OFF_TOPIC.intersection(reading.words):
            return refusals.declined(refusals.OFF_TOPIC)
        topic = vocabulary.topics.shared(reading.tokens, tuple(reading.runs(reading.foreign)), reading.named())
        if topic is not None:
            return self._about_topic(reading, topic)
        models = model_links(vocabulary, reading, set())
        if models:
            unsure = next((link for link in models if len(link.entities) > 1), models[0])
            return refusals.about_model(unsure.entities, reading.typed(unsure.start, unsure.end))
        named = reading.named().union(reading.foreign)
        asked = Asked.of([token.word for i, token in enumerate(reading.tokens) if i not in named])
        intent = read_intent(asked)
        run = next(reading.runs(reading.foreign), None)
        if run is not None:
            typed = reading.typed(*run)
            with_board = vocabulary.boards.benchmarks_with(reading.tokens, reading.foreign)
            if with_board and (intent is not None or asked.has(words.LEAD)):
                return refusals.which_benchmark(vocabulary, with_board)
            near = vocabulary.similar_benchmarks(typed)
            # A name alone is a question about it; a sentence of foreign words is not.
            alone = run == (0, len(reading.tokens)) and len(reading.tokens) <= _LONGEST_NAME
            asks = intent is not None or asked.has(words.LEAD | words.ABOUT | words.BOARD)
            if near or alone or (asks and asked.words):
                return self._no_such_benchmark(typed, near)
        categories = reading.of_kind("category")
        if categories:
            return refusals.in_category(vocabulary, categories[0].entities[0].name)
        if asked.has(words.BENCHMARKS) and asked.has(words.HEADS | _LISTING):
            return refusals.catalogue(vocabulary)
        if intent not in (None, Intent.DESCRIBE) or (intent is None and asked.has(words.LEAD | words.BOARD)):
            return refusals.which_benchmark(vocabulary)
        return refusals.general_help(vocabulary)


def _without_board_names(questions: list[Question]) -> list[Question]:
    """Leave out benchmarks that are only named inside the title of another one's board, as in "CheXpert labels"."""
    kept = []
    for question in questions:
        mine = question.positions()
        if not any(mine <= other.said for other in questions if other is not question):
            kept.append(question)
    return kept or questions


def _compared(replies: Sequence[Reply]) -> Reply:
    """Return the scores of several models, and say so where no board ranks them all."""
    boards = [{fact.board for fact in reply.facts if fact.name == "score"} for reply in replies]
    reply = joined(replies)
    if len(replies) == 1 or not all(boards) or set.intersection(*boards):
        return reply
    return replace(reply, body=f"{reply.body}\nNo board ranks them all, so these figures cannot be compared.")


def _with_guesses(reading: Reading, links: Sequence[Link], reply: Reply) -> Reply:
    """Return the reply with a word about every name that was completed or mended."""
    notes, facts = [], []
    exact = {link.entities[0].slug for link in links if not link.guessed}
    for link in links:
        if link.guessed and link.entities[0].slug not in exact:
            typed = words.quote(reading.typed(link.start, link.end))
            notes.append(f"Taking “{typed}” to mean {link.entities[0].name}.")
            facts += [Fact("asked", typed), Fact("benchmark", link.entities[0].name, link.entities[0].slug)]
    if not notes:
        return reply
    return replace(reply, body="\n".join([*notes, reply.body]), facts=tuple(dict.fromkeys((*facts, *reply.facts))))
