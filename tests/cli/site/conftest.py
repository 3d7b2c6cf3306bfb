"""The site of everything that ships with Podium, built once, and a browser to look at it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from podium.cli.site.build import build
from podium.cli.site.rendering import Options
from podium.registry import database
from podium.tests.cli.site.browser import Browser
from podium.tests.cli.support import PODIUM

#: Where the site says it is hosted. Nothing is asked of it.
BASE = "https://podium.example/boards/"


@pytest.fixture(scope="session")
def site(filled_registry: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the site of all that ships with Podium. It is shared: only read it."""
    folder = tmp_path_factory.mktemp("site") / "public"
    connection = database.connect(filled_registry)
    build(connection, filled_registry, folder, Options("Podium", BASE, "", "2026-06-30"), jobs=1)
    connection.close()
    return folder


@pytest.fixture(scope="session")
def served(site: Path) -> Iterator[str]:
    """Return the address at which ``podium site serve`` shows it."""
    command: list[str | Path] = [PODIUM, "site", "serve", str(site), "--port", "0"]
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    try:
        assert process.stdout is not None
        yield process.stdout.readline().split(" ")[0]
    finally:
        process.terminate()
        process.wait(10)


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Return the browser of this test process."""
    one = Browser(tmp_path_factory.mktemp("chromium"))
    yield one
    one.close()


@pytest.fixture
def browser(chromium: Browser) -> Browser:
    """Return the browser as it is at a reader's first visit, in the light, on a wide screen."""
    chromium.open("about:blank")
    chromium.command("Storage.clearDataForOrigin", {"origin": "*", "storageTypes": "all"})
    chromium.size(1280)
    chromium.media(prefers_color_scheme="light")
    chromium.console()
    chromium.requested()
    return chromium
