"""Replies from a benchmark's card, held against the card itself."""

from __future__ import annotations

import dataclasses
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from podium.bots.faq import Reply
from podium.bots.faq.frame import Frame, Intent
from podium.bots.faq.names.vocabulary import Vocabulary
from podium.bots.faq.replies.desk import Desk
from podium.registry import Board, FAQEntry, Paper
from podium.tests.bots.faq.asking import told
from podium.tests.bots.faq.support import values
from podium.tests.bots.faq.test_small_registries import card, registry

SLUGS = ("charxiv-r", "chexpert", "hle", "mimic-cxr", "mmlu", "mmlu-pro", "mmmu", "mmmu-pro")
INTENTS = (
    Intent.DESCRIBE,
    Intent.PAPER,
    Intent.AUTHORS,
    Intent.ABSTRACT,
    Intent.PUBLISHED,
    Intent.CATEGORIES,
    Intent.SIZES,
    Intent.LICENCE,
    Intent.ACCESS,
)


@pytest.fixture(scope="session")
def desk(shipped: sqlite3.Connection) -> Desk:
    """Return the shipped registry as handlers read it."""
    return Desk(shipped, Vocabulary.read(shipped))


def answered(desk: Desk, intent: Intent, slug: str, **slots: Any) -> Reply:
    """Return the reply to a frame about a benchmark."""
    return told(desk, Frame(intent, **({"benchmarks": (slug,)} | slots)))


def small(tmp_path: Path, **fields: Any) -> Desk:
    """Return a registry whose one benchmark, Quiz-7, has these fields on its card."""
    connection = registry(tmp_path, (), card(**fields))
    return Desk(connection, Vocabulary.read(connection))


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("intent", INTENTS)
def test_every_numeral_and_address_of_a_reply_is_a_fact_and_the_body_is_short(
    desk: Desk, intent: Intent, slug: str
) -> None:
    reply = answered(desk, intent, slug)
    assert reply.kind == "answer"
    assert len(reply.body.splitlines()) <= 6


@pytest.mark.parametrize("slug", SLUGS)
def test_authors_abstract_and_publication_are_the_cards(desk: Desk, slug: str) -> None:
    paper = desk.view(slug).card["paper"]
    authors = answered(desk, Intent.AUTHORS, slug)
    assert values(authors, "paper_authors") == [tuple(paper["authors"])]
    assert all(name in authors.body for name in paper["authors"])
    assert (f" {paper['more_authors']} other" in authors.body) is bool(paper["more_authors"])
    abstract = answered(desk, Intent.ABSTRACT, slug)
    assert abstract.body.splitlines()[1] == paper["abstract"]
    published = answered(desk, Intent.PUBLISHED, slug)
    assert values(published, "paper_published") == [paper["published"]]
    assert f"({paper['published']})" in published.body
    assert "first published in" in published.body
    assert {reply.sources[0].url for reply in (authors, abstract, published)} == {paper["url"]}


def test_the_publication_of_mmlu_in_words(desk: Desk) -> None:
    assert answered(desk, Intent.PUBLISHED, "mmlu").body == (
        "MMLU was first published in September 2020 (2020-09-07), the date of the first version of its paper"
        " “Measuring Massive Multitask Language Understanding”."
    )


@pytest.mark.parametrize(
    ("intent", "said"),
    [
        (Intent.AUTHORS, "The card of Quiz-7 names no authors."),
        (Intent.ABSTRACT, "The card of Quiz-7 names no paper."),
        (Intent.PUBLISHED, "The card of Quiz-7 gives no date of publication."),
        (Intent.SIZES, "The card of Quiz-7 gives no counts."),
        (Intent.LICENCE, "The card of Quiz-7 names no licence."),
        (Intent.ACCESS, "The card of Quiz-7 names no licence."),
    ],
)
def test_what_a_card_leaves_out_is_said_and_not_guessed(tmp_path: Path, intent: Intent, said: str) -> None:
    reply = answered(small(tmp_path), intent, "quiz")
    assert (reply.kind, reply.body) == ("no_data", said)


def test_a_paper_without_an_abstract_is_named_and_not_summed_up(tmp_path: Path) -> None:
    desk = small(tmp_path, paper=Paper("On Quizzes", ("A. One",), "https://quiz.example.org/p"))
    reply = answered(desk, Intent.ABSTRACT, "quiz")
    assert (reply.kind, reply.body) == ("no_data", "The card of Quiz-7 does not sum up its paper, “On Quizzes”.")
    assert answered(desk, Intent.AUTHORS, "quiz").body == "Quiz-7 is by A. One, the author of its paper “On Quizzes”."


def test_licence_and_access_differ_in_what_comes_first(desk: Desk) -> None:
    card = desk.view("charxiv-r").card
    licence = answered(desk, Intent.LICENCE, "charxiv-r").body.splitlines()
    assert licence == [
        f"The data of CharXiv-R have this licence: {card['licence']}.",
        f"They are open to everyone: {card['dataset_url']}",
    ]
    access = answered(desk, Intent.ACCESS, "charxiv-r")
    assert access.body.splitlines() == [
        f"The data of CharXiv-R are open to everyone: {card['dataset_url']}",
        f"Licence: {card['licence']}.",
        "podium data fetch charxiv-r fetches the official files; --data hub does so while evaluating.",
    ]
    assert values(access, "command") == ["podium data fetch charxiv-r", "--data hub"]


def test_gated_data_come_with_their_terms_and_the_users_own_copy_with_no_command(desk: Desk) -> None:
    assert "set HF_TOKEN to a token of that account" in answered(desk, Intent.ACCESS, "hle").body
    for slug in ("chexpert", "mimic-cxr"):
        reply = answered(desk, Intent.ACCESS, slug)
        assert values(reply, "command") == []
        entry = next(one for one in desk.view(slug).card["faq"] if one["question"].startswith("How can I get the"))
        assert reply.body.splitlines()[0] == entry["answer"]


def test_data_without_a_licence_still_have_a_home(tmp_path: Path) -> None:
    desk = small(tmp_path, dataset_url="https://quiz.example.org/data")
    assert answered(desk, Intent.LICENCE, "quiz").body.splitlines() == [
        "The card of Quiz-7 names no licence.",
        "Its data are open to everyone: https://quiz.example.org/data",
    ]


def test_an_entry_of_the_card_is_found_by_any_of_the_benchmarks_names(tmp_path: Path) -> None:
    from podium.bots.faq.replies.cards import card_entry
    from podium.bots.faq.replies.page import Page

    entries = (FAQEntry("Where do I get it?", "Here.", variants=("Where can I download the big quiz?",)),)
    desk = small(tmp_path, aliases=("Big Quiz", "the big quiz"), faq=entries)
    page = Page(desk.view("quiz"), ())
    found = card_entry(page, "Where can I download {name}?")
    assert found is not None and found["answer"] == "Here."
    assert card_entry(page, "Where can I buy {name}?") is None


def test_a_board_keeps_its_aliases_on_the_card(tmp_path: Path) -> None:
    board = Board("main", headline=True, aliases=("finals",))
    desk = small(tmp_path, boards=(board,))
    assert desk.view("quiz").card["boards"][0]["aliases"] == list(dataclasses.asdict(board)["aliases"])
