"""Questions by command, by mention and in DMs, answered by the bot's process."""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path

import pytest

from podium.bots.discord.client import intents
from podium.bots.discord.messages import SIGN
from podium.bots.faq.replies.wording import RESEARCH_ONLY
from podium.registry import database, tallies
from podium.tests.fakes.discord import BotProcess, Channel, FakeDiscord, Guild, Message, Permission, Person

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
    assert asked.reply().labels == ["Leaderboard", "Missing or incorrect?"]


def test_a_private_answer_is_seen_by_the_asker_alone_and_can_be_shared(
    fake: FakeDiscord, channel: Channel, person: Person
) -> None:
    asked = fake.slash(person, channel, "ask", {"question": "who leads chexpert?", "private": True})
    assert asked.ephemeral
    assert asked.reply().labels == ["Leaderboard", "Missing or incorrect?", "Share"]
    assert fake.sent(channel) == []
    shared = fake.press(person, asked.reply(), "Share")
    # The private answer stays without the button, and everybody sees the same.
    assert shared.callback == 7
    fake.wait(lambda: len(fake.sent(channel)) == 1)
    (public,) = fake.sent(channel)
    assert public.embed == asked.reply().embed
    assert public.labels == ["Leaderboard", "Missing or incorrect?"]
    assert fake.read(asked.reply()).labels == ["Leaderboard", "Missing or incorrect?"]


def test_an_answer_from_a_board_opens_the_board_below_it(fake: FakeDiscord, channel: Channel, person: Person) -> None:
    asked = fake.slash(person, channel, "ask", {"question": "who leads the chexpert competition board?"})
    opened = fake.press(person, asked.reply(), "Leaderboard")
    assert opened.callback == 4 and not opened.ephemeral
    assert "CheXpert competition" in opened.reply().text
    assert fake.read(asked.reply()).embed == asked.reply().embed


def test_more_shows_the_whole_answer_to_whoever_presses_and_leaves_the_message_as_it_is(
    fake: FakeDiscord, channel: Channel, person: Person
) -> None:
    asked = fake.slash(person, channel, "ask", {"question": "history of hle"})
    short = asked.reply()
    (left,) = re.findall(r"^… and (\d+) more$", short.text, re.MULTILINE)
    other = fake.person("another")
    whole = fake.press(other, short, "More")
    assert whole.ephemeral
    # Five rows were shown; now all of them are.
    dated = re.findall(r"^20\d\d-\d\d-\d\d · ", whole.reply().text, re.MULTILINE)
    assert len(dated) == 5 + int(left)
    assert fake.read(short).embed == short.embed


def test_a_mention_is_answered_as_a_reply_in_the_channel_and_in_the_thread_where_it_stands(
    fake: FakeDiscord, channel: Channel, person: Person
) -> None:
    for place in (channel, fake.thread(channel)):
        said = fake.say(person, place, "who leads chexpert?", mention_bot=True)
        reply = said.reply()
        assert reply.embed["description"].startswith(LEADER)
        assert said.said is not None
        assert (reply.reply_to, reply.channel, reply.pings) == (said.said.id, place, [])


def test_what_does_not_mention_the_bot_is_not_answered(fake: FakeDiscord, channel: Channel, person: Person) -> None:
    silent = fake.say(person, channel, "who leads chexpert?")
    to_everyone = fake.say(person, channel, "@everyone who leads chexpert?")
    other = fake.say(person, channel, f"{fake.person('someone').mention} who leads chexpert?")
    robot = fake.say(fake.person("robot", bot=True), channel, "who leads chexpert?", mention_bot=True)
    # Later events are answered later: what is silent now stays so.
    assert fake.say(person, channel, "who leads mmlu?", mention_bot=True).reply().embed
    assert [exchange.messages for exchange in (silent, to_everyone, other, robot)] == [[], [], [], []]


def test_a_message_to_the_bot_alone_is_answered_without_a_mention(fake: FakeDiscord, person: Person) -> None:
    assert fake.dm(person, "who leads chexpert?").reply().embed["description"].startswith(LEADER)


def test_a_question_goes_on_from_the_last_one_of_the_same_person_in_the_same_channel_alone(
    fake: FakeDiscord, guild: Guild, channel: Channel, person: Person
) -> None:
    other, elsewhere = fake.person("another"), fake.channel(guild)
    assert "leads MMLU " in fake.say(person, channel, "who leads mmlu?", mention_bot=True).reply().text
    assert "leads MMMU " in fake.say(other, channel, "who leads mmmu?", mention_bot=True).reply().text
    assert "GPT-5 by OpenAI has" in fake.slash(person, channel, "ask", {"question": "and gpt-5?"}).reply().text
    assert " on MMMU" in fake.say(other, channel, "and gpt-5?", mention_bot=True).reply().text
    assert " on MMLU" in fake.say(person, channel, "how about o3?", mention_bot=True).reply().text
    # Nothing was asked there before.
    alone = fake.say(person, elsewhere, "how about gpt-5?", mention_bot=True).reply().text
    assert "GPT-5 is a model" in alone and "GPT-5 by OpenAI has" not in alone


def test_a_mention_in_a_reply_to_a_question_answers_it_where_discord_shows_its_text(
    fake: FakeDiscord, channel: Channel, person: Person
) -> None:
    asker = fake.person("asker")
    visible = fake.say(asker, channel, "who leads chexpert?", mention_bot=True)
    visible.reply()
    assert visible.said is not None
    again = fake.say(person, channel, "", mention_bot=True, reply_to=_message(fake, visible.said.id))
    assert again.reply().embed["description"].startswith(LEADER)
    # Discord does not show the text of a message that does not mention the bot: it says how to ask.
    hidden = fake.say(asker, channel, "who leads mmlu?")
    assert hidden.said is not None
    how = fake.say(person, channel, "", mention_bot=True, reply_to=_message(fake, hidden.said.id))
    assert "You can ask" in how.reply().text or "Ask me" in how.reply().text


def test_a_mention_alone_says_how_to_ask(fake: FakeDiscord, channel: Channel, person: Person) -> None:
    how = fake.say(person, channel, "", mention_bot=True).reply()
    assert [button["style"] for button in how.buttons] == [2, 2, 2]
    answered = fake.press(person, how, how.labels[0])
    assert answered.callback == 7
    assert "leads" in fake.read(how).text


@pytest.mark.parametrize("length", [1000, 6000])
def test_a_text_that_is_too_long_is_told_so(fake: FakeDiscord, person: Person, length: int) -> None:
    text = ("who leads chexpert and also " * length)[:length]
    reply = fake.dm(person, text).reply()
    assert "long" in reply.text
    assert len(reply.text) < 1000


def test_what_is_unknown_declined_or_not_understood_is_told_by_command_to_the_asker_alone(
    fake: FakeDiscord, channel: Channel, person: Person
) -> None:
    for question in ("who leads nosuchbench?", "should i take aspirin?", "asdf qwer"):
        assert fake.slash(person, channel, "ask", {"question": question}).ephemeral, question
    assert fake.sent(channel) == []


def test_an_ambiguous_question_offers_its_choices_and_the_chosen_one_finishes_it_in_place(
    fake: FakeDiscord, channel: Channel, person: Person
) -> None:
    asked = fake.slash(person, channel, "ask", {"question": "claude on mmlu"})
    (select,) = asked.reply().selects
    assert [option["label"] for option in select["options"]][:2] == ["Claude 1.3", "Claude 2.0"]
    chosen = fake.choose(person, asked.reply(), select["custom_id"], ["Claude 3 Opus"])
    assert chosen.callback == 7
    finished = fake.read(asked.reply())
    assert "Claude 3 Opus by Anthropic has" in finished.text and " on MMLU" in finished.text
    assert finished.selects == []
    # What was chosen is what the next question goes on from.
    assert "Claude 3 Opus" in fake.slash(person, channel, "ask", {"question": "and on mmlu-pro?"}).reply().text


def test_whoever_presses_what_another_person_was_offered_gets_an_answer_of_their_own(
    fake: FakeDiscord, channel: Channel, person: Person
) -> None:
    asked = fake.say(person, channel, "mmlu redux leader", mention_bot=True)
    assert asked.reply().labels == ["MMLU"]
    other = fake.person("another")
    own = fake.press(other, asked.reply(), "MMLU")
    assert own.ephemeral and "leads MMLU" in own.reply().text
    assert fake.read(asked.reply()).embed == asked.reply().embed
    assert fake.press(person, asked.reply(), "MMLU").callback == 7
    assert "leads MMLU" in fake.read(asked.reply()).text


def test_a_user_install_is_answered_where_the_bot_is_not_and_privately_where_apps_may_not_speak(
    fake: FakeDiscord, person: Person
) -> None:
    elsewhere = fake.channel(fake.guild("Elsewhere", joined=False))
    asked = fake.slash(person, elsewhere, "ask", {"question": "who leads chexpert?"}, context="user_install")
    assert asked.reply().embed["description"].startswith(LEADER)
    quiet = fake.guild("Quiet", joined=False, everyone=Permission.EVERYONE & ~Permission.USE_EXTERNAL_APPS)
    hushed = fake.slash(person, fake.channel(quiet), "ask", {"question": "who leads chexpert?"}, context="user_install")
    assert hushed.ephemeral
    private = fake.slash(person, None, "ask", {"question": "who leads chexpert?", "private": True})
    # There is nobody to share it with.
    assert private.reply().labels == ["Leaderboard", "Missing or incorrect?"]


def test_who_asks_too_often_is_told_when_to_ask_again_and_by_mention_only_once(
    fake: FakeDiscord, channel: Channel, person: Person
) -> None:
    asked = [fake.slash(person, channel, "about") for _ in range(12)]
    told = [one for one in asked if "ask again <t:" in one.reply().text]
    assert told and all(one.ephemeral and one.reply().text.endswith(":R>.") for one in told)
    mentions = [fake.say(person, channel, "who leads mmlu?", mention_bot=True) for _ in range(3)]
    assert fake.slash(fake.person("another"), channel, "about").reply().embed
    assert sum(len(one.messages) for one in mentions) <= 1


def test_the_questions_of_a_benchmark_complete_list_and_answer(
    fake: FakeDiscord, channel: Channel, person: Person
) -> None:
    found = fake.complete(person, channel, "faq", {"benchmark": "chexp"}, focused="benchmark")
    assert found[0] == {"name": "CheXpert CXR", "value": "chexpert"}
    questions = fake.complete(person, channel, "faq", {"benchmark": "chexpert"}, focused="question")
    first = questions[0]
    answered = fake.slash(person, channel, "faq", {"benchmark": "CheXpert", "question": first["value"]})
    assert answered.reply().embed["description"].startswith("**")
    typed = fake.slash(person, channel, "faq", {"benchmark": "chexpert", "question": first["name"]})
    assert typed.reply().embed == answered.reply().embed
    listed = fake.slash(person, channel, "faq", {"benchmark": "chexpert"})
    (select,) = listed.reply().selects
    assert [option["label"] for option in select["options"]] == [one["name"] for one in questions]
    chosen = fake.choose(person, listed.reply(), select["custom_id"], [first["value"]])
    assert chosen.reply().embed == answered.reply().embed


def test_an_option_that_names_nothing_offers_what_is_near_to_the_asker_and_that_is_answered_to_all(
    fake: FakeDiscord, channel: Channel, person: Person
) -> None:
    asked = fake.slash(person, channel, "faq", {"benchmark": "chexpret"})
    assert asked.ephemeral and asked.reply().labels == ["CheXpert CXR"]
    listed = fake.press(person, asked.reply(), "CheXpert CXR")
    assert not listed.ephemeral and listed.reply().selects
    typed = fake.slash(person, channel, "faq", {"benchmark": "chexpert", "question": "the clinic", "private": True})
    assert typed.ephemeral and typed.reply().labels[0] == "Can CheXpert scores be relied on in the clinic?"
    answered = fake.press(person, typed.reply(), typed.reply().labels[0])
    assert answered.callback == 7
    assert fake.read(typed.reply()).embed["description"].startswith("**Can CheXpert scores be relied on")
    hostile = fake.slash(person, channel, "faq", {"benchmark": "@everyone"})
    assert hostile.ephemeral and hostile.reply().pings == [] and "called" in hostile.reply().text


def test_help_lists_every_command_and_its_examples_can_be_pressed(
    fake: FakeDiscord, channel: Channel, person: Person
) -> None:
    helped = fake.slash(person, channel, "help")
    assert helped.ephemeral
    for command in fake.commands():
        assert f"`/{command['name']}" in helped.reply().text
    answered = fake.press(person, helped.reply(), helped.reply().labels[0])
    assert "leads" in fake.read(helped.reply()).text and answered.callback == 7


def test_about_counts_the_registry_and_says_what_is_kept(
    fake: FakeDiscord, bot_home: Path, channel: Channel, person: Person
) -> None:
    with closing(database.connect(bot_home / "registry.db")) as connection:
        counts = tallies.counts(connection)
    text = fake.slash(person, channel, "about").reply().text
    assert f"**{counts.benchmarks:,}** benchmarks" in text and f"**{counts.results:,}** results" in text
    assert "No text of any message" in text and RESEARCH_ONLY in text


def test_where_the_bot_may_not_embed_it_answers_in_plain_text_and_says_what_it_lacks(
    fake: FakeDiscord, guild: Guild, person: Person
) -> None:
    bare = fake.channel(guild, "bare", bot_denied=Permission.EMBED_LINKS)
    reply = fake.say(person, bare, "who leads chexpert?", mention_bot=True).reply()
    assert reply.embeds == [] and reply.content.startswith(LEADER)
    assert reply.content.endswith("-# Without the permission Embed Links I answer in plain text.")


def test_where_the_bot_may_not_write_it_gives_a_sign_and_its_log_names_the_permission(
    fake: FakeDiscord, bot: BotProcess, guild: Guild, person: Person
) -> None:
    closed = fake.channel(guild, "closed", bot_denied=Permission.SEND_MESSAGES)
    said = fake.say(person, closed, "who leads chexpert?", mention_bot=True).said
    assert said is not None
    fake.wait(lambda: said.reactions == [SIGN])
    assert "missing send_messages" in bot.log
    assert fake.sent(closed) == []
    # By command it can answer there.
    assert fake.slash(person, closed, "ask", {"question": "who leads chexpert?"}).reply().embed


def _message(fake: FakeDiscord, id: str) -> Message:
    with fake.world.changed:
        return Message.of(fake.world.message(id))


def test_where_the_bot_may_not_read_back_it_answers_without_a_reply(
    fake: FakeDiscord, guild: Guild, person: Person
) -> None:
    blind = fake.channel(guild, "blind", bot_denied=Permission.READ_MESSAGE_HISTORY)
    reply = fake.say(person, blind, "who leads chexpert?", mention_bot=True).reply()
    assert reply.embed["description"].startswith(LEADER) and reply.reply_to is None


def test_a_mention_of_the_bots_role_is_told_how_to_ask(fake: FakeDiscord, person: Person) -> None:
    own = fake.guild("With a role", bot_permissions=Permission.EVERYONE)
    other = fake.role(own, "readers")
    channel = fake.channel(own)
    silent = fake.say(person, channel, f"{other.mention} who leads chexpert?")
    # Discord shows no text of a message that does not mention the bot itself.
    told = fake.say(person, channel, f"<@&{own.bot_role}> who leads chexpert?").reply()
    assert told.embed["description"].startswith("Please mention me and not my role")
    assert silent.messages == []
