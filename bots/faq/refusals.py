"""Replies that state no result: which one is meant, no such name, not understood, not answered here."""

from __future__ import annotations

from collections.abc import Sequence

from podium.bots.faq import words
from podium.bots.faq.board_names import BoardName
from podium.bots.faq.reply import Fact, Kind, Reply
from podium.bots.faq.vocabulary import Entity, Vocabulary
from podium.bots.faq.wording import counted, listed

#: Most choices that a reply offers.
MOST_CHOICES = 8

_NO_BENCHMARKS = "No benchmark is registered here: podium plugins says why."


def choices(vocabulary: Vocabulary, slugs: Sequence[str]) -> tuple[str, tuple[str, ...], tuple[Fact, ...]]:
    """Return benchmarks as a phrase, as suggestions and as facts; a long list is cut and counted."""
    names = tuple(vocabulary.benchmarks[slug] for slug in slugs)
    listing, facts = list(names[:MOST_CHOICES]), [Fact("choices", names[:MOST_CHOICES])]
    if len(names) > MOST_CHOICES:
        listing.append(f"{len(names) - MOST_CHOICES:,} more (podium benchmarks lists them all)")
        facts.append(Fact("more_choices", len(names) - MOST_CHOICES))
    return listed(listing), names[:MOST_CHOICES], tuple(facts)


def which_benchmark(vocabulary: Vocabulary, slugs: Sequence[str] | None = None, typed: str = "") -> Reply:
    """Ask which benchmark is meant.

    Args:
        vocabulary: The registry's names.
        slugs: The candidates; every benchmark where none are given.
        typed: What the candidates were taken for, where it is a name.
    """
    slugs = list(vocabulary.benchmarks) if slugs is None else slugs
    if not slugs:
        return Reply("no_data", _NO_BENCHMARKS)
    if not typed:
        phrase, names, facts = choices(vocabulary, slugs)
        verb = "is" if len(slugs) == 1 else "are"
        return Reply("ambiguous", f"Which benchmark do you mean? There {verb} {phrase}.", facts, (), names)
    names = tuple(vocabulary.benchmarks[slug] for slug in slugs[:MOST_CHOICES])
    quoted = words.quote(typed)
    facts = (Fact("asked", quoted), Fact("choices", names))
    return Reply("ambiguous", f"“{quoted}” could be {listed(names, 'or')}: which one do you mean?", facts, (), names)


def in_category(vocabulary: Vocabulary, category: str) -> Reply:
    """Ask which benchmark of a category is meant."""
    phrase, names, facts = choices(vocabulary, vocabulary.categories[category])
    number = len(vocabulary.categories[category])
    verb = "is" if number == 1 else "are"
    text = f"There {verb} {counted(number, 'benchmark')} in the category {category}: {phrase}. Which one do you mean?"
    return Reply("ambiguous", text, (*facts, Fact("category", category), Fact("benchmarks", number)), (), names)


def catalogue(vocabulary: Vocabulary) -> Reply:
    """List the benchmarks."""
    if not vocabulary.benchmarks:
        return Reply("no_data", _NO_BENCHMARKS)
    phrase, _, facts = choices(vocabulary, list(vocabulary.benchmarks))
    number = len(vocabulary.benchmarks)
    verb = "is" if number == 1 else "are"
    text = f"There {verb} {counted(number, 'benchmark')}: {phrase}.\nMore: podium benchmarks"
    return Reply("answer", text, (*facts, Fact("benchmarks", number)))


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
    phrase, _, facts = choices(vocabulary, list(vocabulary.benchmarks))
    return Reply("unknown", f"{text} These are: {phrase}.", (Fact("asked", quoted), *facts))


def no_such_model(typed: str, near: Sequence[Entity]) -> Reply:
    """Say that the catalogue has no model of this name."""
    quoted = words.quote(typed)
    names = tuple(dict.fromkeys(entity.name for entity in near))
    hint = f"Did you mean {listed(names, 'or')}?" if names else "podium models lists those it knows."
    facts = (Fact("asked", quoted), Fact("choices", names))
    return Reply("unknown", f"No model called “{quoted}” is in the catalogue. {hint}", facts, (), names)


def which_model(typed: str, benchmark: str, models: Sequence[Entity]) -> Reply:
    """Ask which of several models with a result on a benchmark is meant."""
    names = tuple(dict.fromkeys(model.name for model in models))
    facts = [Fact("asked", words.quote(typed)), Fact("benchmark", benchmark), Fact("choices", names[:MOST_CHOICES])]
    listing = list(names[:MOST_CHOICES])
    if len(names) > MOST_CHOICES:
        listing.append(f"{len(names) - MOST_CHOICES:,} more")
        facts.append(Fact("more_choices", len(names) - MOST_CHOICES))
    text = f"“{words.quote(typed)}” fits several models on {benchmark}: {listed(listing)}. Which one do you mean?"
    return Reply("ambiguous", text, tuple(facts), (), names[:MOST_CHOICES])


def no_result_of(models: Sequence[str], benchmark: str, slug: str) -> Reply:
    """Say that a benchmark has no result of a model, or of any of several."""
    names = tuple(dict.fromkeys(models))[:MOST_CHOICES]
    text = f"{benchmark} has no result of {listed(names, 'or')} here.\nMore: podium leaderboard {slug}"
    facts = (Fact("benchmark", benchmark, slug), Fact("slug", slug, slug), Fact("choices", names, slug))
    return Reply("no_data", text, facts)


def which_board(benchmark: str, slug: str, boards: Sequence[BoardName]) -> Reply:
    """Ask which board is meant where the words fit several."""
    titles = tuple(board.title for board in boards)
    quoted = listed([f"“{title}”" for title in titles], "or")
    facts = (Fact("benchmark", benchmark, slug), Fact("choices", titles, slug))
    asks = tuple(f"Who leads {benchmark} on the “{title}” board?" for title in titles)
    return Reply("ambiguous", f"Which board of {benchmark} do you mean: {quoted}?", facts, (), asks)


def no_such_board(benchmark: str, slug: str, typed: str, boards: Sequence[BoardName]) -> Reply:
    """Say that a benchmark has no board by this metric, and which boards it has."""
    quoted = words.quote(typed)
    titles = tuple(board.title for board in boards)
    phrase = listed([f"“{title}”" for title in titles])
    verb = "board is" if len(titles) == 1 else "boards are"
    text = f"{benchmark} has no board by “{quoted}”; its {verb} {phrase}.\nMore: podium show {slug}"
    facts = (
        Fact("benchmark", benchmark, slug),
        Fact("slug", slug, slug),
        Fact("asked", quoted),
        Fact("choices", titles, slug),
    )
    return Reply("no_data", text, facts)


def about_model(models: Sequence[Entity], typed: str) -> Reply:
    """Point to the command that tells about a model."""
    names = tuple(dict.fromkeys(model.name for model in models))
    if len(names) == 1:
        command = f'podium model "{names[0]}"'
        text = f"What is known of {names[0]}, with its place on every board: {command}"
        return Reply("help", text, (Fact("model", names[0], model=models[0].slug),), (), (command,))
    quoted = words.quote(typed)
    listing = list(names[:MOST_CHOICES])
    facts = [Fact("asked", quoted), Fact("choices", names[:MOST_CHOICES])]
    if len(names) > MOST_CHOICES:
        listing.append(f"{len(names) - MOST_CHOICES:,} more")
        facts.append(Fact("more_choices", len(names) - MOST_CHOICES))
    text = f"“{quoted}” fits {listed(listing)}. Ask for one of them with podium model NAME."
    return Reply("help", text, tuple(facts), (), tuple(f'podium model "{name}"' for name in names[:3]))


def _examples(name: str) -> tuple[str, ...]:
    return (f"Who leads {name}?", f"What is the best open model on {name}?", f"Where is the {name} paper?")


def not_answered(benchmark: str, slug: str, typed: str = "") -> Reply:
    """Say that this cannot be answered in words, and where the whole page and board are.

    Args:
        benchmark: Its name.
        slug: Its slug.
        typed: The words that stand in the way, where they are known.
    """
    quoted = words.quote(typed)
    why = f"I cannot take “{quoted}” into account, so I give no answer." if quoted else "I cannot answer that."
    text = (
        f"{why} I can say what {benchmark} is, who leads it, its highest score, its leaderboard, how many models"
        " it has, its best open model, its paper, its categories and how recent its results are.\n"
        f"More: podium show {slug}, podium leaderboard {slug}"
    )
    facts = [Fact("benchmark", benchmark, slug), Fact("slug", slug, slug)]
    if quoted:
        facts.append(Fact("asked", quoted))
    return Reply("help", text, tuple(facts), (), _examples(benchmark))


def general_help(vocabulary: Vocabulary) -> Reply:
    """Say what can be asked."""
    if not vocabulary.benchmarks:
        return Reply("help", _NO_BENCHMARKS)
    name = next(iter(vocabulary.benchmarks.values()))
    asks = _examples(name)
    text = (
        "Ask me about a benchmark: what it is, who leads it, its highest score, its leaderboard, how many models it"
        " has, its best open model, its paper, its categories, how recent its results are, or what a model scored on"
        f" it. For example: {' '.join(asks)}\nMore: podium benchmarks"
    )
    return Reply("help", text, (Fact("benchmark", name),), (), asks)


def too_long(vocabulary: Vocabulary) -> Reply:
    """Say how long a question may be."""
    limit = words.LONGEST
    text = f"That is too long to read; ask in at most {limit} characters."
    return Reply("help", text, (Fact("longest_question", limit),), (), general_help(vocabulary).suggestions)


def declined(reason: str) -> Reply:
    """Decline in a line."""
    kind: Kind = "declined"
    return Reply(kind, reason)


MEDICAL = (
    "I give no medical advice, and no score here says that a model is fit for patients: the results are for research"
    " use only. Please ask a doctor."
)
OFF_TOPIC = "I only know benchmarks and their results; ask me who leads one, or what it is."
INSTRUCTED = "I take no instructions in a question; ask me who leads a benchmark, or what it is."
