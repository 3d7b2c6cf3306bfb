"""The labeler beside medspaCy's ConText with the same phrases: speed and agreement with the hand-written sentences.

Usage, from the repository's root (``make bench-labeler`` makes the environment)::

    python -m benchmarks.labeler [--json FILE]

Both read the same texts in one process, in turns, on one thread; CPU time, medians of the rounds.
medspaCy gets this labeler's phrases of the thirteen observations, its own sentence splitter and its
default ConText rules. It gets no neutral phrases, such as "heart size", as it has no rule for what is
said of them; so it cannot find that a heart or a mediastinum is normal. Speed is measured on made-up
reports of 65 to 80 words: sentences of the hand-written set and common ones, with numbers and sides
drawn anew.
"""

from __future__ import annotations

import argparse
import importlib
import random
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import yaml

from benchmarks import report
from benchmarks.labeler.quality import overall, tally, whole
from podium.plugins.chest_xray.labeler import Labeler
from podium.plugins.chest_xray.labeler import rules as rules_module
from podium.plugins.chest_xray.observations import NAMES
from podium.tests.plugins.chest_xray.labeler.sentences import Sentence, read

WORDS = 65
ROUNDS = 5
REPORTS = 2000
PEER_REPORTS = 100

COMMON = (
    "The heart is normal in size.",
    "The lungs are clear.",
    "No pneumothorax or pleural effusion.",
    "Heart size and mediastinal contours are within normal limits.",
    "There is a {n} mm nodule in the {side} upper lobe.",
    "{side} PICC line tip projects {n} cm above the carina.",
    "Degenerative changes of the thoracic spine at T{n}.",
    "The {side} lung base shows patchy opacity, {change} since {n}.",
    "Calcified granuloma measuring {n} mm in the {side} lower lobe.",
)

Labels = dict[str, int | None]


def made_up_reports(count: int) -> list[str]:
    """Return reports of about 70 words, the same every time."""
    draw = random.Random(11)
    single = [row.text for row in read("sentences.csv") if row.text.strip() and "\n" not in row.text]
    reports = []
    for _ in range(count):
        lines: list[str] = []
        while sum(len(line.split()) for line in lines) < WORDS:
            pattern = draw.choice(COMMON if draw.random() < 0.6 else single)
            side, change = draw.choice(("Left", "Right")), draw.choice(("improved", "worse", "stable"))
            lines.append(
                pattern.replace("{n}", str(draw.randrange(2, 3000))).replace("{side}", side).replace("{change}", change)
            )
        reports.append(f"FINDINGS: {' '.join(lines[:-2])} IMPRESSION: {' '.join(lines[-2:])}")
    return reports


def medspacy_reader() -> Callable[[str], Labels]:
    """Return a reader made of medspaCy: its target matcher with our phrases, and its default ConText."""
    spacy: Any = importlib.import_module("spacy")
    importlib.import_module("medspacy")
    # Its sentence splitter logs each token, which would count as its time.
    logger: Any = importlib.import_module("loguru")
    logger.logger.remove()
    ner: Any = importlib.import_module("medspacy.ner")
    pipeline = spacy.blank("en")
    pipeline.add_pipe("medspacy_pyrush")
    matcher = pipeline.add_pipe("medspacy_target_matcher")
    with Path(rules_module.__file__).with_name("rules.yaml").open(encoding="utf-8") as stream:
        data = yaml.safe_load(stream)
    for name, lists in data["observations"].items():
        phrases = {
            " ".join(words) for one in (*lists["found"], *lists.get("hedged", ())) for words in rules_module.expand(one)
        }
        matcher.add([ner.TargetRule(phrase, name) for phrase in sorted(phrases)])
        for plain, others in data["words"].items():
            if plain in phrases:
                matcher.add([ner.TargetRule(other, name) for other in (*others, f"{plain}s")])
    pipeline.add_pipe("medspacy_context")

    def read_labels(text: str) -> Labels:
        found: dict[str, set[int]] = {}
        for entity in pipeline(text).ents:
            aside = entity._.is_historical or entity._.is_hypothetical or entity._.is_family
            code = None if aside else 0 if entity._.is_negated else -1 if entity._.is_uncertain else 1
            if code is not None:
                found.setdefault(entity.label_, set()).add(code)
        labels: Labels = dict.fromkeys(NAMES)
        for name, codes in found.items():
            labels[name] = next(code for code in (1, -1, 0) if code in codes)
        return labels

    return read_labels


def rate(read_one: Callable[[str], object], reports: list[str]) -> float:
    """Return reports per second of CPU time."""
    start = time.process_time()
    for text in reports:
        read_one(text)
    return len(reports) / (time.process_time() - start)


def without_no_finding(rows: list[Sentence], read_labels: Callable[[str], Labels]) -> dict[str, str | int]:
    """Return the agreement with the sentences over the thirteen observations both readers know."""
    counts = {key: count for key, count in tally(rows, read_labels).items() if key[0] != "No Finding"}
    words = {1: "positive", 0: "negative", -1: "uncertain"}
    shown: dict[str, str | int] = {word: overall(counts, code) for code, word in words.items()}
    right, given, wanted = (sum(column) for column in zip(*counts.values(), strict=True))
    return shown | {"micro-F1 of all codes": f"{2 * right / (given + wanted):.3f}"}


def main() -> int:
    """Print the figures, and write JSON where asked to."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.labeler", description=__doc__.partition("\n")[0])
    parser.add_argument("--json", type=Path, help="write the figures here, too")
    arguments = parser.parse_args()
    machine = report.machine("podium", "medspacy", "spacy")
    reports = made_up_reports(REPORTS)
    fresh = Labeler(remember=False)
    fresh.marks(reports[0])
    try:
        peer: Callable[[str], Labels] | None = medspacy_reader()
    except ImportError:
        peer = None
    speeds: dict[str, list[float]] = {"ours": [], "ours, remembering nothing": [], "medspaCy ConText": []}
    for _ in range(ROUNDS):
        speeds["ours"].append(rate(Labeler().marks, reports))
        speeds["ours, remembering nothing"].append(rate(fresh.marks, reports))
        if peer is not None:
            speeds["medspaCy ConText"].append(rate(peer, reports[:PEER_REPORTS]))
    medians = {name: round(statistics.median(runs), 1) for name, runs in speeds.items() if runs}

    def ours(text: str) -> Labels:
        return fresh.label(text).labels

    rows = {"sentences": read("sentences.csv"), "held out": read("held_out.csv")}
    readers = {"ours": ours} | ({"medspaCy ConText": peer} if peer is not None else {})
    figures = {
        "machine": machine,
        "words per report": round(statistics.mean(len(report.split()) for report in reports), 1),
        "reports per second of CPU": medians,
        "times as fast as medspaCy": {
            name: round(speed / medians["medspaCy ConText"], 1)
            for name, speed in medians.items()
            if "medspaCy ConText" in medians
        },
        "agreement: precision / recall (number)": {
            part: {name: without_no_finding(chosen, reader) for name, reader in readers.items()}
            for part, chosen in rows.items()
        },
        "rows with all labels right": {
            part: {name: f"{whole_13(chosen, reader)} of {len(chosen)}" for name, reader in readers.items()}
            for part, chosen in rows.items()
        },
    }
    return report.publish("labeler", figures, lines(figures), arguments.json)


def lines(figures: Mapping[str, Any]) -> list[str]:
    """Return the figures as tables in Markdown: speed, and agreement with the labelled sentences."""
    speeds = [
        (
            name,
            report.number(speed),
            f"{ratio:.0f}x" if (ratio := figures["times as fast as medspaCy"].get(name)) else None,
        )
        for name, speed in figures["reports per second of CPU"].items()
    ]
    agreement = [
        (part, name, *shares.values(), figures["rows with all labels right"][part][name])
        for part, readers in figures["agreement: precision / recall (number)"].items()
        for name, shares in readers.items()
    ]
    kinds = ("positive", "negative", "uncertain", "micro-F1 of all codes")
    return [
        *report.table(("reader", "reports per second and core", "to medspaCy"), speeds),
        "",
        f"A report has {figures['words per report']:g} words. Precision / recall (number expected):",
        "",
        *report.table(("sentences", "reader", *kinds, "rows with all labels right"), agreement),
    ]


def whole_13(rows: list[Sentence], read_labels: Callable[[str], Labels]) -> int:
    """Return how many rows are right in all observations but No Finding."""
    blank = [row._replace(labels=row.labels | {"No Finding": None}) for row in rows]
    return whole(blank, lambda text: read_labels(text) | {"No Finding": None})


if __name__ == "__main__":
    sys.exit(main())
