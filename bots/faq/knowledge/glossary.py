"""The glossary's words of Podium itself, of models, prompts and data; those of metrics are in :mod:`metric_terms`."""

from __future__ import annotations

from dataclasses import dataclass

from podium.bots.faq.language.words import joined_key


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


#: Podium's own words.
PODIUM = (
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
        "second-hand",
        "A figure that was not read at its origin, but at a page or a repository that cites it; the page that it cites"
        " is named beside it.",
        ("second hand", "secondhand", "second-hand source"),
        related=("standing",),
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
FIELD = (
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
        (
            "CoT",
            "chain-of-thought",
            "chain of thoughts",
            "chain of thought prompting",
            "CoT prompting",
            "chain of thoughts prompting",
            "step by step reasoning",
        ),
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
        "overfitting",
        "A model has learnt its training data so closely that it does worse on new data. A score on questions that were"
        " trained on says little, see contamination.",
        ("overfit", "overfitted"),
        related=("contamination",),
    ),
    Entry(
        "perplexity",
        "How surprised a language model is by a text: the exponential of the mean loss per token. Lower is better; no"
        " board here ranks by it.",
        ("ppl",),
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
