"""What a reader of a report must know of answers that came from a server."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from podium.registry.adapters.endpoint_address import Address
from podium.registry.adapters.endpoint_answers import CUT, KEY, THOUGHT, UNLISTED, UNREAD
from podium.registry.adapters.endpoint_client import Client
from podium.registry.adapters.endpoint_questions import LETTER, LETTER_SCORES, YES_NO, YES_NO_SCORES, Asker
from podium.registry.adapters.endpoint_usage import Used

_WAYS = {
    LETTER: "options are chosen by the letter the model writes; the server gives no log-probabilities of letters",
    LETTER_SCORES: "options are chosen by the log-probability of their letter as the first token of the reply",
    YES_NO: "findings are yes (1) or no (0) as the model writes it, which ranks nothing between them;"
    " the server gives no log-probabilities of the words",
    YES_NO_SCORES: "findings are asked for one by one; the score is P(yes) / (P(yes) + P(no)) for the first token",
}
_ODD = {
    UNLISTED: "replies that do not list each letter or word, where those left out count as just below the others",
    UNREAD: "replies that name no option, or neither yes nor no, and count as no answer",
    CUT: "replies cut off at the most tokens allowed, which --max-new-tokens sets",
    THOUGHT: "replies after thoughts of the model, which are left out of the text",
    KEY: "replies that repeat the key, in whose place the stored text has [key]",
}


def notes(
    address: Address, asker: Asker, client: Client, used: Used, counts: Mapping[str, int], systems: Sequence[str]
) -> list[str]:
    """Return the sentences; counts are of what this process asked.

    Args:
        address: The server.
        asker: How it was asked.
        client: What that took.
        used: What it reports to have used.
        counts: Of items by what was odd about their replies.
        systems: What the server called its configuration, one after another.
    """
    said = [f"the weights behind {address.base} cannot be checked; {asker.manner.model} is what the server calls them"]
    said += [_WAYS[way] for way in dict.fromkeys(asker.ways.values()) if way in _WAYS]
    if asker.ways.get("continue") in (LETTER, LETTER_SCORES):
        said.append(
            "the likelihoods of whole options are not to be had, so the options are listed and a letter asked for"
        )
    if asker.manner.left_out:
        said.append(f"the server does not take {' and '.join(asker.manner.left_out)}, which is left out")
    said += [f"{text}: {counts[name]}" for name, text in _ODD.items() if counts.get(name)]
    if client.tally.repeated:
        reasons = "; ".join(f"{reason} ({count})" for reason, count in sorted(client.tally.reasons.items()))
        said.append(
            f"{client.tally.repeated} requests were sent again: {reasons}; what the failed ones used is not counted"
        )
    if used.unreported:
        said.append(f"{used.unreported} of {used.replies} replies do not say how many tokens they used")
    if len(systems) > 1:
        said.append(f"the server changed while it was asked: {', '.join(systems)}")
    if client.has_key and not address.is_encrypted and not address.is_local:
        said.append(f"the key was sent to {address.host} without encryption")
    return said
