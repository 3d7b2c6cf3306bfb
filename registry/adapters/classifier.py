"""Image classifiers of the transformers library, from a folder or a hub id; several in one folder are averaged."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from podium.registry.adapters.ahead import ReadAhead, workers
from podium.registry.adapters.base import Adapter, Facts, Task
from podium.registry.adapters.batching import halving
from podium.registry.adapters.checkpoints import Checkpoint, digest_of, load_checkpoint, members
from podium.registry.adapters.heads import Head, match_head
from podium.registry.adapters.pretrained import unused_note
from podium.registry.benchmark import Answer, Classify, Item
from podium.registry.errors import DataError, PodiumError
from podium.registry.images import decoding, decoding_note, open_image, read_image
from podium.registry.training import describe

__all__ = ["ImageClassifier", "read_image"]


class ImageClassifier(Adapter):
    """Answers :class:`Classify` with one forward pass per image.

    Labels are matched by name with the model's ``id2label``. Logits become independent probabilities
    by a sigmoid, unless the model's ``problem_type`` says that exactly one label is right, or it has
    three outputs per label (see :mod:`podium.registry.adapters.heads`). The images of the next batches
    are read while the model works. The probabilities of an ensemble's members are averaged. A batch for which
    the memory does not suffice is worked on in halves.
    """

    kind = "hf"

    @property
    def looks_at_images(self) -> bool:
        """Always."""
        return True

    def prepare(self, task: Task) -> None:
        """Load the model, or all members of an ensemble, with its image processor, and match the labels.

        Raises:
            PodiumError: If there is no such model, it has no safetensors weights or no image
                processor, or it knows none of the labels.
            MissingExtra: If torch, transformers or Pillow are not installed.
        """
        request = task.items[0].request
        if not isinstance(request, Classify):
            raise PodiumError(
                f"{self.spec} classifies images; {task.benchmark.card.name} asks {type(request).__name__}"
            )
        if not request.images:
            raise PodiumError(f"{task.benchmark.card.name}: this copy of the data has labels but no images to show")
        sources = members(self.target)
        named = {source: f"{self.spec}, member {Path(source).name}" for source in sources if len(sources) > 1}
        self._loaded = [load_checkpoint(source, named.get(source, self.spec), self.options) for source in sources]
        self._heads = [self._head(one, request, task, named.get(one.source, self.spec)) for one in self._loaded]
        self._missing = self._lacking(request, sources)
        self._prepare_pixels()

    def _head(self, checkpoint: Checkpoint, request: Classify, task: Task, called: str) -> Head:
        offered = {int(position): name for position, name in checkpoint.model.config.id2label.items()}
        head = match_head(request.labels, offered, task.benchmark.card.observations)
        if not any(head.outputs):
            theirs = ", ".join(list(offered.values())[:5])
            raise PodiumError(
                f"{called} knows none of the labels asked for; its id2label has {theirs}",
                f"name its outputs {', '.join(request.labels[:3])} ... in config.json",
            )
        if head.three_way and self.options.activation != "auto":
            raise PodiumError(
                f"--activation {self.options.activation} does not fit {called}: it has three outputs per label",
                "leave it out; the probability is p1 / (p0 + p1)",
            )
        return head

    def _lacking(self, request: Classify, sources: Sequence[str]) -> list[str]:
        """Return the labels that the model does not know; all members of an ensemble must know the same."""
        lacking = [
            [name for name, output in zip(request.labels, head.outputs, strict=True) if output is None]
            for head in self._heads
        ]
        for source, names in zip(sources, lacking, strict=True):
            if names != lacking[0]:
                other = sorted(set(names) ^ set(lacking[0]))[0]
                first, this = Path(sources[0]).name, Path(source).name
                raise PodiumError(f"{self.spec}: of its members {first} and {this} only one has an output {other}")
        return lacking[0]

    def _prepare_pixels(self) -> None:
        from podium.registry.adapters.pixels import Pixels

        processors = {checkpoint.preprocessing(): checkpoint.processor for checkpoint in self._loaded}
        self._pixels = {key: Pixels(processor) for key, processor in processors.items()}
        sizes = [pixels.least for pixels in self._pixels.values()]
        known = [size for size in sizes if size is not None]
        # An image is decoded once for all members, so it must suffice for each.
        self._least = (max(w for w, _ in known), max(h for _, h in known)) if len(known) == len(sizes) else None
        self._reading: ReadAhead[Path, tuple[Any, ...]] = ReadAhead(self._read)

    @property
    def _three_way(self) -> bool:
        return any(head.three_way for head in self._heads)

    def _softmax(self, checkpoint: Checkpoint, head: Head) -> bool:
        if self.options.activation != "auto":
            return self.options.activation == "softmax"
        return not head.three_way and checkpoint.model.config.problem_type == "single_label_classification"

    @property
    def _activation(self) -> str:
        kinds = {
            "restricted softmax" if head.three_way else "softmax" if self._softmax(one, head) else "sigmoid"
            for one, head in zip(self._loaded, self._heads, strict=True)
        }
        return ", ".join(sorted(kinds))

    def fingerprint(self) -> Facts:
        """The weights, the preprocessing, how images are decoded, and how logits become probabilities."""
        facts: dict[str, str | int | float | None] = {
            "weights": digest_of([checkpoint.weights() for checkpoint in self._loaded]),
            "processor": digest_of([checkpoint.preprocessing() for checkpoint in self._loaded]),
            "decoding": decoding(self._least),
            "activation": self._activation,
            "dtype": ", ".join(sorted({str(one.model.dtype).removeprefix("torch.") for one in self._loaded})),
        }
        return facts | ({"quantization": self.options.quantization} if self.options.quantization else {})

    def provenance(self) -> Facts:
        """The architecture, size, number of members, device and reading threads, and how the model was trained."""
        models = [checkpoint.model for checkpoint in self._loaded]
        return {
            "architecture": ", ".join(sorted({type(model).__name__ for model in models})),
            "parameters": sum(int(model.num_parameters()) for model in models),
            "members": len(models),
            "device": self.options.device,
            "reading_threads": workers(),
            "training": describe(Path(self.target).expanduser()) or None,
        }

    def notes(self) -> Sequence[str]:
        """Say what was left out, assumed or not done in the plain way."""
        trained = describe(Path(self.target).expanduser())
        notes = [f"the model was {trained}"] if trained else []
        notes += [note for one in self._loaded for note in unused_note(one.model)]
        if self._missing:
            notes.append(f"not predicted, the model has no such label: {', '.join(self._missing)}")
        stated = all(checkpoint.model.config.problem_type is not None for checkpoint in self._loaded)
        if self.options.activation == "auto" and not stated and not self._three_way:
            notes.append(
                "the model does not state its problem_type; its logits were taken as independent labels "
                "(sigmoid), --activation softmax takes them as one choice"
            )
        if self._three_way:
            notes.append(
                "the model has three outputs per label (negative, positive, uncertain); "
                "its probability is p1 / (p0 + p1), the softmax over negative and positive"
            )
        if len(self._loaded) > 1:
            notes.append(f"the probabilities are the mean of {len(self._loaded)} models")
        return notes + decoding_note(self._least)

    def answer(self, items: Sequence[Item]) -> list[Answer]:
        """Classify the items' images; several images of one item are averaged.

        Raises:
            DataError: If an image is missing, truncated or not an image, or the model gives NaN.
        """
        with closing(self.answer_all([items])) as answers:
            return next(answers)

    def answer_all(self, batches: Iterable[Sequence[Item]]) -> Generator[list[Answer], None, None]:
        """Classify batch after batch while the images of the next ones are read.

        Raises:
            DataError: As :meth:`answer`.
        """
        asked: list[Sequence[Item]] = []

        def paths() -> Generator[list[Path], None, None]:
            for items in batches:
                bare = next((item.id for item in items if not _images(item)), None)
                if bare is not None:
                    raise DataError(f"{bare} has no image to show, others have")
                asked.append(items)
                yield [path for item in items for path in _images(item)]

        with closing(self._reading.batches(paths())) as reading:
            for read in reading:
                yield self._classify(asked.pop(0), read)

    def speed(self) -> Facts:
        """Images, how many a second from file to probability, and how long the model waited for them."""
        pace = self._reading.pace
        if not pace.count:
            return {}
        return {
            "images": pace.count,
            "images_per_second": round(pace.count / pace.seconds, 2),
            "seconds": round(pace.seconds, 3),
            "waited_seconds": round(pace.waited, 3),
        }

    def _read(self, path: Path) -> tuple[Any, ...]:
        """Return one image as each kind of preprocessing wants it."""
        image = open_image(path, self._least)
        return tuple(pixels.prepare(image) for pixels in self._pixels.values())

    def _classify(self, items: Sequence[Item], read: Sequence[tuple[Any, ...]]) -> list[Answer]:
        paths = [path for item in items for path in _images(item)]
        rows = halving(self._rows, list(zip(paths, read, strict=True)), self.spec)
        answers, start = [], 0
        for item in items:
            stop = start + len(_images(item))
            own = [row[member] for member in range(len(self._loaded)) for row in rows[start:stop]]
            answers.append(Answer(probabilities=tuple(_mean(column) for column in zip(*own, strict=True))))
            start = stop
        return answers

    def _rows(self, images: Sequence[tuple[Path, tuple[Any, ...]]]) -> list[list[list[float | None]]]:
        """Return for each image, one per model, the probabilities of the labels."""
        paths = [path for path, _ in images]
        kinds = zip(self._pixels.items(), zip(*(read for _, read in images), strict=True), strict=True)
        values = {key: self._values(pixels, prepared) for (key, pixels), prepared in kinds}
        by_model = [
            self._probabilities(checkpoint, head, values[checkpoint.preprocessing()], paths)
            for checkpoint, head in zip(self._loaded, self._heads, strict=True)
        ]
        return [list(rows) for rows in zip(*by_model, strict=True)]

    def _values(self, pixels: Any, prepared: Sequence[Any]) -> Any:
        try:
            return pixels.batch(prepared, self.options.device)
        except ValueError as error:
            raise PodiumError(f"{self.spec}: its image processor refuses a batch: {str(error)[:200]}") from error

    def _probabilities(
        self, checkpoint: Checkpoint, head: Head, values: Any, paths: Sequence[Path]
    ) -> list[list[float | None]]:
        import torch

        with torch.inference_mode():
            logits = checkpoint.model(values.to(checkpoint.model.dtype)).logits.double().cpu()
        if not bool(torch.isfinite(logits).all()):
            bad = paths[int((~torch.isfinite(logits)).any(dim=1).nonzero()[0])]
            raise DataError(f"{self.spec} gives a logit that is not finite for {bad}", "try --dtype float32")
        return head.probabilities(logits, self._softmax(checkpoint, head))


def _images(item: Item) -> tuple[Path, ...]:
    assert isinstance(item.request, Classify)
    return item.request.images


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None
