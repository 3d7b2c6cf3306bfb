"""How much there is in the registry of what a question restricts itself to."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from podium.bots.faq import Engine
from podium.bots.faq.frame import Attribute, Filters, Intent, Period
from podium.registry import Board
from podium.tests.bots.faq.support import values
from podium.tests.bots.faq.test_history import ask
from podium.tests.bots.faq.test_small_registries import BOARDS, card, registry, result

_OF_MAKER = (
    "SELECT count(*) FROM current_results AS r JOIN models AS m ON m.slug = r.model WHERE m.organisation = 'OpenAI'"
)


@pytest.mark.parametrize(
    ("question", "where"),
    [
        ("how many models does openai have", "organisation = 'OpenAI'"),
        ("how many proprietary models do you know", "open_weights = 0"),
        ("how many models under 10B", "parameters_b < 10"),
        ("how many models accept images", "multimodal = 1"),
        ("how many open models accept images", "multimodal = 1 AND open_weights = 1"),
        ("how many proprietary models under 10B are there", "open_weights = 0 AND parameters_b < 10"),
        ("how many models released in 2025", "released LIKE '2025%'"),
    ],
)
def test_models_are_counted_as_asked(engine: Engine, shipped: sqlite3.Connection, question: str, where: str) -> None:
    reply = engine.answer(question)
    expected = shipped.execute(f"SELECT count(*) FROM models WHERE {where}").fetchone()[0]
    assert (reply.kind, reply.intent) == ("answer", "counts")
    assert set(values(reply, "filtered")) == {expected}
    assert f"There are {expected:,} " in reply.body


def test_how_many_lack_what_is_asked_is_told(shipped: sqlite3.Connection) -> None:
    unknown = shipped.execute("SELECT count(*) FROM models WHERE parameters_b IS NULL").fetchone()[0]
    reply = ask(shipped, Intent.COUNTS, counted="models", filters=Filters(max_params_b=10))
    assert f"The size is not recorded for {unknown:,} of the 764 models." in reply.body


def test_results_of_a_maker_are_counted_and_those_of_models_without_one_are_told(shipped: sqlite3.Connection) -> None:
    number = shipped.execute(_OF_MAKER).fetchone()[0]
    verified = shipped.execute(f"{_OF_MAKER} AND r.standing IN ('independent', 'reproduced')").fetchone()[0]
    further = shipped.execute(_OF_MAKER.replace("= 'OpenAI'", "IS NULL")).fetchone()[0]
    reply = ask(shipped, Intent.COUNTS, counted="results", filters=Filters(organisations=("OpenAI",)))
    assert reply.body.splitlines() == [
        f"There are {number} results of models by OpenAI, over all boards, {verified} of them verified.",
        f"The maker is not recorded for {shipped.execute('SELECT sum(organisation IS NULL) FROM models').fetchone()[0]}"
        " of the 764 models.",
        f"{further} further results are of models of which that is not recorded.",
    ]
    reply = ask(shipped, Intent.COUNTS, counted="verified", filters=Filters(organisations=("OpenAI",)))
    assert reply.body.startswith(f"There are {verified} verified results of models by OpenAI, over all boards.")


def test_a_category_and_benchmarks_and_organisations_are_counted_by_the_results_there_are(
    shipped: sqlite3.Connection,
) -> None:
    in_medicine = [
        slug
        for (slug,) in shipped.execute("SELECT slug FROM benchmarks ORDER BY slug")
        if "healthcare" in str(shipped.execute("SELECT card FROM benchmarks WHERE slug = ?", (slug,)).fetchone()[0])
    ]
    marks = ",".join("?" * len(in_medicine))
    tested = shipped.execute(
        f"SELECT count(DISTINCT model) FROM current_results WHERE benchmark IN ({marks})", in_medicine
    ).fetchone()[0]
    reply = ask(shipped, Intent.COUNTS, counted="models", category="healthcare")
    assert reply.body == f"There are {tested} models with results on benchmarks of the category healthcare."
    benchmarks = shipped.execute(_OF_MAKER.replace("count(*)", "count(DISTINCT r.benchmark)")).fetchone()[0]
    reply = ask(shipped, Intent.COUNTS, counted="benchmarks", filters=Filters(organisations=("OpenAI",)))
    assert reply.body.startswith(f"{benchmarks} benchmarks have results of models by OpenAI.")
    makers = shipped.execute("SELECT count(DISTINCT organisation) FROM models WHERE open_weights = 1").fetchone()[0]
    reply = ask(shipped, Intent.COUNTS, counted="organisations", filters=Filters(open_weights=True))
    assert reply.body.startswith(f"{makers} organisations have open-weights models in the catalogue.")


_PATIENTS = "json_extract(card, '$.sizes.patients')"
#: How many questions a card counts: in the test split, or in all where it tells none.
_QUESTIONS = (
    "CASE json_extract(card, '$.unit') WHEN 'question' THEN coalesce(json_extract(card, '$.splits.test'),"
    " json_extract(card, '$.sizes.questions'), json_extract(card, '$.sizes.items')) END"
)


@pytest.mark.parametrize(
    ("question", "where"),
    [
        ("how many benchmarks were released in 2025", "json_extract(card, '$.paper.published') LIKE '2025%'"),
        ("how many open benchmarks are there", "json_extract(card, '$.access') = 'open'"),
        ("which benchmarks are not open", "json_extract(card, '$.access') != 'open'"),
        ("benchmarks under Apache", "json_extract(card, '$.licence') LIKE 'Apache%'"),
        (
            "benchmarks not under MIT",
            "json_extract(card, '$.licence') NOT LIKE 'MIT%' AND json_extract(card, '$.licence') <> ''",
        ),
        ("benchmarks under CC BY-SA", "json_extract(card, '$.licence') LIKE 'CC BY-SA%'"),
        ("which benchmarks have more than 10,000 questions", f"{_QUESTIONS} > 10000"),
        ("which benchmark has the fewest questions", f"{_QUESTIONS} = (SELECT min({_QUESTIONS}) FROM benchmarks)"),
        (
            "benchmark with the most patients",
            f"{_PATIENTS} = (SELECT max({_PATIENTS}) FROM benchmarks)",
        ),
    ],
)
def test_benchmarks_are_counted_and_named_by_their_cards(
    engine: Engine, shipped: sqlite3.Connection, question: str, where: str
) -> None:
    names = {name for (name,) in shipped.execute(f"SELECT name FROM benchmarks WHERE {where}")}
    reply = engine.answer(question)
    assert reply.kind == "answer"
    assert {fact.value for fact in reply.facts if fact.name == "benchmarks"} == {len(names)}
    assert names <= {fact.value for fact in reply.facts if fact.name == "benchmark"}


@pytest.mark.parametrize("question", ["which benchmarks have more than 3 authors", "which benchmarks are open-ended"])
def test_benchmarks_are_not_listed_by_what_cards_are_not_asked_for(engine: Engine, question: str) -> None:
    reply = engine.answer(question)
    assert reply.kind == "help"


@pytest.mark.parametrize(
    "question",
    [
        "which models were released in august 2026",
        "models that came out in august 2026",
        "what came out in august 2026",
    ],
)
def test_models_released_in_a_time_are_those_of_the_catalogue_the_newest_first(
    engine: Engine, shipped: sqlite3.Connection, question: str
) -> None:
    expected = shipped.execute(
        "SELECT name, released FROM models WHERE released LIKE '2026-08%' ORDER BY released DESC, name COLLATE NOCASE"
    ).fetchall()
    reply = engine.answer(question)
    assert (reply.kind, reply.intent) == ("answer", "extreme")
    assert reply.body.startswith(f"{len(expected)} models released in August 2026 are in the catalogue; the newest ")
    assert reply.table is not None
    assert [(row[0], row[2]) for row in reply.table.rows] == [tuple(row) for row in expected]
    assert values(reply, "filtered") == [len(expected)]


def test_models_released_in_a_time_are_those_of_the_maker_or_the_board_that_is_named(
    engine: Engine, shipped: sqlite3.Connection
) -> None:
    reply = engine.answer("which models did openai release in 2025")
    number = shipped.execute(
        "SELECT count(*) FROM models WHERE organisation = 'OpenAI' AND released LIKE '2025%'"
    ).fetchone()[0]
    assert reply.body.startswith(f"{number} models by OpenAI released in 2025 are in the catalogue; the newest ")
    reply = engine.answer("which models on mmlu were released in 2025")
    number = shipped.execute(
        "SELECT count(DISTINCT m.slug) FROM current_results AS r JOIN models AS m ON m.slug = r.model"
        " WHERE r.benchmark = 'mmlu' AND r.board = 'reported' AND m.released LIKE '2025%'"
    ).fetchone()[0]
    assert reply.body.startswith(f"{number} models released in 2025 are on MMLU; the newest ")
    assert "The table has the 20 newest." in reply.body


def test_a_time_without_releases_is_said_to_have_none(shipped: sqlite3.Connection) -> None:
    period = Filters(released=Period("1999-07-01", "1999-07-31"))
    reply = ask(shipped, Intent.EXTREME, attribute=Attribute.RELEASED, order="most", filters=period)
    assert (reply.kind, reply.body.splitlines()[0]) == (
        "no_data",
        "There are no models released in July 1999 in the catalogue.",
    )


def test_a_score_is_read_as_the_boards_write_scores(tmp_path: Path) -> None:
    cards = card(boards=(*BOARDS, Board("night", metric_name="mark", title="Moonlight", maximum=100)))
    rows = [
        result("alpha", 0.9),
        result("alpha", 12, "errors"),
        result("beta", 25, "errors"),
        result("alpha", 30, "night"),
    ]
    engine = Engine(registry(tmp_path, rows, cards))
    for question, score in (
        ("which models reach over 20 on quiz-7", 0.2),
        ("which models reach over 20% on quiz-7", 0.2),
        ("which models reach over 20 on quiz-7 moonlight", 20),
        ("which models reach over 20% on quiz-7 moonlight", 20),
        ("which models reach over 20 on the errors board of quiz-7", 20),
        ("which models reach over 0.2 on the errors board of quiz-7", 0.2),
    ):
        frame = engine.understand(question).frames[0]
        # Where lower is better, "over" is a limit and not a score to reach.
        assert (frame.filters.min_score if frame.score is None else frame.score) == score, question


def test_a_refusal_has_three_examples_in_its_text(engine: Engine) -> None:
    names = list(engine.names().benchmarks.values())
    for question in ("", "blorp frobnicate the zig"):
        reply = engine.answer(question)
        assert reply.kind == "help"
        assert len(reply.suggestions) == 3 and all(ask in reply.body for ask in reply.suggestions)
        assert all(name in ask for name, ask in zip(names, reply.suggestions, strict=False))
    reply = engine.answer("who leads mmlu on tuesdays")
    assert reply.body == (
        "I cannot take “tuesdays” into account, so I give no answer. You can ask: Who leads MMLU? What is the best open"
        " model on MMLU? Where is the MMLU paper?"
    )
