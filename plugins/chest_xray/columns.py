"""What the indexes of copies have in common: columns that are arrays of one length."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Columns:
    """A dataclass whose arrays are columns with a row each per image or study; its other fields hold for all rows."""

    def taken(self, rows: NDArray[np.intp] | NDArray[np.bool_]) -> Self:
        """Return some of the rows only, or all in another order."""
        columns: dict[str, Any] = {
            field.name: value[rows]
            for field in fields(self)
            if isinstance(value := getattr(self, field.name), np.ndarray)
        }
        return replace(self, **columns)
