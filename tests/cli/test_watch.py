"""Telling what happened, and following what happens."""

from __future__ import annotations

import json
import signal
import subprocess
from pathlib import Path
from typing import Any

import pytest

from podium.registry import database, events
from podium.tests.cli.support import PODIUM, failure, podium, podium_json

TOP = {
    "benchmark": "chexpert",
    "board": "reported",
    "model": "gemini-2-5-pro",
    "value": 0.512,
    "standing": "third-party",
    "source_url": "https://example.org/paper",
}


def bring(path: Path, **change: Any) -> None:
    path.write_text(json.dumps([TOP | change]), encoding="utf-8")
    podium("results", "import", path, "--replace", "a test")


@pytest.fixture
def model(registry_file: Path) -> str:
    """Return a model that is not on CheXpert's headline board."""
    with database.connect(registry_file) as connection:
        found = connection.execute("SELECT name, slug FROM models WHERE slug LIKE 'gemini-2-5-pro%'").fetchone()
    TOP["model"] = found["slug"]
    return str(found["name"])


def test_a_new_leader_is_told_in_a_line_with_metric_standing_and_source(model: str, tmp_path: Path) -> None:
    bring(tmp_path / "new.json")
    # The registry is as old as the first of these tests, which may have been before midnight.
    made = next(one["recorded_at"][:10] for one in podium_json("watch") if one["kind"] == "new_benchmark")
    told = podium("watch", "--benchmark", "chexpert", "--since", made).stdout.splitlines()
    end = "macro-F1 over five findings · third-party · https://example.org/paper"
    new, scored, leads = podium_json("watch", "--benchmark", "chexpert", "--since", made)
    today = leads["recorded_at"][:10]
    assert told == [
        f"event {new['id']}: {made} · CheXpert CXR: an image benchmark, new here",
        f"event {scored['id']}: {today} · CheXpert CXR: {model} scores 0.512 · {end}",
        f"event {leads['id']}: {today} · CheXpert CXR: {model} takes the lead with 0.512 from MedGemma 4B IT"
        f" (0.481) · {end}",
        "For research use only, not for decisions about patients.",
    ]


def test_without_options_the_last_twenty_are_told_and_what_shows_more(registry_file: Path) -> None:
    every = podium_json("watch")
    lines = podium("watch").stdout.splitlines()
    assert [line.partition(":")[0] for line in lines[:20]] == [f"event {one['id']}" for one in every[-20:]]
    assert lines[-1] == (f"… and {len(every) - 20:,} earlier events; --limit 0 shows all, --since ID those after one")
    assert len(lines) in (21, 22)  # the line for research use stands where a medical benchmark is among them
    whole = podium("watch", "--limit", "0").stdout.splitlines()
    assert len([line for line in whole if line.startswith("event ")]) == len(every) and "…" not in whole[-1]
    after = podium("watch", "--benchmark", "mmlu", "--since", "1").stdout.splitlines()
    assert len(after) == len(podium_json("watch", "--benchmark", "mmlu", "--since", "1")) > 20
    assert "earlier event" not in after[-1]


def test_a_leader_that_is_taken_down_hands_the_lead_on_and_both_are_told(model: str, tmp_path: Path) -> None:
    bring(tmp_path / "new.json")
    last = podium_json("watch")[-1]["id"]
    bring(tmp_path / "less.json", value=0.1)
    told = podium("watch", "--since", str(last)).stdout.splitlines()
    assert f"{model} stands at 0.100 now, no longer at 0.512: a test" in told[0]
    assert f"MedGemma 4B IT leads with 0.481, as the result of {model} (0.512) no longer stands" in told[1]
    assert told[2:] == ["For research use only, not for decisions about patients."]


def test_kinds_and_categories_narrow_what_is_told(registry_file: Path) -> None:
    kinds = {one["kind"] for one in podium_json("watch", "--kind", "new_benchmark", "--category", "Healthcare")}
    assert kinds == {"new_benchmark"}
    found = {one["benchmark"] for one in podium_json("watch", "--category", "healthcare")}
    with database.connect(registry_file) as connection:
        cards = {
            row["slug"]: json.loads(row["card"]) for row in connection.execute("SELECT slug, card FROM benchmarks")
        }
    assert found == {slug for slug, card in cards.items() if "healthcare" in card["categories"]}


def test_the_history_stands_in_its_place_in_time_the_newest_last(registry_file: Path) -> None:
    days = [one["happened"] for one in podium_json("watch")]
    assert days == sorted(days) and len(days) > 100
    assert days[-1] == podium_json("watch", "--limit", "1")[0]["happened"]
    assert podium_json("watch", "--limit", "3") == podium_json("watch")[-3:]
    assert {one["happened"] >= "2026-03" for one in podium_json("watch", "--since", "2026-03")} == {True}


def test_what_cannot_be_asked_for_is_said_in_a_line(registry_file: Path) -> None:
    assert "neither the id of an event nor a date" in failure("watch", "--since", "yesterday", code=2)
    assert "no category called 'healthcaer'; did you mean healthcare?" in failure(
        "watch", "--category", "healthcaer", code=3
    )
    assert "no benchmark called" in failure("watch", "--benchmark", "nope nope", code=3)
    assert podium("watch", "--since", "99999999").stdout == "Nothing has happened yet that this asks for.\n"
    assert podium_json("watch", "--since", "99999999") == []


def test_a_name_with_control_characters_and_markup_stays_one_line_of_data(registry_file: Path, tmp_path: Path) -> None:
    name = "[bold]Evil\u001b[31m\u202e <script>alert(1)</script> `x` " + "n" * 250
    file = tmp_path / "evil.json"
    row = TOP | {"model": "evil", "value": 0.99}
    file.write_text(json.dumps({"format": 1, "models": [{"slug": "evil", "name": name}], "results": [row]}))
    podium("results", "import", file)
    line = podium("watch", "--benchmark", "chexpert", "--kind", "new_leader").stdout.splitlines()[-2]
    assert line.isprintable()
    assert "[bold]Evil\\x1b[31m\\u202e <script>alert(1)</script> `x` nnn" in line


def test_following_prints_what_happens_a_line_each_and_ends_quietly(
    registry_file: Path, model: str, tmp_path: Path
) -> None:
    with database.connect(registry_file) as connection:
        last = events.last_id(connection)
    following = subprocess.Popen(
        [PODIUM, "watch", "--follow", "--json", "--since", str(last - 1)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert following.stdout is not None and following.stderr is not None
    assert json.loads(following.stdout.readline())["id"] == last
    bring(tmp_path / "new.json")
    heard = [json.loads(following.stdout.readline()) for _ in range(2)]
    assert [(one["kind"], one["id"]) for one in heard] == [("new_result", last + 1), ("new_leader", last + 2)]
    assert heard[1]["text"] == f"{model} takes the lead with 0.512 from MedGemma 4B IT (0.481)"
    following.send_signal(signal.SIGINT)
    assert following.wait(timeout=30) == 130
    assert following.stdout.read() == "" and following.stderr.read() == ""


def test_following_ends_when_nobody_reads_any_more(registry_file: Path, model: str, tmp_path: Path) -> None:
    line = f"set -o pipefail; timeout 60 {PODIUM} watch --follow --json --since 0 | head -1"
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["id"] == 1
