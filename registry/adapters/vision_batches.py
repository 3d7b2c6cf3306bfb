"""Batches of prompts with images: sorted by length in tokens, decoded and preprocessed in other threads."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from podium.registry.adapters.base import Numbered
from podium.registry.adapters.batching import token_batches, windows
from podium.registry.adapters.examples import Examples, room_for
from podium.registry.adapters.recorded import option_tokens
from podium.registry.adapters.vision_prompts import CannotShow, Prompts, Shown, reason
from podium.registry.benchmark import Classify, Generate, Item, Request
from podium.registry.images import FORMATS, read_image

if TYPE_CHECKING:
    from PIL.Image import Image

#: What a processor raises for prompts and images that it does not take.
_REFUSALS = (ValueError, TypeError, KeyError, IndexError)
#: Two sizes, height and width; a processor that makes the same number of tokens of both resizes to one size.
_SIZES = ((300, 200), (900, 1700))


@dataclass(frozen=True)
class Row:
    """An item on its way through the model.

    Args:
        position: Its position among the items of the run.
        item: The item.
        shown: What the model reads for it.
        how: ``"write"``, ``"letter"`` (first tokens compared), ``"follow"`` (texts after the prompt compared)
            or ``"ask"`` (yes or no per finding).
        image_tokens: Tokens of each of its images, as far as known before they are read.
        tokens: Of its longest prompt, images included.
        new: Most tokens of its reply.
        room: For how many tokens there was room where solved examples were left out, else 0.
    """

    position: int
    item: Item
    shown: Shown
    how: str
    image_tokens: tuple[int, ...]
    tokens: int
    new: int = 0
    room: int = 0


@dataclass
class Part:
    """Rows that go through the model together, and what the processor made of them.

    Args:
        rows: The rows.
        inputs: Of their first text each, padded on the left; with ``texts`` of all texts of one row.
        lengths: Tokens of each prompt, images included.
        texts: First and last number of the row's texts, where one row is shown several texts.
    """

    rows: list[Row]
    inputs: Any
    lengths: list[int]
    texts: tuple[int, int] | None = None


@dataclass
class Job:
    """A batch. ``failed`` are rows that cannot be shown, each with the reason."""

    rows: list[Row]
    parts: list[Part] = field(default_factory=list)
    failed: list[tuple[Row, str]] = field(default_factory=list)
    seconds: float = 0.0


class Batches:
    """Makes batches for one model.

    Args:
        processor: The model's processor.
        prompts: Makes its texts.
        budget: Most tokens of a batch, padding and new tokens included.
        most: Most items of a batch.
        longest: Most tokens the model takes, or None where it does not say.
        new_tokens: Most tokens of every reply, in place of what its request says, or None.

    Attributes:
        most: As given.
        option_tokens: Whether options were single tokens so far, or several.
        shared: Whether several texts of one item share what the model made of their common beginning.
    """

    def __init__(
        self,
        processor: Any,
        prompts: Prompts,
        *,
        budget: int,
        most: int,
        longest: int | None,
        new_tokens: int | None = None,
    ) -> None:
        self._processor, self._prompts = processor, prompts
        self.most = most
        self._budget, self._longest, self._new_tokens = budget, longest, new_tokens
        self.shared = False
        self._examples = Examples(lambda text: len(processor.tokenizer(text, add_special_tokens=False)["input_ids"]))
        self._more: int | None = None
        self.option_tokens: set[str] = set()
        self._sizes: dict[tuple[int, int], int] = {}
        self._usual = self._constant()

    def jobs(self, items: Iterable[Numbered]) -> Generator[Job, None, None]:
        """Yield batches of the items, a window at a time; an item that cannot be shown is in ``failed``."""
        for window in windows(items):
            shown: list[tuple[int, Item, Shown, int]] = []
            failed: list[tuple[Row, str]] = []
            for position, item in window:
                try:
                    shown.append((position, item, *self._shown(item.request)))
                except CannotShow as error:
                    failed.append((Row(position, item, Shown((), ()), "", (), 0), str(error)))
            if failed:
                yield Job([], failed=failed)
            lengths = self._text_tokens({text for _, _, one, _ in shown for text in one.texts})
            kinds: dict[tuple[Any, ...], list[Row]] = {}
            for position, item, one, room in shown:
                row = self._row(position, item, one, max(lengths[text] for text in one.texts), room)
                kinds.setdefault(self._kind(row), []).append(row)
            for alike in kinds.values():
                costs = [self._cost(row) for row in alike]
                for batch in token_batches(costs, self._budget, self.most):
                    yield Job([alike[number] for number in batch])

    def row(self, position: int, item: Item) -> Row:
        """Return an item with what it is shown.

        Raises:
            CannotShow: If it cannot be shown.
        """
        shown, room = self._shown(item.request)
        return self._row(position, item, shown, max(self._text_tokens(set(shown.texts)).values()), room)

    def _shown(self, request: Request) -> tuple[Shown, int]:
        """Return what is shown for a request, and for how many tokens there was room if examples were left out."""
        shown = self._prompts.shown(request)
        if isinstance(request, Classify) or not request.examples:
            return shown, 0
        # The last token of a continuation is not read.
        longest = max((len(self._prompts.tokens(shown.texts[0], text)) for text in shown.continuations), default=1)
        new = self._new(request) if isinstance(request, Generate) else longest - 1
        room = room_for(request, None if self._longest is None else self._longest - new)
        shorter = self._examples.fitted(
            request, self._size(shown), room, lambda one: self._size(self._prompts.shown(one))
        )
        return (shown, 0) if shorter is None or room is None else (self._prompts.shown(shorter), room)

    def _size(self, shown: Shown) -> int:
        """Return the tokens of a prompt: of its text, each image's mark replaced by the tokens of the image."""
        text = shown.texts[0]
        own = len(self._processor.tokenizer(text, add_special_tokens=not self._prompts.begins(text))["input_ids"])
        return own + sum(self._image_tokens(path) + self._around() for path in shown.images)

    def _around(self) -> int:
        """Return by how many tokens more than those of the image a processor makes a text longer at its mark."""
        if self._more is None:
            from PIL import Image

            height, width = _SIZES[0]
            text = self._prompts.placed
            made = self.process([text], [[Image.new("RGB", (width, height))]])["input_ids"].shape[1]
            own = len(self._processor.tokenizer(text, add_special_tokens=not self._prompts.begins(text))["input_ids"])
            self._more = int(made) - own - self._tokens_of((height, width))
        return self._more

    def _new(self, request: Generate) -> int:
        return request.max_tokens if self._new_tokens is None else self._new_tokens

    def _row(self, position: int, item: Item, shown: Shown, text: int, room: int) -> Row:
        images = tuple(self._image_tokens(path) for path in shown.images)
        if isinstance(item.request, Generate):
            return Row(position, item, shown, "write", images, text + sum(images), self._new(item.request), room)
        how = "ask" if isinstance(item.request, Classify) else self._compared(shown)
        return Row(position, item, shown, how, images, text + sum(images), room=room)

    def prepare(self, job: Job) -> Job:
        """Read the batch's images and let the processor work on it; safe in several threads.

        Raises:
            DataError: If an image cannot be read; the message names the file.
        """
        began = time.perf_counter()
        images = {path: read_image(path) for path in dict.fromkeys(p for row in job.rows for p in row.shown.images)}
        if job.rows and job.rows[0].how == "ask" and not self.shared:
            for row in job.rows:
                self._all_texts(row, images, job)
        elif job.rows:
            self._first_texts(job.rows, images, job)
        job.seconds = time.perf_counter() - began
        return job

    def single(self, row: Row) -> Part:
        """Return one row, processed by itself.

        Raises:
            DataError: If an image cannot be read.
            CannotShow: If the processor refuses it.
        """
        job = Job([row])
        self._first_texts([row], {path: read_image(path) for path in row.shown.images}, job)
        if job.failed:
            raise CannotShow(f"item {row.item.id}: {job.failed[0][1]}")
        return job.parts[0]

    def process_texts(self, row: Row, numbers: Sequence[int]) -> Any:
        """Return what the processor makes of some of a row's texts."""
        images = [read_image(path) for path in row.shown.images]
        return self.process([row.shown.texts[number] for number in numbers], [images] * len(numbers))

    def process(self, texts: Sequence[str], images: Sequence[Sequence[Image]]) -> Any:
        """Return what the processor makes of prompts and their images, padded on the left."""
        more = {"add_special_tokens": False} if self._prompts.begins(texts[0]) else {}
        shown = [list(own) for own in images] if any(images) else None
        return self._processor(text=list(texts), images=shown, padding=True, return_tensors="pt", **more)

    def _first_texts(self, rows: list[Row], images: dict[Path, Image], job: Job) -> None:
        """Process the rows' first texts together, or one by one where that does not go."""
        try:
            made = self.process(
                [row.shown.texts[0] for row in rows], [[images[path] for path in row.shown.images] for row in rows]
            )
        except _REFUSALS as error:
            if len(rows) == 1:
                job.failed.append((rows[0], reason(error)))
                return
            for row in rows:
                self._first_texts([row], images, job)
            return
        lengths = made["attention_mask"].sum(dim=1).tolist()
        fits = [self._fits(row, length, job) for row, length in zip(rows, lengths, strict=True)]
        one_length = self.shared and rows[0].how in ("ask", "follow")
        if all(fits) and (not one_length or len(set(lengths)) == 1):
            job.parts.append(Part(rows, made, lengths))
        elif any(fits):
            # Some are too long, or of different lengths where the prompts' cache is to be shared.
            groups: dict[Any, list[Row]] = {}
            for row, length in (pair for pair, fit in zip(zip(rows, lengths, strict=True), fits, strict=True) if fit):
                groups.setdefault(length if one_length else None, []).append(row)
            for group in groups.values():
                self._first_texts(group, images, job)

    def _all_texts(self, row: Row, images: dict[Path, Image], job: Job) -> None:
        """Process all texts of a row, as many at a time as the budget allows."""
        at_a_time = max(1, min(self.most, self._budget // max(1, row.tokens)))
        shown = [images[path] for path in row.shown.images]
        parts = []
        for start in range(0, len(row.shown.texts), at_a_time):
            texts = row.shown.texts[start : start + at_a_time]
            try:
                made = self.process(texts, [shown] * len(texts))
            except _REFUSALS as error:
                job.failed.append((row, reason(error)))
                return
            lengths = made["attention_mask"].sum(dim=1).tolist()
            if not self._fits(row, max(lengths), job):
                return
            parts.append(Part([row], made, lengths, (start, start + len(texts))))
        job.parts += parts

    def _fits(self, row: Row, length: int, job: Job) -> bool:
        if self._longest is None or length + row.new <= self._longest:
            return True
        if not any(row is other for other, _ in job.failed):
            needs = f"{length:,} tokens" + (f" and {row.new:,} for the reply" if row.new else "")
            wrong = f"its prompt has {needs}, more than the {self._longest:,} the model takes"
            if row.new and length < self._longest:
                wrong += f"; --max-new-tokens {self._longest - length} or less leaves it room"
            job.failed.append((row, wrong))
        return False

    def _kind(self, row: Row) -> tuple[Any, ...]:
        """Return what the rows of one batch have in common."""
        # Where a cache is shared there is no padding, so the lengths must agree.
        alike: tuple[Any, ...] = ()
        if row.how == "ask":
            alike = (row.image_tokens, row.shown.texts)
        elif row.how == "follow" and self.shared:
            alike = (row.image_tokens, row.tokens)
        return (row.how, bool(row.shown.images), row.new, alike)

    def _cost(self, row: Row) -> int:
        several = len(row.shown.texts) if row.how == "ask" else len(row.shown.continuations) or 1
        return row.tokens * (several if row.how in ("ask", "follow") and self.shared else 1) + row.new

    def _compared(self, shown: Shown) -> str:
        tokens = [self._prompts.tokens(shown.texts[0], text) for text in shown.continuations]
        self.option_tokens.add(option_tokens(tokens))
        single = all(len(own) == 1 for own in tokens) and len(set(tokens)) == len(tokens)
        return "letter" if single else "follow"

    def _text_tokens(self, texts: set[str]) -> dict[str, int]:
        """Return the number of tokens of each text, marks for images as they stand."""
        listed = sorted(texts)
        ids = self._processor.tokenizer(listed)["input_ids"] if listed else []
        return {text: len(own) for text, own in zip(listed, ids, strict=True)}

    def _constant(self) -> int | None:
        """Return the tokens of any image, or None where they depend on its size."""
        counts = {self._tokens_of(size) for size in _SIZES}
        return counts.pop() if len(counts) == 1 else None

    def _tokens_of(self, size: tuple[int, int]) -> int:
        """Return the tokens of an image of a height and width; an estimate where the processor does not say."""
        if size not in self._sizes:
            try:
                found = self._processor._get_num_multimodal_tokens(image_sizes=[size]).num_image_tokens[0]
            except Exception:  # Not every processor has it, and it may be anyone's code.
                found = getattr(self._processor, "image_seq_length", None) or 256
            self._sizes[size] = int(found)
        return self._sizes[size]

    def _image_tokens(self, path: Path) -> int:
        if self._usual is not None:
            return self._usual
        from PIL import Image

        try:
            with Image.open(path, formats=FORMATS) as image:
                return self._tokens_of((image.height, image.width))
        except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
            # DICOM, or a file that cannot be read, which is said when it is its turn.
            return self._tokens_of(_SIZES[0])


def lock_tokenizer(tokenizer: Any) -> None:
    """Let one thread at a time use a tokenizer: those in Rust refuse to be used while their padding is set."""
    lock = threading.RLock()
    kind: Callable[..., Any] = type(tokenizer)

    class Locked(kind):  # type: ignore[misc, valid-type]
        def __call__(self, *args: Any, **more: Any) -> Any:
            with lock:
                return super().__call__(*args, **more)

    tokenizer.__class__ = Locked
