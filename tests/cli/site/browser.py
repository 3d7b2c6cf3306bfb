"""A real, headless Chromium: starting it, what it logged, and what it asked of servers."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NoReturn

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

AXE = (Path(__file__).parents[2] / "fakes" / "axe.min.js").read_text(encoding="utf-8")
_INSTALL = "Chromium is missing: apt-get install chromium chromium-driver"


def programs(which: Callable[[str], str | None] = shutil.which) -> tuple[str, str] | None:
    """Return the paths of Chromium and its driver, or None where one of them is missing."""
    chromium, driver = which("chromium"), which("chromedriver")
    return (chromium, driver) if chromium and driver else None


def missing(environment: Mapping[str, str]) -> NoReturn:
    """Fail where CI runs, where nobody would notice that the tests do not run; skip on other machines."""
    if environment.get("CI"):
        pytest.fail(_INSTALL, pytrace=False)
    pytest.skip(_INSTALL)


class Browser:
    """A browser with what the tests ask of it."""

    def __init__(self, downloads: Path) -> None:
        found = programs()
        if found is None:
            missing(os.environ)
        options = webdriver.ChromeOptions()
        options.binary_location = found[0]
        for argument in (
            "--headless=new",
            "--no-sandbox",  # as root, in containers
            "--disable-dev-shm-usage",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--force-prefers-reduced-motion",
            "--hide-scrollbars",
            "--window-size=1280,900",
            f"--user-data-dir={downloads}",
        ):
            options.add_argument(argument)
        options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=Service(found[1]))
        self.driver.set_page_load_timeout(30)

    def close(self) -> None:
        """End the browser."""
        self.driver.quit()

    def open(self, url: str, *, scripts: bool = True) -> None:
        """Load a page, and wait until its deferred scripts ran; on a slow machine the driver comes back before.

        Where scripts are forbidden there are none to wait for, and none that could tell.
        """
        self.driver.get(url)
        self.until(lambda: self.run("return document.readyState") == "complete", "it is loaded")
        if scripts:
            self.driver.execute_async_script("setTimeout(arguments[0], 50)")

    def run(self, script: str, *arguments: Any) -> Any:
        """Run a script in the page and return what it returns."""
        return self.driver.execute_script(script, *arguments)

    def one(self, selector: str) -> WebElement:
        """Return the only element that a selector finds, now or soon."""
        self.until(lambda: len(self.all(selector)) == 1, f"there is one {selector}")
        (found,) = self.all(selector)
        return found

    def all(self, selector: str) -> list[WebElement]:
        """Return the elements that a selector finds."""
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def texts(self, selector: str) -> list[str]:
        """Return the visible texts of the elements that a selector finds, in one call."""
        found: list[str] = self.run(
            "return [...document.querySelectorAll(arguments[0])].map(one => one.innerText.trim())", selector
        )
        return found

    def until(self, holds: Callable[[], Any], says: str) -> Any:
        """Wait until something holds, and return it."""
        return WebDriverWait(self.driver, 20, 0.05).until(lambda _: holds(), says)

    def size(self, width: int, height: int = 900) -> None:
        """Set the size of what is shown, exactly: windows cannot be as narrow as phones."""
        self.command(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False},
        )

    def media(self, **features: str) -> None:
        """Emulate what the reader prefers: ``prefers_color_scheme="dark"``."""
        chosen = [{"name": name.replace("_", "-"), "value": value} for name, value in features.items()]
        self.command("Emulation.setEmulatedMedia", {"features": chosen})

    def command(self, name: str, values: dict[str, Any]) -> Any:
        """Send a command of Chromium's own protocol."""
        return self.driver.execute_cdp_cmd(name, values)

    def console(self) -> list[str]:
        """Return what was logged since the last call: errors and warnings of pages, and of their security policy."""
        logged = self.driver.get_log("browser")  # type: ignore[no-untyped-call]
        return [f"{one['level']} {one['message']}" for one in logged]

    def requested(self) -> list[str]:
        """Return the addresses that pages asked for since the last call."""
        logged = self.driver.get_log("performance")  # type: ignore[no-untyped-call]
        events = [json.loads(one["message"])["message"] for one in logged]
        return [one["params"]["request"]["url"] for one in events if one["method"] == "Network.requestWillBeSent"]

    def violations(self) -> list[str]:
        """Return what axe-core finds on the page that is serious or critical: the rule, and where."""
        if not self.run("return 'axe' in window"):
            self.run(AXE)
        # Selenium awaits a promise that a script returns.
        found = self.run("return axe.run(document, {resultTypes: ['violations']})")["violations"]
        return [
            f"{one['id']}: {node['target']} {node['failureSummary']}"
            for one in found
            if one["impact"] in ("serious", "critical")
            for node in one["nodes"]
        ]
