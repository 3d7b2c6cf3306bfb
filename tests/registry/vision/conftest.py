"""Saved models that see, and the questions about pictures they are asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from podium.registry.benchmark import Benchmark
from podium.tests.registry.vision.support import benchmark, saved, written


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return saved(tmp_path_factory.mktemp("models"))


@pytest.fixture(scope="module")
def pictures() -> Benchmark:
    return benchmark()


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("pictures"))
