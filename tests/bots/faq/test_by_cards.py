"""Questions that are answered from what cards count and name: sizes side by side, persons, formalities, lists."""

from __future__ import annotations

import pytest

from podium.bots.faq import Reply
from podium.bots.faq.engine import Engine
from podium.bots.faq.understanding.conversation import Conversation
from podium.tests.bots.faq.support import values


def named(reply: Reply) -> list[object]:
    """Return the benchmarks that a reply names."""
    return values(reply, "benchmark")


@pytest.mark.parametrize(
    ("question", "line", "counts"),
    [
        ("which has more images, VQA-RAD or SLAKE?", "SLAKE has more images than VQA-RAD", [315, 642]),
        ("does slake have fewer pictures than vqa-rad", "SLAKE has more images than VQA-RAD", [642, 315]),
        ("is mimic bigger than nih?", "MIMIC CXR has more images than NIH ChestX-ray14", [377110, 112120]),
        ("has mmlu more subjects than mmmu", "MMLU has more subjects than MMMU", [57, 30]),
        ("is pubmedqa larger than medmcqa", "do not count the same", [1000, 193155]),
    ],
)
def test_two_benchmarks_are_compared_by_what_their_cards_count(
    engine: Engine, question: str, line: str, counts: list[int]
) -> None:
    reply = engine.answer(question)
    assert (reply.kind, values(reply, "count")) == ("answer", counts)
    assert line in reply.body


def test_the_larger_one_of_two_is_not_told_where_more_is_asked(engine: Engine) -> None:
    for question in ("which has more images of women, VQA-RAD or SLAKE", "which has more models, mmlu or mmmu"):
        assert "has more" not in engine.answer(question).body


def test_a_person_is_found_among_the_first_authors_of_papers(engine: Engine) -> None:
    assert named(engine.answer("which benchmarks did Xiang Yue work on?")) == ["MMMU", "MMMU-Pro"]
    assert engine.answer("did Pranav Rajpurkar write chexpert?").body.startswith("Yes, Pranav Rajpurkar")
    absent = engine.answer("is Hendrycks an author of MMLU-Pro?")
    assert absent.body.startswith("Dan Hendrycks is not among the authors whom the card names.")
    assert engine.answer("which benchmarks did Google make?").kind == "no_data"


def test_formalities_are_those_of_the_cards(engine: Engine) -> None:
    for question in ("for which datasets do we have to sign something", "which benchmarks need an account?"):
        assert set(named(engine.answer(question))) == {"CheXpert CXR", "Humanity's Last Exam", "MIMIC CXR"}
    free = named(engine.answer("which datasets can I download without signing up?"))
    assert "VQA-RAD" in free
    assert not {"CheXpert CXR", "MIMIC CXR", "DermMCQA"} & set(free)
    assert engine.answer("does vqa-rad need an account?").intent == "access"


def test_what_only_another_card_lists_is_said_to_be_missing(engine: Engine) -> None:
    assert engine.answer("does chexpert cover hernia").body.startswith("No, Hernia is not among the 14 observations")
    unheard = engine.answer("is tuberculosis one of the findings of NIH?").body
    assert unheard.startswith("None of the 14 findings of NIH ChestX-ray14 is called “tuberculosis”: Atelectasis")
    assert "college physics" in engine.answer("does mmlu cover physics?").body


def test_boards_with_one_model_or_none_are_listed(engine: Engine) -> None:
    assert named(engine.answer("are there benchmarks without any model yet?")) == ["NIH ChestX-ray14"]
    assert named(engine.answer("which leaderboard has only a single model")) == ["CheXpert CXR", "MIMIC CXR"]
    assert engine.answer("which category has the fewest benchmarks?").intent == "category_list"


def test_benchmarks_are_chosen_by_metric_and_read_by_what_they_ask(engine: Engine) -> None:
    assert named(engine.answer("which benchmarks use token F1")) == ["SLAKE", "VQA-RAD"]
    assert engine.answer("which benchmarks don't use token F1").kind != "answer"
    assert engine.answer("what do models have to do in PathMCQA?").intent == "describe"
    assert "made by machine" in engine.answer("are the PMC-VQA questions written by doctors?").body
    assert engine.answer("is truthfulqa about medicine?").intent == "categories"
    assert engine.answer("is medicine good for my cough?").kind == "declined"


def test_listed_benchmarks_are_narrowed_by_the_next_message(engine: Engine) -> None:
    conversation = Conversation()
    engine.answer("which benchmarks need registration?", conversation)
    free = set(named(engine.answer("and which are totally open?", conversation)))
    shown = set(named(engine.answer("of these which use images", conversation)))
    assert "PubMedQA" in free
    assert {"VQA-RAD", "MMMU"} <= shown < free
    assert named(engine.answer("which of them is the oldest?", conversation))[0] == "NIH ChestX-ray14"
