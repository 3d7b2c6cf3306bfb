"""Figures of LLM Stats: which benchmark, board and model they belong to, and which belong on none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podium.registry import database
from podium.registry.card import Board
from podium.registry.catalog.llm_stats import Benchmarks, Figure, Models, read_checkout, settle, to_row
from podium.registry.errors import DataError
from podium.tests.registry.llm_stats_support import figure, model, write, write_later

BOARDS = {
    board.slug: board
    for board in (
        Board("reported", metric="accuracy", headline=True),
        Board("reported-with-tools", metric="accuracy"),
        Board("own", metric="auroc"),
    )
}
F1 = {"reported": Board("reported", metric="macro-f1-top5", metric_name="macro-F1 over five findings")}
SOURCE = "https://huggingface.co/google/medgemma-4b-it"


def read(tmp_path: Path, *figures: Any) -> list[Figure]:
    return read_checkout(write(tmp_path, {"google/m": model("M", figures)})).figures


def placed(tmp_path: Path, boards: dict[str, Board], *words: Any, **change: Any) -> dict[str, Any]:
    return to_row(read(tmp_path, figure("MMLU", *words, **change))[0], "mmlu", "", boards)


def test_a_figure_of_the_maker_goes_onto_the_board_of_reported_results(tmp_path: Path) -> None:
    assert placed(tmp_path, F1, 0.481, "Average F1 for top 5 conditions") == {
        "benchmark": "mmlu",
        "board": "reported",
        "model": "m",
        "value": 0.481,
        "setting": "Average F1 for top 5 conditions",
        "standing": "self-reported",
        "reported_by": "vendor",
        "as_of": "2025-05-20",
        "source_url": SOURCE,
        "provenance": "llmstats-repo",
    }


def test_a_figure_that_is_not_the_makers_is_a_third_partys_and_not_verified(tmp_path: Path) -> None:
    row = placed(tmp_path, BOARDS, 0.5, is_self_reported=False)
    assert row["standing"] == "third-party" and "reported_by" not in row


@pytest.mark.parametrize(
    ("method", "board", "tools"),
    [
        ("Accuracy", "reported", None),
        ("-", "reported", None),
        ("Accuracy (with tools)", "reported-with-tools", True),
        ("with python tools", "reported-with-tools", True),
        ("using search", "reported-with-tools", True),
        ("Tool use", "reported-with-tools", True),
        ("thinking mode enabled (Python + browser tools) - Full set", "reported-with-tools", True),
        ("No Tools", "reported", False),
        ("Accuracy (without tools)", "reported", False),
        ("Reasoning Mode (w/o Tool Use)", "reported", False),
        ("HLE-Full without tools.", "reported", False),
    ],
)
def test_what_the_method_says_of_tools_decides_between_the_boards(
    tmp_path: Path, method: str, board: str, tools: bool | None
) -> None:
    row = placed(tmp_path, BOARDS, 0.5, method)
    assert (row["board"], row.get("tools"), row.get("setting", "-")) == (board, tools, method)


@pytest.mark.parametrize(
    ("boards", "method", "change", "message"),
    [
        (BOARDS, "Tokenized F1", {}, "F1"),
        (F1, "Accuracy", {}, "accuracy"),
        (BOARDS, "Elo", {}, "Elo"),
        (F1, "with tools", {}, "the benchmark has no board of figures made with tools (its boards are reported)"),
        ({"own": BOARDS["own"]}, "Accuracy", {}, "the benchmark has no board of reported figures"),
        (BOARDS, "Accuracy", {"source_link": "https://example.com/benchmark-image"}, "is a placeholder"),
        (BOARDS, "Accuracy", {"source_link": None}, "it names no source"),
        (BOARDS, "Accuracy", {"is_self_reported": None}, "does not say whether the figure is the maker's own"),
    ],
)
def test_a_figure_that_belongs_on_none_of_the_boards_is_refused(
    tmp_path: Path, boards: dict[str, Board], method: str, change: dict[str, Any], message: str
) -> None:
    with pytest.raises(DataError) as refused:
        placed(tmp_path, boards, 0.5, method, **change)
    assert message in str(refused.value)


def test_a_method_that_is_silent_on_tools_goes_where_the_model_is_or_nowhere(filled_registry: Path) -> None:
    silent = {"benchmark": "hle", "board": "reported", "value": 0.507, "model": "grok-4-heavy"}
    with database.connect(filled_registry) as connection:
        assert settle(connection, silent, BOARDS)["board"] == "reported-with-tools"
        assert settle(connection, silent | {"value": 0.4}, BOARDS)["board"] == "reported-with-tools"
        assert settle(connection, silent | {"model": "o3-2025-04-16", "value": 0.202}, BOARDS)["board"] == "reported"
        assert settle(connection, silent | {"tools": False}, BOARDS)["board"] == "reported"
        assert settle(connection, silent, F1)["board"] == "reported"
        for change in ({"model": "o3-2025-04-16"}, {"model": "medgemma-4b-it"}):
            with pytest.raises(DataError, match="does not say whether tools were used"):
                settle(connection, silent | change, BOARDS)


def test_a_method_that_is_silent_on_tools_goes_to_the_board_of_such_figures_unless_another_has_this_very_one(
    filled_registry: Path,
) -> None:
    boards = BOARDS | {"unstated-tools": Board("unstated-tools", metric="accuracy")}
    silent = {"benchmark": "hle", "board": "reported", "value": 0.507, "model": "grok-4-heavy"}
    with database.connect(filled_registry) as connection:
        assert settle(connection, silent, boards)["board"] == "reported-with-tools"
        assert settle(connection, silent | {"value": 0.4}, boards)["board"] == "unstated-tools"
        assert settle(connection, silent | {"model": "o3-2025-04-16", "value": 0.202}, boards)["board"] == "reported"
        assert settle(connection, silent | {"model": "medgemma-4b-it"}, boards)["board"] == "unstated-tools"
        assert settle(connection, silent | {"tools": False}, boards)["board"] == "reported"


def test_both_layouts_say_the_same(tmp_path: Path) -> None:
    later = {
        "benchmark_id": "chexpert-cxr",
        "score": 48.1,
        "score_unit": "percentage",
        "is_self_reported": True,
        "self_reported_source_link": SOURCE,
        "verified_by_llmstats": True,
        "analysis_method": "Average F1",
        "updated_at": "2025-07-19T19:56:14.023334+00:00",
    }
    facts = {"name": "M", "source_weights_link": "https://huggingface.co/google/m", "license_id": "gemma"}
    checkout = read_checkout(write_later(tmp_path, "Google", "google/m", facts, [later]))
    found = checkout.figures[0]
    assert found.file == "data/organizations/google/models/m/benchmarks.json"
    assert (found.benchmark, found.score, found.day) == ("chexpert-cxr", pytest.approx(0.481), "2025-07-19")
    assert to_row(found, "chexpert", "", F1)["note"] == "marked as verified by LLM Stats"
    assert checkout.models["m"].maker == "Google"


def test_what_cannot_be_read_is_told_by_file_and_row_and_the_rest_is_read(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        {
            "a/broken": "{",
            "a/list": "[]",
            "a/text": json.dumps(model("T") | {"qualitative_metrics": "none"}),
            "b/good": model("G", ["x", figure("MMLU", 0.5)]),
        },
    )
    (folder / "models" / "a" / "list" / "model.json").write_bytes(b"\xff\xfe")
    checkout = read_checkout(folder)
    assert [(file, line) for file, line, _ in checkout.broken] == [
        ("models/a/broken/model.json", 0),
        ("models/a/list/model.json", 0),
        ("models/a/text/model.json", 0),
        ("models/b/good/model.json", 1),
    ]
    assert [(one.file, one.line) for one in checkout.figures] == [("models/b/good/model.json", 2)]


def test_a_folder_that_is_no_checkout_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="not a checkout of LLM Stats"):
        read_checkout(tmp_path)


@pytest.mark.parametrize(
    ("name", "slug", "split"),
    [
        ("CheXpert CXR", "chexpert", ""),
        ("chexpert-cxr", "chexpert", ""),
        ("Humanity's-Last-Exam", "hle", ""),
        ("humanity's-last-exam", "hle", ""),
        ("MMMU (val)", "mmmu", "val"),
        ("MMMU (validation)", "mmmu", "val"),
        ("MMLU-Pro", "mmlu-pro", ""),
        ("MMLU-redux", None, ""),
        ("MMMLU", None, ""),
        ("CharXiv-D", None, ""),
        ("", None, ""),
    ],
)
def test_a_benchmark_is_found_by_its_very_name_alone(
    filled_registry: Path, name: str, slug: str | None, split: str
) -> None:
    with database.connect(filled_registry) as connection:
        slugs = {row["slug"] for row in connection.execute("SELECT slug FROM benchmarks")}
        found, told = Benchmarks(connection).find(name)
    wanted = None if slug is None else next(one for one in slugs if one.replace("_", "-") == slug)
    assert (found, told) == (wanted, split)


def test_a_model_is_found_by_its_id_and_one_that_is_unknown_is_entered_with_what_is_known(
    filled_registry: Path, tmp_path: Path
) -> None:
    shiny = model("MedGemma 4B IT", param_count=7e9, weights_link="https://huggingface.co/x/y", license="mit")
    checkout = read_checkout(write(tmp_path, {"google/medgemma-4b-it": model("Other"), "GOOGLE/shiny-1.5": shiny}))
    with database.connect(filled_registry) as connection:
        models = Models(connection, checkout)
    assert models.find("medgemma-4b-it") == "medgemma-4b-it"
    assert models.find("shiny-1.5") is None
    assert models.entry("shiny-1.5") == {
        "slug": "shiny-1-5",
        "name": "MedGemma 4B IT (shiny-1.5)",
        "organisation": "Google",
        "released": "2025-05-20",
        "released_precision": "day",
        "parameters_b": 7.0,
        "context_tokens": 128000,
        "licence": "mit",
        "open_weights": True,
        "multimodal": True,
        "source_url": "https://example.net/card",
        "llm_stats_id": "shiny-1.5",
    }


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=20),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(
                st.sampled_from(
                    ["score", "source_link", "analysis_method", "is_self_reported", "dataset_name", "score_unit"]
                ),
                inner,
            )
        ),
        max_leaves=8,
    )
)
def test_whatever_an_entry_holds_it_is_a_row_or_refused_with_a_reason(
    tmp_path_factory: pytest.TempPathFactory, entry: Any
) -> None:
    folder = write(tmp_path_factory.mktemp("c"), {"a/m": json.dumps(model("M") | {"qualitative_metrics": [entry]})})
    checkout = read_checkout(folder)
    assert len(checkout.figures) + len(checkout.broken) == 1
    for one in checkout.figures:
        try:
            assert to_row(one, "mmlu", "", BOARDS)["board"] in BOARDS
        except DataError as error:
            assert str(error)
