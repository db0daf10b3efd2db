"""What is counted in reports of trials: nouns that, some adjectives on, say that a numeral is a count."""

from __future__ import annotations

import re
from functools import lru_cache

PERSONS = """
    patient participant subject girl boy adult adolescent infant neonate newborn volunteer individual person
    student pupil physician doctor nurse provider surgeon rater observer investigator examiner parent mother
    couple caregiver resident clinician therapist control case survivor recipient donor smoker member
    respondent user veteran outpatient inpatient worker male female eye knee kidney twin pair animal rat dog
    lamb cow limb hip ear leg breast implantee pharmacist
"""
THINGS = """
    center centre site hospital clinic nation visit cycle session course dose injection infusion tablet
    capsule pill vial cell lesion event episode death item question domain group arm trial school village
    cluster household practice unit ward institution region district province time occasion point time-point
    timepoint drug agent regimen treatment intervention method technique procedure operation application
    administration set repetition exercise test measure measurement assessment scale subscale score type kind
    level stage phase step part period block concentration protocol newsletter questionnaire covariate
    mediator pattern tool instrument sample specimen image scan implant stent graft transplant embryo oocyte
    birth infection recurrence relapse complication failure outcome endpoint variable factor parameter gene
    SNP marker strain isolate vaccination immunization immunisation vaccine call message contact module lesson
    meeting workshop letter reminder serving meal cup drink cigarette puff drop spray breath beat analogue
    analog component condition position location area quadrant segment vessel node tumor tumour cancer
    fracture field fraction beam device electrode machine needle suture screw bottle bag approach programme
    program model comparison database article report record observation dataset aim objective goal reason way
    cohort quartile quintile tertile subgroup team formulation product preparation diet food supplement line
    round shot discontinuation withdrawal dropout admission hospitalization hospitalisation transfusion pack
    attempt bleed seizure exacerbation fall stroke arrest allele dimension aspect theme criterion option form
    version language surface restoration canal root department office home section topic behavior behaviour
    skill task pulse train zone spot layer sheet tube plate well replicate experiment concentration sequence
    organization organisation toxicity metastasis examination clone system combination
    strip pad patch clinic indicator predictor signature metabolite compound peptide epitope
    clip video photograph molar premolar incisor crown veneer bracket app statement slide recording serving
    vector antigen plasmid construct mutation variant haplotype haematoma hematoma thrombosis mammogram
    mastectomy death detection tooth consultation referral
"""
IRREGULAR = """
    women woman men man children child people students mice teeth feet families family countries country
    studies study cities therapies therapy surgeries surgery categories category classes class biopsies biopsy
    pregnancies pregnancy species vaccinations glasses arteries artery metastases strategies strategy
    approaches analyses hypotheses strata communities diseases facilities criteria modalities loci stimuli
    copies pharmacies companies specialties pathologies nevi nuclei laboratories universities lobes thighs
    abnormalities activities difficulties series biomarkers losses processes doses
"""


def _forms() -> frozenset[str]:
    singular = (PERSONS + THINGS).split()
    return frozenset(form.lower() for word in singular for form in (word, word + "s")) | frozenset(IRREGULAR.split())


COUNTED = _forms()
PERSONS_COUNTED = frozenset(form for word in PERSONS.split() for form in (word, word + "s")) | frozenset(
    "women woman men man children child people students families family".split()
)
BEFALLS_PERSONS = frozenset(
    """
    events episodes deaths births infections recurrences relapses complications failures withdrawals dropouts
    discontinuations admissions hospitalizations hospitalisations bleeds seizures exacerbations falls strokes arrests
    cancers tumors tumours fractures toxicities pregnancies losses abnormalities referrals detections transplants
    households clinics hospitals teams twins pairs
    """.split()
)
"""Things that stand for persons, whose count may be a record that was missed."""
THINGS_COUNTED = frozenset(
    word for word in COUNTED - PERSONS_COUNTED - BEFALLS_PERSONS if word.endswith("s") or word in IRREGULAR.split()
)
NOUN_PHRASE = re.compile(
    r"""
    (?: - | \s )
    (?P<words> (?: [A-Za-z] | \d{1,3}- ) [\w+/'-]{1,22} (?: [),]? ,? \s \(? [A-Za-z\d][\w()+/'-]{1,22} ){0,4} )
    """,
    re.VERBOSE,
)
LONG_PHRASE = re.compile(
    r"""
    \s (?P<words> [A-Za-z\d] [\w+/'-]{0,22} (?: [),]? ,? \s \(? [A-Za-z\d][\w()+/'-]{0,22} ){0,8} )
    """,
    re.VERBOSE,
)
MOST_KEPT = 8192
ENDS_PHRASE = frozenset(
    "to with versus vs in of for at was were had on is are did has have from than by as per the a an".split()
)
PLURAL_NOT_NOUN = frozenset("was this plus versus less perhaps always times hours thus has is as".split())
ACRONYMS = re.compile(r"[A-Z]{2,6}s[,.)]?")
OF_THE = re.compile(r"\s(?:out )?of (?:the |these |those |all |our )?(?:\d{1,5} |[a-z]{3,9} )?(?=[A-Za-z])")


def counts(scan: str, end: int, *, in_words: bool) -> bool:
    """Whether the numeral that ends at `end` counts the noun of the phrase behind it.

    Any plural noun will do right behind it, or, where the number is spelled out, at the end of its phrase.
    """
    sign = scan[end : end + 1]
    if sign != "-" and not sign.isspace():
        return False
    partitive = OF_THE.match(scan, end) if scan.startswith(("of ", "out "), end + 1) else None
    phrase = NOUN_PHRASE.match(scan, partitive.end() - 1 if partitive else end)
    if phrase is None:
        return False
    for place, word in enumerate(phrase[1].split(" ")):
        said = _said_by(word)
        if said == "ends" or (place == 0 and said == "joins"):
            return False
        if said == "counted" or (said == "plural" and (place <= 2 or in_words)):
            return True
    return False


def counts_things(scan: str, end: int) -> bool:
    """Whether a thing, no person, is what the numeral counts, some more words on: "4 200 m time trials"."""
    phrase = LONG_PHRASE.match(scan, end)
    for word in phrase[1].split(" ") if phrase else ():
        plain = word.lower().strip("-(),")
        if plain in ENDS_PHRASE or plain.rpartition("-")[2] in PERSONS_COUNTED:
            return False
        if plain in THINGS_COUNTED:
            return True
    return False


@lru_cache(maxsize=MOST_KEPT)
def _said_by(word: str) -> str:
    """Whether a word ends a phrase, joins two, is a counted noun or any plural: one look-up for the usual few."""
    plain = word.lower().strip("-(),").split("'")[0].split("/")[0]
    if plain in ENDS_PHRASE:
        return "ends"
    if plain in ("and", "or"):
        return "joins"
    if plain in COUNTED or plain.rpartition("-")[2] in COUNTED:
        return "counted"
    return "plural" if _is_plural(plain) or ACRONYMS.fullmatch(word) else ""


def _is_plural(word: str) -> bool:
    return (
        len(word) > 3
        and word.endswith("s")
        and not word.endswith(("ss", "us", "is", "ous"))
        and word not in PLURAL_NOT_NOUN
    )


ACTED = re.compile(
    r"\s(?:had|were|was|received|did|died|developed|completed|withdrew|remained|underwent|experienced|reported"
    r"|maintained|"
    r"manifested|discontinued|aged|who|whom|dropped|refused|declined)\b"
)
"""What persons do: "only 27 completed the course"."""
