"""Contrastive models: prompt pairs and captions, equal to what transformers gives image by image."""

from __future__ import annotations

import math
import shutil
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from podium.registry import evaluation, journal
from podium.registry.adapters import Adapter, AdapterOptions, open_adapter
from podium.registry.adapters.base import Task
from podium.registry.adapters.contrastive import ContrastiveModel, prompt_pair
from podium.registry.benchmark import Benchmark, Choose, Classify, Generate, Item
from podium.registry.discovery import discover
from podium.registry.errors import DataError, PodiumError
from podium.registry.evaluation import Plan
from podium.registry.images import read_image
from podium.registry.startup import Place, write_to
from podium.tests.fakes import pictures_data, spots_data, vision
from podium.tests.settled import settle

PLUGINS = Path(__file__).parents[1] / "fakes" / "plugins"
SAVE: dict[str, Callable[[Path], Path]] = {"clip": vision.clip, "siglip": vision.siglip}


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return {name: save(tmp_path_factory.mktemp(name)) for name, save in SAVE.items()}


@pytest.fixture(scope="module")
def benchmarks() -> dict[str, Benchmark]:
    return {name: owned.benchmark for name, owned in discover([], None, [PLUGINS]).benchmarks.items()}


@pytest.fixture(scope="module")
def spots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return spots_data.write(tmp_path_factory.mktemp("spots"))


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return pictures_data.write(tmp_path_factory.mktemp("pictures"))


def prepared(folder: Path, benchmark: Benchmark, items: Sequence[Item], **options: Any) -> ContrastiveModel:
    adapter = open_adapter(f"hf:{folder}", AdapterOptions(**options))
    adapter.prepare(Task(benchmark, "test", items, {}, lambda other: items))
    assert isinstance(adapter, ContrastiveModel)
    return adapter


def logits(folder: Path, image: Path, captions: Sequence[str], padding: str) -> list[float]:
    """Return what transformers gives for one image and some captions."""
    import torch
    from transformers import AutoModelForZeroShotImageClassification, AutoProcessor

    auto: Any = AutoProcessor
    processor = auto.from_pretrained(folder, backend="pil")
    model = AutoModelForZeroShotImageClassification.from_pretrained(folder).eval()
    inputs = processor(
        text=list(captions), images=read_image(image), padding=padding, max_length=32, return_tensors="pt"
    )
    with torch.inference_mode():
        row: list[float] = model(**inputs).logits_per_image[0].double().tolist()
    return row


def softmax(values: Sequence[float]) -> list[float]:
    shares = [math.exp(value - max(values)) for value in values]
    return [share / sum(shares) for share in shares]


PADDING = {"clip": "longest", "siglip": "max_length"}


@pytest.mark.parametrize("name", SAVE)
def test_a_finding_has_the_softmax_of_its_pair_of_captions_as_transformers_computes_it(
    name: str, models: dict[str, Path], benchmarks: dict[str, Benchmark], spots: Path
) -> None:
    items = list(benchmarks["spots"].load(spots, "test"))
    adapter = prepared(models[name], benchmarks["spots"], items)
    answers = adapter.answer(items)
    assert len({answer.probabilities for answer in answers}) == 12
    for item, answer in list(zip(items, answers, strict=True))[:4]:
        row = logits(models[name], item.request.images[0], ["Spot", "no Spot", "Bar", "no Bar"], PADDING[name])
        expected = [softmax(row[:2])[0], softmax(row[2:])[0]]
        assert answer.probabilities == pytest.approx(expected, abs=1e-5)


def test_what_means_the_absence_of_findings_is_not_negated_twice() -> None:
    assert prompt_pair("Edema") == ("Edema", "no Edema")
    assert prompt_pair("No Finding") == ("no finding", "finding")
    assert prompt_pair("normal") == ("normal", "abnormal")


@pytest.mark.parametrize("name", SAVE)
def test_options_are_compared_as_captions_and_the_report_says_so(
    name: str, models: dict[str, Path], benchmarks: dict[str, Benchmark], pictures: Path
) -> None:
    items = list(benchmarks["pictures"].load(pictures, "test", protocol="choose"))
    adapter = prepared(models[name], benchmarks["pictures"], items)
    answers = adapter.answer(items)
    for item, answer in list(zip(items, answers, strict=True))[:3]:
        request: Any = item.request
        rows = [softmax(logits(models[name], path, request.options, PADDING[name])) for path in request.images]
        mean = [sum(column) / len(rows) for column in zip(*rows, strict=True)]
        assert answer.log_likelihoods == pytest.approx([math.log(share) for share in mean], abs=1e-5)
        assert answer.choice == mean.index(max(mean))
    assert len(items[2].request.images) == 2
    assert answers[4].error == "test_4 has no image, and the model compares images with captions"
    assert adapter.fingerprint()["asked"] == "captions"
    assert any("shown as captions, without the question" in note for note in adapter.notes())


@pytest.mark.parametrize("name", SAVE)
def test_answers_do_not_depend_on_the_batch_and_captions_of_findings_are_embedded_once(
    name: str, models: dict[str, Path], benchmarks: dict[str, Benchmark], spots: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    items = list(benchmarks["spots"].load(spots, "test"))
    whole = prepared(models[name], benchmarks["spots"], items).answer(items)
    adapter = prepared(models[name], benchmarks["spots"], items, batch_size=1)
    calls = []
    plain = adapter._model.get_text_features

    def counted(**more: Any) -> Any:
        calls.append(1)
        return plain(**more)

    monkeypatch.setattr(adapter._model, "get_text_features", counted)
    answers = dict(pair for batch in adapter.stream(enumerate(items)) for pair in batch)
    for number, answer in enumerate(whole):
        assert answers[number].probabilities == pytest.approx(answer.probabilities, abs=1e-6)
    assert calls == [1]
    assert adapter.speed()["images"] == adapter.speed()["items"] == 12


def test_several_images_of_one_item_are_averaged_after_the_softmax(
    models: dict[str, Path], benchmarks: dict[str, Benchmark], spots: Path
) -> None:
    items = list(benchmarks["spots"].load(spots, "test"))[:2]
    request = Classify(items[0].request.images + items[1].request.images, ("Spot", "Bar"))
    both = replace(items[0], id="both", request=request)
    adapter = prepared(models["clip"], benchmarks["spots"], items)
    first, second, mean = (answer.probabilities or () for answer in adapter.answer([*items, both]))
    assert mean == pytest.approx([(a + b) / 2 for a, b in zip(first, second, strict=True) if a and b], abs=1e-12)


def test_a_batch_that_does_not_fit_is_worked_on_in_halves_and_nothing_is_lost(
    models: dict[str, Path], benchmarks: dict[str, Benchmark], spots: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    items = list(benchmarks["spots"].load(spots, "test"))
    adapter = prepared(models["clip"], benchmarks["spots"], items)
    whole = adapter.answer(items)
    plain, sizes = adapter._model.get_image_features, []

    def narrow(**inputs: Any) -> Any:
        sizes.append(len(inputs["pixel_values"]))
        if sizes[-1] > 3:
            raise RuntimeError("CUDA out of memory. Tried to allocate 2 GiB")
        return plain(**inputs)

    monkeypatch.setattr(adapter._model, "get_image_features", narrow)
    assert [answer.probabilities for answer in adapter.answer(items)] == [
        pytest.approx(answer.probabilities, abs=1e-6) for answer in whole
    ]
    assert sizes == [12, 6, 3, 3, 6, 3, 3]


def test_a_caption_too_long_for_the_model_is_cut_and_counted(
    models: dict[str, Path], benchmarks: dict[str, Benchmark], spots: Path
) -> None:
    image = next(iter(benchmarks["spots"].load(spots, "test"))).request.images
    items = [Item("long", Choose("?", ("star", "planet " * 60), image), 0)]
    adapter = prepared(models["clip"], benchmarks["spots"], items)
    assert adapter.answer(items)[0].choice in (0, 1)
    assert "1 captions were longer than the 32 tokens the model reads, and cut" in adapter.notes()


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        (Generate("Describe."), "compares images with captions; Spots asks it to write text"),
        (Choose("Which?", ("a", "b")), "needs images, x has none"),
    ],
)
def test_what_it_cannot_answer_is_refused_in_one_line(
    request_: Generate | Choose, message: str, models: dict[str, Path], benchmarks: dict[str, Benchmark]
) -> None:
    with pytest.raises(PodiumError, match=message):
        prepared(models["clip"], benchmarks["spots"], [Item("x", request_, 0)])


def test_a_folder_without_processor_a_broken_image_and_nan_are_named(
    models: dict[str, Path], benchmarks: dict[str, Benchmark], spots: Path, tmp_path: Path
) -> None:
    import torch

    items = list(benchmarks["spots"].load(spots, "test"))
    bare = shutil.copytree(models["clip"], tmp_path / "bare")
    (bare / "processor_config.json").unlink()
    with pytest.raises(PodiumError, match="has no usable processor"):
        prepared(bare, benchmarks["spots"], items)

    copy = shutil.copytree(spots, tmp_path / "copy")
    (copy / "test003.png").write_bytes(b"no picture")
    adapter = prepared(models["clip"], benchmarks["spots"], items)
    with pytest.raises(DataError, match=r"test003\.png cannot be read"):
        adapter.answer(list(benchmarks["spots"].load(copy, "test")))

    with torch.no_grad():
        adapter._model.visual_projection.weight.fill_(math.nan)
    with pytest.raises(PodiumError, match=r"no finite embedding for .*test000\.png"):
        adapter.answer(items)


def test_more_options_than_letters_are_compared_as_captions(
    models: dict[str, Path], benchmarks: dict[str, Benchmark], pictures: Path
) -> None:
    image = next(iter(benchmarks["pictures"].load(pictures, "test", protocol="choose"))).request.images
    item = Item("many", Choose("Which?", tuple(f"a shape {number}" for number in range(30)), image), 0)
    (answer,) = prepared(models["clip"], benchmarks["pictures"], [item]).answer([item])
    assert answer.error is None and len(answer.log_likelihoods or ()) == 30


@pytest.mark.parametrize("protocol", ["labels", "choose"])
@pytest.mark.parametrize("broken", ["text_projection", "logit_scale"])
def test_captions_without_finite_embeddings_or_scale_are_refused_by_item(
    broken: str, protocol: str, models: dict[str, Path], benchmarks: dict[str, Benchmark], pictures: Path
) -> None:
    import torch

    items = list(benchmarks["pictures"].load(pictures, "test", protocol=protocol))
    adapter = prepared(models["clip"], benchmarks["pictures"], items)
    with torch.no_grad():
        next(value for name, value in adapter._model.named_parameters() if name.startswith(broken)).fill_(math.nan)
    with pytest.raises(PodiumError, match=r"captions that are not finite numbers for test_0 \(its weights hold NaN"):
        adapter.answer(items)


@pytest.mark.parametrize("name", SAVE)
@pytest.mark.parametrize(("slug", "protocol"), [("spots", None), ("pictures", "labels"), ("pictures", "choose")])
def test_a_whole_run_is_journalled_scored_and_repeatable(
    name: str,
    slug: str,
    protocol: str | None,
    models: dict[str, Path],
    benchmarks: dict[str, Benchmark],
    spots: Path,
    pictures: Path,
    tmp_path: Path,
) -> None:
    connection: sqlite3.Connection = write_to(settle(Place(tmp_path / "registry.db", (PLUGINS,))))
    settings = {"protocol": protocol} if protocol else {}
    adapter: Adapter = open_adapter(f"hf:{models[name]}", AdapterOptions(batch_size=5))
    root = spots if slug == "spots" else pictures
    run = evaluation.run(connection, Plan(benchmarks[slug], adapter, root, settings=settings))
    expected = {"labels": 10}.get(protocol or "", 12)
    answers = [answer for _, answer in journal.answered(connection, run.id).values()]
    assert len(answers) == run.items == expected
    assert sum(answer.error is None for answer in answers) == (10 if slug == "pictures" else 12)
    model = run.provenance["model"]
    assert model["asked"] == ("captions" if protocol == "choose" else "prompt pairs")
    assert model["architecture"] == {"clip": "CLIPModel", "siglip": "SiglipModel"}[name]


def test_the_fingerprint_tells_models_apart_and_copies_not(
    models: dict[str, Path], benchmarks: dict[str, Benchmark], spots: Path, tmp_path: Path
) -> None:
    items = list(benchmarks["spots"].load(spots, "test"))
    one = prepared(models["clip"], benchmarks["spots"], items).fingerprint()
    copy = shutil.copytree(models["clip"], tmp_path / "copy")
    assert prepared(copy, benchmarks["spots"], items).fingerprint() == one
    other = vision.clip(tmp_path / "other", seed=1)
    assert prepared(other, benchmarks["spots"], items).fingerprint() != one


def test_continuations_of_a_protocol_are_the_captions(
    models: dict[str, Path], benchmarks: dict[str, Benchmark], pictures: Path
) -> None:
    items = list(benchmarks["pictures"].load(pictures, "test", protocol="choose"))[:2]
    ends = (" a red circle", " blue")
    followed = [replace(item, request=Choose("It shows", ("x", "y"), item.request.images, ends)) for item in items]
    adapter = prepared(models["clip"], benchmarks["pictures"], followed)
    captions = tuple(text.strip() for text in ends)
    stripped = [replace(item, request=Choose("It shows", captions, item.request.images)) for item in items]
    expected = prepared(models["clip"], benchmarks["pictures"], stripped).answer(stripped)
    assert adapter.answer(followed) == expected
    assert adapter.fingerprint()["asked"] == "captions of continuations"
    assert adapter.notes()[0].startswith("the continuations were shown as captions, without the question")


def test_the_fingerprint_names_the_quantization(
    models: dict[str, Path], benchmarks: dict[str, Benchmark], spots: Path
) -> None:
    items = list(benchmarks["spots"].load(spots, "test"))
    adapter = prepared(models["clip"], benchmarks["spots"], items)
    assert "quantization" not in adapter.fingerprint()
    adapter.options = replace(adapter.options, quantization="4bit")
    assert adapter.fingerprint()["quantization"] == "4bit"
