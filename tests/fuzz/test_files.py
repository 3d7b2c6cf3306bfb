"""Every file that Podium reads beside results and datasets, damaged: read, or refused in one line that names it."""

from __future__ import annotations

import gzip
import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as some

from podium.bots.faq.checking import corpus
from podium.plugins.chest_xray.annotations import read_chexbert, read_radgraph
from podium.plugins.chest_xray.labeler.agreement import agreement
from podium.plugins.chest_xray.labeler.readers import read_reports
from podium.plugins.chest_xray.observations import NAMES
from podium.plugins.chest_xray.training import record
from podium.plugins.mimic_cxr.reports import open_reports
from podium.registry import plugin_choices
from podium.registry.adapters import checkpoints, huggingface
from podium.registry.adapters.base import AdapterOptions
from podium.registry.checklist import read_about
from podium.registry.errors import PodiumError
from podium.registry.rows import read_rows
from podium.registry.thresholds import digest, read_thresholds
from podium.registry.training import RECORD, describe
from podium.tests.fuzz import damage
from podium.tests.fuzz.profile import examples
from podium.tests.plugins.mimic_cxr.reports import write_tar, write_zip
from podium.tests.registry.test_thresholds import GOOD as THRESHOLDS

HEADER = ["study_id", "source", *NAMES]
CODES = [*["1", "0", "-1", ""] * 3, "1", "0"]
LABELS = [[study, source, *CODES] for study in ("s1", "s2") for source in ("prediction", "reference")]
COMPARED = [["study_id", *NAMES], ["s1", *CODES], ["s2", *CODES[::-1]]]
GRAPHS = [
    {
        "study_id": study,
        "source": source,
        "entities": {
            "1": {"tokens": "effusion", "label": "Observation::definitely present", "relations": [["located_at", "2"]]},
            "2": {"tokens": "left", "label": "Anatomy::definitely present", "relations": []},
        },
    }
    for study in ("s1", "s2")
    for source in ("prediction", "reference")
]
QUESTIONS = [
    {"ask": ["who leads mmlu?", "mmlu leader"], "kind": "answer", "facts": {"leader": "GPT-5", "score|k": 0.9}},
    {"talk": [{"ask": "who leads hle?", "kind": ["answer", "no_data"]}, {"ask": "and mmlu?", "kind": "answer"}]},
]
ABOUT = 'intended_use = "triage"\n# a line\nmodel = """\nTwo\nlines"""\ndata_source = \'x\'\n'
RECORDED = {"status": "finished", "plan": {"arch": "x", "epochs": 3}, "summary": "Trained on x."}
HUNG = {"disabled": ["a", "b"], "hung": {"c": {"stage": "import", "reason": "slow", "files": {"x.py": 1}}}}


def _signed(data: Any) -> bytes:
    """Return thresholds as a file whose hash fits."""
    return damage.written({**data, "sha256": _digest(data)} if isinstance(data, dict) else data).encode()


def _digest(data: Mapping[str, Any]) -> str:
    try:
        # The parts that stand for other JSON have become what they stand for when the file is read.
        return digest(json.loads(damage.written(data)))
    except (ValueError, RecursionError):
        return ""


def _archive(write: Callable[[Path], None], name: str) -> bytes:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder))
        return (Path(folder) / name).read_bytes()


def _walk(path: Path) -> None:
    found = read_reports(path)
    for one in found.written:
        assert len(one.key) == len(found.key_columns)
        assert all(isinstance(part, str) for part in one.key) and isinstance(one.text, str)


def _reports(path: Path) -> None:
    for one in open_reports(path):
        assert isinstance(one.text, str)


def _yaml(value: Any) -> bytes:
    import yaml

    return bytes(yaml.safe_dump(json.loads(json.dumps(value)), allow_unicode=False).encode())


def _compared(path: Path) -> None:
    agreement(path, path)


def _packed() -> some.SearchStrategy[bytes]:
    plain = damage.csv_files(COMPARED[0], COMPARED[1:]).map(gzip.compress)
    return some.one_of(plain, damage.contents(gzip.compress(damage.csv_bytes(COMPARED))))


def _csv_of_reports() -> some.SearchStrategy[bytes]:
    rows = [["10", "50", "FINDINGS: Edema.\n\nIMPRESSION: None."], ["11", "51", "No effusion, no edema."]]
    return damage.csv_files(["subject_id", "study_id", "report"], rows)


ZIP = _archive(write_zip, "mimic-cxr-reports.zip")
TAR = _archive(write_tar, "mimic-cxr-reports.tar.gz")


class Kind(NamedTuple):
    """A kind of file: its name, damaged contents of it, and what reads it."""

    name: str
    contents: some.SearchStrategy[bytes]
    read: Callable[[Path], object]


OPTIONS = AdapterOptions()
KINDS: Mapping[str, Kind] = {
    "thresholds": Kind(
        "t.json", some.one_of(damage.values(THRESHOLDS).map(_signed), damage.json_files(THRESHOLDS)), read_thresholds
    ),
    "about": Kind("about.toml", damage.contents(ABOUT.encode()), read_about),
    "shipped rows": Kind(
        "r.json",
        damage.json_files({"format": 1, "results": [{"a": 1}, {"b": None}]}),
        lambda path: read_rows(path, "results"),
    ),
    "questions, json": Kind("q.json", damage.json_files(QUESTIONS), corpus.load),
    "questions, yaml": Kind(
        "q.yaml", some.one_of(damage.contents(_yaml(QUESTIONS)), damage.values(QUESTIONS).map(_yaml)), corpus.load
    ),
    "labels, of findings": Kind(
        "l.csv", damage.csv_files(HEADER, LABELS), lambda path: read_chexbert(path, ["s1", "s2"])
    ),
    "graphs": Kind("g.jsonl", damage.json_lines(GRAPHS), lambda path: read_radgraph(path, ["s1", "s2"])),
    "labels, compared": Kind("l.csv", damage.csv_files(COMPARED[0], COMPARED[1:]), _compared),
    "labels, packed": Kind("l.csv.gz", _packed(), _compared),
    "reports, csv": Kind("r.csv", _csv_of_reports(), _walk),
    "reports, text": Kind("r.txt", damage.contents(b"FINDINGS: Edema.\n"), _walk),
    "reports, zip": Kind("reports.zip", damage.contents(ZIP), _walk),
    "MIMIC's reports, zip": Kind("reports.zip", damage.contents(ZIP), _reports),
    "reports, tar": Kind("reports.tar.gz", damage.contents(TAR), _walk),
    "MIMIC's reports, tar": Kind("reports.tar.gz", damage.contents(TAR), _reports),
    "a training's record": Kind(
        RECORD, damage.json_files(RECORDED), lambda path: (record._read(path.parent), describe(path.parent))
    ),
    "a model's configuration": Kind(
        "config.json",
        damage.json_files({"model_type": "vit"}),
        lambda path: huggingface._config(str(path.parent), OPTIONS),
    ),
    "members of an ensemble": Kind("members.json", damage.json_files({"members": ["a", "b"]}), checkpoints._listed),
}


@pytest.mark.parametrize("kind", KINDS)
@examples(20)
@given(data=some.data())
def test_a_damaged_file_is_read_or_refused_in_one_line_that_names_it(
    kind: str, data: some.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    name, contents, read = KINDS[kind]
    path = tmp_path_factory.mktemp("file") / name
    path.write_bytes(data.draw(contents))
    try:
        read(path)
    except PodiumError as error:
        # Of an archive, the file in it is named.
        assert path.name in error.message or path.suffix in (".zip", ".gz"), str(error)
        assert len(str(error)) < 2000, str(error)
    shutil.rmtree(path.parent)


@examples(40)
@given(content=damage.json_files(HUNG))
def test_damaged_choices_of_plugins_are_choices_or_a_trouble_that_is_told(content: bytes, own_home: Path) -> None:
    own_home.mkdir(exist_ok=True)
    plugin_choices.file().write_bytes(content)
    choices = plugin_choices.read()
    assert not choices.trouble or str(plugin_choices.file()) in choices.trouble
    assert all(isinstance(one, str) for one in choices.disabled)
