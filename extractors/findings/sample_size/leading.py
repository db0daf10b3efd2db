"""Bare numbers that a clipped or parallel phrase shows to be counts: "and enrolled 212", "8/22 vs 6/22 (p = 0.7)"."""

from __future__ import annotations

import re

from extractors.findings.sample_size import lefts
from extractors.findings.sample_size.standing import Place

TOOK_IN = re.compile(
    r"(?:\b[Ww]e|\band|\bthen|,)\s(?:then\s|finally\s|only\s)?"
    r"(?:enrol+ed|recruited|randomi[sz]ed|included|screened|approached|studied|analy[sz]ed)\s(?:only\s)?\Z"
)
TAKEN_IN = re.compile(r"\s?[(\[.;,]|\s(?:and|to|at|between|from|into)\s")
""" "We screened 300 women and enrolled 212 (…"."""
FEWEST_TAKEN_IN = 10
VERSUS = r"\s(?:vs\.?|versus|v\.?|compared\s(?:with|to)|against)\s(?:only\s)?"
TESTED = r"(?:\s?[(\[,;]\s?)(?:both\s)?[pP]\s?(?:[=<>≤≥]|NS)"
SET_AGAINST = re.compile(rf"{VERSUS}\d{{1,5}}(?:\s(?:for|due|because|with)\b|\s(?:\w+\s){{0,3}}{TESTED}|{TESTED})")
SECOND_OF_PAIR = re.compile(rf"\d{VERSUS}\Z")
BEHIND_SECOND = re.compile(rf"\s(?:for|due|because)\b|{TESTED}")
PAIR_LED = re.compile(
    r"(?:\bincluding|\b(?:was|were)\s(?:\w+ly\s)?\w+(?:ed|en|und)\s(?:in|by|for)|\boccurred\sin)\s(?:\d{1,5}.{5,25})?\Z"
)
PAIR_NEXT = (" and ", " v", ", resp", " for ", " due", " because", " compared", " against", " (", "(", ", ", ";")
"""How what stands behind one of a pair begins; asked first, because it is cheap."""
RESPECTIVE = re.compile(
    r"\s(?:and|vs\.?|versus)\s\d{1,5}(?:\s(?:patients|participants|subjects|women|men|children|people))?,\srespectively,"
    r"\s(?:had\s|were\s|was\s|also\s)?[a-z]{2,}"
)
BEHIND_RESPECTIVE = re.compile(r",\srespectively,\s[a-z]")
OPENS = re.compile(r"(?:^|[.;:]\s|,\s(?:and|while|whereas|but)\s)\Z")
SECOND_RESPECTIVE = re.compile(r"(?:^|[.;:]\s|,\s(?:and|while|whereas|but)\s)\d{1,5}\s(?:and|vs\.?|versus)\s\Z")
RATIO = r"\d{1,5}\s?/\s?\d{1,5}(?:\s?\([^()]{1,16}\)){0,2}"
RATIO_NEXT = re.compile(rf"(?:\s?\([^()]{{1,16}}\))?(?:{VERSUS}|\sand\s|,\s){RATIO}{TESTED}")
RATIO_LAST = re.compile(rf"{RATIO}(?:{VERSUS}|\sand\s)\Z")
RATIO_BEHIND = re.compile(TESTED)
RATIOS_LISTED = re.compile(r"\d\s?/\s?\d{1,5}(?:\s?\(\d[^()]{0,10}%\))(?:\s?\([^()]{1,16}\))?,\s\Z")
IN_ANALYSIS = re.compile(
    r"\s(?:patients\s)?in\s(?:the\s)?(?:final\s|primary\s)?(?:ITT|m?ITT|PP|FAS|per-protocol|intention-to-treat|intent-to-treat|safety|efficacy|final)"
    r"\s(?:analys[ie]s|population|set)\b"
)

LEFT_OUT = re.compile(r"\b(?:[Ee]xclusion|[Ll]oss|[Ww]ithdrawal|[Rr]emoval)\sof\s(?:the\s|another\s)?\Z")
LEFT_OUT_FOR = re.compile(r"\s(?:without|with|who|whose|because|for|due|owing|lost|in)\b|[,.;]")

OTHERS = (" others ", " more ")
OTHERS_DID = re.compile(
    r"\s(?:others|more)\s(?:(?:had|have|were|was|subsequently|later|then)\s){0,2}"
    r"(?:moved|died|withdrew|withdrawn|left|dropped|refused|declined|became|become|developed|discontinued|lost|excluded"
    r"|stopped|quit|missed|experienced|relapsed|responded|seroconverted|completed|recovered|failed)\b"
)
IN_STATE = re.compile(r"\s(?:infected|cured|dead|alive|pregnant|relapsed|transfused|hospitali[sz]ed)\s?[(.;,]")
LONGEST_HEADING = 48
ENDED = re.compile(r"\s?[.;](?!\d)|\s*\Z")
HEADING_IN = re.compile(
    r"(?:[A-Z][a-z-]{2,20}\s(?:[a-z-]{2,20}\s){0,3})?(?i:section|deliver(?:y|ies)|transfusions?|surgery|biops(?:y|ies)|intubation"
    r"|prophylaxis|breast-?feeding|hospitali[sz]ations?|rash|fever|an(?:a)?emia|toxicity|failures?|relapses?|response|cure"
    r"|complications?|admissions?|infections?)\sin\s"
)
PEOPLE_HEADED = re.compile(
    r"(?:Patients|Participants|Subjects|Mothers|Women|Men|Children|Infants|Adults|People|Withdrawals|Drop-?outs|Deaths|Discontinuations)"
    r"(?:\s[\w-]{2,20}){0,6}:\s"
)


def is_object(at: Place) -> bool:
    """ "We screened 300 women and enrolled 212 (106 zinc, 106 placebo)": whom an active verb took in."""
    if at.value < FEWEST_TAKEN_IN or not at.left.endswith("ed ") or not at.follows(TAKEN_IN):
        return False
    return TOOK_IN.search(at.left) is not None


def is_one_of_pair(at: Place) -> bool:
    """ "31 and 42, respectively, left", "was confirmed in 53 vs 47 (P = .2)", "including 4 vs 17 for rash"."""
    if not at.clause.scan.startswith(PAIR_NEXT, at.tail.end):
        return False
    if at.follows(RESPECTIVE):
        return OPENS.search(at.left) is not None
    if at.follows(BEHIND_RESPECTIVE):
        return SECOND_RESPECTIVE.search(at.left) is not None
    if at.follows(SET_AGAINST):
        return PAIR_LED.search(at.left) is not None
    if not at.follows(BEHIND_SECOND) or not SECOND_OF_PAIR.search(at.left):
        return False
    return PAIR_LED.search(at.left) is not None


def is_compared_ratio(at: Place) -> bool:
    """ "8/22 vs 6/22 (p = 0.75)", "60/64 (94%) (ITT), 60/61 (OT)": ratios side by side."""
    if at.follows(RATIO_NEXT) or (at.follows(RATIO_BEHIND) and RATIO_LAST.search(at.left)):
        return True
    return at.left.endswith(", ") and RATIOS_LISTED.search(at.left) is not None


def is_in_analysis(at: Place) -> bool:
    """ "22 per arm; 40 in per-protocol analysis"."""
    led = at.clause.scan.startswith((" in ", " patients in "), at.tail.end)
    return led and at.value > 1 and lefts.is_subject(at.left) and at.follows(IN_ANALYSIS)


def is_excluded(at: Place) -> bool:
    """ "After exclusion of 58 without a scan"."""
    return (
        at.value > 1 and at.left.rstrip().endswith("of") and at.follows(LEFT_OUT_FOR) and bool(LEFT_OUT.search(at.left))
    )


def is_in_state(at: Place) -> bool:
    """ "89 seen; 2 infected (2.2%) against 21 of 107": without a verb."""
    return at.follows(IN_STATE) and lefts.is_subject(at.left)


def is_headed(at: Place) -> bool:
    """ "Elective section in 70." and "Mothers stopping the drug for rash: 3.": a line of headings alone."""
    if at.value < 2 or len(at.left) >= LONGEST_HEADING or not at.follows(ENDED):  # a longer left is cut
        return False
    return HEADING_IN.fullmatch(at.left) is not None or PEOPLE_HEADED.fullmatch(at.left) is not None


def is_others(at: Place) -> bool:
    """ "93 came back; the nine others had moved away", "by week 6 four more had become infected"."""
    return at.clause.scan.startswith(OTHERS, at.tail.end) and at.follows(OTHERS_DID)


CLIPPED = (is_object, is_others, is_in_state, is_headed, is_one_of_pair, is_in_analysis, is_excluded)
