"""Images that lie inside table files, kept as files of their own, since items name their images by path."""

from __future__ import annotations

import base64
import binascii
import hashlib
import io
import os
import re
import tempfile
from pathlib import Path

from podium.registry import database
from podium.registry.errors import DataError, PodiumError
from podium.registry.images import FORMATS

#: What the files of each kind begin with.
_KINDS = {
    b"\x89PNG\r\n\x1a\n": "png",
    b"\xff\xd8\xff": "jpg",
    b"GIF87a": "gif",
    b"GIF89a": "gif",
    b"BM": "bmp",
    b"II*\0": "tif",
    b"MM\0*": "tif",
}
_JPEG_END = b"\xff\xd9"
_DATA_URI = re.compile(r"data:image/[\w.+-]+(?:;[\w=.+-]+)*;base64,", re.ASCII | re.IGNORECASE)
_AGAIN = "fetch the file again"


def folder() -> Path:
    """Return the folder in which images out of tables are kept; it can be removed, and is then filled again."""
    return database.home() / "images"


def kept() -> tuple[int, int]:
    """Return how many images are kept, and their bytes."""
    sizes = [path.stat().st_size for path in folder().glob("*/*") if path.is_file()]
    return len(sizes), sum(sizes)


def keep_image(content: bytes, benchmark: str, name: str, where: str, write: bool = True) -> Path:
    """Keep an image in the user's data folder, once, and return its path.

    The file's name holds the hash of the content, so that other content is another file and another item. Only
    an image that is not there yet is written, and only what is written is looked at closely. The folder is the
    user's alone: images of gated data are among them.

    Args:
        content: The bytes of an image file: PNG, JPEG, GIF, WebP, BMP or TIFF.
        benchmark: Slug.
        name: What it is called, such as ``"validation_Art_1-image_1"``.
        where: Where it is from, for messages.
        write: Whether to write the file; without, only its path is found.

    Raises:
        DataError: If it is not an image, or a damaged one.
        PodiumError: If it cannot be written.
    """
    suffix = _suffix(content)
    if not suffix:
        begins = f"it begins with {content[:8].hex(' ')}" if content else "it is empty"
        raise DataError(f"{where} is not an image: {begins}", _AGAIN)
    digest = hashlib.sha256(content).hexdigest()[:16]
    path = folder() / benchmark / f"{re.sub(r'[^A-Za-z0-9._-]', '_', name)[:100]}-{digest}.{suffix}"
    if write and not _has_size(path, len(content)):
        _check(content, suffix, where)
        try:
            _write(path, content)
        except OSError as error:
            hint = "make room there, or use another folder with PODIUM_HOME"
            raise PodiumError(f"an image cannot be kept in {path.parent}: {error.strerror}", hint) from error
    return path


def data_uri_bytes(text: str, where: str) -> bytes:
    """Return the bytes of an image that is written as ``data:image/png;base64,...``.

    Args:
        text: The whole URI.
        where: Where it is from, for messages, which show nothing of the text.

    Raises:
        DataError: If it is not such a URI, or its base64 is damaged.
    """
    head = _DATA_URI.match(text)
    if head is None:
        raise DataError(f"{where}: is not an image written as data:image/...;base64,", _AGAIN)
    try:
        return base64.b64decode("".join(text[head.end() :].split()), validate=True)
    except (binascii.Error, ValueError) as error:
        raise DataError(f"{where}: the base64 of its image is damaged or cut off", _AGAIN) from error


def _suffix(content: bytes) -> str:
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return "webp"
    return next((suffix for mark, suffix in _KINDS.items() if content.startswith(mark)), "")


def _has_size(path: Path, size: int) -> bool:
    try:
        return path.stat().st_size == size
    except OSError:
        return False


def _check(content: bytes, suffix: str, where: str) -> None:
    """Look whether an image is whole; its pixels are decoded only where nothing cheaper tells."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as image:
            if suffix == "png":
                # Compares the checksum of every part, up to the one that ends the file.
                image.verify()
            elif suffix != "jpg" or not content.endswith(_JPEG_END):
                image.load()
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as error:
        # What Pillow does not know at all it names by the stream's address.
        unknown = isinstance(error, UnidentifiedImageError)
        reason = "its header cannot be read" if unknown else (str(error).splitlines() or [type(error).__name__])[0]
        raise DataError(f"{where}: the image is damaged: {reason[:200]}", _AGAIN) from error


def _write(path: Path, content: bytes) -> None:
    path.parent.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    # Written aside and moved into place: a killed process leaves no half of it, and two may do the same at once.
    handle, aside = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(aside).replace(path)
    except BaseException:
        Path(aside).unlink(missing_ok=True)
        raise
