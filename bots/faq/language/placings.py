"""More words for places, scores, margins and times on a board, joined to :mod:`podium.bots.faq.language.concepts`.

They are the other words for the same things: a leader sits at the summit, a score is posted or clocked, a lead is a
cushion, what is left to gain is headroom.
"""

from __future__ import annotations

from collections.abc import Sequence

from podium.bots.faq.language.phrases import Product

#: Concept by concept, the words and phrases that carry it, parted by commas.
PLACINGS: dict[str, str | Sequence[str | Product]] = {
    "WHAT": (
        "what kind of model, what sort of model, what type of model, which kind of model, which type of model, what "
        "kind of an ai, what kind of ai, what sort of ai, whats in, what is in, what in, what stands in, kind of "
        "model, sort of model, type of model"
    ),
    "WHO": (
        "which language model, what language model, which large language model, what large language model, which "
        "foundation model, what foundation model, which ai model, what ai model, which ai system, what ai system, "
        "which neural network, what neural network, which frontier model, what frontier model, "
        "any model, any ai, any llm, any system, any of the models, what kind of a model, which of the models, which "
        "of the systems, which machine, which algorithm, which network, which entry, what entry, which contestant, "
        "which competitor, which submission"
    ),
    "MODEL": (
        "language model, large language model, foundation model, frontier model, ai model, ai system, neural network, "
        "neural net, net, nn, contender, candidate, competitor, contestant, machine learning model, ml model, "
        "generative model, llm model, architecture, player, solution, engine, offering, assistant, transformer, "
        "brain, release, bot, chatbot"
    ),
    "LEAD": (
        "topper, toppers, class topper, rank holder, rank one, ranker one, "
        "top tier, record holding, record holder, ablest, single best, absolute best, "
        "most successful, most strong, most good, most high, most clever, most smart, most intelligent, "
        "topped, made it to the top, made it to the very top, make it to the top, made the top, came out top, "
        "max scoring, maximum scoring, nails, aces, "
        "most points, the most points, biggest score, largest score, biggest result, most right, most correct, fewest "
        "mistakes, fewest errors, most questions right, most answers right, summit, apex, pinnacle, at the summit, at "
        "the apex, at the pinnacle, king of the hill, king of the castle, top of the pile, top of the heap, top of the "
        "pops, top of the tree, top of the class, best in class, best of the bunch, best of the lot, best of the rest, "
        "head of the pack, head of the field, head of the class, leader of the pack, leads the pack, leads the field, "
        "leads the way, leading the pack, leading the field, leading the way, heads the field, heads the pack, heads "
        "the table, heads the list, ahead of the pack, ahead of the field, ahead of everyone, ahead of everyone else, "
        "ahead of everybody else, ahead of the rest, ahead of all others, ahead of all the others, comes out ahead, "
        "comes out ahead of everyone else, come out ahead, came out ahead, comes out best, comes out first, comes up "
        "top, comes up on top, shines, shines most, shines the most, shines brightest, excels, excels most, excelled, "
        "fronts, sets the pace, pacesetter, pace setter, wears the crown, takes the crown, holds the crown, sits on "
        "the throne, takes the cake, to beat, the one to beat, the model to beat, supreme, unmatched, unsurpassed, "
        "unrivaled, best result so far, does the best, did best, did the best, did the most, performed best, performed "
        "the best, performs the best, fared best, scored best, scored highest, scored the highest, got the highest, "
        "gets the highest, get the highest, got the best, gets the best, has the best, has the highest, with the best, "
        "with the highest, posts the best, posted the best, posted the highest, clocked the highest, highest placed, "
        "best placed, best rated, top rated, highest rated, highest graded, top graded, best rank, best ranked, top "
        "ranked, top ranking, best ranking, medal winner, victor, triumphs, triumphed, prevails, comes first, finishes "
        "first, finished first, finish first, places first, placed first, in first, in first place, occupies first "
        "place, occupies the first place, occupies the top, occupies the top spot, takes the top spot, holds the top "
        "spot, owns the top spot, has the top spot, claims the top spot, sits first, sits in first, sits on top, sits "
        "atop, stands first, stands on top, stands at the top, atop, outranks, outranks everyone, outdoes everyone, "
        "outscores everyone, beats everybody, beats all others, beats all the others, beats the rest, better than "
        "everyone else, better than the rest, better than all others, better than all the others, best there is, "
        "top of the charts, closest to the top, nearest to the top, closest to the lead, closest to the leader, "
        "nearest to the leader, most honest, "
        "number one spot, first spot, first position, first rank, top position, top placement, top place, highest "
        "place, highest position, highest spot, rank number one, front running, frontrunners, front runners, the one "
        "on top, the leading one, ace, aces, tops the list, tops the table, tops the chart, tops the charts, tops the "
        "ranking, tops the leaderboard, topping the list, topping the table, topping the charts, chart topper, cream "
        "of the crop, creme de la creme, slay, slays, slaying, goated, pwns, pwning, owning, cooking, cooks, wipes the "
        "floor, wiping the floor, mops the floor, mopping the floor"
    ),
    "HIGH": "most points, biggest score, largest score, largest result",
    "PEAK": ("high water mark, high mark, top mark, personal best, all time best, best ever, highest ever, zenith"),
    "WORST": (
        "struggles most, struggles the most, struggle most, struggled most, flops hardest, flops most, fails most, "
        "most bad, most weak, most low, most poor, "
        "lags behind all others, lags behind everyone, lags behind everybody, lags behind the rest, lags behind all "
        "the others, lags behind all, lag behind all others, is behind all others, trails all the others, "
        "lest accurate, trails everyone, trails everybody, trails the field, trails the pack, trails all others, "
        "trails all, props up, props up the table, "
        "fewest points, the fewest points, lowest points, smallest score, smallest scores, fewest marks, smallest "
        "figure, smallest result, fewest right, fewest correct, most wrong, most mistakes, most errors, poorly, most "
        "poorly, the most poorly, did the most poorly, did most poorly, does the most poorly, performs most poorly, "
        "performed most poorly, scored most poorly, badly, most badly, worst of all, did worst, did the worst, does "
        "the worst, performed worst, performed the worst, performs the worst, fared worst, fared the worst, scored "
        "worst, scored the worst, scored lowest, scored the lowest, scored the least, scores the lowest, scores the "
        "least, least well, did least well, does least well, penultimate, least successful, least capable, "
        "least impressive, least able, least strong, got the lowest, gets the lowest, got the worst, gets the worst, "
        "has the lowest, has the "
        "worst, with the lowest, with the worst, at the very bottom, at the foot, foot of the table, foot of the "
        "ranking, bottom of the pile, bottom of the heap, bottom of the table, bottom of the list, bottom of the "
        "class, bottom of the pack, bottom of the league, bottom of the barrel, bottommost, bottom most, rock bottom, "
        "at rock bottom, back of the pack, back of the field, tail of the field, tail of the list, end of the list, "
        "end of the table, lower end, bottom end, weakest of all, finishes last, finished last, finish last, places "
        "last, placed last, stands last, sits last, in last, in last place, occupies last place, holds last place, "
        "takes last place, ranks worst, lowest placed, lowest position, lowest spot, lowest rated, worst rated, worst "
        "placed, worst ranked, bottom ranked, bottom spot, bottom place, last position, last spot, last rank, tail "
        "light, tailender, dead weight, underperformer, underperforms, underperformed, tails off, props up, propping "
        "up, props up the table, props up the field, brings up the tail, clueless, least good at, worst at"
    ),
    "LOW": "fewest points, smallest score, smallest result, fewest marks",
    "SCORE": (
        "lie, lies, lying, fall between, falls between, "
        "handle, handles, handled, cope, copes, coped, cope with, copes with, tackle, tackles, tackled, manage, "
        "manages, managed, clock, clocks, clocked, clock in at, clocks in at, clocked in at, post, posts, posted, "
        "notch, notches, notched, notch up, notched up, rack up, racked up, racks up, pull off, pulled off, pulls off, "
        "hit, hits, come in at, came in at, comes in at, sit at, sits at, sat at, stand at, stands at, come out at, "
        "came out at, end up with, ended up with, ends up with, end up at, ended up at, walk away with, walked away "
        "with, bring home, brought home, turn in, turned in, deliver, delivers, delivered, earn, earns, earned, "
        "secure, secures, secured, receive, receives, received, register, registers, registered, net, netted, how many "
        "points, how many percent, how many per cent, how much percent, what percent, what percentage, which "
        "percentage, what per cent, how many percentage points, marks, rating, tally, readout, outcome, outcomes"
    ),
    "RESULT": (
        "how many points, how many percent, how many per cent, how much percent, what percent, what percentage, which "
        "percentage, what per cent, how many percentage points, marks, rating, tally, outcome, grades, percents"
    ),
    "BOARD": (
        "how everybody stands, how everyone stands, how they all stand, how they stand, how all models stand, how all "
        "the models stand, how the models stand, how the models rank, how everyone ranks, how everybody ranks, how "
        "they rank, how everyone did, how everybody did, how they all did, who stands where, who is where, who ranks "
        "where, state of play, lay of the land, pecking order, order of merit, running order, full picture, how the "
        "field looks, how things stand, how it stands, how do things stand, how does the field look, tableau, roll of "
        "honour, honour roll, current order, who is who, league, the chart, whole field, whole pack, the whole "
        "order, order of models, order of the models, how everybody is doing, how everyone is doing"
    ),
    "RANK": (
        "order, in the order, where in the order, in what place, in which place, how well placed, placement, "
        "placements, placing, placings, positioned, seat, slot, berth, rung, position held, how high up, how far up, "
        "how far down, how low down, where on the list, where in the list, where on the board, where in the ranking, "
        "where in the table, where on the ladder, end up, ends up, ended up, wind up, winds up, wound up, sit, sits, "
        "sat, sitting, land, lands, landed, finish, finishing, comes in, comes, stood, what spot, which spot, what "
        "position, which position, what placement, which placement, what is the place, occupy, occupies, occupied, "
        "occupying, takes, took, holds, hold, held"
    ),
    "TESTED": (
        "handle, handles, handled, attempted, attempt, attempts, taken on, took on, sat, entered, competed, compete"
    ),
    "STATISTICS": (
        "scores distributed, results distributed, how are the scores distributed, par, bell curve, how do the scores "
        "fall, how the scores fall, cluster, clustered, cluster around, bunched, middle, midpoint, mid point, middle "
        "score, middle result, middle model, middle of the pack, middle of the field, middle of the table, middle of "
        "the road, midfield, mid table, mid field, halfway point, half way point, halfway down, half way down, in the "
        "middle, from where to where, from what to what, range, ranges, range from, ranges from, how wide, how widely, "
        "how spread out, spread out, how far spread, dispersion, bandwidth of scores, lowest to highest, highest to "
        "lowest, from lowest to highest, from worst to best, from best to worst, worst to best, best to worst, best "
        "and worst, worst and best, from bottom to top, bottom to top, top to bottom, from top to bottom, extremes, "
        "both ends, how varied, how scattered, variability, variation, middling, ordinary model, average joe, run of "
        "the mill, upper quartile, lower quartile, quantile, quantiles, decile, deciles, histogram, average and "
        "median, mean and median, descriptive statistics"
    ),
    "AVERAGE": (
        "on average, averages out, average out, mean value, mean figure, average figure, average mark, mean mark, "
        "average value, averaged out, average performance, mean performance, average points"
    ),
    "FIELD": (
        "field, pack, crowd, field of models, list, ranking, leaderboard, board, table, competitor field, starting "
        "field, line up, lineup, roster"
    ),
    "CHANCE": "guessing level, random guessing level, random level, luck level, monkey level",
    "TIES": (
        "level, level with, level with each other, level with one another, on level terms, on a par, on par, on par "
        "with each other, on a par with each other, all square, even, evenly matched, inseparable, deadlock, "
        "deadlocked, stalemate, same place, same rank, same spot, same position, the same place, the same rank, joint "
        "first, jointly, joint leaders, joint lead, tied up, tied for, tied with, tied with each other, equally good, "
        "equally high, equal scores, equal score, equal with each other, equal to each other, cannot be told apart, "
        "cannot be separated, in a tie, at a draw, photo finish, shares first, share the lead, shares the lead, "
        "sharing the lead, sharing first, share a place, share a rank, share the same, share the same score, have the "
        "same score, has the same score, with the same score, with identical scores, exactly the same score, same "
        "points, same result, same results, same mark, level on points"
    ),
    "GAP": (
        "behind first, behind the first, behind the leader, behind number one, behind second, behind the second, "
        "separates, do separate, cushion, head start, breathing space, breathing room, advantage, what separates, lies "
        "between, lie between, how far clear, how many points ahead, how many points clear, how many points better, "
        "how many points behind, how much clear, clear of, points clear, points ahead, points behind, how tight, how "
        "narrow, how comfortable, comfortable, comfortably, slim, narrow, how slim, wide lead, narrow lead, slim lead, "
        "lead size, size of the lead, size of the gap, size of the margin, how wide, how wide is the gap, how big a "
        "lead, how large a lead, how much of a lead, how much of a gap, what lead, what margin, winning margin, margin "
        "of victory, by what margin, by which margin, by how many points, by how wide a margin, gulf, edge over, edge, "
        "lead over second, ahead of second, ahead of second place, ahead of the runner up, ahead of number 2, ahead of "
        "the next, ahead of the next one, ahead of the rest by, over the runner up, over second place, over the "
        "second, from first to second, first to second, first versus second, first vs second, first from second, one "
        "from two, number one from number two, number one from two, top from second, between one and two, between "
        "number one and two, between place one and two, between places one and two, between rank one and rank two, "
        "between winner and runner up, between leader and runner up, between the leader and the runner up, between the "
        "winner and the runner up, between top and second, leader and runner up, leader and second, leader and the "
        "runner up, winner and runner up, difference between the top two, gap at the top, race at the top, tight race, "
        "tight at the top, close at the top, close the race, how close the race, how close is it at the top, how close "
        "is the race, how close is it, close call, close contest, neck and neck race"
    ),
    "SATURATED": (
        "is left, are left, left on, left in, left over, left for, models apart, good models apart, the models apart, "
        "top models apart, strong models apart, had its day, past its prime, still tell, still distinguish, still "
        "differentiate, still separate, still useful, lost its bite, lost its edge, still hard for, a solved problem, "
        "solved problem, exhausted by now, out of steam, run its course, outgrown, outgrew, beaten to death, too "
        "simple, a pushover, trivial by now, trivial now, bumping against, bump against, up against the ceiling, how "
        "much headroom, how much room, how much is left, how much left, how much more room, how much scope, how much "
        "space, how much improvement, how much further, how much higher, how far from perfect, how far from solved, "
        "far from perfect, far from solved, far from the ceiling, far from 100, run out of room, runs out of room, "
        "running out of room, ran out of room, out of room, no room, little room, run dry, running dry, room to grow, "
        "room to go, room upwards, space left, scope left, something left, anything left, left to win, left to "
        "improve, left to achieve, upside, hitting the ceiling, near the ceiling, close to the ceiling, reached the "
        "ceiling, hit its ceiling, at its ceiling, reached its limit, hits its limit, at its limit, near its limit, "
        "topping out, levelling off, leveling off, flattening, flattened, flatlined, plateauing, stagnating, "
        "stagnated, stagnant, bottleneck, used up, worn out, spent, outlived, outlived its usefulness, too easy now, "
        "still discriminate, still discriminates, discriminating, discriminative, still tell models apart, still "
        "separates, still meaningful, still relevant, still worth, still a challenge, conquered, crushed, mastered, "
        "nailed, aced, maxed out yet, close to the maximum, near the maximum, close to maximum, near maximum, close to "
        "100, near 100, cracked already, as good as solved, all but solved, virtually solved, practically solved, "
        "nearly solved, almost solved, pretty much solved, basically solved, considered solved, solved yet"
    ),
    "LED": (
        "who had it, who had the record, who had the title, had the record, had the title, was record holder, "
        "was the best model, was in front, was in the lead, was in first place, was in first, was at the top, was "
        "number 1, was king, was champion, was the king, was heading, was topping, came out on top, held the lead, "
        "held the top spot, held the crown, held the record, held first place, occupied the top, occupied first place, "
        "sat at the top, sat on top, stood at the top, wore the crown, ruled, reigned, dominated, headed, record "
        "stood, best back then, best at the time, back then, at that time, at the time"
    ),
    "HISTORY": (
        "change over the years, changes over the years, change over the months, changing over time, improve over "
        "the years, "
        "improved over the years, improved over the last years, improved over time, changed over the years, "
        "gone over the years, moved over the years, risen over the years, progressed over the years, over the months, "
        "across the years, with the years, as the years went by, year after year, "
        "how did the record, record progression, record by record, step by step, over the course of time, over the "
        "course, through the years, through the ages, year by year, year over year, month by month, trajectory, curve, "
        "journey, story of the record, milestones, milestone, past holders, past champions, former champions, former "
        "record holders, earlier leaders, earlier champions, who led when, who was first when, who was best when, "
        "succession, line of succession, sequence, came along, come along, moved up, crept up, gone up, went up, go "
        "up, going up, pushed up, shot up, soared, soar, inched up, progressed, progressing, pace of progress, rate of "
        "progress, speed of progress, pace of improvement, rate of improvement"
    ),
    "PASSED": (
        "first see, first saw, see, saw, seen, witness, witnessed, clear, clears, cleared, clearing, surpassing, "
        "surpasses, breach, breached, breaches, breach the, break through, broke through, breaks, breaking, top, tops, "
        "overcome, overcame, hits, managed, manage, make it past, made it past, make it over, made it over, got to, "
        "get to, gets to, come to, came to, climbed over, climb past, climbed past, climb above, climbed above, rise "
        "above, rose above, move past, moved past, jump over, jumped over, leap over, smash, smashed, shatter, "
        "shattered, eclipse, eclipsed, arrive at, arrived at, attains, reaching, crossing, passing, exceeding, "
        "cracking, better than, get beyond, got beyond, went beyond, go beyond, get as high as, got as high as, gone "
        "past, gone over, gone above, gotten past, gotten over, gotten above"
    ),
    "PASSING": (
        "cleared, breached, smashed, shattered, eclipsed, exceeded, attained, made it past, made it over, got over, "
        "got beyond, went over, went beyond, climbed over, climbed past, climbed above, rose above, moved past"
    ),
    "ABOVE": (
        "clear, clears, cleared, surpass, surpasses, surpassed, crack, cracks, cracked, manage, manages, managed, hit, "
        "hits, break, breaks, broke, top, tops, topped, post, posts, posted, clock, clocks, clocked, make, made, "
        "achieve, achieves, achieved, attain, attains, attained, north of, upward of, upwards of, as high as, in "
        "excess of, on the far side of, get to, gets to, got to, make it past, make it over, makes it past, makes it "
        "over, get past, gets past, got past, get over, gets over, got over, go over, goes over, went over, go beyond, "
        "goes beyond, hold, holds, earn, earns, earned, crossed, cross, crosses, have passed, have reached, have "
        "cleared, has passed, passed, exceeded, breach, breached, breaches, land, lands, sit, sits, stand, stands"
    ),
    "LAG": (
        "lag behind, lags behind, lagging behind, lags, lagged, trail the, trails, trails behind, how far back, how "
        "much behind, how much later, drag behind, fall behind, falls behind, fallen behind, fell behind, "
        "run behind, keep up, keep up with, keeping up, keeping pace, keep pace, caught up with, catching up with, "
        "close the gap, closing the gap, closed the gap, headstart, how many years behind, time lag, arrears"
    ),
    "EVER": (
        "at any time, at any point, for the very first time, first of all models, initially, ever yet, so far ever"
    ),
    "SELF_REPORTED": (
        "self reported by the makers, self reported by the maker, self reported by the vendors, self reported by the "
        "vendor, reported by their makers, reported by its maker, reported by the vendor, reported by the vendors, "
        "reported by their vendors, reported by the labs, reported by the companies, reported by their own makers, "
        "from the makers themselves, from the vendors themselves, by the makers themselves, by the vendors themselves, "
        "the makers own, the vendors own, own figures, own claims, makers own claims"
    ),
    "VERIFIED": (
        "double checked, cross checked, fact checked, measured independently, run independently, tested independently, "
        "checked independently, independently checked, independently tested, independently confirmed, validated "
        "independently, independently validated"
    ),
    "NOT_SELF": (
        "outside measured, measured by outsiders, by an outsider, by outsiders, by someone else, by others than the "
        "maker, by others than the makers"
    ),
    "EXCEPT": (
        "unrelated to, not related to, disregarding, barring, with the exception of, "
        "outside, from outside, outside of, ignore, if we ignore, if you ignore, if i ignore, if one ignores, ignores, "
        "forget, forgetting, forget about, if we forget, if we forget about, skip, skipping, discard, discarding, "
        "drop, dropping, eliminate, eliminating, if we exclude, if you exclude, if one excludes, if we leave out, if "
        "we drop, if we skip, if we remove, if you remove, if you take out, if we take out, if we take away, take "
        "away, taking away, cross out, isnt from, that isnt from, that isnt by, isnt by, isnt made by, that isnt made "
        "by, is not from, that is not from, that is not by, is not by, not built by, not developed by, not trained by, "
        "not made from, arent from, that arent from, are not from, that are not from, arent by, are not by, not "
        "belonging to, not coming from, not one of, who isnt, who is not, thats not from, thats not by, that doesnt "
        "come from, doesnt come from, dont come from, anyone but, everyone but, everybody but, anybody but, any but, "
        "all but, anything except, everything except, other maker than, from anyone but, from anybody but, by anyone "
        "but, by anyone other than, from anyone other than, from someone other than, by someone other than, with the "
        "exception of, exception of, exempting, were it not for, if it werent for, minus"
    ),
    "EXCEPT_AFTER": (
        "apart, left aside, to one side, out of it, not in it, out of the way, were not there, werent there, didnt "
        "exist, did not exist, not taken part, ignored, dropped, skipped, eliminated, crossed out, forgotten"
    ),
    "COMPARE": (
        "next to each other, next to one another, alongside, alongside each other, beside each other, one next to the "
        "other, up against, measure up, measures up, measure up to, measured against, held against, pitted against, "
        "pit, put side by side, put next to, shoulder to shoulder, juxtapose, juxtaposed, contrasted, minus, take on, "
        "takes on, fight, battle, showdown, rivals, rival, on a par with, fare against, fares against, do against"
    ),
    "DIFFERENCE": ("minus, separates, sets apart from, separate, apart from, tells apart, set apart from, sets"),
    "BETTER": (
        "overtake, overtakes, overtaken, overtook, surpass, surpasses, surpassed, outdo, outdoes, outdone, outdid, "
        "eclipse, eclipses, eclipsed, pass, passed, top, topped, outscore, outscores, outscored, outrank, outranks, "
        "outclass, outclasses, outclassed, outperformed, exceeds, exceeded, leapfrog, leapfrogged, trump, trumps, "
        "trumped, edge out, edges out, edged out, prevail, prevails, come out ahead, comes out ahead, came out ahead, "
        "come out on top, comes out on top, came out on top, on top, in front, more capable, more accurate, more able, "
        "does better, did better, do better, scores higher, score higher, scored higher, scores more, score more, "
        "ranks higher, rank higher, ranked higher, above, below"
    ),
    "HUMAN": (
        "mortals, us humans, human beings, human being, laypeople, lay people, laymen, real people, actual people, "
        "flesh and blood, human readers, board certified, human accuracy, human scores, human result, human results"
    ),
    "NOISE": (
        "dear podium team, dear podium, podium team, dear team, dear all, dear sir, dear sirs, dear sir or madam, dear "
        "friend, dear friends, in simple terms, in plain terms, in simple language, in plain language, in laymans "
        "terms, in layman terms, in easy terms, in plain english, in simple english, kind regards, best regards, warm "
        "regards, with kind regards, with best regards, yours sincerely, yours faithfully, regards, to whom it may "
        "concern, and if so, if so, if yes, and if yes, very much indeed, to keep it short, for my notes, for the "
        "record, on a related note, on another note, "
        "close to being, goes to whom, goes to, would you call, would we call, would one call, to be honest, when all "
        "is said and done, at the end of the day, all things considered, all in all, going by, judging by, to go by, "
        "judged by, according to, if we go by, by the numbers, in numbers, on the list, in the list, in the table, in "
        "the ranking, in the rankings, on the leaderboard, of the lot, of the bunch, of them all, of them, of "
        "everything, out there, out of all, out of everyone, out of them, so far as you know, as far as you know, from "
        "the list, on your list, in your list, on your books, in your books, on this one, on that one, summer say"
    ),
    "SIGNIFICANT": (
        "a fluke, fluke, flukes, mere chance, mere luck, more than luck, more than noise, within noise, within the "
        "noise, within the margin, within the margin of error, beyond noise, beyond chance, beyond doubt, "
        "statistically sound, statistically real, statistically meaningful, genuine, genuinely, truly better, "
        "genuinely better, actually better, reliably better, big enough to matter, enough to matter, does it matter, "
        "matter statistically"
    ),
    "ALL": ("every single one, all of it, all of them, everything recorded, everything known, all recorded, the lot"),
    "TESTED_ON": ("everything recorded, everything known, all recorded, report card, scorecard, score card, showing"),
    "GOOD": "how decent, how capable, how powerful, how impressive, how poorly, how badly, how competent",
    "SOURCE": ("who posted, who claimed, who claims, who stated, who put out, who gave, posted by, published by"),
    "MODELS": (
        "scorers, top scorers, finishers, medallists, contenders, toppers, runners, language models, large language "
        "models, foundation models, frontier models, ai models, ai systems, neural networks, neural nets, nets, "
        "candidates, checkpoints, machine learning models, ml models, generative models, llm models, "
        "architectures"
    ),
    "NEWNESS": (
        "anything get added, anything added, anything been added, anything got added, got added, been added, was "
        "added, were added, anything new, anything fresh, something new, joined, has joined, have joined, joined "
        "recently, latest arrivals, new arrivals, recent arrivals, newcomers, recent additions, newest additions, "
        "fresh additions"
    ),
    "NEW": "lately, of late, in recent times, in recent weeks, in recent months, just now, just in",
    "USES": (
        "pick, choose, select, opt for, go for, go with, recommend, recommended, suggest, be picked, be chosen, built "
        "on, build on, based upon"
    ),
    "BEFORE": (
        "prior to, ahead in time of, until, up to then, right before, just before, immediately before, until it was "
        "beaten by, until beaten by, before it was beaten by, before being beaten by, until overtaken by, overtaken by"
    ),
}
