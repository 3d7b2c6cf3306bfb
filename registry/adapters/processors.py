"""Processors of the transformers library: text and images made into what a model reads, without torchvision."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from podium.registry.adapters.base import AdapterOptions
from podium.registry.adapters.pretrained import first_line, libraries, load_part
from podium.registry.errors import PodiumError

_HINT = "save one beside the weights with processor.save_pretrained"


def load_processor(source: str, spec: str, options: AdapterOptions, config: Any) -> Any:
    """Return a model's processor; its images are worked on with Pillow.

    Args:
        source: A folder or a hub id.
        spec: What errors call the model.
        options: The user's choices.
        config: The model's configuration.

    Raises:
        PodiumError: If there is none, or none that has both a tokenizer and an image processor.
    """
    _, transformers = libraries(spec)
    auto: Any = transformers.models.auto.processing_auto
    name = auto.PROCESSOR_MAPPING_NAMES.get(config.model_type)
    kind = getattr(transformers, name, None) if name else None
    if kind is not None and "video_processor" in kind.get_attributes():
        return _stills(kind, source, spec, options)
    processor = load_part("AutoProcessor", "processor", source, spec, options, backend="pil")
    if not hasattr(processor, "image_processor") or not hasattr(processor, "tokenizer"):
        raise PodiumError(f"{spec} has no usable processor, only {type(processor).__name__}", _HINT)
    return processor


def _stills(kind: Any, source: str, spec: str, options: AdapterOptions) -> Any:
    """Return a processor of a class that also reads videos, without that part: it alone needs torchvision."""

    class Stills(kind):  # type: ignore[misc]
        def check_argument_for_proper_class(self, argument_name: str, argument: Any) -> Any:
            if argument is not None:
                return super().check_argument_for_proper_class(argument_name, argument)
            return None

    parts: list[Any] = []
    for attribute in kind.get_attributes():
        if attribute == "tokenizer":
            parts.append(load_part("AutoTokenizer", "tokenizer", source, spec, options))
        elif attribute == "image_processor":
            parts.append(load_part("AutoImageProcessor", "image processor", source, spec, options, backend="pil"))
        else:
            parts.append(None)
    revision = {"revision": options.revision} if options.revision else {}
    try:
        settings, _ = kind.get_processor_dict(source, **revision)
        settings = {key: value for key, value in settings.items() if key not in kind.get_attributes()}
        return Stills.from_args_and_dict(parts, settings)
    except (OSError, ValueError, KeyError, TypeError, ImportError, AttributeError) as error:
        raise PodiumError(f"{spec} has no usable processor: {first_line(error)}", _HINT) from error


def chat_template(processor: Any) -> str | None:
    """Return the processor's chat template, or its tokenizer's, or None where neither has one."""
    for part in (processor, processor.tokenizer):
        found = getattr(part, "chat_template", None)
        if isinstance(found, dict):
            found = found.get("default")
        if found:
            return str(found)
    return None


def processor_digest(processor: Any) -> str:
    """Return the SHA-256 of everything that turns images into numbers and places them in text."""
    own = {
        key: value
        for key, value in vars(processor).items()
        if isinstance(value, (str, int, float, bool)) and key != "chat_template"
    }
    text = json.dumps([processor.image_processor.to_json_string(), own], sort_keys=True)
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
