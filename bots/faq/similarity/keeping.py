"""Vectors of texts that are computed once: shipped for the default encoder, kept in a folder for any other."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from podium.bots.faq.similarity.head import Head

if TYPE_CHECKING:
    from torch import Tensor

    from podium.bots.faq.similarity.semantic import Encoder

#: The vectors and the layer of the samples that come with Podium, made by the sampling script.
SHIPPED = Path(__file__).with_name("samples.npz")


def kept(folder: Path, name: str, encoder: Encoder, texts: Sequence[str]) -> Tensor:
    """Return the vectors of texts, from a file of an earlier run where there is one.

    The file's name tells weights and texts apart, so that new ones never meet old vectors.
    """
    import numpy as np
    import torch

    digest = hashlib.blake2b("\n".join((encoder.digest, *texts)).encode(), digest_size=12).hexdigest()
    path = folder / f"faq-{name}-{digest}.npy"
    try:
        found = np.load(path, allow_pickle=False)
        if found.dtype == np.float32 and found.ndim == 2 and len(found) == len(texts):
            return torch.from_numpy(found)
    except (OSError, ValueError, EOFError):
        pass
    vectors = encoder.encode(texts)
    with contextlib.suppress(OSError):
        # A folder that cannot be written costs time at the next start, and nothing else.
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder, prefix=path.name, delete=False) as aside:
            np.save(aside, vectors.numpy())
        os.replace(aside.name, path)
        for old in folder.glob(f"faq-{name}-{'[0-9a-f]' * 24}.npy"):
            if old != path:
                old.unlink()
    return vectors


@dataclass(frozen=True)
class Shipped:
    """What was computed of an encoder before it came here.

    Args:
        places: Row of the vectors of a text, by :func:`mark_of` it.
        vectors: Float32 of shape (texts, dimensions), each row of length 1.
        centre: What is taken off them before the layer sees them.
        head: The layer.
    """

    places: dict[int, int]
    vectors: Tensor
    centre: Tensor
    head: Head

    def has_most_of(self, texts: Sequence[str]) -> bool:
        """Return whether so many of these texts are here that the others take no time."""
        return sum(mark_of(text) in self.places for text in texts) * 2 > len(texts)

    def of(self, encoder: Encoder, texts: Sequence[str]) -> Tensor:
        """Return the vectors of texts; those of texts that are newer than the file come from the encoder."""
        import torch

        rows = [self.places.get(mark_of(text), -1) for text in texts]
        found = self.vectors[torch.tensor(rows)]
        missing = [i for i, row in enumerate(rows) if row < 0]
        if missing:
            found[torch.tensor(missing)] = encoder.encode([texts[i] for i in missing])
        return found


def mark_of(text: str) -> int:
    """Return what tells a text from others."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big", signed=True)


def shipped(encoder: Encoder, path: Path = SHIPPED) -> Shipped | None:
    """Return what is shipped of an encoder; None where that is of other weights."""
    import numpy as np
    import torch

    names = ("vectors", "centre", "weights", "bias")
    try:
        with np.load(path, allow_pickle=False) as found:
            if str(found["encoder"]) != encoder.digest:
                return None
            vectors, centre, weights, bias = (torch.from_numpy(found[name]).float() for name in names)
            marks, labels = found["marks"].tolist(), tuple(map(str, found["labels"]))
    except (OSError, ValueError, EOFError, KeyError):
        return None
    vectors = torch.nn.functional.normalize(vectors, dim=1)
    return Shipped({mark: i for i, mark in enumerate(marks)}, vectors, centre, Head(labels, weights, bias))


def ship(
    encoder: Encoder,
    texts: Sequence[str],
    vectors: Tensor,
    head: Head,
    path: Path = SHIPPED,
    others: Sequence[str] = (),
) -> None:
    """Write vectors of texts and the layer over them, in half precision: they only have to be told apart.

    Args:
        encoder: What made the vectors.
        texts: The samples.
        vectors: Theirs, of shape (texts, dimensions).
        head: The layer.
        path: The file.
        others: Further texts whose vectors are wanted, such as the questions of cards.
    """
    import numpy as np
    import torch

    every = torch.cat([vectors, encoder.encode(others)]) if others else vectors
    np.savez(
        path,
        encoder=np.array(encoder.digest),
        marks=np.array([mark_of(text) for text in (*texts, *others)], np.int64),
        vectors=every.numpy().astype(np.float16),
        centre=vectors.mean(0).numpy(),
        labels=np.array(head.labels),
        weights=head.weights.numpy().astype(np.float16),
        bias=head.bias.numpy().astype(np.float16),
    )
