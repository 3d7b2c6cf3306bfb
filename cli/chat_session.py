"""A conversation at the terminal: questions, picked suggestions and commands that begin with a slash."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from podium.bots.faq.understanding.conversation import Conversation
from podium.cli import output, replies
from podium.cli.output import Screen

if TYPE_CHECKING:
    from podium.bots.faq import Engine, Reply
    from podium.bots.faq.understanding.explanation import Explanation

#: The commands, and what they do.
COMMANDS = {
    "help": "what can be asked, and these commands",
    "explain": "how the last question was understood, and what was read",
    "sources": "where the facts of the last reply can be checked",
    "json": "the last reply as JSON",
    "forget": "start a new conversation",
    "quit": "leave; Ctrl-D does too",
}

_KEYS = (("1, 2, …", "ask the suggestion of that number"), ("Tab", "complete the name of a benchmark or model"))

#: Words that leave, as in other programs.
_LEAVING = frozenset({"quit", "exit", ":q"})

#: Questions of the help, by what they are about.
EXAMPLES = (
    ("who leads", "who leads MMLU among open models?"),
    ("a score, a rank", "what did o3 score on MMMU?"),
    ("comparing", "o3 vs Gemini 2.5 Pro on MMMU"),
    ("limits", "best model below 10B on MMLU"),
    ("time", "who led MMLU in 2024?"),
    ("models", "how large is the context of o3?"),
    ("benchmarks", "how is CheXpert scored?"),
    ("words", "what is AUROC?"),
)


class Chat:
    """One conversation.

    Args:
        engine: It answers.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._conversation = Conversation()
        self._last: Explanation | None = None

    def take(self, line: str) -> bool:
        """Answer a line or obey it; return whether the conversation goes on."""
        text = line.strip()
        if text.lower() in _LEAVING:
            return False
        if text.startswith("/"):
            return self._obey((text[1:].split() or [""])[0].lower())
        self._ask(self._picked(text))
        return True

    def _picked(self, text: str) -> str:
        """Return the suggestion that a number stands for, or the text itself."""
        offered = self._last.reply.suggestions if self._last is not None else ()
        if not (text.isascii() and text.isdigit() and len(text) < 4 and 1 <= int(text) <= len(offered)):
            return text
        picked = offered[int(text) - 1]
        screen = Screen()
        screen.faint(f"› {picked}")
        screen.blank()
        screen.print()
        return picked

    def _ask(self, text: str) -> None:
        self._last = self._engine.explain(text, self._conversation)
        reply = self._last.reply
        replies.show(reply, links=True)
        if output.on_terminal(sys.stdout) and reply.suggestions:
            screen = Screen()
            screen.blank()
            for number, suggestion in enumerate(reply.suggestions, 1):
                screen.item(suggestion, bullet=f"{number:>2} ")
            screen.print()

    # --- Commands --------------------------------------------------------------------------------------

    def _obey(self, name: str) -> bool:
        if name == "quit":
            return False
        if name == "help":
            _help()
        elif name == "forget":
            self._conversation, self._last = Conversation(), None
            _say("Forgotten: the next question starts a new conversation.")
        elif name not in COMMANDS:
            _unknown(name)
        elif self._last is None:
            _say(f"/{name} is about the last reply, and there is none yet.")
        elif name == "explain":
            replies.explain(self._last)
        elif name == "json":
            output.print_json(self._last.reply.to_json())
        else:
            _sources(self._last.reply)
        return True


def _say(text: str) -> None:
    screen = Screen()
    screen.faint(text)
    screen.print()


def _unknown(name: str) -> None:
    from podium.registry.names import nearest

    starts = [command for command in COMMANDS if name and command.startswith(name)]
    near = starts or nearest(name, COMMANDS, limit=2)
    hint = f"did you mean {' or '.join(f'/{command}' for command in near)}?" if near else "/help lists them all."
    _say(f"There is no command /{name}; {hint}")


def _help() -> None:
    screen = Screen()
    screen.title("What can be asked", "in your own words, with typos and abbreviations")
    screen.facts(EXAMPLES)
    screen.blank()
    screen.prose(
        'A question may go on from the one before: "and on MMMU?", "what about open models?", "how big is it?"'
    )
    screen.heading("Commands")
    screen.facts([*((f"/{name}", what) for name, what in COMMANDS.items()), *_KEYS])
    screen.print()


def _sources(reply: Reply) -> None:
    screen = Screen()
    if not reply.sources:
        screen.faint("The last reply cites no source.")
    for source in reply.sources:
        screen.item(source.title + (f", {source.date}" if source.date else ""))
        if source.url:
            screen.whole(f"  {source.url}")
    screen.print()
