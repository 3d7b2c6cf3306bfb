"""``podium chat``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

import click

from podium.cli import output
from podium.cli.app import App, example
from podium.cli.faq_engine import encoder_option, open_engine

if TYPE_CHECKING:
    from podium.bots.faq import Engine

#: Bytes of a line that are read; what is longer is no question, and the engine says so.
_LONGEST_LINE = 1 << 16


@click.command(epilog=example("podium chat", "printf 'who leads mmlu?\\nand on mmlu pro?\\n' | podium chat --json"))
@output.json_option
@click.option("--explain", is_flag=True, help="With --json: add how each question was understood, as explanation.")
@click.option("--no-history", is_flag=True, help="Keep nothing of what is typed for the next time.")
@encoder_option
@click.pass_context
def chat(ctx: click.Context, as_json: bool, explain: bool, no_history: bool, encoder: str | None) -> None:
    """Ask one question after another, as a conversation.

    A question may go on from the one before: "and on MIMIC?", "what about open models?". On a terminal Tab
    completes names, the arrow keys bring back what was typed before, and /help lists the commands. What you
    type is kept in chat_history beside the registry file, on this machine only; --no-history keeps nothing.

    Where standard input is no terminal each of its lines is a question. With --json each line, an empty one
    too, gets one JSON object on one line of output: kind, text, facts, sources, suggestions, table, intent.
    """
    if explain and not as_json:
        raise click.UsageError("--explain goes with --json; in a conversation type /explain", ctx)
    app = ctx.ensure_object(App)
    connection = app.read()
    engine = open_engine(connection, encoder)
    if as_json:
        _answer_lines(engine, explain)
        return
    from podium.cli.chat_session import Chat

    session = Chat(engine)
    if sys.stdin.isatty() and output.on_terminal(sys.stdout):
        from podium.cli import chat_prompt

        chat_prompt.converse(session, connection, app, keep=not no_history)
        return
    for number, line in enumerate(line for line in _lines(sys.stdin.buffer) if line.strip()):
        if number:
            print()
        if not session.take(line) or _unheard():
            break
        sys.stdout.flush()


def _answer_lines(engine: Engine, explain: bool) -> None:
    """Print one reply object a line, each as soon as its question is there."""
    from podium.bots.faq.understanding.conversation import Conversation
    from podium.cli import replies

    conversation = Conversation()
    for line in _lines(sys.stdin.buffer):
        if explain:
            explanation = engine.explain(line, conversation)
            data = explanation.reply.to_json() | {"explanation": replies.explanation_json(explanation)}
        else:
            data = engine.answer(line, conversation).to_json()
        output.print_json_lines([data])
        sys.stdout.flush()
        if _unheard():
            return


def _lines(stream: BinaryIO) -> Iterator[str]:
    """Yield the lines of standard input; bytes that are no UTF-8 are shown as such, and very long lines are cut."""
    while line := stream.readline(_LONGEST_LINE):
        rest = line
        while len(rest) == _LONGEST_LINE and not rest.endswith(b"\n"):
            rest = stream.readline(_LONGEST_LINE)
        yield line.decode("utf-8", errors="replace").rstrip("\r\n")


def _unheard() -> bool:
    """Return whether the reader of standard output has gone; questions could go on for ever."""
    return getattr(sys.stdout, "unheard", False)
