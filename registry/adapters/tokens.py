"""Token ids of contexts and their continuations, without tokenising a context once per option.

The split follows lm-evaluation-harness 0.4.13 (``HFLM._encode_pair``): blanks at the end of the context
belong to the continuation, whose tokens are those that context and continuation together have beyond
the context's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ids = NDArray[np.int32]

#: Texts tokenised by one call; what the tokenizer notes beside the ids takes a multiple of their memory.
_CALL = 64
#: Characters of a context's last line that stand for it where only its end matters.
_TAIL = 32
#: Ends of contexts remembered, each with the tokens of its continuations.
_REMEMBERED = 4096
#: Splits by the end of the context that are compared with the split of the whole text before they are trusted.
_TRIAL = 32


@dataclass(frozen=True, slots=True)
class Pair:
    """A context and its continuations.

    Args:
        context: Token ids, special ones included, int32 [tokens].
        continuations: Token ids of each continuation; empty where it adds no token to the context.
    """

    context: Ids
    continuations: tuple[tuple[int, ...], ...]


class Tokens:
    """Turns texts into token ids.

    Args:
        tokenizer: A tokenizer of transformers.
        special: Whether it adds its special tokens, such as the one that begins a text. A text that
            begins with that one is given no second.
    """

    def __init__(self, tokenizer: Any, *, special: bool = True) -> None:
        self.tokenizer = tokenizer
        self._special = special
        self._backend = tokenizer.backend_tokenizer if tokenizer.is_fast else None
        if self._backend is not None:
            self._backend.no_padding()
            self._backend.no_truncation()
        first = tokenizer.bos_token_id if tokenizer.bos_token_id is not None else tokenizer.eos_token_id
        #: What stands before a text that has no context; None where the tokenizer knows no such token.
        self.beginning: int | None = first
        self._mark = tokenizer.decode([first]) if first is not None else ""
        #: Special tokens the tokenizer puts behind every text. They are left out: what follows a context follows
        #: its last word, not the end of a text.
        self.ending = self._behind()
        self._known: dict[tuple[str, str, tuple[str, ...]], tuple[list[int], tuple[tuple[int, ...], ...]]] = {}
        self._trials = _TRIAL

    def encode(self, texts: Sequence[str], *, special: bool | None = None) -> list[Ids]:
        """Return the token ids of each text, int32 [tokens].

        Args:
            texts: The texts.
            special: Whether special tokens are added, or None for what this was made with.
        """
        import numpy as np

        return [np.array(ids, dtype=np.int32) for ids in self._lists(texts, special)]

    def _lists(self, texts: Sequence[str], special: bool | None = None) -> list[list[int]]:
        wanted = self._special if special is None else special
        marked = [bool(self._mark) and text.startswith(self._mark) for text in texts] if wanted else []
        if any(marked):
            return [self._call([text], wanted and not has)[0] for text, has in zip(texts, marked, strict=True)]
        return [
            ids for start in range(0, len(texts), _CALL) for ids in self._call(texts[start : start + _CALL], wanted)
        ]

    def _behind(self) -> tuple[int, ...]:
        """Return what the tokenizer adds behind a text."""
        (bare,), (whole,) = (self._raw(["a"], special) for special in (False, True))
        places = range(len(whole) - len(bare) + 1)
        start = next((place for place in places if bare and whole[place : place + len(bare)] == bare), None)
        behind = whole[start + len(bare) :] if start is not None else []
        return tuple(behind) if set(behind) <= set(self.tokenizer.all_special_ids) else ()

    def _call(self, texts: Sequence[str], special: bool) -> list[list[int]]:
        found = self._raw(texts, special)
        if not special or not self.ending:
            return found
        size = len(self.ending)
        return [ids[:-size] if tuple(ids[-size:]) == self.ending else ids for ids in found]

    def _raw(self, texts: Sequence[str], special: bool) -> list[list[int]]:
        if self._backend is not None:
            return [found.ids for found in self._backend.encode_batch_fast(list(texts), add_special_tokens=special)]
        return [self.tokenizer.encode(text, add_special_tokens=special) for text in texts]

    def pairs(self, asked: Sequence[tuple[str, tuple[str, ...]]]) -> list[Pair]:
        """Return the token ids of contexts with their continuations.

        Each context is tokenised once. A continuation's tokens are found from the end of the context
        where that suffices: it begins with a blank, at which tokenizers split, or the context's last
        line is as short as :data:`_TAIL`, has been met before and ends with the same tokens. The first
        such splits are compared with the tokens of the whole text; where one differs, all are made so.
        """
        bases = [context.rstrip() for context, _ in asked]
        contexts = self.encode(bases)
        found: list[tuple[tuple[int, ...], ...] | None] = [
            self._remembered(base, context[len(base) :], texts, ids)
            for base, (context, texts), ids in zip(bases, asked, contexts, strict=True)
        ]
        waiting: dict[tuple[str, str, tuple[str, ...]], list[int]] = {}
        for number, (base, (context, texts)) in enumerate(zip(bases, asked, strict=True)):
            if found[number] is None:
                waiting.setdefault((_tail(base), context[len(base) :], texts), []).append(number)
        for (_, moved, texts), numbers in waiting.items():
            for number in numbers:
                base, ids = bases[number], contexts[number]
                if base:
                    found[number] = self._remembered(base, moved, texts, ids) or self._split(base, moved, texts, ids)
                else:
                    contexts[number], found[number] = self._alone(moved, texts, ids)
        return [Pair(ids, split or ()) for ids, split in zip(contexts, found, strict=True)]

    def _remembered(self, base: str, moved: str, texts: tuple[str, ...], ids: Ids) -> Any:
        known = self._known.get((_tail(base), moved, texts))
        return known[1] if known is not None and known[0] == ids[-3:].tolist() else None

    def _split(self, base: str, moved: str, texts: tuple[str, ...], ids: Ids) -> tuple[tuple[int, ...], ...]:
        tail = _tail(base)
        # A pattern by which tokenizers split may join punctuation with a line break, never with a blank.
        blank = all((moved + text).startswith(" ") for text in texts)
        split = self._by_tail(tail, moved, texts, ids) if blank and self._trials >= 0 else None
        if split is None or self._trials > 0:
            whole = self._lists([base + moved + text for text in texts])
            sure = tuple(tuple(joint[len(ids) :]) for joint in whole)
            if split is not None:
                self._trials = self._trials - 1 if split == sure else -1
            split = sure
        if blank or len(tail) < min(_TAIL, len(base)):
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[tail, moved, texts] = ids[-3:].tolist(), split
        return split

    def _by_tail(self, tail: str, moved: str, texts: tuple[str, ...], ids: Ids) -> tuple[tuple[int, ...], ...] | None:
        own, *joint = self._lists([tail, *(tail + moved + text for text in texts)], special=False)
        last = int(ids[-1]) if len(ids) else None
        if not own or own[-1] != last or any(one[: len(own)] != own for one in joint):
            return None
        return tuple(tuple(one[len(own) :]) for one in joint)

    def _alone(self, moved: str, texts: tuple[str, ...], ids: Ids) -> tuple[Ids, tuple[tuple[int, ...], ...]]:
        """Return the ids where there is no context: the token that begins a text stands for it."""
        import numpy as np

        whole = self._lists([moved + text for text in texts], special=False)
        if self.beginning is None:
            return ids, tuple(tuple(one) for one in whole)
        begun = all(one and one[0] == self.beginning for one in whole)
        split = tuple(tuple(one[1:] if begun else one) for one in whole)
        return np.array([self.beginning], dtype=np.int32), split


def _tail(base: str) -> str:
    """Return the context's last line, or the end of it."""
    return base[-_TAIL:].rpartition("\n")[2]
