"""Idioms of everyday English for places, scores, times and prices, as dictionaries have them.

They are other words for what the lexicon says as well: who rules the roost leads, what gathers dust was not updated,
what burns a hole in a pocket has a price. Each stands with its siblings, and only as a whole: "dust", "dog" or "hole"
by itself means nothing here.
"""

from __future__ import annotations

from podium.bots.faq.language.phrases import Product

_POCKETS = "pocket|pockets|wallet|purse|budget"
_MINDS = "minds|mind|brains|brain|heads|genius|geniuses|folks"
_HATCHED = "hatched|conceived|dreamt up|dreamed up|thought up|cooked up|came up with|devised|invented|concocted"
_THANKED = "do we have|do i have|do we need|have we|have i|are we|should we|should i|can we|can i"
#: Who made something, a benchmark or a model.
_MAKERS = (
    Product("which|what|whose", _MINDS, _HATCHED),
    Product("who", "hatched|dreamt up|dreamed up|thought up|concocted|masterminded|fathered|gave birth to|unleashed"),
    Product("who|whom", _THANKED, "to|-", "thank|thank for|blame for|credit for"),
    Product("who|whom", "do we|do i", "owe", "this|-"),
    "who gets the credit for, who deserves the credit for, who is to blame for, who gave us, who brought us, who gave "
    "the world, mastermind behind, masterminds behind, whose pen, from whose pen, whose forge",
)

_DRAWERS = Product(
    "in|into", "which|what", "drawers|drawer|pigeonholes|pigeonhole|buckets|bucket|bins|boxes|shelves|folders"
    "|compartments",
)  # fmt: skip

#: Concept by concept, idioms parted by commas, and products of their parts.
IDIOMS: dict[str, str | tuple[str | Product, ...]] = {
    "WHO": (
        Product(
            "which|what", "poor|sorry|unlucky|hapless|unfortunate|lucky|happy|proud|wretched",
            "soul|souls|devil|devils|fellow|fellows|chap|chaps|sod|wretch|thing|creature|guy",
        ),
    ),
    "LEAD": (
        Product("rule|rules|ruled|ruling", "the roost"),
        Product("-|the", "alpha|big|lead", "dog|male|wolf"),
        Product("whose|whose is|who has|who holds|who owns|who lifts", "-|the", "trophy|cup|laurels|belt|gold medal"),
        Product("lifts|takes home|took home|brings home", "the", "trophy|cup|belt|laurels|gold|bacon"),
        Product("-|the", "toast of", "the town|everyone|everybody"),
        Product("put|stake|wager", "my|our|your|ones", "money|house|shirt|chips", "on"),
        Product("nobody|no one|no model|none", "is|ranks|stands|sits", "above|over|ahead of", "whom|which|what"),
        Product("head and shoulders above|a cut above|streets ahead of", "the rest|everyone|everyone else|all others"),
        "second to none, second to nobody, cock of the walk, cock of the roost, king of the jungle, king of the "
        "mountain, queen bee, top banana, top gun, big cheese, big kahuna, head honcho, kingpin, bees knees, the bees "
        "knees, cats whiskers, the cats whiskers, in pole position, on pole position, has pole position, at the helm, "
        "in the driving seat, in the drivers seat, "
        "steals the show, stole the show, runs the show, takes the biscuit, lords it over everyone, lords it over the "
        "rest, streets ahead, on the top rung, on the highest rung, top rung, top of the ladder",
    ),
    "WORST": (
        Product(
            "embarrassed|embarrasses|disgraced|disgraces|humiliated|humiliates|shamed",
            "itself|themselves|themself|himself", "most|the most|worst|the worst",
        ),
        Product("basement|cellar|bottom", "dweller|dwellers|feeder|feeders"),
        Product("in|stuck in|down in", "the", "basement|cellar"),
        Product("-|on|on the", "lowest|bottom", "rung"),
        "bottom of the ladder, lanterne rouge, red lantern, the dunce, dunce of the class, dunce cap, laughing stock, "
        "the laughing stock, weakest link, the weakest link, whipping boy, dead last, last of the lot",
    ),
    "UPDATED": "gathering dust, collecting dust, gathered dust, covered in dust, covered in cobwebs, left to rot",
    "UPDATE_WORD": (
        Product("gathering|collecting|gathered|collected|gathers|collects", "dust|cobwebs"),
        Product("still", "tended|tended to|maintained|looked after|kept up|fed|alive and kicking"),
        Product(
            "somebody|someone|anybody|anyone", "-|still", "feed|feeds|tend|tends|look after|looks after|maintain"
            "|maintains", "it|this|that|them",
        ),
        "left to rot, mothballed, in mothballs, covered in dust, covered in cobwebs, gone stale, table last touched, "
        "board last touched, last touched, last tended",
    ),
    "GAP": (
        Product("-|any|much|clear", "daylight", "-|between"),
        "clear water between, clear blue water, clear blue water between, a hairs breadth, by a hair, by a whisker, by "
        "a nose, by a country mile",
    ),
    "SATURATED": (
        Product("milked|bled|sucked|wrung|run|pumped", "dry"),
        Product("past", "its", "sell by date|best before date|use by date|best days"),
        Product("any|much|still some|still any", "juice|mileage|life", "left|left in it"),
        Product("stick a fork in", "it|this|that"),
        Product("ready|ripe|due", "for", "retirement|the scrapheap|the scrap heap|the museum"),
        "long in the tooth, over the hill, on its last legs, done and dusted, done to death, put out to pasture, a "
        "dead horse, flogging a dead horse, beating a dead horse, squeezed to the last drop, a spent force, "
        "still has legs",
    ),
    "HISTORY": (
        Product("passed|passes|gone|went|handed|moved", "from", "hand to hand|one to another|one to the next"),
        "has passed from hand to hand, have passed from hand to hand, handed down, changed owners",
    ),
    "LAG": "left in the dust, eat dust, eating dust, play catch up, playing catch up, playing second fiddle",
    "NEWNESS": (
        Product(
            "-|anything|something|whats|what is", "fresh|hot|straight", "out of|from|off|out", "the|-",
            "oven|press|presses|griddle",
        ),
    ),
    "AUTHORS": _MAKERS,
    "ORGANISATION": _MAKERS,
    "USES": (Product("lug|drag|carry|haul|tote|lugs|drags|carries|hauls", "around|about|along"),),
    "DIVIDED": (_DRAWERS,),
    "CATEGORY": (_DRAWERS,),
    "POPULAR": (
        Product(
            "-|gets|get|has|sees|draws|attracts|pulls", "-|the", "most|biggest|largest|heaviest",
            "foot traffic|traffic|crowd|crowds|footfall|takers",
        ),
    ),
    "BOARD": (
        Product("-|paint me|paint us|give me|give us|show me|get|see", "the|a", "whole|full|complete|entire|big|bigger",
                "picture"),
    ),
    "VALUE": (
        Product("-|the|most|the most|best", "bang", "for|per", "my|our|your|ones|the|a|-", "buck|bucks|dollar|money"),
    ),
    "ACCESS": (
        Product(
            "lands|land|ends up|arrives|gets|makes it", "on|onto", "my|our|your|its|their|ones",
            "disk|disc|drive|drives|hard drive|hard disk|server|servers|shelf|desk",
        ),
    ),
    "METRIC": (
        Product("a point|points|a mark|marks|credit", "is|are|gets|get", "earned|awarded|given|won|gained|lost"),
    ),
    "PROTOCOL": (
        Product(
            "hand|give|show|feed|hands|shows|get|gets|see|sees", "-|the models|models|them|it|the model",
            "worked|solved", "problems|examples|questions|exercises", "-|first|beforehand|up front",
        ),
        Product("throw|throws|thrown", "-|them|it|the models", "straight in|right in|in at the deep end|in cold"),
        "worked examples, worked problems, solved examples, dry runs first, in at the deep end",
    ),
    "NOUN": (Product("question|questions", "pile|heap|stack|pool|bank"),
             Product("pile|heap|stack|pool|bank|mountain", "of", "questions|problems|items")),
    "SIZE": (Product("how", "hefty|huge|vast|thick|fat"),),
    "SCORE": (Product("hold|holds|held|bear|bears|shape|shapes|measure|measures|stack|stacks", "up", "against"),),
    "COMPARE": (
        Product("hold|holds|held|bear|bears|shape|shapes|measure|measures|stack|stacks", "up", "against"),
        Product("result|results|outcome|score|winner", "of", "the", "match|duel|bout|fight|contest|game|showdown"),
    ),
    "CARD_NOUN": (Product("question|questions", "pile|heap|stack|pool|bank"),),
    "ABOUT_WORD": (
        Product("-|goes|is|went|it goes", "over|way over|above", "my|our", "head|heads"),
        Product("is|are|was", "-|all", "greek|double dutch|chinese", "to", "me|us"),
        Product("-|what|whats|what is", "the", "deal|story|fuss|hype|buzz|skinny|lowdown", "with|about|around|on"),
        "beyond me, is beyond me, enlighten me, enlighten us, clue me in, put me in the picture, bring me up to speed, "
        "get me up to speed",
    ),
    "REPORT_WRONG": (
        Product("it|that|this|which", "cannot|cant|could not|couldnt", "-|possibly", "be", "true|right|correct"),
        Product("who|whom", "do i|should i|can i|do we|to", "poke|ping|nudge|notify|pester|shout at"),
        Product(
            "how", "can|do|could|would|might", "i|we|one", "get", "my|our|a|ones", "model|models|result|results|scores",
            "listed|added|included|ranked|in here|on here|on the board|on the leaderboard|onto the board",
        ),
        "too good to be true, smells fishy, smells off",
    ),
    "PUBLISHED": "was around already, was already around, already existed, existed already, was there already",
    "PASSED": "doable, achievable, attainable, reachable, feasible",
    "SMALL": (
        Product("not", "so|too|that|very|all that", "big|large|huge", "-|model|models|one|ones|llm|llms"),
        "smallish, smallish model, smallish models, modest size, modestly sized",
    ),
    "BOARDS": (
        Product("more than one|multiple|several|various", "scoreboard|scoreboards|table|tables|list|lists"),
        "more than one board, more than one leaderboard, more than one ranking",
    ),
    "TESTED": (
        Product("thrown|throw|threw|throws|tossed|toss", "their|its|a|his", "hat|hats", "in|into", "the", "ring"),
    ),
    "MADE": (Product("bother|bothered|bothers", "-|to", "making|building|creating|writing|make|build|create|write"),),
    "NOISE": (
        Product(
            "made|makes|making", "me|us", "spit out my coffee|choke on my coffee|choke on my tea|laugh|laugh out loud|"
            "jump|wince|raise an eyebrow|scratch my head|fall off my chair",
        ),
        Product("dropping|drops|dropped|keeps dropping|kept dropping", "the", "name|names"),
        "spare me, spare us, up your sleeve, up your sleeves, name dropping",
    ),
    "RESULT": (
        Product(
            "what|which|how large a|how big a", "share|fraction|proportion|part", "of", "-|the|its|all|all the",
            "points|marks",
        ),
    ),
    "CAPABILITY": (
        Product("a tour of|show off|what are", "your", "talents|skills|abilities|tricks|party tricks|superpowers"),
        "your talents, your bag of tricks, your repertoire, your skill set, your skillset, what tricks do you know",
    ),
}  # fmt: skip

#: The same for what means something only beside the name of a model.
IDIOMS_OF_MODELS: dict[str, str | tuple[str | Product, ...]] = {
    "PRICE": (
        Product("burn|burns|burning|make|makes", "a|-", "hole|dent", "in", "my|our|your|ones|the|a", _POCKETS),
        Product("break|breaks|breaking|bust|busts", "the|my|our", "bank|budget"),
        Product(
            "cost|costs|costing", "-|me|us|you", "an arm and a leg|the earth|a fortune|a bomb|a packet|a bundle"
            "|a pretty penny|a kings ransom",
        ),
        Product("easy|hard|gentle|kind|heavy", "on", "my|our|your|ones|the", _POCKETS),
        "bleed me dry, bleed us dry, ruin me, ruin us, bankrupt me, bankrupt us",
    ),
}  # fmt: skip
