"""A question as one benchmark sees it: which board, which models, which intent, and what it cannot answer."""

from __future__ import annotations

from dataclasses import dataclass

from podium.bots.faq import refusals, words
from podium.bots.faq.board_names import METRICS, BoardName
from podium.bots.faq.intents import Asked, Intent, beyond, read_intent
from podium.bots.faq.reading import Reading
from podium.bots.faq.reply import Reply
from podium.bots.faq.vocabulary import Link, Vocabulary
from podium.registry.views import BenchmarkView

_DID = words.word_set("did does do has have had is was how of can could will")
_GETS = words.word_set(
    "score scores scored get gets got getting do doing perform performs performed achieve achieves achieved reach"
    " reaches reached have has result results s on in rank ranked"
)
_FIRST_WORDS = words.WHO | words.word_set("what whats wat wut")
#: Intents whose answer no metric, maker, year or other narrowing changes.
_UNNARROWED = frozenset({Intent.DESCRIBE, Intent.PAPER, Intent.CATEGORIES})


@dataclass(frozen=True)
class Question:
    """What is asked about one benchmark.

    Args:
        view: The benchmark.
        reading: The whole question.
        boards: The boards it names, in the card's order; several where the words fit several.
        metrics: Positions of metrics that no board of the benchmark has.
        models: The models it names.
        left: Positions of the words that belong to no name.
        asked: Its words of asking.
        intent: What they ask for, or None where that is not clear.
        foreign: Positions of words that mean nothing here.
        said: Positions of the words that name boards or models.
    """

    view: BenchmarkView
    reading: Reading
    boards: tuple[BoardName, ...]
    metrics: tuple[int, ...]
    models: tuple[Link, ...]
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
        foreign = tuple(
            i
            for i in reading.foreign
            if i not in said and i not in metrics and words.singular(found[i].word) not in asked.nouns
        )
        return cls(
            view, reading, tuple(boards), tuple(metrics), tuple(models), left, asked, intent, foreign, frozenset(said)
        )  # fmt: skip

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
        about_results = self.intent is Intent.DESCRIBE and bool(self.metrics or self.models)
        if self.intent in _UNNARROWED and not about_results:
            return None
        if self.metrics:
            typed = self.reading.typed(self.metrics[0], self.metrics[0] + 1)
            boards = [BoardName(b.slug, b.title, b.headline, frozenset(), frozenset()) for b, _ in self.view.boards]
            return refusals.no_such_board(self.view.name, self.view.slug, typed, boards)
        typed = self._narrowing()
        if not typed and (self.intent is None or self.models):
            typed = self._beyond()
        return refusals.not_answered(self.view.name, self.view.slug, typed) if typed else None

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
        for i in reading.numbers:
            if i not in self.said and not any(start <= i < end for start, end in runs):
                return reading.typed(i, i + 1)
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
    models = [link for link in reading.of_kind("model") if said.isdisjoint(range(link.start, link.end))]
    foreign = [i for i in reading.foreign if i not in said]
    if foreign:
        family = vocabulary.model_family(reading.tokens, foreign)
        if family is not None and said.isdisjoint(range(family.start, family.end)):
            models.append(family)
    return models


def _nouns(view: BenchmarkView) -> frozenset[str]:
    """Return what the card counts, in the singular: what "how many ..." can be answered for."""
    card = view.card
    counted = [words.tokens(text) for text in (card["unit"], *card["sizes"])]
    return frozenset(words.singular(token.word) for found in counted for token in found[-1:])
