"""Texts that an image-text-to-text model is shown: images in their places, a chat template where there is one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from podium.registry.adapters import prompts
from podium.registry.adapters.base import AdapterOptions
from podium.registry.adapters.chat import unreadable
from podium.registry.adapters.pretrained import first_line
from podium.registry.adapters.processors import chat_template
from podium.registry.benchmark import Choose, Classify, Generate, Request
from podium.registry.card import Observation
from podium.registry.errors import DataError, PodiumError

#: Stands for text where a template is tried out; no template writes it by itself.
_PROBE, _SYSTEM_PROBE = "podium-probe", "podium-system-probe"
#: What a tokenizer makes of a continuation depends on no more than so many characters before it.
_TAIL = 40
_YES_NO_VARIANTS = tuple(
    tuple(lead + word for word in (said, said.lower()) for lead in ("", " ")) for said in prompts.YES_NO
)


class CannotShow(PodiumError):
    """An item cannot be shown to the model; others can."""


@dataclass(frozen=True)
class Shown:
    """What a model reads for a request.

    Args:
        texts: Prompts with a mark for each image: one per finding of a :class:`Classify`, else one.
        images: Files, one per mark of each text, in order.
        continuations: Texts compared for a :class:`Choose`, one per option.
    """

    texts: tuple[str, ...]
    images: tuple[Path, ...]
    continuations: tuple[str, ...] = ()


class Prompts:
    """Makes the texts for one model.

    Args:
        processor: The model's processor.
        spec: What errors call the model.
        options: The user's choices.
        observations: The benchmark's observations, for questions about findings.

    Raises:
        PodiumError: If there is no chat template where one is asked for, or no way to place an image.
    """

    def __init__(
        self, processor: Any, spec: str, options: AdapterOptions, observations: Sequence[Observation] = ()
    ) -> None:
        self._processor, self._spec = processor, spec
        self._words = processor.tokenizer
        self._observations = observations
        self._new_tokens = options.max_new_tokens
        self.template = chat_template(processor)
        if options.chat == "on" and not self.template:
            raise PodiumError(f"{spec} has no chat template", "leave out --chat on, or save one with its processor")
        self.chat = bool(self.template) and options.chat != "off"
        #: Whether a protocol's own continuations follow the template too.
        self.chat_before_continuations = options.chat == "on"
        self.mark = getattr(processor, "image_token", None) or getattr(self._words, "image_token", None)
        self._in_parts = self._takes_parts() if self.template else False
        #: What stands for an image in plain text; a template may put more around it than the mark.
        self.placed = self._placed()
        if not self.placed:
            raise PodiumError(
                f"{spec}: neither its chat template nor its processor says how an image is placed in a prompt",
                "save the processor with a chat template",
            )
        if self.chat and _PROBE not in self._rendered([_PROBE]):
            raise PodiumError(f"{spec}: its chat template does not show what a user says", "--chat off")
        self._system = self.chat and self._takes_system()
        self._tokens: dict[tuple[str, str], tuple[int, ...]] = {}
        self._asked: dict[tuple[int, tuple[str, ...]], tuple[str, ...]] = {}

    def shown(self, request: Request) -> Shown:
        """Return what the model reads for a request.

        Raises:
            CannotShow: If the request's own text has the model's mark for an image, the chat template refuses
                it, or it lacks something.
        """
        wrong = unreadable(request)
        if wrong:
            raise CannotShow(wrong)
        if isinstance(request, Classify):
            return self._questions(request)
        if isinstance(request, Generate):
            most = request.max_tokens if self._new_tokens is None else self._new_tokens
            if most < 1:
                raise CannotShow(f"its reply may have {most} tokens")
            pieces = prompts.interleaved(request.prompt, request.images)
            return self._checked(Shown((self._text(pieces, request.system),), _files(pieces)))
        # A protocol with its own continuations says what comes right before them; a template would come between.
        plain = not self.chat or (bool(request.continuations) and not self.chat_before_continuations)
        try:
            shown = prompts.choice_prompt if plain or request.continuations else prompts.choice_message
            asked = shown(request)
        except DataError as error:
            raise CannotShow(error.message) from error
        pieces = prompts.interleaved(asked, request.images)
        text = self._plain(pieces) if plain else self._rendered(pieces)
        continuations = self._continuations(request, text, plain)
        if plain and text != text.rstrip():
            # Tokenizers put a space before a word, not behind one, so it goes to the continuations.
            gap, text = text[len(text.rstrip()) :], text.rstrip()
            continuations = tuple(gap + own for own in continuations)
        if not all(self.tokens(text, own) for own in continuations):
            raise CannotShow("the tokenizer gives a continuation no token of its own after this prompt")
        return self._checked(Shown((text,), _files(pieces), continuations))

    def tokens(self, prompt: str, continuation: str) -> tuple[int, ...]:
        """Return the tokens of a continuation where it follows a prompt."""
        key = (prompt[-_TAIL:], continuation)
        if key not in self._tokens:
            before, whole = (
                self._words(text, add_special_tokens=False)["input_ids"] for text in (key[0], key[0] + continuation)
            )
            self._tokens[key] = tuple(whole[len(before) :])
        return self._tokens[key]

    def yes_no(self, prompt: str) -> tuple[list[int], list[int]]:
        """Return the tokens with which a reply to a prompt begins that says yes, and those that say no.

        Raises:
            PodiumError: If the tokenizer begins both alike.
        """
        yes, no = (
            {self.tokens(prompt, text)[0] for text in variants if self.tokens(prompt, text)}
            for variants in _YES_NO_VARIANTS
        )
        if not yes - no or not no - yes:
            raise PodiumError("the model's tokenizer begins yes and no with the same token")
        return sorted(yes - no), sorted(no - yes)

    def begins(self, text: str) -> bool:
        """Return whether a text has its first special token already, which is then not to be added again."""
        first = self._words.bos_token
        return bool(first) and text.startswith(first)

    def _questions(self, request: Classify) -> Shown:
        if not request.images:
            raise CannotShow("it has no image to show")
        key = (len(request.images), request.labels)
        if key not in self._asked:
            asked = [prompts.finding_question(label, self._observations) for label in request.labels]
            texts = tuple(self._text([*request.images, question]) for question in asked)
            self._asked[key] = self._checked(Shown(texts, request.images)).texts
        return Shown(self._asked[key], request.images)

    def _continuations(self, request: Choose, text: str, plain: bool) -> tuple[str, ...]:
        if plain:
            return prompts.continuations(request)
        # After a line break or a token of the template a reply begins at once, after a word with a space.
        at_once = not text or text[-1].isspace() or text.endswith(tuple(self._words.all_special_tokens))
        texts = request.continuations or prompts.letters(len(request.options))
        return tuple(("" if at_once else " ") + text.lstrip() for text in texts)

    def _checked(self, shown: Shown) -> Shown:
        if self.mark and any(text.count(self.mark) != len(shown.images) for text in shown.texts):
            raise CannotShow(f"its text has the model's own mark for an image, {self.mark}")
        return shown

    def _text(self, pieces: Sequence[str | Path], system: str = "") -> str:
        return self._rendered(pieces, system) if self.chat else self._plain(pieces, system)

    def _plain(self, pieces: Sequence[str | Path], system: str = "") -> str:
        text = "".join(piece if isinstance(piece, str) else self.placed for piece in pieces)
        return f"{system}\n\n{text}" if system else text

    def _rendered(self, pieces: Sequence[str | Path], system: str = "") -> str:
        messages: list[dict[str, Any]] = []
        if system and self._system:
            messages.append({"role": "system", "content": self._content([system])})
        elif system:
            pieces = [f"{system}\n\n", *pieces]
        messages.append({"role": "user", "content": self._content(pieces)})
        try:
            return self._render(messages)
        except PodiumError:
            raise
        except Exception as error:  # A template is a program of the model's author and may raise anything.
            raise CannotShow(f"the model's chat template refuses it: {first_line(error)}") from error

    def _content(self, pieces: Sequence[str | Path]) -> Any:
        if not self._in_parts:
            return self._plain(pieces)
        return [{"type": "text", "text": piece} if isinstance(piece, str) else {"type": "image"} for piece in pieces]

    def _render(self, messages: list[dict[str, Any]]) -> str:
        try:
            text: str = self._processor.apply_chat_template(
                messages, chat_template=self.template, add_generation_prompt=True, tokenize=False
            )
        except ImportError as error:
            raise PodiumError(f"the chat template of {self._spec} needs jinja2", "pip install jinja2") from error
        return text

    def _takes_parts(self) -> bool:
        """Return whether the template takes a list of texts and images; older ones take a text alone."""
        content = [{"type": "text", "text": _PROBE}, {"type": "image"}]
        try:
            text = self._render([{"role": "user", "content": content}])
        except PodiumError:
            raise
        except Exception:  # As above.
            return False
        return _PROBE in text and "'type'" not in text

    def _takes_system(self) -> bool:
        messages = [
            {"role": "system", "content": self._content([_SYSTEM_PROBE])},
            {"role": "user", "content": self._content([_PROBE])},
        ]
        try:
            return _SYSTEM_PROBE in self._render(messages)
        except Exception:  # As above; several refuse a system message that way.
            return False

    def _placed(self) -> str:
        if not self._in_parts:
            return self.mark or ""
        text = {"type": "text", "text": _PROBE}
        rendered = self._render([{"role": "user", "content": [text, {"type": "image"}, text]}])
        between = rendered.split(_PROBE)
        return between[1] if len(between) == 3 and between[1] else self.mark or ""


def _files(pieces: Sequence[str | Path]) -> tuple[Path, ...]:
    return tuple(piece for piece in pieces if isinstance(piece, Path))


def reason(error: BaseException) -> str:
    """Return why an item alone could not be shown."""
    return f"the model's processor refuses it: {first_line(error)}"
