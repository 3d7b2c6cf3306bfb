"""What a benchmark asks about: its findings or subjects, and whether one is among them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from podium.bots.faq.frame import Frame
from podium.bots.faq.language.words import joined_key, singular, tokens
from podium.bots.faq.replies.desk import Desk
from podium.bots.faq.replies.page import Page
from podium.bots.faq.replies.wording import counted, listed
from podium.bots.faq.reply import Fact, Reply, Table
from podium.registry.views import BoardFacts

#: Most names of a sentence; the table has them all. So many or fewer are all named.
_MOST, _ALL_UP_TO = 8, 20
#: What cards call the things they ask about, where they count them.
_NOUNS = ("observations", "findings", "labels", "subjects", "domains", "topics", "tasks", "disciplines", "categories")
#: Those that questions are of.
_SUBJECTS = ("subject", "domain", "discipline")
#: Most of them that are named.
_MOST_FIELDS = 16
#: What they call wider ones.
_FIELDS = ("fields", "specialties", "systems", "areas")


def observations(desk: Desk, frame: Frame) -> Reply:
    """Name the findings or subjects, or say whether one is among them and whether a board ranks it alone."""
    if frame.counted == "common":
        return _common(desk, frame)
    page = desk.card(frame)
    listed_there: Sequence[Mapping[str, Any]] = page.view.card["observations"]
    if not listed_there:
        return _unnamed(page)
    if frame.observation is not None:
        elsewhere = desk.vocabulary.topics.observed(tokens(frame.observation), (), ())
        return _one(page, frame.observation) if elsewhere else _unheard_of(page, frame.observation)
    names = [_shown(one) for one in listed_there]
    number = counted(len(names), _noun(page))
    more = len(names) - _MOST
    few = len(names) <= _ALL_UP_TO
    phrase = listed(names) if few else listed([*names[:_MOST], f"{more} more"])
    facts = [page.fact("observations", len(names)), *_facts(page, listed_there)]
    if not few:
        facts.append(page.fact("more_choices", more))
    line = f"{page.name} has {number}: {phrase}."
    lines, main = [line], page.view.card["main_observations"]
    if main:
        lines.append(f"The main ones are {listed([name.replace('_', ' ') for name in main])}.")
    reply = page.reply(lines, facts)
    return replace(reply, table=_table(listed_there)) if len(names) > 2 else reply


def asked_fields(page: Page) -> tuple[list[str], list[Fact]]:
    """Return which subjects or the like a benchmark has questions of, with their facts; nothing where it has none."""
    every = page.view.card["observations"]
    noun = _noun(page)
    if noun not in _SUBJECTS:
        return [], []
    names = [_shown(one) for one in every]
    more = len(names) - _MOST_FIELDS
    phrase = listed(names) if more <= 2 else listed([*names[:_MOST_FIELDS], f"{more} more"])
    facts = [page.fact("observations", len(names)), *(page.fact("observation", name) for name in names)]
    facts += [page.fact("more_choices", more)] if more > 2 else []
    return [f"Its questions are of {counted(len(names), noun)}: {phrase}."], facts


def _common(desk: Desk, frame: Frame) -> Reply:
    """Name what two benchmarks both ask about, and how many more each has; synonyms count as the same."""
    pages = [desk.card(replace(frame, benchmarks=(slug,))) for slug in frame.benchmarks[:2]]
    one, other = pages
    every, theirs = one.view.card["observations"], other.view.card["observations"]
    if not every or not theirs:
        return _unnamed(other if every else one)
    known = set[str]().union(*map(_keys, theirs))
    both = [found for found in every if not _keys(found).isdisjoint(known)]
    number = f"{len(both):,} of the {counted(len(every), _noun(one))} of {one.name}"
    verb = "is" if len(both) == 1 else "are"
    there = f"among the {counted(len(theirs), _noun(other))} of {other.name}"
    line = f"{number} {verb} {there}{': ' if both else ''}{listed([_shown(found) for found in both])}."
    facts = [page.fact("observations", len(page.view.card["observations"])) for page in pages]
    facts += [one.fact("shared", len(both)), *_facts(one, both), other.fact("benchmark", other.name)]
    return one.reply([line], facts)


def _unnamed(page: Page) -> Reply:
    """Say that the card names none, and how many it counts."""
    lines, facts = [f"The card of {page.name} lists no findings or subjects."], []
    counts = {what: n for what, n in page.view.card["sizes"].items() if what.split()[-1] in (*_NOUNS, *_FIELDS)}
    if counts:
        lines.append(f"It counts {listed([f'{n:,} {what}' for what, n in counts.items()])}, without their names.")
        facts = [fact for what, n in counts.items() for fact in (page.fact("counted", what), page.fact("count", n))]
    return page.reply(lines, facts, kind="no_data")


def _unheard_of(page: Page, typed: str) -> Reply:
    """Say that nothing on the card is called so, with all that is: it may be there under another name."""
    every = page.view.card["observations"]
    if any(joined_key(typed) in _keys(one) for one in every):
        return _one(page, typed)
    number = counted(len(every), _noun(page))
    facts = [page.fact("asked", typed), page.fact("observations", len(every)), *_facts(page, every[:_MOST_LISTED])]
    line = f"None of the {number} of {page.name} is called “{typed}”"
    if len(every) <= _MOST_LISTED:
        return page.reply([f"{line}: {listed([_shown(one) for one in every])}."], facts)
    return page.reply([f"{line}."], facts[:2], suggestions=(f"What does {page.name} cover?",))


#: Most names that are listed where one is not among them.
_MOST_LISTED = 30


def _one(page: Page, wanted: str) -> Reply:
    every = page.view.card["observations"]
    found = next((one for one in every if joined_key(wanted) in _keys(one)), None)
    number = counted(len(every), _noun(page))
    count = page.fact("observations", len(every))
    if found is None:
        name = wanted.replace("_", " ")
        parts = [one for one in every if _has_words(_shown(one), name)]
        if parts:
            verb, shown = "has" if len(parts) == 1 else "have", listed([_shown(one) for one in parts])
            line = f"{len(parts)} of the {number} of {page.name} {verb} {name} in the name: {shown}."
            return page.reply([line], [count, page.fact("observation", name), *_facts(page, parts)])
        line = f"No, {name} is not among the {number} of {page.name}."
        return page.reply(
            [line], [count, page.fact("observation", name)], suggestions=(f"What does {page.name} cover?",)
        )
    name = _shown(found)
    line = f"Yes, {name} is among the {number} of {page.name}"
    others = [other for other in found["synonyms"] if joined_key(other) != joined_key(name)]
    line += f"; it is also called {listed(others, 'or')}." if others else "."
    lines, facts = [line], [count, *_facts(page, [found])]
    if found["description"]:
        lines.append(f"The card says: {found['description'].rstrip('.')}.")
    alone = [(board, models) for board, models in page.view.boards if _ranks(board, name, page)]
    if alone:
        named = [f"“{board.title}” ({counted(models, 'model')})" for board, models in alone]
        lines.append(f"{'Boards' if len(alone) > 1 else 'A board'} of its own: {listed(named)}.")
        for board, models in alone:
            facts += [page.fact("board", board.title, board.slug), page.fact("models", models, board.slug)]
    else:
        head = page.view.headline
        lines.append(f"No board ranks it alone; the main board, “{head.title}”, is by {head.metric_name}.")
        facts += [page.fact("board", head.title, head.slug), page.fact("metric", head.metric_name, head.slug)]
    return page.reply(lines, facts, suggestions=(f"Who leads {page.name}?",))


def _has_words(name: str, wanted: str) -> bool:
    """Return whether a name has all words of another: "college physics" those of "physics"."""
    return {token.key for token in tokens(wanted)} <= {token.key for token in tokens(name)}


def _ranks(board: BoardFacts, name: str, page: Page) -> bool:
    """Return whether a board's title, or an alias of it, has the observation in it as words of its own."""
    wanted = [token.key for token in tokens(name)]
    card = next((one for one in page.view.card["boards"] if one["slug"] == board.slug), None)
    for title in (board.title, *(card.get("aliases", ()) if card else ())):
        words = [token.key for token in tokens(title)]
        if any(words[i : i + len(wanted)] == wanted for i in range(len(words))):
            return True
    return False


def _noun(page: Page) -> str:
    """Return what the card calls one of the things it asks about: what it counts as many of as it lists."""
    sizes, number = page.view.card["sizes"], len(page.view.card["observations"])
    noun = next((noun for noun in _NOUNS if sizes.get(noun) == number), "")
    return singular(noun) if noun else "observation"


def _shown(observation: Mapping[str, Any]) -> str:
    return str(observation["name"]).replace("_", " ")


def _keys(observation: Mapping[str, Any]) -> set[str]:
    return set(map(joined_key, (observation["name"], *observation["synonyms"])))


def _facts(page: Page, every: Sequence[Mapping[str, Any]]) -> list[Fact]:
    facts = []
    for one in every:
        facts.append(page.fact("observation", _shown(one)))
        facts += [page.fact("alias", other) for other in one["synonyms"]]
        if one["description"]:
            facts.append(page.fact("observation_description", one["description"]))
    return facts


def _table(every: Sequence[Mapping[str, Any]]) -> Table:
    """Return the full list, with the columns that have something in them."""
    described = any(one["description"] for one in every)
    columns = ("Name", "Description") if described else ("Name", "Also called")
    rows = []
    for one in every:
        others = [other for other in one["synonyms"] if joined_key(other) != joined_key(one["name"])]
        rows.append((_shown(one), one["description"] if described else ", ".join(others)))
    if not any(row[1] for row in rows):
        return Table(("Name",), tuple((row[0],) for row in rows))
    return Table(columns, tuple(rows))
