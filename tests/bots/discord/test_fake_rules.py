"""What Discord refuses the fake refuses, with the same status and code; at the limit itself it does not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from podium.tests.bots.discord.raw import ask
from podium.tests.fakes.discord import Channel, FakeDiscord, Permission

INVALID = (400, 50035)


@pytest.fixture(scope="module")
def fake() -> Iterator[FakeDiscord]:
    with FakeDiscord() as made:
        yield made


@pytest.fixture(autouse=True)
def another_second(fake: FakeDiscord) -> None:
    """Keep these calls, more than 50 a second, from the limit over all routes."""
    fake.clock.advance(1)


@pytest.fixture(scope="module")
def channel(fake: FakeDiscord) -> Channel:
    return fake.channel(fake.guild())


def button(custom_id: str = "b", **changes: Any) -> dict[str, Any]:
    return {"type": 2, "style": 1, "label": "Press", "custom_id": custom_id, **changes}


def row(*components: dict[str, Any]) -> dict[str, Any]:
    return {"type": 1, "components": list(components)}


def options(number: int, **changes: Any) -> list[dict[str, Any]]:
    return [{"label": f"label {one}", "value": f"value {one}", **changes} for one in range(number)]


def select(number: int = 2, **changes: Any) -> dict[str, Any]:
    return {"type": 3, "custom_id": "s", "options": options(number), **changes}


def fields(number: int, **changes: Any) -> dict[str, Any]:
    return {"title": "t", "fields": [{"name": "n", "value": "v", **changes} for _ in range(number)]}


#: Messages at a limit, and what is one step beyond it.
EDGES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "content of 2000": ({"content": "x" * 2000}, {"content": "x" * 2001}),
    "10 embeds": ({"embeds": [{"title": "t"}] * 10}, {"embeds": [{"title": "t"}] * 11}),
    "title of 256": ({"embeds": [{"title": "x" * 256}]}, {"embeds": [{"title": "x" * 257}]}),
    "description of 4096": ({"embeds": [{"description": "x" * 4096}]}, {"embeds": [{"description": "x" * 4097}]}),
    "25 fields": ({"embeds": [fields(25)]}, {"embeds": [fields(26)]}),
    "field name of 256": ({"embeds": [fields(1, name="x" * 256)]}, {"embeds": [fields(1, name="x" * 257)]}),
    "field name not empty": ({"embeds": [fields(1, name="x")]}, {"embeds": [fields(1, name="")]}),
    "field value of 1024": ({"embeds": [fields(1, value="x" * 1024)]}, {"embeds": [fields(1, value="x" * 1025)]}),
    "field value not blank": ({"embeds": [fields(1, value="\u200b")]}, {"embeds": [fields(1, value="  ")]}),
    "footer of 2048": (
        {"embeds": [{"footer": {"text": "x" * 2048}}]},
        {"embeds": [{"footer": {"text": "x" * 2049}}]},
    ),
    "author of 256": ({"embeds": [{"author": {"name": "x" * 256}}]}, {"embeds": [{"author": {"name": "x" * 257}}]}),
    "6000 over all embeds": (
        {"embeds": [{"description": "x" * 3000}, {"description": "y" * 3000}]},
        {"embeds": [{"description": "x" * 3000}, {"description": "y" * 3000, "title": "z"}]},
    ),
    "link of an embed": (
        {"embeds": [{"title": "t", "url": "https://x.org"}]},
        {"embeds": [{"title": "t", "url": "x"}]},
    ),
    "time of an embed": (
        {"embeds": [{"title": "t", "timestamp": "2026-01-01T00:00:00+00:00"}]},
        {"embeds": [{"title": "t", "timestamp": "yesterday"}]},
    ),
    "5 rows": (
        {"content": "x", "components": [row(button(str(n))) for n in range(5)]},
        {"content": "x", "components": [row(button(str(n))) for n in range(6)]},
    ),
    "5 buttons a row": (
        {"content": "x", "components": [row(*[button(str(n)) for n in range(5)])]},
        {"content": "x", "components": [row(*[button(str(n)) for n in range(6)])]},
    ),
    "label of 80": (
        {"content": "x", "components": [row(button(label="x" * 80))]},
        {"content": "x", "components": [row(button(label="x" * 81))]},
    ),
    "custom id of 100": (
        {"content": "x", "components": [row(button("x" * 100))]},
        {"content": "x", "components": [row(button("x" * 101))]},
    ),
    "custom ids unique": (
        {"content": "x", "components": [row(button("a")), row(button("b"))]},
        {"content": "x", "components": [row(button("a")), row(button("a"))]},
    ),
    "a label or an emoji": (
        {"content": "x", "components": [row(button(label="", emoji={"name": "◀"}))]},
        {"content": "x", "components": [row(button(label=""))]},
    ),
    "a link or a custom id": (
        {"content": "x", "components": [row({"type": 2, "style": 5, "label": "x", "url": "https://x.org"})]},
        {"content": "x", "components": [row(button(style=5, url="https://x.org"))]},
    ),
    "25 options": (
        {"content": "x", "components": [row(select(25))]},
        {"content": "x", "components": [row(select(26))]},
    ),
    "a select alone in its row": (
        {"content": "x", "components": [row(select())]},
        {"content": "x", "components": [row(select(), button())]},
    ),
    "values of a select unique": (
        {"content": "x", "components": [row(select(1))]},
        {"content": "x", "components": [row(select(options=options(2, value="same")))]},
    ),
    "as many values as options": (
        {"content": "x", "components": [row(select(2, max_values=2))]},
        {"content": "x", "components": [row(select(2, max_values=3))]},
    ),
    "40 components of the new style": (
        {"flags": 1 << 15, "components": [{"type": 10, "content": "x"}] * 40},
        {"flags": 1 << 15, "components": [{"type": 10, "content": "x"}] * 41},
    ),
    "no content with the new style": (
        {"flags": 1 << 15, "components": [{"type": 10, "content": "x"}]},
        {"flags": 1 << 15, "components": [{"type": 10, "content": "x"}], "content": "x"},
    ),
    "new components by their flag": (
        {"flags": 1 << 15, "components": [{"type": 17, "components": [{"type": 10, "content": "x"}]}]},
        {"content": "x", "components": [{"type": 10, "content": "x"}]},
    ),
    "flags of a message": ({"content": "x", "flags": 4}, {"content": "x", "flags": 64}),
    "mentions one way": (
        {"content": "x", "allowed_mentions": {"parse": ["users"]}},
        {"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}},
    ),
    "pictures that are there": (
        {"embeds": [{"title": "t", "image": {"url": "https://x.org/a.png"}}]},
        {"embeds": [{"title": "t", "image": {"url": "attachment://a.png"}}]},
    ),
}


@pytest.mark.parametrize("edge", EDGES)
def test_a_message_at_a_limit_is_taken_and_one_beyond_it_is_refused(
    fake: FakeDiscord, channel: Channel, edge: str
) -> None:
    within, beyond = EDGES[edge]
    path = f"/channels/{channel.id}/messages"
    status, sent = ask(fake, "POST", path, within)
    assert status == 200, sent
    status, told = ask(fake, "POST", path, beyond)
    assert (status, told["code"]) == INVALID
    assert fake.refused[-1].route == "POST /channels/{channel}/messages"
    status, told = ask(fake, "PATCH", f"{path}/{sent['id']}", beyond)
    assert (status, told["code"]) == INVALID


@pytest.mark.parametrize("body", [{}, {"content": " \n"}, {"embeds": [{}]}, {"components": [row(button())]}])
def test_a_message_without_anything_to_see_is_refused(
    fake: FakeDiscord, channel: Channel, body: dict[str, Any]
) -> None:
    status, told = ask(fake, "POST", f"/channels/{channel.id}/messages", body)
    assert (status, told["code"]) == (400, 50006)


def test_files_arrive_can_be_kept_replaced_and_downloaded_and_may_have_10_mebibytes(
    fake: FakeDiscord, channel: Channel
) -> None:
    path = f"/channels/{channel.id}/messages"
    full = b"x" * (10 * 1024 * 1024)
    assert ask(fake, "POST", path, files={"full.bin": full})[0] == 200
    status, told = ask(fake, "POST", path, files={"over.bin": full + b"x"})
    assert (status, told["code"]) == (413, 40005)
    status, told = ask(fake, "POST", path, files={f"{n}": b"x" for n in range(11)})
    assert (status, told["code"]) == INVALID

    body = {"embeds": [{"image": {"url": "attachment://a.png"}}], "attachments": [{"id": 0, "filename": "a.png"}]}
    status, sent = ask(fake, "POST", path, body, files={"a.png": b"one"})
    assert status == 200
    (message,) = [one for one in fake.sent(channel) if one.id == sent["id"]]
    assert message.files == {"a.png": b"one"}
    (attachment,) = sent["attachments"]
    assert sent["embeds"][0]["image"]["url"] == attachment["url"]
    keep = {"attachments": [attachment, {"id": 0, "filename": "b.csv"}]}
    assert ask(fake, "PATCH", f"{path}/{message.id}", keep, files={"b.csv": b"two"})[0] == 200
    assert fake.read(message).files == {"a.png": b"one", "b.csv": b"two"}
    assert ask(fake, "PATCH", f"{path}/{message.id}", {"content": "alone", "attachments": [], "embeds": []})[0] == 200
    assert fake.read(message).files == {} and fake.read(message).edits == 2


def test_without_allowed_mentions_whatever_the_text_names_is_pinged(fake: FakeDiscord, channel: Channel) -> None:
    assert channel.guild
    ada, role = fake.person("ada"), fake.role(channel.guild, "maintainers")
    path = f"/channels/{channel.id}/messages"
    text = f"{ada.mention} {role.mention} @everyone"

    def pings(**body: Any) -> list[str]:
        status, sent = ask(fake, "POST", path, {"content": text, **body})
        assert status == 200
        return next(message.pings for message in fake.sent(channel) if message.id == sent["id"])

    assert pings() == ["ada", role.mention, "@everyone"]
    assert pings(allowed_mentions={"parse": []}) == []
    assert pings(allowed_mentions={"parse": ["everyone"]}) == ["@everyone"]
    assert pings(allowed_mentions={"parse": [], "users": [ada.id]}) == ["ada"]
    said = fake.say(ada, channel, "question").said
    assert said
    reference = {"message_reference": {"message_id": said.id}, "content": "answer"}
    assert pings(**reference) == ["ada"]
    assert pings(**reference, allowed_mentions={"parse": []}) == []
    assert pings(**reference, allowed_mentions={"parse": [], "replied_user": True}) == ["ada"]


def test_what_the_bot_may_not_do_in_a_channel_is_refused(fake: FakeDiscord, channel: Channel) -> None:
    guild = channel.guild
    assert guild

    def post(denied: int, body: dict[str, Any], **more: Any) -> tuple[int, int]:
        place = fake.channel(guild, bot_denied=denied)
        status, told = ask(fake, "POST", f"/channels/{place.id}/messages", body, **more)
        return status, told.get("code", 0)

    assert post(Permission.VIEW_CHANNEL, {"content": "x"}) == (403, 50001)
    assert post(Permission.SEND_MESSAGES, {"content": "x"}) == (403, 50013)
    assert post(Permission.EMBED_LINKS, {"embeds": [{"title": "x"}]}) == (403, 50013)
    assert post(Permission.EMBED_LINKS, {"content": "x"}) == (200, 0)
    assert post(Permission.ATTACH_FILES, {}, files={"a": b"x"}) == (403, 50013)
    unread = fake.channel(guild, bot_denied=Permission.READ_MESSAGE_HISTORY | Permission.SEND_MESSAGES_IN_THREADS)
    said = fake.say(fake.owner, unread, "x").said
    assert said
    body = {"content": "x", "message_reference": {"message_id": said.id}}
    assert ask(fake, "POST", f"/channels/{unread.id}/messages", body)[1]["code"] == 160002
    thread = fake.thread(unread)
    assert ask(fake, "POST", f"/channels/{thread.id}/messages", {"content": "x"})[1]["code"] == 50013
    status, told = ask(fake, "PATCH", f"/channels/{unread.id}/messages/{said.id}", {"content": "x"})
    assert (status, told["code"]) == (403, 50005)
    assert ask(fake, "DELETE", f"/channels/{unread.id}/messages/{said.id}")[1]["code"] == 50013
    assert ask(fake, "POST", f"/channels/{unread.id}/typing")[0] == 204


def test_what_is_gone_or_never_was_is_refused(fake: FakeDiscord, channel: Channel) -> None:
    path = f"/channels/{channel.id}/messages"
    sent = ask(fake, "POST", path, {"content": "x"})[1]
    assert ask(fake, "GET", f"{path}/{sent['id']}")[1]["content"] == "x"
    assert ask(fake, "DELETE", f"{path}/{sent['id']}") == (204, None)
    for method in ("GET", "PATCH", "DELETE"):
        status, told = ask(fake, method, f"{path}/{sent['id']}", {"content": "y"} if method == "PATCH" else None)
        assert (status, told["code"]) == (404, 10008)
    body = {"content": "x", "message_reference": {"message_id": sent["id"]}}
    assert ask(fake, "POST", path, body)[1]["code"] == 50035
    body["message_reference"] |= {"fail_if_not_exists": False}  # type: ignore[operator]
    assert ask(fake, "POST", path, body)[0] == 200
    assert ask(fake, "POST", "/channels/1/messages", {"content": "x"})[1]["code"] == 10003
    assert ask(fake, "GET", "/users/1")[1]["code"] == 10013
    assert ask(fake, "GET", "/guilds/1")[1]["code"] == 10004


def test_a_person_who_takes_no_messages_of_bots_gets_none(fake: FakeDiscord) -> None:
    shut, open_ = fake.person("shut", dms_open=False), fake.person("open")
    for person, expected in ((shut, 403), (open_, 200)):
        status, made = ask(fake, "POST", "/users/@me/channels", {"recipient_id": person.id})
        assert status == 200 and made["recipients"][0]["username"] == person.name
        assert ask(fake, "POST", f"/channels/{made['id']}/messages", {"content": "x"})[0] == expected
    assert fake.refused[-1].refusal and fake.refused[-1].refusal.code == 50007
    assert [message.content for message in fake.sent(open_)] == ["x"]


def test_routes_the_fake_lacks_and_other_tokens_are_refused_loudly(fake: FakeDiscord) -> None:
    status, told = ask(fake, "POST", "/channels/1/pins")
    assert status == 404 and "the fake has no route POST /channels/1/pins" in told["message"]
    assert ask(fake, "GET", "/users/@me", token="other")[0] == 401
    assert [request.status for request in fake.refused[-2:]] == [404, 401]


def test_more_than_50_calls_in_a_second_are_refused_and_answers_to_interactions_do_not_count() -> None:
    with FakeDiscord() as fake:
        for _ in range(50):
            assert ask(fake, "GET", "/users/@me")[0] == 200
        status, told = ask(fake, "GET", "/users/@me")
        assert status == 429 and told["global"] is True and 0 < told["retry_after"] <= 1
        assert ask(fake, "POST", "/interactions/1/unknown/callback", {"type": 4})[0] == 404
        fake.clock.advance(1)
        assert ask(fake, "GET", "/users/@me")[0] == 200


def test_a_bucket_refuses_what_goes_over_it(fake: FakeDiscord) -> None:
    place = fake.channel(fake.guild())
    fake.bucket(f"POST /channels/{place.id}/messages", limit=2, per=60)
    path = f"/channels/{place.id}/messages"
    assert [ask(fake, "POST", path, {"content": "x"})[0] for _ in range(3)] == [200, 200, 429]
    fake.clock.advance(60)
    assert ask(fake, "POST", path, {"content": "x"})[0] == 200
