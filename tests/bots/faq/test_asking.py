"""Files of questions: read strictly, resolved from the registry, asked and judged."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from podium.bots.faq import Engine, Fact, Reply
from podium.bots.faq.checking import corpus
from podium.bots.faq.checking.corpus import Figures, Judged
from podium.bots.faq.checking.expected import Resolver, Unresolved, met
from podium.bots.faq.understanding.conversation import Conversation
from podium.registry import leaderboard
from podium.registry.errors import DataError


def written(folder: Path, text: str, name: str = "questions.yaml") -> Path:
    """Return a file of questions."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def judged(engine: Engine, connection: sqlite3.Connection, folder: Path, *entries: dict[str, Any]) -> list[Judged]:
    """Return what replies to the entries are worth."""
    path = written(folder, json.dumps(list(entries)), "questions.json")
    return corpus.judge(engine, connection, corpus.load(path))


class Answering(Engine):
    """An engine that gives one reply to everything."""

    def __init__(self, connection: sqlite3.Connection, reply: Reply) -> None:
        super().__init__(connection)
        self.given = reply

    def answer(self, text: str, conversation: Conversation | None = None) -> Reply:
        return self.given


# --- Reading ---------------------------------------------------------------------------------------------


def test_yaml_and_json_hold_the_same_questions(tmp_path: Path) -> None:
    yaml = written(
        tmp_path,
        """
- ask: [one, two]
  kind: answer
  facts: {leader|model: {row: "mmlu#1", is: model}, date: 2024-05-01}
- talk:
  - {ask: three, kind: [help, declined], suggests: [x]}
""",
    )
    same = [
        {
            "ask": ["one", "two"],
            "kind": "answer",
            "facts": {"leader|model": {"row": "mmlu#1", "is": "model"}, "date": "2024-05-01"},
        },
        {"talk": [{"ask": "three", "kind": ["help", "declined"], "suggests": ["x"]}]},
    ]
    first, second = corpus.load(yaml)
    assert (first.turns[0].wordings, first.turns[0].facts[0][0], first.talk) == (
        ("one", "two"),
        ("leader", "model"),
        False,
    )
    assert (second.turns[0].kinds, second.turns[0].suggests, second.talk) == (("help", "declined"), ("x",), True)
    other = corpus.load(written(tmp_path, json.dumps(same), "questions.json"))
    assert [[turn.facts for turn in entry.turns] for entry in other] == [
        [turn.facts for turn in entry.turns] for entry in (first, second)
    ]
    assert corpus.wordings(other) == 3


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "it is not a list of questions"),
        ("a: 1", "it is not a list of questions"),
        ("- a\n- [", "line 2: it is not YAML"),
        ("- ask: a\n  kind: answer\n- ask: b\n  kind: answer\n  fact: {}", "entry 2: unknown key 'fact'"),
        ("- ask: a\n  kind: answer\n  kind: help", "line 1: the key 'kind' stands twice in one entry"),
        ("- {ask: a, kind: reply}", "entry 1: no kind of reply is called 'reply'"),
        ("- {ask: a}", "entry 1: kind is a text in quotes or a list of them"),
        ("- {kind: help}", "entry 1: ask is a text in quotes or a list of them"),
        ("- {ask: 5, kind: help}", "entry 1: ask is a text in quotes or a list of them"),
        ("- {ask: [], kind: help}", "entry 1: ask is a text in quotes or a list of them"),
        ("- {ask: a, kind: help, suggests: {}}", "entry 1: suggests is a text in quotes or a list of them"),
        ("- {ask: a, kind: answer, facts: [leader]}", "entry 1: facts is a mapping from names of facts to values"),
        ("- {ask: a, kind: answer, facts: {leadr: x}}", "entry 1: no fact is called 'leadr'"),
        ("- just words", "entry 1: it is not an entry with ask and kind"),
        ("- {talk: {ask: a, kind: help}}", "entry 1: talk is a list of questions, one after the other"),
        ("- {talk: [{ask: a, kind: help}, {ask: b}]}", "entry 1, turn 2: kind is a text in quotes or a list of them"),
        ("- {talk: [], ask: a}", "entry 1: unknown key 'ask'"),
    ],
)
def test_a_file_that_is_not_as_it_should_be_is_refused_with_its_name_and_the_entry(
    tmp_path: Path, text: str, message: str
) -> None:
    path = written(tmp_path, text)
    with pytest.raises(DataError) as caught:
        corpus.load(path)
    assert caught.value.message.startswith(f"{path}{':' if message.startswith('it') else ','} {message}")
    assert "\n" not in str(caught.value)


def test_json_that_is_none_and_a_file_that_is_no_text_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="it is not JSON"):
        corpus.load(written(tmp_path, "[", "a.json"))
    with pytest.raises(DataError, match="the key 'ask' stands twice"):
        corpus.load(written(tmp_path, '[{"ask": "a", "ask": "b", "kind": "help"}]', "a.json"))
    path = tmp_path / "b.yaml"
    path.write_bytes(b"- \xff")
    with pytest.raises(DataError, match="it is not UTF-8 text"):
        corpus.load(path)


# --- What is expected ------------------------------------------------------------------------------------


def test_every_form_of_a_value_is_read_from_the_registry(shipped: sqlite3.Connection) -> None:
    needed = Resolver(shipped).needed
    board = leaderboard.board(shipped, "mmlu")
    third = next(row for row in board.rows if row.rank == 3)
    last = board.rows[-1]
    card = leaderboard.benchmark(shipped, "mmlu").card
    assert needed("text") == (("text",),)
    assert needed(0.5) == ((0.5,),)
    assert needed({"row": "mmlu#3", "is": "model"}) == ((third.model.name,),)
    assert needed({"row": f"mmlu/{board.board.slug}@{last.model.slug}", "is": "score"}) == ((last.value,),)
    assert needed({"row": "mmlu#1", "is": "organisation"}) == ((board.rows[0].model.organisation,),)
    assert needed({"row": "mmlu#1", "is": "standing"}) == ((board.rows[0].standing,),)
    assert needed({"row": "mmlu#1", "is": "date"}) == ((board.rows[0].as_of or board.rows[0].reported_on,),)
    assert needed({"model": "medgemma-4b-it", "is": "organisation"}) == (("Google",),)
    assert needed({"card": "mmlu.paper.url"}) == ((card["paper"]["url"],),)
    assert needed({"card": "mmlu.splits.test"}) == ((card["splits"]["test"],),)
    assert needed({"card": "mmlu.faq[0].answer"}) == ((card["faq"][0]["answer"],),)
    assert needed({"card": "mmlu.categories"}) == (tuple(card["categories"]),)
    assert needed({"count": "mmlu"}) == ((len(board.rows),),)
    assert needed({"sql": "SELECT slug FROM benchmarks WHERE slug LIKE 'mmlu%' ORDER BY slug"}) == (
        ("mmlu", "mmlu-pro"),
    )
    assert needed({"any": [1, {"any": ["a", {"count": "mmlu"}]}]}) == ((1,), ("a",), (len(board.rows),))


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"row": "mmlu#9999", "is": "model"}, "no row mmlu#9999: the board has"),
        ({"row": "mmlu@no-such", "is": "model"}, "no row mmlu@no-such"),
        ({"row": "mmlu", "is": "model"}, "names no row; write BENCHMARK/BOARD#RANK or BENCHMARK/BOARD@MODEL"),
        ({"row": "mmlu#1"}, "is not a value; write {row: "),
        ({"row": "mmlu#1", "is": "modle"}, "there is no column 'modle'; columns are slug, name,"),
        ({"row": "mmlu/none#1", "is": "model"}, "no board mmlu/none; the boards are "),
        ({"row": "none#1", "is": "model"}, "no benchmark has the slug 'none'"),
        ({"row": "chexpert#1", "is": "low"}, "chexpert#1 has no low"),
        ({"model": "none", "is": "name"}, "no model has the slug 'none'"),
        ({"card": "mmlu.splits.none"}, "the card of mmlu has no splits.none"),
        ({"card": "mmlu.faq[99].answer"}, "the card of mmlu has no faq[99].answer"),
        ({"card": "mmlu.paper"}, "is not one value; name a part of it"),
        ({"count": "none"}, "no benchmark has the slug 'none'"),
        ({"sql": "SELECT"}, "incomplete input"),
        ({"sql": "SELECT 1 WHERE 0"}, "gives no row"),
        ({"sql": "SELECT NULL"}, "gives NULL"),
        ({"any": []}, "is not a value; write {any: "),
        ({"sql": 5}, "is not a value; write {sql: "),
        ({"cart": "mmlu.name"}, "is not a value; write {row: "),
        ([1], "is not a value"),
        (None, "is not a value"),
    ],
)
def test_what_the_registry_does_not_have_is_said(shipped: sqlite3.Connection, value: Any, message: str) -> None:
    with pytest.raises(Unresolved) as caught:
        Resolver(shipped).needed(value)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM models",
        "UPDATE models SET name = 'x'",
        "INSERT INTO models (slug) VALUES ('x')",
        "CREATE TEMP TABLE x (y)",
        "ATTACH ':memory:' AS other",
        "PRAGMA query_only = 0",
        "DROP TABLE models",
        "SELECT 1; SELECT 2",
    ],
)
def test_a_query_can_only_read_and_the_connection_is_as_before(sql: str) -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE models (slug TEXT, name TEXT)")
    connection.execute("INSERT INTO models VALUES ('a', 'b')")
    with pytest.raises(Unresolved):
        Resolver(connection).needed({"sql": sql})
    assert Resolver(connection).needed({"sql": "SELECT count(*) FROM models"}) == ((1,),)
    assert connection.execute("UPDATE models SET name = 'c'").rowcount == 1


@pytest.mark.parametrize(
    ("needed", "values", "right"),
    [
        ((("a", "b"),), ["b", "a", "c"], True),
        ((("a", "b"),), ["a"], False),
        ((("a",), ("b",)), ["b"], True),
        (((0.1 + 0.2,),), [0.3], True),
        (((0.301,),), [0.3], False),
        (((3,),), [3.0], True),
        (((1,),), [True], True),
        (((True,),), [1], False),
        (((True,),), [True], True),
        (((False,),), [True], False),
        ((("3",),), [3], False),
        (((3,),), ["3"], False),
    ],
)
def test_an_expectation_is_met_by_equal_values_only(needed: Any, values: list[object], right: bool) -> None:
    assert met(needed, values) is right


# --- Judging ---------------------------------------------------------------------------------------------


def test_a_reply_of_the_expected_kind_with_the_expected_facts_is_right(
    engine: Engine, shipped: sqlite3.Connection, tmp_path: Path
) -> None:
    entry = {
        "ask": ["who leads chexpert?", "chexpert leader pls"],
        "kind": "answer",
        "facts": {
            "leader": {"row": "chexpert#1", "is": "model"},
            "rank|score": {"row": "chexpert#1", "is": "score"},
            "models": {"count": "chexpert"},
        },
    }
    found = judged(engine, shipped, tmp_path, entry)
    assert [one.verdict for one in found] == ["right", "right"]
    assert [one.question for one in found] == entry["ask"]
    assert all(one.kind == "answer" and one.seconds > 0 for one in found)
    assert found[0].place.endswith("questions.json, entry 1")


def test_an_answer_without_an_expected_fact_or_where_none_is_expected_is_a_wrong_fact(
    engine: Engine, shipped: sqlite3.Connection, tmp_path: Path
) -> None:
    question = "who leads chexpert?"
    lacking, unwanted = judged(
        engine,
        shipped,
        tmp_path,
        {"ask": question, "kind": "answer", "facts": {"leader": "GPT-2"}},
        {"ask": question, "kind": ["unknown", "help"]},
    )
    assert (lacking.verdict, lacking.problems) == ("wrong", ("no fact leader is 'GPT-2'",))
    assert (unwanted.verdict, unwanted.problems) == ("wrong", ("answers",))


def test_no_answer_where_one_is_expected_is_a_refusal_and_another_kind_of_refusal_is_neither(
    engine: Engine, shipped: sqlite3.Connection, tmp_path: Path
) -> None:
    refused, other, lacking, right = judged(
        engine,
        shipped,
        tmp_path,
        {"ask": "who leads zork-bench?", "kind": "answer"},
        {"ask": "who leads zork-bench?", "kind": "ambiguous"},
        {"ask": "who leads?", "kind": "ambiguous", "suggests": ["MedQA", "Zork-Bench"]},
        {"ask": "who leads?", "kind": "ambiguous", "suggests": ["MedQA", "MMLU"]},
    )
    assert [one.verdict for one in (refused, other, lacking, right)] == ["refused", "other", "other", "right"]
    assert lacking.problems == ("does not suggest 'Zork-Bench'",)


def test_a_reply_that_states_or_holds_what_is_not_so_is_a_wrong_fact_whatever_was_expected(
    shipped: sqlite3.Connection, tmp_path: Path
) -> None:
    entry = {"ask": "a", "kind": ["help", "answer"]}
    invented = Answering(shipped, Reply("help", "There are 7 models, MedGemma 4B IT too."))
    (one,) = judged(invented, shipped, tmp_path, entry)
    assert one.verdict == "wrong"
    assert one.problems == (
        "states '7', which is none of its facts",
        "states '4B', which is none of its facts",
        "states 'MedGemma 4B IT', which is none of its facts",
    )
    contradicting = Answering(shipped, Reply("answer", "It is text.", (Fact("modality", "text", "chexpert"),)))
    (one,) = judged(contradicting, shipped, tmp_path, entry)
    assert (one.verdict, one.problems) == ("wrong", ("has modality 'text' where the registry has 'image'",))


def test_a_question_that_the_engine_fails_on_is_told_and_the_next_one_asked(
    shipped: sqlite3.Connection, tmp_path: Path
) -> None:
    class Failing(Engine):
        def answer(self, text: str, conversation: Conversation | None = None) -> Reply:
            if text == "b":
                raise KeyError("mmlu")
            return Reply("help", "I can help.")

    found = judged(Failing(shipped), shipped, tmp_path, {"ask": ["a", "b", "c"], "kind": "help"})
    assert [one.verdict for one in found] == ["right", "crashed", "right"]
    assert found[1].problems == ("KeyError: 'mmlu'",)
    assert (Figures.of(found).asked, Figures.of(found).rate("right")) == (3, 2 / 3)


def test_what_the_registry_cannot_resolve_is_an_error_of_the_file_and_not_of_the_engine(
    engine: Engine, shipped: sqlite3.Connection, tmp_path: Path
) -> None:
    entry = {"ask": ["a", "b"], "kind": "answer", "facts": {"score": {"row": "mmlu@none", "is": "score"}}}
    found = judged(engine, shipped, tmp_path, entry)
    assert [one.verdict for one in found] == ["broken", "broken"]
    figures = Figures.of(found)
    assert (figures.asked, figures.rate("right"), figures.counts["broken"], figures.milliseconds(99)) == (
        0,
        0.0,
        2,
        0.0,
    )
    (line,) = corpus.check(shipped, corpus.load(tmp_path / "questions.json"))
    assert "questions.json, entry 1: score: no row mmlu@none" in line


def test_a_conversation_goes_on_from_its_first_wording_and_other_wordings_start_where_that_did(
    shipped: sqlite3.Connection, tmp_path: Path
) -> None:
    class Counting(Engine):
        """Replies with the number of questions that its conversation has seen."""

        def answer(self, text: str, conversation: Conversation | None = None) -> Reply:
            if conversation is None:
                return Reply("help", "alone")
            conversation.choices += conversation.choices[:0] + ((text, None),)  # type: ignore[operator]
            return Reply("answer", "counted", (Fact("k", len(conversation.choices)),))

    counting = Counting(shipped)
    turns = [
        {"ask": ["a", "b"], "kind": "answer", "facts": {"k": 1}},
        {"ask": ["c", "d", "e"], "kind": "answer", "facts": {"k": 2}},
        {"ask": "f", "kind": "answer", "facts": {"k": 3}},
    ]
    found = judged(counting, shipped, tmp_path, {"talk": turns}, {"talk": turns}, {"ask": "a", "kind": "help"})
    assert [one.verdict for one in found] == ["right"] * 13
    assert found[5].place.endswith("entry 1, turn 3")


def test_figures_are_shares_of_the_questions_and_times_are_nearest_ranks() -> None:
    verdicts = ["right"] * 97 + ["wrong", "refused", "other"]
    some = [
        Judged("", "", (), verdict, seconds=number / 1000)  # type: ignore[arg-type]
        for number, verdict in enumerate(verdicts, 1)
    ]
    figures = Figures.of(some)
    assert (figures.asked, figures.rate("right"), figures.rate("wrong"), figures.rate("refused")) == (
        100,
        0.97,
        0.01,
        0.01,
    )
    assert (figures.milliseconds(50), figures.milliseconds(99), figures.milliseconds(100)) == (50.0, 99.0, 100.0)
    assert figures.to_json() == {
        "questions": 100, "right": 97, "wrong": 1, "refused": 1, "other": 1, "crashed": 0, "broken": 0,
        "accuracy": 0.97, "wrong_fact_rate": 0.01, "refusal_rate": 0.01, "p50_ms": 50.0, "p99_ms": 99.0,
    }  # fmt: skip
