"""Replies about metrics, protocols, runs, boards, baselines and relations, recomputed from cards and rows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from podium.bots.faq.frame import Frame, Intent
from podium.bots.faq.names.vocabulary import Vocabulary
from podium.bots.faq.replies.desk import Desk
from podium.registry import Baseline, Board, Observation, leaderboard
from podium.tests.bots.faq.asking import told
from podium.tests.bots.faq.support import values
from podium.tests.bots.faq.test_cards_replies import SLUGS, answered, small
from podium.tests.bots.faq.test_cards_replies import desk as desk
from podium.tests.bots.faq.test_small_registries import card, registry, result

INTENTS = (
    Intent.METRIC,
    Intent.PROTOCOL,
    Intent.OBSERVATIONS,
    Intent.RUN,
    Intent.BOARDS,
    Intent.BASELINES,
    Intent.RELATED,
    Intent.DIFFERENCE,
    Intent.SAME,
)


def filled(tmp_path: Path, rows: list[dict[str, Any]], **fields: Any) -> Desk:
    """Return a registry whose one benchmark has these rows and fields."""
    connection = registry(tmp_path, rows, card(**fields))
    return Desk(connection, Vocabulary.read(connection))


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("intent", INTENTS)
def test_every_numeral_and_address_of_a_reply_is_a_fact_and_the_body_is_short(
    desk: Desk, intent: Intent, slug: str
) -> None:
    reply = answered(desk, intent, slug)
    # A blank line parts what a card's author wrote from the overview of boards.
    assert len([line for line in reply.body.splitlines() if line]) <= 6


@pytest.mark.parametrize("slug", SLUGS)
def test_the_metric_of_every_board_has_its_name_range_and_direction(desk: Desk, slug: str) -> None:
    for board, _ in desk.view(slug).boards:
        reply = answered(desk, Intent.METRIC, slug, boards=(board.slug,))
        assert values(reply, "metric") == [board.metric_name]
        assert values(reply, "minimum") == [board.minimum]
        assert values(reply, "maximum") == [board.maximum]
        assert values(reply, "lower_is_better") == [not board.higher_is_better]
        protocol = answered(desk, Intent.PROTOCOL, slug, boards=(board.slug,))
        assert values(protocol, "protocol") == [board.protocol]
        if board.split:
            assert values(protocol, "split") == [board.split]
            assert values(reply, "count") == [desk.view(slug).card["splits"][board.split]]


def test_the_metric_of_mmlu_in_words(desk: Desk) -> None:
    reply = answered(desk, Intent.METRIC, "mmlu")
    lines = reply.body.splitlines()
    assert lines[0] == (
        "On its main board, “Reported results”, MMLU is scored by accuracy. Scores lie between 0.000 and 1.000; higher"
        " is better."
    )
    assert lines[-1].startswith("The board lists published figures; the data have 14,042 questions in “test”, 1,531 ")
    assert values(reply, "term") == ["accuracy"]
    assert reply.sources[0].url == "https://github.com/hendrycks/test"


def test_a_metric_without_bounds_says_so(tmp_path: Path) -> None:
    board = Board("main", metric_name="elo", headline=True, minimum=None, maximum=None)
    errors = Board("errors", metric_name="word error rate", higher_is_better=False, maximum=None)
    desk = small(tmp_path, boards=(board, errors))
    assert answered(desk, Intent.METRIC, "quiz").body == (
        "On its main board, “Main”, Quiz-7 is scored by elo. Scores have no bounds; higher is better."
    )
    assert answered(desk, Intent.METRIC, "quiz", boards=("errors",)).body == (
        "On the board “Errors” Quiz-7 is scored by word error rate. Scores start at 0.000 and have no upper bound;"
        " lower is better."
    )
    protocol = answered(desk, Intent.PROTOCOL, "quiz", boards=("errors",))
    assert (protocol.kind, protocol.body) == (
        "no_data",
        "The card of Quiz-7 states no protocol for the board “Errors”.",
    )


def test_the_protocol_of_a_chest_set_names_the_boards_that_runs_enter(desk: Desk) -> None:
    reply = answered(desk, Intent.PROTOCOL, "chexpert")
    own = [board for board, _ in desk.view("chexpert").boards if board.split]
    assert values(reply, "board") == ["Reported results", *(board.title for board in own[:4])]
    assert values(reply, "other_boards") == [len(own) - 4]
    assert "enters the boards of its protocol" in reply.body


@pytest.mark.parametrize("slug", SLUGS)
def test_running_names_the_exact_commands_and_where_the_data_are(desk: Desk, slug: str) -> None:
    reply = answered(desk, Intent.RUN, slug)
    view = desk.view(slug)
    commands = values(reply, "command")
    assert commands[0] == f"podium evaluate {slug} --model hf:PATH --data DIR"
    assert reply.body.startswith(commands[0])
    assert values(reply, "dataset_url") == [view.card["dataset_url"]]
    assert (f"podium data fetch {slug}" in commands) is (slug not in ("chexpert", "mimic-cxr"))


def test_a_benchmark_that_only_lists_results_cannot_be_run(tmp_path: Path) -> None:
    reply = answered(small(tmp_path), Intent.RUN, "quiz")
    assert (reply.kind, reply.body) == (
        "no_data",
        "Quiz-7 cannot be run here: its plugin only lists published results.",
    )


@pytest.mark.parametrize("slug", SLUGS)
def test_boards_are_all_in_the_table_with_their_models_and_protocols(desk: Desk, slug: str) -> None:
    reply = answered(desk, Intent.BOARDS, slug)
    boards = leaderboard.boards(desk.connection, slug)
    assert values(reply, "boards") == [len(boards)]
    assert reply.table is not None
    assert reply.table.rows == tuple(
        (one.board.title, one.board.metric_name, f"{len(one.rows):,}", one.board.protocol) for one in boards
    )


def test_one_board_needs_no_table(tmp_path: Path) -> None:
    desk = filled(tmp_path, [result("alpha", 0.5)], boards=(Board("main", metric="accuracy", headline=True),))
    reply = answered(desk, Intent.BOARDS, "quiz")
    assert reply.body == "Quiz-7 has 1 board; the main one is “Main” (accuracy, 1 model)."
    assert reply.table is None


def test_the_leader_of_mmmu_is_set_beside_the_figures_of_its_split_only(desk: Desk) -> None:
    reply = answered(desk, Intent.BASELINES, "mmmu")
    first = leaderboard.board(desk.connection, "mmmu").rows[0]
    every = desk.view("mmmu").card["baselines"]
    fitting = [one for one in every if one["setting"] == "validation"]
    assert values(reply, "baseline_score") == [one["value"] for one in every]
    assert values(reply, "gap") == [abs(first.value - one["value"]) for one in fitting]
    assert values(reply, "leader") == [first.model.name]
    assert reply.table is not None
    assert [row[3] == "" for row in reply.table.rows] == [one not in fitting for one in every]


def test_people_on_charxiv_stand_beside_the_board_of_their_split(desk: Desk) -> None:
    reply = answered(desk, Intent.BASELINES, "charxiv-r")
    first = leaderboard.board(desk.connection, "charxiv-r", "charxiv-site").rows[0]
    # The main board's leader is named too, and not set against them.
    assert values(reply, "board") == ["CharXiv site", "Reported results without tools"]
    assert values(reply, "gap") == [abs(first.value - 0.805), abs(first.value - 0.108)]
    # The main board names no split, so its leader is not set against figures of the validation split.
    asked = answered(desk, Intent.BASELINES, "charxiv-r", boards=("reported",))
    assert values(asked, "gap") == [] and "no model is set beside them" in asked.body


def test_a_card_without_baselines_answers_in_its_authors_words_or_not_at_all(desk: Desk) -> None:
    reply = answered(desk, Intent.BASELINES, "chexpert")
    assert values(reply, "question") == ["Is 0.481 on CheXpert better than guessing?"]
    assert "For research use only" in reply.text
    assert answered(desk, Intent.BASELINES, "hle").kind == "no_data"


def test_a_baseline_of_another_board_is_not_held_against_the_headline(tmp_path: Path) -> None:
    baselines = (Baseline("People", 0.2, "https://quiz.example.org/people", board="errors"),)
    desk = filled(tmp_path, [result("alpha", 0.9), result("beta", 0.25, "errors")], baselines=baselines)
    reply = answered(desk, Intent.BASELINES, "quiz")
    assert values(reply, "leader") == ["Beta", "Alpha"]
    _, _, gap, main = reply.body.splitlines()
    assert gap == "That is 0.050 above People."
    assert main.startswith("On the board “Main board”, which is not measured as these were, Alpha by Lab leads")


def test_tied_leaders_are_tied_beside_baselines_too(tmp_path: Path) -> None:
    desk = filled(
        tmp_path,
        [result("alpha", 0.9), result("beta", 0.9)],
        baselines=(Baseline("People", 0.9, "https://quiz.example.org/people"),),
    )
    lines = answered(desk, Intent.BASELINES, "quiz").body.splitlines()
    assert "are tied for the lead on Quiz-7" in lines[1]
    assert lines[2] == "That is level with People."


@pytest.mark.parametrize("slug", SLUGS)
def test_related_benchmarks_are_the_cards_with_the_models_of_their_main_boards(desk: Desk, slug: str) -> None:
    reply = answered(desk, Intent.RELATED, slug)
    expected = desk.view(slug).card["related"]
    assert [fact.benchmark for fact in reply.facts if fact.name == "related"] == list(expected)
    counts = [len(leaderboard.board(desk.connection, other).rows) for other in expected]
    assert values(reply, "benchmark_models") == counts


def test_without_related_ones_those_of_a_shared_category_are_named(tmp_path: Path) -> None:
    connection = registry(tmp_path, (), card(), card("exam", "Exam"), card("song", "Song", categories=("music",)))
    desk = Desk(connection, Vocabulary.read(connection))
    reply = answered(desk, Intent.RELATED, "quiz")
    assert reply.body == ("Related to Quiz-7, which share a category with it: Exam.\nIts main board has 0 models.")
    assert answered(desk, Intent.RELATED, "song").kind == "no_data"


def test_observations_are_listed_counted_and_named_as_the_card_counts_them(desk: Desk) -> None:
    for slug, noun in (
        ("chexpert", "observation"),
        ("mmlu", "subject"),
        ("mmlu-pro", "domain"),
        ("hle", "observation"),
    ):
        every = desk.view(slug).card["observations"]
        reply = answered(desk, Intent.OBSERVATIONS, slug)
        assert f"{len(every)} {noun}s: " in reply.body
        assert values(reply, "observation") == [one["name"].replace("_", " ") for one in every]
        assert reply.table is not None and len(reply.table.rows) == len(every)
    assert values(answered(desk, Intent.OBSERVATIONS, "mmlu"), "more_choices") == [49]


def test_one_observation_is_among_them_or_not_and_has_a_board_of_its_own_or_not(desk: Desk) -> None:
    yes = answered(desk, Intent.OBSERVATIONS, "chexpert", observation="Pneumonia")
    assert yes.body.splitlines()[0] == "Yes, Pneumonia is among the 14 observations of CheXpert CXR."
    assert "No board ranks it alone" in yes.body
    health = answered(desk, Intent.OBSERVATIONS, "mmlu-pro", observation="health")
    assert values(health, "board") == ["Health, chain of thought, 5-shot, runs stored here"]
    no = answered(desk, Intent.OBSERVATIONS, "mmlu", observation="Pneumonia")
    assert (no.kind, no.body) == ("answer", "No, Pneumonia is not among the 57 subjects of MMLU.")
    assert answered(desk, Intent.OBSERVATIONS, "mimic-cxr", observation="airspace opacity").body.startswith("Yes, Lung")


def test_a_card_without_observations_says_so_and_one_is_one_part(tmp_path: Path) -> None:
    assert answered(small(tmp_path), Intent.OBSERVATIONS, "quiz").kind == "no_data"
    (tmp_path / "one").mkdir()
    desk = small(tmp_path / "one", observations=(Observation("rivers"),))
    assert answered(desk, Intent.OBSERVATIONS, "quiz").body == "Quiz-7 has 1 observation: rivers."


def test_two_benchmarks_differ_by_what_both_cards_state(desk: Desk) -> None:
    reply = answered(desk, Intent.DIFFERENCE, "mmlu", benchmarks=("mmlu", "mmlu-pro"))
    entry = next(
        one for one in desk.view("mmlu-pro").card["faq"] if one["question"] == "How does MMLU-Pro differ from MMLU?"
    )
    assert reply.body.splitlines()[0] == f"The card of MMLU-Pro says: {entry['answer']}"
    assert reply.table is not None and reply.table.columns == ("", "MMLU", "MMLU-Pro")
    assert ("split test", "14,042 questions", "12,032 questions") in reply.table.rows
    assert ("options per question", "4", "up to 10") in reply.table.rows
    assert ("published", "September 2020", "June 2024") in reply.table.rows
    assert all(row[1] != row[2] for row in reply.table.rows)
    assert reply.body.splitlines()[-1] == (
        "The metric is the same, the data are not, so a score on one cannot be compared with a score on the other."
    )
    # The order of the question is kept, and the entry is found from either side.
    other = answered(desk, Intent.DIFFERENCE, "mmlu", benchmarks=("mmlu-pro", "mmlu"))
    assert other.body.splitlines()[:2] == [reply.body.splitlines()[0], reply.body.splitlines()[2]]


@pytest.mark.parametrize("pair", [(one, other) for one in SLUGS for other in SLUGS if one < other])
def test_no_difference_states_what_is_no_fact(desk: Desk, pair: tuple[str, str]) -> None:
    reply = answered(desk, Intent.DIFFERENCE, pair[0], benchmarks=pair)
    assert [fact.benchmark for fact in reply.facts if fact.name == "slug"] == list(pair)


def test_two_boards_are_told_apart_by_metric_and_protocol(desk: Desk) -> None:
    boards = ("reported", "auroc-competition")
    reply = answered(desk, Intent.DIFFERENCE, "chexpert", boards=boards)
    assert values(reply, "metric") == ["macro-F1 over five findings", "mean AUROC over five tasks"]
    assert reply.body.splitlines()[-1] == "Their metrics differ, so their numbers on CheXpert CXR cannot be compared."
    # One board is set beside the main one, and none is answered with the overview.
    assert answered(desk, Intent.DIFFERENCE, "chexpert", boards=("auroc-competition",)).body == reply.body
    overview = answered(desk, Intent.DIFFERENCE, "chexpert")
    entry = desk.view("chexpert").card["faq"][0]
    assert overview.body.startswith(entry["answer"]) and overview.table is not None
    same = answered(desk, Intent.DIFFERENCE, "mmlu", boards=("helm", "epoch"))
    assert "The metric is the same, the protocol is not" in same.body


def test_a_name_is_known_with_all_its_others_and_two_benchmarks_are_not_the_same(desk: Desk) -> None:
    reply = answered(desk, Intent.SAME, "hle")
    assert reply.body == (
        "Yes, Humanity's Last Exam is registered here, under the short name hle. It is also called HLE and Last Exam."
    )
    assert values(reply, "alias") == ["HLE", "Last Exam"]
    two = told(desk, Frame(Intent.SAME, ("mmlu", "mmlu-pro")))
    assert (two.kind, two.body) == ("answer", "No: MMLU and MMLU-Pro are two benchmarks here.")
