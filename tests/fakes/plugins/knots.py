"""Pictures of knots to be named, in one file as a third party would write it: a card with all that a card can say."""

from datetime import date

from podium.registry import (
    Baseline,
    Benchmark,
    Board,
    Card,
    FAQEntry,
    Item,
    Observation,
    Paper,
    Source,
    Term,
    hookimpl,
)

HOME = "https://knots.example.org"


class Knots(Benchmark):
    card = Card(
        slug="knot-naming",
        name="KnotNaming",
        aliases=("Sailor's Knots",),
        description="640 photographs of knots in eight kinds; the model names the knot.",
        modality="image",
        categories=("seamanship", "vision"),
        paper=Paper(
            "Naming Knots from Photographs",
            ("Ada Bowline", "Bo Hitch"),
            f"{HOME}/paper",
            date(2024, 3, 9),
            2,
            "Shows that models mix up bends and hitches, and that people who sail do not.",
        ),
        boards=(
            Board("accuracy", title="Rope yard", headline=True, split="test", unit="photograph", protocol="Zero-shot."),
            Board(
                "tangles",
                metric="tangle-error",
                metric_name="tangle error",
                title="Tangles",
                protocol="Knots that are tied wrongly, zero-shot.",
                higher_is_better=False,
                maximum=None,
                aliases=("wrong knots",),
            ),
        ),
        splits={"train": 320, "test": 320},
        unit="photograph",
        sizes={"kinds": 2, "most strands in a knot": 3},
        measures="The share of knots named right.",
        observations=(
            Observation("bowline", ("king of knots",), "A loop that does not slip."),
            Observation("sheet_bend", (), "Joins two ropes."),
        ),
        dataset_url=f"{HOME}/data",
        licence="CC BY 4.0",
        related=("mmmu", "not-installed"),
        baselines=(Baseline("Sailors", 0.9, f"{HOME}/people", "test"), Baseline("Guessing", 0.5, HOME, "test")),
        faq=(
            FAQEntry(
                "Are the ropes of KnotNaming real?",
                "Yes, 12 ropes of hemp.",
                f"{HOME}/ropes",
                ("Is KnotNaming drawn by hand?",),
            ),
        ),
        terms=(Term("tangle error", "The mean number of wrong crossings.", ("crossing error",), f"{HOME}/tangles"),),
        sources=(Source("yard", "the yard's list", "facts"),),
    )

    def load(self, root, split):
        return [Item("1", None)]

    def score(self, items, answers, device):
        raise NotImplementedError


@hookimpl
def podium_benchmarks():
    return [Knots()]
