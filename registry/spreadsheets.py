"""Texts in CSV files that spreadsheets would take for formulas, which can send data away or start programs.

A cell that begins with ``=``, ``+``, ``-``, ``@``, a tab or a carriage return is calculated; an apostrophe before it
says that it is text. Source: OWASP, CSV Injection, https://owasp.org/www-community/attacks/CSV_Injection.
"""

from __future__ import annotations

import re

# A text that begins with apostrophes before such a sign gets one more, so that reading is the reverse of writing.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")


def guarded(text: str) -> str:
    """Return a text as a spreadsheet takes it for text."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(cell: str) -> str:
    """Return the text that :func:`guarded` made a cell of."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
