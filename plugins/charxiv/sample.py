"""A synthetic sample in the authors' layout: simple charts with made-up numbers and questions."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from podium.plugins.charxiv.loader import CATEGORIES, YEARS
from podium.registry import PodiumError

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

SAMPLE_MARKER = "SAMPLE.txt"
#: Figures per subject, two per type of answer.
_PER_CATEGORY = 8
#: First figure: a number that the real dataset does not have.
_FIRST = 9001
#: Panels of the figures, in turn.
_PANELS = (1, 2, 1, 6, 4)
_NAMES = ("Alder", "Birch-2", "Cedar+", "Dogwood", "Elm", "Fir (v2)", "lambda = 5", "R^2_max")
_WIDTH, _HEIGHT, _MARGIN = 240, 160, 16
_INK, _COLOURS = (30, 30, 30), ((31, 119, 180), (214, 120, 40), (44, 140, 60), (150, 60, 150), (120, 90, 60))
_QUALITY = 85


@dataclass(frozen=True)
class _Panel:
    """A bar chart: names and the values written above their bars, in tenths."""

    names: tuple[str, ...]
    tenths: tuple[int, ...]

    def written(self, place: int) -> str:
        return f"{self.tenths[place] / 10:.1f}"

    def ranked(self) -> list[int]:
        return sorted(range(len(self.names)), key=lambda place: -self.tenths[place])


_Asked = tuple[str, str]


def write_sample(folder: Path) -> None:
    """Write the sample: 64 charts of eight subjects with a question each, the same bytes every time.

    Args:
        folder: A new or empty folder, or an earlier sample.

    Raises:
        PodiumError: If the folder holds anything else or cannot be written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        marker = folder / SAMPLE_MARKER
        if any(folder.iterdir()) and not marker.is_file():
            raise PodiumError(f"{folder} is not empty, and no sample data", "name a new folder")
        marker.write_text(
            "SYNTHETIC SAMPLE DATA.\n\nEvery chart here is a drawing and every number and question is made up. Only the"
            " layout is\nthat of CharXiv. A score on it says nothing about a model.\n",
            encoding="utf-8",
        )
        for name in ("data", "images"):
            (folder / name).mkdir(exist_ok=True)
        _write(folder)
    except OSError as error:
        raise PodiumError(f"cannot write to {folder}: {error.strerror}") from None


def _write(folder: Path) -> None:
    asked: dict[str, Any] = {}
    papers: dict[str, Any] = {}
    charts: dict[str, Any] = {}
    for number in range(_PER_CATEGORY * len(CATEGORIES)):
        random = Random(f"charxiv sample {number}")
        figure, kind = _FIRST + 2 * number, 1 + number % 4
        panels = [_panel(random) for _ in range(_PANELS[number % len(_PANELS)])]
        question, answer = _QUESTIONS[kind][number // 4 % 2](panels, random)
        key = str(figure)
        asked[key] = {
            "figure_id": figure,
            "query": question,
            "answer": answer,
            "inst_category": kind,
            "qa_source": 1 + number % 3,
        }
        papers[key] = {
            "category": list(CATEGORIES)[number // _PER_CATEGORY],
            "year": list(YEARS)[number % len(YEARS)],
            "figure_path": f"sample/figure-{figure}.jpg",
            "caption": "Made-up values of made-up methods.",
            "paper_id": "0000.00000",
            "title": "A made-up paper",
        }
        charts[key] = {
            "figure_id": figure,
            "num_subplots": len(panels),
            "subplot_loc": [0, 0] if len(panels) == 1 else [1, 1],
            "qids": [19, 10, 12, 1],
            "answers": [str(len(panels)), "Not Applicable", "Not Applicable", "Not Applicable"],
        }
        (folder / "images" / f"{figure}.jpg").write_bytes(_drawn(panels))
    for name, entries in (("reasoning", asked), ("image_metadata", papers), ("descriptive", charts)):
        text = json.dumps(entries, indent=4)
        (folder / "data" / f"{name}_val.json").write_text(text, encoding="utf-8")


def _panel(random: Random) -> _Panel:
    names = tuple(random.sample(_NAMES, random.randint(3, 5)))
    return _Panel(names, tuple(random.sample(range(5, 99), len(names))))


def _of(panels: Sequence[_Panel], random: Random) -> tuple[str, _Panel]:
    """Choose a panel, with the words that name it."""
    if len(panels) == 1:
        return "", panels[0]
    place = random.randrange(len(panels))
    return f" in subplot ({chr(97 + place)})", panels[place]


def _second_highest(panels: Sequence[_Panel], random: Random) -> _Asked:
    where, panel = _of(panels, random)
    return f"Which method has the second highest value{where}?", panel.names[panel.ranked()[1]]


def _letter_or_two(panels: Sequence[_Panel], random: Random) -> _Asked:
    if len(panels) == 1:
        best = panels[0].ranked()[:2]
        return "Which two methods have the highest values?", ", ".join(panels[0].names[place] for place in best)
    highest = max(range(len(panels)), key=lambda place: max(panels[place].tenths))
    return "What is the letter of the subplot with the highest bar?", f"({chr(97 + highest)})"


def _yes_or_no(panels: Sequence[_Panel], random: Random) -> _Asked:
    where, panel = _of(panels, random)
    one, other = random.sample(range(len(panel.names)), 2)
    answer = "Yes" if panel.tenths[one] > panel.tenths[other] else "No"
    return f"Is the value of {panel.names[one]} above that of {panel.names[other]}{where}?", answer


def _option_or_trend(panels: Sequence[_Panel], random: Random) -> _Asked:
    where, panel = _of(panels, random)
    rises = panel.tenths[-1] > panel.tenths[0]
    if random.random() < 0.5:
        question = f"Is the rightmost bar{where} taller, shorter, or of equal height, compared with the leftmost one?"
        return question, "taller" if rises else "shorter"
    return f"How does the last value{where} differ from the first?", "it is larger" if rises else "it is smaller"


def _value(panels: Sequence[_Panel], random: Random) -> _Asked:
    where, panel = _of(panels, random)
    place = random.randrange(len(panel.names))
    return f"What is the value of {panel.names[place]}{where}?", panel.written(place)


def _highest(panels: Sequence[_Panel], random: Random) -> _Asked:
    where, panel = _of(panels, random)
    return f"What is the highest value{where}?", panel.written(panel.ranked()[0])


def _count(panels: Sequence[_Panel], random: Random) -> _Asked:
    where, panel = _of(panels, random)
    limit = random.randint(2, 8)
    return f"How many bars are above {limit}{where}?", str(sum(value > 10 * limit for value in panel.tenths))


def _difference(panels: Sequence[_Panel], random: Random) -> _Asked:
    where, panel = _of(panels, random)
    span = Fraction(max(panel.tenths) - min(panel.tenths), 10)
    return f"What is the difference between the highest and the lowest value{where}?", f"{float(span):.2f}"


_QUESTIONS: dict[int, tuple[Callable[[Sequence[_Panel], Random], _Asked], ...]] = {
    1: (_second_highest, _letter_or_two),
    2: (_yes_or_no, _option_or_trend),
    3: (_value, _highest),
    4: (_count, _difference),
}


def _drawn(panels: Sequence[_Panel]) -> bytes:
    """Return the JPEG of a figure, its panels in rows of up to three."""
    from PIL import Image, ImageDraw

    across = min(3, len(panels))
    down = -(-len(panels) // across)
    picture = Image.new("RGB", (across * _WIDTH, down * _HEIGHT), "white")
    draw = ImageDraw.Draw(picture)
    for number, panel in enumerate(panels):
        corner = (number % across * _WIDTH, number // across * _HEIGHT)
        _draw(draw, panel, corner, f"({chr(97 + number)})" if len(panels) > 1 else "")
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=_QUALITY)
    return stream.getvalue()


def _draw(draw: ImageDraw, panel: _Panel, corner: tuple[int, int], letter: str) -> None:
    left, top = corner[0] + _MARGIN, corner[1] + _MARGIN
    floor, width = corner[1] + _HEIGHT - 2 * _MARGIN, (_WIDTH - 2 * _MARGIN) // len(panel.names)
    draw.text((left, corner[1] + 2), letter, _INK)
    draw.line((left, floor, corner[0] + _WIDTH - _MARGIN, floor), _INK)
    draw.line((left, top, left, floor), _INK)
    for place, name in enumerate(panel.names):
        start = left + place * width
        height = (floor - top - 12) * panel.tenths[place] // 100
        draw.rectangle((start + 4, floor - height, start + width - 6, floor), _COLOURS[place % len(_COLOURS)])
        draw.text((start + 4, floor - height - 12), panel.written(place), _INK)
        draw.text((start + 2, floor + 4 + 11 * (place % 2)), name, _INK)
