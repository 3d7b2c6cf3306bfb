"""The sections of a radiology report, and the one that report labels are read from.

The rules are those by which the authors of MIMIC-CXR chose the text that they labelled
(https://github.com/MIT-LCP/mimic-cxr, ``txt/section_parser.py``), without their list of places in
some fifty single reports that follow no rule.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

#: Name of what stands above the first header, and of a report without any.
PREAMBLE, WHOLE = "preamble", "full report"
LAST_PARAGRAPH = "last_paragraph"
#: Where a report says what was seen, in the order in which a section is chosen.
PREFERRED = ("impression", "findings", LAST_PARAGRAPH, "comparison")

#: The class of a header has no line break and no colon, so that each character is looked at twice at most.
_HEADER = re.compile(r"(?:\A|\n) ([A-Z ()/,-]+):(?=\s|\Z)\s?")
#: A blank line of these reports holds one space, as each of their lines begins with one.
_BREAK = "\n \n"

#: Spellings that the released reports have, by what they mean.
_SPELLINGS = {
    "impression": (
        "conclusion",
        "findings and impression",
        "findings/impression",
        "findings/ impression",
        "imperssion",
        "impession",
        "imoression",
        "imprression",
        "impresion",
        "impresson",
        "impressoin",
        "imprssion",
        "mpression",
    ),
    "findings": (
        "chest, two views",
        "finding",
        "findins",
        "findindgs",
        "findgings",
        "findngs",
        "findnings",
        "finidngs",
        "reference findings",
    ),
    "comparison": (
        "comparisons",
        "comparison exam",
        "comparison film",
        "reference exam",
        "comparision",
        "comparisions",
        "comparrison",
        "comparsion",
    ),
    "indication": ("clinical indication", "reason for exam", "reason for examination", "idication", "ndication"),
    "history": ("clinical history", "clinical information", "patient history", "pfi"),
    "examination": ("exam", "type of examination"),
    "recommendations": ("recommendation", "recommendation(s)"),
    "wet read": ("wetread",),
}
_NAME_OF = {spelling: name for name, spellings in _SPELLINGS.items() for spelling in (name, *spellings)}
#: A name that holds one of these words means it, whatever else it says.
_WORDS = ("impression", "findings", "history", "comparison", "addendum")
#: A header that only names the pictures stands over what is seen in them.
_PICTURES = re.compile(
    r"chest|portable|pa and lat|lateral and pa|ap and lateral|lateral and ap|frontal and|two views|one view"
    r"|(?:frontal|pa|ap|lateral) view|frontal (?:semi-)?upright|bone window|ribs"
)


@dataclass(frozen=True)
class ReportSection:
    """A part of a report.

    Args:
        name: What it is, in lower case and normalised: ``"impression"``, ``"findings"``, ...
        text: Its text as it stands in the report, without the header.
        start: Where the text begins in the report, in characters: ``report[start : start + len(text)] == text``.
    """

    name: str
    text: str
    start: int


def split_sections(report: str) -> list[ReportSection]:
    """Return the sections of a report in their order.

    A header is the first line's or another line's beginning: a space, capitals, spaces and ``()/,-``,
    a colon. The line below a header that stands alone is never a header itself. What stands above the
    first header is the ``"preamble"``; a report without headers is a ``"full report"``. Sections
    called impression or findings that are blank are left out: the header is then a title. Where
    neither is left, the text after the first blank line (one space) of the last section is a section of
    its own, ``"last_paragraph"``, unless it is blank.

    Addenda stand above the report proper, ended by a line of underscores, and are sections like others.
    Blanks for what was removed (``___``) are text.

    Args:
        report: The text, its lines ended by a line feed. The time taken grows with its length only.
    """
    found = [section for section in _parts(report) if section.name not in PREFERRED[:2] or section.text.strip()]
    if any(section.name in PREFERRED[:2] for section in found) or not found:
        return found
    last = found[-1]
    above, gap, below = last.text.partition(_BREAK)
    if not below.strip():
        return found
    rest = ReportSection(LAST_PARAGRAPH, below, last.start + len(above) + len(gap))
    return [*found[:-1], ReportSection(last.name, above, last.start), rest]


def labelled_section(report: str) -> ReportSection | None:
    """Return the section that says what was seen, or None if the report has none.

    It is the last one of the first kind of :data:`PREFERRED` that the report has and that is not blank.

    Args:
        report: The text, its lines ended by a line feed.
    """
    sections = split_sections(report)
    return next((last for name in PREFERRED if (last := _last(sections, name)) is not None), None)


def last_section(report: str, name: str) -> ReportSection | None:
    """Return the last section of a name that is not blank, or None if the report has none.

    Args:
        report: The text, its lines ended by a line feed.
        name: Normalised, such as ``"findings"``.
    """
    return _last(split_sections(report), name)


def _last(sections: Sequence[ReportSection], name: str) -> ReportSection | None:
    return next((one for one in reversed(sections) if one.name == name and one.text.strip()), None)


def _parts(report: str) -> list[ReportSection]:
    header = _HEADER.search(report)
    if header is None:
        return [ReportSection(WHOLE, report, 0)]
    parts = [ReportSection(PREAMBLE, report[: header.start()], 0)]
    while header is not None:
        start = header.end()
        line_end = report.find("\n", start)
        after = _HEADER.search(report, line_end) if line_end >= 0 else None
        stop = after.start() if after else len(report)
        parts.append(ReportSection(_normal(header[1]), report[start:stop], start))
        header = after
    return parts


def _normal(header: str) -> str:
    name = " ".join(header.lower().split())
    if name in _NAME_OF:
        return _NAME_OF[name]
    for word in _WORDS:
        if word in name:
            return word
    return "findings" if _PICTURES.search(name) else name
