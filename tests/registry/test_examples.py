"""Solved examples give way where there is no room for them: one at a time, the last one first, and it is told."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from podium.registry import evaluation, journal
from podium.registry.adapters import AdapterOptions, open_adapter
from podium.registry.adapters.examples import Examples, fewer_by_room, note, with_examples
from podium.registry.adapters.language import LanguageModel
from podium.registry.benchmark import Benchmark, Choose, Generate, Item
from podium.registry.engines import on_workers
from podium.registry.evaluation import Plan
from podium.registry.loading import item_key
from podium.tests.fakes import causal
from podium.tests.fakes.language import llama
from podium.tests.registry.language_support import counted, expected, load, prepared, previewed

HEAD = "The following are questions about the star.\n\n"
WORDS = "the star cell planet virus bone heart orbit light gene mass blood ring wave time".split()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return llama(tmp_path_factory.mktemp("llama") / "tiny")


def texts(draw: random.Random, count: int, longest: int) -> list[str]:
    return [" ".join(draw.choices(WORDS, k=draw.randint(5, longest))) for _ in range(count)]


def built(examples: Sequence[str], question: str) -> tuple[str, tuple[int, ...]]:
    """Return a prompt and where its examples begin and end."""
    prompt, places = HEAD, []
    for example in examples:
        places.append(len(prompt))
        prompt += f"{example}?\nAnswer: A\n\n"
    return prompt + f"{question}?", (*places, len(prompt))


def items(kind: str, room: int, count: int = 24) -> list[Item]:
    draw = random.Random(kind)
    found = []
    for number in range(count):
        if number % 8 == 0:
            examples = texts(draw, 5, 40)
        prompt, places = built(examples, texts(draw, 1, 60)[0])
        request: Any = Choose(prompt, ("a star", "a ring"), examples=places, room=room)
        if kind == "generate":
            request = Generate(f"{prompt}\nAnswer:", examples=places, room=room, max_tokens=3)
        found.append(Item(f"{kind}{number}", request, 0))
    return found


def shown(request: Any, keep: int) -> str:
    """Return the text with the first examples only, built anew."""
    places = request.examples
    prompt = request.prompt[: places[keep]] + request.prompt[places[-1] :]
    return f"{prompt}\nA. a star\nB. a ring\nAnswer:" if isinstance(request, Choose) else prompt


def official(words: Any, request: Any, room: int) -> tuple[int, str]:
    """Return how many examples the official loop leaves, which drops one at a time and counts all tokens anew."""
    for keep in range(len(request.examples) - 1, -1, -1):
        text = shown(request, keep)
        if len(words.encode(text)) <= room or not keep:
            return keep, text
    raise AssertionError


@pytest.mark.parametrize("kind", ["choose", "generate"])
def test_as_many_examples_stay_as_the_official_loop_leaves(folder: Path, kind: str) -> None:
    asked = items(kind, 150)
    adapter = prepared(folder, asked)
    model, words = load(folder)
    answers = adapter.answer(asked)
    kept = []
    for item, answer in zip(asked, answers, strict=True):
        keep, text = official(words, item.request, 150)
        kept.append(keep)
        preview = previewed(adapter, item)
        assert (preview.prompt, preview.prompt_tokens) == (text, len(words.encode(text)))
        assert answer.remarks == (("fewer examples, room for 150",) if keep < 5 else None)
        if kind == "choose":
            wanted = [expected(model, words, text, letter) for letter in (" A", " B")]
            assert answer.log_likelihoods == pytest.approx(wanted, abs=1e-4)
    assert len(set(kept)) > 2
    fewer = sum(keep < 5 for keep in kept)
    assert adapter.notes() == (f"{fewer} prompts had fewer solved examples, for lack of room: 150 tokens",)


def test_prompts_that_fit_and_requests_without_examples_are_what_they_were(folder: Path) -> None:
    asked = items("choose", 4000)
    plain = [replace(item, request=replace(item.request, examples=(), room=0)) for item in asked]  # type: ignore[arg-type]
    one, two = prepared(folder, asked), prepared(folder, plain)
    assert one.answer(asked) == two.answer(plain)
    assert one.fingerprint() == two.fingerprint()
    assert one.notes() == two.notes() == ()


def test_the_keys_of_items_without_examples_are_what_they_were() -> None:
    # A run that was begun before there were examples goes on.
    assert item_key(Item("one", Choose("Which?", ("a", "b")), 0)) == "e3f3ad48a66cb9db"
    assert item_key(Item("one", Generate("Which?", max_tokens=8), "A")) == "396b1635697890fb"


def test_each_text_is_tokenised_once_and_those_that_are_too_long_a_few_times_more(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = items("choose", 150, 64)
    adapter = prepared(folder, asked)
    _, words = load(folder)
    long = sum(official(words, item.request, 150)[0] < 5 for item in asked)
    seen: list[str] = []
    raw = adapter._tokens._raw

    def noted(given: Sequence[str], special: bool) -> list[list[int]]:
        seen.extend(given)
        return raw(given, special)

    monkeypatch.setattr(adapter._tokens, "_raw", noted)
    adapter.answer(asked)
    whole = [text for text in seen if text.startswith("The following") and text.endswith("Answer:")]
    assert len(whole) <= len(asked) + 3 * long + 4 * 32
    first = sum(text == shown(item.request, 5) for item in asked for text in whole)
    assert first == len(asked)


def test_beginnings_are_still_shared_where_some_prompts_have_fewer_examples(folder: Path) -> None:
    asked = items("choose", 330, 32)
    adapter = prepared(folder, asked)
    with counted(adapter._model) as shapes:
        answers = adapter.answer(asked)
    model, words = load(folder)
    for item, answer in zip(asked, answers, strict=True):
        text = official(words, item.request, 330)[1]
        wanted = [expected(model, words, text, letter) for letter in (" A", " B")]
        assert answer.log_likelihoods == pytest.approx(wanted, abs=1e-4)
    speed = adapter.speed()
    assert isinstance(speed["shared_tokens"], int) and isinstance(speed["prompt_tokens"], int)
    assert speed["shared_tokens"] > 0.4 * speed["prompt_tokens"]
    assert sum(rows * width for rows, width in shapes) < 0.8 * speed["prompt_tokens"]


@pytest.mark.parametrize("room", [0, 1000])
def test_without_a_smaller_room_the_models_own_window_less_the_reply_counts(tmp_path: Path, room: int) -> None:
    saved = causal.save(tmp_path / "gpt2", "gpt2")  # Reads 256 tokens.
    asked = [*items("choose", room), *items("generate", room)]
    adapter = prepared(saved, asked)
    _, words = load(saved)
    answers = adapter.answer(asked)
    assert {answer.error for answer in answers} == {None}
    for item in asked:
        window = 256 if isinstance(item.request, Choose) else 253
        assert previewed(adapter, item).prompt == official(words, item.request, window)[1]
    assert any("for lack of room: 253 to 256 tokens" in text for text in adapter.notes())
    assert not any("cut from the left" in text for text in adapter.notes())


def test_only_when_no_example_is_left_the_prompt_is_cut_from_the_left(tmp_path: Path) -> None:
    saved = causal.save(tmp_path / "gpt2", "gpt2")
    prompt, places = built(["star", "ring"], "cell " * 300)
    item = Item("long", Choose(prompt, ("a star", "a ring"), examples=places), 0)
    adapter = prepared(saved, [item])
    (answer,) = adapter.answer([item])
    model, words = load(saved)
    wanted = [expected(model, words, shown(item.request, 0), letter, 256) for letter in (" A", " B")]
    assert answer.log_likelihoods == pytest.approx(wanted, abs=1e-4)
    assert answer.remarks == ("fewer examples, room for 256", "cut prompt")
    assert adapter.notes() == (
        "1 prompt had fewer solved examples, for lack of room: 256 tokens",
        "1 prompt was longer than the 256 tokens the model reads and cut from the left",
    )


def test_a_chat_template_stays_around_fewer_examples(tmp_path: Path) -> None:
    saved = llama(tmp_path / "tiny", chat=True)
    asked = items("generate", 150, 6)
    adapter = prepared(saved, asked)
    _, words = load(saved)
    for item in asked:
        request: Any = item.request
        sizes = {}
        for keep in range(6):
            said = [{"role": "user", "content": shown(request, keep)}]
            text = words.apply_chat_template(said, tokenize=False, add_generation_prompt=True)
            sizes[text] = len(words.encode(text, add_special_tokens=False))
        fitting = [text for text, size in sizes.items() if size <= 150]
        assert previewed(adapter, item).prompt == (fitting[-1] if fitting else next(iter(sizes)))


def test_places_out_of_order_fail_alone(folder: Path) -> None:
    asked = [Item("wrong", Choose("Which?", ("a", "b"), examples=(5, 2)), 0), items("choose", 150, 1)[0]]
    first, second = prepared(folder, asked).answer(asked)
    assert first.error == "the places of its solved examples are not in the order of its prompt"
    assert second.error is None


@pytest.fixture
def few_shots(quiz: Benchmark, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the quiz's questions prompts of which some are too long."""
    asked = items("choose", 150, 36)
    plain = type(quiz).load

    def load(self: Any, root: Path, split: str, **more: Any) -> list[Item]:
        whole = enumerate(plain(self, root, split, **more))
        return [replace(item, request=asked[number].request, target=0) for number, item in whole]

    monkeypatch.setattr(type(quiz), "load", load)


@pytest.mark.usefixtures("few_shots")
def test_two_workers_count_what_one_process_counts(
    connection: sqlite3.Connection, folder: Path, quiz: Benchmark, quiz_folder: Path
) -> None:
    alone = open_adapter(f"hf:{folder}", AdapterOptions())
    workers = on_workers(f"hf:{folder}", AdapterOptions(), ("cpu", "cpu"), engine="local")
    told = []
    for adapter in (alone, workers):
        run = evaluation.run(connection, Plan(quiz, adapter, quiz_folder, fresh=True))
        assert run.report is not None
        assert run.provenance["model"]["likelihood_option_tokens"] == "single tokens"
        told.append([text for text in run.report.notes if "solved examples" in text])
    assert told[0] == told[1] and len(told[0]) == 1


@pytest.mark.usefixtures("few_shots")
def test_the_report_counts_the_whole_run_also_when_it_was_resumed(
    connection: sqlite3.Connection, folder: Path, quiz: Benchmark, quiz_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = Plan(quiz, open_adapter(f"hf:{folder}", AdapterOptions(batch_size=2)), quiz_folder)
    whole = evaluation.run(connection, plan)
    assert whole.report is not None
    (told,) = [text for text in whole.report.notes if "solved examples" in text]
    answering = LanguageModel.stream

    def broken(self: LanguageModel, numbered: Any) -> Any:
        for number, answers in enumerate(answering(self, numbered)):
            if number == 5:
                raise KeyboardInterrupt
            yield answers

    with monkeypatch.context() as patch:
        patch.setattr(LanguageModel, "stream", broken)
        with pytest.raises(evaluation.Interrupted):
            evaluation.run(connection, replace(plan, fresh=True))
    resumed = evaluation.run(connection, plan)
    assert resumed.id != whole.id and resumed.report is not None
    assert told in resumed.report.notes
    assert sum(journal.remarks(connection, resumed.id).values()) == int(told.split()[0])


# --- the parts


def test_images_that_only_left_out_examples_show_go_with_them() -> None:
    images = tuple(Path(f"{name}.png") for name in "abcd")
    parts = ("First <image 1>. ", "Then <image 2>. ", "And <image 3> like <image 1>. ")
    places = (0, len(parts[0]), len(parts[0] + parts[1]), len("".join(parts)))
    request = Generate("".join(parts) + "Now <image 4>?", images, examples=places, room=10)
    assert with_examples(request, 1) == Generate("First <image 1>. Now <image 2>?", (images[0], images[3]), room=10)
    assert with_examples(request, 2).images == (images[0], images[1], images[3])
    assert with_examples(request, 0).prompt == "Now <image 1>?"


def test_a_choice_by_joins_alone_is_tried_and_not_guessed() -> None:
    # Each piece costs one token more alone than in the whole.
    request = Generate("".join("abcdefgh"), examples=tuple(range(9)), room=5)
    measured: list[str] = []

    def measure(one: Generate) -> int:
        measured.append(one.prompt)
        return len(one.prompt)

    found = Examples(lambda text: len(text) + 1).fitted(request, 8, 5, measure)
    assert found is not None and found.prompt == "abcde"
    # And where the pieces say nothing, it is measured.
    found = Examples(lambda text: 0).fitted(request, 8, 5, measure)
    assert found is not None and found.prompt == "abcde"


def test_the_note_tells_how_many_and_for_what_room() -> None:
    assert note({}) == []
    assert note({2048: 37}) == ["37 prompts had fewer solved examples, for lack of room: 2,048 tokens"]
    remarks = {"fewer examples, room for 2048": 3, "fewer examples, room for 99": 1, "cut prompt": 5}
    assert fewer_by_room(remarks) == {2048: 3, 99: 1}
    assert note({2048: 1, 99: 1234}) == [
        "1,235 prompts had fewer solved examples, for lack of room: 99 to 2,048 tokens"
    ]
