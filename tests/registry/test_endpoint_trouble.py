"""A server that is busy, broken, gone or misleading costs time, and no answer is lost or asked for twice."""

from __future__ import annotations

import threading
import time
from collections import Counter
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from podium.registry.adapters import AdapterOptions
from podium.registry.adapters.base import EndpointOptions, Task
from podium.registry.adapters.endpoint import Endpoint
from podium.registry.adapters.endpoint_client import Client, _retry_after
from podium.registry.benchmark import Answer, Generate
from podium.registry.errors import PodiumError
from podium.tests.fakes.hostile_server import Asked, HostileServer, Reply, chat
from podium.tests.registry.endpoint_support import TRIES, echo, impatient, items, questions, ready, replies
from podium.tests.registry.support import Listed

__all__ = ["impatient"]


class Once:
    """Behaves badly at the first so many requests for one question, from after the tries on."""

    def __init__(self, prompt: str, *bad: Reply) -> None:
        self.prompt, self.bad = prompt, list(bad)
        self.lock = threading.Lock()

    def __call__(self, asked: Asked) -> Reply:
        with self.lock:
            return self.bad.pop(0) if asked.prompt == self.prompt and self.bad else echo(asked)


TROUBLE = {
    "429 with seconds": Reply({"error": {"message": "slow down"}}, 429, {"Retry-After": "0.05"}),
    "429 without": Reply({"error": {"message": "slow down"}}, 429),
    "429 with nonsense": Reply(b"", 429, {"Retry-After": "soon"}),
    "408": Reply(b"", 408),
    "409": Reply({}, 409),
    "500": Reply({"error": "boom"}, 500),
    "502 page": Reply(b"<html><head><title>502 Bad Gateway</title></head></html>", 502),
    "503 with seconds": Reply(b"", 503, {"Retry-After": "0.05"}),
    "529": Reply(b"overloaded", 529),
    "cut in mid-body": replace(chat("reply to question 3"), cut=40),
    "nothing at all": Reply(hang_up=True),
    "a page": Reply(b"<!DOCTYPE html><title>Sign in</title>", 200, {"Content-Type": "text/html"}),
    "half JSON": Reply(b'{"choices": [{"message": {"content": "reply'),
    "a list": Reply([1, 2]),
    "no choices": Reply({"id": "x", "usage": {}}),
    "empty choices": Reply({"choices": []}),
    "no message": Reply({"choices": [{"index": 0, "finish_reason": "stop"}]}),
    "a number as text": Reply({"choices": [{"message": {"content": 7}}]}),
    "an error in a good reply": Reply({"error": {"message": "upstream", "code": 503}}),
    "a redirect": Reply(b"", 307, {"Location": "https://elsewhere.example/"}),
    "not text": Reply(b"\xff\xfe\x00"),
    "deep nesting": Reply(b"[" * 200_000),
}


@pytest.mark.parametrize("bad", TROUBLE.values(), ids=TROUBLE.keys())
def test_what_passes_by_itself_is_asked_again_and_nothing_is_lost_or_doubled(bad: Reply) -> None:
    whole = questions(6)
    with ready(echo, whole, concurrency=3) as (adapter, server):
        server.behave = Once("question 3", bad, bad)
        assert adapter.answer(whole) == replies(6)
        asked = Counter(asked.prompt for asked in server.posts[TRIES:])
        assert asked == Counter({f"question {number}": 3 if number == 3 else 1 for number in range(6)})
        assert adapter.speed()["retries"] == 2
        assert adapter.speed()["requests"] == 1 + TRIES + 8
        assert adapter.speed()["waited_seconds"]
        assert str(adapter.speed()["reasons"]).endswith(" (2)")


def test_a_reply_that_is_late_is_asked_for_again() -> None:
    whole = questions(3)
    with ready(echo, whole, timeout=0.3) as (adapter, server):
        server.behave = Once("question 1", replace(echo_of(1), seconds=0.6))
        assert adapter.answer(whole) == replies(3)
        assert len(server.posts) == TRIES + 4
        assert adapter.speed()["reasons"] == "no reply in 0.3 s (1)"
        assert adapter.speed()["lost_requests"] == 1


def echo_of(number: int) -> Reply:
    return chat(f"reply to question {number}")


def test_a_reply_that_trickles_counts_as_late_as_a_whole() -> None:
    import socket

    def trickle(listener: socket.socket) -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                connection.recv(65536)
                try:
                    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
                    for _ in range(1000):
                        connection.sendall(b" ")
                        time.sleep(0.02)
                except OSError:
                    pass

    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        threading.Thread(target=trickle, args=(listener,), daemon=True).start()
        options = EndpointOptions(timeout=0.2, patience=0.3)
        adapter = Endpoint(f"http://127.0.0.1:{listener.getsockname()[1]}#m", AdapterOptions(endpoint=options))
        began = time.monotonic()
        with pytest.raises(PodiumError, match=r"no usable reply for .* no whole reply in 0\.2 s"):
            adapter.prepare(Task(Listed(), "test", questions(1), {}, lambda split: []))
        assert time.monotonic() - began < 5
        adapter.close()


def test_all_requests_pause_for_as_long_as_the_server_asks() -> None:
    whole = questions(12)
    with ready(echo, whole, concurrency=4) as (adapter, server):
        server.behave = Once("question 2", Reply(b"", 429, {"Retry-After": "0.4"}))
        assert adapter.answer(whole) == replies(12)
        first = [asked for asked in server.posts if asked.prompt == "question 2"][0]
        after = sorted(asked.at - first.at for asked in server.posts[TRIES:] if asked.at > first.at + 0.1)
        # What was under way is answered; the rest waits.
        assert len([asked for asked in server.posts[TRIES:] if asked.at <= first.at + 0.1]) < 12
        assert after[0] >= 0.39


def test_a_pause_may_be_given_as_a_date_by_the_servers_own_clock() -> None:
    now = datetime(2031, 5, 6, 7, 8, 9, tzinfo=UTC)
    later = format_datetime(now + timedelta(seconds=90), usegmt=True)
    assert _retry_after({"retry-after": later, "date": format_datetime(now, usegmt=True)}) == 90.0
    assert _retry_after({"retry-after": format_datetime(now - timedelta(days=1), usegmt=True), "date": later}) == 0.0
    assert _retry_after({"retry-after": "17"}) == 17.0
    for text in ("", "soon", "-3", "1e9", "nan", "Wed, 99 Foo 2031 00:00:00 GMT"):
        assert _retry_after({"retry-after": text}) is None, text


def test_a_pause_given_as_a_date_is_kept() -> None:
    def headers() -> dict[str, str]:
        # The date has whole seconds: between one and two from now.
        return {"Retry-After": format_datetime(datetime.now(UTC) + timedelta(seconds=2), usegmt=True)}

    whole = questions(1)
    with ready(echo, whole) as (adapter, server):
        server.behave = Once("question 0", Reply(b"", 503, headers()))
        assert adapter.answer(whole) == replies(1)
        assert server.posts[-1].at - server.posts[-2].at >= 0.9


def test_a_server_that_asks_to_wait_longer_than_the_patience_ends_the_run_at_once() -> None:
    whole = questions(3)
    with ready(echo, whole, concurrency=1) as (adapter, server):
        server.behave = Once("question 1", Reply(b"", 429, {"Retry-After": "3600"}))
        got: list[int] = []
        with pytest.raises(PodiumError, match="asks to wait 3600 s.*is waited for 5 s"):
            for answers in adapter.stream(enumerate(whole)):
                got += [position for position, _ in answers]
        assert got == [0]


def test_a_server_that_is_gone_for_a_while_costs_nothing_but_time() -> None:
    whole = questions(40)
    with ready(echo, whole, concurrency=4, patience=20.0) as (adapter, server):

        def come_back() -> None:
            time.sleep(0.4)
            server.come()

        back = threading.Thread(target=come_back)
        positions: list[int] = []
        for answers in adapter.stream(enumerate(whole)):
            positions += [position for position, answer in answers if answer == replies(40)[position]]
            if len(positions) >= 10 and back.ident is None:
                server.leave()
                back.start()
        back.join()
        assert sorted(positions) == list(range(40))
        retries = adapter.speed()["retries"]
        assert isinstance(retries, int) and retries >= 4
        assert len(server.posts) == TRIES + 40


def test_a_server_that_stays_away_ends_the_run_in_one_line_and_the_rest_can_be_asked_later() -> None:
    whole = questions(12)
    with ready(echo, whole, concurrency=3, patience=0.4) as (adapter, server):
        kept: dict[int, Answer] = {}
        with pytest.raises(PodiumError, match=r"has given no usable reply for 0 s, at last no connection: ") as caught:
            for answers in adapter.stream(enumerate(whole)):
                kept.update(answers)
                if len(kept) >= 5:
                    server.leave()
        assert "\n" not in str(caught.value)
        assert 5 <= len(kept) < 12
        assert all(answer.error is None for answer in kept.values())
        server.come()
        rest = [(position, item) for position, item in enumerate(whole) if position not in kept]
        for answers in adapter.stream(rest):
            kept.update(answers)
        assert [kept[position] for position in range(12)] == replies(12)


def test_no_server_at_all_is_told_at_once() -> None:
    with HostileServer(echo) as server:
        url = server.url
    began = time.monotonic()
    with pytest.raises(PodiumError, match=f"no server is reached at {url}: no connection: .*see whether it runs"):
        Endpoint(f"{url}#m", AdapterOptions()).prepare(Task(Listed(), "test", questions(1), {}, lambda split: []))
    assert time.monotonic() - began < 5


def test_a_server_that_never_was_well_is_not_waited_for_as_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Client, "first_patience", 0.2)
    with pytest.raises(PodiumError, match=r"at last 503: Loading model .*is waited for 0\.2 s"):
        with ready(lambda asked: Reply({"error": {"message": "Loading model"}}, 503), questions(1), patience=1e6):
            pass


@pytest.mark.parametrize("reply", [Reply(b"<html><title>It works!</title></html>"), Reply({"status": "ok"})])
def test_something_that_is_no_such_server_is_told_after_three_tries(reply: Reply) -> None:
    with HostileServer(lambda asked: reply) as server:
        adapter = Endpoint(f"{server.url}#m", AdapterOptions())
        with pytest.raises(PodiumError, match="which is no server of this interface.*most end in /v1"):
            adapter.prepare(Task(Listed(), "test", questions(1), {}, lambda split: []))
        assert len(server.posts) == 3
        adapter.close()


@pytest.mark.parametrize(
    ("status", "body", "complaint"),
    [
        (401, {"error": {"message": "Incorrect API key"}}, r"wants a key \(401: Incorrect API key\).*OPENAI_API_KEY"),
        (403, {"detail": "forbidden"}, r"wants a key \(403: forbidden\)"),
        (402, {"error": {"message": "no credit"}}, r"wants to be paid \(402: no credit\)"),
        (429, {"error": {"message": "exceeded", "code": "insufficient_quota"}}, "wants to be paid"),
    ],
)
def test_a_refused_key_or_an_empty_account_ends_the_run_at_the_first_request(
    status: int, body: Any, complaint: str
) -> None:
    with HostileServer(lambda asked: Reply(body, status)) as server:
        adapter = Endpoint(f"{server.url}#m", AdapterOptions())
        with pytest.raises(PodiumError, match=complaint):
            adapter.prepare(Task(Listed(), "test", questions(5), {}, lambda split: []))
        assert len(server.posts) == 1
        adapter.close()


def test_a_key_that_is_withdrawn_in_mid_run_ends_it_and_keeps_what_was_answered() -> None:
    whole = questions(10)
    with ready(echo, whole, concurrency=1) as (adapter, server):
        server.behave = lambda asked: Reply({}, 401) if asked.prompt == "question 4" else echo(asked)
        got: list[int] = []
        with pytest.raises(PodiumError, match="wants a key"):
            for answers in adapter.stream(enumerate(whole)):
                got += [position for position, _ in answers]
        assert got == [0, 1, 2, 3]
        assert len(server.posts) == TRIES + 5


@pytest.mark.parametrize("status", [400, 403, 404, 413, 422])
def test_an_item_that_the_server_refuses_fails_alone_and_is_not_asked_again(status: int) -> None:
    whole = questions(5)
    refusal = Reply({"error": {"message": "This model's maximum context length is 512 tokens"}}, status)
    with ready(echo, whole) as (adapter, server):
        server.behave = lambda asked: refusal if asked.prompt == "question 2" else echo(asked)
        answers = adapter.answer(whole)
        assert len(server.posts) == TRIES + 5
    expected = replies(5)
    expected[2] = Answer(error=f"{status}: This model's maximum context length is 512 tokens")
    assert answers == expected


def test_a_first_item_that_is_too_long_does_not_hide_that_the_server_is_well() -> None:
    whole = items(Generate("long"), *(Generate(f"question {number}") for number in range(3)))

    def behave(asked: Asked) -> Reply:
        return Reply({"error": {"message": "too long"}}, 400) if asked.prompt == "long" else echo(asked)

    with ready(behave, whole) as (adapter, _):
        assert adapter.answer(whole) == [Answer(error="400: too long"), *replies(3)]


@pytest.mark.parametrize("concurrency", [1, 3])
def test_an_item_at_which_the_server_breaks_is_given_up_while_the_others_are_answered(concurrency: int) -> None:
    whole = questions(60 if concurrency > 1 else 5)
    with ready(echo, whole, concurrency=concurrency, patience=30.0) as (adapter, server):
        server.behave = lambda asked: (
            Reply({"error": "CUDA error"}, 500) if asked.prompt == "question 1" else replace(echo(asked), seconds=0.01)
        )
        answers = adapter.answer(whole)
        tries = sum(asked.prompt == "question 1" for asked in server.posts)
    assert answers[1].error == f"500: CUDA error, {tries} times, while the server answered others"
    # Alone, it is given up at the first failure after the server has answered the question it is known to answer.
    assert tries == 9 if concurrency == 1 else tries >= 8
    expected = replies(len(whole))
    assert [answer for answer in answers if answer.error is None] == expected[:1] + expected[2:]


@pytest.mark.parametrize("concurrency", [1, 3])
def test_an_item_that_alone_is_put_off_again_and_again_is_given_up(concurrency: int) -> None:
    whole = questions(60 if concurrency > 1 else 5)
    with ready(echo, whole, concurrency=concurrency, patience=30.0) as (adapter, server):
        server.behave = lambda asked: (
            Reply({"error": "slow down"}, 429) if asked.prompt == "question 1" else replace(echo(asked), seconds=0.01)
        )
        answers = adapter.answer(whole)
        tries = sum(asked.prompt == "question 1" for asked in server.posts)
    assert answers[1].error == f"429 too many requests: slow down, {tries} times, while the server answered others"
    assert tries >= 8
    expected = replies(len(whole))
    assert [answer for answer in answers if answer.error is None] == expected[:1] + expected[2:]


def test_a_limit_that_all_items_meet_fails_none_of_them() -> None:
    whole = questions(40)
    lock, count = threading.Lock(), [0]

    def behave(asked: Asked) -> Reply:
        with lock:
            count[0] += 1
            return echo(asked) if count[0] % 5 == 0 else Reply(b"", 429)

    with ready(echo, whole, concurrency=6, patience=30.0) as (adapter, server):
        server.behave = behave
        assert adapter.answer(whole) == replies(40)


def test_many_failures_in_a_row_end_the_run() -> None:
    whole = questions(100)
    with ready(echo, whole, concurrency=1) as (adapter, server):
        server.behave = lambda asked: echo(asked) if asked.prompt <= "question 15" else Reply({"detail": "no"}, 400)
        got: list[tuple[int, Answer]] = []
        with pytest.raises(PodiumError, match="21 items failed one after another, at last: 400: no"):
            for answers in adapter.stream(enumerate(whole)):
                got += answers
    order = [number for number in range(100) if f"question {number}" <= "question 15"]
    failed = [position for position, answer in got if answer.error]
    assert failed[-21:] == list(range(failed[-1] - 20, failed[-1] + 1))
    assert [position for position, answer in got if not answer.error] == [n for n in order if n < failed[-1]]


# --- waits


def test_waits_double_up_to_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    monkeypatch.setattr(Client, "first_wait", 0.5)
    monkeypatch.setattr(Client, "longest_wait", 30.0)
    monkeypatch.setattr("podium.registry.adapters.endpoint_client.random.uniform", lambda low, high: high)
    whole = questions(1)
    with ready(echo, whole, patience=1e6) as (adapter, server):
        monkeypatch.setattr(Client, "_sleep", lambda self, seconds: waits.append(seconds))
        server.behave = Once("question 0", *[Reply(b"", 500)] * 7)
        assert adapter.answer(whole) == replies(1)
    assert [wait for wait in waits if wait] == [0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0]


def test_a_server_that_is_waited_for_is_told_of_at_once_and_seldom_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(Client, "tell_after", 0.1)
    monkeypatch.setattr(Client, "tell_again", 0.3)
    whole = questions(3)
    with ready(echo, whole, concurrency=3, patience=900) as (adapter, server):
        down = time.monotonic() + 0.8
        server.behave = lambda asked: Reply(b"", 500) if time.monotonic() < down else echo(asked)
        assert adapter.answer(whole) == replies(3)
        # Three threads wait, and one of them tells it.
        assert 2 <= len(caplog.messages) <= 3
        assert caplog.messages[0] == (
            f"{adapter.address.base} gives 500 Internal Server Error; asking again, for up to 900 s"
        )


def test_a_failure_that_passes_soon_is_not_told(caplog: pytest.LogCaptureFixture) -> None:
    whole = questions(3)
    with ready(echo, whole) as (adapter, server):
        server.behave = Once("question 1", Reply(b"", 500))
        assert adapter.answer(whole) == replies(3)
    assert caplog.messages == []


def test_a_model_that_the_server_does_not_list_is_told_of_at_once(caplog: pytest.LogCaptureFixture) -> None:
    with ready(echo, questions(1), target="#org/other") as (adapter, _):
        assert caplog.messages == [f"{adapter.address.base} does not list the model 'org/other'; it lists org/tiny"]
