"""What leaves this machine names none of its folders, and says how to repeat the run."""

from __future__ import annotations

import json
from typing import Any

import pytest

from podium.cli.published import command, provenance, published, without_paths
from podium.cli.report import run_json
from podium.tests.fakes.reports import CARD, DATA, MODEL, rich_run


def test_no_local_path_is_left_anywhere() -> None:
    text = json.dumps(run_json(published(rich_run()), CARD))
    for private in (DATA, MODEL, "/home", "someone", "private data", "/var/tmp"):
        assert private in json.dumps(run_json(rich_run(), CARD))
        assert private not in text
    assert "read from CheXpert-v1.0/test.csv" in text
    assert "Tried out in my-vit" in text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("labels from /data/chexpert/test.csv, 3 rows", "labels from test.csv, 3 rows"),
        ("hf:/home/me/my-vit", "hf:my-vit"),
        ("see ~/models/vit and file:///srv/x/y.csv", "see vit and y.csv"),
        (r"C:\Users\me\mine.csv", "mine.csv"),
        ("https://example.org/a/b and http://x.y/z/", "https://example.org/a/b and http://x.y/z/"),
        ("CheXpert-v1.0/test/patient64741/study1", "CheXpert-v1.0/test/patient64741/study1"),
        ("yes/no, and/or, 3/4, /10, <script>a</script>/b", "yes/no, and/or, 3/4, /10, <script>a</script>/b"),
        ("hf:google/medgemma-4b-it", "hf:google/medgemma-4b-it"),
    ],
)
def test_paths_are_cut_and_addresses_and_keys_are_not(text: str, expected: str) -> None:
    assert without_paths(text) == expected


def test_known_folders_are_cut_whatever_they_are_called() -> None:
    assert without_paths("in data sets/my copy/test.csv", ("data sets/my copy",)) == "in my copy/test.csv"
    assert without_paths("in x/data sets/my copy2", ("data sets/my copy",)) == "in x/data sets/my copy2"


@pytest.mark.parametrize(
    ("changes", "spec"),
    [
        ({"spec": "hf:/home/me/my-vit"}, "hf:./my-vit"),
        ({"spec": "hf:models/my-vit"}, "hf:./my-vit"),
        ({"spec": "hf:org/vit", "provenance": {"model": {"weights": "hub:org/vit@abc"}}}, "hf:org/vit"),
        ({"spec": "file:out/mine.csv"}, "file:mine.csv"),
        ({"spec": "baseline:prior"}, "baseline:prior"),
    ],
)
def test_a_model_on_this_machine_is_named_and_not_located(changes: dict[str, Any], spec: str) -> None:
    assert published(rich_run(**changes)).spec == spec


def test_the_command_repeats_the_run_on_the_readers_own_copy() -> None:
    run = rich_run(
        provenance={**rich_run().provenance, "limit": 5}, settings={"seed": 3, "thresholds": "", "blanks": "a b"}
    )
    assert command(published(run)) == (
        "podium evaluate chexpert --model hf:./my-vit --data DIR --split test --limit 5 --dtype float32"
        " --activation sigmoid --batch-size 16 --set seed=3 --set 'blanks=a b'"
    )
    scored = rich_run(spec="file:/home/me/mine.csv", sample=True, settings={})
    assert command(published(scored)) == "podium score chexpert --predictions mine.csv --split test"


def test_provenance_says_what_made_the_figures() -> None:
    said = dict(provenance(published(rich_run())))
    assert said["checksum of the weights"] == "sha256:" + "a" * 64
    assert said["fingerprint of the data"] == "d" * 64
    assert (said["Podium"], said["packages torch"]) == ("0.1.0", "2.13.0")
    assert said["settings"] == "seed=0, bootstrap=1000, threshold=0.5"
    assert "data" not in said and "about" not in said
