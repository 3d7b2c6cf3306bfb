"""The JSON of a reply is the same whatever the reply."""

from __future__ import annotations

from podium.bots.faq import Engine, Fact, Reply, Source
from podium.bots.faq.reply import joined


def test_a_reply_is_one_object_with_the_same_keys_always() -> None:
    reply = Reply(
        "answer",
        "Alpha leads.",
        (Fact("leader", "Alpha", "quiz", "main", "alpha", 7), Fact("choices", ("a", "b"))),
        (Source("Lab", "https://example.org", "2026-06", 7),),
        ("Who is Alpha?",),
    )
    assert reply.to_json() == {
        "kind": "answer",
        "text": "Alpha leads.",
        "facts": [
            {"name": "leader", "value": "Alpha", "benchmark": "quiz", "board": "main", "model": "alpha", "result": 7},
            {
                "name": "choices",
                "value": ["a", "b"],
                "benchmark": None,
                "board": None,
                "model": None,
                "result": None,
            },
        ],
        "sources": [{"title": "Lab", "url": "https://example.org", "date": "2026-06", "result": 7}],
        "suggestions": ["Who is Alpha?"],
        "table": None,
        "intent": None,
    }
    assert Reply("help", "Ask.").to_json() == {
        "kind": "help",
        "text": "Ask.",
        "facts": [],
        "sources": [],
        "suggestions": [],
        "table": None,
        "intent": None,
    }


def test_replies_are_joined_with_every_fact_and_each_source_once() -> None:
    source = Source("Lab", "https://example.org")
    one = Reply("no_data", "None.", (Fact("models", 0),), (source,), ("A",))
    two = Reply("answer", "Two.", (Fact("models", 2),), (source,), ("A", "B"))
    both = joined([one, two])
    assert both.text == "None.\n\nTwo."
    assert both == Reply("answer", "None.\n\nTwo.", (Fact("models", 0), Fact("models", 2)), (source,), ("A", "B"))
    assert joined([one, one]).kind == "no_data"


def test_a_footer_stands_below_the_body_and_below_all_bodies_of_joined_replies() -> None:
    one = Reply("answer", "One.", footer=("Source: a", "More: here"))
    assert one.text == one.to_json()["text"] == "One.\nSource: a\nMore: here"
    two = Reply("answer", "Two.", footer=("Source: b", "More: here"))
    assert joined([one, two]).body == "One.\n\nTwo."
    assert joined([one, two]).footer == ("Source: a", "More: here", "Source: b")


def test_the_json_of_a_real_reply_names_the_row_behind_each_number(engine: Engine) -> None:
    data = engine.answer("who leads chexpert?").to_json()
    score = next(fact for fact in data["facts"] if fact["name"] == "score")
    assert score["value"] == 0.481
    assert (score["benchmark"], score["board"], score["model"]) == ("chexpert", "reported", "medgemma-4b-it")
    assert data["sources"][0] == {
        "title": "LLM Stats (llm-stats.com)",
        "url": data["sources"][0]["url"],
        "date": "2026-06",
        "result": score["result"],
    }
