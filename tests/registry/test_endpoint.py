"""What a server is asked, byte for byte, and what its replies mean."""

from __future__ import annotations

import base64
import io
import logging
import math
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from podium.registry.adapters import AdapterOptions, open_adapter
from podium.registry.adapters.base import EndpointOptions, Task
from podium.registry.adapters.endpoint import Endpoint
from podium.registry.adapters.endpoint_address import read_address
from podium.registry.adapters.endpoint_replies import continuation_score, first_token, said, scores, yes_no
from podium.registry.benchmark import Answer, Choose, Classify, Generate
from podium.registry.errors import DataError, MissingExtra, PodiumError
from podium.tests.fakes.hostile_server import Asked, HostileServer, Reply, chat, completion, listed
from podium.tests.registry.endpoint_support import impatient, items, ready
from podium.tests.registry.support import Listed

__all__ = ["impatient"]

OPTIONS = ("iron", "salt", "lead", "gold")
CHOOSE = Choose("Which is a metal?", OPTIONS)
LISTED = "Which is a metal?\nA. iron\nB. salt\nC. lead\nD. gold"


def refusing(*fields: str) -> Callable[[Asked], Reply]:
    """A server that answers A, and 400 where a field occurs."""

    def behave(asked: Asked) -> Reply:
        found = [field for field in fields if field in asked.body]
        return Reply({"error": {"message": f"{found[0]} is not supported"}}, 400) if found else chat("A")

    return behave


# --- addresses and keys


@pytest.mark.parametrize(
    ("target", "base", "model"),
    [
        ("http://127.0.0.1:8000/v1#m", "http://127.0.0.1:8000/v1", "m"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000/v1", ""),
        ("http://127.0.0.1:8000/#m", "http://127.0.0.1:8000/v1", "m"),
        (" https://Api.Example.org/v1/ # org/m:free ", "https://api.example.org/v1", "org/m:free"),
        ("https://example.org/api/v1beta/openai/", "https://example.org/api/v1beta/openai", ""),
        ("http://host/v1/chat/completions#m", "http://host/v1", "m"),
        ("http://host/v1#a#b", "http://host/v1", "a#b"),
        ("http://[::1]:8000#m", "http://[::1]:8000/v1", "m"),
    ],
)
def test_an_address_may_come_with_or_without_its_version_its_route_and_a_model(
    target: str, base: str, model: str
) -> None:
    address = read_address(target)
    assert (address.base, address.model) == (base, model)


@pytest.mark.parametrize(
    ("target", "complaint"),
    [
        ("127.0.0.1:8000/v1#m", "'127.0.0.1:8000/v1' is not an address that begins with http:// or https://"),
        ("localhost#m", "is not an address that begins with"),
        ("ftp://host/v1#m", "is not an address that begins with"),
        ("http://a b/v1#m", "holds a space"),
        ("http://a\nb/v1#m", "holds a space"),
        ("http://#m", "names no server"),
        ("http://host:99999/v1", "is not an address"),
        ("http://[::1/v1", "is not an address"),
    ],
)
def test_an_address_that_is_none_is_refused_in_one_line_with_the_form_it_should_have(
    target: str, complaint: str
) -> None:
    with pytest.raises(PodiumError, match="openai:http://127.0.0.1:8000/v1#MODEL") as caught:
        open_adapter(f"openai:{target}", AdapterOptions())
    assert complaint in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("target", ["http://me:s3cret@host/v1#m", "https://host/v1?api-key=s3cret#m", "s3cret@host"])
def test_credentials_in_an_address_are_refused_and_not_repeated(target: str) -> None:
    with pytest.raises(PodiumError, match="OPENAI_API_KEY") as caught:
        open_adapter(f"openai:{target}", AdapterOptions())
    assert "s3cret" not in str(caught.value)


def test_the_key_comes_from_the_environment_and_podiums_own_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    for name, key in (("OPENAI_API_KEY", "sk-general"), ("PODIUM_API_KEY", "sk-own")):
        monkeypatch.setenv(name, f"{key}\n")
        with ready(lambda asked: chat("A"), items(Generate("x"))) as (_, server):
            seen.append({asked.headers.get("authorization") for asked in server.asked})
    assert seen == [{"Bearer sk-general"}, {"Bearer sk-own"}]


def test_without_a_key_none_is_sent() -> None:
    with ready(lambda asked: chat("A"), items(Generate("x"))) as (_, server):
        assert all("authorization" not in asked.headers for asked in server.asked)


def test_the_key_is_nowhere_to_be_seen_even_where_the_server_repeats_it(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    key = "sk-very-secret-0123456789"
    monkeypatch.setenv("OPENAI_API_KEY", key)
    caplog.set_level(logging.INFO)

    def behave(asked: Asked) -> Reply:
        if asked.prompt == "bad":
            return Reply({"error": {"message": f"no luck with {asked.headers['authorization']}"}}, 400)
        return replace(chat(f"you are {key}"), headers={"Server": f"nginx {key}"})

    whole = items(Generate("good"), Generate("bad"))
    with ready(behave, whole) as (adapter, _):
        answers = adapter.answer(whole)
        shown = [
            repr(vars(adapter)),
            repr(vars(adapter.client.tally)),
            repr(adapter),
            repr(adapter.client),
            adapter.spec,
        ]
        shown += [repr(part) for part in (adapter.fingerprint(), adapter.provenance(), adapter.notes(), answers)]
    assert answers[1].error == "400: no luck with Bearer [key]"
    assert answers[0].text == "you are [key]"
    out, err = capfd.readouterr()
    assert key not in "".join([*shown, caplog.text, out, err])


def test_a_key_that_no_header_can_hold_is_refused_without_being_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PODIUM_API_KEY", "sk-ключ")
    with pytest.raises(PodiumError, match="PODIUM_API_KEY holds a character that no key has") as caught:
        with ready(lambda asked: chat("A"), items(Generate("x"))):
            pass
    assert "ключ" not in str(caught.value)


def test_without_the_library_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "httpx2", None)
    with pytest.raises(MissingExtra, match=r"127\.0\.0\.1.*needs httpx2.*\[api\]"):
        with ready(lambda asked: chat("A"), items(Generate("x"))):
            pass


@pytest.mark.parametrize(
    "options",
    [
        EndpointOptions(api="responses"),
        EndpointOptions(concurrency=0),
        EndpointOptions(timeout=0.0),
        EndpointOptions(timeout=math.nan),
        EndpointOptions(patience=-1.0),
        EndpointOptions(max_tokens=0),
        EndpointOptions(max_cost=-1.0, input_price=1.0, output_price=1.0),
        EndpointOptions(max_cost=1.0),
        EndpointOptions(max_cost=1.0, input_price=1.0),
        EndpointOptions(input_price=math.inf),
    ],
)
def test_choices_that_make_no_sense_are_refused_before_anything_is_asked(options: EndpointOptions) -> None:
    with pytest.raises(PodiumError):
        Endpoint("http://127.0.0.1:1#m", AdapterOptions(endpoint=options))


# --- which model


def test_the_one_model_a_server_has_need_not_be_named() -> None:
    with ready(lambda asked: chat("A"), items(Generate("x")), target="") as (adapter, server):
        assert adapter.fingerprint()["model"] == "org/tiny"
        assert adapter.name == "tiny"
        assert server.posts[0].body["model"] == "org/tiny"
        assert adapter.provenance()["listed_owned_by"] == "lab"
        assert adapter.provenance()["listed_max_model_len"] == 512
        assert adapter.provenance()["system_fingerprint"] == "fp_1"
        assert str(adapter.provenance()["server"]).startswith("BaseHTTP")


@pytest.mark.parametrize(
    ("models", "complaint"),
    [
        ({"data": [{"id": "a"}, {"id": "b"}]}, "serves 2 models: a, b"),
        ({"data": []}, "does not say what it serves"),
        (Reply(b"<html><title>Not Found</title></html>", 404), "does not say what it serves"),
        (Reply(b"nonsense"), "does not say what it serves"),
    ],
)
def test_a_server_with_several_models_or_none_wants_a_name(models: Any, complaint: str) -> None:
    with HostileServer(lambda asked: chat("A"), models) as server:
        adapter = Endpoint(server.url, AdapterOptions())
        with pytest.raises(PodiumError, match=complaint) as caught:
            adapter.prepare(Task(Listed(), "test", items(Generate("x")), {}, lambda split: []))
    assert f"write openai:{server.url}#MODEL" in str(caught.value)


def test_a_wrong_model_name_ends_the_run_at_once_with_the_names_there_are() -> None:
    refusal = Reply({"error": {"message": "The model `org/tony` does not exist"}}, 404)
    with pytest.raises(PodiumError, match=r"'org/tony': 404: The model `org/tony` does not exist.*it serves org/tiny"):
        with ready(lambda asked: refusal, items(Generate("x")), target="#org/tony"):
            pass


# --- what is sent


def png(colour: int = 0) -> bytes:
    file = io.BytesIO()
    Image.new("L", (3, 2), colour).save(file, "PNG")
    return file.getvalue()


def test_a_chat_request_holds_the_system_message_and_the_images_where_the_text_has_them(tmp_path: Path) -> None:
    first, second = tmp_path / "first.bin", tmp_path / "second.jpg"
    first.write_bytes(png())
    Image.new("RGB", (4, 4), "red").save(second, "JPEG", quality=30)
    request = Generate("Compare <image 2> with this.", (first, second), "Be brief.", max_tokens=7, stop=("\n\n",))
    whole = items(request)
    with ready(lambda asked: chat("Same."), whole, seed=3) as (adapter, server):
        assert adapter.answer(whole) == [Answer(text="Same.", finish="stop")]
        sent = server.posts[-1]

    def uri(kind: str, path: Path) -> dict[str, Any]:
        data = base64.b64encode(path.read_bytes()).decode()
        return {"type": "image_url", "image_url": {"url": f"data:image/{kind};base64,{data}"}}

    assert sent.route == "/chat/completions"
    assert sent.body == {
        "model": "org/tiny",
        "messages": [
            {"role": "system", "content": "Be brief."},
            {
                "role": "user",
                "content": [
                    uri("png", first),
                    {"type": "text", "text": "Compare "},
                    uri("jpeg", second),
                    {"type": "text", "text": " with this."},
                ],
            },
        ],
        "temperature": 0.0,
        "seed": 3,
        "stop": ["\n\n"],
        "max_tokens": 7,
    }


@pytest.mark.parametrize(("kind", "sent_as"), [("WEBP", "webp"), ("GIF", "gif"), ("BMP", "png"), ("TIFF", "png")])
def test_images_of_the_four_formats_go_as_they_are_and_others_as_png(kind: str, sent_as: str, tmp_path: Path) -> None:
    path = tmp_path / "image"
    image = Image.linear_gradient("L").resize((5, 4))
    image.save(path, kind)
    whole = items(Generate("What?", (path,)))
    with ready(lambda asked: chat("."), whole) as (_, server):
        url = server.posts[-1].body["messages"][0]["content"][0]["image_url"]["url"]
    head, _, data = url.partition(",")
    assert head == f"data:image/{sent_as};base64"
    if sent_as == "png":
        assert Image.open(io.BytesIO(base64.b64decode(data))).tobytes() == image.tobytes()
    else:
        assert base64.b64decode(data) == path.read_bytes()


def test_an_image_that_cannot_be_read_fails_its_item_alone(tmp_path: Path) -> None:
    (tmp_path / "torn.bmp").write_bytes(b"BM not a bitmap")
    whole = items(Generate("a"), Generate("b", (tmp_path / "no.png",)), Generate("c", (tmp_path / "torn.bmp",)))
    with ready(lambda asked: chat(asked.prompt), whole) as (adapter, _):
        answers = adapter.answer(whole)
    assert answers[0].text == "a"
    assert answers[1].error == f"image {tmp_path / 'no.png'} does not exist"
    assert (answers[2].error or "").startswith(f"image {tmp_path / 'torn.bmp'} cannot be read")


def test_the_completions_interface_gets_the_raw_text_with_the_system_message_before_it() -> None:
    whole = items(Generate("2 + 2 =", system="Sums."))
    with ready(lambda asked: completion(" 4"), whole, api="completions", max_new_tokens=9) as (adapter, server):
        assert adapter.answer(whole) == [Answer(text=" 4", finish="stop")]
        assert server.posts[-1].route == "/completions"
        assert server.posts[-1].body == {
            "model": "org/tiny",
            "prompt": "Sums.\n\n2 + 2 =",
            "temperature": 0.0,
            "seed": 0,
            "max_tokens": 9,
        }


def test_the_completions_interface_is_not_given_images(tmp_path: Path) -> None:
    with pytest.raises(PodiumError, match="the completions interface shows no images"):
        with ready(lambda asked: completion("4"), items(Generate("x", (tmp_path / "a.png",))), api="completions"):
            pass


def test_a_server_that_dislikes_a_field_is_asked_without_it_and_that_is_recorded() -> None:
    def behave(asked: Asked) -> Reply:
        if "max_tokens" in asked.body:
            said = "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."
            return Reply({"error": {"message": said, "param": "max_tokens"}}, 400)
        return refusing("temperature", "seed")(asked)

    whole = items(Generate("x"), Generate("y"))
    with ready(behave, whole) as (adapter, server):
        assert [answer.text for answer in adapter.answer(whole)] == ["A", "A"]
        # Three refusals, the try that was answered, and the two items; nothing is refused twice.
        assert len(server.posts) == 6
        assert set(server.posts[-1].body) == {"model", "messages", "max_completion_tokens"}
        assert adapter.fingerprint()["left_out"] == "temperature, seed"
        assert "the server does not take temperature and seed, which is left out" in adapter.notes()


def test_a_preview_shows_the_messages_and_asks_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(png())
    item = items(Generate("See <image 1>?", (tmp_path / "a.png",), "Be brief.", max_tokens=5))[0]
    with ready(lambda asked: chat("."), [item]) as (adapter, server):
        before = len(server.asked)
        shown = adapter.preview(item)
        assert shown is not None
        assert shown.prompt == "[system]\nBe brief.\n\n[user]\nSee \n<image: a.png>\n?"
        assert (shown.prompt_tokens, shown.new_tokens) == (None, 5)
        assert len(server.asked) == before


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
    assert [note for note in notes if note.startswith("replies that do not list each letter")][0].endswith(": 1")


def test_a_server_that_ignores_the_wish_for_log_probabilities_is_asked_for_the_letter() -> None:
    replies = iter(["B", "B", "(C)", "I do not know", "D. gold"])
    whole = items(CHOOSE, CHOOSE, CHOOSE)
    with ready(lambda asked: chat(next(replies)), whole, concurrency=1) as (adapter, server):
        answers = adapter.answer(whole)
        assert "logprobs" in server.posts[1].body
        assert all("logprobs" not in asked.body and asked.body["max_tokens"] == 32 for asked in server.posts[2:])
        assert adapter.fingerprint()["asked"] == "letter"
        assert adapter.fingerprint()["top_logprobs"] is None
        assert any(note.endswith("count as no answer: 1") for note in adapter.notes())
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
        assert adapter.answer(whole) == [Answer(choice=0, text="A", finish="stop")]
        assert adapter.fingerprint()["asked"] == "letter"


def test_an_item_whose_log_probabilities_hold_no_letter_has_no_choice() -> None:
    def behave(asked: Asked) -> Reply:
        odd = "odd" in asked.prompt
        return chat("I", finish="length", logprobs=listed({"I": -0.2} if odd else {"A": -0.2, "B": -3.0}))

    whole = items(CHOOSE, replace(CHOOSE, prompt="odd"))
    with ready(behave, whole) as (adapter, _):
        assert adapter.answer(whole)[1] == Answer(choice=None, text="I", finish="length")


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
        "seed": 0,
        "max_new_tokens": None,
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
    assert answers[1].error == "27 options, there are 26 letters"


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
        (chat("", finish="length"), Answer(text="", finish="length"), "cut off"),
        (chat(None, finish="length"), Answer(text="", finish="length"), "cut off"),
        (chat("4", message={"reasoning_content": "hm"}), Answer(text="4", finish="stop"), "after thoughts"),
        (chat("4", message={"reasoning": "hm"}), Answer(text="4", finish="stop"), "after thoughts"),
        (chat("<think>5? no</think>\n\n4"), Answer(text="4", finish="stop"), "after thoughts"),
        (chat("5? no</think>4"), Answer(text="4", finish="stop"), "after thoughts"),
        (chat("<think>5? no", finish="length"), Answer(text="", finish="length"), "after thoughts"),
        (chat(None, message={"content": [{"type": "text", "text": "fo"}, {"type": "text", "text": "ur"}]}),
         Answer(text="four", finish="stop"), None),
        (chat("", finish="content_filter"), Answer(error="the server's content filter held the reply back"), None),
    ],
)  # fmt: skip
def test_the_text_of_a_reply_is_what_the_model_says_in_the_end(reply: Reply, answer: Answer, told: str | None) -> None:
    whole = items(Generate("2 + 2?", stop=("END",)))
    with ready(lambda asked: reply, whole) as (adapter, _):
        assert adapter.answer(whole) == [answer]
        odd = [note for note in adapter.notes() if note.startswith("replies")]
    assert all(note.endswith(": 1") for note in odd)
    assert any(told in note for note in odd) if told else not odd


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
            f"the weights behind {server.url} cannot be checked; org/tiny is what the server calls them"
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
        assert "2 of 2 replies do not say how many tokens they used" in adapter.notes()


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


def test_a_missing_pillow_is_named_only_where_an_image_must_be_converted(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from podium.registry.adapters.endpoint_questions import data_uri

    (tmp_path / "a.png").write_bytes(png(7))
    Image.new("L", (2, 2)).save(tmp_path / "b.bmp")
    monkeypatch.setitem(sys.modules, "PIL", None)
    assert data_uri(tmp_path / "a.png").startswith("data:image/png;base64,")
    with pytest.raises(MissingExtra, match=r"converting b\.bmp needs PIL"):
        data_uri(tmp_path / "b.bmp")
    with pytest.raises(DataError, match="does not exist"):
        data_uri(tmp_path / "c.png")


def test_texts_are_asked_for_without_torch_transformers_numpy_or_pillow() -> None:
    code = """
import sys
from podium.registry.adapters import AdapterOptions, open_adapter
from podium.registry.adapters.base import Task
from podium.registry.benchmark import Generate, Item
from podium.tests.registry.support import Listed

items = [Item("a", Generate("2 + 2?"), "")]
adapter = open_adapter(f"openai:{sys.argv[1]}", AdapterOptions())
adapter.prepare(Task(Listed(), "test", items, {}, lambda split: []))
print(adapter.answer(items)[0].text, sorted({"torch", "transformers", "numpy", "PIL"} & set(sys.modules)))
"""
    with HostileServer(lambda asked: chat("four")) as server:
        done = subprocess.run([sys.executable, "-c", code, server.url], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("four []\n", "")
