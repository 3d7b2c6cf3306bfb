"""``podium doctor``: what is installed, what works, and what to do about the rest.

Each module looks at one side and yields :class:`~podium.cli.doctor.finding.Finding`. What is looked for stands in
:mod:`.mistakes`, from which the page of the commands lists it.
"""

from __future__ import annotations

import click

from podium.cli import output
from podium.cli.app import App, example
from podium.cli.doctor import installation, plugin_state, registry_file, surroundings
from podium.cli.doctor.finding import show
from podium.registry.errors import EXIT_FAILURE


@click.command(epilog=example("podium doctor", "podium doctor --full"))
@click.option("--full", is_flag=True, help="Also start torch, and say which devices it sees.")
@output.json_option
@click.pass_context
def doctor(ctx: click.Context, full: bool, as_json: bool) -> None:
    """Check the installation and say what to mend.

    The exit code is 1 where something keeps commands from working.
    """
    app = ctx.ensure_object(App)
    place = app.place
    findings = [
        *installation.look(),
        *registry_file.look(place),
        *plugin_state.look(place),
        *surroundings.look(),
    ]
    if full:
        findings.append(installation.torch_started())
    if as_json:
        output.print_json([dict(vars(finding)) for finding in findings])
    else:
        show(findings)
    if any(finding.status == "failed" for finding in findings):
        ctx.exit(EXIT_FAILURE)
