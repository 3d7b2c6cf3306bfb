"""How a question is put in words: what one was taken to ask, and what could be asked in its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from podium.bots.faq.frame import Attribute, Frame, Intent
from podium.bots.faq.names.vocabulary import Vocabulary
from podium.bots.faq.replies.wording import listed
from podium.bots.faq.reply import Fact

#: ``{b}`` stands for the benchmarks, ``{m}`` for the models, ``{o}`` for the maker. Amounts and restrictions are not
#: said: they were read in the question itself, and the reply states them.
_PHRASES: Mapping[Intent, str] = {
    Intent.DESCRIBE: "what is {b}?",
    Intent.PAPER: "where is the paper of {b}?",
    Intent.AUTHORS: "who wrote {b}?",
    Intent.ABSTRACT: "what does the paper of {b} say?",
    Intent.PUBLISHED: "when was {b} published?",
    Intent.CATEGORIES: "which categories does {b} cover?",
    Intent.METRIC: "how is {b} scored?",
    Intent.PROTOCOL: "under which protocol are models tested on {b}?",
    Intent.SIZES: "how large is {b}?",
    Intent.OBSERVATIONS: "what does {b} ask about?",
    Intent.LICENCE: "what licence does {b} have?",
    Intent.ACCESS: "how does one get the data of {b}?",
    Intent.RUN: "how does one run {b}?",
    Intent.BOARDS: "which boards does {b} have?",
    Intent.BASELINES: "how do people and chance do on {b}?",
    Intent.RELATED: "which benchmarks are like {b}?",
    Intent.DIFFERENCE: "how do {b} differ?",
    Intent.SAME: "is {b} registered?",
    Intent.LEADER: "who leads {b}?",
    Intent.TOP_SCORE: "what is the highest score on {b}?",
    Intent.LEADERBOARD: "what does the leaderboard of {b} show?",
    Intent.TOP: "the first few on {b}",
    Intent.PLACE: "who has that place on {b}?",
    Intent.LAST: "who is last on {b}?",
    Intent.STATISTICS: "how are the scores on {b} spread?",
    Intent.COUNT: "how many models are on {b}?",
    Intent.ABOVE: "which models reach that score on {b}?",
    Intent.UPDATED: "how recent are the results of {b}?",
    Intent.CORRECTIONS: "what was corrected on {b}?",
    Intent.TIES: "which models tie on {b}?",
    Intent.GAP: "how far ahead is the leader of {b}?",
    Intent.SATURATED: "is there room left on {b}?",
    Intent.LEADER_AT: "who led {b} at that time?",
    Intent.HISTORY: "how did the record on {b} go?",
    Intent.REACHED: "when was that score first reached on {b}?",
    Intent.NEW: "what is new on {b}?",
    Intent.OPEN_LAG: "how far do open models trail on {b}?",
    Intent.MODEL: "what is {m}?",
    Intent.RESULTS: "what was {m} evaluated on?",
    Intent.SCORE: "what did {m} score on {b}?",
    Intent.RANK: "where does {m} rank on {b}?",
    Intent.TWO_SCORES: "why does {m} have several scores on {b}?",
    Intent.CONTAMINATION: "could models have seen the questions of {b}?",
    Intent.CALL_COST: "what would these calls cost with {m}?",
    Intent.COMPARE: "how do {m} compare on {b}?",
    Intent.SIGNIFICANT: "is the difference between {m} on {b} more than chance?",
    Intent.MODELS_OF: "which models has {o}?",
    Intent.MAKERS: "how do the makers compare on {b}?",
    Intent.VALUE: "which model is the best value on {b}?",
    Intent.CHEAPEST_ABOVE: "which is the cheapest model that reaches that score on {b}?",
    Intent.BENCHMARKS: "which benchmarks are there?",
    Intent.MOST_MODELS: "which benchmark has the most models?",
    Intent.CATEGORY_LIST: "which categories are there?",
    Intent.CATEGORY_BEST: "who is best in that field?",
    Intent.COUNTS: "how many are there?",
    Intent.RELATION: "do the scores on {b} go together?",
    Intent.OBSERVED_BY: "which benchmarks ask about it?",
    Intent.TERM: "what does the word mean?",
}
_ATTRIBUTES: Mapping[Attribute, str] = {
    Attribute.ORGANISATION: "who made {m}?",
    Attribute.RELEASED: "when was {m} released?",
    Attribute.PARAMETERS: "how many parameters does {m} have?",
    Attribute.CONTEXT: "how large is the context window of {m}?",
    Attribute.PRICE: "what does {m} cost?",
    Attribute.INPUT_PRICE: "what does the input of {m} cost?",
    Attribute.OUTPUT_PRICE: "what does the output of {m} cost?",
    Attribute.LICENCE: "what licence does {m} have?",
    Attribute.OPEN: "does {m} have open weights?",
    Attribute.MULTIMODAL: "does {m} take images?",
    Attribute.ALIASES: "what other names does {m} have?",
}
_EXTREMES: Mapping[tuple[Attribute | None, str | None], str] = {
    (Attribute.PRICE, "least"): "which model is the cheapest?",
    (Attribute.PRICE, "most"): "which model is the most expensive?",
    (Attribute.INPUT_PRICE, "least"): "which model has the cheapest input?",
    (Attribute.OUTPUT_PRICE, "least"): "which model has the cheapest output?",
    (Attribute.RELEASED, "most"): "which model is the newest?",
    (Attribute.RELEASED, "least"): "which model is the oldest?",
    (Attribute.PARAMETERS, "most"): "which model is the largest?",
    (Attribute.PARAMETERS, "least"): "which model is the smallest?",
    (Attribute.CONTEXT, "most"): "which model has the largest context window?",
    (Attribute.CONTEXT, "least"): "which model has the smallest context window?",
}


#: Intents whose phrases are no whole question: an amount, a time or a thing is left out of them.
_NOT_WHOLE = frozenset(
    {
        Intent.PLACE, Intent.TOP, Intent.ABOVE, Intent.LEADER_AT, Intent.REACHED, Intent.CALL_COST,
        Intent.CHEAPEST_ABOVE, Intent.BENCHMARKS, Intent.CATEGORY_BEST, Intent.COUNTS, Intent.OBSERVED_BY, Intent.TERM,
        Intent.SAME,
    }
)  # fmt: skip


def taken_as(frames: Sequence[Frame], vocabulary: Vocabulary) -> tuple[str, tuple[Fact, ...]] | None:
    """Return the line that says what was understood, with the facts in it; None where the reply says it itself.

    Args:
        frames: What is asked, the same of each benchmark.
        vocabulary: The registry's names.
    """
    found = _put(frames, vocabulary)
    return None if found is None else (f"Taken as: {found[0]}", found[1])


def asked_plainly(frames: Sequence[Frame], vocabulary: Vocabulary) -> tuple[str, tuple[Fact, ...]] | None:
    """Return a whole question that asks for this and for no more, with the facts in it; None where there is none.

    Args:
        frames: What is asked, the same of each benchmark.
        vocabulary: The registry's names.
    """
    found = _put(frames, vocabulary) if frames and frames[0].intent not in _NOT_WHOLE else None
    return None if found is None else (found[0][0].upper() + found[0][1:], found[1])


def _put(frames: Sequence[Frame], vocabulary: Vocabulary) -> tuple[str, tuple[Fact, ...]] | None:
    frame = frames[0]
    if frame.intent is Intent.FACT and frame.attribute is not None:
        phrase = _ATTRIBUTES[frame.attribute]
    elif frame.intent is Intent.EXTREME:
        phrase = _EXTREMES.get((frame.attribute, frame.order), "")
    else:
        phrase = _PHRASES.get(frame.intent, "")
    slugs = list(dict.fromkeys(slug for one in frames for slug in one.benchmarks))
    benchmarks = [Fact("benchmark", vocabulary.benchmarks[slug], slug) for slug in slugs]
    models = [Fact("model", vocabulary.models[slug].name, model=slug) for slug in frame.models]
    makers = [Fact("organisation", frame.organisation)] if frame.organisation else []
    names = {"b": benchmarks, "m": models, "o": makers}
    if not benchmarks:
        phrase = phrase.replace(" on {b}", "")
    used = [fact for field, facts in names.items() if f"{{{field}}}" in phrase for fact in facts]
    if not phrase or any(f"{{{field}}}" in phrase and not facts for field, facts in names.items()):
        return None
    filled = {field: listed([str(fact.value) for fact in facts]) for field, facts in names.items() if facts}
    return phrase.format_map(filled), tuple(used)
