"""A judge behind a server that misbehaves: what fails is counted, what passes is waited for, nothing asked is shown."""

from __future__ import annotations

import json
import logging
import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from podium.registry import evaluation, journal, loading
from podium.registry.adapters import AdapterOptions, open_adapter
from podium.registry.adapters.base import EndpointOptions
from podium.registry.adapters.endpoint import Endpoint
from podium.registry.adapters.endpoint_address import JUDGE_KEYS
from podium.registry.benchmark import Benchmark, Generate
from podium.registry.discovery import discover
from podium.registry.discretion import WITHHELD
from podium.registry.errors import PodiumError
from podium.registry.evaluation import Plan
from podium.tests.fakes import riddles_data
from podium.tests.fakes.adapters import Guesses, verdict_of
from podium.tests.fakes.hostile_server import Asked, HostileServer, Reply, chat
from podium.tests.fakes.language import llama
from podium.tests.registry.conftest import PLUGINS
from podium.tests.registry.endpoint_support import impatient, items, ready

__all__ = ["impatient"]


@pytest.fixture
def riddles() -> Benchmark:
    return discover([], "", [PLUGINS]).benchmarks["riddles"].benchmark


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return riddles_data.write(tmp_path / "riddles")


def says(asked: Asked) -> Reply:
    """Judge as the fake judge does."""
    return chat(json.dumps({"correct": "yes" if verdict_of("server", asked.prompt) else "no"}))


def judge(server: HostileServer, **more: Any) -> Endpoint:
    options: dict[str, Any] = {"patience": 5.0, "concurrency": 3, "key_names": JUDGE_KEYS} | more
    return Endpoint(f"{server.url}#org/tiny", AdapterOptions(seed=42, endpoint=EndpointOptions(**options)))


def judged(connection: sqlite3.Connection, riddles: Benchmark, folder: Path, adapter: Endpoint) -> journal.Run:
    return evaluation.run(connection, Plan(riddles, Guesses(), folder, judge=adapter))


def errors(connection: sqlite3.Connection, run: journal.Run) -> Mapping[str, str]:
    found = connection.execute(
        "SELECT a.item, j.error FROM judgements AS j JOIN answers AS a ON a.run = j.run AND a.position = j.position"
        " WHERE j.fields IS NULL AND j.run = ?",
        (run.id,),
    )
    return {row["item"]: row["error"] for row in found}


def about(asked: Asked, number: int) -> bool:
    return f"riddle {number}:" in asked.prompt and asked.body["max_tokens"] != 16


def test_a_server_judges_in_a_form_and_greedily_and_its_weights_cannot_be_checked(
    connection: sqlite3.Connection, riddles: Benchmark, folder: Path
) -> None:
    with HostileServer(says) as server:
        run = judged(connection, riddles, folder, judge(server))
        body = server.posts[-1].body
    schema = json.loads(riddles_schema(riddles))
    assert (body["temperature"], body["seed"], body["max_tokens"]) == (0.0, 42, 32)
    assert body["response_format"] == {
        "type": "json_schema",
        "json_schema": {"name": "reply", "strict": True, "schema": schema},
    }
    assert body["messages"][0] == {"role": "system", "content": "Compare, do not solve."}
    assert len(server.posts) == 13 and server.most_at_once <= 3
    facts = run.provenance["judge"]
    assert (facts["judged"], facts["prompt_tokens"], facts["new_tokens"]) == (12, 130, 26)
    assert (facts["fingerprint"]["model"], facts["spec"]) == ("org/tiny", f"openai:{server.url}#org/tiny")
    assert run.report is not None and any(
        note.startswith("judge tiny: the weights behind") and "cannot be checked" in note for note in run.report.notes
    )


def riddles_schema(riddles: Benchmark) -> str:
    item = riddles_item(riddles)
    request = riddles.judge_request(item, Guesses().answer([item])[0], 0)
    assert request is not None
    return request.schema


def riddles_item(riddles: Benchmark) -> Any:
    return items(Generate("a riddle"))[0]


def test_a_second_run_sends_the_judge_no_more_than_the_question_it_is_tried_with(
    connection: sqlite3.Connection, riddles: Benchmark, folder: Path
) -> None:
    with HostileServer(says) as server:
        judged(connection, riddles, folder, judge(server))
        before = len(server.posts)
        run = evaluation.run(connection, Plan(riddles, Guesses("two"), folder, judge=judge(server)))
        assert [asked.body["max_tokens"] for asked in server.posts[before:]] == [16]
    assert run.provenance["judge"]["reused"] == 12


Behave = Callable[[Asked], Reply]


def on(number: int, reply: Reply, times: int = 1000) -> Behave:
    """Judge well but for one answer, for so many times."""
    count = 0

    def behave(asked: Asked) -> Reply:
        nonlocal count
        if about(asked, number) and count < times:
            count += 1
            return reply
        return says(asked)

    return behave


@pytest.mark.parametrize(
    ("behave", "error"),
    [
        (on(4, chat("I would say yes.")), "the reply could not be read (3 of 3 attempts)"),
        (on(4, chat('{"correct": "y', finish="length")), "the reply could not be read, cut off (3 of 3 attempts)"),
        (on(4, chat(None)), "the reply could not be read (3 of 3 attempts)"),
        (on(4, Reply({"error": {"message": "too many tokens"}}, 413)), "no reply: 413: too many tokens"),
        (on(4, chat("", finish="content_filter")), "no reply: the server's content filter held the reply back"),
        (on(4, Reply(b"<html><title>Oops</title></html>", 400)), "no reply: 400: a page"),
    ],
)
def test_what_comes_to_nothing_is_counted_by_its_reason_and_the_rest_is_judged(
    connection: sqlite3.Connection, riddles: Benchmark, folder: Path, behave: Behave, error: str
) -> None:
    with HostileServer(behave) as server:
        run = judged(connection, riddles, folder, judge(server))
    assert errors(connection, run) == {"r4": error}
    assert (run.provenance["judge"]["judged"], run.provenance["judge"]["failed"]) == (11, 1)
    assert run.eligibility["accuracy"].startswith("judge tiny gave no verdict on 1 answers")


@pytest.mark.parametrize(
    "behave",
    [
        on(4, Reply({"error": {"message": "slow down"}}, 429, {"Retry-After": "0.01"}), times=3),
        on(4, Reply(b"<html>busy</html>", 502), times=2),
        on(4, Reply(b"<html>hello</html>"), times=2),
        on(4, Reply(hang_up=True), times=2),
        on(4, Reply(seconds=0.6), times=1),
        on(4, chat('{"correct": "y', finish="length"), times=2),
    ],
)
def test_what_passes_by_itself_costs_no_verdict(
    connection: sqlite3.Connection, riddles: Benchmark, folder: Path, behave: Behave
) -> None:
    with HostileServer(behave) as server:
        run = judged(connection, riddles, folder, judge(server, timeout=0.4))
    found = loading.reload(connection, run, riddles)
    assert [one.verdict is not None and one.verdict.fields is not None for one in found.answers] == [True] * 12
    assert errors(connection, run) == {} and run.provenance["judge"]["failed"] == 0


def test_a_server_that_goes_away_stops_the_run_and_the_same_command_goes_on(
    connection: sqlite3.Connection, riddles: Benchmark, folder: Path
) -> None:
    server = HostileServer(lambda asked: Reply(hang_up=True) if asked.number > 6 else says(asked))
    with server:
        with pytest.raises(PodiumError, match="judge tiny: .* has given no usable reply") as caught:
            judged(connection, riddles, folder, judge(server, patience=0.3, concurrency=1))
        (left,) = journal.runs(connection)
        assert (left.status, left.answered) == ("failed", 12)
        assert f"the same command goes on with run {left.id}" in caught.value.hint
        kept = connection.execute("SELECT count(*) FROM judgements").fetchone()[0]
        assert kept == 5
        server.behave = says
        before = len(server.posts)
        run = judged(connection, riddles, folder, judge(server))
        assert (run.id, len(server.posts) - before) == (left.id, 1 + 12 - kept)
    assert run.provenance["judge"]["asked"] == 12


def test_a_limit_on_what_the_judge_costs_stops_it_and_keeps_what_there_is(
    connection: sqlite3.Connection, riddles: Benchmark, folder: Path
) -> None:
    prices = {"input_price": 1000.0, "output_price": 1000.0}
    with HostileServer(says) as server:
        with pytest.raises(PodiumError, match="judge tiny: stopped before --max-cost 0.2 would be exceeded"):
            judged(connection, riddles, folder, judge(server, max_cost=0.2, **prices))
        assert 0 < connection.execute("SELECT count(*) FROM judgements").fetchone()[0] < 12
        run = judged(connection, riddles, folder, judge(server, **prices))
    # What the first sitting spent counts; 12 tokens a reply, the questions it was tried with included.
    assert run.provenance["judge"]["cost"] == pytest.approx(14 * 12 * 1000 / 1e6)


def test_the_judge_has_a_key_of_its_own_or_else_that_of_models(
    connection: sqlite3.Connection, riddles: Benchmark, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "for-models-only")
    with HostileServer(says) as server:
        judged(connection, riddles, folder, judge(server))
        monkeypatch.setenv("PODIUM_JUDGE_API_KEY", "for-judges-only")
        run = evaluation.run(connection, Plan(riddles, Guesses("two"), folder, judge=judge(server)))
        sent = [asked.headers["authorization"] for asked in server.posts]
    assert (sent[0], sent[-1]) == ("Bearer for-models-only", "Bearer for-judges-only")
    assert "for-judges-only" not in json.dumps(run.provenance)
    with HostileServer(lambda asked: Reply({"error": "no"}, 401)) as server:
        with pytest.raises(PodiumError) as caught:
            judged(connection, riddles, folder, judge(server))
    assert caught.value.hint == "set PODIUM_JUDGE_API_KEY or PODIUM_API_KEY or OPENAI_API_KEY"


def test_what_a_gated_question_asks_is_in_no_error_and_no_log(
    connection: sqlite3.Connection, riddles: Benchmark, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def quotes(asked: Asked) -> Reply:
        text = json.dumps(asked.prompt)[:120]
        if about(asked, 4):
            return Reply({"error": {"message": f"cannot accept {text} of the user"}}, 400)
        if about(asked, 5) and len(server.posts) < 9:
            return Reply({"error": f"busy with {text}"}, 503)
        if about(asked, 6):
            return Reply(f'{{"choices": [{{"message": {{"content": "The riddle is {text}'.encode())
        return says(asked)

    with caplog.at_level(logging.WARNING, "podium"), HostileServer(quotes) as server, pytest.MonkeyPatch.context() as m:
        m.setattr("podium.registry.adapters.endpoint_client.Client.tell_after", 0.0)
        m.setattr("podium.registry.adapters.endpoint_client.Client.tell_again", 0.0)
        run = judged(connection, riddles, folder, judge(server, concurrency=1))
    found = errors(connection, run)
    assert found["r4"] == f'no reply: 400: cannot accept "{WITHHELD}'
    assert set(found) == {"r4", "r6"} and "a reply that is not a JSON object, 9 times, while" in found["r6"]
    assert f'gives 503: busy with "{WITHHELD}; asking again' in caplog.text
    for text in (
        caplog.text,
        json.dumps(found),
        json.dumps(run.provenance),
        json.dumps(run.report and run.report.notes),
    ):
        assert "legs and sings" not in text and "Right" not in text and "riddle 4" not in text


def refusing(name: str) -> Behave:
    def behave(asked: Asked) -> Reply:
        if "response_format" in asked.body:
            return Reply({"error": {"message": f"{name} is not supported"}}, 400)
        return chat("x")

    return behave


@pytest.mark.parametrize("name", ["response_format", "guided decoding"])
def test_a_server_that_cannot_hold_a_reply_to_a_form_is_asked_without_and_the_report_says_so(name: str) -> None:
    asked = items(Generate("What?", schema="{}"))
    with ready(refusing(name), asked) as (adapter, server):
        assert [answer.text for answer in adapter.answer(asked)] == ["x"]
        assert server.posts[0].body["response_format"] == {"type": "json_object"}
        assert [("response_format" in post.body) for post in server.posts] == [True, False, False]
        assert adapter.fingerprint()["left_out"] == "response_format"
        assert "the server does not take response_format, which is left out" in adapter.notes()


def test_a_form_that_is_not_what_the_server_dislikes_is_kept() -> None:
    def behave(asked: Asked) -> Reply:
        if "long" in asked.prompt:
            return Reply({"error": {"message": "the prompt is too long"}}, 400)
        return chat("x")

    asked = items(Generate("A long one", schema="{}"), Generate("A short one", schema="{}"))
    with ready(behave, asked) as (adapter, server):
        assert adapter.fingerprint()["left_out"] is None
        answers = adapter.answer(asked)
        assert (answers[0].error, answers[1].text) == ("400: the prompt is too long", "x")
        assert server.posts[-1].body["response_format"] == {"type": "json_object"}


def test_no_form_is_asked_for_where_a_request_has_none() -> None:
    asked = items(Generate("What?"))
    with ready(lambda _: chat("x"), asked) as (adapter, server):
        adapter.answer(asked)
        assert not any("response_format" in post.body for post in server.posts)


def test_a_model_that_is_loaded_here_is_a_judge_as_well_and_one_that_writes_no_json_judges_nothing(
    connection: sqlite3.Connection, riddles: Benchmark, folder: Path, tmp_path: Path
) -> None:
    spec = f"hf:{llama(tmp_path / 'tiny', chat=True)}"
    plan = Plan(riddles, Guesses(), folder, judge=open_adapter(spec, AdapterOptions()), limit=3)
    run = evaluation.run(connection, plan)
    facts = run.provenance["judge"]
    assert (facts["spec"], facts["name"], facts["judged"], facts["failed"], facts["replies"]) == (spec, "tiny", 0, 3, 9)
    assert facts["fingerprint"]["weights"] and run.status == "finished"
