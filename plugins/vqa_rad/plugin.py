"""The VQA-RAD plugin: questions about radiology images, answered in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from podium.plugins.vqa_rad.card import CARD
from podium.plugins.vqa_rad.prompts import PROMPT, SHORT
from podium.registry import Answer, Benchmark, Case, Dataset, Grade, Item, PodiumError, Report, Setting, hookimpl

if TYPE_CHECKING:
    from podium.registry.verification import Observer, Verification


class VQARAD(Benchmark):
    """Questions that clinicians asked about radiology images, closed and open ones."""

    card = CARD
    settings = (
        PROMPT,
        Setting(
            "images", "check", "Whether image files are looked for; skipped for replies.", ("check", "skip"), "load"
        ),
        Setting("bootstrap", 1000, "Resamples of images for the intervals; 0 for none.", minimum=0),
        Setting("seed", 0, "Seed of the resampling.", minimum=0),
    )
    key_columns = ("qid", "id")
    running_metric = "token F1"

    def load(self, root: Path, split: str, prompt: str = SHORT, images: str = "check", **settings: Any) -> Dataset:
        """Return the questions of a split, in the order of the file; see :func:`podium.plugins.vqa_rad.loader.load`."""
        from podium.plugins.vqa_rad.loader import load

        return load(root, split, prompt, images == "check")

    def score(self, items: Sequence[Item], answers: Sequence[Answer], device: str, **settings: Any) -> Report:
        """Return accuracy on closed questions, recall on open ones and token F1, by organ and type of question too."""
        from podium.plugins.vqa_rad.scoring import BOARDS, score_replies

        if not items:
            raise PodiumError("VQA-RAD: there are no items to score")
        split, prompt = (str(items[0].attributes[name]) for name in ("split", "prompt"))
        reason = "" if prompt == SHORT else f"another protocol: --set {PROMPT.name}={SHORT}"
        # On another split the boards get no value, and that it is another one is said by whoever records the run.
        withheld = dict.fromkeys(BOARDS, reason if split == "test" else "") if reason or split != "test" else {}
        return score_replies(items, list(answers), withheld, **settings)

    def grade(self, items: Sequence[Item], answers: Sequence[Answer], **settings: Any) -> Sequence[Grade]:
        """Return what was read from each answer, and whether it is right in the words of the reference."""
        from podium.plugins.vqa_rad.scoring import grade

        return [grade(item, answer) for item, answer in zip(items, answers, strict=True)]

    def correct(self, item: Item, answer: Answer) -> float:
        """Return the token F1 of an answer."""
        from podium.plugins.vqa_rad.reading import worth

        return worth(answer.text or "", str(item.target), False).f1

    def compare(
        self,
        items: Sequence[Item],
        first: Sequence[Answer],
        second: Sequence[Answer],
        device: str,
        settings: tuple[Mapping[str, Any], Mapping[str, Any]],
    ) -> Report:
        """Compare two models question by question; the difference in token F1 decides."""
        from podium.plugins.vqa_rad.scoring import compare_replies

        return compare_replies(items, list(first), list(second), settings)

    def conformance(self) -> Sequence[Case]:
        """Return what the protocol makes of replies: each rule of reading by an example."""
        from podium.plugins.vqa_rad.conformance import cases

        return cases()

    def verify(self, root: Path, level: str, observe: Observer) -> Verification:
        """Check a copy: every record, counts beside the published ones, images."""
        from podium.plugins.vqa_rad.published import SPLITS
        from podium.registry import Part, verify_questions

        parts = [Part(split, partial(self._alone, root, split), SPLITS[split]) for split in ("test", "train")]
        return verify_questions(root, parts, level, observe, by="organ")

    def _alone(self, root: Path, split: str, images: bool) -> Dataset:
        """Return the questions of a split whether or not their images are there, which is checked apart."""
        return self.load(root, split, images="skip")

    def write_sample(self, folder: Path) -> None:
        """Write 96 invented questions, 40 of the test, about 24 drawings: the official file and a folder of images."""
        from podium.plugins.vqa_rad.sample import write_sample

        write_sample(folder)


@hookimpl
def podium_benchmarks() -> list[Benchmark]:
    """Return VQA-RAD."""
    return [VQARAD()]
