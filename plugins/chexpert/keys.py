"""What a CheXpert path says, whatever stands before it.

Releases differ in the prefix (``CheXpert-v1.0/``, ``CheXpert-v1.0-small/``, none), in the name of
the split's folder and in whether there is one, so only the end of a path is looked at.
"""

from __future__ import annotations

import re

#: An image's or a study's path.
PATH = re.compile(
    r"(?i)(?:^[ \t\r\n]*|[/\\])patient(?P<patient>[0-9]{5})[/\\]study(?P<study>[1-9][0-9]{0,3})"
    r"(?:[/\\]view(?P<view>[1-9][0-9]?)_(?P<kind>frontal|lateral)\.jpg)?[/\\]?[ \t\r\n]*$"
)


def study_key(patient: int, study: int) -> str:
    """Return a study's key, such as ``"patient00001/study1"``."""
    return f"patient{patient:05d}/study{study}"


def image_name(view: int, lateral: bool) -> str:
    """Return an image's file name, such as ``"view1_frontal.jpg"``."""
    return f"view{view}_{'lateral' if lateral else 'frontal'}.jpg"


def normal_key(text: str) -> str | None:
    """Return the key of the image or study that a path names, or None if it names neither."""
    match = PATH.search(text)
    if match is None:
        return None
    study = study_key(int(match["patient"]), int(match["study"]))
    return f"{study}/{image_name(int(match['view']), match['kind'].lower() == 'lateral')}" if match["view"] else study
