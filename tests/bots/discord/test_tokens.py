"""Where the bot's token comes from, and what is said where there is none."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podium.bots.discord.tokens import VARIABLE, Token, read_token
from podium.registry.errors import EXIT_CONFIG, SettingError
from podium.tests.cli.support import failure, podium, podium_json

TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4OQ.G1abcd.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"


@pytest.fixture
def token_file(tmp_path: Path) -> Path:
    file = tmp_path / "token"
    file.write_text(f"{TOKEN}\n")
    file.chmod(0o600)
    return file


def test_a_token_is_taken_out_of_the_environment_so_that_nothing_started_later_finds_it() -> None:
    environment = {VARIABLE: f" {TOKEN}\n", "HOME": "/home/ada"}
    assert read_token(None, environment) == Token(TOKEN, VARIABLE)
    assert environment == {"HOME": "/home/ada"}


def test_a_file_wins_over_the_environment_which_is_emptied_all_the_same(token_file: Path) -> None:
    environment = {VARIABLE: "other"}
    found = read_token(token_file, environment)
    assert (found.text, found.source, found.warning) == (TOKEN, str(token_file), "")
    assert environment == {}


@pytest.mark.parametrize(("mode", "warns"), [(0o600, False), (0o640, False), (0o644, True), (0o602, True)])
def test_a_file_that_every_user_can_read_or_write_is_warned_of(token_file: Path, mode: int, warns: bool) -> None:
    token_file.chmod(mode)
    warning = read_token(token_file, {}).warning
    assert warning == (
        f"token file {token_file} can be read by every user of this machine: chmod 600 {token_file}" if warns else ""
    )


@given(st.integers(min_value=1, max_value=2**64 - 1))
def test_a_token_says_of_which_application_it_is(application: int) -> None:
    first = base64.urlsafe_b64encode(str(application).encode()).decode().rstrip("=")
    assert Token(f"{first}.G1abcd.rest", "test").application == application


@given(st.text())
def test_whatever_a_token_begins_with_its_application_is_a_number_or_nothing(text: str) -> None:
    found = Token(text, "test").application
    assert found is None or 0 <= found < 10**20


def test_no_representation_shows_a_token() -> None:
    assert TOKEN not in repr(Token(TOKEN, VARIABLE))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Bot abc.def.ghi", "has Bot in front"),
        ('"abc.def.ghi"', "stands in quotes"),
        ("two\nlines", "has spaces or other signs in it"),
        ("schlüssel", "has spaces or other signs in it"),
        ("a\x00b", "has spaces or other signs in it"),
    ],
)
def test_what_cannot_be_a_token_is_refused_without_being_shown(text: str, said: str) -> None:
    with pytest.raises(SettingError) as raised:
        read_token(None, {VARIABLE: text})
    assert str(raised.value).startswith(f"{VARIABLE} holds no token: it {said}")
    assert text not in str(raised.value)


@pytest.mark.parametrize("words", [("discord",), ("sync",), ("invite",), ("check",)], ids=" ".join)
def test_a_missing_token_is_one_line_that_says_where_to_get_one(words: tuple[str, ...]) -> None:
    line = failure("bot", *words, code=EXIT_CONFIG)
    assert line.startswith(f"no token: {VARIABLE} is not set; set it, or name a file with --token-file")
    assert "https://discord.com/developers/applications" in line


def test_a_token_file_that_cannot_be_read_is_named_with_the_reason(tmp_path: Path) -> None:
    missing, empty, binary = tmp_path / "missing", tmp_path / "empty", tmp_path / "binary"
    empty.write_text("\n")
    binary.write_bytes(b"\xff\xfe\x00")
    reasons = {
        missing: f"token file {missing} cannot be read: No such file or directory",
        empty: f"token file {empty} is empty",
        binary: f"token file {binary} is no text",
    }
    for file, reason in reasons.items():
        assert failure("bot", "discord", "--token-file", file, code=EXIT_CONFIG).startswith(f"{reason};")


def test_an_invitation_asks_for_exactly_the_permissions_that_are_needed(token_file: Path) -> None:
    found = podium_json("bot", "invite", "--token-file", token_file)
    # View Channels 1<<10, Send Messages 1<<11, Embed Links 1<<14, Attach Files 1<<15, Read Message History 1<<16,
    # Send Messages in Threads 1<<38
    number = sum(1 << bit for bit in (10, 11, 14, 15, 16, 38))
    assert found["permissions"] == str(number)
    assert found["server"] == (
        "https://discord.com/oauth2/authorize?client_id=1234567890123456789&scope=bot+applications.commands"
        f"&permissions={number}&integration_type=0"
    )
    assert found["person"] == (
        "https://discord.com/oauth2/authorize?client_id=1234567890123456789&scope=applications.commands"
        "&integration_type=1"
    )
    assert podium_json("bot", "invite", "--application", "1234567890123456789") == found
    assert found["server"] in podium("bot", "invite", "--application", "1234567890123456789").stdout


def test_an_invitation_says_that_others_may_read_the_token_file_and_is_shown_all_the_same(token_file: Path) -> None:
    assert podium("bot", "invite", "--token-file", token_file).stderr == ""
    token_file.chmod(0o644)
    shown = podium("bot", "invite", "--token-file", token_file)
    readable = f"token file {token_file} can be read by every user of this machine: chmod 600 {token_file}"
    assert shown.stderr == f"warning: {readable}\n"
    assert "client_id=1234567890123456789" in shown.stdout


def test_a_token_that_names_no_application_needs_the_option(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("abc")
    line = failure("bot", "invite", "--token-file", tmp_path / "token", code=EXIT_CONFIG)
    assert line.startswith("the token does not say of which application it is; give --application")


def test_an_invitation_without_a_token_says_that_the_applications_id_is_enough() -> None:
    line = failure("bot", "invite", code=EXIT_CONFIG)
    assert line.startswith("no token: PODIUM_DISCORD_TOKEN is not set") and "--application" in line
