"""How well the labeler reads the hand-written sentences: precision and recall per observation and code.

Usage, from the repository's root::

    python -m benchmarks.labeler.quality
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from podium.plugins.chest_xray import label_report
from podium.plugins.chest_xray.observations import NAMES
from podium.tests.plugins.chest_xray.labeler.sentences import Sentence, read

CODES = (1, 0, -1)
WORDS = {1: "positive", 0: "negative", -1: "uncertain"}


def tally(
    rows: Sequence[Sentence], read_labels: Callable[[str], dict[str, int | None]]
) -> dict[tuple[str, int], list[int]]:
    """Return per observation and code how many were right, given by the labeler, and expected."""
    counts = {(name, code): [0, 0, 0] for name in NAMES for code in CODES}
    for row in rows:
        found = read_labels(row.text)
        for (name, code), count in counts.items():
            given, wanted = found[name] == code, row.labels[name] == code
            count[0] += given and wanted
            count[1] += given
            count[2] += wanted
    return counts


def shares(right: int, given: int, wanted: int) -> str:
    """Return precision, recall and the number expected as text."""
    precision = f"{right / given:.3f}" if given else "–"
    recall = f"{right / wanted:.3f}" if wanted else "–"
    return f"{precision} / {recall} ({wanted})"


def whole(rows: Sequence[Sentence], read_labels: Callable[[str], dict[str, int | None]]) -> int:
    """Return how many rows have all 14 labels right."""
    return sum(read_labels(row.text) == row.labels for row in rows)


def overall(counts: dict[tuple[str, int], list[int]], code: int | None = None) -> str:
    """Return precision and recall over all observations, of one code or of all."""
    chosen = [count for (_, one), count in counts.items() if code in (None, one)]
    right, given, wanted = (sum(column) for column in zip(*chosen, strict=True))
    return shares(right, given, wanted)


def main() -> None:
    """Print the table of each part, in Markdown."""
    rows = [*read("sentences.csv"), *read("held_out.csv")]

    def labels(text: str) -> dict[str, int | None]:
        return label_report(text).labels

    for part in dict.fromkeys(row.written for row in rows):
        chosen = [row for row in rows if row.written == part]
        counts = tally(chosen, labels)
        print(f"\n### {part}: {len(chosen)} rows, {whole(chosen, labels)} with all 14 labels right\n")
        print("Precision / recall (number expected)\n")
        print(f"| observation | {' | '.join(WORDS[code] for code in CODES)} |\n|---|---|---|---|")
        for name in NAMES:
            print(f"| {name} | {' | '.join(shares(*counts[name, code]) for code in CODES)} |")
        print(f"| all | {' | '.join(overall(counts, code) for code in CODES)} |")


if __name__ == "__main__":
    main()
