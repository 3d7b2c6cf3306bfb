"""The exact text a language model is shown for a request, chat template included."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from podium.registry.adapters import prompts
from podium.registry.adapters.examples import misplaced
from podium.registry.adapters.pretrained import first_line
from podium.registry.benchmark import Choose, Classify, Generate, Request
from podium.registry.errors import PodiumError


def on_off(templated: Mapping[str, bool]) -> str:
    """Return whether each way of asking goes through the chat template; one word where all do, or none."""
    words = {way: "on" if on else "off" for way, on in templated.items()}
    if len(set(words.values())) == 1:
        return next(iter(words.values()))
    return ", ".join(f"{way} {word}" for way, word in words.items())


def unreadable(request: Request) -> str:
    """Return why no tokenizer takes a request's text, or nothing."""
    texts = request.labels if isinstance(request, Classify) else (request.prompt,)
    if isinstance(request, Choose):
        texts += request.continuations or request.options
    elif isinstance(request, Generate):
        texts += (request.system,)
    for text in texts:
        try:
            text.encode()
        except UnicodeEncodeError as error:
            return f"its text has half a character at position {error.start} (U+{ord(text[error.start]):04X})"
    return "" if isinstance(request, Classify) else misplaced(request)


class Chat:
    """Makes prompts, through the chat template where the user's choice and the model's files say so.

    Args:
        tokenizer: A tokenizer of transformers.
        mode: ``"on"``, ``"off"``, or ``"auto"``: for replies where there is a template, never for likelihoods.
        spec: What errors call the model.

    Raises:
        PodiumError: If the template is asked for and there is none.
    """

    def __init__(self, tokenizer: Any, mode: str, spec: str) -> None:
        self._tokenizer = tokenizer
        self._spec = spec
        if mode == "on" and not tokenizer.chat_template:
            raise PodiumError(f"{spec} has no chat template", "leave --chat on out, or save one with its tokenizer")
        #: Whether likelihoods, and replies, are asked for through the template.
        self.in_likelihoods = mode == "on"
        self.in_replies = mode != "off" and bool(tokenizer.chat_template)

    @property
    def template(self) -> str | None:
        """The chat template, or None where there is none."""
        template = self._tokenizer.chat_template
        return str(template.get("default", "")) if isinstance(template, dict) else template and str(template)

    def compared(self, request: Choose) -> tuple[str, tuple[str, ...]]:
        """Return a context and the continuations whose likelihoods after it are compared."""
        context, continuations = prompts.choice_prompt(request), self.continuations(request)
        return (self._templated("", context) if self.in_likelihoods else context), continuations

    def continuations(self, request: Choose) -> tuple[str, ...]:
        """Return the continuations of :meth:`compared`."""
        texts = prompts.continuations(request)
        # The template ends where the reply begins, so nothing separates them.
        return tuple(text.lstrip() for text in texts) if self.in_likelihoods else texts

    def prompt(self, request: Generate) -> str:
        """Return what the reply follows."""
        if self.in_replies:
            return self._templated(request.system, request.prompt)
        return f"{request.system}\n\n{request.prompt}" if request.system else request.prompt

    def _templated(self, system: str, prompt: str) -> str:
        said = [{"role": "system", "content": system}] if system else []
        try:
            return self._render([*said, {"role": "user", "content": prompt}])
        except ImportError as error:
            raise PodiumError(f"the chat template of {self._spec} needs jinja2", "pip install jinja2") from error
        except Exception as error:
            # A template is code of the model's makers; many refuse a system message.
            if not system:
                what = f"the chat template of {self._spec} fails: {first_line(error)}"
                raise PodiumError(what, "try --chat off") from error
        return self._templated("", f"{system}\n\n{prompt}")

    def _render(self, messages: list[dict[str, str]]) -> str:
        text: str = self._tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=True)
        return text
