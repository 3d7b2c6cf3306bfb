"""Tiny real language models: a tokenizer trained on the fly, seeded random weights, ``save_pretrained``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from podium.tests.fakes import quiz_data

#: ChatML, which many published models use.
CHAT_TEMPLATE = (
    "{% for message in messages %}<|im_start|>{{ message['role'] }}\n{{ message['content'] }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)


def tokenizer(*, chat: bool = False, vocabulary: int = 600) -> Any:
    """Return a byte-level BPE tokenizer, trained on questions in MMLU's form, in which every letter is one token."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors, trainers
    from transformers import PreTrainedTokenizerFast

    special = ["<pad>", "<s>", "</s>", "<|im_start|>", "<|im_end|>"]
    bare = Tokenizer(models.BPE())
    bare.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    bare.decoder = decoders.ByteLevel()
    rows = [row for subject in quiz_data.SUBJECTS for row in quiz_data.questions(subject, 60)]
    texts = ["\n".join([row[0], *(f"{x}. {t}" for x, t in zip("ABCD", row[1:5], strict=True))]) for row in rows]
    texts = [f"{text}\nAnswer: {row[5]}\n\n" for text, row in zip(texts, rows, strict=True)]
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    bare.train_from_iterator(
        texts,
        trainers.BpeTrainer(
            vocab_size=vocabulary, special_tokens=special, initial_alphabet=alphabet, show_progress=False
        ),
    )
    # As Llama's does: a beginning, no end.
    bare.post_processor = processors.TemplateProcessing(
        single="<s> $A", pair="<s> $A $B", special_tokens=[("<s>", bare.token_to_id("<s>"))]
    )
    fast: Any = PreTrainedTokenizerFast
    whole = fast(tokenizer_object=bare, pad_token="<pad>", bos_token="<s>", eos_token="<|im_end|>" if chat else "</s>")
    if chat:
        whole.chat_template = CHAT_TEMPLATE
    return whole


def llama(folder: Path, *, chat: bool = False, seed: int = 0, hidden: int = 32, layers: int = 2, **more: Any) -> Path:
    """Save a Llama and its tokenizer, as a user would have it."""
    import torch
    from transformers import LlamaConfig, LlamaForCausalLM

    words = tokenizer(chat=chat)
    torch.manual_seed(seed)
    config = LlamaConfig(
        vocab_size=len(words),
        hidden_size=hidden,
        intermediate_size=2 * hidden,
        num_hidden_layers=layers,
        num_attention_heads=4,
        num_key_value_heads=2,
        max_position_embeddings=4096,
        # Large enough that random weights prefer one letter to another clearly.
        initializer_range=0.2,
        pad_token_id=words.pad_token_id,
        bos_token_id=words.bos_token_id,
        eos_token_id=words.eos_token_id,
        tie_word_embeddings=False,
        **more,
    )
    LlamaForCausalLM(config).save_pretrained(folder)
    words.save_pretrained(folder)
    return folder
