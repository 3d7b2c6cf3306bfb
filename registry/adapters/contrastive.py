"""Contrastive models of the transformers library (CLIP, SigLIP and their kind): an image beside captions."""

from __future__ import annotations

import math
import time
from collections.abc import Generator, Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from podium.registry import names
from podium.registry.adapters.ahead import ReadAhead, workers
from podium.registry.adapters.base import Adapter, Facts, Task
from podium.registry.adapters.batching import halving
from podium.registry.adapters.pretrained import (
    load_model,
    not_finite,
    tokenizer_digest,
    unused_note,
    weights_digest,
)
from podium.registry.adapters.processors import load_processor, processor_digest
from podium.registry.benchmark import Answer, Choose, Classify, Generate, Item
from podium.registry.errors import DataError, PodiumError
from podium.registry.images import decoding, decoding_note, open_image

#: What an image is compared with for a finding: there, not there. From CheXzero (Tiu et al. 2022,
#: doi 10.1038/s41551-022-00936-9).
TEMPLATES = ("{finding}", "no {finding}")
#: Model types whose text towers were trained on captions padded to one length.
_PADDED_TO_THE_END = ("siglip", "siglip2")
_CAPTIONS_AT_A_TIME = 256
_EMBEDDINGS_KEPT = 4096


def prompt_pair(label: str) -> tuple[str, str]:
    """Return the captions that say that a finding is there and that it is not.

    ``No Finding`` and ``Normal`` are themselves the absence of something, so ``no No Finding`` would not do.
    """
    if names.key(label) == names.key("No Finding"):
        return "no finding", "finding"
    if names.key(label) == names.key("Normal"):
        return "normal", "abnormal"
    positive, negative = (template.format(finding=label) for template in TEMPLATES)
    return positive, negative


class ContrastiveModel(Adapter):
    """Answers :class:`Classify` by a pair of captions per finding, and :class:`Choose` by its options as captions.

    Where a protocol has continuations of its own, these are the captions: the options are their names only.

    An image and a caption are compared by the cosine of their embeddings times the model's logit scale, plus
    the logit bias of a SigLIP. The probability of a finding is the softmax over its two captions, positive and
    negative, as in CheXzero; a bias cancels out there. Captions of findings are embedded once. Several images of
    one item are averaged after the softmax. Images are read in other threads ahead of the model.
    """

    kind = "hf"

    @property
    def looks_at_images(self) -> bool:
        """Always."""
        return True

    def prepare(self, task: Task) -> None:
        """Load the model and its processor, and embed the findings' captions.

        Raises:
            PodiumError: If there is no such model, it lacks weights or a processor, or text is to be written.
            MissingExtra: If torch, transformers or Pillow are not installed.
        """
        card = task.benchmark.card
        asked = {type(item.request) for item in task.items}
        if Generate in asked:
            raise PodiumError(f"{self.spec} compares images with captions; {card.name} asks it to write text")
        if not task.items[0].request.images:
            raise PodiumError(f"{card.name}: {self.spec} needs images, {task.items[0].id} has none")
        source = str(Path(self.target).expanduser()) if Path(self.target).expanduser().is_dir() else self.target
        began = time.perf_counter()
        dtype = "float32" if self.options.dtype == "auto" else self.options.dtype
        auto = "AutoModelForZeroShotImageClassification"
        self._model = load_model(auto, source, self.spec, self.options, dtype=dtype)
        self._processor = load_processor(source, self.spec, self.options, self._model.config)
        self._digests = {
            "weights": weights_digest(source, self._model.config, code=self.options.trust_remote_code),
            "tokenizer": tokenizer_digest(source, self._processor.tokenizer),
            "processor": processor_digest(self._processor),
        }
        self._asked = {kind.__name__ for kind in asked}
        self._compares = sorted(
            {
                "continuations" if item.request.continuations else "options"
                for item in task.items
                if isinstance(item.request, Choose)
            }
        )
        self._prepare_images()
        self._embedded: dict[str, Any] = {}
        self._cut = self._items = 0
        self._forward_seconds = 0.0
        self._load_seconds = time.perf_counter() - began

    def _prepare_images(self) -> None:
        from podium.registry.adapters.pixels import Pixels

        images = self._processor.image_processor
        # Others than pixel values, as SigLIP 2 of variable resolution has them, only the processor makes.
        plain = list(getattr(images, "model_input_names", ["pixel_values"])) == ["pixel_values"]
        self._pixels = Pixels(images) if plain else None
        self._least = self._pixels.least if self._pixels is not None else None
        self._reading: ReadAhead[Path, Any] = ReadAhead(self._read)

    def fingerprint(self) -> Facts:
        """The weights, tokenizer and preprocessing, how images are decoded, and what they are compared with."""
        captions = "captions" if self._compares == ["options"] else f"captions of {' and '.join(self._compares)}"
        asked = {"Classify": "prompt pairs", "Choose": captions}
        facts = self._digests | {
            "decoding": decoding(self._least),
            "dtype": str(self._model.dtype).removeprefix("torch."),
            "asked": ", ".join(asked[kind] for kind in sorted(self._asked, reverse=True)),
            "templates": " / ".join(TEMPLATES),
            "captions": self._padding,
        }
        return facts | ({"quantization": self.options.quantization} if self.options.quantization else {})

    def provenance(self) -> Facts:
        """The architecture, size, logit scale, device and reading threads."""
        scale, bias = self._scale_and_bias()
        return {
            "architecture": type(self._model).__name__,
            "parameters": int(self._model.num_parameters()),
            "logit_scale": round(scale, 6),
            "logit_bias": round(bias, 6),
            "device": self.options.device,
            "reading_threads": workers(),
        }

    def notes(self) -> Sequence[str]:
        """Say how the model was asked, what was cut, and how images were decoded."""
        notes = unused_note(self._model)
        if "Classify" in self._asked:
            notes.append(
                f"the model compares images with captions: the probability of a finding is the softmax over the "
                f"logits of two, {TEMPLATES[0]!r} and {TEMPLATES[1]!r} (CheXzero, doi 10.1038/s41551-022-00936-9)"
            )
            if self._scale_and_bias()[1]:
                notes.append("its logits have a bias (SigLIP); it cancels out in the softmax over a pair")
        if "Choose" in self._asked:
            what = " and ".join(self._compares)
            notes.append(f"the {what} were shown as captions, without the question; the likeliest is the choice")
        if self._cut:
            notes.append(f"{self._cut} captions were longer than the {self._longest} tokens the model reads, and cut")
        return notes + decoding_note(self._least)

    def answer(self, items: Sequence[Item]) -> list[Answer]:
        """Compare the items' images with captions; several images of one item are averaged.

        Raises:
            DataError: If an image is missing, truncated or not an image.
            PodiumError: If the model gives NaN, or the memory does not suffice for one image.
        """
        with closing(self.answer_all([items])) as answers:
            return next(answers)

    def answer_all(self, batches: Iterable[Sequence[Item]]) -> Generator[list[Answer], None, None]:
        """Answer batch after batch while the images of the next ones are read.

        Raises:
            DataError, PodiumError: As :meth:`answer`.
        """
        asked: list[Sequence[Item]] = []

        def paths() -> Generator[list[Path], None, None]:
            for items in batches:
                asked.append(items)
                yield [path for item in items for path in item.request.images]

        with closing(self._reading.batches(paths())) as reading:
            for read in reading:
                yield self._compare(asked.pop(0), read)

    def speed(self) -> Facts:
        """Items and images, how many a second, and where the time went."""
        pace = self._reading.pace
        if not pace.seconds:
            return {}
        return {
            "items": self._items,
            "images": pace.count,
            "images_per_second": round(pace.count / pace.seconds, 2),
            "load_seconds": round(self._load_seconds, 3),
            "forward_seconds": round(self._forward_seconds, 3),
            "seconds": round(pace.seconds, 3),
            "waited_seconds": round(pace.waited, 3),
        }

    def close(self) -> None:
        """Let go of the model."""
        self._model = self._processor = None
        self._embedded = {}

    def _read(self, path: Path) -> Any:
        image = open_image(path, self._least)
        return image.convert("RGB") if self._pixels is None else self._pixels.prepare(image)

    def _compare(self, items: Sequence[Item], read: Sequence[Any]) -> list[Answer]:
        import torch

        began = time.perf_counter()
        paths = [path for item in items for path in item.request.images]
        with torch.inference_mode():
            if read:
                seen = torch.cat(halving(lambda rows: [self._images(rows)], list(read), self.spec))
                bad = (~torch.isfinite(seen)).any(dim=1).nonzero()
                if len(bad):
                    path = paths[int(bad[0])]
                    raise DataError(f"{self.spec} gives no finite embedding for {path}", "try --dtype float32")
            self._embed({caption for item in items if item.request.images for caption in _captions(item)})
            answers, start = [], 0
            for item in items:
                stop = start + len(item.request.images)
                answers.append(self._answer(item, seen[start:stop]) if stop > start else _imageless(item))
                start = stop
        self._items += len(items)
        self._forward_seconds += time.perf_counter() - began
        return answers

    def _answer(self, item: Item, seen: Any) -> Answer:
        """Return the answer for one item's image embeddings, float64 [images, D].

        Raises:
            PodiumError: If a caption's embedding, or the model's scale, is not finite.
        """
        import torch

        captions = _captions(item)
        scale, bias = self._scale_and_bias()
        logits = scale * (seen @ torch.stack([self._embedded[caption] for caption in captions]).T) + bias
        if not logits.isfinite().all():
            what = f"{self.spec} gives logits of its captions that are not finite numbers"
            raise not_finite(what, item.id, self._model.dtype)
        if isinstance(item.request, Classify):
            pairs = logits.view(len(seen), -1, 2).softmax(dim=2)[..., 0].mean(dim=0)
            return Answer(probabilities=tuple(pairs.tolist()))
        shares = logits.softmax(dim=1).mean(dim=0)
        likely = tuple(math.log(share) if share else -math.inf for share in shares.tolist())
        return Answer(choice=int(shares.argmax()), log_likelihoods=likely)

    def _scale_and_bias(self) -> tuple[float, float]:
        bias = getattr(self._model, "logit_bias", None)
        return self._model.logit_scale.double().exp().item(), 0.0 if bias is None else bias.item()

    @property
    def _longest(self) -> int:
        return int(self._model.config.text_config.max_position_embeddings)

    @property
    def _padding(self) -> str:
        return "max_length" if self._model.config.model_type in _PADDED_TO_THE_END else "longest"

    def _images(self, rows: Sequence[Any]) -> Any:
        """Return the unit embeddings of images, float64 [N, D] on the CPU."""
        if self._pixels is None:
            inputs = dict(self._processor.image_processor(list(rows), return_tensors="pt"))
        else:
            inputs = {"pixel_values": self._pixels.batch(rows, self.options.device)}
        inputs = {name: value.to(self._model.device) for name, value in inputs.items()}
        inputs["pixel_values"] = inputs["pixel_values"].to(self._model.dtype)
        return _unit(self._model.get_image_features(**inputs))

    def _embed(self, captions: set[str]) -> None:
        """Embed the captions that are not known yet."""
        new = sorted(captions - self._embedded.keys())
        if len(self._embedded) + len(new) > _EMBEDDINGS_KEPT:
            self._embedded, new = {}, sorted(captions)
        for start in range(0, len(new), _CAPTIONS_AT_A_TIME):
            some = new[start : start + _CAPTIONS_AT_A_TIME]
            self._embedded.update(zip(some, halving(self._texts, some, self.spec), strict=True))

    def _texts(self, captions: Sequence[str]) -> list[Any]:
        words = self._processor.tokenizer
        inputs = words(
            list(captions), padding=self._padding, truncation=True, max_length=self._longest, return_tensors="pt"
        ).to(self._model.device)
        whole = words(list(captions))["input_ids"]
        self._cut += sum(len(ids) > self._longest for ids in whole)
        known = {name: inputs[name] for name in ("input_ids", "attention_mask") if name in inputs}
        return list(_unit(self._model.get_text_features(**known)))


def _unit(features: Any) -> Any:
    """Return embeddings of length 1; transformers 5 gives them as a tensor or within the tower's output."""
    rows = (features if hasattr(features, "dim") else features.pooler_output).double().cpu()
    return rows / rows.norm(dim=1, keepdim=True)


def _captions(item: Item) -> list[str]:
    if isinstance(item.request, Classify):
        return [caption for label in item.request.labels for caption in prompt_pair(label)]
    assert isinstance(item.request, Choose)
    return [text.strip() for text in item.request.continuations] or list(item.request.options)


def _imageless(item: Item) -> Answer:
    return Answer(error=f"{item.id} has no image, and the model compares images with captions")
