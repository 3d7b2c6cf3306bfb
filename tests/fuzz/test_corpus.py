"""Failures of the past, each a file in ``corpus/`` with what it once broke: they are tried again every time."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from podium.bots.faq import Engine
from podium.bots.faq.understanding.conversation import Conversation
from podium.plugins.chest_xray.labeler.agreement import agreement
from podium.plugins.vqa_rad.questions import read_questions
from podium.registry import database
from podium.registry.adapters import AdapterOptions, open_adapter
from podium.registry.adapters.base import Task
from podium.registry.benchmark import Classify, Item
from podium.registry.discovery import discover
from podium.registry.errors import DataError
from podium.registry.thresholds import read_thresholds
from podium.tests.fuzz.calls import call, rows

CORPUS = Path(__file__).parent / "corpus"
PLUGINS = Path(__file__).parents[1] / "fakes" / "plugins"


def imported(path: Path, home: Path) -> None:
    """Import a file of results of which nothing can be taken in."""
    db = Path(shutil.copy(home / "registry.db", home / "copy.db"))
    before = rows(db)
    said = call("--db", db, "results", "import", path)
    assert said.code in (1, 4)
    assert path.name in said.err or "refused" in said.out
    assert rows(db) == before


def predicted(path: Path, home: Path) -> None:
    """Read a file of probabilities that cannot be used."""
    spots = discover([], None, [PLUGINS]).benchmarks["spots"].benchmark
    items = [Item("i0", Classify((), ("Spot", "Bar")), target=(0.0, 1.0))]
    with pytest.raises(DataError, match=path.name):
        open_adapter(f"file:{path}", AdapterOptions()).prepare(Task(spots, "test", items, {}, lambda split: items))


def refused(read: Callable[[Path], object]) -> Callable[[Path, Path], None]:
    """Return what checks that a reader names a file that it cannot use."""

    def check(path: Path, home: Path) -> None:
        with pytest.raises(DataError, match=path.name):
            read(path)

    return check


def called(path: Path, home: Path) -> None:
    """Call a command that must end in one line."""
    assert len(call(*json.loads(path.read_text(encoding="utf-8"))).errors) == 1


def talked(path: Path, home: Path) -> None:
    """Hold a conversation, a message a line."""
    conversation = Conversation()
    engine = Engine(database.connect(home / "registry.db"))
    for message in path.read_text(encoding="utf-8").splitlines():
        assert engine.answer(message, conversation).text


class Past(NamedTuple):
    """A failure of the past: its file, what is done with it, and why it is kept."""

    file: str
    check: Callable[[Path, Path], None]
    why: str


labels = refused(lambda path: agreement(path, path))
FAILURES = (
    Past("brackets.json", imported, "RecursionError, shown as a bug"),
    Past("brackets-in-a-row.jsonl", imported, "RecursionError in one row took all the others along"),
    Past("digits.json", imported, "ValueError: more digits than Python converts"),
    Past("n-beyond-sqlite.json", imported, "OverflowError after other rows had been taken"),
    Past("value-beyond-floats.json", imported, "OverflowError where a number was looked at"),
    Past("half-a-pair.json", imported, "UnicodeEncodeError when the row was hashed"),
    Past("nul.json", imported, "a text that SQLite's own functions end at U+0000"),
    Past("corroborated-by-nan.json", imported, "was kept as NaN, which is no JSON"),
    Past("half-a-pair-in-an-alias.json", imported, "UnicodeEncodeError, and no model was added"),
    Past("context-beyond-sqlite.json", imported, "OverflowError, and no model was added"),
    Past("predictions-brackets.jsonl", predicted, "Arrow's parser ended the process by SIGSEGV"),
    Past("predictions-number.json", predicted, "OverflowError in place of the cell's place"),
    Past("predictions-two-names.csv", predicted, "spoke of a model's outputs and id2label, not of the file"),
    Past("predictions-cut.csv.gz", predicted, "EOFError while the header was read"),
    Past("predictions-flipped.csv.gz", predicted, "zlib.error while the header was read"),
    Past("labels-flipped.csv.gz", labels, "zlib.error while two files of labels were compared"),
    Past("vqa-rad-digits.json", refused(read_questions), "ValueError in the loader"),
    Past("vqa-rad-brackets.json", refused(read_questions), "RecursionError in the loader"),
    Past("pending-question-renamed.txt", talked, "IndexError: a score was asked for, but of no model"),
    Past("thresholds-rule-object.json", refused(read_thresholds), "TypeError: the rule was no text"),
    Past("two-scores-of-no-benchmark.txt", talked, "IndexError: why a model has two figures, on no benchmark"),
    Past("correction-beyond-sqlite.json", called, "OverflowError: the number of a correction was bound to SQL"),
)


@pytest.mark.parametrize("past", FAILURES, ids=lambda past: past.file)
def test_what_once_failed_fails_no_more(past: Past, filled_home: Path) -> None:
    past.check(CORPUS / past.file, filled_home)


def test_every_file_of_the_corpus_is_tried_and_says_why_it_is_there() -> None:
    assert sorted(path.name for path in CORPUS.iterdir()) == sorted(past.file for past in FAILURES)
    assert all(past.why for past in FAILURES)


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("How   old   is   MMLU?", "How old is MMLU?"),
        ("how\u00a0many\u00a0radiographs\u00a0are\u00a0in\u00a0mimic", "how many radiographs are in mimic"),
        ("HOW MANY DIFFERENT SUBJECTS DOES MMMU-PRO SPAN?", "How many different subjects does MMMU-Pro span?"),
    ],
)
def test_blanks_and_capitals_throughout_do_not_change_an_answer(typed: str, plain: str, filled_home: Path) -> None:
    engine = Engine(database.connect(filled_home / "registry.db"))
    assert engine.answer(typed) == engine.answer(plain)
    assert engine.answer(plain).kind == "answer"
