"""The day a result counts from."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podium.registry import database, leaderboard
from podium.registry.dating import Dated, dated, published


@pytest.mark.parametrize(
    ("reported", "released", "precision", "benchmark", "expected"),
    [
        ("2025-03-01", "2024-12-17", "day", None, Dated("2025-03-01", "day", "reported_on")),
        ("2024-03-13", "2024-12-17", "day", None, Dated("2024-12-17", "day", "released")),
        (None, "2024-12-17", "day", "2020-09-07", Dated("2024-12-17", "day", "released")),
        ("2023-01", None, None, "2020-09-07", Dated("2023-01-01", "month", "reported_on")),
        (None, None, None, "2020-09-07", None),
        # A model older than the benchmark, and a report from before it: both count from its publication.
        (None, "2019-02-14", "day", "2020-09-07", Dated("2020-09-07", "day", "published")),
        ("2020-01-02", "2019-02-14", "day", "2020-09-07", Dated("2020-09-07", "day", "published")),
        ("2021-01-02", "2019-02-14", "day", "2020-09-07", Dated("2021-01-02", "day", "reported_on")),
        # The month of the publication may be after it: no more is known than the month.
        (None, "2020-09-01", "month", "2020-09-07", Dated("2020-09-07", "month", "released")),
        (None, "2020", None, "2020-09-07", Dated("2020-09-07", "year", "released")),
        # Of two dates that begin on one day the one counts of which more is known.
        ("2025-05", "2025-05-01", "day", None, Dated("2025-05-01", "day", "released")),
        ("2025-05-01", "2025-05-01", "day", None, Dated("2025-05-01", "day", "reported_on")),
        ("2025", "2025-02-01", "month", None, Dated("2025-02-01", "month", "released")),
    ],
)
def test_the_later_of_report_and_release_counts_and_never_a_day_before_the_benchmark(
    reported: str | None, released: str | None, precision: str | None, benchmark: str | None, expected: Dated | None
) -> None:
    assert dated(reported, released, precision, benchmark) == expected


def test_a_date_is_written_as_far_as_it_is_known() -> None:
    assert [Dated("2020-09-07", precision, "released").known for precision in ("day", "month", "year")] == [
        "2020-09-07",
        "2020-09",
        "2020",
    ]


DAYS = st.dates().map(lambda day: day.isoformat()) | st.none()


@given(reported=DAYS, released=DAYS, benchmark=DAYS)
def test_of_whole_days_the_latest_counts(reported: str | None, released: str | None, benchmark: str | None) -> None:
    found = dated(reported, released, "day", benchmark)
    known = [day for day in (reported, released) if day is not None]
    assert (found is None) == (not known)
    if found is not None:
        assert found.day == max([*known, *([benchmark] if benchmark else [])])
        assert found.known == found.day
        assert {"released": released, "reported_on": reported, "published": benchmark}[found.by] == found.day


def test_a_paper_that_does_not_define_the_benchmark_says_nothing_of_its_publication() -> None:
    assert published({"paper": {"published": "2020-09-07", "note": ""}}) == "2020-09-07"
    assert published({"paper": {"published": "2020-09-07", "note": "linked only"}}) is None
    assert published({"paper": None}) is None


def test_no_row_of_the_shipped_boards_is_older_than_its_model_or_its_benchmark(registry_file: Path) -> None:
    with closing(database.connect(registry_file)) as connection:
        seen: set[str] = set()
        for one in leaderboard.benchmarks(connection):
            day = published(leaderboard.benchmark(connection, one.slug).card)
            for board in leaderboard.boards(connection, one.slug):
                for row in board.rows:
                    if row.dated is None:
                        assert (row.reported_on, row.model.released) == (None, None)
                        continue
                    seen.add(row.dated.by)
                    assert row.dated.day >= (day or "") and row.dated.day >= (row.model.released or "")[:10]
                    assert row.dated.day[:7] >= (row.reported_on or "")[:7]
        assert seen == {"released", "reported_on", "published"}


def test_the_query_says_of_every_card_what_reading_it_says(registry_file: Path) -> None:
    with closing(database.connect(registry_file)) as connection:
        slugs = [one.slug for one in leaderboard.benchmarks(connection)]
        said = {slug: published(leaderboard.benchmark(connection, slug).card) for slug in slugs}
        assert leaderboard.publications(connection, slugs) == said
        assert said["mmlu"] == "2020-09-07" and None in said.values()
