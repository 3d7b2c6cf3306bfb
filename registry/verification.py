"""What checking a copy of a dataset gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from podium.registry.report import Table

#: How deep a check goes; each level includes those before it.
LEVELS = ("columns", "paths", "images", "hashes")
STATUSES = ("ok", "warning", "problem")

#: Told the stage, how much is done, and of how much.
Observer = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Check:
    """One thing that was checked.

    Args:
        name: What, such as ``"train.csv: label coding"``.
        status: One of :data:`STATUSES`; a warning does not make a copy unusable.
        detail: What was found, in one sentence.
        examples: The first places where it is wrong.
    """

    name: str
    status: str
    detail: str
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class Verification:
    """Everything that was checked.

    Args:
        level: One of :data:`LEVELS`.
        checks: In the order in which they were made.
        tables: Counts beside the published ones.
    """

    level: str
    checks: tuple[Check, ...]
    tables: tuple[Table, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing is a problem."""
        return all(check.status != "problem" for check in self.checks)

    def to_json(self) -> Mapping[str, Any]:
        """Return plain JSON data."""
        from podium.registry.report import Report

        return {
            "level": self.level,
            "ok": self.ok,
            "checks": [vars(check) | {"examples": list(check.examples)} for check in self.checks],
            "tables": Report({}, tables=self.tables).to_json()["tables"],
        }
