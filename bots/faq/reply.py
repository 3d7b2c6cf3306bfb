"""What a question gets back: kind, text, and the facts and sources the text is made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["answer", "ambiguous", "unknown", "no_data", "declined", "help"]

FactValue = str | int | float | tuple[str, ...]


@dataclass(frozen=True)
class Fact:
    """One thing a reply states.

    Args:
        name: What it is, such as ``"score"``; see :meth:`Reply.to_json`.
        value: As stored in the registry, not rounded.
        benchmark: Slug of the benchmark it is about, where there is one.
        board: Slug of the board it was read from, where it is a board's.
        model: Slug of the model it is about, where there is one.
        result: Row id of the result it was read from, where it is one row's.
    """

    name: str
    value: FactValue
    benchmark: str | None = None
    board: str | None = None
    model: str | None = None
    result: int | None = None


@dataclass(frozen=True)
class Source:
    """Where facts can be checked.

    Args:
        title: Whom to credit, or what the page is.
        url: Address of the page.
        date: When the figure was read there or reported, as precisely as it is known (ISO).
        result: Row id of the result that was read there, where it is one row's.
    """

    title: str
    url: str
    date: str | None = None
    result: int | None = None


@dataclass(frozen=True)
class Reply:
    """The answer to one question. The terminal, Discord and JSON only render it.

    Args:
        kind: ``"answer"``: answered from the registry. ``"ambiguous"``: a name is missing or fits
            several things; ``suggestions`` are the choices. ``"unknown"``: a name the registry does
            not have; ``suggestions`` are near names, if any is near. ``"no_data"``: known, but
            nothing is recorded; the text says what there is instead. ``"declined"``: not a question
            for this registry. ``"help"``: not understood, or not answered in words; ``suggestions``
            are questions or commands that work.
        text: Plain text in lines, without markup. Renderers escape what their markup needs.
        facts: Every number, name, date and address that the text states.
        sources: Where the facts can be checked.
        suggestions: See ``kind``.
    """

    kind: Kind
    text: str
    facts: tuple[Fact, ...] = ()
    sources: tuple[Source, ...] = ()
    suggestions: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the reply as JSON data: always these keys, in this order.

        ``kind`` and ``text`` are strings. ``facts`` is a list of objects with ``name``, ``value`` (string,
        number or list of strings), ``benchmark``, ``board``, ``model`` and ``result``; ``sources`` one of
        objects with ``title``, ``url``, ``date`` and ``result``; whatever does not apply is null.
        ``suggestions`` is a list of strings.

        Names of facts: ``benchmark``, ``description``, ``measures``, ``modality``, ``categories``, ``paper_title``,
        ``paper_url``, ``paper_authors``, ``paper_more_authors``, ``paper_published``, ``board``, ``metric``,
        ``models``, ``verified``, ``independent``, ``reproduced``, ``self_reported``, ``third_party``, ``mean``,
        ``leader``, ``tied_with``, ``tied``, ``model``, ``organisation``, ``score``, ``rank``, ``standing``, ``low``,
        ``high``, ``interval_percent``, ``n``, ``source_url``, ``cited_url``, ``date``, ``updated``, ``undated``,
        ``open_models``, ``openness_unknown``, ``listing_site``, ``listing_models``, ``listing_date``, ``answer``,
        ``choices``, ``asked``, ``benchmarks`` and ``longest_question``.
        """
        return {
            "kind": self.kind,
            "text": self.text,
            "facts": [
                {
                    "name": fact.name,
                    "value": list(fact.value) if isinstance(fact.value, tuple) else fact.value,
                    "benchmark": fact.benchmark,
                    "board": fact.board,
                    "model": fact.model,
                    "result": fact.result,
                }
                for fact in self.facts
            ],
            "sources": [
                {"title": source.title, "url": source.url, "date": source.date, "result": source.result}
                for source in self.sources
            ],
            "suggestions": list(self.suggestions),
        }


def joined(replies: Iterable[Reply]) -> Reply:
    """Return the replies to several readings of one question as one reply; an answer among them makes it one."""
    parts = list(replies)
    if len(parts) == 1:
        return parts[0]
    kinds = [part.kind for part in parts]
    return Reply(
        "answer" if "answer" in kinds else kinds[0],
        "\n\n".join(part.text for part in parts),
        tuple(fact for part in parts for fact in part.facts),
        tuple(dict.fromkeys(source for part in parts for source in part.sources)),
        tuple(dict.fromkeys(suggestion for part in parts for suggestion in part.suggestions)),
    )
