"""Grey DICOM images, as a radiologist's screen would show them.

What is done, in this order: stored values become values by the modality transform (rescale slope and
intercept, or a look-up table); the first VOI look-up table or window is applied, where there is one; the
result is scaled to 0..255 by its range, not by what occurs, and rounded; MONOCHROME1 is inverted.

The range is what ``BitsStored`` bits can hold (0 to 2^n - 1, or -2^(n-1) to 2^(n-1) - 1 where values are
signed) after the modality transform. A look-up table's range is 0 to 2^m - 1 with the m bits that it states.
"""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

from podium.registry.errors import DataError, MissingExtra

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL.Image import Image

_MOST_BITS = 16
#: Four times what the largest detectors have.
_MOST_PIXELS = 1 << 27
#: Of a file that is compressed as a whole, and read as a whole before anything in it is known.
_DEFLATED = ("1.2.840.10008.1.2.1.99",)
_BYTE = 255
_GREY = ("MONOCHROME1", "MONOCHROME2")


def read_dicom(path: Path) -> Image:
    """Return a DICOM file's single grey frame in mode ``L``.

    Raises:
        DataError: If the file is damaged, has no pixels, several frames or colours, or is compressed in
            a way that no installed decoder reads.
        MissingExtra: If pydicom is not installed.
    """
    try:
        import pydicom
        from PIL import Image
    except ImportError as error:
        raise MissingExtra("dicom", f"reading {path.name}", error.name or "pydicom") from error
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # About values that pydicom mends; the pixels are checked below.
        try:
            if pydicom.filereader.read_file_meta_info(path).get("TransferSyntaxUID") in _DEFLATED:
                raise DataError(f"image {path}: it is deflated as a whole, which is not read", "save it uncompressed")
            dataset = pydicom.dcmread(path)
        except (pydicom.errors.InvalidDicomError, EOFError, ValueError, KeyError) as error:
            raise DataError(f"image {path} cannot be read: not a DICOM file, or cut off", "fetch it again") from error
        _check(dataset, path)
        try:
            stored = dataset.pixel_array
        except NotImplementedError as error:
            raise DataError(f"image {path}: {_syntax(dataset)} is not supported by pydicom") from error
        except RuntimeError as error:
            hint = "pip install pylibjpeg pylibjpeg-libjpeg pylibjpeg-openjpeg"
            raise DataError(f"image {path}: no decoder is installed for {_syntax(dataset)}", hint) from error
        except (AttributeError, ValueError, EOFError, OSError) as error:
            raise DataError(f"image {path} cannot be read: its pixel data is damaged", "fetch it again") from error
        try:
            shades, low = _shades(dataset)
        except (AttributeError, ValueError, TypeError, KeyError, IndexError, NotImplementedError) as error:
            raise DataError(f"image {path}: its modality or VOI transform is not usable ({error})") from error
    if stored.min() < low or stored.max() >= low + len(shades):
        raise DataError(f"image {path}: pixel values are outside the range of its {dataset.BitsStored} stored bits")
    return Image.fromarray(shades[stored.astype("int64") - low])


def _check(dataset: Any, path: Path) -> None:
    """Refuse what is no single grey image."""
    if "PixelData" not in dataset:
        raise DataError(f"image {path}: a DICOM file without pixel data")
    if int(dataset.get("NumberOfFrames") or 1) > 1:
        raise DataError(f"image {path}: {dataset.NumberOfFrames} frames, not one image")
    kind = dataset.get("PhotometricInterpretation", "none stated")
    if dataset.get("SamplesPerPixel", 1) != 1 or kind not in _GREY:
        raise DataError(f"image {path}: {kind} pixels; only grey ones (MONOCHROME1 or 2) are read")
    pixels = int(dataset.get("Rows") or 0) * int(dataset.get("Columns") or 0)
    if pixels > _MOST_PIXELS:
        raise DataError(f"image {path}: states {pixels:,} pixels; up to {_MOST_PIXELS:,} are read")
    bits = dataset.get("BitsStored")
    if not isinstance(bits, int) or not 1 <= bits <= _MOST_BITS:
        raise DataError(f"image {path}: {bits} bits stored; 1 to {_MOST_BITS} are read")


def _shades(dataset: Any) -> tuple[NDArray[np.uint8], int]:
    """Return the shade of each stored value there can be, and the smallest of these values."""
    import numpy as np
    from pydicom.pixels.processing import apply_modality_lut, apply_voi_lut

    bits, signed = int(dataset.BitsStored), int(dataset.get("PixelRepresentation", 0)) == 1
    low = -(1 << bits - 1) if signed else 0
    stored = np.arange(low, low + (1 << bits), dtype=np.int16 if signed else np.uint16)
    values = np.asarray(apply_modality_lut(stored, dataset))
    if dataset.get("ModalityLUTSequence"):
        bottom, top = 0.0, 2.0 ** dataset.ModalityLUTSequence[0].LUTDescriptor[2] - 1
    else:
        bottom, top = sorted((float(values[0]), float(values[-1])))
    if dataset.get("VOILUTSequence"):
        entries, _, depth = dataset.VOILUTSequence[0].LUTDescriptor
        if 2**depth <= _BYTE + 1 < (entries or 1 << _MOST_BITS):
            raise ValueError("more table entries than pydicom's 8-bit look-up reaches")
        # A look-up table wants whole numbers, which a rescaled value may not be.
        values = apply_voi_lut(np.rint(values).astype(np.int64), dataset)
        bottom, top = 0.0, 2.0**depth - 1
    elif dataset.get("WindowCenter") is not None and dataset.get("WindowWidth") is not None:
        values = apply_voi_lut(values, dataset)
    if top <= bottom:
        raise ValueError("all values become one")
    share = np.clip((np.asarray(values, np.float64) - bottom) / (top - bottom), 0.0, 1.0)
    if dataset.PhotometricInterpretation == "MONOCHROME1":
        share = 1.0 - share
    return np.rint(share * _BYTE).astype(np.uint8), low


def _syntax(dataset: Any) -> str:
    return f"its compression ({dataset.file_meta.TransferSyntaxUID.name})"
