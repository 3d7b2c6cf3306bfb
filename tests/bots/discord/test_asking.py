"""Questions by command, by mention and in DMs, answered by the bot's process."""

from __future__ import annotations

import pytest

from podium.bots.discord.client import intents
from podium.tests.fakes.discord import BotProcess, Channel, FakeDiscord, Person

pytestmark = pytest.mark.usefixtures("bot")

LEADER = "**MedGemma 4B IT by Google leads CheXpert CXR with 0.481 macro-F1 over five findings**"


def test_the_bot_logs_in_asks_who_it_is_and_connects_with_no_privileged_intent(
    fake: FakeDiscord, bot: BotProcess
) -> None:
    logins = [request.route for request in fake.requests if request.route.startswith("GET ")]
    assert logins[-3:] == ["GET /users/@me", "GET /oauth2/applications/@me", "GET /gateway/bot"]
    (identify,) = fake.identifies
    privileged = 1 << 1 | 1 << 8 | 1 << 15
    assert identify["intents"] & privileged == 0
    assert identify["intents"] == intents().value


def test_ask_answers_in_one_embed_with_score_standing_date_source_and_what_it_is_for(
    fake: FakeDiscord, channel: Channel, person: Person
) -> None:
    asked = fake.slash(person, channel, "ask", {"question": "who leads chexpert?"})
    embed = asked.reply().embed
    assert embed["description"].startswith(LEADER)
    assert "self-reported" in embed["description"]
    assert "](https://github.com/JonathanChavezTamales/llm-leaderboard/" in embed["description"]
    assert embed["footer"]["text"].startswith("For research use only")
    assert embed["footer"]["text"].endswith("as of June 2026")
    assert not asked.ephemeral
    assert asked.reply().labels == ["More"]
