"""How the coded label cells become targets.

A cell is 1 (positive), 0 (negative), -1 (uncertain) or blank (not mentioned). What an uncertain or
a blank cell counts as is a choice that changes every score, so it is named and recorded. The
uncertainty policies are U-Ignore, U-Zeros and U-Ones of Irvin et al. 2019 (arXiv:1901.07031); the
paper does not say how blanks enter, though its Table 1 counts them as negative.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Code of a blank cell; the other codes are the cells' own numbers.
BLANK = -2
UNCERTAIN = -1

UNCERTAINTY = ("ignore", "zeros", "ones")
BLANKS = ("zeros", "ignore")

_WORDS = {"ignore": "left out", "zeros": "count as negative", "ones": "count as positive"}

_VALUES = {"zeros": 0.0, "ones": 1.0, "ignore": math.nan}


def target_values(uncertainty: str, blanks: str) -> tuple[float, float, float, float]:
    """Return the targets of the codes -2 (blank), -1 (uncertain), 0 and 1, in this order.

    Args:
        uncertainty: One of :data:`UNCERTAINTY`.
        blanks: One of :data:`BLANKS`.

    Returns:
        1.0, 0.0, or NaN for a cell that is left out; a code's target stands at index code + 2.
    """
    return (_VALUES[blanks], _VALUES[uncertainty], 0.0, 1.0)


def policy_note(codes: NDArray[np.int8], uncertainty: str, blanks: str) -> str:
    """Return the sentence that says how many labels a policy touched, and how.

    Args:
        codes: Label codes, of any shape.
        uncertainty: One of :data:`UNCERTAINTY`.
        blanks: One of :data:`BLANKS`.
    """
    uncertain, blank = int((codes == UNCERTAIN).sum()), int((codes == BLANK).sum())
    return f"{uncertain:,} uncertain labels: {_WORDS[uncertainty]}; {blank:,} blank labels: {_WORDS[blanks]}"
