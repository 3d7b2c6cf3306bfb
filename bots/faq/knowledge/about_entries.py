"""Podium's own FAQ: what it is, where its numbers come from, how it is fed and used. Fixed words, no figures.

The commands named here exist; a test types each of them.
"""

from __future__ import annotations

from collections.abc import Mapping

from podium.bots.faq.knowledge.about_bot import BOT
from podium.bots.faq.knowledge.about_bot import AboutEntry as AboutEntry
from podium.bots.faq.knowledge.about_looking import LOOKING

_NUMBERS = (
    AboutEntry(
        "sources",
        "Where do the numbers come from?",
        "From published tables, papers and makers' pages, each result with the address it was read at, and from runs"
        " stored here. A reply names standing, source and date of what it states; podium leaderboard BENCHMARK --json"
        " gives the address of every row.",
        (
            "Where does this number come from?",
            "Where does the data come from?",
            "What is your source?",
            "What are your sources?",
            "How do you know that?",
            "Who reports these scores?",
            "Where do you get your data?",
            "Where are the results from?",
            "How do you get the scores?",
            "Where did you read that?",
            "Source?",
            "How do I know your numbers are right?",
            "Why should I believe these numbers?",
            "What data sources do you ingest?",
            "Data sources?",
        ),
        ("podium leaderboard", "--json"),
    ),
    AboutEntry(
        "report-wrong",
        "How do I report a wrong or missing number?",
        "In Discord press “Missing or incorrect?” below an answer, or use /report: which row, the right value and the"
        " address of the page that says so. At a terminal podium corrections add does the same. A maintainer accepts or"
        " refuses it, and the old row stays on record. In your own registry podium results import FILE adds results.",
        (
            "A score is wrong, how do I report it?",
            "This is wrong, how do I report it?",
            "A score is wrong, what can I do?",
            "How do I correct a score?",
            "I found an error in a result",
            "A model is missing",
            "A result is missing, how do I add it?",
            "How do I add a result?",
            "How do I add my model?",
            "How do I submit a score?",
            "Where do I report an error?",
            "Where do people report mistakes?",
            "How can I fix a wrong number?",
            "The leaderboard is out of date, who do I tell?",
            "How do I submit my results to the leaderboard?",
        ),
        ("podium corrections add", "podium results import"),
    ),
    AboutEntry(
        "updates",
        "How often is it updated?",
        "There is no timetable and nothing is fetched by itself: published results come with a release of Podium or"
        " of a plugin, runs enter a board when they are scored, and podium results import adds others. Every result"
        " has the date it was read or reported; ask how recent the results of a benchmark are.",
        (
            "How often is the registry updated?",
            "How often do you update?",
            "How fresh is the data?",
            "How up to date are you?",
            "Is the data up to date?",
            "When is the next update?",
            "Are the leaderboards live?",
            "How recent is your data?",
            "When was the registry last updated?",
            "Do you update automatically?",
        ),
        ("podium results import",),
    ),
    AboutEntry(
        "reuse",
        "May I reuse the data?",
        "Podium's code is under Apache-2.0; each figure keeps the terms of the source it was read at, which the card of"
        " the benchmark credits. podium results export writes the cited results as JSON, JSON lines or CSV, and podium"
        " show BENCHMARK --json a whole page.",
        (
            "Can I reuse the numbers?",
            "Can I export the data?",
            "How do I export the results?",
            "How do I export all results?",
            "How do I download the results?",
            "Can I download the leaderboard?",
            "Is there a CSV?",
            "Is there an API?",
            "How do I get the data as JSON?",
            "Can I cite these numbers?",
            "How do I cite Podium?",
            "Under which licence are the results?",
            "Can I use the data in my paper?",
        ),
        ("podium results export", "podium show", "--json"),
    ),
    AboutEntry(
        "no-score",
        "Why does a model have no score?",
        "A board lists only results whose source is known and that were made under its protocol. If a model has none,"
        " nobody published such a figure, or it has not been entered here; podium model NAME shows the boards it is"
        " on.",
        (
            "Why is there no score for this model?",
            "Why is my model not listed?",
            "Why is a model missing from the board?",
            "Why don't you have a score for it?",
            "Why is it not on the leaderboard?",
            "Why are some models missing?",
            "Why is the board empty?",
            "Why is there no result?",
        ),
        ("podium model",),
    ),
    AboutEntry(
        "not-mixed",
        "Why are two boards not mixed?",
        "Because their numbers do not measure the same: another metric, split, prompt or reading of the answer can"
        " move a score by more than models differ. Each board has one metric and one protocol, and models are"
        " compared only within one board.",
        (
            "Why do you not compare the boards?",
            "Why can't I compare two boards?",
            "Why does a benchmark have several boards?",
            "Why are there several leaderboards?",
            "Why don't you merge the boards?",
            "Why not rank all models together?",
            "Can scores of different boards be compared?",
            "Why is there no overall ranking?",
            "Why don't you just average all benchmarks to one score?",
            "Why is there no average over all benchmarks?",
            "Why is no average of all benchmarks calculated?",
            "Why no combined score?",
            "Why is the leader different on another board?",
            "Which models are best overall?",
        ),
    ),
    AboutEntry(
        "ranking",
        "How are ranks and ties decided?",
        "By the score, to three decimals: models whose scores read the same share a rank, and the next rank is skipped."
        " Models whose 95% intervals overlap are said to be tied as well, and none of them is called better. Where no"
        " interval is known I say that the difference cannot be told from chance.",
        (
            "How do you rank models?",
            "How is the ranking made?",
            "How are ties decided?",
            "What happens when two models tie?",
            "How do you decide who is first if two have the same score?",
            "How do you decide who leads?",
            "How are models ranked?",
            "How is the rank computed?",
            "How do you break ties?",
            "What counts as a tie?",
            "When are two models tied?",
            "How do you decide who is tied?",
            "Tie rules",
            "How are ties handled?",
        ),
    ),
    AboutEntry(
        "verified-meaning",
        "What does verified mean?",
        "",
        (
            "What is a verified result?",
            "When is a score verified?",
            "How do you verify results?",
            "How do I get my result verified?",
            "Who verifies the scores?",
            "Who verifies these numbers?",
            "Who checks the results?",
            "Are these scores independently checked?",
            "Are the results independently verified?",
            "Who checks these numbers?",
            "Why should I trust a self-reported score?",
            "Are the scores verified?",
            "What is the difference between verified and self-reported?",
            "How are results checked?",
        ),
        term="verified",
    ),
    AboutEntry(
        "clinical",
        "Can doctors rely on these scores?",
        "No. The scores say how well a model did on one dataset under one protocol; no score here shows that a model is"
        " safe or useful for patients. The medical benchmarks are for research use only, not for decisions about"
        " patients.",
        (
            "Can doctors rely on it?",
            "Can I use these scores in the clinic?",
            "Is the best model safe for patients?",
            "Are these models approved for clinical use?",
            "Can a hospital trust the leaderboard?",
            "Does a high score mean a model is safe?",
            "Can I choose a model for my hospital by these scores?",
            "Can I use the leader for diagnosis?",
            "Is it clinically validated?",
            "Should hospitals use the best model?",
            "Is this for doctors?",
        ),
    ),
)

_USE = (
    AboutEntry(
        "add-benchmark",
        "How do I add a benchmark?",
        "Write a plugin: one Python file with a class that has a card and, to run models, a loader and a scorer. Put it"
        " into the plugins folder beside the registry file (podium db path says where that is) or name its folder with"
        " --plugins-dir; podium plugins check FILE tells what is missing.",
        (
            "How can I add my own benchmark?",
            "How do I register a benchmark?",
            "How do I contribute a benchmark?",
            "How do I write a plugin?",
            "How do I create a plugin?",
            "Can I add a new benchmark?",
            "Can you add my benchmark?",
            "How do I get my benchmark into Podium?",
            "How do I get my benchmark listed?",
            "How do I bring my own benchmark?",
            "How do I make a plugin?",
            "How do I submit a benchmark?",
            "How do I add a dataset?",
            "Please add a benchmark",
            "Will you add more benchmarks?",
        ),
        ("podium db path", "podium plugins check", "--plugins-dir"),
    ),
    AboutEntry(
        "plugin",
        "What is a plugin?",
        "Everything that Podium knows of a benchmark comes with a plugin. podium plugins lists them and says why one"
        " did not load.",
        (
            "What are plugins?",
            "What does a plugin do?",
            "How do plugins work?",
            "Which plugins are installed?",
            "How do I see the plugins?",
            "How do I install a plugin?",
            "Where do I find plugins?",
            "What is a plugin in Podium?",
            "What does a plugin have to contain?",
            "What must a plugin contain?",
            "What is in a plugin?",
        ),
        ("podium plugins",),
        term="plugin",
    ),
    AboutEntry(
        "evaluate",
        "How do I run an evaluation?",
        "podium evaluate BENCHMARK --model hf:PATH --data DIR runs a model and scores its answers; without --data it"
        " uses a small made-up sample where the benchmark has one. podium score BENCHMARK --predictions FILE scores"
        " answers you have already, and podium runs lists what is stored. Ask how to run a benchmark for its own"
        " commands.",
        (
            "How do I evaluate a model?",
            "How can I test my model?",
            "How do I benchmark my model?",
            "How do I run a benchmark?",
            "How do I score my model?",
            "How do I get my model on the leaderboard?",
            "Can I run the evaluation myself?",
            "How do I score predictions?",
            "How do I reproduce a score?",
            "How can I reproduce a verified row?",
            "How do I rerun a verified result?",
            "How do I re-score a verified row?",
            "How do I evaluate my own model here?",
            "Can I run it locally?",
            "How to run podium evaluate?",
        ),
        ("podium evaluate", "--model", "--data", "podium score", "--predictions", "podium runs"),
    ),
    AboutEntry(
        "who-runs",
        "Who runs the models?",
        "Published figures are entered as their sources state them; nothing runs by itself. Whoever has Podium can run"
        " a model with podium evaluate, and podium runs lists the runs that are stored here.",
        (
            "Do you run the models yourselves?",
            "Do you run the models yourself?",
            "Did you run these models yourselves?",
            "Does Podium run models itself?",
            "Do you evaluate the models yourself?",
            "Who evaluates the models here?",
            "Are the models run by you?",
            "Did you measure these scores or take them from others?",
            "Who carried out these evaluations?",
        ),
        ("podium evaluate", "podium runs"),
    ),
    AboutEntry(
        "needs",
        "What do I need to run it?",
        "To ask at a terminal, Python alone: the registry is a file on your machine, and asking needs no network."
        " podium evaluate runs on a CPU or a GPU (--device), or asks an OpenAI-compatible server such as vLLM (--model"
        " openai:URL#MODEL); how much memory that takes is up to the model. podium doctor says what is missing.",
        (
            "What GPU do I need?",
            "Do I need a GPU?",
            "What hardware do I need?",
            "Does Podium need the internet?",
            "Does it work offline?",
            "Can I use this behind a firewall?",
            "Does it work with vLLM?",
            "Can I use a local server?",
            "Can I use it with an API?",
            "Does it run on a CPU?",
            "What are the system requirements?",
            "Does Podium need torch to answer questions?",
            "Does Podium need torch?",
        ),
        ("podium evaluate", "--device", "--model", "podium doctor"),
    ),
    AboutEntry(
        "install",
        "How do I install Podium?",
        "With pip from a copy of its source: pip install -c constraints.txt . asks and looks, and pip install -c"
        " constraints.txt '.[eval]' runs and scores models as well. podium demo shows both, and podium doctor says what"
        " is missing.",
        (
            "How do I set up Podium?",
            "How can I install this?",
            "How do I get started?",
            "Where do I start?",
            "What do I need to run Podium?",
            "How do I install the command line?",
            "Does Podium need a GPU?",
            "How do I update Podium?",
            "Installation instructions",
            "pip install how",
            "How do I pip install it?",
        ),
        (
            "pip install -c constraints.txt .",
            "pip install -c constraints.txt '.[eval]'",
            "podium demo",
            "podium doctor",
        ),
    ),
    AboutEntry(
        "registry-file",
        "Where is the registry file?",
        "In one SQLite file on your own machine; podium db path prints where. --db FILE or PODIUM_DB names another one."
        " Plugins of your own lie in the folder plugins beside it.",
        (
            "Where is the database?",
            "Where is the database file?",
            "Where does Podium put its db file?",
            "Where does Podium store its data?",
            "Where do you store the registry?",
            "Where is the SQLite file?",
            "Which database does Podium use?",
            "What is the path of the registry?",
            "Where do you keep the database file?",
            "How do I use another registry file?",
            "How do I back up the registry?",
            "Is the registry a SQLite file?",
        ),
        ("podium db path", "--db"),
    ),
    AboutEntry(
        "see-all",
        "How do I see all boards and models?",
        "podium benchmarks lists the benchmarks with their leaders, podium show BENCHMARK one with all its boards,"
        " podium leaderboard BENCHMARK --limit 0 a whole board, and podium models the catalogue of models.",
        (
            "How do I see the whole leaderboard?",
            "Where can I see all models?",
            "How do I see all benchmarks?",
            "Where can I see all the benchmarks?",
            "How do I list the benchmarks?",
            "How do I list the models?",
            "Show me the full leaderboard",
            "Where is the full list?",
            "Is there a list of all boards?",
            "How do I see everything?",
            "Can I see the full table?",
        ),
        ("podium benchmarks", "podium show", "podium leaderboard", "--limit 0", "podium models"),
    ),
)

#: The entries by key.
ENTRIES: Mapping[str, AboutEntry] = {entry.key: entry for entry in (*BOT, *_NUMBERS, *_USE, *LOOKING)}
