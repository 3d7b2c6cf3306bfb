"""What Discord does to a bot all day: broken connections, limits and faults, in the midst of questions."""

from __future__ import annotations

import pytest

from podium.tests.fakes.discord import BotProcess, Channel, FakeDiscord, Person

pytestmark = pytest.mark.usefixtures("bot")

QUESTION = {"question": "who leads chexpert?"}
LEADER = "**MedGemma 4B IT by Google leads CheXpert CXR with 0.481 macro-F1 over five findings**"


@pytest.mark.parametrize("code", [1000, 1001, 4000, 4009])
def test_a_question_asked_while_the_connection_is_broken_is_answered_after_it_is_resumed(
    fake: FakeDiscord, channel: Channel, person: Person, code: int
) -> None:
    identified, resumed = len(fake.identifies), len(fake.resumes)
    fake.drop_events_until_resume()
    said = fake.say(person, channel, "who leads chexpert?", mention_bot=True)
    fake.close_gateway(code)
    assert said.reply().embed["description"].startswith(LEADER)
    assert (len(fake.identifies), len(fake.resumes)) == (identified, resumed + 1)


def test_reconnecting_and_a_new_session_are_survived_and_what_was_asked_is_still_known(
    fake: FakeDiscord, channel: Channel, person: Person
) -> None:
    assert fake.slash(person, channel, "ask", QUESTION).reply().embed
    resumed, identified = len(fake.resumes), len(fake.identifies)
    fake.reconnect_op7()
    fake.wait(lambda: len(fake.resumes) == resumed + 1 and fake.connected)
    fake.invalidate(resumable=True)
    fake.wait(lambda: len(fake.resumes) == resumed + 2 and fake.connected)
    fake.invalidate(resumable=False)
    fake.wait(lambda: len(fake.identifies) == identified + 1 and fake.connected)
    assert "CheXpert" in fake.slash(person, channel, "ask", {"question": "where is its paper?"}).reply().text


def test_limits_of_messages_and_of_answers_and_of_everything_delay_an_answer_and_lose_none(
    fake: FakeDiscord, channel: Channel, person: Person
) -> None:
    fake.rate_limit("POST /channels/*/messages", times=2)
    assert fake.say(person, channel, "who leads chexpert?", mention_bot=True).reply().embed
    fake.rate_limit("POST /interactions/*/callback")
    assert fake.slash(person, channel, "ask", QUESTION).reply().embed
    shared = fake.slash(person, channel, "ask", {**QUESTION, "private": True}).reply()
    fake.rate_limit("POST /webhooks/*")
    fake.press(person, shared, "Share")
    fake.wait(lambda: len(fake.sent(channel)) == 3)
    fake.rate_limit("POST /channels/*/messages", everywhere=True)
    several = [fake.say(person, channel, "who leads chexpert?", mention_bot=True) for _ in range(3)]
    assert [one.reply().embed["description"].startswith(LEADER) for one in several] == [True] * 3


def test_a_fault_of_discord_is_tried_again_and_one_that_stays_is_noted_without_a_stack(
    fake: FakeDiscord, bot: BotProcess, channel: Channel, person: Person
) -> None:
    fake.fail("POST /channels/*/messages", 502)
    assert fake.say(person, channel, "who leads chexpert?", mention_bot=True).reply().embed
    fake.fail("POST /interactions/*/callback", 500)
    assert fake.slash(person, channel, "ask", QUESTION).reply().embed
    # A limit that does not come from Discord is not tried again.
    fake.rate_limit("POST /channels/*/messages", via=False)
    lost = fake.say(person, channel, "who leads chexpert?", mention_bot=True)
    fake.wait(lambda: "an answer was not taken" in bot.log)
    assert fake.slash(person, channel, "ask", QUESTION).reply().embed
    assert lost.messages == []


def test_a_message_that_is_deleted_before_it_is_answered_is_answered_in_the_channel(
    fake: FakeDiscord, channel: Channel, person: Person
) -> None:
    with fake.hold("POST /channels/*/messages") as gate:
        said = fake.say(person, channel, "who leads chexpert?", mention_bot=True)
        fake.wait(lambda: gate.waiting == 1)
        fake.erase(said)
    fake.wait(lambda: len(fake.sent(channel)) == 1)
    assert fake.sent(channel)[0].reply_to is None


@pytest.mark.parametrize("code", [10008, 10062])
def test_what_is_gone_before_it_is_answered_is_a_warning(
    fake: FakeDiscord, bot: BotProcess, channel: Channel, person: Person, code: int
) -> None:
    gone = {"code": code, "message": "Unknown"}
    board = fake.slash(person, channel, "leaderboard", {"benchmark": "mmlu"}).reply()
    fake.fail("POST /interactions/*/callback", 404, body=gone)
    fake.press(person, board, "▶")
    fake.wait(lambda: f"over before it was answered: {code}" in bot.log)
    assert len(fake.sent(channel)) == 1


def test_names_that_are_completed_too_late_are_a_warning_that_names_nobody(
    fake: FakeDiscord, bot: BotProcess, channel: Channel, person: Person
) -> None:
    fake.fail("POST /interactions/*/callback", 404, body={"code": 10062, "message": "Unknown interaction"})
    with pytest.raises(AssertionError):
        fake.complete(person, channel, "leaderboard", {"benchmark": "mm"}, focused="benchmark", timeout=0.5)
    fake.wait(lambda: "Ignoring exception in autocomplete for 'leaderboard'" in bot.log)
    assert person.id not in bot.log
