"""What the boards of a benchmark can be called: "by AUROC", "on the competition board", "without tools"."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple, TypeGuard

from podium.bots.faq.language import lexicon, words
from podium.bots.faq.language.words import Token, joined_key, tokens

_SAME_METRIC = {"auc": "auroc", "acc": "accuracy", "aurocs": "auroc", "roc": "auroc", "aucs": "auroc"}
#: Metrics people ask for by name, so that one a benchmark does not have is noticed.
METRICS = frozenset(
    "auroc accuracy f1 precision recall sensitivity specificity bleu rouge meteor bertscore ece brier kappa map auprc"
    " perplexity elo iou dice rmse mae wer cider pearson spearman mcc".split()
)

#: Letters of a word that its plural has as well.
_STEM = 3
_LEAVING_OUT = words.word_set("ignore ignoring exclude excluding excludes disregard disregarding discard discarding")
#: What may stand between a word of leaving out and what boards are told by.
_LEFT_OUT = words.ARTICLES | words.word_set(
    "any all runs run results result scores score entries submissions those that with using use used of made"
)
_NEGATIONS = words.word_set("without no non not")
#: What words of a question mean that asks for models by their places: "slake updated prompts best".
_RANKED = frozenset({"LEAD", "HIGH", "WORST"})
#: Words of a question about two boards.
_BETWEEN = words.word_set("vs versus against between differ differs difference different compare compared comparing")
_LISTS = words.BOARD | words.word_set("list report reports site hub website page homepage")


_OF = words.word_set("of with for using")
_MADE = words.word_set("made built developed trained created produced released shipped launched")


class BoardName(NamedTuple):
    """What a board can be called.

    Args:
        slug: Its slug.
        title: Its title.
        headline: Whether a plain question means it.
        keys: Joined forms of its full names: slug, title, metric, aliases.
        words: The words of these names that tell boards apart.
        title_words: Those of the title alone.
    """

    slug: str
    title: str
    headline: bool
    keys: frozenset[str]
    words: frozenset[str]
    title_words: frozenset[str]


@dataclass(eq=False, repr=False)
class BoardNames:
    """The names of all boards, by slug of their benchmark."""

    _rows: dict[str, list[tuple[str, str, bool, tuple[str, ...]]]] = field(default_factory=dict)
    _read: dict[str, tuple[BoardName, ...]] = field(default_factory=dict)

    @classmethod
    def read(cls, connection: sqlite3.Connection) -> BoardNames:
        """Read the names from the registry; they are cut into words for the benchmarks that are asked about."""
        self = cls()
        for benchmark, slug, title, metric, metric_name, headline, aliases in connection.execute(
            "SELECT benchmark, slug, title, metric, metric_name, headline, aliases FROM boards"
            " ORDER BY benchmark, position"
        ):
            texts = (slug, title, metric, metric_name, *(json.loads(aliases) if aliases != "[]" else ()))
            self._rows.setdefault(benchmark, []).append((slug, title, bool(headline), texts))
        return self

    def of(self, benchmark: str) -> tuple[BoardName, ...]:
        """Return what the boards of a benchmark can be called."""
        if benchmark not in self._read:
            named = []
            for slug, title, headline, texts in self._rows.get(benchmark, ()):
                keys = frozenset(joined_key(text) for text in (*texts, title.removeprefix("The ")))
                keys |= frozenset(_owned(keys, joined_key(benchmark)))
                said = frozenset(word for text in texts for word in _said(tokens(text)) if _tells(word))
                of_title = frozenset(word for word in _said(tokens(title)) if _tells(word))
                named.append(BoardName(slug, title, headline, keys, said, of_title))
            self._read[benchmark] = tuple(named)
        return self._read[benchmark]

    def find(
        self, benchmark: str, found: Sequence[Token], named: Collection[int], starts_model: Callable[[str], bool]
    ) -> tuple[list[BoardName], set[int]]:
        """Return the boards of a benchmark that the question names, and which words name them.

        A full name decides. Otherwise the boards that share the most words with the question are meant. No
        board is returned where none is named.

        Args:
            benchmark: Its slug.
            found: The question's words.
            named: Positions of words that name something else, such as a benchmark.
            starts_model: Whether a model's name starts with a word.
        """
        boards = self.of(benchmark)
        whole, span = self._by_full_name(boards, found, named)
        if whole and not _BETWEEN.isdisjoint(token.word for token in found):
            rest = [board for board in boards if board not in whole]
            others, more = self._by_full_name(rest, found, {*named, *span}, beside=True)
            if others and span.isdisjoint(more):
                whole, span = [board for board in boards if board in (*whole, *others)], span | more
        if whole:
            whole, span = _narrowed(whole, span, found, named)
            # What else of its names is said belongs to it: the metric, whose list it is.
            own = frozenset[str]().union(*(board.words for board in whole))
            return whole, span | {i for i, word in enumerate(_said(found)) if word in own and i not in named}
        asked = [(i, word) for i, word in enumerate(_said(found)) if word is not None and i not in named]
        # "Shipped by Google" names the maker of models, and no board of what is searched with Google.
        asked = [(i, word) for i, word in asked if i < 2 or found[i - 1].word != "by" or found[i - 2].word not in _MADE]
        matched = {board.slug: {i for i, word in asked if word in board.words} for board in boards}
        most = max(map(len, matched.values()), default=0)
        if most == 0:
            return [], set()
        meant = [board for board in boards if len(matched[board.slug]) == most]
        # "Using tools" is the board with tools, and not the one of unstated tool use, which has a further word.
        uttered = {word for _, word in asked}
        meant = [board for board in meant if board.title_words and board.title_words <= uttered] or meant
        said = _with_beside(set().union(*(matched[board.slug] for board in meant)), meant, found, named)
        if all(starts_model(found[i].word) for i in said) and not any(token.word in _LISTS for token in found):
            # "medgemma" alone asks about the model, "in the medgemma reports" about the board.
            return [], set()
        for i, word in asked:
            if i in said and word.startswith("no "):
                start = _negation(found, i)
                said |= set(range(i if start is None else start, i))
        return meant, said

    def _by_full_name(
        self, boards: Iterable[BoardName], found: Sequence[Token], named: Collection[int], beside: bool = False
    ) -> tuple[list[BoardName], set[int]]:
        meant, span, most = list[BoardName](), set[int](), 0
        called: dict[str, list[BoardName]] = {}
        for board in boards:
            for key in board.keys:
                called.setdefault(key, []).append(board)
        for start, end, keys in words.windows(found, max(map(len, called), default=0), across=True):
            key = next((one for one in keys if one in called), "")
            if len(key) <= most or all(i in named for i in range(start, end)):
                continue
            if _negation(found, start) is not None:
                # "Without tool use" is not the board of tool use.
                continue
            # "authors" or "reported" is a board's name only beside "board" or the like, or beside another board.
            if all(token.word in words.KNOWN for token in found[start:end]):
                before = start > 0 and found[start].breaks and found[start - 1].word in _LISTS
                after = end < len(found) and found[end].word in _LISTS
                inside = end - start > 1 and any(token.word in _LISTS | _PARTS for token in found[start:end])
                # "The board of updated prompts"
                after_of = start > 1 and found[start - 1].word in _OF and found[start - 2].word in _LISTS
                before = before or (end - start > 1 and after_of)
                ranked = end - start > 1 and any(lexicon.meaning(token.word) & _RANKED for token in found)
                # "Self-reported results" says whose they are, and names no board of reported ones.
                ranked &= start == 0 or not lexicon.phrase((found[start - 1].word, found[start].word))
                if not (before or after or inside or ranked or (beside and end - start > 1)):
                    continue
            meant, span, most = called[key], set(range(start, end)), len(key)
        return meant, span

    def has_all(self, board: BoardName, found: Sequence[Token], said: Collection[int]) -> bool:
        """Return whether the words at these positions that say something of a board are all of its names."""
        asked = _said(found)
        return all(asked[i] is None or asked[i] in board.words for i in said)

    def known_words(self, benchmarks: Iterable[str], found: Sequence[Token]) -> set[int]:
        """Return the positions of words that occur in the name of a board of one of these benchmarks."""
        known = frozenset[str]().union(*(board.words for slug in benchmarks for board in self.of(slug)))
        return {i for i, word in enumerate(_said(found)) if word in known}

    def benchmarks_with(self, found: Sequence[Token], foreign: Collection[int]) -> list[str]:
        """Return the benchmarks one of whose boards all foreign words of a question are about: "who leads HELM?"."""
        asked = {word for i, word in enumerate(_said(found)) if i in foreign and word is not None}
        if not asked or not all(_may_be_in(self._all_lowered, word) for word in asked):
            return []
        return [
            slug
            for slug in self._rows
            if all(self._may_have(slug, word) for word in asked)
            and any(asked <= board.words for board in self.of(slug))
        ]

    def mention(self, word: str) -> bool:
        """Return whether the name of any board has this word."""
        if not _may_be_in(self._all_lowered, word):
            return False
        return any(word in board.words for slug in self._rows if self._may_have(slug, word) for board in self.of(slug))

    def _may_have(self, benchmark: str, word: str) -> bool:
        """Return whether the boards of a benchmark may have a word in their names, before these are cut into words."""
        return _may_be_in(self._lowered[benchmark], word)

    @cached_property
    def _lowered(self) -> dict[str, str]:
        return {
            slug: words.fold(" ".join(text for row in rows for text in row[3])) for slug, rows in self._rows.items()
        }

    @cached_property
    def _all_lowered(self) -> str:
        return "\n".join(dict.fromkeys(self._lowered.values()))

    def other_metrics(self, benchmark: str, found: Sequence[Token]) -> list[int]:
        """Return the positions of metrics in the question that no board of the benchmark has."""
        own = frozenset[str]().union(*(board.words for board in self.of(benchmark)))
        return [i for i, word in enumerate(_said(found)) if word in METRICS and word not in own]


#: Words of a board's name that say that it is of a part: "Text part".
_PARTS = words.word_set("part half section subset")


def _narrowed(
    whole: list[BoardName], span: set[int], found: Sequence[Token], named: Collection[int]
) -> tuple[list[BoardName], set[int]]:
    """Return those of several boards of one name that more words name: "the highest accuracy on MMLU (HELM)"."""
    more = {
        board.slug: {
            i for i, word in enumerate(_said(found)) if word in board.words and i not in named and i not in span
        }
        for board in whole
    }
    most = max(map(len, more.values()))
    if len(whole) < 2 or not most:
        return whole, span
    kept = [board for board in whole if len(more[board.slug]) == most]
    return kept, span.union(*(more[board.slug] for board in kept))


def _with_beside(
    said: set[int], meant: Sequence[BoardName], found: Sequence[Token], named: Collection[int]
) -> set[int]:
    """Return words that tell a board with the plain ones of its title right beside them: "health subjects 5-shot"."""
    if len(meant) != 1:
        return said
    title = {words.singular(token.word) for token in tokens(meant[0].title)} - words.BOARD - words.ARTICLES
    whole = set(said)
    for step, i in ((1, max(said)), (-1, min(said))):
        while 0 <= i + step < len(found) and i + step not in named and words.singular(found[i + step].word) in title:
            i += step
            whole.add(i)
    return whole


#: Who a list is of, by how the aliases of boards say it.
_OWNERS = {"official": ("official",), "authors": ("authors", "authorsown", "creators", "developers", "originators")}
_LIST_NOUNS = ("leaderboard", "board", "list", "ranking", "rankings", "site", "website", "page", "table", "homepage")


def _owned(keys: Collection[str], benchmark: str) -> Iterable[str]:
    """Yield other words for "official leaderboard" and "authors' list", also with the benchmark's name in them."""
    if any(key.endswith("site") for key in keys):
        for noun in _LIST_NOUNS:
            yield f"site{noun}"
            yield f"website{noun}"
    for owner, said in _OWNERS.items():
        if any(f"{owner}{noun}" in keys for noun in _LIST_NOUNS):
            for word in said:
                for noun in _LIST_NOUNS:
                    yield f"{word}{noun}"
                    yield f"{word}{benchmark}{noun}"


def _may_be_in(names: str, word: str) -> bool:
    stem = word.removeprefix("no ")
    return word in _SAME_METRIC.values() or stem[: max(_STEM, len(stem) - 1)] in names


def _negation(found: Sequence[Token], position: int) -> int | None:
    """Return where a word is that says of the one at a position that it is left out; None without any.

    "Without tools", "excluding tools", "ignore the runs with tools".
    """
    start = position
    while start > 0 and not found[start].breaks:
        start -= 1
        if found[start].word in _NEGATIONS:
            return start if start == position - 1 else None
        if found[start].word in _LEAVING_OUT:
            return start
        if found[start].word not in _LEFT_OUT:
            return None
    return None


def _tells(word: str | None) -> TypeGuard[str]:
    """Return whether a word tells boards apart; a letter, such as that of "CharXiv-R", does not."""
    return word is not None and len(word.removeprefix("no ")) > 1


def _said(found: Sequence[Token]) -> list[str | None]:
    """Return for each word what it says about a board, or None where it says nothing.

    ``without tools`` says the opposite of ``with tools``, so the word after a negation is marked.
    """
    said: list[str | None] = []
    previous = ""
    for i, token in enumerate(found):
        word = words.singular(_SAME_METRIC.get(token.word, token.word))
        common = word in words.KNOWN or token.word in words.KNOWN or word.isdigit() or word.startswith("top")
        # "With this tool" means what is spoken to.
        common |= word == "tool" and previous in ("this", "your", "the", "that", "ur")
        if common:
            said.append(None)
        else:
            said.append(word if _negation(found, i) is None else f"no {word}")
        previous = token.word
    return said
