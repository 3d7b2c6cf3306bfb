"""Replies about one model, with values recomputed from the registry or by hand."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from podium.bots.faq.frame import Attribute, Intent
from podium.registry import Board, FAQEntry, Paper, leaderboard
from podium.tests.bots.faq.asking import ask
from podium.tests.bots.faq.support import values
from podium.tests.bots.faq.test_small_registries import BOARDS, card, registry, result
from podium.tests.registry.support import whole_model

COLUMNS = {
    Attribute.ORGANISATION: ("organisation", "organisation"),
    Attribute.PARAMETERS: ("parameters_b", "parameters_b"),
    Attribute.CONTEXT: ("context_tokens", "context_tokens"),
    Attribute.INPUT_PRICE: ("input_price", "input_price"),
    Attribute.OUTPUT_PRICE: ("output_price", "output_price"),
    Attribute.LICENCE: ("model_licence", "licence"),
}


def some(connection: sqlite3.Connection, step: int) -> list[sqlite3.Row]:
    """Return every so-manieth model of the shipped catalogue."""
    rows = connection.execute("SELECT * FROM models ORDER BY slug").fetchall()
    return rows[::step]


def test_what_a_model_is_states_every_recorded_column_and_names_the_others(shipped: sqlite3.Connection) -> None:
    lacking = {
        "parameters_b": "the size",
        "context_tokens": "the context window",
        "input_price": "the price",
        "licence": "the licence",
        "open_weights": "whether the weights are open",
        "organisation": "the maker",
        "released": "the release date",
    }
    for row in some(shipped, 9):
        reply = ask(shipped, Intent.MODEL, row["slug"])
        assert values(reply, "model")[0] == row["name"]
        for name, column in COLUMNS.values():
            mine = [fact.value for fact in reply.facts if fact.name == name and fact.model == row["slug"]]
            assert mine == ([] if row[column] is None else [row[column]]), (row["slug"], column)
        last = next((line for line in reply.body.split("\n") if line.startswith("Not recorded: ")), "")
        for column, name in lacking.items():
            assert (name in last) == (row[column] is None), (row["slug"], column)


def test_the_best_places_of_a_model_are_its_ranks_on_the_whole_boards(shipped: sqlite3.Connection) -> None:
    for row in some(shipped, 40):
        view = whole_model(shipped, row["slug"])
        reply = ask(shipped, Intent.MODEL, row["slug"])
        assert values(reply, "tested_on") == [len({one.benchmark for one in view.rows})]
        assert values(reply, "boards") == [len(view.rows)]
        assert len(values(reply, "rank")) == min(5, len(view.rows))
        for fact in reply.facts:
            if fact.name == "rank":
                mine = next(one for one in view.rows if one.id == fact.result)
                assert fact.value == mine.rank
                sizes = [f.value for f in reply.facts if f.name == "board_size" and f.board == mine.board]
                assert view.board_sizes[mine.benchmark, mine.board] in sizes


@pytest.mark.parametrize("attribute", list(COLUMNS))
def test_a_fact_is_the_column_of_the_catalogue_or_said_to_be_missing(
    shipped: sqlite3.Connection, attribute: Attribute
) -> None:
    name, column = COLUMNS[attribute]
    kinds: Counter[str] = Counter()
    for row in some(shipped, 11):
        reply = ask(shipped, Intent.FACT, row["slug"], attribute=attribute)
        kinds[reply.kind] += 1
        assert reply.kind == ("no_data" if row[column] is None else "answer")
        if row[column] is not None:
            assert values(reply, name) == [row[column]]
            assert f"Source: {row['source_url']}" in reply.footer
    assert kinds.keys() == {"answer", "no_data"}


def test_dates_openness_images_and_other_names_are_told_as_exactly_as_they_are_known(tmp_path: Path) -> None:
    described = {"released": "2024-05-01", "released_precision": "month", "open_weights": False, "multimodal": True}
    models: list[dict[str, Any]] = [
        {"slug": "alpha", "aliases": ("A-1", "lab/alpha"), "licence": "Proprietary", **described},
        {"slug": "beta", "released": "2023-01-01", "released_precision": "year", "open_weights": True},
    ]
    connection = registry(tmp_path, [result("alpha", 0.5)], models=models)

    def told(model: str, attribute: Attribute) -> str:
        return ask(connection, Intent.FACT, model, attribute=attribute).body.split("\n")[0]

    assert told("alpha", Attribute.RELEASED) == "Alpha was released in May 2024."
    assert told("beta", Attribute.RELEASED) == "Beta was released in 2023."
    assert told("alpha", Attribute.OPEN) == "Alpha is proprietary."
    assert told("beta", Attribute.OPEN) == "Beta has open weights."
    assert told("alpha", Attribute.MULTIMODAL) == "Alpha takes images."
    assert told("beta", Attribute.MULTIMODAL) == "Whether Beta takes images is not recorded here."
    assert told("alpha", Attribute.LICENCE) == "Alpha is listed as proprietary."
    assert told("alpha", Attribute.ALIASES) == "Alpha is also called A-1 and lab/alpha."
    assert told("beta", Attribute.ALIASES) == "No other name of Beta is recorded here."
    reply = ask(connection, Intent.FACT, "alpha", attribute=Attribute.ALIASES)
    assert values(reply, "alias") == ["A-1", "lab/alpha"]
    assert values(ask(connection, Intent.FACT, "alpha", attribute=Attribute.RELEASED), "released") == ["2024-05"]


def test_a_model_without_anything_recorded_or_a_result_says_so(tmp_path: Path) -> None:
    connection = registry(tmp_path, models=[{"slug": "alpha", "organisation": None}])
    assert ask(connection, Intent.MODEL, "alpha").body == (
        "Alpha is a model.\n"
        "Not recorded: the maker, the release date, the size, the context window, the licence, whether the weights are"
        " open, whether it takes images, and the price.\n"
        "It has no results here."
    )
    reply = ask(connection, Intent.RESULTS, "alpha")
    assert (reply.kind, reply.body) == ("no_data", "Alpha has no results here.")


def test_results_are_every_board_of_a_model_with_its_place_there(shipped: sqlite3.Connection) -> None:
    cards = shipped.execute("SELECT slug, card FROM benchmarks")
    research = {slug for slug, card in cards if json.loads(card)["research_use_only"]}
    assert {"chexpert", "medqa"} <= research
    for row in some(shipped, 30):
        view = whole_model(shipped, row["slug"])
        reply = ask(shipped, Intent.RESULTS, row["slug"])
        if not view.rows:
            assert reply.kind == "no_data"
            continue
        assert reply.table is not None
        assert len(reply.table.rows) == len(view.rows)
        found = {fact.result: fact.value for fact in reply.facts if fact.name == "score"}
        assert found == {one.id: one.value for one in view.rows}
        ranks = {fact.result: fact.value for fact in reply.facts if fact.name == "rank"}
        assert ranks == {one.id: one.rank for one in view.rows}
        medical = research & {one.benchmark for one in view.rows}
        assert any(line.startswith("For research use only") for line in reply.footer) == bool(medical)


def test_headline_boards_come_first_and_further_figures_are_counted(tmp_path: Path) -> None:
    rows = [
        result("alpha", 0.2, "errors"),
        result("alpha", 0.7, setting="0-shot"),
        result("alpha", 0.8, setting="5-shot", standing="independent"),
        result("beta", 0.9),
    ]
    reply = ask(registry(tmp_path, rows), Intent.RESULTS, "alpha")
    assert reply.table is not None
    assert [row[1:5] for row in reply.table.rows] == [
        ("Main board", "accuracy", "0.800", "rank 2 of 2"),
        ("Errors", "word error rate", "0.200", "rank 1 of 1"),
    ]
    assert "1 further figure of other settings or sources stands behind these." in reply.body
    assert values(reply, "other_results") == [1]


def test_a_score_is_told_on_every_board_of_the_benchmark(tmp_path: Path) -> None:
    rows = [result("alpha", 0.9), result("beta", 0.9), result("alpha", 0.25, "errors")]
    reply = ask(registry(tmp_path, rows), Intent.SCORE, "alpha", benchmarks=("quiz",))
    assert reply.body.split("\n") == [
        "Alpha by Lab has 0.900 accuracy on Quiz-7: rank 1, tied (self-reported; the lab page at lab.example.org,"
        " undated), 2 models ranked.",
        "Alpha by Lab has 0.250 word error rate, where lower is better on the board “Errors” of Quiz-7: rank 1"
        " (1 model, self-reported; the lab page at lab.example.org, undated).",
    ]


def test_scores_of_models_that_share_no_board_are_said_not_to_be_comparable(tmp_path: Path) -> None:
    connection = registry(tmp_path, [result("alpha", 0.9), result("beta", 0.2, "errors")])
    reply = ask(connection, Intent.SCORE, "alpha", "beta", benchmarks=("quiz",))
    assert reply.body.endswith("No board ranks them all, so these figures cannot be compared.")


def test_a_rank_names_ties_the_distance_to_the_first_and_the_share_behind(tmp_path: Path) -> None:
    rows = [result("best", 0.9), *(result(f"m{i}", 0.8) for i in range(2)), result("low", 0.5), result("last", 0.4)]
    connection = registry(tmp_path, rows)
    reply = ask(connection, Intent.RANK, "m0", benchmarks=("quiz",))
    assert reply.body.split("\n") == [
        "M0 by Lab is rank 2 of 5 on Quiz-7, tied with M1, with 0.800 accuracy (self-reported; the lab page at"
        " lab.example.org, undated), 5 models ranked.",
        "It is 0.100 from the first, Best by Lab (0.900).",
        "Just after it is Low by Lab (0.500).",
        "2 models, 50.0% of the others, have a worse score.",
    ]
    assert values(reply, "gap") == [pytest.approx(0.1)]
    assert values(reply, "percentile") == [0.5]
    first = ask(connection, Intent.RANK, "best", benchmarks=("quiz",))
    assert first.body.split("\n")[1] == "The next, M0 by Lab (0.800), is 0.100 away."
    last = ask(connection, Intent.RANK, "last", benchmarks=("quiz",))
    assert last.body.split("\n")[2:] == [
        "Just before it is Low by Lab (0.500).",
        "0 models, 0.0% of the others, have a worse score.",
    ]


def test_a_rank_where_lower_is_better_and_intervals_overlap_is_a_tie_with_the_first(tmp_path: Path) -> None:
    rows = [
        result("alpha", 0.20, "errors", low=0.15, high=0.25),
        result("beta", 0.22, "errors", low=0.18, high=0.26),
        result("gamma", 0.50, "errors"),
    ]
    reply = ask(registry(tmp_path, rows), Intent.RANK, "beta", benchmarks=("quiz",))
    assert reply.body.split("\n")[1:] == [
        "It is 0.020 from the first, Alpha by Lab (0.200); their intervals overlap, so that is a tie.",
        "Just after it is Gamma by Lab (0.500).",
        "1 model, 50.0% of the others, has a worse score.",
    ]
    assert "rank 2 of 3 on the board “Errors” of Quiz-7" in reply.body


def test_many_ties_of_a_rank_are_counted_after_the_first_three(tmp_path: Path) -> None:
    rows = [result(f"m{letter}", 0.5) for letter in "abcdef"]
    reply = ask(registry(tmp_path, rows), Intent.RANK, "ma", benchmarks=("quiz",))
    assert "rank 1 of 6 on Quiz-7, tied with Mb, Mc, Md, and 2 others, with" in reply.body
    assert values(reply, "other_ties") == [2]


def test_ranks_on_the_shipped_boards_are_those_of_the_whole_board(shipped: sqlite3.Connection) -> None:
    for slug in ("mmlu", "hle", "mmmu", "chexpert"):
        view = leaderboard.board(shipped, slug)
        for row in view.rows[::17]:
            reply = ask(shipped, Intent.RANK, row.model.slug, benchmarks=(slug,))
            assert [f.value for f in reply.facts if f.name == "rank" and f.result == row.id][0] == row.rank
            assert values(reply, "board_size") == [len(view.rows)]
            if row.rank > 1:
                assert values(reply, "gap") == [abs(view.rows[0].value - row.value)]
                behind = sum(other.value < row.value and other.rank != row.rank for other in view.rows)
                assert values(reply, "behind") == [behind]


def test_a_model_without_a_result_where_it_was_asked_for_has_the_others_named(tmp_path: Path) -> None:
    cards = (card(), card("night", "Night Sky"))
    connection = registry(tmp_path, [result("alpha", 0.3, "errors")], *cards, models=[{"slug": "beta"}])
    reply = ask(connection, Intent.SCORE, "alpha", benchmarks=("night",))
    assert (reply.kind, reply.body) == (
        "no_data",
        "Night Sky has no result of Alpha here.\nIt has results on Quiz-7.",
    )
    assert reply.suggestions == ("What did Alpha score on Quiz-7?",)
    reply = ask(connection, Intent.RANK, "alpha", benchmarks=("quiz",), boards=("main",))
    assert reply.body == "Alpha has no result on Quiz-7.\nIt has one on “Errors”, a board of another protocol."
    reply = ask(connection, Intent.TWO_SCORES, "beta", benchmarks=("quiz",))
    assert reply.body == "Quiz-7 has no result of Beta here.\nIt has no results on other benchmarks either."


def test_of_two_scores_the_verified_one_heads_the_page_and_the_reply_says_why(tmp_path: Path) -> None:
    rows = [
        result("alpha", 0.8, setting="5-shot", standing="independent"),
        result("alpha", 0.9, setting="best of 8"),
        result("alpha", 0.2, "errors"),
    ]
    reply = ask(registry(tmp_path, rows), Intent.TWO_SCORES, "alpha", benchmarks=("quiz",))
    assert reply.body.split("\n") == [
        "Alpha has 3 figures on Quiz-7 here, on 2 boards.",
        "The page shows 0.800 accuracy (independent; the lab page at lab.example.org, undated): it is the one of the"
        " main board, “Main board”.",
        "Of its 2 figures on that board this one counts because it is verified: verified figures come first, then the"
        " one that was recorded here last.",
        "Boards differ in protocol (split, prompt, tools, who ran it), so their figures differ too.",
    ]
    assert reply.table is not None
    assert [row[:4] for row in reply.table.rows] == [
        ("Main board", "accuracy", "0.800", "5-shot"),
        ("Main board", "accuracy", "0.900", "best of 8"),
        ("Errors", "word error rate", "0.200", "not recorded"),
    ]
    assert {fact.result for fact in reply.facts if fact.name == "score"} == {1, 2, 3}


def test_a_single_figure_is_said_to_be_the_only_one(tmp_path: Path) -> None:
    reply = ask(
        registry(tmp_path, [result("alpha", 0.8, setting="5-shot")]), Intent.TWO_SCORES, "alpha", benchmarks=("quiz",)
    )
    assert reply.body == (
        "Alpha has one figure on Quiz-7 here: 0.800 accuracy (self-reported; the lab page at lab.example.org,"
        " undated).\nSetting: 5-shot."
    )
    assert reply.table is None


def test_dates_and_access_are_told_where_a_model_could_have_seen_the_test_and_nothing_is_concluded(
    tmp_path: Path,
) -> None:
    paper = Paper("Quizzes", url="https://quiz.example.org/paper", published=date(2024, 3, 1))
    entry = FAQEntry("Where are the answers?", "They are held back.", "https://quiz.example.org/rules")
    models = [
        {"slug": "older", "released": "2023-05-02", "released_precision": "day"},
        {"slug": "newer", "released": "2025-01-01", "released_precision": "year"},
        {"slug": "undated"},
    ]
    rows = [result(str(model["slug"]), 0.5) for model in models]
    connection = registry(tmp_path, rows, card(paper=paper, faq=(entry,), access="gated"), models=models)

    def lines(*slugs: str) -> list[str]:
        return ask(connection, Intent.CONTAMINATION, *slugs, benchmarks=("quiz",)).body.split("\n")

    assert lines("older")[:4] == [
        "Quiz-7 was first published on 2024-03-01 (its paper).",
        "Older was released on 2023-05-02, before that.",
        "Its data are given on request.",
        "From its card: Where are the answers? They are held back.",
    ]
    assert lines("newer")[1] == "Newer was released in 2025, after that."
    assert lines("undated")[1] == "When Undated was released is not recorded here."
    assert lines()[1] == (
        "1 of the 3 models on Quiz-7 was released after that; for 1 the release date is not recorded."
    )
    bare = registry(tmp_path / "bare", [result("alpha", 0.5)])
    reply = ask(bare, Intent.CONTAMINATION, "alpha", benchmarks=("quiz",))
    assert reply.body.startswith("When Quiz-7 was published is not recorded here.")


def test_a_makers_models_are_counted_and_listed_the_newest_first(shipped: sqlite3.Connection) -> None:
    for maker in ("OpenAI", "Google", "Baichuan"):
        count, tested = shipped.execute(
            "SELECT count(*), sum(EXISTS (SELECT 1 FROM current_results AS r WHERE r.model = m.slug))"
            " FROM models AS m WHERE organisation = ?",
            (maker,),
        ).fetchone()
        reply = ask(shipped, Intent.MODELS_OF, organisation=maker)
        assert (values(reply, "catalogue_models"), values(reply, "tested_models")) == ([count], [tested])
        newest = shipped.execute(
            "SELECT name FROM models WHERE organisation = ? ORDER BY released DESC, name COLLATE NOCASE", (maker,)
        ).fetchall()
        assert reply.table is not None
        assert [row[0] for row in reply.table.rows] == [row["name"] for row in newest[: count if count <= 30 else 20]]


def test_a_makers_models_on_a_benchmark_have_their_places_there(shipped: sqlite3.Connection) -> None:
    view = leaderboard.board(shipped, "hle")
    mine = [row for row in view.rows if row.model.organisation == "OpenAI"]
    reply = ask(shipped, Intent.MODELS_OF, organisation="OpenAI", benchmarks=("hle",))
    assert values(reply, "filtered") == [len(mine)]
    assert f"the best is {mine[0].model.name}, rank {mine[0].rank} of {len(view.rows)}" in reply.body
    ranks = {fact.result: fact.value for fact in reply.facts if fact.name == "rank"}
    assert ranks == {row.id: row.rank for row in mine}


def test_an_unknown_maker_and_one_that_a_board_does_not_have_give_no_data(tmp_path: Path) -> None:
    connection = registry(tmp_path, [result("alpha", 0.5, "errors")], models=[{"slug": "beta", "organisation": "Shop"}])
    reply = ask(connection, Intent.MODELS_OF, organisation="Nobody")
    assert (reply.kind, reply.body) == ("no_data", "The catalogue has no models by Nobody.")
    reply = ask(connection, Intent.MODELS_OF, organisation="Shop", benchmarks=("quiz",))
    assert (reply.kind, reply.body) == (
        "no_data",
        "Shop has 1 model in the catalogue; none has results here.\nNone of them is on Quiz-7.",
    )
    reply = ask(connection, Intent.MODELS_OF, organisation="Lab")
    assert reply.body == (
        "Lab has 1 model in the catalogue; 1 has results here.\nAlpha: rank 1 of 1 on the board “Errors” of Quiz-7."
    )


HOSTILE = "[red]@everyone\n# " + "<b>long</b> " * 30


@pytest.mark.parametrize(
    "intent", [Intent.MODEL, Intent.RESULTS, Intent.SCORE, Intent.RANK, Intent.TWO_SCORES, Intent.FACT]
)
def test_a_hostile_name_stays_one_short_line(tmp_path: Path, intent: Intent) -> None:
    models = [{"slug": "evil", "name": HOSTILE, "organisation": "O\u202e\n" * 60}]
    connection = registry(tmp_path, [result("evil", 0.5)], models=models)
    slots: dict[str, Any] = {} if intent in (Intent.MODEL, Intent.RESULTS, Intent.FACT) else {"benchmarks": ("quiz",)}
    reply = ask(connection, intent, "evil", **slots)
    for line in reply.body.split("\n"):
        assert line.isprintable()
        assert len(line) < 500
    assert HOSTILE not in reply.body
    assert json.dumps(reply.to_json())


def test_a_board_named_in_the_question_is_the_one_that_is_told(tmp_path: Path) -> None:
    boards = (*BOARDS, Board("third", metric_name="accuracy", title="Third"))
    rows = [result("alpha", 0.9), result("alpha", 0.3, "third"), result("beta", 0.4, "third")]
    connection = registry(tmp_path, rows, card(boards=boards))
    reply = ask(connection, Intent.SCORE, "alpha", benchmarks=("quiz",), boards=("third",))
    assert values(reply, "score") == [0.3]
    reply = ask(connection, Intent.RANK, "alpha", benchmarks=("quiz",), boards=("third",))
    assert "rank 2 of 2 on the board “Third” of Quiz-7" in reply.body
