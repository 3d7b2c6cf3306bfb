from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image

from podium.plugins.chest_xray.observations import NAMES
from podium.plugins.chest_xray.training.model import build, outputs
from podium.registry import PodiumError, TrainingPlan
from podium.tests.fakes.models import vit_classifier
from podium.tests.plugins.chest_xray.training.support import RESNET, VIT, config


def plan(arch: Path | str, **options: Any) -> TrainingPlan:
    return TrainingPlan(Path("data"), Path("out"), str(arch), **({"image_size": 32} | options))


def test_a_bare_config_gives_the_same_random_weights_for_a_seed_and_others_for_another(tmp_path: Path) -> None:
    first, same, other = (build(plan(config(tmp_path), seed=seed), NAMES) for seed in (1, 1, 2))
    weights = [
        torch.cat([part.flatten() for part in built.model.state_dict().values()]) for built in (first, same, other)
    ]
    assert torch.equal(weights[0], weights[1])
    assert not torch.equal(weights[0], weights[2])
    assert first.start == "random weights (seed 1)"
    assert list(first.model.config.id2label.values()) == list(NAMES)
    assert first.model.config.problem_type == "multi_label_classification"
    assert first.model.config.image_size == 32


def test_the_multiclass_head_has_three_named_outputs_per_label_side_by_side(tmp_path: Path) -> None:
    assert outputs(("Edema", "Fracture"), "multiclass") == [
        "Edema=0",
        "Edema=1",
        "Edema=u",
        "Fracture=0",
        "Fracture=1",
        "Fracture=u",
    ]
    model = build(plan(config(tmp_path, RESNET), policy="multiclass"), NAMES).model
    assert list(model.config.id2label.values()) == outputs(NAMES, "multiclass")
    assert model(torch.zeros(1, 3, 32, 32)).logits.shape == (1, 42)


def test_weights_are_kept_and_only_the_head_is_new(tmp_path: Path) -> None:
    folder = vit_classifier(tmp_path / "cats", ("cat", "dog", "cow"), seed=5)
    from transformers import ViTForImageClassification

    before = ViTForImageClassification.from_pretrained(folder).state_dict()
    built = build(plan(folder), NAMES)
    after = built.model.state_dict()
    assert after["classifier.weight"].shape == (14, 16)
    for name, weight in before.items():
        if not name.startswith("classifier."):
            assert torch.equal(after[name], weight), name
    assert built.start == f"the weights of {folder}"
    fresh = build(plan(folder / "config.json"), NAMES)
    name = "vit.embeddings.patch_embeddings.projection.weight"
    assert not torch.equal(fresh.model.state_dict()[name], before[name])
    assert fresh.start == "random weights (seed 0)"


def test_the_whole_picture_becomes_a_square_with_the_architecture_s_own_mean(tmp_path: Path) -> None:
    folder = vit_classifier(tmp_path / "vit", ("a",))
    stated = json.loads((folder / "preprocessor_config.json").read_text())
    stated |= {"image_mean": [0.4, 0.4, 0.4], "image_std": [0.2, 0.2, 0.2], "size": {"height": 224, "width": 224}}
    (folder / "preprocessor_config.json").write_text(json.dumps(stated))
    picture = np.zeros((50, 100, 3), np.uint8)
    picture[:, :10] = 255  # the left edge, which a crop to the middle would lose
    pixels = build(plan(folder), NAMES).processor([Image.fromarray(picture)], return_tensors="pt")["pixel_values"][0]
    assert pixels.shape == (3, 32, 32)
    assert pixels[0, 16, 0].item() == pytest.approx((1 - 0.4) / 0.2, abs=0.05)
    assert pixels[0, 16, 20].item() == pytest.approx((0 - 0.4) / 0.2, abs=0.05)


def test_an_architecture_that_cannot_be_trained_is_named_in_one_line(tmp_path: Path) -> None:
    pickled = config(tmp_path / "pickled").parent
    (pickled / "pytorch_model.bin").write_bytes(b"x")
    empty = tmp_path / "empty"
    empty.mkdir()
    robbed = vit_classifier(tmp_path / "robbed", ("a",))
    from safetensors.torch import load_file, save_file

    weights = load_file(robbed / "model.safetensors")
    del weights["vit.embeddings.cls_token"]
    save_file(weights, robbed / "model.safetensors", {"format": "pt"})
    cases: list[tuple[Path | str, int, str]] = [
        ("/nowhere/vit", 32, "architecture /nowhere/vit does not exist"),
        ("vit.json", 32, "architecture vit.json does not exist"),
        (empty, 32, "has no config.json"),
        (pickled, 32, "has weights as pytorch_model.bin only"),
        (config(tmp_path / "densenet", {"model_type": "densenet121"}), 32, "cannot be opened: "),
        (config(tmp_path / "bert", {"model_type": "bert"}), 32, r"\(bert\) is no image classifier"),
        (config(tmp_path / "odd", VIT | {"hidden_act": "no such"}), 32, "cannot be built: "),
        (config(tmp_path / "grey", RESNET | {"num_channels": 1}), 32, "cannot take RGB images of 32 x 32: "),
        (vit_classifier(tmp_path / "vit", ("a",)), 48, "cannot take RGB images of 48 x 48: .*its own size is 32"),
        (config(tmp_path / "small"), 4, "cannot take RGB images of 4 x 4: "),
        (robbed, 32, "its weights lack vit.embeddings.cls_token"),
    ]
    for arch, size, message in cases:
        with pytest.raises(PodiumError) as caught:
            build(plan(arch, image_size=size), NAMES)
            pytest.fail(f"{arch} was built")
        assert re.search(message, str(caught.value)) and "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "values",
    [
        {"model_type": "convnext", "hidden_sizes": [4, 4, 4, 4], "depths": [1, 1, 1, 1]},
        {"model_type": "swin", "embed_dim": 4, "depths": [1, 1], "num_heads": [1, 1], "window_size": 4},
        {"model_type": "dinov2", "hidden_size": 8, "num_hidden_layers": 1, "num_attention_heads": 1, "patch_size": 8},
        {"model_type": "deit", "hidden_size": 8, "num_hidden_layers": 1, "num_attention_heads": 1, "patch_size": 8},
        {"model_type": "clip", "vision_config": {"hidden_size": 8, "num_hidden_layers": 1, "num_attention_heads": 1}},
    ],
    ids=lambda values: str(values["model_type"]),
)
def test_other_families_of_classifiers_are_built_from_a_config_too(tmp_path: Path, values: dict[str, Any]) -> None:
    model = build(plan(config(tmp_path, values), image_size=64), NAMES).model
    assert list(model.config.id2label.values()) == list(NAMES)
    assert model(pixel_values=torch.zeros(2, 3, 64, 64)).logits.shape == (2, 14)
