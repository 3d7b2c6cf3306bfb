"""The guide to plugins is typed from its first line to its last by a process that knows nothing else."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from podium.tests.cli.support import podium
from podium.tests.fresh import Fresh
from podium.tests.guides import DOCS, matches

GUIDE = DOCS / "plugins.md"
FINISHED = DOCS / "examples" / "arc_challenge.py"

#: A file that the text names; the next block is what stands in it.
_FILE = re.compile(r"`([\w/]+\.(?:py|csv))`")


@dataclass(frozen=True)
class Step:
    """What the guide has its reader do: write a file, or type a command and see what comes out."""

    file: str = ""
    text: str = ""
    command: str = ""
    output: str = ""


def steps(guide: Path) -> Iterator[Step]:
    """Yield a guide's steps; a block that is indented goes to the end of the class in the file before."""
    files: dict[str, str] = {}
    name = plugin = ""
    for part in re.split(r"(^```\w+\n.*?^```$)", guide.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL):
        block = re.fullmatch(r"```(\w+)\n(.*?)```", part, re.DOTALL)
        if block is None:
            named = _FILE.findall(part)
            name = named[-1] if named else name
        elif block[1] == "console":
            for typed in re.split(r"^\$ ", block[2], flags=re.MULTILINE)[1:]:
                command, _, output = typed.partition("\n")
                yield Step(command=command, output=output)
        elif block[2].startswith("    "):
            head, hook, tail = files[plugin].partition("\n\n\n@hookimpl")
            files[plugin] = f"{head}\n\n{block[2].rstrip()}{hook}{tail}"
            yield Step(file=plugin, text=files[plugin])
        else:
            files[name] = block[2]
            plugin = plugin or name
            yield Step(file=name, text=block[2])


def rehearse(guide: Path, folder: Path, commands: Path) -> dict[str, str]:
    """Follow a guide in one shell, check what it shows, and return its files.

    Args:
        guide: The guide.
        folder: An empty folder, in which the reader is.
        commands: Folder of ``podium`` and ``python``, first on the reader's path.
    """
    done = list(steps(guide))
    aside = folder / "aside"
    aside.mkdir()
    here = folder / "here"
    here.mkdir()
    script = []
    for number, step in enumerate(done):
        if step.file:
            (aside / f"{number}.text").write_text(step.text, encoding="utf-8")
            script.append(f"cp {aside}/{number}.text {step.file}")
        else:
            # Not in a subshell, so that what one command exports is there for the next.
            script.append(f"{{ {step.command}\n}} >{aside}/{number}.out 2>{aside}/{number}.err </dev/null")
            script.append(f"echo $? >{aside}/{number}.code")
    env = {name: value for name, value in os.environ.items() if not name.startswith("PODIUM_")}
    env["PATH"] = f"{commands}{os.pathsep}{env['PATH']}"
    subprocess.run(["bash", "-c", "\n".join(script)], cwd=here, env=env, check=True, timeout=900)
    for number, step in enumerate(done):
        if step.command:
            printed, said, code = ((aside / f"{number}.{kind}").read_text() for kind in ("out", "err", "code"))
            assert code == "0\n", f"{step.command}\n{said}"
            assert matches(printed, step.output), f"{step.command}\n{printed}\n{said}"
    return {step.file: step.text for step in done if step.file}


def test_the_guide_leads_from_an_empty_file_to_a_benchmark_that_is_ranked_asked_about_and_evaluated(
    tmp_path: Path,
) -> None:
    files = rehearse(GUIDE, tmp_path, Path(sys.executable).parent)
    assert files["home/plugins/arc_challenge.py"] == FINISHED.read_text(encoding="utf-8")


@pytest.mark.slow
def test_the_guide_leads_to_its_end_where_nothing_but_podium_is_installed(tmp_path: Path, fresh: Fresh) -> None:
    rehearse(GUIDE, tmp_path, fresh.commands)


def test_the_guide_shows_everything_that_it_promises() -> None:
    typed = [step.command for step in steps(GUIDE) if step.command]
    for wanted in (
        "ask ",
        "leaderboard ",
        "evaluate .* baseline:",
        "evaluate .* hf:",
        "--predictions",
        "plugins check",
    ):
        assert any(re.search(wanted, command) for command in typed), wanted
    lines = [line for line in FINISHED.read_text(encoding="utf-8").splitlines() if line.strip()]
    assert len(lines) < 90


def test_a_run_on_the_whole_split_enters_the_board_as_the_guide_says(own_home: Path, tmp_path: Path) -> None:
    text = FINISHED.read_text(encoding="utf-8")
    full = text.replace('("Test", 8)', '("Test", 1172)')
    assert full != text
    (own_home / "plugins").mkdir(parents=True)
    (own_home / "plugins" / "arc_challenge.py").write_text(full, encoding="utf-8")
    podium("evaluate", "arc-challenge", "--model", "baseline:first-option")
    (sample,) = (own_home / "samples").glob("arc-challenge-*")
    data = tmp_path / "ARC-Challenge"
    data.mkdir()
    (data / "ARC-Challenge-Test.jsonl").write_bytes((sample / "ARC-Challenge-Test.jsonl").read_bytes())
    answers = tmp_path / "mine.csv"
    answers.write_text("id,choice\n" + "".join(f"made-up-{number},A\n" for number in range(1172)), encoding="utf-8")
    scored = podium("score", "arc-challenge", "--predictions", answers, "--data", data).stdout
    assert "zero-shot  0.250" in scored and "on the board, not yet checked" in scored
    assert "mine" in podium("leaderboard", "arc-challenge", "--board", "zero-shot").stdout


def test_the_links_of_the_pages_on_plugins_lead_somewhere() -> None:
    for page in (GUIDE, DOCS / "plugin-reference.md"):
        for target in re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8")):
            assert target.startswith("http") or (DOCS / target).exists(), f"{page.name}: {target}"
