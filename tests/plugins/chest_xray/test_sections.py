"""Sections of reports. Every report here is made up."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from podium.plugins.chest_xray.sections import PREFERRED, labelled_section, split_sections

TITLE = "                                 FINAL REPORT\n"


def named(report: str) -> list[tuple[str, str]]:
    return [(section.name, section.text.strip()) for section in split_sections(report)]


def chosen(report: str) -> tuple[str, str] | None:
    section = labelled_section(report)
    return (section.name, section.text.strip()) if section else None


COMPLETE = (
    TITLE + " EXAMINATION:  CHEST (PA AND LAT)\n \n INDICATION:  ___ year old woman with cough.\n \n"
    " TECHNIQUE:  Two views.\n \n COMPARISON:  ___.\n \n FINDINGS: \n \n The lungs are clear.\n The heart is normal.\n"
    " \n IMPRESSION: \n \n No acute process.\n"
)


def test_a_complete_report_is_split_at_its_headers() -> None:
    assert named(COMPLETE) == [
        ("preamble", "FINAL REPORT"),
        ("examination", "CHEST (PA AND LAT)"),
        ("indication", "___ year old woman with cough."),
        ("technique", "Two views."),
        ("comparison", "___."),
        ("findings", "The lungs are clear.\n The heart is normal."),
        ("impression", "No acute process."),
    ]
    assert chosen(COMPLETE) == ("impression", "No acute process.")


def test_offsets_point_at_the_text_in_the_report() -> None:
    impression = split_sections(COMPLETE)[-1]
    assert impression.start == COMPLETE.index("IMPRESSION:") + len("IMPRESSION: ")
    assert COMPLETE[impression.start : impression.start + len(impression.text)] == impression.text


@pytest.mark.parametrize(
    ("report", "expected"),
    [
        (TITLE + " FINDINGS: Clear lungs.\n IMPRESSION: Normal.\n", ("impression", "Normal.")),
        (TITLE + " IMPRESSION: Normal.\n FINDINGS: Clear lungs.\n", ("impression", "Normal.")),
        (TITLE + " FINDINGS: Clear lungs.\n", ("findings", "Clear lungs.")),
        (TITLE + " FINDINGS: Clear lungs.\n IMPRESSION:  \n \n", ("findings", "Clear lungs.")),
        (TITLE + " IMPRESSION: First.\n IMPRESSION: Second.\n", ("impression", "Second.")),
        (TITLE + " FINDINGS: First.\n INDICATION: Cough.\n FINDINGS: Second.\n", ("findings", "Second.")),
        (TITLE + " INDICATION: A.\n \n Heart is normal.\n \n So.\n", ("last_paragraph", "Heart is normal.\n \n So.")),
        (TITLE + " COMPARISON: None. Lungs are clear.\n", ("comparison", "None. Lungs are clear.")),
        (TITLE + " COMPARISON: ___. \n \n Lungs are clear.\n", ("last_paragraph", "Lungs are clear.")),
        (TITLE + " COMPARISON: ___. \n \n \n", ("comparison", "___.")),
        (TITLE + " INDICATION: Cough.\n", None),
        (TITLE + " \n Lungs are clear.\n", ("last_paragraph", "Lungs are clear.")),
        (TITLE, None),
        ("", None),
        (" FINDINGS: On the first line.", ("findings", "On the first line.")),
        (TITLE + " IMPRESSION: No line end", ("impression", "No line end")),
        (TITLE + " FINDINGS: Clear.\n IMPRESSION:", ("findings", "Clear.")),
    ],
)  # fmt: skip
def test_the_last_of_the_first_available_section_is_chosen(report: str, expected: tuple[str, str] | None) -> None:
    assert chosen(report) == expected


@pytest.mark.parametrize(
    "header",
    [
        "IMPRESSION",
        "CONCLUSION",
        "FINDINGS AND IMPRESSION",
        "FINDINGS/IMPRESSION",
        "FINDINGS/ IMPRESSION",
        "IMPRESSON",
        "IMPRESSOIN",
        "IMPESSION",
        "MPRESSION",
        "WET READ IMPRESSION",
        "IMPRESSION ",
    ],
)
def test_spellings_of_impression(header: str) -> None:
    assert chosen(f"{TITLE} FINDINGS: Clear.\n {header}: Normal.\n") == ("impression", "Normal.")


@pytest.mark.parametrize(
    "header",
    [
        "FINDING",
        "FINIDNGS",
        "CHEST, TWO VIEWS",
        "PORTABLE AP CHEST RADIOGRAPH",
        "PA AND LATERAL VIEWS OF THE CHEST",
        "FRONTAL SEMI-UPRIGHT VIEW",
        "BONE WINDOW",
    ],
)
def test_spellings_of_findings_and_headers_that_only_name_the_pictures(header: str) -> None:
    assert chosen(f"{TITLE} COMPARISON: None.\n {header}: Clear.\n") == ("findings", "Clear.")


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("REASON FOR EXAM", "indication"),
        ("NDICATION", "indication"),
        ("CLINICAL HISTORY", "history"),
        ("PFI", "history"),
        ("COMPARISIONS", "comparison"),
        ("TYPE OF EXAMINATION", "examination"),
        ("RECOMMENDATION(S)", "recommendations"),
        ("WETREAD", "wet read"),
        ("ADDENDUM BY DR", "addendum"),
        ("SOMETHING  ELSE", "something else"),
    ],
)
def test_other_headers_are_normalised(header: str, name: str) -> None:
    assert [section.name for section in split_sections(f"{TITLE} {header}: Text.\n")] == ["preamble", name]


@pytest.mark.parametrize(
    "line",
    [
        "FINDINGS: no space",
        "  FINDINGS: two spaces and more",
        " Findings: small",
        " FINDINGS 2: a digit",
        " FINDINGS:none",
    ],
)
def test_lines_of_another_form(line: str) -> None:
    headers = {"  FINDINGS: two spaces and more"}
    assert (chosen(f"{TITLE}{line}\n") is not None) is (line in headers)


def test_an_empty_title_above_the_sections_is_no_findings_section() -> None:
    report = TITLE + " CHEST, PA LATERAL:\n \n INDICATION: Cough.\n \n Heart is normal.\n"
    assert [name for name, _ in named(report)] == ["preamble", "indication", "last_paragraph"]


def test_the_line_right_below_a_header_that_stands_alone_is_its_text() -> None:
    assert named(TITLE + " FINDINGS:\n COMPARISON: ___.\n") == [
        ("preamble", "FINAL REPORT"),
        ("findings", "COMPARISON: ___."),
    ]


def test_an_addendum_stands_above_the_report_proper() -> None:
    report = (
        "                                 FINAL REPORT\n ADDENDUM:  Dr. ___ was called.\n"
        " ______________________________________________________________________________\n"
        "                                 FINAL REPORT\n FINDINGS: A nodule.\n \n IMPRESSION: Nodule in ___.\n"
    )
    assert [name for name, _ in named(report)] == ["preamble", "addendum", "findings", "impression"]
    assert "_____" in split_sections(report)[1].text
    assert chosen(report) == ("impression", "Nodule in ___.")


def test_a_report_without_headers_is_one_section_cut_at_its_first_blank_line() -> None:
    assert named("Portable film.\n \n No change.\n") == [
        ("full report", "Portable film."),
        ("last_paragraph", "No change."),
    ]
    assert named("Portable film.") == [("full report", "Portable film.")]


PIECES = st.sampled_from(
    [
        " FINDINGS:",
        " IMPRESSION:",
        " COMPARISON:",
        " INDICATION:",
        " CHEST:",
        "\n",
        " ",
        "\n \n",
        "clear",
        "___",
        ":",
        "A",
    ]
)
TEXTS = st.one_of(st.text(), st.lists(PIECES).map("".join), st.lists(PIECES).map(lambda parts: TITLE + "".join(parts)))


@given(TEXTS)
def test_sections_lie_in_order_in_the_report_and_leave_out_only_headers_and_blanks(report: str) -> None:
    end = 0
    for section in split_sections(report):
        assert section.start >= end
        left_out = report[end : section.start].strip()
        assert left_out == "" or re.fullmatch(r"([A-Z ()/,-]+:\s*)+", left_out)
        assert report[section.start : section.start + len(section.text)] == section.text
        end = section.start + len(section.text)
    assert report[end:].strip() == "" or re.fullmatch(r"\s*([A-Z ()/,-]+:\s*)+", report[end:])


@given(TEXTS)
def test_the_labelled_section_is_the_last_not_blank_one_of_the_best_name(report: str) -> None:
    sections = [one for one in split_sections(report) if one.name in PREFERRED and one.text.strip()]
    best = min(sections, key=lambda one: (PREFERRED.index(one.name), -one.start), default=None)
    assert labelled_section(report) == best


def seconds(report: str) -> float:
    """Return the processor time that reading a report takes."""
    start = time.process_time()
    labelled_section(report)
    return time.process_time() - start


@pytest.mark.parametrize(
    "piece", [" A:\n", "\n A", " (", "A B ", "\n \n", "\n FINDINGS:", "\n FINDINGS: x", "\n" + " " * 60]
)
def test_eight_times_the_length_takes_about_eight_times_as_long(piece: str) -> None:
    # Quadratic time would be sixty-four times as much.
    short = piece * (40_000 // len(piece))
    small = large = float("inf")
    for _ in range(8):
        # Other work can only add time, so each length keeps the fastest of its turns.
        small, large = min(small, seconds(short)), min(large, seconds(short * 8))
        if large < 24 * max(small, 0.001):
            break
    assert large < 24 * max(small, 0.001)
