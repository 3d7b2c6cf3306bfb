"""From text to reply: the names, what is asked, one read, the words. A function of registry, text and conversation.

How a question is decided, in this order; the first that fits is the reply:

1. Empty, or longer than :data:`words.LONGEST` characters or :data:`words.MOST_WORDS` words: help. An instruction to
   the engine: declined.
2. A message that picks one of the choices that the last reply offered: that choice.
3. A benchmark name that fits several benchmarks: asked back.
4. A question that the card of a named benchmark answers in its author's words: that answer. A plain "who leads" or
   "highest score" is left to the results, which know better than a written text.
5. Medical advice and other topics: declined. A name that goes on ("MMLU-Redux"), or stands beside a known one or where
   a name is wanted: reported as unknown, with near names.
6. A message that says only what has changed ("and on MIMIC?") goes on with the last frame.
7. The intents, ranked by how well they explain the question. One that explains all of it is answered, with what it
   lacks taken from the conversation or asked for. Where words are left over, an encoder may be asked; without its word
   the reply is help, and never the answer to another question.
"""

from __future__ import annotations

import html
import re
import sqlite3
from collections.abc import Hashable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from podium.bots.faq.frame import Attribute, Frame, Intent
from podium.bots.faq.language import framing, instructing, learners, letters, lexicon, ordinary, words
from podium.bots.faq.names.elliptical import spelt_out
from podium.bots.faq.names.maker_of import with_maker_named
from podium.bots.faq.names.moments import moment_of
from podium.bots.faq.names.parts import by_part
from podium.bots.faq.names.reading import Reading, read
from podium.bots.faq.names.restated import restated
from podium.bots.faq.names.sized import with_sizes
from podium.bots.faq.names.spelt import with_digits, with_points
from podium.bots.faq.names.vocabulary import OTHER_THINGS, Link, Vocabulary
from podium.bots.faq.replies import handler, import_all, refusals, told
from podium.bots.faq.replies.corrected import with_corrections
from podium.bots.faq.replies.desk import Desk
from podium.bots.faq.replies.taken import with_second, with_taken
from podium.bots.faq.reply import TERMINAL, Fact, Reply, joined
from podium.bots.faq.understanding import recalling
from podium.bots.faq.understanding.built import Built
from podium.bots.faq.understanding.conversation import FORGETTING, Conversation, chosen, is_complete
from podium.bots.faq.understanding.deciding import Decider, Encoder
from podium.bots.faq.understanding.kin import two_told
from podium.bots.faq.understanding.leaning import PAIRED, tied
from podium.bots.faq.understanding.recalled import Recalled
from podium.bots.faq.understanding.several import may_be_several, several
from podium.bots.faq.understanding.slots import ON_BOARD
from podium.bots.faq.understanding.understood import Understanding, said

if TYPE_CHECKING:
    from podium.bots.faq.understanding.asked import Asked
    from podium.bots.faq.understanding.explanation import Explanation

__all__ = ["Encoder", "Engine", "Understanding", "answer"]

#: Dashes that stand for a hyphen.
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
#: Mentions, tags, colours of a terminal and the like: nobody says them.
_NOISE = re.compile(
    r"\b(?:i\.e|e\.g|a\.k\.a)\b\.?|"
    r"<3+(?![\w.%])|<[@#!/&a-z0-9]{1,30}>|\[/?[a-z ]{1,20}(?:=[^\[\]\s]{0,200})?\]|\b\d+ ?= ?\d+\b|"
    r"\b(?:delete|select \*) from \w+|\b(?:drop|truncate) table \w+|\binsert into \w+|" + TERMINAL.pattern,
    re.IGNORECASE,
)
#: Blanks between two words: however many, and of whatever width, they are one, or the end of a line.
_BLANKS = re.compile(r"\s+")
#: Blanks from which on a text of capitals alone is shouted: its capitals then mark no names.
_SHOUTED = 2

#: Words that many write as two, dictation among them.
_PARTED = re.compile(r"\b(data|bench|leader|score)[ -](sets?|marks?|boards?)\b", re.IGNORECASE)
#: A number with so many digits is none of anything here, and no float tells it from its neighbours.
_HUGE = re.compile(r"[0-9](?:,?[0-9]){15}")


def _blank(blanks: re.Match[str]) -> str:
    return "\n" if "\n" in blanks[0] else " "


def answer(connection: sqlite3.Connection, text: str) -> Reply:
    """Answer one question from the registry; nothing is written and nothing kept."""
    return Engine(connection).answer(text)


class Engine:
    """Answers questions from one registry. Its names are read once, and again when the registry changed.

    Args:
        connection: An open registry whose rows can be read by column name. Like it, an engine belongs to one
            thread.
        encoder: Asked where the words leave open what is meant.
    """

    def __init__(self, connection: sqlite3.Connection, encoder: Encoder | None = None) -> None:
        self._connection = connection
        self._encoder = encoder
        self._version: tuple[int, int] | None = None
        self._vocabulary = Vocabulary()
        self._decider = Decider(connection, self._vocabulary, encoder)
        self._kept: dict[Hashable, Any] = {}

    def answer(self, text: str, conversation: Conversation | None = None) -> Reply:
        """Return the reply to a question. Any text gets one, whatever it says.

        Args:
            text: The question.
            conversation: What is remembered of the messages before; it is brought up to date.
        """
        return self.respond(self.understand(text, conversation), conversation)

    def reply(self, frame: Frame) -> Reply:
        """Return the reply to a question that is a frame already."""
        self._names()
        return self.respond(Understanding("choice", built=Built((frame,))), None)

    def explain(self, text: str, conversation: Conversation | None = None) -> Explanation:
        """Return the reply to a question with how it came about."""
        from podium.bots.faq.understanding.tracing import explained

        return explained(self, self._connection, text, conversation)

    def understand(self, text: str, conversation: Conversation | None = None) -> Understanding:
        """Return what a question asks, without answering it."""
        vocabulary = self._names()
        if len(text) > words.LONGEST:
            return said("guard", refusals.too_long(vocabulary))
        plain = _NOISE.sub(lambda match: " " * len(match.group()), html.unescape(text).translate(_DASHES))
        plain = learners.as_english(framing.unframed(letters.body(plain)))
        plain = _PARTED.sub(lambda match: f"{''.join(match.groups())} ", plain)
        signs = dict.fromkeys(lexicon.EMOJI[char] for char in text if char in lexicon.EMOJI)
        plain = _BLANKS.sub(_blank, " ".join((plain, *signs)))
        if plain.isupper() and plain.count(" ") >= _SHOUTED:
            plain = plain.lower()
        if words.too_many(plain):
            return said("guard", refusals.too_many_words(vocabulary))
        if _HUGE.search(words.cleaned(plain)):
            return said("guard", refusals.huge_number(vocabulary))
        reading = _read(vocabulary, plain)
        meant = _as_meant(reading) or restated(reading) or with_maker_named(vocabulary, reading)
        if meant:
            reading = _read(vocabulary, meant)
        return self._recalling(reading, conversation)

    def _recalling(self, reading: Reading, conversation: Conversation | None) -> Understanding:
        """Return what a message asks, as it stands or with the names of the last answer that it points at."""
        pointed = list(recalling.pointed(self._vocabulary, reading, conversation))
        for one in pointed:
            again = self._written_out(one, conversation) if one.always else None
            if again is not None:
                return again
        understood = self._in_full(reading, conversation)
        if conversation is None:
            return understood
        others = [one for one in pointed if not one.always and not one.is_told(understood)]
        if recalling.is_lost(understood):
            others += recalling.left_out(self._vocabulary, reading, conversation)
        return next((again for one in others if (again := self._written_out(one, conversation))), understood)

    def _written_out(self, one: Recalled, conversation: Conversation | None) -> Understanding | None:
        """Return what a message asks that was written out; None where it is not understood so either."""
        reading = _read(self._vocabulary, one.text)
        memory = None if one.alone else conversation
        understood = self._in_full(reading, memory) if one.is_linked(reading) else None
        return understood if understood is not None and one.is_meant(understood) else None

    def _in_full(self, reading: Reading, conversation: Conversation | None) -> Understanding:
        vocabulary = self._vocabulary
        for _ in range(_MOST_SPELT_OUT):
            full = spelt_out(vocabulary, reading)
            if not full:
                break
            reading = _read(vocabulary, full)
        moment = moment_of(vocabulary, reading)
        if moment is None:
            return self._understood(reading, conversation)
        understood = self._understood(_read(vocabulary, moment.text), conversation)
        understood.moment = moment
        return understood

    def _understood(self, reading: Reading, conversation: Conversation | None) -> Understanding:
        vocabulary = self._vocabulary
        if not reading.tokens:
            return said("guard", refusals.general_help(vocabulary), reading)
        if instructing.is_injection(reading.words):
            return said("guard", refusals.declined(refusals.INSTRUCTED), reading)
        if conversation is not None and not _names_another(reading, conversation):
            frame = chosen(conversation.choices, reading.tokens)
            if frame is not None:
                return Understanding("choice", reading, built=Built((frame,)))
        number = _bare_number(reading)
        if number is not None:
            return self._picked(number, reading, conversation)
        understood = self._decider.decide(reading, conversation)
        if not may_be_several(understood, reading):
            return understood
        return several(understood, reading, conversation, self._part, self._kind) or understood

    def _part(self, text: str, memory: Conversation) -> Understanding:
        return self._decider.decide(_read(self._vocabulary, text), memory)

    def _kind(self, understood: Understanding, memory: Conversation) -> str:
        return self.respond(understood, memory).kind

    def _picked(self, number: int, reading: Reading, conversation: Conversation | None) -> Understanding:
        """Return what a number alone picks: a question that was suggested, or nothing."""
        offered = conversation.offered if conversation is not None else ()
        if conversation is not None and 1 <= number <= len(offered) and not offered[number - 1].isdigit():
            return self.understand(offered[number - 1], conversation)
        choices = conversation.choices if conversation is not None else ()
        reply = refusals.no_such_choice(self._vocabulary, reading.text.strip(), offered)
        return Understanding("choice", reading, built=Built(reply=reply, choices=choices))

    def warm(self) -> None:
        """Read now what questions need: all names, what misspelt and incomplete ones are compared with, all code."""
        import_all()
        _ = self._names().guesses
        # Asked about a model and misspelt, so that what is imported for the first such question is there.
        self.understand("waht is the modl?", None)

    def names(self) -> Vocabulary:
        """Return the registry's names as they are now."""
        return self._names()

    def _names(self) -> Vocabulary:
        """Return the registry's names, read anew if this connection or another wrote since."""
        version = (self._connection.execute("PRAGMA data_version").fetchone()[0], self._connection.total_changes)
        if version != self._version:
            self._vocabulary = Vocabulary.read(self._connection)
            self._decider = Decider(self._connection, self._vocabulary, self._encoder)
            self._kept = {}
            self._version = version
        return self._vocabulary

    @property
    def _desk(self) -> Desk:
        return Desk(self._connection, self._vocabulary, self._kept)

    def respond(self, understood: Understanding, conversation: Conversation | None) -> Reply:
        """Answer what was understood, and keep what the next message may leave out."""
        built = understood.built = with_second(understood.built, understood.asked)
        # A frame that still waits for a name was not answered.
        answered = conversation.frame if conversation is not None else None
        if answered is not None and is_complete(answered) and _points_back(understood):
            reply = self._sources_of(answered)
        elif built.frames:
            # A count that was asked for comes before what the card says around it.
            frames = sorted(built.frames, key=lambda frame: frame.intent is Intent.CARD)
            reply = joined([self._answered(frame, understood.asked) for frame in frames])
            reply = replace(reply, intent=built.frames[0].intent.value)
        else:
            assert built.reply is not None
            reply = built.reply
            if built.pending is not None:
                reply = replace(reply, intent=built.pending.intent.value)
        if conversation is not None:
            _remember(conversation, built, reply)
        reply = _with_left(with_corrections(self._connection, reply), built.left)
        return _with_guesses(understood, self._with_sense(understood, with_taken(self._desk, understood, reply)))

    def _with_sense(self, understood: Understanding, reply: Reply) -> Reply:
        """Return the reply with a line that says what the question was taken to ask, where the encoder decided."""
        if understood.decided != "encoder" or not understood.frames:
            return reply
        from podium.bots.faq.replies.read_as import taken_as

        found = taken_as(understood.frames, self._vocabulary)
        if found is None:
            return reply
        return replace(reply, body=f"{found[0]}\n{reply.body}", facts=tuple(dict.fromkeys((*found[1], *reply.facts))))

    def _sources_of(self, frame: Frame) -> Reply:
        """Say where the figures of an answer were read; the answer is made again, since only its frame is kept."""
        before = self._handled(frame)
        lines = [f"{source.title}: {source.url}" if source.url else source.title for source in before.sources]
        if not lines:
            return self._handled(Frame(Intent.ABOUT, topic="sources"))
        body = "\n".join(("The last answer rests on:", *lines))
        return Reply("answer", body, before.facts, before.sources, intent=Intent.ABOUT.value)

    def _answered(self, frame: Frame, asked: Asked | None) -> Reply:
        """Return the reply to a frame, or a refusal where it leaves out what the question restricts itself to."""
        reply = self._handled(frame)
        left = told.untold(frame, reply)
        return told.refusal(self._desk, frame, asked, left) if left else reply

    def _handled(self, frame: Frame) -> Reply:
        return handler(frame.intent)(self._desk, frame)


def _names_another(reading: Reading, conversation: Conversation) -> bool:
    """Return whether a message names something in full that is none of the choices: "and GPT-4.1?" of four GPT-4o."""
    offered = {name for name, _ in conversation.choices}
    sure = [link.entities[0].name for link in reading.links if len(link.entities) == 1 and not link.guessed]
    return any(name not in offered for name in sure)


def _with_left(reply: Reply, left: str) -> Reply:
    """Return a reply with a line that says which question stays without an answer."""
    if not left or reply.kind not in ("answer", "no_data", "ambiguous"):
        return reply
    quoted = words.quote(left)
    after = "Ask that by itself then" if reply.kind == "ambiguous" else "Ask that by itself, with all its names"
    line = f"This leaves “{quoted}” without an answer. {after}."
    return replace(reply, body=f"{reply.body}\n{line}", facts=(*reply.facts, Fact("asked", quoted)))


def _is_open(frame: Frame, reply: Reply) -> bool:
    """Return whether open weights are what was looked at: of the models meant, or of the one asked about."""
    opened = any(fact.name == "openness" and fact.value == "open weights" for fact in reply.facts)
    return bool(frame.filters.open_weights) or (frame.attribute is Attribute.OPEN and opened)


#: Most names that are written in full for a question.
_MOST_SPELT_OUT = 3
#: Digits with which a number is no choice any more.
_LONGEST_NUMBER = 10
#: What is said where a question asks for models to run by oneself.
_ONLY_OPEN = "Only that the weights are open is looked at, not what a machine has to hold."
#: What is said where a model's score by a protocol is asked for: "GPT-5 on MMLU, zero-shot".
_AS_RECORDED = "Scores are told as they are recorded; by which shots, prompt or decoding is not looked at."
_OF_MODELS = (Intent.SCORE, Intent.COMPARE, Intent.RANK)
_POINTING = words.word_set("this that these those it they so whom")


def _read(vocabulary: Vocabulary, text: str) -> Reading:
    reading = with_points(vocabulary, with_digits(vocabulary, read(vocabulary, text)))
    return by_part(vocabulary, _plain(with_sizes(vocabulary, reading)))


def _plain(reading: Reading) -> Reading:
    """Return a reading without guesses at names that are known to be names of other things."""
    kept = [
        link
        for link in reading.links
        if not (link.guessed and _is_other(reading, link))
        and not _is_adverb(reading, link)
        and not _is_noun(reading, link)
    ]
    if len(kept) == len(reading.links):
        return reading
    dropped = {i for link in reading.links if link not in kept for i in link.span}
    return replace(reading, links=tuple(kept), foreign=tuple(sorted({*reading.foreign, *dropped})))


#: Words before a benchmark that say that it is not the one, and words of a ranking, for which one is the one.
_NOT_IT = (("forget",), ("not",), ("skip",), ("ignore",), ("instead", "of"), ("rather", "than"), ("never", "mind"))
_CORRECTING = words.word_set("no not nope but i meant mean sorry rather the for on in of it was is please wait instead")
_RANKED = frozenset({"LEAD", "HIGH", "WORST", "BOARD", "RANK"})


def _as_meant(reading: Reading) -> str:
    """Return a question without the benchmark that it is said not to be about: "not MMLU but HLE"; empty if none is."""
    links = reading.of_kind("benchmark")
    said = reading.words
    named = reading.named()
    # "Not CheXpert, MIMIC" corrects what was asked before.
    bare = all(i in named or word in _CORRECTING for i, word in enumerate(said))
    ranked = bare or any(lexicon.meaning(word) & _RANKED for word in said)
    if len({link.entities[0].slug for link in links}) < 2 or not ranked or said[0] in ("is", "are", "does", "why"):
        return ""
    text, left = reading.text, list(links)
    for link in links:
        start = next((link.start - len(p) for p in _NOT_IT if tuple(said[: link.start][-len(p) :]) == p), None)
        if start is None:
            continue
        end = link.end + (said[link.end : link.end + 1] == ["but"])
        first, last = reading.tokens[start].start, reading.tokens[end - 1].end
        text = text[:first] + " " * (last - first) + text[last:]
        left.remove(link)
    return text if left and len(left) < len(links) else ""


def _is_adverb(reading: Reading, link: Link) -> bool:
    """Return whether a word that some model is called by heightens the next or orders: "super useful", "spare me"."""
    after = reading.tokens[link.end : link.end + 1]
    if link.kind != "model" or link.end != link.start + 1 or not after or after[0].breaks:
        return False
    if after[0].word in ("me", "us") and not reading.tokens[link.start].named:
        return True
    return ordinary.is_adjective(reading.words[link.start]) and ordinary.is_adjective(after[0].word)


def _is_noun(reading: Reading, link: Link) -> bool:
    """Return whether a maker's name is a word of its own there: "the meta for ranked", "a first-time writer"."""
    if link.kind != "organisation" or link.end != link.start + 1 or not link.start:
        return False
    typed = reading.typed(link.start, link.end)
    after = reading.words[link.end] if link.end < len(reading.tokens) else ""
    before = reading.words[link.start - 1]
    noun = before in ("the", "a", "an") or (before == "time" and reading.tokens[link.start - 1].glued)
    # "The qwens" are models of one maker.
    alone = typed.islower() and typed.isalpha() and not typed.endswith("s")
    return noun and alone and after not in words.NARROWED and after not in _ITS


#: Words after a maker's name that are its own: "the google team", "the openai one".
_ITS = words.word_set("one ones team lab labs group family series best top newest latest s ai model models")


def _is_other(reading: Reading, link: Link) -> bool:
    return "".join(reading.tokens[i].key for i in link.span) in OTHER_THINGS


def _bare_number(reading: Reading) -> int | None:
    """Return the number that a message is, which can only be meant to pick something; a year is a time."""
    if len(reading.tokens) != 1 or reading.links or any(value.period for value in reading.values):
        return None
    typed = reading.text.strip().strip("#.!()")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < _LONGEST_NUMBER else None


def _points_back(understood: Understanding) -> bool:
    """Return whether a question about sources means those of the last answer: "where does this number come from?"."""
    if not understood.frames or understood.frames[0] != Frame(Intent.ABOUT, topic="sources"):
        return False
    if understood.decided == "conversation":
        return True
    said = understood.reading.words if understood.reading is not None else []
    return len(said) <= 2 or not _POINTING.isdisjoint(said)


def _remember(conversation: Conversation, built: Built, reply: Reply) -> None:
    """Keep what the next message may leave out; courtesies and what is not understood or declined change nothing."""
    courteous = bool(built.frames) and built.frames[0].intent in (Intent.ABOUT, Intent.GREETING)
    if courteous or not (built.frames or built.choices or built.pending is not None):
        if built.frames and built.frames[0] == FORGETTING:
            conversation.clear()
        elif not conversation.choices:
            conversation.offered = reply.suggestions
        return
    conversation.choices = built.choices
    conversation.offered = reply.suggestions
    conversation.waiting = bool(built.pending is not None and not built.frames)
    if built.frames:
        conversation.pair = _pair(conversation.frame, built.frames)
        conversation.two = two_told(conversation, built.frames)
        conversation.benchmarks = tuple(dict.fromkeys(slug for frame in built.frames for slug in frame.benchmarks))
        # "And CheXpert?" after an author's answer asks what that one answered.
        conversation.frame = built.pending or built.frames[0]
        conversation.benchmark = next(iter(conversation.frame.benchmarks), conversation.benchmark)
        if conversation.frame.intent is Intent.MOST_MODELS or (built.frames[0].cards and built.frames[0].cards.order):
            # "Who leads that?" is asked of the one with the most models, or of the oldest.
            slugs = (fact.benchmark for fact in reply.facts if fact.name == "benchmark" and fact.benchmark)
            conversation.benchmark = next(slugs, conversation.benchmark)
        if conversation.frame.benchmarks:
            conversation.ranking = conversation.frame if conversation.frame.intent in ON_BOARD else None
        named = [fact.model for fact in reply.facts if fact.name in ("leader", "model") and fact.model is not None]
        named_now = built.frames[0].models or tuple(dict.fromkeys(named))[:1]
        if built.frames[0].intent is Intent.BENCHMARKS and not built.frames[0].models:
            # "What licence is it under?" is asked of none of the models that lead what was listed.
            conversation.subject = ()
        elif named_now or built.frames[0].benchmarks:
            conversation.subject = named_now
        conversation.listed = _listed(conversation, reply)
        if len(conversation.listed) == 1:
            # "How many images has it?" is asked of the only one that was listed.
            conversation.benchmark = conversation.listed[0]
        if not set(built.frames[0].models) & set(conversation.tied):
            conversation.tied = tied(built.frames[0], reply)
    elif built.pending is not None:
        conversation.frame = built.pending


def _listed(conversation: Conversation, reply: Reply) -> tuple[str, ...]:
    """Return the benchmarks that an answer listed, or those listed before where it is about one of these."""
    frame = conversation.frame
    if frame is None or frame.intent in (Intent.BENCHMARKS, Intent.OBSERVED_BY):
        told_of = dict.fromkeys(fact.benchmark for fact in reply.facts if fact.name == "benchmark" and fact.benchmark)
        if frame is not None and frame.cards and frame.cards.order and set(told_of) <= set(conversation.listed):
            # "Which of them is the oldest?" lists nothing anew.
            return conversation.listed
        # Those of which it is not recorded are named after them.
        number = next((fact.value for fact in reply.facts if fact.name == "benchmarks"), None)
        return tuple(told_of)[: number if isinstance(number, int) else None]
    if frame.intent is Intent.MOST_MODELS and not (conversation.listed and frame.benchmarks):
        return tuple(dict.fromkeys(fact.benchmark for fact in reply.facts if fact.benchmark))
    known = set(conversation.listed)
    return conversation.listed if set(frame.benchmarks) <= known and (frame.benchmarks or not frame.models) else ()


def _pair(before: Frame | None, frames: tuple[Frame, ...]) -> tuple[str, ...]:
    """Return the models of two answers, each about one of them: "what did GPT-5 get?", "and o3?"."""
    now = frames[0]
    if len(frames) == 2 and all(len(one.models) == 1 and one.intent is now.intent for one in frames):
        # One thing was told of both.
        both = tuple(dict.fromkeys(slug for one in frames for slug in one.models))
        return both if now.intent in PAIRED and len(both) == 2 else ()
    if before is None or before.intent is not now.intent or now.intent not in PAIRED:
        return ()
    models = (*before.models, *now.models)
    return models if len(models) == len(set(models)) == 2 and before.benchmarks == now.benchmarks else ()


def _with_guesses(understood: Understanding, reply: Reply) -> Reply:
    """Return the reply with a word about every name that was completed or mended."""
    reading, asked = understood.reading, understood.asked
    if asked is not None and asked.has("LOCAL") and reply.kind == "answer":
        if any(_is_open(frame, reply) for frame in understood.frames):
            reply = replace(reply, body=f"{reply.body}\n{_ONLY_OPEN}")
    if asked is not None and asked.has("PROTOCOL") and reply.kind == "answer":
        if any(
            frame.intent in _OF_MODELS and not frame.boards and frame.counted != "setting"
            for frame in understood.frames
        ):
            reply = replace(reply, body=f"{reply.body}\n{_AS_RECORDED}")
    if reading is None or not understood.built.frames and understood.built.pending is None and reply.kind != "no_data":
        return reply
    notes, facts = [], []
    links = reading.of_kind("benchmark")
    exact = {link.entities[0].slug for link in links if not link.guessed}
    for link in links:
        if link.guessed and len(link.entities) == 1 and link.entities[0].slug not in exact:
            typed = words.quote(reading.typed(link.start, link.end))
            notes.append(f"Taking “{typed}” to mean {link.entities[0].name}.")
            facts += [Fact("asked", typed), Fact("benchmark", link.entities[0].name, link.entities[0].slug)]
    if not notes:
        return reply
    return replace(reply, body="\n".join([*notes, reply.body]), facts=tuple(dict.fromkeys((*facts, *reply.facts))))
