"""The reply to each kind of question holds what the registry says, read here by the registry's own reads."""

from __future__ import annotations

import math
import sqlite3

import pytest

from podium.bots.faq import Engine, Reply
from podium.bots.faq.replies.wording import counted, listed, month
from podium.registry import leaderboard
from podium.registry.views import BoardView, shown
from podium.tests.bots.faq import support

every_benchmark = pytest.mark.parametrize("slug", support.slugs())


def ask(engine: Engine, slug: str, intent: str) -> Reply:
    reply = engine.answer(support.first_question(slug, intent))
    assert reply.kind == "answer"
    assert support.values(reply, "slug") == [slug]
    return reply


def headline(connection: sqlite3.Connection, slug: str) -> BoardView:
    return leaderboard.board(connection, slug)


@every_benchmark
def test_what_it_is_is_the_description_unchanged(engine: Engine, shipped: sqlite3.Connection, slug: str) -> None:
    view = leaderboard.benchmark(shipped, slug)
    reply = ask(engine, slug, "describe")
    assert reply.text.startswith(f"{view.name}: {view.card['description']}\n")
    assert support.values(reply, "description") == [view.card["description"]]


@every_benchmark
def test_who_leads_names_model_maker_score_metric_count_standing_source_and_date(
    engine: Engine, shipped: sqlite3.Connection, slug: str
) -> None:
    board = headline(shipped, slug)
    reply = ask(engine, slug, "leader")
    first = reply.text.splitlines()[0]
    for row in board.leaders:
        assert row.model.name in first
        assert (row.model.organisation or "") in first
        assert row.standing in first
    assert f"{shown(board.rows[0].value)} {board.board.metric_name}" in first
    when = month(board.rows[0].as_of or board.rows[0].reported_on or "undated")
    # Only where it is the one model can a number beside the standing not be read as "all of them are".
    one = len(board.rows) == 1
    assert f"(1 model, {board.rows[0].standing}; " in first if one else f"({board.rows[0].standing}; " in first
    assert first.endswith(f", {when})." if one else f", {when}), {len(board.rows)} models ranked.")
    assert ("are tied for the lead" in first) == (len(board.leaders) > 1)
    assert [fact.result for fact in reply.facts if fact.name == "leader"][: len(board.leaders)] == [
        row.id for row in board.leaders
    ]
    assert reply.sources[0].url == board.rows[0].source_url
    assert f"Source: {board.rows[0].source_url}" in reply.text


@every_benchmark
def test_who_leads_keeps_other_boards_apart_each_with_its_own_leader(
    engine: Engine, shipped: sqlite3.Connection, slug: str
) -> None:
    view = leaderboard.benchmark(shipped, slug)
    lines = ask(engine, slug, "leader").text.splitlines()
    others = [facts for facts, models in view.boards if models and not facts.headline]
    for facts in others:
        board = leaderboard.board(shipped, slug, facts.slug)
        line = next(line for line in lines if line.startswith(f"On the board “{facts.title}” ("))
        assert board.rows[0].model.name in line
        assert shown(board.rows[0].value) in line
        assert counted(len(board.rows), "model") in line
        standings = listed(list(dict.fromkeys(row.standing for row in board.leaders)))
        assert f" ({standings}; " in line
        assert ("are tied for the lead" in line) == (len(board.leaders) > 1)
        assert ("the intervals overlap" in line) == (len(board.tied_with_leader()) >= len(board.leaders))
    assert sum(line.startswith("On the board “") for line in lines) == len(others)


@every_benchmark
def test_the_leaderboard_has_count_leader_and_the_mean_of_all_scores(
    engine: Engine, shipped: sqlite3.Connection, slug: str
) -> None:
    board = headline(shipped, slug)
    reply = ask(engine, slug, "leaderboard")
    mean = math.fsum(row.value for row in board.rows) / len(board.rows)
    assert f"ranks {counted(len(board.rows), 'model')} by {board.board.metric_name}." in reply.text
    assert f"the mean of all scores is {shown(mean)}." in reply.text
    assert support.values(reply, "mean") == [mean]
    assert support.values(reply, "leader") == [row.model.name for row in board.leaders]
    names = [row.model.name for row in board.rows[len(board.leaders) : len(board.leaders) + 3]]
    assert support.values(reply, "model") == names


@every_benchmark
def test_the_highest_score_is_the_maximum_of_the_headline_board(
    engine: Engine, shipped: sqlite3.Connection, slug: str
) -> None:
    board = headline(shipped, slug)
    reply = ask(engine, slug, "top_score")
    best = max(row.value for row in board.rows)
    assert reply.text.startswith(f"The highest score on {board.benchmark_name} is {shown(best)} ")
    assert set(support.values(reply, "score")) == {row.value for row in board.leaders}


@every_benchmark
def test_the_count_tells_verified_from_self_reported_and_names_the_other_sites_count_as_theirs(
    engine: Engine, shipped: sqlite3.Connection, slug: str
) -> None:
    board = headline(shipped, slug)
    reply = ask(engine, slug, "count")
    first = reply.text.splitlines()[0]
    standings = [row.standing for row in board.rows]
    verified = standings.count("independent") + standings.count("reproduced")
    verb = "is" if len(board.rows) == 1 else "are"
    assert first.startswith(f"{counted(len(board.rows), 'model')} {verb} evaluated on {board.benchmark_name}: ")
    assert f"{verified:,} verified" in first
    assert f"{standings.count('self-reported'):,} self-reported" in first
    assert support.values(reply, "third_party") == [standings.count("third-party")]
    listing = leaderboard.benchmark(shipped, slug).card["listings"][0]
    assert f"LLM Stats itself lists {counted(listing['models'], 'model')} (June 2026)." in reply.text


@every_benchmark
def test_the_paper_has_address_title_and_authors(engine: Engine, shipped: sqlite3.Connection, slug: str) -> None:
    paper = leaderboard.benchmark(shipped, slug).card["paper"]
    reply = ask(engine, slug, "paper")
    assert f"“{paper['title']}”" in reply.text
    assert paper["url"] in reply.text
    assert all(author in reply.text for author in paper["authors"])
    assert (f"and {paper['more_authors']} others" in reply.text) == (paper["more_authors"] > 0)
    assert support.values(reply, "paper_authors") == [tuple(paper["authors"])]


@every_benchmark
def test_categories_come_with_a_serial_comma_and_the_right_article(
    engine: Engine, shipped: sqlite3.Connection, slug: str
) -> None:
    card = leaderboard.benchmark(shipped, slug).card
    reply = ask(engine, slug, "categories")
    article = "an" if card["modality"] == "image" else "a"
    assert f"covers {listed(card['categories'])}; it is {article} {card['modality']} benchmark." in reply.text


@every_benchmark
def test_the_best_open_model_is_the_first_with_open_weights_and_its_rank_is_among_all(
    engine: Engine, shipped: sqlite3.Connection, slug: str
) -> None:
    board = headline(shipped, slug)
    best = next(row for row in board.rows if row.model.open_weights)
    reply = ask(engine, slug, "best_open")
    assert best.model.name in support.values(reply, "model")
    assert f"{shown(best.value)} {board.board.metric_name}, rank {best.rank}" in reply.text.splitlines()[0]
    assert support.values(reply, "open_models") == [sum(bool(row.model.open_weights) for row in board.rows)]
    above = sum(row.model.open_weights is None and row.rank < best.rank for row in board.rows)
    assert ("openness is not recorded" in reply.text) == (above > 0)


@every_benchmark
def test_how_recent_is_the_newest_date_of_any_row(engine: Engine, shipped: sqlite3.Connection, slug: str) -> None:
    board = headline(shipped, slug)
    reply = ask(engine, slug, "updated")
    newest = max(date for row in board.rows for date in (row.as_of, row.reported_on) if date)
    assert support.values(reply, "updated") == [newest]
    assert f"in {month(newest)}; the leaderboard has {counted(len(board.rows), 'model')}." in reply.text
    undated = sum(not (row.as_of or row.reported_on) for row in board.rows)
    assert support.values(reply, "undated") == ([undated] if undated else [])


def test_a_board_named_by_its_metric_gets_that_boards_rows_and_no_others(
    engine: Engine, shipped: sqlite3.Connection
) -> None:
    board = leaderboard.board(shipped, "chexpert", "auroc-competition")
    reply = engine.answer("who leads chexpert by AUROC?")
    assert {fact.board for fact in reply.facts if fact.board} == {"auroc-competition"}
    assert support.values(reply, "leader") == [row.model.name for row in board.leaders]
    assert "0.481" not in reply.text


def test_a_models_score_is_told_per_board_with_rank_and_standing(engine: Engine, shipped: sqlite3.Connection) -> None:
    reply = engine.answer("what did MedGemma 4B IT score on mimic?")
    told = [(fact.board, fact.value) for fact in reply.facts if fact.name == "score"]
    held = [
        (board.board.slug, row.value)
        for board in leaderboard.boards(shipped, "mimic-cxr")
        for row in board.rows
        if row.model.slug == "medgemma-4b-it"
    ]
    assert told == held
    assert len(held) == 3


@every_benchmark
def test_the_one_read_of_all_boards_is_what_reading_them_one_by_one_gives(
    shipped: sqlite3.Connection, slug: str
) -> None:
    view = leaderboard.benchmark(shipped, slug)
    one_by_one = [leaderboard.board(shipped, slug, facts.slug) for facts, _ in view.boards]
    assert list(leaderboard.boards(shipped, slug)) == one_by_one


def test_two_benchmarks_get_an_answer_each(engine: Engine) -> None:
    reply = engine.answer("who leads chexpert and mimic?")
    chexpert, mimic = engine.answer("who leads chexpert?"), engine.answer("who leads mimic?")
    assert reply.body == f"{chexpert.body}\n\n{mimic.body}"
    assert reply.footer == (*chexpert.footer, "More: podium show mimic-cxr")
    assert reply.facts == chexpert.facts + mimic.facts
