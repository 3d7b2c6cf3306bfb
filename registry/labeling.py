"""What reads labels out of written reports: the interface of a report labeler, and labelling many reports at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from podium.registry.errors import DataError, PodiumError
from podium.registry.orphans import end_with_parent

if TYPE_CHECKING:
    from podium.registry.report import Report

#: Labels of one report: 1 (positive), 0 (negative), -1 (uncertain) or None (not mentioned).
Codes = tuple[int | None, ...]

#: Reports handed to a process at once.
_CHUNK = 200


class Mention(NamedTuple):
    """One mention of an observation, and what was decided of it.

    Args:
        observation: Name of the observation, or of what is kept beside them.
        start: Its first character in the report.
        end: One past its last character.
        text: The words as written.
        sentence: Start and end of its sentence.
        decision: ``"positive"``, ``"negative"``, ``"uncertain"``, or ``"set aside"`` if it is not said of
            what the report is about.
        stage: Name of the stage that decided, or ``""`` where none did.
        cue: The words that decided, or ``""``.
        cue_span: Their start and end, or None.
        implies: Name of an observation that is uncertain because of this mention, or ``""``.
    """

    observation: str
    start: int
    end: int
    text: str
    sentence: tuple[int, int]
    decision: str
    stage: str
    cue: str
    cue_span: tuple[int, int] | None
    implies: str = ""


@dataclass(frozen=True)
class Labeled:
    """What was read out of a report.

    Args:
        labels: Code of each observation, as in :data:`Codes`.
        mentions: All mentions, in the order of the text.
        read: Start and end of each part of the text that was read; the rest, such as the indication, was not.
    """

    labels: dict[str, int | None]
    mentions: tuple[Mention, ...]
    read: tuple[tuple[int, int], ...]

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON data."""
        return {
            "labels": self.labels,
            "mentions": [mention._asdict() for mention in self.mentions],
            "read": [list(span) for span in self.read],
        }


class Written(NamedTuple):
    """One report: what names it, and its text."""

    key: tuple[str, ...]
    text: str


@dataclass
class Reports:
    """Reports that are read one after the other.

    Args:
        key_columns: What the parts of a report's key are called.
        written: The reports; walked once.
        total: How many there are, where that is known beforehand.
        notes: Sentences for the user; those of what was met on the way are there once all is read.
    """

    key_columns: tuple[str, ...]
    written: Iterable[Written]
    total: int | None
    notes: list[str]


class Decoder:
    """Turns bytes into text and counts what was not UTF-8."""

    def __init__(self) -> None:
        self.other = 0

    def __call__(self, data: bytes, what: str) -> str:
        """Return ``data`` as text: UTF-8, or UTF-16 if it is marked so, or else Windows-1252.

        Raises:
            DataError: If it is not text.
        """
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            try:
                return data.decode("utf-16")
            except UnicodeDecodeError:
                raise DataError(f"{what} is not text", "take it out of the reports") from None
        if b"\0" in data:
            raise DataError(f"{what} is not text: it has bytes that no text has", "take it out of the reports")
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError:
            self.other += 1
            return data.decode("cp1252", "replace")

    def notes(self, unit: str) -> list[str]:
        """Return the sentence that says what was not UTF-8, if anything was."""
        if not self.other:
            return []
        return [f"{self.other:,} {unit}{'' if self.other == 1 else 's'} not in UTF-8, read as Windows-1252"]


class ReportLabeler:
    """Reads labels out of reports. A plugin offers one with the hook ``podium_labelers``."""

    #: As typed, such as ``"chest-xray"``.
    name: str
    #: The observations, in the order of :data:`Codes`.
    observations: tuple[str, ...]
    #: Orders of the columns of a file of labels; the first is the default.
    orders: Mapping[str, tuple[str, ...]]

    def marks(self, text: str) -> int:
        """Return what a report says as bits; those of several reports on one thing are combined with ``|``."""
        raise NotImplementedError

    def codes(self, marks: int, compat: bool = False) -> Codes:
        """Return the labels for :meth:`marks`.

        Args:
            marks: Of one report, or of several combined.
            compat: Whether to follow the tool this labeler succeeds where that departs from its documentation.
        """
        raise NotImplementedError

    def part(self, text: str, sections: str) -> str:
        """Return the part of a report that a published protocol reads, or nothing if the report has none.

        Args:
            text: The report.
            sections: Whose protocol, such as ``"mimic"``.
        """
        raise NotImplementedError

    def is_blank(self, marks: int) -> bool:
        """Return whether the report had no text to read."""
        raise NotImplementedError

    def label(self, text: str, compat: bool = False) -> Labeled:
        """Return a report's labels with the mentions they come from."""
        raise NotImplementedError

    def reports(self, source: Path, columns: Sequence[str] = ()) -> Reports:
        """Return the reports of a file or folder.

        Args:
            source: A table, a text, an archive or a folder of texts.
            columns: Columns of the table that hold the text, in place of those found by name.

        Raises:
            DataError: If there are none, or they cannot be read.
        """
        raise NotImplementedError

    def agreement(self, first: Path, second: Path) -> Report:
        """Return how far two files of labels agree.

        Raises:
            DataError: If a file cannot be read or they have no study in common.
        """
        raise NotImplementedError


def parts_of(labeler: ReportLabeler, written: Iterable[Written], sections: str) -> Iterator[Written]:
    """Yield of each report the part that a published protocol reads; see :meth:`ReportLabeler.part`."""
    for one in written:
        yield Written(one.key, labeler.part(one.text, sections))


class LabeledKey(NamedTuple):
    """The labels of one key, and how many reports they come from."""

    key: tuple[str, ...]
    codes: Codes
    reports: int
    blank: bool


def label_all(
    labeler: ReportLabeler,
    written: Iterable[Written],
    compat: bool = False,
    jobs: int = 1,
    observe: Callable[[int], None] = lambda done: None,
) -> list[LabeledKey]:
    """Return the labels per key, in the order in which the keys first appear.

    Reports with the same key are read as one: their mentions are summed up together.

    Args:
        labeler: What reads them.
        written: The reports; only a few are held in memory.
        compat: As in :meth:`ReportLabeler.codes`.
        jobs: Processes that read.
        observe: Told how many reports are read.
    """
    marks: dict[tuple[str, ...], int] = {}
    counts: dict[tuple[str, ...], int] = {}
    done = 0
    for keys, found in _marked(labeler, written, jobs):
        for key, mark in zip(keys, found, strict=True):
            marks[key] = marks.get(key, 0) | mark
            counts[key] = counts.get(key, 0) + 1
        done += len(keys)
        observe(done)
    return [
        LabeledKey(key, labeler.codes(mark, compat), counts[key], labeler.is_blank(mark)) for key, mark in marks.items()
    ]


Batch = tuple[list[tuple[str, ...]], list[int]]


def _marked(labeler: ReportLabeler, written: Iterable[Written], jobs: int) -> Iterator[Batch]:
    chunks = _chunks(written)
    if jobs == 1:
        for chunk in chunks:
            yield [one.key for one in chunk], [labeler.marks(one.text) for one in chunk]
        return
    from collections import deque
    from concurrent.futures import Future, ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    waiting: deque[tuple[list[tuple[str, ...]], Future[list[int]]]] = deque()
    with ProcessPoolExecutor(jobs, initializer=_keep, initargs=(labeler,)) as pool:
        try:
            for chunk in chunks:
                waiting.append(([one.key for one in chunk], pool.submit(_mark_texts, [one.text for one in chunk])))
                if len(waiting) > 2 * jobs:
                    keys, future = waiting.popleft()
                    yield keys, future.result()
            for keys, future in waiting:
                yield keys, future.result()
        except BrokenProcessPool as error:
            raise PodiumError("a process that reads reports was killed", "try again with a smaller --jobs") from error
        finally:
            pool.shutdown(cancel_futures=True)


def _chunks(written: Iterable[Written]) -> Iterator[list[Written]]:
    walk = iter(written)
    while chunk := list(islice(walk, _CHUNK)):
        yield chunk


#: The labeler of a reading process; kept so that it remembers what it has read.
_mine: list[ReportLabeler] = []


def _keep(labeler: ReportLabeler) -> None:
    end_with_parent()
    _mine.append(labeler)


def _mark_texts(texts: list[str]) -> list[int]:
    return [_mine[0].marks(text) for text in texts]
