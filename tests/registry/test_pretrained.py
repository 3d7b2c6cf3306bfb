"""Loading saved models: what is refused, and digests that change with what they stand for."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from podium.registry.adapters import AdapterOptions, open_adapter
from podium.registry.adapters.language import LanguageModel
from podium.registry.adapters.pretrained import (
    first_line,
    load_model,
    load_part,
    template_digest,
    tokenizer_digest,
    weights_digest,
)
from podium.registry.errors import PodiumError
from podium.tests.fakes.language import llama

AUTO = "AutoModelForCausalLM"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return llama(tmp_path_factory.mktemp("llama") / "tiny")


@pytest.fixture
def copy(folder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(folder, tmp_path / "copy"))


def load(path: Path, **options: Any) -> Any:
    return load_model(AUTO, str(path), f"hf:{path.name}", AdapterOptions(**options), dtype="float32")


def refused(path: Path, **options: Any) -> str:
    with pytest.raises(PodiumError) as caught:
        load(path, **options)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_causal_model_is_opened_as_a_language_model(folder: Path) -> None:
    assert isinstance(open_adapter(f"hf:{folder}", AdapterOptions()), LanguageModel)


def test_a_model_is_loaded_for_evaluation_in_the_precision_asked_for(folder: Path) -> None:
    import torch

    model = load(folder)
    assert not model.training
    assert model.dtype == torch.float32
    assert load(folder, attention="eager").config._attn_implementation == "eager"


def test_missing_weights_are_not_made_up(copy: Path) -> None:
    from safetensors.torch import load_file, save_file

    weights = load_file(copy / "model.safetensors")
    del weights["lm_head.weight"]
    save_file(weights, copy / "model.safetensors", metadata={"format": "pt"})
    assert "the weights lack lm_head.weight" in refused(copy)


def test_damaged_weights_are_refused(copy: Path) -> None:
    whole = (copy / "model.safetensors").read_bytes()
    (copy / "model.safetensors").write_bytes(whole[:2000])
    assert "hf:copy cannot be loaded" in refused(copy)


def test_pickled_weights_are_read_only_when_allowed(copy: Path) -> None:
    import torch

    model = load(copy)
    (copy / "model.safetensors").unlink()
    torch.save(model.state_dict(), copy / "pytorch_model.bin")
    assert "its weights (pytorch_model.bin) are pickled" in refused(copy)
    again = load(copy, allow_pickle=True)
    assert torch.equal(again.lm_head.weight, model.lm_head.weight)


def test_code_that_comes_with_a_model_is_not_run(copy: Path) -> None:
    config = json.loads((copy / "config.json").read_text())
    config |= {"model_type": "own", "auto_map": {"AutoConfig": "own.Config", AUTO: "own.Model"}}
    (copy / "config.json").write_text(json.dumps(config))
    (copy / "own.py").write_text("raise SystemExit('code of the model was run')\n")
    assert "needs code that comes with it (read it, then --trust-remote-code" in refused(copy)


def test_quantization_without_its_library_is_refused(folder: Path) -> None:
    pytest.importorskip("torch")
    try:
        import bitsandbytes  # noqa: F401
    except ImportError:
        assert "needs bitsandbytes" in refused(folder, quantization="4bit")


def test_no_tokenizer_is_said_in_one_line(copy: Path) -> None:
    for file in copy.glob("tokenizer*"):
        file.unlink()
    with pytest.raises(PodiumError, match="hf:copy has no usable tokenizer: .*beside the weights with save_pretrained"):
        load_part("AutoTokenizer", "tokenizer", str(copy), "hf:copy", AdapterOptions())


def test_digests_change_with_what_they_stand_for_and_nothing_else(folder: Path, copy: Path) -> None:
    model = load(folder)
    words = load_part("AutoTokenizer", "tokenizer", str(folder), "hf:x", AdapterOptions())
    before = weights_digest(str(folder), model.config), tokenizer_digest(str(folder), words)
    assert before == (weights_digest(str(copy), model.config), tokenizer_digest(str(copy), words))
    (copy / "README.md").write_text("changed")
    assert before == (weights_digest(str(copy), model.config), tokenizer_digest(str(copy), words))
    data = bytearray((copy / "model.safetensors").read_bytes())
    data[-1] ^= 1
    (copy / "model.safetensors").write_bytes(bytes(data))
    (copy / "tokenizer.json").write_text((copy / "tokenizer.json").read_text() + "\n")
    after = weights_digest(str(copy), model.config), tokenizer_digest(str(copy), words)
    assert before[0] != after[0] and before[1] != after[1]
    assert template_digest(None) is None
    assert template_digest("a") != template_digest("b")


def test_a_long_error_is_cut_after_a_word() -> None:
    assert first_line(ValueError("a short one\nmore")) == "a short one"
    assert first_line(ValueError("word " * 60)) == "word " * 39 + "..."
    assert first_line(ValueError("x" * 300)) == "x" * 196 + " ..."
