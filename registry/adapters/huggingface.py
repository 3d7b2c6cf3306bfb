"""Which adapter a saved model of the transformers library needs, told by its configuration."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

from podium.registry import json_text
from podium.registry.adapters.base import Adapter, AdapterOptions
from podium.registry.adapters.pretrained import encoder_decoder, first_line, libraries, no_folder, refusal
from podium.registry.errors import PodiumError
from podium.registry.training import ENSEMBLE

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
    listed = config.get("architectures") or [""]
    architecture = str(listed if isinstance(listed, str) else listed[0])
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
    _refuse_silent(target, architecture, config, auto)
    if model_type in auto.MODEL_FOR_IMAGE_TEXT_TO_TEXT_MAPPING_NAMES:
        return "vision-language"
    if model_type in auto.MODEL_FOR_CAUSAL_LM_MAPPING_NAMES or architecture.endswith("ForCausalLM"):
        return "language"
    return "classifier"


def _refuse_silent(target: str, architecture: str, config: dict[str, Any], auto: Any) -> None:
    """Refuse models that loading would make answer, and whose answers would mean nothing.

    Raises:
        PodiumError: If it fills gaps in a text, gives embeddings, or has an encoder of text.
    """
    what = ""
    if architecture.endswith("ForMaskedLM"):
        what = "fills gaps in a text, whose end it must know"
    elif architecture.endswith("ForPreTraining"):
        what = "was saved while it was pretrained, with layers for that alone"
    elif architecture in auto.MODEL_MAPPING_NAMES.values() or architecture.endswith("EmbeddingModel"):
        what = "gives embeddings and no answers"
    elif config.get("is_encoder_decoder"):
        raise encoder_decoder(f"hf:{target}", architecture)
    if what:
        hint = "take a model saved with its answering layer, such as ...ForCausalLM or ...ForImageClassification"
        raise PodiumError(f"hf:{target} ({architecture}) {what}", hint)


def _unconfigured(folder: Path) -> PodiumError:
    """Return the error for a folder without config.json."""
    if (folder / "adapter_config.json").is_file():
        return PodiumError(
            f"model folder {folder} holds a LoRA adapter (adapter_config.json) and not the model it changes",
            "merge it into its base model (merge_and_unload of peft) and save that",
        )
    quantized = sorted(folder.glob("*.gguf"))
    if quantized:
        return _no_folder(quantized[0])
    return PodiumError(f"model folder {folder} has no config.json", "save it with save_pretrained")


def _no_folder(file: Path) -> PodiumError:
    if file.suffix == ".gguf":
        hint = "serve it with llama.cpp (llama-server -m FILE), then openai:http://localhost:8080/v1#NAME"
        return PodiumError(f"{file} is a GGUF file, which transformers does not run here", hint)
    return PodiumError(f"{file} is a file; hf: takes a folder or a hub id", "name the folder it is in")


def _config(target: str, options: AdapterOptions) -> dict[str, Any]:
    """Return a model's configuration; empty for a folder of several classifiers that are averaged."""
    folder = Path(target).expanduser()
    file = folder / "config.json"
    if file.is_file():
        try:
            content = json_text.parse(file.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            what = f"{file} is not JSON: {first_line(error)}"
            raise PodiumError(what, "save it again with save_pretrained") from error
        if not isinstance(content, dict):
            raise PodiumError(f"{file} is not a JSON object", "save it again with save_pretrained")
        return content
    if folder.is_dir():
        if (folder / ENSEMBLE).is_file():
            return {}
        raise _unconfigured(folder)
    if folder.suffix == ".gguf" or folder.is_file():
        raise _no_folder(folder)
    if target.startswith((".", "/", "~")):
        raise no_folder(target)
    _, transformers = libraries(f"hf:{target}")
    revision = {"revision": options.revision} if options.revision else {}
    try:
        found = transformers.PretrainedConfig.get_config_dict(target, **revision)[0]
    except (OSError, ValueError) as error:
        raise refusal(error, target, f"hf:{target}", options) from error
    return dict(found)
