"""The pieces that a question is taken apart into."""

from __future__ import annotations

from typing import NamedTuple


class TermName(NamedTuple):
    """A word of the glossary in a question.

    Args:
        start: First token.
        end: Token after the last.
        key: Its key.
    """

    start: int
    end: int
    key: str


class Piece(NamedTuple):
    """Some words of a question and what they are.

    Args:
        kind: ``"concept"``; a kind of name: ``"benchmark"``, ``"model"``, ``"family"``,
            ``"organisation"``, ``"category"``;
            ``"licence"`` of models;
            ``"excluded"`` for a model or a maker that is to be left out; ``"board"``; ``"metric"`` that no board has;
            ``"observation"``; ``"value"``; ``"term"``; ``"topic"`` for words that say what benchmarks are about;
            ``"foreign"``; ``"unknown"`` for a word of asking without a meaning here.
        start: First token.
        end: Token after the last.
        concepts: What a concept can mean; the kind of an amount for a value.
        weak: Whether the words change nothing where they are not explained.
    """

    kind: str
    start: int
    end: int
    concepts: frozenset[str] = frozenset()
    weak: bool = False
