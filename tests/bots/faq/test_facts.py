"""No reply states a number, a model or an address that is not among its facts."""

from __future__ import annotations

import re
import sqlite3

from podium.bots.faq import Reply
from podium.bots.faq.reply import FACT_NAMES
from podium.tests.bots.faq import support

NUMERAL = re.compile(r"\d+(?:[.,]\d+)*")
URL = re.compile(r"https?://\S+")


def stated(reply: Reply) -> tuple[set[str], set[str]]:
    """Return the numerals and the texts that the reply's facts allow."""
    texts: set[str] = set()
    numerals: set[str] = set()
    for fact in reply.facts:
        if isinstance(fact.value, float):
            numerals.add(f"{fact.value:.3f}")
        elif isinstance(fact.value, int):
            numerals.add(f"{fact.value:,}")
        else:
            texts.update([fact.value] if isinstance(fact.value, str) else fact.value)
    return numerals | {numeral for text in texts for numeral in NUMERAL.findall(text)}, texts


def test_every_numeral_of_every_reply_is_in_its_facts(replies: dict[str, Reply]) -> None:
    invented = {}
    for question, reply in replies.items():
        allowed, _ = stated(reply)
        found = set(NUMERAL.findall(URL.sub("", reply.text))) - allowed
        if found:
            invented[question] = found
    assert invented == {}


def test_every_address_of_every_reply_is_a_fact_or_a_source(replies: dict[str, Reply]) -> None:
    for question, reply in replies.items():
        _, texts = stated(reply)
        known = texts | {source.url for source in reply.sources}
        assert set(URL.findall(reply.text)) <= known, question


def test_every_model_and_maker_named_in_a_reply_is_in_its_facts(
    replies: dict[str, Reply], shipped: sqlite3.Connection
) -> None:
    rows = shipped.execute("SELECT name, organisation FROM models").fetchall()
    # Very short names are also ordinary words or parts of others.
    names = {name for row in rows for name in row if name is not None and len(name) >= 6}
    pattern = re.compile(
        rf"(?<![\w.-])(?:{'|'.join(re.escape(n) for n in sorted(names, key=len, reverse=True))})(?!\w)"
    )
    seen = 0
    for question, reply in replies.items():
        _, texts = stated(reply)
        for name in set(pattern.findall(URL.sub("", reply.text))):
            seen += 1
            assert any(name in text for text in texts), f"{question!r} names {name}"
    assert seen > 1000


def test_every_fact_of_a_result_is_what_the_registry_holds_under_its_row_id(
    replies: dict[str, Reply], shipped: sqlite3.Connection
) -> None:
    checked = 0
    for reply in replies.values():
        for fact in reply.facts:
            if fact.result is None:
                continue
            row = shipped.execute(
                "SELECT r.*, m.name, m.organisation FROM current_results AS r JOIN models AS m ON m.slug = r.model"
                " WHERE r.id = ?",
                (fact.result,),
            ).fetchone()
            assert (fact.benchmark, fact.board, fact.model) == (row["benchmark"], row["board"], row["model"])
            column = {"score": "value", "leader": "name", "model": "name", "tied_with": "name"}.get(
                fact.name, fact.name
            )
            if column in ("value", "name", "organisation", "standing", "n", "source_url", "cited_url"):
                assert fact.value == row[column]
                checked += 1
    assert checked > 1000


def test_facts_carry_documented_names_only_and_every_documented_name_is_used_somewhere(
    replies: dict[str, Reply],
) -> None:
    used = {fact.name for reply in replies.values() for fact in reply.facts}
    assert used <= FACT_NAMES.keys()
    # These need a registry with longer lists than the shipped one; test_small_registries.py has them.
    rare = {"other_leaders", "other_ties", "other_models", "other_boards", "more_choices"}
    assert FACT_NAMES.keys() - used <= rare | {"openness_unknown_above", "longest_question"}


def test_every_answer_with_a_score_names_a_source_with_an_address(replies: dict[str, Reply]) -> None:
    for question, reply in replies.items():
        if reply.kind == "answer" and support.values(reply, "score"):
            assert reply.sources and all(source.url.startswith("https://") for source in reply.sources), question


def test_scores_of_a_card_that_asks_for_it_come_with_the_research_statement(replies: dict[str, Reply]) -> None:
    for question, reply in replies.items():
        medical = {fact.benchmark for fact in reply.facts if fact.name == "score"} & {"chexpert", "mimic-cxr"}
        assert ("For research use only" in reply.text) >= bool(medical), question
