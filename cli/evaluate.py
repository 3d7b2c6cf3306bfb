"""``podium evaluate`` and ``podium score``: run a model, or score what it said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from podium.cli import completing, dashboard, data_source, evaluate_options, judge_options, output, report
from podium.cli.app import App, example, pass_app
from podium.cli.evaluate_options import Grouped
from podium.cli.owned import owned
from podium.cli.root import EXIT_INTERRUPTED
from podium.registry import formats
from podium.registry.errors import EXIT_PARTIAL, PodiumError

if TYPE_CHECKING:
    from podium.registry.adapters import Adapter
    from podium.registry.evaluation import Plan
    from podium.registry.journal import Run
    from podium.registry.outcomes import PluginSet

#: What ``podium score`` leaves as it is of the options of ``podium evaluate``.
_FIXED: Mapping[str, Any] = {"subset": (), "retry_failed": False, "fresh": False, "engine": "local", "workers": None}


@click.command(
    cls=Grouped,
    epilog=example(
        "podium evaluate chexpert --model hf:./my-vit --data CheXpert-v1.0-small",
        "podium evaluate chexpert --model hf:./medgemma --data D --dry-run \\\n    --set protocol=f1x5-image",
        "podium evaluate chexpert --data D --concurrency 32 \\\n    --model openai:http://127.0.0.1:8000/v1#medgemma",
        "podium evaluate chexpert --model hf:./my-vit --data D --device cuda:all",
    ),
)
@click.argument("benchmark", shell_complete=completing.benchmarks)
@evaluate_options.for_evaluate
@judge_options.for_judge()
@output.json_option
@pass_app
def evaluate(app: App, /, benchmark: str, as_json: bool, dry_run: bool, **options: Any) -> None:
    """Run a model on a benchmark and score its answers.

    Without --data the benchmark's synthetic sample is used, which shows how a report looks and says
    nothing about a model. Answers are kept batch by batch: after an interruption the same command
    goes on where it stopped, and --fresh starts anew.
    """
    names = evaluate_options.given(click.get_current_context())
    evaluate_options.check_fit(options["spec"], names)
    plan = _plan(app, benchmark, options, names)
    if dry_run:
        _dry_run(app, plan, as_json)
        return
    (run,) = _run_all(app, [plan])
    _show(app, run, as_json)
    _end([run])


@click.command(
    cls=Grouped,
    epilog=example(
        "podium score chexpert --predictions mine.csv --data CheXpert-v1.0",
        "podium score chexpert --data D -o table.tex \\\n    --predictions Ones=ones.csv --predictions Zeros=mine.csv",
    ),
)
@click.argument("benchmark", shell_complete=completing.benchmarks)
@evaluate_options.for_score
@judge_options.for_judge()
@output.json_option
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
    files = named_files(predictions, options["model_name"])
    names = evaluate_options.given(click.get_current_context())
    plans = [
        _plan(app, benchmark, {**_FIXED, **options, "spec": f"file:{path}", "model_name": name}, names)
        for name, path in files
    ]
    runs = _run_all(app, plans)
    if target is not None:
        save(app, make_grid(app, runs, every=every), target)
    if len(runs) > 1:
        show_grid(app, make_grid(app, runs, every=every), as_json)
    else:
        _show(app, runs[0], as_json)
    _end(runs, failures=False)


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
        if path and Path(path).exists():
            return name.strip(), path
    # Nothing is there: a name holds no separator, so what does is the beginning of a path.
    name, path = splits[1] if len(splits) > 1 else ("", text)
    return (name.strip(), path) if path and Path(name).name == name else ("", text)


def _run_all(app: App, plans: Sequence[Plan]) -> list[Run]:
    """Run plans of one benchmark; all are ready before the first is run."""
    from podium.registry import evaluation

    _say_sample(app, plans[0])
    with dashboard.watching(app) as watch:
        connection = app.write()
        ready = []
        for plan in plans:
            watch.about(_label(plan), "loading data")
            ready.append(evaluation.prepare(plan, watch))
        runs = []
        for prepared in ready:
            watch.about(_label(prepared.plan), "answering")
            try:
                runs.append(evaluation.run_prepared(connection, prepared, watch))
            except evaluation.Interrupted as error:
                watch.close()
                output.complain("interrupted", error.message.removeprefix("interrupted: "), error.hint)
                click.get_current_context().exit(EXIT_INTERRUPTED)
    return runs


def _dry_run(app: App, plan: Plan, as_json: bool) -> None:
    from podium.cli import dry_run
    from podium.registry import evaluation

    _say_sample(app, plan)
    with dashboard.watching(app) as watch:
        watch.about(_label(plan), "loading data")
        prepared = evaluation.prepare(plan, watch)
        dry = evaluation.dry_run(prepared, app.read())
    dry_run.show(prepared, dry, as_json)


def _say_sample(app: App, plan: Plan) -> None:
    if plan.root is None and plan.benchmark.has_sample:
        app.warn(f"no --data given: this is the synthetic sample of {plan.benchmark.card.name}, not the real data")


def _label(plan: Plan) -> str:
    parts = (plan.benchmark.card.name, plan.split or "", plan.model_name or plan.adapter.name)
    return " · ".join(filter(None, parts))


def _show(app: App, run: Run, as_json: bool) -> None:
    from podium.registry import leaderboard

    if as_json:
        output.print_json(report.run_json(run))
        return
    screen = output.Screen()
    report.show_run(screen, run, leaderboard.benchmark(app.read(), run.benchmark).card)
    screen.blank()
    screen.faint(f"Again: podium runs show {run.id}")
    screen.print()


def _end(runs: Sequence[Run], failures: bool = True) -> None:
    """Say what failed, answers or verdicts on them, and end with the code for it.

    Args:
        runs: The runs.
        failures: Whether answers that failed are told: there is no asking a file of predictions again.
    """
    partial = False
    for run in runs:
        if run.failed and failures:
            what = f"{run.failed:,} of {formats.count(run.items, 'item')} failed and count as wrong"
            output.complain("warning", what, "the same command with --retry-failed asks them again")
            partial = True
        if missing := judge_options.unjudged(run):
            again = f"podium runs judge {run.id} --judge {run.provenance['judge']['spec']} --retry-failed asks it again"
            output.complain("warning", missing.partition(";")[0], again)
            partial = True
    if partial:
        click.get_current_context().exit(EXIT_PARTIAL)


def _plan(app: App, name: str, options: Mapping[str, Any], names: frozenset[str] = frozenset()) -> Plan:
    from podium.registry import leaderboard
    from podium.registry.checklist import read_about
    from podium.registry.evaluation import Plan
    from podium.registry.loading import check_evaluates
    from podium.registry.startup import load_plugins

    slug = leaderboard.find_benchmark(app.read(), name)
    plugins = load_plugins(app.place)
    benchmark = owned(app, slug, plugins).benchmark
    # Before the model, which may be looked for on the hub.
    check_evaluates(benchmark)
    settings = [one.name for one in benchmark.settings]
    if options["allow_partial"] and "allow_partial" not in settings:
        raise PodiumError(
            f"--allow-partial: {benchmark.card.name} has no such choice",
            "a copy with fewer items runs as it is and stays off the boards",
        )
    about = read_about(options["about"]) if options["about"] is not None else {}
    # What was typed is looked at before any file.
    judge = judge_options.open_judge(options, names, benchmark, plugins, options["device"])
    adapter, device = _adapter(app, options, names, plugins)
    return Plan(
        benchmark=benchmark,
        adapter=adapter,
        root=data_source.folder(app, benchmark, options["data"]),
        split=options["split"],
        settings=evaluate_options.benchmark_settings(options, settings),
        limit=options["limit"],
        subset=options["subset"],
        device=device,
        fresh=options["fresh"],
        retry_failed=options["retry_failed"],
        model_name=options["model_name"],
        about=about,
        judge=judge,
    )


def _adapter(app: App, options: Mapping[str, Any], names: frozenset[str], plugins: PluginSet) -> tuple[Adapter, str]:
    """Return the model, not loaded yet, and the device it is scored on."""
    from podium.registry.adapters import open_adapter

    spec, text, engine, workers = (options[name] for name in ("spec", "device", "engine", "workers"))
    if engine == "local" and options.get("ray_address"):
        raise click.UsageError("--ray-address is for --engine ray")
    devices: Sequence[str] = ()
    if engine == "ray" or (workers or 1) > 1 or "," in text or text == "cuda:all":
        from podium.registry.engines import devices_of, on_workers

        usual = evaluate_options.choose_device("auto")
        devices = devices_of(usual if text == "auto" else text, workers, engine)
        device = devices[0] if engine == "local" else usual
    else:
        # What needs no model here is scored on the CPU: a GPU saves less than torch's start costs.
        alone = spec.startswith(("file:", "openai:")) and text == "auto"
        device = "cpu" if alone else evaluate_options.choose_device(text)
    choices = evaluate_options.adapter_options(app.read(), options, device)
    adapter = open_adapter(spec, choices, plugins.adapters, plugins.absent)
    evaluate_options.check_use(adapter, names)
    if engine == "ray" or len(devices) > 1:
        address = options.get("ray_address", "")
        adapter = on_workers(spec, choices, devices, engine=engine, address=address, more=plugins.adapters)
    return adapter, device
