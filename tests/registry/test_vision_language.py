"""Image-text-to-text models of three classes: all three requests, equal to plain code item by item."""

from __future__ import annotations

import json
import math
import shutil
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from podium.registry import evaluation, journal
from podium.registry.adapters import AdapterOptions, open_adapter, prompts
from podium.registry.adapters.base import Task
from podium.registry.adapters.processors import load_processor
from podium.registry.adapters.vision_language import VisionLanguageModel
from podium.registry.benchmark import Answer, Benchmark, Choose, Classify, Generate, Item
from podium.registry.discovery import discover
from podium.registry.errors import DataError, PodiumError
from podium.registry.evaluation import Plan
from podium.registry.images import read_image
from podium.registry.startup import Place, write_to
from podium.tests.fakes import pictures_data, vision

PLUGINS = Path(__file__).parents[1] / "fakes" / "plugins"
SAVE: dict[str, Callable[[Path], Path]] = {
    "llava": vision.llava,
    "gemma3": vision.gemma3,
    "qwen2_vl": vision.qwen2_vl,
}
everywhere = pytest.mark.parametrize("name", SAVE)


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return {name: save(tmp_path_factory.mktemp(name)) for name, save in SAVE.items()}


@pytest.fixture(scope="module")
def pictures() -> Benchmark:
    return discover([], None, [PLUGINS]).benchmarks["pictures"].benchmark


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = pictures_data.write(tmp_path_factory.mktemp("pictures"))
    # One of another size, for models whose tokens depend on it.
    pictures_data.draw(root / "test_3_1.png", "cross", "red", (90, 34), 5)
    return root


def prepared(folder: Path, pictures: Benchmark, items: Sequence[Item], **options: Any) -> VisionLanguageModel:
    adapter = open_adapter(f"hf:{folder}", AdapterOptions(**options))
    adapter.prepare(Task(pictures, "test", items, {}, lambda other: items))
    assert isinstance(adapter, VisionLanguageModel)
    return adapter


def loaded(pictures: Benchmark, data: Path, protocol: str) -> list[Item]:
    return list(pictures.load(data, "test", protocol=protocol))


def asked(item: Item) -> Any:
    """Return an item's request, of whatever kind the test knows it to be."""
    return item.request


class Plain:
    """The same model, one prompt at a time and without anything shared."""

    def __init__(self, folder: Path) -> None:
        from transformers import AutoModelForImageTextToText

        auto: Any = AutoModelForImageTextToText
        self.model = auto.from_pretrained(folder).eval()
        self.processor = load_processor(str(folder), "hf:plain", AdapterOptions(), self.model.config)
        self.words = self.processor.tokenizer

    def inputs(self, prompt: str, images: Sequence[Path]) -> Any:
        parts = prompts.interleaved(prompt, images)
        content = [{"type": "text", "text": x} if isinstance(x, str) else {"type": "image"} for x in parts]
        text = self.processor.apply_chat_template(
            [{"role": "user", "content": content}], add_generation_prompt=True, tokenize=False
        )
        files = [read_image(x) for x in parts if isinstance(x, Path)]
        more = {"add_special_tokens": False} if text.startswith("<s>") else {}
        return self.processor(text=[text], images=[files] if files else None, return_tensors="pt", **more)

    def logits(self, prompt: str, images: Sequence[Path]) -> Any:
        """Return the log-probabilities at all positions, float64 [S, V]."""
        import torch

        with torch.inference_mode():
            return self.model(**self.inputs(prompt, images)).logits[0].double().log_softmax(dim=-1)

    def write(self, prompt: str, images: Sequence[Path], limit: int) -> list[int]:
        import torch

        inputs = self.inputs(prompt, images)
        with torch.inference_mode():
            row = self.model.generate(**inputs, max_new_tokens=limit, do_sample=False)[0]
        tokens: list[int] = row[inputs["input_ids"].shape[1] :].tolist()
        return tokens


# --- exact values


@everywhere
def test_text_is_what_greedy_decoding_one_item_at_a_time_gives(
    name: str, models: dict[str, Path], pictures: Benchmark, data: Path
) -> None:
    items = loaded(pictures, data, "open")
    adapter = prepared(models[name], pictures, items)
    plain = Plain(models[name])
    answers = adapter.answer(items)
    assert {len(item.request.images) for item in items} == {0, 1, 2}
    for item, answer in zip(items, answers, strict=True):
        tokens = plain.write(asked(item).prompt, item.request.images, 16)
        ended = plain.words.eos_token_id in tokens
        text = plain.words.decode(tokens, skip_special_tokens=True)
        assert answer.text == text.split("\n")[0]
        assert answer.finish == ("stop" if ended or "\n" in text else "length")
    assert adapter.notes() == []
    assert adapter.provenance()["batching"] == "padded on the left"
    speed: Any = adapter.speed()
    assert (speed["items"], speed["images"]) == (12, sum(len(item.request.images) for item in items))
    assert 0 < speed["new_tokens"] <= 12 * 16


@everywhere
def test_an_options_likelihood_is_that_of_its_letter_as_the_tokenizer_writes_it_after_the_template(
    name: str, models: dict[str, Path], pictures: Benchmark, data: Path
) -> None:
    items = loaded(pictures, data, "choose")
    adapter = prepared(models[name], pictures, items)
    plain = Plain(models[name])
    # After "ASSISTANT:" a word begins with a space, after a line break it does not.
    written = {"llava": ["ĠA", "ĠB", "ĠC", "ĠD"]}.get(name, ["A", "B", "C", "D"])
    letters = plain.words.convert_tokens_to_ids(written)
    for item, answer in zip(items, adapter.answer(items), strict=True):
        row = plain.logits(prompts.choice_message(asked(item)), item.request.images)[-1]
        assert answer.log_likelihoods == pytest.approx(row[letters].tolist(), abs=1e-4)
        assert answer.choice == row[letters].argmax()
    assert adapter.provenance()["compared"] == " ".join(written)
    assert adapter.fingerprint()["asked"] == "likelihood"


@everywhere
def test_a_finding_has_the_share_of_yes_against_no_and_a_normal_image_its_own_question(
    name: str, models: dict[str, Path], pictures: Benchmark, data: Path
) -> None:
    items = loaded(pictures, data, "labels")
    adapter = prepared(models[name], pictures, items)
    plain = Plain(models[name])
    # The tokenizer has no whole word of either; with a space before it, both begin with the space.
    yes, no = (plain.words.convert_tokens_to_ids(list(pair)) for pair in ("Yy", "Nn"))
    questions = [
        *(f"Does this image show {what}? Answer with yes or no only." for what in ("circle", "square", "red")),
        "Is this image normal, without any finding? Answer with yes or no only.",
    ]
    answers = adapter.answer(items)
    for item, answer in zip(items, answers, strict=True):
        rows = [plain.logits(question, item.request.images)[-1] for question in questions]
        ratio = [row[yes].exp().sum() / row[yes + no].exp().sum() for row in rows]
        assert answer.probabilities == pytest.approx([float(share) for share in ratio], abs=1e-4)
    assert len({answer.probabilities for answer in answers}) == len(items)
    assert adapter.fingerprint()["asked"] == "yes/no"
    assert adapter.provenance()["images_shared"] == "once per item"
    assert "P(Yes) / (P(Yes) + P(No))" in adapter.notes()[0]


@everywhere
@pytest.mark.parametrize("shared", [True, False])
def test_continuations_of_several_tokens_have_the_sum_of_their_tokens_likelihoods_without_a_template(
    name: str, shared: bool, models: dict[str, Path], pictures: Benchmark, data: Path
) -> None:
    import torch

    endings = (" a circle of stars", " red", "!")
    items = [
        replace(item, request=replace(asked(item), continuations=endings, options=endings))
        for item in loaded(pictures, data, "choose")
    ]
    adapter = prepared(models[name], pictures, items)
    assert adapter._batches.shared
    adapter._batches.shared = shared
    plain = Plain(models[name])
    placed = adapter._prompts.placed
    for item, answer in zip(items, adapter.answer(items), strict=True):
        expected = []
        for ending in endings:
            text = "".join(
                x if isinstance(x, str) else placed
                for x in prompts.interleaved(asked(item).prompt, item.request.images)
            )
            files = [read_image(x) for x in item.request.images]
            made = plain.processor(text=[text + ending], images=[files] if files else None, return_tensors="pt")
            tokens = plain.words(ending, add_special_tokens=False)["input_ids"]
            assert made["input_ids"][0, -len(tokens) :].tolist() == tokens
            with torch.inference_mode():
                rows = plain.model(**made).logits[0].double().log_softmax(dim=-1)
            expected.append(sum(float(rows[-len(tokens) - 1 + at, token]) for at, token in enumerate(tokens)))
        assert answer.log_likelihoods == pytest.approx(expected, abs=1e-3)


# --- batches and caches


@everywhere
@pytest.mark.parametrize("protocol", ["choose", "open", "labels"])
def test_answers_do_not_depend_on_the_batch(
    name: str, protocol: str, models: dict[str, Path], pictures: Benchmark, data: Path
) -> None:
    items = loaded(pictures, data, protocol)
    whole = prepared(models[name], pictures, items).answer(items)
    for options in ({"batch_size": 1}, {"batch_size": 3}, {"batch_tokens": 150}):
        same(prepared(models[name], pictures, items, **options).answer(items), whole)


def same(ours: Sequence[Answer], theirs: Sequence[Answer]) -> None:
    for one, other in zip(ours, theirs, strict=True):
        assert (one.text, one.finish, one.choice, one.error) == (other.text, other.finish, other.choice, other.error)
        for name in ("probabilities", "log_likelihoods"):
            assert (getattr(one, name) or ()) == pytest.approx(getattr(other, name) or (), abs=1e-4)


@everywhere
def test_images_go_through_the_model_once_for_all_findings_and_the_answers_are_those_of_separate_passes(
    name: str, models: dict[str, Path], pictures: Benchmark, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    items = loaded(pictures, data, "labels")
    images = sum(len(item.request.images) for item in items)
    adapter = prepared(models[name], pictures, items)
    seen: list[int] = []
    plain = adapter._model.model.get_image_features

    def counted(pixel_values: Any, image_grid_thw: Any = None, **more: Any) -> Any:
        more |= {} if image_grid_thw is None else {"image_grid_thw": image_grid_thw}
        seen.append(len(pixel_values) if image_grid_thw is None else len(image_grid_thw))
        return plain(pixel_values, **more)

    monkeypatch.setattr(adapter._model.model, "get_image_features", counted)
    shared = adapter.answer(items)
    assert sum(seen) == images
    assert len(seen) < len(items)
    seen.clear()
    adapter._batches.shared = False
    same(adapter.answer(items), shared)
    assert sum(seen) == 4 * images


def test_a_cache_that_gives_other_answers_is_not_shared(
    models: dict[str, Path], pictures: Benchmark, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from podium.registry.adapters.vision_forward import Forward

    items = loaded(pictures, data, "labels")
    expected = prepared(models["llava"], pictures, items).answer(items)
    plain = Forward.follow
    monkeypatch.setattr(Forward, "follow", lambda self, *args, **more: plain(self, *args, **more).flip(-1))
    adapter = prepared(models["llava"], pictures, items)
    assert adapter.provenance()["images_shared"] == "once per finding"
    same(adapter.answer(items), expected)


@everywhere
@pytest.mark.parametrize("protocol", ["choose", "open", "labels"])
@pytest.mark.parametrize("shared", [True, False])
def test_a_batch_that_does_not_fit_is_worked_on_in_halves_and_nothing_is_lost(
    name: str,
    protocol: str,
    shared: bool,
    models: dict[str, Path],
    pictures: Benchmark,
    data: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    items = loaded(pictures, data, protocol)
    adapter = prepared(models[name], pictures, items)
    adapter._batches.shared = shared and protocol == "labels"
    whole = adapter.answer(items)
    plain, sizes = adapter._model.generate, []

    def narrow(**inputs: Any) -> Any:
        sizes.append(len(inputs["input_ids"]))
        if sizes[-1] > 2:
            raise RuntimeError("[enforce fail at alloc_cpu.cpp] DefaultCPUAllocator: can't allocate memory")
        return plain(**inputs)

    monkeypatch.setattr(adapter._model, "generate", narrow)
    same(adapter.answer(items), whole)
    assert max(sizes) > 2 >= min(sizes)

    monkeypatch.setattr(adapter._model, "generate", lambda **inputs: exec('raise MemoryError("out of memory")'))
    with pytest.raises(PodiumError, match="the memory does not suffice for a single item"):
        adapter.answer(items)


def test_a_class_that_answers_otherwise_when_padded_is_asked_one_by_one(
    models: dict[str, Path], pictures: Benchmark, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from transformers import LlavaForConditionalGeneration

    items = loaded(pictures, data, "open")
    expected = prepared(models["llava"], pictures, items, batch_size=1).answer(items)
    kind: Any = LlavaForConditionalGeneration
    plain = kind.generate

    def blind_to_padding(self: Any, attention_mask: Any, **more: Any) -> Any:
        return plain(self, attention_mask=attention_mask.new_ones(attention_mask.shape), **more)

    monkeypatch.setattr(kind, "generate", blind_to_padding)
    adapter = prepared(models["llava"], pictures, items)
    assert adapter.provenance()["batching"] == "one by one: together the answers are others"
    same(adapter.answer(items), expected)


def test_the_longest_come_first_and_no_batch_exceeds_its_budget(
    models: dict[str, Path], pictures: Benchmark, data: Path
) -> None:
    items = loaded(pictures, data, "open")
    adapter = prepared(models["llava"], pictures, items, batch_tokens=260)
    jobs = list(adapter._batches.jobs(enumerate(items)))
    assert sorted(row.position for job in jobs for row in job.rows) == list(range(12))
    for job in jobs:
        lengths = adapter._batches.prepare(job).parts[0].lengths
        assert lengths == sorted(lengths, reverse=True)
        assert len(lengths) == 1 or len(lengths) * (lengths[0] + 16) <= 260
        # Lengths are known before an image is read.
        assert [row.tokens for row in job.rows] == [length + len(row.shown.images) for row, length in counted(job)]


def counted(job: Any) -> list[tuple[Any, int]]:
    # The mark itself gives way to the image's tokens.
    return [(row, length) for part in job.parts for row, length in zip(part.rows, part.lengths, strict=True)]


# --- replies


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


def templated(folder: Path, copy: Path, template: str) -> Path:
    shutil.copytree(folder, copy)
    (copy / "chat_template.jinja").write_text(template)
    return copy


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


# --- what goes wrong


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
    answers = prepared(models["llava"], pictures, items).answer(items)
    assert [answer.error is None for answer in answers] == [True, False, False, False, False, True]
    assert answers[1].error == "its text has the model's own mark for an image, <image>"
    assert (answers[2].error or "").endswith("and 2 for the reply, more than the 2048 the model takes")
    assert answers[3].error == "it has 27 options, and there are 26 letters"
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
    with pytest.raises(PodiumError, match=r"not numbers \(NaN\) for item test_\d+"):
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


# --- records


def test_the_fingerprint_covers_weights_template_and_preprocessing(
    models: dict[str, Path], pictures: Benchmark, data: Path, tmp_path: Path
) -> None:
    items = loaded(pictures, data, "open")
    one = prepared(models["llava"], pictures, items).fingerprint()
    assert prepared(shutil.copytree(models["llava"], tmp_path / "copy"), pictures, items).fingerprint() == one
    other = prepared(vision.llava(tmp_path / "other", seed=1), pictures, items).fingerprint()
    assert {name for name in one if one[name] != other[name]} == {"weights"}
    changed = templated(models["llava"], tmp_path / "template", "{{ messages[0]['content'][0]['text'] }}<image>")
    config = json.loads((changed / "processor_config.json").read_text())
    config["image_processor"]["image_mean"] = [0.5, 0.5, 0.5]
    (changed / "processor_config.json").write_text(json.dumps(config))
    third = prepared(changed, pictures, items).fingerprint()
    assert {name for name in one if one[name] != third[name]} == {"template", "processor"}
    fourth = prepared(models["llava"], pictures, items, dtype="bfloat16", max_new_tokens=4).fingerprint()
    assert {name for name in one if one[name] != fourth[name]} == {"dtype", "max_new_tokens"}


@everywhere
@pytest.mark.parametrize("protocol", ["choose", "open", "labels"])
def test_a_whole_run_is_journalled_scored_and_repeatable(
    name: str, protocol: str, models: dict[str, Path], pictures: Benchmark, data: Path, tmp_path: Path
) -> None:
    connection = write_to(Place(tmp_path / "registry.db", (PLUGINS,)))
    adapter = open_adapter(f"hf:{models[name]}", AdapterOptions(batch_size=4))
    run = evaluation.run(connection, Plan(pictures, adapter, data, settings={"protocol": protocol}))
    kept = journal.answered(connection, run.id)
    items = loaded(pictures, data, protocol)
    again = prepared(models[name], pictures, items).answer(items)
    same([kept[position][1] for position in range(len(items))], again)
    assert run.status == "finished"
    assert run.report is not None
    assert run.report.counts["failed"] == 0
    assert (
        run.provenance["model"]["asked"] == {"choose": "likelihood", "open": "generated", "labels": "yes/no"}[protocol]
    )
    assert run.provenance["speed"]["items"] == len(items)
