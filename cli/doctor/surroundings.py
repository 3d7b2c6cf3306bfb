"""What Podium finds around it: variables and secrets, the locale, the hub's cache, images that it keeps."""

from __future__ import annotations

import locale
import os
import shlex
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from podium.cli.doctor.finding import Finding
from podium.cli.doctor.variables import VARIABLES
from podium.registry import formats, names
from podium.registry.errors import PodiumError

_TOKEN = "PODIUM_DISCORD_TOKEN"  # noqa: S105 - its variable
_KEYS = ("PODIUM_API_KEY", "PODIUM_JUDGE_API_KEY", "OPENAI_API_KEY", "HF_TOKEN")
_PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")


def look() -> Iterator[Finding]:
    """Yield what is found around Podium."""
    yield from _images()
    yield from _settings()
    yield from _secrets()
    yield from _encoder()
    yield from _locale()
    yield from _proxies()
    yield from _hub()


def _images() -> Iterator[Finding]:
    from podium.registry import kept_images

    try:
        number, size = kept_images.kept()
    except OSError as error:
        yield Finding("images", "warning", f"{error.filename}: {error.strerror}", "make the folder yours to read")
        return
    if number:
        folder = kept_images.folder()
        detail = f"{formats.count(number, 'image')} out of tables in {folder}, {size / 1e6:,.1f} MB"
        advice = f"rm -r {shlex.quote(str(folder))} frees it; a run that needs them writes them again"
        yield Finding("images", "info", detail, advice)


def _settings() -> Iterator[Finding]:
    for name in VARIABLES:
        if name in os.environ:
            value = "(a key)" if name.endswith(("_KEY", "_TOKEN")) else os.environ[name]
            yield Finding("setting", "info", f"{name}={value}")
    for name in sorted(os.environ):
        if name.startswith("PODIUM_") and name not in VARIABLES:
            near = names.nearest(name, VARIABLES, limit=1)
            advice = f"did you mean {near[0]}?" if near else f"known are {', '.join(VARIABLES)}"
            yield Finding("setting", "warning", f"{name} means nothing to Podium", advice)


def _secrets() -> Iterator[Finding]:
    """Yield what is wrong with tokens and keys; what they are is not told."""
    from podium.bots.discord import tokens

    for name in (_TOKEN, *_KEYS):
        value = os.environ.get(name)
        if value is None:
            continue
        if not value.strip():
            yield Finding("secret", "warning", f"{name} is set and empty", f"set it, or unset {name}")
            continue
        wrong = tokens.trouble(value) if name == _TOKEN else tokens.odd_signs(value)
        if wrong:
            yield Finding("secret", "warning", f"{name} {wrong}", "write the key alone, as it was given to you")


def _encoder() -> Iterator[Finding]:
    from podium.bots.faq.similarity.encoders import find_encoder

    try:
        find_encoder()
    except PodiumError as error:
        yield Finding("encoder", "failed", f"PODIUM_ENCODER: {error.message}", f"{error.hint}, or unset it")


def _locale() -> Iterator[Finding]:
    encoding = locale.getpreferredencoding(False)
    if encoding.lower().replace("-", "") not in ("utf8", "utf8sig"):
        detail = f"text is {encoding}, not UTF-8: names and marks are shown with question marks"
        yield Finding("locale", "warning", detail, "set PYTHONUTF8=1, or LC_ALL=C.UTF-8")


def _proxies() -> Iterator[Finding]:
    for name in (form for upper in _PROXIES for form in (upper, upper.lower())):
        address = os.environ.get(name)
        if address and not urlsplit(address).netloc:
            # It may hold a password.
            detail = f"{name} is no address with http:// in front, so that nothing on the network can be asked"
            yield Finding("proxy", "warning", detail, f"{name}=http://HOST:PORT")


def _hub() -> Iterator[Finding]:
    if os.environ.get("HF_HUB_OFFLINE", "").upper() in ("1", "ON", "YES", "TRUE"):
        yield Finding("hub", "info", "HF_HUB_OFFLINE is set: nothing is fetched", "unset it to fetch models and data")
    home = os.environ.get("HF_HOME") or os.path.join(
        os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"), "huggingface"
    )
    cache = Path(os.environ.get("HF_HUB_CACHE") or os.path.join(home, "hub"))
    nearest = next((one for one in (cache, *cache.absolute().parents) if one.exists()), Path("/"))
    if not (nearest.is_dir() and os.access(nearest, os.W_OK)):
        advice = "make it yours to write, or set HF_HOME to another folder"
        yield Finding("hub", "warning", f"the hub's cache {cache} cannot be written: {nearest}", advice)
