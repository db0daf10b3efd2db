"""How a sentence goes on about the CD4 cell without its name: a second predicate, the next stratum, the other limit.

"… fell to 250, and stood at 310 a year later"; "622 (31%) had fewer than 200, 868 (44%) had 200 to 399"; "stopped above
350 and taken up again below 250".
"""

from __future__ import annotations

import re

from extractors.findings.cd4_value.measures import Measure

VERB = (
    r"(?:was|were|is|are|stood|lay|remain\w*|stay\w*|reach\w*|attain\w*|averag\w*|ris(?:es|en|ing)|rose|climb\w*"
    r"|increas\w*|improv\w*"
    r"|grew|jump\w*|recover\w*|rebound\w*|fell|fallen|falls|drop\w*|declin\w*|decreas\w*|slid|sank|slipped|dipped"
    r"|tumbl\w*"
    r"|got|ended|bottomed|topped|bounced|shot|crept|edged|inched|hover\w*|linger\w*"
    r"|went|came|return\w*|gain\w*|regain\w*|lost|peak\w*|settl\w*|plateau\w*|level\w*|lowered|raised|lifted)"
)
HEDGE = r"(?:(?:about|approximately|around|nearly|almost|only|just|some|an?|the|mean|median|average|of|roughly)\s){0,3}"
WHITHER = (
    r"(?:\s(?:back|again|off|up|down|out|stuck|no\s(?:further|higher|lower)|\w+ly)){0,2}"
    r"(?:\s(?:to|by|from|at|of|than))?"
)
"""Behind a verb: "got stuck at", "ended up at", "climbed no higher than"."""
SAME_SUBJECT = re.compile(
    rf"(?:[,;]|\b(?:and|but|then|while|whereas|when|once|until|if|before|because))\s"
    rf"(?:(?:and|but|then|again|later|thereafter"
    rf"|subsequently|finally|still|had|has|also|while|whereas|when|once|until|if|it|they|this|\w+ly)\s){{0,4}}{VERB}"
    rf"{WHITHER}\s{HEDGE}$",
    re.IGNORECASE,
)
THEY = re.compile(
    rf"[,;]\s(?:and\s|but\s|while\s|whereas\s)?(?:(?:in|for|among|with|on|under|at|by|after)\s[^.;,\d]{{3,60}}?,?\s)?"
    rf"(?:they|it|the\scounts?|counts)"
    rf"\s(?:had\s|have\s|then\s|only\s|even\s|\w+ly\s){{0,3}}{VERB}{WHITHER}\s{HEDGE}$",
    re.IGNORECASE,
)
"""A pronoun's predicate: "; in placebo recipients they dropped ", ", in the other arm the count slid by "."""
OWN_PREDICATE = re.compile(
    rf"(?:\s(?:cell\s)?(?:count|level|value|number|percentage|ratio)s?)?"
    rf"(?:\s(?:of|in|among|for|on|off|under|after|during|within|without)"
    rf"(?:\s(?!who\b|that\b|which\b|whose\b|with\b)[^\s.;,\d]{{1,24}}){{1,8}})?"
    rf",?\s(?:(?:had|have|has|then|also|\w+ly)\s){{0,3}}{VERB}{WHITHER}\s{HEDGE}$",
    re.IGNORECASE,
)
"""A predicate of the analyte named right before: " of responders improved from "."""
PEOPLE = r"(?:patients|participants|subjects|women|men|children|adults|people|infants|those|recipients|individuals)"
OTHERS = re.compile(
    rf"\b(?:and|while|whereas|but|versus|vs\.?|than)\s(?:for\s|in\s|among\s)?(?:(?:the\s)?(?:others?|rest)|{PEOPLE})"
    rf"\s(?:(?:who|on|in|with|without|given|receiving|under|off)\s[^.;,\d]{{2,40}}?\s)?"
    rf"(?:averag(?:ed|ing)|reach(?:ed|ing)|(?:stood|were)\sat|had\s"
    rf"(?:only|just|an?\s(?:average|mean|median)\sof))\s{HEDGE}$",
    re.IGNORECASE,
)
"""The same of other people: "780 in the early group, while those who waited averaged "."""
FROM_AGAIN = re.compile(
    rf"\b(?:and|but|while|whereas|versus|vs\.?|compared\swith|against)\s(?:{VERB}\s)?(?:from|by)\s{HEDGE}$",
    re.IGNORECASE,
)
"""The next pair's first, or the next amount: "from 812 to 524 among those who stopped and from "."""
STRATUM = re.compile(
    rf"(?:\d\s?(?:\(\s?\d[\d.]*\s?%\s?\)|%)?|\A{PEOPLE}|\b(?:in|of|for|and)\s{PEOPLE}|\b\w+\s{PEOPLE}|%\)|\bthose|\bones"
    rf"|\bone\sin\s\w+|\bthe\srest|\bthe\sothers)"
    rf"(?:\s(?:of\s)?(?:them|whom|{PEOPLE}))?(?:\s(?:who|that))?,?\s(?:had|have|with|having|were|was|at|showed|reached"
    r"|(?:fell|dropped)(?:\sto)?)(?:\s(?:an?|counts?|levels?|values?|nadirs?|baseline|still|of)){0,3}\s$",
    re.IGNORECASE,
)
OPENS_CLAUSE = re.compile(r"(?:\A|[;:.]\s|,\s(?:and|but)\s)$")
"""Before a limit that a statement begins with: "; below 200 the risk of infection rises"."""
LEAST_OF_THEM = 100
""" "They were 35" may be people and their age."""
OTHER_LIMIT = re.compile(
    r"\b(?:re-?start\w*|resum\w*|re-?initiat\w*|took|taken|take|again|stop\w*|interrupt\w*|discontinu\w*|deferr?\w*"
    r"|start\w*|initiat\w*|rais\w*|lower\w*|chang\w*|amend\w*|later|then|once|until|when|or|than|between)\b",
    re.IGNORECASE,
)
AGAINST = re.compile(
    rf"(?:\bvs\.?|\bversus|\bv|\bagainst|\bcompared\s(?:with|to))\s{HEDGE}$|(?P<loose>\b(?:and|but|than))\s{HEDGE}$",
    re.IGNORECASE,
)
STRATA = re.compile(
    r"\b(?:strat(?:um|a)|stratified|stratification|(?:sub-?)?groups|categories|bands)\s?(?:\(|:|,|of|at)\s?"
    r"(?:CD4\S{0,2}\s)?$",
    re.IGNORECASE,
)
BAR = re.compile(
    r"\b(?:bar|thresholds?|cut-?offs?|cut-?points?|trigger|mark)"
    r"(?:\s(?:(?:was|is|were|had|then|been|set|lowered|raised|lifted|moved)\s){0,4}"
    r"(?:at|of|to|from|was|is))?(?:\s(?:about|only|then))?\s?\(?$",
    re.IGNORECASE,
)
NEXT_LETTER = re.compile(
    r"[)\]]?[,;]?\s(?:and\s|or\s)?(?:(?:group|stratum|cohort|arm)\s)?[A-Z\d]{1,2}\s?[(\[:]\s?(?:CD4\S{0,2}\s)?",
    re.IGNORECASE,
)
"""To the limit of the next stratum that bears a letter: "A (CD4 >350), B (201-350)"."""
RATE_AT = re.compile(
    r"\b(?:years?|person-years|py|per\scent|percent)\)?\s(?:at|for|in|with|among)\s$|%\)?\s(?:at|among)\s$",
    re.IGNORECASE,
)
"""Before a limit: the rate of those within it: "from 2.5 per 100 person-years at <200 to …"."""
SHARE = re.compile(r"[(,;]\s?(?:and\s)?\d{1,3}(?:\.\d{1,2})?\s?%(?:\s(?:were|had))?\s?$", re.IGNORECASE)
"""Before a limit: "a median of 430 (40% above 500)"."""
OWNED = re.compile(
    r"\b(?:had|have|having|with)(?:\s(?:an?|counts?|levels?|values?|nadirs?|baseline|still|of)){0,3}\s$", re.IGNORECASE
)
MARK = re.compile(r"(?:-cell)?[\s-](?:mark|threshold|barrier|cut-?off|milestone)\b", re.IGNORECASE)
DIFFERENCE = re.compile(
    r"(?:[(\[;,]|\bfor)\s?(?:an?\s|the\s)?(?:(?:adjusted|unadjusted|mean|median|estimated|absolute|between-(?:group|arm)|treatment|net"
    r"|overall|LS|least[\s-]squares)\s){0,4}(?:difference|treatment\seffect)(?:\s(?:in|between|of)\s(?!\d)[^.;,()\d]{1,40})?"
    r"\s?(?:of|was|:|=|,)?\s?\Z",
    re.IGNORECASE,
)
OUTCOMES = ("mortality", "survival", "hazard", "odds", "relative", "risk", "rate", "virolog", "viral suppression")
"""Rivals that no number of cells is of."""
DIGIT = re.compile(r"\d")


def has_same_subject(between: str) -> bool:
    """Whether the words between two numbers end in a second predicate of the first one's subject."""
    if len(between) > 160 or DIGIT.search(between):
        return False
    return any(said.search(between) for said in (SAME_SUBJECT, THEY, OTHERS, FROM_AGAIN))


def has_own_predicate(between: str) -> bool:
    """Whether the words between an analyte's name and a number are a predicate of that analyte."""
    return len(between) <= 120 and not DIGIT.search(between) and OWN_PREDICATE.fullmatch(between) is not None


def is_stratum(head: str, measure: Measure, unit: str) -> bool:
    """Whether a limit without a unit says how many have the analyte below, above or between what."""
    if measure.comparator is None and measure.high is None:
        return False
    if not is_round(measure, unit):
        return False
    return any(told.search(head) for told in (STRATUM, SHARE, RATE_AT))


def is_elided_stratum(head: str, measure: Measure) -> bool:
    """Whether a limit without unit or name is a count's: people "had" it, while what they "were" may be an age."""
    return OWNED.search(head) is not None and is_stratum(head, measure, "cells/uL")


def opens_clause(head: str, measure: Measure) -> bool:
    """Whether a statement begins with a limit that has the size of a CD4 count's."""
    if measure.comparator is None or measure.value < LEAST_OF_THEM or not is_round(measure, "cells/uL"):
        return False
    return OPENS_CLAUSE.search(head) is not None


def is_other_limit(between: str, measure: Measure, known: Measure) -> bool:
    """Whether a limit without a unit is a pair's other one ("stopped above 350 and restarted below 250")."""
    bounded = all(one.comparator or one.high is not None for one in (measure, known))
    if bounded and known.unit != "%" and NEXT_LETTER.fullmatch(between):
        return is_round(measure, "cells/uL")
    if measure.comparator is None or known.comparator is None or known.unit == "%":
        return False
    if len(between) > 70 or DIGIT.search(between) or not is_round(measure, "cells/uL"):
        return False
    return OTHER_LIMIT.search(between) is not None


def is_named_limit(head: str, measure: Measure, unit: str, after: str) -> bool:
    """Whether a bare number is called a limit: "set the bar at 200", "two strata (50-199 …)", "over the 500 mark"."""
    if unit != "cells/uL" or not is_round(measure, unit):
        return False
    ends = [measure.value] if measure.high is None else [measure.value, measure.high]
    if max(ends) < 100:
        return False
    if MARK.match(after):
        return True
    named = STRATA if measure.comparator or measure.high is not None else BAR
    return named.search(head) is not None


def is_round(measure: Measure, unit: str) -> bool:
    """Whether a limit is one that limits of CD4 have: 50, 199, 350, 401; 15%."""
    ends = [measure.value] if measure.high is None else [measure.value, measure.high]
    step, top = (5, 100) if unit == "%" else (25, 1500)
    return all(5 <= end <= top and end % step in {0, 1, step - 1} for end in ends)


def leads_difference(between: str) -> bool:
    """Whether the words between two numbers end in "(difference", so that they have one unit."""
    return "ifference" in between and not DIGIT.search(between) and DIFFERENCE.search(between) is not None


def is_set_against(between: str, measure: Measure, known: Measure) -> bool:
    """Whether a number is compared with the one before: "231 cells/μL (SE 12) with drug A vs 219 (11) with drug B"."""
    match = AGAINST.search(between) if len(between) <= 80 and not DIGIT.search(between) else None
    if match is None or re.search(r"[.;]\s", between.replace("vs. ", "vs ")):
        return False
    alike = measure.spread is not None and known.spread is not None
    return alike or (match["loose"] is None and measure.comparator is None and abs(measure.value) >= 10)
