"""The maker of a model in the place of the words for it: "other models by the company behind GLM 5.1".

Only where several models of that maker are asked for, or one of them by an end of an order: who the maker is, is a
question of its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from podium.bots.faq.language import lexicon, words
from podium.bots.faq.names.reading import Reading
from podium.bots.faq.names.vocabulary import Link, Vocabulary

#: Words for who makes models.
COMPANIES = words.word_set(
    "company lab maker vendor firm organisation organization team provider developer manufacturer creator builder"
    " makers developers creators people folks guys publisher producer startup"
)
#: Words that ask for others than the one that is named: of all models of a maker it is one.
OTHERS = words.word_set("other another else further more additional others remaining sister sibling")
_MODELS = words.word_set("models else everything siblings anything releases llms ais catalogue portfolio")
_ENDS = frozenset(
    {"NEWEST", "OLDEST", "CHEAP", "EXPENSIVE", "LARGEST", "SMALLEST", "NEWEST_MODEL", "MAX_CONTEXT", "LEAD"}
)
#: Words between one that stands for a maker and the model.
_BEHIND = words.word_set(
    "of behind that which who made makes built builds created creates developed develops trained trains released did"
    " does has the as with brought out published us gave"
)
_WHOEVER = words.word_set("whoever whomever")
_POINTING = words.word_set("its that this same their")
_BEFORE = words.ARTICLES | words.word_set("same this that")
#: Words with which the model is set aside.
_ASIDE = (("apart", "from"), ("aside", "from"), ("other", "than"), ("besides",), ("beside",), ("beyond",), ("except",))
_SHARES = words.word_set("share shares")
_Spans = list[tuple[int, int, str]]


def with_maker_named(vocabulary: Vocabulary, reading: Reading) -> str:
    """Return a message with the name of the maker for the words that stand for it; empty where none do.

    Args:
        vocabulary: The registry's names.
        reading: The message.
    """
    models = reading.of_kind("model")
    if not models:
        return _of_the_maker_named(reading)
    if len(models) != 1 or reading.of_kind("organisation"):
        return ""
    if "when" in reading.words and reading.of_kind("benchmark"):
        # "When the lab released Zeta 2, who was first on MMLU?" marks a time.
        return ""
    makers = {vocabulary.makers.get(one.slug, "") for one in models[0].entities}
    if len(makers) != 1 or "" in makers or not asks_for_models(reading, models[0]):
        return ""
    spans = _spans(reading, models[0], makers.pop())
    return written(reading, spans) if spans else ""


_THEY = {"they": "{}", "them": "{}", "their": "{}'s", "theirs": "by {}"}
_ASKING = words.word_set("which what who how where when list show give")


def _of_the_maker_named(reading: Reading) -> str:
    """Return "I'm writing about xAI: which models are theirs?" with the maker for the word that points at it."""
    (maker, *others) = reading.of_kind("organisation") or (None,)
    if maker is None or others or len(reading.links) > 1 or not asks_for_models(reading):
        return ""
    said, end = reading.words, maker.end
    if end >= len(said) or not reading.tokens[end].breaks or not _ASKING.isdisjoint(said[:end]):
        return ""
    name = maker.entities[0].name
    spans = [(i, i + 1, _THEY[said[i]].format(name)) for i in range(end, len(said)) if said[i] in _THEY]
    return written(reading, [(0, end, ""), *spans]) if len(spans) == 1 else ""


def asks_for_models(reading: Reading, named: Link | None = None) -> bool:
    """Return whether models are asked for: several, or one by an end of an order."""
    said = [word for i, word in enumerate(reading.words) if named is None or i not in named.span]
    return not _MODELS.isdisjoint(said) or any(lexicon.meaning(word) & _ENDS for word in said)


def written(reading: Reading, spans: Sequence[tuple[int, int, str]]) -> str:
    """Return a message with other words in the place of some, and without those that ask for others."""
    said, text = reading.words, reading.text
    taken = {i for start, end, _ in spans for i in range(start, end)}
    every = [*spans]
    for i, word in enumerate(said):
        if i in taken or word not in OTHERS:
            continue
        if word == "else":
            every.append((i, i + 1, "models"))
        elif word == "more" and said[i + 1 : i + 2] != ["models"]:
            every.append((i, i + 1, "models"))
        else:
            every.append((i, i + 1, ""))
    every += [(i, i + 1, "models") for i, word in enumerate(said) if word == "siblings" and i not in taken]
    for start, end, name in sorted(every, reverse=True):
        text = f"{text[: reading.tokens[start].start]}{name}{text[_end(reading, end) :]}"
    return " ".join(text.split()).lstrip(" ,.:;-")


def _end(reading: Reading, end: int) -> int:
    """Return where words end in the text; what marks a name as an owner belongs to it."""
    found = reading.tokens[end - 1].end
    after = reading.text[found : found + 2]
    return found + 2 if after in ("'s", "’s") else found


def _spans(reading: Reading, model: Link, maker: str) -> _Spans:
    """Return the words that stand for the maker, with its name, and those of the model, where it is set aside."""
    said = reading.words
    for i, word in enumerate(said):
        if i in model.span:
            continue
        whoever = word in _WHOEVER
        if word not in COMPANIES and not whoever:
            continue
        if i < model.start and _joins(said[i + 1 : model.start]):
            if said[max(0, i - 3) : i - 1] != [] and not _SHARES.isdisjoint(said[max(0, i - 2) : i]):
                start = next(j for j in (i - 2, i - 1) if j >= 0 and said[j] in _SHARES)
                return [(start, model.end, f"are by {maker}")]
            return [(_begin(said, i), model.end, maker)]
        if i == model.end and not reading.tokens[i].breaks:
            return [(_begin(said, model.start), i + 1, maker)]
        if i and said[i - 1] in _POINTING:
            rest = _set_aside(reading, model)
            return [(_begin(said, i - 1), i + 1, maker), rest] if rest else []
    return []


def _joins(between: Sequence[str]) -> bool:
    """Return whether words join a maker and its model: "behind", "that built"."""
    return 0 < len(between) <= 4 and all(word in _BEHIND for word in between)


def _begin(said: Sequence[str], start: int) -> int:
    """Return where the words for a maker begin, with "the same" before them."""
    while start and said[start - 1] in _BEFORE:
        start -= 1
    return start


def _set_aside(reading: Reading, model: Link) -> tuple[int, int, str] | None:
    """Return the words of the model, and what sets it aside or comes before it up to a mark."""
    said = reading.words
    aside = next((len(one) for one in _ASIDE if tuple(said[max(0, model.start - len(one)) : model.start]) == one), 0)
    if aside:
        return model.start - aside, model.end, ""
    after = reading.tokens[model.end : model.end + 1]
    if after and (after[0].breaks or said[model.end] in _MODELS):
        return 0, model.end, ""
    return None
