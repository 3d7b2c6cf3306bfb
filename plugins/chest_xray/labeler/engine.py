"""Reads one sentence: finds its mentions and cues, and decides what is said of each mention.

The reach of a cue follows ConText (Harkema et al. 2009, doi:10.1016/j.jbi.2009.05.002): forwards or
backwards to the next stop, along the members of a list. What is said of the heart, the mediastinum
or the lung markings is decided by the status word that belongs to them.

Every loop looks a bounded number of words back or goes over the sentence once, so the time is linear
in its length.
"""

from __future__ import annotations

from typing import NamedTuple

from podium.plugins.chest_xray.labeler.rules import (
    AFTER_NEGATION,
    NEGATION,
    PLAIN,
    SET_ASIDE,
    SUBJECTS,
    Entry,
    Meaning,
    Rules,
)
from podium.plugins.chest_xray.labeler.statuses import Item, Spotted, Statuses
from podium.plugins.chest_xray.labeler.words import WORD

#: Most words between a cue, or the last mention it reached, and the next mention it reaches.
REACH = 12

#: The same for cues that may point either way, and for the two sides of an "or".
NEAR = 6

#: Most words between a cue and a status that it turns round.
_TURN = 4

_DEVICES = SUBJECTS.index("Support Devices")

DECISIONS = {
    SET_ASIDE: "set aside",
    1: "uncertain",
    NEGATION: "negative",
    AFTER_NEGATION: "uncertain",
    PLAIN: "positive",
}


class Found(NamedTuple):
    """A mention in a sentence, with what was decided; positions count the sentence's words.

    Args:
        subjects: Indices into :data:`~podium.plugins.chest_xray.labeler.rules.SUBJECTS`.
        start: Its first word.
        end: One past its last word.
        stage: The stage that decided; :data:`~podium.plugins.chest_xray.labeler.rules.PLAIN` if none did.
        decision: ``"positive"``, ``"negative"``, ``"uncertain"`` or ``"set aside"``.
        cue: First word and one past the last word of what decided, or None.
        implies: Whether it adds an uncertain Cardiomegaly.
    """

    subjects: tuple[int, ...]
    start: int
    end: int
    stage: int
    decision: str
    cue: tuple[int, int] | None
    implies: bool


class _Cue:
    """A cue that reaches forwards, while it does."""

    __slots__ = ("closing", "either", "end", "mentions_before", "reached", "stage", "start", "weak")

    def __init__(self, start: int, end: int, stage: int, either: bool, mentions_before: int) -> None:
        self.start = start
        self.end = end
        self.stage = stage
        self.either = either
        self.mentions_before = mentions_before
        self.reached = end
        #: Whether a comma or an "and" was passed that may begin another statement.
        self.weak = False
        #: Whether an "or" was passed, so that the next comma ends the list: "no A or B, C".
        self.closing = False


Event = tuple[int, int, Meaning]

_NOTHING = Meaning()

#: Stands behind the last word of a sentence, so that phrases can end there.
END = "$"


class Engine:
    """Reads sentences by a set of rules."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules

    def words(self, sentence: str) -> tuple[str, ...]:
        """Return the words of a sentence in lower case, as the rules spell them; unknown ones are empty.

        Sentences that differ in unknown words only, such as names, sides and measures, have the same.
        """
        words = map(self.rules.spellings.__getitem__, WORD.findall(sentence))
        return (*words, END)

    def read(self, words: tuple[str, ...]) -> tuple[Found, ...]:
        """Return the mentions of a sentence, in order, except neutral ones of which nothing is said.

        Args:
            words: The sentence's words by :meth:`words`.
        """
        events = self._events(words)
        if not any(meaning.mentions for _, _, meaning in events):
            return ()
        return _Sentence(words, events, self.rules.links).found()

    def _events(self, words: tuple[str, ...]) -> list[Event]:
        """Return the longest phrases, leftmost first, that mean something."""
        trie = self.rules.trie
        events = []
        position, count = 0, len(words)
        while position < count:
            node = trie.get(words[position])
            if node is None:
                position += 1
                continue
            meaning, end, at = node.get(None), position + 1, position + 1
            while at < count:
                node = node.get(words[at])
                if node is None:
                    break
                at += 1
                if None in node:
                    meaning, end = node[None], at
            if meaning is not None and meaning != _NOTHING:
                events.append((position, end, meaning))
            position = end
        return events


class _Sentence:
    """One sentence being read."""

    def __init__(self, words: tuple[str, ...], events: list[Event], links: frozenset[str]) -> None:
        self.words = words
        self.events = events
        self.links = links
        self.mentions: list[Spotted] = []
        self.items: list[Item] = []
        self.cues: list[_Cue | None] = [None] * PLAIN
        self.join = ""
        #: An "or" or a "versus" whose right side is still to come.
        self.beside: tuple[int, int] | None = None
        self.lists = self._lists()

    def _lists(self) -> list[bool]:
        """Return for each event whether an "or" follows before the next stop or cue: then a comma goes on a list."""
        following = False
        seen = [False] * len(self.events)
        for position in range(len(self.events) - 1, -1, -1):
            seen[position] = following
            meaning = self.events[position][2]
            if meaning.join == "or":
                following = True
            elif meaning.stop or meaning.cues or meaning.status:
                following = False
        return seen

    def found(self) -> tuple[Found, ...]:
        for position, (start, end, meaning) in enumerate(self.events):
            for entry in meaning.mentions:
                self._mention(position, start, end, entry)
            if meaning.status:
                self._status(start, end, meaning.status)
            for entry in meaning.cues:
                self._cue(start, end, entry)
            if meaning.join:
                self._joined(position, start, end, meaning.join)
            if meaning.stop:
                self._stop(start, end)
            if meaning.affirming:
                self._affirm()
        self._close()
        if any(mention.entry.kind == "neutral" for mention in self.mentions):
            Statuses(self.words, self.items, self.links).settle()
        return tuple(self._results())

    def _results(self) -> list[Found]:
        results = []
        for mention in self.mentions:
            entry, stage, cue = mention.entry, mention.stage, mention.cue
            if entry.kind == "neutral" and (stage == PLAIN and cue is None):
                continue
            if entry.kind == "hedged" and stage == PLAIN:
                stage, cue = AFTER_NEGATION, (mention.start, mention.end)
            results.append(
                Found(entry.subjects, mention.start, mention.end, stage, DECISIONS[stage], cue, entry.implies)
            )
        return results

    def _mention(self, position: int, start: int, end: int, entry: Entry) -> None:
        mention = Spotted(start, end, entry, self.join)
        same = bool(self.mentions) and self.mentions[-1].start == start
        for cue in self.cues:
            if cue is not None and (same or self._reaches(cue, mention, position)):
                if entry.kind != "neutral" or cue.stage == SET_ASIDE:
                    mention.decide(cue.stage, (cue.start, cue.end))
                cue.reached = end
                if cue.either:
                    cue.mentions_before = -1
        if self.beside is not None and entry.kind != "neutral":
            self._beside_after(mention)
        self.mentions.append(mention)
        self.items.append(Item("neutral" if entry.kind == "neutral" else "mention", start, end, mention))
        self.join = ""

    def _reaches(self, cue: _Cue, mention: Spotted, position: int) -> bool:
        gap = mention.start - cue.reached
        if gap > (NEAR if cue.either and cue.mentions_before >= 0 else REACH):
            return False
        if not cue.weak:
            return True
        # After a comma or an "and", a device or something that is said to persist is a new statement.
        if cue.either and cue.mentions_before >= 0 or _DEVICES in mention.entry.subjects:
            return False
        if position + 1 < len(self.events):
            start, _, meaning = self.events[position + 1]
            if start - mention.end <= 3 and meaning.affirming:
                return False
        return True

    def _beside_after(self, mention: Spotted) -> None:
        """Make the mentions on both sides of an "or" or a "versus" uncertain."""
        assert self.beside is not None
        start, end = self.beside
        self.beside = None
        if mention.start - end > NEAR or not _can_alternate(mention):
            return
        versus = self.words[start] == "versus"
        before = self.mentions[-1] if self.mentions and self.mentions[-1].end <= start else None
        near = before is not None and start - before.end <= NEAR and mention.join != "stop"
        if before is None or not near or not _can_alternate(before):
            if versus:
                mention.decide(AFTER_NEGATION, (start, end))
            return
        if not versus and before.entry.subjects == mention.entry.subjects:
            return
        mention.decide(AFTER_NEGATION, (start, end))
        before.decide(AFTER_NEGATION, (start, end))
        if mention.join == "comma or":
            self._along_list(len(self.mentions) - 1, AFTER_NEGATION, (start, end), ("comma",))

    def _along_list(self, last: int, stage: int, cue: tuple[int, int], joins: tuple[str, ...]) -> None:
        """Decide the members of the list that ends with mention ``last``, backwards from the one before it."""
        while last > 0 and self.mentions[last].join in joins:
            if self.mentions[last].start - self.mentions[last - 1].end > REACH:
                return
            last -= 1
            if self.mentions[last].entry.kind != "neutral":
                self.mentions[last].decide(stage, cue)

    def _status(self, start: int, end: int, kind: str) -> None:
        turned, turner = PLAIN, None
        for cue in self.cues:
            if cue is None or cue.weak or cue.reached > cue.end or cue.stage >= turned:
                continue
            if start - cue.end <= (_TURN // 2 if cue.either else _TURN):
                turned, turner = cue.stage, (cue.start, cue.end)
        self.items.append(Item(kind, start, end, None, turned, turner))

    def _cue(self, start: int, end: int, entry: Entry) -> None:
        if entry.kind == "beside":
            self._beside(start, end)
        elif entry.kind == "after":
            self._reach_back(len(self.mentions), start, end, entry.stage)
        else:
            self._release(self.cues[entry.stage])
            self.cues[entry.stage] = _Cue(start, end, entry.stage, entry.kind == "either", len(self.mentions))

    def _beside(self, start: int, end: int) -> None:
        self.beside = (start, end)
        if self.words[start] == "versus" and self.mentions:
            last = self.mentions[-1]
            if start - last.end <= NEAR and self.join != "stop" and _can_alternate(last):
                last.decide(AFTER_NEGATION, (start, end))

    def _reach_back(self, count: int, start: int, end: int, stage: int) -> None:
        """Let a cue reach the ``count``-th mention, if it is near, and along the list that ends there."""
        if count == 0 or self.join == "stop":
            return
        last = self.mentions[count - 1]
        if start - last.end > REACH:
            return
        if last.entry.kind != "neutral" or stage == SET_ASIDE:
            last.decide(stage, (start, end))
        position = count - 1
        while position > 0 and self.mentions[position - 1].start == self.mentions[position].start:
            position -= 1
            self.mentions[position].decide(stage, (start, end))
        joins = ("and", "or", "comma and", "comma or")
        if self.mentions[position].join in joins:
            self._along_list(position, stage, (start, end), (*joins, "comma"))

    def _joined(self, position: int, start: int, end: int, kind: str) -> None:
        if self.join != "stop":
            self.join = f"comma {kind}" if self.join == "comma" and kind != "comma" else kind
        self.items.append(Item("join", start, end))
        for stage, cue in enumerate(self.cues):
            if cue is None or self.lists[position]:
                continue
            if kind == "or":
                cue.closing = True
            elif kind == "comma" and cue.closing and cue.reached > cue.end:
                self._release(cue)
                self.cues[stage] = None
            else:
                cue.weak = True

    def _stop(self, start: int, end: int) -> None:
        self._close()
        self.join = "stop"
        self.beside = None
        self.items.append(Item("stop", start, end))

    def _affirm(self) -> None:
        """End the cues that a new statement after a comma or an "and" takes no part in."""
        for stage, cue in enumerate(self.cues):
            if cue is not None and cue.weak:
                self._release(cue)
                self.cues[stage] = None

    def _close(self) -> None:
        for stage, cue in enumerate(self.cues):
            self._release(cue)
            self.cues[stage] = None

    def _release(self, cue: _Cue | None) -> None:
        """Let a cue that may point either way, and reached nothing forwards, reach backwards."""
        if cue is None or not cue.either or cue.mentions_before < 0:
            return
        join, self.join = self.join, "" if len(self.mentions) == cue.mentions_before else self.join
        if len(self.mentions) >= cue.mentions_before > 0 and not self._stopped_between(cue):
            self._reach_back(cue.mentions_before, cue.start, cue.end, cue.stage)
        self.join = join

    def _stopped_between(self, cue: _Cue) -> bool:
        last = self.mentions[cue.mentions_before - 1]
        for item in reversed(self.items):
            if item.end <= last.end:
                return False
            if item.kind == "stop" and item.start < cue.start:
                return True
            if cue.start - item.start > REACH:
                return False
        return False


def _can_alternate(mention: Spotted) -> bool:
    return mention.entry.kind != "neutral" and _DEVICES not in mention.entry.subjects
