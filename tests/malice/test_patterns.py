"""Regular expressions take time by the length of a text and no more, save those that stand here with their reasons."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from podium.bots.faq.language.words import LONGEST
from podium.cli import complaints
from podium.registry.catalog import llm_stats
from podium.tests.malice.backtracking import verdict
from podium.tests.malice.expressions import ANYWHERE, AT_ONE_PLACE, WHOLE, Expression, expressions

#: Names in expressions that are known only when these are used, each with what they may be.
GIVEN: dict[str, dict[str, Sequence[object]]] = {
    "registry/adapters/endpoint.py": {"name": ["temperature"]},
    "registry/adapters/endpoint_client.py": {"parts": [[(r"(?<!\\)", "s"), ("", "k"), ("", "-")]]},
    "registry/catalog/llm_stats.py": {"words": list(llm_stats._FAMILIES.values())},
    "plugins/charxiv/terms.py": {"piece": ["a"]},
    "bots/discord/features/mentions.py": {"bot": [1]},
    "bots/faq/similarity/fallback.py": {"names": [["MMLU-Pro", "MMLU"]]},
    "cli/complaints.py": {"theirs": [theirs for theirs, _ in complaints._SENTENCES]},
    "cli/plugin_reference.py": {"name": ["MOST"]},
    "cli/published.py": {"name": ["gpu.example"], "place": ["/a/b c"]},
}

_QUESTION = f"a question, of which bots/faq/engine.py reads {LONGEST} characters"
_OURS = "a text that is shipped with Podium"

#: Those that take longer, by file and name, and what bounds the texts that they are given.
BOUNDED = {
    ("bots/faq/language/letters.py", "_OPENING"): _QUESTION,
    ("bots/faq/language/letters.py", "_CLOSE"): _QUESTION,
    ("bots/faq/names/elliptical.py", "_NAME"): _QUESTION,
    ("bots/faq/names/elliptical.py", "_OTHER"): _QUESTION,
    ("bots/faq/names/elliptical.py", "_SORTED"): _QUESTION,
    ("bots/faq/names/elliptical.py", "_OTHER_SORT"): _QUESTION,
    ("cli/plugin_new.py", "_ONE_FILE"): _OURS,
    ("cli/plugin_reference.py", "BLOCK"): _OURS,
    ("cli/plugin_reference.py", "_EXPLAINED"): _OURS,
    ("cli/plugin_reference.py", r"f'((?:^#: .*\\n)+)^(?:\\w+, )*{name}(?:, \\w+)* = '"): _OURS,
}

#: Most steps for a character that finite repeats may cost.
MOST_STEPS = 1_000


@pytest.fixture(scope="module")
def found() -> list[Expression]:
    return expressions(GIVEN)


def slow(one: Expression) -> list[str]:
    """Return what texts repeat that make an expression slow, as it is used; or that it is too large."""
    told = []
    for use in sorted(one.uses):
        its = verdict(one.text, one.flags, anywhere=use == ANYWHERE, whole=use == WHOLE)
        if its.word is not None:
            told.append(f"{use}: slow on {its.word!r}, repeated")
        elif its.steps > MOST_STEPS:
            told.append(f"{use}: {its.steps} steps for a character")
    return told


def test_no_expression_takes_longer_than_its_text_but_those_whose_texts_are_bounded(found: list[Expression]) -> None:
    assert len(found) > 300
    told = {(one.path, one.name): said for one in found if (said := slow(one))}
    assert {where: said for where, said in told.items() if where not in BOUNDED} == {}
    assert BOUNDED.keys() - told.keys() == set(), "these are not slow any more"


#: Expressions that take longer than the text is long, and what repeats in a text on which they do.
SLOW = [
    (r"(a+)+b", AT_ONE_PLACE, "a"),
    (r"(a*)*b", AT_ONE_PLACE, "a"),
    (r"(?:a|a)*b", AT_ONE_PLACE, "a"),
    (r"(?:ab?|b)*c", AT_ONE_PLACE, "ab"),
    (r"(?:a?b?)*c", AT_ONE_PLACE, "b"),
    (r"\s*\s*x", AT_ONE_PLACE, " "),
    (r"\s*a?\s*", WHOLE, " "),
    (r"a.*b.*c", AT_ONE_PLACE, "b "),
    (r"(?:a(?:a*c)?)*", AT_ONE_PLACE, "a"),
    (r"\d+x", ANYWHERE, "0"),
    (r"\d++x", ANYWHERE, "0"),
    (r"\s*,", ANYWHERE, " "),
    (r"\s+$", ANYWHERE, " "),
    (r"(?m)^\s*x", ANYWHERE, "\n "),
    (r"\w+(?=:)", ANYWHERE, "0"),
    (r"(?=.*x)a", ANYWHERE, " "),
    (r"(?>a+c?)[ab]", ANYWHERE, "a"),
    (r"<b>.*?</b>", ANYWHERE, "<b> "),
    (r"(?i)k[a-z]*=", ANYWHERE, "KA"),
]
#: Their neighbours that do not.
QUICK = [
    (r"a+b", AT_ONE_PLACE),
    (r"(?:a|ab)*c", AT_ONE_PLACE),
    (r"(?:\w+ )*x", AT_ONE_PLACE),
    (r"\s*+\s*x", AT_ONE_PLACE),
    (r"(?>a+)b", AT_ONE_PLACE),
    (r"\s*a?\s*", AT_ONE_PLACE),
    (r"\s*+a?\s*+", WHOLE),
    (r"a[^b]*b[^c]*c", AT_ONE_PLACE),
    (r"\d+x", AT_ONE_PLACE),
    (r"\d+", ANYWHERE),
    (r"(?<!\d)\d+x", ANYWHERE),
    (r"\b\w+x", ANYWHERE),
    (r"(?:(?<!\s)\s++)?,", ANYWHERE),
    (r"(?m)^[^\S\n]*x", ANYWHERE),
    (r"\A\s*x", ANYWHERE),
    (r"\d{1,3}(?:,\d{3})+\b", ANYWHERE),
    (r"https?://\S*[^\s.]", ANYWHERE),
    (r"<b>[^<]*</b>", ANYWHERE),
    (r"(?i)k[^k=]*=", ANYWHERE),
]


@pytest.mark.parametrize(("pattern", "use", "word"), SLOW)
def test_a_slow_expression_is_told_with_what_makes_it_slow(pattern: str, use: str, word: str) -> None:
    assert verdict(pattern, 0, anywhere=use == ANYWHERE, whole=use == WHOLE).word == word


@pytest.mark.parametrize(("pattern", "use"), QUICK)
def test_a_quick_expression_is_not_called_slow(pattern: str, use: str) -> None:
    assert verdict(pattern, 0, anywhere=use == ANYWHERE, whole=use == WHOLE).word is None


def test_finite_repeats_are_counted_where_they_meet() -> None:
    assert verdict(r"(?:a{1,100}){1,100}b", 0, anywhere=False, whole=False).steps == 10_000
    assert verdict(r"[a-z]{1,40}:[0-9]{1,40}", 0, anywhere=False, whole=False).steps == 1


def test_expressions_are_found_with_how_they_are_used(found: list[Expression]) -> None:
    named = {(one.path, one.name): one for one in found}
    assert named["plugins/mmlu_pro/parsing.py", "_FIRST"].uses == {ANYWHERE}
    assert named["registry/card.py", "_SLUG"] == Expression(
        "registry/card.py", "_SLUG", r"[a-z0-9]+(?:-[a-z0-9]+)*", 0, frozenset({WHOLE})
    )
    assert named["registry/catalog/llm_stats.py", "_SPLIT"].flags == re.IGNORECASE
