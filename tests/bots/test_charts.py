"""Pictures: the right size, not blank, the same every time, and without pyplot."""

from __future__ import annotations

import io
import subprocess
import sys
from xml.etree import ElementTree

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from podium.bots.charts import DPI, MOST, WIDTH, report_picture
from podium.registry.errors import MissingExtra, PodiumError
from podium.registry.report import Curve, Mark, Report
from podium.tests.fakes.reports import HOSTILE, binormal, rich_report


def pixels(report: Report, **options: str) -> NDArray[np.uint8]:
    picture = Image.open(io.BytesIO(report_picture(report, "png", title="A title", **options)))
    return np.asarray(picture.convert("RGB"))


def count(image: NDArray[np.uint8], colour: str) -> int:
    wanted = np.array([int(colour[place : place + 2], 16) for place in (1, 3, 5)])
    return int((np.abs(image.astype(int) - wanted).max(axis=2) <= 8).sum())


def test_a_picture_is_1600_pixels_wide_and_shows_curves_and_readers_in_their_colours() -> None:
    image = pixels(rich_report())
    assert image.shape[1] == 1600 == WIDTH * DPI
    assert 1800 < image.shape[0] < 3200
    for colour, least in (("#0072B2", 4000), ("#D55E00", 500), ("#009E73", 300), ("#CC79A7", 500)):
        assert count(image, colour) > least, colour
    assert (image == 255).all(axis=2).mean() > 0.5


def test_nothing_reaches_over_the_edge_of_the_picture() -> None:
    image = pixels(rich_report())
    border = np.concatenate([image[:8].reshape(-1, 3), image[-8:].reshape(-1, 3), image[:, :8].reshape(-1, 3)])
    assert (border == 255).all()
    assert (image[:, -8:] == 255).all()


def test_a_curve_that_rises_higher_is_drawn_higher() -> None:
    low, high = (pixels(Report({}, curves=(Curve("roc", "one", "x", "y", binormal(shift)),))) for shift in (0.2, 3.0))

    def height(image: NDArray[np.uint8]) -> float:
        blue = np.abs(image.astype(int) - np.array([0, 0x72, 0xB2])).max(axis=2) <= 8
        return float(np.nonzero(blue)[0].mean())

    assert height(high) < height(low) - 50


def test_the_sample_is_marked_all_over() -> None:
    plain, marked = pixels(rich_report()), pixels(rich_report(), watermark="SYNTHETIC SAMPLE, not the real data")
    changed = (plain != marked).any(axis=2)
    rows = np.nonzero(changed.any(axis=1))[0]
    assert rows.min() < 0.15 * len(plain) and rows.max() > 0.85 * len(plain)
    # It is faint: what it covers can be read.
    assert np.abs(plain.astype(int) - marked.astype(int)).max() < 40


@pytest.mark.parametrize("form", ["png", "svg", "pdf"])
def test_the_same_report_gives_the_same_bytes(form: str) -> None:
    first = report_picture(rich_report(), form, title="A title", remarks=("one", "two"))
    assert first == report_picture(rich_report(), form, title="A title", remarks=("one", "two"))
    assert first.startswith({"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF"}[form])


def test_an_svg_is_well_formed_whatever_the_names_are() -> None:
    curve = Curve("roc", HOSTILE, "$x^2$", "a & b", ((0, 0), (1, 1)), (Mark("$\\frac{", 0.5, 0.5),), "模型 ]]>")
    tree = ElementTree.fromstring(report_picture(Report({}, curves=(curve,)), "svg", title=f"{HOSTILE} 模型 $x"))
    assert tree.tag.endswith("svg")
    assert not [node for node in tree.iter() if node.tag.endswith("script")]


def test_many_curves_are_limited_to_those_with_marks_first() -> None:
    curves = tuple(Curve("roc", f"finding {place}", "x", "y", binormal(1)) for place in range(MOST + 3))
    marked = Curve("roc", "last", "x", "y", binormal(1), (Mark("bc4", 0.2, 0.8),))
    some, more = pixels(Report({}, curves=curves[:MOST])), pixels(Report({}, curves=(*curves, marked)))
    assert count(some, "#D55E00") == 0 < count(more, "#D55E00")
    assert more.shape[0] < some.shape[0] + 80


def test_a_report_without_curves_and_intervals_has_no_picture() -> None:
    with pytest.raises(PodiumError, match="neither curves nor intervals to draw"):
        report_picture(Report({}), "png", title="A title")


def test_without_matplotlib_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(MissingExtra, match=r"a picture needs matplotlib.*\.\[report\]"):
        report_picture(rich_report(), "png", title="A title")


def test_drawing_uses_neither_pyplot_nor_the_users_settings() -> None:
    code = (
        "import sys, matplotlib; matplotlib.rcParams['lines.linewidth'] = 20\n"
        "from podium.bots.charts import report_picture\n"
        "from podium.tests.fakes.reports import rich_report\n"
        "sys.stdout.buffer.write(report_picture(rich_report(), 'png', title='A title'))\n"
        "assert 'matplotlib.pyplot' not in sys.modules\n"
        "assert matplotlib.rcParams['lines.linewidth'] == 20"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout == report_picture(rich_report(), "png", title="A title")
