"""Whatever texts a registry holds, the Discord bot shows them as text: no mention, no link and no markup of theirs."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import re
from functools import partial
from pathlib import Path

import pytest

from podium.bots.discord import faces, limits, news
from podium.bots.discord.answers import Answers, Asker
from podium.bots.discord.custom_ids import Press
from podium.bots.discord.faces.alerts import (
    Listed,
    added_face,
    digest_face,
    removed_face,
    story_face,
    watches_face,
)
from podium.bots.discord.faces.board import BoardState
from podium.bots.discord.faces.category import Part
from podium.bots.discord.faces.deciding import decided_face, open_face
from podium.bots.discord.faces.progress import progress_face
from podium.bots.discord.faces.report import known_face, refused_face, report_form, thanks_face, told_face
from podium.bots.discord.features import benchmark, category, compare, leaderboard, model, questions
from podium.bots.discord.forms import Form
from podium.bots.discord.messages import plain_text
from podium.bots.discord.names import choices
from podium.bots.discord.news import Story
from podium.bots.discord.outgoing import Outgoing
from podium.bots.discord.pictures import Pictures
from podium.bots.discord.questions import Question
from podium.bots.discord.reader import Desk, Reader
from podium.bots.discord.reports import Draft, place_in
from podium.bots.discord.viewing import Viewer
from podium.bots.discord.watching import Watch
from podium.registry import corrections, events
from podium.registry.startup import Place
from podium.tests.bots.discord.goldens import payload
from podium.tests.bots.discord.test_hostile_boards import undirected
from podium.tests.bots.discord.test_reply_face import check
from podium.tests.malice import hostile
from podium.tests.malice.test_surfaces import ONE, QUESTIONS, TWO
from podium.tests.malice.texts import EVIL, HOME, MARK, PARTS

VIEWER = Viewer(1, shares=True)
#: What makes the messages of each module of faces; of the rest it is said why none is looked at.
WALKED = ("alerts", "board", "card", "category", "compare", "deciding", "model", "near", "progress", "questions",
          "reply", "report")  # fmt: skip
LEFT_OUT = {
    "about": "tells of the bot and counts",
    "base": "is what the others are made of",
    "pager": "makes buttons with numbers",
    "settings": "tells of a server",
}
#: What the texts would be to Discord if a part of them were not escaped. A name may be cut, so each stands for itself.
LIVE = (
    r"@everyone|@here|<[@#]&?80351110224678912|</zqx|\*\*zqx|~~|`zqx|zqx`|\|\|x|x\|\||(?<!\w)_x_|\[here\]|!\[x\]"
    r"|<(b id|script|img|svg)|(?m:^)zqx:"
)

Made = dict[str, Outgoing]


def of_reads(desk: Desk) -> Made:
    """Return what is made of one read each."""
    boards = [
        BoardState("hostile"),
        BoardState("hostile", page=2),
        BoardState("hostile", "second", organisation="Lab 1"),
        BoardState("hostile", EVIL[:90]),
        BoardState(EVIL[:90]),
    ]
    made = {f"board {number}": leaderboard.answer(desk, one, VIEWER) for number, one in enumerate(boards)}
    made["csv"] = leaderboard.as_file(desk, BoardState("hostile"), limits.FILE)
    made |= {f"card {name}": benchmark.answer(desk, name, VIEWER) for name in ("hostile", "hostle", EVIL[:90])}
    for one in (*(one["slug"] for one in hostile.models()), "zqx", EVIL[:90]):
        made[f"model {one}"] = model.answer(desk, one, 1, VIEWER)
    for names in ((ONE, TWO), (f"{MARK}-4", f"{MARK}-5", f"{MARK}-12"), (ONE, EVIL[:90])):
        made[f"compare {names}"] = compare.answer(desk, names, 1, VIEWER)
    parts: tuple[Part, ...] = ("benchmarks", "models")
    for one in ("general", next(named.slug for named in desk.index.categories.entries if "alice" in named.slug), EVIL):
        made |= {f"category {one} {part}": category.answer(desk, one, part, 1, VIEWER) for part in parts}
    return made


def of_questions(desk: Desk, typed: str) -> Question | Outgoing:
    """Return a question of the card, or all."""
    return questions.look(desk, "hostile", typed, Asker(2, 2))


def of_events(desk: Desk) -> Made:
    """Return what is announced, and the lists of what is watched."""
    last = events.last_id(desk.connection)
    (of_one, of_more) = (
        Watch(1, 1, 5, "category", next(one.slug for one in desk.index.categories.entries if MARK in one.slug), 0),
        Watch(2, 1, 5, "benchmark", "hostile", 0),
    )
    leaders = events.latest(desk.connection, benchmark="hostile", kinds=("new_leader",))
    made = {
        f"story {number}": story_face(news.story(desk.connection, [one]), "n") for number, one in enumerate(leaders)
    }
    for number, watch in enumerate((of_one, of_more)):
        found = news.news(desk.connection, [watch], last)
        assert found is not None
        made[f"news {number}"] = story_face(found, "n") if isinstance(found, Story) else digest_face(found, "n")
        label = watch.label(desk.index)
        made[f"added {number}"] = added_face(label, fresh=True)
        made[f"removed {number}"] = removed_face(label, 5)
        listed = [Listed(one, 5, EVIL[:100], label) for one in range(3)]
        made[f"watches {number}"] = watches_face(listed, {5: EVIL}, where="here", may_change=True)
    return made


def of_reports(desk: Desk) -> Made:
    """Return what reporters and maintainers see of the corrections."""
    made: Made = {}
    for number in (1, 2, 3):
        one = corrections.one(desk.connection, number)
        for face in (open_face, thanks_face, told_face, decided_face):
            if face in (open_face, thanks_face) or one.status != "open":
                made[f"{face.__name__} {number}"] = face(one)
    draft = Draft("hostile", "main", EVIL[:100], EVIL[:30], f"{HOME}/a", EVIL)
    made["known"] = known_face(desk.index.benchmarks.by_slug["hostile"].name, EVIL, Press("report"))
    made["refused"] = refused_face(draft, EVIL, 1, [(EVIL, ONE)])
    return made


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return Place(hostile.make(tmp_path_factory.mktemp("discord") / "home").file)


@pytest.fixture(scope="module")
def walked(place: Place) -> tuple[Made, Form, list[tuple[str, str]]]:
    """Return every message that the bot makes of the registry, a form, and the names that it offers."""

    async def walk() -> tuple[Made, Form, list[tuple[str, str]]]:
        reader = Reader(place)
        try:
            await reader.start()
            made: Made = {}
            for read in (of_reads, of_events, of_reports):
                made |= await reader.read(read)
            answers = Answers(reader)
            for text in QUESTIONS:
                made[text] = await answers.answer(text, Asker(1, 1))
            for typed in ("", EVIL[:90], "hostile"):
                made[f"faq {typed}"] = await answers.found(partial(of_questions, typed=typed), Asker(2, 2))
            made["progress"] = progress_face(await Pictures(reader).progress("hostile"), "light", 1)
            board = place_in(reader.index, "hostile")
            assert board is not None
            form = report_form(board, Draft("hostile", "main", EVIL[:100], EVIL[:30], HOME, EVIL), Press("report"))
            index = reader.index
            kinds = (index.benchmarks, index.models, index.categories, index.organisations, index.questions["hostile"],
                     index.boards["hostile"])  # fmt: skip
            return made, form, [pair for names in kinds for pair in choices(names.entries)]
        finally:
            await asyncio.to_thread(reader.close)

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PODIUM_HOME", str(place.db.parent))
        return asyncio.run(walk())


@pytest.fixture(scope="module")
def made(walked: tuple[Made, Form, list[tuple[str, str]]]) -> Made:
    return walked[0]


def marked(found: Outgoing) -> list[str]:
    """Return the texts of a message in which Discord reads markup, also as it is sent where nothing may be embedded."""
    embed = found.embed
    fields = [text for one in embed.fields for text in (one.name or "", one.value or "")]
    return [embed.title or "", embed.description or "", *fields, plain_text(found, ["embed_links"])]


def bare(text: str) -> str:
    """Return a text without what is escaped in it."""
    return re.sub(r"\\[^0-9A-Za-z\s]|@\u200b", "", text)


def test_every_kind_of_message_is_walked_or_it_is_said_why_not(made: Made) -> None:
    modules = {one.stem for one in Path(str(faces.__file__)).parent.glob("*.py")} - {"__init__"}
    assert modules == {*WALKED, *LEFT_OUT}
    # The walk shows what it is about: every part of the worst text comes through, beginning with its name.
    shown = "".join(json.dumps(payload(one), ensure_ascii=False) for one in made.values())
    assert all(f"Model {number} " in shown for number in range(len(PARTS)))
    assert shown.count(MARK) > 500


def test_discord_takes_every_message(made: Made) -> None:
    for name, found in made.items():
        # These mention the channel that is watched, and give back to one person what that person typed.
        if not name.startswith(("watches", "removed", "refused")):
            check(found)
        assert limits.fits(found.embed)
        assert len(plain_text(found, ["embed_links"])) <= limits.CONTENT


def test_no_text_of_the_registry_is_a_mention_markup_or_a_line_of_its_own(made: Made) -> None:
    for name, found in made.items():
        for text in marked(found):
            live = re.search(LIVE, bare(text))
            assert live is None, (name, live, text)


def test_no_text_of_the_registry_is_a_link_but_the_addresses_that_are_some(made: Made) -> None:
    for name, found in made.items():
        for text in marked(found):
            # Without brackets before it Discord makes a link of what begins so, and of nothing else.
            addresses = re.findall(r"https?://[^\s)]*", bare(text))
            assert {one for one in addresses if MARK in one} <= {f"{HOME}/a"}, (name, text)
        links = [one for row in payload(found)["components"] for one in row["components"] if "url" in one]
        for address in (found.embed.url, *(one["url"] for one in links)):
            assert address is None or re.fullmatch(r"https?://[^\s<>\"']+", address), (name, address)


def test_no_character_that_does_not_show_comes_through(
    walked: tuple[Made, Form, list[tuple[str, str]]], made: Made
) -> None:
    _, form, offered = walked
    # What somebody typed is given back to them alone as it was, so that they can go on with it.
    found = [one for name, one in made.items() if name != "refused"]
    for one in found:
        undirected(one)
    texts = [text for one in found for text in (*marked(one), json.dumps(payload(one)["components"]))]
    texts += [form.title, *(text for one in form.fields for text in (one.label, one.told))]
    texts += [text for pair in offered for text in pair]
    for text in texts:
        assert not re.search("[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]", text), text


def test_forms_and_names_that_are_offered_fit(walked: tuple[Made, Form, list[tuple[str, str]]]) -> None:
    _, form, offered = walked
    assert len(form.title) <= 45 and len(form.fields) <= 5
    assert offered and all(1 <= len(text) <= limits.OPTION for pair in offered for text in pair)


def test_no_cell_of_an_attached_table_is_a_formula(made: Made) -> None:
    (file,) = made["csv"].files
    rows = list(csv.reader(io.StringIO(file.data.decode("utf-8-sig"), newline="")))
    assert len(rows) > len(PARTS)
    assert not [cell for row in rows for cell in row if re.match(r"\s*[=+@\t\r]|\s*-(?!\d)", cell)]
