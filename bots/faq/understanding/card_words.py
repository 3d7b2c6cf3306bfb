"""The words that make a question to a benchmark's card what it is, and which of them say the same."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from podium.bots.faq.language import words
from podium.bots.faq.language.words import Token
from podium.bots.faq.names.vocabulary import Link

#: Fewest letters of a word that can be a slip of another.
_LONG = 5
#: Words of asking, which a question in few words leaves out.
ASKING = words.HEADS | words.word_set("many much mean problem there per used use whose get got score reach")
#: Words that do not tell a question.
TOO_LITTLE = words.word_set(
    "a an the this that these those it its of in on onto into for to at by from with as and or be is are was were been",
    "do does did has have had having i you me my we our us please pls plz kindly thanks thank can could would will",
    "should shall there here tell know want wanna say so then hi hey hello ok okay ur u your exactly really actually",
    "too also even still likewise",
    "hmm um uh bro dude lol omg pretty sir dear quick quickly wondering wonder curious explain any idea know",
)
#: Words that say the same in a question to a card.
ALIKE = {
    words.singular(word): said
    for said, others in {
        "compare": "comparable comparing compared comparison comparability",
        "reproduce": "reproduced reproducible reproduction reproducing replicate replicated replicable",
        "public": "publicly published publish released open disclosed withheld secret hidden hide hid hiding conceal"
        " concealed unreleased undisclosed confidential withhold",
        "medical": "medicine clinical",
        "label": "labelled labeled labelling labeling annotated annotate annotation annotating",
        "error": "erroneous mistake wrong flawed mislabelled mislabeled faulty incorrect broken bogus inaccurate"
        " bad botched mislabel mislabels noisy noise clean dirty messy quality misannotated miskeyed typo"
        " typos errata",
        "score": "grade graded grading mark marked marking scoring scored",
        "proportion": "portion share percentage fraction ratio percent",
        "reliable": "trustworthy trusted dependable robust credible believable solid",
        "answer": "solution key answerkey letter",
        "without": "no lacking minus",
        "harder": "tougher trickier stricter difficult challenging",
        "option": "choice alternative",
        "judge": "judging judged adjudicator referee",
        "same": "extension subset superset successor derived",
        "tool": "browsing browser websearch calculator",
        "subject": "discipline",
        "radiologist": "doctor physician clinician expert reader human people",
        "uncertain": "uncertainty",
        "compute": "computed calculated calculate calculates calculation formula composed composition"
        " composite made formed derived aggregated combined built assembled obtained arrived put make makes"
        " consist consists comprise comprises constitute"
        " constitutes ingredient constituent goes go breakdown makeup weighted",
        "validation": "val",
        "different": "differing differ",
        "training": "train",
        "leak": "leakage leaks leaked leaking",
        "share": "shared sharing overlap overlaps overlapping overlapped reuse reuses reused duplicate common",
        "shot": "example exemplar demonstration",
    }.items()
    for word in others.split()
}
#: Words that a question to a card may have or lack where it is told by the others.
_LOOSE = ASKING | words.word_set(
    "score result value reported report possible question set known they them their"
    " way each other directly one part model number dataset benchmark"
    " figure somebody someone told heard saw true correct any count counts item"
    " between together most max maximum maximal help helps model up into few hold holds contain contains contained"
)


def content_of(slug: str, tokens: Sequence[Token], links: Collection[Link]) -> frozenset[str]:
    """Return the words that make a question what it is; other benchmarks are one word each, by slug."""
    content = set()
    named: set[int] = set()
    exact = {link.entities[0].slug for link in links if link.kind == "benchmark" and not link.guessed}
    for link in links:
        # A word that could also be short for a benchmark named elsewhere is just a word.
        again = link.guessed and link.entities[0].slug in exact
        if link.kind == "benchmark" and not again:
            named.update(range(link.start, _name_end(tokens, link)))
            content.add(f"@{link.entities[0].slug}")
    content.discard(f"@{slug}")
    for i, token in enumerate(tokens):
        if i not in named and token.word not in TOO_LITTLE:
            content.add(words.singular(token.word))
    return frozenset(content)


def _name_end(tokens: Sequence[Token], link: Link) -> int:
    """Return where the name itself ends: "MMMU-Pro overall" and "MMMU val" say which part of it is meant."""
    slug = words.joined_key(link.entities[0].slug)
    if words.key_of(tokens, link.start, link.end) == words.joined_key(link.entities[0].name):
        return link.end
    for end in range(link.start + 1, link.end):
        if words.key_of(tokens, link.start, end) == slug:
            return end
    return link.end


def core_of(content: frozenset[str]) -> frozenset[str]:
    """Return the words that tell a question, each by the word that stands for those that say the same."""
    said = (ALIKE.get(word, word) for word in content)
    return frozenset(word.rstrip("0") or word if word.isdigit() else word for word in said if word not in _LOOSE)


def slips_of(asked: Collection[str], wanted: Collection[str]) -> int:
    """Return how many words are one letter away from a word that is missing."""
    return sum(any(is_slip(word, other) for other in wanted) for word in asked if len(word) >= _LONG)


def is_slip(one: str, other: str) -> bool:
    """Return whether two words differ in one letter, one more or less, or two neighbours that changed places."""
    if len(one) > len(other):
        one, other = other, one
    if len(other) - len(one) > 1 or len(one) < _LONG - 1:
        return False
    same = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    if len(one) != len(other):
        return one[same:] == other[same + 1 :]
    swapped = one[same + 1 : same + 2] + one[same : same + 1] == other[same : same + 2]
    return one[same + 1 :] == other[same + 1 :] or (swapped and one[same + 2 :] == other[same + 2 :])
