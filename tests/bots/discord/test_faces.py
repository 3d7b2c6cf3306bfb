"""Boards, cards and comparisons as they are shown, kept word for word; and what was read for them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from podium.bots.discord.answers import Asker
from podium.bots.discord.custom_ids import Press, read
from podium.bots.discord.faces.board import ROWS, BoardState
from podium.bots.discord.features import benchmark, category, compare, leaderboard, model, questions
from podium.bots.discord.outgoing import Button, Outgoing, Select
from podium.bots.discord.reader import Desk
from podium.bots.discord.viewing import Viewer
from podium.registry import database, flat_rows
from podium.registry import leaderboard as reads
from podium.registry.errors import PodiumError
from podium.registry.rank_ranges import rank_ranges
from podium.registry.ranking import RankedRows
from podium.registry.views import shown
from podium.tests.bots.discord import odd
from podium.tests.bots.discord.goldens import golden
from podium.tests.bots.discord.test_reply_face import check

ANA = Viewer(80351110224678912)
ALONE = Viewer(80351110224678912, alone=True, shares=True)


@pytest.fixture(scope="module")
def desk(odd_registry: Path) -> Iterator[Desk]:
    """Return a desk over the registry of odd boards."""
    with closing(database.connect(odd_registry)) as connection:
        yield odd.desk(connection)


def buttons(outgoing: Outgoing) -> dict[str, Button]:
    """Return the buttons by their labels."""
    return {one.label: one for row in outgoing.rows if not isinstance(row, Select) for one in row}


def selects(outgoing: Outgoing) -> list[Select]:
    """Return the selects."""
    return [row for row in outgoing.rows if isinstance(row, Select)]


FACES: dict[str, Callable[[Desk], Outgoing]] = {
    "board": lambda desk: leaderboard.answer(desk, BoardState("bench"), ANA),
    "board-second-page": lambda desk: leaderboard.answer(desk, BoardState("bench", page=2), ANA),
    "board-filtered": lambda desk: leaderboard.answer(
        desk, BoardState("bench", only="open", organisation="orga", max_params="10"), ANA
    ),
    "board-filtered-to-nothing": lambda desk: leaderboard.answer(
        desk, BoardState("bench", "hard", organisation="orga", only="verified"), ANA
    ),
    "board-lower-is-better": lambda desk: leaderboard.answer(desk, BoardState("errors"), ANA),
    "board-empty": lambda desk: leaderboard.answer(desk, BoardState("nothing"), ANA),
    "board-huge": lambda desk: leaderboard.answer(desk, BoardState("huge", page=500), ANA),
    "board-hostile": lambda desk: leaderboard.answer(desk, BoardState("hostile"), ANA),
    "board-hostile-second-page": lambda desk: leaderboard.answer(desk, BoardState("hostile", page=2), ANA),
    "board-private": lambda desk: leaderboard.answer(desk, BoardState("bench", "hard"), ALONE),
    "near-benchmark": lambda desk: leaderboard.answer(desk, BoardState("bensh", page=2), ANA),
    "near-board": lambda desk: leaderboard.answer(desk, BoardState("bench", "hart"), ALONE),
    "near-organisation": lambda desk: leaderboard.answer(desk, BoardState("bench", organisation="Orha"), ANA),
    "near-model": lambda desk: benchmark.answer(desk, "model 12", ANA),
    "near-nothing": lambda desk: leaderboard.answer(desk, BoardState("@everyone [x](https://evil.example)"), ANA),
    "csv": lambda desk: leaderboard.as_file(desk, BoardState("bench"), 10_000_000),
    "benchmark": lambda desk: benchmark.answer(desk, "the bench", ANA),
    "benchmark-empty": lambda desk: benchmark.answer(desk, "nothing", ANA),
    "benchmark-hostile": lambda desk: benchmark.answer(desk, "hostile", ANA),
    "model": lambda desk: model.answer(desk, "model 0", 1, ANA),
    "model-hostile": lambda desk: model.answer(desk, "hostile-1", 1, ANA),
    "compare": lambda desk: compare.answer(desk, ["model-0", "model 1"], 1, ANA),
    "compare-three": lambda desk: compare.answer(desk, ["model-0", "model-1", "model-2"], 1, ANA),
    "compare-nothing-shared": lambda desk: compare.answer(desk, ["model-0", "huge-1"], 1, ANA),
    "compare-near": lambda desk: compare.answer(desk, ["model-0", "modle-1"], 1, ANA),
    "category": lambda desk: category.answer(desk, "general", "benchmarks", 1, ANA),
    "category-models": lambda desk: category.answer(desk, "GENERAL", "models", 1, ANA),
}


@pytest.mark.parametrize("name", FACES)
def test_a_message_is_as_it_is_kept(desk: Desk, name: str) -> None:
    golden(name, FACES[name](desk))


def test_the_pages_of_a_board_show_every_model_once_in_the_order_of_the_registry(desk: Desk) -> None:
    whole = reads.board(desk.connection, "bench").rows
    pages = [leaderboard.read_page(desk, BoardState("bench", page=page)) for page in (1, 2)]
    assert [row.id for page in pages for row in page.rows] == [row.id for row in whole]
    assert [page.pages for page in pages] == [2, 2]


@pytest.mark.parametrize(("asked", "page"), [(0, 1), (-3, 1), (3, 2), (99_999, 2)])
def test_a_page_that_is_not_there_is_the_nearest(desk: Desk, asked: int, page: int) -> None:
    assert leaderboard.read_page(desk, BoardState("bench", page=asked)).state.page == page


def test_back_and_on_lead_to_the_pages_beside_and_are_off_at_the_ends(desk: Desk) -> None:
    first = buttons(leaderboard.answer(desk, BoardState("huge"), ANA))
    last = buttons(leaderboard.answer(desk, BoardState("huge", page=odd.HUGE // ROWS), ANA))
    assert first["◀"].disabled and not first["▶"].disabled
    assert last["▶"].disabled and not last["◀"].disabled
    assert first["1 of 500"].disabled
    assert first["▶"].press == BoardState("huge", "main", page=2).press("n", ANA.id)
    assert last["◀"].press == BoardState("huge", "main", page=499).press("p", ANA.id)


def test_the_last_page_of_5000_rows_is_read_with_the_ranks_of_the_whole_board(desk: Desk) -> None:
    page = leaderboard.read_page(desk, BoardState("huge", page=500))
    whole = reads.board(desk.connection, "huge").rows
    assert [(row.model.slug, row.rank, row.tied) for row in page.rows] == [
        (row.model.slug, row.rank, row.tied) for row in whole[-ROWS:]
    ]


def test_filters_say_how_many_they_leave_and_keep_the_ranks(desk: Desk) -> None:
    page = leaderboard.read_page(desk, BoardState("bench", only="open"))
    whole = reads.board(desk.connection, "bench").rows
    assert [row.id for row in page.rows] == [row.id for row in whole if row.model.open_weights]
    assert page.matching == 5
    assert page.chosen[0] == "5 of the 13 models: open-weights models."


def test_a_filter_starts_on_the_first_page_and_the_one_in_force_stands_out(desk: Desk) -> None:
    found = buttons(leaderboard.answer(desk, BoardState("bench", only="verified", page=1), ANA))
    pressed = found["Open"].press
    assert pressed is not None and BoardState.of(pressed) == BoardState("bench", "main", "open")
    assert [label for label in ("All", "Open", "Proprietary", "Verified ✓") if found[label].look.name == "MAIN"] == [
        "Verified ✓"
    ]


def test_a_board_is_named_by_its_title_or_chosen_among_all_of_the_benchmark(desk: Desk) -> None:
    outgoing = leaderboard.answer(desk, BoardState("bench", "Hard Items"), ANA)
    (select,) = selects(outgoing)
    assert [(one.value, one.chosen) for one in select.options] == [("main", False), ("hard", True)]
    assert [one.description for one in select.options] == ["13 models · accuracy", "2 models · accuracy"]


def test_a_near_name_goes_on_with_everything_else_that_was_asked(desk: Desk) -> None:
    outgoing = leaderboard.answer(desk, BoardState("bensh", only="open", page=2), ANA)
    assert outgoing.private
    press = buttons(outgoing)["Bench"].press
    assert press is not None and press.fields[0] == "a"
    assert BoardState.of(press) == BoardState("bench", only="open", page=2)
    alone = buttons(leaderboard.answer(desk, BoardState("bensh"), ALONE))["Bench"].press
    assert alone is not None and alone.fields[0] == "o"


def test_a_slug_that_is_too_long_for_an_id_is_found_again(desk: Desk) -> None:
    long = "-".join(["benchmark"] * 12)
    state = BoardState(long, long, "proprietary", long, "123456.789", 999_999)
    came = read(state.press("f2", 2**64 - 1).custom_id)
    assert came is not None and len(state.press("f2", 2**64 - 1).custom_id) <= 100
    back = BoardState.of(came)
    assert (back.only, back.max_params, back.page) == ("proprietary", "123456.789", 999_999)
    assert back.benchmark.startswith("~")
    known = Press("board", ("n", "bench", "hard")).custom_id
    assert BoardState.of(read(known) or Press("")) == BoardState("bench", "hard")


def test_a_name_of_which_a_button_holds_a_digest_that_nothing_has_is_told_so(desk: Desk) -> None:
    gone = "~0a1b2c3d"
    asks: tuple[Callable[[], Outgoing], ...] = (
        lambda: leaderboard.answer(desk, BoardState(gone), ANA),
        lambda: leaderboard.answer(desk, BoardState("bench", gone), ANA),
        lambda: leaderboard.answer(desk, BoardState("bench", organisation=gone), ANA),
        lambda: compare.answer(desk, ["model-0", gone], 1, ANA),
        lambda: category.answer(desk, gone, "models", 1, ANA),
    )
    for ask in asks:
        with pytest.raises(PodiumError, match="too long to stand in it, and I do not find it .ask anew"):
            ask()
    listed = questions.look(desk, "bench", gone, Asker(ANA.id, None))
    assert listed == questions.look(desk, "bench", "", Asker(ANA.id, None))


def test_the_file_is_what_podium_leaderboard_writes(desk: Desk) -> None:
    outgoing = leaderboard.as_file(desk, BoardState("bench"), 10_000_000)
    (file,) = outgoing.files
    view = reads.board(desk.connection, "bench")
    ranges, text = rank_ranges(RankedRows.of(view.rows)), io.StringIO()
    flat_rows.write_csv(text, flat_rows.COLUMNS, [flat_rows.flat(row, ranges[row.id]) for row in view.rows])
    assert file.data.decode() == text.getvalue()
    assert [line["name"] for line in csv.DictReader(io.StringIO(text.getvalue()))][:2] == ["Model 0", "Model 1"]
    assert outgoing.private


def test_a_file_that_discord_would_not_take_is_refused_in_words(desk: Desk) -> None:
    with pytest.raises(PodiumError, match="too large to be attached"):
        leaderboard.as_file(desk, BoardState("huge"), 1_000)


def test_the_leader_of_errors_is_the_lowest(desk: Desk) -> None:
    (first, *_) = leaderboard.read_page(desk, BoardState("errors")).rows
    assert (first.model.slug, shown(first.value)) == ("model-0", "5.000")
    assert "word error rate (lower is better)" in str(benchmark.answer(desk, "errors", ANA).embed.description)


def test_names_of_one_model_are_not_compared(desk: Desk) -> None:
    with pytest.raises(PodiumError, match="names of one model"):
        compare.answer(desk, ["model-0", "Model 0"], 1, ANA)


def test_an_answer_that_one_person_sees_can_be_shared_by_asking_once_more_for_all(desk: Desk) -> None:
    shared = buttons(model.answer(desk, "model-0", 1, ALONE))["Share"].press
    assert shared == Press("model", ("a", "model-0", "1"), ALONE.id)
    assert "Share" not in buttons(model.answer(desk, "model-0", 1, ANA))


#: What may stand in an option of a command or in an id: anything, and what looks like an id's parts.
TYPED = some.text(max_size=100) | some.sampled_from(["bench", "main", "model-1", "~0a1b2c3d", "%3A:", "orga", "Orha"])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some.lists(TYPED, max_size=9))
def test_whatever_is_typed_or_forged_gives_a_message_that_discord_takes(desk: Desk, fields: list[str]) -> None:
    first, second, third, *_ = (*fields, "", "", "")
    asks: tuple[Callable[[], Outgoing], ...] = (
        lambda: leaderboard.answer(desk, BoardState.of(Press("board", tuple(fields))), ALONE),
        lambda: benchmark.answer(desk, first, ALONE),
        lambda: category.answer(desk, first, "models", 7, ALONE),
        lambda: model.answer(desk, second, 10**6, ALONE),
        lambda: compare.answer(desk, [first, second, third], 3, ALONE),
    )
    for ask in asks:
        with suppress(PodiumError):  # digests of nothing, and names of one model, are told in words
            check(ask())
