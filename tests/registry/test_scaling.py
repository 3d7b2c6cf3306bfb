"""The guide to scaling shows what its script computes, and the script computes what the guide says."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "scaling.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def script() -> dict[str, Any]:
    return runpy.run_path(str(ROOT / "benchmarks" / "scaling.py"))


def table(name: str) -> list[str]:
    return PAGE.partition(f"<!-- {name} -->\n")[2].partition("<!-- end -->")[0].splitlines()


def test_the_tables_of_the_guide_are_what_the_script_prints(script: dict[str, Any]) -> None:
    assert table("assumptions") == list(script["assumptions"]())
    assert table("results") == list(script["results"](script["PRICE"]))
    assert len(table("results")) == 2 + 3 * 3
    assert f"${script['PRICE']:.2f} for a GPU" in PAGE


def test_an_estimate_by_hand(script: dict[str, Any]) -> None:
    """MMLU-Pro on 8 GPUs: 0.15 + 0.3 s an item, 1,504 items each, and a last chunk of 96."""
    one = script["estimate"](script["JOBS"][2], 8, 2.0)
    assert one.answering == pytest.approx(1504 * 0.45)
    assert one.tail == pytest.approx(96 * 0.45)
    assert one.whole == pytest.approx(120 + 1504 * 0.45 + 96 * 0.45)
    assert one.cost == pytest.approx(2.0 * 8 * one.whole / 3600)
    assert one.gain == pytest.approx((120 + 12_032 * 0.45) / one.whole)


def test_the_driver_bounds_a_fast_model_on_many_gpus(script: dict[str, Any]) -> None:
    one = script["estimate"](script["JOBS"][0], 64, 2.5)
    assert one.answering == pytest.approx(377_110 / 5000)
