"""More words for who is where on a board, by how much and since when, joined to the lexicon.

Most of them are verbs and turns around a word that the lexicon has: a model follows the leader, a lead is a large one,
a score is to beat, a ranking is cut down to some models.
"""

from __future__ import annotations

from collections.abc import Sequence

from podium.bots.faq.language.phrases import Product

_LEADER = (
    "leader|winner|champion|first|first one|first place|best|best one|best model|top|top model|number one|leading one"
)
_EXTENT = (
    "big|large|wide|clear|comfortable|narrow|slim|small|thin|huge|great|strong|solid|decisive|tight|close|commanding"
)

#: Concept by concept, the words and phrases that carry it, parted by commas, and products of their parts.
CONTESTS: dict[str, str | Sequence[str | Product]] = {
    "LEAD": (
        Product("-|are|is|being", "led|headed|topped|dominated|won", "by"),
        "furthest up, farthest up, furthest ahead, farthest ahead, furthest along, highest up, furthest to the top, "
        "most correct, most convincing, most impressive",
    ),
    "NTH": (
        Product(
            "follows|followed|following|trails|trailed|trailing|chases|chasing|pursues|pursuing|tails|tailing",
            "-|right behind|right after|behind|after|directly|closely|most closely", "the", _LEADER,
            "-|closely|most closely|closest|directly|immediately",
        ),
        Product("comes|came|ranks|stands|is|follows|came in", "-|right|directly|next", "after|behind", "it|that|this"
        "|him"),
        Product("after", "-|the", "first place|number one|first one|best one|leading model|top model"),
        "most closely, which model follows, which one follows, and after it, who follows, "
        "follows it, follows that, follows that one, nearest rival, closest rival, nearest challenger, closest "
        "challenger, closest competitor, nearest competitor, closest follower, closest pursuer, first pursuer, main "
        "rival, main challenger, hot on the heels of the leader, on the heels of the leader, best after the leader, "
        "best after the first",
    ),
    "NEAREST": (
        Product(
            "-|comes|is|stands|ranks|sits|gets|came|got", "closest|nearest", "to|behind", "the",
            "leader|winner|champion|first|best|best model|number one",
        ),
    ),
    "GAP": (
        "how far behind is, how far back is",
        Product("how", _EXTENT, "is|was", "the|its|their|that|this", "lead|advantage|margin|cushion|edge|head start"),
        Product(
            "is|was|are", "it|that|this|he|they", "-|really|still|that", "far|well|way|clearly|miles|much|comfortably",
            "ahead|in front|clear|better",
        ),
        Product("what is|whats|what was", "its|their|the|that", "advantage|margin|cushion|edge|winning margin"),
        Product(
            "how far|how much|how many points|by how much", "-|back|behind", "is|are", "the|its",
            "second|second one|second best|runner up|number two|next|next one|next best|rest|others|competition|field"
            "|pack|chasers|first follower|nearest rival", "-|behind|back",
        ),
        "with how much of a lead, with how big a lead, with how large a lead, by what lead, how much of a margin",
    ),
    "PEAK": (
        Product(
            "how high", "has|have|did|do|does|can|could", "anyone|anybody|someone|somebody|any model|a model|models"
            "|they"
            "|people|any ai|any llm", "-|ever|so far", "got|gotten|scored|get|score|come|came|gone|go|reached|reach"
            "|climbed|climb|made it|done",
        ),
        Product(
            "score|result|value|figure|number|mark|accuracy|percentage|points|percent", "-|that|which",
            "is|i|we|one|you|to", "-|would|must|should|have|has|need|needs", "-|to",
            "beat|top|exceed|surpass|better|outdo",
        ),
        Product(
            "score|result|value|figure|number|mark|accuracy|percentage|points|percent",
            "do|does|must|should|would|has|have", "i|we|one|you|a model|a new model", "-|have|need", "-|to",
            "beat|top|exceed|surpass|better|outdo",
        ),
    ),
    "NEEDED": (
        Product(
            "what|how much|how many points|how many percent|what score|which score|what figure|which figure|what "
            "accuracy"
            "|what percentage|what result", "do|does|would|must|should", "i|we|one|you|a model|a new model",
            "-|need|have|need to|have to", "score|reach|achieve|hit",
        ),
        Product(
            "what|how much|how many points|how many percent|what score|which score|what figure|what accuracy"
            "|what percentage|what result", "is|would be|does it", "needed|required|necessary|take|need|necessary in "
            "order",
        ),
    ),
    "BOARD": (
        Product(
            "-|the", "full|whole|complete|entire", "list|set|table|overview|range|line up", "-|of", "-|all|the|all the",
            "scores|results|models|figures|numbers|entries|places|ranks|performers",
        ),
        "who where, who is placed where, who came where, who finished where, who stands where, who sits where",
    ),
    "TESTED": "took part, take part, takes part, taking part, participated, participate, participates, lined up",
    "EXCEPT_AFTER": (
        Product(
            "is|are|was|were|gets|get|being|be", "left out|left aside|left off|taken out|kept out|thrown out|ruled out"
            "|put aside|dropped|skipped|removed|ignored|omitted|filtered out|taken away",
        ),
        "thrown out, kept out, ruled out, kicked out, weeded out, left off, taken away, put aside, screened out",
    ),
    "UPDATED": (
        Product("until|till|up to|up until", "when|what date|which date|what day|which day|what month|which month"),
        Product("as of", "what day|which day|what month|which month|when"),
        "the last time, for the last time",
    ),
    "UPDATE_WORD": (
        Product("until|till|up to|up until", "when|what date|which date|what day|which day|what month|which month"),
        Product("as of", "what day|which day|what month|which month|when"),
    ),
    "WHEN": (Product("until|till|up to|up until", "when|what date|which date|what day|which day"),),
    "HISTORY": (
        Product("every|each|all", "-|the|single", "new", "record|records|best|bests|high|highs|leader|leaders"),
        "one after another, one after the other, one by one, in turn, in sequence, in chronological order",
    ),
    "LAG": (
        "lose to, loses to, lose against, lose out to, fall short of, falls short of, fall short, hold up against, "
        "keep "
        "pace with, keep step with, stand back behind, are outdone by, give away to",
    ),
    "CLOSED": (
        Product("closed|proprietary|closed source|closed weight|closed weights", "frontier|frontiers|state of the art"),
    ),
    "POPULAR": (
        Product("more", "models|entries|results|llms|systems", "than", "any other|anyone else|all others|all the others"
                "|any|the others|any other one|any other benchmark"),
        Product("broadest|widest|largest|biggest|best", "-|model", "coverage", "-|of models"),
        Product("got|gets|had|with|has", "the", "highest|greatest|largest|biggest", "number of", "models|entries"
        "|results"
                "|llms|systems|participants"),
    ),
    "CATEGORIES": "kinds of categories, types of categories, topic areas",
    "LISTING": (
        Product("can i|may i|could i|can we|i can|we can|one can|could we|to|you can", "-|ask|choose|pick|filter|browse"
                "|sort|select|search|query", "about|from|by|you about"),
        "covers, enumerate, enumerates, itemise, itemize, installed, browse by, filter by, can be asked about, on your "
        "books",
    ),
    "FIRST_THREE": "the podium of, podium of, on the podium of, the podium on, podium places of, podium finishers of",
    "HOLD": (
        Product("hold|held|holds|kept|keep|occupied|occupy", "that|this|its",
                "place|position|spot|rank|lead|crown|title|throne|first place|top spot"),
    ),
    "LED": (
        Product("hold|held|holds|kept|keep|occupied|occupy", "that|this|its",
                "place|position|spot|rank|lead|crown|title|throne|first place|top spot"),
        Product(
            "become|became|becomes|get to be|got to be|turn into", "-|the", "number one|first|leader|best|champion|top"
            "|top model|number 1|record holder|best model",
        ),
    ),
    "PASSED": "arrived at, arrived to, arrive at, arrive to, arrives at, made it to, make it to, got up to, climbed to",
    "ALL": "over all, across all of them",
    "SEEN": (
        "imagery, visuals, photographs, photograph, visual content, visual material",
    ),
    "RELATED": (
        Product("other|another|different|similar|more", "test|tests|benchmark|benchmarks|exam|exams", "of", "-|the",
                "same type|same kind|same sort|kind|type|sort"),
        "which other benchmark, what other benchmark, other benchmark, another benchmark, other tests, other evals, "
        "other "
        "datasets, other exams, which other test, another test, suggest a benchmark, suggest another, suggest "
        "something",
        Product("-|most|very", "close|near|similar|closest|nearest|akin", "to", "-|the"),
        Product("of|in", "-|the", "same|similar", "kind|type|sort|vein|style|spirit", "as|to"),
        "connected with, connected to, along the lines of, in the manner of, similar ones to, similar ones",
    ),
    "FOLLOW": (
        Product("is|are", "it|that|they|he", "-|also|still", "the same|the same one|the same model|the same leader",
                "on|in|for|at|with|there"),
        Product("-|and", "who", "is|would", "it|it be", "on|in|for|at|with|then"),
        Product("switch|move|go|change|turn|jump|skip|over", "-|over|on|now", "to"),
        Product("restrict|limit|narrow|confine|cut|reduce|filter", "it|that|this|them|the list|the ranking", "-"
        "|down", "to|by|for|on"),
        Product("restrict|limit|narrow|confine|reduce|filter", "-|down", "to|by|for|on"),
        "out of how many, of how many, among how many",
    ),
    "USES": "concern, concerns, pertain to, pertains to, revolve around, revolves around, deal with, deals with",
    "HOW_MANY": "out of how many, of how many, among how many, how many altogether, makes how many",
    "NOISE": (
        Product("for", "a|my|our|the", "comparison|side by side|literature review|state of the art section"),
        Product("-|the|our|my|a", "methods|results|discussion|related work|introduction|background"
        "|evaluation", "section"),
        "become, becomes, and not only text, and not just text, and not text alone, not only text, not just text",
    ),
}  # fmt: skip
