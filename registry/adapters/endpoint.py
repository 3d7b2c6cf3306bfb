"""Models behind a server with OpenAI's interface: vLLM, SGLang, TGI, llama.cpp, ``transformers serve``, hosted ones.

How answers are found is decided once, before the first item, by asking the server: choices by the
log-probabilities of their letters where it gives them, else by the letter that is written; findings by the
log-probabilities of yes and no, else by the word. It is part of the fingerprint, so a run never mixes two ways.
"""

from __future__ import annotations

import logging
import re
import threading
import time
from collections import Counter
from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from podium.registry.adapters import endpoint_replies as replies
from podium.registry.adapters.base import Adapter, AdapterOptions, Answered, Facts, Numbered, Preview, Task
from podium.registry.adapters.endpoint_address import Address, read_address
from podium.registry.adapters.endpoint_answers import ODD, read_answer
from podium.registry.adapters.endpoint_calls import Call, Refused
from podium.registry.adapters.endpoint_client import Client
from podium.registry.adapters.endpoint_pool import Pool
from podium.registry.adapters.endpoint_questions import (
    CONTINUATION_SCORES,
    LETTER,
    LETTER_SCORES,
    OPTIONAL,
    TEXT,
    YES_NO,
    YES_NO_SCORES,
    Asker,
    Manner,
    Question,
    kind_of,
)
from podium.registry.adapters.endpoint_usage import Ledger, LimitReached, Need
from podium.registry.benchmark import Answer, Classify, Item, Request
from podium.registry.errors import DataError, PodiumError

#: Items of a kind by which the server is tried; the first may be too long for it.
_TRIED = 3
#: Reply tokens of a try for text.
_TRIED_TOKENS = 16
#: How many log-probabilities are asked for; some servers give no more than five.
_TOPS = (20, 5)
#: Items that may fail one after another before the fault is held to lie elsewhere.
_MOST_IN_A_ROW = 20
_PLAIN = {"choose": LETTER, "continue": LETTER, "classify": YES_NO, "generate": TEXT}
_FEW = 10
#: What a list of models may say of what is behind a name.
_WEIGHTS = ("listed_root", "listed_parent", "listed_owned_by")
_log = logging.getLogger("podium")


class Endpoint(Adapter):
    """Asks a server, several requests at a time.

    Args:
        target: ``BASE_URL#MODEL``; the model may be left out where the server has one.
        options: The user's choices.

    Raises:
        PodiumError: If the address or an option is not usable.
    """

    kind = "openai"
    own_batches = True

    def __init__(self, target: str, options: AdapterOptions) -> None:
        super().__init__(target.strip(), options)
        self.address: Address = read_address(target)
        _check(options)
        self._ledger = Ledger(options.endpoint)
        api = "chat" if options.endpoint.api == "auto" else options.endpoint.api
        self._asker = Asker(Manner(api, self.address.model, options))
        self._client: Client | None = None
        self._listed: Mapping[str, Any] = {}
        self._served: list[str] = []
        self._lock = threading.Lock()
        self._counts: Counter[str] = Counter()
        self._systems: set[str] = set()
        self._key_repeated = self._examples = False
        self._began = self._seconds = 0.0

    @property
    def name(self) -> str:
        """The model's name without its organisation or folder, or the server's where it is not known yet."""
        return PurePosixPath(self._manner.model).name or self.address.host

    @property
    def looks_at_images(self) -> bool:
        """Images are read and sent."""
        return True

    @property
    def client(self) -> Client:
        """The connections; made when first needed.

        Raises:
            PodiumError: If the key in the environment cannot be one.
            MissingExtra: If httpx2 is not installed.
        """
        if self._client is None:
            self._client = Client(self.address, self.options.endpoint, self)
        return self._client

    @property
    def _manner(self) -> Manner:
        return self._asker.manner

    # --- before the first item

    def prepare(self, task: Task) -> None:
        """Find the model's name and how the server can be asked, by asking it a few of the items.

        Raises:
            PodiumError: If no server is reached, it refuses the key or the model, it does not count tokens
                though there is a limit, or the benchmark asks for what the interface cannot do.
            MissingExtra: If httpx2 is not installed.
        """
        tried: dict[str, list[Request]] = {}
        for item in task.items:
            self._check(item)
            self._examples |= bool(getattr(item.request, "examples", ()))
            known = tried.setdefault(kind_of(item.request), [])
            if len(known) < _TRIED:
                known.append(item.request)
        self._asker = replace(self._asker, observations=task.benchmark.card.observations)
        self.client.discreet = task.benchmark.card.keeps_questions
        self._find_model()
        for kind, requests in sorted(tried.items()):
            self._find_way(kind, requests)
        if self._ledger.limited and self._ledger.used.unreported:
            raise PodiumError(
                f"{self.address.base} does not report how many tokens it used, so no limit can be kept",
                f"leave {self.options.endpoint.prefix}max-tokens and {self.options.endpoint.prefix}max-cost out",
            )

    def _check(self, item: Item) -> None:
        request = item.request
        if isinstance(request, Classify) and not request.images:
            raise PodiumError(f"item {item.id} asks for findings without an image")
        if request.images and self._manner.api == "completions":
            raise PodiumError("the completions interface shows no images", "leave --api out, or say chat")

    def _find_model(self) -> None:
        models = self.client.models()
        self._served = [str(model["id"]) for model in models]
        if not self._manner.model:
            if len(self._served) != 1:
                some = ", ".join(self._served[:_FEW]) + (", ..." if len(self._served) > _FEW else "")
                says = f"serves {len(self._served)} models: {some}" if self._served else "does not say what it serves"
                raise PodiumError(f"{self.address.base} {says}", f"write {self.kind}:{self.address.base}#MODEL")
            self._speak(replace(self._manner, model=self._served[0]))
        elif self._served and self._manner.model not in self._served:
            some = ", ".join(self._served[:_FEW]) + (", ..." if len(self._served) > _FEW else "")
            _log.warning("%s does not list the model %r; it lists %s", self.address.base, self._manner.model, some)
        self._listed = next((model for model in models if str(model["id"]) == self._manner.model), {})

    def _find_way(self, kind: str, requests: Sequence[Request]) -> None:
        """Decide how requests of a kind are asked; the replies to these tries are not kept."""
        refusals = []
        for request in requests:
            self._take(kind, _PLAIN[kind])
            try:
                self._try_plain(request)
            except Refused as refused:
                refusals.append(refused.reason)
                continue
            except DataError as error:
                refusals.append(error.message)
                continue
            if kind != "generate":
                self._try_scores(kind, request)
            return
        others = [name for name in self._served if name != self._manner.model][:_FEW]
        raise PodiumError(
            f"{self.address.base} answers none of the first items for model {self._manner.model!r}: {refusals[0]}",
            f"it serves {', '.join(others)}" if others else "look whether the model's name and the address are right",
        )

    def _try_plain(self, request: Request) -> None:
        question = self._asker.questions(request)[0]
        short = replace(question, max_tokens=min(question.max_tokens, _TRIED_TOKENS))
        try:
            self._try(short)
        except Refused:
            # Models that think before they answer may refuse so few tokens.
            if short.max_tokens == question.max_tokens:
                raise
            self._try(question)

    def _try_scores(self, kind: str, request: Request) -> None:
        """Ask with log-probabilities instead where the server gives such as answer the request."""
        plain = self._asker
        continued = kind == "continue" and self._manner.api == "completions"
        way = YES_NO_SCORES if kind == "classify" else CONTINUATION_SCORES if continued else LETTER_SCORES
        for top in _TOPS if not continued else _TOPS[:1]:
            self._speak(replace(self._manner, top=top))
            self._take(kind, way)
            question = self._asker.questions(request)[0]
            try:
                reply = self._try_firmly(question)
            except Refused:
                continue
            answer = read_answer(request, way, [question], [reply], Counter())
            if answer.choice is not None or (answer.probabilities and None not in answer.probabilities):
                return
            break
        self._asker = replace(plain, manner=replace(self._manner, top=plain.manner.top))

    def _try_firmly(self, question: Question) -> Mapping[str, Any]:
        """Ask again where a refusal does not say that it is for the log-probabilities: it may pass by itself."""
        for number in range(1, _TRIED):
            try:
                return self._try(question)
            except Refused as refused:
                if "logprob" in refused.reason:
                    raise
            self.client.rest(number)
        return self._try(question)

    def _try(self, question: Question) -> Mapping[str, Any]:
        """Ask, and learn from a refusal how this server wants to be spoken to."""
        before = self._manner
        while True:
            need = Need(question.size, question.max_tokens)
            call = self._call(question, need)
            try:
                with self._aside(need):
                    reply = self.client.ask(call)
            except Refused as refused:
                manner = _adapted(self._manner, refused, call.body)
                if manner is None:
                    # What was left out without being named was not what the server disliked.
                    if "response_format" in {*self._manner.left_out} - {*before.left_out}:
                        self._speak(replace(self._manner, left_out=before.left_out))
                    raise
                self._speak(manner)
                continue
            self.client.known_good = self.client.known_good or call
            return reply

    def _speak(self, manner: Manner) -> None:
        self._asker = replace(self._asker, manner=manner)

    def _take(self, kind: str, way: str) -> None:
        self._asker = replace(self._asker, ways={**self._asker.ways, kind: way})

    # --- the items

    def stream(self, items: Iterable[Numbered]) -> Generator[Answered, None, None]:
        """Answer the items as threads are free for them, and yield the answers as they come.

        Raises:
            PodiumError: If the server refuses the key, is gone for longer than ``patience``, refuses many
                items one after another, or a limit is reached; all answers before are yielded.
        """
        client = self.client
        client.resume()
        self._ledger.begin()
        self._began, in_a_row = time.perf_counter(), 0

        def failed(error: BaseException) -> None:
            if not isinstance(error, LimitReached):
                client.stop()

        pool: Pool[Numbered, tuple[int, Answer]] = Pool(
            lambda numbered: (numbered[0], self._answer(numbered[1])), self.options.endpoint.concurrency
        )
        try:
            with closing(pool.run(items, failed)) as answering:
                for answered in answering:
                    self._counts["items"] += len(answered)
                    yield answered
                    for _, answer in answered:
                        in_a_row = in_a_row + 1 if answer.error else 0
                        if in_a_row > _MOST_IN_A_ROW:
                            raise PodiumError(
                                f"{in_a_row} items failed one after another, at last: {answer.error}",
                                "they are kept as failed, for --retry-failed",
                            )
        finally:
            client.stop()
            self._seconds += time.perf_counter() - self._began
            self._began = 0.0

    def answer(self, items: Sequence[Item]) -> list[Answer]:
        """Return one answer per item, in order; errors as :meth:`stream`."""
        found = dict(pair for answered in self.stream(enumerate(items)) for pair in answered)
        return [found[number] for number in range(len(items))]

    def _answer(self, item: Item) -> Answer:
        try:
            questions = self._asker.questions(item.request)
            need = self._asker.need(item.request)
            with self._aside(need):
                found = [self.client.ask(self._call(question, need)) for question in questions]
        except Refused as refused:
            return Answer(error=refused.reason)
        except DataError as error:
            return Answer(error=error.message)
        told: Counter[str] = Counter()
        answer = read_answer(item.request, self._asker.ways[kind_of(item.request)], questions, found, told)
        text, thoughts = (said and self.client.without_key(said) for said in (answer.text, answer.thoughts))
        with self._lock:
            self._counts += told
            self._key_repeated |= (text, thoughts) != (answer.text, answer.thoughts)
        return replace(answer, text=text, thoughts=thoughts)

    @contextmanager
    def _aside(self, need: Need) -> Generator[None, None, None]:
        if not self._ledger.limited:
            yield
            return
        self._ledger.hold(need)
        try:
            yield
        finally:
            self._ledger.release(need)

    def _call(self, question: Question, held: Need) -> Call:
        flaw = replies.chat_flaw if self._manner.api == "chat" else replies.completion_flaw
        body = self._manner.body(question)
        return Call(self._manner.route, body, flaw, question.size, question.max_tokens, held)

    # --- the accounts of the client

    def charge(self, reply: Mapping[str, Any], call: Call) -> None:
        """Count a usable reply."""
        self._ledger.charge(reply, call.size, call.most)
        if system := reply.get("system_fingerprint"):
            with self._lock:
                self._systems.add(self.client.clean(str(system)))

    def lose(self, reply: Mapping[str, Any], call: Call) -> None:
        """Count a request that the server may have worked on and that brought no usable reply."""
        self._ledger.lose(reply, call.size, call.most)

    def renew(self, call: Call) -> None:
        """Allow a request to be sent once more.

        Raises:
            LimitReached: If what it needs is not left.
        """
        if self._ledger.limited:
            self._ledger.renew(call.held)

    @contextmanager
    def spare(self, call: Call) -> Generator[bool, None, None]:
        """Set aside what a request needs, if it can be had at once; says whether it can."""
        need = Need(call.size, call.most)
        held = self._ledger.limited and self._ledger.hold_now(need)
        try:
            yield held or not self._ledger.limited
        finally:
            if held:
                self._ledger.release(need)

    # --- what is recorded

    def fingerprint(self) -> Facts:
        """The address without credentials, the model, and how it is asked."""
        ways = self._asker.ways
        scored = any(way in (LETTER_SCORES, YES_NO_SCORES) for way in ways.values())
        return {
            "address": self.address.base,
            "model": self._manner.model,
            "api": self._manner.api,
            "asked": ", ".join(dict.fromkeys(ways[kind] for kind in sorted(ways))),
            "top_logprobs": self._manner.top if scored else None,
            "left_out": ", ".join(self._manner.left_out) or None,
            "temperature": self.options.temperature,
            # Nothing is drawn at 0, if the server was told so.
            "seed": self.options.seed if self.options.temperature or "temperature" in self._manner.left_out else None,
            "max_new_tokens": self.options.max_new_tokens,
        } | {name: value for name, value in self._facts().items() if name in _WEIGHTS}

    def provenance(self) -> Facts:
        """What the server says of itself and of the model, and the prices that were counted with."""
        facts = self._facts() | dict(self.seen())
        facts["server"] = self.client.server or None
        facts["input_price"] = self.options.endpoint.input_price
        facts["output_price"] = self.options.endpoint.output_price
        return facts

    def _facts(self) -> dict[str, str | int | float | None]:
        return {f"listed_{name}": value for name, value in self._listed.items() if isinstance(value, (str, int, float))}

    def seen(self) -> Facts:
        """What the server called its configurations, in all sittings, and whether it repeated the key."""
        return {
            "system_fingerprint": ", ".join(sorted(self._systems)) or None,
            "key_repeated": "yes" if self._key_repeated else None,
        }

    def remember(self, facts: Facts) -> None:
        """Learn what the server called its configurations before, and whether it repeated the key."""
        self._systems.update(str(facts.get("system_fingerprint") or "").split(", "))
        self._systems.discard("")
        self._key_repeated |= bool(facts.get("key_repeated"))

    def notes(self) -> Sequence[str]:
        """What a reader must know: that the weights are not seen, how it was asked, and what was odd."""
        from podium.registry.adapters.endpoint_notes import notes

        return notes(self.address, self._asker, self.client, sorted(self._systems), self._key_repeated, self._examples)

    def preview(self, item: Item) -> Preview | None:
        """Return the first question of an item as text, images by their names; None where it cannot be asked."""
        try:
            asked = self._asker.questions(item.request)
        except DataError:
            return None
        return Preview(asked[0].shown, None, sum(question.max_tokens for question in asked))

    def speed(self) -> Facts:
        """Return what was used and how long it took, since this process began to ask."""
        seconds = self._seconds + (time.perf_counter() - self._began if self._began else 0.0)
        used, tally = self._ledger.used, self.client.tally
        counted = used.replies > used.unreported
        return {
            "items": self._counts["items"],
            "prompt_tokens": used.prompt if counted else None,
            "cached_tokens": used.cached if counted else None,
            "new_tokens": used.reply if counted else None,
            "cost": self._ledger.cost if counted else None,
            "requests": tally.requests,
            "retries": tally.repeated,
            "lost_requests": used.lost,
            "lost_tokens": used.lost_tokens,
            "unreported": used.unreported,
            "reasons": "; ".join(f"{reason} ({count})" for reason, count in sorted(tally.reasons.items())) or None,
            **{name: self._counts[name] for name in ODD},
            "exceeded": self._ledger.exceeded or None,
            "waited_seconds": tally.waited,
            "seconds": seconds,
        }

    def close(self) -> None:
        """Close the connections."""
        if self._client is not None:
            self._client.close()


def _check(options: AdapterOptions) -> None:
    chosen = options.endpoint
    if chosen.api not in ("auto", "chat", "completions"):
        raise PodiumError(f"the interface {chosen.api!r} is not one", "say auto, chat or completions")
    if chosen.concurrency < 1 or not chosen.timeout > 0 or not chosen.patience >= 0:
        name = chosen.prefix
        raise PodiumError(f"{name}concurrency and {name}timeout have to be above 0, and {name}patience not below")


def _adapted(manner: Manner, refused: Refused, body: Mapping[str, Any]) -> Manner | None:
    """Return another manner of speaking, if the server says that it dislikes something that can be left out."""
    if refused.status not in (400, 422):
        return None
    if "max_completion_tokens" in refused.reason and manner.length_field == "max_tokens":
        return replace(manner, length_field="max_completion_tokens")
    for name in OPTIONAL:
        if name in body and re.search(rf"\b{name}\b", refused.reason):
            return replace(manner, left_out=(*manner.left_out, name))
    if "response_format" in body:
        # Servers that cannot hold a model to a form do not always say so by this name.
        return replace(manner, left_out=(*manner.left_out, "response_format"))
    return None
