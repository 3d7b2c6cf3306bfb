"""``podium bot``: the Discord bot, and what its operator needs."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from podium.cli import output
from podium.cli.app import App, example, pass_app
from podium.cli.faq_engine import encoder_option, open_engine
from podium.cli.output import Screen
from podium.registry.errors import EXIT_FAILURE, MissingExtra, SettingError

if TYPE_CHECKING:
    from podium.bots.discord.inviting import Invitation
    from podium.bots.discord.syncing import Sync
    from podium.bots.discord.tokens import Token

Command = TypeVar("Command", bound=Callable[..., Any])


def token_option(command: Command) -> Command:
    """Add ``--token-file`` to a command that speaks to Discord."""
    return click.option(
        "--token-file",
        type=click.Path(dir_okay=False, path_type=Path),
        help="File that holds the bot's token and nothing else, in place of PODIUM_DISCORD_TOKEN.",
    )(command)


def health_option(command: Command) -> Command:
    """Add ``--health`` to a command."""
    return click.option(
        "--health",
        metavar="PORT",
        type=click.IntRange(0, 65535),
        help="Port of 127.0.0.1 on which GET /health tells how the bot is; 0 takes a free one, and logs it.",
    )(command)


@contextmanager
def _discord_installed() -> Iterator[None]:
    try:
        import discord  # noqa: F401
    except ImportError as error:
        raise MissingExtra("discord", "the Discord bot", "discord.py") from error
    yield


def _warn(app: App, token: Token) -> None:
    """Say what is wrong with the place of a token; the bot says it in its log, and the check among what it found."""
    if token.warning:
        app.warn(token.warning)


@click.group(epilog=example("podium bot check --token-file token", "podium bot discord --token-file token"))
def bot() -> None:
    """Run the Discord bot, and look after it."""


@bot.command(
    epilog=example("podium bot discord --token-file token --health 8080", "podium bot discord --log-format json")
)
@token_option
@encoder_option
@health_option
@click.option(
    "--maintainers-guild",
    "deciding",
    metavar="ID",
    type=click.IntRange(1),
    multiple=True,
    envvar="PODIUM_DISCORD_MAINTAINERS_GUILD",
    help="Server whose maintainers decide on reports of wrong data; may be given several times.",
)
@click.option(
    "--log-format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How a record is written to standard error: key=value, or JSON; one a line.",
)
@click.option(
    "--log-level",
    type=click.Choice(["debug", "info", "warning", "error"]),
    default="info",
    show_default=True,
    help="From which level on.",
)
@pass_app
def discord(
    app: App,
    token_file: Path | None,
    encoder: str | None,
    health: int | None,
    deciding: tuple[int, ...],
    log_format: Any,
    log_level: str,
) -> None:
    """Run the Discord bot until it is told to end.

    The token is that of PODIUM_DISCORD_TOKEN, or of --token-file; it is never given on the command line.

    SIGTERM or Ctrl-C: replies under way are finished, then it ends with 0; a second one ends it at once. It ends with
    78 where the token is missing or refused, the registry cannot be opened, or another bot works on the same files;
    with 69 where Discord cannot be reached within a minute of the start, or another process holds the
    registry. Later it connects again for ever.

    Its commands are told to Discord by podium bot sync, not by this.
    """
    with _discord_installed():
        from podium.bots.discord import logs, running, tokens
    token = tokens.read_token(token_file)
    logs.set_up(log_format, log_level, token.text)
    settings = running.Settings(app.place, token, lambda connection: open_engine(connection, encoder), health, deciding)
    running.run(settings)


@bot.command(epilog=example("podium bot sync --dry-run", "podium bot sync --guild 81384788765712384"))
@token_option
@click.option("--guild", metavar="ID", type=click.IntRange(1), help="As commands of this server alone, seen at once.")
@click.option("--remove", is_flag=True, help="With --guild: remove the server's own commands.")
@click.option("--dry-run", is_flag=True, help="Only show what would change.")
@output.json_option
@pass_app
def sync(app: App, token_file: Path | None, guild: int | None, remove: bool, dry_run: bool, as_json: bool) -> None:
    """Tell Discord of the bot's commands where it knows others.

    Run it once after installing and after each upgrade; where nothing has changed nothing is sent. The bot need not
    run, and a bot that runs need not be started again.

    A server that has commands of its own by --guild shows those and the common ones, so each twice: --remove takes
    them away again.
    """
    if remove and guild is None:
        raise click.UsageError("--remove needs the --guild whose own commands shall go")
    with _discord_installed():
        from podium.bots.discord import rest, running, syncing, tokens
        from podium.bots.discord.keeping import Keeping
    token = tokens.read_token(token_file)
    _warn(app, token)
    keeping = Keeping(running.keeping_file())

    async def told() -> Sync:
        async with rest.visitor(app.place, token, keeping) as visitor:
            return await syncing.sync(visitor, guild, remove=remove, dry_run=dry_run)

    try:
        found = asyncio.run(told())
    finally:
        keeping.close()
    if as_json:
        # Ids are texts: as numbers they are larger than many readers of JSON can hold.
        ids = {"application": str(found.application), "guild": None if guild is None else str(guild)}
        output.print_json(dict(vars(found)) | ids | {"changes": [dict(vars(one)) for one in found.changes]})
    else:
        _show_sync(found)


def _show_sync(found: Sync) -> None:
    screen = Screen()
    where = "all servers" if found.guild is None else f"server {found.guild}"
    for change in found.changes:
        details = f": {', '.join(change.details)}" if change.details else ""
        screen.item(f"{change.kind} /{change.command}{details}")
    if not found.changes:
        screen.prose(f"Discord knows the commands for {where} as they are; nothing was sent.")
    elif found.sent:
        screen.prose(f"Discord was told of the commands for {where}.")
    else:
        screen.prose(f"Nothing was sent; without --dry-run Discord would be told of the commands for {where}.")
    screen.print()


@bot.command(epilog=example("podium bot invite --application 1234567890123456789"))
@token_option
@click.option("--application", metavar="ID", type=click.IntRange(1), help="The application's id; no token is needed.")
@output.json_option
@pass_app
def invite(app: App, token_file: Path | None, application: int | None, as_json: bool) -> None:
    """Show the addresses by which a server or a person takes the bot in.

    The permissions in it are exactly those that the bot needs. Nothing is asked of Discord.
    """
    with _discord_installed():
        from podium.bots.discord import inviting, tokens
    if application is None:
        try:
            token = tokens.read_token(token_file)
        except SettingError as error:
            hint = f"{error.hint}; or give the application's id with --application, which needs no token"
            raise SettingError(error.message, hint) from None
        _warn(app, token)
        application = token.application
    if application is None:
        raise SettingError(
            "the token does not say of which application it is",
            "give --application; the id is on the application's page General Information",
        )
    found = inviting.invitation(application)
    if as_json:
        output.print_json(
            {
                "application": str(found.application),
                "server": found.server,
                "person": found.person,
                "scopes": list(inviting.SCOPES),
                "permissions": str(found.permissions),
                "permission_names": list(inviting.PERMISSIONS.values()),
            }
        )
    else:
        _show_invitation(found, list(inviting.PERMISSIONS.values()))


def _show_invitation(found: Invitation, permissions: list[str]) -> None:
    screen = Screen()
    screen.whole("Open this as someone who may manage the server:", "")
    screen.whole(found.server, "")
    screen.blank()
    screen.whole("To use the commands anywhere, without a server:", "")
    screen.whole(found.person, "")
    screen.blank()
    screen.prose(f"Permissions: {', '.join(permissions)}.")
    screen.print()


@bot.command(epilog=example("podium bot check --token-file token --health 8080"))
@token_option
@health_option
@output.json_option
@click.pass_context
def check(ctx: click.Context, token_file: Path | None, health: int | None, as_json: bool) -> None:
    """Check that the bot can do its work, and say what to mend.

    The token, the application, the commands that Discord knows, the permissions in each server, and the registry.
    The exit code is 1 where something keeps the bot from its work.
    """
    with _discord_installed():
        from podium.bots.discord import checking, tokens
    from podium.cli.doctor.finding import Finding, show

    place = ctx.ensure_object(App).place
    found = asyncio.run(checking.check(place, tokens.read_token(token_file), health))
    if as_json:
        output.print_json([dict(vars(one)) for one in found])
    else:
        show([Finding(one.check, one.status, one.detail, one.advice) for one in found])
    if any(one.status == "failed" for one in found):
        ctx.exit(EXIT_FAILURE)
