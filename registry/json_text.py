"""JSON that others wrote: whatever is wrong with it is one kind of error, which says what and where.

``json.loads`` raises four: for what is no JSON, for bytes that are no text, for a number with more digits than Python
converts, and for brackets nested so deeply that the interpreter's stack ends.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any


class NotJson(ValueError):
    """A text that is no JSON, or more than is read of it.

    Args:
        reason: What is wrong.
        line: In which line, from 1, or 0 where that is not known.
        column: In which column of it, from 1, or 0.
    """

    def __init__(self, reason: str, line: int = 0, column: int = 0) -> None:
        super().__init__(f"{reason}, line {line}, column {column}" if line else reason)
        self.reason = reason
        self.line = line
        self.column = column


def parse(text: str | bytes, pairs: Callable[[list[tuple[str, Any]]], Any] | None = None) -> Any:
    """Return the value that a JSON text stands for.

    Args:
        text: The text, or its bytes in UTF-8, UTF-16 or UTF-32.
        pairs: Makes an object out of its names and values, in order.

    Raises:
        NotJson: If it is none, or cannot be read.
    """
    try:
        return json.loads(text, object_pairs_hook=pairs)
    except json.JSONDecodeError as error:
        raise NotJson(error.msg, error.lineno, error.colno) from error
    except UnicodeDecodeError as error:
        raise NotJson(f"not UTF-8 text at byte {error.start}") from error
    except RecursionError as error:
        raise NotJson("nested too deeply") from error
    except ValueError as error:
        raise NotJson("a number has too many digits") from error
