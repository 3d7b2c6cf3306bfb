"""Very many at once, and whatever people type: everybody is answered in time, and nothing breaks."""

from __future__ import annotations

import random
from typing import Any

import pytest

from podium.tests.fakes.discord import Channel, FakeDiscord, Guild

pytestmark = pytest.mark.usefixtures("bot")


def test_two_hundred_who_ask_at_once_are_all_answered_and_all_see_in_time_that_they_will_be(
    fake: FakeDiscord, guild: Guild
) -> None:
    channels = [fake.channel(guild, f"crowd-{number}") for number in range(10)]
    questions = ("who leads chexpert?", "top 3 mmlu-pro", "what is hle", "gpt-5 on mmlu", "who leads nosuchbench?")
    asked = [
        fake.slash(
            fake.person(f"one-of-many-{number}"),
            channels[number % 10],
            "ask",
            {"question": questions[number % len(questions)]},
        )
        for number in range(200)
    ]
    # An answer that comes later than Discord waits is refused, which every test here looks for at its end.
    # Of what was announced to all and answered to one person, only the answer stays.
    fake.wait(lambda: all(len(one.messages) == 1 and one.messages[0].embeds for one in asked), 60)
    for number, one in enumerate(asked):
        assert one.messages[0].text == asked[number % len(questions)].messages[0].text


#: What is typed into options by the careless and the wicked.
TYPED = [
    "@everyone", "<@123>", "`", "```py\nprint()```", "**x**", "[a](https://evil.example.org)", "' OR 1=1 --", "\\", "%",
    "*", "\u202eabc", "مرحبا", "日本語", "🙂" * 50, "\u200b", "a\nb", "x" * 1000, "NULL", "-1", "0", "1e400", "~",
    "~00000000", "podium:", "__", "||", "> quote", "# heading", "-# small", "<t:0:R>", "</ask:1>", "ﷺ" * 100,
    "\u0301" * 100, ".", "?", "and", "the first",
]  # fmt: skip


@pytest.mark.parametrize("option", ["question", "benchmark", "faq"])
def test_whatever_is_typed_gets_an_answer_that_pings_nobody(fake: FakeDiscord, channel: Channel, option: str) -> None:
    chance = random.Random(7)
    typed = [*TYPED, *("".join(chance.choices("ab :%~`*_@<>#\u202e\u0000\u2028é🙂", k=30)) for _ in range(20))]
    asked = []
    for number, text in enumerate(typed):
        person, place = fake.person(f"typist-{option}-{number}"), fake.channel(channel.guild or fake.guild())
        options: dict[str, Any]
        if option == "question":
            command, options = "ask", {"question": text}
        elif option == "benchmark":
            command, options = "faq", {"benchmark": text[:100]}
        else:
            command, options = "faq", {"benchmark": "chexpert", "question": text[:300]}
        asked.append(fake.slash(person, place, command, options))
        focused = "benchmark" if option == "benchmark" else "question"
        if option != "question":
            fake.complete(person, place, command, options, focused=focused)
    for one in asked:
        reply = one.reply(30)
        assert reply.pings == []
        assert reply.content or reply.embeds
