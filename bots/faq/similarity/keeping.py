"""Vectors of texts that are computed once: shipped for the default encoder, kept in a folder for any other."""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from podium.bots.faq.similarity.head import Head

if TYPE_CHECKING:
    from torch import Tensor

    from podium.bots.faq.similarity.semantic import Encoder

#: The vectors and the layer of the samples that come with Podium, made by the sampling script.
SHIPPED = Path(__file__).with_name("samples.npz")


def key_of(encoder: Encoder, texts: Sequence[str]) -> str:
    """Return what tells these weights with these texts from others, so that new ones never meet old vectors."""
    return hashlib.blake2b("\n".join((encoder.digest, *texts)).encode(), digest_size=12).hexdigest()


def kept(folder: Path, name: str, encoder: Encoder, texts: Sequence[str]) -> Tensor:
    """Return the vectors of texts, from a file of an earlier run where there is one."""
    import numpy as np
    import torch

    path = folder / f"faq-{name}-{key_of(encoder, texts)}.npy"
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


def shipped(encoder: Encoder, texts: Sequence[str], path: Path = SHIPPED) -> tuple[Tensor, Head] | None:
    """Return the shipped vectors of texts and the layer over them; None where they are another encoder's or texts'."""
    import numpy as np
    import torch

    try:
        with np.load(path, allow_pickle=False) as found:
            if str(found["key"]) != key_of(encoder, texts):
                return None
            arrays = {name: torch.from_numpy(found[name]).float() for name in ("vectors", "weights", "bias")}
            labels = tuple(map(str, found["labels"]))
    except (OSError, ValueError, EOFError, KeyError):
        return None
    return torch.nn.functional.normalize(arrays["vectors"], dim=1), Head(labels, arrays["weights"], arrays["bias"])


def ship(encoder: Encoder, texts: Sequence[str], vectors: Tensor, head: Head, path: Path = SHIPPED) -> None:
    """Write vectors of texts and the layer over them, in half precision: they only have to be told apart."""
    import numpy as np

    np.savez(
        path,
        key=np.array(key_of(encoder, texts)),
        vectors=vectors.numpy().astype(np.float16),
        labels=np.array(head.labels),
        weights=head.weights.numpy().astype(np.float16),
        bias=head.bias.numpy().astype(np.float16),
    )
