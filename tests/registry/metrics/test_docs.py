"""The code blocks of docs/metrics.md run, and print what the page says."""

from __future__ import annotations

import doctest
import re
from pathlib import Path
from typing import Any

PAGE = Path(__file__).parents[3] / "docs" / "metrics.md"


def test_every_number_in_the_examples_of_the_metrics_page_is_what_the_code_prints() -> None:
    text = PAGE.read_text()
    blocks = list(re.finditer(r"^```python\n(.*?)^```$", text, re.DOTALL | re.MULTILINE))
    assert len(blocks) >= 15
    assert text.count("```python") == len(blocks)
    parser, runner, names = doctest.DocTestParser(), doctest.DocTestRunner(verbose=False), dict[str, Any]()
    report: list[str] = []
    for block in blocks:
        line = text.count("\n", 0, block.start(1))
        example = parser.get_doctest(block.group(1), names, PAGE.name, str(PAGE), line)
        assert example.examples, f"a block without examples at line {line + 1}"
        runner.run(example, out=report.append, clear_globs=False)
        names = example.globs  # each block goes on where the one before it ended
    assert runner.failures == 0, "".join(report)
