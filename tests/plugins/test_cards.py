"""The eight shipped cards of benchmarks that Podium evaluates, and the cited results beside them."""

from __future__ import annotations

import dataclasses
import importlib
import json
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from podium.registry import Benchmark, Card, InvalidCard, MissingFiles, PodiumError, how_to_get
from podium.registry.catalog import shipped_models
from podium.registry.loading import load
from podium.registry.names import key
from podium.registry.result_rows import check_result
from podium.registry.rows import read_rows

FOLDERS = ("chexpert", "mimic_cxr", "mmlu", "mmlu_pro", "hle", "mmmu", "mmmu_pro", "charxiv")
METRICS = {
    "accuracy",
    "accuracy (judge gpt-4o-2024-05-13)",
    "charxiv-r-rules",
    "accuracy (judge o3-mini-2025-01-31)",
    "macro-f1-top5",
    "mean-auroc-5",
    "mean-auroc-14",
    "readers-beaten-5",
    "rule-label-f1-micro14",
}


def _module(folder: str, name: str) -> Any:
    return importlib.import_module(f"podium.plugins.{folder}.{name}")


def _folder(folder: str) -> Path:
    return Path(_module(folder, "card").__file__).parent


CARDS: dict[str, Card] = {card.slug: card for card in (_module(folder, "card").CARD for folder in FOLDERS)}
FOLDER_OF = {_module(folder, "card").CARD.slug: folder for folder in FOLDERS}
ROWS = {slug: read_rows(_folder(folder) / "results.json", "results") for slug, folder in FOLDER_OF.items()}

#: Rows per board, in the order of the cards' boards. A board of local runs ships none.
ROWS_PER_BOARD = {
    "chexpert": {
        "reported": 1,
        "f1-medgemma-reports": 11,
        "auroc-competition": 226,
        "auroc5-study": 0,
        "auroc14-study": 0,
        "readers-study": 0,
        "f1x5-image": 0,
        "auroc5-valid": 0,
    },
    "mimic-cxr": {
        "reported": 1,
        "f1-adjudicated": 11,
        "f1-public-labels": 11,
        "auroc14-test-chexpert": 0,
        "auroc14-test-negbio": 0,
        "gold687": 0,
        "f1x5-test-public": 0,
        "report-findings": 0,
        "report-impression": 0,
    },
    "mmlu": {
        "reported": 211,
        "helm": 79,
        "epoch": 74,
        "authors": 7,
        "letters-5shot": 0,
        "letters-0shot": 0,
        "multimedqa-5shot": 0,
        "health-5shot": 0,
    },
    "mmlu-pro": {
        "reported": 179,
        "helm": 66,
        "tiger-lab": 17,
        "cot-5shot": 0,
        "cot-0shot": 0,
        "health-cot-5shot": 0,
    },
    "hle": {
        "reported": 96,
        "reported-with-tools": 55,
        "unstated-tools": 22,
        "epoch": 38,
        "judged": 0,
        "judged-text": 0,
        "judged-biomedicine": 0,
    },
    "mmmu": {"reported": 195, "mmmu-site": 119, "direct": 0, "health-direct": 0},
    "mmmu-pro": {
        "reported": 98,
        "mmmu-site": 48,
        "standard10-direct": 0,
        "standard10-cot": 0,
        "standard4-direct": 0,
        "standard4-cot": 0,
        "vision-direct": 0,
        "vision-cot": 0,
        "health-standard10-cot": 0,
        "health-vision-cot": 0,
    },
    "charxiv-r": {
        "reported": 89,
        "reported-with-tools": 10,
        "unstated-tools": 30,
        "charxiv-site": 76,
        "judged": 0,
        "rules": 0,
    },
}


def _text(card: Card) -> str:
    return json.dumps(dataclasses.asdict(card), default=date.isoformat, ensure_ascii=False)


def test_importing_every_card_and_reading_every_row_pulls_in_neither_numpy_nor_torch() -> None:
    code = (
        "import importlib, sys\n"
        "from podium.registry.catalog import shipped_models\n"
        "shipped_models()\n"
        f"for name in {FOLDERS!r}: importlib.import_module(f'podium.plugins.{{name}}.card')\n"
        f"for name in {FOLDERS!r}:\n"
        "    for benchmark in importlib.import_module(f'podium.plugins.{name}.plugin').podium_benchmarks():\n"
        "        benchmark.results()\n"
        "heavy = {'numpy', 'torch', 'transformers', 'PIL', 'pyarrow', 'sqlite_utils'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_there_are_eight_cards_with_the_agreed_slugs() -> None:
    assert list(CARDS) == ["chexpert", "mimic-cxr", "mmlu", "mmlu-pro", "hle", "mmmu", "mmmu-pro", "charxiv-r"]


def test_no_name_belongs_to_two_cards_and_no_alias_is_listed_twice() -> None:
    owners: dict[str, set[str]] = {}
    for card in CARDS.values():
        for name in (card.slug, card.name, *card.aliases):
            owners.setdefault(key(name), set()).add(card.slug)
        assert len({key(alias) for alias in card.aliases}) == len(card.aliases)
    assert {name: slugs for name, slugs in owners.items() if len(slugs) > 1} == {}


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("chexpert", "chexpert"),
        ("CheXpert", "chexpert"),
        ("chexpert-cxr", "chexpert"),
        ("CheXpert CXR", "chexpert"),
        ("mimic", "mimic-cxr"),
        ("MIMIC CXR", "mimic-cxr"),
        ("mimic_cxr_jpg", "mimic-cxr"),
        ("mmlu", "mmlu"),
        ("Massive Multitask Language Understanding", "mmlu"),
        ("hendrycks test", "mmlu"),
        ("mmlu pro", "mmlu-pro"),
        ("mmlu_pro", "mmlu-pro"),
        ("hle", "hle"),
        ("humanitys-last-exam", "hle"),
        ("humanity's-last-exam", "hle"),
        ("Humanity’s Last Exam", "hle"),
        ("mmmu", "mmmu"),
        ("MMMU (val)", "mmmu"),
        ("mmmu pro", "mmmu-pro"),
        ("charxiv", "charxiv-r"),
        ("charxiv-rq", "charxiv-r"),
        ("CharXiv reasoning", "charxiv-r"),
    ],
)
def test_what_people_type_leads_to_one_card(typed: str, slug: str) -> None:
    found = [c.slug for c in CARDS.values() if key(typed) in {key(name) for name in (c.slug, c.name, *c.aliases)}]
    assert found == [slug]


@pytest.mark.parametrize("card", CARDS.values(), ids=CARDS)
def test_every_card_is_complete(card: Card) -> None:
    assert card.paper is not None
    assert card.paper.url.startswith("https://arxiv.org/abs/")
    assert card.paper.published is not None
    assert len(card.paper.authors) >= 4
    assert len(card.paper.abstract) > 150
    for text in (card.measures, card.dataset_url, card.licence, card.unit):
        assert text
    assert card.splits
    assert card.observations
    assert 2 <= len(card.faq) <= 8
    assert [listing.site for listing in card.listings] == ["LLM Stats"]
    assert card.listings[0].as_of == "2026-06"
    assert set(card.related) <= set(CARDS) - {card.slug}
    assert all(entry.source_url.startswith("https://") for entry in card.faq)
    assert all(baseline.source_url.startswith("https://") for baseline in card.baselines)


@pytest.mark.parametrize("card", CARDS.values(), ids=CARDS)
def test_every_board_says_metric_and_protocol_and_runs_from_zero_to_one_or_to_three_readers(card: Card) -> None:
    for board in card.boards:
        assert board.title and board.protocol.endswith(".")
        assert board.metric in METRICS
        maximum = 3.0 if board.metric == "readers-beaten-5" else 1.0
        assert (board.minimum, board.maximum, board.higher_is_better) == (0.0, maximum, True)
    assert card.headline.slug == "reported"


def test_every_card_has_boards_that_local_runs_enter() -> None:
    local = {
        (card.slug, board.slug, board.split, board.unit)
        for card in CARDS.values()
        for board in card.boards
        if board.split
    }
    assert local == {
        ("chexpert", "auroc5-study", "test", "study"),
        ("chexpert", "auroc14-study", "test", "study"),
        ("chexpert", "readers-study", "test", "study"),
        ("chexpert", "f1x5-image", "test", "image"),
        ("chexpert", "auroc5-valid", "valid", "study"),
        ("mimic-cxr", "auroc14-test-chexpert", "test", "study"),
        ("mimic-cxr", "auroc14-test-negbio", "test", "study"),
        ("mimic-cxr", "gold687", "test", "study"),
        ("mimic-cxr", "f1x5-test-public", "test", "image"),
        ("mimic-cxr", "report-findings", "test", "study"),
        ("mimic-cxr", "report-impression", "test", "study"),
        ("mmmu", "direct", "validation", "question"),
        ("mmmu", "health-direct", "validation", "question"),
        ("mmmu-pro", "standard10-direct", "test", "question"),
        ("mmmu-pro", "standard10-cot", "test", "question"),
        ("mmmu-pro", "standard4-direct", "test", "question"),
        ("mmmu-pro", "standard4-cot", "test", "question"),
        ("mmmu-pro", "vision-direct", "test", "question"),
        ("mmmu-pro", "vision-cot", "test", "question"),
        ("mmmu-pro", "health-standard10-cot", "test", "question"),
        ("mmmu-pro", "health-vision-cot", "test", "question"),
        ("charxiv-r", "judged", "validation", "question"),
        ("charxiv-r", "rules", "validation", "question"),
        ("hle", "judged", "test", "question"),
        ("hle", "judged-text", "test", "question"),
        ("hle", "judged-biomedicine", "test", "question"),
        ("mmlu", "letters-5shot", "test", "question"),
        ("mmlu", "letters-0shot", "test", "question"),
        ("mmlu", "multimedqa-5shot", "test", "question"),
        ("mmlu", "health-5shot", "test", "question"),
        ("mmlu-pro", "cot-5shot", "test", "question"),
        ("mmlu-pro", "cot-0shot", "test", "question"),
        ("mmlu-pro", "health-cot-5shot", "test", "question"),
    }
    assert {card.slug for card in CARDS.values() if card.research_use_only} == {"chexpert", "mimic-cxr"}


def test_access_classes_and_splits_are_the_official_ones() -> None:
    assert {slug: card.access for slug, card in CARDS.items()} == {
        "chexpert": "registration",
        "mimic-cxr": "credentialed",
        "mmlu": "open",
        "mmlu-pro": "open",
        "hle": "gated",
        "mmmu": "open",
        "mmmu-pro": "open",
        "charxiv-r": "open",
    }
    assert {slug: (dict(card.splits), card.unit) for slug, card in CARDS.items()} == {
        "chexpert": ({"train": 223_414, "valid": 234, "test": 668}, "image"),
        "mimic-cxr": ({"train": 368_960, "validate": 2_991, "test": 5_159}, "image"),
        "mmlu": ({"test": 14_042, "validation": 1_531, "dev": 285, "auxiliary_train": 99_842}, "question"),
        "mmlu-pro": ({"test": 12_032, "validation": 70}, "question"),
        "hle": ({"test": 2_500}, "question"),
        "mmmu": ({"dev": 150, "validation": 900, "test": 10_500}, "question"),
        "mmmu-pro": ({"test": 1_730}, "question"),
        "charxiv-r": ({"validation": 1_000, "test": 1_323}, "question"),
    }


@pytest.mark.parametrize(
    ("slug", "whole", "parts"),
    [
        ("chexpert", "radiographs", ("train", "valid", "test")),
        ("mimic-cxr", "images", ("train", "validate", "test")),
        ("charxiv-r", "charts", ("validation", "test")),
    ],
)
def test_splits_add_up_to_the_published_whole(slug: str, whole: str, parts: tuple[str, ...]) -> None:
    card = CARDS[slug]
    assert sum(card.splits[part] for part in parts) == card.sizes[whole]


def test_the_chexpert_card_states_the_counts_by_which_its_loader_knows_the_official_data() -> None:
    published = _module("chexpert", "published").PUBLISHED
    card = CARDS["chexpert"]
    assert dict(card.splits) == {split: counts.images for split, counts in published.items()}
    for split, name in (("train", "train"), ("valid", "validation"), ("test", "test")):
        assert card.sizes[f"{name} studies"] == published[split].studies
        assert card.sizes[f"{name} patients"] == published[split].patients


def test_the_chexpert_faq_gives_the_floor_that_the_published_positives_give() -> None:
    from podium.plugins.chest_xray.observations import FIVE
    from podium.plugins.chest_xray.trivial import trivial_f1

    published = _module("chexpert", "published").PUBLISHED["test"]
    floors = [trivial_f1(published.positives[name] / published.studies) for name in FIVE]
    means = {answer: sum(floor[answer] for floor in floors) / len(FIVE) for answer in floors[0]}
    said = next(entry.answer for entry in CARDS["chexpert"].faq if "better than guessing" in entry.question)
    assert f"answering yes to everything gives a macro-F1 of {means['always yes']:.3f} per study" in said
    assert f"a fair coin {means['fair coin (expected)']:.3f}" in said
    assert f"a coin with each finding's prevalence {means['coin at the prevalence (expected)']:.3f}" in said


def test_counts_of_subjects_agree_with_the_splits() -> None:
    assert len(CARDS["mmlu"].observations) == CARDS["mmlu"].sizes["subjects"] == 57
    groups = Counter(seen.description for seen in CARDS["mmlu"].observations)
    assert sorted(groups.values()) == [12, 13, 14, 18]
    by_group = [count for name, count in CARDS["mmlu"].sizes.items() if name.endswith("test questions")]
    assert sum(by_group) == CARDS["mmlu"].splits["test"]
    pro = [int(seen.description.split()[0].replace(",", "")) for seen in CARDS["mmlu-pro"].observations]
    assert (len(pro), sum(pro)) == (14, CARDS["mmlu-pro"].splits["test"])
    chart = [int(seen.description.split()[0]) for seen in CARDS["charxiv-r"].observations]
    assert sum(chart) == CARDS["charxiv-r"].splits["validation"]
    for slug in ("mmmu", "mmmu-pro"):
        assert len(CARDS[slug].observations) == 30
        assert len({seen.description for seen in CARDS[slug].observations}) == 6
    assert len(CARDS["hle"].observations) == 8


def test_both_chest_sets_ask_the_same_fourteen_findings_each_in_its_own_order() -> None:
    chexpert = [seen.name for seen in CARDS["chexpert"].observations]
    mimic = [seen.name for seen in CARDS["mimic-cxr"].observations]
    assert chexpert == [
        "No Finding",
        "Enlarged Cardiomediastinum",
        "Cardiomegaly",
        "Lung Opacity",
        "Lung Lesion",
        "Edema",
        "Consolidation",
        "Pneumonia",
        "Atelectasis",
        "Pneumothorax",
        "Pleural Effusion",
        "Pleural Other",
        "Fracture",
        "Support Devices",
    ]
    assert mimic == sorted(chexpert)
    assert "Airspace Opacity" in next(s for s in CARDS["mimic-cxr"].observations if s.name == "Lung Opacity").synonyms


# The facts of LLM Stats' pages for CheXpert CXR and MIMIC CXR, June 2026.


def test_the_chexpert_page_has_every_fact_of_its_model() -> None:
    card = CARDS["chexpert"]
    assert (card.name, card.modality, card.categories) == ("CheXpert CXR", "image", ("healthcare", "vision"))
    for fact in ("224,316", "65,240", "14 observations", "uncertain", "automated interpretation", "chest"):
        assert fact in card.description
    assert card.paper is not None
    assert card.paper.title == (
        "CheXpert: A Large Chest Radiograph Dataset with Uncertainty Labels and Expert Comparison"
    )
    assert card.paper.authors == ("Jeremy Irvin", "Pranav Rajpurkar", "Michael Ko", "Yifan Yu")
    assert card.paper.more_authors == 16
    assert (card.paper.url, card.paper.published) == ("https://arxiv.org/abs/1901.07031", date(2019, 1, 21))
    for fact in (
        "14 observations",
        "uncertainty",
        "Several approaches to the uncertainty labels",
        "convolutional networks",
        "frontal and lateral views",
        "200 validation studies",
        "3 board-certified radiologists",
        "500 studies",
        "consensus of 5 board-certified radiologists",
        "3 further radiologists",
        "Cardiomegaly, Edema and Pleural Effusion",
        "ROC and precision-recall",
        "above the operating points of all three",
    ):
        assert fact in card.paper.abstract
    assert card.dataset_url == "https://stanfordmlgroup.github.io/competitions/chexpert"
    assert card.headline.maximum == 1.0
    assert card.headline.metric_name == "macro-F1 over five findings"
    assert card.listings[0].models == 1


def test_the_mimic_page_has_every_fact_of_its_model() -> None:
    card = CARDS["mimic-cxr"]
    assert (card.name, card.modality) == ("MIMIC CXR", "multimodal")
    assert card.categories == ("multimodal", "healthcare", "vision")
    for fact in (
        "377,110",
        "227,835 studies",
        "65,379 patients",
        "Beth Israel Deaconess",
        "free-text reports",
        "de-identified",
        "research on imaging",
        "report generation",
    ):
        assert fact in card.description
    assert card.paper is not None
    assert card.paper.title == ("MIMIC-CXR-JPG, a large publicly available database of labeled chest radiographs")
    assert [author.split()[-1] for author in card.paper.authors] == ["Johnson", "Pollard", "Greenbaum", "Lungren"]
    assert card.paper.more_authors == 6
    assert (card.paper.url, card.paper.published) == ("https://arxiv.org/abs/1901.07042", date(2019, 1, 21))
    for fact in (
        "v2.0.0",
        "377,110",
        "227,827 studies",
        "2011 to 2016",
        "14 labels",
        "two natural language processing tools",
        "standard reference for splits and labels",
    ):
        assert fact in card.paper.abstract
    assert card.dataset_url == "https://physionet.org/content/mimic-cxr-jpg/"
    assert card.headline.maximum == 1.0
    assert card.listings[0].models == 1


def test_both_pages_list_the_six_related_benchmarks_by_their_model_counts_and_then_each_other() -> None:
    for slug, other in (("chexpert", "mimic-cxr"), ("mimic-cxr", "chexpert")):
        assert [(name, CARDS[name].listings[0].models) for name in CARDS[slug].related] == [
            ("mmlu-pro", 127),
            ("mmlu", 100),
            ("hle", 82),
            ("mmmu", 62),
            ("mmmu-pro", 56),
            ("charxiv-r", 38),
            (other, 1),
        ]


@pytest.mark.parametrize(
    ("slug", "facts"),
    [
        ("mmlu-pro", ("ten options instead of four", "more than 12,000 questions", "14 domains", "16%", "33%", "MMLU")),
        ("mmlu", ("57 subjects",)),
        ("hle", ("2,500", "mathematics", "humanities", "natural sciences", "multimodal", "verifiable")),
        ("mmmu", ("11,500", "6 disciplines", "30 subjects", "183 subfields")),
        ("mmmu-pro", ("text-only", "removed", "options grow", "vision-only", "16.8 to 26.9 points")),
        ("charxiv-r", ("Reasoning over charts", "arXiv papers")),
    ],
)
def test_descriptions_of_related_benchmarks_carry_the_facts_of_the_pages(slug: str, facts: tuple[str, ...]) -> None:
    words = " ".join(CARDS[slug].description.split())
    assert [fact for fact in facts if fact not in words] == []


@pytest.mark.parametrize("slug", ["chexpert", "mimic-cxr"])
def test_the_pages_first_shared_category_with_each_related_benchmark(slug: str) -> None:
    shown = {
        other: next(category for category in CARDS[slug].categories if category in CARDS[other].categories)
        for other in CARDS[slug].related[:6]
    }
    first = "healthcare" if slug == "chexpert" else "multimodal"
    second = "vision" if slug == "chexpert" else "multimodal"
    assert shown == {
        "mmlu-pro": "healthcare",
        "mmlu": "healthcare",
        "hle": "vision",
        "mmmu": first,
        "mmmu-pro": second,
        "charxiv-r": second,
    }


# The cited results.


def test_every_board_ships_exactly_its_rows_and_all_of_them_are_1770() -> None:
    found = {
        slug: {board.slug: Counter(row["board"] for row in ROWS[slug])[board.slug] for board in card.boards}
        for slug, card in CARDS.items()
    }
    assert found == ROWS_PER_BOARD
    assert {slug: len(rows) for slug, rows in ROWS.items()} == {
        slug: sum(boards.values()) for slug, boards in ROWS_PER_BOARD.items()
    }
    assert sum(map(len, ROWS.values())) == 1770


@pytest.mark.parametrize("slug", CARDS)
def test_every_row_is_in_normal_form_with_a_known_board_model_and_source(slug: str) -> None:
    boards = {board.slug: board for board in CARDS[slug].boards}
    models = {model["slug"] for model in shipped_models()}
    credited = {source.provenance for source in CARDS[slug].sources}
    seen = set()
    for row in ROWS[slug]:
        assert check_result(row, boards) == row
        assert row["benchmark"] == slug
        assert row["model"] in models
        assert "split" not in row or row["split"] in CARDS[slug].splits
        assert row["standing"] in ("self-reported", "third-party", "independent")
        assert {row["provenance"], *(other["provenance"] for other in row.get("corroborated_by", ()))} <= credited
        seen.add((row["board"], row["model"]))
    assert len(seen) == len(ROWS[slug])


@pytest.mark.parametrize("slug", CARDS)
def test_every_credit_is_needed(slug: str) -> None:
    used = {row["provenance"] for row in ROWS[slug]}
    used |= {other["provenance"] for row in ROWS[slug] for other in row.get("corroborated_by", ())}
    assert {source.provenance for source in CARDS[slug].sources} == used


@pytest.mark.parametrize("slug", CARDS)
def test_rows_stand_one_a_line_in_the_order_of_boards_and_models(slug: str) -> None:
    lines = (_folder(FOLDER_OF[slug]) / "results.json").read_text(encoding="utf-8").splitlines()
    assert lines[:3] == ["{", '  "format": 1,', '  "results": [']
    assert lines[-2:] == ["  ]", "}"]
    assert [json.loads(line.strip().rstrip(",")) for line in lines[3:-2]] == ROWS[slug]
    order = [board.slug for board in CARDS[slug].boards]
    places = [(order.index(row["board"]), row["model"]) for row in ROWS[slug]]
    assert places == sorted(places)


@pytest.mark.parametrize(("slug", "value", "n"), [("chexpert", 0.481, 668), ("mimic-cxr", 0.889, 1532)])
def test_the_headline_board_of_a_chest_set_holds_only_medgemma(slug: str, value: float, n: int) -> None:
    rows = [row for row in ROWS[slug] if row["board"] == CARDS[slug].headline.slug]
    assert [(row["model"], row["value"], row["standing"], row["as_of"], row["n"]) for row in rows] == [
        ("medgemma-4b-it", value, "self-reported", "2026-06", n)
    ]
    assert rows[0]["cited_url"] == "https://huggingface.co/google/medgemma-4b-it"


def test_the_same_model_scores_half_as_much_on_mimics_public_labels() -> None:
    values = {row["board"]: row["value"] for row in ROWS["mimic-cxr"] if row["model"] == "medgemma-4b-it"}
    assert values == {"reported": 0.889, "f1-adjudicated": 0.889, "f1-public-labels": 0.405}


def test_one_entry_ties_with_the_leader_of_the_competition_at_three_decimals_and_none_at_four() -> None:
    rows = [row for row in ROWS["chexpert"] if row["board"] == "auroc-competition"]
    ranked = sorted(((row["value"], row["model"]) for row in rows), reverse=True)
    assert ranked[:3] == [
        (0.930468, "chexpert-deepauc-v1-20200901"),
        (0.929981, "chexpert-hierarchical-learning-v1-20190901"),
        (0.929249, "chexpert-conditional-training-lsr-20191016"),
    ]
    assert [f"{value:.3f}" for value, _ in ranked].count("0.930") == 2
    assert [f"{value:.4f}" for value, _ in ranked].count("0.9305") == 1
    assert {(row["standing"], row["split"], row["n"]) for row in rows} == {("independent", "test", 500)}


@pytest.mark.parametrize("slug", ["hle", "charxiv-r"])
def test_rows_with_tools_without_and_of_unstated_use_never_share_a_board(slug: str) -> None:
    used = {"reported-with-tools": True, "unstated-tools": None, "reported": False, "epoch": False}
    for row in ROWS[slug]:
        # The authors of CharXiv state their protocol for their whole leaderboard, and it has no tools.
        if row["provenance"] != "charxiv-leaderboard":
            assert row.get("tools") is used[row["board"]], row


def test_no_row_that_says_it_used_tools_stands_on_a_board_of_other_benchmarks() -> None:
    others = [row for slug, rows in ROWS.items() if slug not in ("hle", "charxiv-r") for row in rows]
    assert others
    assert [row for row in others if row.get("tools")] == []


# The plugins.


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_plugin_brings_its_results_and_says_so_where_it_does_not_evaluate_yet(folder: str, tmp_path: Path) -> None:
    (benchmark,) = _module(folder, "plugin").podium_benchmarks()
    assert isinstance(benchmark, Benchmark)
    card = benchmark.card
    assert list(benchmark.results()) == ROWS[card.slug]
    if benchmark.can_evaluate:
        return
    said = f"^{card.name} has no evaluation yet; it only lists published results$"
    with pytest.raises(PodiumError, match=said):
        benchmark.load(tmp_path, "test")
    with pytest.raises(PodiumError, match=said):
        benchmark.score([], [], "cpu")


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_readme_names_every_board_with_its_rows_and_every_credit(folder: str) -> None:
    card = _module(folder, "card").CARD
    text = (_folder(folder) / "README.md").read_text(encoding="utf-8")
    assert text.startswith(f"# {card.name}\n")
    for board in card.boards:
        count = ROWS_PER_BOARD[card.slug][board.slug] or "runs stored here"
        assert f"`{board.slug}`" in text
        assert f"| {board.metric_name} | {count} | {board.protocol} |" in text
    for source in card.sources:
        assert f"| `{source.provenance}` |" in text
        assert f"| {source.credit} | {source.licence} |" in text
    assert card.dataset_url in text


@pytest.mark.parametrize("card", CARDS.values(), ids=CARDS)
def test_a_card_survives_json_and_holds_no_spare_blanks(card: Card) -> None:
    assert json.loads(_text(card))["slug"] == card.slug
    assert "  " not in _text(card)


def test_the_main_observations_of_a_card_are_among_its_observations() -> None:
    five = ("Atelectasis", "Cardiomegaly", "Consolidation", "Edema", "Pleural Effusion")
    assert {slug: card.main_observations for slug, card in CARDS.items() if card.main_observations} == {
        "chexpert": five,
        "mimic-cxr": five,
    }
    with pytest.raises(InvalidCard, match="card 'chexpert' has no observation called 'Oedem'"):
        dataclasses.replace(CARDS["chexpert"], main_observations=("Edema", "Oedem"))


@pytest.mark.parametrize("folder", ("mmlu", "mmlu_pro", "hle", "mmmu", "mmmu_pro", "charxiv"))
def test_a_folder_without_the_data_says_how_to_get_the_files_of_the_pinned_revision(
    tmp_path: Path, folder: str
) -> None:
    (benchmark,) = _module(folder, "plugin").podium_benchmarks()
    with pytest.raises(MissingFiles) as caught:
        load(benchmark, tmp_path, None, {})
    assert how_to_get(benchmark.card, benchmark.hub) in caught.value.hint
    assert str(tmp_path) in caught.value.message
