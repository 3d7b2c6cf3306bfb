"""A small made-up copy with reports in the layout of MIMIC-CXR, for tests."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

from podium.tests.plugins.mimic_cxr.support import Copy

#: A word that is in references only; it must be stored nowhere.
SECRET = "zyzzyva"

REPORTS = {
    50000001: ("10000001", " FINDINGS: Edema.\n \n IMPRESSION: Edema.\n"),
    50000002: ("10000002", " FINDINGS: Edema.\n \n IMPRESSION: Edema.\n"),
    50000003: (
        "10000003",
        " INDICATION: Pneumonia?\n \n FINDINGS: \n \n There is moderate pulmonary edema.\n"
        f" No pleural effusion. {SECRET}.\n \n IMPRESSION: \n \n Pulmonary edema.\n",
    ),
    50000004: ("10000003", " FINDINGS: Small left pleural effusion. The heart is enlarged.\n"),
    50000005: ("10000003", " IMPRESSION: No acute cardiopulmonary process.\n"),
}
Reports = Mapping[int, tuple[str, str]]


def place_of(study: int, subject: str) -> str:
    return f"files/p{subject[:2]}/p{subject}/s{study}.txt"


def write_folder(home: Path, reports: Reports = REPORTS) -> None:
    for study, (subject, text) in reports.items():
        path = home / place_of(study, subject)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def write_zip(home: Path, reports: Reports = REPORTS) -> None:
    with zipfile.ZipFile(home / "mimic-cxr-reports.zip", "w") as archive:
        for study, (subject, text) in reports.items():
            archive.writestr(place_of(study, subject), text)


def write_tar(home: Path, reports: Reports = REPORTS) -> None:
    with tarfile.open(home / "mimic-cxr-reports.tar.gz", "w:gz") as archive:
        for study, (subject, text) in reports.items():
            member = tarfile.TarInfo(place_of(study, subject))
            member.size = len(text.encode())
            archive.addfile(member, io.BytesIO(text.encode()))


def copy_with_reports(home: Path, reports: Reports = REPORTS) -> Path:
    """Write images, tables and reports: two of the three test studies have findings, two an impression."""
    Copy().write(home)
    write_folder(home, reports)
    return home
