"""Keys and tokens are in nothing that Podium prints, logs or writes, whatever servers and errors do with them."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from urllib.parse import quote

import pytest

from podium.tests.fakes.hostile_server import Asked, HostileServer, Reply, chat
from podium.tests.malice.bounded import Ended, run

#: Recognisable, as long as real ones, and none of them real.
SECRETS = {
    "PODIUM_API_KEY": "sk-model-SECRET/0123456789abcdef",
    "PODIUM_JUDGE_API_KEY": "sk-judge-SECRET/0123456789abcdef",
    "OPENAI_API_KEY": "sk-other-SECRET/0123456789abcdef",
    "HF_TOKEN": "hf_SECRETabcdefghijklmnopqrstuvwx",
    "PODIUM_DISCORD_TOKEN": "MTIzNDU2Nzg5MDEyMzQ1Njc4OQ.SECRET.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
}
PASSWORD = "pass-SECRET-0123456789"


def forms(secret: str) -> set[bytes]:
    """Return how a secret may be written."""
    written = {secret, json.dumps(secret)[1:-1], secret.replace("/", "\\/"), quote(secret, safe="")}
    return {text.encode() for text in written} | {base64.b64encode(secret.encode()).rstrip(b"=")}


def repeats(asked: Asked, status: int = 200) -> Reply:
    """Tell the key to whoever reads a reply: in its text, its error, its headers and what it says of itself."""
    key = asked.headers.get("authorization", "")
    if status != 200:
        told = {"error": {"message": f"bad key {key}", "headers": dict(asked.headers)}}
        return Reply(told, status, {"Server": key, "X-Error-Message": key})
    reply = chat(f"The answer is {key}", message={"reasoning": key})
    reply.content["system_fingerprint"] = key
    return Reply(reply.content, 200, {"Server": key})


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[list[Ended], Path, list[str]]]:
    """Commands that ask servers which repeat the key, or fail with an address that holds one; and where they wrote."""
    folder = tmp_path_factory.mktemp("secrets")
    home = folder / "home"
    home.mkdir()
    hub = HostileServer(lambda asked: repeats(asked, 401), Reply({"error": "see X-Error-Message"}, 401))
    servers = {status: HostileServer(partial(repeats, status=status)) for status in (200, 400, 401)}
    with hub, servers[200] as good, servers[400] as bad, servers[401] as refusing:
        asks = ["--debug", "evaluate", "vqa-rad", "--limit", "2", "--patience", "1", "--timeout", "5", "--model"]
        judged = [
            "--debug",
            "evaluate",
            "hle",
            "--limit",
            "1",
            "--judge-patience",
            "1",
            "--model",
            f"openai:{good.url}#m",
        ]
        variables = SECRETS | {"HF_ENDPOINT": hub.url.removesuffix("/v1"), "HF_HOME": str(home / "hf")}
        commands: list[list[str | Path]] = [
            [*asks, f"openai:{good.url}#org/tiny"],
            [*asks, f"openai:{bad.url}#org/tiny"],
            [*asks, f"openai:{refusing.url}#org/tiny"],
            [*judged, "--judge", f"openai:{good.url}#j"],
            [*judged, "--judge", f"openai:{refusing.url}#j"],
            [*asks, f"openai:http://user:{PASSWORD}@127.0.0.1:9/v1#m"],
            [*asks, f"openai:http://127.0.0.1:9/v1?key={PASSWORD}#m"],
            [*asks, "openai:http://127.0.0.1:9/v1#m"],
            ["--debug", "data", "fetch", "mmlu-pro"],
            ["doctor", "--full"],
            ["runs", "list", "--json"],
        ]
        first = run(commands, home / "registry.db", home, **variables)
        runs = [one["id"] for one in json.loads(first[-1].out)]
        more: list[list[str | Path]] = [["runs", "show", one, "--all", "--json"] for one in runs]
        more += [["runs", "items", one, "--replies"] for one in runs]
        more += [
            ["runs", "export", one, *(folder / f"{one}.{form}" for form in ("html", "md", "json"))] for one in runs
        ]
        more += [["--debug", "bot", "check", "--health", "127.0.0.1:9"]]
        asked = [one.headers.get("authorization", "") for server in (*servers.values(), hub) for one in server.asked]
        yield [*first, *run(more, home / "registry.db", home, **variables)], folder, asked


def test_the_keys_were_sent_to_whom_they_are_for(told: tuple[list[Ended], Path, list[str]]) -> None:
    sent = {key.removeprefix("Bearer ") for key in told[2]}
    assert sent >= {SECRETS["PODIUM_API_KEY"], SECRETS["PODIUM_JUDGE_API_KEY"], SECRETS["HF_TOKEN"]}
    assert SECRETS["OPENAI_API_KEY"] not in sent and SECRETS["PODIUM_DISCORD_TOKEN"] not in sent


def test_no_secret_is_printed_or_written(told: tuple[list[Ended], Path, list[str]]) -> None:
    ended, folder, _ = told
    found = {f"command {number}": (one.out + one.err).encode() for number, one in enumerate(ended)}
    found |= {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert any("Traceback" in one.err for one in ended) and any("[key]" in one.out for one in ended)
    assert any(path.endswith("registry.db") for path in found) and any(path.endswith(".html") for path in found)
    for name, secret in (SECRETS | {"password": PASSWORD}).items():
        for form in forms(secret):
            assert [where for where, content in found.items() if form in content] == [], name
