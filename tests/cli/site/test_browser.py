"""The site as its readers use it, in a real browser: opened from a server and from disk."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

from podium.cli.site.rendering import cut
from podium.registry import database, leaderboard
from podium.registry.course import course
from podium.registry.views import BoardView, shown
from podium.tests.cli.site.browser import Browser

#: A page of every kind, small ones.
KINDS = (
    "index.html",
    "about.html",
    "compare.html",
    "compare.html?models=gemini-2-5-pro,gpt-5-2025-08-07",
    "benchmarks/chexpert.html",
    "benchmarks/chexpert/f1-medgemma-reports.html",
    "models/medgemma-4b-it.html",
    "categories/healthcare.html",
)
#: Pages with long tables.
LONG = ("benchmarks/mmlu-pro.html", "benchmarks/chexpert/auroc-competition.html")
#: A board with proprietary and open models, prices and dates.
BOARD = "benchmarks/hle.html"
TABLE = "#board-reported"


@pytest.fixture(params=["served", "from disk"])
def root(request: pytest.FixtureRequest, site: Path) -> str:
    """Return the address of the site, of a server and of the disk."""
    if request.param == "from disk":
        return f"{site.as_uri()}/"
    address: str = request.getfixturevalue("served")
    return address


@pytest.fixture(scope="module")
def hle(filled_registry: Path) -> BoardView:
    """Return the board of :data:`BOARD` as the registry has it."""
    connection = database.connect(filled_registry)
    view = leaderboard.board(connection, "hle", "reported")
    rows = list(view.rows)
    connection.close()
    assert len(rows) > 20
    return view


@pytest.fixture(autouse=True)
def quiet(browser: Browser) -> Any:
    """Let no test end with an error in the console, whatever it was about."""
    yield
    assert browser.console() == []


def column(browser: Browser, name: str, table: str = TABLE) -> list[str]:
    """Return the texts of a column, of the rows that are shown; of models their names, without the settings below."""
    found: list[str] = browser.run(
        """
        const table = document.querySelector(arguments[0]);
        const heads = [...table.tHead.rows[0].cells].map(one => one.textContent.trim());
        return [...table.tBodies[0].rows].filter(row => !row.hidden)
            .map(row => row.cells[heads.indexOf(arguments[1])])
            .map(cell => (cell.tagName === "TH" ? cell.querySelector("a") : cell).textContent.trim());
        """,
        table,
        name,
    )
    return found


def head(browser: Browser, name: str, table: str = TABLE) -> WebElement:
    """Return a heading of a table."""
    (found,) = (one for one in browser.all(f"{table} thead th") if one.get_attribute("textContent") == name)
    return found


def press(browser: Browser, element: WebElement) -> None:
    """Click an element wherever on the page it is."""
    browser.run("arguments[0].scrollIntoView({block: 'center'})", element)
    element.click()


def count(browser: Browser) -> str:
    """Return what the filters say of how many models there are."""
    return browser.one("form.filters output").text


def expected(view: BoardView, keep: Any) -> str:
    left = sum(1 for row in view.rows if keep(row))
    assert 0 < left < len(view.rows), "the filter must tell models apart"
    return f"{left} of {len(view.rows)} models"


# --- The chart -----------------------------------------------------------------------------------------------


def plot(browser: Browser) -> WebElement:
    """Return the layer of the chart that takes the pointer, in sight."""
    browser.until(lambda: browser.all("figure.progress.live"), "the chart is drawn")
    over = browser.all("figure.progress .u-over")[0]
    browser.run("arguments[0].scrollIntoView({block: 'center'})", over)
    return over


def hover(browser: Browser, over: WebElement) -> str:
    """Move the pointer over the chart until it meets a result, and return what is said of it."""
    width, height = over.size["width"], over.size["height"]
    for across in range(-4, 5):
        for up in range(-4, 5):
            where = (int(across * width / 10), int(up * height / 10))
            ActionChains(browser.driver, duration=0).move_to_element_with_offset(over, *where).perform()
            if tip := "".join(browser.texts("figure.progress .tip:not([hidden])")):
                return tip
    raise AssertionError("the pointer met no result anywhere on the chart")


def toggles(browser: Browser) -> Mapping[str, WebElement]:
    return {one.get_attribute("data-kind") or "": one for one in browser.all("figure.progress button.kind")}


def test_hovering_over_the_chart_shows_a_model_with_score_metric_and_date(
    browser: Browser, root: str, hle: BoardView
) -> None:
    browser.open(root + BOARD)
    tip = hover(browser, plot(browser))
    (row,) = (row for row in hle.rows if tip.startswith(f"{row.model.name}\n"))
    assert row.model.organisation and row.model.organisation in tip
    assert shown(row.value) in tip and hle.board.metric_name in tip
    assert row.standing in tip and f"released {row.model.released}"[:16] in tip


def test_arrow_keys_go_from_result_to_result(browser: Browser, served: str, hle: BoardView) -> None:
    browser.open(served + BOARD)
    plot(browser)
    box = browser.all("figure.progress .plot")[0]
    seen = []
    for key in (Keys.HOME, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ARROW_LEFT, Keys.END):
        box.send_keys(key)
        seen.append(browser.texts("figure.progress .tip")[0])
    assert seen[1] == seen[3] and len(set(seen)) == 4
    names = {row.model.name for row in hle.rows}
    assert {tip.split("\n")[0] for tip in seen} <= names
    box.send_keys(Keys.ESCAPE)
    assert browser.texts("figure.progress .tip:not([hidden])") == []


def test_the_toggle_hides_proprietary_models_in_chart_and_table(browser: Browser, root: str, hle: BoardView) -> None:
    browser.open(root + BOARD)
    plot(browser)
    kinds = toggles(browser)
    press(browser, kinds["proprietary"])
    assert kinds["proprietary"].get_attribute("aria-pressed") == "false"
    assert kinds["open"].get_attribute("aria-pressed") == "true"
    assert count(browser) == expected(hle, lambda row: row.model.open_weights is not False)
    assert set(column(browser, "Weights")) == {"open", "not recorded"} & set(column(browser, "Weights"))
    # Every result that the keys still reach is of a model that is not proprietary.
    kept = {row.model.name for row in hle.rows if row.model.open_weights is not False}
    box = browser.all("figure.progress .plot")[0]
    for key in (Keys.HOME, *[Keys.ARROW_RIGHT] * 12, Keys.END, *[Keys.ARROW_LEFT] * 12):
        box.send_keys(key)
        assert browser.texts("figure.progress .tip")[0].split("\n")[0] in kept
    press(browser, kinds["proprietary"])
    assert count(browser) == f"{len(hle.rows)} of {len(hle.rows)} models"


def test_dragging_zooms_and_show_all_takes_it_back(browser: Browser, root: str) -> None:
    browser.open(root + BOARD)
    over = plot(browser)
    box = browser.all("figure.progress .plot")[0]

    def span() -> tuple[int, int]:
        return int(box.get_attribute("data-from") or 0), int(box.get_attribute("data-to") or 0)

    whole = span()
    reset = browser.all("figure.progress button.reset")[0]
    assert not reset.is_displayed()
    width = over.size["width"]
    drag = ActionChains(browser.driver, duration=10).move_to_element_with_offset(over, width // 10, 0).click_and_hold()
    drag.move_by_offset(width // 4, 0).release().perform()
    browser.until(reset.is_displayed, "a chart that is zoomed can be reset")
    first, last = span()
    assert whole[0] < first < last < whole[1]
    assert (last - first) / (whole[1] - whole[0]) == pytest.approx(0.25, abs=0.02)
    press(browser, reset)
    browser.until(lambda: span() == whole, "all of it is shown again")
    assert not reset.is_displayed()
    box.send_keys("+")
    assert whole[0] < span()[0] < span()[1] < whole[1]
    box.send_keys("0")
    assert span() == whole


def test_results_in_one_place_are_all_told_and_the_first_of_the_board_first(
    browser: Browser, root: str, hle: BoardView
) -> None:
    leaders = hle.leaders
    assert len(leaders) == 2 and leaders[0].model.released == leaders[1].model.released
    browser.open(root + BOARD)
    over = plot(browser)
    box = browser.all("figure.progress .plot")[0]
    box.send_keys(Keys.END)
    while not browser.texts("figure.progress .tip")[0].startswith(f"{leaders[1].model.name}\n"):
        box.send_keys(Keys.ARROW_LEFT)
    spot = browser.one("figure.progress .spot")
    left, top = (int(float(spot.value_of_css_property(side).removesuffix("px"))) for side in ("left", "top"))
    where = (left - over.size["width"] // 2, top - over.size["height"] // 2)
    ActionChains(browser.driver, duration=0).move_to_element_with_offset(over, *where).perform()
    tip = browser.texts("figure.progress .tip:not([hidden])")[0].split("\n")
    assert [line for line in tip if line in {row.model.name for row in hle.rows}] == [row.model.name for row in leaders]
    assert sum(shown(leaders[0].value) in line for line in tip) == 1, "the score that they share is said once"


def test_a_score_far_off_is_drawn_at_the_edge_and_told_as_it_is(
    browser: Browser, served: str, filled_registry: Path
) -> None:
    connection = database.connect(filled_registry)
    found = course(leaderboard.board(connection, "chexpert", "auroc-competition"))
    connection.close()
    off = [point for point in found.points if found.beyond(point.row.value)]
    assert len(off) > 5
    browser.open(served + "benchmarks/chexpert/auroc-competition.html")
    plot(browser)
    assert f"{len(off)} results below {shown(found.edge or 0)} drawn at the edge" in browser.texts("figcaption")[0]
    box = browser.one("figure.progress .plot")
    box.send_keys(Keys.END)
    seen = {}
    for _ in range(40):
        tip = browser.texts("figure.progress .tip")[0]
        seen[tip.split("\n")[0]] = (tip, float(browser.one(".spot").value_of_css_property("top").removesuffix("px")))
        box.send_keys(Keys.ARROW_LEFT)
    names = {point.row.model.name: point.row for point in off}
    there = {name: seen[name] for name in seen.keys() & names.keys()}
    assert len(there) >= 2 and len({top for _, top in there.values()}) == 1
    lowest = max(top for _, top in seen.values())
    assert all(shown(names[name].value) in tip and top == lowest for name, (tip, top) in there.items())


def test_a_filter_tells_what_it_leaves_of_the_chart(browser: Browser, root: str, hle: BoardView) -> None:
    browser.open(root + BOARD)
    plot(browser)
    note = browser.one("figure.progress .note")
    assert not note.is_displayed()
    field = browser.one("form.filters [name=text]")
    field.send_keys("claude")
    kept = [row for row in hle.rows if "claude" in row.model.name.lower()]
    assert 0 < len(kept) < len(hle.rows)
    line = "the line is still the best so far of all models."
    assert note.text == f"The filters leave {len(kept)} of {len(hle.rows)} results; {line}"
    counts = {kind: int(one.find_element("css selector", "small").text) for kind, one in toggles(browser).items()}
    assert counts == {
        "open": sum(row.model.open_weights is True for row in kept),
        "proprietary": sum(row.model.open_weights is False for row in kept),
    }
    # A kind that is hidden keeps the number that its button would bring back.
    press(browser, toggles(browser)["proprietary"])
    assert toggles(browser)["proprietary"].text.endswith(str(counts["proprietary"]))
    press(browser, toggles(browser)["proprietary"])
    field.clear()
    field.send_keys("clawde")
    assert note.text == f"No result fits the filters; {line}"
    field.clear()
    field.send_keys(Keys.SPACE)
    assert not note.is_displayed()


def test_the_chart_writes_days_as_the_tables_do_and_says_how_to_zoom(browser: Browser, root: str) -> None:
    browser.open(f"{root}about.html")
    # What uPlot writes is drawn, not text of the page.
    spy = browser.command(
        "Page.addScriptToEvaluateOnNewDocument",
        {
            "source": "window.drawn = []; const old = CanvasRenderingContext2D.prototype.fillText;"
            " CanvasRenderingContext2D.prototype.fillText ="
            " function (text, ...rest) { window.drawn.push(text); old.call(this, text, ...rest) }"
        },
    )
    browser.open(root + BOARD)
    browser.command("Page.removeScriptToEvaluateOnNewDocument", spy)
    plot(browser)
    assert browser.one("figure.progress .hint").is_displayed()
    browser.until(lambda: browser.run("return drawn.length"), "the axes are drawn")
    for day in (r"\d{4}-\d{2}", r"\d{4}-\d{2}-\d{2}"):
        days = [text for text in browser.run("return drawn") if re.fullmatch(day, text)]
        assert len(days) >= 2
        assert [text for text in browser.run("return drawn") if "/" in text or ":" in text] == []
        browser.run("drawn.length = 0")
        for _ in range(14):
            browser.one("figure.progress .plot").send_keys("+")
    assert not browser.one("figure.progress .hint").is_displayed()


# --- The table -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("Score", lambda row: row.value),
        ("Size", lambda row: row.model.parameters_b),
        ("$/M in / out", lambda row: row.model.input_price),
        ("Released", lambda row: row.model.released),
    ],
)
def test_sorting_orders_both_ways_with_what_is_unknown_last(
    browser: Browser, served: str, hle: BoardView, heading: str, key: Any
) -> None:
    browser.open(served + BOARD)
    values = {row.model.name: key(row) for row in hle.rows}
    known = [value for value in values.values() if value is not None]
    seen = []
    for _ in range(2):
        press(browser, head(browser, heading).find_element("tag name", "button"))
        way = head(browser, heading).get_attribute("aria-sort")
        seen.append(way)
        order = [values[name] for name in column(browser, "Model")]
        assert order[: len(known)] == sorted(known, reverse=way == "descending")
        assert order[len(known) :] == [None] * (len(values) - len(known))
        sorted_heads = browser.all(f"{TABLE} thead th[aria-sort]")
        assert [one.get_attribute("textContent") for one in sorted_heads] == [heading]
    assert sorted(map(str, seen)) == ["ascending", "descending"]


def test_sorting_by_model_works_from_disk_too(browser: Browser, site: Path) -> None:
    browser.open(f"{site.as_uri()}/{BOARD}")
    before = column(browser, "Model")
    press(browser, head(browser, "Model").find_element("tag name", "button"))
    after = column(browser, "Model")
    assert sorted(after) == sorted(before) and after != before
    assert after[0].casefold() <= after[-1].casefold()


def test_filters_tell_how_many_models_they_leave(browser: Browser, root: str, hle: BoardView) -> None:
    browser.open(root + BOARD)
    form = browser.one("form.filters")
    assert form.is_displayed()
    assert count(browser) == f"{len(hle.rows)} of {len(hle.rows)} models"

    def field(name: str, value: str = "") -> WebElement:
        return browser.one(f"form.filters [name={name}]{value}")

    field("text").send_keys("gEmini")
    assert count(browser) == expected(hle, lambda row: "gemini" in row.model.name.lower())
    assert all("Gemini" in name for name in column(browser, "Model"))
    press(browser, browser.one("form.filters button[type=reset]"))
    browser.until(lambda: count(browser).startswith(f"{len(hle.rows)} of"), "reset shows all")

    field("org").send_keys("OpenAI")
    assert count(browser) == expected(hle, lambda row: row.model.organisation == "OpenAI")
    assert set(column(browser, "Organisation")) == {"OpenAI"}
    press(browser, browser.one("form.filters button[type=reset]"))

    press(browser, field("open", "[value='0']"))
    assert count(browser) == expected(hle, lambda row: row.model.open_weights is not False)
    press(browser, field("open", "[value='0']"))

    field("params").send_keys("100")
    assert count(browser) == expected(
        hle, lambda row: row.model.parameters_b is not None and row.model.parameters_b <= 100
    )
    press(browser, browser.one("form.filters button[type=reset]"))

    browser.run(
        "const one = arguments[0]; one.value = '2025-07'; one.dispatchEvent(new Event('input', {bubbles: true}))",
        field("since"),
    )
    assert count(browser) == expected(hle, lambda row: (row.model.released or "") >= "2025-07")
    press(browser, browser.one("form.filters button[type=reset]"))

    press(browser, field("verified"))
    verified = sum(row.verified for row in hle.rows)
    assert count(browser) == f"{verified} of {len(hle.rows)} models"


def test_filters_add_up(browser: Browser, served: str, hle: BoardView) -> None:
    browser.open(served + BOARD)
    browser.one("form.filters [name=org]").send_keys("Google")
    browser.one("form.filters [name=text]").send_keys("pro")
    assert count(browser) == expected(
        hle, lambda row: row.model.organisation == "Google" and "pro" in row.model.name.lower()
    )


def test_a_filter_finds_settings_and_sources(browser: Browser, root: str, hle: BoardView) -> None:
    browser.open(root + BOARD)
    how = browser.one("form.filters [name=how]")
    how.send_keys("Text-ONLY")
    settings = [cut("; ".join(filter(None, (row.setting, row.note))), 60).lower() for row in hle.rows]
    assert count(browser) == f"{sum('text-only' in one for one in settings)} of {len(hle.rows)} models"
    assert any("text-only" in one for one in settings)
    how.clear()
    how.send_keys("ANTHROPIC")
    sources = [cut(row.reported_by or "source", 28).lower() for row in hle.rows]
    left = sum("anthropic" in one or "anthropic" in said for one, said in zip(sources, settings, strict=True))
    assert any("anthropic" in one for one in sources)
    assert count(browser) == f"{left} of {len(hle.rows)} models"


@pytest.mark.parametrize(
    "page", [BOARD, "benchmarks/hle/epoch.html", "benchmarks/chexpert/auroc-competition.html", *LONG]
)
def test_all_of_a_row_is_in_sight_on_a_usual_screen_and_on_a_phone(browser: Browser, served: str, page: str) -> None:
    for width in (1280, 360):
        browser.size(width)
        browser.open(served + page)
        tables = "[...document.querySelectorAll('.scroll:has(table.results)')]"
        assert browser.run(f"return {tables}.length") >= 1
        assert browser.run(f"return {tables}.filter(one => one.scrollWidth > one.clientWidth).length") == 0, width


def test_on_a_phone_the_place_the_name_and_the_score_stand_in_the_first_line(
    browser: Browser, served: str, hle: BoardView
) -> None:
    browser.size(360)
    browser.open(served + BOARD)
    tops = browser.run(
        "const row = document.querySelector(arguments[0] + ' tbody tr');"
        " const at = (one) => one.getBoundingClientRect();"
        " const score = [...row.cells].filter(one => one.textContent.startsWith(arguments[1]));"
        " return [row.cells[0], row.querySelector('th a'), ...score]"
        ".map(one => [at(one).top, at(one).left, at(one).right])",
        TABLE,
        shown(hle.rows[0].value),
    )
    (place, name, score) = tops
    assert abs(place[0] - name[0]) < 6 and abs(score[0] - name[0]) < 6
    assert 0 <= place[1] < name[1] < score[1] < score[2] <= 360


def test_the_command_that_reports_a_row_is_filled_in(browser: Browser, root: str) -> None:
    def command() -> str:
        return browser.one("#report code:has(b)").text

    browser.open(root + "benchmarks/chexpert.html")
    press(browser, browser.one("#report summary"))
    assert command().startswith("podium corrections add chexpert/reported MODEL --value VALUE ")
    browser.one("#report select").send_keys("MedGemma")
    assert command().startswith("podium corrections add chexpert/reported medgemma-4b-it --value VALUE ")
    browser.open(root + "models/medgemma-4b-it.html")
    press(browser, browser.one("#report summary"))
    assert command().startswith("podium corrections add BENCHMARK medgemma-4b-it --value VALUE ")
    browser.one("#report select").send_keys("MIMIC CXR, Macro-F1, public")
    (chosen,) = browser.texts("#report option:checked")
    assert chosen == "MIMIC CXR, Macro-F1, public labels"
    assert re.match(r"podium corrections add mimic-cxr/[a-z0-9-]+ medgemma-4b-it --value VALUE ", command())
    assert "mimic-cxr/reported" not in command()


# --- Finding and comparing -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "title", "leads"),
    [
        ("mmlu-pro", "MMLU-Pro", "benchmarks/mmlu-pro.html"),
        ("humanitys last", "Humanity's Last Exam", "benchmarks/hle.html"),
        ("healthcare", "healthcare", "categories/healthcare.html"),
    ],
)
def test_the_search_box_works_by_keyboard_alone(
    browser: Browser, root: str, typed: str, title: str, leads: str
) -> None:
    browser.open(root + "models/medgemma-4b-it.html")
    box = browser.one("#search")

    def led_to_the_box() -> bool:
        # Pressed in the box it would be a character of the search.
        if browser.driver.switch_to.active_element != box:
            ActionChains(browser.driver).send_keys("/").perform()
        return bool(browser.driver.switch_to.active_element == box)

    browser.until(led_to_the_box, "a key leads to the box")
    box.send_keys(typed)
    browser.until(lambda: browser.all("#found [role=option]"), "something is found")
    assert box.get_attribute("aria-expanded") == "true"
    for _ in range(12):
        chosen = browser.run("return document.getElementById(arguments[0].getAttribute('aria-activedescendant'))", box)
        if chosen is not None and chosen.find_element("tag name", "b").text == title:
            break
        box.send_keys(Keys.ARROW_DOWN)
    assert chosen.get_attribute("aria-selected") == "true"
    box.send_keys(Keys.ENTER)
    browser.until(lambda: browser.driver.current_url == root + leads, f"Enter leads to {leads}")


def test_the_search_box_finds_a_model_by_another_name(browser: Browser, root: str) -> None:
    browser.open(root + "index.html")
    box = browser.one("#search")
    box.send_keys("deepseek-reasoner")
    browser.until(lambda: browser.texts("#found [role=option] b") == ["DeepSeek-V3.2"], "it is found")
    box.send_keys(Keys.ENTER)
    browser.until(lambda: browser.driver.current_url == f"{root}models/deepseek-v3-2.html", "Enter leads to it")


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("gpt5", "GPT-5"),
        ("MedGema", "MedGemma 4B IT"),
        ("chexprt", "CheXpert CXR"),
        ("hcexpert", "CheXpert CXR"),
        ("humanity last exma", "Humanity's Last Exam"),
        ("mmlupro", "MMLU-Pro"),
        ("claude sonet 4", "Claude Sonnet 4"),
        ("helthcare", "healthcare"),
        ("clsnt", "Claude Sonnet 5"),
        # Of models that fit as well as one another the newest.
        ("claud opus", "Claude Opus 5"),
        # What is spelt as it should be is found before what is only like it.
        ("medqa", "MedQA"),
        ("mmlu", "MMLU"),
    ],
)
def test_the_search_box_forgives_slips_of_the_keyboard(browser: Browser, served: str, typed: str, title: str) -> None:
    browser.open(served + "about.html")
    browser.one("#search").send_keys(typed)
    browser.until(lambda: browser.texts("#found [role=option] b")[:1] == [title], f"{title} is found first")


def test_the_search_box_finds_the_models_of_an_organisation(browser: Browser, served: str) -> None:
    browser.open(served + "about.html")
    browser.one("#search").send_keys("openai")
    browser.until(lambda: browser.texts("#found [role=option]"), "something is found")
    assert {line.split("\n")[1] for line in browser.texts("#found [role=option]")} == {"model · OpenAI"}


def test_six_models_are_compared_and_no_more(browser: Browser, served: str) -> None:
    slugs = [
        "gpt-5-2025-08-07", "gemini-2-5-pro", "o3-2025-04-16", "claude-opus-4-20250514", "deepseek-r1",
        "gpt-4o-2024-08-06", "o3-mini",
    ]  # fmt: skip
    browser.open(f"{served}compare.html")
    browser.until(lambda: browser.texts("#compare .status") == ["Choose two to six models."], "it asks for models")
    left = "return document.querySelector(arguments[0]).getBoundingClientRect().left"
    assert browser.run(left, "#pick") == browser.run(left, "h1"), "the box stands at the margin"
    browser.open(f"{served}compare.html?models={','.join(slugs)}")
    browser.until(lambda: browser.all("#compare section.shared"), "they are compared")
    assert len(browser.all("#compare .chips li")) == 6
    assert not browser.one("#pick").is_enabled()
    for width in (360, 1280):
        browser.size(width)
        assert browser.run("return document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("page", ["about.html", "benchmarks/chexpert.html"])
@pytest.mark.parametrize("width", [360, 1280])
def test_no_option_of_a_command_is_broken_over_lines(browser: Browser, served: str, page: str, width: int) -> None:
    browser.size(width)
    browser.open(served + page)
    browser.run("document.querySelectorAll('details').forEach(one => { one.open = true })")
    broken = browser.run(
        """
        const found = [];
        for (const code of document.querySelectorAll("pre code")) {
            if (!code.textContent.startsWith("podium corrections add")) continue;
            const walk = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
            for (let node = walk.nextNode(); node; node = walk.nextNode())
                for (const option of node.data.matchAll(/--[a-z]+/g)) {
                    const range = new Range();
                    range.setStart(node, option.index);
                    range.setEnd(node, option.index + option[0].length);
                    found.push([option[0], range.getClientRects().length]);
                }
        }
        return found;
        """
    )
    assert broken == [["--value", 1], ["--source", 1], ["--because", 1]]


def test_a_category_on_a_phone_reads_down_and_names_the_boards_of_its_ranks(
    browser: Browser, served: str, site: Path
) -> None:
    browser.size(360)
    browser.open(served + "categories/healthcare.html")
    wide = "const one = document.querySelector('.scroll:has(table.ranks)'); return one.scrollWidth - one.clientWidth"
    assert browser.run(wide) == 0
    data = json.loads((site / "categories/healthcare.json").read_text(encoding="utf-8"))
    first = data["rows"][0]
    cells = browser.run(
        """
        return [...document.querySelector("table.ranks tbody tr").cells].map(cell => {
            const box = cell.getBoundingClientRect();
            const said = (side) => getComputedStyle(cell, side).content.replace(/^none$|"/g, "");
            return [box.left, box.top, box.right, said("::before") + cell.textContent.trim() + said("::after")];
        });
        """
    )
    shown_cells = [cell for cell in cells if cell[2] > cell[0]]
    assert all(cell[2] <= 360 for cell in shown_cells)
    place, name, _, mean, covered = cells[:5]
    assert abs(place[1] - name[1]) < 6 and abs(mean[1] - name[1]) < 6 and place[0] < name[0] < mean[0]
    assert mean[3] == f"{first['mean_rank']:.1f}mean rank"
    assert covered[3] == f"on {first['boards']} of {sum(board['counts'] for board in data['boards'])} boards"
    names = {board["slug"]: board["name"] for board in data["boards"]}
    counting = [board["slug"] for board in data["boards"] if board["counts"]][:8]
    wanted = [f"{names[slug]} {first['ranks'][slug]}" for slug in counting if slug in first["ranks"]]
    assert [cell[3] for cell in shown_cells[5:]] == wanted


def test_the_search_box_takes_no_number_for_a_slip_of_another(browser: Browser, served: str) -> None:
    browser.open(served + "about.html")
    browser.one("#search").send_keys("gemni 2.5 pro")
    browser.until(lambda: browser.texts("#found [role=option] b"), "something is found")
    assert all("2.5" in title for title in browser.texts("#found [role=option] b"))


def test_the_search_box_says_when_nothing_is_found(browser: Browser, served: str) -> None:
    browser.open(served + "index.html")
    box = browser.one("#search")
    box.send_keys("zzzzqqqq")
    browser.until(lambda: browser.texts("#found") == ["Nothing found"], "it says so")
    box.send_keys(Keys.ENTER)
    assert browser.driver.current_url == served + "index.html"
    box.send_keys(Keys.ESCAPE)
    assert not browser.one("#found").is_displayed()


def test_models_of_an_address_are_compared_on_the_boards_they_share(
    browser: Browser, root: str, filled_registry: Path
) -> None:
    browser.open(root + "compare.html?models=gemini-2-5-pro,gpt-5-2025-08-07")
    browser.until(lambda: browser.all("#compare section.shared"), "they are compared")
    connection = database.connect(filled_registry)
    boards = connection.execute(
        "SELECT benchmark, board FROM current_results WHERE model = 'gpt-5-2025-08-07' INTERSECT"
        " SELECT benchmark, board FROM current_results WHERE model = 'gemini-2-5-pro'"
    ).fetchall()
    connection.close()
    assert len(boards) > 3
    assert browser.texts("#compare .status") == [f"{len(boards)} shared boards"]
    sections = browser.all("#compare section.shared")
    assert len(sections) == len(boards)
    for section in sections:
        assert len(section.find_elements("css selector", "tbody tr")) == 2
        (verdict,) = section.find_elements("css selector", ".verdict")
        assert verdict.get_attribute("data-told") in ("yes", "no", "not known")


def test_a_model_is_added_to_a_comparison_by_keyboard(browser: Browser, root: str) -> None:
    browser.open(root + "compare.html?models=gpt-5-2025-08-07")
    box = browser.one("#pick")
    browser.until(lambda: "Add another model" in browser.texts("#compare .status")[0], "one is not enough")
    box.send_keys("gemini 2.5 pro")
    browser.until(lambda: browser.all("#picked [role=option] b"), "it is found")
    box.send_keys(Keys.ENTER)
    browser.until(lambda: browser.all("#compare section.shared"), "they are compared")
    assert len(browser.all("#compare .chips li")) == 2
    assert browser.driver.current_url.endswith("?models=gpt-5-2025-08-07,gemini-2-5-pro")


def test_a_model_that_is_not_there_is_named_and_nothing_of_the_address_is_obeyed(browser: Browser, served: str) -> None:
    browser.open(served + "compare.html?models=gpt-5-2025-08-07,%3Cimg%20src%3Dx%3E,..%2Fsearch")
    browser.until(lambda: "There is no model" in browser.texts("#compare .status")[0], "it is named")
    assert "<img src=x>" in browser.texts("#compare .status")[0]
    assert browser.all("#compare img") == []
    # The missing files are an error of the network, and of nothing else.
    assert all("404" in line for line in browser.console())


# --- Every kind of page --------------------------------------------------------------------------------------


def test_the_theme_that_was_chosen_persists(browser: Browser, root: str) -> None:
    def paper() -> str:
        colour: str = browser.run("return getComputedStyle(document.body).backgroundColor")
        return colour

    browser.open(root + "index.html")
    light = paper()
    browser.one("button.theme").click()
    browser.until(lambda: paper() != light, "dark colours")
    dark = paper()
    browser.open(root + BOARD)
    assert paper() == dark
    browser.one("button.theme").click()
    browser.open(root + "index.html")
    assert paper() == light


def test_the_system_chooses_the_theme_where_the_reader_did_not(browser: Browser, served: str) -> None:
    papers = []
    for scheme in ("light", "dark"):
        browser.media(prefers_color_scheme=scheme)
        browser.open(served + "index.html")
        papers.append(browser.run("return getComputedStyle(document.body).backgroundColor"))
    assert papers[0] != papers[1]


def visit(browser: Browser, address: str) -> None:
    """Open a page and wait for what its scripts load."""
    browser.open(address)
    if "models=" in address:
        browser.until(lambda: browser.all("#compare section.shared"), "they are compared")


def test_no_page_logs_an_error_or_asks_another_server(browser: Browser, root: str) -> None:
    for page in (*KINDS, *LONG):
        visit(browser, root + page)
        assert browser.console() == [], page
        asked = browser.requested()
        assert any(address.startswith(f"{root}assets/") for address in asked)
        assert [address for address in asked if not address.startswith((root, "data:", "about:"))] == [], page


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_violation_on_any_kind_of_page(browser: Browser, served: str, scheme: str) -> None:
    browser.media(prefers_color_scheme=scheme)
    found = {}
    for page in KINDS:
        visit(browser, served + page)
        if violations := browser.violations():
            found[page] = violations[:5]
    # What readers open: the list of what was found, all questions, what is said of a point of the chart.
    browser.open(served + "benchmarks/chexpert.html")
    browser.run("document.querySelectorAll('details').forEach(one => { one.open = true })")
    browser.one("#search").send_keys("med")
    browser.until(lambda: browser.all("#found [role=option] b"), "something is found")
    found |= {"opened": violations[:5]} if (violations := browser.violations()) else {}
    plot(browser)
    browser.one("figure.progress .plot").send_keys(Keys.HOME)
    assert "MedGemma" in browser.texts("figure.progress .tip:not([hidden])")[0]
    found |= {"pointed": violations[:5]} if (violations := browser.violations()) else {}
    assert found == {}


@pytest.mark.parametrize("width", [360, 768])
def test_no_page_is_wider_than_a_phone(browser: Browser, served: str, width: int) -> None:
    browser.size(width)
    for page in (*KINDS, *LONG):
        visit(browser, served + page)
        widest = browser.run("return Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)")
        assert widest <= width, page


def test_a_printed_page_has_every_row_and_no_controls(browser: Browser, served: str, hle: BoardView) -> None:
    browser.open(served + BOARD)
    browser.command("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        for control in ("header.top nav", "form.search", "button.theme", "form.filters", "figure.progress .line"):
            assert not browser.one(control).is_displayed(), control
        regions = "[...document.querySelectorAll('.scroll')]"
        assert browser.run(f"return {regions}.filter(one => one.scrollHeight > one.clientHeight + 1).length") == 0
        assert len(browser.all(f"{TABLE} tbody tr")) == len(hle.rows)
    finally:
        browser.command("Emulation.setEmulatedMedia", {"media": ""})


def test_pages_say_what_they_know_where_scripts_do_not_run(browser: Browser, served: str, hle: BoardView) -> None:
    browser.command("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        browser.open(served + BOARD, scripts=False)
        rows = browser.all(f"{TABLE} tbody tr")
        assert len(rows) == len(hle.rows) and rows[0].is_displayed()
        assert browser.all("figure.progress svg.frontier")[0].is_displayed()
        assert not browser.one("form.filters").is_displayed()
    finally:
        browser.command("Emulation.setScriptExecutionDisabled", {"value": False})


def test_the_first_key_leads_to_the_content(browser: Browser, served: str) -> None:
    browser.open(served + BOARD)
    ActionChains(browser.driver).send_keys(Keys.TAB).perform()
    link = browser.driver.switch_to.active_element
    assert link.text == "Skip to the content" and link.is_displayed()
    link.send_keys(Keys.ENTER)
    assert browser.run("return location.hash") == "#main"
