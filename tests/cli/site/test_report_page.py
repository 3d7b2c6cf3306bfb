"""The page of a run's report in a real browser, on a phone and on a wide screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from podium.cli.published import published
from podium.cli.site.page import report_page
from podium.tests.cli.site.browser import Browser
from podium.tests.fakes.reports import CARD, FINDINGS, rich_run


@pytest.fixture
def address(tmp_path: Path) -> str:
    """Return the address of a report with every kind of table and curve."""
    path = tmp_path / "report.html"
    path.write_text(report_page(published(rich_run()), CARD), encoding="utf-8")
    return path.as_uri()


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_a_report_does_not_scroll_sideways(browser: Browser, address: str, width: int) -> None:
    browser.size(width)
    browser.open(address)
    assert len(browser.all("table.forest")) == 2
    assert browser.run("return Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)") <= width
    assert browser.console() == []


def test_names_of_forest_plots_stand_in_one_line_and_the_line_of_no_difference_is_whole(
    browser: Browser, address: str
) -> None:
    browser.open(address)
    rows = browser.run(
        """
        return [...document.querySelectorAll("table.forest tbody tr")].map(row => {
            const name = row.cells[0].firstElementChild, line = row.querySelector(".reference");
            const box = row.getBoundingClientRect(), drawn = line && line.getBoundingClientRect();
            return [name.textContent, name.getClientRects().length, name.offsetHeight, box.top, box.bottom,
                    drawn && drawn.top, drawn && drawn.bottom];
        });
        """
    )
    names = [row[0] for row in rows]
    assert names[: len(FINDINGS)] == list(FINDINGS) and "age: 40 to 60" in names
    for name, _, height, top, bottom, first, last in rows:
        if len(name) < 25:
            assert height < 24, name
        assert (first, last) == pytest.approx((top, bottom), abs=0.6), name


def test_on_a_phone_a_forest_plots_figures_stand_below_the_names_and_its_line_beside_both(
    browser: Browser, address: str
) -> None:
    browser.size(360)
    browser.open(address)
    rows = browser.run(
        """
        return [...document.querySelectorAll("table.forest tbody tr")].map(row =>
            [...row.cells, row.querySelector("svg")].map(one => {
                const box = one.getBoundingClientRect();
                return [box.left, box.top, box.right, box.bottom];
            }));
        """
    )
    assert len(rows) >= len(FINDINGS) + 6
    for name, _, figure, drawing in rows:
        assert figure[1] >= name[3] - 0.6 and figure[0] == name[0]
        assert drawing[0] >= max(name[2], figure[2]) - 0.6 and drawing[2] <= 360
        assert (drawing[1], drawing[3]) == pytest.approx((name[1], figure[3]), abs=0.6)


def test_bars_stand_over_their_points_and_the_page_says_what_intervals_are_of(browser: Browser, address: str) -> None:
    browser.open(address)
    (bars, points) = browser.run(
        """
        const all = (name) => [...document.querySelectorAll("svg.panel ." + name)].map(one => {
            const box = one.getBoundingClientRect();
            return [box.left + box.width / 2, box.top, box.bottom];
        });
        return [all("spread"), all("dot")];
        """
    )
    assert len(bars) == len(points) == 15 * len(FINDINGS)
    for bar, point in zip(bars, points, strict=True):
        assert bar[0] == pytest.approx(point[0], abs=1)
        assert bar[1] <= (point[1] + point[2]) / 2 + 1 and bar[2] >= (point[1] + point[2]) / 2 - 1
    said = browser.texts("h2 + p.faint")
    made = "95% intervals: patient bootstrap, percentile, B=1,000, seed 0."
    assert f"The interval is of the area; the curve itself has no band. {made}" in said
    assert "Bars are 95% Wilson intervals of the shares." in said
