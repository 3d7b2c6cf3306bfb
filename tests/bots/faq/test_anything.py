"""Any text gets a reply: quickly, of a known kind, without the asker's markup in it."""

from __future__ import annotations

import json
import re
import time
import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from podium.bots.faq import Engine
from podium.bots.faq.language import words as faq_words
from podium.tests.bots.faq import support

KINDS = {"answer", "ambiguous", "unknown", "no_data", "declined", "help"}

#: Pieces that questions are made of, so that random text reaches beyond "not understood".
PIECES = st.sampled_from(
    (
        "who leads what is the best open model on by score paper how many mmlu MMLU-Pro chexpert mimic hle gpt-5 GPT-4o"
        " auroc helm with without tools imagenet 2024 10b #1 ? , - and healthcare Google first not medgemma chexprt"
    ).split()
    + ["\n"]
)
TEXTS = st.one_of(st.text(max_size=600), st.lists(PIECES, max_size=25).map(" ".join))


@given(text=TEXTS)
@settings(max_examples=400, deadline=2000, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_gets_a_reply_of_a_known_kind_that_is_json(engine: Engine, text: str) -> None:
    reply = engine.answer(text)
    assert reply.kind in KINDS
    assert reply.text
    assert json.loads(json.dumps(reply.to_json())) == reply.to_json()
    assert engine.answer(text) == reply


@given(text=st.text(max_size=80))
@settings(max_examples=300)
def test_what_is_quoted_of_a_text_is_short_printable_and_free_of_markup(text: str) -> None:
    quoted = faq_words.quote(text * 3)
    assert len(quoted) <= faq_words.LONGEST_QUOTE
    assert quoted.isprintable()
    assert not set(quoted) & set("[]<>*_`~|@#\\{}:")


@pytest.mark.parametrize(
    "text",
    [
        "who leads [bold red]Foo[/bold red]Net?",
        "who leads '; DROP TABLE results; --Net",
        'who leads FooNet" OR "1"="1',
        "who leads [click](https://evil.example/x)Net",
        "who leads <script>alert(1)</script>Net",
        "who leads @everyone FooNet",
        "who leads \x1b[31mFooNet\x1b[0m",
        "who leads Foo\u202eNet\u202c",
        "who leads **Foo**__Net__ `x`",
        "who leads {0.__class__}Net",
        "who leads %s%n%dNet",
    ],
)
def test_injected_markup_and_controls_are_not_repeated(engine: Engine, text: str) -> None:
    reply = engine.answer(text)
    assert reply.kind in KINDS
    quotes = re.findall("“([^”]*)”", reply.text)
    for quoted in quotes:
        assert quoted == faq_words.quote(quoted)
    assert "https://evil" not in reply.text
    assert not any(unicodedata.category(char) in ("Cc", "Cf") and char != "\n" for char in reply.text)


def test_a_long_unknown_name_is_repeated_shortened(engine: Engine) -> None:
    reply = engine.answer(f"who leads {'Zyx' * 60}?")
    assert reply.kind == "unknown"
    assert support.values(reply, "asked") == ["Zyx" * 19 + "Zy…"]


@pytest.mark.parametrize("text", ["x" * 501, "who leads mmlu? " * 700, "?" * 10_000, "\n" * 501])
def test_a_text_of_more_than_500_characters_is_not_read(engine: Engine, text: str) -> None:
    reply = engine.answer(text)
    assert reply.kind == "help"
    assert reply.text == "That is too long to read; ask in at most 500 characters."
    assert support.values(reply, "longest_question") == [500]


@pytest.mark.parametrize(
    "text",
    [
        "a-" * 250,
        "mmlu " * 100,
        "a'" * 250,
        "zq xw " * 83,
        "mmlu-" * 100,
        "9" * 500,
        "mmluu " * 83,
        "''''''''" * 62,
        "who leads " + "chexprt " * 60,
    ],
)
def test_the_hardest_texts_of_the_longest_length_are_read_in_time(engine: Engine, text: str) -> None:
    engine.answer("who leads chexprt")
    start = time.process_time()
    engine.answer(text)
    assert time.process_time() - start < 0.2


@pytest.mark.parametrize("text", ["谁领先 MMLU?", "кто лидер mmlu", "من يتصدر mmlu؟"])
def test_words_of_other_scripts_are_not_dropped_in_silence(engine: Engine, text: str) -> None:
    assert engine.answer(text).kind in ("unknown", "help")


@pytest.mark.parametrize("text", ["ＭＭＬＵ leader", "who leads ｍｍｌｕ", "who leads MMLÚ"])
def test_full_width_letters_and_accents_do_not_matter(engine: Engine, text: str) -> None:
    assert engine.answer(text) == engine.answer("who leads mmlu")
