"""The form for wrong data, what is told of reports, settings and privacy: kept looks, limits, round trips."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as some

from podium.bots.discord import reporters, servers
from podium.bots.discord.cooldowns import Cooldowns
from podium.bots.discord.custom_ids import Press
from podium.bots.discord.faces import deciding, report
from podium.bots.discord.faces.settings import deleted_face, privacy_face, settings_face
from podium.bots.discord.failing import NO_REGISTRY
from podium.bots.discord.features.decided import decided
from podium.bots.discord.forms import LABEL, TITLE, TOLD, Form, cleaned, filled, modal_of
from podium.bots.discord.keeping import Keeping
from podium.bots.discord.names import Index, Named, Names, Scale
from podium.bots.discord.outgoing import Outgoing
from podium.bots.discord.reporters import Reporter
from podium.bots.discord.reports import Draft, Place, model_name, place_in, read_value, words
from podium.bots.discord.servers import Server
from podium.registry import database
from podium.registry.corrections import LONGEST_TEXT, STATUSES, Correction
from podium.registry.errors import PodiumError, RegistryBusy
from podium.tests.bots.discord import odd
from podium.tests.bots.discord.goldens import golden
from podium.tests.bots.discord.test_reply_face import check

OWNER = 80351110224678912
FRACTIONS = Scale("accuracy", 0.0, 1.0)
PLACE = Place("bench", "Bench", "main", "All items", FRACTIONS)
DRAFT = Draft("bench", "main", "Model 0", "0.512", "https://example.org/a_(b)", "First line.\n\n- *second* line")
CORRECTION = Correction(
    7, "bench", "Bench", "main", "All items", "model-0", "Model 0", 31, 0.481, "zero-shot",
    "A typing error.\nSee p. 3.", 0.512, "https://example.org/card#table-2", "a Discord user", "open", None, None,
    "2026-05-04T10:00:00+00:00", None,
)  # fmt: skip
MISSING = replace(CORRECTION, result=None, held=None, setting=None)
ACCEPTED = replace(CORRECTION, status="accepted", accepted_result=99, decided_at="2026-05-05T10:00:00+00:00")
REFUSED = replace(ACCEPTED, status="rejected", accepted_result=None, decision="The paper says **0.481**.")

FACES: dict[str, Callable[[], Outgoing]] = {
    "report-refused": lambda: report.refused_face(DRAFT, "value 47.0 is outside the range", OWNER),
    "report-near": lambda: report.refused_face(DRAFT, "no model called 'Modle'", OWNER, [("Model 1", "model-1")]),
    "report-thanks": lambda: report.thanks_face(CORRECTION),
    "report-told-accepted": lambda: report.told_face(ACCEPTED),
    "report-told-refused": lambda: report.told_face(REFUSED),
    "report-open": lambda: deciding.open_face(CORRECTION),
    "report-open-page": lambda: deciding.open_face(replace(CORRECTION, value=None), 2, 3),
    "report-open-missing": lambda: deciding.open_face(MISSING),
    "report-accepted": lambda: deciding.decided_face(ACCEPTED),
    "report-refused-page": lambda: deciding.decided_face(REFUSED, 2),
    "report-none": deciding.none_face,
    "settings": lambda: settings_face(Server((1, 2), 3, 4), decides=True),
    "settings-of-none": lambda: settings_face(Server(), decides=False, remark="I need something."),
    "privacy": lambda: privacy_face(2),
    "privacy-deleted": lambda: deleted_face(1, 0),
}


@pytest.mark.parametrize("name", FACES)
def test_what_is_told_of_reports_and_settings_is_as_it_is_kept(name: str) -> None:
    golden(name, FACES[name]())


def test_the_form_says_which_board_and_how_its_figures_are_written() -> None:
    form = report.report_form(PLACE, DRAFT, Press("report", ("bench", "main"), OWNER))
    made: dict[str, Any] = modal_of(form).to_dict()
    assert (made["title"], made["custom_id"]) == ("Missing or incorrect?", form.press.custom_id)
    head, *fields = made["components"]
    assert head["content"] == "**Bench** · All items\naccuracy, from 0 to 1"
    assert [(one["label"], one["component"]["value"]) for one in fields] == [
        ("Model", "Model 0"),
        ("Right value", "0.512"),
        ("Where can that be read?", "https://example.org/a_(b)"),
        ("What is wrong?", "First line.\n\n- *second* line"),
    ]
    assert [one["component"]["required"] for one in fields] == [True, False, True, True]


@pytest.mark.parametrize(
    ("scale", "said", "how"),
    [
        (Scale("m", 0.0, 1.0), ", from 0 to 1", "A fraction like 0.512, not 51.2."),
        (Scale("m", 0.0, 100.0), ", from 0 to 100", "A number like 51.2, not 0.512."),
        (Scale("m", 0.0, None), ", 0 or more", "A number, as the board writes it."),
        (Scale("m", None, 1.0), ", at most 1", "A fraction like 0.512, not 51.2."),
        (Scale("m", None, None), "", "A number, as the board writes it."),
    ],
)
def test_the_range_of_a_board_is_said_in_its_own_figures(scale: Scale, said: str, how: str) -> None:
    assert report.range_words(scale) == said
    assert report.value_words(scale) == f"{how} Leave it empty if the row should go."
    assert len(report.value_words(scale)) <= TOLD


@pytest.mark.parametrize(
    ("typed", "scale", "value"),
    [
        ("0.512", FRACTIONS, 0.512),
        (" .5 ", FRACTIONS, 0.5),
        ("51.2%", FRACTIONS, 0.512),
        ("57.3 %", FRACTIONS, 0.573),
        ("51.2%", Scale("m", 0.0, 100.0), 51.2),
        ("51.2", FRACTIONS, 51.2),
        ("−1.5", Scale("m", None, None), -1.5),
        ("+2", Scale("m", 0.0, None), 2.0),
        ("", FRACTIONS, None),
        ("  ", FRACTIONS, None),
    ],
)
def test_values_are_read_as_the_board_writes_them(typed: str, scale: Scale, value: float | None) -> None:
    assert read_value(typed, scale) == value


@pytest.mark.parametrize(
    "typed", ["0,512", "1_000", "nan", "inf", "1e3", "½", "٠.٥", "0.5.1", "%", "half", "0x1", "- 1", "50%%"]
)
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(PodiumError, match="is not a number"):
        read_value(typed, FRACTIONS)


def test_a_percentage_is_refused_where_it_means_nothing() -> None:
    with pytest.raises(PodiumError, match="is a percentage, which this board does not have"):
        read_value("51%", Scale("m", 0.0, 4.0))


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (PodiumError("result 206 no longer stands: it was withdrawn", "reject the report"),
         "this row no longer stands: it was withdrawn (refuse the report)"),
        (PodiumError("result 206 no longer stands: result 9 replaced it", "reject the report, and report that row"),
         "this row no longer stands: another replaced it (refuse the report, and report that row)"),
        (PodiumError("result 31 says 0.5 with this source already"), "this row says 0.5 with this source already"),
        (PodiumError("this is correction 12 already", "podium corrections show 12"),
         "this was reported already, in report 12"),
        (RegistryBusy("registry file /srv/podium/registry.db: database is locked", "try again"), NO_REGISTRY),
    ],
)  # fmt: skip
def test_what_the_registry_says_of_a_report_is_told_without_ids_commands_and_paths(
    error: PodiumError, told: str
) -> None:
    assert words(error) == told


def test_the_form_stands_for_one_board_and_a_model_by_a_name_that_leads_back_to_it() -> None:
    boards = Names([Named("main", "All items"), Named("hard", "Hard items", (), -1)])
    models = Names([Named("a-1", "A"), Named("a-2", "A", (), 5), Named("b", "B b", ("bee",)), Named("c", " ")])
    index = Index(
        Names([Named("bench", "Bench", ("the bench",))]), models, Names(()), Names(()), {"bench": boards},
        scales={("bench", "main"): FRACTIONS, ("bench", "hard"): Scale("m", 0.0, 100.0)},
    )  # fmt: skip
    assert place_in(index, "The Bench") == PLACE
    hard = place_in(index, "bench", "hard items")
    assert hard is not None and (hard.board, hard.scale.maximum) == ("hard", 100.0)
    assert place_in(index, "other") is place_in(index, "bench", "soft") is None
    # Two are called A: the one that is looked for less must be called by its slug.
    assert [model_name(index, slug) for slug in ("a-1", "a-2", "b", "c")] == ["a-1", "A", "B b", "c"]
    # What is typed and means nothing stays as it was typed.
    assert [model_name(index, typed) for typed in ("B B", "bee", "nothing", "")] == ["B b", "bee", "nothing", ""]


TEXTS = some.sampled_from(odd.HOSTILE) | some.text(max_size=60)
LONG = TEXTS | some.sampled_from(["@everyone " * 200, "\\`*_" * 500, "x" * LONGEST_TEXT, "a\n" * 1_000])


@given(LONG)
def test_what_is_quoted_is_given_back(text: str) -> None:
    assert report.unquoted(report.quoted(text)) == text


@given(TEXTS, some.text(max_size=30), some.text(max_size=report.LONGEST_SOURCE), LONG, TEXTS)
def test_a_refusal_fits_and_gives_back_all_that_was_typed(
    model: str, value: str, source: str, statement: str, why: str
) -> None:
    typed = (model[:100], value, source, statement[:LONGEST_TEXT])
    sent = {"components": [{"component": {"custom_id": str(place), "value": one}} for place, one in enumerate(typed)]}
    draft = Draft("s" * 100, "b" * 100, *filled(sent).values())
    face = report.refused_face(draft, why, 2**64 - 1, [(model, "m" * 100 + str(number)) for number in range(6)])
    check(face)
    shown = discord.Embed.from_dict(face.embed.to_dict())
    assert report.draft_in(shown, Draft("s" * 100, "b" * 100)) == draft


@some.composite
def corrections(draw: some.DrawFn) -> Correction:
    """Return a report with any texts and any figures."""
    figures = some.none() | some.floats(allow_nan=False, allow_infinity=False)
    status = draw(some.sampled_from(STATUSES))
    return replace(
        CORRECTION, id=draw(some.integers(1, 2**40)), benchmark_name=draw(TEXTS), board_title=draw(TEXTS),
        model_name=draw(TEXTS), result=draw(some.none() | some.just(3)), held=draw(figures), value=draw(figures),
        setting=draw(some.none() | TEXTS), statement=draw(LONG)[:LONGEST_TEXT], reporter=draw(some.none() | TEXTS),
        source_url=draw(some.sampled_from(["https://e.org/" + "y" * 1_900, "https://", "http://a b", "https://e.org/(x)"])),
        status=status, decision=draw(some.none() | LONG.map(lambda text: text[:LONGEST_TEXT])),
        decided_at=draw(some.none() | some.just("2026-05-05T10:00:00")),
    )  # fmt: skip


@given(corrections(), some.integers(0, 999))
def test_whatever_is_reported_discord_takes_the_messages_and_nothing_is_markup(found: Correction, page: int) -> None:
    for face in (
        report.thanks_face(found),
        report.told_face(found),
        deciding.open_face(found, page, 999 if page else 0),
        deciding.decided_face(found, page),
    ):
        check(face)
        text = str(face.embed.description)
        assert "@everyone" not in text and "](https://evil" not in text and "<@&" not in text.replace("\\<", "")


@given(some.text(max_size=120), some.text(max_size=120), LONG, TEXTS)
def test_forms_stay_within_limits_and_what_was_typed_comes_back(name: str, title: str, text: str, model: str) -> None:
    place = Place("s" * 100, name, "b" * 100, title, Scale(title, None, None))
    draft = Draft("", "", model, "9" * 60, text, text)
    for form in (
        report.report_form(place, draft, Press("mend", ("s" * 100, "b" * 100), 2**64 - 1)),
        deciding.reason_form("9" * 30, "1", 2**64 - 1),
    ):
        made: dict[str, Any] = modal_of(form).to_dict()
        assert 1 <= len(made["title"]) <= TITLE and len(made["custom_id"]) <= 100
        assert 1 <= len(made["components"]) <= 5
        boxes = [one for one in made["components"] if "component" in one]
        assert all(1 <= len(one["label"]) <= LABEL and len(one.get("description") or "") <= TOLD for one in boxes)
        assert all(len(one["component"].get("value") or "") <= one["component"]["max_length"] for one in boxes)
        sent = {one["component"]["custom_id"]: one["component"].get("value") or "" for one in boxes}
        assert filled(made) == {name: cleaned(typed) for name, typed in sent.items()}


def test_what_turns_the_direction_of_a_text_or_cannot_be_seen_is_not_taken_from_a_form() -> None:
    assert cleaned(" a\u202eb\x1b[31m\r\n\tc\x00\u2066 ") == "ab[31m\n\tc"
    assert cleaned("é 日本語 🙂") == "é 日本語 🙂"


def test_a_form_that_was_shown_is_not_remembered() -> None:
    async def shown() -> discord.ui.Modal:
        return modal_of(Form("Title", Press("report", ("a", "b")), ()))

    assert asyncio.run(shown()).is_finished()


def test_a_reporter_is_taken_once_and_is_not_that_of_another_report_of_the_same_number(tmp_path: Path) -> None:
    async def look() -> list[Any]:
        keeping = Keeping(tmp_path / "discord.db")
        run = keeping.run
        await run(lambda connection: reporters.remember(connection, CORRECTION, OWNER))
        mine = Reporter(7, CORRECTION.created_at, OWNER)
        # The registry was replaced, and its seventh report is somebody else's.
        await run(lambda connection: reporters.remember(connection, replace(CORRECTION, created_at="2027"), 5))
        found = [
            await run(reporters.waiting),
            await run(lambda connection: reporters.take(connection, mine)),
            await run(lambda connection: reporters.number_of(connection, 5)),
            await run(lambda connection: reporters.take(connection, Reporter(7, "2027", 5))),
            await run(lambda connection: reporters.take(connection, Reporter(7, "2027", 5))),
        ]
        keeping.close()
        return found

    assert asyncio.run(look()) == [[Reporter(7, "2027", 5)], False, 1, True, False]


def test_a_report_is_decided_only_where_its_registry_says_so(odd_registry: Path) -> None:
    with closing(database.connect(odd_registry)) as connection:
        desk = odd.desk(connection)
        gone = Reporter(7, "2026", OWNER)
        assert decided(desk, [gone]) == [(gone, None)]


def test_a_server_names_so_many_channels_and_no_more(tmp_path: Path) -> None:
    async def fill() -> None:
        keeping = Keeping(tmp_path / "discord.db")
        try:
            for channel in range(servers.MOST_CHANNELS + 1):
                await keeping.run(partial(servers.add_channel, guild=1, channel=channel))
        finally:
            keeping.close()

    with pytest.raises(PodiumError, match="a server can name 50 channels"):
        asyncio.run(fill())


def test_cooldowns_forget_whom_they_hold_back_no_longer() -> None:
    cooldowns = Cooldowns(2, 10.0)
    assert [cooldowns.wait(1, 0.0), cooldowns.wait(1, 0.0)] == [0, 0]
    assert cooldowns.left(1, 0.0) == 10.0 and cooldowns.left(2, 0.0) == 0
    assert cooldowns.forget(1, 5.0) == 15.0 and len(cooldowns) == 1
    assert cooldowns.forget(1, 20.0) == 0 and len(cooldowns) == 0
    assert cooldowns.forget(2, 20.0) == 0
