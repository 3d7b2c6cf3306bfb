"""Baselines for questions: what they answer is fixed before anything is asked, and what they cannot is refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from podium.registry import database, evaluation
from podium.registry.adapters import KINDS, AdapterOptions, open_adapter
from podium.registry.adapters.base import Adapter, Task
from podium.registry.adapters.prompts import read_yes_no
from podium.registry.benchmark import Answer, Benchmark, Choose, Generate, Item
from podium.registry.discovery import discover
from podium.registry.errors import NotFound, PodiumError
from podium.tests.fakes import quiz_data

PLUGINS = Path(__file__).parents[1] / "fakes" / "plugins"
NAMES = ("prior", "always-yes", "always-no", "first-option", "random")


@pytest.fixture(scope="module")
def quiz() -> Benchmark:
    return discover([], None, [PLUGINS]).benchmarks["quiz"].benchmark


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return quiz_data.write(tmp_path_factory.mktemp("quiz"))


def task(quiz: Benchmark, data: Path, protocol: str = "likelihood") -> Task:
    def load(split: str) -> list[Item]:
        return list(quiz.load(data, split, shots=0, protocol=protocol))

    return Task(quiz, "test", load("test"), {}, load)


def prepared(name: str, asked: Task, seed: int = 0) -> Adapter:
    adapter = open_adapter(f"baseline:{name}", AdapterOptions(seed=seed))
    adapter.prepare(asked)
    return adapter


def test_the_first_option_is_always_the_first(quiz: Benchmark, data: Path) -> None:
    asked = task(quiz, data)
    adapter = prepared("first-option", asked)
    assert adapter.answer(asked.items) == [Answer(choice=0)] * 36
    assert adapter.fingerprint() == {"baseline": "first-option"}
    assert adapter.ranks is False


def test_random_choices_depend_on_the_item_and_the_seed_alone_and_use_every_option(quiz: Benchmark, data: Path) -> None:
    asked = task(quiz, data)
    first = prepared("random", asked).answer(asked.items)
    assert prepared("random", asked).answer(list(reversed(asked.items))) == list(reversed(first))
    assert prepared("random", asked, seed=1).answer(asked.items) != first
    assert prepared("random", asked, seed=1).fingerprint() == {"baseline": "random", "seed": 1}
    many = [Item(f"m{number}", Choose("?", ("a", "b", "c")), 0) for number in range(3000)]
    drawn = [answer.choice for answer in prepared("random", replace(asked, items=many)).answer(many)]
    # Three standard deviations of a binomial count of 3000 draws with probability 1/3 are 77.5.
    assert all(abs(drawn.count(option) - 1000) < 78 for option in range(3))
    assert set(drawn) == {0, 1, 2}


def test_prior_takes_the_option_that_is_right_most_often_in_the_other_split(quiz: Benchmark, data: Path) -> None:
    asked = task(quiz, data)
    letters = [row[5] for subject in quiz_data.SUBJECTS for row in quiz_data.questions(subject, 5, seed=3)]
    common = max("ABCD", key=letters.count)
    adapter = prepared("prior", asked)
    assert adapter.answer(asked.items) == [Answer(choice="ABCD".index(common))] * 36
    assert adapter.notes() == ["right options counted in split dev"]
    assert str(adapter.fingerprint()["options"]).startswith(str("ABCD".index(common)))


def test_prior_takes_the_next_most_frequent_option_where_an_item_has_too_few(quiz: Benchmark) -> None:
    training = [Item(str(number), Choose("?", tuple("abcd")), right) for number, right in enumerate((3, 3, 3, 1, 1, 0))]
    items = [
        Item("x", Choose("?", tuple("abcd")), 0),
        Item("y", Choose("?", ("a", "b")), 0),
        Item("z", Choose("?", ("a",)), 0),
    ]
    adapter = prepared("prior", Task(quiz, "test", items, {}, lambda split: training))
    assert [answer.choice for answer in adapter.answer(items)] == [3, 1, 0]
    hidden = [replace(item, target=None) for item in training]
    with pytest.raises(PodiumError, match="no item of split dev tells the right option"):
        prepared("prior", Task(quiz, "test", items, {}, lambda split: hidden))


def test_prior_says_for_what_it_needs_a_split_that_cannot_be_asked_as_the_settings_are(quiz: Benchmark) -> None:
    items = [Item("x", Choose("?", ("a", "b")), 0)]

    def refuse(split: str) -> list[Item]:
        raise PodiumError(f"split {split} is the solved examples", "--set shots=0")

    with pytest.raises(PodiumError) as caught:
        prepared("prior", Task(quiz, "test", items, {}, refuse))
    assert caught.value.message == "baseline:prior needs the split dev: split dev is the solved examples"
    assert caught.value.hint == "--set shots=0"


def test_yes_and_no_answer_questions_about_findings_in_words(quiz: Benchmark) -> None:
    items = [
        Item(str(number), Generate("Is there a spot?"), target)
        for number, target in enumerate((1.0, 0.0, float("nan")))
    ]
    asked = Task(quiz, "test", items, {}, lambda split: items)
    for name, text in (("always-yes", "Yes."), ("always-no", "No.")):
        found = prepared(name, asked).answer(items)
        assert found == [Answer(text=text)] * 3
        assert read_yes_no(text) is (name == "always-yes")


def test_open_questions_among_others_get_an_empty_reply_and_are_counted(quiz: Benchmark) -> None:
    items = [Item("a", Choose("?", ("x", "y")), 1), Item("b", Generate("?"), "seven")]
    adapter = prepared("first-option", Task(quiz, "test", items, {}, lambda split: items))
    assert adapter.answer(items) == [Answer(choice=0), Answer(text="")]
    assert adapter.notes() == ["1 open questions got an empty reply"]


@pytest.mark.parametrize("name", ["always-yes", "always-no"])
def test_a_baseline_that_does_not_fit_is_refused_with_those_that_do(quiz: Benchmark, data: Path, name: str) -> None:
    with pytest.raises(
        PodiumError, match=r"does not answer multiple choice \(take baseline:prior or baseline:first-option or"
    ):
        prepared(name, task(quiz, data))


@pytest.mark.parametrize("name", [name for name in NAMES if name != "prior"])
def test_open_questions_alone_are_answered_by_the_prior_only(quiz: Benchmark, data: Path, name: str) -> None:
    with pytest.raises(PodiumError, match=rf"baseline:{name} does not answer open questions \(take baseline:prior\)"):
        prepared(name, task(quiz, data, "letter"))


def test_prior_replies_to_open_questions_with_the_answer_that_is_right_most_often_in_the_other_split(
    quiz: Benchmark,
) -> None:
    training = [Item(str(number), Generate("?"), word) for number, word in enumerate(("no", "yes", "yes", "no", "a"))]
    items = [Item("x", Generate("Is it?"), "yes"), Item("y", Generate("Who?"), "Ada")]
    adapter = prepared("prior", Task(quiz, "test", items, {}, lambda split: training))
    assert adapter.answer(items) == [Answer(text="no")] * 2
    assert adapter.notes() == ["right answers counted in split dev"]
    assert adapter.fingerprint() == {"baseline": "prior", "text": "no"}
    hidden = [replace(item, target=None) for item in training]
    with pytest.raises(PodiumError, match="no item of split dev tells the right answer"):
        prepared("prior", Task(quiz, "test", items, {}, lambda split: hidden))


def test_no_baseline_answers_open_questions_whose_right_answers_have_no_common_form(quiz: Benchmark) -> None:
    items = [Item("x", Generate("?"), "yes"), Item("y", Generate("?"), {"any": ["of", "these"]})]
    with pytest.raises(PodiumError, match=r"baseline:prior does not answer open questions \(no baseline does\)"):
        prepared("prior", Task(quiz, "test", items, {}, lambda split: items))


def test_every_baseline_is_named_where_kinds_of_models_are_listed_and_by_the_refusal_of_others() -> None:
    for name in NAMES:
        assert name in KINDS["baseline"][1]
    with pytest.raises(NotFound, match=f"there are {', '.join(NAMES)}"):
        open_adapter("baseline:coin", AdapterOptions())


def test_a_run_of_the_first_option_has_the_share_of_questions_whose_answer_is_a(
    quiz: Benchmark, data: Path, tmp_path: Path
) -> None:
    connection = database.connect(tmp_path / "r.db", write=True)
    database.migrate(connection, tmp_path / "r.db")
    run = evaluation.run(
        connection, evaluation.Plan(quiz, open_adapter("baseline:first-option", AdapterOptions()), data)
    )
    letters = [row[5] for subject in quiz_data.SUBJECTS for row in quiz_data.questions(subject, 12, seed=4)]
    assert run.report is not None
    assert run.report.scores[0].value == letters.count("A") / 36
    assert run.eligibility == {"accuracy": "a baseline is a reference, not a model"}
