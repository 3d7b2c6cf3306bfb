"""The model that is trained: an image classifier of the transformers library with a head for the findings."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
import transformers

from podium.plugins.chest_xray.policies import CLASSES
from podium.registry import PodiumError
from podium.registry.training import TrainingPlan

_PICKLED = ("*.bin", "*.pt", "*.pth", "*.ckpt")
#: Grey pixels over all three channels, where the architecture does not say what it was trained on.
_MEAN, _STD = (0.5, 0.5, 0.5), (0.5, 0.5, 0.5)


@dataclass(frozen=True)
class Built:
    """A model at its start.

    Args:
        model: An image classifier.
        processor: Its image processor.
        start: What its weights are: drawn anew, or whose.
    """

    model: Any
    processor: Any
    start: str


def outputs(labels: Sequence[str], policy: str) -> list[str]:
    """Return the names of a model's outputs: the labels, or three classes of each for ``"multiclass"``."""
    return [f"{label}={one}" for label in labels for one in CLASSES] if policy == "multiclass" else list(labels)


def build(plan: TrainingPlan, labels: Sequence[str]) -> Built:
    """Return the model that ``plan`` starts from, with a new head for ``labels``, and its processor.

    The processor makes each image a square of the plan's size, whole, with the mean and standard
    deviation of the architecture's own processor where it has one: a crop would lose the sides of the chest.

    Raises:
        PodiumError: If there is no such architecture, it is no image classifier, its weights cannot be
            used, or it cannot take images of that size.
    """
    _quieten()
    source, weights = _source(plan.arch)
    config = _config(plan.arch, source)
    names = outputs(labels, plan.policy)
    config.id2label = dict(enumerate(names))
    config.label2id = {name: position for position, name in enumerate(names)}
    # Each output of its own: a sigmoid, and for three classes a softmax over two of them, found by their names.
    config.problem_type = "multi_label_classification"
    torch.manual_seed(plan.seed)
    if weights:
        model = _pretrained(plan.arch, source, config)
    else:
        _resize(config, plan.image_size)
        model = _drawn(plan.arch, config)
    _try(model, plan, len(names))
    processor = _processor(source if weights else None, plan.image_size)
    start = f"the weights of {plan.arch}" if weights else f"random weights (seed {plan.seed})"
    return Built(model, processor, start)


def _quieten() -> None:
    quiet: Any = transformers.utils.logging
    quiet.set_verbosity_error()
    quiet.disable_progress_bar()
    logging.getLogger("huggingface_hub").setLevel(logging.ERROR)


def _source(arch: str) -> tuple[str, bool]:
    """Return what transformers is to open, and whether there are weights."""
    path = Path(arch).expanduser()
    if path.is_file():
        return str(path), False
    if path.is_dir():
        if not (path / "config.json").is_file():
            raise PodiumError(f"architecture folder {path} has no config.json", "save it with save_pretrained")
        if any(path.glob("*.safetensors")):
            return str(path), True
        pickled = next((file for kind in _PICKLED for file in path.glob(kind)), None)
        if pickled is not None:
            hint = "save it as safetensors, or give its config.json to start from random weights"
            raise PodiumError(f"architecture folder {path} has weights as {pickled.name} only", hint)
        return str(path), False
    if arch.startswith((".", "/", "~")) or arch.endswith(".json"):
        raise PodiumError(f"architecture {arch} does not exist", "give a folder, a config.json or a hub id")
    return arch, True


def _config(arch: str, source: str) -> Any:
    try:
        config = transformers.AutoConfig.from_pretrained(source)
    except (OSError, ValueError, KeyError, ImportError) as error:
        raise PodiumError(f"architecture {arch} cannot be opened: {_line(error)}") from error
    known: Any = transformers.MODEL_FOR_IMAGE_CLASSIFICATION_MAPPING
    if type(config) not in known:
        hint = "resnet, convnext, vit, swin and dinov2 are"
        raise PodiumError(f"architecture {arch} ({config.model_type}) is no image classifier of transformers", hint)
    return config


def _pretrained(arch: str, source: str, config: Any) -> Any:
    from safetensors import SafetensorError

    try:
        model, loading = transformers.AutoModelForImageClassification.from_pretrained(
            source,
            config=config,
            dtype=torch.float32,
            use_safetensors=True,
            ignore_mismatched_sizes=True,
            output_loading_info=True,
        )
    except (OSError, ValueError, KeyError, RuntimeError, SafetensorError) as error:
        raise PodiumError(f"architecture {arch}: its weights cannot be loaded: {_line(error)}") from error
    # The head is new on purpose; anything else that is missing would silently be random.
    mismatched = [key[0] if isinstance(key, tuple) else key for key in loading["mismatched_keys"]]
    lost = [key for key in (*loading["missing_keys"], *mismatched) if key.startswith(f"{model.base_model_prefix}.")]
    if lost:
        hint = "give its config.json to start from random weights"
        raise PodiumError(f"architecture {arch}: its weights lack {min(lost)}", hint)
    return model


def _drawn(arch: str, config: Any) -> Any:
    classifiers: Any = transformers.AutoModelForImageClassification
    # Where transformers has two classes for one kind it looks through these, and None is no list.
    config.architectures = config.architectures or []
    try:
        return classifiers.from_config(config)
    except Exception as error:  # A config can be wrong in any way that its architecture thinks of.
        raise PodiumError(f"architecture {arch} cannot be built: {_line(error)}", "mend its config.json") from error


def _resize(config: Any, size: int) -> None:
    """Set the image size where a config has one; without weights nothing depends on its own."""
    parts: tuple[Any, ...] = (config, getattr(config, "vision_config", None))
    for part in parts:
        own = getattr(part, "image_size", None)
        if part is not None and own is not None:
            part.image_size = [size, size] if isinstance(own, (list, tuple)) else size


def _try(model: Any, plan: TrainingPlan, width: int) -> None:
    """Show the model an empty image."""
    side = plan.image_size
    refusal = f"architecture {plan.arch} cannot take RGB images of {side} x {side}"
    try:
        with torch.no_grad():
            logits = model.eval()(pixel_values=torch.zeros(1, 3, side, side)).logits
    except Exception as error:  # As above.
        own = getattr(model.config, "image_size", None)
        hint = f"its own size is {own}: --image-size" if own is not None and own != side else "another --image-size"
        raise PodiumError(f"{refusal}: {_line(error)}", hint) from error
    if tuple(logits.shape) != (1, width):
        raise PodiumError(f"architecture {plan.arch} gives {tuple(logits.shape)} numbers for an image, not {width}")


def _processor(source: str | None, side: int) -> Any:
    mean, std = _MEAN, _STD
    if source is not None:
        processors: Any = transformers.AutoImageProcessor
        try:
            own = processors.from_pretrained(source, backend="pil")
        except (OSError, ValueError, ImportError):
            own = None
        if getattr(own, "image_mean", None) is not None and getattr(own, "do_normalize", True):
            mean, std = own.image_mean, own.image_std
    size = {"height": side, "width": side}
    return transformers.ViTImageProcessorPil(size=size, image_mean=list(mean), image_std=list(std))


def _line(error: BaseException) -> str:
    lines = str(error).strip().splitlines()
    return lines[0][:200] if lines else type(error).__name__
