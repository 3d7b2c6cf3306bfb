"""Synthetic questions about drawings, for samples in the official layouts. Nothing here is of the real data."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from podium.plugins.mmmu_family.rows import IMAGE_COLUMNS, SAMPLE_MARKER

COLOURS = {
    "red": (210, 40, 40),
    "green": (40, 160, 70),
    "blue": (50, 70, 210),
    "black": (20, 20, 20),
    "orange": (235, 140, 30),
}
SHAPES = ("circle", "square", "triangle", "cross")
_SIZE = (72, 48)
_PAPER = (247, 246, 240)
_CELL = 22
#: Height of a line and width of a letter of Pillow's own bitmap font, in pixels.
_LINE, _GLYPH = 14, 6


class Made(NamedTuple):
    """A made-up question.

    Args:
        question: With marks.
        options: In order; none for an open question.
        answer: A letter, or the answer itself.
        images: PNG files by number.
    """

    question: str
    options: tuple[str, ...]
    answer: str
    images: Mapping[int, bytes]


def start_sample(folder: Path, dataset: str) -> None:
    """Make a folder and say in a file that what lies in it is made up."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / SAMPLE_MARKER).write_text(
        f"Synthetic sample data in the layout of {dataset}: every picture is a drawing and every question is made up.\n"
        "A score on it says nothing about what a model knows.\n",
        encoding="utf-8",
    )


def made_choice(number: int, most: int, random: Random) -> Made:
    """Return a multiple-choice question with at most ``most`` options; its kind follows from ``number``."""
    return (_how_many, _which_picture, _what_colours)[number % 3](most, random)


def made_open(number: int, random: Random) -> Made:
    """Return an open question; every second one has two spellings of its answer."""
    made = _how_many(2, random)
    count = int(made.options["AB".index(made.answer)])
    words = ("no", "one", "two", "three", "four", "five", "six")
    answer = str([str(count), words[count]]) if number % 2 else str(count)
    return made._replace(options=(), answer=answer)


def _how_many(most: int, random: Random) -> Made:
    shape, colour, count = random.choice(SHAPES), random.choice(tuple(COLOURS)), random.randint(1, 6)
    # Numbers around the right one, which is among them wherever they begin.
    first = random.randint(max(0, count - most + 1), count)
    options = tuple(str(first + place) for place in range(most))
    images = {1: drawn([(shape, colour)] * count)}
    return Made(f"How many {colour} shapes are in <image 1>?", options, "ABCDEFGHIJ"[count - first], images)


def _which_picture(most: int, random: Random) -> Made:
    count = min(most, 4)
    colours = random.sample(tuple(COLOURS), count)
    shape, right = random.choice(SHAPES), random.randrange(count)
    # The marks stand in another order than the columns.
    order = random.sample(range(1, count + 1), count)
    images = {place: drawn([(shape, colour)]) for place, colour in zip(order, colours, strict=True)}
    options = tuple(f"<image {place}>" for place in order)
    return Made(
        f"Which picture shows a {colours[right]} {shape}?", options, "ABCD"[right], dict(sorted(images.items()))
    )


def _what_colours(most: int, random: Random) -> Made:
    one, other = random.sample(tuple(COLOURS), 2)
    pairs = [f"{a} and {b}" for a in COLOURS for b in COLOURS if a != b and (a, b) != (one, other)]
    options = [f"{one} and {other}", *random.sample(pairs, most - 1)]
    random.shuffle(options)
    shapes = random.sample(SHAPES, 2)
    images = {1: drawn([(shapes[0], other)]), 2: drawn([(shapes[1], one)])}
    question = f"What colours have the {shapes[1]} in <image 2> and the {shapes[0]} in <image 1>, in this order?"
    return Made(question, tuple(options), "ABCDEFGHIJ"[options.index(f"{one} and {other}")], images)


def drawn(shapes: Sequence[tuple[str, str]]) -> bytes:
    """Return the PNG of at most six shapes in their colours."""
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", _SIZE, _PAPER)
    pen = ImageDraw.Draw(picture)
    for place, (shape, colour) in enumerate(shapes):
        left, top = 3 + place % 3 * _CELL, 3 + place // 3 * _CELL
        _shape(pen, shape, COLOURS[colour], (left, top, left + _CELL - 6, top + _CELL - 6))
    return _png(picture)


def screenshot(made: Made) -> bytes:
    """Return the PNG of a question as on a screen: its words, its options and its pictures."""
    from PIL import Image, ImageDraw, ImageFont

    lines = [made.question, *(f"{letter}. {text}" for letter, text in zip("ABCDEFGHIJ", made.options, strict=False))]
    below = _LINE * len(lines) + 8
    wide = max(_GLYPH * max(map(len, lines)), len(made.images) * (_SIZE[0] + 8))
    picture = Image.new("RGB", (wide + 12, below + _LINE + _SIZE[1] + 8), _PAPER)
    pen, font = ImageDraw.Draw(picture), ImageFont.load_default_imagefont()
    for number, line in enumerate(lines):
        pen.text((6, 4 + _LINE * number), line, fill=(0, 0, 0), font=font)
    for place, (number, content) in enumerate(made.images.items()):
        left = 6 + place * (_SIZE[0] + 8)
        pen.text((left, below), f"<image {number}>", fill=(0, 0, 0), font=font)
        picture.paste(Image.open(io.BytesIO(content)), (left, below + _LINE))
    return _png(picture)


def _shape(pen: Any, shape: str, colour: tuple[int, int, int], box: tuple[int, int, int, int]) -> None:
    left, top, right, bottom = box
    if shape == "circle":
        pen.ellipse(box, fill=colour)
    elif shape == "square":
        pen.rectangle(box, fill=colour)
    elif shape == "triangle":
        pen.polygon([(left, bottom), (right, bottom), ((left + right) // 2, top)], fill=colour)
    else:
        pen.line((left, top, right, bottom), fill=colour, width=4)
        pen.line((left, bottom, right, top), fill=colour, width=4)


def _png(picture: Any) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, "PNG")
    return stream.getvalue()


def image_cells(images: Mapping[int, bytes]) -> dict[str, dict[str, Any] | None]:
    """Return the cells of the image columns of a row."""
    return {
        column: {"bytes": images[number], "path": f"{column}.png"} if number in images else None
        for number, column in enumerate(IMAGE_COLUMNS, 1)
    }


def write_table(path: Path, rows: Sequence[Mapping[str, Any]]) -> None:
    """Write rows as Parquet, columns named ``image`` or ``image_N`` as the ``datasets`` library keeps images."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    image = pa.struct([("bytes", pa.binary()), ("path", pa.string())])
    fields = [(name, image if name.partition("_")[0] == "image" else pa.string()) for name in rows[0]]
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.Table.from_pylist([dict(row) for row in rows], pa.schema(fields)), path)
