"""The words by which a tested thing is told: one block of stems and phrases for each answer.

In a block "_" stands for a space or hyphen and "*" for the rest of a word.
"""

from __future__ import annotations

import re

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
    found post across
""".split()
)
"""Words of comparison that name nothing tested."""


def _phrases(block: str) -> str:
    stems = (re.escape(stem).replace("_", r"[\s-]").replace(r"\*", r"\w*") for stem in block.split())
    return rf"(?:{'|'.join(stems)})\b"


TESTED = re.compile(
    rf"""
    (?<! \w ) (?= [A-Za-z] )
    (?: (?P<none> (?: PoC | POC | point-of-care ) \s CD4
        | CD4\S{{0,3}} \s (?: arms? | groups? | testing | monitoring | tests? | machine | strat(?:um|a) )
        | (?i: patients | subjects | individuals | participants | persons | people | men | women | children | adults
              | those )
          \s (?: with | having | who\shad ) \s (?: an?\s | the\s )?
          (?: (?: baseline | entry | initial | pretreatment | nadir | low(?:er)? | high(?:er)? | screening ) \s ){{0,2}}
          (?: CD4 | viral\sload | (?: plasma\s )? HIV-?1?\sRNA ) [^,;()]{{0,50}} )
    | (?P<cd4> CD4 (?! \d ) | T4\scells? | (?: helper\sT | T[-\s]helper )
        | (?i:immun)(?: e | ologic(?:al)? ) [-\s] (?: recovery | reconstitution | restoration | respons\w+ ) )
    | (?P<viral_load> (?i:viral) [-\s] (?: load | burden | suppression | RNA | rebound | decay )
        | (?i: vir(?:a?e|o)mi[ac]\w* | virologic(?:al)? \b | undetectable ) | VLs? \b
        | (?: HIV | HCV | HBV | SIV )(?:-?[12])?[-\s]RNA | (?: HIV\s | HIV-1\s | HBV[-\s] )DNA
        | (?:[Pp]lasma|[Ss]erum)\s(?:RNA|HIV) | copies (?: \s?/\s? | \sper\s ) m
        | log(?:10|\(10\)|_10)?\s(?:c\b|copies) )
    | (?P<safety> (?i: {_phrases(SAFETY)} ) )
    | (?P<clinical> (?i: {_phrases(CLINICAL)} ) | (?: AIDS | PFS | OS | DFS | BMI ) \b )
    | (?P<baseline> (?i: {_phrases(BASELINE)} ) )
    | (?P<other> (?i: {_phrases(OTHER)} )
        | (?: LDL | HDL | CRP | hsCRP | TNF | BP | SBP | DBP | HLA-DR
            | CD(?: 3 | 8 | 25 | 38 ) (?!\d) | IL-\d+ (?=\s(?:levels?|concentr|produc)) ) ) )
    """,
    re.VERBOSE,
)
"""A tested thing; the name of the group that matched says which. "none": CD4 that only describes patients or an arm."""
