"""A run that is killed again and again, at any moment, ends in the report of an unbroken run."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from podium.registry import database, evaluation, journal
from podium.registry.adapters import AdapterOptions, open_adapter
from podium.registry.adapters.base import Adapter
from podium.registry.benchmark import Benchmark
from podium.registry.discovery import discover
from podium.registry.startup import Place, write_to
from podium.tests.fakes import quiz_data, riddles_data, spots_data
from podium.tests.fakes.adapters import Guesses, Verdicts
from podium.tests.fakes.models import vit_classifier


def end_often(place: Place, times: int, how: signal.Signals = signal.SIGKILL, **more: Any) -> dict[str, Any]:
    """Evaluate in processes that are ended at random moments, then to the end; see ``killing``."""
    wanted = {
        "db": str(place.db), "plugins": str(place.plugins_dirs[0]), "times": times, "signal": int(how), "spec": "",
        "seed": 0, "batch_size": 2, "early": True,
    } | {name: str(value) if isinstance(value, Path) else value for name, value in more.items()}  # fmt: skip
    command = [sys.executable, "-m", "podium.tests.registry.killing", json.dumps(wanted)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=900)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    assert len(found["statuses"]) == times
    return found


def check_like_unbroken(place: Place, run: str, benchmark: Benchmark, adapter: Adapter, data: Path) -> None:
    """Check that a run has the answers, the digest and the report of one that nobody disturbed."""
    connection = write_to(place)
    unbroken = evaluation.run(connection, evaluation.Plan(benchmark, adapter, data))
    survived = journal.find_run(connection, run)
    assert survived.status == unbroken.status == "finished"
    assert survived.id != unbroken.id
    assert survived.report == unbroken.report
    assert survived.digest == unbroken.digest
    assert list(journal.entries(connection, run)) == list(journal.entries(connection, unbroken.id))
    assert [one.id for one in journal.runs(connection)] == [unbroken.id, run]


def test_a_real_model_killed_eight_times_at_random_moments_loses_nothing(
    place: Place, spots: Benchmark, tmp_path: Path
) -> None:
    data = spots_data.write(tmp_path / "many", test=1500)
    spec = f"hf:{vit_classifier(tmp_path / 'vit', ['Spot', 'Bar'])}"
    found = end_often(place, 8, benchmark="spots", data=data, spec=spec, early=False)
    assert found["statuses"] == ["running"] * 8
    adapter = open_adapter(spec, AdapterOptions(batch_size=2))
    check_like_unbroken(place, found["run"], spots, adapter, data)
    sittings = journal.find_run(database.connect(place.db), found["run"]).provenance["sittings"]
    assert sittings == 9


def test_ctrl_c_at_eight_random_moments_leaves_an_interrupted_run_that_goes_on(
    place: Place, quiz: Benchmark, tmp_path: Path
) -> None:
    data = quiz_data.write(tmp_path / "many", test=300)
    found = end_often(place, 8, signal.SIGINT, benchmark="quiz", data=data, early=False)
    assert found["statuses"] == ["interrupted"] * 8
    check_like_unbroken(place, found["run"], quiz, Guesses(), data)


@pytest.mark.slow
def test_fifty_random_kills_in_a_run_of_2000_items_end_in_the_unbroken_runs_report(
    place: Place, quiz: Benchmark, tmp_path: Path
) -> None:
    data = quiz_data.write(tmp_path / "many", test=500, subjects=("astronomy", "anatomy", "virology", "biology"))
    found = end_often(place, 50, benchmark="quiz", data=data, seed=50)
    assert set(found["statuses"]) <= {"none", "running"}
    check_like_unbroken(place, found["run"], quiz, Guesses(), data)
    assert journal.find_run(database.connect(place.db), found["run"]).answered == 2000


def test_a_run_killed_eight_times_while_it_is_judged_has_every_verdict_once_and_the_unbroken_runs_report(
    place: Place, tmp_path: Path
) -> None:
    riddles = discover([], "", list(place.plugins_dirs)).benchmarks["riddles"].benchmark
    data = riddles_data.write(tmp_path / "many", count=300)
    found = end_often(place, 8, benchmark="riddles", data=data, judged=True, early=False)
    assert found["statuses"] == ["running"] * 8
    survived = journal.find_run(database.connect(place.db), found["run"])
    # In a registry of its own, where no verdict can be taken over.
    other = write_to(Place(tmp_path / "other.db", place.plugins_dirs))
    unbroken = evaluation.run(other, evaluation.Plan(riddles, Guesses(), data, judge=Verdicts()))
    assert survived.report == unbroken.report
    columns = "position, judge, identity, prompt, reply, fields, error, attempts, reused"
    verdicts = [
        [tuple(row) for row in one.execute(f"SELECT {columns} FROM judgements ORDER BY position")]
        for one in (database.connect(place.db), other)
    ]
    assert verdicts[0] == verdicts[1] and len(verdicts[0]) == 300
    assert survived.provenance["judge"]["asked"] == 300
