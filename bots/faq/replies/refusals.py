"""Replies that state no result: which one is meant, no such name, not understood, not answered here."""

from __future__ import annotations

from collections.abc import Sequence

from podium.bots.faq.language import words
from podium.bots.faq.names.board_names import BoardName
from podium.bots.faq.names.vocabulary import Entity, Vocabulary
from podium.bots.faq.replies.page import titled
from podium.bots.faq.replies.wording import listed
from podium.bots.faq.reply import Fact, Kind, Reply
from podium.registry.views import BenchmarkView

#: Most choices that a reply offers.
MOST_CHOICES = 8

_NO_BENCHMARKS = "No benchmark is registered here: podium plugins says why."


def choices(vocabulary: Vocabulary, slugs: Sequence[str]) -> tuple[str, tuple[str, ...], tuple[Fact, ...]]:
    """Return benchmarks as a phrase, as suggestions and as facts; a long list is cut and counted."""
    return offered([vocabulary.benchmarks[slug] for slug in slugs], rest=" (podium benchmarks lists them all)")


def offered(names: Sequence[str], word: str = "and", rest: str = "") -> tuple[str, tuple[str, ...], tuple[Fact, ...]]:
    """Return names as a phrase, as suggestions and as facts; of a long list the end is counted.

    Args:
        names: The names, the likeliest first.
        word: What stands before the last one.
        rest: What follows on the number of those left out.
    """
    shown, more = tuple(names[:MOST_CHOICES]), len(names) - MOST_CHOICES
    if more <= 0:
        return listed(shown, word), shown, (Fact("choices", shown),)
    phrase = listed([*shown, f"{more:,} more{rest}"], word)
    return phrase, shown, (Fact("choices", shown), Fact("more_choices", more))


def which_benchmark(vocabulary: Vocabulary, slugs: Sequence[str] | None = None, typed: str = "") -> Reply:
    """Ask which benchmark is meant.

    Args:
        vocabulary: The registry's names.
        slugs: The candidates; every benchmark where none are given, those with most models first.
        typed: What the candidates were taken for, where it is a name.
    """
    slugs = vocabulary.by_models if slugs is None else slugs
    if not slugs:
        return Reply("no_data", _NO_BENCHMARKS)
    if not typed:
        phrase, names, facts = choices(vocabulary, slugs)
        verb = "is" if len(slugs) == 1 else "are"
        return Reply("ambiguous", f"Which benchmark do you mean? There {verb} {phrase}.", facts, (), names)
    quoted = words.quote(typed)
    phrase, names, facts = offered([vocabulary.benchmarks[slug] for slug in slugs], "or")
    facts = (Fact("asked", quoted), *facts)
    return Reply("ambiguous", f"“{quoted}” could be {phrase}: which one do you mean?", facts, (), names)


def no_such_benchmark(vocabulary: Vocabulary, typed: str, near: Sequence[str]) -> Reply:
    """Say that the registry has no benchmark of this name, with near names or what there is."""
    quoted = words.quote(typed)
    text = f"No benchmark called “{quoted}” is registered here."
    if near:
        names = tuple(vocabulary.benchmarks[slug] for slug in near)
        facts: tuple[Fact, ...] = (Fact("asked", quoted), Fact("choices", names))
        return Reply("unknown", f"{text} Did you mean {listed(names, 'or')}?", facts, (), names)
    if not vocabulary.benchmarks:
        return Reply("unknown", f"{text} {_NO_BENCHMARKS}", (Fact("asked", quoted),))
    phrase, _, facts = choices(vocabulary, vocabulary.by_models)
    return Reply("unknown", f"{text} These are: {phrase}.", (Fact("asked", quoted), *facts))


def no_such_category(vocabulary: Vocabulary, typed: str) -> Reply:
    """Say that no benchmark is in a category of this name, and which categories there are."""
    quoted = words.quote(typed)
    said = {token.word for token in words.tokens(typed)}
    called = [name for name in vocabulary.benchmarks.values() if said & {token.word for token in words.tokens(name)}]
    there = called[:MOST_CHOICES]
    # Categories are few: none is left out only because one more would be too many.
    names = tuple(sorted(vocabulary.categories)[: 2 * MOST_CHOICES])
    text = f"No benchmark here is in a category “{quoted}”."
    if there:
        text += f" {listed(there)} {'has' if len(there) == 1 else 'have'} it in the name."
    facts = [Fact("asked", quoted), Fact("choices", names), *(Fact("benchmark", name) for name in there)]
    more = len(vocabulary.categories) - len(names)
    if more > 0:
        facts.append(Fact("more_choices", more))
    phrase = listed([*names, *([f"{more:,} more"] if more > 0 else [])])
    text += f" The categories are {phrase}." if names else ""
    offers = (*there, *names)
    return Reply("unknown", text, tuple(facts), (), offers, ("More: podium benchmarks",))


def no_such_maker(typed: str) -> Reply:
    """Say that the catalogue has no model of a maker."""
    quoted = words.quote(typed)
    text = f"No model by “{quoted}” is in the catalogue. podium models lists those that are."
    return Reply("unknown", text, (Fact("asked", quoted),))


def no_such_model(typed: str, near: Sequence[Entity]) -> Reply:
    """Say that the catalogue has no model of this name."""
    quoted = words.quote(typed)
    names = tuple(dict.fromkeys(entity.name for entity in near))
    hint = f"Did you mean {listed(names, 'or')}?" if names else "podium models lists those it knows."
    facts = (Fact("asked", quoted), Fact("choices", names))
    return Reply("unknown", f"No model called “{quoted}” is in the catalogue. {hint}", facts, (), names)


def which_model(typed: str, benchmark: str, models: Sequence[Entity]) -> Reply:
    """Ask which of several models with a result on a benchmark is meant."""
    quoted = words.quote(typed)
    phrase, names, facts = offered(_names(models))
    facts = (Fact("asked", quoted), Fact("benchmark", benchmark), *facts)
    text = f"“{quoted}” fits several models on {benchmark}: {phrase}. Which one do you mean?"
    return Reply("ambiguous", text, facts, (), names)


def which_of_all_models(models: Sequence[Entity]) -> Reply:
    """Ask which model is meant, with some as examples."""
    phrase, names, facts = offered(_names(models), "or")
    return Reply("ambiguous", f"Which model do you mean? For example {phrase}.", facts, (), names)


def _names(models: Sequence[Entity]) -> list[str]:
    return list(dict.fromkeys(model.name for model in models))


def no_result_of(models: Sequence[Entity], benchmark: str, slug: str) -> Reply:
    """Say that a benchmark has no result of a model, or of any of several."""
    phrase, _, facts = offered(_names(models), "or")
    facts = (Fact("benchmark", benchmark, slug), Fact("slug", slug, slug), *facts)
    text = f"{benchmark} has no result of {phrase} here."
    return Reply("no_data", text, facts, footer=(f"More: podium leaderboard {slug}",))


def which_board(benchmark: str, slug: str, boards: Sequence[BoardName]) -> Reply:
    """Ask which board is meant where the words fit several."""
    titles = tuple(board.title for board in boards)
    quoted = listed([f"“{title}”" for title in titles], "or")
    facts = (Fact("benchmark", benchmark, slug), Fact("choices", titles, slug))
    asks = tuple(f"Who leads {benchmark} on {titled(title)}?" for title in titles)
    return Reply("ambiguous", f"Which board of {benchmark} do you mean: {quoted}?", facts, (), asks)


def no_such_board(view: BenchmarkView, typed: str) -> Reply:
    """Say that a benchmark has no board by this metric, and which boards it has."""
    quoted = words.quote(typed)
    phrase, facts = _boards(view)
    text = f"{view.name} has no board by “{quoted}”; {phrase}."
    return Reply("no_data", text, (*facts, Fact("asked", quoted)), footer=(f"More: podium show {view.slug}",))


def one_at_a_time(names: Sequence[str]) -> Reply:
    """Say that a score on several benchmarks at once is not answered."""
    line = (
        f"I compare scores within one benchmark, so I cannot say which model does that on {listed(names)} at once;"
        " ask about each by itself."
    )
    return Reply("help", line, tuple(Fact("benchmark", name) for name in names))


def one_category(names: Sequence[str]) -> Reply:
    """Say that several categories together are not answered."""
    line = f"I look at one category at a time, so I give no answer for {listed(names)} together; ask about each."
    return Reply("help", line, tuple(Fact("category", name) for name in names))


def no_board_for(view: BenchmarkView, observation: str, kind: Kind = "no_data") -> Reply:
    """Say that a benchmark asks about an observation, and that no board ranks it alone."""
    phrase, facts = _boards(view)
    among = ", among others," if len(view.card["observations"]) > 1 else ""
    text = f"{view.name} asks about {observation}{among} but has no board for it alone; {phrase}."
    facts = (*facts, Fact("observation", observation, view.slug))
    return Reply(kind, text, facts, (), (f"Who leads {view.name}?",), (f"More: podium show {view.slug}",))


def _boards(view: BenchmarkView) -> tuple[str, tuple[Fact, ...]]:
    titles = tuple(board.title for board, _ in view.boards)
    verb = "board is" if len(titles) == 1 else "boards are"
    phrase = f"its {verb} {listed([f'“{title}”' for title in titles])}"
    slug = view.slug
    return phrase, (Fact("benchmark", view.name, slug), Fact("slug", slug, slug), Fact("choices", titles, slug))


def about_model(models: Sequence[Entity], typed: str) -> Reply:
    """Point to the command that tells about a model, or ask which one is meant."""
    name, *others = _names(models)
    if not others:
        command = f'podium model "{name}"'
        text = f"{command} shows what is known of this model, and its place on every board."
        return Reply("help", text, (Fact("model", name, model=models[0].slug),), (), (command,))
    quoted = words.quote(typed)
    phrase, names, facts = offered([name, *others])
    text = (
        f"“{quoted}” fits several models: {phrase}. Which one do you mean? podium model NAME shows what is known of it."
    )
    return Reply("ambiguous", text, (Fact("asked", quoted), *facts), (), names)


def examples_for(vocabulary: Vocabulary, benchmark: str | None = None, model: str | None = None) -> tuple[str, ...]:
    """Return three questions that can be answered, about what the asker is at.

    Args:
        vocabulary: The registry's names.
        benchmark: Slug of the benchmark that a question named; the first one stands in where it is None.
        model: Slug of the model that it named.

    Returns:
        Nothing where the registry has no benchmark.
    """
    name = _benchmark_name(vocabulary, benchmark)
    if not name:
        return ()
    if model is not None and model in vocabulary.models:
        called = vocabulary.models[model].name
        return (
            f"What is {called}?",
            f"What did {called} score on {name}?",
            f"Which benchmarks has {called} results on?",
        )
    return _examples(name)


def example_facts(vocabulary: Vocabulary, benchmark: str | None = None, model: str | None = None) -> tuple[Fact, ...]:
    """Return the names that :func:`examples_for` of the same arguments states."""
    name = _benchmark_name(vocabulary, benchmark)
    facts = [Fact("benchmark", name, _slug_of(vocabulary, benchmark))] if name else []
    if model is not None and model in vocabulary.models:
        facts.append(Fact("model", vocabulary.models[model].name, model=model))
    return tuple(facts)


def _slug_of(vocabulary: Vocabulary, benchmark: str | None) -> str | None:
    return benchmark if benchmark in vocabulary.benchmarks else next(iter(vocabulary.benchmarks), None)


def _benchmark_name(vocabulary: Vocabulary, benchmark: str | None) -> str:
    slug = _slug_of(vocabulary, benchmark)
    return vocabulary.benchmarks[slug] if slug is not None else ""


def _examples(name: str) -> tuple[str, ...]:
    return (f"Who leads {name}?", f"What is the best open model on {name}?", f"Where is the {name} paper?")


def _such_as(asks: Sequence[str]) -> str:
    return f"You can ask: {' '.join(asks)}"


#: A question that is offered, and the facts that it names.
Offer = tuple[str, tuple[Fact, ...]]
#: How many are offered to one who gets no answer.
_OFFERED = 3


def _offers(near: Sequence[Offer], examples: Sequence[str]) -> tuple[tuple[str, ...], list[Fact]]:
    """Return the questions that are offered, those nearest to what was asked first, and the facts these name."""
    asks = tuple(dict.fromkeys((*(text for text, _ in near), *examples)))[:_OFFERED]
    return asks, [fact for text, facts in near if text in asks for fact in facts]


def not_answered(benchmark: str, slug: str, typed: str = "", near: Sequence[Offer] = ()) -> Reply:
    """Say that this cannot be answered in words, and where the whole page and board are.

    Args:
        benchmark: Its name.
        slug: Its slug.
        typed: The words that stand in the way, where they are known.
        near: Questions near to the one that was asked, each with the facts it names.
    """
    quoted = words.quote(typed)
    why = f"I cannot take “{quoted}” into account, so I give no answer." if quoted else "I cannot answer that."
    asks, named = _offers(near, _examples(benchmark))
    text = f"{why} {_such_as(asks)}"
    facts = list(dict.fromkeys([Fact("benchmark", benchmark, slug), Fact("slug", slug, slug), *named]))
    if quoted:
        facts.append(Fact("asked", quoted))
    more = f"More: podium show {slug}, podium leaderboard {slug}"
    return Reply("help", text, tuple(facts), (), asks, (more,))


def no_machine(vocabulary: Vocabulary, benchmark: str | None, typed: str) -> Reply:
    """Say that what a model needs to run is not recorded, and what can be asked instead."""
    quoted, name = words.quote(typed), _benchmark_name(vocabulary, benchmark)
    text = (
        f"I cannot take “{quoted}” into account, so I give no answer: what a model needs to run is not recorded here."
        " Sizes and open weights are, as far as they are known; ask for the best open model up to a size."
    )
    facts = (Fact("asked", quoted), *example_facts(vocabulary, benchmark))
    asks = (f"best open model under 8B on {name}", f"What is the best open model on {name}?") if name else ()
    return Reply("help", text, facts, (), asks)


def no_country(vocabulary: Vocabulary, benchmark: str | None, typed: str) -> Reply:
    """Say that it is not recorded where makers are from, and what can be asked instead."""
    quoted, name = words.quote(typed), _benchmark_name(vocabulary, benchmark)
    text = (
        f"I cannot take “{quoted}” into account, so I give no answer: where a maker is from is not recorded here."
        " Makers are, as far as they are known; ask for the best model by one of them."
    )
    facts = (Fact("asked", quoted), *example_facts(vocabulary, benchmark))
    return Reply("help", text, facts, (), _examples(name) if name else ())


def not_taken(vocabulary: Vocabulary, typed: str) -> Reply:
    """Say that a restriction of a question about no one benchmark cannot be taken into account."""
    quoted = words.quote(typed)
    name = next(iter(vocabulary.benchmarks.values()), "")
    facts = (Fact("asked", quoted), *((Fact("benchmark", name),) if name else ()))
    text = f"I cannot take “{quoted}” into account, so I give no answer."
    return Reply("help", text, facts, (), _examples(name) if name else ())


def not_answered_of(model: Entity, typed: str = "", near: Sequence[Offer] = ()) -> Reply:
    """Say that this cannot be answered of a model, and what can.

    Args:
        model: The model.
        typed: The words that stand in the way, where they are known.
        near: Questions near to the one that was asked, each with the facts it names.
    """
    quoted = words.quote(typed)
    why = f"I cannot take “{quoted}” into account, so I give no answer." if quoted else "I cannot answer that."
    examples = (f"What is {model.name}?", f"What are the results of {model.name}?", f"What does {model.name} cost?")
    asks, named = _offers(near, examples)
    text = f"{why} {_such_as(asks)}"
    facts = (Fact("model", model.name, model=model.slug), *((Fact("asked", quoted),) if quoted else ()), *named)
    return Reply("help", text, tuple(dict.fromkeys(facts)), (), asks)


def general_help(vocabulary: Vocabulary, typed: str = "", near: Sequence[Offer] = ()) -> Reply:
    """Say what can be asked, with examples about different benchmarks.

    Args:
        vocabulary: The registry's names.
        typed: The words that stand in the way of an answer, where they are known.
        near: Questions near to the one that was asked, each with the facts it names.
    """
    if not vocabulary.benchmarks:
        return Reply("help", _NO_BENCHMARKS)
    names = list(vocabulary.benchmarks.items())
    told = [names[i % len(names)] for i in range(3)]
    asks, named = _offers(near, [_examples(name)[i] for i, (_, name) in enumerate(told)])
    quoted = words.quote(typed)
    facts = tuple(dict.fromkeys((*(Fact("benchmark", name, slug) for slug, name in told), *named)))
    if quoted:
        text = f"I cannot take “{quoted}” into account, so I give no answer. {_such_as(asks)}"
        facts = (*facts, Fact("asked", quoted))
    else:
        text = f"Ask me about a benchmark, its results or a model. For example: {' '.join(asks)}"
    return Reply("help", text, facts, (), asks, ("More: podium benchmarks",))


def not_counted() -> Reply:
    """Say that benchmarks are counted as a whole, by category and by the models tested on them."""
    text = "I can count benchmarks by category and by the models tested on them, and in no other way."
    return Reply("help", text, (), (), ("How many benchmarks are there?",), ("More: podium benchmarks",))


def no_such_choice(vocabulary: Vocabulary, typed: str, offered: Sequence[str]) -> Reply:
    """Say that a number picks none of the suggestions of the last reply.

    Args:
        vocabulary: The registry's names.
        typed: The number.
        offered: The suggestions; they stay.
    """
    quoted = words.quote(typed)
    facts: list[Fact] = [Fact("asked", quoted)]
    if not offered:
        asks = general_help(vocabulary).suggestions
        text = f"“{quoted}” picks nothing: the last message offered no suggestions. Ask a question in words."
        return Reply("help", text, (*facts, *example_facts(vocabulary)), (), asks)
    number = len(offered)
    facts += [Fact("suggested", number), Fact("choices", tuple(offered))]
    only = "only one suggestion was offered" if number == 1 else f"{number:,} suggestions were offered"
    return Reply("help", f"There is no suggestion {quoted}: {only}.", tuple(facts), (), tuple(offered))


def too_long(vocabulary: Vocabulary) -> Reply:
    """Say how long a question may be."""
    limit = words.LONGEST
    text = f"That is too long to read; ask in at most {limit} characters."
    return Reply("help", text, (Fact("longest_question", limit),), (), general_help(vocabulary).suggestions)


def too_many_words(vocabulary: Vocabulary) -> Reply:
    """Say how many words a question may have."""
    limit = words.MOST_WORDS
    text = f"Those are too many words to read; ask in at most {limit}."
    return Reply("help", text, (Fact("most_words", limit),), (), general_help(vocabulary).suggestions)


def huge_number(vocabulary: Vocabulary) -> Reply:
    """Say that a number has more digits than anything in the registry."""
    text = "A number of so many digits is none that I know anything of."
    return Reply("help", text, (), (), general_help(vocabulary).suggestions)


def declined(reason: str) -> Reply:
    """Decline in a line."""
    kind: Kind = "declined"
    return Reply(kind, reason)


MEDICAL = (
    "I give no medical advice, and no score here says that a model is fit for patients: the results are for research"
    " use only. Please ask a doctor."
)
OFF_TOPIC = "I only know benchmarks and their results; ask me who leads one, or what it is."
PREDICTED = "I know results that are recorded, and none that are to come; ask me who leads a benchmark now."
INSTRUCTED = "I take no instructions in a question; ask me who leads a benchmark, or what it is."
