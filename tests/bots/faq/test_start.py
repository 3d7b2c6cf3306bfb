"""What asking costs a fresh process: nothing heavy is imported, and nothing for typos unless there is one."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

_HEAVY = ("torch", "transformers", "numpy", "pyarrow", "rich", "pluggy", "sqlite_utils", "click", "discord", "PIL")

_ASK = """
import json, sys
from pathlib import Path
from podium.registry.database import connect
from podium.bots.faq import answer
reply = answer(connect(Path(sys.argv[1])), sys.argv[2])
print(json.dumps([reply.kind, sorted(sys.modules)]))
"""


def modules_after(registry: Path, question: str) -> tuple[str, list[str]]:
    """Ask in a fresh process; return the reply's kind and the modules that were imported."""
    run = subprocess.run([sys.executable, "-c", _ASK, registry, question], capture_output=True, text=True, check=True)
    kind, modules = json.loads(run.stdout)
    return kind, modules


@pytest.mark.parametrize("question", ["who leads chexpert?", "what is mmlu", "who leads hle with tools", "hello"])
def test_an_exact_question_imports_neither_heavy_modules_nor_rapidfuzz(filled_registry: Path, question: str) -> None:
    _, modules = modules_after(filled_registry, question)
    assert [name for name in (*_HEAVY, "rapidfuzz") if name in modules] == []


def test_a_name_with_two_slips_imports_rapidfuzz_and_nothing_heavy(filled_registry: Path) -> None:
    kind, modules = modules_after(filled_registry, "who leads hummanitys last exma?")
    assert kind == "answer"
    assert "rapidfuzz" in modules
    assert [name for name in _HEAVY if name in modules] == []
