"""A made-up registry of any size, the same bytes every time, for benchmarks of reading.

    python -m benchmarks.registries FILE [--benchmarks N] [--models N] [--results N]

Its benchmarks, models and makers have names put together from syllables; nothing in it is a real figure. Every
benchmark has a headline board, every second one another board; results are spread over the boards as evenly as
models can be, a tenth of them verified, a third with an interval, some superseded.
"""

from __future__ import annotations

import argparse
import json
import random
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from podium.registry import Baseline, Board, Card, FAQEntry, Observation, Paper, database, placing, store

CATEGORIES = (
    "healthcare", "vision", "multimodal", "math", "code", "reasoning", "general", "language", "legal", "finance",
    "science", "physics", "chemistry", "biology", "agents", "tool use", "safety", "audio", "video", "long context",
)  # fmt: skip
_STARTS = ("Al", "Bren", "Cor", "Dex", "El", "Far", "Gly", "Hal", "Ir", "Jun", "Kel", "Lor", "Mar", "Nor", "Ot", "Pel")
_ENDS = ("dan", "fex", "gis", "lum", "mira", "nova", "pax", "quor", "rith", "sol", "tex", "vane", "wen", "xis", "zor")
_KINDS = ("Bench", "QA", "Eval", "Test", "Reasoning", "Vision", "Exam", "Suite")
_SIZES = (0.5, 1, 1.7, 3, 4, 7, 8, 9, 13, 14, 27, 32, 70, 72, 123, 235, 405)
_DAY = date(2022, 1, 1)


def main() -> None:
    """Write the file and say how large it is."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--benchmarks", type=int, default=1_000)
    parser.add_argument("--models", type=int, default=5_000)
    parser.add_argument("--results", type=int, default=200_000)
    options = parser.parse_args()
    generate(options.file, options.benchmarks, options.models, options.results)
    print(f"{options.file}: {options.file.stat().st_size / 2**20:.0f} MiB")


def generate(path: Path, benchmarks: int = 1_000, models: int = 5_000, results: int = 200_000) -> None:
    """Write a registry file of these sizes.

    Args:
        path: A file that does not exist yet.
        benchmarks: Number of benchmarks.
        models: Number of models of the catalogue.
        results: Number of results.
    """
    draw = random.Random(0)
    connection = database.connect(path, write=True)
    database.migrate(connection, path)
    with database.transaction(connection):
        catalogue = list(_models(draw, models))
        store.save_models(connection, catalogue, origin="generated")
        cards = list(_cards(draw, benchmarks))
        for card in cards:
            _save_card(connection, card)
        _save_results(connection, draw, cards, catalogue, results)
        placing.keep(connection)
    connection.execute("ANALYZE")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def generate_board(path: Path, models: int) -> None:
    """Write a registry file with one benchmark, on whose headline board all of so many models are.

    Args:
        path: A file that does not exist yet.
        models: Number of models.
    """
    generate(path, 1, models, 0)
    draw = random.Random(1)
    connection = database.connect(path, write=True)
    (benchmark, board) = connection.execute("SELECT benchmark, slug FROM boards WHERE headline").fetchone()
    slugs = [slug for (slug,) in connection.execute("SELECT slug FROM models ORDER BY slug")]
    with database.transaction(connection):
        connection.executemany(
            "INSERT INTO results (benchmark, board, model, value, stderr, standing, source_url, as_of, origin, content,"
            " recorded_at) VALUES (?, ?, ?, ?, ?, 'self-reported', 'https://example.org/results', '2026-06-01',"
            " 'generated', ?, '2026-06-01')",
            [
                (benchmark, board, slug, round(draw.betavariate(4, 3), 4), draw.choice((None, 0.005)), slug)
                for slug in slugs
            ],
        )
        placing.keep(connection)
    connection.execute("ANALYZE")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def _names(draw: random.Random, wanted: int) -> Iterator[str]:
    seen = set[str]()
    while len(seen) < wanted:
        name = draw.choice(_STARTS) + "".join(draw.choice(_ENDS) for _ in range(draw.choice((1, 2, 2, 3))))
        if name not in seen:
            seen.add(name)
            yield name


def _models(draw: random.Random, wanted: int) -> Iterator[dict[str, Any]]:
    """Yield models in families: a maker has some, each family versions and sizes."""
    makers = [f"{name} {draw.choice(('Labs', 'AI', 'Research', 'University'))}" for name in _names(draw, 120)]
    made = 0
    for family in _names(draw, wanted):
        maker, opened = draw.choice(makers), draw.random() < 0.5
        for version in range(1, draw.randint(2, 6)):
            for size in draw.sample(_SIZES, draw.randint(1, 3)):
                if made == wanted:
                    return
                made += 1
                name = f"{family} {version} {size:g}B" if opened else f"{family} {version}.{size:g}"
                priced = draw.random() < 0.6
                yield {
                    "slug": f"{name.lower().replace(' ', '-').replace('.', '-')}",
                    "name": name,
                    "organisation": maker,
                    "released": (_DAY + timedelta(draw.randrange(1_700))).isoformat(),
                    "released_precision": "day",
                    "parameters_b": float(size) if opened else None,
                    "context_tokens": draw.choice((8_192, 32_768, 131_072, 200_000, 1_000_000)),
                    "input_price": round(draw.uniform(0.05, 15), 2) if priced else None,
                    "output_price": round(draw.uniform(0.2, 75), 2) if priced else None,
                    "price_as_of": "2026-06-01" if priced else None,
                    "licence": draw.choice(("Apache-2.0", "MIT", "Custom")) if opened else "Proprietary",
                    "open_weights": opened,
                    "multimodal": draw.random() < 0.4,
                    "aliases": [name.replace(" ", "-")],
                    "source_url": "https://example.org/models",
                }


def _cards(draw: random.Random, wanted: int) -> Iterator[Card]:
    for i, name in enumerate(_names(draw, wanted)):
        title = f"{name}{draw.choice(('', '-Pro', ''))} {draw.choice(_KINDS)}".replace("-Pro Bench", "-Pro")
        boards = [Board("reported", metric="accuracy", metric_name="accuracy", title="Reported results", headline=True)]
        if i % 2:
            boards.append(Board("own-runs", metric="f1", metric_name="macro-F1", title=f"{name} own runs"))
        fields = draw.sample(CATEGORIES, draw.randint(1, 3))
        yield Card(
            slug=f"{name.lower()}-{i}",
            name=title,
            aliases=(f"{name} {i}",),
            description=f"{draw.randint(2, 90) * 100:,} made-up items of {name}.",
            modality=draw.choice(("text", "image", "multimodal")),
            categories=tuple(fields),
            boards=tuple(boards),
            paper=Paper(f"The {title} paper", ("A. Author",), f"https://example.org/{i}", _DAY + timedelta(i)),
            splits={"test": draw.randint(2, 90) * 100},
            observations=tuple(Observation(f"{start}{end}") for start, end in zip(_STARTS, _ENDS, strict=False))[:5],
            baselines=(Baseline("Human expert", 0.9, "https://example.org/people"),),
            faq=(FAQEntry(f"Why does {title} exist?", "To be read by a benchmark.", "https://example.org/why"),),
        )


def _save_card(connection: sqlite3.Connection, card: Card) -> None:
    connection.execute(
        "INSERT INTO benchmarks (slug, name, modality, card, plugin, distribution, version, evaluates, installed,"
        " synced_at) VALUES (?, ?, ?, ?, 'generated', 'generated', '1', 0, 1, '2026-06-01')",
        (card.slug, card.name, card.modality, store.card_json(card)),
    )
    for position, board in enumerate(card.boards):
        connection.execute(
            "INSERT INTO boards (benchmark, slug, position, title, metric, metric_name, protocol, headline, split,"
            " unit, higher_is_better, minimum, maximum) VALUES (?, ?, ?, ?, ?, ?, '', ?, '', 'item', 1, 0, 1)",
            (card.slug, board.slug, position, board.title, board.metric, board.metric_name, int(board.headline)),
        )


def _save_results(
    connection: sqlite3.Connection,
    draw: random.Random,
    cards: Sequence[Card],
    catalogue: Sequence[dict[str, Any]],
    wanted: int,
) -> None:
    """Spread the results over the boards; every fiftieth is a correction of the one before."""
    boards = [(card.slug, board.slug) for card in cards for board in card.boards]
    rows, number = [], 0
    while number < wanted:
        for benchmark, board in boards:
            if number == wanted:
                break
            number += 1
            value = round(draw.betavariate(4, 3), 4)
            corrected = number - 1 if number % 50 == 0 else None
            if corrected is not None:
                benchmark, board, model = rows[-1][1:4]
            else:
                model = draw.choice(catalogue)["slug"]
            standing = draw.choice(("independent",) + ("self-reported",) * 8 + ("third-party",))
            stderr = round(draw.uniform(0.002, 0.02), 4) if draw.random() < 0.33 else None
            rows.append(
                (
                    number, benchmark, board, model, value, stderr, standing, "https://example.org/results",
                    "2026-06-01", "generated", corrected, corrected and "corrected", str(number), "2026-06-01",
                )
            )  # fmt: skip
    connection.executemany(
        "INSERT INTO results (id, benchmark, board, model, value, stderr, standing, source_url, as_of, origin,"
        " supersedes, reason, content, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        rows,
    )


def names_of(connection: sqlite3.Connection) -> dict[str, list[str]]:
    """Return the names of benchmarks, models and makers and the categories of a registry, for making up questions."""
    makers = "SELECT DISTINCT organisation FROM models WHERE organisation IS NOT NULL ORDER BY 1"
    categories = {
        category
        for (listed,) in connection.execute("SELECT json_extract(card, '$.categories') FROM benchmarks")
        for category in json.loads(listed)
    }
    return {
        "benchmark": [name for (name,) in connection.execute("SELECT name FROM benchmarks ORDER BY slug")],
        "model": [name for (name,) in connection.execute("SELECT name FROM models ORDER BY slug")],
        "organisation": [name for (name,) in connection.execute(makers)],
        "category": sorted(categories),
    }


if __name__ == "__main__":
    main()
