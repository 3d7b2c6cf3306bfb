"""Podium's glossary: the words of metrics, protocols and standings, defined once, in a sentence or two each.

A benchmark's own jargon stands on its card (:class:`podium.registry.card.Term`) and is found beside these.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from podium.bots.faq.words import joined_key


@dataclass(frozen=True)
class Entry:
    """A word of the glossary.

    Args:
        name: As written in a sentence.
        definition: One or two sentences.
        synonyms: Other names for it.
        source_url: Where a formula or a protocol can be checked.
        standing: The standing that the word means, so that its results can be counted; ``"verified"`` for both that
            count as verified.
        related: Names of other words of the glossary that help.
    """

    name: str
    definition: str
    synonyms: tuple[str, ...] = ()
    source_url: str = ""
    standing: str = ""
    related: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The key that a frame names it by."""
        return joined_key(self.name)


_SKLEARN = "https://scikit-learn.org/stable/modules/generated/sklearn.metrics."

#: Metrics and the statistics beside them.
_METRICS = (
    Entry(
        "AUROC",
        "The area under the ROC curve: the chance that a random positive case gets a higher score than a random"
        " negative one, ties counting half. 0.5 is guessing and 1 a perfect order; it needs no threshold.",
        (
            "AUC",
            "ROC AUC",
            "AUC-ROC",
            "ROC-AUC",
            "area under the ROC curve",
            "area under the curve",
            "ROC",
            "ROC curve",
        ),
        "https://doi.org/10.1148/radiology.143.1.7063747",
        related=("average precision", "DeLong"),
    ),
    Entry(
        "average precision",
        "The precision at each threshold, weighted by how much the recall rises there; it sums up the precision-recall"
        " curve. Guessing gives the share of positive cases, so values of unequal prevalence cannot be compared.",
        ("AP", "AUPRC", "PR AUC", "AUC-PR", "area under the precision-recall curve", "precision-recall curve"),
        f"{_SKLEARN}average_precision_score.html",
    ),
    Entry(
        "F1",
        "The harmonic mean of precision and recall, 2TP / (2TP + FP + FN). It needs a yes-or-no decision for every case"
        " and leaves out the true negatives.",
        ("F1 score", "F-score", "F measure", "f-1", "F1-score"),
        f"{_SKLEARN}f1_score.html",
        related=("macro-F1", "micro-F1"),
    ),
    Entry(
        "macro-F1",
        "The mean of the F1 of each finding or class, so that rare ones weigh as much as frequent ones.",
        ("macro F1", "macro-averaged F1", "mean F1", "macro average", "macro"),
        f"{_SKLEARN}f1_score.html",
    ),
    Entry(
        "micro-F1",
        "The F1 of all decisions pooled, so that frequent findings or classes weigh most.",
        ("micro F1", "micro-averaged F1", "pooled F1", "micro average", "micro"),
        f"{_SKLEARN}f1_score.html",
    ),
    Entry(
        "accuracy",
        "The share of questions or decisions that are right. What guessing gives depends on the number of options,"
        " and on unequal classes a high accuracy may say little.",
        ("acc", "share correct", "percent correct", "percentage correct"),
    ),
    Entry(
        "exact match",
        "An answer counts only if it equals the reference text, as a rule after case, blanks and punctuation are made"
        " alike.",
        ("EM", "exact-match"),
    ),
    Entry(
        "sensitivity",
        "The share of the positive cases that a model calls positive, TP / (TP + FN); recall is another word for it.",
        ("recall", "true positive rate", "TPR", "hit rate"),
        related=("specificity",),
    ),
    Entry(
        "specificity",
        "The share of the negative cases that a model calls negative, TN / (TN + FP).",
        ("true negative rate", "TNR", "selectivity"),
        related=("sensitivity",),
    ),
    Entry(
        "PPV",
        "The positive predictive value, or precision: the share of the cases called positive that are positive,"
        " TP / (TP + FP). It falls with the prevalence even where sensitivity and specificity stay the same.",
        ("precision", "positive predictive value"),
    ),
    Entry(
        "NPV",
        "The negative predictive value: the share of the cases called negative that are negative, TN / (TN + FN).",
        ("negative predictive value",),
    ),
    Entry(
        "Brier score",
        "The mean of the squared differences between the probability given and the outcome, 0 or 1. Lower is better; it"
        " rewards both a right order and honest probabilities.",
        ("Brier",),
        f"{_SKLEARN}brier_score_loss.html",
    ),
    Entry(
        "ECE",
        "The expected calibration error: predictions are sorted into bins by their probability, and the gaps between"
        " mean probability and share of right ones are averaged, weighted by the size of the bins. Lower is better.",
        ("expected calibration error", "calibration error"),
        "https://arxiv.org/abs/1706.04599",
    ),
    Entry(
        "calibration",
        "Whether probabilities mean what they say: of the cases given 0.8, eight in ten should be positive. A model can"
        " rank well and be badly calibrated.",
        ("calibrated", "reliability diagram", "calibration curve"),
        "https://arxiv.org/abs/1706.04599",
    ),
    Entry(
        "confidence interval",
        "A range of values that a score could as well have had by chance with other items of the same kind; Podium"
        " gives 95% intervals. Where the intervals of two models overlap, Podium calls them tied.",
        ("CI", "interval", "95% interval", "95% CI", "error bar", "error bars", "confidence intervals"),
        related=("bootstrap", "tie"),
    ),
    Entry(
        "standard error",
        "How much a score would vary from sample to sample of the items; a 95% interval reaches about two standard"
        " errors to each side.",
        ("stderr", "SE"),
    ),
    Entry(
        "bootstrap",
        "A way to get an interval: the items are drawn again with replacement many times, the score is computed on each"
        " draw, and the middle 95% of these scores are the interval. Where a patient has several images, patients are"
        " drawn.",
        ("bootstrapping", "resampling", "bootstrap interval"),
        "https://doi.org/10.1214/aos/1176344552",
    ),
    Entry(
        "Wilson interval",
        "An interval for a share, such as an accuracy, that holds up where the share is near 0 or 1 or the items are"
        " few.",
        ("Wilson", "Wilson score interval"),
        "https://doi.org/10.1080/01621459.1927.10502953",
    ),
    Entry(
        "DeLong",
        "A test of the difference between two AUROCs on the same cases that takes into account that they go together."
        " It needs the scores of every case, so it is possible for runs stored here and not for published figures.",
        ("DeLong test", "DeLong's test", "Delongs test"),
        "https://doi.org/10.2307/2531595",
    ),
    Entry(
        "p-value",
        "The chance of a difference at least as large as the one seen if there were none. A small one speaks against"
        " chance; it says nothing about how large or useful the difference is.",
        ("p value", "statistical significance", "significance", "statistically significant"),
    ),
    Entry(
        "McNemar's test",
        "A test of two models on the same questions that looks only at those which one got right and the other wrong.",
        ("McNemar", "McNemar test", "McNemars test"),
        "https://doi.org/10.1007/BF02295996",
    ),
    Entry(
        "Holm correction",
        "A correction of p-values where many are looked at, so that the chance of even one false alarm stays at the"
        " level chosen.",
        ("Holm", "Holm's correction", "Bonferroni-Holm"),
    ),
    Entry(
        "Cohen's kappa",
        "How far two readers agree beyond what chance alone gives: 1 is full agreement and 0 no more than chance.",
        ("kappa", "Cohens kappa", "interrater agreement", "inter-rater agreement", "inter-reader agreement"),
        "https://doi.org/10.1177/001316446002000104",
    ),
    Entry(
        "rank correlation",
        "How far two boards order the same models alike, here Spearman's: 1 is the same order, 0 no relation and -1 the"
        " reverse. On few shared models it says little.",
        ("Spearman", "Spearman correlation", "Spearman's rho", "Spearman's rank correlation"),
    ),
    Entry(
        "BLEU",
        "The overlap of a text's word sequences with those of a reference, as precisions over one to four words with a"
        " penalty for short texts. It says little about whether the content is true.",
        ("BLEU-4", "BLEU score"),
        "https://aclanthology.org/P02-1040/",
    ),
    Entry(
        "ROUGE",
        "The overlap of a text with a reference as recall of word sequences; ROUGE-L takes the longest sequence that"
        " both share.",
        ("ROUGE-L", "ROUGE score"),
        "https://aclanthology.org/W04-1013/",
    ),
    Entry(
        "pass@1",
        "The share of tasks that a model solves with its first answer; pass@k counts a task as solved if one of k"
        " answers solves it, so figures of different k cannot be compared.",
        ("pass at 1", "pass@k", "pass at k", "pass 1"),
        "https://arxiv.org/abs/2107.03374",
    ),
)

#: Podium's own words.
_PODIUM = (
    Entry(
        "verified",
        "A result is verified if it is independent, run by someone else than the maker under a stated protocol, or"
        " reproduced, a run stored here that scores to the same figure again. Self-reported and third-party figures are"
        " not.",
        ("verification", "verified result", "verified results", "verified score", "unverified"),
        standing="verified",
        related=("self-reported", "third-party", "independent", "reproduced"),
    ),
    Entry(
        "self-reported",
        "A figure that the model's own maker published; nobody else has confirmed it here.",
        ("self reported", "self-reported result", "vendor-reported", "self-reported score"),
        standing="self-reported",
    ),
    Entry(
        "third-party",
        "A figure that somebody else than the maker published without a protocol of their own being stated, such as a"
        " competitor's table or another paper. It does not count as verified.",
        ("third party", "third-party result"),
        standing="third-party",
    ),
    Entry(
        "independent",
        "A figure of someone other than the maker who ran the model under a stated protocol; it counts as verified.",
        ("independent result", "independently verified"),
        standing="independent",
    ),
    Entry(
        "reproduced",
        "A figure of a run that is stored here with all its answers and scores to the same value again; it counts as"
        " verified.",
        ("reproduced result", "reproducible", "reproduction"),
        standing="reproduced",
    ),
    Entry(
        "standing",
        "Whose figure a result is: self-reported, third-party, independent or reproduced. The last two count as"
        " verified.",
        ("standing of a result", "standings of results"),
        related=("verified",),
    ),
    Entry(
        "board",
        "One leaderboard of a benchmark: one metric under one protocol. Numbers made under different protocols never"
        " share a board.",
        ("leaderboard", "boards", "leaderboards"),
        related=("headline board", "protocol"),
    ),
    Entry(
        "headline board",
        "The board that a plain question about a benchmark means; each benchmark has exactly one. The others are ranked"
        " apart.",
        ("main board", "headline", "default board"),
    ),
    Entry(
        "protocol",
        "How a score was made: which data and split, what is counted once, which prompt and examples, who reads the"
        " answers. Scores of different protocols cannot be compared.",
        ("evaluation protocol", "setting", "protocols"),
    ),
    Entry(
        "run",
        "One model on one split of a benchmark, with every answer and all that is needed to repeat it. podium runs"
        " lists those stored here.",
        ("evaluation run", "stored run", "runs"),
    ),
    Entry(
        "tie",
        "Two models are tied where their scores read the same to three decimals or their 95% intervals overlap. Tied"
        " models share a rank if they read the same, and none is called better.",
        ("ties", "tied", "draw"),
        related=("confidence interval",),
    ),
    Entry(
        "official score",
        "Of the two figures of a run on questions, official is what the benchmark's own script would give, its quirks"
        " included: some scripts draw an answer at random where they cannot read a reply. Strict counts whatever"
        " cannot be read as wrong and draws nothing. Boards hold the official figure.",
        (
            "official",
            "strict",
            "official and strict",
            "strict score",
            "official and strict scores",
            "official and strict score",
            "strict accuracy",
            "official accuracy",
            "strict and official",
            "accuracy-strict",
        ),
    ),
    Entry(
        "benchmark",
        "A set of tasks with known answers and a rule to score a model's answers. In Podium each is a plugin with a"
        " card, boards and results, and most can be run.",
        ("benchmarks",),
    ),
    Entry(
        "plugin",
        "A piece of Python that brings a benchmark or a kind of model to Podium: a package, or a single file in the"
        " plugins folder. podium plugins lists them.",
        ("plugins", "plug-in"),
    ),
    Entry(
        "card",
        "What a benchmark states about itself: its data, paper, licence, boards, baselines and the questions its author"
        " answers. podium show BENCHMARK shows it.",
        ("benchmark card",),
    ),
    Entry(
        "LLM judge",
        "A language model that decides whether a free answer agrees with the reference. Another judge gives other"
        " scores, so Podium makes the judge part of the metric's name.",
        ("judge", "LLM-as-a-judge", "LLM as judge", "model judge", "LLM as a judge", "judges"),
        "https://arxiv.org/abs/2306.05685",
    ),
)

#: Words about models, prompts and data.
_FIELD = (
    Entry(
        "state of the art",
        "The best result known so far. Here it is the leader of a board under that board's protocol, and only among the"
        " results registered.",
        ("SOTA", "state-of-the-art"),
    ),
    Entry(
        "baseline",
        "A reference that is no contender: guessing, the most frequent answer, or people. It shows what a score is"
        " worth.",
        ("baselines", "random baseline", "human baseline", "chance level"),
    ),
    Entry(
        "few-shot",
        "The prompt holds some solved examples before the question; 5-shot means five.",
        (
            "few shot",
            "fewshot",
            "5-shot",
            "five-shot",
            "n-shot",
            "shots",
            "k-shot",
            "5 shot",
            "shot",
            "in-context examples",
        ),
        "https://arxiv.org/abs/2005.14165",
        related=("zero-shot",),
    ),
    Entry(
        "zero-shot",
        "The prompt holds the question and no solved example.",
        ("zero shot", "zeroshot", "0-shot", "0 shot"),
        related=("few-shot",),
    ),
    Entry(
        "chain of thought",
        "The model writes its reasoning before the answer. It often raises scores on problems with several steps, so"
        " figures with and without it are not compared.",
        ("CoT", "chain-of-thought", "chain of thoughts", "step by step reasoning"),
        "https://arxiv.org/abs/2201.11903",
    ),
    Entry(
        "temperature",
        "How much chance enters when a model picks its next token: at 0 it always takes the likeliest (greedy), above"
        " it the same question can get different answers. Podium runs models greedily unless told otherwise.",
        ("greedy", "greedy decoding", "sampling temperature", "decoding"),
    ),
    Entry(
        "log-likelihood",
        "The logarithm of the probability that a model gives a text. Options can be ranked by it without the model"
        " writing anything, and the likeliest is taken as the answer.",
        ("loglikelihood", "log likelihood", "logprob", "logprobs", "log-probability", "likelihood"),
    ),
    Entry(
        "open weights",
        "The model's parameters can be downloaded and run by anyone, under whatever licence they come. It does not mean"
        " that the training data or code are open.",
        ("open-weights", "open weight", "open-weight", "open model", "open source model", "open-source model"),
        related=("proprietary",),
    ),
    Entry(
        "proprietary",
        "The model's parameters are not published; it is used through its maker's service.",
        ("closed", "closed model", "closed weights", "closed source model", "proprietary model"),
        related=("open weights",),
    ),
    Entry(
        "context window",
        "How many tokens of prompt and reply a model can take in at once.",
        ("context", "context length", "context size"),
        related=("token",),
    ),
    Entry(
        "parameters",
        "The numbers that a model learns in training; their count, given in billions (B), is its size.",
        ("parameter", "model size", "params", "billion parameters", "weights"),
    ),
    Entry(
        "token",
        "The piece of text that a model reads and writes, in English about three quarters of a word. Prices and context"
        " windows are counted in tokens.",
        ("tokens", "tokenization", "tokenizer"),
    ),
    Entry(
        "multimodal",
        "Taking or holding more than text, here as a rule text together with images.",
        ("multi-modal", "multimodality", "vision-language"),
    ),
    Entry(
        "contamination",
        "Test questions, or texts with their answers, were part of a model's training data, so that its score says less"
        " about what it can do. A model released after a public test may have seen it; a date proves nothing either"
        " way.",
        ("data contamination", "leakage", "data leakage", "test set contamination", "contaminated"),
    ),
    Entry(
        "split",
        "A part of a dataset with a purpose: training, validation (dev), or test. A score belongs to one split and is"
        " not compared with that of another.",
        ("splits", "data split", "train split"),
        related=("test split",),
    ),
    Entry(
        "test split",
        "The part of a dataset that final scores are measured on; its answers are sometimes kept back. The validation"
        " split is for choosing between models and settings, and scores on it tend to be higher.",
        ("test set", "validation", "validation split", "validation set", "dev set", "hidden test set", "held-out set"),
    ),
    Entry(
        "saturation",
        "The best models are so near the maximum, or the level of label errors, that a benchmark no longer tells them"
        " apart.",
        ("saturated", "saturated benchmark"),
    ),
    Entry(
        "prevalence",
        "The share of positive cases. Precision and average precision depend on it, AUROC does not.",
        ("base rate",),
    ),
    Entry(
        "subgroup",
        "A part of the cases with something in common, such as sex, age or view; a good mean can hide a weak subgroup.",
        ("subgroups", "subgroup analysis"),
    ),
)

#: The glossary by key.
GLOSSARY: Mapping[str, Entry] = {entry.key: entry for entry in (*_METRICS, *_PODIUM, *_FIELD)}


def names() -> Iterator[tuple[str, str]]:
    """Yield every name of the glossary with the key of its entry; a name of one entry is no synonym of another."""
    for entry in GLOSSARY.values():
        for name in (entry.name, *entry.synonyms):
            yield name, entry.key


def card_names(terms: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """Yield every name of a card's terms, given as the card's JSON, with the key of its term."""
    for term in terms:
        for name in (term["name"], *term["synonyms"]):
            yield name, joined_key(term["name"])


def on_card(terms: Sequence[Mapping[str, Any]], key: str) -> Mapping[str, Any] | None:
    """Return the term of a card that has this key or a name that joins to it."""
    return next((term for term in terms if key in map(joined_key, (term["name"], *term["synonyms"]))), None)


def of_metric(metric_name: str, card_terms: Sequence[Mapping[str, Any]] = ()) -> Entry | None:
    """Return the entry that says what a board's metric is: that of its longest name inside the metric's.

    Args:
        metric_name: As a board writes it, such as ``"mean AUROC over five tasks"``.
        card_terms: Terms of the benchmark's card, which go before the glossary's.
    """
    own = [Entry(one["name"], one["definition"], tuple(one["synonyms"]), one["source_url"]) for one in card_terms]
    parts = _words(metric_name)
    best: tuple[int, Entry | None] = (0, None)
    for entry in (*own, *_METRICS):
        for name in (entry.name, *entry.synonyms):
            wanted = _words(name)
            length = len("".join(wanted))
            if length > best[0] and any(parts[i : i + len(wanted)] == wanted for i in range(len(parts))):
                best = (length, entry)
    return best[1]


def _words(text: str) -> list[str]:
    return "".join(char if char.isalnum() else " " for char in text.lower()).split()
