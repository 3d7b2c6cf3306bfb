"""What the words and phrases of a question can mean: the table of :mod:`podium.bots.faq.language.lexicon`."""

from __future__ import annotations

from itertools import product

#: What somebody asks for: "for my paper", "for an article".
_OCCASIONS = ", ".join(
    f"for {whose} {what}"
    for whose, what in product(
        ("a", "an", "my", "our", "this", "one", "the next"),
        (
            "paper", "thesis", "article", "talk", "slide", "client", "report", "presentation", "blog post", "essay",
            "lecture", "poster", "newsletter", "dissertation", "slide deck", "deck", "press release", "column",
            "podcast", "review", "survey", "homework", "assignment", "seminar", "class", "course", "grant proposal",
            "book chapter", "colleague", "student", "customer", "meeting", "workshop",
            "news story", "write up", "summary", "slides", "colleagues", "students",
        ),
    )
)  # fmt: skip

#: What models do with images, as verbs are said of one and of several.
_TAKES = tuple(
    (base, third)
    for base, third in (
        ("support", "supports"), ("take", "takes"), ("accept", "accepts"), ("handle", "handles"), ("read", "reads"),
        ("process", "processes"), ("see", "sees"), ("view", "views"), ("understand", "understands"),
        ("interpret", "interprets"), ("analyse", "analyses"), ("analyze", "analyzes"),
    )
)  # fmt: skip
_PICTURES = ("images", "pictures", "photos", "pics", "an image", "a picture", "image input", "image inputs")
_TAKING_IMAGES = ", ".join(f"{verb} {what}" for verbs, what in product(_TAKES, _PICTURES) for verb in verbs)
_NO_IMAGES = ", ".join(
    f"{no} {base} {what}"
    for no, (base, _), what in product(
        ("cant", "cannot", "can not", "do not", "dont", "does not", "doesnt"), _TAKES, _PICTURES
    )
)
#: What people call a model that is small.
_SMALL_MODELS = ", ".join(
    f"{how} {what}"
    for how, what in product(
        ("lil", "lil ol", "smol", "wee", "teeny", "teeny tiny", "itty bitty", "smallish", "pint sized", "petite"),
        ("model", "models", "llm", "llms", "one", "ones"),
    )
)

#: Concept by concept, the words and phrases that carry it, parted by commas. A phrase hides the words in it.
LEXICON: dict[str, str] = {
    # How a question starts.
    "WHAT": "what, whats, wat, wut, waht, whta, wht",
    "WHICH": "which, wich, whic",
    "WHO": (
        "has anybody, has anyone, has somebody, has someone, has any model, have any models, has any llm, did anyone, "
        "did anybody, did somebody, did any model, does anyone, does anybody, does any model, has a model, have they, "
        "who, whos, whose, whom, hwo, what model, which model, wich model, what ai, which ai, what llm, which llm, "
        "what group, which outfit, what outfit, what lab, which firm, what firm, which vendor, what vendor, "
        "which system, what system, what company, which company, which lab, what lab, "
        "which dudes, which guys, which people, what people, which folks, which researchers, which team, what team, "
        "which group, which person"
    ),
    "WHEN": (
        "how long ago, since what year, since which year, which day, what time, which quarter, at what date, in "
        "what month, in which month, on what day, "
        "when, whens, since when, what date, which date, what year, which year, what month, which month, wen, what "
        "day, on what date, release year, publication year, year, month, what year is, at what point in time, at "
        "what point, in which year, what point in time, "
        "at which point, on which date, on which day, in what year"
    ),
    "WHERE": "where, wheres, link, url, links, address, page, website, homepage, home page, where is",
    "HOW": (
        "which steps, what steps, steps, what do i have to do, what do i need to do, what must i do, "
        "how, hows, how has, how have, "
        "instructions, procedure, guide, guidance, in what way, in which way, by what means, by means of, which "
        "way, what way"
    ),
    "WHY": "why, whys, how come, what for, for what reason, reason",
    "HOW_MANY": (
        "tally, tally of, head count, head count of, headcount, headcount of, in what number, "
        "how many, number of, count of, many of, total of, amount of, how much, count, total number of, quantity, "
        "overall number of, overall number, overall count, "
        "what portion, what portion of, which portion, which portion of, "
        "what number are, what number of, what number were, how few, "
        "share of, proportion of, fraction of, percentage of, what share, what proportion, what fraction, "
        "total"
    ),
    "YES_NO": "is, are, does, do, can, could, has, have, was, were, did",
    # A board.
    "LEAD": (
        "more better, most better, more best, "
        "highest scorer, top scorer, best scorer, highest scorers, top scorers, best scorers, high scorer, highest "
        "achiever, top achiever, "
        "solves the most, solves most, solved the most, answers the most, cracks the most, "
        "cracked the most, gets the most right, got the most right, gets most right, out in front, way out in "
        "front, out front, out ahead, well in front, streets ahead, miles ahead, gets furthest, got furthest, "
        "goes furthest, gets the furthest, gets farthest, got farthest, goes farthest, made it furthest, best "
        "shot, best shot at, best bet, best attempt, best attempt at, best effort, best try, best go, best go "
        "at, all round best, allround best, best all round, best allround, best all rounder, all rounder, "
        "lead, leads, leading, leader, leaders, top, tops, topping, best, winner, winners, winning, wins, win, won, "
        "first, champion, champions, champ, champs, king, queen, sota, strongest, holder, holders, holds, record, "
        "ahead, dominates, dominate, dominating, rules, rule, ruling, reigns, reigning, crushes, crushing, crush, "
        "killing, highest, greatest, goat, front, frontrunner, smartest, accurate, unbeaten, undisputed, unrivalled, "
        "maximum, max, peak, performer, performers, pole, crown, throne, number one, number 1, on top, comes out on "
        "top, most good, more good, beats everyone, beating everyone, beat everyone, better than all, finest, "
        "topmost, master, boss, first place, pole position, top spot, highest ranked, highest ranking, highest "
        "scoring, best performing, top performing, best scoring, top scoring, best performer, top performer, does "
        "best, perform best, performs best, scored the most, scores the most, scores highest, ranks highest, ranks "
        "first, ranked first, most accurate, most capable, most powerful, smarter, the bomb, pwns, slaps, state of "
        "the art, no one, nr one, top 1, top one, outperforms everyone, numero uno, gold medal, gold, first rank, "
        "rank one, rank first, strong, hold the record, hold first, holds first place, lead the, number one in the, "
        "top dog, attains the highest, obtains the highest, podium places, best published, at the very top, sitting "
        "at the top, sits at the top, at the top, number uno, front runner, front runners, comes first, came first, "
        "came out on top, fares best, fare best, in front, takes first place, heads, headed, tops the, takes the "
        "lead, in the lead, "
        "good at, good on"
        ", king of the hill, shines most, shines, excels most, excels, shine most, "
        "summit, at the summit, comes out ahead, comes out ahead of, ahead of everyone, ahead of everyone "
        "else, comes "
        "out ahead of everyone, comes out ahead of everyone else, shines the most"
    ),
    "HIGH": (
        "highest, best, top, max, maximum, record, peak, greatest, sota, leading, high, how high, all time high, "
        "how much, strongest, most good"
    ),
    "PEAK": "record, max, maximum, peak, all time high, high score, highscore, ath",
    "HOW_MUCH": "how much",
    "WORST": (
        "worst performer, worst performers, weakest performer, weakest performers, poorest performer, lowest "
        "performer, poor performer, "
        "lowest scorer, worst scorer, weakest scorer, lowest scorers, "
        "worst, last, lowest, bottom, weakest, poorest, dead last, last place, min, minimum, loser, losers, losing, "
        "least accurate, least good, lowest ranked, lowest scoring, worst performing, bottom of, at the bottom, "
        "all time low, record low, lowest ever, worst ever, all time worst, all time lowest, "
        "tail end, comes last, ranked last, baddest, dumbest, stupidest, wooden spoon, sucks, suck, sucks most, "
        "suck most, sucks the most, does worst, do worst, performs worst, perform worst, scores lowest, ranks "
        "lowest, flop, flops, least, least points, red lantern, hall of shame, most embarrassing, embarrassing, "
        "biggest loser, lamest, crappiest, shittiest, trashiest, dumbest one, trash, last one, most useless, "
        "brings up the rear, bring up the rear, at the rear, trails the field, comes in last, came last, came in "
        "last, fares worst, lowest place, "
        "most poorly, poorly, least well, did worst, fared worst"
        ", badly, most badly, did badly, worst of all, "
        "did the worst, performs poorly"
    ),
    "LOW": "lowest, minimum, min, worst, how low",
    "SCORE": (
        "skills, skill, abilities, prowess, showing, chart skills, chart reading skills, "
        "gotten, score, scores, scored, scoring, result, results, value, values, figure, figures, percentage, "
        "percent, performance, mark, points, point, grade, grades, accuracy, do, does, doing, did, got, get, gets, "
        "getting, perform, performs, performing, performed, achieve, achieves, achieved, reach, reaches, reached, "
        "numbers, number, attain, attains, attained, obtain, obtains, obtained, yield, yields, given, land, lands, "
        "attaining, fare, fares, fared, yielded, "
        "handle, handles, handled, tackle, tackles, cope with, copes with, manage, manages, managed"
    ),
    "RESULT": (
        "score, scores, scored, result, results, value, values, figure, figures, percentage, percent, performance, "
        "mark, points, point, grade, numbers, number, accuracy, entries"
    ),
    "GOOD": (
        "how good, how well, how strong, how accurate, how bad, any good, how smart, how many points, how many "
        "percent, what percentage"
    ),
    "BOARD": (
        "hit parade, honours list, honour roll, honor roll, roll of honour, roll of honor, pecking order, "
        "league standings, charts, running order, field in order, tableau, order of merit, merit list, "
        "leaderboard, leaderboards, ranking, rankings, standings, scoreboard, board, boards, table, toplist, league "
        "table, top list, hall of fame, ladder, ranked list, classification, ranklist, rank list, score board, "
        "leader board, leader boards, tables, "
        "how everybody stands, how everyone stands, how they all stand, where everyone stands"
    ),
    "BOARDS": (
        "separate rankings, separate leaderboards, separate boards, different rankings, different leaderboards, "
        "different boards, distinct boards, distinct rankings, distinct leaderboards, individual boards, several "
        "rankings, multiple rankings, multiple boards, multiple leaderboards, more than one board, more than one "
        "leaderboard, more than one ranking, "
        "boards, leaderboards, which board, protocols, variants, versions, several boards, several leaderboards"
    ),
    "RANK": (
        "order, "
        "rank, ranks, ranked, position, place, places, placed, spot, stand, stands, standing, where does, ranking, "
        "which place, what place, come in, came in, which rank, what rank, finish, finished, ranks where, "
        "came, finishes, come out"
    ),
    "NTH": (
        "trails only the leader, trails only the first, beaten only by the leader, only the leader beats, only behind "
        "the leader, trails just the leader, "
        "next after the champion, next after the leader, next after the winner, next after the first, next after "
        "number one, next after the top, just missed the crown, just missed the top spot, just missed first place, "
        "just missed the title, just missed the lead, just missed gold, narrowly missed the crown, narrowly missed "
        "first place, narrowly missed the top spot, narrowly missed the title, narrowly missed gold, just missed out "
        "on first place, just missed out on the crown, one after the leader, one behind the leader, right behind the "
        "leader, right behind the champion, right behind the winner, second to the leader, next to the leader, and "
        "the one after, the one after that, one after that, the one after, and who comes after, "
        "next best, the next best, next in line, the next in line, the next one, the next model, and the next, and "
        "next, "
        "runner up, runnerup, runners up, runner, silver, bronze, after the leader, behind the leader, bronze medal, "
        "right behind, comes right behind, close behind, just behind, comes behind, right after, comes right after, "
        "comes next, next in line, is next, next up, next best, next one, right below, just below it, directly behind, "
        "silver medal"
    ),
    "MODEL": (
        "against a local checkpoint, against a local hf checkpoint, against my checkpoint, against my local "
        "checkpoint, against a local model, against my model, against our model, against a checkpoint, against a "
        "local hf model, "
        "hf checkpoint, local checkpoint, local hf checkpoint, hugging face checkpoint, huggingface checkpoint, "
        "checkpoint, checkpoints, my checkpoint, our checkpoint, own checkpoint, my finetune, our finetune, my "
        "fine tune, our fine tune, my fine tuned model, our fine tuned model, my finetuned model, our finetuned "
        "model, own weights, our llm, my llm, home grown model, homegrown model, homemade model, home made model, "
        "llm api, model api, ai api, "
        "model, llm, vlm, ai, system, algorithm, network, entry, submission, participant, method, approach, agent, "
        "one, machine, "
        "open model, closed model, local model, open llm, open weight model, open source model, open source llm"
    ),
    "MODELS": (
        "entrants, contenders, bots, chatbots, players, solutions, engines, offerings, assistants, "
        "architectures, transformers, releases, "
        "models, llms, vlms, ais, systems, algorithms, networks, entries, submissions, participants, methods, "
        "approaches, agents, competitors, contestants, rows, ones, performers, results, "
        "lineup, line up, portfolio, roster, offerings, "
        "who all, "
        "open models, closed models, local models, open llms, open weight models, open weights models, open source "
        "models, open source llms"
    ),
    "AVERAGE": (
        "average, averages, avg, averaged, mean score, average score, mean of all, mean result, mean accuracy, mean "
        "of the scores, arithmetic mean, "
        "arithmetic average, mean over all, average over all, averaged over all, mean across all, average across "
        "all"
    ),
    "STATISTICS": (
        "worst and best value, best and worst value, worst and best score, best and worst score, worst and "
        "best value seen, best and worst value seen, worst and best result, best and worst result, worst and "
        "best scores, best and worst scores, "
        "half the models are above, half of the models are above, half the models score above, half of the "
        "models score above, half of them score above, half of the models are below, half the models are "
        "below, half the models score more than, half of the models score more than, half the models lie "
        "above, half of the models beat, half the models beat, half the field beats, half the field is above, "
        "splits the field in half, worst and best, best and worst, worst and the best, best and the worst, "
        "worst to best, lowest to highest, bottom and top, top and bottom, extremes, both extremes, both ends, "
        "a good score, good score, decent score, reasonable score, respectable score, a decent score, "
        "median, quartile, quartiles, percentile, percentiles, distribution, spread, statistics, stats, typical, "
        "standard deviation, variance, range of scores, score range, lowest and highest, min and max, highest and "
        "lowest, minimum and maximum, summary statistics, interquartile"
        ", middle score, middle model, middle value, "
        "middle of the field"
    ),
    "TESTED": (
        "does the measuring, doing the measuring, did the measuring, does the testing, doing the testing, did "
        "the testing, does the evaluating, does the scoring, did the evaluation, does the evaluation, does "
        "the running, ran the tests, runs the tests, "
        "evaluated on, tested on, benchmarked on, measured on, listed on, ranked on, evaluated, tested, "
        "benchmarked, listed, ranked, measured, reported, submitted, took, taken, tried, on, tested with, "
        "registered, included, run on, scored, has results, assessed, been run, run, "
        "did run, ran, run in, have run, has run, were run, was run, been tried on, been put on"
    ),
    "MANY": "most",
    "ABOVE": (
        "above, over, exceed, exceeds, exceeding, reach, reaches, reached, at least, more than, better than, pass, "
        "passes, beyond, greater than, higher than, beat, beats, get, score, scored, scores, scoring, with"
    ),
    "UPDATED": (
        "table last touched, board last touched, last touched, table last updated, table last changed, "
        "recent, recently, updated, update, updates, outdated, stale, fresh, uptodate, up to date, dated, date, "
        "dates, age, refreshed, how old, how new, how current, how fresh, current, last updated, last update, last "
        "refreshed, last changed, how recent, most recent, latest, newest, how often, last modified, "
        "refresh, last refresh, how up to date"
    ),
    "UPDATE_WORD": (
        "updated, update, updates, refreshed, outdated, stale, fresh, uptodate, up to date, how new, how "
        "current, how recent, last updated, last update, last refreshed, recent, recently, how fresh, age, date, "
        "dates, dated, last changed, last modified, "
        "refresh, last refresh, how up to date"
    ),
    "TIES": (
        "tie, ties, tied, tying, draw, draws, equal, equals, same score, same scores, identical scores, neck and "
        "neck, dead heat, identical, joint, share first, shared first, share, shares, shared, sharing, "
        "level with each other, on the same level"
    ),
    "GAP": (
        "how big is the cushion, how large is the cushion, how thick is the cushion, how comfortable is the "
        "lead, how comfortable is the cushion, cushion between, "
        "gap, margin, lead over, how far ahead, by how much, distance, how close, how much better, how clear, how "
        "far apart, ahead of the second, ahead of number two, difference between first and second, how big is the "
        "gap, how big is the lead, how large is the gap, how much ahead, lead of, clear lead, close race, between "
        "first and second, between the top two, between the first and the second, between the first two, first and "
        "second, top two, number one and number two, 1st and 2nd, runner up, number 1 and number 2, lead of number "
        "1, top two models, first two, second place, how far from, far from, how far, distance between, "
        "points between, how many points between, gap from, points separate, how many points separate, "
        "distance from first to second, "
        "how big is the distance, how large is the distance"
    ),
    "SIGNIFICANT": (
        "statistically, can i trust that, can i trust, can we trust, can one trust, trust that, statistically "
        "speaking, in a statistical sense, with statistical confidence, with confidence, statistically sound, "
        "statistically safe, statistically proven, statistically ahead, "
        "significant, significance, significantly, meaningful, statistically, statistical, by chance, more than "
        "chance, just noise, noise, luck, just luck, lucky, real difference, really better, within error, error "
        "bars, margin of error, p value, confidence, real, coincidence, chance, could be chance, be chance, down to "
        "chance, tell apart, told apart, random noise, meaningfully, statistical tie, large enough to be meaningful, "
        "sampling noise, sampling error, statistical noise"
    ),
    "SATURATED": (
        "saturated, saturation, solved, maxed out, ceiling, headroom, room for improvement, room to improve, still "
        "useful, too easy, plateau, plateaued, exhausted, beaten, still challenging, room left, at the limit, near "
        "the limit, still hard, dead, played out, done, hit the ceiling, ceiling reached, room at the top, room "
        "left at the top, still room, basically done, at ceiling, hit a wall, topped out, finished, much left, left "
        "to gain, near perfect, close to perfect, close to saturation, max out, maxed, maxing out, "
        "cooked, squeezed dry, done for, milked, cooked already, "
        "near saturation, approaching saturation, nearing saturation, reached saturation, reached its ceiling, "
        "close to being solved"
        ", run out of room, out of room, "
        "headroom is left, much headroom, "
        "how much headroom, how much headroom is left, how much headroom is there"
    ),
    # Time.
    "LED": (
        "who held, who held the crown, who held the lead, who held the title, who held the top spot, who held first "
        "place, who wore the crown, held the crown, held the lead, held the title, held the top spot, held first "
        "place, wore the crown, who had the lead, who had the crown, who sat on the throne, "
        "led, topped, was best, were best, was leading, was first, was the best, was on top, was ahead, won, was "
        "sota, was top, was the leader, was number one, used to lead, was the champion, was the top, was state of "
        "the art, were first, held, had been leading, had the best, who had the best"
    ),
    "HISTORY": (
        "records with dates, records and dates, records and their dates, records with their dates, dates of "
        "the records, every record, all records, list of records, chain of records, "
        "record by record, been broken over the years, broken over the years, over the years, fallen over the "
        "years, been broken over time, been beaten over the years, record progression, progression of the "
        "record, record books, record book, "
        "what happened, whats happened, what has happened, happened, "
        "record fell, records fell, record fall, records fall, record broken, records broken, record was broken, "
        "records were broken, record was beaten, record been broken, record dates, record days, dates of records, "
        "record changed hands, changed hands, change hands, changes hands, "
        "history, progress, evolution, evolve, evolved, trend, trends, over time, progression, timeline, changed, "
        "improved, improvement, improving, improve, record history, records, development, developed, over the years, "
        "over the last years, time line, previous records, former leaders, past leaders, previous leaders, previous "
        "leader, who led before, who held, got better, gotten better, grown, over the past, how has, rise, frontier, "
        "develop, develops, through time, changed over time, change over time, evolve over time, record "
        "holders, past "
        "records, previous record holders, history of the record, the record history, climbed, climb, risen, grew, "
        "grow, advance, advanced, moved, over the months, over the last months, over the past months, over the past "
        "year, every time somebody broke, every time someone broke, each time somebody broke, each time someone "
        "broke, every record, all records so far, chronology, chronological, chronologically, chronicle, course of "
        "the record, sequence of records, sequence of record holders, how fast has, how fast have, how fast did, how "
        "fast do, how fast does, how fast are"
    ),
    "PASSED": (
        "overtaken, overtook, overtake, overtakes, outdone, outdo, outperformed, eclipsed, outstripped, "
        "outclassed, outshone, outscored, bested, "
        "passed, pass, reached, reach, crossed, cross, broke, break, broken, exceeded, exceed, surpassed, surpass, "
        "hit, beat, beaten, first to, achieved, achieve, attained, got over, went over, go over, went above, above, "
        "over, get above, exceeds, score, scored, get, got, cracked, crack, beyond, topped, get past, got past, "
        "gets past, went past, "
        "past, ever past, ever above, ever over"
    ),
    "NEW": (
        "whats new, what is new, new, newly, latest additions, recently added, added, latest, news, additions, what "
        "changed, changed, changes, newest, recent, recently, new results, new entries, fresh"
    ),
    "NEWNESS": (
        "anything arrive, anything arrived, anything come in, anything came in, anything come along, anything "
        "show up, anything showed up, anything get added, anything was added, something arrive, something "
        "arrived, anything appear, anything land, anything landed, any arrivals, arrivals, new arrivals, "
        "newcomers, "
        "whats new, what is new, recently added, latest additions, added, additions, what changed, newly, new, any "
        "news, changes"
    ),
    "LAG": (
        "how long do open, need to catch up, needs to catch up, take to catch up, takes to catch up, took to "
        "catch up, to catch up, catch up, catches up, catching up, caught up, until open models catch up, "
        "draw level, drew level, to draw level, pull level, how long until, "
        "lag, lagging, trail, trailing, behind, catch up, catching up, caught up, how far behind, delay, "
        "how many months, how many months behind, months behind, months, years behind, how late, "
        "closing in, catch up with, trail behind, still behind, "
        "lag behind"
    ),
    "EVER": (
        "ever, first, earliest, for the first time, first time, 1st, very first, before anyone, first one, first "
        "llm, first ai, first to, first model, 1st model, 1st llm, 1st ai, 1st one, 1st system, "
        "time, for 1st time, for the 1st time"
    ),
    # The card.
    "PAPER": (
        "which conference, what conference, which journal, what journal, which venue, venue, conference paper, "
        "journal paper, peer reviewed, proceedings, "
        "preprints, write up, writeup, full text, "
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
    "PUBLISHED": (
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
        "draw its questions from, draws its questions from, draw questions from, draws questions from, draw "
        "its tasks from, draw its items from, takes its questions from, take its questions from, take "
        "questions from, questions come from, questions drawn from, questions are drawn from, questions taken "
        "from, "
        "quiz, quizzes, quizzed, quiz a model, quiz models, ask a model about, ask models about, quiz a model on, "
        "question a model on, grill, checks "
        "for, check for, screen for, screens for, signs of, malady, ailment, ailments, lung disease, lung "
        "diseases, school subject, school subjects, fields of study, knowledge area, knowledge areas, "
        "finding, findings, label, labels, observation, observations, subject, subjects, pathology, pathologies, "
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
        "in my company product, in our company product, in my company, in our company, in my startup, for my "
        "company, "
        "for my startup, for our startup, in production, in my app, in our app, "
        "in a commercial product, in products, for profit"
    ),
    "ACCESS": (
        "access conditions, conditions of access, access terms, access requirements, requirements for access, "
        "stands between me and, stand between me and, stands between us and, hoops, hoops to jump through, "
        "which hoops, jump through, hurdles, which hurdles, what hurdles, obstacles, red tape, gatekeeper, "
        "gatekeeping, gets me into, "
        "access, download, downloads, downloadable, register, homepage, obtain, get the data, get hold of, where "
        "can i get, how do i get, how can i get, get it, where can i find, where is the data, where is the dataset, "
        "where to find, get access, apply for, downloading, publicly available, freely available, public, home "
        "page, available, where is, get, "
        "downloaded, granted access, grant access, gain access, get access to, hosted, gated, acquire, acquired, "
        "retrieved, procure, access granted, be had, credentialed"
    ),
    "DATA": (
        "examples, cases, "
        "collection, corpus, data, dataset, datasets, questions, images, files, test set, it, items, qs, item, "
        "samples, instances, specimens"
    ),
    "RUN": (
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
    "METRIC": (
        "what does a higher score, what does a high score, what does a better score, "
        "decides whether an answer counts, decides if an answer counts, decides whether an answer is right, "
        "decides if an answer is right, decides whether an answer is correct, decides what counts as correct, "
        "counts as correct, counts as right, passes judgement, passes judgment, says whether an answer is "
        "right, "
        "compute, computes, calculate, calculates, do you compute, do they compute, do you calculate, do they "
        "calculate, work out scores, "
        "checked, exact match, exact matching, string match, string matching, llm graded, auto graded, "
        "automatically graded, human graded, graded by hand, graded by a model, graded by humans, unit, units, "
        "what unit, which unit, in what unit, in which unit, measured in what, measured in, expressed in, on what "
        "scale, on which scale, which scale, what scale, out of a reply, out of the reply, out of an answer, out "
        "of the answer, out of the response, from a reply, from the reply, letter out of a reply, read the letter "
        "out of a reply, partial credit, partial points, half points, negative marking, penalty, penalised, "
        "penalized, count as wrong, counts as wrong, counted as wrong, count as an error, "
        "yardstick, measuring stick, by what yardstick, by which yardstick, by what standard, by which standard, "
        "by what criterion, by which criterion, on what basis, on which basis, right or wrong, wrong or right, "
        "correct or incorrect, correct or not, right or not, counts as correct, count as correct, counts as right, "
        "count as right, counts as a hit, considered correct, considered right, deemed correct, deemed right, "
        "turned into a score, turn into a score, turned into a number, points awarded, awarded, marking, marking "
        "scheme, grading scheme, scoring scheme, scoring rule, scoring rules, scoring method, scoring function, "
        "grade answers, mark answers, grades the answers, marks the answers, extract the answer, extract the "
        "letter, extract answers, answers extracted, answer extracted, answer extraction, read the letter, read "
        "the answer, letter out of, letter read, parsed, parse the answer, parse answers, parsing, success "
        "criterion, quality measure, kpi, key figure, compute the score, compute scores, calculate the score, "
        "calculate scores, work out the score, arrive at the score, derive the score, "
        "metric, metrics, measured, scored, graded, computed, calculated, scorer, formula, grading, scoring, "
        "measure of, evaluation measure, how is it scored, judged, evaluated, how are scores, marked, judge, unit "
        "of score, score mean, scoring work, higher is better, lower is better, higher better, lower better, "
        "maximum possible score, best possible score, highest possible score, maximum possible, max possible score, "
        "perfect score, highest possible, attainable, score range possible, rated, how is it measured, how do they "
        "measure, what is measured, how do you score, points system, evaluation metric, score calculated, what "
        "counts, number mean, numbers mean, score is computed, "
        "how do they grade, how do you grade, how they grade, human or llm, llm or human, human graders, llm judge, "
        "who grades, who judges, "
        "range, ranges, figure of merit, performance measure, rank order"
    ),
    "PROTOCOL": (
        "zero or few, zero or five, zero or, zero shot or, zero shot or five, no shot or, few or zero, "
        "zero or five shot, five or zero shot, zero shot or five shot, five shot or zero shot, zero or few "
        "shot, few or zero shot, zero shot or few shot, one or few shot, shots or no shots, with or without "
        "examples, "
        "step by step, reason step by step, think step by step, think out loud, reason first, show their work, "
        "explain first, thinking budget, reasoning effort, time limit, how many attempts, attempts, how many "
        "tries, several tries, one try, single try, "
        "feed the models, feed models, feed the model, fed to the models, fed to the model, fed to models, shown "
        "to the models, given to the models, show the models, give the models, presented to the models, presented "
        "to the model, under what conditions, under which conditions, what are the rules, which rules, what rules "
        "apply, rules apply, ground rules, rulebook, rule book, regulations, test procedure, testing procedure, "
        "test setup, testing setup, eval setup, evaluation setup, evaluation settings, evaluation conditions, "
        "prompt template, prompt format, system prompt, wording of the prompt, exemplars, decoding settings, "
        "sampling settings, sampling temperature, nshot, n shot, 3 shot, 4 shot, 8 shot, reasoning prompt, test "
        "protocol, testing protocol, methodology, testing method, "
        "protocol, prompt, prompts, shot, shots, fewshot, few shot, zeroshot, zero shot, cot, chain of thought, "
        "decoding, temperature, setting, settings, setup, set up, examples in the prompt, how is it run, 5 shot, 0 "
        "shot, five shot, prompting, prompted, in context examples, greedy, sampling, instructions to the model, "
        "with cot or without, with or without cot, cot or no cot, cot or not, "
        "demonstrations, in context demonstrations, worked examples, solved examples, few shot examples, example "
        "questions in the prompt, test conditions, testing conditions, experimental conditions, experimental "
        "setup, evaluation protocol, evaluation procedure, "
        "rules of the, rules of, the rules, what rules"
    ),
    "HUMAN": (
        "doctors, physicians, a doctor, medics, real doctors, real radiologists, students do, human students, "
        "human beings, human being, living person, real people, real persons, real person, ordinary people, the "
        "average human, average human, laypeople, lay people, flesh and blood, specialist, specialists, "
        "clinicians, board certified radiologists, phd students, university students, test takers, human test "
        "takers, human accuracy, human result, human results, human figure, "
        "human, humans, people, person, expert, experts, radiologist, radiologists, human level, human performance, "
        "human baseline, humans do, human score, human experts, superhuman, average person, students, doctor score, "
        "mankind, physician level, doctors score, "
        "expert level, human reference, expert level human reference, human expert level, human expert reference, "
        "expert performance, experts reach, human ceiling, medical experts, human raters, human annotators"
    ),
    "CHANCE": (
        "coin tossing, tossing coins, flipping coins, random guess level, random level, guess level, guesser, "
        "guessing alone, by guessing alone, guesswork, by guesswork, pure guesswork, by luck alone, luck "
        "alone, sheer luck, pure luck, dumb luck, by pure luck, blind luck, toss of a coin, throwing dice, "
        "rolling dice, roll of the dice, "
        "most frequent answer, most frequent choice, frequent choice, frequent answer, majority class, majority "
        "baseline, most common answer, most common option, most frequent option, always answering the same, always "
        "picking, always guessing, dice, rolling dice, roll of the dice, toss a coin, coin toss, tossing a coin, "
        "lottery, dart throwing, random picks, random picking, random clicking, random clicks, picking at random, "
        "pick at random, answering at random, answers at random, clueless, pure luck, dumb luck, blindfolded, "
        "chance, random, guessing, guess, guesses, coin flip, random baseline, random guess, random guessing, "
        "chance level, guesswork, monkey, "
        "pure guessing, pure chance, guess at random, blind guessing, by guessing, guessing at random, uninformed "
        "guessing"
    ),
    "BASELINE": "baseline, baselines, reference score, reference points",
    "RELATED": (
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
        "how big is difference, how big is the difference, how large is the difference, how large is difference, "
        "how big a difference, how large a difference, how much is the difference, "
        "apart, tell apart, apart for me, know apart, keep apart in my head, "
        "tougher, tougher than, more difficult, more difficult than, more challenging, more challenging than, "
        "trickier, stricter, stiffer, more demanding, more demanding than, upgrade over, step up from, what "
        "changed, what has changed, whats changed, what did they change, what was changed, what got changed, new "
        "compared, new compared to, new over, improved over, improvement over, advance over, advances over, apart "
        "from each other, unlike, as opposed to, diverge, diverges, deviate, deviates, dissimilar, vary, varies, "
        "difference, differences, differ, differs, different, distinguish, distinction, difference between, what is "
        "the difference, not the same, whats different, differentiate, harder, easier, go beyond, goes beyond, in "
        "which respects, "
        "change from, changed from, change between, changed between, change, not same, not same thing, not the same "
        "thing, no same, "
        "sets apart, set apart, sets them apart, set them apart, sets it apart, sets it apart from, distinguishes, "
        "distinguishing, confuse, confusing, confused, mix up, mixing up, contrast, contrasts, differing, "
        "divergent, improve on, improves on, improve upon, improves upon, differentiates, depart, departs"
    ),
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
        "weights, weights, free weights, not proprietary, opensauce, open srouce, source open, can run myself, run "
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
        "makers report themselves, what labs report themselves, what companies report themselves, what vendors report, "
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
        f"{_TAKING_IMAGES}, "
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
        "how size a text, how size a prompt, how size an input, how size a document, how size a file, how size a book, "
        "how size a codebase, how size a message, how size a context, how long an input, how long a message, "
        "context, context window, context length, context size, window, token limit, max tokens, context tokens, "
        "context windows, how many tokens, how much context, how long a prompt, input length, ctx, "
        "ctx window, ctx length, ctx size, "
        "ctx len, context len, "
        "how long a text, how long a document, how long a book, how long texts"
    ),
    "PRICE": (
        "sets me back, set me back, set us back, sets us back, sets one back, set one back, setting me back, "
        "how dear, dear, how costly, costly, come to, comes to, what does that come to, amount to, amounts "
        "to, run me, runs me, run to, how pricey, damage, whats the damage, what is the damage, bill, shell "
        "out, fork out, outlay, "
        "per input token, per output token, per prompt token, per completion token, per generated token, api costs, "
        "price, prices, priced, pricing, cost, costs, dollar, dollars, usd, per million tokens, how expensive, how "
        "cheap, per million, tokens cost, api price, api cost, fee, fees, pay, charge, money, token price, api "
        "pricing, price per token, per token, cost per token, per mtok, price tag, rate, to use, per 1m tokens, how "
        "expensive is, token cost, api fees, usd per million, dollars per million, per million output tokens, per "
        "million input tokens, charged, charges, costs at most, charge for, "
        "need to pay, do i need to pay, free of charge, or do i need to pay, "
        "list price, list prices, per m tokens, billed, priced at, price level"
        ", costing, how much for, what would i pay, what will i pay, how much do they "
        "charge, how much do you charge, how much does it charge, how much do i owe, rates, tariff, tariffs, invoice, "
        "expense, expenses, how much money"
    ),
    "INPUT": (
        "per input token, per prompt token, "
        "inputs, input type, input types, input modality, input modalities, "
        "input, input tokens, in, prompt, sent, "
        "one million input tokens, 1 million input tokens, a million input tokens, million input tokens, 1m input "
        "tokens, prompt tokens, one million prompt tokens, 1 million prompt tokens, a million prompt tokens, million "
        "prompt tokens, 1m prompt tokens, tokens in, incoming tokens, tokens sent"
    ),
    "INPUT_KIND": (
        "kind of input, kinds of input, sort of input, sorts of input, type of input, types of input, form of input, "
        "what input, which input, what inputs, which inputs, kind of inputs, input modality, input modalities, "
        "what does a model get to see, what is a model given, what is the model given, what does the model get, "
        "what does a model get, what goes in, what goes into a model"
    ),
    "OUTPUT": (
        "per output token, per completion token, per generated token, "
        "output, output tokens, out, completion, generated, "
        "one million output tokens, 1 million output tokens, a million output tokens, million output tokens, 1m "
        "output tokens, completion tokens, one million completion tokens, a million completion tokens, million "
        "completion tokens, generated tokens, one million generated tokens, a million generated tokens, million "
        "generated tokens, tokens out, outgoing tokens, tokens generated, response tokens"
    ),
    "CHEAP": (
        "without much budget, without a big budget, without a large budget, little budget, with little budget, tight "
        "budget, on a tight budget, limited budget, on a limited budget, on a budget, on a shoestring, little money, "
        "without much money, not much money, "
        "least i can spend, least one can spend, least you can spend, least we can spend, least i have to "
        "spend, least i need to spend, least i must spend, least i can pay, least i have to pay, least i must "
        "pay, least one can pay, smallest price, smallest bill, lowest bill, smallest cost, smallest outlay, "
        "lowest outlay, smallest budget, lowest budget, minimum spend, minimum budget, minimum price, minimum "
        "cost, smallest sum, lowest sum, smallest spend, for the smallest price, at the smallest price, at "
        "the lowest price, for the lowest price, at the lowest cost, least outlay, cheapest way, "
        "cheap, cheapest, least expensive, lowest price, lowest cost, inexpensive, affordable, most "
        "affordable, budget, low cost, lowest priced, cheep, cheapst, cheepest, low price, cost least, costs least, "
        "costs the least, lowest in price, for the least money, for least money, for little money, least money, "
        "least costly, lowest list price, lowest input price, lowest output price, lowest api price, cheapest "
        "option, cheapest choice, lowest in cost"
        ", pay as little as possible, as little as possible, as cheap as possible, as cheaply as possible, spend as "
        "little as possible, pay the least, pay least, spend the least, spend least, without paying much, at the "
        "least cost, lowest spend, minimal cost, minimal price, least money possible, cheapest possible, bargain, "
        "best bargain, thriftiest option"
    ),
    "CHEAPEST_INPUT": (
        "lowest input price, cheapest input price, lowest input cost, cheapest input, cheapest input tokens, lowest "
        "price per input token, least expensive input, has the lowest input price, with the lowest "
        "input price, "
        "the lowest input price, lowest price for input, cheapest on input, lowest input "
        "token price"
    ),
    "CHEAPEST_OUTPUT": (
        "lowest output price, cheapest output price, lowest output cost, cheapest output, cheapest output tokens, "
        "lowest price per output token, least expensive output, has the lowest output price, with the lowest "
        "output price, "
        "the lowest output price, lowest price for output, cheapest on output, lowest "
        "output token price"
    ),
    "EXPENSIVE": (
        "expensive, most expensive, priciest, costliest, highest price, dearest, pricey, costs most, costs the "
        "most, highest cost, most costly, highest priced"
    ),
    # One of two models by the catalogue.
    "CHEAPER": (
        "cheaper, less expensive, costs less, cost less, less costly, lower price, lower priced, lower cost, more "
        "affordable, for less money, less money, for less, undercut, undercuts, undercutting, costing less, priced "
        "below, priced lower, price below, lower prices, cheaper alternative, cheaper alternatives, easier on the "
        "wallet, kinder to my wallet, cost below, costs below, below the price of, less pricey, not as expensive"
    ),
    "CHEAPER_INPUT": (
        "lower input price, cheaper input, cheaper inputs, cheaper input tokens, lower input cost, lower price for "
        "input, less for input, less for inputs, less per input token, lower price per input token, smaller input price"
    ),
    "CHEAPER_OUTPUT": (
        "lower output price, cheaper output, cheaper outputs, cheaper output tokens, lower output cost, lower price "
        "for output, less for output, less for outputs, less per output token, lower price per output token, smaller "
        "output price"
    ),
    "DEARER": (
        "more expensive, pricier, costlier, dearer, costs more, cost more, more costly, higher price, higher priced, "
        "costing more, priced above, priced higher, above the price of, for more money"
    ),
    "OUT_LATER": (
        "newer, newer than, more recent, younger, released later, came out later, came later, more up to date, "
        "more recently released"
    ),
    "OUT_EARLIER": (
        "older, older than, less recent, released earlier, came out earlier, came out first, released first, came first"
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
        "of the two, of both, of these two, of those two, of them, of the two models, of both models, of these models, "
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
    "VALUE": (
        "efficient, whos efficient, who is efficient, more efficient, efficiency, most efficiently, "
        "economically, price efficient, money well spent, thrifty, frugal, thriftiest, "
        "best value, value for money, bang for the buck, bang for buck, price performance, per dollar, score per "
        "dollar, performance per dollar, cost effective, cost efficiency, cost efficient, price to performance, "
        "most bang, best deal, worth the money, price quality, price against score, pareto, price ratio, price vs "
        "performance, good value, most economical, economical, best for the money, points per dollar, best price, "
        "best bang for the buck, per buck, most bang for the buck, cost benefit, cost performance, best for its "
        "price, good and cheap, cheap and good, cheap but good, cheap yet good, value for the money, most value, "
        "price to score, score per price, score to price, points per buck, performance for the price, most "
        "efficient, "
        "price performance ratio, best price performance ratio, best price performance, price performance trade "
        "off, cost performance ratio, best cost performance, price to performance ratio, performance to price, "
        "quality to price, cost benefit ratio, "
        "best cheap, best budget, good cheap, best affordable, best inexpensive, best low cost, "
        "most score for the money, score for the money, for the money"
        ", without costing much, without breaking the bank, not too expensive, for my money, most for my money, for "
        "our money, without costing a fortune, at a reasonable price, at a fair price, reasonably priced, at a low "
        "price, at low cost, price worthy, worth its price, worth the price, sweet spot, for little money, most bang "
        "per buck, bang per buck, performance per price, quality per dollar, accuracy per dollar, cost to performance"
    ),
    "NEWEST": (
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
        "smallest, fewest parameters, tiniest, lightest, least parameters, shortest, fewest, littlest, most lightweight"
    ),
    "ORGANISATION": (
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
        "report card, entire report card, whole report card, full report card, complete report card, "
        "evaluated on, tested on, tested, evaluated, benchmarked, benchmarked on, scores, results, all scores, all "
        "results, everywhere, measured on, appear on, appears on, listed on, results for, scores for, overall, "
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
    "CALLS": "calls, call, requests, request, queries, query, api calls",
    # The registry.
    "BENCHMARKS": (
        "own benchmarks, new benchmarks, "
        "benchmarks, datasets, benches, evals, tests, evaluations, benchmark list, exams, which benchmark, what "
        "benchmark, each benchmark, every benchmark, "
        "anything for, anything about, anything on, "
        "other benchmarks, which other benchmarks, benchmark suites"
    ),
    "BENCHMARK": (
        "wrote a benchmark, written a benchmark, have a benchmark, made a benchmark, built a benchmark, "
        "created a benchmark, published a benchmark, wrote a new benchmark, benchmark of my own, own a "
        "benchmark, maintain a benchmark, "
        "own benchmark, new benchmark, benchmark, bench, dataset, test, eval, exam, challenge, task, evaluation"
    ),
    "CATEGORIES": (
        "which benchmark categories, what benchmark categories, which benchmark category, what benchmark category, "
        "benchmark category, benchmark categories, "
        "categories, domains, areas, fields, topics, category, sections, kinds of benchmarks, types of benchmarks, "
        "kind of benchmarks, type of benchmarks"
    ),
    "LISTING": (
        "keep, keeps, kept, maintain, maintains, maintained, on file, on record, on offer, in stock, in "
        "store, curated, "
        "put up the, put up, pull up the, bring up the, put out the, post the, call up the, "
        "list, lists, show, all, there, you have, do you have, do you know, know, have, available, here, covered, "
        "are there, exist, got, cover, registered, supported, track, tracked, see, in podium, in total, total, "
        "stored, database, held, hold, "
        "represented, catalogued, cataloged, contained, you hold, do you hold, held in the registry, recorded, "
        "stand recorded"
    ),
    "POPULAR": (
        "most crowded, crowded, most contested, contested, busiest, most competitive, fullest, most "
        "populated, most populous, most packed, best attended, most entries, most entrants, most contestants, "
        "most competitors, most participants, most rows, most hotly contested, "
        "most models, most popular, popular, most results, most entries, most used, most evaluated, most "
        "submissions, most tested, biggest, largest, busiest, most active, most systems, most data, most llms, "
        "greatest number of models, largest number of models, highest number of models, greatest number of "
        "results, largest number of results, most widely used, most widely evaluated, greatest number of entries, "
        "largest number of entries, most heavily used, greatest number of systems, "
        "by number of models, by model count, by the number of models, by number of results, by number of entries, "
        "by size of the leaderboard, "
        "have the most models, with the most models"
    ),
    "RESULTS_COUNTED": (
        "scores have you collected, results have you collected, numbers have you collected, figures have you "
        "collected, scores have you gathered, scores do you track, "
        "scores have you, scores are there in total, scores are stored, "
        "results have you, numbers have you, figures have you, scores have been, scores are in, "
        "results for, results, scores, data points, entries, rows, figures, datapoints, datapoint, data point"
    ),
    "RELATION": (
        "come with a better, come with a higher, go along with a better, go along with a higher, promise a better, "
        "score mean higher, mean a better, mean a higher, imply a better, imply a higher, imply better, imply higher, "
        "score mean a better, score mean a higher, scores mean better, scores mean higher, score mean better, "
        "rank agreement, agreement, agreement between, agree with each other, agree on the order, same order, "
        "order the models alike, order models alike, rank models alike, in the same order, concordance, "
        "concordant, go together, goes together, go with a good, goes with a good, go with a high, "
        "goes with a high, spearman, kendall, "
        "if a model, if a system, if an llm, if a model is good, if a model does well, a model that does well, "
        "models that do well, do models that do well, does a model that does well, models good at, whoever leads, "
        "whoever does well, doing well on one, say something about, says something about, tell us something about, "
        "informative about, a predictor of, predictor of, a stand in for, indicator "
        "of, an indicator of, "
        "agrees, line up, lines up, coincide, coincides, concur, go along, paint the same picture, tell the same "
        "story, consistent, consistently, same picture, hang together, match each other, in agreement, overlap, "
        "overlaps, mirror, mirrors, mirror each other, correspond, corresponds, connected, linked, tied together, "
        "predictive, predictive of, says anything about, say anything about, tell anything about, tells anything "
        "about, "
        "correlate, correlates, correlated, correlation, go together, predict, predicts, relation, relationship, "
        "relate, higher mean, mean a higher, does a high, does a higher, associated, related, agree, move together, "
        "rank correlation, translate, carry over, imply, good at both, "
        "rank models alike, rank alike, rank models the same, same ranking, rank the same, rank models similarly, "
        "alike, "
        "also tend, tend to, also rank, also rank highly, also do well, also score, also perform, also good, go "
        "hand in hand, goes hand in hand, hand in hand, interrelated, interrelation, co vary, track each other, in "
        "step, rank order correlation"
    ),
    "FOR": "for, at, in, on, by, with, from, among, without, under",
    # Words and Podium itself.
    "MEANS": (
        "what are they, what are those, what is that supposed to be, what are those supposed to be, "
        "do you mean by, you mean by, you mean with, do you mean with, mean by, the word, the term, the "
        "expression, the notion of, notion of, the concept of, concept of, what exactly is, what exactly are, what "
        "is this thing called, is supposed to mean, supposed to mean, sense of, the meaning of, meaning of, "
        "translate for me, spell out, shed light on, clarify, clarification, break down for me, in layman terms, "
        "mean, means, meaning, definition, define, defined, stand for, stands for, explain, explanation, describe, "
        "understand, term, jargon, eli5, "
        "meant by, is meant, what is meant, denoted, denoted by, denote, denotes, signify, signifies, refers to, "
        "refer to, understood by, to be understood, interpreted, interpret, "
        "do you call, you call, do we call, is called"
    ),
    "ABOUT_WORD": (
        "what is it again, what was it again, what was that again, what is that again, whats that again, "
        "whats it again, what was this again, what is this again, what is this thing again, "
        "never came across, never come across, have never come across, havent come across, have not come "
        "across, not come across, never heard of, have never heard of, never met, never seen, never "
        "encountered, unfamiliar with, not familiar with, new to me, is new to me, first time i hear of, "
        "first i hear of, dont know, "
        "do people use, would anyone use, does anyone use, do researchers use, do people care about, multiple "
        "choice, open ended, free text questions, question format, format of the questions, type of questions, "
        "kind of questions, types of questions, kinds of questions, sort of questions, question types, question "
        "type, yes no questions, "
        "evaluates, meant to evaluate, supposed to evaluate, designed to evaluate, used to evaluate, there to "
        "evaluate, intended to evaluate, explained, explains, described, summarised, summarized, outlined, "
        "outline, sketch, recap, portray, portrait, brief me, educate me, teach me, teach me about, that acronym, "
        "this acronym, the acronym, that abbreviation, the abbreviation, this abbreviation, "
        "probe, probes, probing, probed, gauge, gauges, gauging, tell you about, tell us about, tell me about a "
        "model, tell you about a model, tell us about a model, say about a model, says about a model, reveal about "
        "a model, primer, crash course, rundown, lowdown, elevator pitch, backstory, essence, in essence, quick "
        "tour, quick intro, what is behind, whats behind, what lies behind, what hides behind, what stands behind, "
        "what is the deal with, whats the deal with, what is the point of, whats the point of, the point of, point "
        "of, supposed to show, supposed to measure, supposed to test, try to measure, tries to measure, trying to "
        "measure, aim to measure, aims to measure, aim at, aims at, set out to measure, sets out to measure, goal "
        "of, the goal of, idea behind, the idea behind, the aim of, aim of, acquaint me with, familiarise me with, "
        "familiarize me with, bring me up to speed, fill me in, clue me in, get me started, "
        "describe, description, explain, explanation, about, info, information, overview, summary, summarise, "
        "summarize, details, detail, mean, means, meaning, definition, define, defined, purpose, measure, measures, "
        "measuring, background, introduction, intro, eli5, tell me, tell me about, describes, measured, test, "
        "tests, tested, introduce, facts, stand for, stands for, never heard of, i never heard of, what for, good "
        "for, all about, gist, enlighten me, walk me through, walk through, profile, brief description, short "
        "description, intended, intended to assess, assess, assesses, ability, "
        "never heard, never heard of it, whats that, what is that, what even is that, what even is, "
        "abilities, skill, skills, assessed, brief, characterise, characterize, synopsis, meant to measure, "
        "designed to test, meant by, is meant, denoted, denotes, "
        "examine, examines, quantify, quantifies, express, expresses, capture, captures, indicate, indicates, "
        "reflect, reflects, do you call, "
        "what kind of model, what sort of model, what type of model"
    ),
    "YOU": ("you, u, ur, your, podium, bot, yourself, this bot, this site, here, this, the bot, this tool"),
    "CAPABILITY": (
        "questions may one put to you, sort of questions may one put to you, sort of questions, "
        "kind of questions, kinds of questions, sorts of questions, may one ask, may i ask you, what may i "
        "ask, questions are you good for, good for, "
        "your limits, your limitations, what cant you do, what can you not do, example questions, some example "
        "questions, sample questions, what should i ask, what could i ask, what may i ask, what am i allowed to "
        "ask, what are you good for, what are you for, how can you help, how could you help, "
        "what can you do, what can i ask, what do you do, help, commands, usage, capabilities, examples, what can i "
        "ask you, how does this work, how do you work, how do i use this, how "
        "to use, what do you know, what can u do, help me, manual, features, what questions, what is podium, about "
        "podium, what are you able to, what is this bot, how does podium work, instructions please, what else can "
        "you do, can you help, can you help me, what all can you, tell me about yourself, whats podium, explain "
        "podium"
    ),
    "SOURCE": (
        "data sources do you, sources do you, do you ingest, you ingest, ingested, "
        "who says, who says so, says who, who said so, who said that, who claims, who claims that, according to whom, "
        "on whose authority, who reported, who reported that, who reported it, who measured, who measured it, who "
        "measured that, whose number is that, whose figure is that, whose number is this, whose figure is this, by "
        "whom, reported by whom, who is the source, who vouches for, who stands behind that, who came up with that "
        "number, "
        "which places, what places, from which places, collect the scores, collect scores, collect the numbers, "
        "collect your, collect the data, collect the results, collect results, gather the scores, gather scores, "
        "gather your, gather the, gather the numbers, gather the results, do you collect, do you gather, take the "
        "scores from, take the numbers from, take your, get the scores from, get the numbers from, get the results "
        "from, get scores from, which websites, what websites, which sites, what sites, where are the scores from, "
        "where are the numbers from, scraped from, scrape, pulled from, draw your, draw the numbers from, draw "
        "your numbers from, who supplies, supplied by, who feeds you, who provides the numbers, who provides the "
        "scores, who provides the data, based upon, basis of your, rest on, founded on, "
        "come from, comes from, source, sources, where does this number, where is this from, origin, where from, "
        "provenance, says who, according to whom, proof, evidence, where did you get, where do you get, how do you "
        "know, who says, where does this come from, where do the numbers come from, where does it come from, where "
        "you got, data source, data sources, came from, taken from, get your data, get your numbers, based on what, "
        "citation for that, source of this, source of that, reference for that, whose number, whose figure, from "
        "where, source for that, origin of, where is it from, where did you read, link to the source, whats the "
        "source, how do i know, how can i trust, can i trust, trust the numbers, trust these numbers, trust your "
        "numbers, are your numbers right, how reliable, reliable, can i believe, who reported, who measured, "
        "measured by whom, reported by whom, according to who, "
        "where u get, where do u get, where did u get, get those numbers from, get these numbers from, where u got, "
        "drawn, drawn from, are drawn, derived from, obtained from"
    ),
    "ADD": (
        "get my model listed, get our model listed, have my model listed, have our model listed, my model listed, our "
        "model listed, get a model listed, get my model on here, get my model in here, get listed, get included, "
        "include, include it, can podium include, take on, take up, take in, get listed, have it listed, get "
        "it listed, get mine listed, feature it, carry it, host it, "
        "feed you, import my, load my, import, hand you my, give you my, enter our, upload our, "
        "score on the leaderboard, model on the leaderboard, results on the leaderboard, model on your "
        "leaderboard, scores listed, "
        "score listed, model listed, result listed, results listed, get my model, get my score, get my result, get "
        "my results, get my numbers, get our model, get our results, on your leaderboard, onto the leaderboard, "
        "onto your leaderboard, onto the board, on your board, into the registry, into podium, into your registry, "
        "into your database, "
        "extended, extensible, extendable, expand, expanded, be extended, extended with, expand with, plug in, "
        "hook up, hook in, bring my own, bring your own, add support, get my benchmark, get our benchmark, host "
        "my, host our, include our, list our, incorporate, incorporated, incorporating, onboard, contribution, "
        "contributions, contributing, "
        "add, submit, contribute, upload, register a, new benchmark, own benchmark, add a, add my, submitting, "
        "plugin, plugins, write a plugin, integrate, enter my, put my, include my, publish my, adding, get listed, "
        "list my, submission, put up, submit my, "
        "register our, register the, register new, register it, to register, i register, we register, one register, "
        "be added, be included, be listed, added to podium, get added, have added, be registered, added to the "
        "registry"
    ),
    "REPORT_WRONG": (
        "how can i get it fixed, how do i get it fixed, how can i get this fixed, how do i get this fixed, "
        "how can i get that fixed, how do i get that fixed, how can i get it corrected, how do i get it "
        "corrected, how can i get this corrected, how do i get this corrected, how can i have it corrected, "
        "how do i have it corrected, how can one get it corrected, how can we get it corrected, "
        "your entry for a model, your entry for, entry is wrong, entry is incorrect, is incorrect, incorrect "
        "entry, wrong entry, get it fixed, get this fixed, get that fixed, have it fixed, get it corrected, "
        "get this corrected, have it corrected, put right, set right, set it right, put it right, rectify, "
        "rectified, amend, amended, "
        "a mistake, an error, off by, outright wrong, plain wrong, obviously wrong, clearly wrong, seems fishy, "
        "bogus, fake, looks off, is off, look off, seems off, looks wrong, seems wrong, look wrong, fishy, "
        "suspicious, looks fishy, looks suspicious, whom do i tell, who do i tell, whom do i contact, who do i "
        "contact, whom should i contact, who should i contact, whom do i inform, who do i inform, contact, notify, "
        "flag, flagging, dubious, doubtful, implausible, misreported, mismatch, point out, raise an issue, open an "
        "issue, file an issue, file a bug, bug report, made an error, cant be right, cannot be right, cant be "
        "true, doesnt match, does not match, not correct, isnt correct, looks odd, seems odd, looks strange, "
        "inaccurate figure, wrongly, discrepancy, rectify, amend, set straight, set it straight, set the record "
        "straight, "
        "wrong, incorrect, mistake, error, errors, false, inaccurate, missing, correction, correct a, fix a, report "
        "a, report an, bug, typo, not right, isnt right, dispute, issue, broken, incorrect number, bad number, fix, "
        "report, complain, complaint, feedback, outdated number, correct this, "
        "erroneous, faulty, flawed, inaccuracy, inaccuracies, errata, erratum"
    ),
    "REUSE": (
        "reproduce your leaderboard, reproduce your table, reproduce your tables, reproduce your ranking, "
        "reproduce your rankings, reproduce the leaderboard, reprint your leaderboard, "
        "republish, republish your, reprint, reprinting, republishing, repost, reposting, redistribute your, "
        "pass on your tables, copy your tables, use your tables, your tables, reuse your tables, "
        "reuse, export, licence of the data, use your data, use the data, redistribute, api, can i use this data, "
        "download the registry, download all, csv, cite podium, dump, json, use these numbers, use the numbers, use "
        "your numbers, use this data, in my paper, in a paper, cite this, quote, in my own work, in my thesis, "
        "reproduce your figures, reproduce your numbers, reproduce your results, journal article, in a journal, in "
        "a journal article, in a publication, reprint, republish, under what conditions, under which conditions, "
        "in an article, in our article, in our report"
    ),
    "REFRESH": (
        "do you refresh, do you refresh the numbers, refresh the numbers, refresh your numbers, refresh your data, "
        "refresh the data, refresh frequency, do you refresh your data, do you refresh the data, "
        "how often, updated here, update frequency, how frequently, refresh rate, when do u get refreshed, get "
        "refreshed, when are you updated, when do you update, when do u update, when do you get updated, when do you "
        "refresh"
    ),
    "PRIVACY": (
        "gdpr compliant, "
        "what i type, what i write, what i ask, what i say, what i typed, what i asked, my chats, my chat, my "
        "input, my queries, my conversations, my conversation, our conversation, this conversation, collect data, "
        "gdpr, spy, spying, eavesdrop, keep logs, keep my, keep a record, keep track of me, retain, retained, data "
        "protection, track users, anonymous, anonymously, confidential, confidentiality, log files, chat history, "
        "logged, logging, stored somewhere, on record about me, about me, do you remember me, "
        "store, stores, stored, save, saves, privacy, log, logs, remember, my messages, my data, record my, "
        "personal data, track me, keep"
    ),
    "GREET": (
        "hello, hi, hey, hiya, greetings, howdy, good morning, good afternoon, good evening, good night, thanks, "
        "thank you, thank, thx, bye, goodbye, tnx, ty, cheers, see you, morning, how are you, sup, whats up, yo, "
        "thank u, cya, welcome, good bot, nice, well done, good job, cool, awesome, great, ok, okay, lol, night, "
        "hola, bonjour, hallo, cu, later, gm"
    ),
    # What changes a question.
    "ELSEWHERE": "in real life, real life, in the real world, real world, in practice, in the wild",
    "NOT": (
        "not, no, isnt, arent, doesnt, dont, wasnt, never, nobody, none, without, non, neither, cant, wont, didnt"
        ", cannot, mustnt, shouldnt"
    ),
    "EXCEPT": (
        "throw out, throwing out, rule out, ruling out, kick out, kicking out, weed out, weeding out, "
        "anyone but, anybody but, everyone but, everybody but, all but, any but, "
        "minus the, minus all, neither, dont want, do not want, cant use, cannot use, can not use, may not use, not "
        "allowed to use, mustnt be from, must not be from, cannot be from, cant be from, mustnt come from, must not "
        "come from, shouldnt be from, should not be from, isnt made by, is not made by, arent made by, wasnt made by, "
        "isnt built by, is not built by, isnt produced by, did not come from, didnt come from, doesnt come from, does "
        "not come from, dont come from, do not come from, isnt owned by, is not owned by, unrelated to, with the "
        "exception of, not belonging to, "
        "except, excluding, besides, other than, apart from, not by, not from, but not, aside from, without "
        "counting, not counting, ignoring, minus, exclude, outside of, leaving out, not made by, non, beside, "
        "instead of, except for, not, without, leave out, if you leave out, leave aside, take out, not including, "
        "but without, disregarding, if i exclude, nothing from, anything but, excluded, are excluded, leaving "
        "aside, disregard, "
        "is excluded, were excluded, setting aside, discounting, removing, omitting, bar, barring, save for"
        ", isnt from, isnt by, arent by, arent from, is not from, is not by, if we ignore, if you ignore, if i "
        "ignore, if one ignores, "
        "ignore"
    ),
    "AND_MORE": "and, also, too",
    "HOLD": (
        "how long has, "
        "how long, how many days, stood, how much time, longest, held, hold, on top for, been first, been leading, "
        "reigned, lasted, last"
    ),
    "IT": (
        "it, its, that, this, they, them, their, those, these, he, she, his, her, that one, this one, the same one, "
        "theirs"
    ),
    "FOLLOW": (
        "what about, how about, and, same for, same with, same question for, also, and what about, and how about, "
        "now, then, instead, or, but, ok and, and for, and on, and in, same thing for, again for, and with, same "
        "but, the same for, only, just, likewise for, ditto for, repeat for, try, rather, more, same thing, the same "
        "thing, same question, the same question, same on, the same on, same thing on, same thing with, as well, hmm "
        "and, ditto, likewise, same again, and again"
    ),
    "CORRECTION": (
        "wait, no wait, hang on, scratch that, my bad, oops, no, nope, nah, i meant, i mean, rather, not that, "
        "actually, wrong one, sorry, no i meant, meant"
    ),
    # What became of a figure.
    "AMENDED": (
        "corrected, withdrawn, retracted, amended, rectified, corrections, retractions, withdrawals, amendments, "
        "taken back, taken down, correction history, erratum, errata"
    ),
    "VERSION": "version, variant, one, edition, the",
    # What is said of why one asks, or of asking itself; a licence is needed "for a product", so that is none of it.
    "NOISE": (
        "on earth, the hell, the heck, in the world, "
        "do the needful and, do the needful, teach me, share, share with me, share with us, ask about, to ask "
        "about, like to ask about, want to ask about, i would like to ask, would like to ask, i want to ask, one "
        "thing, hit me with, give it to me straight, "
        f"{_OCCASIONS}, "
        "out of curiosity, out of interest, just out of curiosity, just out of interest, just curious, just asking, "
        "just wondering, one question, another question, quick question, a question, a quick question, quick one, "
        "short question, simple question, anyone know, does anyone know, does anybody know, anybody know, who knows, "
        "do you happen to know, i was wondering, wanted to ask, in the context of, sorry to bother, sorry to bother "
        "you, sorry to ask, "
        "do they stem, does it stem, do these stem, do those stem, did they stem, in statistics, in machine learning, "
        "in ml, in statistical terms, in data science, in deep learning, in ai terms, "
        "in two sentences, in three sentences, in a sentence, in a few sentences, in a few words, in two lines, in "
        "a line, in one line, in one word, in a paragraph, in one paragraph, in a tweet, in a couple of sentences, "
        "in a couple of words, "
        "for someone who has never heard of it, for somebody who has never heard of it, who has never heard of it, "
        "who never heard of it, tell a beginner, tell a newcomer, tell a layman, tell a novice, tell a child, in "
        "announcements, in every announcement, in press releases, in blog posts, in model announcements, in "
        "release notes, in model cards, those three letters, these three letters, three letters, those letters, "
        "these letters, those four letters, these four letters, four letters, number of yours, figure of yours, "
        "score of yours, one of your numbers, one of your scores, one of your figures, any good, in a hurry, long "
        "story short, excuse my ignorance, sorry if this is obvious, stupid question, silly question, dumb "
        "question, noob question, newbie here, total newbie, total beginner, complete beginner, new here, im new "
        "here, i am new here, new to this, im new to this, i am new to this, "
        "when people talk about benchmarks, when people talk about, when people say, when they say, in this "
        "context, in this field, in machine learning, in the world of, when it comes to, plain, vanilla, regular, "
        "good old, i keep seeing, i keep hearing, i keep reading, kind regards, best regards, many thanks in "
        "advance, thanks in advance, thank you in advance, would be grateful, would be nice, id be grateful, "
        "grateful if you could, for a newcomer, for newcomers, for a beginner, for beginners, for a novice, for "
        "the uninitiated, for laymen, for a layman, for a layperson, for lay people, for non experts, for a non "
        "expert, for outsiders, for an outsider, to somebody non technical, to someone non technical, to somebody "
        "new, to a newcomer, to an outsider, to a novice, to a non expert, to my grandmother, to my grandma, to my "
        "mum, to my mom, to a child, to a five year old, non technical, nontechnical, in layman terms, in laymans "
        "terms, in lay terms, in plain words, in plain language, in everyday language, for somebody new, for "
        "someone new, in order to, in order that, "
        "or not, in general terms, in a nutshell, by any chance, no idea, had no idea, back, else, "
        "drop table results, drop table models, drop table, drop "
        "table models, if i may, so to speak, as of now, as of today, so far, for real, no offense, no joke, for a "
        "slide, in your opinion, do you think, would you say, if you know, of all, at all, please tell, i wonder, "
        "never mind, more or less, in short, in brief, in one sentence, like i am five, like im five, in simple "
        "words, in plain english, for dummies, part of, together, on record, point in time, in time, so to say, i "
        "gather, y n, large enough, of the two, each, isnt it, right, arent they, innit, or nah, or what, in "
        "your db, "
        "in the db, in db, in your database, next to the score, next to it, ended, sry, goes to, budget calc, "
        "detection, detecting, of these two, of both, of the three, of the four, one of the, one of, point me to, "
        "direct me to, refer me to, so kind as to, so kind as to indicate, please indicate, so kind, kind "
        "enough, kind enough to, be so good as to, so good as"
        "to, big enough, free form, in house, i keep, for the general reader, general reader, put to you, to one, to "
        "us, as it were, that is, that is to say, capable of, in question, by now, in total, among them, in "
        "particular, in other words, to be precise, to my knowledge, for the record, for the time being, "
        "with respect "
        "to, with regard to, in regard to, as regards, leaving, counting only, only counting, considering only, only "
        "considering, looking only at, restricted to, confined to, limited to, going only by, among only, board of "
        "directors, board meeting, editorial board, doesnt it, isnt that right, am i right, per se, on file, "
        "which of "
        "the two, of those two, among the models, of all the models, of all models, among all models, among all the "
        "models, be kind enough, before my, before our, before the meeting, "
        "press release, for a press release, to a clinician, to a layman, to a lay person, to a layperson, to a "
        "beginner, to a student, to a physician, to my boss, to a colleague, to a journalist, to a patient, to the "
        "public, board of trustees, advisory board, read, reads, "
        "would you call, would one call, can one be confident, can i be confident, is it fair to say, so as to say, "
        "came to an end, came to its end, compared with others, compared to others, compared with the others, "
        "compared to the others, compared with the rest, compared to the rest, for reading, at reading, for "
        "interpreting, at interpreting"
    ),
    "HIGHER": (
        "does a higher number, does a higher score, does a higher value, does a bigger number, does a larger "
        "number, does a lower number, does a lower score, does a greater number, is a higher number, is a "
        "higher score, is a higher value, is a bigger number, is a lower score, are higher numbers, are "
        "higher scores, higher, lower, bigger, larger number, lower number, a higher, a lower, higher mean"
    ),
    # What restricts a question by something that no registry holds: no way of asking explains it.
    "UNRECORDED": (
        "still available, still offered, still online, still supported, still sold, still on sale, still in "
        "service, still in use, still usable, no longer available, no longer offered, no longer supported, "
        "deprecated, retired, discontinued, "
        "name has, name contains, name includes, names contain, name starts, name begins, named after, starting with "
        "the letter, starts with the "
        "letter, begins with the letter, beginning with the letter, in its name, in their name, "
        "old model, old models, old llm, old llms, old ones, old systems, old results, old result, old scores, old "
        "score, ancient models, ancient model, vintage models, "
        "history part, history section, history subset, history questions, history subject, history subjects, history "
        "category, history domain, history split, history portion, "
        "with internet, without internet, no internet, with internet access, without internet access, internet "
        "access, with web access, without web access, single models, single models only, non ensemble, pre release, "
        "with high effort, with low effort, with medium effort, with max effort, with maximum effort, with minimal "
        "effort, with highest effort, with lowest effort, with full effort, at high effort, at low effort, at medium "
        "effort, at max effort, at maximum effort, at minimal effort, at highest effort, at lowest effort, at full "
        "effort, on high effort, on low effort, on medium effort, on max effort, on maximum effort, on minimal "
        "effort, on highest effort, on lowest effort, on full effort, high effort, low effort, medium effort, max "
        "effort, maximum effort, minimal effort, highest effort, lowest effort, full effort"
    ),
    # Questions of cause, which no reply here answers.
    "INFLUENCE": "size matter, size matters, size help, size helps",
    "CATALOGUE": "catalogue, catalog, registry, database, db, model list, collection, inventory",
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
        f"{_NO_IMAGES}, "
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
        "max context, maximum context, max context window, maximum context window, most context, most tokens of "
        "context, longest document, longest documents, longest prompt, longest prompts, longest text, longest texts, "
        "longest input, longest inputs, biggest document, biggest prompt, largest prompt, largest document, largest "
        "input, longest book, most text at once, most tokens at once, most input, longest memory"
    ),
    "NOW": "now, today, currently, right now, at the moment, nowadays, these days, at present",
    "PODIUM": (
        "podium, this site, this bot, the bot, your site, this registry, the registry, your registry, this tool, "
        "who are you, what are you"
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
        "did not make, didnt make, does not make, doesnt make, did not build, didnt build, did not train, didnt train, "
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
        "have to, has to, must"
    ),
    "CITE": "cite, cites, cited, citation, citations, bibtex, citing, acknowledge, credit, quote, reference",
    "ABSTRACT_IN": "whats in, what is in, what stands in, what is said in, what does it say in, what in",
    "DIVIDED": (
        "clustered, bucketed, categorised, categorized, structured, filed, partitioned, "
        "divided, grouped, organised, organized, sorted, classified, arranged, assigned, split into, fall into, "
        "fall under, subdivided, sort"
    ),
    "NEWEST_MODEL": (
        "most recently released model, most recent model, newest model, latest model, newest models, most recently "
        "released models, latest models"
        ", most recent arrival, latest arrival, newest arrival, newest addition, latest addition, newest release, "
        "latest release, most recent release, latest launch, newest launch, newcomer, newcomers, newest entrant, "
        "youngest model, youngest llm, most recently launched model, last released model, model released last, "
        "freshest model, latest llm, newest llm, latest ai, newest ai, latest model release, newest model release"
    ),
    "RULES": (
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
    "AGE": ("how long has, how old, how many years old, what age"),
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
        "belong to, belongs to, belong in, belongs in, belong under, belongs under, count as, counts as, counted "
        "as, classed as, categorised as, categorized as, classified as, filed under, tagged as, labelled as, go "
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
        "how low do, how low does, how low did, how low do scores, how low do the scores, how low can, smallest score, "
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
