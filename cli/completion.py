"""``podium completion``: what a shell must read so that Tab completes commands, options and names."""

from __future__ import annotations

import click

from podium.cli.app import example

#: Shells with where each looks for what it reads by itself, and how that is written.
SHELLS = ("bash", "zsh", "fish")


@click.command(
    epilog=example(
        'eval "$(podium completion bash)"',
        "podium completion bash > ~/.local/share/bash-completion/completions/podium",
        "podium completion zsh > ~/.zfunc/_podium",
        "podium completion fish > ~/.config/fish/completions/podium.fish",
    )
)
@click.argument("shell", metavar="SHELL", type=click.Choice(SHELLS))
def completion(shell: str) -> None:
    """Print what lets a shell complete commands, options and names.

    SHELL is bash, zsh or fish. The first example, typed or put into ~/.bashrc, is enough for bash, and so it is with
    zsh in ~/.zshrc, after compinit. The others write a file that the shell reads when it is needed; the folder must be
    there, and that of zsh must be in fpath. Benchmarks, boards, models, categories, runs and plugins are completed from
    the registry as it is; where there is none, nothing is.
    """
    from click.shell_completion import get_completion_class

    from podium.cli.root import COMPLETE_VARIABLE

    kind = get_completion_class(shell)
    assert kind is not None
    root = click.get_current_context().find_root()
    click.echo(kind(root.command, {}, "podium", COMPLETE_VARIABLE).source())
