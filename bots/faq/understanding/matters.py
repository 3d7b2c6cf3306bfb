"""What is asked of a card in words that no card uses: how the labels were made, who grades, why there are two boards.

Every word of such a question has to be of its matter, so that nothing is left out. The card's author may have answered
it; where not, what the card or the boards record is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from podium.bots.faq.frame import Frame, Intent
from podium.bots.faq.language import words
from podium.bots.faq.understanding.asked import Asked
from podium.bots.faq.understanding.card_questions import CardQuestions


class _Matter(NamedTuple):
    """Something that is asked of one benchmark.

    Args:
        groups: Words of each of these have to be said.
        beside: Words that may be.
        texts: How a card may ask it, the nearest first.
        otherwise: What is told where no card does; None for nothing.
        counted: What of the card is counted then, which it has to count.
    """

    groups: tuple[frozenset[str], ...]
    beside: frozenset[str]
    texts: tuple[str, ...] = ()
    otherwise: Intent | None = None
    counted: str | None = None


_ASKING = words.FILLER | words.word_set("how who whom what which where its did exactly by or and not just really")
_PEOPLE = words.word_set(
    "human humans person people doctor doctors physician physicians radiologist radiologists expert experts clinician"
    " clinicians machine model ai llm computer program software hand nlp algorithm"
)
_ANSWERS = words.word_set("answer answers response responses reply replies output outputs")
_LABELLED = words.word_set("labels label annotations annotation")
_GRADES = words.word_set("grade grades graded grading judge judges judged judging mark marks marked marking grader")
_SCORES = words.word_set("score scores scored scoring rate rates rated evaluate evaluates evaluated")
_BOARDS = words.word_set("board boards leaderboard leaderboards table tables ranking rankings list lists")
_SEVERAL = words.word_set("two 2 three 3 four 4 several many multiple different more separate various")
_FINDINGS = words.word_set("finding findings label labels observation observations pathology pathologies condition"
                           " conditions")  # fmt: skip

_MATTERS = (
    _Matter(
        (
            words.word_set("how who where whether by"),
            _LABELLED | {"labelled", "labeled", "annotated"},
            words.word_set(
                "made produced created obtained derived generated got come came mined extracted assigned done given"
                " labelled labeled annotated"
            ),
        ),
        _ASKING | _PEOPLE | words.word_set("reading looking images image reports report scans pictures text through"),
        ("How were the labels made?", "Who made the labels?", "How was the test set labelled?"),
    ),
    _Matter(
        (_GRADES, words.word_set("how who") | _PEOPLE),
        _ASKING | _PEOPLE | _ANSWERS | _SCORES | words.word_set("test exam questions"),
        ("Who grades it?", "Is it scored by a human or a model?", "How is it scored?"),
        Intent.METRIC,
    ),
    _Matter(
        (words.word_set("how"), _SCORES, _ANSWERS),
        _ASKING | _PEOPLE,
        ("How is it scored?", "How does its grading work?"),
        Intent.METRIC,
    ),
    _Matter(
        (words.word_set("why"), _BOARDS - {"list", "lists"}, _SEVERAL),
        _ASKING | words.word_set("why with without tools tool have exist apart tho though then there so"),
        ("Why are there two boards?", "Why are the boards so different?", "What is the difference between the boards?"),
        Intent.BOARDS,
    ),
    _Matter(
        (
            words.word_set("part portion share section much fraction half"),
            words.word_set("medicine medical clinical health healthcare"),
        ),
        _ASKING | words.word_set("about covers concerns"),
        ("Which part is medical?",),
    ),
    _Matter(
        (
            words.word_set("many"),
            words.word_set("people persons individuals"),
            words.word_set("images image rays xray xrays x scans films pictures radiographs studies"),
        ),
        _ASKING | words.word_set("come comes came taken different ray chest"),
        (),
        Intent.SIZES,
        "patients",
    ),
    _Matter(
        (words.word_set("unit units scale"), words.word_set("which what")),
        _ASKING | _SCORES | words.word_set("results result figures numbers given reported expressed measured on"),
        (),
        Intent.METRIC,
    ),
    _Matter(
        (words.word_set("many"), words.word_set("demonstrations demonstration exemplars shots examples")),
        # "How many examples has the test set" counts questions.
        (_ASKING - words.word_set("set split test train training validation dev"))
        | words.word_set("model models see sees get gets given shown when running run prompt prompts solved use"),
        ("How many examples are in the prompt?", "Are runs zero-shot or few-shot?"),
        Intent.PROTOCOL,
    ),
    _Matter(
        (
            words.word_set("many"),
            words.word_set("images questions items studies examples"),
            words.word_set("rest rests based computed measured"),
            words.word_set("f1 auroc accuracy metric"),
        ),
        _ASKING | _BOARDS | _SCORES | words.word_set("number figure main macro mean"),
        (),
        Intent.PROTOCOL,
    ),
    _Matter(
        (
            words.word_set("which what"),
            _FINDINGS,
            words.word_set("count counts counted main headline five competition towards toward"),
        ),
        _ASKING | _BOARDS | _SCORES | words.word_set("into result metric f1 macro"),
        (),
        Intent.OBSERVATIONS,
    ),
)
#: How a card asks why figures with tools have boards of their own.
_TOOLS = ("Are scores with or without tools?", "May models use tools?")


def of_matter(cards: CardQuestions, asked: Asked) -> Frame | None:
    """Return the frame of a question for one of these matters; None for any other question.

    Args:
        cards: Finds what cards answer.
        asked: The question, of one benchmark.
    """
    if len(asked.sights) != 1 or asked.models or any(value.kind != "number" for value in asked.values):
        return None
    view = asked.sights[0].view
    named = {i for link in asked.reading.of_kind("benchmark") for i in link.span}
    said = frozenset(word for i, word in enumerate(asked.words) if i not in named)
    for matter in _MATTERS:
        if any(said.isdisjoint(group) for group in matter.groups):
            continue
        if not said <= matter.beside.union(*matter.groups):
            continue
        texts: Sequence[str] = matter.texts
        if matter.otherwise is Intent.BOARDS and any(board.slug.endswith("with-tools") for board, _ in view.boards):
            texts = (*_TOOLS, *texts)
        entry = cards.first_of(view, texts)
        if entry is not None:
            return Frame(Intent.CARD, (view.slug,), entry=entry)
        if cards.find(view, asked.reading) is not None:
            # The card has this very question.
            return None
        if matter.otherwise is not None and (matter.counted is None or matter.counted in view.card["sizes"]):
            return Frame(matter.otherwise, (view.slug,), counted=matter.counted)
    return None
