"""What a user means by a plugin's name; nothing is imported to find out."""

from __future__ import annotations

from collections.abc import Sequence

from podium.cli.app import App
from podium.registry import names
from podium.registry.candidates import Candidate, find_candidates
from podium.registry.errors import NotFound, PodiumError


def candidates(app: App) -> list[Candidate]:
    """Return every plugin that is installed, in the user's folder or in one given with ``--plugins-dir``."""
    place = app.place
    return find_candidates([place.user_folder, *place.plugins_dirs])


def chosen(name: str, among: Sequence[Candidate]) -> Candidate:
    """Return the plugin of a name: its own, ``DISTRIBUTION:NAME``, or the path of a file.

    Raises:
        NotFound: If there is none; near names are given.
        PodiumError: If it could be two.
    """
    wanted = names.key(name)
    found = [one for one in among if name in (one.identity, one.target)]
    found = found or [one for one in among if wanted and names.key(one.name) == wanted]
    if not found:
        near = names.nearest(name, dict.fromkeys(one.name for one in among))
        raise NotFound("plugin", name, near, "podium plugins lists them")
    if len(found) > 1:
        raise several(name, [one.identity for one in found])
    return found[0]


def several(name: str, identities: Sequence[str]) -> PodiumError:
    """Return the error of a name that more than one plugin has."""
    return PodiumError(f"{len(identities)} plugins are called {name!r}", f"say {' or '.join(identities)}")
