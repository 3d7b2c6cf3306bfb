"""A labelled report on the screen: its labels, and what decided each mention."""

from __future__ import annotations

import sys
from typing import NamedTuple

from podium.cli import output
from podium.cli.document import RESEARCH_ONLY
from podium.cli.output import Column, Screen
from podium.registry.labeling import Labeled, Mention

WORDS = {1: "positive", 0: "negative", -1: "uncertain"}

_STYLES = {"positive": "bold red", "negative": "green", "uncertain": "yellow", "set aside": "dim"}


class Explained(NamedTuple):
    """A report with its labels.

    Args:
        title: What names it.
        text: The report.
        labeled: What was read out of it.
        names: The observations in the order in which they are shown.
    """

    title: str
    text: str
    labeled: Labeled
    names: tuple[str, ...]


def by_sentence(labeled: Labeled) -> dict[tuple[int, int], list[Mention]]:
    """Return the mentions of each sentence, in the order of the text."""
    sentences: dict[tuple[int, int], list[Mention]] = {}
    for mention in labeled.mentions:
        sentences.setdefault(mention.sentence, []).append(mention)
    return sentences


def reason(mention: Mention) -> str:
    """Return what decided a mention, in words."""
    if not mention.cue:
        return "mentioned, nothing against it"
    stage = mention.stage.replace("_", " ")
    return f'"{output.clean(mention.cue)}"' + (f", {stage}" if stage else "")


def show(told: Explained, sentences: bool) -> None:
    """Print a report's labels and, where asked for, sentence by sentence what they come from."""
    screen = Screen()
    screen.title(told.title, RESEARCH_ONLY)
    labels = told.labeled.labels
    seen = [(name, WORDS[code]) for name in told.names if (code := labels[name]) is not None]
    if seen:
        screen.table((Column("observation"), Column("label")), seen)
    else:
        screen.faint("no text to read" if not told.labeled.mentions else "no observation")
    screen.print()
    if sentences:
        for span, mentions in by_sentence(told.labeled).items():
            _show_sentence(told.text, span, mentions)
        print()


def _show_sentence(text: str, span: tuple[int, int], mentions: list[Mention]) -> None:
    if not output.on_terminal(sys.stdout):
        print(f"\n{output.clean(' '.join(text[span[0] : span[1]].split()))}")
        for mention in mentions:
            print(f"  {mention.observation}: {mention.decision}, by {reason(mention)}: {output.clean(mention.text)}")
        return
    from rich.text import Text

    line = Text()
    for start, end, _, decision, is_cue in pieces(span, mentions):
        style = " ".join(part for part in (_STYLES.get(decision, ""), "underline" if is_cue else "") if part)
        line.append(output.clean(text[start:end]), style)
    console = output.stdout()
    console.print(Text("\n") + line)
    for mention in mentions:
        found = Text.assemble("  ", (mention.observation, _STYLES[mention.decision]), f": {mention.decision}, by ")
        console.print(found + Text(f"{reason(mention)}: {output.clean(mention.text)}", "dim"))


def pieces(span: tuple[int, int], mentions: list[Mention]) -> list[tuple[int, int, str, str, bool]]:
    """Cut a sentence where a mention or a cue begins or ends.

    Returns:
        For each piece its start and end, the observations mentioned there, their decision (or ``""``),
        and whether it is part of a cue.
    """
    cues = [mention.cue_span for mention in mentions if mention.cue_span is not None]
    cuts = {*span}
    for start, end in (*((mention.start, mention.end) for mention in mentions), *cues):
        cuts |= {start, end}
    places = sorted(cuts)
    found = []
    for start, end in zip(places, places[1:], strict=False):
        here = [mention for mention in mentions if mention.start <= start < mention.end]
        names = ", ".join(mention.observation for mention in here)
        in_cue = any(first <= start < last for first, last in cues)
        found.append((start, end, names, here[0].decision if here else "", in_cue))
    return found
