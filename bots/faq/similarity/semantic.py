"""The semantic fallback: which known question is nearest in meaning to one that the words leave unsure.

A sentence encoder of transformers turns questions into vectors (mean of the last hidden states over the tokens, scaled
to length 1, as sentence-transformers does for all-MiniLM-L6-v2), and the nearest samples of
:mod:`podium.bots.faq.similarity.prototypes` vote. Names are taken out before, so that only the wording counts. Nothing
of a reply comes from here: the fallback picks an intent, and the registry answers.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from podium.bots.faq.language.words import tokens
from podium.bots.faq.similarity import keeping
from podium.bots.faq.similarity.encoders import DEFAULT_ENCODER
from podium.bots.faq.similarity.head import Head, trained
from podium.bots.faq.similarity.meaning import Target
from podium.bots.faq.similarity.wordings import known
from podium.registry.errors import MissingExtra, PodiumError

if TYPE_CHECKING:
    from torch import Tensor

#: A question is short; longer texts are cut here, in tokens.
_LONGEST = 64
_BATCH = 64
#: Seconds of encoding of which something is said.
_LONG = 1.0
#: How many samples vote.
_VOTERS = 8
#: Among how many they are looked for, and how much less similar than the nearest of all they may be.
_LOOKED_AT = 40
_BEHIND = 0.2
#: A near sample counts for more than several that are less near: similarities are raised to this power.
_SHARPNESS = 4
#: A meaning that the layer over the vectors thinks less likely than this has no vote of its own.
_LEAST_CHANCE = 0.02


@dataclass(frozen=True)
class Vote:
    """What some of the nearest samples say that a question means.

    Args:
        target: What it is taken for.
        share: Their part of the weight of all nearest samples, 0 to 1.
        similarity: Cosine of the angle between the question and the nearest of them, -1 to 1.
        text: The nearest of them.
        words: Words of any sample that means this.
    """

    target: Target
    share: float
    similarity: float
    text: str
    words: frozenset[str] = frozenset()


@contextlib.contextmanager
def _no_bars() -> Iterator[None]:
    """Keep transformers from drawing bars of progress over a conversation; they are as before afterwards."""
    from transformers.utils import logging

    bars: Any = logging
    shown = bars.is_progress_bar_enabled()
    bars.disable_progress_bar()
    try:
        yield
    finally:
        if shown:
            bars.enable_progress_bar()


class Encoder:
    """A sentence encoder, loaded when the first text is given to it.

    Args:
        name: A folder with a model and its tokenizer, or a hub id whose files are kept here: nothing is fetched.
        note: Told in a line when texts take longer than a second.

    Raises:
        MissingExtra: On first use, without the packages.
        PodiumError: On first use, if there is no such model here.
    """

    def __init__(self, name: str, note: Callable[[str], None] | None = None) -> None:
        self.name = name
        self._note = note

    @cached_property
    def _parts(self) -> tuple[Any, Any]:
        try:
            import torch  # noqa: F401
            from transformers import AutoModel, AutoTokenizer
        except ImportError as error:
            raise MissingExtra("semantic", "the semantic fallback", error.name or "transformers") from error
        try:
            # A name that is not kept here must not start a download in the middle of a question.
            with _no_bars():
                tokenizer = AutoTokenizer.from_pretrained(self.name, local_files_only=True)
                model = AutoModel.from_pretrained(self.name, local_files_only=True)
        except (OSError, ValueError) as error:
            raise PodiumError(
                f"sentence encoder {self.name}: no model and tokenizer there",
                f"give a folder with them, or fetch it first: hf download {DEFAULT_ENCODER}",
            ) from error
        return tokenizer, model.eval()

    @cached_property
    def digest(self) -> str:
        """What tells these weights and this tokenizer from others."""
        import torch

        tokenizer, model = self._parts
        found = hashlib.blake2b(repr(sorted(tokenizer.get_vocab().items())).encode(), digest_size=16)
        for name, weights in sorted(model.state_dict().items()):
            found.update(name.encode())
            found.update(weights.contiguous().view(-1).view(torch.uint8).numpy())
        return found.hexdigest()

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
        # Texts of like length stand together, so that little is padded.
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        began = time.perf_counter()
        for start in range(0, len(texts), _BATCH):
            batch = tokenizer(
                [texts[i] for i in order[start : start + _BATCH]],
                padding=True,
                truncation=True,
                max_length=_LONGEST,
                return_tensors="pt",
            )
            with torch.inference_mode():
                hidden = model(**batch).last_hidden_state
            mask = batch["attention_mask"].unsqueeze(-1).to(hidden.dtype)
            parts.append((hidden * mask).sum(1) / mask.sum(1).clamp(min=1e-9))
            if start == 0:
                self._warn(len(texts), time.perf_counter() - began)
        back = torch.tensor(order).argsort()
        return torch.nn.functional.normalize(torch.cat(parts).float(), dim=1)[back]

    def _warn(self, texts: int, seconds: float) -> None:
        """Say that what is encoded takes a while, where the first of several batches took so many seconds."""
        expected = seconds * texts / _BATCH
        if self._note is not None and texts > _BATCH and expected > _LONG:
            self._note(f"encoding {texts:,} sample questions with {self.name}: about {expected:.0f} s, once")


class Samples:
    """Wordings with known meaning, and their vectors.

    Args:
        encoder: What makes the vectors.
        pairs: The wordings, names taken out, each with what it means.
        cache: A folder in which the vectors are kept between runs.
        centre: What is taken off every vector; the middle of all samples where left out. What questions about
            benchmarks share is taken off so, and what tells them apart counts.
        name: What they are, in the name of the file.
        shipped: What was computed before, of most of these wordings.
    """

    def __init__(
        self,
        encoder: Encoder,
        pairs: Sequence[tuple[Target, str]],
        cache: Path | None = None,
        centre: Tensor | None = None,
        name: str = "samples",
        shipped: keeping.Shipped | None = None,
    ) -> None:
        self._encoder = encoder
        self.name = name
        self.pairs = pairs
        self.texts = [text for _, text in pairs]
        self._cache = cache
        self._centre = centre
        self.shipped = shipped if shipped is not None and shipped.has_most_of(self.texts) else None
        self._words: dict[str, frozenset[str]] = {}

    @cached_property
    def raw(self) -> Tensor:
        """The vectors as they come from the encoder, of shape (texts, dimensions)."""
        if self.shipped is not None:
            return self.shipped.of(self._encoder, self.texts)
        if self._cache is None:
            return self._encoder.encode(self.texts)
        return keeping.kept(self._cache, self.name, self._encoder, self.texts)

    @cached_property
    def centre(self) -> Tensor:
        """What is taken off every vector, of shape (dimensions,)."""
        if self._centre is not None:
            return self._centre
        return self.raw.mean(0) if self.shipped is None else self.shipped.centre

    @cached_property
    def vectors(self) -> Tensor:
        """The vectors without the centre, of shape (texts, dimensions)."""
        return centred(self.raw, self.centre)

    @cached_property
    def head(self) -> Head:
        """The layer that tells the meanings of these samples apart."""
        if self.shipped is not None:
            return self.shipped.head
        return trained(self.vectors, [label(target) for target, _ in self.pairs])

    def has(self, wanted: str) -> bool:
        """Return whether there are samples with a label."""
        return wanted in self._places

    def nearest(self, wanted: str, similarities: Tensor) -> int:
        """Return the position of the sample with a label that is most similar."""
        places = self._places[wanted]
        return int(places[int(similarities[places].argmax())])

    def words(self, wanted: str) -> frozenset[str]:
        """Return the words of all samples with a label."""
        if wanted not in self._words:
            texts = (self.texts[i] for i in self._places[wanted].tolist()) if self.has(wanted) else ()
            self._words[wanted] = frozenset(token.word for text in texts for token in tokens(text))
        return self._words[wanted]

    @cached_property
    def _places(self) -> dict[str, Tensor]:
        import torch

        found: dict[str, list[int]] = {}
        for i, (target, _) in enumerate(self.pairs):
            found.setdefault(label(target), []).append(i)
        return {name: torch.tensor(places) for name, places in found.items()}


def label(target: Target) -> str:
    """Return what the layer over the vectors calls a target; all of Podium's own FAQ is one to it."""
    return target[0] if isinstance(target, tuple) else str(target)


def centred(vectors: Tensor, centre: Tensor) -> Tensor:
    """Return vectors of shape (texts, dimensions) with the centre taken off, scaled to length 1 again."""
    import torch

    return torch.nn.functional.normalize(vectors - centre, dim=1)


class Semantic:
    """Finds what a question means by the known wordings nearest to it; kept warm by whoever keeps it.

    Args:
        encoder: The sentence encoder.
        cache: A folder in which the vectors of the wordings are kept between runs.
        pairs: The wordings, each with what it means; those of :func:`known` where left out.
    """

    def __init__(
        self, encoder: Encoder, cache: Path | None = None, pairs: Sequence[tuple[Target, str]] | None = None
    ) -> None:
        self._encoder = encoder
        self._cache = cache
        self._pairs = pairs
        self._others: dict[tuple[str, ...], Samples] = {}

    @cached_property
    def _shipped(self) -> keeping.Shipped | None:
        return keeping.shipped(self._encoder)

    @cached_property
    def samples(self) -> Samples:
        """The wordings that every question is compared with."""
        if self._pairs is None:
            return Samples(self._encoder, known(), self._cache, shipped=self._shipped)
        return Samples(self._encoder, self._pairs, self._cache)

    def votes(
        self,
        text: str,
        others: Iterable[tuple[Target, str]] = (),
        fits: Callable[[Target], bool] = lambda target: True,
    ) -> list[Vote]:
        """Return what a question may mean, the likeliest first.

        Args:
            text: The question with :data:`~podium.bots.faq.similarity.masking.PLACEHOLDERS` in the place of names.
            others: Further questions with what they mean, such as those of a card; a set of them is kept once seen.
            fits: Tells of a meaning whether the names of the question allow it; the others have no vote.
        """
        vector = centred(self._encoder.encode([text]), self.samples.centre)[0]
        near: list[tuple[float, Target, str]] = []
        asked = list(others)
        similarities = self.samples.vectors @ vector
        for samples in (self.samples, *([self._of_others(asked)] if asked else ())):
            all_of_them = similarities if samples is self.samples else samples.vectors @ vector
            best = all_of_them.topk(min(_LOOKED_AT, len(samples.pairs)))
            near += [
                (similarity, *samples.pairs[i])
                for similarity, i in zip(best.values.tolist(), best.indices.tolist(), strict=True)
            ]
        near.sort(key=lambda one: -one[0])
        least = near[0][0] - _BEHIND
        voters = (one for one in near if one[0] >= least and fits(one[1]))
        counted = _counted(list(itertools.islice(voters, _VOTERS)))
        mixed = self._with_chances(counted, vector, similarities, fits)
        return [replace(vote, words=self.samples.words(label(vote.target))) for vote in mixed]

    def _with_chances(
        self, votes: Sequence[Vote], vector: Tensor, similarities: Tensor, fits: Callable[[Target], bool]
    ) -> list[Vote]:
        """Return the votes with the shares halfway to what the layer over the vectors says."""
        head = self.samples.head
        # What a card says in its author's words is not known to the layer: its share stays as it is.
        open_share = sum(vote.share for vote in votes if _is_known(vote.target))
        chances = dict(zip(head.labels, head.chances(vector).tolist(), strict=True))
        shares: dict[str, float] = {}
        for vote in votes:
            shares[label(vote.target)] = shares.get(label(vote.target), 0.0) + vote.share
        likely = (name for name, chance in chances.items() if chance >= _LEAST_CHANCE and self.samples.has(name))
        places = {name: self.samples.nearest(name, similarities) for name in likely}
        fitting = {
            name: chances[name] for name, i in places.items() if name in shares or fits(self.samples.pairs[i][0])
        }
        total = sum(fitting.values())
        if not total or not open_share and votes:
            return list(votes)
        open_share = open_share or 1.0
        mixed = []
        for vote in votes:
            if _is_known(vote.target):
                name = label(vote.target)
                chance = fitting.get(name, 0.0) / total * open_share * vote.share / shares[name]
                vote = replace(vote, share=(vote.share + chance) / 2)
            mixed.append(vote)
        for name, chance in fitting.items():
            if name not in shares:
                i = places[name]
                target, text = self.samples.pairs[i]
                mixed.append(Vote(target, chance / total * open_share / 2, float(similarities[i]), text))
        return sorted(mixed, key=lambda vote: -vote.share)

    def _of_others(self, asked: Sequence[tuple[Target, str]]) -> Samples:
        key = tuple(text for _, text in asked)
        if key not in self._others:
            name = "-".join(dict.fromkeys(target[1] for target, _ in asked if isinstance(target, tuple))) or "others"
            self._others[key] = Samples(
                self._encoder, asked, self._cache, self.samples.centre, name, self.samples.shipped and self._shipped
            )
        return self._others[key]


def _is_known(target: Target) -> bool:
    """Return whether a target is one of the layer over the vectors, and not an entry of a card."""
    return not (isinstance(target, tuple) and target[0] == "card")


def _counted(near: Sequence[tuple[float, Target, str]]) -> list[Vote]:
    weights = [max(similarity, 0.0) ** _SHARPNESS for similarity, _, _ in near]
    total = sum(weights) or 1.0
    shares: dict[Target, float] = {}
    nearest: dict[Target, tuple[float, str]] = {}
    for weight, (similarity, target, text) in zip(weights, near, strict=True):
        shares[target] = shares.get(target, 0.0) + weight / total
        nearest.setdefault(target, (similarity, text))
    votes = [Vote(target, share, *nearest[target]) for target, share in shares.items()]
    return sorted(votes, key=lambda vote: -vote.share)
