"""The reference of the command line, written from the commands themselves: ``python -m podium.cli.reference``.

``docs/cli.md`` holds what this prints; a test fails where the two differ.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import click

from podium.cli.app import CONTEXT_SETTINGS
from podium.cli.doctor.mistakes import MISTAKES
from podium.cli.doctor.variables import VARIABLES
from podium.cli.root import EXIT_INTERRUPTED, cli, walk
from podium.registry.errors import (
    EXIT_CONFIG,
    EXIT_FAILURE,
    EXIT_NOT_FOUND,
    EXIT_PARTIAL,
    EXIT_UNREACHABLE,
    EXIT_USAGE,
)

#: Columns of a help text, whatever terminal it is written from.
_WIDTH = 90

EXIT_CODES = {
    0: "Done. A board without results is no error.",
    EXIT_FAILURE: "Something is wrong that the message says how to mend; or a bug in Podium, which it says too.",
    EXIT_USAGE: "The command line cannot be understood.",
    EXIT_NOT_FOUND: "A benchmark, board, model, split, run, setting or baseline is not known, or a name is ambiguous.",
    EXIT_PARTIAL: "Done in part: rows were refused or in conflict, or items of a run have no answer; all are told.",
    EXIT_UNREACHABLE: "Discord cannot be reached, or another process holds the registry file: the same may work later.",
    EXIT_CONFIG: "The registry file is corrupt, read-only, of another program, or of a newer Podium; or what"
    " the Discord bot needs to start is missing, wrong or taken: its token, its file, its port.",
    EXIT_INTERRUPTED: "Interrupted with Ctrl-C. What was committed is kept.",
}

_INTRODUCTION = """\
# The command line

This page is written from the commands themselves by `python -m podium.cli.reference`.

Data goes to standard output; warnings, progress and errors go to standard error, one line each. Every command
that prints data takes `--json`. On a terminal tables fit its width; in a pipe they are plain text at full width.
A reader that stops early, as in `podium leaderboard mmlu | head`, changes no exit code: the command goes on to its
end without a word, so `set -o pipefail` fails only where the command does.
Benchmarks, boards and models are found by slug, name or alias; case, hyphens and spaces do not matter.
`eval "$(podium completion bash)"` makes Tab complete commands, options and names; zsh and fish have the same.
"""


def reference() -> str:
    """Return the page as Markdown."""
    parts = [_INTRODUCTION]
    parts += ["## Exit codes\n", _table(("Code", "Meaning"), ((str(code), text) for code, text in EXIT_CODES.items()))]
    variables = ((f"`{name}`", f"{text[:1].upper()}{text[1:]}.") for name, text in VARIABLES.items())
    parts += ["## Environment variables\n", _table(("Variable", "Meaning"), variables)]
    for path, command in walk(cli):
        level = "##" if path == "podium" else "###" if path.count(" ") == 1 else "####"
        parts += [f"{level} {path}\n", f"```text\n{_help(path, command)}\n```\n"]
        if path == "podium doctor":
            parts += ["It looks for the twenty likeliest mistakes:\n", _numbered(MISTAKES.values())]
    return "\n".join(parts)


def _table(header: tuple[str, str], rows: Iterator[tuple[str, str]]) -> str:
    lines = [f"| {' | '.join(cells)} |" for cells in (header, ("---", "---"), *rows)]
    return "\n".join(lines) + "\n"


def _numbered(lines: Iterable[str]) -> str:
    return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1)) + "\n"


def _help(path: str, command: click.Command) -> str:
    names = CONTEXT_SETTINGS["help_option_names"]
    with click.Context(command, info_name=path, terminal_width=_WIDTH, help_option_names=names) as context:
        return command.get_help(context).rstrip()


if __name__ == "__main__":
    click.echo(reference(), nl=False)
