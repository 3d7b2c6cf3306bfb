"""Messages that own a slip and name what was meant: "I made a mistake, it was SuperGPQA what I wanted", "plain MMLU".

They ask again what was asked before, of the name that they give.
"""

from __future__ import annotations

from podium.bots.faq.language import words
from podium.bots.faq.names.reading import Reading
from podium.bots.faq.names.vocabulary import Vocabulary
from podium.bots.faq.understanding.conversation import Conversation
from podium.bots.faq.understanding.recalled import Recalled

#: Words of a slip.
_SLIPPED = words.word_set(
    "mistake mistaken error wrong wrongly bad confused confuse mixed slip typo oops ops whoops sorry apologies meant"
    " mean intended wanted mistyped misspoke misread fault"
)
#: Words for the one of several benchmarks or models of a name that is called by the name alone.
_PLAIN = words.word_set("plain regular normal ordinary usual standard vanilla original classic simple")
_AROUND = words.word_set(
    "i we it this that is was were am my our me a an the of for on in at about with to by and but or so ok no not nope"
    " ah oh hm wait made make did do have had up what which one ones want ask asked asking say said write wrote typed"
    " type know see look name named benchmark model dataset test board question please pls excuse thing rather instead"
    " actually really just should be been would like s m version there them him now again all only"
)
_WHETHER = words.word_set("is are was were does do did has have can")
_NAMED = ("benchmark", "model")


def owned_slip(vocabulary: Vocabulary, reading: Reading, conversation: Conversation) -> Recalled | None:
    """Return a message that says what was meant instead as "and SuperGPQA?"; None for any other message."""
    frame = conversation.frame
    links = [link for link in reading.links if link.kind != "term"]
    if frame is None or not links or any(link.kind not in _NAMED or len(link.entities) > 1 for link in links):
        return None
    said = reading.words
    if said[0] in words.HEADS | _WHETHER and said[:2] not in (["what", "about"], ["how", "about"]):
        # "Is MMLU wrong?" and "what is plain MMLU?" ask something of their own.
        return None
    named = reading.named()
    rest = {word for i, word in enumerate(said) if i not in named}
    if not rest & (_SLIPPED | _PLAIN) or not rest <= _SLIPPED | _PLAIN | _AROUND:
        return None
    before = {*frame.benchmarks, *frame.models, conversation.benchmark, *conversation.subject}
    # "I said MMLU but wanted MMMU": the other one was asked about before.
    meant = [link for link in links if link.entities[0].slug not in before] if len(links) > 1 else links
    if len(meant) != 1 or (rest & _PLAIN and meant[0].guessed):
        return None
    link, entity = meant[0], meant[0].entities[0]
    text = f"and {reading.typed(link.start, link.end)}?"
    if link.kind == "benchmark":
        return Recalled(text, (), entity.slug, always=True)
    return Recalled(text, (entity.slug,), always=True)
