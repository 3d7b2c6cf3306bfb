"""What is known of a plugin before it is imported."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from importlib.metadata import EntryPoint
from importlib.util import spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from podium.registry.candidates import Candidate, source_of


class Elsewhere:
    """Finds a package whose modules are in no folder of its own, as the finder of an editable install does."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name == "made_up_package":
            spec = ModuleSpec(name, None, is_package=True)
            spec.submodule_search_locations = ["no such folder"]
            return spec
        return spec_from_file_location(name, self.folder / "plugin.py") if name == "made_up_package.plugin" else None


def test_the_file_of_a_plugin_is_known_where_only_a_finder_knows_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "plugin.py").write_text('raise RuntimeError("it was imported")\n')
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path, Elsewhere(tmp_path)])
    entry_point = EntryPoint("made_up", "made_up_package.plugin", "podium.plugins")
    candidate = Candidate("made_up", "made-up", "1", "made_up_package.plugin", entry_point)
    assert source_of(candidate) == [tmp_path / "plugin.py"]
    assert "made_up_package" not in sys.modules
