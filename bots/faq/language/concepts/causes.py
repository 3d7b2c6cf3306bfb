"""Questions of cause, and words of single questions: small models, stretches of time, parts of a whole, origins."""

from __future__ import annotations

from itertools import product

from podium.bots.faq.language.concepts.images import NO_IMAGES

#: What people call a model that is small.
_SMALL_MODELS = ", ".join(
    f"{how} {what}"
    for how, what in product(
        ("lil", "lil ol", "smol", "wee", "teeny", "teeny tiny", "itty bitty", "smallish", "pint sized", "petite"),
        ("model", "models", "llm", "llms", "one", "ones"),
    )
)

#: How people ask how places are given.
_RANKING_WORKS = ", ".join(
    f"{how} {whose} ranking {work}"
    for how, whose, work in product(("how does", "how do"), ("the", "your", "this"), ("work", "function", "come about"))
)

CAUSES: dict[str, str] = {
    # Questions of cause, which no reply here answers.
    "INFLUENCE": "size matter, size matters, size help, size helps",
    "CATALOGUE": "catalogue, catalog, registry, database, db, model list, collection, inventory, archive",
    "SEVERAL": "who all, which all, what all",
    "PASSING": (
        "passed, crossed, broke, broken, cracked, crack, surpassed, topped, got past, went past, reached, hit, beat, "
        "broke through, first to"
    ),
    "MEAN": "mean",
    "SMALL": (
        f"{_SMALL_MODELS}, "
        "small models, small model, tiny models, tiny model, small llm, small llms, little models, compact models, "
        "smaller models, large models, big models, big model, large model, lightweight models, small one, small "
        "ones"
    ),
    "TEXT_MODEL": (
        f"{NO_IMAGES}, "
        "cant take images, cannot take images, can not take images, cant see, cannot see, cant see images, "
        "cannot see images, cant read images, cannot read images, cant handle images, cannot handle images, "
        "cant process images, cannot process images, cant look at images, cannot look at images, cant take "
        "pictures, cannot take pictures, cant view images, cannot view images, does not take images, doesnt "
        "take images, do not take images, dont take images, takes no images, take no images, accepts no "
        "images, accept no images, no eyes, "
        "text only model, text only models, models without vision, model without vision, non multimodal, not "
        "multimodal, without vision, text only llm, text only llms, text models, language only, text only, blind "
        "models, unimodal, "
        "without looking at an image, without an image, without images, without image, without a picture, without "
        "pictures, without looking at images, without seeing an image, purely textual, text alone"
    ),
    "TOKENS": (
        "a million tokens, one million tokens, million tokens, a million of tokens, "
        "tokens, token, in tokens, in billions, in billion, in b"
    ),
    "UNDER": "under",
    "ANY": "any, anything, something, alternative, alternatives",
    "MAX_CONTEXT": (
        "take the most tokens, take the longest prompts, take the longest prompt, take the longest input, take "
        "the longest inputs, take the longest texts, take the longest documents, take the most text, takes the "
        "most tokens, takes the longest prompts, takes the longest prompt, takes the longest input, takes the "
        "longest inputs, takes the longest texts, takes the longest documents, takes the most text, accept the "
        "most tokens, accept the longest prompts, accept the longest prompt, accept the longest input, accept the "
        "longest inputs, accept the longest texts, accept the longest documents, accept the most text, accepts "
        "the most tokens, accepts the longest prompts, accepts the longest prompt, accepts the longest input, "
        "accepts the longest inputs, accepts the longest texts, accepts the longest documents, accepts the most "
        "text, handle the most tokens, handle the longest prompts, handle the longest prompt, handle the longest "
        "input, handle the longest inputs, handle the longest texts, handle the longest documents, handle the "
        "most text, handles the most tokens, handles the longest prompts, handles the longest prompt, handles the "
        "longest input, handles the longest inputs, handles the longest texts, handles the longest documents, "
        "handles the most text, take in the most tokens, take in the longest prompts, take in the longest prompt, "
        "take in the longest input, take in the longest inputs, take in the longest texts, take in the longest "
        "documents, take in the most text, takes in the most tokens, takes in the longest prompts, takes in the "
        "longest prompt, takes in the longest input, takes in the longest inputs, takes in the longest texts, "
        "takes in the longest documents, takes in the most text, process the most tokens, process the longest "
        "prompts, process the longest prompt, process the longest input, process the longest inputs, process the "
        "longest texts, process the longest documents, process the most text, read the most tokens, read the "
        "longest prompts, read the longest prompt, read the longest input, read the longest inputs, read the "
        "longest texts, read the longest documents, read the most text, hold the most tokens, hold the longest "
        "prompts, hold the longest prompt, hold the longest input, hold the longest inputs, hold the longest "
        "texts, hold the longest documents, hold the most text, as much context as possible, most context "
        "possible, as many tokens as possible, as long a context as possible, "
        "max context, maximum context, max context window, maximum context window, most context, most tokens of "
        "context, longest document, longest documents, longest prompt, longest prompts, longest text, longest texts, "
        "longest input, longest inputs, biggest document, biggest prompt, largest prompt, largest document, largest "
        "input, longest book, most text at once, most tokens at once, most input, longest memory"
    ),
    "NOW": "now, today, currently, right now, at the moment, nowadays, these days, at present",
    "PODIUM": (
        "podium, this site, this service, this bot, the bot, your site, this registry, the registry, your registry, "
        "this tool, who are you, what are you"
    ),
    "IDENTITY": (
        "lie about, lied about, lying about, lies about, cheat on, cheated on, cheating on, tell lies about, "
        "answers generated by a language model, answers generated by an llm, answers generated by ai, answers "
        "generated by an ai, answers written by a language model, answers written by an llm, answers written "
        "by ai, answers produced by a language model, answers come from a language model, replies generated "
        "by a language model, replies written by a language model, replies generated by an llm, "
        "are your answers generated by a language model, are your answers generated by an llm, "
        "are your answers generated by ai, your answers generated by a language model, generated by a "
        "language model, generated by an llm, generated by ai, written by a "
        "language model, written by an llm, written by ai, ai generated, llm generated, machine generated, "
        "language model write, language model writes, composed by a language model, answers written by, come "
        "from a language model, come from an llm, come from chatgpt, "
        "are you a large language model, are you a language model, are you an llm, "
        "how were you built, how were you made, how are you built, how are you made, what are you "
        "made of, what are you built on, what powers you, what drives you, which model are you, what model are "
        "you, which llm are you, what llm are you, which model do you run on, what model do you run on, "
        "invent, invents, inventing, do you invent, fabricate, fabricated, fabricating, fabricates, make up "
        "figures, make up scores, make up numbers, making things up, confabulate, dream up, hallucinating, "
        "hallucinations, hallucination, lying to me, bluff, bluffing, fantasise, fantasize, pull numbers out of "
        "thin air, out of thin air, guess your answers, guess the answers, "
        "are you a bot, are you an ai, are you human, are you chatgpt, are you a robot, are you real, are you a "
        "person, do you use ai, do you use a language model, use a language model, hallucinate, make up, make "
        "things up, make numbers up, made up, make this up, making this up, an llm yourself, lie, a language model "
        "to make, "
        "is this chatgpt, is this gpt, is this an ai, is this ai, is this a bot, are u a bot, r u a bot, u a "
        "bot, r u "
        "ai, is this an llm, is it an llm, are u chatgpt, are u an ai, are u human, behind or what"
    ),
    "SUMMARY": (
        "summary, summarise, summarize, sum up, gist, overview, key points, main points, in short, "
        "synopsis, abridged, brief summary, short summary, summarised, summarized, "
        "tl"
    ),
    "THERE": ("in here, there, are there, exist, do you have, is there, you got, do you know"),
    "EXCEPT_AFTER": (
        "did not make, didnt make, does not make, doesnt make, did not build, didnt build, did not train, "
        "didnt train, "
        "did not develop, didnt develop, did not release, didnt release, did not create, didnt create, had nothing to "
        "do with, has nothing to do with, "
        "isnt counted, is not counted, arent counted, are not counted, dont count, do not count, doesnt count, does "
        "not count, isnt considered, is not considered, isnt included, is not included, didnt exist, did not exist, "
        "didnt count, did not count, didnt take part, did not take part, were not there, wasnt there, was not there, "
        "are banned, were banned, is banned, "
        "excluded, disregarded, left out, left aside, are excluded, is excluded, were excluded, set aside, are "
        "ignored, is ignored, were ignored, be ignored, aside, omitted, removed, not counted, not considered, not "
        "included, out of the picture, out of the race, out of consideration, discounted, excepted, "
        "notwithstanding, discarded, filtered out, taken out, not taken into account"
    ),
    "FIRST_THREE": (
        "three made the podium, three who made the podium, three that made the podium, three made it to the "
        "podium, three are on the podium, three on the podium, who made the podium, which made the podium, who is "
        "on the podium, who stands on the podium, three medallists, three medalists, three medal winners, three "
        "medal places, "
        "made it to the podium, makes it to the podium, made it onto the podium, made the podium, makes the podium, "
        "make the podium, on the podium, stands on the podium, stand on the podium, gold silver and bronze, gold "
        "silver bronze, gold and silver and bronze, medal table, won the medals, wins the medals, take the medals, "
        "podium places, podium positions, podium finishes, podium finishers, places on the podium, medal ranks, "
        "medallists, medalists, medal winners, top three places"
    ),
    "METRIC_WORD": (
        "yardstick, measuring stick, by what yardstick, by which yardstick, by what standard, by which standard, "
        "by what criterion, by which criterion, success criterion, quality measure, kpi, key figure, "
        "metric, metrics, evaluation metric, evaluation measure, performance measure, figure of merit, which "
        "measure, what measure, what quantity, which quantity"
    ),
    "EVALUATED": (
        "test models, tests models, test the models, tests the models, testing models, tests its models, run "
        "models, runs models, run the models, runs the models, run the test, run the benchmark, runs the "
        "benchmark, measure models, measures models, assess models, assesses models, evaluate models, evaluates "
        "models, evaluate the models, evaluates the models, go about it, go about testing, arrive at its numbers, "
        "arrive at its scores, obtain its scores, get its numbers, get its scores, produce its numbers, produced, "
        "obtained, generated, "
        "evaluated, conducted, carried out, assessed, administered, run, test, tests, tested, testing"
    ),
    "NEEDS": (
        "requirement, requirements, prerequisite, prerequisites, precondition, preconditions, what do i need, "
        "what do we need, what does one need, "
        "had to, needs to, need to, required to, obliged to, expected to, is there any need, cannot do without, "
        "can do without, rely on, relies on, hinge on, hinges on, "
        "require, requires, required, need, needs, needed, necessary, involve, involves, involved, demand, "
        "demands, presuppose, presupposes, call for, calls for, depend on, depends on, "
        "have to, has to, must, accept, accepts, accepted, allow, allows, permit, permits, approve, approves, "
        "approved, insist on, insists on, cleared, signed off on"
    ),
    "CITE": "cite, cites, cited, citation, citations, bibtex, citing, acknowledge, credit, quote, reference",
    "ABSTRACT_IN": (
        "what written in, what is written in, what stands written in, what said in, what does it say in, "
        "whats in, what is in, what stands in, what is said in, what does it say in, what in"
    ),
    "DIVIDED": (
        "clustered, bucketed, categorised, categorized, structured, filed, partitioned, "
        "divided, grouped, organised, organized, sorted, classified, arranged, assigned, split into, fall into, "
        "fall under, falls under, falling under, falls into, falling into, subdivided, sort"
    ),
    "NEWEST_MODEL": (
        "last model published by, last model released by, last published model, last released model, "
        "last model by, last model from, last release by, last release from, last model of, "
        "newest one, latest one, most recent one, "
        "most recently released model, most recent model, newest model, latest model, newest models, most recently "
        "released models, latest models"
        ", most recent arrival, latest arrival, newest arrival, newest addition, latest addition, newest release, "
        "latest release, most recent release, latest launch, newest launch, newcomer, newcomers, newest entrant, "
        "youngest model, youngest llm, most recently launched model, last released model, model released last, "
        "freshest model, latest llm, newest llm, latest ai, newest ai, latest model release, newest model release"
    ),
    # How places are given, whatever the board.
    "RANKING_RULES": (
        f"{_RANKING_WORKS}, "
        "ranking method, ranking methods, ranking procedure, ranking algorithm, method of ranking, "
        "how are places given, by what rule are places given, how you order models, how do you order "
        "models, how do you rank models, how you rank models, how do you order the models, how do you rank the "
        "models, how do you compute the rank, how is the rank of a model calculated, how is the rank of a model "
        "determined, how is a rank calculated, how are ranks calculated, how are ranks computed, how are ranks "
        "determined, how is the rank computed, how is the rank calculated, how is the order determined, how is "
        "the ranking made, how are rankings made, how is the ranking calculated"
    ),
    "RULES": (
        "what determines the order, what decides the order, what determines the rank, what decides the rank, what "
        "determines the place, what decides the place, "
        "the rules, rules of, what are the rules, which rules, what rules apply, rules apply, ground rules, how do "
        "you decide, do you decide, how do you determine, do you determine, how is it decided, how do you work "
        "out, do you work out, how do you figure out, "
        "rule, rules, principle, principles, convention, conventions, according to which rules, by which rules, "
        "policy, how are ties, criteria, criterion"
    ),
    "SEPARATE": (
        "of their own, of its own, board of their own, on a board of their own, kept on a board of their own, kept "
        "on, separate board, extra board, a separate board, separate leaderboard, "
        "apart, held apart, not combined, not together, kept away, split up, split off, not on the same board, "
        "separate, separated, separately, kept apart, not mixed, mixed, mix, merged, merge, kept on separate, "
        "pooled, pool, kept separate, lumped together"
    ),
    "IN_USE": "use, uses, using, used",
    "AGE": (
        "a recent benchmark, a recent one, an old benchmark, an old one, a young benchmark, how recent a "
        "benchmark, recent or old, old or recent, old or new, new or old, a recent benchmark or an old one, an "
        "old benchmark or a recent one, a recent one or an old one, an old benchmark or a new one, a new "
        "benchmark or an old one, a recent or an old benchmark, an old or a new benchmark, "
        "how long has, how old, how many years old, what age"
    ),
    "UNSEATED": (
        "took the crown off, took the title off, took the lead off, took the record off, took the crown away from, "
        "took the lead away from, take the record from, take the lead from, take the crown from, take first place "
        "from, take the title from, take the top spot from, stole the title from, snatched the title from, dethrone, "
        "dethroned, dethrones, topple, toppled, took over from, take over from, taken over from, succeeded, "
        "displaced, displace, knocked off, knocked off the top, unseated, unseat, ousted, oust, took the lead from, "
        "took the crown from, took first place from, took the top spot from, took the record from, took the title "
        "from, stole the crown from, stole the lead from, snatched the lead from, snatched the crown from, took the "
        "throne from, led after, was first after, was top after, on top after, was best after, was number one after, "
        "ended the reign of, got dethroned, was dethroned, been dethroned, lost the lead, lost the crown, lost the "
        "top spot, lost first place, lose the lead, lose the crown, lose the top spot, lose first place, lose its "
        "lead, lose its crown, lost its crown, lost its lead, lost the title, lost its title, lost the record, lose "
        "the record"
    ),
    "BEFORE": (
        "before, earlier, previously, formerly, in the past, previous, former, prior, preceding, erstwhile, bygone, "
        "dethrone, dethroned, dethrones, topple, toppled, took over from, take over from, taken over from, succeeded, "
        "displaced, displace, replaced at the top, knocked off, knocked off the top, unseated, unseat, ousted, oust"
    ),
    "PERCENTILE": (
        "percentile, percentiles, percentile rank, what share of the models, what share of models, which share of the "
        "models, what fraction of the models, what percentage of the models, what percentage of models, what "
        "proportion of the models, how much of the field, what part of the field, what share of the field, top what "
        "percent, top how many percent, in the top percent, quantile, decile"
    ),
    "LOOKS": (
        "look at the top, look like at the top, look like, looks like, look right now, look at present, look "
        "today, looking like, look these days, look at the moment"
    ),
    "BELONG": (
        "fall under, falls under, belong to, belongs to, belong in, belongs in, belong under, belongs under, "
        "count as, counts as, counted "
        "as, classed as, categorised as, categorized as, classified as, filed under, tagged as, tagged with, "
        "tagged under, "
        "grouped under, marked as, labelled as, labeled as, go "
        "under, goes under, considered a, considered as, regarded as"
    ),
    "BOARDS_COUNTED": (
        "rankings, leaderboards, boards, tables, scoreboards, separate rankings, separate leaderboards, separate "
        "boards, separate tables, different rankings, different leaderboards, different boards, distinct boards, "
        "distinct leaderboards, distinct rankings, individual boards, individual leaderboards, ranking tables, "
        "ladders"
    ),
    "COMBINED": (
        "grand average, overall average, total score, single score, single number, combined score, one score, one "
        "number, overall score for all, composite, aggregate, aggregate score, aggregated, grand total, global "
        "ranking, overall ranking, one big ranking, single ranking, one ranking, one overall, one single, master "
        "ranking, general ranking, universal ranking, mega leaderboard, overall leaderboard, one big leaderboard, "
        "one leaderboard, single leaderboard, global leaderboard, one table, average across all benchmarks, "
        "average across benchmarks, average over benchmarks, average of all benchmarks, average over all "
        "benchmarks, grand average across benchmarks, meta score, meta ranking"
    ),
    "PREDICTIONS": (
        "predictions, prediction file, predictions file, model outputs, my outputs, our outputs, outputs already, "
        "my answers, our answers, answer file, answers file, my responses, our responses, saved answers, saved "
        "outputs, existing predictions, finished predictions, output file, outputs file, my results file, jsonl"
    ),
    "INSTALL": (
        "onto my laptop, onto my machine, onto my computer, onto my mac, onto my own machine, on "
        "my laptop, get podium onto, get podium onto my laptop, get podium on my laptop, put podium on, get "
        "it onto my laptop, get you onto my laptop, "
        "install this thing, install this, install it, install the thing, install you, run you locally, run podium "
        "locally, requirements, prerequisites, system requirements, "
        "install, installation, installing, installed, pip install, set up podium, setup podium, get podium, "
        "download podium, install podium, get started, getting started, get it running, get this running, get "
        "podium running, podium running, set this up, set it up, set you up, deploy podium, get going, up and "
        "running"
    ),
    "ORDER": (
        "order, sort, ordered by, sorted by, rank the benchmarks, rank benchmarks, sort by, order by, arrange, "
        "list by, by size, by popularity, descending, in order of, in descending order, in ascending order, ranked "
        "by, from most to least, most to least"
    ),
    "PUT_OUT": "report, reports, reported, register, registers, registered, post, posts, posted",
    "PER_SENT": "per input token, per prompt token",
    "PER_RECEIVED": "per output token, per completion token, per generated token",
    # What somebody gets right: "how much of MMLU does o3 solve".
    "SOLVED_OF": (
        "solve, solves, solved, get right, gets right, got right, answer correctly, answers correctly, "
        "answer right, answers right, correctly answer, correctly answers, master, masters, mastered"
    ),
    "DEPTH": (
        "how low do, how low does, how low did, how low do scores, how low do the scores, how low can, "
        "smallest score, "
        "smallest value, smallest result, tiniest score"
    ),
    "FINAL": "last",
    "TOTAL": ("total, in total, altogether, all told, sum total, total count, all in all, total number, totals"),
    "OLDER": (
        "newer, older, newer than, older than, came first, come first, came earlier, came later, predates, "
        "predate, preceded, earlier than, later than, successor, successor of, successor to, predecessor, "
        "predecessor of, the successor of, the predecessor of, follow up to, follow up of, grew out of, based on, "
        "builds on, build on, built on, derived from, descends from, offshoot of, spin off of, extension of, "
        "sequel, sequel to, sequel of, version of"
    ),
    "DISCORD": (
        "discord, discord bot, discord server, my discord, our discord, my server, our server, slack, telegram, "
        "whatsapp, teams bot, chat server"
    ),
    "ORDER_BENCHMARKS": (
        "longest leaderboard, longest board, longest ranking, biggest leaderboard, largest leaderboard, biggest "
        "board, largest board, "
        "rank the benchmarks, rank benchmarks, sort the benchmarks, order the benchmarks, sort benchmarks, order "
        "benchmarks, rank all benchmarks, sort all benchmarks, rank your benchmarks, sort your benchmarks"
    ),
    "YOUR": ("your, ur"),
    # A stretch of time between two, or a time that two share, which no answer tells.
    "SPAN": (
        "days between, weeks between, months between, years between, time between, same day as, same week as, same "
        "month as, same year as, same time as"
    ),
    # A part of a whole, which counts alone do not tell.
    "SHARE": (
        "share of, proportion of, fraction of, percentage of, what share, what proportion, what fraction, what "
        "portion, what portion of, which portion, which portion of"
    ),
    # Where data come from: that is told in a benchmark's description.
    "ORIGIN": (
        "which hospital, what hospital, which hospitals, what hospitals, which clinic, what clinic, which clinics, "
        "which medical centre, which medical center, what medical center, which city, what city, which country, what "
        "country, which institution collected, where were the images taken, where were the images made, where were "
        "they taken, whose patients, which exams, which exam boards"
    ),
    "LANGUAGES": (
        "in which language, in what language, in which languages, in what languages, "
        "can i ask in, may i ask in, can i ask you in, may i ask you in, could i ask in, can one ask in, ask "
        "questions in, ask my questions in, may i write in, can i write in, write to you in, write you in, can i talk "
        "to you in, can i speak to you in, can you answer in, could you answer in, reply to me in, answer me in, ask "
        "you in, talk to you in, "
        "languages can i, language can i, languages do you, language do you, languages can you, language can you, "
        "which language, which languages, what languages, what language, other languages, another language, my "
        "language, my native language, in my own language, mother tongue, native tongue, only english, only in english"
    ),
}
