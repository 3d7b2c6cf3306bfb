"""Loading saved models of the transformers library: one way in, with the same refusals for every class."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from podium.registry.adapters.base import AdapterOptions
from podium.registry.data_files import near_path
from podium.registry.errors import MissingExtra, PodiumError

#: Classes of transformers whose replies are read behind the prompt.
_DECODERS = ("AutoModelForCausalLM", "AutoModelForImageTextToText")
#: Names of the files that decide what a text model reads, beside those its tokenizer's class names: in any format a
#: tokenizer is saved in, so that neither logs nor states of a training are among them.
_TOKENIZER_FILES = (
    "tokenizer*",
    "tokenization*.py",
    "special_tokens_map.json",
    "added_tokens.json",
    "*vocab*",
    "merges*",
    "*.model",
    "*.spm",
    "*.bpe",
    "*.codes",
    "*.tiktoken",
)
#: How the names of pickled files begin that a training leaves beside the weights.
_STATES = ("training_args", "optimizer", "scheduler", "rng_state", "scaler")


def libraries(spec: str) -> tuple[Any, Any]:
    """Return torch and transformers, the latter told to be quiet.

    Raises:
        MissingExtra: If torch, transformers or Pillow are not installed.
    """
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


def first_line(error: BaseException) -> str:
    """Return the first line of an error, at most 200 characters, cut after a word."""
    lines = str(error).strip().splitlines()
    if not lines:
        return type(error).__name__
    return lines[0] if len(lines[0]) <= 200 else f"{lines[0][:196].rpartition(' ')[0] or lines[0][:196]} ..."


def load_model(auto: str, source: str, spec: str, options: AdapterOptions, *, dtype: str) -> Any:
    """Return a saved model in evaluation mode, on its device.

    Args:
        auto: Class of transformers, such as ``"AutoModelForCausalLM"``.
        source: A folder or a hub id.
        spec: What errors call it.
        options: The user's choices.
        dtype: What ``options.dtype`` stands for with this kind of model.

    Raises:
        PodiumError: If there are no weights, they are pickled or lack some, the class needs code that
            comes with the model, or an option does not fit.
        MissingExtra: If torch, transformers or Pillow are not installed.
    """
    torch, transformers = libraries(spec)
    from safetensors import SafetensorError

    arguments = _arguments(torch, transformers, spec, options, dtype)
    if not options.allow_pickle:
        _refuse_pickle(source, spec)
    _refuse_adapter(source, spec)
    try:
        model, loading = getattr(transformers, auto).from_pretrained(source, output_loading_info=True, **arguments)
    except (OSError, ValueError, KeyError, ImportError, RuntimeError, SafetensorError) as error:
        _refuse_damaged(source, spec)
        raise refusal(error, source, spec, options) from error
    _check_loading(loading, auto, spec)
    if auto in _DECODERS and getattr(model.config, "is_encoder_decoder", False):
        raise encoder_decoder(spec, type(model).__name__)
    model.unused_weights = tuple(sorted(loading["unexpected_keys"]))
    if not options.device_map and not options.quantization:
        model = model.to(options.device)
    model.eval()
    if options.compile:
        model.forward = torch.compile(model.forward, dynamic=True)
    return model


def load_part(auto: str, what: str, source: str, spec: str, options: AdapterOptions, **more: Any) -> Any:
    """Return a model's tokenizer or processor.

    Args:
        auto: Class of transformers, such as ``"AutoTokenizer"``.
        what: What it is called in errors, such as ``"tokenizer"``.
        source: A folder or a hub id.
        spec: What errors call the model.
        options: The user's choices.
        **more: Further arguments of ``from_pretrained``.

    Raises:
        PodiumError: If there is none that can be used.
    """
    _, transformers = libraries(spec)
    more |= {"trust_remote_code": options.trust_remote_code}
    if options.revision:
        more["revision"] = options.revision
    try:
        part = getattr(transformers, auto).from_pretrained(source, **more)
    except (OSError, ValueError, KeyError, TypeError, ImportError, AttributeError) as error:
        if _needs_code(error):
            raise refusal(error, source, spec, options) from error
        hint = "save one beside the weights with save_pretrained"
        raise PodiumError(f"{spec} has no usable {what}: {first_line(error)}", hint) from error
    _refuse_wordless(part, what, spec)
    return part


def _refuse_wordless(part: Any, what: str, spec: str) -> None:
    """Refuse a tokenizer that transformers makes of a folder without the files of one: it knows no words."""
    words = getattr(part, "tokenizer", part)
    if hasattr(words, "get_vocab") and len(set(words.get_vocab()) - set(words.all_special_tokens)) < 2:
        hint = f"save one beside the weights with {what}.save_pretrained"
        raise PodiumError(f"{spec} has no usable {what}: it knows no word, only special tokens", hint)


def _arguments(torch: Any, transformers: Any, spec: str, options: AdapterOptions, dtype: str) -> dict[str, Any]:
    arguments: dict[str, Any] = {
        "dtype": getattr(torch, dtype),
        "use_safetensors": None if options.allow_pickle else True,
        "trust_remote_code": options.trust_remote_code,
        # Refused here, where the weight can be named.
        "ignore_mismatched_sizes": True,
    }
    if options.revision:
        arguments["revision"] = options.revision
    if options.attention:
        arguments["attn_implementation"] = options.attention
    if options.device_map or options.quantization:
        arguments["device_map"] = options.device_map or options.device
    if options.quantization:
        try:
            import bitsandbytes  # noqa: F401
        except ImportError as error:
            raise PodiumError(
                f"--quantization {options.quantization} of {spec} needs bitsandbytes", "pip install bitsandbytes"
            ) from error
        bits = {"8bit": {"load_in_8bit": True}, "4bit": {"load_in_4bit": True}}[options.quantization]
        arguments["quantization_config"] = transformers.BitsAndBytesConfig(**bits)
    return arguments


def _check_loading(loading: Mapping[str, Any], auto: str, spec: str) -> None:
    if loading["mismatched_keys"]:
        name, saved, wanted = min((str(one[0]), tuple(one[1]), tuple(one[2])) for one in loading["mismatched_keys"])
        raise PodiumError(
            f"{spec}: the weight {name} is of shape {saved}, its configuration makes it {wanted}",
            "config.json and weights belong to different models",
        )
    if loading["missing_keys"]:
        # transformers would fill them with random numbers and only warn.
        missing = sorted(loading["missing_keys"])[0]
        raise PodiumError(
            f"{spec}: the weights lack {missing}", f"it must be saved as what {auto} loads, head included"
        )


def unused_note(model: Any) -> list[str]:
    """Return what is to be said about the weights of a file that a loaded model does not use, if any."""
    unused = getattr(model, "unused_weights", ())
    if not unused:
        return []
    are = "1 weight of the file is" if len(unused) == 1 else f"{len(unused)} weights of the file are"
    return [f"{are} not used by {type(model).__name__}, first: {unused[0]}"]


def no_folder(target: str) -> PodiumError:
    """Return the error of a model's folder that is not there, with the folder beside it that has nearly its name."""
    near = near_path(target, folders=True)
    hint = f"did you mean {near}?" if near else "a model of the hub is written without ./ in front"
    return PodiumError(f"model folder {target} does not exist", hint)


def encoder_decoder(spec: str, architecture: str) -> PodiumError:
    """Return the error for a model whose replies do not go on from its prompts."""
    return PodiumError(
        f"{spec} ({architecture}) is an encoder-decoder; only models that go on from their prompt are asked",
        "take a decoder, such as a Llama, Gemma or Qwen",
    )


def _refuse_adapter(source: str, spec: str) -> None:
    if not (Path(source) / "adapter_config.json").is_file():
        return
    if find_spec("peft") is None:
        raise PodiumError(
            f"{spec} has a LoRA adapter (adapter_config.json), which would be left out without peft",
            "pip install peft, or merge it into its base model (merge_and_unload) and save that",
        )


def _refuse_damaged(source: str, spec: str) -> None:
    """Name the first file of weights that cannot be opened."""
    from safetensors import SafetensorError, safe_open

    for path in sorted(Path(source).glob("*.safetensors")):
        with path.open("rb") as file:
            pointer = file.read(24).startswith(b"version https://git-lfs")
        if pointer:
            raise PodiumError(
                f"{spec} cannot be loaded: {path.name} is a git-lfs pointer, not the weights", "git lfs pull"
            )
        opened: Any = safe_open
        try:
            with opened(path, "pt"):
                pass
        except (SafetensorError, OSError) as error:
            raise PodiumError(
                f"{spec} cannot be loaded: {path.name} is damaged or cut off: {first_line(error)}", "download it again"
            ) from error


def _refuse_pickle(source: str, spec: str) -> None:
    folder = Path(source)
    if not folder.is_dir() or any(folder.glob("*.safetensors")):
        return
    pickled = [*folder.glob("*.bin"), *folder.glob("*.pt"), *folder.glob("*.pth"), *folder.glob("*.ckpt")]
    if pickled:
        raise PodiumError(
            f"{spec} cannot be loaded: its weights ({sorted(pickled)[0].name}) are pickled; reading them can run code",
            "save it as safetensors, or --allow-pickle if you trust where it comes from",
        )


def _needs_code(error: BaseException) -> bool:
    return "trust_remote_code" in str(error)


def refusal(error: BaseException, source: str, spec: str, options: AdapterOptions) -> PodiumError:
    """Return the error for the user when transformers cannot load something."""
    if _needs_code(error) and not options.trust_remote_code:
        return PodiumError(
            f"{spec} needs code that comes with it", "read it, then --trust-remote-code if you want it to run here"
        )
    hint = "" if Path(source).is_dir() else f"there is no folder {source} here, so the hub was asked"
    return PodiumError(f"{spec} cannot be loaded: {first_line(error)}", hint)


def not_finite(what: str, item_id: str, dtype: Any) -> PodiumError:
    """Return the error for an item with which a model's numbers are NaN or infinite.

    Args:
        what: The model and what it gives.
        item_id: The item.
        dtype: The model's precision.
    """
    half = "float32" not in str(dtype)
    hint = "try --dtype float32" if half else "its weights hold NaN, or its numbers overflow"
    return PodiumError(f"{what} for {item_id}", hint)


def weights_digest(source: str, config: Any, *, code: bool = False) -> str:
    """Return the SHA-256 of configuration and weights, or a hub id with the commit its ``config`` was read from.

    Args:
        source: A folder or a hub id.
        config: The model's configuration.
        code: Whether code that comes with the model may run; it is then part of the model.
    """
    folder = Path(source)
    if not folder.is_dir():
        return f"hub:{source}@{getattr(config, '_commit_hash', None)}"
    pickled = [] if any(folder.glob("*.safetensors")) else [*folder.glob("*.bin"), *folder.glob("*.pt")]
    pickled = [path for path in pickled if not path.stem.startswith(_STATES)]
    digest = hashlib.sha256()
    for path in [folder / "config.json", *sorted(folder.glob("*.safetensors")), *sorted(pickled)]:
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    for name in _modules(folder) if code else ():
        digest.update(name.encode() + b"\0" + hashlib.sha256((folder / name).read_bytes()).digest())
    return f"sha256:{digest.hexdigest()}"


def _modules(folder: Path) -> list[str]:
    """Return the Python files of a model, those of hidden folders aside."""
    names = (path.relative_to(folder) for path in folder.rglob("*.py"))
    return sorted(name.as_posix() for name in names if not any(part.startswith(".") for part in name.parts))


def tokenizer_digest(source: str, tokenizer: Any) -> str:
    """Return the SHA-256 of everything that turns text into tokens, chat template aside."""
    folder = Path(source)
    digest = hashlib.sha256()
    if folder.is_dir():
        patterns = (*_TOKENIZER_FILES, *getattr(tokenizer, "vocab_files_names", {}).values())
        for path in sorted({path for pattern in patterns for path in folder.glob(pattern) if path.is_file()}):
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    else:
        digest.update(json.dumps([source, tokenizer.get_vocab()], sort_keys=True).encode())
    return f"sha256:{digest.hexdigest()}"


def template_digest(template: str | None) -> str | None:
    """Return the SHA-256 of a chat template, or None where there is none."""
    return None if not template else f"sha256:{hashlib.sha256(template.encode()).hexdigest()}"
