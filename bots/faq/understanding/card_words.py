"""Words by which questions are compared with those on cards."""

from __future__ import annotations

from podium.bots.faq.language import words

#: Words of asking, which a question in few words leaves out.
ASKING = words.HEADS | words.word_set("many much mean problem there per used use whose get got score reach")

TOO_LITTLE = words.word_set(
    "a an the this that these those it its of in on onto into for to at by from with as and or be is are was were been",
    "do does did has have had having i you me my we our us please pls plz kindly thanks thank can could would will",
    "should shall there here tell know want wanna say so then hi hey hello ok okay ur u your exactly really actually",
    "too also even still likewise",
    "hmm um uh bro dude lol omg pretty sir dear quick quickly wondering wonder curious explain any idea know",
)


#: Words that say the same in a question to a card.
ALIKE = {
    words.singular(word): said
    for said, others in {
        "compare": "comparable comparing compared comparison comparability",
        "reproduce": "reproduced reproducible reproduction reproducing replicate replicated replicable",
        "public": "publicly published publish released open disclosed withheld secret hidden hide hid hiding conceal"
        " concealed unreleased undisclosed confidential withhold",
        "medical": "medicine clinical",
        "label": "labelled labeled labelling labeling annotated annotate annotation annotating",
        "error": "erroneous mistake wrong flawed mislabelled mislabeled faulty incorrect broken bogus inaccurate"
        " bad botched mislabel mislabels misannotated miskeyed typo typos errata",
        "score": "grade graded grading mark marked marking scoring scored",
        "proportion": "portion share percentage fraction ratio percent",
        "reliable": "trustworthy trusted dependable robust credible believable solid",
        "answer": "solution key answerkey letter",
        "without": "no lacking minus",
        "harder": "tougher trickier stricter difficult challenging",
        "option": "choice alternative",
        "judge": "judging judged adjudicator referee",
        "same": "extension subset superset successor derived",
        "tool": "browsing browser websearch calculator",
        "subject": "discipline",
        "image": "picture photo photograph",
        "sex": "gender",
        "gigabyte": "gb gib",
        "guessing": "guess guesser",
        "lie": "lying lied",
        "larger": "bigger",
        "largest": "biggest",
        "radiologist": "doctor physician clinician expert reader human people",
        "uncertain": "uncertainty",
        "compute": "computed calculated composed composition composite made formed derived aggregated combined"
        " built generated produced assembled obtained arrived averaged put make makes consist consists comprise"
        " comprises constitute constitutes ingredient constituent goes go breakdown makeup weighted",
        "validation": "val",
        "different": "differing differ",
        "training": "train",
        "leak": "leakage leaks leaked leaking",
        "shot": "example exemplar demonstration",
    }.items()
    for word in others.split()
}
#: Words that a question to a card may have or lack where it is told by the others.
LOOSE = ASKING | words.word_set(
    "score result value reported report possible question set known they them their"
    " way each other directly one part model number dataset benchmark"
    " figure somebody someone told heard saw true correct any count counts item"
    " between together most max maximum maximal help helps model up into few hold holds contain contains contained"
)
#: Words beside those of a card's question that make it another one.
OTHER = (
    words.LEAD
    | words.HIGH
    | words.BOARD
    | words.NEWEST
    | words.WHO
    | words.word_set("lowest worst cheapest proportion average median oldest youngest")
)
#: Words of a card's question that alone do not tell it.
VAGUE = words.word_set(
    "compute answer podium work run right same called data 1 two label r reply low evaluated split vision half study"
    " include available come radiology subject finding category validation dev source written generated image"
)
