"""Made-up chest X-rays: the size, grain and file size of the real ones, and nothing of a patient."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

WIDTH, HEIGHT = 2000, 2500
QUALITY = 95
#: Patches of soft tissue: their size in pixels and how much they differ in brightness.
_TEXTURE = ((640, 22), (160, 14), (40, 9), (12, 5))


def xray(seed: int) -> NDArray[np.float32]:
    """Return a picture, float32 [2500, 2000], 0 to 255: body, lungs, ribs, heart, texture and grain."""
    random = np.random.default_rng(seed)
    texture = np.zeros((HEIGHT, WIDTH), np.float32)
    for cell, depth in _TEXTURE:
        coarse = random.standard_normal((HEIGHT // cell + 2, WIDTH // cell + 2)).astype(np.float32)
        texture += depth * np.asarray(Image.fromarray(coarse).resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC))
    y, x = np.mgrid[-1 : 1 : HEIGHT * 1j, -1 : 1 : WIDTH * 1j].astype(np.float32)
    body = np.exp(-((x / 0.95) ** 4 + (y / 1.2) ** 6))
    lungs = np.exp(-(((np.abs(x) - 0.42) / 0.3) ** 4 + ((y + 0.05) / 0.62) ** 4))
    ribs = np.cos((y * 9 + 2 * x * x) * np.pi) * lungs * 12
    heart = np.exp(-(((x - 0.12) / 0.3) ** 4 + ((y - 0.35) / 0.35) ** 4))
    grain = random.standard_normal((HEIGHT, WIDTH)).astype(np.float32) * (0.7 + 1.3 * body)
    picture: NDArray[np.float32] = np.clip(
        25 + 150 * body - 95 * lungs + 70 * heart + ribs + texture * body + grain, 0, 255
    )
    return picture


def write(folder: Path, count: int) -> list[Path]:
    """Write ``count`` JPEG files, one 16-bit PNG and one DICOM file, and return the JPEGs."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for seed in range(count):
        paths.append(folder / f"{seed}.jpg")
        Image.fromarray(np.rint(xray(seed)).astype(np.uint8)).save(paths[-1], quality=QUALITY)
    deep = xray(0) * 16
    Image.fromarray((deep * 16).astype(np.uint16)).save(folder / "deep.png")
    _write_dicom(folder / "deep.dcm", deep.astype(np.uint16))
    return paths


def _write_dicom(path: Path, values: NDArray[np.uint16]) -> None:
    from pydicom.dataset import Dataset, FileMetaDataset
    from pydicom.uid import ExplicitVRLittleEndian

    dataset = Dataset()
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    dataset.file_meta.MediaStorageSOPClassUID = "1.2.840.10008.5.1.4.1.1.1.1"
    dataset.file_meta.MediaStorageSOPInstanceUID = "1.2.3"
    dataset.Rows, dataset.Columns = values.shape
    dataset.SamplesPerPixel, dataset.PhotometricInterpretation, dataset.PixelRepresentation = 1, "MONOCHROME1", 0
    dataset.BitsAllocated, dataset.BitsStored, dataset.HighBit = 16, 12, 11
    dataset.WindowCenter, dataset.WindowWidth = 2048, 3000
    dataset.PixelData = values.tobytes()
    dataset.save_as(path, enforce_file_format=True)
