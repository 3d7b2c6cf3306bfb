"""Saved image classifiers: one folder or hub id, or a folder of several whose answers are averaged."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from podium.registry.errors import MissingExtra, PodiumError
from podium.registry.training import ENSEMBLE


@dataclass(frozen=True)
class Checkpoint:
    """A loaded model.

    Args:
        source: Its folder or hub id.
        model: The model, in evaluation mode, on its device.
        processor: Its image processor, which works with Pillow.
    """

    source: str
    model: Any
    processor: Any

    def weights(self) -> str:
        """Return the SHA-256 of configuration and weights, or a hub id with its commit."""
        folder = Path(self.source)
        if not folder.is_dir():
            return f"hub:{self.source}@{self.model.config._commit_hash}"
        digest = hashlib.sha256()
        for path in [folder / "config.json", *sorted(folder.glob("*.safetensors"))]:
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
        return f"sha256:{digest.hexdigest()}"

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
        raise PodiumError(f"model folder {target} does not exist")
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
        content = json.loads(path.read_text(encoding="utf-8"))
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


def load_checkpoint(source: str, spec: str, device: str, dtype: str) -> Checkpoint:
    """Load a model with its image processor.

    Args:
        source: A folder or a hub id.
        spec: What errors call it.
        device: A torch device.
        dtype: Precision of the weights.

    Raises:
        PodiumError: If it has no safetensors weights, lacks some of them, or has no image processor.
        MissingExtra: If torch, transformers or Pillow are not installed.
    """
    torch, transformers = _libraries(spec)
    from safetensors import SafetensorError

    try:
        model, loading = transformers.AutoModelForImageClassification.from_pretrained(
            source, dtype=getattr(torch, dtype), use_safetensors=True, output_loading_info=True
        )
    except (OSError, ValueError, KeyError, SafetensorError) as error:
        hint = "" if Path(source).is_dir() else f"there is no folder {source} here, so the hub was asked"
        raise PodiumError(f"{spec} cannot be loaded: {_line(error)}", hint) from error
    if loading["missing_keys"]:
        # transformers would fill them with random numbers and only warn.
        missing = sorted(loading["missing_keys"])[0]
        hint = "it must be saved from a classifier, head included"
        raise PodiumError(f"{spec}: the weights lack {missing}", hint)
    try:
        processor = transformers.AutoImageProcessor.from_pretrained(source, backend="pil")
    except (OSError, ValueError) as error:
        hint = "save one beside the weights with processor.save_pretrained"
        raise PodiumError(f"{spec} has no usable image processor: {_line(error)}", hint) from error
    return Checkpoint(source, model.to(device).eval(), processor)


def _libraries(spec: str) -> tuple[Any, Any]:
    try:
        import PIL  # noqa: F401
        import torch
        import transformers
    except ImportError as error:
        raise MissingExtra("eval", f"running {spec}", error.name or "torch") from error
    quiet: Any = transformers.utils.logging
    quiet.set_verbosity_error()
    quiet.disable_progress_bar()
    # Its retries would come between the user and the one line that says what is wrong.
    logging.getLogger("huggingface_hub").setLevel(logging.ERROR)
    return torch, transformers


def _line(error: BaseException) -> str:
    lines = str(error).strip().splitlines()
    return lines[0][:200] if lines else type(error).__name__
