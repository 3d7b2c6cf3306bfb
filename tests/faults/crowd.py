"""A crowd on one registry file: processes that write and processes that read, each counting what it did.

Started as a process of its own: ``python -m podium.tests.faults.crowd JSON``. It loads what all need, and forks; a
process does one kind of thing again and again, by the commands that users type, until the time is over. Prints, as
JSON, what each process said it did.
"""

from __future__ import annotations

import dataclasses
import json
import os
import random
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from podium.registry import database, evaluation, startup
from podium.registry.benchmark import Benchmark
from podium.registry.discovery import OwnedBenchmark, PluginSet
from podium.registry.startup import Place, write_to
from podium.tests.fakes.adapters import Guesses
from podium.tests.faults import registries
from podium.tests.registry.support import BOARDS, Listed, row

#: Rows that an import brings, all of one model: readers see all of them or none.
ROWS = 5


@dataclasses.dataclass
class Told:
    """What a process did, by its own word.

    Args:
        done: Operations by name.
        imported: Rows of imports: benchmark, board, model and value.
        runs: Ids of runs that were finished.
        corrected: Corrections that were accepted: number, the result that was wrong, the one in its place, its value.
        synced: Of a plugin's board, the value that was shipped last.
        troubles: What went wrong.
    """

    done: Counter[str] = dataclasses.field(default_factory=Counter)
    imported: list[Any] = dataclasses.field(default_factory=list)
    runs: list[str] = dataclasses.field(default_factory=list)
    corrected: list[Any] = dataclasses.field(default_factory=list)
    synced: dict[str, float] = dataclasses.field(default_factory=dict)
    troubles: list[str] = dataclasses.field(default_factory=list)


class Worker:
    """A process of the crowd.

    Args:
        wanted: What the crowd was started with.
        number: Which process it is.
        found: All plugins.
    """

    def __init__(self, wanted: Mapping[str, Any], number: int, found: PluginSet) -> None:
        self.wanted, self.number, self.found = wanted, number, found
        self.place = Place(Path(wanted["db"]), (registries.PLUGINS,))
        self.folder = Path(wanted["folder"])
        self.draw = random.Random(f"{wanted['seed']} {number}")
        self.told = Told()
        self.round = 0
        self.wrong = int(wanted["wrong"][number % len(wanted["wrong"])])

    def call(self, *words: str | Path) -> Any:
        """Call a command with ``--json`` and return what it says; whatever is not as it should be is a trouble."""
        from podium.cli.root import cli

        # A wait of some seconds is no trouble, and would be said.
        where = ("--quiet", "--db", self.place.db, "--plugins-dir", registries.PLUGINS)
        result = CliRunner().invoke(cli, [str(word) for word in (*where, *words)], prog_name="podium")
        if result.exit_code or result.stderr:
            self.told.troubles.append(f"{' '.join(map(str, words))}: {result.exit_code} {result.stderr}")
            return None
        return json.loads(result.stdout) if "--json" in words else result.stdout

    def work(self, name: str) -> None:
        """Do one kind of thing until the time is over."""
        do: Callable[[], None] = getattr(self, name)
        while time.time() < self.wanted["until"]:
            self.round += 1
            troubles = len(self.told.troubles)
            try:
                do()
            except Exception:
                self.told.troubles.append(traceback.format_exc())
            self.told.done[name] += len(self.told.troubles) == troubles
            time.sleep(self.draw.uniform(0, PAUSES.get(name, 0.0)))

    # --- Who writes ------------------------------------------------------------------------------------------

    def imports(self) -> None:
        """Import a new model with a row on each of some boards."""
        file = self.folder / f"import-{self.number}.json"
        brought = registries.import_file(file, [f"crowd-{self.number}-{self.round}"], self.wanted["boards"])
        said = self.call("results", "import", file, "--json")
        if said is not None and said["added"] == len(brought):
            self.told.imported += [[one["benchmark"], one["board"], one["model"], one["value"]] for one in brought]

    def evaluates(self) -> None:
        """Evaluate a model that guesses."""
        quiz: Benchmark = self.found.benchmarks["quiz"].benchmark
        adapter = Guesses(f"guess-{self.number}-{self.round}")
        with closing(write_to(self.place)) as connection:
            run = evaluation.run(connection, evaluation.Plan(quiz, adapter, Path(self.wanted["data"])))
        self.told.runs.append(run.id)

    def corrects(self) -> None:
        """Report a result of its own as wrong, accept that, and go on with the one in its place."""
        value = round(self.draw.uniform(0.1, 0.9), 4)
        source = f"https://example.org/{self.number}/{self.round}"
        added = self.call("corrections", "add", str(self.wrong), "--value", str(value), "--source", source,
                          "--because", "it is another", "--json")  # fmt: skip
        accepted = added and self.call("corrections", "accept", str(added["id"]), "--json")
        if accepted:
            self.told.corrected.append([added["id"], self.wrong, accepted["result"], value])
            self.wrong = accepted["result"]

    def syncs(self) -> None:
        """Bring the registry in step with all plugins, of which its own ships another figure each time."""
        benchmark = Listed(f"moving-{self.number}", f"Moving {self.number}")
        value = round(self.draw.uniform(0.1, 0.9), 4)
        slug = benchmark.card.slug
        shipped = tuple(row("medgemma-4b-it", value, board.slug) | {"benchmark": slug} for board in BOARDS)
        owned = OwnedBenchmark(benchmark, slug, "tests", str(self.round), shipped)
        startup.update(self.place, dataclasses.replace(self.found, benchmarks=self.found.benchmarks | {slug: owned}))
        self.told.synced[slug] = value

    # --- Who reads -------------------------------------------------------------------------------------------

    def boards(self) -> None:
        """Read a board: its ranks must be in order."""
        benchmark, board = self.draw.choice(self.wanted["boards"])
        said = self.call("leaderboard", benchmark, "--board", board, "--json")
        if said is not None:
            ranks = [one["rank"] for one in said["rows"]]
            if ranks != sorted(ranks):
                self.told.troubles.append(f"board {benchmark}/{board} is out of order: {ranks}")

    def asks(self) -> None:
        """Ask who leads."""
        self.call("ask", f"who leads {self.draw.choice(self.wanted['boards'])[0]}?", "--json")

    def categories(self) -> None:
        """Rank a whole category."""
        self.call("leaderboard", "--category", "healthcare", "--json")

    def looks(self) -> None:
        """Look for what is half there: an import, or a run on a board without its report."""
        with closing(database.connect(self.place.db)) as connection:
            for query in HALVES:
                half = connection.execute(query, {"rows": ROWS}).fetchall()
                self.told.troubles += [f"half there: {tuple(one)}" for one in half]

    def backs_up(self) -> None:
        """Make a backup, which must be sound and have nothing that is half there."""
        copy = self.folder / f"backup-{self.number}.db"
        copy.unlink(missing_ok=True)
        if self.call("db", "backup", copy) is None:
            return
        registries.check(copy)
        for query in HALVES:
            half = registries.rows(copy, query.replace(":rows", str(ROWS)))
            self.told.troubles += [f"half there in a backup: {one}" for one in half]


#: What would be half of something that is written in one transaction.
HALVES = (
    "SELECT model, count(*) FROM results WHERE origin = 'import' GROUP BY model HAVING count(*) <> :rows",
    "SELECT r.id FROM results AS r JOIN runs AS u ON u.id = r.run WHERE u.report IS NULL",
    "SELECT id FROM corrections WHERE (status = 'accepted') <> (accepted_result IS NOT NULL)",
)

#: Longest pause after each thing: readers look at what they got, and plugins change less often than results come.
PAUSES = {"boards": 0.2, "asks": 0.2, "looks": 0.2, "categories": 0.2, "backs_up": 1.0, "syncs": 5.0}

WRITERS = ("imports", "evaluates", "corrects", "syncs", "imports", "evaluates", "corrects", "imports")
READERS = ("boards", "asks", "looks", "backs_up", "categories", "boards", "asks", "looks")


def start(wanted: Mapping[str, Any], number: int, name: str, found: PluginSet) -> int:
    """Start a process and return its id."""
    child = os.fork()
    if child:
        return child
    try:
        worker = Worker(wanted, number, found)
        time.sleep(max(0.0, wanted["at"] - time.time()))
        worker.work(name)
        told = json.dumps(vars(worker.told))
        (worker.folder / f"told-{number}.json").write_text(told, encoding="utf-8")
        os._exit(0)
    finally:
        traceback.print_exc()
        os._exit(1)


def main(wanted: dict[str, Any]) -> None:
    """Do it."""
    import torch  # noqa: F401  what every scorer needs; its threads would not survive the fork, so it is not used here

    from podium.cli import categories, corrections, db, leaderboard, results  # noqa: F401

    place = Place(Path(wanted["db"]), (registries.PLUGINS,))
    found = startup.load_plugins(place)
    startup.update(place, found)
    crowd = [WRITERS[number % len(WRITERS)] for number in range(wanted["writers"])]
    crowd += [READERS[number % len(READERS)] for number in range(wanted["readers"])]
    wanted |= {"at": time.time() + 0.5, "until": time.time() + 0.5 + wanted["seconds"]}
    children = [start(wanted, number, name, found) for number, name in enumerate(crowd)]
    codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    told = [Path(wanted["folder"]) / f"told-{number}.json" for number in range(len(crowd))]
    said = [json.loads(file.read_text(encoding="utf-8")) for file in told if file.exists()]
    print(json.dumps({"codes": codes, "told": said}))


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
