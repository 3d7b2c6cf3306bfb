"""The questions about scores and protocols that every benchmark of questions answers on its card."""

from __future__ import annotations

from podium.registry.card import FAQEntry

_SCORED = (
    "How is {name} scored?",
    "How is {name} graded?",
    "How are {name} answers scored?",
    "How are {name} answers graded?",
    "How are replies to {name} scored?",
    "How are {name} scores computed?",
    "How is the {name} score computed?",
    "How is the {name} score calculated?",
    "How does {name} scoring work?",
    "How does Podium grade {name}?",
    "How is {name} scored by Podium?",
    "How does scoring work for {name}?",
    "How is accuracy on {name} computed?",
    "How is the answer read out of a reply on {name}?",
    "How are answers to {name} extracted?",
    "How is a reply to {name} parsed?",
)
_PROTOCOL = (
    "What protocol does Podium run for {name}?",
    "Which protocol does Podium use for {name}?",
    "What protocol does Podium use for {name}?",
    "Which protocol does Podium follow for {name}?",
    "What protocol does Podium follow for {name}?",
    "Which protocol is used for {name}?",
    "What protocol is used for {name}?",
    "What is the protocol of {name}?",
    "Which protocol does {name} use?",
    "What protocol does {name} use?",
    "How does Podium run {name}?",
    "How does Podium evaluate {name}?",
    "How is {name} evaluated?",
    "How is {name} run?",
    "How is {name} evaluated by Podium?",
    "Which prompt does Podium use for {name}?",
    "What prompt does Podium use for {name}?",
)
_OFFICIAL = (
    "What does official and strict mean on {name}?",
    "What does official mean on {name}?",
    "What does strict mean on {name}?",
    "What is the difference between official and strict on {name}?",
    "What is the difference between the official and the strict score of {name}?",
    "What is the difference between official and strict accuracy on {name}?",
    "What are the official and strict scores of {name}?",
    "What is the strict score of {name}?",
    "What is accuracy-strict on {name}?",
    "What is strict accuracy on {name}?",
    "Difference between official and strict {name}?",
    "Official or strict {name} score?",
    "Does Podium draw a random option for unreadable replies on {name}?",
    "What happens to a reply without a readable answer on {name}?",
    "What happens if no answer can be read on {name}?",
    "What happens to unreadable replies on {name}?",
    "How are unreadable replies to {name} treated?",
)


def protocol_questions(
    name: str, source_url: str, *, scored: str, protocol: str, official: str, also: tuple[str, ...] = ()
) -> tuple[FAQEntry, ...]:
    """Return the entries of a card that say how a benchmark is run and scored here, in the wordings people use.

    Args:
        name: The benchmark's name.
        source_url: The authors' code.
        scored: How a reply becomes a score.
        protocol: Which protocol runs follow, and on which boards they stand.
        official: What sets the official figure apart from the strict one.
        also: Further questions that ``scored`` answers.
    """

    def wordings(texts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(text.format(name=name) for text in texts)

    return (
        FAQEntry(f"How does Podium score {name}?", scored, source_url, (*wordings(_SCORED), *also)),
        FAQEntry(f"Which protocol does Podium run for {name}?", protocol, source_url, wordings(_PROTOCOL)),
        FAQEntry(f"What do official and strict mean on {name}?", official, source_url, wordings(_OFFICIAL)),
    )
