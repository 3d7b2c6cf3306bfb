"""One registry that all examples of a test begin with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def filled_home(filled_registry: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Point Podium at the folder of the filled registry, which is shared: examples copy its ``registry.db``."""
    monkeypatch.setenv("PODIUM_HOME", str(filled_registry.parent))
    yield filled_registry.parent


@pytest.fixture(scope="session")
def copies_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of whole copies of datasets, which all tests share."""
    return tmp_path_factory.mktemp("copies")
