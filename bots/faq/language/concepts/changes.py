"""What changes a question, or restricts it by what no registry holds."""

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
            "news story", "write up", "summary", "slides", "colleagues", "students", "comparison", "timeline",
        ),
    )
)  # fmt: skip

CHANGES: dict[str, str] = {
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
        "reigned, reign, reigns, lasted, last, not broken, unbroken, not been broken, not beaten, unbeaten"
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
        "retract, retracts, retracted, retraction, retractions, revise, revised, revision, revisions, taken back, "
        "take back, took back, "
        "corrected, withdrawn, retracted, amended, rectified, corrections, retractions, withdrawals, amendments, "
        "taken back, taken down, correction history, erratum, errata"
    ),
    "VERSION": "version, variant, one, edition, the",
    # What is said of why one asks, or of asking itself; a licence is needed "for a product", so that is none of it.
    "NOISE": (
        "i trust, we trust, i only trust, after the winner, after the leader, "
        "in terms of, for my bibliography, in my bibliography, for the bibliography, "
        "have no time, had no time, no time to, dont have time, dont have the time, have no time to read, if we "
        "only count, if we only consider, if we only look at, if we only take, if we just count, if we just "
        "consider, if we just look at, if we just take, if you only count, if you only consider, if you only look "
        "at, if you only take, if you just count, if you just consider, if you just look at, if you just take, if "
        "one only count, if one only consider, if one only look at, if one only take, if one just count, if one "
        "just consider, if one just look at, if one just take, if i only count, if i only consider, if i only "
        "look at, if i only take, if i just count, if i just consider, if i just look at, if i just take, when we "
        "only count, when we only consider, when we only look at, when we only take, when we just count, when we "
        "just consider, when we just look at, when we just take, when you only count, when you only consider, "
        "when you only look at, when you only take, when you just count, when you just consider, when you just "
        "look at, when you just take, when one only count, when one only consider, when one only look at, when "
        "one only take, when one just count, when one just consider, when one just look at, when one just take, "
        "when i only count, when i only consider, when i only look at, when i only take, when i just count, when "
        "i just consider, when i just look at, when i just take, counting only, only counting, considering only, "
        "looking only at, looking at only, "
        "on earth, the hell, the heck, in the world, remember that, remember that one, remember those, remember it, "
        "do the needful and, do the needful, teach me, share, share with me, share with us, ask about, to ask "
        "about, like to ask about, want to ask about, i would like to ask, would like to ask, i want to ask, one "
        "thing, hit me with, give it to me straight, "
        f"{_OCCASIONS}, "
        "out of curiosity, out of interest, just out of curiosity, just out of interest, just curious, just asking, "
        "if its not too much trouble, if it is not too much trouble, not too much trouble, if its not too much to ask, "
        "not too much to ask, i was kinda wondering, "
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
        "your db, next to a score, next to scores, next to a result, beside a score, next to some scores, "
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
        "takes the longest, take the longest, took the longest, takes longest, takes the least time, "
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
}
