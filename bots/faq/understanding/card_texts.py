"""Finding the entry of a card that has all the words of a question, in what it asks and what it answers.

"Do I need PhysioNet credentials for MIMIC" is asked nowhere on the card, but one answer speaks of a credentialed user
of PhysioNet. Each word of the question must stand there, in one form or another; a single one that does not is a
matter that the author says nothing of.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from podium.bots.faq.language import lexicon, ordinary, words
from podium.bots.faq.names.reading import Reading
from podium.bots.faq.names.vocabulary import Vocabulary
from podium.bots.faq.understanding.card_words import ALIKE, TOO_LITTLE, content_of
from podium.registry.views import BenchmarkView

#: Words of every question, which tell none from another.
_EMPTY = (
    words.HEADS
    | TOO_LITTLE
    | words.word_set(
        "any some one ones it they them their he she we us but if than both also such so then there here now more most"
        " only just even still ever really need needs needed get gets got give gives given use used uses using make",
        "makes made take takes taken come comes say says said tell tells up out over about between each other",
        "another because question questions item items dataset data benchmark model models ai llm llms score scores",
        "result results value values figure figures number numbers count podium",
    )
)
#: Words that an entry need not have; where it has them, they speak for it.
_BESIDE = words.FILLER | words.word_set(
    "include includes included including contain contains happen happens look looks mean means meaning explain",
    "explained difference diff vs versus all several sometimes already exactly whether allowed possible necessary",
    "permitted must thing things kind sort type subset section piece show see think believe hear heard consider",
    "call called name named always enough level max maximum work works working way exact fact again done set total",
    "size please across apart together whole less involved refer dont doesnt isnt arent play role people own else",
    "like use using usage source sources origin origins part",
)
#: Words that are told by an entry only where its question has them; where data are from is asked in many ways.
_HEADS = {
    **dict.fromkeys(("who", "whose", "whom"), "who"),
    **dict.fromkeys(("source", "sources", "origin", "origins", "where"), "where"),
    "when": "when",
    "why": "why",
}
#: Words that say the same in a question and on a card, beside those that all questions to cards have.
_SAME = {
    word: said
    for said, others in {
        "select": "choose chosen chose pick picked filter filtered selection",
        "lead": "winner top champion first",
        "board": "leaderboard ranking",
        "share": "overlap leak leaked leakage contamination contaminated",
        "protocol": "setting settings configuration config setup",
        "thought": "cot",
        "image": "picture photo",
        "option": "mcq",
        "empty": "blank",
        "drawn": "guess guessed guessing draw",
    }.items()
    for word in others.split()
}
#: Words of a question on a card that say why: it compares, or tells apart.
_REASONS = words.word_set("why comparable differ difference reliable reproduced reproducible")
_DIGITS = {
    word: str(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split()
    )
    if word != "one"
}
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
_PARTED = re.compile(r"\b(\d{1,3}),(\d{3})\b")
#: How an answer begins that says no: that is no word of the matter.
_YES_OR_NO = re.compile(r"\A(?:Yes|No)\b")
_DECIMALS = re.compile(r"\b0\.(\d{2})(\d)\b")
_LISTED = words.word_set("which what")
#: Fewest letters that two words begin with alike to be forms of one, and most by which they may go on.
_STEM = 4
_ENDING = 4
#: How far before the noun that is counted its number stands in an answer.
_BEFORE_NOUN = 3
#: What a word counts that stands in the question of an entry, and in its answer.
_ASKED, _ANSWERED = 2.0, 1.0
_LITTLE_ELSE = 0.1
_LOOKED = words.word_set("read see seen view viewed check checked inspect inspected examine examined")
#: Fewest words of a question that an entry has which lacks one, all but one of them in what it asks.
_MOST_WORDS = 3


@dataclass(frozen=True)
class _Entry:
    asked: frozenset[str]
    answered: frozenset[str]
    heads: frozenset[str]
    answer: tuple[str, ...]

    @property
    def all(self) -> frozenset[str]:
        return self.asked | self.answered


_EMPTY_ONCE = _EMPTY | {words.singular(word) for word in _EMPTY}
_BESIDE_ONCE = (_BESIDE | {words.singular(word) for word in _BESIDE}) - words.word_set(
    "released official verified reproduced competitor competitors vendor vendors exam"
)


#: Most words of a question that are looked for.
_MOST_NEEDED = 12


class CardTexts:
    """Looks questions up in the whole text of cards' entries.

    Args:
        vocabulary: The registry's names, so that a benchmark counts as one word by any of its names.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._known: dict[str, list[_Entry]] = {}

    def find(
        self, view: BenchmarkView, reading: Reading, own: frozenset[str] = frozenset(), fewest: int = 0
    ) -> int | None:
        """Return the position of the entry that has all the words of a question; None without one.

        Where several have them, it is the one that asks for them, and in the rarer words.

        Args:
            view: The benchmark.
            reading: The question.
            own: Words that another reading of it accounts for.
            fewest: How many of its other words must stand in what the entry asks.
        """
        said = [token.word for token in reading.tokens]
        if said[0] in _LISTED and len(said) > 1 and said[1] in _DIGITS:
            # "Which five findings" asks for their names.
            return None
        asked = _told(_whole_numbers(content_of(view.slug, reading.tokens, reading.links), reading))
        needed = asked - _BESIDE_ONCE
        if not any(map(_is_told, needed)) or needed <= _of_its_name(reading):
            # Numbers alone, or the rest of the benchmark's own name, ask for no entry.
            return None
        if len(needed) > _MOST_NEEDED:
            return None
        heads = {_HEADS[word] for i, word in enumerate(said) if word in _HEADS and (word != "when" or i < 2)}
        counted, nouns = _counted(said), _counted_on(view)
        entries = self._entries(view)
        best = (0.0, 1)
        for position, entry in enumerate(entries if needed else ()):
            missing = {word for word in needed if not _is_among(word, entry.all)}
            if len(needed) == 1 and not _stands_alone(next(iter(needed)), entry):
                continue
            if missing and not _may_lack(missing, asked - missing, view, entry):
                continue
            if not _superlatives_told(said, entry) or not _heads_told(heads, entry):
                continue
            if not _counted_told(counted, entry) or not _is_telling(needed, nouns, bool(heads), entry):
                continue
            if sum(_is_among(word, entry.asked) for word in asked - own) < fewest:
                continue
            best = max(best, (_weight(asked, entry, entries), -position))
        return -best[1] if best[0] else None

    def rather(self, view: BenchmarkView, reading: Reading, position: int) -> int:
        """Return the position of the entry that has all the words of a question, where this one has not."""
        entry = self._entries(view)[position]
        asked = _told(_whole_numbers(content_of(view.slug, reading.tokens, reading.links), reading))
        if all(_is_among(word, entry.all) for word in asked - _BESIDE_ONCE):
            return position
        found = self.find(view, reading)
        return position if found is None else found

    def _entries(self, view: BenchmarkView) -> list[_Entry]:
        if view.slug not in self._known:
            self._known[view.slug] = [
                _Entry(
                    self._words(view.slug, " . ".join(texts)),
                    self._words(view.slug, _YES_OR_NO.sub("", entry["answer"])),
                    frozenset(token.word for token in words.tokens(words.cleaned(" ".join(texts)))),
                    tuple(token.word for token in words.tokens(words.cleaned(entry["answer"]))),
                )
                for entry in view.card["faq"]
                for texts in ((entry["question"], *entry["variants"]),)
            ]
        return self._known[view.slug]

    def _words(self, slug: str, text: str) -> frozenset[str]:
        rounded = " ".join(str(int(first) + (last >= "5")) for first, last in _DECIMALS.findall(text))
        said = words.cleaned(f"{_THOUSANDS.sub('', text)} {rounded}")
        found = words.tokens(said)
        return _told(content_of(slug, found, self._vocabulary.link(found, said)))


def _told(said: frozenset[str]) -> frozenset[str]:
    """Return the words that tell what is asked, numbers in digits."""
    return frozenset(_DIGITS.get(word, word) for word in said) - _EMPTY_ONCE


def _whole_numbers(said: frozenset[str], reading: Reading) -> frozenset[str]:
    """Return words with numbers that a comma parts as one: "25,957"."""
    parts = [token.word for token in reading.tokens]
    for one, other in _PARTED.findall(reading.text):
        if one in parts and other in parts:
            said = said - {one, other} | {one + other}
    return said


def _counted_on(view: BenchmarkView) -> frozenset[str]:
    """Return the nouns that a card counts, which say little of a question by themselves."""
    return frozenset(words.singular(token.word) for token in words.tokens(" ".join(view.card["sizes"])))


def _may_lack(missing: set[str], told: frozenset[str], view: BenchmarkView, entry: _Entry) -> bool:
    """Return whether an entry that has most words may lack one: that somebody looked, or what else is counted."""
    word = next(iter(missing))
    if len(missing) > 1 or word not in _LOOKED | _counted_on(view):
        return False
    among = [one for one in told if _is_among(one, entry.all)]
    return len(among) >= _MOST_WORDS and sum(_is_among(one, entry.asked) for one in among) >= _MOST_WORDS - 1


def _weight(asked: frozenset[str], entry: _Entry, entries: Sequence[_Entry]) -> float:
    """Return what the words of a question tell of an entry; of two that have the same, it is the one of few others."""
    weight = _LITTLE_ELSE / (1 + len(entry.asked))
    for word in asked:
        if _is_among(word, entry.all):
            rare = sum(_is_among(word, one.all) for one in entries)
            weight += (_ASKED if _is_among(word, entry.asked) else _ANSWERED) / rare
    return weight


def _is_telling(needed: frozenset[str], nouns: frozenset[str], headed: bool, entry: _Entry) -> bool:
    """Return whether words tell an entry: two of them, one that it asks for or that is asked who of, a name in it."""
    if len(needed) > 1 or headed:
        return True
    word = next(iter(needed))
    return _is_among(word, entry.asked) or not (word in nouns or ordinary.is_ordinary(word))


def _heads_told(heads: set[str], entry: _Entry) -> bool:
    wanted = set(heads)
    if "why" in wanted and not _REASONS.isdisjoint(entry.heads):
        wanted.discard("why")
    return wanted <= entry.heads


def _superlatives_told(said: list[str], entry: _Entry) -> bool:
    """Return whether what is asked of the most or the best of something is asked so on the card."""
    return all(word in entry.heads for word in said if ordinary.is_superlative(word) or word in ("most", "least"))


def _counted(said: list[str]) -> str:
    """Return the noun that is counted: "how many readers", "the number of readers"."""
    for i, word in enumerate(said[:-1]):
        after = i + 1 + (said[i + 1] in ("of", "the"))
        if word == "many" or word in ("number", "nr", "count") and said[i + 1] == "of":
            return said[after] if after < len(said) else ""
    return ""


def _counted_told(counted: str, entry: _Entry) -> bool:
    """Return whether an answer says how many of something there are: a number stands shortly before the noun."""
    if not counted:
        return True
    noun = words.singular(counted)
    return any(
        _is_like(noun, words.singular(word))
        and any(_is_number(before) for before in entry.answer[max(0, i - _BEFORE_NOUN) : i])
        for i, word in enumerate(entry.answer)
    )


def _is_told(word: str) -> bool:
    return not word.isdigit()


def _of_its_name(reading: Reading) -> frozenset[str]:
    """Return the words of the benchmarks' names as they are typed."""
    spans = [link.span for link in reading.of_kind("benchmark")]
    return frozenset(reading.tokens[i].word for span in spans for i in span)


def _stands_alone(word: str, entry: _Entry) -> bool:
    """Return whether a word is enough by itself: asked for, or plain English and no part of a longer name.

    "MMLU Redux" asks for another benchmark, which an answer on MMLU may mention.
    """
    return _is_among(word, entry.asked) or ordinary.is_ordinary(word) or bool(lexicon.meaning(word))


def _is_number(word: str) -> bool:
    return word in _DIGITS or any(map(str.isdigit, word))


def _is_among(word: str, others: frozenset[str]) -> bool:
    if word in others:
        return True
    alike = _said_as(word)
    return any(_is_like(word, other) or alike == _said_as(other) for other in others)


def _said_as(word: str) -> str:
    return ALIKE.get(word) or _SAME.get(word) or word


def _is_like(one: str, other: str) -> bool:
    """Return whether two words are forms of one: "credentials" and "credentialed"; no two numbers are."""
    if one == other:
        return True
    if not (one.isalpha() and other.isalpha()):
        return False
    shared = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    longer, shorter = max(len(one), len(other)), min(len(one), len(other))
    if shared == shorter:
        return shared >= _STEM and longer - shared < _ENDING
    return shared > _STEM and longer - shared <= _ENDING and shorter - shared < _ENDING - 1
