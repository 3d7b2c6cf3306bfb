"""What is declined before anything is looked up: instructions to the engine, medical advice, other topics.

Each guard looks at the words of a question as :func:`podium.bots.faq.language.words.tokens` reads them: lower case,
accents folded. A question about benchmarks must pass even where it shares words with what is declined: "which model is
best at detecting pneumonia?" is a question for the registry, "do I have pneumonia?" is none. So a word alone rarely
decides; what stands beside it does.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache


@cache
def _set(*texts: str) -> frozenset[str]:
    return frozenset(" ".join(texts).split())


def _by_first_word(*texts: str) -> dict[str, list[list[str]]]:
    """Return phrases, parted by bars, by the word they begin with."""
    found: dict[str, list[list[str]]] = {}
    for phrase in "|".join(texts).split("|"):
        found.setdefault(phrase.split()[0], []).append(phrase.split())
    return found


#: Words that make a text one about benchmarks, whatever else it mentions.
DOMAIN = _set(
    "model models benchmark benchmarks bench benches leaderboard leaderboards llm llms vlm vlms lm ai dataset datasets",
    "accuracy auroc auc f1 metric metrics eval evals sota podium scores ranking rankings protocol shot parameters",
    "weights classifier classifiers network networks algorithm algorithms category categories registry results",
)

# --- Instructions ------------------------------------------------------------------------------------

_DROP = _set(
    "ignore disregard forget override overrule bypass neglect overlook discard circumvent ignora ignorar ignoriere",
    "ignorier ignoriert vergiss vergesst olvida olvidar oublie oubliez ignorez dimentica esqueca negeer zignoruj",
    "игнорируи забудь",
)
_RULES = _set(
    "instruction instructions prompt prompts rules guidelines directions directives restrictions constraints safety",
    "programming training orders commands instrucciones indicaciones reglas consignes regles anweisungen regeln",
    "befehle vorgaben istruzioni regole instrucoes regras instructies regels instrukcje polecenia инструкции правила",
)
_BEFORE = _set("previous prior above earlier everything preceding before anterior anteriores precedentes vorherigen")
_BETWEEN = _set("all any the my your of these those every what said i told you that and anything todo alles tout")
_ALL = _set("all everything said told alles tout todo")
#: Verbs of getting something out.
_OUT = _set("reveal leak repeat recite dump print")
_SECRET = _set(
    "prompt prompts instructions config configuration configurations settings env environment secret secrets password",
    "passwords credentials key keys token guidelines rules systemprompt",
)
_SHOWING = _set(
    "reveal repeat print show display output leak expose dump share tell give paste write recite send zeige zeig",
    "muestra montre mostra whats what",
)
_OURS = _set(
    "your ur system hidden initial secret tu votre deinen deine tuo seu bot discord api access developer admin"
)
#: Words after which somebody else's prompt is meant: "the prompt of MMLU".
_OF = _set("of for on in from used")
_PHRASES = _by_first_word(
    "you are now|you are no longer|you will now|from now on|act as|act like|behave as|behave like|pretend to",
    "pretend you|pretend that|pretend youre|pretend as|pretend we|lets pretend|role play|imagine you|imagine youre",
    "simulate being|do anything now|developer mode|dev mode|god mode|dan mode|debug mode|admin mode|sudo mode",
    "set aside|must obey|assume the role|take the role|your new task|your new role|stop being|obey me",
    "new instructions|system message|system override|respond only|reply only|answer only with|respond with",
    "reply with|and output only|answer in the style|talk like|speak like|say exactly|repeat after me",
    "and say that|must say that|you must now|must now claim|claim that|please say that|just say that|always say "
    "that|to say that",
    "stay in character",
    "du bist jetzt|tu so als|ahora eres|eres ahora|actua como|finge que|tu es maintenant|agis comme|fais comme si",
    "sei ora|agisci come|aja como|voce agora|ты теперь|веди себя",
)
_ALONE = _set("jailbreak jailbroken roleplay dan sudo hypnotize hypnotise 忽略之前的指令 忽略所有指令 無視してください")
_WRITING = _set("change update edit modify overwrite delete remove erase insert alter falsify raise lower")
_HELD = _set("score scores result results rank ranking database registry leaderboard entry entries row rows")


def is_injection(found: Sequence[str]) -> bool:
    """Return whether the text tries to instruct the engine rather than to ask."""
    present = set(found)
    # "Dan" is also a name: only who is told to be it is instructed.
    if present & (_ALONE - {"dan"}) or ("dan" in present and _follows(found, "dan", "are as be called")):
        return True
    if list(found[:2]) == ["say", "that"] or _says(found, _PHRASES):
        return True
    if any(word.startswith(("忽略", "無視")) for word in found):
        return True
    return _drops_rules(found) or _asks_for_secrets(found) or _orders_a_write(found)


def _follows(found: Sequence[str], word: str, before: str) -> bool:
    return any(found[i] == word and i and found[i - 1] in before.split() for i in range(len(found)))


def _says(found: Sequence[str], phrases: dict[str, list[list[str]]]) -> bool:
    """Return whether one of the phrases stands in the text."""
    for i, word in enumerate(found):
        if any(list(found[i : i + len(phrase)]) == phrase for phrase in phrases.get(word, ())):
            return True
    return False


def _drops_rules(found: Sequence[str]) -> bool:
    for i, word in enumerate(found):
        if word not in _DROP:
            continue
        after = found[i + 1 : i + 7]
        if _RULES.intersection(after):
            return True
        rest = next((other for other in after if other not in _BETWEEN), "")
        if rest in _BEFORE or (not rest and _ALL.intersection(after)):
            return True
    return False


def _asks_for_secrets(found: Sequence[str]) -> bool:
    """Return whether the bot's own prompt or keys are asked for; those of a benchmark are no secret."""
    for i, word in enumerate(found):
        if word not in _SECRET:
            continue
        mine = _OURS.intersection(found[max(0, i - 3) : i])
        if found[i + 1 : i + 2] and found[i + 1] in _OF and "your" not in mine:
            continue
        strong = word in ("password", "passwords", "secrets", "credentials") or word.startswith("systemprompt")
        shown = _SHOWING.intersection(found[max(0, i - 8) : i])
        if shown and (mine or strong):
            return True
        if word.startswith(("config", "env", "instruction")) and _OUT.intersection(found[max(0, i - 2) : i]):
            return True
        if word == "prompt" and _OUT.intersection(found[max(0, i - 4) : i]):
            return True
    return False


def _orders_a_write(found: Sequence[str]) -> bool:
    """Return whether the text orders the registry changed: "set the score of X to 1", "delete all results"."""
    first = [word for word in found[:4] if word not in _set("please pls can could you would kindly now hey bot")]
    if not first:
        return False
    if first[0] == "set":
        return bool(_HELD.intersection(found[1:6])) and "to" in found
    told = first[1:2] and first[1] in ("me", "us")  # "update me on the leaderboard"
    return first[0] in _WRITING and not told and bool(_HELD.intersection(found[1:8]))


# --- Medical advice ----------------------------------------------------------------------------------

_CONDITIONS = _set(
    "pneumonia pneumothorax tuberculosis tb cancer cancers tumor tumour tumors tumours covid corona flu influenza",
    "cough coughing fever pain pains ache headache migraine rash disease illness infection infected effusion edema",
    "oedema cardiomegaly nodule nodules fracture fractured broken bronchitis asthma diabetes sick ill unwell dying",
    "bleeding atelectasis consolidation lesion lesions opacity emphysema embolism allergy depression anxiety malignant",
    "benign contagious nausea dizzy dizziness breathless wheezing sepsis stroke cold",
)
_BODY = _set(
    "xray xrays ray rays scan scans radiograph radiographs ct mri cxr lung lungs chest heart rib ribs breathing breath",
    "breathe throat stomach head blood biopsy health doctor mammogram ultrasound arm leg back wound skin",
)
#: Words that ask about somebody's health by themselves where nothing says that a benchmark is meant.
_ADVICE = _set(
    "symptom symptoms dose dosage dosing medication medications medicine medicines antibiotic antibiotics ibuprofen",
    "paracetamol aspirin amoxicillin prescribe prescription prescriptions therapy surgery cure cured curable remedy",
    "remedies treat treated treating treatment treatments contagious vaccine pill pills painkiller painkillers",
)
#: Words that a mended typo may be, and words that ask about health whoever asks.
MEDICAL_STRONG = _ADVICE | _set("diagnose diagnoses diagnosed diagnosing diagnosis clinically")
MEDICAL = (_CONDITIONS | _BODY | _set("doctors physician hospital clinic clinical drug drugs patient")) - _set(
    "back head arm leg cold broken heart health skin depression"
)
_PERSON = _set(
    "i im ive my me mine myself he hes she shes his her him our we us mother mom mum dad father wife husband child kid",
    "baby son daughter brother sister grandma grandpa grandmother grandfather friend girlfriend boyfriend aunt uncle",
)
_OWNING = _set("my his her our mothers moms mums dads fathers wifes husbands childs kids sons daughters friends")
_STATE = _set("have has had got get feel feels am caught suffer suffering suffers having im ive hes shes hurt hurts")
#: What people bring of their own to a benchmark, and what they do with it.
_WORK = _set(
    "detection detecting classification segmentation data dataset model models images files folder copy "
    "checkpoint predictions csv classifier network run runs results",
    "evaluate evaluating benchmark benchmarking score scoring train training finetune test paper submission",
)
_PATIENT = _set("patient patients")
_DIAGNOSING = _set("diagnose diagnosing diagnosis treat cure")
_SOMEBODY = (_PERSON | _PATIENT) - {"our", "we"}
_OF_HEALTH = _CONDITIONS | _BODY | _PATIENT | {"diagnosis"}
_AUXILIARY = _set("do did does could have am is")
_PRACTICE = _set(
    "doctor doctors physician physicians radiologist radiologists clinic clinics clinical clinically clinician",
    "clinicians hospital hospitals patient patients fda medically nurse nurses emergency",
)
_RELIED = _set(
    "rely relied reliable trust trusted trustworthy safe safely safety deploy deployed deploying replace replaces",
    "replacing approved approval certified clearance cleared depend decision decisions",
)


def is_medical(found: Sequence[str]) -> bool:
    """Return whether the text asks for medical advice or for clinical use of a score."""
    present = set(found)
    if _is_of_practice(found, present) or _about_a_person(found):
        return True
    return not present & DOMAIN and _asks_advice(found, present)


def is_clinical_use(found: Sequence[str]) -> bool:
    """Return whether the text asks what scores are worth in a clinic, and for nobody's own health."""
    return _is_of_practice(found, set(found)) and not _about_a_person(found)


def _is_of_practice(found: Sequence[str], present: Collection[str]) -> bool:
    return bool(_PRACTICE.intersection(present) and _RELIED.intersection(present)) or _used_in_practice(found, present)


_PLACES = _set("clinic clinics practice hospital hospitals emergency er icu ward wards bedside surgery")


def _used_in_practice(found: Sequence[str], present: Collection[str]) -> bool:
    if not _set("use using used apply rely put deploy employ install trust").intersection(present):
        return False
    if "clinically" in present:
        return True
    own = any(word in _set("my our") and _PATIENT.intersection(found[i + 1 : i + 3]) for i, word in enumerate(found))
    place = any(word in _set("in at") and _PLACES.intersection(found[i + 1 : i + 4]) for i, word in enumerate(found))
    return own or (place and bool(_set("can could should may safe").intersection(present)))


def _about_a_person(found: Sequence[str]) -> bool:
    """Return whether somebody's own body or picture is meant: "my x-ray", "my dad has cancer"."""
    for i, word in enumerate(found):
        after = found[i + 1 : i + 6]
        if word in _DIAGNOSING and _SOMEBODY.intersection(after[:4]):
            return True
        if word in _OWNING and _meets(after[:4], _OF_HEALTH) and not _WORK.intersection(found[max(0, i - 5) : i]):
            return True
        if word == "this" and (_meets(after[:2], _OF_HEALTH - {"cxr"}) and after[0] in _OF_HEALTH | {"x"}):
            return True
        having = word in _STATE and _PERSON.intersection(found[max(0, i - 2) : i + 1])
        asking = word in _AUXILIARY and _PERSON.intersection(after[:1])
        if (having or asking) and _meets(after, _CONDITIONS):
            return True
    return False


def _meets(after: Sequence[str], wanted: Collection[str]) -> bool:
    """Return whether one of these words comes, and it is not that of a data set or a model: "my chest X-ray data"."""
    met = False
    for word in after:
        if word in _WORK:
            return False
        if word in wanted:
            met = True
        elif met and word != "x":
            return True
    return met


_CARE = _set("hospital doctor doctors gp er ambulance physician emergency a&e clinic specialist surgeon pharmacist")


def _asks_advice(found: Sequence[str], present: Collection[str]) -> bool:
    """Return whether treatment, symptoms or danger are asked about; nothing in the text is about benchmarks."""
    advice = _ADVICE.intersection(present)
    if advice - _set("treat treated treating treatment treatments cure cured therapy surgery contagious"):
        return True
    ill = _CONDITIONS.intersection(present)
    if advice and (ill or _PERSON.intersection(present)):
        return True
    if _set("should do need must").intersection(present) and _set("i we he she my").intersection(present):
        if _set("see go call visit ring phone get").intersection(present) and _CARE.intersection(present):
            return True
    if "take" in present and (ill or "medicine" in present) and _set("i he she we should").intersection(present):
        return True
    if ill and _set("dangerous fatal deadly contagious die lethal serious").intersection(present):
        return True
    if _set("hurts hurt swollen itches").intersection(present) and (_PERSON | _BODY).intersection(present):
        return True
    return bool(_set("diagnose diagnosed").intersection(present) and _PERSON.intersection(present))


# --- Other topics ------------------------------------------------------------------------------------

#: Topics that no benchmark of models is about.
OFF_TOPIC = _set(
    "weather rain raining sunny snow forecast joke jokes poem poems limerick song songs lyrics recipe recipes",
    "cook cooking bake pizza football soccer basketball baseball tennis cricket rugby hockey golf olympics match movie",
    "movies film films series netflix celebrity celebrities actor actress singer news politics political politician",
    "president election elections vote voting minister parliament government stock stocks bitcoin crypto ethereum",
    "horoscope zodiac lottery capital country countries city restaurant restaurants hotel hotels flight flights travel",
    "vacation holiday homework essay email love marry girlfriend boyfriend dinner lunch breakfast coffee tea beer wine",
    "sports sport game games music birthday translate translation sing dance story stories python javascript java",
    "html css wifi printer laptop iphone shoes fashion makeup diet workout gym dog dogs cat cats",
)
_MAKING = _set(
    "write compose draft generate create make code implement build sing tell give draw paint cook recommend suggest",
    "book order translate solve play debug fix finish rewrite summarise summarize invent",
)
_MADE_THINGS = _set(
    "poem poems haiku limerick song songs rap lyrics joke jokes story stories essay email letter tweet script program",
    "function code game app website recipe recipes picture drawing homework equation pizza restaurant movie",
    "speech cv resume sql regex class bug bugs novel",
)
_REPOSITORY = _set("haiku code function script program class app website story stories")
_SMALL = _set(
    "please pls can could would you u me us a an the some my your for i need want hey hi hello bot one short funny",
    "little quick nice simple python javascript java html to love new good cool another",
)
_PERSONAL = _by_first_word(
    "i love you|love you|marry me|are you single|be my girlfriend|be my boyfriend|kiss me|date me|meaning of life",
    "square root|how do you say|in spanish|in french|in german|in chinese|to french|to german|to spanish",
    "to english|what time is|who is the president|world cup|super bowl|premier league|champions league|il tempo",
    "the news|news today|quel temps",
    "by train|by bus|by car|by plane|winning goal|own goal|the plot of|debug this|a girlfriend|stock price|share price",
    "que tiempo|el tiempo|das wetter|wie wird das wetter|should i vote|who should win the election",
)
#: Advice on money, which no name of a maker makes a question about its models.
_MONEY = _set("invest investing investment investments shares stock stocks dividend ipo portfolio")
_ADVISED = _set("should i my buy sell price worth good now")
_SUMS = _set("plus minus times divided multiplied squared cubed derivative integral sqrt factorial modulo equation")
_ASKING = _set("what whats is are how much many calculate compute solve the of by and equals equal x y please tell me")


def is_off_topic(found: Sequence[str], *, named: bool = False) -> bool:
    """Return whether the text is about something else than benchmarks.

    Args:
        found: Its words.
        named: Whether it names a benchmark or a model of the registry; then only an order ("write a poem about
            MMLU") is off topic.
    """
    if _orders_something(found):
        return True
    present = set(found)
    if present & _MONEY and present & _ADVISED:
        return True
    if named or present & DOMAIN:
        return False
    if _says(found, _PERSONAL) or (OFF_TOPIC - {"news"}).intersection(present):
        return True
    rest = [word for word in found if word not in _ASKING]
    asked = _set("what whats how calculate compute solve").intersection(present)
    sums = bool(rest and asked) and all(word.isdigit() or word in _SUMS or word[:1].isdigit() for word in rest)
    return sums and (bool(_SUMS & present) or (len(rest) > 1 and not rest[0].startswith("0")))


def _orders_something(found: Sequence[str]) -> bool:
    """Return whether something is to be written, told or made: "write me a poem", "tell me a joke about MMLU"."""
    for i, word in enumerate(found):
        if word not in _MAKING:
            if word not in _SMALL:
                return False
            continue
        if word == "translate":
            return True
        # What is given and told exists already: "give me the code of the benchmark".
        things = _MADE_THINGS - _REPOSITORY if word in ("give", "tell") else _MADE_THINGS
        for other in found[i + 1 : i + 7]:
            if other in things:
                return True
            if other not in _SMALL:
                return False
        return False
    return False
