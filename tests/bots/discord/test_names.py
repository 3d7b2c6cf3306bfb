"""What is offered while a person types, and what an option means that was typed to its end."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from podium.bots.discord.completing import benchmark_slug, meant
from podium.bots.discord.names import Index, Named, Names, choices, read_index
from podium.registry import database
from podium.registry.errors import NotFound


@pytest.fixture(scope="module")
def index(filled_registry: Path) -> Index:
    """Return the names of everything that ships with Podium."""
    with closing(database.connect(filled_registry)) as connection:
        return read_index(connection)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("chex", "chexpert"),
        ("CheXpert", "chexpert"),
        ("chexpret", "chexpert"),
        ("mmlu", "mmlu"),
        ("mmlu pro", "mmlu-pro"),
        ("MMLU-P", "mmlu-pro"),
        ("humanity", "hle"),
        ("exam last", "hle"),
        ("hle", "hle"),
        ("mimic", "mimic-cxr"),
    ],
)
def test_a_benchmark_is_found_by_its_start_its_words_its_aliases_and_with_typos(
    index: Index, typed: str, first: str
) -> None:
    assert index.benchmarks.starting(typed)[0].slug == first


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("gpt-5", "gpt-5-2025-08-07"),
        ("opus 4.5", "claude-opus-4-5-20251101"),
        ("claude opus 4.5", "claude-opus-4-5-20251101"),
        ("opus claude", "claude-opus-4-5-20251101"),
        ("gemini3pro", "gemini-3-pro-preview"),
        ("deepsek r1", "deepseek-r1"),
    ],
)
def test_a_model_is_among_the_offers_however_its_name_is_typed(index: Index, typed: str, slug: str) -> None:
    assert slug in [one.slug for one in index.models.starting(typed)]


def test_nothing_typed_offers_what_is_looked_for_most(index: Index) -> None:
    for names in (index.benchmarks, index.models, index.categories, index.organisations):
        weights = [one.weight for one in names.entries]
        assert names.starting("") == list(names.entries[:25])
        assert weights == sorted(weights, reverse=True) and weights[0] > weights[-1]


def test_an_option_means_what_is_called_so_and_what_is_near_is_told(index: Index) -> None:
    assert benchmark_slug(index, "MMLU Pro") == "mmlu-pro" and benchmark_slug(index, "nothing") is None
    questions = index.questions["chexpert"]
    entry = questions.entries[0]
    assert meant("question", questions, entry.slug) == meant("question", questions, entry.name.upper()) == entry.slug
    with pytest.raises(NotFound, match="did you mean"):
        meant("question", questions, entry.name[: len(entry.name) // 2])
    with pytest.raises(NotFound, match="no question called 'xyzzy'"):
        meant("question", questions, "xyzzy")


NAMES = some.lists(
    some.builds(Named, some.text(max_size=120), some.text(max_size=400), some.just(()), some.integers(0, 3)),
    max_size=40,
).map(Names)


@given(NAMES, some.text(max_size=200))
def test_whatever_is_typed_the_offers_are_such_as_discord_takes(names: Names, typed: str) -> None:
    found = names.starting(typed)
    assert len(found) <= 25
    for name, value in choices(found):
        assert 1 <= len(name) <= 100 and 1 <= len(value) <= 100


def test_of_what_was_typed_only_as_much_as_a_name_can_be_is_looked_at(index: Index) -> None:
    long = "mmlu" + "x" * 5_996
    assert index.benchmarks.starting(long) == index.benchmarks.starting(long[:100]) != []


@given(NAMES)
def test_a_name_typed_whole_is_offered_and_meant(names: Names) -> None:
    for one in names.entries:
        assert names.named(one.slug) == names.by_slug[one.slug]
        if any(char.isalnum() for char in one.name.casefold()):
            assert one.name in [found.name for found in names.starting(one.name)] or len(names.starting(one.name)) == 25
