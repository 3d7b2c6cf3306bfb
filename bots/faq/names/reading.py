"""What a question's words are: names, words of asking, and foreign words that may be an unknown name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from podium.bots.faq.knowledge.terms import glossary_words
from podium.bots.faq.language import lexicon, ordinary, words
from podium.bots.faq.language.mending import mended
from podium.bots.faq.language.values import Value, values
from podium.bots.faq.language.words import Token
from podium.bots.faq.names import everyday
from podium.bots.faq.names.series import goes_on
from podium.bots.faq.names.vocabulary import Entity, Link, Vocabulary

NUMBER = re.compile(r"[0-9]+(?:b|bn|m|k|st|nd|rd|th|pct|x)?")
# What "the first ..." is the oldest of, not the best.
_FIRST_OF = words.word_set("model models llm llms to result results entry one ever time submission system ai")
#: Words after which a verb stands: "we discuss MMLU".
_SUBJECTS = words.word_set("i we you they he she to people us")
_WHO_SLIPS = words.word_set("wer woh whoo hwo whi")
_AFTER_WHO = words.word_set("is was are has have currently scores scored does")
# "How big" asks for a size, while a big model is one that the results are not cut by.
_SIZED = words.word_set("big large huge")
_FIRST = re.compile(r"1(?:st)?")
#: Links to words that also ask: they explain a word and do not take it away.
_BY_THE_WAY = frozenset({"term", "modality"})
#: Words after which the name of a maker is that of its board, and words before which it is.
_ON = words.word_set("on in per to")
_LISTS = words.BOARD | words.word_set("list report reports site hub results")
_COUNTED = words.word_set("images questions samples items models studies charts patients results")
_WITHOUT = words.word_set("without no sans")
_OF_TOOLS = words.word_set("any all the a use using usage of access to help aid external extra additional")
_LOOKED_UP = words.word_set("stuff it things answers around search searches")
#: Words that people shorten, as they are read.
_ABBREVIATED = {"qs": "questions", "pics": "images", "imgs": "images", "da": "the", "dat": "that", "dis": "this",
                "n": "and", "wich": "which", "modle": "model", "modles": "models", "dem": "them",
                "benchs": "benchmarks", "bm": "benchmark", "lb": "leaderboard", "perf": "performance",
                "res": "results", "smth": "something", "bset": "best", "scor": "score",
                "benches": "benchmarks", "u": "you", "ur": "your"}  # fmt: skip
#: Most benchmarks whose boards are looked for; a question about more of them is not answered.
_MOST_BENCHMARKS = 5
#: Fewest characters beside an exact name that can be a misspelt part of it.
_LEAST_ADDED = 4


@dataclass(frozen=True)
class Reading:
    """A question, read against a registry's names.

    Args:
        text: The question.
        tokens: Its words.
        links: The names in it, in order, guessed ones among them.
        foreign: Positions of words that are neither asking nor part of a name or a value.
        numbers: Positions of bare numbers and amounts: "2024", "10b".
        values: Its amounts and times, in order; none is inside a name.
    """

    text: str
    tokens: tuple[Token, ...]
    links: tuple[Link, ...]
    foreign: tuple[int, ...]
    numbers: tuple[int, ...]
    values: tuple[Value, ...] = ()

    @cached_property
    def words(self) -> list[str]:
        """All words in order."""
        return [token.word for token in self.tokens]

    def of_kind(self, kind: str) -> list[Link]:
        """Return the links to things of this kind."""
        return [link for link in self.links if link.kind == kind]

    @cached_property
    def strange(self) -> set[int]:
        """Positions of the foreign words that may be a name: those that are no ordinary English."""
        return set(_strange(self.tokens, self.foreign))

    @cached_property
    def strange_runs(self) -> dict[int, tuple[int, int]]:
        """The run of strange words that each of them is part of."""
        return {i: run for run in self.runs(self.strange) for i in range(*run)}

    def named(self) -> set[int]:
        """Return the positions of words that belong to names; terms and modalities are words of asking as well."""
        return {i for link in self.links if link.kind not in _BY_THE_WAY for i in link.span}

    def typed(self, start: int, end: int) -> str:
        """Return these words as the asker wrote them, without a possessive s at their end."""
        return words.without_possessive(self.text[self.tokens[start].start : self.tokens[end - 1].end])

    def runs(self, foreign: Collection[int]) -> Iterator[tuple[int, int]]:
        """Yield the runs of neighbouring foreign words, with numbers after them and what a hyphen joins to them."""
        end = 0
        for i in sorted(foreign):
            if i < end:
                continue
            start, end = i, i + 1
            while start > 0 and self.tokens[start].glued and not self.tokens[start].breaks:
                start -= 1
            while end < len(self.tokens) and not self.tokens[end].breaks:
                if end not in foreign and end not in self.numbers and not self.tokens[end].glued:
                    break
                end += 1
            yield start, end

    def claims(self, start: int, end: int) -> bool:
        """Return whether a number is a score put up for a yes or no: "is the MMLU record 0.93?"."""
        last = self.tokens[end - 1].end
        score = "." in self.typed(start, end) or self.text[last : last + 1] == "%"
        return score and end == len(self.tokens) and self.words[0] == "is"

    def extended(self, link: Link, foreign: Collection[int]) -> tuple[int, int]:
        """Return the words of a benchmark link with the foreign ones right beside it, which make another name of it.

        "MMLU-Redux", "CheXpert Plus" and "Arabic MMLU" are not the benchmarks whose names they contain. A foreign
        word before the name is left out where the sentence wants a verb, as in "who pwns MMLU".
        """
        start, end = link.start, link.end
        while end < len(self.tokens) and not self.tokens[end].breaks:
            if end not in foreign and not (end in self.numbers and self.tokens[end].glued):
                break
            end += 1
        while start > 0 and start - 1 in foreign and not self.tokens[start].breaks:
            verb = start > 1 and self.tokens[start - 2].word in words.WHO | words.NARROWED | _SUBJECTS
            if verb and not self.tokens[start].glued:
                break
            start -= 1
        return start, end


def read(vocabulary: Vocabulary, text: str, today: str | None = None) -> Reading:
    """Read a question of at most :data:`words.LONGEST` characters.

    Exact names are linked first, and words that name boards of these benchmarks are left alone. What is left is
    compared with the starts of models' names, then with near names; the words of observations are linked, then amounts
    and times read, and typos of common words mended in the rest.

    Args:
        vocabulary: The registry's names.
        text: The question.
        today: ISO date that "last month" counts from; that of this day where left out.
    """
    text = words.cleaned(text)
    found = _idioms(words.tokens(text), text)
    if _asks_who(found) and not vocabulary.boards.mention(found[0].word):
        found[0] = found[0]._replace(word="who")
    links = _linked(vocabulary, found, text)
    spelt = _spelt_out(vocabulary, found, _positions(links))
    if spelt != found:
        found = spelt
        links = _linked(vocabulary, found, text)
    links = [_begun(vocabulary, found, link, links) for link in links]
    slugs = _slugs(links)
    foreign = _foreign(found, _positions(links))
    if foreign or any(link.kind == "organisation" and goes_on(found, link.end) for link in links):
        # A word of a board's name is no misspelt name: "in the MedGemma reports".
        of_boards = vocabulary.boards.known_words(slugs, found) if slugs else set()
        of_boards = {i for i in of_boards if not _is_makers(vocabulary, found[i])}
        strange = [i for i in _nameable(found, foreign) if i not in of_boards]
        links = _with_families(vocabulary, found, links, foreign)
        strange = [i for i in strange if i not in _positions(links)]
        links = _with_near(vocabulary, found, links, strange)
    links = _with_observations(vocabulary, found, links)
    today = today or datetime.now().astimezone().date().isoformat()
    of_names = _positions(links, names_only=True)
    said = values(found, text, today, of_names)
    counted = {i for value in said for i in range(value.start, value.end)}
    links = [link for link in links if link.kind not in _BY_THE_WAY or counted.isdisjoint(link.span)]
    named = _positions(links)
    left = [i for i in _foreign(found, named) if i not in counted]
    if left:
        of_boards = vocabulary.boards.known_words(slugs, found) if slugs else set()
        # "Failed" is no slip of "filed".
        slips = [i for i in _strange(found, left) if i not in of_boards and found[i].word not in ordinary.RESTRICTING]
        slips = [i for i in slips if not _is_capital(text, found, i) and found[i].word not in glossary_words()]
        typed, found = found, mended(found, slips)
        if found != typed:
            # "Secnd" is a place and "millin" a part of a number as well.
            said = values([one._replace(key=one.word) if one is not old else one
                           for one, old in zip(found, typed, strict=True)], text, today, of_names)  # fmt: skip
            counted = {i for value in said for i in range(value.start, value.end)}
        left = [i for i in _foreign(found, named) if i not in counted]
    numbers = tuple(i for i in range(len(found)) if i not in named and NUMBER.fullmatch(found[i].word))
    reading = Reading(text, tuple(found), tuple(links), tuple(left), numbers, tuple(said))
    return _completed(vocabulary, reading) if left else reading


def _is_capital(text: str, found: Sequence[Token], position: int) -> bool:
    """Return whether a word is written with a capital amid small ones, as names are: "on Mars" says no "marks"."""
    token = found[position]
    if not position or token.breaks or not text[token.start : token.end].istitle():
        return False
    around = [text[found[i].start] for i in (position - 1, position + 1) if 0 <= i < len(found)]
    return all(char.islower() for char in around)


def _spelt_out(vocabulary: Vocabulary, found: Sequence[Token], named: Collection[int]) -> list[Token]:
    """Read what is short for the start of models' names as it, where what follows goes on as one: "gem 2.5 pro"."""
    result = list(found)
    for i, token in enumerate(found):
        if i in named:
            continue
        one = token.word.removesuffix("s")
        if i and one != token.word and len(one) >= 3 and token.word not in words.KNOWN and not token.named:
            if not vocabulary.starts_model(token.word) and vocabulary.starts_model(one):
                # "All groks" are the models whose names start so.
                result[i] = token._replace(key=one, word=one)
        full = everyday.FAMILIES.get(token.word)
        if full is None or (token.glued and not token.breaks) or vocabulary.starts_model(token.word):
            continue
        if i and full.startswith(found[i - 1].word):
            continue
        after = found[i + 1].key if i + 1 < len(found) and not found[i + 1].breaks else ""
        goes_on = bool(after) and any(char.isdigit() for char in after) and vocabulary.starts_model(full + after)
        if goes_on or (full[-1].isdigit() and vocabulary.starts_model(full)):
            result[i] = token._replace(key=full, word=full)
    return result


def _positions(links: Iterable[Link], *, names_only: bool = False) -> set[int]:
    return {i for link in links if not (names_only and link.kind in _BY_THE_WAY) for i in link.span}


def _is_makers(vocabulary: Vocabulary, token: Token) -> bool:
    """Return whether a word is a maker's name in the genitive without its apostrophe: "googles best"."""
    said = words.tokens(token.word.removesuffix("s")) if token.word.endswith("s") else []
    return any(link.kind == "organisation" for link in vocabulary.link(said))


def _is_phrase(name: Sequence[Token], text: str) -> bool:
    """Return whether a model is called like what anybody says, and it is not written as a name: "a good model"."""
    plain = all(one.word in words.ARTICLES | {"model"} or ordinary.is_adjective(one.word) for one in name)
    return plain and not any(text[one.start].isupper() for one in name[1:])


def _slugs(links: Iterable[Link]) -> list[str]:
    slugs = dict.fromkeys(link.entities[0].slug for link in links if link.kind == "benchmark")
    return list(slugs)[:_MOST_BENCHMARKS]


def _linked(vocabulary: Vocabulary, found: Sequence[Token], text: str) -> list[Link]:
    """Return the exact names, without those that are a part of another name or of a board's."""
    links = [link for link in vocabulary.link(found, text) if not _part_of_another(found, link)]
    said = lexicon.phrased([token.word for token in found], [token.breaks for token in found])
    links = [link for link in links if link.kind not in _IN_PHRASES or not said.issuperset(link.span)]
    links = [link for link in links if link.kind != "model" or not _is_phrase(found[link.start : link.end], text)]
    links = [vocabulary.versions(found, link) if link.kind == "model" else link for link in links]
    slugs = _slugs(links)
    if not slugs or all(link.kind in ("benchmark", "model") for link in links):
        return links
    fixed = {i for link in links if link.kind in ("benchmark", "model") for i in link.span}
    of_boards = set[int]()
    for slug in slugs:
        of_boards |= vocabulary.boards.find(slug, found, fixed, vocabulary.starts_model)[1]
    return [link for link in links if not _names_board(found, link, of_boards)]


#: Kinds of names that are words of longer phrases: "against a local HF checkpoint".
_IN_PHRASES = ("category", "modality", "organisation")


def _names_board(found: Sequence[Token], link: Link, of_boards: set[int]) -> bool:
    """Return whether a maker, a category or the like is a word of a board's name: "on the TIGER-Lab board"."""
    if link.kind in ("benchmark", "model", "term") or not of_boards.issuperset(link.span):
        # A word that a card explains may be asked for as one: "what are adjudicated labels".
        return False
    if link.kind != "organisation":
        return True
    before = link.start - 1
    while before > 0 and found[before].word in words.ARTICLES:
        before -= 1
    after = found[link.end].word if link.end < len(found) else ""
    return after in _LISTS or (before >= 0 and found[before].word in _ON)


def _with_families(
    vocabulary: Vocabulary, found: Sequence[Token], links: list[Link], foreign: Sequence[int]
) -> list[Link]:
    """Add the models whose names start with foreign words, but for words that name a board or a topic.

    The name of a maker may also be the first word of a model's: "mistral" is the maker, "mistral large" a model, and
    "qwen 9" is neither.
    """
    makers = [link for link in links if link.kind == "organisation"]
    series = vocabulary.series
    gone = [link for link in makers if goes_on(found, link.end) and vocabulary.starts_model(found[link.start].word)]
    of_makers = _positions(makers)
    families = series.find(found, of_makers.union(foreign), of_makers)
    links = [link for link in links if link not in gone]
    families = [link for link in families if not any(link.span == other.span for other in links)]
    if not families:
        return links
    named = _positions(link for link in links if link.kind in ("benchmark", "model"))
    barred = set(named)
    for slug in _slugs(links):
        barred |= vocabulary.boards.find(slug, found, named, vocabulary.starts_model)[1]
    # "Anatomy" of MMLU is what it asks about, and no model of that name.
    slugs = _slugs(links)
    barred.update(
        i for one in vocabulary.topics.observed(found, slugs, named) for i in range(one.start, one.end) if slugs
    )
    topic = vocabulary.topics.shared(found, tuple(_runs(found, foreign)), named)
    about = range(topic.start, topic.end) if topic is not None else range(0)
    # "Chest X-ray" is what benchmarks are about, although the name of an entry starts so.
    kept = [link for link in families if link.start not in about and barred.isdisjoint(link.span)]
    taken = _positions(kept)
    return sorted([*(link for link in links if taken.isdisjoint(link.span)), *kept], key=lambda link: link.start)


def _with_near(vocabulary: Vocabulary, found: Sequence[Token], links: list[Link], strange: Sequence[int]) -> list[Link]:
    """Add misspelt names. A name that is part of a longer misspelt one gives way to it."""
    if not strange:
        return links
    # A category or a maker may be a word of a misspelt name: "masive multitask language understanding". So may a model
    # be beside a foreign word: "grok 4 fats".
    beside = {other for i in strange for other in (i - 1, i + 1)}
    exact = [link for link in links if link.kind in ("benchmark", "model") and not link.guessed]
    fixed = _positions(link for link in exact if link.kind == "benchmark" or beside.isdisjoint(link.span))
    near = vocabulary.guesses.near(found, strange, set(range(len(found))) - fixed, settled=_positions(exact))
    # A word right beside an exact name may be the rest of a longer one, which is decided below.
    near = [link for link in near if not _touches(found, link, links)]
    near = [link for link in near if link.kind != "model" or not goes_on(found, link.end)]
    near = _not_about(vocabulary, found, links, near)
    taken = _positions(near)
    return sorted([*(link for link in links if taken.isdisjoint(link.span)), *near], key=lambda link: link.start)


def _not_about(vocabulary: Vocabulary, found: Sequence[Token], links: Sequence[Link], near: list[Link]) -> list[Link]:
    """Return the guesses that are not within what several benchmarks are about.

    "Chest X-ray" is no slip of "ChestX-ray14".
    """
    named = _positions(links)
    if not near:
        return near
    topic = vocabulary.topics.shared(found, tuple(_runs(found, _foreign(found, named))), named)
    if topic is None or len(topic.slugs) < 2:
        return near
    return [link for link in near if link.kind != "benchmark" or not topic.start <= link.start < link.end <= topic.end]


def _with_observations(vocabulary: Vocabulary, found: Sequence[Token], links: list[Link]) -> list[Link]:
    """Add what the named benchmarks ask about, or without a benchmark what any of them does."""
    slugs = _slugs(links)
    taken = _positions(link for link in links if link.kind not in (*_BY_THE_WAY, "category") or not slugs)
    added = vocabulary.topics.observed(found, slugs, taken)
    if slugs:
        named = _positions(link for link in links if link.kind in ("benchmark", "model"))
        of_boards = set[int]()
        for slug in slugs if added else ():
            of_boards |= vocabulary.boards.find(slug, found, named, vocabulary.starts_model)[1]
        added = [topic for topic in added if of_boards.isdisjoint(range(topic.start, topic.end))]
    more = [
        Link(topic.start, topic.end, tuple(Entity("observation", slug, name) for slug, name in topic.asked_by))
        for topic in added
    ]
    # A category by its own name stays one: whether "math" is the subject or the category shows in what is asked.
    kept = [link for link in more if not any(_same_category(vocabulary, found, other, link) for other in links)]
    taken = _positions(kept)
    return sorted([*(link for link in links if taken.isdisjoint(link.span)), *kept], key=lambda link: link.start)


def _same_category(vocabulary: Vocabulary, found: Sequence[Token], other: Link, link: Link) -> bool:
    overlaps = other.start < link.end and link.start < other.end
    return overlaps and other.kind == "category" and other.span == link.span and vocabulary.is_written(found, other)


def _runs(found: Sequence[Token], foreign: Collection[int]) -> Iterator[tuple[int, int]]:
    return Reading("", tuple(found), (), (), ()).runs(foreign)


def _asks_who(found: Sequence[Token]) -> bool:
    """Return whether a question starts with a slip of "who", as in "wer leads"; WER is also a metric."""
    if len(found) < 2 or found[0].named or found[0].word not in _WHO_SLIPS:
        return False
    return found[1].word in words.LEAD | _AFTER_WHO


def _completed(vocabulary: Vocabulary, reading: Reading) -> Reading:
    """Let a name that is part of a misspelt longer form of itself take the rest in: "hummanitys" + "last exam"."""
    links = []
    for link in reading.links:
        if link.kind == "benchmark" and not link.guessed:
            start, end = reading.extended(link, reading.strange)
            typed = "".join(token.key for token in reading.tokens[start:end])
            added = len(typed) - sum(len(token.key) for token in reading.tokens[link.start : link.end])
            # A short addition makes another name, as in CharXiv-D; only a longer one can be seen to be a slip.
            guess = vocabulary.guesses.benchmark(typed) if added >= _LEAST_ADDED else None
            if guess and guess.entities == link.entities:
                link = Link(start, end, link.entities, guessed=True)
        links.append(link)
    named = {i for link in links for i in range(link.start, link.end)}
    foreign = tuple(i for i in reading.foreign if i not in named)
    return replace(reading, links=tuple(links), foreign=foreign)


def _begun(vocabulary: Vocabulary, found: Sequence[Token], link: Link, links: Sequence[Link]) -> Link:
    """Return the one benchmark whose name a name goes on to with its next letters: "mmlu-p" is MMLU-Pro."""
    i = link.end
    if link.kind != "benchmark" or i >= len(found) or found[i].breaks or any(i in other.span for other in links):
        return link
    word = found[i].word
    if not word.isalpha() or word in words.KNOWN or (len(word) == 1 and not found[i].glued):
        return link
    typed = words.key_of(found, link.start, link.end) + word
    entities = vocabulary.guesses.begun(typed)
    return Link(link.start, i + 1, entities, guessed=True) if len(entities) == 1 else link


def _foreign(found: Sequence[Token], named: Collection[int]) -> list[int]:
    return [
        i
        for i, token in enumerate(found)
        if i not in named
        and token.word not in words.KNOWN
        and (token.named or token.word not in lexicon.PHRASED)
        and not NUMBER.fullmatch(token.word)
    ]


def _strange(found: Sequence[Token], foreign: Iterable[int]) -> list[int]:
    """Return the foreign words that are no ordinary English; in capitals, as in SEAL, any word may be a name."""
    shouted = all(token.named for token in found)
    return [i for i in foreign if (found[i].named and not shouted) or not ordinary.is_ordinary(found[i].word)]


def _nameable(found: Sequence[Token], foreign: Sequence[int]) -> list[int]:
    """Return the foreign words that may be of a misspelt name: the strange ones, and nouns right beside them."""
    strange = set(_strange(found, foreign))
    beside = {j for i in strange for j in (i - 1, i + 1)}
    return [i for i in foreign if i in strange or (i in beside and ordinary.is_thing(found[i].word))]


def _part_of_another(found: Sequence[Token], link: Link) -> bool:
    """Return whether a category or a maker is only a part of a name that is not known, as in MATH-500."""
    if link.kind not in ("category", "organisation"):
        return False
    before = found[link.start].glued and found[link.start - 1].word not in words.KNOWN
    after = link.end < len(found) and found[link.end].glued and found[link.end].word not in words.KNOWN
    return before or after


def _touches(found: Sequence[Token], link: Link, exact: Sequence[Link]) -> bool:
    for other in exact:
        if other.kind == "benchmark":
            after = other.end == link.start and not found[link.start].breaks
            before = link.end == other.start and not found[other.start].breaks
            # Another benchmark's name may go on here; a model's stands beside it as in "medgema mimic".
            glued = (after and found[link.start].glued) or (before and found[other.start].glued)
            if (after or before) and (link.kind == "benchmark" or glued):
                return True
    return False


def _idioms(found: Sequence[Token], text: str) -> list[Token]:
    """Read "state of the art", "#1", "number 1" and the like as the words they stand for."""
    result = list(found)
    for i, token in enumerate(found):
        after = found[i + 1].word if i + 1 < len(found) else ""
        after_glued = i + 1 < len(found) and found[i + 1].glued
        if token.word == "first" and after in _FIRST_OF:
            result[i] = token._replace(word="1st")
        elif token.word == "these" and after == "days":
            result[i + 1] = found[i + 1]._replace(word="today")
        elif token.word in ("bit", "bits") and i and found[i - 1].word.isdigit():
            # "4-bit", "with 8 bits"
            result[i] = token._replace(word="quantised")
        elif token.word == "n" and after in _COUNTED:
            result[i] = token._replace(word="count")
        elif token.word == "n" and after in ("test", "train"):
            result[i] = token._replace(word="size")
        elif token.word == "google" and after in _LOOKED_UP:
            # To look something up, and no maker.
            result[i] = token._replace(key="search", word="search")
        elif token.word in _ABBREVIATED and not token.glued and not after_glued:
            result[i] = token._replace(word=_ABBREVIATED[token.word])
        elif token.word == "how" and after in _SIZED:
            result[i + 1] = found[i + 1]._replace(word="size")
        elif token.word in words.HIGH and after == "possible" and not _is_a_model(found[i + 2 : i + 3]):
            result[i + 1] = found[i + 1]._replace(word="attainable")
        elif token.word == "state" and [other.word for other in found[i + 1 : i + 4]] == ["of", "the", "art"]:
            result[i] = token._replace(word="sota")
        elif _FIRST.fullmatch(token.word):
            before = found[i - 1].word if i else ""
            hash_sign = text[: token.start].endswith("#")
            if token.word == "1st" or hash_sign or before in ("number", "no", "nr", "rank", "place", "top", "position"):
                result[i] = token._replace(word="first")
                if before == "no":
                    result[i - 1] = found[i - 1]._replace(word="number")
    return _plainly_without(result)


def _is_a_model(after: Sequence[Token]) -> bool:
    """Return whether the best possible is one of models and no score: "the best possible chatbot"."""
    return any(token.word not in _OF_SCORES and not token.breaks for token in after)


_OF_SCORES = words.SCORE | words.word_set("on in of at for is can does would accuracy f1 auroc grade outcome to")


def _plainly_without(found: list[Token]) -> list[Token]:
    """Read "without using any tools" as "without tools", which is the name of a board."""
    dropped: set[int] = set()
    for i, token in enumerate(found):
        if token.word in _WITHOUT:
            end = i + 1
            while end < len(found) and found[end].word in _OF_TOOLS and not found[end].breaks:
                end += 1
            if end < len(found) and found[end].word in ("tool", "tools") and not found[end].breaks:
                dropped.update(range(i + 1, end))
    return [token for i, token in enumerate(found) if i not in dropped]
