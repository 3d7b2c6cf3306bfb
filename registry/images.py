"""Reading images as 8-bit grey or RGB, whatever their file has: 8 or 16 bits, a palette, JPEG, PNG or DICOM.

Grey values are scaled by the largest value their type can have, never by the largest one that occurs, so
that two images keep their difference in brightness. Alpha channels and EXIF orientations are left out
of account: X-rays are not photographs, and a viewer's rotation is no part of the pixels.
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from podium.registry.data_files import check_is_file
from podium.registry.errors import DataError

if TYPE_CHECKING:
    from PIL.Image import Image

#: Key of ``Image.info`` where an image was reduced: what of it the whole picture covers, as a box.
EXTENT = "podium_extent"
#: Formats that are read, by Pillow's names. It knows others by whose files programs are started, such as Ghostscript.
FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF", "PPM", "JPEG2000")
_DICOM_SUFFIXES = {".dcm", ".dicom"}
_DICOM_MARK, _DICOM_MARK_AT = b"DICM", 128
_DEEP_MAXIMUM = 65_535
_GREY_MODES = {"1", "L", "LA", "La"}


def read_image(path: Path) -> Image:
    """Return an image as 8-bit RGB.

    Raises:
        DataError: As :func:`open_image` does.
    """
    return open_image(path).convert("RGB")


def open_image(path: Path, least: tuple[int, int] | None = None) -> Image:
    """Return an image in mode ``L`` where its file is grey, else in mode ``RGB``, 8 bits a channel.

    16-bit values are multiplied by 255/65535 and rounded. DICOM files are read by
    :func:`podium.registry.dicom.read_dicom`.

    Args:
        path: The file.
        least: Width and height in pixels that suffice. A JPEG file is then decoded at 1/2, 1/4 or 1/8 of
            its size, whichever is the smallest that is not below; others come in full. Pass the image's
            ``info[EXTENT]`` as the ``box`` when resizing it: the last row and column may stand for less
            than a pixel.

    Raises:
        DataError: If the file is missing, cut off, not an image or of a kind that is not read.
        MissingExtra: If it is a DICOM file and pydicom is not installed.
    """
    from PIL import Image

    if path.exists():
        check_is_file(path)
    try:
        with path.open("rb") as file:
            head = file.read(_DICOM_MARK_AT + len(_DICOM_MARK))
            if head[_DICOM_MARK_AT:] == _DICOM_MARK or path.suffix.lower() in _DICOM_SUFFIXES:
                from podium.registry.dicom import read_dicom

                return read_dicom(path)
            file.seek(0)
            return _decoded(file, path, least)
    except FileNotFoundError as error:
        raise DataError(f"image {path} does not exist") from error
    except (OSError, SyntaxError, ValueError, EOFError, struct.error, Image.DecompressionBombError) as error:
        lines = str(error).replace(repr(file), "the file").splitlines() if str(error) else [type(error).__name__]
        raise DataError(f"image {path} cannot be read: {lines[0][:200]}", "fetch it again") from error


def decoding(least: tuple[int, int] | None) -> str:
    """Return how :func:`open_image` decodes, as a run's fingerprint states it."""
    return "full" if least is None else "jpeg reduced to no less than {}x{}".format(*least)


def decoding_note(least: tuple[int, int] | None) -> list[str]:
    """Return what a report must say of how :func:`open_image` decodes; nothing where images come in full."""
    if least is None:
        return []
    width, height = least
    return [
        f"JPEG files of {2 * width} x {2 * height} pixels or more are decoded at 1/2, 1/4 or 1/8 of their "
        f"size, no smaller than {width} x {height}"
    ]


def _decoded(file: BinaryIO, path: Path, least: tuple[int, int] | None) -> Image:
    from PIL import Image

    with Image.open(file, formats=FORMATS) as image:
        drafted = image.draft(None, least) if least is not None else None  # Only JPEG can.
        image.load()
        if drafted is not None:
            image.info[EXTENT] = drafted[1]
        if image.mode in ("L", "RGB"):
            return image
        if image.mode in _GREY_MODES:
            return image.convert("L")
        if image.mode.startswith("I;16") or (image.mode == "I" and image.format == "PNG"):
            return _eight_bits(image)
        if image.mode in ("I", "F"):
            raise DataError(f"image {path} has 32-bit pixels, whose maximum is not known", "save it as a 16-bit PNG")
        return image.convert("RGB")


def _eight_bits(image: Image) -> Image:
    import numpy as np
    from PIL import Image

    table = np.rint(np.arange(_DEEP_MAXIMUM + 1) * (255 / _DEEP_MAXIMUM)).astype(np.uint8)
    return Image.fromarray(table[np.asarray(image)])
