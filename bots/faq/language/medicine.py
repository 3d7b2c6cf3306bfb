"""The guard against asking for medical advice, and against clinical use of a score."""

from __future__ import annotations

from collections.abc import Collection, Sequence, Set

from podium.bots.faq.language.guards import DOMAIN, SOFT, by_first_word, word_set

_CONDITIONS = word_set(
    "pneumonia pneumothorax tuberculosis tb cancer cancers tumor tumour tumors tumours covid corona flu influenza",
    "cough coughing fever pain pains ache headache migraine rash disease illness infection infected effusion edema",
    "oedema cardiomegaly nodule nodules fracture fractured broken bronchitis asthma diabetes sick ill unwell dying",
    "bleeding atelectasis consolidation lesion lesions opacity emphysema embolism allergy depression anxiety malignant",
    "benign contagious nausea dizzy dizziness breathless wheezing sepsis stroke cold lump lumps swelling swollen",
    "itching",
    "dyspnoea dyspnea breathlessness palpitations numbness tingling vomiting diarrhea diarrhoea constipation insomnia",
    "hypertension cholesterol pregnant pregnancy miscarriage bruise bruises cyst cysts mole moles metastasis",
    "metastases",
    "leukemia leukaemia lymphoma melanoma copd hernia appendicitis concussion sprain sprained arthritis eczema",
    "sinusitis tonsillitis pleurisy hemorrhage haemorrhage aneurysm thrombosis dementia alzheimers epilepsy seizure",
)
_BODY = word_set(
    "xray xrays ray rays scan scans radiograph radiographs ct mri cxr lung lungs chest heart rib ribs breathing breath",
    "ecg ekg eeg echo troponin bloodwork colonoscopy endoscopy",
    "breathe throat stomach head blood biopsy health doctor mammogram ultrasound arm leg back wound skin neck knee",
    "ankle wrist elbow spine liver kidney bowel abdomen belly ear ears tooth teeth gums eye eyes breast prostate",
)
#: Words that ask about somebody's health by themselves where nothing says that a benchmark is meant.
_ADVICE = word_set(
    "symptom symptoms dose dosage dosing medication medications medicine medicines antibiotic antibiotics ibuprofen",
    "paracetamol aspirin amoxicillin prescribe prescription prescriptions therapy surgery cure cured curable remedy",
    "remedies treat treated treating treatment treatments contagious vaccine pill pills painkiller painkillers",
    "dosages doses milligrams mg metformin warfarin insulin statin statins antihistamine antihistamines morphine",
    "opioid",
    "opioids prednisone cortisone azithromycin penicillin doxycycline tylenol advil acetaminophen naproxen omeprazole",
    "prognosis chemotherapy radiotherapy vaccination vaccinated inhaler antidepressant antidepressants steroids",
)
#: Words that a mended typo may be, and words that ask about health whoever asks.
MEDICAL_STRONG = _ADVICE | word_set("diagnose diagnoses diagnosed diagnosing diagnosis clinically")
MEDICAL = (_CONDITIONS | _BODY | word_set("doctors physician hospital clinic clinical drug drugs patient")) - word_set(
    "back head arm leg cold broken heart health skin depression eye eyes ear ears mole moles spine"
)
_PERSON = word_set(
    "i im ive my me mine myself he hes she shes his her him our we us mother mom mum dad father wife husband child kid",
    "baby son daughter brother sister grandma grandpa grandmother grandfather friend girlfriend boyfriend aunt uncle",
)
_OWNING = word_set("my his her our mothers moms mums dads fathers wifes husbands childs kids sons daughters friends")
_STATE = word_set(
    "have has had got get feel feels am caught suffer suffering suffers having im ive hes shes hurt hurts"
)
#: What people bring of their own to a benchmark, and what they do with it.
_WORK = word_set(
    "detection detecting classification segmentation data dataset model models images files folder copy "
    "checkpoint predictions csv classifier network run runs results",
    "evaluate evaluating benchmark benchmarking score scoring train training finetune test paper submission",
)
_PATIENT = word_set("patient patients")
_DIAGNOSING = word_set("diagnose diagnosing diagnosis treat cure")
_SOMEBODY = (_PERSON | _PATIENT) - {"our", "we"}
_OF_HEALTH = _CONDITIONS | _BODY | _PATIENT | {"diagnosis"}
_AUXILIARY = word_set("do did does could have am is")
_PRACTICE = word_set(
    "doctor doctors physician physicians radiologist radiologists clinic clinics clinical clinically clinician",
    "clinicians hospital hospitals patient patients fda medically nurse nurses emergency",
)
_RELIED = word_set(
    "rely relied reliable trust trusted trustworthy safe safely safety deploy deployed deploying replace replaces",
    "replacing approved approval certified clearance cleared depend decision decisions",
)


def is_medical(found: Sequence[str]) -> bool:
    """Return whether the text asks for medical advice or for clinical use of a score."""
    found = _without_sayings(found)
    present = set(found)
    if _is_of_practice(found, present) or _about_a_person(found) or _is_a_case(found, present):
        return True
    if _is_told(found, present):
        return True
    if present & _ADVICE and present & _PERSON and present & word_set("ask trust rely consult follow"):
        # "Which model should I ask about doses" is no question for a registry.
        return True
    return not present & DOMAIN and _asks_advice(found, present)


#: Sayings with a word of the body that ask nobody's advice, and fields that are studied.
_SAYINGS = by_first_word(
    "goes over my head|is over my head|went over my head|way over my head|in its head|off the top of my head|by heart"
    "|an arm and a leg|neck and neck|head to head|head and shoulders|breathing down the neck|for medicine|in medicine"
)


def _without_sayings(found: Sequence[str]) -> list[str]:
    """Return the words of a text without those of sayings: "AUROC goes over my head"."""
    kept, i = [], 0
    while i < len(found):
        said = next((one for one in _SAYINGS.get(found[i], ()) if list(found[i : i + len(one)]) == one), None)
        if said is None:
            kept.append(found[i])
        i += len(said) if said is not None else 1
    return kept


def is_clinical_use(found: Sequence[str]) -> bool:
    """Return whether the text asks what scores are worth in a clinic, and for nobody's own health."""
    return _is_of_practice(found, set(found)) and not _about_a_person(found)


def _is_of_practice(found: Sequence[str], present: Collection[str]) -> bool:
    able = bool(_ABLE.intersection(found[:1])) or ("i" in present and _ABLE.intersection(present))
    if _DIAGNOSES.intersection(present) and able and not _BENCHMARKS.intersection(present):
        # "Can GPT-5 diagnose cancer?" asks what no score says.
        return True
    return bool(_PRACTICE.intersection(present) and _RELIED.intersection(present)) or _used_in_practice(found, present)


_DIAGNOSES = word_set("diagnose diagnosing diagnoses")
_ABLE = word_set("can could should able use using")
_BENCHMARKS = word_set("benchmark benchmarks dataset datasets test tests eval evals")
_PLACES = word_set("clinic clinics practice hospital hospitals emergency er icu ward wards bedside surgery")


def _used_in_practice(found: Sequence[str], present: Collection[str]) -> bool:
    if not word_set("use using used apply rely put deploy employ install trust").intersection(present):
        return False
    if "clinically" in present:
        return True
    own = any(
        word in word_set("my our") and _PATIENT.intersection(found[i + 1 : i + 3]) for i, word in enumerate(found)
    )
    place = any(
        word in word_set("in at") and _PLACES.intersection(found[i + 1 : i + 4]) for i, word in enumerate(found)
    )
    return own or (place and bool(word_set("can could should may safe").intersection(present)))


#: Words before what somebody's picture or body may show: "does this look like a fracture", "could it be tb".
_LIKENING = word_set("like be it that")
_UNSURE = word_set("a an the just only maybe really some sort of kind possibly be mild early")


def _bare(after: Sequence[str]) -> Sequence[str]:
    """Return words without the small ones at their start."""
    while after and after[0] in _UNSURE:
        after = after[1:]
    return after or [""]


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
        if word in _LIKENING and _meets(_bare(after), _CONDITIONS) and _bare(after)[0] in _CONDITIONS:
            return True
        having = word in _STATE and _PERSON.intersection(found[max(0, i - 2) : i + 1])
        asking = word in _AUXILIARY and _PERSON.intersection(after[:1])
        if (having or asking) and _meets(after, _CONDITIONS):
            return True
    return False


_AGED = word_set("y yo yr yrs year years yearold")
_PATIENTS = word_set("male female man woman boy girl lady gentleman m f patient pt child infant smoker")


_TELLS = word_set("says said told tells thinks thought")


def _is_told(found: Sequence[str], present: Set[str]) -> bool:
    """Return whether somebody's doctor is quoted on a condition: "doctor says edema"."""
    quoted = any(word in _PRACTICE and _TELLS.intersection(found[i + 1 : i + 3]) for i, word in enumerate(found))
    return quoted and bool(present & _CONDITIONS) and not present & DOMAIN


def _is_a_case(found: Sequence[str], present: Set[str]) -> bool:
    """Return whether a case is told or a diagnosis ordered: "54 y/o male, dyspnoea", "please diagnose: ..."."""
    first = next((word for word in found if word not in SOFT), "")
    if first in ("diagnose", "diagnosis") and len(found) > 1 and not present & DOMAIN:
        return True
    if not present & (_CONDITIONS | _BODY | _ADVICE | {"diagnose", "diagnosis", "temperature"}):
        return False
    for i, word in enumerate(found):
        if word in _AGED and i and found[i - 1].isdigit() and _PATIENTS.intersection(found[i + 1 : i + 5]):
            return True
        if word in _FEVERISH and word_set("temperature").intersection(found[max(0, i - 3) : i]):
            return bool(_PERSON & present)
    return False


_FEVERISH = word_set("37 38 39 40 41 101 102 103 104")


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


_CARE = word_set("hospital doctor doctors gp er ambulance physician emergency a&e clinic specialist surgeon pharmacist")


_FIELDS = word_set("medicine medication medications surgery therapy treatment treatments diagnosis prognosis symptoms")
_COVERING = word_set("about cover covers covering include includes contain contains test tests concern concerns on")


_SHARES = word_set("part share portion section much half percentage fraction")


def is_of_a_field(found: Sequence[str]) -> bool:
    """Return whether it is asked if a benchmark is about a field of medicine, and not after anybody's health."""
    said = set(found)
    whether = found[:1] and found[0] in ("is", "does", "do", "are", "isnt", "doesnt")
    if said & _SHARES and found[:1] and found[0] in ("which", "what", "how") and said & _FIELDS:
        # "Which part of MMMU is medicine?"
        return said.isdisjoint(_PERSON | _PATIENT | _CONDITIONS)
    return bool(whether and said & _FIELDS and said & _COVERING and said.isdisjoint(_PERSON | _PATIENT | _CONDITIONS))


def _asks_advice(found: Sequence[str], present: Collection[str]) -> bool:
    """Return whether treatment, symptoms or danger are asked about; nothing in the text is about benchmarks."""
    advice = _ADVICE.intersection(present)
    if advice - word_set("treat treated treating treatment treatments cure cured therapy surgery contagious"):
        return True
    ill = _CONDITIONS.intersection(present)
    if ill and word_set("drug drugs").intersection(present):
        return True
    if advice and (ill or _PERSON.intersection(present)):
        return True
    if word_set("should do need must").intersection(present) and word_set("i we he she my").intersection(present):
        if word_set("see go call visit ring phone get").intersection(present) and _CARE.intersection(present):
            return True
    if "take" in present and (ill or "medicine" in present) and word_set("i he she we should").intersection(present):
        return True
    if ill and word_set(
        "dangerous fatal deadly contagious die lethal serious worried worry concerned normal heal heals curable",
        "survive",
        "hereditary treatable harmless symptoms causes painful spread recover recovery",
    ).intersection(present):
        return True
    if word_set("hurts hurt swollen itches").intersection(present) and (_PERSON | _BODY).intersection(present):
        return True
    return bool(word_set("diagnose diagnosed").intersection(present) and _PERSON.intersection(present))
