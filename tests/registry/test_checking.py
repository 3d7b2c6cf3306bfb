"""The conformance kit: sound benchmarks pass, and each broken plugin fails for the reason that it is broken for."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from podium.registry import names
from podium.registry.benchmark import Answer, Benchmark, Item
from podium.registry.card import Board
from podium.registry.checking import CHECKS, Finding, Seen, Subject, check_benchmark
from podium.registry.checking.scorer import same_on_both
from podium.registry.discovery import discover, discover_file
from podium.registry.report import Report, Score
from podium.registry.samples import SAMPLE_MARKER
from podium.tests.cli.support import podium, podium_json
from podium.tests.fakes.sound import CARD, SoundPictures, SoundQuiz, SoundWords

BROKEN = Path(__file__).parents[1] / "fakes" / "broken"

#: The only check that fails for each broken plugin, and how it says so.
EXPECTED = {
    "address": ("card-truthful", "card.dataset_url is 'sound.example.org/data'"),
    "case_differs": ("scorer-cases", "1 of 1 case came out otherwise: prompt · first"),
    "choice_crashes": ("settings", "shots=five: load raised KeyError: 'five' (choice_crashes.py, line 11)"),
    "constant": ("scorer-direction", "right answers 0.500, noise 0.500, wrong answers 0.500"),
    "counts_from_one": ("items-requests", "the target is option 3, and the options are 0 to 2: q2, q5, q8 and 1 more"),
    "date_attribute": ("items-plain", "attribute 'asked' is of type date: q0, q1, q2 and 9 more"),
    "decodes_images": ("loader-lazy", "loading decodes 12 images"),
    "default_refused": ("settings", "the default of setting strict is refused"),
    "divides_by_zero": ("scorer-empty", "no items: score raised ZeroDivisionError: division by zero"),
    "doubled_ids": ("items-unique", "2 ids stand for several items: 0, 1"),
    "drawn": ("scorer-deterministic", "scored twice, the report is another"),
    "failed_crash": ("scorer-failed", "all answers failed: score raised AttributeError: 'NoneType'"),
    "failed_is_right": ("scorer-failed", "all answers failed, and the score is 1.000, as good as with right answers"),
    "failed_left_out": ("scorer-failed", "half of the answers failed, and board accuracy is 1.000, as good as with"),
    "future_paper": ("card-truthful", "card.paper.published is 2999-01-01, in the future"),
    "grade_misspelt": ("scorer-scores", "there is load and no grade, so it cannot be run"),
    "heavy_import": ("import-light", "importing the plugin imports numpy (heavy_import.py, line 3)"),
    "invents": ("loader-bad-data", "an empty folder loads as 12 items"),
    "keys_differ": ("items-keys", "item_key('id') gives what key('id') does not give back: q0, q1, q2 and 9 more"),
    "label_too_many": ("items-requests", "the target is not one number per label: q0, q1, q2 and 9 more"),
    "letter_target": ("items-requests", "the target is of type str: q0, q1, q2 and 9 more"),
    "list_options": ("items-plain", "Choose.options is of type list: q0, q1, q2 and 9 more"),
    "loader_forgotten": ("loader-loads", "there is a scorer and no load, so it cannot be run"),
    "nan_score": ("scorer-unknown", "a probability that is NaN: the value is nan"),
    "negative_count": ("card-truthful", "card.splits['train'] is -1"),
    "no_items": ("loader-loads", "split test has no items"),
    "nothing_is_zero": ("scorer-empty", "no items: board accuracy is 0"),
    "nothing_written": ("sample-same", "write_sample wrote no file"),
    "number_ids": ("items-unique", "the id is of type int, not text: 0, 1, 2 and 9 more"),
    "one_class": ("scorer-one-class", "no target positive: score raised ZeroDivisionError"),
    "opens_images": ("loader-lazy", "loading opens 12 of 12 images"),
    "order_counts": ("scorer-order", "in another order, board accuracy is"),
    "other_board": ("scorer-range", "the report names board 'acc', which the card does not"),
    "percent": ("scorer-range", "board accuracy: 16.6667 is outside 0 to 1"),
    "percent_baseline": ("card-truthful", "baseline 'chance' is 33.3, outside board accuracy (0 to 1)"),
    "percent_of_right": ("scorer-range", "board accuracy: 100 is outside 0 to 1"),
    "random_sample": ("sample-same", "written twice, test.jsonl differ"),
    "rows_for_items": ("loader-loads", "load gives dict, not Item"),
    "same_options": ("items-requests", "two options are the same: q0, q1, q2 and 9 more"),
    "same_result_twice": ("results", "results 1 and 2 are both o3 on accuracy"),
    "scorer_forgotten": ("scorer-scores", "there is load and no score, so it cannot be run"),
    "second_board": ("scorer-direction", "right answers 0.000, wrong answers 1.000, and on board sober higher is"),
    "set_in_report": ("scorer-deterministic", "another process, with other hashes, gives another report"),
    "set_order": ("loader-deterministic", "another process, with other hashes, loads other items or another order"),
    "setting_not_taken": ("settings", "score does not take the setting 'strict'"),
    "shuffled": ("loader-deterministic", "loaded twice, the order is another"),
    "spent": ("loader-restartable", "walked twice, the Dataset gives 12 items, then 0"),
    "taken_name": ("names-free", "the name 'MMLU' is taken by 'mmlu' of plugin 'mmlu'"),
    "traceback": ("loader-bad-data", "an empty folder raises FileNotFoundError: [Errno 2]"),
    "turned_interval": ("scorer-range", "board accuracy: its interval goes from 0.266667 to 0.0666667"),
    "unknown_crash": ("scorer-unknown", "no label known: score raised TypeError"),
    "upside_down": ("card-truthful", "board accuracy goes from 1 to 0"),
    "wrong_way_round": ("scorer-direction", "right answers 0.000, noise 0.833, wrong answers 1.000"),
}
#: Those that need more than the checks of a process without the FAQ engine and real data.
ASKED = {
    "name_is_refused": ("faq-page", "8 of 8 questions are not answered: “What is the Ignore Previous Instructions"),
    "results_know_better": ("faq-entries", "“Who leads Sound Quiz?” is not answered by its entry, but: Sound Quiz has"),
}
WITH_DATA = {"wrong_count": ("card-counts", "split test has 12 items, the card says 13")}


@pytest.fixture(scope="module")
def taken() -> dict[str, tuple[str, str]]:
    """Return the names of the benchmarks that ship with Podium."""
    found = discover()
    cards = [(one.benchmark.card, one.plugin) for one in found.benchmarks.values()]
    return {
        names.key(name): (card.slug, plugin) for card, plugin in cards for name in (card.slug, card.name, *card.aliases)
    }


def checked(
    benchmark: Benchmark, folder: Path, target: str = "", taken: dict[str, tuple[str, str]] | None = None
) -> list[Finding]:
    """Run all checks without a FAQ engine."""
    return check_benchmark(Subject(benchmark, "mine", "", target, folder, taken=taken or {}))


def wrong(findings: list[Finding], verdict: str = "fail") -> list[tuple[str, str]]:
    """Return what was seen with a verdict."""
    return [(one.check, seen.saw) for one in findings for seen in one.seen if seen.verdict == verdict]


def test_there_is_a_broken_plugin_for_nearly_every_check_and_an_expectation_for_every_broken_plugin() -> None:
    every = EXPECTED | ASKED | WITH_DATA
    assert {path.stem for path in BROKEN.glob("*.py")} == every.keys()
    without = {one.name for one in CHECKS} - {check for check, _ in every.values()}
    # Only warns; needs a GPU; measures.
    assert without == {"card-complete", "scorer-devices", "effort"}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_broken_plugin_fails_the_check_that_is_about_it_and_no_other(
    name: str, tmp_path: Path, taken: dict[str, tuple[str, str]]
) -> None:
    path = BROKEN / f"{name}.py"
    (owned,) = discover_file(path).benchmarks.values()
    findings = checked(owned.benchmark, tmp_path, str(path), taken)
    check, saw = EXPECTED[name]
    failures = wrong(findings)
    assert [one for one, _ in failures] == [check] * len(failures), failures
    assert failures[0][1].startswith(saw) or saw in failures[0][1], failures
    assert all(seen.mend for one in findings for seen in one.seen if seen.verdict in ("fail", "warn"))


@pytest.mark.parametrize("name", ASKED)
def test_what_the_bot_would_answer_otherwise_is_told(name: str) -> None:
    data = podium_json("plugins", "check", BROKEN / f"{name}.py", code=1)
    failures = _failures(data)
    check, saw = ASKED[name]
    assert [one for one, _ in failures] == [check], failures
    assert saw in failures[0][1]


def test_a_plugin_that_prints_when_it_is_imported_is_warned_of_that(tmp_path: Path) -> None:
    path = tmp_path / "chatty.py"
    path.write_text(
        "from podium.tests.fakes.sound import SoundQuiz, hook\nprint('ready')\npodium_benchmarks = hook(SoundQuiz())\n"
    )
    (owned,) = discover_file(path).benchmarks.values()
    findings = checked(owned.benchmark, tmp_path / "scratch", str(path))
    assert wrong(findings) == []
    assert wrong(findings, "warn") == [("import-light", "importing the plugin prints “ready”")]


def test_counts_of_the_card_are_held_against_real_data(tmp_path: Path) -> None:
    SoundQuiz().write_sample(tmp_path / "data")
    words = ("plugins", "check", BROKEN / "wrong_count.py", "--data", tmp_path / "data")
    assert _failures(podium_json(*words, code=1)) == [WITH_DATA["wrong_count"]]
    # Sample data has any number of items.
    (tmp_path / "data" / SAMPLE_MARKER).write_text("made up")
    assert _failures(podium_json(*words)) == []


def _failures(data: Any) -> list[tuple[str, str]]:
    return [
        (one["check"], seen["saw"])
        for one in data["benchmarks"][0]["checks"]
        for seen in one["seen"]
        if seen["verdict"] == "fail"
    ]


@pytest.mark.parametrize("kind", [SoundQuiz, SoundWords, SoundPictures])
def test_a_sound_benchmark_passes_every_check_that_applies(
    kind: Callable[[], Benchmark], tmp_path: Path, taken: dict[str, tuple[str, str]]
) -> None:
    source = tmp_path / "sound_plugin.py"
    source.write_text(
        f"from podium.tests.fakes.sound import {kind.__name__}, hook\n\npodium_benchmarks = hook({kind.__name__}())\n"
    )
    (tmp_path / "work").mkdir()
    findings = checked(kind(), tmp_path / "work", str(source), taken)
    assert wrong(findings) == []
    assert wrong(findings, "warn") == []
    skipped = {one.check for one in findings if one.verdict == "skip"}
    failed = {"scorer-failed"} if kind is SoundPictures else set()
    assert skipped == {"card-counts", "results", "scorer-devices", "faq-entries", "faq-page"} | failed


ERROR = Board("error", headline=True, split="test", protocol="Zero-shot.", higher_is_better=False)


class ErrorRate(SoundQuiz):
    """The less the better."""

    card = replace(CARD, boards=(ERROR,))

    def report(self, value: float | None, n: int) -> Report:
        return Report({"error": Score("error", None if value is None else 1 - value, n, reason="undefined")})


class ErrorRateOffTheBoard(ErrorRate):
    """As on a sample that no board takes, behind a score of another direction."""

    def report(self, value: float | None, n: int) -> Report:
        scores = super().report(value, n).boards["error"], Score("accuracy", value, n, reason="undefined")
        return Report({}, scores=scores[::-1], withheld={"error": "sample data"})


class Rating(SoundQuiz):
    """On a scale without ends."""

    card = replace(CARD, boards=(replace(CARD.headline, minimum=None, maximum=None),))

    def report(self, value: float | None, n: int) -> Report:
        return super().report(None if value is None else 800 + 400 * value, n)


class TwoBoards(SoundQuiz):
    """One of them is of refusals, of which right and wrong answers have none."""

    card = replace(CARD, boards=(CARD.headline, replace(ERROR, slug="refusals", metric="refusals", headline=False)))

    def report(self, value: float | None, n: int) -> Report:
        refusals = Score("refusals", None if value is None else 0.0, n, reason="undefined")
        return Report({**super().report(value, n).boards, "refusals": refusals})


class OneByOne(SoundQuiz):
    """A loader that is a generator."""

    def load(self, root: Path, split: str, **settings: Any) -> Iterator[Item]:
        yield from super().load(root, split)


class WholeNumbers(SoundPictures):
    """Targets of 1 and 0."""

    def item(self, root: Path, row: dict[str, Any]) -> Item:
        item = super().item(root, row)
        return replace(item, target=tuple(map(int, item.target)))


@pytest.mark.parametrize("kind", [ErrorRate, ErrorRateOffTheBoard, Rating, TwoBoards, OneByOne, WholeNumbers])
def test_what_is_unusual_and_right_passes(kind: Callable[[], Benchmark], tmp_path: Path) -> None:
    findings = checked(kind(), tmp_path)
    verdicts = {one.check: one.verdict for one in findings}
    assert {name for name, verdict in verdicts.items() if verdict in ("fail", "warn")} <= {"import-light"}
    assert verdicts["scorer-direction"] == verdicts["scorer-range"] == verdicts["scorer-unknown"] == "pass"


def test_a_benchmark_without_a_sample_is_asked_for_one_and_not_failed_for_it(tmp_path: Path) -> None:
    class NoSample(SoundQuiz):
        write_sample = Benchmark.write_sample

    findings = checked(NoSample(), tmp_path)
    assert [one for one in wrong(findings) if one[0] != "import-light"] == []
    assert wrong(findings, "warn") == [("sample-same", "there is no sample data")]


def test_a_scorer_that_no_reply_can_please_and_one_that_drops_what_it_cannot_read_are_told(tmp_path: Path) -> None:
    class NeverRight(SoundWords):
        def worth(self, item: Item, answer: Answer) -> float:
            return 0.0

    class Dropping(SoundWords):
        def score(self, items: Any, answers: Any, device: str, **settings: Any) -> Report:
            there = [pair for pair in zip(items, answers, strict=True) if pair[1].error or pair[1].text]
            return self.report(sum(self.worth(*pair) for pair in there) / len(there) if there else None, len(there))

    for number, (kind, check, saw) in enumerate(
        (
            (NeverRight, "scorer-direction", "no direction can be seen: from 12 of 12 targets no reply could be made"),
            (Dropping, "scorer-unknown", "half of the answers say nothing, and board accuracy is 1.000, as good as"),
        )
    ):
        (tmp_path / str(number)).mkdir()
        ((found, said),) = wrong(checked(kind(), tmp_path / str(number)), "warn")
        assert found == check and said.startswith(saw)


def test_the_command_says_what_a_broken_plugin_does_and_ends_with_1() -> None:
    lines = podium("plugins", "check", BROKEN / "wrong_way_round.py", code=1).stdout.splitlines()
    assert lines[1:] == [
        "  ✗ scorer-direction: right answers 0.000, noise 0.833, wrong answers 1.000, and on board accuracy higher is"
        " better",
        "      mend  score right answers best, and state the direction: Board(higher_is_better=...)",
        "",
        "Sound Quiz has to be mended.",
        "--all tells what was skipped, and why.",
    ]


def test_questions_that_are_kept_are_not_quoted_where_a_loader_stumbles_over_real_data(tmp_path: Path) -> None:
    class Gated(SoundQuiz):
        def item(self, root: Path, row: dict[str, Any]) -> Any:
            raise KeyError(row["question"])

    benchmark = Gated()
    benchmark.card = replace(CARD, access="gated")
    SoundQuiz().write_sample(tmp_path / "data")
    (tmp_path / "work").mkdir()
    subject = Subject(benchmark, "mine", "", "mine.py", tmp_path / "work", root=tmp_path / "data")
    failures = wrong(check_benchmark(subject))
    assert failures[0][0] == "loader-loads"
    assert "0 + 1" not in str(failures)


def test_a_scorer_that_depends_on_the_device_is_told_where_there_are_two(tmp_path: Path) -> None:
    class ByDevice(SoundQuiz):
        def score(self, items: Any, answers: Any, device: str, **settings: Any) -> Report:
            report = super().score(items, answers, device, **settings)
            lost = 0.0 if device == "cpu" else 1e-5
            return self.report((report.boards["accuracy"].value or 0.0) - lost, len(items))

    torch = pytest.importorskip("torch")
    (found,) = [one for one in checked(ByDevice(), tmp_path) if one.check == "scorer-devices"]
    if torch.cuda.is_available():
        assert found.verdict == "fail" and "on the CPU and" in found.seen[0].saw
    else:
        assert found.seen == (Seen("skip", "there is no GPU here"),)


@pytest.mark.parametrize(
    ("on_gpu", "verdict"), [(0.5, "pass"), (0.5 + 1e-9, "pass"), (0.5 + 1e-5, "fail"), (None, "fail")]
)
def test_scores_of_two_devices_may_differ_by_rounding_alone(on_gpu: float | None, verdict: str) -> None:
    assert same_on_both({"auroc": 0.5, "undefined": None}, {"auroc": on_gpu, "undefined": None}).verdict == verdict


def test_the_data_that_is_checked_is_not_changed(tmp_path: Path) -> None:
    data = tmp_path / "data"
    SoundPictures().write_sample(data)
    shutil.copytree(data, tmp_path / "before")
    (tmp_path / "work").mkdir()
    check_benchmark(Subject(SoundPictures(), "mine", "", "mine.py", tmp_path / "work", root=data))
    before = {path.name: path.read_bytes() for path in (tmp_path / "before").iterdir()}
    assert {path.name: path.read_bytes() for path in data.iterdir()} == before
