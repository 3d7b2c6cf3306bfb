"""``podium evaluate`` and ``podium score``: run a model, or score what it said."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from podium.cli import output, progress, report
from podium.cli.app import App, example, pass_app
from podium.registry.errors import MissingExtra, PodiumError

DTYPES = ("auto", "float32", "bfloat16", "float16")
ACTIVATIONS = ("auto", "sigmoid", "softmax")


def _shared(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that running and scoring share."""
    options = (
        click.option("--data", type=click.Path(path_type=Path), help="Folder of your copy of the data."),
        click.option("--split", help="Split to run; the boards' own split by default."),
        click.option("--limit", type=click.IntRange(1), metavar="N", help="Ask only the first N items."),
        click.option("--set", "settings", multiple=True, metavar="NAME=VALUE", help="A setting of the benchmark."),
        click.option("--seed", type=click.IntRange(0), metavar="N", help="Short for --set seed=N."),
        click.option("--bootstrap", type=click.IntRange(0), metavar="N", help="Short for --set bootstrap=N."),
        click.option("--thresholds", type=click.Path(), metavar="FILE", help="Short for --set thresholds=FILE."),
        click.option("--allow-partial", is_flag=True, help="Go on where files are missing; off the boards."),
        click.option("--model-name", default="", metavar="NAME", help="Name of the model in tables."),
        click.option(
            "--about", type=click.Path(path_type=Path), help="TOML file of what reviewers ask; see podium runs about."
        ),
        click.option("--device", default="auto", show_default=True, help="auto, cpu, cuda or cuda:N."),
    )
    for option in reversed(options):
        command = option(command)
    return output.json_option(command)


@click.command(epilog=example("podium evaluate chexpert --model hf:./my-vit --data CheXpert-v1.0-small --split valid"))
@click.argument("benchmark")
@click.option("--model", "spec", required=True, metavar="SPEC", help="hf:PATH_OR_ID, file:TABLE or baseline:NAME.")
@_shared
@click.option("--dtype", type=click.Choice(DTYPES), default="auto", show_default=True, help="Of the weights.")
@click.option("--activation", type=click.Choice(ACTIVATIONS), default="auto", show_default=True, help="Of the logits.")
@click.option("--batch-size", type=click.IntRange(1), metavar="N", help="Most items per batch.")
@click.option("--fresh", is_flag=True, help="Begin anew although a run of this very command is unfinished.")
@pass_app
def evaluate(app: App, /, benchmark: str, as_json: bool, **options: Any) -> None:
    """Run a model on a benchmark and score its answers.

    Without --data the benchmark's synthetic sample is used, which shows how a report looks and says
    nothing about a model. Answers are kept as they come: after an interruption the same command goes
    on where it stopped.
    """
    _run(app, benchmark, as_json, options)


@click.command(
    epilog=example(
        "podium score chexpert --predictions mine.csv --data CheXpert-v1.0 --split valid",
        "podium score chexpert --data D --predictions U-Ones=ones.csv --predictions U-Zeros=zeros.csv -o table.tex",
    )
)
@click.argument("benchmark")
@click.option(
    "--predictions",
    required=True,
    multiple=True,
    metavar="[NAME=]PATH",
    help="CSV, Parquet or JSON lines; one row per item. Given again, a table sets the files side by side.",
)
@click.option("--all", "every", is_flag=True, help="Show every finding in the table, not only the main ones.")
@click.option("-o", "--output", "target", type=click.Path(path_type=Path), help="Write the table: .tex, .md or .csv.")
@_shared
@pass_app
def score(
    app: App,
    /,
    benchmark: str,
    predictions: tuple[str, ...],
    every: bool,
    target: Path | None,
    as_json: bool,
    **options: Any,
) -> None:
    """Score files of predictions.

    A file has a key column (for CheXpert `Study` or `Path`, for MIMIC-CXR `study_id` or `dicom_id`)
    and one column per label, in any order. Each file is a run of its own; where several are given,
    all are checked before the first is scored.
    """
    from podium.cli.run_table import check_target, make_grid, save, show_grid

    check_target(target)
    fixed = {"dtype": "auto", "activation": "auto", "batch_size": None, "fresh": False}
    files = named_files(predictions, options["model_name"])
    plans = [
        _plan(app, benchmark, options | fixed | {"spec": f"file:{path}", "model_name": name}) for name, path in files
    ]
    runs = _run_all(app, plans)
    if target is not None:
        save(app, make_grid(app, runs, every=every), target)
    if len(runs) > 1:
        show_grid(app, make_grid(app, runs, every=every), as_json)
    else:
        _show(app, runs[0], as_json)


def named_files(texts: Sequence[str], model_name: str) -> list[tuple[str, str]]:
    """Return a name, empty for the file's own, and a path for each value of ``--predictions``.

    What stands before an ``=`` is a name if a file of the rest is there; a path may hold that sign too.

    Raises:
        UsageError: If two files have one name, or ``--model-name`` names several.
    """
    files = [_named_file(text) for text in texts]
    if model_name:
        if len(files) > 1 or files[0][0]:
            raise click.UsageError("--model-name is for one file without a name; write --predictions NAME=PATH")
        return [(model_name, files[0][1])]
    names = [name or Path(path).stem for name, path in files]
    twice = [name for number, name in enumerate(names) if name in names[:number]]
    if twice:
        raise click.UsageError(f"two files are called {twice[0]!r}; name them by --predictions NAME=PATH")
    return files


def _named_file(text: str) -> tuple[str, str]:
    parts = text.split("=")
    splits = [("=".join(parts[:place]), "=".join(parts[place:])) for place in range(len(parts))]
    for name, path in splits:
        if path and Path(path).is_file():
            return name.strip(), path
    # Nothing is there: a name holds no separator, so what does is the beginning of a path.
    name, path = splits[1] if len(splits) > 1 else ("", text)
    return (name.strip(), path) if path and Path(name).name == name else ("", text)


def _run(app: App, name: str, as_json: bool, options: dict[str, Any]) -> None:
    (run,) = _run_all(app, [_plan(app, name, options)])
    _show(app, run, as_json)


def _run_all(app: App, plans: Sequence[Any]) -> list[Any]:
    """Run plans of one benchmark; all are ready before the first is run."""
    from podium.registry import evaluation

    benchmark = plans[0].benchmark
    if plans[0].root is None and benchmark.has_sample:
        app.warn(f"no --data given: this is the synthetic sample of {benchmark.card.name}, not the real data")
    runs = []
    with progress.shown(app, "loading data") as bar:

        def show(step: Any) -> None:
            bar(step.stage, step.done, step.total)

        connection = app.write()
        ready = [evaluation.prepare(plan, show) for plan in plans]
        for prepared in ready:
            runs.append(evaluation.run_prepared(connection, prepared, _resuming(app, show)))
    return runs


def _show(app: App, run: Any, as_json: bool) -> None:
    from podium.registry import leaderboard

    if as_json:
        output.print_json(report.run_json(run))
        return
    screen = output.Screen()
    report.show_run(screen, run, leaderboard.benchmark(app.read(), run.benchmark).card)
    screen.blank()
    screen.faint(f"Again: podium runs show {run.id}")
    screen.print()


def _resuming(app: App, show: Callable[[Any], None]) -> Callable[[Any], None]:
    """Say once, when the answering begins, with which run it goes on, or why with none."""
    told = False

    def observe(step: Any) -> None:
        nonlocal told
        if step.stage == "answering" and not told and not app.quiet:
            if step.kept:
                output.complain("note", f"going on with run {step.run}: {step.kept} of {step.total} answers are kept")
            elif step.previous:
                changed = "; ".join(step.changed)
                output.complain("note", f"run {step.previous} is unfinished and cannot go on: {changed}")
            told = True
        show(step)

    return observe


def _plan(app: App, name: str, options: dict[str, Any]) -> Any:
    from podium.registry import leaderboard
    from podium.registry.adapters import AdapterOptions, open_adapter
    from podium.registry.checklist import read_about
    from podium.registry.evaluation import Plan
    from podium.registry.startup import load_plugins

    slug = leaderboard.find_benchmark(app.read(), name)
    owned = load_plugins(app.place).benchmarks.get(slug)
    if owned is None:
        raise PodiumError(f"the plugin of {slug} is not installed or failed to load", "podium plugins tells why")
    about = read_about(options["about"]) if options["about"] is not None else {}
    # A file of predictions is read and scored on the CPU: a GPU saves less than torch's start costs.
    alone = options["spec"].startswith("file:") and options["device"] == "auto"
    device = "cpu" if alone else choose_device(options["device"])
    adapter_options = AdapterOptions(
        device=device,
        dtype=options["dtype"],
        activation=options["activation"],
        batch_size=options["batch_size"],
    )
    return Plan(
        benchmark=owned.benchmark,
        adapter=open_adapter(options["spec"], adapter_options),
        root=options["data"],
        split=options["split"],
        settings=_settings(options),
        limit=options["limit"],
        device=device,
        fresh=options["fresh"],
        model_name=options["model_name"],
        about=about,
    )


def _settings(options: dict[str, Any]) -> dict[str, str]:
    settings = {}
    for text in options["settings"]:
        name, sign, value = text.partition("=")
        if not sign:
            raise click.UsageError(f"--set {text!r} is not of the form NAME=VALUE")
        settings[name.strip().replace("-", "_")] = value.strip()
    settings |= {name: str(options[name]) for name in ("seed", "bootstrap") if options[name] is not None}
    if options["thresholds"] is not None:
        from podium.registry.thresholds import read_thresholds

        # The whole path, so that the run can be scored again from another folder; read before a model is asked.
        path = Path(options["thresholds"]).absolute()
        read_thresholds(path)
        settings["thresholds"] = str(path)
    return settings | ({"allow_partial": "yes"} if options["allow_partial"] else {})


def choose_device(text: str) -> str:
    """Return the torch device that ``--device`` means; ``auto`` is the first GPU or the CPU.

    torch is imported unless it is the CPU.

    Raises:
        MissingExtra: If torch is not installed.
        PodiumError: If there is no such device.
    """
    if text == "cpu":
        return text
    try:
        import torch
    except ImportError as error:
        raise MissingExtra("eval", "evaluation", "torch") from error
    if text == "auto":
        return "cuda" if torch.cuda.is_available() else "cpu"
    kind, _, index = text.partition(":")
    if kind not in ("cpu", "cuda") or (index and not (kind == "cuda" and index.isdigit())):
        raise click.BadParameter(f"{text!r} is not auto, cpu, cuda or cuda:N", param_hint="--device")
    if kind == "cuda" and int(index or 0) >= torch.cuda.device_count():
        raise PodiumError(f"there is no device {text}: torch sees {torch.cuda.device_count()} GPUs", "--device cpu")
    return text
