"""Answers that are announced where they take long, and given up where nobody waits for them."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import discord
import pytest

from podium.bots.discord import responding
from podium.bots.discord.outgoing import Outgoing


@pytest.mark.parametrize("patience", [0.0, 60.0])
def test_an_answer_that_nobody_waits_for_any_more_is_given_up(monkeypatch: pytest.MonkeyPatch, patience: float) -> None:
    monkeypatch.setattr(responding, "PATIENCE", patience)

    async def run() -> list[str]:
        happened: list[str] = []
        begun = asyncio.Event()

        async def work() -> Outgoing:
            try:
                begun.set()
                await asyncio.Event().wait()
            finally:
                happened.append("given up")
            return Outgoing(discord.Embed())

        async def announce() -> None:
            await asyncio.Event().wait()

        answer = asyncio.create_task(responding._in_time(work(), announce))
        await begun.wait()
        answer.cancel()
        with suppress(asyncio.CancelledError):
            await answer
        await asyncio.sleep(0)
        return list(happened)

    assert asyncio.run(run()) == ["given up"]


def test_an_answer_in_time_is_not_announced_and_a_late_one_is_before_it_is_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = Outgoing(discord.Embed(title="found"))

    async def run(patience: float) -> list[str]:
        monkeypatch.setattr(responding, "PATIENCE", patience)
        happened: list[str] = []
        announced = asyncio.Event()

        async def work() -> Outgoing:
            if not patience:
                await announced.wait()
            happened.append("made")
            return found

        async def announce() -> None:
            happened.append("announced")
            announced.set()

        assert await responding._in_time(work(), announce) is found
        return list(happened)

    assert asyncio.run(run(60.0)) == ["made"]
    assert asyncio.run(run(0.0)) == ["announced", "made"]
