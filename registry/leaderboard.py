"""Every read that ranks or looks up: benchmarks, boards with ties, models. One query a view."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile

from podium.registry import absence, names
from podium.registry.dating import PUBLISHED
from podium.registry.errors import NotFound
from podium.registry.views import (
    VERIFIED,
    BenchmarkSummary,
    BenchmarkView,
    BoardFacts,
    BoardView,
    ModelFacts,
    Row,
    run_check,
    shown,
)

_Z95 = 1.959963984540054

#: Most row ids in one read.
_MOST_IDS = 500

#: The results that place the models of one board, its benchmark and slug being the parameters. They are those of the
#: view ``placing_results``, but the few that it leaves out are looked up once, and not once for every result.
PLACING = """
FROM results AS r
WHERE r.benchmark = ?1 AND r.board = ?2 AND r.value IS NOT NULL
AND r.id NOT IN (SELECT p.result FROM passed_over AS p WHERE p.benchmark = ?1 AND p.board = ?2)
"""

_ROWS = """
SELECT r.id, r.benchmark, r.board, r.model, r.value, r.low, r.high, r.stderr, r.n, r.standing, r.setting,
       r.reported_by, r.reported_on, r.as_of, r.source_url, r.cited_url, r.provenance, r.note, r.run,
       u.checked, b.higher_is_better,
       m.name, m.organisation, m.released, m.released_precision, m.parameters_b, m.context_tokens,
       m.input_price, m.output_price, m.price_as_of, m.licence, m.open_weights, m.multimodal, m.aliases,
       m.source_url AS model_source_url
FROM current_results AS r
JOIN models AS m ON m.slug = r.model
JOIN boards AS b ON b.benchmark = r.benchmark AND b.slug = r.board
LEFT JOIN runs AS u ON u.id = r.run
"""


def _flag(value: int | None) -> bool | None:
    return None if value is None else bool(value)


def read_model(row: sqlite3.Row, slug: str, source_url: str | None) -> ModelFacts:
    """Return a model of the catalogue from its columns."""
    return ModelFacts(
        slug=slug,
        name=row["name"],
        organisation=row["organisation"],
        released=row["released"],
        released_precision=row["released_precision"],
        parameters_b=row["parameters_b"],
        context_tokens=row["context_tokens"],
        input_price=row["input_price"],
        output_price=row["output_price"],
        price_as_of=row["price_as_of"],
        licence=row["licence"],
        open_weights=_flag(row["open_weights"]),
        multimodal=_flag(row["multimodal"]),
        aliases=() if row["aliases"] == "[]" else tuple(json.loads(row["aliases"])),
        source_url=source_url,
    )


def _place(found: Sequence[sqlite3.Row], published: str | None) -> list[Row]:
    """Rank the rows of one board: one row per model, ties by the shown score.

    A model with several current rows is placed by its verified one, then by its newest.
    """
    chosen: dict[str, sqlite3.Row] = {}
    for row in sorted(found, key=lambda row: (is_verified(row), row["id"])):
        chosen[row["model"]] = row
    sign = -1.0 if found and found[0]["higher_is_better"] else 1.0
    ordered = sorted(chosen.values(), key=lambda row: (sign * row["value"], row["name"].lower(), row["model"]))
    texts = [shown(row["value"]) for row in ordered]
    shared = Counter(texts)
    placed, rank = [], 0
    for position, row in enumerate(ordered):
        if position == 0 or texts[position] != texts[position - 1]:
            rank = position + 1
        placed.append(read_row(row, rank, shared[texts[position]] > 1, published))
    return placed


def is_verified(row: sqlite3.Row) -> bool:
    """Return whether a result, read with its run's ``checked``, counts as verified."""
    check = run_check(row["checked"])
    return row["standing"] in VERIFIED and (check is None or check.ok)


def interval(
    value: float, low: float | None, high: float | None, stderr: float | None
) -> tuple[float | None, float | None]:
    """Return the 95% interval of a result: the stored one or, where none is, that of its standard error."""
    if low is None and high is None and stderr:
        return value - _Z95 * stderr, value + _Z95 * stderr
    return low, high


def read_row(row: sqlite3.Row, rank: int, tied: bool, published: str | None) -> Row:
    """Return a result that was read with its model and its run's ``checked``, at this place.

    Args:
        row: Its columns.
        rank: Its rank.
        tied: Whether others share it.
        published: Day on which its benchmark was published.
    """
    low, high = interval(row["value"], row["low"], row["high"], row["stderr"])
    return Row(
        id=row["id"],
        benchmark=row["benchmark"],
        board=row["board"],
        rank=rank,
        tied=tied,
        model=read_model(row, row["model"], row["model_source_url"]),
        value=row["value"],
        low=low,
        high=high,
        n=row["n"],
        standing=row["standing"],
        setting=row["setting"],
        reported_by=row["reported_by"],
        reported_on=row["reported_on"],
        as_of=row["as_of"],
        source_url=row["source_url"],
        cited_url=row["cited_url"],
        provenance=row["provenance"],
        note=row["note"],
        run=row["run"],
        run_check=run_check(row["checked"]),
        published=published,
    )


def publications(connection: sqlite3.Connection, slugs: Iterable[str]) -> dict[str, str | None]:
    """Return the days on which benchmarks were published, None where that is not known."""
    found = connection.execute(
        f"SELECT slug, {PUBLISHED} FROM benchmarks WHERE slug IN (SELECT value FROM json_each(?))",
        (json.dumps(list(dict.fromkeys(slugs))),),
    )
    return {slug: day for slug, day in found}


def placed(
    connection: sqlite3.Connection,
    places: Mapping[int, tuple[int, bool]],
    published: Mapping[str, str | None] | None = None,
) -> list[Row]:
    """Return results by row id, in no order, each with the rank given for it and whether that is shared.

    Args:
        connection: The registry.
        places: Rank and whether it is shared, by row id.
        published: The days on which their benchmarks were published, where they have been read.
    """
    marks = ",".join("?" * len(places))
    rows = connection.execute(f"{_ROWS} WHERE r.id IN ({marks})", tuple(places)).fetchall()
    days = publications(connection, (row["benchmark"] for row in rows)) if published is None else published
    return [read_row(row, *places[row["id"]], days[row["benchmark"]]) for row in rows]


def _boards_of(rows: Iterable[sqlite3.Row]) -> dict[tuple[str, str], list[sqlite3.Row]]:
    grouped: dict[tuple[str, str], list[sqlite3.Row]] = {}
    for row in rows:
        grouped.setdefault((row["benchmark"], row["board"]), []).append(row)
    return grouped


def read_board(row: sqlite3.Row) -> BoardFacts:
    """Return a board from its columns."""
    return BoardFacts(
        benchmark=row["benchmark"],
        slug=row["slug"],
        title=row["title"],
        metric=row["metric"],
        metric_name=row["metric_name"],
        protocol=row["protocol"],
        headline=bool(row["headline"]),
        split=row["split"],
        unit=row["unit"],
        higher_is_better=bool(row["higher_is_better"]),
        minimum=row["minimum"],
        maximum=row["maximum"],
    )


def benchmark_names(connection: sqlite3.Connection) -> dict[str, str]:
    """Return every name a benchmark goes by, with its slug: slug, name and aliases."""
    known: dict[str, str] = {}
    for row in connection.execute("SELECT slug, name, card FROM benchmarks ORDER BY slug"):
        for name in (row["name"], row["slug"], *json.loads(row["card"])["aliases"]):
            known.setdefault(name, row["slug"])
    return known


def find_benchmark(connection: sqlite3.Connection, name: str) -> str:
    """Return the slug of the benchmark that ``name`` means; case, hyphens and spaces do not matter.

    Raises:
        NotFound: With near names, if there is none.
    """
    known = benchmark_names(connection)
    try:
        return _find("benchmark", name, known, "podium benchmarks lists them all")
    except NotFound as error:
        if error.suggestions or not _is_model(connection, name):
            raise
        raise NotFound("benchmark", name, hint=f"a model is called so: podium model {name}") from None


def _is_model(connection: sqlite3.Connection, name: str) -> bool:
    try:
        find_model(connection, name)
    except NotFound:
        return False
    return True


def find_model(connection: sqlite3.Connection, name: str) -> str:
    """Return the slug of the model that ``name`` means; case, hyphens and spaces do not matter.

    Raises:
        NotFound: With near names, if there is none.
    """
    known: dict[str, str] = {}
    for row in connection.execute("SELECT slug, name, aliases FROM models ORDER BY slug"):
        for alias in (row["name"], row["slug"], *json.loads(row["aliases"])):
            known.setdefault(alias, row["slug"])
    return _find("model", name, known, "podium models lists them all")


def _find(kind: str, name: str, known: Mapping[str, str], hint: str) -> str:
    by_key = {names.key(other): slug for other, slug in reversed(list(known.items()))}
    found = by_key.get(names.key(name))
    if found is not None:
        return found
    near = names.nearest(name, known, limit=9)
    raise NotFound(kind, name, list(dict.fromkeys(known[other] for other in near))[:3], hint)


def benchmark(connection: sqlite3.Connection, slug: str) -> BenchmarkView:
    """Return one benchmark with its boards.

    Raises:
        NotFound: If there is no such slug.
    """
    row = connection.execute("SELECT * FROM benchmarks WHERE slug = ?", (slug,)).fetchone()
    if row is None:
        raise NotFound("benchmark", slug)
    boards = connection.execute(
        "SELECT b.*, coalesce(s.models, 0) AS models FROM boards AS b"
        " LEFT JOIN board_sizes AS s ON s.benchmark = b.benchmark AND s.board = b.slug"
        " WHERE b.benchmark = ? ORDER BY b.headline DESC, b.position",
        (slug,),
    )
    return BenchmarkView(
        slug=slug,
        name=row["name"],
        card=json.loads(row["card"]),
        plugin=row["plugin"],
        distribution=row["distribution"],
        version=row["version"],
        evaluates=bool(row["evaluates"] and row["installed"]),
        installed=bool(row["installed"]),
        fetches=bool(row["fetches"]),
        has_sample=bool(row["has_sample"]),
        boards=tuple((read_board(board), board["models"]) for board in boards),
        absent="" if row["installed"] else absence.of(connection, slug),
    )


def board(connection: sqlite3.Connection, benchmark_slug: str, board_slug: str | None = None) -> BoardView:
    """Return a ranked board; the headline one where none is named.

    Raises:
        NotFound: If the benchmark or the board does not exist; near names are given.
    """
    facts = [
        (read_board(row), row["benchmark_name"])
        for row in connection.execute(
            "SELECT b.*, k.name AS benchmark_name FROM boards AS b JOIN benchmarks AS k ON k.slug = b.benchmark"
            " WHERE b.benchmark = ? ORDER BY b.headline DESC, b.position",
            (benchmark_slug,),
        )
    ]
    if not facts:
        raise NotFound("benchmark", benchmark_slug)
    chosen = board_called([board for board, _ in facts], facts[0][1], board_slug)
    rows = connection.execute(f"{_ROWS} WHERE r.benchmark = ? AND r.board = ?", (benchmark_slug, chosen.slug))
    published = publications(connection, [benchmark_slug])[benchmark_slug]
    return BoardView(chosen, facts[0][1], tuple(_place(rows.fetchall(), published)), published)


def board_called(boards: Sequence[BoardFacts], benchmark_name: str, name: str | None) -> BoardFacts:
    """Return the board of a benchmark that ``name`` means, by slug or title; the first where none is named.

    Args:
        boards: All boards of the benchmark.
        benchmark_name: Its name.
        name: What was typed; case, hyphens and spaces do not matter.

    Raises:
        NotFound: With near names, if it has no such board.
    """
    if name is None:
        return boards[0]
    wanted = names.key(name)
    for board in boards:
        if wanted in (names.key(board.slug), names.key(board.title)):
            return board
    slugs = [board.slug for board in boards]
    raise NotFound(f"{benchmark_name} board", name, names.nearest(name, slugs), f"its boards are {', '.join(slugs)}")


def boards(connection: sqlite3.Connection, benchmark_slug: str) -> tuple[BoardView, ...]:
    """Return every board of a benchmark with its ranked rows, the headline one first.

    Raises:
        NotFound: If the benchmark does not exist.
    """
    found = connection.execute(
        "SELECT b.*, k.name AS benchmark_name FROM boards AS b JOIN benchmarks AS k ON k.slug = b.benchmark"
        " WHERE b.benchmark = ? ORDER BY b.headline DESC, b.position",
        (benchmark_slug,),
    ).fetchall()
    if not found:
        raise NotFound("benchmark", benchmark_slug)
    rows = _boards_of(connection.execute(f"{_ROWS} WHERE r.benchmark = ?", (benchmark_slug,)))
    published = publications(connection, [benchmark_slug])[benchmark_slug]
    placed_rows = [tuple(_place(rows.get((benchmark_slug, row["slug"]), []), published)) for row in found]
    return tuple(
        BoardView(read_board(row), row["benchmark_name"], placed, published)
        for row, placed in zip(found, placed_rows, strict=True)
    )


def benchmarks(connection: sqlite3.Connection) -> list[BenchmarkSummary]:
    """Return all benchmarks by name, with the leaders of their headline boards."""
    found = connection.execute(
        "SELECT k.slug, k.name, k.modality, json_extract(k.card, '$.categories') AS categories, k.evaluates,"
        " k.installed, b.slug AS board, b.metric_name, b.higher_is_better, coalesce(s.models, 0) AS models"
        " FROM benchmarks AS k JOIN boards AS b ON b.benchmark = k.slug AND b.headline = 1"
        " LEFT JOIN board_sizes AS s ON s.benchmark = b.benchmark AND s.board = b.slug ORDER BY k.name COLLATE NOCASE"
    ).fetchall()
    first = {row["slug"]: _first(connection, row["slug"], row["board"], bool(row["higher_is_better"])) for row in found}
    ids = [(one, len(leaders) > 1) for leaders in first.values() for one in leaders]
    leaders: dict[str, list[Row]] = {slug: [] for slug in first}
    absent = absence.every(connection)
    for start in range(0, len(ids), _MOST_IDS):
        for row in placed(connection, {one: (1, shared) for one, shared in ids[start : start + _MOST_IDS]}):
            leaders[row.benchmark].append(row)
    return [
        BenchmarkSummary(
            slug=row["slug"],
            name=row["name"],
            modality=row["modality"],
            categories=tuple(json.loads(row["categories"])),
            metric_name=row["metric_name"],
            models=row["models"],
            leaders=tuple(sorted(leaders[row["slug"]], key=lambda one: _order(one, bool(row["higher_is_better"])))),
            evaluates=bool(row["evaluates"] and row["installed"]),
            installed=bool(row["installed"]),
            absent=absent.get(row["slug"], ""),
        )
        for row in found
    ]


def _first(connection: sqlite3.Connection, benchmark_slug: str, board_slug: str, higher_is_better: bool) -> list[int]:
    """Return the row ids of the results of rank 1 on a board."""
    rows = connection.execute(
        f"SELECT r.id, r.value {PLACING} ORDER BY r.value {'DESC' if higher_is_better else 'ASC'}",
        (benchmark_slug, board_slug),
    )
    leader = next(rows, None)
    if leader is None:
        return []
    text = shown(leader["value"])
    return [leader["id"], *(row["id"] for row in takewhile(lambda row: shown(row["value"]) == text, rows))]


def _order(row: Row, higher_is_better: bool) -> tuple[float, str, str]:
    return (-row.value if higher_is_better else row.value, row.model.name.lower(), row.model.slug)


def models(connection: sqlite3.Connection) -> list[tuple[ModelFacts, int]]:
    """Return the catalogue by name, each model with the number of benchmarks it has a result on."""
    rows = connection.execute("SELECT * FROM models ORDER BY name COLLATE NOCASE")
    numbers = _numbers_of_benchmarks(connection)
    return [(read_model(row, row["slug"], row["source_url"]), numbers[row["slug"]]) for row in rows]


def _numbers_of_benchmarks(connection: sqlite3.Connection) -> Counter[str]:
    """Return on how many benchmarks every model has a current result.

    All results are counted off an index, which does not tell which of them are current. Those that are not are few:
    each was superseded, or supersedes another one with no score.
    """
    counted = connection.execute("SELECT model, count(DISTINCT benchmark) FROM results GROUP BY model")
    numbers = Counter({model: number for model, number in counted})
    gone = connection.execute(
        "WITH changed AS (SELECT old.model, old.benchmark FROM results AS new JOIN results AS old"
        " ON old.id = new.supersedes UNION SELECT model, benchmark FROM results"
        " WHERE supersedes IS NOT NULL AND value IS NULL)"
        " SELECT model, count(*) FROM changed AS c WHERE NOT EXISTS (SELECT 1 FROM current_results AS r"
        " WHERE r.model = c.model AND r.benchmark = c.benchmark) GROUP BY model"
    )
    numbers.subtract({model: number for model, number in gone})
    return numbers
