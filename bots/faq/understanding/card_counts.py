"""Which of the counts of a card a question asks for: "how many patients are in the test set of MIMIC?"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from podium.bots.faq.language import lexicon, words
from podium.bots.faq.language.words import Token
from podium.bots.faq.replies.wording import counts_of
from podium.registry.views import BenchmarkView

_OF_SPLITS = words.word_set("size split count number")
_OF_NUMBERS = words.word_set("many number count total")
_OF_AMOUNTS = _OF_NUMBERS | words.word_set("size big large")
#: Words for splits, by the one that stands for them all.
_SPLITS = {
    **dict.fromkeys(("train", "training"), "train"),
    **dict.fromkeys(("test", "testing", "holdout"), "test"),
    **dict.fromkeys(("validation", "valid", "validate", "val"), "validation"),
    **dict.fromkeys(("dev", "development"), "dev"),
}
_BEFORE_SPLITS = words.word_set("hidden official public full whole held")
_AFTER_SPLITS = words.word_set("set sets split splits part portion partition subset data")
#: What is counted on a board, and who is first on it: these are asked of boards, whatever split they are of.
_OF_BOARDS = words.word_set(
    "model entry submission result score board leaderboard ranking list run figure leader winner top best worst highest"
    " lead leads leading led wins first ranked tested evaluated scored evaluate"
)
#: Words of what a split is counted by that say nothing further.
_OF_ALL = words.word_set("in the split")
#: What people call what cards count.
ALSO_CALLED = {
    "physician": ("doctor", "clinician", "medic"),
    "chart": ("plot", "graph", "diagram"),
    "image": ("picture", "photo", "pic", "scan", "img"),
    "patient": ("individual", "subject", "participant"),
    "radiograph": ("film", "xray", "image", "picture"),
    "conversation": ("dialogue", "dialog", "chat", "talk"),
    "criteria": ("criterion", "rubric"),
    "question": ("item", "problem"),
    "item": ("question",),
}
_ALSO = {other: noun for noun, others in ALSO_CALLED.items() for other in others if noun not in ("item", "question")}

Spans = tuple[tuple[int, int], ...]


def asked_count(found: Sequence[Token], view: BenchmarkView) -> tuple[str, Spans]:
    """Return which count of a card is asked for, and the words that say it; nothing where it is none or several.

    What is counted over all splits is named by one word that is said after "how many", and that the card has.
    """
    said = [_stem(token.word) for token in found]
    if _OF_AMOUNTS.isdisjoint(said) or not _OF_BOARDS.isdisjoint(said):
        return "", ()
    labels = [(text, {_stem(token.word) for token in words.tokens(text)}) for text, _ in counts_of(view.card)]
    canonical = set(_SPLITS.values())
    places = [i for i, word in enumerate(said) if word in canonical and any(word in label for _, label in labels)]
    after = said[said.index("many") + 1 :][:1] if "many" in said else []
    if not places:
        return next((text for text, label in labels if label == set(after)), ""), ()
    if len(places) > 1:
        return "", ()
    split = said[places[0]]
    nouns = {noun for _, label in labels for noun in label if split in label} - {split, "in", "the"}
    nouns -= _AFTER_SPLITS
    if any(one not in nouns and one != split for one in after):
        # Charts are counted, but not by split, and "how many AIs took the test" counts none of them.
        return "", ()
    counted = [i for i, word in enumerate(said) if word in nouns]
    wanted = {said[i] for i in counted} or {_stem(view.card["unit"])}
    fitting = [(len(label - _OF_ALL), text) for text, label in labels if {split, *wanted} <= label]
    if not fitting:
        return "", ()
    start, end = places[0], places[0] + 1
    start -= start > 0 and found[start - 1].word in _BEFORE_SPLITS
    end += end < len(found) and found[end].word in _AFTER_SPLITS
    return min(fitting)[1], tuple(sorted(((start, end), *((i, i + 1) for i in counted))))


def _stem(word: str) -> str:
    one = words.singular(word)
    return _SPLITS.get(word) or _ALSO.get(one, one)


def counted_labels(found: Sequence[Token], view: BenchmarkView) -> Spans:
    """Return the words that name a count of the card, where it is asked how many: "how many test studies".

    A word by itself that says what a benchmark asks about, its subjects or labels, is left to what lists them.
    """
    said = [words.singular(token.word) for token in found]
    # "Train/valid/test sizes" asks for the splits, whatever board is of one of them.
    splits = [(i, i + 1) for i, token in enumerate(found) if token.word in view.card["splits"]]
    splits = splits if len(splits) > 1 and not _OF_SPLITS.isdisjoint(said) else []
    if _OF_NUMBERS.isdisjoint(said):
        return tuple(splits)
    # "MMLU subjects number" asks how many, and for no list.
    closing = said[-1] in ("number", "count", "total")
    spans = splits
    for text in view.card["sizes"]:
        label = [words.singular(token.word) for token in words.tokens(text)]
        if len(label) == 1 and "OBSERVATION" in lexicon.meaning(words.tokens(text)[0].word) and not closing:
            continue
        spans += [(i, i + len(label)) for i in range(len(said)) if said[i : i + len(label)] == label]
        spans += _people(said) if label == ["patient"] else []
        if len(label) > 1 and "in" in said and set(label) <= set(said):
            # "How many questions does it have in English?"
            spans += [(said.index(word), said.index(word) + 1) for word in label]
    told = f" {view.card['description'].lower()}"
    # "Radiology images" are all of them where the card speaks of them so.
    spans = [
        (start - 1, end) if start and f" {found[start - 1].word} {found[start].word}" in told else (start, end)
        for start, end in spans
    ]
    return _apart(spans)


#: Who patients are besides, and what they may be called before.
_PERSONS = words.word_set("people person human being individual")
_DIFFERENT = words.word_set("different unique distinct individual human single separate")


def _people(said: Sequence[str]) -> list[tuple[int, int]]:
    """Return the words that count persons, "how many different people"; none where these made or labelled something."""
    if not _DOING.isdisjoint(said):
        return []
    start = next((i + 2 for i, pair in enumerate(pairwise(said)) if pair in (("how", "many"), ("number", "of"))), 0)
    end = start
    while start and end < len(said) and said[end] in _DIFFERENT | _PERSONS:
        end += 1
    return [(start, end)] if end > start and said[end - 1] in _PERSONS else []


_DOING = words.word_set(
    "wrote made created authored built labelled labeled annotated read beat beaten score scored reach reached work"
    " worked"
)


def _apart(spans: Sequence[tuple[int, int]]) -> Spans:
    """Return the longest of spans that overlap."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: span[0] - span[1]):
        if all(end <= first or last <= start for first, last in kept):
            kept.append((start, end))
    return tuple(kept)
