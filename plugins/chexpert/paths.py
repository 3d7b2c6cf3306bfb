"""What CheXpert's paths say, a column at a time."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from podium.plugins.chexpert.keys import PATH

#: What :func:`parse_paths` returns for each path.
PARTS = np.dtype([("patient", np.int32), ("study", np.int16), ("view", np.int8), ("lateral", np.bool_)])

#: How nearly all paths end, 40 bytes or five words: any byte where a dot is, a digit where a zero is.
_USUAL = (
    (b"../patient00000/study0/view0_frontal.jpg", b"../patient00000/study0/view0_lateral.jpg"),
    (b"./patient00000/study00/view0_frontal.jpg", b"./patient00000/study00/view0_lateral.jpg"),
)
_WIDTH = 40
_EXTENSION = _WIDTH - len(".jpg")


def parse_paths(texts: Any) -> NDArray[Any]:
    """Return patient, study, view (0 where none is named) and whether it is lateral, :data:`PARTS` [N].

    The patient of a path that names neither a study nor an image is -1.

    Args:
        texts: An Arrow string array.
    """
    parts = np.zeros(len(texts), PARTS)
    parts["patient"] = -1
    _, offsets, content = texts.buffers()
    bounds = np.frombuffer(offsets, np.int32)[texts.offset : texts.offset + len(texts) + 1]
    long = np.diff(bounds) >= _WIDTH
    if long.any():
        rows = np.flatnonzero(long)
        windows: NDArray[np.uint8] = np.ndarray((len(content) - _WIDTH + 1, _WIDTH), np.uint8, content, strides=(1, 1))
        tails = windows[bounds[rows + 1] - _WIDTH]
        for forms in _USUAL:
            rows, tails = _parse_usual(forms, rows, tails, parts)
    for row in np.flatnonzero(parts["patient"] < 0).tolist():
        match = PATH.search(texts[row].as_py())
        if match is not None:
            view, kind = match["view"] or 0, match["kind"] or ""
            parts[row] = match["patient"], match["study"], view, kind.lower() == "lateral"
    return parts


def _parse_usual(
    forms: tuple[bytes, bytes], rows: NDArray[np.intp], tails: NDArray[np.uint8], parts: NDArray[Any]
) -> tuple[NDArray[np.intp], NDArray[np.uint8]]:
    """Fill in the rows whose tails have one of the two forms, frontal and lateral, and return the others."""
    form = forms[0]
    places = [place for place, byte in enumerate(form) if byte == ord("0")]
    mask = np.array([0x00 if byte == ord(".") else 0xFF for byte in form], np.uint8)
    mask[places] = 0xF0  # A digit's upper half is 3; whether its lower half is 9 at most is looked at below.
    mask[_EXTENSION:] = 0xFF
    frontal, lateral = (_like(one, tails, mask) for one in forms)
    digits = [(tails[:, place] & 0x0F).astype(np.int32) for place in places]
    *patient, study, view = digits[:5] + [_number(digits[5:-1]), digits[-1]]
    usual = (frontal | lateral) & (digits[5] > 0) & (view > 0)
    for digit in digits:
        usual &= digit <= 9
    for name, values in (("patient", _number(patient)), ("study", study), ("view", view), ("lateral", lateral)):
        parts[name][rows[usual]] = values[usual]
    return rows[~usual], tails[~usual]


def _like(form: bytes, tails: NDArray[np.uint8], mask: NDArray[np.uint8]) -> NDArray[np.bool_]:
    pattern = (np.frombuffer(form, np.uint8) & mask).view(np.uint64)
    words, wanted = tails.view(np.uint64), mask.view(np.uint64)
    like = np.ones(len(tails), np.bool_)
    for place in range(len(pattern)):
        like &= (words[:, place] & wanted[place]) == pattern[place]
    return like


def _number(digits: list[NDArray[np.int32]]) -> NDArray[np.int32]:
    number = digits[0]
    for digit in digits[1:]:
        number = number * 10 + digit
    return number
