"""Fixed wordings: courtesies, questions about Podium itself, and words of the glossary."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from functools import cached_property

from podium.bots.faq.language import words
from podium.bots.faq.language.guards import DOMAIN
from podium.bots.faq.language.words import Token, joined_key
from podium.bots.faq.names.reading import Reading
from podium.bots.faq.understanding.card_words import is_slip
from podium.bots.faq.understanding.defining import APART, BOTH_ENDS, CUES
from podium.bots.faq.understanding.pieces import TermName

#: Share of the words of both questions together that they must have in common.
_LIKE = 0.8
#: Words that make no difference to a question about Podium itself.
_LITTLE = words.word_set(
    "a an the this that these those it its of in on onto into for to at by from with as and or be is are was were been",
    "do does did has have had having can could would will should shall there here so then please pls plz kindly hey hi",
    "hello bot podium tell know want wanna say ok okay ur u your you me my i im we us our really actually exactly now",
    "if may might possible allowed alright fine thing things stuff also too just",
)
#: Languages that somebody may want to ask in, all read as one.
LANGUAGES = words.word_set(
    "german french spanish italian portuguese dutch polish czech swedish danish norwegian finnish greek turkish",
    "russian",
    "ukrainian romanian hungarian arabic hebrew persian farsi hindi urdu bengali chinese mandarin cantonese japanese",
    "korean vietnamese thai indonesian malay swahili catalan croatian serbian bulgarian deutsch espanol francais",
    "italiano",
)


class Sayings:
    """Recognises fixed wordings. What is read for it is read when the first question needs it.

    Args:
        connection: The registry, whose cards may have words of their own.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def greeting(self, reading: Reading) -> str | None:
        """Return the key of the courtesy that a message is; None where it says anything else."""
        if len(reading.tokens) > 12:
            return None
        said = [token.word for token in reading.tokens]
        key, rest = "", said
        while rest:
            for length in range(min(len(rest), self._longest_greeting), 0, -1):
                found = self._greetings.get("".join(rest[:length]))
                if found is not None:
                    # "Hi, thanks!" is answered as thanks, "hi, how are you" as what is asked.
                    kept = key == "forget" or (found in ("hello", "pleased") and key)
                    key, rest = key if kept else found, rest[length:]
                    break
            else:
                if not key or rest[0] not in _CALLED:
                    return None
                rest = rest[1:]
        return key or None

    def about(self, reading: Reading) -> str | None:
        """Return the key of the entry of Podium's own FAQ that is asked for; None where it is none."""
        said = [token.word for token in reading.tokens]
        key = _of_the_bot(said)
        if key is not None:
            return key
        asked = _content(said)
        whole = "".join(token.word for token in reading.tokens)
        best: tuple[float, str | None] = (0.0, None)
        for content, joined, key in self._entries:
            if joined == whole:
                return key
            if len(asked - words.HEADS) < 2 or 2 * len(asked & content) <= len(content):
                continue
            like = len(asked & content) / len(asked | content)
            if like > best[0]:
                best = (like, key)
        return best[1] if best[0] >= _LIKE else None

    def terms(self, reading: Reading) -> list[TermName]:
        """Return the words of the glossary in a question, the longest first at each place."""
        said = set(reading.words)
        # "Good when low or high" asks which end is the better one.
        if not (_MEANING & said) and not said >= BOTH_ENDS and len(reading.tokens) > _SHORT:
            return []
        # Who it is asks for no meaning, and the most asked questions start without the glossary.
        if reading.tokens[0].word in _WHO and reading.words[1:2] not in (["or"], ["knows"]):
            if reading.links or not _STANDING & set(reading.words):
                return []
        found: list[TermName] = []
        tokens = self._mended(reading)
        for start, end, keys in words.windows(tokens, self._longest_term):
            # Of "adjudicated labels" one is "an adjudicated label".
            several = (f"{key}s" for key in keys) if end - start > 1 else ()
            key = next((self._terms[key] for key in (*keys, *several) if key in self._terms), None)
            # "U-Ones in the context of CheXpert" asks for no context.
            if key is not None and reading.words[max(0, start - 2) : start + 2] != ["in", "the", "context", "of"]:
                found.append(TermName(start, end, key))
        # Of "a p value" the value is meant, and not "AP".
        found.sort(key=lambda term: -sum(len(token.key) for token in tokens[term.start : term.end]))
        chosen: list[TermName] = []
        for term in found:
            if all(term.end <= other.start or other.end <= term.start for other in chosen):
                chosen.append(term)
        return sorted(chosen)

    def _mended(self, reading: Reading) -> list[Token]:
        """Return the words of a question with those put right that are a slip of a word of the glossary."""
        found = list(reading.tokens)
        for i in reading.strange:
            typed = found[i].key
            if len(typed) >= _LONG and typed.isalpha() and typed not in self._term_words:
                meant = [word for word in self._term_words if is_slip(typed, word)]
                if len(meant) == 1:
                    found[i] = found[i]._replace(key=meant[0], word=meant[0])
        return found

    @cached_property
    def _term_words(self) -> frozenset[str]:
        from podium.bots.faq.knowledge.terms import names

        every = {token.word for name, _ in names() for token in words.tokens(name)}
        # Those of the cards as well, but for what names and boards are called.
        every |= {token.word for name in self._own_names for token in words.tokens(name)}
        return frozenset(word for word in every if len(word) >= _LONG)

    @cached_property
    def _greetings(self) -> dict[str, str]:
        from podium.bots.faq.knowledge.greetings import GREETINGS

        return {joined_key(text): one.key for one in GREETINGS.values() for text in one.variants}

    @cached_property
    def _longest_greeting(self) -> int:
        return 6

    @cached_property
    def _entries(self) -> list[tuple[frozenset[str], str, str]]:
        from podium.bots.faq.knowledge.about_entries import ENTRIES

        return [
            (_content(found), "".join(found), entry.key)
            for entry in ENTRIES.values()
            for text in (entry.question, *entry.variants)
            for found in ([token.word for token in words.tokens(text)],)
        ]

    @cached_property
    def _terms(self) -> dict[str, str]:
        from podium.bots.faq.knowledge.terms import names

        found = {joined_key(name): key for name, key in self._own_names.items()}
        for name, key in names():
            found[joined_key(name)] = key
        return found

    @cached_property
    def _own_names(self) -> dict[str, str]:
        """Every name of a word that a card explains, with its key."""
        from podium.bots.faq.knowledge.terms import card_names

        cards = self._connection.execute(
            "SELECT json_extract(card, '$.terms') FROM benchmarks WHERE json_array_length(card, '$.terms') > 0"
        )
        return dict(one for (terms,) in cards for one in card_names(json.loads(terms)))

    @cached_property
    def _longest_term(self) -> int:
        return max(map(len, self._terms), default=0)


_CALLED = words.word_set(
    "podium bot there everyone all guys friend buddy mate dear again very much so a lot man bro folks lol lmao "
    "haha xd ok u you the"
)
#: A word of the glossary is looked for in a question that asks for a meaning, or is this short.
_MEANING = CUES.union(
    APART - {"and", "or", "from", "than"},
    words.HEADS,
    words.ABOUT,
    words.word_set("term between dont composition into higher lower enlighten beyond head greek"),
)
_SHORT = 4
#: Fewest letters of a word that may be a slip of another.
_LONG = 6
_WHO = words.word_set("who whos")
#: Words of those for whose figure a result is.
_STANDING = words.word_set("self party verified reproduced independent")


def _of_the_bot(said: Sequence[str]) -> str | None:
    """Return which entry a question about the one who answers asks for, in any words; None where it is none.

    "Could I type in Chinese" is about languages, "am I talking to a person" about who answers, "do I need a paid plan"
    about what Podium costs.
    """
    present = frozenset(said)
    if "many" in present and not {"language", "languages"} & present:
        # How many people ask is no question of who answers.
        return None
    if len(said) > _LONGEST_ABOUT or not (DOMAIN - {"podium", "ai"}).isdisjoint(present):
        return None
    if present.isdisjoint(_PARTNERS) or not words.LEAD.isdisjoint(present):
        return None
    if not present.isdisjoint(LANGUAGES) and not present.isdisjoint(_TALKING):
        return "languages"
    spoken_to = present & _TALKING or said[0] in _TO_BE
    human = present & _HUMANS and present & _SPOKEN_TO
    if spoken_to and (human or not present.isdisjoint(_BEINGS)) and present.isdisjoint(_SCORING):
        return "made-up"
    if not present.isdisjoint(_ACCOUNT):
        # "Cancel my subscription" is no question of what Podium costs.
        return None
    if not present.isdisjoint(_PAID) or (present & _COSTING and present & {"podium", "you", "bot"}):
        return "licence"
    return None


#: Verbs of a conversation, who holds it, who may, and most words of such a question.
_TALKING = words.word_set(
    "ask asking write writing type typing speak speaking talk talking chat chatting answer answering reply respond",
    "understand understands question questions communicate converse message messages use switch queries query input",
    "replying responding reading typing texting",
)
_PARTNERS = words.word_set("i you u we me ya one it podium bot this")
_TO_BE = words.word_set("are is am you youre arent isnt")
_BEINGS = words.word_set("robot robots machine person automated automatic computer software real chatgpt")
_SCORING = words.word_set(
    "score scores baseline level performance accuracy run need data test tests cost costs than better beat"
)
_HUMANS = words.word_set("human humans people somebody someone")
_SPOKEN_TO = words.word_set("you bot behind answering reading talking chatting")
_PAID = words.word_set("gratis subscription subscriptions subscribe paywall freemium")
_ACCOUNT = words.word_set("cancel refund invoice renew renewal unsubscribe account password bill billed billing")
_COSTING = words.word_set("free cost costs pay paid charge charges fee fees")
_LONGEST_ABOUT = 12


def _content(found: Iterable[str]) -> frozenset[str]:
    content = (words.singular(word) for word in found if word not in _LITTLE)
    return frozenset("german" if word in LANGUAGES else word for word in content)
