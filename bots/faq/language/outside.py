"""Other topics: what no registry of benchmarks knows, and what nobody knows yet.

Like the guards of :mod:`podium.bots.faq.language.guards`, these look at the words of a question alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from podium.bots.faq.language.guards import DOMAIN, by_first_word, says, word_set

#: Topics that no benchmark of models is about.
OFF_TOPIC = word_set(
    "weather rain raining sunny snow forecast joke jokes poem poems limerick song songs lyrics recipe recipes",
    "cook cooking bake pizza football soccer basketball baseball tennis cricket rugby hockey golf olympics match movie",
    "movies film films series netflix celebrity celebrities actor actress singer news politics political politician",
    "president election elections vote voting minister parliament government stock stocks bitcoin crypto ethereum",
    "horoscope zodiac lottery capital country countries city restaurant restaurants hotel hotels flight flights travel",
    "vacation holiday homework essay email love marry girlfriend boyfriend dinner lunch breakfast coffee tea beer wine",
    "sports sport game games music birthday translate translation sing dance story stories python javascript java",
    "html css wifi printer laptop iphone shoes fashion makeup diet workout gym dog dogs cat cats",
    "umbrella sunshine snowing cloudy windy thunderstorm hurricane earthquake celsius fahrenheit humidity",
    "sunrise sunset pun puns limericks anecdote meme memes prank trivia sudoku crossword",
    "segfault stacktrace compiler quicksort mergesort leetcode recursion regexp regexes flexbox tailwind",
    "django flask laravel wordpress kotlin kubernetes dockerfile powershell makefile webpack npm",
    "refactor debugger linkedlist powerpoint photoshop translator translated sourdough bread cookies",
    "pasta soup salad cheesecake omelette barbecue vegan vegetarian calories cocktail whisky whiskey vodka gin pub",
    "tax taxes mortgage mortgages loan loans pension insurance salary rent landlord tenant lawsuit divorce passport",
    "immigration refugee terrorism abortion brexit trump biden putin obama merkel macron zelensky netanyahu",
    "senate senator republican republicans democrat democrats communism capitalism socialism referendum war wars",
    "ukraine gaza nato taiwan religion religions bible quran church mosque prayer astrology tarot numerology",
    "airport airline airlines airbnb bus taxi cruise itinerary beach backpacking sightseeing",
    "youtube spotify tiktok instagram facebook whatsapp twitch album concert guitar piano karaoke",
    "poet poets painter painting sculpture museum theatre theater opera ballet actor actors actresses oscar oscars",
    "grammy eurovision marvel pokemon minecraft fortnite roblox playstation xbox nintendo",
    "marathon wrestling boxing formula1 nba nfl nhl fifa uefa wimbledon goalkeeper quarterback",
    "wedding boyfriend dating tinder breakup romance husband valentine divorce babysitter kindergarten toddler",
    "gta zelda tetris esports cinema",
    "puppy kitten hamster goldfish dinosaur dinosaurs volcano jupiter saturn galaxy",
    "haircut tattoo perfume lipstick sneakers jeans skincare shampoo detox yoga pilates protein vitamins keto",
    "plumber electrician carpenter lawnmower gardening tomatoes houseplant sofa mattress vacuum dishwasher fridge",
    "car cars motorcycle bicycle smartphone smartphones headphones television",
    "dogecoin nft forex casino poker roulette gambling lotto sweepstakes inheritance",
)
_MAKING = word_set(
    "write compose draft generate create make code implement build sing tell give draw paint cook recommend suggest",
    "book order translate solve play debug fix finish rewrite summarise summarize invent refactor proofread bake rhyme",
    "rap dance compile fold knit crochet shred",
)
_MADE_THINGS = word_set(
    "poem poems haiku limerick song songs rap lyrics joke jokes story stories essay email letter tweet script program",
    "function code game app website recipe recipes picture drawing homework equation pizza restaurant movie",
    "speech cv resume sql regex class bug bugs novel quiz quizzes riddle riddles contract slogan outline tutorial memo",
    "lesson lessons worksheet worksheets flashcards powerpoint plan",
)
_REPOSITORY = word_set("haiku code function script program class app website story stories")
_SMALL = word_set(
    "please pls can could would you u me us a an the some my your for i need want hey hi hello bot one short funny",
    "little quick nice simple python javascript java html to love new good cool another",
)
_PERSONAL = by_first_word(
    "i love you|love you|marry me|are you single|be my girlfriend|be my boyfriend|kiss me|date me|meaning of life",
    "square root|how do you say|to french|to german|to spanish",
    "to english|what time is|who is the president|world cup|super bowl|premier league|champions league|il tempo",
    "the news|news today|quel temps",
    "by train|by bus|by car|by plane|winning goal|own goal|the plot of|debug this|a girlfriend|stock price|share price",
    "que tiempo|el tiempo|das wetter|wie wird das wetter|should i vote|who should win the election|vote for",
    "phone number|email address|home address|how would you say|how to say|how does one say|make me laugh",
    "cheer me up|unit test|unit tests|regular expression|pull request|stack overflow|how hot is it|how cold is it",
    "how warm is it|is it hot|is it cold|is it warm|is it windy|other users|other people|other members|others ask",
    "others asked|another user|somebody else ask|someone else ask|my taxes|do my laundry|tax return|how tall is",
    "how deep is",
    "how many people live|population of|who painted",
    "who discovered|prime minister|game of thrones|star wars|harry potter|black hole|big bang|mount everest",
    "climate change|global warming|interest rate|interest rates|exchange rate|mortgage rate|real estate|credit card",
    "bank account|visa for|a visa|driving licence|driving license|parking ticket|happy birthday|marry you",
    "do you love|are you married|your favourite|your favorite|how old are you|where do you live|where are you from",
    "are you happy|are you hungry|your age|your birthday|what should i eat|what should i wear|what should i cook",
    "what you think about|what you think of|your opinion on|your opinion about|your opinion of",
    "what should i watch|what should i read|good book|good books|a book to|tv show|tv series|video game|word for",
    "should i buy|where can i buy|where to buy|where do i buy",
    "hungry|im bored|i am bored|im sad|i am sad|im lonely|i am lonely|im tired|i am tired|i feel",
)
#: What the one who answers likes, which no board says.
_PREFERRED = by_first_word(
    "do you like|you like best|you like most|you like better|do you prefer|do you love|do you hate"
)
#: Advice on money, which no name of a maker makes a question about its models.
_MONEY = word_set("invest investing investment investments shares stock stocks dividend ipo portfolio")
_ADVISED = word_set("should i my buy sell price worth good now")
#: Orders that nothing of a registry can be the object of.
_ORDERS = word_set(
    "refactor proofread compose paint sing bake rewrite debug translate rhyme rap dance compile fold knit crochet shred"
)
_PICTURES = by_first_word("whole picture|full picture|complete picture|entire picture|big picture|bigger picture")
_SUMS = word_set("plus minus times divided multiplied squared cubed derivative integral sqrt factorial modulo equation")
_ASKING = word_set(
    "what whats is are how much many calculate compute solve the of by and equals equal x y please tell me"
)


def is_off_topic(found: Sequence[str], *, named: bool = False) -> bool:
    """Return whether the text is about something else than benchmarks.

    Args:
        found: Its words.
        named: Whether it names a benchmark or a model of the registry; then only an order ("write a poem about
            MMLU") is off topic.
    """
    if orders_something(found):
        return True
    present = set(found)
    if present & _MONEY and present & _ADVISED:
        return True
    if named:
        return False
    if says(found, _PREFERRED):
        return True
    if present & DOMAIN:
        return False
    if says(found, _PERSONAL) or (OFF_TOPIC - {"news"}).intersection(present):
        return True
    rest = [word for word in found if word not in _ASKING]
    asked = word_set("what whats how calculate compute solve").intersection(present)
    sums = bool(rest and asked) and all(word.isdigit() or word in _SUMS or word[:1].isdigit() for word in rest)
    return sums and (bool(_SUMS & present) or (len(rest) > 1 and not rest[0].startswith("0")))


def orders_something(found: Sequence[str]) -> bool:
    """Return whether something is to be written, told or made: "write me a poem", "tell me a joke about MMLU"."""
    for i, word in enumerate(found):
        if word not in _MAKING:
            if word not in _SMALL:
                return False
            continue
        if word in _ORDERS:
            # "Paint me the whole picture of the results" is told them.
            return word != "paint" or not says(found[i:], _PICTURES)
        # What is given and told exists already: "give me the code of the benchmark".
        things = _MADE_THINGS - _REPOSITORY if word in ("give", "tell") else _MADE_THINGS
        for other in found[i + 1 : i + 7]:
            if other in things:
                return True
            if other not in _SMALL:
                return False
        return False
    return False


# --- What nobody knows yet ---------------------------------------------------------------------------

#: What is to come of models and boards; that something will be added or cost so much is none of it.
_OUTCOMES = word_set(
    "lead leading top win winning beat beating overtake overtaking surpass surpassing reach reaching hit hitting pass",
    "passing dominate dominating outperform outperforming exceed exceeding crack solve saturate saturated be first",
    "best",
    "score scoring rule rise improve cross break catch outrank rank get become replace take",
)
_COMING = word_set("will wont ll gonna shall")
_GUESSING = word_set("predict predicted prediction predictions predicting foresee foretell prophecy prognosis bet bets")
_STANDING = by_first_word("bet going|a bet with|bet on for|bet on in|bet on at|a bet on|a bet about|our bet|a bet that")
_SETTLED = word_set("csv file files predictions.csv my upload run scored settle settles settled settling won lost had")
_LATER = by_first_word(
    "next year|next month|next week|next quarter|next decade|next summer|next winter|next spring|next autumn|in future",
    "in the future|years from now|year from now|months from now|in ten years|in five years|in 10 years|in 5 years",
    "one day|some day|someday|soon|tomorrow|in the long run|in the end|agi race|ai race|by 20",
)
#: Who has a say in what comes of this registry.
_OWN = word_set("you podium updated update added registry numbers data cost costs price pay work run help")


def is_prediction(found: Sequence[str], *, compared: bool = False) -> bool:
    """Return whether the text asks what is to come: "who will lead MMLU next year", "predict the leader".

    Args:
        found: Its words.
        compared: Whether it sets models against each other; "which will score higher, o3 or GPT-5" then asks of now
            where no time is said.
    """
    # A bet that is settled, or lost over a drink, is about what is recorded; so is one that stands, without a time.
    settled = _SETTLED.intersection(found)
    later = says(found, _LATER)
    dated = any(word.isdigit() and len(word) == 4 for word in found)
    standing = says(found, _STANDING) and not later and not dated and _COMING.isdisjoint(found)
    if _GUESSING.intersection(found) and not settled and not standing:
        return True
    for i, word in enumerate(found):
        going = word == "going" and found[i + 1 : i + 2] == ["to"]
        if word not in _COMING and not going:
            continue
        after = found[i + 1 : i + 8]
        if _OWN.intersection(after[:4]):
            continue
        if _OUTCOMES.intersection(after) and (later or not compared or "ever" in after):
            return True
    return False
