"""``podium evaluate``, ``score``, ``runs`` and ``demo`` as a user types them."""

from __future__ import annotations

import csv
import functools
import json
import math
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sklearn import metrics

from podium.cli.root import cli
from podium.tests.cli import chexpert_runs
from podium.tests.fakes.models import vit_classifier
from podium.tests.plugins.chexpert.support import write_table
from podium.tests.plugins.chexpert.test_published import official

SAMPLE = "synthetic sample data"


@pytest.fixture(autouse=True)
def home(settled_home: Path) -> Path:
    return settled_home


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """CheXpert's synthetic sample, as a user's own folder."""
    from podium.registry.discovery import discover

    folder = tmp_path_factory.mktemp("sample") / "chexpert"
    discover().benchmarks["chexpert"].benchmark.write_sample(folder)
    return folder


@functools.cache
def labels() -> tuple[str, ...]:
    from podium.registry.discovery import discover

    return tuple(observation.name for observation in discover().benchmarks["chexpert"].benchmark.card.observations)


def podium(*words: str | Path) -> Result:
    return CliRunner().invoke(cli, [str(word) for word in words])


def as_json(*words: str | Path) -> Any:
    result = podium(*words, "--json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def targets(sample: Path, split: str) -> dict[str, dict[str, float]]:
    """Read the split's labels by study, straight from the official columns."""
    (table,) = sample.rglob(f"{split}.csv")
    studies: dict[str, dict[str, float]] = {}
    with table.open(newline="") as file:
        for row in csv.DictReader(file):
            match = re.search(r"patient\d+/study\d+", row["Path"])
            assert match is not None
            studies[match[0]] = {label: float(row[label]) for label in labels()}
    return studies


def write_predictions(
    path: Path, sample: Path, split: str, prefix: str = "CheXpert-v1.0"
) -> dict[str, dict[str, float]]:
    """Write a table in the official submission form with a seeded score per study and label."""
    rng = random.Random(7)
    scores = {
        study: {label: min(1.0, max(0.0, 0.3 * target + round(rng.random(), 1) * 0.7)) for label, target in row.items()}
        for study, row in targets(sample, split).items()
    }
    with path.open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["Study", *reversed(labels())])
        for study, row in sorted(scores.items(), reverse=True):
            rows.writerow([f"{prefix}/{split}/{study}", *(row[label] for label in reversed(labels()))])
    return scores


# --- score


def test_scoring_a_predictions_csv_equals_scikit_learn_to_1e9_for_every_metric(sample: Path, tmp_path: Path) -> None:
    scores, truth = write_predictions(tmp_path / "mine.csv", sample, "test"), targets(sample, "test")
    run = as_json("score", "chexpert", "--predictions", tmp_path / "mine.csv", "--data", sample, "--bootstrap", "50")
    tables = {one["name"]: one for one in run["report"]["tables"]}
    names = [*tables["findings"]["columns"], *tables["decisions"]["columns"]]
    assert [row[0] for row in tables["findings"]["rows"]] == list(labels())
    macro = defaultdict(list)
    for size, decided in zip(tables["findings"]["rows"], tables["decisions"]["rows"], strict=True):
        row = [*size, *decided]
        y = [truth[study][row[0]] for study in sorted(truth)]
        s = [scores[study][row[0]] for study in sorted(truth)]
        calls = [score >= 0.5 for score in s]
        expected = {
            "auroc": metrics.roc_auc_score(y, s),
            "average_precision": metrics.average_precision_score(y, s),
            "f1": metrics.f1_score(y, calls, zero_division=math.nan),
            "sensitivity": metrics.recall_score(y, calls, zero_division=math.nan),
            "specificity": metrics.recall_score(y, calls, pos_label=0, zero_division=math.nan),
            "ppv": metrics.precision_score(y, calls, zero_division=math.nan),
        }
        assert row[names.index("n")] == len(y)
        assert row[names.index("positives")] == sum(y)
        assert row[names.index("prevalence")] == pytest.approx(sum(y) / len(y), abs=1e-12)
        for name, value in expected.items():
            given = row[names.index(name)]["value"]
            assert (given is None) if math.isnan(value) else given == pytest.approx(value, abs=1e-9), (row[0], name)
        macro[row[0]] = [expected["auroc"]]
    five = ("Atelectasis", "Cardiomegaly", "Consolidation", "Edema", "Pleural Effusion")
    mean = sum(macro[label][0] for label in five) / 5
    assert run["report"]["boards"]["auroc5-study"]["value"] == pytest.approx(mean, abs=1e-9)
    interval = run["report"]["boards"]["auroc5-study"]["interval"]
    assert interval["low"] < mean < interval["high"]
    assert interval["replicates"] == 50


def test_a_submission_with_other_prefixes_and_trailing_slashes_scores_the_same(sample: Path, tmp_path: Path) -> None:
    boards = []
    for number, prefix in enumerate(("CheXpert-v1.0", "CheXpert-v1.0-small", "/data/elsewhere")):
        path = tmp_path / f"{number}.csv"
        write_predictions(path, sample, "test", prefix)
        if number == 2:
            path.write_text(re.sub(r"(study\d+),", r"\1/,", path.read_text()))
        boards.append(as_json("score", "chexpert", "--predictions", path, "--data", sample)["report"]["boards"])
    assert boards[0] == boards[1] == boards[2]


def test_a_submission_of_the_five_tasks_alone_has_the_board_and_names_the_rest(sample: Path, tmp_path: Path) -> None:
    write_predictions(tmp_path / "all.csv", sample, "test")
    five = ("Study", "Atelectasis", "Cardiomegaly", "Consolidation", "Edema", "Pleural Effusion")
    with (tmp_path / "all.csv").open(newline="") as file, (tmp_path / "five.csv").open("w", newline="") as out:
        rows = csv.DictWriter(out, five, extrasaction="ignore")
        rows.writeheader()
        rows.writerows(csv.DictReader(file))
    report = as_json("score", "chexpert", "--predictions", tmp_path / "five.csv", "--data", sample)["report"]
    assert len(report["tables"][0]["rows"]) == 5
    assert report["boards"]["auroc5-study"]["value"] is not None
    assert any("Fracture" in note and "not predicted" in note for note in report["notes"])


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda text: text.rsplit("\n", 2)[0] + "\n", "no row for 1 of 120 Study keys of split test"),
        (lambda text: text + text.split("\n")[1] + "\n", "row 122, column Study: "),
        (lambda text: text.replace("Study,", "Studdy,"), "no key column (Path or Study)"),
        (
            lambda text: re.sub(r"(study\d+),[^,]*", r"\1,NaN", text, count=1),
            "column Support Devices: 'NaN' is not a finite",
        ),
        (lambda text: re.sub(r"(study\d+),[^,]*", r"\1,1.7", text, count=1), "row 2, column Support Devices: 1.7"),
    ],
)
def test_a_bad_submission_is_refused_in_one_line_and_loses_nothing(
    sample: Path, tmp_path: Path, spoil: Any, message: str
) -> None:
    path = tmp_path / "mine.csv"
    write_predictions(path, sample, "test")
    path.write_text(spoil(path.read_text()))
    result = podium("--quiet", "score", "chexpert", "--predictions", path, "--data", sample)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert message in result.stderr
    assert result.stderr.count("\n") == 1


def test_scores_above_one_can_be_scored_as_ranks(sample: Path, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    write_predictions(path, sample, "test")
    path.write_text(re.sub(r"(study\d+),[^,]*", r"\1,1.7", path.read_text(), count=1))
    report = as_json("score", "chexpert", "--predictions", path, "--data", sample, "--set", "scores=rank")["report"]
    row = report["tables"][0]["rows"][0]
    columns = report["tables"][0]["columns"]
    assert row[columns.index("auroc")]["value"] is not None
    assert "decisions" not in {table["name"] for table in report["tables"]}
    assert any("ranks" in note for note in report["notes"])


def test_predictions_are_scored_without_the_images_and_a_model_is_not(sample: Path, tmp_path: Path) -> None:
    labels_only = tmp_path / "labels-only"
    for table in sample.rglob("*.csv"):
        (labels_only / table.relative_to(sample)).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(table, labels_only / table.relative_to(sample))
    write_predictions(tmp_path / "mine.csv", sample, "test")
    words = ("score", "chexpert", "--predictions", tmp_path / "mine.csv", "--bootstrap", "0")
    boards = [as_json(*words, "--data", folder)["report"]["boards"] for folder in (sample, labels_only)]
    assert boards[0] == boards[1]
    assert as_json("evaluate", "chexpert", "--model", "baseline:prior", "--data", labels_only)["status"] == "finished"
    vit = vit_classifier(tmp_path / "vit", labels())
    result = podium("--quiet", "evaluate", "chexpert", "--model", f"hf:{vit}", "--data", labels_only)
    assert result.exit_code == 1
    assert "151 of 151 images" in result.stderr and "patient" in result.stderr


def test_the_whole_official_split_enters_the_board_and_a_later_question_names_it(tmp_path: Path) -> None:
    # Made-up studies with the published counts, as labels by study: what the test release comes down to.
    table = [
        entry | {"Study": entry["Path"].rpartition("/")[0]} for entry in official("test") if "view1" in entry["Path"]
    ]
    write_table(tmp_path / "data" / "groundtruth.csv", table, ("Study", *labels()))
    rng = random.Random(3)
    scored = [{"Study": entry["Study"]} | {label: f"{rng.random():.6f}" for label in labels()} for entry in table]
    write_table(tmp_path / "noise-model.csv", scored, ("Study", *labels()))
    run = as_json("score", "chexpert", "--predictions", tmp_path / "noise-model.csv", "--data", tmp_path / "data")
    assert run["eligibility"] == {
        "auroc5-study": "",
        "auroc14-study": "",
        "readers-study": "",
        "f1x5-image": "another protocol: --set protocol=f1x5-image",
        "auroc5-valid": "split test is not the board's split (valid)",
    }
    board = as_json("leaderboard", "chexpert", "--board", "auroc5-study")
    (row,) = board["rows"]
    assert row["model"]["name"] == "noise-model"
    assert row["value"] == run["report"]["boards"]["auroc5-study"]["value"]
    assert (row["standing"], row["verified"], row["n"], row["run"]) == ("reproduced", True, 500, run["id"])
    assert row["low"] < row["value"] < row["high"]
    assert "on the board, not yet checked" in podium("runs", "show", run["id"]).stdout


# --- evaluate


def test_evaluating_a_saved_vit_on_the_sample_shows_a_marked_report(tmp_path: Path) -> None:
    vit = vit_classifier(tmp_path / "my-vit", labels())
    result = podium("evaluate", "chexpert", "--model", f"hf:{vit}")
    assert result.exit_code == 0, result.stderr
    assert "SYNTHETIC SAMPLE, not the real data" in result.stdout
    assert "research use only" in result.stdout
    assert f"on no board: {SAMPLE}" in result.stdout
    assert re.search(r"auroc5-study +0\.\d{3} \[0\.\d{3}, 0\.\d{3}\]", result.stdout)
    assert "Pleural Effusion" in result.stdout
    assert "this is the synthetic sample of CheXpert CXR" in result.stderr


@pytest.mark.parametrize("benchmark", ["chexpert", "mimic-cxr"])
def test_both_chest_benchmarks_run_on_their_sample(benchmark: str) -> None:
    run = as_json("evaluate", benchmark, "--model", "baseline:prior", "--bootstrap", "20")
    assert run["status"] == "finished"
    assert run["sample"] is True
    assert all(reason.endswith(SAMPLE) for reason in run["eligibility"].values())
    means = {name: score for name, score in run["report"]["boards"].items() if name != "readers-study"}
    assert {score["value"] for score in means.values()} == {0.5}


def started(home: Path, *words: str, answers: int = 3) -> subprocess.Popen[str]:
    """Start the command as a process of its own and return once some answers are in the journal."""
    podium("benchmarks")
    command = [str(Path(sys.executable).with_name("podium")), *words]
    process = subprocess.Popen(command, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    reader = sqlite3.connect(home / "registry.db")
    deadline = time.monotonic() + 120
    while reader.execute("SELECT count(*) FROM answers").fetchone()[0] < answers:
        assert process.poll() is None and time.monotonic() < deadline
        time.sleep(0.002)
    return process


def test_a_run_killed_in_the_middle_goes_on_by_the_same_command_to_the_unbroken_report(
    tmp_path: Path, home: Path
) -> None:
    vit = vit_classifier(tmp_path / "my-vit", labels())
    words = ("--quiet", "evaluate", "chexpert", "--model", f"hf:{vit}", "--batch-size", "1")
    process = started(home, *words)
    process.kill()
    process.communicate()
    (killed,) = as_json("runs")
    assert killed["status"] == "running" and killed["stopped"] is True
    listed = podium("runs").stdout
    assert " stopped " in listed and "the same command goes on with it" in listed
    assert f"{killed['id']}, stopped" in podium("runs", "show", killed["id"]).stdout
    assert 3 <= killed["answered"] < 151
    again = podium(*words[1:], "--json")
    assert f"note: going on with run {killed['id']}: {killed['answered']} of 151 answers are kept\n" in again.stderr
    resumed = json.loads(again.stdout)
    assert resumed["id"] == killed["id"]
    unbroken = as_json(*words)
    assert unbroken["id"] != resumed["id"]
    assert resumed["report"] == unbroken["report"]


def test_ctrl_c_in_mid_run_is_one_line_and_exit_code_130(tmp_path: Path, home: Path) -> None:
    vit = vit_classifier(tmp_path / "my-vit", labels())
    words = ("--quiet", "evaluate", "chexpert", "--model", f"hf:{vit}", "--batch-size", "1")
    process = started(home, *words)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert out == ""
    kept = r"interrupted: (\d+) of 151 answers are kept in run (\w+); run the same command again to go on\n"
    told = re.fullmatch(kept, err)
    assert told is not None, err
    (run,) = as_json("runs")
    assert (run["status"], str(run["answered"]), run["id"]) == ("interrupted", *told.groups())
    fresh = as_json(*words, "--fresh")
    assert (fresh["id"] == run["id"], fresh["answered"]) == (False, 151)


def test_runs_are_listed_and_shown_again(tmp_path: Path) -> None:
    run = as_json("evaluate", "chexpert", "--model", "baseline:always-yes", "--bootstrap", "0")
    assert as_json("runs")[0]["id"] == run["id"]
    assert as_json("runs", "show", run["id"][:5])["report"] == run["report"]
    shown = podium("runs", "show", run["id"]).stdout
    assert "CheXpert CXR · test" in shown and "always-yes" in shown
    assert run["id"] in podium("runs").stdout
    missing = podium("runs", "show", "zzzz")
    assert (missing.exit_code, missing.stdout) == (3, "")


def test_no_runs_yet_is_not_an_error() -> None:
    result = podium("runs")
    assert result.exit_code == 0
    assert "No runs yet" in result.stdout
    assert as_json("runs") == []


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("evaluate", "chexprt", "--model", "baseline:prior"), 3, "did you mean chexpert?"),
        (("evaluate", "chexpert"), 2, "--model is missing"),
        (("evaluate", "chexpert", "--model", "vit"), 1, "is not of a known kind"),
        (("evaluate", "chexpert", "--model", "baseline:coin"), 3, "there are prior, always-yes, always-no"),
        (("evaluate", "chexpert", "--model", "baseline:prior", "--split", "tset"), 3, "did you mean test?"),
        (("evaluate", "chexpert", "--model", "baseline:prior", "--data", "/nowhere"), 1, "/nowhere does not exist"),
        (("evaluate", "chexpert", "--model", "baseline:prior", "--set", "blanks"), 2, "not of the form NAME=VALUE"),
        (("evaluate", "chexpert", "--model", "baseline:prior", "--set", "blank=zeros"), 3, "did you mean blanks?"),
        (("evaluate", "chexpert", "--model", "baseline:prior", "--set", "blanks=ones"), 1, "is not one of"),
        (("evaluate", "chexpert", "--model", "baseline:prior", "--set", "threshold=2"), 1, "threshold='2' is above 1"),
        (("evaluate", "chexpert", "--model", "baseline:prior", "--device", "tpu"), 2, "'tpu' is not auto, cpu, cuda"),
        (("evaluate", "chexpert", "--model", "baseline:prior", "--device", "cuda:99"), 1, "no device cuda:99"),
        (("evaluate", "chexpert", "--model", "baseline:prior", "--limit", "0"), 2, "--limit"),
        (("evaluate", "chexpert", "--model", "hf:/nowhere"), 1, "model folder /nowhere does not exist"),
        (("score", "chexpert", "--predictions", "/nowhere.csv"), 1, "/nowhere.csv does not exist"),
    ],
)
def test_bad_input_is_one_line_with_the_right_exit_code(words: tuple[str, ...], code: int, message: str) -> None:
    result = podium("--quiet", *words)
    assert result.exit_code == code, result.stderr
    assert message in result.stderr
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""


@pytest.mark.parametrize("words", [("score", "--predictions"), ("evaluate", "--model")])
def test_a_file_that_is_not_there_is_all_that_is_told(words: tuple[str, str], tmp_path: Path) -> None:
    command, option = words
    path = f"{tmp_path}/nowhere.csv"
    result = podium(command, "chexpert", option, path if command == "score" else f"file:{path}")
    assert result.exit_code == 1
    assert result.stderr == f"error: predictions file {path} does not exist\n"


def test_a_benchmark_that_only_lists_results_says_so(tmp_path: Path) -> None:
    (tmp_path / "listed.py").write_text(
        "from podium.registry import Benchmark, Board, Card, hookimpl\n"
        "class Listed(Benchmark):\n"
        "    card = Card('listed', 'Listed', 'Figures only.', 'text', ('x',), boards=(Board('a', headline=True),))\n"
        "@hookimpl\n"
        "def podium_benchmarks():\n"
        "    return [Listed()]\n"
    )
    result = podium("--plugins-dir", str(tmp_path), "evaluate", "listed", "--model", "hf:./nowhere")
    assert result.exit_code == 1
    assert "Listed has no evaluation yet; it only lists published results" in result.stderr


def test_an_empty_folder_is_not_a_copy_of_chexpert(tmp_path: Path) -> None:
    result = podium("--quiet", "evaluate", "chexpert", "--model", "baseline:prior", "--data", tmp_path)
    assert result.exit_code == 1
    assert str(tmp_path) in result.stderr
    assert result.stderr.count("\n") == 1


def test_the_limit_asks_only_the_first_items(sample: Path) -> None:
    run = as_json("evaluate", "chexpert", "--model", "baseline:always-no", "--limit", "5", "--data", sample)
    assert (run["items"], run["answered"], run["report"]["counts"]["images"]) == (5, 5, 5)


def test_the_limit_takes_its_rows_from_a_file_for_the_whole_split(sample: Path, tmp_path: Path) -> None:
    chexpert_runs.write_predictions(tmp_path / "p.csv", sample, "test", 0.4, 1)
    runs = [
        as_json("evaluate", "chexpert", "--model", f"file:{tmp_path / 'p.csv'}", "--data", sample, *more)
        for more in (("--limit", "5"), ())
    ]
    assert [run["answered"] == run["items"] for run in runs] == [True, True]
    assert runs[0]["items"] == 5 < runs[1]["items"]


def test_a_split_of_which_no_label_is_assessed_is_refused_in_one_line(tmp_path: Path) -> None:
    for split, label in (("train", ""), ("valid", "0.0")):
        rows = [
            {"Path": f"CheXpert-v1.0/{split}/patient{number + 1:05d}/study1/view1_frontal.jpg", "Sex": "Male",
             "Age": "60", "Frontal/Lateral": "Frontal", "AP/PA": "AP", **dict.fromkeys(labels(), label)}
            for number in ((0, 1) if split == "train" else (64540,))
        ]  # fmt: skip
        write_table(tmp_path / "data" / f"{split}.csv", rows)
    words = ("--model", "baseline:always-no", "--data", tmp_path / "data", "--split", "train")
    result = podium("evaluate", "chexpert", *words, "--set", "blanks=ignore")
    assert result.exit_code == 1
    assert "none of 2 studies is assessed for any predicted finding" in result.stderr
    assert "bug" not in result.stderr
    assert podium("evaluate", "chexpert", *words).exit_code == 0


# --- demo


def test_the_demo_answers_scores_and_shows_where_to_go_next(home: Path) -> None:
    result = podium("demo")
    assert result.exit_code == 0, result.stderr
    assert "MedGemma 4B IT by Google leads CheXpert CXR with 0.481" in " ".join(result.stdout.split())
    assert "1 model, self-reported" in " ".join(result.stdout.split())
    assert "auroc5-study" in result.stdout
    assert "Where to go next" in result.stdout
    for name in ("chexpert-report.html", "chexpert-report.png"):
        assert (home / "demo" / name).stat().st_size > 10_000
        assert str(home / "demo" / name) in result.stdout.splitlines()
    assert (home / "demo" / "tiny-vit" / "model.safetensors").is_file()


@pytest.mark.parametrize("module", ["torch", "transformers"])
def test_the_demo_says_what_is_missing_before_it_begins(
    module: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    result = podium("demo")
    assert result.exit_code == 1
    install = "in Podium's folder: pip install -c constraints.txt '.[eval]'"
    assert result.stderr == f"error: the demonstration needs {module}, which is not installed; {install}\n"
    assert result.stdout == ""
    assert {path.name.partition("-")[0] for path in home.iterdir()} == {"registry.db"}
