"""Whether a statement that is not a fact is found, and whether a fact that is not the registry's is."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podium.bots.faq import Engine, Fact, Reply
from podium.bots.faq.checking import audit
from podium.bots.faq.reply import FactValue, Source, Table


def stated(body: str, *facts: tuple[str, FactValue]) -> tuple[str, ...]:
    """Return what a reply of these facts states without holding it."""
    return audit.unstated(Reply("answer", body, tuple(Fact(name, value) for name, value in facts)))


@pytest.mark.parametrize(
    ("body", "name", "value"),
    [
        ("It scored 0.481.", "score", 0.4812),
        ("It scored 48.1%.", "score", 0.4812),
        ("It passed 90%.", "asked_score", 0.9),
        ("It is 0.012 behind, -0.012 that is.", "gap", -0.012),
        ("3.2 percentage points lie between them.", "difference", 0.032),
        ("The 95% interval is meant.", "interval_percent", 95),
        ("There are 1,770 of them.", "results", 1770),
        ("It is the 2nd, or #2.", "rank", 2),
        ("It has 4.3B parameters, 4.3 billion.", "parameters_b", 4.3),
        ("It has 500M parameters.", "parameters_b", 0.5),
        ("It has 1.04T parameters.", "parameters_b", 1040.0),
        ("It takes 128,000 tokens, so 128k or 128K.", "context_tokens", 128_000),
        ("It takes 1,048,576 tokens, or 1.05M.", "context_tokens", 1_048_576),
        ("It takes 1M tokens, 1 million.", "context_tokens", 1_000_000),
        ("It costs $0.25.", "input_price", 0.25),
        ("It costs $0.075.", "input_price", 0.075),
        ("It costs $1,234.50 in all.", "cost", 1234.5),
        ("That was in June 2026, on 2026-06-01, 1 June 2026, in 2026.", "date", "2026-06-01"),
        ("p is below 0.001.", "p_value", 0.0002),
        ("Its mean rank is 2.5.", "mean_rank", 2.5),
        ("MedGemma 4B IT leads.", "leader", "MedGemma 4B IT"),
        ("Macro-F1: the mean of the F1 of each class.", "definition", "macro-F1: the mean of the F1 of each class"),
        ("The best model released since July 2025 leads.", "filter", "open models released since July 2025"),
        ("It was run with 5-shot chain of thought.", "setting", "Test split, 5-shot chain of thought, greedy"),
    ],
)
def test_a_fact_written_as_such_a_fact_is_written_is_stated(body: str, name: str, value: FactValue) -> None:
    assert stated(body, (name, value)) == ()


@pytest.mark.parametrize(
    ("body", "name", "value", "found"),
    [
        ("It scored 0.48.", "score", 0.481, "0.48"),
        ("It scored 0.482.", "score", 0.481, "0.482"),
        ("It scored 48%.", "score", 0.481, "48%"),
        ("It scored 0.481%.", "score", 0.481, "0.481%"),
        ("There are 1770.", "results", 1770, "1770"),
        ("There are 1,770B.", "results", 1770, "1,770B"),
        ("It costs $4.30.", "parameters_b", 4.3, "$4.30"),
        ("It has 4B parameters.", "parameters_b", 4.3, "4B"),
        ("It scored 4.3B.", "score", 4.3, "4.3B"),
        ("It takes 128M tokens.", "context_tokens", 128_000, "128M"),
        ("It takes 1M tokens.", "context_tokens", 1_048_576, "1M"),
        ("It is macro-F2.", "tied", 2, "2"),
        ("It is a 5-shot prompt.", "k", 5, "5"),
        ("It was in July 2026.", "date", "2026-06-01", "July 2026"),
        ("It was on 2 June 2026.", "date", "2026-06-01", "2 June 2026"),
        ("It was in 2025.", "date", "2026-06-01", "2025"),
        ("It was in June 2026.", "date", "2026", "June 2026"),
        ("See https://example.org/b.", "source_url", "https://example.org/a", "https://example.org/b"),
        # A numeral of a name is no licence to use it elsewhere.
        ("There are 4 models.", "leader", "Phi 4", "4"),
        ("There are 5 models.", "setting", "5-shot chain of thought", "5"),
        ("The best model of July 2025 leads.", "filter", "open models released since July 2025", "July 2025"),
        ("Phi 42 leads.", "leader", "Phi 4", "42"),
        ("It has one, that is 1.", "multimodal", True, "1"),
    ],
)
def test_what_is_no_fact_or_written_as_another_kind_of_fact_is_found(
    body: str, name: str, value: FactValue, found: str
) -> None:
    assert stated(body, (name, value)) == (found,)


def test_the_footer_and_the_cells_of_a_table_are_looked_at_too() -> None:
    reply = Reply(
        "answer", "Two models.", (Fact("score", 0.5),), footer=("More: 7",), table=Table(("#", "S"), (("1", "0.500"),))
    )
    assert audit.unstated(reply) == ("7", "1")


def test_an_address_is_a_fact_or_a_source_and_a_full_stop_is_no_part_of_it() -> None:
    reply = Reply("answer", "See https://a.org/x, or https://b.org/y.", sources=(Source("A", "https://a.org/x"),))
    assert audit.unstated(reply) == ("https://b.org/y",)


def test_a_name_must_be_a_fact_and_of_two_that_start_alike_the_longer_one_is_meant() -> None:
    names = frozenset({"GPT-4", "GPT-4o", "Claude 3.5 Sonnet (new)", "Claude 3.5 Sonnet", "Meta"})

    def found(body: str, *facts: str) -> tuple[str, ...]:
        return audit.unstated(Reply("answer", body, tuple(Fact("model", one) for one in facts)), names)

    assert found("GPT-4o leads.", "GPT-4o") == ()
    assert found("GPT-4 leads.", "GPT-4o") == ("4", "GPT-4")
    assert found("Meta leads.", "Meta AI") == ()
    assert found("Meta leads, Metal and x-Meta do not.", "Google") == ("Meta",)
    assert found("Claude 3.5 Sonnet (new) leads.", "Claude 3.5 Sonnet") == ("Claude 3.5 Sonnet (new)",)


def test_every_name_of_the_registry_that_is_no_ordinary_word_is_looked_for(shipped: sqlite3.Connection) -> None:
    names = audit.names_of(shipped)
    assert {"MMLU", "MedGemma 4B IT", "Google", "Humanity's Last Exam"} <= names
    assert len(names) > 800


def test_a_reply_with_one_digit_changed_in_any_figure_of_several_is_found_out(
    engine: Engine, shipped: sqlite3.Connection
) -> None:
    names = audit.names_of(shipped)
    changed = 0
    for question in ("who leads chexpert?", "what did gpt-4o score on mmlu?"):
        reply = engine.answer(question)
        assert audit.unstated(reply, names) == ()
        for figure in re.finditer(r"\d[\d.,]*\d", reply.body):
            for place in range(*figure.span()):
                if (character := reply.body[place]).isdigit():
                    other = str((int(character) + 1) % 10)
                    body = f"{reply.body[:place]}{other}{reply.body[place + 1 :]}"
                    assert audit.unstated(replace(reply, body=body), names), body
                    changed += 1
    assert changed > 20


def test_facts_of_results_models_cards_and_boards_are_compared_with_what_the_registry_holds(
    engine: Engine, shipped: sqlite3.Connection
) -> None:
    reply = engine.answer("who leads chexpert?")
    assert audit.Held(shipped).contradicted(reply) == ()
    score = next(fact for fact in reply.facts if fact.name == "score")
    rank = next(fact for fact in reply.facts if fact.name == "rank")
    wrong = {
        replace(score, value=0.5): f"score 0.5 where the registry has {score.value!r}",
        replace(score, model="gpt-4o"): f"score {score.value!r} where the registry has 'chexpert/{score.board}/",
        replace(score, result=10**9): f"score {score.value!r} where the registry has 'no result 1000000000'",
        replace(rank, value=2): "rank 2 where the registry has 1",
        Fact("parameters_b", 5.0, model="medgemma-4b-it"): "parameters_b 5.0 where the registry has 4.3",
        Fact("parameters_b", 5.0, model="no-such"): "parameters_b 5.0 where the registry has None",
        Fact("modality", "text", "chexpert"): "modality 'text' where the registry has 'image'",
        Fact("models", 7, "chexpert", score.board): "models 7 where the registry has 1",
        Fact("metric", "AUROC", "chexpert", score.board): "metric 'AUROC' where the registry has 'macro-F1 ",
        Fact("models", 7, "chexpert", "none"): "models 7 where the registry has 'no board chexpert/none'",
    }
    for fact, line in wrong.items():
        (found,) = audit.Held(shipped).contradicted(replace(reply, facts=(*reply.facts, fact)))
        assert found.startswith(line)


def test_a_release_date_that_is_known_to_the_month_is_not_held_against_the_day(shipped: sqlite3.Connection) -> None:
    slug, released = shipped.execute("SELECT slug, released FROM models WHERE length(released) = 10").fetchone()
    known = Reply("answer", "", (Fact("released", released[:7], model=slug), Fact("released", released, model=slug)))
    assert audit.Held(shipped).contradicted(known) == ()
    (found,) = audit.Held(shipped).contradicted(Reply("answer", "", (Fact("released", "1999-01", model=slug),)))
    assert found == f"released '1999-01' where the registry has {released!r}"


@given(st.floats(0.001, 0.999), st.floats(0.001, 0.999))
def test_a_score_is_stated_by_its_three_decimals_and_by_no_other_score(score: float, other: float) -> None:
    found = stated(f"It scored {other:.3f}.", ("score", score))
    assert found == (() if f"{other:.3f}" == f"{score:.3f}" or float(f"{other:.3f}") == score else (f"{other:.3f}",))


#: Replies have no control characters: what is quoted in them is cleaned of those.
_SAID = st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=80)


@given(_SAID, st.text(max_size=20))
def test_any_text_can_be_looked_at_and_a_text_that_is_a_fact_is_stated(body: str, fact: str) -> None:
    stated(body, ("asked", fact))
    assert audit.unstated(Reply("help", body.replace("\n", " "), (Fact("asked", body.replace("\n", " ")),))) == ()
