"""Copies of datasets in their official layouts, of which one file was damaged: items, or one error that names it."""

from __future__ import annotations

import csv
import gzip
import io
import json
import shutil
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from podium.plugins.charxiv.plugin import CharXivReasoning
from podium.plugins.chexpert.plugin import CheXpert
from podium.plugins.hle.plugin import HumanitysLastExam
from podium.plugins.mimic_cxr.plugin import MimicCxr
from podium.plugins.mmlu.plugin import MMLU
from podium.plugins.mmlu_pro.plugin import MMLUPro
from podium.plugins.mmmu.plugin import MMMU
from podium.plugins.mmmu_pro.plugin import MMMUPro
from podium.plugins.nih_chestxray14.plugin import ChestXray14
from podium.plugins.vqa_rad.plugin import VQARAD
from podium.registry import Benchmark, Dataset
from podium.registry.errors import DataError, PodiumError
from podium.registry.loading import items_digest, stage
from podium.tests.fuzz import damage
from podium.tests.fuzz.profile import examples
from podium.tests.plugins.charxiv import support as charxiv
from podium.tests.plugins.chexpert import support as chexpert
from podium.tests.plugins.hle import support as hle
from podium.tests.plugins.mimic_cxr import reports as mimic_reports
from podium.tests.plugins.mimic_cxr import support as mimic_cxr
from podium.tests.plugins.mmlu import copies as mmlu
from podium.tests.plugins.mmmu import support as mmmu
from podium.tests.plugins.nih_chestxray14 import support as nih
from podium.tests.plugins.vqa_rad import support as vqa_rad

QUESTION = ["Which?", "one", "two", "three", "four", "B"]
MMLU_ROWS = {(split, "anatomy"): [QUESTION, ["What, then?", "1", "2", "3", "4", "A"]] for split in ("dev", "test")}


def _chexpert(root: Path) -> None:
    chexpert.classic(root)
    for reader in ("bc4", "bc6", "bc8"):
        chexpert.write_table(root / "radiologists" / f"{reader}.csv", chexpert.rows("test"))


def _mimic(root: Path) -> None:
    mimic_cxr.Copy().write(root)
    mimic_reports.write_folder(root)


def _hle(root: Path) -> None:
    letters = "Which?\n\nAnswer Choices:\nA. one\nB. two"
    rows = [
        hle.row(1, image=hle.uri(hle.png())),
        hle.row(2, question=letters, answer="B", answer_type="multipleChoice"),
        hle.row(3),
    ]
    hle.write(root, rows)


def _mmlu_pro(root: Path) -> None:
    from podium.tests.plugins.mmlu_pro import copies

    copies.write(root, [copies.record(1), copies.record(2, answer="A", answer_index=0)])
    copies.write(root, [copies.record(3, cot_content="A: Let's think step by step. The answer is (B).")], "validation")


#: By name a benchmark and what writes a small copy of its data, in each layout that it is published in.
COPIES: Mapping[str, tuple[Benchmark, Callable[[Path], object]]] = {
    "charxiv, authors": (CharXivReasoning(), charxiv.write_original),
    "charxiv, hub": (CharXivReasoning(), lambda root: charxiv.write_hub(root / "val.parquet")),
    "chexpert": (CheXpert(), _chexpert),
    "hle": (HumanitysLastExam(), _hle),
    "mimic-cxr": (MimicCxr(), _mimic),
    "mmlu, unpacked": (MMLU(), lambda root: mmlu.write(root, "unpacked", MMLU_ROWS)),
    "mmlu, archive": (MMLU(), lambda root: mmlu.write(root, "archive", MMLU_ROWS)),
    "mmlu, hub": (MMLU(), lambda root: mmlu.write(root, "hub", MMLU_ROWS)),
    "mmlu-pro": (MMLUPro(), _mmlu_pro),
    "mmmu": (MMMU(), lambda root: mmmu.written(root, [mmmu.row(1), mmmu.opened(2), mmmu.row(3, images={})])),
    "mmmu-pro": (MMMUPro(), lambda root: mmmu.pro_written(root, [mmmu.pro_row(1), mmmu.pro_row(2)])),
    "mmmu-pro, vision": (MMMUPro(), lambda root: mmmu.pro_written(root, [mmmu.picture_row(1)], "vision")),
    "nih-chestxray14": (ChestXray14(), nih.write_copy),
    "vqa-rad": (VQARAD(), vqa_rad.write_copy),
}


@cache
def written(name: str, home: Path) -> Path:
    """Return the folder of a whole copy, which is shared."""
    root = home / name.replace(", ", "-")
    root.mkdir()
    COPIES[name][1](root)
    return root


def damaged(path: Path) -> some.SearchStrategy[bytes]:
    """Draw contents of a file, damaged by the rules of its kind."""
    content = path.read_bytes()
    if path.suffix == ".parquet":
        return damage.parquet_files(content)
    if path.suffix == ".json":
        return damage.json_files(json.loads(content))
    packed = path.suffix == ".gz"
    text = gzip.decompress(content) if packed else content
    if ".csv" in path.suffixes:
        header, *rows = csv.reader(io.StringIO(text.decode(), newline=""))
        plain = damage.csv_files(header, rows)
        # What was packed is damaged before it is packed, or after.
        return some.one_of(plain.map(gzip.compress), damage.contents(content)) if packed else plain
    return damage.contents(content)


@some.composite
def cases(draw: some.DrawFn, name: str, home: Path) -> tuple[str, bytes | None, str, dict[str, Any]]:
    """Draw a file of a copy, what is in it instead (None where it is gone), a split and settings of the loader."""
    benchmark, root = COPIES[name][0], written(name, home)
    # Images are many and alike: one of them stands for all.
    files = {
        path.suffix if path.suffix in (".jpg", ".png") else path: path
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }
    path = draw(some.sampled_from(sorted(files.values())))
    content = draw(damaged(path)) if draw(some.integers(0, 19)) else None
    settings = {
        setting.name: draw(some.sampled_from(setting.choices)) if setting.choices else setting.default
        for setting in benchmark.settings
    }
    split = draw(some.sampled_from(list(benchmark.card.splits)))
    return str(path.relative_to(root)), content, split, stage(benchmark, settings, "load")


@pytest.mark.parametrize("name", COPIES)
@examples(15)
@given(data=some.data())
def test_a_damaged_copy_gives_items_or_one_error_that_names_what_is_wrong(
    name: str, data: some.DataObject, tmp_path_factory: pytest.TempPathFactory, copies_home: Path, own_home: Path
) -> None:
    benchmark, whole = COPIES[name][0], written(name, copies_home)
    place, content, split, settings = data.draw(cases(name, copies_home))
    root = tmp_path_factory.mktemp("copy") / "data"
    shutil.copytree(whole, root)
    if content is None:
        (root / place).unlink()
    else:
        (root / place).write_bytes(content)
    for use in (
        lambda: loaded(benchmark, root, split, settings),
        lambda: benchmark.verify(root, data.draw(some.sampled_from(["columns", "images"])), lambda *_: None),
    ):
        try:
            use()
        except PodiumError as error:
            refused(error, root)
    shutil.rmtree(root.parent)


def loaded(benchmark: Benchmark, root: Path, split: str, settings: Mapping[str, Any]) -> None:
    """Load a split and look at all of its items."""
    found = benchmark.load(root, split, **settings)
    dataset = found if isinstance(found, Dataset) else Dataset(list(found), split)
    items = list(dataset.items)
    assert all(isinstance(item.id, str) and item.id for item in items)
    assert len({item.id for item in items}) == len(items) == len(dataset)
    items_digest(items)
    for told in (*dataset.notes, dataset.shortfall, dataset.fingerprint):
        assert isinstance(told, str)


def refused(error: PodiumError, root: Path) -> None:
    """Check what is said of a copy that cannot be used: one line which, for files, names the place."""
    said = str(error)
    assert said.isprintable() or "\n" not in said, said
    assert len(error.message) < 1000, said
    if isinstance(error, DataError):
        assert str(root.parent) in said or "split" in said, said
