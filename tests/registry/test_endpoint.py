"""What a server is asked, byte for byte, and what its replies mean."""

from __future__ import annotations

import base64
import io
import json
import logging
import math
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from PIL import Image

from podium.registry.adapters import AdapterOptions, open_adapter
from podium.registry.adapters.base import EndpointOptions, Task
from podium.registry.adapters.endpoint import Endpoint
from podium.registry.adapters.endpoint_address import read_address
from podium.registry.benchmark import Answer, Choose, Generate
from podium.registry.errors import DataError, MissingExtra, PodiumError
from podium.tests.fakes.hostile_server import Asked, HostileServer, Reply, chat, completion
from podium.tests.registry.endpoint_support import impatient, items, png, ready
from podium.tests.registry.support import Listed

__all__ = ["impatient"]


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


@pytest.mark.parametrize("key", ["A", "x", "none", "EMPTY", "sk-1234"])
def test_a_word_given_as_a_key_to_a_server_without_keys_changes_no_reply(
    key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", key)
    text = f"EMPTY x {key}, none of the latest text. The answer is A."
    whole = items(Generate("text"), Choose("Which?", ("a", "b")))
    with ready(lambda asked: chat(text), whole) as (adapter, _):
        assert adapter.answer(whole) == [Answer(text=text, finish="stop"), Answer(choice=0, text=text, finish="stop")]
        assert adapter.fingerprint()["model"] == "org/tiny"
        assert not any("repeat the key" in note for note in adapter.notes())


KEY = 'sk-"quo\\te/sec+ret=123456'
ESCAPED = {
    "as it is": KEY,
    "as JSON": json.dumps(KEY)[1:-1],
    "as JSON in JSON": json.dumps(json.dumps(KEY))[3:-3],
    "with slashes escaped": json.dumps(KEY)[1:-1].replace("/", "\\/"),
    "by code points": "".join(f"\\u{ord(character):04X}" for character in KEY),
    "as in an address": quote(KEY),
}


@pytest.mark.parametrize("written", ESCAPED.values(), ids=ESCAPED.keys())
def test_a_key_is_hidden_however_a_server_writes_it(written: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    models = {"data": [{"id": "org/tiny", "owned_by": f"owner {written}"}]}
    complaints = {
        "parsed": Reply({"error": {"message": f"no: {written}"}}, 400),
        "unknown form": Reply({"errors": [{"text": f"no: {written}"}]}, 400),
        "no JSON": Reply(f"no: {written}".encode(), 400),
    }

    def behave(asked: Asked) -> Reply:
        reply = chat(f"A. {written}", message={"reasoning": written})
        reply.content["system_fingerprint"] = f"fp {written}"
        return complaints.get(asked.prompt, reply)

    whole = items(Generate("text"), *(Generate(prompt) for prompt in complaints))
    with HostileServer(behave, models) as server:
        adapter = Endpoint(f"{server.url}#org/tiny", AdapterOptions())
        adapter.prepare(Task(Listed(), "test", whole, {}, lambda split: []))
        answers = adapter.answer(whole)
        kept = [adapter.provenance(), adapter.notes(), answers]
        adapter.close()
    assert answers[0] == Answer(text="A. [key]", finish="stop", thoughts="[key]")
    assert answers[1].error == "400: no: [key]"
    assert answers[2].error == '400: {"errors": [{"text": "no: [key]"}]}'
    assert answers[3].error == "400: no: [key]"
    assert adapter.provenance()["listed_owned_by"] == "owner [key]"
    assert adapter.provenance()["system_fingerprint"] == "fp [key]"
    assert any("repeat the key" in note for note in adapter.notes())
    assert "123456" not in repr(kept)


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
