"""A build of a site that is killed takes the processes that help it along."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from podium.tests.cli.site.registries import card, fill, model
from podium.tests.registry.crews import ends

BUILD = """
import sys
from contextlib import closing
from pathlib import Path
from podium.registry import database
from podium.tests.cli.site.registries import publish

if __name__ == "__main__":
    db, folder = map(Path, sys.argv[1:])
    with closing(database.connect(db)) as connection:
        publish(connection, db, folder, jobs=2)
"""


def session(leader: int) -> list[int]:
    """Return the processes that a process and its children have started."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and (stat := entry / "stat").exists():
            if stat.read_text().rpartition(")")[2].split()[3] == str(leader):
                found.append(int(entry.name))
    return found


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are found in /proc")
def test_the_processes_of_a_build_that_is_killed_end_too_and_the_next_build_makes_what_is_missing(
    tmp_path: Path,
) -> None:
    db, script, folder = tmp_path / "own.db", tmp_path / "build.py", tmp_path / "public"
    fill(db, [card("alpha")], [], [model(f"model-{number}") for number in range(500)]).close()
    script.write_text(BUILD)
    command = [sys.executable, str(script), str(db), str(folder)]
    build = subprocess.Popen(command, start_new_session=True, stderr=subprocess.DEVNULL)
    while not list(folder.rglob("model-*.html")):
        assert build.poll() is None
        time.sleep(0.01)
    helping = [one for one in session(build.pid) if one != build.pid]
    assert len(helping) >= 2
    os.kill(build.pid, signal.SIGKILL)
    build.wait()
    assert ends(helping)
    assert len(list(folder.rglob("model-*.html"))) < 500
    assert subprocess.run(command, check=False).returncode == 0
    assert len(list(folder.rglob("model-*.html"))) == 500
