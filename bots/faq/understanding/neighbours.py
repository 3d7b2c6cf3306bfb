"""Words that are one thing or another by the names and words beside them: "open the board", "pubmedqa mean"."""

from __future__ import annotations

from podium.bots.faq.language import lexicon, words
from podium.bots.faq.names.reading import Reading
from podium.bots.faq.understanding.pieces import Piece

#: What a word turns out to be; None where its neighbours tell nothing.
Found = tuple[Piece, ...] | None


def by_neighbours(reading: Reading, start: int, end: int, concepts: frozenset[str]) -> Found:
    """Read a word or a phrase by what stands beside it."""
    word, alone = reading.words[start], end == start + 1
    if word == "open" and alone and _is_order(reading, start):
        # "Open the SuperGPQA board" restricts it to no open models.
        return (Piece("concept", start, end, frozenset({"LISTING"}), True),)
    if word == "draw" and alone and _BOARDS.intersection(reading.words) and set(reading.words[:start]) <= _POLITE:
        # "Draw the MMLU leaderboard" asks for no ties.
        return (Piece("concept", start, end, frozenset({"LISTING"}), True),)
    if word == "draw" and reading.words[start - 1 : start] == ["a"]:
        return (Piece("concept", start, start + 1, frozenset({"TIES"})),)
    if word == "most" and alone and _is_most_of(reading, start):
        # "Which company has the most open models"
        return (Piece("concept", start, end, frozenset({"POPULAR"})),)
    if word in ("mean", "means") and alone and _is_between(reading, start):
        # "Does doing well on MMLU mean doing well on MMLU-Pro?"
        return (Piece("concept", start, end, frozenset({"RELATION"})),)
    if word == "mean" and alone and (_is_mean_of_name(reading, start) or _is_noun(reading, start)):
        return (Piece("concept", start, end, frozenset({"AVERAGE"})),)
    if "SEEN" in concepts and alone and start and reading.words[start - 1] in _MORE:
        # "Which has more images" counts them.
        return (Piece("concept", start, end, frozenset({"DATA"})),)
    if word in words.VERSIONS and alone and reading.of_kind("family") and not reading.of_kind("benchmark"):
        # "Which versions of MedGemma are there" asks for its models.
        return (Piece("concept", start, end, frozenset({"MODELS"})),)
    if word == "only" and "RELEASED" in concepts and not any(one.kind in _TIMED for one in reading.values):
        # How new "only new models" are is not said.
        return (Piece("unknown", start, end),)
    if word in _SHARING and alone and len(reading.of_kind("benchmark")) > 1 and not _SCORED.intersection(reading.words):
        # "Which models do MMLU and PubMedQA share" asks for no ties.
        return (Piece("concept", start, end, frozenset({"ALL", "COMMON"})),)
    if "VERIFIED" in concepts and reading.words[end : end + 1] == ["by"] and _is_maker(reading, end + 1):
        # Who verified a figure is told of none: "verified by Stanford" asks for no models of Stanford's.
        return (Piece("unknown", start, end),)
    if word == "ones" and alone and reading.words[start - 1] == "which" and _BENCHMARKS.intersection(reading.words):
        # "Are there benchmarks with images? Which ones?"
        return (Piece("concept", start, end, frozenset({"NOISE"}), True),)
    if (word in _JUDGED or concepts & {"HIGH", "GOOD", "COMPARE"}) and _is_judged(reading, start):
        # "Is 0.75 on MMLU good?" asks who reaches it.
        return (Piece("concept", start, end, frozenset({"ABOVE"})),)
    if word in _SOUGHT and alone and _is_sought(reading, start):
        # "I need a model for MedQA" asks for the best, and for no card.
        return (Piece("concept", start, end, frozenset({"LEAD", "HIGH"})),)
    for rule in (_of_field, _of_rankings, _in_passing, _of_figures):
        found = rule(reading, start, end, concepts)
        if found is not None:
            return found
    return None


def _of_field(reading: Reading, start: int, end: int, concepts: frozenset[str]) -> Found:
    """Read words beside the field of benchmarks that are asked for: "which benchmarks are for medical AI"."""
    word, alone = reading.words[start], end == start + 1
    if "RUN" in concepts and reading.tokens[end - 1].key != reading.words[end - 1] and end < len(reading.tokens):
        # "Benchmarks that test a model's medical knowledge" are run on nothing.
        return (Piece("concept", start, end, frozenset({"NOISE"}), True),)
    if _ASKED_FOR.isdisjoint(reading.words):
        return None
    if word in _INCLUDING and alone and _ASKED_FOR.intersection(reading.words[:start]):
        # "Which benchmarks include images" adds none.
        return (Piece("concept", start, end, frozenset({"USES"})),)
    if reading.words[start:end] in (["get"], ["gets"], ["get", "to"], ["gets", "to"]) and end < len(reading.tokens):
        # "In which benchmarks does a model get to see images"
        noise = (Piece("concept", start, end, frozenset({"NOISE"}), True),)
        return noise if _SEES.intersection(reading.words) else None
    field = next((link for link in reading.of_kind("category") if link.end == start), None)
    if word in _IN_A_FIELD and alone and field is not None and reading.words[field.start] not in _SEEING:
        return (Piece("concept", start, end, frozenset({"NOISE"}), True),)
    return None


_ASKED_FOR = words.word_set("benchmarks tests evals datasets exams")
_INCLUDING = words.word_set("include includes including contain contains")
_SEES = words.word_set("see look view")
_SEEING = words.word_set("vision visual multimodal")
_IN_A_FIELD = words.word_set(
    "ai ais model models llm llms system systems related application applications task tasks knowledge use purposes"
    " skills abilities assistants chatbots reasoning"
)


def _of_rankings(reading: Reading, start: int, end: int, concepts: frozenset[str]) -> Found:
    """Read words by which a ranking is cut down or looked at from an end: "restrict MMLU to open models"."""
    word, alone = reading.words[start], end == start + 1
    noise = (Piece("concept", start, end, frozenset({"NOISE"}), True),)
    if word in _CUTTING and alone and _POLITE.issuperset(reading.words[:start]):
        to = {"to", "by"}.intersection(reading.words[end:])
        return noise if to and any(link.start in (end, end + 1) for link in reading.of_kind("benchmark")) else None
    if reading.words[end - 1] == "same" and reading.words[end : end + 1] == ["with"]:
        # "Same with tools"
        first = start < 3 and _POLITE.issuperset(reading.words[:start])
        return (Piece("concept", start, end, frozenset({"FOLLOW"}), True),) if first else None
    if word == "how" and alone:
        # "How was it in December 2024?"
        then = next((value.start for value in reading.values if value.kind == "period"), 0)
        looked = then > end and _LOOKED.issuperset(reading.words[end:then])
        return (Piece("concept", start, then, frozenset({"FOLLOW"}), True),) if looked else None
    if word in _LARGE and alone and end == len(reading.tokens) and reading.words[0] in ("is", "are", "was"):
        # "Is the gap on MMLU big?"
        gap = any("GAP" in lexicon.meaning(word) for word in reading.words[:start])
        return (Piece("concept", start, end, frozenset({"SIZE"})),) if gap else None
    if word == "count" and alone and reading.words[start - 1] in _PERSONS and start > 1:
        # "If we count only open models"
        return noise if reading.words[start - 2] in ("if", "when") else None
    if word == "per" and alone and end < len(reading.tokens) and reading.tokens[end].named:
        # "The top model per HELM", and no "price per MMLU point"
        linked = any(link.start == end and link.kind in ("benchmark", "model") for link in reading.links)
        return None if linked else (Piece("concept", start, end, frozenset({"FOR"}), True),)
    if word == "end" and alone and start and reading.words[start - 1] in ("the", "very", "bottom"):
        # "At the very end of the MMLU ranking"
        after = reading.words[end : end + 6]
        if after[:1] == ["of"] and words.BOARD.intersection(after) and not reading.values:
            return (Piece("concept", start, end, frozenset({"WORST"})),)
    return None


_CUTTING = words.word_set("restrict limit filter narrow confine reduce")
_LARGE = words.word_set("big large small wide narrow tiny huge clear close tight")
_LOOKED = words.word_set("was it that this were things did look the situation stand")
_PERSONS = words.word_set("we you i one they")

_JUDGED = words.word_set("good decent bad impressive great competitive respectable strong weak poor okay much")


_MINE = words.word_set("my our we i")


def _is_judged(reading: Reading, position: int) -> bool:
    """Return whether a question asks what a score is worth that is nobody's: "is 88% on CharXiv-R state of the art"."""
    scores = [value for value in reading.values if value.kind == "score" and not value.bound]
    asks = reading.words[0] in ("is", "would", "are", "how") or not _MINE.isdisjoint(reading.words)
    if not asks or len(scores) != 1 or (scores[0].start > position and reading.words[0] != "how"):
        # "Is the CheXpert SOTA 0.93?" says what the best is.
        return False
    return len(reading.values) == 1 and {link.kind for link in reading.links} == {"benchmark"}


_SOUGHT = words.word_set("model llm ai system something")
_SEEKING = words.word_set(
    "need needs want wants looking look recommend recommends suggest pick choose find search searching seek seeking"
    " propose select hunting advise require get"
)
_RECOMMENDED = words.word_set("recommend recommended suggest suggested advise advised")
_ASKING = words.word_set("any there what which whats")
_BESIDE_SOUGHT = words.word_set("a an me us for one some good decent nice solid suitable right proper the my our best")


def _is_sought(reading: Reading, position: int) -> bool:
    """Return whether somebody looks for a model for what is named: "recommend me a good model for MMMU"."""
    before = position - 1
    while before >= 0 and reading.words[before] in _BESIDE_SOUGHT:
        before -= 1
    after = reading.words[position + 1 : position + 2]
    if before < 0 or reading.words[before] in _ASKING:
        # "Any good model for MMMU?", "which model for MedQA?", "model for HLE?"
        return after == ["for"]
    articled = {"a", "an"}.intersection(reading.words[before + 1 : position])
    articled |= {"something"}.intersection(reading.words[position : position + 1])
    if not _BENCHMARKS.isdisjoint(reading.words):
        return False
    return reading.words[before] in _SEEKING and bool(articled) and after in (["for"], ["to"], ["on"], ["that"])


def _in_passing(reading: Reading, start: int, end: int, concepts: frozenset[str]) -> Found:
    """Read words that say nothing that is not said beside them."""
    word, alone, after = reading.words[start], end == start + 1, reading.words[end : end + 1]
    noise = (Piece("concept", start, end, frozenset({"NOISE"}), True),)
    if word == "before" and alone and _ends(reading, end) and _NEVER.intersection(reading.words[:start]):
        # "Never heard of MMLU before, what is it?"
        return noise
    if word in ("count", "counts") and alone and start and _ends(reading, end) and "if" in reading.words[:start]:
        # "If only verified results count"
        return noise
    if word in ("recent", "new", "newer") and alone and after and after[0] in _MODELS:
        # "Only new models (since August 2026)": the time says how new.
        return noise if any(value.kind in _TIMED for value in reading.values) else None
    if word == "score" and alone and start and _asks_meaning(reading, start):
        return noise
    beyond = reading.tokens[end : end + 1]
    if alone and reading.words[start - 1 : start] == ["too"] and beyond and beyond[0].breaks:
        # "Too expensive, something below $1"
        return noise
    if word in _RECOMMENDED and alone and _MODELS.intersection(reading.words[:start]):
        # "What model do you recommend for HLE"
        return (Piece("concept", start, end, frozenset({"LEAD"})),)
    if word in ("date", "dates") and alone and reading.words[start - 1 : start] in (["with"], ["incl"], ["including"]):
        # "The top 3 with date": each figure is told with its own.
        return noise if _ends(reading, end) else None
    if word == "help" and after and after[0] in _SEEKING | _DECIDING:
        # "Help me choose a model for MMMU"
        return noise
    return None


_DECIDING = words.word_set("decide compare understand figure work")
_OF_IT = words.word_set("on of for in over across there then please pls thanks and is")
_MORE = words.word_set("more fewer most fewest")


def _of_figures(reading: Reading, start: int, end: int, concepts: frozenset[str]) -> Found:
    """Read words of several figures, and of who made what is named."""
    word, alone = reading.words[start], end == start + 1
    if word in _SEVERAL and alone and reading.of_kind("model"):
        link = next((link for link in reading.of_kind("benchmark") if link.start == end), None)
        if link is not None and reading.words[link.end : link.end + 1] in _FIGURES:
            # "The two CharXiv figures of o3"
            return (Piece("concept", start, end, frozenset({"TWO_SCORES"})),)
    if "ORGANISATION" in concepts and end == len(reading.tokens) and reading.words[end - 1] == "by":
        # "PubMedQA was developed by...?"
        return (Piece("concept", start, end, concepts | {"AUTHORS"}),)
    return None


_NEVER = words.word_set("never havent ever not")
_SEVERAL = words.word_set("two several different multiple three various")
_FIGURES = [[word] for word in ("figures", "scores", "results", "values", "numbers", "entries")]


def _ends(reading: Reading, end: int) -> bool:
    return end >= len(reading.tokens) or reading.tokens[end].breaks


_METRICS = words.word_set("f1 auroc auc brier kappa bleu rouge auprc mcc")


def _asks_meaning(reading: Reading, position: int) -> bool:
    """Return whether "score" stands behind a metric of which it is asked what it is: "what is a macro-F1 score"."""
    asks = reading.words[0] in ("what", "whats", "define", "explain") and not reading.of_kind("benchmark")
    articles = {"a", "an"} & set(reading.words[:position])
    named = reading.words[position - 1]
    return asks and bool(articles) and (named in _METRICS or "METRIC_NAME" in lexicon.meaning(named))


_TIMED = ("released", "period")
_SHARING = words.word_set("share shares shared sharing")
_SCORED = words.word_set("score scores place rank first lead")
_BENCHMARKS = words.word_set("benchmarks tests evals datasets")
_BOARDS = words.word_set("leaderboard leaderboards board boards ranking rankings chart graph plot progress")
_POLITE = words.word_set(
    "please pls plz can could would will you u we i to lets let just kindly now then and hi hey hello"
)


def _is_most_of(reading: Reading, position: int) -> bool:
    """Return whether "most" counts models of a kind, and is no degree: "the most open-weights models"."""
    after = reading.words[position + 1 : position + 5]
    models = next((i for i, word in enumerate(after) if word in ("models", "llms")), 0)
    kinds = {"OPEN", "CLOSED", "MULTIMODAL_MODEL"}
    return any("MODELS" not in lexicon.meaning(word) and kinds & lexicon.meaning(word) for word in after[:models])


def _is_between(reading: Reading, position: int) -> bool:
    """Return whether a question asks if one benchmark's scores tell of another's: these stand around a word."""
    links = reading.of_kind("benchmark")
    asks = reading.words[0] in ("does", "do", "would", "will")
    return asks and len(links) == 2 and links[0].end <= position and position < links[1].start


def _is_order(reading: Reading, position: int) -> bool:
    """Return whether "open" is what one is told to do with a board: "please open the MMLU board"."""
    after = reading.words[position + 1 : position + 2]
    boards = words.BOARD.intersection(reading.words[position + 1 :])
    told = after in (["the"], ["me"], ["up"]) and _POLITE.issuperset(reading.words[:position])
    return told and bool(boards) and not _MODELS.intersection(reading.words[position + 1 :])


_MODELS = words.word_set("model models weights weight source llm llms one ones")


def _is_mean_of_name(reading: Reading, position: int) -> bool:
    """Return whether "mean" stands after the name of a benchmark that is all the question has: "pubmedqa mean"."""
    links = reading.of_kind("benchmark")
    if len(links) != 1 or position != len(reading.tokens) - 1 or links[0].end != position:
        return False
    return set(reading.words[: links[0].start]) <= words.ARTICLES | _POLITE


def _is_noun(reading: Reading, position: int) -> bool:
    """Return whether a word that is a verb as well is a noun: "the mean on MMLU", "and the mean?"."""
    said = reading.words
    after, last = said[position + 1 : position + 2], position + 1 == len(said)
    if position and said[position - 1] in ("the", "a", "an", "its"):
        # "What does that mean" asks for a meaning.
        return last or after[0] in _OF_IT or reading.tokens[position + 1].breaks
    return said[:position] in ([], ["and"]) and not last and after[0] in ("on", "of", "for", "in")


def _is_maker(reading: Reading, position: int) -> bool:
    while reading.words[position : position + 1] == ["the"]:
        position += 1
    return any(link.start == position for link in reading.of_kind("organisation"))
