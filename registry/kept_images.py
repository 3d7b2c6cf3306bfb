"""Images that lie inside table files, kept as files of their own, since items name their images by path."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from pathlib import Path

from podium.registry import database
from podium.registry.errors import DataError

_KINDS = {b"\x89PNG": "png", b"\xff\xd8\xff": "jpg", b"GIF8": "gif", b"RIFF": "webp", b"BM": "bmp", b"II*\0": "tif"}


def keep_image(content: bytes, benchmark: str, name: str, where: str, write: bool = True) -> Path:
    """Keep an image in the user's data folder, once, and return its path.

    The file's name holds the hash of the content, so that other content is another file and another item.

    Args:
        content: The bytes of an image file.
        benchmark: Slug.
        name: What it is called, such as ``"validation_Art_1-image_1"``.
        where: Where it is from, for messages.
        write: Whether to write the file; without, only its path is found.

    Raises:
        DataError: If it is not an image.
    """
    suffix = next((suffix for mark, suffix in _KINDS.items() if content.startswith(mark)), "")
    if not suffix:
        raise DataError(f"{where} is not an image: it begins with {content[:8].hex(' ')}", "fetch the file again")
    digest = hashlib.sha256(content).hexdigest()[:16]
    path = database.home() / "images" / benchmark / f"{re.sub(r'[^A-Za-z0-9._-]', '_', name)}-{digest}.{suffix}"
    if write and not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        # Written aside and moved into place, so that a killed process leaves no half of it.
        handle, aside = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(aside).replace(path)
    return path
