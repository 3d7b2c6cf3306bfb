"""Replies of causal language models: as ``model.generate`` writes them alone, whatever the batch."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from podium.registry.adapters.generation import Asked, write
from podium.registry.benchmark import Generate, Item
from podium.registry.errors import PodiumError
from podium.tests.fakes import causal
from podium.tests.fakes.language import llama
from podium.tests.registry.language_support import choose, counted, load, prepared, previewed, quiz

SYSTEM_REFUSED = "{% if messages[0]['role'] == 'system' %}{{ raise_exception('no system') }}{% endif %}"
PLAIN = "{% for message in messages %}[{{ message['content'] }}]{% endfor %}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return llama(tmp_path_factory.mktemp("llama") / "tiny")


def replies(count: int = 12, **more: Any) -> list[Item]:
    words = "the star cell planet virus bone heart orbit light gene".split()
    texts = [" ".join(words[number % 10 :] * (1 + number % 4)) + f" {number}?" for number in range(count)]
    limits = [3 + number % 7 for number in range(count)]
    return [
        Item(f"r{number}", Generate(text, max_tokens=most, **more), "")
        for number, (text, most) in enumerate(zip(texts, limits, strict=True))
    ]


def alone(model: Any, words: Any, item: Item, text: str | None = None) -> tuple[str, str]:
    """Return reply and finish of one prompt, without the adapter."""
    assert isinstance(item.request, Generate)
    given = words(text or item.request.prompt, return_tensors="pt", add_special_tokens=text is None)
    whole = model.generate(
        input_ids=given["input_ids"],
        attention_mask=given["attention_mask"],
        max_new_tokens=item.request.max_tokens,
        do_sample=False,
    )
    own = whole[0, given["input_ids"].shape[1] :].tolist()
    reply = words.decode(own, skip_special_tokens=True)
    stops = [place for stop in item.request.stop if (place := reply.find(stop)) >= 0]
    if stops:
        return reply[: min(stops)], "stop"
    return reply, "stop" if words.eos_token_id in own else "length"


@pytest.mark.parametrize("kind", ["llama", "gpt2", "gemma2", "mamba"])
@pytest.mark.parametrize("options", [{}, {"batch_size": 5}, {"batch_tokens": 1}])
def test_replies_are_those_of_generate_item_by_item(kind: str, options: dict[str, int], tmp_path: Path) -> None:
    saved = llama(tmp_path / kind) if kind == "llama" else causal.save(tmp_path / kind, kind)
    items = replies()
    adapter = prepared(saved, items, **options)
    answers = adapter.answer(items)
    model, words = load(saved)
    assert [(answer.text, answer.finish) for answer in answers] == [alone(model, words, item) for item in items]
    assert adapter.provenance()["padding"] == "replies padded on the left"


def test_the_token_that_ends_a_reply_ends_it_and_is_not_in_the_text(folder: Path, tmp_path: Path) -> None:
    items = replies(6)
    model, words = load(folder)
    first = model.generate(**words("the star", return_tensors="pt"), max_new_tokens=1, do_sample=False)[0, -1]
    model.generation_config.eos_token_id = [int(words.eos_token_id), int(first)]
    model.save_pretrained(tmp_path / "ends")
    words.save_pretrained(tmp_path / "ends")
    item = Item("r", Generate("the star", max_tokens=9), "")
    (answer,) = prepared(tmp_path / "ends", items).answer([item])
    assert words.decode([int(first)], skip_special_tokens=True)
    assert (answer.text, answer.finish) == ("", "stop")


def test_a_stop_text_is_cut_off_and_ends_the_pass_when_all_rows_have_met_one(folder: Path) -> None:
    model, words = load(folder)
    plain = [alone(model, words, item)[0] for item in replies(4)]
    often = Counter(character for text in plain for character in set(text) if character.isascii())
    stop = tuple(character for character, _ in often.most_common())
    items = [Item(item.id, Generate(item.request.prompt, max_tokens=60, stop=stop), "") for item in replies(4)]  # type: ignore[union-attr]
    adapter = prepared(folder, items)
    with counted(adapter._model) as shapes:
        answers = adapter.answer(items)
    expected = [alone(model, words, item) for item in items]
    assert [(answer.text, answer.finish) for answer in answers] == expected
    assert [answer.finish for answer in answers] == ["stop"] * 4
    assert len(shapes) < 60
    assert adapter.speed()["new_tokens"] == pytest.approx(len(shapes) * 2, abs=len(shapes) * 2)


def test_a_longer_limit_of_the_user_goes_before_the_items(folder: Path) -> None:
    items = replies(3)
    adapter = prepared(folder, items, max_new_tokens=2)
    assert previewed(adapter, items[0]).new_tokens == 2
    adapter.answer(items)
    assert adapter.speed()["new_tokens"] == 6


def test_a_template_wraps_system_and_prompt_exactly(tmp_path: Path) -> None:
    saved = llama(tmp_path / "chat", chat=True)
    item = Item("r", Generate("Which bone?", system="Be short.", max_tokens=5), "")
    shown = "<|im_start|>system\nBe short.<|im_end|>\n<|im_start|>user\nWhich bone?<|im_end|>\n<|im_start|>assistant\n"
    model, words = load(saved)
    adapter = prepared(saved, [item])
    preview = previewed(adapter, item)
    assert (preview.prompt, preview.new_tokens) == (shown, 5)
    assert preview.prompt_tokens == len(words.encode(shown, add_special_tokens=False))
    (answer,) = adapter.answer([item])
    assert (answer.text, answer.finish) == alone(model, words, item, shown)
    off = prepared(saved, [item], chat="off")
    assert previewed(off, item).prompt == "Be short.\n\nWhich bone?"


def test_a_template_that_refuses_a_system_message_gets_it_before_the_prompt(tmp_path: Path) -> None:
    saved = llama(tmp_path / "chat", chat=True)
    words = load(saved)[1]
    words.chat_template = SYSTEM_REFUSED + PLAIN
    words.save_pretrained(saved)
    item = Item("r", Generate("Which?", system="Be short."), "")
    assert previewed(prepared(saved, [item]), item).prompt == "[Be short.\n\nWhich?]"
    words.chat_template = "{{ raise_exception('never') }}"
    words.save_pretrained(saved)
    with pytest.raises(PodiumError, match=r"the chat template of hf:.* fails: never \(try --chat off\)"):
        prepared(saved, [item])


def test_a_prompt_that_leaves_no_room_is_cut_from_the_left_or_fails_alone(tmp_path: Path) -> None:
    saved = causal.save(tmp_path / "gpt2", "gpt2")
    long, none, short = (
        Item("long", Generate("star " * 300, max_tokens=6), ""),
        Item("none", Generate("star", max_tokens=256), ""),
        Item("short", Generate("star", max_tokens=6), ""),
    )
    adapter = prepared(saved, [long, none, short])
    first, second, third = adapter.answer([long, none, short])
    model, words = load(saved)
    kept = words("star " * 300, return_tensors="pt")["input_ids"][:, -250:]
    whole = model.generate(input_ids=kept, max_new_tokens=6, do_sample=False)
    assert first.text == words.decode(whole[0, 250:], skip_special_tokens=True)
    assert (
        second.error
        == "256 new tokens leave no room for a prompt, the model reads 256; a smaller --max-new-tokens does"
    )
    assert (third.text, third.finish) == alone(model, words, short)
    assert adapter.notes() == ("1 prompt was longer than the 256 tokens the model reads and cut from the left",)


def test_rows_of_different_limits_never_run_beyond_the_context_together(tmp_path: Path) -> None:
    saved = causal.save(tmp_path / "gpt2", "gpt2")
    items = [
        Item("long", Generate("star " * 60, max_tokens=4), ""),
        Item("short", Generate("bone?", max_tokens=230), ""),
    ]
    answers = prepared(saved, items).answer(items)
    model, words = load(saved)
    assert len(words.encode("star " * 60)) > 26
    assert [(answer.text, answer.finish) for answer in answers] == [alone(model, words, item) for item in items]


def test_running_out_of_memory_halves_batches_of_replies(folder: Path) -> None:
    items = replies()
    expected = [answer.text for answer in prepared(folder, items).answer(items)]
    adapter = prepared(folder, items)

    def full(module: Any, given: Any, output: Any) -> None:
        if output.shape[0] > 3:
            raise RuntimeError("CUDA out of memory.")

    adapter._model.model.layers[0].mlp.register_forward_hook(full)
    assert [answer.text for answer in adapter.answer(items)] == expected


def test_draws_depend_on_the_seed_and_the_item_but_not_on_the_batch(folder: Path) -> None:
    items = replies()

    def texts(**options: Any) -> list[str | None]:
        return [answer.text for answer in prepared(folder, items, temperature=1.0, **options).answer(items)]

    assert texts() == texts(batch_size=1) == texts(seed=0)
    assert texts() != texts(seed=1)


def test_draws_follow_the_softmax_at_the_temperature(folder: Path) -> None:
    import torch

    model, words = load(folder)
    ids = words("the star", return_tensors="np")["input_ids"][0]
    asked = [Asked(ids, 1, (), str(number)) for number in range(4000)]
    count = Counter(reply.text for reply in write(model, words, asked, spec="x", filler=0, temperature=0.7))
    with torch.inference_mode():
        odds = (model(torch.tensor(ids[None])).logits[0, -1] / 0.7).softmax(-1)
    for token in odds.topk(4).indices.tolist():
        share = float(odds[token])
        # Four standard deviations of a binomial proportion.
        margin = 4 * (share * (1 - share) / 4000) ** 0.5
        assert count[words.decode([token])] / 4000 == pytest.approx(share, abs=margin)


def test_a_model_whose_logits_are_not_finite_is_refused_and_not_taken_to_say_nothing(tmp_path: Path) -> None:
    import torch

    saved = llama(tmp_path / "nan")
    model, _ = load(saved)
    with torch.no_grad():
        model.model.layers[0].mlp.up_proj.weight[0, 0] = float("nan")
    model.save_pretrained(saved)
    items = replies(3)
    adapter = prepared(saved, items)
    with pytest.raises(PodiumError, match=r"gives logits that are not finite numbers for r\d \(its weights hold NaN"):
        adapter.answer(items)
    with torch.no_grad():
        adapter._model.model.layers[0].mlp.up_proj.weight[0, 0] = 0
        adapter._model.lm_head.weight.fill_(float("inf"))
    adapter._model.bfloat16()
    with pytest.raises(PodiumError, match=r"logits that are not finite numbers for r\d \(try --dtype float32\)"):
        adapter.answer(items)


def test_settings_that_change_replies_are_in_the_fingerprint_and_those_of_chatting_change_nothing(
    folder: Path, tmp_path: Path
) -> None:
    items = replies(4)
    model, words = load(folder)

    def saved(name: str, **settings: Any) -> Any:
        for key, value in settings.items():
            setattr(model.generation_config, key, value)
        model.save_pretrained(tmp_path / name)
        words.save_pretrained(tmp_path / name)
        return prepared(tmp_path / name, items)

    plain = saved("plain")
    chatting = saved("chatting", do_sample=True, temperature=0.6, top_p=0.9, repetition_penalty=1.5)
    assert chatting.fingerprint() == plain.fingerprint()
    assert chatting.answer(items) == plain.answer(items)
    asked = items[0].request
    assert isinstance(asked, Generate)
    given = words(asked.prompt, return_tensors="pt")
    first = int(plain._model.generate(**given, max_new_tokens=1, do_sample=False, repetition_penalty=1.0)[0, -1])
    silent = saved("silent", suppress_tokens=[first])
    assert silent.fingerprint() == plain.fingerprint()
    assert silent.answer(items) == plain.answer(items)
    ended = saved("ended", suppress_tokens=None, eos_token_id=[words.eos_token_id, first])
    assert ended.fingerprint()["ends"] == " ".join(map(str, sorted([words.eos_token_id, first])))
    assert plain.fingerprint()["ends"] == str(words.eos_token_id)
    assert ended.answer(items) != plain.answer(items)
    # Likelihoods do not depend on them.
    assert "ends" not in prepared(tmp_path / "ended", [choose("Which?")]).fingerprint()


def test_the_quiz_asked_for_letters_is_answered_in_text(folder: Path, tmp_path: Path) -> None:
    from podium.tests.fakes import quiz_data

    data = quiz_data.write(tmp_path / "quiz", test=3)
    items = list(quiz().load(data, "test", shots=2, protocol="letter"))
    answers = prepared(folder, items).answer(items)
    model, words = load(folder)
    assert [(answer.text, answer.finish) for answer in answers] == [alone(model, words, item) for item in items]


def test_the_fingerprint_tells_apart_how_likelihoods_and_how_replies_are_asked(tmp_path: Path) -> None:
    saved = llama(tmp_path / "chat", chat=True)
    items = [choose("Which?", [" star", " cell"]), Item("g", Generate("Which?", max_tokens=2), "")]
    chats = {mode: prepared(saved, items, chat=mode).fingerprint()["chat"] for mode in ("auto", "on", "off")}
    assert chats == {"auto": "generated on, likelihood off", "on": "on", "off": "off"}


@pytest.mark.parametrize(
    "setting",
    [
        {"suppress_tokens": [9]},
        {"bad_words_ids": [[9]]},
        {"forced_eos_token_id": 2},
        {"sequence_bias": [[[9], -100.0]]},
        {"guidance_scale": 3.0},
        {"watermarking_config": {"greenlist_ratio": 0.25, "bias": 9.0}},
        {"stop_strings": ["e"]},
        {"penalty_alpha": 0.6},
    ],
    ids=str,
)
def test_settings_of_a_published_model_do_not_change_greedy_decoding(
    setting: dict[str, Any], folder: Path, tmp_path: Path
) -> None:
    items = replies(3)
    plain = prepared(folder, items)
    answers = plain.answer(items)
    (name,) = setting
    # What is forbidden is the token the model likes best.
    liked = plain._tokenizer.encode(answers[0].text, add_special_tokens=False)[0]
    setting = json.loads(json.dumps(setting).replace("9]", f"{liked}]"))
    copy = Path(shutil.copytree(folder, tmp_path / "copy"))
    file = copy / "generation_config.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | setting))
    adapter = prepared(copy, items)
    assert adapter.answer(items) == answers
    assert f"{name}=" in str(adapter.provenance()["generation_settings_set_aside"])
    assert plain.provenance()["generation_settings_set_aside"] is None
