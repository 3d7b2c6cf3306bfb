"""Reading the site's pages strictly: what a browser would mend in silence is an error here."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from typing import Any

_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_INLINE = frozenset("a abbr b bdi code em i small span strong sub sup time".split())
#: Attributes that hold an address.
_ADDRESSES = ("href", "src", "action", "formaction", "poster", "data")


@dataclass
class Element:
    """An element with what is in it.

    Args:
        tag: In lower case.
        attributes: By name; None where one has no value.
        parts: The text in it, piece by piece; of scripts in it there is none.
    """

    tag: str
    attributes: dict[str, str | None]
    parts: list[str] = field(default_factory=list)

    @cached_property
    def text(self) -> str:
        """The text in it as it stands in the file."""
        return "".join(self.parts)

    @property
    def line(self) -> str:
        """The text in it, in one line."""
        return " ".join(self.text.split())


@dataclass
class Page:
    """A page, read strictly.

    Args:
        elements: In the order in which they begin.
        errors: What is not well formed.
    """

    elements: list[Element] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def of(self, tag: str, **attributes: str) -> list[Element]:
        """Return the elements of a kind; ``class`` is written ``class_``, and one of its names is enough."""
        return [
            one
            for one in self.elements
            if one.tag == tag
            and all(
                value in (one.attributes.get(name.rstrip("_").replace("_", "-")) or "").split()
                if name == "class_"
                else one.attributes.get(name.replace("_", "-")) == value
                for name, value in attributes.items()
            )
        ]

    @property
    def text(self) -> str:
        """What a reader sees, in one line."""
        (body,) = self.of("body")
        return body.line

    @property
    def addresses(self) -> list[str]:
        """Everything that leads elsewhere or is loaded."""
        return [
            value for one in self.elements for name in _ADDRESSES if (value := one.attributes.get(name)) is not None
        ]

    @property
    def ids(self) -> set[str]:
        """What a fragment can lead to."""
        return {value for one in self.elements if (value := one.attributes.get("id"))}

    @property
    def data(self) -> list[Any]:
        """The JSON in its scripts; what is none raises."""
        return [
            json.loads(one.text)
            for one in self.of("script")
            if one.attributes.get("type") in ("application/json", "application/ld+json")
        ]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self.open: list[Element] = []
        self.ids: set[str] = set()

    def handle_decl(self, decl: str) -> None:
        if decl.lower() != "doctype html":
            self.page.errors.append(f"<!{decl}>")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if len({name for name, _ in attrs}) != len(attrs):
            self._error(f"<{tag}> has an attribute twice")
        for name, _ in attrs:
            if not re.fullmatch(r"[a-z][a-z0-9:-]*", name):
                self._error(f"<{tag}> has an attribute {name!r}")
        element = Element(tag, dict(attrs))
        if (own := element.attributes.get("id")) in self.ids:
            self._error(f"two elements are called {own!r}")
        self.ids |= {own} if own else set()
        self.page.elements.append(element)
        self._apart(tag)
        if tag not in _VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1].tag != tag:
            self._error(f"</{tag}> closes <{self.open[-1].tag if self.open else 'nothing'}>")
            return
        self.open.pop()
        self._apart(tag)

    def handle_data(self, data: str) -> None:
        inside = self.open[-1:] if self.open and self.open[-1].tag in ("script", "style") else self.open
        for element in inside:
            element.parts.append(data)

    def _apart(self, tag: str) -> None:
        """Keep the words of neighbouring cells and paragraphs apart."""
        if tag not in _INLINE:
            for element in self.open:
                element.parts.append(" ")

    def _error(self, text: str) -> None:
        line, column = self.getpos()
        self.page.errors.append(f"line {line}, column {column}: {text}")


def read(html: str) -> Page:
    """Return a page, with all that is not well formed as errors."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    if reader.open:
        reader.page.errors.append(f"<{reader.open[-1].tag}> is never closed")
    if reader.rawdata:
        reader.page.errors.append(f"the page ends in {reader.rawdata[:40]!r}")
    return reader.page
