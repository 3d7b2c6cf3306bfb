"""What is announced: events as stories and digests, how these look, and that Discord takes them whatever they say."""

from __future__ import annotations

import asyncio
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from podium.bots.discord import limits, news
from podium.bots.discord.faces.alerts import (
    Listed,
    added_face,
    digest_face,
    removed_face,
    story_face,
    watches_face,
)
from podium.bots.discord.keeping import Keeping
from podium.bots.discord.news import Digest, Digested, Placed, Story
from podium.bots.discord.outgoing import File, Outgoing
from podium.bots.discord.watching import Kind, Sending, Watch, Watches
from podium.registry import corrections, database, events, store
from podium.registry.errors import PodiumError
from podium.registry.event_words import ahead
from podium.registry.events import Event
from podium.tests.bots.discord.goldens import golden
from podium.tests.bots.discord.happening import boards_of
from podium.tests.bots.discord.test_hostile_boards import ADDRESSES, SCORES, SIZES, SLUG, TEXTS, rows
from podium.tests.bots.discord.test_reply_face import check
from podium.tests.cli.site.registries import row

NONCE = "0123456789abcdef0123"
GUILD, CHANNEL = 10, 20


@pytest.fixture
def registry(odd_registry: Path, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """Return a registry of odd boards to write to."""
    shutil.copy(odd_registry, tmp_path / "registry.db")
    with closing(database.connect(tmp_path / "registry.db", write=True)) as connection:
        yield connection


def bring(connection: sqlite3.Connection, *found: dict[str, Any]) -> int:
    """Import results in one transaction, and return the id of the last event."""
    outcomes = store.import_results(
        connection, list(enumerate(found, 1)), boards_of(connection), replace_reason="it was misread"
    )
    assert {one.status for one in outcomes} <= {"added", "replaced"}, outcomes
    return events.last_id(connection)


def watch(last: int, kind: Kind = "all", name: str = "") -> Watch:
    return Watch(1, GUILD, CHANNEL, kind, name, last)


def told(connection: sqlite3.Connection, last: int, **more: Any) -> Outgoing:
    """Return how that is announced which came after an event."""
    found = news.news(connection, [watch(last)], events.last_id(connection))
    assert found is not None
    return digest_face(found, NONCE) if isinstance(found, Digest) else story_face(found, NONCE, **more)


def _leader(connection: sqlite3.Connection) -> None:
    bring(connection, row("bench", "huge-1", 0.95, low=0.94, high=0.96, standing="independent", as_of="2026-05-01"))


def _ties(connection: sqlite3.Connection) -> None:
    bring(
        connection,
        row("bench", "huge-1", 0.9321, low=0.92, high=0.94, as_of="2026-05-01"),
        row("bench", "huge-2", 0.9322, low=0.92, high=0.94),
        row("bench", "huge-3", 0.8),
        row("bench", "huge-1", 0.9, "hard"),
    )


def _lower(connection: sqlite3.Connection) -> None:
    bring(connection, row("errors", "huge-1", 4.25))


def _results(connection: sqlite3.Connection) -> None:
    bring(connection, *(row("bench", f"huge-{place}", 0.5 + place / 100, as_of="2026-05-01") for place in range(11)))


def _corrected(connection: sqlite3.Connection) -> None:
    bring(connection, row("bench", "model-0", 0.5, standing="independent", as_of="2026-03-01"))


def _digest(connection: sqlite3.Connection) -> None:
    bring(connection, row("bench", "huge-1", 0.95), row("errors", "huge-1", 4.0), row("huge", "model-0", 0.3))
    bring(connection, row("bench", "huge-2", 0.96), row("bench", "huge-2", 0.97, "hard"))
    bring(connection, row("nothing", "model-1", 0.5), row("hostile", "model-2", 50.0))


def _hostile(connection: sqlite3.Connection) -> None:
    bring(connection, row("hostile", "hostile-1", 200.0), row("hostile", "hostile-10", 150.0))


FACES: dict[str, Callable[[sqlite3.Connection], None]] = {
    "alert-leader": _leader,
    "alert-leader-with-ties": _ties,
    "alert-leader-lower-is-better": _lower,
    "alert-results": _results,
    "alert-corrected": _corrected,
    "alert-digest": _digest,
}


@pytest.mark.parametrize("name", FACES)
def test_announcements_look_as_they_are_kept(registry: sqlite3.Connection, name: str) -> None:
    last = events.last_id(registry)
    FACES[name](registry)
    golden(name, told(registry, last))


def test_a_new_benchmark_looks_as_it_is_kept_with_who_leads_it(registry: sqlite3.Connection) -> None:
    found = events.latest(registry, benchmark="bench", kinds=("new_benchmark",))
    golden("alert-benchmark", story_face(news.story(registry, found), NONCE))


def test_lists_of_watches_look_as_they_are_kept() -> None:
    listed = [Listed(1, 20, "news", "Bench"), Listed(2, 20, "news", "general (category)"), Listed(3, 30, "?", "*all*")]
    trouble = {30: "cannot post: missing Send Messages"}
    golden("watches", watches_face(listed, trouble, where="in this server", may_change=True))
    golden("watches-seen", watches_face(listed[:1], {}, where="here", may_change=False))
    golden("watches-none", watches_face([], {}, where="here", may_change=True))
    golden("watch-added", added_face("Bench @everyone", fresh=True))
    golden("watch-known", added_face("everything", fresh=False))
    golden("watch-removed", removed_face("Bench", 20))


def test_events_on_one_benchmark_in_a_row_are_one_story(registry: sqlite3.Connection) -> None:
    last = events.last_id(registry)
    first = bring(registry, row("bench", "huge-1", 0.95), row("bench", "huge-2", 0.2))
    second = bring(registry, row("errors", "huge-1", 9.0))
    third = bring(registry, row("bench", "huge-3", 0.3))
    assert news.turns(registry, [watch(last)], third) == [first, second, third]
    assert news.turns(registry, [watch(last)], second) == [first, second]
    # Who watches one of them hears of both times in one story.
    assert news.turns(registry, [watch(last, "benchmark", "bench")], third) == [third]
    assert news.turns(registry, [watch(last, "category", "speech")], third) == [second]
    assert news.turns(registry, [watch(third)], third) == []


def test_what_is_watched_twice_is_told_after_the_earlier_of_both(registry: sqlite3.Connection) -> None:
    last = events.last_id(registry)
    first = bring(registry, row("bench", "huge-1", 0.3), row("errors", "huge-1", 9.0))
    second = bring(registry, row("bench", "huge-2", 0.3), row("errors", "huge-2", 9.5))
    watches = [watch(last, "benchmark", "bench"), watch(first)]
    assert news.starts(registry, watches)["bench"] == last
    found = news.news(registry, watches, second)
    assert isinstance(found, Digest)
    assert {one.slug: dict(one.counts) for one in found.benchmarks} == {
        "bench": {"new_result": 2},
        "errors": {"new_result": 1},
    }


def test_a_result_that_makes_a_leader_is_told_as_the_leader_alone(registry: sqlite3.Connection) -> None:
    last = events.last_id(registry)
    until = bring(registry, row("bench", "huge-1", 0.95), row("bench", "huge-2", 0.94))
    found = news.news(registry, [watch(last)], until)
    assert isinstance(found, Story) and found.leader is not None
    assert [(one.kind, one.model) for one in found.events] == [("new_result", "huge-2"), ("new_leader", "huge-1")]
    assert {one.row.model.slug: (one.row.rank, one.models) for one in found.placed.values()} == {
        "huge-1": (1, 15),
        "huge-2": (2, 15),
    }


def test_histories_of_benchmarks_are_not_told_and_more_than_forty_events_are_no_stories(
    registry: sqlite3.Connection,
) -> None:
    last = events.last_id(registry)
    assert news.news(registry, [watch(0)], last) is None or events.after(registry, 0, kinds=["new_leader"]) == []
    until = bring(registry, *(row("nothing", f"huge-{place}", place / 1_000) for place in range(news.FEW + 1)))
    assert news.turns(registry, [watch(last)], until) is None  # forty results besides the one that leads, and who leads
    found = news.news(registry, [watch(last)], until)
    assert isinstance(found, Digest)
    assert dict(found.counts) == {"new_result": news.FEW, "new_leader": 1}


def test_a_digest_names_twelve_benchmarks_and_counts_all(registry: sqlite3.Connection) -> None:
    counted = [Digested(f"b{place}", f"B{place}", {"new_result": 1}, ()) for place in range(news.NAMED)]
    face = digest_face(Digest(tuple(counted), 30, {"new_result": 30}, False), NONCE)
    lines = (face.embed.description or "").splitlines()
    assert lines[0] == "30 new results on 30 benchmarks" and lines[-1] == "… and 18 more benchmarks"


def test_all_who_led_before_are_named_where_several_had_the_same_figure(registry: sqlite3.Connection) -> None:
    value = max(found.value for found in events.latest(registry, benchmark="bench") if found.value and found.headline)
    bring(registry, row("bench", "huge-1", 0.95), row("bench", "huge-2", 0.95))
    last = bring(registry, row("bench", "huge-3", 0.95))
    bring(registry, row("bench", "huge-4", 0.96), row("errors", "huge-4", 0.5))
    assert value < 0.95
    found = news.news(registry, [watch(last, "benchmark", "bench")], events.last_id(registry))
    assert isinstance(found, Story) and found.leader is not None
    assert found.leader.previous_name == "Huge 1 and 2 others"
    # The same in a digest.
    assert "takes the lead with 0.960 from Huge 1 and 2 others (0.950)" in (
        told(registry, last).embed.description or ""
    )


def test_a_reporters_words_are_not_announced_and_that_it_was_corrected_is(registry: sqlite3.Connection) -> None:
    bring(registry, row("bench", "huge-1", 0.95))
    last = events.last_id(registry)
    (result,) = registry.execute("SELECT id FROM current_results WHERE model = 'huge-1' AND board = 'main'").fetchone()
    made = corrections.add(
        registry, result, statement="Buy at @everyone", value=0.2, source_url="https://example.org/erratum"
    )
    corrections.accept(registry, made.id)
    text = str(told(registry, last).embed.to_dict())
    assert "Huge 1 stands at 0.200 now, no longer at 0.950**" in text and "· corrected ·" in text
    assert "as the result of Huge 1 (0.950) no longer stands: it was corrected" in text
    assert "Buy" not in text and f"correction {made.id}" not in text


def test_how_far_ahead_a_leader_is_goes_by_the_figures_that_are_shown(registry: sqlite3.Connection) -> None:
    bring(registry, row("bench", "huge-1", 0.93551), row("errors", "huge-1", 4.9994))
    found = {one.benchmark: one for one in events.latest(registry, 4) if one.kind == "new_leader"}
    assert (ahead(found["bench"]), ahead(found["errors"])) == ("0.005 ahead", "0.001 ahead")
    assert ahead(found["errors"]._replace(value=5.5)) == ""
    assert ahead(found["bench"]._replace(previous_value=None)) == ""
    assert ahead(found["bench"]._replace(value=0.9)) == ""


def test_watches_are_kept_and_what_is_on_its_way_is_known_after_a_restart(tmp_path: Path) -> None:
    async def use() -> None:
        keeping = Keeping(tmp_path / "discord.db")
        watches = Watches(keeping)
        assert await watches.add(GUILD, CHANNEL, "all", "", 5)
        assert not await watches.add(GUILD, CHANNEL, "all", "", 9)
        assert await watches.add(GUILD, CHANNEL, "benchmark", "bench", 7)
        sending = Sending.of(CHANNEL, 5, 8)
        assert sending.nonce == Sending.of(CHANNEL, 5, 8).nonce != Sending.of(CHANNEL, 5, 9).nonce
        assert len(sending.nonce) <= 25
        await watches.begin(sending)
        again = Watches(keeping)
        await again.read()
        assert again.sending(CHANNEL) == sending
        await again.settle(CHANNEL, 8)
        assert again.sending(CHANNEL) is None
        assert [one.last_event for one in again.of_channel(CHANNEL)] == [8, 8]
        await again.begin(Sending.of(CHANNEL, 8, 12))
        assert await again.rewind(6) == 2
        assert [one.last_event for one in again.of_guild(GUILD)] == [6, 6] and again.sending(CHANNEL) is None
        assert await again.remove(GUILD + 1, 1) is None
        assert await again.drop_guild(GUILD) == 2 and again.channels == {}
        keeping.close()

    asyncio.run(use())


def test_a_server_has_no_more_than_fifty_watches(tmp_path: Path) -> None:
    async def use() -> None:
        keeping = Keeping(tmp_path / "discord.db")
        watches = Watches(keeping)
        for number in range(50):
            await watches.add(GUILD, number, "all", "", 0)
        with pytest.raises(PodiumError, match="this server has 50 watches"):
            await watches.add(GUILD, 51, "all", "", 0)
        assert await watches.add(GUILD + 1, 52, "all", "", 0)
        keeping.close()

    asyncio.run(use())


@some.composite
def happened(draw: some.DrawFn) -> Event:
    """Return an event with any texts and any figures."""
    kind = draw(some.sampled_from(events.KINDS))
    fresh = kind == "new_benchmark"
    return Event(
        draw(SIZES), kind, SLUG, draw(TEXTS), draw(TEXTS), None if fresh else SLUG, None if fresh else draw(TEXTS),
        draw(some.booleans()), draw(some.none() | TEXTS), draw(some.booleans()), None if fresh else SLUG,
        None if fresh else draw(TEXTS), draw(some.none() | TEXTS), None if fresh else draw(some.integers(1, 9)),
        None if fresh else draw(SCORES), draw(some.none() | TEXTS), draw(ADDRESSES), draw(some.none() | TEXTS),
        draw(some.none() | TEXTS), draw(some.none() | SCORES), None, None, draw(some.none() | TEXTS),
        draw(some.none() | SCORES), None, "2026-05-04T00:00:00", "2026-05-04", False, draw(some.none() | TEXTS),
    )  # fmt: skip


CARD = {"measures": "[x](https://evil.example) @here", "description": "", "paper": None, "dataset_url": "",
        "research_use_only": True}  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(
    some.lists(happened(), min_size=1, max_size=news.FEW), TEXTS, rows(), some.lists(TEXTS, max_size=2), some.booleans()
)
def test_no_story_makes_a_message_that_discord_refuses(
    found: list[Event], name: str, placed: Any, ties: list[str], painted: bool
) -> None:
    places = {number: Placed(placed, 10**6, name) for number in range(1, 10, 2)}
    story = Story(SLUG, name, CARD, tuple(found), places, {SLUG: ties}, places[1])
    check(story_face(story, NONCE, File("x-progress.png", b"") if painted else None))


@settings(max_examples=100, deadline=None)
@given(some.lists(some.tuples(TEXTS, some.lists(happened(), max_size=3)), min_size=1, max_size=news.NAMED), SIZES)
def test_no_digest_makes_a_message_that_discord_refuses(found: list[tuple[str, list[Event]]], number: int) -> None:
    counts = {kind: number for kind in events.KINDS}
    named = [Digested(f"{SLUG}{place}", name, counts, tuple(leaders)) for place, (name, leaders) in enumerate(found)]
    check(digest_face(Digest(tuple(named), number, counts, True), NONCE))


@settings(max_examples=100, deadline=None)
@given(some.lists(some.tuples(TEXTS, TEXTS), max_size=50), TEXTS, some.booleans())
def test_no_list_of_watches_makes_a_message_that_discord_refuses(
    found: list[tuple[str, str]], why: str, may_change: bool
) -> None:
    listed = [Listed(place, 2**63 - place % 7, one, label) for place, (one, label) in enumerate(found)]
    made = [watches_face(listed, {2**63: why}, where="here", may_change=may_change)]
    made += [face for _, label in found[:3] for face in (added_face(label, fresh=True), removed_face(label, 2**63))]
    for face in made:
        assert limits.fits(face.embed)
        # Channels are named on purpose.
        face.embed.description = re.sub(r"<#\d+>", "a channel", face.embed.description or "")
        check(face)


def test_hostile_names_are_told_without_harm(registry: sqlite3.Connection) -> None:
    last = events.last_id(registry)
    _hostile(registry)
    found = told(registry, last)
    golden("alert-hostile", found)
    check(found)
