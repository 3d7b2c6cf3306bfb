"""What the shipped data does not have: ties of every kind, empty boards, unknown openness, other people's cards."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from podium.bots.faq import Engine, Reply, answer
from podium.registry import Board, Card, FAQEntry, Observation, Source, database, store
from podium.registry.benchmark import Benchmark
from podium.registry.discovery import OwnedBenchmark, PluginSet, discover
from podium.registry.result_rows import check_result
from podium.tests.bots.faq.support import values

BOARDS = (
    Board("main", metric="accuracy", metric_name="accuracy", title="Main board", headline=True),
    Board("errors", metric="wer", metric_name="word error rate", higher_is_better=False, maximum=None),
)


def card(slug: str = "quiz", name: str = "Quiz-7", **more: Any) -> Card:
    """Return a card that leaves out what may be left out."""
    fields: dict[str, Any] = {
        "description": "Questions.",
        "modality": "audio",
        "categories": ("general",),
        "boards": BOARDS,
        "sources": (Source("lab", "the lab page named in source_url", "facts"),),
    }
    return Card(slug=slug, name=name, **(fields | more))


def result(model: str, value: float, board: str = "main", **more: Any) -> dict[str, Any]:
    """Return a result row in the import format."""
    return {
        "benchmark": "quiz",
        "board": board,
        "model": model,
        "value": value,
        "standing": "self-reported",
        "source_url": f"https://lab.example.org/{model}",
        "provenance": "lab",
    } | more


class Listed(Benchmark):
    """A benchmark that only lists results."""

    def __init__(self, its_card: Card) -> None:
        self.card = its_card


def registry(
    folder: Path, rows: Sequence[dict[str, Any]] = (), *cards: Card, models: Sequence[dict[str, Any]] = ()
) -> sqlite3.Connection:
    """Return a registry with these benchmarks, Quiz-7 unless others are given, and the results of the first one."""
    cards = cards or (card(),)
    boards = {board.slug: board for board in cards[0].boards}
    checked = tuple(check_result(row, boards) for row in rows)
    owned = {
        one.slug: OwnedBenchmark(Listed(one), one.slug, "podium-test", "1.0", checked if one is cards[0] else ())
        for one in cards
    }
    described = {model["slug"]: model for model in models}
    slugs = dict.fromkeys([*described, *(row["model"] for row in rows)])
    catalogue = [
        {"slug": slug, "name": slug.title(), "organisation": "Lab"} | described.get(slug, {}) for slug in slugs
    ]
    path = folder / "registry.db"
    connection = database.connect(path, write=True)
    database.migrate(connection, path)
    with database.transaction(connection):
        store.sync(connection, PluginSet(benchmarks=owned), catalogue)
    return connection


def first_line(reply: Reply) -> str:
    return reply.text.splitlines()[0]


def test_models_of_one_shown_score_are_tied_for_the_lead(tmp_path: Path) -> None:
    connection = registry(tmp_path, [result("alpha", 0.9001), result("beta", 0.8999), result("gamma", 0.8)])
    reply = answer(connection, "who leads quiz-7?")
    assert first_line(reply) == (
        "Alpha and Beta by Lab are tied for the lead on Quiz-7 with 0.900 accuracy to three decimals (self-reported;"
        " the lab page at lab.example.org, undated), 3 models ranked."
    )
    assert values(reply, "leader") == ["Alpha", "Beta"]
    assert values(reply, "tied") == [2]


def test_many_tied_leaders_are_counted_after_the_first_three(tmp_path: Path) -> None:
    connection = registry(tmp_path, [result(f"model{letter}", 0.5) for letter in "abcdef"])
    reply = answer(connection, "who leads quiz-7?")
    assert first_line(reply).startswith(
        "Modela, Modelb, and Modelc by Lab and 3 others are tied for the lead on Quiz-7"
    )
    assert values(reply, "other_leaders") == [3]


def test_overlapping_intervals_are_a_tie_and_nobody_is_said_to_lead(tmp_path: Path) -> None:
    rows = [
        result("alpha", 0.80, low=0.75, high=0.85),
        result("beta", 0.78, low=0.74, high=0.82),
        result("gamma", 0.70, low=0.68, high=0.72),
    ]
    reply = answer(registry(tmp_path, rows), "who leads quiz-7?")
    assert reply.text.splitlines()[:2] == [
        "Alpha by Lab is first on Quiz-7 with 0.800 accuracy (95% interval 0.750 to 0.850; self-reported; the lab page"
        " at lab.example.org, undated), 3 models ranked.",
        "That is a tie with Beta (0.780): the intervals overlap.",
    ]
    assert "leads" not in first_line(reply)
    assert values(reply, "tied_with") == ["Beta"]


def test_many_overlapping_intervals_are_counted_after_the_first_three(tmp_path: Path) -> None:
    rows = [result(f"model{i}", 0.80 - i / 100, low=0.5, high=0.9) for i in range(6)]
    reply = answer(registry(tmp_path, rows), "who leads quiz-7?")
    assert reply.text.splitlines()[1] == (
        "That is a tie with Model1 (0.790), Model2 (0.780), Model3 (0.770), and 2 others: the intervals overlap."
    )
    assert values(reply, "other_ties") == [2]


def test_where_lower_is_better_the_smallest_value_leads_and_the_reply_says_so(tmp_path: Path) -> None:
    connection = registry(tmp_path, [result("alpha", 0.3, "errors"), result("beta", 0.2, "errors")])
    reply = answer(connection, "who leads quiz-7 by word error rate?")
    assert first_line(reply).startswith(
        "Beta by Lab leads the board “Errors” of Quiz-7 with 0.200 word error rate, where lower is better (self-"
    )
    assert first_line(answer(connection, "best score on quiz-7 by word error rate")).startswith("The best score on ")


def test_an_empty_headline_board_says_what_there_is_instead_and_mixes_in_no_other_boards_number(tmp_path: Path) -> None:
    connection = registry(tmp_path, [result("alpha", 0.3, "errors")])
    leader = answer(connection, "who leads quiz-7?")
    assert leader.kind == "no_data"
    assert leader.text == (
        "Quiz-7 has no results on its main board, “Main board” yet.\n"
        "On the board “Errors” (word error rate, 1 model) Alpha by Lab leads with 0.300 (self-reported; the lab page at"
        " lab.example.org, undated).\n"
        "Source: https://lab.example.org/alpha\n"
        "More: podium show quiz"
    )
    for question in (
        "highest score on quiz-7",
        "quiz-7 leaderboard",
        "best open model on quiz-7",
        "how recent are the quiz-7 results?",
        "how many models are evaluated on quiz-7?",
    ):
        reply = answer(connection, question)
        assert reply.kind == "no_data"
        assert reply.text == (
            "Quiz-7 has no results on its main board, “Main board” yet.\n"
            "There are results on “Errors” (word error rate, 1 model).\n"
            "More: podium show quiz"
        )
        assert reply.suggestions == ("Who leads Quiz-7 on the board “Errors”?",)
    for question in ("Who leads Quiz-7 on the board “Errors”?", "Who leads Quiz-7 on the “Errors” board?"):
        assert first_line(answer(connection, question)).startswith("Alpha by Lab leads the board “Errors” of Quiz-7")


def test_a_benchmark_without_any_result_says_so(tmp_path: Path) -> None:
    reply = answer(registry(tmp_path), "who leads quiz-7?")
    assert (reply.kind, reply.text.splitlines()[1]) == ("no_data", "Its other boards are empty too.")


def test_the_best_open_model_counts_higher_models_whose_openness_is_not_known(tmp_path: Path) -> None:
    models = [{"slug": "gamma", "open_weights": True}, {"slug": "beta", "open_weights": False}]
    rows = [result("alpha", 0.9), result("beta", 0.8), result("gamma", 0.7), result("delta", 0.6)]
    reply = answer(registry(tmp_path, rows, models=models), "best open model on quiz-7?")
    assert reply.text.splitlines()[:2] == [
        "Gamma by Lab is the best open-weights model on Quiz-7 with 0.700 accuracy, rank 3 (self-reported; the lab page"
        " at lab.example.org, undated), 4 models ranked.",
        "Of the models above it, openness is not recorded for 1.",
    ]
    assert (values(reply, "rank"), values(reply, "openness_unknown_above")) == ([3], [1])


def test_no_open_model_is_an_answer_where_all_are_closed_and_no_data_where_that_is_not_known(tmp_path: Path) -> None:
    rows = [result("alpha", 0.9), result("beta", 0.8)]
    closed = [{"slug": slug, "open_weights": False} for slug in ("alpha", "beta")]
    known = answer(registry(tmp_path / "known", rows, models=closed), "best open model on quiz-7?")
    assert (known.kind, first_line(known)) == (
        "answer",
        "No model on Quiz-7 is known to have open weights (2 models).",
    )
    unknown = answer(registry(tmp_path / "unknown", rows, models=closed[:1]), "best open model on quiz-7?")
    assert unknown.kind == "no_data"
    assert first_line(unknown).endswith("(2 models). For 1 of them it is not recorded.")


def test_results_without_a_date_are_counted_and_never_given_one(tmp_path: Path) -> None:
    rows = [result("alpha", 0.9, as_of="2025-03"), result("beta", 0.8, reported_on="2025-11-02"), result("gamma", 0.7)]
    reply = answer(registry(tmp_path / "some", rows), "how recent are the quiz-7 results?")
    assert reply.text.splitlines()[:2] == [
        "The newest result on Quiz-7 was reported in November 2025; the leaderboard has 3 models.",
        "1 result has no date.",
    ]
    none = answer(registry(tmp_path / "none", [result("alpha", 0.9)]), "how recent are the quiz-7 results?")
    assert (none.kind, first_line(none)) == ("no_data", "None of the results on Quiz-7 carries a date (1 model).")


def test_a_metric_that_a_board_uses_is_not_taken_for_a_slip_of_who(tmp_path: Path) -> None:
    connection = registry(tmp_path, [result("alpha", 0.9), result("beta", 0.2, "errors")])
    assert first_line(answer(connection, "wer leader on quiz-7")).startswith("Beta by Lab leads the board “Errors”")
    assert first_line(answer(connection, "whoo leads quiz-7")).startswith("Alpha by Lab leads Quiz-7 ")


def test_ties_on_other_boards_are_told_in_the_same_manner(tmp_path: Path) -> None:
    rows = [result("alpha", 0.9), result("alpha", 0.2001, "errors"), result("beta", 0.1999, "errors")]
    assert answer(registry(tmp_path / "same", rows), "who leads quiz-7?").text.splitlines()[1] == (
        "On the board “Errors” (word error rate, 2 models) Beta and Alpha are tied for the lead with 0.200 to three"
        " decimals (self-reported; the lab page at lab.example.org, undated)."
    )
    rows = [
        result("alpha", 0.9),
        result("alpha", 0.3, "errors", low=0.2, high=0.4),
        result("beta", 0.2, "errors", low=0.1, high=0.3, standing="independent"),
    ]
    assert answer(registry(tmp_path / "near", rows), "who leads quiz-7?").text.splitlines()[1] == (
        "On the board “Errors” (word error rate, 2 models) Beta by Lab is first with 0.200 (independent; the lab page"
        " at lab.example.org, undated), tied with 1 other: the intervals overlap."
    )


def test_a_card_without_licence_home_or_counts_says_so(tmp_path: Path) -> None:
    connection = registry(tmp_path)
    for question in ("licence of quiz-7", "how do I get quiz-7?"):
        reply = answer(connection, question)
        assert (reply.kind, first_line(reply)) == ("no_data", "The card of Quiz-7 names no licence.")
    reply = answer(connection, "how big is quiz-7?")
    assert (reply.kind, first_line(reply)) == ("no_data", "The card of Quiz-7 gives no counts.")


def test_what_one_or_two_benchmarks_ask_about_is_known_without_their_names(tmp_path: Path) -> None:
    moon, sun = Observation("Moon", ("lunar disc",)), Observation("Sun")
    cards = (card(observations=(moon, sun)), card("night", "Night Sky", observations=(moon,)))
    engine = Engine(registry(tmp_path, [], *cards))
    for question in ("best model for the moon", "who leads lunar disc"):
        assert (engine.answer(question).kind, engine.answer(question).suggestions) == (
            "ambiguous",
            ("Night Sky", "Quiz-7"),
        )
    reply = engine.answer("best model for the sun?")
    assert (reply.kind, first_line(reply)) == (
        "no_data",
        "Quiz-7 asks about Sun, among others, but has no board for it alone; its boards are “Main board” and “Errors”.",
    )
    assert first_line(engine.answer("who leads night sky for the moon?")) == (
        "Night Sky asks about Moon but has no board for it alone; its boards are “Main board” and “Errors”."
    )


def test_a_board_for_one_observation_is_answered_from(tmp_path: Path) -> None:
    boards = (*BOARDS, Board("moon", metric_name="accuracy", title="Moon alone"))
    its_card = card(boards=boards, observations=(Observation("Moon"), Observation("Sun")))
    connection = registry(tmp_path, [result("alpha", 0.9), result("beta", 0.4, "moon")], its_card)
    assert first_line(answer(connection, "best model for the moon on quiz-7")).startswith("Beta by Lab leads")


def test_a_card_without_a_paper_says_so(tmp_path: Path) -> None:
    reply = answer(registry(tmp_path), "where is the quiz-7 paper?")
    assert (reply.kind, first_line(reply)) == ("no_data", "The card of Quiz-7 names no paper.")


def test_modalities_get_the_right_article(tmp_path: Path) -> None:
    assert first_line(answer(registry(tmp_path), "which categories does quiz-7 cover?")) == (
        "Quiz-7 covers general; it is an audio benchmark."
    )


def test_more_than_three_other_boards_are_counted(tmp_path: Path) -> None:
    boards = (Board("main", headline=True), *(Board(f"side-{i}", metric_name="accuracy") for i in range(5)))
    rows = [result("alpha", 0.9), *(result("alpha", 0.5 + i / 10, f"side-{i}") for i in range(5))]
    reply = answer(registry(tmp_path, rows, card(boards=boards)), "who leads quiz-7?")
    assert "2 more boards with results: podium show quiz" in reply.text
    assert values(reply, "other_boards") == [2]


def test_the_authors_own_questions_are_answered_with_their_text_and_source(tmp_path: Path) -> None:
    entry = FAQEntry(
        "Is Quiz-7 timed?",
        "Yes: 40 seconds a question.",
        "https://quiz.example.org/rules",
        ("How long is a question?",),
    )
    engine = Engine(registry(tmp_path, [], card(faq=(entry,))))
    for question in ("is quiz-7 timed", "Is QUIZ 7 timed???", "how long is a question in quiz-7"):
        reply = engine.answer(question)
        assert reply.text == (
            "Is Quiz-7 timed?\nYes: 40 seconds a question.\n"
            "Source: https://quiz.example.org/rules\nMore: podium show quiz"
        )
        assert values(reply, "answer") == ["Yes: 40 seconds a question."]
    for question in ("is quiz-7 hard", "how long is quiz-7 kept?", "is quiz-7 timed by the clock in practice"):
        assert values(engine.answer(question), "answer") == []


def test_a_written_text_does_not_stand_in_for_the_results_of_who_leads(tmp_path: Path) -> None:
    entry = FAQEntry("Who leads Quiz-7?", "Omega, since 2019.")
    reply = answer(registry(tmp_path, [result("alpha", 0.9)], card(faq=(entry,))), "Who leads Quiz-7?")
    assert first_line(reply).startswith("Alpha by Lab leads Quiz-7")


def test_an_aliased_or_common_word_model_name_is_not_mistaken_for_a_word_of_asking(tmp_path: Path) -> None:
    models = [{"slug": "max"}, {"slug": "best"}]
    reply = answer(registry(tmp_path, [result("max", 0.9), result("best", 0.8)], models=models), "max score on quiz-7")
    assert first_line(reply).startswith("The highest score on Quiz-7 is 0.900 accuracy: Max by Lab")


def test_a_registry_without_benchmarks_answers_sanely(tmp_path: Path) -> None:
    path = tmp_path / "registry.db"
    connection = database.connect(path, write=True)
    database.migrate(connection, path)
    engine = Engine(connection)
    kinds = [engine.answer(text).kind for text in ("who leads?", "hello", "who leads mmlu?", "list all benchmarks", "")]
    assert kinds == ["no_data", "answer", "unknown", "no_data", "help"]


def test_long_lists_of_choices_are_cut_and_counted(tmp_path: Path) -> None:
    cards = [card(f"bench-{chr(97 + i)}", f"Bench {chr(65 + i)}") for i in range(12)]
    reply = answer(registry(tmp_path, [], *cards), "who leads?")
    assert reply.text.endswith("Bench H, and 4 more (podium benchmarks lists them all).")
    assert len(reply.suggestions) == 8
    assert values(reply, "more_choices") == [4]


def test_a_benchmark_whose_plugin_is_gone_is_still_answered_and_that_is_said(tmp_path: Path) -> None:
    connection = registry(tmp_path, [result("alpha", 0.9)])
    with database.transaction(connection):
        store.sync(connection, PluginSet(), [])
    reply = answer(connection, "who leads quiz-7?")
    assert first_line(reply).startswith("Alpha by Lab leads Quiz-7")
    assert "Its plugin is not installed; this is what was stored." in reply.text


def test_a_warm_engine_notices_what_another_connection_wrote(tmp_path: Path) -> None:
    writer = registry(tmp_path, [result("alpha", 0.9)])
    engine = Engine(database.connect(tmp_path / "registry.db"))
    assert engine.answer("who leads riddles?").kind == "unknown"
    owned = OwnedBenchmark(Listed(card("riddles", "Riddles")), "riddles", "podium-test", "1.0")
    with database.transaction(writer):
        store.sync(writer, PluginSet(benchmarks={"riddles": owned}), [])
    assert engine.answer("who leads riddles?").kind == "no_data"


PLUGIN = """
from podium.registry import Benchmark, Board, Card, FAQEntry, Paper, hookimpl


class Haiku(Benchmark):
    card = Card(
        slug="haiku-count",
        name="HaikuCount",
        aliases=("Haiku syllables",),
        description="Are there 17 syllables?",
        modality="text",
        categories=("poetry",),
        paper=Paper("Counting", url="https://example.org/haiku"),
        boards=(Board("accuracy", headline=True),),
        faq=(FAQEntry("How many syllables has a haiku?", "Seventeen."),),
    )

    def results(self):
        return [
            {
                "benchmark": "haiku-count", "board": "accuracy", "model": "o3-2025-04-16", "value": 0.75,
                "standing": "independent", "source_url": "https://example.org/haiku", "as_of": "2026-01",
            }
        ]


@hookimpl
def podium_benchmarks():
    return [Haiku()]
"""


@pytest.fixture(scope="module")
def extended(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """Return an engine over the shipped benchmarks and one from a single file."""
    from podium.registry.startup import Place, update

    folder = tmp_path_factory.mktemp("extended")
    plugins = folder / "plugins"
    plugins.mkdir()
    (plugins / "haiku.py").write_text(PLUGIN)
    place = Place(folder / "registry.db", (plugins,))
    update(place, discover([], "", [plugins]))
    return Engine(database.connect(place.db))


@pytest.mark.parametrize(
    ("question", "start"),
    [
        ("What is the HaikuCount benchmark?", "HaikuCount: Are there 17 syllables?"),
        (
            "haiku count leaderboard",
            "The HaikuCount leaderboard ranks 1 model by accuracy. o3 by OpenAI leads with 0.750",
        ),
        ("highest score on haiku-count", "The highest score on HaikuCount is 0.750 accuracy: o3 by OpenAI (1 model,"),
        ("how many models on haiku syllables?", "1 model is evaluated on HaikuCount: 1 verified and 0 self-reported."),
        ("haikucount paper", "The HaikuCount paper is “Counting”: https://example.org/haiku"),
        ("what does HaikuCount cover?", "HaikuCount covers poetry; it is a text benchmark."),
        ("best open model on haiku_count", "No model on HaikuCount is known to have open weights (1 model)."),
        (
            "how recent are the haikucount results",
            "The newest result on HaikuCount was read at its source in January 2026",
        ),
        (
            "who leads HaikuCount?",
            "o3 by OpenAI leads HaikuCount with 0.750 accuracy (1 model, independent; example.org,",
        ),
        ("who leads haikucuont?", "Taking “haikucuont” to mean HaikuCount."),
        ("how many syllables has a haiku in haikucount?", "How many syllables has a haiku?"),
    ],
)
def test_a_benchmark_of_a_single_file_plugin_is_answered_for_every_kind(
    extended: Engine, question: str, start: str
) -> None:
    assert extended.answer(question).text.startswith(start)
