"""DICOM files become what a screen would show: modality transform, window, true maximum, MONOCHROME1 turned."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
import pydicom
import pytest
from numpy.typing import NDArray
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import UID, ExplicitVRLittleEndian, JPEG2000Lossless, JPEGLSLossless

from podium.registry.errors import DataError, MissingExtra
from podium.registry.images import open_image

VALUES = np.array([[0, 1, 1024, 2048], [3000, 4000, 4094, 4095]], np.uint16)


def write(path: Path, values: NDArray[Any] = VALUES, syntax: UID = ExplicitVRLittleEndian, **elements: Any) -> Path:
    """Write a DICOM file of these pixels, 12 bits stored unless ``elements`` say otherwise."""
    dataset = Dataset()
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = UID(syntax)
    dataset.file_meta.MediaStorageSOPClassUID = UID("1.2.840.10008.5.1.4.1.1.1.1")
    dataset.file_meta.MediaStorageSOPInstanceUID = UID("1.2.3")
    dataset.Rows, dataset.Columns = values.shape[-2:]
    dataset.SamplesPerPixel = 1
    dataset.PhotometricInterpretation = "MONOCHROME2"
    dataset.BitsAllocated, dataset.BitsStored, dataset.HighBit = 16, 12, 11
    dataset.PixelRepresentation = int(values.dtype.kind == "i")
    for name, value in elements.items():
        setattr(dataset, name, value)
    dataset["PixelData"] = pydicom.DataElement("PixelData", "OW", values.tobytes())
    dataset.save_as(path, enforce_file_format=True)
    return path


def shown(path: Path) -> list[int]:
    image = open_image(path)
    assert image.mode == "L"
    pixels: list[int] = np.asarray(image).flatten().tolist()
    return pixels


def rounded(values: Any) -> list[int]:
    whole: list[int] = np.rint(np.asarray(values, float).flatten()).astype(int).tolist()
    return whole


def test_values_are_scaled_by_what_the_stored_bits_can_hold_not_by_what_occurs(tmp_path: Path) -> None:
    assert shown(write(tmp_path / "a.dcm")) == rounded(VALUES * 255.0 / 4095)
    assert shown(write(tmp_path / "b.dcm", VALUES // 2)) == rounded(VALUES // 2 * 255.0 / 4095)
    assert shown(write(tmp_path / "c.dcm", BitsStored=16, HighBit=15)) == rounded(VALUES * 255.0 / 65535)


def test_a_dicom_file_is_known_by_its_content_whatever_its_name(tmp_path: Path) -> None:
    assert shown(write(tmp_path / "no_suffix")) == shown(write(tmp_path / "a.dcm"))


def test_monochrome1_is_turned_over(tmp_path: Path) -> None:
    path = write(tmp_path / "a.dcm", PhotometricInterpretation="MONOCHROME1")
    assert shown(path) == rounded((4095 - VALUES.astype(float)) * 255 / 4095)


def test_signed_values_and_a_rescaling_are_scaled_by_their_own_range(tmp_path: Path) -> None:
    signed = np.array([[-2048, -1, 0, 2047]], np.int16)
    expected = rounded((signed.astype(float) + 2048) * 255 / 4095)
    assert shown(write(tmp_path / "a.dcm", signed)) == expected
    assert shown(write(tmp_path / "b.dcm", signed, RescaleSlope=2, RescaleIntercept=-100)) == expected
    turned = write(tmp_path / "c.dcm", signed, RescaleSlope=-1, RescaleIntercept=0)
    assert shown(turned) == rounded((2047.0 - signed) * 255 / 4095)


def test_the_first_window_is_applied_after_the_rescaling(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.dcm", RescaleSlope=2, RescaleIntercept=0, WindowCenter=[4000, 10], WindowWidth=[2001, 10]
    )
    # PS3.3 C.11.2.1.2.1: linear between centre - 0.5 - (width - 1) / 2 and centre - 0.5 + (width - 1) / 2.
    share = np.clip((VALUES * 2.0 - (4000 - 0.5)) / 2000 + 0.5, 0, 1)
    assert shown(path) == rounded(share * 255)


def test_a_voi_table_goes_before_a_window_and_is_scaled_by_its_own_bits(tmp_path: Path) -> None:
    table = Dataset()
    table.LUTDescriptor = [4096, 0, 10]
    table["LUTData"] = pydicom.DataElement("LUTData", "US", (np.arange(4096) // 4).tolist()[::-1])
    path = write(tmp_path / "a.dcm", VOILUTSequence=[table], WindowCenter=10, WindowWidth=10)
    assert shown(path) == rounded((4095 - VALUES.astype(int)) // 4 * 255.0 / 1023)


def test_a_voi_table_that_pydicom_would_wrap_around_is_refused(tmp_path: Path) -> None:
    table = Dataset()
    table.LUTDescriptor = [4096, 0, 8]
    table["LUTData"] = pydicom.DataElement("LUTData", "US", (np.arange(4096) // 16).tolist())
    with pytest.raises(DataError, match="more table entries than pydicom's 8-bit look-up reaches"):
        open_image(write(tmp_path / "a.dcm", VOILUTSequence=[table]))


@pytest.mark.parametrize(
    ("elements", "message"),
    [
        ({"NumberOfFrames": 2}, "2 frames, not one image"),
        ({"PhotometricInterpretation": "RGB", "SamplesPerPixel": 3}, "RGB pixels; only grey ones"),
        ({"PhotometricInterpretation": "PALETTE COLOR"}, "PALETTE COLOR pixels"),
        ({"BitsStored": 0, "HighBit": 0}, "0 bits stored"),
        ({"WindowCenter": 5, "WindowWidth": 0}, "modality or VOI transform is not usable"),
        ({"RescaleSlope": 0, "RescaleIntercept": 5}, "all values become one"),
        ({"Rows": 100}, "pixel data is damaged"),
    ],
)
def test_what_is_no_single_grey_image_is_refused_in_one_line(
    tmp_path: Path, elements: dict[str, Any], message: str
) -> None:
    path = write(tmp_path / "a.dcm", **elements)
    with pytest.raises(DataError, match=rf"image .*a\.dcm.*{message}") as caught:
        open_image(path)
    assert "\n" not in str(caught.value)


def test_files_that_are_cut_off_or_no_dicom_are_refused_by_name(tmp_path: Path) -> None:
    whole = write(tmp_path / "a.dcm").read_bytes()
    for name, content in (("cut.dcm", whole[:-6]), ("head.dcm", whole[:140]), ("text.dcm", b"hello")):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(DataError, match=rf"image .*{name}"):
            open_image(tmp_path / name)


def test_a_compression_without_decoder_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.dcm"
    for syntax in (JPEGLSLossless, JPEG2000Lossless):
        write(path)
        dataset = pydicom.dcmread(path)
        dataset.file_meta.TransferSyntaxUID = UID(syntax)
        dataset.PixelData = pydicom.encaps.encapsulate([b"\0" * 64])
        dataset["PixelData"].VR = "OB"
        dataset.save_as(path)
        with pytest.raises(DataError, match=r"image .*a\.dcm.*(no decoder is installed for|damaged)"):
            open_image(path)


def test_without_pydicom_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path / "a.dcm")
    monkeypatch.setitem(sys.modules, "pydicom", None)
    with pytest.raises(MissingExtra, match=r"reading a\.dcm needs pydicom.*\[dicom\]"):
        open_image(path)
