"""``podium categories`` and ``podium related``."""

from __future__ import annotations

import pytest

from podium.tests.cli.support import failure, podium, podium_json

pytestmark = pytest.mark.usefixtures("registry_file")


def test_every_category_of_a_card_is_listed_with_its_benchmarks_and_models_counted_once() -> None:
    cards = {one["slug"]: one["categories"] for one in podium_json("benchmarks")}
    found = {one["category"]: one for one in podium_json("categories")}
    assert set(found) == {category for categories in cards.values() for category in categories}
    for category, one in found.items():
        assert set(one["slugs"]) == {slug for slug, categories in cards.items() if category in categories}
        on = {row["model"]["slug"] for slug in one["slugs"] for row in podium_json("leaderboard", slug)["rows"]}
        assert one["models"] == len(on)


def test_categories_are_shown_with_the_names_of_their_benchmarks() -> None:
    line = next(line for line in podium("categories").stdout.splitlines() if line.startswith("healthcare"))
    assert "CheXpert CXR" in line and "MMMU" in line


def test_related_benchmarks_begin_with_those_of_the_card_in_its_order() -> None:
    card = podium_json("show", "chexpert")["card"]
    found = podium_json("related", "chexpert")["related"]
    named = [one["slug"] for one in found if one["named_by_card"]]
    assert named == list(card["related"])
    assert [one["slug"] for one in found][: len(named)] == named
    assert all(set(one["shared_categories"]) <= set(card["categories"]) for one in found)


def test_ranks_are_compared_over_the_models_of_both_boards_and_only_where_five_are() -> None:
    mine = {row["model"]["slug"] for row in podium_json("leaderboard", "mmmu")["rows"]}
    for one in podium_json("related", "mmmu")["related"]:
        theirs = {row["model"]["slug"] for row in podium_json("leaderboard", one["slug"])["rows"]}
        assert one["shared_models"] == len(mine & theirs)
        assert (one["rank_correlation"] is None) == (one["shared_models"] < 5)


def test_lists_come_in_every_form() -> None:
    assert podium("categories", "--format", "csv").stdout.startswith("category,benchmarks,models,slugs\n")
    assert podium("related", "mmlu", "--format", "jsonl").stdout.startswith('{"slug": ')
    assert podium("related", "mmlu", "--format", "md").stdout.startswith("# MMLU\n")


def test_an_unknown_benchmark_is_suggested_a_near_one() -> None:
    assert failure("related", "chexprt", code=3) == "no benchmark called 'chexprt'; did you mean chexpert?"
