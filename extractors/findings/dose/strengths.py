"""Percentages that are a drug's strength: "2% gel", "0.5% and 2% PRO2000", "lidocaine (1%)".

Nearly all percentages of a trial are outcomes. A strength has a name of something dissolved, or a word for a solution,
close by; so most are put aside before anything else is asked.
"""

from __future__ import annotations

import re
from functools import cache

from extractors.findings.dose.forms import RUN
from extractors.findings.dose.words import words
from extractors.kept import Kept
from extractors.lexicon import load

SOLVED = frozenset(
    (
        "local anaesthetic",
        "eye drug",
        "skin drug",
        "fluid",
        "gas",
        "anaesthetic",
        "corticosteroid",
        "HIV prevention gel",
    )
)
"""Classes of drugs whose strength is printed as a bare percentage."""
VAGUE = frozenset({"normal", "human", "local", "modified", "plasma", "platelet", "sodium", "vitamin"})
NO_STRENGTH = re.compile(r"\s?(?:[)\];:]|,?\s(?:CI|confidence|of\s(?:the\s)?(?:patients|participants|women|men))\b)")
AMOUNT_BEFORE = re.compile(r"\d\s?[A-Za-zμ]{1,5}\s(?:of\s)?$")
CODE_AFTER = re.compile(r"\s[A-Z]{2,5}-?\d{3,5}\b")
NEAR = 48
COMBINED_AFTER = re.compile(
    r"(?:\s?[/+]\s?|-)(?:(?!placebo|vehicle|control)[A-Za-z][\w-]{2,24}\s){1,3}\d{1,3}(?:\.\d{1,3})?\s?%"
)
COMBINED_BEFORE = re.compile(r"\d\s?%(?:\s?[/+]\s?|-)(?:(?!placebo|vehicle|control)[A-Za-z][\w-]{2,24}\s){1,3}$")
LONGEST_COMBINED, COMBINING = 90, frozenset("/+-")


def is_combined(scan: str, start: int, end: int) -> bool:
    """Whether a percentage is one component's in a combination printed with strengths ("X 0.5%/Y 10%")."""
    if scan[end : end + 2].lstrip()[:1] in COMBINING and COMBINED_AFTER.match(scan, end):
        return True
    if not scan[start - 2 : start - 1].isalpha():
        return False
    percent = scan.rfind("%", max(0, start - LONGEST_COMBINED), start)
    if percent < 0 or scan[percent + 1 : percent + 3].lstrip()[:1] not in COMBINING:
        return False
    return COMBINED_BEFORE.search(scan, max(percent - 4, 0), start) is not None


def may_be_strength(scan: str, start: int, end: int) -> bool:
    """Whether a percentage may be a strength, by the words within a few words of it."""
    if is_combined(scan, start, end):
        return True
    if scan[start - 1] not in " (" and NO_STRENGTH.match(scan, end):
        return False
    if any(map(TELLS.__getitem__, scan[max(0, start - NEAR) : end + NEAR].split(" "))):
        return True
    if scan[end + 1 : end + 2].isupper() and CODE_AFTER.match(scan, end):
        return True
    return scan[start - 1] == " " and AMOUNT_BEFORE.search(scan, max(0, start - 12), start) is not None


def _tells(run: str) -> bool:
    """Whether a run of letters between two spaces holds a telling word."""
    return not _telling_words().isdisjoint(RUN.findall(run.lower()))


TELLS = Kept(_tells)


@cache
def _telling_words() -> frozenset[str]:
    """Words for solutions, and the first words of the names of what is dissolved."""
    terms = (term for term in load("drugs").terms if term.properties.get("class") in SOLVED)
    names = (name for term in terms for name in (term.canonical, *term.aliases, *term.acronyms))
    first = {match[0].lower() for name in names if (match := RUN.search(name))}
    return words("solutions") | {word for word in first if len(word) > 4 and word not in VAGUE}
