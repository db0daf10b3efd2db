"""The words by which a tested thing is told: one block of stems and phrases for each answer.

In a block "_" stands for a space or hyphen and "*" for the rest of a word.
"""

from __future__ import annotations

import re

from extractors.links.word_starts import starts_of

SAFETY = """
    adverse side_effect* toxicit* tolerability tolerated tolerance safety nausea vomiting diarrh* headache*
    dizziness rash neutropenia hypotension hypoglyc* bleeding haemorrhag* hemorrhag* complication* discontinu*
"""
CLINICAL = """
    mortality death* died surviv* relaps* recurren* progression progressed remission* response* responded
    responder* event* endpoint* end_point* outcome* pain symptom* score* quality_of_life infection* hospitali*
    cure cured cures efficacy failure* success incidence prevalence stroke* disease weight function* healing
    duration depression anxiety fatigue sleep exacerbation* pregnan* birth* severity opioid* analgesi*
    consumption fracture* walk* strength vision acuity
"""
BASELINE = "age gender sex sexes ethnicity race demographic* baseline_characteristic*"
OTHER = """
    hemoglobin haemoglobin albumin cholesterol triglyceride* glucose insulin HbA1c creatinine cytokine*
    blood_pressure heart_rate platelet* neutrophil* leukocyte* leucocyte* lymphocyte* NK_cell* serum plasma
    level* concentration* biomarker* antibod* titer* titre* expression lipid* cost* adherence uptake knowledge
    testing temperature pressure density time rate* number proportion volume blood_loss micronuclei apoptosis
    proliferati* activation peptide* ferritin
"""
WEAK = frozenset(
    """
    rate rates number proportion time levels level incidence prevalence duration response responses success
    plasma serum outcome outcomes score scores events event concentration concentrations disease aids
    progression
""".split()
)
"""Words that name a measure rather than the thing measured: beside CD4 or viral load they do not win."""
GENERIC = frozenset(
    """
    after again also alone among analysis antiretroviral arms before between both cells change changed changes
    comparison control controls could counts course decline decreased decrease decreases days difference
    differences differ differed during each either entire every finding from further gain gained group groups
    higher however increase increased increases interaction large larger later less level lower main mean
    means median months more most much nonsignificant only other over overall patients persisted placebo point
    points recipients reached remained respectively respect result results same significance significant
    significantly similar slope small smaller statistical statistically still study subjects such test than
    that their then there these they this those time treated treatment trend until value values versus weeks
    week when where whereas which while with within without year years baseline follow-up receiving therapy
    received were adjusted adjustment model effect improvement intervention maintained sustained seen observed
    found post across rise rises fall falls drop drops loss losses least percent documented noted recorded reported
    occurred weakened weaker disappeared vanished attenuated strengthened first assigned allocated randomized shown
    stopping observation randomised
""".split()
)
"""Words of comparison that name nothing tested."""


def _phrases(block: str) -> str:
    """The stems of a block as one alternation, parted by their first letters; each in lower case or capitalised."""
    stems: dict[str, list[str]] = {}
    for stem in block.split():
        rest = re.escape(stem[1:]).replace("_", r"[\s-]").replace(r"\*", r"\w*")
        stems.setdefault(stem[0], []).append(rest)
    parted = (f"[{first.upper()}{first}](?:{'|'.join(rests)})" for first, rests in stems.items())
    return rf"(?:{'|'.join(parted)})\b"


PEOPLE = r"""
    (?: [Pp]atients | [Ss]ubjects | [Ii]ndividuals | [Pp]articipants | [Pp]ersons | [Pp]eople | [Mm]en | [Ww]omen
      | [Cc]hildren | [Aa]dults | [Ii]nfants | [Tt]hose | [Oo]nes | [Rr]ecipients | [Gg]roups? | [Ss]trat(?:um|a) )
"""
MARKER = r"""
    (?: CD4 | (?i: viral | virologic\w* | virus ) \b | (?: plasma\s | serum\s )? HIV (?: -?1 )? [-\s] (?: RNA | DNA )
      | (?i: undetectable | detectable | suppressed | unsuppressed ) | cell\scounts? | counts? )
"""
ON = r"""
    (?: (?! \b (?: had | has | have | was | were | rose | fell | showed | gained | lost | than | did | and ) \b )
        [^,;()] ){0,50}
"""

COVARIATES = r"""
    (?: the\s )? [\w-]{2,20} (?: \s (?! the\b | and\b | or\b | in\b ) [\w-]{2,20} )?
    (?: (?: , | ,?\sand | \sor ) \s [\w-]{2,20} (?: \s (?! the\b | and\b | or\b | in\b ) [\w-]{2,20} )? ){0,6}
"""
"""What a comparison was adjusted for: "adherence, age and sex"."""
DESCRIBED = rf"""
    (?P<none> (?: PoC | POC | point-of-care ) \s CD4
        | CD4\S{{0,3}} \s (?: arms? | groups? | testing | monitoring | tests? | machine | strat(?:um|a) )
        | {PEOPLE} \s (?: with | having | who\s (?: had | were | achieved | maintained | reached ) | whose | in\swhom
              | without )
          \s (?: an?\s | the\s )?
          (?: (?: baseline | entry | initial | pretreatment | nadir | low(?:er)? | high(?:er)? | screening | sustained
              | complete | full | persistent ) \s ){{0,2}}
          {MARKER} {ON}
        | {PEOPLE} \s (?: \w+ \s ){{0,2}} (?: under | over | above | below | between | beginning | entering | starting )
          \s [^,;()]{{0,25}} \d\scells {ON}
        | (?: [Rr]egardless | [Ii]rrespective | [Ii]ndependent(?:ly)? ) \s of \s [^,;()]{{0,30}}? {MARKER} {ON}
        | (?: [Aa]djust\w+ | [Cc]ontroll\w+ ) \s for \s [^,;()]{{0,30}}? {MARKER} {ON}
        | (?: [Aa]djust(?:ment|ing) | [Cc]ontrolling ) \s for \s {COVARIATES}
        | (?: of | in | among | for | to | than | between | from | by ) \s (?: the\s | all\s | both\s )?
          (?: \w+(?:ic|al|ally)\s )? (?: [Nn]on-?\s? )? (?: responders? | survivors? | progressors? ) \b )
"""
"""What only describes patients or an arm; it holds one of the words of DESCRIBING."""
THINGS = rf"""
    (?P<cd4> CD4 (?! \d | [A-Z]{{2}} )
        (?: \+? (?: \s?[/:]\s? | \sto\s ) CD8 )? | T4\scells? | T4/T8 | [Hh]elper(?:/|\sto\s)[Ss]uppressor
        | (?: [Hh]elper\sT | [Tt][-\s]helper ) (?: [-\s] (?: cells? | lymphocytes? ) \b )?
        | [Ii]mmun(?: e | ologic(?:al)? ) [-\s]
          (?: recovery | reconstitution | restoration | respons\w+ | failure | success ) )
    | (?P<viral_load> [Vv]ir(?:al|us) [-\s] (?: loads? | burden | suppression | RNA | rebound | decay | levels? )
        | [Vv]ir (?: a?em | om ) i[ac]\w* | [Vv]irologic\w* (?: \s (?: fail | success | respon | control | rebound
            | suppress | end-?\s?point | outcome | effica | break ) \w* )? | [Uu]ndetectable | VLs? \b
        | (?: HIV | HCV | HBV | SIV )(?:-?[12])?[-\s]RNA | (?: HIV\s | HIV-1\s | HBV[-\s] )DNA
        | [Rr]educ\w+ \s of \s HIV | (?:[Pp]lasma|[Ss]erum)\s(?:RNA|HIV) | RNA\s (?: levels? | copies | concentr\w+ )
        | copies (?: \s?/\s? | \sper\s ) [mc]
        | log(?:10|\(10\)|_10)?\s(?:c\b|copies) )
    | (?P<safety> {_phrases(SAFETY)} )
    | (?P<clinical> {_phrases(CLINICAL)} | (?: AIDS | PFS | OS | DFS | BMI ) \b
        | (?: the | a ) \s (?: hazard | risk | odds ) \b (?! \s (?: ratio | of | for ) ) )
    | (?P<baseline> {_phrases(BASELINE)} )
    | (?P<logs> (?<= \d[-\s] ) logs? (?: _?10 | \(10\) | \s10 )? \b
        (?! \s? -? (?: rank | odds | transf | CFU | cfu ) ) )
    | (?P<count> [Cc]ounts? \b | cells\b )
    | (?P<other> {_phrases(OTHER)}
        | (?: LDL | HDL | CRP | hsCRP | TNF | BP | SBP | DBP | HLA-DR
            | CD(?: 3 | 8 | 25 | 38 ) (?!\d) | IL-\d+ (?=\s(?:levels?|concentr|produc)) ) )
"""
TESTED = re.compile(rf"\b (?= [A-Za-z] ) (?: {DESCRIBED} | {THINGS} )", re.VERBOSE)
"""A tested thing; the name of the group that matched says which. "none": CD4 that only describes patients or an arm;
"count" and "logs" stand for what is named elsewhere."""
_STEMS = {re.split("[_*]", stem)[0].lower() for stem in f"{SAFETY} {CLINICAL} {BASELINE} {OTHER}".split()}
STARTS = starts_of(
    (
        "cd t4 helper t_ t- immun vir undetectable vl hiv hcv hbv siv reduc plasma serum rna copies log aids pfs os "
        "dfs bmi count cells ldl hdl crp hscrp tnf bp sbp dbp hla il-",
        "",
    ),
    ("the a", r"\s[hro]"),
    (" ".join(sorted(_STEMS)), ""),
)
"""Where one of THINGS can begin."""
TESTED_ALONE = re.compile(rf"\b (?= [A-Za-z] ) (?: {THINGS} )", re.VERBOSE)
"""The same without "none"."""
DESCRIBING = (
    "djust",
    "controlling for",
    "cd4",
    "vir",
    "hiv",
    "etectable",
    "suppressed",
    "count",
    "cells",
    "responder",
    "survivor",
    "progressor",
)
"""What a text (in lower case) holds that describes patients so; asked first, because it is cheap."""
