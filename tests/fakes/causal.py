"""Tiny causal language models of several kinds, with the tokenizer of :mod:`podium.tests.fakes.language`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from podium.tests.fakes.language import tokenizer


def save(folder: Path, kind: str, *, chat: bool = False, seed: int = 0) -> Path:
    """Save a model: ``"gpt2"``, ``"gemma2"`` (soft-capped, every other layer sees 16 tokens) or ``"mamba"``."""
    import torch
    import transformers as tf

    words = tokenizer(chat=chat)
    special: dict[str, Any] = {
        "vocab_size": len(words),
        "pad_token_id": words.pad_token_id,
        "bos_token_id": words.bos_token_id,
        "eos_token_id": words.eos_token_id,
        "initializer_range": 0.2,
    }
    torch.manual_seed(seed)
    model: Any
    if kind == "gpt2":
        model = tf.GPT2LMHeadModel(tf.GPT2Config(n_embd=32, n_layer=2, n_head=4, n_positions=256, **special))
    elif kind == "gemma2":
        config = tf.Gemma2Config(
            hidden_size=32,
            intermediate_size=64,
            num_hidden_layers=2,
            num_attention_heads=4,
            num_key_value_heads=2,
            head_dim=8,
            sliding_window=16,
            final_logit_softcapping=3.0,
            **special,
        )
        model = tf.Gemma2ForCausalLM(config)
    else:
        model = tf.MambaForCausalLM(tf.MambaConfig(hidden_size=32, num_hidden_layers=2, state_size=8, **special))
    model.save_pretrained(folder)
    words.save_pretrained(folder)
    return folder
