"""Image-text-to-text models of three classes: all three requests, equal to plain code item by item, and whole runs."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from podium.registry import evaluation, journal
from podium.registry.adapters import AdapterOptions, open_adapter, prompts
from podium.registry.benchmark import Benchmark
from podium.registry.evaluation import Plan
from podium.registry.images import read_image
from podium.registry.startup import Place, write_to
from podium.tests.fakes import vision
from podium.tests.registry.vision.support import (
    PLUGINS,
    Plain,
    asked,
    everywhere,
    loaded,
    prepared,
    same,
    templated,
)
from podium.tests.settled import settle


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
    ends = shutil.copytree(models["llava"], tmp_path / "ends")
    saved = json.loads((ends / "generation_config.json").read_text())
    (ends / "generation_config.json").write_text(json.dumps(saved | {"eos_token_id": [2, 5], "suppress_tokens": [9]}))
    fifth = prepared(ends, pictures, items).fingerprint()
    assert {name for name in one if one[name] != fifth[name]} == {"ends"}
    # The tokenizer's own, 4, ends a reply beside those the file names.
    assert fifth["ends"] == "2 4 5"


@everywhere
@pytest.mark.parametrize("protocol", ["choose", "open", "labels"])
def test_a_whole_run_is_journalled_scored_and_repeatable(
    name: str, protocol: str, models: dict[str, Path], pictures: Benchmark, data: Path, tmp_path: Path
) -> None:
    connection = write_to(settle(Place(tmp_path / "registry.db", (PLUGINS,))))
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


def test_the_fingerprint_and_the_note_say_whether_continuations_follow_the_template(
    models: dict[str, Path], pictures: Benchmark, data: Path
) -> None:
    letters = loaded(pictures, data, "choose")[:2]
    ends = (" red", "!")
    followed = [replace(one, request=replace(asked(one), continuations=ends, options=ends)) for one in letters]
    chats, where = {}, {}
    for mode in ("auto", "on"):
        adapter = prepared(models["llava"], pictures, followed, chat=mode)
        chats[mode] = adapter.fingerprint()["chat"]
        where[mode] = adapter.notes()[0].rpartition("the question ")[2]
    assert chats == {"auto": "off", "on": "on"}
    assert where == {"auto": "as plain text", "on": "in its chat template"}
    both = prepared(models["llava"], pictures, [letters[0], followed[1]])
    assert both.fingerprint()["chat"] == "continuations off, letters on"
    assert [note.rpartition("the question ")[2] for note in both.notes()] == ["as plain text", "in its chat template"]


def test_settings_of_a_published_model_do_not_change_what_a_model_that_sees_writes(
    models: dict[str, Path], pictures: Benchmark, data: Path, tmp_path: Path
) -> None:
    items = loaded(pictures, data, "open")
    answers = prepared(models["llava"], pictures, items).answer(items)
    copy = Path(shutil.copytree(models["llava"], tmp_path / "copy"))
    file = copy / "generation_config.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | {"suppress_tokens": list(range(5, 300))}))
    adapter = prepared(copy, pictures, items)
    same(adapter.answer(items), answers)
    assert str(adapter.provenance()["generation_settings_set_aside"]).startswith("suppress_tokens=[5, 6")
