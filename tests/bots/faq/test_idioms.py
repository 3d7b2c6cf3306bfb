"""Idioms of everyday English are read as the plain words that they stand for, and only as a whole."""

from __future__ import annotations

import sqlite3

from podium.bots.faq import Engine
from podium.tests.bots.faq.asking import audited

#: An idiom, and the plain question that has the same answer.
SAME = {
    "who rules the roost on mmlu pro?": "who leads mmlu pro?",
    "mmlu top dog": "who leads mmlu?",
    "who is second to none on mmlu?": "who leads mmlu?",
    "nobody is ahead of whom on mmlu?": "who leads mmlu?",
    "mmlu: who is always the bridesmaid?": "who is second on mmlu?",
    "which lucky devil plays second fiddle on mmlu": "who is second on mmlu?",
    "mmlu bottom feeder": "which model is last on mmlu?",
    "which three models stand on the podium of mmlu": "top 3 on mmlu",
    "which models cleared the 90% hurdle on mmlu": "which models reach 90% on mmlu",
    "when was 80 first passed on mmlu": "when was 80% first passed on mmlu",
    "is the mmlu board covered in cobwebs?": "when was the mmlu board last updated?",
    "has mmlu been bled dry?": "is mmlu saturated?",
    "how has the mmlu crown gone from hand to hand?": "how has the best score on mmlu changed?",
    "which brains dreamt up mmlu?": "who wrote mmlu?",
    "who do we have to thank for gpt-5?": "who made gpt-5?",
    "will gpt-5 make a dent in my wallet?": "what does gpt-5 cost?",
    "into which drawers do you sort your benchmarks": "which categories are there",
    "what are your party tricks": "what can you do",
    "auroc goes over my head": "what is auroc",
    "who is higher on mmlu, google or anthropic": "best model by google or anthropic on mmlu",
    "the best that the chinese lab deepseek got on mmlu": "best model by deepseek on mmlu",
}
#: Near neighbours that say something else, and get no answer.
OTHERS = (
    "who used to rule the roost on mmlu?",
    "who rules the roost on mmlu among left-handed models?",
    "who will rule the roost on mmlu next year?",
    "who would you bet on for mmlu in 2030?",
    "which four models stand on the podium of mmlu",
    "is gpt-5 going to burn a hole in the ozone layer?",
    "who gathers dust on mmlu?",
    "who dropped the bar on mmlu?",
    "the best chinese lab on mmlu",
    "i have a pain over my head",
)


def test_an_idiom_has_the_answer_of_the_plain_words(engine: Engine, shipped: sqlite3.Connection) -> None:
    for idiom, plain in SAME.items():
        reply, expected = audited(shipped, engine.answer(idiom)), engine.answer(plain)
        assert (reply.kind, reply.body) == ("answer", expected.body), idiom


def test_what_is_only_like_an_idiom_is_not_answered(engine: Engine) -> None:
    for question in OTHERS:
        assert engine.answer(question).kind != "answer", question


def test_a_limit_on_what_is_left_out_is_the_contrary_of_one_on_what_is_meant(engine: Engine) -> None:
    plain = engine.answer("best model of at most 10B on mmlu").body
    assert engine.answer("best on mmlu if everything above 10B is excluded").body == plain
    assert engine.answer("who leads mmlu once i leave out models over 10B").body == plain
    assert "released since 2025" in engine.answer("mmlu leaderboard, models older than 2025 don't count").body
    both = engine.answer("mmlu leaderboard of models of at most 10B excluding google").body
    assert engine.answer("mmlu leaderboard excluding google and models over 10B").body == both
    assert engine.answer("mmlu leaderboard excluding models over 10B and google").body == both
    for question in (
        "who leads mmlu, 7B models don't count",
        "who leads mmlu excluding google models over 10B",
        "who leads mmlu excluding open models over 10B",
        "who leads mmlu excluding models over 10B and under 1B",
    ):
        assert engine.answer(question).kind == "help", question
