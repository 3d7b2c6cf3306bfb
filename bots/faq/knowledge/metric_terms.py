"""The glossary's metrics and the statistics beside them."""

from __future__ import annotations

from podium.bots.faq.knowledge.glossary import Entry

_SKLEARN = "https://scikit-learn.org/stable/modules/generated/sklearn.metrics."

#: Metrics and the statistics beside them.
METRICS = (
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
