"""Every test has its own PODIUM_HOME; tests that need a filled registry copy one that is made once."""

from __future__ import annotations

import os
import shutil
import signal
from pathlib import Path

import pytest

from podium.registry import plugin_guard
from podium.registry.startup import Place, update
from podium.tests.fresh import Fresh, make
from podium.tests.settled import settle


def pytest_configure() -> None:
    # Where the tests run in the background of a script, it has let them and every process they start ignore Ctrl-C.
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Point Podium at an empty folder of this test, whatever the developer's shell has set."""
    for name in [name for name in os.environ if name.startswith("PODIUM_")]:
        monkeypatch.delenv(name)
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES"):
        monkeypatch.delenv(name, raising=False)
    # On a busy machine any plugin may be slow enough to be told of.
    monkeypatch.setattr(plugin_guard, "SILENT_SECONDS", plugin_guard.LOADING_SECONDS)
    home = tmp_path / "podium-home"
    monkeypatch.setenv("PODIUM_HOME", str(home))
    return home


@pytest.fixture(scope="session")
def filled_registry(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a registry file that holds everything that ships with Podium. It is shared: only read it."""
    home = tmp_path_factory.mktemp("filled")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PODIUM_HOME", str(home))
        update(Place(home / "registry.db"))
    return home / "registry.db"


@pytest.fixture
def settled_home(own_home: Path) -> Path:
    """Return this test's home, with the registry that the first command would make there."""
    settle(Place(own_home / "registry.db"))
    return own_home


@pytest.fixture
def registry_file(filled_registry: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return this test's own copy of the filled registry, and point PODIUM_DB at it."""
    copy = Path(shutil.copy(filled_registry, tmp_path / "registry.db"))
    # The copy remembers its home; with another one it would be brought in step again, which takes a while.
    monkeypatch.setenv("PODIUM_HOME", str(filled_registry.parent))
    monkeypatch.setenv("PODIUM_DB", str(copy))
    return copy


@pytest.fixture(scope="session")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Fresh:
    """Return a new environment with Podium in it. It takes minutes to make: for slow tests only."""
    return make(tmp_path_factory.mktemp("fresh"))
