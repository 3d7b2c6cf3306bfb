"""The rules of ``rules.yaml``, compiled: one trie of all phrases, and what each phrase means."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from podium.plugins.chest_xray.labeler.words import Spellings
from podium.plugins.chest_xray.observations import NAMES
from podium.registry.errors import DataError, MissingExtra

#: The name under which findings outside the fourteen are kept; they only keep a report from being No Finding.
OTHER = "Other Finding"

#: What a mention can be of, in the order of the columns; the first, No Finding, is never mentioned.
SUBJECTS = (*NAMES, OTHER)

#: The stages in which a mention is classed, in the order in which they are tried.
STAGES = ("set_aside", "uncertain_before_negation", "negation", "uncertain_after_negation")
SET_ASIDE, BEFORE_NEGATION, NEGATION, AFTER_NEGATION, PLAIN = range(5)

_RULES = Path(__file__).with_name("rules.yaml")


class Entry(NamedTuple):
    """What a phrase means.

    Args:
        kind: ``"found"``, ``"neutral"``, ``"hedged"`` (mentions); ``"normal"``, ``"abnormal"``,
            ``"uncertain"`` (statuses); ``"before"``, ``"after"``, ``"either"``, ``"beside"`` (cues);
            ``"comma"``, ``"and"``, ``"or"`` (joins); ``"stop"`` or ``"affirming"``.
        subjects: For a mention, indices into :data:`SUBJECTS`.
        stage: For a cue, its index in :data:`STAGES`.
        implies: For a mention, whether it adds an uncertain mention of Cardiomegaly.
    """

    kind: str
    subjects: tuple[int, ...] = ()
    stage: int = -1
    implies: bool = False


MENTIONS = frozenset(("found", "neutral", "hedged"))
STATUSES = frozenset(("normal", "abnormal", "uncertain"))


class Meaning(NamedTuple):
    """All that one phrase means, sorted by what the engine does with it.

    Args:
        mentions: Its entries that are mentions.
        status: ``"normal"``, ``"abnormal"``, ``"uncertain"`` or ``""``.
        cues: Its entries that are cues.
        join: ``"comma"``, ``"and"``, ``"or"`` or ``""``.
        stop: Whether the reach of cues ends here.
        affirming: Whether it begins a new statement after a comma or an "and".
    """

    mentions: tuple[Entry, ...] = ()
    status: str = ""
    cues: tuple[Entry, ...] = ()
    join: str = ""
    stop: bool = False
    affirming: bool = False

    def plus(self, entry: Entry) -> Meaning:
        """Return this meaning with one more entry."""
        if entry.kind in MENTIONS:
            return self if entry in self.mentions else self._replace(mentions=(*self.mentions, entry))
        if entry.stage >= 0:
            return self if entry in self.cues else self._replace(cues=(*self.cues, entry))
        if entry.kind in STATUSES:
            return self._replace(status=self.status or entry.kind)
        if entry.kind == "stop":
            return self._replace(stop=True)
        if entry.kind == "affirming":
            return self._replace(affirming=True)
        return self._replace(join=entry.kind)


#: A node of the trie: the next words, and under None the meaning of the phrase that ends here.
Node = dict[str | None, Any]


@dataclass
class Rules:
    """The compiled rules.

    Args:
        trie: All phrases by their words.
        spellings: From a report's words to the rules'.
        links: Words between a status and its subject that do not part them.
        skipped: Names of sections that are not read.
        read: Names of sections that are read.
        parts: Names of parts of the findings, which belong to their text.
    """

    trie: Node
    spellings: Spellings
    links: frozenset[str]
    skipped: frozenset[str]
    read: frozenset[str]
    parts: frozenset[str]


@lru_cache(maxsize=1)
def shipped_rules() -> Rules:
    """Return the rules that ship with Podium; read and compiled once in a process.

    Raises:
        MissingExtra: If PyYAML is not installed.
    """
    try:
        import yaml
    except ImportError as error:
        raise MissingExtra("label", "reading reports", "PyYAML") from error
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    with _RULES.open(encoding="utf-8") as stream:
        return compile_rules(yaml.load(stream, loader))  # noqa: S506 - a SafeLoader


def compile_rules(data: Mapping[str, Any]) -> Rules:
    """Return rules ready for use.

    Args:
        data: The contents of a rules file; ``rules.yaml`` explains its keys.

    Raises:
        DataError: If an observation, a cue class or a phrase cannot be understood.
    """
    compiler = _Compiler(data)
    compiler.add_observations()
    compiler.add_language()
    links = frozenset(compiler.spelling(word) for word in data["links"])
    known = compiler.known | links
    return Rules(
        trie=compiler.trie,
        spellings=Spellings(known, compiler.variants, compiler.stems, compiler.fuzzy),
        links=links,
        skipped=frozenset(" ".join(words) for phrase in data["skipped_sections"] for words in expand(phrase)),
        read=frozenset(" ".join(words) for phrase in data["read_sections"] for words in expand(phrase)),
        parts=frozenset(" ".join(words) for phrase in data["part_names"] for words in expand(phrase)),
    )


class _Compiler:
    """Fills the trie."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.data = data
        self.trie: Node = {}
        self.known: set[str] = set()
        self.fuzzy: set[str] = set()
        self.variants = {other: word for word, others in data["words"].items() for other in others}
        self.stems = sorted(set(re.findall(r"(?<![a-z])([a-z]++)\*", str(data))))
        self._written = set(re.findall(r"[a-z']+", str(data)))

    def spelling(self, word: str) -> str:
        """Return the one spelling of a word that phrases and reports are brought to; plurals become singulars."""
        word = self.variants.get(word, word)
        if len(word) > 3 and word.endswith("s") and word[:-1] in self._written:
            word = self.variants.get(word[:-1], word[:-1])
        return next((f"{stem}*" for stem in self.stems if word.startswith(stem)), word)

    def add(self, phrase: str, *entries: Entry) -> None:
        for words in expand(phrase):
            node = self.trie
            for word in map(self.spelling, words):
                self.known.add(word)
                if entries and entries[0].kind in MENTIONS:
                    self.fuzzy.add(word)
                node = node.setdefault(word, {})
            meaning: Meaning = node.get(None) or Meaning()
            for entry in entries:
                meaning = meaning.plus(entry)
            node[None] = meaning

    def add_observations(self) -> None:
        implying = {tuple(words) for phrase in self.data["implies_cardiomegaly"] for words in expand(phrase)}
        for name, lists in self.data["observations"].items():
            if name not in SUBJECTS:
                raise DataError(f"{_RULES.name}: {name!r} is not an observation", f"they are {', '.join(NAMES)}")
            subject = (SUBJECTS.index(name),)
            for kind in MENTIONS & set(lists):
                for phrase in lists[kind]:
                    for words in expand(phrase):
                        self.add(" ".join(words), Entry(kind, subject, implies=tuple(words) in implying))
            for pair in lists.get("both", ()):
                subjects = tuple(SUBJECTS.index(one) for one in pair["as"])
                for words in expand(pair["phrase"]):
                    self.add(" ".join(words), Entry(pair.get("kind", "found"), subjects))
        for phrase in self.data["other_findings"]:
            self.add(phrase, Entry("found", (SUBJECTS.index(OTHER),)))

    def add_language(self) -> None:
        for kind, phrases in self.data["statuses"].items():
            for phrase in phrases:
                self.add(phrase, Entry(kind))
        for stage, name in enumerate(STAGES):
            for kind, phrases in self.data["cues"][name].items():
                for phrase in phrases:
                    self.add(phrase, Entry(kind, stage=stage))
        for kind, phrases in self.data["joins"].items():
            for phrase in phrases:
                self.add(phrase, Entry(kind))
        for key, kind in (("stops", "stop"), ("affirming", "affirming")):
            for phrase in self.data[key]:
                self.add(phrase, Entry(kind))
        for phrase in (*self.data["nothing"], *self.data["no_cue"]):
            self.add(phrase)


_MARK = re.compile(r"[()\[\]|]|[^()\[\]|\s]+")


def expand(phrase: str) -> list[list[str]]:
    """Return every sequence of words that ``phrase`` stands for.

    ``"(pleural|lung) [free] fluid"`` stands for four of them.

    Raises:
        DataError: If the brackets do not match, or the phrase can be empty.
    """
    marks = _MARK.findall(phrase)
    sequences, rest = _alternatives(marks, 0, phrase)
    if rest != len(marks) or [] in sequences:
        raise DataError(f"{_RULES.name}: the phrase {phrase!r} has unmatched brackets or may be empty")
    return sequences


def _alternatives(marks: list[str], at: int, phrase: str) -> tuple[list[list[str]], int]:
    done: list[list[str]] = []
    current: list[list[str]] = [[]]
    while at < len(marks) and marks[at] not in (")", "]"):
        if marks[at] == "|":
            done += current
            current = [[]]
            at += 1
            continue
        if marks[at] in ("(", "["):
            inner, end = _alternatives(marks, at + 1, phrase)
            if end >= len(marks) or marks[end] != {"(": ")", "[": "]"}[marks[at]]:
                raise DataError(f"{_RULES.name}: the phrase {phrase!r} has unmatched brackets")
            options = [*inner, []] if marks[at] == "[" else inner
            at = end + 1
        else:
            options = [[marks[at]]]
            at += 1
        current = [left + right for left, right in _pairs(current, options)]
    return done + current, at


def _pairs(first: Iterable[list[str]], second: list[list[str]]) -> Iterator[tuple[list[str], list[str]]]:
    for left in first:
        for right in second:
            yield left, right
