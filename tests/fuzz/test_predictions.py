"""Files of answers and logs of other harnesses, damaged: an answer to every question, or one error that names it."""

from __future__ import annotations

import gzip
import io
import json
import math
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from podium.registry import journal
from podium.registry.adapters import AdapterOptions, inspect_logs, open_adapter
from podium.registry.adapters.base import Task
from podium.registry.benchmark import Answer, Benchmark, Choose, Classify, Item
from podium.registry.discovery import discover
from podium.registry.errors import DataError
from podium.tests.fakes import quiz_data
from podium.tests.fuzz import damage
from podium.tests.fuzz.profile import examples

FAKES = Path(__file__).parents[1] / "fakes"
LOGS = FAKES / "logs"
ARCHIVE = LOGS / "inspect_choice.eval"
#: Enough of a log to see every field; the task then has these questions alone.
FEW = 3


@pytest.fixture(scope="module")
def benchmarks() -> dict[str, Benchmark]:
    found = discover([], None, [FAKES / "plugins"]).benchmarks
    return {slug: found[slug].benchmark for slug in ("quiz", "spots")}


@pytest.fixture(scope="module")
def quiz_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return quiz_data.write(tmp_path_factory.mktemp("quiz"), test=4, dev=2)


def task(benchmark: Benchmark, items: list[Item]) -> Task:
    return Task(benchmark, "test", items, {}, lambda split: items)


def asked(benchmark: Benchmark, home: Path, protocol: str, subject: str = "") -> Task:
    items = list(benchmark.load(home, "test", shots=0, protocol=protocol))
    return task(benchmark, [item for item in items if item.id.startswith(subject)])


def answered_or_refused(path: Path, what: Task) -> None:
    """Read answers out of a file and check that each is one to its question, and that it can be kept."""
    adapter = open_adapter(f"file:{path}", AdapterOptions())
    try:
        adapter.prepare(what)
    except DataError as error:
        # Of a folder, or beside a log, the file that is wrong is named.
        assert str(path if path.is_dir() else path.parent) in error.message, str(error)
        assert "\n" not in str(error) and len(error.message) < 2000, str(error)
        return
    for item, answer in zip(what.items, adapter.answer(what.items), strict=True):
        fits(item, answer)
    assert all(isinstance(note, str) for note in adapter.notes())
    assert adapter.fingerprint() and adapter.name
    adapter.provenance()


def fits(item: Item, answer: Answer) -> None:
    request = item.request
    if isinstance(request, Classify):
        assert answer.probabilities is not None and len(answer.probabilities) == len(request.labels)
        assert all(one is None or 0 <= one <= 1 for one in answer.probabilities)
    elif isinstance(request, Choose):
        assert answer.choice is None or 0 <= answer.choice < len(request.options)
        assert all(map(math.isfinite, answer.log_likelihoods or ()))
    else:
        assert answer.text is not None or answer.error is not None
    for text in (answer.text, answer.error):
        journal.storable(text or "").encode()


# --- logs


def _lines(name: str) -> list[dict[str, Any]]:
    path = sorted((LOGS / name).glob("samples_*anatomy*"))[0]
    return [json.loads(line) for line in path.read_text().splitlines()]


@pytest.mark.parametrize(("log", "protocol"), [("lm_eval_letter", "letter"), ("lm_eval_likelihood", "likelihood")])
@examples(25)
@given(data=some.data())
def test_a_damaged_log_of_lm_eval(
    log: str, protocol: str, data: some.DataObject, benchmarks: Any, quiz_home: Path, tmp_path: Path
) -> None:
    path = tmp_path / "samples_quiz_anatomy_2026-11-26T00-07-22.335110.jsonl"
    path.write_bytes(data.draw(damage.json_lines(_lines(log))))
    facts = {"lm_eval_version": "0.4.13", "model_name": "m", "results": {}}
    (tmp_path / "results_2026-11-26T00-07-22.335110.json").write_bytes(
        data.draw(some.one_of(some.just(json.dumps(facts).encode()), damage.json_files(facts)))
    )
    # An error may be that of the file beside it.
    answered_or_refused(
        tmp_path if data.draw(some.booleans()) else path, asked(benchmarks["quiz"], quiz_home, protocol, "anatomy")
    )


@examples(40)
@given(data=some.data())
def test_a_damaged_log_of_inspect(data: some.DataObject, benchmarks: Any, quiz_home: Path, tmp_path: Path) -> None:
    whole = json.loads((LOGS / "inspect_letter.json").read_text())
    whole["samples"] = [one for one in whole["samples"] if one["epoch"] == 1][:FEW]
    path = tmp_path / "x.json"
    path.write_bytes(data.draw(damage.json_files(whole)))
    several = asked(benchmarks["quiz"], quiz_home, "letter")
    answered_or_refused(path, task(several.benchmark, list(several.items)[:FEW]))


@examples(25)
@given(data=some.data())
def test_an_archive_of_inspect_with_damaged_files(
    data: some.DataObject, benchmarks: Any, quiz_home: Path, tmp_path: Path
) -> None:
    members = zipfile.ZipFile(ARCHIVE).infolist()
    changed = data.draw(some.sampled_from([one.filename for one in members]))
    stream = io.BytesIO()
    with zipfile.ZipFile(
        stream, "w", data.draw(some.sampled_from([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]))
    ) as archive:
        for one in members:
            content = inspect_logs._unpacked(ARCHIVE, one)
            if one.filename == changed:
                content = data.draw(damage.json_files(json.loads(content)))
            archive.writestr(one.filename, content)
    path = tmp_path / "x.eval"
    path.write_bytes(data.draw(some.one_of(some.just(stream.getvalue()), damage.contents(stream.getvalue()))))
    answered_or_refused(path, asked(benchmarks["quiz"], quiz_home, "likelihood"))


# --- tables

LABELS = ("Spot", "Bar")
SPOTS: list[dict[str, Any]] = [{"id": f"i{number}", "Spot": 0.25, "Bar": 0.5} for number in range(4)]


def spots(benchmark: Benchmark) -> Task:
    items = [Item(row["id"], Classify((), LABELS), target=(0.0, 1.0)) for row in SPOTS]
    return task(benchmark, items)


def _files(rows: list[dict[str, Any]]) -> some.SearchStrategy[tuple[str, bytes]]:
    """Draw a name and damaged content of a table in every format that tables are read in."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    header = list(rows[0])
    plain = damage.csv_files(header, [[str(row[name]) for name in header] for row in rows])
    stream = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), stream)
    keyed = {str(row["id"]): {name: cell for name, cell in row.items() if name != "id"} for row in rows}
    packed = gzip.compress(damage.csv_bytes([header, *([str(row[name]) for name in header] for row in rows)]))
    return some.one_of(
        some.tuples(some.just("x.csv"), plain),
        some.tuples(some.just("x.csv.gz"), some.one_of(plain.map(gzip.compress), damage.contents(packed))),
        some.tuples(some.sampled_from(["x.json", "x.jsonl"]), damage.json_files(rows)),
        some.tuples(some.just("x.jsonl"), damage.json_lines(rows)),
        some.tuples(some.just("x.json"), damage.json_files(keyed)),
        some.tuples(some.just("x.parquet"), damage.parquet_files(stream.getvalue())),
    )


@examples(60)
@given(data=some.data())
def test_a_damaged_table_of_probabilities(data: some.DataObject, benchmarks: Any, tmp_path: Path) -> None:
    _read(data.draw(_files(SPOTS)), spots(benchmarks["spots"]), tmp_path)


@pytest.mark.parametrize("protocol", ["letter", "likelihood"])
@examples(40)
@given(data=some.data())
def test_a_damaged_table_of_replies(
    protocol: str, data: some.DataObject, benchmarks: Any, quiz_home: Path, tmp_path: Path
) -> None:
    what = asked(benchmarks["quiz"], quiz_home, protocol, "anatomy")
    rows: list[dict[str, Any]] = [{"id": item.id, "response": "The answer is B."} for item in what.items]
    if protocol == "likelihood":
        kinds: list[dict[str, Any]] = [
            {"choice": 1},
            {"choice": "C"},
            {f"ll[{place}]": -0.5 * place for place in range(4)},
        ]
        kinds += [{"log_likelihoods": "[-1, -2, -0.5, -3]"}]
        kind = data.draw(some.sampled_from(kinds))
        rows = [{"id": item.id} | kind for item in what.items]
    _read(data.draw(_files(rows)), what, tmp_path)


def _read(file: tuple[str, bytes], what: Task, folder: Path) -> None:
    path = folder / file[0]
    path.write_bytes(file[1])
    answered_or_refused(path, what)
    path.unlink()
