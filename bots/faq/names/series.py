"""Models that a question names by the start of their names: "claude", "llama 3", "gemini flash", "sonnet 4.5"."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from podium.bots.faq.language import words
from podium.bots.faq.language.medicine import MEDICAL
from podium.bots.faq.language.words import Token, joined_key
from podium.bots.faq.names.naming import Entity, Link, longest_first
from podium.bots.faq.names.starts import Starts, units

#: Most words of a name that is looked for in another order.
_WIDEST = 6
#: Most letters of a word that is no plural of a series.
_PLURAL = 4
#: Words of asking that are also parts of models' names.
_TIERS = words.word_set("small large max light fast base text vision local open tiny lightweight")
_NO_PARTS = words.KNOWN - _TIERS


class Series:
    """The series of a registry's models.

    Args:
        models: The models, in the order in which they are told.
        names: The whole name of each with its position in ``models``.
        aliases: Their other names.
        longest: Length of the longest name of anything.
    """

    def __init__(
        self,
        models: Sequence[Entity],
        names: Sequence[tuple[str, int]],
        aliases: Sequence[tuple[str, int]],
        longest: int,
    ) -> None:
        self._models = models
        self._longest = longest
        # "Chest" alone is what a benchmark is about, not the start of a model's name.
        self.starts = Starts(names, words.KNOWN | MEDICAL, aliases)

    def find(self, found: Sequence[Token], foreign: Collection[int], makers: Collection[int] = ()) -> list[Link]:
        """Return the models whose names start with words of the question, or have these words in another order.

        A start is a series and may be all that is meant, or an incomplete name; the link holds all models of it that
        have the words right after it in their names, too. Every start has a foreign word in it, the longest wins. A
        start that a number goes on from which no model of it has is none: GPT-7 is not any GPT.

        Args:
            found: The question's words.
            foreign: Positions of words that may be part of such a start.
            makers: Those of them that name makers.
        """
        if not foreign:
            return []
        candidates: dict[tuple[int, int], tuple[int, ...]] = {}
        for start, end, keys in words.windows(found, self._longest):
            if not any(i in foreign for i in range(start, end)) or _cuts_number(found, end):
                continue
            owners: tuple[int, ...] = ()
            if start in foreign and len(keys[0]) >= 3:
                owners = self.starts.of(keys[-1]) or self.starts.of(keys[0])
                if not owners and len(keys[0]) > _PLURAL and keys[0].endswith("s"):
                    # "Qwens on MMMU"
                    owners = self.starts.of(keys[0][:-1])
            if not owners and end - start <= _WIDEST:
                owners = self.starts.reordered(units(found, start, end))
            if owners:
                candidates[start, end] = owners
        for start, end in list(candidates):
            # "IBM Granite" is IBM and Granite, although some names start with both.
            if start in makers and len(candidates.get((start + 1, end), ())) > len(candidates[start, end]):
                del candidates[start, end]
        links = [Link(start, end, self._entities(owners), True) for (start, end), owners in candidates.items()]
        chosen = longest_first(found, links)
        begun = {link.start for link in chosen}
        whole = [self._narrowed(found, link, candidates[link.start, link.end], begun) for link in chosen]
        return [link for link in whole if link is not None]

    def _entities(self, owners: Sequence[int]) -> tuple[Entity, ...]:
        return tuple(self._models[i] for i in owners)

    def _narrowed(
        self, found: Sequence[Token], link: Link, owners: tuple[int, ...], begun: Collection[int]
    ) -> Link | None:
        """Return a series cut down by the words after it: "flash" of "gemini flash", "27b" of "gemma 27b"."""
        end = link.end
        while end < len(found) and not found[end].breaks and end not in begun:
            if found[end].word in _NO_PARTS:
                break
            after = end + 1
            while after < len(found) and found[after].glued and found[after].key[0].isdigit():
                after += 1
            fewer = self.starts.having(owners, units(found, end, after))
            if not fewer:
                break
            owners, end = fewer, after
        if end not in begun and goes_on(found, end):
            return None
        return Link(link.start, end, self._entities(owners), True)

    def versions(self, found: Sequence[Token], link: Link) -> Link:
        """Return a link to models with the others whose names start with the same words."""
        keys = (words.key_of(found, link.start, link.end), words.key_of(found, link.start, link.end, possessive=False))
        if len(link.entities) == 1 and any(key.endswith(joined_key(link.entities[0].name)) for key in keys):
            return link
        started = self._entities([i for key in keys for i in self.starts.of(key)])
        return link._replace(entities=tuple(dict.fromkeys((*link.entities, *started))))


def _cuts_number(found: Sequence[Token], end: int) -> bool:
    """Return whether a run of words ends within a number: "sonnet 3" of "sonnet 3.5"."""
    inside = 0 < end < len(found) and found[end].glued
    return inside and found[end - 1].key[-1].isdigit() and found[end].key[0].isdigit()


#: So many digits after "0." are of a score, and of no version.
_DECIMALS = 2


def goes_on(found: Sequence[Token], end: int) -> bool:
    """Return whether a version, or what a hyphen joins, goes on from a name: "GPT-7", "qwen 9", "claude-foo".

    A year, and a size with a blank before it ("gemma 3B"), is something else that is asked.
    """
    if end >= len(found) or found[end].breaks:
        return False
    token = found[end]
    if token.glued and token.word not in words.KNOWN:
        return True
    if not any(char.isdigit() for char in token.key):
        return False
    if token.key == "0" and end + 1 < len(found) and found[end + 1].glued and len(found[end + 1].key) >= _DECIMALS:
        # "MedGemma 0.889" has that score.
        return False
    bare = token.key.isdigit()
    return len(token.key) <= 2 if bare else not token.key[0].isdigit()
