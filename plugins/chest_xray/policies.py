"""How the coded label cells become targets.

A cell is 1 (positive), 0 (negative), -1 (uncertain) or blank (not mentioned). What an uncertain or
a blank cell counts as is a choice that changes every score, so it is named and recorded. The
uncertainty policies are those of Irvin et al. 2019 (arXiv:1901.07031): U-Ignore, U-Zeros and U-Ones,
and for training only U-MultiClass and U-SelfTrained; the paper does not say how blanks enter, though
its Table 1 counts them as negative.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from podium.registry.training import BLANKS as BLANKS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

#: Code of a blank cell; the other codes are the cells' own numbers.
BLANK = -2
UNCERTAIN = -1

#: What an uncertain cell may count as where a model is scored; a training knows two policies more.
UNCERTAINTY = ("ignore", "zeros", "ones")

#: In place of a policy: leave the code as it is, for a training that applies its own.
AS_CODE = "code"
#: What :func:`policy_note` says of such cells.
KEPT = "kept as codes"

#: The classes of U-MultiClass, as they are called in a model's outputs: negative, positive, uncertain.
CLASSES = ("0", "1", "u")

_WORDS = {
    "ignore": "left out",
    "zeros": "count as negative",
    "ones": "count as positive",
    "multiclass": "a class of their own",
    "selftrained": "take a teacher's probability",
    AS_CODE: KEPT,
}
_CODED = {"zeros": 0.0, "ones": 1.0, "ignore": math.nan}


class Targets(NamedTuple):
    """What a training aims at.

    Args:
        values: float32 [N, L]: the probability of the finding, in [0, 1]; for U-MultiClass the index
            of the class in :data:`CLASSES`. 0 in a cell that is left out.
        mask: bool [N, L]: the cells that enter the loss.
    """

    values: NDArray[np.float32]
    mask: NDArray[np.bool_]


def target_values(uncertainty: str, blanks: str) -> tuple[float, float, float, float]:
    """Return the targets of the codes -2 (blank), -1 (uncertain), 0 and 1, in this order.

    Args:
        uncertainty: One of :data:`UNCERTAINTY`, or :data:`AS_CODE`.
        blanks: One of :data:`BLANKS`, or :data:`AS_CODE`.

    Returns:
        1.0, 0.0, or NaN for a cell that is left out; a code's target stands at index code + 2.
    """
    blank = float(BLANK) if blanks == AS_CODE else _CODED[blanks]
    uncertain = float(UNCERTAIN) if uncertainty == AS_CODE else _CODED[uncertainty]
    return (blank, uncertain, 0.0, 1.0)


def training_targets(
    codes: NDArray[np.int8], policy: str, blanks: str, soft: NDArray[np.floating] | None = None
) -> Targets:
    """Return what a training aims at.

    Args:
        codes: Label codes 1, 0, -1 (uncertain) and -2 (blank), int8 [N, L].
        policy: What an uncertain cell teaches, one of :data:`~podium.registry.training.POLICIES`.
        blanks: What a blank cell teaches, one of :data:`BLANKS`.
        soft: For ``"selftrained"``, the teacher's probabilities [N, L] in [0, 1]; only the uncertain
            cells' are used, as they are, without a threshold.
    """
    import numpy as np

    uncertain, blank = codes == UNCERTAIN, codes == BLANK
    mask = np.ones(codes.shape, np.bool_)
    values = (codes == 1).astype(np.float32)
    if policy == "ignore":
        mask &= ~uncertain
    elif policy == "ones":
        values[uncertain] = 1
    elif policy == "multiclass":
        values[uncertain] = CLASSES.index("u")
    elif policy == "selftrained":
        assert soft is not None
        values[uncertain] = soft[uncertain]
    if blanks == "ignore":
        mask &= ~blank
    return Targets(values, mask)


def policy_note(codes: NDArray[np.int8], uncertainty: str, blanks: str) -> str:
    """Return the sentence that says how many labels a policy touched, and how.

    Args:
        codes: Label codes, of any shape.
        uncertainty: One of :data:`~podium.registry.training.POLICIES`, or :data:`AS_CODE`.
        blanks: One of :data:`BLANKS`, or :data:`AS_CODE`.
    """
    uncertain, blank = int((codes == UNCERTAIN).sum()), int((codes == BLANK).sum())
    return f"{uncertain:,} uncertain labels: {_WORDS[uncertainty]}; {blank:,} blank labels: {_WORDS[blanks]}"
