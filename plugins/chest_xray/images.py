"""A quick check that finds damaged images before a run starts, without decoding them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO

from podium.registry import DataError, check_is_file
from podium.registry.images import FORMATS

_JPEG_START = b"\xff\xd8"
_JPEG_END = b"\xff\xd9"
#: Some writers pad the file after the end marker; within the picture's data the marker cannot occur.
_TAIL_BYTES = 1 << 16


def check_image(path: Path) -> None:
    """Check that ``path`` starts as an image does and, if it is a JPEG, that its end is there.

    Raises:
        DataError: If the file cannot be read, is no image or was cut off.
    """
    read_header(path)


def read_header(path: Path) -> tuple[str, int, int]:
    """Return an image's mode as Pillow calls it (``"L"`` is 8-bit grey), its width and its height in pixels.

    Nothing is decoded; that a JPEG's end is there is checked.

    Raises:
        DataError: If the file cannot be read, is no image or was cut off.
    """
    from PIL import Image

    if path.exists():
        check_is_file(path)
    try:
        with path.open("rb") as stream:
            start = stream.read(2)
            if not start:
                raise DataError(f"{path} is empty", "copy it again")
            stream.seek(0)
            with Image.open(stream, formats=FORMATS) as image:
                header = (image.mode, *image.size)
            if start == _JPEG_START and not _has_end(stream):
                raise DataError(f"{path} is cut off: its end is missing", "copy it again")
            return header
    except Image.DecompressionBombError:
        raise DataError(f"{path} cannot be read: it claims more pixels than an X-ray has", "copy it again") from None
    except OSError as error:
        # Pillow's UnidentifiedImageError is an OSError without a system's reason.
        reason = error.strerror or "it is not an image"
        raise DataError(f"{path} cannot be read: {reason}", "copy it again") from None


def _has_end(stream: BinaryIO) -> bool:
    size = os.fstat(stream.fileno()).st_size
    # Most files end with the marker; only where one does not is its tail searched.
    for tail in (len(_JPEG_END), min(_TAIL_BYTES, size)):
        stream.seek(-tail, os.SEEK_END)
        if _JPEG_END in stream.read():
            return True
    return False
