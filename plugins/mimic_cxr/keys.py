"""What names an image or a study of MIMIC-CXR-JPG, in a path or alone."""

from __future__ import annotations

import re

#: Five groups of eight hexadecimal digits; RE2 (Arrow) and ``re`` read it alike.
DICOM_PATTERN = r"^[0-9a-f]{8}(-[0-9a-f]{8}){4}$"
_DICOM = re.compile(r"([0-9a-f]{8}(?:-[0-9a-f]{8}){4})(?:\.[a-z0-9]+)?\s*$", re.IGNORECASE)
_STUDY = re.compile(r"(?:^|[/\\]|s)(5[0-9]{7})[/\\]?\s*$")


def normal_key(column: str, text: str) -> str:
    """Return a ``dicom_id`` without folder and ending, or a ``study_id`` as eight digits.

    Text that is neither comes back as it is, without blanks around it.
    """
    match = (_STUDY if column == "study_id" else _DICOM).search(text)
    return match[1].lower() if match else text.strip()


def patient_folder(subject: int) -> str:
    """Return a patient's folder below ``files/``, such as ``"p10/p10000032"``."""
    return f"p{subject // 1_000_000}/p{subject}"


def reference(labels: str, uncertainty: str, blanks: str) -> str:
    """Return how targets came about, as an item's attribute ``reference`` says it."""
    return f"{labels} labels, uncertainty={uncertainty}, blanks={blanks}"
