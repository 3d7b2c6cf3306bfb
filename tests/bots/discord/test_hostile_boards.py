"""Whatever names, scores and addresses a registry holds: Discord takes the message, and no name is markup."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from podium.bots.discord.custom_ids import LONGEST, Press, meant, read
from podium.bots.discord.faces.base import INDENT, Tone, dated, face, fitting, linked, name
from podium.bots.discord.faces.board import ROWS, BoardPage, BoardState, board_face, csv_face
from podium.bots.discord.faces.card import BenchmarkCard, card_face
from podium.bots.discord.faces.category import LINES, CategoryPage, category_face
from podium.bots.discord.faces.compare import BOARDS, Comparison, compare_face
from podium.bots.discord.faces.model import ModelPage, model_face
from podium.bots.discord.faces.near import near_face
from podium.bots.discord.faces.progress import progress_face
from podium.bots.discord.outgoing import Outgoing, Select
from podium.bots.discord.pictures import Held, Progress
from podium.bots.discord.viewing import Viewer, sharable
from podium.registry.categories import CategoryRanking, HeadlineBoard, MeanRank
from podium.registry.category_lines import Line
from podium.registry.placing import Places
from podium.registry.rank_ranges import RankRange
from podium.registry.side_by_side import Shared
from podium.registry.standings import Figure, Placed
from podium.registry.views import BenchmarkView, BoardFacts, ModelFacts, Row
from podium.tests.bots.discord import odd
from podium.tests.bots.discord.goldens import payload
from podium.tests.bots.discord.test_reply_face import check
from podium.tests.registry.test_formats import ROW

TEXTS = some.sampled_from(odd.HOSTILE) | some.text(max_size=60)
ADDRESSES = some.none() | some.sampled_from(
    ["https://lab.example.org/a_(b)", "javascript:alert(1)", "https://e.org/" + "y" * 1_500, "https://", "a b", ""]
)
SCORES = some.floats(allow_nan=False, allow_infinity=False) | some.floats(0, 1)
SIZES = some.integers(0, 10**9)
OWNER = 2**64 - 1
#: Slugs that are as long as they can be: ids of buttons hold digests of them.
SLUG = "long-slug-" * 11 + "x" * 10


@some.composite
def rows(draw: some.DrawFn) -> Row:
    """Return a result with any texts and any figures."""
    value, margin = draw(SCORES), draw(some.none() | some.floats(0, 10))
    model = ModelFacts(
        SLUG, draw(TEXTS), draw(some.none() | TEXTS), licence=draw(some.none() | TEXTS),
        parameters_b=draw(some.none() | some.floats(0, 1e12)), open_weights=draw(some.none() | some.booleans()),
        input_price=draw(some.none() | some.floats(0, 1e12)), price_as_of=draw(some.none() | TEXTS),
        source_url=draw(ADDRESSES), context_tokens=draw(some.none() | SIZES),
    )  # fmt: skip
    return replace(
        ROW, id=draw(some.integers(1, 9)), model=model, value=value,
        low=None if margin is None else value - margin, high=None if margin is None else value + margin,
        rank=draw(some.integers(1, 10**6)), tied=draw(some.booleans()), source_url=draw(ADDRESSES),
        standing=draw(some.sampled_from(["self-reported", "independent", "reproduced", "third-party"])),
        run=draw(some.none() | some.just("r1")),
    )  # fmt: skip


@some.composite
def boards(draw: some.DrawFn) -> BoardFacts:
    """Return a board with any texts."""
    title, metric, protocol = draw(TEXTS), draw(TEXTS), draw(TEXTS)
    return BoardFacts(
        SLUG, draw(some.sampled_from([SLUG, "main"])), title, "m", metric, protocol, draw(some.booleans()), "test",
        "item", draw(some.booleans()), None, None,
    )  # fmt: skip


@some.composite
def pages(draw: some.DrawFn) -> BoardPage:
    """Return a page of a board."""
    board, found = draw(boards()), draw(some.lists(rows(), max_size=ROWS))
    others = [replace(board, slug=f"{SLUG[:-3]}{place:03}") for place in range(draw(some.integers(0, 40)))]
    shown = [*others, board] if draw(some.booleans()) else [board, *others]
    models = draw(SIZES)
    return BoardPage(
        BoardState(SLUG, SLUG, draw(some.sampled_from(["", "verified"])), draw(TEXTS), "12345.6789", draw(SIZES)),
        draw(TEXTS), board, [(one, models) for one in shown], models, draw(SIZES), draw(some.lists(TEXTS, max_size=4)),
        draw(some.lists(TEXTS, max_size=2)), found, {one: RankRange(1, 10**6) for one in range(5)}, draw(TEXTS),
        draw(some.none() | some.sampled_from(["2026", "2026-05-04", "soon"])), draw(ADDRESSES), draw(TEXTS),
    )  # fmt: skip


def placed(row: Row, board: BoardFacts, name: str) -> Placed:
    """Return a result as a place on a board."""
    card = {SLUG: {"sources": (), "research_use_only": True}}
    return Placed(Figure(replace(row, benchmark=SLUG), None, board, name, card), row.rank, 10**6, 2)


@settings(max_examples=200, deadline=None)
@given(pages(), some.booleans())
def test_no_board_makes_a_message_that_discord_refuses(page: BoardPage, alone: bool) -> None:
    found = board_face(page, OWNER)
    check(sharable(found, page.state.press("a", OWNER), Viewer(OWNER, alone, alone)))
    undirected(found)
    check(csv_face(page.benchmark_name, page.board, page.models, b"rank\n"))


@settings(max_examples=100, deadline=None)
@given(some.lists(rows(), min_size=2, max_size=3), some.lists(some.tuples(boards(), TEXTS), max_size=8), SIZES)
def test_no_model_and_no_comparison_makes_a_message_that_discord_refuses(
    found: list[Row], listed: list[tuple[BoardFacts, str]], number: int
) -> None:
    models = [replace(row.model, slug=f"{SLUG}-{place}") for place, row in enumerate(found)]
    places = [placed(found[0], board, name) for board, name in listed]
    check(model_face(ModelPage(models[0], number, 1, places, models[0].name, None, True), OWNER))
    own = [replace(row, model=model) for row, model in zip(found, models, strict=True)]
    shared = [Shared(name, board, tuple(placed(row, board, name) for row in own)) for board, name in listed]
    result = compare_face(Comparison(models, shared[:BOARDS] * 2, 1, models[0].name, "2026-05-04", False), OWNER)
    check(result)
    undirected(result)


@settings(max_examples=100, deadline=None)
@given(some.lists(some.tuples(TEXTS, some.lists(rows(), max_size=3)), max_size=LINES), TEXTS, some.booleans(), TEXTS)
def test_no_category_and_no_card_makes_a_message_that_discord_refuses(
    listed: list[tuple[str, list[Row]]], name: str, by_rank: bool, told: str
) -> None:
    headline = [
        HeadlineBoard(f"{SLUG}{place}", text, "text", "main", text, True, 10**9)
        for place, (text, _) in enumerate(listed)
    ]
    means = tuple(MeanRank(SLUG, 1e6, 3) for _ in listed)
    lines = [Line(10**6, True, means[0], rows[0].model, {}) for _, rows in listed if rows]
    ranking = CategoryRanking(name, tuple(headline), {}, {"a": Places()}, 4, means)
    leaders = {f"{SLUG}{place}": rows for place, (_, rows) in enumerate(listed)}
    part: Any = "models" if by_rank else "benchmarks"
    check(category_face(CategoryPage(ranking, part, 1, leaders, lines, "2 sources", None, True), OWNER))
    card = {
        "measures": told, "description": name, "modality": name, "categories": [name, told], "dataset_url": "",
        "splits": {told: 10**9, name: 3}, "licence": told, "access": "gated", "research_use_only": True,
        "paper": {"title": told, "authors": [name], "more_authors": 3, "url": "https://e.org", "published": "2024"},
    }  # fmt: skip
    facts = BoardFacts(SLUG, SLUG, told, "m", name, told, True, "test", "item", False, None, None)
    view = BenchmarkView(SLUG, name, card, "p", "d", "1", True, True, False, False, ((facts, 10**9),) * 9)
    rows_ = [row for _, rows in listed for row in rows][:3]
    related = [(f"{SLUG}{place}", text) for place, (text, _) in enumerate(listed)]
    found = card_face(BenchmarkCard(view, rows_, len(rows_), [told], related, 3, told, "2026-05"), OWNER)
    check(found)
    undirected(found)


@settings(max_examples=100, deadline=None)
@given(boards(), TEXTS, some.lists(some.tuples(SCORES, TEXTS), min_size=1, max_size=9), ADDRESSES)
def test_no_course_and_no_missing_name_makes_a_message_that_discord_refuses(
    board: BoardFacts, name: str, held: list[tuple[float, str]], url: str | None
) -> None:
    records = tuple(Held("2026-05-04", value, holder, "independent ✓", 10**6) for value, holder in held)
    progress = Progress(name, board, 10**6, 3, "by report", records, name, url, "2026-05-04", True, b"PNG")
    found = progress_face(progress, "dark", OWNER)
    check(found)
    undirected(found)
    (file,) = found.files
    assert len(file.description) <= 1_024 and re.fullmatch(r"[\w.-]+", file.name)
    assert found.embed.image.url == f"attachment://{file.name}"
    near = [(text, Press("board", ("a", SLUG, str(place)), OWNER)) for place, (_, text) in enumerate(held)]
    check(near_face(name, name, near, "Choose."))


@settings(max_examples=200, deadline=None)
@given(some.lists(some.text(min_size=1, max_size=60), min_size=4, max_size=4))
def test_names_are_never_markup(texts: list[str]) -> None:
    def shown(name: str, organisation: str, title: str, benchmark: str) -> str:
        model = ModelFacts("slug", name, organisation)
        board = BoardFacts("b", "main", title, "m", title, title, True, "", "", True, None, None)
        row = replace(ROW, model=model, source_url="https://e.org/a")
        page = BoardPage(
            BoardState("b"), benchmark, board, [(board, 3)], 3, 3, [title], [name], [row, row], {}, "", None, None, ""
        )
        embed = board_face(page).embed
        return f"{embed.title}\n{embed.description}"

    # A letter before each keeps it there where nothing of it can be read.
    assert skeleton(shown(*(f"n{text}" for text in texts))) == skeleton(shown("na", "nb", "nc", "nd"))


UNSEEN = ["", " ", "\u200b\u200d", "\u3164", "\u2800\u2800 \uffa0", "\u202e\u115f", "\ufeff\u00ad"]


@pytest.mark.parametrize("unseen", UNSEEN)
def test_a_name_of_which_nothing_can_be_seen_gives_way_to_the_slug(unseen: str) -> None:
    assert name(unseen, "gpt-5") == "gpt-5" and name(unseen) == "unnamed"


def skeleton(text: str) -> list[str]:
    """Return all marks of a text that Discord obeys, in order: what is escaped is none."""
    bare = re.sub(r"\\[^0-9A-Za-z\s]|@\u200b", "", text)
    return re.findall(r"[*_~|`<>\[\]@]|https?://|(?m:^)[-#]", bare)


def undirected(found: Outgoing) -> None:
    """Assert that no mark turns the direction of what follows, on buttons and in choices neither."""
    rows = [one for row in payload(found)["components"] for one in row["components"]]
    shown = [str(one) for row in rows for name, one in row.items() if name not in ("custom_id", "options")]
    shown += [f"{one['label']} {one.get('description')}" for row in rows for one in row.get("options", ())]
    embed = json.dumps(found.embed.to_dict(), ensure_ascii=False)
    text = "".join((*shown, embed, *(one.description for one in found.files)))
    assert not re.search("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]", text)


@settings(max_examples=300, deadline=None)
@given(
    some.lists(some.text(max_size=130), max_size=7),
    some.none() | some.integers(0, 2**64 - 1),
    some.sampled_from(["board", "progress", "x"]),
)
def test_what_a_button_asks_for_is_read_back_from_its_id(fields: list[str], owner: int | None, kind: str) -> None:
    press = Press(kind, tuple(fields), owner)
    assert len(press.custom_id) <= LONGEST
    came = read(press.custom_id)
    assert came is not None and (came.kind, came.owner, len(came.fields)) == (kind, owner, len(fields))
    assert tuple(meant(one, fields) for one in came.fields) == press.fields


@given(some.lists(some.text(max_size=20), max_size=12))
def test_a_forged_id_of_a_board_means_some_board(fields: list[str]) -> None:
    state = BoardState.of(Press("board", tuple(fields)))
    assert state.page >= 0 and state.only in ("", "open", "proprietary", "verified")


def test_boards_beyond_the_25_that_a_select_takes_keep_the_one_that_is_shown() -> None:
    boards = [
        BoardFacts("b", f"board-{place}", f"Board {place}", "m", "m", "", place == 0, "", "", True, None, None)
        for place in range(30)
    ]
    state, sizes = BoardState("b", "board-29"), [(one, 2) for one in boards]
    page = BoardPage(state, "B", boards[29], sizes, 2, 2, (), (), (), {}, "", None, None, "")
    (select,) = (row for row in board_face(page).rows if isinstance(row, Select))
    assert [one.value for one in select.options] == [f"board-{place}" for place in (*range(24), 29)]
    assert [one.value for one in select.options if one.chosen] == ["board-29"]


def test_the_day_of_the_figures_is_told_as_far_as_it_is_known() -> None:
    day = face(Tone.BOARD, "T", ["x"], source="Lab", as_of="2026-06-30", remark="research use only")
    # In words, so that it stands in plain text too, and without an hour that nobody stated.
    assert (day.footer.text, day.timestamp) == ("Lab · research use only · as of 30 June 2026", None)
    month = face(Tone.BOARD, "T", ["x"], as_of="2026-06")
    assert (month.footer.text, month.timestamp) == ("as of June 2026", None)
    undated = face(Tone.BOARD, "T", ["x"], source="Lab", as_of="")
    assert (undated.footer.text, undated.timestamp) == ("Lab · undated", None)
    assert face(Tone.BOARD, "T", ["x"]).footer.text is None
    assert [dated(one) for one in ("2026-02-31", "2026", "x")] == [
        "February 2026",
        "2026",
        "x",
    ]


def test_a_row_states_its_setting_where_it_is_short_and_where_longer_ones_are() -> None:
    board = BoardFacts("b", "c", "C", "m", "m", "", True, "", "", True, None, None)

    def text(setting: str | None) -> str:
        row = replace(ROW, setting=setting)
        page = BoardPage(BoardState("b", "c"), "B", board, [(board, 1)], 1, 1, (), (), (row,), {}, "", None, None, "")
        return board_face(page).embed.description or ""

    assert " · 5-shot \\*chain\\* · " in text("5-shot *chain*") and "CSV" not in text("5-shot")
    assert "xxx" not in text("x" * 33) and text("x" * 33).endswith("\n-# Settings of more words are in the CSV.")
    assert "CSV" not in text(None)


def test_an_address_is_a_link_only_where_discord_takes_it() -> None:
    assert linked("x", "https://e.org/a_(b)") == "[x](https://e.org/a_%28b%29)"
    for address in (None, "", "javascript:alert(1)", "https://", "https://e.org/a b", "https://e.örg/", "x" * 3_000):
        assert linked("x", address) == "x"


def test_what_does_not_fit_is_said_in_the_next_form_and_no_form_is_made_in_vain() -> None:
    made: list[int] = []

    def forms() -> Iterator[list[str]]:
        for size in (5_000, 4_096, 10):
            made.append(size)
            yield ["x" * size]

    assert fitting(forms()) == ["x" * 4_096] and made == [5_000, 4_096]
    assert fitting([["x" * 5_000], ["y" * 5_000]]) == ["y" * 5_000]


def test_long_addresses_leave_no_benchmark_out_of_a_category() -> None:
    boards = [HeadlineBoard(f"b{place}", f"B{place}", "text", "main", "errors", False, 1) for place in range(LINES)]
    first = replace(ROW, source_url="https://e.org/" + "y" * 600)
    ranking = CategoryRanking("general", tuple(boards), {}, {}, 2, ())
    page = CategoryPage(ranking, "benchmarks", 1, {one.slug: [first] for one in boards}, (), "Lab", "", False)
    told = category_face(page).embed
    assert told.footer.text == "Lab · undated" and told.description is not None
    assert told.description.count(" errors (lower is better) · self-reported") == LINES
    assert "](" not in told.description


def test_empty_lines_part_and_do_not_pile_up() -> None:
    embed = face(Tone.BOARD, "T", ["", "a", "", "", "b", INDENT + "c", "", ""])
    assert embed.description == f"a\n\nb\n{INDENT}c"
