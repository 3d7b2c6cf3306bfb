"""Questions of when the data of a benchmark were made: "what year are the MIMIC images from".

That is another day than when the benchmark was published.
"""

from __future__ import annotations

from podium.bots.faq.language import words
from podium.bots.faq.understanding.asked import Asked

_DATA = words.word_set(
    "images image rays xray xrays radiographs radiograph scans scan films film studies study exams pictures"
    " examinations photos charts reports data cases patients records slides"
)
_MADE = words.word_set("from taken collected acquired gathered recorded shot captured made scanned performed")
_TIMES = words.word_set("when year years period timespan timeframe era decade decades dates span")
_COVERED = words.word_set("cover covers covered span spans spanned covering")
_BESIDE = (
    words.ARTICLES
    | _DATA
    | _MADE
    | _TIMES
    | _COVERED
    | words.word_set(
        "what which in of is are was were did does do come came comes x chest time range its the these those all s and"
        " exactly originally dataset benchmark please tell me"
    )
)


def asks_when_collected(asked: Asked) -> bool:
    """Return whether it is asked when the data of the one benchmark were made, in these words alone."""
    if len(asked.sights) != 1 or asked.models:
        return False
    named = {i for link in asked.reading.of_kind("benchmark") for i in link.span}
    said = {word for i, word in enumerate(asked.words) if i not in named}
    if not said <= _BESIDE or said.isdisjoint(_TIMES):
        return False
    if said & {"span", "range", "period", "years"} and said & _COVERED:
        return True
    return bool(said & _DATA) and bool(said & _MADE)
