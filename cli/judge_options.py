"""The options that name a judge and bound what it costs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import click

from podium.cli.evaluate_options import Option, choose_device

if TYPE_CHECKING:
    from podium.registry.adapters import Adapter
    from podium.registry.benchmark import Benchmark
    from podium.registry.discovery import PluginSet
    from podium.registry.journal import Run

JUDGE = "Judge"

#: What a judge's server is asked with, by the names of its options here.
_ENDPOINT = {
    "judge_concurrency": "concurrency",
    "judge_timeout": "timeout",
    "judge_patience": "patience",
    "judge_max_cost": "max_cost",
    "judge_input_price": "input_price",
    "judge_output_price": "output_price",
}

_Command = TypeVar("_Command", bound=Callable[..., Any])


def for_judge(required: bool = False) -> Callable[[_Command], _Command]:
    """Return what adds the options of a judge to a command.

    Args:
        required: Whether there has to be one.
    """
    amount = click.FloatRange(0)
    options = (
        _option(
            "--judge", metavar="SPEC", required=required, help="Who judges: openai:BASE_URL#MODEL or hf:PATH_OR_ID."
        ),
        _option(
            "--judge-concurrency", type=click.IntRange(1), metavar="N", default=8, show_default=True,
            help="Most requests at a time.",
        ),
        _option(
            "--judge-timeout", type=click.FloatRange(0, min_open=True), metavar="SECONDS", default=120,
            show_default=True, help="For one reply.",
        ),
        _option(
            "--judge-patience", type=click.FloatRange(0), metavar="SECONDS", default=900, show_default=True,
            help="For a server that is gone or busy.",
        ),
        _option(
            "--judge-max-cost", type=click.FloatRange(0, min_open=True), metavar="AMOUNT",
            help="Most to spend, in the unit of the prices.",
        ),
        _option("--judge-input-price", type=amount, metavar="AMOUNT", help="Of a million prompt tokens."),
        _option("--judge-output-price", type=amount, metavar="AMOUNT", help="Of a million reply tokens."),
    )  # fmt: skip

    def add(command: _Command) -> _Command:
        for option in reversed(options):
            command = option(command)
        return command

    return add


def _option(*declarations: str, **attributes: Any) -> Callable[[_Command], _Command]:
    return click.option(*declarations, cls=Option, heading=JUDGE, **attributes)


def open_judge(
    options: Mapping[str, Any], names: frozenset[str], benchmark: Benchmark, plugins: PluginSet, device: str
) -> Adapter | None:
    """Return the judge, not loaded yet, or None where the user wants none.

    Args:
        options: Values by parameter name.
        names: Parameters the user has set.
        benchmark: What is judged.
        plugins: All plugins.
        device: ``--device``, as typed; only one of them is for a judge.

    Raises:
        UsageError: If options do not fit.
        PodiumError: If the benchmark has nothing to judge, or the spec is of no model.
    """
    spec = options["judge"]
    if not spec:
        if unfit := sorted(names & _ENDPOINT.keys()):
            raise click.UsageError(f"--{unfit[0].replace('_', '-')} is for a judge; name one with --judge")
        return None
    from podium.registry import judging
    from podium.registry.adapters import AdapterOptions, open_adapter
    from podium.registry.adapters.base import EndpointOptions
    from podium.registry.adapters.endpoint_address import JUDGE_KEYS

    others = [slug for slug, owned in plugins.benchmarks.items() if owned.benchmark.brings("judge_request")]
    judging.check(benchmark, spec, others)
    if options["judge_max_cost"] and None in (options["judge_input_price"], options["judge_output_price"]):
        raise click.UsageError(
            "--judge-max-cost needs --judge-input-price and --judge-output-price, per million tokens"
        )
    if spec.startswith("hf:"):
        place = choose_device("auto" if "," in device or device == "cuda:all" else device)
        if unfit := sorted(names & _ENDPOINT.keys()):
            raise click.UsageError(f"--{unfit[0].replace('_', '-')} is for judges of openai:, not for hf:")
    else:
        place = "cpu"
    endpoint = EndpointOptions(
        key_names=JUDGE_KEYS, prefix="--judge-", **{name: options[option] for option, name in _ENDPOINT.items()}
    )
    choices = AdapterOptions(device=place, seed=judging.SEED, endpoint=endpoint)
    return open_adapter(spec, choices, plugins.adapters, plugins.absent)


def unjudged(run: Run) -> str:
    """Return what is to be said of answers without a verdict, or nothing."""
    return str((run.provenance.get("judge") or {}).get("shortfall", ""))
