"""Podium's own FAQ, first part: who answers, in which words, and what is kept."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class AboutEntry:
    """A question about Podium and its answer.

    Args:
        key: What a frame names it by.
        question: As a person would ask it.
        answer: Lines of text; commands stand in it as they are typed. Empty where ``term`` says it all.
        variants: Other wordings of the question.
        commands: The commands of the answer.
        examples: Whether questions that can be asked follow the answer.
        term: Key of a word of the glossary that defines what is asked about, said after the answer.
    """

    key: str
    question: str
    answer: str
    variants: tuple[str, ...]
    commands: tuple[str, ...] = ()
    examples: bool = False
    term: str = ""


BOT = (
    AboutEntry(
        "capabilities",
        "What can you do?",
        "I answer questions about benchmarks and models from Podium's registry: who leads a board, what a model scored"
        " and where it ranks, how models compare, how a record moved, what a benchmark measures, its paper, data and"
        " licence, what a metric means. Every number comes with its source, and where I am not sure I ask back.",
        (
            "What can I ask you?",
            "What do you know?",
            "Help",
            "How can you help me?",
            "What are you able to answer?",
            "What kind of questions can I ask?",
            "What are your capabilities?",
            "Which questions do you understand?",
            "How do I use you?",
            "How do I use this bot?",
            "What is this bot for?",
            "Give me some examples",
            "Show me example questions",
            "What commands are there?",
        ),
        examples=True,
    ),
    AboutEntry(
        "identity",
        "Who are you?",
        "I am the FAQ engine of Podium, a registry of benchmarks: a program that finds the names in a question, reads"
        " the registry and puts rows into fixed sentences.",
        (
            "What are you?",
            "What is your name?",
            "Introduce yourself",
            "Tell me about yourself",
            "What is Podium?",
            "What does Podium do?",
            "What is this?",
            "What is this place?",
            "Explain Podium",
            "What is the Podium registry?",
            "What is this project?",
        ),
        examples=True,
    ),
    AboutEntry(
        "made-up",
        "Are you an AI, and do you make numbers up?",
        "No language model writes my replies, and no number in them is made up: each one is a row of the registry or a"
        " sentence of a benchmark's card, with its source. What is not recorded I say is not recorded.",
        (
            "Are you an AI?",
            "Are you a chatbot?",
            "Are you ChatGPT?",
            "Are you a language model?",
            "Are you human?",
            "Are you a bot?",
            "Do you make stuff up?",
            "Do you make numbers up?",
            "Do you hallucinate?",
            "Can you be wrong?",
            "Are your answers made up?",
            "How do you work?",
            "Which model are you running on?",
            "Do you use an LLM?",
            "Why should I trust you?",
        ),
    ),
    AboutEntry(
        "languages",
        "Which languages do you speak?",
        "English. Names of benchmarks and models are found in any spelling and with accents, but questions in other"
        " languages are not understood.",
        (
            "Do you speak German?",
            "Do you speak Spanish?",
            "Do you speak French?",
            "Do you understand Chinese?",
            "Do you understand German?",
            "Can I ask in another language?",
            "Is German supported?",
            "Do you know German?",
            "What languages do you understand?",
            "Sprichst du Deutsch?",
            "Hablas español?",
            "Parlez-vous français?",
        ),
    ),
    AboutEntry(
        "privacy",
        "Do you store my messages?",
        "No text of a message is stored. For a while I keep in memory which benchmark, board and models a conversation"
        " was last about, so that “and on MMLU?” is understood; that is forgotten after some time or when I stop."
        " What you evaluate goes to a server only where you name one, as a model or as a judge.",
        (
            "Do you save what I write?",
            "Do you log my questions?",
            "What do you remember?",
            "Do you remember our conversation?",
            "What does the bot remember about users?",
            "What do you keep about users?",
            "Is this conversation recorded?",
            "What about my privacy?",
            "What data do you collect?",
            "Are you tracking me?",
            "Is my data safe with you?",
            "Is anything I evaluate sent to a server?",
            "Is my data sent to a server?",
            "Does Podium send my results anywhere?",
        ),
    ),
    AboutEntry(
        "discord",
        "How do I run the Discord bot?",
        "With the extra discord (pip install -c constraints.txt '.[discord]') and the token of a Discord application of"
        " your own: podium bot invite gives the address that adds it to a server, podium bot sync tells Discord of its"
        " commands, podium bot check says what is missing, and podium bot discord runs it.",
        (
            "How do I add the bot to my Discord server?",
            "Can I have you on my server?",
            "How do I install the Discord bot?",
            "Is there a Discord bot?",
            "Can I invite the bot to my server?",
            "How do I set up the bot on Discord?",
            "Does Podium work on Discord?",
            "How do I use Podium in Discord?",
            "How to add you to my Discord",
            "Can you join my Discord",
        ),
        ("podium bot invite", "podium bot sync", "podium bot check", "podium bot discord"),
    ),
    AboutEntry(
        "slash-commands",
        "Which slash commands are there?",
        "In Discord type a slash and choose: /ask takes any question, /leaderboard, /benchmark, /model, /compare,"
        " /category, /progress and /faq show pages, /report tells of a wrong row, /watch announces what is new, and"
        " /help explains them. A message that mentions the bot, or is sent to it alone, is answered as well.",
        (
            "Do you have slash commands?",
            "What slash commands do you have?",
            "Are there slash commands or only mentions?",
            "Which commands can I use in Discord?",
            "What commands does the bot have?",
            "List your commands",
            "Do I have to mention you?",
            "Can I send you a direct message?",
            "Can I ask you in a DM?",
            "Does it work with slash commands?",
        ),
    ),
    AboutEntry(
        "makers",
        "Who made you?",
        "Podium is an open-source project under the Apache-2.0 licence. Each benchmark's plugin names its own authors,"
        " and each figure the people it comes from.",
        (
            "Who built you?",
            "Who created you?",
            "Who is behind Podium?",
            "Who developed you?",
            "Who runs this bot?",
            "Who runs Podium?",
            "Who operates this service?",
            "Who maintains this bot?",
            "Who maintains Podium?",
            "Who owns Podium?",
            "Who maintains you?",
            "Who runs you?",
            "Who owns you?",
            "Who is your creator?",
            "Who wrote you?",
        ),
    ),
    AboutEntry(
        "licence",
        "Is Podium free?",
        "Yes: Podium is open source under the Apache-2.0 licence. Data and papers of the benchmarks have licences of"
        " their own, which their cards name; ask for the licence of a benchmark.",
        (
            "What does Podium cost?",
            "Is Podium open source?",
            "What is the licence of Podium?",
            "Which license does Podium have?",
            "Do I have to pay?",
            "Does Podium cost anything?",
            "Do I need a licence to use Podium?",
            "How much do you cost?",
            "How much does it cost to use Podium?",
            "Is this free to use?",
            "Can I use Podium commercially?",
            "Is there a paid version?",
            "Under which licence is your software?",
            "What licence is your code under?",
            "Is your source code open?",
        ),
    ),
)
