"""Which adapter a saved model of the transformers library needs, told by its configuration."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path
from typing import Any

from podium.registry.adapters.base import Adapter, AdapterOptions
from podium.registry.adapters.pretrained import libraries, refusal

_CLASSES = {
    "classifier": "podium.registry.adapters.classifier:ImageClassifier",
    "contrastive": "podium.registry.adapters.contrastive:ContrastiveModel",
    "language": "podium.registry.adapters.language:LanguageModel",
    "vision-language": "podium.registry.adapters.vision_language:VisionLanguageModel",
}


def open_model(target: str, options: AdapterOptions) -> Adapter:
    """Return the adapter for a folder or a hub id; its weights are not loaded yet.

    Raises:
        PodiumError: If its configuration cannot be read.
        MissingExtra: If transformers is needed to tell and not installed.
    """
    module, _, name = _CLASSES[_kind(target, options)].partition(":")
    adapter: Adapter = getattr(import_module(module), name)(target, options)
    return adapter


def _kind(target: str, options: AdapterOptions) -> str:
    config = _config(target, options)
    architecture = (config.get("architectures") or [""])[0]
    model_type = config.get("model_type", "")
    if not config or architecture.endswith("ForImageClassification"):
        return "classifier"
    _, transformers = libraries(f"hf:{target}")
    auto: Any = transformers.models.auto.modeling_auto
    if model_type in auto.MODEL_FOR_ZERO_SHOT_IMAGE_CLASSIFICATION_MAPPING_NAMES:
        return "contrastive"
    # Some families are both, and some classes are listed as both; what the weights were saved from decides.
    if architecture in auto.MODEL_FOR_IMAGE_TEXT_TO_TEXT_MAPPING_NAMES.values():
        return "vision-language"
    if architecture in auto.MODEL_FOR_CAUSAL_LM_MAPPING_NAMES.values():
        return "language"
    if model_type in auto.MODEL_FOR_IMAGE_TEXT_TO_TEXT_MAPPING_NAMES:
        return "vision-language"
    if model_type in auto.MODEL_FOR_CAUSAL_LM_MAPPING_NAMES or architecture.endswith("ForCausalLM"):
        return "language"
    return "classifier"


def _config(target: str, options: AdapterOptions) -> dict[str, Any]:
    """Return a model's configuration; empty for folders that the image classifier explains or averages."""
    folder = Path(target).expanduser()
    file = folder / "config.json"
    if file.is_file():
        try:
            content = json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return content if isinstance(content, dict) else {}
    if folder.is_dir() or target.startswith((".", "/", "~")):
        return {}
    _, transformers = libraries(f"hf:{target}")
    revision = {"revision": options.revision} if options.revision else {}
    try:
        found = transformers.PretrainedConfig.get_config_dict(target, **revision)[0]
    except (OSError, ValueError) as error:
        raise refusal(error, target, f"hf:{target}", options) from error
    return dict(found)
