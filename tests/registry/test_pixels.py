"""Pixel values are the processor's own, bit for bit, whatever shortcut was taken."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
import transformers
from PIL import Image

from podium.registry.adapters.pixels import Pixels
from podium.registry.images import open_image


def textured(width: int, height: int, seed: int = 0) -> Image.Image:
    """A smooth grey picture with grain, as an X-ray has."""
    random = np.random.default_rng(seed)
    coarse = Image.fromarray(random.normal(128, 40, (height // 40 + 2, width // 40 + 2)).astype(np.float32))
    smooth = np.asarray(coarse.resize((width, height), Image.Resampling.BICUBIC))
    return Image.fromarray(np.clip(smooth + random.normal(0, 2, smooth.shape), 0, 255).astype(np.uint8))


def processors() -> dict[str, Any]:
    made: Any = transformers
    square = {"height": 48, "width": 32}
    return {
        "vit": made.ViTImageProcessorPil(size=square),
        "bicubic": made.ViTImageProcessorPil(size=square, resample=3, image_mean=[0.1, 0.5, 0.9]),
        "nearest": made.ViTImageProcessorPil(size=square, resample=0),
        "unscaled": made.ViTImageProcessorPil(size=square, do_rescale=False, do_normalize=False),
        "clip": made.CLIPImageProcessorPil(size={"shortest_edge": 40}, crop_size={"height": 32, "width": 32}),
        "bit": made.BitImageProcessorPil(size={"shortest_edge": 40}, crop_size={"height": 32, "width": 32}),
        "convnext": made.ConvNextImageProcessorPil(size={"shortest_edge": 48}),
        "efficientnet": made.EfficientNetImageProcessorPil(size=square),
        "siglip": made.SiglipImageProcessorPil(size=square),
    }


@pytest.mark.parametrize("name", processors())
def test_pixel_values_are_the_processors_own_to_the_bit(name: str) -> None:
    processor = processors()[name]
    pixels = Pixels(processor)
    grey = [textured(300, 411, 1), textured(90, 200, 2), textured(32, 48, 3)]
    colour = Image.merge("RGB", [textured(200, 100, seed) for seed in (4, 5, 6)])
    for images in (grey, [colour], [*grey, colour]):
        ours = pixels.batch([pixels.prepare(image) for image in images])
        theirs = processor([image.convert("RGB") for image in images], return_tensors="pt")["pixel_values"]
        assert ours.dtype == theirs.dtype
        assert torch.equal(ours, theirs)


def test_grey_images_stay_one_8_bit_channel_until_the_batch() -> None:
    for name in ("vit", "clip", "convnext"):
        pixels = Pixels(processors()[name])
        prepared = pixels.prepare(textured(300, 411))
        assert pixels.by_table
        assert isinstance(prepared, np.ndarray)
        assert prepared.dtype == np.uint8
        assert prepared.shape[0] == 1


def test_only_a_processor_that_resizes_smoothly_to_one_size_lets_a_jpeg_be_reduced() -> None:
    least = {name: Pixels(processor).least for name, processor in processors().items()}
    assert least["vit"] == least["bicubic"] == least["siglip"] == (64, 96)
    assert least["nearest"] is least["clip"] is least["bit"] is least["convnext"] is None


def test_a_processor_of_another_kind_does_all_the_work_itself() -> None:
    vit: Any = transformers.ViTImageProcessorPil

    class Stretching(vit):  # type: ignore[misc]
        """Each image's values depend on the brightest one, which no table can tell."""

        def normalize(self, image: Any, mean: Any, std: Any, **more: Any) -> Any:
            return super().normalize(image / image.max(), mean, std, **more)

    processor = Stretching(size={"height": 32, "width": 32})
    pixels = Pixels(processor)
    assert not pixels.by_table
    assert pixels.least is None
    dark = textured(100, 80).point(lambda value: value // 3)
    ours = pixels.batch([pixels.prepare(dark)])
    assert torch.equal(ours, processor([dark.convert("RGB")], return_tensors="pt")["pixel_values"])


def test_a_reduced_jpeg_gives_nearly_the_same_pixels(tmp_path: Path) -> None:
    pixels = Pixels(processors()["vit"])
    textured(1200, 1500).save(tmp_path / "large.jpg", quality=95)
    whole, reduced = open_image(tmp_path / "large.jpg"), open_image(tmp_path / "large.jpg", pixels.least)
    assert reduced.size == (150, 188)
    difference = np.abs(np.asarray(pixels.prepare(whole)).astype(int) - np.asarray(pixels.prepare(reduced)).astype(int))
    # Measured on such pictures: at most 2 of 255, 0.3 on average.
    assert difference.max() <= 2
    assert difference.mean() < 0.5
