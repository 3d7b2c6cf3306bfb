"""Results out of a checkout of LLM Stats' repository: what it holds, and on which boards its figures belong.

Two layouts are read: ``models/MAKER/MODEL/model.json`` with its ``qualitative_metrics``, and the later
``data/organizations/MAKER/models/MODEL/`` with ``model.json`` and ``benchmarks.json``. LLM Stats lists one figure per
model and benchmark, whatever its protocol, so they belong on the boards of reported figures and on no other.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from podium.registry import json_text, names
from podium.registry.card import Board
from podium.registry.errors import DataError

#: Slugs of the boards that take figures as they were published: without tools, with them, and where no source says.
REPORTED = "reported"
REPORTED_WITH_TOOLS = "reported-with-tools"
UNSTATED_TOOLS = "unstated-tools"
PROVENANCE = "llmstats-repo"
_SITE = "https://llm-stats.com/benchmarks/"

_SPLIT = re.compile(r"(?:(?<!\s)\s++)?\((val|validation|test|dev)\)$", re.IGNORECASE)
_USED = r"(?:\w+[ -]){0,2}(?:tools?|search|browsing|python|code execution)\b"
_NO_TOOLS = re.compile(rf"\b(?:without|w/o|no|non)[ -]+{_USED}", re.IGNORECASE)
_TOOLS = re.compile(rf"\btools?\b|\b(?:with |w/ ?|using ){_USED}", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"https?://(?:[\w-]+\.)*example\.(?:com|org|net)(?:[/:?#]|$)", re.IGNORECASE)

#: Where a model's facts can be read, the most telling first, in both layouts.
_LINKS = (
    "scorecard_blog_link",
    "source_scorecard_blog_link",
    "paper_link",
    "source_paper",
    "weights_link",
    "source_weights_link",
)

# Figures of one family are no figures of another; a method that names none says nothing.
_FAMILIES = {
    "F1": r"\bf1\b",
    "accuracy": r"\bacc(?:uracy)?\b|\bexact match\b|\bem\b|\bpass@1\b",
    "AUROC": r"\bau(?:ro)?c\b",
    "BLEU": r"\bbleu\b",
    "ROUGE": r"\brouge\b",
    "Elo": r"\belo\b",
    "ANLS": r"\banls\b",
    "an error rate": r"\b(?:wer|cer)\b|\berror rate\b",
    "perplexity": r"\bperplexity\b",
}


class Entry(NamedTuple):
    """A model of the checkout.

    Args:
        file: Its file, within the checkout.
        maker: The folder or the name of who made it.
        data: What the file says.
    """

    file: str
    maker: str
    data: Mapping[str, Any]


class Figure(NamedTuple):
    """A result of the checkout.

    Args:
        file: Its file, within the checkout.
        line: Its position in the file's list, from 1.
        model: LLM Stats' id of the model.
        benchmark: LLM Stats' id or name of the benchmark.
        score: As it stands there.
        self_reported: Whether it is the maker's own.
        method: How it was measured.
        day: When it was entered there.
        source: Address that it cites.
        note: A remark.
    """

    file: str
    line: int
    model: str
    benchmark: str
    score: Any
    self_reported: Any
    method: str
    day: str
    source: str
    note: str


@dataclass
class Checkout:
    """What a checkout holds.

    Args:
        models: By LLM Stats' id.
        figures: In the order of the files.
        broken: Files and, from 1, rows that cannot be read, each with the reason; 0 stands for a whole file.
    """

    models: dict[str, Entry] = field(default_factory=dict)
    figures: list[Figure] = field(default_factory=list)
    broken: list[tuple[str, int, str]] = field(default_factory=list)


def read_checkout(folder: Path) -> Checkout:
    """Read a checkout.

    Args:
        folder: The repository's root.

    Raises:
        DataError: If it has models in neither layout.
    """
    found = Checkout()
    for file in sorted(folder.glob("models/*/*/model.json")):
        _read_model(found, folder, file, file.parts[-3], file.name, "qualitative_metrics")
    for base in ("data", "data/data"):
        for file in sorted(folder.glob(f"{base}/organizations/*/models/*/model.json")):
            _read_model(found, folder, file, _maker(file.parents[2]), "benchmarks.json", None)
    if not found.models and not found.broken:
        raise DataError(
            f"{folder}: not a checkout of LLM Stats",
            "there should be models/*/*/model.json or data/organizations/*/models/*/model.json",
        )
    return found


def _maker(folder: Path) -> str:
    try:
        said = json_text.parse((folder / "organization.json").read_text(encoding="utf-8"))["name"]
    except (OSError, ValueError, KeyError, TypeError):
        return folder.name
    return said if isinstance(said, str) and said.strip() else folder.name


def _read_model(found: Checkout, folder: Path, file: Path, maker: str, results: str, key: str | None) -> None:
    """Read a model and its results: a list under a key of its own file, or a file beside it."""
    shown = file.relative_to(folder).as_posix()
    try:
        data = json_text.parse(file.read_bytes().decode("utf-8"))
        if not isinstance(data, dict):
            raise ValueError(f"holds {type(data).__name__}, not an object")
        found.models[file.parent.name] = Entry(shown, maker, data)
        beside = file.with_name(results)
        if key is not None:
            rows = data.get(key) or []
        else:
            shown = beside.relative_to(folder).as_posix()
            rows = json_text.parse(beside.read_bytes().decode("utf-8")) if beside.exists() else []
        if not isinstance(rows, list):
            raise ValueError(f"its results are {type(rows).__name__}, not a list")
    except (ValueError, OSError) as error:
        found.broken.append((shown, 0, str(error) or type(error).__name__))
        return
    for line, row in enumerate(rows, 1):
        if isinstance(row, dict):
            found.figures.append(_figure(shown, line, file.parent.name, row))
        else:
            found.broken.append((shown, line, f"holds {type(row).__name__}, not an object"))


def _figure(file: str, line: int, model: str, row: Mapping[str, Any]) -> Figure:
    def text(*keys: str) -> str:
        said = next((row[key] for key in keys if row.get(key) not in (None, "")), "")
        return said.strip() if isinstance(said, str) else str(said)

    score = row.get("score")
    if row.get("score_unit") == "percentage" and isinstance(score, (int, float)):
        score = score / 100
    return Figure(
        file,
        line,
        model,
        text("benchmark_id", "dataset_name"),
        score,
        row.get("is_self_reported"),
        text("analysis_method"),
        text("date_recorded", "updated_at", "created_at")[:10],
        text("source_link", "self_reported_source_link"),
        "marked as verified by LLM Stats" if row.get("verified_by_llmstats") is True else "",
    )


class Benchmarks:
    """Which registered benchmark a name of LLM Stats means: by its page there, by slug, name or alias."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._known: dict[str, set[str]] = {}
        for slug, name, card in connection.execute("SELECT slug, name, card FROM benchmarks").fetchall():
            facts = json.loads(card)
            pages = [one["url"].removeprefix(_SITE) for one in facts["listings"] if one["url"].startswith(_SITE)]
            for known in (slug, name, *facts["aliases"], *pages):
                self._known.setdefault(names.key(known), set()).add(slug)

    def find(self, name: str) -> tuple[str | None, str]:
        """Return the slug and the split that a name means; no slug where none or several are called so."""
        stated = _SPLIT.search(name)
        split = "" if stated is None else {"validation": "val"}.get(stated[1].lower(), stated[1].lower())
        found = self._known.get(names.key(name)) or self._known.get(names.key(_SPLIT.sub("", name)), set())
        return (next(iter(found)), split) if len(found) == 1 else (None, "")


def to_row(figure: Figure, benchmark: str, split: str, boards: Mapping[str, Board]) -> dict[str, Any]:
    """Return a figure as a row of the import format, on the board where it belongs; the model is LLM Stats' id.

    Args:
        figure: As read.
        benchmark: Slug.
        split: The split that its name tells, or empty.
        boards: The benchmark's boards by slug.

    Raises:
        DataError: If it belongs on none of the boards, or its source is none.
    """
    if not isinstance(figure.self_reported, bool):
        raise DataError("it does not say whether the figure is the maker's own")
    if not figure.source:
        raise DataError("it names no source")
    if _PLACEHOLDER.match(figure.source):
        raise DataError(f"its source {figure.source} is a placeholder")
    tools = False if _NO_TOOLS.search(figure.method) else True if _TOOLS.search(figure.method) else None
    board = boards.get(REPORTED_WITH_TOOLS if tools else REPORTED)
    if board is None:
        kind = "figures made with tools" if tools else "reported figures"
        raise DataError(f"the benchmark has no board of {kind}", f"its boards are {', '.join(boards)}")
    _check_metric(figure.method, board)
    row = {
        "benchmark": benchmark,
        "board": board.slug,
        "model": figure.model,
        "value": figure.score,
        "split": split,
        "setting": figure.method.strip("- "),
        "tools": tools,
        "standing": "self-reported" if figure.self_reported else "third-party",
        "reported_by": "vendor" if figure.self_reported else None,
        "as_of": figure.day,
        "source_url": figure.source,
        "provenance": PROVENANCE,
        "note": figure.note,
    }
    return {name: value for name, value in row.items() if value not in (None, "")}


def settle(connection: sqlite3.Connection, row: dict[str, Any], boards: Mapping[str, Board]) -> dict[str, Any]:
    """Return a row whose method is silent on tools on the board where it belongs.

    That is the board that has this very figure of the model, else the one of figures whose source does not say. A
    benchmark without such a board takes it only where one of its boards has the model already.

    Args:
        connection: The registry.
        row: As :func:`to_row` gives it, with the model's slug.
        boards: The benchmark's boards by slug.

    Raises:
        DataError: If the benchmark has boards with and without tools only, and neither or both have the model.
    """
    if "tools" in row or REPORTED_WITH_TOOLS not in boards:
        return row
    held: dict[str, list[float]] = {}
    for board, value in connection.execute(
        "SELECT board, value FROM current_results WHERE benchmark = ? AND model = ? AND board IN (?, ?, ?)",
        (row["benchmark"], row["model"], REPORTED, REPORTED_WITH_TOOLS, UNSTATED_TOOLS),
    ):
        held.setdefault(board, []).append(value)
    same = [board for board, values in held.items() if row["value"] in values]
    if UNSTATED_TOOLS in boards:
        return row | {"board": same[0] if len(same) == 1 else UNSTATED_TOOLS}
    same = same or list(held)
    if len(same) != 1:
        raise DataError(
            "its method does not say whether tools were used, and the benchmark has a board for either",
            "where the source says it, import it from a file of rows",
        )
    return row | {"board": same[0]}


def _check_metric(method: str, board: Board) -> None:
    """Refuse a figure whose method names another measure than the board ranks by."""
    measures = f"{board.metric} {board.metric_name}".replace("-", " ")
    named = [family for family, words in _FAMILIES.items() if re.search(words, method, re.IGNORECASE)]
    ranked = [family for family, words in _FAMILIES.items() if re.search(words, measures, re.IGNORECASE)]
    if named and ranked and not set(named) & set(ranked):
        raise DataError(
            f"it is {' and '.join(named)} by its method, and board {board.slug!r} ranks {board.metric_name}"
        )


class Models:
    """Which model of the catalogue an id of LLM Stats means, and how one that is in none is entered."""

    def __init__(self, connection: sqlite3.Connection, checkout: Checkout) -> None:
        self._checkout = checkout
        self._by_id: dict[str, str] = {}
        self._by_name: dict[str, set[str]] = {}
        self._makers: dict[str, str] = {}
        free: dict[str, set[tuple[str, str]]] = {}
        for row in connection.execute("SELECT slug, name, aliases, organisation, released, llm_stats_id FROM models"):
            for name in (row["slug"], row["name"], *json.loads(row["aliases"])):
                self._by_name.setdefault(names.key(name), set()).add(row["slug"])
            if row["llm_stats_id"]:
                self._by_id[row["llm_stats_id"]] = row["slug"]
            else:
                free.setdefault(names.key(row["name"]), set()).add((row["slug"], row["released"] or ""))
            if row["organisation"]:
                self._makers.setdefault(names.key(row["organisation"]), row["organisation"])
        self._free = free
        self._called = Counter(names.key(_name(one)) for one in checkout.models.values())

    def find(self, model: str) -> str | None:
        """Return the slug of the model, or None where the catalogue has none that is surely the same.

        One is surely the same by LLM Stats' id, by a name that is this id, or by a name that the checkout gives to
        one model alone, where the catalogue has it from elsewhere with the same release date.
        """
        if model in self._by_id:
            return self._by_id[model]
        by_name = self._by_name.get(names.key(model), set())
        if len(by_name) == 1:
            return next(iter(by_name))
        entry = self._checkout.models.get(model)
        if entry is None:
            return None
        key = names.key(_name(entry))
        alike = self._free.get(key, set())
        if len(alike) == 1 and self._called[key] == 1:
            slug, released = next(iter(alike))
            if released and released == entry.data.get("release_date"):
                return slug
        return None

    def entry(self, model: str) -> dict[str, Any]:
        """Return a model that the catalogue does not know as an entry of it; what is not known is left out."""
        found = self._checkout.models[model]
        data, name = found.data, _name(found)
        if names.key(name) in self._by_name or self._called[names.key(name)] > 1:
            name = f"{name} ({model})"
        released = data.get("release_date")
        precision = {4: "year", 7: "month", 10: "day"}.get(len(released)) if isinstance(released, str) else None
        licence = data.get("license") or data.get("license_id")
        weights = data.get("weights_link") or data.get("source_weights_link")
        closed = isinstance(licence, str) and licence.lower() == "proprietary"
        entry = {
            "slug": names.slug(model),
            "name": name,
            "organisation": self._makers.get(names.key(found.maker), found.maker),
            "released": f"{released}-01-01"[:10] if precision else None,
            "released_precision": precision,
            "parameters_b": _billions(data.get("param_count")),
            "context_tokens": data.get("input_context_size"),
            "licence": licence,
            "open_weights": True if weights else False if closed else None,
            "multimodal": data.get("multimodal"),
            "source_url": next((data[link] for link in _LINKS if data.get(link)), None),
            "llm_stats_id": model,
        }
        return {field: value for field, value in entry.items() if value is not None}


def _name(entry: Entry) -> str:
    said = entry.data.get("name")
    return said if isinstance(said, str) and said.strip() else Path(entry.file).parent.name


def _billions(count: object) -> float | None:
    return count / 1e9 if isinstance(count, (int, float)) and not isinstance(count, bool) and count > 0 else None


def unknown_benchmarks(figures: Sequence[Figure]) -> Iterator[tuple[str, int]]:
    """Yield benchmarks that are not registered and how many figures there are of each, the most first."""
    yield from sorted(Counter(figure.benchmark for figure in figures).items(), key=lambda one: (-one[1], one[0]))
