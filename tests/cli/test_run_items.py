"""``podium runs items``: how each answer was read, filters, two runs against each other, and what is never shown."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import click
import pytest

from podium.cli.root import cli
from podium.cli.run_items import Listing
from podium.registry import JUDGED, Answer, Generate, Grade, Item, Verdict, database, evaluation, journal
from podium.registry.discovery import discover
from podium.registry.evaluation import Plan
from podium.registry.graded import Graded
from podium.registry.startup import Place, write_to
from podium.tests.cli.quiz_runs import PLUGINS, change, guess, runs, runs_json
from podium.tests.cli.support import podium, terminal
from podium.tests.fakes import quiz_data, spots_data
from podium.tests.fakes.adapters import Guesses

SECRET = "the hidden reply"


class Says(Guesses):
    """Replies with the right letter, but for some items."""

    def __init__(self, name: str, replies: Mapping[str, Answer]) -> None:
        super().__init__(name)
        self.replies = replies

    def _guess(self, item: Item) -> Answer:
        return self.replies.get(item.id) or Answer(text=str(item.target), finish="stop")


Say = Callable[..., journal.Run]


@pytest.fixture
def quiz(tmp_path: Path) -> Path:
    return quiz_data.write(tmp_path / "quiz")


@pytest.fixture
def say(quiz: Path) -> Say:
    """Return what runs a model that is right but for the replies given."""

    def run(name: str, replies: Mapping[str, Answer], folder: Path = PLUGINS, benchmark: str = "quiz") -> journal.Run:
        found = discover([], "", [folder]).benchmarks[benchmark].benchmark
        with closing(write_to(Place(database.default_path(), (folder,)))) as connection:
            plan = Plan(found, Says(name, replies), quiz, settings={"protocol": "letter"})
            return evaluation.run(connection, plan)

    return run


REPLIES = {
    "anatomy-0": Answer(text="I do not know", finish="stop"),
    "anatomy-1": Answer(text="E", finish="length", thoughts="hm, \x1b[31mred[/]"),
    "virology-3": Answer(text="none\nof [bold]these", finish="stop"),
    "astronomy-2": Answer(error="the server answers HTML"),
}


def shown(*words: str | Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in runs("items", *words, "--nl").stdout.splitlines()]


def test_there_is_a_line_per_item_with_how_it_was_read_and_what_it_counts(say: Say) -> None:
    lines = runs("items", say("one", REPLIES).id).stdout.splitlines()
    assert lines[:2] == ["Quiz · test · one", "36 of 36 items to show"]
    assert lines[3].split() == ["id", "subject", "parsed", "rule", "official", "strict", "finish"]
    assert len(lines) == 4 + 36
    by_id = {line.split()[0]: line.split()[1:] for line in lines[4:]}
    assert by_id["anatomy-0"] == ["anatomy", "unparsed", "0", "0", "stop"]
    assert by_id["astronomy-2"] == ["astronomy", "failed", "0", "0", "failed"]
    assert by_id["virology-0"][2:] == ["first", "letter", "1", "1", "stop"]


def test_the_official_column_adds_up_to_the_accuracy_of_the_report(quiz: Path) -> None:
    run = guess(quiz, settings={"protocol": "letter"})
    assert run.report is not None
    counted = shown(run.id)
    assert sum(row["official"] for row in counted) / 36 == run.report.boards["accuracy"].value
    assert sum(row["rule"] == "unparsed" for row in counted) == run.report.counts["unparsed"]


def test_filters_cut_down_to_what_is_wrong_unread_of_a_rule_or_of_a_subject(say: Say) -> None:
    run = say("one", REPLIES).id

    def ids(*words: str) -> list[str]:
        return [row["id"] for row in shown(run, *words)]

    assert ids("--wrong") == ["anatomy-0", "anatomy-1", "astronomy-2", "virology-3"]
    assert ids("--unparsed") == ["anatomy-0", "anatomy-1", "virology-3"]
    assert ids("--rule", "failed") == ["astronomy-2"]
    assert ids("--unparsed", "--subject", "vir*") == ["virology-3"]
    assert ids("--wrong", "--subject", "vir*", "--subject", "astronomy") == ["astronomy-2", "virology-3"]
    assert ids("--subset", "*-0") == ["anatomy-0", "astronomy-0", "virology-0"]
    assert ids("--wrong", "--limit", "2") == ["anatomy-0", "anatomy-1"]
    assert runs("items", run, "--wrong", "--limit", "2").stdout.splitlines()[1] == (
        "4 of 36 items to show, the first 2 of them here"
    )
    assert runs("items", run, "--unparsed", "--subject", "astronomy").stdout.splitlines()[1:] == [
        "0 of 12 items to show"
    ]


def test_json_has_target_and_log_likelihoods_and_replies_and_thoughts_only_on_wish(say: Say, quiz: Path) -> None:
    run = say("one", REPLIES)
    found = runs_json("items", run.id, "--unparsed", "--limit", "2", "--replies")
    assert {key: found[key] for key in ("benchmark", "split", "looked_at", "fitting", "withheld")} == {
        "benchmark": "quiz", "split": "test", "looked_at": 36, "fitting": 3, "withheld": False,
    }  # fmt: skip
    assert found["runs"] == [{"run": run.id, "model": "one"}]
    second = found["items"][1]
    assert second["target"] in "ABCD" and second.pop("target")
    assert second == {
        "id": "anatomy-1", "subject": "anatomy", "rule": "unparsed", "official": 0, "strict": 0, "guessed": False,
        "undecided": False, "finish": "length", "failed": False, "parsed": None, "error": None,
        "log_likelihoods": None, "text": "E", "thoughts": "hm, \x1b[31mred[/]",
    }  # fmt: skip
    assert "text" not in shown(run.id, "--limit", "1")[0]
    likely = guess(quiz, "two")
    assert shown(likely.id, "--limit", "1")[0]["target"] in tuple("ABCD")


def test_replies_are_shown_beside_the_target_and_nothing_in_them_is_obeyed(say: Say) -> None:
    run = say("one", REPLIES).id
    text = runs("items", run, "--wrong", "--replies").stdout
    assert "\x1b" not in text
    assert "  thoughts: hm, \\x1b[31mred[/]\n  E […cut off]" in text
    assert "  none\n  of [bold]these\n" in text
    assert "  nothing read (failed), official 0, strict 0\n  error: the server answers HTML" in text
    words = ["--plugins-dir", str(PLUGINS), "runs", "items", run, "--unparsed", "--replies"]
    narrow = click.unstyle(terminal(lambda: cli(words, prog_name="podium", standalone_mode=False), 40))
    assert "of [bold]these" in narrow and max(map(len, narrow.splitlines())) <= 40


def test_against_another_run_only_what_was_graded_otherwise_is_shown(say: Say) -> None:
    first = say("one", REPLIES)
    second = say("two", {"anatomy-0": Answer(text="I do not know", finish="stop"), "virology-3": Answer(text="A")})
    found = shown(first.id, "--against", second.id)
    assert [row["id"] for row in found] == ["anatomy-1", "astronomy-2", "virology-3"]
    assert (found[0]["a"]["rule"], found[0]["b"]["rule"]) == ("unparsed", "first letter")
    assert found[2]["b"]["parsed"] == "A"
    lines = runs("items", first.id, "--against", second.id).stdout.splitlines()
    assert lines[:2] == ["Quiz · test · one against two", "3 of 36 items read otherwise, 3 of them graded otherwise"]
    assert lines[3].split("  ")[0] == "id" and "A rule" in lines[3] and "B right" in lines[3]
    assert [row["id"] for row in shown(first.id, "--against", second.id, "--unparsed")] == ["anatomy-1", "virology-3"]
    said = runs("items", first.id, "--against", second.id, "--replies", "--limit", "1").stdout
    assert "  one: nothing read (unparsed), official 0, strict 0" in said and "  two: read as " in said
    assert runs_json("items", first.id, "--against", second.id)["runs"][1]["model"] == "two"


def test_two_wrong_letters_are_read_otherwise_and_graded_alike_and_come_last(say: Say) -> None:
    target = {row["id"]: row["target"] for row in shown(say("right", {}).id)}
    wrong = {name: [letter for letter in "ABCD" if letter != target[name]] for name in ("anatomy-0", "virology-3")}
    ones = {"anatomy-0": wrong["anatomy-0"][0], "virology-3": wrong["virology-3"][0]}
    twos = {"anatomy-0": wrong["anatomy-0"][1], "virology-3": target["virology-3"]}
    first, second = (
        say(name, {item: Answer(text=letter, finish="stop") for item, letter in said.items()})
        for name, said in (("one", ones), ("two", twos))
    )
    found = runs_json("items", first.id, "--against", second.id)
    assert [row["id"] for row in found["items"]] == ["virology-3", "anatomy-0"]
    assert (found["fitting"], found["graded_otherwise"], found["looked_at"]) == (2, 1, 36)
    lines = runs("items", first.id, "--against", second.id).stdout.splitlines()
    assert lines[1] == "2 of 36 items read otherwise, 1 of them graded otherwise"
    assert "graded_otherwise" not in runs_json("items", first.id)


def test_the_target_of_options_is_a_letter_as_what_was_parsed_is(quiz: Path) -> None:
    rows = shown(guess(quiz, "two").id)
    assert {row["target"] for row in rows} <= set("ABCD")
    assert all((row["parsed"] == row["target"]) == bool(row["official"]) for row in rows)


def test_what_a_judge_said_stands_below_the_reply_and_in_json(say: Say, capsys: pytest.CaptureFixture[str]) -> None:
    run = say("one", {})
    item = Item("q1", Generate("how many?"), "3")
    found = Answer(text="three", verdict=Verdict("o3", {"correct": "yes", "extracted": "three"}))
    failed = Answer(text="3", verdict=Verdict("o3", error="it answers HTML"))
    rows = [
        (Graded(item, found, Grade("three", JUDGED, 1, 1), ""),),
        (Graded(item, failed, Grade(None, JUDGED, 0, 0), ""),),
    ]
    listing = Listing([run], "Quiz", rows, 2, 2, True, False)
    listing.show()
    text = capsys.readouterr().out
    assert "  three\n  judge o3: correct: yes; extracted: three\n" in text
    assert "  3\n  judge o3: it answers HTML\n" in text
    listing.print_json(True)
    first, second = (json.loads(line)["verdict"] for line in capsys.readouterr().out.splitlines())
    assert first == {"judge": "o3", "fields": {"correct": "yes", "extracted": "three"}, "error": ""}
    assert (second["fields"], second["error"]) == (None, "it answers HTML")


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    """Return a folder with a plugin that is the quiz, but gated."""
    folder = tmp_path / "plugins"
    folder.mkdir()
    text = (PLUGINS / "quiz.py").read_text(encoding="utf-8")
    text = text.replace('slug="quiz"', 'slug="vault", access="gated"').replace('name="Quiz"', 'name="Vault"')
    (folder / "vault.py").write_text(text.replace('aliases=("the quiz",)', "aliases=()"), encoding="utf-8")
    return folder


@pytest.mark.parametrize("form", [("--replies",), ("--json", "--replies"), ("--nl", "--replies"), ()])
def test_of_a_gated_benchmark_neither_target_nor_reply_is_ever_shown(
    say: Say, vault: Path, form: tuple[str, ...]
) -> None:
    replies = {
        "anatomy-0": Answer(text=f"C, {SECRET}", thoughts=SECRET),
        "anatomy-1": Answer(error=SECRET),
        "anatomy-2": Answer(text=SECRET),
    }
    first, second = (say(name, replies if name == "one" else {}, vault, "vault") for name in ("one", "two"))
    for words in ((first.id,), (first.id, "--against", second.id)):
        said = podium("--plugins-dir", vault, "runs", "items", *words, *form).stdout
        assert SECRET not in said and "target" not in said.replace(": targets,", "")
        assert "parsed" not in said.replace("unparsed", "")
        assert "anatomy-1" in said and "failed" in said
        if "--json" not in form and "--nl" not in form:
            assert "Vault: what is asked must not be shown: targets, replies and what was read from them" in said


def test_what_cannot_be_shown_is_refused_in_one_line(say: Say, quiz: Path, tmp_path: Path) -> None:
    run = say("one", REPLIES)
    assert "no run called 'zzz'" in runs("items", "zzz", code=3).stderr
    assert runs("items", run.id, "--rule", "frist letter", code=3).stderr == (
        "error: no rule called 'frist letter'; did you mean first letter?\n"
    )
    assert "none of 36 items fits" in runs("items", run.id, "--subject", "chess", code=1).stderr
    assert runs("items", run.id, "--against", run.id, code=1).stderr == (
        f"error: both are run {run.id}; give two runs; podium runs lists them\n"
    )
    spots = guess(spots_data.write(tmp_path / "spots"), benchmark="spots")
    assert runs("items", spots.id, code=1).stderr == (
        f"error: Spots does not grade single answers; podium runs show {spots.id} has its tables\n"
    )
    assert "benchmark quiz and spots" in runs("items", run.id, "--against", spots.id, code=1).stderr
    change("UPDATE runs SET status = 'interrupted', report = NULL WHERE id = ?", run.id)
    assert f"run {run.id} is interrupted, not finished" in runs("items", run.id, code=1).stderr


def test_a_run_whose_data_changed_is_not_graded_against_other_targets(say: Say, quiz: Path) -> None:
    run = say("one", REPLIES)
    quiz_data.write(quiz, test=11)
    assert "is of other data" in runs("items", run.id, code=1).stderr


def test_a_run_that_was_killed_is_called_stopped_as_elsewhere(quiz: Path) -> None:
    run = guess(quiz)
    change("UPDATE runs SET status = 'running' WHERE id = ?", run.id)
    assert (
        f"run {run.id} is stopped, not finished"
        in podium("--plugins-dir", PLUGINS, "runs", "items", run.id, code=1).stderr
    )
