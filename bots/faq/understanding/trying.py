"""Whether a benchmark can be tried on sample data: "is there a sample of NIH", "can I try MMLU without the data"."""

from __future__ import annotations

import re

from podium.bots.faq.frame import Frame, Intent
from podium.bots.faq.language import words
from podium.bots.faq.understanding.asked import Asked

#: How large a download is: "without downloading 40gb".
_SIZE = re.compile(r"\d{1,4}(?:gb|mb|tb|gigs?)?")
_SAMPLE = words.word_set("sample samples demo demos toy dummy synthetic")
_TRY = words.word_set("try trying test run play evaluate running")
_BESIDE = words.FILLER | words.word_set(
    "data dataset set version mode run try trying test play evaluate small tiny little with without downloading"
    " download whole full entire first before out have has come comes included shipped ship ships bundled mini where"
    " how quick quickly model benchmark of"
)


def of_sample(asked: Asked) -> Frame | None:
    """Return the frame of a question whether a benchmark runs without its data; None for any other."""
    if len(asked.sights) != 1 or asked.models or asked.lent or asked.sights[0].boards:
        return None
    said = set(asked.words)
    sampled = not _SAMPLE.isdisjoint(said) and not asked.has("HOW_MANY", "SIZE")
    without = (
        "without" in said and not _TRY.isdisjoint(said) and not said.isdisjoint(("data", "downloading", "dataset"))
    )
    named = {i for link in asked.reading.links for i in link.span}
    known = _BESIDE | _SAMPLE
    if not (sampled or without) or any(
        word not in known and not _SIZE.fullmatch(word) for i, word in enumerate(asked.words) if i not in named
    ):
        return None
    return Frame(Intent.RUN, (asked.sights[0].view.slug,))
