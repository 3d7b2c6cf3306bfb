"""A copy of MMLU on disk: the authors' CSV files, unpacked or in their archive, or the hub's Parquet files."""

from __future__ import annotations

import tarfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from podium.plugins.mmlu.card import CARD, HUB
from podium.plugins.mmlu.questions import COLUMNS, Question, from_row, read_csv
from podium.plugins.mmlu.subjects import GROUP_OF
from podium.registry import (
    DataError,
    MissingFiles,
    check_head,
    check_is_file,
    how_to_get,
    read_data_file,
    read_parquet,
)

#: Questions of a split, by subject.
Questions = dict[str, list[Question]]

#: What the authors call the splits in their files' names.
_SHORT = {"dev": "dev", "validation": "val", "test": "test"}
ARCHIVE = "data.tar"
#: Far more than any of its files has; one that is stored sparsely may claim any length.
_LONGEST = 16 << 20
HOW = (
    "keep or unpack the authors' https://people.eecs.berkeley.edu/~hendrycks/data.tar there; or take the hub's files: "
    + how_to_get(CARD, HUB)
)


@dataclass(frozen=True)
class Copy:
    """A copy of the data.

    Args:
        kind: ``"csv"``, ``"archive"`` or ``"parquet"``.
        home: The folder that holds ``test/`` and the like, the archive, or the folder of the hub's files.
    """

    kind: str
    home: Path

    def read(self, split: str) -> Questions:
        """Return the questions of a split by subject, in the dataset's order; none where it has no such files.

        Raises:
            DataError: If a file is damaged, or a row is not what it must be.
        """
        read = {"csv": _read_folder, "archive": _read_archive, "parquet": _read_tables}[self.kind]
        found = read(self.home, split)
        return {subject: found[subject] for subject in GROUP_OF if subject in found}

    def place(self, split: str, subject: str) -> str:
        """Return where the questions of a subject would be."""
        if self.kind == "parquet":
            return f"{self.home}/all/{split}-*.parquet or {subject}/{split}-*.parquet"
        return f"{self.home}/{_SHORT[split]}/{subject}_{_SHORT[split]}.csv"


def find_copy(root: Path, split: str) -> Copy:
    """Return the copy under a folder that has the split.

    Args:
        root: Folder of the copy, or its parent; or the archive.
        split: ``"dev"``, ``"validation"`` or ``"test"``.

    Raises:
        MissingFiles: If there is none, saying how to get it.
    """
    if root.is_file():
        return Copy("archive", root)
    short = _SHORT[split]
    for base in (root, *sorted(path for path in root.iterdir() if path.is_dir())):
        for home in (base, base / "data"):
            if _csv_files(home, short):
                return Copy("csv", home)
        if (base / ARCHIVE).is_file():
            return Copy("archive", base / ARCHIVE)
        if _tables(base, split):
            return Copy("parquet", base)
    what = f"data/{short}/*_{short}.csv, no {ARCHIVE}, no all/{split}-*.parquet and no SUBJECT/{split}-*.parquet"
    raise MissingFiles(f"{root} has no {what}: the {split} split of MMLU", HOW)


def _csv_files(home: Path, short: str) -> list[Path]:
    # An archive made on a Mac has a file ._NAME beside every NAME.
    return sorted(path for path in home.glob(f"{short}/*_{short}.csv") if not path.name.startswith("."))


def _subject(name: str, short: str, where: str) -> str:
    subject = name.removesuffix(f"_{short}.csv")
    return _known(subject, where)


def _known(subject: str, where: str) -> str:
    if subject not in GROUP_OF:
        raise DataError(f"{where}: {subject!r} is none of MMLU's 57 subjects", "is it another benchmark's data?")
    return subject


def _read_folder(home: Path, split: str) -> Questions:
    short = _SHORT[split]
    return {
        _subject(path.name, short, str(path)): list(read_csv(read_data_file(path, "CSV"), str(path)))
        for path in _csv_files(home, short)
    }


def _read_archive(path: Path, split: str) -> Questions:
    short, found = _SHORT[split], {}
    with path.open("rb") as start:
        check_head(start.read(100), str(path), "an archive")
    try:
        with tarfile.open(path, "r:") as archive:
            for member in archive:
                name = PurePosixPath(member.name)
                # A link may lead anywhere; what is stored under its name is nothing.
                wanted = member.isfile() and name.parent.name == short and name.name.endswith(f"_{short}.csv")
                file = archive.extractfile(member) if wanted and not name.name.startswith(".") else None
                if file is not None:
                    where = f"{path}/{member.name}"
                    data = file.read(_LONGEST + 1)
                    if len(data) > _LONGEST:
                        raise DataError(f"{where} is longer than {_LONGEST:,} bytes", "fetch the archive again")
                    check_head(data, where, "CSV")
                    found[_subject(name.name, short, where)] = list(read_csv(data, where))
    except (tarfile.TarError, EOFError, OSError) as error:
        raise DataError(f"{path} cannot be read as an archive: {error}", "fetch it again") from error
    return found


def _tables(base: Path, split: str) -> list[Path]:
    """Return the files of a split: of all subjects in one, or in a folder per subject."""
    whole = sorted((base / "all").glob(f"{split}-*.parquet"))
    found = whole or sorted(path for path in base.glob(f"*/{split}-*.parquet") if path.parent.name in GROUP_OF)
    for path in found:
        check_is_file(path)
    return found


def _read_tables(base: Path, split: str) -> Questions:
    found: Questions = {}
    for subject, question in _from_tables(_tables(base, split)):
        found.setdefault(subject, []).append(question)
    return found


def _from_tables(paths: Iterable[Path]) -> Iterator[tuple[str, Question]]:
    for path in paths:
        folder = path.parent.name
        for row in read_parquet([path], COLUMNS):
            subject = _known(row["subject"], f"{row.where}, column subject")
            if folder not in ("all", subject):
                raise DataError(f"{row.where}, column subject: {subject!r} in the folder of {folder}", "fetch it again")
            yield subject, from_row(row)
