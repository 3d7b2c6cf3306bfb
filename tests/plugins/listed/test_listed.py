"""The cards of the benchmarks that are only listed, and the results beside them."""

from __future__ import annotations

import dataclasses
import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from podium.plugins.listed import plugin
from podium.plugins.listed.plugin import CARDS
from podium.plugins.vqa_rad.card import CARD as VQA_RAD
from podium.registry import Card, PodiumError
from podium.registry.catalog import shipped_models
from podium.registry.discovery import discover
from podium.registry.names import key
from podium.registry.result_rows import check_result
from podium.registry.rows import read_rows
from podium.tests.plugins.test_cards import CARDS as EVALUATED

BY_SLUG = {card.slug: card for card in CARDS}
FOLDER = Path(plugin.__file__).parent
RESULTS = read_rows(FOLDER / "results.json", "results")

#: Rows per board, in the order of the cards and their boards.
ROWS_PER_BOARD = {
    "slake-vqa": {"reported": 7, "updated-prompts": 5},
    "path-mcqa": {"reported": 10},
    "derm-mcqa": {"reported": 10},
    "pmc-vqa": {"reported": 9},
    "medqa": {"reported": 106, "helm": 91},
    "medmcqa": {"reported": 16},
    "pubmedqa": {"reported": 16},
    "medxpertqa": {"multimodal": 13, "text": 3, "whole": 7, "reported": 4},
    "healthbench": {"reported": 15, "claude-judge": 1},
    "healthbench-hard": {"reported": 8},
    "supergpqa": {"reported": 28},
    "truthfulqa": {"reported": 15, "mc2": 1},
}


def _settings(slug: str, board: str) -> set[str]:
    return {row.get("setting", "") for row in RESULTS if (row["benchmark"], row["board"]) == (slug, board)}


def test_the_plugin_brings_twelve_benchmarks_each_with_its_own_rows_and_365_in_all() -> None:
    found = {one.card.slug: list(one.results()) for one in plugin.podium_benchmarks()}
    assert list(found) == list(ROWS_PER_BOARD)
    assert {slug: {row["benchmark"] for row in rows} for slug, rows in found.items()} == {
        slug: {slug} for slug in found
    }
    assert [row for rows in found.values() for row in rows] == RESULTS
    assert len(RESULTS) == 365


def test_every_board_ships_exactly_its_rows() -> None:
    counted = Counter((row["benchmark"], row["board"]) for row in RESULTS)
    assert ROWS_PER_BOARD == {
        card.slug: {board.slug: counted[card.slug, board.slug] for board in card.boards} for card in CARDS
    }


@pytest.mark.parametrize("card", CARDS, ids=list(BY_SLUG))
def test_every_row_is_in_normal_form_with_a_known_board_model_and_credit(card: Card) -> None:
    boards = {board.slug: board for board in card.boards}
    models = {model["slug"] for model in shipped_models()}
    used = set()
    rows = [row for row in RESULTS if row["benchmark"] == card.slug]
    for row in rows:
        assert check_result(row, boards) == row
        assert row["model"] in models
        assert row["standing"] in ("self-reported", "third-party", "independent")
        used |= {row["provenance"], *(other["provenance"] for other in row.get("corroborated_by", ()))}
    assert len({(row["board"], row["model"]) for row in rows}) == len(rows)
    assert used == {source.provenance for source in card.sources}


def test_figures_whose_setting_tells_the_protocol_are_on_a_board_of_that_protocol_alone() -> None:
    assert _settings("slake-vqa", "updated-prompts") == {"tokenized F1, updated prompts"}
    assert not any("updated prompts" in setting for setting in _settings("slake-vqa", "reported"))
    assert all("F1" in setting for setting in _settings("slake-vqa", "reported"))
    assert _settings("medxpertqa", "multimodal") == {"multimodal (MM) subset"}
    assert _settings("medxpertqa", "text") == {"text-only subset"}
    assert _settings("medxpertqa", "reported") == {""}
    assert all("HELM Lite" in setting for setting in _settings("medqa", "helm"))
    assert _settings("truthfulqa", "mc2") == {"MC2, 10-shot"}
    assert not any("MC" in setting for setting in _settings("truthfulqa", "reported"))
    assert all("Claude Opus 4.8 grader" in setting for setting in _settings("healthbench", "claude-judge"))
    assert not any("grader" in setting for setting in _settings("healthbench", "reported"))


def test_the_whole_of_medxpertqa_has_one_row_whose_part_only_the_second_source_tells() -> None:
    rows = [row for row in RESULTS if (row["benchmark"], row["board"]) == ("medxpertqa", "whole")]
    untold = [row for row in rows if "text + multimodal" not in row.get("setting", "")]
    assert [row["model"] for row in untold] == ["medgemma-4b-it"]
    assert {other["setting"].partition(",")[0] for other in untold[0]["corroborated_by"]} == {"text + multimodal"}


def test_helm_figures_on_the_main_board_of_medqa_are_those_of_its_own_board() -> None:
    boards = {
        board: {row["model"]: row["value"] for row in RESULTS if (row["benchmark"], row["board"]) == ("medqa", board)}
        for board in ("reported", "helm")
    }
    assert boards["helm"].items() <= boards["reported"].items()


@pytest.mark.parametrize("card", CARDS, ids=list(BY_SLUG))
def test_every_card_is_complete(card: Card) -> None:
    assert card.paper is not None
    assert card.paper.url.startswith(("https://arxiv.org/abs/", "https://doi.org/"))
    assert card.paper.authors and len(card.paper.abstract) > 100
    assert card.measures and card.unit and card.categories
    assert set(card.related) <= {*BY_SLUG, *EVALUATED, VQA_RAD.slug} - {card.slug}
    assert 2 <= len(card.faq) <= 8
    assert all(entry.source_url.startswith("https://") for entry in card.faq)
    asked = [entry.question for entry in card.faq]
    assert any(question.startswith("What is mixed on") for question in asked)
    assert any(question.startswith("Where are the questions of") for question in asked)
    for board in card.boards:
        assert board.title and board.protocol.endswith(".")
        assert (board.minimum, board.maximum, board.higher_is_better, board.split) == (0.0, 1.0, True, "")
    assert json.loads(json.dumps(dataclasses.asdict(card), default=date.isoformat))["slug"] == card.slug
    assert "  " not in json.dumps(dataclasses.asdict(card), default=date.isoformat)


def test_a_paper_that_does_not_define_the_questions_says_so_and_dates_nothing() -> None:
    noted = {card.slug for card in CARDS if card.paper and card.paper.note}
    assert noted == {"path-mcqa", "derm-mcqa"}
    assert {card.slug for card in CARDS if card.paper and card.paper.published is None} == noted
    assert {card.slug for card in CARDS if card.access == "private"} == noted
    assert {card.slug for card in CARDS if not card.dataset_url} == noted


def test_medical_cards_are_for_research_only_and_the_general_ones_are_not() -> None:
    assert {card.slug for card in CARDS if not card.research_use_only} == {"supergpqa", "truthfulqa"}
    assert all("healthcare" in card.categories for card in CARDS)


def test_listings_are_those_of_llm_stats_with_their_date_and_four_benchmarks_have_none() -> None:
    assert {card.slug: (card.listings[0].models, card.listings[0].as_of) for card in CARDS if card.listings} == {
        "slake-vqa": (4, "2026-07-05"),
        "path-mcqa": (1, "2026"),
        "derm-mcqa": (1, "2026"),
        "medxpertqa": (12, "2026"),
        "healthbench": (4, "2026"),
        "healthbench-hard": (6, "2026"),
        "supergpqa": (8, "2025-10-16"),
        "truthfulqa": (16, "2025-10-16"),
    }


def test_no_name_belongs_to_two_benchmarks_and_no_alias_is_listed_twice() -> None:
    owners: dict[str, set[str]] = {}
    for card in (*CARDS, *EVALUATED.values()):
        names = [key(name) for name in card.aliases]
        assert len(set(names)) == len(names)
        for name in (card.slug, card.name, *card.aliases):
            owners.setdefault(key(name), set()).add(card.slug)
    assert {name: slugs for name, slugs in owners.items() if len(slugs) > 1} == {}


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("slake", "slake-vqa"),
        ("Slake-VQA", "slake-vqa"),
        ("MedQA (USMLE)", "medqa"),
        ("med_mcqa", "medmcqa"),
        ("HealthBench", "healthbench"),
        ("healthbench hard", "healthbench-hard"),
        ("super-gpqa", "supergpqa"),
        ("truthful_qa", "truthfulqa"),
        ("US-Derm MCQA", "derm-mcqa"),
    ],
)
def test_what_people_type_leads_to_one_card(typed: str, slug: str) -> None:
    found = [card.slug for card in CARDS if key(typed) in {key(name) for name in (card.slug, card.name, *card.aliases)}]
    assert found == [slug]


def test_counts_add_up_to_the_published_whole() -> None:
    medqa = BY_SLUG["medqa"]
    assert sum(medqa.splits.values()) == medqa.sizes["English questions"] == 12_723
    assert BY_SLUG["healthbench-hard"].sizes["conversations"] * 5 == BY_SLUG["healthbench"].sizes["conversations"]


def test_the_readme_names_every_board_with_its_rows_and_every_credit() -> None:
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    counted = Counter(row["provenance"] for row in RESULTS)
    for card in CARDS:
        assert f"| {card.name} | `{card.slug}` |" in text
        assert card.dataset_url in text
        for board in card.boards:
            said = f"| {board.metric_name} | {ROWS_PER_BOARD[card.slug][board.slug]} | {board.protocol} |"
            assert f"| `{card.slug}` | `{board.slug}`" in text and said in text
        for source in card.sources:
            number = counted[source.provenance]
            assert f"| `{source.provenance}` | {number} | {source.credit} | {source.licence} |" in text


def test_a_listed_benchmark_says_that_it_cannot_be_evaluated(tmp_path: Path) -> None:
    for benchmark in plugin.podium_benchmarks():
        assert not benchmark.can_evaluate and not benchmark.has_sample
        with pytest.raises(PodiumError, match="has no evaluation yet; it only lists published results"):
            benchmark.load(tmp_path, "test")


def test_a_new_card_or_row_is_noticed_because_the_files_beside_the_plugin_are_watched() -> None:
    watched = {path.name for path in discover().files if path.parent == FOLDER}
    assert {"images.py", "exams.py", "health.py", "general.py", "results.json"} <= watched
