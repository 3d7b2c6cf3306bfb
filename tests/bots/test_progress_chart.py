"""Pictures of a board over time: names that can be read, whatever lies around them."""

from __future__ import annotations

import colorsys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.transforms import Bbox
from PIL import Image

from podium.bots.progress_chart import Theme, progress_picture
from podium.registry import database, leaderboard
from podium.registry.course import Course, course
from podium.registry.views import shown

IMAGES = Path(__file__).parents[2] / "docs" / "images"

#: Boards of 1 to 200 results, with few records and with many.
BOARDS = (
    "mmlu", "mmlu-pro", "hle", "mmmu", "charxiv-r", "medqa", "chexpert", "truthfulqa", "hle/epoch",
    "chexpert/auroc-competition",
)  # fmt: skip


@pytest.fixture(scope="module")
def courses(filled_registry: Path) -> dict[str, Course]:
    connection = database.connect(filled_registry)
    found = {slug: course(leaderboard.board(connection, *slug.split("/"))) for slug in BOARDS}
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
    best = next((one for one in figure.axes[0].lines if one.get_drawstyle() == "steps-post"), None)
    if best is None:
        return []
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
    points = [one for one in figure.axes[0].collections if isinstance(one, PathCollection)]
    results = np.concatenate([one.get_offsets() for one in points])
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


def words(figure: Figure) -> str:
    """Return what stands in a picture around the axes."""
    legend = [text.get_text() for text in figure.legends[0].get_texts()]
    return "\n".join([text.get_text() for text in figure.texts] + legend)


def test_scores_with_an_interval_have_a_bar_and_the_picture_says_what_it_is(
    courses: dict[str, Course], drawn: list[Figure]
) -> None:
    for slug in ("hle", "hle/epoch", "mmlu"):
        progress_picture(courses[slug], "png")
        rows = [point.row for point in courses[slug].points]
        bars = [one for one in drawn[-1].axes[0].collections if isinstance(one, LineCollection)]
        ends = sorted((round(low, 9), round(high, 9)) for one in bars for (_, low), (_, high) in one.get_segments())
        assert ends == sorted((round(row.low, 9), round(row.high or 0, 9)) for row in rows if row.low is not None)
        assert ("Bars: 95% intervals." in words(drawn[-1])) is bool(ends) is (slug != "mmlu")
        bottom, top = drawn[-1].axes[0].get_ylim()
        assert all(bottom < low and high < top for low, high in ends)


def test_a_few_failed_entries_do_not_press_the_line_flat_and_are_told(
    courses: dict[str, Course], drawn: list[Figure]
) -> None:
    found = courses["chexpert/auroc-competition"]
    progress_picture(found, "png")
    (figure,) = drawn
    bottom, top = figure.axes[0].get_ylim()
    steps = [step.value for step in found.records["all"]]
    assert bottom < min(steps) < max(steps) < top
    assert (max(steps) - min(steps)) / (top - bottom) > 0.12
    points = [one for one in figure.axes[0].collections if isinstance(one, PathCollection)]
    shown_values = sorted(float(value) for one in points for _, value in np.asarray(one.get_offsets()))
    values = sorted(point.row.value for point in found.points)
    beyond = [value for value in values if value < shown_values[0]]
    assert shown_values == pytest.approx(values[len(beyond) :]) and 0 < len(beyond) < 0.1 * len(values)
    assert f" {len(beyond)} below " in words(figure) and "marked at the edge" in words(figure)
    assert max(len(np.atleast_1d(one.get_xdata())) for one in figure.axes[0].lines if one.get_marker() == "v") == len(
        beyond
    )
    assert "weights not recorded" in words(figure)


def test_a_board_whose_scores_lie_close_together_is_shown_whole(
    courses: dict[str, Course], drawn: list[Figure]
) -> None:
    progress_picture(courses["mmlu-pro"], "png")
    (figure,) = drawn
    bottom, top = figure.axes[0].get_ylim()
    assert all(bottom < point.row.value < top for point in courses["mmlu-pro"].points)
    assert "at the edge" not in words(figure)


def test_the_legend_names_no_line_where_one_result_leaves_none_to_draw(
    courses: dict[str, Course], drawn: list[Figure]
) -> None:
    progress_picture(courses["chexpert"], "png")
    progress_picture(courses["medqa"], "png")
    assert len(courses["chexpert"].points) == 1 and line(drawn[0]) == []
    assert "best so far" not in words(drawn[0]) and "best so far" in words(drawn[1])


@pytest.mark.parametrize("name", ["A benchmark of thirty-one signs", "W" * 60, "Short"])
def test_a_long_name_stands_clear_of_the_legend_and_within_the_picture(
    courses: dict[str, Course], drawn: list[Figure], name: str
) -> None:
    progress_picture(replace(courses["hle"], benchmark_name=name), "png")
    (figure,) = drawn
    title, legend = figure.texts[0].get_window_extent(), figure.legends[0].get_window_extent()
    assert figure.texts[0].get_text().rstrip("…") in name
    assert not title.overlaps(legend) and title.x1 < figure.bbox.x1 and legend.x1 < figure.bbox.x1
    assert not legend.overlaps(figure.texts[1].get_window_extent())
    assert not any(legend.overlaps(box) for box in names(figure).values())
    assert legend.y0 >= figure.axes[0].get_window_extent().y1


def legend(figure: Figure) -> dict[str, tuple[float, float, float]]:
    """Return the colour of each mark that a picture's legend names, as shares of red, green and blue."""
    (found,) = figure.legends
    handles = {one.get_label(): one for one in found.legend_handles if isinstance(one, Line2D)}
    return {str(label): to_rgb(one.get_color()) for label, one in handles.items() if one.get_marker() != "None"}


def test_a_mark_has_one_hue_in_the_light_and_the_dark_picture(courses: dict[str, Course], drawn: list[Figure]) -> None:
    for theme in ("light", "dark"):
        progress_picture(courses["mmlu-pro"], "png", theme=theme)
    light, dark = map(legend, drawn)
    assert list(light) == list(dark) == ["open weights", "proprietary"]
    for mark, colour in light.items():
        hues = [colorsys.rgb_to_hls(*one)[0] * 360 for one in (colour, dark[mark])]
        assert abs(hues[0] - hues[1]) < 10, mark


@pytest.mark.parametrize(("name", "theme"), [("alert", "light"), ("progress", "dark")])
def test_pictures_of_the_documentation_show_marks_in_their_own_colours(
    name: str, theme: Theme, courses: dict[str, Course], drawn: list[Figure]
) -> None:
    progress_picture(courses["mmlu-pro"], "png", theme=theme)
    with Image.open(IMAGES / f"discord-{name}.png") as picture:
        colours = np.array(picture.convert("RGB"), dtype=int)
    for mark, colour in legend(drawn[0]).items():
        alike = np.abs(colours - np.round(np.array(colour) * 255)).max(axis=2) < 12
        assert alike.sum() > 40, mark
