"""Logs of lm-evaluation-harness and inspect_ai give the figures those harnesses report, or are refused by name."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from podium.registry import database, evaluation, journal
from podium.registry.adapters import Adapter, AdapterOptions, inspect_logs, lm_eval_logs, open_adapter
from podium.registry.adapters.base import Task
from podium.registry.adapters.predictions import read_log
from podium.registry.benchmark import Answer, Benchmark, Choose, Classify, Generate, Item
from podium.registry.discovery import discover
from podium.registry.errors import DataError
from podium.tests.fakes import quiz_data

FAKES = Path(__file__).parents[1] / "fakes"
LOGS = FAKES / "logs"
LIKELIHOOD, LETTER = LOGS / "lm_eval_likelihood", LOGS / "lm_eval_letter"
ARCHIVE, EPOCHS, SHUFFLED = (LOGS / f"inspect_{name}" for name in ("choice.eval", "letter.json", "shuffled.json"))


@pytest.fixture(scope="module")
def quiz() -> Benchmark:
    return discover([], None, [FAKES / "plugins"]).benchmarks["quiz"].benchmark


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return quiz_data.write(tmp_path_factory.mktemp("quiz"), test=4, dev=2)


def task(quiz: Benchmark, data: Path, protocol: str = "likelihood", shots: int = 0) -> Task:
    items = list(quiz.load(data, "test", shots=shots, protocol=protocol))
    return Task(quiz, "test", items, {}, lambda split: items)


def prepared(path: Path, asked: Task) -> Adapter:
    adapter = open_adapter(f"file:{path}", AdapterOptions())
    adapter.prepare(asked)
    return adapter


def answers(path: Path, asked: Task) -> list[Answer]:
    return prepared(path, asked).answer(asked.items)


def copied(folder: Path, to: Path) -> list[Path]:
    """Copy a folder of logs, and return its samples."""
    shutil.copytree(folder, to, dirs_exist_ok=True)
    return sorted(to.glob("samples_*.jsonl"))


def edited(path: Path, edit: Callable[[list[dict[str, Any]]], object]) -> Path:
    """Change the records of a file of JSON lines."""
    records = [json.loads(line) for line in path.read_text().splitlines()]
    edit(records)
    path.write_text("".join(json.dumps(record) + "\n" for record in records))
    return path


# --- the figures


def lm_eval_accuracy(folder: Path, metric: str) -> float:
    results = json.loads(next(folder.glob("results_*.json")).read_text())["results"]
    tasks = [one for one in results.values() if "sample_len" in one and one["name"] != "quiz"]
    assert sum(one["sample_len"] for one in tasks) == 12
    return float(sum(one[metric] * one["sample_len"] for one in tasks) / 12)


def inspect_accuracy(path: Path) -> float:
    if path.suffix == ".eval":
        members = {member.filename: member for member in zipfile.ZipFile(path).infolist()}
        header = json.loads(inspect_logs._unpacked(path, members["header.json"]))
    else:
        header = json.loads(path.read_text())
    return float(header["results"]["scores"][0]["metrics"]["accuracy"]["value"])


@pytest.mark.parametrize(
    ("path", "protocol", "reported"),
    [
        (LIKELIHOOD, "likelihood", lm_eval_accuracy(LIKELIHOOD, "acc,none")),
        (LETTER, "likelihood", lm_eval_accuracy(LETTER, "exact_match,first")),
        (LETTER, "letter", lm_eval_accuracy(LETTER, "exact_match,first")),
        (ARCHIVE, "likelihood", inspect_accuracy(ARCHIVE)),
        (EPOCHS, "likelihood", inspect_accuracy(EPOCHS)),
        (EPOCHS, "letter", inspect_accuracy(EPOCHS)),
        (SHUFFLED, "likelihood", inspect_accuracy(SHUFFLED)),
    ],
)
@pytest.mark.parametrize("shots", [0, 2])
def test_a_run_of_a_log_has_the_accuracy_that_its_harness_reports(
    quiz: Benchmark, data: Path, tmp_path: Path, path: Path, protocol: str, reported: float, shots: int
) -> None:
    connection = database.connect(tmp_path / "r.db", write=True)
    database.migrate(connection, tmp_path / "r.db")
    adapter = open_adapter(f"file:{path}", AdapterOptions())
    wanted = {"protocol": protocol, "shots": str(shots)}
    run = evaluation.run(connection, evaluation.Plan(quiz, adapter, data, settings=wanted))
    assert run.report is not None
    assert run.report.scores[0].value == pytest.approx(reported)
    assert 0 < reported < 1
    assert len(journal.answered(connection, run.id)) == 12
    assert run.provenance["model"]["harness"] in run.report.notes[0]


def test_the_notes_and_the_record_say_which_harness_model_and_task_the_log_states(quiz: Benchmark, data: Path) -> None:
    adapter = prepared(LIKELIHOOD, task(quiz, data))
    text = "answers from a log of lm-evaluation-harness 0.4.13: model tiny-llama, 3 tasks from quiz_anatomy on"
    assert adapter.notes() == [text]
    assert adapter.provenance() == {
        "harness": "lm-evaluation-harness",
        "harness_version": "0.4.13",
        "logged_model": "tiny-llama",
        "logged_tasks": "quiz_anatomy, quiz_astronomy, quiz_virology",
        "log_files": ", ".join(path.name for path in sorted(LIKELIHOOD.glob("samples_*"))),
    }
    assert prepared(ARCHIVE, task(quiz, data)).notes() == [
        "answers from a log of inspect_ai 0.3.285: model mockllm/model, task quiz_choice",
        "1 of 12 answers name no option and count as no choice",
    ]
    assert prepared(EPOCHS, task(quiz, data)).notes() == [
        "answers from a log of inspect_ai 0.3.285: model mockllm/model, task quiz_letter",
        "of 2 epochs of quiz_letter the first was taken",
    ]


def test_log_likelihoods_replies_and_unread_replies_are_kept_as_they_were_logged(quiz: Benchmark, data: Path) -> None:
    asked = task(quiz, data)
    first = next(LIKELIHOOD.glob("samples_quiz_anatomy_*"))
    logged = [json.loads(line) for line in first.read_text().splitlines()]
    for answer, record in zip(answers(LIKELIHOOD, asked)[:4], logged, strict=False):
        likely = tuple(float(choice[0][0]) for choice in record["resps"])
        assert answer.log_likelihoods == likely
        assert answer.choice == likely.index(max(likely))
    unread = [answer for answer in answers(ARCHIVE, asked) if answer.choice is None]
    assert unread == [Answer(text="I would rather not say.", finish="stop")]


def test_the_fingerprint_is_that_of_every_file_of_a_log(quiz: Benchmark, data: Path, tmp_path: Path) -> None:
    asked = task(quiz, data)
    files = copied(LIKELIHOOD, tmp_path / "copy")
    same, other = prepared(LIKELIHOOD, asked).fingerprint(), prepared(tmp_path / "copy", asked).fingerprint()
    assert same == other
    text = files[2].read_text()
    files[2].write_text(text.rstrip() + " \n")
    assert prepared(tmp_path / "copy", asked).fingerprint() != same


# --- matching


def test_the_order_of_lines_and_white_space_do_not_matter(quiz: Benchmark, data: Path, tmp_path: Path) -> None:
    asked = task(quiz, data)
    for path in copied(LIKELIHOOD, tmp_path / "log"):

        def change(records: list[dict[str, Any]]) -> None:
            records.reverse()
            for record in records:
                record["doc"]["question"] = record["doc"]["question"].replace(" ", "  \n")

        edited(path, change)
    assert answers(tmp_path / "log", asked) == answers(LIKELIHOOD, asked)


def test_options_in_another_order_are_carried_over_by_their_texts(quiz: Benchmark, data: Path) -> None:
    asked = task(quiz, data)
    by_question = {sample["input"]: sample for sample in json.loads(SHUFFLED.read_text())["samples"]}
    moved = 0
    for item, answer in zip(asked.items, answers(SHUFFLED, asked), strict=True):
        assert isinstance(item.request, Choose)
        sample = next(one for question, one in by_question.items() if item.request.prompt.endswith(question)
                      and sorted(one["choices"]) == sorted(item.request.options))  # fmt: skip
        letter = "ABCD".index(sample["output"]["completion"].removeprefix("ANSWER: "))
        assert answer.choice is not None
        assert item.request.options[answer.choice] == sample["choices"][letter]
        assert (answer.choice == item.target) == (sample["scores"]["choice"]["value"] == "C")
        moved += sample["choices"] != list(item.request.options)
    assert moved > 6


def test_letters_for_options_in_another_order_are_no_answers_to_questions_that_list_them(
    quiz: Benchmark, data: Path
) -> None:
    with pytest.raises(
        DataError, match=r"inspect_shuffled\.json, sample 1: split test of Quiz has no such question wi"
    ):
        answers(SHUFFLED, task(quiz, data, "letter"))


def test_two_items_of_the_same_text_are_told_apart_by_subject_and_equal_ones_are_taken_in_order(
    quiz: Benchmark, data: Path, tmp_path: Path
) -> None:
    asked = task(quiz, data)
    files = copied(LIKELIHOOD, tmp_path)
    first = asked.items[0]
    assert isinstance(first.request, Choose)
    question, options = "Which of these?", list(first.request.options)

    def same(records: list[dict[str, Any]]) -> None:
        records[0]["doc"] |= {"question": question, "choices": options}

    heads = [item.request.prompt.partition("\n\n")[0] for item in asked.items if isinstance(item.request, Choose)]
    changed = [
        replace(item, request=Choose(f"{head}\n\n{question}", first.request.options))
        if item.id.endswith("-0")
        else item
        for item, head in zip(asked.items, heads, strict=True)
    ]
    before = answers(LIKELIHOOD, asked)
    for path in files:
        edited(path, same)
    assert answers(tmp_path, replace(asked, items=changed)) == before
    alike = [
        replace(item, request=Choose(question, first.request.options), attributes={})
        if item.id.endswith("-0")
        else item
        for item in asked.items
    ]
    assert answers(tmp_path, replace(asked, items=alike)) == before
    unclear = [replace(item, attributes={}) for item in changed]
    with pytest.raises(
        DataError, match=r"line 1 \(doc_id 0\): its question could be that of anatomy-0, astronomy-0, v"
    ):
        answers(tmp_path, replace(asked, items=unclear))


def test_ids_decide_where_every_sample_states_one_and_bare_numbers_only_with_the_question(
    quiz: Benchmark, data: Path, tmp_path: Path
) -> None:
    asked = task(quiz, data)
    (path, *others) = copied(LIKELIHOOD, tmp_path)
    for other in others:
        other.unlink()
    before = answers(LIKELIHOOD, asked)[:4]
    asked = replace(asked, items=asked.items[:4])

    def name(records: list[dict[str, Any]]) -> None:
        for number, record in enumerate(records):
            record["doc"]["key"] = f"anatomy-{number}"
            del record["doc"]["question"]

    edited(path, name)
    assert answers(tmp_path, asked) == before
    edited(path, lambda records: [one["doc"].update(question=f"another text {one['doc_id']}") for one in records])
    with pytest.raises(
        DataError, match=r"line 1 \(doc_id 0\): it has the id of item anatomy-0, but asks another .*'another"
    ):
        answers(tmp_path, asked)
    numbered = [replace(item, id=str((number + 1) % 4)) for number, item in enumerate(asked.items)]
    with pytest.raises(
        DataError, match=r"line 1 \(doc_id 0\): split test of Quiz has no such question .*: 'another te"
    ):
        answers(tmp_path, replace(asked, items=numbered))
    copied(LIKELIHOOD, tmp_path)
    for other in others:
        other.unlink()
    # The samples' numbers are ids of other items here; the questions say which is meant.
    assert answers(tmp_path, replace(asked, items=numbered)) == before
    edited(path, lambda records: [record["doc"].update(key=f"anatomy-{n}") for n, record in enumerate(records)])
    edited(path, lambda records: records[2]["doc"]["choices"].pop())
    with pytest.raises(
        DataError, match=r"line 3 \(doc_id 2\): its options are not those of item anatomy-2, or stand in"
    ):
        answers(tmp_path, asked)


def test_tasks_of_other_benchmarks_are_left_out_and_named(quiz: Benchmark, data: Path, tmp_path: Path) -> None:
    files = copied(LIKELIHOOD, tmp_path)
    other = tmp_path / files[0].name.replace("quiz_anatomy", "arc")
    shutil.copy(files[0], other)

    def change(records: list[dict[str, Any]]) -> None:
        for record in records:
            record["doc"]["question"] = "Something else?"

    edited(other, change)
    adapter = prepared(tmp_path, task(quiz, data))
    assert adapter.notes()[-1] == "not of this split, left out: arc"


def test_of_a_log_of_the_whole_split_the_first_items_can_be_scored_alone(quiz: Benchmark, data: Path) -> None:
    whole = task(quiz, data)
    asked = replace(whole, items=whole.items[:5], whole=whole.items)
    assert answers(ARCHIVE, asked) == answers(ARCHIVE, whole)[:5]


def test_options_given_by_letter_or_as_continuations_are_compared_too(
    quiz: Benchmark, data: Path, tmp_path: Path
) -> None:
    asked = task(quiz, data)
    before = answers(LIKELIHOOD, asked)

    def lettered(records: list[dict[str, Any]]) -> None:
        for record in records:
            record["doc"] |= dict(zip("ABCD", record["doc"].pop("choices"), strict=True))

    def continued(records: list[dict[str, Any]]) -> None:
        for record in records:
            texts = record["doc"].pop("choices")
            for arguments, text in zip(record["arguments"].values(), texts, strict=True):
                arguments["arg_1"] = f" {text}"

    def bare(records: list[dict[str, Any]]) -> None:
        for record in records:
            record["doc"] = {}

    for number, change in enumerate((lettered, continued, bare)):
        for path in copied(LIKELIHOOD, tmp_path / str(number)):
            edited(path, change)
        assert answers(tmp_path / str(number), asked) == before


# --- refusals


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda records: records[1].pop("resps"), r"line 2 \(doc_id 1\): no field 'resps', so no sample of lm-eval"),
        (lambda records: records[1].pop("doc_id"), r"line 2: no field 'doc_id'"),
        (lambda records: records[1].pop("doc"), r"line 2 \(doc_id 1\): no field 'doc'"),
        (lambda records: records[1].update(resps=[]), r"line 2 \(doc_id 1\): 'resps' holds no answer"),
        (lambda records: records[1].update(resps=[[1]]), r"line 2 \(doc_id 1\): 'resps' holds neither a reply nor"),
        (lambda records: records[1]["resps"].pop(), r"line 2 .*: 3 log-likelihoods, but item anatomy-1 has 4 options"),
        (lambda records: records[1]["resps"][0][0].__setitem__(0, "nan"), r"line 2 .*: log-likelihood 'nan' is not"),
        (lambda records: records.append(records[0]), r"line 5: doc_id 0 stands in line 1 already"),
        (lambda records: records.pop(), r"no sample for 1 of 12 questions of split test: anatomy-3"),
        (lambda records: records[1]["doc"].update(question="Else?"), r"line 2 .*: split test of Quiz has no such ques"),
        (lambda records: records[1].update(doc=records[0]["doc"], doc_id=9),
         r"line 2 \(doc_id 9\): its question is answered by .*line 1 \(doc_id 0\) already"),
    ],
)  # fmt: skip
def test_a_sample_of_lm_eval_with_a_fault_is_refused_by_file_and_line(
    quiz: Benchmark, data: Path, tmp_path: Path, change: Callable[[list[dict[str, Any]]], object], message: str
) -> None:
    edited(copied(LIKELIHOOD, tmp_path)[0], change)
    with pytest.raises(DataError, match=message) as caught:
        answers(tmp_path, task(quiz, data))
    assert str(tmp_path) in caught.value.message
    assert "\n" not in str(caught.value)


def test_the_first_of_several_replies_is_taken_and_said(quiz: Benchmark, data: Path, tmp_path: Path) -> None:
    for path in copied(LETTER, tmp_path):
        edited(path, lambda records: [record["resps"][0].append(" Z") for record in records])
    adapter = prepared(tmp_path, task(quiz, data))
    assert adapter.notes()[1] == "the first of 2 replies to each question was taken"
    assert adapter.answer(task(quiz, data).items) == answers(LETTER, task(quiz, data))


def test_one_sample_file_alone_and_a_log_without_results_are_read(quiz: Benchmark, data: Path, tmp_path: Path) -> None:
    asked = task(quiz, data)
    path = Path(shutil.copy(sorted(LIKELIHOOD.glob("samples_*"))[0], tmp_path / "mine.jsonl"))
    part = replace(asked, items=asked.items[:4])
    adapter = prepared(path, part)
    assert adapter.answer(part.items) == answers(LIKELIHOOD, asked)[:4]
    assert adapter.notes() == [
        "answers from a log of lm-evaluation-harness of a version the log does not state: a model the log does not"
        " name, task mine"
    ]
    with pytest.raises(DataError, match=r"mine\.jsonl: no sample for 8 of 12 questions of split test: astronomy-0, "):
        answers(path, asked)


def test_a_log_is_looked_for_in_a_folder_and_right_below_it_but_no_deeper(
    quiz: Benchmark, data: Path, tmp_path: Path
) -> None:
    asked = task(quiz, data)
    files = copied(LIKELIHOOD, tmp_path / "home" / "work" / "results" / "my-model")
    for folder in ("home/work/results/my-model", "home/work/results"):
        assert len(answers(tmp_path / folder, asked)) == len(asked.items)
    for folder in ("home/work", "home"):
        # A damaged file that lies somewhere in it is not what the user has to be told of.
        files[0].write_text("no log")
        with pytest.raises(DataError) as caught:
            answers(tmp_path / folder, asked)
        assert str(caught.value) == (
            f"{tmp_path / folder} is a folder without a log of lm-evaluation-harness or inspect_ai"
            " (give the file of a table, or the folder that holds the log)"
        )


def test_folders_of_two_runs_two_harnesses_or_none_are_refused(quiz: Benchmark, data: Path, tmp_path: Path) -> None:
    asked = task(quiz, data)
    (tmp_path / "none").mkdir()
    with pytest.raises(DataError, match="none is a folder without a log of lm-evaluation-harness or inspect_ai"):
        answers(tmp_path / "none", asked)
    with pytest.raises(DataError, match="logs: logs of lm-evaluation-harness and inspect_ai"):
        answers(LOGS, asked)
    for path in copied(LIKELIHOOD, tmp_path / "runs"):
        shutil.copy(path, path.with_name(path.name.replace("2026-", "2027-")))
    with pytest.raises(
        DataError, match=r"samples_quiz_anatomy_2026.* and .*2027.* are both logs of quiz_anatomy \(give"
    ):
        answers(tmp_path / "runs", asked)
    copied(LIKELIHOOD, tmp_path / "both")
    copied(LETTER, tmp_path / "both")
    with pytest.raises(
        DataError, match=r"samples_quiz_letter_anatomy.*line 1 .*: its question is answered by .* already"
    ):
        answers(tmp_path / "both", asked)


def test_likelihoods_are_no_replies_and_logs_are_no_probabilities(quiz: Benchmark, data: Path) -> None:
    with pytest.raises(DataError, match=r"line 1 .*: likelihoods were compared, but item anatomy-0 asks for text"):
        answers(LIKELIHOOD, task(quiz, data, "letter"))
    items = [Item("a", Classify((), ("Spot",)), (1.0,))]
    with pytest.raises(DataError, match="a log of inspect_ai answers questions, not Classify requests"):
        answers(ARCHIVE, Task(quiz, "test", items, {}, lambda split: items))


def rewritten(to: Path, edit: Callable[[dict[str, Any]], object]) -> Path:
    log = json.loads(SHUFFLED.read_text())
    edit(log)
    to.write_text(json.dumps(log))
    return to


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda log: log["samples"][2].pop("output"), r"sample 3: no field 'output'"),
        (lambda log: log["samples"][2].update(output=[]), r"sample 3, output: an object was expected, not list"),
        (lambda log: log["samples"].__setitem__(2, 7), r"sample 3: an object was expected, not int"),
        (lambda log: log["samples"][2]["output"].update(completion=3), r"sample 3: the completion is no text"),
        (lambda log: log.pop("eval"), r"log\.json: no field 'eval'"),
        (lambda log: log.update(samples=None), r"log\.json: the log holds no samples"),
        (lambda log: log.update(samples={}), r"log\.json: the log holds no samples"),
        (lambda log: log["samples"].pop(), r"log\.json: no sample for 1 of 12 questions of split test: "),
        (lambda log: log["samples"].append(log["samples"][0]), r"sample 1: its question is answered by .* already"),
    ],
)
def test_a_log_of_inspect_with_a_fault_is_refused_by_file_and_sample(
    quiz: Benchmark, data: Path, tmp_path: Path, change: Callable[[dict[str, Any]], object], message: str
) -> None:
    with pytest.raises(DataError, match=message) as caught:
        answers(rewritten(tmp_path / "log.json", change), task(quiz, data))
    assert "\n" not in str(caught.value)


def test_a_sample_that_failed_is_an_answer_with_its_error_and_an_unfinished_log_says_so(
    quiz: Benchmark, data: Path, tmp_path: Path
) -> None:
    def fail(log: dict[str, Any]) -> None:
        log["status"] = "error"
        log["samples"][0]["error"] = {"message": "rate limit\nagain", "traceback": "...", "traceback_ansi": "..."}
        log["samples"][1]["output"]["choices"][0]["stop_reason"] = "max_tokens"

    asked = task(quiz, data)
    adapter = prepared(rewritten(tmp_path / "log.json", fail), asked)
    found = adapter.answer(asked.items)
    assert [answer for answer in found if answer.error] == [Answer(error="the log has an error: rate limit")]
    assert sum(answer.finish == "length" for answer in found) == 1
    assert adapter.notes()[1:] == ["the log of quiz_shuffled has the status error"]


def test_input_as_messages_and_long_texts_kept_apart_are_questions_too(
    quiz: Benchmark, data: Path, tmp_path: Path
) -> None:
    def change(log: dict[str, Any]) -> None:
        for number, sample in enumerate(log["samples"]):
            if number % 2:
                sample["attachments"] = {"ab12": sample["input"]}
                sample["input"] = "attachment://ab12"
            else:
                content = [{"type": "text", "text": sample["input"]}, {"type": "image", "image": "data:..."}]
                sample["input"] = [{"role": "system", "content": "Be brief."}, {"role": "user", "content": content}]

    asked = task(quiz, data)
    assert answers(rewritten(tmp_path / "log.json", change), asked) == answers(SHUFFLED, asked)


def test_an_archive_that_python_can_read_is_read_alike(quiz: Benchmark, data: Path, tmp_path: Path) -> None:
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        path = tmp_path / f"{method}.eval"
        with zipfile.ZipFile(path, "w", method) as archive:
            for member in zipfile.ZipFile(ARCHIVE).infolist():
                archive.writestr(member.filename, inspect_logs._unpacked(ARCHIVE, member))
        assert answers(path, task(quiz, data)) == answers(ARCHIVE, task(quiz, data))


def test_an_archive_without_a_header_is_a_run_that_did_not_end(quiz: Benchmark, data: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.eval", "w") as archive:
        archive.writestr("_journal/start.json", "{}")
    with pytest.raises(DataError, match=r"x\.eval: no header\.json; the run did not end"):
        answers(tmp_path / "x.eval", task(quiz, data))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([ARCHIVE, EPOCHS, sorted(LIKELIHOOD.glob("samples_*"))[0]]), st.floats(0, 1), st.booleans())
def test_a_log_that_is_cut_or_has_a_changed_byte_is_read_or_refused_in_one_line_that_names_it(
    tmp_path_factory: pytest.TempPathFactory, path: Path, place: float, cut: bool
) -> None:
    content = path.read_bytes()
    at = int(place * (len(content) - 1))
    folder = tmp_path_factory.mktemp("damaged")
    damaged = folder / path.name
    damaged.write_bytes(content[:at] if cut else content[:at] + bytes([content[at] ^ 0x5A]) + content[at + 1 :])
    try:
        log = read_log(damaged)
    except DataError as error:
        assert str(damaged) in error.message
        assert "\n" not in str(error)
        return
    # Not recognised as a log any more, or damaged where nothing is read, such as the text of a question.
    assert log is None or len(log.samples) <= 12
    if cut and log is not None:
        assert path.suffix == ".jsonl" or at == len(content) - 1


def test_every_cut_of_an_archive_and_every_byte_of_a_member_that_differs_is_noticed(tmp_path: Path) -> None:
    content = ARCHIVE.read_bytes()
    damaged = tmp_path / "x.eval"
    for end in range(0, len(content), 997):
        damaged.write_bytes(content[:end])
        with pytest.raises(DataError, match=r"x\.eval: the log is cut off or damaged"):
            read_log(damaged)
    member = zipfile.ZipFile(ARCHIVE).getinfo("samples/virology-1_epoch_1.json")
    start = member.header_offset + 30 + len(member.filename)
    for at in range(start + 4, start + member.compress_size, 211):
        damaged.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
        with pytest.raises(DataError, match=r"x\.eval, samples/virology-1_epoch_1\.json: damaged"):
            read_log(damaged)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_log_or_none_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    folder = tmp_path_factory.mktemp("any")
    for name in ("x.jsonl", "x.json", "x.eval"):
        (folder / name).write_bytes(content)
        try:
            read_log(folder / name)
        except DataError as error:
            assert name in error.message


def test_other_json_and_predictions_are_no_logs(tmp_path: Path) -> None:
    for text in ('{"id": "a", "text": "b"}\n', '{"version": 2}', "[]", "", "id,A\n"):
        path = tmp_path / "x.json"
        path.write_text(text)
        assert not inspect_logs.is_log(path)
        assert not lm_eval_logs.is_log(path)


def test_open_questions_are_answered_from_a_log(quiz: Benchmark, tmp_path: Path) -> None:
    items = [Item(f"q{number}", Generate(f"Solve: what is {number} + 1?"), str(number + 1)) for number in range(3)]
    records = [
        {"doc_id": number, "doc": {"problem": f"what is {number} + 1?"}, "resps": [[f"It is {number + 1}"]]}
        for number in (2, 0, 1)
    ]
    path = tmp_path / "samples_sums_2026-01-01T00-00-00.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in records))
    found = answers(path, Task(quiz, "test", items, {}, lambda split: items))
    assert found == [Answer(text="It is 1"), Answer(text="It is 2"), Answer(text="It is 3")]


@pytest.mark.parametrize(
    "request_of",
    [
        lambda item: Generate("Who wrote it?"),
        lambda item: Choose("Who wrote it?", item.request.options),
        lambda item: Choose("Who wrote it?", ("Ann", "Bob", "Cid", "Dan")),
    ],
)
def test_an_id_alone_does_not_answer_a_question_that_the_log_does_not_state(
    quiz: Benchmark, data: Path, tmp_path: Path, request_of: Callable[[Item], Choose | Generate]
) -> None:
    asked = task(quiz, data)
    own = [replace(item, id=f"q{number}", request=request_of(item)) for number, item in enumerate(asked.items)]
    log = json.loads(SHUFFLED.read_text())
    for number, sample in enumerate(log["samples"]):
        sample["id"] = f"q{number}"
        del sample["choices"]
    (tmp_path / "log.json").write_text(json.dumps(log))
    with pytest.raises(DataError, match=r"log.json, sample q0: it has the id of item q0, but asks another question: "):
        answers(tmp_path / "log.json", Task(quiz, "test", own, {}, lambda split: own))


def test_what_a_model_thought_is_not_part_of_a_logged_reply(quiz: Benchmark, data: Path, tmp_path: Path) -> None:
    log = json.loads(EPOCHS.read_text())
    for sample in log["samples"]:
        sample["output"]["completion"] = f"<think>The answer is D? no</think>\n\n{sample['output']['completion']}"
    (tmp_path / "log.json").write_text(json.dumps(log))
    for protocol in ("likelihood", "letter"):
        asked = task(quiz, data, protocol)
        thought = [replace(answer, thoughts="<think>The answer is D? no</think>") for answer in answers(EPOCHS, asked)]
        assert answers(tmp_path / "log.json", asked) == thought
