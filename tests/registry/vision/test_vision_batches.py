"""Batches, shared caches and halves of models that see change no answer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from podium.registry.benchmark import Benchmark
from podium.registry.errors import PodiumError
from podium.tests.registry.vision.support import (
    everywhere,
    loaded,
    prepared,
    same,
)


@everywhere
@pytest.mark.parametrize("protocol", ["choose", "open", "labels"])
def test_answers_do_not_depend_on_the_batch(
    name: str, protocol: str, models: dict[str, Path], pictures: Benchmark, data: Path
) -> None:
    items = loaded(pictures, data, protocol)
    whole = prepared(models[name], pictures, items).answer(items)
    for options in ({"batch_size": 1}, {"batch_size": 3}, {"batch_tokens": 150}):
        same(prepared(models[name], pictures, items, **options).answer(items), whole)


@everywhere
def test_images_go_through_the_model_once_for_all_findings_and_the_answers_are_those_of_separate_passes(
    name: str, models: dict[str, Path], pictures: Benchmark, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    items = loaded(pictures, data, "labels")
    images = sum(len(item.request.images) for item in items)
    adapter = prepared(models[name], pictures, items)
    seen: list[int] = []
    plain = adapter._model.model.get_image_features

    def counted(pixel_values: Any, image_grid_thw: Any = None, **more: Any) -> Any:
        more |= {} if image_grid_thw is None else {"image_grid_thw": image_grid_thw}
        seen.append(len(pixel_values) if image_grid_thw is None else len(image_grid_thw))
        return plain(pixel_values, **more)

    monkeypatch.setattr(adapter._model.model, "get_image_features", counted)
    shared = adapter.answer(items)
    assert sum(seen) == images
    assert len(seen) < len(items)
    seen.clear()
    adapter._batches.shared = False
    same(adapter.answer(items), shared)
    assert sum(seen) == 4 * images


def test_a_cache_that_gives_other_answers_is_not_shared(
    models: dict[str, Path], pictures: Benchmark, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from podium.registry.adapters.vision_forward import Forward

    items = loaded(pictures, data, "labels")
    expected = prepared(models["llava"], pictures, items).answer(items)
    plain = Forward.follow
    monkeypatch.setattr(Forward, "follow", lambda self, *args, **more: plain(self, *args, **more).flip(-1))
    adapter = prepared(models["llava"], pictures, items)
    assert adapter.provenance()["images_shared"] == "once per finding"
    same(adapter.answer(items), expected)


@everywhere
@pytest.mark.parametrize("protocol", ["choose", "open", "labels"])
@pytest.mark.parametrize("shared", [True, False])
def test_a_batch_that_does_not_fit_is_worked_on_in_halves_and_nothing_is_lost(
    name: str,
    protocol: str,
    shared: bool,
    models: dict[str, Path],
    pictures: Benchmark,
    data: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    items = loaded(pictures, data, protocol)
    adapter = prepared(models[name], pictures, items)
    adapter._batches.shared = shared and protocol == "labels"
    whole = adapter.answer(items)
    plain, sizes = adapter._model.generate, []

    def narrow(**inputs: Any) -> Any:
        sizes.append(len(inputs["input_ids"]))
        if sizes[-1] > 2:
            raise RuntimeError("[enforce fail at alloc_cpu.cpp] DefaultCPUAllocator: can't allocate memory")
        return plain(**inputs)

    monkeypatch.setattr(adapter._model, "generate", narrow)
    same(adapter.answer(items), whole)
    assert max(sizes) > 2 >= min(sizes)

    monkeypatch.setattr(adapter._model, "generate", lambda **inputs: exec('raise MemoryError("out of memory")'))
    with pytest.raises(PodiumError, match="the memory does not suffice for a single item"):
        adapter.answer(items)


def test_a_class_that_answers_otherwise_when_padded_is_asked_one_by_one(
    models: dict[str, Path], pictures: Benchmark, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from transformers import LlavaForConditionalGeneration

    items = loaded(pictures, data, "open")
    expected = prepared(models["llava"], pictures, items, batch_size=1).answer(items)
    kind: Any = LlavaForConditionalGeneration
    plain = kind.generate

    def blind_to_padding(self: Any, attention_mask: Any, **more: Any) -> Any:
        return plain(self, attention_mask=attention_mask.new_ones(attention_mask.shape), **more)

    monkeypatch.setattr(kind, "generate", blind_to_padding)
    adapter = prepared(models["llava"], pictures, items)
    assert adapter.provenance()["batching"] == "one by one: together the answers are others"
    same(adapter.answer(items), expected)


def test_the_longest_come_first_and_no_batch_exceeds_its_budget(
    models: dict[str, Path], pictures: Benchmark, data: Path
) -> None:
    items = loaded(pictures, data, "open")
    adapter = prepared(models["llava"], pictures, items, batch_tokens=260)
    jobs = list(adapter._batches.jobs(enumerate(items)))
    assert sorted(row.position for job in jobs for row in job.rows) == list(range(12))
    for job in jobs:
        lengths = adapter._batches.prepare(job).parts[0].lengths
        assert lengths == sorted(lengths, reverse=True)
        assert len(lengths) == 1 or len(lengths) * (lengths[0] + 16) <= 260
        # Lengths are known before an image is read.
        assert [row.tokens for row in job.rows] == [length + len(row.shown.images) for row, length in counted(job)]


def counted(job: Any) -> list[tuple[Any, int]]:
    # The mark itself gives way to the image's tokens.
    return [(row, length) for part in job.parts for row, length in zip(part.rows, part.lengths, strict=True)]
