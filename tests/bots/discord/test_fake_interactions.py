"""Interactions: who may use which command, and which answers Discord takes until when."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from podium.tests.bots.discord.raw import ask, choices, command, option
from podium.tests.fakes.discord import Channel, Exchange, FakeDiscord, Permission, Person

INVALID = (400, 50035)
BUTTON: dict[str, Any] = {"type": 1, "components": [{"type": 2, "style": 1, "label": "Press", "custom_id": "press"}]}
FORM: dict[str, Any] = {
    "title": "Report",
    "custom_id": "form",
    "components": [
        {
            "type": 18,
            "label": "Which row?",
            "component": {"type": 4, "style": 1, "custom_id": "row", "min_length": 2, "max_length": 10},
        },
        {
            "type": 18,
            "label": "Board",
            "component": {"type": 3, "custom_id": "board", "options": [{"label": "Easy", "value": "e"}]},
        },
    ],
}
OLD_FORM: dict[str, Any] = {
    "title": "Report",
    "custom_id": "form",
    "components": [
        {
            "type": 1,
            "components": [{"type": 4, "style": 2, "custom_id": "row", "label": "Which row?", "required": False}],
        }
    ],
}


COMMANDS = [
    command("ask", options=[option("text", autocomplete=True)]),
    command(
        "all",
        options=[
            option("text", required=True, min_length=2, max_length=4),
            option("number", 4, min_value=1, max_value=3),
            option("one", choices=choices(2)),
            option("who", 6),
            option("where", 7, channel_types=[0]),
            option("role", 8),
            option("flag", 5),
            option("share", 10),
        ],
    ),
    command("watch", options=[option("list", 1), option("add", 1, options=[option("what")])]),
    command("settings", contexts=[0], default_member_permissions=str(Permission.MANAGE_GUILD)),
    command("mine", integration_types=[1], contexts=[0, 1, 2]),
]


@pytest.fixture(scope="module")
def fake() -> Iterator[FakeDiscord]:
    with FakeDiscord() as made:
        assert ask(made, "PUT", f"/applications/{made.bot.id}/commands", COMMANDS)[0] == 200
        yield made


@pytest.fixture(autouse=True)
def another_second(fake: FakeDiscord) -> None:
    """Keep these calls, more than 50 a second, from the limit over all routes."""
    fake.clock.advance(1)


@pytest.fixture(scope="module")
def channel(fake: FakeDiscord) -> Channel:
    return fake.channel(fake.guild())


@pytest.fixture(scope="module")
def ada(fake: FakeDiscord) -> Person:
    return fake.person("ada")


def answer(fake: FakeDiscord, exchange: Exchange, kind: int, **data: Any) -> tuple[int, Any]:
    assert exchange.interaction
    path = f"/interactions/{exchange.interaction.id}/{exchange.interaction.token}/callback?with_response=1"
    return ask(fake, "POST", path, {"type": kind, "data": data})


def webhook(fake: FakeDiscord, exchange: Exchange, rest: str = "") -> str:
    assert exchange.interaction
    return f"/webhooks/{fake.bot.id}/{exchange.interaction.token}{rest}"


def shown(fake: FakeDiscord, channel: Channel, person: Person, **more: Any) -> Exchange:
    exchange = fake.slash(person, channel, "watch list")
    assert answer(fake, exchange, 4, content="x", components=[BUTTON], **more)[0] == 200
    return exchange


def test_people_use_only_what_is_registered_for_them(fake: FakeDiscord, channel: Channel, ada: Person) -> None:
    guild = channel.guild
    assert guild
    mistakes: list[tuple[str, dict[str, Any], str]] = [
        ("nothing", {}, "not registered"),
        ("watch", {}, "only a group"),
        ("watch gone", {}, "not registered"),
        ("ask", {"other": "x"}, "no options"),
        ("all", {}, "required"),
        ("all", {"text": "x"}, "length"),
        ("all", {"text": "xxxxx"}, "length"),
        ("all", {"text": "xx", "number": 4}, "out of range"),
        ("all", {"text": "xx", "number": "4"}, "cannot be"),
        ("all", {"text": "xx", "one": "other"}, "one of"),
        ("all", {"text": "xx", "where": fake.thread(channel)}, "types"),
        ("settings", {}, "hidden from people without MANAGE_GUILD"),
    ]
    for name, values, why in mistakes:
        with pytest.raises(LookupError, match=why):
            fake.slash(ada, channel, name, values)
    assert fake.slash(fake.person("boss", permissions=Permission.MANAGE_GUILD), channel, "settings").interaction
    with pytest.raises(LookupError, match="contexts"):
        fake.slash(ada, None, "settings")
    with pytest.raises(LookupError, match="integration types"):
        fake.slash(ada, channel, "mine")
    with pytest.raises(LookupError, match="no completion"):
        fake.complete(ada, channel, "all", {}, focused="text")


def test_a_second_answer_is_refused(fake: FakeDiscord, channel: Channel, ada: Person) -> None:
    exchange = fake.slash(ada, channel, "watch list")
    status, told = answer(fake, exchange, 4, content="x")
    assert (status, told["resource"]["message"]["content"]) == (200, "x")
    assert told["interaction"]["response_message_id"] == exchange.reply().id
    status, told = answer(fake, exchange, 4, content="y")
    assert (status, told["code"]) == (400, 40060)
    assert [message.content for message in exchange.messages] == ["x"]


def test_the_first_answer_must_come_within_3_seconds_and_to_what_there_is(
    fake: FakeDiscord, channel: Channel, ada: Person
) -> None:
    exchange = fake.slash(ada, channel, "watch list")
    fake.clock.advance(3)
    status, told = answer(fake, exchange, 4, content="x")
    assert (status, told["code"]) == (404, 10062)
    assert exchange.acknowledged is False and exchange.messages == []
    status, told = ask(fake, "POST", "/interactions/1/nobody/callback", {"type": 4, "data": {"content": "x"}})
    assert (status, told["code"]) == (404, 10062)
    with pytest.raises(AssertionError, match=r"ada got no answer within 0 s.(.|\n)*callback -> 404 \(10062"):
        exchange.reply(timeout=0)


def test_follow_ups_work_after_the_first_answer_for_15_minutes(
    fake: FakeDiscord, channel: Channel, ada: Person
) -> None:
    exchange = fake.slash(ada, channel, "watch list")
    before = [ask(fake, "POST", webhook(fake, exchange), {"content": "x"})]
    before += [ask(fake, "PATCH", webhook(fake, exchange, "/messages/@original"), {"content": "x"})]
    assert [(status, told["code"]) for status, told in before] == [(404, 10015)] * 2
    assert answer(fake, exchange, 4, content="first")[0] == 200
    fake.clock.advance(15 * 60 - 5)
    status, sent = ask(fake, "POST", webhook(fake, exchange) + "?wait=1", {"content": "second"})
    assert status == 200 and exchange.follow_up(1).content == "second"
    assert ask(fake, "PATCH", webhook(fake, exchange, f"/messages/{sent['id']}"), {"content": "2"})[0] == 200
    assert ask(fake, "GET", webhook(fake, exchange, "/messages/@original"))[1]["content"] == "first"
    assert ask(fake, "DELETE", webhook(fake, exchange, "/messages/@original")) == (204, None)
    assert [message.content for message in exchange.messages] == ["2"]
    status, told = ask(fake, "PATCH", webhook(fake, exchange, "/messages/@original"), {"content": "x"})
    assert (status, told["code"]) == (404, 10008)
    fake.clock.advance(6)
    status, told = ask(fake, "POST", webhook(fake, exchange), {"content": "late"})
    assert (status, told["code"]) == (401, 50027)


def test_a_deferral_fixes_who_sees_the_answer_and_is_no_answer_yet(
    fake: FakeDiscord, channel: Channel, ada: Person
) -> None:
    exchange = fake.slash(ada, channel, "watch list")
    assert answer(fake, exchange, 5, flags=64)[1]["interaction"]["response_message_loading"] is True
    assert [message.loading for message in exchange.messages] == [True]
    with pytest.raises(AssertionError, match="no answer"):
        exchange.reply(timeout=0)
    assert ask(fake, "POST", webhook(fake, exchange), {"content": "x"})[0] == 200
    assert exchange.reply().content == "x" and exchange.ephemeral and len(exchange.messages) == 1
    assert ask(fake, "POST", webhook(fake, exchange), {"content": "y"})[0] == 200
    assert [message.ephemeral for message in exchange.messages] == [True, False]
    status, told = ask(fake, "PATCH", webhook(fake, exchange, "/messages/@original"), {"content": "z", "flags": 64})
    assert (status, told["code"]) == INVALID
    status, told = answer(fake, fake.slash(ada, channel, "watch list"), 5, flags=64 | 4)
    assert (status, told["code"]) == INVALID


def test_each_kind_of_interaction_takes_only_its_kinds_of_answers(
    fake: FakeDiscord, channel: Channel, ada: Person
) -> None:
    message = shown(fake, channel, ada).reply()

    def of(kind: str) -> Exchange:
        if kind == "slash":
            return fake.slash(ada, channel, "watch list")
        pressed = fake.press(ada, message, "Press")
        if kind == "component":
            return pressed
        assert answer(fake, pressed, 9, **FORM)[0] == 200
        return fake.submit(ada, pressed, {"Which row?": "abc", "Board": "Easy"})

    data: dict[int, dict[str, Any]] = {
        4: {"content": "x"},
        5: {},
        6: {},
        7: {"content": "y"},
        8: {"choices": []},
        9: FORM,
    }
    taken = {
        kind: [number for number in range(1, 13) if answer(fake, of(kind), number, **data.get(number, {}))[0] == 200]
        for kind in ("slash", "component", "form")
    }
    assert taken == {"slash": [4, 5, 9], "component": [4, 5, 6, 7, 9], "form": [4, 5, 6, 7]}

    opened = fake.slash(ada, channel, "watch list")
    assert answer(fake, opened, 9, **OLD_FORM)[0] == 200
    for kind in (6, 7):
        # The form of a command came from no message that could be changed.
        status, told = answer(fake, fake.submit(ada, opened, {}), kind, content="x")
        assert (status, told["code"]) == INVALID


def test_completion_takes_up_to_25_choices_of_1_to_100_characters_and_nothing_else(
    fake: FakeDiscord, channel: Channel, ada: Person
) -> None:
    def complete(kind: int, **data: Any) -> tuple[int, int]:
        known = set(fake.world.interactions)
        with pytest.raises(AssertionError, match="no choices came"):
            fake.complete(ada, channel, "ask", {"text": "x"}, focused="text", timeout=0)
        (token,) = set(fake.world.interactions) - known
        made = fake.world.interactions[token]
        status, told = ask(fake, "POST", f"/interactions/{made.id}/{token}/callback", {"type": kind, "data": data})
        return status, told["code"] if told else 0

    assert complete(8, choices=choices(25)) == (204, 0)
    assert complete(8, choices=choices(1, name="x" * 100, value="y" * 100)) == (204, 0)
    for bad in (choices(26), choices(1, name=""), choices(1, name="x" * 101), choices(1, value="x" * 101)):
        assert complete(8, choices=bad) == INVALID
    for kind in (4, 5, 9):
        assert complete(kind, content="x") == INVALID


FORM_EDGES: dict[str, dict[str, Any]] = {
    "title": {"title": "x" * 46},
    "no title": {"title": ""},
    "custom id": {"custom_id": "x" * 101},
    "no fields": {"components": []},
    "six fields": {"components": FORM["components"][:1] * 6},
    "the same custom id twice": {"components": [FORM["components"][0]] * 2},
    "label": {"components": [FORM["components"][0] | {"label": "x" * 46}]},
    "a button": {"components": [BUTTON]},
    "style": {"components": [{"type": 18, "label": "x", "component": {"type": 4, "style": 3, "custom_id": "x"}}]},
    "length": {
        "components": [
            {"type": 18, "label": "x", "component": {"type": 4, "style": 1, "custom_id": "x", "max_length": 4001}}
        ]
    },
}


@pytest.mark.parametrize("edge", FORM_EDGES)
def test_forms_beyond_the_limits_are_not_shown(fake: FakeDiscord, channel: Channel, ada: Person, edge: str) -> None:
    status, told = answer(fake, fake.slash(ada, channel, "watch list"), 9, **{**FORM, **FORM_EDGES[edge]})
    assert (status, told["code"]) == INVALID


def test_forms_are_filled_in_as_they_allow(fake: FakeDiscord, channel: Channel, ada: Person) -> None:
    opened = fake.slash(ada, channel, "watch list")
    assert answer(fake, opened, 9, **FORM)[0] == 200
    for filled, why in (
        ({"Board": "Easy"}, "needs more"),
        ({"row": "a", "board": "e"}, "needs more"),
        ({"row": "x" * 11, "board": "e"}, "takes no 11"),
        ({"row": "abc", "board": "other"}, "not all offered"),
        ({"row": "abc", "board": "e", "more": "x"}, "no fields"),
    ):
        with pytest.raises(LookupError, match=why):
            fake.submit(ada, opened, filled)
    with pytest.raises(LookupError, match="is shown to ada"):
        fake.submit(fake.person("eve"), opened, {"row": "abc", "board": "e"})
    assert fake.submit(ada, opened, {"row": "abc", "board": "e"}).interaction


def test_people_press_only_what_they_see(fake: FakeDiscord, channel: Channel, ada: Person) -> None:
    eve = fake.person("eve")
    private = shown(fake, channel, ada, flags=64).reply()
    assert fake.press(ada, private, "press").interaction
    with pytest.raises(LookupError, match="does not see"):
        fake.press(eve, private, "press")
    public = shown(fake, channel, ada)
    with pytest.raises(LookupError, match="0 buttons are called"):
        fake.press(eve, public.reply(), "other")
    disabled = [{"type": 1, "components": [BUTTON["components"][0] | {"disabled": True}]}]
    path = webhook(fake, public, "/messages/@original")
    assert ask(fake, "PATCH", path, {"components": disabled})[0] == 200
    with pytest.raises(LookupError, match="disabled"):
        fake.press(eve, public.reply(), "press")


def test_a_user_install_follows_up_5_times_and_speaks_privately_where_it_must(fake: FakeDiscord, ada: Person) -> None:
    quiet = fake.guild("quiet", joined=False, everyone=Permission.EVERYONE & ~Permission.USE_EXTERNAL_APPS)
    exchange = fake.slash(ada, fake.channel(quiet), "mine", context="user_install")
    assert answer(fake, exchange, 4, content="x")[0] == 200
    assert exchange.ephemeral
    statuses = [ask(fake, "POST", webhook(fake, exchange), {"content": "x"}) for _ in range(6)]
    assert [status for status, _ in statuses] == [200] * 5 + [400]
    assert statuses[5][1]["code"] == 40094
