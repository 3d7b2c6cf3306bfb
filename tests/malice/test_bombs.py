"""Small files that stand for large ones: each is refused in one line, and memory stays what the file deserves."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from podium.tests.malice import files
from podium.tests.malice.bounded import Ended, run

#: MiB that a command may take for a file of kilobytes that claims to be larger than 80.
MOST = 300
SMALL = 1 << 20
FIELDS = ("benchmark", "model", "value", "standing", "source_url")

SCORE: list[str | Path] = ["score", "vqa-rad", "--predictions"]
LABEL: list[str | Path] = ["label"]
MMLU: list[str | Path] = ["evaluate", "mmlu", "--model", "baseline:random", "--set", "shots=0", "--data"]


def _bombs(folder: Path) -> dict[str, list[str | Path]]:
    """Write the files, and return a command for each."""
    row, line = b"a,b\n", b"a" * (1 << 20)
    logs = folder / "bomb.eval"
    shutil.copy(files.zipped(folder / "bomb.zip", ["header.json"]), logs)
    mmlu = folder / "mmlu.tar"
    return {
        "rows of predictions": [*SCORE, files.gzipped(folder / "rows.csv.gz", b"id,response\n", row)],
        "a row of predictions": [*SCORE, files.gzipped(folder / "row.csv.gz", b"id,response\n", line)],
        "a header of predictions": [*SCORE, files.gzipped(folder / "header.csv.gz", b"", line)],
        "lines of JSON": [*SCORE, files.gzipped(folder / "rows.jsonl.gz", b"", b'{"id": "a", "response": "b"}\n')],
        "a log in a zip": [*SCORE, logs],
        "rows of Parquet": [*SCORE, files.absurd_rows(folder / "rows.parquet")],
        "a cell of Parquet": [*SCORE, files.absurd_cell(folder / "cell.parquet", ("response", "id"))],
        "a report": [*LABEL, files.gzipped(folder / "report.csv.gz", b"study_id,report\n", line)],
        "reports in a zip": [*LABEL, files.zipped(folder / "reports.zip", [f"{n}.txt" for n in range(10)])],
        **{f"names in a tar.{kind}": [*LABEL, files.header_bomb(folder / f"names.tar.{kind}")] for kind in _KINDS},
        "a sparse file": [*MMLU, files.sparse(mmlu, "data/test/abstract_algebra_test.csv")],
        "questions of MMLU-Pro": [
            "evaluate", "mmlu-pro", "--model", "baseline:random", "--data",
            files.absurd_cell(_folder(folder / "pro") / "test-00000-of-00001.parquet", PRO).parents[1],
        ],
        "labels of CheXpert": [
            "evaluate", "chexpert", "--model", "baseline:prior", "--split", "valid", "--data",
            files.gzipped(_folder(folder / "chexpert").parent / "valid.csv.gz", b"", line).parent,
        ],
    }  # fmt: skip


_KINDS = ("gz", "bz2", "xz")
PRO = ("question", "options", "question_id", "answer", "answer_index", "cot_content", "category", "src")


def _folder(root: Path) -> Path:
    (root / "data").mkdir(parents=True)
    return root / "data"


DEEP = {
    "results in JSON": ("results", "import", "deep.json", "[" * 100_000),
    "results in lines": ("results", "import", "deep.jsonl", '{"benchmark":' * 100_000 + "\n"),
    "digits of results": ("results", "import", "digits.json", '[{"value": ' + "9" * 100_000 + "}]"),
    "digits in lines": ("results", "import", "digits.jsonl", '{"value": ' + "9" * 100_000 + "}\n"),
    "predictions": ("score", "vqa-rad", "--predictions", "deep.json", '{"a":' * 100_000),
    "digits of predictions": ("score", "vqa-rad", "--predictions", "digits.json", '[{"id": ' + "9" * 100_000 + "}]"),
    "a log": ("score", "vqa-rad", "--predictions", "inspect.json", '{"eval": {"task": ' + "[" * 100_000),
    "questions in JSON": ("faq", "check", "deep.json", "[" * 100_000),
    "questions in YAML": ("faq", "check", "deep.yaml", "[" * 10_000),
    "references in YAML": (
        "faq", "check", "laughs.yaml", files.laughs("- ask: who leads mmlu?\n  kind: answer\n  facts:\n    model:"),
    ),
    "what reviewers ask": (
        "evaluate", "chexpert", "--model", "baseline:prior", "--about", "deep.toml", "a = " + "[" * 10_000,
    ),
    "thresholds": ("evaluate", "chexpert", "--model", "baseline:prior", "--thresholds", "deep.json", "[" * 100_000),
    "a field of results": (
        "results", "import", "field.csv", f"{','.join(FIELDS)}\n{'x' * (20 << 20)},a,1,a,a\n",
    ),
    "a name of a column": ("score", "vqa-rad", "--predictions", "name.csv", "x" * (20 << 20) + "\n1\n"),
}  # fmt: skip


@pytest.fixture(scope="module")
def ended(tmp_path_factory: pytest.TempPathFactory, filled_registry: Path) -> dict[str, Ended]:
    """How every command ended, by what was wrong with its file."""
    folder = tmp_path_factory.mktemp("bombs")
    commands = _bombs(folder)
    assert max(file.stat().st_size for file in folder.rglob("*") if file.is_file()) < SMALL
    for name, (*words, suffix, text) in DEEP.items():
        path = folder / f"{name.replace(' ', '-')}-{suffix}"
        path.write_text(text)
        commands[name] = [*words, path]
    registry = Path(shutil.copy(filled_registry, folder / "registry.db"))
    # What is imported first by a command is not what its file takes.
    warm: list[list[str | Path]] = [[*SCORE, folder], [*LABEL, folder], [*MMLU, folder], ["faq", "check", folder]]
    done = run([*warm, *commands.values()], registry, filled_registry.parent)
    return dict(zip(commands, done[len(warm) :], strict=True))


PACKED = (
    "rows of predictions", "lines of JSON", "a log in a zip", "a cell of Parquet", "reports in a zip",
    *(f"names in a tar.{kind}" for kind in _KINDS), "questions of MMLU-Pro",
)  # fmt: skip
NESTED = ("results in JSON", "predictions", "a log", "questions in JSON", "what reviewers ask")
IN_LINES = {"results in lines": "nested too deeply", "digits in lines": "a number has too many digits"}


def test_what_unpacks_to_much_more_than_its_size_is_said_to(ended: dict[str, Ended]) -> None:
    for name in PACKED:
        assert "bytes unpack to more than 67,108,864; no honest file is packed that tightly" in ended[name].error, name
    assert "bytes state 4,194,304 rows" in ended["rows of Parquet"].error


def test_brackets_in_brackets_are_said_to_be(ended: dict[str, Ended]) -> None:
    for name in NESTED:
        assert "nested too deeply" in ended[name].error, name


def test_a_line_of_results_that_is_too_deep_or_too_long_is_refused_alone(ended: dict[str, Ended]) -> None:
    for name, reason in IN_LINES.items():
        assert (ended[name].code, ended[name].err) == (4, "")
        assert ended[name].out == f"1 refused\n\n✗ line 1 refused: not valid JSON: {reason}\n"


def test_every_bomb_is_one_line_and_little_memory(ended: dict[str, Ended]) -> None:
    for name, one in ended.items():
        assert one.code, name
        assert name in IN_LINES or one.error, name
        assert one.taken < MOST, (name, one.taken)


def test_links_and_places_outside_of_an_archive_are_not_followed(tmp_path: Path, filled_registry: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("pneumothorax\n")
    reports = files.leading_out(tmp_path / "reports.tar", secret, ("soft.txt", "hard.txt"))
    home = _folder(tmp_path / "mmlu").parent
    files.leading_out(home / "data.tar", secret, ("data/test/anatomy_test.csv", "data/test/virology_test.csv"))
    before = sorted(tmp_path.rglob("*"))
    registry = Path(shutil.copy(filled_registry, tmp_path / "registry.db"))
    labelled, evaluated = run([["label", reports], [*MMLU, home]], registry, filled_registry.parent)
    rows = labelled.out.splitlines()
    assert labelled.code == 0 and len(rows) == 4, labelled.err
    assert "soft" not in labelled.out and "hard" not in labelled.out
    assert evaluated.code and "split test of MMLU has no items" in evaluated.error
    assert [path for path in sorted(tmp_path.rglob("*")) if not path.name.startswith("registry.db")] == before
