"""A word that no kind of question explains blocks an answer where it restricts or names something, and nowhere else."""

from __future__ import annotations

import pytest

from podium.bots.faq import Engine
from podium.bots.faq.frame import Intent

#: What the registry cannot follow. An answer that leaves it out would be the answer to another question.
RESTRICTED = """
best model on MMLU in German
who leads MMLU for legal texts?
best model on MMLU on mobile phones
which Chinese models lead MMLU?
best Chinese model on MMLU-Pro
who is best on MMMU with RAG?
who leads CheXpert by AUROC on the frontal views?
fastest model on MMLU
which model on MMLU is the fastest?
most hallucinating model on MMMU
most energy-efficient model on MMLU-Pro
which model on HLE has the lowest latency?
who leads MMLU after fine-tuning?
best fine-tuned model on MMLU
best model on MMLU except on law
who leads MMLU without the law questions?
who leads MMLU on the hard subset?
best score on MMLU for undergraduates
who is best on MMLU at algebra?
which model speaks German best on MMLU?
who leads MMLU among university models?
best academic model on MMLU
best model on MMLU from China
best European model on MMLU-Pro
who leads MMLU, in French?
who leads MMLU if the model may browse?
who leads MMLU when calculators are allowed?
best quantized model on MMLU
best model on MMLU that runs on a phone
best model on MMLU for writing emails
best model on CheXpert for children
best model on CheXpert for female patients
who leads CheXpert on lateral views?
which is the cleverest and quickest model on MMLU?
best model on MMLU with self-consistency
best model on MMLU with majority voting
best reasoning model on MMLU-Pro
best non-thinking model on HLE
best model on MMLU in the style of a poem for kids
who leads MMLU on Wikipedia articles?
most popular model on MMLU
most reliable model on MMLU
safest model on MMLU
least biased model on MMLU
best MoE model on MMLU-Pro
best model on MMLU per dollar of training cost
who leads MMLU weighted by subject?
best ensemble on CheXpert without external data
how many patients lead MMLU?
how many women wrote MMLU models?
the important models of MMLU
who leads MMLU, excluding fine-tuned ones?
I need it in Japanese. Who leads MMLU?
Our patients are children. Which model leads CheXpert?
For a chatbot in Spanish: who leads MMLU?
best model on MMLU for under a second per answer
best python coder on MMLU
who leads HLE for physics questions only?
Given that we only have CPUs, who leads MMLU?
best model on MMLU for our phones
best model on MMLU written in Rust
highest score on MMLU in the humanities
worst French model on MMLU
which model beats lawyers on MMLU?
best model on MMLU unless it is by Google
who leads MMLU by speed
who leads MMLU by popularity?
who leads MMLU by number of parameters per dollar?
best model on MMLU with a 4090
who leads MMLU in healthcare questions?
best model on MMLU when prompted in Chinese
best model on MMLU using code interpreter
best model on MMLU using search
the model that improved most on MMLU
who leads MMLU except for tools
models which failed MMLU
who nearly leads MMLU?
who will lead MMLU next year?
are there any medical images in MMLU-Pro for surgeons
who leads MMLU on hugging face spaces?
best model on MMLU for surgeons
which model explains MMLU best to kids?
the cleverest model on MMLU for homework help
MMLU leader in open-book mode
MMLU leader at temperature zero
best model on MMLU with long prompts
best model on MMLU that never refuses
best model on MMLU that is safe for children
best model on MMLU hosted in Europe
who leads MMLU with a system prompt?
which model improved the most on MMLU since last year?
best MMLU model with an API in Switzerland
which model has the most consistent MMLU results?
who leads MMLU in real life
best dense model on MMLU-Pro
best image generator on MMMU
top diffusion model on MMMU
best model on MMLU trained on books
who leads MMLU with Wikipedia access?
who has the least stable MMLU score?
which model learns MMLU quickest?
who leads MMLU by average over five runs?
who leads MMLU on average per subject?
MMLU leader in the under-18 category
who leads MMLU for vegetarian recipes?
best MMLU score on questions about law
worst MMLU score on questions about law
highest CheXpert AUROC for smokers
best CheXpert model on portable X-rays
who leads HLE among reasoning-only models?
best model on MMMU in the dark
who leads MMLU if cost is no object and speed matters?
who leads MMLU, weighted by price?
My boss hates OpenAI. Who leads MMLU?
I want it fast. Who leads MMLU?
Who leads MMLU? It must run offline.
Who leads MMLU? Only German models please.
I need a model for legal texts; who leads MMLU?
""".strip().splitlines()

#: The same question in a story, in office English, in passing.
TOLD = """
For a press release: the best published MMLU accuracy, please.
In our radiology department we discuss MIMIC CXR; which model is reported to have the highest score there?
I am writing my thesis and wondered who leads MMLU
For my thesis I need to know who leads MMLU.
My colleagues keep arguing about benchmarks. Who leads MMLU?
I was wondering whether you could tell me which model leads MMLU
Would you happen to know which model currently heads MMLU?
Could you possibly tell me who is the leader on MMLU, please?
In preparation for tomorrow's board meeting I should mention who leads MMLU
Our procurement committee would like to know which model ranks first on MMLU.
hey folks, quick one before my meeting: who leads MMLU?
As a journalist I would appreciate knowing which model leads MMLU
so my boss claims it is Google but who actually leads MMLU?
It is for a slide in a seminar. Who leads MMLU?
we had a long debate at lunch, who leads MMLU
Just out of curiosity, which model tops MMLU right now?
To settle a bet between two friends: who leads MMLU?
Please be so kind as to indicate the model that leads MMLU
I would be grateful if you informed me which model is leading MMLU.
which model attains the highest accuracy on MMLU?
which model obtains the best MMLU score?
best published result on MMLU
Preparing a grant application; best model on MMLU?
The reviewers of our article asked which model is best on MMLU.
ok so I was talking to my roommate, who is best at MMLU
Sorry to bother you again, which model holds the record on MMLU?
Which model would you say performs best on MMLU overall?
Tell me, as briefly as you can, who leads MMLU
I have a presentation tomorrow and need the leader of MMLU
The title of my talk mentions MMLU; who leads it?
Among the models listed, which one leads MMLU?
Of all the models recorded here, which is the best on MMLU?
I cannot decide and my colleague does not know. Who leads MMLU?
thanks for the help earlier <3 who leads MMLU?
""".strip().splitlines()


@pytest.mark.parametrize("question", RESTRICTED)
def test_a_restriction_that_cannot_be_followed_is_never_left_out(engine: Engine, question: str) -> None:
    reply = engine.answer(question)
    assert reply.kind != "answer", reply.text


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("who leads MMLU and how fast is it?", "how fast is it"),
        ("what colour is MMLU and who leads it?", "what colour is MMLU"),
        ("who leads HLE and what is the licence of o9?", "what is the licence of o9"),
    ],
)
def test_of_two_questions_the_one_without_an_answer_is_named(engine: Engine, question: str, left: str) -> None:
    reply = engine.answer(question)
    assert reply.intent == "leader"
    assert f"This leaves “{left}” without an answer." in reply.text


@pytest.mark.parametrize("question", TOLD)
def test_ordinary_words_around_a_question_change_nothing(engine: Engine, question: str) -> None:
    reply, plain = engine.answer(question), engine.answer("who leads MMLU?")
    benchmark = "mimic-cxr" if "MIMIC" in question else "mmlu"
    understood = engine.understand(question)
    assert reply.kind == "answer", reply.text
    assert [(frame.intent, frame.benchmarks) for frame in understood.frames] in (
        [(Intent.LEADER, (benchmark,))],
        [(Intent.TOP_SCORE, (benchmark,))],
    )
    assert all(not frame.filters for frame in understood.frames)
    if benchmark == "mmlu":
        assert {fact.model for fact in reply.facts} >= {plain.facts[0].model} - {None}


@pytest.mark.parametrize("where", ["that runs on my laptop", "on one gpu", "i can run", "for my phone", "on a gpu"])
def test_a_machine_is_no_synonym_of_open_weights(engine: Engine, where: str) -> None:
    reply = engine.answer(f"best model {where} on mmlu")
    assert reply.kind == "help"
    assert reply.suggestions[0] == "best open model under 8B on MMLU"
    assert engine.answer(reply.suggestions[0]).kind == "answer"


def test_models_to_run_by_oneself_are_those_with_open_weights_and_size_is_said_not_to_count(engine: Engine) -> None:
    plain = engine.answer("best open model on mmlu")
    for where in ("i can run locally", "to self host", "on our own servers"):
        reply = engine.answer(f"best model {where} on mmlu")
        assert (
            reply.body == f"{plain.body}\nOnly that the weights are open is looked at, not what a machine has to hold."
        )


@pytest.mark.parametrize("question", ["does size matter on mmlu", "is there gluten in mmlu", "are there cats in hle"])
def test_a_question_of_something_else_is_not_answered_by_the_words_beside_it(engine: Engine, question: str) -> None:
    assert engine.answer(question).kind == "help"


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("what's a good score on chexpert", Intent.STATISTICS),
        ("what happened on mmlu in 2025", Intent.HISTORY),
        ("how many benchmarks have images", Intent.BENCHMARKS),
        ("is there a paper on mmlu", Intent.PAPER),
        ("is there a leaderboard for mmlu", Intent.LEADERBOARD),
    ],
)
def test_what_is_asked_in_passing_words_is_still_asked(engine: Engine, question: str, intent: Intent) -> None:
    assert [frame.intent for frame in engine.understand(question).frames] == [intent]


def test_a_maker_that_cannot_be_used_is_left_out_and_the_reply_says_so(engine: Engine) -> None:
    reply = engine.answer("We cannot use OpenAI. Who leads MMLU?")
    assert ("filter", "models not by OpenAI") in [(fact.name, fact.value) for fact in reply.facts]
    assert "o3" not in [fact.value for fact in reply.facts if fact.name in ("leader", "model")]


@pytest.mark.parametrize(
    "question",
    [
        "best lunch on MMLU", "cheapest hotel on HLE", "heaviest rain on CharXiv", "who paid for MMLU",
        "who should have won HLE", "who deserves to lead MMLU", "who used to be last on MMLU",
        "best MMLU model with function calling", "which model wobbles most on MMLU", "who misses the top on MMLU",
        "how many models are unpaved", "score of o3 on MMLU on Mars", "among gated players, who leads MMLU?",
    ],
)  # fmt: skip
def test_a_word_that_turns_or_narrows_a_ranking_is_never_an_aside(engine: Engine, question: str) -> None:
    assert engine.answer(question).kind != "answer", question
