"""Fetching a benchmark's official files from the Hugging Face hub, and telling that a folder is from there."""

from __future__ import annotations

import logging
import re
import shlex
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from podium.registry.benchmark import Benchmark, Hub
from podium.registry.card import Card
from podium.registry.errors import DataError, MissingExtra, PodiumError
from podium.registry.verification import Observer

#: A revision in the hub's cache: ``datasets--cais--mmlu/snapshots/c30699e8356da336a370243923dbaf21066bb9fe``.
_SNAPSHOT = re.compile(
    r".*/datasets--(?P<owner>[^/-]++(?:-[^/-]++)*+)--(?P<name>[^/]+)/snapshots/(?P<revision>[0-9a-f]{40})"
)

_RESUME = "the same command goes on with what is there"


def how_to_get(card: Card, place: Hub) -> str:
    """Return how to get a benchmark's official files, as a hint for whoever lacks them.

    Args:
        card: The benchmark's card; where it is not open to all, the terms come first.
        place: Where its files lie; the commands name its revision and its patterns, so that no other files come.
    """
    here = f"{_terms(card)}podium data fetch {card.slug}, or --data hub"
    return f"{here}; without a network here, {_by_hand(card, place)}"


def _terms(card: Card) -> str:
    if card.access == "open":
        return ""
    return f"accept the terms at {card.dataset_url} and set HF_TOKEN to a token of that account, then "


def _by_hand(card: Card, place: Hub) -> str:
    """Return what fetches the files on another machine, in words and as a command of huggingface_hub."""
    only = [word for one in place.files for word in ("--include", one)]
    command = ("hf", "download", place.repository, "--repo-type", "dataset", "--revision", place.revision, *only)
    there = f"fetch it where there is one and give the folder {card.slug} to --data"
    return f"{there}: {shlex.join((*command, '--local-dir', card.slug))}"


def fetch(benchmark: Benchmark, observe: Observer = lambda stage, done, total: None) -> Path:
    """Return the folder of a benchmark's official files in the hub's own cache, fetched where they are not there.

    What is in the cache already is not asked for again, so that it works without a network then. The cache is
    where the hub's own settings say (``HF_HOME``, ``HF_HUB_CACHE``), as are the token (``HF_TOKEN``) and the server
    (``HF_ENDPOINT``); ``HF_HUB_OFFLINE`` is obeyed.

    Args:
        benchmark: One that says where its files lie.
        observe: Told how many megabytes are there, and of how many that are known so far.

    Raises:
        PodiumError: If the benchmark says no such place, or the files cannot be had; one line says why and what to
            do, and shows no token.
        MissingExtra: If huggingface_hub is not installed.
    """
    card, place = benchmark.card, benchmark.hub
    if place is None:
        home = f"get the files at {card.dataset_url} and give" if card.dataset_url else "give"
        raise PodiumError(f"{card.name} cannot be fetched from the hub", f"{home} their folder to --data")
    try:
        from huggingface_hub import snapshot_download
    except ImportError as error:
        raise MissingExtra("eval", f"fetching {card.name}", "huggingface_hub") from error
    # Its own words would come between the user and the one line that says what is wrong.
    logging.getLogger("huggingface_hub").setLevel(logging.ERROR)
    try:
        folder = Path(
            snapshot_download(
                place.repository,
                repo_type="dataset",
                revision=place.revision,
                allow_patterns=list(place.files) or None,
                tqdm_class=_bar(observe),
            )
        )
    except Exception as error:  # the library raises its own, those of what it asks the network with, and the system's
        raise _explained(error, card, place) from error
    _check_there(folder, place)
    return folder


def _bar(observe: Observer) -> type[Any]:
    """Return a progress bar of the hub's library that draws nothing and tells its bytes."""
    from huggingface_hub import utils

    library: Any = utils

    class Bar(library.tqdm):  # type: ignore[misc]
        def __init__(self, *words: Any, **more: Any) -> None:
            # Of its bars one counts the files and one what comes over the network; this one what is there.
            self.told = more.get("unit") == "B" and not str(more.get("name")).endswith(".transfer")
            self.done = 0.0
            super().__init__(*words, **more | {"disable": True})

        def update(self, n: float | None = 1) -> None:
            self.done += n or 0
            if self.told:
                observe("fetching, MB", round(self.done / 1e6), round((self.total or 0) / 1e6))

    return Bar


def origin(folder: Path) -> dict[str, str] | None:
    """Return the repository and the commit of a folder in the hub's cache, or None for any other folder."""
    found = _SNAPSHOT.match(f"{folder.resolve().as_posix()}/")
    if found is None:
        return None
    return {"repository": f"{found['owner']}/{found['name']}", "revision": found["revision"]}


def _check_there(folder: Path, place: Hub) -> None:
    there = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    missing = [one for one in place.files or ("*",) if not any(fnmatch(name, one) for name in there)]
    if missing:
        raise DataError(
            f"{place.repository} has no {' and no '.join(missing)} at revision {place.revision[:12]}",
            "the plugin names files that are not there",
        )


def _explained(error: Exception, card: Card, place: Hub) -> PodiumError:
    """Return one line for whatever fetching raised; what the server or the library wrote is not shown."""
    from huggingface_hub import constants, get_token
    from huggingface_hub import errors as known

    page = f"{constants.ENDPOINT}/datasets/{place.repository}"
    if isinstance(error, known.GatedRepoError):
        token = "of an account that has not accepted them" if get_token() else "not given"
        return PodiumError(
            f"{place.repository} is gated, and HF_TOKEN is {token}",
            f"accept the terms at {page} and set HF_TOKEN to a token of that account",
        )
    if isinstance(error, known.RevisionNotFoundError):
        return PodiumError(f"{place.repository} no longer has the revision {place.revision}", f"look at {page}")
    if isinstance(error, known.RepositoryNotFoundError):
        return PodiumError(f"the hub has no dataset {place.repository}, or does not show it to you", f"look at {page}")
    if isinstance(error, known.LocalEntryNotFoundError):
        return _not_cached(error.__cause__, card, place)
    if isinstance(error, known.HfHubHTTPError):
        return _refused(error.response.status_code, place)
    return _broken_off(error, place)


def _not_cached(cause: BaseException | None, card: Card, place: Hub) -> PodiumError:
    """Return the line for files that the cache lacks and the hub was not or could not be asked for."""
    from huggingface_hub import constants
    from huggingface_hub import errors as known

    if isinstance(cause, known.HfHubHTTPError):
        return _refused(cause.response.status_code, place)
    if cause is None or isinstance(cause, known.OfflineModeIsEnabled):
        return PodiumError(
            f"{place.repository} is not wholly in the hub's cache, and HF_HUB_OFFLINE is set",
            f"unset it to fetch the files; without a network here, {_terms(card)}{_by_hand(card, place)}",
        )
    return PodiumError(
        f"{place.repository} cannot be fetched: {constants.ENDPOINT} does not answer ({type(cause).__name__})",
        f"without a network here, {_terms(card)}{_by_hand(card, place)}",
    )


def _refused(status: int, place: Hub) -> PodiumError:
    what = f"{place.repository} cannot be fetched: the hub answers {status}"
    if status == 401:
        return PodiumError(what, "HF_TOKEN is not a token of the hub's; make a new one or unset it")
    if status == 403:
        return PodiumError(what, "HF_TOKEN has no right to read it")
    return PodiumError(what, f"try again later; {_RESUME}")


def _broken_off(error: Exception, place: Hub) -> PodiumError:
    system: Any = getattr(error, "errno", None)
    reason = error.strerror if isinstance(error, OSError) and system is not None else type(error).__name__
    return PodiumError(f"fetching {place.repository} broke off: {reason}", _RESUME)
