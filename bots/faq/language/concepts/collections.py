"""The registry as a whole."""

from __future__ import annotations

COLLECTIONS: dict[str, str] = {
    # The registry.
    "BENCHMARKS": (
        "which tests, what tests, tests exist, which test, what test, which evals, what evals, "
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
    # Of a model: "which model has the most results".
    "MOST_TESTED": (
        "most results, most tested, most evaluated, most benchmarked, most measured, most benchmarks, most boards, "
        "most leaderboards, most scores, most tests, most evals, most evaluations, most widely tested, most widely "
        "evaluated, most often tested, most often evaluated, greatest number of results, largest number of results, "
        "greatest number of benchmarks, largest number of benchmarks, highest number of benchmarks, tested the most, "
        "evaluated the most, benchmarked the most, tested most often, evaluated most often"
    ),
    "UNPOPULAR": (
        "fewest models, the least models, least models, fewest results, least results, least popular, fewest entries, "
        "smallest number of models, lowest number of models, least evaluated, least tested, smallest leaderboard, "
        "shortest leaderboard, smallest board, fewest evaluated models, fewest evaluations"
    ),
    "COMMON": (
        "in common, have in common, share, shares, shared, sharing, both have, both label, both labelled, overlap, "
        "overlaps, overlapping, common to both, in both, common labels, common findings, common subjects"
    ),
    "MOST_LEADS": (
        "most first places, most top spots, most first ranks, most first positions, most wins, most titles, "
        "most golds, most gold medals, most crowns, most sota, most sotas, first most often, leads most often, "
        "lead most often, "
        "wins most often, wins the most, on top most often, at the top most often, number one most often, first the "
        "most times, first most times, leads most times"
    ),
    "RESULTS_COUNTED": (
        "scores have you collected, results have you collected, numbers have you collected, figures have you "
        "collected, scores have you gathered, scores do you track, "
        "scores have you, scores are there in total, scores are stored, "
        "results have you, numbers have you, figures have you, scores have been, scores are in, "
        "results for, results, scores, data points, entries, rows, figures, datapoints, datapoint, data point"
    ),
    "RELATION": (
        "connection, connection between, connected, connections between, linked, link between, linkage, hang "
        "together with, predict, predicts, predicted, predicting, predictive, predictive of, move in step, in "
        "step with, "
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
}
