"""The wordings of :mod:`podium.tests.bots.faq.asked_facts`: alternatives in brackets, names in braces."""

from __future__ import annotations

#: How a name is typed.
SPELT = ("as is", "as is", "as is", "lower", "lower", "lower", "upper", "spaced", "hyphened", "typo")

#: What is said around a question, which stands where the dots are.
AROUND = (
    "...", "...", "...", "...?", "...?", "...?", "...??", "... ?", "[hi|hey|hello|yo|good morning][|,|!] ...?",
    "[quick question|one question|question|dumb question|just curious|out of curiosity][:|,| -] ...?",
    "... [please|pls|plz|thanks|thx|thank you|many thanks][|?|!]", "[ok|okay|so|well|hmm|alright|right][|,] ...?",
    "[please|pls] ...",
    "... [by the way|btw|exactly|again|right now|these days|at the moment|currently|according to you]?",
    "[for my paper|for a talk|for my thesis|for an article|for a slide|for a client][,|:] ...?",
    "[sorry|excuse me|sorry to bother][,|] ...?", "[does anyone know|anyone know|who knows]: ...?",
)  # fmt: skip

_TELL = (
    "[|tell me|give me|show me|look up|find|find me|i need|i want|i'd like|looking for|fetch|get me|state|"
    "i am looking for|remind me of|can you tell me|could you give me|do you have|do you know|what is|what's|whats]"
)
_SCORE = "[score|result|mark|number|accuracy|value|figure|grade|points|rating|performance|outcome|tally]"
_RESULT = "[score|result|mark|value|figure|grade|performance]"
_GOT = "[get|have|achieve|reach|obtain|show|report|post|earn|attain|record|score|register|end up with|come up with]"
_ON = "[on|in|for|at]"

PATTERNS: dict[str, tuple[str, ...]] = {
    "score": (
        "what [did|does] {m} [score|get|reach|achieve|obtain|have|manage|attain|post|make|hit] [on|in|at] {b}",
        f"[what|which] {_SCORE} [did|does] {{m}} {_GOT} {_ON} {{b}}",
        f"{_TELL} {{m}}'s {_SCORE} {_ON} {{b}}",
        f"{_TELL} {{m}}'s {{b}} {_SCORE}",
        f"{_TELL} the {{b}} {_SCORE} [of|for|by|from] {{m}}",
        f"{_TELL} the {_SCORE} [of|for|by|from] {{m}} {_ON} {{b}}",
        "how [did|does|well did|well does] {m} [do|perform|score|fare] [on|in|at] {b}", "how has {m} done on {b}",
        "how [good|strong|accurate|bad] [is|was] {m} [on|at|in] {b}",
        "[{m} {b}|{b} {m}|{m} @ {b}|{m} on {b}|{m} / {b}|{b}: {m}|{m}, {b}|{m} - {b}|{m} for {b}|{b} by {m}]",
        f"[{{m}} {{b}}|{{b}} {{m}}|{{b}}, {{m}}|{{m}} on {{b}}] {_SCORE}",
        f"{{b}} {_SCORE} [of|for|by|from|] {{m}}",
        "on {b}, what [did|does] {m} [score|get|have|achieve]",
        "how [high|far|many points|many percent] [did|does] {m} [get|score|reach|have] on {b}",
        f"what [{_SCORE}|{_SCORE}] [is recorded|is listed|is there|do you have|is reported|was reported] for "
        f"{{m}} on {{b}}",
        "what do you have [on record|recorded|listed|] for {m} on {b}",
        "{m} [scored|got|reached|achieved|had|has|scores|gets] what on {b}",
        "[what percentage|how much|what share] of {b} does {m} [solve|get right|answer correctly]",
        f"what [is|was] {{m}}'s {_SCORE} when [tested|evaluated|run] on {{b}}",
        f"with [what|which] {_SCORE} does {{m}} [stand|appear|come out|end up|finish] on {{b}}",
        "[when|if] [tested|evaluated|measured] on {b}, [how well does|how does] {m} [do|perform|score]",
    ),
    "score_on_board": (
        "what [did|does] {m} [score|get|reach|achieve|obtain|have] on {b} [{board}|on the {board} board|({board})]",
        f"{{m}}'s {_RESULT} on [the {{board}} board of {{b}}|{{b}}, {{board}}|{{b}} ({{board}})|{{b}} {{board}}]",
        f"{{b}} {{board}} {_RESULT} [of|for] {{m}}",
        "[{m} {b} {board}|{b} {board} {m}|{b} {board}: {m}|{m} on {b} {board}]",
        "how [did|does] {m} [do|perform|score] on {b} [{board}|by the {board} board|according to the {board} board]",
        f"on the {{board}} board of {{b}}, [what|which] {_RESULT} does {{m}} [have|get]",
    ),
    "rank": (
        "[what|which] [rank|place|position|spot] [does|did|is] {m} [have|hold|take|occupy|in|get|at] on {b}",
        "where [does|did] {m} [rank|stand|place|land|finish|come|sit|end up] [on|in|at] {b}",
        "{m}'s [rank|place|position|standing|ranking|spot] [on|in] {b}",
        f"{_TELL} the [rank|place|position|ranking|standing] of {{m}} [on|in] {{b}}",
        "{b} [rank|position|place|ranking|standing] [of|for] {m}",
        "[{m} {b}|{b} {m}] [rank|position|ranking]",
        "how [does|is] {m} [rank|ranked|placed|positioned] on {b}",
        "how [high does {m} rank|highly is {m} ranked|high is {m} placed] on {b}",
        "[what|which] number is {m} on {b}",
        "where is {m} on the {b} [leaderboard|board|ranking|list|table]",
        "{m} is [where|ranked where|which place|ranked what|in what position] on {b}",
        "at [which|what] [place|position|rank] is {m} on {b}",
        "on {b}, where [does {m} rank|does {m} stand|is {m} ranked]",
        "how many models [are|rank|score] [ahead of|better than|above|higher than] {m} on {b}",
    ),
    "price": (
        "how much [is|does] {m} [|cost]",
        "what [does|will|would] {m} cost [|me|us|to use|per token|per million tokens]",
        f"{_TELL} [the |][price|cost|pricing|price tag|rates|tariff] [of|for] {{m}}",
        "{m} [price|pricing|cost|costs|prices|rates|fees]", "{m}'s [price|pricing|cost|api price|api pricing]",
        "how [expensive|cheap|pricey|costly|dear] is {m}", "what do [you|they|i|we] [charge|pay] for {m}",
        "what's {m} [priced at|going for]", "what is the [api price|token price|api cost] of {m}",
        "price [of|for] {m}", "how much do [i|we|you] [pay|have to pay] for {m}", "{m} how much",
        "what [are|is] the [rates|token prices|api costs|pricing] [for|of] {m}",
    ),
    "input_price": (
        f"{_TELL} [the |][input price|input cost|price for input|price of input tokens|prompt price|input token price] "
        "[of|for] {m}",
        "{m} [input price|input cost|input token price|prompt price|input tokens price|price per million input tokens]",
        "{m}'s [input price|input cost|prompt price|price for input]",
        "what does {m} cost [per million input tokens|for input|on input|per 1M input tokens|per million prompt tokens|"
        "for a million input tokens|for prompt tokens]",
        "how much [do|would] [a million|1M|one million|1 million] [input|prompt] tokens cost with {m}",
        "what do [a million|1M|one million] [input|prompt] tokens [cost|come to] [with|on|for|in|using] {m}",
        "how much does {m} charge [for input|for prompt tokens|per million input tokens|per input token]",
        "how [expensive|cheap] [is|are] [input|input tokens|prompt tokens] [on|with|for] {m}",
        "[cost|price] of [input|prompt] tokens [for|with|on] {m}",
        "what do i pay [for input|per million input tokens|for prompt tokens] with {m}",
    ),
    "output_price": (
        f"{_TELL} [the |][output price|output cost|price for output|price of output tokens|completion price|"
        "output token price] [of|for] {m}",
        "{m} [output price|output cost|output token price|completion price|price per million output tokens]",
        "{m}'s [output price|output cost|completion price|price for output]",
        "what does {m} cost [per million output tokens|for output|on output|per 1M output tokens|"
        "for a million output tokens|for completion tokens|for generated tokens]",
        "how much [do|would] [a million|1M|one million|1 million] [output|completion|generated] tokens cost with {m}",
        "what do [a million|1M|one million] [output|completion] tokens [cost|come to] [with|on|for|in|using] {m}",
        "how much does {m} charge [for output|for completion tokens|per million output tokens|per output token]",
        "how [expensive|cheap] [is|are] [output|output tokens|completion tokens] [on|with|for] {m}",
        "[cost|price] of [output|completion|generated] tokens [for|with|on] {m}",
        "what do i pay [for output|per million output tokens|for completion tokens] with {m}",
    ),
    "context_tokens": (
        "how [long|big|large|wide|much] is [the context|the context window] of {m}",
        "how [long|big|large] is {m}'s [context|context window|context length|window]",
        "{m} [context|context window|context length|context size|max context|token limit|ctx|window size]",
        f"{_TELL} [the |][context window|context length|context size|context limit|token limit|maximum context] "
        "[of|for] {m}",
        "{m}'s [context|context window|context length|context size|token limit]",
        "how many tokens [can {m} take|can {m} handle|fit into {m}|fit in {m}|does {m} accept|does {m} support|"
        "can i feed {m}|can i put into {m}|can {m} read|go into {m}|does {m} take]",
        "what [context|context window|context length] does {m} [have|support|offer|come with]",
        "how much [context|text] [does|can] {m} [have|support|handle|take|take in|read]",
        "how [long|large|big] [a prompt|a document|an input|a text] can {m} [take|handle|read]",
        "what's the longest [prompt|input|text] {m} [can take|accepts|takes]",
    ),
    "parameters_b": (
        "how [big|large] is {m}", "how many [parameters|params|billion parameters|weights] [does {m} have|has {m}]",
        "{m} [size|parameters|params|parameter count|number of parameters|param count|model size|how big]",
        f"{_TELL} [the |][size|parameter count|number of parameters|model size] of {{m}}",
        "{m}'s [size|parameter count|number of parameters|model size]",
        "what [size|model size] [is|does] {m} [|have]", "how many [Bs|b|billions] is {m}",
        "how many billion parameters are [in|inside] {m}", "what is the number of [parameters|params] in {m}",
    ),
    "released": (
        "when [was|did] {m} [released|come out|launched|published|announced|launch|appear|go public|made "
        "available|drop]",
        "{m} [release date|released when|launch date|date of release|release|when released|date|release year]",
        f"{_TELL} [the |][release date|launch date|date of release|publication date|release day] of {{m}}",
        "{m}'s [release date|launch date|date of release|birthday|launch|debut]",
        "[since when|how long] has {m} been [out|available|around|on the market]",
        "[what|which] [year|month|day|date] [did {m} come out|was {m} released|did {m} launch|is {m} from]",
        "how old is {m}", "how new is {m}", "when did [they|the makers|the company] [release|launch|publish] {m}",
        "date of {m}", "when is {m} from", "on which [day|date] [was {m} released|did {m} come out]",
    ),
    "organisation": (
        "who [made|makes|built|created|developed|trained|released|published|owns|is behind|produced|designed] {m}",
        "[which|what] [company|lab|team|organisation|organization|firm|vendor|group|maker|developer] "
        "[made|makes|built|created|developed|is behind|trained|released|published] {m}",
        "{m} [maker|developer|company|vendor|creator|organisation|by whom|made by|author|manufacturer|provider|lab]",
        "{m}'s [maker|developer|company|vendor|creator|author|manufacturer|provider]",
        f"{_TELL} [the |][maker|developer|creator|vendor|provider|company] [of|behind] {{m}}",
        "whose [model||work|product] is {m}", "{m} is [whose|by whom|from whom|made by who|from which company]",
        "[by whom|by which company] was {m} [made|built|trained|developed|released]",
        "where does {m} come from", "who [does {m} belong to|is {m} by|is {m} from|is the maker of {m}]",
        "to whom does {m} belong", "[what|which] company is {m} from",
    ),
    "licence": (
        "[what|which] [licence|license] [does {m} have|is {m} under|does {m} use|applies to {m}|covers {m}|has {m}]",
        "{m} [licence|license|licensing|license type|terms of use]", "{m}'s [licence|license|licensing]",
        f"{_TELL} [the |][licence|license|licensing|license terms] [of|for] {{m}}",
        "under [which|what] [licence|license|terms] is {m} [released|published|available|distributed|offered|]",
        "how is {m} licensed", "what is {m} licensed under", "[licence|license] of {m}", "{m} licensed how",
    ),
    "open": (
        "is {m} [open|open source|open weights|open-source|openly available|an open model|closed|proprietary|public]",
        "can [i|we|you|one] download [|the weights of] {m}",
        "are [the weights of {m}|{m}'s weights|{m} weights|the {m} weights] [public|open|available|downloadable|out]",
        "is {m} [open or closed|closed or open|open source or proprietary|proprietary or open]",
        "does {m} have [open|public|downloadable] weights",
        "{m} [open source|open weights|open|openness|open or closed]",
        "can [i|we] [run {m} locally|self host {m}|host {m} myself|run {m} on my own hardware]",
        "is {m} [available for download|downloadable|an open-weights model|a closed model|open or not|free to "
        "download]",
        "are the weights [available|public|out there] for {m}", "has {m} been open sourced", "did they open source {m}",
        "[open or closed|open or proprietary]: {m}", "how open is {m}",
    ),
    "highest": (
        f"{_TELL} [the |][highest|best|top|maximum|max|peak|record|greatest|leading] [score|result|mark|value] "
        "[on|in|of|for|at|achieved on|ever reached on|reported on|anyone got on] {b}",
        "[highest|best|top|max|record] {b} [score|result|mark|value|performance|number]",
        "{b} [record|high score|top score|best score|best result|max score|sota|maximum]",
        "how high [is|does] the [best|top] [score|result] [on|go on|get on] {b}",
        "what [score|mark] does the [leader|best model|top model|winner|number one] [have|get|reach] on {b}",
        "what's the [most|best] any [model|ai|system] [got|scored|has got|has scored|achieved] on {b}",
        "how high can models [get|go|score] on {b}", "what is the [score to beat|number to beat] on {b}",
        "what did the best [model|ai] [get|score|achieve] on {b}",
    ),
    "lowest": (
        f"{_TELL} [the |][lowest|worst|minimum|min|poorest|weakest|smallest|bottom] [score|result|mark|value] "
        "[on|in|of|for|at|achieved on|reported on|recorded on] {b}",
        "[lowest|worst|min|minimum] {b} [score|result|mark|value|number]",
        "{b} [lowest score|worst score|worst result|min score|minimum]",
        "how low [do the scores|does the worst model|do scores|does it] [go|get] on {b}",
        "what [score|mark] does the [last|worst|weakest] model [have|get] on {b}",
        "what did the worst model [get|score] on {b}",
    ),
    "average": (
        f"{_TELL} [the |][average|mean|avg] [score|result|value|performance|mark] [on|in|of|for|across] {{b}}",
        "[average|mean|avg] {b} [score|result|value|performance]", "{b} [average|avg|mean score|average score]",
        "what do models [score|get|achieve|reach] on average on {b}",
        "what is the [average|mean] over all models on {b}",
        "on average, [how well do models do|what do models score|how do models do] on {b}",
        "what does the average model [score|get|achieve] on {b}",
        "how [well does the average model do|good is the average model] on {b}",
        "[average|mean] of [all|the] [|{b} ]scores on {b}",
    ),
    "models_on": (
        "how many [models|systems|llms|ais|entries|participants] [are|have been] "
        "[on|evaluated on|tested on|listed on|ranked on|measured on|benchmarked on|included in] {b}",
        f"{_TELL} [the |][number of models|model count] [on|for|of|in] {{b}}",
        "{b} [model count|number of models|how many models]",
        "how many models [does|do] {b} [have|list|rank|include|cover]",
        "how many [models|entries|systems] [does the {b} leaderboard have|are there on {b}|on {b}|are in the "
        "{b} ranking]",
        "how [big|long|large] is the {b} [leaderboard|ranking|board]", "number of models on {b}",
        "count of models on {b}",
        "on how many models [is|was] {b} [tested|run|measured]",
    ),
    "verified_on": (
        "how many [verified|independent] [results|scores|models|entries|figures] [are there on|does {b} have on|"
        "are on|on] "
        "{b}",
        "how many [results|scores|models|entries] [on|of] {b} are [verified|independently verified|checked]",
        "[number of|count of] verified [results|models|scores] on {b}", "{b} verified [count|results count|how many]",
        "how many models on {b} have [a verified|an independent] [score|result]",
        "how many of the {b} [results|scores|entries] [are|have been] [verified|independently run|checked]",
    ),
    "which_verified": (
        "which [models|systems|llms|ones] [are|have been] verified on {b}",
        "which models [have|got] [a verified|verified|an independent] [score|result|scores|results] on {b}",
        "[list|show|show me|give me|name] [the|all|] verified [models|results|scores|entries] [on|of|for] {b}",
        "verified [models|results|entries|scores] on {b}", "{b} verified [models|results|scores]",
        "[which|what] {b} [results|scores] are verified",
    ),
    "open_on": (
        "how many [open|open-weights|open source|open-source|open weight] [models|llms|ones|systems] "
        "[are on|are there on|on|does {b} have on|have been tested on|were evaluated on|are ranked on] {b}",
        "how many of the models on {b} [are open|have open weights|are open source|are open-weights]",
        "how many models on {b} [are open|have open weights|are open source]",
        "number of open [models|source models|weights models] on {b}", "{b} open models [count|how many]",
    ),
    "newest_result": (
        f"{_TELL} [the |]date of the [newest|latest|most recent|last] [result|score|entry|figure] [on|of|for] {{b}}",
        "when was the [newest|latest|most recent|last] [result|score|entry] [on|for] {b} [added|reported|"
        "recorded|read]",
        "how [recent|fresh|current|up to date|old|new] [are|is] the {b} [results|leaderboard|scores|numbers]",
        "when was {b} [last updated|last refreshed]", "when was the {b} [leaderboard|board|ranking] [last |]updated",
        "{b} [last update|last updated|latest result date|date of newest result|newest result]",
        "of [when|what date] is the [newest|latest] [result|score] on {b}",
    ),
    "boards": (
        "[which|what] [boards|leaderboards|rankings] does {b} have",
        "[which|what] [boards|leaderboards] are there for {b}",
        "[list|show|name|show me] [the|all|all the|] [boards|leaderboards] [of|for|on] {b}", "{b} boards",
        "[how many|which] [boards|leaderboards] [are there|exist] for {b}", "which leaderboards exist for {b}",
        "what are the [different|various|] [boards|leaderboards|rankings] [of|for|on] {b}", "boards of {b}",
    ),
    "models": (
        "how many models [are there|do you have|do you know|are in the catalogue|are listed|exist here|do you cover|"
        "does podium know|are in the registry|are in your database|do you list|are registered|do you track]",
        "[number of|total number of|count of] models [in the registry|in the catalogue|in podium|you know|]",
        "how many [llms|ai models|different models|language models] [do you know|do you have|are in the registry]",
    ),
    "open_models": (
        "how many [open|open-weights|open source|open-source|open weight] models [are there|do you have|do you know|"
        "are in the catalogue|are listed|do you cover|are in the registry]",
        "how many [models|of the models] [are open|have open weights|are open source|are open-weights]",
        "number of open [|source |weights ]models [in the registry|in the catalogue|]",
        "how many of your models [are open|have open weights|are open source]",
    ),
    "verified_results": (
        "how many [verified|independently verified] [results|scores|figures|entries] [are there|do you have|are in the "
        "registry|are listed|exist]",
        "how many [results|scores] [are verified|are independently verified|have been verified]",
        "[number of|count of] verified [results|scores] [in the registry|in podium|]",
        "how many of your [results|scores] are verified",
    ),
    "models_by": (
        "how many models [by|from|of|made by] {o} [are there|do you have|do you know|are listed|]",
        "how many models [does {o} have|has {o}|did {o} make|has {o} released|did {o} release|are by {o}|are from {o}]",
        "[number of|count of] [{o} models|models by {o}|models from {o}]",
        "how many {o} models [are there|do you have|]",
    ),
    "models_in": (
        "how many models [were released|came out|were launched|appeared|were published] in {year}",
        "how many models are from {year}",
        "[number of|count of] models [released|launched|that came out] in {year}",
        "how many {year} models [are there|]",
        "in {year}, how many models [were released|came out]",
    ),
    "in_category": (
        "how many [benchmarks|tests] [are there |are |][in|on|for|about] [|the category ]{cat}",
        "how many {cat} benchmarks [are there|do you have|exist|are listed|]", "number of {cat} benchmarks",
        "how many benchmarks [cover|are about|deal with|belong to] {cat}", "count of benchmarks in {cat}",
    ),
    "in_general": (
        "how many {cat} benchmarks [are there|do you have|exist|are listed|]", "number of {cat} benchmarks",
        "how many [benchmarks|tests] [are |are there |]in [the category {cat}|the {cat} category]",
    ),
    "size": (
        "how many {counted} [are in|are there in|has] {b}", "how many {counted} does {b} [have|contain|hold|use]",
        "[number of|count of] {counted} [in|on|of] {b}", "{b} {counted} [count|number|how many]",
        "{b} has how many {counted}", "{b}: how many {counted}", "in {b}, how many {counted} are there",
    ),
    "split": (
        "how [big|large] is the {split} [set|split] of {b}", "{b} {split} [set|split] size",
        "[number of|count of] [items|examples|samples] in the {split} [set|split] of {b}",
        "how many [items|examples|samples|cases] [are in the {b} {split} set|does the {b} {split} split have|in "
        "the {split} set of {b}]",
        "how many [items|examples|samples] does {b} have in [its|the] {split} [set|split]",
        "size of the {split} [set|split] [in|of] {b}",
    ),
    "term": (
        "what is [|a|an|the] {term}", "[explain|define|describe] {term}", "meaning of {term}", "{term}",
        "{term} meaning",
        "what does {term} [mean|stand for|refer to|say]", "what [is meant by|do you mean by|do they mean by] {term}",
        "definition of {term}", "[can you|could you] explain [|what ]{term}[| means]", "{term} definition",
        "what's [|a ]{term}", "i don't understand {term}", "[tell me|explain] what {term} [is|means]",
        "how is {term} defined", "{term} explained", "{term}: what is that", "{term} = what", "define the term {term}",
    ),
    "term_on": (
        "what is [|a |the ]{term} [on|in|for] {b}", "[explain|define] {term} [on|in|for] {b}",
        "meaning of {term} [on|in] {b}", "what does {term} [mean|stand for|refer to] [on|in|for] {b}",
        "{b} {term} meaning", "on {b}, what does {term} mean", "what [is meant by|do they mean by] {term} [on|in] {b}",
        "{b}: what is {term}", "{term} in the context of {b}", "definition of {term} on {b}",
        "[tell me|explain] what {term} [is|means] [on|in|for] {b}",
    ),
    "record_set": (
        "when was the [record|best score|top score|highest score|current record] [on|for|of] {b} [set|reached|"
        "achieved]",
        "when was the {b} record set", "[since when|how long] has the {b} record [stood|been standing]",
        "date of the [record|current record] on {b}", "how old is the [record on {b}|{b} record]", "{b} record date",
        "when did the [current|present] leader [of|on] {b} [set|reach] the record",
        "on what date was the {b} record set",
    ),
    "held_in": (
        "who [held|had] the {b} record in {year}", "who [held|had] the record on {b} in {year}",
        "in {year}, who held the {b} record",
        "who [led|topped|was first on|was best on|was on top of|was ahead on] {b} in {year}",
        "which model [led|topped|was best on|was first on] {b} in {year}",
        "{b} [record holder|leader|best model|champion|number one|sota] [in|of] {year}",
        "[best|top|leading] model on {b} in {year}", "in {year}, who [led|topped] {b}",
    ),
    "passed": (
        "when was {score} first [passed|reached|exceeded|crossed|surpassed|broken|beaten] on {b}",
        "when did [a model|the first model|any model|models|an ai|somebody] first [pass|reach|exceed|cross|"
        "surpass|hit|get to] "
        "{score} on {b}",
        "[which|what] model [was the first to|first] [reach|reached|pass|passed|get to|hit|exceed|exceeded|"
        "break] {score} on {b}",
        "who was [the first|first] to [reach|pass|hit|exceed|get|score|break|cross] {score} on {b}",
        "who [first|was first to] [reached|reach|passed|pass] {score} on {b}",
        "first [model|llm] [above|over|past|to reach] {score} on {b}",
        "when did {b} [pass|cross|reach|get past|hit] {score}",
    ),
}  # fmt: skip
