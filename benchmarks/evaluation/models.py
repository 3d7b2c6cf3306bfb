"""Models with random weights and tokenizers trained on made-up words, saved as published ones are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.evaluation import data
from benchmarks.evaluation.data import LETTERS, words

#: Name -> vocabulary, hidden size, layers.
LLAMAS = {"llama-0.4m": (2600, 64, 2), "llama-21m": (32000, 256, 5), "llama-134m": (32000, 768, 12)}
_CHAT = (
    "{% for message in messages %}{{ message['role'].upper() }}: "
    "{% for part in message['content'] %}{% if part['type'] == 'image' %}<image>\n{% else %}{{ part['text'] }}"
    "{% endif %}{% endfor %}\n{% endfor %}{% if add_generation_prompt %}ASSISTANT:{% endif %}"
)


def tokenizer(vocabulary: int, special: tuple[str, ...] = ()) -> Any:
    """Return a byte-level BPE tokenizer in which every letter is one token."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, processors, trainers
    from transformers import PreTrainedTokenizerFast

    bare = Tokenizer(models.BPE())
    bare.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    bare.decoder = decoders.ByteLevel()
    texts = [f"Answer: {letter}\n" for letter in LETTERS] * 100 + [" ".join(words(40000))]
    trainer = trainers.BpeTrainer(
        vocab_size=vocabulary,
        special_tokens=["<pad>", "<s>", "</s>", *special],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    bare.train_from_iterator(texts, trainer)
    begin = bare.token_to_id("<s>")
    bare.post_processor = processors.TemplateProcessing(
        single="<s> $A", pair="<s> $A $B", special_tokens=[("<s>", begin)]
    )
    fast: Any = PreTrainedTokenizerFast
    return fast(tokenizer_object=bare, pad_token="<pad>", bos_token="<s>", eos_token="</s>")


def llama(folder: Path, name: str) -> None:
    """Save one of :data:`LLAMAS`."""
    import torch
    from transformers import LlamaConfig, LlamaForCausalLM

    vocabulary, hidden, layers = LLAMAS[name]
    text = tokenizer(vocabulary)
    torch.manual_seed(0)
    config = LlamaConfig(
        # What the model can write is what was asked for, whatever the tokenizer found worth a token.
        vocab_size=vocabulary,
        hidden_size=hidden,
        intermediate_size=hidden * 8 // 3,
        num_hidden_layers=layers,
        num_attention_heads=hidden // 32,
        num_key_value_heads=hidden // 32,
        max_position_embeddings=4096,
        # Large enough that the model prefers different letters for different questions.
        initializer_range=0.3,
        pad_token_id=0,
        bos_token_id=1,
        eos_token_id=2,
    )
    LlamaForCausalLM(config).save_pretrained(folder)
    text.save_pretrained(folder)


def llava(folder: Path) -> None:
    """Save a LLaVA with a small vision tower, its processor and a chat template."""
    import torch
    from transformers import (
        CLIPImageProcessorPil,
        CLIPVisionConfig,
        LlamaConfig,
        LlavaConfig,
        LlavaForConditionalGeneration,
        LlavaProcessor,
    )

    text = tokenizer(2600, special=("<image>",))
    image_token = text.convert_tokens_to_ids("<image>")
    torch.manual_seed(0)
    vision = CLIPVisionConfig(
        hidden_size=64,
        intermediate_size=128,
        num_hidden_layers=3,
        num_attention_heads=4,
        image_size=112,
        patch_size=14,
        projection_dim=64,
    )
    language = LlamaConfig(
        vocab_size=len(text),
        hidden_size=128,
        intermediate_size=256,
        num_hidden_layers=4,
        num_attention_heads=4,
        max_position_embeddings=2048,
        initializer_range=0.1,
        pad_token_id=0,
        bos_token_id=1,
        # No reply ends early, so that all write the same number of tokens.
        eos_token_id=2,
    )
    config = LlavaConfig(
        vision_config=vision, text_config=language, image_token_index=image_token, image_token_id=image_token
    )
    model = LlavaForConditionalGeneration(config)
    model.generation_config.eos_token_id = None
    model.generation_config.pad_token_id = 0
    model.save_pretrained(folder)
    images = CLIPImageProcessorPil(
        size={"shortest_edge": 112}, crop_size={"height": 112, "width": 112}, do_center_crop=True
    )
    processor = LlavaProcessor(
        image_processor=images,
        tokenizer=text,
        patch_size=14,
        vision_feature_select_strategy="default",
        image_token="<image>",
        num_additional_image_tokens=1,
        chat_template=_CHAT,
    )
    processor.save_pretrained(folder)


def prepare(folder: Path) -> None:
    """Make the models and the questions, unless they are there."""
    if (folder / "made").exists():
        return
    (folder / "data").mkdir(parents=True, exist_ok=True)
    data.write_questions(folder / "data", 2000)
    data.write_pictures(folder / "data", 200)
    for name in LLAMAS:
        llama(folder / name, name)
    llava(folder / "llava")
    (folder / "made").touch()
