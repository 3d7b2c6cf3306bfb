"""The limits of messages: their text, embeds, files, flags and whom they ping."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from podium.tests.fakes.discord import component_rules
from podium.tests.fakes.discord.refusals import Refused, check_link, entry, invalid, items, text

EPHEMERAL = 1 << 6
LOADING = 1 << 7
SUPPRESS_EMBEDS = 1 << 2
SUPPRESS_NOTIFICATIONS = 1 << 12
COMPONENTS_V2 = 1 << 15

#: Largest file, as told in each interaction's attachment_size_limit.
FILE_LIMIT = 10 * 1024 * 1024
_MOST_FILES = 10
_EMBED_TOTAL = 6000


def check_message(body: Mapping[str, Any], files: Mapping[str, bytes], *, flags: int, kept: Iterable[str] = ()) -> None:
    """Refuse a message that Discord would not take.

    Args:
        body: What was sent, for an edit merged over what was there.
        files: New files by name.
        flags: Flags the caller may set here.
        kept: Names of files that the message already has and keeps.
    """
    check_files(files)
    given = body.get("flags") or 0
    if not isinstance(given, int) or given & ~flags:
        raise invalid("flags", f"Only the flags {flags} may be set here, not {given}")
    content = body.get("content")
    if content is not None:
        text(content, "content", 2000, least=0)
    names = {*files, *kept}
    embeds = body.get("embeds") or []
    check_embeds(embeds, names)
    components = body.get("components") or []
    new_style = bool(given & COMPONENTS_V2)
    if new_style and (content or embeds):
        raise invalid("content", "Messages with the IS_COMPONENTS_V2 flag cannot have content or embeds")
    component_rules.check_components(components, new_style=new_style, files=names)
    check_allowed_mentions(body.get("allowed_mentions"))
    if not ((content or "").strip() or any(embeds) or names or (components and new_style)):
        raise Refused(400, 50006, "Cannot send an empty message")


def check_files(files: Mapping[str, bytes]) -> None:
    """Refuse too many files, and files that are too large."""
    if len(files) > _MOST_FILES:
        raise invalid("attachments", f"Must be {_MOST_FILES} or fewer in length")
    for content in files.values():
        if len(content) > FILE_LIMIT:
            raise Refused(413, 40005, "Request entity too large")


def check_embeds(embeds: object, files: set[str]) -> None:
    """Refuse embeds over Discord's limits, alone or taken together."""
    total = 0
    for number, embed in enumerate(items(embeds, "embeds", 10)):
        where = f"embeds.{number}"
        total += _embed_length(entry(embed, where), where)
        _check_links(embed, where, files)
    if total > _EMBED_TOTAL:
        raise invalid("embeds", f"Embed size exceeds maximum size of {_EMBED_TOTAL}, is {total}")


def _embed_length(embed: Mapping[str, Any], where: str) -> int:
    length = 0
    for key, most in (("title", 256), ("description", 4096)):
        if embed.get(key) is not None:
            length += len(text(embed[key], f"{where}.{key}", most, least=0))
    for number, field in enumerate(items(embed.get("fields") or [], f"{where}.fields", 25)):
        for key, most in (("name", 256), ("value", 1024)):
            said = text(entry(field, where).get(key), f"{where}.fields.{number}.{key}", most)
            if not said.strip():
                raise invalid(f"{where}.fields.{number}.{key}", "This field is required")
            length += len(said)
    for part, key, most in (("footer", "text", 2048), ("author", "name", 256)):
        if embed.get(part) is not None:
            length += len(text(entry(embed[part], where).get(key), f"{where}.{part}.{key}", most))
    color = embed.get("color")
    if color is not None and not (isinstance(color, int) and 0 <= color <= 0xFFFFFF):
        raise invalid(f"{where}.color", "Must be a colour between 0 and 16777215")
    if embed.get("timestamp") is not None:
        _check_time(embed["timestamp"], f"{where}.timestamp")
    return length


def _check_time(value: object, where: str) -> None:
    try:
        datetime.fromisoformat(str(value))
    except ValueError:
        raise invalid(where, "Must be an ISO8601 timestamp") from None


def _check_links(embed: Mapping[str, Any], where: str, files: set[str]) -> None:
    check_link(embed.get("url"), f"{where}.url", None)
    for part, key in (("image", "url"), ("thumbnail", "url"), ("footer", "icon_url"), ("author", "icon_url")):
        check_link((embed.get(part) or {}).get(key), f"{where}.{part}.{key}", files)
    check_link((embed.get("author") or {}).get("url"), f"{where}.author.url", None)


def check_allowed_mentions(allowed: object) -> None:
    """Refuse a choice of mentions that contradicts itself."""
    if allowed is None:
        return
    chosen = entry(allowed, "allowed_mentions")
    parse = items(chosen.get("parse") or [], "allowed_mentions.parse", 3)
    if set(parse) - {"users", "roles", "everyone"}:
        raise invalid("allowed_mentions.parse", f"Unknown kind of mention in {parse}")
    for kind in ("users", "roles"):
        listed = items(chosen.get(kind) or [], f"allowed_mentions.{kind}", 100)
        if kind in parse and listed:
            raise invalid(f"allowed_mentions.{kind}", f"parse:[{kind!r}] and {kind}: [ids...] are mutually exclusive")


def pings(body: Mapping[str, Any], *, replied: str | None, interaction: bool) -> tuple[set[str], set[str], bool]:
    """Return whom a message pings: ids of people, ids of roles, and whether everyone.

    Without ``allowed_mentions`` an ordinary message pings all that its text names and the person replied to; an answer
    to an interaction pings people only.
    """
    content = body.get("content") or ""
    people = set(re.findall(r"<@!?(\d+)>", content))
    roles = set(re.findall(r"<@&(\d+)>", content))
    everyone = bool(re.search(r"@(everyone|here)\b", content))
    allowed = body.get("allowed_mentions")
    if allowed is None:
        if replied:
            people.add(replied)
        return people, set() if interaction else roles, everyone and not interaction
    parse = allowed.get("parse") or []
    people &= people if "users" in parse else {str(one) for one in allowed.get("users") or []}
    roles &= roles if "roles" in parse else {str(one) for one in allowed.get("roles") or []}
    if replied and allowed.get("replied_user"):
        people.add(replied)
    return people, roles, everyone and "everyone" in parse
