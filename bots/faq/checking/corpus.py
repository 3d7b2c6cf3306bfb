"""Questions with what is expected of their replies, read from files, asked and judged.

What is expected is read from the registry at that moment; ``tests/faq/README.md`` describes the files.
"""

from __future__ import annotations

import copy
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from podium.bots.faq.checking import audit
from podium.bots.faq.checking.expected import Needed, Resolver, Unresolved, met
from podium.bots.faq.engine import Engine
from podium.bots.faq.reply import FACT_NAMES, Fact, Kind, Reply
from podium.bots.faq.understanding.conversation import Conversation
from podium.registry import json_text
from podium.registry.errors import DataError, MissingExtra
from podium.registry.json_text import NotJson

Verdict = Literal["right", "wrong", "refused", "other", "crashed", "broken"]

#: What a verdict means.
VERDICTS: dict[Verdict, str] = {
    "right": "the kind, the facts and the suggestions are those expected",
    "wrong": "a fact is missing from an answer, is not the registry's, or there should be no answer",
    "refused": "no answer where one is expected",
    "other": "another kind of refusal than the one expected, or without what is expected in it",
    "crashed": "the engine failed where it should have replied",
    "broken": "the registry does not have what the file expects; it does not count",
}

_KINDS: tuple[str, ...] = get_args(Kind)
_KEYS = ("ask", "kind", "facts", "suggests")


@dataclass(frozen=True)
class Question:
    """A question in all its wordings, and what is expected of the reply.

    Args:
        wordings: What is asked; each counts.
        kinds: Kinds of reply that are right.
        facts: What is expected of the reply's facts: names that a fact may have, and a value as the file has it.
        suggests: What must be among the suggestions.
        place: File, entry and turn, for messages.
    """

    wordings: tuple[str, ...]
    kinds: tuple[str, ...]
    facts: tuple[tuple[tuple[str, ...], Any], ...]
    suggests: tuple[str, ...]
    place: str


@dataclass(frozen=True)
class Entry:
    """An entry of a file: one question, or the turns of a conversation."""

    turns: tuple[Question, ...]
    talk: bool


@dataclass(frozen=True)
class Judged:
    """A question that was asked, and what its reply is worth.

    Args:
        place: File, entry and turn.
        question: The words.
        expected: Kinds of reply that are right.
        verdict: One of :data:`VERDICTS`.
        kind: The reply's kind; empty where the question does not count.
        problems: What is missing from the reply or wrong in it, or what is broken in the file.
        line: The first line of the reply.
        seconds: How long the reply took.
    """

    place: str
    question: str
    expected: tuple[str, ...]
    verdict: Verdict
    kind: str = ""
    problems: tuple[str, ...] = ()
    line: str = ""
    seconds: float = 0.0


@dataclass(frozen=True)
class Figures:
    """How many of some questions were judged how, and how long their replies took."""

    counts: dict[Verdict, int]
    seconds: tuple[float, ...]

    @classmethod
    def of(cls, judged: Sequence[Judged]) -> Figures:
        """Count judged questions."""
        counts = dict.fromkeys(VERDICTS, 0)
        for one in judged:
            counts[one.verdict] += 1
        return cls(counts, tuple(sorted(one.seconds for one in judged if one.verdict != "broken")))

    @property
    def asked(self) -> int:
        """Number of questions that count."""
        return len(self.seconds)

    def rate(self, verdict: Verdict) -> float:
        """Return the share of the questions that got a verdict; 0 where there are none."""
        return self.counts[verdict] / self.asked if self.asked else 0.0

    def milliseconds(self, percent: int) -> float:
        """Return the time within which so many percent of the replies came: the nearest rank."""
        if not self.seconds:
            return 0.0
        rank = -(-len(self.seconds) * percent // 100)
        return 1000 * self.seconds[max(rank, 1) - 1]

    def to_json(self) -> dict[str, Any]:
        """Return the figures as JSON data."""
        return {
            "questions": self.asked,
            **{verdict: number for verdict, number in self.counts.items()},
            "accuracy": self.rate("right"),
            "wrong_fact_rate": self.rate("wrong"),
            "refusal_rate": self.rate("refused"),
            "p50_ms": self.milliseconds(50),
            "p99_ms": self.milliseconds(99),
        }


# --- Reading files ---------------------------------------------------------------------------------------


def load(path: Path) -> list[Entry]:
    """Read a file of questions, YAML or (by its ending) JSON.

    Raises:
        DataError: If it is not such a file; the message names the file and the entry.
        MissingExtra: If it is YAML and PyYAML is not installed.
        OSError: If it cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise DataError(f"{path}: it is not UTF-8 text (byte {error.start})") from error
    data = _json(path, text) if path.suffix == ".json" else _yaml(path, text)
    if not isinstance(data, list) or not data:
        raise DataError(f"{path}: it is not a list of questions", "each entry begins with: - ask:")
    return [_entry(one, f"{path}, entry {number}") for number, one in enumerate(data, 1)]


def _json(path: Path, text: str) -> Any:
    try:
        return json_text.parse(text, lambda pairs: _once(path, pairs))
    except NotJson as error:
        raise DataError(f"{path}: it is not JSON: {error}") from error


def _once(path: Path, pairs: Sequence[tuple[Any, Any]], line: int = 0) -> dict[Any, Any]:
    """Return pairs as a mapping; a key that comes twice would hide an expectation."""
    found: dict[Any, Any] = {}
    for key, value in pairs:
        if key in found:
            where = f", line {line}" if line else ""
            raise DataError(f"{path}{where}: the key {key!r} stands twice in one entry")
        found[key] = value
    return found


def _yaml(path: Path, text: str) -> Any:
    try:
        import yaml
    except ImportError as error:
        raise MissingExtra("faq", f"reading {path.name}", "PyYAML") from error

    class Loader(yaml.SafeLoader):  # type: ignore[misc]
        named = 0

        def compose_node(self, parent: Any, index: Any) -> Any:
            event = self.peek_event()
            if isinstance(event, yaml.AliasEvent) and self.named:
                # A few lines that refer to one another can stand for a list of billions.
                what = f"{path}, line {event.start_mark.line + 1}: a reference within what is referred to"
                raise DataError(what, "write out what is meant")
            names = getattr(event, "anchor", None) is not None
            self.named += names
            node = super().compose_node(parent, index)
            self.named -= names
            return node

    def mapping(loader: Any, node: Any) -> dict[Any, Any]:
        pairs = [
            (loader.construct_object(key, True), loader.construct_object(value, True)) for key, value in node.value
        ]
        return _once(path, pairs, node.start_mark.line + 1)

    Loader.add_constructor("tag:yaml.org,2002:map", mapping)
    # A date without quotes is the text that it was typed as.
    Loader.add_constructor("tag:yaml.org,2002:timestamp", lambda loader, node: loader.construct_scalar(node))
    try:
        return yaml.load(text, Loader)  # noqa: S506 - a SafeLoader
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark is not None else ""
        raise DataError(f"{path}{where}: it is not YAML: {getattr(error, 'problem', None) or error}") from error
    except (TypeError, RecursionError) as error:
        raise DataError(f"{path}: it is not a list of questions: {error}") from error


def _entry(data: Any, place: str) -> Entry:
    if isinstance(data, dict) and "talk" in data:
        _known(data, ("talk",), place)
        turns = data["talk"]
        if not isinstance(turns, list) or not turns:
            raise DataError(f"{place}: talk is a list of questions, one after the other")
        return Entry(tuple(_question(one, f"{place}, turn {number}") for number, one in enumerate(turns, 1)), True)
    return Entry((_question(data, place),), False)


def _question(data: Any, place: str) -> Question:
    if not isinstance(data, dict):
        raise DataError(f"{place}: it is not an entry with ask and kind")
    _known(data, _KEYS, place)
    wordings = _texts(data.get("ask"), f"{place}: ask")
    kinds = _texts(data.get("kind"), f"{place}: kind")
    for kind in kinds:
        if kind not in _KINDS:
            raise DataError(f"{place}: no kind of reply is called {kind!r}", f"kinds are {', '.join(_KINDS)}")
    suggests = _texts(data["suggests"], f"{place}: suggests") if "suggests" in data else ()
    facts = data.get("facts", {})
    if not isinstance(facts, dict):
        raise DataError(f"{place}: facts is a mapping from names of facts to values")
    return Question(wordings, kinds, tuple(_fact(name, value, place) for name, value in facts.items()), suggests, place)


def _fact(name: Any, value: Any, place: str) -> tuple[tuple[str, ...], Any]:
    names = tuple(one.strip() for one in str(name).split("|"))
    for one in names:
        if one not in FACT_NAMES:
            from podium.registry.names import nearest

            near = nearest(one, FACT_NAMES, limit=2)
            raise DataError(f"{place}: no fact is called {one!r}", f"did you mean {' or '.join(near)}?" if near else "")
    return names, value


def _known(data: dict[Any, Any], keys: Sequence[str], place: str) -> None:
    for key in data:
        if key not in keys:
            raise DataError(f"{place}: unknown key {key!r}", f"known are {', '.join(keys)}")


def _texts(data: Any, what: str) -> tuple[str, ...]:
    """Return a text, or a list of them, as a tuple; numbers that YAML made of a word stay that word."""
    found = data if isinstance(data, list) else [data]
    if not found or not all(isinstance(one, str) for one in found):
        raise DataError(f"{what} is a text in quotes or a list of them")
    return tuple(found)


# --- Asking and judging ----------------------------------------------------------------------------------


def check(connection: sqlite3.Connection, entries: Sequence[Entry]) -> list[str]:
    """Return a line for each expectation that the registry cannot resolve; nothing is asked."""
    resolver = Resolver(connection)
    return [
        f"{turn.place}: {problem}" for entry in entries for turn in entry.turns for problem in _broken(resolver, turn)
    ]


def wordings(entries: Sequence[Entry]) -> int:
    """Return the number of questions in entries."""
    return sum(len(turn.wordings) for entry in entries for turn in entry.turns)


def judge(
    engine: Engine,
    connection: sqlite3.Connection,
    entries: Sequence[Entry],
    told: Callable[[], None] = lambda: None,
) -> list[Judged]:
    """Ask every question and judge the replies.

    Args:
        engine: It answers.
        connection: The registry that it answers from, open for reading.
        entries: The questions.
        told: Called after each question.
    """
    bench = _Bench(engine, connection)
    # The names are read when the first question comes; that is not the time of an answer.
    engine.answer("?")
    judged = []
    for entry in entries:
        for one in bench.asked(entry):
            judged.append(one)
            told()
    return judged


class _Bench:
    def __init__(self, engine: Engine, connection: sqlite3.Connection) -> None:
        self._engine = engine
        self._held = audit.Held(connection)
        self._resolver = Resolver(connection)
        self._names = audit.names_of(connection)

    def asked(self, entry: Entry) -> Iterator[Judged]:
        conversation = Conversation()
        for turn in entry.turns:
            before = copy.copy(conversation)
            for number, wording in enumerate(turn.wordings):
                # Other wordings of a turn start where the first one did; the conversation goes on from the first.
                one = conversation if number == 0 else copy.copy(before)
                start = time.perf_counter()
                try:
                    reply = self._engine.answer(wording, one if entry.talk else None)
                except Exception as error:  # One question must not keep the others from being asked.
                    crash = f"{type(error).__name__}: {error}"
                    yield Judged(turn.place, wording, turn.kinds, "crashed", problems=(crash,))
                    continue
                yield self._judged(turn, wording, reply, time.perf_counter() - start)

    def _judged(self, turn: Question, wording: str, reply: Reply, seconds: float) -> Judged:
        broken = _broken(self._resolver, turn)
        if broken:
            return Judged(turn.place, wording, turn.kinds, "broken", problems=tuple(broken))
        verdict, problems = self._verdict(turn, reply)
        line = reply.body.partition("\n")[0]
        return Judged(turn.place, wording, turn.kinds, verdict, reply.kind, problems, line, seconds)

    def _verdict(self, turn: Question, reply: Reply) -> tuple[Verdict, tuple[str, ...]]:
        invented = [f"states {one!r}, which is none of its facts" for one in audit.unstated(reply, self._names)]
        invented += [f"has {one}" for one in self._held.contradicted(reply)]
        if invented:
            return "wrong", tuple(invented)
        if reply.kind not in turn.kinds:
            if reply.kind == "answer":
                return "wrong", ("answers",)
            return ("refused" if "answer" in turn.kinds else "other"), ()
        missing = [
            f"no fact {'|'.join(names)} is {_phrase(needed)}"
            for names, value in turn.facts
            if not met(needed := self._resolver.needed(value), _values(reply.facts, names))
        ]
        if missing:
            return ("wrong" if reply.kind == "answer" else "other"), tuple(missing)
        lacking = [f"does not suggest {one!r}" for one in turn.suggests if one not in reply.suggestions]
        return ("other" if lacking else "right"), tuple(lacking)


def _broken(resolver: Resolver, turn: Question) -> list[str]:
    found = []
    for names, value in turn.facts:
        try:
            resolver.needed(value)
        except Unresolved as error:
            found.append(f"{'|'.join(names)}: {error}")
    return found


def _values(facts: Sequence[Fact], names: Sequence[str]) -> list[object]:
    """Return the values of the facts of some names; of a list also each item."""
    found: list[object] = []
    for fact in facts:
        if fact.name in names:
            found.append(fact.value)
            if isinstance(fact.value, tuple):
                found.extend(fact.value)
    return found


def _phrase(needed: Needed) -> str:
    return " or ".join(" and ".join(repr(value) for value in together) for together in needed)
