"""``podium show``: the page of a benchmark."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from podium.bots.faq.engine import Engine
from podium.cli.root import cli
from podium.cli.show import QUESTIONS, read_page
from podium.registry import database
from podium.tests.cli.support import failure, podium, podium_json, terminal
from podium.tests.cli.test_boards import BOARD_KEYS, ROW_KEYS

pytestmark = pytest.mark.usefixtures("registry_file")

KEYS = [
    "slug", "name", "card", "plugin", "evaluates", "installed", "absent", "leaders", "boards", "rows", "progress",
    "faq", "related",
]  # fmt: skip
ALL = ("charxiv-r", "chexpert", "hle", "mimic-cxr", "mmlu", "mmlu-pro", "mmmu", "mmmu-pro")


@pytest.mark.parametrize(
    ("slug", "facts"),
    [
        (
            "chexpert",
            (
                "224,316 chest radiographs",
                "65,240 patients",
                "MedGemma 4B IT by Google leads CheXpert CXR with 0.481 macro-F1 over five findings (1 model, self-",
                "An image benchmark in healthcare and vision; 1 model tracked; the best possible score is 1",
                "Jeremy Irvin, Pranav Rajpurkar, Michael Ko, Yifan Yu and 16 others",
                "https://arxiv.org/abs/1901.07031",
                "board-certified radiologists",
                "after registration",
                "· auroc-competition: DeepAUC-v1 and 1 other 0.930, 226 models",
                "Enlarged Cardiomediastinum",
                "127 on LLM Stats (2026-06)",
                "For research use only",
            ),
        ),
        (
            "mimic-cxr",
            (
                "377,110",
                "MedGemma 4B IT by Google leads MIMIC CXR with 0.889",
                "A multimodal benchmark in multimodal, healthcare and vision; 1 model tracked",
                "6 others",
                "https://arxiv.org/abs/1901.07042",
                "physionet.org",
                "38 on LLM Stats (2026-06)",
                "For research use only",
            ),
        ),
    ],
)
def test_the_two_seed_pages_state_their_facts(slug: str, facts: tuple[str, ...]) -> None:
    text = podium("show", slug).stdout
    for fact in facts:
        assert fact in text


def test_the_questions_of_pages_are_answered_as_podium_ask_answers_them(registry_file: Path) -> None:
    connection = database.connect(registry_file)
    engine = Engine(connection)
    slugs = [slug for (slug,) in connection.execute("SELECT slug FROM benchmarks")]
    assert len(slugs) == 22
    for slug in slugs:
        for question, reply in read_page(connection, slug, engine).answers:
            assert reply == engine.answer(question)


@pytest.mark.parametrize("slug", ALL)
def test_every_page_answers_the_eight_questions_and_its_cards_own(slug: str) -> None:
    lines = podium("show", slug).stdout.splitlines()
    data = podium_json("show", slug)
    asked = [question.format(name=data["name"]) for question in QUESTIONS]
    asked += [entry["question"] for entry in data["card"]["faq"]]
    assert [line[2:] for line in lines if line.startswith("? ")] == asked
    assert [one["question"] for one in data["faq"]] == asked[:8]
    assert {one["kind"] for one in data["faq"]} <= {"answer", "no_data"}


@pytest.mark.parametrize("slug", ALL)
def test_every_page_fits_a_terminal_of_80_columns(slug: str) -> None:
    import re

    shown = re.sub(r"\x1b\[[0-9;]*m", "", terminal(lambda: cli(["show", slug], standalone_mode=False), width=80))
    assert max(map(len, shown.splitlines())) <= 80


def test_show_json_has_stable_keys() -> None:
    data = podium_json("show", "chexpert")
    assert list(data) == KEYS
    assert list(data["plugin"]) == ["name", "distribution", "version"]
    assert {frozenset(row) for row in data["leaders"]} == {frozenset(ROW_KEYS)}
    assert {frozenset(row) for row in data["rows"]} == {frozenset(ROW_KEYS | {"corrected"})}
    assert {frozenset(board) for board in data["boards"]} == {frozenset(BOARD_KEYS | {"verified", "leaders"})}
    assert list(data["faq"][0]) == ["question", "kind", "text", "facts", "sources", "suggestions", "table", "intent"]
    assert [list(one) for one in data["related"]] == [
        ["slug", "name", "categories", "description", "models", "listings"]
    ] * 7
    assert [one["listings"][0]["models"] for one in data["related"]] == [127, 100, 82, 62, 56, 38, 1]


def test_a_related_benchmark_without_a_plugin_is_named_as_such(registry_file: Path) -> None:
    with sqlite3.connect(registry_file) as connection:
        connection.execute("""UPDATE benchmarks SET card = replace(card, '"hle"', '"elsewhere"') WHERE slug = 'mmlu'""")
    connection.close()
    assert "· elsewhere: no plugin installed" in podium("show", "mmlu").stdout
    related = {one["slug"]: one for one in podium_json("show", "mmlu")["related"]}
    assert (related["elsewhere"]["name"], related["elsewhere"]["models"]) == (None, None)


def test_a_board_without_results_has_no_leader_and_no_error(registry_file: Path) -> None:
    with sqlite3.connect(registry_file) as connection:
        connection.execute("UPDATE boards SET headline = slug = 'auroc5-study' WHERE benchmark = 'chexpert'")
    connection.close()
    text = podium("show", "chexpert").stdout
    assert "Nobody leads CheXpert CXR yet: there are no results." in text
    assert podium_json("show", "chexpert")["leaders"] == []


def test_progress_is_that_of_podium_progress() -> None:
    for slug in ("mmlu", "hle", "chexpert"):
        course = podium_json("progress", slug)
        points = {point["id"]: point for point in course["points"]}
        records = [points[one] for one in course["records"]["all"]]
        days = {point["day"]: point for point in reversed(records)}
        shown = podium_json("show", slug)["progress"]
        assert [(one["model"], one["value"], one["date_of"]) for one in shown] == [
            (point["model"], point["value"], point["by"]) for point in sorted(days.values(), key=lambda one: one["day"])
        ]
        text = podium("show", slug).stdout
        assert f"{len(points):,} result{'s' if len(points) > 1 else ''}, {course['clock']}" in text


def test_an_unknown_benchmark_is_suggested_a_near_one() -> None:
    assert failure("show", "mmlu-prow", code=3).startswith("no benchmark called 'mmlu-prow'; did you mean mmlu-pro")
