"""Boards, records and times."""

from __future__ import annotations

from itertools import product

_FIRST_LED = ", ".join(
    f"{first} {led}"
    for first, led in product(
        ("first", "very first", "first ever", "first recorded", "earliest", "original", "initial", "inaugural"),
        ("leader", "record holder", "champion", "record", "number one", "title holder", "top model", "leading model"),
    )
)

BOARDS: dict[str, str] = {
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
        "up to what score, up to which score, up to what value, how high do scores go, how high do the scores go, "
        " "
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
        "is that good, is it good, is this good, is that any good, is that decent, is that bad, is it bad, a good one, "
        "good score, good result, decent score, respectable score, bad score, good enough, competitive, "
        "how good, how well, how strong, how accurate, how bad, any good, how smart, how many points, how many "
        "percent, what percentage"
    ),
    "BOARD": (
        "your tables, your table, how models rank, how the models rank, how do the models rank, "
        "how do models rank, how models stack up, "
        "how the models stack up, how do the models stack up, how models fare, how the models fare, how do the "
        "models fare, "
        "hit parade, honours list, honour roll, honor roll, roll of honour, roll of honor, pecking order, "
        "league standings, in the charts, tops the charts, topping the charts, running order, "
        "field in order, tableau, order of merit, merit list, "
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
        "comes next, next in line, is next, next up, next best, next one, right below, just below it, "
        "directly behind, "
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
        "open model, free model, closed model, local model, open llm, open weight model, open source model, "
        "open source llm"
    ),
    "MODELS": (
        "entrants, contenders, bots, chatbots, players, solutions, engines, offerings, assistants, "
        "architectures, transformers, releases, "
        "models, llms, vlms, ais, systems, algorithms, networks, entries, submissions, participants, methods, "
        "approaches, agents, competitors, contestants, rows, ones, performers, results, "
        "lineup, line up, portfolio, roster, offerings, "
        "who all, "
        "open models, free models, free llms, closed models, local models, open llms, open weight models, "
        "open weights models, open source "
        "models, open source llms"
    ),
    "AVERAGE": (
        "calculate the average, calculate the mean, compute the average, compute the mean, work out the average, "
        "work out the mean, average model, the average model, an average model, "
        "average, averages, avg, averaged, mean score, average score, mean of all, mean result, mean accuracy, mean "
        "of the scores, arithmetic mean, "
        "arithmetic average, mean over all, average over all, averaged over all, mean across all, average across "
        "all"
    ),
    "SPREAD": "spread, spread out, how spread out, bunched, bunched up, bunched together, clustered, tightly packed",
    "GOOD_SCORE": (
        "a good score, good score, decent score, reasonable score, respectable score, a decent score, a bad score, a "
        "reasonable score, a respectable score, a strong score, a poor score, bad score, strong score, poor score, a "
        "good result, a decent result, a good number, a decent number"
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
        "std, stdev, std dev, "
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
        "benched, benched on, benchmarked, listed, ranked, measured, reported, submitted, took, taken, tried, on, "
        "tested with, "
        "registered, included, run on, scored, has results, assessed, been run, run, "
        "did run, ran, run in, have run, has run, were run, was run, been tried on, been put on"
    ),
    "MANY": "most",
    "ABOVE": (
        "beating, exceeding, surpassing, topping, clearing, "
        "above, over, exceed, exceeds, exceeding, reach, reaches, reached, at least, more than, better than, pass, "
        "passes, beyond, greater than, higher than, beat, beats, get, score, scored, scores, scoring, with"
    ),
    "UPDATED": (
        "as of when, as of what date, as of which date, as per when, "
        "table last touched, board last touched, last touched, table last updated, table last changed, "
        "recent, recently, updated, update, updates, outdated, stale, fresh, uptodate, up to date, dated, date, "
        "dates, age, refreshed, how old, how new, how current, how fresh, current, last updated, last update, last "
        "refreshed, last changed, how recent, most recent, latest, newest, how often, last modified, "
        "refresh, last refresh, how up to date"
    ),
    "UPDATE_WORD": (
        "as of when, as of what date, as of which date, as per when, "
        "updated, update, updates, refreshed, outdated, stale, fresh, uptodate, up to date, how new, how "
        "current, how recent, last updated, last update, last refreshed, recent, recently, how fresh, age, date, "
        "dates, dated, last changed, last modified, "
        "refresh, last refresh, how up to date"
    ),
    "TIES": (
        "tie, ties, tied, tying, draw, draws, equal, equals, same score, same scores, identical scores, neck and "
        "neck, dead heat, identical, joint, share first, shared first, share, shares, shared, sharing, "
        "level with each other, on the same level, scoring the same as, scored the same as, scores the same as, score "
        "the same as, tied with, ties with, exact same score, exactly the same score, same score as, same result as, "
        "level with, on a par with"
    ),
    "GAP": (
        "spread between, spread from, close together, close to each other, near each other, points "
        "behind, points ahead, "
        "how big is the cushion, how large is the cushion, how thick is the cushion, how comfortable is the "
        "lead, how comfortable is the cushion, cushion between, "
        "clear win, clear victory, comfortable win, "
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
    "INTERVAL": (
        "interval, intervals, confidence interval, confidence intervals, ci, error bar, error bars, margin of error, "
        "standard error, standard errors, stderr, uncertainty, how certain, how uncertain, how precise"
    ),
    "SIGNIFICANT": (
        "real or noise, real or just noise, noise or real, just noise or real, luck or skill, real or luck, "
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
        "still room for improvement, room for improvement, room to improve, still room to improve, still a useful "
        "benchmark, still useful, still a good benchmark, still worth using, still challenging, still a "
        "challenge, too easy by now, "
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
    "RECORDS": (
        "records, new records, record holders, different record holders, record breakers, record setters, different "
        "leaders, new leaders, lead changes, leader changes, leadership changes, changes of leader, changes of "
        "leaders, changes in the lead, changes at the top, changes of the lead, record breaking results, lead "
        "changed, lead change, leader changed, leader change, crown changed hands, lead changed hands, top spot "
        "changed hands, first place changed hands"
    ),
    "FIRST_LED": (
        f"{_FIRST_LED}, originally first, first originally, initially first, originally led, led originally, "
        "originally on top, first to lead, first to top, first to hold, first to hold the lead, first to be on top, "
        "first to be number one, first to set, set the first record"
    ),
    "LEAP": (
        "jump, leap, biggest jump, largest jump, biggest leap, largest leap, biggest step, largest step, biggest "
        "gain, largest gain, biggest improvement, largest improvement, biggest single improvement, steepest rise, "
        "greatest leap, greatest jump, greatest improvement, biggest advance, largest advance, biggest progress, "
        "progress biggest, progressed most, highest jump"
    ),
    "HOW_OFTEN": "how many times, how often, how many times has, how many times did, how often did, how often has",
    "HISTORY": (
        "successive record holders, successive records, successive leaders, consecutive record holders, one "
        "record after another, "
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
        "leader, who held, got better, gotten better, grown, over the past, how has, rise, frontier, "
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
        "what has been reported, what was reported, what came in, what has "
        "come in, "
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
    "MAKERS": (
        "labs, companies, organisations, organizations, orgs, vendors, makers, teams, firms, developers, providers, "
        "laboratories, manufacturers, corporations, startups, institutions, model makers, ai labs, ai companies, "
        "model "
        "developers, model providers, model vendors, suppliers, company wise, by company, by lab, by maker, "
        "by vendor, "
        "per company, per lab, per maker, per vendor, by organisation, by organization, per organisation"
    ),
}
