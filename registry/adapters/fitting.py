"""Texts of a language model's requests, with as many solved examples as the model has room for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from podium.registry.adapters import examples
from podium.registry.adapters.chat import Chat
from podium.registry.adapters.choosing import Question
from podium.registry.adapters.examples import Asked
from podium.registry.adapters.tokens import Tokens
from podium.registry.benchmark import Choose, Generate

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ids = NDArray[np.int32]

#: Where the configurations of causal models state the most tokens they read.
_LENGTHS = ("n_positions", "max_position_embeddings", "n_ctx")


class Fitting:
    """Makes a model's texts shorter where they are too long.

    Args:
        chat: Makes the texts.
        plain: Turns texts into token ids, special ones included.
        bare: Turns texts that bring their special tokens into token ids.
        window: Most tokens the model reads, or None.
    """

    def __init__(self, chat: Chat, plain: Tokens, bare: Tokens, window: int | None) -> None:
        self._chat, self._plain, self._bare, self._window = chat, plain, bare, window
        self._examples = examples.Examples(lambda text: len(bare.encode([text])[0]))

    def text(self, request: Choose | Generate) -> tuple[str, Tokens]:
        """Return the text that likelihoods or a reply follow, and what turns it into tokens.

        Raises:
            DataError: If a request has more options than there are letters.
        """
        if isinstance(request, Choose):
            return self._chat.compared(request)[0], self._bare if self._chat.in_likelihoods else self._plain
        # A template brings the special tokens itself.
        return self._chat.prompt(request), self._bare if self._chat.in_replies else self._plain

    def ids(self, request: Choose | Generate) -> Ids:
        """Return the token ids of a request's text, int32 [tokens]."""
        text, tokens = self.text(request)
        return tokens.encode([text])[0]

    def question(self, question: Question, size: int, longest: int) -> Question | None:
        """Return a question with fewer examples, or None where it may stay as it is.

        Args:
            question: The question.
            size: Tokens of its context.
            longest: Tokens of its longest continuation, of which the model reads all but the last.
        """
        if question.request is None:
            return None
        shorter, room = self._fitted(question.request, size, longest)
        if shorter is None:
            return None
        return Question(question.position, question.name, *self._chat.compared(shorter), room=room)

    def reply(self, request: Generate, ids: Ids, most: int) -> tuple[Ids, int]:
        """Return the token ids of a prompt, with fewer examples where it must be, and the room there was then, else 0.

        Args:
            request: The request.
            ids: The token ids of its whole prompt.
            most: Most tokens of its reply.
        """
        shorter, room = self._fitted(request, len(ids), most + 1)
        return (ids, 0) if shorter is None else (self.ids(shorter), room)

    def fitted(self, request: Choose | Generate, most: int) -> Choose | Generate:
        """Return a request with as many examples as there is room for.

        Args:
            request: The request.
            most: Most tokens of its reply, where there is one.

        Raises:
            DataError: If a request has more options than there are letters.
        """
        if not request.examples:
            return request
        longest = most + 1
        if isinstance(request, Choose):
            tokens = self._bare if self._chat.in_likelihoods else self._plain
            (pair,) = tokens.pairs([self._chat.compared(request)])
            longest = max(map(len, pair.continuations))
        return self._fitted(request, self._size(request), longest)[0] or request

    def _fitted(self, request: Asked, size: int, longest: int) -> tuple[Asked | None, int]:
        """Return a request with fewer examples, or None, and how many tokens there was room for, else 0."""
        if not request.examples:
            return None, 0
        room = examples.room_for(request, None if self._window is None else self._window - longest + 1)
        shorter = self._examples.fitted(request, size, room, self._size)
        return shorter, room if shorter is not None and room is not None else 0

    def _size(self, request: Choose | Generate) -> int:
        text, tokens = self.text(request)
        # Blanks at the end of a context belong to its continuations.
        return len(tokens.encode([text.rstrip() if isinstance(request, Choose) else text])[0])


def context_length(config: Any, tokenizer: Any) -> int | None:
    """Return the most tokens a model reads, or None where nothing limits or states it."""
    text = getattr(config, "text_config", None) or config
    for name in _LENGTHS:
        value = getattr(text, name, None)
        if isinstance(value, int) and value > 0:
            return value
    stated = getattr(tokenizer, "model_max_length", None)
    # transformers writes a huge number where the tokenizer's files state none.
    return int(stated) if stated is not None and stated < 10**9 else None
