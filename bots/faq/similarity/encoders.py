"""Which sentence encoder is used, told without importing anything that runs one."""

from __future__ import annotations

import os
from pathlib import Path

from podium.registry.errors import PodiumError

#: Names a folder with a sentence encoder, or one of the hub's that is kept on this machine.
ENCODER_VARIABLE = "PODIUM_ENCODER"
DEFAULT_ENCODER = "sentence-transformers/all-MiniLM-L6-v2"


def find_encoder(name: str | None = None) -> str | None:
    """Return the encoder to use: the one named, that of ``PODIUM_ENCODER``, or the default if it is kept here.

    Args:
        name: A folder or a hub id; looked for nowhere else where it is given.

    Returns:
        None where none is named and the default is not on this machine.

    Raises:
        PodiumError: If a folder is named that does not exist.
    """
    wanted = name or os.environ.get(ENCODER_VARIABLE)
    if not wanted:
        return DEFAULT_ENCODER if _is_kept(DEFAULT_ENCODER) else None
    folder = Path(wanted).expanduser()
    if folder.is_dir():
        return str(folder)
    if wanted.startswith((".", "/", "~")) or wanted.count("/") != 1:
        raise PodiumError(f"sentence encoder {wanted}: no such folder", "give a folder with a model and its tokenizer")
    return wanted


def _is_kept(name: str) -> bool:
    """Return whether the hub's cache on this machine has a model, without importing anything heavy."""
    cache = os.environ.get("HF_HUB_CACHE") or os.path.join(
        os.environ.get("HF_HOME") or os.path.expanduser("~/.cache/huggingface"), "hub"
    )
    return (Path(cache) / f"models--{name.replace('/', '--')}" / "snapshots").is_dir()
