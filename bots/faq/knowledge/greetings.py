"""Courtesies and what is said back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Greeting:
    """A word of courtesy and what is said back.

    Args:
        key: What a frame names it by.
        line: The friendly line.
        variants: How people say it.
    """

    key: str
    line: str
    variants: tuple[str, ...]


def _greeting(key: str, line: str, *variants: str) -> Greeting:
    return Greeting(key, line, tuple("|".join(variants).split("|")))


#: Courtesies by key; a frame without one means ``"hello"``.
GREETINGS: Mapping[str, Greeting] = {
    one.key: one
    for one in (
        _greeting(
            "hello",
            "Hello! Ask me about a benchmark or a model.",
            "hello|hi|hey|hiya|hi there|hello there|good morning|good afternoon|good evening|greetings|howdy|yo|hey"
            " bot",
            "gm|heya|heyy|hii|hellooo|hello bot|hi all|hey all|hey guys|yo bot|hallo|hola|bonjour|salut|ciao|sup|"
            "whats up|hi podium|hello podium|hey podium|good day|moin|servus",
        ),
        _greeting(
            "thanks",
            "You are welcome. Anything else?",
            "thanks|thank you|thx|ty|tysm|thanks a lot|thank you very much|many thanks|cheers|thanks bot|great thanks",
            "ty ur the best|ur the best|your the best|ty your the best|you are the best|youre the best|you rock|"
            "u rock|love this bot|ok ty|ty "
            "bot|ok thanks|perfect thank you|danke|merci|gracias|nice thanks|cool thanks|awesome|great|good bot|"
            "perfect|that helped|that helps|this helped|helped a lot|that was helpful|very helpful|helpful|"
            "useful|super useful|very useful|so useful|super helpful|so helpful|really helpful|really useful|super|"
            "much obliged|much appreciated|"
            "appreciated|i appreciate it|good to know|brilliant|lovely|wonderful|excellent|superb|ta|"
            "thanks that helped|k thx|k thanks|kk thx|k ty|kthx|kthxbye|ok thx|okay thanks|alright thanks|fine thanks|"
            "got it thanks|great thank you|super thanks|thx a lot|thx a bunch|thanks so much|thank you so much|"
            "thanks man|"
            "thanks mate|thanks a bunch|thanks a ton|thank u|thanku|thankyou|"
            "that is great|thats great|that was great|that is all i wanted|just what i needed|just what i wanted",
            "well done|good job|nice",
            *(
                f"{who} {how}"
                for who in ("you are", "youre", "u are", "ur", "your", "u r", "this bot is", "this is", "that was")
                for how in (
                    "great",
                    "awesome",
                    "fantastic",
                    "a star",
                    "a legend",
                    "a lifesaver",
                    "brilliant",
                    "wonderful",
                    "so helpful",
                    "very helpful",
                    "really helpful",
                    "very kind",
                    "so good",
                    "really good",
                    "very good",
                    "super fast",
                    "fast",
                    "quick",
                    "the goat",
                )
            ),
            "thank you very much indeed|thanks very much|thanks very much indeed|thank you so very much|that was "
            "extremely helpful|extremely helpful|that was very helpful|that is very helpful|thats very helpful|that "
            "was great help|thanks a million|a thousand thanks|you have been very helpful|you were very helpful|many "
            "thanks indeed|thank you sir|thank you bot|thank you very very much|much appreciated thank you|great help",
            "thank you for the answer|thanks for the answer|thank you for your answer|thanks for your answer|thanks "
            "for the help|thank you for the help|thanks for your help|thank you for your help|thanks for that|thank "
            "you for that|thanks for the info|thank you for the info|thanks for your time|thank you for your "
            "time|thanks again|thank you again|thanks for explaining|thank you kindly|that will do|that will be "
            "all|that does it",
        ),
        _greeting(
            "pleased",
            "Glad you like it. What else would you like to know?",
            "wow|wow nice|wow cool|wow ok|whoa|woah|omg|oh wow|lol|lmao|haha|hahaha|hehe|rofl|lol ok|lol nice|nice one|"
            "interesting|very interesting|how interesting|cool|neat|sweet|amazing|impressive|not bad|fair enough|makes "
            "sense|i see|ah i see|oh i see|got it|gotcha|understood|ok got it|crazy|wild|insane|no way|hmm "
            "interesting|good question|that is interesting|thats interesting|surprising|that is surprising|noted|ok|"
            "okay|k|kk|alright|hm|hmm|hmm ok|ah ok|oh ok|aha|really|oh really",
        ),
        _greeting(
            "forget",
            "Forgotten; we start afresh. What would you like to know?",
            "forget it|forget that|never mind|nevermind|nvm|start over|start again|lets start over|lets start again|"
            "start afresh|start from scratch|scratch that|new conversation|start a new conversation|clear the "
            "conversation|reset|reset the conversation|forget this conversation|forget about it|ok never mind|no never "
            "mind|ah never mind|oh never mind|please start over|can we start over",
        ),
        _greeting(
            "bye",
            "Goodbye! Come back with any question about a benchmark.",
            "bye|goodbye|good bye|see you|see ya|cya|good night|bye bye|later|see you later|have a nice day|take care",
            "bye then|ok bye then|gn|ok gn|ok bye|gn8|nite|night|good nite|im out|gtg|tschuess|au revoir|adios|"
            "that is all|thats all|that is all for today|thats all for today|that is all for now|thats all for "
            "now|that was all|that is it for today|thats it for today|until tomorrow|see you tomorrow|ok that is all",
        ),
        _greeting(
            "sorry",
            "Sorry that I was no help. A question with the name of a benchmark or a model works best.",
            "you stupid|your useless|you suck|u suck|this bot sucks|you are useless|youre useless|u are useless|"
            "useless bot|bad bot|stupid bot|bot you suck|bot u suck|bot you are useless",
            "you are stupid|u stupid|dumb bot|you are dumb|fuck you|fuck off|fu|shut up|stfu|screw you|i hate "
            "you|trash bot",
            "this sucks|that sucks|this is crap|this is useless|this is trash|this is garbage|this is terrible|this is "
            "bad|this is a joke|this is annoying|useless|crap|garbage|you are no help|no help at all|this doesnt help|"
            "that is no help|this is no help|this is stupid|this is nonsense|nonsense|bullshit|what a joke|"
            "worst bot ever|you are wrong|not helpful|that didnt help|you are an idiot|idiot|moron|what a stupid bot",
        ),
        _greeting(
            "how-are-you",
            "All rows in place, thank you. Ask me about a benchmark or a model.",
            "how r u|how r you|how are you|how are you doing|how is it going|hows it going|how do you do|are you "
            "ok|how are you today",
            "how do you feel|are you there|are you alive|are you awake|you there",
        ),
    )
}
