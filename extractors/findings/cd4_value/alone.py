"""Whether a number printed without a unit can be a measure at all, by what stands next to it."""

from __future__ import annotations

import re

from extractors.findings.cd4_value.group_names import names_group
from extractors.findings.cd4_value.measures import Measure
from extractors.findings.cd4_value.words import PERSONS

MOST_CELLS = 6000
"""No CD4 count is higher, an infant's neither: what is, counts copies or cells in a flask."""
YEAR_BEFORE = re.compile(r"\b(?:in|since|until|during|by|after|before|and|to|from|through)\s$", re.IGNORECASE)
NO_VALUE_WORDS = frozenset(
    """figure table grade stage phase visit visits cd hiv type regimen step part stratum study site center centre
    protocol trial day week month year class category in among or ors hr hrs rr rrs hazard odds""".split()
)
NO_VALUE_BEFORE = re.compile(
    rf"(?:\bn\s?=|\bP\s?[=<>]|[$#§]|\[|\bHIV-|\b(?:{'|'.join(sorted(NO_VALUE_WORDS))}))\s?$", re.IGNORECASE
)
MAY_FOLLOW = re.compile(
    r"\s(?:above|below|over|under)\s(?:the\s|their\s)?(?:base|pre-?t|entry)|\s?(?:$|-(?![a-z])(?!\s?log)|[,;:.?)\]\[(<>=≤≥±/—→](?!\s?log)|\s(?:and|or|vs|versus|v|to|in|at|after|for|with|by|from"
    r"|(?:an?|one|two|three|four|five|six|nine|ten|twelve|eighteen|\d{1,2})\s(?:weeks?|months?|years?)\s(?:later|after|into|on)"
    r"|compared|between|among|during|on|through|until|"
    r"respectively|per|when|while|whereas|but|than|was|were|is|are|as|had|who|before|within|over|if|without"
    r"|prior|half\sa|upon|not|did|versus|"
    r"increase|decrease|gain|rise|points?|higher|lower|more|greater|fewer|less|did|cohort|group|received"
    r"|irrespective|regardless|because|since|following|despite|this|that|which|"
    r"reached|achieved|increased|decreased|remained|showed|randomi[sz]ed|enrolled|on|strata|stratum|and/or"
    r"|threshold|the|initiating|starting|rather|then|later|again|overall|nearly|almost|against"
    r"|thereafter|throughout|respectively|while|once|so|it|they|halved|doubled|predict\w*|irrespective|regardless|also|instead)\b)",
    re.IGNORECASE,
)
LIMIT_FOLLOWED = re.compile(
    rf"\s(?!(?:[\w-]{{1,20}}\s)?{PERSONS}\b|(?:[\w-]{{1,20}}\s)?(?:years?|yrs?|months?|weeks?|days?|hours?|minutes?|mg|g|kg|ml|ng|pg"
    r"|copies|deaths?|events?|cent(?:er|re)s|sites|samples?|times|cases|visits|doses|cycles|courses|log(?:10)?|IU"
    r"|infections?|pregnan\w+|points?|fold|episodes|trials|studies|countries|hospitals|clinics|tests?|units?)\b)[a-z]",
    re.IGNORECASE,
)
"""What may follow a limit printed without a unit: any word but what would be counted or measured by it."""
NO_VALUE_AFTER = re.compile(
    r"\s(?:fewer|less|more|greater|higher|lower)\sthan\s\d|\sper\s1,?0|\(OH\)|\s?(?:[/-]\s?\d{1,3}\s?\(|\(\s?\d{1,3}(?:\.\d+)?\s?%(?!\s(?:above|below|over|under|had|with|were|having|[<>≤≥]))|(?:of|out\sof)\s\d|(?:and|or|to|vs\.?|versus|,"
    r"|-)\s\d{1,4}(?:\.\d+)?\s?(?:patients|participants|subjects|women|men|children|years|%\sof))",
    re.IGNORECASE,
)


def may_stand_alone(scan: str, measure: Measure, end: int, named_to: int = 0) -> bool:
    """Whether a number without a unit can be a measure at all, by what stands next to it.

    `named_to` is where the name of a group ends that stands right behind it: "238 (171-290) zinc vs 252 placebo".
    """
    if measure.unit is not None or abs(measure.value) > MOST_CELLS or scan[measure.start].isalpha():
        return False
    if 1980 <= measure.value < 2040 and YEAR_BEFORE.search(scan, max(0, measure.start - 9), measure.start):
        return False
    if _is_no_value_before(scan, measure.start) or _is_ratio(scan, measure):
        return False
    if names_group(scan, measure.start, measure.value):
        return False
    last = named_to or measure.end
    after = scan[last : min(end, last + 40)]
    bounded = measure.comparator is not None or measure.high is not None
    follows = LIMIT_FOLLOWED.match(after) if bounded else None
    return (follows or MAY_FOLLOW.match(after)) is not None and NO_VALUE_AFTER.match(after) is None


def _is_ratio(scan: str, measure: Measure) -> bool:
    """Whether a number is one side of "1:1"."""
    low, high = measure.start, measure.end
    before = scan[low - 1 : low] == ":" and scan[low - 2 : low - 1].isdigit()
    return before or (scan[high : high + 1] == ":" and scan[high + 1 : high + 2].isdigit())


def _is_no_value_before(scan: str, at: int) -> bool:
    """Whether what stands before a number makes it something else: "n =", "stage", "week", "hazard"."""
    low = max(0, at - 14)
    _, space, word = scan[low:at].rstrip().rpartition(" ")
    if space and word.isalpha():
        return word.lower() in NO_VALUE_WORDS
    return NO_VALUE_BEFORE.search(scan, low, at) is not None
