"""The words of a question: how it is cut into tokens, and what the words of asking are.

A word listed here is never taken for a misspelt name. A word that is neither listed here nor part of
a name of the registry is *foreign*: it may be an unknown benchmark, a typo or an aside.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from podium.bots.faq.language import lexicon
from podium.bots.faq.language.shorthand import SHORTHAND

#: A question may be this long; a longer text is not read.
LONGEST = 500
#: Most words of a question. Prose of the longest length has fewer; what has more is cut into bits, and costs most.
MOST_WORDS = 120
#: Most characters of the asker's own words that a reply repeats.
LONGEST_QUOTE = 60

#: Most words of one name.
_WIDEST = 20

_APOSTROPHES = "'’`ʼ"
_PIECE = re.compile(rf"(?<![\w/])[wW]/[oO](?![\w/])|[^\W_]+(?:[{_APOSTROPHES}][^\W_]+)*")
_NOT_ALNUM = re.compile(r"[\W_]+")
_DROP_APOSTROPHES = str.maketrans("", "", _APOSTROPHES)
#: The possessive of a name in brackets or quotes: "GPT-4 (0314)'s score".
_ENDS_NAME = re.compile(rf"[)\]\"”»][{_APOSTROPHES}]$")
_POSSESSIVE = re.compile(rf"[{_APOSTROPHES}]s$", re.IGNORECASE)
# Between two words of one name there is at most a blank and a sign that names are written with.
_NO_BREAK = re.compile(r" ?[-_/.+&'’(\[\"`*]{0,3} ?")
# What Discord and Markdown put around words: mentions, channels, emoji of its own, commands and times.
_TAG = re.compile(r"<(?:@[!&]?|#|t:|id:|a?:[A-Za-z0-9_]{1,40}:|/[\w -]{1,80}:)[A-Za-z0-9:]{1,30}>|@(?:everyone|here)\b")
_EMOJI = re.compile(r"(?<![\w:]):[A-Za-z][A-Za-z0-9_+~-]{1,39}:(?![\w:])")
_TARGET = re.compile(r"(?<=\])\([^()\s]{0,400}\)")
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>()\[\]]{1,400}", re.IGNORECASE)
_DATE = re.compile(r"(?<![\w.])(\d{1,2})([./])(\d{1,2})\2(20\d\d)(?![\w]|\.\d)")
_QUOTABLE = re.compile(r"[^\w .+'’&()/-]|_")


def word_set(*texts: str) -> frozenset[str]:
    """Return the words of blank-separated lists."""
    return frozenset(" ".join(texts).split())


# --- What is asked ---------------------------------------------------------------------------------

HEADS = word_set("what whats which who whos whose whom where wheres when whens how hows why wat wut wich")
WHO = word_set("who whos whose which whom wich")
LEAD = word_set(
    "lead leads leading leader leaders led top tops topped topping best winner winners winning wins win won first",
    "champion champions champ champs king queen sota strongest holder holders holds hold record ahead dominates",
    "dominate dominating rules rule ruling reigns reigning crushes crushing crush killing beats beating outperforms",
    "highest greatest goat front frontrunner smartest accurate unbeaten undisputed unrivalled maximum max peak",
    "performer performers performing performs pole crown throne",
)
HIGH = word_set("highest best top max maximum record peak greatest sota leading high")
SCORE = word_set(
    "score scores scored scoring result results value values number numbers figure figures percentage percent",
    "performance mark points point metric grade",
)
BOARD = word_set("leaderboard leaderboards ranking rankings standings scoreboard board boards table ranked toplist")
#: What several models of one name are.
VERSIONS = word_set("versions variants editions siblings checkpoints")
AVERAGE = word_set("average averages avg averaged")
PAPER = word_set(
    "paper papers publication article arxiv cite cites cited citation citations bibtex preprint doi author authors",
    "wrote written authored manuscript reference references pdf",
)
MADE = word_set(
    "made makes created built introduced published publish released invented developed behind came appear",
)
CATEGORY = word_set(
    "category categories domain domains area areas field fields topic topics modality modalities covers cover covered",
    "coverage tagged tags tag discipline disciplines",
)
SORT = word_set("kind kinds type types sort")
SEEN = word_set("image images text textual visual picture pictures imaging multimodality")
OPEN = word_set(
    "open opensource opensourced openweight openweights openly oss foss weight weights downloadable opened source",
)
UPDATED = word_set(
    "recent recently updated update updates outdated stale fresh uptodate dated date dates age refreshed",
)
NEWEST = word_set("newest latest")
ABOUT = word_set(
    "describe description explain explanation about info information overview summary summarise summarize details",
    "detail mean means meaning definition define defined purpose measure measures measuring background introduction",
    "intro eli5",
)
LICENCE = word_set("licence license licensed licences licenses")
ACCESS = word_set("access download downloads register homepage obtain")
HELP = word_set("help commands usage capabilities examples hello hi hey hiya greetings howdy")
BENCHMARKS = word_set("benchmarks datasets benches evals")

# --- What only the registry's own commands answer so far -------------------------------------------

NOT_YET = LICENCE.union(ACCESS) | word_set(
    "second 2nd third 3rd runner runnerup worst last lowest bottom least minimum min median weakest poorest closed",
    "proprietary commercial closedsource paid under below above beyond before since after until till between cheap",
    "cheaper cheapest price prices priced pricing cost costs dollar dollars expensive size sizes sized parameter",
    "parameters params billion context window token tokens smallest largest biggest fastest smaller larger bigger",
    "faster slower younger older better worse compare compared compares",
    "comparing comparison vs versus against difference differences differ differs different relate related similar",
    "human humans expert experts people radiologist radiologists baseline baselines random chance guessing guess",
    "significant significance meaningful gap margin lag progress history trend trends evolution saturated saturation",
    "solved contaminated contamination leaked shot shots fewshot zeroshot cot prompt prompts run runs rerun evaluate",
    "reproduce install split splits scorer judge graded grading calculated computed subject subjects observation",
    "observations finding findings disciplines hardest easiest harder",
    "easier hard easy difficult not isnt arent doesnt dont wasnt except excluding besides without no never nobody",
    "none only other others rather instead reliable trust trustworthy trusted rely percentile quartile year years",
    "month months week weeks day days ago yesterday tomorrow january february march april june july august september",
    "october november december attainable unless per subset half part quarter two three four five six seven eight",
    "nine ten eleven twelve twenty fifty hundred dozen",
)

# --- Everything else people say in a question ------------------------------------------------------

FILLER = word_set(
    "a an the this that these those it its they them their theyre there theres here heres is are was were be been",
    "being am do does did done doing has have had having can could will would shall should might must i im id ive me",
    "my mine we us our you u ur your yours youre he she him her of in on onto into for to at by from with as and or",
    "but so then than also too just please pls plz plss kindly thanks thank thx tnx ty cheers yo dear sir madam mate",
    "bro dude man guys folks friend buddy lol lmao haha hah hmm hm um uh erm ok okay well actually really basically",
    "right now rn currently current today todays atm presently present moment nowadays quick sry soz inside post "
    "posts posting posted "
    "quickly question",
    "questions wondering wonder curious know want wanna like need needed tell show give gimme let lets got get gets",
    "getting find look looking see say says said think again any anyone anybody anything all some someone somebody",
    "something one ones thing things most more much many very exactly such own same great good nice cool awesome",
    "amazing according database everyone everybody belong belongs contain contains include includes heard maybe",
    "perhaps possibly ever yet still even out off up down over across among amongst within via through around way far",
    "near using use uses used called named known name names go goes going make takes take come comes put possible",
    "able teh hte waht whta wht hwo whi wanted asking ask asked answer answers answering reply sorry excuse morning",
    "afternoon evening bot sincerely regards respectfully honestly frankly simply quite world overall general",
    "generally specifically main official officially whatsoever link links url address page pages website site podium",
    "registry list lists listed listing stand stands standing check state art place places position spot rank ranks",
    "title titleholder model models ai ais llm llms vlm vlms system systems algorithm algorithms network networks",
    "method methods approach approaches machine learning ml deep agent agents entry entries submission submissions",
    "participant participants benchmark benchmarks bench benches dataset datasets data set sets test tests testing",
    "task tasks eval evals evaluation evaluations evaluated tested reported report reports self verified third party",
    "independent reproduced count number numbers amount total org organisation organization company companies lab",
    "labs vendor vendors team teams maker makers pretty damn hell heck fuck fucking shit bloody freaking crap wtf omg",
    "wth tf ffs jfc istg smh sth smth sthg anymore",
    "old new asap works working respond exam challenge ranked competitors contestants rows write writes",
    "writing adapt adapted added fact facts catalogue catalog everything often bye goodbye else exist exists",
    "absolute tho tbh ngl fr frfr bruh bruv fam homie dawg cuz coz bc cos idk iirc afaik rly srsly ppl gud gr8 "
    "m8 thru bout abt",
    "lemme gimmie wassup whatcha yer ya yea yeh yup kk np tysm lool hmmm uhh uhm umm ahh ooh oh ah aha yoo heyo ayo",
    "welp oof yikes sheesh dang post posts posting posted",
    "nor youd wed theyd weve youve theyve",
    "if leave found later back every everywhere because bit lot lately wants hope idea wondered myself few",
)

# Verbs and nouns of asking that change what is asked, so that only what understands them answers.
NOT_YET |= word_set(
    "macro",
    "exceed exceeds exceeded exceeding surpass surpasses surpassed reach reaches reached pass passes passed",
    "passing cross crosses crossed hit hits improve improves improved improvement improvements jump jumped climb",
    "climbed rose rise rises grew grow grows growth change changes changed changing timeline oldest earliest",
    "newer cents cent bucks buck usd euro euros budget affordable affordably priciest afford call calls request",
    "requests input output inputs outputs thousand trillion parameterised longest shortest lightest heaviest",
    "midsize lightweight tiny tie ties tied draw tieing lagging trailing trail trails catch caught overtake",
    "overtook overtaken dethrone dethroned replaced swap swapped successor predecessor version versions variant",
    "variants family families release releases releasing launched launch announced adds adding newly add",
    "interval intervals stderr bootstrap ",
    "mistake mistakes fix correction corrections missing submit submits contribute capable capability",
    "cutoff multilingual support supports supported accepts accept process handle handles silver bronze",
    "medal medals fourth fifth sixth seventh eighth ninth tenth thirteen fourteen fifteen sixteen seventeen",
    "eighteen nineteen thirty forty sixty seventy eighty ninety quarters early late mid middle beginning end",
    "start began begin begins ended selfhost local locally laptop gpu gpus",
    "hardware held higher typical range commercially allowed owner owns creator creators",
)

_CUES = (
    HEADS, LEAD, HIGH, SCORE, BOARD, AVERAGE, PAPER, MADE, CATEGORY, SORT, SEEN, OPEN, UPDATED, NEWEST, ABOUT,
    HELP, BENCHMARKS,
)  # fmt: skip

#: Words after which a foreign word narrows what is asked: "for pneumothorax".
NARROWING = word_set("for among amongst in with within under by using on at from via of across as against without")
#: Words before which a foreign word narrows it: "Chinese models".
NARROWED = word_set(
    "model models llm llms ai ais vlm vlms system systems leader leaders winner winners score scores scoring result",
    "results lab labs company companies team teams entry entries vendor vendors maker makers approach method methods",
    "contender contenders candidate candidates participant participants submission submissions checkpoint checkpoints",
    "network networks net nets competitor competitors bot bots chatbot chatbots algorithm algorithms machine machines",
    "player players option options offering offerings release releases solution solutions product products engine",
    "engines assistant assistants architecture architectures",
)
#: Words that may stand between such a word and what it narrows.
ARTICLES = word_set("a an the my our your this that these those all any some")
JOINING = word_set("and or plus versus vs")

#: Every word of asking: not the name of anything.
KNOWN = FILLER.union(*_CUES, NOT_YET, lexicon.WORDS)


class Token(NamedTuple):
    """A word of the question.

    Args:
        key: Its comparison form: letters in lower case, and digits.
        word: What it is read as: the key without a possessive ``s``, typos of common words mended.
        start: Where it starts in the text.
        end: Where it ends.
        breaks: Whether punctuation parts it from the word before, so that the two are not one name.
        glued: Whether it is joined to the word before without a blank, as in ``MMLU-Redux``.
        named: Whether it is written like a name: a capital after the first letter, or a digit.
    """

    key: str
    word: str
    start: int
    end: int
    breaks: bool = False
    glued: bool = False
    named: bool = False


def fold(text: str) -> str:
    """Return text without accents and full-width forms, in lower case."""
    if not text.isascii():
        parts = unicodedata.normalize("NFKD", text)
        text = "".join(char for char in parts if not unicodedata.combining(char))
    return text.lower()


def plain(name: str) -> str:
    """Return a name folded, without apostrophes, a plus sign as a word: Command R and Command R+ are two models."""
    folded = fold(name)
    if "+" in folded:
        folded = folded.replace("+", " plus")
    return folded.translate(_DROP_APOSTROPHES)


def joined_key(name: str) -> str:
    """Return the comparison form of a registry name, as the tokens of a question join to it.

    It is the form of :func:`podium.registry.names.key`, except that accents are folded, letters of other scripts
    are kept and a plus sign counts.
    """
    if name.isalnum() and name.isascii():
        return name.lower()
    if "+" in name or not name.isascii():
        name = plain(name)
    return _NOT_ALNUM.sub("", name).lower()


def cleaned(text: str) -> str:
    """Return a question without what nobody reads as its words, in one pass for each kind of it.

    Mentions, emoji of Discord, addresses and the targets of Markdown links become blanks. Marks that stand on or
    between letters (accents of their own, joiners, marks of direction) go, so that they part no word; other control
    characters become blanks.
    """
    for pattern in (_TAG, _EMOJI, _TARGET, _ADDRESS):
        text = pattern.sub(" ", text)
    text = _DATE.sub(_iso, text)
    for pattern, said in SHORTHAND:
        text = pattern.sub(said, text)
    text = text.translate(_HYPHENS)
    if text.isascii() and text.isprintable():
        return text
    kept = []
    for char in text:
        category = unicodedata.category(char)
        if category == "Cc":
            kept.append(" ")
        elif category not in _UNSEEN:
            kept.append(char)
    return "".join(kept)


def _iso(match: re.Match[str]) -> str:
    """Return a date written by its numbers as ISO writes it; one that may be read in two ways is left as it is."""
    first, sign, second, year = int(match[1]), match[2], int(match[3]), match[4]
    if sign == "." or first > 12:
        day, month = first, second
    elif second > 12:
        day, month = second, first
    else:
        return match.group()
    return f"{year}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else match.group()


_HYPHENS = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2212"), "-")
# Marks on letters, and characters that only tell how to show others.
_UNSEEN = frozenset({"Mn", "Me", "Cf", "Cs"})


def tokens(text: str) -> list[Token]:
    """Cut a question into its words, in one pass over the text."""
    found: list[Token] = []
    last = 0
    for match in _PIECE.finditer(text):
        raw = match.group()
        key = joined_key(raw)
        if not key or (key == "s" and _ENDS_NAME.search(text, max(0, match.start() - 2), match.start())):
            continue
        gap = text[last : match.start()]
        word = key if raw.isalnum() else joined_key(_POSSESSIVE.sub("", raw)) or key
        if key == "w" and text[match.end() : match.end() + 1] == "/":
            word = "with"
        elif "/" in raw:
            word = "without"
        found.append(
            Token(
                key,
                word,
                match.start(),
                match.end(),
                breaks=bool(found) and _NO_BREAK.fullmatch(gap) is None,
                glued=bool(found) and " " not in gap,
                named=not raw.isalpha() and any(map(str.isdigit, raw)) or not raw[1:].islower() and len(raw) > 1,
            )
        )
        last = match.end()
        if text[last : last + 1] == "+" and not text[last + 1 : last + 2].isalnum():
            found.append(Token("plus", "plus", last, last + 1, glued=True))
            last += 1
    return found


def too_many(text: str) -> bool:
    """Return whether a text has more words than are read."""
    # A word takes up a character at least.
    return len(text) > MOST_WORDS and len(tokens(cleaned(text))) > MOST_WORDS


def windows(
    found: Sequence[Token], longest: int, *, across: bool = False
) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Yield every run of words that can be one name.

    Args:
        found: The question's words.
        longest: Length of the longest name that is looked for.
        across: Whether a name may have punctuation in it.

    Yields:
        First word, word after the last, and the joined forms. The possessive s is tried at the end and left
        out before it: Humanity's, MMLU's, Stanford's.
    """
    for start in range(len(found)):
        key = word = ""
        for end in range(start, min(len(found), start + _WIDEST)):
            token = found[end]
            if end > start and token.breaks and not across:
                break
            if key == word and token.key == token.word:
                # Nearly always: no possessive s.
                key = word = key + token.key
                if len(word) > longest:
                    break
                yield start, end + 1, (key,)
                continue
            forms = (key + token.key, key + token.word, word + token.word)
            key, word = forms[0], forms[2]
            if len(word) > longest:
                break
            yield start, end + 1, tuple(dict.fromkeys(forms))


def key_of(found: Sequence[Token], start: int, end: int, *, possessive: bool = True) -> str:
    """Return the joined form of a run of words, with or without a possessive s at its end."""
    last = found[end - 1]
    return "".join(token.key for token in found[start : end - 1]) + (last.key if possessive else last.word)


def singular(word: str) -> str:
    """Return a word without its plural ending, roughly: enough to compare "studies" with "study"."""
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith(("oaves", "leaves", "halves", "shelves", "wolves", "calves", "thieves")):
        return f"{word[:-3]}f"
    if word.endswith(("xes", "sses", "tches")) and len(word) > 4:
        return word[:-2]
    return word[:-1] if word.endswith("s") and len(word) > 3 else word


def without_possessive(text: str) -> str:
    """Return a text without the possessive s at its end: "MMLU's" is about MMLU."""
    return _POSSESSIVE.sub("", text)


def quote(text: str) -> str:
    """Return the asker's own words, safe to repeat: short, one line, without controls and markup signs."""
    plain = "".join(char if char.isprintable() else " " for char in text)
    plain = " ".join(_QUOTABLE.sub(" ", plain).split())
    return plain if len(plain) <= LONGEST_QUOTE else plain[: LONGEST_QUOTE - 1].rstrip() + "…"
