"""What is counted where it is no people: centres, questionnaires, studies, told by the nouns round a count."""

from __future__ import annotations

import re

from extractors.findings.sample_size.next_words import first_word
from extractors.findings.sample_size.people import (
    NEVER_PEOPLE,
    PLURALS,
    SITES,
    counts_others,
    may_modify,
    next_in,
    words_of,
)

PLACES_SIZED = re.compile(r"(?:The\s|All\s)?(?:[A-Z][a-z-]{3,16}\s)?(?P<noun>[A-Za-z-]{4,20}s)\s[(\[][nN]\s?=\s?")
THINGS_SIZED = re.compile(
    r"\b(?:cycles|oocytes|embryos|specimens|samples|isolates|strains|biopsies|images|scans|interviews|questionnaires"
    r"|focus\sgroups|vignettes|episodes|articles|images|meals|recordings)(?:\s?[(\[]|:|,)\s?[nN]\s?=\s?\Z",
    re.IGNORECASE,
)
PLACES_ALLOTTED = re.compile(
    r"\b(?P<noun>[A-Za-z-]{4,20}s)\s(?:\([^()]{1,30}\)\s)?(?:were|was)\s(?:\w+ly\s)?(?:randomi[sz]ed|assigned|allocated)\b",
    re.IGNORECASE,
)
OF_POSSIBLE = re.compile(r"\sof\s(?:the|all|possible|planned|scheduled|total|expected)(?=\s)")
UNITS_COUNTED = frozenset(
    """
    needle needles tips samples specimens isolates strains oocytes embryos articles images metastases nodules polyps
    stones lesions
    """.split()
)
AMOUNT = re.compile(r"\b(\d{1,5})\s?(?:mg|g|mcg|ug|µg|μg|MIU|IU|U|units|mL|ml)\b")
ROW = re.compile(r"(?:,\s\d{1,7}){0,8},?\s(?:and|or)\s\d{1,7}(?=\s)")


def regimen(left: str, first: int, second: int | None) -> bool:
    """Whether two numbers name a regimen by its doses ("naltrexone 8 mg/bupropion 90 mg (8/90)")."""
    amounts = AMOUNT.findall(left) if left.endswith(("(", "[")) else ()
    return len(amounts) > 1 and [int(amount) for amount in amounts[-2:]] == [first, second]


def leads_to_others(scan: str, start: int, end: int) -> bool:
    """Whether the noun phrase that may begin at `start` is of other things ("19 academic and private centres")."""
    if row := ROW.match(scan, start, end):
        start = row.end()
    for word, stop in words_of(scan, start, end):
        if word in NEVER_PEOPLE:
            return not first_word(scan, stop, end) or not next_in(PLURALS, scan, stop, end)
        if not may_modify(word):
            return False
    return False


def leads_to_places(scan: str, start: int, end: int) -> bool:
    """Whether a number before `start` counts places, and no people are told of up to `end`."""
    words = [word for word, _ in words_of(scan, start, end)]
    place = next((number for number, word in enumerate(words) if word in SITES or word in UNITS_COUNTED), None)
    if place is None or not all(may_modify(word) for word in words[:place]):
        return False
    return not any(word.strip(".,;") in PLURALS for word in scan[start:end].casefold().split())


def of_others(scan: str, start: int, end: int, *, slash: bool) -> bool:
    """Whether a share that ends at `start` is one of something else.

    "The majority (60/80; 75%) of centres"; behind a slash "217/225 (96%) of possible interviews", "9/12 tests", too.
    """
    if scan.startswith((") of ", "] of "), start) and counts_others(scan, start + len(") of"), end):
        return True
    if not slash:
        return False
    match = OF_POSSIBLE.match(scan, start, end)
    return leads_to_others(scan, match.end() if match else start, end)


def sizes_places(left: str) -> bool:
    """Whether "n = " counts the places that it stands behind ("Practices (N = 16) were randomized")."""
    match = PLACES_SIZED.fullmatch(left)
    return match is not None and match["noun"].lower() in SITES - {"strata", "cohorts"}


def sizes_things(left: str) -> bool:
    """Whether "n = " counts the things that it stands behind ("oocytes (n = 93)", "cycles: n = 290")."""
    return THINGS_SIZED.search(left) is not None


def randomizes_places(sentence: str) -> bool:
    """Whether a sentence allots places, and no people are told of before ("Six wards were randomised to …")."""
    allotted = PLACES_ALLOTTED.search(sentence)
    if allotted is None or allotted["noun"].lower() not in SITES - {"strata", "cohorts"}:
        return False
    return not any(word.strip(".,;()") in PLURALS for word in sentence[: allotted.start()].casefold().split())


def of_things(stretch: str, at: int) -> bool:
    """Whether the last counted noun before an offset is none of people ("114 practices were asked, of which 49")."""
    for word in reversed(re.findall(r"[a-z]{3,}", stretch[:at])):
        if word in PLURALS:
            return False
        if word in NEVER_PEOPLE:
            return True
    return False
