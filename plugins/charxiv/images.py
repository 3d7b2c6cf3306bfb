"""The charts: files of a folder, or bytes of a table. They are looked at without decoding them."""

from __future__ import annotations

from pathlib import Path

from podium.registry import DataError, check_is_file, keep_image

_STARTS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
_JPEG_END = b"\xff\xd9"
#: Some writers pad a file after its end marker.
_TAIL = 1 << 12
#: Missing images that are named.
_NAMED = 5


class ImageFolder:
    """The folder ``images`` of a copy, in which each chart is ``<figure>.jpg``.

    Args:
        folder: Folder of the JSON files; the images lie in it or beside it.
        check: Whether every chart must be there and whole.
    """

    def __init__(self, folder: Path, check: bool) -> None:
        beside, inside = folder.parent / "images", folder / "images"
        places = (beside, inside) if folder.name == "data" else (inside, beside)
        self._folder = next((place for place in places if place.is_dir()), places[0])
        self._check = check
        self._missing: list[str] = []

    def of(self, figure: int) -> Path:
        """Return the path of a chart; one that is missing is told by :meth:`done`.

        Raises:
            DataError: If it is damaged.
        """
        path = self._folder / f"{figure}.jpg"
        if self._check:
            try:
                flaw = _flaw_of(path)
            except FileNotFoundError:
                self._missing.append(path.name)
            except OSError as error:
                raise DataError(f"{path} cannot be read: {error.strerror}", "copy it again") from None
            else:
                if flaw:
                    raise DataError(f"{path} {flaw}", "unzip images.zip again")
        return path

    def done(self, of: int) -> None:
        """Say which of the charts are missing.

        Raises:
            DataError: If any is.
        """
        if not self._missing:
            return
        places = (self._folder, self._folder.parent)
        zipped = next((place / "images.zip" for place in places if (place / "images.zip").is_file()), None)
        if zipped is not None and len(self._missing) == of:
            raise DataError(
                f"{self._folder} has no charts: they are still packed in {zipped}",
                f"unzip -j {zipped} -d {self._folder}",
            )
        named = ", ".join(self._missing[:_NAMED]) + (", ..." if len(self._missing) > _NAMED else "")
        raise DataError(
            f"{self._folder} lacks {len(self._missing)} of {of} charts: {named}",
            "unzip images.zip of https://huggingface.co/datasets/princeton-nlp/CharXiv there",
        )


def kept(content: bytes | None, figure: int, where: str, check: bool) -> Path:
    """Return the path of a chart that came as bytes; with ``check`` it is kept there as a file.

    Raises:
        DataError: If it is missing or damaged.
    """
    if not content:
        raise DataError(f"{where}, column image: figure {figure} has no image", "fetch the file again")
    if check and (flaw := _flaw(content[: len(_STARTS[1])], content[-_TAIL:])):
        raise DataError(f"{where}, column image: figure {figure} {flaw}", "fetch the file again")
    return keep_image(content, "charxiv-r", str(figure), where, write=check)


def _flaw_of(path: Path) -> str:
    if path.exists():
        check_is_file(path)
    with path.open("rb") as file:
        start = file.read(len(_STARTS[1]))
        size = file.seek(0, 2)
        file.seek(max(0, size - _TAIL))
        return _flaw(start, file.read())


def _flaw(start: bytes, end: bytes) -> str:
    """Return what is wrong with an image file, or nothing."""
    if not start:
        return "is empty"
    if not start.startswith(_STARTS):
        return f"is not an image: it begins with {start.hex(' ')}"
    if start.startswith(_STARTS[0]) and _JPEG_END not in end:
        return "is cut off: its end is missing"
    return ""
