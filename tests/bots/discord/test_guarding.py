"""Cooldowns, channels, and answers on their way: what stands around every answer."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as some

from podium.bots.discord.answering import Answering
from podium.bots.discord.channels import Channels
from podium.bots.discord.cooldowns import Cooldowns
from podium.bots.discord.features.guarding import wait_words
from podium.bots.discord.keeping import Keeping


def test_so_many_may_be_asked_at_once_and_then_one_by_one() -> None:
    cooldowns = Cooldowns(3, 2.0)
    assert [cooldowns.wait(1, 100.0) for _ in range(5)] == [0, 0, 0, 2.0, 2.0]
    assert cooldowns.was_told(1) and not cooldowns.was_told(2)
    assert cooldowns.wait(1, 101.5) == 0.5
    # Waiting takes nothing, so one is left when the time has come.
    assert cooldowns.wait(1, 102.0) == 0
    assert not cooldowns.was_told(1)
    assert cooldowns.wait(1, 102.0) == 2.0
    assert [cooldowns.wait(1, 200.0) for _ in range(4)] == [0, 0, 0, 2.0]
    assert cooldowns.wait(2, 102.0) == 0


@given(some.lists(some.floats(0, 5), min_size=1, max_size=60))
def test_nobody_gets_more_than_the_rate_and_nobody_waits_in_vain(pauses: list[float]) -> None:
    cooldowns, now, taken = Cooldowns(4, 1.5), 1000.0, list[float]()
    for pause in pauses:
        now += pause
        wait = cooldowns.wait(7, now)
        if wait:
            assert 0 < wait <= 1.5
            now += wait + 1e-6
            assert cooldowns.wait(7, now) == 0
        taken.append(now)
    for start, first in enumerate(taken):
        for number, later in enumerate(taken[start:]):
            assert number + 1 <= 4 + (later - first) / 1.5 + 1e-3


def test_cooldowns_stay_small_however_many_ask() -> None:
    cooldowns = Cooldowns(1, 60.0, kept=100)
    for asker in range(1000):
        assert cooldowns.wait(asker, 5.0) == 0
    assert len(cooldowns) == 100
    assert cooldowns.wait(999, 5.0) == 60.0


def test_the_time_of_the_next_answer_is_one_that_the_app_counts_down() -> None:
    text = wait_words(3.2)
    assert text.startswith("One at a time, please: ask again <t:") and text.endswith(":R>.")


def test_answers_on_their_way_are_waited_for_but_not_for_ever() -> None:
    async def leave() -> tuple[bool, bool, bool]:
        answering, go_on = Answering(), asyncio.Event()

        async def answer() -> None:
            with answering.one(), answering.one():
                await go_on.wait()

        tasks = [asyncio.create_task(answer()) for _ in range(3)]
        await asyncio.sleep(0)
        assert answering.number == 6
        before = await answering.finished(0.01)
        go_on.set()
        after = await answering.finished(5)
        await asyncio.gather(*tasks)
        return before, after, await answering.finished(0.01)

    assert asyncio.run(leave()) == (False, True, True)


def test_of_presses_alike_the_first_is_answered_until_it_is_done() -> None:
    answering = Answering()
    with answering.first("a") as first, answering.first("a") as second, answering.first("b") as other:
        assert (first, second, other) == (True, False, True)
    with suppress(ValueError), answering.first("a") as again:
        assert again
        raise ValueError
    with answering.first("a") as again:
        assert again


def test_a_server_restricts_the_bot_to_channels_and_their_threads_once_that_is_read_again(tmp_path: Path) -> None:
    keeping = Keeping(tmp_path / "discord.db")
    channels = Channels(keeping)
    asyncio.run(keeping.run(lambda connection: connection.execute("INSERT INTO channels VALUES (1, 10), (1, 20)")))
    elsewhere = SimpleNamespace(id=12, parent_id=11)
    assert channels.allows(1, elsewhere)
    asyncio.run(channels.refresh())
    assert channels.of(1) == {10, 20} and channels.of(2) == channels.of(None) == set()
    assert channels.allows(1, SimpleNamespace(id=10))
    assert channels.allows(1, SimpleNamespace(id=11, parent_id=10))
    assert not channels.allows(1, elsewhere)
    assert channels.allows(2, elsewhere) and channels.allows(None, elsewhere)
    keeping.close()
