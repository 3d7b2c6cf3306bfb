"""Messages that point back, written out with the name that they mean: "how old is that one?", "that dataset's paper".

A message that is written out is understood as any other, so that whatever can be asked of a name can be asked of what
stands for it. What is not understood as it stands is tried with the names of the last answer: "what's it good at?",
"how long can the input be?", "and the best open one?".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from podium.bots.faq.frame import Frame, Intent
from podium.bots.faq.knowledge.terms import GLOSSARY
from podium.bots.faq.language import lexicon, words
from podium.bots.faq.names.reading import Reading
from podium.bots.faq.names.vocabulary import Vocabulary
from podium.bots.faq.understanding.again import AGAIN
from podium.bots.faq.understanding.conversation import Conversation
from podium.bots.faq.understanding.ends import by_its_end, in_short
from podium.bots.faq.understanding.kin import compared, like_that, of_its_items, of_that_size, one_of_two, version
from podium.bots.faq.understanding.recalled import Recalled, put, put_all
from podium.bots.faq.understanding.slips import owned_slip
from podium.bots.faq.understanding.slots import ON_BOARD
from podium.bots.faq.understanding.understood import Understanding

#: Intents whose answer tells of one model, which "that one" is then.
_TELLS_ONE = frozenset(
    {
        Intent.LEADER, Intent.TOP_SCORE, Intent.LAST, Intent.PLACE, Intent.EXTREME, Intent.FACT, Intent.MODEL,
        Intent.SCORE, Intent.RANK, Intent.RESULTS, Intent.REACHED, Intent.LEADER_AT, Intent.CHEAPEST_ABOVE,
        Intent.CATEGORY_BEST, Intent.CALL_COST, Intent.LEADERBOARD, Intent.TWO_SCORES, Intent.HISTORY,
    }
)  # fmt: skip
#: What is asked of a model in words that do not point at it: "how long can the input be?".
_OF_A_MODEL = frozenset({Intent.FACT, Intent.CALL_COST})
_COMPARED = frozenset({Intent.COMPARE, Intent.SIGNIFICANT, Intent.EXTREME, Intent.SCORE, Intent.RANK})
_LED = frozenset({Intent.LEADER, Intent.TOP_SCORE, Intent.LEADERBOARD, Intent.LEADER_AT})
_THAT = words.word_set("that this")
_THE_SAME = ("the", "same")
_DATASETS = words.word_set("dataset benchmark test exam set")
_MODELS = words.word_set("one model llm ai")
_ON = words.word_set("on in at for")
_COMPANIES = words.word_set(
    "company lab maker vendor firm organisation organization team provider developer manufacturer creator"
)
_OTHER = words.word_set("other another else further more")
#: The two that were compared, as they are pointed at; the longest first.
_THE_TWO = (
    ("each", "of", "them"), ("both", "of", "them"), ("either", "of", "them"), ("each", "of", "the", "two"),
    ("these", "two"), ("those", "two"), ("the", "two"), ("the", "2"), ("the", "pair"), ("both",), ("each",),
)  # fmt: skip
_WINNING = words.word_set("wins win winner winning better ahead stronger")
_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "fifth": 5,
             "5th": 5, "sixth": 6, "seventh": 7, "eighth": 8, "last": -1}  # fmt: skip
_NTH = words.word_set("one benchmark dataset")
_ASKS_WHO = words.word_set("who whos whose")
_BEING = words.word_set("is was are s whos")
_SEVERAL = words.word_set("them those these they two three four five both each all others")


def is_lost(understood: Understanding) -> bool:
    """Return whether a message was not understood, or lacks a name that the messages before may give."""
    reply = understood.built.reply
    return reply is not None and reply.kind in ("help", "ambiguous", "unknown") and not understood.frames


def pointed(vocabulary: Vocabulary, reading: Reading, conversation: Conversation | None) -> Iterator[Recalled]:
    """Yield a message with the names that its words plainly stand for.

    Args:
        vocabulary: The registry's names.
        reading: The message.
        conversation: What is remembered.
    """
    if conversation is None or conversation.frame is None or conversation.waiting:
        return
    for found in (
        _extreme_of_maker,
        _extreme_of_list,
        _only_one_maker,
        _listed,
        _dataset,
        _company,
        _model_there,
        _that_one,
        _of_two,
        _of_the_two,
        version,
        of_that_size,
        compared,
        one_of_two,
        like_that,
        _there,
        by_its_end,
        in_short,
        owned_slip,
        of_its_items,
        _of_word,
        *AGAIN,
    ):
        one = found(vocabulary, reading, conversation)
        if one is not None:
            yield one


def left_out(vocabulary: Vocabulary, reading: Reading, conversation: Conversation) -> Iterator[Recalled]:
    """Yield a message that is not understood with each name of the last answer in the place of what points at it.

    Args:
        vocabulary: The registry's names.
        reading: The message.
        conversation: What is remembered.
    """
    frame = conversation.frame
    if frame is None or len(reading.of_kind("model")) > 1:
        return
    said = reading.words
    model, benchmark = _model(conversation), conversation.benchmark
    if said[:3] == ["who", "was", "it"] and frame.intent in _LED:
        yield Recalled(put(reading, 0, 3, "who led"))
    at = next((i for i, word in enumerate(said) if word in ("it", "its")), None)
    if at is None:
        at = next((i for i in range(1, len(said)) if said[i] in _THAT and said[i - 1] in ("to", "than", "of")), None)
    if at is not None:
        owned = "'s" if said[at] == "its" else ""
        both = []
        if model is not None:
            both.append(Recalled(put(reading, at, at + 1, _name(vocabulary, model) + owned), (model,)))
        if benchmark:
            name = vocabulary.benchmarks.get(benchmark, "")
            both.append(Recalled(put(reading, at, at + 1, name + owned), (), benchmark))
        # A dataset and a paper are the benchmark's.
        yield from both if _OF_BENCHMARKS.isdisjoint(said) else reversed(both)
        return
    if reading.strange or reading.of_kind("model") or not _SEVERAL.isdisjoint(said):
        return
    text = reading.text.rstrip(" ?.!,;")
    if frame.intent is Intent.CATEGORY_BEST and frame.category and not reading.of_kind("category"):
        yield Recalled(f"{text} for {frame.category}", only=frozenset({Intent.CATEGORY_BEST}))
    if model is not None and not reading.of_kind("benchmark"):
        yield Recalled(f"{text} of {_name(vocabulary, model)}", (model,), only=_OF_A_MODEL)


_OF_BENCHMARKS = words.word_set(
    "dataset data paper abstract authors split splits questions images patients labels download"
)


def _name(vocabulary: Vocabulary, slug: str) -> str:
    return vocabulary.models[slug].name if slug in vocabulary.models else ""


def _model(conversation: Conversation) -> str | None:
    """Return the one model that the last answer told of."""
    frame = conversation.frame
    if frame is None or frame.intent not in _TELLS_ONE or len(frame.models) > 1:
        return None
    return conversation.subject[0] if len(conversation.subject) == 1 and len(conversation.tied) < 2 else None


def _two(conversation: Conversation) -> tuple[str, ...]:
    """Return the models that were compared, or told of one after the other."""
    frame: Frame | None = conversation.frame
    if frame is not None and frame.intent in _COMPARED and len(frame.models) > 1:
        return frame.models
    return conversation.pair


def _listed(vocabulary: Vocabulary, reading: Reading, conversation: Conversation) -> Recalled | None:
    """Return "tell me about the first one" with the name of that benchmark of the list before."""
    frame, said = conversation.frame, reading.words
    if frame is None or len(conversation.listed) < 2 or any(link.kind != "term" for link in reading.links):
        return None
    if frame.intent in ON_BOARD or frame.models:
        # "The second one" is then that of the board.
        return None
    for i, word in enumerate(said):
        if word not in _ORDINALS or said[i - 1 : i] != ["the"]:
            continue
        if said[0] in _ASKS_WHO and (i < 3 or said[i - 2] in _BEING):
            # "Who is the first one?"
            continue
        end = i + 1 + (said[i + 1 : i + 2] != [] and said[i + 1] in _NTH)
        if end == i + 1 and end < len(said) and not reading.tokens[end].breaks:
            continue
        place = _ORDINALS[word]
        if place <= len(conversation.listed):
            slug = conversation.listed[place - 1 if place > 0 else place]
            return Recalled(put(reading, i - 1, end, vocabulary.benchmarks[slug]), (), slug, always=True)
    return None


def _dataset(vocabulary: Vocabulary, reading: Reading, conversation: Conversation) -> Recalled | None:
    """Return "the paper of that dataset", "on the same test" with the name of the benchmark asked about last."""
    last, said = conversation.last(), reading.words
    if last is None or len(last.benchmarks) != 1 or reading.of_kind("benchmark"):
        return None
    for i, word in enumerate(said):
        if word not in _DATASETS or not i:
            continue
        start = i - 1 if said[i - 1] in _THAT else i - 2 if tuple(said[max(0, i - 2) : i]) == _THE_SAME else None
        if start is not None and start > 0:
            name = vocabulary.benchmarks[last.benchmark]
            return Recalled(put(reading, start, i + 1, name), (), last.benchmark, always=True)
    return None


def _company(vocabulary: Vocabulary, reading: Reading, conversation: Conversation) -> Recalled | None:
    """Return "other models of this company" with the name of the maker of the model told of."""
    said, model = reading.words, _model(conversation)
    maker = vocabulary.makers.get(model, "") if model is not None else ""
    if not maker or reading.of_kind("organisation"):
        return None
    for i, word in enumerate(said):
        if word in _COMPANIES and i and (said[i - 1] in (*_THAT, "same", "their", "its")):
            start = i - 2 if tuple(said[max(0, i - 2) : i]) == _THE_SAME else i - 1
            spans = [(start, i + 1, maker)]
            spans += [(j, j + 1, "") for j, other in enumerate(said) if other in _OTHER and not start <= j <= i]
            # "Other models of this company" is not asked of the board before.
            return Recalled(put_all(reading, spans), always=True, alone=len(spans) > 1)
    return None


def _model_there(vocabulary: Vocabulary, reading: Reading, conversation: Conversation) -> Recalled | None:
    """Return "where is it on MedQA" with the name of the model told of: what stands on a benchmark is none."""
    said, model = reading.words, _model(conversation)
    if model is None or reading.of_kind("model"):
        return None
    starts = {link.start for link in reading.of_kind("benchmark")}
    if starts and conversation.frame is not None and not conversation.frame.benchmarks and not conversation.benchmark:
        # No benchmark was spoken of: "MMLU score of it" is asked of the model.
        at = next((i for i, word in enumerate(said) if word == "it"), None)
        if at is not None:
            return Recalled(put(reading, at, at + 1, _name(vocabulary, model)), (model,))
    at = next((i for i, word in enumerate(said) if word in ("it", "its")), None)
    if at is not None and not starts and _asks_where_tested(said, at):
        name = _name(vocabulary, model)
        if said[at] == "it":
            return Recalled(f"on which benchmarks was {name} tested", (model,), alone=True)
        return Recalled(put(reading, at, at + 1, f"{name}'s"), (model,), alone=True)
    for i in range(len(said) - 2):
        if said[i] == "it" and said[i + 1] in _ON and starts & {i + 2, i + 3}:
            return Recalled(put(reading, i, i + 1, _name(vocabulary, model)), (model,))
    return None


def _of_word(vocabulary: Vocabulary, reading: Reading, conversation: Conversation) -> Recalled | None:
    """Return "which benchmarks use it?" with the word that was explained."""
    frame, said = conversation.frame, reading.words
    entry = GLOSSARY.get(frame.term or "") if frame is not None and frame.intent is Intent.TERM else None
    if entry is None or reading.links or _DATASETS_OF.isdisjoint(said):
        return None
    at = next((i for i, word in enumerate(said) if i and word in ("it", *_THAT)), None)
    return None if at is None else Recalled(put(reading, at, at + 1, entry.name), always=True)


_DATASETS_OF = words.word_set("benchmarks benchmark boards board datasets tests")


def _there(vocabulary: Vocabulary, reading: Reading, conversation: Conversation) -> Recalled | None:
    """Return "kimi k2.6 there?" with the name of the benchmark spoken of last: a score is asked for, and no model."""
    said, slug = reading.words, conversation.benchmark
    if not slug or len(reading.of_kind("model")) != 1 or reading.of_kind("benchmark") or "there" not in said[1:]:
        return None
    at = said.index("there", 1)
    last = at + 1 == len(said) or reading.tokens[at + 1].breaks
    if not last or said[at - 1] in _BEING:
        return None
    start = at - 1 if said[at - 1] in ("over", "out") else at
    return Recalled(put(reading, start, at + 1, f"on {vocabulary.benchmarks[slug]}"), (), slug)


def _asks_where_tested(said: Sequence[str], at: int) -> bool:
    """Return whether it is asked what a model was tested on, or where it is at its best: no benchmark is tested."""
    if said[at] == "its":
        return said[at + 1 : at + 2] != [] and said[at + 1] in _ENDS and not _BOARDS.isdisjoint(said[at + 2 : at + 4])
    return not _TESTED.isdisjoint(said) and not _WHERE.isdisjoint(said)


_ENDS = words.word_set("best worst strongest weakest highest lowest top")
_BOARDS = words.word_set("benchmark benchmarks board boards test tests exam result results subject field")
_TESTED = words.word_set("tested evaluated benchmarked appears appear ranked")
_WHERE = words.word_set("where else which what")


def _that_one(vocabulary: Vocabulary, reading: Reading, conversation: Conversation) -> Recalled | None:
    """Return "how old is that one" with the name of the model told of."""
    said, model = reading.words, _model(conversation)
    if model is None or reading.of_kind("model"):
        return None
    for i in range(len(said) - 1):
        if said[i] in _THAT and said[i + 1] in _MODELS and (not i or said[i - 1] not in _ON):
            spans = [(i, i + 2, _name(vocabulary, model))]
            if said[:3] == ["who", "was", "it"] and conversation.frame and conversation.frame.intent in _LED:
                spans.append((0, 3, "who led"))
            return Recalled(put_all(reading, spans), (model,))
    return None


def _extreme_of_maker(vocabulary: Vocabulary, reading: Reading, conversation: Conversation) -> Recalled | None:
    """Return "out of them, which is the latest one" after a maker's models as what is asked of these."""
    frame, said = conversation.frame, reading.words
    if frame is None or frame.intent is not Intent.MODELS_OF or not frame.organisation or reading.links:
        return None
    counted = " ".join(said[:4]) in _HOW_MANY_OF and frozenset[str]().union(*map(lexicon.meaning, said[4:])) & _OPENNESS
    if counted:
        return Recalled(put(reading, 2, 4, f"{frame.organisation} models"), always=True)
    extremes = [word for word in said if lexicon.meaning(word) & _EXTREMES]
    if len(extremes) != 1 or not set(said) - set(extremes) <= _BESIDE_EXTREME:
        return None
    where = f" on {vocabulary.benchmarks[frame.benchmark]}" if frame.benchmarks else ""
    return Recalled(f"{extremes[0]} {frame.organisation} model{where}", always=True)


def _extreme_of_list(vocabulary: Vocabulary, reading: Reading, conversation: Conversation) -> Recalled | None:
    """Return "which is the oldest?" after a list of benchmarks as what is asked of these."""
    frame, said = conversation.frame, reading.words
    if frame is None or frame.intent is not Intent.BENCHMARKS or len(conversation.listed) < 2 or reading.links:
        return None
    extremes = [word for word in said if lexicon.meaning(word) & _AGES]
    if len(extremes) != 1 or not set(said) - set(extremes) <= _BESIDE_EXTREME or _SEVERAL & set(said):
        return None
    return Recalled(f"which of them is the {extremes[0]}", always=True)


_AGES = frozenset({"NEWEST", "OLDEST"})
_HOW_MANY_OF = frozenset({"how many of them", "how many of these", "how many of those"})
_OPENNESS = frozenset({"OPEN", "CLOSED"})
_EXTREMES = frozenset({"NEWEST", "OLDEST", "CHEAP", "EXPENSIVE", "LARGEST", "SMALLEST"})
_BESIDE_EXTREME = words.word_set(
    "and the what which whats is are about model models one ones then ok so now of out all a s from among them those"
    " these"
)


def _only_one_maker(vocabulary: Vocabulary, reading: Reading, conversation: Conversation) -> Recalled | None:
    """Return "without the Chinese one, just Google" as "just Google", which leaves out all others anyway."""
    said, tokens = reading.words, reading.tokens
    for link in reading.of_kind("organisation"):
        start = link.start - 1
        if start < 3 or said[start] not in ("just", "only") or said[0] not in ("without", "no", "not", "excluding"):
            continue
        if any(token.breaks for token in tokens[start : start + 1]) and said[start - 1] in _LEFT_OUT:
            return Recalled(reading.text[tokens[start].start :], always=True)
    return None


_LEFT_OUT = words.word_set("one ones model models lab labs company companies")


def _of_two(vocabulary: Vocabulary, reading: Reading, conversation: Conversation) -> Recalled | None:
    """Return "and who wins on CharXiv?" with the names of the two models that were compared."""
    said, models = frozenset(reading.words), _two(conversation)
    named = reading.of_kind("model") or reading.of_kind("organisation") or reading.of_kind("family")
    if len(models) != 2 or named or not reading.of_kind("benchmark") or said.isdisjoint(_WINNING):
        return None
    if not said.isdisjoint(("it", "any", "anything", "than", "human", "humans")):
        return None
    text = reading.text.rstrip(" ?.!,;")
    return Recalled(f"{text} of {' and '.join(_name(vocabulary, slug) for slug in models)}", models)


def _of_the_two(vocabulary: Vocabulary, reading: Reading, conversation: Conversation) -> Recalled | None:
    """Return "the cheaper of the two", "context of each" with the names of the models that were compared."""
    said, models = reading.words, _two(conversation)
    if not 1 < len(models) <= 4 or reading.of_kind("model"):
        return None
    if "they" in said and len(models) == 2:
        at = said.index("they")
        names = " and ".join(_name(vocabulary, slug) for slug in models)
        return Recalled(put(reading, at, at + 1, names), models)
    for phrase in _THE_TWO:
        for i in range(1, len(said) - len(phrase) + 1):
            if tuple(said[i : i + len(phrase)]) == phrase and said[i - 1] in ("of", "between", "from", "for"):
                names = " and ".join(_name(vocabulary, slug) for slug in models)
                return Recalled(put(reading, i, i + len(phrase), names), models)
    return None
