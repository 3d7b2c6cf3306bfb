"""Loading saved models: what is refused, and digests that change with what they stand for."""

from __future__ import annotations

import json
import shutil
from importlib.util import find_spec
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
    unused_note,
    weights_digest,
)
from podium.registry.benchmark import Choose, Item
from podium.registry.errors import PodiumError
from podium.tests.fakes import causal
from podium.tests.fakes.language import llama
from podium.tests.registry.language_support import prepared

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


def test_code_that_may_run_is_part_of_the_model_and_other_code_is_not(folder: Path, copy: Path) -> None:
    plain = weights_digest(str(folder), None)
    assert weights_digest(str(folder), None, code=True) == plain
    seen = {plain}
    for name, text in (("modeling_own.py", "A = 1\n"), ("modeling_own.py", "A = 2\n"), ("parts/layers.py", "B = 1\n")):
        (copy / name).parent.mkdir(exist_ok=True)
        (copy / name).write_text(text)
        assert weights_digest(str(copy), None) == plain
        seen.add(weights_digest(str(copy), None, code=True))
    assert len(seen) == 4
    (copy / ".cache").mkdir()
    (copy / ".cache" / "left.py").write_text("C = 1\n")
    assert weights_digest(str(copy), None, code=True) in seen


@pytest.mark.parametrize(
    "name",
    ["spiece.model", "sentencepiece.bpe.model", "source.spm", "qwen.tiktoken", "bpe.codes", "tokenization_own.py"],
)
def test_a_tokenizers_files_of_any_format_are_in_its_digest(name: str, copy: Path) -> None:
    words = load_part("AutoTokenizer", "tokenizer", str(copy), "hf:x", AdapterOptions())
    before = tokenizer_digest(str(copy), words)
    (copy / name).write_bytes(b"1")
    first = tokenizer_digest(str(copy), words)
    (copy / name).write_bytes(b"2")
    assert len({before, first, tokenizer_digest(str(copy), words)}) == 3


def test_files_a_tokenizers_class_names_are_in_its_digest(copy: Path) -> None:
    class Words:
        vocab_files_names = {"vocab_file": "dict.txt"}

    before = tokenizer_digest(str(copy), Words())
    (copy / "dict.txt").write_text("a")
    assert tokenizer_digest(str(copy), Words()) != before


def test_what_a_training_leaves_beside_a_model_changes_no_digest(copy: Path) -> None:
    def digests() -> tuple[str, str]:
        words = load_part("AutoTokenizer", "tokenizer", str(copy), "hf:x", AdapterOptions())
        return weights_digest(str(copy), None, code=True), tokenizer_digest(str(copy), words)

    (copy / "model.safetensors").rename(copy / "pytorch_model.bin")
    before = digests()
    left = "trainer_state.json training_args.bin optimizer.pt scheduler.pt rng_state.pth train.log all_results.json"
    for name in (*left.split(), "README.md", "LICENSE", "chat_template.jinja", "events.out.tfevents.1"):
        (copy / name).write_text("x")
    (copy / "checkpoint-5").mkdir()
    (copy / "checkpoint-5" / "tokenizer.json").write_text("{}")
    assert digests() == before


def opened(target: Path | str) -> str:
    """Return why a model is not opened, in one line."""
    with pytest.raises(PodiumError) as caught:
        open_adapter(f"hf:{target}", AdapterOptions())
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_what_is_no_saved_model_is_said_to_be_what_it_is(copy: Path, tmp_path: Path) -> None:
    assert opened(tmp_path / "nope").startswith(f"model folder {tmp_path / 'nope'} does not exist")
    (tmp_path / "empty").mkdir()
    assert "has no config.json" in opened(tmp_path / "empty")
    (tmp_path / "gguf").mkdir()
    (tmp_path / "gguf" / "x.gguf").write_bytes(b"GGUF")
    for target in (tmp_path / "gguf", tmp_path / "gguf" / "x.gguf"):
        assert "is a GGUF file, which transformers does not run here (serve it with llama.cpp" in opened(target)
    (tmp_path / "empty" / "adapter_config.json").write_text("{}")
    assert "holds a LoRA adapter" in opened(tmp_path / "empty")
    (copy / "config.json").write_text("{bad")
    assert "config.json is not JSON" in opened(copy)
    (copy / "config.json").write_text("[]")
    assert "config.json is not a JSON object" in opened(copy)
    assert "is a file; hf: takes a folder" in opened(copy / "config.json")


@pytest.mark.parametrize(
    ("model_type", "architecture", "why"),
    [
        ("bert", "BertForMaskedLM", "fills gaps in a text"),
        ("roberta", "RobertaForMaskedLM", "fills gaps in a text"),
        ("electra", "ElectraForPreTraining", "was saved while it was pretrained"),
        ("bert", "BertModel", "gives embeddings and no answers"),
        ("llama", "LlamaModel", "gives embeddings and no answers"),
        ("bart", "BartForConditionalGeneration", "is an encoder-decoder"),
        ("t5", "T5ForConditionalGeneration", "is an encoder-decoder"),
    ],
)
def test_models_whose_answers_would_mean_nothing_are_refused(
    model_type: str, architecture: str, why: str, tmp_path: Path
) -> None:
    config = {"model_type": model_type, "architectures": [architecture], "is_encoder_decoder": "decoder" in why}
    (tmp_path / "config.json").write_text(json.dumps(config))
    assert f"({architecture}) {why}" in opened(tmp_path)


def test_weights_that_are_not_used_are_noted(copy: Path) -> None:
    import torch
    from safetensors.torch import load_file, save_file

    weights = load_file(copy / "model.safetensors")
    assert unused_note(load(copy)) == []
    weights["model.layers.2.mlp.up_proj.weight"] = torch.zeros(64, 32)
    weights["model.layers.0.self_attn.q_proj.bias"] = torch.zeros(32)
    save_file(weights, copy / "model.safetensors", metadata={"format": "pt"})
    (note,) = unused_note(load(copy))
    first = "model.layers.0.self_attn.q_proj.bias"
    assert note == f"2 weights of the file are not used by LlamaForCausalLM, first: {first}"
    item = Item("x", Choose("Which?", ("a", "b")), 0)
    assert prepared(copy, [item]).notes() == (note,)


def test_a_weight_of_another_shape_is_named(copy: Path) -> None:
    from safetensors.torch import load_file, save_file

    weights = load_file(copy / "model.safetensors")
    rows = len(weights["lm_head.weight"])
    weights["lm_head.weight"] = weights["lm_head.weight"][:-3].clone()
    save_file(weights, copy / "model.safetensors", metadata={"format": "pt"})
    shapes = f"is of shape ({rows - 3}, 32), its configuration makes it ({rows}, 32)"
    assert f"the weight lm_head.weight {shapes}" in refused(copy)


def test_the_damaged_file_is_named(copy: Path) -> None:
    whole = (copy / "model.safetensors").read_bytes()
    (copy / "model.safetensors").write_bytes(whole[: len(whole) // 2])
    assert "model.safetensors is damaged or cut off" in refused(copy)
    (copy / "model.safetensors").write_text("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n")
    assert "model.safetensors is a git-lfs pointer, not the weights (git lfs pull)" in refused(copy)


def test_an_adapter_of_weights_is_not_left_out_silently(copy: Path) -> None:
    (copy / "adapter_config.json").write_text("{}")
    if find_spec("peft") is None:
        assert "has a LoRA adapter (adapter_config.json)" in refused(copy)


def test_a_tokenizer_that_knows_no_words_is_refused(tmp_path: Path) -> None:
    # transformers makes one with special tokens only where its files are missing.
    saved = causal.save(tmp_path / "gpt2", "gpt2")
    for file in saved.glob("tokenizer*"):
        file.unlink()
    with pytest.raises(PodiumError, match="has no usable tokenizer: it knows no word, only special tokens"):
        load_part("AutoTokenizer", "tokenizer", str(saved), "hf:x", AdapterOptions())


def test_a_long_error_is_cut_after_a_word() -> None:
    assert first_line(ValueError("a short one\nmore")) == "a short one"
    assert first_line(ValueError("word " * 60)) == "word " * 39 + "..."
    assert first_line(ValueError("x" * 300)) == "x" * 196 + " ..."
