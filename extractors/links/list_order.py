"""Whether a sentence's numbers go with its groups in order, or with something else that it lists."""

from __future__ import annotations

import re

from extractors.links.lists import LONGEST_GAP, LONGEST_STEP, WORD
from extractors.model import Sentence

ORDER_SIGNS = ("espectively", "vs", " v ", "ersus", "ompared", "gainst", "(P", "(p", ", P", ", p")
OTHER_ORDER = re.compile(
    rf"(?:\b(?!{WORD})[a-z][\w-]*\s(?:and|or)\s(?:the\s)?[a-z][\w-]*(?:\s[a-z][\w-]*){{0,3}}"
    r"|\b(?:grades?|stages?|weeks?|months?|days?|visits?|phases?|cycles?|years?)\s\d+\s(?:and|or)\s\d+"
    r"|\d+\s(?:and|or)\s\d+[\s-](?:weeks?|months?|days?|years?|hours?))\s?,?\srespectively",
    re.IGNORECASE,
)
"""A list of the sentence's own that is not of groups: "at the first and second visit, respectively"."""
TWO_SUBJECTS = re.compile(
    r"\b[a-z-]{3,}(?:\s[\w-]+){0,4}\sand\s(?:[\w-]+\s){1,5}(?:occurred|developed|appeared|recurred"
    r"|(?:was|were)\s(?:seen|observed|reported|noted|found|diagnosed|recorded|detected))\s(?:only\s)?(?:in|by|for|among)\s",
    re.IGNORECASE,
)
"""Two things that happened, each to some: "fever and chills were seen in 7 and 9 patients, respectively"."""
THAN_OTHERS = re.compile(
    r"\sthan\s(?!(?:in\s|for\s|on\s|with\s|those\s)*(?:the\s)?(?:latter|second|other\s(?:group|arm)|baseline|expected)\b)[^.;()\d]{2,80}[(\[]",
    re.IGNORECASE,
)
"""A comparison that a bracket of numbers stands behind."""


def order_told(scan: str, sentence: Sentence) -> bool:
    """Whether a sentence holds a word that sets numbers or groups against each other in order."""
    start, end, _ = sentence
    for sign in ORDER_SIGNS:  # noqa: SIM110 - a generator costs as much as the searches
        if scan.find(sign, start, end) >= 0:
            return True
    return False


def has_other_order(scan: str, sentence: Sentence) -> bool:
    """Whether "respectively" refers to a list of words or time points in the same sentence."""
    told = scan.find("espectively", sentence.start, sentence.end)
    if told < 0:
        return False
    if OTHER_ORDER.search(scan, max(sentence.start, told - LONGEST_GAP), told + 12):
        return True
    return TWO_SUBJECTS.search(scan, max(sentence.start, told - LONGEST_STEP), told) is not None


def counts_two(scan: str, start: int) -> bool:
    """Whether a group's name opens with how many of it are told of: "two placebo recipients, with 180 and 211"."""
    return scan[max(0, start - 5) : start].lower().endswith(("two ", "both ", " 2 "))


def sets_others_apart(scan: str, start: int, end: int) -> bool:
    """Whether others than the trial's groups are compared: "higher in responders than in the rest (410 v 350)"."""
    return scan.find(" than ", start, end) >= 0 and THAN_OTHERS.search(scan, start, end) is not None
