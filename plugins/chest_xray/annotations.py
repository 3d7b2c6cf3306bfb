"""What other tools read out of references and predictions: CheXbert's labels, RadGraph's entities and relations.

Their models cannot be shipped, so the user runs them and gives the files. A file must hold the
reference and the prediction of every study, once each, and nothing else.

This module imports numpy; it is imported when runs are scored, not before.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from podium.plugins.chest_xray.observations import NAMES, finding
from podium.registry import DataError, json_text

Floats = NDArray[np.float64]

#: What ``source`` may say, in the order of the results.
SOURCES = ("prediction", "reference")

#: Codes of a label: uncertain counts as present, as the reports' F1 is usually computed.
_CODES = {"1": 1.0, "1.0": 1.0, "-1": 1.0, "-1.0": 1.0, "0": 0.0, "0.0": 0.0, "": 0.0}
_NAMED = 3

#: RadGraph F1 by metric: what of the graphs is compared.
RADGRAPH = {
    "radgraph-f1-simple": "entities by words and label",
    "radgraph-f1-partial": "entities by words, label and whether they have a relation",
    "radgraph-f1-mean": "mean of the F1 of entities and of relations, as in RadCliQ",
}

_Value = TypeVar("_Value")


def read_chexbert(path: Path, studies: Sequence[str]) -> tuple[Floats, Floats]:
    """Read labels of both texts of every study.

    Args:
        path: CSV with ``study_id``, ``source`` (``prediction`` or ``reference``) and a column for each of
            the 14 observations: 1 present, -1 uncertain, 0 denied, blank not mentioned.
        studies: Ids such as ``"s50000001"``; the file may leave the ``s`` out.

    Returns:
        Of the predictions and of the references, float64 [N, 14] in the order of ``NAMES``: 1 present or
        uncertain, else 0.

    Raises:
        DataError: If the file cannot be read or has not exactly these studies; it names row and column.
    """
    rows = _labels(path)
    said, told = (np.array(part) for part in _paired(path, rows, studies))
    return said, told


def _labels(path: Path) -> Iterator[tuple[int, str, str, list[float]]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream, strict=True)
            header = list(reader.fieldnames or ())
            columns = {seen: name for name in header if (seen := finding(name)) is not None}
            lacking = [name for name in ("study_id", "source") if name not in header]
            lacking += [name for name in NAMES if name not in columns]
            if lacking:
                raise DataError(f"{path} has no column {', '.join(lacking)}")
            for row in reader:
                codes = []
                for name in NAMES:
                    cell = (row[columns[name]] or "").strip()
                    if cell not in _CODES:
                        where = f"{path}, row {reader.line_num}, column {columns[name]}"
                        raise DataError(f"{where}: {cell[:20]!r} is not 1, 0, -1 or blank")
                    codes.append(_CODES[cell])
                yield reader.line_num, str(row["study_id"]), str(row["source"]), codes
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}") from None


def read_radgraph(path: Path, studies: Sequence[str]) -> dict[str, Floats]:
    """Read the graphs of both texts of every study, and return F1 per study by metric of :data:`RADGRAPH`.

    An F1 is 0 where nothing is shared, and so also where both graphs are empty, as in the code of
    RadCliQ's authors.

    Args:
        path: JSON lines, each with ``study_id``, ``source`` (``prediction`` or ``reference``) and
            ``entities`` as RadGraph writes them: by id an object with ``tokens``, ``label`` and
            ``relations``, pairs of a relation's name and another entity's id.
        studies: As for :func:`read_chexbert`.

    Raises:
        DataError: If the file cannot be read or has not exactly these studies; it names the line.
    """
    found: dict[str, list[float]] = {name: [] for name in RADGRAPH}
    for said, told in zip(*_paired(path, _graphs(path), studies), strict=True):
        plain, linked, relations = (_f1(one, other) for one, other in zip(said, told, strict=True))
        for name, value in zip(RADGRAPH, (plain, linked, (plain + relations) / 2), strict=True):
            found[name].append(value)
    return {name: np.array(values) for name, values in found.items()}


_Graph = tuple[set[Any], set[Any], set[Any]]


def _graphs(path: Path) -> Iterator[tuple[int, str, str, _Graph]]:
    try:
        with path.open(encoding="utf-8") as stream:
            for number, line in enumerate(stream, 1):
                if not line.strip():
                    continue
                try:
                    record = json_text.parse(line)
                    read = str(record["study_id"]), str(record["source"]), _graph(record["entities"])
                except (ValueError, KeyError, TypeError, AttributeError):
                    # The reason would quote words of a report.
                    what = "is no JSON object with study_id, source and entities of RadGraph"
                    raise DataError(f"{path}, row {number}: {what}") from None
                yield number, *read
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}") from None


def _graph(entities: Mapping[str, Any]) -> _Graph:
    """Return the entities alone, with whether they have a relation, and the relations."""
    names = {key: (str(entity["tokens"]), str(entity["label"])) for key, entity in entities.items()}
    linked = {(*names[key], bool(entity["relations"])) for key, entity in entities.items()}
    relations = {
        (names[key], str(name), names[str(other)])
        for key, entity in entities.items()
        for name, other in entity["relations"]
    }
    return set(names.values()), linked, relations


def _f1(said: set[Any], told: set[Any]) -> float:
    return 2 * len(said & told) / (len(said) + len(told)) if said and told else 0.0


def _paired(
    path: Path, rows: Iterator[tuple[int, str, str, _Value]], studies: Sequence[str]
) -> tuple[list[_Value], list[_Value]]:
    """Return the values of the predictions and of the references, in the order of the studies.

    Raises:
        DataError: If a study is missing, unknown or there twice, or a source is neither.
    """
    found: dict[tuple[str, str], tuple[int, _Value]] = {}
    known = set(studies)
    for number, name, source, value in rows:
        study = f"s{name.strip().removeprefix('s')}"
        where = f"{path}, row {number}"
        if source not in SOURCES:
            raise DataError(f"{where}, column source: {source[:20]!r} is not {' or '.join(SOURCES)}")
        if study not in known:
            raise DataError(f"{where}, column study_id: {study[:20]} is not among the {len(studies)} scored studies")
        if (study, source) in found:
            raise DataError(f"{where}: the {source} of {study} stands in row {found[study, source][0]} already")
        found[study, source] = number, value
    missing = [f"{source} of {study}" for study in studies for source in SOURCES if (study, source) not in found]
    if missing:
        more = f" and {len(missing) - _NAMED} more" if len(missing) > _NAMED else ""
        raise DataError(f"{path} lacks the {', the '.join(missing[:_NAMED])}{more}", "every study needs both texts")
    said, told = ([found[study, source][1] for study in studies] for source in SOURCES)
    return said, told
