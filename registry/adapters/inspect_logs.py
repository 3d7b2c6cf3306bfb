"""Logs of inspect_ai: ``.eval`` archives and ``.json`` files.

Read as version 0.3.285 writes them (log format 2): an archive holds ``header.json`` and a file
``samples/ID_epoch_N.json`` per sample, each compressed by Zstandard, which Python's zipfile cannot read before 3.14.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from podium.registry import json_text, unpacking
from podium.registry.adapters.sample_logs import Log, Sample
from podium.registry.errors import DataError, MissingExtra

HARNESS = "inspect_ai"
_ZSTANDARD = 93
_HEADER = "header.json"
_EPOCH = re.compile(r"_epoch_(\d+)\.json$")
_BEGINNING = re.compile(rb'\s*\{\s*"version":\s*\d+,\s*"status":\s*"')
_FINISH = {"stop": "stop", "max_tokens": "length"}
_CUT = "copy it again, or give the log of a run that ended"


def log_files(folder: Path) -> list[Path]:
    """Return the logs in a folder."""
    return sorted(path for path in folder.iterdir() if path.suffix in (".eval", ".json") and is_log(path))


def is_log(path: Path) -> bool:
    """Return whether a file is such a log: an archive called ``.eval``, or JSON that begins as a log does."""
    try:
        with path.open("rb") as file:
            beginning = file.read(200)
    except OSError:
        return False
    return path.suffix == ".eval" or _BEGINNING.match(beginning) is not None


def read_log(paths: Sequence[Path]) -> Log:
    """Read logs, one per task.

    Of several epochs only the first is taken, and the notes say so.

    Raises:
        DataError: If a log is cut off or damaged or a sample lacks what is needed; it names file and sample.
        MissingExtra: If pyarrow, which decompresses, is not installed.
    """
    samples: list[Sample] = []
    versions, models, notes = set(), set(), []
    for path in paths:
        header, records = _open(path)
        about = _part(header, "eval", str(path))
        task = str(about.get("task", path.stem))
        versions.add(str(_mapping(about.get("packages")).get(HARNESS, "")))
        models.add(str(about.get("model", "")))
        if header.get("status") != "success":
            notes.append(f"the log of {task} has the status {header.get('status')}")
        epochs = _mapping(about.get("config")).get("epochs")
        if isinstance(epochs, int) and epochs > 1:
            notes.append(f"of {epochs} epochs of {task} the first was taken")
        kept = [_sample(record, task, f"{path}, sample {name}") for name, record in records if _first(record)]
        if not kept:
            raise DataError(f"{path}: the log holds no samples", "run inspect eval with --log-samples")
        samples += kept
    if len(models) > 1:
        what = f"{paths[0].parent}: logs of several models: {', '.join(sorted(models))}"
        raise DataError(what, "give the log of one")
    version = ", ".join(sorted(versions - {""}))
    return Log(HARNESS, version, models.pop(), tuple(paths), samples, tuple(notes))


def _open(path: Path) -> tuple[dict[str, Any], Iterator[tuple[str, dict[str, Any]]]]:
    """Return the header, and every sample with its name."""
    if path.suffix != ".eval":
        log = _parse(path.read_bytes(), str(path))
        records = log.get("samples") or []
        if not isinstance(records, list):
            raise DataError(f"{path}: 'samples' is no list")
        named = ((str(_mapping(record).get("id", number)), record) for number, record in enumerate(records, 1))
        return log, ((name, _checked(record, f"{path}, sample {name}")) for name, record in named)
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError) as error:
        raise DataError(f"{path}: the log is cut off or damaged: {error}", _CUT) from error
    with archive:
        unpacking.check_zip(path, archive)
        members = {member.filename: member for member in archive.infolist()}
    if _HEADER not in members:
        raise DataError(f"{path}: no {_HEADER}; the run did not end, or it is no log of {HARNESS}", _CUT)
    header = _parse(_unpacked(path, members[_HEADER]), f"{path}, {_HEADER}")
    return header, _samples(path, members)


def _samples(path: Path, members: Mapping[str, zipfile.ZipInfo]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, member in members.items():
        epoch = _EPOCH.search(name)
        if name.startswith("samples/") and (epoch is None or epoch.group(1) == "1"):
            short = name.removeprefix("samples/").removesuffix(".json")
            yield short, _parse(_unpacked(path, member), f"{path}, sample {short}")


def _unpacked(path: Path, member: zipfile.ZipInfo) -> bytes:
    """Return the bytes of an archive's member, checked by its CRC-32."""
    where = f"{path}, {member.filename}"
    try:
        if member.compress_type != _ZSTANDARD:
            with zipfile.ZipFile(path) as archive:
                return archive.read(member)
        data = _zstandard(_raw(path, member), member.file_size)
    except (zipfile.BadZipFile, OSError, ValueError, zlib.error, EOFError, NotImplementedError) as error:
        raise DataError(f"{where}: damaged: {str(error).splitlines()[0]}", _CUT) from error
    if len(data) != member.file_size or zlib.crc32(data) != member.CRC:
        raise DataError(f"{where}: damaged: the checksum is another one", _CUT)
    return data


def _raw(path: Path, member: zipfile.ZipInfo) -> bytes:
    with path.open("rb") as file:
        file.seek(member.header_offset)
        local = file.read(30)
        if local[:4] != b"PK\x03\x04":
            raise ValueError("no local header")
        file.seek(int.from_bytes(local[26:28], "little") + int.from_bytes(local[28:30], "little"), 1)
        return file.read(member.compress_size)


def _zstandard(data: bytes, size: int) -> bytes:
    try:
        import pyarrow
    except ImportError as error:
        raise MissingExtra("eval", f"reading logs of {HARNESS}", "pyarrow") from error
    # Never more than the archive says: a few bytes can stand for gigabytes.
    with pyarrow.CompressedInputStream(pyarrow.BufferReader(data), "zstd") as stream:
        return bytes(stream.read(size))


def _parse(data: bytes, where: str) -> dict[str, Any]:
    try:
        record = json_text.parse(data)
    except ValueError as error:
        raise DataError(f"{where}: no JSON, perhaps cut off: {error}", _CUT) from error
    return _checked(record, where)


def _checked(record: Any, where: str) -> dict[str, Any]:
    if not isinstance(record, dict):
        raise DataError(f"{where}: an object was expected, not {type(record).__name__}")
    return record


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _part(record: Mapping[str, Any], name: str, where: str) -> Any:
    if name not in record:
        raise DataError(f"{where}: no field {name!r}")
    return _checked(record[name], f"{where}, {name}")


def _first(record: Mapping[str, Any]) -> bool:
    return bool(record.get("epoch", 1) == 1)


def _sample(record: Mapping[str, Any], task: str, where: str) -> Sample:
    for name in ("id", "input", "output"):
        if name not in record:
            raise DataError(f"{where}: no field {name!r}")
    output = _part(record, "output", where)
    failed = record.get("error") or output.get("error")
    choices = record.get("choices") or []
    metadata = _mapping(record.get("metadata"))
    facts = {name: str(value) for name, value in metadata.items() if isinstance(value, (str, int))}
    text, finish = _completion(output, where)
    return Sample(
        where=where,
        task=task,
        names={"id": str(record["id"])} | {name: value for name, value in facts.items() if name != "id"},
        question=_question(record["input"], _mapping(record.get("attachments"))),
        options=tuple(map(str, choices)) if isinstance(choices, list) else (),
        text=text,
        finish=_FINISH.get(finish),
        error=None if not failed else f"the log has an error: {_message(failed)}",
    )


def _message(error: Any) -> str:
    text = str(_mapping(error).get("message", error)).strip().splitlines()
    return text[0] if text else "no message"


def _question(shown: Any, attachments: Mapping[str, Any]) -> str:
    """Return the text of the input: itself, or that of the last message of the user."""
    if isinstance(shown, list):
        asked = [message for message in shown if _mapping(message).get("role") == "user"]
        shown = _content(asked[-1].get("content")) if asked else ""
    text = str(shown)
    # Long texts are kept apart, under their hash.
    return str(attachments.get(text.removeprefix("attachment://"), text)) if text.startswith("attachment://") else text


def _content(content: Any) -> str:
    if isinstance(content, str):
        return content
    parts = [_mapping(part) for part in content] if isinstance(content, list) else []
    return "\n".join(str(part.get("text", "")) for part in parts if part.get("type") == "text")


def _completion(output: Mapping[str, Any], where: str) -> tuple[str, str]:
    """Return the reply, without reasoning, and why it ended."""
    choices = output.get("choices")
    first = _mapping(choices[0]) if isinstance(choices, list) and choices else {}
    text = output.get("completion")
    if text is None:
        text = _content(_mapping(first.get("message")).get("content"))
    if not isinstance(text, str):
        raise DataError(f"{where}: the completion is no text")
    return text, str(first.get("stop_reason", ""))
