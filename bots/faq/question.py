"""A question as one benchmark sees it: which board, which models, which intent, and what it cannot answer."""

from __future__ import annotations

from dataclasses import dataclass, replace

from podium.bots.faq import refusals, words
from podium.bots.faq.board_names import METRICS, BoardName
from podium.bots.faq.intents import Asked, Intent, beyond, read_intent
from podium.bots.faq.reading import NUMBER, Reading
from podium.bots.faq.reply import Reply
from podium.bots.faq.topics import Topic
from podium.bots.faq.vocabulary import Link, Vocabulary
from podium.registry.views import BenchmarkView

_DID = words.word_set("did does do has have had is was how of can could will")
_GETS = words.word_set(
    "score scores scored get gets got getting do doing perform performs performed achieve achieves achieved reach"
    " reaches reached have has result results s on in rank ranked"
)
_FIRST_WORDS = words.WHO | words.word_set("what whats wat wut")
#: Intents whose answer no metric, maker, year or other narrowing changes.
_UNNARROWED = frozenset({Intent.DESCRIBE, Intent.PAPER, Intent.CATEGORIES, Intent.LICENCE, Intent.ACCESS})
#: Intents whose answer is the same for every part of the data.
_OF_THE_DATA = frozenset({Intent.PAPER, Intent.LICENCE, Intent.ACCESS})


@dataclass(frozen=True)
class Question:
    """What is asked about one benchmark.

    Args:
        view: The benchmark.
        reading: The whole question.
        boards: The boards it names, in the card's order; several where the words fit several.
        metrics: Positions of metrics that no board of the benchmark has.
        models: The models it names.
        observation: One of the things the benchmark asks about that the question names, if any.
        left: Positions of the words that belong to no name.
        asked: Its words of asking.
        intent: What they ask for, or None where that is not clear.
        foreign: Positions of words that mean nothing here.
        said: Positions of the words that name boards, models or topics of the benchmark.
    """

    view: BenchmarkView
    reading: Reading
    boards: tuple[BoardName, ...]
    metrics: tuple[int, ...]
    models: tuple[Link, ...]
    observation: Topic | None
    left: tuple[int, ...]
    asked: Asked
    intent: Intent | None
    foreign: tuple[int, ...]
    said: frozenset[int]

    @classmethod
    def of(cls, vocabulary: Vocabulary, reading: Reading, view: BenchmarkView) -> Question:
        """Read the question from the point of view of one benchmark it names."""
        found = reading.tokens
        named = reading.named()
        boards, said = vocabulary.boards.find(view.slug, found, named, vocabulary.starts_model)
        topics = _topics(vocabulary, reading, view.slug, said)
        said = said | {i for topic in topics for i in range(topic.start, topic.end)}
        metrics = [i for i in vocabulary.boards.other_metrics(view.slug, found) if i not in named and i not in said]
        models = model_links(vocabulary, reading, said)
        said = said | {i for link in models for i in range(link.start, link.end)}
        left = tuple(i for i in range(len(found)) if i not in named and i not in said)
        heard = [found[i].word for i in left]
        if any(found[i].word in METRICS for i in said):
            heard.append("score")
        asked = Asked.of(heard, _nouns(view) if "many" in heard or "number" in heard else frozenset())
        intent = read_intent(asked)
        if intent in (None, Intent.DESCRIBE) and reading.of_kind("category") and not beyond(intent, asked):
            # "Is HLE multimodal?"
            intent = Intent.CATEGORIES
        elif intent is Intent.DESCRIBE and boards:
            # "What is the CheXpert competition?"
            intent = Intent.LEADERBOARD
        observations = [topic for topic in topics if topic.observation]
        if intent in (Intent.CATEGORIES, Intent.DESCRIBE):
            # Math is a category as well as a subject.
            sorts = {link.start for link in reading.of_kind("category")}
            observations = [topic for topic in observations if topic.start not in sorts]
        foreign = tuple(
            i
            for i in reading.foreign
            if i not in said and i not in metrics and words.singular(found[i].word) not in asked.nouns
        )
        return cls(
            view,
            reading,
            tuple(boards),
            tuple(metrics),
            tuple(models),
            next(iter(observations), None),
            left,
            asked,
            intent,
            foreign,
            frozenset(said),
        )

    def positions(self) -> set[int]:
        """Return the positions of the words that name the benchmark."""
        links = [link for link in self.reading.of_kind("benchmark") if link.entities[0].slug == self.view.slug]
        return {i for link in links for i in range(link.start, link.end)}

    @property
    def is_plain_ranking(self) -> bool:
        """Whether results answer it better than a text on the card: "who leads ...", "what is the highest ..."."""
        first = self.reading.tokens[0].word
        return self.intent in (Intent.LEADER, Intent.TOP_SCORE) and first in _FIRST_WORDS

    def foreign_text(self) -> str:
        """Return the first run of words that mean nothing here, as typed; empty without any."""
        run = next(self.reading.runs(self.foreign), None)
        return self.reading.typed(*run) if run else ""

    def board(self) -> str | None | Reply:
        """Return the slug of the board asked for, None for a plain question, or the reply that asks back."""
        if not self.boards or any(board.headline for board in self.boards):
            return None
        sizes = {board.slug: models for board, models in self.view.boards}
        full = [board for board in self.boards if sizes[board.slug]] or list(self.boards[:1])
        if len(full) == 1:
            return full[0].slug
        return refusals.which_board(self.view.name, self.view.slug, full)

    def refused(self) -> Reply | None:
        """Return the reply to a question that narrows what is asked in a way that is not understood."""
        if self.observation and self.intent not in _OF_THE_DATA:
            return self._about_observation(self.observation)
        about_results = self.intent is Intent.DESCRIBE and bool(self.metrics or self.models)
        if self.intent in _UNNARROWED and not about_results:
            return None
        if self.metrics:
            typed = self.reading.typed(self.metrics[0], self.metrics[0] + 1)
            return refusals.no_such_board(self.view, typed)
        typed = self._narrowing()
        if not typed and (self.intent is None or self.models):
            typed = self._beyond()
        return refusals.not_answered(self.view.name, self.view.slug, typed) if typed else None

    def _about_observation(self, topic: Topic) -> Reply:
        if self.intent is Intent.SIZES:
            return refusals.not_answered(self.view.name, self.view.slug, self.reading.typed(topic.start, topic.end))
        told = self.intent in (Intent.CATEGORIES, Intent.DESCRIBE)
        return refusals.no_board_for(self.view, topic.observation, "answer" if told else "no_data")

    def asks_for_model(self) -> str:
        """Return the name of a model that the catalogue lacks, as typed in "what did Foo-9 score"; else nothing."""
        if self.models or not self.foreign or self.asked.has(words.LEAD) or self.asked.how_many():
            return ""
        start, end = next(self.reading.runs(self.foreign))
        tokens = self.reading.tokens
        before = next((tokens[i].word for i in range(start - 1, -1, -1) if tokens[i].word not in words.ARTICLES), "")
        after = tokens[end].word if end < len(tokens) else ""
        return self.reading.typed(start, end) if before in _DID and after in _GETS | _DID else ""

    def _beyond(self) -> str:
        """Return the first word that asks for something no intent answers, as typed, or nothing."""
        for i in self.left:
            if self.reading.tokens[i].word in beyond(self.intent, self.asked) | words.NOT_YET:
                return self.reading.typed(i, i + 1)
        return ""

    def _narrowing(self) -> str:
        """Return the words that narrow the question to something the results are not cut by, as typed, or nothing."""
        reading = self.reading
        for link in reading.links:
            if link.kind in ("organisation", "category"):
                return reading.typed(link.start, link.end)
        runs = list(reading.runs(self.foreign))
        for start, end in reading.amounts():
            if start in self.said or any(first <= start < last for first, last in runs):
                continue
            if not reading.claims(start, end):
                return reading.typed(start, end)
        for start, end in runs:
            before = start - 1
            while before > 0 and reading.tokens[before].word in words.ARTICLES:
                before -= 1
            after = reading.tokens[end].word if end < len(reading.tokens) else ""
            narrows = before >= 0 and reading.tokens[before].word in words.NARROWING | words.HIGH
            if narrows or after in words.NARROWED:
                return reading.typed(start, end)
        return ""


def model_links(vocabulary: Vocabulary, reading: Reading, said: set[int]) -> list[Link]:
    """Return the models a question names, in full or by the start of their names.

    Args:
        vocabulary: The registry's names.
        reading: The question.
        said: Positions of words that name a board.
    """
    models = [
        vocabulary.versions(reading.tokens, link)
        for link in reading.of_kind("model")
        if said.isdisjoint(range(link.start, link.end))
    ]
    foreign = [i for i in reading.foreign if i not in said]
    if foreign:
        family = vocabulary.model_family(reading.tokens, foreign)
        # "Chest X-ray" is what benchmarks are about, although the name of an entry starts so.
        topic = vocabulary.topics.shared(reading.tokens, tuple(reading.runs(foreign)), reading.named())
        about = range(topic.start, topic.end) if topic is not None else range(0)
        if family is not None and family.start not in about and said.isdisjoint(range(family.start, family.end)):
            models.append(family)
    return models


def plain(vocabulary: Vocabulary, reading: Reading) -> Reading:
    """Return a reading with the links that the rules of this module know; other words are foreign again."""
    links = tuple(
        link
        for link in reading.links
        if link.kind == "benchmark"
        or (link.kind in ("model", "organisation", "category") and not link.guessed)
        and vocabulary.is_written(reading.tokens, link)
    )
    named = {i for link in links for i in link.span}
    foreign = tuple(
        i
        for i, token in enumerate(reading.tokens)
        if i not in named and token.word not in words.KNOWN and not NUMBER.fullmatch(token.word)
    )
    numbers = tuple(i for i, token in enumerate(reading.tokens) if i not in named and NUMBER.fullmatch(token.word))
    return replace(reading, links=links, foreign=foreign, numbers=numbers)


def _topics(vocabulary: Vocabulary, reading: Reading, slug: str, said: set[int]) -> list[Topic]:
    """Return the topics of a benchmark in a question; a category is one only where a board would be cut by it."""
    taken = {i for link in reading.links if link.kind != "category" for i in range(link.start, link.end)}
    return vocabulary.topics.within(slug, reading.tokens, taken | said)


def _nouns(view: BenchmarkView) -> frozenset[str]:
    """Return what the card counts, in the singular: what "how many ..." can be answered for."""
    card = view.card
    counted = [words.tokens(text) for text in (card["unit"], *card["sizes"])]
    return frozenset(words.singular(token.word) for found in counted for token in found[-1:])
