"""``--judge`` and ``podium runs judge``: what they print, what they refuse, and how they end."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from podium.cli import dashboard
from podium.cli.meter import Meter
from podium.registry import journal
from podium.registry.errors import PodiumError
from podium.registry.plans import Progress
from podium.tests.cli.quiz_runs import PLUGINS, change, guess, registry, runs, runs_json
from podium.tests.cli.support import failure, podium, podium_json
from podium.tests.fakes import riddles_data
from podium.tests.fakes.adapters import verdict_of
from podium.tests.fakes.hostile_server import Asked, HostileServer, Reply, chat


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return riddles_data.write(tmp_path / "riddles")


def says(asked: Asked) -> Reply:
    return chat(json.dumps({"correct": "yes" if verdict_of("server", asked.prompt) else "no"}))


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[HostileServer]:
    for name in ("PODIUM_JUDGE_API_KEY", "PODIUM_API_KEY", "OPENAI_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    with HostileServer(says) as found:
        yield found


@pytest.fixture
def predictions(tmp_path: Path, folder: Path) -> Path:
    """Half of the answers are right."""
    path = tmp_path / "answers.jsonl"
    rows = [json.loads(line) for line in (folder / "test.jsonl").read_text().splitlines()]
    lines = [{"id": row["id"], "text": row["answer"] if place % 2 else "none"} for place, row in enumerate(rows)]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return path


def judge(server: HostileServer) -> str:
    return f"openai:{server.url}#org/tiny"


def score(folder: Path, predictions: Path, *words: str, code: int = 0) -> Any:
    more = ("--predictions", predictions, "--data", folder)
    return podium_json("--plugins-dir", PLUGINS, "score", "riddles", *more, *words, code=code)


def test_a_file_of_answers_is_scored_by_a_judge_and_the_record_tells_of_it(
    server: HostileServer, folder: Path, predictions: Path
) -> None:
    data = score(folder, predictions, "--judge", judge(server), "--judge-concurrency", "1")
    asked = [post.prompt for post in server.posts if post.body["max_tokens"] == 32]
    right = sum(verdict_of("server", prompt) for prompt in asked)
    assert len(asked) == 12 and server.most_at_once == 1
    assert data["report"]["boards"]["accuracy"]["value"] == right / 12
    shown = runs("show", data["id"]).stdout
    assert "accuracy (judge tiny)" in shown and "judge    tiny: 12 judged, 156 tokens" in shown
    # Gated questions: neither they nor what the judge said of them is shown.
    everything = shown + runs("show", data["id"], "--all").stdout + json.dumps(data)
    assert "legs and sings" not in everything and '"correct"' not in everything


def test_a_stored_run_is_judged_shown_with_both_figures_and_verified(server: HostileServer, folder: Path) -> None:
    run = guess(folder, benchmark="riddles")
    result = runs("judge", run.id, "--judge", judge(server)).stdout
    assert f"run {run.id}" in result and "accuracy (judge tiny)" in result and "accuracy  entered" in result
    assert f"The report before: podium runs show {run.id} --report 1" in result
    data = runs_json("judge", run.id, "--judge", judge(server))
    assert (data["number"], data["changes"], data["judge"]["asked"]) == (3, [], 12)
    assert "✓ 12 answers and 12 verdicts as written" in runs("verify", run.id).stdout
    change("UPDATE judgements SET fields = '{}' WHERE position = 3")
    said = runs("verify", run.id, code=1).stdout
    assert "row 3 (r3) has a verdict of tiny that is not what was written" in " ".join(said.split())


def test_missing_verdicts_end_with_code_4_and_the_command_that_asks_again(
    server: HostileServer, folder: Path, predictions: Path
) -> None:
    server.behave = lambda asked: chat("no idea") if "riddle 3:" in asked.prompt else says(asked)
    words = ("score", "riddles", "--predictions", predictions, "--data", folder, "--judge", judge(server))
    said = podium("--plugins-dir", PLUGINS, *words, code=4).stderr
    (run,) = runs_json()
    assert said.splitlines()[-1] == (
        "warning: judge tiny gave no verdict on 1 answers;"
        f" podium runs judge {run['id']} --judge {judge(server)} --retry-failed asks it again"
    )
    again = ("judge", run["id"], "--judge", judge(server))
    assert "judge tiny gave no verdict on 1 answers" in runs(*again, code=4).stderr
    server.behave = says
    before = len(server.posts)
    assert runs_json(*again, "--retry-failed")["judge"]["failed"] == 0
    assert len(server.posts) - before == 2  # The one it is tried with, and the one that was missing.


def test_evaluate_tells_in_a_dry_run_how_often_the_judge_is_asked_at_most(server: HostileServer, folder: Path) -> None:
    model = f"openai:{server.url}#org/tiny"
    words = ("evaluate", "riddles", "--model", model, "--data", folder, "--judge", judge(server), "--dry-run")
    shown = podium("--plugins-dir", PLUGINS, *words).stdout
    assert "tiny: at most 36 calls, 12 answers up to 3 times each" in shown
    assert podium_json("--plugins-dir", PLUGINS, *words)["judge_calls"] == 36
    assert runs_json() == []


def test_evaluate_judges_what_a_model_on_a_server_says(server: HostileServer, folder: Path) -> None:
    server.behave = lambda asked: says(asked) if "Correct?" in asked.prompt else chat("A")
    words = ("evaluate", "riddles", "--model", judge(server), "--data", folder, "--judge", judge(server))
    data = podium_json("--plugins-dir", PLUGINS, *words)
    assert data["report"]["scores"][0]["metric"] == "accuracy (judge tiny)"
    assert "judge tiny is the model that is judged" in data["report"]["notes"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("evaluate", "quiz", "--model", "baseline:random", "--judge", "openai:http://127.0.0.1:1/v1#m"),
         "Quiz has nothing to ask a judge; these have: riddles"),
        (("evaluate", "riddles", "--model", "file:x.csv", "--judge", "file:y.csv"),
         "file: is no judge; name a model: openai:BASE_URL#MODEL or hf:PATH_OR_ID"),
        (("evaluate", "riddles", "--model", "file:x.csv", "--judge", "openai:http://me:key@127.0.0.1/v1#m"),
         "the address after openai: holds a user name or password; write openai:http://127.0.0.1:8000/v1#MODEL"
         " and put the key into OPENAI_API_KEY"),
    ],
)  # fmt: skip
def test_a_judge_that_would_not_be_asked_is_refused_in_one_line(words: tuple[str, ...], said: str) -> None:
    found = failure("--plugins-dir", PLUGINS, *words, code=1)
    assert "riddles" in found and found.startswith("Quiz has nothing") if "Quiz" in said else found == said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--judge-concurrency", "2"), "--judge-concurrency is for a judge; name one with --judge"),
        (("--judge", "hf:./m", "--judge-timeout", "9"), "--judge-timeout is for judges of openai:, not for hf:"),
        (("--judge", "openai:http://127.0.0.1:1/v1#m", "--judge-max-cost", "1"),
         "--judge-max-cost needs --judge-input-price and --judge-output-price, per million tokens"),
    ],
)  # fmt: skip
def test_options_of_a_judge_that_do_not_fit_are_refused(folder: Path, words: tuple[str, ...], said: str) -> None:
    more = ("--model", "file:x.csv", "--data", folder, "--device", "cpu")
    assert said in podium("--plugins-dir", PLUGINS, "evaluate", "riddles", *more, *words, code=2).stderr


def test_a_judge_that_is_not_there_is_told_before_a_model_is_asked(folder: Path, predictions: Path) -> None:
    words = ("score", "riddles", "--predictions", predictions, "--data", folder)
    found = failure("--plugins-dir", PLUGINS, *words, "--judge", "openai:http://127.0.0.1:9/v1#m", code=1)
    assert found.startswith("judge openai:http://127.0.0.1:9/v1#m: no server is reached at http://127.0.0.1:9/v1")
    assert runs_json() == []


def test_judging_is_counted_in_the_view_from_its_own_beginning() -> None:
    now = [0.0]
    meter = Meter(lambda: now[0])
    meter.about("Riddles")
    meter.note(Progress("answering", 0, 100, "x"))
    now[0] = 10.0
    meter.note(Progress("answering", 100, 100, "x"))
    meter.note(Progress("judging", 0, 50, "x"))
    now[0] = 15.0
    meter.note(Progress("judging", 10, 50, "x", failed=2))
    figures = meter.figures()
    assert (figures.stage, figures.overall, figures.left, figures.failed) == ("judging", 2.0, 20.0, 2)
    assert dashboard.line(figures) == "judging 10 of 50, 2 items/s, 20 s left, 2 failed"


def test_an_altered_verdict_is_named_and_nothing_is_scored_or_listed_by_it(server: HostileServer, folder: Path) -> None:
    run = guess(folder, benchmark="riddles")
    runs("judge", run.id, "--judge", judge(server))
    for fields in ("'{bad'", "'[1]'"):
        change(f"UPDATE judgements SET fields = {fields} WHERE position = 3")
        said = " ".join(runs("verify", run.id, code=1).stdout.split())
        assert "row 3 (r3) has a verdict of tiny that is not what was written" in said
        assert "not verified: a verdict is not what was written, so nothing is scored" in said
        assert "bug" not in said and "scores." not in said


def test_an_altered_verdict_stops_a_reader_of_the_answers_in_one_line(server: HostileServer, folder: Path) -> None:
    run = guess(folder, benchmark="riddles")
    runs("judge", run.id, "--judge", judge(server))
    change("UPDATE judgements SET fields = '{bad' WHERE position = 3")
    with registry() as connection:
        stored = journal.find_run(connection, run.id)
        with pytest.raises(PodiumError) as caught:
            list(journal.Answers(connection, run.id, run.items, stored.judge))
    assert str(caught.value).startswith(f"run {run.id}: the verdict of tiny on row 3 is not what was written")


def test_a_run_that_was_killed_while_it_was_judged_tells_how_many_verdicts_are_kept(
    server: HostileServer, folder: Path
) -> None:
    run = guess(folder, benchmark="riddles")
    runs("judge", run.id, "--judge", judge(server))
    change("UPDATE runs SET status = 'running', report = NULL WHERE id = ?", run.id)
    with registry() as connection:
        connection.execute("DELETE FROM judgements WHERE position >= 5")
        connection.commit()
    said = " ".join(runs("show", run.id).stdout.split())
    assert "12 of 12 answers are in the journal, and tiny's verdicts on 5 of them. Run the same" in said
    assert "12/12 answered, 5 judged" in runs().stdout
    assert f"run {run.id} is stopped, not finished" in " ".join(runs("verify", run.id, code=1).stdout.split())


def test_an_earlier_report_is_shown_with_its_own_judge_and_two_judges_figures_stand_in_one_row(
    server: HostileServer, folder: Path
) -> None:
    run = guess(folder, benchmark="riddles")
    runs("judge", run.id, "--judge", f"openai:{server.url}#org/jay")
    result = " ".join(runs("judge", run.id, "--judge", f"openai:{server.url}#org/kay").stdout.split())
    assert "accuracy (judge kay), before (judge jay) 0." in result and result.count("accuracy (judge") == 1
    assert "judge kay: 12 judged" in " ".join(runs("show", run.id).stdout.split())
    second = " ".join(runs("show", run.id, "--report", "2", "--all").stdout.split())
    assert "judge jay: 12 judged" in second and "kay: 12" not in second and "judge name jay" in second
    first = " ".join(runs("show", run.id, "--report", "1").stdout.split())
    assert "judged" not in first and "judge" not in runs_json("show", run.id, "--report", "1")["provenance"]


def test_tokens_of_a_process_that_was_killed_are_said_to_be_missing(server: HostileServer, folder: Path) -> None:
    run = guess(folder, benchmark="riddles")
    runs("judge", run.id, "--judge", judge(server))
    assert "tiny: 12 judged, 156 tokens" in runs("show", run.id).stdout
    with registry() as connection:
        # As kill -9 leaves it: verdicts are kept as they come, what they took only at the end of a sitting.
        connection.execute("UPDATE runs SET provenance = json_remove(provenance, '$.judging', '$.judge')")
        connection.execute("DELETE FROM judgements WHERE position >= 5")
        connection.commit()
    runs("judge", run.id, "--judge", judge(server))
    said = " ".join(runs("show", run.id).stdout.split())
    assert "tiny: 12 judged, 96 tokens (those of 5 of 12 replies are not on record)" in said


def test_an_export_of_a_judged_run_does_not_tell_where_its_judges_are(
    server: HostileServer, folder: Path, tmp_path: Path
) -> None:
    run = guess(folder, benchmark="riddles")
    for name in ("jay", "kay"):
        runs("judge", run.id, "--judge", f"openai:{server.url}#org/{name}")
    address = server.url.partition("://")[2].partition("/")[0]
    for suffix in ("html", "json", "md"):
        target = tmp_path / f"run.{suffix}"
        runs("export", run.id, target)
        text = target.read_text(encoding="utf-8")
        assert "SERVER" in text and "kay" in text
        assert address not in text and "127.0.0.1" not in text


def test_a_model_s_time_is_said_to_be_of_a_part_where_a_process_was_killed(folder: Path) -> None:
    run = guess(folder, benchmark="riddles")
    assert "on record" not in runs("show", run.id).stdout
    change("UPDATE runs SET provenance = json_set(provenance, '$.asked.items', 7) WHERE id = ?", run.id)
    said = " ".join(runs("show", run.id).stdout.split())
    assert "; time, tokens and cost are of the 7 of 12 answers that are on record" in said


def test_a_run_that_failed_while_it_was_judged_is_listed_with_its_verdicts(
    server: HostileServer, folder: Path, predictions: Path
) -> None:
    prices = ("--judge-input-price", "1", "--judge-output-price", "1", "--judge-concurrency", "1")
    words = ("--plugins-dir", PLUGINS, "score", "riddles", "--predictions", predictions, "--data", folder)
    # The first is enough for trying the judge, and not for the first answer.
    for most, judged in (("0.000135", 0), ("0.0002", 6)):
        said = podium(*words, "--judge", judge(server), "--judge-max-cost", most, *prices, code=1).stderr
        assert f"stopped before --judge-max-cost {most}" in said
        assert f"failed 12/12 answered, {judged} judged" in " ".join(runs().stdout.split())


def test_a_judge_s_limit_is_called_by_the_name_of_its_option(server: HostileServer, folder: Path) -> None:
    run = guess(folder, benchmark="riddles")
    prices = ("--judge-input-price", "1", "--judge-output-price", "1")
    words = ("judge", run.id, "--judge", judge(server), "--judge-max-cost", "0.0000001", *prices)
    said = runs(*words, code=1).stderr
    assert "stopped before --judge-max-cost 1e-07 would be exceeded" in said


def test_a_judge_is_waited_for_no_longer_than_its_patience_and_the_waiting_is_told(
    server: HostileServer, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("podium.registry.adapters.endpoint_client.Client.tell_after", 0.0)
    run = guess(folder, benchmark="riddles")
    server.behave = lambda asked: Reply(b"", 503)
    began = time.monotonic()
    said = runs("judge", run.id, "--judge", judge(server), "--judge-patience", "1", code=1).stderr
    assert time.monotonic() - began < 20
    assert "503 Service Unavailable; asking again, for up to 1 s" in said
    assert "it is waited for 1 s" in said
