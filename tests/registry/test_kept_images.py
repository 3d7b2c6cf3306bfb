"""Images out of tables as files: what is an image, what is damaged, writing once and safely."""

from __future__ import annotations

import base64
import hashlib
import io
import multiprocessing
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from podium.registry import DataError, PodiumError, data_uri_bytes, keep_image


def image(form: str, size: tuple[int, int] = (40, 30)) -> bytes:
    """Return an image file of grey values that differ from place to place."""
    stream = io.BytesIO()
    picture = Image.linear_gradient("L").resize(size)
    picture.save(stream, form)
    return stream.getvalue()


def keep(content: bytes, name: str = "a", **more: bool) -> Path:
    return keep_image(content, "quiz", name, "t.parquet, row 3, column image_1", **more)


def refusal(content: bytes) -> str:
    with pytest.raises(DataError) as caught:
        keep(content)
    return str(caught.value)


@pytest.mark.parametrize(
    ("form", "suffix"),
    [("PNG", "png"), ("JPEG", "jpg"), ("GIF", "gif"), ("WEBP", "webp"), ("BMP", "bmp"), ("TIFF", "tif")],
)
def test_every_kind_of_image_is_kept_byte_by_byte_under_its_name_and_hash(
    own_home: Path, form: str, suffix: str
) -> None:
    content = image(form)
    path = keep(content, "validation_Art_1/ä-image_1")
    digest = hashlib.sha256(content).hexdigest()[:16]
    assert path == own_home / "images" / "quiz" / f"validation_Art_1__-image_1-{digest}.{suffix}"
    assert path.read_bytes() == content
    assert [stat.S_IMODE(folder.stat().st_mode) for folder in (path.parent, path.parent.parent)] == [0o700, 0o700]


def test_without_writing_the_path_is_the_same_and_nothing_is_there(own_home: Path) -> None:
    content = image("PNG")
    path = keep(content, write=False)
    assert not (own_home / "images").exists()
    assert keep(content) == path


def test_an_image_is_written_once_and_again_where_half_of_it_is_there(own_home: Path) -> None:
    content = image("PNG")
    path = keep(content)
    before = path.stat().st_mtime_ns, path.stat().st_ino
    keep(content)
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == before
    path.write_bytes(content[:50])
    assert keep(content).read_bytes() == content
    assert len(list(path.parent.iterdir())) == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is not an image: it is empty"),
        (b"<html>", "is not an image: it begins with 3c 68 74 6d 6c 3e"),
        (b"RIFF\0\0\0\0WAVEfmt ", "is not an image: it begins with 52 49 46 46 00 00 00 00"),
    ],
)
def test_what_is_no_image_is_named_by_its_place_and_its_first_bytes(content: bytes, said: str) -> None:
    assert refusal(content) == f"t.parquet, row 3, column image_1 {said} (fetch the file again)"


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF"])
@pytest.mark.parametrize("kept", [0.25, 0.95])
def test_an_image_that_is_cut_off_is_refused_by_its_place_and_leaves_no_file(
    own_home: Path, form: str, kept: float
) -> None:
    content = image(form, (300, 200))
    said = refusal(content[: int(len(content) * kept)])
    assert said.startswith("t.parquet, row 3, column image_1: the image is damaged: ")
    assert said.endswith("(fetch the file again)") and "\n" not in said and "BytesIO" not in said
    assert not (own_home / "images").exists()


def test_an_image_with_a_good_beginning_and_nothing_readable_behind_it_is_refused() -> None:
    assert "the image is damaged: its header cannot be read" in refusal(b"\xff\xd8\xff" + bytes(200))
    broken = bytearray(image("PNG"))
    broken[60] ^= 0xFF
    assert "the image is damaged: " in refusal(bytes(broken))


def test_a_jpeg_with_something_behind_its_end_or_without_an_end_mark_but_all_pixels_is_kept() -> None:
    content = image("JPEG")
    assert keep(content + b"\0" * 100).exists()
    assert keep(content + b"\0" * 9000, "far").exists()


def _keep_many(contents: list[bytes]) -> list[str]:
    return [str(keep(content, str(number))) for number, content in enumerate(contents)]


def test_two_processes_that_keep_the_same_images_at_once_do_not_disturb_each_other(own_home: Path) -> None:
    contents = [image("PNG", (20 + number, 20)) for number in range(40)]
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        first, second = pool.map(_keep_many, [contents, contents])
    assert first == second
    assert [Path(path).read_bytes() for path in first] == contents
    assert len(list((own_home / "images" / "quiz").iterdir())) == 40


def test_a_folder_that_cannot_be_written_is_one_line(own_home: Path) -> None:
    own_home.mkdir()
    (own_home / "images").write_text("a file")
    with pytest.raises(PodiumError) as caught:
        keep(image("PNG"))
    assert str(caught.value) == (
        f"an image cannot be kept in {own_home}/images/quiz: File exists"
        " (make room there, or use another folder with PODIUM_HOME)"
    )


def test_pillow_is_not_imported_where_nothing_is_written(own_home: Path) -> None:
    content = image("PNG")
    keep(content)
    code = (
        "import sys; from podium.registry import keep_image; content = sys.stdin.buffer.read();"
        "keep_image(content, 'quiz', 'a', ''); keep_image(content, 'quiz', 'b', '', write=False);"
        "assert 'PIL' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], input=content, check=True)


@pytest.mark.parametrize(
    "head", ["data:image/png;base64,", "DATA:image/svg+xml;charset=utf-8;BASE64,", "data:image/jpeg;base64,\n "]
)
def test_the_bytes_of_a_data_uri(head: str) -> None:
    text = base64.b64encode(bytes(range(256))).decode()
    assert data_uri_bytes(f"{head}{text[:60]}\n{text[60:]}\n", "row 1") == bytes(range(256))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is not an image written as data:image/...;base64,"),
        ("a question that must not be shown", "is not an image written as data:image/...;base64,"),
        ("data:text/html;base64,AAAA", "is not an image written as data:image/...;base64,"),
        ("data:image/png;base64,AAAAA", "the base64 of its image is damaged or cut off"),
        ("data:image/png;base64,AA-_", "the base64 of its image is damaged or cut off"),
        ("data:image/png;base64,ÄÄÄÄ", "the base64 of its image is damaged or cut off"),
    ],
)
def test_what_is_no_data_uri_is_one_line_that_shows_nothing_of_it(text: str, said: str) -> None:
    with pytest.raises(DataError) as caught:
        data_uri_bytes(text, "t.parquet, row 3, column image")
    assert str(caught.value) == f"t.parquet, row 3, column image: {said} (fetch the file again)"
