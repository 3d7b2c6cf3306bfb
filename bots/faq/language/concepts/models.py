"""Models: what the catalogue tells of them besides what they cost, and what it does not."""

from __future__ import annotations

from podium.bots.faq.language.concepts.images import TAKING_IMAGES

MODELS: dict[str, str] = {
    # Where a model stands best, and where it stands worst.
    "STRENGTH": (
        "excel at, excels at, strengths, strength, strong suit, strong suits, strengths and weaknesses, forte, "
        "weaknesses, weakness, weak point, weak points, weak spot, weak spots, weak at, bad at, worst at, struggle "
        "with, struggles with, struggling with"
    ),
    "OFTEN": "how often, how many times, how frequently",
    # Models.
    "COMPARE": (
        "should we pick, should i pick, should we choose, should i choose, "
        "should we go with, should i go with, should we go for, should i go for, would you "
        "pick, would you choose, to pick, to choose, we pick, i pick, i choose, we choose, "
        "next to, alongside, beside, put next to, set against, set beside, up against, pitted against, held "
        "up against, opposite, measured against, weigh against, weighed against, "
        "compare, compares, compared, comparing, comparison, vs, versus, against, head to head, stack up, side by "
        "side, or, compair, match up, stacks up, face off, duel, v, relative to, compete, "
        "over"
        ", next to each other"
    ),
    "BETTER": (
        "outdo, outdoes, outclass, outclasses, outrank, outranks, outscore, outscores, outshine, outshines, edge "
        "out, edges out, trump, trumps, "
        "better, worse, beat, beats, outperform, outperforms, stronger, superior, ahead of, defeat, defeats, ahead, "
        "more good, gooder, higher, lower, win, wins, worse than, better than, smarter, best, exceed, weaker, "
        "inferior, winner, leads, "
        "better got, "
        "overtaken, overtook, overtake, surpassed"
    ),
    "OPEN": (
        "of code open, code open, open code, of open code, with open code, "
        "isnt proprietary, is not proprietary, arent proprietary, isnt closed, is not closed, arent closed, "
        "no proprietary stuff, nothing proprietary, no proprietary models, no proprietary ones, no "
        "proprietary, no closed stuff, no closed ones, no api only models, no api only, without proprietary "
        "models, without the proprietary ones, only open ones, weights i can download, i can download, one "
        "can download, can be downloaded, "
        "open, opensource, opensourced, openweight, openweights, openly, oss, foss, open source, open weight, open "
        "weights, open sourced, opened, downloadable, open model, open models, non proprietary, not closed, non "
        "closed, self hostable, self host, run locally, locally, local, at home, available weights, public "
        "weights, weights, free weights, free model, free models, free ai, free ais, free llm, free llms, "
        "free one, free ones, not proprietary, opensauce, open srouce, source open, can run myself, run "
        "myself, can run locally, run it myself, run at home, runnable locally, self hosted, selfhosted, local "
        "model, local models, open ones, open llm, open llms, the open ones, downloadable weights, open sourced "
        "model, i can run myself, dont care about closed, dont care about closed crap, nothing closed, no closed "
        "models, no closed, dont want closed, hate closed models, screw closed models, publicly available weights, "
        "openly available weights, freely available weights, weights publicly available, weights are public, whose "
        "weights are public, public model weights, open weight models, downloadable model weights, weights "
        "available, available for download, weights can be downloaded, on our own servers, on own servers, on "
        "premises, on premise, on prem, self hosting, own infrastructure, our own infrastructure, with published "
        "weights, published weights, open weight model, open weights models, open source model, open source "
        "models, open source llm, open source llms, i can run locally, can run at home, i can run at home, i can "
        "run it myself, can run on our own servers, i can self host"
    ),
    # Ways to say it that speak of where a model runs; how large it may be for that is not known.
    "LOCAL": (
        "self hostable, self host, run locally, locally, local, at home, can run myself, run myself, can run "
        "locally, run it myself, run at home, runnable locally, self hosted, selfhosted, local model, local "
        "models, i can run myself, on our own servers, on own servers, on premises, on premise, on prem, self "
        "hosting, own infrastructure, our own infrastructure, i can run locally, can run at home, i can run at "
        "home, i can run it myself, can run on our own servers, i can self host"
    ),
    "CLOSED": (
        "closed, proprietary, closedsource, closed source, closed weight, closed weights, api only, not open, non "
        "open, isnt open, arent open, is not open, are not open, isnt open source, is not open source, isnt open "
        "weights, paid, not open source, nonopen, closed model, closed models, private, propietary, not opensource, "
        "dont care about open, no open models, nothing open, no open weights, "
        "api only models, closed ones"
    ),
    "VERIFIED": (
        "nothing but verified, nothing but independent, nothing but verified figures, nothing but verified "
        "results, counting nothing but verified figures, counting nothing but verified, nothing but checked, "
        "verified, independent, independently, independently verified, reproduced, independently run, checked, "
        "confirmed, third party verified, independently measured, independent results, trustworthy"
    ),
    "SELF_REPORTED": (
        "come from the makers themselves, come from the makers, come from their makers, by the makers themselves, "
        "come from the vendors, come from the companies themselves, given by the makers, "
        "maker the only witness, maker is the only witness, vendor is the only witness, maker is the only "
        "source, vendor is the only source, makers word, vendors word, only the makers word, only the vendors "
        "word, own word, makers own word, makers say so, vendors say so, only the maker says so, nobody but "
        "the maker, no one but the maker, nobody but the vendor, makers own claim, makers claim, vendors "
        "claim, marked their own homework, mark their own homework, marking their own homework, taken on "
        "trust, maker vouches, only the maker vouches, "
        "what vendors report themselves, what the vendors report themselves, what makers report themselves, what the "
        "makers report themselves, what labs report themselves, what companies report themselves, "
        "what vendors report, "
        "what the vendors report, what vendors say, what makers say, what vendors claim, what makers claim, "
        "self reported, selfreported, self declared, self claimed, vendor reported, maker reported, "
        "company reported, lab reported, developer reported, "
        "reported by the maker, reported by the makers, claimed, by the maker itself, "
        "self reported by the makers, self reported by makers, reported by their makers, reported by their own makers"
    ),
    "UNVERIFIED": "unverified, not verified, non verified, isnt verified, arent verified, unconfirmed, not confirmed",
    "THIRD_PARTY": (
        "third party, thirdparty, third parties, 3rd party, 3rd parties, third party reported, reported by third "
        "parties, reported by a third party, third party reports"
    ),
    "NOT_SELF": (
        "rather than vendor claimed, rather than vendor reported, rather than self reported, not vendor claimed, "
        "not vendor reported, instead of vendor claimed, instead of self reported, rather than claimed, rather "
        "than the vendors claim, rather than the vendors own, "
        "not self reported, non self reported, isnt self reported, arent self reported, not vendor reported, not "
        "reported by the maker, not reported by the makers, not by the maker itself"
        ", somebody other than the maker, someone other than the maker, anybody but the maker, anyone but the maker, "
        "somebody else than the maker, someone else than the maker, somebody other than the vendor, someone other "
        "than the vendor, someone but the maker, other than the maker, other than the vendor, not the maker itself, "
        "not from the maker, not from the vendor, not by the vendor, not by the maker"
    ),
    "MULTIMODAL_MODEL": (
        f"{TAKING_IMAGES}, "
        "vision input, with vision input, image input, with image input, with picture input, "
        "multimodal model, multimodal models, vision model, vision models, multimodal llm, vlms, vlm, models that "
        "see images, models that take images, model that takes images, accepts images, accept images, vision "
        "language model, vision language models, takes images, take images, see images, image input, reads images, "
        "with vision, can see, multimodal, understands images, understand images, handle images, process images, "
        "read images, take pictures, takes pictures, see pictures, view images, look at images, read pictures, "
        "process pictures, see an image, accept pictures, look at pictures, image inputs, handle pictures, capable "
        "of processing images, processing images, capable of images, "
        "capable of handling images, handling images, interpret images, interprets images, analyse images, analyze "
        "images, analysing images, analyzing images, work with images, deal with images, images as input, images "
        "as inputs, image understanding, accepts image input, accept image input, accepting images, accept "
        "pictures as input, visual input, visual inputs, view pictures, looking at images, look at an image, "
        "processes images, handles images, ingest images, vision capable, vision enabled"
        ", image capable, image capable model, with vision input, vision input, with image input, see pictures, "
        "understand pictures, understands pictures, work with pictures, with image support, image support, with eyes, "
        "can handle images, can read images, can take images, can see images, can see pictures, can look at images, "
        "can look at pictures, can process images, can understand images, can accept images, can read charts, "
        "can read pictures, look at photos, take photos, accept photos, see photos, multi modal"
    ),
    "RELEASED": (
        "that dates from, which dates from, dates from, dating from, "
        "launch day, day of launch, day of release, launch month, release month, month of release, go live, "
        "went live, go live date, see the light of day, saw the light of day, hit the market, on the market, "
        "came to market, come to market, hit the streets, shipped, "
        "released, release, release date, come out, came out, launched, launch, announced, comes out, launch date, "
        "date of release, out, published, how old, introduced, debut, drop, dropped, came, come, birthday, "
        "only new ones, only new models, only newer ones, only recent ones, only recent models, release day, bday, "
        "born, day it came out, "
        "made available, become available, became available, made public, been available, available since, "
        "releases, "
        "appear, appeared"
    ),
    "PARAMETERS": (
        "how hefty, how beefy, how chunky, how chonky, how bulky, "
        "how weighty, how meaty, "
        "how size, parameters, parameter, params, param, size, sizes, sized, how big, how large, billion parameters, "
        "weights count, number of parameters, parameter count, how many parameters, model size, how many params, "
        "how many bs, how many bn, "
        "billions, how many billion parameters, how many billions of parameters, number of params, how many b"
    ),
    "CONTEXT": (
        "how size a text, how size a prompt, how size an input, how size a document, how size a file, "
        "how size a book, "
        "how size a codebase, how size a message, how size a context, how long an input, how long a message, "
        "can remember, remember at once, remembers at once, keep in mind at once, hold in memory, "
        "context, context window, context length, context size, window, token limit, max tokens, context tokens, "
        "context windows, how many tokens, how much context, how long a prompt, input length, ctx, "
        "ctx window, ctx length, ctx size, "
        "ctx len, context len, "
        "how long a text, how long a document, how long a book, how long texts"
    ),
    "INPUT_KIND": (
        "kind of input, kinds of input, sort of input, sorts of input, type of input, types of input, form of input, "
        "what input, which input, what inputs, which inputs, kind of inputs, input modality, input modalities, "
        "what does a model get to see, what is a model given, what is the model given, what does the model get, "
        "what does a model get, what goes in, what goes into a model"
    ),
    # One of two models by the catalogue.
    "OUT_LATER": (
        "newer, newer than, more recent, younger, released later, came out later, came later, more up to date, "
        "more recently released"
    ),
    "OUT_EARLIER": (
        "older, older than, less recent, released earlier, came out earlier, came out first, released first, "
        "came first"
        ", first out, launched first"
    ),
    "BIGGER": "bigger, larger, heavier, more parameters, more params, huger, fatter",
    "SMALLER": "smaller, lighter, fewer parameters, fewer params, less parameters, less params, tinier",
    "MORE_CONTEXT": (
        "more context, longer context, longer context window, larger context, larger context window, bigger context, "
        "bigger context window, wider context window, longer prompts, longer prompt, longer inputs, longer input, "
        "longer documents, longer texts, larger window, bigger window, wider context, wider window, longer window, "
        "greater context, greater context window, larger contexts, longer contexts, larger context windows, bigger "
        "context windows, more tokens of context, larger context length, longer context length, higher context, "
        "larger context size, bigger context size"
    ),
    "LESS_CONTEXT": (
        "less context, shorter context, shorter context window, smaller context, smaller context window, smaller "
        "window, shorter window, smaller context windows"
    ),
    "BOTH": (
        "of the two, of both, of these two, of those two, of them, of the two models, of both models, "
        "of these models, "
        "of those models, of the pair, of these, of those"
    ),
    # What a model runs on, which no catalogue here tells.
    "MACHINE": (
        "laptop, laptops, on my laptop, macbook, notebook computer, phone, phones, smartphone, smartphones, "
        "iphone, tablet, gpu, gpus, one gpu, single gpu, a gpu, my gpu, our gpu, consumer gpu, graphics card, vram, "
        "my ram, raspberry pi, edge device, edge devices, on my machine, on my computer, on my own hardware, on my "
        "hardware, on our hardware, my hardware, our hardware, i can run, we can run, my machine, our machine, my "
        "computer, my own computer, my own machine, my own box, my box, our box, my own rig, my rig, "
        "my own laptop, my own desktop, my desktop, my workstation, our workstation, a workstation, home lab, "
        "homelab, my homelab, my home lab, a single card, one card, fits on my, fits in memory, fit in memory, my card"
    ),
    "NEWEST": (
        "release last, release most recently, released last, released most recently, come out last, come out most "
        "recently, came out last, came out most recently, publish last, publish most recently, published last, "
        "published most recently, launch last, launch most recently, launched last, launched most recently, bring "
        "out last, bring out most recently, put out last, put out most recently, "
        "newest, latest, most recent, youngest, most recently released, last released, latest released, just "
        "released, newst, freshest, most recently released model, "
        "most recently, came out most recently"
    ),
    "OLDEST": (
        "oldest, earliest, first released, least recent, first model, oldest one, 1st model, very first model, "
        "first model ever"
    ),
    "LARGEST": (
        "beefiest, chunkiest, chonkiest, bulkiest, heftiest, meatiest, thickest, "
        "largest, biggest, most parameters, heaviest, hugest, huge, longest, largest number of parameters, most "
        "billions of, most billions, most params"
        ", widest, roomiest, most spacious, most generous, deepest, fattest, most gigantic, most enormous"
    ),
    "SMALLEST": (
        "weeniest, teeniest, skinniest, slimmest, leanest, most compact, "
        "smallest, fewest parameters, tiniest, lightest, least parameters, shortest, fewest, littlest, "
        "most lightweight"
    ),
    "ORGANISATION": (
        "who develops, who makes it, which company develops, who maintains, "
        "which enterprise, what enterprise, which corporation, what corporation, which conglomerate, which supplier, "
        "what supplier, which brand, what brand, which studio, "
        "which firm, what firm, firm, firms, which firm made, which firm trained, what firm trained, which "
        "outfit, what outfit, which vendor, what vendor, which startup, which start up, which maker, which "
        "developer, whose brainchild, brainchild, whose work, whose handiwork, which shop, which company "
        "trained, which lab trained, where was it trained, "
        "from which lab, from which university, from which group, from which institution, from which team, from "
        "which company, from what lab, from what company, "
        "which university, what university, which universities, which institution, what institution, which "
        "institutions, which institute, which school, "
        "organisation, organization, company, org, maker, vendor, lab, team, who made, who makes, who built, who "
        "developed, who created, who trained, who released, developer, manufacturer, made by, developed by, from "
        "whom, which company made, by whom, who owns, creator, who is behind, whose model, companies, labs, "
        "organisations, organizations, vendors, makers, teams, trained by, provider, producer, who produces, "
        "institution, institutions, "
        "orgs, "
        "who cooked up, cooked up"
    ),
    "ALIAS": (
        "also called, also known as, aka, alias, aliases, another name, other name, other names, synonym, called"
    ),
    "TESTED_ON": (
        "appear, listed, been scored, been ranked, "
        "report card, entire report card, whole report card, full report card, complete report card, "
        "evaluated on, tested on, tested, evaluated, benchmarked, benchmarked on, benched, benched on, scores, "
        "results, "
        "all scores, all results, everywhere, measured on, appear on, appears on, listed on, results for, "
        "scores for, overall, "
        "performance, where does, track record, everything, evaluations, evaluation, score, which tests, what "
        "tests, ranked on, perform, has scores, have scores, show up, shows up, numbers, "
        "been run, been run on, been put through, ran on"
    ),
    "ALL": (
        "all, every, everything, each, full, entire, whole, complete, list, everywhere, overall, in general, "
        "generally, on everything, across the board, across benchmarks, on all benchmarks, overall number, "
        "in full"
        ", boards they share, all boards they share, benchmarks they share, all benchmarks they share, they share, "
        "they both share, they have in common, have in common, in common, both took, that both took, both have taken, "
        "both were tested on, shared boards, all shared boards, shared benchmarks, all shared benchmarks, common "
        "benchmarks, common boards, where both appear, wherever both appear, both appear on"
    ),
    "TWO_SCORES": (
        "shows up with different numbers, shows up with different scores, shows up with two scores, shows up "
        "twice, listed twice, appears twice, several scores, several numbers, several values, several figures, "
        "two figures, multiple values, multiple numbers, "
        "have several, has several, have multiple, has multiple, show several, shows several, list several, "
        "has more than one, have more than one, shows more than one, show more than one, "
        "more than one score, more than one result, more than one value, more than one number, more than one "
        "figure, "
        "in another, in one place, in one place and, at one place, in some other place, on one page, on "
        "another page, on another, here and there, "
        "in one place and, in one place, one place and another, which is right, which one is right, which is "
        "correct, which one is correct, which of them is right, which of the two is right, which is the right "
        "one, which should i believe, which one should i believe, which do i believe, which one do i believe, "
        "which one counts, which number is right, which figure is right, which one is true, "
        "about twice, twice that, twice as high, on another board, about twice that on another, twice as much, so "
        "different, so far apart, half as high, contradict, contradicts, contradicting, diverge, diverges, that on "
        "another, double that, "
        "two scores, different scores, two different, several scores, two results, different results, two numbers, "
        "two values, different numbers, two different scores, more than one score, scores differ, different values, "
        "multiple scores, scores different, twice, inconsistent, contradictory, different figures, disagree, "
        "conflicting, "
        "differing scores, differing results, differing values, differing figures, diverging scores, varying "
        "scores, more than one value, more than one result, more than one figure"
    ),
    "CONTAMINATION": (
        "during training, during its training, in its training set, in the training set, while training, can we "
        "exclude that, can one exclude that, can we rule out that, can one rule out that, can it be ruled out "
        "that, "
        "already know, already knows, already knew, already known, know already, knew already, already seen, "
        "already met, already read, "
        "in training, met the questions, met its questions, have met, has met, seen in training, met in "
        "training, peeked at, peeked, crib, cribbed, seen the answers, know the answers, knew the answers, "
        "knows the answers already, learnt by heart, learned by heart, known by heart, by heart, by rote, in "
        "its training, part of its training, part of the training data, "
        "contaminated, contamination, leaked, leak, leakage, memorised, memorized, seen the test, trained on, "
        "cheat, cheated, cheating, memorise, memorize, seen the questions, in the training data, seen it, train on "
        "the test, trained on the test, overfit, overfitting, overfitted, training data, gamed, gaming, see the "
        "test, seen the answers, seen during training, in its training data, in its training set, seen, cutoff, "
        "train on, trained with, train, trained, know the answers, peeked, peek, seen these questions, saw the "
        "test, saw"
    ),
}
