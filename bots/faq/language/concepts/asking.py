"""How a question starts."""

from __future__ import annotations

ASKING: dict[str, str] = {
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
    "WHY": (
        "why, whys, how come, what for, for what reason, reason, whats the reason, what is the reason, the reason for, "
        "what explains, how do you explain"
    ),
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
}
