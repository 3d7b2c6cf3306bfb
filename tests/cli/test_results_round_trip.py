"""Whatever a registry holds of cited results and added models, another one holds after export and import."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from podium.cli.result_files import read_results, write_results
from podium.cli.results import cited_results, import_rows
from podium.registry import corrections
from podium.registry.catalog.entries import added_models, import_models
from podium.tests.registry.support import registry, row

TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=30).map(str.strip)
#: Texts that spreadsheets would calculate are among them.
NAMED = st.builds(str.__add__, st.sampled_from(["", "=", "+", "-", "@", "'=", "''", "'"]), TEXT.filter(bool))
SLUGS = ("alpha", "beta", "gamma-2")
DAYS = st.dates().map(lambda day: f"{day.year % 1000 + 1000:04}-{day.month:02}-{day.day:02}")
URL = st.sampled_from(["https://example.org/a", "http://example.org/ü?q=[b]&c=<d>#e"])

MODELS = st.fixed_dictionaries(
    {},
    optional={
        "organisation": NAMED,
        "parameters_b": st.floats(0.001, 1e6),
        "context_tokens": st.integers(1, 10**9),
        "input_price": st.floats(0, 1e6),
        "licence": NAMED,
        "open_weights": st.booleans(),
        "multimodal": st.booleans(),
        "released": st.dates().map(lambda day: day.isoformat()),
        "source_url": URL,
    },
)
ROWS = st.fixed_dictionaries(
    {
        "model": st.sampled_from(SLUGS),
        "board": st.sampled_from(["main", "other"]),
        "value": st.floats(0, 1),
        "standing": st.sampled_from(["self-reported", "third-party", "independent"]),
        "source_url": URL,
    },
    optional={
        "stderr": st.floats(0, 1),
        "n": st.integers(0, 10**9),
        "split": NAMED,
        "setting": NAMED,
        "tools": st.booleans(),
        "reported_by": NAMED,
        "reported_on": DAYS,
        "as_of": DAYS,
        "cited_url": URL,
        "provenance": NAMED,
        "note": NAMED,
        "corroborated_by": st.lists(st.dictionaries(NAMED, NAMED, min_size=1, max_size=2), min_size=1, max_size=2),
    },
)


def export(connection: sqlite3.Connection, form: str) -> str:
    rows, runs = cited_results(connection, None)
    assert runs == 0
    return write_results(rows, form, added_models(connection, None) if form == "json" else ())


def fresh(path: Path) -> sqlite3.Connection:
    return registry(path / "r.db", [])


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.tuples(*[MODELS] * len(SLUGS)),
    st.lists(ROWS, min_size=1, max_size=5),
    st.booleans(),
    st.sampled_from(["json", "jsonl", "csv"]),
)
def test_a_registry_goes_through_a_file_into_another_and_comes_out_the_same(
    tmp_path_factory: pytest.TempPathFactory,
    facts: tuple[dict[str, Any], ...],
    rows: list[dict[str, Any]],
    correct: bool,
    form: str,
) -> None:
    entries = [{"slug": slug, "name": slug.title()} | fact for slug, fact in zip(SLUGS, facts, strict=True)]
    one, other = fresh(tmp_path_factory.mktemp("one")), fresh(tmp_path_factory.mktemp("other"))
    added = import_models(one, list(enumerate(entries, 1)))
    assert {model.status for model in added} == {"added"}, added
    import_rows(
        one, read_results(write_results([row("x", 0.5) | given for given in rows], "json"), "x", "json").rows, None
    )
    if correct:
        first = one.execute("SELECT id FROM current_results ORDER BY id").fetchone()["id"]
        made = corrections.add(one, first, statement="wrong", value=0.25, source_url="https://example.org/right")
        corrections.accept(one, made.id)
    text = export(one, form)
    contents = read_results(text, "x", form)
    if form != "json":
        import_models(other, list(enumerate(entries, 1)))
    import_models(other, [(model.line, model.row or {}) for model in contents.models])
    outcomes = import_rows(other, contents.rows, None)
    assert {outcome.status for outcome in outcomes} == {"added"}, outcomes
    assert export(other, form) == text
    again = import_rows(one, contents.rows, None) + import_rows(other, contents.rows, None)
    assert {outcome.status for outcome in again} == {"unchanged"}, again
    one.close()
    other.close()
