"""Image classifiers of the transformers library, from a folder or a hub id."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from podium.registry.adapters.base import Adapter, Facts, Task
from podium.registry.adapters.labels import match_labels
from podium.registry.benchmark import Answer, Classify, Item
from podium.registry.errors import DataError, MissingExtra, PodiumError

if TYPE_CHECKING:
    from PIL.Image import Image

_DECODERS = 4


class ImageClassifier(Adapter):
    """Answers :class:`Classify` with one forward pass per image.

    Labels are matched by name with the model's ``id2label``. Logits become independent probabilities
    by a sigmoid, unless the model's ``problem_type`` says that exactly one label is right.
    """

    kind = "hf"

    @property
    def looks_at_images(self) -> bool:
        """Always."""
        return True

    def prepare(self, task: Task) -> None:
        """Load the model and its image processor, and match the labels.

        Raises:
            PodiumError: If there is no such model, it has no safetensors weights or no image
                processor, or it knows none of the labels.
            MissingExtra: If torch, transformers or Pillow are not installed.
        """
        request = task.items[0].request
        if not isinstance(request, Classify):
            raise PodiumError(
                f"{self.spec} classifies images; {task.benchmark.card.name} asks {type(request).__name__}"
            )
        if not request.images:
            raise PodiumError(f"{task.benchmark.card.name}: this copy of the data has labels but no images to show")
        self._model, self._processor = self._load()
        offered = {int(position): name for position, name in self._model.config.id2label.items()}
        self._matched = match_labels(request.labels, offered, task.benchmark.card.observations)
        self._missing = [name for name, position in zip(request.labels, self._matched, strict=True) if position is None]
        if len(self._missing) == len(request.labels):
            theirs = ", ".join(list(offered.values())[:5])
            raise PodiumError(
                f"{self.spec} knows none of the labels asked for; its id2label has {theirs}",
                f"name its outputs {', '.join(request.labels[:3])} ... in config.json",
            )
        self._labels = request.labels

    def _load(self) -> tuple[Any, Any]:
        torch, transformers = _libraries(self.spec)
        local = Path(self.target)
        if self.target.startswith((".", "/", "~")) and not local.expanduser().is_dir():
            raise PodiumError(f"model folder {local} does not exist")
        if local.is_dir() and not (local / "config.json").is_file():
            raise PodiumError(f"model folder {local} has no config.json", "save it with save_pretrained")
        from safetensors import SafetensorError

        source = str(local.expanduser()) if local.expanduser().is_dir() else self.target
        dtype = getattr(torch, self.options.dtype)
        try:
            model, loading = transformers.AutoModelForImageClassification.from_pretrained(
                source, dtype=dtype, use_safetensors=True, output_loading_info=True
            )
        except (OSError, ValueError, KeyError, SafetensorError) as error:
            raise PodiumError(f"{self.spec} cannot be loaded: {_line(error)}") from error
        if loading["missing_keys"]:
            # transformers would fill them with random numbers and only warn.
            missing = sorted(loading["missing_keys"])[0]
            hint = "it must be saved from a classifier, head included"
            raise PodiumError(f"{self.spec}: the weights lack {missing}", hint)
        try:
            processor = transformers.AutoImageProcessor.from_pretrained(source, backend="pil")
        except (OSError, ValueError) as error:
            hint = "save one beside the weights with processor.save_pretrained"
            raise PodiumError(f"{self.spec} has no usable image processor: {_line(error)}", hint) from error
        return model.to(self.options.device).eval(), processor

    @property
    def _activation(self) -> str:
        if self.options.activation != "auto":
            return self.options.activation
        return "softmax" if self._model.config.problem_type == "single_label_classification" else "sigmoid"

    def fingerprint(self) -> Facts:
        """The weights, the preprocessing, and how logits become probabilities."""
        return {
            "weights": self._weights(),
            "processor": hashlib.sha256(self._processor.to_json_string().encode()).hexdigest(),
            "activation": self._activation,
            "dtype": self.options.dtype,
        }

    def _weights(self) -> str:
        folder = Path(self.target).expanduser()
        if not folder.is_dir():
            return f"hub:{self.target}@{self._model.config._commit_hash}"
        digest = hashlib.sha256()
        for path in [folder / "config.json", *sorted(folder.glob("*.safetensors"))]:
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
        return f"sha256:{digest.hexdigest()}"

    def provenance(self) -> Facts:
        """The architecture, its size and the device."""
        return {
            "architecture": type(self._model).__name__,
            "parameters": int(self._model.num_parameters()),
            "device": self.options.device,
        }

    def notes(self) -> Sequence[str]:
        """Name the labels the model lacks, and an activation that had to be assumed."""
        notes = []
        if self._missing:
            notes.append(f"not predicted, the model has no such label: {', '.join(self._missing)}")
        if self.options.activation == "auto" and self._model.config.problem_type is None:
            notes.append(
                "the model does not state its problem_type; its logits were taken as independent labels "
                "(sigmoid), --activation softmax takes them as one choice"
            )
        return notes

    def answer(self, items: Sequence[Item]) -> list[Answer]:
        """Classify the items' images; several images of one item are averaged.

        Raises:
            DataError: If an image is missing, truncated or not an image, or the model gives NaN.
        """
        import torch

        paths = [path for item in items for path in _images(item)]
        with ThreadPoolExecutor(_DECODERS) as pool:
            images = list(pool.map(read_image, paths))
        pixels = self._processor(images, return_tensors="pt")["pixel_values"]
        with torch.inference_mode():
            logits = self._model(pixels.to(self.options.device, self._model.dtype)).logits.double().cpu()
        if not bool(torch.isfinite(logits).all()):
            bad = paths[int((~torch.isfinite(logits)).any(dim=1).nonzero()[0])]
            raise DataError(f"{self.spec} gives a logit that is not finite for {bad}", "try --dtype float32")
        probabilities = logits.sigmoid() if self._activation == "sigmoid" else logits.softmax(dim=1)
        answers, start = [], 0
        for item in items:
            count = len(_images(item))
            row = probabilities[start : start + count].mean(dim=0).tolist()
            start += count
            answers.append(Answer(probabilities=tuple(None if p is None else row[p] for p in self._matched)))
        return answers


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


def _images(item: Item) -> tuple[Path, ...]:
    assert isinstance(item.request, Classify)
    return item.request.images


def read_image(path: Path) -> Image:
    """Return an image as 8-bit RGB; 16-bit grey values are scaled by their type's maximum.

    Raises:
        DataError: If the file is missing, cut off or not an image.
    """
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(path) as image:
            if not image.mode.startswith("I"):
                return image.convert("RGB")
            grey = image.convert("I").point(lambda value: value * (255.0 / 65535.0))
            return grey.convert("L").convert("RGB")
    except FileNotFoundError as error:
        raise DataError(f"image {path} does not exist") from error
    except (OSError, UnidentifiedImageError, SyntaxError) as error:
        raise DataError(f"image {path} cannot be read: {_line(error)}", "fetch it again") from error


def _line(error: BaseException) -> str:
    lines = str(error).strip().splitlines()
    return lines[0][:200] if lines else type(error).__name__
