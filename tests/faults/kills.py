"""Kills commands at random moments. After each kill the registry keeps every promise, and the same command completes.

Started as a process of its own: ``python -m podium.tests.faults.kills JSON``. It loads what the commands need, forks a
process for each, and ends that by SIGKILL. Prints, as JSON, what each kill left behind.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from podium.registry import corrections, database, evaluation, journal
from podium.registry.adapters import AdapterOptions
from podium.registry.benchmark import Benchmark
from podium.registry.startup import Place, update, write_to
from podium.tests.cli.site.registries import card, files, fill, model, publish, row
from podium.tests.fakes import quiz_data
from podium.tests.fakes.adapters import Guesses
from podium.tests.faults import older, registries


def call(db: Path, *words: str | Path, code: int = 0) -> str:
    """Call a command on a registry and return what it says."""
    from podium.cli.root import cli

    options = ("--db", db, "--plugins-dir", registries.PLUGINS)
    result = CliRunner().invoke(cli, [str(word) for word in (*options, *words)], prog_name="podium")
    assert result.exit_code == code, f"{words}: {result.exit_code} {result.output}"
    return result.output


class Killed:
    """A command that is killed.

    Args:
        base: A registry file in step with this process; it is only copied.
        folder: For files.
    """

    def __init__(self, base: Path, folder: Path) -> None:
        self.base, self.folder = base, folder
        self.db = folder / "registry.db"
        self.rows = 0

    def prepare(self) -> None:
        """Put things as they are before the command."""
        for path in self.folder.glob("registry.db*"):
            path.unlink()
        shutil.copy(self.base, self.db)

    def act(self) -> None:
        """Do what the command does, in the process that is killed."""
        raise NotImplementedError

    def writes(self) -> bool:
        """Return whether the command has begun to write."""
        log = self.db.with_name(self.db.name + "-wal")
        return log.exists() and log.stat().st_size > 0

    def repeat(self) -> None:
        """Do it again, in the process that looks on."""
        self.act()

    def left(self) -> str:
        """Check what a kill left behind, and return what that is in a word."""
        raise NotImplementedError

    def complete(self) -> None:
        """Check that all is as if nothing had been killed; the command was repeated."""
        raise NotImplementedError

    def check(self) -> None:
        """Check that the file keeps every promise."""
        self.rows += registries.check(self.db)


class Import(Killed):
    """``podium results import`` of 100 new models with 300 rows."""

    def __init__(self, base: Path, folder: Path) -> None:
        super().__init__(base, folder)
        self._file = folder / "rows.json"
        at = registries.boards(base, 3)
        brought = registries.import_file(self._file, [f"new-{number}" for number in range(100)], at)
        self._brought = Counter((one["benchmark"], one["board"], one["model"], one["value"]) for one in brought)

    def act(self) -> None:
        call(self.db, "results", "import", self._file)

    def _found(self) -> Counter[Any]:
        query = "SELECT benchmark, board, model, value FROM results WHERE origin = 'import'"
        return Counter(registries.rows(self.db, query))

    def left(self) -> str:
        self.check()
        found = self._found()
        assert found in (Counter(), self._brought)
        return "all" if found else "nothing"

    def complete(self) -> None:
        self.check()
        assert self._found() == self._brought


class Accept(Killed):
    """``podium corrections accept``."""

    def __init__(self, base: Path, folder: Path) -> None:
        self._before = folder / "before.db"
        shutil.copy(base, self._before)
        with closing(database.connect(self._before, write=True)) as connection:
            self._wrong = connection.execute(
                "SELECT id FROM current_results WHERE benchmark = 'chexpert' AND run IS NULL"
            ).fetchone()[0]
            said = {"statement": "it is another", "source_url": "https://example.org/x"}
            self._number = corrections.add(connection, self._wrong, value=0.123, **said).id
        super().__init__(self._before, folder)

    def act(self) -> None:
        call(self.db, "corrections", "accept", str(self._number))

    def _accepted(self) -> bool:
        found = registries.rows(self.db, "SELECT value, supersedes FROM results WHERE origin = 'correction'")
        ((status,),) = registries.rows(self.db, "SELECT status FROM corrections")
        assert (status, found) in (("open", []), ("accepted", [(0.123, self._wrong)]))
        return bool(found)

    def left(self) -> str:
        self.check()
        return "all" if self._accepted() else "nothing"

    def repeat(self) -> None:
        """Do it again; who was killed after the decision was kept is told that it was."""
        if self._accepted():
            assert "was accepted on" in call(self.db, "corrections", "accept", str(self._number), code=1)
        else:
            self.act()

    def complete(self) -> None:
        self.check()
        assert self._accepted()


class Evaluate(Killed):
    """An evaluation of 36 questions, two at a time."""

    def __init__(self, base: Path, folder: Path) -> None:
        super().__init__(base, folder)
        self._quiz: Benchmark = registries.quiz()
        self._data = quiz_data.write(folder / "data", test=12, subjects=("astronomy", "anatomy", "virology"))
        self._before = len(registries.rows(base, "SELECT id FROM runs"))
        self.prepare()
        self._unbroken = self._run()

    def act(self) -> None:
        self._run()

    def writes(self) -> bool:
        return super().writes() and bool(registries.rows(self.db, "SELECT 1 FROM runs WHERE status = 'running'"))

    def _run(self) -> journal.Run:
        adapter = Guesses(options=AdapterOptions(batch_size=2), pause=0.002)
        with closing(write_to(Place(self.db, (registries.PLUGINS,)))) as connection:
            return evaluation.run(connection, evaluation.Plan(self._quiz, adapter, self._data))

    def _new(self) -> list[journal.Run]:
        with closing(database.connect(self.db)) as connection:
            found = journal.runs(connection)
        return found[: len(found) - self._before]

    def left(self) -> str:
        self.check()
        new = self._new()
        assert len(new) <= 1 and all(one.status in ("running", "finished") for one in new)
        if not new or not new[0].answered:
            return "nothing"
        return "all" if new[0].status == "finished" else "a part"

    def repeat(self) -> None:
        """Go on with the run, unless the kill came when it was finished."""
        if not any(one.status == "finished" for one in self._new()):
            self.act()

    def complete(self) -> None:
        self.check()
        (run,) = self._new()
        assert (run.status, run.report, run.digest) == ("finished", self._unbroken.report, self._unbroken.digest)
        assert registries.rows(self.db, "SELECT count(*) FROM results WHERE run = ?", run.id) == [(1,)]


class Migrate(Killed):
    """``podium db migrate`` of a file of an older Podium, of each of them in turn, the very first among them."""

    def __init__(self, base: Path, folder: Path) -> None:
        super().__init__(base, folder)
        self._older = [
            older.make(folder / f"older-{steps}.db", steps, base) for steps in range(1, len(database.SCHEMA))
        ]
        self._turn = -1
        self._results = registries.rows(base, _RESULTS)

    def prepare(self) -> None:
        self._turn = (self._turn + 1) % len(self._older)
        self.base = self._older[self._turn]
        super().prepare()

    def act(self) -> None:
        call(self.db, "db", "migrate")

    def _steps(self) -> tuple[str, ...]:
        with closing(database.connect(self.db)) as connection:
            return database.schema_steps(connection)

    def left(self) -> str:
        self.rows += registries.check(self.db, due=True)
        steps = self._steps()
        assert steps in (database.SCHEMA[: self._turn + 1], database.SCHEMA)
        assert registries.rows(self.db, _RESULTS) == self._results
        return "all" if steps == database.SCHEMA else "nothing"

    def complete(self) -> None:
        self.check()
        assert self._steps() == database.SCHEMA
        assert registries.rows(self.db, _RESULTS) == self._results


_RESULTS = "SELECT id, benchmark, board, model, value, standing, run, supersedes, recorded_at FROM results ORDER BY id"


class Site(Killed):
    """A build of a site: half of the times in a new folder, half of the times where an older one is."""

    def __init__(self, base: Path, folder: Path) -> None:
        cards = [card(slug, categories=("general", slug)) for slug in ("alpha", "beta", "gamma", "delta")]
        models = [model(f"model-{number}") for number in range(12)]
        rows = [
            row(one.slug, entry["slug"], 0.1 + 0.05 * number, board)
            for one in cards
            for number, entry in enumerate(models)
            for board in ("main", "errors")
        ]
        own = folder / "own.db"
        fill(own, cards[:3], rows, models).close()
        super().__init__(own, folder)
        self._folder, self._old, self._new = folder / "public", folder / "old", folder / "new"
        shutil.copy(own, self.db)
        self._build(self._old)
        fill(own, cards, rows, models).close()
        shutil.copy(own, self.db)
        self._build(self._new)
        self._contents = [files(self._old), files(self._new)]
        self._turn = 0

    def prepare(self) -> None:
        super().prepare()
        self._turn += 1
        shutil.rmtree(self._folder, ignore_errors=True)
        if self._turn % 2:
            shutil.copytree(self._old, self._folder)

    def _build(self, folder: Path) -> None:
        with closing(database.connect(self.db)) as connection:
            publish(connection, self.db, folder, base_url="https://example.org/")

    def act(self) -> None:
        self._build(self._folder)

    def writes(self) -> bool:
        return self._folder.exists() and any(path.name.endswith(".new") for path in self._folder.rglob(".*"))

    def left(self) -> str:
        self.check()
        old, new = self._contents
        found = files(self._folder)
        shown = {path: text for path, text in found.items() if not Path(path).name.startswith(".")}
        half = [path for path, text in shown.items() if text not in (old.get(path), new.get(path))]
        assert not half, f"half written: {half}"
        made = sum(text == new.get(path) for path, text in shown.items())
        return "nothing" if not made else "all" if found == new else "a part"

    def complete(self) -> None:
        found = files(self._folder)
        assert found.keys() == self._contents[1].keys()
        assert found == self._contents[1]


KINDS: Mapping[str, Callable[[Path, Path], Killed]] = {
    "import": Import, "accept": Accept, "evaluate": Evaluate, "migrate": Migrate, "site": Site,
}  # fmt: skip


def forked(do: Callable[[], None]) -> int:
    """Do something in a process of its own, and return its id."""
    child = os.fork()
    if child:
        return child
    try:
        do()
        os._exit(0)
    finally:
        traceback.print_exc()
        os._exit(1)


def seconds(one: Killed) -> float:
    """Return how long a command takes that nobody kills."""
    one.prepare()
    began = time.perf_counter()
    _, status = os.waitpid(forked(one.act), 0)
    assert os.waitstatus_to_exitcode(status) == 0
    took = time.perf_counter() - began
    one.complete()
    return took


def wait(one: Killed, child: int, lasts: float, draw: random.Random) -> None:
    """Wait until a random moment: half of the times any, half of the times one soon after it has begun to write."""
    if draw.random() < 0.5:
        time.sleep(draw.uniform(0, lasts))
        return
    while not one.writes() and not os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT):
        time.sleep(0.0002)
    time.sleep(draw.uniform(0, lasts / 2))


def kill(one: Killed, times: int, draw: random.Random) -> Counter[str]:
    """Kill a command so many times, each at a random moment, and return how often what was left."""
    lasts = seconds(one)
    left: Counter[str] = Counter()
    while left.total() < times:
        one.prepare()
        child = forked(one.act)
        wait(one, child, lasts, draw)
        os.kill(child, signal.SIGKILL)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        assert code in (0, -signal.SIGKILL)
        if code == 0:
            # It was faster than the one that was timed.
            lasts *= 0.9
            continue
        left[one.left()] += 1
        one.repeat()
        one.complete()
    return left


def main(wanted: dict[str, Any]) -> None:
    """Do it."""
    import torch  # noqa: F401  what every scorer needs; its threads would not survive the fork, so it is not used here

    base = Path(wanted["db"])
    update(Place(base, (registries.PLUGINS,)))
    draw = random.Random(wanted["seed"])
    found = {}
    for name, times in wanted["times"].items():
        folder = Path(wanted["folder"]) / name
        folder.mkdir()
        one = KINDS[name](base, folder)
        left = kill(one, times, draw)
        found[name] = {"left": left, "rows": one.rows}
    print(json.dumps(found))


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
