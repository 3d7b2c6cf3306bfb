"""The rules that stand in for a judge, by the worked examples and by what models write."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podium.plugins.charxiv import terms
from podium.plugins.charxiv.clauses import clause
from podium.plugins.charxiv.parsing import CHOICE, LONGEST, NUMBER, TERMS, UNDECIDED, Ruling, rule_on
from podium.plugins.charxiv.plugin import CharXivReasoning
from podium.plugins.charxiv.prompts import judge_prompt, number_instruction, question_prompt
from podium.tests.fakes.replies import UNITS, endless, seconds


def test_all_conformance_cases_hold_and_name_their_source() -> None:
    found = list(CharXivReasoning().conformance())
    assert [(case.group, case.name) for case in found if case.got() != case.expected] == []
    assert {case.group for case in found} == {"prompt", "judge", "rules", "verdict"}
    assert all(case.source for case in found)
    assert len({(case.group, case.name) for case in found}) == len(found) >= 30


def test_a_question_with_braces_and_marks_goes_into_prompt_and_rubric_as_it_is() -> None:
    question, reply = "What is E_{c}^{(1)} {}?", "It is <|question|> {0}."
    assert question_prompt(question, 4, "1.50").startswith(
        question + "\n    * Your final answer must be a number with 2"
    )
    rubric = judge_prompt(question, 3, "1", reply)
    assert f"    * Question: {question}\n    * Ground Truth: 1\n    * Response: {reply}\n\n    " in rubric


@given(st.from_regex(r"-?[0-9]{1,6}(\.[0-9]{0,6})?", fullmatch=True))
def test_the_instruction_counts_the_decimal_places_of_the_reference(gold: str) -> None:
    after = gold.partition(".")[2]
    wanted = f"a number with {len(after)} decimal places." if "." in gold else "an exact integer."
    assert number_instruction(gold) == f"* Your final answer must be {wanted}"


@pytest.mark.parametrize(
    ("reply", "part", "marked"),
    [
        ("b", "b", False),
        ("The chart has lines. The answer is 3, as seen.", "3, as seen.", True),
        ("**Final Answer:** 12\n\nBecause 3 + 9 = 12.", "12", True),
        ("Answer:\n\n- Kansas City", "Kansas City", True),
        ("So we get $\\boxed{\\text{Adam}}$ in the end.", "\\text{Adam}", True),
        ("First sentence. Second one", "Second one", False),
        ("One\nTwo.\n\n", "Two.", False),
        ("The answer is:\n- ACC\n- BLEU\n\nDone.", "ACC, BLEU", True),
        ("ACC\nBLEU\nF1", "ACC, BLEU, F1", False),
        ("- ACC - b\n- BLEU", "ACC - b, BLEU", False),
        ("\\boxed{ACC} \\boxed{BLEU} \\boxed{ACC}", "ACC, BLEU", True),
    ],
)
def test_the_answering_part_of_a_reply(reply: str, part: str, marked: bool) -> None:
    assert clause(reply) == (part, marked, False)


@pytest.mark.parametrize(
    ("reply", "doubtful"),
    [
        ("I do not think that the answer is 5.", True),
        ("It is not 4. The answer is 5.", False),
        ("The answer is 4. Wait, the answer is 5.", True),
        ("The answer is 4. Wait, the final answer is 5.", False),
        ("The answer is 5. So: the answer is 5", False),
        ("The answer is 5. As can be seen, it is.", False),
    ],
)
def test_an_answer_that_the_reply_takes_back_decides_nothing(reply: str, doubtful: bool) -> None:
    assert clause(reply).doubtful is doubtful
    assert rule_on(reply, "5", 4, "How many?").right is (None if doubtful else True)


@pytest.mark.parametrize(
    ("reply", "gold", "right"),
    [
        ("There are 3 points.", "3", True),
        ("three", "3", None),
        ("The answer is 12.\n\nSteps: 1. one 2. two", "12", True),
        ("At session 9 it is 45.2", "45.2", True),
        ("94%", "94", True),
        ("0.4 and 0.2", "0.2, 0.4", True),
        ("0.2", "0.2, 0.4", False),
        ("0.2, 0.4, 0.6", "0.2, 0.4", False),
        ("40k", "40,000", True),
        ("40k", "40", None),
        ("3/10", "3", None),
        ("12", "about a dozen", None),
        ("The answer is 5, not 6.", "5", None),
        ("The answer is 5, not 6.", "6", None),
        ("The answer is not 6.", "6", None),
        ("It is 6 rather than 5.", "5", None),
        ("The value is 5 (read at x = 3).", "5", None),
        ("The value is 5 (read at x = 3).", "3", None),
        ("The value is 5 (read at x = 3).", "7", False),
        ("12 at t=3", "12", None),
        ("12 at t=3", "3", None),
        ("The value of the curve at t=3 is 12.", "12", True),
        ("The value of the curve at t=3 is 12.", "3", None),
        ("There are 3 + 9 = 12 points.", "12", True),
        ("So there are 3 in (a) and 9 in (b), thus 12", "12", True),
        ("The answer is 1, 2, 3, 4, and 5.", "5", False),
        ("1\n2\n3\n4\n5", "5", False),
        ("5 or 6", "6", None),
        ("between 5 and 6", "6", None),
        ("0.2 at x = 1 and 0.4 at x = 5", "0.2, 0.4", None),
        ("It is " + "1" * 5_000, "11", None),
        ("It is 1e" + "1" * 5_000, "11", None),
    ],
)
def test_numbers(reply: str, gold: str, right: bool | None) -> None:
    found = rule_on(reply, gold, 4, "How many?")
    assert (found.right, found.rule) == (right, UNDECIDED if right is None else NUMBER)


@pytest.mark.parametrize(
    ("reply", "gold", "right"),
    [
        ("Among Ft-CNN, iCaRL, and NCM, NCM declines least of all.", "LwF", False),
        ("Among Ft-CNN, iCaRL, and NCM, NCM declines least of all.", "NCM", True),
        ("In subplot (a), iCaRL has by far the lowest error.", "iCaRL", True),
        ("Histogram of error by IHR (t₃)", "Histogram of error by IHR (t_3)", True),
        ("The model is **Accelerated DAT**.", "Accelerated DAT", True),
        ("Subplot (c)", "(c)", True),
        ("A clear trend can be seen in plot (b).", "(a)", False),
        ("A clear trend can be seen in plot (b).", "(b)", True),
        ("$\\eta=0.1333$", "η = 0.1333", True),
        ("λ_L = 0.13", "lambda_L = 0.13", True),
        ("μ_{opt} = 0.5", "\u00b5_opt = 0.5", True),
        ("ΔE_c^(1)", "\u0394E_{c}^{(1)}", True),
        ("The two are SRLSTM and MomentumLSTM.", "MomentumLSTM, SRLSTM", True),
        ("SRLSTM", "MomentumLSTM, SRLSTM", False),
        ("Block 7, Conv 2", "Block 7 Conv 2", True),
        ("BERT", "BERT large", False),
        ("R² score", "R^2 score", True),
        ("The device JeVois (408MHz) has the lowest one overall.", "JeVois (408MHz)", True),
        ("acc", "ACC", True),
        ("INSTA-BNN", "INSTA-BNN^+", False),
        ("The method that is best of all is ACC.", "ACC", True),
        ("Therefore, ACC has the highest score.", "ACC", True),
        ("ACC, BLEU, ROUGE, F1", "ACC", False),
        ("The answer is ACC, BLEU, ROUGE, F1.", "ACC", False),
        ("- ACC\n- BLEU\n- F1", "F1", False),
        ("ACC\nBLEU\nF1", "F1", False),
        ("The answer is:\n- ACC\n- BLEU", "ACC", False),
        ("\\boxed{ACC} \\boxed{BLEU}", "BLEU", False),
        ("(a), (b), (c), (d), (e), (f)", "(b)", False),
        ("Model A and Model B", "Model A", False),
        ("alpha, beta, gamma, delta, epsilon, zeta", "alpha, beta", False),
    ],
)
def test_terms(reply: str, gold: str, right: bool) -> None:
    found = rule_on(reply, gold, 1, "Which?")
    assert (found.right, found.rule) == (right, TERMS)


@pytest.mark.parametrize(
    ("reply", "gold"),
    [
        ("The answer is Model B which beats Model A", "Model A"),
        ("The answer is Model B which beats Model A", "Model B"),
        ("I cannot see alpha or beta in the chart.", "alpha"),
        ("It could be ResNet, VGG, or AlexNet.", "ResNet"),
        ("It might be ResNet", "ResNet"),
        ("The answer is not ResNet.", "ResNet"),
        ("ResNet or VGG", "ResNet"),
        ("Joint-CNN shows a greater decline than Ft-CNN.", "Joint-CNN"),
        ("Joint-CNN shows a greater decline than Ft-CNN.", "Ft-CNN"),
        ("Between Ft-CNN and Joint-CNN, Joint-CNN has the greater decline.", "Ft-CNN"),
        ("Among Ft-CNN, iCaRL, and NCM, NCM declines least of all.", "iCaRL"),
        ("The highest is Model A and the lowest is Model B", "Model B"),
        ("ResNet, VGG, and AlexNet all have the lowest error of the chart.", "ResNet"),
        ("ResNet has the second lowest error here.", "ResNet"),
        ("Model B loses by far the most to Model A", "Model A"),
        ("BERT large", "BERT"),
        ("ACC, the highest curve", "ACC"),
        ("ACC is it. I hope this helps!", "ACC"),
        ("ACC and ACC", "ACC"),
    ],
)
def test_what_compares_denies_offers_or_says_more_is_undecided(reply: str, gold: str) -> None:
    assert rule_on(reply, gold, 1, "Which?") == Ruling(UNDECIDED, None, None)


CLUSTERS = "Which cluster is closest to the origin; top cluster, right cluster, or bottom cluster?"
DIRECTION = "Does the value of k_f increase or decrease as t increases?"


@pytest.mark.parametrize(
    ("reply", "gold", "question", "right"),
    [
        ("Yes, it does.", "Yes", "Does it?", True),
        ("No.", "Yes", "Does it?", False),
        ("It does, so the answer is yes", "Yes", "Does it?", True),
        ("It may or may not.", "Yes", "Does it?", None),
        ("There is no clear trend", "No", "Does it?", None),
        ("No clear trend can be seen", "No", "Does it?", None),
        ("Yes and no", "Yes", "Does it?", None),
        ("I cannot say whether it is right cluster", "right cluster", CLUSTERS, None),
        ("right cluster", "right cluster", CLUSTERS, True),
        ("The closest is the right cluster.", "right cluster", CLUSTERS, True),
        ("top cluster", "right cluster", CLUSTERS, False),
        ("The middle one", "right cluster", CLUSTERS, None),
        ("increase", "decrease", DIRECTION, False),
        ("It goes down.", "decrease", DIRECTION, None),
        ("moving up then down", "increasing then decreasing", "What is the trend?", None),
        ("increasing then decreasing", "increasing then decreasing", "What is the trend?", None),
    ],
)
def test_choices_are_decided_and_meanings_are_left_open(
    reply: str, gold: str, question: str, right: bool | None
) -> None:
    found = rule_on(reply, gold, 2, question)
    assert (found.right, found.rule) == (right, UNDECIDED if right is None else CHOICE)


@given(st.text(alphabet=st.characters(categories=("L", "N", "P", "S", "Z")), min_size=1), st.integers(1, 4), st.text())
def test_any_reply_is_ruled_on_and_a_decision_has_what_it_read(reply: str, kind: int, question: str) -> None:
    for gold in ("Yes", "10^-2", "α, (b)", "0.2, 0.4"):
        found = rule_on(reply, gold, kind, question)
        assert isinstance(found, Ruling)
        assert (found.right is None) == (found.rule == UNDECIDED) == (found.parsed is None)


@given(st.lists(st.from_regex(r"[A-Za-z][A-Za-z0-9+=-]{1,8}", fullmatch=True), min_size=1, max_size=4))
def test_terms_in_any_order_and_case_are_the_same_and_one_more_is_not(names: list[str]) -> None:
    kept = [name for name in names if name.casefold() not in ("and", "the", "an", "a")] or ["x1"]
    shuffled = sorted(kept, key=str.upper, reverse=True)
    assert terms.same_terms(" and ".join(shuffled).upper(), ", ".join(kept))
    assert not terms.same_terms(", ".join([*kept, "another"]), ", ".join(kept))


@given(st.lists(st.from_regex(r"[B-Z][a-z0-9]{3,8}", fullmatch=True), min_size=2, max_size=9, unique_by=str.casefold))
@pytest.mark.parametrize("form", ["{}", "The answer is {}.", "**Answer:** {}", "The curves are {}", "\\boxed{{{}}}"])
def test_whoever_lists_everything_is_never_right(form: str, names: list[str]) -> None:
    for listed in (", ".join(names), " and ".join(names), "; ".join(names), "\n- ".join(["", *names])):
        assert rule_on(form.format(listed), names[-1], 1, "Which?").right is not True


@pytest.mark.parametrize("form", ["{}", "The answer is {}.", "The values are {}"])
@given(st.lists(st.integers(0, 999), min_size=2, max_size=9, unique=True))
def test_whoever_lists_every_number_is_never_right(form: str, values: list[int]) -> None:
    assert rule_on(form.format(", ".join(map(str, values))), str(values[-1]), 4, "How many?").right is not True


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("kind", [1, 2, 3])
def test_a_reply_that_repeats_itself_without_end_is_ruled_on_at_once(unit: str, kind: int) -> None:
    gold = "Adam, SGD" if kind < 3 else "3"
    for reply in (endless(unit), endless(unit, LONGEST), "The answer is 3" + endless(unit, LONGEST - 20)):
        assert seconds(partial(rule_on, reply, gold, kind, CLUSTERS)) < 0.7
    assert rule_on(endless(unit), gold, kind, CLUSTERS).right is None
