"""``podium ask``."""

from __future__ import annotations

import sys

import click

from podium.cli import output
from podium.cli.app import App, example
from podium.cli.faq_engine import encoder_option, open_engine
from podium.registry.errors import EXIT_NOT_FOUND, PodiumError

#: Kinds of a reply that found nothing to answer about.
_NOT_FOUND = ("unknown", "ambiguous")


@click.command(epilog=example('podium ask "who leads chexpert?"'))
@click.argument("question", nargs=-1, required=True)
@output.json_option
@click.option("--explain", is_flag=True, help="Say also how the question was understood and what was read.")
@encoder_option
@click.pass_context
def ask(ctx: click.Context, question: tuple[str, ...], as_json: bool, explain: bool, encoder: str | None) -> None:
    """Answer a question about a benchmark, a board or a model.

    The words may stand in quotes or not; - reads the question from standard input. The exit code is 3
    where the question names something unknown or ambiguous.
    """
    from podium.cli import replies

    app = ctx.ensure_object(App)
    text = read_question() if question == ("-",) else " ".join(question)
    engine = open_engine(app.read(), encoder)
    explanation = engine.explain(text) if explain else None
    reply = engine.answer(text) if explanation is None else explanation.reply
    if as_json:
        told = {} if explanation is None else {"explanation": replies.explanation_json(explanation)}
        output.print_json(reply.to_json() | told)
    else:
        replies.show(reply)
        if explanation is not None:
            print()
            replies.explain(explanation)
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
