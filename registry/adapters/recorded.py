"""What a run records of how likelihoods were compared, and of what could have made another answer of a near tie."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from podium.registry.adapters.base import AdapterOptions, Facts
from podium.registry.benchmark import Choose, Item

#: Whether options are one token each, as it shows in the course of a run.
SINGLE, SEVERAL = "single tokens", "several tokens"


def special_before(tokenizer: Any) -> str:
    """Return the special tokens that a tokenizer puts before a text, or ``"none"``."""
    bare, whole = (tokenizer("a", add_special_tokens=special)["input_ids"] for special in (False, True))
    ends = next((place for place in range(len(whole)) if whole[place : place + len(bare)] == bare), 0)
    return str(tokenizer.decode(whole[:ends])) if ends else "none"


def option_tokens(continuations: Sequence[Sequence[int]]) -> str:
    """Return whether continuations are single tokens."""
    return SINGLE if all(len(tokens) == 1 for tokens in continuations) else SEVERAL


def seen_tokens(found: set[str]) -> Facts:
    """Return as a fact what :func:`option_tokens` said of a run's options."""
    return {"likelihood_option_tokens": " and ".join(sorted(found))} if found else {}


def known_tokens(facts: Facts) -> set[str]:
    """Return what earlier sittings recorded with :func:`seen_tokens`."""
    return {SINGLE, SEVERAL} & set(str(facts.get("likelihood_option_tokens")).split(" and "))


def likelihood_facts(
    items: Iterable[Item], spaces: Iterable[tuple[str, ...]], *, beginning: str, templated: str, joining: str
) -> Facts:
    """Return what the likelihoods of options depend on beside model and prompt; each moves scores by points.

    Args:
        items: The items asked.
        spaces: Continuations as they follow their contexts, of some items.
        beginning: Special tokens put before a text that has none.
        templated: Whether the question goes through the chat template.
        joining: How the tokens of a continuation are found.
    """
    kinds = {
        "the protocol's own texts" if item.request.continuations else "letters"
        for item in items
        if isinstance(item.request, Choose)
    }
    leading = {"yes" if text[:1].isspace() else "no" for texts in spaces for text in texts}
    return {
        "likelihood_options": " and ".join(sorted(kinds)),
        "likelihood_beginning": beginning,
        "likelihood_chat_template": templated,
        "likelihood_leading_space": leading.pop() if len(leading) == 1 else "some" if leading else None,
        "likelihood_joining": joining,
    }


def unsteady(model: Any, options: AdapterOptions) -> list[str]:
    """Return which settings in force could make another answer of a near tie than another run would give.

    In float32 on a processor no size of a batch changes a greedy answer.

    Args:
        model: A loaded model of transformers.
        options: The user's choices.
    """
    dtype = str(model.dtype).removeprefix("torch.")
    device = options.device_map or options.device
    found = []
    if dtype not in ("float32", "float64"):
        found.append(f"{dtype}, in which the size of a batch changes the rounding")
    if options.quantization:
        found.append(f"{options.quantization} weights")
    attention = getattr(model.config, "_attn_implementation", None)
    if attention and (options.attention or "flash" in str(attention)):
        found.append(f"{attention} attention")
    if options.compile:
        found.append("--compile")
    if device != "cpu":
        found.append(f"the kernels of {device}")
    return found


def unsteady_note(found: Sequence[str]) -> list[str]:
    """Return what is to be said of such settings, if there are any."""
    return [f"another run may answer otherwise where two answers are almost a tie: {'; '.join(found)}"] if found else []
