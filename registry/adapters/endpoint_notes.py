"""What a reader of a report must know of answers that came from a server: the same however often a run was stopped."""

from __future__ import annotations

from collections.abc import Sequence

from podium.registry.adapters.endpoint_address import Address
from podium.registry.adapters.endpoint_client import Client
from podium.registry.adapters.endpoint_questions import LETTER, LETTER_SCORES, TEXT, YES_NO, YES_NO_SCORES, Asker

_WAYS = {
    LETTER: "options are chosen by the letter the model writes; the server gives no log-probabilities of letters;"
    " a reply that names no option counts as no answer",
    LETTER_SCORES: "options are chosen by the log-probability of their letter as the first token of the reply;"
    " letters that the server does not list count as just below the others",
    YES_NO: "findings are yes (1) or no (0) as the model writes it, which ranks nothing between them;"
    " the server gives no log-probabilities of the words; a reply that is neither counts as no answer",
    YES_NO_SCORES: "findings are asked for one by one; the score is P(yes) / (P(yes) + P(no)) for the first token,"
    " where one of them that the server does not list counts as just below what it lists",
    TEXT: "thoughts that the server marks as such are left out of replies and kept beside them",
}


def notes(
    address: Address, asker: Asker, client: Client, systems: Sequence[str], key_repeated: bool, examples: bool
) -> list[str]:
    """Return the sentences. How often something was odd is told by the adapter's speed and the run's record.

    Args:
        address: The server.
        asker: How it was asked.
        client: What asked it.
        systems: What the server called its configuration, in all sittings.
        key_repeated: Whether replies held the key.
        examples: Whether prompts have solved examples that would give way for a model with less room.
    """
    said = [f"the weights behind {address.base} cannot be checked; {asker.manner.model} is what the server calls them"]
    said += [_WAYS[way] for way in dict.fromkeys(asker.ways.values()) if way in _WAYS]
    if asker.ways.get("continue") in (LETTER, LETTER_SCORES):
        said.append(
            "the likelihoods of whole options are not to be had, so the options are listed and a letter asked for"
        )
    if examples:
        said.append("the server's tokens cannot be counted beforehand, so every prompt was sent with all its examples")
    if asker.manner.left_out:
        said.append(f"the server does not take {' and '.join(asker.manner.left_out)}, which is left out")
    if len(systems) > 1:
        said.append(f"the server changed while it was asked: {', '.join(systems)}")
    if key_repeated:
        said.append("some replies repeat the key, in whose place the stored text has [key]")
    if client.has_key and not address.is_encrypted and not address.is_local:
        said.append(f"the key was sent to {address.host} without encryption")
    return said
