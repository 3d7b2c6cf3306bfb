"""The checksums that MIMIC-CXR-JPG was published with, against the files that are there."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator
from pathlib import Path

from podium.plugins.chest_xray.verifying import Findings, in_threads
from podium.registry import DataError
from podium.registry.verification import Observer

FILE = "SHA256SUMS.txt"

#: As ``sha256sum`` writes a line; a star stands before the name of a file read as bytes.
_LINE = re.compile(r"([0-9a-fA-F]{64}) [ *]?(.+)")


def check_hashes(findings: Findings, home: Path, images: Collection[str], observe: Observer) -> None:
    """Compare the SHA-256 of every file that is listed and there.

    Args:
        findings: Where what is wrong is noted.
        home: The dataset's folder, in which :data:`FILE` lies.
        images: Paths below ``home`` of the images that are there, so that no other image is looked for.
        observe: Told how many files are done.
    """
    if not (home / FILE).is_file():
        findings.warn("hashes", f"no {FILE} in {home}, so no file was compared")
        return
    malformed: list[str] = []
    try:
        sums = dict(_sums(home / FILE, malformed))
    except DataError as error:
        findings.problem("hashes", str(error))
        return
    if malformed:
        findings.problem(FILE, f"{len(malformed):,} lines are not a SHA-256 and a path below the folder", malformed)
    there = [name for name in sums if name in images or not name.startswith("files/") and (home / name).is_file()]

    def differs(name: str) -> str:
        try:
            with (home / name).open("rb") as stream:
                found = hashlib.file_digest(stream, "sha256").hexdigest()
        except OSError as error:
            return f"{name}: cannot be read: {error.strerror}"
        return "" if found == sums[name] else f"{name}: {found[:12]}… instead of {sums[name][:12]}…"

    wrong = [one for one in in_threads(differs, there, "hashes", observe) if one]
    unlisted = sorted(name for name in images if name not in sums)
    if wrong:
        are = "is" if len(wrong) == 1 else "are"
        findings.problem("hashes", f"{len(wrong):,} of {len(there):,} files {are} not the published ones", wrong)
    elif there:
        absent = len(sums) - len(there)
        rest = f"; {absent:,} further listed files are not here" if absent else ""
        findings.ok("hashes", f"{len(there):,} files are the published ones{rest}")
    else:
        findings.warn("hashes", f"none of the {len(sums):,} files of {FILE} is here")
    if unlisted:
        findings.warn("unlisted hashes", f"{FILE} has no line for {len(unlisted):,} images", unlisted)


def _sums(path: Path, malformed: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the path and the checksum of each line; lines of another form are added to ``malformed``."""
    try:
        with path.open(encoding="utf-8") as stream:
            for number, line in enumerate(stream, 1):
                match = _LINE.fullmatch(line.rstrip("\r\n"))
                name = match[2].removeprefix("./") if match else ""
                # A list from elsewhere must not have files outside the copy read.
                if match is None or name.startswith(("/", "\\")) or ".." in Path(name).parts or ":" in name:
                    if line.strip():
                        malformed.append(f"row {number}: {line.strip()[:80]}")
                else:
                    yield name, match[1].lower()
    except UnicodeDecodeError:
        raise DataError(f"{path} is not UTF-8 text", "copy it again") from None
    except OSError as error:
        raise DataError(f"{path} cannot be read: {error.strerror}") from None
