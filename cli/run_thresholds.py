"""``podium runs thresholds``: freeze the thresholds that a run suggests, for other splits."""

from __future__ import annotations

import json
from pathlib import Path

import click

from podium.cli import completing, output
from podium.cli.app import App, example, pass_app
from podium.cli.output import Screen
from podium.registry import formats
from podium.registry.errors import PodiumError
from podium.registry.thresholds import RULES, freeze


@click.command(epilog=example("podium runs thresholds 3f2a --rule youden -o thresholds.json"))
@click.argument("run_id", metavar="ID", shell_complete=completing.runs)
@click.option("--rule", type=click.Choice(tuple(RULES)), required=True, help="How a threshold is chosen.")
@click.option(
    "-o", "--output", "path", type=click.Path(path_type=Path), required=True, metavar="FILE", help="New file to write."
)
@output.json_option
@pass_app
def thresholds(app: App, run_id: str, rule: str, path: Path, as_json: bool) -> None:
    """Freeze the thresholds that a run suggests.

    They go into a file for `--thresholds`, which says where they come from and carries its own hash:
    a score at them shows that they were frozen before. A run on the test split is refused.
    """
    from podium.registry import journal

    run = journal.find_run(app.read(), run_id)
    data = freeze(run, rule)
    try:
        with path.open("x", encoding="utf-8") as stream:
            stream.write(json.dumps(data, indent=2, ensure_ascii=False) + "\n")
    except FileExistsError:
        raise PodiumError(f"{path} exists already", "name a new file") from None
    except OSError as error:
        raise PodiumError(f"{path} cannot be written: {error.strerror}") from None
    if as_json:
        output.print_json(data | {"file": str(path)})
        return
    fixed = [label for label, told in data["thresholds"].items() if "fixed" in told]
    screen = Screen()
    chosen = formats.count(len(data["thresholds"]) - len(fixed), "threshold")
    screen.prose(f"{chosen} by {rule} on {run.benchmark} {run.split} in {path}, sha256 {data['sha256'][:12]}")
    if fixed:
        screen.faint(f"Fixed at 0.5, for want of cases: {', '.join(fixed)}")
    screen.print()
