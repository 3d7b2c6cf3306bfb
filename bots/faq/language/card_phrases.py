"""Phrases by which people ask for what a benchmark's card tells: one of each part, so that a line holds hundreds."""

from __future__ import annotations

from podium.bots.faq.language.phrases import Product

_ONE = "i|we|one|you|somebody|someone"
_MAY = "can|could|do|should|must|may|might|would"
_MODELS = "model|models|checkpoint|llm|vlm|network|classifier|system|weights"
_SITES = "site|website|page|platform|repository|repo|hub|server"
_LEGALLY = "legally|lawfully"

#: Concept by concept, phrases parted by commas, and products of their parts.
CARD_PHRASES: dict[str, str | tuple[str | Product, ...]] = {
    "AUTHORS": (
        Product("who|whom", _MAY, _ONE, "cite|credit|acknowledge|thank|quote", "for|-"),
        Product("who|whom", "should|must|is to|has to|gets|ought to", "be|-", "credited|cited|acknowledged", "for|-"),
        Product("whose", "benchmark|dataset|creation|invention|paper", "is|was"),
        "writers",
    ),
    "ABSTRACT": (
        Product(
            "paper|article|publication|preprint|authors",
            "show|shows|find|finds|found|conclude|concludes|claim|claims|argue|argues|say|says|demonstrate|demonstrates"
            "|prove|proves|reveal|reveals",
        ),
        Product("-|the|short|brief", "findings|conclusions|claims|message|points|contents|substance", "of the paper"),
    ),
    "PAPER": (
        Product("where|how", "can|could|do|may|might|should", _ONE, "read|read up|read more|learn more", "about|on"),
        "in the original, the original source",
    ),
    "AGE": (
        Product("how", "new|young|modern", "is|was"),
        "existed, how long has it existed, first hear of, first heard of, hear of first",
    ),
    "PUBLISHED": (
        Product("put|puts|brought|bring|brings|gave|give|sent", "out"),
        "launch, launched, launching, first hear of, first heard of",
    ),
    "LICENCE": (
        Product(
            "what|which", "am i|are we|is one|are people", "allowed to|permitted to|entitled to|free to", "do with"
        ),
        Product("for|to", "what|which", "purposes|purpose|ends|uses", "may|can i|can we|may i|may we|can one|may one"),
        Product(
            "licensing|licence|license",
            "conditions|condition|terms|agreement|situation|status|details|information|info",
        ),
        Product(
            _LEGALLY,
            "train on|train with|train a model on|use|reuse|copy|share|redistribute|sell|build on|allowed to use",
        ),
    ),
    "ACCESS": (
        Product("which|what", _SITES, "hosts|has|holds|carries|offers|stores|serves"),
        Product("from where|where from|where", _MAY, _ONE, "fetch|pull|clone|grab|obtain|load"),
        "repository, repo",
    ),
    "RUN": (
        Product("how to", "score|test|evaluate|benchmark|try|grade|assess", "a|any|some|one", "own|-|new", _MODELS),
        Product(
            "try|run|take|attempt|use", "it|this|that", "with|on|for|using", "a|any|my|our", "own|-|new|small", _MODELS
        ),
        "runnable, executable",
        Product("with|using", "my|our", "own|-|new|small|finetuned|fine tuned", _MODELS),
    ),
    "DIFFERENCE": "agree, agrees, disagree, disagrees, agree with, disagree with",
    "PROTOCOL": (Product("solved|worked|demonstration", "questions|problems|items|tasks"),),
    "METRIC": (
        Product("in what", "is|are|was|were", "-|the"),
        Product("-|by|with|in|on|under", "which|what", "measure|quantity|yardstick|statistic"),
        Product(
            "how do you|how do they|how does one|how does it|how is it",
            "decide|tell|know|determine|decided|judge|see",
            "whether|if|when",
            "a|an|the|some",
            "reply|answer|response|solution",
        ),
        Product("check|checks|checking|verify|verifies", "-|the|its|their|all", "answers|replies|responses|solutions"),
        "quantified",
    ),
    "METRIC_WORD": (Product("-|by|with|in|on|under", "which|what", "measure|quantity|yardstick|statistic"),),
    "METRIC_NAME": "exact matches, word overlap, overlap of words, string overlap, token overlap, overlap of tokens",
    "OBSERVATION": (
        Product("ask|asks|require|requires|expect|expects", "models|a model|the model|you", "to", "detect|find"),
        Product("a model|models|the model|the models", "find|detect|recognise|recognize|spot|diagnose"),
        "label names, names of the labels, class names, annotations, annotation, label set, label list",
    ),
    "DATA": (
        Product("reference|gold|gold standard|ground truth|true|free text|free form", "answer|answers|label|labels"),
        "answer key, ground truth",
    ),
    "RANK": ("sorted, ordered", Product("where", "should|would|does|must", "it|that", "be|go|sit|lie")),
    "USES": "included",
    "NOISE": (
        Product("or", "something|anything", "stricter|looser|similar|more restrictive|more permissive|more open"),
    ),
}
