"""A synthetic sample in the official layout: invented, easy questions that have nothing to do with the real ones."""

from __future__ import annotations

import base64
import hashlib
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from podium.plugins.hle.parsing import EXACT_MATCH, MULTIPLE_CHOICE
from podium.registry import PodiumError

#: Questions per category; the last two of each show a drawing.
PER_CATEGORY = 16
NOTE = "SYNTHETIC SAMPLE, written for Podium: no question of Humanity's Last Exam is in it"
_MARKER = "SAMPLE.txt"
_SHAPES = ("circle", "square", "triangle", "cross")
_COLOURS = {"red": (200, 30, 30), "green": (30, 150, 60), "blue": (30, 60, 200), "black": (0, 0, 0)}


@dataclass(frozen=True)
class _Asked:
    """An invented question.

    Args:
        text: What is asked.
        answer: The answer, or a letter.
        choices: Choices of a multiple-choice question.
        image: A drawing, as PNG.
    """

    text: str
    answer: str
    choices: tuple[str, ...] = ()
    image: bytes = b""


def _choice(text: str, right: str, *wrong: str, at: int) -> _Asked:
    """Return a multiple-choice question whose right choice stands at a place."""
    place = at % (len(wrong) + 1)
    choices = (*wrong[:place], right, *wrong[place:])
    return _Asked(text, "ABCDEFGHIJ"[place], choices)


def _mathematics(n: int) -> _Asked:
    a, b = 3 + n, 2 + n % 5
    return (
        _Asked(f"What is {a} times {b}?", str(a * b)),
        _Asked(f"A box holds {a} rows of {1000 + n} beads. How many beads is that?", f"{a * (1000 + n):,}"),
        _Asked(f"What is one divided by {b}, as a fraction?", f"$\\frac{{1}}{{{b}}}$"),
        _choice(f"Which of these numbers is even, if {2 * a + 1} is not?", str(2 * a), "1", "3", "5", "7", at=n),
    )[n % 4]


def _life(n: int) -> _Asked:
    legs = {"ant": 6, "spider": 8, "sparrow": 2, "cat": 4}
    animal = list(legs)[n // 4 % 4]
    return (
        _Asked(
            f"How many legs have {n + 2} healthy animals of the kind {animal} together?", str(legs[animal] * (n + 2))
        ),
        _Asked(f"A clinic sees {n + 4} patients an hour. How many in three hours?", str(3 * (n + 4))),
        _choice("Which of these organs pumps blood?", "the heart", "the skin", "the ear", "the tongue", at=n // 4),
        _choice(f"A plant grows {n + 1} cm a week. What grows?", "the plant", "the week", "the ruler", at=n),
    )[n % 4]


def _computing(n: int) -> _Asked:
    return (
        _Asked(f"What is {n + 1} in binary, without a prefix?", f"{n + 1:b}"),
        _Asked(f"A list has {n + 3} entries and two are removed. How many are left?", str(n + 1)),
        _Asked(f"Write the text ab {n % 3 + 2} times in a row, without spaces.", "ab" * (n % 3 + 2)),
        _choice("Which of these holds key and value?", "a dictionary", "a bit", "a comment", at=n // 4),
    )[n % 4]


def _physics(n: int) -> _Asked:
    return (
        _Asked(f"A cart goes {n + 2} m each second. How many metres in 10 seconds?", str(10 * (n + 2))),
        _Asked(f"Two weights of {n + 1}.5 kg lie on a scale. How many kg does it show?", str(2 * n + 3)),
        _choice("In which of these is there no air?", "a vacuum", "a tyre", "a balloon", at=n // 4),
        _choice(f"A lamp is {n + 1} m away. What comes from it?", "light", "gravity alone", "silence", "dust", at=n),
    )[n % 4]


def _humanities(n: int) -> _Asked:
    towns = ("Orlenhaven", "Quibb", "Tarnwick", "Mellowby")
    town = towns[n // 4 % 4]
    return (
        _Asked(f"The invented town of {town} is named after its founder. What is the town called?", town),
        _Asked(f"A reign began in the year {1100 + n} and lasted ten years. In which year did it end?", str(1110 + n)),
        _choice(f"In {town} all laws are in verse. In what are they?", "verse", "prose", "numbers", at=n // 4),
        _choice("Which of these is a language?", "Spanish", "granite", "oxygen", "violin", "Tuesday", at=n),
    )[n % 4]


def _chemistry(n: int) -> _Asked:
    name, formula = (("water", "H2O"), ("table salt", "NaCl"), ("carbon dioxide", "CO2"), ("methane", "CH4"))[
        n // 4 % 4
    ]
    return (
        _Asked(f"Give the formula of {name}.", formula),
        _Asked(f"A bottle has {n + 2} litres and a half is poured out. How many litres are left?", f"{(n + 2) / 2:g}"),
        _Asked(f"How many hydrogen atoms have {n + 1} molecules of water together?", str(2 * (n + 1))),
        _choice("Which of these is a metal?", "iron", "water", "sugar", "wool", at=n // 4),
    )[n % 4]


def _engineering(n: int) -> _Asked:
    return (
        _Asked(f"A gear of {n + 8} teeth turns once. How many teeth pass?", str(n + 8)),
        _Asked(f"A beam of {n + 2} m is cut into two equal parts. How many metres long is each?", f"{(n + 2) / 2:g}"),
        _choice("What holds two boards together?", "a screw", "a shadow", "a number", at=n // 4),
        _choice(f"A bridge bears {n + 5} t. Which load is too much?", f"{n + 6} t", "1 t", "2 t", "3 t", at=n),
    )[n % 4]


def _other(n: int) -> _Asked:
    days = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    return (
        _Asked(f"Which day comes after {days[n % 7]}?", days[(n + 1) % 7]),
        _Asked(f"A team scores {n + 1} goals in each of two games. How many in all?", str(2 * (n + 1))),
        _choice("Which of these is played on strings?", "a harp", "a drum", "a flute", at=n // 4),
        _choice(f"A recipe for {n + 2} needs an oven. What is needed?", "an oven", "a boat", "a map", "a tent", at=n),
    )[n % 4]


_CATEGORIES: dict[str, Callable[[int], _Asked]] = {
    "Math": _mathematics,
    "Biology/Medicine": _life,
    "Computer Science/AI": _computing,
    "Physics": _physics,
    "Humanities/Social Science": _humanities,
    "Chemistry": _chemistry,
    "Engineering": _engineering,
    "Other": _other,
}


def questions() -> Iterator[tuple[str, _Asked]]:
    """Yield every invented question with its category."""
    for place, (category, make) in enumerate(_CATEGORIES.items()):
        for number in range(PER_CATEGORY - 2):
            yield category, make(number)
        shape, colour = _SHAPES[place % 4], list(_COLOURS)[place // 2 % 4]
        drawing = _drawn(shape, colour)
        yield category, _Asked("Which shape is drawn?", shape, image=drawing)
        asked = _choice("Which colour has the shape?", colour, *(name for name in _COLOURS if name != colour), at=place)
        yield category, _Asked(asked.text, asked.answer, asked.choices, drawing)


def write_sample(folder: Path) -> None:
    """Write 128 questions, 16 of each category, as ``data/test-00000-of-00001.parquet``.

    Args:
        folder: A new or empty folder, or an earlier sample.

    Raises:
        PodiumError: If the folder holds anything else or cannot be written to.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows = [_row(number, category, asked) for number, (category, asked) in enumerate(questions())]
    picture = pa.struct([("bytes", pa.binary()), ("path", pa.string())])
    kinds = {name: picture if name.endswith(("_image", "_preview")) else pa.string() for name in rows[0]}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()) and not (folder / _MARKER).is_file():
            raise PodiumError(f"{folder} is not empty, and no sample data", "name a new folder")
        (folder / _MARKER).write_text(f"{NOTE}.\nOnly the layout is that of the data.\n", encoding="utf-8")
        path = folder / "data" / "test-00000-of-00001.parquet"
        path.parent.mkdir(exist_ok=True)
        pq.write_table(pa.Table.from_pylist(rows, schema=pa.schema(kinds)), path)
    except OSError as error:
        raise PodiumError(f"cannot write to {folder}: {error.strerror}") from None


def _row(number: int, category: str, asked: _Asked) -> dict[str, object]:
    listed = "\n".join(f"{letter}. {text}" for letter, text in zip("ABCDEFGHIJ", asked.choices, strict=False))
    uri = f"data:image/png;base64,{base64.b64encode(asked.image).decode()}" if asked.image else ""
    return {
        # 24 hexadecimal digits, as on the hub.
        "id": hashlib.sha256(f"podium sample {number}".encode()).hexdigest()[:24],
        "question": f"{asked.text}\n\nAnswer Choices:\n{listed}" if listed else asked.text,
        "image": uri,
        "image_preview": {"bytes": asked.image, "path": None} if asked.image else None,
        "answer": asked.answer,
        "answer_type": MULTIPLE_CHOICE if asked.choices else EXACT_MATCH,
        "author_name": "Podium",
        "rationale": "Invented for the sample.",
        "rationale_image": None,
        "raw_subject": category,
        "category": category,
        "canary": NOTE,
    }


def _drawn(shape: str, colour: str) -> bytes:
    """Return the PNG of a shape on white, 64 by 64 pixels."""
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", (64, 64), (255, 255, 255))
    draw, fill = ImageDraw.Draw(picture), _COLOURS[colour]
    if shape == "circle":
        draw.ellipse((12, 12, 52, 52), fill)
    elif shape == "square":
        draw.rectangle((12, 12, 52, 52), fill)
    elif shape == "triangle":
        draw.polygon(((32, 10), (54, 52), (10, 52)), fill)
    else:
        draw.rectangle((27, 8, 37, 56), fill)
        draw.rectangle((8, 27, 56, 37), fill)
    stream = io.BytesIO()
    picture.save(stream, "PNG")
    return stream.getvalue()
