"""Names in a question: exact, in everyday words, misspelt, in series; and what must never be mended."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from podium.bots.faq.language import words
from podium.bots.faq.names.reading import Reading, read
from podium.bots.faq.names.vocabulary import Link, Vocabulary
from podium.registry import Board, Card, Observation, Term, database, store
from podium.registry.benchmark import Benchmark
from podium.registry.discovery import OwnedBenchmark, PluginSet

Reader = Callable[[str], Reading]
TODAY = "2026-11-26"


@pytest.fixture(scope="module")
def vocabulary(shipped: sqlite3.Connection) -> Vocabulary:
    return Vocabulary.read(shipped)


@pytest.fixture(scope="module")
def reader(vocabulary: Vocabulary) -> Reader:
    return lambda text: read(vocabulary, text, TODAY)


def slugs(link: Link) -> list[str]:
    return [entity.slug for entity in link.entities]


def names(link: Link) -> list[str]:
    return [entity.name for entity in link.entities]


def only(reading: Reading, kind: str) -> Link:
    (link,) = reading.of_kind(kind)
    return link


def typed(reading: Reading, link: Link) -> str:
    return reading.typed(link.start, link.end)


# --- Exact names -------------------------------------------------------------------------------------------


def test_every_shipped_benchmark_is_known_by_every_name_in_lower_case_and_without_signs(
    reader: Reader, shipped: sqlite3.Connection
) -> None:
    rows = shipped.execute(
        "SELECT slug, name FROM names WHERE kind = 'benchmark' ORDER BY slug, name",
    ).fetchall()
    assert len(rows) > 25
    for slug, name in rows:
        for form in (name, name.lower(), re.sub(r"[-_()']", " ", name), re.sub(r"\W", "", name).lower()):
            link = only(reader(f"who leads {form}?"), "benchmark")
            assert (slugs(link), link.guessed) == ([slug], False), form


def in_one_piece(name: str) -> bool:
    """Return whether no comma or full stop parts a name; a question cannot tell it from two."""
    return not any(token.breaks for token in words.tokens(name))


def test_every_shipped_model_is_among_those_that_its_full_name_links_to(reader: Reader, vocabulary: Vocabulary) -> None:
    asked = 0
    for entity in vocabulary.models.values():
        # One entry is called Max, which is a word of asking.
        # Another is "A Good Model", which is a name only where it is written as one.
        if words.joined_key(entity.name) in words.KNOWN | {"agoodmodel"} or not in_one_piece(entity.name):
            continue
        for form in (entity.name, entity.name.lower(), entity.name.replace("-", " ").lower()):
            assert any(entity in link.entities for link in reader(f"what is {form}").of_kind("model")), form
            asked += 1
    assert asked > 2000


def test_every_shipped_maker_is_known_by_its_name(reader: Reader, shipped: sqlite3.Connection) -> None:
    rows = shipped.execute("SELECT DISTINCT organisation FROM models WHERE organisation IS NOT NULL").fetchall()
    makers = [name for (name,) in rows if in_one_piece(name)]
    assert len(makers) > 100
    for name in makers:
        for form in (name, name.lower()):
            # Two submissions are called as their makers, and the name of a model goes before.
            found = {words.joined_key(one) for link in reader(f"models made by {form}").links for one in names(link)}
            assert words.joined_key(name) in found, form


@pytest.mark.parametrize(
    ("text", "maker"),
    [
        ("anthropic's models", "Anthropic"),
        ("best model by open ai", "OpenAI"),
        ("google deepmind", "Google"),
        ("deepmind models", "Google"),
        ("meta", "Meta"),
        ("facebook models", "Meta"),
        ("zhipu", "Zhipu AI"),
        ("z.ai models", "Zhipu AI"),
        ("models of the qwen team", "Alibaba Cloud / Qwen Team"),
        ("moonshot", "Moonshot AI"),
        ("x.ai", "xAI"),
        ("ai2", "Allen Institute for AI"),
        ("mistral", "Mistral AI"),
    ],
)
def test_makers_are_known_by_what_people_call_them(reader: Reader, text: str, maker: str) -> None:
    link = only(reader(text), "organisation")
    assert (names(link), link.guessed) == ([maker], False)


def test_a_name_of_two_makers_means_both(reader: Reader) -> None:
    assert names(only(reader("alibaba"), "organisation")) == [
        "Alibaba Cloud / Qwen Team",
        "Alibaba International (AIDC-AI)",
    ]


@pytest.mark.parametrize(
    ("text", "category"),
    [("medical benchmarks", "healthcare"), ("best for health", "healthcare"), ("maths", "math"), ("law", "legal")],
)
def test_categories_are_known_by_what_people_call_them(reader: Reader, text: str, category: str) -> None:
    assert slugs(only(reader(text), "category")) == [category]


def test_a_category_that_the_registry_does_not_have_is_foreign(reader: Reader) -> None:
    reading = reader("best model for coding")
    assert reading.links == ()
    assert [reading.tokens[i].word for i in reading.foreign] == ["coding"]


def test_modalities_are_linked_and_still_words_of_asking(reader: Reader) -> None:
    for text in ("which benchmarks use images?", "visual benchmarks", "picture benchmarks"):
        reading = reader(text)
        assert slugs(only(reading, "modality")) == ["image"]
        assert reading.named() == set()
        assert reading.foreign == ()


@pytest.mark.parametrize("text", ["best model for chest x-rays", "sota on chest x-ray", "who is best on a chest x ray"])
def test_what_several_benchmarks_are_about_is_no_slip_of_the_name_of_one(reader: Reader, text: str) -> None:
    assert [link for link in reader(text).links if link.kind == "benchmark"] == []


@pytest.mark.parametrize("text", ["who leads ChesX-ray14?", "who leads ChestX-ray 14", "leader of CXR14"])
def test_the_name_itself_is_linked_with_a_slip_as_well(reader: Reader, text: str) -> None:
    assert slugs(only(reader(text), "benchmark")) == ["nih-chestxray14"]


def test_an_observation_is_linked_with_every_benchmark_that_asks_about_it(reader: Reader) -> None:
    link = only(reader("which benchmarks ask about pleural effusion?"), "observation")
    assert sorted(slugs(link)) == ["chexpert", "mimic-cxr", "nih-chestxray14"]
    assert set(names(link)) == {"Pleural Effusion", "Effusion"}
    assert slugs(only(reader("mimic pneumothorax"), "observation")) == ["mimic-cxr"]
    assert slugs(only(reader("who leads mmlu-pro in law"), "observation")) == ["mmlu-pro"]


def test_a_maker_or_a_category_in_the_name_of_a_board_is_the_board(reader: Reader) -> None:
    assert reader("who leads mmlu-pro on the tiger-lab board").of_kind("organisation") == []
    assert reader("who leads mmmu-pro vision only").of_kind("category") == []
    assert names(only(reader("best TIGER-Lab model on MMLU-Pro"), "organisation")) == ["TIGER-Lab"]


# --- Series of models ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "start"),
    [("best claude model", "Claude "), ("grok", "Grok"), ("internvl", "InternVL"), ("medgemma", "MedGemma")],
)
def test_the_start_of_names_links_all_models_of_the_series(
    reader: Reader, vocabulary: Vocabulary, text: str, start: str
) -> None:
    link = only(reader(text), "model")
    assert link.guessed
    assert set(link.entities) >= {one for one in vocabulary.models.values() if one.name.startswith(start)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sonnet 4.5", ["Claude Sonnet 4.5"]),
        ("opus 4.1", ["Claude Opus 4.1"]),
        ("claude 4 opus", ["Claude Opus 4"]),
        ("claude sonnet 3.5", ["Claude 3.5 Sonnet (June 2024)", "Claude 3.5 Sonnet (October 2024)"]),
        ("medgemma 4b", ["MedGemma 4B IT"]),
        ("gemma 27b", ["Gemma 2 27B", "Gemma 3 27B"]),
        ("llama 3.1 70b", ["Llama 3.1 70B Instruct"]),
    ],
)
def test_words_in_another_order_or_left_out_narrow_a_series(reader: Reader, text: str, expected: list[str]) -> None:
    link = only(reader(text), "model")
    assert (names(link), link.guessed) == (expected, True)


def test_a_series_that_has_a_plain_version_is_not_read_as_its_point_versions(reader: Reader) -> None:
    found = names(only(reader("llama 3"), "model"))
    assert found
    assert not any(name.startswith(("Llama 3.1", "Llama 3.2", "Llama 3.3")) for name in found)
    assert names(only(reader("gpt-5"), "model")) == ["GPT-5"]
    assert names(only(reader("gpt 4"), "model")) == ["GPT-4"]


def test_a_maker_may_begin_a_models_name(reader: Reader) -> None:
    assert all(name.startswith("Mistral Large") for name in names(only(reader("mistral large"), "model")))
    reading = reader("ibm granite")
    assert names(only(reading, "organisation")) == ["IBM"]
    assert "Granite 3.3 8B Instruct" in names(only(reading, "model"))
    assert all("Qwen3" in name or "Qwen 3" in name for name in names(only(reader("qwen 3"), "model")))


# --- Slips ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("gemni 2.5 pro", "Gemini 2.5 Pro"),
        ("calude opus 4", "Claude Opus 4"),
        ("calude 3 opsu", "Claude 3 Opus"),
        ("gemini-2.5-falsh", "Gemini 2.5 Flash"),
        ("grok 4 fats", "Grok 4 Fast"),
        ("gpt 5 mni", "GPT-5 mini"),
        ("mistrla large 2", "Mistral Large 2"),
        ("medgema 4b it", "MedGemma 4B IT"),
        ("lama 4 scout", "Llama 4 Scout"),
    ],
)
def test_a_misspelt_model_is_mended_and_marked_as_guessed(reader: Reader, text: str, expected: str) -> None:
    for question in (text, f"what did {text} score on mmlu?", f"price of {text} please"):
        reading = reader(question)
        link = only(reading, "model")
        assert (names(link), link.guessed, typed(reading, link)) == ([expected], True, text)


def test_a_misspelt_series_is_mended(reader: Reader) -> None:
    link = only(reader("medgema on chexpert"), "model")
    assert link.guessed
    assert {name.split()[0] for name in names(link)} == {"MedGemma"}


@pytest.mark.parametrize(
    ("text", "expected"), [("gpt5", "GPT-5"), ("o3mini", "o3-mini"), ("gemini3pro", "Gemini 3 Pro")]
)
def test_a_missing_blank_is_no_slip(reader: Reader, text: str, expected: str) -> None:
    link = only(reader(text), "model")
    assert (names(link), link.guessed) == ([expected], False)


@pytest.mark.parametrize(
    ("text", "maker"), [("antropic models", "Anthropic"), ("opanai", "OpenAI"), ("microsft", "Microsoft")]
)
def test_a_misspelt_maker_is_mended_and_marked_as_guessed(reader: Reader, text: str, maker: str) -> None:
    link = only(reader(text), "organisation")
    assert (names(link), link.guessed) == ([maker], True)


@pytest.mark.parametrize(
    "text",
    [
        "gpt-7",
        "gpt 6 on mmlu",
        "claude opus 9",
        "what is gemini 12 ultra",
        "qwen9",
        "deepseek x3",
        "deepseek r9",
        "o5",
        "llama 9 70b",
    ],
)
def test_a_version_is_never_mended(reader: Reader, text: str) -> None:
    reading = reader(text)
    assert reading.of_kind("model") == []
    assert reading.foreign


def test_a_size_that_no_model_of_a_series_has_is_not_another_size(reader: Reader) -> None:
    reading = reader("medgemma 28b")
    assert len(only(reading, "model").entities) > 1
    assert [(value.kind, value.amount) for value in reading.values] == [("parameters", 28.0)]


@pytest.mark.parametrize("name", ["MMLU-Redux", "MMLU-ProX", "CheXpert Plus", "MATH-500", "MMLU-2", "CharXiv-D"])
def test_the_names_of_other_benchmarks_are_not_taken_for_typos(reader: Reader, name: str) -> None:
    reading = reader(f"who leads {name}?")
    assert [link for link in reading.links if link.guessed] == []
    whole = [link for link in reading.of_kind("benchmark") if typed(reading, link) == name]
    assert whole == []


def test_common_words_are_not_taken_for_makers_or_models(reader: Reader) -> None:
    for text in ("who writes mmlu", "how do I adapt it", "other models", "a marine benchmark", "the grok-4 facts"):
        assert [link for link in reader(text).links if link.guessed] == [], text


# --- What surrounds the words --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "<@123> who leads <@!55> mmlu <#5> <@&7>",
        "<:gpt:123456> who leads mmlu <a:llama:99>",
        ":fire: who leads `mmlu` :rocket:",
        "@everyone who leads **MMLU**?",
        "who leads [MMLU](https://example.org/a_b)?",
        "who leads M\u200bM\u200dL\u2060U",
        "who leads M\u0301M\u0301L\u0301U\u0301" + "\u0301" * 300,
        "\u202ewho leads mmlu\u202c",
        "🏆🏆 who leads mmlu 🥇",
        "who leads https://example.org/chexpert mmlu",
    ],
)
def test_mentions_emoji_marks_and_addresses_are_no_words(reader: Reader, text: str) -> None:
    reading = reader(text)
    assert [slugs(link) for link in reading.links] == [["mmlu"]]
    assert reading.foreign == ()


def test_hyphens_of_every_width_are_hyphens(reader: Reader) -> None:
    for hyphen in "-\u2010\u2011\u2013\u2212":
        assert slugs(only(reader(f"who leads mmlu{hyphen}pro"), "benchmark")) == ["mmlu-pro"]


def test_values_are_read_beside_names_and_never_inside_them(reader: Reader) -> None:
    reading = reader("best of GPT-4o (2024-11-20) and llama-3.1-405b on MMMU (val) under 10B in 2024")
    assert [value.kind for value in reading.values] == ["parameters", "period"]
    assert [slugs(link) for link in reading.of_kind("benchmark")] == [["mmmu"]]


# --- A registry of one's own ----------------------------------------------------------------------------------


class Listed(Benchmark):
    """A benchmark that only lists results."""

    def __init__(self, its_card: Card) -> None:
        self.card = its_card


def own(folder: Path, *cards: Card, models: int = 0) -> sqlite3.Connection:
    """Return a registry with these benchmarks and a number of models."""
    owned = {one.slug: OwnedBenchmark(Listed(one), one.slug, "podium-test", "1.0", ()) for one in cards}
    letters = "bcdfghjklmnprstvz"
    catalogue = [
        {
            "slug": f"{letters[i % 17]}o{letters[i // 17 % 17]}a{letters[i // 289 % 17]}u-{i % 7}",
            "name": f"{letters[i % 17]}o{letters[i // 17 % 17]}a{letters[i // 289 % 17]}u {i % 7}".title(),
            "organisation": f"Lab {i % 40}",
        }
        for i in range(models)
    ]
    folder.mkdir(exist_ok=True)
    connection = database.connect(folder / "r.db", write=True)
    database.migrate(connection, folder / "r.db")
    with database.transaction(connection):
        store.sync(connection, PluginSet(benchmarks=owned), catalogue)
    return connection


STONES = Card(
    slug="stones",
    name="Stone Sorting",
    description="Stones.",
    modality="audio",
    categories=("geology",),
    aliases=("pebbles",),
    boards=(Board("main", title="Main board", headline=True), Board("wet", title="Wet stones", aliases=("soaked",))),
    observations=(Observation("Basalt", ("black rock",)),),
    terms=(Term("grain gap", "The gap between grains.", ("GG",)),),
)


def test_a_new_plugins_names_are_understood_the_moment_they_are_in_the_registry(tmp_path: Path) -> None:
    connection = own(tmp_path, STONES)
    vocabulary = Vocabulary.read(connection)

    def links(text: str) -> list[tuple[str, list[str], bool]]:
        return [(link.kind, names(link), link.guessed) for link in read(vocabulary, text, TODAY).links]

    assert links("who leads pebbles?") == [("benchmark", ["Stone Sorting"], False)]
    assert links("who leads stone sortng?") == [("benchmark", ["Stone Sorting"], True)]
    assert links("geology") == [("category", ["geology"], False)]
    assert links("benchmarks with sound") == [("modality", ["audio"], False)]
    assert links("which one has black rock?") == [("observation", ["Basalt"], False)]
    assert links("what is GG?") == [("term", ["grain gap"], False)]
    reading = read(vocabulary, "who leads pebbles soaked", TODAY)
    boards, said = vocabulary.boards.find("stones", reading.tokens, reading.named(), vocabulary.starts_model)
    assert ([board.slug for board in boards], len(said)) == (["wet"], 1)


def test_the_work_for_a_question_does_not_grow_with_the_registry(tmp_path: Path) -> None:
    rows = []
    for models in (200, 2000):
        connection = own(tmp_path / str(models), STONES, models=models)
        vocabulary = Vocabulary.read(connection)
        read(vocabulary, "warm up zorgblatt", TODAY)
        steps = 0

        def count() -> int:
            nonlocal steps
            steps += 1
            return 0

        statements: list[str] = []
        connection.set_trace_callback(statements.append)
        # Called for every hundred steps of SQLite's machine.
        connection.set_progress_handler(count, 100)
        read(vocabulary, "what did zorgblattinger frobnicatorium score on stone sortingen please", TODAY)
        connection.set_progress_handler(None, 0)
        connection.set_trace_callback(None)
        rows.append((sum(not statement.startswith("--") for statement in statements), steps))
    (few, little), (many, much) = rows
    assert few == many > 0
    assert much <= 2 * little + 20


# --- Anything --------------------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    (
        "who leads mmlu mmluu MMLU-Pro chexprt mimic hle gpt-5 gpt 4o claude calude opus 4.1 gemini 2.5 pro flash under"
        " 10B in 2024 top 5 # $2 openai antropic law images auroc helm - – ( ) , ? `x` <@1> :fire:"
        " ＭＭＬＵ é\u0301 من 谁 🏆"
    ).split()
)


@given(text=st.one_of(st.text(max_size=words.LONGEST), st.lists(PIECES, max_size=60).map(" ".join)))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_read_with_links_and_values_that_do_not_overlap(reader: Reader, text: str) -> None:
    reading = reader(text[: words.LONGEST])
    taken: set[int] = set()
    for link in reading.links:
        assert taken.isdisjoint(link.span)
        taken.update(link.span)
        assert len({entity.kind for entity in link.entities}) == 1
    for value in reading.values:
        assert reading.named().isdisjoint(range(value.start, value.end))
    assert taken.isdisjoint(reading.foreign)
    assert all(not words.cleaned(token.key) == "" for token in reading.tokens)


@given(text=st.text(max_size=200))
@settings(max_examples=300, deadline=None)
def test_what_is_cleaned_once_stays_as_it_is_in_its_words(text: str) -> None:
    cut = [token.key for token in words.tokens(words.cleaned(text))]
    assert all(key == words.joined_key(key) for key in cut)


@pytest.mark.parametrize(
    "text",
    [
        "a-" * 250,
        "zq xw " * 83,
        "mmluu " * 83,
        "gemni " * 83,
        "e\u0301" * 250,
        "\u0301" * 500,
        "9" * 500,
        "1-" * 250,
        "🏆" * 500,
    ],
)
def test_the_hardest_texts_of_the_longest_length_read_the_registry_a_bounded_number_of_times(
    vocabulary: Vocabulary, shipped: sqlite3.Connection, text: str
) -> None:
    statements: list[str] = []
    read(vocabulary, text, TODAY)
    shipped.set_trace_callback(statements.append)
    read(vocabulary, text, TODAY)
    shipped.set_trace_callback(None)
    # FTS5's own reads are told as comments.
    assert sum(not statement.startswith("--") for statement in statements) <= 100
