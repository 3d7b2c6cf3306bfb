"""Questions as fields of buttons: what is written is read again, and what is gone is known to be."""

from __future__ import annotations

from dataclasses import fields as attributes
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as some

from podium.bots.discord import custom_ids
from podium.bots.discord.custom_ids import LONGEST, Press
from podium.bots.discord.names import Index, Named, Names
from podium.bots.discord.questions import Held, Question, fields, question
from podium.bots.faq.frame import Attribute, CardFilters, Filters, Frame, Intent, Period

PERSON = 123456789012345678901
BENCHMARKS = ("quiz", "a-benchmark-with-a-slug-that-is-so-long-that-no-button-could-carry-it-beside-anything-else")
MODELS = ("m:1", "~model", "50%", *(f"a-model-with-a-rather-long-slug-number-{number}" for number in range(9)))


def names(*slugs: str) -> Names:
    """Return names that are their slugs."""
    return Names([Named(slug, slug) for slug in slugs])


INDEX = Index(
    names(*BENCHMARKS),
    names(*MODELS),
    names("medical", "x-ray: chest"),
    names("Lab", "Another Lab with a name of many words that goes on and on for longer than an id may be at all"),
    {slug: names("main", "other:board") for slug in BENCHMARKS},
    {slug: names("0", "1", "2") for slug in BENCHMARKS},
)

periods = some.builds(Period, some.none() | some.just("2024-01-01"), some.none() | some.just("2024-12-31"))
numbers = some.floats(0, 1e9, allow_nan=False) | some.sampled_from([0.8, 70.0, 1 / 3])
texts = some.text(some.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=30)
models = some.lists(some.sampled_from(MODELS), max_size=4, unique=True).map(tuple)
makers = some.lists(texts, max_size=2).map(tuple)
flags = some.none() | some.booleans()
counts = some.none() | some.integers(0, 10**6)

FILTERS: dict[str, Any] = {
    "open_weights": flags,
    "organisations": makers,
    "max_params_b": some.none() | numbers,
    "min_params_b": some.none() | numbers,
    "max_context": counts,
    "min_context": counts,
    "max_price": some.none() | numbers,
    "min_price": some.none() | numbers,
    "max_output_price": some.none() | numbers,
    "min_output_price": some.none() | numbers,
    "strict": some.sampled_from([(), ("max_params_b",), ("max_params_b", "min_price")]),
    "released": some.none() | periods,
    "verified": flags,
    "standing": some.sampled_from([(), ("independent", "third-party")]),
    "commercial": some.booleans(),
    "multimodal": flags,
    "excluded": models,
    "excluded_organisations": makers,
    "only": models,
    "min_score": some.none() | numbers,
    "max_score": some.none() | numbers,
    "tools": flags,
    "first": counts,
    "licences": makers,
    "excluded_licences": makers,
    "family": some.just("") | texts,
    "family_models": models,
}
CARDS: dict[str, Any] = {
    "published": some.none() | periods,
    "licences": makers,
    "open_licence": some.booleans(),
    "access": some.sampled_from([(), ("open",), ("gated", "open")]),
    "least_models": counts,
    "most_models": counts,
    "excluded_licences": makers,
    "counted": some.sampled_from(["", "questions", "patients"]),
    "least_count": counts,
    "most_count": counts,
    "order": some.sampled_from(["", "newest", "oldest", "most", "fewest"]),
    "author": some.sampled_from(["", "Dan Hendrycks"]),
    "metric": some.sampled_from(["", "token F1"]),
}
FRAME: dict[str, Any] = {
    "intent": some.sampled_from(list(Intent)),
    "benchmarks": some.lists(some.sampled_from(BENCHMARKS), min_size=1, max_size=2, unique=True).map(tuple),
    "boards": some.sampled_from([(), ("main",), ("other:board",)]),
    "models": models,
    "organisation": some.none() | texts,
    "category": some.none() | texts,
    "other_categories": some.lists(texts, max_size=2).map(tuple),
    "modality": some.none() | texts,
    "observation": some.none() | texts,
    "attribute": some.none() | some.sampled_from(list(Attribute)),
    "order": some.none() | some.sampled_from(["least", "most"]),
    "k": counts,
    "places": some.sampled_from([(), (2, 5)]),
    "score": some.none() | numbers,
    "period": some.none() | periods,
    "term": some.none() | texts,
    "topic": some.none() | texts,
    "entry": some.none() | some.integers(0, 2),
    "counted": some.none() | texts,
    "calls": counts,
    "input_tokens": counts,
    "output_tokens": counts,
    "filters": some.builds(Filters, **FILTERS),
    "sides": some.lists(some.builds(Filters, **FILTERS), max_size=3).map(tuple),
    "cards": some.none() | some.builds(CardFilters, **CARDS).filter(lambda cards: cards != CardFilters()),
}
frames = some.builds(Frame, **FRAME)


def test_every_attribute_of_a_frame_and_of_its_filters_is_written() -> None:
    assert set(FRAME) == {one.name for one in attributes(Frame)}
    assert set(FILTERS) == {one.name for one in attributes(Filters)}
    assert set(CARDS) == {one.name for one in attributes(CardFilters)}


@settings(deadline=None)
@given(some.lists(frames, min_size=1, max_size=2).map(tuple))
def test_frames_are_read_as_they_were_written(asked: tuple[Frame, ...]) -> None:
    assert question(fields(asked), INDEX) == asked


@settings(deadline=None)
@given(some.lists(frames, min_size=1, max_size=2).map(tuple) | texts, some.none() | some.just(PERSON))
def test_a_button_asks_what_it_was_made_for_however_much_that_is(asked: Question, owner: int | None) -> None:
    held = Held()
    press = held.press("share", asked, owner)
    assert len(press.custom_id) <= LONGEST
    read = custom_ids.read(press.custom_id)
    assert read is not None and (read.kind, read.owner) == ("share", owner)
    assert held.question(read.fields, INDEX) == asked


def test_ordinary_questions_fit_in_an_id_and_need_no_memory() -> None:
    ordinary = [
        Frame(Intent.COMPARE, ("mmlu-pro",), models=("gpt-5-2025-08-07", "claude-opus-4-5-20251101")),
        Frame(Intent.LEADER, ("chexpert",), boards=("f1-medgemma-reports",), filters=Filters(open_weights=True)),
        Frame(Intent.ABOVE, ("mmlu",), score=0.8, filters=Filters(max_score=0.85)),
    ]
    for frame in ordinary:
        assert "!" not in Held().press("share", (frame,), PERSON).custom_id


def test_names_of_which_only_a_digest_fits_are_found_again_without_memory() -> None:
    asked = (Frame(Intent.COMPARE, (BENCHMARKS[1],), models=MODELS[3:7]),)
    read = custom_ids.read(Held().press("ask", asked, PERSON).custom_id)
    assert read is not None and any(field.startswith("~") for field in read.fields)
    assert Held().question(read.fields, INDEX) == asked


def test_what_did_not_fit_is_unknown_after_a_restart_and_when_much_has_come_since() -> None:
    asked = (Frame(Intent.LEADER, ("quiz",), filters=Filters(only=MODELS)),) * 2
    held = Held(most=2)
    first = held.press("ask", asked, None)
    assert held.question(first.fields, INDEX) == asked
    assert Held().question(first.fields, INDEX) is None
    for _ in range(2):
        held.press("ask", asked, None)
    assert held.question(first.fields, INDEX) is None


def test_a_question_about_what_is_not_in_the_registry_any_more_is_none() -> None:
    known = Frame(Intent.SCORE, ("quiz",), boards=("main",), models=("m:1",))
    assert question(fields((known,)), INDEX) == (known,)
    for gone in (
        replace(known, benchmarks=("gone",)),
        replace(known, boards=("gone",)),
        replace(known, models=("gone",)),
        replace(known, entry=9),
    ):
        assert question(fields((gone,)), INDEX) is None
    for garbled in (("nonsense",), ("leader", "?"), ("leader", "kx"), ("leader", "~00000000"), ()):
        assert question(garbled, INDEX) is None


@settings(deadline=None)
@given(some.lists(texts, max_size=4).map(tuple))
def test_no_fields_end_in_an_error(found: tuple[str, ...]) -> None:
    read = custom_ids.read(Press("ask", found).custom_id) if len("".join(found)) < 40 else None
    for some_fields in (found, read.fields if read is not None else ()):
        question(some_fields, INDEX)
