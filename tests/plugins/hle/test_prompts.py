"""What models and judges are asked, byte for byte."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from podium.plugins.hle.conformance import cases
from podium.plugins.hle.plugin import HumanitysLastExam
from podium.plugins.hle.prompts import SYSTEM, VERDICT_SCHEMA, judge_prompt, question_request, question_text
from podium.registry import Answer, text_digest
from podium.registry.adapters.prompts import interleaved
from podium.tests.plugins.hle.support import item

EXAM = HumanitysLastExam()


def test_the_system_message_and_the_judges_prompt_have_the_official_hashes() -> None:
    assert text_digest(SYSTEM) == "204 40f399fe8c277e2c"
    assert text_digest(judge_prompt("Q?", "42", "Answer: 42\nConfidence: 90%")) == "1284 e0fb15a74b8e571d"


@pytest.mark.parametrize("case", cases(), ids=lambda case: f"{case.group}: {case.name}")
def test_every_conformance_case_comes_out_as_it_must(case: object) -> None:
    from podium.registry import Case

    assert isinstance(case, Case)
    assert case.got() == case.expected


def test_the_plugin_brings_its_conformance_cases() -> None:
    found = list(EXAM.conformance())
    assert len(found) == len(cases()) == 31
    assert {case.group for case in found} == {"prompt", "metric", "parser", "judge"}


def test_an_image_is_shown_after_the_text_and_its_mark_is_no_part_of_it() -> None:
    request = question_request("What is drawn?", Path("shape.png"))
    assert interleaved(request.prompt, request.images) == ["What is drawn?", Path("shape.png")]
    assert question_text(request) == "What is drawn?"


def test_a_question_without_an_image_stands_as_it_is_even_if_it_speaks_of_one() -> None:
    request = question_request("Where is <image 1>", None)
    assert (request.prompt, request.images) == ("Where is <image 1>", ())
    assert question_text(request) == "Where is <image 1>"
    assert interleaved(request.prompt, request.images) == ["Where is <image 1>"]


def test_a_chat_server_gets_system_message_text_and_then_the_image(tmp_path: Path) -> None:
    from podium.registry.adapters.base import AdapterOptions
    from podium.registry.adapters.endpoint_questions import Manner, Question
    from podium.tests.plugins.hle.support import png

    path = tmp_path / "shape.png"
    path.write_bytes(png())
    request = question_request("What is drawn?", path)
    parts = tuple(interleaved(request.prompt, request.images))
    body = Manner("chat", "m", AdapterOptions()).body(Question(parts, request.max_tokens, request.system))
    assert body["max_tokens"] == 8192
    system, user = body["messages"]
    assert system == {"role": "system", "content": SYSTEM}
    assert user["role"] == "user"
    assert user["content"][0] == {"type": "text", "text": "What is drawn?"}
    assert user["content"][1]["type"] == "image_url"
    assert len(user["content"]) == 2


def test_a_judge_is_asked_in_text_alone_also_where_the_question_has_an_image() -> None:
    asked = item(1, "17", image=Path("shape.png"))
    request = EXAM.judge_request(asked, Answer(text="Answer: 18\nConfidence: 3%"), 0)
    assert request is not None
    assert request.prompt == judge_prompt("Question 1?", "17", "Answer: 18\nConfidence: 3%")
    assert (request.images, request.system, request.max_tokens) == ((), "", 4096)
    assert request.schema == VERDICT_SCHEMA


@pytest.mark.parametrize("answer", [Answer(error="timed out"), Answer(text=""), Answer(text=" \n"), Answer()])
def test_no_judge_is_asked_about_an_answer_that_is_not_there(answer: Answer) -> None:
    assert EXAM.judge_request(item(1), answer, 0) is None


def test_the_schema_asks_for_the_authors_five_fields_in_their_order() -> None:
    schema = json.loads(VERDICT_SCHEMA)
    fields = ["extracted_final_answer", "reasoning", "correct", "confidence", "strict"]
    assert list(schema["properties"]) == schema["required"] == fields
    assert schema["properties"]["correct"]["enum"] == ["yes", "no"]
    assert schema["properties"]["strict"]["enum"] == [True]
    assert schema["additionalProperties"] is False
