"""Everything Podium checks of a plugin, and what only its author can know."""

from __future__ import annotations

from pathlib import Path

from podium.registry import Answer
from podium.registry.testing import PluginTests
from podium_new_benchmark.plugin import SAMPLE, NewBenchmark


class TestNewBenchmark(PluginTests):
    """One test for each check of ``podium plugins check new_benchmark``."""

    plugin = "new_benchmark"


def test_the_sample_is_as_large_as_it_says(tmp_path: Path) -> None:
    """Load every split; do the same with a copy of the real data, and the card's counts, where there is one."""
    benchmark = NewBenchmark()
    benchmark.write_sample(tmp_path)
    for split, count in SAMPLE.items():
        assert len(list(benchmark.load(tmp_path, split))) == count


def test_an_answer_that_says_nothing_is_wrong(tmp_path: Path) -> None:
    """Score empty answers."""
    benchmark = NewBenchmark()
    benchmark.write_sample(tmp_path)
    items = benchmark.load(tmp_path, "test")
    settings = {one.name: one.default for one in benchmark.settings if one.stage == "score"}
    report = benchmark.score(items, [Answer() for _ in items], "cpu", **settings)
    assert report.boards[benchmark.card.headline.slug].value == 0.0
