"""What stands beside "group", "arm" or "cohort" and names no group of a trial: societies, kinds of things, a whole."""

from __future__ import annotations

import re

from extractors.links.arm_names import GENERIC, is_treatment

KIND_OF = re.compile(r"\sof\s(?:the\s|these\s|our\s)?[a-z]")
WHOLE = ("total ", "entire ", "whole ", "overall ")
"""Before a name: that it tells of all people of a kind, no group: "in the total vaccinated cohort"."""
ANY = ("by ", "By ", "per ", "each ", "every ", "across ", "any ", "either ", "both ", "of ", "between ")
"""Before "treatment arm": that none is meant."""
LIMB = re.compile(
    r"\s(?:sentinel|lymph\w*|nodes?|circumference|volumes?|morbidity|swelling|pain|function|movements?|muscles?|crank|span"
    r"|symptoms|span|exercises?|ergomet\w+|training|strength|cycling|weakness|paresis|use|raises?)\b",
    re.IGNORECASE,
)
STUDIES = (" stud", " analys", "-stud", " design")
"""Behind "cohort": that it is a way of study."""
LEFT_BEFORE = re.compile(
    r"\b(?:withdr[ae]w\w*|discontinued|dropped|excluded|lost|stopped|left|quit|reasons?)\b[^.;()]*\Z"
)
LONGEST_ITEM = 110
LONGEST_SHORT = 6
"""Letters of an abbreviation."""
CAUSES = frozenset("ae aes sae saes ltfu vf death deaths rash moved other others fever pain cough".split())


def is_society(name: str, match: re.Match[str], scan: str) -> bool:
    """Whether all is written in capitals: the "Northern Breast Cancer Study Group" ran a trial, it is no arm."""
    words = name.split()
    return scan[match.start()].isupper() and len(words) > 1 and all(word[0].isupper() for word in words)


def is_kind_of_thing(name: str, match: re.Match[str], scan: str) -> bool:
    """Whether any things fall into the groups: "dominant groups of the flora", "an unexplored group of proteins"."""
    told = KIND_OF.match(scan, match.end()) and not scan.endswith("the ", 0, match.start() - len(name) - 1)
    return bool(told) and name.islower() and " " not in name and not (name in GENERIC or is_treatment(name))


def is_whole(scan: str, low: int, start: int) -> bool:
    """Whether all of a kind are meant: "the total vaccinated cohort"."""
    return scan.endswith(WHOLE, low, start)


def is_any(scan: str, low: int, start: int, name: str) -> bool:
    """Whether no one group is meant: "by treatment arm", "in each study group"."""
    return name.casefold() in GENERIC and scan.endswith(ANY, low, start)


def is_limb(scan: str, match: re.Match[str]) -> bool:
    """Whether "arm" is a part of the body: "arm nodes", "arm swelling"."""
    return match[0] == "arm" and LIMB.match(scan, match.end()) is not None


def is_study(scan: str, match: re.Match[str]) -> bool:
    """Whether "cohort" is a way of study: "observational cohort studies"."""
    return match[0] == "cohort" and scan.startswith(STUDIES, match.end())


def is_cause(lowered: str, at: int, name: str) -> bool:
    """Whether what bears a count tells why people left: "three withdrew (headache, 2; moving, 1)".

    A short name that the text has elsewhere is a group's: "three withdrew (2 MVC, 1 CTRL)".
    """
    if len(name) <= LONGEST_SHORT and name not in CAUSES and len(re.findall(rf"\b{re.escape(name)}\b", lowered)) > 1:
        return False
    opened = lowered.rfind("(", max(0, at - LONGEST_ITEM), at + 1)
    return opened >= 0 and LEFT_BEFORE.search(lowered, max(0, opened - LONGEST_ITEM), opened) is not None
