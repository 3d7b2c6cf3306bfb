"""What models that see are shown, how their replies end, and what is said where they cannot answer."""

from __future__ import annotations

import math
import shutil
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from podium.registry.adapters import prompts
from podium.registry.adapters.vision_language import VisionLanguageModel
from podium.registry.benchmark import Answer, Benchmark, Choose, Classify, Generate, Item
from podium.registry.errors import DataError, PodiumError
from podium.registry.images import read_image
from podium.tests.fakes import vision
from podium.tests.registry.vision.support import (
    Plain,
    asked,
    everywhere,
    loaded,
    prepared,
    same,
    templated,
)


def test_a_reply_ends_before_the_stop_text_and_says_when_it_was_cut_off(
    models: dict[str, Path], pictures: Benchmark, data: Path
) -> None:
    first = loaded(pictures, data, "open")[0]
    adapter = prepared(models["llava"], pictures, [first])

    def ask(limit: int, *stop: str, **options: Any) -> Answer:
        item = replace(first, request=replace(asked(first), max_tokens=limit, stop=stop))
        return (prepared(models["llava"], pictures, [item], **options) if options else adapter).answer([item])[0]

    whole = ask(12)
    text = whole.text or ""
    assert whole.finish == "length"
    assert len(text) > 6
    assert ask(12, text[4:6]) == Answer(text=text[: text.index(text[4:6])], finish="stop")
    assert ask(12, "no such text") == whole
    assert text.startswith(ask(3).text or "?")
    assert ask(12, max_new_tokens=3) == ask(3)
    cheap = adapter.speed()["new_tokens"]
    ask(12, text[0])
    assert adapter.speed()["new_tokens"] == cheap + 1  # type: ignore[operator]


def test_draws_depend_on_the_seed_and_the_item_but_not_on_the_batch(
    models: dict[str, Path], pictures: Benchmark, data: Path
) -> None:
    items = loaded(pictures, data, "open")

    def texts(**options: Any) -> list[str | None]:
        adapter = prepared(models["llava"], pictures, items, temperature=1.0, **options)
        assert adapter.notes() == ["replies were drawn at temperature 1"]
        return [answer.text for answer in adapter.answer(items)]

    assert texts() == texts(batch_size=1) != texts(seed=1)


def test_images_are_decoded_and_preprocessed_in_other_threads(
    models: dict[str, Path], pictures: Benchmark, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    items = loaded(pictures, data, "open")
    adapter = prepared(models["llava"], pictures, items, batch_size=2)
    threads: list[str] = []
    kind = type(adapter._processor)
    plain = kind.__call__

    def watched(self: Any, **more: Any) -> Any:
        threads.append(threading.current_thread().name)
        return plain(self, **more)

    monkeypatch.setattr(kind, "__call__", watched)
    adapter.answer(items)
    # Once a batch, not once an item.
    assert len(threads) == len(list(adapter._batches.jobs(enumerate(items)))) < len(items)
    assert all(name.startswith("read") for name in threads)


def test_a_system_message_is_a_message_or_part_of_the_question_where_the_template_has_none(
    models: dict[str, Path], pictures: Benchmark, data: Path, tmp_path: Path
) -> None:
    first = loaded(pictures, data, "open")[0]
    item = replace(first, request=replace(asked(first), system="Be brief."))
    shown = prepared(models["qwen2_vl"], pictures, [item]).preview(item)
    assert shown is not None
    assert shown.prompt == (
        "<|im_start|>system\nBe brief.<|im_end|>\n<|im_start|>user\nLook at "
        "<|vision_start|><|image_pad|><|vision_end|>. Which shape is red?<|im_end|>\n<|im_start|>assistant\n"
    )
    without = templated(models["qwen2_vl"], tmp_path / "one", _ONLY_USERS)
    shown = prepared(without, pictures, [item]).preview(item)
    assert shown is not None
    assert shown.prompt == (
        "Q: Be brief.\n\nLook at <|vision_start|><|image_pad|><|vision_end|>. Which shape is red?\nA: "
    )


_ONLY_USERS = (
    "{% for m in messages %}{% if m['role'] == 'system' %}{{ raise_exception('no system') }}{% endif %}Q: "
    "{% for part in m['content'] %}{% if part['type'] == 'image' %}<|vision_start|><|image_pad|><|vision_end|>"
    "{% else %}{{ part['text'] }}{% endif %}{% endfor %}{{ '\n' }}{% endfor %}A: "
)


def test_a_template_that_takes_text_alone_has_the_image_marks_in_it(
    models: dict[str, Path], pictures: Benchmark, data: Path, tmp_path: Path
) -> None:
    items = loaded(pictures, data, "open")[:3]
    template = "{% for m in messages %}{{ 'Q: ' + m['content'] + '\\n' }}{% endfor %}A:"
    adapter = prepared(templated(models["llava"], tmp_path / "text", template), pictures, items)
    shown = adapter.preview(items[0])
    assert shown is not None
    assert shown.prompt == "Q: Look at <image>. Which shape is red?\nA:"
    assert all(answer.text is not None for answer in adapter.answer(items))


def test_without_a_template_questions_are_plain_text_and_a_template_that_is_wanted_is_missed(
    pictures: Benchmark, data: Path, models: dict[str, Path], tmp_path: Path
) -> None:
    folder = vision.llava(tmp_path / "plain", chat=False)
    items = loaded(pictures, data, "choose")
    adapter = prepared(folder, pictures, items)
    shown = adapter.preview(items[0])
    assert shown is not None
    assert shown.prompt == (
        "Look at <image>. Which shape is red?\nA. circle\nB. square\nC. triangle\nD. cross\nAnswer:"
    )
    assert adapter.fingerprint()["chat"] == "off"
    assert adapter.fingerprint()["template"] is None
    off = prepared(models["llava"], pictures, items, chat="off")
    same(off.answer(items[:2]), [Answer(error=None, **_likely(off, item)) for item in items[:2]])
    with pytest.raises(PodiumError, match="has no chat template"):
        prepared(folder, pictures, items, chat="on")


def _likely(adapter: VisionLanguageModel, item: Item) -> dict[str, Any]:
    """Return the plain prompt's letters, computed without the adapter's passes."""
    import torch

    text = prompts.choice_prompt(item.request).replace("<image 1>", adapter._prompts.placed)  # type: ignore[arg-type]
    files = [read_image(path) for path in item.request.images]
    made = adapter._processor(text=[text], images=[files], return_tensors="pt")
    with torch.inference_mode():
        row = adapter._model(**made).logits[0, -1].double().log_softmax(dim=-1)
    letters = adapter._processor.tokenizer.convert_tokens_to_ids(["ĠA", "ĠB", "ĠC", "ĠD"])
    return {"choice": int(row[letters].argmax()), "log_likelihoods": tuple(row[letters].tolist())}


@everywhere
def test_a_preview_shows_the_prompt_and_its_length_with_the_images(
    name: str, models: dict[str, Path], pictures: Benchmark, data: Path
) -> None:
    items = loaded(pictures, data, "open")
    adapter = prepared(models[name], pictures, items)
    plain = Plain(models[name])
    for item in items[:5]:
        shown = adapter.preview(item)
        inputs = plain.inputs(asked(item).prompt, item.request.images)
        assert shown is not None
        assert (shown.prompt_tokens, shown.new_tokens) == (inputs["input_ids"].shape[1], 16)


def test_an_item_that_cannot_be_shown_fails_alone_and_says_why(
    models: dict[str, Path], pictures: Benchmark, data: Path
) -> None:
    image = loaded(pictures, data, "open")[0].request.images
    items = [
        Item("fine", Generate("What?", image, max_tokens=2), ""),
        Item("mark", Generate("What does <image> mean?", image, max_tokens=2), ""),
        Item("long", Generate("star " * 3000, image, max_tokens=2), ""),
        Item("many", Choose("Which?", tuple(f"option {number}" for number in range(27)), image), 0),
        Item("blind", Classify((), ("Circle",)), (1.0,)),
        Item("more", Generate("And?", image * 3, max_tokens=2), ""),
    ]
    adapter = prepared(models["llava"], pictures, items)
    answers = adapter.answer(items)
    assert [answer.error is None for answer in answers] == [True, False, False, False, False, True]
    assert answers[1].error == "its text has the model's own mark for an image, <image>"
    assert (answers[2].error or "").endswith("and 2 for the reply, more than the 2,048 the model takes")
    assert answers[3].error == "it has 27 options, and there are 26 letters"
    assert adapter.preview(items[3]) is None
    assert answers[4].error == "it has no image to show"


def test_more_images_than_the_processor_takes_fail_that_item_alone(
    models: dict[str, Path], pictures: Benchmark, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    items = loaded(pictures, data, "open")
    adapter = prepared(models["llava"], pictures, items)
    whole = adapter.answer(items)
    kind = type(adapter._processor)
    plain = kind.__call__

    def one_each(self: Any, **more: Any) -> Any:
        if any(len(own) > 1 for own in more["images"] or []):
            raise ValueError("this model takes one image per prompt")
        return plain(self, **more)

    monkeypatch.setattr(kind, "__call__", one_each)
    for item, answer, before in zip(items, adapter.answer(items), whole, strict=True):
        if len(item.request.images) > 1:
            assert answer.error == "the model's processor refuses it: this model takes one image per prompt"
        else:
            assert answer == before


def test_a_broken_image_is_named_after_all_batches_before_it_are_answered(
    models: dict[str, Path], pictures: Benchmark, data: Path, tmp_path: Path
) -> None:
    copy = shutil.copytree(data, tmp_path / "copy")
    items = loaded(pictures, copy, "labels")
    adapter = prepared(models["llava"], pictures, items, batch_size=1)
    last = [job.rows[0] for job in adapter._batches.jobs(enumerate(items))][-1]
    last.shown.images[0].write_bytes(b"\x89PNG")
    got: list[int] = []
    with pytest.raises(DataError, match=rf"{last.shown.images[0].name} cannot be read"):
        for answers in adapter.stream(enumerate(items)):
            got += [position for position, _ in answers]
    assert sorted(got) == sorted(set(range(len(items))) - {last.position})


@everywhere
@pytest.mark.parametrize("protocol", ["choose", "open", "labels"])
def test_logits_that_are_not_numbers_stop_the_run_and_name_an_item(
    name: str, protocol: str, models: dict[str, Path], pictures: Benchmark, data: Path
) -> None:
    import torch

    items = loaded(pictures, data, protocol)
    adapter = prepared(models[name], pictures, items)
    with torch.no_grad():
        adapter._model.lm_head.weight[7].fill_(math.nan)
    with pytest.raises(PodiumError, match=r"logits that are not finite numbers for test_\d+ \(its weights hold NaN"):
        adapter.answer(items)


def test_a_folder_without_processor_and_pickled_weights_are_refused(
    models: dict[str, Path], pictures: Benchmark, data: Path, tmp_path: Path
) -> None:
    items = loaded(pictures, data, "open")
    bare = shutil.copytree(models["gemma3"], tmp_path / "bare")
    (bare / "processor_config.json").unlink()
    with pytest.raises(PodiumError, match="has no usable processor"):
        prepared(bare, pictures, items)
    worse = shutil.copytree(models["qwen2_vl"], tmp_path / "worse")
    (worse / "preprocessor_config.json").unlink()
    with pytest.raises(PodiumError, match="has no usable image processor"):
        prepared(worse, pictures, items)
    pickled = shutil.copytree(models["llava"], tmp_path / "pickled")
    (pickled / "model.safetensors").rename(pickled / "pytorch_model.bin")
    with pytest.raises(PodiumError, match="pickled"):
        prepared(pickled, pictures, items)


def test_what_cannot_be_shown_is_an_error_of_its_item(models: dict[str, Path], pictures: Benchmark, data: Path) -> None:
    image = loaded(pictures, data, "open")[0].request.images
    items = [
        Item("nothing", Choose("What", ("a", "b"), image, ("", " red")), 0),
        Item("half", Generate("\ud800", image, max_tokens=2), ""),
        Item("none", Generate("What", image, max_tokens=0), ""),
        Item("good", Choose("What", ("a", "b"), image, (" star", " red")), 0),
    ]
    answers = prepared(models["llava"], pictures, items).answer(items)
    assert [answer.error for answer in answers] == [
        "the tokenizer gives a continuation no token of its own after this prompt",
        "its text has half a character at position 0 (U+D800)",
        "its reply may have 0 tokens",
        None,
    ]
    zero = prepared(models["llava"], pictures, items, max_new_tokens=0).answer(items)
    assert zero[2].error == "its reply may have 0 tokens"


def test_what_a_processor_adds_for_training_is_not_given_to_the_model(models: dict[str, Path]) -> None:
    import torch

    from podium.registry.adapters.vision_forward import Forward

    plain = Plain(models["llava"])
    ids = torch.tensor([[1, 2]])
    given = Forward(plain.model, plain.words, "hf:x").inputs({"input_ids": ids, "labels": ids, "more": None})
    assert list(given) == ["input_ids"]


@everywhere
@pytest.mark.parametrize("kind", ["choose", "generate"])
def test_solved_examples_give_way_with_their_pictures_where_there_is_no_room(
    name: str, kind: str, models: dict[str, Path], pictures: Benchmark, data: Path
) -> None:
    drawn = [data / f"test_{number}_1.png" for number in range(3)]
    parts = ["See <image 1>: a circle.\n", "See <image 2>: a square, as red as <image 1>.\n"]
    prompt = "".join(parts) + "Now <image 3>: which shape?"
    places = (0, len(parts[0]), len(parts[0] + parts[1]))
    request: Any = Generate(prompt, tuple(drawn), max_tokens=4, examples=places)
    if kind == "choose":
        request = Choose(prompt, ("circle", "square"), tuple(drawn), examples=places)
    shorter = [
        replace(request, prompt="See <image 1>: a circle.\nNow <image 2>: which shape?", images=(drawn[0], drawn[2])),
        replace(request, prompt="Now <image 1>: which shape?", images=(drawn[2],)),
    ]
    plain = [Item(f"q{n}", replace(one, examples=()), 0) for n, one in enumerate([request, *shorter])]
    whole = prepared(models[name], pictures, plain)
    sizes = [preview.prompt_tokens for item in plain if (preview := whole.preview(item)) is not None]
    assert len(sizes) == 3 and None not in sizes
    items = [Item(f"q{n}", replace(request, room=size), 0) for n, size in enumerate(sizes) if size is not None]
    adapter = prepared(models[name], pictures, items)
    answers, expected = adapter.answer(items), whole.answer(plain)
    same(answers, expected)
    for item, other in zip(items, plain, strict=True):
        assert adapter.preview(item) == whole.preview(other)
    assert [answer.remarks for answer in answers] == [
        None,
        *((f"fewer examples, room for {size}",) for size in sizes[1:]),
    ]
    told = f"2 prompts had fewer solved examples, for lack of room: {sizes[2]} to {sizes[1]} tokens"
    assert told in adapter.notes()
    adapter.recall({"fewer examples, room for 7": 3})
    assert "3 prompts had fewer solved examples, for lack of room: 7 tokens" in adapter.notes()
