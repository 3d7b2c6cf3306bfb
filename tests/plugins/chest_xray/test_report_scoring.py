"""Scores of written reports against references, on texts whose right scores are known."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest
import sacrebleu
from rouge_score.rouge_scorer import RougeScorer
from sklearn.metrics import f1_score

from podium.plugins.chest_xray.observations import FIVE, NAMES
from podium.plugins.chest_xray.report_scoring import compare_reports, score_reports
from podium.plugins.chest_xray.written import present
from podium.registry import Answer, DataError, Generate, Item, PodiumError, Report, Score

REFERENCES = (
    "No pleural effusion or pneumothorax. The heart is enlarged.",
    "Moderate right pleural effusion. Bibasilar atelectasis.",
    "There may be mild pulmonary edema. No focal consolidation.",
    "The lungs are clear. Right internal jugular line in place.",
)
PREDICTIONS = (
    "The heart is enlarged. No pleural effusion is seen.",
    "Small right pleural effusion. No pneumothorax.",
    "Mild pulmonary edema. Possible consolidation at the left base.",
    "",
)


def items_of(references: Sequence[str]) -> list[Item]:
    return [
        Item(
            f"s{50000001 + place}",
            Generate("Write."),
            target=text,
            group=f"p{place // 2}",
            attributes={"split": "test", "study": f"s{50000001 + place}", "section": "findings"},
        )
        for place, text in enumerate(references)
    ]


def score(predictions: Sequence[str | None], references: Sequence[str] = REFERENCES, **options: str | int) -> Report:
    answers = [Answer(text=text) for text in predictions]
    given: Mapping[str, object] = {"bootstrap": 0, **options}
    return score_reports(items_of(references), answers, board="report-findings", **given)  # type: ignore[arg-type]


def values(report: Report) -> dict[str, float | None]:
    (overlap,) = [table for table in report.tables if table.name == "overlap"]
    cells = [cell for row in overlap.rows for cell in row if isinstance(cell, Score)]
    return {one.metric: one.value for one in (*report.scores, *cells)}


def finding(report: Report, name: str) -> dict[str, float | int | None]:
    (table,) = [table for table in report.tables if table.name == "findings"]
    (row,) = [row for row in table.rows if row[0] == name]
    cells = [cell.value if isinstance(cell, Score) else cell for cell in row[1:]]
    return dict(zip(table.columns[1:], cells, strict=True))  # type: ignore[arg-type]


@pytest.mark.parametrize("order", [1, 2, 3, 4])
def test_bleu_is_sacrebleus_with_the_preprocessing_of_its_name(order: int) -> None:
    found = values(score(PREDICTIONS))
    for end in ("lower", "cased"):
        scorer = sacrebleu.BLEU(
            lowercase=end == "lower", tokenize="none", max_ngram_order=order, smooth_method="none", force=True
        )
        expected = scorer.corpus_score(list(PREDICTIONS), [list(REFERENCES)]).score / 100
        assert found[f"bleu{order}-{end}"] == pytest.approx(expected, abs=1e-12)
        assert expected > 0
    assert found["bleu1-lower"] != found["bleu1-cased"]


def test_rouge_l_is_the_mean_of_rouge_scores_f_measures() -> None:
    scorer = RougeScorer(["rougeL"])
    pairs = zip(REFERENCES, PREDICTIONS, strict=True)
    expected = np.mean([scorer.score(told, said)["rougeL"].fmeasure for told, said in pairs])
    found = values(score(PREDICTIONS))
    assert found["rouge-l-words"] == pytest.approx(expected, abs=1e-12)
    assert found["rouge-l-coco-lower"] != pytest.approx(expected, abs=1e-3)


def test_label_f1_is_scikit_learns_on_the_labels_of_both_texts() -> None:
    report = score(PREDICTIONS)
    told, said = present(REFERENCES), present(PREDICTIONS)
    five = [NAMES.index(name) for name in FIVE]
    found = values(report)
    assert found["rule-label-f1-micro14"] == pytest.approx(f1_score(told.ravel(), said.ravel()), abs=1e-12)
    assert found["rule-label-f1-micro5"] == pytest.approx(
        f1_score(told[:, five].ravel(), said[:, five].ravel()), abs=1e-12
    )
    assert found["rule-label-f1-macro5"] == pytest.approx(f1_score(told[:, five], said[:, five], average="macro"))
    assert found["rule-label-f1-macro14"] is None
    assert report.boards["report-findings"].value == found["rule-label-f1-micro14"]


def test_uncertain_counts_as_present_and_denied_as_absent() -> None:
    rows = present(["There may be edema.", "No edema.", "Edema.", "The heart is normal."])
    assert rows[:, NAMES.index("Edema")].tolist() == [1, 0, 1, 0]


@pytest.mark.parametrize(
    ("said", "told"),
    [("No pleural effusion.", "Pleural effusion."), ("Pleural effusion.", "No pleural effusion.")],
    ids=["denied", "claimed"],
)
def test_a_flipped_negation_scores_nothing_on_the_finding_though_words_are_shared(said: str, told: str) -> None:
    report = score([said], [told])
    assert finding(report, "Pleural Effusion")["f1"] == 0
    assert values(report)["rule-label-f1-micro5"] == 0
    assert (values(report)["rouge-l-words"] or 0) > 0.7


def test_an_omission_costs_sensitivity_and_a_hallucination_precision() -> None:
    told = ["Edema. Pleural effusion.", "Edema."]
    left_out = finding(score(["Edema.", "Edema."], told), "Pleural Effusion")
    assert (left_out["positives"], left_out["predicted"], left_out["sensitivity"], left_out["f1"]) == (1, 0, 0, 0)
    made_up = finding(score(["Edema. Pleural effusion.", "Edema. Pleural effusion."], told), "Pleural Effusion")
    assert (made_up["sensitivity"], made_up["ppv"], made_up["f1"]) == pytest.approx((1, 0.5, 2 / 3))


def test_the_reference_itself_scores_one_everywhere() -> None:
    found = values(score(REFERENCES))
    assert {name: value for name, value in found.items() if value != pytest.approx(1)} == {
        "rule-label-f1-macro14": None,
        "rule-label-f1-macro5": None,
    }


@pytest.mark.parametrize("empty", ["", " \n ", None], ids=["empty", "blank", "none"])
def test_empty_predictions_score_nothing_and_are_counted(empty: str | None) -> None:
    report = score([empty] * 4)
    assert {value for value in values(report).values() if value is not None} == {0}
    assert report.counts["empty_predictions"] == 4
    assert "4 of 4 predictions are empty; each scores 0" in report.notes
    (studies,) = report.units
    assert [row[2:5] for row in studies.rows] == [(1, 0.0, 0.0)] * 4


def test_intervals_resample_patients_with_all_their_studies() -> None:
    report = score(PREDICTIONS, bootstrap=200, seed=3)
    assert report.counts["patients"] == 2
    again = score(PREDICTIONS, bootstrap=200, seed=3)
    assert report == again == Report.from_json(report.to_json())
    assert report.joined(again).units == (*report.units, *again.units)
    interval = next(one for one in report.scores if one.metric == "rouge-l-words").interval
    assert interval is not None
    # With two patients a resample has one of three values; the ends are those of drawing one patient twice.
    rouge = [float(row[3]) for row in report.units[0].rows]  # type: ignore[arg-type]
    ends = sorted([np.mean(rouge[:2]), np.mean(rouge[2:])])
    assert [interval.low, interval.high] == pytest.approx(ends)
    bleu = next(one for one in report.scores if one.metric == "bleu4-lower").interval
    assert bleu is not None and bleu.low < bleu.high


def test_texts_without_any_finding_give_no_board_a_value() -> None:
    report = score(["Scoliosis."], ["Emphysema."])
    assert report.boards == {}
    assert report.withheld == {"report-findings": "no finding in references or predictions of 1 studies"}


def test_what_cannot_be_scored_is_refused_without_a_text() -> None:
    items = items_of(REFERENCES)
    with pytest.raises(DataError, match="4 items but 1 answers"):
        score_reports(items, [Answer(text="")], board="b")
    with pytest.raises(DataError, match="item 's50000001' comes twice"):
        score_reports([items[0], items[0]], [Answer(text="")] * 2, board="b")
    with pytest.raises(DataError, match="has no reference text"):
        score([""], [" "])
    with pytest.raises(DataError, match="there is no study"):
        score_reports([], [], board="b")
    with pytest.raises(PodiumError, match="bootstrap=-1 is negative"):
        score(PREDICTIONS, bootstrap=-1)


def test_a_comparison_is_the_difference_of_two_scores_on_the_same_draws() -> None:
    items = items_of(REFERENCES)
    answers = [[Answer(text=text) for text in texts] for texts in (REFERENCES, PREDICTIONS)]
    report = compare_reports(items, answers[0], answers[1], settings=({"bootstrap": 100}, {"bootstrap": 100}))
    one, other = values(score(REFERENCES)), values(score(PREDICTIONS))
    for found in report.scores:
        name = found.metric.removesuffix("_difference")
        first, second = one[name], other[name]
        if first is None or second is None:
            assert found.value is None and found.reason
        else:
            assert found.value == pytest.approx(first - second)
            assert found.interval is not None and found.interval.replicates == 100
    assert report.scores[0].metric == "rule-label-f1-micro14_difference"


def write_chexbert(path: Path, rows: Sequence[tuple[str, str, Mapping[str, str]]]) -> Path:
    with path.open("w", newline="") as stream:
        writer = csv.DictWriter(stream, ("study_id", "source", *NAMES), restval="")
        writer.writeheader()
        writer.writerows({"study_id": study, "source": source, **cells} for study, source, cells in rows)
    return path


LABELS = [
    ("50000001", "reference", {"Edema": "1.0", "Fracture": "0.0"}),
    ("s50000001", "prediction", {"Edema": "-1.0"}),
    ("50000002", "prediction", {"Fracture": "1"}),
    ("50000002", "reference", {"Edema": "1", "Fracture": ""}),
]


def test_chexbert_f1_is_of_the_users_labels_with_uncertain_as_present(tmp_path: Path) -> None:
    path = write_chexbert(tmp_path / "chexbert.csv", LABELS)
    found = values(score(["a", "b"], ["c", "d"], chexbert=str(path)))
    # One edema is found, one is missed, one fracture is made up.
    assert found["chexbert-f1-micro14"] == pytest.approx(2 / 4)
    assert found["chexbert-f1-micro5"] == pytest.approx(2 / 3)
    # Nothing that is read into an empty text counts.
    assert values(score(["", "b"], ["c", "d"], chexbert=str(path)))["chexbert-f1-micro5"] == 0


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (LABELS[:3], "lacks the reference of s50000002"),
        ([*LABELS, LABELS[0]], "row 6: the reference of s50000001 stands in row 2 already"),
        ([*LABELS, ("59999999", "reference", {})], "row 6, column study_id: s59999999 is not among the 2 scored"),
        ([("50000001", "gold", {})], "row 2, column source: 'gold' is not prediction or reference"),
        ([("50000001", "reference", {"Edema": "2"})], "row 2, column Edema: '2' is not 1, 0, -1 or blank"),
    ],
)
def test_chexberts_labels_are_paired_strictly(
    tmp_path: Path, rows: list[tuple[str, str, Mapping[str, str]]], said: str
) -> None:
    path = write_chexbert(tmp_path / "chexbert.csv", rows)
    with pytest.raises(DataError, match=said):
        score(["a", "b"], ["c", "d"], chexbert=str(path))


def test_a_file_of_labels_without_the_columns_or_without_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "chexbert.csv"
    path.write_text("study_id,Edema\n50000001,1\n")
    with pytest.raises(DataError, match="has no column source, No Finding, "):
        score(["a"], ["c"], chexbert=str(path))
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(DataError, match="cannot be read"):
        score(["a"], ["c"], chexbert=str(path))


Entity = tuple[str, str, Sequence[tuple[str, str]]]


def graph(*entities: Entity) -> dict[str, object]:
    return {
        str(number): {"tokens": tokens, "label": label, "relations": [list(relation) for relation in relations]}
        for number, (tokens, label, relations) in enumerate(entities, 1)
    }


def test_radgraph_f1_follows_its_definitions(tmp_path: Path) -> None:
    effusion: Entity = ("effusion", "OBS-DP", [])
    left: Entity = ("left", "ANAT-DP", [])
    records = [
        ("50000001", "reference", graph(("effusion", "OBS-DP", [("located_at", "2")]), left)),
        ("50000001", "prediction", graph(effusion, left)),
        ("50000002", "reference", graph()),
        ("50000002", "prediction", graph()),
        ("50000003", "reference", graph(("effusion", "OBS-DA", []))),
        ("50000003", "prediction", graph(effusion)),
    ]
    path = tmp_path / "graphs.jsonl"
    path.write_text(
        "\n".join(json.dumps({"study_id": name, "source": source, "entities": one}) for name, source, one in records)
    )
    report = score(["a", "b", "c"], ["d", "e", "f"], radgraph=str(path))
    found = values(report)
    # The first study shares both entities, one of them with its relation; the relation itself is missing.
    assert found["radgraph-f1-simple"] == pytest.approx(1 / 3)
    assert found["radgraph-f1-partial"] == pytest.approx(0.5 / 3)
    assert found["radgraph-f1-mean"] == pytest.approx(0.5 / 3)
    assert [row[1:] for row in report.units[1].rows] == [(1.0, 0.5, 0.5), (0.0, 0.0, 0.0), (0.0, 0.0, 0.0)]


def test_a_line_that_is_no_graph_is_named_without_its_text(tmp_path: Path) -> None:
    path = tmp_path / "graphs.jsonl"
    path.write_text('\n{"study_id": "50000001", "source": "reference", "entities": {"1": {"tokens": "secret"}}}\n')
    with pytest.raises(DataError, match="row 2: is no JSON object") as caught:
        score(["a"], ["b"], radgraph=str(path))
    assert "secret" not in str(caught.value)
