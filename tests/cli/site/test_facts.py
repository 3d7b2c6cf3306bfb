"""Every fact that the pages of CheXpert CXR and MIMIC CXR must carry, on the site and in ``podium show``.

The facts are those of the two pages of LLM Stats that Podium's are modelled on, as of June 2026, part by part. Where
those round a figure to fewer places (0.5 for 0.481) the page carries the figure itself.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from podium.tests.cli.site.markup import Page, read
from podium.tests.cli.support import podium

BOTH = {
    "what it measures": ("1 model tracked", r"best possible score is 1\b"),
    "leaderboard columns": (
        "#", "Model", "Organisation", "Size", "Context", r"\$/M in / out", "Licence", "Score",
        r"MedGemma 4B IT .{0,60}?Google .*4\.3B", "Health AI Developer Foundations",
    ),
    "progress over time": ("Progress", r"MedGemma 4B IT", r"2025-05", "open"),
    "report link": (r"(?i)missing or incorrect data\?",),
    "related benchmarks with model counts": (
        r"MMLU-Pro .{0,600}?\b127 on LLM Stats", r"MMLU .{0,600}?\b100 on LLM Stats",
        r"Humanity's Last Exam .{0,600}?\b82 on LLM Stats", r"MMMU .{0,600}?\b62 on LLM Stats",
        r"MMMU-Pro .{0,600}?\b56 on LLM Stats", r"CharXiv-R .{0,600}?\b38 on LLM Stats",
    ),
    "MMLU-Pro's description": (
        "ten options instead of four", "more than 12,000 questions", "14 domains", "16% to 33%",
    ),
    "MMLU's description": ("57 subjects",),
    "Humanity's Last Exam's description": (
        "2,500 very hard closed-ended questions", "multimodal", "mathematics", "humanities", "natural sciences",
        "verifiable",
    ),
    "MMMU's description": (
        r"11,500 college-level questions", "6 disciplines", "30 subjects", "183 subfields",
    ),
    "MMMU-Pro's description": (
        "questions that a text-only model can answer are removed", "as many as ten", "vision-only",
        r"16\.8 to 26\.9 points",
    ),
    "CharXiv-R's description": ("Reasoning over charts from arXiv papers",),
    "what the modelled pages lack": (
        "macro-F1 over five findings", "self-reported", r"2026-06", "[Rr]esearch use only", "Other boards",
    ),
}  # fmt: skip

CHEXPERT = {
    "description": (
        "224,316 chest radiographs", "65,240 patients", "uncertain", "14 observations", "from the radiology reports",
        "automated interpretation",
    ),
    "leader sentence": (r"MedGemma 4B IT by Google leads CheXpert CXR with 0\.481 .*?\(1 model",),
    "what it measures": ("An image benchmark in healthcare and vision", r"average so far is 0\.481",),
    "compare links": ("best for healthcare", "best for vision"),
    "paper": (
        "CheXpert: A Large Chest Radiograph Dataset with Uncertainty Labels and Expert Comparison",
        "Irvin, .*Rajpurkar, .*Ko, .*Yu,? and 16 others", r"arxiv\.org/abs/1901\.07031", "2019-01-21",
    ),
    "abstract": (
        "labeller that finds 14 observations", "uncertainty of the wording",
        "Several approaches to the uncertainty labels", "convolutional networks", "frontal and lateral views",
        "200 validation studies labelled by 3 board-certified radiologists",
        "500 studies whose reference is the consensus of 5 board-certified radiologists", "3 further radiologists",
        "on Cardiomegaly, Edema and Pleural Effusion its ROC and precision-recall curves lie above",
    ),
    "dataset home": (r"stanfordmlgroup\.github\.io/competitions/chexpert",),
    "headline figure": (r"48\.1%",),
    "what a benchmark is": (r"What is the CheXpert CXR benchmark\? .{0,40}CheXpert holds 224,316",),
    "its leaderboard": (
        r"What is the CheXpert CXR leaderboard\? .*ranks 1 model .*MedGemma 4B IT by Google leads with 0\.481 .*"
        r"mean of all scores is 0\.481",
    ),
    "its highest score": (r"What is the highest CheXpert CXR score\? .*0\.481 .*MedGemma 4B IT by Google",),
    "its models": (r"How many models are evaluated on CheXpert CXR\? 1 model .*0 verified and 1 self-reported",),
    "where its paper is": (r"Where can I find the CheXpert CXR paper\? .*https://arxiv\.org/abs/1901\.07031",),
    "its categories": (
        r"What categories does CheXpert CXR cover\? CheXpert CXR covers healthcare and vision; it is an image bench",
    ),
    "its best open model": (
        r"What is the best open-source model on CheXpert CXR\? MedGemma 4B IT by Google .*0\.481 .*rank 1",
    ),
    "how recent it is": (r"How recent are the CheXpert CXR leaderboard results\? .*June 2026; .*1 model",),
    "all of the category": (r"(?i)all healthcare",),
}  # fmt: skip

MIMIC = {
    "description": (
        "377,110 chest X-ray images", "227,835 studies", "65,379 patients", "Beth Israel Deaconess",
        "free-text reports", "de-identified", "research on imaging", "report generation",
    ),
    "leader sentence": (r"MedGemma 4B IT by Google leads MIMIC CXR with 0\.889 .*?\(1 model",),
    "what it measures": (
        "A multimodal benchmark in multimodal, healthcare and vision", r"average so far is 0\.889",
    ),
    "compare links": ("best for multimodal", "best for healthcare", "best for vision"),
    "paper": (
        "MIMIC-CXR-JPG, a large publicly available database of labeled chest radiographs",
        "Johnson, .*Pollard, .*Greenbaum, .*Lungren,? and 6 others", r"arxiv\.org/abs/1901\.07042", "2019-01-21",
    ),
    "abstract": (
        r"v2\.0\.0", "377,110 chest x-rays", "227,827 studies", "2011 to 2016",
        "14 labels that two natural language processing tools", "standard reference for splits and labels",
    ),
    "dataset home": (r"physionet\.org/content/mimic-cxr-jpg",),
    "headline figure": (r"88\.9%",),
    "what a benchmark is": (r"What is the MIMIC CXR benchmark\? .{0,40}377,110 chest X-ray images",),
    "its leaderboard": (
        r"What is the MIMIC CXR leaderboard\? .*ranks 1 model .*MedGemma 4B IT by Google leads with 0\.889 .*"
        r"mean of all scores is 0\.889",
    ),
    "its highest score": (r"What is the highest MIMIC CXR score\? .*0\.889 .*MedGemma 4B IT by Google",),
    "its models": (r"How many models are evaluated on MIMIC CXR\? 1 model .*0 verified and 1 self-reported",),
    "where its paper is": (r"Where can I find the MIMIC CXR paper\? .*https://arxiv\.org/abs/1901\.07042",),
    "its categories": (
        r"What categories does MIMIC CXR cover\? MIMIC CXR covers multimodal, healthcare, and vision; it is a multimod",
    ),
    "its best open model": (
        r"What is the best open-source model on MIMIC CXR\? MedGemma 4B IT by Google .*0\.889 .*rank 1",
    ),
    "how recent it is": (r"How recent are the MIMIC CXR leaderboard results\? .*June 2026; .*1 model",),
    "all of the category": (r"(?i)all multimodal",),
}  # fmt: skip

FACTS = [
    pytest.param(slug, part, facts, id=f"{slug}-{part.replace(' ', '-')}")
    for slug, own in (("chexpert", CHEXPERT), ("mimic-cxr", MIMIC))
    for part, facts in (*own.items(), *((f"{part}, as on both", found) for part, found in BOTH.items()))
]


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Page]:
    return {slug: read((site / f"benchmarks/{slug}.html").read_text()) for slug in ("chexpert", "mimic-cxr")}


def missing(text: str, facts: tuple[str, ...]) -> list[str]:
    return [fact for fact in facts if not re.search(fact, text)]


@pytest.mark.parametrize(("slug", "part", "facts"), FACTS)
def test_the_page_of_the_site_carries(pages: dict[str, Page], slug: str, part: str, facts: tuple[str, ...]) -> None:
    assert missing(pages[slug].text, facts) == []


@pytest.fixture(scope="module")
def shown(filled_registry: Path) -> dict[str, str]:
    """Return what ``podium show`` prints of both, in one line each."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PODIUM_HOME", str(filled_registry.parent))
        patch.setenv("PODIUM_DB", str(filled_registry))
        return {slug: " ".join(podium("show", slug).stdout.split()) for slug in ("chexpert", "mimic-cxr")}


@pytest.mark.parametrize(("slug", "part", "facts"), FACTS)
def test_podium_show_carries(shown: dict[str, str], slug: str, part: str, facts: tuple[str, ...]) -> None:
    assert missing(shown[slug], facts) == []


@pytest.mark.parametrize(
    ("slug", "categories"),
    [("chexpert", ("healthcare", "vision")), ("mimic-cxr", ("multimodal", "healthcare", "vision"))],
)
def test_what_can_be_followed_and_moved_is_on_the_page(
    pages: dict[str, Page], slug: str, categories: tuple[str, ...]
) -> None:
    page = pages[slug]
    links = {one.line: one.attributes["href"] for one in page.of("a")}
    for category in categories:
        assert links[f"best for {category}"] == f"../categories/{category}.html"
    assert links[f"View all {categories[0]}"] == f"../categories/{categories[0]}.html"
    assert links["Missing or incorrect data?"] == "../about.html#report"
    assert [one.line for one in page.of("summary") if "incorrect" in one.line] == ["Notice missing or incorrect data?"]
    commands = [one.line for one in page.of("code") if one.line.startswith("podium corrections add")]
    assert commands == [f"podium corrections add {slug}/reported MODEL --value VALUE --source URL --because TEXT"]
    related = ("mmlu-pro", "mmlu", "hle", "mmmu", "mmmu-pro", "charxiv-r")
    assert {f"{other}.html" for other in related} <= set(page.addresses)
    (figure,) = page.of("figure", class_="progress")
    (chart,) = (one for one in page.data if "records" in one)
    assert len(chart["records"]["all"]) == len(chart["records"]["open"]) == 1
    questions = [one.line for one in page.of("summary") if one.line.endswith("?")]
    assert len(questions) >= 8
    assert [one["@type"] for one in page.data if "@type" in one] == ["Dataset", "FAQPage"]
    # The grammar that the modelled pages lack.
    assert not re.search(r"\b1 models\b|\ba image\b", page.text)
