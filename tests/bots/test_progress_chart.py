"""Pictures of a board over time: names that can be read, whatever lies around them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from podium.bots.progress_chart import progress_picture
from podium.registry import database, leaderboard
from podium.registry.course import Course, course
from podium.registry.views import shown

#: Boards of 1 to 200 results, with few records and with many.
BOARDS = ("mmlu", "mmlu-pro", "hle", "mmmu", "charxiv-r", "medqa", "chexpert", "truthfulqa")


@pytest.fixture(scope="module")
def courses(filled_registry: Path) -> dict[str, Course]:
    connection = database.connect(filled_registry)
    found = {slug: course(leaderboard.board(connection, slug)) for slug in BOARDS}
    connection.close()
    return found


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[Figure]:
    """Return where pictures are kept as they are written."""
    kept: list[Figure] = []
    write = Figure.savefig

    def keep(figure: Figure, *arguments: Any, **options: Any) -> None:
        kept.append(figure)
        write(figure, *arguments, **options)

    monkeypatch.setattr(Figure, "savefig", keep)
    return kept


def names(figure: Figure) -> dict[str, Bbox]:
    """Return the boxes of the names in a picture."""
    return {text.get_text(): text.get_window_extent() for text in figure.axes[0].texts if text.get_text()}


def line(figure: Figure) -> list[Bbox]:
    """Return the stretches of the line of the best so far, each as a box."""
    (best,) = (one for one in figure.axes[0].lines if one.get_drawstyle() == "steps-post")
    days, values = np.asarray(best.get_xdata(orig=False), dtype=float), np.asarray(best.get_ydata(), dtype=float)
    corners = [(days[0], values[0])]
    for at in range(1, len(days)):
        corners += [(days[at], values[at - 1]), (days[at], values[at])]
    there = figure.axes[0].transData.transform(corners)
    return [Bbox([np.minimum(a, b), np.maximum(a, b)]).padded(0.5) for a, b in zip(there, there[1:], strict=False)]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("slug", BOARDS)
def test_no_name_lies_on_another_on_the_line_on_a_mark_or_over_the_edge(
    courses: dict[str, Course], drawn: list[Figure], slug: str, theme: Any
) -> None:
    progress_picture(courses[slug], "png", theme=theme)
    (figure,) = drawn
    found = names(figure)
    frame = figure.axes[0].get_window_extent()
    results = np.concatenate([one.get_offsets() for one in figure.axes[0].collections])
    marks = figure.axes[0].transData.transform(results)
    for text, box in found.items():
        assert not [other for other, there in found.items() if other != text and box.overlaps(there)], text
        assert not [stretch for stretch in line(figure) if box.overlaps(stretch)], text
        assert box.count_contains(marks) == 0, text
        assert frame.x0 <= box.x0 < box.x1 <= frame.x1 and frame.y0 <= box.y0 < box.y1 <= frame.y1, text


@pytest.mark.parametrize("slug", BOARDS)
def test_who_leads_is_named_and_so_are_most_who_set_a_record(
    courses: dict[str, Course], drawn: list[Figure], slug: str
) -> None:
    found = courses[slug]
    progress_picture(found, "png")
    (figure,) = drawn
    said = names(figure)
    steps = found.records["all"]
    last = f"  {shown(steps[-1].value)}"
    assert [text for text in said if text.endswith(last)]
    assert 2 * len(said) >= min(len(steps), 14)
    assert {text.rpartition("  ")[2] for text in said} <= {shown(step.value) for step in steps}


def test_names_stand_below_the_marks_where_lower_is_better(drawn: list[Figure], tmp_path: Path) -> None:
    from podium.registry import Board
    from podium.tests.cli.site.registries import card, fill, model, row

    rows = [row("bench", f"m{at}", 40.0 - 9 * at) for at in range(4)]
    models = [model(f"m{at}", released=f"202{at}-03-01") for at in range(4)]
    board = Board("main", metric_name="errors", higher_is_better=False, maximum=None, headline=True)
    connection = fill(tmp_path / "r.db", [card("bench", boards=(board,))], rows, models)
    progress_picture(course(leaderboard.board(connection, "bench")), "png")
    (figure,) = drawn
    found = names(figure)
    assert len(found) == 4
    for text, box in found.items():
        (_, height) = figure.axes[0].transData.transform((0, float(text.rpartition("  ")[2])))
        assert (box.y0 + box.y1) / 2 < height
