"""Questions in MMLU's and MMMU's form, the same every time; none of them means anything."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

LETTERS = "ABCD"
#: The sentence before the questions and its two line ends, as MMLU has them.
DESCRIPTION = "The following are multiple choice questions (with answers) about nothing.\n\n"
_SYLLABLES = [a + b for a in "b c d f g k l m n p r s t v br cr st tr pl".split() for b in "a e i o u an or em".split()]


def words(count: int = 6000) -> list[str]:
    """Return made-up words."""
    draw = random.Random(0)
    return list(dict.fromkeys("".join(draw.choices(_SYLLABLES, k=draw.randint(1, 4))) for _ in range(2 * count)))[
        :count
    ]


def question(draw: random.Random, known: list[str]) -> dict[str, Any]:
    """Return one question: text, four options, index of the right one."""
    text = " ".join(draw.choices(known, k=draw.randint(8, 40))).capitalize() + "?"
    options = [" ".join(draw.choices(known, k=draw.randint(1, 5))) for _ in LETTERS]
    return {"question": text, "choices": options, "answer": draw.randrange(len(LETTERS))}


def block(row: dict[str, Any]) -> str:
    """Return a question with its options, up to where the answer goes."""
    lines = [row["question"], *(f"{letter}. {text}" for letter, text in zip(LETTERS, row["choices"], strict=True))]
    return "\n".join(lines) + "\nAnswer:"


def head(examples: list[dict[str, Any]], shots: int) -> str:
    """Return what stands before each question: the description and solved examples."""
    solved = [f"{block(row)} {LETTERS[row['answer']]}\n\n" for row in examples[:shots]]
    return DESCRIPTION + "".join(solved)


def write_questions(folder: Path, count: int) -> None:
    """Write ``test.jsonl`` and the five examples of ``dev.jsonl``."""
    draw, known = random.Random(1), words()
    for split, number in (("dev", 5), ("test", count)):
        with (folder / f"{split}.jsonl").open("w", encoding="utf-8") as file:
            for position in range(number):
                file.write(json.dumps({"id": f"{split}-{position}"} | question(draw, known)) + "\n")


def read_questions(folder: Path, split: str) -> list[dict[str, Any]]:
    """Return what :func:`write_questions` wrote."""
    with (folder / f"{split}.jsonl").open(encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def write_pictures(folder: Path, count: int) -> None:
    """Write ``pictures.parquet``: an id, a question with the place of its image, and a PNG of 336 x 336 pixels."""
    import io

    import numpy as np
    import pyarrow as pa
    import pyarrow.parquet as pq
    from PIL import Image

    draw, known, noise = random.Random(2), words(), np.random.default_rng(2)
    (folder / "images").mkdir(exist_ok=True)
    rows = []
    for position in range(count):
        small = noise.integers(0, 256, (12, 12, 3), dtype=np.uint8)
        file = io.BytesIO()
        Image.fromarray(small).resize((336, 336)).save(file, "PNG")
        (folder / "images" / f"{position}.png").write_bytes(file.getvalue())
        text = " ".join(draw.choices(known, k=draw.randint(8, 40))).capitalize() + "?"
        rows.append({"id": f"picture-{position}", "question": text, "image": {"bytes": file.getvalue(), "path": None}})
    types = {"id": "string", "question": "string"}
    features: dict[str, Any] = {name: {"dtype": kind, "_type": "Value"} for name, kind in types.items()}
    # By this the datasets library knows that the bytes are pictures.
    told = json.dumps({"info": {"features": features | {"image": {"_type": "Image"}}}})
    image = pa.struct([("bytes", pa.binary()), ("path", pa.string())])
    schema = pa.schema([*((name, pa.string()) for name in types), ("image", image)], metadata={"huggingface": told})
    pq.write_table(pa.Table.from_pylist(rows, schema=schema), folder / "pictures.parquet")
