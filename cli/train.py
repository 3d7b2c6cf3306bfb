"""``podium train``: train a classifier on a benchmark's training split."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from podium.cli import completing, output, progress
from podium.cli.app import App, example, pass_app
from podium.cli.owned import owned
from podium.registry.errors import PodiumError
from podium.registry.training import BLANKS, POLICIES

if TYPE_CHECKING:
    from podium.registry.benchmark import Benchmark
    from podium.registry.training import SoftTargets

_MOST_WORKERS = 8


def _number(name: str, default: int, text: str, least: int = 1, most: int | None = None) -> Callable[[Any], Any]:
    kind = click.IntRange(least, most)
    return click.option(name, type=kind, default=default, show_default=True, metavar="N", help=text)


@click.command(epilog=example("podium train chexpert --policy ones --arch ./resnet --data D -o mine"))
@click.argument("benchmark", shell_complete=completing.benchmarks)
@click.option("--policy", type=click.Choice(POLICIES), required=True, help="What an uncertain label teaches.")
@click.option("--arch", required=True, metavar="PATH_OR_ID", help="Folder, config.json or hub id of a classifier.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, metavar="FOLDER", help="New folder for the model."
)
@click.option("--data", type=click.Path(path_type=Path), help="Folder of your copy of the data.")
@click.option("--blanks", type=click.Choice(BLANKS), default="zeros", show_default=True, help="What a blank teaches.")
@_number("--image-size", 320, "Side of the images in pixels.")
@_number("--epochs", 3, "Passes over the training split.")
@_number("--batch-size", 16, "Images per step.")
@click.option(
    "--learning-rate", type=click.FloatRange(0, min_open=True), default=1e-4, show_default=True, help="Of Adam."
)
@_number("--checkpoints", 1, "States, evenly spaced, whose mean is the model.")
@_number("--seed", 0, "Of the first weights and of the order.", least=0, most=2**32 - 1)
@click.option("--device", default="auto", show_default=True, help="auto, cpu or cuda.")
@click.option(
    "--soft-targets",
    metavar="RUN_ID",
    shell_complete=completing.runs,
    help="The teacher's run, for --policy selftrained.",
)
@click.option("--allow-partial", is_flag=True, help="Go on where images are missing.")
@click.option("--resume", is_flag=True, help="Go on with the interrupted training of this very command.")
@output.json_option
@pass_app
def train(app: App, /, benchmark: str, soft_targets: str | None, as_json: bool, **options: Any) -> None:
    """Train a classifier on a benchmark's training split.

    It starts from the weights of --arch, or from random ones where that is a bare config.json, and
    gets a new head for the benchmark's labels. The folder can be evaluated as hf:FOLDER; its
    training.json says how it was made. Without --data the synthetic sample is used.
    """
    facts = _train(app, benchmark, soft_targets, options)
    if as_json:
        output.print_json(dict(facts))
        return
    screen = output.Screen()
    screen.facts(tuple((name.replace("_", " "), _fact(value)) for name, value in facts.items()))
    screen.blank()
    data = f" --data {options['data']}" if options["data"] else ""
    screen.faint(f"Next: podium evaluate {benchmark} --model hf:{options['output']}{data}")
    screen.print()


def _train(app: App, name: str, soft_targets: str | None, options: dict[str, Any]) -> Any:
    from podium.cli.evaluate_options import choose_device
    from podium.registry import leaderboard
    from podium.registry.loading import data_folder, plugin_code
    from podium.registry.training import TrainingPlan

    benchmark = owned(app, leaderboard.find_benchmark(app.read(), name)).benchmark
    if not benchmark.brings("train"):
        raise PodiumError(f"{benchmark.card.name} has no training")
    options = {**options, "device": choose_device(options["device"])}
    root = options.pop("data")
    if root is None:
        app.warn(f"no --data given: this is the synthetic sample of {benchmark.card.name}, not the real data")
    workers = 0 if options["device"] == "cpu" else min(os.cpu_count() or 1, _MOST_WORKERS)
    plan = TrainingPlan(root=data_folder(benchmark, root), workers=workers, **options)
    if soft_targets is not None:
        plan = replace(plan, soft_targets=_soft_targets(app, benchmark, soft_targets))
    with progress.shown(app, "starting") as observe, plugin_code(benchmark, "training"):
        return benchmark.train(plan, observe)


def _soft_targets(app: App, benchmark: Benchmark, run_id: str) -> SoftTargets:
    """Return what a stored run answered for the training split.

    Raises:
        NotFound: If there is no such run.
        PodiumError: If it is not finished, of another benchmark or split, or did not answer with
            probabilities.
    """
    from podium.registry import journal
    from podium.registry.training import SPLIT, SoftTargets

    connection = app.read()
    run = journal.find_run(connection, run_id)
    asked = f"{run.benchmark}, split {run.split}"
    if (run.benchmark, run.split) != (benchmark.card.slug, SPLIT):
        hint = f"podium evaluate {benchmark.card.slug} --split {SPLIT} --model hf:TEACHER"
        raise PodiumError(f"run {run.id} is of {asked}, not of {benchmark.card.slug}, split {SPLIT}", hint)
    if run.status != "finished":
        raise PodiumError(f"run {run.id} is {run.status}, not finished", "podium evaluate --resume goes on with it")
    answers = dict(journal.answered(connection, run.id).values())
    by_item = {item: answer.probabilities for item, answer in answers.items() if answer.probabilities is not None}
    if len(by_item) < len(answers):
        raise PodiumError(f"run {run.id} has answers without probabilities", "the teacher must be a classifier")
    return SoftTargets(by_item, run.id, run.spec, str(run.provenance.get("dataset", "")))


def _fact(value: str | int | float) -> str:
    return f"{value:,.4g}" if isinstance(value, float) else f"{value:,}" if isinstance(value, int) else value
