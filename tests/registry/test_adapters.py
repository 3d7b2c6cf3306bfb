"""Adapters give one answer per item by the labels' names, and refuse what they cannot answer."""

from __future__ import annotations

import json
import math
import re
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from podium.registry.adapters import AdapterOptions, open_adapter
from podium.registry.adapters.base import Task
from podium.registry.adapters.labels import match_labels
from podium.registry.benchmark import Benchmark, Choose, Classify, Item
from podium.registry.card import Observation
from podium.registry.discovery import discover
from podium.registry.errors import DataError, NotFound, PodiumError
from podium.registry.images import read_image
from podium.tests.fakes import spots_data
from podium.tests.fakes.models import vit_classifier
from podium.tests.registry.support import Listed

REDUCED = "JPEG files of 128 x 128 pixels or more are decoded at 1/2, 1/4 or 1/8 of their size, no smaller than 64 x 64"
PLUGINS = Path(__file__).parents[1] / "fakes" / "plugins"


@pytest.fixture(scope="module")
def spots() -> Benchmark:
    return discover([], None, [PLUGINS]).benchmarks["spots"].benchmark


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return spots_data.write(tmp_path_factory.mktemp("spots"))


def task(spots: Benchmark, data: Path, split: str = "test") -> Task:
    return Task(spots, split, list(spots.load(data, split)), {}, lambda other: list(spots.load(data, other)))


# --- specs


@pytest.mark.parametrize("spec", ["", "hf", "hf:", "gpt-5", "openai:"])
def test_a_spec_of_no_known_kind_is_refused_with_the_forms_there_are(spec: str) -> None:
    with pytest.raises(PodiumError, match="hf:PATH_OR_ID .*file:PATH .*baseline:prior"):
        open_adapter(spec, AdapterOptions())


def test_a_folder_or_a_file_without_a_kind_is_told_with_the_likely_one(tmp_path: Path) -> None:
    with pytest.raises(PodiumError, match=re.escape(f"(did you mean hf:{tmp_path}?)")):
        open_adapter(str(tmp_path), AdapterOptions())
    answers = tmp_path / "answers.csv"
    answers.write_text("id,choice\n")
    with pytest.raises(PodiumError, match=re.escape(f"(did you mean file:{answers}?)")):
        open_adapter(str(answers), AdapterOptions())


def test_a_kind_in_capitals_is_told_as_it_is_written() -> None:
    with pytest.raises(PodiumError, match=re.escape("'HF:x' is not of a known kind (did you mean hf:x?)")):
        open_adapter("HF:x", AdapterOptions())


# --- label matching


def test_labels_match_whatever_their_case_and_separators_and_by_synonym() -> None:
    observations = (Observation("Lung Opacity", ("Airspace Opacity",)), Observation("Pleural Effusion"))
    offered = {0: "pleural_effusion", 1: "AIRSPACE OPACITY", 2: "Hernia"}
    assert match_labels(("Lung Opacity", "Pleural Effusion", "Fracture"), offered, observations) == [1, 0, None]


def test_the_labels_own_name_wins_over_a_synonym_and_two_synonyms_are_refused() -> None:
    observations = (Observation("Lung Opacity", ("Airspace Opacity", "Opacity")),)
    assert match_labels(("Lung Opacity",), {0: "Opacity", 1: "lung opacity"}, observations) == [1]
    with pytest.raises(PodiumError, match="'Opacity' and 'Airspace Opacity' both mean 'Lung Opacity'"):
        match_labels(("Lung Opacity",), {0: "Opacity", 1: "Airspace Opacity"}, observations)


# --- baselines


def test_always_yes_and_always_no_give_one_and_zero(spots: Benchmark, data: Path) -> None:
    for name, value in (("always-yes", 1.0), ("always-no", 0.0)):
        adapter = open_adapter(f"baseline:{name}", AdapterOptions())
        asked = task(spots, data)
        adapter.prepare(asked)
        assert {answer.probabilities for answer in adapter.answer(asked.items)} == {(value, value)}
        assert adapter.ranks is False


def test_prior_is_the_share_of_positives_in_the_training_split(spots: Benchmark, data: Path) -> None:
    adapter = open_adapter("baseline:prior", AdapterOptions())
    asked = task(spots, data)
    adapter.prepare(asked)
    # Of the 4 training drawings numbers 0 and 2 have a spot, 0 and 3 a bar.
    assert adapter.answer(asked.items)[0].probabilities == (0.5, 0.5)


def test_prior_ignores_labels_that_are_not_assessed(spots: Benchmark) -> None:
    def item(name: str, *target: float) -> Item:
        return Item(name, Classify((), ("Spot", "Bar")), target)

    training = [item("a", 1.0, math.nan), item("b", 0.0, math.nan), item("c", 1.0, math.nan)]
    adapter = open_adapter("baseline:prior", AdapterOptions())
    adapter.prepare(Task(spots, "test", training, {}, lambda split: training))
    assert adapter.answer(training)[0].probabilities == (2 / 3, 0.5)


def test_prior_without_a_training_split_says_so(spots: Benchmark, tmp_path: Path) -> None:
    data = spots_data.write(tmp_path)
    (data / "train.csv").unlink()
    with pytest.raises(PodiumError, match=r"baseline:prior needs the training split: .*train\.csv does not exist"):
        open_adapter("baseline:prior", AdapterOptions()).prepare(task(spots, data))


def test_an_unknown_baseline_is_refused_with_the_ones_there_are() -> None:
    with pytest.raises(NotFound, match="prior, always-yes, always-no"):
        open_adapter("baseline:coin", AdapterOptions())


# --- predictions files

HEADER = "id,Bar,Spot"


def predictions(path: Path, rows: Sequence[str], header: str = HEADER) -> str:
    path.write_text("\n".join([header, *rows]))
    return f"file:{path}"


def rows(count: int = 12) -> list[str]:
    return [f"test{number:03d},{number / 100},{number / 50}" for number in range(count)]


def test_a_csv_in_any_order_answers_by_name(spots: Benchmark, data: Path, tmp_path: Path) -> None:
    spec = predictions(tmp_path / "p.csv", [f"{row},ignored" for row in reversed(rows())], HEADER + ",extra")
    adapter, asked = open_adapter(spec, AdapterOptions()), task(spots, data)
    adapter.prepare(asked)
    assert [answer.probabilities for answer in adapter.answer(asked.items)][:3] == [
        (0.0, 0.0),
        (0.02, 0.01),
        (0.04, 0.02),
    ]
    assert adapter.notes() == []


def test_parquet_and_json_lines_say_the_same_as_csv(spots: Benchmark, data: Path, tmp_path: Path) -> None:
    table = {
        "id": [f"test{number:03d}" for number in range(12)],
        "dot": [number / 50 for number in range(12)],
        "bar": [number / 100 for number in range(12)],
    }
    parquet.write_table(pa.table(table), tmp_path / "p.parquet")
    lines = (dict(zip(table, row, strict=True)) for row in zip(*table.values(), strict=True))
    (tmp_path / "p.jsonl").write_text("\n".join(map(json.dumps, lines)))
    asked = task(spots, data)
    answers = []
    for spec in (
        predictions(tmp_path / "p.csv", rows()),
        f"file:{tmp_path / 'p.parquet'}",
        f"file:{tmp_path / 'p.jsonl'}",
    ):
        adapter = open_adapter(spec, AdapterOptions())
        adapter.prepare(asked)
        answers.append(adapter.answer(asked.items))
    assert answers[0] == answers[1] == answers[2]


def test_a_label_without_a_column_is_none_and_named(spots: Benchmark, data: Path, tmp_path: Path) -> None:
    spec = predictions(tmp_path / "p.csv", [row.rpartition(",")[0] for row in rows()], "id,Bar")
    adapter, asked = open_adapter(spec, AdapterOptions()), task(spots, data)
    adapter.prepare(asked)
    assert adapter.answer(asked.items)[5].probabilities == (None, 0.05)
    assert adapter.notes() == ["not predicted, no such column: Spot"]


@pytest.mark.parametrize(
    ("header", "body", "message"),
    [
        (HEADER, rows(11), "no row for 1 of 12 id keys of split test: test011"),
        (HEADER, [*rows(), "test012,0,0"], "1 of 13 keys name nothing that split test asks: test012, from row 14 on"),
        (
            HEADER,
            [*rows(11), "test-11,0,0"],
            "no row for 1 of 12 id keys of split test: test011; and 1 of 12 keys name nothing that split test asks:"
            r" test-11, from row 13 on \(does each row name what it answers as the data does",
        ),
        (HEADER, [*rows(), "test003,0,0"], "row 14, column id: 'test003' stands in row 5 already"),
        (HEADER, [*rows(11), "test011,nan,0"], "row 13, column Bar: 'nan' is not a finite number"),
        (HEADER, [*rows(11), "test011,,0"], "row 13, column Bar: the cell is empty"),
        (HEADER, [*rows(11), "test011,high,0"], "row 13, column Bar: 'high' is not a finite number"),
        (HEADER, [*rows(11), "test011,inf,0"], "row 13, column Bar: 'inf' is not a finite number"),
        (HEADER, [*rows(11), ",0,0"], "row 13, column id: the key is empty"),
        (HEADER, [], "there is a header but no row"),
        ("name,Bar,Spot", rows(), r"no key column \(id\) \(the columns are name, Bar, Spot\)"),
        ("id,x,y", rows(), "no column is one of the labels Spot, Bar"),
        ("id,Spot,Spot", rows(), "column 'Spot' stands there twice"),
        (HEADER, [*rows(11), "test011,0"], "Row #13: Expected 3 columns, got 2"),
        (HEADER, [*rows(11), "test011,1.5,0"], r"row 13, column Bar: 1.5 is no probability \(--set scores=rank"),
        ("id,Bar,Spto", rows(), r"column 'Spto' is none of the labels \(did you mean Spot\?\)"),
        ("id\tBar\tSpot", [row.replace(",", "\t") for row in rows()], "no comma but tabs"),
        ("id;Bar;Spot", [row.replace(",", ";") for row in rows()], "separate the columns by commas"),
    ],
)
def test_a_bad_predictions_file_is_refused_by_file_row_and_column(
    spots: Benchmark, data: Path, tmp_path: Path, header: str, body: list[str], message: str
) -> None:
    spec = predictions(tmp_path / "p.csv", body, header)
    with pytest.raises(DataError, match=message) as caught:
        open_adapter(spec, AdapterOptions()).prepare(task(spots, data))
    assert str(tmp_path / "p.csv") in str(caught.value)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("p.csv", b"", "the file is empty"),
        ("p.parquet", b"not parquet", "predictions are CSV, Parquet or JSON"),
        ("p.jsonl", b"{'id'", "line 1: Expecting property name"),
        ("p.jsonl", b'{"id": ' + b"[" * 100_000, "line 1: nested too deeply"),
        ("p.csv", b"id,Spot\n\xff\xfe,0.5\n", "save it as UTF-8"),
        ("p.csv.gz", b"not gzip", "predictions are CSV, Parquet or JSON"),
        ("p.xlsx", b"PK", "spreadsheets are not read.*save it as CSV"),
        ("p.jsonl", b'{"id": "a", "Spot": 0.1}\n{"id": "b", "Spot": "x"}\n', "JSON|row 2"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused(
    spots: Benchmark, data: Path, tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(DataError, match=message):
        open_adapter(f"file:{tmp_path / name}", AdapterOptions()).prepare(task(spots, data))


def test_of_a_file_for_the_whole_split_only_the_rows_that_a_limit_asks_for_are_needed(
    spots: Benchmark, data: Path, tmp_path: Path
) -> None:
    whole = task(spots, data)
    first = replace(whole, items=whole.items[:4], whole=whole.items)
    adapter, full = (open_adapter(predictions(tmp_path / "p.csv", rows()), AdapterOptions()) for _ in range(2))
    full.prepare(whole)
    adapter.prepare(first)
    assert adapter.answer(first.items) == full.answer(whole.items)[:4]
    open_adapter(predictions(tmp_path / "q.csv", rows(4)), AdapterOptions()).prepare(first)
    with pytest.raises(DataError, match="no row for 1 of 4 id keys of split test: test003"):
        open_adapter(predictions(tmp_path / "q.csv", rows(3)), AdapterOptions()).prepare(first)
    foreign = open_adapter(predictions(tmp_path / "q.csv", [*rows(), "other,0,0"]), AdapterOptions())
    with pytest.raises(DataError) as caught:
        foreign.prepare(first)
    assert str(caught.value) == (
        f"{tmp_path / 'q.csv'}: 1 of 13 keys name nothing that split test asks: other, from row 14 on"
        " (remove them, or choose the split (--split) and the reference they belong to)"
    )


def test_a_file_that_is_not_there_is_named_before_anything_is_loaded(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"nowhere\.csv does not exist"):
        open_adapter("file:nowhere.csv", AdapterOptions())
    with pytest.raises(DataError, match="is a folder"):
        open_adapter(f"file:{tmp_path}", AdapterOptions())
    predictions(tmp_path / "probabilities.csv", rows())
    with pytest.raises(DataError) as caught:
        open_adapter(f"file:{tmp_path}/probabilites.csv", AdapterOptions())
    told = f"{tmp_path}/probabilites.csv does not exist (did you mean {tmp_path}/probabilities.csv?)"
    assert str(caught.value) == f"predictions file {told}"


def test_rows_of_json_lines_are_counted_from_one(spots: Benchmark, data: Path, tmp_path: Path) -> None:
    records = [{"id": f"test{number:03d}", "Spot": 0.5} for number in range(12)]
    records[1]["Spot"] = 7.0
    (tmp_path / "p.jsonl").write_text("\n".join(map(json.dumps, records)))
    with pytest.raises(DataError, match="row 2, column Spot: 7 is no probability"):
        open_adapter(f"file:{tmp_path / 'p.jsonl'}", AdapterOptions()).prepare(task(spots, data))


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=3, max_size=3))
def test_numbers_come_back_exactly(values: list[float]) -> None:
    items = [Item(f"k{number}", Classify((), ("A",)), (1.0,)) for number in range(3)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "p.csv"
        path.write_text("id,A\n" + "".join(f"k{number},{value!r}\n" for number, value in enumerate(values)))
        adapter = open_adapter(f"file:{path}", AdapterOptions())
        adapter.prepare(Task(Listed(), "test", items, {"scores": "rank"}, lambda split: items))
        assert [answer.probabilities for answer in adapter.answer(items)] == [(value,) for value in values]


# --- image classifiers


def test_a_saved_classifier_answers_with_sigmoid_probabilities_by_label_name(
    spots: Benchmark, data: Path, tmp_path: Path
) -> None:
    import torch
    from transformers import AutoImageProcessor, AutoModelForImageClassification

    folder = vit_classifier(tmp_path / "vit", ["bar", "other", "DOT"])
    adapter, asked = open_adapter(f"hf:{folder}", AdapterOptions()), task(spots, data)
    adapter.prepare(asked)
    answers = adapter.answer(asked.items)

    model = AutoModelForImageClassification.from_pretrained(folder).eval()
    processor: Any = AutoImageProcessor
    processor = processor.from_pretrained(folder, backend="pil")
    images = [read_image(item.request.images[0]) for item in asked.items if isinstance(item.request, Classify)]
    with torch.inference_mode():
        expected = model(processor(images, return_tensors="pt")["pixel_values"]).logits.double().sigmoid()
    for answer, row in zip(answers, expected.tolist(), strict=True):
        assert answer.probabilities == pytest.approx((row[2], row[0]), abs=1e-12)
    assert adapter.notes() == [REDUCED]
    assert adapter.fingerprint()["activation"] == "sigmoid"
    assert adapter.fingerprint()["decoding"] == "jpeg reduced to no less than 64x64"


def test_softmax_is_used_where_the_model_says_one_label_is_right_and_where_the_user_says_so(
    spots: Benchmark, data: Path, tmp_path: Path
) -> None:
    stated = vit_classifier(tmp_path / "a", ["Spot", "Bar"], problem_type="single_label_classification")
    unstated = vit_classifier(tmp_path / "b", ["Spot", "Bar"], problem_type=None)
    asked = task(spots, data)
    for folder, options in ((stated, AdapterOptions()), (unstated, AdapterOptions(activation="softmax"))):
        adapter = open_adapter(f"hf:{folder}", options)
        adapter.prepare(asked)
        assert math.fsum(adapter.answer(asked.items)[0].probabilities or ()) == pytest.approx(1.0)  # type: ignore[arg-type]
    adapter = open_adapter(f"hf:{unstated}", AdapterOptions())
    adapter.prepare(asked)
    assert "does not state its problem_type" in adapter.notes()[0]


def test_batches_do_not_change_an_answer_beyond_rounding(spots: Benchmark, data: Path, tmp_path: Path) -> None:
    adapter, asked = (
        open_adapter(f"hf:{vit_classifier(tmp_path / 'v', ['Spot', 'Bar'])}", AdapterOptions()),
        task(spots, data),
    )
    adapter.prepare(asked)
    together = adapter.answer(asked.items)
    alone = [adapter.answer([item])[0] for item in asked.items]
    for one, other in zip(together, alone, strict=True):
        assert one.probabilities == pytest.approx(other.probabilities, abs=1e-6)


def test_the_weights_are_part_of_the_fingerprint(spots: Benchmark, data: Path, tmp_path: Path) -> None:
    prints = []
    for seed in (0, 0, 1):
        adapter = open_adapter(f"hf:{vit_classifier(tmp_path / 'v', ['Spot'], seed=seed)}", AdapterOptions())
        adapter.prepare(task(spots, data))
        prints.append(adapter.fingerprint())
    assert prints[0] == prints[1] != prints[2]


def test_missing_labels_are_reported_and_a_model_that_knows_none_is_refused(
    spots: Benchmark, data: Path, tmp_path: Path
) -> None:
    adapter = open_adapter(f"hf:{vit_classifier(tmp_path / 'a', ['Bar', 'cat'])}", AdapterOptions())
    adapter.prepare(task(spots, data))
    assert adapter.notes() == ["not predicted, the model has no such label: Spot", REDUCED]
    assert adapter.answer(task(spots, data).items)[0].probabilities[0] is None  # type: ignore[index]
    stranger = open_adapter(f"hf:{vit_classifier(tmp_path / 'b', ['cat', 'dog'])}", AdapterOptions())
    with pytest.raises(PodiumError, match="knows none of the labels asked for; its id2label has cat, dog"):
        stranger.prepare(task(spots, data))


def test_folders_that_are_no_whole_model_are_refused_by_name(spots: Benchmark, data: Path, tmp_path: Path) -> None:
    from safetensors.torch import load_file, save_file

    def prepare(folder: Path) -> None:
        open_adapter(f"hf:{folder}", AdapterOptions()).prepare(task(spots, data))

    with pytest.raises(PodiumError, match="model folder .*nowhere does not exist"):
        prepare(tmp_path / "nowhere")
    (tmp_path / "empty").mkdir()
    with pytest.raises(PodiumError, match="empty has no config.json"):
        prepare(tmp_path / "empty")
    no_weights = vit_classifier(tmp_path / "no_weights", ["Spot"])
    (no_weights / "model.safetensors").unlink()
    with pytest.raises(PodiumError, match="cannot be loaded"):
        prepare(no_weights)
    damaged = vit_classifier(tmp_path / "damaged", ["Spot"])
    (damaged / "model.safetensors").write_bytes((damaged / "model.safetensors").read_bytes()[:1000])
    with pytest.raises(PodiumError, match="damaged cannot be loaded"):
        prepare(damaged)
    headless = vit_classifier(tmp_path / "headless", ["Spot"])
    weights = load_file(headless / "model.safetensors")
    save_file(
        {k: v for k, v in weights.items() if "classifier" not in k}, headless / "model.safetensors", {"format": "pt"}
    )
    with pytest.raises(PodiumError, match="the weights lack classifier.bias"):
        prepare(headless)
    no_processor = vit_classifier(tmp_path / "no_processor", ["Spot"])
    (no_processor / "preprocessor_config.json").unlink()
    with pytest.raises(PodiumError, match="no usable image processor"):
        prepare(no_processor)


def test_a_classifier_refuses_requests_it_cannot_answer(spots: Benchmark, data: Path, tmp_path: Path) -> None:
    adapter = open_adapter(f"hf:{vit_classifier(tmp_path / 'v', ['Spot'])}", AdapterOptions())
    asked = [Item("1", Choose("Which?", ("a", "b")), 0)]
    with pytest.raises(PodiumError, match="classifies images; Spots asks Choose"):
        adapter.prepare(Task(spots, "test", asked, {}, lambda split: asked))
