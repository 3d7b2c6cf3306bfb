"""Names that are ordinary words, mentions, addresses, markup, several lines or colours of a terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from podium.bots.faq import Engine
from podium.registry import FAQEntry
from podium.tests.bots.faq.test_small_registries import card, registry, result

NAMES = (
    "@everyone [link=http://x]",
    "[red]gpt-9[/red]",
    "two\nlines",
    "\x1b[31mred\x1b[0m",
    "x" * 300,
    "Score",
    "Best",
)


@pytest.mark.parametrize("name", NAMES)
def test_no_name_of_a_benchmark_ends_in_an_error_or_leaves_an_escape(tmp_path: Path, name: str) -> None:
    rows = [result(f"m{i}", i / 10, source_url="https://lab.example.org/") for i in range(5)]
    connection = registry(tmp_path, rows, card(name=name))
    connection.execute("UPDATE models SET name = char(27) || '[31m' || slug || char(27) || '[0m'")
    engine = Engine(connection)
    for text in (f"who leads {name}?", f"what is {name}", "who leads quiz?", "leaderboard of quiz", "top 3 on quiz"):
        reply = engine.answer(text)
        cells = [cell for row in reply.table.rows for cell in row] if reply.table is not None else []
        for shown in (reply.text, *cells):
            assert "\x1b" not in shown
            assert "[31m" not in shown.lower()


@pytest.mark.parametrize("text", ["who has the best score", "Best score", "BEST SCORE", "Score of Riddle?"])
def test_a_benchmark_called_score_does_not_join_a_question_about_scores(tmp_path: Path, text: str) -> None:
    engine = Engine(registry(tmp_path, [result("a", 0.5)], card("quiz", "Score"), card("other", "Riddle")))
    assert "quiz" not in [slug for frame in engine.understand(text).frames for slug in frame.benchmarks]


@pytest.mark.parametrize("text", ["who leads Score?", 'who leads "score"?', "who leads the score benchmark?"])
def test_a_benchmark_called_score_is_found_where_it_is_written_as_a_name(tmp_path: Path, text: str) -> None:
    engine = Engine(registry(tmp_path, [result("a", 0.5)], card(name="Score")))
    assert [frame.benchmarks for frame in engine.understand(text).frames] == [("quiz",)]


def test_a_question_of_a_card_is_answered_word_for_word_whatever_its_benchmark_is_called(tmp_path: Path) -> None:
    entry = FAQEntry("Does Score w/ notes count half-points?", "It does, by the hundred.")
    engine = Engine(registry(tmp_path, [result("a", 0.5)], card(name="Score", faq=(entry,))))
    assert "by the hundred" in engine.answer(entry.question).body


@pytest.mark.parametrize("text", ["what is [red]gpt-9[/red]", "what is \x1b[31mgpt-9\x1b[0m?"])
def test_markup_around_an_unknown_model_is_left_out(engine: Engine, text: str) -> None:
    reply = engine.answer(text)
    assert reply.kind == "unknown"
    assert "“gpt-9”" in reply.body
