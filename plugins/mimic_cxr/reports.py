"""The free-text reports of MIMIC-CXR: a folder, a zip or a tar, read one by one and never unpacked."""

from __future__ import annotations

import os
import re
import zipfile
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from podium.plugins.chest_xray.archives import DAMAGED, bounded, tar_files, unreadable
from podium.plugins.mimic_cxr.keys import patient_folder
from podium.registry import DataError, unpacking

#: Names under which the archive of all reports is found beside the data.
ARCHIVES = ("mimic-cxr-reports.zip", "mimic-cxr-reports.tar.gz", "mimic-cxr-reports.tgz")
#: Far more than any report has; an archive that unpacks to more is not followed any further.
MAX_BYTES = 1 << 20

_PLACE = re.compile(r"(?:^|[/\\])p(1[0-9]{7})[/\\]s(5[0-9]{7})\.txt$")
_GROUP = re.compile(r"p1[0-9]")
_PATIENT = re.compile(r"p(1[0-9]{7})")
_REPORT = re.compile(r"s(5[0-9]{7})\.txt")


class Report(NamedTuple):
    """One report.

    Args:
        study_id: Its study, eight digits starting with 5.
        subject_id: The patient, eight digits starting with 1.
        text: The report, its lines ended by a line feed.
    """

    study_id: int
    subject_id: int
    text: str


class RawReport(NamedTuple):
    """One report as it is stored: its study and patient, its place for messages, and its bytes."""

    study_id: int
    subject_id: int
    place: str
    data: bytes

    def decoded(self) -> Report:
        """Return the report as text.

        Raises:
            DataError: If it is not UTF-8.
        """
        try:
            text = self.data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise DataError(
                f"{self.place}: byte {error.start + 1} is not UTF-8 text", "the official reports are; copy it again"
            ) from None
        return Report(self.study_id, self.subject_id, text.replace("\r\n", "\n").replace("\r", "\n"))


class Reports(ABC):
    """All reports of a copy.

    Args:
        source: The folder or archive.
    """

    def __init__(self, source: Path) -> None:
        self.source = source

    @abstractmethod
    def raw(self) -> Iterator[RawReport]:
        """Yield the reports as they are stored.

        Raises:
            DataError: If one cannot be read, is longer than :data:`MAX_BYTES`, or a study comes twice.
        """

    def __iter__(self) -> Iterator[Report]:
        """Yield the reports: by patient and study from a folder or zip, in the file's order from a tar.

        Raises:
            DataError: As in :meth:`raw`, and if one is not UTF-8.
        """
        for report in self.raw():
            yield report.decoded()

    def of(self, studies: Collection[int]) -> Iterator[Report]:
        """Yield the reports of some studies, as far as there are any; other texts are not looked into.

        Raises:
            DataError: As in :meth:`__iter__`.
        """
        return (report.decoded() for report in self.raw() if report.study_id in studies)

    def get(self, study_id: int) -> Report:
        """Return the report of a study.

        Raises:
            DataError: If there is none, it cannot be read, or the reports are in a tar, which is only read in order.
        """
        raise DataError(f"{self.source} can only be read from its start", "unpack it, or use mimic-cxr-reports.zip")


class _Placed(Reports):
    """Reports that can be opened in any order.

    Args:
        source: The folder or archive.
        places: Patient and place of each study.
    """

    def __init__(self, source: Path, places: Mapping[int, tuple[int, str]]) -> None:
        super().__init__(source)
        self._places = places

    def __len__(self) -> int:
        return len(self._places)

    def raw(self) -> Iterator[RawReport]:
        for study, (subject, place) in sorted(self._places.items(), key=lambda entry: (entry[1][0], entry[0])):
            yield RawReport(study, subject, f"{self.source}: {place}", self._read(place))

    def of(self, studies: Collection[int]) -> Iterator[Report]:
        return (self.get(study) for study in studies if study in self._places)

    def get(self, study_id: int) -> Report:
        if study_id not in self._places:
            raise DataError(f"{self.source} has no report of study {study_id}")
        subject, place = self._places[study_id]
        return RawReport(study_id, subject, f"{self.source}: {place}", self._read(place)).decoded()

    @abstractmethod
    def _read(self, place: str) -> bytes: ...


class FolderReports(_Placed):
    """Reports in a folder as it was unpacked: ``p10/p10000032/s50414267.txt``; places are relative to it."""

    def _read(self, place: str) -> bytes:
        try:
            with (self.source / place).open("rb") as stream:
                return bounded(stream.read(MAX_BYTES + 1), f"{self.source}: {place}", MAX_BYTES)
        except OSError as error:
            raise DataError(f"{self.source}: {place} cannot be read: {error.strerror}") from None


class _ZipReports(_Placed):
    """Reports in a zip; the archive is opened once and stays open as long as this object lives."""

    def __init__(self, source: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(source)
        except DAMAGED as error:
            raise unreadable(source, error) from None
        unpacking.check_zip(source, self._zip)
        super().__init__(source, _unique(source, (name for name in self._zip.namelist())))

    def _read(self, place: str) -> bytes:
        try:
            with self._zip.open(place) as stream:
                return bounded(stream.read(MAX_BYTES + 1), f"{self.source}: {place}", MAX_BYTES)
        except DAMAGED as error:
            raise unreadable(self.source, error, place) from None


class _TarReports(Reports):
    """Reports in a tar, compressed or not, read from its start each time."""

    def raw(self) -> Iterator[RawReport]:
        seen: dict[int, str] = {}
        for place, data in tar_files(self.source, _PLACE.search, MAX_BYTES):
            match = _PLACE.search(place)
            assert match is not None
            study = int(match[2])
            if study in seen:
                raise _twice(self.source, study, seen[study], place)
            seen[study] = place
            yield RawReport(study, int(match[1]), f"{self.source}: {place}", data)


def open_reports(path: Path) -> Reports:
    """Open the reports of MIMIC-CXR; nothing is unpacked, and only files named like reports are read.

    Args:
        path: An extracted folder (``files`` or the one above it), ``mimic-cxr-reports.zip``, or a tar,
            plain or compressed.

    Raises:
        DataError: If it is none of these, is damaged, has no report, or has two reports of one study.
    """
    if path.is_dir():
        home = path / "files" if (path / "files").is_dir() else path
        reports: _Placed = FolderReports(home, _unique(home, _report_files(home)))
    elif not path.exists():
        raise DataError(f"no file {path}", "name the folder, zip or tar of the reports")
    elif not zipfile.is_zipfile(path):
        if not path.name.lower().endswith((".tar", ".tar.gz", ".tgz")):
            raise DataError(f"{path} is neither a folder nor a zip nor a tar of reports")
        return _TarReports(path)
    else:
        reports = _ZipReports(path)
    if not len(reports):
        raise DataError(f"{path} has no report", "reports are called files/p10/p10000032/s50414267.txt")
    return reports


def find_archive(folders: Sequence[Path]) -> Path | None:
    """Return the archive of all reports that lies in the first of some folders to hold one, or None."""
    return next((path for folder in folders for name in ARCHIVES if (path := folder / name).is_file()), None)


def find_reports(folders: Sequence[Path], studies: Mapping[int, int]) -> Reports:
    """Return the reports that lie as files below, or in an archive in, the first of some folders to hold any.

    Args:
        folders: Where to look; files count before archives, also those of a folder ``files``.
        studies: Patient of each study that is wanted; only they are looked for as files.

    Raises:
        DataError: If there are none, or an archive is damaged.
    """
    for folder in folders:
        for home in (folder / "files", folder):
            places = {
                study: (subject, place)
                for study, subject in studies.items()
                if (home / (place := f"{patient_folder(subject)}/s{study}.txt")).is_file()
            }
            if places:
                return FolderReports(home, places)
    archive = find_archive(folders)
    if archive is None:
        hint = f"put {ARCHIVES[0]} of MIMIC-CXR, which is separate from MIMIC-CXR-JPG, into {folders[0]}"
        raise DataError(f"no reports in {folders[0]} or beside it: neither files nor {', '.join(ARCHIVES)}", hint)
    return open_reports(archive)


def _report_files(home: Path) -> Iterator[str]:
    """Yield the places of the reports below ``home``; a study folder is not looked into."""
    for group in sorted(name for name in _listed(home) if _GROUP.fullmatch(name)):
        for patient in sorted(name for name in _listed(home / group) if _PATIENT.fullmatch(name)):
            for name in sorted(_listed(home / group / patient)):
                if _REPORT.fullmatch(name):
                    yield f"{group}/{patient}/{name}"


def _listed(folder: Path) -> list[str]:
    try:
        return os.listdir(folder)
    except NotADirectoryError:
        return []
    except OSError as error:
        raise DataError(f"{folder} cannot be listed: {error.strerror}") from None


def _unique(source: Path, names: Iterator[str]) -> dict[int, tuple[int, str]]:
    places: dict[int, tuple[int, str]] = {}
    for name in names:
        match = _PLACE.search(name)
        if match is not None:
            study = int(match[2])
            if study in places:
                raise _twice(source, study, places[study][1], name)
            places[study] = (int(match[1]), name)
    return places


def _twice(source: Path, study: int, first: str, second: str) -> DataError:
    return DataError(f"{source}: study {study} has two reports, {first} and {second}", "keep one of them")
