"""The data of the ``riddles`` plugin: questions with answers in words, the same every time."""

from __future__ import annotations

import json
from pathlib import Path


def write(root: Path, count: int = 12) -> Path:
    """Write ``test.jsonl`` with as many questions; the answers are A, B, C and so on again."""
    root.mkdir(parents=True, exist_ok=True)
    rows = [
        {
            "id": f"r{number}",
            "question": f"riddle {number}: what has {number} legs and sings?",
            "answer": "ABC"[number % 3],
        }
        for number in range(count)
    ]
    (root / "test.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return root
