"""The data of the ``pictures`` plugin: drawings and questions about them, the same every time."""

from __future__ import annotations

import json
from pathlib import Path

from PIL import Image, ImageDraw

SHAPES = ("circle", "square", "triangle", "cross")
_COLOURS = {"red": (220, 30, 30), "green": (30, 180, 60), "blue": (40, 60, 220)}


def draw(path: Path, shape: str, colour: str, size: tuple[int, int], at: int) -> None:
    """Write one drawing of a shape in a colour; ``at`` moves it."""
    image = Image.new("RGB", size, (245, 245, 235))
    pen = ImageDraw.Draw(image)
    side = min(size) // 2
    left, top = at % (size[0] - side), (at * 3) % (size[1] - side)
    right, bottom = left + side, top + side
    fill = _COLOURS[colour]
    if shape == "circle":
        pen.ellipse((left, top, right, bottom), fill=fill)
    elif shape == "square":
        pen.rectangle((left, top, right, bottom), fill=fill)
    elif shape == "triangle":
        pen.polygon([(left, bottom), (right, bottom), ((left + right) // 2, top)], fill=fill)
    else:
        pen.line((left, top, right, bottom), fill=fill, width=4)
        pen.line((left, bottom, right, top), fill=fill, width=4)
    image.save(path)


def write(root: Path, *, test: int = 12, size: tuple[int, int] = (48, 40)) -> Path:
    """Write ``test.jsonl`` and its pictures: every third question shows two, every fifth none."""
    root.mkdir(parents=True, exist_ok=True)
    colours = list(_COLOURS)
    with (root / "test.jsonl").open("w", encoding="utf-8") as file:
        for number in range(test):
            shape, colour = SHAPES[number % 4], colours[number % 3]
            images = [] if number % 5 == 4 else [f"test_{number}_1.png"]
            if images and number % 3 == 2:
                images.append(f"test_{number}_2.png")
            for place, name in enumerate(images):
                draw(root / name, SHAPES[(number + place) % 4], colour, size, 3 * number + place)
            marks = " and ".join(f"<image {place}>" for place in range(1, len(images) + 1))
            about = f"Look at {marks}." if images else f"Think of a {shape}."
            question = f"{about} Which shape is {'very ' * (number % 4)}{colour}?"
            row = {"id": f"test_{number}", "question": question, "images": images, "options": list(SHAPES)}
            file.write(json.dumps(row | {"answer": shape, "colour": colour}) + "\n")
    return root
