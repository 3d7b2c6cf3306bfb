"""Every question of the files: what is expected of it exists, and its reply states nothing but its facts."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from podium.bots.faq import Engine, Reply
from podium.bots.faq.checking import corpus
from podium.bots.faq.checking.corpus import Judged
from podium.bots.faq.frame import Attribute, Filters, Intent
from podium.bots.faq.reply import FACT_NAMES
from podium.bots.faq.understanding.conversation import Conversation
from podium.registry import Observation, corrections, database
from podium.tests.bots.faq.asking import ask
from podium.tests.bots.faq.test_small_registries import card, registry, result

FOLDER = Path(__file__).parents[2] / "faq"
HELD_OUT = FOLDER / "held_out.yaml"
FILES = sorted(FOLDER.glob("*.yaml"))
OPEN = [path for path in FILES if path != HELD_OUT]


@dataclass(frozen=True)
class Asked:
    """A file whose questions were asked: what each is worth, and the replies."""

    judged: list[Judged]
    replies: list[Reply]

    def invented(self) -> list[Judged]:
        """Return those whose reply states something else than its facts, or holds another fact than the registry."""
        return [one for one in self.judged if any(problem.startswith(("states ", "has ")) for problem in one.problems)]

    def crashed(self) -> list[Judged]:
        """Return those that the engine failed on."""
        return [one for one in self.judged if one.verdict == "crashed"]


class Recording(Engine):
    """The engine, which keeps its replies."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__(connection)
        self.replies: list[Reply] = []

    def answer(self, text: str, conversation: Conversation | None = None) -> Reply:
        reply = super().answer(text, conversation)
        self.replies.append(reply)
        return reply


@pytest.fixture(scope="session")
def asked(shipped: sqlite3.Connection) -> dict[Path, Asked]:
    """Return every file, each of its questions asked once."""
    found = {}
    engine = Recording(shipped)
    for path in FILES:
        engine.replies = []
        found[path] = Asked(corpus.judge(engine, shipped, corpus.load(path)), engine.replies)
    return found


#: The files that were written together with the one that is only run, and split from it before anything was tuned.
FIRST = {"asked_discord", "asked_evaluators", "asked_everybody", "asked_imaging"}


def test_a_third_of_what_four_writers_asked_is_only_ever_run() -> None:
    numbers = {path.stem: corpus.wordings(corpus.load(path)) for path in FILES}
    assert FIRST <= numbers.keys()
    assert numbers[HELD_OUT.stem] >= 300
    assert numbers[HELD_OUT.stem] * 2 >= sum(numbers[name] for name in FIRST)


def test_the_registry_has_everything_that_the_files_expect(shipped: sqlite3.Connection) -> None:
    assert {path.name: broken for path in FILES if (broken := corpus.check(shipped, corpus.load(path)))} == {}


def test_no_reply_states_what_is_not_among_its_facts_or_not_in_the_registry(asked: dict[Path, Asked]) -> None:
    assert [(one.question, one.problems) for path in OPEN for one in asked[path].invented()] == []
    # Of the others only the number is told.
    unseen = len(asked[HELD_OUT].invented())
    assert unseen == 0


def test_no_question_is_too_much_for_the_engine(asked: dict[Path, Asked]) -> None:
    assert [(one.question, one.problems) for path in OPEN for one in asked[path].crashed()] == []
    unseen = len(asked[HELD_OUT].crashed())
    assert unseen == 0


def correct(connection: sqlite3.Connection, wrong: float, right: float) -> None:
    """Have the figure of a result corrected, by another connection to the registry."""
    with closing(database.connect(database.path_of(connection), write=True)) as writing:
        (row,) = writing.execute("SELECT id FROM results WHERE value = ?", (wrong,)).fetchone()
        address = "https://example.org/erratum"
        report = corrections.add(writing, row, statement="A slip of the pen.", value=right, source_url=address)
        corrections.accept(writing, report.id)


def rare(shipped: sqlite3.Connection, folder: Path) -> list[Reply]:
    """Return replies with facts that the shipped registry gives hardly any occasion for."""
    coughs = Observation("Dry cough"), Observation("Wet cough"), Observation("Cough"), Observation("Night cough")
    models = [
        *({"slug": f"free{letter}", "input_price": 0.0, "output_price": 0.0} for letter in "abcd"),
        {"slug": "paid", "input_price": 1.0, "output_price": 2.0, "price_as_of": "2026-01-03", "open_weights": True},
    ]
    rows = [result("unclear", 0.9, setting="0-shot"), result("unclear", 0.8, setting="5-shot"), result("paid", 0.5)]
    small = registry(folder, rows, card(observations=coughs), models=models)
    correct(small, 0.9, 0.95)
    open_models = Filters(open_weights=True)
    engine, conversation = Engine(shipped), Conversation()
    engine.answer("who leads mmu", conversation)
    return [
        engine.answer("42", conversation),
        engine.answer("a b " * 100),
        Engine(small).answer("who leads Quiz-7?"),
        ask(small, Intent.EXTREME, attribute=Attribute.PRICE, order="least"),
        ask(small, Intent.LEADER, benchmarks=("quiz",), filters=open_models),
        ask(small, Intent.RESULTS, "unclear"),
        ask(small, Intent.CORRECTIONS, benchmarks=("quiz",)),
        ask(small, Intent.OBSERVED_BY, observation="cough"),
        ask(shipped, Intent.COUNT, benchmarks=("mmlu",), filters=Filters(verified=True)),
        ask(shipped, Intent.CATEGORY_BEST, category="healthcare", filters=open_models),
    ]


def test_the_documented_names_of_facts_are_those_that_replies_use(
    asked: dict[Path, Asked], shipped: sqlite3.Connection, tmp_path: Path
) -> None:
    replies = [reply for path in FILES for reply in asked[path].replies]
    used = {fact.name for reply in replies for fact in reply.facts}
    assert used <= FACT_NAMES.keys()
    seen = {fact.name for path in OPEN for reply in asked[path].replies for fact in reply.facts}
    told = {fact.name for reply in rare(shipped, tmp_path) for fact in reply.facts}
    assert sorted(FACT_NAMES.keys() - seen - told) == []
