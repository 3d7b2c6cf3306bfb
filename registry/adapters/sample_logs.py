"""Answers from the logs of other harnesses: each sample found for the question it answers, or refused by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from podium.registry.adapters.base import Task
from podium.registry.adapters.letters import read_letter
from podium.registry.adapters.prompts import MOST_LETTERS, choice_prompt, letters, stored_reply
from podium.registry.adapters.tables import first_names
from podium.registry.benchmark import Answer, Choose, Classify, Generate, Item
from podium.registry.conformance import text_digest
from podium.registry.errors import DataError

_SHOWN = 60
#: How a question and a prompt agree.
_HOLDS, _ENDS = 1, 2
#: Words by whose end texts are looked up.
_TAIL = 6
_LISTED = ("{}. {}", "{}) {}", "({}) {}", "{}: {}")


@dataclass(frozen=True)
class Sample:
    """What a harness logged of one question.

    Args:
        where: File and sample in words, for errors.
        task: The harness's name of the task.
        names: What may be the item's id, and further facts of the question, by the harness's names for them.
        question: The question as the log states it, or empty.
        prompt: The whole text the model was shown, or empty.
        options: Their texts, in the order the model saw, or none where the log does not state them.
        log_likelihoods: One per option, in nats, where likelihoods were compared.
        text: The reply, where the model wrote one.
        finish: As in :class:`~podium.registry.benchmark.Answer`.
        error: Why there is no answer.
    """

    where: str
    task: str
    names: Mapping[str, str] = field(default_factory=dict)
    question: str = ""
    prompt: str = ""
    options: tuple[str, ...] = ()
    log_likelihoods: tuple[float, ...] | None = None
    text: str | None = None
    finish: str | None = None
    error: str | None = None


@dataclass(frozen=True)
class Log:
    """A log that was read.

    Args:
        harness: Its name.
        version: Its version as the log states it, or empty.
        model: The model as the log names it, or empty.
        files: The files it was read from.
        samples: One per question.
        notes: Sentences for the report.
    """

    harness: str
    version: str
    model: str
    files: tuple[Path, ...]
    samples: Sequence[Sample]
    notes: tuple[str, ...] = ()

    @property
    def tasks(self) -> tuple[str, ...]:
        """The names of the tasks, in the order of the samples."""
        return tuple(dict.fromkeys(sample.task for sample in self.samples))


@dataclass(frozen=True)
class Matched:
    """The answers a log gives.

    Args:
        answers: By the item's id.
        tasks: The tasks they come from.
        left_out: Tasks that answer nothing of the split.
    """

    answers: Mapping[str, Answer]
    tasks: tuple[str, ...]
    left_out: tuple[str, ...]


def match(log: Log, task: Task) -> Matched:
    """Return the answer to every question of a task.

    A sample belongs to the item whose id it states, in a field that holds an item's id in every sample. Where
    no field does, or the ids are bare numbers, the question must be the item's too: the text that the log
    states as the question ends the item's prompt, with or without the listed options, or stands in it whole, and
    the options are the same. An id whose sample states a question that has nothing of the item's is refused.
    A choice among options in another order is carried over by their texts. White
    space does not matter. Several items with the same prompt and options are taken in order.

    Raises:
        DataError: If a sample of a task that the benchmark knows answers no item, more than one could be meant, an
            item is answered twice or not at all, or a sample does not fit what is asked; it names file and sample.
    """
    if isinstance(task.items[0].request, Classify):
        what = f"{log.files[0]}: a log of {log.harness} answers questions, not Classify requests"
        raise DataError(what, "write a table with a column per label")
    items = list(task.known)
    finder = _Finder(task, items, log.samples)
    found: dict[int, Sample] = {}
    lost: dict[str, Sample] = {}
    used: dict[str, None] = {}
    for sample in log.samples:
        place = finder.find(sample, found)
        if place is None:
            lost.setdefault(sample.task, sample)
            continue
        used[sample.task] = None
        found[place] = sample
    for name, sample in lost.items():
        if name in used or not used:
            asks = _quoted(sample.question or sample.prompt, task)
            with_them = " with these options in this order" if sample.options else ""
            split = f"split {task.split} of {task.benchmark.card.name}"
            what = f"{sample.where}: {split} has no such question{with_them}: {asks}"
            raise DataError(what, "choose the split and the data (--split, --data) that the log is of")
    _check_complete(log, task, {items[place].id for place in found})
    answers = {items[place].id: _answer(sample, items[place]) for place, sample in found.items()}
    return Matched(answers, tuple(used), tuple(name for name in lost if name not in used))


def _check_complete(log: Log, task: Task, answered: set[str]) -> None:
    missing = [item.id for item in task.items if item.id not in answered]
    if missing:
        what = f"no sample for {len(missing)} of {len(task.items)} questions of split {task.split}"
        hint = "log the whole split; the first items alone can be scored with --limit"
        where = log.files[0] if len(log.files) == 1 else log.files[0].parent
        raise DataError(f"{where}: {what}: {first_names(missing)}", hint)


class _Finder:
    """Finds the item that a sample answers."""

    def __init__(self, task: Task, items: Sequence[Item], samples: Sequence[Sample]) -> None:
        self._task, self._items = task, items
        self._ids = {item.id: place for place, item in enumerate(items)}
        self._field = _id_field(samples, self._ids)
        self._prompts = [_flat(_prompt(item)) for item in items]
        self._whole = [_whole(item, prompt) for item, prompt in zip(items, self._prompts, strict=True)]
        self._tails: dict[str, list[int]] = {}
        for place, texts in enumerate(zip(self._prompts, self._whole, strict=True)):
            for tail in dict.fromkeys(map(_tail, texts)):
                self._tails.setdefault(tail, []).append(place)
        self._words: dict[str, list[int]] = {}

    def find(self, sample: Sample, taken: Mapping[int, Sample]) -> int | None:
        """Return the place of the item, or None where the split has no such question."""
        if self._field:
            name = sample.names[self._field]
            place = self._ids[name]
            agree = self._fit(sample, _question(sample), place)
            if not agree and not name.isdecimal() and self._other_question(sample, place):
                asks = _quoted(sample.question, self._task)
                what = f"{sample.where}: it has the id of item {name}, but asks another question: {asks}"
                raise DataError(what, "choose the split and the data (--split, --data) that the log is of")
            if agree or (not name.isdecimal() and self._same_options(sample, place) is not False):
                return _free([place], taken, sample)
            if not name.isdecimal():
                what = f"{sample.where}: its options are not those of item {name}, or stand in another order"
                raise DataError(what, "choose the data and the protocol that the log is of")
        return self._by_text(sample, taken)

    def _by_text(self, sample: Sample, taken: Mapping[int, Sample]) -> int | None:
        question = _question(sample)
        best = [place for place in self._ending(question) if self._fit(sample, question, place) == _ENDS]
        # Only where no prompt ends with it: a question may be part of another.
        best = best or [place for place in self._holding(question) if self._fit(sample, question, place)]
        if len(best) > 1:
            # The same question may be asked under two subjects.
            best = [place for place in best if self._same_facts(sample, place)] or best
        if len({(self._whole[place], _options(self._items[place])) for place in best}) > 1:
            names = first_names([self._items[place].id for place in best])
            raise DataError(f"{sample.where}: its question could be that of {names}", "log a field with the item's id")
        return _free(best, taken, sample) if best else None

    def _fit(self, sample: Sample, question: str, place: int) -> int:
        """Return how the texts agree: the prompt ends with the question, or holds it, or 0 where they do not."""
        if not question or question not in self._whole[place]:
            return 0
        ends = _ends(self._prompts[place], question) or _ends(self._whole[place], question)
        if not ends and not (sample.question and _holds(self._whole[place], question)):
            return 0
        if not self._same_options(sample, place):
            return 0
        return _ENDS if ends else _HOLDS

    def _other_question(self, sample: Sample, place: int) -> bool:
        """Return whether the log states a question that neither stands in the item's text nor holds it."""
        stated = _flat(sample.question)
        # What comes before the last paragraph, such as solved examples, differs between harnesses.
        asked = _flat(_prompt(self._items[place]).split("\n\n")[-1])
        return bool(stated) and stated not in self._whole[place] and asked not in stated

    def _same_options(self, sample: Sample, place: int) -> bool | None:
        """Return whether the options are the same, or None where the log does not show any."""
        request = self._items[place].request
        if not isinstance(request, Choose):
            # A letter in the reply stands for what the prompt lists: here the order counts.
            return not sample.options or _lists(self._prompts[place], sample.options)
        if sample.options:
            return _order(sample.options, request.options) is not None
        return _lists(_flat(sample.prompt or sample.question), request.options) or None

    def _same_facts(self, sample: Sample, place: int) -> bool:
        facts = self._items[place].attributes
        return all(sample.names[name] == str(facts[name]) for name in sample.names.keys() & facts.keys())

    def _ending(self, question: str) -> Iterable[int]:
        """Return the items whose text may end with the question."""
        return self._tails.get(_tail(question), ()) if _long(question) else self._holding(question)

    def _holding(self, question: str) -> Iterable[int]:
        """Return the items whose text holds the rarest word inside the question."""
        if not self._words:
            for place, text in enumerate(self._whole):
                for word in set(text.split()):
                    self._words.setdefault(word, []).append(place)
        # The first and the last word may touch others in the prompt.
        inner = question.split()[1:-1]
        if not inner:
            return range(len(self._items))
        return min((self._words.get(word, []) for word in inner), key=len)


def _question(sample: Sample) -> str:
    """Return the question as the log states it, or the end of what was shown; white space is single spaces."""
    return _flat(sample.question) or _flat(sample.prompt.split("\n\n")[-1])


def _tail(text: str) -> str:
    return " ".join(text.split()[-_TAIL:])


def _long(question: str) -> bool:
    """Return whether the last words are those of any text that ends with the question; its first may touch another."""
    return len(question.split()) > _TAIL


def _id_field(samples: Sequence[Sample], ids: Mapping[str, int]) -> str:
    """Return the field that holds an item's id in every sample, each once, or an empty text."""
    fields = samples[0].names if samples else {}
    for name in fields:
        values = [sample.names.get(name, "") for sample in samples]
        if len(set(values)) == len(values) and all(value in ids for value in values):
            return name
    return ""


def _free(places: Sequence[int], taken: Mapping[int, Sample], sample: Sample) -> int:
    for place in places:
        if place not in taken:
            return place
    other = taken[places[-1]].where
    raise DataError(f"{sample.where}: its question is answered by {other} already", "give the log of one run and task")


def _prompt(item: Item) -> str:
    return "" if isinstance(item.request, Classify) else item.request.prompt


def _options(item: Item) -> tuple[str, ...]:
    return item.request.options if isinstance(item.request, Choose) else ()


def _quoted(text: str, task: Task) -> str:
    """Return the beginning of a question, or its digest where the benchmark keeps its questions."""
    if task.benchmark.card.keeps_questions:
        return f"one of {text_digest(text).replace(' ', ' characters, sha256 ')}"
    shown = _flat(text)
    return repr(f"{shown[:_SHOWN]}..." if len(shown) > _SHOWN else shown)


def _flat(text: str) -> str:
    return " ".join(text.split())


def _ends(text: str, end: str) -> bool:
    return text.endswith(end) and not (text[: -len(end)][-1:].isalnum() and end[0].isalnum())


def _holds(text: str, part: str) -> bool:
    start = text.find(part)
    while start >= 0:
        before, after = text[:start][-1:], text[start + len(part) :][:1]
        if not (before.isalnum() and part[0].isalnum()) and not (after.isalnum() and part[-1].isalnum()):
            return True
        start = text.find(part, start + 1)
    return False


def _whole(item: Item, prompt: str) -> str:
    """Return the question with its options where it has them and each has a letter, else the question."""
    request = item.request
    if not isinstance(request, Choose) or (len(request.options) > MOST_LETTERS and not request.continuations):
        return prompt
    return _flat(choice_prompt(request))


def _lists(text: str, options: Sequence[str]) -> bool:
    """Return whether a text lists the options in their order, a letter before each."""
    if len(options) > MOST_LETTERS:
        return False
    lettered = list(zip(letters(len(options)), map(_flat, options), strict=True))
    return any(" ".join(form.format(*pair).strip() for pair in lettered) in text for form in _LISTED)


def _order(shown: Sequence[str], asked: Sequence[str]) -> list[int] | None:
    """Return the place in ``asked`` of each option shown, or None where they are not the same options."""
    theirs, ours = [_flat(option) for option in shown], [_flat(option) for option in asked]
    if theirs == ours:
        return list(range(len(ours)))
    if len(set(ours)) < len(ours) or sorted(theirs) != sorted(ours):
        return None
    return [ours.index(option) for option in theirs]


def _answer(sample: Sample, item: Item) -> Answer:
    if sample.error is not None:
        return Answer(error=sample.error)
    request = item.request
    if isinstance(request, Generate):
        if sample.text is None:
            what = f"{sample.where}: likelihoods were compared, but item {item.id} asks for text"
            raise DataError(what, "choose the protocol that compares likelihoods, or log a generating task")
        return stored_reply(sample.text, sample.finish)
    assert isinstance(request, Choose)
    order = _order(sample.options, request.options) if sample.options else None
    places = list(range(len(request.options))) if order is None else order
    if sample.log_likelihoods is not None:
        if len(sample.log_likelihoods) != len(places):
            what = f"{len(sample.log_likelihoods)} log-likelihoods, but item {item.id} has {len(places)} options"
            raise DataError(f"{sample.where}: {what}")
        by_place = dict(zip(places, sample.log_likelihoods, strict=True))
        likely = tuple(by_place[place] for place in range(len(places)))
        return Answer(choice=max(range(len(likely)), key=likely.__getitem__), log_likelihoods=likely)
    told = stored_reply(sample.text or "", sample.finish)
    letter = read_letter(told.text or "", sample.options or request.options)
    choice = None if letter is None else places[letter]
    return replace(told, choice=choice)
