"""A copy of a plugin's sample is known for what it is, wherever it lies."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from podium.registry.discovery import discover
from podium.registry.loading import load
from podium.registry.samples import SAMPLE_MARKER, is_sample, sample_folder

PLUGINS = Path(__file__).parents[1] / "fakes" / "plugins"


@pytest.mark.parametrize("slug", ["mmlu", "mmlu-pro", "hle", "mmmu", "mmmu-pro", "charxiv-r"])
def test_a_copy_of_the_sample_is_sample_data_until_its_marker_is_gone(slug: str, tmp_path: Path) -> None:
    benchmark = discover([], "", []).benchmarks[slug].benchmark
    copy = shutil.copytree(sample_folder(benchmark), tmp_path / "kept" / "copy")
    assert load(benchmark, copy, None, {}).dataset.sample
    (copy / SAMPLE_MARKER).unlink()
    assert not load(benchmark, copy, None, {}).dataset.sample


def test_a_folder_or_file_in_a_marked_folder_is_sample_data_too_and_nothing_deeper(tmp_path: Path) -> None:
    (tmp_path / "copy" / "data" / "test").mkdir(parents=True)
    (tmp_path / "copy" / SAMPLE_MARKER).touch()
    (tmp_path / "copy" / "data.json").touch()
    places = {name: is_sample(tmp_path / name) for name in ("copy", "copy/data", "copy/data.json", "copy/data/test")}
    assert places == {"copy": True, "copy/data": True, "copy/data.json": True, "copy/data/test": False}
    assert not is_sample(tmp_path)


def test_the_sample_is_written_anew_when_its_plugin_is_edited_and_not_for_a_neighbours_sake(tmp_path: Path) -> None:
    plugins, source = tmp_path / "plugins", PLUGINS / "spots.py"
    plugins.mkdir()
    writes = """
    def write_sample(self, folder):
        folder.mkdir()
        (folder / "test.csv").write_text("first")
"""
    text = source.read_text().replace("    def results(self):", f"{writes}\n    def results(self):")

    def sample() -> Path:
        return sample_folder(discover([], None, [plugins]).benchmarks["spots"].benchmark)

    (plugins / "spots.py").write_text(text)
    first = sample()
    (plugins / "knots.py").write_text((PLUGINS / "knots.py").read_text())
    assert sample() == first
    (plugins / "spots.py").write_text(text.replace('"first"', '"second"'))
    assert (first / "test.csv").read_text() == "first"
    assert (sample() / "test.csv").read_text() == "second"
