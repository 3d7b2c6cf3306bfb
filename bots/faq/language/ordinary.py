"""Ordinary words of English: none is the name of a benchmark or a model, and few of them restrict what is asked.

A word that an intent does not explain matters only where it can be a restriction or a name. The verbs, the adverbs and
the nouns of an occasion ("for a press release", "in our department") are neither; an adjective restricts before what
it describes ("the important models"), any other noun after a preposition ("for lawyers"). The lists hold base forms;
what is one of their forms is worked out for the few words of a question that are looked up.
"""

from __future__ import annotations


def _words(*texts: str) -> frozenset[str]:
    return frozenset(" ".join(texts).split())


#: Verbs of talk, thought and work. Those that name an ability of a model (browse, code, draw) are left out.
VERBS = _words(
    "accept accompany accord account achieve acknowledge acquire act address adhere adjust admire admit adopt advise",
    "affect afford agree aim allow amaze amount analyse analyze announce annoy anticipate apologise apologize appear",
    "applaud apply appoint appreciate approach approve argue arguing arise arrange arrive arrived aspire assemble",
    "assert assess assign assist assume assure attach attain attempt attend attract attribute await aware base bear",
    "become befall beg began begin begun behave belong besiege bet bid blame boast borrow bother bought bound brief",
    "bring broadcast brought build built bump burn buy calm came cancel care carry cause cease celebrate challenge",
    "chase",
    "chat check cheer cherish choose choosing chose chosen circulate cite claim clarify classify clear click",
    "collaborate collect combine coming commence comment commit communicate complain complete comprise conceive",
    "concern conclude conduct confess confirm confront confuse congratulate connect consider consist constitute",
    "consult contact contemplate continue contribute convene convince cook cope correspond count cover crave credit",
    "criticise criticize crown curate cut dare date deal debate decide deciding declare dedicate deem defend define",
    "deliver demand demonstrate denote depend deploy derive describe deserve desire determine devise devote die",
    "disclose discover discuss discussing display dispute dive divide document donate doubt draft drawn dream drew",
    "drive driven dug earn eat edit elect embarrass embed emerge emphasise employ enable encounter encourage end",
    "endure engage enjoy enquire ensure enter entertain entitle entrust envisage establish estimate evolve examine",
    "excel exchange excite exclaim excuse exhibit expect experience explore expose express extend face fall fallen",
    "fare fascinate favor favour feature fed feed feel fell felt fetch fight figure file fill finalise finalize",
    "finance finish fit fix flag flatter fled float flow fly focus follow force forecast forgive form forward fought",
    "found fulfil fulfill function fund furnish gain gather gave gaze given glance glean go gone grab grant grasp",
    "greet grew grin grow grown guarantee guess guide hand hang happen harvest head hear heard held help hesitate",
    "highlight hint hire hit host hung hunt hurry hurt identify illustrate imagine impress inform inhabit inherit",
    "inquire insert insist inspect inspire instruct insure intend interest interrupt interview introduce invent",
    "invest investigate invite itch join joke judge jump justify keep kept kick kid kill kiss knew know known laid",
    "land lately laugh lay lean learn lecture led left lend lent let lie light like listen live load locate look lose",
    "lost love made mail maintain manage march mark marry match matter maximise maximize meant meet mend mention",
    "merit met mind miss monitor motivate mount move name negotiate nominate note notice notify obey object oblige",
    "observe obtain occupy occur offer oppose opt order organise organize originate outline overhear overview owe own",
    "pack paid pain park part participate pass pause pay perceive persuade phone pick pitch place plan play please",
    "plot point ponder pondered portray pose possess post pour praise pray preach prefer prepare present preserve",
    "press pretend prevail prevent proceed procure profess promise promote pronounce propose prosper protect prove",
    "provide pull purchase pursue push put puzzle qualify quarrel quit quote raise ran rank reach react realise",
    "realize reassure recall receive recite reckon recognise recognize recollect recommend reconsider reconstruct",
    "recruit refer reflect regard regret rejoice relax relay relieve rely remain remark remember remind render renew",
    "rent repeat replace reply represent request research resemble resolve resort respect respond rest restate resume",
    "retain retire retrieve reveal review revise revisit revolve ride ring rise risen risk roll rose rule rush said",
    "sat saw say scan schedule scratch search seat secure seek seem seen select sell send sense sent serve set settle",
    "shape share shed shine ship shone shoot shop shout show shown shut sign signify sing sit sleep slept slip smell",
    "smile sold solicit solve sort sought sound speak specify spell spend spent spoke spoken spot spread stand stare",
    "start state stay steal step stick stood stop strike strive struck struggle stuck study stun submit succeed",
    "suffer suggest suit sum sung suppose surf surpass surprise surrender surround survey survive suspect swear swim",
    "swore tackle tailor take taken talk taught teach tear tease tell tempt tend tender thank think thought threw",
    "throw tick told took touch tour toy trace track trade transfer transpire travel treat trigger trouble trust try",
    "turn type undergo underline understand understood undertake unveil uphold upload urge utter vanish vary venture",
    "verify view visit voice volunteer vote vouch wager wait wake walk want warn wash waste watch wear welcome went",
    "win wish withdraw witness woke won wonder wore work worn worry wrap write written wrote yearn yell yield",
)

#: Adverbs, and small words of every kind.
ADVERBS = _words(
    "aboard about above abroad absolutely accompanying accordingly actually admittedly afaik afresh after afterwards",
    "again aha ahead alas albeit alike alone along already alright also alternatively altogether always amid among",
    "anew anybody anyhow anytime anyway anywhere apparently around as asunder away awhile aye back basically because",
    "beforehand behind beneath beside besides between beyond boi both brb briefly bro bruh but by certainly chiefly",
    "clearly comfortably commonly compared concerning consequently considerably consistently conversely correctly cos",
    "coz currently cuz da daily dang dat dawg decidedly deeply definitely dem despite directly dis duh dunno during",
    "each earlier easily either elsewhere em enough entirely equally especially essentially etc even eventually ever",
    "everybody everywhere evidently exactly extensively extremely fairly fam finally firmly firstly formally forth",
    "fortunately forward freely frequently ftw fully further furthermore fwiw generally genuinely gimme gladly gm gn",
    "gonna gosh gotta gradually halfway hbu hence henceforth here hereby herein hereof heretofore herself himself",
    "hitherto hmm homie honestly hooray hopefully how however huh icymi ideally idk ie iirc ikr immediately",
    "importantly inasmuch including increasingly indeed independently indirectly infrequently initially inside",
    "insofar instantly instead into inwardly irl itself jk just kinda kindly largely lastly lately later least lemme",
    "less lest likely likewise literally lmfao long loosely lul lulz mainly markedly mate maybe meanwhile meh merely",
    "moderately moreover mostly much myself namely naturally nay near nearby neatly necessarily nevertheless ngl",
    "nobody nonetheless nope normally notably notwithstanding now nowadays nowhere np nvm obviously occasionally of",
    "off often oftentimes omg once oneself onward onwards oops openly optionally ordinarily originally otherwise ouch",
    "ought ourselves outright outside over overall overly painfully particularly partly per perfectly perhaps",
    "perpetually personally pff plainly plis plox pls politely possibly potentially practically precisely preferably",
    "presently presumably primarily principally prior privately probably progressively promptly properly psst",
    "publicly purely quickly quietly quite rapidly rather readily really reasonably recently regardless regularly",
    "relatively reliably remotely repeatedly respectively rn rofl roughly sadly safely sake secondly seemingly",
    "seriously several severely shortly significantly silently similarly simply simultaneously since sincerely sis",
    "slightly so solely somebody somehow someplace sometime sometimes somewhat somewhere sorely sorta specially",
    "specifically spontaneously srsly sry steadily still straight strictly strongly subsequently substantially",
    "successfully such suddenly sufficiently sup supposedly surely tbf tbqh thankfully that themselves then thence",
    "there thereafter thereby therefore therein thereof thereupon thingie thingy thirdly tho thoroughly though",
    "through throughout thru thus tia til till tmrw together tomorrow tonight too totally toward towards truly",
    "truthfully ttyl twice typically tysm ugh ultimately unanimously undoubtedly unexpectedly unfortunately",
    "universally unless unquestionably until upon usually utterly vaguely vastly very via vice vigorously virtually",
    "visibly voluntarily wanna wassup wbu well welp whatchamacallit whatever whereas whereby wherein whereupon",
    "wherever whether whichever while whilst whoa whoever whole wholly whomever widely willingly wisely within",
    "worldwide wow wyd xd ya yah yay ye yea yeh yep yesterday yet yo yourself yup",
)

#: Adjectives that say what one thinks of a thing, and no kind of model.
ADJECTIVES = _words(
    "able abovementioned abovesaid absolute absurd acceptable actual adequate aforementioned aforesaid afraid alive",
    "amazing ambitious angry annoyed annoying anxious apparent appropriate approximate astonishing attractive",
    "available average aware awesome beautiful beloved bold boring brave brief bright brilliant broad busy calm",
    "capable careful certain clear clever coherent cold comfortable common complete comprehensive concerned concise",
    "concrete confident confused confusing considerable consistent constant contemporary convenient convincing cool",
    "correct corresponding crazy credible critical crucial curious customary damn dear decent decisive deep definite",
    "definitive delicious delighted desirable detailed different difficult diligent direct disappointed disappointing",
    "distinct dominant doubtful dull dumb dutiful eager early easy effective elaborate elegant eligible embarrassing",
    "eminent encouraging endless enormous enthusiastic entire erroneous essential established eventual everyday",
    "evident exact excellent exceptional excited exciting exclusive existing exotic expected extraordinary extreme",
    "fair faithful familiar famous fancy fantastic fascinating favorite favourite fine firm fit flat foggy fond",
    "foremost formal former forthcoming fortunate forward fresh friendly full fundamental funny furious further",
    "general generous gentle genuine given glad global golden good gorgeous graceful grand grateful grave great handy",
    "happy hard harsh head helpful hidden high honest honourable hopeful hot humble hungry ideal ignorant immediate",
    "immense important impossible impressed impressive inclined incredible indicative individual inevitable informal",
    "initial insane inside instant intent interested interesting internal invaluable joint jolly just keen key kind",
    "late latter lazy legitimate likely limited listed little lively living lone loud lovely low lucky mad",
    "magnificent main major many massive mean meaningful memorable mere messy mild minor moderate modest mutual",
    "mysterious named nasty natural neat necessary nervous nice noble normal notable noteworthy noticeable numerous",
    "objective obvious occasional odd official okay only ordinary original outstanding overall own particular",
    "peculiar perfect perplexed personal plain pleasant pleased plentiful polite popular positive possible potential",
    "powerful practical precious precise preferred preliminary present presumed pretty previous primary prior",
    "probable productive prominent promising prompt proper proud prudent public published pure puzzled questionable",
    "quick quiet ready real realistic reasonable recommended recorded regular relative relevant reliable reluctant",
    "remaining remarkable renowned reported representative reputable respectable respective responsible ridiculous",
    "right rigorous risky robust rough rude sad safe said sane satisfactory satisfied satisfying scared scary",
    "sceptical secret senior sensible serious severe shaky sharp shiny short shy sick silly simple sincere single",
    "skeptical sleepy slight slim smart smooth sober sole solid sorry special specific splendid stable standard",
    "startling stated steady strange strict striking strong stubborn stuck stunning stupid subsequent substantial",
    "subtle successful such sudden sufficient suitable super superb supposed sure surprised surprising suspicious",
    "sweet swift tall tempting tender tentative terrific thankful thorough thoughtful thrilled tidy tight timely tiny",
    "tired total tough traditional tremendous tricky trivial true trusted typical ugly ultimate unaware uncertain",
    "unclear undisputed uneasy unexpected unfair unfamiliar unhappy unique unknown unlikely unsure unusual upcoming",
    "upset urgent usable useful useless usual vague valid valuable various vast viable vital warm wealthy weary weird",
    "welcome wicked wide wild willing wise wonderful wondrous worried worth worthwhile worthy wrong young zealous",
)

#: Nouns of an occasion, of who asks and of what is asked for: after a preposition too they restrict nothing.
OCCASIONS = _words(
    "abstract account acquaintance adviser advisor afternoon agenda aim analysis analyst announcement answer appendix",
    "application archivist argument article assessment assignment assistance attention audience audit aunt author",
    "bachelor background basis beer behalf benefit bet blog board book boss boyfriend breakfast briefing brochure",
    "brother buddy budget bulletin business buyer campaign candidate career case cat category cause ceo certainty",
    "chair chairman chance chapter chat chatroom choice circumstance claim class classroom client clinic coffee",
    "colleague collection college column comment commission committee community comparison conclusion conference",
    "confusion consequence consideration consortium consultant consultation content context contract convenience",
    "conversation coordinator copy council counterpart course coursework cousin crew criterion crowd crown curiosity",
    "curriculum customer cv dad date daughter day deadline deal dean debate decision deck defence defense degree",
    "deliverable department deployment desk detail dinner director discord discussion dissertation document",
    "documentation dog doubt draft due duty editor editorial effort email employer enquiry entrant entrants entries",
    "error essay evaluation evening event evidence exam example excuse exercise expectation expense experience",
    "explanation extent faculty fairness fame family fan favor favour feeling fellow figure file floor footnote form",
    "forum friday friend front fun fund future game gentleman girl girlfriend glance goal goat god gossip grandma",
    "grandpa grant group guest guidance guide guy habit half hall hand handout headline help hint hobby holiday",
    "homepage homework honesty hope hour house husband idea impression index indication info information inquiry",
    "insight inspection inspiration installation institute institution instruction intention interest intern",
    "internship interview introduction investigation investor invitation invoice issue item job joke journal",
    "journalist judgement judgment jury justification keynote kid kind kindness knowledge ladder lady lantern lecture",
    "lecturer lesson letter librarian library lieu life light line linkedin list literature look lot luck lunch",
    "lunchtime machine magazine mail management manager manner manuscript master masters material matter meantime",
    "meeting memo message mind minister minute mistake mom moment monday money month morning mother motivation mum",
    "name need neighbour news newsletter newspaper newsroom night note notebook notice notion nutshell objective",
    "occasion office one opinion opportunity option order outline outlook overview page paragraph parent part",
    "participant partner party past patience people perspective phd phrase piece pitch place placement plan planning",
    "pleasure plenary plot podcast point pole policy position possibility post postdoc poster postgrad practice",
    "precision preference preparation presence presentation press principal principle print priority probability",
    "problem procedure proceeding process procurement product professor profile progress project promise proof",
    "proposal prospect protocol public publication purchase purpose question quiz quote radio rate rationale reader",
    "rear reason recommendation record reddit reference regard registrar relation release reminder reply report",
    "reporter reporting request requirement research researcher resident respect response responsibility rest result",
    "review reviewer role room roommate roundtable row rule rumor rumour sake salary saturday school section sector",
    "seminar sense sentence series session shame share shortlist side sight sign sir sister site situation slack",
    "slide slideshow sort source speaker speech spoon spreadsheet staff stage stakeholder standpoint start startup",
    "state statement step story strategy student stuff style subject submission subsidiary suggestion suitability",
    "summary sunday supervisor supplement surprise survey syllabus table talk task teacher team term thank theme",
    "thesis thing thought thread throne thursday tie time title toast today tomorrow tool topic tour track trainee",
    "transparency trouble tuesday tutor tutorial tweet twitter type uncle undergrad understanding uni unit university",
    "usage use user version view viewpoint visit visitor viva voice wager warning way wednesday week weekday weekend",
    "whatsapp whole wife will word work workgroup workplace workshop world worry writeup yesterday youtube",
    "bibliography",
)

#: Other nouns of everyday life. After a preposition they say what a model is wanted for.
NOUNS = _words(
    "accident accountant action activity actor address administration adult advantage advertisement advice age agency",
    "agriculture air airport album amateur animal apartment apple area arm army arrival artist aspect association",
    "athlete attitude authority baby balance ball bank bath bathroom battle beach bed bedroom bicycle bike bill bird",
    "birthday block blood boat body bone bonus border bottle box boy brain branch bread bridge bus cake calendar",
    "camera camp cancer car card carpet cell center centre ceremony chain chair challenge champion character charge",
    "charity chart chemistry chicken child children church cigarette cinema citizen city clerk climate clock clothes",
    "cloud club coach coast coat combination comfort command company competition complaint computer concept concert",
    "condition confidence conflict contest control cook corner corporation country county court cover craft cream",
    "creature crime crisis criticism culture cup currency customer cycle damage dance danger data death defeat delay",
    "delivery demand democracy depth desert design development device diet difficulty direction disaster discipline",
    "disease dish distance district doctor dollar door dream dress drink driver drug ear earth economy edge education",
    "effect egg election electricity element emergency emotion employee employment end enemy energy engine engineer",
    "enterprise entry environment equipment escape estate exchange existence expert explosion eye face facility fact",
    "factor factory failure faith farm farmer fashion father fault fear feature film finger fire fish flight flower",
    "focus food foot football force forest foundation fox freedom friendship fruit furniture gap garden gas gate",
    "gender generation gift glass gold government graph grass growth guard gun hair hat head health heart heat height",
    "hell hero hill history hole home horse hospital hotel human ice illness image impact income industry influence",
    "injury instance instrument insurance intelligence island jacket judge juice key kitchen knife lab lady lake land",
    "language law lawyer leader leaf league leg length level lifestyle link lip location loss love magic man map",
    "market marriage mass match meal meaning measure meat media medicine member memory men metal method milk mirror",
    "mission mixture mode mood moon motor mountain mouse mouth movement movie muscle museum music nation nature neck",
    "nerve network noise north nose novel nurse ocean oil operation opposition organ owner pain painting pair paper",
    "parliament passage passenger patient pattern peace pen pencil penny percentage performance period permission",
    "person phase philosophy phone photo physician physicist picture plane planet plant plate platform player poem",
    "poet poetry police politics pool population power president pressure price prison prize production profession",
    "profit program programme property protection purse quality quantity quarter queen race railway rain reaction",
    "reality recipe region religion rent resource restaurant revenue revolution rice risk river road rock roof root",
    "route safety salt sample sand scale scene schedule science scientist screen sea season seat secretary security",
    "seed selection series server service shape ship shirt shoe shop shot shoulder shower silver singer size skill",
    "skin sky sleep smoke snow society soil soldier solution son song sound soup south space speed spirit sport",
    "spring square stability star station status stock stone store storm stranger street strength stress structure",
    "success sugar summer sun surface surgeon surgery sweater system tail target taste tax taxi tea technology",
    "telephone television temperature tennis theatre theory thread ticket tooth tour tower town trade tradition",
    "traffic train training travel treatment tree trend trial trip truck trust truth valley value vehicle victim",
    "victory village violence vision volume voter wall war water wave wealth weather wedding weight whale wheel wind",
    "window wine winner winter woman women wood worker yard youth",
)

#: Words that always narrow what is asked where no intent explains them: languages, places, machines, ways of running
#: a model, its other qualities. None of them is an aside, wherever it stands.
RESTRICTING = _words(
    "abliterated academia academic adult adults adversarial africa african agentic algebra almost america american",
    "anatomy android apart approved arabic asia asian aside audio augmented australian austria austrian avoid",
    "avoiding awful awfully bad banned barely barred base beginner bengali bias biased bilingual biology brazilian",
    "british browse browser browses browsing calculator calculators calculus calibrated calibration canada canadian",
    "safety robotics agentic toxicity jailbreak jailbreaks jailbreaking chess poker translation translating",
    "summarization summarisation summarizing roleplay storytelling poetry tutoring negotiation",
    "cantonese carbon censored certified chart charts chemistry child children china chinese coding compliant",
    "confined cot cpu cpus cuda czech danish dense despise diagram diagrams discard discarding discounting dislike",
    "dislikes disregard disregarded disregarding distillation distilled dreadful dropping dutch easier easiest",
    "eastern easy economics edge efficiency efficient elderly electricity eliminated emission emissions energy",
    "engineering english ensemble ensembles europe european excel exclusively fail failed failing fails fairness",
    "farsi fast faster fda female finance financial finetune finetuned finetuning finnish footprint formerly france",
    "french frontal gdpr geometry german germany golang gpu gpus graduate graph graphs greek half hallucinate",
    "hallucinating hallucination hallucinations handwriting hard harder hardest hardly hardware harmless hate hates",
    "hebrew hindi hipaa history horrible horribly html humanities hungarian ignore ignored ignoring india indian",
    "indonesian instruct instructed internet interpreter iphone israel israeli italian italy japan japanese java",
    "javascript korea korean lack lacked lacking lacks laptop latency lateral latex latin law leave leaving left",
    "legal limited linux lora mac macbook male mandarin maths medical memory men merged mobile moe monolingual",
    "multilingual music nearly nonprofit nonthinking norwegian nursing ocr offline omit omitted omitting ondevice",
    "online paediatric patients pediatric persian philosophy phone phones physics polish poor poorly portuguese power",
    "pretrained previously programming pruned psychology python quantisation quantised quantization quantized rag ram",
    "rarely raspberry reasoning refuse refuses regex remove removed removing restricted retrieval robustness romanian",
    "rtx russia russian rust sandbox sans scarcely search seldom skip skipped skipping slow slower slowest smartphone",
    "smartphones soon sooner sovereign spain spanish sparing sparse speech speed sql stem subset subsets swahili",
    "swedish swiss switzerland table tables terrible terribly thai thinking throughput tool tools toxic toxicity tpu",
    "tuned tuning turkish typescript uk ukrainian unbiased uncensored undergraduate urdu usa video vietnamese voice",
    "batch batched cache cached caching discount discounted era eras generation generations ceo headquartered",
    "underdog underdogs outsider outsiders rookie rookies surprise veteran veterans legacy passk",
    "hated loved beloved adored feared",
    "scratch consecutive consecutively",
    "adjusted aggregate aggregated averaged combined cumulative normalised normalized pooled rescaled standardised",
    "standardized summed unweighted weighted",
    "headquarters employees founder founded valuation revenue",
    "beta canceled cancelled deprecated discontinued forthcoming leaked prerelease retired rumored rumoured sunset",
    "unavailable unreleased upcoming vram weak weakly web websearch western wiki wikipedia windows women",
)

#: Words that end like a superlative and are none.
_NO_SUPERLATIVES = _words(
    "arrest attest behest bequest best chest conquest contest crest detest digest east fest forest guest harvest hest",
    "honest infest ingest inquest interest invest jest latest lest manifest midwest modest nest newest northwest pest",
    "pretest priest protest quest request rest retest southwest suggest tempest test vest west zest",
)

_EVERY = VERBS | ADVERBS | ADJECTIVES | OCCASIONS | NOUNS


def is_ordinary(word: str) -> bool:
    """Return whether a word is an ordinary one of English in any of its forms: no name, and no slip of one."""
    if word in _EVERY or is_verb(word) or is_adverb(word):
        return True
    # "Categorys" is a slip, and no plural of "category".
    slip = word.endswith("ys") and word[-3:-2] not in "aeiou"
    return not slip and not _EVERY.isdisjoint(_singulars(word))


def is_verb(word: str) -> bool:
    """Return whether a word is a form of a verb of talk, thought or work."""
    return not VERBS.isdisjoint(_bases(word))


def is_adverb(word: str) -> bool:
    """Return whether a word is an adverb or a small word."""
    if word in ADVERBS:
        return True
    if not word.endswith("ly") or len(word) < 5:
        return False
    stem = word[:-2]
    return not ADJECTIVES.isdisjoint({stem, f"{stem}le", f"{stem[:-1]}y", f"{stem}l", stem[:-2]})


def is_occasion(word: str) -> bool:
    """Return whether a word is a noun that restricts nothing, after a preposition either."""
    return not OCCASIONS.isdisjoint(_singulars(word))


def is_thing(word: str) -> bool:
    """Return whether a word is a noun of everyday life, of which a name may be made."""
    return not NOUNS.isdisjoint(_singulars(word))


def is_adjective(word: str) -> bool:
    """Return whether a word is an adjective that says what one thinks of a thing."""
    return word in ADJECTIVES


def is_restricting(word: str) -> bool:
    """Return whether a word narrows what is asked wherever it stands; an unknown superlative does."""
    return word in RESTRICTING or (len(word) > 5 and is_superlative(word))


def is_superlative(word: str) -> bool:
    """Return whether a word ends like a superlative and is one."""
    return len(word) > 4 and word.endswith("est") and word not in _NO_SUPERLATIVES


def is_participle(word: str) -> bool:
    """Return whether a word is a form of a verb that can describe what follows: "the discussed models"."""
    return word.endswith(("ed", "ing"))


def _singulars(word: str) -> tuple[str, ...]:
    if not word.endswith("s") or len(word) < 4:
        return (word,)
    if word.endswith("ies"):
        return word, word[:-1], f"{word[:-3]}y"
    return (word, word[:-1], word[:-2]) if word.endswith("es") else (word, word[:-1])


def _bases(word: str) -> tuple[str, ...]:
    """Return what a form of a verb can come from: "discusses", "decided", "planning", "tried"."""
    if word.endswith("ies") or word.endswith("ied"):
        return word, f"{word[:-3]}y"
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)]
            doubled = stem[:-1] if stem[-1:] == stem[-2:-1] else stem
            return word, stem, f"{stem}e", doubled
    return _singulars(word)
