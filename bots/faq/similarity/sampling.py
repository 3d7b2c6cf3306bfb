"""Makes the samples of the semantic fallback from files of questions, their vectors, and the layer over these.

    python -m podium.bots.faq.similarity.sampling ENCODER FILES

The questions are asked without an encoder. Those whose replies are right give their wordings, names and amounts taken
out, with what they were understood to ask; a wording that was not understood means what another one of its entry does.
Files by which the fallback is measured are not to be among them. How well the meanings are told is printed for each
file by samples and a layer that know nothing of it.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from podium.bots.faq.checking import corpus
from podium.bots.faq.engine import Engine
from podium.bots.faq.frame import Intent
from podium.bots.faq.similarity import keeping
from podium.bots.faq.similarity.fallback import questions_of_cards
from podium.bots.faq.similarity.head import trained
from podium.bots.faq.similarity.masking import masked
from podium.bots.faq.similarity.meaning import NOTHING, Meaning
from podium.bots.faq.similarity.semantic import Encoder, Samples, label
from podium.bots.faq.similarity.wordings import SAMPLES, known
from podium.registry import database

#: Answers in the words of a card or of Podium itself have their wordings there.
_WRITTEN = frozenset({Intent.CARD, Intent.ABOUT, Intent.GREETING})
_MOST_LETTERS = 160


def samples(engine: Engine, judged: Sequence[corpus.Judged]) -> Iterable[tuple[str, str]]:
    """Yield (meaning, wording) of questions that were asked."""
    meanings: dict[str, set[str]] = {}
    for one in judged:
        if one.verdict == "right" and (meaning := _meaning(engine, one)) is not None:
            meanings.setdefault(one.place, set()).add(meaning)
    for one in judged:
        found = meanings.get(one.place, set())
        reading = engine.understand(one.question).reading
        # Where the wordings of an entry were understood in several ways, none says what another one means.
        if one.verdict == "right":
            meaning = _meaning(engine, one)
        else:
            meaning = next(iter(found)) if len(found) == 1 else None
        if meaning is not None and reading is not None and len(wording := masked(reading)) <= _MOST_LETTERS:
            yield meaning, wording


def _meaning(engine: Engine, judged: corpus.Judged) -> str | None:
    if "answer" not in judged.expected:
        return NOTHING if {"help", "declined"} & set(judged.expected) else None
    found = {Meaning.of(frame) for frame in engine.understand(judged.question).frames}
    if len(found) != 1 or judged.kind != "answer":
        return None
    meaning = found.pop()
    return None if meaning.intent in _WRITTEN else str(meaning)


def main(encoder_name: str, paths: Sequence[str]) -> None:
    """Write the samples that files of questions give, with the vectors that a sentence encoder gives them.

    Args:
        encoder_name: Folder of the encoder.
        paths: The files.
    """
    found: dict[str, tuple[str, str]] = {}
    files: dict[str, set[str]] = {}
    with contextlib.closing(database.connect(database.default_path())) as connection:
        engine = Engine(connection)
        for path in paths:
            entries = [entry for entry in corpus.load(Path(path)) if not entry.talk]
            for meaning, wording in samples(engine, corpus.judge(engine, connection, entries)):
                found.setdefault(plain(wording), (meaning, wording))
                files.setdefault(plain(wording), set()).add(path)
        slugs = [row[0] for row in connection.execute("SELECT slug FROM benchmarks ORDER BY slug")]
        of_cards = list(dict.fromkeys(text for _, text in questions_of_cards(connection, slugs)))
    lines = sorted(f"{meaning}\t{wording}\n" for meaning, wording in found.values())
    SAMPLES.write_text("".join(lines), encoding="utf-8")
    print(f"{len(lines)} samples in {SAMPLES}")
    encoder = Encoder(encoder_name)
    every = Samples(encoder, known())
    keeping.ship(encoder, every.texts, every.raw, every.head, others=of_cards)
    print(f"{len(every.texts) + len(of_cards)} vectors in {keeping.SHIPPED}")
    for path in paths:
        right, asked = told(every, [path in files.get(plain(text), ()) for text in every.texts])
        print(f"{Path(path).name}: the layer alone tells {right} of {asked} without the file")


def plain(wording: str) -> str:
    """Return a wording without what makes two of them differ that are the same."""
    return wording.lower().rstrip("?!. ")


def told(every: Samples, left_out: Sequence[bool]) -> tuple[int, int]:
    """Return how many of the samples that are left out a layer over the others tells, and how many these are.

    Args:
        every: All samples with their vectors.
        left_out: Of each, whether it is left out.
    """
    import torch

    labels = [label(target) for target, _ in every.pairs]
    rest = [i for i, out in enumerate(left_out) if not out]
    head = trained(every.vectors[torch.tensor(rest)], [labels[i] for i in rest])
    asked = [i for i, out in enumerate(left_out) if out]
    right = sum(head.labels[int(head.chances(every.vectors[i]).argmax())] == labels[i] for i in asked)
    return right, len(asked)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
