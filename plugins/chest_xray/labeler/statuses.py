"""Decides what is said of the heart, the mediastinum or the lung markings: by the status that belongs to them."""

from __future__ import annotations

from typing import NamedTuple

from podium.plugins.chest_xray.labeler.rules import AFTER_NEGATION, NEGATION, PLAIN, SET_ASIDE, STATUSES, Entry

#: Most words between a subject and its status.
_PREDICATE = 12


class Spotted:
    """A mention while its sentence is being read."""

    __slots__ = ("cue", "end", "entry", "join", "stage", "start")

    def __init__(self, start: int, end: int, entry: Entry, join: str) -> None:
        self.start = start
        self.end = end
        self.entry = entry
        #: How it hangs together with the mention before: "", "comma", "and", "or", "comma or" or "stop".
        self.join = join
        self.stage = PLAIN
        self.cue: tuple[int, int] | None = None

    def decide(self, stage: int, cue: tuple[int, int]) -> None:
        """Let a cue of a stage decide, unless one of an earlier stage, or one before of the same, has."""
        if stage < self.stage:
            self.stage, self.cue = stage, cue


class Item(NamedTuple):
    """One part of a sentence as the statuses see it.

    Args:
        kind: ``"neutral"`` or ``"mention"``, ``"normal"``, ``"abnormal"`` or ``"uncertain"`` for a status,
            ``"join"`` or ``"stop"``.
        start: Its first word.
        end: One past its last word.
        mention: The mention, where it is one.
        turned: For a status, the stage of the cue before it: "not enlarged".
        turner: That cue's words.
    """

    kind: str
    start: int
    end: int
    mention: Spotted | None = None
    turned: int = PLAIN
    turner: tuple[int, int] | None = None


class Statuses:
    """Decides the neutral mentions of a sentence by the statuses that belong to them."""

    def __init__(self, words: tuple[str, ...], items: list[Item], links: frozenset[str]) -> None:
        self.words = words
        self.items = items
        self.links = links
        self.used: set[int] = set()

    def settle(self) -> None:
        """Decide each neutral mention of which something is said."""
        inherited: list[Item] = []
        last = -1
        for position, item in enumerate(self.items):
            if item.kind in ("mention", "stop"):
                inherited = []
            if item.kind != "neutral" or item.mention is None:
                continue
            before = self._before(position)
            after = self._after(position)
            own = before or after
            statuses = [*before, *after]
            if not own and inherited and item.start - last <= 3:
                statuses = inherited
            self._decide(item.mention, statuses)
            inherited = before or (inherited if not own else [])
            last = item.end

    def _linked(self, start: int, end: int) -> bool:
        return end - start <= 8 and all(word in self.links for word in self.words[start:end])

    def _before(self, position: int) -> list[Item]:
        """Return the statuses that stand right before a subject, as in "stable enlarged heart"."""
        found: list[Item] = []
        start = self.items[position].start
        for at in range(position - 1, max(position - 5, -1), -1):
            item = self.items[at]
            if item.kind not in STATUSES or at in self.used or not self._linked(item.end, start):
                break
            if "and" in self.words[item.end : start] and not found:
                break
            self.used.add(at)
            found.append(item)
            start = item.start
        return found

    def _after(self, position: int) -> list[Item]:
        """Return the statuses that follow a subject, as in "the heart and mediastinum are normal"."""
        subject = self.items[position]
        for at in range(position + 1, min(position + 9, len(self.items))):
            item = self.items[at]
            if item.kind in ("mention", "stop"):
                return []
            if item.kind in STATUSES:
                return self._chain(at) if self._is_predicate(subject, at) else []
        return []

    def _is_predicate(self, subject: Item, at: int) -> bool:
        item = self.items[at]
        if item.start - subject.end > _PREDICATE:
            return False
        following = self.items[at + 1] if at + 1 < len(self.items) else None
        attributive = following is not None and following.kind == "neutral" and following.start - item.end <= 1
        return not attributive or self._linked(subject.end, item.start)

    def _chain(self, at: int) -> list[Item]:
        chain = [self.items[at]]
        self.used.add(at)
        for later in range(at + 1, min(at + 8, len(self.items))):
            item = self.items[later]
            between = self.words[chain[-1].end : item.start]
            if item.kind == "join":
                continue
            if item.kind not in STATUSES or not all(word in self.links or word in (",", "/") for word in between):
                break
            following = self.items[later + 1] if later + 1 < len(self.items) else None
            if following is not None and following.kind == "neutral" and following.start - item.end <= 1:
                break
            self.used.add(later)
            chain.append(item)
        return chain

    def _decide(self, mention: Spotted, statuses: list[Item]) -> None:
        if not statuses or mention.stage == SET_ASIDE:
            return
        kinds: dict[str, Item] = {}
        for item in statuses:
            kinds.setdefault(_said(item), item)
        if "set aside" in kinds:
            return
        if "abnormal" in kinds and "normal" in kinds:
            said, item = "uncertain", kinds["abnormal"]
        else:
            said = next(one for one in ("abnormal", "normal", "uncertain") if one in kinds)
            item = kinds[said]
        mention.stage = {"abnormal": PLAIN, "normal": NEGATION, "uncertain": AFTER_NEGATION}[said]
        mention.cue = (item.turner[0] if item.turner else item.start, item.end)


def _said(item: Item) -> str:
    """Return what a status says once a cue before it is taken into account: "not enlarged" is normal."""
    if item.turned == PLAIN:
        return item.kind
    if item.turned == SET_ASIDE:
        return "set aside"
    return "normal" if item.turned == NEGATION and item.kind == "abnormal" else "uncertain"
