"""Replies in words from a file: found by item, or by image and label; nothing is lost or guessed."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from podium.registry.adapters import AdapterOptions, open_adapter
from podium.registry.adapters.base import Task
from podium.registry.benchmark import Answer, Benchmark, Generate, Item
from podium.registry.card import Board, Card, Observation
from podium.registry.errors import DataError


class Pictures(Benchmark):
    """Asks about two findings of each picture."""

    key_columns = ("picture",)
    card = Card(
        slug="pictures",
        name="Pictures",
        description="Two questions a picture.",
        modality="image",
        categories=("vision",),
        boards=(Board("f1", headline=True, split="test"),),
        splits={"test": 4},
        observations=(Observation("Lung Opacity", ("Airspace Opacity",)), Observation("Edema")),
    )

    def item_key(self, column: str, item: Item) -> str:
        """Return the picture."""
        return str(item.attributes["picture"]) if column == "picture" else item.id


ITEMS = [
    Item(f"{picture}#{label}", Generate("?"), 1.0, attributes={"picture": picture, "label": label})
    for picture in ("a", "b")
    for label in ("Lung Opacity", "Edema")
]
TEXTS = ['Reasons,\nthen "Final Answer: yes"', "", "no", "Final Answer: no"]
RECORDS = [
    {"picture": item.attributes["picture"], "label": item.attributes["label"], "text": text}
    for item, text in zip(ITEMS, TEXTS, strict=True)
]


def answers(path: Path, items: list[Item] = ITEMS) -> list[Answer]:
    adapter = open_adapter(f"file:{path}", AdapterOptions())
    adapter.prepare(Task(Pictures(), "test", items, {}, lambda split: items))
    assert len(adapter.notes()) == 1 and adapter.notes()[0].startswith("the replies were read from column ")
    return adapter.answer(items)


def lines(path: Path, records: list[dict[str, object]]) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records))
    return path


def csv(path: Path, header: str, *rows: str) -> Path:
    path.write_text("\n".join([header, *rows]))
    return path


def test_csv_parquet_and_json_lines_give_the_same_replies_in_any_order(tmp_path: Path) -> None:
    expected = [Answer(text=text) for text in TEXTS]
    assert answers(lines(tmp_path / "r.jsonl", list(reversed(RECORDS)))) == expected
    parquet.write_table(pa.Table.from_pylist(RECORDS), tmp_path / "r.parquet")
    assert answers(tmp_path / "r.parquet") == expected
    rows = ['a,lung opacity,"Reasons,\nthen ""Final Answer: yes"""', 'a,EDEMA,""', "b,airspace_opacity,no"]
    assert answers(csv(tmp_path / "r.csv", "picture,finding,response", *rows, "b,edema,Final Answer: no")) == expected


def test_the_id_names_a_question_alone_and_a_missing_text_is_an_empty_reply(tmp_path: Path) -> None:
    records: list[dict[str, object]] = [{"id": item.id, "answer": "no"} for item in ITEMS]
    records[2] = {"id": ITEMS[2].id}
    texts = [answer.text for answer in answers(lines(tmp_path / "r.jsonl", records))]
    assert texts == ["no", "no", "", "no"]


@pytest.mark.parametrize(
    ("header", "rows", "message"),
    [
        ("picture,label,text", ["a,edema,x", "a,opacity of lung,x"],
         r"row 3, column label: 'opacity of lung' is none of Lung Opacity, Edema"),
        ("picture,label,text", ["a,edma,x"], r"row 2, column label: 'edma' is none of .* \(did you mean Edema\?\)"),
        ("picture,label,text", ["a,edema,x", "b,edema,x", "a,Edema,y"],
         r"row 4, column picture: 'a' \(Edema\) stands in row 2 already"),
        ("picture,label,text", ["a,edema,x", "b,edema,x", "b,lung opacity,x"],
         "no row for 1 of 4 questions of split test: a#Lung Opacity"),
        ("picture,label,text", ["a,edema,x", "c,edema,x", "a,lung opacity,x", "b,edema,x", "b,lung opacity,x"],
         r"1 of 5 rows answer nothing that split test asks: 'c' \(Edema\), from row 3 on"),
        ("picture,label,text", ["a,edema,x", ",edema,x"], "row 3, column picture: the key is empty"),
        ("picture,text", ["a,x"], r"column picture names several questions by 'a' \(say which in a col"),
        ("picture,label", ["a,edema"], r"no column with the replies \(text or answer or response\)"),
        ("picture,label,text,answer", ["a,edema,x,y"], "text and answer could both be the replies"),
        ("picture,label,finding,text", ["a,edema,edema,x"], "label and finding could both be the labels"),
        ("id,label,text", ["a#Edema,lung opacity,x"], "row 2, column id: 'a#Edema' asks about Edema, the row about L"),
        ("Picture,label,text", ["a,edema,x"], "column 'Picture' should be spelt 'picture'"),
        ("name,label,text", ["a,edema,x"], r"no key column \(id or picture\)"),
    ],
)  # fmt: skip
def test_a_file_of_replies_with_a_fault_is_refused_by_row_and_column(
    tmp_path: Path, header: str, rows: list[str], message: str
) -> None:
    with pytest.raises(DataError, match=message):
        answers(csv(tmp_path / "r.csv", header, *rows))


@pytest.mark.parametrize("keys", [("picture", "label"), ("id",)])
@pytest.mark.parametrize("limit", [1, 3])
def test_of_a_file_for_the_whole_split_only_the_replies_that_a_limit_asks_for_are_needed(
    tmp_path: Path, limit: int, keys: tuple[str, ...]
) -> None:
    records = [{**record, "id": item.id} for record, item in zip(RECORDS, ITEMS, strict=True)]
    kept: list[dict[str, object]] = [{key: record[key] for key in (*keys, "text")} for record in records]
    task = Task(Pictures(), "test", ITEMS[:limit], {}, lambda split: ITEMS, whole=ITEMS)

    def prepared(*rows: dict[str, object]) -> list[Answer]:
        adapter = open_adapter(f"file:{lines(tmp_path / 'r.jsonl', list(rows))}", AdapterOptions())
        adapter.prepare(task)
        return adapter.answer(task.items)

    expected = [Answer(text=text) for text in TEXTS[:limit]]
    assert prepared(*kept) == prepared(*kept[:limit]) == expected
    with pytest.raises(DataError, match=f"no row for 1 of {limit} questions of split test: {ITEMS[limit - 1].id}"):
        prepared(*kept[: limit - 1], *kept[limit:])
    with pytest.raises(DataError, match=r"1 of 5 rows answer nothing that split test asks: .* and the reference they"):
        prepared(*kept, {**kept[0], keys[0]: "other"})


def test_a_reply_that_is_no_text_is_refused(tmp_path: Path) -> None:
    records: list[dict[str, object]] = [{"id": item.id, "text": number == 2} for number, item in enumerate(ITEMS)]
    with pytest.raises(DataError, match="row 1, column text: False is no text"):
        answers(lines(tmp_path / "r.jsonl", records))


def test_a_key_that_names_several_questions_alike_is_refused(tmp_path: Path) -> None:
    twice = [*ITEMS, Item("other", Generate("?"), 1.0, attributes={"picture": "a", "label": "Edema"})]
    with pytest.raises(DataError, match="column picture names several items by 'a'"):
        answers(csv(tmp_path / "r.csv", "picture,label,text", "a,edema,x"), twice)


def test_questions_without_labels_are_answered_by_id_whatever_a_column_label_holds(tmp_path: Path) -> None:
    items = [Item(name, Generate("?"), "x") for name in ("1", "2")]
    found = answers(csv(tmp_path / "r.csv", "id,label,response", "2,right,two", '1,wrong,"one, or so"'), items)
    assert found == [Answer(text="one, or so"), Answer(text="two")]
