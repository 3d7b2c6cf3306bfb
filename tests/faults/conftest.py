"""The registry that the faults befall."""

from __future__ import annotations

from pathlib import Path

import pytest

from podium.tests.faults import registries


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a registry file, in a home of its own. It is shared: only read it."""
    return registries.make(tmp_path_factory.mktemp("faults"))
