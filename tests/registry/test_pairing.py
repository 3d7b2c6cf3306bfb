"""Runs of other items are never set side by side; what they share is told, and compared only when asked for."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from podium.registry import evaluation, journal, pairing, pruning
from podium.registry.benchmark import Answer, Benchmark, Item
from podium.registry.errors import PodiumError
from podium.registry.evaluation import Plan
from podium.registry.report import Report, Score
from podium.tests.fakes.adapters import Guesses


class Comparing(Benchmark):
    """The quiz, with a comparison: by how many more questions the first is right."""

    def __init__(self, quiz: Benchmark) -> None:
        self.card, self.settings, self._quiz = quiz.card, quiz.settings, quiz

    def load(self, root: Path, split: str, **settings: Any) -> Any:
        """Load as the quiz does."""
        return self._quiz.load(root, split, **settings)

    def score(self, items: Sequence[Item], answers: Sequence[Answer], device: str, **settings: Any) -> Report:
        """Score as the quiz does."""
        return self._quiz.score(items, answers, device, **settings)

    def compare(
        self,
        items: Sequence[Item],
        first: Sequence[Answer],
        second: Sequence[Answer],
        device: str,
        settings: tuple[Mapping[str, Any], Mapping[str, Any]],
    ) -> Report:
        """Count, and check that everything is of the same items."""
        for answers, given in zip((first, second), settings, strict=True):
            right = sum(answer.choice == item.target for item, answer in zip(items, answers, strict=True))
            assert given["report"].boards["accuracy"].value == pytest.approx(right / len(items), abs=1e-12)
        difference = sum(
            (one.choice == item.target) - (other.choice == item.target)
            for item, one, other in zip(items, first, second, strict=True)
        )
        return Report({}, (Score("difference", float(difference), len(items)),), notes=("own note",))


@pytest.fixture
def comparing(quiz: Benchmark) -> Benchmark:
    return Comparing(quiz)


def run(connection: sqlite3.Connection, benchmark: Benchmark, root: Path, **more: Any) -> journal.Run:
    return evaluation.run(connection, Plan(benchmark, Guesses(), root, **more))


def refusal(connection: sqlite3.Connection, first: journal.Run, second: journal.Run) -> PodiumError:
    with pytest.raises(PodiumError) as caught:
        pairing.check_alike(connection, [first, second])
    return caught.value


def test_a_part_and_the_whole_tell_how_many_items_they_share(
    connection: sqlite3.Connection, quiz: Benchmark, quiz_folder: Path
) -> None:
    whole, part = run(connection, quiz, quiz_folder), run(connection, quiz, quiz_folder, limit=30)
    error = refusal(connection, whole, part)
    assert error.message == (
        f"runs {whole.id} and {part.id} cannot be compared: items 36 and 30; 30 of 36 items in common"
    )
    assert f"podium runs compare {whole.id} {part.id} --common" in error.hint


def test_of_as_many_items_those_that_were_asked_otherwise_are_not_shared(
    connection: sqlite3.Connection, quiz: Benchmark, quiz_folder: Path
) -> None:
    first = run(connection, quiz, quiz_folder)
    table = quiz_folder / "test" / "anatomy_test.csv"
    lines = table.read_text().splitlines()
    lines[3] = lines[3][:-1] + ("A" if lines[3][-1] != "A" else "B")
    table.write_text("\n".join(lines) + "\n")
    error = refusal(connection, first, run(connection, quiz, quiz_folder))
    assert "35 of 36 items in common" in error.message


def test_runs_with_nothing_in_common_are_offered_no_common_part(
    connection: sqlite3.Connection, quiz: Benchmark, quiz_folder: Path
) -> None:
    first = run(connection, quiz, quiz_folder, subset=("subject=anatomy",))
    second = run(connection, quiz, quiz_folder, subset=("subject=virology",))
    error = refusal(connection, first, second)
    assert "0 of 12 items in common" in error.message and "--common" not in error.hint


def test_runs_that_kept_no_keys_or_no_answers_tell_no_overlap(
    connection: sqlite3.Connection, quiz: Benchmark, quiz_folder: Path
) -> None:
    part, other = (run(connection, quiz, quiz_folder, limit=limit) for limit in (30, 31))
    assert pairing.overlap(connection, part, other) == 30
    pruning.remove(connection, pruning.choose(connection, pruning.Choice(keep=1)))
    assert pairing.overlap(connection, part, other) is None
    assert "in common" not in refusal(connection, part, other).message


def test_the_common_items_are_compared_in_the_order_of_the_first_and_the_notes_say_what_is_left_out(
    connection: sqlite3.Connection, comparing: Benchmark, quiz_folder: Path
) -> None:
    first = run(connection, comparing, quiz_folder, limit=30)
    second = run(connection, comparing, quiz_folder, subset=("subject=virology", "subject=astronomy"))
    found = pairing.compare(connection, (first, second), comparing, common=True)
    # The first thirty are anatomy, astronomy and six of virology; the second has no anatomy.
    assert [score.n for score in found.scores] == [18]
    # One and the same model gives one and the same answers, whichever run they are of.
    assert [score.value for score in found.scores] == [0.0]
    assert found.notes == (
        "compared on the 18 items in common alone: left out are 12 of 30 of A and 6 of 24 of B;"
        " figures of a part enter no board",
        "own note",
    )


def test_runs_of_the_same_items_are_compared_as_ever_with_common(
    connection: sqlite3.Connection, comparing: Benchmark, quiz_folder: Path
) -> None:
    runs = run(connection, comparing, quiz_folder), run(connection, comparing, quiz_folder)
    found = pairing.compare(connection, runs, comparing, common=True)
    assert found.notes == ("own note",) and found.scores[0].n == 36


def test_without_common_such_a_comparison_is_refused_and_so_is_one_of_nothing(
    connection: sqlite3.Connection, comparing: Benchmark, quiz_folder: Path
) -> None:
    first = run(connection, comparing, quiz_folder, subset=("subject=anatomy",))
    second = run(connection, comparing, quiz_folder, subset=("subject=virology",))
    with pytest.raises(PodiumError, match="0 of 12 items in common"):
        pairing.compare(connection, (first, second), comparing)
    with pytest.raises(PodiumError, match="no item in common"):
        pairing.compare(connection, (first, second), comparing, common=True)
