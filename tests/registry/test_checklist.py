"""What reviewers ask: every field is there, said or not, and what the user says comes first."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podium.registry.checklist import FIELDS, about_template, checklist, intervals, read_about
from podium.registry.errors import DataError
from podium.registry.journal import Run
from podium.registry.report import Report
from podium.tests.fakes.reports import CARD, HOSTILE, rich_run


def values(run: Run) -> dict[str, str | None]:
    return {field.key: value for field, value in checklist(run, CARD)}


def test_every_field_is_listed_and_what_nobody_said_is_none() -> None:
    found = values(rich_run())
    assert list(found)[: len(FIELDS)] == [field.key for field in FIELDS]
    assert {key for key, value in found.items() if value is None} == {
        "dates", "eligibility", "reference_standard", "disagreements", "unit", "partition", "missing", "training",
        "failures", "external_test", "ethics", "registration",
    }  # fmt: skip


def test_a_field_joins_the_users_words_the_benchmarks_and_what_the_run_knows() -> None:
    run = rich_run(provenance={"about": {"model": "my-vit v2.1"}, "model": {"weights": "sha256:abc"}}, model="my-vit")
    report = replace(run.report or Report({}), facts={"missing": "3 of 500 studies", "missing_labels": "none."})
    found = values(replace(run, report=report))
    assert found["model"] == "my-vit v2.1. my-vit, weights sha256:abc."
    assert found["missing"] == "3 of 500 studies. none."


def test_what_only_the_user_can_say_is_named_as_not_provided_until_the_user_says_it() -> None:
    silent = values(rich_run(provenance={"podium": "0.1.0"}))
    assert silent["code"] == ("Scoring: Podium 0.1.0, open source (Apache-2.0). The model's code: not provided.")
    assert silent["intended_use"] == (
        "CheXpert CXR: research use only, not for diagnosis. The model's intended use: not provided."
    )
    said = values(rich_run(provenance={"podium": "0.1.0", "about": {"code": "on request"}}))
    assert said["code"] == "on request. Scoring: Podium 0.1.0, open source (Apache-2.0)."


def test_facts_of_the_report_that_no_field_asks_for_follow_at_the_end() -> None:
    fields = checklist(rich_run(), CARD)
    assert [(field.title, field.asked_by, value) for field, value in fields[len(FIELDS) :]] == [("Weather", (), "fine")]


def test_the_runs_own_knowledge_stands_in_where_the_benchmark_is_silent() -> None:
    found = values(rich_run())
    assert found["intervals"] == "95% intervals: patient bootstrap, percentile, B=1,000, seed 0"
    assert found["thresholds"] == "Fixed at 0.5 for every finding, not chosen on data"
    assert found["subgroups"] == "Reported: see the table “Subgroups”"
    assert found["agreement"] == "mean kappa 0.42"
    assert found["annotators"] == "8 board-certified radiologists"
    assert found["flow"] == ("668 items asked, 668 answered; 668 images, 668 answered, 500 studies, 500 patients")
    report = replace(rich_run().report or Report({}), facts={"intervals": "by patients", "thresholds": "on valid"})
    spoken = values(rich_run(report=report))
    assert (spoken["intervals"], spoken["thresholds"]) == ("by patients", "on valid")


def test_a_run_without_a_report_says_what_it_knows() -> None:
    found = values(rich_run(report=None, status="interrupted"))
    assert found["subgroups"] is None and found["intervals"] is None
    assert found["flow"] == "668 items asked, 668 answered"
    assert intervals(Report({})) == ""


def test_an_about_file_is_read_with_its_lines(tmp_path: Path) -> None:
    path = tmp_path / "about.toml"
    path.write_text('intended_use = " triage "\nfunding = """\nOne.\nTwo.\n"""\n', encoding="utf-8-sig")
    assert read_about(path) == {"intended_use": "triage", "funding": "One.\nTwo."}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b'intended_us = "x"', "no field called 'intended_us' (did you mean intended_use?)"),
        (b'zzz = "x"', "no field called 'zzz' (the keys are intended_use, "),
        (b"dates = 2002", "dates is of type int, not a text"),
        (b'[model]\nname = "x"', "model is of type dict, not a text"),
        (b'dates = " "', "dates is empty, not a text"),
        (b"dates = ", "no TOML: "),
        (b'dates = "\xff"', "not UTF-8 (byte 9)"),
    ],
)
def test_a_bad_about_file_is_refused_in_one_line(tmp_path: Path, text: bytes, message: str) -> None:
    path = tmp_path / "about.toml"
    path.write_bytes(text)
    with pytest.raises(DataError) as caught:
        read_about(path)
    assert str(caught.value).startswith(f"{path}: ") and message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_about_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="No such file or directory"):
        read_about(tmp_path / "nowhere.toml")


def test_the_template_names_every_field_and_says_nothing() -> None:
    template = about_template({})
    assert tomllib.loads(template) == {}
    assert tomllib.loads(template.replace('# intended_use = ""', 'intended_use = "x"')) == {"intended_use": "x"}
    assert all(f'# {field.key} = ""' in template for field in FIELDS)


@given(
    st.dictionaries(st.sampled_from([field.key for field in FIELDS]), st.text(st.characters(codec="utf-8"), min_size=1))
)
def test_what_was_said_comes_back_from_the_template_whatever_it_is(said: dict[str, str]) -> None:
    assert tomllib.loads(about_template(said)) == said


def test_hostile_words_stay_words() -> None:
    assert values(rich_run())["funding"] == HOSTILE
