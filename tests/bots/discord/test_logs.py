"""A record of the log is one line, and holds neither tokens nor what people write."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podium.bots.discord import logs

TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4OQ.G1abcd.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
INTERACTION = "aW50ZXJhY3Rpb246MTIzNDU2Nzg5MDEyMzQ1Njc4OTpzZWNyZXQ"

log = logging.getLogger("podium.test")


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    loggers = [logging.getLogger(name) for name in ("", "podium", "discord")]
    handlers, levels = loggers[0].handlers[:], [one.level for one in loggers]
    yield
    loggers[0].handlers = handlers
    for one, level in zip(loggers, levels, strict=True):
        one.setLevel(level)
    logging.captureWarnings(False)


def records(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_a_record_is_one_line_of_keys_and_values(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("text", "info", TOKEN)
    logs.tell(log, "answered at last", command="ask", ms=12.5, guild=None, name='a "b" = c')
    line = capsys.readouterr().err
    assert line.count("\n") == 1
    assert line.split(" ", 1)[1] == (
        'level=info logger=podium.test message="answered at last" command=ask ms=12.5 guild=None name="a \\"b\\" = c"\n'
    )


def test_an_error_is_one_line_with_its_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("json", "info", TOKEN)
    try:
        raise ValueError("line one\nline two")
    except ValueError:
        log.exception("it failed")
    (record,) = records(capsys.readouterr().err)
    assert record["error"] == "ValueError: line one\nline two"
    assert str(record["traceback"]).startswith("Traceback (most recent call last):\n")
    assert (record["level"], record["message"]) == ("error", "it failed")


@given(st.text(), st.sampled_from(["text", "json"]))
def test_whatever_text_a_record_holds_it_is_one_line(text: str, style: Literal["text", "json"]) -> None:
    record = logging.LogRecord("podium", logging.INFO, "", 1, "%s", (text,), None)
    record.fields = {"field": text}
    line = logs.OneLine(style, TOKEN).format(record)
    assert len(line.splitlines()) == 1
    if style == "json":
        assert json.loads(line)["field"] == text or "[hidden]" in line


@pytest.mark.parametrize("style", ["text", "json"])
@pytest.mark.parametrize(
    "text",
    [
        f"the token is {TOKEN}",
        f"Authorization: Bot {TOKEN}",
        f"POST https://discord.com/api/v10/interactions/123/{INTERACTION}/callback",
        f"PATCH https://discord.com/api/v10/webhooks/123/{INTERACTION}/messages/@original?wait=1",
        f'{{"op": 2, "d": {{"token": "{INTERACTION}"}}}}',
        f"{{'token': '{INTERACTION}'}}",
        "another one: OTk5OTk5OTk5OTk5OTk5OTk5.Gzzzzz.bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
    ],
)
def test_tokens_are_hidden_wherever_they_stand(
    style: Literal["text", "json"], text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.set_up(style, "debug", TOKEN)
    log.info(text)
    logs.tell(log, "x", field=text)
    try:
        raise ValueError(text)
    except ValueError:
        log.exception("y")
    written = capsys.readouterr().err
    assert written.count("\n") == 3 and written.count("[hidden]") >= 4
    for secret in (TOKEN, INTERACTION, "bbbbbbbbbb"):
        assert secret not in written


def test_a_short_token_is_hidden_too(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("text", "info", "tiny")
    log.info("this is tiny indeed")
    assert 'message="this is [hidden] indeed"' in capsys.readouterr().err


def test_what_discord_py_says_at_debug_holds_no_text_of_people(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("json", "debug", TOKEN)
    event = {"t": "MESSAGE_CREATE", "d": {"content": "my secret question"}}
    logging.getLogger("discord.gateway").debug("For Shard ID %s: WebSocket Event: %s", 0, event)
    http = logging.getLogger("discord.http")
    http.debug(
        "%s %s with %s has returned %s", "POST", "https://discord.com/api/v10/x", "{'content': 'my secret'}", 200
    )
    logging.getLogger("discord.client").debug("Dispatching event %s", "interaction")
    logging.getLogger("discord.x").debug("%(name)s of %(size)d", {"name": "my secret name", "size": 3})
    assert [one["message"] for one in records(capsys.readouterr().err)] == [
        f"For Shard ID 0: WebSocket Event: <dict of {len(str(event))}>",
        "POST https://discord.com/api/v10/x with <str of 24> has returned 200",
        "Dispatching event interaction",
        "<str of 14> of 3",
    ]


def test_what_discord_py_says_of_a_failing_network_is_a_warning_in_a_line_and_names_nobody(
    capsys: pytest.CaptureFixture[str],
) -> None:
    logs.set_up("json", "info", TOKEN)
    completing = "Ignoring exception in autocomplete for %r (Guild: %s, User: %s)"
    for error in (ConnectionRefusedError(111, "refused"), ValueError("a fault")):
        try:
            raise error
        except (OSError, ValueError):
            logging.getLogger("discord.shard").exception("Failed to connect for shard_id: %s. Retrying...", 0)
            logging.getLogger("discord.app_commands.tree").exception(completing, "model", 7, 80351110224678912)
    shard, tree, *faults = records(capsys.readouterr().err)
    assert (shard["level"], shard["message"]) == (
        "warning",
        "Failed to connect for shard_id: 0. Retrying... (ConnectionRefusedError: [Errno 111] refused)",
    )
    told = "Ignoring exception in autocomplete for 'model' (Guild: 7, User: [hidden]) (ConnectionRefusedError: "
    assert str(tree["message"]).startswith(told)
    assert [("traceback" in one, one["level"]) for one in (shard, tree, *faults)] == [
        (False, "warning"), (False, "warning"), (True, "error"), (True, "error"),
    ]  # fmt: skip
    assert "80351110224678912" not in str(faults)


def test_details_are_told_by_the_bot_and_discord_py_alone(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("text", "debug", TOKEN)
    for name in ("podium.bots", "discord.client", "matplotlib.font_manager"):
        logging.getLogger(name).debug("hm")
        logging.getLogger(name).warning("oh")
    logs.set_up("text", "error", TOKEN)
    for name in ("podium.bots", "discord.client", "matplotlib.font_manager"):
        logging.getLogger(name).warning("not any more")
    told = re.findall(r"level=(\w+) logger=([\w.]+)", capsys.readouterr().err)
    assert told == [
        ("debug", "podium.bots"),
        ("warning", "podium.bots"),
        ("debug", "discord.client"),
        ("warning", "discord.client"),
        ("warning", "matplotlib.font_manager"),
    ]


def test_a_question_has_a_hash_that_case_and_spaces_do_not_change() -> None:
    assert logs.question_hash("Who leads  MMLU?") == logs.question_hash("who leads mmlu? ")
    assert logs.question_hash("who leads mmlu?") != logs.question_hash("who leads hle?")
    assert len(logs.question_hash("")) == 12
