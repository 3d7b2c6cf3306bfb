"""The options of ``podium evaluate`` and ``podium score``: their headings, and what they come to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.core import ParameterSource

from podium.cli import data_source
from podium.registry.errors import MissingExtra, NotFound, PodiumError

if TYPE_CHECKING:
    import sqlite3

    from podium.registry.adapters import Adapter, AdapterOptions
    from podium.registry.adapters.base import EndpointOptions

DTYPES = ("auto", "float32", "bfloat16", "float16")
ACTIVATIONS = ("auto", "sigmoid", "softmax")

FILES, MODEL, ASKING, ENDPOINT = "Predictions", "Model", "Asking", "Server (openai:)"
ITEMS, WHERE, SCORING, OUTPUT = "What runs", "Where", "Scoring and record", "Output"

_Command = TypeVar("_Command", bound=Callable[..., Any])


class Option(click.Option):
    """An option that stands under a heading of the help.

    Args:
        heading: The heading.
        **attributes: As of :class:`click.Option`.
    """

    def __init__(self, *declarations: Any, heading: str = OUTPUT, **attributes: Any) -> None:
        super().__init__(*declarations, **attributes)
        self.heading = heading

    def get_help_extra(self, ctx: click.Context) -> Any:
        """Return what stands in brackets after the help, without the range: a number out of it is told."""
        extra = super().get_help_extra(ctx)
        extra.pop("range", None)
        return extra


class Grouped(click.Command):
    """A command whose help lists its options under headings, in the order of their declaration."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, those without a heading of their own last."""
        shown = [(one, one.get_help_record(ctx)) for one in self.get_params(ctx) if isinstance(one, click.Option)]
        records = [(getattr(one, "heading", OUTPUT), record) for one, record in shown if record is not None]
        order = list(dict.fromkeys(heading for heading, _ in records if heading != OUTPUT)) + [OUTPUT]
        records.sort(key=lambda pair: order.index(pair[0]))
        for heading, pairs in groupby(records, key=lambda pair: pair[0]):
            with formatter.section(heading):
                formatter.write_dl([record for _, record in pairs])


def _option(heading: str, *declarations: str, **attributes: Any) -> Callable[[_Command], _Command]:
    return click.option(*declarations, cls=Option, heading=heading, **attributes)


def _number(heading: str, name: str, text: str, least: int = 1, **more: Any) -> Callable[[_Command], _Command]:
    return _option(heading, name, type=click.IntRange(least), metavar="N", help=text, **more)


def _amount(name: str, text: str, metavar: str, above: bool = False, **more: Any) -> Callable[[_Command], _Command]:
    kind = click.FloatRange(0, min_open=above)
    return _option(ENDPOINT, name, type=kind, metavar=metavar, help=text, **more)


def _choice(heading: str, name: str, choices: Sequence[str], text: str, **more: Any) -> Callable[[_Command], _Command]:
    return _option(heading, name, type=click.Choice(choices), help=text, **more)


def _flag(heading: str, name: str, text: str, *parameter: str) -> Callable[[_Command], _Command]:
    return _option(heading, name, *parameter, is_flag=True, help=text)


_SHOWN = {"default": "auto", "show_default": True}

_MODEL = (
    _option(
        MODEL, "--model", "spec", required=True, metavar="SPEC",
        help="hf:PATH_OR_ID, openai:BASE_URL#MODEL, file:PATH or baseline:NAME.",
    ),
    _option(MODEL, "--model-name", default="", metavar="NAME", help="Name of the model in tables."),
    _option(MODEL, "--revision", default="", metavar="REV", help="Branch, tag or commit on the hub."),
    _choice(MODEL, "--dtype", DTYPES, "Precision of the weights.", **_SHOWN),
    _option(MODEL, "--device-map", default="", metavar="MAP", help="One model over devices, such as auto."),
    _option(MODEL, "--attention", default="", metavar="NAME", help="Implementation, such as sdpa."),
    _choice(MODEL, "--quantization", ("8bit", "4bit"), "Weights of fewer bits.", default=None),
    _flag(MODEL, "--compile", "Compile the forward pass; for long runs."),
    _flag(MODEL, "--trust-remote-code", "Let code that comes with the model run."),
    _flag(MODEL, "--allow-pickle", "Read pickled weights, which can run code."),
    _choice(MODEL, "--activation", ACTIVATIONS, "Of a classifier's logits.", **_SHOWN),
)  # fmt: skip

_ASKING = (
    _choice(
        ASKING, "--chat", ("auto", "on", "off"),
        "auto: replies, and models that see, through the template; likelihoods of text models as plain text.",
        **_SHOWN,
    ),
    _number(ASKING, "--max-new-tokens", "Most tokens of a reply, whatever the benchmark says."),
    _option(
        ASKING, "--temperature", type=click.FloatRange(0), default=0.0, show_default=True, metavar="T",
        help="0 is greedy; above it, --seed decides.",
    ),
    _number(ASKING, "--batch-size", "Most items of a batch."),
    _number(ASKING, "--batch-tokens", "Most tokens of a batch, padding included."),
)  # fmt: skip

_ENDPOINT = (
    _choice(ENDPOINT, "--api", ("auto", "chat", "completions"), "Of the server's interfaces.", **_SHOWN),
    _number(ENDPOINT, "--concurrency", "Most requests at a time.", default=8, show_default=True),
    _amount("--timeout", "For one reply.", "SECONDS", above=True, default=120, show_default=True),
    _amount("--patience", "For a server that is gone or busy.", "SECONDS", default=900, show_default=True),
    _number(ENDPOINT, "--max-tokens", "Most tokens, prompts and replies together."),
    _amount("--max-cost", "Most to spend, in the unit of the prices.", "AMOUNT", above=True),
    _amount("--input-price", "Of a million prompt tokens.", "AMOUNT"),
    _amount("--output-price", "Of a million reply tokens.", "AMOUNT"),
)

_ITEMS = (
    _option(ITEMS, "--data", type=data_source.DataSource(), help=data_source.HELP),
    _option(ITEMS, "--split", help="Split to run; the boards' own split by default."),
    _number(ITEMS, "--limit", "Ask only the first N items."),
    _option(ITEMS, "--set", "settings", multiple=True, metavar="NAME=VALUE", help="A setting of the benchmark."),
    _flag(ITEMS, "--allow-partial", "Go on where files are missing; off the boards."),
)

_PARTS = (
    _option(
        ITEMS, "--subset", multiple=True, metavar="PATTERN",
        help="Items of this id or NAME=PATTERN; may be given again.",
    ),
    _flag(ITEMS, "--retry-failed", "Ask again what failed in this command's last run."),
    _flag(ITEMS, "--fresh", "Start anew instead of going on."),
    _flag(ITEMS, "--dry-run", "Show what would run; ask and store nothing."),
)  # fmt: skip

_PLACE = (
    _choice(WHERE, "--engine", ("local", "ray"), "This machine, or a Ray cluster.", default="local", show_default=True),
    _option(WHERE, "--ray-address", default="", metavar="ADDRESS", help="A running cluster's; else one starts here."),
    _number(WHERE, "--workers", "Processes, each with its own copy of the model."),
)

_SCORING = (
    _number(SCORING, "--seed", "Short for --set seed=N.", least=0),
    _number(SCORING, "--bootstrap", "Short for --set bootstrap=N.", least=0),
    _option(SCORING, "--thresholds", type=click.Path(), metavar="FILE", help="Short for --set thresholds=FILE."),
    _option(
        SCORING, "--about", type=click.Path(path_type=Path),
        help="TOML of what reviewers ask; see podium runs about.",
    ),
)  # fmt: skip


def _device(text: str) -> Callable[[_Command], _Command]:
    return _option(WHERE, "--device", default="auto", show_default=True, metavar="DEVICE", help=text)


def _add(command: _Command, options: Sequence[Callable[[Any], Any]]) -> _Command:
    for option in reversed(options):
        command = option(command)
    return command


def for_evaluate(command: _Command) -> _Command:
    """Add all options of ``podium evaluate`` but ``--json``."""
    device = _device("auto, cpu, cuda:N; several: cuda:0,cuda:1 or cuda:all.")
    return _add(command, (*_MODEL, *_ASKING, *_ENDPOINT, *_ITEMS, *_PARTS, device, *_PLACE, *_SCORING))


def for_score(command: _Command) -> _Command:
    """Add those of ``podium score`` but ``--json``: no model is loaded for files of predictions."""
    files = (
        _option(
            FILES, "--predictions", required=True, multiple=True, metavar="[NAME=]PATH",
            help="CSV, Parquet, JSON lines or another harness's log; may be given again.",
        ),
        _flag(FILES, "--all", "Show every finding in the table, not only the main ones.", "every"),
        _option(
            FILES, "-o", "--output", "target", type=click.Path(path_type=Path),
            help="Write the table: .tex, .md or .csv.",
        ),
    )  # fmt: skip
    name = _option(SCORING, "--model-name", default="", metavar="NAME", help="Name of the model in tables.")
    device = _device("Where it is scored: auto, cpu, cuda or cuda:N.")
    return _add(command, (*files, *_ITEMS, device, name, *_SCORING))


#: Options by the kinds of model they are for; the others are for all. Kinds that plugins bring may use any.
_KINDS: Mapping[str, Sequence[str]] = {
    "hf": (
        "revision", "dtype", "device_map", "attention", "quantization", "compile", "trust_remote_code", "allow_pickle",
        "activation", "chat", "max_new_tokens", "temperature", "batch_size", "batch_tokens", "engine", "ray_address",
        "workers",
    ),
    "openai": (
        "api", "concurrency", "timeout", "patience", "max_tokens", "max_cost", "input_price", "output_price",
        "max_new_tokens", "temperature",
    ),
    "file": ("batch_size",),
    "baseline": ("batch_size",),
}  # fmt: skip
_SPECIAL = frozenset(name for names in _KINDS.values() for name in names)

#: Of the options for ``hf:``, those that a sort of model has no use for, by the module of its adapter.
_UNUSED: Mapping[str, Sequence[str]] = {
    "classifier": ("chat", "max_new_tokens", "temperature", "batch_tokens"),
    "contrastive": ("activation", "chat", "max_new_tokens", "temperature", "batch_tokens"),
    "language": ("activation",),
    "vision_language": ("activation",),
}


def given(context: click.Context) -> frozenset[str]:
    """Return the names of the parameters the user has set."""
    chosen = (ParameterSource.COMMANDLINE, ParameterSource.ENVIRONMENT)
    return frozenset(name for name in context.params if context.get_parameter_source(name) in chosen)


def check_fit(spec: str, names: frozenset[str]) -> None:
    """Refuse options that a kind of model has no use for; ignoring them would deceive.

    Args:
        spec: The model spec.
        names: Parameters the user has set.

    Raises:
        UsageError: If one does not fit.
    """
    kind = spec.partition(":")[0]
    unfit = sorted(names & _SPECIAL - set(_KINDS[kind])) if kind in _KINDS else []
    if unfit:
        name = unfit[0]
        fits = " and ".join(f"{other}:" for other, fitting in _KINDS.items() if name in fitting)
        raise click.UsageError(f"{_typed(name)} is for models of {fits}, not for {kind}:")
    if "revision" in names and kind == "hf" and Path(spec.partition(":")[2]).is_dir():
        raise click.UsageError(f"--revision is for models of the hub; {spec} is a folder here")
    if names >= {"fresh", "retry_failed"}:
        raise click.UsageError("--fresh starts anew and --retry-failed goes on; give one of them")


def check_use(adapter: Adapter, names: frozenset[str]) -> None:
    """Refuse options that the model, once its sort is known, has no use for.

    Raises:
        UsageError: If there is one.
    """
    sort = type(adapter).__module__.rpartition(".")[2]
    for name in _UNUSED.get(sort, ()):
        if name in names:
            raise click.UsageError(f"{_typed(name)} has no meaning for {adapter.spec}, which is read as {_A[sort]}")


_A = {
    "classifier": "an image classifier",
    "contrastive": "a model that compares images with texts",
    "language": "a language model",
    "vision_language": "a model that writes about images",
}


def _typed(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def adapter_options(connection: sqlite3.Connection, options: Mapping[str, Any], device: str) -> AdapterOptions:
    """Return the options as adapters take them.

    Args:
        connection: Registry open for reading; the prices of known models are in it.
        options: Values by parameter name, as click gives them; what a command has no option for stays as it is.
        device: A torch device.

    Raises:
        UsageError: If ``--max-cost`` is given and a price is not known.
    """
    from podium.registry.adapters import AdapterOptions

    names = (
        "dtype", "activation", "batch_size", "batch_tokens", "revision", "attention", "device_map", "compile",
        "trust_remote_code", "allow_pickle", "chat", "max_new_tokens", "temperature",
    )  # fmt: skip
    return AdapterOptions(
        device=device,
        quantization=options.get("quantization") or "",
        seed=options["seed"] or 0,
        endpoint=_endpoint(connection, options),
        **{name: options[name] for name in names if name in options},
    )


def _endpoint(connection: sqlite3.Connection, options: Mapping[str, Any]) -> EndpointOptions:
    from podium.registry.adapters.base import EndpointOptions

    names = ("api", "concurrency", "timeout", "patience", "max_tokens", "max_cost", "input_price", "output_price")
    found = EndpointOptions(**{name: options[name] for name in names if name in options})
    if found.max_cost is None or None not in (found.input_price, found.output_price):
        return found
    return _priced(connection, found, options["model_name"])


def _priced(connection: sqlite3.Connection, found: EndpointOptions, name: str) -> EndpointOptions:
    """Fill in the prices that are not given from the catalogue."""
    from podium.registry import leaderboard, model_reads

    how = "give --input-price and --output-price, per million tokens, or a --model-name of the catalogue with prices"
    if not name:
        raise click.UsageError(f"--max-cost needs to know the prices; {how}")
    try:
        (model,) = model_reads.entries(connection, [leaderboard.find_model(connection, name)])
    except NotFound:
        raise click.UsageError(f"--max-cost: the catalogue has no model {name!r}; {how}") from None
    input_price = model.input_price if found.input_price is None else found.input_price
    output_price = model.output_price if found.output_price is None else found.output_price
    if input_price is None or output_price is None:
        raise click.UsageError(f"--max-cost: the catalogue has no prices of {model.name}; {how}")
    return replace(found, input_price=input_price, output_price=output_price)


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


def benchmark_settings(options: Mapping[str, Any], declared: Sequence[str]) -> dict[str, str]:
    """Return the benchmark's settings as typed, those with options of their own included.

    Args:
        options: Values by parameter name.
        declared: Names of the settings that the benchmark has.

    Raises:
        UsageError: If a ``--set`` has no value.
    """
    settings = {}
    for text in options["settings"]:
        name, sign, value = text.partition("=")
        if not sign:
            raise click.UsageError(f"--set {text!r} is not of the form NAME=VALUE")
        settings[name.strip().replace("-", "_")] = value.strip()
    settings |= {name: str(options[name]) for name in ("seed", "bootstrap") if options[name] is not None}
    # The seed is also that of a model that draws; a benchmark that draws nothing itself has no such setting.
    draws = options.get("temperature") or options["spec"] == "baseline:random"
    if draws and "seed" not in declared:
        settings.pop("seed", None)
    if options["thresholds"] is not None:
        from podium.registry.thresholds import read_thresholds

        # The whole path, so that the run can be scored again from another folder; read before a model is asked.
        path = Path(options["thresholds"]).absolute()
        read_thresholds(path)
        settings["thresholds"] = str(path)
    return settings | ({"allow_partial": "yes"} if options["allow_partial"] else {})
