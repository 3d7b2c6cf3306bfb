"""A reply names an option only where it says so."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from podium.registry.adapters.letters import read_letter
from podium.registry.adapters.prompts import letters

PETS = ("a cat", "a dog", "40", "42")
CELLS = ("T cells", "NK cells", "B cells", "Mast cells")
GERMS = (
    "S. aureus",
    "E. coli",
    "C. difficile",
    "K. oxytoca",
    "P. vulgaris",
    "S. typhi",
    "V. cholerae",
    "Y. pestis",
    "none",
)
BLOOD = ("O", "A", "B", "AB")
LISTED = "A. a cat\nB. a dog\nC. 40\nD. 42"


@pytest.mark.parametrize(
    ("reply", "choice"),
    [
        # A letter alone, however it is dressed.
        ("B", 1), ("b", 1), (" (B) ", 1), ("(b)", 1), ("[B]", 1), ("B.", 1), ("B)", 1), ("B:", 1), ("**B**", 1),
        ("**B.**", 1), ("`B`", 1), ('"B"', 1), ("B。", 1), ("Ｂ", 1), ("Option B", 1), ("option B.", 1),
        ("Answer B", 1), ("\n\nB\n", 1), ("E", None), ("", None), ("?", None),
        # With its own text, and with another's.
        ("B. a dog", 1), ("B) a dog", 1), ("B: a dog", 1), ("(B) a dog", 1), ("b. a dog", 1), ("**B. a dog**", 1),
        ("B - a dog", 1), ("B (a dog)", 1), ("B. A dog.", 1), ("A. a cat", 0), ("(C) 40", 2), ("B. a cat", None),
        # The text alone.
        ("a dog", 1), ("A dog.", 1), ("A cat", 0), ("A\u00a0cat", 0), ("42", 3), ("4", None), ("-42", None),
        ("A cat is shown", None), ("a cat and a dog", None),
        # Sentences.
        ("The answer is B.", 1), ("The answer is (B)", 1), ("The answer is: **B**", 1), ("The answer is option B.", 1),
        ("answer: (a)", 0), ("Answer: B", 1), ("**Answer:** B", 1), ("Answer:\nB", 1), ("ANSWER: B", 1), ("答案：B", 1),
        ("\\boxed{B}", 1), ("So $\\boxed{\\text{B}}$.", 1), ("Hence \\boxed{42}.", 3), ("A is correct.", 0),
        ("Option A is the right answer.", 0), ("The correct option is B, because it barks.", 1),
        ("The answer is B because it barks.", 1), ("The answer is B. The dog barks.", 1), ("Answer: B. a dog", 1),
        ("The answer is (B) since it barks", 1), ("It barks, so the answer is B.", 1), ("Final answer: B", 1),
        ("I am not sure, but the answer is B.", 1), ("B\n\nDogs bark.", 1), ("B. a dog\n\nDogs bark.", 1),
        # The article.
        ("The answer is a matter of debate", None), ("The answer is a dog.", 1), ("Answer: a cat", 0),
        ("The answer is a bit unclear, but C fits.", None), ("I would answer a question like this with D", None),
        ("Answer: a", 0),
        # A later verdict.
        ("B is incorrect. The answer is C.", 2), ("A, B and C are wrong; the answer is D.", 3),
        (f"{LISTED}\n\nThe answer is C.", 2), (f"{LISTED}\n\nAnswer: C", 2), (LISTED, None), ("A. a cat\nB. a", None),
        ("A: maybe, but more likely C", None), ("D is not it", None), ("B\n\nThe answer is C.", 2),
        ("B\nAnswer: C", None), ("The answer is A. No: the answer is B.", 1), ("Answer: A, no, answer: B", None),
        ("Answer: A\n\nFinal answer: B", 1), ("The answer is B. \\boxed{C}", 2),
        # Doubt and denial.
        ("I don't think the answer is B", None), ("It depends on whether the answer is B.", None),
        ("The answer is not B.", None), ("A common wrong answer is B.", None), ("The answer is A? no", None),
        ("Answer: B. But B is wrong.", None), ("The answer is E.", None),
        # Two letters.
        ("A, C", None), ("B,C", None), ("A or B", None), ("B/C", None), ("Answer: A or B", None),
        ("The answer is A/B", None), ("The answer is A, C", None), ("The answer is A and B.", None),
        ("The answer is (A) or (B)", None), ("A is correct. B is correct.", None), ("\\boxed{A, B}", None),
        # Words that begin with a letter.
        ("C. difficile is the cause, so B", None), ("D dimer", None), ("Answer: D-dimer", None), ("D-dimer", None),
        ("The answer is C. difficile", None), ("Vitamin A is correct.", None), ("I think it is hard", None),
        # Thoughts.
        ("<think>The answer is A? no</think>\nC", 2), ("<think>The answer is A.", None),
    ],
)  # fmt: skip
def test_a_reply_names_one_option_or_none(reply: str, choice: int | None) -> None:
    assert read_letter(reply, PETS) == choice


@pytest.mark.parametrize(
    ("reply", "options", "choice"),
    [
        ("B cells", CELLS, 2),
        ("b cells", CELLS, 2),
        ("Answer: B cells", CELLS, 2),
        ("The answer is B cells.", CELLS, 2),
        ("The answer is B cells because they make antibodies.", CELLS, 2),
        ("The answer is B", CELLS, 1),
        ("B-cells", CELLS, 2),
        ("B plasma cells", CELLS, None),
        ("E. coli", GERMS, 1),
        ("The answer is E. coli.", GERMS, 1),
        ("C. difficile", GERMS, 2),
        ("C. difficile is the cause, so B", GERMS, None),
        ("E. faecalis", GERMS, None),
        ("Answer: E. faecalis", GERMS, None),
        ("Answer: I don't know", GERMS, None),
        ("I think so", GERMS, None),
        ("I", GERMS, 8),
        ("D dimer", ("fibrin", "D-dimer"), 1),
        ("Answer: D-dimer", ("fibrin", "D dimer"), 1),
        # Each could be the letter or the text.
        ("A", BLOOD, None),
        ("The answer is A.", BLOOD, None),
        ("AB", BLOOD, 3),
        ("D", BLOOD, 3),
        ("A. O", BLOOD, 0),
        ("(B) 7", ("5", "7"), 1),
        ("5", ("-5", "7"), None),
        ("1.5", ("15", "1.5"), 1),
        ("2**3", ("23", "2**3"), 1),
        ("same", ("same", "same"), None),
        ("心", ("肝", "心"), 1),
        ("!", ("肝", "心"), None),
        ("", ("", "b"), None),
    ],
)
def test_a_text_is_not_taken_for_its_first_letter(reply: str, options: tuple[str, ...], choice: int | None) -> None:
    assert read_letter(reply, options) == choice


WORDS = st.sampled_from(
    [
        "The",
        "answer",
        "is",
        "Answer:",
        "A",
        "B",
        "a",
        "or",
        ",",
        ".",
        "\n",
        "(",
        ")",
        "**",
        "not",
        "\\boxed{",
        "}",
        "I",
        "cells",
    ]
)
OPTIONS = st.lists(st.text(max_size=8) | st.sampled_from(["B cells", "A", "7"]), min_size=1, max_size=30)


@given(st.text(max_size=60) | st.lists(WORDS, max_size=12).map(" ".join), OPTIONS)
@example("İ. a", ["İ. a", "ß"])
@example("ⅷ", ["ⅷ"])
def test_whatever_a_model_writes_is_read(reply: str, options: list[str]) -> None:
    choice = read_letter(reply, options)
    assert choice is None or 0 <= choice < len(options)


FORMS = ["{}", "({})", "[{}]", "{}.", "{})", "**{}**", "Option {}", "Answer: {}", "**Answer:** {}", "The answer is {}."]


@given(st.integers(2, 26), st.data(), st.sampled_from([*FORMS, "\\boxed{{{}}}", "{} is correct.", "答案：{}", "{}。"]))
def test_every_letter_is_read_in_every_form(count: int, data: st.DataObject, form: str) -> None:
    place = data.draw(st.integers(0, count - 1))
    options = [f"option number {number}" for number in range(count)]
    assert read_letter(form.format(letters(count)[place]), options) == place
