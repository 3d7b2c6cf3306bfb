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
        # What is under way fails from now on, and would be asked again and again.
        server.behave = lambda asked: Reply(b"", 500)
        time.sleep(0.1)
        stream.close()
        time.sleep(0.1)
        count = len(server.posts)
        time.sleep(0.1)
        assert len(server.posts) == count
        server.behave = echo
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
        with pytest.raises(LimitReached, match="stopped before --max-tokens 200 would be exceeded: .* of 200 tokens"):
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
        with pytest.raises(LimitReached, match=r"stopped before --max-cost 0\.01 would be exceeded: .* of 0\.01 spent"):
            for _ in adapter.stream(enumerate(whole)):
                pass
        # 10 * 20 + 5 * 100 = 700 millionths a request.
        cost = adapter.speed()["cost"]
        assert cost == pytest.approx(700e-6 * len(server.posts))
        assert isinstance(cost, float) and 0.01 - 760e-6 < cost <= 0.01


def limited(
    behave: Callable[[Asked], Reply], whole: list[Item], tries: Callable[[Asked], Reply], **more: Any
) -> tuple[str, int, dict[str, Any], int]:
    """Return why the asking stopped, how many requests there were, what was used and how many items were answered."""
    with ready(tries, whole, **more) as (adapter, server):
        server.behave = behave
        count = 0
        with pytest.raises(LimitReached) as caught:
            for answers in adapter.stream(enumerate(whole)):
                count += len(answers)
        return caught.value.message, len(server.posts), dict(adapter.speed()), count


@pytest.mark.parametrize("concurrency", [1, 8, 40])
def test_prompts_that_turn_out_denser_than_the_first_do_not_exceed_a_limit(concurrency: int) -> None:
    texts = [f"plain {number:034}" for number in range(10)] + [f"dense {number:034}" for number in range(60)]
    whole = items(*(Generate(text, max_tokens=2) for text in texts))

    def behave(asked: Asked) -> Reply:
        # A quarter of a token a byte, then a whole one.
        return replace(chat("x", usage=(10 if asked.prompt.startswith("plain") else 40, 2)), seconds=0.01)

    said, posts, used, count = limited(behave, whole, counting(10, 2), max_tokens=1000, concurrency=concurrency)
    # Each dense item is held to need a quarter more of prompt: 52.
    tokens = used["prompt_tokens"] + used["new_tokens"]
    assert 1000 - 52 < tokens <= 1000
    assert said.startswith(
        f"stopped before --max-tokens 1000 would be exceeded: {tokens} of 1,000 tokens used, 52 more"
    )
    assert posts == count + TRIES
    if concurrency == 1:
        assert tokens == 12 * 11 + 42 * 20
        assert count == 30
    assert used["exceeded"] is None


@pytest.mark.parametrize("concurrency", [1, 8])
def test_replies_longer_than_asked_for_are_held_for_once_one_was_seen(concurrency: int) -> None:
    whole = items(*(Generate(f"question {number:02}", max_tokens=8) for number in range(50)))
    long = counting(20, 500)
    said, posts, used, _ = limited(
        lambda asked: replace(long(asked), seconds=0.01), whole, long, max_tokens=3000, concurrency=concurrency
    )
    assert (posts, used["prompt_tokens"], used["new_tokens"]) == (5, 100, 2500)
    # 11 bytes at 20 / 11 tokens and a quarter more, and 500 tokens of reply.
    assert "2,600 of 3,000 tokens used, 525 more may be needed next" in said
    prices: dict[str, Any] = {"input_price": 0.0, "output_price": 1.0}
    said, posts, used, _ = limited(long, whole, long, max_cost=0.0031, concurrency=concurrency, **prices)
    assert posts == 6
    assert "0.003 of 0.0031 spent, 0.0005 may be needed next" in said


def test_a_limit_that_one_reply_passes_is_said_to_be_exceeded_and_no_second_is_under_way() -> None:
    whole = items(*(Generate(f"question {number:02}", max_tokens=8) for number in range(50)))
    said, posts, used, count = limited(counting(20, 2405), whole, counting(10, 2), max_tokens=1800, concurrency=8)
    assert said == "--max-tokens exceeded: 2,437 of 1,800 tokens used; all answers so far are kept"
    assert (posts, count) == (2, 1)
    assert used["exceeded"] == "--max-tokens exceeded: 2,437 of 1,800 tokens used"


def test_items_are_under_way_one_by_one_until_the_first_three_are_counted() -> None:
    whole = questions(20)
    with ready(counting(10, 5), whole, concurrency=8, max_tokens=10**6) as (adapter, server):
        most: list[int] = []

        def behave(asked: Asked) -> Reply:
            most.append(server._at_once)
            return replace(echo(asked), seconds=0.03)

        server.behave = behave
        assert adapter.answer(whole) == replies(20)
    assert most[:3] == [1, 1, 1]
    assert max(most) > 3


@pytest.mark.parametrize("concurrency", [1, 2, 6])
def test_requests_that_get_no_reply_in_time_count_as_what_was_held_for_them(concurrency: int) -> None:
    whole = items(*(Generate(f"question {number:02}", max_tokens=5) for number in range(50)))
    late: set[str] = set()

    def behave(asked: Asked) -> Reply:
        first = asked.prompt not in late
        late.add(asked.prompt)
        return replace(counting(10, 5)(asked), seconds=0.3 if first else 0.0)

    said, posts, used, count = limited(
        behave, whole, counting(10, 5), max_tokens=300, timeout=0.1, concurrency=concurrency
    )
    assert used["lost_requests"] > 0
    # 11 bytes at 10 / 11 tokens and a quarter more, and the five of the reply.
    assert used["lost_tokens"] == 18 * used["lost_requests"]
    counted = used["prompt_tokens"] + used["new_tokens"]
    assert posts == used["lost_requests"] + counted // 15
    assert 300 - 18 < counted + used["lost_tokens"] <= 300
    assert f"{counted + used['lost_tokens']} of 300 tokens used" in said
    assert f"{used['lost_tokens']:,} tokens of that are guessed, for requests without a usable reply" in said
    assert count == counted // 15 - 1


def test_the_question_a_server_is_known_to_answer_is_asked_again_within_the_limit_only() -> None:
    whole = items(*(Generate(f"question {number:02}", max_tokens=5) for number in range(3)))

    def behave(asked: Asked) -> Reply:
        return Reply({"error": "boom"}, 500) if asked.prompt == "question 01" else counting(10, 5)(asked)

    # A try and an item use 30 of it, and 18 are held for the item at which the server breaks.
    with ready(counting(10, 5), whole, concurrency=1, max_tokens=50, patience=1.0) as (adapter, server):
        server.behave = behave
        with pytest.raises(PodiumError, match="500: boom"):
            list(adapter.stream(enumerate(whole)))
        assert [asked.prompt for asked in server.posts].count("question 00") == 2
        assert adapter.speed()["lost_tokens"] == 0


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
        with pytest.raises(LimitReached, match="0 of 5 tokens used, 26 more may be needed next"):
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
