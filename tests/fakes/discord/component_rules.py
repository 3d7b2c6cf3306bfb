"""The limits of what can be pressed, chosen and filled in: components of messages, and forms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from podium.tests.fakes.discord.refusals import check_link, entry, invalid, items, one_of, text

ROW, BUTTON, CHOICES, TEXT_INPUT = 1, 2, 3, 4
#: Selects of people, roles, both, and channels.
SELECTS = (CHOICES, 5, 6, 7, 8)
SECTION, TEXT_DISPLAY, THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER, LABEL = 9, 10, 11, 12, 13, 14, 17, 18
_MOST_NEW_STYLE = 40
_LINK, _PREMIUM = 5, 6


def each(components: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Go through components and all that is within them."""
    for component in components:
        yield component
        yield from each(component.get("components") or [])
        for part in ("accessory", "component"):
            if component.get(part):
                yield from each([component[part]])


def check_components(components: object, *, new_style: bool, files: set[str]) -> None:
    """Refuse components of a message that Discord would not take."""
    listed = items(components, "components", _MOST_NEW_STYLE if new_style else 5)
    for number, component in enumerate(listed):
        where = f"components.{number}"
        kind = entry(component, where).get("type")
        if not new_style and kind != ROW:
            raise invalid(f"{where}.type", "Value of field must be 1: only rows without the IS_COMPONENTS_V2 flag")
        _check_top(component, where, files)
    if new_style and sum(1 for _ in each(listed)) > _MOST_NEW_STYLE:
        raise invalid("components", f"No more than {_MOST_NEW_STYLE} components in a message")
    _check_ids(listed)


def _check_ids(components: list[dict[str, Any]]) -> None:
    seen: set[str] = set()
    for component in each(components):
        custom_id = component.get("custom_id")
        if custom_id is not None and custom_id in seen:
            raise invalid("components", f"Component custom id cannot be duplicated: {custom_id}")
        if custom_id is not None:
            seen.add(custom_id)


def _check_top(component: Mapping[str, Any], where: str, files: set[str]) -> None:
    kind = component["type"]
    if kind == ROW:
        _check_row(component, where)
    elif kind == SECTION:
        for number, shown in enumerate(items(component.get("components"), f"{where}.components", 3, least=1)):
            one_of(entry(shown, where).get("type"), f"{where}.components.{number}.type", (TEXT_DISPLAY,))
            _check_top(shown, f"{where}.components.{number}", files)
        accessory = entry(component.get("accessory"), f"{where}.accessory")
        if accessory.get("type") == BUTTON:
            _check_button(accessory, f"{where}.accessory")
        else:
            one_of(accessory.get("type"), f"{where}.accessory.type", (BUTTON, THUMBNAIL))
            _check_media(accessory.get("media"), f"{where}.accessory.media", files)
    elif kind == TEXT_DISPLAY:
        text(component.get("content"), f"{where}.content", 4000)
    elif kind == GALLERY:
        for number, shown in enumerate(items(component.get("items"), f"{where}.items", 10, least=1)):
            _check_media(entry(shown, where).get("media"), f"{where}.items.{number}.media", files)
    elif kind == FILE:
        _check_media(component.get("file"), f"{where}.file", files)
    elif kind == CONTAINER:
        for number, inner in enumerate(items(component.get("components"), f"{where}.components", 40, least=1)):
            if entry(inner, where).get("type") == CONTAINER:
                raise invalid(f"{where}.components.{number}.type", "A container cannot hold another")
            _check_top(inner, f"{where}.components.{number}", files)
    elif kind != SEPARATOR:
        raise invalid(f"{where}.type", f"A component of type {kind!r} cannot stand here")


def _check_media(media: object, where: str, files: set[str]) -> None:
    check_link(text(entry(media, where).get("url"), f"{where}.url", 2048), f"{where}.url", files)


def _check_row(row: Mapping[str, Any], where: str) -> None:
    inner = items(row.get("components"), f"{where}.components", 5, least=1)
    for number, component in enumerate(inner):
        at = f"{where}.components.{number}"
        kind = entry(component, at).get("type")
        if kind == BUTTON:
            _check_button(component, at)
        elif kind in SELECTS:
            if len(inner) > 1:
                raise invalid(f"{where}.components", "A select takes a whole row")
            check_select(component, at)
        else:
            raise invalid(f"{at}.type", f"A component of type {kind!r} cannot stand in a row")


def _check_button(button: Mapping[str, Any], where: str) -> None:
    style = button.get("style")
    one_of(style, f"{where}.style", (1, 2, 3, 4, _LINK, _PREMIUM))
    if style == _LINK:
        link = text(button.get("url"), f"{where}.url", 512)
        if not re.match(r"(https?|discord)://[^\s/]", link):
            raise invalid(f"{where}.url", "Not a well formed URL")
        if button.get("custom_id") is not None:
            raise invalid(f"{where}.custom_id", "A custom id and a url cannot both be specified")
    elif style != _PREMIUM:
        text(button.get("custom_id"), f"{where}.custom_id", 100)
        if button.get("url") is not None:
            raise invalid(f"{where}.url", "A custom id and a url cannot both be specified")
    if button.get("label") is not None:
        text(button["label"], f"{where}.label", 80, least=0)
    if style != _PREMIUM and not button.get("label") and not button.get("emoji"):
        raise invalid(f"{where}.label", "A label or an emoji is required")


def check_select(select: Mapping[str, Any], where: str) -> None:
    """Refuse a select that Discord would not take."""
    text(select.get("custom_id"), f"{where}.custom_id", 100)
    if select.get("placeholder") is not None:
        text(select["placeholder"], f"{where}.placeholder", 150, least=0)
    most = 25
    if select["type"] == CHOICES:
        options = items(select.get("options"), f"{where}.options", 25, least=1)
        _check_options(options, f"{where}.options")
        most = len(options)
    fewest, largest = select.get("min_values", 1), select.get("max_values", 1)
    if not 0 <= fewest <= 25 or not max(1, fewest) <= largest <= most:
        raise invalid(f"{where}.max_values", f"min_values {fewest} and max_values {largest} do not fit {most} options")


def _check_options(options: list[Any], where: str) -> None:
    values = []
    for number, option in enumerate(options):
        at = f"{where}.{number}"
        text(entry(option, at).get("label"), f"{at}.label", 100)
        values.append(text(option.get("value"), f"{at}.value", 100))
        if option.get("description") is not None:
            text(option["description"], f"{at}.description", 100, least=0)
    if len(set(values)) != len(values):
        raise invalid(where, "The specified option value is already used")


def check_modal(data: Mapping[str, Any]) -> None:
    """Refuse a form that Discord would not show."""
    text(data.get("title"), "data.title", 45)
    text(data.get("custom_id"), "data.custom_id", 100)
    listed = items(data.get("components"), "data.components", 5, least=1)
    for number, component in enumerate(listed):
        where = f"data.components.{number}"
        kind = entry(component, where).get("type")
        if kind == ROW:
            (inner,) = items(component.get("components"), f"{where}.components", 1, least=1)
            one_of(entry(inner, where).get("type"), f"{where}.components.0.type", (TEXT_INPUT,))
            text(inner.get("label"), f"{where}.components.0.label", 45)
            _check_input(inner, f"{where}.components.0")
        elif kind == LABEL:
            text(component.get("label"), f"{where}.label", 45)
            if component.get("description") is not None:
                text(component["description"], f"{where}.description", 100, least=0)
            inner = entry(component.get("component"), f"{where}.component")
            one_of(inner.get("type"), f"{where}.component.type", (TEXT_INPUT, *SELECTS))
            if inner["type"] == TEXT_INPUT:
                _check_input(inner, f"{where}.component")
            else:
                check_select(inner, f"{where}.component")
        elif kind == TEXT_DISPLAY:
            text(component.get("content"), f"{where}.content", 4000)
        else:
            raise invalid(f"{where}.type", f"A component of type {kind!r} cannot stand in a form")
    _check_ids(listed)


def _check_input(field: Mapping[str, Any], where: str) -> None:
    text(field.get("custom_id"), f"{where}.custom_id", 100)
    one_of(field.get("style"), f"{where}.style", (1, 2))
    if field.get("placeholder") is not None:
        text(field["placeholder"], f"{where}.placeholder", 100, least=0)
    fewest, most = field.get("min_length") or 0, field.get("max_length") or 4000
    if not 0 <= fewest <= most <= 4000:
        raise invalid(f"{where}.max_length", f"Lengths from {fewest} to {most} are not possible")
    if field.get("value"):
        text(field["value"], f"{where}.value", most, least=fewest)
