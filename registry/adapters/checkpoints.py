"""Saved image classifiers: one folder or hub id, or a folder of several whose answers are averaged."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from podium.registry import json_text
from podium.registry.adapters.base import AdapterOptions
from podium.registry.adapters.pretrained import load_model, load_part, no_folder, weights_digest
from podium.registry.errors import PodiumError
from podium.registry.training import ENSEMBLE


@dataclass(frozen=True)
class Checkpoint:
    """A loaded model.

    Args:
        source: Its folder or hub id.
        model: The model, in evaluation mode, on its device.
        processor: Its image processor, which works with Pillow.
        code: Whether code that comes with it may run.
    """

    source: str
    model: Any
    processor: Any
    code: bool = False

    def weights(self) -> str:
        """Return the SHA-256 of configuration and weights, or a hub id with its commit."""
        return weights_digest(self.source, self.model.config, code=self.code)

    def preprocessing(self) -> str:
        """Return the SHA-256 of the image processor's configuration."""
        return hashlib.sha256(self.processor.to_json_string().encode()).hexdigest()


def digest_of(texts: Sequence[str]) -> str:
    """Return the single text itself, or one SHA-256 over several."""
    if len(texts) == 1:
        return texts[0]
    return f"sha256:{hashlib.sha256(json.dumps(list(texts)).encode()).hexdigest()}"


def members(target: str) -> list[str]:
    """Return the folders or the hub id of the models that ``target`` names.

    A folder with ``ensemble.json`` (``{"members": ["checkpoint-1", ...]}``) names the folders listed there.

    Raises:
        PodiumError: If there is no such folder, it holds no model, or the list is not usable.
    """
    folder = Path(target).expanduser()
    if target.startswith((".", "/", "~")) and not folder.is_dir():
        raise no_folder(target)
    if not folder.is_dir():
        return [target]
    listed = folder / ENSEMBLE
    folders = _listed(listed) if listed.is_file() else [folder]
    for one in folders:
        if not (one / "config.json").is_file():
            raise PodiumError(f"model folder {one} has no config.json", "save it with save_pretrained")
    return [str(one) for one in folders]


def _listed(path: Path) -> list[Path]:
    try:
        content = json_text.parse(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise PodiumError(f"{path} is not JSON: {error}") from error
    names = content.get("members") if isinstance(content, dict) else None
    if not isinstance(names, list) or not names or not all(isinstance(name, str) and name for name in names):
        raise PodiumError(f"{path} lists no members", 'write {"members": ["checkpoint-1", ...]}')
    home = path.parent.resolve()
    folders = [(home / name).resolve() for name in names]
    for name, folder in zip(names, folders, strict=True):
        if home not in folder.parents:
            raise PodiumError(f"{path}: member {name!r} is not a folder inside {path.parent}", "name its own folders")
        if not folder.is_dir():
            raise PodiumError(f"{path}: member {name!r} does not exist")
        if folders.count(folder) > 1:
            raise PodiumError(f"{path}: member {name!r} is listed twice, and would count twice")
    return folders


def load_checkpoint(source: str, spec: str, options: AdapterOptions) -> Checkpoint:
    """Load a model with its image processor.

    Args:
        source: A folder or a hub id.
        spec: What errors call it.
        options: The user's choices.

    Raises:
        PodiumError: If it has no safetensors weights, lacks some of them, or has no image processor.
        MissingExtra: If torch, transformers or Pillow are not installed.
    """
    dtype = "float32" if options.dtype == "auto" else options.dtype
    model = load_model("AutoModelForImageClassification", source, spec, options, dtype=dtype)
    processor = load_part("AutoImageProcessor", "image processor", source, spec, options, backend="pil")
    return Checkpoint(source, model, processor, options.trust_remote_code)
