"""Choices from a file: what a cell can mean is read by one rule, and what could mean two things is refused."""

from __future__ import annotations

import json
import string
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from podium.registry import database, evaluation
from podium.registry.adapters import AdapterOptions, open_adapter
from podium.registry.adapters.base import Adapter, Task
from podium.registry.adapters.choices import read_choices
from podium.registry.adapters.tables import UserTable
from podium.registry.benchmark import Answer, Benchmark, Choose, Generate, Item
from podium.registry.discovery import discover
from podium.registry.errors import DataError
from podium.tests.fakes import quiz_data

PLUGINS = Path(__file__).parents[1] / "fakes" / "plugins"
OPTIONS = ("a red star", "The moon", "4", "both")
ITEMS = [
    Item("one", Choose("Which?", OPTIONS), 1),
    Item("two", Choose("And which?", OPTIONS), 3),
    Item("three", Choose("Yes or no?", ("yes", "no")), 0),
]


@pytest.fixture(scope="module")
def quiz() -> Benchmark:
    return discover([], None, [PLUGINS]).benchmarks["quiz"].benchmark


def prepared(path: Path, quiz: Benchmark, items: list[Item] = ITEMS) -> Adapter:
    adapter = open_adapter(f"file:{path}", AdapterOptions())
    adapter.prepare(Task(quiz, "test", items, {}, lambda split: items))
    return adapter


def answers(path: Path, quiz: Benchmark, items: list[Item] = ITEMS) -> list[Answer]:
    return prepared(path, quiz, items).answer(items)


def csv(path: Path, header: str, *rows: str) -> Path:
    path.write_text("\n".join([header, *rows]))
    return path


def lines(path: Path, *records: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records))
    return path


@pytest.mark.parametrize("column", ["choice", "answer", "prediction"])
def test_a_choice_is_a_letter_the_text_of_an_option_or_a_reply_in_words(
    tmp_path: Path, quiz: Benchmark, column: str
) -> None:
    path = csv(tmp_path / "c.csv", f"id,{column}", "three,(B)", "one,the  MOON", "two,The answer is D.")
    assert [answer.choice for answer in answers(path, quiz)] == [1, 3, 1]
    path = csv(tmp_path / "c.csv", f"{column},id", "a,three", "4,one", "C.,two")
    assert answers(path, quiz) == [Answer(choice=2), Answer(choice=2), Answer(choice=0)]


@pytest.mark.parametrize("column", ["choice_index", "answer_index", "prediction_index"])
def test_an_index_counts_from_0_in_a_column_that_says_so(tmp_path: Path, quiz: Benchmark, column: str) -> None:
    expected = [Answer(choice=3), Answer(choice=0), Answer(choice=1)]
    assert answers(csv(tmp_path / "c.csv", f"id,{column}", "one,3", "two,0", "three,1"), quiz) == expected
    records = [{"id": "one", column: 3}, {"id": "two", column: 0}, {"id": "three", column: 1}]
    assert answers(lines(tmp_path / "c.jsonl", *records), quiz) == expected
    parquet.write_table(pa.Table.from_pylist(records), tmp_path / "c.parquet")
    assert answers(tmp_path / "c.parquet", quiz) == expected
    # A gap among whole numbers makes fractions of them.
    records[1][column] = None
    records[0][column] = 3.0
    found = prepared(lines(tmp_path / "c.jsonl", *records), quiz)
    assert found.answer(ITEMS) == [Answer(choice=3), Answer(text=""), Answer(choice=1)]
    told = [f"the replies were read from column {column}", "1 of 3 answers name no option and count as no choice"]
    assert found.notes() == told


def test_log_likelihoods_are_read_from_a_list_or_a_column_per_option(tmp_path: Path, quiz: Benchmark) -> None:
    numbers = [(-1.5, -0.25, -3.0, -4.0), (-2.0, -2.0, -2.5, -2.25), (-1.0, -0.5)]
    expected = [
        Answer(choice=choice, log_likelihoods=likely) for choice, likely in zip((1, 0, 1), numbers, strict=True)
    ]
    records = [{"id": item.id, "log_likelihoods": list(likely)} for item, likely in zip(ITEMS, numbers, strict=True)]
    assert answers(lines(tmp_path / "c.jsonl", *records), quiz) == expected
    parquet.write_table(pa.Table.from_pylist(records), tmp_path / "c.parquet")
    assert answers(tmp_path / "c.parquet", quiz) == expected
    rows = [f'{record["id"]},"{record["log_likelihoods"]}"' for record in records]
    assert answers(csv(tmp_path / "c.csv", "id,log_likelihoods", *rows), quiz) == expected
    rows = [",".join([item.id, *map(str, likely)]) for item, likely in zip(ITEMS, numbers, strict=True)]
    for prefix in ("", "logprob_"):
        header = "id," + ",".join(f"{prefix}{letter}" for letter in "ABCD")
        assert answers(csv(tmp_path / "c.csv", header, *rows[:2], rows[2] + ",,"), quiz) == expected


def test_a_reply_in_words_is_read_for_its_letter_and_kept(tmp_path: Path, quiz: Benchmark) -> None:
    rows = ['one,"Reasons, reasons.\nAnswer: B"', "two,I would say A or C.", "three,no"]
    found = prepared(csv(tmp_path / "c.csv", "id,response", *rows), quiz)
    assert found.answer(ITEMS) == [
        Answer(choice=1, text="Reasons, reasons.\nAnswer: B"),
        Answer(text="I would say A or C."),
        Answer(choice=1, text="no"),
    ]
    told = ["the replies were read from column response", "1 of 3 answers name no option and count as no choice"]
    assert found.notes() == told


def test_what_names_no_option_is_no_choice_and_its_text_is_kept(tmp_path: Path, quiz: Benchmark) -> None:
    path = csv(tmp_path / "c.csv", "id,choice", "one,E", "two,", "three,c")
    assert answers(path, quiz) == [Answer(text="E"), Answer(text=""), Answer(text="c")]
    path = csv(tmp_path / "c.csv", "id,choice,text", "one,?,Who knows?", "two,B,It is B.", "three,a,")
    assert answers(path, quiz) == [
        Answer(text="Who knows?"),
        Answer(choice=1, text="It is B."),
        Answer(choice=0, text=""),
    ]


def test_columns_of_options_beside_a_choice_are_not_taken_for_log_likelihoods(tmp_path: Path, quiz: Benchmark) -> None:
    path = csv(tmp_path / "c.csv", "id,A,B,prediction", "one,x,y,B", "two,x,y,A", "three,x,y,A")
    assert [answer.choice for answer in answers(path, quiz)] == [1, 0, 0]


def test_questions_with_and_without_options_are_answered_from_one_file(tmp_path: Path, quiz: Benchmark) -> None:
    items = [*ITEMS, Item("open", Generate("How many?"), "7")]
    path = csv(tmp_path / "c.csv", "id,answer", "open,7", "one,B", "two,C", "three,A")
    assert answers(path, quiz, items) == [Answer(choice=1), Answer(choice=2), Answer(choice=0), Answer(text="7")]


@pytest.mark.parametrize(
    ("header", "rows", "message"),
    [
        ("id,choice", ["one,1", "two,B", "three,A"],
         r"row 2, column choice: '1' could count the options from 0 or from 1 \(write letters, or call the column c"),
        ("id,choice_index", ["one,4", "two,0", "three,0"],
         r"row 2, column choice_index: '4' is no index of 4 options, counted from 0"),
        ("id,choice_index", ["one,3", "two,0", "three,2"], r"row 4, column choice_index: '2' is no index of 2 options"),
        ("id,choice_index", ["one,1.5", "two,0", "three,0"], r"row 2, column choice_index: '1.5' is no index of 4"),
        ("id,choice_index", ["one,B", "two,0", "three,0"], r"row 2, column choice_index: 'B' is no index of 4"),
        ("id,choice_index", ["one,-1", "two,0", "three,0"], r"row 2, column choice_index: '-1' is no index of 4"),
        ("id,choice,answer", ["one,A,B"], r"choice and answer could both be the choices \(leave one of them\)"),
        ("id,choice,choice_index", ["one,A,0"], "choice and choice_index could both be the choices"),
        ("id,text,response", ["one,A,B"], "text and response could both be the replies"),
        ("id,log_likelihoods,logprob_A", ["one,[],1"], "log_likelihoods and logprob_A could both be meant"),
        ("id,score", ["one,1"], r"no column with choices \(choice, choice_index, .*the columns are id, score"),
        ("id,A,B,C,D", ["one,-1,-2,,-3", "two,-1,-1,-1,-1", "three,-1,-1,,"], "row 2, column C: the cell is empty"),
        ("id,A,B,C", ["one,-1,-2,-3", "two,-1,-1,-1", "three,-1,-1,"], "row 2, column D: the cell is empty"),
        ("id,A,B,C,D", ["one,-1,-2,-3,-3", "two,-1,-1,-1,-1", "three,-1,-1,-1,"],
         "row 4, column C: a log-likelihood, but the item has 2 options"),
        ("id,A,B,C,D", ["one,-1,x,-3,-3"], "row 2, column B: 'x' is not a finite number"),
        ("id,A,B,C,D", ["one,-1,-inf,-3,-3"], "row 2, column B: '-inf' is not a finite number"),
        ("id,A,B,C,D", ["one,0.1,0.2,0.3,0.4"], r"row 2, column A: 0.1 is above 0, so it is no log-likelihood \(write"),
        ("id,log_likelihoods", ['one,"[-1, -2]"'], "column log_likelihoods: 2 log-likelihoods, but the item has 4"),
        ("id,log_likelihoods", ["one,-1"], "row 2, column log_likelihoods: '-1' is no list of numbers"),
        ("id,log_likelihoods", ["one,[-1"], r"row 2, column log_likelihoods: '\[-1' is no list of numbers"),
        ("id,log_likelihoods", ['one,"[-1, -2, null, -3]"'], r"column log_likelihoods\[2\]: the cell is empty"),
        ("id,choice,log_likelihoods", ['one,A,"[-2, -1, -3, -3]"'],
         r"row 2, column choice: A is chosen, but B is the likeliest \(leave out"),
        ("id,choice", ["one,A", "two,B"], "no row for 1 of 3 questions of split test: three"),
        ("id,choice", ["one,A", "two,B", "3,A", "four,A"],
         "no row for 1 of 3 questions of split test: three; and 2 of 4 rows answer nothing that split test asks:"
         r" '3', 'four', from row 4 on \(does each row name"),
        ("id,choice", ["one,A", "two,B", "three,A", "one,A"], "row 5, column id: 'one' stands in row 2 already"),
        ("id,choice", ["one,A", "two,B", "three,A", "four,A"], "1 of 4 rows answer nothing that split test asks"),
    ],
)  # fmt: skip
def test_a_file_of_choices_with_a_fault_is_refused_by_row_and_column(
    tmp_path: Path, quiz: Benchmark, header: str, rows: list[str], message: str
) -> None:
    with pytest.raises(DataError, match=message) as caught:
        items = ITEMS if len(rows) > 1 else ITEMS[:1]
        answers(csv(tmp_path / "c.csv", header, *rows), quiz, items)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("options", "cell", "message"),
    [
        (("B", "A"), "A", "'A' could be options A and B"),
        (("same", "same", "x"), "Same", "'Same' could be options A and B"),
        (("x", "y"), True, "True is no choice"),
        (("x", "y"), [0], r"\[0\] is no choice"),
        (("x", "y"), 1, "1 could count the options"),
    ],
)
def test_a_cell_that_could_mean_two_options_or_none_is_refused(
    options: tuple[str, ...], cell: object, message: str
) -> None:
    table = UserTable(Path("c.jsonl"), {"choice": [cell]}, 1)
    with pytest.raises(DataError, match=rf"c\.jsonl, row 1, column choice: {message}"):
        read_choices(table, {"i": 0}, {"i": Choose("?", options)})


def test_of_more_options_than_letters_any_is_named_by_its_text_or_index(tmp_path: Path, quiz: Benchmark) -> None:
    items = [Item(f"i{n}", Choose(f"q{n}", tuple(f"o{k}" for k in range(30))), 3) for n in range(3)]

    def choices(header: str, *cells: str) -> list[int | None]:
        rows = [f"i{n},{cell}" for n, cell in enumerate(cells)]
        return [answer.choice for answer in answers(csv(tmp_path / "p.csv", f"id,{header}", *rows), quiz, items)]

    assert choices("choice", "o29", "B", "none") == [29, 1, None]
    assert choices("text", "o28", "B.", "none") == [28, 1, None]
    assert choices("choice_index", "29", "0", "26") == [29, 0, 26]
    same = [replace(item, request=Choose("q", (*"abcdefghijklmnopqrstuvwxyz", "same", "same"))) for item in items]
    with pytest.raises(DataError, match="'same' could be options number 27 and number 28"):
        answers(csv(tmp_path / "p.csv", "id,choice", "i0,same", "i1,same", "i2,same"), quiz, same)
    letters = ",".join(f"logprob_{letter}" for letter in string.ascii_uppercase)
    rows = [f"i{n}," + ",".join(["-1"] * 26) for n in range(3)]
    with pytest.raises(DataError, match="the item has 30 options, and there are 26 letters; write a list in log_lik"):
        answers(csv(tmp_path / "p.csv", f"id,{letters}", *rows), quiz, items)


def test_a_number_that_is_the_text_of_an_option_is_that_option() -> None:
    request = Choose("2 + 2?", ("3", "4", "0.5"))
    for cell, choice in (("4", 1), (4, 1), (4.0, 1), (3, 0), (0.5, 2)):
        table = UserTable(Path("c.jsonl"), {"choice": [cell]}, 1)
        assert read_choices(table, {"i": 0}, {"i": request})["i"].choice == choice


@given(st.lists(st.text(min_size=1, max_size=12), min_size=2, max_size=10), st.data())
def test_the_letter_of_any_option_is_read_as_that_option_or_refused_where_it_is_the_text_of_another(
    options: list[str], data: st.DataObject
) -> None:
    choice = data.draw(st.integers(0, len(options) - 1))
    letter = "ABCDEFGHIJ"[choice]
    written = data.draw(st.sampled_from([letter, letter.lower(), f"({letter})", f"{letter}.", f" {letter} "]))
    table = UserTable(Path("c.csv"), {"choice": [written]}, 2)
    flat = " ".join(written.split()).casefold()
    same = {place for place, option in enumerate(options) if " ".join(option.split()).casefold() == flat}
    request = Choose("?", tuple(options))
    if same | {choice} == {choice}:
        assert read_choices(table, {"i": 0}, {"i": request}) == {"i": Answer(choice=choice)}
    else:
        with pytest.raises(DataError, match="could be options"):
            read_choices(table, {"i": 0}, {"i": request})


@given(
    st.one_of(st.text(max_size=40), st.integers(), st.floats(), st.none()), st.sampled_from(["choice", "choice_index"])
)
def test_any_cell_is_an_option_or_none_with_its_text_or_refused_by_row(cell: object, column: str) -> None:
    table = UserTable(Path("c.csv"), {column: [cell]}, 2)
    try:
        answer = read_choices(table, {"i": 0}, {"i": Choose("?", OPTIONS)})["i"]
    except DataError as error:
        assert error.message.startswith(f"c.csv, row 2, column {column}: ")
        return
    assert (answer.text is None) == (answer.choice is not None)
    assert answer.choice in (None, 0, 1, 2, 3)


@given(st.lists(st.floats(-1e6, 0), min_size=4, max_size=4))
def test_any_log_likelihoods_choose_their_first_largest(numbers: list[float]) -> None:
    table = UserTable(Path("c.csv"), {"log_likelihoods": [json.dumps(numbers)]}, 2)
    answer = read_choices(table, {"i": 0}, {"i": Choose("?", OPTIONS)})["i"]
    assert answer.log_likelihoods == tuple(numbers)
    assert answer.choice == numbers.index(max(numbers))


@pytest.mark.parametrize("protocol", ["likelihood", "letter"])
def test_a_file_of_letters_is_scored_in_either_protocol_of_a_benchmark(
    quiz: Benchmark, tmp_path: Path, protocol: str
) -> None:
    data = quiz_data.write(tmp_path / "quiz", test=4)
    rows, right = [], 0
    for subject in quiz_data.SUBJECTS:
        for number, row in enumerate(quiz_data.questions(subject, 4, seed=4)):
            letter = "ABCD"[number]
            rows.append(f"{subject}-{number},{letter}")
            right += row[5] == letter
    path = csv(tmp_path / "c.csv", "id,answer", *rows)
    connection = database.connect(tmp_path / "r.db", write=True)
    database.migrate(connection, tmp_path / "r.db")
    adapter = open_adapter(f"file:{path}", AdapterOptions())
    run = evaluation.run(connection, evaluation.Plan(quiz, adapter, data, settings={"protocol": protocol}))
    assert run.report is not None
    assert run.report.scores[0].value == right / 12
    assert 0 < right < 12
