"""Errors a user can mend: one line that names what is wrong, where, and what to do.

Every command turns a :class:`PodiumError` into that one line on standard error and the error's
exit code; a traceback is printed only with ``--debug``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

#: Documented in ``docs/cli.md``; 0 is success and 130 is Ctrl-C.
EXIT_FAILURE = 1
EXIT_USAGE = 2
EXIT_NOT_FOUND = 3
EXIT_PARTIAL = 4
EXIT_UNREACHABLE = 69
EXIT_CONFIG = 78


class PodiumError(Exception):
    """Something the user can mend.

    Args:
        message: One line: what is wrong and where.
        hint: What to do about it, as a sentence or a command to type.
    """

    exit_code = EXIT_FAILURE

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} ({self.hint})" if self.hint else self.message

    def __reduce__(self) -> tuple[Any, ...]:
        # By default a copy would be made by calling the class with the message, which not every subclass takes.
        return _copy, (type(self), self.args), vars(self)


def _copy(kind: type[PodiumError], args: tuple[Any, ...]) -> PodiumError:
    return kind.__new__(kind, *args)


class NotFound(PodiumError):
    """A benchmark, board, model, split or run that the registry does not know.

    Args:
        kind: What was looked for, such as ``"benchmark"``.
        name: The name as the user typed it.
        suggestions: Near names, best first.
        hint: What to do where there are no near names.
    """

    exit_code = EXIT_NOT_FOUND

    def __init__(self, kind: str, name: str, suggestions: Sequence[str] = (), hint: str = "") -> None:
        near = f"did you mean {' or '.join(suggestions)}?" if suggestions else hint
        super().__init__(f"no {kind} called {name!r}", near)
        self.kind = kind
        self.name = name
        self.suggestions = tuple(suggestions)


class ManyNotFound(PodiumError):
    """Names that the registry does not know, all told at once.

    Args:
        unknown: What is said of each, at least one.
    """

    exit_code = EXIT_NOT_FOUND

    def __init__(self, unknown: Sequence[NotFound]) -> None:
        if len(unknown) == 1:
            super().__init__(unknown[0].message, unknown[0].hint)
            return
        hints = [one.hint for one in unknown if not one.suggestions]
        told = [f"{one.message} ({one.hint})" if one.suggestions else one.message for one in unknown]
        super().__init__("; ".join(told), hints[0] if hints else "")


class InvalidCard(PodiumError):
    """A plugin's card contradicts itself or leaves out what it must state."""


class DataError(PodiumError):
    """A dataset or predictions file that cannot be used as it is.

    The message names the file and, where there is one, the row and the column.
    """


class MissingFiles(DataError):
    """Files of a dataset that are not there at all, where others of it may be."""


class RegistryFileError(PodiumError):
    """The registry file is missing, corrupt, read-only, held by another process or of another version."""

    exit_code = EXIT_CONFIG


class RegistryBusy(RegistryFileError):
    """Another process holds the registry file for longer than is waited for; the same command may work later."""

    exit_code = EXIT_UNREACHABLE


class SettingError(PodiumError):
    """What a service needs to start is missing, wrong or taken: a token, a port, the file it works on."""

    exit_code = EXIT_CONFIG


class Unreachable(PodiumError):
    """A server on the network does not answer; the same command may work later."""

    exit_code = EXIT_UNREACHABLE


class MissingExtra(PodiumError):
    """A part of Podium that is an optional extra is not installed.

    Args:
        extra: The extra's name, such as ``"eval"``.
        purpose: What it is needed for.
        module: The module that could not be imported.
    """

    def __init__(self, extra: str, purpose: str, module: str) -> None:
        hint = f"in Podium's folder: pip install -c constraints.txt '.[{extra}]'"
        super().__init__(f"{purpose} needs {module}, which is not installed", hint)
        self.extra = extra
