"""Replies over several boards and about the whole registry."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Sequence
from math import ceil
from pathlib import Path
from typing import Any

import pytest
from scipy.stats import spearmanr

from podium.bots.faq import Engine
from podium.bots.faq.frame import Filters, Intent
from podium.registry import database, leaderboard, store
from podium.registry.card import Observation
from podium.tests.bots.faq.support import values
from podium.tests.bots.faq.test_history import ask
from podium.tests.bots.faq.test_small_registries import card, registry

MODELS: list[dict[str, Any]] = [
    {"slug": "alpha", "name": "Alpha", "organisation": "A", "open_weights": True},
    {"slug": "beta", "name": "Beta", "organisation": "B", "open_weights": False},
    {"slug": "gamma", "name": "Gamma", "organisation": "C"},
]


def several(
    folder: Path, boards: dict[str, dict[str, float]], models: Sequence[dict[str, Any]] = MODELS
) -> sqlite3.Connection:
    """Return a registry with these scores by benchmark and model, all in the category general."""
    cards = [
        card(slug, slug.title(), observations=(Observation("Dry cough", ("tussis",)), Observation("Cough")))
        for slug in boards
    ]
    connection = registry(folder, (), *cards, models=models)
    with database.transaction(connection):
        for slug, scores in boards.items():
            for model, value in scores.items():
                row: dict[str, Any] = {"benchmark": slug, "board": "main", "model": model, "value": value}
                row |= {"standing": "self-reported", "source_url": "https://lab.example.org/r"}
                store.append_result(connection, row, origin=f"plugin:{slug}")
    return connection


def test_the_best_of_a_category_has_the_best_mean_rank_and_the_rule_is_told(tmp_path: Path) -> None:
    connection = several(
        tmp_path,
        {
            "one": {"alpha": 0.9, "beta": 0.8, "gamma": 0.7},
            "two": {"beta": 0.9, "alpha": 0.8},
            "three": {"alpha": 0.2, "beta": 0.1},
            "lonely": {"gamma": 0.99},
        },
    )
    reply = ask(connection, Intent.CATEGORY_BEST, category="general")
    assert reply.body.splitlines() == [
        "In the category general the best mean rank of the models is that of Alpha by A: 1.333 over 3 of 3 boards"
        " (self-reported results).",
        "Next: Beta (1.667 over 3 boards).",
        "The rule: the mean of a model's ranks on the 3 main boards that rank two or more models (of the category's 4"
        " benchmarks), among models on at least 2 of them; scores of different boards are not averaged, and whether a"
        " difference is more than chance is not told.",
    ]
    assert values(reply, "mean_rank") == [pytest.approx(4 / 3), pytest.approx(5 / 3)]
    assert reply.table is not None
    assert reply.table.columns[-1] == "Rank of Alpha"
    assert reply.table.rows == (
        ("One", "3", "Alpha", "0.900", "accuracy", "self-reported", "1"),
        ("Three", "2", "Alpha", "0.200", "accuracy", "self-reported", "1"),
        ("Two", "2", "Beta", "0.900", "accuracy", "self-reported", "2"),
        ("Lonely", "1", "Gamma", "0.990", "accuracy", "self-reported", "not on it"),
    )


def test_equal_mean_ranks_are_shared_and_nobody_is_the_best(tmp_path: Path) -> None:
    connection = several(tmp_path, {"one": {"alpha": 0.9, "beta": 0.8}, "two": {"beta": 0.9, "alpha": 0.8}})
    reply = ask(connection, Intent.CATEGORY_BEST, category="general")
    assert reply.body.startswith(
        "In the category general the best mean rank of the models is shared by Alpha (A) and Beta (B): 1.500 over 2 and"
        " 2 of 2 boards"
    )
    assert reply.table is not None and reply.table.columns[-1] == "Whose figure"


def test_filters_choose_who_can_be_best_and_leave_the_ranks(tmp_path: Path) -> None:
    scores = {"one": {"beta": 0.9, "alpha": 0.8, "gamma": 0.7}, "two": {"beta": 0.9, "gamma": 0.8, "alpha": 0.7}}
    connection = several(tmp_path, scores)
    reply = ask(connection, Intent.CATEGORY_BEST, category="general", filters=Filters(open_weights=True))
    assert "the best mean rank of the open-weights models is that of Alpha by A: 2.500 over 2 of 2" in reply.body
    assert "Openness is not recorded for 1 of the 3 models." in reply.body
    none = ask(connection, Intent.CATEGORY_BEST, category="general", filters=Filters(verified=True))
    assert none.kind == "no_data"
    assert "None of the models with a verified result can be called best" in none.body
    row = {"benchmark": "one", "board": "main", "model": "gamma", "value": 0.6, "standing": "independent"}
    for slug in ("one", "two"):
        store.append_result(
            connection, row | {"benchmark": slug, "source_url": "https://x.example.org"}, origin="import"
        )
    verified = ask(connection, Intent.CATEGORY_BEST, category="general", filters=Filters(verified=True))
    assert "is that of Gamma by C: 3.000 over 2 of 2 boards (independent results)" in verified.body


def test_a_category_of_one_board_of_lonely_boards_and_of_empty_ones(tmp_path: Path) -> None:
    cases: list[tuple[dict[str, dict[str, float]], str, str]] = [
        ({"one": {"alpha": 0.9, "beta": 0.8}}, "answer", "One is the only benchmark in the category general.\nAlpha"),
        (
            {"one": {"alpha": 0.9, "beta": 0.8}, "two": {"gamma": 0.9}},
            "answer",
            "One is the only benchmark in the category general (of 2) whose main board ranks two or more models.\n",
        ),
        ({"one": {"alpha": 0.9}}, "answer", "One is the only benchmark in the category general.\nAlpha by A leads One"),
        ({"one": {"alpha": 0.9}, "two": {"beta": 0.9}}, "no_data", "No main board in the category general ranks two"),
        ({"one": {}, "two": {}}, "no_data", "No benchmark in the category general has results yet (2 benchmarks)."),
        ({"one": {"alpha": 0.9, "beta": 0.8}, "two": {"gamma": 0.9, "beta": 0.8}}, "answer", "In the category"),
        (
            {"one": {"alpha": 0.9, "beta": 0.8}, "two": {"gamma": 0.9, "gamma2": 0.8}},
            "no_data",
            "None of the models can be called best in the category general: none is on enough of its boards.",
        ),
    ]
    models = [*MODELS, {"slug": "gamma2", "name": "Gamma2"}]
    for number, (scores, kind, start) in enumerate(cases):
        folder = tmp_path / str(number)
        folder.mkdir()
        reply = ask(several(folder, scores, models), Intent.CATEGORY_BEST, category="general")
        assert (reply.kind, reply.body[: len(start)]) == (kind, start)


def test_an_unknown_category_is_reported_with_those_there_are(tmp_path: Path) -> None:
    connection = several(tmp_path, {"one": {}})
    for intent in (Intent.CATEGORY_BEST, Intent.BENCHMARKS, Intent.MOST_MODELS):
        reply = ask(connection, intent, category="cooking")
        assert (reply.kind, reply.suggestions) == ("unknown", ("general",))


@pytest.mark.parametrize("category", ["healthcare", "vision", "reasoning", "multimodal", "general"])
def test_the_best_of_a_shipped_category_is_what_the_boards_give(category: str, shipped: sqlite3.Connection) -> None:
    ranks: dict[str, list[int]] = defaultdict(list)
    boards = 0
    for summary in leaderboard.benchmarks(shipped):
        if category not in summary.categories or summary.models < 2:
            continue
        boards += 1
        for row in leaderboard.board(shipped, summary.slug).rows:
            ranks[row.model.name].append(row.rank)
    least = min(max(2, ceil(boards / 2)), 4)
    means = {name: sum(found) / len(found) for name, found in ranks.items() if len(found) >= least}
    best = min(means.values())
    reply = ask(shipped, Intent.CATEGORY_BEST, category=category)
    assert values(reply, "mean_rank")[0] == best
    assert values(reply, "boards_in_all") == [boards]
    assert {name for name, mean in means.items() if mean == best} <= set(values(reply, "model"))


def test_benchmarks_of_a_modality_have_their_sizes_and_leaders(shipped: sqlite3.Connection) -> None:
    wanted = {one.name: one for one in leaderboard.benchmarks(shipped) if one.modality in ("image", "multimodal")}
    reply = ask(shipped, Intent.BENCHMARKS, modality="image")
    assert set(values(reply, "benchmark")) == wanted.keys()
    assert reply.table is not None
    for name, modality, models, _, score, *_ in reply.table.rows:
        summary = wanted[name]
        assert (modality, models, score) == (
            summary.modality,
            f"{summary.models:,}",
            f"{summary.leaders[0].value:.3f}" if summary.leaders else "",
        )
    assert ask(shipped, Intent.BENCHMARKS, modality="smell").kind == "no_data"
    text = ask(shipped, Intent.BENCHMARKS, modality="text")
    assert text.body.startswith("There are 9 benchmarks that show text alone: MMLU (")
    assert text.table is not None
    assert [row[0] for row in text.table.rows[:3]] == ["MMLU", "MMLU-Pro", "MedQA"]


def test_benchmarks_with_a_filter_have_the_first_of_those_models(tmp_path: Path) -> None:
    scores = {"one": {"beta": 0.9, "alpha": 0.8}, "two": {"beta": 0.9}, "three": {"alpha": 0.3, "gamma": 0.2}}
    reply = ask(several(tmp_path, scores), Intent.BENCHMARKS, category="general", filters=Filters(open_weights=True))
    assert reply.table is not None
    assert {row[0]: row[3] for row in reply.table.rows} == {"One": "Alpha", "Two": "nobody", "Three": "Alpha"}


def test_the_benchmarks_with_the_most_models_come_first_and_ties_are_told(tmp_path: Path) -> None:
    scores = {"one": {"alpha": 0.9}, "two": {"alpha": 0.9, "beta": 0.9}, "three": {"alpha": 0.3, "gamma": 0.2}}
    reply = ask(several(tmp_path, scores), Intent.MOST_MODELS, k=3)
    assert reply.body == "Three and Two have the most models on the main board: 2.\nThen comes One (1)."
    empty = tmp_path / "empty"
    empty.mkdir()
    assert ask(several(empty, {"one": {}}), Intent.MOST_MODELS).kind == "no_data"


def test_counts_and_categories_are_those_of_the_registry(shipped: sqlite3.Connection) -> None:
    categories = Counter(one for summary in leaderboard.benchmarks(shipped) for one in summary.categories)
    listed = ask(shipped, Intent.CATEGORY_LIST)
    assert set(values(listed, "category")) == categories.keys()
    assert all(f"{category} ({number})" in listed.body for category, number in categories.items())
    results = shipped.execute("SELECT count(*) FROM current_results").fetchone()[0]
    for counted, start in (
        ("benchmarks", "There are 22 benchmarks."),
        ("results", f"There are {results:,} results, over all boards."),
        ("categories", f"There are {len(categories)} categories of benchmarks."),
        (None, "The registry holds 22 benchmarks in "),
    ):
        reply = ask(shipped, Intent.COUNTS, counted=counted)
        assert reply.body.startswith(start)
        assert values(reply, "results") == [results]


def test_how_two_benchmarks_relate_is_the_rank_correlation_over_the_models_on_both(
    shipped: sqlite3.Connection,
) -> None:
    one, other = (
        {row.model.slug: row.value for row in leaderboard.board(shipped, slug).rows} for slug in ("mmlu", "mmlu-pro")
    )
    shared = sorted(one.keys() & other.keys())
    reply = ask(shipped, Intent.RELATION, benchmarks=("mmlu", "mmlu-pro"))
    assert values(reply, "shared_models") == [len(shared)]
    expected = float(spearmanr([one[slug] for slug in shared], [other[slug] for slug in shared]).statistic)
    assert values(reply, "correlation") == [pytest.approx(expected)]
    assert len(values(reply, "leader")) >= 2
    few = ask(shipped, Intent.RELATION, benchmarks=("mmlu", "chexpert"))
    assert few.kind == "no_data" and "too few to say" in few.body
    assert ask(shipped, Intent.RELATION, benchmarks=("mmlu",)).kind == "ambiguous"


def test_two_boards_of_a_few_models_are_related_with_a_caution_and_a_flat_one_is_not(tmp_path: Path) -> None:
    models = [{"slug": f"m{i}", "name": f"Em{i}"} for i in range(5)]
    rising = {f"m{i}": i / 10 for i in range(5)}
    scores = {"one": rising, "two": {slug: 1 - value for slug, value in rising.items()}}
    reply = ask(several(tmp_path, scores, models), Intent.RELATION, benchmarks=("one", "two"))
    assert values(reply, "correlation") == [pytest.approx(-1.0)]
    assert "tend to rank low on the other" in reply.body and "That is few, so the figure is uncertain." in reply.body
    flat = tmp_path / "flat"
    flat.mkdir()
    scores["two"] = dict.fromkeys(rising, 0.5)
    assert ask(several(flat, scores, models), Intent.RELATION, benchmarks=("one", "two")).kind == "no_data"


def test_benchmarks_that_ask_about_a_finding_are_named_with_their_own_word_for_it(
    tmp_path: Path, shipped: sqlite3.Connection
) -> None:
    connection = several(tmp_path, {"one": {}})
    assert ask(connection, Intent.OBSERVED_BY, observation="Tussis").body == (
        "1 benchmark asks about Tussis: One (as “Dry cough”)."
    )
    assert ask(connection, Intent.OBSERVED_BY, observation="cough").body == (
        "1 benchmark asks about cough: One (as “Cough” and “Dry cough”)."
    )
    assert ask(connection, Intent.OBSERVED_BY, observation="[bold]x").kind == "no_data"
    assert values(ask(shipped, Intent.OBSERVED_BY, observation="Pneumothorax"), "slug") == [
        "chexpert",
        "mimic-cxr",
        "nih-chestxray14",
    ]


def test_what_is_kept_of_many_benchmarks_is_read_anew_when_the_registry_changed(tmp_path: Path) -> None:
    cards = [card(slug, slug.title(), categories=("healthcare",)) for slug in ("first", "second")]
    connection = registry(tmp_path, (), *cards, models=MODELS)
    engine = Engine(connection)

    def add(model: str, value: float) -> None:
        with database.transaction(connection):
            for slug in ("first", "second"):
                row: dict[str, Any] = {"benchmark": slug, "board": "main", "model": model, "value": value}
                row |= {"standing": "self-reported", "source_url": "https://lab.example.org/r"}
                store.append_result(connection, row, origin="import")

    def best() -> Any:
        return values(engine.answer("what is the best model for healthcare?"), "model")[0]

    def sizes() -> list[Any]:
        return values(engine.answer("which benchmark has the most models?"), "benchmark_models")

    add("alpha", 0.8)
    add("beta", 0.7)
    assert (best(), sizes()) == ("Alpha", [2, 2])
    assert (best(), sizes()) == ("Alpha", [2, 2])
    add("gamma", 0.9)
    assert (best(), sizes()) == ("Gamma", [3, 3])
