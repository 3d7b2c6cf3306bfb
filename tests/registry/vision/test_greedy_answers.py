"""In float32 no size of a batch changes a greedy answer, whatever is batched together."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from podium.registry.benchmark import Answer, Benchmark, Choose, Generate, Item
from podium.tests.fakes import causal, pictures_data
from podium.tests.fakes.language import llama
from podium.tests.registry import language_support
from podium.tests.registry.vision.support import Plain, asked, everywhere, prepared

WORDS = "the star cell planet virus bone heart orbit light gene mass blood ring wave time".split()
LETTER = "Answer with the option's letter from the given choices directly."
BATCHES: tuple[dict[str, int], ...] = (
    {"batch_size": 1},
    {"batch_size": 2},
    {"batch_size": 7},
    {"batch_tokens": 700},
    {},
)


@pytest.fixture(scope="module")
def questions(tmp_path_factory: pytest.TempPathFactory) -> list[Item]:
    """Questions as MMMU asks them: none to three pictures, out of order, twice, or as options; long and short."""
    root = tmp_path_factory.mktemp("drawn")
    draw = random.Random(0)
    sizes = ((48, 40), (90, 34), (32, 64), (40, 40))
    drawn = []
    for number in range(12):
        path = root / f"{number}.png"
        shape = pictures_data.SHAPES[number % 4]
        pictures_data.draw(path, shape, ("red", "green", "blue")[number % 3], sizes[number % 4], number)
        drawn.append(path)
    forms = (
        ("Look at <image 1>. {}?\n(A) one\n(B) two", 1),
        ("{}: which fits <image 2>, not <image 1>?\n(A) <image 3>\n(B) none of them", 3),
        ("{}?\n(A) <image 1>\n(B) <image 2>", 2),
        ("{}, without any picture?\n(A) yes\n(B) no", 0),
        ("<image 1> and again <image 1>: {}?", 1),
    )
    items = []
    for number in range(25):
        form, count = forms[number % len(forms)]
        text = form.format(" ".join(draw.choices(WORDS, k=draw.choice((2, 5, 20, 60)))))
        images = tuple(draw.sample(drawn, count))
        request = Generate(f"{text}\n\n{LETTER}", images, max_tokens=draw.choice((4, 24)), stop=("\n\n",))
        items.append(Item(f"q{number}", request, "A"))
    return items


def told(answers: list[Answer]) -> list[tuple[Any, ...]]:
    return [(answer.text, answer.finish, answer.error) for answer in answers]


@everywhere
def test_a_batch_changes_no_greedy_reply_about_pictures(
    name: str, models: dict[str, Path], pictures: Benchmark, questions: list[Item]
) -> None:
    plain = Plain(models[name])
    expected = []
    for item in questions:
        request = asked(item)
        tokens = plain.write(request.prompt, request.images, request.max_tokens)
        expected.append(plain.words.decode(tokens, skip_special_tokens=True).split("\n\n")[0])
    for options in BATCHES:
        adapter = prepared(models[name], pictures, questions, **options)
        assert adapter.provenance()["batching"] == "padded on the left"
        answers = adapter.answer(questions)
        assert [answer.text for answer in answers] == expected, options
        assert {answer.error for answer in answers} == {None}
    assert len(set(expected)) > 4


@everywhere
def test_a_batch_changes_no_choice_among_options_with_pictures(
    name: str, models: dict[str, Path], pictures: Benchmark, questions: list[Item]
) -> None:
    items = [
        Item(item.id, Choose(asked(item).prompt.partition("\n")[0], ("one <image 1>", "two", "three"),
                             asked(item).images), 0)
        for item in questions
        if asked(item).images
    ]  # fmt: skip
    first = prepared(models[name], pictures, items, batch_size=1).answer(items)
    for options in BATCHES[1:]:
        answers = prepared(models[name], pictures, items, **options).answer(items)
        assert [answer.choice for answer in answers] == [answer.choice for answer in first]
        for one, other in zip(answers, first, strict=True):
            assert one.log_likelihoods == pytest.approx(other.log_likelihoods, abs=1e-4)


@pytest.mark.parametrize("kind", ["llama", "gpt2"])
def test_a_batch_changes_no_greedy_reply_to_a_text(kind: str, questions: list[Item], tmp_path: Path) -> None:
    saved = llama(tmp_path / "tiny") if kind == "llama" else causal.save(tmp_path / "tiny", kind)
    items = [
        Item(item.id, Generate(asked(item).prompt, max_tokens=asked(item).max_tokens, stop=("\n\n",)), "A")
        for item in questions
    ]
    first = told(language_support.prepared(saved, items, batch_size=1).answer(items))
    assert len({text for text, _, _ in first}) > 15
    for options in BATCHES[1:]:
        assert told(language_support.prepared(saved, items, **options).answer(items)) == first, options
