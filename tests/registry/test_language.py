"""Causal language models: likelihoods as lm-evaluation-harness has them, whatever the batch."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from podium.registry import evaluation, journal
from podium.registry.adapters import AdapterOptions, open_adapter, prompts
from podium.registry.adapters.batching import windows
from podium.registry.adapters.language import LanguageModel
from podium.registry.adapters.pretrained import load_model
from podium.registry.benchmark import Answer, Choose, Classify, Generate, Item
from podium.registry.errors import PodiumError
from podium.registry.startup import Place, write_to
from podium.tests.fakes import causal, quiz_data
from podium.tests.fakes.language import llama, tokenizer
from podium.tests.registry.language_support import (
    PLUGINS,
    choose,
    counted,
    expected,
    load,
    prepared,
    previewed,
    quiz,
    refusal,
    task,
)
from podium.tests.settled import settle

LANGUAGE = "podium.registry.adapters.language"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return llama(tmp_path_factory.mktemp("llama") / "tiny", chat=True)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return quiz_data.write(tmp_path_factory.mktemp("quiz"))


@pytest.fixture(scope="module")
def zero(data: Path) -> list[Item]:
    return list(quiz().load(data, "test", shots=0, protocol="likelihood"))


@pytest.fixture(scope="module")
def five(data: Path) -> list[Item]:
    return list(quiz().load(data, "test", shots=5, protocol="likelihood"))


def asked(item: Item) -> Choose:
    assert isinstance(item.request, Choose)
    return item.request


def wanted(model: Any, words: Any, item: Item, limit: int = 10**9) -> list[float]:
    request = asked(item)
    context = prompts.choice_prompt(request)
    return [expected(model, words, context, text, limit) for text in prompts.continuations(request)]


def check(answers: Sequence[Answer], references: Sequence[list[float]], within: float = 1e-4) -> None:
    assert len(answers) == len(references)
    for answer, reference in zip(answers, references, strict=True):
        assert answer.log_likelihoods == pytest.approx(reference, abs=within)
        assert answer.choice == reference.index(max(reference))


# --- exact likelihoods


@pytest.mark.parametrize("kind", ["llama", "gpt2", "gemma2", "mamba"])
def test_likelihoods_are_those_of_a_plain_pass_per_option(kind: str, zero: list[Item], tmp_path: Path) -> None:
    saved = llama(tmp_path / kind) if kind == "llama" else causal.save(tmp_path / kind, kind)
    adapter = prepared(saved, zero)
    model, words = load(saved)
    check(adapter.answer(zero), [wanted(model, words, item) for item in zero])
    assert adapter.provenance()["batching"] == "padded on the right"


def test_continuations_of_several_tokens_trailing_blanks_and_no_context(folder: Path) -> None:
    items = [
        choose("Which bone?\nAnswer:", [" a long bone of the heart", " 7", " a long wave", " blood"]),
        choose("Which bone? ", ["the ring", "light", "orbit 12"]),
        choose("Which bone?\n\n", ["A", "B"]),
        choose("The wor", ["d star", "ld", "k"]),
        choose("", [" star", " planet cell"]),
        choose("<s>Which orbit", [" of", " in time"]),
        choose("Which\nbone of the star is the longest one of all bones here", [" heart", " ring x", "s"]),
    ]
    adapter = prepared(folder, items)
    model, words = load(folder)
    check(adapter.answer(items), [wanted(model, words, item) for item in items])


def test_the_first_of_equal_likelihoods_is_the_choice(folder: Path) -> None:
    item = choose("Which?", [" star", " star", " star"])
    assert prepared(folder, [item]).answer([item])[0].choice == 0


def test_a_prompt_longer_than_the_model_reads_is_cut_from_the_left_and_counted(tmp_path: Path) -> None:
    saved = causal.save(tmp_path / "gpt2", "gpt2")
    items = [choose("star " * 300 + "\nAnswer:"), choose("star\nAnswer:", [" a ring of light", " 7"])]
    items.append(choose("cell " * 300, ["a ring of light", " 7"]))
    adapter = prepared(saved, items)
    model, words = load(saved)
    check(adapter.answer(items), [wanted(model, words, item, limit=256) for item in items])
    assert adapter.provenance()["truncated"] == 2
    assert adapter.notes() == ("2 prompts were longer than the 256 tokens the model reads and cut from the left",)


def test_a_continuation_longer_than_the_context_fails_alone(tmp_path: Path) -> None:
    items = [choose("Which?", [" star " * 300, " cell"]), choose("Which?\nAnswer:")]
    first, second = prepared(causal.save(tmp_path / "gpt2", "gpt2"), items).answer(items)
    assert first.error is not None and "the model reads 256" in first.error
    assert second.choice is not None


# --- few passes


def test_an_item_whose_options_are_single_tokens_takes_one_row(folder: Path, zero: list[Item]) -> None:
    adapter = prepared(folder, zero, batch_size=1)
    adapter._chooser._worth = 10**9
    with counted(adapter._model) as shapes:
        adapter.answer(zero)
    assert len(shapes) == len(zero)
    assert all(rows == 1 for rows, _ in shapes)


def test_only_the_needed_positions_are_projected(folder: Path, zero: list[Item]) -> None:
    adapter = prepared(folder, [*zero, choose("Which?", [" a ring of light", " star"])])
    projected: list[int] = []
    handle = adapter._model.lm_head.register_forward_hook(
        lambda module, given, out: projected.append(out.shape[0] * out.shape[1])
    )
    adapter.answer(zero)
    handle.remove()
    single = sum(projected)
    assert len(zero) <= single <= len(zero) + adapter._counts.passes


def test_few_shot_heads_are_computed_once_and_change_no_answer(folder: Path, five: list[Item]) -> None:
    adapter = prepared(folder, five)
    with counted(adapter._model) as shapes:
        answers = adapter.answer(five)
    tokens = sum(rows * width for rows, width in shapes)
    model, words = load(folder)
    check(answers, [wanted(model, words, item) for item in five])
    speed = adapter.speed()
    whole, shared = speed["prompt_tokens"], speed["shared_tokens"]
    assert isinstance(whole, int) and isinstance(shared, int)
    assert whole == sum(len(words.encode(prompts.choice_prompt(asked(item)))) for item in five)
    # Three subjects, twelve questions each: what was read again is little, and padding is.
    assert shared > 0.7 * whole
    assert whole - shared <= tokens <= 1.2 * (whole - shared)
    assert adapter.provenance()["sharing"] == "beginnings computed once"


def test_one_items_long_continuations_share_its_context(folder: Path) -> None:
    item = choose("star cell " * 100 + "which?", [" a ring", " a ring of light", " blood wave", " 17 and 4"])
    adapter = prepared(folder, [item])
    with counted(adapter._model) as shapes:
        answers = adapter.answer([item])
    model, words = load(folder)
    check(answers, [wanted(model, words, item)])
    assert len(shapes) == 2
    assert shapes[0][0] == 1 and shapes[1][0] == 4 and shapes[1][1] < 12


@pytest.mark.parametrize(
    "options", [{"batch_size": 1}, {"batch_size": 7}, {"batch_tokens": 1}, {"batch_tokens": 99999}]
)
@pytest.mark.parametrize("shots", [0, 5])
def test_no_size_of_batch_changes_an_answer(
    folder: Path, zero: list[Item], five: list[Item], options: dict[str, int], shots: int
) -> None:
    items = five if shots else zero
    usual = prepared(folder, items).answer(items)
    other = prepared(folder, items, **options).answer(items)
    assert [answer.choice for answer in other] == [answer.choice for answer in usual]
    for one, two in zip(usual, other, strict=True):
        assert one.log_likelihoods == pytest.approx(two.log_likelihoods, abs=1e-4)


def test_every_position_is_answered_once_over_windows_and_items_are_walked_lazily(
    folder: Path, zero: list[Item], monkeypatch: pytest.MonkeyPatch
) -> None:
    walked = 0

    def coming() -> Any:
        nonlocal walked
        for number in range(700):
            walked += 1
            yield number, zero[number % len(zero)]

    monkeypatch.setattr(f"{LANGUAGE}.windows", lambda items: windows(items, 16, 64))
    adapter = prepared(folder, zero)
    stream = adapter.stream(coming())
    found = [position for position, _ in next(stream)]
    assert walked == 16 + 64
    for answers in stream:
        found += [position for position, _ in answers]
    assert sorted(found) == list(range(700))
    assert adapter.speed()["items"] == 700


# --- the self check


def test_a_recurrent_model_is_not_shared_and_says_so(five: list[Item], tmp_path: Path) -> None:
    saved = causal.save(tmp_path / "mamba", "mamba")
    adapter = prepared(saved, five)
    assert str(adapter.provenance()["sharing"]).startswith("none: refused: what it remembers cannot be shared")
    model, words = load(saved)
    check(adapter.answer(five), [wanted(model, words, item) for item in five])
    assert adapter.speed()["shared_tokens"] == 0
    assert not any("shar" in name for name in adapter.fingerprint())


@pytest.mark.parametrize("kind", ["gpt2", "gemma2"])
def test_absolute_positions_and_sliding_windows_are_shared_exactly(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = causal.save(tmp_path / kind, kind)
    head = " ".join(f"star {number}" for number in range(30))
    items = [choose(f"{head}\nwhich {'cell ' * number}?\nAnswer:") for number in range(1, 20)]
    adapter = prepared(saved, items)
    answers = adapter.answer(items)
    model, words = load(saved)
    check(answers, [wanted(model, words, item) for item in items])
    shared = adapter.speed()["shared_tokens"]
    assert isinstance(shared, int) and shared > 1000


def test_a_model_that_answers_batches_otherwise_is_asked_row_by_row(
    folder: Path, zero: list[Item], monkeypatch: pytest.MonkeyPatch
) -> None:
    def disturb(module: Any, given: Any, output: Any) -> None:
        if output.logits.shape[1] > 1 or output.logits.shape[0] > 1:
            output.logits += 0.5 * output.logits.sin()

    def loaded(*given: Any, **named: Any) -> Any:
        model = load_model(*given, **named)
        model.register_forward_hook(disturb)
        return model

    monkeypatch.setattr(f"{LANGUAGE}.load_model", loaded)
    adapter = prepared(folder, zero)
    assert "one by one: log-probabilities differ by" in str(adapter.provenance()["batching"])
    model, words = load(folder)
    check(adapter.answer(zero), [wanted(model, words, item) for item in zero])


# --- memory


def test_running_out_of_memory_halves_batches_and_loses_no_item(
    folder: Path, zero: list[Item], monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = prepared(folder, zero).answer(zero)
    adapter = prepared(folder, zero, batch_tokens=99999)

    def full(module: Any, given: Any, output: Any) -> None:
        if output.shape[0] > 5:
            raise RuntimeError("[enforce fail at alloc_cpu.cpp] DefaultCPUAllocator: not enough memory")

    handle = adapter._model.model.layers[1].mlp.register_forward_hook(full)
    answers = adapter.answer(zero)
    handle.remove()
    assert [answer.choice for answer in answers] == [answer.choice for answer in usual]


def test_a_single_row_that_does_not_fit_is_refused_in_one_line(folder: Path, zero: list[Item]) -> None:
    adapter = prepared(folder, zero)

    def full(module: Any, given: Any, output: Any) -> None:
        raise RuntimeError("CUDA out of memory. Tried to allocate 2 GiB")

    adapter._model.model.layers[0].mlp.register_forward_hook(full)
    with pytest.raises(PodiumError, match=r"does not suffice for a single item \(try --dtype bfloat16"):
        adapter.answer(zero)


# --- what cannot be


def test_likelihoods_that_are_not_finite_name_the_item(zero: list[Item], tmp_path: Path) -> None:
    import torch
    from transformers import LlamaForCausalLM

    saved = llama(tmp_path / "nan")
    model = LlamaForCausalLM.from_pretrained(saved)
    words = load(saved)[1]
    items = [choose("cell bone?"), choose("the bone virology?")]
    first, second = (set(words.encode(prompts.choice_prompt(asked(item)))) for item in items)
    with torch.no_grad():
        model.model.embed_tokens.weight[sorted(second - first)] = float("nan")
    model.save_pretrained(saved)
    adapter = prepared(saved, items[:1])
    with pytest.raises(PodiumError, match="not a finite number for the bone virology") as caught:
        adapter.answer(items)
    assert caught.value.hint == "its weights hold NaN, or its numbers overflow"


def test_not_finite_in_half_precision_hints_at_float32(folder: Path, zero: list[Item]) -> None:
    adapter = prepared(folder, zero, dtype="float16")
    assert adapter.fingerprint()["dtype"] == "float16"
    adapter._model.lm_head.weight.data[:] = float("inf")
    with pytest.raises(PodiumError, match=r"\(try --dtype float32\)"):
        adapter.answer(zero[:2])


def test_images_no_template_no_tokenizer_no_weights_and_pickles_are_refused(folder: Path, tmp_path: Path) -> None:
    text = choose("Which?")
    shown = Item("seen", Choose("Which?", ("a", "b"), (Path("a.png"),)), 0)
    read = Item("read", Generate("What?", (Path("a.png"),)), "")
    classified = Item("class", Classify((Path("a.png"),), ("Spot",)), (1.0,))
    for item in (shown, read, classified):
        assert f"sees no images; Quiz shows one for {item.id}" in refusal(folder, [item])
    plain = llama(tmp_path / "plain")
    assert "has no chat template" in refusal(plain, [text], chat="on")
    for file in plain.glob("tokenizer*"):
        file.unlink()
    assert "tokenizer" in refusal(plain, [text])
    bare = llama(tmp_path / "bare")
    (bare / "model.safetensors").unlink()
    assert "cannot be loaded" in refusal(bare, [text])
    (bare / "pytorch_model.bin").write_bytes(b"pickled")
    assert "are pickled; reading them can run code" in refusal(bare, [text])
    assert "does not exist" in refusal(tmp_path / "nothing", [text])


def test_a_tokenizer_of_another_model_is_refused(tmp_path: Path) -> None:
    saved = llama(tmp_path / "small")
    model, words = load(saved)
    model.resize_token_embeddings(300)
    model.save_pretrained(saved)
    assert f"its tokenizer has {len(words)} tokens, its embedding 300" in refusal(saved, [choose("Which?")])


def test_a_token_beyond_the_embedding_fails_its_item_alone(tmp_path: Path) -> None:
    saved = llama(tmp_path / "more")
    words = load(saved)[1]
    size = len(words)
    words.add_tokens(["<extra>"])
    words.save_pretrained(saved)
    items = [choose("Which?\nAnswer:"), choose("Which <extra>?\nAnswer:"), choose("What?\nAnswer:")]
    first, second, third = prepared(saved, items).answer(items)
    assert second.error == f"token {size} of the tokenizer is beyond the model's vocabulary of {size}"
    assert first.choice is not None and third.choice is not None


def test_an_item_with_more_options_than_letters_fails_alone_even_as_the_first(folder: Path) -> None:
    many = choose("Which?", count=27)
    texts = choose("The answer is", [f" w{number}" for number in range(27)])
    items = [many, choose("What?"), texts]
    adapter = prepared(folder, items)
    first, second, third = adapter.answer(items)
    assert first == Answer(error="it has 27 options, and there are 26 letters")
    assert second == prepared(folder, items[1:]).answer(items[1:])[0]
    # Options with texts of their own need no letters.
    assert len(third.log_likelihoods or ()) == 27
    assert adapter.preview(many) is None
    assert prepared(folder, items, chat="on").answer(items)[0] == first


# --- what is said of it


def test_the_fingerprint_tells_models_tokenizers_and_ways_of_asking_apart(folder: Path, tmp_path: Path) -> None:
    item, reply = choose("Which?"), Item("r", Generate("What?"), "")
    base = prepared(folder, [item]).fingerprint()
    assert base == prepared(folder, [item], batch_size=3, attention="eager").fingerprint()
    assert (base["asked"], base["chat"], base["beginning"], base["dtype"]) == ("likelihood", "off", "<s>", "float32")
    variants = [
        prepared(llama(tmp_path / "seed", chat=True, seed=1), [item]).fingerprint(),
        prepared(folder, [item], chat="on").fingerprint(),
        prepared(folder, [item], dtype="bfloat16").fingerprint(),
        prepared(folder, [reply]).fingerprint(),
        prepared(folder, [reply], chat="off").fingerprint(),
        prepared(folder, [reply], max_new_tokens=3).fingerprint(),
        prepared(folder, [reply], temperature=0.5).fingerprint(),
        prepared(folder, [reply], temperature=0.5, seed=1).fingerprint(),
    ]
    kept = [tuple(sorted(facts.items(), key=str)) for facts in (base, *variants)]
    assert len(set(kept)) == len(kept)
    assert prepared(folder, [reply], temperature=0.5).fingerprint()["seed"] == 0
    assert str(prepared(folder, [reply]).fingerprint()["template"]).startswith("sha256:")


def test_chat_shows_the_question_through_the_template_and_the_letter_without_its_blank(folder: Path) -> None:
    item = choose("Which bone?", count=2)
    adapter = prepared(folder, [item], chat="on")
    shown = "<|im_start|>user\nWhich bone?\nA. option 0\nB. option 1\nAnswer:<|im_end|>\n<|im_start|>assistant\n"
    preview = previewed(adapter, item)
    model, words = load(folder)
    assert preview.prompt == shown
    assert preview.prompt_tokens == len(words.encode(shown, add_special_tokens=False))
    import torch

    before = words.encode(shown.rstrip(), add_special_tokens=False)
    reference = []
    for letter in "AB":
        after = words.encode(shown + letter, add_special_tokens=False)[len(before) :]
        found = model(input_ids=torch.tensor([before + after])).logits[0].double().log_softmax(-1)
        chosen = found[len(before) - 1 : -1][torch.arange(len(after)), torch.tensor(after)]
        reference.append(float(chosen.sum().detach()))
    check(adapter.answer([item]), [reference])


def test_a_run_of_the_quiz_ends_in_the_reference_accuracy(
    folder: Path, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PODIUM_HOME", str(tmp_path / "home"))
    connection = write_to(settle(Place(tmp_path / "home" / "registry.db", (PLUGINS,))))
    benchmark = quiz()
    adapter = open_adapter(f"hf:{folder}", AdapterOptions())
    assert isinstance(adapter, LanguageModel)
    plan = evaluation.Plan(benchmark, adapter, root=data, settings={"shots": "5"})
    run = evaluation.run(connection, plan)
    items = list(benchmark.load(data, "test", shots=5, protocol="likelihood"))
    model, words = load(folder)
    rows = [wanted(model, words, item) for item in items]
    right = [row.index(max(row)) == item.target for row, item in zip(rows, items, strict=True)]
    assert run.status == "finished"
    assert run.report is not None
    assert run.report.boards["accuracy"].value == pytest.approx(sum(right) / len(right))
    kept = journal.answered(connection, run.id)
    check([kept[position][1] for position in range(len(items))], rows)


def test_closing_lets_go_of_the_model(folder: Path, zero: list[Item]) -> None:
    adapter = LanguageModel(str(folder), AdapterOptions())
    adapter.prepare(task(zero))
    adapter.close()
    adapter.close()
    assert not hasattr(adapter, "_model")


def long_rope(folder: Path) -> Path:
    return llama(
        folder,
        rope_parameters={
            "rope_type": "longrope",
            "rope_theta": 10000.0,
            "short_factor": [1.0] * 4,
            "long_factor": [1.0, 2.0, 4.0, 8.0],
            "factor": 4.0,
            "original_max_position_embeddings": 60,
        },
    )


def test_prompts_on_both_sides_of_where_long_ropes_turn_are_not_read_together(tmp_path: Path) -> None:
    saved = long_rope(tmp_path / "long")
    beginning = "the river flows by the village and the bone "
    items = [choose(beginning * (1 + number % 5) + f"q{number}", [" A", " B longer"]) for number in range(10)]
    adapter = prepared(saved, items)
    model, words = load(saved)
    lengths = [len(words.encode(asked(item).prompt)) for item in items]
    assert min(lengths) < 60 < max(lengths)
    check(adapter.answer(items), [wanted(model, words, item) for item in items])
    assert adapter.provenance()["batching"] == "padded on the right"
    assert adapter.provenance()["sharing"] == "none: prompts of more than 60 tokens are read in another way"


def test_replies_beyond_where_long_ropes_turn_are_written_alone(tmp_path: Path) -> None:
    saved = long_rope(tmp_path / "long")
    texts = ["the river flows by the village and the bone " * (1 + number % 5) + f"q{number}" for number in range(10)]
    items = [Item(str(number), Generate(text, max_tokens=6), "") for number, text in enumerate(texts)]
    adapter = prepared(saved, items)
    with counted(adapter._model) as shapes:
        answers = adapter.answer(items)
    assert answers == [prepared(saved, [item]).answer([item])[0] for item in items]
    assert max(rows for rows, width in shapes if width > 1 and width + 6 > 60) == 1
    assert max(rows for rows, width in shapes) > 1


def test_a_model_that_looks_ahead_is_refused(tmp_path: Path, zero: list[Item]) -> None:
    import torch
    import transformers as tf

    words = tokenizer()
    sizes: dict[str, Any] = {
        "hidden_size": 32,
        "intermediate_size": 64,
        "num_hidden_layers": 2,
        "num_attention_heads": 4,
    }
    torch.manual_seed(0)
    config = tf.BertConfig(**sizes, vocab_size=len(words), initializer_range=0.2, is_decoder=False)
    tf.BertLMHeadModel(config).save_pretrained(tmp_path)
    words.save_pretrained(tmp_path)
    assert "is no causal language model: what it says at a token changes with the tokens after it" in refusal(
        tmp_path, zero
    )


def test_a_context_length_that_is_no_length_is_unknown(tmp_path: Path) -> None:
    saved = llama(tmp_path / "tiny")
    config = json.loads((saved / "config.json").read_text())
    (saved / "config.json").write_text(json.dumps(config | {"n_positions": -1}))
    assert prepared(saved, [choose("Which?")]).provenance()["context_length"] == 4096


def test_items_no_tokenizer_takes_and_replies_without_a_token_fail_alone(folder: Path) -> None:
    half = "its text has half a character at position 0 (U+D800)"
    items = [
        choose("\ud800 lone", [" A", " B"]),
        choose("Which?", [" A", "\ud800"]),
        Item("g", Generate("\ud800", max_tokens=2), ""),
        Item("none", Generate("Which?", max_tokens=0), ""),
        choose("Which?", [" A", " B"]),
        Item("stop", Generate("Which?", max_tokens=2, stop=("",)), ""),
    ]
    answers = prepared(folder, items).answer(items)
    assert [one.error for one in answers] == [half, half, half, "its reply may have 0 tokens", None, None]
    bare = Item("stop", Generate("Which?", max_tokens=2), "")
    assert answers[5] == prepared(folder, [bare]).answer([bare])[0]
