"""Sample questions of every intent, for the semantic fallback to compare a question with.

``{b}`` stands for a benchmark, ``{m}`` and ``{n}`` for models, ``{o}`` for a maker, ``{c}`` for a category. They are
written in words that the lexical reading may well not know: it comes first, and these are for what it leaves unsure.
"""

from __future__ import annotations

from collections.abc import Mapping

from podium.bots.faq.frame import Intent

PROTOTYPES: Mapping[Intent, tuple[str, ...]] = {
    Intent.DESCRIBE: (
        "What is {b}?",
        "Give me the gist of {b}.",
        "I have never heard of {b}, enlighten me.",
        "What kind of thing is {b} and what is it for?",
        "What does {b} actually test?",
        "Walk me through {b}.",
    ),
    Intent.PAPER: (
        "Where can I find the paper of {b}?",
        "Is there something I can read on how {b} was made?",
        "Where was {b} published?",
        "What should I put in my bibliography for {b}?",
    ),
    Intent.AUTHORS: (
        "Who wrote the paper of {b}?",
        "Who are the people behind {b}?",
        "Which researchers came up with {b}?",
        "Whom do we owe {b} to?",
    ),
    Intent.ABSTRACT: (
        "What does the paper of {b} say?",
        "Sum up the article that introduced {b}.",
        "What are the findings of the authors of {b}?",
    ),
    Intent.PUBLISHED: (
        "When was {b} published?",
        "How long has {b} been around?",
        "Since when does {b} exist?",
        "In which year did {b} come out?",
    ),
    Intent.CATEGORIES: (
        "Which categories does {b} cover?",
        "Under which field does {b} fall?",
        "Does {b} show pictures or only text?",
        "What area is {b} about?",
    ),
    Intent.METRIC: (
        "How is {b} scored?",
        "Which metric does {b} use?",
        "What do the numbers of {b} mean?",
        "How do they work out the figure on {b}?",
        "Is a bigger number on {b} a good thing?",
    ),
    Intent.PROTOCOL: (
        "Which protocol is used for {b}?",
        "How many examples are in the prompt of {b}?",
        "Do models think step by step on {b}?",
        "Under which conditions are models tested on {b}?",
    ),
    Intent.SIZES: (
        "How many questions does {b} have?",
        "How big is {b}?",
        "How much data is in {b}?",
        "How many examples are in the test set of {b}?",
        "How is {b} split?",
    ),
    Intent.OBSERVATIONS: (
        "Which findings does {b} label?",
        "Which subjects are in {b}?",
        "What diseases are annotated in {b}?",
        "List the topics asked in {b}.",
    ),
    Intent.LICENCE: (
        "What licence does {b} have?",
        "May I use {b} in a product?",
        "What am I allowed to do with the data of {b}?",
    ),
    Intent.ACCESS: (
        "How do I get hold of the images of {b}?",
        "How do I get the data of {b}?",
        "Where can I download {b}?",
        "Do I have to sign something to get hold of {b}?",
        "Is {b} freely available?",
    ),
    Intent.RUN: (
        "How do I evaluate my model on {b}?",
        "I have a checkpoint, how do I test it on {b}?",
        "Can I reproduce {b} on my own machine?",
        "What do I type to run {b}?",
    ),
    Intent.BOARDS: (
        "Which boards does {b} have?",
        "Why are there several rankings of {b}?",
        "What leaderboards exist for {b}?",
    ),
    Intent.BASELINES: (
        "What would a coin flip get on {b}?",
        "What is the chance level of {b}?",
        "How do humans fare on {b}?",
        "How well do people do on {b}?",
        "What would guessing get on {b}?",
        "Has any machine beaten experts on {b}?",
        "How far are models from doctors on {b}?",
    ),
    Intent.RELATED: (
        "Which benchmarks are like {b}?",
        "What else should I look at besides {b}?",
        "Is there an alternative to {b}?",
    ),
    Intent.DIFFERENCE: (
        "What is the difference between {b} and {b}?",
        "How does {b} differ from {b}?",
        "Why would I take {b} rather than {b}?",
    ),
    Intent.SAME: (
        "Do you have {b}?",
        "Is {b} the same as {b}?",
        "What other names does {b} go by?",
    ),
    Intent.LEADER: (
        "Who leads {b}?",
        "Who is on top of {b}?",
        "Which model is the one to beat on {b}?",
        "Who wears the crown on {b}?",
        "Which AI does best on {b}?",
    ),
    Intent.TOP_SCORE: (
        "What is the highest score on {b}?",
        "How high has anyone got on {b}?",
        "What is the record on {b}?",
    ),
    Intent.LEADERBOARD: (
        "Show me the leaderboard of {b}.",
        "How do models compare on {b}?",
        "I want to see all the results of {b}.",
        "How do things stand on {b}?",
    ),
    Intent.TOP: (
        "Who are the top five on {b}?",
        "Give me the ten strongest models of {b}.",
        "Name the three best performers on {b}.",
    ),
    Intent.PLACE: (
        "Who finished as runner-up on {b}?",
        "Who got silver on {b}?",
        "Who is second on {b}?",
        "Which model holds third place on {b}?",
        "Who comes right behind the winner of {b}?",
    ),
    Intent.LAST: (
        "Who sits at the bottom of {b}?",
        "Who is the loser of {b}?",
        "Which entry of {b} is weakest?",
        "Who is last on {b}?",
        "Which model is worst on {b}?",
        "Who brings up the rear on {b}?",
    ),
    Intent.STATISTICS: (
        "What does a mediocre model get on {b}?",
        "What is the middle score on {b}?",
        "What is the average score on {b}?",
        "How are the scores on {b} distributed?",
        "What does a typical model get on {b}?",
    ),
    Intent.COUNT: (
        "How many have entered {b}?",
        "Is {b} a crowded board?",
        "How many models are evaluated on {b}?",
        "How many entries has {b}?",
        "How large is the field on {b}?",
    ),
    Intent.ABOVE: (
        "Which models score above 80% on {b}?",
        "How many models get past 0.9 on {b}?",
        "Who reaches at least 50 percent on {b}?",
    ),
    Intent.UPDATED: (
        "How recent are the results of {b}?",
        "Is the {b} board still maintained?",
        "When did somebody last touch the numbers of {b}?",
    ),
    Intent.CORRECTIONS: (
        "Was any figure of {b} corrected?",
        "Which results of {b} were withdrawn?",
        "Did somebody have to take back a number of {b}?",
    ),
    Intent.TIES: (
        "Who else is as good as the leader of {b}?",
        "Is the first place of {b} shared?",
        "Which models tie on {b}?",
        "Is anyone level with the leader of {b}?",
        "Do any models share a place on {b}?",
    ),
    Intent.GAP: (
        "How reliable is the lead on {b}?",
        "Is the winner of {b} clearly ahead?",
        "Is the gap between first and second on {b} meaningful?",
        "How close is the race on {b}?",
        "By how much does the leader of {b} lead?",
    ),
    Intent.SATURATED: (
        "Is {b} basically done?",
        "Is {b} too easy by now?",
        "Is {b} saturated?",
        "Is there room left for progress on {b}?",
        "Has {b} been solved?",
        "Is {b} still worth looking at, or is everyone at the ceiling?",
    ),
    Intent.LEADER_AT: (
        "Who was winning {b} last Christmas?",
        "Which model led {b} before 2023?",
        "Who led {b} in 2024?",
        "What was the best model on {b} a year ago?",
        "Which model was on top of {b} back in March 2023?",
    ),
    Intent.HISTORY: (
        "What is the trend on {b}?",
        "How did scores on {b} develop?",
        "How has the best score on {b} changed over time?",
        "Show the progress on {b}.",
        "Tell me the story of the records on {b}.",
    ),
    Intent.REACHED: (
        "When was 90% first passed on {b}?",
        "Which model was the first to get above 0.8 on {b}?",
        "Since when can models do 70 percent on {b}?",
    ),
    Intent.NEW: (
        "What is new on {b}?",
        "What has changed lately?",
        "Any news about {b}?",
    ),
    Intent.OPEN_LAG: (
        "How far do open models trail closed ones on {b}?",
        "Have open weights caught up with proprietary models on {b}?",
        "How many months is open source behind on {b}?",
    ),
    Intent.MODEL: (
        "What is {m}?",
        "Tell me about {m}.",
        "What do you know of {m}?",
    ),
    Intent.RESULTS: (
        "Which benchmarks has {m} been tested on?",
        "How good is {m} overall?",
        "Show me everything on {m}.",
        "Where does {m} shine?",
    ),
    Intent.SCORE: (
        "What did {m} score on {b}?",
        "How well does {m} do on {b}?",
        "What did {m} manage on {b}?",
    ),
    Intent.RANK: (
        "Where does {m} rank on {b}?",
        "How far down the list of {b} is {m}?",
        "What place did {m} take on {b}?",
    ),
    Intent.TWO_SCORES: (
        "Why does {m} show two different scores on {b}?",
        "The numbers of {m} on {b} do not agree, why?",
    ),
    Intent.CONTAMINATION: (
        "Was {m} trained on {b}?",
        "Are the questions of {b} in the training set of {m}?",
        "Could {m} have seen the test of {b}?",
        "Has {b} leaked into the training data?",
        "Did {m} cheat on {b}?",
    ),
    Intent.CALL_COST: (
        "What would 500 calls of 2,000 tokens in and 300 out cost with {m}?",
        "How much would I pay {m} for a thousand requests?",
    ),
    Intent.COMPARE: (
        "{m} or {n} on {b}?",
        "Is {m} better than {n}?",
        "Compare {m} with {n}.",
        "How does {m} hold up against {n}?",
    ),
    Intent.SIGNIFICANT: (
        "Is the difference between {m} and {n} on {b} significant?",
        "Could the lead of {m} over {n} on {b} be luck?",
    ),
    Intent.MODELS_OF: (
        "Which models has {o}?",
        "What has {o} entered here?",
        "List everything made by {o}.",
    ),
    Intent.VALUE: (
        "Which model gives the best score per dollar on {b}?",
        "What is the best bang for the buck on {b}?",
        "I am on a budget, which model should I take for {b}?",
    ),
    Intent.CHEAPEST_ABOVE: (
        "What is the cheapest model above 80% on {b}?",
        "Which is the least expensive model that gets 0.7 on {b}?",
    ),
    Intent.BENCHMARKS: (
        "Which benchmarks are there?",
        "Which benchmarks cover {c}?",
        "What tests do you know about {c}?",
        "Which benchmarks use images?",
    ),
    Intent.MOST_MODELS: (
        "Which test has most participants?",
        "Which benchmark has the most models?",
        "What is the most popular benchmark?",
    ),
    Intent.CATEGORY_LIST: (
        "Which categories are there?",
        "What fields do you cover?",
    ),
    Intent.CATEGORY_BEST: (
        "What is the best model for {c}?",
        "Which AI should I use for {c}?",
        "Who is strongest in {c}?",
    ),
    Intent.COUNTS: (
        "How many benchmarks do you know?",
        "How many models are in the catalogue?",
        "How many results are stored here?",
    ),
    Intent.RELATION: (
        "Does a higher score on {b} mean a higher score on {b}?",
        "Are {b} and {b} correlated?",
    ),
}
