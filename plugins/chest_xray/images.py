"""A quick check that finds damaged images before a run starts, without decoding them."""

from __future__ import annotations

import os
from pathlib import Path

from podium.registry import DataError

_JPEG_START = b"\xff\xd8"
_JPEG_END = b"\xff\xd9"
#: Some writers pad the file after the end marker; within the picture's data the marker cannot occur.
_TAIL_BYTES = 1 << 16


def check_image(path: Path) -> None:
    """Check that ``path`` starts as an image does and, if it is a JPEG, that its end is there.

    Raises:
        DataError: If the file cannot be read, is no image or was cut off.
    """
    from PIL import Image

    try:
        with path.open("rb") as stream:
            start = stream.read(2)
            if not start:
                raise DataError(f"{path} is empty", "copy it again")
            stream.seek(0)
            with Image.open(stream):
                pass
            stream.seek(-min(_TAIL_BYTES, os.fstat(stream.fileno()).st_size), os.SEEK_END)
            if start == _JPEG_START and _JPEG_END not in stream.read():
                raise DataError(f"{path} is cut off: its end is missing", "copy it again")
    except OSError as error:
        # Pillow's UnidentifiedImageError is an OSError without a system's reason.
        reason = error.strerror or "it is not an image"
        raise DataError(f"{path} cannot be read: {reason}", "copy it again") from None
