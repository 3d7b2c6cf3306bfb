"""A question as one of its benchmarks sees it: the boards, metrics and counts that it names there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from podium.bots.faq.language import lexicon, words
from podium.bots.faq.language.words import Token
from podium.bots.faq.names.board_names import BoardName
from podium.bots.faq.names.reading import Reading
from podium.bots.faq.names.topics import Topic
from podium.bots.faq.names.vocabulary import Link, Vocabulary
from podium.bots.faq.understanding.card_counts import ALSO_CALLED, Spans, asked_count, counted_labels
from podium.registry.views import BenchmarkView

_REPORTS = words.word_set("report reports paper papers board boards leaderboard technical")
_OF_MAKER = words.word_set("by from of best top excluding except besides non not ignoring than counting out outside")


@dataclass(frozen=True)
class Sight:
    """A question as one benchmark sees it.

    Args:
        view: The benchmark.
        boards: The boards it names, in the card's order; several where the words fit several.
        said: Positions of the words that name them.
        metrics: Positions of metrics that no board of the benchmark has.
        observation: One of the things the benchmark asks about that the question names.
        nouns: What the card counts, in the singular.
        labels: The words that name one of its counts, where it is asked how many there are.
        count: That count, where it is one of a split.
    """

    view: BenchmarkView
    boards: tuple[BoardName, ...] = ()
    said: frozenset[int] = frozenset()
    metrics: tuple[int, ...] = ()
    observation: Topic | None = None
    topics: tuple[Topic, ...] = ()
    nouns: frozenset[str] = frozenset()
    labels: Spans = ()
    count: str = ""

    @classmethod
    def of(cls, vocabulary: Vocabulary, reading: Reading, view: BenchmarkView) -> Sight:
        """Look at a question from one of its benchmarks."""
        found = reading.tokens
        # A maker's name is that of its board where no models are spoken of: "on TIGER-Lab's own leaderboard".
        boards_of = vocabulary.boards.of(view.slug)
        boardlike = [link for link in reading.of_kind("organisation") if alone(found, link, boards_of)]
        named = reading.named() - {i for link in boardlike for i in link.span}
        count, labels = asked_count(found, view)
        labels = labels or counted_labels(found, view)
        named |= {i for start, end in labels for i in range(start, end)}
        for link in reading.of_kind("model"):
            after = found[link.end].word if link.end < len(found) else ""
            if len(link.span) > 1 and after not in _REPORTS:
                # "MedGemma 1.5 4B" is a model, whatever board is named after MedGemma.
                named |= set(link.span)
        # "The best vision language model" is no board of what is seen.
        named |= {i for i in range(len(found) - 1) if (found[i].word, found[i + 1].word) == ("vision", "language")}
        # "How many labels" asks of all, and not of those of one board.
        named |= {i for i in range(1, len(found)) if found[i - 1].word == "many" and found[i].word == "labels"}
        boards, said = vocabulary.boards.find(view.slug, found, named, vocabulary.starts_model)
        if all(found[i].word in words.BOARD for i in said - named) or _is_covering(reading):
            # "The MMMU leaderboard" is the one that a plain question means, whatever a site calls itself, and "does
            # MMLU-Pro cover health" asks for no board of it.
            boards, said = [], set()
        taken = {i for link in reading.links if link.kind in ("benchmark", "model", "organisation") for i in link.span}
        splits = {i for i, token in enumerate(found) if "SPLIT" in lexicon.meaning(token.word)}
        taken |= {i for start, end in labels for i in range(start, end)}
        topics = vocabulary.topics.within(view.slug, found, taken | said | splits)
        metrics = [i for i in vocabulary.boards.other_metrics(view.slug, found) if i not in named and i not in said]
        counted = [words.tokens(text) for text in (view.card["unit"], *view.card["sizes"])]
        nouns = frozenset(words.singular(token.word) for tokens in counted for token in tokens[-1:])
        # Of "options per question" the options are counted as well.
        nouns |= {
            words.singular(one.word) for found_ in counted for one, after in pairwise(found_) if after.word == "per"
        }
        nouns |= {other for noun in nouns for other in ALSO_CALLED.get(noun, ())}
        observation = next((topic for topic in topics if topic.observation), None)
        seen = cls(view, tuple(boards), frozenset(said), tuple(metrics), observation, tuple(topics), nouns, labels)
        return replace(seen, count=count)


_WHETHER = words.word_set("does do did")
_COVERING = words.word_set("test tests cover covers include includes contain contains touch touches involve")


def _is_covering(reading: Reading) -> bool:
    """Return whether it is asked what a benchmark asks about: "does MMLU-Pro test health knowledge"."""
    said = reading.words
    asks = said[0] in _WHETHER and len(reading.of_kind("benchmark")) == 1 and not reading.of_kind("model")
    end = reading.of_kind("benchmark")[0].end if asks else 0
    return asks and said[end : end + 1] != [] and said[end] in _COVERING and words.BOARD.isdisjoint(said)


def _is_called(found: Sequence[Token], link: Link, board: BoardName) -> bool:
    """Return whether a maker's name is one of a board, stands in its title or before it: "Stanford HELM"."""
    said = [words.singular(found[i].word) for i in link.span]
    rest = {key.removeprefix("".join(said)) for key in board.keys if key.startswith("".join(said))}
    return set(said) <= board.title_words or not rest.isdisjoint({"", *board.title_words, *words.BOARD})


def alone(found: Sequence[Token], link: Link, boards: Sequence[BoardName] = ()) -> bool:
    """Return whether a maker is named without its models: neither "by Google" nor "Google models".

    A word in the midst of what a board is called, such as that of "Google search", is no name of it by itself.
    """
    if boards and not any(_is_called(found, link, board) for board in boards):
        return False
    before = found[link.start - 1].word if link.start else ""
    after = found[link.end].word if link.end < len(found) else ""
    if after in ("best", "top"):
        # "TIGER-Lab best model" is a maker's, "TIGER-Lab best four" are on its board.
        return before not in _OF_MAKER and all(token.word not in words.NARROWED for token in found[link.end + 1 :][:3])
    return before not in _OF_MAKER and after not in words.NARROWED
