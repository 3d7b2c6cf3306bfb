"""``podium ask``."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from podium.cli import output
from podium.cli.app import App
from podium.cli.output import Screen
from podium.registry.errors import EXIT_NOT_FOUND, PodiumError

if TYPE_CHECKING:
    from podium.bots.faq.reply import Reply

#: Kinds of a reply that found nothing to answer about.
_NOT_FOUND = ("unknown", "ambiguous")

#: Lines that say where a reply comes from and where there is more.
_FAINT = ("Source: ", "More: ")

#: Characters of a first line that may be in bold; a description in bold would shout.
_LONGEST_BOLD = 240


@click.command()
@click.argument("question", nargs=-1, required=True)
@output.json_option
@click.pass_context
def ask(ctx: click.Context, question: tuple[str, ...], as_json: bool) -> None:
    r"""Answer a question about a benchmark, a board or a model.

    The words may stand in quotes or not; - reads the question from standard input. The exit code is 3
    where the question names something unknown or ambiguous.

    \b
    Example:
      podium ask "who leads chexpert?"
    """
    from podium.bots.faq.engine import answer

    app = ctx.ensure_object(App)
    text = read_question() if question == ("-",) else " ".join(question)
    reply = answer(app.read(), text)
    if as_json:
        output.print_json(reply.to_json())
    else:
        _screen(reply).print()
    if reply.kind in _NOT_FOUND:
        ctx.exit(EXIT_NOT_FOUND)


def read_question() -> str:
    """Return the question on standard input; a terminal is told that one is awaited.

    Raises:
        PodiumError: If there is none.
    """
    if sys.stdin.isatty():
        output.complain("note", "type a question and end with Ctrl-D")
    text = sys.stdin.read().strip()
    if not text:
        raise PodiumError("there is no question on standard input", 'try: echo "who leads chexpert?" | podium ask -')
    return text


def _screen(reply: Reply) -> Screen:
    """Lay out a reply: the first line stands out, and where it comes from is faint."""
    screen = Screen()
    airy = output.on_terminal(sys.stdout)
    first, *rest = reply.text.splitlines()
    screen.prose(first, "bold" if reply.kind == "answer" and len(first) <= _LONGEST_BOLD else "")
    faint = False
    for line in rest:
        if airy and not faint:
            screen.blank()
        faint = line.startswith(_FAINT)
        if faint:
            screen.whole(line)
        else:
            screen.prose(line)
    return screen
