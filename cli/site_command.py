"""``podium site``: the registry as pages that anyone can host."""

from __future__ import annotations

from pathlib import Path

import click

from podium.cli import output, progress
from podium.cli.app import App, example, pass_app

_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.group(epilog=example("podium site build public", "podium site serve public"))
def site() -> None:
    """Build the registry's web site, or look at it."""


@site.command(epilog=example("podium site build public --base-url https://example.org/podium/"))
@click.argument("folder", metavar="DIR", type=_FOLDER)
@click.option("--title", default="Podium", show_default=True, help="Name of the site.")
@click.option("--base-url", default="", metavar="URL", help="Where it will be hosted; feed and site map need it.")
@click.option("--report-url", default="", metavar="URL", help="Where visitors report missing or incorrect data.")
@click.option("--jobs", type=click.IntRange(0), default=0, help="Processes.  [default: as many as processors]")
@output.json_option
@pass_app
def build(app: App, folder: Path, title: str, base_url: str, report_url: str, jobs: int, as_json: bool) -> None:
    """Build the site into a folder, or bring it up to date.

    It is made of files alone and asks no other server for anything, so it can be opened from disk or hosted
    anywhere. Only pages whose rows changed are made anew. Without --base-url there is no site map.
    """
    from datetime import UTC, datetime

    from podium.cli.site import build as building
    from podium.cli.site.rendering import Options

    for name, url in (("--base-url", base_url), ("--report-url", report_url)):
        if url and not url.startswith(("https://", "http://", "mailto:")[: 3 if name == "--report-url" else 2]):
            raise click.UsageError(f"{name} {url}: write the whole address, with https://")
    options = Options(
        title, f"{base_url.rstrip('/')}/" if base_url else "", report_url, datetime.now(UTC).date().isoformat()
    )
    connection = app.read()
    with progress.shown(app, "pages") as tell:
        built = building.build(connection, app.place.db, folder, options, jobs=jobs, tell=tell)
    if as_json:
        data = dict(vars(built)) | {"folder": str(folder)}
        output.print_json(data)
        return
    click.echo(building.summary(built))


@site.command(epilog=example("podium site serve public"))
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 for any that is free.")
@pass_app
def serve(app: App, folder: Path, port: int) -> None:
    """Show a built site on this machine, until Ctrl-C. Nobody else can reach it."""
    from podium.cli.site.serving import serve as run

    run(folder, port, lambda url: click.echo(f"{url} (Ctrl-C ends it)"))
