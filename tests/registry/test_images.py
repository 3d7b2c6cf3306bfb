"""Images are read as 8-bit grey or RGB by their type's maximum, and a file that cannot be read is named."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, TiffImagePlugin

from podium.registry.errors import DataError
from podium.registry.images import open_image, read_image
from podium.tests.fakes import spots_data


def shades(height: int = 40, width: int = 64) -> Image.Image:
    values = np.add.outer(np.arange(height) * 3, np.arange(width) * 2) % 256
    return Image.fromarray(values.astype(np.uint8))


def test_truncated_missing_and_foreign_files_are_named(tmp_path: Path) -> None:
    spots_data.draw(tmp_path / "whole.png", spot=True, bar=True)
    shades(400, 400).save(tmp_path / "whole.jpg", quality=95)
    for kind in ("png", "jpg"):
        whole = (tmp_path / f"whole.{kind}").read_bytes()
        (tmp_path / f"half.{kind}").write_bytes(whole[: len(whole) // 2])
        (tmp_path / f"text.{kind}").write_text("hello")
        (tmp_path / f"empty.{kind}").write_bytes(b"")
        for name, message in (
            ("half", "cannot be read: .*(truncated|broken)"),
            ("text", "cannot be read: cannot identify image file the file"),
            ("empty", "cannot be read"),
            ("no", "does not exist"),
        ):
            with pytest.raises(DataError, match=rf"image .*{name}\.{kind} {message}") as caught:
                open_image(tmp_path / f"{name}.{kind}", least=(50, 50))
            assert "\n" not in str(caught.value)


def test_sixteen_bit_grey_is_scaled_by_its_types_maximum_and_rounded(tmp_path: Path) -> None:
    values = np.array([[0, 128, 129, 257, 4095, 32896, 65535]], dtype=np.uint16)
    Image.fromarray(values).save(tmp_path / "deep.png")
    image = open_image(tmp_path / "deep.png")
    assert image.mode == "L"
    # 4095 is 12 bits' maximum, but this file's values have 16: 4095 * 255 / 65535 = 15.9.
    assert np.asarray(image)[0].tolist() == [0, 0, 1, 1, 16, 128, 255]


@pytest.mark.parametrize("name", ["grey.png", "grey.jpg", "alpha.png", "palette.png", "colour.png", "bits.png"])
def test_every_usual_kind_of_file_keeps_its_pixels_and_loses_its_alpha(tmp_path: Path, name: str) -> None:
    grey = shades()
    colour = Image.merge("RGB", (grey, grey.point(lambda value: 255 - value), grey.rotate(180)))
    clear = Image.linear_gradient("L").resize(grey.size)
    made = {
        "grey": grey,
        "alpha": Image.merge("LA", (grey, clear)),
        "palette": colour.quantize(200),
        "colour": Image.merge("RGBA", (*colour.split(), clear)),
        "bits": grey.convert("1"),
    }[name.split(".")[0]]
    made.save(tmp_path / name)
    image = open_image(tmp_path / name)
    assert image.mode == ("RGB" if name in ("palette.png", "colour.png") else "L")
    expected = {"alpha": grey, "colour": colour}.get(name.split(".")[0], made).convert("RGB")
    difference = np.abs(np.asarray(read_image(tmp_path / name)).astype(int) - np.asarray(expected))
    assert difference.max() <= (3 if name.endswith("jpg") else 0)


def test_an_orientation_tag_does_not_turn_an_image(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # "Turn by 90 degrees to show it."
    shades(40, 64).save(tmp_path / "turned.jpg", exif=exif)
    assert open_image(tmp_path / "turned.jpg").size == (64, 40)


def test_pixels_whose_maximum_is_not_known_are_refused(tmp_path: Path) -> None:
    image = Image.fromarray(np.array([[0, 70000]], np.int32))
    image.save(tmp_path / "deep.tif", tiffinfo=TiffImagePlugin.ImageFileDirectory_v2())
    with pytest.raises(DataError, match=r"deep\.tif has 32-bit pixels, whose maximum is not known"):
        open_image(tmp_path / "deep.tif")


@pytest.mark.parametrize(
    ("size", "least", "expected"),
    [
        ((1600, 800), (200, 100), (200, 100)),
        ((1599, 800), (200, 100), (400, 200)),
        ((1600, 399), (200, 100), (800, 200)),
        ((399, 199), (200, 100), (399, 199)),
        ((1600, 800), None, (1600, 800)),
    ],
)
def test_a_jpeg_is_reduced_to_the_smallest_size_that_is_not_below_what_is_asked(
    tmp_path: Path, size: tuple[int, int], least: tuple[int, int] | None, expected: tuple[int, int]
) -> None:
    image = Image.linear_gradient("L").resize(size)
    image.save(tmp_path / "large.jpg", quality=95)
    image.save(tmp_path / "large.png")
    assert open_image(tmp_path / "large.jpg", least).size == expected
    assert open_image(tmp_path / "large.png", least).size == size
