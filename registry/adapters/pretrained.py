"""Loading saved models of the transformers library: one way in, with the same refusals for every class."""

from __future__ import annotations

import hashlib
import json
import logging
from pathlib import Path
from typing import Any

from podium.registry.adapters.base import AdapterOptions
from podium.registry.errors import MissingExtra, PodiumError

#: What beside the weights decides what a text model says.
_TOKENIZER_FILES = (
    "tokenizer.json",
    "tokenizer.model",
    "tokenizer_config.json",
    "special_tokens_map.json",
    "added_tokens.json",
    "vocab.json",
    "vocab.txt",
    "merges.txt",
)


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
    try:
        model, loading = getattr(transformers, auto).from_pretrained(source, output_loading_info=True, **arguments)
    except (OSError, ValueError, KeyError, ImportError, RuntimeError, SafetensorError) as error:
        raise refusal(error, source, spec, options) from error
    if loading["missing_keys"]:
        # transformers would fill them with random numbers and only warn.
        missing = sorted(loading["missing_keys"])[0]
        raise PodiumError(
            f"{spec}: the weights lack {missing}", f"it must be saved as what {auto} loads, head included"
        )
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
        return getattr(transformers, auto).from_pretrained(source, **more)
    except (OSError, ValueError, KeyError, TypeError, ImportError, AttributeError) as error:
        if _needs_code(error):
            raise refusal(error, source, spec, options) from error
        hint = "save one beside the weights with save_pretrained"
        raise PodiumError(f"{spec} has no usable {what}: {first_line(error)}", hint) from error


def _arguments(torch: Any, transformers: Any, spec: str, options: AdapterOptions, dtype: str) -> dict[str, Any]:
    arguments: dict[str, Any] = {
        "dtype": getattr(torch, dtype),
        "use_safetensors": None if options.allow_pickle else True,
        "trust_remote_code": options.trust_remote_code,
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


def weights_digest(source: str, config: Any) -> str:
    """Return the SHA-256 of configuration and weights, or a hub id with the commit its ``config`` was read from."""
    folder = Path(source)
    if not folder.is_dir():
        return f"hub:{source}@{getattr(config, '_commit_hash', None)}"
    pickled = [] if any(folder.glob("*.safetensors")) else [*folder.glob("*.bin"), *folder.glob("*.pt")]
    digest = hashlib.sha256()
    for path in [folder / "config.json", *sorted(folder.glob("*.safetensors")), *sorted(pickled)]:
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return f"sha256:{digest.hexdigest()}"


def tokenizer_digest(source: str, tokenizer: Any) -> str:
    """Return the SHA-256 of everything that turns text into tokens, chat template aside."""
    folder = Path(source)
    digest = hashlib.sha256()
    if folder.is_dir():
        for name in _TOKENIZER_FILES:
            if (folder / name).is_file():
                digest.update(name.encode() + b"\0" + (folder / name).read_bytes())
    else:
        digest.update(json.dumps([source, tokenizer.get_vocab()], sort_keys=True).encode())
    return f"sha256:{digest.hexdigest()}"


def template_digest(template: str | None) -> str | None:
    """Return the SHA-256 of a chat template, or None where there is none."""
    return None if not template else f"sha256:{hashlib.sha256(template.encode()).hexdigest()}"
