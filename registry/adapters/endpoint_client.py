"""Asking a server over HTTP until it gives a usable reply: pauses, repeats, and when to give up.

What may pass by itself (429, 408, 409, 425, 5xx, a broken connection, a reply that is cut, late or not what the
interface promises) is asked again, with waits that double, or as long as ``Retry-After`` says. What will not
pass (401, 402) ends the run. What concerns one request (400, 404, 413, 422) is raised as :class:`Refused`.
"""

from __future__ import annotations

import json
import logging
import random
import re
import threading
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any

from podium.registry.adapters.base import EndpointOptions
from podium.registry.adapters.endpoint_address import Address, read_key
from podium.registry.adapters.endpoint_calls import Accounts, Call, Refused, Stopped, Tally, Trouble, asked_in
from podium.registry.benchmark import Generate, Item
from podium.registry.discretion import Discretion
from podium.registry.errors import MissingExtra, PodiumError

#: Statuses of a server that is busy or broken for now.
_PASSING = {408, 409, 425, 429}
#: Longest body that is read, in bytes.
_LONGEST = 64 << 20
_SHOWN = 200
#: Most characters in which a quotation is looked for; fewer are shown.
_READ = 4096
#: Longest name of a model; some are paths.
_NAME = 4096
#: Characters of a key that is a secret; shorter ones, such as "EMPTY", are words that servers without keys are given.
_SECRET = 8
#: Whoever shows a run to a user listens here; without that it is silent for as long as a server is waited for.
_log = logging.getLogger("podium")


class Client:
    """A pool of connections to one server, shared by threads.

    Args:
        address: The server.
        options: Time limits and the number of connections.
        accounts: Told of every reply, so that what it used is counted.

    Raises:
        PodiumError: If the key in the environment cannot be one.
        MissingExtra: If httpx2 is not installed.
    """

    #: Seconds before the first repetition; doubled each time.
    first_wait = 0.5
    #: Most seconds between two repetitions that the server did not ask for.
    longest_wait = 30.0
    #: Most seconds a server is waited for that has not given a good reply yet, such as one that loads its model.
    first_patience = 120.0
    #: Failures after which a request is given up if the server answers others.
    tries = 8
    #: Unusable replies with status 200 after which a server that never gave a good one is taken for another thing.
    first_tries = 3
    #: Seconds without a good reply after which the user is told, and between two such messages at least.
    tell_after, tell_again = 3.0, 30.0

    def __init__(self, address: Address, options: EndpointOptions, accounts: Accounts) -> None:
        self.address = address
        self.options = options
        self.tally = Tally()
        #: A request that has been answered before, by which a server that is well is told from one that is not.
        self.known_good: Call | None = None
        self.server = ""
        self.has_key = False
        #: Whether what was asked is left out of what the server says, and replies are not shown at all.
        self.discreet = False
        self._accounts = accounts
        self._http = self._open()
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._good = 0
        #: Requests that were answered after a 429.
        self._eased = 0
        self._last_good = 0.0
        self._resume_at = 0.0
        self._told_at = float("-inf")

    def _open(self) -> Any:
        try:
            import httpx2
        except ImportError as error:
            raise MissingExtra("api", f"asking {self.address.host}", error.name or "httpx2") from error
        self._key = read_key(self.options.key_names)
        self.has_key = bool(self._key)
        self._secret = _secret(self._key)
        headers = {"Accept": "application/json", "User-Agent": "podium"}
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        seconds, most = self.options.timeout, self.options.concurrency
        client = httpx2.Client(
            headers=headers,
            timeout=httpx2.Timeout(seconds, connect=min(seconds, 10.0), pool=None),
            limits=httpx2.Limits(max_connections=most, max_keepalive_connections=most),
            follow_redirects=False,
            trust_env=not self.address.is_local,
        )
        from podium.registry.adapters.endpoint_deadline import bounded

        self._deadline = bounded(client)
        return client

    def models(self) -> list[Mapping[str, Any]]:
        """Return what the server says of its models; nothing where it does not say.

        Raises:
            PodiumError: If no server is reached or it refuses the key.
        """
        try:
            listed = self._once(Call("/models", {}, lambda reply: ""), "GET").get("data")
        except Refused:
            return []
        except Trouble as trouble:
            if not trouble.reached:
                raise self._unreached(trouble) from None
            return []
        found = [one for one in listed if isinstance(one, dict) and "id" in one] if isinstance(listed, list) else []
        return [
            {
                self.clean(name): self.clean(value, _NAME) if isinstance(value, str) else value
                for name, value in one.items()
            }
            for one in found
        ]

    def ask(self, call: Call) -> Mapping[str, Any]:
        """Return the server's usable reply, after as many repetitions as it takes; safe between threads.

        Raises:
            Refused: If the server declines this request, or fails at it while it answers others.
            PodiumError: If it refuses the key, or has given no usable reply for the time of ``patience``.
            Stopped: If :meth:`stop` was called meanwhile.
        """
        began, others, eased = time.monotonic(), self._good, self._eased
        tries = amid = 0
        busy = False
        while True:
            self._pause()
            try:
                reply = self._good_reply(call)
                self._eased += busy
                return reply
            except Trouble as trouble:
                tries += 1
                busy |= trouble.status == 429
                self._give_up(trouble, tries)
                if trouble.status == 429 and self._eased > eased:
                    # A limit that others meet as well, and get over.
                    amid = -1
                # A server that is gone fails at everything; one that answers others fails at this request.
                amid, others, eased = amid + (self._good > others), self._good, self._eased
                if amid >= self.tries:
                    raise Refused(0, f"{trouble}, {tries} times, while the server answered others") from None
                # One that has a limit lets some through; only several in a row show that it has not reached it.
                asked = 3 if trouble.status == 429 else 1
                if tries % self.tries == 0 and all(self._is_well() for _ in range(asked)):
                    amid = self.tries - 1
                self._wait(trouble, tries, max(began, self._last_good))
                self._accounts.renew(call)

    def rest(self, number: int) -> None:
        """Wait as before the repetition of this number."""
        self._sleep(min(self.longest_wait, self.first_wait * 2 ** (number - 1)))

    def stop(self) -> None:
        """End all waiting; requests under way still get their reply."""
        self._stop.set()

    def resume(self) -> None:
        """Allow asking again after :meth:`stop`."""
        self._stop.clear()

    def close(self) -> None:
        """Close the connections."""
        self.stop()
        self._http.close()

    def _good_reply(self, call: Call) -> Mapping[str, Any]:
        try:
            reply = self._once(call, "POST")
        except Trouble as trouble:
            if trouble.lost:
                self._accounts.lose({}, call)
            raise
        if flaw := call.flaw(reply):
            self._accounts.lose(reply, call)
            raise Trouble(f"a reply {flaw}", 200)
        with self._lock:
            self._good += 1
            self._last_good = time.monotonic()
        self._accounts.charge(reply, call)
        return reply

    def _is_well(self) -> bool:
        """Whether the server answers a request that it has answered before."""
        if self.known_good is None:
            return False
        with self._accounts.spare(self.known_good) as spared:
            try:
                return spared and bool(self._good_reply(self.known_good))
            except (Trouble, Refused):
                return False

    def _give_up(self, trouble: Trouble, tries: int) -> None:
        if self._good:
            return
        if not trouble.reached:
            raise self._unreached(trouble)
        if 0 < trouble.status < 400 and tries >= self.first_tries:
            raise PodiumError(
                f"{self.address.base} gives {trouble}, which is no server of this interface",
                "look whether the address is right; most end in /v1",
            )

    def _unreached(self, trouble: Trouble) -> PodiumError:
        return PodiumError(f"no server is reached at {self.address.base}: {trouble}", "see whether it runs")

    def _wait(self, trouble: Trouble, tries: int, since: float) -> None:
        patience = self.options.patience if self._good else min(self.options.patience, self.first_patience)
        now, end = time.monotonic(), since + patience
        backoff = min(self.longest_wait, self.first_wait * 2 ** min(tries - 1, 30))
        seconds = trouble.wait or backoff * random.uniform(0.5, 1.0)
        asked_too_long = trouble.wait is not None and now + trouble.wait > end
        if now >= end or asked_too_long:
            waits = f"; the server asks to wait {trouble.wait:g} s" if asked_too_long else ""
            raise PodiumError(
                f"{self.address.base} has given no usable reply for {now - since:.0f} s, at last {trouble}{waits}",
                f"see whether the server is well; it is waited for {patience:g} s",
            )
        seconds = min(seconds, end - now)
        if now + seconds - since > self.tell_after:
            self._tell(trouble, now, end)
        with self._lock:
            self.tally.repeated += 1
            reason = str(trouble).partition(":")[0]
            self.tally.reasons[reason] = self.tally.reasons.get(reason, 0) + 1
            if trouble.status == 429 or trouble.wait is not None:
                # The server's limit holds for all requests, so all of them pause.
                self._resume_at = max(self._resume_at, now + seconds)
                return
        self._sleep(seconds)

    def _tell(self, trouble: Trouble, now: float, end: float) -> None:
        """Tell the user that the server is waited for, once for all threads."""
        with self._lock:
            if now - self._told_at < self.tell_again:
                return
            self._told_at = now
        what = str(trouble)
        if what.isdigit() and trouble.status in {one.value for one in HTTPStatus}:
            what = f"{what} {HTTPStatus(trouble.status).phrase}"
        _log.warning("%s gives %s; asking again, for up to %.0f s", self.address.base, what, end - now)

    def _pause(self) -> None:
        """Wait until the server takes requests again, as far as it has said."""
        while (left := self._resume_at - time.monotonic()) > 0:
            self._sleep(left)
        self._sleep(0)

    def _sleep(self, seconds: float) -> None:
        """Wait, but no longer than until the run ends."""
        if seconds > 0:
            began = time.monotonic()
            self._stop.wait(seconds)
            with self._lock:
                self.tally.waited += time.monotonic() - began
        if self._stop.is_set():
            raise Stopped

    def _once(self, call: Call, method: str) -> Mapping[str, Any]:
        """Return the JSON object of one try."""
        import httpx2

        with self._lock:
            self.tally.requests += 1
        content = json.dumps(call.body).encode() if method == "POST" else None
        headers = {"Content-Type": "application/json"} if content else {}
        address, seconds = self.address.base + call.route, self.options.timeout
        data, what = bytearray(), "no reply"
        try:
            with (
                self._deadline.within(seconds),
                self._http.stream(method, address, content=content, headers=headers) as reply,
            ):
                what = "no whole reply"
                for part in reply.iter_bytes():
                    data += part
                    if len(data) > _LONGEST:
                        raise Trouble(f"a reply of more than {_LONGEST >> 20} MiB", reply.status_code, lost=True)
        except httpx2.TimeoutException as error:
            unreached = isinstance(error, httpx2.ConnectTimeout)
            raise Trouble(f"{what} in {seconds:g} s", reached=not unreached, lost=not unreached) from None
        except (httpx2.TransportError, httpx2.DecodingError) as error:
            broken = not isinstance(error, (httpx2.ConnectError, httpx2.ProxyError))
            found = "a broken connection" if broken else "no connection"
            raise Trouble(f"{found}: {self.clean(str(error))}", reached=broken, lost=broken) from None
        if name := reply.headers.get("server"):
            self.server = self.clean(name)
        return self._judged(reply.status_code, bytes(data), reply.headers, call)

    def _judged(self, status: int, data: bytes, headers: Mapping[str, str], call: Call) -> Mapping[str, Any]:
        """Return a reply's JSON object, or raise what its status and content mean."""
        text = data.decode("utf-8", "replace")
        try:
            content = json.loads(text)
        except (ValueError, RecursionError):
            content = None
        if status == 200 and isinstance(content, dict):
            error = content.get("error")
            if not error:
                return content
            # Some gateways put the upstream server's error into a good reply.
            code = error.get("code") if isinstance(error, dict) else None
            status = code if isinstance(code, int) and 400 <= code < 600 else 500
        lost = status == 200
        said = self._said(content, text, call if self.discreet else None)
        if self.discreet and lost and not isinstance(content, dict):
            # It may be part of a reply.
            said = ""
        if status == 401 or (status == 403 and not self._good):
            what = "refuses the key" if self._key else "wants a key"
            raise PodiumError(
                f"{self.address.base} {what} ({status}: {said})", f"set {' or '.join(self.options.key_names)}"
            )
        if status == 402 or (status == 429 and "insufficient_quota" in text):
            raise PodiumError(f"{self.address.base} wants to be paid ({status}: {said})", "add credit")
        if status in _PASSING or status < 400 or (status >= 500 and status != 501):
            found = {200: "a reply that is not a JSON object", 429: "429 too many requests"}.get(status, str(status))
            found = f"a redirect ({status})" if 300 <= status < 400 else found
            raise Trouble(f"{found}: {said}" if said else found, status, _retry_after(headers), lost=lost)
        raise Refused(status, f"{status}: {said}")

    def without_key(self, text: str) -> str:
        """Return a text with ``[key]`` wherever it repeats the key, as some servers do."""
        return self._secret.sub("[key]", text) if self._secret else text

    def _said(self, content: object, text: str, call: Call | None) -> str:
        """Return what the server says went wrong, in one line; not what repeats a call, if one is given."""
        found: object = content
        for name in ("error", "message", "detail"):
            if isinstance(found, dict) and found.get(name):
                found = found[name]
        if found is None and re.match(r"\s*<", text):
            title = re.search(r"<title[^<>]*>([^<]*)</title>", text, re.IGNORECASE)
            if call is not None:
                return "a page"
            return f"a page{f' called {self.clean(title[1])!r}' if title else ''}"
        told = found if isinstance(found, str) else text
        if call is not None:
            told = Discretion([Item("", Generate(asked_in(call.body)), "")]).cut(told[:_READ])
        return self.clean(told)

    def clean(self, text: str, most: int = _SHOWN) -> str:
        """Return what the server says as one line of at most so many characters, fit to be shown and stored."""
        line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
        line = self.without_key(line)
        return line if len(line) <= most else f"{line[:most]}..."


def _secret(key: str) -> re.Pattern[str] | None:
    """Return what finds a key as it is or escaped, as in JSON or an address; None for one too short to be secret."""
    if len(key) < _SECRET:
        return None
    # Of backslashes in a row it begins with the first, unless another key can end there.
    first = "" if "\\" in key else r"(?<!\\)"
    parts = zip((first, *[""] * (len(key) - 1)), key, strict=True)
    return re.compile("".join(rf"(?:{at}\\*{re.escape(c)}|(?:{at}\\+u00|%)(?i:{ord(c):02x}))" for at, c in parts))


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Return the seconds of ``Retry-After``, given as a number or as a date (RFC 9110, 10.2.3)."""
    text = headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d{1,9}(\.\d{1,9})?", text):
        return float(text)
    try:
        when = parsedate_to_datetime(text)
    except ValueError:
        return None
    # The server's own clock, where it tells it: ours may be wrong.
    try:
        now = parsedate_to_datetime(headers.get("date", ""))
    except ValueError:
        now = datetime.now(UTC)
    if when.tzinfo is None or now.tzinfo is None:
        return None
    return max(0.0, (when - now).total_seconds())
