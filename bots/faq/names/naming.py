"""What a run of words of a question names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from podium.bots.faq.language.words import Token

EntityKind = Literal["benchmark", "model", "family", "organisation", "category", "modality", "observation", "term"]


class Entity(NamedTuple):
    """Something of the registry that has a name.

    Args:
        kind: What it is.
        slug: Its identifier: the slug of a benchmark or a model, the key of a term; for organisations, categories and
            modalities the name itself, and for an observation the slug of the benchmark that asks about it.
            The models of a family are one entity each, all with the name of the family.
        name: As written in a sentence.
    """

    kind: EntityKind
    slug: str
    name: str


class Link(NamedTuple):
    """A run of words of the question that names something.

    Args:
        start: First token.
        end: Token after the last.
        entities: What it names; several where the registry has several things of that name: the models of a series,
            an observation as several benchmarks write it.
        guessed: Whether the name was completed or a typo mended, so that the reply must say so.
    """

    start: int
    end: int
    entities: tuple[Entity, ...]
    guessed: bool = False

    @property
    def kind(self) -> EntityKind:
        """What the words name; all entities of a link are of one kind."""
        return self.entities[0].kind

    @property
    def span(self) -> range:
        """The positions of its words."""
        return range(self.start, self.end)


def longest_first(found: Sequence[Token], candidates: list[Link]) -> list[Link]:
    """Return the links that are left when of two that overlap the longer goes before, in the order of the text."""
    candidates.sort(key=lambda link: (-length(found, link), link.kind != "benchmark", link.start))
    taken: set[int] = set()
    links = []
    for link in candidates:
        if taken.isdisjoint(link.span):
            taken.update(link.span)
            links.append(link)
    return sorted(links, key=lambda link: link.start)


def length(found: Sequence[Token], link: Link) -> int:
    """Return how many letters and digits of the question a link takes up."""
    return sum(len(found[i].key) for i in link.span)
