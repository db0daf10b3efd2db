"""What people are or have been, told of some of them in the results: a stratum, not what befell them.

"73% (269/367) carried the risk allele", "30 (36%) had diabetes": had before the trial. What they had after it ("had
wound infections", "were alive at five years") is an outcome.
"""

from __future__ import annotations

import re

from extractors.findings.sample_size.case import LATE, Case

LATER = re.compile(
    r"\b(?:after|following|during|died|respon\w+|relaps\w+|improv\w+|adverse|side\seffects|complications?|recurrences?"
    r"|developed|occurred|follow-?up|new-onset|incident|postoperativ\w+|post-treatment|by\s(?:week|month|day)"
    r"|at\s(?:week|month|day|discharge|the\send|\d+\s(?:weeks|months|days|years|h|hours)))\b",
    re.IGNORECASE,
)
"""In a sentence of what befell people, what they had is no trait."""
BEHIND = (
    r"(?:,?\s(?:(?:of|among|in)\s(?:the\s|these\s|our\s|all\s)?)?(?:them|whom|these|patients|participants|subjects|women|men"
    r"|children|people|adults|respondents|individuals|cases))?"
)
ILLS = (
    r"(?:type\s[12I]{1,2}\s)?diabetes|hypertension|dyslipid\w+|hyperlipid\w+|asthma|COPD|obesity|depression|comorbid\w*"
    r"|(?:coronary|ischa?emic|chronic|valvular|metabolic|underlying)\s\w+|metasta(?:ses|tic)\b|HIV|cirrhosis"
    r"|(?:hormone|o?estrogen|progesterone)[\s-]\w*recept\w+|HER2|triple-negative|wild[\s-]?type"
)
ORIGINS = (
    r"(?:non-)?(?:hispanic|white|black|african|asian|caucasian|european|latin[oax]|japanese|chinese|indian|native|immigrants?"
    r"|migrants?|foreign|native-born)"
)
STATIONS = (
    r"(?:un)?married|single|divorced|widowed|(?:un|self-)?employed|retired|(?:un)?insured|college|graduates?|literate|illiterate"
    r"|(?:nulli|primi|multi)(?:para\w*|gravid\w*)|(?:post|pre|peri)menopausal|living\b|born\b|smokers|non-?smokers"
    r"|ex-smokers|drinkers|homozyg\w+|heterozyg\w+|carriers?|seropositive|seronegative|na[iï]ve|pretreated|obese"
    r"|overweight|familiar|students|nurses|physicians"
)
WAS = re.compile(
    BEHIND
    + r"\s(?:were|was|are|is)\s(?:of\s|at\srisk|at\shigh|(?:from|in)\s(?:rural|urban)|(?:\w+ly\s|either\s|not\s)?"
    r"(?:" + ORIGINS + "|" + STATIONS + r")\b|(?:previously|already)\s)",
    re.IGNORECASE,
)
HAD = re.compile(
    BEHIND
    + r"\s(?:had|have|has|reported|carried)\s(?:an?\s|the\s|at\sleast\s(?:one|1|a)\s|one\sor\s(?:two|more)\s|a\sknown\s"
    r"|either\s)?(?:(?:family|personal|medical|previous|past|positive|prior|known|pre-?existing|complete|advanced|locally\sadvanced)\s)?"
    r"(?:"
    + ILLS
    + r"|history|prior|previous|pre-?existing|known\b|cop(?:y|ies)\sof|(?:risk\s)?alleles?|genotype|children\b"
    r"|(?:(?:high|secondary|primary|higher|university|college|elementary)[\s-]){1,2}(?:school|education|degree|level)|insurance"
    r"|stage\s|grade\s[I1-4]{1,3}\s(?:disease|tumou?rs?)|a\sBMI|received\sprior|never\b)",
    re.IGNORECASE,
)

COUNTED = re.compile(
    BEHIND + r"\shad\s(?:an?\s|their\s)?(?:baseline\s|nadir\s|initial\s|absolute\s)?"
    r"(?:CD4|viral\sload|HIV(?:-1)?\sRNA|h(?:a)?emoglobin)"
    r"[^,;.]{0,40}?(?:below|above|under|less\sthan|fewer\sthan|more\sthan|[<>≤≥])\s?\d",
    re.IGNORECASE,
)
""" "18 women had CD4 below 200": where no later time is told, that is how they came."""


def trait(case: Case) -> str:
    """ "514 (73%) had diabetes", "20 (31%) were married": some of all, told by what they are."""
    late = case.clause.sentence.section in LATE
    fewer = case.count.value < case.largest
    if case.cue not in {"event", "subgroup", ""} or not (case.partial or fewer):
        return ""
    behind = case.clause.open[case.count.end - case.clause.start :]
    told = WAS.match(behind) or HAD.match(behind) if late or case.partial else None
    if not (told or (not case.left.startswith(("Of ", "Among ")) and COUNTED.match(behind))) or LATER.search(
        case.clause.open
    ):
        return ""
    return "subgroup"
