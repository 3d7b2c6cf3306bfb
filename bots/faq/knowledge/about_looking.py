"""Podium's own FAQ, third part: comparing, pictures, and how what spans boards is told."""

from __future__ import annotations

from podium.bots.faq.knowledge.about_bot import AboutEntry

LOOKING = (
    AboutEntry(
        "comparing",
        "Can you compare models?",
        "Yes: name two to four of them, with a benchmark or without one. Without one they are compared on every board"
        " that ranks them all, each board for itself. podium compare does the same at a terminal.",
        (
            "Can you compare two models?",
            "Can I compare models?",
            "How do I compare two models?",
            "How do I compare models?",
            "Can you put two models side by side?",
            "How can I see two models side by side?",
            "Is it possible to compare models here?",
            "Can the bot compare models?",
        ),
        ("podium compare",),
    ),
    AboutEntry(
        "pictures",
        "Can you draw a chart?",
        "Here I answer in words and small tables. podium progress BENCHMARK --output FILE.png draws a board over time"
        " with its records, and podium site builds pages with pictures of every board.",
        (
            "Can you make a chart?",
            "Can you draw a graph?",
            "Can you plot the scores?",
            "Can you show a plot?",
            "Can I get a picture of the leaderboard?",
            "How do I get a chart of the scores?",
            "How do I plot the history of a benchmark?",
            "Are there pictures of the boards?",
            "Can I have a graph of the records over time?",
        ),
        ("podium progress", "--output", "podium site"),
    ),
    AboutEntry(
        "category-rank",
        "How is the best model of a category found?",
        "By the mean of its ranks on the main boards of the category's benchmarks that rank two or more models, among"
        " models that are on enough of them; scores of different boards are never averaged. podium leaderboard"
        " --category CATEGORY shows all of it.",
        (
            "How do you rank models in a category?",
            "How do you decide who is best in a category?",
            "How is the best model for healthcare decided?",
            "How is the best in a category computed?",
            "What does best in a category mean?",
            "How do you find the best model for a field?",
            "How are models ranked across benchmarks?",
            "What is a mean rank?",
            "How is the mean rank computed?",
        ),
        ("podium leaderboard", "--category"),
    ),
    AboutEntry(
        "second-hand-meaning",
        "Why is a result marked second-hand?",
        "",
        (
            "What does second-hand mean next to a score?",
            "What is a second-hand result?",
            "Why does it say second-hand?",
            "Why is this score second-hand?",
            "What does second-hand source mean?",
            "Why are some results second-hand?",
        ),
        term="secondhand",
    ),
)
