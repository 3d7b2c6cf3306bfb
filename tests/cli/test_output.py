"""What is printed: aligned, whole when piped, fitting on a terminal, and never obeying text from outside."""

from __future__ import annotations

import io
import json
import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podium.cli import output
from podium.cli.output import Column, Screen
from podium.tests.cli.support import terminal

ANSI = re.compile(r"\x1b\[[0-9;]*m")
HOSTILE = "[red]evil[/red] [link=x]"


def plain(screen: Screen, capsys: pytest.CaptureFixture[str]) -> str:
    screen.print()
    return capsys.readouterr().out


def seen(screen: Screen, width: int = 80) -> list[str]:
    return ANSI.sub("", terminal(screen.print, width)).splitlines()


def test_a_piped_table_has_one_line_a_row_and_aligned_columns(capsys: pytest.CaptureFixture[str]) -> None:
    screen = Screen()
    screen.table([Column("#", "right"), Column("Model"), Column("Note")], [(1, "Ab", None), ("=10", "Longer", "x")])
    assert plain(screen, capsys) == "  #  Model   Note\n  1  Ab\n=10  Longer  x\n"


def test_one_very_long_cell_of_a_piped_table_does_not_widen_the_other_rows(capsys: pytest.CaptureFixture[str]) -> None:
    long = "n" * 300
    screen = Screen()
    rows = [("short", "1"), (long, "22"), ("a" * 90, "333")]
    screen.table([Column("Model"), Column("Score", "right")], rows)
    screen.print()
    lines = capsys.readouterr().out.splitlines()
    assert [line.split() for line in lines] == [["Model", "Score"], *map(list, rows)]
    assert [len(line) for line in lines] == [97, 97, 307, 97]


def test_a_piped_table_is_never_cut_however_long_its_cells_are(capsys: pytest.CaptureFixture[str]) -> None:
    screen = Screen()
    screen.table([Column("Model", shrink=True), Column("Licence", rank=1)], [("m" * 300, "l" * 300)])
    assert "m" * 300 + "  " + "l" * 300 in plain(screen, capsys)


def test_markup_in_text_from_outside_is_printed_as_it_stands(capsys: pytest.CaptureFixture[str]) -> None:
    screen = Screen()
    screen.title(HOSTILE, HOSTILE)
    screen.prose(HOSTILE)
    screen.item(HOSTILE)
    screen.facts([(HOSTILE, HOSTILE)])
    screen.table([Column(HOSTILE)], [(HOSTILE,)], footer=HOSTILE)
    assert ANSI.sub("", terminal(screen.print)).count(HOSTILE) == 9
    assert plain(screen, capsys).count(HOSTILE) == 9


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\x1b[31mred\x1b[0m", r"\x1b[31mred\x1b[0m"),
        ("a\u202eb", r"a\u202eb"),
        ("tab\tand\u00a0space", "tab and space"),
        ("Modèle 模型", "Modèle 模型"),
    ],
)
def test_control_characters_are_shown_and_not_obeyed(text: str, expected: str) -> None:
    assert output.clean(text) == expected


def test_a_line_break_in_a_cell_does_not_break_the_table(capsys: pytest.CaptureFixture[str]) -> None:
    screen = Screen()
    screen.table([Column("A"), Column("B")], [("one\ntwo", "x")])
    assert plain(screen, capsys) == "A        B\none two  x\n"


@pytest.mark.parametrize(("text", "cells"), [("abc", 3), ("模型", 4), ("e\u0301", 1), ("", 0)])
def test_widths_count_terminal_cells(text: str, cells: int) -> None:
    assert output.width_of(text) == cells


def test_columns_give_way_by_rank_on_a_narrow_terminal_and_a_line_says_so() -> None:
    screen = Screen()
    columns = [Column("Model"), Column("Price", rank=2), Column("Licence", rank=1)]
    screen.table(columns, [("m" * 20, "p" * 20, "l" * 20)])
    assert [line.rstrip() for line in seen(screen, 50)] == [
        f"{'Model':20}  Licence",
        "─" * 42,
        f"{'m' * 20}  {'l' * 20}",
        "not shown at this width: Price",
    ]


def test_a_brief_column_stands_in_for_one_that_has_given_way_and_its_marks_are_told(
    capsys: pytest.CaptureFixture[str],
) -> None:
    screen = Screen()
    columns = [
        Column("Model"),
        Column("Score", "right"),
        Column("Standing", rank=1),
        Column("By", brief_of="Standing", legend="By: s self-reported"),
        Column("Remark", rank=2),
    ]
    screen.table(columns, [("a" * 20, "0.500", "self-reported", "s", "r" * 20)])
    assert seen(screen, 80)[0].split() == ["Model", "Score", "Standing", "Remark"]
    narrow = seen(screen, 36)
    assert narrow[0].split() == ["Model", "Score", "By"] and narrow[2].split() == ["a" * 20, "0.500", "s"]
    assert narrow[3:] == ["By: s self-reported", "not shown at this width: Remark"]
    screen.print()
    assert capsys.readouterr().out.splitlines()[0].split() == ["Model", "Score", "Standing", "Remark"]


def test_a_piped_table_leaves_out_spare_columns_that_no_row_fills(capsys: pytest.CaptureFixture[str]) -> None:
    screen = Screen()
    columns = [Column("Model"), Column("Range", spare=True), Column("Size"), Column("Score", "right")]
    screen.table(columns, [("a", None, None, "0.5"), ("b", "", "", "0.4")])
    screen.print()
    assert capsys.readouterr().out.splitlines() == ["Model  Size  Score", "a              0.5", "b              0.4"]


def test_a_column_that_nobody_fills_takes_no_room_on_a_terminal() -> None:
    screen = Screen()
    screen.table([Column("Model"), Column("Price"), Column("Score")], [("a", None, "1"), ("b", "", "2")])
    assert seen(screen)[0].split() == ["Model", "Score"]
    assert "not shown" not in "\n".join(seen(screen))


@given(
    st.lists(st.tuples(st.text("ab 模", max_size=60), st.text("xy", max_size=60)), min_size=1, max_size=5),
    st.integers(60, 140),
)
def test_a_table_of_shrinking_columns_fits_every_terminal(rows: list[tuple[str, str]], width: int) -> None:
    screen = Screen()
    screen.table([Column("Model", shrink=True), Column("Note", rank=1, shrink=True)], rows)
    assert all(output.width_of(line) <= width for line in seen(screen, width))


FIGURES = st.sampled_from(["0", "1.000", "0.214 [0.143, 0.295]", "-0.045 [-0.161, +0.072]", "<0.001", "12,032", "–"])
NAMES = st.text("abc -_/", min_size=1, max_size=60).map(str.strip)
TITLES = st.sampled_from(["n", "official", "social sciences", "Cardiomediastinum", "p Holm"])


@given(st.data(), st.sampled_from([60, 80, 100, 120]))
def test_a_figure_is_shown_whole_or_its_column_is_named_as_not_shown(data: st.DataObject, width: int) -> None:
    count = data.draw(st.integers(1, 10))
    ranks = [data.draw(st.integers(0, 3)) for _ in range(count)]
    columns = [Column(f"{data.draw(TITLES)} {place}", "right", rank=rank) for place, rank in enumerate(ranks)]
    named = Column("name", shrink=data.draw(st.booleans()))
    rows = [(data.draw(NAMES), *(data.draw(FIGURES) for _ in columns)) for _ in range(3)]
    screen = Screen()
    screen.table([named, *columns], rows)
    shown = seen(screen, width)
    assert all(output.width_of(line) <= width for line in shown)
    told = " ".join(line.strip() for line in shown).partition("not shown at this width: ")[2].split(", ")
    kept = [place for place, column in enumerate(columns) if column.title not in told]
    assert kept
    body = " ".join(shown[next(place for place, line in enumerate(shown) if line.startswith("─")) + 1 :])
    for row in rows:
        expected = r"\s+".join(re.escape(row[1 + place]) for place in kept)
        assert re.search(rf"(?<!\S){expected}(?!\S)", body), (row, shown)


def test_names_and_titles_are_wrapped_between_words_before_a_figure_gives_way() -> None:
    screen = Screen()
    columns = [Column("metric"), Column("social sciences", "right"), Column("95% interval"), Column("n", "right")]
    screen.table(columns, [("calibration-error-all-bins (judge tiny)", "0.261", "[0.143, 0.295]", "112")])
    assert [line.rstrip() for line in seen(screen, 60)] == [
        f"{'social':>39}",
        f"{'metric':29}  sciences  95% interval      n",
        "─" * 60,
        f"{'calibration-error-all-bins':29}     0.261  [0.143, 0.295]  112",
        "(judge tiny)",
    ]


def test_running_text_is_wrapped_on_a_terminal_and_whole_in_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    screen = Screen()
    text = " ".join(["word"] * 60)
    screen.item(text)
    lines = seen(screen, 80)
    assert lines[0].startswith("· word") and all(line.startswith("  word") for line in lines[1:])
    assert max(map(len, lines)) <= 80
    assert plain(screen, capsys) == f"· {text}\n"


def test_no_color_keeps_the_layout_and_drops_the_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen()
    screen.table([Column("Score", style="cyan")], [("0.5",)])
    assert "\x1b[36m" in terminal(screen.print)
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[36m" not in terminal(screen.print)
    assert "─" in terminal(screen.print)


def test_facts_without_a_value_are_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    screen = Screen()
    screen.facts([("size", "4B"), ("price", None), ("licence", ""), ("n", 0)])
    assert plain(screen, capsys) == "size  4B\nn     0\n"


def test_json_is_utf8_where_stdout_takes_it_and_escaped_where_it_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {}
    for encoding in ("utf-8", "ascii"):
        raw = io.BytesIO()
        stream = io.TextIOWrapper(raw, encoding=encoding)
        monkeypatch.setattr(sys, "stdout", stream)
        output.print_json({"name": "Modèle"})
        stream.flush()
        texts[encoding] = raw.getvalue()
    assert "Modèle".encode() in texts["utf-8"]
    assert rb"Mod\u00e8le" in texts["ascii"]
    assert json.loads(texts["ascii"]) == {"name": "Modèle"}


def test_a_complaint_is_one_line_whatever_it_is_made_of(capsys: pytest.CaptureFixture[str]) -> None:
    output.complain("error", "two\nlines", "do\nthis")
    output.complain("error", "did you mean a?", "see b")
    assert capsys.readouterr().err == "error: two lines; do this\nerror: did you mean a? see b\n"
