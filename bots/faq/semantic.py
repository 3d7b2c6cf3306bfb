"""The semantic fallback: which known question is nearest in meaning to one that the words leave unsure.

A sentence encoder of transformers turns questions into vectors (mean of the last hidden states over the tokens, scaled
to length 1, as sentence-transformers does for all-MiniLM-L6-v2), and the nearest samples of
:mod:`podium.bots.faq.prototypes` vote. Names are taken out before, so that only the wording counts. Nothing of a reply
comes from here: the fallback picks an intent, and the registry answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from podium.bots.faq.encoders import DEFAULT_ENCODER
from podium.bots.faq.frame import Intent
from podium.registry.errors import MissingExtra, PodiumError

if TYPE_CHECKING:
    from torch import Tensor

#: A question is short; longer texts are cut here, in tokens.
_LONGEST = 256
_BATCH = 64

#: What stands in the place of a name. The encoder knows these, so that a sentence with them reads like a real one.
PLACEHOLDERS = {
    "benchmark": "ImageNet",
    "model": "Llama",
    "organisation": "Google",
    "category": "medicine",
    "modality": "images",
    "observation": "pneumonia",
    "term": "accuracy",
}
_FILLED = {"b": "ImageNet", "m": "Llama", "n": "Mistral", "o": "Google", "c": "medicine"}


@dataclass(frozen=True)
class Near:
    """A known question that is near.

    Args:
        target: Its intent, or the key under which the caller gave it.
        text: The question.
        similarity: Cosine of the angle between the two, -1 to 1.
    """

    target: Intent | str
    text: str
    similarity: float


class Encoder:
    """A sentence encoder, loaded when the first text is given to it.

    Args:
        name: A folder with a model and its tokenizer, or a hub id whose files are kept here: nothing is fetched.

    Raises:
        MissingExtra: On first use, without the packages.
        PodiumError: On first use, if there is no such model here.
    """

    def __init__(self, name: str) -> None:
        self.name = name

    @cached_property
    def _parts(self) -> tuple[Any, Any]:
        try:
            import torch  # noqa: F401
            from transformers import AutoModel, AutoTokenizer
        except ImportError as error:
            raise MissingExtra("semantic", "the semantic fallback", error.name or "transformers") from error
        try:
            # A name that is not kept here must not start a download in the middle of a question.
            tokenizer = AutoTokenizer.from_pretrained(self.name, local_files_only=True)
            model = AutoModel.from_pretrained(self.name, local_files_only=True)
        except (OSError, ValueError) as error:
            raise PodiumError(
                f"sentence encoder {self.name}: no model and tokenizer there",
                f"give a folder with them, or fetch it first: hf download {DEFAULT_ENCODER}",
            ) from error
        return tokenizer, model.eval()

    def encode(self, texts: Sequence[str]) -> Tensor:
        """Return the vectors of texts.

        Args:
            texts: At least one.

        Returns:
            Float32 of shape (texts, dimensions), each row of length 1.
        """
        import torch

        tokenizer, model = self._parts
        parts = []
        for start in range(0, len(texts), _BATCH):
            batch = tokenizer(
                list(texts[start : start + _BATCH]),
                padding=True,
                truncation=True,
                max_length=_LONGEST,
                return_tensors="pt",
            )
            with torch.inference_mode():
                hidden = model(**batch).last_hidden_state
            mask = batch["attention_mask"].unsqueeze(-1).to(hidden.dtype)
            parts.append((hidden * mask).sum(1) / mask.sum(1).clamp(min=1e-9))
        return torch.nn.functional.normalize(torch.cat(parts).float(), dim=1)


@dataclass
class Samples:
    """Questions with known meaning, and their vectors.

    Args:
        encoder: What makes the vectors.
        centre: Middle of all samples of intents, of shape (dimensions,). What questions about benchmarks share is taken
            off, so that what tells them apart counts.
        targets: What each question means.
        texts: The questions, names taken out.
    """

    encoder: Encoder
    centre: Tensor | None = None
    targets: list[Intent | str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    @cached_property
    def vectors(self) -> Tensor:
        """The centred vectors of the texts, of shape (texts, dimensions)."""
        return centred(self.encoder.encode(self.texts), self.centre)

    def nearest(self, vector: Tensor, limit: int) -> list[Near]:
        """Return the questions nearest to a centred vector, one per meaning, best first."""
        similarities = (self.vectors @ vector).tolist()
        best: dict[Intent | str, Near] = {}
        for target, text, similarity in zip(self.targets, self.texts, similarities, strict=True):
            if target not in best or similarity > best[target].similarity:
                best[target] = Near(target, text, similarity)
        return sorted(best.values(), key=lambda near: -near.similarity)[:limit]


def centred(vectors: Tensor, centre: Tensor | None) -> Tensor:
    """Return vectors of shape (texts, dimensions) with the centre taken off, scaled to length 1 again."""
    import torch

    return torch.nn.functional.normalize(vectors if centre is None else vectors - centre, dim=1)


class Semantic:
    """Finds what a question means by its nearest known questions; kept warm by whoever keeps it.

    Args:
        encoder: The sentence encoder.
    """

    def __init__(self, encoder: Encoder) -> None:
        from podium.bots.faq.prototypes import PROTOTYPES

        self._encoder = encoder
        self._wordings = [
            (intent, text.format_map(_FILLED)) for intent, wordings in PROTOTYPES.items() for text in wordings
        ]
        self._others: dict[tuple[str, ...], Samples] = {}

    @cached_property
    def _intents(self) -> Samples:
        vectors = self._encoder.encode([text for _, text in self._wordings])
        samples = Samples(self._encoder, vectors.mean(0))
        samples.targets += [intent for intent, _ in self._wordings]
        samples.texts += [text for _, text in self._wordings]
        samples.vectors = centred(vectors, samples.centre)
        return samples

    def nearest(self, text: str, others: Iterable[tuple[str, str]] = (), limit: int = 5) -> list[Near]:
        """Return the known questions nearest to a text, one per meaning, best first.

        Args:
            text: The question with :data:`PLACEHOLDERS` in the place of names.
            others: Further questions as (key, text), such as those of a card; a set of them is kept once seen.
            limit: Most that are returned.
        """
        vector = centred(self._encoder.encode([text]), self._intents.centre)[0]
        found = self._intents.nearest(vector, limit)
        asked = list(others)
        if asked:
            found += self._samples(asked).nearest(vector, limit)
        return sorted(found, key=lambda near: -near.similarity)[:limit]

    def _samples(self, asked: Sequence[tuple[str, str]]) -> Samples:
        kept = tuple(text for _, text in asked)
        if kept not in self._others:
            self._others[kept] = Samples(self._encoder, self._intents.centre, [key for key, _ in asked], list(kept))
        return self._others[kept]
