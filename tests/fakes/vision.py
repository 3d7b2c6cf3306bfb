"""Tiny real models that see: CLIP, SigLIP, LLaVA, Gemma 3 and Qwen2-VL, saved with their processors."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from podium.tests.fakes.language import tokenizer

#: Images as a list of parts, as the processors of transformers expect it.
_PARTS = (
    "{{% for part in message['content'] %}}{{% if part['type'] == 'image' %}}{image}"
    "{{% else %}}{{{{ part['text'] }}}}{{% endif %}}{{% endfor %}}"
)
_CHATML = (
    "{{% for message in messages %}}<|im_start|>{{{{ message['role'] }}}}\n"
    + _PARTS
    + "<|im_end|>\n{{% endfor %}}{{% if add_generation_prompt %}}<|im_start|>assistant\n{{% endif %}}"
)
_VICUNA = (
    "{{% for message in messages %}}{{{{ message['role'].upper() }}}}: "
    + _PARTS
    + " {{% endfor %}}{{% if add_generation_prompt %}}ASSISTANT:{{% endif %}}"
)
_GEMMA = (
    "{{{{ bos_token }}}}{{% for message in messages %}}<|im_start|>"
    "{{{{ 'model' if message['role'] == 'assistant' else message['role'] }}}}\n"
    + _PARTS
    + "<|im_end|>\n{{% endfor %}}{{% if add_generation_prompt %}}<|im_start|>model\n{{% endif %}}"
)
_TEXT = {
    "hidden_size": 32,
    "intermediate_size": 64,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "max_position_embeddings": 2048,
    # Large enough that random weights prefer one token to another clearly.
    "initializer_range": 0.2,
}


def _words(*special: str) -> Any:
    words = tokenizer(chat=True)
    words.chat_template = None
    words.add_special_tokens({"extra_special_tokens": list(special)})
    return words


def _captions() -> Any:
    """Return a tokenizer whose texts end with a token, at which the text towers pool."""
    from tokenizers import processors

    words = tokenizer(chat=True)
    words.chat_template = None
    ends = [(token, words.convert_tokens_to_ids(token)) for token in (words.bos_token, words.eos_token)]
    words.backend_tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{words.bos_token} $A {words.eos_token}", special_tokens=ends
    )
    return words


def _text(words: Any, **more: Any) -> dict[str, Any]:
    ends = {
        "pad_token_id": words.pad_token_id,
        "bos_token_id": words.bos_token_id,
        "eos_token_id": words.eos_token_id,
    }
    return _TEXT | {"vocab_size": len(words)} | ends | more


def _made(kind: Any, *parts: Any, **more: Any) -> Any:
    return kind(*parts, **more)


def _save(folder: Path, model: Any, processor: Any) -> Path:
    model.save_pretrained(folder)
    processor.save_pretrained(folder)
    return folder


def clip(folder: Path, *, seed: int = 0) -> Path:
    """Save a CLIP with its processor."""
    import torch
    import transformers
    from transformers import CLIPConfig, CLIPImageProcessorPil, CLIPModel

    words = _captions()
    torch.manual_seed(seed)
    text = {"hidden_size": 16, "intermediate_size": 32, "num_hidden_layers": 1, "num_attention_heads": 2}
    config = CLIPConfig(
        text_config=_text(words, max_position_embeddings=32) | text,
        vision_config=text | {"image_size": 32, "patch_size": 8, "initializer_range": 0.2},
        projection_dim=16,
    )
    images = CLIPImageProcessorPil(size={"shortest_edge": 32}, crop_size={"height": 32, "width": 32})
    return _save(folder, CLIPModel(config), _made(transformers.CLIPProcessor, images, words))


def siglip(folder: Path, *, seed: int = 0) -> Path:
    """Save a SigLIP with its processor."""
    import torch
    import transformers
    from transformers import SiglipConfig, SiglipImageProcessorPil, SiglipModel

    words = _captions()
    # As published ones: trained on captions padded to one length, without a mask.
    words.model_input_names = ["input_ids"]
    torch.manual_seed(seed)
    small = {"hidden_size": 16, "intermediate_size": 32, "num_hidden_layers": 1, "num_attention_heads": 2}
    config = SiglipConfig(
        text_config=_text(words, max_position_embeddings=32) | small,
        vision_config=small | {"image_size": 32, "patch_size": 8},
    )
    model = SiglipModel(config)
    # As published ones have learned; at the beginning they are 0.
    torch.nn.init.constant_(model.logit_scale, 4.0)
    torch.nn.init.constant_(model.logit_bias, -10.0)
    images = SiglipImageProcessorPil(size={"height": 32, "width": 32})
    return _save(folder, model, _made(transformers.SiglipProcessor, images, words))


def llava(folder: Path, *, chat: bool = True, seed: int = 0) -> Path:
    """Save a LLaVA: a CLIP tower of 4 x 4 patches and a Llama; its template ends with ``ASSISTANT:``."""
    import torch
    import transformers
    from transformers import CLIPImageProcessorPil, LlavaConfig, LlavaForConditionalGeneration

    words = _words("<image>")
    torch.manual_seed(seed)
    small = {"hidden_size": 16, "intermediate_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2}
    config = LlavaConfig(
        text_config=_text(words, model_type="llama", tie_word_embeddings=False),
        vision_config=small | {"model_type": "clip_vision_model", "image_size": 32, "patch_size": 8},
        image_token_index=words.convert_tokens_to_ids("<image>"),
        image_seq_length=16,
        vision_feature_layer=-1,
    )
    images = CLIPImageProcessorPil(size={"shortest_edge": 32}, crop_size={"height": 32, "width": 32})
    processor = _made(
        transformers.LlavaProcessor,
        images,
        words,
        patch_size=8,
        vision_feature_select_strategy="default",
        num_additional_image_tokens=1,
        chat_template=_VICUNA.format(image="<image>\n") if chat else None,
    )
    model = LlavaForConditionalGeneration(config)
    return _save(folder, model, processor)


def gemma3(folder: Path, *, seed: int = 0) -> Path:
    """Save a Gemma 3: SigLIP patches pooled to 4 tokens, bidirectional over images, a window in every second layer."""
    import torch
    from transformers import Gemma3Config, Gemma3ForConditionalGeneration, Gemma3ImageProcessorPil, Gemma3Processor

    named = {"boi_token": "<start_of_image>", "image_token": "<image_soft_token>", "eoi_token": "<end_of_image>"}
    words = _words(*named.values())
    words._set_model_specific_special_tokens(special_tokens=named)
    torch.manual_seed(seed)
    small = {"hidden_size": 16, "intermediate_size": 32, "num_hidden_layers": 1, "num_attention_heads": 2}
    layers = ["sliding_attention", "full_attention"]
    config = Gemma3Config(
        text_config=_text(words, head_dim=8, sliding_window=16, layer_types=layers, query_pre_attn_scalar=8),
        vision_config=small | {"image_size": 32, "patch_size": 8},
        image_token_index=words.convert_tokens_to_ids(named["image_token"]),
        boi_token_index=words.convert_tokens_to_ids(named["boi_token"]),
        eoi_token_index=words.convert_tokens_to_ids(named["eoi_token"]),
        mm_tokens_per_image=4,
        initializer_range=0.2,
    )
    images = Gemma3ImageProcessorPil(size={"height": 32, "width": 32})
    processor = Gemma3Processor(
        images, words, image_seq_length=4, chat_template=_GEMMA.format(image="<start_of_image>")
    )
    model = Gemma3ForConditionalGeneration(config)
    # It begins as zeros, and every image would look alike.
    torch.nn.init.normal_(model.model.multi_modal_projector.mm_input_projection_weight, std=0.5)
    return _save(folder, model, processor)


def qwen2_vl(folder: Path, *, seed: int = 0) -> Path:
    """Save a Qwen2-VL: as many image tokens as the image's size asks for, positions in three dimensions."""
    import torch
    from transformers import Qwen2VLConfig, Qwen2VLForConditionalGeneration, Qwen2VLImageProcessorPil

    words = _words("<|vision_start|>", "<|vision_end|>", "<|image_pad|>", "<|video_pad|>")
    torch.manual_seed(seed)
    config = Qwen2VLConfig(
        text_config=_text(words, rope_parameters={"rope_type": "default", "mrope_section": [1, 1, 2]}),
        vision_config={
            "depth": 1,
            "embed_dim": 16,
            "hidden_size": 32,
            "num_heads": 2,
            "mlp_ratio": 2,
            "patch_size": 8,
            "spatial_merge_size": 2,
            "temporal_patch_size": 2,
        },
        image_token_id=words.convert_tokens_to_ids("<|image_pad|>"),
        video_token_id=words.convert_tokens_to_ids("<|video_pad|>"),
        vision_start_token_id=words.convert_tokens_to_ids("<|vision_start|>"),
        vision_end_token_id=words.convert_tokens_to_ids("<|vision_end|>"),
        tie_word_embeddings=False,
    )
    words.chat_template = _CHATML.format(image="<|vision_start|><|image_pad|><|vision_end|>")
    Qwen2VLImageProcessorPil(
        patch_size=8, merge_size=2, size={"shortest_edge": 16 * 16, "longest_edge": 64 * 64}
    ).save_pretrained(folder)
    words.save_pretrained(folder)
    Qwen2VLForConditionalGeneration(config).save_pretrained(folder)
    return folder
