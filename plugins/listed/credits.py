"""What several cards say alike: the sources of their results, and how LLM Stats lists them."""

from __future__ import annotations

from podium.registry import SiteListing, Source

#: The two reports of Google that most figures of medical questions come from.
MEDGEMMA = "https://arxiv.org/abs/2507.05201"
MEDGEMMA_1_5 = "https://arxiv.org/abs/2604.05081"

_CREDITS = {
    "llmstats-repo": ("LLM Stats (llm-stats.com)", "CC BY 4.0 (repository)"),
    "llmstats-page": ("LLM Stats (llm-stats.com)", "CC BY 4.0 (repository)"),
    "helm-eee": ("HELM, Stanford CRFM, through Every Eval Ever", "MIT"),
    "vendor-paper": ("MedGemma reports, Google", "only facts are taken over"),
    "vendor-card": ("MedGemma model cards, Google", "only facts are taken over"),
    "benchmark-paper": ("the MedXpertQA paper, through a summary of it", "only facts are taken over"),
    "phaseo": ("the vendor page that a result cites, second-hand", "only facts are taken over"),
    "zenheart-evals": ("the vendor page that a result cites, second-hand", "only facts are taken over"),
}


def credit(*provenances: str) -> tuple[Source, ...]:
    """Return the credits for results of these provenances."""
    return tuple(Source(provenance, *_CREDITS[provenance]) for provenance in provenances)


def llm_stats(name: str, models: int, as_of: str) -> tuple[SiteListing, ...]:
    """Return how LLM Stats lists a benchmark: its page, the number of models there, and when that was."""
    return (SiteListing("LLM Stats", f"https://llm-stats.com/benchmarks/{name}", models, as_of),)
