"""``podium runs judge``: a stored run before a judge."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from podium.cli import completing, dashboard, judge_options, output, run_rescore
from podium.cli.app import App, example, pass_app
from podium.cli.evaluate_options import Grouped, given
from podium.cli.output import Screen
from podium.cli.owned import owned
from podium.cli.root import EXIT_INTERRUPTED
from podium.registry.errors import EXIT_PARTIAL

if TYPE_CHECKING:
    from podium.registry.rescoring import Rescored


@click.command(
    cls=Grouped,
    epilog=example(
        "podium runs judge 3f2a --judge openai:http://127.0.0.1:8000/v1#qwen3",
        "podium runs judge 3f2a --judge hf:./my-judge --retry-failed",
    ),
)
@click.argument("run_id", metavar="ID", shell_complete=completing.runs)
@judge_options.for_judge(required=True)
@click.option("--data", type=click.Path(path_type=Path), help="Folder of the data, if it is no longer where it was.")
@click.option("--retry-failed", is_flag=True, help="Ask again about answers the judge gave no verdict on.")
@click.option("--device", default="auto", show_default=True, metavar="DEVICE", help="Of an hf: judge.")
@output.json_option
@pass_app
def judge(app: App, /, run_id: str, data: Path | None, retry_failed: bool, as_json: bool, **options: Any) -> None:
    """Ask a judge about a stored run's answers.

    The judged model is not loaded. Asked is only what this judge has not judged yet, in any run; after an
    interruption the same command goes on. The new report takes the place of the old one, which is kept, as by
    podium runs rescore. The key of the judge's server is PODIUM_JUDGE_API_KEY, or else that of models.
    """
    found = _judge(app, run_id, data, retry_failed, options)
    if as_json:
        output.print_json(run_rescore.rescored_json(found) | {"judge": found.run.provenance["judge"]})
    else:
        screen = Screen()
        run_rescore.show(screen, found)
        screen.print()
    if missing := judge_options.unjudged(found.run):
        output.complain("warning", missing)
        click.get_current_context().exit(EXIT_PARTIAL)


def _judge(app: App, run_id: str, data: Path | None, retry_failed: bool, options: dict[str, Any]) -> Rescored:
    from podium.registry import journal, rejudging
    from podium.registry.plans import Interrupted
    from podium.registry.startup import load_plugins

    run = journal.find_run(app.read(), run_id)
    plugins = load_plugins(app.place)
    benchmark = owned(app, run.benchmark, plugins).benchmark
    names = given(click.get_current_context())
    adapter = judge_options.open_judge(options, names, benchmark, plugins, options["device"])
    assert adapter is not None, "--judge is required"
    with dashboard.watching(app) as watch:
        watch.about(f"{benchmark.card.name} · {run.model} · judged by {adapter.name}", "loading data")
        try:
            return rejudging.judge_run(app.write(), run, benchmark, adapter, watch, data, retry_failed)
        except Interrupted as error:
            watch.close()
            output.complain("interrupted", error.message.removeprefix("interrupted: "), error.hint)
            click.get_current_context().exit(EXIT_INTERRUPTED)
