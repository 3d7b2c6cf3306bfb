"""Names that the registry does not have: which words are one, of a benchmark above all, and what to say of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from podium.bots.faq.frame import Frame, Intent
from podium.bots.faq.language import lexicon, ordinary, words
from podium.bots.faq.language.words import Token
from podium.bots.faq.names.elsewhere import benchmark_elsewhere
from podium.bots.faq.names.topics import Topic
from podium.bots.faq.names.unknown_models import OF_MODELS, ON, UnknownModels
from podium.bots.faq.names.vocabulary import OTHER_THINGS
from podium.bots.faq.replies import refusals
from podium.bots.faq.replies.desk import Desk
from podium.bots.faq.reply import Reply
from podium.bots.faq.understanding.asked import Asked
from podium.bots.faq.understanding.intents import Candidate

#: A name with fewer characters that fits several benchmarks is asked back rather than called unknown.
_SHORT = 6
#: Most words of an unknown name that is asked about without any other word.
_LONGEST_NAME = 2
#: Small words of other languages.
_OTHER_TONGUES = words.word_set(
    "qui est sur le la les des du quel quelle meilleur premier modele wer ist bei der das und welches modell beste von",
    "fur quien cual lidera mejor modelo el los en chi guida migliore modello quem melhor wie wo welche el que por",
)
#: Words after which a verb comes, and verbs that have it come.
_VERBLESS = words.word_set("does did")
_MODALS = words.word_set("can could will would may might should")
_EXTENTS = words.word_set("big large small wide narrow tiny huge clear close tight")
_HAVING = words.word_set("have know support cover include list track contain mean use get score")
#: Intents that take a category.
_LISTS = (Intent.BENCHMARKS, Intent.MOST_MODELS, Intent.CATEGORY_BEST)


def _is_verbal(token: Token) -> bool:
    """Return whether a word is written like a verb or an adverb of English: "devised", "purely"."""
    return not token.named and token.word.endswith(("ed", "ing", "ly")) and len(token.word) > 5


@dataclass(eq=False, repr=False)
class Unknown:
    """Looks for unknown names in a question.

    Args:
        desk: The registry.
        asked: The question.
        candidates: Its readings, best first.
        last: What was asked before.
        span: First token of the unknown name and the one after its last, once it was found.
    """

    desk: Desk
    asked: Asked
    candidates: Sequence[Candidate]
    last: Frame | None = None
    span: tuple[int, int] | None = field(default=None, init=False)

    @cached_property
    def _models(self) -> UnknownModels:
        return UnknownModels(self.asked, self.candidates, self.last)

    def reply(self) -> Reply | None:
        """Return the reply to a name that the registry does not have; None where the question has none."""
        foreign = {i for piece in self.asked.pieces if piece.kind == "foreign" for i in range(piece.start, piece.end)}
        if self._is_other_language():
            return self._not_read()
        foreign &= self.asked.reading.strange
        best = self.candidates[0] if self.candidates else None
        if best is not None and best.sure and best.intent is Intent.TERM:
            return None
        version = self._models.version()
        if version is not None:
            return self._no_such_model(*version)
        nobody = self._models.nobody()
        if nobody is not None:
            return self._no_such_model(*nobody)
        maker = self._models.maker()
        if maker:
            return refusals.no_such_maker(maker)
        named = {i for link in self.asked.reading.of_kind("benchmark") for i in link.span}
        for start, end in self.asked.reading.runs(foreign):
            if not named.isdisjoint(range(start, end)):
                # "ChestX-ray8" goes on from the name of a benchmark.
                continue
            tokens = self.asked.reading.tokens[start:end]
            numbered = any(token.word[0].isdigit() or token.word[-1].isdigit() for token in tokens)
            if self.desk.vocabulary.starts_model(tokens[0].word) and numbered:
                return self._no_such_model(start, end)
        if not foreign:
            return self._beside_known(foreign) if self.asked.sights else None
        elsewhere = benchmark_elsewhere(self.asked.reading, foreign)
        if elsewhere is not None:
            self.span = elsewhere
            typed = self.asked.reading.typed(*elsewhere)
            return self._no_such_benchmark(typed, self.desk.vocabulary.similar_benchmarks(typed))
        model = self._models.model(foreign) or self._models.next_model(foreign)
        if model:
            return self._no_such_model(*next(self.asked.reading.runs(foreign)))
        return self._beside_known(foreign) if self.asked.sights else self._alone(foreign)

    def _is_other_language(self) -> bool:
        """Return whether the question is not in English, so that its words are no names."""
        found = words.tokens(self.asked.reading.text)
        told = len(_OTHER_TONGUES.intersection(token.word for token in found))
        return told > 1 or (told == 1 and not self.asked.reading.text.isascii())

    def _not_read(self) -> Reply:
        sights = self.asked.sights
        if sights:
            return refusals.not_answered(sights[0].view.name, sights[0].view.slug)
        return refusals.general_help(self.desk.vocabulary)

    def _no_such_model(self, start: int, end: int) -> Reply:
        self.span = (start, end)
        typed = self.asked.reading.typed(start, end)
        return refusals.no_such_model(typed, self.desk.vocabulary.similar_models(typed))

    def _beside_known(self, foreign: set[int]) -> Reply | None:
        """Return the reply to a benchmark name that the registry does not have, beside one that it has."""
        reading, vocabulary = self.asked.reading, self.desk.vocabulary
        for link in reading.of_kind("benchmark"):
            span = reading.extended(link, foreign)
            if span != (link.start, link.end) and self._is_name(link.start, link.end, *span):
                typed = reading.typed(*span)
                near = [link.entities[0].slug, *vocabulary.similar_benchmarks(typed)]
                self.span = span
                return refusals.no_such_benchmark(vocabulary, typed, list(dict.fromkeys(near))[:3])
        for start, end in reading.runs(foreign):
            typed = reading.typed(start, end)
            near = vocabulary.similar_benchmarks(typed)
            listed = self._listed(start, end)
            topic = vocabulary.topics.shared(reading.tokens, ((start, end),), reading.named())
            if listed and topic is not None:
                return self._about_topic(topic)
            if topic is not None and len(topic.slugs) > 1:
                # "Which model reads chest X-rays best on CheXpert": no name, but what several are about.
                continue
            if near or listed:
                self.span = (start, end)
                return self._no_such_benchmark(typed, near)
        return None

    def _is_name(self, start: int, end: int, first: int, last: int) -> bool:
        """Return whether foreign words around a name can be part of a longer one, and are not another language."""
        reading = self.asked.reading
        added = [token.word for token in (*reading.tokens[first:start], *reading.tokens[end:last])]
        if not all(word.isascii() for word in added):
            return False
        after = [token for token in reading.tokens[end:last] if not token.glued]
        before = [token.word for token in reading.tokens[:start]]
        asks = not _VERBLESS.isdisjoint(before) and _HAVING.isdisjoint(before)
        if len(after) == last - end == 1 and last == len(reading.tokens) and asks and not after[0].named:
            # "Over how many models does MMLU extend?"
            return False
        if len(after) == last - end == 1 and last == len(reading.tokens) and after[0].word in _EXTENTS:
            # "Is the gap on MMLU large?", and not "the gap on MMLU Large".
            if reading.words[0] in ("is", "are", "was") and self.asked.has("GAP", "LEAD", "DIFFERENCE"):
                return False
        if last < len(reading.tokens) and reading.words[last] in words.HEADS and ordinary.is_verb(added[-1]):
            # "Guessing on MMMU-Pro gives what?"
            return False
        if last > end and len(after) == last - end and all(_is_verbal(token) for token in after):
            # "What is MMLU intended to assess": no name goes on so.
            return False
        return len(added) < 2 or any(piece.kind == "concept" for piece in self.asked.pieces)

    def _listed(self, start: int, end: int) -> bool:
        """Return whether words stand beside a benchmark in a list: "MMLU and Winogrande"."""
        tokens = self.asked.reading.tokens
        named = {i for link in self.asked.reading.of_kind("benchmark") for i in range(link.start, link.end)}
        after = start > 1 and tokens[start - 1].word in words.JOINING and start - 2 in named
        before = end + 1 < len(tokens) and tokens[end].word in words.JOINING and end + 1 in named
        return after or before

    def _alone(self, foreign: set[int]) -> Reply | None:
        """Return the reply to a name in a question without a benchmark."""
        asked, reading, vocabulary = self.asked, self.asked.reading, self.desk.vocabulary
        run = next(reading.runs(foreign))
        if asked.topic is not None:
            return self._around_topic(run, asked.topic)
        typed = reading.typed(*run)
        if self._models.published(*run):
            return refusals.no_such_maker(typed)
        if asked.has("MODEL", "MODELS") and self._models.is_lab(*run):
            return refusals.no_such_maker(reading.typed(run[0], run[1] + 1))
        if reading.words[0] in words.HEADS and all(_is_verbal(token) for token in reading.tokens[slice(*run)]):
            # "Who painted the Mona Lisa": a verb is no name.
            return None
        if self._is_of_maker(run[1]) or self._is_done(run):
            return None
        best = next((one for one in self.candidates if "b" in one.missing), None)
        with_board = vocabulary.boards.benchmarks_with(reading.tokens, reading.foreign)
        if with_board and best is not None:
            return None
        listing = self.candidates[0] if self.candidates else None
        if listing is not None and listing.intent in _LISTS and vocabulary.categories:
            return refusals.no_such_category(vocabulary, typed)
        near = vocabulary.similar_benchmarks(typed)
        # A name alone is a question about it; a sentence of foreign words is not.
        alone = run == (0, len(reading.tokens)) and len(reading.tokens) <= _LONGEST_NAME
        wanted = best is not None and self.candidates[0].intent not in (Intent.GREETING, Intent.ABOUT)
        counted = any(value.kind in ("top", "place") for value in asked.values)
        about = counted or asked.has("ABOUT_WORD", "MEANS", "LEAD", "BOARD", "SAME") or reading.words[0] in words.HEADS
        # "The GPQA Diamond results" and "licence of ImageNet" are written like names.
        about = about or any(reading.tokens[i].named for i in range(*run))
        content = counted or any(piece.kind == "concept" for piece in asked.pieces)
        if asked.models and not near:
            return self._tested_on(*run)
        if near or alone or (content and wanted and about):
            self.span = run
            return self._no_such_benchmark(typed, near)
        return None

    def _is_of_maker(self, end: int) -> bool:
        """Return whether words are something of a maker: "the CEO of DeepSeek"."""
        makers = {link.start for link in self.asked.reading.of_kind("organisation")}
        return self.asked.words[end : end + 1] == ["of"] and end + 1 in makers

    def _is_done(self, run: tuple[int, int]) -> bool:
        """Return whether a word is what somebody can do, in a question that is understood: "who can swallow the"."""
        said = self.asked.words
        modal = run[1] - run[0] == 1 and run[0] > 0 and said[run[0] - 1] in _MODALS
        return modal and said[run[1]] in words.ARTICLES if modal and run[1] < len(said) else False

    def _around_topic(self, run: tuple[int, int], topic: Topic) -> Reply | None:
        """Return the reply to a name that has a word in it of what benchmarks are about: "RSNA Pneumonia Detection"."""
        tokens = self.asked.reading.tokens
        beside = run[1] == topic.start and not tokens[topic.start].breaks
        if not beside or not any(token.named for token in tokens[slice(*run)]):
            return None
        end = topic.end
        while end < len(tokens) and not tokens[end].breaks and self.asked.reading.text[tokens[end].start].isupper():
            end += 1
        self.span = (run[0], end)
        typed = self.asked.reading.typed(run[0], end)
        return self._no_such_benchmark(typed, self.desk.vocabulary.similar_benchmarks(typed))

    def _tested_on(self, start: int, end: int) -> Reply | None:
        """Return the reply to a benchmark that the registry does not have and a model is asked about on."""
        if not self._scored_on(start, end):
            return None
        tokens = self.asked.reading.tokens
        if end < len(tokens) and not tokens[end].breaks and "BENCHMARK" in lexicon.meaning(tokens[end].word):
            end += 1
        self.span = (start, end)
        return refusals.no_such_benchmark(self.desk.vocabulary, self.asked.reading.typed(start, end), [])

    def _scored_on(self, start: int, end: int) -> bool:
        """Return whether unknown words are what a model was scored on: "how well does GPT-5 do on Foo"."""
        asked, reading = self.asked, self.asked.reading
        if not self.candidates or self.candidates[0].intent not in OF_MODELS:
            return False
        if any(piece.start < start or piece.start >= end for piece in self.candidates[0].unexplained):
            return False
        tokens = reading.tokens
        scored = asked.has("SCORE", "GOOD", "RANK", "TESTED_ON", "RESULT")
        on = start > 0 and (
            tokens[start - 1].word in ON or "@" in reading.text[tokens[start - 1].end : tokens[start].start]
        )
        return on or (scored and any(tokens[i].named for i in range(start, end)))

    def _about_topic(self, topic: Topic) -> Reply:
        if len(topic.slugs) > 1:
            typed = self.asked.reading.typed(topic.start, topic.end)
            return refusals.which_benchmark(self.desk.vocabulary, topic.slugs, typed)
        return refusals.no_board_for(self.desk.view(topic.slugs[0]), topic.observation)

    def _no_such_benchmark(self, typed: str, near: list[str]) -> Reply:
        if len(near) > 1 and len(typed) < _SHORT and words.joined_key(typed) not in OTHER_THINGS:
            return refusals.which_benchmark(self.desk.vocabulary, near, typed)
        return refusals.no_such_benchmark(self.desk.vocabulary, typed, near)
