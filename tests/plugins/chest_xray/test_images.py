from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from podium.plugins.chest_xray.images import check_image
from podium.registry import DataError


def picture(kind: str, mode: str = "L") -> bytes:
    stream = io.BytesIO()
    Image.linear_gradient("L").convert(mode).save(stream, kind)
    return stream.getvalue()


@pytest.mark.parametrize(
    "data",
    [picture("JPEG"), picture("JPEG") + bytes(900), picture("JPEG", "RGB"), picture("PNG", "I;16")],
    ids=["jpeg", "padded jpeg", "colour jpeg", "16-bit png"],
)
def test_a_whole_image_passes(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "view1_frontal.jpg").write_bytes(data)
    check_image(tmp_path / "view1_frontal.jpg")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (picture("JPEG")[:-200], "is cut off: its end is missing"),
        (picture("JPEG")[:40], "cannot be read: it is not an image"),
        (b"<html>log in</html>", "cannot be read: it is not an image"),
    ],
    ids=["empty", "cut in the picture", "cut in the header", "a web page"],
)
def test_a_damaged_image_is_named_with_the_reason(tmp_path: Path, data: bytes, reason: str) -> None:
    path = tmp_path / "view1_frontal.jpg"
    path.write_bytes(data)
    with pytest.raises(DataError) as caught:
        check_image(path)
    assert str(caught.value) == f"{path} {reason} (copy it again)"


def test_a_missing_image_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="gone.jpg cannot be read: No such file or directory"):
        check_image(tmp_path / "gone.jpg")
