"""From which side an image was taken, as far as the public files say.

The paper's own table also used a field of the DICOM files that was not released, so it cannot be
rebuilt exactly. What is left open stays ``"unknown"``.
"""

from __future__ import annotations

import re

FRONTAL, LATERAL, OTHER, UNKNOWN = "frontal", "lateral", "other", "unknown"

_POSITIONS = {
    "AP": (FRONTAL, "AP"),
    "PA": (FRONTAL, "PA"),
    "LATERAL": (LATERAL, ""),
    "LL": (LATERAL, "LL"),
}
_CODES = {
    "postero-anterior": (FRONTAL, "PA"),
    "antero-posterior": (FRONTAL, "AP"),
    "lateral": (LATERAL, ""),
    "left lateral": (LATERAL, "LL"),
}
_WORD = re.compile(r"[A-Z]+")


def view_of(position: str, code: str, procedure: str) -> tuple[str, str]:
    """Return the view (frontal, lateral, other or unknown) and the projection (AP, PA, LL ... or blank).

    The first field that tells decides: the position; the code's meaning; the procedure, where it
    speaks of one frontal projection only. A position that is neither, such as an oblique one, is
    ``"other"``.

    Args:
        position: ``ViewPosition`` of the metadata.
        code: ``ViewCodeSequence_CodeMeaning``.
        procedure: ``PerformedProcedureStepDescription``.
    """
    position = position.strip().upper()
    if position:
        return _POSITIONS.get(position, (OTHER, position))
    by_code = _CODES.get(code.strip().lower())
    if by_code:
        return by_code
    words = set(_WORD.findall(procedure.upper())) & {"AP", "PA", "LAT", "LATERAL", "OBLIQUE", "DECUB", "DECUBITUS"}
    return (FRONTAL, words.pop()) if words in ({"AP"}, {"PA"}) else (UNKNOWN, "")
