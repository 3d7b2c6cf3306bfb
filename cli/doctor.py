"""``podium doctor``: what is installed, what works, and what to do about the rest."""

from __future__ import annotations

import os
import platform
import shlex
import shutil
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

import click

from podium.cli import output
from podium.cli.app import App, example
from podium.cli.db import UNSOUND
from podium.cli.output import Screen
from podium.registry import database, formats, soundness
from podium.registry.errors import EXIT_FAILURE, MissingExtra, PodiumError
from podium.registry.version import __version__

#: Modules that an extra brings, to see whether it is installed.
EXTRAS = {
    "eval": ("torch", "transformers", "PIL", "pyarrow", "numpy", "safetensors", "huggingface_hub"),
    "api": ("httpx2",),
}

#: Environment variables Podium reads, with what they do.
VARIABLES = {
    "PODIUM_HOME": "folder of the registry file and of your single-file plugins, in place of your data folder",
    "PODIUM_DB": "the registry file; --db wins over it",
    "PODIUM_LOAD_PLUGINS": "third-party plugins to load: unset for all, empty for none, or a comma-separated list",
    "PODIUM_STRICT_PLUGINS": "if set, a plugin that failed to load ends every command that uses the plugins or what"
    " they brought into the registry; podium plugins and podium doctor list it and end with 1",
    "PODIUM_TRACE_PLUGINS": "if set, every call of a plugin's code while plugins are loaded is a line on stderr;"
    " podium plugins loads them",
    "PODIUM_API_KEY": "key for openai: models; without it OPENAI_API_KEY is sent",
    "PODIUM_JUDGE_API_KEY": "key for --judge; without it that of the models is sent",
    "PODIUM_DISCORD_TOKEN": "token of the Discord bot; --token-file wins over it",
    "PODIUM_DISCORD_MAINTAINERS_GUILD": "ids, parted by blanks, of the Discord servers whose maintainers decide on"
    " reports; --maintainers-guild wins",
    "PODIUM_ENCODER": "sentence encoder of the FAQ engine: a folder, or a name the hub's cache has; --encoder wins",
    "NO_COLOR": "if set, no colours",
}

_LEAST_FREE = 100e6
_MARKS = {"ok": "✓", "info": "·", "warning": "!", "failed": "✗"}
_STYLES = {"ok": "", "info": "dim", "warning": "yellow", "failed": "red"}


@dataclass(frozen=True)
class Finding:
    """What a check found.

    Args:
        check: What was looked at.
        status: ``"failed"`` keeps commands from working; a ``"warning"`` may.
        detail: What was found.
        advice: What to do about it, or empty.
    """

    check: str
    status: Literal["ok", "info", "warning", "failed"]
    detail: str
    advice: str = ""


@click.command(epilog=example("podium doctor", "podium doctor --full"))
@click.option("--full", is_flag=True, help="Also start torch, and say which devices it sees.")
@output.json_option
@click.pass_context
def doctor(ctx: click.Context, full: bool, as_json: bool) -> None:
    """Check the installation and say what to mend.

    The exit code is 1 where something keeps commands from working.
    """
    app = ctx.ensure_object(App)
    findings = [*_installation(), *_registry(app), *_plugins(app), *_images(), *_extras(), *_variables()]
    if full:
        findings.append(_torch())
    if as_json:
        output.print_json([dict(vars(finding)) for finding in findings])
    else:
        show(findings)
    if any(finding.status == "failed" for finding in findings):
        ctx.exit(EXIT_FAILURE)


def show(findings: list[Finding]) -> None:
    """Print findings, one a line, with what to do below it."""
    screen = Screen()
    width = max(len(finding.check) for finding in findings)
    for finding in findings:
        text = f"{finding.check.ljust(width)}  {finding.detail}"
        screen.item(text, _STYLES[finding.status], bullet=_MARKS[finding.status])
        if finding.advice:
            screen.indented(f"{' ' * width}  → {finding.advice}")
    screen.print()


def _installation() -> Iterator[Finding]:
    yield Finding("podium", "ok", f"{__version__} in {Path(__file__).resolve().parent.parent}")
    yield Finding("python", "ok", f"{platform.python_version()} ({sys.executable})")


def _registry(app: App) -> Iterator[Finding]:
    path = app.place.db
    folder = _nearest_folder(path)
    if path.exists():
        yield _file_state(path)
        if not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
            advice = "reading works; to import or evaluate make it and its folder writable, or use --db"
            yield Finding("writing", "warning", f"{path} is read-only", advice)
    elif os.access(folder, os.W_OK):
        yield Finding("registry", "info", f"{path} does not exist yet", "the first command that reads it creates it")
    else:
        advice = "make it writable, or use another with --db or PODIUM_HOME"
        yield Finding("registry", "failed", f"{path} cannot be made: {folder} is not writable", advice)
    free = shutil.disk_usage(folder).free
    detail = f"{free / 1e9:.1f} GB free"
    yield (
        Finding("disk", "ok", detail) if free >= _LEAST_FREE else Finding("disk", "warning", detail, "free some space")
    )


def _nearest_folder(path: Path) -> Path:
    """Return the nearest folder above ``path`` that exists."""
    return next(folder for folder in path.absolute().parents if folder.is_dir())


def _file_state(path: Path) -> Finding:
    try:
        with closing(database.connect(path)) as connection, database.readable_errors(path):
            pending = database.pending_steps(connection, path)
    except PodiumError as error:
        return Finding("registry", "failed", error.message, error.hint)
    if pending:
        return Finding("registry", "warning", f"{path}: {', '.join(pending)} pending", "podium db migrate")
    wrong = [f"{check.name}: {check.detail}" for check in soundness.check_file(path) if not check.ok]
    if wrong:
        return Finding("registry", "failed", f"{path}: {'; '.join(wrong)}", UNSOUND)
    with closing(database.connect(path)) as connection:
        results = connection.execute("SELECT count(*) FROM results").fetchone()[0]
    return Finding("registry", "ok", f"{path}, {formats.count(results, 'result')}")


def _plugins(app: App) -> Iterator[Finding]:
    from podium.registry.discovery import discover
    from podium.registry.startup import strict

    place = app.place
    found = discover([place.user_folder], os.environ.get("PODIUM_LOAD_PLUGINS"), place.plugins_dirs)
    loaded = sum(outcome.status == "loaded" for outcome in found.outcomes)
    benchmarks = formats.count(len(found.benchmarks), "benchmark")
    yield Finding("plugins", "ok", f"{formats.count(loaded, 'plugin')} loaded, {benchmarks}")
    for outcome in found.failures:
        detail = f"{outcome.name} failed at {outcome.stage}: {outcome.reason}"
        source = outcome.distribution
        package = f"podium plugins install {source} --upgrade, or podium plugins uninstall {source}"
        advice = package if source else f"mend or remove {outcome.target}"
        yield Finding("plugins", "failed" if strict() else "warning", detail, advice)


def _images() -> Iterator[Finding]:
    from podium.registry import kept_images

    try:
        number, size = kept_images.kept()
    except OSError as error:
        yield Finding("images", "warning", f"{error.filename}: {error.strerror}", "make the folder yours to read")
        return
    if number:
        folder = kept_images.folder()
        detail = f"{formats.count(number, 'image')} out of tables in {folder}, {size / 1e6:,.1f} MB"
        advice = f"rm -r {shlex.quote(str(folder))} frees it; a run that needs them writes them again"
        yield Finding("images", "info", detail, advice)


def _extras() -> Iterator[Finding]:
    for extra, modules in EXTRAS.items():
        missing = [module for module in modules if find_spec(module) is None]
        if missing:
            detail = f"{extra} is not installed: no {formats.listed(missing, 'or')}"
            yield Finding("extras", "info", detail, MissingExtra(extra, "", "").hint)
        else:
            yield Finding("extras", "ok", f"{extra} is installed")


def _variables() -> Iterator[Finding]:
    for name in VARIABLES:
        if name in os.environ:
            value = "(a key)" if name.endswith(("_KEY", "_TOKEN")) else os.environ[name]
            yield Finding("setting", "info", f"{name}={value}")
    for name in sorted(os.environ):
        if name.startswith("PODIUM_") and name not in VARIABLES:
            yield Finding("setting", "warning", f"{name} means nothing to Podium", f"known are {', '.join(VARIABLES)}")


def _torch() -> Finding:
    try:
        import torch
    except Exception as error:  # a torch that is there and broken raises anything
        return Finding("torch", "warning", f"{type(error).__name__}: {error}", MissingExtra("eval", "", "torch").hint)
    if not torch.cuda.is_available():
        return Finding("torch", "ok", f"{torch.__version__}, CPU with {torch.get_num_threads()} threads")
    names = [torch.cuda.get_device_name(index) for index in range(torch.cuda.device_count())]
    return Finding("torch", "ok", f"{torch.__version__}, {', '.join(names)}")
