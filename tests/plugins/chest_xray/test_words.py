"""What a reply in words says: the rules of the extraction, one by one, and on any text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podium.plugins.chest_xray.observations import FIVE
from podium.plugins.chest_xray.words import question, verdict


def test_the_question_names_the_condition_in_lower_case_and_asks_for_the_marker() -> None:
    for finding in FIVE:
        assert question(finding).startswith(f"Is {finding.lower()} present in this image? ")
        assert '"Final Answer: X"' in question(finding)


@pytest.mark.parametrize(
    ("reply", "said"),
    [
        ("Final Answer: yes", True),
        ("Final Answer: no", False),
        ("final answer : NO", False),
        ("FINAL ANSWER: Y", True),
        ("Final Answer: n.", False),
        ("Final Answer: true", True),
        ("Final Answer: False!", False),
        ("Final Answer: Present", True),
        ("Final Answer: absent", False),
        # Markup and punctuation.
        ("**Final Answer:** **Yes**.", True),
        ("**Final Answer**: `no`", False),
        ("*Final_Answer:* _yes_", True),
        ("Final Answer: <b>No</b>", False),
        (r"Final Answer: $\boxed{\text{yes}}$", True),
        ('Final Answer: "Yes"', True),
        ("Final Answer\uff1a \uff39\uff45\uff53", True),  # full-width letters
        ("Final Answer:\n\n  No", False),
        # The last marker counts.
        ("Final Answer: yes. On second thought: Final Answer: no", False),
        ("I must end with Final Answer: X.\nFinal Answer: yes", True),
        # The word it begins with decides.
        ("Final Answer: Yes, no doubt", True),
        ("Final Answer: No, edema is absent", False),
        ("Final Answer: no edema", False),
        ("Final Answer: yes\nNo pneumothorax either.", True),
        # A sentence that begins otherwise.
        ("Final Answer: not present", False),
        ("Final Answer: Edema is present", True),
        ("Final Answer: edema is not clearly present", False),
        ("Final Answer: edema isn't present.", False),
        ("Final Answer: there is no edema", False),
        ("Final Answer: The answer is yes", True),
        ("Final Answer: it is not true", False),
        ("Final Answer: I don't think edema is present", False),
        ("Final Answer: I don\u2019t think edema is present", False),
        ("Final Answer: I dont think edema is present", False),
        ("Final Answer: unlikely to be present", False),
        ("Final Answer: It's not likely that edema is present", False),
        ("Final Answer: Edema does not appear to be clearly present", False),
        ("Final Answer: without any edema being present", False),
        ("Final Answer: I doubt that edema is present", False),
        ("Final Answer: There is no edema present", False),
        ("Final Answer: Edema: no", False),
        ("Final Answer: Absent, no edema", False),
        # A question is not the answer.
        ("Final Answer: Is edema present? No", False),
        ("Final Answer: **Is edema present?** Yes.", True),
        ("Final Answer: Present?no", False),
        ("Final Answer: Is edema present?", None),
        ("No. Final Answer: yes?", None),
        # The letters, only as the whole answer.
        ("Final Answer: (n)", False),
        (r"Final Answer: $\boxed{y}$", True),
        ("Final Answer: N/A", None),
        ("Final Answer: n/a", None),
        ("Final Answer: N.A.", None),
        ("Final Answer: N. A.", None),
        ("Final Answer: n / a", None),
        ("Final Answer: n = 5", None),
        ("Final Answer: Y/N", None),
        # Only names of markup are taken away.
        ("Final Answer: <yes>", True),
        ("Final Answer: <no>", False),
        ("Final Answer: <answer>no</answer>", False),
        # It begins with yes or no, whatever follows.
        ("Final Answer: Yes, there is no doubt", True),
        ("Final Answer: yes; no effusion", True),
        ("Final Answer: No; edema is not present", False),
        # Neither.
        ("Final Answer: yes; no", None),
        ("Final Answer: yes, no", None),
        ("Final Answer: _yes_/_no_", None),
        ("Final Answer: yes and no", None),
        ("Final Answer: I cannot say yes", None),
        ("Final Answer: I can't say no", None),
        ("Final Answer: Present: No", None),
        ("Final Answer: Present: not seen", None),
        ("Final Answer: True or false", None),
        ("Final Answer: There is no doubt that edema is present", None),
        ("Final Answer: neither present nor absent", None),
        ("Final Answer: edema cannot be called absent", None),
        ("Final Answer: edema is not seen, absent", None),
        ("Final Answer: I cannot tell whether edema is present", None),
        ("Final Answer: No\u00ebl", None),
        ("Final Answer: yes or no", None),
        ("Final Answer: Yes/No", None),
        ("Final Answer: present or not present", None),
        ("Final Answer: edema is present, effusion is absent", None),
        ("Final Answer: X", None),
        ("Final Answer: possible", None),
        ("No. Final Answer: uncertain", None),
        # No marker, or nothing behind it: only a yes or no at the beginning.
        ("Yes, there is edema.", True),
        ("**No**", False),
        ("no evidence of edema", False),
        ("No. Final Answer:", False),
        ("Yes. I am sure. Final Answer: **", True),
        ("Present", None),
        ("y", None),
        ("There is edema: yes", None),
        ("yes or no?", None),
        ("Yes; no", None),
        ("Is edema present? Yes", None),
        ("Nothing", None),
        ("", None),
        ("   \n", None),
        ("!?", None),
    ],
)
def test_a_reply_says_yes_no_or_neither(reply: str, said: bool | None) -> None:
    assert verdict(reply) is said


@given(st.text())
def test_any_text_has_a_verdict_that_blanks_around_it_do_not_change(text: str) -> None:
    assert verdict(text) in (True, False, None)
    assert verdict(f"\n  {text}  \n") is verdict(text)


WORDS = {
    "yes": True,
    "no": False,
    "y": True,
    "n": False,
    "true": True,
    "false": False,
    "present": True,
    "absent": False,
}


@given(
    st.text(),
    st.sampled_from(sorted(WORDS)),
    st.sampled_from(["{}", "**{}**", "{}.", " {} ", '"{}"', "<i>{}</i>", "\n{}"]),
    st.sampled_from(["lower", "upper", "title"]),
)
def test_whatever_was_reasoned_before_the_last_marker_decides(before: str, word: str, form: str, case: str) -> None:
    assert verdict(f"{before} Final Answer: {form.format(getattr(word, case)())}") is WORDS[word]


@given(
    st.lists(st.sampled_from(["edema", "is", "clearly", "the", "it"]), max_size=8),
    st.sampled_from(["not", "isn't", "couldn't", "never", "unlikely", "without", "neither", "cannot", "no"]),
    st.lists(st.sampled_from(["edema", "is", "clearly", "seen", "there", "to"]), max_size=8),
    st.sampled_from(["present", "true", "yes", "absent", "false", "no"]),
)
def test_a_word_after_a_negation_at_any_distance_never_says_yes(
    before: list[str], negation: str, between: list[str], word: str
) -> None:
    assert verdict(f"Final Answer: {' '.join([*before, negation, *between, word])}") is not True


@given(st.text(), st.text())
def test_only_what_follows_the_last_marker_is_read(first: str, second: str) -> None:
    assert verdict(f"{first} Final Answer: no\nFinal Answer: yes") is True
    tail = verdict(f"Final Answer: yes\n{second}")
    assert tail is True or "final" in second.lower() or not second.isascii()
