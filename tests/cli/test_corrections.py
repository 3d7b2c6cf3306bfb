"""Reporting data that is missing or incorrect on the command line, and deciding on it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from podium.registry import store
from podium.tests.cli.support import failure, podium, podium_json

WRONG = ("corrections", "add", "chexpert", "MedGemma 4B IT", "--value", "0.47")
MORE = ("--source", "https://example.org/erratum", "--because", "a typing error")


def test_a_report_is_made_listed_shown_and_accepted(registry_file: Path) -> None:
    assert podium("corrections").stdout == "No open corrections.\n"
    made = podium(*WRONG, *MORE, "--reporter", "R. Reader").stdout.splitlines()
    assert made[0] == "Correction 1: CheXpert CXR, Reported results: MedGemma 4B IT, 0.481 → 0.470"
    listed = podium("corrections").stdout.splitlines()
    assert len(listed) == 2 and "0.481 → 0.470" in listed[1] and "R. Reader" in listed[1]
    assert podium_json("corrections") == podium_json("corrections", "list", "--benchmark", "chexpert")
    shown = podium("corrections", "show", "1").stdout
    assert "because   a typing error" in shown and "source    https://example.org/erratum" in shown
    done = podium_json("corrections", "accept", "1")
    (told,) = (line for line in podium("watch").stdout.splitlines() if "0.470" in line)
    assert told.count("https://example.org/erratum") == 1  # it stands in the reason
    row = podium_json("leaderboard", "chexpert")["rows"][0]
    assert (row["id"], row["value"], row["standing"]) == (done["result"], 0.47, "self-reported")
    assert done["correction"]["status"] == "accepted"
    assert [one["kind"] for one in done["events"]] == ["new_result"]
    assert podium("corrections").stdout == "No open corrections.\n"
    assert "accepted" in podium("corrections", "list", "--status", "all").stdout


def test_an_accepted_correction_is_told_wherever_its_figure_stands(registry_file: Path) -> None:
    podium(*WRONG, *MORE)
    result, day = podium_json("corrections", "accept", "1")["result"], datetime.now(UTC).date().isoformat()
    said = f"† MedGemma 4B IT, corrected {day}: was 0.481 (a typing error)"
    for command in (("leaderboard", "chexpert"), ("show", "chexpert"), ("progress", "chexpert")):
        assert said in podium(*command).stdout.splitlines()
    assert " 0.470† " in podium("leaderboard", "chexpert").stdout
    for command in (("leaderboard", "chexpert"), ("show", "chexpert")):
        (row,) = podium_json(*command)["rows"]
        # Who reported the old figure does not report the new one.
        assert (row["id"], row["source_url"], row["reported_by"]) == (
            result,
            "https://example.org/erratum",
            "example.org",
        )
        assert row["corrected"] == {
            "change": f"corrected {day}: was 0.481",
            "previous": 0.481,
            "day": day,
            "reason": "a typing error",
            "correction": 1,
            "source_url": "https://example.org/erratum",
        }
    (record,) = podium("leaderboard", "chexpert", "--format", "jsonl").stdout.splitlines()
    assert json.loads(record)["corrected"] == f"corrected {day}: was 0.481"
    assert " 0.470† " in podium("progress", "chexpert").stdout
    (point,) = podium_json("progress", "chexpert")["points"]
    assert (point["id"], point["value"], point["corrected"]) == (result, 0.47, row["corrected"])
    assert {point["corrected"] for point in podium_json("progress", "mmlu")["points"]} == {None}
    reply = podium_json("ask", "who leads chexpert")
    assert f"MedGemma 4B IT (0.470): corrected {day}: was 0.481." in reply["text"].splitlines()
    facts = {(one["name"], one["value"]) for one in reply["facts"] if one.get("result") == result}
    assert {("corrected_on", day), ("previous_score", 0.481)} <= facts
    untouched = podium_json("leaderboard", "mmlu", "--limit", "3")["rows"]
    assert [row["corrected"] for row in untouched] == [None] * 3
    assert "corrected" not in podium("ask", "who leads mmlu").stdout


def test_the_standing_of_a_leader_is_not_said_of_the_others(registry_file: Path) -> None:
    podium(
        "corrections",
        "add",
        "chexpert",
        "o3",
        "--value",
        "0.3",
        "--source",
        "https://example.org/",
        "--because",
        "missing",
    )
    podium("corrections", "accept", "1", "--standing", "third-party")
    assert "with 0.481 macro-F1 over five findings (self-reported; 2 models)." in podium("show", "chexpert").stdout


def test_a_row_can_be_named_by_its_id_and_accepting_says_id_and_event(registry_file: Path) -> None:
    row = podium_json("leaderboard", "chexpert")["rows"][0]["id"]
    podium("corrections", "add", str(row), "--withdraw", *MORE)
    out = podium("corrections", "accept", "1").stdout
    number = podium_json("corrections", "show", "1")["accepted_result"]
    assert out == (
        f"Correction 1 accepted: result {number} withdraws MedGemma 4B IT on CheXpert CXR, Reported results.\n"
    )
    assert podium_json("leaderboard", "chexpert")["rows"] == []


def test_a_missing_row_takes_the_lead_and_the_event_is_told(registry_file: Path) -> None:
    podium("corrections", "add", "chexpert/Reported results", "o3", "--value", "0.9", *MORE)
    assert failure("corrections", "accept", "1", code=1) == (
        "correction 1 brings a new row: whose figure is it? say it with --standing"
    )
    out = podium("corrections", "accept", "1", "--standing", "third-party").stdout.splitlines()
    assert "says 0.900 for o3 on CheXpert CXR, Reported results." in out[0]
    assert f"{store.now()[:10]} · CheXpert CXR: o3 takes the lead with 0.900 from MedGemma 4B IT (0.481)" in out[2]
    told = podium_json("watch", "--kind", "new_leader", "--benchmark", "chexpert")[-1]
    assert out[2].startswith(f"event {told['id']}: ")


def test_rejecting_needs_a_reason_and_what_is_decided_is_refused_in_one_line(registry_file: Path) -> None:
    podium(*WRONG, *MORE)
    assert "--because is missing" in failure("corrections", "reject", "1", code=2)
    assert failure("corrections", "reject", "1", "--because", " ", code=1) == "the reason is empty"
    assert podium("corrections", "reject", "1", "--because", "not so").stdout == "Correction 1 rejected: not so\n"
    again = f"correction 1 was rejected on {store.now()[:10]}; podium corrections show 1"
    assert failure("corrections", "accept", "1", code=1) == again
    assert failure("corrections", "reject", "1", "--because", "x", code=1) == again
    assert podium_json("leaderboard", "chexpert")["rows"][0]["value"] == 0.481


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("chexpert", "MedGemma 4B IT", "--value", "47"), 1, "outside the range of board 'reported'"),
        (("chexpert", "MedGemma 4B IT"), 2, "give the right --value, or --withdraw"),
        (("chexpert", "MedGemma 4B IT", "--value", "0.4", "--withdraw"), 2, "give the right --value, or --withdraw"),
        (("chexpert", "--value", "0.4"), 2, "name the model, or give the id of a row"),
        (("12", "o3", "--value", "0.4"), 2, "leave the model out"),
        (("999999", "--value", "0.4"), 3, "no result called '999999'"),
        (("chexpret", "o3", "--value", "0.4"), 3, "did you mean chexpert?"),
        (("chexpert/nope", "o3", "--value", "0.4"), 3, "no CheXpert CXR board called 'nope'"),
        (("chexpert", "no such model at all", "--value", "0.4"), 3, "no model called"),
        (("chexpert", "o3", "--withdraw"), 2, "no row of this model that could be withdrawn"),
    ],
)
def test_a_report_that_cannot_be_meant_is_refused_in_one_line(
    registry_file: Path, words: tuple[str, ...], code: int, message: str
) -> None:
    assert message in failure("corrections", "add", *words, *MORE, code=code)


def test_hostile_text_is_shown_as_text(registry_file: Path) -> None:
    statement = "[red]\u001b[2J\u202e <script>alert('x')</script>\n'; DROP TABLE results; --"
    podium(*WRONG, "--source", "https://example.org/", "--because", statement, "--reporter", "[link=http://x]me[/link]")
    for words in (("corrections",), ("corrections", "show", "1")):
        plain = podium(*words).stdout
        assert "\u001b" not in plain and "\u202e" not in plain
        assert "[red]\\x1b[2J\\u202e <script>alert('x')</script> '; DROP TABLE results; --" in plain
    assert json.loads(podium("corrections", "show", "1", "--json").stdout)["statement"] == statement
    done = podium("corrections", "accept", "1").stdout
    assert len(done.splitlines()) == 2 and "\u001b" not in done
    assert podium_json("leaderboard", "chexpert")["rows"][0]["value"] == 0.47
