"""Another version, another size, one of two benchmarks, what is harder, whose figures they are, who leads most."""

from __future__ import annotations

import sqlite3

import pytest

from podium.bots.faq import Engine
from podium.tests.bots.faq.support import values
from podium.tests.bots.faq.test_leaning import talked

#: The messages before, the one that points at what is akin, and the same in full.
IN_FULL = (
    (("what is HealthBench",), "and the hard version?", "what is HealthBench Hard"),
    (("who leads HealthBench",), "hard?", "who leads HealthBench Hard"),
    (("what is MMMU-Pro",), "and without pro?", "what is MMMU"),
    (("who leads MMLU-Pro",), "and the normal one?", "who leads MMLU"),
    (
        ("how big is GPT OSS 120B", "and on MMLU?"),
        "is the 20b much worse there?",
        "GPT OSS 120B vs GPT OSS 20B on MMLU",
    ),
    (("MMLU-Pro vs SuperGPQA",), "which is newer?", "which is newer, MMLU-Pro or SuperGPQA?"),
    (("what is VQA-RAD", "and SLAKE?"), "which of both is older", "which is older, VQA-RAD or SLAKE?"),
    (("licence of CheXpert", "and MIMIC?"), "how many patients has the first one", "how many patients has CheXpert"),
    (("which benchmarks need credentialed access",), "how many images has it", "how many images has MIMIC CXR"),
    (("who leads MedQA", "who makes it?"), "anything open that is nearly as good?", "the best open model on MedQA"),
    (("leader of MMMU-Pro", "is it open?"), "ok then second place", "second place on MMMU-Pro"),
    (
        ("what is the protocol for mmlu when you run it",),
        "and charxiv?",
        "which protocol does Podium run for CharXiv-R",
    ),
    (("what is PubMedQA",), "Where I can download?", "where can I download PubMedQA"),
)


@pytest.mark.parametrize(("before", "asked", "full"), IN_FULL, ids=[asked for _, asked, _ in IN_FULL])
def test_what_is_akin_is_asked_of(engine: Engine, before: tuple[str, ...], asked: str, full: str) -> None:
    reply = talked(engine, *before, asked)
    assert reply.kind == "answer"
    assert reply.body == engine.answer(full).body


def test_which_of_two_is_harder_is_told_by_people_or_by_the_best_scores(engine: Engine) -> None:
    people = engine.answer("which is more difficult for people, MMMU or MMMU-Pro")
    assert {0.854, 0.886} <= set(values(people, "baseline_score"))
    models = engine.answer("is HLE more difficult than MMLU for models?")
    assert len(set(values(models, "score"))) == 2
    assert "cannot be compared" in models.body


def test_whose_figures_a_benchmark_has_is_counted(engine: Engine, shipped: sqlite3.Connection) -> None:
    counted = shipped.execute(
        "SELECT sum(standing IN ('independent', 'reproduced')) FROM current_results WHERE (benchmark, board) ="
        " ('hle', 'reported')"
    ).fetchone()[0]
    for asked in (
        "On HLE, how many results come from independent evaluators rather than vendors?",
        "are the HLE scores checked by somebody else or reported by the vendors themselves?",
    ):
        assert values(engine.answer(asked), "verified") == [counted]
    assert engine.answer("are these numbers checked by somebody independent?").intent == "about"


def test_the_maker_that_leads_more_benchmarks_is_told(engine: Engine) -> None:
    two = engine.answer("Which lab leads more benchmarks, Google or OpenAI?")
    assert two.body.startswith("By maker: Google ")
    field = engine.answer("which company leads most of the medical tests?")
    assert values(field, "category") == ["healthcare"]
    assert values(field, "led_by_maker") == sorted(values(field, "led_by_maker"), reverse=True)


def test_a_score_is_published_when_it_became_the_record(engine: Engine) -> None:
    reply = engine.answer("who leads CharXiv and when was that score published")
    assert values(reply, "leader")
    assert values(reply, "record_date")
    assert engine.answer("wheres the hle dataset").intent == "access"
    assert engine.answer("How can be answered the questions of PubMedQA?").intent == "describe"
