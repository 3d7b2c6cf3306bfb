"""What a server is asked for a request: one or more questions, and the JSON they are sent as."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from podium.registry.adapters import prompts
from podium.registry.adapters.base import AdapterOptions
from podium.registry.adapters.endpoint_usage import IMAGE_BYTES, Need
from podium.registry.benchmark import Choose, Classify, Generate, Request
from podium.registry.card import Observation
from podium.registry.errors import DataError, MissingExtra

#: How an answer is found; the same for all requests of a kind in a run.
LETTER_SCORES = "letter log-probabilities"
CONTINUATION_SCORES = "continuation log-probabilities"
LETTER = "letter"
YES_NO_SCORES = "yes/no log-probabilities"
YES_NO = "yes/no"
TEXT = "text"

#: Most tokens of a reply that is a letter or yes or no, with what models say around it.
SHORT = 32
#: Fields a server may do without: they make replies repeatable, are applied here as well, or help a model to a form.
OPTIONAL = ("seed", "temperature", "stop", "response_format")

_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)


@dataclass(frozen=True)
class Question:
    """One thing a server is asked.

    Args:
        parts: Texts and images, in the order in which they are shown.
        max_tokens: Most tokens of the reply.
        system: System message.
        stop: Texts at which the reply ends.
        top: Log-probabilities of so many tokens are asked for at each place of the reply, or 0.
        echo: Whether the log-probabilities of the prompt's own tokens are asked for.
        schema: JSON schema of the reply as JSON text; see :class:`podium.registry.Generate`.
    """

    parts: tuple[str | Path, ...]
    max_tokens: int
    system: str = ""
    stop: tuple[str, ...] = ()
    top: int = 0
    echo: bool = False
    schema: str = ""

    @property
    def size(self) -> int:
        """Bytes of the prompt, images by a flat figure."""
        texts = sum(len(part.encode("utf-8", "replace")) for part in self.parts if isinstance(part, str))
        images = sum(isinstance(part, Path) for part in self.parts)
        return len(self.system.encode("utf-8", "replace")) + texts + images * IMAGE_BYTES

    @property
    def shown(self) -> str:
        """The question as text, images by their names."""
        texts = [part if isinstance(part, str) else f"<image: {part.name}>" for part in self.parts]
        said = "\n".join(texts) if any(isinstance(part, Path) for part in self.parts) else "".join(texts)
        return f"[system]\n{self.system}\n\n[user]\n{said}" if self.system else said


@dataclass(frozen=True)
class Manner:
    """How a server is spoken to.

    Args:
        api: ``"chat"`` or ``"completions"``.
        model: The model's name there.
        options: Temperature, seed and the length of replies.
        length_field: What the server calls the most tokens of a reply.
        left_out: Fields of :data:`OPTIONAL` that the server does not take.
        top: Log-probabilities of how many tokens are asked for.
    """

    api: str
    model: str
    options: AdapterOptions
    length_field: str = "max_tokens"
    left_out: tuple[str, ...] = ()
    top: int = 20

    @property
    def route(self) -> str:
        """Where questions go."""
        return "/chat/completions" if self.api == "chat" else "/completions"

    def body(self, question: Question) -> dict[str, Any]:
        """Return the JSON of a question.

        Raises:
            DataError: If an image cannot be read.
            MissingExtra: If an image has to be converted and Pillow is not installed.
        """
        settings: dict[str, Any] = {"temperature": self.options.temperature, "seed": self.options.seed}
        if question.stop:
            settings["stop"] = list(question.stop)
        if question.schema and self.api == "chat":
            settings["response_format"] = _response_format(question.schema)
        body: dict[str, Any] = {"model": self.model} | {
            name: value for name, value in settings.items() if name not in self.left_out
        }
        body[self.length_field] = question.max_tokens
        if self.api == "chat":
            system = [{"role": "system", "content": question.system}] if question.system else []
            body["messages"] = [*system, {"role": "user", "content": _content(question.parts)}]
            if question.top:
                body |= {"logprobs": True, "top_logprobs": question.top}
            return body
        body["prompt"] = "\n\n".join(filter(None, [question.system, "".join(map(str, question.parts))]))
        if question.top:
            body["logprobs"] = question.top
        if question.echo:
            body |= {"echo": True, "logprobs": 1}
        return body


@dataclass(frozen=True)
class Asker:
    """Turns requests into questions.

    Args:
        manner: How the server is spoken to.
        ways: How the answer to each kind of request is found; see :func:`kind_of`.
        observations: What the benchmark's labels mean.
    """

    manner: Manner
    ways: Mapping[str, str] = field(default_factory=dict)
    observations: Sequence[Observation] = ()

    def questions(self, request: Request) -> list[Question]:
        """Return what the server is asked, in order; :func:`kind_of` the request decides the way.

        Raises:
            DataError: If there are more options than letters.
        """
        way = self.ways[kind_of(request)]
        if isinstance(request, Generate):
            most = self.manner.options.max_new_tokens or request.max_tokens
            parts = self._parts(request.prompt, request.images)
            return [Question(parts, most, request.system, request.stop, schema=request.schema)]
        short = self.manner.options.max_new_tokens or SHORT
        if isinstance(request, Choose):
            if way == CONTINUATION_SCORES:
                return [
                    Question((request.prompt + continuation,), 1, echo=True) for continuation in request.continuations
                ]
            parts = self._parts(self._choice_text(request), request.images)
            return [Question(parts, 1, top=self.manner.top) if way == LETTER_SCORES else Question(parts, short)]
        found = []
        for label in request.labels:
            parts = (*request.images, prompts.finding_question(label, self.observations))
            found.append(Question(parts, 1, top=self.manner.top) if way == YES_NO_SCORES else Question(parts, short))
        return found

    def need(self, request: Request) -> Need:
        """Return the most that a request may use."""
        asked = self.questions(request)
        return Need(sum(one.size for one in asked), sum(one.max_tokens for one in asked), len(asked))

    def _choice_text(self, request: Choose) -> str:
        chat = self.manner.api == "chat"
        return prompts.choice_message(request) if chat else f"{prompts.listed(request)}\nAnswer:"

    def _parts(self, prompt: str, images: Sequence[Path]) -> tuple[str | Path, ...]:
        return tuple(prompts.interleaved(prompt, images)) if images else (prompt,)


def _response_format(schema: str) -> dict[str, Any]:
    """Return what holds a reply to a JSON schema, or to any JSON object where it says nothing."""
    found = json.loads(schema)
    if not found:
        return {"type": "json_object"}
    return {"type": "json_schema", "json_schema": {"name": "reply", "strict": True, "schema": found}}


def kind_of(request: Request) -> str:
    """Return the kind by which the way of asking is decided: choose, continue, classify or generate."""
    if isinstance(request, Choose):
        return "continue" if request.continuations else "choose"
    return "classify" if isinstance(request, Classify) else "generate"


# The questions of one item show the same images one after another.
@lru_cache(maxsize=32)
def data_uri(path: Path) -> str:
    """Return an image file as a data URI: PNG, JPEG, WEBP and GIF byte for byte, others as PNG.

    Raises:
        DataError: If it cannot be read; the message names the file.
        MissingExtra: If it is of another format and Pillow is not installed.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise DataError(f"image {path} does not exist") from error
    except OSError as error:
        raise DataError(f"image {path} cannot be read: {error.strerror}") from error
    kind = next((kind for magic, kind in _MAGIC if content.startswith(magic)), "")
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        kind = "image/webp"
    if not kind:
        kind, content = "image/png", _as_png(path)
    return f"data:{kind};base64,{base64.b64encode(content).decode('ascii')}"


def _as_png(path: Path) -> bytes:
    import io

    try:
        from podium.registry.images import open_image

        image = open_image(path)
    except ImportError as error:
        raise MissingExtra("eval", f"converting {path.name}", error.name or "PIL") from error
    file = io.BytesIO()
    image.save(file, format="PNG")
    return file.getvalue()


def _content(parts: Sequence[str | Path]) -> str | list[dict[str, Any]]:
    """Return a message's content: plain text where there is no image, as the oldest servers want it."""
    texts = [part for part in parts if isinstance(part, str)]
    if len(texts) == len(parts):
        return "".join(texts)
    return [
        {"type": "text", "text": part}
        if isinstance(part, str)
        else {"type": "image_url", "image_url": {"url": data_uri(part)}}
        for part in parts
    ]
