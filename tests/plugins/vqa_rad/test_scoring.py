"""What replies are worth, exactly; intervals from images; boards; two models; the check of a copy; the card."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import accuracy_score

from podium.plugins.vqa_rad import card as module
from podium.plugins.vqa_rad.card import CARD
from podium.plugins.vqa_rad.plugin import VQARAD
from podium.plugins.vqa_rad.published import SPLITS
from podium.plugins.vqa_rad.reading import words, worth
from podium.plugins.vqa_rad.scoring import Images
from podium.registry import Answer, DataError, Generate, Item, PodiumError, Report, Score
from podium.registry.catalog import shipped_models
from podium.registry.conformance import check
from podium.registry.result_rows import check_result
from podium.registry.rows import read_rows

RAD = VQARAD()
FOLDER = Path(module.__file__).parent


def _item(number: int, target: str, kind: str, image: str, organ: str = "chest", types: str = "PRES") -> Item:
    told = {"split": "test", "prompt": "short", "kind": kind, "organ": organ, "types": types}
    return Item(str(number), Generate("?", (Path(image),)), target, image, told)


ITEMS = [
    _item(0, "Yes", "closed", "a"),
    _item(1, "No", "closed", "a", types="PRES, SIZE"),
    _item(2, "right", "closed", "b", organ="head", types="POS"),
    _item(3, "left lung base", "open", "b", organ="head", types="POS"),
    _item(4, "pneumonia", "open", "c"),
]
REPLIES = ["Yes.", "There is an effusion: yes", "The right", "in the left upper lung", ""]


def _values(report: Report) -> dict[str, float | None]:
    return {score.metric: score.value for score in report.scores}


def test_every_figure_of_five_replies_by_hand() -> None:
    report = RAD.score(ITEMS, [Answer(text=reply) for reply in REPLIES], "cpu", bootstrap=100)
    assert _values(report) == pytest.approx(
        {
            "closed-accuracy": 2 / 3,
            "open-recall": (2 / 3 + 0) / 2,
            "open-token-f1": (2 * 2 / (4 + 3) + 0) / 2,
            "tokenized-f1": (1 + 0 + 1 + 4 / 7 + 0) / 5,
            "unread-rate": 1 / 5,
        }
    )
    assert {slug: score.value for slug, score in report.boards.items()} == pytest.approx(
        {"closed-official": 2 / 3, "open-official": 1 / 3, "f1-official": (2 + 4 / 7) / 5}
    )
    assert {slug: (score.metric, score.n) for slug, score in report.boards.items()} == {
        "closed-official": ("closed-accuracy", 3),
        "open-official": ("open-recall", 2),
        "f1-official": ("tokenized-f1", 5),
    }
    assert report.counts == {"questions": 5, "closed": 3, "images": 3, "failed": 0, "unread": 1}


def test_subgroups_by_organ_and_type_count_a_question_of_two_types_in_both() -> None:
    report = RAD.score(ITEMS, [Answer(text=reply) for reply in REPLIES], "cpu", bootstrap=0)
    organs, types = ({str(row[0]): row for row in table.rows} for table in report.tables)
    assert {name: (row[1], row[2]) for name, row in organs.items()} == {"chest": (3, 2), "head": (2, 1)}
    assert {name: (row[1], row[2]) for name, row in types.items()} == {"POS": (2, 1), "PRES": (3, 2), "SIZE": (1, 1)}
    cell = types["SIZE"][3]
    assert isinstance(cell, Score) and (cell.value, cell.n) == (0.0, 1)
    lacking = types["SIZE"][4]
    assert isinstance(lacking, Score) and (lacking.value, lacking.reason) == (None, "no open questions")


def test_closed_accuracy_is_scikit_learns_where_replies_are_single_words() -> None:
    random = np.random.default_rng(0)
    truth, said = (random.choice(("yes", "no"), 200).tolist() for _ in range(2))
    items = [_item(number, target, "closed", str(number % 40)) for number, target in enumerate(truth)]
    report = RAD.score(items, [Answer(text=f" {text.title()}!") for text in said], "cpu", bootstrap=0)
    assert _values(report)["closed-accuracy"] == pytest.approx(accuracy_score(truth, said), abs=1e-15)


def test_intervals_resample_images_with_all_their_questions() -> None:
    items = [_item(number, "yes", "closed", str(number // 10)) for number in range(100)]
    # Each image is all right or all wrong: a resample of questions would be far too sure.
    answers = [Answer(text="yes" if number // 10 % 2 else "no") for number in range(100)]
    score = RAD.score(items, answers, "cpu", bootstrap=2000, seed=1).boards["closed-official"]
    assert score.interval is not None and score.value == 0.5
    assert score.interval.method == "image bootstrap, percentile"
    images = Images(items, 2000, 1)
    right = np.array([number // 10 % 2 for number in range(100)], np.float64)
    drawn = images.counts @ np.bincount(images.of, right) / (images.counts @ np.bincount(images.of))
    assert (score.interval.low, score.interval.high) == pytest.approx(tuple(np.quantile(drawn, (0.025, 0.975))))
    assert score.interval.high - score.interval.low > 0.5
    assert set(images.counts.sum(1).tolist()) == {10}


def test_all_right_has_wilsons_interval_over_images_and_no_resamples_none() -> None:
    items = [_item(number, "yes", "closed", str(number % 4)) for number in range(20)]
    score = RAD.score(items, [Answer(text="yes")] * 20, "cpu").boards["closed-official"]
    assert score.interval is not None and score.interval.method == "Wilson, over images"
    assert (score.interval.low, score.interval.high) == pytest.approx((4 / (4 + 1.959963984540054**2), 1.0))
    score = RAD.score(items, [Answer(text="yes")] * 20, "cpu", bootstrap=0).boards["closed-official"]
    assert (score.value, score.interval) == (1.0, None)


def test_a_question_without_an_answer_is_wrong_counted_and_keeps_the_run_off_the_boards() -> None:
    answers = [Answer(text=reply) for reply in REPLIES[:4]] + [Answer(error="time-out")]
    report = RAD.score(ITEMS, answers, "cpu", bootstrap=0)
    assert _values(report)["open-recall"] == pytest.approx(1 / 3)
    assert report.boards == {}
    assert set(report.withheld.values()) == {"1 of 5 questions have no answer"}
    assert (report.counts["failed"], report.counts["unread"]) == (1, 0)


def test_another_prompt_or_split_enters_no_board() -> None:
    plain = [Item(i.id, i.request, i.target, i.group, {**i.attributes, "prompt": "plain"}) for i in ITEMS]
    report = RAD.score(plain, [Answer(text="yes")] * 5, "cpu", bootstrap=0)
    assert report.boards == {} and set(report.withheld.values()) == {"another protocol: --set prompt=short"}
    train = [Item(i.id, i.request, i.target, i.group, {**i.attributes, "split": "train"}) for i in ITEMS]
    report = RAD.score(train, [Answer(text="yes")] * 5, "cpu", bootstrap=0)
    assert (report.boards, report.withheld) == ({}, {})


def test_items_and_answers_that_do_not_fit_are_refused() -> None:
    with pytest.raises(DataError, match="there are 5 items but 1 answers"):
        RAD.score(ITEMS, [Answer(text="")], "cpu")
    with pytest.raises(PodiumError, match="bootstrap=-1 is negative"):
        RAD.score(ITEMS, [Answer(text="")] * 5, "cpu", bootstrap=-1)


def test_two_models_are_compared_on_the_same_resamples_by_token_f1() -> None:
    first = [Answer(text=item.target) for item in ITEMS]
    second = [Answer(text=reply) for reply in REPLIES]
    report = RAD.compare(ITEMS, first, second, "cpu", ({"bootstrap": 50}, {"bootstrap": 50}))
    assert report.facts["compared"] == "token F1 over all questions"
    assert report.scores[0].metric == "tokenized-f1-difference"
    assert report.scores[0].value == pytest.approx(1 - (2 + 4 / 7) / 5)
    same = RAD.compare(ITEMS, second, second, "cpu", ({}, {}))
    assert {score.value for score in same.scores} == {0.0}
    other = RAD.compare(ITEMS, second, first, "cpu", ({"bootstrap": 50}, {"bootstrap": 50}))
    assert other.scores[0].value == pytest.approx(-(report.scores[0].value or 0))


def test_single_answers_are_shown_as_they_were_read() -> None:
    answers = [Answer(text=reply) for reply in REPLIES[:4]] + [Answer(error="time-out")]
    grades = RAD.grade(ITEMS, answers)
    assert [(one.parsed, one.rule, one.official, one.strict) for one in grades] == [
        ("yes", "closed", 1.0, 1.0),
        ("yes", "closed", 0.0, 0.0),
        ("right", "closed", 1.0, 1.0),
        ("in left upper lung", "open", 0.0, 0.0),
        (None, "failed", 0.0, 0.0),
    ]
    (empty,) = RAD.grade(ITEMS[4:], [Answer(text="")])
    assert (empty.parsed, empty.rule) == (None, "unparsed")


def test_the_protocols_rules_hold_case_by_case() -> None:
    outcomes = check(RAD)
    assert len(outcomes) == 15
    assert [outcome.name for outcome in outcomes if not outcome.ok] == []


@given(st.text(), st.text())
def test_a_replys_worth_lies_between_nothing_and_all_of_it(reply: str, reference: str) -> None:
    found = worth(reply, reference, closed=False)
    assert 0 <= found.f1 <= 1 and 0 <= found.recall <= 1 and found.exact in (0, 1)
    if words(reference):
        again = worth(reference.replace("answer", ""), reference.replace("answer", ""), closed=False)
        assert again.f1 in (0.0, 1.0) and again.f1 == float(bool(words(reference.replace("answer", ""))))


def test_while_a_run_goes_on_token_f1_is_shown() -> None:
    assert RAD.running_metric == "token F1"
    assert RAD.correct(ITEMS[3], Answer(text="the left")) == pytest.approx(2 / 4)
    assert RAD.correct(ITEMS[3], Answer(error="time-out")) == 0.0


def test_the_sample_is_the_same_every_time_and_its_check_finds_nothing_wrong(tmp_path: Path) -> None:
    for name in ("a", "b"):
        RAD.write_sample(tmp_path / name)
    first, second = tmp_path / "a", tmp_path / "b"
    files = sorted(path.relative_to(first) for path in first.rglob("*.*"))
    assert len(files) == 25 and all((first / path).read_bytes() == (second / path).read_bytes() for path in files)
    assert (len(RAD.load(first, "test")), len(RAD.load(first, "train"))) == (40, 56)
    assert Counter(item.attributes["kind"] for item in RAD.load(first, "test")) == {"closed": 20, "open": 20}
    checks = RAD.verify(first, "images", lambda *_: None).checks
    assert {check.name for check in checks if check.status != "ok"} == {"test: counts", "train: counts"}
    next(first.rglob("*.jpg")).write_bytes(b"no image")
    damaged = {check.name: check for check in RAD.verify(first, "images", lambda *_: None).checks}
    assert damaged["test: image files"].status == "problem"


def test_the_card_keeps_its_cited_results_and_states_the_official_counts() -> None:
    rows = read_rows(FOLDER / "results.json", "results")
    boards = {board.slug: board for board in CARD.boards}
    models = {model["slug"] for model in shipped_models()}
    assert Counter(row["board"] for row in rows) == {"reported": 7, "updated-prompts": 5}
    assert all(check_result(row, boards) == row and row["model"] in models for row in rows)
    assert {row.get("setting") for row in rows if row["board"] == "updated-prompts"} == {
        "tokenized F1, updated prompts"
    }
    used = {row["provenance"] for row in rows}
    used |= {other["provenance"] for row in rows for other in row.get("corroborated_by", ())}
    assert used == {source.provenance for source in CARD.sources}
    assert dict(CARD.splits) == SPLITS == {"train": 1_793, "test": 451}
    # Four of the download's pairs come twice.
    assert sum(SPLITS.values()) + 4 == CARD.sizes["pairs in the download"] == 2_248
    assert CARD.headline.slug == "reported" and CARD.research_use_only
    assert json.loads((FOLDER / "results.json").read_text(encoding="utf-8"))["format"] == 1


def test_the_readme_names_every_board_with_its_rows() -> None:
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    told = ("7", "5", "runs stored here", "runs stored here", "runs stored here")
    for board, rows in zip(CARD.boards, told, strict=True):
        headline = " (headline)" if board.headline else ""
        assert f"| `{board.slug}`{headline} | {board.metric_name} | {rows} | {board.protocol} |" in text
