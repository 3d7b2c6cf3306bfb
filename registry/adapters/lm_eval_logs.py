"""Logs of lm-evaluation-harness: ``samples_TASK_DATE.jsonl``, written by ``--log_samples``.

Read as version 0.4.13 writes them: a line per question and filter with ``doc_id``, ``doc``, ``arguments`` and
``resps``, in which all numbers are texts. ``results_DATE.json`` beside them tells version and model.
"""

from __future__ import annotations

import itertools
import math
import re
import string
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from podium.registry import json_text
from podium.registry.adapters.sample_logs import Log, Sample
from podium.registry.errors import DataError

HARNESS = "lm-evaluation-harness"
_NAME = re.compile(r"samples_(?P<task>.+)_(?P<date>\d{4}-\d\d-\d\dT[\d.:-]+)")
#: Fields of a document that hold the question, in the order in which they are looked for.
_QUESTIONS = ("question", "input", "query", "problem", "prompt", "text")
_OPTIONS = ("choices", "options", "endings")
#: Longer texts are no ids.
_ID_LENGTH = 200


def log_files(folder: Path) -> list[Path]:
    """Return the sample logs in a folder, and in those right below it: the harness makes one per model.

    What lies deeper is not looked for: it was hardly meant, and a large folder would take long.
    """
    found = (*folder.glob("samples_*.jsonl"), *folder.glob("*/samples_*.jsonl"))
    return sorted(path for path in found if _NAME.fullmatch(path.stem))


def is_log(path: Path) -> bool:
    """Return whether a file is a sample log, by the fields of its first line."""
    try:
        with path.open(encoding="utf-8") as file:
            first = json_text.parse(file.readline())
    except (ValueError, OSError):
        return False
    return isinstance(first, dict) and "doc_id" in first and ("resps" in first or "filtered_resps" in first)


def read_log(paths: Sequence[Path]) -> Log:
    """Read sample logs of one run.

    Args:
        paths: One file per task.

    Raises:
        DataError: If a line is cut off, lacks a field or holds no answer, a question stands there twice, or two files
            are of one task; it names file and line.
    """
    tasks: dict[str, Path] = {}
    samples: list[Sample] = []
    repeated = 0
    for path in paths:
        named = _NAME.fullmatch(path.stem)
        task = named["task"] if named else path.stem
        if task in tasks:
            what = f"{path.parent}: {tasks[task].name} and {path.name} are both logs of {task}"
            raise DataError(what, "give the folder of one run, or one file")
        tasks[task] = path
        found, repeats = _read(path, task)
        samples += found
        repeated = max(repeated, repeats)
    results = [path for path in (_results(path) for path in paths) if path is not None]
    facts = _facts(results[0]) if results else {}
    notes = [f"the first of {repeated} replies to each question was taken"] if repeated > 1 else []
    return Log(
        harness=HARNESS,
        version=str(facts.get("lm_eval_version") or ""),
        model=str(facts.get("model_name") or ""),
        files=tuple(paths),
        samples=samples,
        notes=tuple(notes),
    )


def _results(path: Path) -> Path | None:
    named = _NAME.fullmatch(path.stem)
    results = path.with_name(f"results_{named['date']}.json") if named else path
    return results if named and results.is_file() else None


def _facts(path: Path) -> dict[str, Any]:
    try:
        facts = json_text.parse(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise DataError(
            f"{path}: no JSON, perhaps cut off: {error}", "move it away to read the samples alone"
        ) from error
    return facts if isinstance(facts, dict) else {}


def _read(path: Path, task: str) -> tuple[list[Sample], int]:
    """Return the samples of a file, and the most replies to a question."""
    lines: dict[str, tuple[int, str]] = {}
    samples, repeats = [], 1
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            where = f"{path}, line {number}"
            record = _record(line, where)
            doc = str(_field(record, "doc_id", where))
            name = str(record.get("filter", ""))
            if doc in lines:
                # Each filter of a task has its own line with the same replies.
                first, kept = lines[doc]
                if name == kept:
                    raise DataError(f"{where}: doc_id {doc} stands in line {first} already")
                continue
            lines[doc] = (number, name)
            sample, count = _sample(record, task, f"{where} (doc_id {doc})")
            samples.append(sample)
            repeats = max(repeats, count)
    if not samples:
        raise DataError(f"{path}: the file is empty")
    return samples, repeats


def _record(line: bytes, where: str) -> dict[str, Any]:
    try:
        record = json_text.parse(line)
    except ValueError as error:
        raise DataError(f"{where}: no JSON, perhaps cut off: {error}") from error
    if not isinstance(record, dict):
        raise DataError(f"{where}: no sample but {type(record).__name__}")
    return record


def _field(record: dict[str, Any], name: str, where: str) -> Any:
    if name not in record:
        raise DataError(f"{where}: no field {name!r}, so no sample of {HARNESS}")
    return record[name]


def _sample(record: dict[str, Any], task: str, where: str) -> tuple[Sample, int]:
    document = _field(record, "doc", where)
    document = document if isinstance(document, dict) else {}
    text, log_likelihoods, count = _responses(_field(record, "resps", where), where)
    prompt, continued = _shown(record.get("arguments"))
    question = next((document[name] for name in _QUESTIONS if isinstance(document.get(name), str)), "")
    short = {
        name: str(value)
        for name, value in document.items()
        if isinstance(value, (str, int)) and not isinstance(value, bool) and len(str(value)) <= _ID_LENGTH
    }
    sample = Sample(
        where=where,
        task=task,
        names=short | {"doc_id": str(record["doc_id"])},
        question=question,
        prompt=prompt,
        options=_options(document) or continued,
        log_likelihoods=log_likelihoods,
        text=text,
    )
    return sample, count


def _options(document: dict[str, Any]) -> tuple[str, ...]:
    for name in _OPTIONS:
        found = document.get(name)
        # ARC and others hold texts and labels side by side.
        texts = found.get("text") if isinstance(found, dict) else found
        if isinstance(texts, list) and texts and all(isinstance(text, str) for text in texts):
            return tuple(texts)
    lettered = [document.get(letter) for letter in string.ascii_uppercase]
    texts = list(itertools.takewhile(lambda text: isinstance(text, str), lettered))
    return tuple(texts) if len(texts) > 1 else ()


def _shown(arguments: Any) -> tuple[str, tuple[str, ...]]:
    """Return the prompt, and the continuations where they are texts and no letters."""
    pairs = list(arguments.values()) if isinstance(arguments, dict) else []
    texts = [[pair.get("arg_0"), pair.get("arg_1")] for pair in pairs if isinstance(pair, dict)]
    prompt = texts[0][0] if texts and isinstance(texts[0][0], str) else ""
    ends = tuple(end.strip() for _, end in texts if isinstance(end, str))
    lettered = all(len(end) <= 1 for end in ends)
    return prompt, () if lettered or len(ends) < len(texts) else ends


def _responses(responses: Any, where: str) -> tuple[str | None, tuple[float, ...] | None, int]:
    """Return the first reply or the log-likelihoods, and how many replies there are."""
    requests = responses if isinstance(responses, list) else []
    firsts = [request[0] for request in requests if isinstance(request, list) and request]
    if not firsts or len(firsts) != len(requests):
        raise DataError(f"{where}: 'resps' holds no answer")
    count = len(requests[0])
    if all(isinstance(first, str) for first in firsts) and len(firsts) == 1:
        return firsts[0], None, count
    if all(isinstance(first, list) and len(first) == 2 for first in firsts):
        return None, tuple(_number(first[0], where) for first in firsts), count
    raise DataError(f"{where}: 'resps' holds neither a reply nor log-likelihoods")


def _number(value: Any, where: str) -> float:
    try:
        number = float(value)
    except (TypeError, ValueError):
        number = math.nan
    if not math.isfinite(number):
        raise DataError(f"{where}: log-likelihood {value!r} is not a finite number")
    return number
