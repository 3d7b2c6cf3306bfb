"""Image classifiers: three outputs per label, ensembles, images read ahead."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from podium.registry.adapters import Adapter, AdapterOptions, open_adapter
from podium.registry.adapters.base import Task
from podium.registry.benchmark import Benchmark, Item
from podium.registry.discovery import discover
from podium.registry.errors import DataError, PodiumError
from podium.tests.fakes import spots_data
from podium.tests.fakes.models import vit_classifier

PLUGINS = Path(__file__).parents[1] / "fakes" / "plugins"
THREE_WAY = ["Spot=u", "bar=0", "DOT=0", "Bar=1", "Bar=u", "dot=1"]


@pytest.fixture(scope="module")
def spots() -> Benchmark:
    return discover([], None, [PLUGINS]).benchmarks["spots"].benchmark


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return spots_data.write(tmp_path_factory.mktemp("spots"))


@pytest.fixture(scope="module")
def asked(spots: Benchmark, data: Path) -> Task:
    return Task(spots, "test", list(spots.load(data, "test")), {}, lambda other: list(spots.load(data, other)))


def prepared(folder: Path, asked: Task, options: AdapterOptions | None = None) -> Adapter:
    adapter = open_adapter(f"hf:{folder}", options or AdapterOptions())
    adapter.prepare(asked)
    return adapter


def rows(adapter: Adapter, items: Sequence[Item]) -> list[tuple[float | None, ...]]:
    return [answer.probabilities or () for answer in adapter.answer(items)]


# --- three outputs per label


def test_three_outputs_per_label_give_p1_over_p0_plus_p1_and_the_report_says_so(asked: Task, tmp_path: Path) -> None:
    import torch
    from transformers import AutoModelForImageClassification

    from podium.registry.adapters.pixels import Pixels
    from podium.registry.images import read_image

    names = ["Spot=u", "bar=0", "Spot=0", "Bar=1", "Bar=u", "spot=1"]
    folder = vit_classifier(tmp_path / "three", names, problem_type=None)
    adapter = prepared(folder, asked)
    model = AutoModelForImageClassification.from_pretrained(folder).eval()
    pixels = Pixels(adapter._loaded[0].processor)  # type: ignore[attr-defined]
    images = [read_image(item.request.images[0]) for item in asked.items]
    with torch.inference_mode():
        z = model(pixels.batch([pixels.prepare(image) for image in images])).logits.double()
    expected = torch.stack([z[:, [2, 5]].softmax(dim=1)[:, 1], z[:, [1, 3]].softmax(dim=1)[:, 1]], dim=1)
    for row, wanted in zip(rows(adapter, asked.items), expected.tolist(), strict=True):
        assert row == pytest.approx(wanted, abs=1e-7)
    assert adapter.fingerprint()["activation"] == "restricted softmax"
    assert "p1 / (p0 + p1)" in adapter.notes()[0]
    assert not any("problem_type" in note for note in adapter.notes())


def test_half_a_triple_and_an_activation_that_does_not_fit_are_refused(asked: Task, tmp_path: Path) -> None:
    with pytest.raises(PodiumError, match="no output Spot=0 and Spot=1"):
        prepared(vit_classifier(tmp_path / "half", THREE_WAY), asked)
    folder = vit_classifier(tmp_path / "three", ["Bar=0", "Bar=1", "Bar=u"])
    with pytest.raises(PodiumError, match="--activation sigmoid does not fit"):
        prepared(folder, asked, AdapterOptions(activation="sigmoid"))


# --- ensembles


def ensemble(folder: Path, members: object, count: int = 2, labels: Sequence[str] = ("Spot", "Bar")) -> Path:
    for number in range(count):
        vit_classifier(folder / f"checkpoint-{number}", labels, seed=number)
    (folder / "ensemble.json").write_text(json.dumps({"members": members}))
    return folder


def test_an_ensembles_probabilities_are_the_mean_of_its_members(asked: Task, tmp_path: Path) -> None:
    folder = ensemble(tmp_path / "mean", ["checkpoint-0", "checkpoint-1"])
    whole = prepared(folder, asked)
    single = [rows(prepared(folder / f"checkpoint-{number}", asked), asked.items) for number in range(2)]
    for row, *parts in zip(rows(whole, asked.items), *single, strict=True):
        assert row == pytest.approx([sum(pair) / 2 for pair in zip(*parts, strict=True)], abs=1e-12)
    assert "the probabilities are the mean of 2 models" in whole.notes()
    assert whole.provenance()["members"] == 2
    assert whole.name == "mean"


def test_the_fingerprint_covers_every_member(asked: Task, tmp_path: Path) -> None:
    one = prepared(ensemble(tmp_path / "a", ["checkpoint-0", "checkpoint-1"]), asked).fingerprint()
    same = prepared(ensemble(tmp_path / "b", ["checkpoint-0", "checkpoint-1"]), asked).fingerprint()
    other = ensemble(tmp_path / "c", ["checkpoint-0", "checkpoint-1"])
    vit_classifier(other / "checkpoint-1", ["Spot", "Bar"], seed=7)
    assert one == same != prepared(other, asked).fingerprint()


@pytest.mark.parametrize(
    ("members", "message"),
    [
        ([], "lists no members"),
        ("checkpoint-0", "lists no members"),
        ([1], "lists no members"),
        (["../outside"], "member '../outside' is not a folder inside"),
        (["."], r"member '\.' is not a folder inside"),
        (["checkpoint-0", "link"], "member 'link' is not a folder inside"),
        (["checkpoint-9"], "member 'checkpoint-9' does not exist"),
        (["checkpoint-0", "./checkpoint-0"], "is listed twice"),
        (["checkpoint-0", "odd"], "of its members checkpoint-0 and odd only one has an output Bar"),
    ],
)
def test_a_list_of_members_that_cannot_be_meant_is_refused(
    asked: Task, tmp_path: Path, members: object, message: str
) -> None:
    vit_classifier(tmp_path / "outside", ["Spot", "Bar"])
    folder = ensemble(tmp_path / "mean", members, count=1)
    vit_classifier(folder / "odd", ["Spot", "cat"])
    (folder / "link").symlink_to(tmp_path / "outside")
    with pytest.raises(PodiumError, match=message):
        prepared(folder, asked)


def test_an_absolute_member_and_a_list_that_is_no_json_are_refused(asked: Task, tmp_path: Path) -> None:
    outside = vit_classifier(tmp_path / "outside", ["Spot", "Bar"])
    folder = ensemble(tmp_path / "mean", [str(outside)])
    with pytest.raises(PodiumError, match="is not a folder inside"):
        prepared(folder, asked)
    (folder / "ensemble.json").write_text("{")
    with pytest.raises(PodiumError, match=r"ensemble\.json is not JSON"):
        prepared(folder, asked)


# --- reading ahead


def test_batch_after_batch_gives_what_each_batch_gives_alone_and_the_speed_is_told(asked: Task, tmp_path: Path) -> None:
    adapter = prepared(vit_classifier(tmp_path / "v", ["Spot", "Bar"]), asked)
    assert adapter.speed() == {}
    batches = [asked.items[:5], asked.items[5:10], asked.items[10:]]
    together = list(adapter.answer_all(iter(batches)))
    speed = adapter.speed()
    assert together == [adapter.answer(batch) for batch in batches]
    assert speed["images"] == 12
    assert set(speed) == {"images", "images_per_second", "seconds", "waited_seconds"}


def test_a_batch_that_does_not_fit_is_classified_in_halves_and_nothing_is_lost(
    asked: Task, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    adapter = prepared(ensemble(tmp_path / "mean", ["checkpoint-0", "checkpoint-1"]), asked)
    whole = rows(adapter, asked.items)
    model = adapter._loaded[0].model  # type: ignore[attr-defined]
    plain, sizes = model.forward, []

    def narrow(values: Any) -> Any:
        sizes.append(len(values))
        if len(values) > 3:
            raise RuntimeError("CUDA out of memory. Tried to allocate 2 GiB")
        return plain(values)

    monkeypatch.setattr(model, "forward", narrow)
    for row, expected in zip(rows(adapter, asked.items), whole, strict=True):
        assert row == pytest.approx(expected, abs=1e-6)
    assert sizes == [12, 6, 3, 3, 6, 3, 3]

    def never(values: Any) -> Any:
        raise RuntimeError("CUDA out of memory. Tried to allocate 2 GiB")

    monkeypatch.setattr(model, "forward", never)
    with pytest.raises(PodiumError, match="the memory does not suffice for a single item"):
        adapter.answer(asked.items)


def test_a_bad_file_is_named_after_all_batches_before_it_are_answered(
    spots: Benchmark, data: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(data, copy)
    (copy / "test005.png").write_bytes((copy / "test005.png").read_bytes()[:60])
    items = list(spots.load(copy, "test"))
    adapter = prepared(
        vit_classifier(tmp_path / "v", ["Spot", "Bar"]), Task(spots, "test", items, {}, lambda other: items)
    )
    got = 0

    def batches() -> Iterator[list[Item]]:
        for start in range(0, 12, 2):
            yield items[start : start + 2]

    with pytest.raises(DataError, match=r"test005\.png cannot be read"):
        for answers in adapter.answer_all(batches()):
            got += len(answers)
    assert got == 4


def test_the_fingerprint_names_the_quantization(asked: Task, tmp_path: Path) -> None:
    adapter = prepared(vit_classifier(tmp_path / "v", ["Spot", "Bar"]), asked)
    assert "quantization" not in adapter.fingerprint()
    adapter.options = replace(adapter.options, quantization="8bit")
    assert adapter.fingerprint()["quantization"] == "8bit"
