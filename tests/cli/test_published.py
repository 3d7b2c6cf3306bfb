"""What leaves this machine names none of its folders, and says how to repeat the run."""

from __future__ import annotations

import json
import shlex
import sqlite3
from dataclasses import asdict, replace
from typing import Any

import pytest

from podium.cli import evaluate_options
from podium.cli.evaluate import evaluate, score
from podium.cli.published import command, provenance, published, without_paths
from podium.cli.report import run_json
from podium.registry.adapters import AdapterOptions
from podium.registry.adapters.base import EndpointOptions
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


@pytest.mark.parametrize(
    ("target", "public"),
    [
        ("http://gpu7:8000/v1#qwen", "http://SERVER/v1#qwen"),
        ("http://10.0.0.3:8000/v1#qwen", "http://SERVER/v1#qwen"),
        ("https://llm.ward.internal/v1#qwen", "https://SERVER/v1#qwen"),
        ("http://llm.hospital.org/v1#qwen", "http://SERVER/v1#qwen"),
        ("https://api.example.com/v1#qwen", "https://api.example.com/v1#qwen"),
        ("https://me:secret@api.example.com/v1#qwen", "https://api.example.com/v1#qwen"),
        ("http://[fd00::3]:8000/v1#qwen", "http://SERVER/v1#qwen"),
    ],
)
def test_a_server_is_named_only_if_everybody_can_reach_it(target: str, public: str) -> None:
    address, _, _ = target.partition("#")
    run = rich_run(spec=f"openai:{target}", model="qwen", provenance={"model": {"address": address, "model": "qwen"}})
    shared = published(run)
    assert shared.spec == f"openai:{public}"
    assert shared.provenance["model"] == {"address": public.partition("#")[0], "model": "qwen"}
    assert public in command(shared)


def test_the_servers_of_all_judges_are_hidden_in_provenance_notes_and_the_judges_before() -> None:
    def judge(name: str, address: str) -> dict[str, Any]:
        facts = {
            "spec": f"openai:{address}#{name}",
            "name": name,
            "identity": name,
            "fingerprint": {"address": address},
        }
        weights = f"judge {name}: the weights behind {address} cannot be checked"
        return facts | {"notes": [f"12 answers are judged by {name} (openai:{address}#{name})", weights]}

    now, before = judge("kay", "http://127.0.0.1:38912/v1"), judge("jay", "http://gpu7:8000/v1")
    here = {"spec": "hf:models/my-judge", "name": "my-judge", "notes": []}
    facts = {**rich_run().provenance, "judge": now, "judges": {"jay": before, "x": here}}
    whole = rich_run().report
    assert whole is not None
    report = replace(whole, notes=(*whole.notes, *now["notes"], *before["notes"]))
    shared = published(rich_run(spec="file:mine.csv", provenance=facts, report=report))
    text = json.dumps(run_json(shared, CARD))
    assert not [private for private in ("127.0.0.1", "38912", "gpu7", "models/my-judge") if private in text]
    assert shared.provenance["judge"]["spec"] == "openai:http://SERVER/v1#kay"
    assert "12 answers are judged by kay (openai:http://SERVER/v1#kay)" in text
    assert "judge jay: the weights behind http://SERVER/v1 cannot be checked" in text


def test_neither_hosts_nor_users_nor_processes_are_published_wherever_they_stand() -> None:
    private = {"host": "gpu-box-7", "pid": 4711, "user": "mmiller", "since": "2026-01-01"}
    kept: dict[str, Any] = {
        "git": {"podium": "abc1234"},
        "hardware": {"cpu": "EPYC", "node": "gpu-box-7"},
        "process": private,
    }
    text = json.dumps(run_json(published(rich_run(provenance={**rich_run().provenance, **kept})), CARD))
    assert not [word for word in ("gpu-box-7", "4711", "mmiller") if word in text]
    assert "abc1234" in text and "EPYC" in text


def test_options_are_told_where_they_were_chosen_and_facts_once() -> None:
    options = {"dtype": "bfloat16", "chat": "auto", "seed": 0, "endpoint": {"api": "chat", "concurrency": 8}}
    kept: dict[str, Any] = {
        "options": options,
        "identity": {"card version": "1"},
        "asked": {"items": 3},
        "content": "c" * 64,
    }
    said = dict(provenance(published(rich_run(provenance={**rich_run().provenance, **kept}))))
    assert {name: value for name, value in said.items() if name.startswith("options")} == {
        "options dtype": "bfloat16",
        "options endpoint api": "chat",
    }
    assert said["fingerprint of all that is asked"] == "c" * 64
    assert not [name for name in said if name.startswith(("identity", "asked"))]


def test_a_part_of_the_items_is_in_the_command() -> None:
    run = rich_run(provenance={"subset": ["subject=anatomy", "a*"]}, settings={}, spec="hf:org/x")
    assert "--subset subject=anatomy --subset 'a*'" in command(published(run))


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


OFTEN: dict[str, Any] = {"max_new_tokens": 3, "temperature": 0.7, "seed": 5}


@pytest.mark.parametrize(
    ("spec", "options", "more", "words"),
    [
        ("hf:org/x", {}, {}, ""),
        (
            "hf:org/x",
            {**OFTEN, "chat": "off", "batch_tokens": 999, "quantization": "4bit", "compile": True, "revision": "abc"},
            {},
            "--revision abc --quantization 4bit --compile --chat off --max-new-tokens 3 --temperature 0.7"
            " --batch-tokens 999 --seed 5",
        ),
        ("hf:org/x", {"batch_size": 4}, {"limit": 3}, "--limit 3 --batch-size 4"),
        ("openai:http://10.0.0.3:8000/v1#m", {}, {}, ""),
        (
            "openai:http://10.0.0.3:8000/v1#m",
            {**OFTEN, "endpoint": EndpointOptions("completions", 3, 1.0, 2.0, 10_000, 4.5, 1.0, 2.0)},
            {"subset": ["subject=anatomy", "a*"]},
            "--subset subject=anatomy --subset 'a*' --api completions --max-new-tokens 3 --temperature 0.7 --seed 5",
        ),
        ("file:/home/me/mine.csv", {"seed": 7}, {"limit": 9}, "--limit 9 --seed 7"),
        ("file:/home/me/mine.csv", {}, {"subset": ["a*"]}, "--subset 'a*'"),
        ("baseline:random", {"seed": 7}, {}, "--seed 7"),
        ("baseline:prior", {}, {}, ""),
    ],
)
def test_the_command_is_accepted_and_chooses_what_the_run_was_made_with(
    spec: str, options: dict[str, Any], more: dict[str, Any], words: str
) -> None:
    made = AdapterOptions(**options)
    facts = {"options": asdict(made), "batch_size": made.batch_size or 16, "model": {"weights": "hub:org/x"}, **more}
    settings = {"protocol": "letter", **({"seed": made.seed} if made.seed else {})}
    text = command(published(rich_run(spec=spec, provenance=facts, settings=settings)))
    assert text.endswith(" ".join(filter(None, ["--data DIR --split test", words, "--set protocol=letter"])))
    assert "10.0.0.3" not in text and "/home" not in text
    called = shlex.split(text)
    used = {"evaluate": evaluate, "score": score}[called[1]]
    context = used.make_context(called[1], called[2:])
    given = evaluate_options.given(context)
    parameters = {"spec": spec, "settings": (), **context.params}
    evaluate_options.check_fit(parameters["spec"], given)
    assert evaluate_options.adapter_options(sqlite3.connect(":memory:"), parameters, "cpu") == replace(
        made, endpoint=EndpointOptions(api=made.endpoint.api)
    )
    assert evaluate_options.benchmark_settings(parameters, ["seed", "protocol"]) == {
        name: str(value) for name, value in settings.items()
    }
    assert list(parameters.get("subset", ())) == more.get("subset", [])
    assert parameters["limit"] == more.get("limit")


def test_provenance_says_what_made_the_figures() -> None:
    said = dict(provenance(published(rich_run())))
    assert said["checksum of the weights"] == "sha256:" + "a" * 64
    assert said["fingerprint of the data"] == "d" * 64
    assert (said["Podium"], said["packages torch"]) == ("0.1.0", "2.13.0")
    assert said["settings"] == "seed=0, bootstrap=1000, threshold=0.5"
    assert "data" not in said and "about" not in said
