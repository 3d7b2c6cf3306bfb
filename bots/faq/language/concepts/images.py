"""How it is said that a model takes images, or that it does not: phrases of several concepts."""

from __future__ import annotations

from itertools import product

#: What models do with images, as verbs are said of one and of several.
_TAKES = tuple(
    (base, third)
    for base, third in (
        ("support", "supports"), ("take", "takes"), ("accept", "accepts"), ("handle", "handles"), ("read", "reads"),
        ("process", "processes"), ("see", "sees"), ("view", "views"), ("understand", "understands"),
        ("interpret", "interprets"), ("analyse", "analyses"), ("analyze", "analyzes"),
    )
)  # fmt: skip
_PICTURES = ("images", "pictures", "photos", "pics", "an image", "a picture", "image input", "image inputs")
TAKING_IMAGES = ", ".join(f"{verb} {what}" for verbs, what in product(_TAKES, _PICTURES) for verb in verbs)
NO_IMAGES = ", ".join(
    f"{no} {base} {what}"
    for no, (base, _), what in product(
        ("cant", "cannot", "can not", "do not", "dont", "does not", "doesnt"), _TAKES, _PICTURES
    )
)
