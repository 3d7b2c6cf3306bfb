"""The data of the ``spots`` plugin: drawings and their CSV, the same every time."""

from __future__ import annotations

import csv
from pathlib import Path

from PIL import Image, ImageDraw

SIZE = 32


def draw(path: Path, *, spot: bool, bar: bool, shade: int = 0) -> None:
    """Write one drawing."""
    image = Image.new("L", (SIZE, SIZE), shade)
    pen = ImageDraw.Draw(image)
    if spot:
        pen.ellipse((4, 4, 14, 14), fill=255)
    if bar:
        pen.rectangle((18, 2, 24, 30), fill=200)
    image.save(path)


def write(root: Path, *, test: int = 12, train: int = 4) -> Path:
    """Write both splits; every second drawing has a spot, every third a bar."""
    root.mkdir(parents=True, exist_ok=True)
    for split, count in (("train", train), ("test", test)):
        with (root / f"{split}.csv").open("w", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(["id", "group", "spot", "bar"])
            for number in range(count):
                spot, bar = number % 2 == 0, number % 3 == 0
                name = f"{split}{number:03d}"
                rows.writerow([name, f"g{number // 2}", int(spot), int(bar)])
                draw(root / f"{name}.png", spot=spot, bar=bar, shade=number)
    return root
