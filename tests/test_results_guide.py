"""The guide of results can be typed from its beginning to its end and shows what comes out."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from podium.cli.root import cli
from podium.tests.guides import DOCS, shown
from podium.tests.registry.llm_stats_support import figure, model, write

GUIDE = DOCS / "results.md"


def timeless(text: str) -> str:
    """Return a text without the days and numbers of rows, which depend on when and where it is printed."""
    return re.sub(r"\b(result|event) \d+", r"\1 N", re.sub(r"\d{4}-\d{2}-\d{2}", "DAY", text))


def test_the_guide_leads_to_its_end(registry_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    table = re.search(r"```csv\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    assert table is not None
    Path("paper.csv").write_text(table[1], encoding="utf-8")
    silent, source = "Accuracy", "https://shiny.dev/report"
    write(
        tmp_path / "llm-stats",
        {
            "google/medgemma-4b-it": model("MedGemma 4B IT", [figure("MIMIC CXR", 0.889, "Average F1")]),
            "newco/shiny-1": model(
                "Shiny 1",
                [
                    figure("MMLU", 0.5, "5-shot", source_link=source),
                    figure("MMLU-Pro", 0.4, silent, source_link="https://example.com/benchmark-image"),
                    figure("Humanity's Last Exam", 0.1, silent, source_link=source),
                    figure("GPQA", 0.7, silent, source_link=source),
                ],
            ),
        },
    )
    commands = shown(GUIDE)
    assert len(commands) >= 9
    for command, output in commands:
        words = shlex.split(command)
        if "--follow" in words:  # it has no end; tests/cli/test_watch.py follows
            continue
        done = CliRunner().invoke(cli, words, prog_name="podium")
        assert timeless(done.stdout.rstrip()) == timeless(output.rstrip()), f"{command}\n{done.output}"
