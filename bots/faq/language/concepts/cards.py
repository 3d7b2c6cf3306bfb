"""What a benchmark's card tells, but for how it is scored."""

from __future__ import annotations

from itertools import product

#: What people call models of their own by how they are built.
_SORTS = ("vit", "cnn", "resnet", "densenet", "transformer", "net", "finetune", "encoder", "clip", "lora")
#: How people speak of a model that is theirs and that they want tested.
_OWN_MODEL = ", ".join(
    (
        *(
            f"{verb} {whose} {what}"
            for verb, whose, what in product(
                (
                    "test",
                    "testing",
                    "evaluate",
                    "evaluating",
                    "benchmark",
                    "benchmarking",
                    "score",
                    "scoring",
                    "assess",
                    "run",
                    "running",
                    "try",
                    "trying",
                ),
                ("my", "our", "my own", "our own"),
                ("model", "models", "checkpoint", "llm", "vlm", "network", "classifier", "system", *_SORTS),
            )
        ),
        *(
            f"{who} {made} {what}"
            for who, made, what in product(
                ("i", "we", "ive", "weve"),
                ("trained", "have trained", "built", "fine tuned", "finetuned", "developed"),
                ("a model", "a vlm", "an llm", "a classifier", "a network", "my own model", "our own model"),
            )
        ),
        *(f"{whose} model to {take}" for whose, take in product(("my", "our"), ("take", "sit", "run", "do", "try"))),
        "a model of my own, a model of our own, my own checkpoint, our own checkpoint, my own llm, our own llm",
    )
)

CARDS: dict[str, str] = {
    # The card.
    "PAPER": (
        "which conference, what conference, which journal, what journal, which venue, venue, conference paper, "
        "journal paper, peer reviewed, proceedings, "
        "preprints, write up, writeup, full text, "
        "described first, first described, introduced first, first introduced, "
        "arxiv number, arxiv id, arxiv identifier, arxiv link, arxiv address, "
        "paper, papers, publication, article, arxiv, cite, cites, cited, citation, citations, bibtex, preprint, "
        "doi, manuscript, reference, references, pdf"
    ),
    "MADE": (
        "coded, programmed, making, writing, building, "
        "made, makes, created, built, introduced, invented, developed, behind, came up, author, authors, wrote, "
        "written, authored, published, creator, creators, maker, makers, released, publish, produced, designed, "
        "curated, collected, owns, compiled, made by, put together, devised, established, "
        "cooked up, "
        "assembled, conceived, prepared, constructed"
    ),
    "AUTHORS": (
        "names behind, name behind, people behind, persons behind, faces behind, brains behind, minds behind, "
        "folks behind, team behind, group behind, researchers behind, heads behind, "
        "guys that did, people that did, people who did, folks who did, folks that did, guys who made, guys that "
        "made, people who made, people that made, folks who made, folks that made, those who made, those who "
        "wrote, people who wrote, people that wrote, from which lab, from which university, from which group, from "
        "which institution, from which team, from what lab, from what university, "
        "which university, what university, which universities, which institution, what institution, which "
        "institutions, which institute, which research group, which school, which academics, what academics, "
        "affiliation, affiliations, affiliated, alma mater, "
        "whose work, whose brainchild, whose project, whose creation, whose baby, whose idea, brainchild of, "
        "brains behind, the brains behind, minds behind, the minds behind, scientists behind, researchers behind, "
        "group behind, lab behind, masterminds, mastermind, who stands behind, who came up, who dreamt up, who "
        "thought up, inventor, inventors, founders, originators, originator, who put together, who assembled, who "
        "conceived, who prepared, who constructed, who constructed it, who set up, to be credited, credited with, "
        "credit for, who deserves credit, who is to thank, who gets credit, from whose pen, penned, who penned, "
        "author, authors, wrote, written, authored, who made, who created, who built, who invented, who developed, "
        "creator, creators, who published, who introduced, who is behind, who designed, who came up with, who "
        "released, who collected, who curated, who compiled, who produced, people behind, the people behind, folks "
        "behind, team behind, by whom, who devised, "
        "first author, lead author, main author, corresponding author, "
        "who cooked up, "
        "researchers, researcher, scientists, responsible, people responsible, responsible for, which researchers, "
        "author list, list of authors, authors list"
    ),
    "ABSTRACT": (
        "report in their paper, report in the paper, reported in the paper, reported in their paper, find in "
        "their paper, found in their paper, conclude in their paper, say in their paper, claim in their "
        "paper, write in their paper, authors report, authors find, authors found, authors conclude, authors "
        "say, authors claim, authors show, take home message, takeaway, takeaways, take away, "
        "paper claim, paper claims, paper argue, paper argues, paper show, paper shows, paper find, paper finds, "
        "paper conclude, paper concludes, paper report, paper reports, paper state, paper states, paper tell, "
        "paper tells, paper propose, paper proposes, paper prove, paper proves, paper demonstrate, paper "
        "demonstrates, authors claim, authors find, authors conclude, authors show, authors argue, summary of the "
        "paper, gist of the paper, conclusions of the paper, conclusion of the paper, "
        "abstract, what does the paper say, what is the paper about, paper say, paper about, in the paper, key "
        "idea, main idea, tldr, tl dr, claims, findings of the paper, contribution, contributions, "
        "main claims, main claim, main findings, main results of the paper, central claim, core claims, core idea, "
        "key message, key messages, main message, take home message, takeaway, takeaways, bottom line, main "
        "contribution, main contributions, headline result"
    ),
    # What a paper comes down to.
    "GIST": (
        "boil down, boil, boils down, boiled down, condense, cut down, findings, conclusions, conclusion, conclude, "
        "concludes, concluded, contents, content, in brief, digest, upshot, main points, key points"
    ),
    "PUBLISHED": (
        "first see publication, see publication, saw publication, date from, dates from, dating from, date back "
        "to, dates back to, dating back to, "
        "was first published, were first published, was first released, was first announced, is first published, "
        "birth date, birthdate, date of birth, day of birth, first upload, first uploaded, "
        "see the light of day, first see the light of day, first saw the light of day, saw the light of day, "
        "see the light, first appear, first appeared, first surface, first surfaced, make its debut, made its "
        "debut, come into being, came into being, come into existence, came into existence, come to light, "
        "came to light, "
        "go up, goes up, went up, went live, go live, see the light of day, saw the light of day, see the light, "
        "saw the light, first posted, got published, get published, debut, debuted, unveiled, first "
        "announced, presented, first presented, hit arxiv, birth, birthday, year of birth, been out, out since, "
        "date from, dates from, date back, dates back, "
        "published, come out, came out, introduced, released, release, publication date, appear, appeared, release "
        "date, launched, first published, created, publish, how old, born, made, release year, publication year, "
        "year of publication, exist, exists, came, around, since when, made public, first made public, first made, "
        "been available, made available, first made available, become available, became available, first released, "
        "been around, first appeared, first appear, first come out, "
        "date of first publication, first publication, date of publication"
    ),
    "CATEGORY": (
        "heading, headings, filed, filed under, is filed under, bucket, buckets, niche, rubric, classed, classed "
        "under, shelved under, strand, theme, themes, research area, research areas, research field, branch, "
        "branches, "
        "under which categories, under which category, category, categories, domain, domains, area, areas, field, "
        "fields, topic, topics, covers, cover, covered, coverage, tagged, tags, tag, modality, modalities, genre, "
        "section, "
        "subject categories, subject category"
    ),
    "SORT": (
        "kind, kinds, type, types, sort, kind of benchmark, type of benchmark, sort of benchmark, kind of test, "
        "type of test, kind of dataset"
    ),
    "SEEN": (
        "x rayed, xrayed, rayed, x raying, radiographed, "
        "show the model pictures, show the model images, show the model a picture, show models pictures, show "
        "models images, shows models pictures, show pictures, show images, shows pictures, shows images, give "
        "the model pictures, give the model images, hand the model pictures, shown pictures, shown images, "
        "come with pictures, come with images, "
        "image, images, text, textual, visual, picture, pictures, imaging, multimodality, photos, photo, "
        "seeing"
    ),
    "USES": (
        "made of, made up of, composed of, comprises, comprise, comprised of, "
        "that include, which include, that includes, which includes, that contain, which contain, that contains, "
        "which contains, including, "
        "deal with, deals with, dealing with, revolve around, revolves around, devoted to, dedicated to, "
        "concerned with, "
        "rely on, relies on, rely, relies, relied on, employ, employs, employed, resort to, resorts to, make use "
        "of, makes use of, draw on, draws on, "
        "span, spans, spanning, stretch over, stretches over, stretch across, stretches across, extend over, "
        "use, uses, using, used, with, need, needs, include, includes, contain, contains, require, requires, "
        "involve, involves, about, hold, holds, comprise, comprises, involved, possesses, possess, "
        "comprised, comprising, contained, consist, consists, presuppose, presupposes, offer, offers, feature, "
        "features, "
        "allowed, permitted, enabled"
    ),
    "SIZE": (
        "how size, size, sizes, how big, how large, how many items, dataset size, how many samples, how much data, "
        "number of items, sizes of, how long, items"
    ),
    "SPLIT": (
        "train split, training split, train part, training part, test part, train portion, "
        "split, splits, train, training, validation, test set, train set, dev set, test split, val, holdout, "
        "dev split, dev subset, development set, development split, "
        "training set, validation set, partition, partitions"
    ),
    "OBSERVATION": (
        "diagnoses, which diagnoses, what diagnoses, "
        "draw its questions from, draws its questions from, draw questions from, draws questions from, draw "
        "its tasks from, draw its items from, takes its questions from, take its questions from, take "
        "questions from, questions come from, questions drawn from, questions are drawn from, questions taken "
        "from, "
        "quiz, quizzes, quizzed, quiz a model, quiz models, ask a model about, ask models about, quiz a model on, "
        "question a model on, grill, checks "
        "for, check for, screen for, screens for, signs of, malady, ailment, ailments, lung disease, lung "
        "diseases, school subject, school subjects, fields of study, knowledge area, knowledge areas, "
        "finding, findings, label, labels, observation, observations, subject, subjects, pathologies, "
        "illness, illnesses, disorder, disorders, "
        "class, classes, disease, diseases, condition, conditions, discipline, disciplines, topics, topic, "
        "abnormality, abnormalities, ask about, asks about, asked about, labelled, labeled, annotated, "
        "part, parts, portion, "
        "annotate, annotates, labeling, labelling"
    ),
    "LICENCE": (
        "under what terms, under which terms, on what terms, on which terms, "
        "data for training, train on it, train on the data, train my model on, use for training, used for training, "
        "free to reuse, allowed to reuse, may i reuse, can i reuse, can we reuse, may we reuse, reuse commercially, "
        "could i train on, could we train on, can we train on, may one train on, ok to train on, okay to train on, "
        "free of charge, gratis, at no cost, cost nothing, costs nothing, cost anything, cost money, "
        "can i publish, may i publish, allowed to publish, can we publish, may we publish, may i share, can i "
        "share, can i redistribute, may i redistribute, may i train on, can i train on, allowed to train on, may "
        "we train on, can i modify, may i modify, may i copy, can i copy, allowed to copy, allowed to share, "
        "allowed to redistribute, "
        "under what terms, under which terms, on what terms, on which terms, what terms, which terms, mit or "
        "apache, apache or mit, mit or cc, cc or mit, mit or gpl, cc by, creative commons, copyleft, mit licence, "
        "mit license, apache licence, apache license, legal status, legal conditions, legally, permitted use, "
        "allowed to do with, allowed use, may i do with, restrictions on use, usage restrictions, restrictions, "
        "data agreement, proprietary or free, strings attached, licence wise, license wise, "
        "licence, license, licensed, licences, licenses, terms of use, copyright, licensing, lisence, licens, under "
        "which licence, under which license, under what licence, under what license, which licence, which license, "
        "what licence, what license, license terms, licence terms, terms, "
        "under mit, under apache, mit licensed, apache licensed, under cc, "
        "free, free to use, for free, "
        "data use agreement, use agreement, usage agreement, terms and conditions, conditions of use, usage terms, "
        "usage conditions, usage rights, conditions for use, legal terms, "
        "which licence covers, what licence covers, which license covers, what license covers"
    ),
    # Where somebody wants to use a benchmark: told by its licence.
    "AT_WORK": (
        "at my company, at our company, in my company, in our company, inside my company, inside our company, at my "
        "startup, at our startup, in my business, in our business, at my firm, at our firm, in our products"
    ),
    "COMMERCIAL": (
        "sell something, sell something trained on, sell a model trained on, sell models trained on, sell "
        "products trained on, sell a product trained on, sell, selling, sold, monetise, monetize, make money, "
        "make money with, earn money, earn money with, in a paid product, in a product we sell, "
        "business use, business purpose, business purposes, business product, "
        "commercial, commercially, commercial use, commercial license, commercial licence, for business, "
        "permissive, permissively licensed, commercial licenses, commercial licences, allows commercial use, allow "
        "commercial use, licensed for commercial use, free for commercial use, "
        "can sell, sell, can sell product, apache or mit licensed, apache or mit, commercial ok licence, commercial "
        "ok license, ok for commercial use, usable commercially, in a product, in my product, in our product, can "
        "sell it, "
        "in my business, in our business, in a business, "
        "in my company product, in our company product, in my company, in our company, in my startup, for my "
        "company, "
        "for my startup, for our startup, in production, in my app, in our app, "
        "in a commercial product, in products, for profit"
    ),
    "ACCESS": (
        "home of the, the home of, home page of, homepage of, homepage, "
        "a copy of, copy of the, get a copy, obtain a copy, need a copy, download a copy, "
        "where does one find, where does one get, where does one download, where does one obtain, where does one "
        "fetch, where do i get, where do i download, where do i obtain, where do i fetch, where can one get, "
        "where can one download, where can one obtain, where can one fetch, where could i get, where could i "
        "download, where could i obtain, where could i fetch, where would i get, where would i download, where "
        "would i obtain, where would i fetch, where do we get, where do we download, where do we obtain, where do "
        "we fetch, where do you get, where do you download, where do you obtain, where do you fetch, on "
        "huggingface, on hugging face, from huggingface, from hugging face, access conditions, conditions of "
        "access, access terms, access requirements, requirements for access, stands between me and, stand between "
        "me and, stands between us and, hoops, hoops to jump through, which hoops, jump through, hurdles, which "
        "hurdles, what hurdles, obstacles, red tape, gatekeeper, gatekeeping, gets me into, access, download, "
        "downloads, downloadable, register, homepage, obtain, get the data, get hold of, where can i get, how do "
        "i get, how can i get, get it, where can i find, where is the data, where is the dataset, where to find, "
        "get access, apply for, downloading, publicly available, freely available, public, home page, available, "
        "where is, get, downloaded, granted access, grant access, gain access, get access to, hosted, gated, "
        "acquire, acquired, retrieved, procure, access granted, be had, credentialed"
    ),
    "DATA": (
        "examples, cases, "
        "collection, corpus, data, dataset, datasets, questions, images, files, test set, it, items, qs, item, "
        "samples, instances, specimens"
    ),
    "RUN": (
        f"{_OWN_MODEL}, "
        "test of my model, test of our model, test of a model, do a test, do the test, make a test, make the test, "
        "what do i type, what do i enter, what must i type, do i type, what do i have to type, what should i type, "
        "which command, what command, launches, starts, kick off, kicks off, fire up, start an evaluation, launch "
        "an evaluation, start a run, invocation, invoke, command line, shell command, kick off a run, put my model "
        "through, put a model through, put our model through, try my model, try our model, try out my model, try "
        "my own model, test our, test our own, evaluate our, score our, benchmark our, get my model evaluated, get "
        "a score for my model, get my own score, score for my own model, measure our, run my, run our, run it on "
        "my, run it on our, run myself, do a run, "
        "run, runs, rerun, evaluate, reproduce, install, execute, evaluating, running, test my model, try it, score "
        "my model, benchmark my model, evaluate my model, my own model, own model, test a model, evaluation "
        "command, command, launch, run it, how do i use, measure my, test my, local run, evaluating an in house "
        "model, in house model, go about evaluating, "
        "in house, own servers, our own model, my own system"
    ),
    "RELATED": (
        "which others should i look at, which others, what others, what else should i look at, suggest something "
        "similar, recommend something similar, something similar to, goes together with, go together with, go "
        "well with, goes well with, "
        "most similar, most similar to, most alike, most like, most comparable to, most related to, most akin to, "
        "where else, where else should i be looking, where else should i look, where else to look, where else could i "
        "look, what else to look at, "
        "successor, successor of, successor to, the successor of, predecessor, predecessor of, the predecessor of, "
        "follow up to, sequel to, builds on, build on, built on, based on, extension of, offshoot of, grew out of, "
        "should i use instead of, use instead of, could i use instead of, can i use instead of, in place of, use "
        "in place of, take instead of, to replace, other than this one, "
        "which other benchmarks, what other benchmarks, other benchmarks, what else should i look at, should i "
        "look at, should i also look at, look at next, try next, interests me, if i like, fans of, go well with, "
        "goes well with, complement, complements, complementary, complement to, pair with, pairs with, go "
        "alongside, goes alongside, what else is there like, in the neighbourhood of, family of, same family, "
        "benchmark family, substitute, substitutes, substitute for, replacement for, companion, companions, "
        "companion to, analogous, analogous to, sibling, sibling of, "
        "related, similar, like, alternatives, alternative, comparable, akin, resembles, resemble, else like, "
        "similar to, related to, close to, neighbours, neighbors, siblings, close relatives, relatives, relative of, "
        "relatives of, comparable in spirit, in spirit, in the same vein, kindred, sister benchmarks, counterpart, "
        "counterparts, resembling, cousins, along the lines of"
    ),
    "DIFFERENCE": (
        "why are there both, why is there both, why do both exist, "
        "how big is difference, how big is the difference, how large is the difference, how large is difference, "
        "how big a difference, how large a difference, how much is the difference, "
        "apart, tell apart, apart for me, know apart, keep apart in my head, "
        "tougher, tougher than, more difficult, more difficult than, more challenging, more challenging than, "
        "trickier, stricter, stiffer, more demanding, more demanding than, upgrade over, step up from, what "
        "changed, what has changed, whats changed, what did they change, what was changed, what got changed, new "
        "compared, new compared to, new over, improved over, improvement over, advance over, advances over, apart "
        "from each other, unlike, as opposed to, diverge, diverges, deviate, deviates, dissimilar, vary, varies, "
        "diff, diffs, diff between, "
        "difference, differences, differ, differs, different, distinguish, distinction, difference between, what is "
        "the difference, not the same, whats different, differentiate, harder, easier, go beyond, goes beyond, in "
        "which respects, "
        "change from, changed from, change between, changed between, change, not same, not same thing, not the same "
        "thing, no same, "
        "sets apart, set apart, sets them apart, set them apart, sets it apart, sets it apart from, distinguishes, "
        "distinguishing, confuse, confusing, confused, mix up, mixing up, contrast, contrasts, differing, "
        "divergent, improve on, improves on, improve upon, improves upon, differentiates, depart, departs"
    ),
    "SUBSET": "subset, a subset, subset of, a subset of, superset, superset of, a superset of, extension of, "
    "an extension of, offshoot of, an offshoot of, spin off of, a spin off of, derived from",
    "SAME": (
        "another word for, another term for, other word for, other term for, different word for, nickname, "
        "nickname for, nickname of, a nickname, nicknamed, shorthand for, also mean, also means, different "
        "name for, also known under, one and the same, the same thing, same thing as, "
        "same, same as, equal to, identical to, synonym, also called, also known as, aka, another name, other name, "
        "other names, alias, aliases, called, names, do you know, do you have, have you got, you have, know, you "
        "got, got, in your database, in the registry, do you support, do you cover, supported, support, exist, "
        "exists, is there, are there, abbreviation, in your registry, in your list, in your catalogue, listed, do "
        "you list, ever heard of, track"
    ),
}
