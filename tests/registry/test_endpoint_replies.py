"""What a server's replies mean: choices, findings and texts, and what is told of them."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podium.registry import evaluation, journal
from podium.registry.adapters import AdapterOptions
from podium.registry.adapters.base import EndpointOptions, Task
from podium.registry.adapters.endpoint import Endpoint
from podium.registry.adapters.endpoint_replies import continuation_score, first_token, said, scores, yes_no
from podium.registry.benchmark import Answer, Benchmark, Choose, Classify, Generate
from podium.registry.errors import PodiumError
from podium.tests.fakes import quiz_data
from podium.tests.fakes.hostile_server import Asked, HostileServer, Reply, chat, completion, listed
from podium.tests.registry.endpoint_support import impatient, items, png, ready
from podium.tests.registry.support import Listed

__all__ = ["impatient"]

OPTIONS = ("iron", "salt", "lead", "gold")
CHOOSE = Choose("Which is a metal?", OPTIONS)
LISTED = "Which is a metal?\nA. iron\nB. salt\nC. lead\nD. gold"


# --- choices


def test_letters_are_compared_where_the_server_gives_log_probabilities() -> None:
    tokens = {" B": -1.5, "B": -2.0, "A": -1.4, "C": -9.0, "The": -0.9, "D": -8.0}
    whole = items(CHOOSE)
    with ready(lambda asked: chat("The", logprobs=listed(tokens)), whole) as (adapter, server):
        (answer,) = adapter.answer(whole)
        sent = server.posts[-1].body
        assert adapter.fingerprint()["asked"] == "letter log-probabilities"
        assert adapter.fingerprint()["top_logprobs"] == 20
    assert sent["messages"] == [
        {"role": "user", "content": f"{LISTED}\nAnswer with the letter of the correct option only."}
    ]
    assert (sent["logprobs"], sent["top_logprobs"], sent["max_tokens"]) == (True, 20, 1)
    both = math.log(math.exp(-1.5) + math.exp(-2.0))
    assert answer.log_likelihoods == pytest.approx((-1.4, both, -9.0, -8.0))
    assert answer.choice == 1
    assert answer.text is None


def test_a_letter_that_is_not_listed_counts_as_just_below_those_that_are_and_is_told() -> None:
    whole = items(CHOOSE)
    with ready(lambda asked: chat("A", logprobs=listed({"A": -0.5, "C": -6.0, "the": -5.0})), whole) as (adapter, _):
        (answer,) = adapter.answer(whole)
        notes = adapter.notes()
    floor = math.nextafter(-6.0, -math.inf)
    assert answer == Answer(choice=0, log_likelihoods=(-0.5, floor, -6.0, floor))
    assert adapter.speed()["unlisted"] == 1
    assert any("letters that the server does not list count as just below the others" in note for note in notes)


def test_a_server_that_ignores_the_wish_for_log_probabilities_is_asked_for_the_letter() -> None:
    replies = iter(["B", "B", "(C)", "I do not know", "D. gold"])
    whole = items(CHOOSE, CHOOSE, CHOOSE)
    with ready(lambda asked: chat(next(replies)), whole, concurrency=1) as (adapter, server):
        answers = adapter.answer(whole)
        assert "logprobs" in server.posts[1].body
        assert all("logprobs" not in asked.body and asked.body["max_tokens"] == 32 for asked in server.posts[2:])
        assert adapter.fingerprint()["asked"] == "letter"
        assert adapter.fingerprint()["top_logprobs"] is None
        assert adapter.speed()["unread"] == 1
        assert any("a reply that names no option counts as no answer" in note for note in adapter.notes())
    assert [(answer.choice, answer.text) for answer in answers] == [(2, "(C)"), (None, "I do not know"), (3, "D. gold")]


def test_a_server_that_gives_no_more_than_five_log_probabilities_is_asked_for_five() -> None:
    def behave(asked: Asked) -> Reply:
        if asked.body.get("top_logprobs", 0) > 5:
            return Reply({"detail": "top_logprobs must be at most 5"}, 422)
        return chat("B", logprobs=listed({"A": -2.0, "B": -0.5, "C": -3.0, "D": -4.0}))

    whole = items(CHOOSE)
    with ready(behave, whole) as (adapter, server):
        assert adapter.answer(whole) == [Answer(choice=1, log_likelihoods=(-2.0, -0.5, -3.0, -4.0))]
        assert [asked.body.get("top_logprobs") for asked in server.posts] == [None, 20, 5, 5]
        assert adapter.fingerprint()["top_logprobs"] == 5


@pytest.mark.parametrize("status", [400, 404, 422, 501])
def test_a_server_that_refuses_log_probabilities_is_asked_for_the_letter(status: int) -> None:
    def behave(asked: Asked) -> Reply:
        return Reply({"detail": "no logprobs here"}, status) if "logprobs" in asked.body else chat("C")

    whole = items(CHOOSE)
    with ready(behave, whole) as (adapter, _):
        assert adapter.answer(whole) == [Answer(choice=2, text="C", finish="stop")]
        assert adapter.fingerprint()["asked"] == "letter"


def test_log_probabilities_that_hold_no_letter_are_of_no_use() -> None:
    thinking = listed({"<think>": -0.1, "Okay": -3.0})
    whole = items(CHOOSE)
    with ready(lambda asked: chat("<think>Iron...</think>\n\nA", logprobs=thinking), whole) as (adapter, _):
        thoughts = "<think>Iron...</think>"
        assert adapter.answer(whole) == [Answer(choice=0, text="A", finish="stop", thoughts=thoughts)]
        assert adapter.fingerprint()["asked"] == "letter"


def test_an_item_whose_log_probabilities_hold_no_letter_has_no_choice() -> None:
    def behave(asked: Asked) -> Reply:
        odd = "odd" in asked.prompt
        return chat("I", finish="length", logprobs=listed({"I": -0.2} if odd else {"A": -0.2, "B": -3.0}))

    whole = items(CHOOSE, replace(CHOOSE, prompt="odd"))
    with ready(behave, whole) as (adapter, _):
        assert adapter.answer(whole)[1] == Answer(choice=None, text="I", finish="length")


def test_a_refusal_that_passes_does_not_change_the_way_of_asking() -> None:
    refusals = [Reply({"error": "busy"}, 400)] * 2

    def behave(asked: Asked) -> Reply:
        if "logprobs" in asked.body and refusals:
            return refusals.pop()
        return chat("A", logprobs=listed({"A": -0.1, "B": -2.0, "C": -3.0, "D": -4.0}))

    with ready(behave, items(CHOOSE)) as (adapter, _):
        assert not refusals
        assert adapter.fingerprint()["asked"] == "letter log-probabilities"
        assert adapter.fingerprint()["top_logprobs"] == 20


@pytest.mark.parametrize(("temperature", "kept"), [(0.0, None), (0.5, 3)])
def test_a_seed_is_part_of_the_fingerprint_only_where_something_is_drawn(temperature: float, kept: int | None) -> None:
    with ready(lambda asked: chat("4"), items(Generate("x")), seed=3, temperature=temperature) as (adapter, server):
        assert server.posts[-1].body["seed"] == 3
        assert adapter.fingerprint()["seed"] == kept


def test_the_way_of_asking_is_part_of_the_fingerprint() -> None:
    found = []
    for logprobs in (None, listed({"A": -0.5, "B": -1.0})):
        with HostileServer(lambda asked, logprobs=logprobs: chat("A", logprobs=logprobs)) as server:  # type: ignore[misc]
            adapter = Endpoint(f"{server.url}#org/tiny", AdapterOptions())
            adapter.prepare(Task(Listed(), "test", items(CHOOSE), {}, lambda split: []))
            found.append({name: value for name, value in adapter.fingerprint().items() if name != "address"})
            adapter.close()
    assert found[0] == {
        "model": "org/tiny",
        "api": "chat",
        "asked": "letter",
        "top_logprobs": None,
        "left_out": None,
        "temperature": 0.0,
        "seed": None,
        "max_new_tokens": None,
        "listed_owned_by": "lab",
    }
    assert found[1] == found[0] | {"asked": "letter log-probabilities", "top_logprobs": 20}


def test_the_completions_interface_compares_letters_after_answer() -> None:
    logprobs = {"top_logprobs": [{" A": -3.0, " B": -0.5, " C": -2.0, " D": -4.0}]}
    whole = items(CHOOSE)
    with ready(lambda asked: completion(" B", logprobs=logprobs), whole, api="completions") as (adapter, server):
        assert adapter.answer(whole) == [Answer(choice=1, log_likelihoods=(-3.0, -0.5, -2.0, -4.0))]
        assert server.posts[-1].body["prompt"] == f"{LISTED}\nAnswer:"
        assert (server.posts[-1].body["logprobs"], server.posts[-1].body["max_tokens"]) == (20, 1)


CONTINUED = Choose("Iron is", ("a metal", "not so"), continuations=(" a metal", " not so"))
VALUES = {"<s>": None, "Iron": -1.0, " is": -2.0, " a": -0.5, " metal": -0.25, " not": -1.5, " so": -0.125, "!": -7.0}


def echoing(asked: Asked) -> Reply:
    """Repeat the prompt with the log-probability of each of its words, as vLLM does, and one word more."""
    if not asked.body.get("echo"):
        return completion(" A")
    tokens = ["<s>"]
    rest = asked.prompt
    while rest:
        tokens.append(next(token for token in VALUES if rest.startswith(token)))
        rest = rest[len(tokens[-1]) :]
    tokens.append("!")
    logprobs = {"tokens": tokens, "token_logprobs": [VALUES[token] for token in tokens]}
    return completion(asked.prompt + "!", logprobs=logprobs)


def test_the_completions_interface_compares_whole_continuations_by_their_own_tokens() -> None:
    whole = items(CONTINUED)
    with ready(echoing, whole, api="completions") as (adapter, server):
        assert adapter.answer(whole) == [Answer(choice=0, log_likelihoods=(-0.75, -1.625))]
        assert [asked.body["prompt"] for asked in server.posts[-2:]] == ["Iron is a metal", "Iron is not so"]
        assert all(asked.body["echo"] is True and asked.body["logprobs"] == 1 for asked in server.posts[-2:])
        assert adapter.fingerprint()["asked"] == "continuation log-probabilities"


def test_where_continuations_cannot_be_compared_the_options_are_listed_and_that_is_told() -> None:
    whole = items(CONTINUED)
    with ready(lambda asked: chat("B"), whole) as (adapter, server):
        assert adapter.answer(whole) == [Answer(choice=1, text="B", finish="stop")]
        assert server.posts[-1].prompt.startswith("Iron is\nA. a metal\nB. not so\n")
        assert any("likelihoods of whole options are not to be had" in note for note in adapter.notes())


def test_more_options_than_letters_fail_their_item_alone() -> None:
    whole = items(CHOOSE, Choose("Which?", tuple(map(str, range(27)))))
    with ready(lambda asked: chat("A"), whole) as (adapter, _):
        answers = adapter.answer(whole)
    assert answers[0].choice == 0
    assert answers[1].error == "it has 27 options, and there are 26 letters"


# --- findings


def test_findings_are_asked_for_one_by_one_and_scored_by_yes_against_no(tmp_path: Path) -> None:
    (tmp_path / "x.png").write_bytes(png())
    tokens = {
        "Edema": {"Yes": -0.5, " yes": -3.0, "No": -1.5},
        "Fracture": {"No": -0.1, "Maybe": -4.0},
        "Hernia": {"Well": -0.1},
    }

    def behave(asked: Asked) -> Reply:
        label = next(label for label in tokens if label in asked.prompt)
        return chat("Yes", logprobs=listed(tokens[label]))

    whole = items(Classify((tmp_path / "x.png",), tuple(tokens)))
    with ready(behave, whole) as (adapter, server):
        (answer,) = adapter.answer(whole)
        assert adapter.fingerprint()["asked"] == "yes/no log-probabilities"
        texts = [asked.prompt for asked in server.posts[-3:]]
    assert texts == [f"Does this image show {label}? Answer with yes or no only." for label in tokens]
    yes = math.exp(-0.5) + math.exp(-3.0)
    floor = math.exp(-4.0)
    assert answer.probabilities == pytest.approx((yes / (yes + math.exp(-1.5)), floor / (floor + math.exp(-0.1)), None))


def test_without_log_probabilities_findings_are_one_or_zero_as_the_model_says(tmp_path: Path) -> None:
    (tmp_path / "x.png").write_bytes(png())
    replies = {"Edema": "Yes, mild.", "Fracture": "no", "Hernia": "I cannot tell"}
    whole = items(Classify((tmp_path / "x.png",), tuple(replies)))

    def behave(asked: Asked) -> Reply:
        return chat(next(reply for label, reply in replies.items() if label in asked.prompt))

    with ready(behave, whole) as (adapter, _):
        assert adapter.answer(whole) == [Answer(probabilities=(1.0, 0.0, None))]
        assert adapter.fingerprint()["asked"] == "yes/no"
        assert any(note.startswith("findings are yes (1) or no (0)") for note in adapter.notes())


def test_findings_without_an_image_are_refused() -> None:
    with pytest.raises(PodiumError, match="item item-0 asks for findings without an image"):
        with ready(lambda asked: chat("Yes"), items(Classify((), ("Edema",)))):
            pass


# --- texts


@pytest.mark.parametrize(
    ("reply", "answer", "told"),
    [
        (chat("four"), Answer(text="four", finish="stop"), None),
        (chat("four", finish="eos_token"), Answer(text="four", finish="stop"), None),
        (chat("four", finish=None), Answer(text="four"), None),
        (chat("4 END 5"), Answer(text="4 ", finish="stop"), None),
        (chat("4 END", finish="length"), Answer(text="4 ", finish="stop"), None),
        (chat("", finish="length"), Answer(text="", finish="length"), "cut"),
        (chat(None, finish="length"), Answer(text="", finish="length"), "cut"),
        (chat("4", message={"reasoning_content": "hm"}), Answer(text="4", finish="stop", thoughts="hm"), "thought"),
        (chat("4", message={"reasoning": "hm"}), Answer(text="4", finish="stop", thoughts="hm"), "thought"),
        (chat(None, finish="length", message={"reasoning": "hm"}), Answer(text="", finish="length", thoughts="hm"),
         "thought"),
        (chat("<think>5? no</think>\n\n4"), Answer(text="4", finish="stop", thoughts="<think>5? no</think>"),
         "thought"),
        (chat("5? no</think>4"), Answer(text="4", finish="stop", thoughts="5? no</think>"), "thought"),
        (chat("<think>5? no", finish="length"), Answer(text="", finish="length", thoughts="<think>5? no"), "thought"),
        (chat(None, message={"content": [{"type": "text", "text": "fo"}, {"type": "text", "text": "ur"}]}),
         Answer(text="four", finish="stop"), None),
        (chat("", finish="content_filter"), Answer(error="the server's content filter held the reply back"), None),
    ],
)  # fmt: skip
def test_the_text_of_a_reply_is_what_the_model_says_in_the_end(reply: Reply, answer: Answer, told: str | None) -> None:
    whole = items(Generate("2 + 2?", stop=("END",)))
    with ready(lambda asked: reply, whole) as (adapter, _):
        assert adapter.answer(whole) == [answer]
        odd = [name for name in ("unlisted", "unread", "cut", "thought") if adapter.speed()[name]]
    assert told in odd if told else not odd


def test_what_cannot_be_checked_is_said_and_tokens_are_counted_and_priced() -> None:
    whole = items(Generate("x"), Generate("y"))

    def behave(asked: Asked) -> Reply:
        reply = chat("4", usage=(1000, 10))
        reply.content["usage"]["prompt_tokens_details"] = {"cached_tokens": 600}
        return reply

    with ready(behave, whole, input_price=2.0, output_price=5.0) as (adapter, server):
        adapter.answer(whole)
        speed = adapter.speed()
        assert adapter.notes() == [
            f"the weights behind {server.url} cannot be checked; org/tiny is what the server calls them",
            "thoughts that the server marks as such are left out of replies and kept beside them",
        ]
    # The try before the first item is paid for as well.
    assert speed["prompt_tokens"] == 3000
    assert speed["cached_tokens"] == 1800
    assert speed["new_tokens"] == 30
    assert speed["cost"] == pytest.approx(3000 * 2e-6 + 30 * 5e-6)
    assert (speed["items"], speed["requests"], speed["retries"], speed["waited_seconds"]) == (2, 4, 0, 0.0)
    seconds = speed["seconds"]
    assert isinstance(seconds, float) and 0 < seconds < 10


def test_where_the_server_counts_no_tokens_none_are_shown() -> None:
    whole = items(Generate("x"))
    with ready(lambda asked: chat("4", usage=None), whole, input_price=2.0, output_price=5.0) as (adapter, _):
        adapter.answer(whole)
        assert [adapter.speed()[name] for name in ("prompt_tokens", "new_tokens", "cost")] == [None, None, None]
        assert adapter.speed()["unreported"] == 2


# --- reading replies, whatever they hold

TOKENS = st.dictionaries(st.sampled_from(["A", " A", "B", "C ", "▁B", "x", "yes", "Yes", "No"]), st.floats(-30, 0))
FIELDS = "choices message content text logprobs top_logprobs token logprob tokens token_logprobs finish_reason"
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(FIELDS.split()), inner, max_size=4),
    max_leaves=6,
)


def test_tokens_that_differ_by_spaces_add_up() -> None:
    reply = {"choices": [{"logprobs": listed({"A": math.log(0.25), " A": math.log(0.125), "▁B": math.log(0.5)})}]}
    assert first_token(reply) == pytest.approx({"A": math.log(0.375), "B": math.log(0.5)})


def test_what_is_not_listed_has_at_most_what_the_listed_ones_leave() -> None:
    (_, other), known = scores({"A": math.log(0.75)}, ("A", "B"))
    assert known == (True, False)
    assert other == pytest.approx(math.log(0.25))


@given(TOKENS)
def test_what_is_not_listed_is_likelier_than_nothing_that_is(tokens: Mapping[str, float]) -> None:
    merged = first_token({"choices": [{"logprobs": listed(tokens)}]}) if tokens else {}
    values, known = scores(merged, ("A", "B", "D"))
    assert known == tuple(name in merged for name in ("A", "B", "D"))
    assert all(value == merged[name] for name, value, there in zip("ABD", values, known, strict=True) if there)
    if merged:
        assert values[2] < min(merged.values())
    assert math.isfinite(values[2])


@given(st.floats(-800, 0), st.floats(-800, 0))
def test_the_score_of_a_finding_is_the_share_of_yes(yes: float, no: float) -> None:
    found = yes_no({"Yes": yes, "No": no})
    assert found is not None
    score, both = found
    assert both
    # The logistic function of the difference, in a form that holds for both signs.
    expected = 1 / (1 + math.exp(no - yes)) if no - yes < 700 else 0.0
    assert score == pytest.approx(expected, rel=1e-9, abs=1e-300)


@given(JSON)
def test_no_reply_is_so_odd_that_reading_it_fails(reply: Any) -> None:
    whole = reply if isinstance(reply, dict) else {"choices": [reply]}
    said(whole, ("x",))
    first_token(whole)
    continuation_score(whole, "a", "b")


@pytest.mark.parametrize(
    ("tokens", "values", "expected"),
    [
        (["Iron", " is", " a"], [None, -1.0, -0.5], -0.5),
        (["Iron", " is a"], [None, -0.75], -0.75),  # The token begins in the prompt.
        (["Iron", " is", " a b"], [None, -1.0, -0.5], None),
        (["Iron", " is", " a"], [None, -1.0, None], None),
        (["Iron", " is", " a"], [None, -1.0], None),
        (["Ir", " is", " a"], [None, -1.0, -0.5], None),
        (["Iron", 7, " a"], [None, -1.0, -0.5], None),
    ],
)
def test_a_continuations_score_is_the_sum_over_its_tokens_or_nothing(
    tokens: list[Any], values: list[Any], expected: float | None
) -> None:
    reply = {"choices": [{"logprobs": {"tokens": tokens, "token_logprobs": values}}]}
    assert continuation_score(reply, "Iron is", " a") == expected


def test_half_a_surrogate_pair_becomes_a_replacement_character_and_stops_no_run(
    quiz: Benchmark, connection: sqlite3.Connection, tmp_path: Path
) -> None:
    def behave(asked: Asked) -> Reply:
        reply = chat("A \ud83d", finish="length") if asked.number > 4 else chat("\ud83d\ude00 B")
        reply.content["system_fingerprint"] = "fp \udc00"
        return Reply({"error": "no \udfff"}, 400) if asked.number == 9 else reply

    models = {"data": [{"id": "org/tiny", "root": "half \ud83d", "\ud83d": "name"}]}
    data = quiz_data.write(tmp_path / "data", test=4)
    with HostileServer(behave, models) as server:
        adapter = Endpoint(server.url, AdapterOptions(endpoint=EndpointOptions(concurrency=1)))
        run = evaluation.run(connection, evaluation.Plan(quiz, adapter, data, settings={"protocol": "letter"}))
    answers = [answer for _, answer in journal.answered(connection, run.id).values()]
    assert run.status == "finished"
    assert answers[0] == Answer(text="\U0001f600 B", finish="stop")
    assert answers[11] == Answer(text="A \ufffd", finish="length")
    assert [answer.error for answer in answers if answer.error] == ["400: no"]
