"""The pictures of a terminal in the documentation show what the commands print."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from podium.tests.cli import looks


@pytest.mark.parametrize("name", looks.PICTURES)
def test_a_picture_shows_each_command_with_what_it_prints(name: str, tmp_path: Path) -> None:
    page = looks.drawn(looks.PICTURES[name], tmp_path)
    assert page.count("<b>$</b> podium ") == len(looks.PICTURES[name])
    shown = re.sub(r"<[^>]+>", "", page)
    assert "tied for the lead" in shown and "open-weights models with at most 10B parameters" in shown
    assert "color: #" in page.split("<pre>")[1] and "\x1b" not in page
    assert (Path(__file__).parents[2] / "docs" / "images" / f"{name}.png").is_file()
