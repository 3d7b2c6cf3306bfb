"""How much is asked at a time and in all: bounded concurrency, back-pressure, limits of tokens and money."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from podium.registry.adapters import AdapterOptions
from podium.registry.adapters.base import EndpointOptions, Task
from podium.registry.adapters.endpoint import Endpoint
from podium.registry.adapters.endpoint_pool import Pool
from podium.registry.adapters.endpoint_usage import LimitReached
from podium.registry.benchmark import Answer, Choose, Generate, Item
from podium.registry.errors import PodiumError
from podium.tests.fakes.hostile_server import Asked, HostileServer, Reply, chat
from podium.tests.registry.endpoint_support import TRIES, echo, impatient, items, questions, ready, replies
from podium.tests.registry.support import Listed

__all__ = ["impatient"]


# --- many at a time


@pytest.mark.parametrize("concurrency", [1, 5])
def test_no_more_requests_are_under_way_than_allowed_and_items_are_drawn_only_for_them(concurrency: int) -> None:
    whole = questions(30)
    drawn = answered = most_ahead = 0

    def coming() -> Iterator[tuple[int, Item]]:
        nonlocal drawn, most_ahead
        for numbered in enumerate(whole):
            drawn += 1
            most_ahead = max(most_ahead, drawn - answered)
            yield numbered

    with ready(echo, whole, concurrency=concurrency) as (adapter, server):
        server.behave = lambda asked: replace(echo(asked), seconds=0.02)
        kept: dict[int, Answer] = {}
        for answers in adapter.stream(coming()):
            assert 1 <= len(answers) <= concurrency
            answered += len(answers)
            kept.update(answers)
        assert server.most_at_once == concurrency
    assert [kept[position] for position in range(30)] == replies(30)
    # Those under way, and those whose answers are on their way to the caller.
    assert most_ahead <= 2 * concurrency


def test_answers_come_as_they_are_there_and_not_in_order() -> None:
    whole = questions(4)
    with ready(echo, whole, concurrency=4) as (adapter, server):
        server.behave = lambda asked: replace(echo(asked), seconds=0.4 if asked.prompt == "question 0" else 0.0)
        order = [position for answers in adapter.stream(enumerate(whole)) for position, _ in answers]
    assert order[-1] == 0
    assert sorted(order) == [0, 1, 2, 3]


def test_closing_the_stream_ends_the_asking() -> None:
    whole = questions(50)
    with ready(echo, whole, concurrency=2) as (adapter, server):
        stream = adapter.stream(enumerate(whole))
        next(stream)
        stream.close()
        time.sleep(0.1)
        count = len(server.posts)
        time.sleep(0.1)
        assert len(server.posts) == count <= TRIES + 5
        # What is left is asked when the run goes on.
        assert adapter.answer(whole[20:]) == replies(50)[20:]


def test_a_fault_of_ours_in_a_thread_is_not_swallowed() -> None:
    def work(number: int) -> int:
        return 1 // (number - 3)

    pool: Pool[int, int] = Pool(work, 2)
    told: list[BaseException] = []
    with pytest.raises(ZeroDivisionError):
        list(pool.run(itertools.count(5, -1), told.append))
    assert [type(error) for error in told] == [ZeroDivisionError]


# --- limits


def counting(prompt: int, reply: int) -> Callable[[Asked], Reply]:
    return lambda asked: chat(f"reply to {asked.prompt}", usage=(prompt, reply))


@pytest.mark.parametrize("concurrency", [1, 4])
def test_a_limit_of_tokens_stops_before_it_is_exceeded_and_says_how_to_go_on(concurrency: int) -> None:
    whole = items(*(Generate(f"question {number:02}", max_tokens=5) for number in range(50)))
    with ready(counting(10, 5), whole, concurrency=concurrency, max_tokens=200) as (adapter, server):
        kept: dict[int, Answer] = {}
        with pytest.raises(LimitReached, match="stopped before --max-tokens 200 would be exceeded: (.*) tokens used"):
            for answers in adapter.stream(enumerate(whole)):
                kept.update(answers)
        used = 15 * len(server.posts)
        # An item is held to need 10 * 1.25 tokens of prompt, rounded up, and 5 of reply: 18.
        assert 200 - 18 < used <= 200
        assert (adapter.speed()["prompt_tokens"], adapter.speed()["new_tokens"]) == (used * 10 // 15, used * 5 // 15)
        assert len(kept) == len(server.posts) - TRIES
        assert kept == {n: Answer(text=f"reply to question {n:02}", finish="stop") for n in kept}


def test_a_limit_of_money_stops_before_it_is_exceeded() -> None:
    whole = items(*(Generate(f"question {number:02}", max_tokens=5) for number in range(50)))
    chosen: dict[str, Any] = {"max_cost": 0.01, "input_price": 20.0, "output_price": 100.0}
    with ready(counting(10, 5), whole, concurrency=3, **chosen) as (adapter, server):
        with pytest.raises(LimitReached, match=r"stopped before --max-cost 0\.01 would be exceeded: .* costing"):
            for _ in adapter.stream(enumerate(whole)):
                pass
        # 10 * 20 + 5 * 100 = 700 millionths a request.
        cost = adapter.speed()["cost"]
        assert cost == pytest.approx(700e-6 * len(server.posts))
        assert isinstance(cost, float) and 0.01 - 760e-6 < cost <= 0.01


def test_a_limit_that_suffices_changes_nothing() -> None:
    whole = questions(10)
    with ready(counting(10, 5), whole, max_tokens=100_000) as (adapter, _):
        assert adapter.answer(whole) == replies(10)


def test_a_limit_cannot_be_kept_where_tokens_are_not_counted() -> None:
    with pytest.raises(PodiumError, match="does not report how many tokens it used"):
        with ready(lambda asked: chat("x", usage=None), questions(3), max_tokens=1000):
            pass


def test_a_limit_below_the_first_request_asks_nothing() -> None:
    with HostileServer(echo) as server:
        adapter = Endpoint(f"{server.url}#m", AdapterOptions(endpoint=EndpointOptions(max_tokens=5)))
        with pytest.raises(LimitReached, match="0 tokens used"):
            adapter.prepare(Task(Listed(), "test", questions(1), {}, lambda split: []))
        assert server.posts == []
        adapter.close()


def test_letters_of_many_items_stay_with_their_items() -> None:
    whole = items(*(Choose(f"question {number}", ("a", "b", "c", "d")) for number in range(40)))

    def behave(asked: Asked) -> Reply:
        number = int(asked.prompt.split("\n")[0].split()[1])
        return replace(chat("ABCD"[number % 4]), seconds=0.005 * (number % 3))

    with ready(behave, whole, concurrency=8) as (adapter, _):
        assert [answer.choice for answer in adapter.answer(whole)] == [number % 4 for number in range(40)]
