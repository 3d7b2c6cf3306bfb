"""The command group: options before the command, commands imported when they are called, errors in one line."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

import click

from podium.cli.app import CONTEXT_SETTINGS, App, example
from podium.registry.errors import EXIT_FAILURE, EXIT_USAGE, PodiumError
from podium.registry.version import __version__

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

EXIT_INTERRUPTED = 130

#: Set by the shell that asks for completions, to what it wants.
COMPLETE_VARIABLE = "_PODIUM_COMPLETE"


class Entry(NamedTuple):
    """Where a command lives, and its first sentence, so that ``--help`` need not import it."""

    target: str
    help: str


SECTIONS: dict[str, dict[str, Entry]] = {
    "Ask and look": {
        "ask": Entry("podium.cli.ask:ask", "Answer a question about a benchmark, a board or a model"),
        "chat": Entry("podium.cli.chat:chat", "Ask one question after another, as a conversation"),
        "benchmarks": Entry("podium.cli.boards:benchmarks", "List the benchmarks and who leads them"),
        "show": Entry("podium.cli.show:show", "Show everything about a benchmark on one page"),
        "leaderboard": Entry("podium.cli.leaderboard:leaderboard", "Rank the models on a board, or over a category"),
        "categories": Entry("podium.cli.categories:categories", "List the categories and their benchmarks"),
        "related": Entry("podium.cli.categories:related", "List the benchmarks related to one"),
        "progress": Entry("podium.cli.board_progress:progress", "Show a board over time, and who held the record"),
        "compare": Entry("podium.cli.compare:compare", "Set models side by side on the boards they share"),
        "models": Entry("podium.cli.models:models", "List the models of the catalogue"),
        "model": Entry("podium.cli.models:model", "Show a model and where it stands on every board"),
        "watch": Entry("podium.cli.watch:watch", "Tell what happened: new leaders, results and benchmarks"),
    },
    "Evaluate": {
        "evaluate": Entry("podium.cli.evaluate:evaluate", "Run a model on a benchmark and score its answers"),
        "score": Entry("podium.cli.evaluate:score", "Score files of predictions"),
        "label": Entry("podium.cli.label:label", "Read findings out of radiology reports"),
        "data": Entry("podium.cli.data:data", "Fetch a dataset, or check a copy of it"),
        "train": Entry("podium.cli.train:train", "Train a classifier on a benchmark's training split"),
        "demo": Entry("podium.cli.demo:demo", "Answer a question, then score a tiny model on sample data"),
        "runs": Entry("podium.cli.runs:runs", "List the stored runs, or show one"),
    },
    "Look after the registry": {
        "bot": Entry("podium.cli.bot:bot", "Run the Discord bot, and look after it"),
        "site": Entry("podium.cli.site_command:site", "Build the registry's web site, or look at it"),
        "results": Entry("podium.cli.results:results", "Import and export cited results"),
        "corrections": Entry("podium.cli.corrections:corrections", "Report data that is wrong or missing, and decide"),
        "plugins": Entry("podium.cli.plugins:plugins", "List the plugins, and why one did not load"),
        "db": Entry("podium.cli.db:db", "Check, back up and migrate the registry file"),
        "faq": Entry("podium.cli.faq:faq", "List the cards' questions, or measure the replies"),
        "doctor": Entry("podium.cli.doctor:doctor", "Check the installation and say what to mend"),
        "completion": Entry(
            "podium.cli.completion:completion", "Print what lets a shell complete commands, options and names"
        ),
    },
}
COMMANDS = {name: entry for section in SECTIONS.values() for name, entry in section.items()}


class Root(click.Group):
    """A group whose commands are imported when they are called, and whose errors are one line."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a command, or None if there is none of that name."""
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        module, _, attribute = entry.target.partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command of ``args``, or suggest one."""
        name = args[0]
        if name not in COMMANDS and not name.startswith("-"):
            _refuse(ctx, args)
        return super().resolve_command(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Return the commands and options that begin so, without importing the commands."""
        from click.shell_completion import CompletionItem

        found = [CompletionItem(name, help=one.help) for name, one in COMMANDS.items() if name.startswith(incomplete)]
        return [*found, *click.Command.shell_complete(self, ctx, incomplete)]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands by section, without importing them."""
        width = max(map(len, COMMANDS))
        for section, entries in SECTIONS.items():
            with formatter.section(section):
                formatter.write_dl([(name.ljust(width), entry.help) for name, entry in entries.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Call the command; a registry file that cannot be read becomes an error with a way out."""
        try:
            return super().invoke(ctx)
        except Exception as error:
            sqlite3 = sys.modules.get("sqlite3")
            app = ctx.find_object(App)
            if sqlite3 is None or app is None or not isinstance(error, sqlite3.DatabaseError):
                raise
            from podium.registry.database import readable_errors

            with readable_errors(app.place.db):
                raise

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Run the command line and exit with its code."""

        def run() -> Any:
            options = {"complete_var": complete_var, "windows_expand_args": windows_expand_args} | extra
            return super(Root, self).main(args, prog_name, standalone_mode=False, **options)

        if not standalone_mode:
            return run()
        if COMPLETE_VARIABLE in os.environ:
            # A shell asks in the middle of a line: there is no place for a complaint.
            with contextlib.suppress(Exception):
                run()
            sys.exit(1)
        sys.exit(_guard(run, debug="--debug" in (sys.argv[1:] if args is None else args)))


def _refuse(ctx: click.Context, args: Sequence[str]) -> NoReturn:
    """Say that there is no such command, and what was meant: a benchmark, a model, a question or another command."""
    from podium.cli.subjects import how_to_look

    name = args[0]
    unknown = f"no command called {name!r}"
    subject = how_to_look(ctx.params.get("db"), list(takewhile(lambda word: not word.startswith("-"), args)))
    if subject:
        raise click.UsageError(f"{unknown}; {subject}")
    if any(character in name for character in " ?"):
        raise click.UsageError(f'{unknown}; ask a question with podium ask "{name}"', ctx)
    from podium.registry.names import nearest

    near = nearest(name, COMMANDS, limit=2)
    raise click.UsageError(unknown + (f"; did you mean {' or '.join(near)}?" if near else ""), ctx)


def _guard(run: Callable[[], Any], debug: bool) -> int:
    """Run a command and return its exit code; whatever goes wrong becomes one line on stderr."""
    try:
        code = run()
        sys.stdout.flush()
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        return EXIT_USAGE
    except click.ClickException as error:
        context = getattr(error, "ctx", None)
        hint = f"see {context.command_path} --help" if context is not None else ""
        from podium.cli.complaints import worded

        _complain("error", worded(error), hint)
        return error.exit_code
    except click.Abort:
        _complain("error", "interrupted")
        return EXIT_INTERRUPTED
    except PodiumError as error:
        _show_traceback(debug)
        _complain("error", error.message, error.hint)
        return error.exit_code
    except OSError as error:
        _show_traceback(debug)
        where = f"{error.filename}: " if error.filename else ""
        _complain("error", f"{where}{error.strerror or error}")
        return EXIT_FAILURE
    except Exception as error:
        _show_traceback(debug)
        hint = "" if debug else "podium --debug COMMAND shows the traceback to report"
        _complain("error", f"this is a bug in Podium: {type(error).__name__}: {error}", hint)
        return EXIT_FAILURE
    return code if isinstance(code, int) else 0


def _complain(label: str, message: str, hint: str = "") -> None:
    from podium.cli.output import complain

    complain(label, message, hint)


def _show_traceback(debug: bool) -> None:
    if debug:
        import traceback

        traceback.print_exc()


def _not_empty(ctx: click.Context, parameter: click.Parameter, value: Path | None) -> Path | None:
    if value == Path():
        raise click.BadParameter("the name is empty", ctx, parameter)
    return value


@click.group(
    cls=Root,
    context_settings=CONTEXT_SETTINGS,
    epilog=example('podium ask "who leads chexpert?"', "podium leaderboard --help"),
)
@click.option(
    "--db",
    type=click.Path(dir_okay=False, path_type=Path),
    callback=_not_empty,
    envvar="PODIUM_DB",
    show_envvar=True,
    help="Registry file, in place of the one in your data folder.",
)
@click.option(
    "--plugins-dir",
    "plugins_dirs",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    multiple=True,
    help="Folder of further single-file plugins; may be given again.",
)
@click.option("-q", "--quiet", is_flag=True, help="Leave out warnings and progress.")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
@click.version_option(__version__, prog_name="podium", message="%(prog)s %(version)s")
@click.pass_context
def cli(ctx: click.Context, db: Path | None, plugins_dirs: tuple[Path, ...], quiet: bool, debug: bool) -> None:
    """Benchmarks, who leads them, and scored evaluations of your own models."""
    ctx.obj = App(db, plugins_dirs, quiet, debug)


def walk(command: click.Command, path: str = "podium") -> Iterator[tuple[str, click.Command]]:
    """Yield a command and all below it with the words that call them."""
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command, info_name=path)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            if below is not None:
                yield from walk(below, f"{path} {name}")
