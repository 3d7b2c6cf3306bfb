"""Questions of gated sets: in no output, no log, no file, no page and not in the registry, whatever goes wrong."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Iterable
from pathlib import Path

import pytest
from click.testing import Result

from podium.registry import database, journal
from podium.registry.adapters.endpoint_client import Client
from podium.registry.benchmark import Choose, Item
from podium.registry.conformance import text_digest
from podium.registry.discretion import WITHHELD, Discretion
from podium.registry.startup import Place
from podium.tests.cli.support import PODIUM, podium
from podium.tests.fakes.hostile_server import Asked, HostileServer, Reply, chat
from podium.tests.fakes.language import CHAT_TEMPLATE, llama
from podium.tests.settled import settle

GATED = Path(__file__).parents[1] / "fakes" / "gated"
CANARY = "Why does the zebra finch №{} sing at midnight,\nand who listens to its “naïve” song?"
WORDS = ("zebra finch", "sing at midnight", "who listens", "naïve")


def question(number: int) -> str:
    return CANARY.format(number)


@pytest.fixture(autouse=True)
def settled(own_home: Path) -> None:
    settle(Place(own_home / "registry.db", (GATED,)))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "vault-data"
    folder.mkdir()
    rows = [{"id": f"q-{number}", "question": question(number), "answer": "yes"} for number in range(6)]
    (folder / "test.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return folder


def evaluate(data: Path, model: str, *more: str, code: int = 0) -> Result:
    return podium("--debug", "--plugins-dir", GATED, "evaluate", "vault", "--model", model, "--data", data, *more,
                  code=code)  # fmt: skip


def leaked(text: str) -> list[str]:
    """Return which of the canary's words a text holds, as they are or escaped."""
    return [word for word in WORDS if word in text or json.dumps(word)[1:-1] in text]


def nothing_kept(folders: Iterable[Path]) -> None:
    for path in (path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()):
        assert not leaked(path.read_bytes().decode("utf-8", "replace")), path


def check(result: Result, *folders: Path) -> None:
    assert not leaked(result.output + result.stderr), result.output
    nothing_kept([database.home(), *folders])


def only_run() -> journal.Run:
    (run,) = journal.runs(database.connect(database.default_path()))
    return run


def errors(run: journal.Run) -> list[str | None]:
    connection = database.connect(database.default_path())
    return [answer.error for _, answer in journal.answered(connection, run.id).values()]


@pytest.mark.parametrize("form", [(), ("--json",)])
def test_a_dry_run_says_why_it_shows_no_prompt_and_gives_its_digest(data: Path, form: tuple[str, ...]) -> None:
    result = evaluate(data, "blurt:good", "--dry-run", *form)
    check(result)
    digest = text_digest(question(0))
    if form:
        found = json.loads(result.stdout)
        assert (found["digest"], found["withheld"]) == (digest, "Vault is gated: what it asks is not shown")
        words = len(question(0).split())
        assert found["first"] == {"prompt": "", "prompt_tokens": words, "new_tokens": 4}
        assert found["prompt_tokens"] == 6 * words
    else:
        said = " ".join(result.stdout.split())
        length, sha = digest.split()
        assert f"Vault is gated: what it asks is not shown ({length} characters, SHA-256 {sha}…)" in said
        assert "First prompt, as" not in said


def test_a_whole_run_its_record_and_all_its_exports_are_without_questions(data: Path, tmp_path: Path) -> None:
    check(evaluate(data, "blurt:good"))
    run, out = only_run(), tmp_path / "out"
    out.mkdir()
    assert run.status == "finished"
    files = [str(out / f"report.{suffix}") for suffix in ("html", "md", "csv", "json")]
    for words in (("export", run.id, *files), ("show", run.id, "--all"), ("show", run.id, "--json"), ("list",)):
        check(podium("--plugins-dir", GATED, "runs", *words), out)
    assert len(list(out.iterdir())) == 4


def test_errors_of_items_are_cut_where_they_begin_to_quote(data: Path) -> None:
    check(evaluate(data, "blurt:items", code=4))
    run = only_run()
    errors = {
        name: answer.error
        for name, answer in journal.answered(database.connect(database.default_path()), run.id).values()
    }
    assert errors["q-0"] is None
    assert errors["q-1"] == f'400: cannot read "{WITHHELD}'


@pytest.mark.parametrize(
    ("model", "more", "says"),
    [
        ("blurt:stop", (), f"the model is gone after 'Q: {WITHHELD}"),
        ("blurt:bug", (), "Vault: IndexError in vault.py, line "),
        ("blurt:prepare", (), f"cannot begin with {WITHHELD}"),
        ("blurt:prepare", ("--dry-run",), f"cannot begin with {WITHHELD}"),
        ("blurt:good", ("--set", "broken=loader"), "the loader of Vault failed: ValueError in vault.py, line "),
        ("blurt:good", ("--set", "scores=no"), "the scorer of Vault failed: KeyError in vault.py, line "),
    ],
)
def test_errors_that_end_a_run_are_cut_also_with_a_traceback(
    data: Path, model: str, more: tuple[str, ...], says: str
) -> None:
    result = evaluate(data, model, *more, code=1)
    check(result)
    assert says in result.stderr
    assert "Traceback" in result.stderr


def test_a_killed_run_and_the_one_that_goes_on_leave_no_question_behind(data: Path) -> None:
    command: list[str | Path] = [
        PODIUM,
        "--plugins-dir",
        GATED,
        "evaluate",
        "vault",
        "--model",
        "blurt:slow",
        "--data",
        data,
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        until = time.monotonic() + 60
        while time.monotonic() < until and process.poll() is None:
            time.sleep(0.05)
            if database.default_path().exists() and _answered():
                break
        os.kill(process.pid, signal.SIGKILL)
        said = process.communicate()[0]
    assert process.returncode == -signal.SIGKILL
    assert not leaked(said)
    nothing_kept([database.home()])
    check(evaluate(data, "blurt:slow"))
    assert only_run().status == "finished"


def _answered() -> int:
    try:
        return int(database.connect(database.default_path()).execute("SELECT count(*) FROM answers").fetchone()[0])
    except Exception:  # The file may be half made.
        return 0


@pytest.mark.parametrize("status", [400, 500])
def test_a_server_that_repeats_the_request_is_quoted_no_further_than_that(
    data: Path, status: int, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(Client, "first_wait", 0.01)
    monkeypatch.setattr(Client, "longest_wait", 0.02)
    monkeypatch.setattr(Client, "tell_after", 0.0)

    def behave(asked: Asked) -> Reply:
        if "№3" in asked.prompt or "№4" in asked.prompt:
            return Reply({"error": {"message": f"cannot take {asked.prompt}"}}, status)
        return chat("yes")

    with HostileServer(behave) as hostile:
        check(evaluate(data, f"openai:{hostile.url}#org/tiny", code=4))
    run = only_run()
    errors = [
        answer.error for _, answer in journal.answered(database.connect(database.default_path()), run.id).values()
    ]
    assert [error is not None for error in errors] == [False, False, False, True, True, False]
    assert all(error and error.startswith(f"{status}: cannot take {WITHHELD}") for error in errors[3:5])
    assert not leaked(caplog.text)


def test_a_server_that_refuses_everything_is_quoted_no_further_than_that(data: Path) -> None:
    refuse = lambda asked: Reply({"error": f"no: {asked.prompt}"}, 400)  # noqa: E731
    with HostileServer(refuse) as hostile:
        result = evaluate(data, f"openai:{hostile.url}#org/tiny", code=1)
    check(result)
    assert f"answers none of the first items for model 'org/tiny': 400: no: {WITHHELD}" in result.stderr


def test_a_chat_template_that_stumbles_over_a_question_does_not_quote_it(data: Path, tmp_path: Path) -> None:
    saved = llama(tmp_path / "model" / "tiny", chat=True)
    stumbling = "{{ raise_exception('cannot say ' + messages[-1]['content']) }}"
    (saved / "chat_template.jinja").write_text(stumbling + CHAT_TEMPLATE)
    result = evaluate(data, f"hf:{saved}", code=1)
    check(result)
    assert f"fails: cannot say {WITHHELD}" in result.stderr


def test_a_log_of_other_questions_is_refused_by_their_digest(data: Path, tmp_path: Path) -> None:
    other = "Which of the zebra finch songs of old is it?"
    folder = tmp_path / "log"
    folder.mkdir()
    lines = [
        {"doc_id": number, "doc": {"question": f"{other} {number}"}, "arguments": {}, "resps": [["yes"]]}
        for number in range(6)
    ]
    path = folder / "samples_vault_2026-01-01T00-00-00.000000.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    result = evaluate(data, f"file:{path}", code=1)
    assert not leaked(result.output + result.stderr)
    assert "has no such question: one of 46 characters, sha256 " in result.stderr


# --- what counts as a quotation


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("400: the model is overloaded", "400: the model is overloaded"),
        ("bad: Why does the\\nZEBRA finch", f"bad: {WITHHELD}"),
        ("bad: na\\u00efve song at night", "bad: na\\u00efve song at night"),
        ("bad: its \\u201cna\\u00efve\\u201d song", f"bad: {WITHHELD}"),
        ("half: zebra fin", "half: zebra fin"),
        ("", ""),
        ("an answer that is (B) the red ring of light", f"an answer that is (B) {WITHHELD}"),
    ],
)
def test_twelve_letters_in_a_row_are_a_quotation_whatever_stands_between_them(text: str, cut: str) -> None:
    item = Item("one", Choose(question(1), ("a star", "the red ring of light")), 1)
    assert Discretion([item]).cut(text) == cut


def test_a_report_that_is_the_target_is_not_quoted_either() -> None:
    item = Item("one", Choose("Which?", ("a", "b")), "The heart is enlarged.")
    assert Discretion([item]).cut("row 3: 'The heart is enlarged.' is no label") == f"row 3: '{WITHHELD}"
