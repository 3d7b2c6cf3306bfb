"""The day a result counts from, which is the date shown for it everywhere.

A result cannot be older than its model, nor than its benchmark: it counts from the later of the day it was reported
and the day its model was released, from the one that is known where the other is not, and never from before the
benchmark was published. A date that is known to the month or year counts as its first day.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

Precision = Literal["day", "month", "year"]
#: What a day is of: the model's release, the report of the result, or the publication of the benchmark.
By = Literal["released", "reported_on", "published"]

#: Characters of an ISO date that are known.
_KNOWN: dict[Precision, int] = {"day": 10, "month": 7, "year": 4}


class Dated(NamedTuple):
    """A day, how much of it is known, and what it is of.

    Args:
        day: ISO day that results are ordered by.
        precision: How much of it is known.
        by: What it is of.
    """

    day: str
    precision: Precision
    by: By

    @property
    def known(self) -> str:
        """The date as far as it is known: ``2024-03-14``, ``2024-03`` or ``2024``."""
        return self.day[: _KNOWN[self.precision]]


def dated(
    reported: str | None, released: str | None, released_precision: str | None, published: str | None
) -> Dated | None:
    """Return the day a result counts from, None where neither its own date nor its model's is known.

    Args:
        reported: When it was reported; an ISO date of whatever precision, as the next.
        released: When its model was released.
        released_precision: How much of that is known, where its length does not say.
        published: ISO day on which its benchmark was published, where that is known.
    """
    found = []
    if reported:
        found.append(Dated(f"{reported}-01-01"[:10], _precision(reported, None), "reported_on"))
    if released:
        found.append(Dated(f"{released}-01-01"[:10], _precision(released, released_precision), "released"))
    if not found:
        return None
    latest = max(found, key=lambda one: (one.day, _KNOWN[one.precision], one.by == "reported_on"))
    if published is None or latest.day >= published:
        return latest
    # "2020-09" may be after the 7th of September 2020, when the benchmark came: then it stays what is known.
    return (
        latest._replace(day=published) if published.startswith(latest.known) else Dated(published, "day", "published")
    )


def _precision(written: str, stated: str | None) -> Precision:
    if len(written) == 4 or stated == "year":
        return "year"
    return "month" if len(written) == 7 or stated == "month" else "day"


def published(card: Mapping[str, Any]) -> str | None:
    """Return the ISO day on which a benchmark was published, by its card as JSON data, None where that is not known.

    A paper with a note does not define what is scored, and its date says nothing of the benchmark.
    """
    paper = card.get("paper")
    return paper["published"] if paper and not paper.get("note") else None


#: The same out of the table of benchmarks.
PUBLISHED = "iif(coalesce(json_extract(card, '$.paper.note'), '') = '', json_extract(card, '$.paper.published'), NULL)"
